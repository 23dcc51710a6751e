//! Deals that leave the pipeline: won, lost with a reason, nurtured until later, and back again.

use anyhow::Result;
use support::{App, Pointer, Settings, browser_test};

use crate::steps::{
    card, deal_id, go, open_deal, records, set_field, start_with, wait_board, wait_records, with_icon,
};

async fn drop_on_zone(app: &App, title: &str, zone: &str) -> Result<()> {
    let card = card(app, title).await?;
    app.pick_up(Pointer::Mouse, card.as_str()).await?;
    app.carry_to(Pointer::Mouse, format!("[data-zone={zone}]").as_str()).await?;
    app.wait_for(&format!("[data-zone={zone}][data-over]")).await?;
    app.let_go(Pointer::Mouse).await
}

#[test]
fn lost_asks_for_the_reason_before_anything_moves() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let (id, saved) = (deal_id(app, "a").await?, records(app).await?);
        drop_on_zone(app, "a", "lost").await?;
        app.wait_for("dialog[open] input[name=lose-reason]:focus").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a b | c | - | - | -").await?;
        assert_eq!(records(app).await?, saved, "cancelled is as if never dropped");

        drop_on_zone(app, "a", "lost").await?;
        app.wait_for("dialog[open] input[name=lose-reason]").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text("#lose-reason-error", "why").await?;
        app.fill("#lose-new-reason", "Moved abroad").await?;
        app.press("Enter").await?;
        app.wait_for("dialog[open] input[name=lose-reason]:checked:focus").await?;
        app.fill("#lose-competitor", "Initech").await?;
        app.fill("#lose-note", "They asked twice").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "b | c | - | - | -").await?;
        wait_records(app, saved + 1).await?;
        go(app, &format!("#/board/deal/{id}")).await?;
        app.reload().await?;
        app.wait_for(".panel [data-stage-kind=lost][aria-current=step]").await?;
        app.wait_text("#deal-loss-reason", "Moved abroad").await?;
        app.wait_text("#deal-competitor", "Initech").await?;
        app.wait_text("#deal-loss-note", "They asked twice").await?;
        app.wait_text(".timeline", "Moved abroad").await
    });
}

#[test]
fn dropping_on_won_wins_and_the_toast_takes_it_back() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let id = deal_id(app, "c").await?;
        drop_on_zone(app, "c", "won").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        app.click(".toast .toast-action").await?;
        wait_board(app, "a b | c | - | - | -").await?;

        drop_on_zone(app, "c", "won").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        go(app, &format!("#/board/deal/{id}")).await?;
        app.wait_for(".panel [data-stage-kind=won][aria-current=step]").await?;
        // Closed deals can be opened again where they were worked on last.
        app.click(&with_icon(".panel-actions > button", "refresh")).await?;
        wait_board(app, "a b | c | - | - | -").await
    });
}

#[test]
fn a_nurtured_deal_rests_and_comes_back_with_its_history() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | b c | - | - | -").await?;
        let (id, saved) = (deal_id(app, "b").await?, records(app).await?);
        drop_on_zone(app, "b", "nurture").await?;
        app.wait_for("dialog[open] input[name=nurture-when]:checked").await?;
        app.fill("#nurture-reason", "No budget this year").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "a | c | - | - | -").await?;

        wait_records(app, saved + 1).await?;
        go(app, "#/nurture").await?;
        app.wait_text(&format!("tr[data-deal-id='{id}']"), "No budget this year").await?;
        app.reload().await?;
        app.click(&with_icon(&format!("tr[data-deal-id='{id}'] .row-actions button"), "undo")).await?;
        app.wait_gone(&format!("tr[data-deal-id='{id}']")).await?;
        go(app, "#/board").await?;
        wait_board(app, "a | b c | - | - | -").await?;
        go(app, &format!("#/board/deal/{id}")).await?;
        app.wait_text(".timeline", "Put into nurture").await?;
        app.wait_text(".timeline", "Re-opened in Needs confirmed").await
    });
}

#[test]
fn a_deal_that_rests_wakes_up_on_a_day_to_come_and_has_a_segment() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | b c | - | - | -").await?;
        let id = deal_id(app, "b").await?;
        let day = |days: u32| {
            format!(
            "const day = new Date(); day.setDate(day.getDate() + {days});
            return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')"
        )
        };
        let today = app.eval(&day(0), vec![]).await?.as_str().unwrap_or_default().to_owned();
        let tomorrow = app.eval(&day(1), vec![]).await?.as_str().unwrap_or_default().to_owned();
        drop_on_zone(app, "b", "nurture").await?;
        app.wait_for("dialog[open] input[name=nurture-when]:checked").await?;
        // What customer it is decides how it is nurtured: here is the place to say it.
        let first = "return document.querySelectorAll('#nurture-segment-of option')[1].value";
        let segment = app.eval(first, vec![]).await?.as_str().unwrap_or_default().to_owned();
        let name = "return document.querySelectorAll('#nurture-segment-of option')[1].textContent";
        let name = app.eval(name, vec![]).await?.as_str().unwrap_or_default().to_owned();
        set_field(app, "#nurture-segment-of", &segment).await?;
        set_field(app, "#nurture-until", &today).await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text("#nurture-until-error", "after today").await?;
        set_field(app, "#nurture-until", &tomorrow).await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "a | c | - | - | -").await?;
        drop_on_zone(app, "c", "nurture").await?;
        app.wait_for("dialog[open] input[name=nurture-when]:checked").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "a | - | - | - | -").await?;

        // The list tells the segment, and can be narrowed down to it.
        go(app, "#/nurture").await?;
        app.wait_count("tbody tr[data-deal-id]", 2).await?;
        app.wait_text(&format!("tr[data-deal-id='{id}'] [data-column=segment]"), &name).await?;
        set_field(app, "#nurture-segment", &segment).await?;
        app.wait_count("tbody tr[data-deal-id]", 1).await?;
        app.wait_for(&format!("tr[data-deal-id='{id}']")).await?;
        app.check_accessibility().await?;
        set_field(app, "#nurture-segment", "none").await?;
        app.wait_gone(&format!("tr[data-deal-id='{id}']")).await?;
        app.wait_count("tbody tr[data-deal-id]", 1).await?;
        let last = "return [...document.querySelectorAll('#nurture-segment option')].at(-2).value";
        let last = app.eval(last, vec![]).await?.as_str().unwrap_or_default().to_owned();
        set_field(app, "#nurture-segment", &last).await?;
        app.click("[data-state=none-of-segment] button").await?;
        app.wait_count("tbody tr[data-deal-id]", 2).await?;

        // In the panel, too, a day that is past is refused in words, and what stood there stays.
        open_deal(app, "b").await?;
        app.click("#deal-nurture-until").await?;
        set_field(app, "#deal-nurture-until-field", &today).await?;
        app.press("Enter").await?;
        app.wait_text("#deal-nurture-until-error", "after today").await?;
        app.press("Escape").await?;
        app.wait_for("#deal-nurture-until").await?;
        app.click("#deal-nurture-until").await?;
        assert_eq!(app.value("#deal-nurture-until-field").await?, tomorrow);
        Ok(())
    });
}
