//! The calendar: what is planned, by week or month, moved to another day by dragging it or by keys.

mod asked;
mod form;

use chrono::{Datelike, Days};
use leptos::prelude::*;
use sales::activities::{agenda, between};
use sales::decide::{ActivityPatch, Command};
use sales::ids::{ActivityId, PersonId};
use sales::model::Due;
use sales::time::Date;
use web_sys::{DragEvent, KeyboardEvent};

use self::asked::VIEWS;
pub(super) use self::asked::{Asked, View};
use self::form::form;
use super::activities::{called, kind_icon};
use crate::actions::chord;
use crate::components::{Tab, follow_on, icon, small_icon, tabs};
use crate::platform::{clock, dom, intl};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// The keys of an activity, and by how many days each moves it.
pub(super) const STEPS: [(&str, i32); 4] =
    [("Shift+ArrowLeft", -1), ("Shift+ArrowRight", 1), ("Shift+ArrowUp", -7), ("Shift+ArrowDown", 7)];

/// How many activities a day of a month shows.
const SHOWN: usize = 4;

/// The ways to look at what is planned.
pub(super) fn views(ui: Ui) -> AnyView {
    let texts = t().calendar();
    let way = move |(view, _): (View, &str)| {
        let name = match view {
            View::List => texts.list,
            View::Week => texts.week,
            View::Month => texts.month,
            View::Done => texts.done,
        };
        let asked = move || ui.route.with(|route| Asked::parse(&route.question));
        let href = move || {
            let question = Asked { view, ..asked() }.write();
            Route { question, ..Route::to(Screen::Today) }.href()
        };
        Tab::new(name, href, move || asked().view == view)
    };
    tabs(texts.views, VIEWS.map(way))
}

/// The calendar, cheap to copy into views.
#[derive(Clone, Copy)]
struct Calendar {
    ui: Ui,
    asked: Memo<Asked>,
    planned: RwSignal<Vec<(Date, Vec<ActivityId>)>>,
    /// What is overdue or has no day.
    loose: RwSignal<Vec<ActivityId>>,
    /// What is being dragged.
    held: RwSignal<Option<ActivityId>>,
    /// What is being moved by a form.
    open: RwSignal<Option<ActivityId>>,
}

pub(super) fn section(ui: Ui, person: RwSignal<Option<PersonId>>, view: View) -> AnyView {
    let asked = Memo::new(move |_| ui.route.with(|route| Asked::parse(&route.question)));
    let make = move || {
        let days = asked.get().days();
        let today = clock::today();
        ui.store.with(|workspace| {
            let span = (days.first().copied().unwrap_or(today), days.last().copied().unwrap_or(today));
            let mut planned = between(workspace, person.get(), span);
            let agenda = agenda(workspace, person.get(), today);
            let rows = days.into_iter().map(|day| (day, planned.remove(&day).unwrap_or_default()));
            (rows.collect::<Vec<_>>(), [agenda.overdue, agenda.someday].concat())
        })
    };
    let (planned, loose) = untrack(make);
    let calendar = Calendar {
        ui,
        asked,
        planned: RwSignal::new(planned),
        loose: RwSignal::new(loose),
        held: RwSignal::new(None),
        open: RwSignal::new(None),
    };
    let track = move |()| {
        asked.track();
        person.track();
        ui.store.track_activities();
        ui.store.track_deals();
        ui.store.track_catalogue();
    };
    let refresh = move |()| {
        let (planned, loose) = make();
        calendar.planned.set(planned);
        calendar.loose.set(loose);
    };
    follow_on(Callback::new(track), Callback::new(refresh));
    let days = move || {
        calendar.planned.get().into_iter().map(|(date, ids)| day(calendar, view, date, ids)).collect_view()
    };
    let names = (view == View::Month).then(|| {
        let names = t().calendar().weekdays.map(|name| view! { <span>{name}</span> });
        view! {
            <div class="cal-names muted" aria-hidden="true">
                {names.into_iter().collect_view()}
            </div>
        }
    });
    view! {
        {bar(calendar)}
        {names}
        <div class=if view == View::Month { "cal cal-month" } else { "cal cal-week" } data-part="calendar">
            {days}
        </div>
        <p class="muted">{t().calendar().hint}</p>
        {loose_part(calendar)}
        {super::reminders::switch(ui)}
        {move || calendar.open.get().map(|id| form(calendar, id))}
    }
    .into_any()
}

