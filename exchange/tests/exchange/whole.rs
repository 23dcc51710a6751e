//! A workspace that was worked in, out and in again: every file, and nothing changes.

use exchange::export;
use sales::decide::{ActivityDraft, Command, DealPatch, End, Outcome, Slot};
use sales::ids::{ActivityId, ContactId, DealId, OrganisationId, StageId, Uuid};
use sales::model::{Loss, TimeOfDay};
use sales::time::Timestamp;

use crate::office::{NOW, Office, Utc};
use crate::trade::headers;

/// The file that the pipeline comes from.
const BEFORE: &str = "title,stage,amount,owner,company,contact,created,closed on,loss reason\n\
    Dam,New,5,Ada,Acme,Eve,2025-03-01,,\n\
    Mill,Offer,6,Ada,Acme,Eve,2025-03-02,,\n\
    Quay,Won,7,Bo,Borea,,2025-03-03,2025-04-01,\n\
    Well,Lost,8,Bo,Borea,,2025-03-04,2025-04-02,Price\n";

impl Office {
    fn stage(&self, name: &str) -> StageId {
        self.ws.stages.iter().find(|stage| stage.name == name).unwrap().id
    }

    /// All that can be taken away as a table, each with its name.
    pub(crate) fn files(&self) -> [(&'static str, String); 5] {
        [
            ("organisations.csv", export::organisations(&self.ws, &headers())),
            ("contacts.csv", export::contacts(&self.ws, &headers())),
            ("deals.csv", export::deals(&self.ws, &headers(), &Utc)),
            ("history.csv", export::stage_history(&self.ws, &headers(), &Utc)),
            ("activities.csv", export::activities(&self.ws, &headers(), &Utc)),
        ]
    }

    /// Imports files that have nothing new, together and one by one.
    pub(crate) fn stays_with(&mut self, files: &[(&str, String)]) {
        let before = self.ws.clone();
        let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        for some in [all.as_slice()].into_iter().chain(all.chunks(1)) {
            self.import(some);
            assert!(self.changes.is_empty(), "{:?}\n{some:?}", self.changes);
            assert_eq!(self.issues(), [""; 0], "{some:?}");
        }
        assert!(self.ws.same_as(&before));
    }
}

/// A workspace with deals that were made, moved, closed, put to rest and opened again, each at a time of its own.
pub(crate) fn worked_in() -> Office {
    let mut office = Office::default();
    office.import(&[("deals.csv", BEFORE)]);
    let mut now = NOW.0;
    let mut act = |office: &mut Office, command: Command| {
        // A little over an hour, so that each time has other thousandths.
        now += 3_723_211;
        office.act_at(Timestamp(now), &command);
    };
    let (new, offer, won) = (office.stage("New"), office.stage("Offer"), office.stage("Won"));
    let firm = office.ws.organisations.iter().next().unwrap().id;
    for title in ["Made", "Moved", "Won here", "Lost here", "Rests", "Again", "Back", "Hurried"] {
        let patches = vec![DealPatch::Organisation(Some(firm))];
        act(&mut office, Command::AddDeal { stage: new, title: title.into(), patches, end: End::Bottom });
    }
    let id = |office: &Office, title| vec![office.deal(title).id];
    let moved = |deals: Vec<DealId>, stage| Command::MoveDeals { deals, stage, slot: Slot::Top, patch: None };
    let closed = |deals: Vec<DealId>, outcome| Command::CloseDeals { deals, outcome };
    let reason = office.ws.choices.iter().find(|row| row.name == "Price").map(|row| row.id);
    let lost = || Outcome::Lost(Loss { reason, note: "too late".into(), competitor: "Corro".into() });
    let rest = || Outcome::Nurtured { until: "2026-02-03".parse().ok(), reason: "budget".into() };
    for title in ["Moved", "Won here", "Rests", "Again", "Dam"] {
        let deals = id(&office, title);
        act(&mut office, moved(deals, offer));
    }
    for (title, outcome) in [
        ("Won here", Outcome::Won),
        ("Lost here", lost()),
        ("Rests", rest()),
        ("Again", lost()),
        ("Back", rest()),
        ("Mill", Outcome::Won),
    ] {
        let deals = id(&office, title);
        act(&mut office, closed(deals, outcome));
    }
    for (title, stage) in [("Again", None), ("Back", Some(offer)), ("Well", Some(new)), ("Mill", None)] {
        let deals = id(&office, title);
        act(&mut office, Command::ReopenDeals { deals, stage });
    }
    // There and back within a second.
    let hurried = id(&office, "Hurried");
    let begin = NOW.0 + 900_000_000;
    for (place, stage) in [offer, new, offer, won].into_iter().enumerate() {
        let at = Timestamp(begin + 120 * i64::try_from(place).unwrap());
        office.act_at(at, &moved(hurried.clone(), stage));
    }
    let due = sales::model::Due { date: "2025-07-04".parse().unwrap(), time: TimeOfDay::new(9, 30) };
    for (place, (subject, deal)) in
        [("Call", "Moved"), ("Visit", "Rests"), ("Open", "Made")].iter().enumerate()
    {
        let draft = ActivityDraft {
            subject: (*subject).into(),
            deal: Some(office.deal(deal).id),
            due: Some(due),
            ..ActivityDraft::default()
        };
        let activity = ActivityId(Uuid::from_u128((1 << 90) + place as u128));
        act(&mut office, Command::AddActivity { id: activity, draft });
        if *subject != "Open" {
            let done =
                Command::CompleteActivities { activities: vec![activity], outcome: "went well".into() };
            act(&mut office, done);
        }
    }
    let second = OrganisationId(Uuid::from_u128(1 << 91));
    act(&mut office, Command::AddOrganisation { id: second, name: "Dune".into() });
    let contact = ContactId(Uuid::from_u128(1 << 92));
    act(&mut office, Command::AddContact { id: contact, name: "Fay".into(), organisation: Some(second) });
    office
}

#[test]
fn a_workspace_that_was_worked_in_comes_back_unchanged() {
    let mut office = worked_in();
    assert!(office.ws.deals.iter().flat_map(|deal| &deal.visits).any(|visit| visit.entered.0 % 1_000 > 0));
    let files = office.files();
    office.stays_with(&files);
}

#[test]
fn what_was_changed_in_the_files_is_all_that_changes() {
    let mut office = worked_in();
    let before: Vec<String> = office.ws.deals.iter().map(|deal| office.past(&deal.title)).collect();
    let files = office.files().map(|(name, text)| (name, text.replace("went well", "went off")));
    let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    office.import(&all);
    assert_eq!(office.changes.len(), 2, "{:?}", office.changes);
    let after: Vec<String> = office.ws.deals.iter().map(|deal| office.past(&deal.title)).collect();
    assert_eq!(after, before);
}

/// The files that days are in.
fn files_of_days(office: &Office) -> Vec<(&'static str, String)> {
    let files = office.files().into_iter();
    files.filter(|(name, _)| ["deals.csv", "history.csv"].contains(name)).collect()
}

/// Which days of a deal are guesses: of its making, of its closing.
fn guesses(office: &Office, title: &str) -> (bool, bool) {
    let deal = office.deal(title);
    (deal.guessed.created, deal.closing_is_guessed())
}

#[test]
fn days_that_nobody_knows_are_not_known_when_they_come_back() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "title,stage,amount\nDam,Won,5\nMill,New,6\n")]);
    assert_eq!((guesses(&office, "Dam"), guesses(&office, "Mill")), ((true, true), (true, false)));
    let files = files_of_days(&office);
    office.stays_with(&files);

    let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut there = Office::elsewhere();
    there.import(&all);
    assert_eq!((guesses(&there, "Dam"), guesses(&there, "Mill")), ((true, true), (true, false)));
    // Nor where the history comes later.
    let mut there = Office::elsewhere();
    there.import(&all[..1]).import(&all[1..]);
    assert_eq!((guesses(&there, "Dam"), guesses(&there, "Mill")), ((true, true), (true, false)));
}

