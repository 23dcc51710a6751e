//! Storage that fails: a plain message, a way out, and nothing overwritten or shown as saved that is not.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use support::{App, PATIENCE, Pointer, Settings, browser_test};

use crate::backup::{backup, choose, erase, merge, wait_difference};
use crate::files::Folder;
use crate::steps::{
    add, before_each_page, card, go, place, records, start, start_with, wait_board, wait_records, wait_saved,
    with_icon,
};

const FAILURE: &str = "[data-screen=storage-failure]";
const SAVE_FAILED: &str = "[data-notice=save-failed]";

/// Opening a database throws until `window.storageWorks` is set.
const NO_DATABASE: &str = "{
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        if (!window.storageWorks) throw new DOMException('The operation is insecure.', 'SecurityError');
        return open.apply(this, given);
    };
}";

/// Opening a database is answered with an error.
const FAILING_DATABASE: &str = "{
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = open.apply(this, given);
        if (window.storageWorks) return request;
        request.addEventListener('success', (event) => {
            event.stopImmediatePropagation();
            Object.defineProperty(request, 'error', { value: new DOMException('Internal error.', 'UnknownError') });
            request.dispatchEvent(new Event('error'));
        });
        return request;
    };
}";

/// From now on nothing can be written into the log, as when the disk is full.
const FULL: &str = "
    window.realAdd = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function () { throw new DOMException('The quota is used up.', 'QuotaExceededError'); };
    window.shown = [];
    const states = document.querySelectorAll('.save-state');
    const note = () => states.forEach((state) => window.shown.push(state.dataset.state));
    new MutationObserver(note).observe(document.body, { subtree: true, attributeFilter: ['data-state'] });";

const FREE_AGAIN: &str = "IDBObjectStore.prototype.add = window.realAdd";

/// Waits for the one file that was downloaded, and reads it.
async fn downloaded(app: &App) -> Result<(PathBuf, String)> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let files = fs::read_dir(app.downloads()).into_iter().flatten().flatten().map(|file| file.path());
        let (done, coming): (Vec<PathBuf>, Vec<PathBuf>) =
            files.partition(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
        // The browser puts an empty file in the place first, and the download beside it until it is complete.
        if let Some(path) = done.into_iter().max().filter(|_| coming.is_empty()) {
            let text = fs::read_to_string(&path)?;
            if text.ends_with('\n') {
                return Ok((path, text));
            }
        }
        if Instant::now() > deadline {
            bail!("nothing was downloaded");
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Runs a script with the log's object store, opened for writing beside the app.
async fn tamper(app: &App, script: &str) -> Result<()> {
    let script = format!(
        "const done = arguments[0];
        const opening = indexedDB.open('fairlead');
        opening.onsuccess = () => {{
            const writing = opening.result.transaction('log', 'readwrite');
            const log = writing.objectStore('log');
            {script};
            writing.oncomplete = () => {{ opening.result.close(); done(true); }};
        }};"
    );
    app.eval_async(&script, vec![]).await.map(drop)
}

/// Leaves the app, and comes to a page of the same site that is none.
async fn leave(app: &mut App) -> Result<()> {
    app.open("icon.svg").await?;
    // A page without an icon of its own is asked for one.
    app.console_errors().await.map(drop)
}

#[test]
fn without_a_database_the_page_says_so_and_tries_again() {
    for (script, message) in
        [(NO_DATABASE, "gives the app no place to keep data"), (FAILING_DATABASE, "answered with an error")]
    {
        browser_test(&Settings::default(), async |app| {
            before_each_page(app, script).await?;
            app.open("").await?;
            app.wait_text(FAILURE, message).await?;
            app.wait_text(FAILURE, "Nothing was changed or overwritten").await?;
            app.click("[data-way=retry]").await?;
            app.wait_text(FAILURE, message).await?;
            app.check_accessibility().await?;
            app.eval("window.storageWorks = true", vec![]).await?;
            app.click("[data-way=retry]").await?;
            app.wait_for("[data-screen=first-run]").await.map(drop)
        });
    }
}

#[test]
fn what_cannot_be_written_is_never_shown_as_saved() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        let saved = records(app).await?;
        app.eval(FULL, vec![]).await?;
        let (held, target) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        wait_board(app, "b | a | - | - | -").await?;
        app.wait_for(".save-state[data-state=failed]").await?;
        app.wait_text(SAVE_FAILED, "is full").await?;
        app.check_accessibility().await?;

        // Work goes on, and trying again without more room fails again.
        add(app, 1, "c").await?;
        app.click(&format!("{SAVE_FAILED} button:nth-of-type(1)")).await?;
        app.wait_for(".save-state[data-state=failed]").await?;
        wait_board(app, "c b | a | - | - | -").await?;
        let shown = app.eval("return window.shown", vec![]).await?;
        assert!(!shown.as_array().context("a list")?.contains(&json!("saved")), "{shown}");
        assert_eq!(records(app).await?, saved, "nothing was written down");

        // What is not saved can be taken along.
        app.click(&format!("{SAVE_FAILED} button:nth-of-type(2)")).await?;
        let (_, exported) = downloaded(app).await?;
        assert_eq!(exported.lines().count() as u64, saved + 2, "what is saved, and what is not yet");

        app.eval(FREE_AGAIN, vec![]).await?;
        app.click(&format!("{SAVE_FAILED} button:nth-of-type(1)")).await?;
        wait_saved(app).await?;
        app.wait_gone(SAVE_FAILED).await?;
        wait_records(app, saved + 2).await?;
        app.reload().await?;
        wait_board(app, "c b | a | - | - | -").await
    });
}

