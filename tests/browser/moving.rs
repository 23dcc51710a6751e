//! Moving cards: by mouse, by finger, by keyboard, from the menu; and changing one's mind.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, browser_test};

use crate::steps::{
    add, at, card, choose, choose_on_card, focus_card, open_deal, place, records, start, start_with,
    wait_board, wait_figure, wait_saved, with_icon,
};

/// What is said to screen readers.
const ANNOUNCED: &str = "[data-announcer]";

async fn wait_announced(app: &App, text: &str) -> Result<()> {
    let script = "return document.querySelector(arguments[0]).textContent.includes(arguments[1])";
    app.wait_until(&format!("{text:?} to be announced"), script, vec![json!(ANNOUNCED), json!(text)])
        .await
        .map(drop)
}

async fn reload_and_wait_board(app: &mut App, board: &str) -> Result<()> {
    wait_saved(app).await?;
    app.reload().await?;
    wait_board(app, board).await
}

#[test]
fn a_card_dragged_by_mouse_stays_where_it_was_dropped() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d e | - | - | -").await?;
        let (first, between) = (card(app, "a").await?, place(app, 2, 1).await?);
        app.drag(Pointer::Mouse, first.as_str(), between.spot()).await?;
        wait_board(app, "b c | d a e | - | - | -").await?;

        let (second, empty) = (card(app, "b").await?, place(app, 3, 0).await?);
        app.drag(Pointer::Mouse, second.as_str(), empty.spot()).await?;
        wait_board(app, "c | d a e | b | - | -").await?;

        let (last, top) = (card(app, "e").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, last.as_str(), top.spot()).await?;
        wait_board(app, "c | e d a | b | - | -").await?;

        wait_figure(app, &at(2), "stage.count", "3").await?;
        assert_eq!(app.count(".panel").await?, 0, "the click that ends a drag opens nothing");
        reload_and_wait_board(app, "c | e d a | b | - | -").await
    });
}

/// Takes the board back to its first column and is done when it has not moved for a while of frames.
const STAND_STILL: &str = "
    const done = arguments[0];
    const board = document.querySelector('.board-columns');
    let still = 0;
    const look = () => {
        still = board.scrollLeft === 0 ? still + 1 : 0;
        board.scrollLeft = 0;
        if (still > 30) {
            done(true);
        } else {
            requestAnimationFrame(look);
        }
    };
    look();";

#[test]
fn a_finger_drags_after_a_rest_and_scrolls_otherwise() {
    browser_test(&Settings::phone(), async |app| {
        start_with(app, "a b c | d | - | - | -").await?;
        let second_is_in_sight = "
            const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return box.left < innerWidth / 4 && box.left > -innerWidth / 4";
        let second = at(2);

        app.eval("document.querySelector('.board-columns').scrollLeft = 0", vec![]).await?;
        app.swipe(card(app, "c").await?.as_str(), -260.0, 0.0).await?;
        app.wait_until("the second column", second_is_in_sight, vec![json!(second)]).await?;
        wait_board(app, "a b c | d | - | - | -").await?;

        // The swipe is over when the board stands still: until then the browser takes every touch for more of it.
        app.eval_async(STAND_STILL, vec![]).await?;
        let (held, edge) = (card(app, "b").await?, place(app, 1, 0).await?);
        app.pick_up(Pointer::Touch, held.as_str()).await?;
        app.wait_for(".drag-ghost").await?;
        // Held at the edge, the board goes on to the next column, and further for as long as it is held there.
        app.carry_to(Pointer::Touch, support::Spot { right: 165.0, ..edge.spot() }).await?;
        let has_come =
            "return document.querySelector(arguments[0]).getBoundingClientRect().left < innerWidth / 4";
        app.wait_until("the second column to come", has_come, vec![json!(second)]).await?;
        app.carry_to(Pointer::Touch, ".drop-zones").await?;
        let slot = place(app, 2, 1).await?;
        app.carry_to(Pointer::Touch, slot.spot()).await?;
        app.wait_until("the second column", second_is_in_sight, vec![json!(second)]).await?;
        app.let_go(Pointer::Touch).await?;
        wait_board(app, "a c | d b | - | - | -").await?;
        reload_and_wait_board(app, "a c | d b | - | - | -").await
    });
}

#[test]
fn a_card_is_moved_by_the_keyboard_alone() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d e | - | - | -").await?;
        focus_card(app, "a").await?;
        app.press("Space").await?;
        wait_announced(app, "Picked up a").await?;
        app.press("Right").await?;
        wait_announced(app, "Needs confirmed, position 1 of 3").await?;
        app.press("Down").await?;
        wait_announced(app, "Needs confirmed, position 2 of 3").await?;
        app.press("Space").await?;
        wait_announced(app, "a dropped in Needs confirmed, position 2").await?;
        wait_board(app, "b c | d a e | - | - | -").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "a").await?)).await?;

        app.press("Space").await?;
        app.press("Right").await?;
        app.press("Right").await?;
        wait_announced(app, "Review and negotiation, position 1 of 1").await?;
        app.press("Escape").await?;
        wait_announced(app, "a put back").await?;
        wait_board(app, "b c | d a e | - | - | -").await?;

        // Arrows alone go from card to card.
        app.press("Left").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "c").await?)).await?;
        reload_and_wait_board(app, "b c | d a e | - | - | -").await
    });
}

