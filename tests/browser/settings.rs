//! Shaping the workspace: pipelines, stages, lists, fields, currencies; and getting rid of it all.

use anyhow::Result;
use serde_json::json;
use support::{App, Pointer, Settings, Spot, browser_test};

use crate::steps::{
    before_each_page, choose, choose_on_card, dismiss_toasts, go, open_deal, records, set_field, start,
    start_with, wait_board, wait_figure, wait_saved, with_icon,
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
        app.drag(Pointer::Mouse, grip, Spot { css: ".stage-row:nth-child(1)", right: 0.0, down: -20.0 })
            .await?;
        let is_first =
            "return document.querySelector('.stage-row input[id$=\"-name\"]').value === arguments[0]";
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

/// Waits until an element can be read: nothing covers it, and it is not below the edge of the page.
async fn wait_in_sight(app: &App, css: &str) -> Result<()> {
    let script = "
        const element = document.querySelector(arguments[0]);
        const box = element?.getBoundingClientRect();
        return box && element.contains(document.elementFromPoint(box.left + 8, box.top + box.height / 2))";
    app.wait_until(&format!("`{css}` to be in sight"), script, vec![json!(css)]).await.map(drop)
}

#[test]
fn what_is_wrong_with_a_new_stage_is_said_in_sight() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        open_settings(app, "pipelines").await?;
        app.click(&with_icon(".settings-section header button", "plus")).await?;
        app.wait_for("#new-stage-name:focus").await?;
        wait_in_sight(app, ".stage-new .hint").await?;
        app.press("Enter").await?;
        app.wait_text("#new-stage-name-error", "can’t be empty").await?;
        wait_in_sight(app, "#new-stage-name-error").await?;

        // Each one that is added pushes the form further down.
        for (name, count) in [("Demo", 8), ("Pilot", 9)] {
            app.fill("#new-stage-name", name).await?;
            app.press("Enter").await?;
            app.wait_count(".stage-row", count).await?;
            app.wait_gone("#new-stage-name-error").await?;
            wait_in_sight(app, ".stage-new .hint").await?;
        }
        app.fill("#new-stage-name", "Late").await?;
        app.fill("#new-stage-probability", "101").await?;
        app.press("Enter").await?;
        app.wait_for("#new-stage-probability:focus[aria-invalid=true]").await?;
        wait_in_sight(app, "#new-stage-probability-error").await?;
        app.press("Escape").await?;
        app.wait_gone(".stage-new").await
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
        app.fill(".stage-row:nth-child(1) input[id$='-guidance']", "Ask for the budget").await?;
        app.press("Enter").await?;
        app.click(".stage-row:nth-child(1) .swatch").await?;
        app.click(".swatches > :nth-child(4)").await?;
        app.wait_for(".stage-row:nth-child(1) .swatch.hue-3").await?;
        go(app, "#/board").await?;
        wait_figure(app, ".column", "stage.weighted", "40000").await?;
        app.wait_for(".board-columns > .column:first-child.hue-3").await?;
        open_deal(app, "a").await?;
        app.wait_text(".stage-note", "Ask for the budget").await
    });
}

