//! The page of a person of the team.

use leptos::prelude::*;
use sales::decide::{Command, PersonPatch};
use sales::directory::Party;
use sales::ids::PersonId;
use sales::model::Person;
use sales::query::Filter;

use super::super::settings::HueButton;
use super::list::person_menu;
use super::page::{Back, Page, details, frame, new_deal, prop, show_in_table, text_field};
use crate::components::{MenuButton, Typed, icon, initials};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// A person, and the deals they own.
#[component]
pub(crate) fn PersonScreen(id: PersonId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().records();
    let is_there = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.people.live(id).is_some())
    });
    let back = Back {
        screen: Screen::People,
        name: t().shell().people,
        back: texts.back_people,
        gone: texts.gone_person,
    };
    frame(back, is_there, move || page(ui, id))
}

fn page(ui: Ui, id: PersonId) -> Page {
    let texts = t().records();
    let read = move |text: fn(&Person) -> String| {
        Signal::derive(move || {
            ui.store.track_catalogue();
            ui.store.with(|workspace| workspace.people.live(id).map(text).unwrap_or_default())
        })
    };
    let save = move |patch: fn(String) -> PersonPatch| {
        Callback::new(move |typed: String| {
            let command = Command::EditPerson { person: id, patch: patch(typed) };
            ui.store.run(&command).map(|_| ()).map_err(|refused| rejection::explain(&refused))
        })
    };
    let name = read(|person| person.name.clone());
    let hue = Signal::derive(move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.people.live(id).map_or(0, |person| person.hue))
    });
    let mark = move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.people.live(id).map(|person| initials(person, "large")))
    };
    let is_archived = Memo::new(move |_| {
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.people.live(id).is_some_and(|person| person.archived))
    });
    let note = move || {
        is_archived.get().then(|| {
            view! {
                <p class="muted">
                    <span class="chip">{t().common().archived}</span>
                    " "
                    {texts.archived_person}
                </p>
            }
        })
    };
    let colour = view! {
        <HueButton
            label=Signal::stored(texts.colour.to_owned())
            hue
            on_pick=Callback::new(move |hue| {
                ui.act_quietly(&Command::EditPerson { person: id, patch: PersonPatch::Hue(hue) });
            })
        />
    };
    let set_capacity = Callback::new(move |typed: String| {
        let typed = typed.trim();
        let deals = if typed.is_empty() {
            None
        } else {
            Some(typed.parse().map_err(|_| texts.capacity_bad.to_owned())?)
        };
        let command = Command::EditPerson { person: id, patch: PersonPatch::Capacity(deals) };
        ui.store.run(&command).map(|_| ()).map_err(|refused| rejection::explain(&refused))
    });
    let capacity = read(|person| person.capacity.map(|deals| deals.to_string()).unwrap_or_default());
    let capacity = text_field("person-capacity", texts.capacity, Typed::Number, capacity, set_capacity);
    let side = view! {
        {prop(
            "user",
            texts.initials,
            text_field(
                "person-initials",
                texts.initials,
                Typed::Line,
                read(|person| person.initials.clone()),
                save(PersonPatch::Initials),
            ),
        )}
        {prop("sun", texts.colour, colour.into_any())}
        {prop(
            "people",
            texts.manager,
            text_field(
                "person-manager",
                texts.manager,
                Typed::Line,
                read(|person| person.manager.clone()),
                save(PersonPatch::Manager),
            ),
        )}
        {prop(
            "organisation",
            texts.region,
            text_field(
                "person-region",
                texts.region,
                Typed::Line,
                read(|person| person.region.clone()),
                save(PersonPatch::Region),
            ),
        )}
        {prop("task", texts.capacity, capacity)}
    };
    let filter = Filter { owners: vec![Some(id)], ..Filter::default() };
    let actions = view! {
        {show_in_table(ui, filter)}
        <a
            class="button"
            href=Route { question: format!("view=breakdown&one={id}"), ..Route::to(Screen::Goals) }.href()
        >
            {icon("flag")}
            <span class="phone-hide">{t().breakdown().to_own}</span>
            <span class="visually-hidden phone-only">{t().breakdown().to_own}</span>
        </a>
        {new_deal(ui, Party::Person(id))}
        <MenuButton
            class="icon-button"
            label=Signal::derive(move || fill(texts.menu_of, &[("name", &name.get())]))
            entries=Callback::new(move |()| person_menu(ui, id))
        >
            {icon("more")}
        </MenuButton>
    };
    Page {
        party: Party::Person(id),
        name,
        mark: mark.into_any(),
        heading: text_field("record-name", texts.name, Typed::Line, name, save(PersonPatch::Name)),
        note: note.into_any(),
        actions: actions.into_any(),
        side: details(side.into_any()),
    }
}
