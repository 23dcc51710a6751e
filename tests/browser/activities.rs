//! Activities: the next step of a deal, what was done about it, and both on their way in and out.

use std::fs;

use anyhow::Result;
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::files::Folder;
use crate::steps::{
    card, choose_on_card, dismiss_toasts, go, open_deal, set_field, start_with, start_with_sample, today,
    wait_saved, with_icon,
};
use crate::wizard::{choose_readable, import, open_import, to_preview};

/// Plans a next step on the deal whose panel is open, for the day that the form proposes.
async fn plan(app: &App, subject: &str) -> Result<()> {
    app.click("#deal-plan").await?;
    app.wait_for("#plan-subject:focus").await?;
    app.type_text(subject).await?;
    app.press("Enter").await?;
    app.wait_text(".act-title", subject).await?;
    app.wait_for("#deal-plan:focus").await.map(drop)
}

/// Closes the panel, whatever is open in it.
async fn close_panel(app: &App) -> Result<()> {
    app.click(&with_icon(".panel-bar button", "x")).await?;
    app.wait_gone(".panel").await
}

/// Waits until the card of the deal with this title says this of the next step.
async fn wait_next(app: &App, title: &str, next: &str) -> Result<()> {
    let css = format!("{} [data-next={next}]", card(app, title).await?);
    app.wait_for(&css).await.map(drop)
}

#[test]
fn done_outcome_next_step_are_three_keys() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        wait_next(app, "a", "none").await?;
        open_deal(app, "a").await?;
        app.wait_text("[data-section=next-step]", "No next step planned").await?;
        plan(app, "Ask for the budget").await?;
        app.wait_gone(".act-none").await?;
        wait_next(app, "a", "later").await?;
        wait_next(app, "b", "none").await?;
        app.wait_text(".timeline > li:first-child", "Ask for the budget").await?;

        app.eval("document.querySelector('.act-done').focus()", vec![]).await?;
        app.press("Enter").await?;
        app.wait_for(".act-outcome textarea:focus").await?;
        app.type_text("12,000 by June").await?;
        app.press("Enter").await?;
        app.wait_for("#plan-subject:focus").await?;
        app.wait_gone(".act").await?;
        wait_next(app, "a", "none").await?;
        app.wait_text(".timeline > li:first-child", "Done: Ask for the budget").await?;
        app.wait_text(".timeline > li:first-child .event-body", "12,000 by June").await?;
        app.type_text("Send the offer").await?;
        app.press("Enter").await?;
        app.wait_text(".act-title", "Send the offer").await?;
        wait_next(app, "a", "later").await?;

        wait_saved(app).await?;
        app.reload().await?;
        app.wait_text(".act-title", "Send the offer").await?;
        app.wait_text(".timeline .event-body", "12,000 by June").await?;
        wait_next(app, "a", "later").await
    });
}

#[test]
fn what_was_done_by_mistake_is_undone_from_the_message() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        plan(app, "Call Eve").await?;
        dismiss_toasts(app).await?;
        app.click(".act-done").await?;
        app.wait_for(".act-outcome textarea:focus").await?;
        // Esc goes back, and keeps what was typed.
        app.type_text("asks").await?;
        app.press("Escape").await?;
        app.wait_gone(".act-outcome").await?;
        app.wait_for(".act-done:focus").await?;
        app.press("Enter").await?;
        app.wait_for(".act-outcome textarea:focus").await?;
        assert_eq!(app.value(".act-outcome textarea").await?, "asks");
        app.press("Enter").await?;
        app.wait_text(".toast", "“Call Eve” done").await?;
        app.click(".toast .toast-action").await?;
        app.wait_text(".act-title", "Call Eve").await?;
        wait_next(app, "a", "later").await?;
        app.wait_text(".timeline > li:first-child", "Undone: Done: Call Eve").await?;

        dismiss_toasts(app).await?;
        app.hover(".act").await?;
        app.click(&with_icon(".act-tools button", "trash")).await?;
        app.wait_gone(".act").await?;
        app.wait_text(".toast", "“Call Eve” deleted").await?;
        app.click(".toast .toast-action").await?;
        app.wait_text(".act-title", "Call Eve").await
    });
}

