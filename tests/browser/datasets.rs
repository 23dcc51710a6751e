//! Public sales data through the wizard, against figures that were worked out independently. The files are no part of the project: without
//! `FAIRLEAD_DATASETS`, the folder they are in, there is nothing to compare with, and the test says so.

#![allow(clippy::float_cmp, reason = "whole numbers, which are the same or are not")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

use crate::charts::{links, names, numbers, option};
use crate::steps::{go, with_icon};
use crate::wizard::{choose, import, open_import, to_preview, wait_counts};

fn folder(set: &str) -> Option<PathBuf> {
    let Some(all) = std::env::var_os("FAIRLEAD_DATASETS") else {
        println!("FAIRLEAD_DATASETS is not set: nothing to compare the figures of {set} with.");
        return None;
    };
    Some(PathBuf::from(all).join(set))
}

/// A number of the figures that are known, by the way to it.
fn known(figures: &Value, path: &str) -> Result<f64> {
    figures.pointer(path).and_then(Value::as_f64).with_context(|| format!("no {path} among what is known"))
}

/// The exact value of a figure on the screen.
async fn shown(app: &App, css: &str) -> Result<f64> {
    let script = "return document.querySelector(arguments[0])?.dataset.value";
    let value = app.wait_until(css, script, vec![json!(css)]).await?;
    value.as_str().and_then(|text| text.parse().ok()).with_context(|| format!("{css} is no number: {value}"))
}

/// Takes files of a set through the wizard as it proposes, up to the preview. Answers what is known of the set.
async fn import_all(app: &mut App, folder: &Path, files: &[&str], deals: u32) -> Result<Value> {
    app.open("").await?;
    open_import(app).await?;
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    choose(app, &paths).await?;
    for file in files {
        app.wait_for(&format!("[data-file='{file}'][data-state=read] [data-table]")).await?;
    }
    to_preview(app).await?;
    wait_counts(app, [deals, 0, 0, 0]).await?;
    Ok(serde_json::from_str(&fs::read_to_string(folder.join("expected.json"))?)?)
}

/// How many records of a kind are to be added.
async fn added(app: &App, kind: &str) -> Result<f64> {
    shown(app, &format!(".import-counts [data-metric='import.{kind}.added']")).await
}

/// Imports what is planned, and shows all of it as it was on a day.
async fn look(app: &App, day: &str) -> Result<()> {
    import(app).await?;
    go(app, &format!("#/insights?period=all&day={day}")).await?;
    app.wait_for("[data-chart=funnel][data-state=drawn]").await.map(drop)
}

/// Compares figures on the screen with what is known, in units of what is shown.
async fn compare(app: &App, known_figures: &Value, rows: &[(&str, &str, f64)]) -> Result<()> {
    for (css, path, scale) in rows {
        let (here, there) = (shown(app, css).await?, known(known_figures, path)? * scale);
        // What is known is rounded to a handful of digits.
        assert!((here - there).abs() <= 1e-5 * there.abs(), "{css}: {here}, known is {there}");
    }
    Ok(())
}

/// The numbers in the table of a chart: row by row, the first with its name.
async fn tabled(app: &App, chart: &str) -> Result<Vec<(String, Vec<f64>)>> {
    let css = format!("[data-chart='{chart}'] tbody tr");
    app.wait_until(&css, "return document.querySelector(arguments[0]) !== null", vec![json!(css)]).await?;
    let script = "return [...document.querySelectorAll(arguments[0])].map((row) => [row.children[0].textContent.trim(),
        [...row.querySelectorAll('[data-value]')].map((cell) => Number(cell.dataset.value))])";
    Ok(serde_json::from_value(app.eval(script, vec![json!(css)]).await?)?)
}

/// How many deals are behind a row of a chart's table.
async fn behind(app: &mut App, chart: &str, row: &str) -> Result<f64> {
    app.click(&format!("[data-chart='{chart}'] .chart-menu button")).await?;
    app.click(&with_icon(".menu [role=menuitem]", "columns")).await?;
    let script = "return [...document.querySelectorAll(`[data-chart='${arguments[0]}'] tbody tr`)]
        .find((row) => row.children[0].textContent.trim() === arguments[1])?.querySelector('.chart-pick') != null";
    app.wait_until(row, script, vec![json!(chart), json!(row)]).await?;
    let press = "[...document.querySelectorAll(`[data-chart='${arguments[0]}'] tbody tr`)]
        .find((row) => row.children[0].textContent.trim() === arguments[1]).querySelector('.chart-pick').click()";
    app.eval(press, vec![json!(chart), json!(row)]).await?;
    let deals = shown(app, "dialog[open] [data-metric='drill.count']").await?;
    app.press("Escape").await?;
    app.wait_gone("dialog[open]").await?;
    Ok(deals)
}

