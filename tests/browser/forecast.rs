//! The forecast: by every way of reckoning, what if, how accurate it was; the chance of a deal and why.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::focus::{History, start_with_history};
use crate::steps::{before_each_page, go, hash, set_field, start_with, start_with_sample};

/// The exact value of a figure, once it is there.
async fn figure(app: &App, metric: &str) -> Result<f64> {
    let script = "return document.querySelector(`[data-metric='${arguments[0]}']`)?.dataset.value";
    let value = app.wait_until(&format!("the figure {metric}"), script, vec![json!(metric)]).await?;
    Ok(value.as_str().context("a value")?.parse()?)
}

/// Waits until a figure is above a number.
async fn wait_above(app: &App, metric: &str, least: f64) -> Result<()> {
    let script = "const figure = document.querySelector(`[data-metric='${arguments[0]}']`);
        return figure !== null && Number(figure.dataset.value) > arguments[1]";
    app.wait_until(&format!("{metric} above {least}"), script, vec![json!(metric), json!(least)])
        .await
        .map(drop)
}

/// Drags a slider to a value.
async fn drag(app: &App, slider: &str, percent: u32) -> Result<()> {
    let script = "const slider = document.querySelector(arguments[0]);
        slider.value = arguments[1];
        slider.dispatchEvent(new Event('input', { bubbles: true }))";
    app.eval(script, vec![json!(slider), json!(percent.to_string())]).await.map(drop)
}

#[test]
fn a_period_is_forecast_by_every_way_and_what_if_is_played_while_one_drags() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/forecast?span=2100-q1").await?;
        app.wait_for("[data-screen=forecast] [data-of='2100-q1']").await?;
        // Back to what is coming: this quarter and the next.
        go(app, "#/forecast").await?;
        set_field(app, "#forecast-period", "quarter").await?;
        app.click(".goal-span button:last-child").await?;
        let name = "return document.querySelector('.goal-span strong').dataset.span";
        let next = app.eval(name, vec![]).await?;
        let next = next.as_str().context("a span")?.to_owned();
        app.wait_for(&format!("[data-of='{next}']")).await?;
        assert!(hash(app).await?.contains(&next));
        let [p10, p50, p90] = [
            figure(app, "forecast.p10").await?,
            figure(app, "forecast.p50").await?,
            figure(app, "forecast.p90").await?,
        ];
        assert!(0.0 <= p10 && p10 <= p50 && p50 <= p90 && p90 > 0.0, "{p10} {p50} {p90}");
        assert!(figure(app, "forecast.won").await?.abs() < 0.5, "nothing was won yet");
        app.wait_for("[data-chart=forecast][data-state=drawn]").await?;

        // As it is, both say the same; dragged, more comes.
        assert!((figure(app, "what-if.p50").await? - p50).abs() < 0.5);
        drag(app, "#what-if-size", 200).await?;
        wait_above(app, "what-if.p90", 1.5 * p90).await?;
        drag(app, "#what-if-size", 100).await?;
        let back =
            "return document.querySelector(`[data-metric='what-if.p90']`).dataset.value === arguments[0]";
        app.wait_until("what it was", back, vec![json!(p90.to_string())]).await?;
        // A deal that is taken to be won.
        let row = ".fc-deals tbody tr:first-child select";
        set_field(app, row, "won").await?;
        wait_above(app, "what-if.p10", p10).await?;
        app.click(".fc-head button").await?;
        app.wait_until("what it was", back, vec![json!(p90.to_string())]).await?;
        let chosen = app.eval("return document.querySelector(arguments[0]).value", vec![json!(row)]).await?;
        assert_eq!(chosen, "");

        // Where it comes from is said.
        app.wait_for(".fc-basis[data-method]").await?;
        app.click(".fc-basis summary").await?;
        app.wait_for(".fc-ways tbody tr").await?;
        app.check_accessibility().await
    });
}

