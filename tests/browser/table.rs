//! The table: sorting, columns, and changing many deals at once.

use anyhow::Result;
use serde_json::json;
use support::{App, Settings, browser_test};

use crate::steps::{deal_id, go, open_deal, start_with, start_with_sample, wait_saved, with_icon};

/// The exact values of the rows that are in the page, in their order.
async fn values(app: &App) -> Result<Vec<i64>> {
    let script = "return [...document.querySelectorAll('tbody [data-metric=\"deal.value\"]')]
        .map((cell) => Number(cell.dataset.value))";
    Ok(app
        .eval(script, vec![])
        .await?
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_i64)
        .collect())
}

async fn open_table(app: &mut App) -> Result<()> {
    go(app, "#/table").await?;
    app.wait_for("[data-screen=table] tbody tr[data-deal-id]").await.map(drop)
}

/// Waits until the rows have these titles, in this order.
async fn wait_titles(app: &App, titles: &[&str]) -> Result<()> {
    let script = "
        const titles = [...document.querySelectorAll('tbody .cell-link')].map((link) => link.textContent);
        return titles.join('|') === arguments[0].join('|')";
    app.wait_until(&format!("the rows {titles:?}"), script, vec![json!(titles)]).await.map(drop)
}

/// The selector of a cell in the row with this title; the title itself is in cell 0.
async fn cell(app: &App, title: &str, number: usize) -> Result<String> {
    Ok(format!("tr[data-deal-id='{}'] [data-cell='{number}']", deal_id(app, title).await?))
}

/// Gives the focus to an element.
async fn focus(app: &App, css: &str) -> Result<()> {
    app.wait_for(css).await?;
    app.eval("document.querySelector(arguments[0]).focus()", vec![json!(css)]).await.map(drop)
}

fn column(name: &str) -> String {
    format!("th[scope=col]:nth-of-type({name}) .sort")
}

#[test]
fn a_column_head_sorts_and_the_order_is_remembered() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open_table(app).await?;
        app.wait_for("th[aria-sort=descending]").await?;
        let descending = values(app).await?;
        assert!(descending.len() > 10 && descending.is_sorted_by(|a, b| a >= b), "{descending:?}");
        app.click("th[aria-sort=descending] .sort").await?;
        app.wait_for("th[aria-sort=ascending]").await?;
        app.wait_until("other rows", "return document.querySelector('.table-wrap').scrollTop === 0", vec![])
            .await?;
        let ascending = values(app).await?;
        assert!(ascending.is_sorted(), "{ascending:?}");

        app.click(&column("2")).await?;
        app.wait_for("th.pin[aria-sort=ascending]").await?;
        app.reload().await?;
        app.wait_for("th.pin[aria-sort=ascending]").await?;
        let is_sorted = "
            const titles = [...document.querySelectorAll('tbody .cell-link')].map((link) => link.textContent);
            const sorted = titles.toSorted(new Intl.Collator('en', { numeric: true }).compare);
            return titles.length > 10 && titles.join('|') === sorted.join('|')";
        app.wait_until("the titles in order", is_sorted, vec![]).await.map(drop)
    });
}

#[test]
fn chinese_titles_are_sorted_by_their_pinyin() {
    let settings = Settings { language: "zh-CN", ..Settings::default() };
    browser_test(&settings, async |app| {
        start_with(app, "中建 阿里 项目10 项目9 北京 | - | - | - | -").await?;
        open_table(app).await?;
        app.click(&column("2")).await?;
        wait_titles(app, &["阿里", "北京", "项目9", "项目10", "中建"]).await?;
        app.click(&column("2")).await?;
        wait_titles(app, &["中建", "项目10", "项目9", "北京", "阿里"]).await
    });
}

#[test]
fn english_titles_are_sorted_whatever_case_and_accents() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "zoe Émile Lot-10 lot-9 | Adam eve | - | - | -").await?;
        open_table(app).await?;
        app.click(&column("2")).await?;
        wait_titles(app, &["Adam", "Émile", "eve", "lot-9", "Lot-10", "zoe"]).await?;
        // One that is added later finds its place.
        app.press("n").await?;
        app.fill("#new-deal-title", "Eden").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        wait_titles(app, &["Adam", "Eden", "Émile", "eve", "lot-9", "Lot-10", "zoe"]).await
    });
}

#[test]
fn columns_are_chosen_and_remembered() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open_table(app).await?;
        let before = app.count("thead th").await?;
        app.click(&with_icon(".topbar-actions button", "columns")).await?;
        app.click(".columns-line:nth-child(1) input").await?;
        app.wait_count("thead th", before - 1).await?;
        app.click(".columns-line:last-child input").await?;
        app.wait_count("thead th", before).await?;
        app.press("Escape").await?;
        app.wait_gone(".popover").await?;
        let names = app.text("thead").await?;
        app.reload().await?;
        app.wait_for("[data-screen=table] tbody tr[data-deal-id]").await?;
        assert_eq!(app.text("thead").await?, names);
        Ok(())
    });
}

