//! What the pickers of the panel offer, and what becomes of a choice.

use sales::decide::Command;
use sales::ids::{ChoiceId, ContactId, OrganisationId, PersonId};
use sales::model::{ListKind, Workspace};

use super::here::Here;
use crate::components::{Pick, PickOption, Picked, by_name};
use crate::platform::ids;

/// The entries of a list that are in use.
pub(super) fn list(here: Here, list: ListKind) -> Vec<PickOption> {
    here.ui.store.with(|workspace| {
        let entries = workspace.list(list).into_iter().filter(|entry| !entry.archived);
        entries.map(|entry| option(entry.id.to_string(), entry.name.clone())).collect()
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
        let mut options = by_name(own.collect());
        options.extend(by_name(other.collect()));
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

/// The entry of a list that was picked.
pub(super) fn picked_entry(list: ListKind, pick: Pick) -> Picked<ChoiceId> {
    pick.record(|name| {
        let id = ChoiceId(ids::new_id());
        (id, Command::AddChoice { id, list, name })
    })
}

/// The person that was picked; a new one joins the team.
pub(super) fn picked_person(pick: Pick) -> Picked<PersonId> {
    pick.record(|name| {
        let id = PersonId(ids::new_id());
        (id, Command::AddPerson { id, name })
    })
}

/// The firm that was picked.
pub(super) fn picked_organisation(pick: Pick) -> Picked<OrganisationId> {
    pick.record(|name| {
        let id = OrganisationId(ids::new_id());
        (id, Command::AddOrganisation { id, name })
    })
}

/// The contact that was picked; a new one is of the deal's firm.
pub(super) fn picked_contact(here: Here, pick: Pick) -> Picked<ContactId> {
    pick.record(|name| {
        let organisation = here.read(|workspace: &Workspace, deal| {
            deal.organisation.filter(|id| workspace.organisations.live(*id).is_some())
        });
        let id = ContactId(ids::new_id());
        (id, Command::AddContact { id, name, organisation })
    })
}
