//! How far the team is, in words and as a bar.

use leptos::prelude::*;
use metrics::goals::Progress;
use sales::model::Tier;

use super::State;
use super::asked::Asked;
use crate::components::icon;
use crate::platform::intl;
use crate::text::{fill, t};

/// How far the team is, in words.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let team = state.sheet.with(|sheet| sheet.team.clone());
        let Some(progress) = &team.progress else {
            return view! { <p class="notice warn boxed" role="status">{icon("warning")} <span>{texts.no_rate}</span></p> }
                .into_any();
        };
        if team.goal.is_none() {
            return view! {
                <div class="goal-summary">
                    <p>
                        <strong>{texts.no_goal}</strong>
                    </p>
                    <p class="muted">{texts.set_goal}</p>
                </div>
            }
            .into_any();
        }
        let exact = progress.achieved.to_string();
        let lines = words(state, state.asked.get_untracked(), progress);
        view! {
            <div class="goal-summary">
                <p class="goal-main">
                    <strong class="num" data-metric="goal.achieved" data-value=exact>
                        {state.amount(progress.achieved)}
                    </strong>
                    <span>
                        {fill(texts.of_target, &[("share", &intl::percent(progress.share() * 100.0))])}
                    </span>
                </p>
                {bar(progress)}
                <ul class="goal-words">
                    {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            </div>
        }
        .into_any()
    };
    content.into_any()
}

pub(in crate::screens) fn tier_name(tier: Tier) -> &'static str {
    let texts = t().goals();
    match tier {
        Tier::Target => texts.target,
        Tier::Stretch => texts.stretch,
        Tier::Challenge => texts.challenge,
    }
}

/// What there is to say of how far a goal is.
pub(super) fn words(state: State, asked: Asked, progress: &Progress) -> Vec<String> {
    let texts = t().goals();
    let amount = |text: &str, amount: i128| fill(text, &[("amount", &state.amount_of(asked, amount.abs()))]);
    let mut lines = Vec::new();
    if let Some(tier) = progress.reached() {
        lines.push(fill(texts.reached, &[("tier", tier_name(tier))]));
    }
    if let Some((tier, missing)) = progress.next() {
        lines.push(fill(
            texts.to_next,
            &[("amount", &state.amount_of(asked, missing)), ("tier", tier_name(tier))],
        ));
    }
    if progress.passed == 0 {
        lines.push(texts.not_begun.to_owned());
        return lines;
    }
    if progress.passed < progress.whole {
        let count = |days: u32| intl::count(usize::try_from(days).unwrap_or(usize::MAX));
        let days = [("passed", count(progress.passed)), ("all", count(progress.whole))];
        let days: Vec<(&str, &str)> = days.iter().map(|(name, text)| (*name, text.as_str())).collect();
        lines.push(fill(texts.workdays, &days));
        lines.push(match progress.by_calendar.ahead {
            0 => texts.on_pace.to_owned(),
            ahead if ahead > 0 => amount(texts.ahead, ahead),
            behind => amount(texts.behind, behind),
        });
        if let Ok(pace) = &progress.by_curve {
            let text = if pace.ahead < 0 { texts.usual_behind } else { texts.usual_ahead };
            lines.push(amount(text, pace.ahead));
        }
        if let Some(projected) = progress.projected() {
            lines.push(amount(texts.projected, projected));
        }
        if let Some(Ok(coverage)) = progress.coverage {
            lines.push(fill(texts.coverage, &[("times", &intl::decimal(coverage.ratio()))]));
        }
    }
    lines
}

/// A bar up to the highest tier, with a mark for each.
pub(super) fn bar(progress: &Progress) -> AnyView {
    let top = progress.tiers.last().map_or(1, |tier| tier.1).max(progress.achieved).max(1);
    #[allow(clippy::cast_precision_loss, reason = "pixels need fewer digits than f64 has")]
    let percent = move |amount: i128| (amount as f64 / top as f64 * 100.0).clamp(0.0, 100.0);
    let width = format!("{:.1}%", percent(progress.achieved));
    let marks = progress.tiers.iter().map(|(_, amount)| {
        let place = format!("{:.1}%", percent(*amount));
        view! { <span class="goal-mark" style:inset-inline-start=place></span> }
    });
    let is_reached = progress.reached().is_some();
    view! {
        <span class="goal-bar" class:reached=is_reached aria-hidden="true">
            <span class="goal-fill" style:width=width></span>
            {marks.collect_view()}
        </span>
    }
    .into_any()
}
