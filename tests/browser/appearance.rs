//! Light and dark, Chinese and English: after the system until somebody chooses.

use anyhow::Result;
use support::{App, ColourScheme, Settings, browser_test};

use crate::steps::{go, start, start_with_sample, wait_saved, with_icon};

/// Waits until the page is light, or dark.
async fn wait_look(app: &App, is_light: bool) -> Result<()> {
    let script = "
        const colours = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
        return arguments[0] ? Math.min(...colours) > 192 : Math.max(...colours) < 64";
    let what = if is_light { "a light page" } else { "a dark page" };
    app.wait_until(what, script, vec![is_light.into()]).await.map(drop)
}

#[test]
fn the_theme_is_the_systems_until_one_is_chosen() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, ..Settings::default() };
    browser_test(&settings, async |app| {
        start(app).await?;
        wait_look(app, false).await?;
        app.set_colour_scheme(ColourScheme::Light).await?;
        wait_look(app, true).await?;

        go(app, "#/settings/appearance").await?;
        app.click(&with_icon(".segmented button", "moon")).await?;
        app.wait_for("html[data-theme=dark]").await?;
        wait_look(app, false).await?;
        app.reload().await?;
        app.wait_for("html[data-theme=dark] [data-screen=settings]").await?;
        wait_look(app, false).await?;
        app.press("Shift+D").await?;
        app.wait_for("html[data-theme=light]").await?;
        wait_look(app, true).await
    });
}

#[test]
fn the_language_is_the_browsers_until_one_is_chosen() {
    let settings = Settings { language: "zh-CN", ..Settings::default() };
    browser_test(&settings, async |app| {
        app.open("").await?;
        app.wait_for("html[lang=zh-CN] [data-screen=first-run]").await?;
        app.wait_text("h1", "从哪里开始").await?;
        app.click("[data-language=en]").await?;
        app.wait_for("html[lang=en]").await?;
        app.wait_text("h1", "Where shall we start?").await?;
        app.wait_for("[data-language=en]:focus").await?;
        app.reload().await?;
        app.wait_text("h1", "Where shall we start?").await?;
        app.press("Shift+L").await?;
        app.wait_text("h1", "从哪里开始").await
    });
}

#[test]
fn another_language_leaves_the_data_alone() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        wait_saved(app).await?;
        let title = app.text(".card .card-title").await?;
        app.press("Shift+L").await?;
        app.wait_for("html[lang=zh-CN] .card").await?;
        assert_eq!(app.text(".card .card-title").await?, title);
        app.wait_text(".nav", "看板").await
    });
}
