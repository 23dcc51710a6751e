//! Dashboards and saved reports: put together, arranged, carried elsewhere.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Pointer, Settings, Spot, browser_test};

use crate::files::Folder;
use crate::steps::{
    check_on_paper, go, hash, open_file, set_field, start_with_sample, wait_figure, wait_saved, with_icon,
};

const NAMES: &str =
    "return [...document.querySelectorAll('[data-widget]')].map((row) => row.dataset.shows).join(' ')";

/// Waits until these widgets are on the dashboard, in this order.
async fn wait_widgets(app: &App, wanted: &str) -> Result<()> {
    let script = format!("return (() => {{ {NAMES} }})() === arguments[0]");
    app.wait_until(&format!("widgets {wanted}"), &script, vec![json!(wanted)]).await.map(drop)
}

async fn add_widget(app: &App, shows: &str) -> Result<()> {
    app.click("[data-dashboard-add]").await?;
    set_field(app, "#widget-shows", shows).await?;
    app.click("dialog[open] button[type=submit]").await?;
    app.wait_gone("dialog[open]").await?;
    app.wait_for(&format!("[data-shows='{shows}']")).await.map(drop)
}

async fn begin(app: &App, starter: &str) -> Result<()> {
    app.click(&format!("[data-starter={starter}]")).await?;
    app.wait_for("[data-dashboard-add]").await.map(drop)
}

#[test]
fn a_dashboard_is_put_together_arranged_and_undone() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "blank").await?;
        for shows in ["win-rate", "funnel", "deals"] {
            add_widget(app, shows).await?;
        }
        wait_widgets(app, "win-rate funnel deals").await?;

        // By keys: the list comes first, and grows.
        app.click("[data-dashboard-arrange]").await?;
        let grip = "[data-shows=deals] [data-widget-grip]";
        app.wait_for(grip).await?;
        app.eval("document.querySelector(arguments[0]).focus()", vec![json!(grip)]).await?;
        app.press("Home").await?;
        wait_widgets(app, "deals win-rate funnel").await?;
        app.wait_for(&format!("{grip}:focus")).await?;
        app.press("Shift+Right").await?;
        app.wait_for("[data-shows=deals][data-columns='3']").await?;
        app.wait_for(&format!("{grip}:focus")).await?;
        app.press("Shift+Down").await?;
        app.wait_for("[data-shows=deals][data-rows='3']").await?;
        // What is out of the grid is nothing to go to.
        for _ in 0..3 {
            app.press("Shift+Right").await?;
            app.wait_for(&format!("{grip}:focus")).await?;
        }
        app.wait_for("[data-shows=deals][data-columns='4'][data-rows='3']").await?;

        // By the pointer: the win rate goes in front of it, and the corner makes it wider.
        let target = Spot { css: "[data-shows=deals]", right: -200.0, down: 0.0 };
        app.drag(Pointer::Mouse, "[data-shows=win-rate] [data-widget-grip]", target).await?;
        wait_widgets(app, "win-rate deals funnel").await?;
        let edge = Spot { css: "[data-shows=deals]", right: 290.0, down: -150.0 };
        app.drag(Pointer::Mouse, "[data-shows=win-rate] .widget-corner", edge).await?;
        app.wait_for("[data-shows=win-rate][data-columns='3']").await?;

        // Each was one step, and a reload keeps them.
        app.press("Ctrl+Z").await?;
        app.wait_for("[data-shows=win-rate][data-columns='1']").await?;
        app.press("Ctrl+Z").await?;
        wait_widgets(app, "deals win-rate funnel").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_widgets(app, "deals win-rate funnel").await?;
        app.wait_for("[data-shows=deals][data-columns='4']").await.map(drop)
    });
}

