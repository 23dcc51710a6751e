//! The insights: figures that agree with the board and the table, the deals behind them, and what is asked in the address.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::files::Folder;
use crate::steps::{
    add, check_on_paper, choose_on_card, dismiss_toasts, go, hash, set_field, start_with, start_with_sample,
    today, wait_board, wait_figure, wait_saved, with_icon,
};

/// Opens the insights and waits until the figures are there and the first charts are drawn.
async fn open(app: &mut App, query: &str) -> Result<()> {
    go(app, &format!("#/insights{query}")).await?;
    app.wait_for("[data-screen=insights] [data-tile=deals] [data-metric='deals.count']").await?;
    let states = ["drawn", "empty", "too-few"];
    let funnel = states.map(|state| format!("[data-chart=funnel][data-state={state}]")).join(", ");
    app.wait_for(&funnel).await.map(drop)
}

/// The exact value of a figure.
async fn exact(app: &App, css: &str) -> Result<String> {
    let script = "return document.querySelector(arguments[0])?.dataset.value ?? ''";
    let value = app.eval(script, vec![json!(css)]).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Lists the deals behind a figure, and says how many there are.
async fn drill(app: &mut App, css: &str) -> Result<String> {
    app.click(css).await?;
    app.wait_for("dialog[open] [data-metric='drill.count']").await?;
    let listed = exact(app, "dialog[open] [data-metric='drill.count']").await?;
    let rows = app.count("dialog[open] .drill-deal").await?;
    let shown = listed.parse::<usize>().context("a count")?.min(50);
    assert_eq!(rows, shown, "as many rows as deals, up to the first fifty");
    app.press("Escape").await?;
    app.wait_gone("dialog[open]").await?;
    Ok(listed)
}

#[test]
fn figures_are_those_of_the_board_and_the_deals_behind_them_are_as_many() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        let cards = exact(app, "[data-metric='shown.count']").await?;
        let total = exact(app, "[data-metric='shown.total']").await?;
        let weighted = exact(app, "[data-metric='shown.weighted']").await?;
        open(app, "?period=365").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", &cards).await?;
        wait_figure(app, "[data-tile=deals]", "deals.value", &total).await?;
        wait_figure(app, "[data-tile=deals]", "deals.weighted", &weighted).await?;

        for css in [
            "[data-tile=deals] .tile-figure",
            "[data-tile=stages] .figure-link",
            "[data-tile=win-rate] [data-metric='won.count']",
            "[data-tile=win-rate] [data-metric='lost.count']",
            "[data-tile=drop-off] [data-metric='dropoff.lost']",
            "[data-tile=velocity] [data-metric='velocity.closed']",
            "[data-grid=leaders] [data-metric='owner.won'] .figure-link",
        ] {
            let script = "return document.querySelector(arguments[0]).closest('[data-value]').dataset.value";
            app.wait_for(css).await?;
            let said = app.eval(script, vec![json!(css)]).await?;
            assert_eq!(json!(drill(app, css).await?), said, "{css}");
        }
        // A rate, an average and a speed open what they are made of.
        for css in [
            "[data-tile=drop-off] .tile-figure",
            "[data-tile=velocity] .tile-figure",
            "[data-tile=cycle] [data-metric='cycle.expected']",
            "[data-grid=stages] [data-metric='stage.dropoff'] .figure-link",
            "[data-grid=leaders] [data-metric='owner.winrate'] .figure-link",
            "[data-grid=load] [data-metric='load.due'] .figure-link",
        ] {
            app.wait_for(css).await?;
            assert_ne!(drill(app, css).await?, "0", "{css}");
        }
        // The step to won has its value, and stages what is in them now and was before.
        app.wait_for("[data-chart=funnel] tbody tr:last-child [data-value]:nth-child(3)").await?;
        app.wait_for("[data-tile=stages] [data-metric='stage.weighted'][data-value]").await?;
        app.wait_for("[data-tile=stages] [data-trend]").await.map(drop)
    });
}

#[test]
fn the_deals_behind_a_figure_open_and_lead_to_the_board() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "").await?;
        app.click("[data-tile=deals] .tile-figure").await?;
        app.click("dialog[open] .drill-deal").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for(".panel .timeline > li").await?;
        // The panel goes on through the list.
        let count = exact(app, "[data-metric='deals.count']").await?;
        app.wait_text(".panel-bar", &format!("1 / {count}")).await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        app.click("[data-tile=stages] .figure-link").await?;
        app.click(&with_icon("dialog[open] .dialog-foot button", "table")).await?;
        app.wait_for("[data-screen=table] tbody tr[data-deal-id]").await?;
        assert!(hash(app).await?.contains("standing=open"), "only what is open");
        Ok(())
    });
}

