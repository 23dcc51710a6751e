//! Backups: downloaded, opened again, merged; and tables for other programs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use support::{App, ColourScheme, Settings, browser_test};

use crate::files::Folder;
use crate::steps::{
    add, board, dismiss_toasts, go, open_file, records, set_field, start_with, wait_board, wait_figure,
    wait_records, wait_saved,
};

pub(crate) const DIALOG: &str = "dialog[open] .backup";
const PASSPHRASE: &str = "four unrelated words";

/// Downloads a backup that is not encrypted.
pub(crate) async fn backup(app: &App, folder: &Folder, name: &str) -> Result<PathBuf> {
    go(app, "#/settings/data").await?;
    app.click("[data-way=backup]").await?;
    app.click("dialog[open] [data-way=download]").await?;
    app.wait_gone("dialog[open]").await?;
    let path = folder.take(app, ".jsonl", name).await?;
    dismiss_toasts(app).await?;
    Ok(path)
}

/// Opens a file in the settings.
pub(crate) async fn open(app: &App, path: &Path) -> Result<()> {
    go(app, "#/settings/data").await?;
    app.click("[data-way=open-backup]").await?;
    choose(app, path).await
}

/// Chooses the file in the open dialog, as the dialog of the system does.
pub(crate) async fn choose(app: &App, path: &Path) -> Result<()> {
    app.wait_for(&format!("{DIALOG}[data-step=choose]")).await?;
    open_file(app, "#backup-file", path).await
}

async fn wait_step(app: &App, step: &str) -> Result<()> {
    app.wait_for(&format!("{DIALOG}[data-step={step}]")).await.map(drop)
}

/// Waits until so many actions are in both, only here and only there.
pub(crate) async fn wait_difference(app: &App, [common, here, there]: [u64; 3]) -> Result<()> {
    wait_step(app, "found").await?;
    for (metric, count) in [("common", common), ("only_here", here), ("only_there", there)] {
        wait_figure(app, DIALOG, &format!("backup.{metric}"), &count.to_string()).await?;
    }
    Ok(())
}

async fn close(app: &App) -> Result<()> {
    app.click("dialog[open] [data-way=close]").await?;
    app.wait_gone("dialog[open]").await
}

/// Merges the backup that is open, or restores it.
pub(crate) async fn merge(app: &App, lines: u64) -> Result<()> {
    app.click("dialog[open] [data-way=merge]").await?;
    wait_step(app, "merged").await?;
    wait_figure(app, DIALOG, "backup.merged", &lines.to_string()).await?;
    close(app).await
}

/// Goes to the workspace with this number.
pub(crate) async fn use_workspace(app: &mut App, number: u32) -> Result<()> {
    app.eval("localStorage.setItem('fairlead.workspace', String(arguments[0]))", vec![json!(number)]).await?;
    go(app, "#/board").await?;
    app.reload().await?;
    app.wait_for(".board-columns > [data-stage-id]").await.map(drop)
}

pub(crate) async fn erase(app: &App) -> Result<()> {
    go(app, "#/settings/data").await?;
    app.click("[data-screen=settings] button.danger").await?;
    app.fill("#erase-word", "erase").await?;
    app.press("Enter").await?;
    app.wait_for("[data-screen=first-run]").await.map(drop)
}

#[test]
fn what_was_erased_comes_back_from_a_backup() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | c | - | d | -").await?;
        let saved = records(app).await?;
        let path = backup(app, &folder, "acme.jsonl").await?;
        app.wait_text("[data-backup-made]", "Last backup").await?;
        let text = fs::read_to_string(&path)?;
        assert_eq!(text.lines().count() as u64, saved + 2, "the log between two lines about it");
        for line in text.lines() {
            serde_json::from_str::<Value>(line).with_context(|| line.to_owned())?;
        }

        erase(app).await?;
        app.click("[data-start=backup]").await?;
        choose(app, &path).await?;
        wait_difference(app, [0, 0, saved]).await?;
        app.check_accessibility().await?;
        merge(app, saved).await?;
        wait_board(app, "a b | c | - | d | -").await?;
        wait_records(app, saved).await?;
        app.reload().await?;
        wait_board(app, "a b | c | - | d | -").await?;

        // The same once more brings nothing.
        open(app, &path).await?;
        wait_difference(app, [saved, 0, 0]).await?;
        app.wait_for("[data-notice=backup-nothing-new]").await?;
        assert_eq!(app.count("dialog[open] [data-way=merge]").await?, 0);
        app.check_accessibility().await?;
        close(app).await?;
        wait_records(app, saved).await
    });
}