#[test]
fn the_menu_of_a_card_moves_it_as_dragging_does() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c d | - | - | -").await?;
        choose_on_card(app, "a", "swap").await?;
        app.click("dialog[open] .choice:nth-child(2)").await?;
        app.click("dialog[open] .segmented button:nth-child(2)").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "b | c d a | - | - | -").await?;
        app.wait_gone("dialog[open]").await?;

        // The same by its key, to the top of a column.
        focus_card(app, "b").await?;
        app.press("m").await?;
        app.click("dialog[open] .choice:nth-child(2)").await?;
        app.press("Enter").await?;
        wait_board(app, "- | b c d a | - | - | -").await?;
        reload_and_wait_board(app, "- | b c d a | - | - | -").await
    });
}

#[test]
fn escape_puts_a_dragged_card_back_into_its_slot() {
    browser_test(&Settings::default(), async |app| {
        let before = "a b c | d e | - | - | -";
        start_with(app, before).await?;
        let (saved, middle) = (records(app).await?, card(app, "b").await?);
        for (column, slot) in [(2, 1), (1, 0), (1, 1), (5, 0)] {
            let over = place(app, column, slot).await?;
            app.pick_up(Pointer::Mouse, middle.as_str()).await?;
            app.carry_to(Pointer::Mouse, over.spot()).await?;
            app.wait_for(".drag-ghost").await?;
            app.wait_for(&format!("{} .card-slot", at(column))).await?;
            app.press("Escape").await?;
            app.wait_gone(".drag-ghost, .card-slot, [data-zone]").await?;
            app.let_go(Pointer::Mouse).await?;
            wait_board(app, before).await?;
        }
        assert_eq!(app.count(".panel, .toast").await?, 0, "nothing was done and nothing opened");
        assert_eq!(records(app).await?, saved, "nothing was written down");
        reload_and_wait_board(app, before).await
    });
}

#[test]
fn a_card_dropped_outside_goes_back_into_its_slot() {
    browser_test(&Settings::default(), async |app| {
        let before = "a b c | d e | - | - | -";
        start_with(app, before).await?;
        let (saved, middle) = (records(app).await?, card(app, "b").await?);
        for outside in [".sidebar .brand", ".topbar-title", ".filterbar"] {
            app.drag(Pointer::Mouse, middle.as_str(), outside).await?;
            app.wait_gone(".drag-ghost, [data-zone]").await?;
            wait_board(app, before).await?;
        }
        // Where it came from is no change either.
        let own = place(app, 1, 1).await?;
        app.drag(Pointer::Mouse, middle.as_str(), own.spot()).await?;
        app.wait_gone(".drag-ghost, [data-zone]").await?;
        wait_board(app, before).await?;
        assert_eq!(app.count(".panel, .toast").await?, 0, "nothing was done and nothing opened");
        assert_eq!(records(app).await?, saved, "nothing was written down");
        Ok(())
    });
}

#[test]
fn several_cards_are_moved_at_once_and_undone_at_once() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c d | e | - | - | -").await?;
        let tick = card(app, "a").await?;
        app.hover(tick.as_str()).await?;
        app.click(&format!("{tick} input[type=checkbox]")).await?;
        focus_card(app, "c").await?;
        app.press("x").await?;
        app.wait_count(".card.selected", 2).await?;
        app.wait_text(".bulkbar-count", "2").await?;

        let (held, top) = (card(app, "c").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), top.spot()).await?;
        wait_board(app, "b d | a c e | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b c d | e | - | - | -").await?;

        // The bar does what dragging does.
        app.click(&with_icon(".bulkbar button", "swap")).await?;
        app.click("dialog[open] .choice:nth-child(3)").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "b d | e | a c | - | -").await?;
        app.wait_gone(".bulkbar").await?;
        reload_and_wait_board(app, "b d | e | a c | - | -").await
    });
}

#[test]
fn the_bar_of_the_board_changes_cards_as_that_of_the_table_changes_rows() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        for title in ["a", "b"] {
            focus_card(app, title).await?;
            app.press("x").await?;
        }
        app.wait_text(".bulkbar-count", "2").await?;
        app.click(&with_icon(".bulkbar button", "calendar")).await?;
        app.wait_for("#bulk-close").await?;
        app.eval("document.querySelector('#bulk-close').value = '2031-05-06'", vec![]).await?;
        app.click(".popover button[type=submit]").await?;
        app.wait_gone(".popover").await?;
        open_deal(app, "b").await?;
        app.wait_text("#deal-expected-close", "May 6, 2031").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;

        // What leaves the board is ticked no longer.
        app.wait_text(".bulkbar-count", "2").await?;
        choose(app, ".bulkbar .bulk-more", "trash").await?;
        wait_board(app, "c | - | - | - | -").await?;
        app.wait_gone(".bulkbar").await?;
        reload_and_wait_board(app, "c | - | - | - | -").await
    });
}