#[test]
fn deals_that_no_filter_can_say_stand_ticked_on_other_screens() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | d e | -").await?;
        for won in ["d", "e"] {
            choose_on_card(app, won, "trophy").await?;
        }
        wait_board(app, "a b | c | - | - | -").await?;
        dismiss_toasts(app).await?;
        open(app, "?period=all").await?;
        app.click("[data-metric='stage.reached'] .figure-link").await?;
        app.wait_for("dialog[open] .drill-deal").await?;
        let listed = exact(app, "dialog[open] [data-metric='drill.count']").await?;
        assert_eq!(listed, "5", "all came through the first stage");
        app.click(&with_icon("dialog[open] .dialog-foot button", "table")).await?;
        app.wait_text(".bulkbar-count", "5").await?;
        app.wait_count("[data-screen=table] tbody tr[data-deal-id] input:checked", 5).await?;
        // The board has no column for what is won: there is no way to it.
        open(app, "?period=all").await?;
        app.click("[data-metric='won.count']").await?;
        app.wait_for("dialog[open] .drill-deal").await?;
        assert_eq!(app.count(&with_icon("dialog[open] .dialog-foot button", "board")).await?, 0);
        app.click(&with_icon("dialog[open] .dialog-foot button", "table")).await?;
        app.wait_text(".bulkbar-count", "2").await
    });
}

#[test]
fn a_deal_that_moves_moves_the_figures() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        open(app, "").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "3").await?;
        wait_figure(app, "[data-grid=stages] tr:nth-of-type(1)", "stage.advanced", "1").await?;
        // In the panel beside the figures.
        app.click("[data-tile=deals] .tile-figure").await?;
        app.click("dialog[open] .drill-deal").await?;
        app.click(&with_icon(".panel-actions button", "trophy")).await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "2").await?;
        wait_figure(app, "[data-tile=win-rate]", "winrate.count", "1").await?;
        app.press("Ctrl+Z").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "3").await?;
        wait_saved(app).await
    });
}

#[test]
fn figures_follow_what_another_tab_does() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        let board = app.current_tab().await?;
        let insights = app.new_tab("#/insights").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "3").await?;
        app.switch_to(&board).await?;
        choose_on_card(app, "c", "trophy").await?;
        add(app, 1, "d").await?;
        wait_saved(app).await?;
        app.switch_to(&insights).await?;
        wait_figure(app, "[data-tile=win-rate]", "won.count", "1").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "3").await
    });
}

#[test]
fn what_is_asked_stands_in_the_address() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "").await?;
        let choose = "
            for (const [id, value] of [['ask-period', '365'], ['ask-basis', 'closed'], ['ask-mode', 'visited']]) {
                const field = document.getElementById(id);
                field.value = value;
                field.dispatchEvent(new Event('change', { bubbles: true }));
            }
            const slider = document.getElementById('ask-day');
            slider.value = Number(slider.max) - 40;
            slider.dispatchEvent(new Event('input', { bubbles: true }));";
        app.eval(choose, vec![]).await?;
        app.wait_for("[data-notice=replaying]").await?;
        let asked = hash(app).await?;
        for part in ["period=365", "basis=closed", "mode=visited", "day="] {
            assert!(asked.contains(part), "{part} in {asked}");
        }
        let reached = exact(app, "[data-metric='stage.reached']").await?;
        app.reload().await?;
        app.wait_for("[data-notice=replaying]").await?;
        wait_figure(app, "[data-grid=stages]", "stage.reached", &reached).await?;
        assert_eq!(hash(app).await?, asked);
        app.wait_until("the fields", "
            const value = (id) => document.getElementById(id)?.value;
            return value('ask-period') === '365' && value('ask-basis') === 'closed' && value('ask-mode') === 'visited'", vec![]).await?;
        app.click("[data-notice=replaying] button").await?;
        app.wait_gone("[data-notice=replaying]").await?;
        assert!(!hash(app).await?.contains("day="), "back to today");
        Ok(())
    });
}

#[test]
fn the_filter_is_shared_with_the_board() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "ax bx | cy | - | - | -").await?;
        open(app, "?period=all&q=x").await?;
        wait_figure(app, "[data-tile=deals]", "deals.count", "2").await?;
        go(app, "#/board").await?;
        app.wait_count(".card", 2).await?;
        assert!(hash(app).await?.contains("q=x"), "the filter comes along, the question stays");
        assert!(!hash(app).await?.contains("period="));
        Ok(())
    });
}