#[test]
fn pipelines_are_copied_renamed_and_archived() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "pipelines").await?;
        app.click(&with_icon("[data-pipeline-id] > button", "duplicate")).await?;
        app.wait_for("#duplicate-name:focus").await?;
        app.fill("#duplicate-name", "General B2B").await?;
        app.press("Enter").await?;
        app.wait_text("#duplicate-name-error", "taken already").await?;
        app.fill("#duplicate-name", "Renewals").await?;
        app.press("Enter").await?;
        app.wait_count("[data-pipeline-id]", 2).await?;
        app.wait_text("[data-pipeline-id].open", "Renewals").await?;
        app.wait_count(".stage-row", 7).await?;

        choose(app, &with_icon("[data-pipeline-id].open > button", "more"), "edit").await?;
        app.wait_for("[data-pipeline-id] input:focus").await?;
        app.type_text("Second year").await?;
        app.press("Enter").await?;
        app.wait_text("[data-pipeline-id].open a", "Second year").await?;
        // The copy has the stages and none of the deals; each pipeline has a board of its own.
        app.click(".switcher").await?;
        app.click(".menu [role=menuitemradio]:nth-of-type(2)").await?;
        wait_board(app, "- | - | - | - | -").await?;
        app.click(".switcher").await?;
        app.click(".menu [role=menuitemradio]:nth-of-type(1)").await?;
        wait_board(app, "a | - | - | - | -").await?;

        open_settings(app, "pipelines").await?;
        choose(app, &with_icon("[data-pipeline-id]:first-child > button", "more"), "archive").await?;
        app.wait_count(".box.rows > [data-pipeline-id]", 1).await?;
        choose(app, &with_icon("[data-pipeline-id]:first-child > button", "more"), "archive").await?;
        app.wait_text("[data-pipeline-id] .error", "only pipeline in use").await?;
        app.click(".archived summary").await?;
        app.click(".archived button").await?;
        app.wait_count(".box.rows > [data-pipeline-id]", 2).await?;
        go(app, "#/board").await?;
        wait_board(app, "a | - | - | - | -").await
    });
}

#[test]
fn custom_fields_of_each_kind_are_on_every_deal() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "fields").await?;
        for (count, (kind, name)) in
            [("text", "Site"), ("number", "Seats"), ("date", "Renewal"), ("choice", "Size")]
                .into_iter()
                .enumerate()
        {
            set_field(app, "#new-field-kind", kind).await?;
            app.fill("#new-field-name", name).await?;
            if kind == "choice" {
                app.fill("#new-field-options", "Small").await?;
                app.press("Enter").await?;
                app.type_text("Large").await?;
            }
            app.click(&with_icon(".add-line > button", "plus")).await?;
            app.wait_count("[data-field-id]", count + 1).await?;
        }
        let ids =
            "return [...document.querySelectorAll('[data-field-id]')].map((field) => field.dataset.fieldId)";
        let ids = app.eval(ids, vec![]).await?;
        let field = |at: usize| format!("#deal-field-{}", ids[at].as_str().unwrap_or_default());

        go(app, "#/board").await?;
        open_deal(app, "a").await?;
        for (at, typed) in [(0, "Hall 3"), (1, "12.5")] {
            app.click(&field(at)).await?;
            app.fill(&format!("{}-field", field(at)), typed).await?;
            app.press("Enter").await?;
            app.wait_text(&field(at), typed).await?;
        }
        app.click(&field(1)).await?;
        app.fill(&format!("{}-field", field(1)), "a dozen").await?;
        app.press("Enter").await?;
        app.wait_text(&format!("{}-error", field(1)), "not a number").await?;
        app.press("Escape").await?;
        app.click(&field(3)).await?;
        app.wait_for(&format!("{}-field:focus", field(3))).await?;
        app.type_text("lar").await?;
        app.press("Enter").await?;
        app.wait_text(&field(3), "Large").await?;
        wait_saved(app).await?;
        app.reload().await?;
        for (at, text) in [(0, "Hall 3"), (1, "12.5"), (3, "Large")] {
            app.wait_text(&field(at), text).await?;
        }
        app.wait_text(".timeline", "Size set to Large").await
    });
}

