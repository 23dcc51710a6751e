//! A system clock that was set back, as happens after a flat battery or a flight.

use support::{Pointer, Settings, browser_test};

use crate::steps::{
    add, before_each_page, card, focus_card, open_deal, place, start_with, wait_board, wait_saved,
};

/// The page's clock shows a time some years ago.
const SET_BACK: &str = "{
    const Real = Date;
    const back = 5 * 365 * 24 * 3600 * 1000;
    globalThis.Date = class extends Real {
        constructor(...given) {
            super(...(given.length > 0 ? given : [Real.now() - back]));
        }
        static now() {
            return Real.now() - back;
        }
    };
}";

#[test]
fn a_clock_set_back_changes_neither_order_nor_history() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let year = "return new Date().getFullYear()";
        let now = app.eval(year, vec![]).await?.as_i64();
        before_each_page(app, SET_BACK).await?;
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
