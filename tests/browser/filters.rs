//! Narrowing the board down: search, conditions, saved views, lanes by owner. What is seen stands in the address.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, browser_test};

use crate::steps::{
    choose, choose_on_card, deal_id, dismiss_toasts, focus_card, go, hash, open_deal, records, set_field,
    start, start_with, start_with_sample, wait_board, wait_figure, wait_records, wait_saved, with_icon,
};

/// How many deals are shown, as the bar above them says.
async fn shown(app: &App) -> Result<String> {
    let count = app.wait_for("[data-metric='shown.count']").await?.attr("data-value").await?;
    Ok(count.unwrap_or_default())
}

async fn add_deal_of(app: &mut App, title: &str, owner: &str) -> Result<()> {
    app.press("n").await?;
    app.fill("#new-deal-title", title).await?;
    app.fill("#new-deal-owner", owner).await?;
    app.press("Tab").await?;
    app.click("dialog[open] button[type=submit]").await?;
    app.wait_gone("dialog[open]").await?;
    deal_id(app, title).await.map(drop)
}

#[test]
fn a_search_stands_in_the_address_and_survives_a_reload() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "alpha beta | alpine | gamma | - | -").await?;
        app.press("/").await?;
        app.wait_for("input[type=search]:focus").await?;
        app.type_text("ALP").await?;
        wait_board(app, "alpha | alpine | - | - | -").await?;
        assert!(hash(app).await?.ends_with("?q=ALP"), "{}", hash(app).await?);

        app.reload().await?;
        wait_board(app, "alpha | alpine | - | - | -").await?;
        assert_eq!(app.value("input[type=search]").await?, "ALP");
        // It goes along to the table, and into a deal and back.
        app.press("g").await?;
        app.press("t").await?;
        app.wait_count("tr[data-deal-id]", 2).await?;
        open_deal(app, "alpha").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        app.wait_count("tr[data-deal-id]", 2).await?;

        app.fill("input[type=search]", "nothing of the kind").await?;
        app.click(".empty button").await?;
        app.wait_count("tr[data-deal-id]", 4).await
    });
}

/// Adds a custom field of a kind, and answers its id.
async fn add_field(app: &mut App, kind: &str, name: &str, count: usize) -> Result<String> {
    set_field(app, "#new-field-kind", kind).await?;
    app.fill("#new-field-name", name).await?;
    app.click(&with_icon(".add-line > button", "plus")).await?;
    app.wait_count("[data-field-id]", count).await?;
    let id = "return [...document.querySelectorAll('[data-field-id]')].at(-1).dataset.fieldId";
    Ok(app.eval(id, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Types what a deal has in a custom field.
async fn give(app: &mut App, title: &str, field: &str, typed: &str, said: &str) -> Result<()> {
    open_deal(app, title).await?;
    let place = format!("#deal-field-{field}");
    let input = format!("{place}-field");
    app.click(&place).await?;
    if typed.contains('-') {
        app.wait_for(&format!("{input}:focus")).await?;
        set_field(app, &input, typed).await?;
    } else {
        app.fill(&input, typed).await?;
    }
    app.press("Enter").await?;
    app.wait_text(&place, said).await?;
    app.press("Escape").await?;
    app.wait_gone(".panel").await
}

#[test]
fn custom_fields_of_every_kind_are_filtered_and_grouped_by() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        go(app, "#/settings/fields").await?;
        app.wait_for("#new-field-kind").await?;
        let site = add_field(app, "text", "Site", 1).await?;
        let seats = add_field(app, "number", "Seats", 2).await?;
        let renewal = add_field(app, "date", "Renewal", 3).await?;
        go(app, "#/board").await?;
        wait_board(app, "a b | c | - | - | -").await?;
        for (title, field, typed, said) in [
            ("a", &site, "Hall 3 East", "Hall 3 East"),
            ("c", &site, "Harbour", "Harbour"),
            ("a", &seats, "12.5", "12.5"),
            ("b", &seats, "40", "40"),
            ("b", &renewal, "2031-05-06", "May 6, 2031"),
        ] {
            give(app, title, field, typed, said).await?;
        }
        dismiss_toasts(app).await?;

        // Each condition takes effect at once, and all of them stand in the address.
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        app.fill(&format!("#filter-field-{site}"), "EAST hall").await?;
        app.press("Tab").await?;
        wait_board(app, "a | - | - | - | -").await?;
        app.fill(&format!("#filter-field-{site}"), "").await?;
        app.press("Tab").await?;
        wait_board(app, "a b | c | - | - | -").await?;
        let from = format!("#filter-field-{seats}-from");
        app.fill(&from, "a dozen").await?;
        app.press("Tab").await?;
        app.wait_text(&format!("{from}-error"), "not a number").await?;
        app.fill(&from, "12.5").await?;
        app.press("Tab").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        set_field(app, &format!("#filter-field-{renewal}-to"), "2031-05-06").await?;
        wait_board(app, "b | - | - | - | -").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text(".filterbar", "at least 12.5").await?;
        app.wait_text(".filterbar", "until May 6, 2031").await?;

        // A view keeps them.
        app.click(&with_icon(".filterbar > button", "save")).await?;
        app.fill("#save-view-name", "Large").await?;
        app.press("Enter").await?;
        app.wait_text(".view-tab[aria-pressed=true]", "Large").await?;
        wait_saved(app).await?;
        app.click(".filterbar > .view-tab:first-child").await?;
        wait_board(app, "a b | c | - | - | -").await?;
        app.reload().await?;
        app.click(".view-tab:nth-of-type(2)").await?;
        wait_board(app, "b | - | - | - | -").await?;
        // The figures are of the same deals.
        go(app, "#/insights?period=all").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "1").await?;

        // Grouped by what stands there, by months and by numbers; without is a group, too.
        let groups = "return [...document.querySelectorAll('[data-grid=report] tbody tr')].map((row) =>
            `${row.querySelector('th').innerText.trim()}: ${row.querySelector('[data-metric=\"report.open\"]').dataset.value}`)
            .join(' | ') === arguments[0]";
        for (field, expected) in [
            (&site, "Hall 3 East: 1 | Harbour: 1 | None: 1"),
            (&seats, "12.5: 1 | 40: 1 | None: 1"),
            (&renewal, "May 2031: 1 | None: 2"),
        ] {
            go(app, &format!("#/insights?period=all&view=report&by=field-{field}&q=")).await?;
            app.wait_until(expected, groups, vec![json!(expected)]).await?;
        }
        Ok(())
    });
}