#[test]
fn custom_fields_and_their_options_are_put_in_order() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a | - | - | - | -").await?;
        open_settings(app, "fields").await?;
        app.fill("#new-field-name", "Site").await?;
        app.press("Enter").await?;
        app.wait_count("[data-field-id]", 1).await?;
        set_field(app, "#new-field-kind", "choice").await?;
        app.fill("#new-field-options", "S").await?;
        for option in ["M", "L"] {
            app.press("Enter").await?;
            app.type_text(option).await?;
        }
        app.fill("#new-field-name", "Size").await?;
        app.press("Enter").await?;
        app.wait_count(".field-options li", 3).await?;
        let fields = "[data-field-id] > input";
        wait_values(app, fields, &["Site", "Size"]).await?;

        // By the keyboard on its grip; the focus goes along.
        app.eval("document.querySelector('[data-field-id] > .grip').focus()", vec![]).await?;
        app.press("Down").await?;
        wait_values(app, fields, &["Size", "Site"]).await?;
        app.press("Up").await?;
        wait_values(app, fields, &["Site", "Size"]).await?;
        // By the menu of the grip.
        choose(app, "[data-field-id]:last-child > .grip", "arrow-up").await?;
        wait_values(app, fields, &["Size", "Site"]).await?;
        // By dragging.
        let option = |at: u8| format!(".field-options li:nth-child({at})");
        let first = option(1);
        let before_first = Spot { css: &first, right: 0.0, down: -10.0 };
        app.drag(Pointer::Mouse, format!("{} .grip", option(3)).as_str(), before_first).await?;
        let options = ".field-options li > input";
        wait_values(app, options, &["L", "S", "M"]).await?;

        wait_saved(app).await?;
        app.reload().await?;
        wait_values(app, fields, &["Size", "Site"]).await?;
        wait_values(app, options, &["L", "S", "M"]).await?;
        // The last steps are read while the page is shown already. Reading the log as well is waiting for one's turn.
        records(app).await?;
        app.press("Ctrl+Z").await?;
        wait_values(app, options, &["S", "M", "L"]).await?;
        app.wait_text(".toast", "Undone: Options of “Size” put in another order").await
    });
}

/// Waits until the fields that a selector matches hold these values.
async fn wait_values(app: &App, css: &str, wanted: &[&str]) -> Result<()> {
    let script = "
        const values = [...document.querySelectorAll(arguments[0])].map((input) => input.value);
        return JSON.stringify(values) === JSON.stringify(arguments[1])";
    app.wait_until(&format!("{wanted:?}"), script, vec![json!(css), json!(wanted)]).await.map(drop)
}

#[test]
fn whoever_uses_the_browser_is_named_where_something_was_done() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open_settings(app, "appearance").await?;
        assert_eq!(app.value("#author-person").await?, "", "nobody is asked");
        app.fill("#author-person", "Li Na").await?;
        app.press("Enter").await?;
        app.wait_text(".toast", "User of this browser set to Li Na").await?;
        assert_eq!(app.value("#author-person").await?, "Li Na");
        dismiss_toasts(app).await?;

        go(app, "#/board").await?;
        choose_on_card(app, "b", "trophy").await?;
        wait_board(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        app.wait_text(".timeline > li:last-child", "by Li Na").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        dismiss_toasts(app).await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b | - | - | - | -").await?;
        app.wait_text(".toast", "Li Na undid: “b” won").await?;

        // The person came with it, so that one step back takes back both.
        go(app, "#/people").await?;
        app.wait_count("tbody .cell-link", 1).await?;
        app.press("Ctrl+Z").await?;
        app.wait_for("[data-screen=people] .empty").await.map(drop)
    });
}

#[test]
fn other_currencies_count_once_they_have_a_rate() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        app.press("n").await?;
        app.fill("#new-deal-title", "a").await?;
        app.fill("#new-deal-value", "100").await?;
        set_field(app, "#new-deal-currency", "EUR").await?;
        app.press("Enter").await?;
        app.wait_text(".column .column-total", "–").await?;
        app.wait_for(".column .column-total[title*='EUR']").await?;
        open_settings(app, "currencies").await?;
        let rate = "[data-currency=EUR] input[id$='-rate']";
        app.fill(rate, "0").await?;
        app.press("Enter").await?;
        app.wait_for("[data-currency=EUR] .error").await?;
        app.fill(rate, "1.25").await?;
        app.press("Enter").await?;
        app.wait_gone("[data-currency=EUR] .error, [data-currency=EUR] .chip").await?;
        go(app, "#/board").await?;
        wait_figure(app, ".column", "stage.total", "12500").await
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