#[test]
fn what_was_never_saved_is_all_that_a_reload_loses() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        app.eval(FULL, vec![]).await?;
        let (held, target) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), target.spot()).await?;
        app.wait_for(SAVE_FAILED).await?;
        app.reload().await?;
        wait_board(app, "a b | - | - | - | -").await
    });
}

#[test]
fn a_database_of_a_newer_version_is_read_and_left_alone() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let saved = records(app).await?;
        leave(app).await?;
        let newer = "
            const done = arguments[0];
            const opening = indexedDB.open('fairlead', 99);
            opening.onupgradeneeded = () => opening.result.createObjectStore('future').put('kept', 1);
            opening.onsuccess = () => { opening.result.close(); done(true); };";
        app.eval_async(newer, vec![]).await?;

        app.open("").await?;
        app.wait_text(FAILURE, "written by a newer version").await?;
        app.check_accessibility().await?;
        app.click("[data-way=export]").await?;
        let (_, exported) = downloaded(app).await?;
        assert_eq!(exported.lines().count() as u64, saved);

        app.click("[data-way=separate]").await?;
        app.wait_for(&format!("[data-screen=first-run] {}", with_icon(".notice.warn", "info"))).await?;
        start(app).await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        app.click(&format!("{} button", with_icon(".notice.warn", "info"))).await?;
        app.wait_text(FAILURE, "written by a newer version").await?;

        let untouched = "
            const done = arguments[0];
            const opening = indexedDB.open('fairlead');
            opening.onsuccess = () => {
                const database = opening.result;
                const stores = [...database.objectStoreNames];
                const kept = database.transaction('future').objectStore('future').get(1);
                kept.onsuccess = () => { database.close(); done([database.version, stores.length, kept.result]); };
            };";
        assert_eq!(app.eval_async(untouched, vec![]).await?, json!([99, 3, "kept"]));
        assert_eq!(records(app).await?, saved);
        Ok(())
    });
}

#[test]
fn a_damaged_record_stops_nothing_but_writing() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        let saved = records(app).await?;
        leave(app).await?;
        tamper(app, "log.put({ text: '{\"half\": ' }, 3)").await?;
        app.open("").await?;
        app.wait_text(FAILURE, "number 3").await?;
        app.wait_text(FAILURE, "Nothing was changed or overwritten").await?;
        app.check_accessibility().await?;
        app.click("[data-way=export]").await?;
        let (path, exported) = downloaded(app).await?;
        assert!(path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("fairlead-")));
        assert!(exported.lines().count() as u64 >= saved - 1, "all that can be read");
        assert!(exported.contains("\"c\"") && exported.contains("\"a\""), "deals before and behind it");
        assert_eq!(records(app).await?, saved, "nothing was overwritten");
        app.reload().await?;
        app.wait_text(FAILURE, "number 3").await.map(drop)
    });
}

#[test]
fn a_damaged_checkpoint_is_thrown_away() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        let titles: Vec<String> = (1..=55).map(|number| format!("n{number}")).collect();
        add(app, 1, &titles.join(" ")).await?;
        wait_saved(app).await?;
        // It is written once the app has been quiet for a while.
        let deadline = Instant::now() + PATIENCE;
        while checkpoints(app).await? == 0 {
            if Instant::now() > deadline {
                bail!("no checkpoint was written");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        for damage in [
            "put(new Uint8Array(40), 0)",
            "delete('head')",
            "put({ seq: 1e9, lineage: 1, stamp: 'x', bytes: 7 }, 'head')",
        ] {
            leave(app).await?;
            let script = format!(
                "const done = arguments[0];
                const opening = indexedDB.open('fairlead');
                opening.onsuccess = () => {{
                    const writing = opening.result.transaction('checkpoint', 'readwrite');
                    writing.objectStore('checkpoint').{damage};
                    writing.oncomplete = () => {{ opening.result.close(); done(true); }};
                }};"
            );
            app.eval_async(&script, vec![]).await?;
            app.open("").await?;
            app.wait_for(".column [data-metric='stage.count'][data-value='55']").await?;
        }
        Ok(())
    });
}

