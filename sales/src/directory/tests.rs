//! A small directory, and what is asked of it.

use super::*;
use crate::decide::{
    ActivityDraft, Command, ContactPatch, Context, DealPatch, End, Outcome, PersonPatch, decide,
};
use crate::evolve::{self, Touched};
use crate::ids::{DealId, StageId};
use crate::log::{Device, Entry, FORMAT, Hlc, Kind, Stamp};
use crate::model::{Loss, StageKind};
use crate::money::{Currency, Money};
use crate::time::Timestamp;

/// A workspace that commands are run on, one a minute.
struct World {
    workspace: Workspace,
    minutes: i64,
    next: u128,
}

impl World {
    fn new() -> Self {
        let mut world = Self { workspace: Workspace::default(), minutes: 0, next: 1_000 };
        let stage = |name: &str, kind, probability| crate::decide::StageDraft {
            name: name.to_owned(),
            kind,
            probability,
            limit_days: None,
            guidance: String::new(),
            process: crate::decide::ProcessDraft::default(),
        };
        world.run(&Command::AddPipeline {
            name: "Sales".to_owned(),
            stages: vec![
                stage("New", StageKind::Open, 20),
                stage("Won", StageKind::Won, 100),
                stage("Lost", StageKind::Lost, 0),
            ],
            sources: Vec::new(),
            loss_reasons: Vec::new(),
            segments: Vec::new(),
            currency: None,
        });
        world
    }

    fn run(&mut self, command: &Command) {
        self.minutes += 1;
        let now = Timestamp(1_750_000_000_000 + self.minutes * 60_000);
        let mut ids = || {
            self.next += 1;
            Uuid::from_u128(self.next)
        };
        let mut context = Context { now, today: crate::time::Date::MIN, ids: &mut ids };
        let decision = decide(&self.workspace, command, &mut context).expect("a valid command");
        let stamp = Stamp { clock: Hlc::default().tick(now), device: Device(1) };
        let (act, changes) = (decision.act, decision.changes);
        let entry = Entry { format: FORMAT, stamp, at: now, act, kind: Kind::Do, changes };
        evolve::evolve(&mut self.workspace, &entry, &mut Touched::default());
    }

    fn stage(&self) -> StageId {
        self.workspace.stages.iter().next().expect("a stage").id
    }

    fn pipeline(&self) -> PipelineId {
        self.workspace.first_pipeline().expect("a pipeline").id
    }

    fn firm(&mut self, number: u128, name: &str) -> OrganisationId {
        let id = OrganisationId(Uuid::from_u128(number));
        self.run(&Command::AddOrganisation { id, name: name.to_owned() });
        id
    }

    fn deal(&mut self, title: &str, value: i64, patch: DealPatch) -> DealId {
        let money = Money { minor: value, currency: Currency::USD };
        let patches = vec![DealPatch::Value(Some(money)), patch];
        let stage = self.stage();
        self.run(&Command::AddDeal { stage, title: title.to_owned(), patches, end: End::Bottom });
        self.workspace.deals.iter().last().expect("the deal").id
    }

    fn close(&mut self, deal: DealId, outcome: Outcome) {
        self.run(&Command::CloseDeals { deals: vec![deal], outcome });
    }

    fn titles(&self, deals: &[Ix<Deal>]) -> Vec<&str> {
        deals.iter().map(|&ix| self.workspace.deals.at(ix).title.as_str()).collect()
    }

    /// The names of a list, in its order.
    fn names(&self, listing: Listing, search: &str, by: By, direction: Direction) -> Vec<&str> {
        self.names_as(listing, search, (by, direction), &Collation::default())
    }

    /// The same in the order of a language.
    fn names_as(
        &self,
        listing: Listing,
        search: &str,
        sort: (By, Direction),
        collation: &Collation,
    ) -> Vec<&str> {
        let lines = lines(&self.workspace, listing, search, sort, collation);
        let name = |line: &Line| match listing {
            Listing::People => &self.workspace.people.get(PersonId(line.id)).expect("a person").name,
            Listing::Organisations => {
                &self.workspace.organisations.get(OrganisationId(line.id)).expect("a firm").name
            }
            Listing::Contacts => &self.workspace.contacts.get(ContactId(line.id)).expect("a contact").name,
        };
        lines.iter().map(|line| name(line).as_str()).collect()
    }
}