#[test]
fn every_field_of_an_activity_is_changed_where_it_stands() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        go(app, "#/people").await?;
        app.click(&with_icon(".topbar-actions > button", "plus")).await?;
        app.fill("#add-name", "Ann Lee").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open], .popover").await?;
        go(app, "#/settings/lists").await?;
        app.wait_for("[aria-labelledby=list-5]").await?;
        app.fill("[aria-labelledby=list-5] input[type=text]:last-of-type", "Tasting").await?;
        app.press("Enter").await?;
        app.wait_for("[aria-labelledby=list-5] [data-choice-id]").await?;
        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        plan(app, "Bring samples").await?;

        app.hover(".act").await?;
        app.click(&with_icon(".act-tools button", "edit")).await?;
        app.wait_for(".act .act-form input:focus").await?;
        let named = "
            for (const [end, name] of [['kind', 'Tasting'], ['owner', 'Ann Lee']]) {
                const select = document.querySelector(`.act select[id$='-${end}']`);
                select.value = [...select.options].find((option) => option.text === name).value;
                select.dispatchEvent(new Event('change', { bubbles: true }));
            }";
        app.eval(named, vec![]).await?;
        set_field(app, ".act input[type=date]", "2020-01-02").await?;
        set_field(app, ".act input[type=time]", "14:30").await?;
        app.fill(".act textarea", "the sour ones").await?;
        app.fill(".act input[id$='-minutes']", "long").await?;
        app.press("Enter").await?;
        app.wait_text(".act .error", "whole number").await?;
        app.wait_for(".act input[id$='-minutes'][aria-invalid=true]:focus").await?;
        app.fill(".act input[id$='-minutes']", "90").await?;
        app.press("Enter").await?;
        app.wait_gone(".act .act-form").await?;
        wait_next(app, "a", "overdue").await?;
        app.wait_text(".act", "the sour ones").await?;
        app.wait_text(".act-facts", "90 min").await?;
        app.wait_text(".act-due.overdue", "Overdue: Jan 2, 2020").await?;
        app.wait_for(".act-owner [aria-hidden=true]").await?;
        app.wait_text(".timeline > li:first-child", "Bring samples: Kind from Task to Tasting").await?;
        go(app, "#/settings/lists").await?;
        app.wait_text("[aria-labelledby=list-5]", "1 activity").await?;

        // Today is one press away.
        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        app.hover(".act").await?;
        app.click(&with_icon(".act-tools button", "edit")).await?;
        app.click(".act .act-near button:first-child").await?;
        app.wait_for(".act .act-near button:first-child[aria-pressed=true]").await?;
        assert_eq!(app.value(".act input[type=date]").await?, today(app).await?);
        app.click(".act .act-bar .primary").await?;
        wait_next(app, "a", "today").await?;
        app.wait_text(".act-due.today", "Today").await
    });
}

#[test]
fn what_is_half_typed_survives_closing_the_panel() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        app.click("#deal-plan").await?;
        app.wait_for("#plan-subject:focus").await?;
        app.type_text("Send the o").await?;
        close_panel(app).await?;
        open_deal(app, "a").await?;
        assert_eq!(app.value("#plan-subject").await?, "Send the o");
        app.fill("#plan-subject", "Send the offer").await?;
        app.press("Enter").await?;
        app.wait_text(".act-title", "Send the offer").await?;
        app.click(".act-done").await?;
        app.wait_for(".act-outcome textarea:focus").await?;
        app.type_text("They w").await?;
        close_panel(app).await?;
        open_deal(app, "a").await?;
        assert_eq!(app.value(".act-outcome textarea").await?, "They w");
        close_panel(app).await?;

        // A task that says nothing is none.
        open_deal(app, "a").await?;
        app.click("#deal-plan").await?;
        app.wait_for("#plan-subject:focus").await?;
        app.press("Enter").await?;
        app.wait_text("[data-form=plan] .error", "Say what the task is").await?;
        app.wait_for("#plan-subject[aria-invalid=true]:focus").await?;
        app.press("Escape").await?;
        app.wait_for("#deal-plan:focus").await?;
        assert_eq!(app.count(".panel").await?, 1, "Esc closed the form, not the panel");
        Ok(())
    });
}