/// The names of the pipelines in their order.
const PIPELINE_NAMES: &str = "
    const names = [...document.querySelectorAll('.box.rows > [data-pipeline-id] a')].map((link) => link.textContent);
    return names.join(', ') === arguments[0]";

#[test]
fn pipelines_are_put_in_order_by_keys_and_by_dragging() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        open_settings(app, "pipelines").await?;
        for name in ["Renewals", "Partners"] {
            app.click(&with_icon("[data-pipeline-id]:first-child > button", "duplicate")).await?;
            app.fill("#duplicate-name", name).await?;
            app.press("Enter").await?;
            app.wait_gone("dialog[open]").await?;
        }
        let wait_order = async |app: &App, wanted: &str| {
            app.wait_until(&format!("the pipelines {wanted}"), PIPELINE_NAMES, vec![json!(wanted)])
                .await
                .map(drop)
        };
        app.wait_count("[data-pipeline-id]", 3).await?;
        let order = app.eval(
            "return [...document.querySelectorAll('.box.rows > [data-pipeline-id] a')].map((link) => link.textContent)",
            vec![],
        );
        let order: Vec<String> = serde_json::from_value(order.await?)?;
        let [a, b, c] = order.try_into().map_err(|order| anyhow::anyhow!("three pipelines: {order:?}"))?;

        // By keys: the first one down, and to the end.
        let grip = "document.querySelector('[data-pipeline-id] .grip').focus()";
        app.eval(grip, vec![]).await?;
        app.press("Down").await?;
        wait_order(app, &format!("{b}, {a}, {c}")).await?;
        app.wait_for(&with_icon("[data-pipeline-id]:nth-child(2) .grip:focus", "grip")).await?;
        app.press("Down").await?;
        wait_order(app, &format!("{b}, {c}, {a}")).await?;
        app.check_accessibility().await?;

        // By dragging: the last one to the top.
        let top = Spot { css: "[data-pipeline-id]:nth-child(1)", right: 0.0, down: -20.0 };
        app.drag(Pointer::Mouse, "[data-pipeline-id]:nth-child(3) .grip", top).await?;
        wait_order(app, &format!("{a}, {b}, {c}")).await?;
        app.press("Ctrl+Z").await?;
        wait_order(app, &format!("{b}, {c}, {a}")).await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_order(app, &format!("{b}, {c}, {a}")).await
    });
}

/// A browser that says `persisted` of the data, and answers `persist` when it is asked to keep them.
fn storage_manager(persist: bool) -> String {
    format!(
        "{{
            let persisted = false;
            const asked = () => Number(localStorage.getItem('asked') ?? 0);
            navigator.storage.persisted = async () => persisted;
            navigator.storage.persist = async () => {{
                localStorage.setItem('asked', asked() + 1);
                persisted = {persist};
                return persisted;
            }};
        }}"
    )
}

#[test]
fn the_browser_is_asked_to_keep_the_data() {
    for (is_granted, said) in [(true, "even when the disk gets full"), (false, "declined for now")] {
        browser_test(&Settings::default(), async |app| {
            before_each_page(app, &storage_manager(is_granted)).await?;
            start_with(app, "a | - | - | - | -").await?;
            // By itself once, when there is something to keep; later only on request.
            let asked = "return Number(localStorage.getItem('asked') ?? 0) === arguments[0]";
            app.wait_until("the browser to be asked", asked, vec![json!(1)]).await?;
            app.reload().await?;
            wait_board(app, "a | - | - | - | -").await?;
            open_settings(app, "data").await?;
            app.wait_until("the browser not to be asked again", asked, vec![json!(1)]).await?;
            app.click(&with_icon(".setting button", "lock")).await?;
            app.wait_until("the browser to be asked again", asked, vec![json!(2)]).await?;
            app.wait_text(".setting [role=status]", said).await?;
            app.check_accessibility().await?;
            let count = app.count(&with_icon(".setting button", "lock")).await?;
            assert_eq!(count, usize::from(!is_granted), "what is granted is not asked for again");
            Ok(())
        });
    }
}
