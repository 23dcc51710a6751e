//! An activity that is planned: what it is and when, done by one press, changed where it stands.

use leptos::prelude::*;
use sales::activities::Urgency;
use sales::decide::Command;
use sales::ids::ActivityId;
use sales::model::{Deal, Workspace};
use web_sys::KeyboardEvent;

use super::draft::{Draft, Purpose, forget, keep, kept};
use super::form::{ActivityForm, End};
use crate::components::{Icon, icon, initials, small_icon};
use crate::platform::{clock, dom};
use crate::screens::activities::{called, due_words, kind_icon, kind_name, urgency_name};
use crate::screens::deal::here::Here;
use crate::screens::values::Figures;
use crate::text::{fill, rejection, t};

/// What can be seen of an activity; two equal ones need no redrawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Face {
    icon: Icon,
    kind: String,
    what: String,
    due: String,
    urgency: &'static str,
    minutes: Option<u16>,
    note: String,
    is_others: bool,
}

fn face(workspace: &Workspace, deal: &Deal, id: ActivityId) -> Face {
    let Some(activity) = workspace.activities.get(id) else { return Face::default() };
    let today = clock::today();
    Face {
        icon: kind_icon(activity.kind),
        kind: kind_name(workspace, activity.kind),
        what: called(workspace, activity),
        due: due_words(activity.due, today, Figures::INTL),
        urgency: urgency_name(Urgency::of(activity.due, today)),
        minutes: activity.minutes,
        note: activity.note.clone(),
        is_others: activity.owner.is_some() && activity.owner != deal.owner,
    }
}

/// What is going on with the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// It was done: what came of it is asked for.
    Finishing,
    Editing,
}

/// One planned activity. `on_done` runs once it is done and saved.
#[component]
pub(in crate::screens) fn Planned(
    here: Here,
    id: ActivityId,
    on_done: Callback<()>,
    /// Whether it is ticked at once, without asking what came of it.
    #[prop(default = false)]
    at_once: bool,
    /// What is said below it.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    // What was half typed when the panel closed is taken up again.
    let state = RwSignal::new(if kept(Purpose::Edit(id)).is_some() {
        State::Editing
    } else if kept(Purpose::Finish(id)).is_some() {
        State::Finishing
    } else {
        State::Reading
    });
    let face = Memo::new(move |_| {
        here.track();
        here.read(|workspace, deal| face(workspace, deal, id))
    });
    let begin = move |what: State, field: &str| {
        state.set(what);
        dom::focus_soon(format!("#{}act-{id}-{field}", here.scope));
    };
    let edited = Callback::new(move |_: End| begin(State::Reading, "edit"));
    let pressed = Callback::new(move |(what, field)| {
        if what == State::Finishing && at_once {
            let command = Command::CompleteActivities { activities: vec![id], outcome: String::new() };
            if here.ui.act(&command).is_some() {
                on_done.run(());
            }
        } else {
            begin(what, field);
        }
    });
    view! {
        <li class="act" data-activity-id=id.to_string() data-next=move || face.with(|face| face.urgency)>
            {move || match state.get() {
                State::Editing => {
                    view! { <ActivityForm here purpose=Purpose::Edit(id) on_end=edited/> }.into_any()
                }
                reading => {
                    view! {
                        {line(here, id, face, pressed)}
                        {children.as_ref().map(|children| children())}
                        {(reading == State::Finishing).then(|| finish(here, id, face, state, on_done))}
                    }
                        .into_any()
                }
            }}
        </li>
    }
    .into_any()
}

