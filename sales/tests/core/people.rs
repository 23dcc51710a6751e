//! The team, and the customers' firms and people.

use sales::decide::{Command, ContactPatch, OrganisationPatch, PersonPatch, Rejection, What};
use sales::ids::{ContactId, OrganisationId, PersonId, Uuid};

use crate::fixture::Office;

fn nobody() -> Uuid {
    Uuid::from_u128(99)
}

#[test]
fn people_get_initials_and_a_colour() {
    let mut office = Office::new();
    let ada = office.person(" Ada  Lovelace ");
    let ming = office.person("王小明");
    let (first, second) = (office.ws.people.live(ada).unwrap(), office.ws.people.live(ming).unwrap());
    assert_eq!((first.name.as_str(), first.initials.as_str()), ("Ada Lovelace", "AL"));
    assert_eq!(second.initials, "小明");
    assert_ne!(first.hue, second.hue);
}

#[test]
fn people_can_be_changed() {
    let mut office = Office::new();
    let person = office.person("Ada");
    let edit = |patch| Command::EditPerson { person, patch };
    office.must(&edit(PersonPatch::Name("Ada King".into())));
    office.must(&edit(PersonPatch::Initials("ak".into())));
    office.must(&edit(PersonPatch::Hue(13)));
    office.must(&edit(PersonPatch::Archived(true)));
    let row = office.ws.people.live(person).unwrap();
    assert_eq!(
        (row.name.as_str(), row.initials.as_str(), row.hue, row.archived),
        ("Ada King", "ak", 3, true)
    );
    for same in [
        PersonPatch::Name(" Ada King".into()),
        PersonPatch::Initials("ak ".into()),
        PersonPatch::Hue(3),
        PersonPatch::Archived(true),
    ] {
        office.unchanged_by(&edit(same));
    }
    office.refuses(&edit(PersonPatch::Name(" ".into())), &Rejection::Blank(What::Person));
    office.refuses(&edit(PersonPatch::Initials(String::new())), &Rejection::Blank(What::Initials));
    let too_long = Rejection::TooLong { what: What::Initials, chars: 4, most: 3 };
    office.refuses(&edit(PersonPatch::Initials("abcd".into())), &too_long);
}

#[test]
fn names_of_people_and_firms_are_taken_once() {
    let mut office = Office::new();
    let ada = office.person("Ada");
    office.person("Bob");
    let taken = |what, name: &str| Rejection::NameTaken(what, name.to_owned());
    let id = PersonId(nobody());
    office.refuses(&Command::AddPerson { id, name: "ADA".into() }, &taken(What::Person, "ADA"));
    let rename = Command::EditPerson { person: ada, patch: PersonPatch::Name("bob".into()) };
    office.refuses(&rename, &taken(What::Person, "bob"));
    let firm = office.organisation("Société Générale");
    let id = OrganisationId(nobody());
    let command = Command::AddOrganisation { id, name: "SOCIÉTÉ générale".into() };
    office.refuses(&command, &taken(What::Organisation, "SOCIÉTÉ générale"));
    let patch = OrganisationPatch::Name("société générale".into());
    office.must(&Command::EditOrganisation { organisation: firm, patch });
    office.contact("Eve", None);
    office.contact("Eve", Some(firm));
}

#[test]
fn firms_and_contacts_hold_what_is_known_of_them() {
    let mut office = Office::new();
    let firm = office.organisation("Acme");
    let contact = office.contact("Eve", None);
    for patch in [
        OrganisationPatch::Website("acme.example".into()),
        OrganisationPatch::Address("1 Long Lane\nTown".into()),
        OrganisationPatch::About("two\nlines".into()),
    ] {
        let command = Command::EditOrganisation { organisation: firm, patch };
        office.must(&command);
        office.unchanged_by(&command);
    }
    let row = office.ws.organisations.live(firm).unwrap();
    assert_eq!((row.address.as_str(), row.about.as_str()), ("1 Long Lane Town", "two\nlines"));
    for patch in [
        ContactPatch::Name("Eve Noon".into()),
        ContactPatch::Organisation(Some(firm)),
        ContactPatch::Role("buyer".into()),
        ContactPatch::Phone("+86 10".into()),
        ContactPatch::Email("eve@acme.example".into()),
        ContactPatch::About("met at the fair".into()),
    ] {
        let command = Command::EditContact { contact, patch };
        office.must(&command);
        office.unchanged_by(&command);
    }
    office.must(&Command::EditContact { contact, patch: ContactPatch::Organisation(None) });
    assert_eq!(office.ws.contacts.live(contact).unwrap().organisation, None);
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let mut office = Office::new();
    let contact = office.contact("Eve", None);
    let person = PersonId(nobody());
    let command = Command::EditPerson { person, patch: PersonPatch::Hue(1) };
    office.refuses(&command, &Rejection::Gone(What::Person));
    let organisation = OrganisationId(nobody());
    let command = Command::EditOrganisation { organisation, patch: OrganisationPatch::About("x".into()) };
    office.refuses(&command, &Rejection::Gone(What::Organisation));
    let command =
        Command::EditContact { contact: ContactId(nobody()), patch: ContactPatch::About("x".into()) };
    office.refuses(&command, &Rejection::Gone(What::Contact));
    let command = Command::EditContact { contact, patch: ContactPatch::Organisation(Some(organisation)) };
    office.refuses(&command, &Rejection::Gone(What::Organisation));
    let id = ContactId(nobody());
    let command = Command::AddContact { id, name: "x".into(), organisation: Some(organisation) };
    office.refuses(&command, &Rejection::Gone(What::Organisation));
    let command = Command::AddContact { id, name: " ".into(), organisation: None };
    office.refuses(&command, &Rejection::Blank(What::Contact));
}
