//! Adding a person, a firm or a contact: a name is enough.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::Command;
use sales::directory::Listing;
use sales::ids::{ContactId, OrganisationId, PersonId};

use super::super::dialogs::{TextField, focus_first_error};
use super::super::offered;
use crate::components::{Modal, Pick, PickOption, Picked, Picker};
use crate::platform::ids;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{rejection, t};

/// The firms to choose from, by name.
pub(super) fn firms(ui: Ui) -> Callback<(), Vec<PickOption>> {
    Callback::new(move |()| offered::organisations(ui))
}

/// The firm that was picked.
pub(super) fn picked_firm(pick: Pick) -> Picked<OrganisationId> {
    pick.record(|name| {
        let id = OrganisationId(ids::new_id());
        (id, Command::AddOrganisation { id, name })
    })
}

/// The dialog for a new entry of a list.
#[component]
pub(super) fn AddDialog(
    listing: Listing,
    /// The firm that a new contact works for.
    #[prop(optional)]
    firm: Option<OrganisationId>,
    on_close: Callback<()>,
) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().records();
    let title = match listing {
        Listing::People => texts.add_person,
        Listing::Organisations => texts.add_organisation,
        Listing::Contacts => texts.add_contact,
    };
    let label = if listing == Listing::Organisations { t().common().name } else { texts.name };
    let (name, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let chosen = RwSignal::new(firm.map_or(Pick::Nothing, |firm| Pick::Known(firm.to_string())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match add(ui, listing, name.get_untracked(), chosen.get_untracked()) {
            Ok(page) => {
                on_close.run(());
                // A new person is seen in the list; of the others there is more to say.
                if let Some(page) = page.filter(|_| firm.is_none()) {
                    ui.go(&Route::to(page));
                }
            }
            Err(refused) => {
                error.set(refused);
                focus_first_error();
            }
        }
    };
    let shown_firm = Signal::derive(move || match chosen.get() {
        Pick::Nothing => String::new(),
        Pick::New(name) => name,
        Pick::Known(id) => ui.store.with(|workspace| {
            let firm = id.parse().ok().and_then(|id| workspace.organisations.live(id));
            firm.map(|firm| firm.name.clone()).unwrap_or_default()
        }),
    });
    let firm_field = (listing == Listing::Contacts && firm.is_none()).then(|| {
        view! {
            <div class="field">
                <label class="label" for="add-firm">
                    {texts.organisation}
                    <span class="muted">" " {t().common().optional}</span>
                </label>
                <Picker
                    id="add-firm"
                    label=texts.organisation
                    value=shown_firm
                    options=firms(ui)
                    can_create=true
                    on_pick=Callback::new(move |pick| chosen.set(pick))
                />
            </div>
        }
    });
    view! {
        <Modal title on_close>
            // Keys typed here are none of the screen's behind.
            <form novalidate="" on:submit=submit on:keydown=|event| event.stop_propagation()>
                <div class="dialog-body">
                    {TextField::new("add-name", label, name, error).first().view()} {firm_field}
                </div>
                <footer class="dialog-foot">
                    <span class="spacer"></span>
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {t().common().cancel}
                    </button>
                    <button type="submit" class="button primary">
                        {t().common().add}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

/// Adds it. Answers its page, where one goes on there.
fn add(ui: Ui, listing: Listing, name: String, chosen: Pick) -> Result<Option<Screen>, String> {
    let id = ids::new_id();
    let (command, page) = match listing {
        Listing::People => (Command::AddPerson { id: PersonId(id), name }, None),
        Listing::Organisations => {
            let id = OrganisationId(id);
            (Command::AddOrganisation { id, name }, Some(Screen::Organisation(id)))
        }
        Listing::Contacts => {
            let id = ContactId(id);
            let (organisation, first) = picked_firm(chosen);
            let command = Command::AddContact { id, name, organisation };
            (command.after(first), Some(Screen::Contact(id)))
        }
    };
    let done = ui.store.run(&command).map_err(|refused| rejection::explain(&refused))?;
    ui.tell(&done);
    Ok(page)
}
