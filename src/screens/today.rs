//! Today: what a seller does next. Done, outcome, next step: each is one press of Enter, and the next in the list follows.

use leptos::prelude::*;
use metrics::{ReviewDue, reviews_due};
use sales::activities::idle_days;
use sales::activities::{Agenda, agenda};
use sales::ids::{ActivityId, DealId, PersonId, PipelineId};
use sales::model::{Deal, Ix, Workspace};

use super::deal::{Here, PlanForm, Planned};
use super::focus;
use super::help::help;
use super::lone::lone;
use super::pipeline_bar::first_steps;
use super::table::stage_mark;
use super::{calendar, efforts};
use crate::components::{follow_on, icon, more_button, select, small_icon};
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, Length};
use crate::platform::{clock, dom, prefs};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// How many deals without a next step are shown at first, and how many more each time.
const SHOWN: usize = 20;

/// What the ids of this screen begin with: the panel of a deal may stand beside it with the same activities.
const SCOPE: &str = "today-";

/// The screen, cheap to copy into views.
#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    /// Whose agenda it is; `None` for everybody's.
    person: RwSignal<Option<PersonId>>,
    agenda: RwSignal<Agenda>,
    /// The deal that was worked on last and now has no next step.
    asks: RwSignal<Option<DealId>>,
}

/// What is to be done.
#[component]
pub(crate) fn TodayScreen() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().today();
    let person = RwSignal::new(first_person(ui));
    let make = move |person| ui.store.with(|workspace| agenda(workspace, person, clock::today()));
    let state = State {
        ui,
        person,
        agenda: RwSignal::new(untrack(|| make(person.get()))),
        asks: RwSignal::new(None),
    };
    let track = move |()| {
        person.track();
        ui.store.track_activities();
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
    };
    let refresh = move |()| {
        let agenda = make(person.get());
        if state.agenda.with(|known| *known != agenda) {
            state.agenda.set(agenda);
        }
    };
    follow_on(Callback::new(track), Callback::new(refresh));
    let is_clear = Memo::new(move |_| {
        state.asks.get().is_none()
            && state.agenda.with(|agenda| {
                let planned =
                    agenda.overdue.len() + agenda.today.len() + agenda.soon.len() + agenda.someday.len();
                planned + agenda.later + agenda.without.len() + agenda.waking.len() == 0
            })
    });
    let view = Memo::new(move |_| ui.route.with(|route| calendar::Asked::parse(&route.question).view));
    let part = move |name, title, of: fn(&Agenda) -> &Vec<ActivityId>| planned(state, name, title, of);
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{texts.today}</span>
                <span class="topbar-count">{move || intl::day(clock::today())}</span>
            </h1>
            {help(ui)}
            <div class="topbar-actions">{whose(state)}</div>
        </header>
        <div class="screen">
            <div class="today" data-view=move || view.get().name()>
                {review_due(ui)}
                {calendar::views(ui)}
                {move || {
                    match view.get() {
                        calendar::View::List => {}
                        calendar::View::Done => return efforts::section(ui),
                        shown => return calendar::section(ui, person, shown),
                    }
                    if is_clear.get() {
                        return clear(ui);
                    }
                    view! {
                        {waking(state)}
                        {next_step(state)}
                        {part("overdue", texts.overdue, |agenda| &agenda.overdue)}
                        {due(state)}
                        {focus::section(ui, person)}
                        {part("soon", texts.soon, |agenda| &agenda.soon)}
                        {part("someday", texts.someday, |agenda| &agenda.someday)}
                        {later(state)}
                        {without(state)}
                    }
                        .into_any()
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Whose agenda is shown at first: the one chosen last, otherwise that of whoever uses this browser.
fn first_person(ui: Ui) -> Option<PersonId> {
    let chosen = prefs::get::<Option<PersonId>>("today");
    ui.store.with(|workspace| {
        let me = workspace.author(ui.store.device()).map(|row| row.id);
        chosen.unwrap_or(me).filter(|id| workspace.people.live(*id).is_some())
    })
}

fn whose(state: State) -> AnyView {
    let (ui, texts) = (state.ui, t().today());
    let options = Signal::derive(move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let me = workspace.author(ui.store.device()).map(|row| row.id);
            let people = workspace.people.iter().filter(|row| !row.archived).map(|row| {
                let is_me = me == Some(row.id);
                let name = if is_me { fill(texts.me, &[("name", &row.name)]) } else { row.name.clone() };
                (row.id.to_string(), name)
            });
            std::iter::once((String::new(), texts.everybody.to_owned())).chain(people).collect::<Vec<_>>()
        })
    });
    let chosen = Signal::derive(move || state.person.get().map(|id| id.to_string()).unwrap_or_default());
    let choose = move |value: String| {
        let person: Option<PersonId> = value.parse().ok();
        prefs::set("today", &person);
        state.person.set(person);
    };
    view! {
        <label class="visually-hidden" for="today-of">
            {texts.of}
        </label>
        {select("today-of", None, options, chosen, choose)}
    }
    .into_any()
}