#[test]
fn a_period_without_deals_says_why_there_are_no_figures() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=1990-01-01..1990-01-31&basis=closed").await?;
        for tile in ["conversion", "drop-off", "win-rate", "size", "cycle", "velocity"] {
            let figure = format!("[data-tile={tile}] .tile-figure");
            app.wait_text(&figure, "–").await?;
            assert_eq!(
                app.count(&format!("[data-tile={tile}] .tile-figure[data-value]")).await?,
                0,
                "{tile}"
            );
            assert!(!app.text(&format!("[data-tile={tile}] .tile-why")).await?.is_empty(), "{tile}");
        }
        app.wait_for("[data-chart=funnel][data-state=empty]").await?;
        app.wait_for("[data-chart=by-owner][data-state=empty]").await?;
        let odd = "return /NaN|Infinity|undefined/.test(document.querySelector('.insights').innerText)";
        assert_eq!(app.eval(odd, vec![]).await?, json!(false));
        Ok(())
    });
}

#[test]
fn funnel_table_and_flow_agree_to_the_deal() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=all").await?;
        app.wait_for("[data-chart=flow][data-state=drawn]").await?;
        let wrong = "
            const numbers = (row) => [...row.querySelectorAll('[data-value]')].map((cell) => Number(cell.dataset.value));
            const stages = [...document.querySelectorAll('[data-grid=stages] tbody tr')].map(numbers);
            const funnel = [...document.querySelectorAll('[data-chart=funnel] tbody tr')].map(numbers);
            const flow = [...document.querySelectorAll('[data-chart=flow] tbody tr')];
            const wrong = [];
            stages.forEach(([reached, advanced, lost, nurtured, still], at) => {
                if (reached !== advanced + lost + nurtured + still) wrong.push(`stage ${at}`);
                if (funnel[at][0] !== reached || funnel[at + 1][0] !== advanced) wrong.push(`funnel ${at}`);
                const name = document.querySelectorAll('[data-grid=stages] tbody th')[at].innerText.trim();
                const out = flow.filter((row) => row.cells[0].innerText.trim() === name);
                const sum = out.reduce((sum, row) => sum + numbers(row)[0], 0);
                if (sum !== reached) wrong.push(`flow ${at}: ${sum} of ${reached}`);
            });
            return stages.length < 3 ? ['no stages'] : wrong";
        assert_eq!(app.eval(wrong, vec![]).await?, json!([]));
        Ok(())
    });
}

#[test]
fn a_chart_is_saved_as_picture_and_figures_and_shown_as_a_table() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=all").await?;
        let folder = Folder::new()?;
        for (icon, ending) in [("download", ".png"), ("table", ".csv")] {
            app.click("[data-chart=funnel] .chart-menu button").await?;
            app.click(&with_icon(".menu [role=menuitem]", icon)).await?;
            let file = folder.take(app, ending, &format!("chart{ending}")).await?;
            let bytes = std::fs::read(file)?;
            let first: &[u8] = if ending == ".png" { b"\x89PNG" } else { "\u{feff}".as_bytes() };
            assert!(bytes.starts_with(first), "{ending}");
        }
        app.click("[data-chart=funnel] .chart-menu button").await?;
        app.click(&with_icon(".menu [role=menuitem]", "columns")).await?;
        app.wait_for("[data-chart=funnel] .chart-table tbody tr").await?;
        let reached = exact(app, "[data-chart=funnel] tbody [data-value]").await?;
        app.click("[data-chart=funnel] .chart-pick").await?;
        app.wait_for(&format!("dialog[open] [data-metric='drill.count'][data-value='{reached}']"))
            .await
            .map(drop)
    });
}

#[test]
fn everything_is_reached_by_keyboard() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        app.press("g").await?;
        app.press("i").await?;
        app.wait_for("[data-screen=insights] [data-tile=deals]").await?;
        let focus = "document.querySelector(arguments[0]).focus()";
        // What a figure means is there with the focus, and gone with Esc.
        app.eval(focus, vec![json!("[data-tile=win-rate] .definition button")]).await?;
        app.wait_for("[data-tile=win-rate] .definition-text p").await?;
        app.press("Escape").await?;
        app.wait_gone("[data-tile=win-rate] .definition-text").await?;
        // The deals behind it come with Enter, and the focus comes back.
        app.eval(focus, vec![json!("[data-tile=deals] .tile-figure")]).await?;
        app.press("Enter").await?;
        app.wait_for("dialog[open] .drill-deal").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        app.wait_for("[data-tile=deals] .tile-figure:focus").await?;
        // The slider is moved day by day.
        app.eval(focus, vec![json!("#ask-day")]).await?;
        app.press("Left").await?;
        app.wait_for("[data-notice=replaying]").await?;
        app.press("Right").await?;
        app.wait_gone("[data-notice=replaying]").await
    });
}