#[test]
fn the_figures_and_charts_of_maven_crm_are_those_that_are_known() {
    let Some(folder) = folder("maven_crm") else { return };
    browser_test(&Settings::default(), async |app| {
        let files = ["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"];
        let known_figures = import_all(app, &folder, &files, 8_800).await?;
        // One product is written in two ways.
        for (kind, count) in [("organisation", 85.0), ("product", 7.0), ("person", 35.0), ("stage", 4.0)] {
            assert_eq!(added(app, kind).await?, count, "{kind}");
        }
        look(app, "2017-12-31").await?;
        let rows = [
            ("[data-tile=win-rate] [data-metric='won.count']", "/core/won", 1.0),
            ("[data-tile=win-rate] [data-metric='lost.count']", "/core/lost", 1.0),
            ("[data-tile=win-rate] [data-metric='winrate.count']", "/core/win_rate_count", 1.0),
            ("[data-tile=size] [data-metric='size.mean']", "/core/avg_won_value", 100.0),
            ("[data-tile=size] [data-metric='size.median']", "/core/median_won_value", 100.0),
            ("[data-tile=cycle] [data-metric='cycle.mean']", "/core/cycle_won_days/mean", 1.0),
            ("[data-tile=cycle] [data-metric='cycle.median']", "/core/cycle_won_days/median", 1.0),
            // Those in Prospecting have no day of their creation, and count from their import on.
            ("[data-tile=deals] [data-metric='deals.count']", "/core/by_stage/Engaging/deals", 1.0),
        ];
        compare(app, &known_figures, &rows).await?;
        drawn_stages(app, &known_figures).await?;
        drawn_months(app, &known_figures).await?;
        drawn_groups(app, &known_figures).await?;
        teams(app, &known_figures).await
    });
}

/// What was won by whose people and in which region, as the report has it.
async fn teams(app: &App, known_figures: &Value) -> Result<()> {
    for (by, count) in [("manager", 6), ("region", 3)] {
        go(app, &format!("#/insights?period=all&day=2017-12-31&view=report&by={by}")).await?;
        let script = "const rows = [...document.querySelectorAll('[data-grid=report] tbody tr')];
            const value = (row, metric) => Number(row.querySelector(`[data-metric='report.${metric}']`).dataset.value);
            return rows.length === arguments[0] && rows.map((row) =>
                [row.querySelector('th').innerText.trim(), ['won', 'lost', 'wonvalue'].map((metric) => value(row, metric))])";
        let rows = app.wait_until(&format!("the report by {by}"), script, vec![json!(count)]).await?;
        let rows: Vec<(String, [f64; 3])> = serde_json::from_value(rows)?;
        for (name, [won, lost, value]) in rows {
            let of = |figure: &str| known(known_figures, &format!("/extra/by_{by}/{name}/{figure}"));
            assert_eq!([won, lost, value], [of("won")?, of("lost")?, 100.0 * of("won_value")?], "{name}");
        }
    }
    Ok(())
}

/// What the funnel, the flow and the reasons of losses really draw.
async fn drawn_stages(app: &App, known_figures: &Value) -> Result<()> {
    let known = |path| known(known_figures, path);
    let [won, lost] = [known("/core/won")?, known("/core/lost")?];
    // Those without a day of their creation count from their import on; of the others nobody knows where they were lost.
    let came = known("/core/deals")? - known("/core/missing/created")?;
    let here = known("/core/by_stage/Engaging/deals")?;
    let funnel = option(app, "funnel").await?;
    assert_eq!(names(&funnel, "yAxis"), ["Prospecting", "Engaging", "Won"]);
    assert_eq!(numbers(&funnel, 0), [came, here + won, won].map(Some));
    let flow = links(&option(app, "flow").await?);
    let bands: Vec<(&str, &str, f64)> =
        flow.iter().map(|(from, to, deals)| (from.as_str(), to.as_str(), *deals)).collect();
    // The stages are 0 and 1, won is 2, still there 3, lost 4.
    assert_eq!(bands, [("0", "1", here + won), ("0", "4", lost), ("1", "2", won), ("1", "3", here)]);
    let losses = option(app, "losses").await?;
    let cell: [f64; 3] = serde_json::from_value(losses["series"][0]["data"][0]["value"].clone())?;
    assert_eq!(cell, [0.0, 0.0, lost]);
    assert_eq!(losses["series"][0]["data"].as_array().map(Vec::len), Some(1), "no reason is known");
    Ok(())
}

