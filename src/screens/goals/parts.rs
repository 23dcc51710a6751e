//! What the parts of goals come to, cutting the team's into even ones, and goals that nobody is there for any more.

use leptos::prelude::*;
use metrics::NoRate;
use metrics::goals::{By, current, split};
use sales::decide::Command;
use sales::ids::PersonId;
use sales::model::{Goal, Span, Tiers};

use super::asked::Asked;
use super::rows::{currency_of, draft};
use super::sheet::{Left, Sum};
use super::{State, measure_name, period_name};
use crate::components::icon;
use crate::route::{Route, Screen};
use crate::text::{fill, t};

/// What the parts of the goals come to, and the ways to cut the team's.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let (team, sums) = state.sheet.with(|sheet| (sheet.team.goal.clone(), sheet.sums.clone()));
        if team.is_none() && sums.is_empty() {
            return None;
        }
        let said = sums.into_iter().map(|sum| view! { <li>{sum_words(state, &sum)}</li> }).collect_view();
        Some(view! {
            <section class="goal-parts" aria-label=texts.parts>
                <ul class="goal-words" data-part="goal-sums">
                    {said}
                </ul>
                {team.map(|goal| cuts(state, goal))}
            </section>
        })
    };
    content.into_any()
}

/// The ways to cut the team's goal.
fn cuts(state: State, goal: Goal) -> AnyView {
    let texts = t().goals();
    let span = goal.span;
    let goal = StoredValue::new(goal);
    let cut = move |name: &'static str, by: By| {
        let press = move |_| goal.with_value(|goal| cut(state, goal, by));
        view! {
            <button type="button" class="button" on:click=press>
                {name}
            </button>
        }
    };
    view! {
        <h2 id="goal-split">{texts.split}</h2>
        <div class="report-tools" role="group" aria-labelledby="goal-split">
            {(!span.by_quarter().is_empty()).then(|| cut(texts.over_quarters, By::Quarters))}
            {(span.months() > 1).then(|| cut(texts.over_months, By::Months))}
            {cut(texts.over_people, By::People)}
        </div>
    }
    .into_any()
}

fn sum_words(state: State, sum: &Sum) -> String {
    let texts = t().goals();
    let parts = match sum.by {
        By::Months => texts.months,
        By::Quarters => texts.quarters,
        By::People => texts.people,
    };
    let said = match &sum.found {
        Ok((total, difference)) => {
            let text = match *difference {
                0 => texts.sum_equal,
                short if short > 0 => texts.sum_short,
                _ => texts.sum_over,
            };
            let (all, difference) = (state.amount(*total), state.amount(difference.abs()));
            fill(text, &[("parts", parts), ("sum", &all), ("difference", &difference)])
        }
        Err(NoRate(unrated)) => {
            let codes: Vec<&str> = unrated.iter().map(|row| row.currency.code()).collect();
            fill(texts.sum_no_rate, &[("parts", parts), ("currencies", &codes.join(t().common().between))])
        }
    };
    let said =
        if sum.name.is_empty() { said } else { fill(texts.sum_of, &[("name", &sum.name), ("said", &said)]) };
    if sum.missing > 0 { format!("{said} {}", texts.missing.of(sum.missing)) } else { said }
}

/// The goals of people who are out of use: they wait for somebody to take them over.
pub(super) fn left(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let left = state.sheet.with(|sheet| sheet.left.clone());
        if left.is_empty() {
            return None;
        }
        let row = |row: Left| {
            let Left { name, goal } = row;
            let asked = Asked::of(&goal);
            let question = asked.write();
            let href = Route { question, ..Route::to(Screen::Goals) }.href();
            let amount = state.target_of(&goal);
            let what = fill(
                texts.left_goal,
                &[
                    ("name", &name),
                    ("period", &period_name(goal.span)),
                    ("measure", measure_name(asked.measure)),
                    ("target", &amount),
                ],
            );
            let id = goal.id;
            let label = [texts.remove_goal, ": ", &what].concat();
            view! {
                <li data-goal-id=id.to_string()>
                    <a href=href>{what}</a>
                    <button
                        type="button"
                        class="button quiet"
                        aria-label=label
                        on:click=move |_| {
                            state.ui.act(&Command::RemoveGoals { goals: vec![id] });
                        }
                    >
                        {texts.remove_goal}
                    </button>
                </li>
            }
        };
        let count = left.len();
        Some(view! {
            <section class="notice warn boxed goals-left" aria-labelledby="goals-left" data-part="goals-left">
                {icon("warning")}
                <div>
                    <p id="goals-left" data-metric="goals.left" data-value=count.to_string()>
                        {texts.left.of(count)}
                    </p>
                    <ul>{left.into_iter().map(row).collect_view()}</ul>
                </div>
            </section>
        })
    };
    content.into_any()
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