#[test]
fn the_deals_of_a_fault_are_put_right_from_there() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        open(app, "").await?;
        let owner = "[data-fault=no-owner]";
        wait_figure(app, owner, "fault.deals", "2").await?;
        app.click(owner).await?;
        app.click("dialog[open] .drill-deal").await?;
        app.click("#deal-owner").await?;
        app.fill("#deal-owner-field", "Ann").await?;
        app.press("Enter").await?;
        wait_figure(app, owner, "fault.deals", "1").await?;
        dismiss_toasts(app).await
    });
}

async fn look(app: &mut App) -> Result<()> {
    start_with_sample(app).await?;
    open(app, "?period=365").await?;
    app.wait_for("[data-chart=flow][data-state=drawn]").await?;
    assert_eq!(app.axe().await?, Vec::<String>::new());
    app.click("[data-tile=deals] .tile-figure").await?;
    app.wait_for("dialog[open] .drill-deal").await?;
    assert_eq!(app.axe().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn figures_and_charts_are_accessible_in_light_colours() {
    browser_test(&Settings::default(), async |app| look(app).await);
}

#[test]
fn figures_and_charts_are_accessible_in_dark_colours_on_a_phone() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, language: "zh-CN", ..Settings::phone() };
    browser_test(&settings, async |app| look(app).await);
}

#[test]
fn two_groups_are_compared_side_by_side() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        let won = exact(app, "[data-tile=win-rate] [data-metric='won.count']").await?;
        let lost = exact(app, "[data-tile=win-rate] [data-metric='lost.count']").await?;

        // Won beside lost comes first, in the same period.
        app.click(".insights-views li:nth-child(2) > a").await?;
        app.wait_for(".insights[data-view=compare] [data-row=deals]").await?;
        wait_figure(app, ".compare-table", "compare.deals.1", &won).await?;
        wait_figure(app, ".compare-table", "compare.deals.2", &lost).await?;
        assert_eq!(drill(app, "[data-metric='compare.deals.2'] .figure-link").await?, lost);
        app.wait_for("[data-notice=verdict] li").await?;
        app.check_accessibility().await?;

        // One owner beside all others: together they are the whole.
        set_field(app, "#compare-by", "owner").await?;
        app.wait_for(".compare-table [data-row='win-rate'] [data-verdict]").await?;
        let sum = "const value = (at) => Number(document.querySelector(
                `[data-metric='compare.won.${at}']`).dataset.value);
            return String(value(1) + value(2));";
        assert_eq!(app.eval(sum, vec![]).await?, won);
        let address = hash(app).await?;
        assert!(address.contains("view=compare") && address.contains("by=owner"), "{address}");

        // The address says all of it.
        let options = "return [...document.querySelectorAll('#compare-one option')].map((row) => row.value)";
        let owners = app.eval(options, vec![]).await?;
        let second = owners[1].as_str().context("two owners")?.to_owned();
        set_field(app, "#compare-one", &second).await?;
        app.wait_until(
            "the address",
            "return location.hash.includes('one=' + arguments[0])",
            vec![json!(second)],
        )
        .await?;
        let first = exact(app, "[data-metric='compare.won.1']").await?;
        app.reload().await?;
        wait_figure(app, ".compare-table", "compare.won.1", &first).await?;

        // A period beside the one before it; all time has none.
        set_field(app, "#compare-by", "period").await?;
        app.wait_for(".compare-table [data-row='won']").await?;
        wait_figure(app, ".compare-table", "compare.won.1", &won).await?;
        set_field(app, "#ask-period", "all").await?;
        app.wait_for(".insights[data-view=compare] .chart-state").await?;
        set_field(app, "#compare-two", "90").await?;
        app.wait_for(".compare-table [data-row='won']").await?;
        let odd = "return /NaN|Infinity|undefined/.test(document.querySelector('.insights').innerText)";
        assert_eq!(app.eval(odd, vec![]).await?, false);
        app.click(".insights-views li:first-child > a").await?;
        app.wait_for(".insights[data-view=overview] [data-tile=deals]").await?;

        // Whoever comes to a view from the foot of another begins at its head.
        let scroll = "const screen = document.querySelector('.insights-screen');
            screen.scrollTop = 400;
            return screen.scrollTop;";
        assert_eq!(app.eval(scroll, vec![]).await?, 400);
        go(app, "#/insights?period=365&view=compare&by=owner").await?;
        app.wait_for(".insights[data-view=compare] [data-row='won']").await?;
        let at_head = "return document.querySelector('.insights-screen').scrollTop === 0";
        app.wait_until("the head of the view", at_head, vec![]).await.map(drop)
    });
}