#[test]
fn widgets_show_what_they_ask_and_lead_to_the_deals() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "week").await?;
        app.wait_for("[data-shows=funnel] [data-state=drawn]").await?;
        // The same figures as on the overview.
        let figure = "return document.querySelector('[data-metric=\"winrate.count\"]').dataset.value";
        app.wait_for("[data-shows=win-rate] [data-metric='winrate.count'][data-value]").await?;
        let here = app.eval(figure, vec![]).await?;
        let count = "return document.querySelector('[data-metric=\"list.count\"]').dataset.value";
        let open = app.eval(count, vec![]).await?.as_str().context("a count")?.to_owned();
        wait_figure(app, "[data-shows=open-deals]", "deals.count", &open).await?;
        app.click("[data-shows=open-deals] button[data-metric='deals.count']").await?;
        wait_figure(app, "dialog[open]", "drill.count", &open).await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        // The list itself opens as a whole, with the ways to the board and the table.
        app.click("[data-shows=deals] button[data-metric='list.count']").await?;
        wait_figure(app, "dialog[open]", "drill.count", &open).await?;
        for way in ["board", "table"] {
            app.wait_for(&with_icon("dialog[open] .dialog-foot button", way)).await?;
        }
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        go(app, "#/insights").await?;
        app.wait_for("[data-tile=win-rate] [data-metric='winrate.count'][data-value]").await?;
        assert_eq!(app.eval(figure, vec![]).await?, here);

        // Another question, for one widget only: all that was, in bars by source.
        go(app, "#/dashboards").await?;
        app.click("[data-dashboard-add]").await?;
        set_field(app, "#widget-shows", "bars").await?;
        app.wait_for("#widget-by").await?;
        set_field(app, "#widget-by", "source").await?;
        set_field(app, "#widget-figure", "won-value").await?;
        set_field(app, "#widget-period", "all").await?;
        app.fill("#widget-title", "Where it comes from").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for("[data-shows=bars] [data-chart=bars][data-state=drawn]").await?;
        app.wait_text("[data-shows=bars]", "Where it comes from").await?;
        app.wait_text("[data-shows=bars] .widget-asked", "All time").await?;
        app.check_accessibility().await
    });
}

#[test]
fn a_dashboard_goes_into_a_file_and_comes_back() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "leaks").await?;
        let all = app.eval(NAMES, vec![]).await?.as_str().context("names")?.to_owned();
        let menu = ".dashboard-head [aria-haspopup=menu]";
        crate::steps::choose(app, menu, "download").await?;
        let file = folder.take(app, ".json", "leaks.json").await?;
        let text = std::fs::read_to_string(&file)?;
        crate::steps::choose(app, menu, "trash").await?;
        app.wait_for("[data-starter]").await?;

        // Something else, and one of a version to come, are told apart and change nothing.
        for (name, bad, words) in [
            ("deals.json", "{\"deals\":[]}".to_owned(), "no dashboard"),
            ("newer.json", text.replace("\"v\": 1", "\"v\": 99"), "newer version"),
        ] {
            let path = folder.file(name, bad)?;
            open_file(app, "#dashboard-file", &path).await?;
            app.wait_text(".dashboard-open [role=alert]", words).await?;
        }
        // A figure that nobody knows yet has its place and says so.
        let path = folder.file("mine.json", text.replacen("\"conversion\"", "\"hologram\"", 1))?;
        open_file(app, "#dashboard-file", &path).await?;
        app.wait_text("[data-shows=hologram]", "does not know “hologram”").await?;
        wait_widgets(app, &all.replacen("conversion", "hologram", 1)).await?;
        app.wait_text("[data-notice=gaps]", "1 widget").await?;

        // A link to one that is gone says so.
        go(app, "#/dashboards/018f4e9a-7b1c-7000-8000-0000000000ab").await?;
        app.wait_text(".empty", "no longer there").await
    });
}

/// A dashboard file: what asks for more than this version knows shows no other figure, says what and what to do, and goes out as it came.
const FROM_ELSEWHERE: &str = r#"{
  "fairlead": "dashboard", "v": 1, "name": "Elsewhere", "lights": "low",
  "widgets": [
    { "shows": "win-rate" },
    { "shows": "bars", "question": "view=report&by=owner&columns=weather" },
    { "shows": "report", "question": "view=report&by=field-018f4e9a-7b1c-7000-8000-0000000000ab", "columns": 4 },
    { "shows": "funnel", "question": "period=fortnight", "glow": { "deep": [1, null] } },
    { "shows": "size", "filter": "tag=018f4e9a-7b1c-7000-8000-0000000000cd&mood=good", "pipeline": "Overseas" }
  ]
}"#;

