//! The head of the panel: title, value, what can be done with the deal, and its way through the stages.

use leptos::prelude::*;
use sales::decide::{Command, Outcome, Slot};
use sales::ids::StageId;
use sales::model::{Deal, StageKind, StandingKind, Workspace};

use super::bar::reopen;
use super::facts::{Surface, organisation_name, title};
use super::here::Here;
use super::path::{Place, Step, steps, total_days};
use crate::components::{Icon, MenuButton, MenuEntry, icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::dom;
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::state::Dialog;
use crate::text::{common, fill, t};

/// Title, value, firm, and when it is expected to close.
#[component]
pub(super) fn Head(here: Here) -> impl IntoView {
    let value =
        here.text(|_, deal| deal.value.map(|value| intl::money(value, Length::Full)).unwrap_or_default());
    let minor = here.text(|_, deal| deal.value.map(|value| value.minor.to_string()).unwrap_or_default());
    let firm = here.text(organisation_name);
    let firm_href = move || {
        let id = here.read(|_, deal| deal.organisation);
        id.map(|id| Route::to(Screen::Organisation(id)).href())
    };
    let closes = here.text(closes);
    let is_late =
        here.holds(|_, deal| deal.is_open() && deal.expected_close.is_some_and(|day| day < clock::today()));
    view! {
        <header class="panel-head">
            <h2 class="panel-title" id="deal-title">
                {title(here, Surface::Panel)}
            </h2>
            <p class="panel-sub">
                {move || {
                    (!value.with(String::is_empty))
                        .then(|| {
                            view! {
                                <span class="num strong" data-metric="deal.value" data-value=minor>
                                    {value}
                                </span>
                            }
                        })
                }}
                {move || {
                    let name = firm.get();
                    (!name.is_empty())
                        .then(|| view! { <a class="link truncate" href=firm_href() dir="auto">{name}</a> })
                }}
                {move || {
                    let closes = closes.get();
                    let class = if is_late.get() { "late" } else { "muted" };
                    (!closes.is_empty()).then(|| view! { <span class=class>{closes}</span> })
                }}
            </p>
        </header>
    }
    .into_any()
}

/// When an open deal is expected to close, in words.
fn closes(_: &Workspace, deal: &Deal) -> String {
    let texts = t().deal();
    let Some(day) = deal.expected_close.filter(|_| deal.is_open()) else { return String::new() };
    let template = if day < clock::today() { texts.was_to_close } else { texts.closes };
    fill(template, &[("day", &intl::day(day))])
}

/// What can be done with a deal that stands as it does.
#[component]
pub(super) fn Actions(here: Here, standing: Memo<StandingKind>) -> impl IntoView {
    let texts = t().deal();
    let ui = here.ui;
    let button = move |class: &'static str, name: Icon, text: &'static str, run: fn(Here)| {
        view! {
            <button
                type="button"
                class=class
                on:click=move |_| {
                    run(here);
                    // The button may be gone with what it did.
                    if ui.dialog.with_untracked(Option::is_none) {
                        dom::focus_soon(".panel-actions > button");
                    }
                }
            >
                {icon(name)}
                {text}
            </button>
        }
        .into_any()
    };
    let won = move || {
        button("button won", "trophy", texts.won, |here| {
            here.ui.carry(Command::CloseDeals { deals: vec![here.id], outcome: Outcome::Won });
        })
    };
    let lost =
        move || button("button lost", "lost", texts.lost, |here| here.ui.open(Dialog::Lose(vec![here.id])));
    let nurture = move || {
        button("button nurture", "nurture", texts.nurture, |here| {
            here.ui.open(Dialog::Nurture(vec![here.id]));
        })
    };
    let move_to = move || {
        view! {
            <MenuButton
                class="button"
                label=Signal::stored(texts.move_to.to_owned())
                entries=Callback::new(move |()| stages(here))
            >
                {icon("swap")}
                {texts.move_to}
            </MenuButton>
        }
        .into_any()
    };
    view! {
        <div class="panel-actions">
            {move || match standing.get() {
                StandingKind::Open => vec![won(), lost(), nurture(), move_to()],
                StandingKind::Won | StandingKind::Lost => {
                    vec![button("button", "refresh", texts.reopen, reopen), nurture(), move_to()]
                }
                StandingKind::Nurtured => {
                    vec![button("button primary", "wake", texts.resume, reopen), won(), lost(), move_to()]
                }
            }}
        </div>
    }
    .into_any()
}

/// The stages a deal can go to: those of its pipeline, then those of the others.
fn stages(here: Here) -> Vec<MenuEntry> {
    here.read(|workspace, deal| {
        let own = workspace.pipeline_of(deal);
        let mut pipelines = workspace.pipelines_in_order();
        pipelines.retain(|pipeline| Some(pipeline.id) == own || !pipeline.archived);
        pipelines.sort_by_key(|pipeline| Some(pipeline.id) != own);
        let is_alone = pipelines.len() == 1;
        let mut entries = Vec::new();
        for pipeline in pipelines {
            if !entries.is_empty() {
                entries.push(MenuEntry::Rule);
            }
            if !is_alone {
                entries.push(MenuEntry::Label(pipeline.name.clone()));
            }
            for stage in workspace.usable_stages_of(pipeline.id) {
                let (id, kind) = (stage.id, stage.kind);
                let is_here = id == deal.position.stage && deal.standing() != StandingKind::Nurtured;
                entries.push(MenuEntry::choice(Some(stage.hue), stage.name.clone(), is_here, move || {
                    move_to(here, id, kind);
                }));
            }
        }
        entries
    })
}

/// Moves the deal to a stage; where it is already, nothing happens.
fn move_to(here: Here, stage: StageId, kind: StageKind) {
    let (is_there, standing) = here.read(|_, deal| (deal.position.stage == stage, deal.standing()));
    let (ui, deals) = (here.ui, vec![here.id]);
    match (kind, standing) {
        (StageKind::Open, StandingKind::Open)
        | (StageKind::Won, StandingKind::Won)
        | (StageKind::Lost, StandingKind::Lost)
            if is_there => {}
        (StageKind::Lost, standing) if standing != StandingKind::Lost => ui.open(Dialog::Lose(deals)),
        _ => {
            ui.carry(Command::MoveDeals { deals, stage, slot: Slot::Top, patch: None });
        }
    }
}

/// The way of the deal, and what is to be known about where it stands.
#[component]
pub(super) fn StagePath(here: Here, standing: Memo<StandingKind>) -> impl IntoView {
    let texts = t().deal();
    let way = Memo::new(move |_| {
        here.track();
        here.read(|workspace, deal| steps(workspace, deal, clock::now(), &LocalCalendar))
    });
    let step = move |step: Step| {
        let stage = here
            .ui
            .store
            .with(|workspace| workspace.stages.get(step.stage).map(|stage| (stage.name.clone(), stage.kind)));
        let (name, kind) = stage.unwrap_or((String::new(), StageKind::Open));
        let place = match (step.place, standing.get()) {
            (Place::Done, _) => "step done",
            (Place::Ahead, _) => "step",
            (Place::Here, StandingKind::Won) => "step now won",
            (Place::Here, StandingKind::Lost) => "step now lost",
            (Place::Here, StandingKind::Nurtured) => "step now rest",
            (Place::Here, StandingKind::Open) => "step now",
        };
        let short = if step.is_end {
            here.read(|_, deal| closing_day(deal))
        } else {
            step.days.map(short_days).unwrap_or_default()
        };
        let long = step.days.map(|days| t().common().days.of(usize::try_from(days).unwrap_or(0)));
        let is_here = step.place == Place::Here;
        let label = if is_here { name.clone() } else { fill(texts.step_move, &[("stage", &name)]) };
        let label = match long {
            Some(time) => fill(texts.step, &[("stage", &label), ("time", &time)]),
            None => label,
        };
        view! {
            <li>
                <button
                    type="button"
                    class=place
                    aria-current=is_here.then_some("step")
                    title=label
                    data-stage-id=step.stage.to_string()
                    data-stage-kind=kind_name(kind)
                    on:click=move |_| move_to(here, step.stage, kind)
                >
                    <span class="step-bar">
                        {if short.is_empty() { "·".to_owned() } else { short }}
                    </span>
                    <span class="step-name" dir="auto">{name}</span>
                </button>
            </li>
        }
    };
    view! {
        <ol class="stage-path" aria-label=texts.path>
            {move || {
                // Names and order of the stages may change under it.
                here.ui.store.track_shape();
                way.get().into_iter().map(step).collect_view()
            }}
        </ol>
        <StageNotes here standing/>
    }
    .into_any()
}

fn kind_name(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Open => "open",
        StageKind::Won => "won",
        StageKind::Lost => "lost",
    }
}