#[test]
fn every_figure_of_two_groups_says_how_they_differ_or_why_nothing_is_said() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        let won = exact(app, "[data-tile=win-rate] [data-metric='won.count']").await?;
        let open_deals = exact(app, "[data-tile=deals] [data-metric='deals.count']").await?;
        go(app, "#/insights?period=365&view=compare&by=owner").await?;
        app.wait_for(".compare-table [data-row='win-rate'] [data-verdict]").await?;
        // Each line has a verdict in words; an interval holds its difference; a rate of few deals has its own.
        let odd = "return [...document.querySelectorAll('.compare-table [data-row]')].filter((row) => {
                const said = row.querySelector('[data-verdict]');
                const { value, low, high, verdict } = said?.dataset ?? {};
                const words = said?.querySelector('.compare-verdict')?.innerText.trim();
                if (!words || /NaN|Infinity|undefined/.test(row.innerText)) return true;
                if (['real', 'chance'].includes(verdict)) {
                    const real = Number(low) > 0 || Number(high) < 0;
                    if (!(Number(low) <= Number(value) && Number(value) <= Number(high))) return true;
                    return real !== (verdict === 'real');
                }
                return false;
            }).map((row) => row.innerText)";
        assert_eq!(app.eval(odd, vec![]).await?, json!([]));
        let shown = "return [...document.querySelectorAll('.compare-table > tbody:first-of-type > tr')]
            .map((row) => row.dataset.row).join(' ')";
        let rows = "open open-value weighted created won lost won-value lost-value win-rate win-rate-value size size-median \
                    cycle cycle-median cycle-expected velocity activities moved-back";
        assert_eq!(app.eval(shown, vec![]).await?, rows);
        let of_a_stage = "return [...document.querySelectorAll('.compare-table > tbody[data-stage]')[1].rows]
            .map((row) => (row.dataset.row ?? '').split('.')[0]).join(' ').trim()";
        let rows = "here here-value here-weighted step overall to-won drop-off lost nurtured days days-median days-p90 \
                    days-deal running-median running-longest";
        assert_eq!(app.eval(of_a_stage, vec![]).await?, rows);
        let interval = "return /\\d–\\d+.*%/.test(document.querySelector(`[data-metric='compare.win-rate.1']`).innerText)";
        assert_eq!(app.eval(interval, vec![]).await?, true, "a rate of few deals has an interval");
        app.check_accessibility().await?;

        // The same as a file: a line for each of the table, with the difference and the ends of its interval.
        let lines = app.count(".compare-table [data-row]").await?;
        let folder = Folder::new()?;
        app.click("[data-grid=compare] .chart-menu button").await?;
        app.click(&with_icon(".menu [role=menuitem]", "table")).await?;
        let file = std::fs::read_to_string(folder.take(app, ".csv", "compare.csv").await?)?;
        assert_eq!(file.trim_end().lines().count(), lines + 1);
        let head = file.lines().next().context("a head")?;
        assert!(head.contains("Difference,") && head.split(',').count() == 7, "{head}");
        let line = file.lines().find(|line| line.starts_with("Won,")).context("the line of won deals")?;
        let count = |at: usize| line.split(',').nth(at).and_then(|cell| cell.parse::<f64>().ok());
        let sum = count(1).zip(count(2)).map(|(one, two)| one + two);
        assert_eq!(sum, won.parse().ok(), "{line}");

        // Days of one's own beside the period stand in the address. What was open on both days is in both groups.
        set_field(app, "#compare-by", "period").await?;
        app.wait_for(".compare-table [data-row='won']").await?;
        set_field(app, "#compare-two", "own").await?;
        app.wait_for("#compare-from").await?;
        let last = today(app).await?;
        set_field(app, "#compare-to", &last).await?;
        let first = "const day = new Date(arguments[0]);
            day.setUTCDate(day.getUTCDate() - 29);
            return day.toISOString().slice(0, 10)";
        let first = app.eval(first, vec![json!(last)]).await?;
        set_field(app, "#compare-from", first.as_str().context("a day")?).await?;
        let own = json!(format!("two={}..{last}", first.as_str().unwrap_or_default()));
        app.wait_until("the address", "return location.hash.includes(arguments[0])", vec![own]).await?;
        app.wait_until(
            "a pace",
            "return /per 30 days/.test(document.querySelector(`[data-row='created']`)?.innerText ?? '')",
            vec![],
        )
        .await?;
        app.reload().await?;
        app.wait_for("#compare-from").await?;
        wait_figure(app, ".compare-table", "compare.open.1", &open_deals).await?;
        app.wait_for("[data-row='open'] [data-verdict]").await?;
        set_field(app, "#compare-two", "90").await?;
        app.wait_for("[data-row='open'] [data-verdict=shared]").await?;
        app.wait_for("[data-row='won'] [data-verdict=shared], [data-row='won'] [data-verdict=chance]")
            .await
            .map(drop)
    });
}

