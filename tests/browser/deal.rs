//! The panel of a deal: every field edited in place, its way through the stages, notes, and what happened.

use anyhow::Result;
use support::{App, Settings, browser_test};

use crate::steps::{
    STAGES, choose, deal_id, hash, open_deal, set_field, start_with, start_with_sample, wait_board,
    wait_figure, wait_saved, with_icon,
};

/// Opens a field of the panel and types into it; Enter takes it.
pub(crate) async fn edit(app: &App, field: &str, text: &str) -> Result<()> {
    app.click(&format!("#{field}")).await?;
    app.fill(&format!("#{field}-field"), text).await?;
    app.press("Enter").await?;
    app.wait_gone(&format!("#{field}-field")).await
}

/// Opens a field that holds a day and sets it; Enter takes it.
async fn edit_day(app: &App, field: &str, day: &str) -> Result<()> {
    app.click(&format!("#{field}")).await?;
    let css = format!("#{field}-field");
    set_field(app, &css, day).await?;
    app.press("Enter").await?;
    app.wait_gone(&css).await
}

#[test]
fn every_field_is_edited_where_it_stands() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open_deal(app, "a").await?;
        edit(app, "deal-title-text", "Cold store").await?;
        edit(app, "deal-value", "12,500.50").await?;
        edit(app, "deal-probability", "35").await?;
        edit(app, "deal-owner", "Ann Lee").await?;
        edit(app, "deal-organisation", "Acme").await?;
        edit(app, "deal-contact", "Bo Chen").await?;
        edit(app, "deal-source", "Fair").await?;
        edit(app, "deal-product", "Freezer").await?;
        edit_day(app, "deal-expected-close", "2031-05-06").await?;
        // A segment comes from the list that the template brought.
        app.click("#deal-segment").await?;
        app.wait_for("#deal-segment-field:focus").await?;
        app.press("Down").await?;
        app.press("Enter").await?;
        app.wait_for("#deal-segment .chip").await?;
        let segment = app.text("#deal-segment").await?;
        app.click("#deal-add-tag").await?;
        app.wait_for(".tags-field input:focus").await?;
        app.type_text("urgent").await?;
        app.press("Enter").await?;
        app.wait_text(".tags-field .chip", "urgent").await?;

        wait_saved(app).await?;
        app.reload().await?;
        let expected = [
            ("deal-title-text", "Cold store"),
            ("deal-value", "$12,500.50"),
            ("deal-probability", "35%"),
            ("deal-owner", "Ann Lee"),
            ("deal-organisation", "Acme"),
            ("deal-contact", "Bo Chen"),
            ("deal-segment", segment.trim()),
            ("deal-source", "Fair"),
            ("deal-product", "Freezer"),
            ("deal-expected-close", "May 6, 2031"),
        ];
        for (field, text) in expected {
            app.wait_text(&format!("#{field}"), text).await?;
        }
        app.wait_text(".tags-field .chip", "urgent").await?;
        wait_figure(app, ".card.open", "deal.value", "1250050").await?;
        app.wait_text(".card.open .card-org", "Acme").await?;
        for line in [
            "Created in First contact",
            "Value set to $12,500.50",
            "Owner set to Ann Lee",
            "Tags added: urgent",
        ] {
            app.wait_text(".timeline", line).await?;
        }
        Ok(())
    });
}

#[test]
fn a_wrong_value_stays_in_its_field_until_it_is_right_or_given_up() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        edit(app, "deal-value", "100").await?;
        let cases = [
            ("deal-title-text", "  ", "The title can’t be empty"),
            ("deal-value", "-1", "can’t be negative"),
            ("deal-value", "lots", "not a number"),
            ("deal-probability", "101", "from 0 to 100"),
        ];
        for (field, typed, message) in cases {
            app.click(&format!("#{field}")).await?;
            app.fill(&format!("#{field}-field"), typed).await?;
            app.press("Enter").await?;
            app.wait_text(&format!("#{field}-error"), message).await?;
            assert_eq!(app.value(&format!("#{field}-field[aria-invalid=true]")).await?, typed);
            app.press("Escape").await?;
            app.wait_gone(&format!("#{field}-error")).await?;
            app.wait_for(&format!("#{field}:focus")).await?;
        }
        app.wait_text("#deal-title-text", "a").await?;
        app.wait_text("#deal-value", "$100").await?;
        assert_eq!(app.count(".panel").await?, 1, "Esc gave up the field, not the panel");
        Ok(())
    });
}

