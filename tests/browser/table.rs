//! The table: sorting, columns, and changing many deals at once.

use anyhow::Result;
use support::{App, Settings, browser_test};

use crate::steps::{go, open_deal, start_with, start_with_sample, wait_saved, with_icon};

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
        let titles =
            "return [...document.querySelectorAll('tbody .cell-link')].map((link) => link.textContent)";
        let titles = app.eval(titles, vec![]).await?;
        let titles: Vec<String> = titles
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|title| title.as_str().map(str::to_lowercase))
            .collect();
        assert!(titles.len() > 10 && titles.is_sorted(), "{titles:?}");
        Ok(())
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
