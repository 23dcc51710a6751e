//! Two tabs of one browser: each follows the other, and nothing of either is lost.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, Tab, browser_test};

use crate::steps::{
    add, at, before_each_page, board, card, choose, deal_id, focus_card, open_deal, place, records,
    start_with, wait_board, wait_records, wait_saved, with_icon,
};

/// A second tab with the same board; the first one and it.
async fn two_tabs(app: &mut App, board: &str) -> Result<(Tab, Tab)> {
    let first = app.current_tab().await?;
    let second = app.new_tab("#/board").await?;
    wait_board(app, board).await?;
    Ok((first, second))
}

/// Lifts a card with the keyboard, presses these keys and drops it, at an instant that both tabs can wait for. No card has the
/// focus meanwhile: a tab in the background moves it when it pleases, and a key on the card that has it is for the one it is on
/// its way to.
async fn move_at(app: &App, title: &str, keys: &[&str], instant: f64) -> Result<()> {
    let script = "
        const [css, keys, instant] = arguments;
        const press = (key) => {
            const title = document.querySelector(css + ' .card-title');
            title.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        };
        const move = () => {
            document.activeElement?.blur();
            [' ', ...keys, ' '].forEach(press);
        };
        setTimeout(move, instant - Date.now());";
    let css = card(app, title).await?;
    app.eval(script, vec![json!(css), json!(keys), json!(instant)]).await.map(drop)
}

#[test]
fn a_move_in_one_tab_shows_in_the_other() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let (first, second) = two_tabs(app, "a b | c | - | - | -").await?;
        let (held, target) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        wait_board(app, "b | a c | - | - | -").await?;

        app.switch_to(&first).await?;
        wait_board(app, "b | a c | - | - | -").await?;
        add(app, 1, "d").await?;
        app.switch_to(&second).await?;
        wait_board(app, "d b | a c | - | - | -").await?;
        // Each tab undoes what was done last in this browser, whichever of them did it.
        app.press("Ctrl+Z").await?;
        wait_board(app, "b | a c | - | - | -").await?;
        app.switch_to(&first).await?;
        wait_board(app, "b | a c | - | - | -").await
    });
}

#[test]
fn two_tabs_that_move_one_card_at_once_agree() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d | - | - | -").await?;
        let before = records(app).await?;
        let (first, second) = two_tabs(app, "a b c | d | - | - | -").await?;
        let now = "return Date.now()";
        let mut moves = 0;
        for _ in 0..5 {
            let instant = app.eval(now, vec![]).await?.as_f64().unwrap_or_default() + 300.0;
            // One wants it in the third column, the other in the fourth, wherever it has come to by then; both move another
            // card as well.
            for (tab, to, other) in [(&first, 2, "b"), (&second, 3, "c")] {
                let keys = [vec!["ArrowLeft"; 4], vec!["ArrowRight"; to]].concat();
                app.switch_to(tab).await?;
                move_at(app, "a", &keys, instant).await?;
                move_at(app, other, &["ArrowRight"], instant).await?;
            }
            moves += 4;
            wait_records(app, before + moves).await?;

            let mut boards = Vec::new();
            for tab in [&first, &second] {
                app.switch_to(tab).await?;
                wait_saved(app).await?;
            }
            let last = "return [...document.querySelectorAll('.card')].length === 4";
            for tab in [&first, &second] {
                app.switch_to(tab).await?;
                app.wait_until("all cards", last, vec![]).await?;
                boards.push(board(app).await?);
            }
            if boards[0] != boards[1] {
                // The other tab may not have read the last record yet.
                wait_board(app, &boards[0].clone()).await?;
            }
            let columns: Vec<&str> = boards[0].split(" | ").collect();
            let with_a = columns.iter().filter(|column| column.split(' ').any(|title| title == "a")).count();
            assert_eq!(with_a, 1, "{}", boards[0]);
            assert!(columns[1].contains('b') && columns[1].contains('c'), "{}", boards[0]);

            // Back to where they began.
            for title in ["b", "c", "a"] {
                focus_card(app, title).await?;
                app.press("Space").await?;
                for _ in 0..4 {
                    app.press("Left").await?;
                }
                app.press("Home").await?;
                app.press("Space").await?;
                moves += 1;
                wait_records(app, before + moves).await?;
            }
            wait_board(app, "a c b | d | - | - | -").await?;
        }
        app.switch_to(&first).await?;
        app.reload().await?;
        wait_board(app, "a c b | d | - | - | -").await
    });
}

#[test]
fn a_stage_archived_meanwhile_takes_no_card() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let (first, second) = two_tabs(app, "a b | c | - | - | -").await?;
        // Held over the third column in one tab …
        let (held, target) = (card(app, "a").await?, place(app, 3, 0).await?);
        app.pick_up(Pointer::Mouse, held.as_str()).await?;
        app.carry_to(Pointer::Mouse, target.spot()).await?;
        app.wait_for(&format!("{} .card-slot", at(3))).await?;

        // … while another archives it.
        app.switch_to(&first).await?;
        choose(app, &with_icon(&format!("{} .column-tools button", at(3)), "more"), "archive").await?;
        wait_board(app, "a b | c | - | -").await?;

        app.switch_to(&second).await?;
        wait_board(app, "a b | c | - | -").await?;
        app.let_go(Pointer::Mouse).await?;
        app.wait_text(".toast[role=alert]", "This stage was archived").await?;
        wait_board(app, "a b | c | - | -").await?;
        app.wait_gone(".drag-ghost, .card-slot, [data-zone]").await
    });
}

#[test]
fn a_card_dropped_on_an_archived_stage_by_a_tab_that_did_not_hear_is_not_lost() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let first = app.current_tab().await?;
        let second = app.new_tab("#/board").await?;
        before_each_page(app, "delete window.BroadcastChannel").await?;
        app.reload().await?;
        wait_board(app, "a b | c | - | - | -").await?;

        app.switch_to(&first).await?;
        choose(app, &with_icon(&format!("{} .column-tools button", at(3)), "more"), "archive").await?;
        wait_board(app, "a b | c | - | -").await?;
        wait_saved(app).await?;

        app.switch_to(&second).await?;
        let (held, target) = (card(app, "a").await?, place(app, 3, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        // It learns of it when it saves. A stage that holds a deal is shown, at the end, so that nothing is out of sight.
        wait_board(app, "b | c | - | - | a").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_board(app, "b | c | - | - | a").await?;
        app.switch_to(&first).await?;
        app.reload().await?;
        wait_board(app, "b | c | - | - | a").await?;
        // From there it goes on as from any other.
        let (held, target) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        wait_board(app, "b | a c | - | -").await
    });
}

#[test]
fn a_deal_deleted_in_one_tab_closes_nothing_of_the_others_work() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        let (first, second) = two_tabs(app, "a b | - | - | - | -").await?;
        let id = deal_id(app, "a").await?;
        open_deal(app, "a").await?;
        app.fill("#deal-note", "half a tho").await?;

        app.switch_to(&first).await?;
        focus_card(app, "a").await?;
        app.press("Delete").await?;
        wait_board(app, "b | - | - | - | -").await?;

        app.switch_to(&second).await?;
        app.wait_text(&format!(".panel[data-deal-id='{id}'] #deal-title"), "This deal was deleted").await?;
        app.click(&with_icon(".panel .empty button", "undo")).await?;
        wait_board(app, "a b | - | - | - | -").await?;
        // The half-typed note is still there.
        assert_eq!(app.value("#deal-note").await?, "half a tho");
        app.switch_to(&first).await?;
        wait_board(app, "a b | - | - | - | -").await
    });
}
