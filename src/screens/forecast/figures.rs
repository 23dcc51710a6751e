//! A period by every way of reckoning, and how likely the goal is to be reached.

use forecast::Band;
use forecast::outlook::{Outlook, Reach};
use leptos::prelude::*;
use sales::model::{Span, Tier};

use super::super::goals::{period_name, span_name, tier_name};
use super::state::{Data, State};
use crate::components::small_icon;
use crate::platform::intl::{self, chance};
use crate::route::{Route, Screen};
use crate::text::{fill, t};

/// The period that is asked about.
pub(super) fn section(state: State) -> AnyView {
    let content = move || {
        let data = state.data.get()?;
        let outlook = data.outlook()?;
        let is_over = outlook.window.to <= data.now.at;
        Some(view! {
            <section class="fc-period" aria-labelledby="forecast-likely" data-of=span_name(outlook.window.span)>
                {headline(state, outlook, is_over)}
                {(!is_over).then(|| tiles(state, outlook))}
                {notes(state, outlook)}
            </section>
            {goal(state, &data, outlook, is_over)}
        })
    };
    content.into_any()
}

fn headline(state: State, outlook: &Outlook, is_over: bool) -> AnyView {
    let texts = t().forecast();
    let period = period_name(outlook.window.span);
    let total = outlook.played.total;
    if is_over {
        return view! {
            <h2 id="forecast-likely" class="fc-label">
                {fill(texts.over, &[("period", &period)])}
            </h2>
            <p class="fc-main num" data-metric="forecast.won" data-value=outlook.won.minor.to_string()>
                {state.amount(outlook.won.minor)}
            </p>
        }
        .into_any();
    }
    let (low, high) = (state.amount(total.p10), state.amount(total.p90));
    view! {
        <h2 id="forecast-likely" class="fc-label">
            {fill(texts.likely, &[("period", &period)])}
        </h2>
        <p class="fc-main num" data-metric="forecast.p50" data-value=total.p50.to_string()>
            {state.amount(total.p50)}
        </p>
        <p class="fc-range">{fill(texts.range, &[("low", &low), ("high", &high)])}</p>
        {track(outlook)}
        <dl class="fc-band">
            {quantile(state, "p10", texts.p10, total.p10)}
            {quantile(state, "p50", texts.p50, total.p50)}
            {quantile(state, "p90", texts.p90, total.p90)}
        </dl>
    }
    .into_any()
}

fn quantile(state: State, name: &'static str, text: &'static str, minor: i128) -> AnyView {
    view! {
        <div>
            <dt>{text}</dt>
            <dd class="num" data-metric=format!("forecast.{name}") data-value=minor.to_string()>
                {state.amount(minor)}
            </dd>
        </div>
    }
    .into_any()
}

/// A bar of what was won, the band, its middle, and the tiers of the goal.
pub(super) fn track(outlook: &Outlook) -> AnyView {
    let total = outlook.played.total;
    let tiers: Vec<i128> = outlook.played.goal.iter().flatten().map(|reach| reach.wants).collect();
    let top = tiers.iter().copied().max().unwrap_or(0).max(total.p90).max(outlook.won.minor).max(1);
    #[allow(clippy::cast_precision_loss, reason = "pixels need fewer digits than f64 has")]
    let at = move |minor: i128| format!("{:.2}%", (minor as f64 / top as f64 * 100.0).clamp(0.0, 100.0));
    let marks = tiers.into_iter().map(|minor| {
        view! { <span class="fc-mark" style:inset-inline-start=at(minor)></span> }
    });
    view! {
        <div class="fc-track" aria-hidden="true">
            <span
                class="fc-likely"
                style:inset-inline-start=at(total.p10)
                style:width=at(total.p90 - total.p10)
            ></span>
            <span class="fc-won" style:width=at(outlook.won.minor)></span>
            <span class="fc-middle" style:inset-inline-start=at(total.p50)></span>
            {marks.collect_view()}
        </div>
    }
    .into_any()
}

fn tiles(state: State, outlook: &Outlook) -> AnyView {
    let texts = t().forecast();
    let (won, played) = (outlook.won, &outlook.played);
    let amount = |minor: i128| state.amount(minor);
    let range = |band: Band| [("low", amount(band.p10)), ("high", amount(band.p90))];
    let new = range(played.new_deals);
    let number = intl::decimal(played.new_won);
    let new_values: Vec<(&str, &str)> = new.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let new_values = [new_values, vec![("number", number.as_str())]].concat();
    let open = range(played.open);
    let open: Vec<(&str, &str)> = open.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let weighted = outlook.weighted;
    view! {
        <dl class="fc-tiles">
            {tile("won", texts.won, state, won.minor, texts.won_note.of(won.deals))}
            {tile(
                "weighted",
                texts.weighted,
                state,
                won.minor + weighted.minor,
                texts.weighted_note.with(weighted.deals, &[("open", &amount(weighted.minor))]),
            )}
            {tile(
                "model",
                texts.by_model,
                state,
                won.minor + played.by_model,
                texts.by_model_note.with(outlook.open, &[("open", &amount(played.by_model))]),
            )}
            {tile("open", texts.from_open, state, played.open.p50, fill(texts.from_open_note, &open))}
            {tile("new", texts.new_deals, state, played.new_deals.mean, fill(texts.new_deals_note, &new_values))}
        </dl>
        <p class="hint">{texts.meaning}</p>
    }
    .into_any()
}