#[test]
fn many_deals_are_changed_in_one_step() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | d | - | -").await?;
        open_deal(app, "a").await?;
        app.click("#deal-owner").await?;
        app.fill("#deal-owner-field", "Ann").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-owner", "Ann").await?;
        open_table(app).await?;
        app.wait_count("tbody tr[data-deal-id]", 4).await?;
        app.click("thead input[type=checkbox]").await?;
        app.wait_count("tr[aria-selected=true]", 4).await?;
        app.click("tbody tr[data-deal-id]:nth-of-type(2) input[type=checkbox]").await?;
        app.wait_count("tr[aria-selected=true]", 3).await?;
        app.wait_text(".bulkbar-count", "3").await?;

        app.click(&with_icon(".bulkbar button", "user")).await?;
        app.click(".menu [role=menuitemradio]").await?;
        let owned = "return [...document.querySelectorAll('tr[aria-selected=true]')].filter((row) => row.innerText.includes('Ann')).length === 3";
        app.wait_until("three owners", owned, vec![]).await?;

        app.click(&with_icon(".bulkbar button", "calendar")).await?;
        let set = "document.querySelector('#bulk-close').value = '2031-05-06'";
        app.wait_for("#bulk-close").await?;
        app.eval(set, vec![]).await?;
        app.click(".popover button[type=submit]").await?;
        let dated = "return [...document.querySelectorAll('tr[aria-selected=true]')].filter((row) => row.innerText.includes('2031')).length";
        app.wait_until("three days", &format!("{dated} === 3"), vec![]).await?;
        app.click(&with_icon(".bulkbar > button", "x")).await?;
        app.wait_gone(".bulkbar").await?;
        app.press("Ctrl+Z").await?;
        let none = "return [...document.querySelectorAll('tbody tr')].every((row) => !row.innerText.includes('2031'))";
        app.wait_until("one step back for all", none, vec![]).await?;

        wait_saved(app).await?;
        app.reload().await?;
        app.wait_count("tbody tr[data-deal-id]", 4).await.map(drop)
    });
}

#[test]
fn rows_are_walked_and_ticked_by_keyboard() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | d | - | -").await?;
        open_table(app).await?;
        app.eval("document.querySelector('tbody .cell-link').focus()", vec![]).await?;
        app.press("x").await?;
        app.wait_count("tr[aria-selected=true]", 1).await?;
        app.press("Shift+Down").await?;
        app.wait_count("tr[aria-selected=true]", 2).await?;
        app.press("Down").await?;
        app.wait_for("tr[data-deal-id]:nth-of-type(4) .cell-link:focus").await?;
        app.press("Escape").await?;
        app.wait_count("tr[aria-selected=true]", 0).await?;
        app.press("Enter").await?;
        app.wait_for(".panel").await.map(drop)
    });
}

#[test]
fn a_cell_is_edited_where_it_stands() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        open_table(app).await?;
        let id = deal_id(app, "c").await?;
        let (title, value) = (cell(app, "c", 0).await?, cell(app, "c", 3).await?);
        let (owner, close) = (cell(app, "c", 4).await?, cell(app, "c", 5).await?);
        focus(app, &title).await?;
        for number in 1..=3 {
            app.press("Right").await?;
            app.wait_for(&format!("tr[data-deal-id='{id}'] [data-cell='{number}']:focus")).await?;
        }
        app.press("Enter").await?;
        app.wait_for("#cell-value-field:focus").await?;
        app.type_text("1200").await?;
        app.press("Enter").await?;
        app.wait_text(&value, "$1,200").await?;
        // The greatest value is on top, and the focus went there with it.
        app.wait_for(&format!("tbody tr:nth-of-type(2)[data-deal-id='{id}']")).await?;
        app.wait_for(&format!("{value}:focus")).await?;

        // Esc leaves it as it was.
        app.press("Enter").await?;
        app.wait_for("#cell-value-field:focus").await?;
        app.type_text("9").await?;
        app.press("Escape").await?;
        app.wait_gone(".cell-editor").await?;
        app.wait_text(&value, "$1,200").await?;
        app.wait_for(&format!("{value}:focus")).await?;

        // What is wrong stays until it is right or given up.
        app.press("F2").await?;
        app.wait_for("#cell-value-field:focus").await?;
        app.type_text("lots").await?;
        app.press("Enter").await?;
        app.wait_text("#cell-value-error", "not a number").await?;
        app.press("Escape").await?;
        app.wait_gone(".cell-editor").await?;

        // The title opens the deal with Enter, and is changed with F2.
        focus(app, &title).await?;
        app.press("F2").await?;
        app.wait_for("#cell-title-text-field:focus").await?;
        app.type_text("Freezers").await?;
        app.press("Enter").await?;
        app.wait_text(&title, "Freezers").await?;
        app.wait_for(&format!("{title}:focus")).await?;

        // The mouse edits with a double click; leaving saves.
        app.double_click(owner.as_str()).await?;
        app.wait_for("#cell-owner-field:focus").await?;
        app.type_text("Ann").await?;
        app.press("Enter").await?;
        app.wait_text(&owner, "Ann").await?;
        app.double_click(close.as_str()).await?;
        app.wait_for("#cell-expected-close-field:focus").await?;
        let set = "
            const field = document.querySelector('#cell-expected-close-field');
            field.value = '2031-05-06';
            field.dispatchEvent(new Event('input', { bubbles: true }))";
        app.eval(set, vec![]).await?;
        app.click(&value).await?;
        app.wait_text(&close, "May 6, 2031").await?;
        app.wait_for(&format!("{value}:focus")).await?;
        assert_eq!(app.count(".panel").await?, 0, "nothing opened");

        // A stage is no field: it is moved to.
        let stage = format!("tr[data-deal-id='{id}'] [data-cell='2']");
        focus(app, &stage).await?;
        app.press("F2").await?;
        app.click("dialog[open] .choice:nth-child(2)").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text(&stage, "Needs confirmed").await?;
        app.wait_for(&format!("{stage}:focus")).await?;
        wait_saved(app).await?;
        app.reload().await?;
        for (cell, text) in
            [(&title, "Freezers"), (&value, "$1,200"), (&owner, "Ann"), (&close, "May 6, 2031")]
        {
            app.wait_text(cell, text).await?;
        }
        Ok(())
    });
}