#[test]
fn the_time_in_each_stage_is_told_apart_from_what_goes_on() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        // The expected median is over more deals than those won.
        let expected = drill(app, "[data-tile=cycle] [data-metric='cycle.expected']").await?;
        let won = exact(app, "[data-tile=win-rate] [data-metric='won.count']").await?;
        assert!(expected.parse::<usize>()? > won.parse::<usize>()?, "{expected} and {won}");
        app.wait_for("[data-grid=times] tbody tr").await?;
        // As many deals are behind the count of those still there as it says.
        let running = "[data-grid=times] tbody tr:first-child [data-metric='time.running']";
        let known = exact(app, running).await?;
        assert_eq!(drill(app, &format!("{running} .figure-link")).await?, known);
        let ordered = "const days = (row, name) => Number(row.querySelector(`[data-metric='time.${name}.days']`).dataset.value);
            return [...document.querySelectorAll('[data-grid=times] tbody tr')].filter((row) =>
                !(days(row, 'median') <= days(row, 'p90') && days(row, 'running.median') <= days(row, 'running.longest'))
                || !(days(row, 'deal') >= days(row, 'mean') - 1e-9)).length";
        assert_eq!(app.eval(ordered, vec![]).await?, 0, "a deal takes as long as its visits together");
        // The table of the chart tells the same, and opens the deals.
        app.click("[data-chart=time-in-stage] .chart-menu button").await?;
        app.click(&with_icon(".menu [role=menuitem]", "columns")).await?;
        app.wait_for("[data-chart=time-in-stage] .chart-table tbody tr").await?;
        let cells = "const row = document.querySelector('[data-chart=time-in-stage] tbody tr');
            return [row.cells.length, row.cells[11].querySelector('[data-value]')?.dataset.value ?? row.cells[11].dataset.value]";
        assert_eq!(app.eval(cells, vec![]).await?, json!([14, known]));
        app.click("[data-chart=time-in-stage] tbody tr:first-child td:nth-child(12) .chart-pick").await?;
        app.wait_for(&format!("dialog[open] [data-metric='drill.count'][data-value='{known}']"))
            .await
            .map(drop)
    });
}

/// What is listed and what stands in the table of a chart is sorted by what one chooses.
#[test]
fn lists_of_deals_and_tables_of_charts_are_sorted() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        app.click("[data-tile=deals] .tile-figure").await?;
        app.wait_for("dialog[open] .drill-deal").await?;
        set_field(app, "#drill-order", "title").await?;
        let is_sorted =
            "const names = [...document.querySelectorAll('dialog[open] .drill-name > :first-child')]
                .map((name) => name.innerText.trim());
            const sorted = [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
            return names.length > 1 && names.join('|') === sorted.join('|')";
        app.wait_until("deals by title", is_sorted, vec![]).await?;
        app.check_accessibility().await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;

        app.click("[data-chart=time-in-stage] .chart-menu button").await?;
        app.click(&with_icon(".menu [role=menuitem]", "columns")).await?;
        app.click("[data-chart=time-in-stage] .chart-table thead th:nth-child(2) .sort").await?;
        app.wait_for("[data-chart=time-in-stage] thead th:nth-child(2)[aria-sort=descending]").await?;
        let is_falling =
            "const counts = [...document.querySelectorAll('[data-chart=time-in-stage] tbody tr')]
                .map((row) => Number(row.cells[1].dataset.value));
            return counts.length > 1 && counts.every((count, at) => at === 0 || !(count > counts[at - 1]))";
        app.wait_until("the largest first", is_falling, vec![]).await.map(drop)
    });
}

/// A reason that only a pointer can see is none for a finger: it stands below.
#[test]
fn why_there_are_dashes_stands_below_a_table() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/insights?period=365&view=report&by=stage&columns=open,won,overall,stage-days-deal")
            .await?;
        app.wait_for("[data-grid=report] [data-notice=reasons] li").await?;
        let lines = app.count("[data-grid=report] [data-notice=reasons] li").await?;
        let dashes = "return new Set([...document.querySelectorAll('[data-grid=report] td[title]')].map((cell) => cell.title)).size";
        assert_eq!(app.eval(dashes, vec![]).await?, lines);
        app.check_accessibility().await
    });
}