/// Which days, and the ways to others.
fn bar(calendar: Calendar) -> AnyView {
    let texts = t().calendar();
    let go = move |asked: Asked| {
        let route = Route { question: asked.write(), ..Route::to(Screen::Today) };
        calendar.ui.replace(&route);
    };
    let said = move || {
        let asked = calendar.asked.get();
        if asked.view == View::Month {
            return intl::month(asked.day().year(), asked.day().month());
        }
        let days = asked.days();
        let day = |day: Option<&Date>| day.map(|day| intl::day(*day)).unwrap_or_default();
        fill(texts.span, &[("from", &day(days.first())), ("to", &day(days.last()))])
    };
    let step = move |name: &'static str, sign: &'static str, by: i32| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                on:click=move |_| go(calendar.asked.get_untracked().step(by))
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <div class="cal-bar">
            {step(texts.earlier, "chevron-left", -1)}
            <strong class="num" aria-live="polite">
                {said}
            </strong>
            {step(texts.later, "chevron-right", 1)}
            <button
                type="button"
                class="button"
                on:click=move |_| go(Asked { day: None, ..calendar.asked.get_untracked() })
            >
                {texts.this}
            </button>
        </div>
    }
    .into_any()
}

/// A day, which takes what is dropped on it.
fn day(calendar: Calendar, view: View, date: Date, ids: Vec<ActivityId>) -> AnyView {
    let texts = t().calendar();
    let today = clock::today();
    let is_other = view == View::Month && date.month() != calendar.asked.get_untracked().day().month();
    let is_over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        if let Some(id) = calendar.held.get_untracked() {
            calendar.held.set(None);
            move_to(calendar, id, date);
        }
    };
    let limit = if view == View::Month { SHOWN } else { usize::MAX };
    let more = ids.len().saturating_sub(limit);
    let more = (more > 0).then(|| {
        let question = Asked { view: View::Week, day: Some(date) }.write();
        view! {
            <a class="cal-more" href=Route { question, ..Route::to(Screen::Today) }.href()>
                {texts.more.of(more)}
            </a>
        }
    });
    let weekday = texts.weekdays[date.weekday().num_days_from_monday() as usize % 7];
    let head = if view == View::Month {
        view! {
            <span class="visually-hidden">{intl::day(date)}</span>
            <span aria-hidden="true" class="num cal-short">{date.day().to_string()}</span>
            <span aria-hidden="true" class="cal-long">
                {weekday} " " <span class="num">{intl::day(date)}</span>
            </span>
        }
        .into_any()
    } else {
        view! { <span>{weekday}</span> " " <span class="num">{intl::day(date)}</span> }.into_any()
    };
    let chips = ids.into_iter().take(limit).map(|id| view! { <li>{chip(calendar, id)}</li> }).collect_view();
    view! {
        <section
            class="cal-day"
            class:today=date == today
            class:other=is_other
            class:over=move || is_over.get()
            data-day=date.to_string()
            aria-label=intl::day(date)
            on:dragover=move |event: DragEvent| {
                if calendar.held.get_untracked().is_some() {
                    event.prevent_default();
                    if !is_over.get_untracked() {
                        is_over.set(true);
                    }
                }
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <p class="cal-head">{head}</p>
            <ul class="cal-items">{chips}</ul>
            {more}
        </section>
    }
    .into_any()
}