#[test]
fn an_encrypted_backup_opens_with_its_passphrase_and_no_other() {
    browser_test(&Settings { colour_scheme: ColourScheme::Dark, ..Settings::default() }, async |app| {
        let folder = Folder::new()?;
        start_with(app, "secret b | - | - | - | -").await?;
        let saved = records(app).await?;
        go(app, "#/settings/data").await?;
        app.click("[data-way=backup]").await?;
        app.click("#backup-protect").await?;
        app.click("dialog[open] [data-way=download]").await?;
        app.wait_text("#backup-passphrase-error", "At least 8").await?;
        app.fill("#backup-passphrase", PASSPHRASE).await?;
        app.fill("#backup-passphrase-again", "four other words").await?;
        app.press("Enter").await?;
        app.wait_text("#backup-passphrase-again-error", "not the same").await?;
        app.check_accessibility().await?;
        app.click("#backup-show").await?;
        assert_eq!(
            app.eval("return document.getElementById('backup-passphrase').type", vec![]).await?,
            "text"
        );
        app.fill("#backup-passphrase-again", PASSPHRASE).await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        let path = folder.take(app, ".jsonl.enc", "acme.jsonl.enc").await?;

        let bytes = fs::read(&path)?;
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let head: Value = serde_json::from_slice(line)?;
        assert_eq!(head["fairlead"], "encrypted-backup");
        assert_eq!(head["iterations"], 600_000);
        assert!(!String::from_utf8_lossy(&bytes).contains("secret"));
        let kept = "return JSON.stringify(localStorage).includes(arguments[0])";
        assert_eq!(app.eval(kept, vec![json!(PASSPHRASE)]).await?, false, "nothing of it is kept");

        erase(app).await?;
        app.click("[data-start=backup]").await?;
        choose(app, &path).await?;
        wait_step(app, "locked").await?;
        app.check_accessibility().await?;
        app.fill("#backup-unlock", "four wrong words").await?;
        app.press("Enter").await?;
        app.wait_text("#backup-unlock-error", "The passphrase is wrong").await?;
        app.check_accessibility().await?;
        app.fill("#backup-unlock", PASSPHRASE).await?;
        app.press("Enter").await?;
        wait_difference(app, [0, 0, saved]).await?;
        merge(app, saved).await?;
        wait_board(app, "secret b | - | - | - | -").await?;

        // Any byte that changed on its way keeps it shut.
        let mut altered = bytes.clone();
        if let Some(last) = altered.last_mut() {
            *last ^= 1;
        }
        let altered = folder.file("altered.jsonl.enc", altered)?;
        open(app, &altered).await?;
        wait_step(app, "locked").await?;
        app.fill("#backup-unlock", PASSPHRASE).await?;
        app.press("Enter").await?;
        app.wait_text("#backup-unlock-error", "or the file was changed").await.map(drop)
    });
}

#[test]
fn what_is_wrong_with_a_file_is_said_and_nothing_changes() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | - | - | - | -").await?;
        let saved = records(app).await?;
        let text = fs::read_to_string(backup(app, &folder, "good.jsonl").await?)?;
        let lines: Vec<&str> = text.lines().collect();
        let cases = [
            ("empty.jsonl", String::new(), "no Fairlead backup", false),
            ("deals.jsonl", "Title,Stage\na,New\n".to_owned(), "no Fairlead backup", false),
            ("newer.jsonl", text.replacen("\"v\":1", "\"v\":2", 1), "newer version of Fairlead", false),
            ("cut.jsonl", lines[..lines.len() - 1].join("\n"), "ends too early", true),
            ("altered.jsonl", text.replacen("\"a\"", "\"z\"", 1), "changed after it was made", true),
            ("damaged.jsonl", text.replacen("\"stamp\"", "\"stomp\"", 1), "Line 2", true),
        ];
        for (name, text, message, can_salvage) in cases {
            open(app, &folder.file(name, text)?).await?;
            wait_step(app, "broken").await?;
            app.wait_text("[data-notice=backup-broken]", message).await?;
            app.wait_text("[data-notice=backup-broken]", "Nothing was changed").await?;
            assert_eq!(
                app.count("dialog[open] [data-way=salvage]").await?,
                usize::from(can_salvage),
                "{name}"
            );
            app.check_accessibility().await?;
            close(app).await?;
        }
        assert_eq!(records(app).await?, saved);

        // What can be read of one that was cut short goes to a workspace of its own.
        open(app, &folder.file("short.jsonl", lines[..lines.len() - 2].join("\n"))?).await?;
        app.click("dialog[open] [data-way=salvage]").await?;
        wait_step(app, "salvaged").await?;
        wait_figure(app, DIALOG, "backup.salvaged", &(saved - 1).to_string()).await?;
        app.check_accessibility().await?;
        app.click("dialog[open] [data-way=separate]").await?;
        app.wait_for(".notice.warn").await?;
        wait_board(app, "b | - | - | - | -").await?;
        use_workspace(app, 0).await?;
        wait_board(app, "a b | - | - | - | -").await?;
        wait_records(app, saved).await
    });
}

