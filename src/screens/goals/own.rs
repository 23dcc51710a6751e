//! A person's own page (自我评估): how far each of their goals is, and how well their deals are kept up.

use leptos::prelude::*;
use metrics::goals::{Clock, Progress, current, progress};
use metrics::{Columns, Ledger, Limits, Selection, hygiene};
use sales::ids::PersonId;
use sales::query::Filter;

use super::asked::{Asked, MEASURES};
use super::sheet::goal_of;
use super::summary::{bar, words};
use super::{State, measure_name};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl;
use crate::text::{fill, t};

pub(super) fn section(state: State, columns: StoredValue<Columns>, ledger: StoredValue<Ledger>) -> AnyView {
    let content = move || {
        let asked = state.asked.get();
        let owner = asked.owner?;
        // It follows the sheet, which is made anew after the ledger.
        state.sheet.track();
        Some(page(state, asked, owner, columns, ledger))
    };
    content.into_any()
}

fn page(
    state: State,
    asked: Asked,
    owner: PersonId,
    columns: StoredValue<Columns>,
    ledger: StoredValue<Ledger>,
) -> AnyView {
    let texts = t().breakdown();
    let ui = state.ui;
    let name = ui
        .store
        .with(|workspace| workspace.people.get(owner).map(|person| person.name.clone()).unwrap_or_default());
    let goals: Vec<(Asked, Progress)> = ui.store.with(|workspace| {
        let goals = current(workspace);
        let of = |(measure, _): &(super::asked::Measured, &str)| {
            let asked = Asked { measure: *measure, ..asked };
            let goal = goal_of(&goals, asked, Some(owner))?;
            let progress = ledger.with_value(|ledger| progress(workspace, ledger, goal, Clock::default()));
            Some((asked, progress.ok()?))
        };
        MEASURES.iter().filter_map(of).collect()
    });
    let row = |(asked, progress): (Asked, Progress)| {
        let lines = words(state, asked, &progress);
        view! {
            <div class="own-goal">
                <p class="goal-main">
                    <span>{measure_name(asked.measure)}</span>
                    <strong class="num" data-metric="own.achieved" data-value=progress.achieved.to_string()>
                        {state.amount_of(asked, progress.achieved)}
                    </strong>
                    <span>
                        {fill(
                            t().goals().of_target,
                            &[("share", &intl::percent(progress.share() * 100.0))],
                        )}
                    </span>
                </p>
                {bar(&progress)}
                <ul class="goal-words">
                    {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            </div>
        }
    };
    let kept = ui.store.with(|workspace| {
        columns.with_value(|columns| {
            let filter = Filter { owners: vec![Some(owner)], ..Filter::default() };
            let own = Selection::new(workspace, filter, Vec::new());
            let today = clock::today();
            let limits = Limits::learn(workspace, columns, today);
            let pipelines: Vec<_> = workspace.pipelines.iter().map(|row| row.id).collect();
            hygiene(workspace, columns, &own, &limits, &pipelines, today, &LocalCalendar).all.sound
        })
    });
    let kept = kept.share().map(|share| {
        let values = [
            ("share", intl::percent(share * 100.0)),
            ("sound", intl::count(kept.hits)),
            ("open", intl::count(kept.of)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|row| (row.0, row.1.as_str())).collect();
        let said = fill(texts.own_kept, &values);
        view! {
            <p data-metric="hygiene" data-value=share.to_string()>
                {said}
            </p>
        }
    });
    let is_none = goals.is_empty();
    view! {
        <section class="boxed-part" aria-labelledby="goal-own" data-part="own">
            <h2 id="goal-own" dir="auto">
                {fill(texts.own, &[("name", &name)])}
            </h2>
            {is_none.then(|| view! { <p class="muted">{texts.own_none}</p> })}
            {goals.into_iter().map(row).collect_view()}
            {kept}
        </section>
    }
    .into_any()
}
