//! The same files again, and newer ones: what they don't say stays.

use exchange::export;
use exchange::plan::report::{Count, Kind};
use sales::decide::{Command, ContactPatch, DealPatch, OrganisationPatch, Outcome, Slot};
use sales::ids::{ChoiceId, ContactId, OrganisationId, Uuid};
use sales::model::{ListKind, Loss, Standing, StandingKind};

use crate::office::{Office, Utc};
use crate::trade::headers;

impl Office {
    /// `reason, competitor, note` of a lost deal.
    fn loss(&self, title: &str) -> String {
        let Standing::Lost(loss) = &self.deal(title).position.standing else { return "not lost".into() };
        let reason = loss.reason.map_or("-", |id| self.ws.choices.get(id).unwrap().name.as_str());
        format!("{reason}, {}, {}", loss.competitor, loss.note)
    }

    fn lose(&mut self, title: &str, reason: &str, competitor: &str, note: &str) {
        let reason = self.ws.choices.iter().find(|row| row.name == reason).map(|row| row.id);
        let loss = Loss { reason, note: note.into(), competitor: competitor.into() };
        let deals = vec![self.deal(title).id];
        self.act(&Command::CloseDeals { deals, outcome: Outcome::Lost(loss) });
    }

    fn firm(&self, name: &str) -> OrganisationId {
        self.ws.organisations.iter().find(|row| row.name == name).unwrap().id
    }

    fn person(&self, name: &str) -> ContactId {
        self.ws.contacts.iter().find(|row| row.name == name).unwrap().id
    }

    fn changes_nothing(&mut self, files: &[(&str, &str)]) {
        let before = self.ws.clone();
        self.import(files);
        assert!(self.changes.is_empty(), "{:?}\n{files:?}", self.changes);
        assert!(self.ws.same_as(&before));
    }
}

const LOST: &str = "id,title,stage,amount,created,closed on,loss reason,competitor\n\
    1,Roof,Lost,10,2024-03-01,2024-04-01,Price,Borea\n2,Pump,Lost,20,2024-03-01,2024-04-01,,\n\
    3,Desk,Offer,30,2024-03-01,,,\n";

#[test]
fn why_a_deal_was_lost_stays_where_a_newer_file_does_not_say() {
    let mut office = Office::default();
    office.import(&[("deals.csv", LOST)]);
    office.lose("Roof", "Price", "Borea", "they called twice");
    office.lose("Pump", "Price", "Corro", "too late");
    office.changes_nothing(&[("deals.csv", LOST)]);
    assert_eq!(office.loss("Roof"), "Price, Borea, they called twice");
    assert_eq!(office.loss("Pump"), "Price, Corro, too late");
    // Without the columns as well.
    let bare = "id,title,stage,amount\n1,Roof,Lost,10\n2,Pump,Lost,20\n";
    office.changes_nothing(&[("deals.csv", bare)]);
    // What a cell does say counts, and no more than that.
    let newer = LOST.replace("2024-04-01,Price,Borea", "2024-04-01,Timing,");
    office.import(&[("deals.csv", &newer)]);
    assert_eq!(office.loss("Roof"), "Timing, Borea, they called twice");
    assert_eq!(office.loss("Pump"), "Price, Corro, too late");
}

#[test]
fn a_file_that_names_no_stage_moves_no_deal() {
    let mut office = Office::default();
    office.import(&[("deals.csv", LOST)]);
    office.lose("Desk", "Price", "Corro", "");
    let board = office.board();
    let past = office.past("Desk");
    office.import(&[("deals.csv", "id,title,amount,probability\n1,Roof,11,\n2,Pump,20,\n3,Desk,31,\n")]);
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 2, unchanged: 1, ..Count::default() });
    assert_eq!(office.ws.pipelines.iter().count(), 1);
    assert_eq!((office.board(), office.past("Desk")), (board.clone(), past.clone()));
    assert_eq!(office.loss("Desk"), "Price, Corro, ");
    assert_eq!(office.issues(), [""; 0], "nothing is said about the day that they were made");
    // A state without a stage, and without the day of it.
    office.changes_nothing(&[("deals.csv", "id,title,status\n1,Roof,lost\n3,Desk,lost\n")]);
    assert_eq!((office.board(), office.past("Desk")), (board, past));
}