#[test]
fn an_old_backup_is_reminded_of_until_it_is_later_or_made() {
    browser_test(&Settings::default(), async |app| {
        const NOTICE: &str = "[data-notice=backup-due]";
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        assert_eq!(app.count(NOTICE).await?, 0, "there has been no time for one yet");
        let days_ago = "
            const [days] = arguments;
            const known = { made: null, since: Date.now() - days * 86400000, quiet_until: null };
            localStorage.setItem('fairlead.backup.fairlead', JSON.stringify(known))";
        app.eval(days_ago, vec![json!(15)]).await?;
        app.reload().await?;
        app.wait_for(NOTICE).await?;
        app.check_accessibility().await?;
        app.click(&format!("{NOTICE} [data-way=later]")).await?;
        app.wait_gone(NOTICE).await?;
        app.reload().await?;
        wait_board(app, "a | - | - | - | -").await?;
        assert_eq!(app.count(NOTICE).await?, 0);

        app.eval(days_ago, vec![json!(8)]).await?;
        app.reload().await?;
        go(app, "#/settings/data").await?;
        app.wait_for("#backup-remind").await?;
        assert_eq!(app.count(NOTICE).await?, 0, "two weeks are usual");
        set_field(app, "#backup-remind", "7").await?;
        app.wait_for(NOTICE).await?;
        app.click(&format!("{NOTICE} button:not([data-way])")).await?;
        app.click("dialog[open] [data-way=download]").await?;
        folder.take(app, ".jsonl", "due.jsonl").await?;
        app.wait_gone(NOTICE).await
    });
}

#[test]
fn tables_are_exported_as_they_are_and_as_they_are_shown() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a =b | c | - | - | -").await?;
        go(app, "#/settings/data").await?;
        let files = [
            ("deals", "\u{feff}Fairlead ID,Title,Pipeline,Stage,Status,", 3),
            ("organisations", "\u{feff}Fairlead ID,Name,Industry,", 0),
            ("contacts", "\u{feff}Fairlead ID,Name,Organisation,", 0),
            ("history", "\u{feff}Fairlead deal ID,Deal,Pipeline,Changed at,Stage,Status", 3),
        ];
        for (what, head, rows) in files {
            app.click(&format!("[data-export={what}]")).await?;
            let text = fs::read_to_string(folder.take(app, ".csv", what).await?)?;
            assert!(text.starts_with(head), "{what}: {text}");
            assert_eq!(text.matches("\r\n").count(), rows + 1, "{what}: {text}");
            assert!(rows == 0 || text.contains(",'=b,"), "{what}: a formula is made harmless");
        }

        // The rows, the columns and the order of the table.
        go(app, "#/table?q=").await?;
        app.wait_count("[data-screen=table] tbody tr[data-deal-id]", 3).await?;
        app.fill("input[type=search]", "c").await?;
        app.wait_count("[data-screen=table] tbody tr[data-deal-id]", 1).await?;
        app.click("[data-export=shown]").await?;
        let text = fs::read_to_string(folder.take(app, ".csv", "shown").await?)?;
        assert!(
            text.starts_with("\u{feff}Title,Organisation,Stage,Value,Currency,Owner,Close,Age\r\n"),
            "{text}"
        );
        assert_eq!(text.lines().nth(1), Some("c,,Needs confirmed,,,,,0"), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
        Ok(())
    });
}

