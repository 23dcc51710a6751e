//! Bad input: each gets a plain message or a defined outcome, what was typed stays, and nothing is lost.

use anyhow::Result;
use serde_json::json;
use support::{App, Settings, browser_test};

use crate::steps::{
    arrive, at, choose, deal_id, dismiss_toasts, go, open_deal, records, set_field, start, start_with,
    wait_board, wait_figure, wait_saved, with_icon,
};

/// More digits than any value has.
const TOO_LARGE: &str = "99999999999999999999";

/// How far the page is wider than the screen.
async fn overflow(app: &App) -> Result<i64> {
    let script = "
        const inner = document.querySelector('.main').getBoundingClientRect();
        return Math.max(document.documentElement.scrollWidth - innerWidth, Math.round(inner.right) - innerWidth, 0)";
    Ok(app.eval(script, vec![]).await?.as_i64().unwrap_or(-1))
}

#[test]
fn quick_add_says_what_is_wrong_and_keeps_what_was_typed() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        let saved = records(app).await?;
        app.click(&with_icon(&format!("{} .column-tools > button", at(1)), "plus")).await?;
        let (title, value) = (".quick-add input[type=text]:not(.num)", ".quick-add input.num");
        let cases = [
            ("", "", "The title can’t be empty"),
            ("   ", "5", "The title can’t be empty"),
            ("Pump", "a lot", "not a number"),
            ("Pump", "-5", "can’t be negative"),
            ("Pump", TOO_LARGE, "between 0 and"),
            ("Pump", "1.234567", "more digits"),
        ];
        for (typed_title, typed_value, message) in cases {
            app.fill(title, typed_title).await?;
            app.fill(value, typed_value).await?;
            app.press("Enter").await?;
            app.wait_text(".quick-add [role=alert]", message).await?;
            assert_eq!(app.value(title).await?, typed_title, "{message}");
            assert_eq!(app.value(value).await?, typed_value, "{message}");
        }
        wait_board(app, "- | - | - | - | -").await?;
        assert_eq!(records(app).await?, saved, "nothing was written down");

        app.fill(value, "1,200.50").await?;
        app.press("Enter").await?;
        wait_board(app, "Pump | - | - | - | -").await?;
        assert_eq!(app.count(".quick-add [role=alert]").await?, 0);
        wait_figure(app, ".card", "deal.value", "120050").await
    });
}

#[test]
fn the_new_deal_dialog_says_what_is_wrong_beside_the_field() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        app.press("n").await?;
        app.fill("#new-deal-organisation", "Nobody yet").await?;
        app.press("Tab").await?;
        let submit = "dialog[open] button[type=submit]";
        app.click(submit).await?;
        app.wait_text("#new-deal-title-error", "The title can’t be empty").await?;
        app.wait_for("#new-deal-title:focus").await?;
        app.fill("#new-deal-title", "Pump").await?;
        for (typed, message) in
            [("12 apples", "not a number"), ("-1", "can’t be negative"), (TOO_LARGE, "between 0 and")]
        {
            app.fill("#new-deal-value", typed).await?;
            app.click(submit).await?;
            app.wait_text("#new-deal-value-error", message).await?;
            app.wait_for("#new-deal-value:focus").await?;
            assert_eq!(app.value("#new-deal-value").await?, typed);
        }
        assert_eq!(app.value("#new-deal-title").await?, "Pump");
        app.fill("#new-deal-value", "90000000000000").await?;
        app.click(submit).await?;
        wait_board(app, "Pump | - | - | - | -").await?;
        wait_figure(app, ".card", "deal.value", "9000000000000000").await?;

        // What was refused made no records on its way.
        go(app, "#/organisations").await?;
        app.wait_count("tbody .cell-link", 1).await
    });
}

