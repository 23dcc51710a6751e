//! The page of a customer's firm.

use leptos::prelude::*;
use sales::decide::{Command, OrganisationPatch};
use sales::directory::{Listing, Party, contacts_of};
use sales::ids::OrganisationId;
use sales::model::{Contact, Organisation};

use super::add::AddDialog;
use super::links;
use super::page::{Back, Page, details, frame, linked_field, new_deal, prop, text_field};
use crate::components::{Icon, Typed, icon, letter};
use crate::platform::collation::sort_by_name;
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// A firm, its people and its deals.
#[component]
pub(crate) fn OrganisationScreen(id: OrganisationId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().records();
    let is_there = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.organisations.live(id).is_some())
    });
    let back = Back {
        screen: Screen::Organisations,
        name: t().shell().organisations,
        back: texts.back_organisations,
        gone: texts.gone_organisation,
    };
    frame(back, is_there, move || page(ui, id))
}

fn page(ui: Ui, id: OrganisationId) -> Page {
    let texts = t().records();
    let read = move |text: fn(&Organisation) -> String| {
        Signal::derive(move || {
            ui.store.track_catalogue();
            ui.store.with(|workspace| workspace.organisations.live(id).map(text).unwrap_or_default())
        })
    };
    let save = move |patch: fn(String) -> OrganisationPatch| {
        Callback::new(move |typed: String| {
            let command = Command::EditOrganisation { organisation: id, patch: patch(typed) };
            ui.store.run(&command).map(|_| ()).map_err(|refused| rejection::explain(&refused))
        })
    };
    let (name, website) = (read(|firm| firm.name.clone()), read(|firm| firm.website.clone()));
    let site =
        text_field("firm-website", texts.website, Typed::Line, website, save(OrganisationPatch::Website));
    let address = text_field(
        "firm-address",
        texts.address,
        Typed::Line,
        read(|firm| firm.address.clone()),
        save(OrganisationPatch::Address),
    );
    let about = text_field(
        "firm-about",
        texts.about,
        Typed::Text,
        read(|firm| firm.about.clone()),
        save(OrganisationPatch::About),
    );
    let fields = view! {
        {prop("globe", texts.website, linked_field(site, "link", texts.visit, website, links::web))}
        {prop("home", texts.address, address)}
        {prop("note", texts.about, about)}
    };
    Page {
        party: Party::Organisation(id),
        name,
        mark: (move || letter(&name.get(), "square large")).into_any(),
        heading: text_field(
            "record-name",
            t().common().name,
            Typed::Line,
            name,
            save(OrganisationPatch::Name),
        ),
        note: ().into_any(),
        actions: new_deal(ui, Party::Organisation(id)),
        side: view! {
            {details(fields.into_any())}
            <Contacts id/>
        }
        .into_any(),
    }
}

/// The people of the firm.
#[component]
fn Contacts(id: OrganisationId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().records();
    let adding = RwSignal::new(false);
    let list = move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let mut contacts = contacts_of(workspace, id);
            sort_by_name(&mut contacts, |contact| &contact.name);
            if contacts.is_empty() {
                view! { <p class="muted">{texts.no_contacts_here}</p> }.into_any()
            } else {
                view! { <ul class="box cards-list">{contacts.into_iter().map(card).collect_view()}</ul> }
                    .into_any()
            }
        })
    };
    view! {
        <section aria-labelledby="firm-contacts">
            <h3 id="firm-contacts">
                {texts.contacts}
                <button
                    type="button"
                    class="button quiet"
                    aria-label=texts.add_contact
                    on:click=move |_| adding.set(true)
                >
                    {icon("plus")}
                    {t().common().add}
                </button>
            </h3>
            {list}
        </section>
        {move || {
            adding
                .get()
                .then(|| {
                    view! {
                        <AddDialog
                            listing=Listing::Contacts
                            firm=id
                            on_close=Callback::new(move |()| adding.set(false))
                        />
                    }
                })
        }}
    }
    .into_any()
}

fn card(contact: &Contact) -> AnyView {
    let texts = t().records();
    let way = |picture: Icon, label: &str, href: Option<String>| {
        href.map(|href| {
            let label = fill(label, &[("text", &contact.name)]);
            view! {
                <a class="icon-button" href=href aria-label=label.clone() title=label>
                    {icon(picture)}
                </a>
            }
        })
    };
    view! {
        <li>
            {letter(&contact.name, "")}
            <div>
                <a class="cell-link" href=Route::to(Screen::Contact(contact.id)).href() dir="auto">
                    {contact.name.clone()}
                </a>
                {(!contact.role.is_empty())
                    .then(|| view! { <p class="muted truncate" dir="auto">{contact.role.clone()}</p> })}
            </div>
            {way("phone", texts.call, links::phone(&contact.phone))}
            {way("mail", texts.write, links::email(&contact.email))}
        </li>
    }
    .into_any()
}