fn line(here: Here, id: ActivityId, face: Memo<Face>, begin: Callback<(State, &'static str)>) -> AnyView {
    let texts = t().activities();
    let named =
        move |template: &'static str| move || face.with(|face| fill(template, &[("what", &face.what)]));
    let remove = move |_| {
        here.ui.act(&Command::RemoveActivities { activities: vec![id] });
        dom::focus_soon("#deal-plan");
    };
    let owner = move || {
        let is_others = face.with(|face| face.is_others);
        here.track();
        is_others.then(|| {
            here.read(|workspace, _| {
                let activity = workspace.activities.get(id)?;
                let person = activity.owner.and_then(|id| workspace.people.live(id))?;
                let name = person.name.clone();
                Some(view! {
                    <span class="act-owner" title=name.clone()>
                        {initials(person, "")}
                        <span class="visually-hidden">{name.clone()}</span>
                    </span>
                })
            })
        })
    };
    view! {
        <div class="act-line">
            <button
                type="button"
                class="act-done"
                id=format!("{}act-{id}-done", here.scope)
                aria-label=named(texts.done_with)
                title=texts.finish
                on:click=move |_| begin.run((State::Finishing, "outcome"))
            >
                {icon("check")}
            </button>
            <div class="act-text">
                <p class="act-title">
                    <span class="act-kind" title=move || face.with(|face| face.kind.clone())>
                        {move || icon(face.with(|face| face.icon))}
                        <span class="visually-hidden">{move || face.with(|face| face.kind.clone())} " "</span>
                    </span>
                    <span dir="auto">{move || face.with(|face| face.what.clone())}</span>
                </p>
                <p class="act-facts">
                    <span class=move || face.with(|face| format!("act-due {}", face.urgency))>
                        {move || face.with(|face| face.urgency == "overdue").then(|| small_icon("warning"))}
                        {move || face.with(|face| face.due.clone())}
                    </span>
                    {move || {
                        face.with(|face| face.minutes)
                            .map(|minutes| {
                                view! { <span class="num">{texts.minutes.of(usize::from(minutes))}</span> }
                            })
                    }}
                    {owner}
                </p>
                {move || {
                    let note = face.with(|face| face.note.clone());
                    (!note.is_empty()).then(|| view! { <p class="act-note" dir="auto">{note}</p> })
                }}
            </div>
            <span class="act-tools">
                <button
                    type="button"
                    class="icon-button tiny"
                    id=format!("{}act-{id}-edit", here.scope)
                    aria-label=named(texts.edit_what)
                    title=t().common().edit
                    on:click=move |_| begin.run((State::Editing, "subject"))
                >
                    {icon("edit")}
                </button>
                <button
                    type="button"
                    class="icon-button tiny"
                    aria-label=named(texts.delete_what)
                    title=t().common().delete
                    on:click=remove
                >
                    {icon("trash")}
                </button>
            </span>
        </div>
    }
    .into_any()
}

/// Asks what came of it. Enter saves that it is done, Esc goes back.
fn finish(
    here: Here,
    id: ActivityId,
    face: Memo<Face>,
    state: RwSignal<State>,
    on_done: Callback<()>,
) -> AnyView {
    let texts = t().activities();
    let purpose = Purpose::Finish(id);
    let typed = RwSignal::new(kept(purpose).map(|draft| draft.outcome).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let command = Command::CompleteActivities { activities: vec![id], outcome: typed.get_untracked() };
        match here.ui.store.run(&command) {
            Ok(done) => {
                forget(purpose);
                here.ui.tell(&done);
                on_done.run(());
            }
            Err(refused) => error.set(Some(rejection::explain(&refused))),
        }
    };
    let go_back = move || {
        state.set(State::Reading);
        dom::focus_soon(format!("#{}act-{id}-done", here.scope));
    };
    let give_up = move |_| {
        forget(purpose);
        go_back();
    };
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" if !event.shift_key() => {
                event.prevent_default();
                event.stop_propagation();
                save();
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                go_back();
            }
            _ => {}
        }
    };
    let error_id = format!("{}act-{id}-error", here.scope);
    let describes = error_id.clone();
    view! {
        <form
            class="act-outcome"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <textarea
                class="input grows"
                id=format!("{}act-{id}-outcome", here.scope)
                rows="1"
                dir="auto"
                placeholder=texts.outcome_hint
                aria-label=move || face.with(|face| fill(texts.what_outcome, &[("what", &face.what)]))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then(|| describes.clone())
                prop:value=typed
                on:input=move |event| {
                    let outcome = event_target_value(&event);
                    let draft = Draft { outcome: outcome.clone(), ..Draft::default() };
                    keep(purpose, &draft, &Draft::default());
                    typed.set(outcome);
                    error.set(None);
                }
                on:keydown=pressed
            ></textarea>
            {move || {
                let id = error_id.clone();
                error
                    .get()
                    .map(|reason| {
                        view! {
                            <p class="error" role="alert" id=id>
                                {small_icon("warning")}
                                <span>{reason}</span>
                            </p>
                        }
                    })
            }}
            <div class="act-bar">
                <button class="button primary">{texts.finish}</button>
                <button type="button" class="button" on:click=give_up>
                    {t().common().cancel}
                </button>
                <span class="hint">{texts.enter_saves}</span>
            </div>
        </form>
    }
    .into_any()
}