#[test]
fn long_titles_and_titles_in_any_script_are_kept_whole() {
    browser_test(&Settings::phone(), async |app| {
        let long = "é".repeat(10_000);
        let (arabic, emoji) = ("مرحبا بالعالم", "🚀👩‍👩‍👧‍👦🇨🇳");
        start(app).await?;
        app.click(&with_icon(&format!("{} .column-tools > button", at(1)), "plus")).await?;
        let title = ".quick-add input[type=text]:not(.num)";
        app.fill(title, &format!("{long}é")).await?;
        app.press("Enter").await?;
        app.wait_text(".quick-add [role=alert]", "10001").await?;
        assert_eq!(app.value(title).await?.chars().count(), 10_001, "too long, and kept to be shortened");
        app.press("Backspace").await?;
        app.press("Enter").await?;
        let long_id = deal_id(app, &long).await?;
        for typed in [arabic, emoji] {
            app.fill(title, typed).await?;
            app.press("Enter").await?;
            deal_id(app, typed).await?;
        }
        app.press("Escape").await?;
        wait_saved(app).await?;
        dismiss_toasts(app).await?;
        app.reload().await?;

        let arabic_id = deal_id(app, arabic).await?;
        let direction = "return getComputedStyle(document.querySelector(arguments[0])).direction";
        let card = format!(".card[data-deal-id='{arabic_id}'] .card-title");
        assert_eq!(app.eval(direction, vec![json!(card)]).await?, "rtl");
        deal_id(app, emoji).await?;
        assert_eq!(overflow(app).await?, 0, "the board is no wider than the phone");

        go(app, &format!("#/board/deal/{long_id}")).await?;
        app.wait_for(".panel .timeline > li").await?;
        let shown = "return document.querySelector('#deal-title-text').textContent";
        assert_eq!(app.eval(shown, vec![]).await?, long.as_str());
        assert_eq!(overflow(app).await?, 0, "the panel is no wider than the phone");
        app.press("Escape").await?;
        for screen in ["#/table", "#/nurture"] {
            go(app, screen).await?;
            app.wait_for(&format!("[data-screen={}]", &screen[2..])).await?;
            assert_eq!(overflow(app).await?, 0, "{screen} is no wider than the phone");
        }
        app.press("Ctrl+K").await?;
        app.fill("dialog[open] input", "éé").await?;
        app.wait_for(&format!("dialog[open] [data-deal-id='{long_id}']")).await?;
        assert_eq!(overflow(app).await?, 0, "the palette is no wider than the phone");
        Ok(())
    });
}

#[test]
fn two_stages_of_a_pipeline_cannot_have_one_name() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        go(app, "#/settings/pipelines").await?;
        let name = ".stage-row:nth-child(1) input[id$='-name']";
        app.fill(name, "needs  CONFIRMED").await?;
        app.press("Enter").await?;
        app.wait_text(".stage-row:nth-child(1) .error", "taken already").await?;
        assert_eq!(app.value(name).await?, "needs  CONFIRMED", "what was typed stays");
        app.press("Escape").await?;
        app.wait_gone(".stage-row .error").await?;
        assert_eq!(app.value(name).await?, "First contact");

        app.click(&with_icon(".settings-section header button", "plus")).await?;
        app.fill("#new-stage-name", "First contact").await?;
        app.press("Enter").await?;
        app.wait_text(".stage-new .error", "taken already").await?;
        assert_eq!(app.value("#new-stage-name").await?, "First contact");
        app.fill("#new-stage-name", "Demo").await?;
        app.fill("#new-stage-probability", "101").await?;
        app.press("Enter").await?;
        app.wait_text(".stage-new .error", "from 0 to 100").await?;
        app.wait_count(".stage-row", 7).await
    });
}

#[test]
fn a_pipeline_keeps_an_open_stage() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        go(app, "#/settings/pipelines").await?;
        for left in [6, 5, 4, 3] {
            choose(app, &with_icon(".stage-row:nth-child(1) button", "more"), "archive").await?;
            app.wait_count(".stage-row", left).await?;
        }
        choose(app, &with_icon(".stage-row:nth-child(1) button", "more"), "archive").await?;
        app.wait_text(".stage-row:nth-child(1) .error", "at least one open stage").await?;
        set_field(app, ".stage-row select", "won").await?;
        app.wait_text(".stage-row:nth-child(1) .error", "at least one open stage").await?;
        assert_eq!(app.value(".stage-row:nth-child(1) select").await?, "open", "it shows what is so");
        app.wait_count(".stage-row", 3).await
    });
}

