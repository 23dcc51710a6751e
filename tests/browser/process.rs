//! The process: what a move asks for and plans, written in the settings, read on its page, given away as a file.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Pointer, Settings, browser_test};

use crate::steps::{
    add, arrive, at, card, choose_on_card, dismiss_toasts, focus_card, go, open_deal, open_file, place,
    set_field, start, start_with, start_with_process, start_with_sample, wait_board, wait_figure, wait_saved,
    with_icon,
};

/// The dialog that asks for what is missing.
pub(crate) const ASKS: &str = "dialog[open] [data-dialog=ready]";
/// The button that fills in and moves.
pub(crate) const SEND: &str = "dialog[open] button[type=submit]";

/// Opens the editor of the stage with this number, counted from 1, in the settings.
async fn open_editor(app: &App, stage: usize) -> Result<String> {
    go(app, "#/settings/pipelines").await?;
    let row = format!(".stage-row:nth-child({stage})");
    app.click(&format!("{row} .stage-process > button")).await?;
    app.wait_for(&format!("{row} .process-editor")).await?;
    Ok(row)
}

/// Adds a criterion to the stage with this number.
pub(crate) async fn ask_for(app: &App, stage: usize, what: &str, force: &str) -> Result<()> {
    let row = open_editor(app, stage).await?;
    let rules = format!("{row} [data-part=exit] .rows > li");
    let before = app.count(&rules).await?;
    set_field(app, &format!("{row} [data-part=exit] .rule-new select"), what).await?;
    set_field(app, &format!("{row} [data-part=exit] .add-line > .select:not(.rule-new) select"), force)
        .await?;
    app.click(&format!("{row} [data-part=exit] .add-line button")).await?;
    app.wait_count(&rules, before + 1).await
}

#[test]
fn a_deal_goes_by_the_book_from_template_to_the_next_step() {
    browser_test(&Settings::default(), async |app| {
        start_with_process(app).await?;
        add(app, 1, "a").await?;
        open_deal(app, "a").await?;
        // The checklist planned itself.
        wait_figure(app, ".panel", "deal.checklist", "0/2").await?;

        // Insist on a value, and on the checklist.
        ask_for(app, 1, "field:value", "block").await?;
        ask_for_more(app, "checklist", "block").await?;
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await?;
        let (held, slot) = (card(app, "a").await?, place(app, 2, 0).await?);
        app.drag(Pointer::Mouse, held.as_str(), slot.spot()).await?;
        app.wait_for(ASKS).await?;
        app.wait_count(&format!("{ASKS} [data-force=block] .field"), 3).await?;
        app.check_accessibility().await?;
        wait_board(app, "a | - | - | - | -").await?;

        // What is left blank is asked for again, and nothing has moved.
        app.click(SEND).await?;
        app.wait_count(&format!("{ASKS} .error"), 3).await?;
        wait_board(app, "a | - | - | - | -").await?;
        app.fill(&format!("{ASKS} .joined input"), "1200").await?;
        let ticks =
            "document.querySelectorAll(`${arguments[0]} input[type=checkbox]`).forEach((box) => box.click())";
        app.eval(ticks, vec![json!(ASKS)]).await?;
        dismiss_toasts(app).await?;
        app.click(SEND).await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "- | a | - | - | -").await?;
        wait_figure(app, &at(2), "stage.total", "120000").await?;

        // One undo takes back both, and the other way round.
        app.press("Ctrl+Z").await?;
        wait_board(app, "a | - | - | - | -").await?;
        wait_figure(app, &at(1), "stage.total", "0").await?;
        app.press("Ctrl+Shift+Z").await?;
        wait_board(app, "- | a | - | - | -").await?;

        // In the next stage its checklist stands there; the last item done leads to the next step.
        open_deal(app, "a").await?;
        wait_figure(app, ".panel", "deal.checklist", "0/2").await?;
        app.click("#deal-checklist .act:not(.done) .act-done").await?;
        wait_figure(app, ".panel", "deal.checklist", "1/2").await?;
        app.press("Enter").await?;
        wait_figure(app, ".panel", "deal.checklist", "2/2").await?;
        app.wait_for("#plan-subject").await?;
        app.wait_until(
            "the focus in the form",
            "return document.activeElement.id === 'plan-subject'",
            vec![],
        )
        .await?;
        app.check_accessibility().await?;
        app.press("Escape").await?;
        // What was ticked by mistake is to be done again.
        app.click("#deal-checklist .act.done .act-done").await?;
        wait_figure(app, ".panel", "deal.checklist", "1/2").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_figure(app, ".panel", "deal.checklist", "1/2").await
    });
}

