//! Review: ten deals decided by keyboard, what came of it, and the way back from nurture; the habit.

use anyhow::Result;
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::clock::set_clock;
use crate::steps::{go, set_field, start_with, start_with_sample, wait_figure, wait_saved};

/// Ten deals that nobody touched for two months.
async fn start_stalled(app: &mut App) -> Result<()> {
    start_with(app, "a b c d e f g h i j | - | - | - | -").await?;
    wait_saved(app).await?;
    set_clock(app, 60).await?;
    app.reload().await?;
    app.wait_for("[data-screen=board] .card").await?;
    go(app, "#/review").await?;
    wait_figure(app, "[data-screen=review]", "review.found", "10").await?;
    let is_there = "return document.activeElement?.id === 'review-card'";
    app.wait_until("the focus on the first deal", is_there, vec![]).await?;
    // A page that was loaded again has the focus from the first press on.
    app.click(".review-why").await
}

/// Waits until so many deals need no decision any more, and the focus is where the next is decided.
async fn wait_done(app: &App, done: usize) -> Result<()> {
    wait_figure(app, "[data-screen=review]", "review.done", &done.to_string()).await?;
    app.wait_for("#review-card:focus").await.map(drop)
}

#[test]
fn ten_deals_are_decided_by_keyboard_and_what_rests_comes_back() {
    browser_test(&Settings::default(), async |app| {
        start_stalled(app).await?;
        app.wait_text(".review-why", "Nothing has happened for 60 days").await?;
        for done in 1..=3 {
            app.press("n").await?;
            app.wait_for("#review-plan-subject:focus").await?;
            app.type_text("Call").await?;
            app.press("Enter").await?;
            wait_done(app, done).await?;
        }
        for done in 4..=6 {
            app.press("w").await?;
            app.wait_for("dialog[open] #nurture-until").await?;
            app.press("Enter").await?;
            app.wait_gone("dialog[open]").await?;
            wait_done(app, done).await?;
        }
        for done in 7..=8 {
            app.press("l").await?;
            app.wait_for("dialog[open] .choices label").await?;
            app.click("dialog[open] .choices label").await?;
            app.click("dialog[open] .dialog-foot [type=submit]").await?;
            app.wait_gone("dialog[open]").await?;
            wait_done(app, done).await?;
        }
        // What was lost by mistake is asked about again.
        app.press("Ctrl+Z").await?;
        wait_done(app, 7).await?;
        app.press("s").await?;
        wait_done(app, 8).await?;
        // What is put off is taken back like everything else.
        app.press("Ctrl+Z").await?;
        wait_done(app, 7).await?;
        for done in 8..=9 {
            app.press("s").await?;
            wait_done(app, done).await?;
        }
        app.press("s").await?;
        app.wait_for("#review-end:focus").await?;
        for (name, count) in [("planned", "3"), ("nurtured", "3"), ("lost", "1"), ("snoozed", "3")] {
            wait_figure(app, ".review-end", &format!("review.{name}"), count).await?;
        }
        wait_figure(app, ".review-end", "review.open-before", "10").await?;
        wait_figure(app, ".review-end", "review.open-after", "6").await?;
        app.check_accessibility().await?;
        wait_saved(app).await?;

        // The review is remembered; four months later another one is due, and what rested has woken up.
        go(app, "#/today").await?;
        app.wait_for("[data-screen=today] .today").await?;
        assert_eq!(app.count("[data-part=review-due]").await?, 0);
        set_clock(app, 120).await?;
        app.reload().await?;
        app.wait_text("[data-part=review-due]", "120 days ago").await?;
        app.click("[data-part=waking] .button").await?;
        wait_figure(app, "[data-screen=nurture]", "nurture.ever", "3").await?;
        wait_figure(app, "[data-screen=nurture]", "nurture.back", "0").await?;
        app.click("[data-screen=nurture] .notice:has(use[href$='#i-wake']) .button").await?;
        wait_figure(app, "[data-screen=nurture]", "nurture.back", "3").await?;
        // What is snoozed has woken up as well.
        go(app, "#/review").await?;
        wait_figure(app, "[data-screen=review]", "review.found", "6").await
    });
}

