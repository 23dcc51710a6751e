//! The team, organisations and contacts: a list each, and a page each with their deals.

use anyhow::{Context as _, Result};
use support::{App, Settings, browser_test};

use crate::steps::{
    choose, go, open_deal, set_field, start_with, start_with_sample, wait_figure, wait_saved, with_icon,
};

/// Opens the dialog that adds a record to the list, and names it.
async fn add_record(app: &App, name: &str) -> Result<()> {
    app.click(&with_icon(".topbar-actions > button", "plus")).await?;
    app.fill("#add-name", name).await?;
    app.press("Enter").await?;
    app.wait_gone("dialog[open]").await
}

async fn edit(app: &App, field: &str, text: &str) -> Result<()> {
    app.click(&format!("#{field}")).await?;
    app.fill(&format!("#{field}-field"), text).await?;
    app.press("Tab").await?;
    app.wait_text(&format!("#{field}"), text).await
}

#[test]
fn a_person_of_the_team_has_a_page_with_their_deals() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/people").await?;
        app.wait_for("[data-screen=people] .empty").await?;
        add_record(app, "Ann Lee").await?;
        add_record(app, "Bob Ray").await?;
        app.wait_count("tbody .cell-link", 2).await?;
        // Two may have one name; nobody may have none.
        app.click(&with_icon(".topbar-actions > button", "plus")).await?;
        app.wait_for("#add-name:focus").await?;
        app.press("Enter").await?;
        app.wait_text("#add-name-error", "empty").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;

        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        // What is worked out beside the page moves what is below it when it comes.
        app.wait_gone(".panel [data-part=chance] [aria-busy]").await?;
        app.click("#deal-owner").await?;
        app.fill("#deal-owner-field", "ann").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-owner", "Ann Lee").await?;

        go(app, "#/people").await?;
        app.click("tbody tr:nth-of-type(2) .cell-link").await?;
        app.wait_for("[data-screen=person] .record").await?;
        wait_figure(app, ".stats", "open.count", "1").await?;
        app.wait_text("tr[data-deal-id] .cell-link", "a").await?;
        edit(app, "record-name", "Ann Leeds").await?;
        app.wait_text(".topbar-title", "Ann Leeds").await?;

        // Whoever goes leaves something: it is told, and by default stays.
        choose(app, &with_icon(".topbar-actions button", "more"), "archive").await?;
        wait_figure(app, "dialog[open]", "leaves.deals", "1").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] .dialog-foot [type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for(".record-head .chip").await?;
        wait_saved(app).await?;
        app.reload().await?;
        app.wait_text(".topbar-title", "Ann Leeds").await?;
        app.wait_for(".record-head .chip").await?;
        open_deal(app, "a").await?;
        app.wait_text("#deal-owner", "Ann Leeds").await
    });
}

#[test]
fn what_an_archived_person_leaves_is_told_and_handed_over() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        go(app, "#/people").await?;
        app.wait_for("[data-screen=people] .empty").await?;
        add_record(app, "Ann").await?;
        add_record(app, "Bob").await?;
        app.wait_count("tbody .cell-link", 2).await?;
        for title in ["a", "b"] {
            go(app, "#/board").await?;
            open_deal(app, title).await?;
            app.click("#deal-owner").await?;
            app.fill("#deal-owner-field", "ann").await?;
            app.press("Enter").await?;
            app.wait_text("#deal-owner", "Ann").await?;
        }
        go(app, "#/board").await?;
        crate::steps::choose_on_card(app, "b", "trophy").await?;
        go(app, "#/goals?measure=deals").await?;
        app.wait_count(".goals-table tbody tr", 3).await?;
        assert_eq!(app.count("[data-part=goals-left]").await?, 0);
        set_field(app, ".goals-table tbody tr:nth-child(2) input[id$='-0']", "5").await?;
        wait_saved(app).await?;

        // The open deal and the goal are told; the won deal stays hers.
        go(app, "#/people").await?;
        choose(app, "tbody tr:nth-of-type(2) button", "archive").await?;
        wait_figure(app, "dialog[open]", "leaves.deals", "1").await?;
        wait_figure(app, "dialog[open]", "leaves.goals", "1").await?;
        let bob = "return [...document.querySelectorAll('#archive-heir option')]
            .find((option) => option.textContent === 'Bob')?.value";
        let bob = app.eval(bob, vec![]).await?.as_str().context("Bob is offered")?.to_owned();
        set_field(app, "#archive-heir", &bob).await?;
        app.click("dialog[open] .dialog-foot [type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        let open = "td[data-metric='open.count']";
        app.wait_for(&format!("tbody tr:has(.chip) {open}[data-value='0']")).await?;
        app.wait_for(&format!("tbody tr:not(:has(.chip)) {open}[data-value='1']")).await?;
        app.wait_for("tbody tr:has(.chip) td[data-metric='won.value']").await?;

        // Her goal waits for somebody else.
        go(app, "#/goals").await?;
        wait_figure(app, "[data-screen=goals]", "goals.left", "1").await?;
        app.wait_text("[data-part=goals-left] a", "Ann").await?;
        app.check_accessibility().await?;
        app.click("[data-part=goals-left] a").await?;
        app.wait_until("the goal", "return location.hash.includes('measure=deals')", vec![]).await?;
        app.click("[data-part=goals-left] button").await?;
        app.wait_gone("[data-part=goals-left]").await?;
        // Two steps back: the goal is there again, and so is she, with her deal.
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-screen=goals]", "goals.left", "1").await?;
        app.press("Ctrl+Z").await?;
        app.wait_gone("[data-part=goals-left]").await?;
        go(app, "#/people").await?;
        app.wait_for(&format!("tbody tr:nth-of-type(2) {open}[data-value='1']")).await?;
        assert_eq!(app.count("tbody .chip").await?, 0);

        // Whoever leaves nothing goes at once.
        choose(app, "tbody tr:nth-of-type(3) button", "archive").await?;
        app.wait_for("tbody tr:nth-of-type(3) .chip").await.map(drop)
    });
}

