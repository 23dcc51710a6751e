//! The customers and people of the deals that a row names by its id: of several of one name, a row means the one that is there.

use std::collections::HashMap;
use std::rc::Rc;

use sales::ids::{ContactId, OrganisationId, PersonId};
use sales::model::{Deal, Workspace};

use crate::plan::customers::There;

/// What the deals have that a row names.
pub(in crate::plan) enum Had<'a> {
    /// It names none.
    Nothing,
    /// What this one has.
    One(&'a Workspace, &'a Deal),
    /// What one of several has.
    Several(Rc<Several<'a>>),
}

/// What several deals have, by names; of each name, what the first of them has.
pub(in crate::plan) struct Several<'a> {
    /// What the first deal has.
    first: There,
    organisations: HashMap<&'a str, OrganisationId>,
    /// At any firm.
    contacts: HashMap<&'a str, There>,
    /// At one firm.
    contacts_of: HashMap<(&'a str, OrganisationId), ContactId>,
    owners: HashMap<&'a str, PersonId>,
}

fn there(deal: &Deal) -> There {
    There { organisation: deal.organisation, contact: deal.contact }
}

impl<'a> Several<'a> {
    /// Looks through deals once.
    pub(super) fn new(workspace: &'a Workspace, deals: impl Iterator<Item = &'a Deal>) -> Self {
        let mut several = Self {
            first: There::default(),
            organisations: HashMap::new(),
            contacts: HashMap::new(),
            contacts_of: HashMap::new(),
            owners: HashMap::new(),
        };
        for (place, deal) in deals.enumerate() {
            if place == 0 {
                several.first = there(deal);
            }
            if let Some(firm) = deal.organisation.and_then(|id| workspace.organisations.live(id)) {
                several.organisations.entry(&firm.name).or_insert(firm.id);
            }
            if let Some(contact) = deal.contact.and_then(|id| workspace.contacts.live(id)) {
                several.contacts.entry(&contact.name).or_insert(there(deal));
                if let Some(organisation) = deal.organisation {
                    several.contacts_of.entry((&contact.name, organisation)).or_insert(contact.id);
                }
            }
            if let Some(owner) = deal.owner.and_then(|id| workspace.people.live(id)) {
                several.owners.entry(&owner.name).or_insert(owner.id);
            }
        }
        several
    }
}

impl Had<'_> {
    /// The customers among which a row that names this firm finds its own.
    pub(in crate::plan) fn of_firm(&self, name: &str) -> Vec<There> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(_, deal) => vec![there(deal)],
            Self::Several(several) => {
                let called = several.organisations.get(name);
                let called = called.map(|id| There { organisation: Some(*id), contact: None });
                [several.first].into_iter().chain(called).collect()
            }
        }
    }

    /// The same for a row that names this person, who is at this firm.
    pub(in crate::plan) fn of_person(&self, name: &str, firm: Option<OrganisationId>) -> Vec<There> {
        let Self::Several(several) = self else { return self.of_firm("") };
        let called = match firm {
            None => several.contacts.get(name).copied(),
            Some(firm) => {
                let contact = several.contacts_of.get(&(name, firm));
                contact.map(|id| There { organisation: Some(firm), contact: Some(*id) })
            }
        };
        [several.first].into_iter().chain(called).collect()
    }

    /// The owner of this name.
    pub(in crate::plan) fn owner(&self, name: &str) -> Option<PersonId> {
        match self {
            Self::Nothing => None,
            Self::One(workspace, deal) => {
                let owner = deal.owner.and_then(|id| workspace.people.live(id))?;
                (owner.name == name).then_some(owner.id)
            }
            Self::Several(several) => several.owners.get(name).copied(),
        }
    }
}
