//! How far the goal of the present period is, small enough for the header of the board.

use leptos::prelude::*;
use metrics::goals::{Clock, current, progress};
use metrics::{Columns, Ledger};
use sales::model::{Goal, Measure};
use sales::time::Date;

use super::super::figures::kept_columns;
use super::asked::Asked;
use super::period_name;
use crate::components::small_icon;
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::{dom, intl};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// How long after a change the figure is made anew: what is dragged on the board comes first.
const PATIENCE_MILLISECONDS: i32 = 1_000;

/// The team's goal of the shortest period that holds a day, that of value before others.
fn goal_of_day<'a>(goals: &[&'a Goal], day: Date) -> Option<&'a Goal> {
    let holds = |goal: &&&Goal| {
        (goal.owner, goal.pipeline) == (None, None) && (goal.span.first()..=goal.span.last()).contains(&day)
    };
    let rank = |goal: &&&Goal| (!matches!(goal.measure, Measure::WonValue(_)), goal.span.months());
    goals.iter().filter(holds).min_by_key(rank).copied()
}

/// The mark; nothing where the team has no goal for today. It follows the goals and the day.
pub(crate) fn mark() -> AnyView {
    let ui = Ui::get();
    let day = RwSignal::new(clock::today());
    follow_days(day);
    let goal = Memo::new(move |_| {
        ui.store.track_catalogue();
        let day = day.get();
        ui.store.with(|workspace| goal_of_day(&current(workspace), day).cloned())
    });
    (move || goal.get().map(|goal| chip(ui, goal))).into_any()
}

/// Keeps a day up to date, as long as it is there.
fn follow_days(day: RwSignal<Date>) {
    let left = 24 * 60 - i32::try_from(clock::minute_of_day().min(24 * 60)).unwrap_or(0);
    // A second later than midnight: timers may be early.
    dom::later(left * 60_000 + 1_000, move || {
        if day.try_set(clock::today()).is_none() {
            follow_days(day);
        }
    });
}

/// How far the goal is.
fn chip(ui: Ui, goal: Goal) -> AnyView {
    let columns = kept_columns(ui);
    let asked = Asked::of(&goal);
    let goal = StoredValue::new(goal);
    let measure = move |columns: &Columns| {
        ui.store.with(|workspace| {
            let ledger = Ledger::new(workspace, columns, clock::today(), &LocalCalendar);
            goal.with_value(|goal| progress(workspace, &ledger, goal, Clock::default()))
                .ok()
                .map(|progress| progress.share())
        })
    };
    let share = RwSignal::new(columns.with_value(measure));
    let waits = StoredValue::new(false);
    Effect::new(move |is_first: Option<()>| {
        ui.store.track_deals();
        ui.store.track_activities();
        ui.store.track_shape();
        if is_first.is_some() && !waits.get_value() {
            waits.set_value(true);
            dom::later(PATIENCE_MILLISECONDS, move || {
                // The board may be gone by now.
                if waits.try_set_value(false).is_none()
                    && let Some(made) = columns.try_with_value(measure)
                {
                    let _ = share.try_set(made);
                }
            });
        }
    });
    let content = move || {
        let share = share.get()?;
        let said = intl::percent(share * 100.0);
        let name = period_name(asked.span);
        let label = fill(t().breakdown().mark, &[("name", &name), ("share", &said)]);
        let width = format!("{:.1}%", (share * 100.0).clamp(0.0, 100.0));
        let is_reached = share >= 1.0;
        let href = Route { question: asked.write(), ..Route::to(Screen::Goals) }.href();
        Some(view! {
            <a class="goal-chip" href=href aria-label=label.clone() title=label>
                {small_icon("flag")}
                <span class="goal-bar" class:reached=is_reached aria-hidden="true">
                    <span class="goal-fill" style:width=width></span>
                </span>
                <span class="num" data-metric="board.goal" data-value=share.to_string()>
                    {said}
                </span>
            </a>
        })
    };
    content.into_any()
}
