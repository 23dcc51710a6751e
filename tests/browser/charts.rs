//! What is really drawn: the options of the charts on the page, as the chart library has them.

use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use support::{App, ColourScheme, PATIENCE, Settings, browser_test};

use crate::steps::{go, start_with, start_with_sample};

/// The library that draws the charts of the page: the module that is loaded already.
const LIBRARY: &str =
    "import(new URL(document.querySelector('meta[name=fairlead-app]').dataset.charts, document.baseURI))";

/// All charts of the overview, in the order in which they stand there.
const ALL: [&str; 11] = [
    "funnel",
    "flow",
    "time-in-stage",
    "losses",
    "months",
    "won-value",
    "change",
    "by-owner",
    "by-source",
    "sizes",
    "workload",
];

/// Asks the chart of a name something, once it is drawn; `chart` is what ECharts has of it.
async fn ask(app: &App, name: &str, what: &str) -> Result<Value> {
    app.wait_for(&format!("[data-chart='{name}'][data-state=drawn] canvas")).await?;
    let script = format!(
        "const [name, done] = arguments;
        {LIBRARY}.then(({{ getInstanceByDom }}) => {{
            const chart = getInstanceByDom(document.querySelector(`[data-chart='${{name}}'] .chart-canvas`));
            done(chart ? {what} : null);
        }}, (error) => done(null));"
    );
    app.eval_async(&script, vec![json!(name)]).await
}

/// The option of a chart. Functions, which it has for words only, are left out.
pub(crate) async fn option(app: &App, name: &str) -> Result<Value> {
    let option = ask(app, name, "JSON.parse(JSON.stringify(chart.getOption()))").await?;
    anyhow::ensure!(option.is_object(), "there is no chart in {name}");
    Ok(option)
}

/// The items of a series.
fn items<'o>(option: &'o Value, series: usize, list: &str) -> &'o [Value] {
    option["series"][series][list].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The numbers of a series; `None` where there is none.
pub(crate) fn numbers(option: &Value, series: usize) -> Vec<Option<f64>> {
    let number = |item: &Value| item.as_f64().or_else(|| item.get("value")?.as_f64());
    items(option, series, "data").iter().map(number).collect()
}

/// The names on an axis, `xAxis` or `yAxis`.
pub(crate) fn names(option: &Value, axis: &str) -> Vec<String> {
    let names = option[axis][0]["data"].as_array().into_iter().flatten();
    names.filter_map(|name| Some(name.as_str()?.to_owned())).collect()
}

/// What flows from one node to another, by their numbers.
pub(crate) fn links(option: &Value) -> Vec<(String, String, f64)> {
    let link = |link: &Value| {
        let node = |end: &str| link[end].as_str().unwrap_or_default().to_owned();
        Some((node("source"), node("target"), link["value"].as_f64()?))
    };
    items(option, 0, "links").iter().filter_map(link).collect()
}

/// The exact figures in the table of a chart, row by row, without the names of the rows.
async fn table(app: &App, name: &str) -> Result<Vec<Vec<Option<f64>>>> {
    let script = "return [...document.querySelectorAll(`[data-chart='${arguments[0]}'] tbody tr`)]
        .map((row) => [...row.cells].slice(1).map(({ dataset }) => 'value' in dataset ? Number(dataset.value) : null))";
    Ok(serde_json::from_value(app.eval(script, vec![json!(name)]).await?)?)
}

