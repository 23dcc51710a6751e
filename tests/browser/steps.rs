//! What many tests do and look at: starting, adding deals, reading the board.
//!
//! A board is written as one reads it: `a b | c | - | - | -` has `a` above `b` in the first column, `c` in the second, and nothing
//! in the others. Titles in tests are single words.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use support::{App, PATIENCE, Spot};

/// The board as it is shown, in the notation above.
const BOARD: &str = "
    const place = (card) => Number(card.getAttribute('aria-posinset'));
    const titles = (column) => [...column.querySelectorAll('.card')]
        .sort((a, b) => place(a) - place(b))
        .map((card) => card.querySelector('.card-title').textContent)
        .join(' ');
    const board = [...document.querySelectorAll('.board-columns > [data-stage-id]')]
        .map((column) => titles(column) || '-')
        .join(' | ');
";

/// How far apart the tops of two cards are, in pixels: `--card-height` of the style sheet and the gap.
const PITCH: f64 = 88.0;

/// The open stages of the template that [`start`] uses.
pub(crate) const STAGES: [&str; 5] =
    ["First contact", "Needs confirmed", "Proposal and quote", "Review and negotiation", "Contract approval"];

/// Opens the app, which holds nothing yet, and makes the pipeline of a template, without the process it comes with: that would
/// ask for something at almost every move.
pub(crate) async fn start(app: &mut App) -> Result<()> {
    make_pipeline(app, false).await
}

/// The same with the process.
pub(crate) async fn start_with_process(app: &mut App) -> Result<()> {
    make_pipeline(app, true).await
}

async fn make_pipeline(app: &mut App, has_process: bool) -> Result<()> {
    app.open("").await?;
    app.wait_for("[data-screen=first-run]").await?;
    app.click("[data-template=general-b2b]").await?;
    if !has_process {
        app.click("#template-process").await?;
    }
    app.click("dialog[open] button[type=submit]").await?;
    // The way to the first deal opens by itself.
    app.wait_for("#new-deal-title").await?;
    app.press("Escape").await?;
    app.wait_gone("dialog[open]").await?;
    app.wait_count(".board-columns > [data-stage-id]", STAGES.len()).await
}

/// Opens the app with a board that looks like this, all of it saved.
pub(crate) async fn start_with(app: &mut App, wanted: &str) -> Result<()> {
    start(app).await?;
    for (at, titles) in wanted.split(" | ").enumerate().filter(|(_, titles)| *titles != "-") {
        add(app, at + 1, titles).await?;
    }
    wait_board(app, wanted).await?;
    wait_saved(app).await?;
    dismiss_toasts(app).await
}

/// Takes the messages away, so that the next one is about what is done next.
pub(crate) async fn dismiss_toasts(app: &App) -> Result<()> {
    let script = "document.querySelectorAll('.toast .icon-button').forEach((button) => button.click())";
    app.eval(script, vec![]).await?;
    app.wait_gone(".toast").await
}

/// Opens the app with the sample data.
pub(crate) async fn start_with_sample(app: &mut App) -> Result<()> {
    app.open("").await?;
    app.click("[data-start=sample]").await?;
    app.wait_for("[data-screen=board] .card").await?;
    wait_saved(app).await?;
    dismiss_toasts(app).await
}

/// Adds deals on top of a column, counted from 1, in its form: the first title is on top at the end.
pub(crate) async fn add(app: &mut App, column: usize, titles: &str) -> Result<()> {
    app.click(&with_icon(&format!("{} .column-tools > button", at(column)), "plus")).await?;
    for title in titles.split(' ').rev() {
        app.fill(".quick-add input[type=text]", title).await?;
        app.press("Enter").await?;
        card(app, title).await?;
    }
    app.press("Escape").await?;
    app.wait_gone(".quick-add").await
}

