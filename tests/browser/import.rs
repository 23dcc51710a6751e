//! Bringing data in, from files as other systems and spreadsheets write them.

use std::fs;

use anyhow::Result;
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::files::Folder;
use crate::steps::{
    go, hash, records, set_field, start, start_with, wait_board, wait_figure, wait_records, wait_saved,
};
use crate::wizard::{
    choose, choose_readable, import, next, open_import, to_preview, wait_counts, wait_planned,
};

/// An export of Pipedrive: two open deals in two stages, one won, one lost.
pub(crate) const PIPEDRIVE: &str = "\
Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,\
Deal - Deal created,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Organization\r
1,alpha,1000,USD,Ann Lee,Sales,Qualified,Open,2024-01-02 09:00:00,2024-06-30,,,,Acme\r
2,beta,\"2,500.50\",USD,Bo Chen,Sales,Proposal Made,Open,2024-01-03 09:00:00,2024-07-31,,,,\"Initech, Inc.\"\r
3,gamma,4000,USD,Ann Lee,Sales,Qualified,Won,2024-01-04 09:00:00,,2024-03-05 10:00:00,,,Acme\r
4,delta,500,USD,Bo Chen,Sales,Proposal Made,Lost,2024-01-05 09:00:00,,,2024-02-01 08:00:00,Price,Hooli\r
";

/// 商机名称, 客户名称, 金额 … in GB18030, as a spreadsheet saves in China: 采购一 with 12.5万, 采购二 with ¥3,400.
const GB18030: &[u8] = b"\
\xc9\xcc\xbb\xfa\xc3\xfb\xb3\xc6,\xbf\xcd\xbb\xa7\xc3\xfb\xb3\xc6,\xbd\xf0\xb6\xee,\xbd\xd7\xb6\xce,\
\xd4\xa4\xbc\xc6\xb3\xc9\xbd\xbb\xc8\xd5\xc6\xda,\xc9\xcc\xbb\xfa\xcb\xf9\xd3\xd0\xd5\xdf\r\n\
\xb2\xc9\xb9\xba\xd2\xbb,\xbb\xaa\xb6\xab\xbb\xfa\xd0\xb5,12.5\xcd\xf2,\xd0\xe8\xc7\xf3\xc8\xb7\xc8\xcf,\
2024\xc4\xea3\xd4\xc25\xc8\xd5,\xd5\xc5\xce\xb0\r\n\
\xb2\xc9\xb9\xba\xb6\xfe,\xc4\xcf\xb7\xbd\xb5\xe7\xd7\xd3,\"\x81\x30\x84\x363,400\",\xb7\xbd\xb0\xb8\xb1\xa8\xbc\xdb,\
2024/4/6,\xc0\xee\xc4\xc8\r\n";

/// Brings the export of Pipedrive in, and goes to its board.
async fn import_pipedrive(app: &App, folder: &Folder) -> Result<()> {
    open_import(app).await?;
    choose_readable(app, folder, "deals.csv", PIPEDRIVE).await?;
    to_preview(app).await?;
    wait_counts(app, [4, 0, 0, 0]).await?;
    import(app).await?;
    app.click("[data-way=board]").await?;
    wait_board(app, "alpha | beta").await
}

