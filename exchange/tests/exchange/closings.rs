//! Deals that were closed and whose state no column says, and cells about an end that a deal has not come to.

use exchange::export;
use exchange::setup::Setup;
use exchange::target::Target;
use sales::decide::{Command, Outcome};
use sales::model::{Loss, StandingKind};

use crate::office::{Office, Utc};
use crate::trade::headers;

fn of(name: &str, text: &str) -> Office {
    let mut office = Office::default();
    office.import(&[(name, text)]);
    office
}

/// The same file again changes nothing, and tells what it told.
fn changes_nothing(office: &mut Office, name: &str, text: &str) {
    let issues = office.issues();
    office.import(&[(name, text)]);
    assert!(office.changes.is_empty(), "{:?}\n{text}", office.changes);
    assert_eq!(office.issues(), issues);
}

const PIPEDRIVE: &str = "Deal - ID,Deal - Title,Deal - Stage,Deal - Creation date,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason\n\
    1,Roof,Qualified,2024-03-01 09:00:00,2025-09-01,,,\n\
    2,Pump,Proposal Made,2024-02-01 09:00:00,2025-09-01,2024-04-02 10:00:00,,\n\
    3,Desk,Proposal Made,2024-01-05 09:00:00,2025-09-01,,2024-02-05 10:00:00,Price\n\
    4,Lamp,Qualified,2024-01-05 09:00:00,2025-09-01,,,Timing\n";

#[test]
fn without_a_state_a_time_of_closing_or_a_reason_tells_it() {
    let mut office = of("deals.csv", PIPEDRIVE);
    assert_eq!(office.board(), "Qualified: Roof | Won: Pump | Lost: Desk, Lamp");
    assert_eq!(office.facts("Pump"), "from 2024-02-01, to 2024-04-02, by 2025-09-01");
    assert_eq!(office.facts("Desk"), "from 2024-01-05, to 2024-02-05, by 2025-09-01, Price");
    assert_eq!(office.past("Desk"), "Proposal Made 2024-01-05 > Lost 2024-02-05 ?");
    let lamp = office.deal("Lamp");
    assert!(lamp.closing_is_guessed(), "the day that it was expected to close on is not the one that it did");
    assert_eq!(office.issues(), [""; 0]);
    changes_nothing(&mut office, "deals.csv", PIPEDRIVE);
}

#[test]
fn of_two_times_of_closing_the_later_one_counts() {
    let text = PIPEDRIVE.replace("2024-04-02 10:00:00,,", "2024-04-02 10:00:00,2024-04-09 10:00:00,");
    let office = of("deals.csv", &text);
    assert_eq!(office.board(), "Qualified: Roof | Lost: Pump, Desk, Lamp");
    assert_eq!(office.facts("Pump"), "from 2024-02-01, to 2024-04-09, by 2025-09-01");
}

#[test]
fn of_two_times_of_closing_a_state_takes_its_own() {
    let text = PIPEDRIVE
        .replace("Deal - Stage", "Deal - Status,Deal - Stage")
        .replace("Pump,", "Pump,Won,")
        .replace("Desk,", "Desk,Lost,")
        .replace("2024-04-02 10:00:00,,", "2024-04-02 10:00:00,2024-04-09 10:00:00,")
        .replace(",,2024-02-05 10:00:00,Price", ",2024-01-20 10:00:00,2024-02-05 10:00:00,Price")
        .replace("Roof,", "Roof,Open,")
        .replace("Lamp,", "Lamp,Open,");
    let office = of("deals.csv", &text);
    assert_eq!(office.facts("Pump"), "from 2024-02-01, to 2024-04-02, by 2025-09-01");
    assert_eq!(office.facts("Desk"), "from 2024-01-05, to 2024-02-05, by 2025-09-01, Price");
}

#[test]
fn a_reason_may_sound_like_no() {
    let text = PIPEDRIVE.replace("Timing", "Deferred");
    assert_eq!(of("deals.csv", &text).board(), "Qualified: Roof | Won: Pump | Lost: Desk, Lamp");
    let text = PIPEDRIVE.replace("Timing", "No");
    assert_eq!(of("deals.csv", &text).board(), "Qualified: Roof, Lamp | Won: Pump | Lost: Desk");
}