/// Waits until the board looks like this.
pub(crate) async fn wait_board(app: &App, wanted: &str) -> Result<()> {
    let script = format!("{BOARD} return board === arguments[0]");
    match app.wait_until(&format!("the board `{wanted}`"), &script, vec![json!(wanted)]).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.context(format!("the board is `{}`", board(app).await?))),
    }
}

/// The board as it is shown now.
pub(crate) async fn board(app: &App) -> Result<String> {
    let board = app.eval(&format!("{BOARD} return board"), vec![]).await?;
    Ok(board.as_str().unwrap_or_default().to_owned())
}

/// Waits until the page says that everything is saved.
pub(crate) async fn wait_saved(app: &App) -> Result<()> {
    let script = "
        const states = [...document.querySelectorAll('.save-state')];
        return states.length > 0 && states.every((state) => state.dataset.state === 'saved')";
    app.wait_until("everything to be saved", script, vec![]).await.map(drop)
}

/// The selector of the column with this number, from 1.
pub(crate) fn at(column: usize) -> String {
    format!(".board-columns > [data-stage-id]:nth-of-type({column})")
}

/// The id of the deal with this title, once its card or row is there.
pub(crate) async fn deal_id(app: &App, title: &str) -> Result<String> {
    let script = "
        const titled = (element) => element.querySelector('.card-title, .cell-link')?.textContent === arguments[0];
        return [...document.querySelectorAll('.card[data-deal-id], tr[data-deal-id]')].find(titled)?.dataset.dealId";
    let id = app.wait_until(&format!("the deal {title:?}"), script, vec![json!(title)]).await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

/// The selector of the card with this title, once it is there.
pub(crate) async fn card(app: &App, title: &str) -> Result<String> {
    Ok(format!(".card[data-deal-id='{}']", deal_id(app, title).await?))
}

/// Opens the panel of the deal with this title from its card or row.
pub(crate) async fn open_deal(app: &mut App, title: &str) -> Result<()> {
    let id = deal_id(app, title).await?;
    app.click(&format!("[data-deal-id='{id}'] :is(.card-title, .cell-link)")).await?;
    app.wait_for(&format!(".panel[data-deal-id='{id}'] .timeline > li")).await.map(drop)
}

/// A place in a column; columns move while something is dragged over them, this does not.
pub(crate) struct Place {
    css: String,
    down: f64,
}

impl Place {
    /// Where to carry something.
    pub(crate) fn spot(&self) -> Spot<'_> {
        Spot { css: &self.css, right: 0.0, down: self.down }
    }
}

/// The place in a column, counted from 1, before the card that is now at `before`, counted from 0.
pub(crate) async fn place(app: &App, column: usize, before: u32) -> Result<Place> {
    let css = at(column);
    app.wait_for(&css).await?;
    let script = "
        const column = document.querySelector(arguments[0]);
        const box = column.getBoundingClientRect();
        const cards = column.querySelector('.column-canvas').getBoundingClientRect();
        return cards.top - (box.top + box.height / 2)";
    let top = app.eval(script, vec![json!(css)]).await?.as_f64().context("a column has a place")?;
    Ok(Place { css, down: top + f64::from(before) * PITCH + 4.0 })
}

/// Narrows a selector down to what shows this icon: buttons are told apart by their pictures, which are the same in every
/// language.
pub(crate) fn with_icon(css: &str, icon: &str) -> String {
    format!("{css}:has(use[href$='#i-{icon}'])")
}

/// Opens a menu and chooses the line with this icon.
pub(crate) async fn choose(app: &App, opener: &str, icon: &str) -> Result<()> {
    app.click(opener).await?;
    app.click(&with_icon(".menu [role=menuitem]", icon)).await?;
    app.wait_gone(".menu[role=menu]").await
}

/// Opens the menu of a card and chooses the line with this icon.
pub(crate) async fn choose_on_card(app: &App, title: &str, icon: &str) -> Result<()> {
    let card = card(app, title).await?;
    app.hover(card.as_str()).await?;
    choose(app, &format!("{card} .card-tools button"), icon).await
}