#[test]
fn a_goal_has_a_chance_to_be_reached_and_people_have_forecasts_of_their_own() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/goals").await?;
        app.wait_for("[data-screen=goals] .goal-main").await?;
        let name = "return document.querySelector('[data-span]').dataset.span";
        let span = app.eval(name, vec![]).await?;
        let span = span.as_str().context("a span")?.to_owned();
        set_field(app, "#goal-team-0", "1").await?;
        app.wait_for(".goal-main").await?;
        set_field(app, "#goal-team-2", "990000000").await?;
        set_field(app, "#goal-team-1", "900000000").await?;
        go(app, &format!("#/forecast?span={span}")).await?;
        wait_above(app, "forecast.target", 0.99).await?;
        assert!(figure(app, "forecast.stretch").await? < 0.01);
        // By number, too.
        go(app, &format!("#/goals?span={span}&measure=deals")).await?;
        let counts = "return document.querySelector('#goal-measure')?.value === 'deals'";
        app.wait_until("goals by number", counts, vec![]).await?;
        set_field(app, "#goal-team-0", "1").await?;
        app.wait_for(".goal-main").await?;
        go(app, &format!("#/forecast?span={span}")).await?;
        wait_above(app, "forecast.deals.target", 0.9).await?;
        app.check_accessibility().await?;
        let all = figure(app, "forecast.model").await?;
        // One person's is a part of it, and has an address.
        let script = "const field = document.querySelector('#forecast-who');
            field.value = field.options[1].value;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return field.value";
        let who = app.eval(script, vec![]).await?;
        let less = "const figure = document.querySelector(`[data-metric='forecast.model']`);
            return figure !== null && Number(figure.dataset.value) < arguments[0]";
        app.wait_until("less than the team's", less, vec![json!(all)]).await?;
        assert!(hash(app).await?.contains(who.as_str().context("a person")?));
        app.wait_text(".fc-goal", "No goal by value").await?;
        // What is done elsewhere counts at once.
        let open = "return document.querySelector('.fc-deals tbody tr')?.dataset.dealId";
        app.wait_until("a deal", open, vec![]).await.map(drop)
    });
}

#[test]
fn too_little_history_is_said_and_a_won_deal_counts_at_once() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        go(app, "#/forecast").await?;
        app.wait_text(".fc-basis", "0 won, 0 lost").await?;
        app.wait_text(".fc-basis [data-timing='never-closed']", "taken to close on the day").await?;
        app.wait_for(".fc-basis[data-method='stage-rate']").await?;
        go(app, "#/board").await?;
        crate::steps::choose_on_card(app, "c", "trophy").await?;
        go(app, "#/forecast").await?;
        app.wait_text(".fc-basis", "1 won, 0 lost").await?;
        // The panel of a deal says so, too.
        go(app, "#/board").await?;
        crate::steps::open_deal(app, "a").await?;
        app.wait_text("[data-part=chance] [data-ground='stage-rate']", "Too few deals have been closed").await
    });
}

#[test]
fn a_history_without_dates_is_said() {
    browser_test(&Settings::default(), async |app| {
        let history = History { dated: false, ..History::default() };
        start_with_history(app, &history).await?;
        go(app, "#/forecast").await?;
        app.wait_text(".fc-basis [data-timing='without-dates']", "All 160 closed deals came without the day")
            .await?;
        app.wait_text(".fc-notes", "of the won deals came without the day they were won").await?;
        // A hundred and sixty deals in one day are no sign that as many come every day.
        assert!(figure(app, "forecast.new").await?.abs() < 0.5);
        app.check_accessibility().await
    });
}

#[test]
fn a_history_tells_reasons_and_whether_what_was_said_came() {
    browser_test(&Settings::default(), async |app| {
        start_with_history(app, &History::default()).await?;
        go(app, "#/forecast").await?;
        app.wait_for(".fc-basis[data-method]:not([data-method='stage-rate'], [data-method='base-rate'])")
            .await?;
        assert_eq!(app.count("[data-timing]").await?, 0, "all of it has its dates");
        go(app, "#/board").await?;
        crate::steps::open_deal(app, "fresh1").await?;
        app.wait_text("[data-part=chance] .fc-reasons.towards", "Owner: Ann Lee").await?;
        assert_eq!(app.count("[data-part=chance] [data-ground]").await?, 0);
        app.check_accessibility().await?;
        go(app, "#/forecast?view=accuracy").await?;
        app.wait_gone("[data-notice='looking-back']").await?;
        app.wait_for("[data-chart='calibration'][data-state=drawn]").await?;
        app.check_accessibility().await
    });
}

