//! The next step of a deal: what is planned, what was done and what came of it.
//!
//! Done, outcome, next step: each is one press of Enter, and each leads to the next.

mod checklist;
mod draft;
mod fields;
mod form;
mod row;

use leptos::prelude::*;
use sales::activities;
use sales::ids::ActivityId;

use self::checklist::{Checklist, current};
use self::draft::{Purpose, kept};
pub(in crate::screens) use self::form::PlanForm;
use self::form::{ActivityForm, End};
pub(in crate::screens) use self::row::Planned;
use super::here::Here;
use crate::components::icon;
use crate::platform::dom;
use crate::text::t;

/// The form below the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plan,
    Log,
}

impl Form {
    fn purpose(self, here: Here) -> Purpose {
        match self {
            Self::Plan => Purpose::Plan(here.id),
            Self::Log => Purpose::Log(here.id),
        }
    }

    /// The button that opens it.
    fn button(self) -> &'static str {
        match self {
            Self::Plan => "deal-plan",
            Self::Log => "deal-log",
        }
    }
}

/// Whether something is planned on the deal of a panel.
fn has_next(here: Here) -> bool {
    here.read(|workspace, deal| activities::next_step(workspace, deal.id).is_some())
}

/// The section of what comes next.
#[component]
pub(super) fn NextStep(here: Here) -> impl IntoView {
    let texts = t().activities();
    let planned = Memo::new(move |_| {
        here.track();
        here.read(|workspace, deal| {
            // What is on the stage's checklist stands there.
            let listed = current(workspace, deal);
            let planned = activities::planned(workspace, deal.id).into_iter();
            let planned = planned.filter(|row| listed.iter().all(|item| item.0 != row.id));
            planned.map(|activity| activity.id).collect::<Vec<_>>()
        })
    });
    let is_missing = Memo::new(move |_| {
        here.track();
        !has_next(here) && here.read(|_, deal| deal.is_open())
    });
    // What was half typed when the panel closed is taken up again.
    let typed = [Form::Plan, Form::Log].into_iter().find(|form| kept(form.purpose(here)).is_some());
    let form = RwSignal::new(typed);
    let open = move |which: Form| {
        form.set(Some(which));
        let prefix = form::prefix(which.purpose(here));
        dom::focus_soon(format!("#{prefix}-subject"));
    };
    // A deal that is worked on is not left without a next step.
    let go_on = move || {
        if has_next(here) {
            dom::focus_soon(":is(#deal-checklist .act:not(.done), #deal-planned) .act-done");
        } else if here.read(|_, deal| deal.is_open()) {
            open(Form::Plan);
        } else {
            dom::focus_soon("#deal-plan");
        }
    };
    let ended = Callback::new(move |(which, end): (Form, End)| {
        form.set(None);
        if which == Form::Log && end == End::Saved && !has_next(here) {
            go_on();
        } else {
            dom::focus_soon(format!("#{}", which.button()));
        }
    });
    let on_done = Callback::new(move |()| go_on());
    let way = move |which: Form, class: &'static str, name: &'static str, text: &'static str| {
        view! {
            <button type="button" class=class id=which.button() on:click=move |_| open(which)>
                {icon(name)}
                {text}
            </button>
        }
    };
    view! {
        <Checklist here on_done/>
        <section class="panel-section" aria-labelledby="deal-next" data-section="next-step">
            <h3 id="deal-next">{texts.next_step}</h3>
            {move || {
                is_missing
                    .get()
                    .then(|| {
                        view! {
                            <p class="act-none" data-next="none">
                                {icon("no-step")}
                                {texts.none_planned}
                            </p>
                        }
                    })
            }}
            <ul class="acts" id="deal-planned" aria-labelledby="deal-next">
                <For
                    each=move || planned.get()
                    key=|id| *id
                    children=move |id: ActivityId| view! { <Planned here id on_done/> }
                />
            </ul>
            {move || match form.get() {
                Some(which) => {
                    let on_end = Callback::new(move |end| ended.run((which, end)));
                    view! { <ActivityForm here purpose=which.purpose(here) on_end/> }.into_any()
                }
                None => {
                    view! {
                        <div class="act-ways">
                            {way(Form::Plan, "button", "plus", texts.plan)}
                            {way(Form::Log, "button quiet", "check", texts.log)}
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}
