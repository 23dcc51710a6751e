//! What somebody decides on the way through an import, and what the import leaves to others.

use std::fs;

use serde_json::json;
use support::{Settings, browser_test};

use crate::backup::{backup, erase};
use crate::files::Folder;
use crate::import::PIPEDRIVE;
use crate::steps::{set_field, start_with, wait_board, wait_figure};
use crate::wizard::{
    choose, choose_readable, import, next, open_import, to_preview, wait_counts, wait_planned,
};

#[test]
fn another_kind_has_its_columns_proposed() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        let text = "Name,Website,Email\nAda,a.example,ada@a.example\n";
        choose_readable(app, &folder, "list.csv", text).await?;
        app.wait_text("[data-file='list.csv'] [data-recognised]", "Looks like customers").await?;
        set_field(app, "[data-file='list.csv'] .import-table-kind select", "contacts").await?;
        next(app, "columns").await?;
        let chosen = "return document.querySelector(arguments[0])?.value === arguments[1]";
        for (column, target) in [("Name", "name"), ("Website", "skip"), ("Email", "email")] {
            let select = format!("[data-column='{column}'] select");
            app.wait_until(target, chosen, vec![json!(select), json!(target)]).await?;
        }
        // What is decided by hand then stays.
        set_field(app, "[data-column=Website] select", "note").await?;
        next(app, "values").await?;
        app.eval("document.querySelectorAll('.import-steps button')[1].click()", vec![]).await?;
        app.wait_until("the note", chosen, vec![json!("[data-column=Website] select"), json!("note")])
            .await
            .map(drop)
    });
}

#[test]
fn rows_of_one_name_are_one_where_somebody_says_so() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        let text = "Title,Stage,Organization,Amount,Owner\nroof,Offer,Acme,100,\nroof,Offer,Acme,250,Ann\n";
        choose_readable(app, &folder, "deals.csv", text).await?;
        next(app, "columns").await?;
        next(app, "values").await?;
        app.wait_text("[data-near=roof]", "line 2 and in line 3").await?;
        assert_eq!(app.count("[data-near=roof] .choice.on input[value=different]").await?, 1);
        app.check_accessibility().await?;
        next(app, "preview").await?;
        wait_planned(app).await?;
        wait_counts(app, [2, 0, 0, 0]).await?;

        app.eval("document.querySelectorAll('.import-steps button')[2].click()", vec![]).await?;
        app.click("[data-near=roof] input[value=same]").await?;
        next(app, "preview").await?;
        wait_planned(app).await?;
        wait_counts(app, [1, 0, 0, 0]).await?;
        wait_figure(app, "[data-preview=roof]", "import.preview.value", "10000").await?;
        app.wait_text("[data-preview=roof]", "Ann").await?;
        app.wait_text("[data-issue-line='3']", "line 2").await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "roof").await
    });
}

#[test]
fn a_long_report_is_shown_in_part_and_downloaded_as_a_whole() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        let rows: Vec<String> = (0..2_500).map(|row| format!("deal{row},Offer,abc{row}\n")).collect();
        let text = format!("Title,Stage,Amount\ngood,Offer,1\n{}", rows.concat());
        choose_readable(app, &folder, "deals.csv", text).await?;
        to_preview(app).await?;
        wait_counts(app, [1, 0, 0, 2_500]).await?;
        wait_figure(app, "[data-step=preview]", "import.issues.row_left_out", "2500").await?;
        app.wait_count("[data-issue-line]", 200).await?;
        app.wait_text("[data-outlook=refused] summary", "2,500").await?;
        app.click("[data-outlook=refused] summary").await?;
        app.wait_for("[data-outlook=refused] [data-more='2450']").await?;
        import(app).await?;
        app.click("[data-way=report]").await?;
        let report = fs::read_to_string(folder.take(app, ".csv", "report.csv").await?)?;
        // A header, and a line for each row; those that say when a deal was made come along.
        assert_eq!(report.matches(",abc").count(), 2_500);
        assert!(report.contains("deals.csv,2502,Amount,abc2499,"), "the last row is there");
        Ok(())
    });
}

#[test]
fn a_backup_among_the_files_is_opened_as_one() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | c | - | - | -").await?;
        let path = backup(app, &folder, "acme.jsonl").await?;
        // Whatever it is called, and alone, it opens with the file in hand.
        let renamed = folder.file("acme.txt", fs::read(&path)?)?;
        erase(app).await?;
        open_import(app).await?;
        choose(app, &[renamed]).await?;
        app.wait_for("dialog[open] .backup[data-step=found]").await?;
        app.click("dialog[open] [data-way=close]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_count("[data-file]", 0).await?;

        // Among others there is a button.
        let deals = folder.file("deals.csv", PIPEDRIVE)?;
        let lock = "{\"fairlead\":\"encrypted-backup\",\"v\":1,\"kdf\":\"PBKDF2-SHA-256\",\
                     \"iterations\":600000,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"iv\":\"AAAAAAAAAAAAAAAA\"}\nxyz";
        let locked = folder.file("locked.jsonl.enc", lock)?;
        choose(app, &[deals, path, locked]).await?;
        app.wait_for("[data-file='deals.csv'][data-state=read]").await?;
        app.wait_text("[data-file='acme.jsonl'][data-state=backup]", "This is a backup").await?;
        app.wait_for("[data-file='locked.jsonl.enc'][data-state=backup]").await?;
        app.check_accessibility().await?;
        app.click("[data-file='locked.jsonl.enc'] [data-way=open-backup]").await?;
        app.wait_for("dialog[open] .backup[data-step=locked]").await?;
        app.click("dialog[open] [data-way=close]").await?;
        app.click("[data-file='acme.jsonl'] [data-way=open-backup]").await?;
        app.wait_for("dialog[open] .backup[data-step=found]").await?;
        app.click("dialog[open] [data-way=merge]").await?;
        app.wait_for("dialog[open] .backup[data-step=merged]").await?;
        app.click("dialog[open] [data-way=close]").await?;
        crate::steps::go(app, "#/board").await?;
        wait_board(app, "a b | c | - | - | -").await
    });
}
