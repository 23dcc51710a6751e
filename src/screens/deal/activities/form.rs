//! The form that plans a next step, writes down what was done, or changes an activity.

use leptos::prelude::*;
use sales::decide::{ActivityDraft, ActivityPatch, Command, Rejection};
use sales::ids::ActivityId;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::draft::{Draft, Entered, Fault, Purpose, forget, keep, kept};
use super::fields::{error_line, kinds, long_text, owner, subject, when};
use crate::components::is_half_typed;
use crate::platform::{clock, dom, ids};
use crate::screens::activities::called;
use crate::screens::deal::here::Here;
use crate::text::{fill, rejection, t};

/// How a form came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Saved,
    GivenUp,
}

/// A field of the draft.
pub(super) type Part = fn(&mut Draft) -> &mut String;

/// A form that is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) here: Here,
    purpose: Purpose,
    start: StoredValue<Draft>,
    pub(super) draft: RwSignal<Draft>,
    pub(super) error: RwSignal<Option<(Fault, String)>>,
}

/// What the ids of a form's fields begin with.
pub(super) fn prefix(purpose: Purpose) -> String {
    match purpose {
        Purpose::Plan(_) => "plan".to_owned(),
        Purpose::Log(_) => "log".to_owned(),
        Purpose::Edit(id) | Purpose::Finish(id) => format!("act-{id}"),
    }
}

impl Open {
    fn new(here: Here, purpose: Purpose) -> Self {
        let start = match purpose {
            Purpose::Plan(_) => Draft::to_plan(clock::today()),
            Purpose::Log(_) => Draft::to_log(),
            Purpose::Edit(id) | Purpose::Finish(id) => {
                here.read(|workspace, _| workspace.activities.get(id).map(Draft::of)).unwrap_or_default()
            }
        };
        let draft = RwSignal::new(kept(purpose).unwrap_or_else(|| start.clone()));
        Self { here, purpose, start: StoredValue::new(start), draft, error: RwSignal::new(None) }
    }

    pub(super) fn id(self, field: &str) -> String {
        format!("{}{}-{field}", self.here.scope, prefix(self.purpose))
    }

    pub(super) fn set(self, part: Part, text: String) {
        self.draft.update(|draft| *part(draft) = text);
        self.error.set(None);
        self.draft.with_untracked(|draft| self.start.with_value(|start| keep(self.purpose, draft, start)));
    }

    pub(super) fn get(self, part: Part) -> String {
        self.draft.with(|draft| part(&mut draft.clone()).clone())
    }

    pub(super) fn is_wrong(self, faults: &[Fault]) -> bool {
        self.error.with(|error| error.as_ref().is_some_and(|(fault, _)| faults.contains(fault)))
    }

    fn refuse(self, fault: Fault, reason: String) {
        self.error.set(Some((fault, reason)));
        let field = match fault {
            Fault::Subject => "subject",
            Fault::Date | Fault::TimeAlone => "date",
            Fault::Time => "time",
            Fault::Minutes => "minutes",
        };
        dom::focus_soon(format!("#{}", self.id(field)));
    }

    /// Does what the form is for. Answers whether it could.
    fn save(self) -> bool {
        let texts = t().activities();
        // What is half typed is nothing to the browser, and not in the draft.
        let half = [("date", Fault::Date), ("time", Fault::Time)].into_iter().find(|(field, _)| {
            dom::query(&format!("#{}", self.id(field))).is_some_and(|field| is_half_typed(&field))
        });
        let draft = self.draft.get_untracked();
        let entered = match half.map_or_else(|| draft.read(), |(_, fault)| Err(fault)) {
            Ok(entered) => entered,
            Err(fault) => {
                let reason = match fault {
                    Fault::Subject => texts.says_nothing,
                    Fault::Date => t().rejection().bad_date,
                    Fault::Time => texts.bad_time,
                    Fault::TimeAlone => texts.time_without_day,
                    Fault::Minutes => texts.not_minutes,
                };
                self.refuse(fault, reason.to_owned());
                return false;
            }
        };
        let ui = self.here.ui;
        match ui.store.run(&self.command(draft, &entered)) {
            Ok(done) => {
                forget(self.purpose);
                ui.tell(&done);
                true
            }
            Err(refused) => {
                let is_long = matches!(refused, Rejection::LastsTooLong { .. });
                let fault = if is_long { Fault::Minutes } else { Fault::Subject };
                self.refuse(fault, rejection::explain(&refused));
                false
            }
        }
    }