/// What a chart draws, in the form that its table has.
fn drawn(name: &str, option: &Value, rows: &[Vec<Option<f64>>]) -> Vec<Vec<Option<f64>>> {
    let list = |value: &Value| -> Vec<Option<f64>> {
        value.as_array().into_iter().flatten().map(Value::as_f64).collect()
    };
    match name {
        // Beside the bars, the other figures stand as words.
        "funnel" => {
            let bars = numbers(option, 0);
            rows.iter().zip(bars).map(|(row, bar)| [&[bar], &row[1..]].concat()).collect()
        }
        "flow" => {
            let links = links(option).into_iter();
            rows.iter().zip(links).map(|(row, link)| [&[None, Some(link.2)], &row[2..]].concat()).collect()
        }
        "time-in-stage" => {
            let boxes = items(option, 0, "data").iter().map(|item| list(&item["value"]));
            let limits = items(option, 1, "data").iter().map(|item| list(item)[0]);
            let drawn = boxes.zip(limits).zip(rows);
            drawn.map(|((of, limit), row)| [&row[..1], of.as_slice(), &[limit]].concat()).collect()
        }
        "losses" => {
            let mut cells = vec![vec![None; rows[0].len()]; rows.len()];
            for item in items(option, 0, "data") {
                if let [Some(column), Some(row), figure] = list(&item["value"])[..] {
                    let place = |at: f64| {
                        (0..99_u8).find(|number| (f64::from(*number) - at).abs() < 0.5).map(usize::from)
                    };
                    if let (Some(column), Some(row)) = (place(column), place(row)) {
                        cells[row][column] = figure;
                    }
                }
            }
            cells
        }
        // What is drawn of a step is how long its bar is above zero and below.
        "change" => {
            let (above, below) = (numbers(option, 1), numbers(option, 2));
            let bars = above.iter().zip(&below).zip(rows);
            bars.map(|((above, below), row)| {
                vec![above.zip(*below).map(|(above, below)| (above - below).copysign(row[0].unwrap_or(0.0)))]
            })
            .collect()
        }
        _ => {
            let columns: Vec<Vec<Option<f64>>> =
                (0..rows[0].len()).map(|series| numbers(option, series)).collect();
            (0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect()
        }
    }
}

fn is_close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Opens the insights of a year of the sample.
async fn open(app: &mut App) -> Result<()> {
    start_with_sample(app).await?;
    go(app, "#/insights?period=365").await?;
    app.wait_for("[data-screen=insights] [data-chart=funnel][data-state=drawn]").await.map(drop)
}

#[test]
fn every_chart_draws_the_figures_of_its_table() {
    browser_test(&Settings::default(), async |app| {
        open(app).await?;
        for name in ALL {
            let option = option(app, name).await?;
            let rows = table(app, name).await?;
            assert!(!rows.is_empty(), "{name} has figures");
            let drawn = drawn(name, &option, &rows);
            assert_eq!(drawn.len(), rows.len(), "{name}: {drawn:?}");
            for (row, (here, there)) in drawn.iter().zip(&rows).enumerate() {
                // The table of the boxes goes on with what is not drawn: means, and deals that are still there.
                let said = if name == "time-in-stage" { here.len().min(there.len()) } else { there.len() };
                assert_eq!(here.len(), said, "{name}, row {row}");
                let is_same = here.iter().zip(there).all(|(here, there)| is_close(*here, *there));
                assert!(is_same, "{name}, row {row}: {here:?} is drawn, {there:?} is said");
            }
        }
        Ok(())
    });
}

/// Looks again and again until there is what is waited for; as long as there is not, `look` says what there is instead.
async fn wait_until<T>(look: impl AsyncFn() -> Result<Result<T, String>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match look().await? {
            Ok(found) => return Ok(found),
            Err(instead) => anyhow::ensure!(Instant::now() < deadline, "{instead}"),
        }
    }
}

/// What is the colour of texts on the funnel.
async fn colour(app: &App) -> Result<String> {
    let option = option(app, "funnel").await?;
    let colour = option["series"][0]["label"]["color"].as_str().context("a colour")?;
    Ok(colour.to_owned())
}

/// Waits until the funnel has the colour of texts that the page has now, which is another than before.
async fn wait_other_colour(app: &App, before: &str) -> Result<String> {
    let look = async || {
        let now = colour(app).await?;
        Ok(if now == before { Err(format!("the funnel still has {before}")) } else { Ok(now) })
    };
    wait_until(look).await
}

#[test]
fn charts_follow_the_theme() {
    browser_test(&Settings::default(), async |app| {
        open(app).await?;
        let light = colour(app).await?;
        let figures = crate::charts::numbers(&option(app, "funnel").await?, 0);
        // The system's, then the one that is chosen in the app.
        app.set_colour_scheme(ColourScheme::Dark).await?;
        let dark = wait_other_colour(app, &light).await?;
        app.press("Shift+D").await?;
        app.wait_for("html[data-theme=light]").await?;
        assert_eq!(wait_other_colour(app, &dark).await?, light);
        assert_eq!(numbers(&option(app, "funnel").await?, 0), figures, "the figures stay");
        // A line of another chart as well.
        let line = |option: &Value| option["series"][0]["lineStyle"]["color"].clone();
        let before = line(&option(app, "months").await?);
        app.press("Shift+D").await?;
        app.wait_for("html[data-theme=dark]").await?;
        assert_eq!(wait_other_colour(app, &light).await?, dark);
        assert_ne!(line(&option(app, "months").await?), before);
        Ok(())
    });
}