/// Gives the focus to the card with this title.
pub(crate) async fn focus_card(app: &App, title: &str) -> Result<()> {
    let css = format!("{} .card-title", card(app, title).await?);
    app.eval("document.querySelector(arguments[0]).focus()", vec![json!(css)]).await.map(drop)
}

/// Sets a field that holds a day, a time, or a choice; how a day is typed depends on the machine's language.
pub(crate) async fn set_field(app: &App, css: &str, value: &str) -> Result<()> {
    app.wait_for(css).await?;
    let set = "
        const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    app.eval(set, vec![json!(css), json!(value)]).await.map(drop)
}

/// Hands a file to a field, as the dialog of the system does.
pub(crate) async fn open_file(app: &App, css: &str, path: &Path) -> Result<()> {
    let input = app.find_css(css).await?;
    input.send_keys(&path.display().to_string()).await.context("the file could not be chosen")
}

/// Checks what is seen of the page on paper: something of each of the first, nothing of any of the others. The page is as for paper
/// afterwards.
pub(crate) async fn check_on_paper(app: &App, shown: &[&str], hidden: &[&str]) -> Result<()> {
    let seen = "
        const seen = (css) => [...document.querySelectorAll(css)].some((part) => part.checkVisibility());
        return { missing: arguments[0].filter((css) => !seen(css)), left: arguments[1].filter(seen) }";
    app.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    let found = app.eval(seen, vec![json!(shown), json!(hidden)]).await?;
    assert_eq!(found, json!({ "missing": [], "left": [] }));
    Ok(())
}

/// Goes to an address of the app, as a link in it does.
pub(crate) async fn go(app: &App, hash: &str) -> Result<()> {
    app.eval("location.hash = arguments[0]", vec![json!(hash)]).await.map(drop)
}

/// Comes to an address of the app from elsewhere: the page is loaded, which it is not when only what is behind `#` changes.
pub(crate) async fn arrive(app: &mut App, below: &str) -> Result<()> {
    app.devtools("Page.navigate", json!({ "url": "about:blank" })).await?;
    app.open(below).await
}

/// What stands behind `#` in the address.
pub(crate) async fn hash(app: &App) -> Result<String> {
    Ok(app.eval("return location.hash", vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Waits until the figure with this name has this exact value.
pub(crate) async fn wait_figure(app: &App, within: &str, metric: &str, value: &str) -> Result<()> {
    app.wait_for(&format!("{within} [data-metric='{metric}'][data-value='{value}']")).await.map(drop)
}

/// How many entries the log in the database has, however they lie there.
pub(crate) async fn records(app: &App) -> Result<u64> {
    let script = "
        const done = arguments[0];
        const entries = (record) =>
            record.lines ? record.lines.reduce((sum, byte) => sum + (byte === 10), 1) : record.piece ? 0 : 1;
        const opening = indexedDB.open('fairlead');
        opening.onsuccess = () => {
            const reading = opening.result.transaction('log').objectStore('log').getAll();
            reading.onsuccess = () => {
                opening.result.close();
                done(reading.result.reduce((sum, record) => sum + entries(record), 0));
            };
        };";
    app.eval_async(script, vec![]).await?.as_u64().context("the log can be counted")
}

/// Waits until the log in the database has this many entries, no more and no fewer.
pub(crate) async fn wait_records(app: &App, wanted: u64) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let found = records(app).await?;
        if found == wanted {
            return Ok(());
        }
        if Instant::now() > deadline {
            bail!("the log has {found} entries, and not {wanted}");
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Runs a script in every page from now on, before anything else of the page.
pub(crate) async fn before_each_page(app: &App, script: &str) -> Result<Value> {
    app.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
}

/// Today where the browser is, as a date field writes it.
pub(crate) async fn today(app: &App) -> Result<String> {
    let script = "return new Intl.DateTimeFormat('sv').format(new Date())";
    let today = app.eval(script, vec![]).await?;
    Ok(today.as_str().context("a day")?.to_owned())
}