/// A part of what is planned; nothing where there is none.
fn planned(
    state: State,
    name: &'static str,
    title: &'static str,
    of: fn(&Agenda) -> &Vec<ActivityId>,
) -> AnyView {
    let ids = Memo::new(move |_| state.agenda.with(|agenda| of(agenda).clone()));
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let heading = format!("today-{name}");
    let content = move || {
        let (heading, labelled_by) = (heading.clone(), heading.clone());
        (!is_empty.get()).then(|| {
            view! {
                <section class="today-part" data-part=name aria-labelledby=labelled_by>
                    {part_head(heading, title, Signal::derive(move || ids.with(Vec::len)), "today.planned")}
                    <ul class="acts">
                        <For each=move || ids.get() key=|id| *id children=move |id| item(state, id)/>
                    </ul>
                </section>
            }
        })
    };
    content.into_any()
}

fn part_head(id: String, title: &'static str, count: Signal<usize>, metric: &'static str) -> AnyView {
    view! {
        <h2 id=id>
            {title}
            " "
            <span class="muted num" data-metric=metric data-value=move || count.get().to_string()>
                {move || intl::count(count.get())}
            </span>
        </h2>
    }
    .into_any()
}

/// What is due today, also where nothing is.
fn due(state: State) -> AnyView {
    let texts = t().today();
    let is_empty = Memo::new(move |_| state.agenda.with(|agenda| agenda.today.is_empty()));
    view! {
        {planned(state, "today", texts.due, |agenda| &agenda.today)}
        {move || is_empty.get().then(|| view! { <p class="muted" data-part="none">{texts.nothing_due}</p> })}
    }
    .into_any()
}

/// A planned activity with the deal that it is on.
fn item(state: State, id: ActivityId) -> AnyView {
    let ui = state.ui;
    let on = ui.store.with(|workspace| {
        let deal = workspace.activities.get(id)?.deal?;
        Some((deal, workspace.deals.ix(deal)?))
    });
    let Some((deal, ix)) = on else { return lone(ui, id, Callback::new(|()| next_in_line())) };
    let here = Here::new(ui, deal, ix).within(SCOPE);
    let on_done = Callback::new(move |()| {
        let is_left_alone = ui.store.with(|workspace| {
            workspace.deals.at(ix).is_open() && sales::activities::next_step(workspace, deal).is_none()
        });
        if is_left_alone {
            state.asks.set(Some(deal));
        } else {
            next_in_line();
        }
    });
    let context = move || deal_line(here);
    view! {
        <Planned here id on_done>
            {context}
        </Planned>
    }
    .into_any()
}

/// Goes to the first of what is left to do.
fn next_in_line() {
    // The list is made anew in the next frame.
    dom::soon(|| {
        dom::soon(|| {
            let places = [".today .act-done", ".today .today-plan", "#today-of"];
            let _ = places.into_iter().any(dom::focus);
        });
    });
}