fn nurture(until: Option<&str>) -> Outcome {
    Outcome::Nurtured { until: until.map(|day| day.parse().expect("a day")), reason: String::new() }
}

/// Three firms: one with an open and a won deal, one with an open deal, one without any.
fn three_firms() -> (World, OrganisationId) {
    let mut world = World::new();
    let acme = world.firm(1, "acme");
    let bolt = world.firm(2, "Bolt");
    world.firm(3, "Café Čapek");
    world.deal("open", 10_000, DealPatch::Organisation(Some(acme)));
    let won = world.deal("won", 7_000, DealPatch::Organisation(Some(acme)));
    world.close(won, Outcome::Won);
    let lost = world.deal("lost", 3_000, DealPatch::Organisation(Some(acme)));
    world.close(lost, Outcome::Lost(Loss::default()));
    world.deal("large", 90_000, DealPatch::Organisation(Some(bolt)));
    (world, acme)
}

#[test]
fn a_tally_counts_by_standing() {
    let (world, acme) = three_firms();
    let tally = Tally::of(&world.workspace, Party::Organisation(acme));
    assert_eq!((tally.deals, tally.open.count, tally.won.count), (3, 1, 1));
    assert_eq!(tally.open.value(&world.workspace), Ok(10_000));
    assert_eq!(tally.won.value(&world.workspace), Ok(7_000));
    let (sort, collation) = ((By::Name, Direction::Ascending), Collation::default());
    let listed = lines(&world.workspace, Listing::Organisations, "acme", sort, &collation);
    assert_eq!(listed[0].tally, tally, "a list and a page say the same");
}

#[test]
fn lists_are_sorted_and_what_has_nothing_comes_last() {
    use Direction::{Ascending, Descending};
    let (mut world, acme) = three_firms();
    let contact = ContactId(Uuid::from_u128(9));
    world.run(&Command::AddContact { id: contact, name: "Ann".to_owned(), organisation: Some(acme) });
    let cases = [
        (By::Name, Ascending, ["acme", "Bolt", "Café Čapek"]),
        (By::Name, Descending, ["Café Čapek", "Bolt", "acme"]),
        (By::OpenValue, Ascending, ["acme", "Bolt", "Café Čapek"]),
        (By::OpenValue, Descending, ["Bolt", "acme", "Café Čapek"]),
        (By::Won, Descending, ["acme", "Bolt", "Café Čapek"]),
        (By::Contacts, Ascending, ["acme", "Bolt", "Café Čapek"]),
    ];
    for (by, direction, names) in cases {
        assert_eq!(world.names(Listing::Organisations, "", by, direction), names, "{by:?} {direction:?}");
    }
}

#[test]
fn names_come_in_the_order_of_the_readers_language() {
    use Direction::{Ascending, Descending};
    let (mut world, acme) = three_firms();
    let zhong = world.firm(4, "中建");
    world.firm(5, "阿里");
    for (number, name, firm) in [(21, "Bo", zhong), (22, "Al", zhong), (23, "Cy", acme)] {
        let id = ContactId(Uuid::from_u128(number));
        world.run(&Command::AddContact { id, name: name.to_owned(), organisation: Some(firm) });
    }
    let mut known = names(&world.workspace, Listing::Organisations);
    known.sort_unstable();
    assert_eq!(known, ["Bolt", "Café Čapek", "acme", "中建", "阿里"]);
    let chinese = Collation::new(["阿里", "中建", "acme", "Al", "Bo", "Bolt", "Café Čapek", "Cy"]);
    let sorted = |listing, sort| world.names_as(listing, "", sort, &chinese);
    assert_eq!(
        sorted(Listing::Organisations, (By::Name, Ascending)),
        ["阿里", "中建", "acme", "Bolt", "Café Čapek"]
    );
    assert_eq!(
        sorted(Listing::Organisations, (By::Won, Descending)),
        ["acme", "阿里", "中建", "Bolt", "Café Čapek"],
        "those who have nothing follow by name, from A to Z either way"
    );
    let mut known = names(&world.workspace, Listing::Contacts);
    known.sort_unstable();
    assert_eq!(known, ["Al", "Bo", "Cy", "acme", "中建", "中建"], "a firm is something to sort by too");
    assert_eq!(sorted(Listing::Contacts, (By::Firm, Ascending)), ["Al", "Bo", "Cy"]);
    assert_eq!(sorted(Listing::Contacts, (By::Firm, Descending)), ["Cy", "Al", "Bo"]);
}