#[test]
fn the_manager_and_the_region_of_the_owner_are_filtered_and_grouped_by() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        add_deal_of(app, "a", "Ann").await?;
        add_deal_of(app, "b", "Ben").await?;
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        app.wait_for("#filter-owner").await?;
        assert_eq!(app.count("#filter-manager").await?, 0, "nobody has one yet");
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        go(app, "#/people").await?;
        app.wait_count("tbody .cell-link", 2).await?;
        let open = "[...document.querySelectorAll('tbody .cell-link')].find((link) => link.innerText === 'Ann').click()";
        app.eval(open, vec![]).await?;
        app.wait_for("[data-screen=person] .record").await?;
        app.click("#person-manager").await?;
        app.fill("#person-manager-field", "Zoe").await?;
        app.press("Enter").await?;
        app.wait_text("#person-manager", "Zoe").await?;
        go(app, "#/board").await?;
        app.wait_count(".card", 2).await?;
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        set_field(app, "#filter-manager", "=Zoe").await?;
        wait_board(app, "a | - | - | - | -").await?;
        set_field(app, "#filter-manager", "-").await?;
        wait_board(app, "b | - | - | - | -").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text(".filterbar", "No manager").await?;
        assert!(hash(app).await?.contains("manager=-"), "{}", hash(app).await?);
        go(app, "#/insights?period=all&view=report&by=manager&q=").await?;
        app.wait_text("[data-grid=report] tbody tr:first-child th", "Zoe").await?;
        app.wait_text("[data-grid=report] tbody tr:nth-child(2) th", "None").await.map(drop)
    });
}

#[test]
fn a_view_keeps_its_conditions() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        let all = shown(app).await?;
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        let choose_owner = "
            const select = document.querySelector('#filter-owner');
            select.selectedIndex = 1;
            select.dispatchEvent(new Event('change', { bubbles: true }))";
        app.wait_for("#filter-owner").await?;
        app.eval(choose_owner, vec![]).await?;
        app.fill("#filter-value-from", "1000").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_count(".filter-chip", 2).await?;
        let some = shown(app).await?;
        assert!(some != all && some != "0", "{some} of {all}");

        app.click(&with_icon(".filterbar > button", "save")).await?;
        app.fill("#save-view-name", "Mine").await?;
        app.press("Enter").await?;
        app.wait_text(".view-tab[aria-pressed=true]", "Mine").await?;
        app.click(".filterbar > .view-tab:first-child").await?;
        wait_figure(app, ".figures", "shown.count", &all).await?;

        wait_saved(app).await?;
        app.reload().await?;
        wait_figure(app, ".figures", "shown.count", &all).await?;
        app.click(".filterbar > .view-tab[aria-pressed=false]").await?;
        wait_figure(app, ".figures", "shown.count", &some).await?;
        app.reload().await?;
        app.wait_text(".view-tab[aria-pressed=true]", "Mine").await?;
        wait_figure(app, ".figures", "shown.count", &some).await?;

        choose(app, &with_icon(".filterbar > button", "more"), "trash").await?;
        app.wait_count(".view-tab", 1).await?;
        assert_eq!(shown(app).await?, some, "the deals stay in sight when only the view goes");
        app.press("Ctrl+Z").await?;
        app.wait_text(".view-tab[aria-pressed=true]", "Mine").await
    });
}