fn short_days(days: i64) -> String {
    let texts = t().deal();
    match usize::try_from(days) {
        Ok(0) | Err(_) => texts.below_a_day.to_owned(),
        Ok(days) => fill(texts.days_short, &[("n", &intl::count(days))]),
    }
}

fn closing_day(deal: &Deal) -> String {
    use sales::time::Calendar;
    intl::day(LocalCalendar.date_of(deal.standing_since()))
}

/// That the deal is over its limit, how it ended, and what its stage is about.
#[component]
fn StageNotes(here: Here, standing: Memo<StandingKind>) -> impl IntoView {
    let note = |class: &'static str, name: Icon, text: Signal<String>| {
        view! {
            {move || {
                let text = text.get();
                (!text.is_empty())
                    .then(|| {
                        view! {
                            <p class=class>
                                {icon(name)}
                                <span dir="auto">{text}</span>
                            </p>
                        }
                    })
            }}
        }
        .into_any()
    };
    let over = here.text(|workspace, deal| common::stalled(workspace, deal).unwrap_or_default());
    let ending = here.text(ending);
    let guidance = here.text(|workspace, deal| {
        let is_worked_on = matches!(deal.standing(), StandingKind::Open | StandingKind::Nurtured);
        let stage = workspace.stages.get(deal.position.stage).filter(|_| is_worked_on);
        stage.map(|stage| stage.guidance.clone()).unwrap_or_default()
    });
    view! {
        {note("stage-note warn", "clock", over)}
        {move || match standing.get() {
            StandingKind::Open => ().into_any(),
            StandingKind::Won => note("stage-note good", "trophy", ending),
            StandingKind::Lost => note("stage-note bad", "lost", ending),
            StandingKind::Nurtured => note("stage-note nurture", "nurture", ending),
        }}
        {note("stage-note", "info", guidance)}
    }
    .into_any()
}

/// How and when a deal ended, or until when it rests.
fn ending(_: &Workspace, deal: &Deal) -> String {
    use sales::model::Standing;
    let texts = t().deal();
    let day = closing_day(deal);
    let days = total_days(deal, clock::now(), &LocalCalendar);
    let time = days.map(|days| t().common().days.of(usize::try_from(days).unwrap_or(0)));
    // How long it took is told where both days are known and can be.
    let ended = |after, on, undated: &str| match &time {
        _ if deal.closing_is_guessed() => undated.to_owned(),
        Some(time) => fill(after, &[("day", &day), ("time", time)]),
        None => fill(on, &[("day", &day)]),
    };
    match &deal.position.standing {
        Standing::Open => String::new(),
        Standing::Won => ended(texts.won_on, texts.won_on_day, texts.won_undated),
        Standing::Lost(_) => ended(texts.lost_on, texts.lost_on_day, texts.lost_undated),
        Standing::Nurtured { until: Some(day), .. } => {
            fill(texts.nurtured_until, &[("day", &intl::day(*day))])
        }
        Standing::Nurtured { until: None, .. } => texts.nurtured.to_owned(),
    }
}