#[test]
fn an_export_of_pipedrive_becomes_the_first_board() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        app.click("[data-start=import]").await?;
        app.wait_for("[data-screen=import] [data-step=files]").await?;
        app.check_accessibility().await?;
        choose_readable(app, &folder, "deals.csv", PIPEDRIVE).await?;
        app.wait_text("[data-file='deals.csv'] [data-recognised]", "Recognised as Pipedrive deals").await?;
        wait_figure(app, "[data-file='deals.csv']", "import.file.rows", "4").await?;
        app.check_accessibility().await?;

        next(app, "columns").await?;
        assert_eq!(app.value("[data-column='Deal - Title'] select").await?, "name");
        assert_eq!(app.value("[data-column='Deal - Value'] select").await?, "value");
        assert_eq!(app.count(".import-question").await?, 0, "nothing is left open");
        app.check_accessibility().await?;

        next(app, "values").await?;
        for (stage, rows) in [("Qualified", "2"), ("Proposal Made", "2")] {
            wait_figure(app, &format!("[data-stage-value='{stage}']"), "import.stage.rows", rows).await?;
        }
        wait_figure(app, ".import-counts", "import.names.person.new", "2").await?;
        wait_figure(app, ".import-counts", "import.names.organisation.new", "3").await?;
        app.check_accessibility().await?;

        next(app, "preview").await?;
        wait_planned(app).await?;
        wait_counts(app, [4, 0, 0, 0]).await?;
        app.wait_text("[data-way=import]", "Import 4 deals").await?;
        wait_figure(app, "[data-preview=beta]", "import.preview.value", "250050").await?;
        app.check_accessibility().await?;

        import(app).await?;
        app.check_accessibility().await?;
        app.click("[data-way=board]").await?;
        for is_reloaded in [false, true] {
            if is_reloaded {
                wait_saved(app).await?;
                app.reload().await?;
            }
            wait_board(app, "alpha | beta").await?;
            app.wait_text(".topbar-title", "Sales").await?;
        }
        go(app, "#/table?standing=won").await?;
        app.wait_text("[data-screen=table] tbody", "gamma").await
    });
}

#[test]
fn a_chinese_spreadsheet_is_read_in_its_own_encoding() {
    let settings = Settings { language: "zh-CN", ..Settings::default() };
    browser_test(&settings, async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "商机.csv", GB18030).await?;
        app.wait_text("[data-file='商机.csv']", "GB18030").await?;
        app.wait_text("[data-file='商机.csv'] [data-recognised]", "识别为 Zoho CRM 的商机").await?;
        to_preview(app).await?;
        wait_counts(app, [2, 0, 0, 0]).await?;
        wait_figure(app, "[data-preview='采购一']", "import.preview.value", "12500000").await?;
        wait_figure(app, "[data-preview='采购二']", "import.preview.value", "340000").await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "采购一 | 采购二").await
    });
}

#[test]
fn days_that_can_be_read_in_two_ways_are_asked_about() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start(app).await?;
        open_import(app).await?;
        let text = "Title,Stage,Amount,Expected close date\n\
            alpha,Offer,1000,03/04/2024\nbeta,Offer,2000,05/06/2024\n";
        choose_readable(app, &folder, "deals.csv", text).await?;
        next(app, "columns").await?;
        app.wait_for("[data-question=order][data-open]").await?;
        app.wait_text("[data-question=order]", "03/04/2024 is Apr 3, 2024 (day first)").await?;
        app.wait_text("[data-question=order]", "03/04/2024 is Mar 4, 2024 (month first)").await?;
        app.check_accessibility().await?;

        // Nobody gets past a question by accident.
        app.click("[data-way=next]").await?;
        app.wait_text(".import-foot .error", "question").await?;
        app.wait_for("[data-step=columns] [data-question=order]:focus").await?;
        app.click("[data-question=order] input[value=day-month-year]").await?;
        app.wait_gone("[data-question=order][data-open]").await?;
        next(app, "values").await?;
        next(app, "preview").await?;
        wait_planned(app).await?;
        app.wait_text("[data-preview=alpha]", "Apr 3, 2024").await?;

        // Another answer leads to another day.
        app.eval("document.querySelectorAll('.import-steps button')[1].click()", vec![]).await?;
        app.click("[data-question=order] input[value=month-day-year]").await?;
        next(app, "values").await?;
        next(app, "preview").await?;
        app.wait_text("[data-preview=alpha]", "Mar 4, 2024").await
    });
}