#[test]
fn a_reason_alone_closes_no_deal_that_is_here_and_open() {
    let full = "id,title,stage,created,loss reason\n\
        1,A,New,2024-03-01,Price\n2,B,Lost,2024-03-01,Price\n";
    let mut office = of("deals.csv", full);
    assert_eq!(office.board(), "New: A | Lost: B");
    // Only what is worked on, so that no stage of lost deals is in it.
    let part = "id,title,stage,created,loss reason\n1,A,New,2024-03-01,Price\n3,C,New,2024-03-01,Price\n";
    office.import(&[("deals.csv", part)]);
    assert_eq!(office.board(), "New: A | Lost: B, C");
    changes_nothing(&mut office, "deals.csv", part);
}

#[test]
fn of_two_rows_of_one_deal_the_end_of_the_older_one_is_not_mixed_into_the_newer_one() {
    let head = PIPEDRIVE.lines().next().unwrap();
    let january =
        format!("{head}\n7,Roof,Qualified,2024-01-05 09:00:00,2025-09-01,,2024-02-05 10:00:00,Price\n");
    // It was opened again.
    let february = format!("{head}\n7,Roof,Proposal Made,2024-01-05 09:00:00,2025-09-01,,,\n");
    let mut office =
        of("deals.csv", &format!("{head}\n7,Roof,Qualified,2024-01-05 09:00:00,2025-09-01,,,\n"));
    let files = [("january.csv", january.as_str()), ("february.csv", february.as_str())];
    assert_eq!(office.proposal(&files).1.near.len(), 0, "the id says that they are one deal");
    office.import(&files);
    assert_eq!(office.board(), "Proposal Made: Roof");
    assert!(office.deal("Roof").standing() == StandingKind::Open);
}

#[test]
fn a_state_decides_and_what_contradicts_it_is_told() {
    let text = PIPEDRIVE.replace("Deal - Stage", "Deal - Status,Deal - Stage");
    let text = ["Roof", "Pump", "Desk", "Lamp"]
        .iter()
        .fold(text, |text, title| text.replace(&format!("{title},"), &format!("{title},Open,")));
    let mut office = of("deals.csv", &text);
    assert_eq!(office.board(), "Qualified: Roof, Lamp | Proposal Made: Pump, Desk");
    assert_eq!(
        office.issues(),
        [
            "3 Deal - Won time \"2024-04-02 10:00:00\": NotClosed, cell left out",
            "4 Deal - Lost reason \"Price\": NotLost, cell left out",
            "4 Deal - Lost time \"2024-02-05 10:00:00\": NotClosed, cell left out",
            "5 Deal - Lost reason \"Timing\": NotLost, cell left out",
        ]
    );
    changes_nothing(&mut office, "deals.csv", &text);
}

#[test]
fn a_lost_opportunity_of_odoo_is_archived_in_its_stage() {
    let text = "Opportunity,Expected Revenue,Stage,Salesperson,Active,Lost Reason,Probability,Expected Closing,Created on\n\
        Roof,100,New,Ada,True,,20,2025-09-01,2024-03-01\n\
        Pump,100,Proposition,Ada,False,Too expensive,0,2025-09-01,2024-03-01\n\
        Desk,100,Proposition,Ada,False,,0,,2024-03-01\n\
        Lamp,100,New,Ada,True,Too expensive,20,,2024-03-01\n\
        Sofa,100,New,Ada,False,,20,,2024-03-01\n";
    let mut office = of("crm.lead.csv", text);
    assert_eq!(office.board(), "New: Roof, Lamp, Sofa | Lost: Pump, Desk");
    assert!(office.facts("Pump").ends_with("Too expensive"), "{}", office.facts("Pump"));
    assert_eq!(office.issues(), ["5 Lost Reason \"Too expensive\": NotLost, cell left out"]);
    changes_nothing(&mut office, "crm.lead.csv", text);
    // Where the column is not there, the reason alone tells it.
    let text = text.replace("Active,", "").replace("True,", "").replace("False,", "");
    assert_eq!(of("crm.lead.csv", &text).board(), "New: Roof, Sofa | Proposition: Desk | Lost: Pump, Lamp");
}

#[test]
fn an_open_stage_of_a_file_that_has_stages_of_lost_deals_says_that_a_deal_is_open() {
    let text = "id,title,stage,created,loss reason,competitor\n\
        1,A,New,2024-03-01,Price,\n2,B,Lost,2024-03-01,Price,Borea\n\
        3,C,New,2024-03-01,,Corro\n4,D,New,2024-03-01,-,None\n5,E,,2024-03-01,Price,\n";
    let mut office = of("deals.csv", text);
    assert_eq!(office.board(), "New: A, C, D | Lost: B, E");
    assert_eq!(
        office.issues(),
        ["2 loss reason \"Price\": NotLost, cell left out", "4 competitor \"Corro\": NotLost, cell left out"]
    );
    changes_nothing(&mut office, "deals.csv", text);
    let text = text.replace("B,Lost", "B,New");
    assert_eq!(of("deals.csv", &text).board(), "New: C, D | Lost: A, B, E");
}

