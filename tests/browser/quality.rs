//! Faulty data, listed and put right where it is listed.

use anyhow::Result;
use support::{App, Settings, browser_test};

use crate::files::Folder;
use crate::steps::{dismiss_toasts, go, set_field, wait_figure};
use crate::wizard::{choose_readable, import, open_import, to_preview};

/// Two that were closed before they were created, one whose creation nobody knows, one whose closing nobody knows, one that is
/// in order; two lost without a value, a reason and an owner.
const FAULTY: &str = "\
Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,\
Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Lost reason\r
1,early,1000,USD,Ann Lee,Sales,Qualified,Won,2024-05-02 09:00:00,2024-03-05 10:00:00,,\r
2,earlier,1000,USD,Ann Lee,Sales,Qualified,Won,2024-05-03 09:00:00,2024-03-06 10:00:00,,\r
3,undated,1000,USD,Ann Lee,Sales,Qualified,Won,,2024-03-07 10:00:00,,\r
4,endless,1000,USD,Ann Lee,Sales,Qualified,Won,2024-01-05 09:00:00,,,\r
5,fine,1000,USD,Ann Lee,Sales,Qualified,Won,2024-01-05 09:00:00,2024-03-05 10:00:00,,\r
6,gone,,USD,,Sales,Qualified,Lost,2024-01-06 09:00:00,,2024-03-05 10:00:00,\r
";

async fn bring_in(app: &mut App) -> Result<()> {
    let folder = Folder::new()?;
    app.open("").await?;
    open_import(app).await?;
    choose_readable(app, &folder, "deals.csv", FAULTY).await?;
    to_preview(app).await?;
    import(app).await?;
    app.click("[data-way=board]").await?;
    app.wait_for("[data-screen=board]").await?;
    dismiss_toasts(app).await?;
    go(app, "#/insights?period=all").await?;
    app.wait_for("[data-screen=insights] [data-section=quality]").await.map(drop)
}

/// The id of the field in the line of a deal.
async fn field(app: &App, title: &str, name: &str) -> Result<String> {
    let script = "const row = [...document.querySelectorAll('dialog[open] .drill-list > li')]\
                  .find((row) => row.querySelector('.drill-name').textContent.includes(arguments[0]));\
                  return row?.querySelector(`[id^='line-${arguments[1]}-']`)?.id ?? ''";
    let id = app.eval(script, vec![title.into(), name.into()]).await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

async fn set_day(app: &App, title: &str, name: &str, day: &str) -> Result<()> {
    let id = field(app, title, name).await?;
    app.click(&format!("#{id}")).await?;
    set_field(app, &format!("#{id}-field"), day).await?;
    app.press("Enter").await
}

#[test]
fn days_are_put_right_in_the_list_of_those_that_are_wrong() {
    browser_test(&Settings::default(), async |app| {
        bring_in(app).await?;
        wait_figure(app, "[data-tile=cycle]", "cycle.misdated", "4").await?;
        wait_figure(app, "[data-fault=closed-before]", "fault.deals", "2").await?;
        wait_figure(app, "[data-fault=no-created]", "fault.deals", "1").await?;
        wait_figure(app, "[data-fault=no-closed]", "fault.deals", "1").await?;

        app.click("[data-fault=closed-before]").await?;
        app.wait_count("dialog[open] .drill-deal", 2).await?;
        app.check_accessibility().await?;
        // Not in the future, and the reason stands under what was typed.
        set_day(app, "early", "closed", "2999-01-01").await?;
        app.wait_text("dialog[open] .drill-list", "still to come").await?;
        app.press("Escape").await?;
        set_day(app, "earlier", "created", "2024-02-01").await?;
        app.wait_count("dialog[open] .drill-deal", 1).await?;
        // The next line has the focus.
        app.wait_for("dialog[open] .mend button:focus").await?;
        set_day(app, "early", "closed", "2024-06-01").await?;
        app.wait_count("dialog[open] .drill-deal", 0).await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_gone("[data-fault=closed-before]").await?;
        wait_figure(app, "[data-tile=cycle]", "cycle.misdated", "2").await?;

        app.click("[data-fault=no-created]").await?;
        set_day(app, "undated", "created", "2024-02-01").await?;
        app.wait_count("dialog[open] .drill-deal", 0).await?;
        app.press("Escape").await?;
        app.click("[data-fault=no-closed]").await?;
        set_day(app, "endless", "closed", "2024-02-01").await?;
        app.wait_count("dialog[open] .drill-deal", 0).await?;
        app.press("Escape").await?;
        app.wait_gone("[data-metric='cycle.misdated']").await?;
        // It is undone like anything else.
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-fault=no-closed]", "fault.deals", "1").await
    });
}

#[test]
fn what_is_missing_is_filled_in_in_the_list() {
    browser_test(&Settings::default(), async |app| {
        bring_in(app).await?;
        for (fault, name, typed) in [
            ("no-value", "value", "500"),
            ("no-owner", "owner", "Ann Lee"),
            ("no-reason", "loss-reason", "Price"),
        ] {
            wait_figure(app, &format!("[data-fault={fault}]"), "fault.deals", "1").await?;
            app.click(&format!("[data-fault={fault}]")).await?;
            app.wait_count("dialog[open] .drill-deal", 1).await?;
            let id = field(app, "gone", name).await?;
            app.click(&format!("#{id}")).await?;
            app.fill(&format!("#{id}-field"), typed).await?;
            app.press("Enter").await?;
            app.wait_count("dialog[open] .drill-deal", 0).await?;
            app.press("Escape").await?;
            app.wait_gone("dialog[open]").await?;
            app.wait_gone(&format!("[data-fault={fault}]")).await?;
            dismiss_toasts(app).await?;
        }
        Ok(())
    });
}

#[test]
fn the_days_stand_in_the_panel_and_in_the_timeline() {
    browser_test(&Settings::default(), async |app| {
        bring_in(app).await?;
        app.click("[data-fault=no-created]").await?;
        app.click("dialog[open] .drill-deal").await?;
        app.wait_text("#deal-created", "Not known").await?;
        app.click("#deal-created").await?;
        set_field(app, "#deal-created-field", "2024-02-01").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-created", "2024").await?;
        app.wait_text(".panel .timeline", "Day of creation").await?;
        app.wait_gone("[data-fault=no-created]").await
    });
}