#[test]
fn a_card_dropped_into_another_lane_gets_its_owner() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        add_deal_of(app, "a", "Ann").await?;
        add_deal_of(app, "b", "Bob").await?;
        wait_saved(app).await?;
        app.click(&with_icon(".topbar-actions button", "people")).await?;
        app.click(".menu [role=menuitemradio]:nth-of-type(2)").await?;
        app.wait_count(".lane", 2).await?;
        assert!(hash(app).await?.contains("group=owner"), "{}", hash(app).await?);

        let lane_of = "
            const card = [...document.querySelectorAll('.card')]
                .find((card) => card.querySelector('.card-title').textContent === arguments[0]);
            return card?.closest('.lane')?.dataset.ownerId";
        let lane = async |app: &App, title: &str| {
            let lane = app.wait_until("the card in a lane", lane_of, vec![json!(title)]).await?;
            anyhow::Ok(lane.as_str().unwrap_or_default().to_owned())
        };
        let (from, to) = (lane(app, "a").await?, lane(app, "b").await?);
        assert_ne!(from, to);
        let held = format!(".card[data-deal-id='{}']", deal_id(app, "a").await?);
        let below_b = format!(".card[data-deal-id='{}']", deal_id(app, "b").await?);
        let spot = support::Spot { css: &below_b, right: 0.0, down: 30.0 };
        app.drag(Pointer::Mouse, held.as_str(), spot).await?;
        app.wait_for(&format!(".lane[data-owner-id='{to}'] {held}")).await?;

        wait_saved(app).await?;
        app.reload().await?;
        app.wait_for(&format!(".lane[data-owner-id='{to}'] {held}")).await?;
        open_deal(app, "a").await?;
        app.wait_text("#deal-owner", "Bob").await?;
        go(app, "#/board").await?;

        app.press("Ctrl+Z").await?;
        app.wait_for(&format!(".lane[data-owner-id='{from}'] {held}")).await?;

        // Into another stage and another lane at once: one step, which one undo takes back.
        wait_saved(app).await?;
        dismiss_toasts(app).await?;
        let saved = records(app).await?;
        let cell = |owner: &str, stage: usize| {
            format!(".lane[data-owner-id='{owner}'] .lane-cells > .column:nth-child({stage})")
        };
        app.drag(Pointer::Mouse, held.as_str(), cell(&to, 2).as_str()).await?;
        app.wait_for(&format!("{} {held}", cell(&to, 2))).await?;
        wait_records(app, saved + 1).await?;
        app.press("Ctrl+Z").await?;
        app.wait_for(&format!("{} {held}", cell(&from, 1))).await.map(drop)
    });
}

#[test]
fn a_phone_filters_a_workspace_that_was_never_filtered() {
    browser_test(&Settings::phone(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        app.wait_for("#filter-owner:focus").await?;
        // What can't be read is said, and not gone with the dialog.
        app.fill("#filter-value-from", "five").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for("dialog[open] #filter-value-from[aria-invalid=true]:focus").await?;
        app.fill("#filter-value-from", "5").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "- | - | - | - | -").await?;
        app.wait_for(".board-empty").await.map(drop)
    });
}

#[test]
fn the_wheel_goes_on_where_a_cell_ends() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        for owner in ["Ann", "Bob", "Cid"] {
            for number in 1..=5 {
                add_deal_of(app, &format!("{owner}{number}"), owner).await?;
            }
        }
        go(app, "#/board?group=owner").await?;
        app.wait_count(".lane", 3).await?;
        // A cell that has more than it shows says so, until its end is reached.
        app.wait_count(".column-scroll[data-more]", 3).await?;
        app.hover(".lane .card").await?;
        let spot = "
            const box = document.querySelector('.lane .column-scroll').getBoundingClientRect();
            return [box.left + 40, box.top + 40]";
        let spot = app.eval(spot, vec![]).await?;
        let wheel = json!({ "type": "mouseWheel", "x": spot[0], "y": spot[1], "deltaX": 0, "deltaY": 120 });
        for _ in 0..12 {
            app.devtools("Input.dispatchMouseEvent", wheel.clone()).await?;
        }
        let gone_on = "return document.querySelector('.lanes').scrollTop > 0";
        app.wait_until("the board to scroll", gone_on, vec![]).await?;
        app.wait_count(".lane:first-of-type .column-scroll[data-more]", 0).await
    });
}