#[test]
fn a_bad_amount_is_named_and_the_rest_comes_in() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        // One row with two things wrong is left out once.
        let text = "Title,Stage,Amount,Close date\nalpha,Offer,1000,2031-01-02\nbeta,Offer,=1+abc,soon\n\
                    gamma,Offer,3000,2031-01-03\n";
        choose_readable(app, &folder, "deals.csv", text).await?;
        to_preview(app).await?;
        wait_counts(app, [2, 0, 0, 1]).await?;
        wait_figure(app, "[data-step=preview]", "import.issues.row_left_out", "1").await?;
        for said in ["Amount", "=1+abc", "This is no number.", "Row left out"] {
            app.wait_text("[data-issue-line='3']", said).await?;
        }
        app.check_accessibility().await?;

        // The report is a file that harms nobody who opens it.
        app.click("[data-way=report]").await?;
        let report = fs::read_to_string(folder.take(app, ".csv", "report.csv").await?)?;
        assert!(report.ends_with("\r\n"), "{report}");
        assert!(report.starts_with("\u{feff}File,Line,Column,"), "{report}");
        assert!(report.contains("deals.csv,3,Amount,'=1+abc,"), "{report}");

        app.click("input[name=import-on-problem][value=cell]").await?;
        wait_counts(app, [3, 0, 0, 0]).await?;
        wait_planned(app).await?;
        app.wait_text("[data-issue-line='3']", "Cell left out").await?;
        import(app).await?;
        app.wait_text("[data-issue-line='3']", "=1+abc").await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "alpha beta gamma").await
    });
}

#[test]
fn the_same_file_again_adds_nothing() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        import_pipedrive(app, &folder).await?;
        wait_saved(app).await?;

        open_import(app).await?;
        choose_readable(app, &folder, "again.csv", PIPEDRIVE).await?;
        app.wait_text("[data-file='again.csv']", "Set up as last time").await?;
        to_preview(app).await?;
        wait_counts(app, [0, 0, 4, 0]).await?;
        app.wait_text("[data-way=import]:disabled", "Nothing to import").await?;

        // A newer file changes what is newer.
        app.eval("document.querySelector('.import-steps button').click()", vec![]).await?;
        app.click("[data-file='again.csv'] .icon-button").await?;
        app.wait_gone("[data-file]").await?;
        let newer = PIPEDRIVE.replace("alpha,1000", "alpha,1500");
        choose_readable(app, &folder, "newer.csv", newer).await?;
        to_preview(app).await?;
        wait_counts(app, [0, 1, 3, 0]).await?;
        app.wait_text("[data-way=import]", "Update 1 deal").await?;
        app.wait_text("[data-outlook=changed] [data-changed=alpha] [data-edit=value] + dd", "1,000").await?;
        app.wait_text("[data-outlook=changed] [data-changed=alpha] [data-edit=value] + dd", "1,500").await?;
        app.wait_text("[data-outlook=unchanged] summary", "3").await?;
        app.wait_count("[data-preview]", 0).await?;
        app.check_accessibility().await?;
        import(app).await?;
        // The end tells of every row, whether anything is wrong with it or not.
        app.wait_text("[data-step=summary] [data-outlook=changed] [data-changed=alpha]", "1,500").await?;
        wait_figure(app, "[data-step=summary]", "import.rows.told", "4").await?;
        app.click("[data-outlook=rows] summary").await?;
        for said in ["alpha", "Value", "Changed"] {
            app.wait_text("[data-row-line='2']", said).await?;
        }
        app.wait_text("[data-row-line='3']", "Unchanged").await?;
        app.check_accessibility().await?;
        app.click("[data-way=report]").await?;
        let report = fs::read_to_string(folder.take(app, ".csv", "report.csv").await?)?;
        assert!(report.contains("newer.csv,2,Value,alpha,"), "{report}");
        assert!(report.contains("newer.csv,3,,beta,"), "{report}");
        assert!(report.contains("Deals,\"0 added, 1 changed, 3 unchanged, 0 left out\","), "{report}");
        app.click("[data-way=board]").await?;
        wait_board(app, "alpha | beta").await?;
        wait_figure(app, ".card", "deal.value", "150000").await
    });
}

