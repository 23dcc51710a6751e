//! Looking at the page, waiting for what it is to show, and typing.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::app::App;
use crate::keys::Chord;

/// How long a condition is waited for. Only a failing test ever takes that long, so it is generous.
pub const PATIENCE: Duration = Duration::from_secs(20);

const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// Whether a person could see an element: it is drawn, and it takes up room.
const IS_VISIBLE: &str = "
    const visible = (element) => element.checkVisibility({ visibilityProperty: true })
        && element.getClientRects().length > 0;
";

impl App {
    /// Runs JavaScript in the page and returns its value. `arguments[0]` and so on are the given ones.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn eval(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client()?
            .execute(script, arguments)
            .await
            .with_context(|| format!("the script failed: {script}"))
    }

    /// Runs JavaScript that finishes later, by calling its last argument with a value.
    ///
    /// # Errors
    /// When the script throws or does not finish.
    pub async fn eval_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.client()?.execute_async(script, arguments).await.context("the script failed or did not finish")
    }

    /// Waits until a script returns something true, and returns that. `what` completes "waited for …".
    ///
    /// # Errors
    /// When it does not come true in time, or the script throws.
    pub async fn wait_until(&self, what: &str, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // While a page is being replaced there is none to run a script in, so only the last try may fail.
            let value = self.eval(script, arguments.clone()).await;
            let is_late = Instant::now() > deadline;
            match value {
                Ok(value) if is_true(&value) => return Ok(value),
                Ok(_) if is_late => bail!("waited {} s for {what}", PATIENCE.as_secs()),
                Err(error) if is_late => return Err(error.context(format!("waited for {what}"))),
                Ok(_) | Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
    }

    /// The first element that a selector matches, now.
    ///
    /// # Errors
    /// When there is none.
    pub async fn find_css(&self, css: &str) -> Result<Element> {
        self.client()?.find(Locator::Css(css)).await.with_context(|| format!("there is no `{css}`"))
    }

    /// How many visible elements a selector matches, now.
    ///
    /// # Errors
    /// When the selector is invalid.
    pub async fn count(&self, css: &str) -> Result<usize> {
        let script = format!(
            "{IS_VISIBLE} return [...document.querySelectorAll(arguments[0])].filter(visible).length"
        );
        let count = self.eval(&script, vec![json!(css)]).await?;
        Ok(count.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }

    /// Waits until a visible element matches, and returns it.
    ///
    /// # Errors
    /// When none appears in time.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let script =
            format!("{IS_VISIBLE} return [...document.querySelectorAll(arguments[0])].some(visible)");
        self.wait_until(&format!("`{css}`"), &script, vec![json!(css)]).await?;
        self.find_css(css).await
    }

    /// Waits until no visible element matches any more.
    ///
    /// # Errors
    /// When one stays.
    pub async fn wait_gone(&self, css: &str) -> Result<()> {
        let script =
            format!("{IS_VISIBLE} return ![...document.querySelectorAll(arguments[0])].some(visible)");
        self.wait_until(&format!("`{css}` to go away"), &script, vec![json!(css)]).await.map(drop)
    }

    /// Waits until exactly so many visible elements match.
    ///
    /// # Errors
    /// When they don't in time.
    pub async fn wait_count(&self, css: &str, count: usize) -> Result<()> {
        let script = format!(
            "{IS_VISIBLE} return [...document.querySelectorAll(arguments[0])].filter(visible).length === arguments[1]"
        );
        let waited =
            self.wait_until(&format!("{count} × `{css}`"), &script, vec![json!(css), json!(count)]).await;
        match waited {
            Ok(_) => Ok(()),
            Err(error) => Err(error.context(format!("there are {}", self.count(css).await?))),
        }
    }

    /// Waits until a visible element that matches contains a text.
    ///
    /// # Errors
    /// When none does in time.
    pub async fn wait_text(&self, css: &str, text: &str) -> Result<()> {
        let script = format!(
            "{IS_VISIBLE} return [...document.querySelectorAll(arguments[0])]
                .some((element) => visible(element) && element.innerText.includes(arguments[1]))"
        );
        let what = format!("`{css}` to say {text:?}");
        self.wait_until(&what, &script, vec![json!(css), json!(text)]).await.map(drop)
    }

    /// The visible text of an element, once it is there.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.wait_for(css).await?.text().await.with_context(|| format!("`{css}` went away"))
    }

    /// The value of a field, once it is there.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn value(&self, css: &str) -> Result<String> {
        self.wait_for(css).await?;
        let value = self.eval("return document.querySelector(arguments[0]).value", vec![json!(css)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks an element, once it is there. The browser refuses when something else covers it.
    ///
    /// # Errors
    /// When it does not appear in time, or stays covered.
    pub async fn click(&self, css: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let clicked = self.wait_for(css).await?.click().await;
            match clicked {
                Ok(()) => return Ok(()),
                // It moved, was drawn anew, or is covered: by something on its way out, or by a bar that stays in sight, from
                // under which a person scrolls it.
                Err(_) if Instant::now() < deadline => {
                    let scroll = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'nearest' })";
                    self.eval(scroll, vec![css.into()]).await?;
                    tokio::time::sleep(BETWEEN_LOOKS).await;
                }
                Err(error) => return Err(error).with_context(|| format!("cannot click `{css}`")),
            }
        }
    }

    /// Puts a text into a field in place of what is there, as a person does: click, select all, type.
    ///
    /// # Errors
    /// When the field does not appear in time.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.click(css).await?;
        self.press("Ctrl+A").await?;
        if text.is_empty() {
            return self.press("Delete").await;
        }
        self.type_text(text).await
    }

    /// Types a text into what has the focus.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        if text.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ') {
            let keys = text.chars().fold(KeyActions::new("keys".to_owned()), |keys, value| {
                keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
            });
            return self.client()?.perform_actions(keys).await.context("cannot type");
        }
        // No keyboard has a key for these; an input method hands over whole texts.
        self.devtools("Input.insertText", json!({ "text": text })).await.map(drop)
    }

    /// Presses a chord such as `Ctrl+Shift+Z`, `Escape` or `?`.
    ///
    /// # Errors
    /// When there is no such key.
    pub async fn press(&self, chord: &str) -> Result<()> {
        let chord: Chord = chord.parse()?;
        let mut keys = KeyActions::new("keys".to_owned());
        for value in chord.keys() {
            keys = keys.then(KeyAction::Down { value });
        }
        for value in chord.keys().rev() {
            keys = keys.then(KeyAction::Up { value });
        }
        self.client()?.perform_actions(keys).await.context("cannot press the keys")
    }
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != &json!(0) && value != &json!("")
}
