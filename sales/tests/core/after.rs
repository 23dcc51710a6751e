//! Commands that make what the last of them refers to: one action, and one step back.

use sales::decide::{Command, ContactPatch, DealPatch, End, Outcome, Rejection, What};
use sales::ids::{ChoiceId, ContactId, OrganisationId, PersonId};
use sales::log::{Act, Change};
use sales::model::{ListKind, Loss};
use sales::undo::can_undo;

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b | proposal: c | won: | lost:";

/// What a form makes along with the record it is for.
struct Form {
    firm: OrganisationId,
    contact: ContactId,
    owner: PersonId,
    tag: ChoiceId,
}

impl Form {
    fn new(office: &mut Office) -> Self {
        Self {
            firm: OrganisationId(office.uuid()),
            contact: ContactId(office.uuid()),
            owner: PersonId(office.uuid()),
            tag: ChoiceId(office.uuid()),
        }
    }

    fn add_firm(&self, name: &str) -> Command {
        Command::AddOrganisation { id: self.firm, name: name.into() }
    }

    fn add_contact(&self, name: &str) -> Command {
        Command::AddContact { id: self.contact, name: name.into(), organisation: Some(self.firm) }
    }

    fn add_owner(&self, name: &str) -> Command {
        Command::AddPerson { id: self.owner, name: name.into() }
    }

    fn add_tag(&self, name: &str) -> Command {
        Command::AddChoice { id: self.tag, list: ListKind::Tag, name: name.into() }
    }

    fn patches(&self) -> Vec<DealPatch> {
        vec![
            DealPatch::Organisation(Some(self.firm)),
            DealPatch::Contact(Some(self.contact)),
            DealPatch::Owner(Some(self.owner)),
            DealPatch::AddTag(self.tag),
        ]
    }

    fn deal(&self, office: &Office, title: &str) -> Command {
        let stage = office.stage_id("new");
        Command::AddDeal { stage, title: title.into(), patches: self.patches(), end: End::Top }
    }
}

/// Does it, and sees that it is one entry, that one undo leads back and one redo forth.
#[track_caller]
fn one_step(office: &mut Office, command: &Command, act: Act) {
    let (before, entries) = (office.ws.clone(), office.log.len());
    office.must(command);
    assert_eq!(office.log.len(), entries + 1);
    assert_eq!(office.log[entries].act, act);
    let after = office.ws.clone();
    office.do_all("reload; undo");
    assert!(office.ws.same_as(&before), "one undo takes all of it back");
    office.do_all("reload; redo");
    assert!(office.ws.same_as(&after), "one redo brings all of it");
}

#[test]
fn a_deal_comes_with_its_firm_contact_owner_and_tag() {
    let mut office = office(BOARD);
    let form = Form::new(&mut office);
    let first =
        vec![form.add_firm("Acme"), form.add_contact("Eve"), form.add_owner("Ada"), form.add_tag("hot")];
    let command = form.deal(&office, "d").after(first);
    one_step(&mut office, &command, Act::AddDeal);
    let deal = office.deal("d");
    assert_eq!((deal.organisation, deal.contact), (Some(form.firm), Some(form.contact)));
    assert_eq!((deal.owner, deal.tags.as_slice()), (Some(form.owner), &[form.tag][..]));
    assert_eq!(office.board(), "new: d a b | proposal: c | won: | lost:");
    assert_eq!(office.log.last().unwrap().changes.len(), 5);
}

#[test]
fn what_a_picker_makes_is_put_on_in_the_same_step() {
    let mut office = office(BOARD);
    let form = Form::new(&mut office);
    let deals = office.deal_ids("a c");
    let tag = Command::EditDeals { deals, patch: DealPatch::AddTag(form.tag) };
    one_step(&mut office, &tag.after(vec![form.add_tag("hot")]), Act::EditDeal);
    assert_eq!(office.deal("c").tags, [form.tag]);

    let id = ChoiceId(office.uuid());
    let add = Command::AddChoice { id, list: ListKind::LossReason, name: "fit".into() };
    let loss = Loss { reason: Some(id), ..Loss::default() };
    let lose = Command::CloseDeals { deals: office.deal_ids("b"), outcome: Outcome::Lost(loss) };
    one_step(&mut office, &lose.after(vec![add]), Act::LoseDeal);
    assert_eq!(office.board(), "new: a | proposal: c | won: | lost: b");

    let contact = office.contact("Eve", None);
    let works = Command::EditContact { contact, patch: ContactPatch::Organisation(Some(form.firm)) };
    one_step(&mut office, &works.after(vec![form.add_firm("Acme")]), Act::EditContact);
    assert_eq!(office.ws.contacts.live(contact).unwrap().organisation, Some(form.firm));
}

