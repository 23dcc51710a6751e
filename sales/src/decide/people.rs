//! Rules for people, organisations and contacts.

use super::known::{known, live};
use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{ContactPatch, OrganisationPatch, PersonPatch, Rejection, What};
use crate::hue::HUES;
use crate::ids::{ContactId, OrganisationId, PersonId};
use crate::log::{Change, ContactEdit, OrganisationEdit, PersonEdit, Swap};
use crate::model::{Workspace, initials_of};

fn swap<T: Clone>(from: &T, to: T) -> Swap<T> {
    Swap { from: from.clone(), to }
}

fn short(typed: &str, what: What) -> Result<String, Rejection> {
    words::optional_line(typed, what, MAX_LINE_CHARS)
}

fn person_name(ws: &Workspace, typed: &str, own: Option<PersonId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Person, MAX_LINE_CHARS)?;
    let taken = ws.people.iter().any(|person| Some(person.id) != own && same_name(&person.name, &name));
    if taken { Err(Rejection::NameTaken(What::Person, name)) } else { Ok(name) }
}

pub(super) fn add_person(ws: &Workspace, id: PersonId, typed: &str) -> Result<Vec<Change>, Rejection> {
    let name = person_name(ws, typed, None)?;
    let initials = initials_of(&name);
    let hue = u8::try_from(ws.people.iter().count() % usize::from(HUES)).unwrap_or(0);
    Ok(vec![Change::PersonAdded { id, name, initials, hue, sample: false }])
}

pub(super) fn edit_person(
    ws: &Workspace,
    id: PersonId,
    patch: &PersonPatch,
) -> Result<Vec<Change>, Rejection> {
    let person = live(&ws.people, id)?;
    let edit = match patch {
        PersonPatch::Name(typed) => PersonEdit::Name(swap(&person.name, person_name(ws, typed, Some(id))?)),
        PersonPatch::Initials(typed) => {
            PersonEdit::Initials(swap(&person.initials, words::line(typed, What::Initials, 3)?))
        }
        PersonPatch::Manager(typed) => PersonEdit::Manager(swap(&person.manager, short(typed, What::Text)?)),
        PersonPatch::Region(typed) => PersonEdit::Region(swap(&person.region, short(typed, What::Text)?)),
        PersonPatch::Hue(hue) => PersonEdit::Hue(swap(&person.hue, hue % HUES)),
        PersonPatch::Capacity(deals) => {
            PersonEdit::Capacity(swap(&person.capacity, deals.filter(|&deals| deals > 0)))
        }
        PersonPatch::Archived(archived) => PersonEdit::Archived(swap(&person.archived, *archived)),
    };
    Ok(if edit.is_idle() { Vec::new() } else { vec![Change::PersonEdited { id, edit }] })
}

fn organisation_name(ws: &Workspace, typed: &str, own: Option<OrganisationId>) -> Result<String, Rejection> {
    let name = words::line(typed, What::Organisation, MAX_LINE_CHARS)?;
    let taken = ws.organisations.iter().any(|row| Some(row.id) != own && same_name(&row.name, &name));
    if taken { Err(Rejection::NameTaken(What::Organisation, name)) } else { Ok(name) }
}

pub(super) fn add_organisation(
    ws: &Workspace,
    id: OrganisationId,
    typed: &str,
) -> Result<Vec<Change>, Rejection> {
    let name = organisation_name(ws, typed, None)?;
    Ok(vec![Change::OrganisationAdded { id, name, sample: false }])
}

pub(super) fn edit_organisation(
    ws: &Workspace,
    id: OrganisationId,
    patch: &OrganisationPatch,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.organisations, id)?;
    let edit = match patch {
        OrganisationPatch::Name(typed) => {
            OrganisationEdit::Name(swap(&row.name, organisation_name(ws, typed, Some(id))?))
        }
        OrganisationPatch::Website(typed) => {
            OrganisationEdit::Website(swap(&row.website, short(typed, What::Text)?))
        }
        OrganisationPatch::Address(typed) => {
            OrganisationEdit::Address(swap(&row.address, short(typed, What::Text)?))
        }
        OrganisationPatch::Industry(typed) => {
            OrganisationEdit::Industry(swap(&row.industry, short(typed, What::Text)?))
        }
        OrganisationPatch::About(typed) => {
            OrganisationEdit::About(swap(&row.about, words::text(typed, What::Text)?))
        }
    };
    Ok(if edit.is_idle() { Vec::new() } else { vec![Change::OrganisationEdited { id, edit }] })
}

pub(super) fn add_contact(
    ws: &Workspace,
    id: ContactId,
    typed: &str,
    organisation: Option<OrganisationId>,
) -> Result<Vec<Change>, Rejection> {
    // Two people may well have the same name.
    let name = words::line(typed, What::Contact, MAX_LINE_CHARS)?;
    known(&ws.organisations, organisation)?;
    Ok(vec![Change::ContactAdded { id, name, organisation, sample: false }])
}

pub(super) fn edit_contact(
    ws: &Workspace,
    id: ContactId,
    patch: &ContactPatch,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.contacts, id)?;
    let edit = match patch {
        ContactPatch::Name(typed) => {
            ContactEdit::Name(swap(&row.name, words::line(typed, What::Contact, MAX_LINE_CHARS)?))
        }
        ContactPatch::Organisation(to) => {
            ContactEdit::Organisation(swap(&row.organisation, known(&ws.organisations, *to)?))
        }
        ContactPatch::Role(typed) => ContactEdit::Role(swap(&row.role, short(typed, What::Text)?)),
        ContactPatch::Phone(typed) => ContactEdit::Phone(swap(&row.phone, short(typed, What::Text)?)),
        ContactPatch::Email(typed) => ContactEdit::Email(swap(&row.email, short(typed, What::Text)?)),
        ContactPatch::About(typed) => ContactEdit::About(swap(&row.about, words::text(typed, What::Text)?)),
    };
    Ok(if edit.is_idle() { Vec::new() } else { vec![Change::ContactEdited { id, edit }] })
}
