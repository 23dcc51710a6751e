//! What the parts of the team's goal come to, and cutting it into even ones.

use leptos::prelude::*;
use metrics::goals::{By, current, split};
use sales::decide::Command;
use sales::ids::PersonId;
use sales::model::{Goal, Span, Tiers};

use super::State;
use super::rows::{currency_of, draft};
use super::sheet::Sum;
use crate::text::{fill, t};

/// What the parts of the team's goal come to, and the ways to cut it.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let (team, sums) = state.sheet.with(|sheet| (sheet.team.goal.clone(), sheet.sums.clone()));
        let goal = StoredValue::new(team?);
        let said = sums.into_iter().map(|sum| view! { <li>{sum_words(state, &sum)}</li> }).collect_view();
        let cut = move |name: &'static str, by: By| {
            let press = move |_| goal.with_value(|goal| cut(state, goal, by));
            view! {
                <button type="button" class="button" on:click=press>
                    {name}
                </button>
            }
        };
        let span = goal.with_value(|goal| goal.span);
        Some(view! {
            <section class="goal-parts" aria-labelledby="goal-split">
                <ul class="goal-words">{said}</ul>
                <h2 id="goal-split">{texts.split}</h2>
                <div class="report-tools">
                    {(!span.by_quarter().is_empty()).then(|| cut(texts.over_quarters, By::Quarters))}
                    {(span.months() > 1).then(|| cut(texts.over_months, By::Months))}
                    {cut(texts.over_people, By::People)}
                </div>
            </section>
        })
    };
    content.into_any()
}

fn sum_words(state: State, sum: &Sum) -> String {
    let texts = t().goals();
    let parts = match sum.by {
        By::Months => texts.months,
        By::Quarters => texts.quarters,
        By::People => texts.people,
    };
    let text = match sum.difference {
        0 => texts.sum_equal,
        short if short > 0 => texts.sum_short,
        _ => texts.sum_over,
    };
    let (all, difference) = (state.amount(sum.total), state.amount(sum.difference.abs()));
    let said = fill(text, &[("parts", parts), ("sum", &all), ("difference", &difference)]);
    if sum.missing > 0 { format!("{said} {}", texts.missing.of(sum.missing)) } else { said }
}

/// Gives each part of the team's goal an even share of it, as one step.
fn cut(state: State, goal: &Goal, by: By) {
    let asked = state.asked.get_untracked();
    let currency = currency_of(state, Some(goal));
    let parts: Vec<(Span, Option<PersonId>)> = match by {
        By::Months => goal.span.by_month().into_iter().map(|span| (span, goal.owner)).collect(),
        By::Quarters => goal.span.by_quarter().into_iter().map(|span| (span, goal.owner)).collect(),
        By::People => {
            let people = state.sheet.with_untracked(|sheet| {
                sheet.people.iter().filter_map(|line| line.owner).collect::<Vec<_>>()
            });
            people.into_iter().map(|person| (goal.span, Some(person))).collect()
        }
    };
    let even = vec![1; parts.len()];
    let tiers = |at: usize| {
        let of = |amount: i64| split(amount, &even).get(at).copied();
        let target = of(goal.tiers.target).filter(|target| *target > 0)?;
        // Rounded shares of a small number may not rise.
        let all = Tiers {
            target,
            stretch: goal.tiers.stretch.and_then(of),
            challenge: goal.tiers.challenge.and_then(of),
        };
        Some(if all.rise() { all } else { Tiers::only(target) })
    };
    let known =
        state.ui.store.with(|workspace| current(workspace).into_iter().cloned().collect::<Vec<Goal>>());
    let (mut new, mut edits) = (Vec::new(), Vec::new());
    for (at, (span, owner)) in parts.into_iter().enumerate() {
        let Some(tiers) = tiers(at) else { continue };
        let there = known.iter().find(|other| {
            (other.span, other.owner, other.pipeline) == (span, owner, None)
                && other.measure.is_like(goal.measure)
        });
        match there {
            Some(other) => edits.push(Command::EditGoal { goal: other.id, tiers }),
            None => new.push(draft(asked, span, owner, currency, tiers)),
        }
    }
    let last = if new.is_empty() { edits.pop() } else { Some(Command::SetGoals { goals: new }) };
    if let Some(last) = last {
        state.ui.act(&last.after(edits));
    }
}