#[test]
fn the_panel_goes_on_in_the_order_of_the_table() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "bx d | ax | cx | - | -").await?;
        open_table(app).await?;
        app.click(&column("2")).await?;
        app.click(&column("2")).await?;
        wait_titles(app, &["d", "cx", "bx", "ax"]).await?;
        open_deal(app, "cx").await?;
        app.wait_text(".panel-bar", "2 / 4").await?;
        app.click("[data-step=down]").await?;
        app.wait_text("#deal-title-text", "bx").await?;
        // What the filter hides is passed over.
        app.press("/").await?;
        app.wait_for("input[type=search]:focus").await?;
        app.type_text("x").await?;
        wait_titles(app, &["cx", "bx", "ax"]).await?;
        app.wait_text(".panel-bar", "2 / 3").await?;
        app.click("[data-step=up]").await?;
        app.wait_text("#deal-title-text", "cx").await?;
        app.wait_for("[data-step=up]:disabled").await.map(drop)
    });
}

#[test]
fn a_phone_ticks_rows_by_tapping_them() {
    browser_test(&Settings::phone(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        open_table(app).await?;
        assert_eq!(app.count(".cell-check").await?, 0, "there is no room for boxes");
        let switch = with_icon(".topbar-actions > button", "check");
        app.tap(switch.as_str()).await?;
        app.wait_for("tbody .cell-check").await?;
        let too_small = "
            return [...document.querySelectorAll('tbody .cell-check')]
                .map((cell) => cell.getBoundingClientRect())
                .filter((box) => box.width < 44 || box.height < 44).length";
        assert_eq!(app.eval(too_small, vec![]).await?.as_u64(), Some(0), "large enough for a finger");

        app.tap("tbody tr[data-deal-id]:nth-of-type(2) .cell-link").await?;
        app.wait_count("tr[aria-selected=true]", 1).await?;
        app.tap("tbody tr[data-deal-id]:nth-of-type(3) .cell-check input").await?;
        app.wait_count("tr[aria-selected=true]", 2).await?;
        app.wait_text(".bulkbar-count", "2").await?;
        assert_eq!(app.count(".panel").await?, 0, "tapping selects and opens nothing");
        // The bar has room for the most frequent; the rest is in its menu.
        assert_eq!(app.count(&with_icon(".bulkbar button", "calendar")).await?, 0);
        app.click(".bulkbar .bulk-more").await?;
        app.click(&with_icon(".menu [role=menuitem]", "calendar")).await?;
        app.wait_for("#bulk-close").await?;
        app.eval("document.querySelector('#bulk-close').value = '2031-05-06'", vec![]).await?;
        app.click(".popover button[type=submit]").await?;
        let dated = "
            return [...document.querySelectorAll('tr[aria-selected=true]')]
                .filter((row) => row.textContent.includes('2031')).length === 2";
        app.wait_until("two days", dated, vec![]).await?;

        app.tap(switch.as_str()).await?;
        app.wait_gone(".cell-check, .bulkbar").await?;
        app.tap("tbody tr[data-deal-id]:nth-of-type(2) .cell-link").await?;
        app.wait_for(".panel").await.map(drop)
    });
}
