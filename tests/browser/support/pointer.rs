//! Dragging and clicking twice, by mouse and by finger.
//!
//! Through the browser's own input channel, not the driver's pointer actions: those are meant to be told all at once, and
//! forget between two calls that a button is down. A test wants to look at the page while it holds something.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::app::App;

/// What the person drags with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse, which drags as soon as it moves.
    Mouse,
    /// A finger, which first rests on what it drags.
    Touch,
}

/// A place on the page: an element, and how far from its middle.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'css> {
    /// The element's selector.
    pub css: &'css str,
    /// Pixels to the right of its middle.
    pub right: f64,
    /// Pixels below its middle.
    pub down: f64,
}

impl<'css> From<&'css str> for Spot<'css> {
    fn from(css: &'css str) -> Self {
        Self { css, right: 0.0, down: 0.0 }
    }
}

/// A long press: longer than what browsers and people take for one. This is part of the gesture, not a wait for the page.
const LONG_PRESS: Duration = Duration::from_millis(700);

/// A hand moves in small steps, and pages look at each of them.
const STEPS: u32 = 10;

/// Far enough in both directions to be more than a trembling hand.
const NUDGE: f64 = 9.0;

impl App {
    /// Drags one element onto another and lets go.
    ///
    /// # Errors
    /// When either does not appear in time.
    pub async fn drag<'css>(
        &self,
        pointer: Pointer,
        from: impl Into<Spot<'css>>,
        to: impl Into<Spot<'css>>,
    ) -> Result<()> {
        self.pick_up(pointer, from).await?;
        self.carry_to(pointer, to).await?;
        self.let_go(pointer).await
    }

    /// Takes hold of an element: presses, rests if it is a finger, and moves enough to be dragging.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn pick_up<'css>(&self, pointer: Pointer, from: impl Into<Spot<'css>>) -> Result<()> {
        let (x, y) = self.point(from.into()).await?;
        self.press_at(pointer, (x, y)).await?;
        if pointer == Pointer::Touch {
            tokio::time::sleep(LONG_PRESS).await;
        }
        self.glide_to(pointer, (x + NUDGE, y + NUDGE)).await
    }

    /// Carries what is held to a place, without letting go.
    ///
    /// # Errors
    /// When the place does not appear in time.
    pub async fn carry_to<'css>(&self, pointer: Pointer, to: impl Into<Spot<'css>>) -> Result<()> {
        let point = self.point(to.into()).await?;
        self.glide_to(pointer, point).await
    }

    /// Lets go.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn let_go(&self, pointer: Pointer) -> Result<()> {
        let point = self.pointer_at.get();
        match pointer {
            Pointer::Mouse => self.mouse("mouseReleased", point, Button::Left, 1).await,
            Pointer::Touch => self.touch("touchEnd", None).await,
        }
    }

    /// Clicks twice with the mouse, quickly enough to count as one.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn double_click<'css>(&self, at: impl Into<Spot<'css>>) -> Result<()> {
        let point = self.point(at.into()).await?;
        self.mouse("mouseMoved", point, Button::None, 0).await?;
        for clicks in 1..=2 {
            self.mouse("mousePressed", point, Button::Left, clicks).await?;
            self.mouse("mouseReleased", point, Button::Left, clicks).await?;
        }
        Ok(())
    }

    /// Taps with a finger.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn tap<'css>(&self, at: impl Into<Spot<'css>>) -> Result<()> {
        let point = self.point(at.into()).await?;
        self.press_at(Pointer::Touch, point).await?;
        self.let_go(Pointer::Touch).await
    }

    /// Swipes with a finger from an element, without a rest before: so many pixels to the right and down.
    ///
    /// The page's timers go slowly meanwhile: on a busy machine the finger would rest between the steps that it is told.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn swipe<'css>(&self, from: impl Into<Spot<'css>>, right: f64, down: f64) -> Result<()> {
        let (x, y) = self.point(from.into()).await?;
        let slow = "
            const own = window.setTimeout;
            window.setTimeout = (run, after, ...rest) => own.call(window, run, after * 50, ...rest);
            window.setTimeout.own = own;";
        self.eval(slow, vec![]).await?;
        self.press_at(Pointer::Touch, (x, y)).await?;
        self.glide_to(Pointer::Touch, (x + right, y + down)).await?;
        self.let_go(Pointer::Touch).await?;
        self.eval("window.setTimeout = window.setTimeout.own", vec![]).await.map(drop)
    }

    /// Rests the mouse over an element.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn hover<'css>(&self, at: impl Into<Spot<'css>>) -> Result<()> {
        let point = self.point(at.into()).await?;
        self.mouse("mouseMoved", point, Button::None, 0).await
    }

    async fn press_at(&self, pointer: Pointer, point: (f64, f64)) -> Result<()> {
        match pointer {
            Pointer::Mouse => {
                self.mouse("mouseMoved", point, Button::None, 0).await?;
                self.mouse("mousePressed", point, Button::Left, 1).await
            }
            Pointer::Touch => self.touch("touchStart", Some(point)).await,
        }
    }

    async fn glide_to(&self, pointer: Pointer, (x, y): (f64, f64)) -> Result<()> {
        let (from_x, from_y) = self.pointer_at.get();
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            let point = (from_x + (x - from_x) * part, from_y + (y - from_y) * part);
            match pointer {
                Pointer::Mouse => self.mouse("mouseMoved", point, Button::Left, 0).await?,
                Pointer::Touch => self.touch("touchMove", Some(point)).await?,
            }
        }
        Ok(())
    }

    /// Where a spot is, in whole pixels of the page as it is scrolled now.
    async fn point(&self, spot: Spot<'_>) -> Result<(f64, f64)> {
        self.wait_for(spot.css).await?;
        let script = "
            const element = document.querySelector(arguments[0]);
            element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
            const box = element.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];";
        let middle = self.eval(script, vec![json!(spot.css)]).await?;
        let number = |index: usize| middle[index].as_f64();
        let (x, y) = number(0).zip(number(1)).with_context(|| format!("`{}` is nowhere", spot.css))?;
        Ok(((x + spot.right).round(), (y + spot.down).round()))
    }

    /// Tells the browser what the mouse does; `clicks` counts those in a row.
    async fn mouse(&self, what: &str, (x, y): (f64, f64), button: Button, clicks: u32) -> Result<()> {
        self.pointer_at.set((x, y));
        let is_held = button == Button::Left && what != "mouseReleased";
        let event = json!({
            "type": what,
            "x": x,
            "y": y,
            "button": if button == Button::Left { "left" } else { "none" },
            "buttons": i32::from(is_held),
            "clickCount": clicks,
        });
        self.devtools("Input.dispatchMouseEvent", event).await.map(drop)
    }

    async fn touch(&self, what: &str, point: Option<(f64, f64)>) -> Result<()> {
        if let Some(point) = point {
            self.pointer_at.set(point);
        }
        let points: Vec<Value> = point.into_iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
        self.devtools("Input.dispatchTouchEvent", json!({ "type": what, "touchPoints": points }))
            .await
            .map(drop)
    }
}

/// The mouse button that is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Button {
    None,
    Left,
}