#[test]
fn the_place_in_a_column_stays() {
    let mut office = Office::default();
    let file = "id,title,stage,loss reason\n1,A,Lost,\n2,B,Lost,\n3,C,Lost,\n";
    office.import(&[("deals.csv", file)]);
    assert_eq!(office.board(), "Lost: A, B, C");
    office.import(&[("deals.csv", &file.replace("1,A,Lost,", "1,A,Lost,Price"))]);
    assert_eq!((office.board().as_str(), office.loss("A").as_str()), ("Lost: A, B, C", "Price, , "));
}

#[test]
fn a_day_that_no_file_tells_stays_what_it_was() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "id,title,stage,created\n1,Roof,New,2024-03-01\n")]);
    let (deals, stage) = (vec![office.deal("Roof").id], office.deal("Roof").position.stage);
    office.act(&Command::CloseDeals { deals, outcome: Outcome::Won });
    let past = office.past("Roof");
    office.changes_nothing(&[("deals.csv", "id,title,stage\n1,Roof,Won\n")]);
    assert_eq!(office.past("Roof"), past);
    assert_ne!(office.deal("Roof").position.stage, stage);
}

#[test]
fn a_resting_deal_keeps_its_day_and_its_reason() {
    let mut office = Office::default();
    office.import(&[("deals.csv", LOST)]);
    let until = "2025-10-01".parse().ok();
    let outcome = Outcome::Nurtured { until, reason: "budget".into() };
    let deals = vec![office.deal("Desk").id];
    office.act(&Command::CloseDeals { deals, outcome });
    let deals = export::deals(&office.ws, &headers(), &Utc);
    office.changes_nothing(&[("deals.csv", LOST)]);
    office.changes_nothing(&[("deals.csv", &deals)]);
    office.changes_nothing(&[("deals.csv", "id,title,amount,probability\n3,Desk,30,\n")]);
    assert_eq!(office.deal("Desk").position.standing, Standing::Nurtured { until, reason: "budget".into() });
}

#[test]
fn an_activity_stays_of_its_kind_where_a_file_names_none() {
    let mut office = Office::default();
    office.import(&[("activities.csv", "activity id,type,subject,due date\n1,Call,Ask,2025-07-02\n")]);
    let kind = |office: &Office| office.ws.activities.iter().next().unwrap().kind;
    let call = kind(&office);
    office.changes_nothing(&[("activities.csv", "activity id,type,subject,due date\n1,,Ask,2025-07-02\n")]);
    assert_eq!(kind(&office), call);
}

#[test]
fn several_notes_in_one_cell_are_those_that_are_there_and_what_is_new() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "title,stage,note\nRoof,New,first\n")]);
    let deal = office.deal("Roof").id;
    for text in ["-- second", "a\n\nthird"] {
        office.act(&Command::AddNote { deal, text: text.into() });
    }
    let deals = export::deals(&office.ws, &headers(), &Utc);
    office.changes_nothing(&[("deals.csv", &deals)]);
    office.import(&[("deals.csv", &deals.replace("third", "third\n\nfourth"))]);
    let notes: Vec<&str> = office.deal("Roof").notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["first", "-- second", "a\n\nthird", "fourth"]);
}

#[test]
fn a_tag_with_a_comma_in_its_name_stays_one() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "title,stage,tags\nRoof,New,\"hot, big\"\n")]);
    let id = ChoiceId(Uuid::from_u128(1 << 100));
    office.act(&Command::AddChoice { id, list: ListKind::Tag, name: "north, by sea".into() });
    office.act(&Command::EditDeals { deals: vec![office.deal("Roof").id], patch: DealPatch::AddTag(id) });
    assert_eq!(office.deal("Roof").tags.len(), 3);
    let deals = export::deals(&office.ws, &headers(), &Utc);
    office.changes_nothing(&[("deals.csv", &deals)]);
}

