//! A person to archive: what is theirs is told, and somebody else can take the open deals over.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use metrics::goals::to_come;
use sales::decide::{Command, DealPatch, PersonPatch};
use sales::ids::{DealId, PersonId};
use sales::model::Person;

use super::parts::{closer, error_line, foot, label_line};
use crate::components::{Modal, select};
use crate::platform::collation::sort_by_name;
use crate::platform::{clock, dom};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

const FIELD: &str = "archive-heir";
/// The choices of leaving the deals where they are, and of giving them to nobody.
const KEEP: &str = "keep";
const NOBODY: &str = "nobody";

/// The dialog that says what the person leaves.
#[component]
pub(super) fn ArchivePerson(person: PersonId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let today = clock::today();
    let (name, deals, goals, people) = ui.store.with(|workspace| {
        let name = workspace.people.live(person).map(|row| row.name.clone()).unwrap_or_default();
        let open = workspace.deals.iter().filter(|deal| deal.owner == Some(person) && deal.is_open());
        let deals: Vec<DealId> = open.map(|deal| deal.id).collect();
        let mut people: Vec<&Person> =
            workspace.people.iter().filter(|row| !row.archived && row.id != person).collect();
        sort_by_name(&mut people, |row| &row.name);
        let people: Vec<(String, String)> =
            people.into_iter().map(|row| (row.id.to_string(), row.name.clone())).collect();
        (name, deals, to_come(workspace, person, today).len(), people)
    });
    let archive = Command::EditPerson { person, patch: PersonPatch::Archived(true) };
    if deals.is_empty() && goals == 0 {
        // Nothing to ask: it is done at once, and undone from the toast.
        dom::soon(move || {
            ui.dialog.set(None);
            ui.act(&archive);
        });
        return ().into_any();
    }
    if !deals.is_empty() {
        dom::focus_soon(format!("#{FIELD}"));
    }
    let heir = RwSignal::new(KEEP.to_owned());
    let error = RwSignal::new(String::new());
    let (count, taken) = (deals.len(), StoredValue::new(deals));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let owner = match heir.get_untracked().as_str() {
            KEEP => None,
            NOBODY => Some(None),
            id => id.parse().ok().map(Some),
        };
        let hand_over = owner
            .map(|owner| Command::EditDeals { deals: taken.get_value(), patch: DealPatch::Owner(owner) });
        match ui.store.run(&archive.clone().after(hand_over.into_iter().collect())) {
            Ok(done) => {
                ui.tell(&done);
                ui.dialog.set(None);
            }
            Err(refused) => error.set(rejection::explain(&refused)),
        }
    };
    let hand_over = (count > 0).then(|| {
        let choices = [(KEEP.to_owned(), fill(texts.leave_keep, &[("name", &name)]))];
        let options: Vec<(String, String)> = choices
            .into_iter()
            .chain(people)
            .chain([(NOBODY.to_owned(), t().common().nobody.to_owned())])
            .collect();
        view! {
            <div class="field">
                {label_line(FIELD, texts.leave_hand, "")}
                {select(FIELD, None, options, heir.into(), move |chosen| heir.set(chosen))}
            </div>
        }
    });
    let told = |metric: &'static str, text: String, count: usize| {
        (count > 0).then(|| {
            view! {
                <li data-metric=metric data-value=count.to_string()>
                    {text}
                </li>
            }
        })
    };
    view! {
        <Modal title=fill(texts.archive_person, &[("name", &name)]) on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body" data-dialog="archive-person">
                    <ul class="leaves">
                        {told("leaves.deals", texts.leave_deals.with(count, &[("name", &name)]), count)}
                        {told("leaves.goals", texts.leave_goals.with(goals, &[("name", &name)]), goals)}
                    </ul>
                    {hand_over} <p class="hint">{texts.leave_hint}</p> {error_line(FIELD, error)}
                </div>
                {foot(ui, ().into_any(), "button primary", t().common().archive)}
            </form>
        </Modal>
    }
    .into_any()
}
