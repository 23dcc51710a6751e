//! A walk through every screen, panel, dialog and menu, with the sample data, stopping at each for a look.

use std::fs;

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, Pointer};

use crate::backup::{DIALOG, backup, open};
use crate::files::Folder;
use crate::steps::{before_each_page, go, set_field, start_with_sample, with_icon};
use crate::wizard::{choose_readable, import, next, open_import, wait_planned};

/// Presses something, wherever on the screen it is: the tour is about what opens, not about how to reach it.
async fn poke(app: &App, css: &str) -> Result<()> {
    let script =
        "document.querySelector(arguments[0])?.click(); return !!document.querySelector(arguments[0])";
    app.wait_until(
        &format!("`{css}` to press"),
        "return !!document.querySelector(arguments[0])",
        vec![json!(css)],
    )
    .await?;
    app.eval(script, vec![json!(css)]).await.map(drop)
}

/// Closes whatever is open over the screen.
async fn close_all(app: &App) -> Result<()> {
    const OPEN: &str = "dialog[open], .menu[role], .quick-add";
    while app.count(OPEN).await? > 0 {
        app.press("Escape").await?;
    }
    Ok(())
}

/// The id of the first deal that stands like this, from the table.
async fn deal_that_is(app: &App, standing: &str) -> Result<String> {
    go(app, &format!("#/table?standing={standing}")).await?;
    let script = "
        const row = document.querySelector('[data-screen=table] tbody tr[data-deal-id]');
        return location.hash.includes(arguments[0]) && row?.dataset.dealId";
    let id = app.wait_until(&format!("a deal that is {standing}"), script, vec![json!(standing)]).await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

/// Walks through the app and calls `look` at each stop with a name for it.
pub(crate) async fn tour(
    app: &mut App,
    look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>,
) -> Result<()> {
    first_run(app, look).await.context("on the first run")?;
    start_with_sample(app).await?;
    board(app, look).await.context("on the board")?;
    deals(app, look).await.context("in the panels of deals")?;
    lists(app, look).await.context("in the lists")?;
    by_the_book(app, look).await.context("at the process, goals, the review and the guide")?;
    insights(app, look).await.context("in the insights")?;
    dashboards(app, look).await.context("on the dashboards")?;
    settings(app, look).await.context("in the settings")?;
    dialogs(app, look).await.context("in the dialogs")?;
    backups(app, look).await.context("at backups")?;
    importing(app, look).await.context("in the import")?;
    failure(app, look).await.context("where storage fails")
}

async fn first_run(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    app.open("").await?;
    app.wait_for("[data-screen=first-run] [data-template]").await?;
    look(app, "first run").await?;
    poke(app, "[data-template=property]").await?;
    app.wait_for("dialog[open] .preview").await?;
    look(app, "template").await?;
    close_all(app).await?;
    poke(app, "[data-start=scratch]").await?;
    app.wait_for("dialog[open] .scratch").await?;
    look(app, "scratch").await?;
    poke(app, &with_icon(".scratch button", "trash")).await?;
    app.eval("document.querySelector('.scratch input').value = ''; document.querySelector('.scratch input').dispatchEvent(new Event('input', { bubbles: true }))", vec![]).await?;
    poke(app, "dialog[open] button[type=submit]").await?;
    app.wait_for("dialog[open] .error").await?;
    look(app, "scratch with an error").await?;
    close_all(app).await
}

async fn board(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    look(app, "board").await?;
    for (opener, name) in [
        (".card .card-tools button".to_owned(), "menu of a card"),
        (with_icon(".column-tools button", "more"), "menu of a stage"),
        (with_icon(".topbar-actions button", "people"), "menu of groups"),
        (".title-switch".to_owned(), "menu of pipelines"),
    ] {
        poke(app, &opener).await?;
        app.wait_for(".menu[role=menu]").await?;
        look(app, name).await?;
        close_all(app).await?;
    }
    poke(app, &with_icon(".column-tools button", "plus")).await?;
    app.wait_for(".quick-add input:focus").await?;
    app.press("Enter").await?;
    app.wait_for(".quick-add .error").await?;
    look(app, "quick add with an error").await?;
    close_all(app).await?;

    app.pick_up(Pointer::Mouse, ".card").await?;
    app.wait_for("[data-zone]").await?;
    look(app, "dragging").await?;
    app.press("Escape").await?;
    app.let_go(Pointer::Mouse).await?;
    app.wait_gone("[data-zone]").await?;

    poke(app, ".card input[type=checkbox]").await?;
    app.wait_for(".bulkbar").await?;
    look(app, "ticked cards").await?;
    poke(app, &with_icon(".bulkbar > button", "x")).await?;
    app.wait_gone(".bulkbar").await?;

    go(app, "#/board?group=owner").await?;
    app.wait_for(".lane .card").await?;
    look(app, "lanes").await?;
    go(app, "#/board?q=zzzz").await?;
    app.wait_for(".board-empty").await?;
    look(app, "nothing found").await?;
    poke(app, &with_icon(".filterbar > button", "save")).await?;
    app.wait_for("#save-view-name").await?;
    look(app, "saving a view").await?;
    close_all(app).await?;
    poke(app, &with_icon(".filterbar > button", "filter")).await?;
    app.wait_for("#filter-owner").await?;
    let narrow = "
        for (const id of ['filter-owner', 'filter-segment', 'filter-source']) {
            const select = document.getElementById(id);
            select.selectedIndex = 1;
            select.dispatchEvent(new Event('change', { bubbles: true }));
        }";
    app.eval(narrow, vec![]).await?;
    look(app, "conditions").await?;
    close_all(app).await?;
    app.wait_for(".filter-chip").await?;
    look(app, "conditions in force").await?;
    go(app, "#/board?q=").await?;
    app.wait_for(".board-columns .card").await.map(drop)
}

async fn deals(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    for standing in ["open", "won", "lost", "nurtured"] {
        let id = deal_that_is(app, standing).await?;
        go(app, &format!("#/board/deal/{id}?q=")).await?;
        app.wait_for(&format!(".panel[data-deal-id='{id}'] .timeline > li")).await?;
        look(app, &format!("a deal that is {standing}")).await?;
    }
    for field in ["deal-title-text", "deal-value", "deal-owner", "deal-expected-close", "deal-add-tag"] {
        poke(app, &format!("#{field}")).await?;
        app.wait_for(".panel :is(input, textarea):focus").await?;
        look(app, &format!("editing {field}")).await?;
        app.press("Escape").await?;
        app.wait_gone(".panel :is(input, textarea):focus").await?;
    }
    poke(app, &with_icon(".panel-actions button", "swap")).await?;
    app.wait_for(".menu[role=menu]").await?;
    look(app, "where a deal can go").await?;
    close_all(app).await?;
    next_steps(app, look).await.context("at the next steps of deals")?;
    go(app, "#/board/deal/018f4e9a-7b1c-7000-8000-0000000000ab").await?;
    app.wait_for(".panel .empty").await?;
    look(app, "a deal that is not there").await?;
    go(app, "#/board/deal/42").await?;
    app.wait_for(".toast[role=alert]").await?;
    look(app, "a broken address").await
}

async fn next_steps(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    for next in ["none", "later", "overdue"] {
        go(app, "#/board?q=").await?;
        poke(app, &format!(".card:has([data-next={next}]) .card-title")).await?;
        app.wait_for(&format!("[data-section=next-step] [data-next={next}]")).await?;
        look(app, &format!("a deal whose next step is {next}")).await?;
    }
    poke(app, "[data-section=next-step] .act-done").await?;
    app.wait_for(".act-outcome textarea:focus").await?;
    look(app, "what came of an activity").await?;
    app.press("Escape").await?;
    poke(app, &with_icon("[data-section=next-step] .act-tools button", "edit")).await?;
    app.wait_for(".act .act-form input:focus").await?;
    look(app, "an activity that is changed").await?;
    app.press("Escape").await?;
    poke(app, "#deal-log").await?;
    app.wait_for("#log-subject:focus").await?;
    look(app, "something done written down").await?;
    app.press("Escape").await?;
    poke(app, "#deal-plan").await?;
    app.wait_for("#plan-subject:focus").await?;
    app.press("Enter").await?;
    app.wait_for("[data-form=plan] .error").await?;
    look(app, "a next step with an error").await?;
    app.press("Escape").await?;
    app.wait_for("#deal-plan:focus").await.map(drop)
}

async fn lists(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    go(app, "#/table?q=").await?;
    app.wait_for("[data-screen=table] tbody tr[data-deal-id]").await?;
    look(app, "table").await?;
    poke(app, &with_icon(".topbar-actions button", "columns")).await?;
    app.wait_for(".popover").await?;
    look(app, "columns").await?;
    close_all(app).await?;
    for (number, field) in [(3, "value"), (4, "owner"), (5, "expected-close")] {
        let cell = format!("tbody [data-cell='{number}']");
        app.eval("document.querySelector(arguments[0]).focus()", vec![json!(cell)]).await?;
        app.press("F2").await?;
        app.wait_for(&format!("#cell-{field}-field:focus")).await?;
        look(app, &format!("a cell with its {field} edited")).await?;
        app.press("Escape").await?;
        app.wait_gone(".cell-editor").await?;
        // The focus comes back to the cell a moment later; whoever goes on before is called back.
        app.wait_for(&format!("{cell}:focus")).await?;
    }
    // A phone has this to tick rows at all; what it does is the same on all screens.
    poke(app, &with_icon(".topbar-actions > button", "check")).await?;
    app.wait_for(".table.selecting").await?;
    look(app, "selecting rows").await?;
    poke(app, "thead input[type=checkbox]").await?;
    app.wait_for(".bulkbar").await?;
    look(app, "ticked rows").await?;
    poke(app, ".bulkbar .bulk-more").await?;
    app.wait_for(".menu[role=menu]").await?;
    look(app, "more to do with ticked rows").await?;
    close_all(app).await?;
    poke(app, &with_icon(".bulkbar > button", "x")).await?;

    go(app, "#/nurture").await?;
    app.wait_for("[data-screen=nurture] tbody tr[data-deal-id]").await?;
    look(app, "nurture").await?;
    for (list, page) in [("people", "person"), ("organisations", "organisation"), ("contacts", "contact")] {
        go(app, &format!("#/{list}")).await?;
        app.wait_for(&format!("[data-screen={list}] tbody .cell-link")).await?;
        look(app, list).await?;
        poke(app, &with_icon(".topbar-actions > button", "plus")).await?;
        app.wait_for("#add-name").await?;
        look(app, &format!("adding to {list}")).await?;
        close_all(app).await?;
        poke(app, "tbody .cell-link").await?;
        app.wait_for(&format!("[data-screen={page}] .record")).await?;
        look(app, page).await?;
        go(app, &format!("#/{list}/018f4e9a-7b1c-7000-8000-0000000000ab")).await?;
        app.wait_for("[data-state=gone]").await?;
        look(app, &format!("a {page} that is not there")).await?;
    }
    go(app, "#/import").await?;
    app.wait_for("[data-screen=import]").await?;
    look(app, "import").await?;
    go(app, "#/today").await?;
    app.wait_for("[data-screen=today] .acts .act").await?;
    look(app, "today").await?;
    for view in ["week", "month", "done"] {
        go(app, &format!("#/today?view={view}")).await?;
        app.wait_for(&format!("[data-view={view}] :is([data-part=calendar] .cal-chip, .efforts-table)"))
            .await?;
        look(app, &format!("today, {view}")).await?;
    }
    go(app, "#/start").await?;
    app.wait_for("[data-screen=start] [data-template]").await?;
    look(app, "one more pipeline").await
}

async fn by_the_book(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    go(app, "#/process").await?;
    app.wait_for(".process-stage").await?;
    look(app, "process").await?;
    poke(app, ".process-stage:first-child > header > .button").await?;
    app.wait_for(".process-stage .process-editor").await?;
    look(app, "the process of a stage edited").await?;

    go(app, "#/goals").await?;
    app.wait_for("[data-screen=goals] .goal-main").await?;
    look(app, "goals").await?;
    go(app, "#/goals?view=breakdown").await?;
    app.wait_for("[data-knob=size]").await?;
    look(app, "break-down").await?;
    go(app, "#/goals").await?;
    poke(app, ".goal-parts button:last-child").await?;
    let split = "return document.querySelector('tr:not([data-row=team]) input[id$=\"-0\"]')?.value > ''";
    app.wait_until("a goal for each person", split, vec![]).await?;
    go(app, "#/goals?view=breakdown").await?;
    app.wait_for("#breakdown-owner").await?;
    let person =
        app.eval("return document.querySelectorAll('#breakdown-owner option')[1].value", vec![]).await?;
    set_field(app, "#breakdown-owner", person.as_str().context("a person")?).await?;
    app.wait_for("[data-part=own] [data-metric='own.achieved']").await?;
    look(app, "a page of one's own").await?;

    for (view, css) in [
        ("", "#review-card .review-why"),
        ("?view=list", ".review-table tbody .cell-link"),
        ("?view=habit", "[data-chart=hygiene]"),
    ] {
        go(app, &format!("#/review{view}")).await?;
        app.wait_for(css).await?;
        look(app, &format!("review{view}")).await?;
    }
    go(app, "#/review").await?;
    poke(app, "[data-act=finish]").await?;
    app.wait_for("#review-end").await?;
    look(app, "what came of a review").await?;

    poke(app, ".help-button").await?;
    app.wait_for("[data-help=clean]").await?;
    look(app, "the help of a screen").await?;
    poke(app, "[data-help=clean] a").await?;
    app.wait_for("[data-chapter=clean]:focus").await?;
    look(app, "guide").await
}

async fn dashboards(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    go(app, "#/dashboards").await?;
    app.wait_for("[data-starter=week]").await?;
    look(app, "no dashboard yet").await?;
    poke(app, "[data-starter=week]").await?;
    app.wait_for("[data-shows=funnel] [data-state=drawn]").await?;
    app.wait_for("[data-shows=deals] .widget-content > *").await?;
    look(app, "a dashboard").await?;
    poke(app, "[data-dashboard-add]").await?;
    app.wait_for("dialog[open] #widget-shows").await?;
    look(app, "one more widget").await?;
    close_all(app).await
}

async fn insights(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    go(app, "#/insights?period=365&q=").await?;
    app.wait_for("[data-chart=flow][data-state=drawn]").await?;
    look(app, "insights").await?;
    poke(app, "[data-tile=win-rate] .definition button").await?;
    app.wait_for("[data-tile=win-rate] .definition-text p").await?;
    look(app, "what a figure means").await?;
    poke(app, "[data-tile=deals] .tile-figure").await?;
    app.wait_for("dialog[open] .drill-deal").await?;
    look(app, "the deals behind a figure").await?;
    close_all(app).await?;
    poke(app, "[data-chart=flow] .chart-menu button").await?;
    app.wait_for(".menu[role=menu]").await?;
    look(app, "menu of a chart").await?;
    poke(app, &with_icon(".menu [role=menuitem]", "columns")).await?;
    app.wait_for("[data-chart=flow] .chart-table").await?;
    look(app, "a chart as a table").await?;
    for (view, css) in [
        ("compare", "[data-row=deals] [data-verdict], [data-row=value] [data-verdict]"),
        ("compare&by=owner", "[data-row='win-rate'] [data-verdict]"),
        ("report", "[data-grid=report] tfoot"),
        ("replay", ".replay-card"),
    ] {
        go(app, &format!("#/insights?period=365&view={view}&q=")).await?;
        app.wait_for(css).await?;
        look(app, view).await?;
    }
    go(app, "#/forecast").await?;
    app.wait_for("[data-chart=forecast][data-state=drawn]").await?;
    app.eval("document.querySelector('.fc-details')?.setAttribute('open', '')", vec![]).await?;
    look(app, "forecast").await?;
    go(app, "#/forecast?view=accuracy").await?;
    app.wait_for("[data-chart='accuracy-days'][data-state=drawn]").await?;
    app.wait_gone("[data-notice='looking-back']").await?;
    look(app, "how accurate the forecast was").await?;
    go(app, "#/insights?period=1990-01-01..1990-01-31&basis=closed&day=2001-01-01&q=").await?;
    app.wait_for("[data-chart=funnel][data-state=empty]").await?;
    look(app, "insights of a period without deals").await
}

async fn settings(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    for section in ["pipelines", "lists", "fields", "currencies", "appearance", "data"] {
        go(app, &format!("#/settings/{section}")).await?;
        app.wait_for("[data-screen=settings] .settings-section").await?;
        look(app, &format!("settings, {section}")).await?;
    }
    go(app, "#/settings/pipelines").await?;
    app.wait_for(".stage-row .swatch").await?;
    poke(app, ".stage-row .swatch").await?;
    app.wait_for(".swatches").await?;
    look(app, "colours").await?;
    close_all(app).await?;
    poke(app, &with_icon(".settings-section header button", "plus")).await?;
    app.wait_for("#new-stage-name").await?;
    poke(app, ".stage-new .button.primary").await?;
    app.wait_for(".stage-new .error").await?;
    look(app, "a new stage with an error").await
}

async fn dialogs(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    go(app, "#/settings/pipelines").await?;
    poke(app, &with_icon("[data-pipeline-id] > button", "duplicate")).await?;
    app.wait_for("#duplicate-name").await?;
    look(app, "duplicating a pipeline").await?;
    close_all(app).await?;
    go(app, "#/settings/data").await?;
    poke(app, "[data-screen=settings] button.danger").await?;
    app.wait_for("#erase-word").await?;
    look(app, "erasing").await?;
    close_all(app).await?;
    poke(app, "[data-way=backup]").await?;
    app.wait_for("#backup-protect").await?;
    look(app, "downloading a backup").await?;
    poke(app, "#backup-protect").await?;
    app.wait_for("#backup-passphrase").await?;
    look(app, "downloading an encrypted backup").await?;
    close_all(app).await?;
    poke(app, "[data-way=open-backup]").await?;
    app.wait_for("#backup-step").await?;
    look(app, "opening a backup").await?;
    close_all(app).await?;

    go(app, "#/board?q=").await?;
    app.wait_for(".card").await?;
    for (key, shown) in [("n", "#new-deal-title"), ("?", ".keys"), ("Ctrl+K", "#palette-list [role=option]")]
    {
        app.press(key).await?;
        app.wait_for(&format!("dialog[open] {shown}")).await?;
        look(app, &format!("what {key} opens")).await?;
        if key == "n" {
            poke(app, "dialog[open] button[type=submit]").await?;
            app.wait_for("dialog[open] .error").await?;
            look(app, "a new deal with an error").await?;
        }
        if key == "Ctrl+K" {
            let title = app.text(".card .card-title").await?;
            app.type_text(&title.chars().take(2).collect::<String>()).await?;
            app.wait_for("dialog[open] mark").await?;
            look(app, "what the palette found").await?;
        }
        close_all(app).await?;
    }
    for (icon, shown) in [
        ("swap", "input[name=move-to]"),
        ("lost", "input[name=lose-reason]"),
        ("nurture", "input[name=nurture-when]"),
    ] {
        poke(app, ".card .card-tools button").await?;
        poke(app, &with_icon(".menu [role=menuitem]", icon)).await?;
        app.wait_for(&format!("dialog[open] {shown}")).await?;
        look(app, &format!("the dialog of {icon}")).await?;
        close_all(app).await?;
    }
    poke(app, &with_icon(".column-tools button", "more")).await?;
    poke(app, &with_icon(".menu [role=menuitem]", "archive")).await?;
    app.wait_for("dialog[open] input[name=archive-target]").await?;
    look(app, "archiving a stage").await?;
    close_all(app).await?;
    poke(app, ".card .card-tools button").await?;
    poke(app, &with_icon(".menu [role=menuitem]", "trophy")).await?;
    app.wait_for(".toast .toast-action").await?;
    look(app, "a toast").await
}

async fn backups(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    let folder = Folder::new()?;
    let whole = backup(app, &folder, "1.jsonl").await?;
    let text = fs::read_to_string(&whole)?;
    let lines: Vec<&str> = text.lines().collect();
    let cut = folder.file("2.jsonl", lines[..lines.len() / 2].join("\n"))?;
    for (path, step) in [(whole, "found"), (cut, "broken")] {
        open(app, &path).await?;
        app.wait_for(&format!("{DIALOG}[data-step={step}]")).await?;
        look(app, &format!("a backup that is {step}")).await?;
        close_all(app).await?;
    }
    Ok(())
}

async fn importing(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    let folder = Folder::new()?;
    let is_chinese = app.count("html[lang=zh-CN]").await? > 0;
    // A row of each kind: one to be added, one that asks something, one that cannot be read.
    let (name, table) = if is_chinese {
        (
            "一.CSV",
            "商机名称,阶段,金额,预计成交日期\n甲,初步接触,1200,2026-12-01\n乙,洽谈,3.5万,2026-04-03\n丙,洽谈,很多,2026-99-99\n",
        )
    } else {
        (
            "1.CSV",
            "Deal name,Stage,Amount,Closing date\nA,Prospecting,1200,2026-12-01\nB,Talks,1.5,2026-04-03\nC,Talks,much,2026-99-99\n",
        )
    };
    open_import(app).await?;
    choose_readable(app, &folder, name, table).await?;
    look(app, "import, a file").await?;
    for step in ["columns", "values", "preview"] {
        next(app, step).await?;
        if step == "preview" {
            wait_planned(app).await?;
        }
        look(app, &format!("import, {step}")).await?;
    }
    import(app).await?;
    look(app, "import, summary").await
}

async fn failure(app: &mut App, look: &mut impl AsyncFnMut(&mut App, &str) -> Result<()>) -> Result<()> {
    let refuse = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }";
    before_each_page(app, refuse).await?;
    app.reload().await?;
    app.wait_for("[data-screen=storage-failure]").await?;
    look(app, "storage failure").await
}