#[test]
fn an_import_is_undone_and_done_again_after_a_reload() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        let before = records(app).await?;
        go(app, "#/import").await?;
        app.wait_for("[data-screen=import] [data-step=files]").await?;
        let path = folder.file("deals.csv", "Title,Stage,Amount\nx,First contact,5\ny,First contact,7\n")?;
        open_file(app, "#import-files", &path).await?;
        app.wait_for("[data-file='deals.csv'][data-state=read] [data-table]").await?;
        for step in ["columns", "values", "preview"] {
            app.click("[data-way=next]").await?;
            app.wait_for(&format!("[data-step={step}]")).await?;
        }
        app.click("[data-way=import]:not(:disabled)").await?;
        app.wait_for("[data-step=summary]").await?;
        wait_saved(app).await?;
        wait_records(app, before + 1).await?;
        app.click("[data-way=board]").await?;
        app.wait_for(".board-columns .card").await?;
        let imported = board(app).await?;
        assert!(imported.contains('x') && imported.contains('y'), "{imported}");

        app.reload().await?;
        wait_board(app, &imported).await?;
        app.press("Ctrl+Z").await?;
        app.wait_text(".toast", "Undone: import").await?;
        wait_board(app, "a | - | - | - | -").await?;
        wait_saved(app).await?;
        wait_records(app, before + 2).await?;

        app.reload().await?;
        wait_board(app, "a | - | - | - | -").await?;
        app.press("Ctrl+Shift+Z").await?;
        app.wait_text(".toast", "Done again: import").await?;
        wait_board(app, &imported).await?;
        wait_records(app, before + 3).await?;
        // From its message it is undone once more.
        app.click(".toast .toast-action").await?;
        wait_board(app, "a | - | - | - | -").await?;
        wait_records(app, before + 4).await
    });
}

/// A file of the disk as the browser hands it out, with nobody to click through the dialogs of the system.
const DISK: &str = "
    window.disk = { text: '', permission: 'granted', fails: false };
    const file = {
        name: 'kept.jsonl',
        queryPermission: async () => window.disk.permission,
        requestPermission: async () => (window.disk.permission = 'granted'),
        createWritable: async () => {
            if (window.disk.fails) throw new DOMException('The disk is full.', 'QuotaExceededError');
            if (window.disk.permission !== 'granted') throw new DOMException('Not allowed.', 'NotAllowedError');
            let text = '';
            return {
                write: async (bytes) => { text += new TextDecoder().decode(bytes); },
                close: async () => { window.disk.text = text; },
            };
        },
    };
    window.showSaveFilePicker = async () => file;";

#[test]
fn a_file_on_the_disk_is_kept_up_to_date() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        let saved = records(app).await?;
        app.eval(DISK, vec![]).await?;
        go(app, "#/settings/data").await?;
        app.click("[data-way=keep]").await?;
        app.wait_text("[data-kept]", "“kept.jsonl” is up to date").await?;
        let lines = "return window.disk.text.trimEnd().split('\\n').length === arguments[0]";
        app.wait_until("the file", lines, vec![json!(saved + 2)]).await?;
        app.check_accessibility().await?;

        // A while after a change it has that as well.
        go(app, "#/board").await?;
        add(app, 1, "b").await?;
        app.wait_until("the change in the file", lines, vec![json!(saved + 3)]).await?;

        app.eval("window.disk.fails = true", vec![]).await?;
        add(app, 1, "c").await?;
        go(app, "#/settings/data").await?;
        app.wait_text("[data-kept]", "The reason given: The disk is full.").await?;
        app.eval("window.disk.fails = false; window.disk.permission = 'prompt'", vec![]).await?;
        go(app, "#/board").await?;
        add(app, 1, "d").await?;
        go(app, "#/settings/data").await?;
        app.wait_text("[data-kept]", "asks again").await?;
        app.click("[data-way=allow]").await?;
        app.wait_text("[data-kept]", "is up to date").await?;
        app.wait_until("all of it", lines, vec![json!(saved + 5)]).await?;
        app.click("[data-way=stop]").await?;
        app.wait_for("[data-way=keep]").await.map(drop)
    });
}