fn tile(name: &'static str, text: &'static str, state: State, minor: i128, note: String) -> AnyView {
    view! {
        <div class="fc-tile">
            <dt>{text}</dt>
            <dd>
                <span class="fc-figure num" data-metric=format!("forecast.{name}") data-value=minor.to_string()>
                    {state.amount(minor)}
                </span>
                <span class="hint">{note}</span>
            </dd>
        </div>
    }
    .into_any()
}

/// What is to be known about the figures.
fn notes(state: State, outlook: &Outlook) -> AnyView {
    let texts = t().forecast();
    let mut notes = Vec::new();
    if outlook.won_undated > 0 {
        notes.push(texts.won_undated.of(outlook.won_undated));
    }
    if outlook.usual > 0 && outlook.usual_minor == 0 {
        notes.push(texts.valueless.of(outlook.usual));
    } else if outlook.usual > 0 {
        let value = state.amount(outlook.usual_minor.into());
        notes.push(texts.usual.with(outlook.usual, &[("value", &value)]));
    }
    if outlook.undated > 0 {
        notes.push(texts.undated.of(outlook.undated));
    }
    let unrated = outlook.won.unrated + outlook.weighted.unrated;
    if unrated > 0 {
        notes.push(texts.unrated.of(unrated));
    }
    let note = |text| view! { <li>{small_icon("info")} <span>{text}</span></li> };
    let has_notes = !notes.is_empty();
    has_notes
        .then(|| view! { <ul class="fc-notes">{notes.into_iter().map(note).collect_view()}</ul> })
        .into_any()
}

/// How likely each tier is to be reached.
fn goal(state: State, data: &Data, outlook: &Outlook, is_over: bool) -> AnyView {
    let texts = t().forecast();
    if is_over {
        return ().into_any();
    }
    let tiers = [Tier::Target, Tier::Stretch, Tier::Challenge];
    let by_value = tiers.into_iter().zip(outlook.played.goal);
    let by_value = by_value.filter_map(|(tier, reach)| {
        let reach = reach?;
        Some(tier_row(tier, reach, "forecast", state.amount(reach.wants)))
    });
    let by_number = tiers.into_iter().zip(outlook.played.goal_deals);
    let by_number = by_number.filter_map(|(tier, reach)| {
        let reach = reach?;
        Some(tier_row(tier, reach, "forecast.deals", deals_wanted(reach)))
    });
    let rows: Vec<AnyView> = by_value.chain(by_number).collect();
    if rows.is_empty() {
        // People and the team have goals of their own, in all pipelines.
        let href = goals_href(data.asked.span);
        return view! {
            <section class="fc-goal" aria-labelledby="forecast-goal">
                <h2 id="forecast-goal">{texts.goal}</h2>
                <p class="muted">
                    {texts.no_goal} " " <a class="link" href=href>{texts.set_goal}</a>
                </p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="fc-goal" aria-labelledby="forecast-goal">
            <h2 id="forecast-goal">{texts.chance_to_reach}</h2>
            <ul class="fc-reach">{rows}</ul>
        </section>
    }
    .into_any()
}

fn goals_href(span: Span) -> String {
    let question = format!("span={}&measure=value", span_name(span));
    Route { question, ..Route::to(Screen::Goals) }.href()
}

/// The number of deals that a tier wants, in words.
pub(super) fn deals_wanted(reach: Reach) -> String {
    t().forecast().won_note.of(usize::try_from(reach.wants).unwrap_or(usize::MAX))
}

fn tier_row(tier: Tier, reach: Reach, metric: &'static str, wanted: String) -> AnyView {
    let texts = t().forecast();
    let width = format!("{:.1}%", reach.chance * 100.0);
    let name = match tier {
        Tier::Target => "target",
        Tier::Stretch => "stretch",
        Tier::Challenge => "challenge",
    };
    view! {
        <li>
            <span class="fc-tier">
                {tier_name(tier)} " " <span class="muted num">{wanted}</span>
            </span>
            <span class="fc-meter" aria-hidden="true">
                <span style:width=width></span>
            </span>
            <strong class="num" data-metric=format!("{metric}.{name}") data-value=reach.chance.to_string()>
                {chance(reach.chance)}
            </strong>
            <span class="hint">{fill(texts.with_open, &[("share", &chance(reach.with_open))])}</span>
        </li>
    }
    .into_any()
}