#[test]
fn a_closing_that_is_said_counts_more_than_one_that_was_worked_out() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "title,stage,amount\nDam,Won,5\n")]);
    let files = files_of_days(&office);
    let history =
        files.iter().find(|(name, _)| name.contains("history")).map(|(_, text)| text.clone()).unwrap();
    let id = office.deal("Dam").id;
    let deals = format!("Fairlead ID,Title,Stage,Status,Closed\n{id},Dam,Won,Won,2025-03-01\n");
    office.import(&[("deals.csv", &deals), ("history.csv", &history)]);
    assert_eq!(guesses(&office, "Dam"), (true, false), "{}", office.past("Dam"));
    assert!(office.facts("Dam").contains("to 2025-03-01"), "{}", office.facts("Dam"));
    // The old history by itself takes nothing of it away.
    office.import(&[("history.csv", &history)]);
    assert!(office.facts("Dam").contains("to 2025-03-01"), "{}", office.facts("Dam"));
}

#[test]
fn a_closing_that_nobody_knows_is_not_the_day_that_was_expected() {
    let mut office = Office::default();
    let deals =
        "title,stage,amount,created,closed on,expected close date\nDam,Won,5,2025-03-01,,2025-05-01\n";
    office.import(&[("deals.csv", deals)]);
    assert_eq!(guesses(&office, "Dam"), (false, true), "the file has a column for it, and nothing there");
    let files = files_of_days(&office);
    office.stays_with(&files);
    let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for some in [&all[..1], &all[..]] {
        let mut there = Office::elsewhere();
        there.import(some);
        assert_eq!(guesses(&there, "Dam"), (false, true));
        assert_eq!(there.facts("Dam"), office.facts("Dam"));
    }
}