    fn command(self, draft: Draft, entered: &Entered) -> Command {
        let Entered { kind, due, minutes, owner } = *entered;
        let new = ActivityDraft {
            kind,
            subject: draft.subject.clone(),
            deal: Some(self.here.id),
            ..ActivityDraft::default()
        };
        let id = ActivityId(ids::new_id());
        match self.purpose {
            Purpose::Plan(_) => Command::AddActivity { id, draft: ActivityDraft { due, ..new } },
            Purpose::Log(_) => Command::AddActivity {
                id,
                draft: ActivityDraft { done: Some(clock::now()), outcome: draft.outcome, ..new },
            },
            Purpose::Edit(id) | Purpose::Finish(id) => {
                let edit = |patch| Command::EditActivities { activities: vec![id], patch };
                // Where only the day is another, the message can say which; it tells the last change.
                let first = [
                    ActivityPatch::Due(due),
                    ActivityPatch::Kind(kind),
                    ActivityPatch::Subject(draft.subject),
                    ActivityPatch::Minutes(minutes),
                    ActivityPatch::Owner(owner),
                ];
                edit(ActivityPatch::Note(draft.note)).after(first.map(edit).into())
            }
        }
    }
}

/// The form of a purpose, where it stands. Enter saves, Esc puts it away and keeps what was typed.
#[component]
pub(super) fn ActivityForm(here: Here, purpose: Purpose, on_end: Callback<End>) -> impl IntoView {
    let texts = t().activities();
    let open = Open::new(here, purpose);
    let save = move || {
        if open.save() {
            on_end.run(End::Saved);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            on_end.run(End::GivenUp);
        } else if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            save();
        }
    };
    let give_up = move |_| {
        forget(purpose);
        on_end.run(End::GivenUp);
    };
    let (label, button) = match purpose {
        Purpose::Plan(_) => (texts.plan.to_owned(), texts.plan_it),
        Purpose::Log(_) => (texts.log.to_owned(), texts.log_it),
        Purpose::Edit(id) | Purpose::Finish(id) => {
            let what = here.read(|workspace, _| {
                workspace.activities.get(id).map(|activity| called(workspace, activity)).unwrap_or_default()
            });
            (fill(texts.edit_what, &[("what", &what)]), t().common().save)
        }
    };
    let is_log = matches!(purpose, Purpose::Log(_));
    let is_edit = matches!(purpose, Purpose::Edit(_));
    view! {
        <form
            class="act-form"
            novalidate
            aria-label=label
            data-form=prefix(purpose)
            on:submit=submit
            on:keydown=pressed
        >
            <div class="act-what">
                {kinds(open)}
                {subject(open, if is_log { texts.subject_done_hint } else { texts.subject_hint })}
            </div>
            {(!is_log).then(|| when(open, is_edit))}
            {is_edit.then(|| owner(open))}
            {is_edit.then(|| long_text(open, "note", texts.note, |draft| &mut draft.note))}
            {is_log.then(|| long_text(open, "outcome", texts.outcome, |draft| &mut draft.outcome))}
            {error_line(open)}
            <div class="act-bar">
                <button class="button primary">{button}</button>
                <button type="button" class="button" on:click=give_up>
                    {t().common().cancel}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The form that plans the next step of a deal, outside its panel. `on_end` runs when it is saved or given up.
#[component]
pub(in crate::screens) fn PlanForm(here: Here, on_end: Callback<()>) -> impl IntoView {
    let purpose = Purpose::Plan(here.id);
    dom::focus_soon(format!("#{}{}-subject", here.scope, prefix(purpose)));
    view! { <ActivityForm here purpose on_end=Callback::new(move |_: End| on_end.run(()))/> }
}
