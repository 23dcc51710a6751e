//! An activity that is on no deal: whom it is with, done by one press.

use leptos::prelude::*;
use sales::activities::Urgency;
use sales::decide::Command;
use sales::ids::ActivityId;
use sales::model::Workspace;

use super::activities::{called, due_words, kind_icon, urgency_name};
use super::values::Figures;
use crate::components::{Icon, icon, small_icon};
use crate::platform::clock;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// What can be seen of it; two equal ones need no redrawing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Face {
    icon: Icon,
    what: String,
    due: String,
    urgency: &'static str,
    /// The contact and the firm, with their pages.
    with: Vec<(String, Screen)>,
}

impl Face {
    fn of(workspace: &Workspace, id: ActivityId) -> Option<Self> {
        let activity = workspace.activities.live(id)?;
        let today = clock::today();
        let contact = activity.contact.and_then(|id| workspace.contacts.live(id));
        let firm = activity.organisation.and_then(|id| workspace.organisations.live(id));
        let contact = contact.map(|row| (row.name.clone(), Screen::Contact(row.id)));
        let firm = firm.map(|row| (row.name.clone(), Screen::Organisation(row.id)));
        Some(Self {
            icon: kind_icon(activity.kind),
            what: called(workspace, activity),
            due: due_words(activity.due, today, Figures::INTL),
            urgency: urgency_name(Urgency::of(activity.due, today)),
            with: contact.into_iter().chain(firm).collect(),
        })
    }
}

/// The row of an activity that is on no deal. `on_done` runs once it is done.
pub(super) fn lone(ui: Ui, id: ActivityId, on_done: Callback<()>) -> AnyView {
    let face = Memo::new(move |_| {
        ui.store.track_activities();
        ui.store.track_catalogue();
        ui.store.with(|workspace| Face::of(workspace, id))
    });
    let content = move || face.get().map(|face| line(ui, id, face, on_done));
    view! {
        <li class="act" data-activity-id=id.to_string()>
            {content}
        </li>
    }
    .into_any()
}

fn line(ui: Ui, id: ActivityId, face: Face, on_done: Callback<()>) -> AnyView {
    let texts = t().activities();
    let Face { icon: sign, what, due, urgency, with } = face;
    let done = move |_| {
        if ui.act(&Command::CompleteActivities { activities: vec![id], outcome: String::new() }).is_some() {
            on_done.run(());
        }
    };
    let remove = move |_| {
        ui.act(&Command::RemoveActivities { activities: vec![id] });
    };
    let is_alone = with.is_empty();
    let ways = with.into_iter().map(|(name, page)| {
        view! {
            <a href=Route::to(page).href() dir="auto">
                {name}
            </a>
        }
    });
    let (label, delete) =
        (fill(texts.done_with, &[("what", &what)]), fill(texts.delete_what, &[("what", &what)]));
    view! {
        <div class="act-line">
            <button type="button" class="act-done" aria-label=label title=texts.finish on:click=done>
                {icon("check")}
            </button>
            <div class="act-text">
                <p class="act-title">
                    <span class="act-kind">{icon(sign)}</span>
                    <span dir="auto">{what}</span>
                </p>
                <p class="act-facts">
                    <span class=format!("act-due {urgency}")>
                        {(urgency == "overdue").then(|| small_icon("warning"))} {due}
                    </span>
                    {ways.collect_view()}
                    {is_alone.then(|| view! { <span>{t().today().no_deal}</span> })}
                </p>
            </div>
            <span class="act-tools">
                <button
                    type="button"
                    class="icon-button tiny"
                    aria-label=delete
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
