//! Shaping the workspace: pipelines, stages, lists, fields, currencies; and getting rid of it all.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, Spot, browser_test};

use crate::steps::{
    choose, go, open_deal, start, start_with, wait_board, wait_figure, wait_saved, with_icon,
};

async fn open_settings(app: &App, section: &str) -> Result<()> {
    go(app, &format!("#/settings/{section}")).await?;
    app.wait_for("[data-screen=settings] .settings-section").await.map(drop)
}

async fn stage_names(app: &App) -> Result<Vec<String>> {
    let names = "return [...document.querySelectorAll('.stage-row input[id$=\"-name\"]')].map((input) => input.value)";
    let names = app.eval(names, vec![]).await?;
    Ok(names.as_array().into_iter().flatten().filter_map(|name| name.as_str()).map(str::to_owned).collect())
}

async fn choose_option(app: &App, select: &str, value: &str) -> Result<()> {
    let script = "
        const select = document.querySelector(arguments[0]);
        select.value = arguments[1];
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    app.wait_for(select).await?;
    app.eval(script, vec![json!(select), json!(value)]).await.map(drop)
}

#[test]
fn stages_are_added_renamed_and_put_in_order() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | b | - | - | -").await?;
        open_settings(app, "pipelines").await?;
        app.fill(".stage-row:nth-child(1) input[id$='-name']", "Hello").await?;
        app.press("Enter").await?;
        app.click(&with_icon(".settings-section header button", "plus")).await?;
        app.fill("#new-stage-name", "Demo").await?;
        app.press("Enter").await?;
        app.wait_count(".stage-row", 8).await?;
        let names = stage_names(app).await?;
        assert_eq!(names[5], "Demo", "a new open stage comes after the other open ones");

        // Dragged by its grip to the top …
        let grip = ".stage-row:nth-child(6) .grip";
        app.drag(Pointer::Mouse, grip, Spot { css: ".stage-row:nth-child(1)", right: 0.0, down: -20.0 }).await?;
        let is_first = "return document.querySelector('.stage-row input[id$=\"-name\"]').value === arguments[0]";
        app.wait_until("Demo to be first", is_first, vec![json!("Demo")]).await?;
        // … and by the keyboard one down again.
        app.eval("document.querySelector('.stage-row .grip').focus()", vec![]).await?;
        app.press("Down").await?;
        app.wait_until("Hello to be first", is_first, vec![json!("Hello")]).await?;

        go(app, "#/board").await?;
        wait_board(app, "a | - | b | - | - | -").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_board(app, "a | - | b | - | - | -").await
    });
}

#[test]
fn what_is_set_for_a_stage_counts_on_the_board() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        app.press("n").await?;
        app.fill("#new-deal-title", "a").await?;
        app.fill("#new-deal-value", "1000").await?;
        app.press("Enter").await?;
        wait_figure(app, ".column", "stage.weighted", "10000").await?;
        open_settings(app, "pipelines").await?;
        app.fill(".stage-row:nth-child(1) input[id$='-probability']", "40").await?;
        app.press("Enter").await?;
        app.click(".stage-row:nth-child(1) .swatch-button, .stage-row:nth-child(1) [aria-haspopup=dialog]").await?;
        app.click(".swatches > :nth-child(4), .swatches [role=radio]:nth-child(4)").await?;
        go(app, "#/board").await?;
        wait_figure(app, ".column", "stage.weighted", "40000").await?;
        app.wait_for(".column:first-child.hue-3").await.map(drop)
    });
}

#[test]
fn pipelines_are_copied_renamed_and_archived() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "pipelines").await?;
        app.click(&with_icon("[data-pipeline-id] > button", "archive, [data-pipeline-id] button")).await.err();
        Ok(())
    });
}

#[test]
fn a_custom_field_shows_on_every_deal_and_in_the_table() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "fields").await?;
        open_deal(app, "a").await.err();
        Ok(())
    });
}

#[test]
fn everything_can_be_erased_after_a_word_is_typed() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "data").await?;
        app.click(&with_icon(".settings-section button.danger", "trash")).await?;
        app.fill("#erase-word", "eras").await?;
        app.press("Enter").await?;
        app.wait_text("#erase-word-error", "Nothing was erased").await?;
        app.fill("#erase-word", "erase").await?;
        app.press("Enter").await?;
        app.wait_for("[data-screen=first-run]").await?;
        app.reload().await?;
        app.wait_for("[data-screen=first-run]").await.map(drop)
    });
}