/// Adds a criterion in the editor that is open.
async fn ask_for_more(app: &App, what: &str, force: &str) -> Result<()> {
    let part = ".process-editor [data-part=exit]";
    let before = app.count(&format!("{part} .rows > li")).await?;
    set_field(app, &format!("{part} .rule-new select"), what).await?;
    set_field(app, &format!("{part} .add-line > .select:not(.rule-new) select"), force).await?;
    app.click(&format!("{part} .add-line button")).await?;
    app.wait_count(&format!("{part} .rows > li"), before + 1).await
}

#[test]
fn a_warning_lets_go_and_giving_up_leaves_the_card_in_its_slot() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d | - | - | -").await?;
        ask_for(app, 1, "field:owner", "warn").await?;
        go(app, "#/board").await?;
        wait_board(app, "a b c | d | - | - | -").await?;
        // By keyboard: carried over, asked, and Esc leaves it where it was.
        focus_card(app, "b").await?;
        app.press("Space").await?;
        app.press("ArrowRight").await?;
        app.press("Space").await?;
        app.wait_for(ASKS).await?;
        app.press("Escape").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a b c | d | - | - | -").await?;
        let back = "return document.activeElement.closest('.card')?.querySelector('.card-title').textContent";
        app.wait_until("the focus on the card", &format!("{back} === 'b'"), vec![]).await?;
        // And again, all the same.
        app.press("Space").await?;
        app.press("ArrowRight").await?;
        app.press("Space").await?;
        app.wait_for(ASKS).await?;
        app.click(SEND).await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a c | d b | - | - | -").await?;
        // Filled in, the owner joins the team in the same step.
        choose_on_card(app, "c", "trophy").await?;
        app.wait_for(ASKS).await?;
        app.fill(&format!("{ASKS} input[role=combobox]"), "Ada").await?;
        app.click(SEND).await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a | d b | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a c | d b | - | - | -").await?;
        go(app, "#/people").await?;
        app.wait_for("[data-screen=people]").await?;
        assert_eq!(app.count("[data-person-id]").await?, 0, "the undo takes the person back too");
        Ok(())
    });
}

#[test]
fn of_several_deals_those_that_are_ready_can_go() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        ask_for(app, 1, "field:value", "block").await?;
        go(app, "#/board").await?;
        open_deal(app, "b").await?;
        app.click("#deal-value").await?;
        app.fill("#deal-value-field", "500").await?;
        app.press("Enter").await?;
        wait_figure(app, ".panel", "deal.value", "50000").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        for title in ["a", "b", "c"] {
            focus_card(app, title).await?;
            app.press("x").await?;
        }
        app.click(&with_icon(".bulkbar > button", "swap")).await?;
        let second = app
            .eval(
                "return document.querySelectorAll('.board-columns > [data-stage-id]')[1].dataset.stageId",
                vec![],
            )
            .await?;
        let choice = format!("input[name=move-to][value='{}']", second.as_str().context("a stage")?);
        app.click(&choice).await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for("dialog[open] [data-dialog=ready-many] [data-ready='1']").await?;
        app.wait_for("dialog[open] [data-ready-list=blocked][data-count='2']").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] .button.primary").await?;
        app.wait_gone("dialog[open]").await?;
        wait_board(app, "a c | b | - | - | -").await?;
        // Those that stayed are ticked still.
        app.wait_text(".bulkbar-count", "2").await
    });
}

#[test]
fn where_no_way_leads_the_dialog_says_which_does() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        let row = open_editor(app, 3).await?;
        app.click(&format!("{row} [data-way=skipping]")).await?;
        wait_saved(app).await?;
        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        app.click(".stage-path > li:nth-child(3) > .step").await?;
        app.wait_for("dialog[open] [data-dialog=no-way]").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] .ready-ways > button").await?;
        app.wait_gone("dialog[open]").await?;
        app.press("Escape").await?;
        wait_board(app, "- | a | - | - | -").await
    });
}

#[test]
fn the_editor_refuses_what_would_lock_a_stage_and_says_why() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        // Won takes deals from the second stage only; then nothing may lead from the others to nowhere.
        let row = open_editor(app, 2).await?;
        let editor = format!("{row} .process-editor");
        app.click(&format!("{editor} input[value=some]")).await?;
        // Its own predecessor alone is fine.
        app.click(&format!("{editor} [data-from]")).await?;
        app.wait_until(
            "the stage to be chosen",
            "return document.querySelector(arguments[0]).checked",
            vec![json!(format!("{editor} [data-from]"))],
        )
        .await?;
        // The last one can't be taken away: a stage that names stages names one.
        app.click(&format!("{editor} [data-from]")).await?;
        app.wait_for(&format!("{editor} [data-part=arrivals] .error")).await?;
        // The same asked for twice.
        ask_for_more(app, "field:value", "block").await?;
        set_field(app, &format!("{editor} .rule-new select"), "field:value").await?;
        app.click(&format!("{editor} [data-part=exit] .add-line button")).await?;
        app.wait_for(&format!("{editor} [data-part=exit] .add-line .error")).await?;
        app.wait_count(&format!("{editor} [data-part=exit] .rows > li"), 1).await?;
        // A range without any value in it.
        set_field(app, &format!("{editor} .rule-new select"), "value").await?;
        app.fill(&format!("{editor} .add-line input[id$=-least]"), "500").await?;
        app.fill(&format!("{editor} .add-line input[id$=-most]"), "100").await?;
        app.click(&format!("{editor} [data-part=exit] .add-line button")).await?;
        app.wait_text(&format!("{editor} [data-part=exit] .add-line .error"), "No value fits").await?;
        app.check_accessibility().await
    });
}