const FIRMS: &str = "id,company,website,address,description\n\
    1,=Acme,@a.example,\"+1 Main St, Town\",-- good\n2,Borea,,,\n3,Borea,b.example,,\n";
const PEOPLE: &str = "id,name,organization,phone,email,job title\n\
    7,-Eve,=Acme,+86 10 5555,e@a.example,'=CEO\n8,Bo,Borea,,b@b.example,\n";

#[test]
fn cells_that_were_made_harmless_come_back_unchanged() {
    let mut office = Office::default();
    office.import(&[("companies.csv", FIRMS), ("contacts.csv", PEOPLE)]);
    office.import(&[(
        "deals.csv",
        "title,stage,amount,company,contact,owner,loss reason,created\n=Roof,-Offer,1,=Acme,-Eve,+Ada,,2024-03-01\n",
    )]);
    let firms = export::organisations(&office.ws, &headers());
    let people = export::contacts(&office.ws, &headers());
    let deals = export::deals(&office.ws, &headers(), &Utc);
    let history = export::stage_history(&office.ws, &headers(), &Utc);
    for guarded in ["'=Acme", "'@a.example", "'+1 Main St", "'-- good"] {
        assert!(firms.contains(guarded), "{guarded} in {firms}");
    }
    assert!(people.contains("'+86 10 5555") && history.contains("'-Offer"), "{people}{history}");
    let all = [
        ("organisations.csv", firms.as_str()),
        ("contacts.csv", &people),
        ("deals.csv", &deals),
        ("history.csv", &history),
    ];
    office.changes_nothing(&all);

    let mut other = Office::elsewhere();
    other.import(&all);
    assert_eq!(export::organisations(&other.ws, &headers()), firms);
    assert_eq!(export::contacts(&other.ws, &headers()), people);
    assert_eq!(export::deals(&other.ws, &headers(), &Utc), deals);
    assert_eq!(export::stage_history(&other.ws, &headers(), &Utc), history);
    assert!(other.ws.stages.iter().all(|stage| !stage.name.starts_with('\'')));
}

#[test]
fn our_own_lists_again_change_nothing_and_leave_the_ids_of_other_systems() {
    let mut office = Office::default();
    office.import(&[("companies.csv", FIRMS), ("contacts.csv", PEOPLE)]);
    let externals = |office: &Office| -> Vec<Option<String>> {
        let firms = office.ws.organisations.iter().map(|row| row.external.clone());
        firms.chain(office.ws.contacts.iter().map(|row| row.external.clone())).collect()
    };
    let before = externals(&office);
    assert_eq!(before, ["1", "2", "3", "7", "8"].map(|id| Some(id.to_owned())));
    // Bo works at the second of two firms of one name.
    let second = office.ws.organisations.iter().filter(|row| row.name == "Borea").nth(1).unwrap().id;
    let contact = office.person("Bo");
    office.act(&Command::EditContact { contact, patch: ContactPatch::Organisation(Some(second)) });
    let firms = export::organisations(&office.ws, &headers());
    let people = export::contacts(&office.ws, &headers());
    let files = [("organisations.csv", firms.as_str()), ("contacts.csv", people.as_str())];
    office.changes_nothing(&files);
    assert_eq!(externals(&office), before);
    assert_eq!(
        (office.report.count(Kind::Organisation).unchanged, office.report.count(Kind::Contact).unchanged),
        (3, 2)
    );

    // Into a workspace without them they come with their ids, and are known by them.
    let mut other = Office::elsewhere();
    other.import(&files);
    assert!(externals(&other).iter().all(Option::is_none), "{:?}", externals(&other));
    assert_eq!(other.firm("=Acme"), office.firm("=Acme"));
    assert_eq!(other.person("-Eve"), office.person("-Eve"));
    other.changes_nothing(&files);
}

