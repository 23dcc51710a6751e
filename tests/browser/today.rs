//! Today: what is due, what is late, and deals without a next step.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::steps::{
    dismiss_toasts, go, open_deal, set_field, start_with, start_with_sample, today, wait_saved,
};

/// Waits until a part of the screen has as many rows; none where the part is not there.
async fn wait_part(app: &App, part: &str, rows: usize) -> Result<()> {
    let script =
        "return document.querySelectorAll(`[data-part=${arguments[0]}] .acts > li`).length === arguments[1]";
    let what = format!("{rows} in the part {part}");
    app.wait_until(&what, script, vec![json!(part), json!(rows)]).await.map(drop)
}

/// No id stands in the page twice.
async fn check_ids(app: &App) -> Result<()> {
    let script = "const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at)";
    assert_eq!(app.eval(script, vec![]).await?, json!([]));
    Ok(())
}

#[test]
fn done_outcome_next_step_and_on_to_the_next_by_keyboard() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        open_deal(app, "a").await?;
        app.click("#deal-plan").await?;
        app.wait_for("#plan-subject:focus").await?;
        app.type_text("Ask for the budget").await?;
        set_field(app, "#plan-date", &today(app).await?).await?;
        app.click(".act-form .primary").await?;
        app.wait_text(".act-title", "Ask for the budget").await?;
        dismiss_toasts(app).await?;
        go(app, "#/today").await?;
        wait_part(app, "today", 1).await?;
        wait_part(app, "without", 2).await?;

        // Three keys.
        app.eval("document.querySelector('.act-done').focus()", vec![]).await?;
        app.press("Enter").await?;
        app.wait_for(".act-outcome textarea:focus").await?;
        app.type_text("12,000").await?;
        app.press("Enter").await?;
        app.wait_for("[data-part='next-step'] #today-plan-subject:focus").await?;
        app.wait_text("#today-next", "a").await?;
        app.type_text("Send the offer").await?;
        app.press("Enter").await?;
        app.wait_gone("[data-part='next-step']").await?;
        wait_part(app, "today", 0).await?;
        wait_part(app, "soon", 1).await?;
        app.wait_for("[data-part=soon] .act-done:focus").await?;

        // A deal without a next step gets one where it stands, and is one no more.
        app.click("[data-part=without] .today-plan").await?;
        app.wait_for("[data-part=without] #today-plan-subject:focus").await?;
        app.type_text("Call").await?;
        app.press("Enter").await?;
        wait_part(app, "without", 1).await?;
        wait_part(app, "soon", 2).await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_part(app, "soon", 2).await?;
        wait_part(app, "without", 1).await
    });
}

#[test]
fn a_deal_opens_beside_its_activities_and_each_id_is_there_once() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/today").await?;
        app.wait_for("[data-screen=today] .acts .act").await?;
        app.click(".today-part .today-deal > a").await?;
        app.wait_for(".panel .timeline > li").await?;
        check_ids(app).await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await
    });
}

#[test]
fn one_persons_day_is_shown_and_kept() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/today").await?;
        app.wait_for("[data-part=without], [data-part=soon], [data-part=overdue]").await?;
        let count = "return document.querySelectorAll('.today .acts > li').length";
        let all = app.eval(count, vec![]).await?.as_u64().context("a count")?;
        let second = "return document.querySelectorAll('#today-of option')[1].value";
        let person = app.eval(second, vec![]).await?.as_str().context("a person")?.to_owned();
        set_field(app, "#today-of", &person).await?;
        let fewer = "return document.querySelectorAll('.today .acts > li').length < arguments[0]";
        app.wait_until("one person's day", fewer, vec![json!(all)]).await?;
        app.reload().await?;
        app.wait_for("[data-screen=today] .today").await?;
        app.wait_until("one person's day", fewer, vec![json!(all)]).await?;
        assert_eq!(app.value("#today-of").await?, person);
        Ok(())
    });
}

#[test]
fn today_is_accessible_on_a_dark_phone() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        app.click(".tabbar a[href='#/today']").await?;
        app.wait_for("[data-screen=today] .acts .act").await?;
        app.check_accessibility().await
    });
}