#[test]
fn an_organisation_has_a_page_with_its_contacts_and_deals() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/organisations").await?;
        app.wait_for("[data-screen=organisations] .empty").await?;
        add_record(app, "Acme").await?;
        app.wait_text("[data-screen=organisation] .topbar-title", "Acme").await?;
        edit(app, "firm-website", "acme.example").await?;
        app.wait_for("a[href='https://acme.example'], a[href='https://acme.example/']").await?;
        app.click("#firm-contacts button").await?;
        app.fill("#add-name", "Bo Chen").await?;
        app.press("Enter").await?;
        app.wait_text(".cards-list .cell-link", "Bo Chen").await?;

        go(app, "#/board").await?;
        open_deal(app, "b").await?;
        app.click("#deal-contact").await?;
        app.fill("#deal-contact-field", "bo").await?;
        app.press("Enter").await?;
        // A contact brings the firm along.
        app.wait_text("#deal-organisation", "Acme").await?;
        wait_saved(app).await?;

        go(app, "#/contacts").await?;
        app.click("[data-screen=contacts] tbody .cell-link").await?;
        app.wait_text("[data-screen=contact] .topbar-title", "Bo Chen").await?;
        app.wait_text("tr[data-deal-id] .cell-link", "b").await?;
        app.reload().await?;
        app.wait_text("[data-screen=contact] .topbar-title", "Bo Chen").await?;
        go(app, "#/organisations").await?;
        app.click("[data-screen=organisations] tbody .cell-link").await?;
        wait_figure(app, ".stats", "deals.count", "1").await?;
        app.wait_text("tr[data-deal-id] .cell-link", "b").await
    });
}

#[test]
fn a_deal_begins_on_the_page_of_its_customer() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        go(app, "#/organisations").await?;
        app.wait_for("[data-screen=organisations] .empty").await?;
        add_record(app, "Acme").await?;
        app.wait_text("[data-screen=organisation] .topbar-title", "Acme").await?;
        app.click("#firm-contacts button").await?;
        app.fill("#add-name", "Bo Chen").await?;
        app.press("Enter").await?;
        app.wait_text(".cards-list .cell-link", "Bo Chen").await?;

        let new = with_icon(".topbar-actions > button", "plus");
        app.click(&new).await?;
        app.wait_for("#new-deal-title:focus").await?;
        assert_eq!(app.value("#new-deal-organisation").await?, "Acme");
        assert_eq!(app.value("#new-deal-contact").await?, "");
        app.type_text("Freezer").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text("tr[data-deal-id] .cell-link", "Freezer").await?;

        app.click(".cards-list .cell-link").await?;
        app.wait_text("[data-screen=contact] .topbar-title", "Bo Chen").await?;
        app.click(&new).await?;
        app.wait_for("#new-deal-title:focus").await?;
        assert_eq!(app.value("#new-deal-contact").await?, "Bo Chen");
        assert_eq!(app.value("#new-deal-organisation").await?, "Acme");
        app.type_text("Cooler").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text("tr[data-deal-id] .cell-link", "Cooler").await?;
        wait_saved(app).await?;
        go(app, "#/organisations").await?;
        app.click("[data-screen=organisations] tbody .cell-link").await?;
        wait_figure(app, ".stats", "deals.count", "2").await
    });
}

