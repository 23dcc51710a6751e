//! Goals: set where they stand, cut into parts, and measured against what was won.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::steps::{go, hash, set_field, start_with, start_with_sample, wait_figure, wait_saved};

/// Waits until a field holds this.
async fn wait_value(app: &App, css: &str, value: &str) -> Result<()> {
    let script = "return document.querySelector(arguments[0])?.value === arguments[1]";
    app.wait_until(&format!("{value} in {css}"), script, vec![json!(css), json!(value)]).await.map(drop)
}

#[test]
fn a_goal_is_set_reached_and_taken_away() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/goals?measure=deals").await?;
        app.wait_for("[data-screen=goals] #goal-team-0").await?;
        // Stretch goes beyond a target: first the one, then the other, and higher.
        set_field(app, "#goal-team-1", "3").await?;
        app.wait_text("[data-row=team] .error", "Set the target first").await?;
        set_field(app, "#goal-team-0", "two").await?;
        app.wait_text("[data-row=team] .error", "whole number").await?;
        set_field(app, "#goal-team-0", "2").await?;
        app.wait_for(".goal-summary [data-metric='goal.achieved'][data-value='0']").await?;
        app.wait_gone("[data-row=team] .error").await?;
        set_field(app, "#goal-team-1", "1").await?;
        app.wait_for("[data-row=team] .error").await?;
        set_field(app, "#goal-team-1", "3").await?;
        app.wait_gone("[data-row=team] .error").await?;

        // What is won counts at once.
        for title in ["a", "b"] {
            go(app, "#/board").await?;
            crate::steps::choose_on_card(app, title, "trophy").await?;
        }
        go(app, "#/goals?measure=deals").await?;
        wait_figure(app, "[data-row=team]", "goal.done", "2").await?;
        wait_figure(app, "[data-row=team]", "goal.share", "1").await?;
        app.wait_text(".goal-words", "Target reached").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_value(app, "#goal-team-0", "2").await?;
        wait_value(app, "#goal-team-1", "3").await?;

        // Emptied, it is no goal any more; one undo brings it back.
        set_field(app, "#goal-team-1", "").await?;
        wait_value(app, "#goal-team-1", "").await?;
        set_field(app, "#goal-team-0", "").await?;
        app.wait_gone(".goal-main").await?;
        app.press("Ctrl+Z").await?;
        wait_value(app, "#goal-team-0", "2").await
    });
}

#[test]
fn a_goal_is_cut_and_the_difference_is_told() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/goals").await?;
        set_field(app, "#goal-team-0", "90,000.50").await?;
        app.wait_for(".goal-main").await?;
        app.click(".goal-parts button:last-child").await?;
        app.wait_text(".goal-words", "exactly the target").await?;
        let sum = "const fields = [...document.querySelectorAll('.goals-table tbody tr:not([data-row=team]) input[id$=\"-0\"]')];
            return String(fields.reduce((sum, field) => sum + Math.round(Number(field.value) * 100), 0))";
        assert_eq!(app.eval(sum, vec![]).await?, "9000050", "to the cent");
        // One of them more, and the sum is over.
        let field = "return document.querySelector('.goals-table tbody tr:nth-child(2) input').id";
        let field = app.eval(field, vec![]).await?.as_str().context("a field")?.to_owned();
        set_field(app, &format!("#{field}"), "50000").await?;
        app.wait_text(".goal-words", "more than the target").await?;

        // The months of the quarter.
        app.click(".goal-parts button:first-of-type").await?;
        set_field(app, "#goal-period", "month").await?;
        app.wait_for("[data-span*='-']:not([data-span*=q])").await?;
        // A third of it, to the cent; which month gets the cent less depends on the day.
        let third = "return ['30000.16', '30000.17'].includes(document.querySelector('#goal-team-0')?.value)";
        app.wait_until("a third of the goal", third, vec![]).await?;
        assert!(hash(app).await?.contains("span=20"));
        app.click(".goal-span button:last-child").await?;
        app.check_accessibility().await
    });
}

#[test]
fn goals_are_accessible_on_a_dark_phone() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        go(app, "#/goals").await?;
        set_field(app, "#goal-team-0", "500000").await?;
        app.wait_for(".goal-main").await?;
        app.check_accessibility().await
    });
}

#[test]
fn the_mark_on_the_board_follows_what_is_won_and_the_goal_itself() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        assert_eq!(app.count(".goal-chip").await?, 0);
        go(app, "#/goals?measure=deals").await?;
        set_field(app, "#goal-team-0", "2").await?;
        app.wait_for(".goal-main").await?;
        go(app, "#/board").await?;
        wait_figure(app, "[data-screen=board]", "board.goal", "0").await?;
        crate::steps::choose_on_card(app, "a", "trophy").await?;
        wait_figure(app, "[data-screen=board]", "board.goal", "0.5").await?;
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-screen=board]", "board.goal", "0").await?;
        // The goal goes with the step that set it, and comes back with it, under one's eyes.
        app.press("Ctrl+Z").await?;
        app.wait_gone(".goal-chip").await?;
        app.press("Ctrl+Shift+Z").await?;
        wait_figure(app, "[data-screen=board]", "board.goal", "0").await
    });
}