#[test]
fn many_are_decided_at_once() {
    browser_test(&Settings::default(), async |app| {
        start_stalled(app).await?;
        go(app, "#/review?view=list").await?;
        app.wait_for(".review-table tbody [type=checkbox]").await?;
        app.click(".review-table thead .cell-check label").await?;
        app.wait_for(".bulkbar").await?;
        app.check_accessibility().await?;
        app.click(".bulkbar [data-way=w]").await?;
        app.click("dialog[open] .dialog-foot [type=submit]").await?;
        wait_figure(app, ".review-end", "review.nurtured", "10").await?;
        // That the review is done is taken back first; the next undo brings all of them back, and one goes on with them.
        app.press("Ctrl+Z").await?;
        app.wait_text("[data-part=last-review]", "Not reviewed yet").await?;
        app.press("Ctrl+Z").await?;
        wait_figure(app, ".review-end", "review.nurtured", "0").await?;
        app.click(".review-end .button.primary").await?;
        app.wait_for(".review-table tbody [type=checkbox]").await?;
        wait_figure(app, "[data-screen=review]", "review.waiting", "10").await?;
        // They may be ticked still.
        let tick =
            "const all = document.querySelector('.review-table thead input'); if (!all.checked) all.click()";
        app.eval(tick, vec![]).await?;
        app.click(".bulkbar [data-way=n]").await?;
        set_field(app, "#review-subject", "Call again").await?;
        app.click(".popover [type=submit]").await?;
        wait_figure(app, ".review-end", "review.planned", "10").await
    });
}

#[test]
fn what_is_snoozed_and_reviewed_is_in_the_workspace() {
    browser_test(&Settings::default(), async |app| {
        start_stalled(app).await?;
        let first = app.current_tab().await?;
        app.press("s").await?;
        wait_done(app, 1).await?;
        wait_figure(app, "[data-screen=review]", "review.snoozed", "1").await?;
        assert_eq!(app.value("#review-every").await?, "7");
        set_field(app, "#review-every", "30").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_figure(app, "[data-screen=review]", "review.snoozed", "1").await?;
        wait_figure(app, "[data-screen=review]", "review.waiting", "9").await?;
        assert_eq!(app.value("#review-every").await?, "30");
        // The interval first, then the deal.
        app.click(".review-why").await?;
        app.press("Ctrl+Z").await?;
        app.wait_until(
            "the interval",
            "return document.querySelector('#review-every').value === '7'",
            vec![],
        )
        .await?;
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-screen=review]", "review.waiting", "10").await?;
        assert_eq!(app.count("[data-metric='review.snoozed']").await?, 0);

        // Another tab hears of it, and that the review is over.
        app.press("s").await?;
        wait_figure(app, "[data-screen=review]", "review.snoozed", "1").await?;
        wait_saved(app).await?;
        let second = app.new_tab("#/review").await?;
        set_clock(app, 60).await?;
        app.reload().await?;
        wait_figure(app, "[data-screen=review]", "review.snoozed", "1").await?;
        app.switch_to(&first).await?;
        app.click(".review-snoozed button").await?;
        app.click("[data-act=finish]").await?;
        app.wait_text("[data-part=last-review]", "Last review").await?;
        app.switch_to(&second).await?;
        app.wait_text("[data-part=last-review]", "Last review").await?;
        assert_eq!(app.count("[data-metric='review.snoozed']").await?, 0);
        // The guide ticks its chapter off.
        go(app, "#/guide").await?;
        app.wait_for("[data-chapter=clean][data-done=true] a[href^='#/review']").await.map(drop)
    });
}

#[test]
fn the_habit_says_what_to_put_right_first() {
    browser_test(&Settings::default(), async |app| {
        start_stalled(app).await?;
        go(app, "#/review?view=habit").await?;
        wait_figure(app, "[data-screen=review]", "hygiene", "0").await?;
        app.wait_count("[data-check]", 5).await?;
        // One press opens the deal beside the list.
        app.click(".habit-fault[open] .habit-deal").await?;
        app.wait_for(".panel .timeline > li").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        app.check_accessibility().await
    });
}

#[test]
fn review_is_accessible_on_a_dark_phone_in_chinese() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, language: "zh-CN", ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        for (hash, css) in [
            ("#/review", "#review-card"),
            ("#/review?view=list", ".review-table tbody .cell-link"),
            ("#/review?view=habit", "[data-chart=hygiene]"),
        ] {
            go(app, hash).await?;
            app.wait_for(css).await?;
            app.check_accessibility().await?;
            let wide = "return document.documentElement.scrollWidth > innerWidth";
            assert_eq!(app.eval(wide, vec![]).await?, json!(false), "{hash}");
        }
        Ok(())
    });
}