/// The width of a chart, and that of its place.
async fn widths(app: &App, name: &str) -> Result<(f64, f64)> {
    let widths = ask(app, name, "[chart.getWidth(), chart.getDom().clientWidth]").await?;
    Ok(serde_json::from_value(widths)?)
}

/// Waits until a chart is as wide as its place, and that is another width than before.
async fn wait_other_width(app: &App, name: &str, before: f64) -> Result<f64> {
    let look = async || {
        let (chart, place) = widths(app, name).await?;
        let is_there = (chart - place).abs() < 1.0 && (chart - before).abs() > 1.0;
        Ok(if is_there { Ok(chart) } else { Err(format!("{name} is {chart} px wide in {place} px")) })
    };
    wait_until(look).await
}

#[test]
fn charts_are_as_wide_as_their_place() {
    browser_test(&Settings::default(), async |app| {
        open(app).await?;
        let (wide, place) = widths(app, "months").await?;
        assert!((wide - place).abs() < 1.0, "{wide} px in {place} px");
        app.resize(900, 800).await?;
        let narrow = wait_other_width(app, "months", wide).await?;
        // A list is drawn otherwise where there is no room: two lines in a row, and a column less.
        let columns = option(app, "funnel").await?["yAxis"].as_array().context("axes")?.len();
        app.resize(390, 800).await?;
        let phone = wait_other_width(app, "months", narrow).await?;
        assert!(phone < 390.0, "{phone} px on a phone");
        wait_other_width(app, "funnel", 0.0).await?;
        assert_eq!(option(app, "funnel").await?["yAxis"].as_array().context("axes")?.len(), columns - 1);
        app.resize(1_280, 800).await?;
        wait_other_width(app, "months", phone).await.map(drop)
    });
}

/// How many of the charts that are remembered are still there.
async fn left(app: &App) -> Result<Value> {
    let script = format!(
        "const done = arguments[0];
        {LIBRARY}.then(({{ getInstanceByDom }}) => done(window.places.filter(getInstanceByDom).length));"
    );
    app.eval_async(&script, vec![]).await
}

#[test]
fn charts_are_gone_with_their_screen() {
    browser_test(&Settings::default(), async |app| {
        open(app).await?;
        for name in ALL {
            app.wait_for(&format!("[data-chart='{name}'][data-state=drawn]")).await?;
        }
        let remember = "return (window.places = [...document.querySelectorAll('.chart-canvas')]).length";
        assert_eq!(app.eval(remember, vec![]).await?, json!(ALL.len()));
        assert_eq!(left(app).await?, json!(ALL.len()), "each has a chart");
        // Another view of the same screen, then another screen.
        app.click(".insights-views li:nth-child(2) > a").await?;
        app.wait_for(".insights[data-view=compare] [data-row=deals]").await?;
        assert_eq!(left(app).await?, json!(0), "none is left");
        app.click(".insights-views li:first-child > a").await?;
        app.wait_for("[data-chart=workload][data-state=drawn]").await?;
        app.eval(remember, vec![]).await?;
        go(app, "#/board").await?;
        app.wait_for("[data-screen=board] .card").await?;
        app.wait_gone(".chart-canvas").await?;
        assert_eq!(left(app).await?, json!(0), "none is left");
        Ok(())
    });
}

#[test]
fn too_few_deals_make_no_chart_and_it_says_so() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/insights?period=365").await?;
        app.wait_for("[data-chart=funnel][data-state=too-few]").await?;
        app.wait_text("[data-chart=funnel]", "Only 2 deals so far. The chart is drawn from 3 deals on.")
            .await?;
        for name in ["flow", "months", "workload"] {
            app.wait_for(&format!("[data-chart='{name}'][data-state=too-few]")).await?;
        }
        for name in ["losses", "by-owner", "by-source", "sizes", "time-in-stage", "change"] {
            app.wait_for(&format!("[data-chart='{name}'][data-state=empty]")).await?;
        }
        // The next deal is enough.
        go(app, "#/board").await?;
        crate::steps::add(app, 1, "c").await?;
        go(app, "#/insights?period=365").await?;
        app.wait_for("[data-chart=funnel][data-state=drawn]").await?;
        app.wait_for("[data-chart=workload][data-state=drawn]").await.map(drop)
    });
}