/// An activity, to be dragged, moved by keys or opened.
fn chip(calendar: Calendar, id: ActivityId) -> AnyView {
    let texts = t().calendar();
    let face = calendar.ui.store.with(|workspace| {
        let activity = workspace.activities.get(id)?;
        let deal = activity.deal.and_then(|deal| workspace.deals.live(deal)).map(|deal| deal.title.clone());
        Some((kind_icon(activity.kind), called(workspace, activity), activity.due, deal.unwrap_or_default()))
    });
    let Some((sign, what, due, deal)) = face else { return ().into_any() };
    let today = clock::today();
    let day = due.map_or_else(|| texts.someday.to_owned(), |due| intl::day(due.date));
    let time = due.and_then(|due| due.time).map(intl::time_of_day);
    let is_late = due.is_some_and(|due| due.date < today);
    let deal_title = deal.clone();
    let begun = move |event: DragEvent| {
        calendar.held.set(Some(id));
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data("text/plain", &id.to_string());
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = chord(&event.key(), false, event.shift_key());
        let Some(&(_, by)) = STEPS.iter().find(|(keys, _)| *keys == key) else { return };
        event.prevent_default();
        event.stop_propagation();
        let from = due.map_or(today, |due| due.date);
        let days = Days::new(u64::from(i32::unsigned_abs(by)));
        let to = if by > 0 { from.checked_add_days(days) } else { from.checked_sub_days(days) };
        if let Some(to) = to {
            move_to(calendar, id, to);
        }
    };
    view! {
        <button
            type="button"
            class="cal-chip"
            class:late=is_late
            draggable="true"
            data-activity-id=id.to_string()
            title=deal_title
            on:dragstart=begun
            on:dragend=move |_| calendar.held.set(None)
            on:keydown=pressed
            on:click=move |_| calendar.open.set(Some(id))
        >
            {small_icon(sign)}
            <span class="cal-what">
                {time.map(|time| view! { <span class="num">{time} " "</span> })}
                <span dir="auto">{what}</span>
                <span class="cal-deal muted" dir="auto">{deal}</span>
                <span class="visually-hidden">{day}</span>
            </span>
        </button>
    }
    .into_any()
}

/// Plans an activity for another day, at the time it has.
fn move_to(calendar: Calendar, id: ActivityId, date: Date) {
    let ui = calendar.ui;
    let known = ui.store.with(|workspace| {
        workspace.activities.get(id).map(|activity| (activity.due, called(workspace, activity)))
    });
    let Some((due, what)) = known else { return };
    if due.is_some_and(|due| due.date == date) {
        return;
    }
    let time = due.and_then(|due| due.time);
    let patch = ActivityPatch::Due(Some(Due { date, time }));
    if ui.act(&Command::EditActivities { activities: vec![id], patch }).is_some() {
        ui.announce(fill(t().calendar().moved, &[("what", &what), ("day", &intl::day(date))]));
        // A day that is not shown is gone to.
        let asked = calendar.asked.get_untracked();
        if !asked.days().contains(&date) {
            let route =
                Route { question: Asked { day: Some(date), ..asked }.write(), ..Route::to(Screen::Today) };
            ui.replace(&route);
        }
        dom::soon(move || {
            dom::soon(move || {
                dom::focus(&format!("[data-part=calendar] [data-activity-id='{id}']"));
            });
        });
    }
}

/// What is overdue or has no day.
fn loose_part(calendar: Calendar) -> AnyView {
    let texts = t().calendar();
    let content = move || {
        let ids = calendar.loose.get();
        if ids.is_empty() {
            return view! { <p class="muted">{texts.nothing}</p> }.into_any();
        }
        let rows = ids.into_iter().map(|id| view! { <li>{chip(calendar, id)}</li> }).collect_view();
        view! {
            <p class="muted">{texts.loose_note}</p>
            <ul class="cal-loose">{rows}</ul>
        }
        .into_any()
    };
    view! {
        <section class="today-part" data-part="loose" aria-labelledby="cal-loose">
            <h2 id="cal-loose">{texts.loose}</h2>
            {content}
        </section>
    }
    .into_any()
}