#[test]
fn what_a_file_asks_and_nobody_knows_is_said_kept_and_given_back() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        app.wait_for("[data-dashboard-open]").await?;
        let path = folder.file("elsewhere.json", FROM_ELSEWHERE)?;
        open_file(app, "#dashboard-file", &path).await?;
        app.wait_for("[data-shows=win-rate] [data-metric='winrate.count'][data-value]").await?;
        for (shows, words) in [
            ("bars", "Columns: this version of Fairlead does not know “weather”"),
            ("report", "custom field: not in this workspace"),
            ("funnel", "Period: this version of Fairlead does not know “fortnight”"),
            ("funnel", "does not know “glow”"),
            ("size", "Tag: not in this workspace"),
            ("size", "does not know “mood=good”"),
            ("size", "“Overseas”: not in this workspace"),
        ] {
            app.wait_text(&format!("[data-shows={shows}] [data-gaps]"), words).await?;
        }
        app.wait_text("[data-notice=gaps]", "4 widgets").await?;
        let figures =
            "return document.querySelectorAll('[data-gaps] [data-metric], [data-gaps] [data-chart]').length";
        assert_eq!(app.eval(figures, vec![]).await?, json!(0));
        app.check_accessibility().await?;

        // The file that comes out says the same.
        crate::steps::choose(app, ".dashboard-head [aria-haspopup=menu]", "download").await?;
        let file = folder.take(app, ".json", "again.json").await?;
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).context("JSON");
        let (before, after) = (value(FROM_ELSEWHERE)?, value(&std::fs::read_to_string(&file)?)?);
        for at in 3..5 {
            assert_eq!(after["widgets"][at], before["widgets"][at]);
        }
        for at in 1..3 {
            assert_eq!(after["widgets"][at]["question"], before["widgets"][at]["question"]);
        }

        // Its title can be changed; it asks something else only when that is chosen.
        app.click("[data-shows=funnel] [data-gaps] button").await?;
        app.wait_for("#widget-shows").await?;
        app.fill("#widget-title", "Later").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text("[data-notice=gaps]", "Later").await?;
        app.wait_text("[data-shows=funnel] [data-gaps]", "glow").await?;
        app.click("[data-shows=funnel] [data-gaps] button").await?;
        set_field(app, "#widget-shows", "funnel").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for("[data-shows=funnel] [data-state=drawn]").await?;
        app.press("Ctrl+Z").await?;
        app.wait_text("[data-shows=funnel] [data-gaps]", "glow").await.map(drop)
    });
}

#[test]
fn a_report_is_kept_under_a_name() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/insights?period=365&view=report&by=source").await?;
        app.wait_for("[data-grid=report] tfoot").await?;
        let menu = ".report-tools [aria-haspopup=menu]:has([data-report], .saved-name)";
        crate::steps::choose(app, menu, "plus").await?;
        app.fill("#report-name", "Sources of the year").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_text(".saved-name", "Sources of the year").await?;
        app.wait_for(".saved-name[data-report]").await?;

        // Asked otherwise it is changed; the change is kept, or another way to ask goes back to it.
        set_field(app, "#report-by", "owner").await?;
        app.wait_text(menu, "changed").await?;
        go(app, "#/board").await?;
        go(app, "#/insights?view=report").await?;
        app.wait_for("[data-grid=report] tfoot").await?;
        app.click(menu).await?;
        app.click(".menu [aria-checked]").await?;
        let is_back = "return location.hash.includes('by=source') && location.hash.includes('period=365')";
        app.wait_until("the report", is_back, vec![]).await?;
        app.wait_text(".saved-name", "Sources of the year").await?;
        assert!(hash(app).await?.starts_with("#/insights"));

        // On a dashboard it is a table.
        go(app, "#/dashboards").await?;
        begin(app, "blank").await?;
        go(app, "#/insights?period=365&view=report&by=source").await?;
        app.wait_text(".saved-name", "Sources of the year").await?;
        crate::steps::choose(app, menu, "chart").await?;
        go(app, "#/dashboards").await?;
        app.wait_for("[data-shows=report] tfoot").await?;
        app.wait_text("[data-shows=report] thead", "Source").await
    });
}