#[test]
fn a_report_has_totals_and_is_saved() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        let won = exact(app, "[data-tile=win-rate] [data-metric='won.count']").await?;
        app.click(".insights-views li:nth-child(3) > a").await?;
        app.wait_for("[data-grid=report] tfoot [data-row=total]").await?;
        wait_figure(app, "[data-grid=report] tfoot", "report.won", &won).await?;
        app.check_accessibility().await?;
        let sum = "return String([...document.querySelectorAll(
            `[data-grid=report] tbody [data-metric='report.won']`)].reduce((sum, cell) => sum + Number(cell.dataset.value), 0))";
        assert_eq!(app.eval(sum, vec![]).await?, won, "owners come to the whole");
        assert_eq!(
            drill(app, "[data-grid=report] tfoot [data-metric='report.won'] .figure-link").await?,
            won
        );

        set_field(app, "#report-by", "month-closed").await?;
        app.wait_for("[data-grid=report] tr[data-row^='20']").await?;
        // One column less, and the address says so.
        app.click(&with_icon(".report-tools [aria-haspopup=menu]", "columns")).await?;
        app.click(
            ".menu [role=menuitemcheckbox][aria-checked=true], .menu [role=menuitemradio][aria-checked=true]",
        )
        .await?;
        app.wait_gone("[data-grid=report] [data-metric='report.open']").await?;
        let address = hash(app).await?;
        assert!(address.contains("view=report") && address.contains("by=month-closed"), "{address}");
        assert!(address.contains("columns=open-value,won,"), "{address}");

        // It is as it was left when one comes back to it.
        go(app, "#/board").await?;
        app.wait_for("[data-screen=board] .card").await?;
        go(app, "#/insights").await?;
        app.wait_for("[data-grid=report] tr[data-row^='20']").await?;
        assert_eq!(hash(app).await?, address);
        app.click(".insights-views li:first-child > a").await?;
        app.wait_for("[data-tile=deals]").await?;
        assert!(!hash(app).await?.contains("view="), "the overview is the usual view");
        Ok(())
    });
}

#[test]
fn tables_are_sorted_by_name_and_by_figure() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        let names = "return [...document.querySelectorAll('[data-grid=leaders] tbody th')].map((cell) => cell.innerText.trim())";
        let sorted = "
            const names = [...document.querySelectorAll('[data-grid=leaders] tbody th')].map((cell) => cell.innerText.trim());
            const wanted = [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
            return names.length > 1 && String(names) === String(arguments[0] ? wanted : wanted.reverse())";
        let before = app.eval(names, vec![]).await?;
        let head = "[data-grid=leaders] th:first-child";
        for (state, ascending) in [("ascending", true), ("descending", false)] {
            app.click(&format!("{head} .sort")).await?;
            app.wait_for(&format!("{head}[aria-sort={state}]")).await?;
            app.wait_until("names in order", sorted, vec![json!(ascending)]).await?;
        }
        app.click(&format!("{head} .sort")).await?;
        app.wait_gone(&format!("{head}[aria-sort]")).await?;
        assert_eq!(app.eval(names, vec![]).await?, before, "its own order again");
        app.click("[data-grid=leaders] th:nth-child(3) .sort").await?;
        app.wait_for("[data-grid=leaders] th:nth-child(3)[aria-sort=descending]").await.map(drop)
    });
}