#[test]
fn the_stage_path_moves_and_tells() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open_deal(app, "a").await?;
        app.wait_count(".stage-path > li", STAGES.len()).await?;
        app.click(".stage-path > li:nth-child(3) button").await?;
        wait_board(app, "b | - | a | - | -").await?;
        app.wait_text(".stage-path [aria-current=step]", STAGES[2]).await?;
        app.wait_count(".stage-path .step.done", 2).await?;
        app.wait_text(".timeline > li:first-child", "Moved from First contact to Proposal and quote").await?;
        app.wait_text(".stage-note", "Walked the customer through").await?;

        // The menu of the panel does the same, and closing needs no dragging either.
        app.click(&with_icon(".panel-actions button", "swap")).await?;
        app.click(".menu [role=menuitemradio]:nth-of-type(2)").await?;
        wait_board(app, "b | a | - | - | -").await?;
        app.click(&with_icon(".panel-actions button", "trophy")).await?;
        wait_board(app, "b | - | - | - | -").await?;
        app.wait_for(".stage-path [data-stage-kind=won][aria-current=step]").await?;
        app.wait_text(".timeline > li:first-child", "Won").await
    });
}

#[test]
fn notes_are_written_changed_and_deleted() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        app.fill("#deal-note", "Called: wants a demo").await?;
        app.press("Ctrl+Enter").await?;
        app.wait_text(".timeline > li:first-child .note", "Called: wants a demo").await?;
        assert_eq!(app.value("#deal-note").await?, "");

        // What is half typed survives closing the panel.
        app.fill("#deal-note", "Second th").await?;
        app.press("Escape").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        open_deal(app, "a").await?;
        assert_eq!(app.value("#deal-note").await?, "Second th");

        app.click(&with_icon(".note-tools button", "edit")).await?;
        app.fill(".note-editor textarea", "Called: wants two demos").await?;
        app.press("Ctrl+Enter").await?;
        app.wait_text(".timeline .note", "two demos").await?;
        wait_saved(app).await?;
        app.reload().await?;
        app.wait_text(".timeline .note", "two demos").await?;
        app.click(&with_icon(".note-tools button", "trash")).await?;
        app.wait_gone(".timeline .note").await?;
        app.press("Ctrl+Z").await?;
        app.wait_text(".timeline .note", "two demos").await
    });
}

#[test]
fn the_panel_has_an_address_neighbours_and_gives_the_focus_back() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        let (first, second) = (deal_id(app, "a").await?, deal_id(app, "b").await?);
        open_deal(app, "a").await?;
        assert!(hash(app).await?.ends_with(&format!("/deal/{first}")));
        app.click("[data-step=down]").await?;
        app.wait_for(&format!(".panel[data-deal-id='{second}']")).await?;
        assert!(hash(app).await?.ends_with(&format!("/deal/{second}")));
        app.reload().await?;
        app.wait_text("#deal-title-text", "b").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        app.wait_for(&format!(".card[data-deal-id='{second}'] a:focus")).await?;
        // Back leads to where the panel was opened from, and forward into it again.
        app.eval("history.back()", vec![]).await?;
        app.wait_for(".panel").await.map(drop)
    });
}

#[test]
fn the_panel_goes_on_through_the_cards_that_are_seen() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "ax b cx dx | - | - | - | -").await?;
        app.press("/").await?;
        app.wait_for("input[type=search]:focus").await?;
        app.type_text("x").await?;
        wait_board(app, "ax cx dx | - | - | - | -").await?;
        open_deal(app, "ax").await?;
        app.wait_text(".panel-bar", "1 / 3").await?;
        app.click("[data-step=down]").await?;
        app.wait_text("#deal-title-text", "cx").await?;
        // A deal that leaves the board from its panel still leads on.
        app.click(&with_icon(".panel-actions button", "trophy")).await?;
        wait_board(app, "ax dx | - | - | - | -").await?;
        app.click("[data-step=down]").await?;
        app.wait_text("#deal-title-text", "dx").await?;
        app.wait_text(".panel-bar", "2 / 2").await?;
        app.wait_for("[data-step=down]:disabled").await.map(drop)
    });
}

#[test]
fn sample_deals_tell_their_history() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        app.click(".column:nth-of-type(4) .card .card-title").await?;
        app.wait_for(".panel .timeline > li").await?;
        assert!(app.count(".timeline > li").await? > 3, "a sample deal came a long way");
        app.wait_text(".timeline > li:last-child", "Created in").await?;
        choose(app, &with_icon(".panel-bar button", "more"), "swap").await?;
        app.wait_for("dialog[open] input[name=move-to]:checked").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        assert_eq!(app.count(".panel").await?, 1, "Esc closed the dialog, not the panel");
        Ok(())
    });
}
