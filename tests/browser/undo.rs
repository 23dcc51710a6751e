//! Undo and redo: by key, from the toast, from the timeline, and after a reload.

use anyhow::Result;
use support::{App, Pointer, Settings, browser_test};

use crate::steps::{
    add, card, choose_on_card, dismiss_toasts, go, open_deal, place, records, start_with, wait_board,
    wait_records, wait_saved, with_icon,
};

async fn drag_to(app: &App, title: &str, column: usize) -> Result<()> {
    let (held, target) = (card(app, title).await?, place(app, column, 0).await?);
    app.drag(Pointer::Mouse, held.as_str(), target.spot()).await
}

#[test]
fn keys_undo_and_redo_step_by_step() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        drag_to(app, "a", 2).await?;
        drag_to(app, "c", 4).await?;
        choose_on_card(app, "b", "trophy").await?;
        let steps = ["a b | c | - | - | -", "b | a c | - | - | -", "b | a | - | c | -", "- | a | - | c | -"];
        wait_board(app, steps[3]).await?;
        for board in steps[..3].iter().rev() {
            app.press("Ctrl+Z").await?;
            wait_board(app, board).await?;
        }
        for board in &steps[1..3] {
            app.press("Ctrl+Shift+Z").await?;
            wait_board(app, board).await?;
        }
        app.press("Ctrl+Y").await?;
        wait_board(app, steps[3]).await?;

        // Doing something else is a new way: what was undone on the old one is gone.
        app.press("Ctrl+Z").await?;
        wait_board(app, steps[2]).await?;
        add(app, 1, "d").await?;
        app.press("Ctrl+Shift+Z").await?;
        wait_board(app, "d b | a | - | c | -").await
    });
}

#[test]
fn a_reload_forgets_neither_undo_nor_redo() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        drag_to(app, "a", 2).await?;
        wait_board(app, "b | a | - | - | -").await?;
        drag_to(app, "b", 3).await?;
        wait_board(app, "- | a | b | - | -").await?;
        for (key, board) in [
            ("Ctrl+Z", "b | a | - | - | -"),
            ("Ctrl+Z", "a b | - | - | - | -"),
            ("Ctrl+Shift+Z", "b | a | - | - | -"),
            ("Ctrl+Shift+Z", "- | a | b | - | -"),
        ] {
            wait_saved(app).await?;
            app.reload().await?;
            app.wait_for(".card").await?;
            // The last steps are read while the board is shown already. Reading the log as well is waiting for one's turn.
            records(app).await?;
            app.press(key).await?;
            wait_board(app, board).await?;
        }
        Ok(())
    });
}

#[test]
fn a_toast_undoes_its_own_step() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        drag_to(app, "a", 2).await?;
        wait_board(app, "b | a | - | - | -").await?;
        drag_to(app, "b", 3).await?;
        wait_board(app, "- | a | b | - | -").await?;
        app.wait_count(".toast", 2).await?;
        app.click(".toast:first-child .toast-action").await?;
        wait_board(app, "a | - | b | - | -").await?;

        // What stands on a later change is not torn out from under it.
        dismiss_toasts(app).await?;
        drag_to(app, "b", 4).await?;
        wait_board(app, "a | - | - | b | -").await?;
        drag_to(app, "b", 5).await?;
        wait_board(app, "a | - | - | - | b").await?;
        app.click(".toast:first-child .toast-action").await?;
        app.wait_text(".toast[role=alert]", "Undo the later changes first").await?;
        wait_board(app, "a | - | - | - | b").await
    });
}

#[test]
fn the_timeline_undoes_a_single_step() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        drag_to(app, "a", 2).await?;
        wait_board(app, "b | a | - | - | -").await?;
        open_deal(app, "a").await?;
        app.click("#deal-title-text").await?;
        app.fill("#deal-title-text-field", "aa").await?;
        app.press("Enter").await?;
        wait_board(app, "b | aa | - | - | -").await?;
        app.wait_count(".timeline > li", 3).await?;

        app.click(".timeline > li:nth-child(2) .event-time button").await?;
        wait_board(app, "aa b | - | - | - | -").await?;
        app.wait_for(".timeline > li[data-undone]").await?;
        app.wait_text(".timeline > li:first-child", "Undone: Moved from First contact to Needs confirmed")
            .await?;
        assert_eq!(app.count(&with_icon(".timeline .event-icon", "undo")).await?, 1);
        app.wait_text("#deal-title-text", "aa").await
    });
}

#[test]
fn what_a_form_makes_along_the_way_is_taken_back_with_it() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        let saved = records(app).await?;
        app.press("n").await?;
        app.fill("#new-deal-title", "b").await?;
        for (field, name) in [("organisation", "Acme"), ("contact", "Bo Chen"), ("owner", "Ann Lee")] {
            app.fill(&format!("#new-deal-{field}"), name).await?;
            app.press("Tab").await?;
        }
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "b a | - | - | - | -").await?;
        wait_records(app, saved + 1).await?;

        // The pickers of the panel make what is new together with the change.
        open_deal(app, "a").await?;
        app.click("#deal-organisation").await?;
        app.fill("#deal-organisation-field", "Initech").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-organisation", "Initech").await?;
        wait_records(app, saved + 2).await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;

        go(app, "#/organisations").await?;
        for left in [2, 1, 0] {
            app.wait_count("tbody .cell-link", left).await?;
            if left > 0 {
                app.press("Ctrl+Z").await?;
            }
        }
        for list in ["contacts", "people"] {
            go(app, &format!("#/{list}")).await?;
            app.wait_for(&format!("[data-screen={list}] .empty")).await?;
        }
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await
    });
}

#[test]
fn a_toast_offers_nothing_that_is_done_already() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        drag_to(app, "a", 2).await?;
        wait_board(app, "b | a | - | - | -").await?;
        app.wait_count(".toast", 1).await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        // What was undone is not offered once more; the way there again is.
        app.wait_text(".toast", "Undone").await?;
        app.wait_count(".toast", 1).await?;
        app.wait_text(".toast-action", "Redo").await?;
        app.click(".toast-action").await?;
        wait_board(app, "b | a | - | - | -").await?;
        app.wait_text(".toast", "Redone").await?;
        app.wait_count(".toast", 1).await?;
        app.wait_text(".toast-action", "Undo").await?;

        // The same said twice is one message.
        for address in ["#/board/deal/42", "#/board/deal/43"] {
            go(app, address).await?;
            app.wait_for(".toast[role=alert]").await?;
        }
        app.wait_count(".toast[role=alert]", 1).await
    });
}
