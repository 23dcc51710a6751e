//! The first minute: a template, a pipeline of one's own, sample data.

use anyhow::Result;
use support::{App, Settings, browser_test};

use crate::steps::{start_with_sample, wait_board, wait_figure, wait_records, wait_saved, with_icon};

async fn open_scratch(app: &mut App) -> Result<()> {
    app.open("").await?;
    app.click("[data-start=scratch]").await?;
    app.wait_count(".scratch > li", 6).await
}

async fn column_names(app: &App) -> Result<Vec<String>> {
    let names = "return [...document.querySelectorAll('.board-columns h2')].map((name) => name.textContent)";
    let names = app.eval(names, vec![]).await?;
    Ok(names.as_array().into_iter().flatten().filter_map(|name| name.as_str()).map(str::to_owned).collect())
}

#[test]
fn a_template_leads_to_a_first_deal_that_stays() {
    browser_test(&Settings::default(), async |app| {
        app.open("").await?;
        app.wait_for("html[lang=en] [data-screen=first-run]").await?;
        app.wait_for("[data-template]").await?;
        assert!(app.count("[data-template]").await? >= 10, "at least ten templates");
        app.click("[data-template=general-b2b]").await?;
        app.wait_count("dialog[open] .preview > li", 7).await?;
        app.click("dialog[open] button[type=submit]").await?;

        app.fill("#new-deal-title", "Rollout").await?;
        app.fill("#new-deal-organisation", "Acme").await?;
        app.press("Tab").await?;
        app.fill("#new-deal-value", "12k").await?;
        app.click("dialog[open] button[type=submit]").await?;
        for is_reloaded in [false, true] {
            if is_reloaded {
                wait_saved(app).await?;
                app.reload().await?;
            }
            wait_board(app, "Rollout | - | - | - | -").await?;
            app.wait_text(".card .card-org", "Acme").await?;
            wait_figure(app, ".card", "deal.value", "1200000").await?;
            wait_figure(app, ".column", "stage.total", "1200000").await?;
            wait_figure(app, ".column", "stage.weighted", "120000").await?;
        }
        Ok(())
    });
}

#[test]
fn a_pipeline_can_be_built_stage_by_stage() {
    browser_test(&Settings::default(), async |app| {
        open_scratch(app).await?;
        app.fill("#scratch-name", "Repairs").await?;
        app.fill(".scratch > li:nth-child(1) input[type=text]", "Call").await?;
        app.click(&with_icon(".scratch > li:nth-child(2) .scratch-tools button", "trash")).await?;
        app.wait_count(".scratch > li", 5).await?;
        app.click("#stage-add").await?;
        app.wait_for(".scratch > li:nth-child(4) input[type=text]:focus").await?;
        app.type_text("Visit").await?;
        app.click(&with_icon(".scratch > li:nth-child(4) .scratch-tools button", "chevron-up")).await?;
        app.click("dialog[open] button[type=submit]").await?;

        app.wait_for("#new-deal-title").await?;
        assert_eq!(column_names(app).await?, ["Call", "Proposal sent", "Visit", "Negotiation"]);
        app.wait_text(".topbar-title", "Repairs").await
    });
}

#[test]
fn stages_of_a_new_pipeline_need_different_names_and_one_that_is_open() {
    browser_test(&Settings::default(), async |app| {
        open_scratch(app).await?;
        app.fill(".scratch > li:nth-child(2) input[type=text]", "new LEAD").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text(".scratch > li:nth-child(2) [role=alert]", "taken already").await?;
        assert_eq!(app.value(".scratch > li:nth-child(2) [aria-invalid=true]").await?, "new LEAD");

        for left in [5, 4, 3, 2] {
            app.click(&with_icon(".scratch > li:nth-child(1) .scratch-tools button", "trash")).await?;
            app.wait_count(".scratch > li", left).await?;
        }
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_text("#scratch-stages-error", "at least one open stage").await?;
        app.click("#stage-add").await?;
        app.wait_for(".scratch input[type=text]:focus").await?;
        app.type_text("Talking").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_for("#new-deal-title").await?;
        assert_eq!(column_names(app).await?, ["Talking"]);
        Ok(())
    });
}

#[test]
fn sample_data_go_with_one_click_and_come_back_with_undo() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        let count = app.find_css("[data-metric='shown.count']").await?.attr("data-value").await?;
        app.click(&format!("{} button", with_icon(".notice", "sparkles"))).await?;
        app.wait_for("[data-screen=first-run]").await?;
        // Nothing says "saved" on this screen.
        wait_records(app, 2).await?;
        app.reload().await?;
        app.wait_for("[data-screen=first-run]").await?;
        assert_eq!(app.count(".notice").await?, 0, "no sample data, no notice about them");

        app.press("Ctrl+Z").await?;
        app.wait_for("[data-screen=board] .card").await?;
        wait_figure(app, ".figures", "shown.count", &count.unwrap_or_default()).await
    });
}

#[test]
fn a_file_is_another_way_to_start() {
    browser_test(&Settings::default(), async |app| {
        app.open("").await?;
        app.click("[data-start=import]").await?;
        app.wait_for("[data-screen=import] [data-step=files]").await?;
        app.reload().await?;
        app.wait_for("[data-screen=import] [data-step=files]").await.map(drop)
    });
}