/// How many records the checkpoint has.
async fn checkpoints(app: &App) -> Result<u64> {
    let script = "
        const done = arguments[0];
        const opening = indexedDB.open('fairlead');
        opening.onsuccess = () => {
            const counting = opening.result.transaction('checkpoint').objectStore('checkpoint').count();
            counting.onsuccess = () => { opening.result.close(); done(counting.result); };
        };";
    app.eval_async(script, vec![]).await?.as_u64().context("it can be counted")
}

#[test]
fn the_page_of_last_resort_saves_the_log() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | - | - | - | -").await?;
        // Some of it came with a backup and lies together, some was done since.
        let restored = records(app).await?;
        let path = backup(app, &folder, "acme.jsonl").await?;
        erase(app).await?;
        app.click("[data-start=backup]").await?;
        choose(app, &path).await?;
        wait_difference(app, [0, 0, restored]).await?;
        merge(app, restored).await?;
        wait_board(app, "a b | - | - | - | -").await?;
        add(app, 1, "c").await?;
        wait_saved(app).await?;
        let saved = records(app).await?;
        assert_eq!(saved, restored + 1);
        // The app says this with its last breath; see `src/crash.rs`.
        let crash = "
            const words = { database: 'fairlead', title: 'Stopped', text: 'Sorry', save: 'Save', reload: 'Reload', none: 'Nothing' };
            dispatchEvent(new CustomEvent('fairlead-crash', { detail: JSON.stringify(words) }))";
        app.eval(crash, vec![]).await?;
        app.wait_for("[data-screen=crash] button:focus").await?;
        app.check_accessibility().await?;
        app.click("[data-screen=crash] button:nth-of-type(2)").await?;
        let (_, exported) = downloaded(app).await?;
        assert_eq!(exported.lines().count() as u64, saved);
        for line in exported.lines() {
            serde_json::from_str::<serde_json::Value>(line).with_context(|| line.to_owned())?;
        }
        app.click("[data-screen=crash] button:nth-of-type(1)").await?;
        wait_board(app, "c a b | - | - | - | -").await
    });
}

#[test]
fn the_backup_in_the_settings_is_the_whole_log() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        let saved = records(app).await?;
        go(app, "#/settings/data").await?;
        app.click("[data-way=backup]").await?;
        app.click("dialog[open] [data-way=download]").await?;
        let (_, exported) = downloaded(app).await?;
        assert_eq!(
            exported.lines().count() as u64,
            saved + 2,
            "between a line that says what it is and one that ends it"
        );
        for line in exported.lines() {
            serde_json::from_str::<serde_json::Value>(line).with_context(|| line.to_owned())?;
        }
        Ok(())
    });
}

/// Opens the database as a later version would that changes the layout of its stores.
const LATER_LAYOUT: &str = "{
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
        return version === undefined || name !== 'fairlead' ? open.apply(this, arguments) : open.call(this, name, version + 1);
    };
}";

#[test]
fn a_window_that_holds_the_database_is_named_until_it_lets_go() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        // An old version that does not let go: a connection beside the app, in another tab.
        app.open("icon.svg").await?;
        app.console_errors().await?;
        let hold = "
            const done = arguments[0];
            const opening = indexedDB.open('fairlead');
            opening.onsuccess = () => { window.held = opening.result; done(true); };";
        app.eval_async(hold, vec![]).await?;
        let holder = app.current_tab().await?;
        let newer = app.new_tab("icon.svg").await?;
        app.console_errors().await?;
        before_each_page(app, LATER_LAYOUT).await?;
        app.open("").await?;
        app.wait_text(FAILURE, "Another window with an older version").await?;
        app.wait_text(FAILURE, "Nothing was changed or overwritten").await?;
        app.check_accessibility().await?;

        // It goes on by itself as soon as the other window is closed.
        app.switch_to(&holder).await?;
        app.close_tab(&newer).await?;
        wait_board(app, "a b | - | - | - | -").await
    });
}

#[test]
fn a_window_that_has_to_let_go_says_so() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        let older = app.current_tab().await?;
        let newer = app.new_tab("icon.svg").await?;
        app.console_errors().await?;
        before_each_page(app, LATER_LAYOUT).await?;
        app.open("").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        app.switch_to(&older).await?;
        app.wait_text(".notice.bad", "connection to the database was closed").await?;
        app.check_accessibility().await?;
        app.close_tab(&newer).await?;
        add(app, 1, "c").await
    });
}