#[test]
fn lists_are_searched_and_sorted() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        for list in ["people", "organisations", "contacts"] {
            go(app, &format!("#/{list}")).await?;
            app.wait_for(&format!("[data-screen={list}] tbody .cell-link")).await?;
            let first = app.text("tbody .cell-link").await?;
            app.click("th[aria-sort=ascending] .sort").await?;
            app.wait_for("th[aria-sort=descending]").await?;
            assert_ne!(app.text("tbody .cell-link").await?, first, "{list}");
            app.fill("input[type=search]", &first).await?;
            app.wait_count("tbody .cell-link", 1).await?;
            app.fill("input[type=search]", "nobody of that name").await?;
            app.wait_for(".empty").await?;
            app.press("Escape").await?;
            app.wait_for("tbody .cell-link").await?;
        }
        Ok(())
    });
}

#[test]
fn a_customers_page_has_what_is_planned_and_was_done() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        go(app, "#/organisations").await?;
        app.wait_for("[data-screen=organisations] .empty").await?;
        add_record(app, "Acme").await?;
        app.wait_text("[data-section=activities]", "Nothing is planned").await?;
        app.click("#firm-contacts button").await?;
        app.fill("#add-name", "Bo Chen").await?;
        app.press("Enter").await?;
        app.wait_text(".cards-list .cell-link", "Bo Chen").await?;

        // Planned with the firm alone, on no deal.
        app.click("#record-plan").await?;
        set_field(app, "#record-plan-kind", "3").await?;
        app.click("[data-section=activities] form button.primary").await?;
        app.wait_text("#record-plan-error", "what the task is").await?;
        app.fill("#record-plan-subject", "Send").await?;
        // A year of five digits is a slip.
        let day = app.value("#record-plan-date").await?;
        set_field(app, "#record-plan-date", "20024-05-06").await?;
        app.click("[data-section=activities] form button.primary").await?;
        app.wait_text("#record-plan-error", "1900 and 9999").await?;
        set_field(app, "#record-plan-date", &day).await?;
        app.fill("#record-plan-subject", "Send the catalogue").await?;
        app.check_accessibility().await?;
        app.press("Enter").await?;
        wait_figure(app, "[data-section=activities]", "activities.planned", "1").await?;
        app.wait_text("[data-part=planned] .act-title", "Send the catalogue").await?;

        // With one of its people; the firm has it as well.
        app.click(".cards-list .cell-link").await?;
        app.wait_text("[data-screen=contact] .topbar-title", "Bo Chen").await?;
        app.click("#record-plan").await?;
        app.fill("#record-plan-subject", "Ask how it went").await?;
        app.press("Enter").await?;
        wait_figure(app, "[data-section=activities]", "activities.planned", "1").await?;

        // On a deal of theirs.
        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        app.click("#deal-organisation").await?;
        app.fill("#deal-organisation-field", "acme").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-organisation", "Acme").await?;
        app.click("#deal-plan").await?;
        app.fill("#plan-subject", "Show the freezer").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-planned", "Show the freezer").await?;
        go(app, "#/organisations").await?;
        app.click("[data-screen=organisations] tbody .cell-link").await?;
        wait_figure(app, "[data-section=activities]", "activities.planned", "3").await?;
        app.wait_text("[data-part=planned] .today-deal", "a").await?;

        // Today has those on no deal too, with whom they are.
        go(app, "#/today").await?;
        app.wait_text("[data-screen=today] .today", "Send the catalogue").await?;
        app.wait_for("[data-screen=today] .act-facts a[href*='#/organisations/']").await?;
        app.click("[data-screen=today] .act-facts a[href*='#/organisations/']").await?;
        app.wait_text("[data-screen=organisation] .topbar-title", "Acme").await?;

        // Done by a press: it goes below, and one undo takes it back.
        app.click("[data-part=planned] .act:has(a[href*='#/contacts/']) .act-done").await?;
        wait_figure(app, "[data-section=activities]", "activities.done", "1").await?;
        wait_figure(app, "[data-section=activities]", "activities.planned", "2").await?;
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-section=activities]", "activities.planned", "3").await
    });
}