#[test]
fn what_was_done_is_written_down_and_leads_to_the_next_step() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open_deal(app, "a").await?;
        app.click("#deal-log").await?;
        app.wait_for("#log-subject:focus").await?;
        app.fill("#log-outcome", "Budget is there").await?;
        app.press("Ctrl+Enter").await?;
        app.wait_text(".timeline > li:first-child", "Done: Call").await?;
        app.wait_text(".timeline > li:first-child .event-body", "Budget is there").await?;
        app.wait_for("#plan-subject:focus").await?;
        app.press("Escape").await?;
        close_panel(app).await?;

        // A deal that is won needs no next step.
        choose_on_card(app, "b", "trophy").await?;
        go(app, "#/table?standing=won").await?;
        open_deal(app, "b").await?;
        app.wait_for("#deal-plan").await?;
        assert_eq!(app.count(".act-none").await?, 0);
        Ok(())
    });
}

#[test]
fn next_steps_are_usable_without_seeing_them() {
    for colour_scheme in [ColourScheme::Light, ColourScheme::Dark] {
        browser_test(&Settings { colour_scheme, ..Settings::default() }, async |app| {
            start_with_sample(app).await?;
            for next in ["none", "overdue", "later"] {
                let title = format!(".card:has([data-next={next}]) .card-title");
                app.eval("document.querySelector(arguments[0]).click()", vec![json!(title)]).await?;
                app.wait_for(&format!("[data-section=next-step] [data-next={next}]")).await?;
                app.check_accessibility().await?;
            }
            app.click("#deal-plan").await?;
            app.wait_for("#plan-subject:focus").await?;
            app.check_accessibility().await
        });
    }
}

/// A list of deals and a list of what is and was to be done about them.
const DEALS: &str = "Deal ID,Title,Stage,Amount,Owner,Company,Created\n\
    7,roof,New,10,Ada,Acme,2025-03-05\n\
    8,pump,New,20,Bo,Borea,2025-03-06\n";
const ACTIVITIES: &str = "Activity ID,Type,Subject,Due date,Done,Duration,Deal ID,Assigned to,Note,Outcome\n\
    1,Call,Ask for the budget,2025-07-02 14:30,no,20,7,Ada,be brief,\n\
    2,Site visit,See the roof,2025-06-20,yes,1:30,7,Bo,,dry\n";

#[test]
fn activities_come_in_from_a_file_and_go_out_as_a_table_and_a_calendar() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", DEALS).await?;
        choose_readable(app, &folder, "activities.csv", ACTIVITIES).await?;
        to_preview(app).await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_next(app, "roof", "overdue").await?;
        wait_next(app, "pump", "none").await?;
        open_deal(app, "roof").await?;
        app.wait_text(".act-title", "Ask for the budget").await?;
        app.wait_text(".act-due", "Overdue: Jul 2, 2025").await?;
        app.wait_text(".act", "be brief").await?;
        app.wait_text(".timeline", "Done: See the roof").await?;
        app.wait_text(".timeline .event-body", "dry").await?;
        wait_saved(app).await?;

        go(app, "#/settings/data").await?;
        app.click("[data-export=activities]").await?;
        let table = fs::read_to_string(folder.take(app, ".csv", "activities").await?)?;
        for part in ["Ask for the budget", "See the roof", "Visit", "be brief", "2025-07-02 14:30"] {
            assert!(table.contains(part), "{part}: {table}");
        }
        app.click("[data-export=calendar]").await?;
        let calendar = fs::read_to_string(folder.take(app, ".ics", "calendar").await?)?;
        assert!(calendar.contains("SUMMARY:Ask for the budget · roof\r\n"), "{calendar}");
        assert!(calendar.contains("DTSTART:20250702T143000\r\n"), "{calendar}");
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "what is done is in no plan: {calendar}");
        Ok(())
    });
}
