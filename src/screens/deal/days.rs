//! The days a deal was created and closed: known, or not, and put right where they are wrong.

use leptos::prelude::*;
use sales::decide::{DealPatch, closed_at, created_at};
use sales::model::Deal;
use sales::time::{Calendar, Date, Timestamp};

use super::facts::Surface;
use super::here::{Here, prop};
use crate::components::{InPlace, Typed};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl;
use crate::screens::typed_day::needed_day;
use crate::text::t;

/// Half a day, in milliseconds.
const NOON: i64 = 43_200_000;

/// The day a deal was created.
pub(super) fn created(here: Here, surface: Surface) -> AnyView {
    day(here, surface, ("created", t().deal().created), created_on, |deal, noon| {
        DealPatch::Created(created_at(deal, noon, &LocalCalendar))
    })
}

/// The day a deal was won or lost.
pub(super) fn closed(here: Here, surface: Surface) -> AnyView {
    day(here, surface, ("closed", t().deal().closed), closed_on, |deal, noon| {
        DealPatch::Closed(closed_at(deal, noon, &LocalCalendar))
    })
}

/// The day a deal was closed in the panel, as long as it is.
pub(super) fn closed_prop(here: Here) -> AnyView {
    let is_closed = here.holds(|_, deal| is_closed(deal));
    let row = move || is_closed.get().then(|| prop("check", t().deal().closed, closed(here, Surface::Panel)));
    row.into_any()
}

fn is_closed(deal: &Deal) -> bool {
    deal.standing().is_closed()
}

fn created_on(deal: &Deal) -> Option<Date> {
    deal.known_created().map(|at| LocalCalendar.date_of(at))
}

fn closed_on(deal: &Deal) -> Option<Date> {
    deal.known_closed().map(|at| LocalCalendar.date_of(at))
}

fn day(
    here: Here,
    surface: Surface,
    (name, label): (&'static str, &'static str),
    read: fn(&Deal) -> Option<Date>,
    patch: fn(&Deal, Timestamp) -> DealPatch,
) -> AnyView {
    let text = Signal::derive(move || {
        here.track();
        here.read(|_, deal| read(deal)).map(intl::day).unwrap_or_default()
    });
    let look = surface
        .look(name, label, text, t().deal().day_unknown)
        .with(move || view! { <span class="num">{text}</span> }.into_any());
    let start = Callback::new(move |()| {
        here.read(|_, deal| read(deal)).map(|day| day.to_string()).unwrap_or_default()
    });
    let save = Callback::new(move |text: String| {
        let day = needed_day(&text)?;
        let patch = here.read(|_, deal| patch(deal, noon(day)));
        here.edit(patch)
    });
    view! { <InPlace look kind=Typed::Date value=start save/> }.into_any()
}

/// The middle of a day; of today no later than now.
fn noon(day: Date) -> Timestamp {
    let noon = Timestamp(clock::start_of(day).0.saturating_add(NOON));
    if day == clock::today() { noon.min(clock::now()) } else { noon }
}