#[test]
fn conditions_on_stage_and_standing_are_seen_set_and_taken_away() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | d | - | -").await?;
        let ids = "return [...document.querySelectorAll('.board-columns > [data-stage-id]')].map((column) => column.dataset.stageId)";
        let ids = app.eval(ids, vec![]).await?;
        let id = |at: usize| ids[at].as_str().unwrap_or_default().to_owned();

        // An address may ask for them, as the figures do: each is a chip of its own.
        go(app, &format!("#/board?stage={},{}&standing=open", id(0), id(1))).await?;
        wait_board(app, "a b | c | - | - | -").await?;
        app.wait_count(".filter-chip", 3).await?;
        app.wait_text(".filterbar-rule + .filter-chip", "First contact").await?;
        app.check_accessibility().await?;
        // The figures are about all stages and standings, and say so.
        go(app, &format!("#/insights?stage={},{}&standing=open", id(0), id(1))).await?;
        app.wait_text(".filter-chip[data-idle]", "not used here").await?;
        app.wait_count(".filter-chip", 1).await?;
        app.check_accessibility().await?;
        go(app, &format!("#/board?stage={},{}&standing=open", id(0), id(1))).await?;
        wait_board(app, "a b | c | - | - | -").await?;
        // The form has room for one of each, and leaves several as they are until one is chosen.
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        app.wait_for("#filter-stage").await?;
        assert_eq!(app.value("#filter-stage").await?, "+");
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_count(".filter-chip", 3).await?;
        app.click("button[aria-label='Remove filter: Stage First contact']").await?;
        wait_board(app, "- | c | - | - | -").await?;
        app.wait_count(".filter-chip", 2).await?;
        app.click("button[aria-label='Remove filter: Standing Open']").await?;
        app.click("button[aria-label='Remove filter: Stage Needs confirmed']").await?;
        wait_board(app, "a b | c | d | - | -").await?;

        // They are set like all others.
        app.click(&with_icon(".filterbar > button", "filter")).await?;
        set_field(app, "#filter-stage", &id(2)).await?;
        wait_board(app, "- | - | d | - | -").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text(".filter-chip", "Proposal and quote").await?;
        choose_on_card(app, "d", "trophy").await?;
        wait_board(app, "- | - | - | - | -").await?;

        // In the table the two ways to say it agree.
        go(app, "#/table?standing=won").await?;
        app.wait_count("tr[data-deal-id]", 1).await?;
        app.wait_text(".filter-chip", "Won").await?;
        app.wait_text("[data-screen=table] .topbar", "Standing: Won").await?;
        app.click("button[aria-label='Remove filter: Standing Won']").await?;
        app.wait_count("tr[data-deal-id]", 4).await
    });
}

#[test]
fn move_to_leads_into_another_lane() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        for (title, owner) in [("c", "Bob"), ("b", "Bob"), ("a", "Ann")] {
            add_deal_of(app, title, owner).await?;
        }
        wait_saved(app).await?;
        go(app, "#/board?group=owner").await?;
        app.wait_count(".lane", 2).await?;
        dismiss_toasts(app).await?;
        let saved = records(app).await?;
        let bob = "
            const lane = [...document.querySelectorAll('.lane')].find((lane) => lane.textContent.includes('Bob'));
            return lane?.dataset.ownerId";
        let bob = app.wait_until("the lane of Bob", bob, vec![]).await?;
        let bob = bob.as_str().unwrap_or_default().to_owned();
        focus_card(app, "a").await?;
        app.press("m").await?;
        set_field(app, "#move-owner", &bob).await?;
        app.click(".move-place .segmented button:nth-of-type(3)").await?;
        // The places are those of the lane.
        app.wait_text(".move-number", "of 3").await?;
        app.fill("#move-position", "2").await?;
        app.wait_text("#move-between", "Below “b”, above “c”").await?;
        app.check_accessibility().await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        let order = "
            const lane = document.querySelector(`.lane[data-owner-id='${arguments[0]}']`);
            const place = (card) => Number(card.getAttribute('aria-posinset'));
            const cards = [...lane.querySelectorAll('.card')].sort((a, b) => place(a) - place(b));
            return cards.map((card) => card.querySelector('.card-title').textContent).join(' ') === 'b a c'";
        app.wait_until("the card between the two", order, vec![json!(bob)]).await?;
        wait_records(app, saved + 1).await?;
        app.press("Ctrl+Z").await?;
        app.wait_count(&format!(".lane[data-owner-id='{bob}'] .card"), 2).await
    });
}
