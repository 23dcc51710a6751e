//! The calendar: what is planned, by week or month, moved to another day by dragging it or by keys.

use chrono::{Datelike, Days, Months};
use leptos::prelude::*;
use sales::activities::{agenda, between};
use sales::decide::{ActivityPatch, Command};
use sales::ids::{ActivityId, PersonId};
use sales::metrics::monday_of;
use sales::model::Due;
use sales::time::Date;
use web_sys::{DragEvent, KeyboardEvent, SubmitEvent};

use super::activities::{called, kind_icon};
use crate::components::{Popup, follow_on, icon, small_icon};
use crate::platform::{clock, dom, intl};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// How many activities a day of a month shows.
const SHOWN: usize = 4;

/// The ways to look at what is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum View {
    #[default]
    List,
    Week,
    Month,
    Done,
}

const VIEWS: [(View, &str); 4] =
    [(View::List, "list"), (View::Week, "week"), (View::Month, "month"), (View::Done, "done")];

impl View {
    pub(super) fn name(self) -> &'static str {
        VIEWS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

/// What is asked for, as it stands in the address: `view=week&day=2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Asked {
    pub(super) view: View,
    /// A day of the week or the month; today where none is named.
    day: Option<Date>,
}

impl Asked {
    pub(super) fn parse(question: &str) -> Self {
        let mut asked = Self::default();
        for part in question.split('&') {
            match part.split_once('=') {
                Some(("view", name)) => {
                    asked.view = VIEWS.iter().find(|row| row.1 == name).map_or(View::List, |row| row.0);
                }
                Some(("day", day)) => asked.day = day.parse().ok(),
                _ => {}
            }
        }
        asked
    }

    fn write(self) -> String {
        match (self.view, self.day) {
            (View::List, _) => String::new(),
            (view, None) => format!("view={}", view.name()),
            (view, Some(day)) => format!("view={}&day={day}", view.name()),
        }
    }

    fn day(self) -> Date {
        self.day.unwrap_or_else(clock::today)
    }

    /// The days that are shown: whole weeks.
    fn days(self) -> Vec<Date> {
        let day = self.day();
        let (first, last) = if self.view == View::Month {
            let first = day.with_day(1).unwrap_or(day);
            let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
            (first, next.pred_opt().unwrap_or(first))
        } else {
            (day, day)
        };
        let (monday, last) = (monday_of(first), monday_of(last));
        monday.iter_days().take_while(|day| monday_of(*day) <= last).collect()
    }

    /// The week or the month so many further on.
    fn step(self, by: i32) -> Self {
        let day = self.day();
        let count = by.unsigned_abs();
        let moved = match (self.view, by > 0) {
            (View::Month, true) => day.with_day(1).and_then(|day| day.checked_add_months(Months::new(count))),
            (View::Month, false) => {
                day.with_day(1).and_then(|day| day.checked_sub_months(Months::new(count)))
            }
            (_, true) => day.checked_add_days(Days::new(u64::from(count) * 7)),
            (_, false) => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        };
        Self { day: moved.or(self.day), ..self }
    }
}

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
        view! {
            <li>
                <a href=href aria-current=move || (asked().view == view).then_some("page")>
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="insights-views" aria-label=texts.views>
            <ul>{VIEWS.map(way).collect_view()}</ul>
        </nav>
    }
    .into_any()
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
            <span aria-hidden="true" class="num">{date.day().to_string()}</span>
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
    let label = fill(texts.label, &[("what", &what), ("day", &day)]);
    let deal_title = deal.clone();
    let begun = move |event: DragEvent| {
        calendar.held.set(Some(id));
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data("text/plain", &id.to_string());
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if !event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            "ArrowDown" => 7,
            "ArrowUp" => -7,
            _ => return,
        };
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
            aria-label=label
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

/// Moves an activity to a day that is typed, and leads to its deal.
fn form(calendar: Calendar, id: ActivityId) -> AnyView {
    let texts = t().calendar();
    let ui = calendar.ui;
    let known = ui.store.with(|workspace| {
        let activity = workspace.activities.get(id)?;
        Some((called(workspace, activity), activity.due, activity.deal))
    });
    let Some((what, due, deal)) = known else { return ().into_any() };
    let day = RwSignal::new(due.map_or_else(clock::today, |due| due.date).to_string());
    let error = RwSignal::new(None::<&'static str>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match day.get_untracked().parse() {
            Ok(date) => {
                calendar.open.set(None);
                move_to(calendar, id, date);
            }
            Err(_) => error.set(Some(t().rejection().bad_date)),
        }
    };
    let anchor = dom::query(&format!("[data-activity-id='{id}']")).map(Into::into);
    view! {
        <Popup anchor label=what.clone() on_close=Callback::new(move |()| calendar.open.set(None))>
            <form class="popover-body" novalidate="" on:submit=submit>
                <p class="strong" dir="auto">{what}</p>
                <div class="field">
                    <label class="label" for="cal-day">
                        {texts.day}
                    </label>
                    <input
                        class="input"
                        id="cal-day"
                        type="date"
                        aria-describedby="cal-day-error"
                        prop:value=day
                        on:input=move |event| {
                            error.set(None);
                            day.set(event_target_value(&event));
                        }
                    />
                    <p class="error" role="alert" id="cal-day-error">
                        {move || error.get()}
                    </p>
                </div>
                <div class="popover-foot">
                    {deal
                        .map(|deal| {
                            view! {
                                <a
                                    class="button"
                                    href=ui.deal_href(deal)
                                    on:click=move |_| calendar.open.set(None)
                                >
                                    {texts.open}
                                </a>
                            }
                        })}
                    <button type="submit" class="button primary">
                        {texts.move_to}
                    </button>
                </div>
            </form>
        </Popup>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_calendar_shows_whole_weeks() {
        let asked = |view, text| Asked { view, day: Some(day(text)) };
        let ends = |asked: Asked| {
            let days = asked.days();
            (days.len(), days[0].to_string(), days[days.len() - 1].to_string())
        };
        let week = asked(View::Week, "2026-11-28");
        assert_eq!(ends(week), (7, "2026-11-23".to_owned(), "2026-11-29".to_owned()));
        let month = asked(View::Month, "2028-02-29");
        assert_eq!(ends(month), (35, "2028-01-31".to_owned(), "2028-03-05".to_owned()));
        assert_eq!(month.step(1).day(), day("2028-03-01"));
        assert_eq!(asked(View::Month, "2026-03-31").step(-1).day(), day("2026-02-01"));
        assert_eq!(week.step(-1).day(), day("2026-11-21"));
    }

    #[test]
    fn what_is_asked_reads_back() {
        for text in ["", "view=week", "view=month&day=2026-11-28", "view=done"] {
            assert_eq!(Asked::parse(text).write(), text);
        }
        assert_eq!(Asked::parse("view=x&day=x"), Asked::default());
    }
}
