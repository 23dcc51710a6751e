//! Two copies of a workspace become one.

use std::path::Path;

use anyhow::Result;
use support::{App, Settings, browser_test};

use crate::backup::{DIALOG, backup, erase, merge, open, use_workspace, wait_difference};
use crate::files::Folder;
use crate::steps::{
    add, choose_on_card, go, open_deal, records, start, start_with, wait_board, wait_records, wait_saved,
};

/// Opens a backup of this workspace, which is as it was then, as a workspace of its own.
async fn open_beside(app: &App, path: &Path, common: u64) -> Result<()> {
    open(app, path).await?;
    wait_difference(app, [common, 0, 0]).await?;
    app.click("dialog[open] [data-way=separate]").await?;
    app.wait_for(".notice.warn").await.map(drop)
}

async fn rename(app: &mut App, deal: &str, title: &str) -> Result<()> {
    open_deal(app, deal).await?;
    app.click("#deal-title-text").await?;
    app.fill("#deal-title-text-field", title).await?;
    app.press("Enter").await?;
    app.wait_text("#deal-title-text", title).await?;
    wait_saved(app).await
}

#[test]
fn two_copies_that_exchange_backups_show_the_same() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | c | - | - | -").await?;
        let common = records(app).await?;
        let first = backup(app, &folder, "first.jsonl").await?;

        // Somebody else's copy, here in a workspace beside this one, and what they do in it.
        open_beside(app, &first, common).await?;
        wait_board(app, "a b | c | - | - | -").await?;
        add(app, 1, "x").await?;
        rename(app, "b", "theirs").await?;
        let second = backup(app, &folder, "second.jsonl").await?;

        // What happens here meanwhile: a card in the same place, and another name for the same deal.
        use_workspace(app, 0).await?;
        wait_board(app, "a b | c | - | - | -").await?;
        add(app, 1, "y").await?;
        choose_on_card(app, "c", "trophy").await?;
        rename(app, "b", "ours").await?;

        open(app, &second).await?;
        wait_difference(app, [common, 3, 2]).await?;
        app.check_accessibility().await?;
        merge(app, 2).await?;
        go(app, "#/board").await?;
        wait_board(app, "x y a ours | - | - | - | -").await?;
        wait_records(app, common + 5).await?;
        // Both values stay in sight.
        open_deal(app, "ours").await?;
        app.wait_text(".timeline", "theirs").await?;
        app.wait_text(".timeline", "ours").await?;
        // What was done here can still be undone.
        go(app, "#/board").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "x y a b | - | - | - | -").await?;
        app.press("Ctrl+Shift+Z").await?;
        wait_board(app, "x y a ours | - | - | - | -").await?;
        wait_saved(app).await?;
        let merged = backup(app, &folder, "merged.jsonl").await?;

        use_workspace(app, 1).await?;
        open(app, &merged).await?;
        wait_difference(app, [common + 2, 0, 5]).await?;
        merge(app, 5).await?;
        for is_reloaded in [false, true] {
            if is_reloaded {
                app.reload().await?;
            }
            go(app, "#/board").await?;
            wait_board(app, "x y a ours | - | - | - | -").await?;
        }
        Ok(())
    });
}

#[test]
fn a_merge_in_one_tab_reaches_the_other_and_loses_nothing() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | - | - | - | -").await?;
        let common = records(app).await?;
        let first = backup(app, &folder, "first.jsonl").await?;
        open_beside(app, &first, common).await?;
        wait_board(app, "a b | - | - | - | -").await?;
        add(app, 2, "x").await?;
        wait_saved(app).await?;
        let second = backup(app, &folder, "second.jsonl").await?;

        use_workspace(app, 0).await?;
        add(app, 3, "y").await?;
        wait_saved(app).await?;
        let here = app.current_tab().await?;
        let there = app.new_tab("#/board").await?;
        wait_board(app, "a b | - | y | - | -").await?;
        app.switch_to(&here).await?;
        open(app, &second).await?;
        wait_difference(app, [common, 1, 1]).await?;
        merge(app, 1).await?;

        app.switch_to(&there).await?;
        wait_board(app, "a b | x | y | - | -").await?;
        add(app, 1, "z").await?;
        wait_saved(app).await?;
        app.switch_to(&here).await?;
        go(app, "#/board").await?;
        wait_board(app, "z a b | x | y | - | -").await?;
        app.reload().await?;
        wait_board(app, "z a b | x | y | - | -").await
    });
}

#[test]
fn two_unrelated_workspaces_are_merged_only_when_it_is_confirmed() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        let theirs = records(app).await?;
        let path = backup(app, &folder, "theirs.jsonl").await?;
        erase(app).await?;
        start(app).await?;
        add(app, 1, "b").await?;
        wait_saved(app).await?;
        let ours = records(app).await?;
        open(app, &path).await?;
        wait_difference(app, [0, ours, theirs]).await?;
        app.wait_text("[data-notice=backup-unrelated]", "nothing in common").await?;
        app.click("dialog[open] [data-way=merge]").await?;
        app.wait_text(&format!("{DIALOG} .error"), "two different workspaces").await?;
        app.check_accessibility().await?;
        assert_eq!(records(app).await?, ours, "not without a word");
        app.click("#backup-confirm").await?;
        merge(app, theirs).await?;
        wait_records(app, ours + theirs).await
    });
}
