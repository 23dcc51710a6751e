//! Adding a person, a firm or a contact: a name is enough.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::Command;
use sales::directory::Listing;
use sales::ids::{ContactId, OrganisationId, PersonId};

use super::super::dialogs::{TextField, focus_first_error};
use crate::components::{Modal, Pick, PickOption, Picker};
use crate::platform::ids;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{rejection, t};

/// The firms to choose from, by name.
pub(super) fn firms(ui: Ui) -> Callback<(), Vec<PickOption>> {
    Callback::new(move |()| {
        let mut options: Vec<PickOption> = ui.store.with(|workspace| {
            let firms = workspace.organisations.iter();
            firms
                .map(|firm| PickOption { id: firm.id.to_string(), text: firm.name.clone(), hue: None })
                .collect()
        });
        options.sort_by_cached_key(|option| option.text.to_lowercase());
        options
    })
}

/// The firm that was picked, made first where it is new; the error is a sentence for the user.
pub(super) fn picked_firm(ui: Ui, pick: Pick) -> Result<Option<OrganisationId>, String> {
    match pick {
        Pick::Nothing => Ok(None),
        Pick::Known(id) => Ok(id.parse().ok()),
        Pick::New(name) => {
            let id = OrganisationId(ids::new_id());
            let made = ui.store.run(&Command::AddOrganisation { id, name });
            made.map(|_| Some(id)).map_err(|refused| rejection::explain(&refused))
        }
    }
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
        match add(ui, listing, name.get_untracked(), chosen) {
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
                    {firm_field} {TextField::new("add-name", label, name, error).first().view()}
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
fn add(ui: Ui, listing: Listing, name: String, chosen: RwSignal<Pick>) -> Result<Option<Screen>, String> {
    let id = ids::new_id();
    let (command, page) = match listing {
        Listing::People => (Command::AddPerson { id: PersonId(id), name }, None),
        Listing::Organisations => {
            let id = OrganisationId(id);
            (Command::AddOrganisation { id, name }, Some(Screen::Organisation(id)))
        }
        Listing::Contacts => {
            let id = ContactId(id);
            if name.trim().is_empty() {
                // A firm that is new is only made together with its contact.
                let blank = sales::decide::Rejection::Blank(sales::decide::What::Contact);
                return Err(rejection::explain(&blank));
            }
            let organisation = picked_firm(ui, chosen.get_untracked())?;
            if let Some(firm) = organisation {
                chosen.set(Pick::Known(firm.to_string()));
            }
            (Command::AddContact { id, name, organisation }, Some(Screen::Contact(id)))
        }
    };
    let done = ui.store.run(&command).map_err(|refused| rejection::explain(&refused))?;
    ui.tell(&done);
    Ok(page)
}