/// What the lines through the months really draw.
async fn drawn_months(app: &App, known_figures: &Value) -> Result<()> {
    let values = option(app, "won-value").await?;
    let by_month: Vec<f64> = known_figures["extra"]["won_value_by_close_month"]
        .as_object()
        .context("months")?
        .values()
        .filter_map(Value::as_f64)
        .collect();
    let drawn: Vec<f64> = numbers(&values, 0).into_iter().flatten().collect();
    // From the first deal on, in October 2016; the first were won in March 2017.
    assert_eq!((drawn.len(), by_month.len()), (15, 10));
    assert_eq!(drawn[..5], [0.0; 5]);
    assert_eq!(drawn[5..], by_month);
    let months = option(app, "months").await?;
    let [created, won, lost] =
        [0, 1, 2].map(|series| numbers(&months, series).into_iter().flatten().collect::<Vec<f64>>());
    let sum = |months: &[f64]| months.iter().sum::<f64>();
    let known = |path: &str| known(known_figures, path);
    assert_eq!(sum(&created), known("/core/deals")? - known("/core/missing/created")?);
    for (quarter, at) in (1..).zip((3..15).step_by(3)) {
        let of = |name: &str| known(&format!("/extra/won_lost_by_close_quarter/2017Q{quarter}/{name}"));
        assert_eq!(sum(&won[at..at + 3]), of("won")?, "won in quarter {quarter}");
        assert_eq!(sum(&lost[at..at + 3]), of("lost")?, "lost in quarter {quarter}");
        assert_eq!(sum(&drawn[at..at + 3]), of("won_value")?, "value won in quarter {quarter}");
    }
    Ok(())
}

/// What the bars of owners and segments really draw.
async fn drawn_groups(app: &App, known_figures: &Value) -> Result<()> {
    let rates = option(app, "by-owner").await?;
    let owners = known_figures["core"]["owners"].as_array().context("owners")?;
    let known_of = |name: &str, figure: &str| {
        owners.iter().find(|row| row["owner"] == name).and_then(|row| row[figure].as_f64())
    };
    let sellers = names(&rates, "yAxis");
    assert_eq!((sellers.len(), owners.len()), (30, 30), "thirty of the team had deals");
    for (name, rate) in sellers.iter().zip(numbers(&rates, 0)) {
        let (rate, there) = rate.zip(known_of(name, "win_rate")).with_context(|| name.clone())?;
        // What is known has six digits.
        assert!((rate - there).abs() < 1e-6, "{name}: {rate}, known is {there}");
    }
    // Nobody is of a segment, so all are of none.
    let sizes = option(app, "sizes").await?;
    let size = |series: usize| numbers(&sizes, series).into_iter().flatten().collect::<Vec<f64>>();
    assert_eq!(size(0), [known(known_figures, "/core/avg_won_value")?]);
    assert_eq!(size(1), [known(known_figures, "/core/median_won_value")?]);
    let open: f64 = numbers(&option(app, "workload").await?, 0).into_iter().flatten().sum();
    assert_eq!(open, known(known_figures, "/core/by_stage/Engaging/deals")?);
    Ok(())
}