#[test]
fn a_file_of_the_team_shows_managers_and_regions() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start(app).await?;
        open_import(app).await?;
        let team = "sales_agent,manager,regional_office\nAnn Lee,Cid Moe,North\nBo Kim,,South\n";
        choose_readable(app, &folder, "sales_teams.csv", team).await?;
        to_preview(app).await?;
        import(app).await?;
        // Nothing to say of any row, and a report all the same.
        app.wait_for("[data-step=summary] .import-fine").await?;
        app.click("[data-way=report]").await?;
        let report = fs::read_to_string(folder.take(app, ".csv", "report.csv").await?)?;
        assert!(report.contains("Team,\"2 added, 0 changed, 0 unchanged, 0 left out\","), "{report}");

        go(app, "#/people").await?;
        for said in ["Ann Lee", "Cid Moe", "North", "South", "Region"] {
            app.wait_text("[data-screen=people] table", said).await?;
        }
        app.check_accessibility().await?;
        app.click("[data-screen=people] tbody .cell-link").await?;
        app.wait_text("[data-screen=person] .record-side", "Cid Moe").await?;
        app.wait_text("[data-screen=person] .record-side", "North").await
    });
}

#[test]
fn one_undo_takes_all_of_it_back() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | c | - | - | -").await?;
        let before = records(app).await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", PIPEDRIVE).await?;
        to_preview(app).await?;
        import(app).await?;
        assert_eq!(records(app).await?, before + 1, "one entry");
        app.click("[data-way=undo]").await?;
        app.wait_for("[data-notice=import-undone]").await?;
        app.wait_gone("[data-way=board]").await?;
        wait_records(app, before + 2).await?;
        for list in ["people", "organisations"] {
            go(app, &format!("#/{list}")).await?;
            app.wait_for(&format!("[data-screen={list}] .empty")).await?;
        }
        go(app, "#/board").await?;
        for is_reloaded in [false, true] {
            if is_reloaded {
                wait_saved(app).await?;
                app.reload().await?;
            }
            wait_board(app, "a b | c | - | - | -").await?;
        }
        Ok(())
    });
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        let before = records(app).await?;
        open_import(app).await?;
        // So many that there is time to change one's mind.
        let rows: Vec<String> =
            (0..60_000).map(|row| format!("deal{row},Offer {},{row}\n", row % 5)).collect();
        let watch = "
            window.rows = [];
            const figure = (name) => {
                const found = document.querySelector(`[data-metric='import.rows.${name}']`);
                return found && Number(found.dataset.value);
            };
            const look = () => {
                const step = document.querySelector('[data-step]')?.dataset.step;
                window.rows.push([step, figure('done'), figure('left')]);
            };
            new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })";
        app.eval(watch, vec![]).await?;
        choose_readable(app, &folder, "many.csv", format!("Title,Stage,Amount\n{}", rows.concat())).await?;
        let has_told =
            "return window.rows.some(([step, done, left]) => step === arguments[0] && done > 0 && left > 0)";
        app.wait_until("rows done and left while reading", has_told, vec![json!("files")]).await?;
        to_preview(app).await?;
        wait_counts(app, [60_000, 0, 0, 0]).await?;
        app.wait_until("rows done and left while planning", has_told, vec![json!("preview")]).await?;
        let change_of_mind = "
            const done = arguments[0];
            document.querySelector('[data-way=import]').click();
            const look = () => {
                const cancel = document.querySelector('[data-way=cancel]:not(:disabled)');
                if (cancel) cancel.click();
                cancel ? done(true) : requestAnimationFrame(look);
            };
            look()";
        app.eval_async(change_of_mind, vec![]).await?;
        app.wait_for("[data-step=preview] [data-notice=import]").await?;
        app.wait_text("[data-notice=import]", "Nothing was imported").await?;
        // What was decided is still there, and is worked out anew.
        wait_planned(app).await?;
        wait_counts(app, [60_000, 0, 0, 0]).await?;
        assert_eq!(records(app).await?, before);
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await?;
        app.reload().await?;
        wait_board(app, "a | - | - | - | -").await
    });
}

