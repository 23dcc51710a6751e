//! The focus list of today: where an hour brings most, what to let go, and what keys do there. And a history to learn from.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

use crate::files::Folder;
use crate::process::{ASKS, SEND, ask_for};
use crate::steps::{deal_id, dismiss_toasts, go, set_field, start_with, today, wait_board, wait_saved};
use crate::wizard::{choose_readable, import, open_import, to_preview};

/// A past to be imported: deals of two sellers, of whom one wins four of five and the other loses as many.
pub(crate) struct History {
    /// How many deals were closed.
    pub(crate) closed: usize,
    /// How many were made lately and are open; two more are long forgotten.
    pub(crate) open: usize,
    /// Whether it has its days.
    pub(crate) dated: bool,
}

impl Default for History {
    fn default() -> Self {
        Self { closed: 160, open: 2, dated: true }
    }
}

/// The rows of a history, in the columns of an export of Pipedrive.
const HISTORY: &str = "
    const [closed, open, dated] = arguments;
    const day = (ago) => {
        if (!dated) return '';
        const day = new Date();
        day.setDate(day.getDate() - ago);
        return day.toLocaleDateString('sv') + ' 09:00:00';
    };
    const owners = ['Ann Lee', 'Bo Chen'];
    const rows = [['Deal - ID', 'Deal - Title', 'Deal - Value', 'Deal - Currency of value', 'Deal - Owner',
        'Deal - Pipeline', 'Deal - Stage', 'Deal - Status', 'Deal - Deal created', 'Deal - Expected close date',
        'Deal - Won time', 'Deal - Lost time', 'Deal - Lost reason', 'Deal - Organization']];
    let id = 0;
    const add = (title, owner, status, made, ended) => {
        id += 1;
        rows.push([id, title, 1000 + 10 * (id % 7), 'USD', owners[owner], 'Sales', 'Qualified', status, day(made), '',
            status === 'Won' ? day(ended) : '', status === 'Lost' ? day(ended) : '', '', `Customer ${id}`]);
    };
    for (let at = 0; at < closed; at++) {
        const owner = at % 2;
        const usual = Math.floor(at / 2) % 5 > 0;
        const made = 40 + Math.floor(at * 360 / closed);
        add(`old${at}`, owner, usual === (owner === 0) ? 'Won' : 'Lost', made, made - 10 - at * 7 % 20);
    }
    for (let at = 1; at <= open; at++) add(`fresh${at}`, at % 2 === 1 ? 0 : 1, 'Open', 5 + at % 8);
    for (const at of [1, 2]) add(`stale${at}`, 1, 'Open', 300 + at);
    return rows.map((row) => row.join(',')).join('\\r\\n') + '\\r\\n'";

/// Opens the app with a history.
pub(crate) async fn start_with_history(app: &mut App, history: &History) -> Result<()> {
    let folder = Folder::new()?;
    app.open("").await?;
    let how = vec![json!(history.closed), json!(history.open), json!(history.dated)];
    let rows = app.eval(HISTORY, how).await?;
    open_import(app).await?;
    choose_readable(app, &folder, "deals.csv", rows.as_str().context("a table")?).await?;
    to_preview(app).await?;
    import(app).await?;
    app.click("[data-way=board]").await?;
    app.wait_for("[data-screen=board] .card").await?;
    wait_saved(app).await?;
    dismiss_toasts(app).await
}

/// The ids of the deals in a part of today.
async fn deals_in(app: &App, part: &str) -> Result<Vec<Value>> {
    let script = "return [...document.querySelectorAll(`[data-part=${arguments[0]}] li[data-deal-id]`)]
        .map((row) => row.dataset.dealId)";
    Ok(app.eval(script, vec![json!(part)]).await?.as_array().cloned().unwrap_or_default())
}

/// Focuses a deal of a part.
async fn focus_deal(app: &App, part: &str, id: &str) -> Result<()> {
    let link = format!("[data-part={part}] [data-deal-id='{id}'] .today-deal > a");
    app.wait_for(&link).await?;
    app.eval("document.querySelector(arguments[0]).focus()", vec![json!(link)]).await?;
    app.wait_for(&format!("{link}:focus")).await.map(drop)
}

/// Waits until a deal is in a part no more, and the focus in one that is.
async fn wait_gone_from(app: &App, part: &str, id: &str) -> Result<()> {
    app.wait_gone(&format!("[data-part={part}] [data-deal-id='{id}']")).await?;
    app.wait_for(&format!("[data-part={part}] .today-deal > a:focus")).await.map(drop)
}