#[test]
fn a_checklist_is_written_put_in_order_and_taken_away() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        let row = open_editor(app, 1).await?;
        let part = format!("{row} [data-part=checklist]");
        for (subject, days) in [("one", "1"), ("two", ""), ("three", "0")] {
            app.fill(&format!("{part} .add-line input[id$=-subject]"), subject).await?;
            app.fill(&format!("{part} .add-line input[id$=-due]"), days).await?;
            app.press("Enter").await?;
            app.wait_until(
                "the form to be ready for the next",
                "return document.querySelector(arguments[0]).value === ''",
                vec![json!(format!("{part} .add-line input[id$=-subject]"))],
            )
            .await?;
        }
        let order = |wanted: &'static str| {
            (
                "return [...document.querySelectorAll(arguments[0])].map((field) => field.value).join(' ') === arguments[1]",
                wanted,
            )
        };
        let subjects = format!("{part} .task-row input[id$=-subject]");
        let (script, wanted) = order("one two three");
        app.wait_until(wanted, script, vec![json!(subjects), json!(wanted)]).await?;
        // By the arrow keys on its grip.
        let grip = "document.querySelectorAll(arguments[0])[2].querySelector('.grip').focus()";
        app.eval(grip, vec![json!(format!("{part} .task-row"))]).await?;
        app.press("ArrowUp").await?;
        let (script, wanted) = order("one three two");
        app.wait_until(wanted, script, vec![json!(subjects), json!(wanted)]).await?;
        // Days that are none are said and kept.
        set_field(app, &format!("{part} .task-row:first-child input[id$=-due]"), "soon").await?;
        app.wait_for(&format!("{part} .task-row:first-child .error")).await?;
        set_field(app, &format!("{part} .task-row:first-child input[id$=-due]"), "5").await?;
        app.wait_gone(&format!("{part} .task-row:first-child .error")).await?;
        // Taken away, and brought back.
        dismiss_toasts(app).await?;
        app.click(&with_icon(&format!("{part} .task-row:first-child .icon-button"), "trash")).await?;
        let (script, wanted) = order("three two");
        app.wait_until(wanted, script, vec![json!(subjects), json!(wanted)]).await?;
        app.click(".toast button:not(.icon-button)").await?;
        let (script, wanted) = order("one three two");
        app.wait_until(wanted, script, vec![json!(subjects), json!(wanted)]).await?;
        // The page shows the same.
        go(app, "#/process").await?;
        app.wait_text(".process-stage:first-child", "three").await?;
        app.check_accessibility().await
    });
}

#[test]
fn the_process_goes_through_a_file() {
    browser_test(&Settings::default(), async |app| {
        let folder = crate::files::Folder::new()?;
        start_with_process(app).await?;
        go(app, "#/process").await?;
        app.wait_for(".process-stage .block").await?;
        app.click("[data-way=export-process]").await?;
        let file = folder.take(app, ".json", "process.json").await?;
        let text = std::fs::read_to_string(&file)?;
        assert!(text.contains("\"fairlead\": \"process\""));
        // One more pipeline of it, under a name of its own.
        open_file(app, "[data-process-file]", &file).await?;
        app.wait_for("dialog[open] [data-dialog=process-file]").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] .dialog-foot > .button:nth-child(2)").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text(".title-switch", "General B2B 2").await?;
        app.wait_for(".process-stage .block").await?;
        // What is no process is refused in words.
        let other = file.with_file_name("other.json");
        std::fs::write(&other, text.replace("\"v\": 1", "\"v\": 9"))?;
        open_file(app, "[data-process-file]", &other).await?;
        app.wait_text("dialog[open] [data-notice=process-file]", "newer version").await
    });
}