#[test]
fn a_search_finds_all_words_in_any_case() {
    let (mut world, acme) = three_firms();
    let contact = ContactId(Uuid::from_u128(9));
    world.run(&Command::AddContact { id: contact, name: "Ann".to_owned(), organisation: Some(acme) });
    world.run(&Command::EditContact { contact, patch: ContactPatch::Email("ann@mail.example".to_owned()) });
    let firms = |search| world.names(Listing::Organisations, search, By::Name, Direction::Ascending);
    assert_eq!(firms("ČAPEK café"), ["Café Čapek"]);
    assert_eq!(firms("café bolt"), [""; 0]);
    let contacts = |search| world.names(Listing::Contacts, search, By::Name, Direction::Ascending);
    assert_eq!(contacts("ACME"), ["Ann"]);
    assert_eq!(contacts("mail.example"), ["Ann"]);
    assert_eq!(contacts("bolt"), [""; 0]);
}

#[test]
fn people_are_found_by_their_manager_and_region() {
    let mut world = World::new();
    let [ann, bob] = [1, 2].map(|number| PersonId(Uuid::from_u128(number)));
    for (person, name) in [(ann, "Ann"), (bob, "Bob")] {
        world.run(&Command::AddPerson { id: person, name: name.to_owned() });
    }
    world.run(&Command::EditPerson { person: ann, patch: PersonPatch::Manager("Cid Lee".to_owned()) });
    world.run(&Command::EditPerson { person: bob, patch: PersonPatch::Region("North".to_owned()) });
    let people = |search| world.names(Listing::People, search, By::Name, Direction::Ascending);
    assert_eq!(people("lee"), ["Ann"]);
    assert_eq!(people("north"), ["Bob"]);
}

#[test]
fn those_who_left_the_team_come_last() {
    let mut world = World::new();
    for (number, name) in [(1, "Ann"), (2, "Bob"), (3, "Cid")] {
        world.run(&Command::AddPerson { id: PersonId(Uuid::from_u128(number)), name: name.to_owned() });
    }
    let patch = PersonPatch::Archived(true);
    world.run(&Command::EditPerson { person: PersonId(Uuid::from_u128(1)), patch });
    assert_eq!(world.names(Listing::People, "", By::Name, Direction::Ascending), ["Bob", "Cid", "Ann"]);
    assert_eq!(world.names(Listing::People, "", By::Name, Direction::Descending), ["Cid", "Bob", "Ann"]);
}

#[test]
fn the_deals_of_a_party_are_by_standing_and_newest_first() {
    let (mut world, acme) = three_firms();
    let resting = world.deal("resting", 1, DealPatch::Organisation(Some(acme)));
    world.close(resting, nurture(None));
    world.deal("newer", 1, DealPatch::Organisation(Some(acme)));
    let deals = deals_of(&world.workspace, Party::Organisation(acme));
    assert_eq!(world.titles(&deals), ["newer", "open", "resting", "won", "lost"]);
}