#[test]
fn a_file_is_read_with_a_separator_of_ones_own() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", "Title;Amount;Stage\nRoof;5;New\nPump;7;New\n").await?;
        let card = "[data-file='deals.csv'][data-state=read]";
        app.click(&format!("{card} .import-reread summary")).await?;
        // An option of a choice that is closed has no place on the screen.
        let found = "
            const chosen = document.querySelector('select[id^=import-delimiter]').selectedOptions[0];
            return chosen.textContent.includes('semicolons')";
        app.wait_until("the separator that was found", found, vec![]).await?;
        app.click("[aria-label='Remove deals.csv']").await?;
        app.wait_gone("[data-file='deals.csv']").await?;
        // One that no program would guess.
        choose_readable(app, &folder, "odd.csv", "Title#Amount#Stage\nRoof#5#New\nPump#7#New\n").await?;
        let card = "[data-file='odd.csv'][data-state=read]";
        app.click(&format!("{card} .import-reread summary")).await?;
        set_field(app, "select[id^=import-delimiter]", "other").await?;
        let field = "input[id^=import-delimiter]";
        app.wait_for(&format!("{field}:focus")).await?;
        app.fill(field, "x").await?;
        app.press("Tab").await?;
        app.wait_for(&format!("{field}[aria-invalid=true]")).await?;
        app.fill(field, "#").await?;
        app.press("Tab").await?;
        app.wait_text(&format!("{card} [data-metric='import.file.rows']"), "“#”").await?;
        to_preview(app).await?;
        wait_counts(app, [2, 0, 0, 0]).await
    });
}

#[test]
fn files_without_a_table_say_what_they_are_and_what_to_do() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start(app).await?;
        open_import(app).await?;
        let binary: Vec<u8> = (0..=255).cycle().take(4_096).collect();
        let picture = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0; 64]].concat();
        choose(
            app,
            &[
                folder.file("empty.csv", "")?,
                folder.file("binary.csv", binary)?,
                folder.file("picture.csv", picture)?,
                folder.file("header.csv", "Title,Stage,Amount\n")?,
            ],
        )
        .await?;
        for (file, said) in [
            ("empty.csv", "There is nothing in it"),
            ("binary.csv", "holds no text and no workbook"),
            ("picture.csv", "It is a picture"),
        ] {
            app.wait_text(&format!("[data-file='{file}'][data-state=unreadable] [role=alert]"), said).await?;
        }
        app.wait_text("[data-file='header.csv'] .import-problems", "nothing below it").await?;
        app.check_accessibility().await?;

        // The readable one can go on; without it there is nothing to go on with.
        app.click("[data-file='header.csv'] .icon-button").await?;
        app.wait_gone("[data-file='header.csv']").await?;
        app.click("[data-way=next]").await?;
        app.wait_text(".import-foot .error", "Add a file first").await?;
        app.wait_for("[data-step=files]").await.map(drop)
    });
}

#[test]
fn what_was_chosen_outlives_a_look_elsewhere_and_another_language() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", PIPEDRIVE).await?;
        next(app, "columns").await?;
        next(app, "values").await?;
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await?;
        go(app, "#/import").await?;
        app.wait_for("[data-step=values] [data-stage-value=Qualified]").await?;
        app.press("Shift+L").await?;
        app.wait_for("html[lang=zh-CN] [data-step=values] [data-stage-value=Qualified]").await?;
        app.wait_text("#import-heading", "阶段与名称").await
    });
}

