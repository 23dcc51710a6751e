//! Break-down: from a goal to what it takes, with inputs that can be changed and kept as scenarios.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::steps::{go, set_field, start_with, start_with_sample, wait_figure, wait_saved};

/// The value of a figure, as exactly as it is known.
async fn figure(app: &App, metric: &str) -> Result<f64> {
    let script = "return document.querySelector(`[data-metric='${arguments[0]}']`)?.dataset.value";
    let value = app.eval(script, vec![json!(metric)]).await?;
    value.as_str().and_then(|value| value.parse().ok()).with_context(|| format!("the figure {metric}"))
}

/// Moves a slider to a part of its length.
async fn slide(app: &App, knob: &str, part: f64) -> Result<()> {
    let script = "
        const slider = document.querySelector(`[data-knob='${arguments[0]}'] .slider`);
        slider.value = Number(slider.max) * arguments[1];
        slider.dispatchEvent(new Event('input', { bubbles: true }))";
    app.eval(script, vec![json!(knob), json!(part)]).await.map(drop)
}

#[test]
fn a_goal_is_broken_down_and_scenarios_stand_side_by_side() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        // The sample has a goal of value won, and none of deals.
        go(app, "#/goals?view=breakdown&measure=deals").await?;
        app.click("[data-part=no-goal] .button").await?;
        app.wait_for("#goal-team-0").await?;
        go(app, "#/goals").await?;
        app.wait_for(".goal-main").await?;
        set_field(app, "#goal-team-0", "9000000").await?;
        wait_saved(app).await?;
        app.wait_for(".goal-main").await?;
        app.click(".goals nav li:last-child a").await?;
        app.wait_for("[data-knob=size][data-source=history]").await?;
        let before = figure(app, "breakdown.won-deals").await?;
        assert!(before > 1.0 && figure(app, "breakdown.leads").await? >= before);
        assert_eq!(app.count("[data-metric='breakdown.asks']").await?, 0);

        // Larger deals, fewer of them; at once.
        slide(app, "size", 1.0).await?;
        app.wait_for("[data-knob=size][data-source=assumed]").await?;
        let fewer = figure(app, "breakdown.won-deals").await?;
        assert!(fewer < before, "{fewer} < {before}");
        set_field(app, "#scenario-name", "Larger deals").await?;
        app.click(".scenario-form [type=submit]").await?;
        app.wait_count(".scenario", 1).await?;
        app.wait_for("[data-part=beside] tbody tr").await?;
        set_field(app, "#scenario-name", "larger deals").await?;
        app.click(".scenario-form [type=submit]").await?;
        app.wait_text("#scenario-error", "arger deals").await?;

        // Another, and both side by side.
        slide(app, "cycle", 0.1).await?;
        set_field(app, "#scenario-name", "Quicker too").await?;
        app.click(".scenario-form [type=submit]").await?;
        app.wait_count(".scenario", 2).await?;
        app.check_accessibility().await?;
        app.click("[data-knob=size] .icon-button").await?;
        wait_figure(app, ".breakdown", "breakdown.won-deals", &before.to_string()).await?;
        app.wait_for("[data-act=save-changes]").await?;
        wait_saved(app).await?;
        app.reload().await?;
        app.wait_count(".scenario", 2).await?;
        app.click(".scenario:first-child .view-tab").await?;
        wait_figure(app, ".breakdown", "breakdown.won-deals", &fewer.to_string()).await
    });
}

#[test]
fn without_history_it_asks_and_marks_what_is_assumed() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        go(app, "#/goals").await?;
        set_field(app, "#goal-team-0", "100000").await?;
        app.wait_for(".goal-main").await?;
        go(app, "#/goals?view=breakdown").await?;
        app.wait_for("[data-knob=size][data-source=asked]").await?;
        app.wait_for("[data-knob^=step-][data-source=default]").await?;
        app.wait_for("[data-knob=people][data-source=known]").await?;
        wait_figure(app, ".breakdown", "breakdown.asks", "3").await?;
        for (field, value) in [("#knob-size", "10000"), ("#knob-cycle", "30"), ("#knob-kind-0", "3")] {
            set_field(app, field, value).await?;
        }
        app.wait_gone("[data-metric='breakdown.asks']").await?;
        wait_figure(app, ".breakdown", "breakdown.won-deals", "10").await?;
        let leads = figure(app, "breakdown.leads").await?;
        wait_figure(app, "[data-row=all]", "breakdown.effort", &(leads * 3.0).to_string()).await?;
        app.check_accessibility().await
    });
}

#[test]
fn a_persons_own_page_is_accessible_on_a_dark_phone_in_chinese() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, language: "zh-CN", ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        go(app, "#/goals").await?;
        set_field(app, "#goal-team-0", "600000").await?;
        app.click(".goal-parts button:last-child").await?;
        go(app, "#/goals?view=breakdown").await?;
        app.wait_for("[data-knob=size]").await?;
        let person = "return document.querySelectorAll('#breakdown-owner option')[1].value";
        let person = app.eval(person, vec![]).await?.as_str().context("a person")?.to_owned();
        set_field(app, "#breakdown-owner", &person).await?;
        app.wait_for("[data-part=own] [data-metric='own.achieved']").await?;
        app.check_accessibility().await?;
        let wide = "return document.documentElement.scrollWidth > innerWidth";
        assert_eq!(app.eval(wide, vec![]).await?, json!(false));
        Ok(())
    });
}