#[test]
fn a_product_whose_stages_tell_the_end_leaves_reasons_on_deals_that_were_opened_again() {
    let text = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Closed Lost Reason\n\
        1,Roof,Contract Sent,5,2025-09-01,2025-01-01,Price\n2,Pump,Contract Sent,5,2025-09-01,2025-01-01,\n";
    let office = of("hubspot.csv", text);
    assert_eq!(office.board(), "Contract Sent: Roof, Pump");
    assert_eq!(office.issues(), ["2 Closed Lost Reason \"Price\": NotLost, cell left out"]);
}

#[test]
fn a_day_to_come_closes_no_deal() {
    let text =
        "title,stage,created,won date\nRoof,New,2024-03-01,2025-12-01\nPump,New,2024-03-01,2024-12-01\n";
    let office = of("deals.csv", text);
    assert_eq!(office.board(), "New: Roof | Won: Pump");
    assert_eq!(office.issues(), ["2 won date \"2025-12-01\": NotClosed, cell left out"]);
}

#[test]
fn what_is_about_a_rest_is_told_where_a_deal_does_not_rest() {
    let text = "title,stage,created,status,why,when\n\
        Roof,New,2024-03-01,open,budget,2025-12-01\nPump,New,2024-03-01,on hold,budget,2025-12-01\n";
    let mut office = Office::default();
    office.import_with(&[("deals.csv", text)], |setup: &mut Setup| {
        setup.files[0].columns[4].target = Target::NurtureReason;
        setup.files[0].columns[5].target = Target::NurtureUntil;
    });
    assert_eq!(office.deal("Pump").standing(), StandingKind::Nurtured);
    assert_eq!(
        office.issues(),
        ["2 why \"budget\": NotNurtured, cell left out", "2 when \"2025-12-01\": NotNurtured, cell left out"]
    );
}

#[test]
fn a_log_has_the_ends_of_its_deals_from_its_changes() {
    // Opened again: the reason is that of an end that is past.
    let log = "deal_id,change_time,changed_field_key,new_value\n\
        7,2024-01-01 10:00:00,add_time,2024-01-01T10:00:00\n7,2024-01-02 10:00:00,stage_id,New\n\
        7,2024-01-03 10:00:00,lost_reason,Price\n7,2024-01-04 10:00:00,status,open\n";
    let office = of("deal_changes.csv", log);
    assert_eq!(office.board(), "New: 7");
    assert_eq!(office.issues(), ["2 - \"Price\": NotLost, cell left out"]);
}

#[test]
fn an_export_of_our_own_tells_nothing_that_has_no_place() {
    let mut office = of("deals.csv", PIPEDRIVE);
    let (roof, pump) = (office.deal("Roof").id, office.deal("Pump").id);
    let reason = office.ws.choices.iter().find(|row| row.name == "Price").map(|row| row.id);
    let loss = Loss { reason, note: "too late".into(), competitor: "Corro".into() };
    let rest = Outcome::Nurtured { until: "2025-10-01".parse().ok(), reason: "budget".into() };
    office.act(&Command::CloseDeals { deals: vec![roof], outcome: rest });
    office.act(&Command::CloseDeals { deals: vec![pump], outcome: Outcome::Lost(loss) });
    let text = export::deals(&office.ws, &headers(), &Utc);
    office.import(&[("deals.csv", &text)]);
    assert_eq!(office.issues(), [""; 0]);
    changes_nothing(&mut office, "deals.csv", &text);
}

#[test]
fn a_deal_that_was_removed_comes_again_once() {
    let mut office = of("deals.csv", PIPEDRIVE);
    let text = export::deals(&office.ws, &headers(), &Utc);
    let pump = office.deal("Pump").id;
    office.act(&Command::RemoveDeals { deals: vec![pump] });
    office.import(&[("deals.csv", &text)]);
    assert_eq!(office.board(), "Qualified: Roof | Won: Pump | Lost: Desk, Lamp");
    changes_nothing(&mut office, "deals.csv", &text);
}