/// The deal of an activity: its title, customer and value.
pub(super) fn deal_line(here: Here) -> AnyView {
    let id = here.id;
    let title = here.text(|_, deal| deal.title.clone());
    let rest = here.text(|workspace, deal| about(workspace, deal).join(" · "));
    view! {
        <p class="today-deal">
            <a href=move || here.ui.deal_href(id) data-deal-id=id.to_string() dir="auto">
                {title}
            </a>
            <span class="muted" dir="auto">{rest}</span>
        </p>
    }
    .into_any()
}

/// The customer and the value of a deal.
fn about(workspace: &Workspace, deal: &Deal) -> Vec<String> {
    let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
    let value = deal.value.map(|value| intl::money(value, Length::Compact));
    firm.map(|row| row.name.clone()).into_iter().chain(value).collect()
}

/// The form for the next step of the deal that was just worked on.
fn next_step(state: State) -> AnyView {
    let texts = t().today();
    let form = move || {
        let deal = state.asks.get()?;
        let here = here_of(state.ui, deal)?;
        let title = here.read(|_, deal| deal.title.clone());
        let on_end = Callback::new(move |()| {
            state.asks.set(None);
            next_in_line();
        });
        Some(view! {
            <section class="today-next" data-part="next-step" aria-labelledby="today-next">
                <h2 id="today-next" dir="auto">
                    {fill(texts.next_for, &[("title", &title)])}
                </h2>
                <PlanForm here on_end/>
            </section>
        })
    };
    form.into_any()
}

fn here_of(ui: Ui, deal: DealId) -> Option<Here> {
    let ix = ui.store.with(|workspace| workspace.deals.ix(deal))?;
    Some(Here::new(ui, deal, ix).within(SCOPE))
}

fn later(state: State) -> AnyView {
    let count = Memo::new(move |_| state.agenda.with(|agenda| agenda.later));
    let said =
        move || (count.get() > 0).then(|| view! { <p class="muted">{t().today().later.of(count.get())}</p> });
    said.into_any()
}

/// That it is time for a review, where one is wanted.
fn review_due(ui: Ui) -> AnyView {
    let texts = t().today();
    let due = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.track_deals();
        ui.store.with(|workspace| {
            let (pipeline, due) = reviews_due(workspace, clock::today(), clock::now()).first().copied()?;
            // Which one is only said where there are several.
            let is_one_of = workspace.pipelines.iter().filter(|row| !row.archived).nth(1).is_some();
            let name = workspace.pipelines.live(pipeline).filter(|_| is_one_of).map(|row| row.name.clone());
            Some((pipeline, due, name))
        })
    });
    let notice = move || {
        let (pipeline, due, name) = due.get()?;
        let said = match due {
            ReviewDue::After(days) => texts.review_due.of(usize::try_from(days).unwrap_or(0)),
            ReviewDue::First => texts.review_first.to_owned(),
        };
        let href = Route { pipeline: Some(pipeline), ..Route::to(Screen::Review) }.href();
        let name = name.map(|name| view! { <strong dir="auto">{name}</strong> });
        Some(view! {
            <p class="notice boxed" data-part="review-due">
                {icon("sparkles")}
                <span>{name} " " {said}</span>
                <a class="button" href=href>
                    {texts.to_review}
                </a>
            </p>
        })
    };
    notice.into_any()
}

/// How many deals wake up, and the way to those of each pipeline.
fn waking(state: State) -> AnyView {
    let texts = t().today();
    let counts = Memo::new(move |_| {
        state.ui.store.track_shape();
        let waking = state.agenda.with(|agenda| agenda.waking.clone());
        state.ui.store.with(|workspace| {
            let mut counts: Vec<(PipelineId, String, usize)> = Vec::new();
            for pipeline in workspace.pipelines_in_order() {
                let is_here =
                    |ix: &&Ix<Deal>| workspace.pipeline_of(workspace.deals.at(**ix)) == Some(pipeline.id);
                let count = waking.iter().filter(is_here).count();
                if count > 0 {
                    counts.push((pipeline.id, pipeline.name.clone(), count));
                }
            }
            counts
        })
    });
    let notice = move || {
        let counts = counts.get();
        let all: usize = counts.iter().map(|row| row.2).sum();
        let is_one = counts.len() == 1;
        (all > 0).then(|| {
            let ways = counts.into_iter().map(|(pipeline, name, count)| {
                let href = Route { pipeline: Some(pipeline), ..Route::to(Screen::Nurture) }.href();
                // Which pipeline is only said where there are several.
                let text = if is_one {
                    texts.to_nurture.to_owned()
                } else {
                    fill(texts.to_nurture_of, &[("pipeline", &name), ("count", &intl::count(count))])
                };
                view! {
                    <a class="button" href=href dir="auto">
                        {text}
                    </a>
                }
            });
            view! {
                <p class="notice boxed" role="status" data-part="waking">
                    {icon("wake")}
                    <span data-metric="today.waking" data-value=all.to_string()>
                        {texts.waking.of(all)}
                    </span>
                    {ways.collect_view()}
                </p>
            }
        })
    };
    notice.into_any()
}