#[test]
fn a_row_of_our_own_that_was_renamed_renames_its_record() {
    let mut office = Office::default();
    office.import(&[("companies.csv", FIRMS), ("contacts.csv", PEOPLE)]);
    let (firm, person) = (office.firm("=Acme"), office.person("Bo"));
    let firms = export::organisations(&office.ws, &headers()).replace("'=Acme", "Acme Ltd");
    let people = export::contacts(&office.ws, &headers())
        .replace("'=Acme", "Acme Ltd")
        .replace("Bo,Borea", "Bo Chen,Acme Ltd");
    office.import(&[("organisations.csv", &firms), ("contacts.csv", &people)]);
    assert_eq!((office.firm("Acme Ltd"), office.person("Bo Chen")), (firm, person));
    assert_eq!(office.ws.contacts.get(person).unwrap().organisation, Some(firm));
    assert_eq!((office.ws.organisations.iter().count(), office.ws.contacts.iter().count()), (3, 2));
    assert_eq!(
        office.report.count(Kind::Organisation),
        Count { changed: 1, unchanged: 2, ..Count::default() }
    );
    assert_eq!(office.report.count(Kind::Contact), Count { changed: 1, unchanged: 1, ..Count::default() });
}

#[test]
fn two_records_of_one_name_are_told_apart_by_the_deals_that_have_them() {
    let mut office = Office::default();
    office.import(&[
        ("companies.csv", FIRMS),
        ("deals.csv", "title,stage,company,contact\nRoof,New,Borea,Eve\n"),
    ]);
    let second = office.ws.organisations.iter().filter(|row| row.name == "Borea").nth(1).unwrap().id;
    let deal = office.deal("Roof").id;
    office.act(&Command::EditDeals { deals: vec![deal], patch: DealPatch::Organisation(Some(second)) }).act(
        &Command::EditOrganisation {
            organisation: second,
            patch: OrganisationPatch::Industry("Steel".into()),
        },
    );
    let deals = export::deals(&office.ws, &headers(), &Utc);
    office.changes_nothing(&[("deals.csv", &deals)]);
}

#[test]
fn a_move_made_here_goes_back_only_where_the_file_names_a_stage() {
    let mut office = Office::default();
    office.import(&[("deals.csv", LOST)]);
    let id = ChoiceId(Uuid::from_u128(1 << 100));
    office.act(&Command::AddChoice { id, list: ListKind::Tag, name: "hot".into() });
    let (deals, stage) = (vec![office.deal("Desk").id], office.deal("Pump").position.stage);
    let won = office.ws.stages.iter().find(|row| row.kind == sales::model::StageKind::Won).unwrap().id;
    office.act(&Command::MoveDeals { deals: deals.clone(), stage: won, slot: Slot::Bottom, patch: None });
    office.act(&Command::EditDeals { deals, patch: DealPatch::AddTag(id) });
    office.import(&[("deals.csv", "id,title,amount,probability\n3,Desk,35,\n")]);
    assert_eq!(office.deal("Desk").standing(), StandingKind::Won);
    assert_eq!(office.deal("Desk").tags, [id]);
    office.import(&[("deals.csv", LOST)]);
    assert_eq!(office.deal("Desk").standing(), StandingKind::Open);
    assert_eq!(office.deal("Pump").position.stage, stage);
}

/// Deals as Zoho exports them.
const ZOHO: &str = "Record Id,Deal Name,Stage,Amount,Closing Date,Deal Owner,Account Name,Created Time\n\
    zcrm_4000000012,Roof,Qualification,10,2024-09-01,Ada,Acme,2024-03-01\n\
    zcrm_4000000013,Pump,Qualification,20,2024-09-01,Ada,Borea,2024-03-01\n";