#[test]
fn the_stages_of_salesforce_dtc_are_those_that_are_known() {
    let Some(folder) = folder("salesforce_dtc") else { return };
    browser_test(&Settings::default(), async |app| {
        let files = ["DTC_Opportunity.csv", "DTC_OpportunityHistory.csv", "DTC_Account.csv"];
        let known_figures = import_all(app, &folder, &files, 1_999).await?;
        assert_eq!(added(app, "stage").await?, 9.0);
        look(app, "2015-07-08").await?;
        let rows = [
            ("[data-tile=deals] [data-metric='deals.count']", "/core/open", 1.0),
            ("[data-tile=deals] [data-metric='deals.value']", "/core/open_value", 100.0),
            ("[data-tile=win-rate] [data-metric='won.count']", "/core/won", 1.0),
            ("[data-tile=win-rate] [data-metric='lost.count']", "/core/lost", 1.0),
            ("[data-tile=win-rate] [data-metric='winrate.count']", "/core/win_rate_count", 1.0),
            ("[data-tile=win-rate] [data-metric='winrate.value']", "/core/win_rate_value", 1.0),
            ("[data-tile=size] [data-metric='size.mean']", "/core/avg_won_value", 100.0),
            ("[data-tile=size] [data-metric='size.median']", "/core/median_won_value", 100.0),
            ("[data-tile=cycle] [data-metric='cycle.mean']", "/core/cycle_won_days/mean", 1.0),
            ("[data-tile=velocity] [data-metric='velocity.day']", "/core/velocity_open_per_day", 100.0),
        ];
        compare(app, &known_figures, &rows).await?;
        // The deals that were lost and came back, over all days that there are.
        go(app, "#/insights?period=2013-01-01..2015-07-08&day=2015-07-08").await?;
        let reopened = behind(app, "change", "Re-opened").await?;
        assert_eq!(reopened, known(&known_figures, "/extra/history/reopened_after_closed")?);
        // On the board, stage by stage.
        go(app, "#/board").await?;
        app.wait_for("[data-stage-kind=open] .card").await?;
        let script = "return [...document.querySelectorAll('[data-stage-kind=open]')].map((column) => [
            column.querySelector('h2').textContent.trim(),
            Number(column.querySelector('[data-metric=\"stage.count\"]').dataset.value),
            Number(column.querySelector('[data-metric=\"stage.total\"]').dataset.value)])";
        let columns: Vec<(String, f64, f64)> = serde_json::from_value(app.eval(script, vec![]).await?)?;
        assert_eq!(columns.len(), 7, "nine less won and lost");
        for (name, deals, total) in columns {
            let stage = known_figures.pointer("/core/by_stage").and_then(|all| all.get(&name));
            let stage = stage.with_context(|| format!("{name} is not known"))?;
            assert_eq!(stage.get("deals").and_then(Value::as_f64), Some(deals), "{name}");
            assert_eq!(stage.get("value").and_then(Value::as_f64), Some(total / 100.0), "{name}");
        }
        Ok(())
    });
}

#[test]
fn the_change_log_of_enpal_pipedrive_comes_to_what_is_known() {
    let Some(folder) = folder("enpal_pipedrive") else { return };
    browser_test(&Settings::default(), async |app| {
        let files = ["deal_changes.csv", "stages.csv", "users.csv", "fields.csv"];
        let known_figures = import_all(app, &folder, &files, 2_000).await?;
        look(app, "2025-12-31").await?;
        compare(
            app,
            &known_figures,
            &[("[data-tile=win-rate] [data-metric='lost.count']", "/core/lost", 1.0)],
        )
        .await?;
        let stages = tabled(app, "time-in-stage").await?;
        assert_eq!(stages.len(), 9);
        for (number, (name, figures)) in (1..).zip(stages) {
            let path = format!("/core/reached_stage/{number} {}", name.replace('/', "~1"));
            assert_eq!(figures[0], known(&known_figures, &path)?, "{name}");
        }
        // Reasons by the stage before the loss; the names of the reasons stand in the head.
        let head = "return [...document.querySelectorAll('[data-chart=losses] thead th')].map((cell) => cell.textContent.trim())";
        let reasons: Vec<String> = serde_json::from_value(app.eval(head, vec![]).await?)?;
        let mut compared = 0;
        for (stage, _) in tabled(app, "losses").await? {
            let cells = "return [...[...document.querySelectorAll('[data-chart=losses] tbody tr')]
                .find((row) => row.children[0].textContent.trim() === arguments[0]).children]
                .slice(1).map((cell) => Number((cell.dataset.value ?? cell.querySelector('[data-value]')?.dataset.value) ?? 0))";
            let cells: Vec<f64> = serde_json::from_value(app.eval(cells, vec![json!(stage)]).await?)?;
            for (reason, deals) in reasons.iter().skip(1).zip(cells) {
                let known_deals = known_figures
                    .pointer("/core/loss_reason_by_last_stage")
                    .and_then(|all| all.get(&stage)?.get(reason)?.as_f64());
                assert_eq!(deals, known_deals.unwrap_or(0.0), "{stage}, {reason}");
                compared += 1;
            }
        }
        assert_eq!(compared, 45);
        Ok(())
    });
}