/// Open deals on which nothing is planned.
fn without(state: State) -> AnyView {
    let texts = t().today();
    let deals = Memo::new(move |_| state.agenda.with(|agenda| agenda.without.clone()));
    let is_empty = Memo::new(move |_| deals.with(Vec::is_empty));
    let limit = RwSignal::new(SHOWN);
    let shown = move || deals.with(|deals| deals.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let left = move || deals.with(Vec::len).saturating_sub(limit.get());
    let count = Signal::derive(move || deals.with(Vec::len));
    let content = move || {
        (!is_empty.get()).then(|| {
            view! {
                <section class="today-part" data-part="without" aria-labelledby="today-without">
                    {part_head("today-without".to_owned(), texts.without, count, "today.without")}
                    <p class="muted">{texts.without_note}</p>
                    <ul class="acts">
                        <For each=shown key=|ix| ix.index() children=move |ix| idle(state, ix)/>
                    </ul>
                    {more_button(limit, left, 2 * SHOWN)}
                </section>
            }
        })
    };
    content.into_any()
}

/// A deal without a next step, and the way to plan one where it stands.
fn idle(state: State, ix: Ix<Deal>) -> AnyView {
    let (ui, texts) = (state.ui, t().today());
    let id = ui.store.with(|workspace| workspace.deals.at(ix).id);
    let here = Here::new(ui, id, ix).within(SCOPE);
    let is_planning = RwSignal::new(false);
    let facts = move || {
        here.track();
        here.read(|workspace, deal| {
            let idle = idle_days(workspace, deal, clock::now(), &LocalCalendar);
            let idle = usize::try_from(idle).unwrap_or(0);
            view! {
                {stage_mark(workspace, deal)}
                {(idle > 0).then(|| view! { <span class="muted">{texts.idle.of(idle)}</span> })}
            }
        })
    };
    let label = here.text(|_, deal| fill(t().today().plan_for, &[("title", &deal.title)]));
    let begin = move |_| {
        is_planning.set(true);
        dom::focus_soon(format!("#{SCOPE}plan-subject"));
    };
    let on_end = Callback::new(move |()| {
        // Saved, the row is gone in a moment.
        let _ = is_planning.try_set(false);
        next_in_line();
    });
    let form = move || is_planning.get().then(|| view! { <PlanForm here on_end/> });
    view! {
        <li class="act today-idle" data-deal-id=id.to_string()>
            <div class="today-row">
                <div class="act-text">
                    {deal_line(here)}
                    <p class="act-facts">{facts}</p>
                </div>
                <button
                    type="button"
                    class="button today-plan"
                    aria-label=label
                    hidden=move || is_planning.get()
                    on:click=begin
                >
                    {small_icon("plus")}
                    {texts.plan}
                </button>
            </div>
            {form}
        </li>
    }
    .into_any()
}

/// Nothing to do; or nothing at all yet.
fn clear(ui: Ui) -> AnyView {
    let texts = t().today();
    let has_deals = ui.store.with(|workspace| workspace.deals.iter().next().is_some());
    view! {
        <section class="empty">
            <span class="empty-icon">{icon("check")}</span>
            <h2>{texts.clear_title}</h2>
            <p>{texts.clear_text}</p>
            {(!has_deals).then(|| first_steps(ui))}
        </section>
    }
    .into_any()
}
