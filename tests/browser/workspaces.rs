//! Several workspaces in one browser: left, and come back to.

use anyhow::Result;
use serde_json::json;
use support::{App, Settings, browser_test};

use crate::backup::erase;
use crate::steps::{add, go, start, start_with, wait_board, wait_saved, with_icon};

const FAILURE: &str = "[data-screen=storage-failure]";

async fn open_data(app: &App) -> Result<()> {
    go(app, "#/settings/data").await?;
    app.wait_for("[data-workspace][aria-current=true]").await.map(drop)
}

async fn go_back(app: &App) -> Result<()> {
    app.click(&format!("{} button", with_icon(".notice.warn", "info"))).await
}

#[test]
fn a_separate_workspace_is_left_and_come_back_to() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open_data(app).await?;
        app.wait_count("[data-workspace]", 1).await?;
        app.check_accessibility().await?;
        app.click("[data-way=new-workspace]").await?;
        app.wait_for("[data-screen=first-run]").await?;
        start(app).await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        go(app, "#/settings/appearance").await?;
        app.fill("#workspace-name", "Second").await?;
        app.press("Enter").await?;
        wait_saved(app).await?;
        go_back(app).await?;
        wait_board(app, "a b | - | - | - | -").await?;

        // It is listed with what is in it, and opens again.
        open_data(app).await?;
        app.wait_text("[data-workspace='0'][aria-current=true]", "2 deals").await?;
        app.wait_text("[data-workspace='1']", "Second").await?;
        app.wait_text("[data-workspace='1']", "1 deal").await?;
        app.check_accessibility().await?;
        app.click("[data-workspace='1'] button").await?;
        wait_board(app, "d | - | - | - | -").await?;
        app.reload().await?;
        wait_board(app, "d | - | - | - | -").await?;
        open_data(app).await?;
        app.wait_text("[data-workspace='0']", "2 deals").await?;
        app.click("[data-workspace='0'] button").await?;
        wait_board(app, "a b | - | - | - | -").await
    });
}

#[test]
fn a_browser_that_lists_no_databases_finds_them_by_what_it_noted() {
    browser_test(&Settings::default(), async |app| {
        crate::steps::before_each_page(app, "delete IDBFactory.prototype.databases").await?;
        start_with(app, "a | - | - | - | -").await?;
        open_data(app).await?;
        app.click("[data-way=new-workspace]").await?;
        app.wait_for("[data-screen=first-run]").await?;
        go_back(app).await?;
        wait_board(app, "a | - | - | - | -").await?;
        open_data(app).await?;
        app.wait_count("[data-workspace]", 2).await?;
        app.click("[data-workspace='1'] button").await?;
        app.wait_for("[data-screen=first-run]").await.map(drop)
    });
}

#[test]
fn a_workspace_that_fails_leads_to_a_new_one_each_time() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        app.open("icon.svg").await?;
        app.console_errors().await?;
        let newer = "
            const done = arguments[0];
            const opening = indexedDB.open('fairlead', 99);
            opening.onsuccess = () => { opening.result.close(); done(true); };";
        app.eval_async(newer, vec![]).await?;
        app.open("").await?;
        app.click(&format!("{FAILURE} [data-way=separate]")).await?;
        app.wait_for("[data-screen=first-run]").await?;
        start(app).await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        go_back(app).await?;
        // What says that it is new and empty is new and empty, and the one begun before is not lost.
        app.click(&format!("{FAILURE} [data-way=separate]")).await?;
        app.wait_for("[data-screen=first-run]").await?;
        open_data(app).await?;
        app.wait_count("[data-workspace]", 3).await?;
        app.click("[data-workspace='1'] button").await?;
        wait_board(app, "d | - | - | - | -").await
    });
}

/// Which of the preferences that may hold names are left.
async fn traces(app: &App) -> Result<serde_json::Value> {
    let script = "return ['import-setups', 'import-decisions', 'today', 'language'].filter((key) => localStorage.getItem('fairlead.' + key))";
    app.eval(script, vec![]).await
}

#[test]
fn erasing_the_only_workspace_takes_what_may_hold_names_along() {
    browser_test(&Settings::default(), async |app| {
        let set = "
            localStorage.setItem('fairlead.import-setups', '[]');
            localStorage.setItem('fairlead.import-decisions', '[]');
            localStorage.setItem('fairlead.today', 'null');
            localStorage.setItem('fairlead.language', 'false')";
        start_with(app, "a | - | - | - | -").await?;
        app.eval(set, vec![]).await?;
        erase(app).await?;
        assert_eq!(traces(app).await?, json!(["language"]));

        // Another workspace goes on using what imports remembered.
        start(app).await?;
        open_data(app).await?;
        app.click("[data-way=new-workspace]").await?;
        app.wait_for("[data-screen=first-run]").await?;
        start(app).await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        app.eval(set, vec![]).await?;
        erase(app).await?;
        assert_eq!(traces(app).await?, json!(["import-setups", "import-decisions", "today", "language"]));
        open_data(app).await?;
        app.wait_text("[data-workspace='1']", "0 deals").await.map(drop)
    });
}
