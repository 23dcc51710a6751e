//! A system clock that was set back, as happens after a flat battery or a flight; and one that went on for weeks.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, browser_test, clock_ahead};

use crate::steps::{
    add, before_each_page, card, focus_card, open_deal, place, start_with, wait_board, wait_saved,
};

/// Makes the page's clock show the time so many days from now, from the next time it is loaded on.
pub(crate) async fn set_clock(app: &App, days: i32) -> Result<()> {
    before_each_page(app, &clock_ahead(days)).await.map(drop)
}

#[test]
fn a_clock_set_back_changes_neither_order_nor_history() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let year = "return new Date().getFullYear()";
        let now = app.eval(year, vec![]).await?.as_i64();
        set_clock(app, -5 * 365).await?;
        app.reload().await?;
        assert_ne!(app.eval(year, vec![]).await?.as_i64(), now, "the clock is set back");
        wait_board(app, "a b | c | - | - | -").await?;

        let (held, target) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        wait_board(app, "b | a c | - | - | -").await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_board(app, "d b | a c | - | - | -").await?;

        // What was done last is last, whatever the clock says: in the timeline and for undo.
        open_deal(app, "a").await?;
        app.wait_text(".timeline > li:first-child", "Moved from First contact to Needs confirmed").await?;
        app.wait_text(".timeline > li:last-child", "Created in First contact").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "b | a c | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b | c | - | - | -").await?;
        app.press("Ctrl+Shift+Z").await?;
        wait_board(app, "b | a c | - | - | -").await?;

        focus_card(app, "b").await?;
        app.press("Space").await?;
        app.press("Right").await?;
        app.press("Space").await?;
        wait_board(app, "- | b a c | - | - | -").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_board(app, "- | b a c | - | - | -").await
    });
}

#[test]
fn a_deal_left_lying_is_marked_until_somebody_works_on_it() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        assert_eq!(app.count(".age.late").await?, 0);
        set_clock(app, 60).await?;
        app.reload().await?;
        app.wait_count(".card .age.late", 2).await?;

        // The card says what the panel says.
        open_deal(app, "a").await?;
        app.wait_text(
            ".stage-note.warn",
            "Over the limit: nothing has happened for 60 days. First contact allows",
        )
        .await?;
        let (note, mark) = (app.text(".stage-note.warn").await?, format!("{} .age", card(app, "a").await?));
        let says = "return document.querySelector(arguments[0]).title.includes(arguments[1])";
        assert_eq!(app.eval(says, vec![json!(mark), json!(note.trim())]).await?, json!(true), "{note}");

        // A note is a sign of life; how long the deal has been here stays what it is.
        app.fill("#deal-note", "Called").await?;
        app.press("Ctrl+Enter").await?;
        app.wait_gone(".stage-note.warn").await?;
        app.wait_count(".card .age.late", 1).await?;
        app.wait_text(&mark, "60d").await
    });
}