#[test]
fn a_newer_file_that_is_not_recognised_for_what_it_is_doubles_nothing() {
    let mut office = Office::default();
    office.import(&[("deals.csv", ZOHO)]);
    assert_eq!(office.deal("Roof").external.as_deref(), Some("zoho:zcrm_4000000012"));
    // A few columns were taken out, and one deal has another title now.
    let trimmed = "id,title,stage,amount\n\
        zcrm_4000000012,Roof,Qualification,11\nzcrm_4000000013,Pump house,Qualification,20\n";
    let (_, proposal) = office.proposal(&[("deals.csv", trimmed)]);
    assert_eq!(proposal.setup.files[0].source, "file");
    office.import(&[("deals.csv", trimmed)]);
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 2, ..Count::default() });
    assert_eq!(office.board(), "Qualification: Roof, Pump house");
    assert_eq!(office.deal("Roof").external.as_deref(), Some("zoho:zcrm_4000000012"), "it has one id");
    office.changes_nothing(&[("deals.csv", trimmed)]);
    // And the other way round.
    let mut office = Office::default();
    office.import(&[("deals.csv", trimmed)]).import(&[("deals.csv", ZOHO)]);
    assert_eq!(office.ws.deals.iter().count(), 2);
}

#[test]
fn deals_of_two_systems_that_count_from_one_stay_two() {
    let mut office = Office::default();
    let pipedrive = "Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Organization - Name\n\
        1,Roof,10,New,Open,Acme\n2,Pump,20,New,Open,Borea\n3,Desk,30,New,Open,Corro\n";
    office.import(&[("deals.csv", pipedrive)]);
    assert_eq!(office.deal("Roof").external.as_deref(), Some("pipedrive:1"));
    let other = "id,title,stage,amount,company\n\
        1,Mill,New,5,Dune\n2,Pump,New,21,Borea\n3,Desks,New,31,Corro\n";
    office.import(&[("list.csv", other)]);
    assert_eq!(office.board(), "New: Roof, Pump, Desks, Mill", "what agrees in more than the number is one");
    assert_eq!(office.report.count(Kind::Deal), Count { added: 1, changed: 2, ..Count::default() });
    office.changes_nothing(&[("list.csv", other)]);
}

#[test]
fn a_deal_comes_to_rest_in_the_stage_that_it_is_in() {
    let mut office = Office::default();
    let deals = "id,title,stage,created\n1,Roof,New,2025-01-01\n2,Pump,Offer,2025-01-01\n";
    office.import(&[("deals.csv", deals)]);
    let stage = office.deal("Pump").position.stage;
    assert_ne!(stage, office.deal("Roof").position.stage);
    office.import_with(&[("deals.csv", "id,deal name,amount,deal status\n2,Pump,5,nurtured\n")], |setup| {
        setup.files[0].columns[3].target = exchange::target::Target::Status;
    });
    assert_eq!(office.deal("Pump").standing(), StandingKind::Nurtured);
    assert_eq!(office.deal("Pump").position.stage, stage);
    assert_eq!(office.past("Pump"), "Offer 2025-01-01 > Offer 2025-06-30 ?");
}

#[test]
fn a_title_of_two_customers_is_two_deals_and_a_number_with_a_year_is_no_long_id() {
    let from = |source: &'static str| {
        move |setup: &mut exchange::setup::Setup| setup.files[0].source = source.into()
    };
    let file = |id: &str, title: &str, company: &str| {
        format!("id,title,stage,amount,company\n{id},{title},New,5,{company}\n")
    };
    let second = |id: &str, source: &'static str, title: &str, company: &str| {
        let mut office = Office::default();
        office.import_with(&[("deals.csv", &file(id, "Renewal", "Acme"))], from("hubspot"));
        office.import_with(&[("deals.csv", &file(id, title, company))], from(source));
        office.ws.deals.iter().count()
    };
    assert_eq!(second("1", "pipedrive", "Renewal", "Borea"), 2);
    assert_eq!(second("1", "pipedrive", "Renewal", "Acme"), 1);
    assert_eq!(second("1", "pipedrive", "Renewal", "Acme Ltd"), 1);
    assert_eq!(second("1", "pipedrive", "Renewal", ""), 1);
    assert_eq!(second("20240001", "file", "Roof", "Borea"), 2);
    assert_eq!(second("202400010002", "file", "Roof", "Borea"), 1);
    assert_eq!(second("opp_20240001", "file", "Roof", "Borea"), 1);
}