#[test]
fn the_load_is_set_against_what_one_can_look_after() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/insights").await?;
        app.wait_for("[data-grid=load] tbody tr").await?;
        set_field(app, "#workload-capacity", "many").await?;
        app.wait_text("#workload-hint", "whole number").await?;
        set_field(app, "#workload-capacity", "5").await?;
        app.wait_text(".workload-says", "too many").await?;
        set_field(app, "#workload-capacity", "500").await?;
        app.wait_text(".workload-says", "room for").await?;
        app.press("Ctrl+Z").await?;
        app.wait_text(".workload-says", "too many").await
    });
}

#[test]
fn dashboards_are_accessible_on_a_dark_phone() {
    let settings = Settings { language: "zh-CN", colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        app.wait_for("[data-starter]").await?;
        app.check_accessibility().await?;
        begin(app, "week").await?;
        app.wait_for("[data-shows=funnel] [data-state=drawn]").await?;
        app.click("[data-dashboard-arrange]").await?;
        app.wait_for("[data-widget-grip]").await?;
        app.check_accessibility().await?;
        app.click(&with_icon("[data-widget]:first-of-type .widget-bar > .icon-button", "edit")).await?;
        app.wait_for("#widget-shows").await?;
        app.check_accessibility().await
    });
}

/// What the widgets of the dashboard are, and how they read.
const CONTENT: &str = "
    return [...document.querySelectorAll('[data-widget]')].map((row) => [row.dataset.shows, row.dataset.columns, row.dataset.rows,
        [...row.querySelectorAll('[data-metric]')].map((cell) => [cell.dataset.metric, cell.dataset.value ?? ''])])";

#[test]
fn a_copy_and_a_file_are_the_same_dashboard() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "leaks").await?;
        let all = app.eval(NAMES, vec![]).await?.as_str().context("names")?.to_owned();
        app.click("[data-dashboard-arrange]").await?;
        // One widget is doubled, and made larger.
        crate::steps::choose(app, "[data-shows=win-rate] .widget-bar [aria-haspopup=menu]", "duplicate")
            .await?;
        wait_widgets(app, &all.replacen("win-rate", "win-rate win-rate", 1)).await?;
        crate::steps::choose(app, "[data-shows=win-rate] .widget-bar [aria-haspopup=menu]", "chevron-right")
            .await?;
        app.wait_for("[data-shows=win-rate][data-columns='2']").await?;
        app.click("[data-dashboard-arrange]").await?;
        app.wait_gone("[data-widget-grip]").await?;
        let content = app.eval(CONTENT, vec![]).await?;
        let first = hash(app).await?;
        let menu = ".dashboard-head [aria-haspopup=menu]";
        crate::steps::choose(app, menu, "download").await?;
        let file = folder.take(app, ".json", "leaks.json").await?;

        // A copy of all of it.
        crate::steps::choose(app, menu, "duplicate").await?;
        app.wait_until("the copy", "return location.hash !== arguments[0]", vec![json!(first)]).await?;
        let same =
            format!("return JSON.stringify((() => {{ {CONTENT} }})()) === JSON.stringify(arguments[0])");
        app.wait_until("the same widgets", &same, vec![content.clone()]).await?;

        // And one from the file.
        let copy = hash(app).await?;
        app.click("[data-dashboard-new]").await?;
        open_file(app, "#dashboard-file", &file).await?;
        app.wait_until("another dashboard", "return location.hash !== arguments[0]", vec![json!(copy)])
            .await?;
        app.wait_until("the same widgets", &same, vec![content]).await?;
        app.press("Ctrl+Z").await?;
        app.wait_for(".empty").await.map(drop)
    });
}

#[test]
fn a_dashboard_is_printed_without_what_it_is_steered_with() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "week").await?;
        app.wait_for("[data-shows=report] tfoot").await?;
        let shown = [
            ".dashboard-name",
            "[data-shows=report] tfoot",
            "[data-shows=win-rate] .tile-figure",
            ".widget-asked",
        ];
        let controls = [
            ".sidebar",
            ".report-tools",
            ".dashboard-tabs",
            ".insights-views",
            ".chart-menu",
            "[data-dashboard-add]",
        ];
        check_on_paper(app, &shown, &controls).await
    });
}

