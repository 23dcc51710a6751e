//! The fields of the form of an activity.

use leptos::prelude::*;
use sales::ids::PersonId;

use super::draft::{Fault, near_days};
use super::form::{Open, Part};
use crate::components::small_icon;
use crate::platform::clock;
use crate::screens::activities::{kind_options, read_kind};
use crate::screens::offered;
use crate::text::t;

/// What is wrong with the form.
pub(super) fn error_line(open: Open) -> AnyView {
    view! {
        {move || {
            open.error
                .get()
                .map(|(_, reason)| {
                    view! {
                        <p class="error" role="alert" id=open.id("error")>
                            {small_icon("warning")}
                            <span>{reason}</span>
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// A line of the form with its name above it.
fn line(
    open: Open,
    (field, kind, label): (&str, &'static str, &'static str),
    part: Part,
    faults: &'static [Fault],
) -> AnyView {
    let id = open.id(field);
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                id=id
                type=kind
                inputmode=(field == "minutes").then_some("numeric")
                autocomplete="off"
                aria-invalid=move || open.is_wrong(faults).then_some("true")
                aria-describedby=move || open.is_wrong(faults).then(|| open.id("error"))
                prop:value=move || open.get(part)
                on:input=move |event| open.set(part, event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

pub(super) fn subject(open: Open, hint: &'static str) -> AnyView {
    let id = open.id("subject");
    let is_wrong = move || open.is_wrong(&[Fault::Subject]);
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {t().activities().subject}
            </label>
            <input
                class="input"
                id=id
                type="text"
                dir="auto"
                autocomplete="off"
                placeholder=hint
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=move || is_wrong().then(|| open.id("error"))
                prop:value=move || open.get(|draft| &mut draft.subject)
                on:input=move |event| open.set(|draft| &mut draft.subject, event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// One of a few: a native list, which fingers and keyboards know.
fn choice(
    open: Open,
    (field, label): (&str, &'static str),
    part: Part,
    options: Vec<(String, String)>,
) -> AnyView {
    let id = open.id(field);
    let chosen = open.draft.with_untracked(|draft| part(&mut draft.clone()).clone());
    let option = |(value, name): (String, String)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{name}</option> }
    };
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {label}
            </label>
            <span class="select">
                <select class="input" id=id on:change=move |event| open.set(part, event_target_value(&event))>
                    {options.into_iter().map(option).collect_view()}
                </select>
            </span>
        </div>
    }
    .into_any()
}

/// The kinds.
pub(super) fn kinds(open: Open) -> AnyView {
    let chosen = open.draft.with_untracked(|draft| read_kind(&draft.kind));
    let options = open.here.read(|workspace, _| kind_options(workspace, Some(chosen)));
    choice(open, ("kind", t().activities().kind), |draft| &mut draft.kind, options)
}

/// Who does it: the team, nobody, and whoever does it now.
pub(super) fn owner(open: Open) -> AnyView {
    let chosen = open.draft.with_untracked(|draft| draft.owner.clone());
    let mut options = vec![(String::new(), t().common().nobody.to_owned())];
    options.extend(offered::people(open.here.ui).into_iter().map(|person| (person.id, person.text)));
    if options.iter().all(|(id, _)| *id != chosen) {
        let name = open.here.read(|workspace, _| {
            let person = chosen.parse::<PersonId>().ok().and_then(|id| workspace.people.live(id));
            person.map(|person| person.name.clone())
        });
        options.extend(name.map(|name| (chosen, name)));
    }
    choice(open, ("owner", t().activities().owner), |draft| &mut draft.owner, options)
}

/// When it is due, with the days that most next steps are for one press away.
pub(super) fn when(open: Open, with_duration: bool) -> AnyView {
    let texts = t().activities();
    let names = [texts.today, texts.tomorrow, texts.next_week];
    let near = near_days(clock::today()).into_iter().zip(names).map(|(day, name)| {
        let value = day.to_string();
        let wanted = value.clone();
        let is_chosen = move || open.draft.with(|draft| draft.date == value);
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| open.set(|draft| &mut draft.date, wanted.clone())
            >
                {name}
            </button>
        }
    });
    view! {
        <div class="act-when">
            {line(open, ("date", "date", texts.date), |draft| &mut draft.date, &[Fault::Date, Fault::TimeAlone])}
            {line(open, ("time", "time", texts.time), |draft| &mut draft.time, &[Fault::Time])}
            {with_duration
                .then(|| {
                    line(open, ("minutes", "text", texts.duration), |draft| &mut draft.minutes, &[Fault::Minutes])
                })}
        </div>
        <div class="act-near">{near.collect_view()}</div>
    }
    .into_any()
}

pub(super) fn long_text(open: Open, field: &str, label: &'static str, part: Part) -> AnyView {
    let id = open.id(field);
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {label}
            </label>
            <textarea
                class="input grows"
                id=id
                dir="auto"
                rows="2"
                prop:value=move || open.get(part)
                on:input=move |event| open.set(part, event_target_value(&event))
            ></textarea>
        </div>
    }
    .into_any()
}
