//! The checklist of the stage a deal is in: what it planned on the deal, to be ticked.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::ActivityId;
use sales::model::{Deal, StandingKind, Workspace};
use sales::process::items;
use sales::time::Calendar;

use super::row::Planned;
use crate::components::icon;
use crate::platform::clock::LocalCalendar;
use crate::platform::{dom, intl};
use crate::screens::activities::called;
use crate::screens::deal::here::Here;
use crate::text::{fill, t};

/// The items on a deal that is worked on, done or not, in the order of the list.
pub(super) fn current(workspace: &Workspace, deal: &Deal) -> Vec<(ActivityId, bool)> {
    let is_worked_on = matches!(deal.standing(), StandingKind::Open | StandingKind::Nurtured);
    let stage = workspace.stages.get(deal.position.stage).filter(|_| is_worked_on);
    let Some(stage) = stage else { return Vec::new() };
    let mut rows: Vec<_> = items(workspace, deal.id, stage).collect();
    let place = |row: &&sales::model::Activity| {
        row.made_by.and_then(|by| stage.checklist.iter().position(|task| task.id == by.task))
    };
    rows.sort_by_key(|row| (place(row), row.id));
    rows.into_iter().map(|row| (row.id, !row.is_planned())).collect()
}

/// The section of the checklist; nothing where the stage has none on the deal.
#[component]
pub(super) fn Checklist(here: Here, on_done: Callback<()>) -> impl IntoView {
    let texts = t().ready();
    let rows = Memo::new(move |_| {
        here.track();
        here.read(current)
    });
    let is_there = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let count = move || rows.with(|rows| (rows.iter().filter(|row| row.1).count(), rows.len()));
    let title = move || {
        here.track();
        let stage = here.read(|workspace, deal| {
            workspace.stages.get(deal.position.stage).map(|stage| stage.name.clone()).unwrap_or_default()
        });
        fill(texts.checklist_of, &[("stage", &stage)])
    };
    // The next item, else what comes after the list.
    let go_on = Callback::new(move |()| {
        if rows.with_untracked(|rows| rows.iter().any(|row| !row.1)) {
            dom::focus_soon("#deal-checklist .act:not(.done) .act-done");
        } else {
            on_done.run(());
        }
    });
    let line = move |(id, is_done): (ActivityId, bool)| {
        if is_done {
            view! { <Ticked here id/> }.into_any()
        } else {
            view! { <Planned here id at_once=true on_done=go_on/> }.into_any()
        }
    };
    let section = move || {
        view! {
            <section class="panel-section" aria-labelledby="deal-checklist-title" data-section="checklist">
                <h3 id="deal-checklist-title">
                    <span class="truncate" dir="auto">{title}</span>
                    <span
                        class="muted num"
                        data-metric="deal.checklist"
                        data-value=move || format!("{}/{}", count().0, count().1)
                    >
                        {move || {
                            let (done, all) = count();
                            fill(texts.progress, &[("done", &intl::count(done)), ("all", &intl::count(all))])
                        }}
                    </span>
                </h3>
                <ul class="acts" id="deal-checklist">
                    <For each=move || rows.get() key=|row| *row children=line/>
                </ul>
                {move || {
                    let (done, all) = count();
                    (done == all)
                        .then(|| {
                            view! {
                                <p class="act-all-done">
                                    {icon("check")}
                                    {texts.all_done}
                                </p>
                            }
                        })
                }}
            </section>
        }
    };
    (move || is_there.get().then(section)).into_any()
}

/// An item that is done; pressing its tick takes that back.
#[component]
fn Ticked(here: Here, id: ActivityId) -> impl IntoView {
    let texts = t().ready();
    let (what, day) = here.read(|workspace, _| {
        let Some(row) = workspace.activities.get(id) else { return Default::default() };
        let day = row.done.map(|done| intl::day(LocalCalendar.date_of(done))).unwrap_or_default();
        (called(workspace, row), day)
    });
    let untick = move |_| {
        here.ui.act(&Command::ReopenActivities { activities: vec![id] });
        dom::focus_soon(format!("#{}act-{id}-done", here.scope));
    };
    let label = fill(texts.untick, &[("what", &what)]);
    view! {
        <li class="act done" data-activity-id=id.to_string() data-next="done">
            <div class="act-line">
                <button
                    type="button"
                    class="act-done"
                    aria-pressed="true"
                    aria-label=label.clone()
                    title=label
                    on:click=untick
                >
                    {icon("check")}
                </button>
                <div class="act-text">
                    <p class="act-title">
                        <span dir="auto">{what}</span>
                    </p>
                    <p class="act-facts">{fill(texts.done_on, &[("day", &day)])}</p>
                </div>
            </div>
        </li>
    }
    .into_any()
}
