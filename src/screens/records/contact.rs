//! The page of a customer's person.

use leptos::prelude::*;
use sales::decide::{Command, ContactPatch};
use sales::directory::Party;
use sales::ids::ContactId;
use sales::model::{Contact, Workspace};

use super::add::{firms, picked_firm};
use super::links;
use super::page::{Back, Page, details, frame, linked_field, new_deal, prop, text_field};
use crate::components::{InPlacePick, Look, Pick, Typed, icon, letter};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// A contact and their deals.
#[component]
pub(crate) fn ContactScreen(id: ContactId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().records();
    let is_there = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.contacts.live(id).is_some())
    });
    let back = Back {
        screen: Screen::Contacts,
        name: t().shell().contacts,
        back: texts.back_contacts,
        gone: texts.gone_contact,
    };
    frame(back, is_there, move || page(ui, id))
}

fn page(ui: Ui, id: ContactId) -> Page {
    let texts = t().records();
    let read = move |text: fn(&Workspace, &Contact) -> String| {
        Signal::derive(move || {
            ui.store.track_catalogue();
            ui.store.with(|workspace| {
                workspace.contacts.live(id).map(|contact| text(workspace, contact)).unwrap_or_default()
            })
        })
    };
    let run = move |first: Vec<Command>, patch: ContactPatch| {
        let command = Command::EditContact { contact: id, patch }.after(first);
        ui.store.run(&command).map(|_| ()).map_err(|refused| rejection::explain(&refused))
    };
    let save = move |patch: fn(String) -> ContactPatch| {
        Callback::new(move |typed: String| run(Vec::new(), patch(typed)))
    };
    let name = read(|_, contact| contact.name.clone());
    let role = read(|_, contact| contact.role.clone());
    let (phone, email) = (read(|_, contact| contact.phone.clone()), read(|_, contact| contact.email.clone()));
    let firm = read(|workspace, contact| {
        let firm = contact.organisation.and_then(|id| workspace.organisations.live(id));
        firm.map(|firm| firm.name.clone()).unwrap_or_default()
    });
    let picked = Callback::new(move |pick: Pick| {
        let (firm, first) = picked_firm(pick);
        run(first, ContactPatch::Organisation(firm))
    });
    let firm_field = view! {
        <InPlacePick
            look=Look::new("contact-firm", texts.organisation, firm, t().deal().add_field)
            options=firms(ui)
            can_create=true
            on_pick=picked
        />
    };
    let firm_link = move || {
        ui.store.track_catalogue();
        let name = firm.get();
        let firm = ui.store.with(|workspace| {
            let firm = workspace.contacts.live(id)?.organisation?;
            workspace.organisations.live(firm).map(|firm| firm.id)
        })?;
        let label = fill(texts.visit, &[("text", &name)]);
        Some(view! {
            <a
                class="icon-button"
                href=Route::to(Screen::Organisation(firm)).href()
                aria-label=label.clone()
                title=label
            >
                {icon("arrow-right")}
            </a>
        })
    };
    let firm_field = view! { <div class="with-link">{firm_field} {firm_link}</div> };
    let phone_field = text_field("contact-phone", texts.phone, Typed::Line, phone, save(ContactPatch::Phone));
    let email_field = text_field("contact-email", texts.email, Typed::Line, email, save(ContactPatch::Email));
    let about = text_field(
        "contact-about",
        texts.about,
        Typed::Text,
        read(|_, contact| contact.about.clone()),
        save(ContactPatch::About),
    );
    let fields = view! {
        {prop("organisation", texts.organisation, firm_field.into_any())}
        {prop("user", texts.role, text_field("contact-role", texts.role, Typed::Line, role, save(ContactPatch::Role)))}
        {prop("phone", texts.phone, linked_field(phone_field, "phone", texts.call, phone, links::phone))}
        {prop("mail", texts.email, linked_field(email_field, "mail", texts.write, email, links::email))}
        {prop("note", texts.about, about)}
    };
    let note = move || {
        let parts: Vec<String> =
            [role.get(), firm.get()].into_iter().filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| view! { <p class="muted truncate" dir="auto">{parts.join(" · ")}</p> })
    };
    Page {
        party: Party::Contact(id),
        name,
        mark: (move || letter(&name.get(), "large")).into_any(),
        heading: text_field("record-name", texts.name, Typed::Line, name, save(ContactPatch::Name)),
        note: note.into_any(),
        actions: new_deal(ui, Party::Contact(id)),
        side: details(fields.into_any()),
    }
}