#[test]
fn a_part_that_is_refused_refuses_the_whole() {
    let mut office = office(BOARD);
    office.organisation("Taken");
    let form = Form::new(&mut office);
    let other = Command::AddOrganisation { id: OrganisationId(office.uuid()), name: "ACME".into() };
    let (all, blank) = (form.deal(&office, "d"), form.deal(&office, " "));
    let acme = || form.add_firm("Acme");
    let rest = || vec![form.add_contact("Eve"), form.add_owner("Ada"), form.add_tag("hot")];
    let with = |first: Command| [vec![first], rest()].concat();
    let taken = |name: &str| Rejection::NameTaken(What::Organisation, name.to_owned());
    let cases = [
        (with(form.add_firm("taken")), &all, taken("taken")),
        (with(form.add_firm(" ")), &all, Rejection::Blank(What::Organisation)),
        ([vec![acme(), other], rest()].concat(), &all, taken("ACME")),
        (with(acme()), &blank, Rejection::Blank(What::DealTitle)),
        // What is not made, or only later, is not there.
        (vec![acme()], &all, Rejection::Gone(What::Contact)),
        (rest(), &all, Rejection::Gone(What::Organisation)),
        ([rest(), vec![acme()]].concat(), &all, Rejection::Gone(What::Organisation)),
    ];
    let entries = office.log.len();
    for (first, then, expected) in cases {
        office.refuses(&then.clone().after(first), &expected);
    }
    assert_eq!(office.log.len(), entries, "nothing is written down");
    assert_eq!(office.ws.organisations.row_count(), 1, "not even as a record that was removed");
}

#[test]
fn one_command_may_come_after_others_that_come_after_others() {
    let mut office = office(BOARD);
    let form = Form::new(&mut office);
    let contact = form.add_contact("Eve").after(vec![form.add_firm("Acme")]);
    let patch = DealPatch::Contact(Some(form.contact));
    let command = Command::EditDeals { deals: office.deal_ids("a"), patch }.after(vec![contact]);
    one_step(&mut office, &command, Act::EditDeal);
    assert_eq!(office.deal("a").organisation, Some(form.firm), "the firm of the contact");
    let plain = office.command("win a");
    assert_eq!(plain.clone().after(Vec::new()), plain, "after nothing it is itself");
}

#[test]
fn later_parts_see_what_earlier_ones_did_to_deals() {
    let mut office = office(BOARD);
    let command =
        office.command("move c to new before b").after(vec![office.command("move a to new bottom")]);
    one_step(&mut office, &command, Act::MoveDeal);
    assert_eq!(office.board(), "new: c b a | proposal: | won: | lost:");
    let changes = &office.log.last().unwrap().changes;
    assert!(changes.iter().all(|change| matches!(change, Change::DealMoved { .. })), "{changes:?}");
}

#[test]
fn it_is_not_taken_back_once_another_deal_has_what_it_made() {
    let mut office = office(BOARD);
    let form = Form::new(&mut office);
    let edit = |office: &Office, title| {
        let patch = DealPatch::Organisation(Some(form.firm));
        Command::EditDeals { deals: office.deal_ids(title), patch }
    };
    let command = edit(&office, "a").after(vec![form.add_firm("Acme")]);
    office.must(&command);
    let made = office.log.last().unwrap().clone();
    assert_eq!(can_undo(&office.ws, &made), Ok(()));
    let also = edit(&office, "b");
    office.must(&also);
    assert_eq!(can_undo(&office.ws, &made), Err(Rejection::ChangedSince));
    office.do_all("undo; undo");
    assert!(office.ws.organisations.live(form.firm).is_none());
}