#[test]
fn any_open_deal_can_be_taken_to_be_won() {
    browser_test(&Settings::default(), async |app| {
        start_with_history(app, &History { open: 60, ..History::default() }).await?;
        go(app, "#/forecast").await?;
        let p10 = figure(app, "forecast.p10").await?;
        app.wait_count(".fc-deals tbody tr", 10).await?;
        // Down to the last.
        for shown in [20, 30, 40, 50, 60, 62] {
            app.click(".fc-part > .button.quiet").await?;
            app.wait_count(".fc-deals tbody tr", shown).await?;
        }
        assert_eq!(app.count(".fc-part > .button.quiet").await?, 0);
        // By its name; what is assumed of it holds, and stays in sight.
        app.fill(".fc-part input[type=search]", "stale2").await?;
        app.wait_text("[data-part='deals-found']", "1 open deal found").await?;
        app.wait_count(".fc-deals tbody tr", 1).await?;
        set_field(app, ".fc-deals tbody tr select", "won").await?;
        wait_above(app, "what-if.p10", p10).await?;
        app.fill(".fc-part input[type=search]", "fresh59").await?;
        app.wait_count(".fc-deals tbody tr", 2).await?;
        app.wait_text(".fc-deals tbody tr:first-child", "stale2").await?;
        app.check_accessibility().await?;
        app.fill(".fc-part input[type=search]", "no such deal").await?;
        app.wait_text("[data-part='deals-found']", "0 open deals found").await?;
        app.wait_count(".fc-deals tbody tr", 1).await?;
        app.click(".fc-what-if > .fc-head button").await?;
        let back = "return Number(document.querySelector(`[data-metric='what-if.p10']`).dataset.value) === arguments[0]";
        app.wait_until("what it was", back, vec![json!(p10)]).await.map(drop)
    });
}

#[test]
fn a_worker_that_cannot_be_had_is_said_and_asked_for_again() {
    browser_test(&Settings::default(), async |app| {
        before_each_page(
            app,
            "const Known = window.Worker;
            let asked = 0;
            window.Worker = class extends Known {
                constructor(address, options) {
                    const isFirst = String(address).includes('forecaster') && asked++ === 0;
                    super(isFirst ? 'nothing-there.js' : address, options);
                }
            };",
        )
        .await?;
        start_with(app, "a b | - | - | - | -").await?;
        go(app, "#/forecast").await?;
        app.wait_for("[data-notice='forecast-stopped']").await?;
        app.click("[data-notice='forecast-stopped'] button").await?;
        app.wait_for("[data-metric='forecast.p50']").await?;
        app.wait_gone("[data-notice='forecast-stopped']").await
    });
}

#[test]
fn forecasts_of_past_days_are_compared_with_what_came() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        go(app, "#/forecast?view=accuracy").await?;
        app.wait_for("[data-horizon='30'] [data-metric='accuracy.within']").await?;
        app.wait_gone("[data-notice='looking-back']").await?;
        app.wait_for("[data-chart='accuracy-days'][data-state=drawn]").await?;
        let within = figure(app, "accuracy.within").await?;
        assert!((0.0..=1.0).contains(&within));
        app.check_accessibility().await?;
        app.click(".insights-views li:first-child a").await?;
        app.wait_for("[data-metric='forecast.p50']").await.map(drop)
    });
}

#[test]
fn the_panel_of_a_deal_tells_its_chance_beside_those_of_the_stage_and_the_person() {
    browser_test(&Settings::default(), async |app| {
        start_with_sample(app).await?;
        let first =
            app.eval("return document.querySelector('.card[data-deal-id]').dataset.dealId", vec![]).await?;
        let first = first.as_str().context("a card")?.to_owned();
        go(app, &format!("#/board/deal/{first}")).await?;
        let (win, by) = (figure(app, "deal.win").await?, figure(app, "deal.by").await?);
        assert!((0.0..=1.0).contains(&win) && by <= win, "{win} {by}");
        app.wait_text("[data-part=beside]", "The stage says").await?;
        crate::deal::edit(app, "deal-probability", "77").await?;
        app.wait_text("[data-part=beside]", "Your own estimate: 77%").await?;
        app.wait_for("[data-part=chance] a.link").await?;
        app.check_accessibility().await
    });
}

#[test]
fn the_forecast_is_accessible_on_a_dark_phone_in_chinese() {
    let settings = Settings { language: "zh-CN", colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        go(app, "#/forecast").await?;
        app.wait_for("[data-metric='forecast.p50']").await?;
        app.wait_for("[data-chart=forecast][data-state=drawn]").await?;
        app.check_accessibility().await?;
        go(app, "#/today").await?;
        app.wait_for("[data-part=focus] li[data-deal-id]").await?;
        app.check_accessibility().await?;
        // What is said of a deal stays in its panel.
        go(app, "#/board").await?;
        let first = "return document.querySelector('.card[data-deal-id]')?.dataset.dealId";
        let first = app.wait_until("a card", first, vec![]).await?;
        go(app, &format!("#/board/deal/{}", first.as_str().context("a card")?)).await?;
        app.wait_for("[data-metric='deal.win']").await?;
        let fits =
            "const part = document.querySelector('.fc-chance'); return part.scrollWidth <= part.clientWidth";
        assert_eq!(app.eval(fits, vec![]).await?, json!(true), "the text goes beyond the panel");
        Ok(())
    });
}