#[test]
fn process_and_guide_are_usable_without_seeing_them_in_both_languages() {
    let phone = Settings { language: "zh-CN", colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    for settings in [Settings::default(), phone] {
        browser_test(&settings, async |app| {
            start_with_process(app).await?;
            add(app, 1, "a").await?;
            go(app, "#/process").await?;
            app.wait_for(".process-stage").await?;
            app.check_accessibility().await?;
            app.click(".process-stage:first-child > header > .button").await?;
            app.wait_for(".process-stage .process-editor").await?;
            app.check_accessibility().await?;
            go(app, "#/guide").await?;
            app.wait_for("[data-chapter=process][data-done=true]").await?;
            app.wait_for("[data-chapter=goals][data-done=false]").await?;
            app.check_accessibility().await
        });
    }
}

#[test]
fn the_guide_ticks_itself_off_and_opens_what_it_speaks_of() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        arrive(app, "#/guide").await?;
        app.wait_for("[data-chapter=deals][data-done=true]").await?;
        app.wait_for("[data-chapter=figures][data-done=true]").await?;
        // The sample comes with a process and a goal.
        app.wait_for("[data-chapter=process][data-done=true]").await?;
        app.wait_for("[data-chapter=goals][data-done=true]").await?;
        app.wait_for("[data-chapter=clean][data-done=false]").await?;
        app.click("[data-chapter=clean] .button").await?;
        app.click("[data-act=finish]").await?;
        app.wait_for("#review-end:focus").await?;
        app.press("g").await?;
        app.press("h").await?;
        app.wait_for("[data-chapter=clean][data-done=true]").await.map(drop)
    });
}

#[test]
fn a_screen_tells_how_to_work_with_it() {
    let phone = Settings { language: "zh-CN", colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    for settings in [Settings::default(), phone] {
        browser_test(&settings, async |app| {
            start(app).await?;
            for (hash, chapter) in [
                ("#/today", "team"),
                ("#/board", "pipeline"),
                ("#/process", "process"),
                ("#/goals?view=breakdown", "goals"),
                ("#/review", "clean"),
                ("#/insights", "figures"),
                ("#/forecast", "figures"),
                ("#/table", "deals"),
                ("#/people", "team"),
                ("#/organisations", "deals"),
                ("#/settings/pipelines", "stages"),
            ] {
                go(app, hash).await?;
                let screen = hash.trim_start_matches("#/").split(['?', '/']).next().unwrap_or_default();
                app.wait_for(&format!("[data-screen={screen}] .help-button")).await?;
                app.eval("document.querySelector('.help-button').focus()", vec![]).await?;
                app.press("Enter").await?;
                app.wait_for(&format!("[role=dialog] [data-help={chapter}] button:focus")).await?;
                // How each of the eight figures is read stands there as well.
                let readings = if chapter == "figures" { 8 } else { 0 };
                assert_eq!(app.count("[data-help] .guide-figures dt").await?, readings, "{hash}");
                app.check_accessibility().await?;
                app.press("Escape").await?;
                app.wait_gone("[data-help]").await?;
                app.wait_for(".help-button:focus").await?;
            }
            // From there on in the guide, at the same chapter.
            app.click(".help-button").await?;
            app.click("[data-help=stages] a").await?;
            app.wait_for("[data-chapter=stages]:focus").await?;
            assert_eq!(app.count("[data-help]").await?, 0);
            Ok(())
        });
    }
}

#[test]
fn whether_the_checklist_is_kept_is_counted_against_winning() {
    browser_test(&Settings::default(), async |app| {
        start_with_process(app).await?;
        go(app, "#/process").await?;
        app.wait_for(".process-followed .hint").await?;
        go(app, "#/board").await?;
        add(app, 1, "a b").await?;
        // On one deal all of it is done, on the other nothing.
        open_deal(app, "a").await?;
        let count = "return document.querySelectorAll('#deal-checklist .act').length";
        app.wait_for("#deal-checklist .act").await?;
        let items = app.eval(count, vec![]).await?.as_u64().unwrap_or_default();
        for done in 1..=items {
            app.click("#deal-checklist .act:not(.done) .act-done").await?;
            app.wait_count("#deal-checklist .act.done", usize::try_from(done).unwrap_or_default()).await?;
        }
        app.press("Escape").await?;
        for title in ["a", "b"] {
            choose_on_card(app, title, "lost").await?;
            app.click("dialog[open] .choices label").await?;
            app.click("dialog[open] .dialog-foot [type=submit]").await?;
            app.wait_gone("dialog[open]").await?;
        }
        go(app, "#/process").await?;
        let row = ".process-followed tbody tr";
        wait_figure(app, row, "process.items", &format!("{items}/{}", 2 * items)).await?;
        wait_figure(app, row, "process.won-all-done", "0/1").await?;
        wait_figure(app, row, "process.won-others", "0/1").await?;
        app.check_accessibility().await
    });
}
