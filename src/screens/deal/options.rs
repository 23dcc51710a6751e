//! What the pickers of the panel offer, and what becomes of a choice.

use sales::decide::Command;
use sales::ids::{ChoiceId, ContactId, OrganisationId, PersonId};
use sales::model::{ListKind, Workspace};

use super::here::Here;
use crate::components::{Pick, PickOption};
use crate::platform::ids;

/// The entries of a list that are in use.
pub(super) fn list(here: Here, list: ListKind) -> Vec<PickOption> {
    here.ui.store.with(|workspace| {
        let entries = workspace.list(list).into_iter().filter(|entry| !entry.archived);
        entries.map(|entry| option(entry.id.to_string(), entry.name.clone())).collect()
    })
}

/// The people of the team that get new deals.
pub(super) fn people(here: Here) -> Vec<PickOption> {
    here.ui.store.with(|workspace| {
        let people = workspace.people.iter().filter(|person| !person.archived);
        let option = |person: &sales::model::Person| PickOption {
            id: person.id.to_string(),
            text: person.name.clone(),
            hue: Some(person.hue),
        };
        sorted(people.map(option).collect())
    })
}

/// The customers' firms.
pub(super) fn organisations(here: Here) -> Vec<PickOption> {
    here.ui.store.with(|workspace| {
        sorted(
            workspace.organisations.iter().map(|row| option(row.id.to_string(), row.name.clone())).collect(),
        )
    })
}

/// The customers' people, those of the deal's firm first.
pub(super) fn contacts(here: Here) -> Vec<PickOption> {
    here.read(|workspace, deal| {
        let (own, other): (Vec<_>, Vec<_>) = workspace
            .contacts
            .iter()
            .partition(|contact| deal.organisation.is_some() && contact.organisation == deal.organisation);
        let firm = |id: Option<OrganisationId>| id.and_then(|id| workspace.organisations.live(id));
        let own = own.into_iter().map(|row| option(row.id.to_string(), named(&row.name, &row.role)));
        let other = other.into_iter().map(|row| {
            let firm = firm(row.organisation).map_or("", |firm| &firm.name);
            option(row.id.to_string(), named(&row.name, firm))
        });
        let mut options = sorted(own.collect());
        options.extend(sorted(other.collect()));
        options
    })
}

/// A name with what tells it from the same name elsewhere.
pub(super) fn named(name: &str, detail: &str) -> String {
    if detail.is_empty() { name.to_owned() } else { format!("{name} · {detail}") }
}

fn option(id: String, text: String) -> PickOption {
    PickOption { id, text, hue: None }
}

fn sorted(mut options: Vec<PickOption>) -> Vec<PickOption> {
    options.sort_by_cached_key(|option| option.text.to_lowercase());
    options
}

/// The entry of a list that was picked, made where it is new.
pub(super) fn picked_entry(here: Here, list: ListKind, pick: Pick) -> Result<Option<ChoiceId>, String> {
    resolve(here, pick, |name| {
        let id = ChoiceId(ids::new_id());
        (id, Command::AddChoice { id, list, name })
    })
}

/// The person that was picked, added to the team where the name is new.
pub(super) fn picked_person(here: Here, pick: Pick) -> Result<Option<PersonId>, String> {
    resolve(here, pick, |name| {
        let id = PersonId(ids::new_id());
        (id, Command::AddPerson { id, name })
    })
}

/// The firm that was picked, added where the name is new.
pub(super) fn picked_organisation(here: Here, pick: Pick) -> Result<Option<OrganisationId>, String> {
    resolve(here, pick, |name| {
        let id = OrganisationId(ids::new_id());
        (id, Command::AddOrganisation { id, name })
    })
}

/// The contact that was picked, added to the deal's firm where the name is new.
pub(super) fn picked_contact(here: Here, pick: Pick) -> Result<Option<ContactId>, String> {
    let organisation = here.read(|workspace: &Workspace, deal| {
        deal.organisation.filter(|id| workspace.organisations.live(*id).is_some())
    });
    resolve(here, pick, |name| {
        let id = ContactId(ids::new_id());
        (id, Command::AddContact { id, name, organisation })
    })
}

fn resolve<Id: std::str::FromStr>(
    here: Here,
    pick: Pick,
    add: impl FnOnce(String) -> (Id, Command),
) -> Result<Option<Id>, String> {
    match pick {
        Pick::Nothing => Ok(None),
        // The options carry ids as text, so what comes back is one.
        Pick::Known(id) => Ok(id.parse().ok()),
        Pick::New(name) => {
            let (id, command) = add(name);
            here.run(&command).map(|()| Some(id))
        }
    }
}