#[test]
fn a_customer_has_the_activities_of_its_deals_of_its_people_and_its_own() {
    let (mut world, acme) = three_firms();
    let [ann, bo] = [9, 10].map(|number| ContactId(Uuid::from_u128(number)));
    world.run(&Command::AddContact { id: ann, name: "Ann".to_owned(), organisation: Some(acme) });
    world.run(&Command::AddContact { id: bo, name: "Bo".to_owned(), organisation: None });
    let on = |world: &World, title: &str| {
        world.workspace.deals.iter().find(|deal| deal.title == title).map(|deal| deal.id)
    };
    let open = on(&world, "open");
    world.run(&Command::EditDeals { deals: open.into_iter().collect(), patch: DealPatch::Contact(Some(bo)) });
    let due = |day: &str| Some(crate::model::Due::from(day.parse::<Date>().expect("a day")));
    let draft = ActivityDraft::default;
    let rows = [
        ("on a deal", ActivityDraft { deal: open, due: due("2030-01-02"), ..draft() }),
        ("with the firm", ActivityDraft { organisation: Some(acme), due: due("2030-01-01"), ..draft() }),
        ("with Ann", ActivityDraft { contact: Some(ann), ..draft() }),
        ("elsewhere", ActivityDraft { deal: on(&world, "large"), ..draft() }),
        ("with nobody", draft()),
        ("done first", ActivityDraft { deal: on(&world, "won"), done: Some(Timestamp(1)), ..draft() }),
        ("done last", ActivityDraft { organisation: Some(acme), done: Some(Timestamp(2)), ..draft() }),
    ];
    for ((subject, row), number) in rows.into_iter().zip(100..) {
        let draft = ActivityDraft { subject: subject.to_owned(), ..row };
        world.run(&Command::AddActivity { id: ActivityId(Uuid::from_u128(number)), draft });
    }
    let named = |world: &World, party| {
        let Dealings { planned, done } = activities_of(&world.workspace, party);
        let names = |ids: Vec<ActivityId>| {
            let subject = |id| world.workspace.activities.get(id).expect("an activity").subject.clone();
            ids.into_iter().map(subject).collect::<Vec<_>>().join(", ")
        };
        format!("{} | {}", names(planned), names(done))
    };
    let firm = Party::Organisation(acme);
    assert_eq!(named(&world, firm), "with the firm, on a deal, with Ann | done last, done first");
    assert_eq!(named(&world, Party::Contact(ann)), "with Ann | ");
    assert_eq!(named(&world, Party::Contact(bo)), "on a deal | ");
    world.run(&Command::RemoveDeals { deals: open.into_iter().collect() });
    assert_eq!(named(&world, firm), "with the firm, with Ann | done last, done first");
}

#[test]
fn the_first_to_wake_up_comes_first_and_no_day_last() {
    let mut world = World::new();
    for (title, until) in [("never", None), ("late", Some("2030-05-01")), ("soon", Some("2030-01-01"))] {
        let deal = world.deal(title, 1, DealPatch::Owner(None));
        world.close(deal, nurture(until));
    }
    world.deal("open", 1, DealPatch::Owner(None));
    let deals = nurtured(&world.workspace, world.pipeline());
    assert_eq!(world.titles(&deals), ["soon", "late", "never"]);
    let due = |day: &str| {
        let today = day.parse().expect("a day");
        deals.iter().filter(|&&ix| is_due(world.workspace.deals.at(ix), today)).count()
    };
    assert_eq!([due("2029-12-31"), due("2030-01-01"), due("2030-05-01")], [0, 1, 2]);
}

#[test]
fn totals_weigh_deals_by_what_can_still_come_of_them() {
    let mut world = World::new();
    let deals = ["open", "sure", "won", "lost", "resting"]
        .map(|title| world.deal(title, 1_000, DealPatch::Owner(None)));
    world.run(&Command::EditDeals { deals: deals.to_vec(), patch: DealPatch::Probability(Some(50)) });
    world.run(&Command::EditDeals { deals: vec![deals[0]], patch: DealPatch::Probability(None) });
    world.close(deals[2], Outcome::Won);
    world.close(deals[3], Outcome::Lost(Loss::default()));
    world.close(deals[4], nurture(None));
    let all = world.workspace.deals.iter_ix().map(|(ix, _)| ix);
    let totals = Totals::of(&world.workspace, all);
    assert_eq!(totals.count, 5);
    assert_eq!(totals.value(&world.workspace), Ok(5_000));
    assert_eq!(totals.weighted(&world.workspace), Ok(200 + 500 + 1_000), "20 %, 50 %, all, nothing, nothing");
}