#[test]
fn stages_lead_where_a_person_says() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a | - | - | - | -").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", "Title,Stage\nalpha,Hello\nbeta,Offer\n").await?;
        next(app, "columns").await?;
        next(app, "values").await?;
        // Into the pipeline that is there; one stage leads to one of its own, the other is new and named anew.
        let pick = "
            const select = document.querySelector(arguments[0]);
            const option = [...select.options].find((option) => option.text === arguments[1]);
            select.value = option.value;
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true";
        app.wait_for("[data-pipeline] .setting select").await?;
        let pipeline = app.text(".switcher .truncate").await?;
        app.eval(pick, vec![json!("[data-pipeline] .setting select"), json!(pipeline)]).await?;
        let has_stages =
            "return [...document.querySelector('[data-stage-value=Hello] select').options].length > 5";
        app.wait_until("the stages of the pipeline", has_stages, vec![]).await?;
        app.eval(pick, vec![json!("[data-stage-value=Hello] select"), json!("First contact")]).await?;
        app.fill("[data-stage-value=Offer] input[id$='-name']", "First contact").await?;
        app.click("[data-way=next]").await?;
        app.wait_text("[data-stage-value=Offer] .error", "has this name").await?;
        app.wait_for("[data-step=values] [data-stage-value=Offer] input[aria-invalid=true]:focus").await?;
        app.fill("[data-stage-value=Offer] input[id$='-name']", "Quoted").await?;
        app.fill("[data-stage-value=Offer] input[id$='-chance']", "45").await?;
        next(app, "preview").await?;
        wait_planned(app).await?;
        app.wait_text("[data-preview=beta]", "Quoted").await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "a alpha | - | - | - | - | beta").await?;
        wait_saved(app).await?;

        // The next file of the kind leads there too.
        open_import(app).await?;
        let newer = "Title,Stage\nalpha,Hello\nbeta,Offer\ngamma,Hello\n";
        choose_readable(app, &folder, "newer.csv", newer).await?;
        to_preview(app).await?;
        wait_counts(app, [1, 0, 2, 0]).await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "a alpha gamma | - | - | - | - | beta").await
    });
}

#[test]
fn what_reading_found_is_told_to_the_end() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.csv", "Title,Stage,Amount\nalpha,Offer,1\nbeta,Offer\n").await?;
        to_preview(app).await?;
        wait_figure(app, "[data-step=preview]", "import.file.problems", "1").await?;
        import(app).await?;
        wait_figure(app, "[data-step=summary]", "import.file.problems", "1").await?;
        app.wait_count("[data-step=summary] .import-fine", 0).await?;
        app.check_accessibility().await?;
        app.click("[data-way=report]").await?;
        let report = fs::read_to_string(folder.take(app, ".csv", "report.csv").await?)?;
        assert!(report.lines().any(|line| line.starts_with("deals.csv,3,")), "{report}");
        Ok(())
    });
}

#[test]
fn a_small_phone_in_the_dark_goes_all_the_way() {
    let settings = Settings {
        width: 360,
        height: 640,
        language: "zh-CN",
        colour_scheme: ColourScheme::Dark,
        ..Settings::phone()
    };
    browser_test(&settings, async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        app.wait_for("[data-screen=first-run]").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "商机.csv", GB18030).await?;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        for step in ["columns", "values", "preview"] {
            app.check_accessibility().await?;
            app.wait_until("a page that fits the screen", fits, vec![]).await?;
            next(app, step).await?;
        }
        wait_planned(app).await?;
        app.check_accessibility().await?;
        app.wait_until("a page that fits the screen", fits, vec![]).await?;
        import(app).await?;
        app.check_accessibility().await?;
        app.wait_until("a page that fits the screen", fits, vec![]).await?;
        app.click("[data-way=board]").await?;
        app.wait_for("[data-screen=board] .card").await?;
        assert!(hash(app).await?.starts_with("#/board/"));
        Ok(())
    });
}