#[test]
fn a_report_by_stage_tells_conversion_and_where_a_figure_makes_no_sense_a_dash_and_why() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        open(app, "?period=all").await?;
        let cell = |metric: &str| format!("[data-grid=stages] tbody tr:first-child [data-metric='{metric}']");
        let reached = exact(app, &cell("stage.reached")).await?;
        let (step, drop_off) =
            (exact(app, &cell("stage.step")).await?, exact(app, &cell("stage.dropoff")).await?);
        let columns = "open,won,win-rate,reached,step,to-won,drop-off,stage-days,stage-days-median";
        go(app, &format!("#/insights?period=all&view=report&by=stage&columns={columns}")).await?;
        let first = "[data-grid=report] tbody tr:first-child";
        for (metric, value) in [("reached", &reached), ("step", &step), ("dropoff", &drop_off)] {
            wait_figure(app, first, &format!("report.{metric}"), value).await?;
        }
        app.wait_for(&format!("{first} [data-metric='report.stagedays'][data-value]")).await?;
        assert_eq!(
            drill(app, &format!("{first} [data-metric='report.reached'] .figure-link")).await?,
            reached
        );
        assert_ne!(drill(app, &format!("{first} [data-metric='report.dropoff'] .figure-link")).await?, "0");
        // Nothing is won in a stage: a dash, and why.
        let none = format!("{first} [data-metric='report.winrate']:not([data-value])[title]");
        app.wait_text(&none, "–").await?;
        assert_ne!(
            drill(app, "[data-grid=report] tfoot [data-metric='report.winrate'] .figure-link").await?,
            "0"
        );
        app.check_accessibility().await?;

        set_field(app, "#report-by", "loss-reason").await?;
        app.wait_for(&format!("{first} [data-metric='report.towon']:not([data-value])[title]")).await?;
        let address = hash(app).await?;
        assert!(address.contains("by=loss-reason") && address.contains("stage-days"), "{address}");
        Ok(())
    });
}

#[test]
fn a_report_is_printed_without_what_it_is_steered_with_and_saved_as_exact_numbers() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        start_with_sample(app).await?;
        open(app, "?period=365").await?;
        go(app, "#/insights?period=365&view=report&by=owner&columns=open,won-value,to-won").await?;
        app.wait_for("[data-grid=report] tfoot").await?;
        let controls =
            [".sidebar", ".report-tools", ".ask", ".insights-views", "[data-grid=report] .chart-menu"];
        let shown = [
            "[data-grid=report] thead",
            "[data-grid=report] tfoot [data-metric='report.open']",
            "[data-grid=report] h3",
        ];
        check_on_paper(app, &shown, &controls).await?;
        app.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;

        // The file says the same, number by number.
        let table = "return [...document.querySelectorAll('[data-grid=report] :is(tbody, tfoot) tr')].map((row) =>
            [row.querySelector('th').innerText.trim(), ...[...row.querySelectorAll('td')].map((cell) => cell.dataset.value ?? '')])";
        let table = app.eval(table, vec![]).await?;
        crate::steps::choose(app, "[data-grid=report] .chart-menu [aria-haspopup=menu]", "table").await?;
        let file = folder.take(app, ".csv", "report.csv").await?;
        let text = std::fs::read_to_string(file)?;
        let lines: Vec<Vec<&str>> =
            text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
        let rows = table.as_array().context("rows")?;
        assert_eq!(lines.len(), rows.len() + 1, "a line of headings, and all rows with the total");
        for (line, row) in lines[1..].iter().zip(rows) {
            let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
            assert_eq!(json!(line[0]), row[0]);
            assert_eq!(json!(line[1]), row[1], "counts");
            // In the file money stands in whole units.
            let minor = number(row[2].as_str().unwrap_or_default());
            assert!((number(line[2]) * 100.0 - minor).abs() < 0.5 || minor.is_nan(), "{line:?} {row}");
            assert_eq!(json!(line[3]), row[3], "rates");
        }
        Ok(())
    });
}

#[test]
fn the_board_of_a_past_day_is_replayed() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        let cards = exact(app, "[data-metric='shown.count']").await?;
        open(app, "").await?;
        app.click(".insights-views li:nth-child(4) > a").await?;
        app.wait_for(".insights[data-view=replay] .replay-card").await?;
        let open_deals = "return String([...document.querySelectorAll(
            `.replay-column[data-stage-kind=open] [data-metric='replay.count']`)]
            .reduce((sum, figure) => sum + Number(figure.dataset.value), 0))";
        assert_eq!(app.eval(open_deals, vec![]).await?, cards, "today it is the board");
        let is_elsewhere =
            "return [...document.querySelectorAll('.replay-foot')].some((foot) => foot.children.length > 1)";
        assert_eq!(app.eval(is_elsewhere, vec![]).await?, false);
        app.check_accessibility().await?;

        // Two months back, deals stood elsewhere.
        let back = "const slider = document.querySelector('#ask-day');
            slider.value = String(Number(slider.max) - 60);
            slider.dispatchEvent(new Event('input', { bubbles: true }))";
        app.eval(back, vec![]).await?;
        app.wait_for("[data-notice=replaying]").await?;
        app.wait_until("a deal that moved since", is_elsewhere, vec![]).await?;
        // The count of a column lists its deals, however few they are.
        let count = ".replay-column button[data-metric='replay.count']";
        let said = exact(app, count).await?;
        assert_eq!(drill(app, count).await?, said);
        app.click(".replay-card").await?;
        app.wait_for(".panel .timeline > li").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await
    });
}
