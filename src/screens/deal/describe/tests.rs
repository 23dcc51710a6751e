//! Every kind of change in words.

use sales::decide::{ActivityDraft, ActivityPatch, Command, DealPatch, Outcome, Slot};
use sales::ids::{ChoiceId, OptionId, OrganisationId, PersonId, Uuid};
use sales::model::{ActivityKind, Due, FieldKind, FieldValue, ListKind, TimeOfDay};
use sales::money::{Currency, Money};
use sales::time::Date;

use super::super::words::plain;
use super::*;
use crate::screens::fixture::Fixture;
use crate::text::{Language, set_language};

/// What the last entry did to the deal of the fixture, in words.
fn last(fixture: &Fixture) -> Vec<String> {
    let speaker = Speaker::new(&fixture.workspace, Figures::PLAIN);
    let entry = fixture.entries.last().expect("the fixture has done something");
    let changes = entry.changes.iter().filter(|change| change.deal() == Some(fixture.deal));
    changes.flat_map(|change| speaker.change(change, None)).map(|said| plain(&said.sentence)).collect()
}

#[track_caller]
fn check(fixture: &Fixture, said: &[&str]) {
    assert_eq!(last(fixture), said);
}

fn dollars(amount: i64) -> DealPatch {
    DealPatch::Value(Some(Money { minor: amount * 100, currency: Currency::USD }))
}

#[test]
fn fields_say_from_what_to_what() {
    let mut fixture = Fixture::new();
    check(&fixture, &["Created in new"]);
    fixture.edit(dollars(620));
    check(&fixture, &["Value set to 620 USD"]);
    fixture.edit(dollars(780));
    check(&fixture, &["Value from 620 USD to 780 USD"]);
    fixture.edit(DealPatch::Value(None));
    check(&fixture, &["Value cleared, was 780 USD"]);
    fixture.edit(DealPatch::Title("Boilers, two".to_owned()));
    check(&fixture, &["Title from Boilers to Boilers, two"]);
    fixture.edit(DealPatch::ExpectedClose(Date::from_ymd_opt(2026, 6, 30)));
    check(&fixture, &["Expected close set to 2026-06-30"]);
    let fair = fixture.entry_of(ListKind::Source, "fair");
    fixture.edit(DealPatch::Source(Some(fair)));
    check(&fixture, &["Source set to fair"]);
}

#[test]
fn a_day_that_is_put_right_says_so() {
    let mut fixture = Fixture::new();
    let earlier = fixture.now.plus_days(-3);
    fixture.edit(DealPatch::Created(earlier));
    check(&fixture, &["Day of creation from 2024-10-04 to 2024-10-01"]);
}

#[test]
fn a_win_chance_of_its_own_gives_way_to_the_stages() {
    let mut fixture = Fixture::new();
    fixture.edit(DealPatch::Probability(Some(70)));
    check(&fixture, &["Win chance set to 70%"]);
    fixture.edit(DealPatch::Probability(None));
    check(&fixture, &["Win chance back to that of the stage, was 70%"]);
}

#[test]
fn choosing_a_contact_names_the_firm_too() {
    let mut fixture = Fixture::new();
    let firm = OrganisationId(Uuid::from_u64_pair(8, 1));
    let contact = sales::ids::ContactId(Uuid::from_u64_pair(8, 2));
    fixture.run(&Command::AddOrganisation { id: firm, name: "Skagen".to_owned() });
    fixture.run(&Command::AddContact { id: contact, name: "Ingrid".to_owned(), organisation: Some(firm) });
    fixture.edit(DealPatch::Contact(Some(contact)));
    check(&fixture, &["Contact set to Ingrid", "Organisation set to Skagen"]);
}

#[test]
fn tags_say_which_came_and_which_went() {
    let mut fixture = Fixture::new();
    let [a, b, c] = [1, 2, 3].map(|number| ChoiceId(Uuid::from_u64_pair(9, number)));
    for (id, name) in [(a, "cold"), (b, "big"), (c, "urgent")] {
        fixture.run(&Command::AddChoice { id, list: ListKind::Tag, name: name.to_owned() });
    }
    fixture.edit(DealPatch::Tags(vec![a, b]));
    check(&fixture, &["Tags added: cold, big"]);
    fixture.edit(DealPatch::Tags(vec![b, c]));
    check(&fixture, &["Tags added: urgent", "Tags removed: cold"]);
}