#[test]
fn an_archived_stages_deals_go_where_one_says() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | d | - | -").await?;
        choose(app, &with_icon(&format!("{} .column-tools button", at(1)), "more"), "archive").await?;
        app.click("dialog[open] .choice:nth-child(2)").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "c | d a b | - | -").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_board(app, "c | d a b | - | -").await?;
        // One step took them there, one step takes them back.
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b | c | d | - | -").await
    });
}

#[test]
fn an_address_that_leads_nowhere_is_explained() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        let nobody = "018f4e9a-7b1c-7000-8000-0000000000ab";
        arrive(app, &format!("#/board/deal/{nobody}")).await?;
        app.wait_text(".panel #deal-title", "This deal is not here").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;

        for broken in ["#/board/deal/42", "#/board/nonsense", "#/people/zz", "#/board/deal/%F0%9F%A6%80"] {
            arrive(app, broken).await?;
            app.wait_text(".toast[role=alert]", "leads nowhere").await?;
            app.wait_for("[data-screen] h1").await?;
            assert_eq!(app.count(".panel").await?, 0, "{broken}");
        }
        for list in ["people", "organisations", "contacts"] {
            go(app, &format!("#/{list}/{nobody}")).await?;
            app.wait_for(&format!("[data-state=gone] a[href='#/{list}']")).await?;
        }
        for odd in ["#", "#/", "#nonsense", "#/%%%", "#//board//", "#/settings/nothing"] {
            arrive(app, odd).await?;
            app.wait_for("[data-screen] h1").await?;
        }
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await
    });
}

#[test]
fn a_deleted_deal_says_so_at_its_address_and_can_be_brought_back() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        let id = deal_id(app, "a").await?;
        open_deal(app, "a").await?;
        choose(app, &with_icon(".panel-bar button", "more"), "trash").await?;
        wait_board(app, "b | - | - | - | -").await?;
        wait_saved(app).await?;
        arrive(app, &format!("#/board/deal/{id}")).await?;
        app.wait_text(".panel #deal-title", "This deal was deleted").await?;
        app.click(&with_icon(".panel .empty button", "undo")).await?;
        wait_board(app, "a b | - | - | - | -").await?;
        app.wait_text("#deal-title-text", "a").await
    });
}

#[test]
fn the_way_back_leads_out_of_a_dialog_and_keeps_what_was_typed() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        for screen in ["organisations", "contacts"] {
            go(app, &format!("#/{screen}")).await?;
            app.wait_for(&format!("[data-screen={screen}]")).await?;
        }
        let back = async |app: &App| app.eval("history.back()", vec![]).await.map(drop);

        // Nothing was typed: the dialog goes, the screen stays.
        app.press("n").await?;
        app.wait_for("#new-deal-title:focus").await?;
        back(app).await?;
        app.wait_gone("dialog[open]").await?;
        wait_hash(app, "#/contacts").await?;

        // Something was typed: it stays, and is dropped by going back once more.
        app.press("n").await?;
        app.fill("#new-deal-title", "half a title").await?;
        back(app).await?;
        app.wait_for("dialog[open] [data-notice=unsaved]").await?;
        assert_eq!(app.value("#new-deal-title").await?, "half a title");
        wait_hash(app, "#/contacts").await?;
        back(app).await?;
        app.wait_gone("dialog[open]").await?;
        wait_hash(app, "#/contacts").await?;

        // Without a dialog, back is back.
        back(app).await?;
        app.wait_for("[data-screen=organisations]").await?;
        wait_hash(app, "#/organisations").await
    });
}

async fn wait_hash(app: &App, hash: &str) -> Result<()> {
    let script = "return location.hash.startsWith(arguments[0])";
    app.wait_until(&format!("the address {hash}"), script, vec![json!(hash)]).await.map(drop)
}
