//! Public sales data through the wizard, against figures that were worked out independently. The files are no part of the project: without
//! `FAIRLEAD_DATASETS`, the folder they are in, there is nothing to compare with, and the test says so.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

use crate::steps::{go, wait_figure};
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

#[test]
fn the_figures_and_charts_of_maven_crm_are_those_that_are_known() {
    let Some(folder) = folder("maven_crm") else { return };
    browser_test(&Settings::default(), async |app| {
        let known_figures: Value = serde_json::from_str(&fs::read_to_string(folder.join("expected.json"))?)?;
        app.open("").await?;
        open_import(app).await?;
        choose(app, &[folder.join("sales_pipeline.csv")]).await?;
        app.wait_for("[data-file='sales_pipeline.csv'][data-state=read] [data-table]").await?;
        to_preview(app).await?;
        wait_counts(app, [8_800, 0, 0, 0]).await?;
        import(app).await?;
        go(app, "#/insights?period=all&day=2017-12-31").await?;
        wait_figure(app, "[data-tile=win-rate]", "won.count", "4238").await?;
        for (css, path, scale) in [
            ("[data-tile=win-rate] [data-metric='won.count']", "/core/won", 1.0),
            ("[data-tile=win-rate] [data-metric='lost.count']", "/core/lost", 1.0),
            ("[data-tile=win-rate] [data-metric='winrate.count']", "/core/win_rate_count", 1.0),
            ("[data-tile=size] [data-metric='size.mean']", "/core/avg_won_value", 100.0),
            ("[data-tile=size] [data-metric='size.median']", "/core/median_won_value", 100.0),
            ("[data-tile=cycle] [data-metric='cycle.mean']", "/core/cycle_won_days/mean", 1.0),
            ("[data-tile=cycle] [data-metric='cycle.median']", "/core/cycle_won_days/median", 1.0),
            // Those in Prospecting have no day of their creation, and count from their import on.
            ("[data-tile=deals] [data-metric='deals.count']", "/core/by_stage/Engaging/deals", 1.0),
        ] {
            let (here, there) = (shown(app, css).await?, known(&known_figures, path)? * scale);
            // What is known is rounded to a handful of digits.
            assert!((here - there).abs() <= 1e-5 * there.abs(), "{css}: {here}, known is {there}");
        }
        // What a chart draws stands in its table, too.
        app.wait_for("[data-chart=funnel][data-state=drawn]").await?;
        let rows = "return [...document.querySelectorAll('[data-chart=funnel] tbody tr')]
            .map((row) => row.querySelector('[data-value]').dataset.value)";
        assert_eq!(
            app.eval(rows, vec![]).await?,
            json!(["8300", "5827", "4238"]),
            "8800 less 500; less 2473 lost"
        );
        Ok(())
    });
}