#[test]
fn fields_of_the_team_go_by_their_own_names() {
    let mut fixture = Fixture::new();
    let add = |name: &str, kind, options: &[&str]| Command::AddField {
        name: name.to_owned(),
        kind,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
    };
    fixture.run(&add("Contract no.", FieldKind::Text, &[]));
    fixture.run(&add("Size", FieldKind::Choice, &["S", "L"]));
    let fields = fixture.workspace.fields_in_order();
    let (contract, size) = (fields[0].id, fields[1].id);
    let large: OptionId = fields[1].options[1].id;
    fixture.edit(DealPatch::Custom(contract, Some(FieldValue::Text("XM-1".to_owned()))));
    check(&fixture, &["Contract no. set to XM-1"]);
    fixture.edit(DealPatch::Custom(size, Some(FieldValue::Choice(large))));
    check(&fixture, &["Size set to L"]);
    fixture.edit(DealPatch::Custom(size, None));
    check(&fixture, &["Size cleared, was L"]);
}

#[test]
fn moves_say_where_from_and_what_it_meant() {
    let mut fixture = Fixture::new();
    fixture.go("offer");
    check(&fixture, &["Moved from new to offer"]);
    fixture.close(Outcome::Won);
    check(&fixture, &["Won"]);
    fixture.run(&Command::ReopenDeals { deals: vec![fixture.deal], stage: None });
    check(&fixture, &["Re-opened in offer"]);
    fixture.lose("price", "Atlas", "Too dear by a third.");
    check(&fixture, &["Lost: price, to Atlas"]);
    fixture.lose("silence", "", "");
    check(
        &fixture,
        &[
            "Loss reason from price to silence",
            "Competitor cleared, was Atlas",
            "Loss note cleared, was Too dear by a third.",
        ],
    );
    let until = Date::from_ymd_opt(2027, 1, 15);
    fixture.close(Outcome::Nurtured { until, reason: "budget next year".to_owned() });
    check(&fixture, &["Put into nurture until 2027-01-15"]);
    fixture.close(Outcome::Nurtured { until: None, reason: "budget next year".to_owned() });
    check(&fixture, &["Wake-up date cleared, was 2027-01-15"]);
    fixture.go("talks");
    check(&fixture, &["Re-opened in talks"]);
}

#[test]
fn a_move_can_say_how_long_the_deal_had_stayed() {
    let mut fixture = Fixture::new();
    fixture.go("offer");
    let speaker = Speaker::new(&fixture.workspace, Figures::PLAIN);
    let change = &fixture.entries.last().expect("it moved").changes[0];
    let said = |days| plain(&speaker.change(change, Some(days))[0].sentence);
    assert_eq!(said(0), "Moved from new to offer");
    assert_eq!(said(1), "Moved from new to offer after 1 day");
    assert_eq!(said(12), "Moved from new to offer after 12 days");
}

#[test]
fn a_new_place_in_the_column_is_said_as_that() {
    let mut fixture = Fixture::new();
    fixture.add("Another");
    let stage = fixture.stage("new");
    fixture.run(&Command::MoveDeals { deals: vec![fixture.deal], stage, slot: Slot::Bottom, patch: None });
    check(&fixture, &["Moved within its column"]);
}

#[test]
fn notes_carry_their_texts() {
    let mut fixture = Fixture::new();
    let deal = fixture.deal;
    fixture.run(&Command::AddNote { deal, text: "They want training.".to_owned() });
    let note = fixture.deal().notes[0].id;
    check(&fixture, &["Wrote a note"]);
    fixture.run(&Command::EditNote { deal, note, text: "They want training and spares.".to_owned() });
    check(&fixture, &["Changed a note"]);
    let speaker = Speaker::new(&fixture.workspace, Figures::PLAIN);
    let said = speaker.change(&fixture.entries.last().expect("it was changed").changes[0], None);
    assert_eq!(said[0].body.as_deref(), Some("They want training."), "the text before is what would be lost");
    fixture.run(&Command::RemoveNote { deal, note });
    check(&fixture, &["Deleted a note"]);
    fixture.run(&Command::RemoveDeals { deals: vec![deal] });
    check(&fixture, &["Deleted the deal"]);
}