#[test]
fn a_long_column_draws_what_is_seen_and_scrolls_while_dragging() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        let titles: Vec<String> = (1..=30).map(|number| format!("n{number}")).collect();
        add(app, 1, &titles.join(" ")).await?;
        wait_figure(app, &at(1), "stage.count", "30").await?;
        assert!(
            app.count(&format!("{} .card", at(1))).await? < 30,
            "cards that are not seen are not in the page"
        );

        // Held at the lower edge, the column scrolls to its end.
        let (held, head) = (card(app, "n1").await?, place(app, 1, 0).await?);
        app.pick_up(Pointer::Mouse, held.as_str()).await?;
        let low = "
            const column = document.querySelector(arguments[0]).querySelector('.column-scroll').getBoundingClientRect();
            return document.querySelector('.drop-zones').getBoundingClientRect().top - column.top - 16";
        let low = app.eval(low, vec![json!(at(1))]).await?.as_f64().unwrap_or_default();
        let spot = head.spot();
        app.carry_to(Pointer::Mouse, support::Spot { down: spot.down + low, ..spot }).await?;
        let at_end = "
            const column = document.querySelector(arguments[0]).querySelector('.column-scroll');
            return column.scrollTop + column.clientHeight >= column.scrollHeight - 1";
        app.wait_until("the end of the column", at_end, vec![json!(at(1))]).await?;
        app.let_go(Pointer::Mouse).await?;
        let is_last = "
            const card = document.querySelector(arguments[0]);
            return card?.getAttribute('aria-posinset') === card?.getAttribute('aria-setsize')";
        app.wait_until("it to be the last", is_last, vec![json!(held)]).await.map(drop)
    });
}

#[test]
fn the_keyboard_carries_a_card_out_of_the_pipeline() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | c").await?;
        focus_card(app, "c").await?;
        app.press("Space").await?;
        app.wait_for(".drop-zones").await?;
        for (key, zone, said) in [
            ("Right", "won", "Won"),
            ("Right", "lost", "Lost"),
            ("Right", "nurture", "Nurture"),
            ("Right", "nurture", "Nurture"),
            ("Left", "lost", "Lost"),
            ("Left", "won", "Won"),
        ] {
            app.press(key).await?;
            app.wait_for(&format!("[data-zone={zone}][data-over]")).await?;
            wait_announced(app, &format!("{said}. Space to drop")).await?;
        }
        app.press("Left").await?;
        app.wait_gone("[data-zone][data-over]").await?;
        wait_announced(app, "Contract approval, position 1 of 1").await?;
        app.press("Right").await?;
        app.press("Space").await?;
        wait_board(app, "a b | - | - | - | -").await?;

        // Lost asks why; whoever changes their mind has the card where it was.
        focus_card(app, "a").await?;
        app.press("Space").await?;
        for _ in 0..6 {
            app.press("Right").await?;
        }
        app.wait_for("[data-zone=lost][data-over]").await?;
        app.press("Space").await?;
        app.wait_for("dialog[open] input[name=lose-reason]").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "a").await?)).await?;

        // Esc in the bar of the ticked cards takes the ticks away.
        app.press("x").await?;
        app.wait_for(".bulkbar").await?;
        app.eval("document.querySelector('.bulkbar button').focus()", vec![]).await?;
        app.press("Escape").await?;
        app.wait_gone(".bulkbar").await
    });
}

#[test]
fn move_to_takes_an_exact_place() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d e | - | - | -").await?;
        focus_card(app, "a").await?;
        app.press("m").await?;
        app.wait_for("dialog[open] input[name=move-to]:checked").await?;
        // By the keyboard alone: the next stage, then the number.
        app.press("Down").await?;
        app.click(".move-place .segmented button:nth-of-type(3)").await?;
        app.wait_for("#move-position:focus").await?;
        app.wait_text("#move-between", "Above “d”").await?;
        app.wait_text(".move-number", "of 3").await?;
        app.check_accessibility().await?;
        app.fill("#move-position", "9").await?;
        app.press("Enter").await?;
        app.wait_text("#move-position-error", "from 1 to 3").await?;
        app.wait_for("#move-position:focus[aria-invalid=true]").await?;
        app.fill("#move-position", "2").await?;
        app.wait_text("#move-between", "Below “d”, above “e”").await?;
        app.press("Enter").await?;
        wait_board(app, "b c | d a e | - | - | -").await?;

        // Within its own column the card itself is no place.
        focus_card(app, "a").await?;
        app.press("m").await?;
        app.click(".move-place .segmented button:nth-of-type(3)").await?;
        app.fill("#move-position", "3").await?;
        app.wait_text("#move-between", "Below “e”").await?;
        app.press("Enter").await?;
        wait_board(app, "b c | d e a | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        reload_and_wait_board(app, "b c | d a e | - | - | -").await
    });
}
