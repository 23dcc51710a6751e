//! Both languages are complete: no screen shows a word of the other one.

use anyhow::{Result, bail};
use serde_json::json;
use support::{App, Settings, browser_test};

use crate::steps::{choose_on_card, go, start_with};
use crate::tour::tour;

/// Every text that can be seen or heard, each once. What says of itself that it is in another language is left out.
const TEXTS: &str = "
    const texts = new Set([document.title]);
    const isOurs = (element) => element && !element.closest('[lang]:not(html)') && element.checkVisibility();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (isOurs(walker.currentNode.parentElement)) texts.add(walker.currentNode.data.trim());
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            if (isOurs(element)) texts.add(element.getAttribute(name).trim());
        }
    }
    const foreign = new RegExp(arguments[0], 'u');
    const allowed = new RegExp(arguments[1], 'gu');
    return [...texts].filter((text) => foreign.test(text.replace(allowed, '')))";

/// Walks through the app and fails where a text is `foreign` after what is `allowed` was taken out of it.
async fn check_every_stop(app: &mut App, foreign: &str, allowed: &str) -> Result<()> {
    let mut found: Vec<String> = Vec::new();
    tour(app, &mut async |app, stop| {
        let texts = app.eval(TEXTS, vec![json!(foreign), json!(allowed)]).await?;
        for text in texts.as_array().into_iter().flatten().filter_map(|text| text.as_str()) {
            if !found.iter().any(|known| known.ends_with(&format!(": {text}"))) {
                found.push(format!("{stop}: {text}"));
            }
        }
        Ok(())
    })
    .await?;
    if !found.is_empty() {
        bail!("{} texts:\n{}", found.len(), found.join("\n"));
    }
    Ok(())
}

#[test]
fn no_screen_in_english_shows_chinese() {
    browser_test(&Settings::default(), async |app| {
        // Letters and the punctuation that goes with them.
        check_every_stop(app, "[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]", "^切换到中文$").await
    });
}

#[test]
fn no_screen_in_chinese_shows_english() {
    let settings = Settings { language: "zh-CN", ..Settings::default() };
    browser_test(&settings, async |app| {
        // Names, keys, units, codes, and what people in the trade say in English.
        let allowed = "\\b(Fairlead|fairlead|Zoho CRM|HubSpot|Salesforce|Pipedrive|Bigin|CRM|Excel|CSV\
            |OpenDocument|ods|ics|Brier|IT|OEM|ODM|Esc|Ctrl|Shift|Tab|Home|End|Delete|[kMG]B|[A-Z]{3})\\b|^Switch to English$";
        check_every_stop(app, "[A-Za-z]{2,}", allowed).await
    });
}

#[test]
fn messages_on_the_screen_follow_when_another_language_is_chosen() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        // They stay as long as the test looks at them.
        let stay = "
            const later = window.setTimeout;
            window.setTimeout = (run, milliseconds) => later(run, milliseconds === 8000 ? 600000 : milliseconds)";
        app.eval(stay, vec![]).await?;
        choose_on_card(app, "a", "trophy").await?;
        app.wait_text(".toast", "“a” won").await?;
        go(app, "#/board/deal/none").await?;
        app.wait_text(".toast[role=alert]", "leads nowhere").await?;

        go(app, "#/settings/appearance").await?;
        app.click("[data-languages] [lang=zh-CN]").await?;
        app.wait_text(".toast[role=status]", "已将“a”标为赢单").await?;
        app.wait_text(".toast[role=alert]", "这个地址无效").await?;
        app.click(".toast .toast-action").await?;
        app.wait_text(".toast[role=status]", "已撤销：将“a”标为赢单").await
    });
}