#[test]
fn activities_say_what_they_are_and_when() {
    let mut fixture = Fixture::new();
    let date = Date::from_ymd_opt(2026, 6, 30).expect("a day");
    let call = fixture.act(ActivityDraft {
        kind: ActivityKind::Call,
        subject: "Ask for the budget".to_owned(),
        due: Some(Due { date, time: TimeOfDay::new(14, 30) }),
        ..ActivityDraft::default()
    });
    check(&fixture, &["Planned for 2026-06-30, 14:30: Ask for the budget"]);
    let edit = |patch| Command::EditActivities { activities: vec![call], patch };
    fixture.run(&edit(ActivityPatch::Due(Some(date.into()))));
    check(&fixture, &["Ask for the budget: Day from 2026-06-30, 14:30 to 2026-06-30"]);
    fixture.run(&edit(ActivityPatch::Minutes(Some(45))));
    check(&fixture, &["Ask for the budget: Minutes set to 45 min"]);
    fixture.run(&edit(ActivityPatch::Kind(ActivityKind::Visit)));
    check(&fixture, &["Ask for the budget: Kind from Call to Visit"]);
    let ann = PersonId(Uuid::from_u64_pair(8, 1));
    fixture.run(&Command::AddPerson { id: ann, name: "Ann Lee".to_owned() });
    fixture.run(&edit(ActivityPatch::Owner(Some(ann))));
    check(&fixture, &["Ask for the budget: Owner set to Ann Lee"]);
    fixture.run(&edit(ActivityPatch::Note("be brief".to_owned())));
    check(&fixture, &["Ask for the budget: Note set to be brief"]);
    let activities = vec![call];
    fixture.run(&Command::CompleteActivities { activities: activities.clone(), outcome: String::new() });
    check(&fixture, &["Done: Ask for the budget"]);
    fixture.run(&edit(ActivityPatch::Outcome("12,000".to_owned())));
    check(&fixture, &["Ask for the budget: Outcome set to 12,000"]);
    fixture.run(&Command::ReopenActivities { activities: activities.clone() });
    check(&fixture, &["Still to be done: Ask for the budget"]);
    fixture.run(&edit(ActivityPatch::Subject(String::new())));
    check(&fixture, &["Visit: What cleared, was Ask for the budget"]);
    fixture.run(&Command::RemoveActivities { activities });
    check(&fixture, &["Deleted the activity Visit"]);
}

#[test]
fn what_came_of_an_activity_goes_with_it() {
    let mut fixture = Fixture::new();
    let done = Some(fixture.now);
    fixture.act(ActivityDraft {
        kind: ActivityKind::Demo,
        done,
        outcome: "They want two.".to_owned(),
        ..ActivityDraft::default()
    });
    check(&fixture, &["Done: Demo"]);
    let speaker = Speaker::new(&fixture.workspace, Figures::PLAIN);
    let said = speaker.change(&fixture.entries.last().expect("it was written down").changes[0], None);
    assert_eq!((said[0].mark.icon, said[0].body.as_deref()), ("screen", Some("They want two.")));
}

#[test]
fn chinese_says_it_in_its_own_order() {
    set_language(Language::Chinese);
    let mut fixture = Fixture::new();
    check(&fixture, &["新建商机，阶段为 new"]);
    fixture.edit(dollars(620));
    check(&fixture, &["金额设为 620 USD"]);
    fixture.edit(dollars(780));
    check(&fixture, &["金额由 620 USD 改为 780 USD"]);
    fixture.go("offer");
    check(&fixture, &["由 new 移到 offer"]);
    let due = Date::from_ymd_opt(2026, 6, 30).map(Due::from);
    fixture.act(ActivityDraft { kind: ActivityKind::Visit, due, ..ActivityDraft::default() });
    check(&fixture, &["计划在 2026-06-30：拜访"]);
    set_language(Language::English);
}