#[test]
fn a_widget_asks_with_days_basis_columns_and_conditions_of_its_own() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/dashboards").await?;
        begin(app, "blank").await?;
        app.click("[data-dashboard-add]").await?;
        set_field(app, "#widget-shows", "report").await?;
        set_field(app, "#widget-by", "stage").await?;
        set_field(app, "#widget-basis", "created").await?;
        set_field(app, "#widget-mode", "visited").await?;
        set_field(app, "#widget-period", "own").await?;
        // Days have to be there.
        set_field(app, "#widget-from", "").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text("#widget-days-error", "first and a last day").await?;
        app.wait_for("#widget-from:focus").await?;
        set_field(app, "#widget-from", "2020-01-01").await?;
        set_field(app, "#widget-to", "2099-12-31").await?;
        for column in ["open-value", "won-value", "step"] {
            app.click(&format!("[data-column={column}]")).await?;
        }
        // What is chosen leaves the other fields as they are, and the focus where it is.
        app.wait_for("[data-column=step]:focus").await?;
        app.check_accessibility().await?;
        app.click(".widget-conditions > summary").await?;
        app.wait_for("#filter-value-from").await?;
        let first = "return document.querySelector('#filter-source option:nth-child(2)').value";
        let source = app.eval(first, vec![]).await?.as_str().context("a source")?.to_owned();
        set_field(app, "#filter-source", &source).await?;
        // What can't be read is said, also where it is folded up.
        set_field(app, "#filter-value-from", "five").await?;
        app.click(".widget-conditions > summary").await?;
        app.wait_for(".widget-conditions:not([open])").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for(".widget-conditions[open] #filter-value-from[aria-invalid=true]:focus").await?;
        set_field(app, "#filter-value-from", "1").await?;
        app.wait_text(".widget-conditions > summary", "2 conditions").await?;
        app.check_accessibility().await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for("[data-shows=report] [data-metric='report.step']").await?;
        app.wait_gone("[data-shows=report] [data-metric='report.openvalue']").await?;
        app.wait_text(".widget-asked", "Created in the period").await?;
        app.wait_text(".widget-asked", "2 conditions").await?;
        // The board is as it was: its filter is another one.
        go(app, "#/board").await?;
        app.wait_for(".card").await?;
        assert!(!hash(app).await?.contains("source="));
        go(app, "#/dashboards").await?;
        app.wait_for("[data-shows=report] tfoot").await?;
        wait_saved(app).await?;

        // Lines, one for each source.
        app.click("[data-dashboard-add]").await?;
        set_field(app, "#widget-shows", "line").await?;
        set_field(app, "#widget-figure", "created").await?;
        set_field(app, "#widget-split", "source").await?;
        set_field(app, "#widget-period", "365").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for("[data-shows=line] [data-chart=line][data-state=drawn]").await?;
        let lines = "return document.querySelectorAll('[data-chart=line] thead th').length > 2";
        app.wait_until("several lines", lines, vec![]).await.map(drop)
    });
}

#[test]
fn a_target_on_a_dashboard_follows_what_is_won() {
    browser_test(&Settings::default(), async |app| {
        crate::steps::start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/goals?measure=deals").await?;
        set_field(app, "#goal-team-0", "2").await?;
        app.wait_for(".goal-main").await?;
        go(app, "#/board").await?;
        crate::steps::choose_on_card(app, "a", "trophy").await?;
        go(app, "#/dashboards").await?;
        begin(app, "blank").await?;
        app.click("[data-dashboard-add]").await?;
        set_field(app, "#widget-shows", "target").await?;
        set_field(app, "#widget-goal-span", "quarter").await?;
        set_field(app, "#widget-goal-measure", "deals").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        wait_figure(app, "[data-shows=target]", "target.achieved", "1").await?;
        app.wait_text("[data-shows=target]", "50").await?;
        app.wait_text("[data-shows=target]", "Target: 1 to go").await?;
        app.check_accessibility().await?;
        // What is won since shows when one comes back.
        let dashboard = hash(app).await?;
        go(app, "#/board").await?;
        crate::steps::choose_on_card(app, "b", "trophy").await?;
        wait_saved(app).await?;
        go(app, &dashboard).await?;
        wait_figure(app, "[data-shows=target]", "target.achieved", "2").await?;
        app.wait_text("[data-shows=target]", "Target reached").await.map(drop)
    });
}