#[test]
fn an_hour_goes_where_it_brings_most_by_one_key() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c d | - | - | -").await?;
        go(app, "#/today").await?;
        app.wait_for("[data-part=focus] li[data-deal-id]").await?;
        app.wait_text("[data-part=focus] .focus-signs", "no next step").await?;
        app.wait_text("[data-part=focus] [data-ground='stage-rates']", "win rates of the stages").await?;
        let listed = deals_in(app, "focus").await?;
        assert_eq!(listed.len(), 4);
        let listed: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
        // N plans what comes next, as in the review; with that, the deal is in good hands.
        focus_deal(app, "focus", listed[1]).await?;
        app.press("n").await?;
        app.wait_for("#focus-plan-subject:focus").await?;
        app.type_text("Call").await?;
        let day = today(app).await?;
        let later = "const day = new Date(arguments[0] + 'T12:00'); day.setDate(day.getDate() + 3);
            return day.toLocaleDateString('sv')";
        let later = app.eval(later, vec![json!(day)]).await?;
        set_field(app, "#focus-plan-date", later.as_str().context("a day")?).await?;
        app.click("[data-part=focus] .act-form .primary").await?;
        wait_gone_from(app, "focus", listed[1]).await?;
        // The deal that took its place has the focus.
        app.wait_for(&format!("[data-part=focus] [data-deal-id='{}'] a:focus", listed[2])).await?;
        dismiss_toasts(app).await?;
        // W asks until when to nurture.
        app.press("w").await?;
        app.wait_for("dialog[open] #nurture-until").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        wait_gone_from(app, "focus", listed[2]).await?;
        // Y wins.
        app.press("y").await?;
        wait_gone_from(app, "focus", listed[3]).await?;
        app.press("Ctrl+Z").await?;
        app.wait_count("[data-part=focus] li[data-deal-id]", 2).await
    });
}

#[test]
fn winning_from_the_focus_list_goes_by_the_process() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let (a, b) = (deal_id(app, "a").await?, deal_id(app, "b").await?);
        ask_for(app, 1, "field:value", "block").await?;
        go(app, "#/today").await?;
        // By key: what is missing is asked for, and giving up leaves the deal where it is.
        focus_deal(app, "focus", &a).await?;
        app.press("y").await?;
        app.wait_for(ASKS).await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for(&format!("[data-part=focus] [data-deal-id='{a}'] a:focus")).await?;
        app.press("y").await?;
        app.wait_for(ASKS).await?;
        app.fill(&format!("{ASKS} .joined input"), "1200").await?;
        app.click(SEND).await?;
        app.wait_gone("dialog[open]").await?;
        wait_gone_from(app, "focus", &a).await?;
        // And by the trophy; a warning lets go.
        dismiss_toasts(app).await?;
        ask_for_owner(app).await?;
        go(app, "#/today").await?;
        app.click(&format!("[data-part=focus] [data-deal-id='{b}'] [data-act=won]")).await?;
        app.wait_for(ASKS).await?;
        app.fill(&format!("{ASKS} .joined input"), "700").await?;
        app.click(SEND).await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_gone(&format!("[data-part=focus] [data-deal-id='{b}']")).await?;
        go(app, "#/board").await?;
        wait_board(app, "- | c | - | - | -").await
    });
}

/// Warns where a deal of the first stage has no owner.
async fn ask_for_owner(app: &App) -> Result<()> {
    ask_for(app, 1, "field:owner", "warn").await
}

#[test]
fn what_nobody_works_on_is_let_go_by_one_key() {
    browser_test(&Settings::default(), async |app| {
        start_with_history(app, &History::default()).await?;
        go(app, "#/today").await?;
        app.wait_count("[data-part='let-go'] li[data-deal-id]", 2).await?;
        app.wait_text("[data-part='let-go'] .focus-signs", "nothing done for").await?;
        assert_eq!(app.count("[data-part=focus] [data-ground]").await?, 0, "chances were learnt");
        app.check_accessibility().await?;
        let listed = deals_in(app, "let-go").await?;
        let listed: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
        focus_deal(app, "let-go", listed[0]).await?;
        app.press("w").await?;
        app.wait_for("dialog[open] #nurture-until").await?;
        app.press("Enter").await?;
        app.wait_gone("dialog[open]").await?;
        wait_gone_from(app, "let-go", listed[0]).await?;
        app.press("l").await?;
        app.wait_for("dialog[open] .dialog-foot [type=submit]").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        // Somebody takes it up after all.
        focus_deal(app, "let-go", listed[1]).await?;
        app.press("n").await?;
        app.wait_for("[data-part='let-go'] #focus-plan-subject:focus").await?;
        app.press("Escape").await?;
        app.wait_for("[data-part='let-go'] .today-deal > a:focus").await?;
        app.press("l").await?;
        app.wait_for("dialog[open] .dialog-foot [type=submit]").await?;
        app.click("dialog[open] .dialog-foot [type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_gone("[data-part='let-go']").await
    });
}
