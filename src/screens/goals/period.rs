//! A month, a quarter or a year: which kind, and the steps to the one before and the one after it.

use leptos::prelude::*;
use sales::model::Span;
use sales::time::Date;

use super::asked::{next, span_name};
use super::period_name;
use crate::components::{icon, select};
use crate::platform::clock;
use crate::text::t;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub(in crate::screens) enum Kind {
    Month,
    Quarter,
    Year,
}

impl Kind {
    /// All there are.
    pub(in crate::screens) const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    fn of(span: Span) -> Self {
        match span {
            Span::Month { .. } => Self::Month,
            Span::Quarter { .. } => Self::Quarter,
            Span::Year { .. } => Self::Year,
        }
    }

    /// Its name in an address and in a form.
    pub(in crate::screens) fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Reads such a name.
    pub(in crate::screens) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name and its words, for a list to choose from.
    pub(in crate::screens) fn option(self) -> (String, String) {
        let texts = t().goals();
        let words = match self {
            Self::Month => texts.month,
            Self::Quarter => texts.quarter,
            Self::Year => texts.year,
        };
        (self.name().to_owned(), words.to_owned())
    }

    /// The one that holds a day.
    pub(in crate::screens) fn span(self, day: Date) -> Span {
        match self {
            Self::Month => Span::month_of(day),
            Self::Quarter => Span::quarter_of(day),
            Self::Year => Span::year_of(day),
        }
    }
}

/// The period, of these kinds, and the steps to the one before and the one after it.
pub(in crate::screens) fn period(
    id: &'static str,
    kinds: &[Kind],
    span: Signal<Span>,
    set: impl Fn(Span) + Copy + Send + Sync + 'static,
) -> AnyView {
    let texts = t().goals();
    let options: Vec<_> = kinds.iter().map(|kind| kind.option()).collect();
    let kind = Signal::derive(move || Kind::of(span.get()).name().to_owned());
    let set_kind = move |name: String| {
        let span = span.get_untracked();
        // The one that holds today where it can; otherwise the one that holds the beginning.
        let (first, last, today) = (span.first(), span.last(), clock::today());
        let day = if first <= today && today <= last { today } else { first };
        set(Kind::named(&name).unwrap_or(Kind::Quarter).span(day));
    };
    let step = move |name: &'static str, sign: &'static str, to: fn(Span) -> Option<Span>| {
        let target = Memo::new(move |_| to(span.get()));
        let go = move |_| {
            if let Some(span) = target.get_untracked() {
                set(span);
            }
        };
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                disabled=move || target.get().is_none()
                on:click=go
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <div class="field">
            <label class="label" for=id>
                {texts.period}
            </label>
            {select(id, None, options, kind, set_kind)}
        </div>
        <div class="goal-span">
            {step(texts.earlier, "chevron-left", Span::before)}
            <strong class="num" aria-live="polite" data-span=move || span_name(span.get())>
                {move || period_name(span.get())}
            </strong>
            {step(texts.later, "chevron-right", next)}
        </div>
    }
    .into_any()
}
