//! Histories of stages: of deals in the same import, and of deals that are there already.

use exchange::export;
use exchange::plan::report::{Came, Count, Kind, Part, Problem};
use sales::evolve::{self, Touched};

use crate::office::{Office, Utc};
use crate::trade::headers;

const DEALS: (&str, &str) = (
    "deals.csv",
    "deal id,title,stage,amount,created,close date\n\
     7,Roof,Proposal,100,2024-03-01,2024-09-01\n\
     8,Pump,Closed Won,200,2024-03-01,2024-06-01\n\
     9,Twin,Qualified,1,2024-03-01,\n\
     10,Twin,Qualified,1,2024-03-01,\n",
);

const HISTORY: (&str, &str) = (
    "history.csv",
    "deal id,deal name,to stage,changed at\n\
     7,Roof,Qualified,2024-03-01\n\
     7,Roof,Proposal,2024-04-01\n\
     8,Pump,Qualified,2024-03-01\n\
     8,Pump,Proposal,2024-05-01\n\
     8,Pump,Closed Won,2024-06-01\n",
);

const ROOF: &str = "Qualified 2024-03-01 > Proposal 2024-04-01";
const PUMP: &str = "Qualified 2024-03-01 > Proposal 2024-05-01 > Closed Won 2024-06-01";

fn problems(office: &Office) -> Vec<(u32, &str, Problem)> {
    let issues = office.report.issues.iter();
    issues.map(|issue| (issue.line, issue.value.as_str(), issue.problem.clone())).collect()
}

#[test]
fn a_history_that_comes_later_is_joined_to_the_deals_that_are_there() {
    let mut office = Office::default();
    office.import(&[DEALS]);
    assert_eq!(office.past("Roof"), "Proposal 2024-03-01 ?");
    let before = office.ws.clone();
    office.import(&[HISTORY]);
    assert_eq!(office.past("Roof"), ROOF);
    assert_eq!(office.past("Pump"), PUMP);
    assert_eq!(office.board(), "Qualified: Twin, Twin | Proposal: Roof | Closed Won: Pump", "nothing moves");
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 2, ..Count::default() });
    assert_eq!(office.report.count(Kind::Pipeline), Count::default(), "no pipeline for known stages");
    assert!(office.report.issues.is_empty(), "{:?}", office.issues());
    assert!(office.report.rows.iter().all(|row| row.came == Came::Changed(vec![Part::History])));
    assert_eq!(office.report.rows.len(), 5);

    for change in office.changes.iter().rev() {
        evolve::revert(&mut office.ws, change, &mut Touched::default());
    }
    assert!(office.ws.same_as(&before), "and it can be taken back");

    office.import(&[HISTORY]).import(&[HISTORY]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 2, ..Count::default() });
}

#[test]
fn it_comes_to_the_same_as_deals_and_history_together() {
    let (mut one, mut other) = (Office::default(), Office::default());
    one.import(&[DEALS, HISTORY]);
    other.import(&[DEALS]).import(&[HISTORY]);
    for title in ["Roof", "Pump"] {
        assert_eq!(one.past(title), other.past(title), "{title}");
    }
}

#[test]
fn what_happened_here_after_the_history_ends_stays() {
    let mut office = Office::default();
    office.import(&[DEALS, HISTORY]);
    // Since then it was moved here; the file of that day knows nothing of it.
    let moved = DEALS.1.replace("Roof,Proposal,100", "Roof,Closed Won,100");
    office.import(&[("deals.csv", &moved)]);
    let past = office.past("Roof");
    assert_eq!(past, format!("{ROOF} > Closed Won 2024-09-01"));
    office.import(&[HISTORY]);
    assert_eq!(office.past("Roof"), past);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn rows_of_a_history_that_lead_nowhere_are_told_one_by_one() {
    let mut office = Office::default();
    office.import(&[DEALS]);
    let history = "deal id,deal name,to stage,changed at\n\
        7,Roof,Qualified,2024-03-01\n\
        7,Roof,,2024-03-02\n\
        99,,Qualified,2024-03-01\n\
        ,Nobody,Qualified,2024-03-01\n\
        ,Twin,Qualified,2024-03-01\n\
        ,,Qualified,2024-03-01\n\
        7,Roof,Proposal,2024-04-01\n";
    office.import(&[("history.csv", history)]);
    assert_eq!(office.past("Roof"), ROOF);
    assert_eq!(
        problems(&office),
        [
            (3, "", Problem::BlankStage),
            (4, "99", Problem::UnknownDeal),
            (5, "Nobody", Problem::UnknownDeal),
            (6, "Twin", Problem::SeveralDeals),
            (7, "Qualified", Problem::NoDeal),
        ]
    );
}

#[test]
fn a_stage_that_leads_nowhere_is_told_in_both_ways_of_joining() {
    let strange = HISTORY.1.replace("7,Roof,Qualified", "7,Roof,Strange");
    let forget = |setup: &mut exchange::setup::Setup| setup.stages.retain(|row| row.stage != "Strange");
    let mut office = Office::default();
    office.import_with(&[DEALS, ("history.csv", &strange)], forget);
    assert_eq!(problems(&office), [(2, "Strange", Problem::NoStage)]);
    let mut office = Office::default();
    office.import(&[DEALS]).import_with(&[("history.csv", &strange)], forget);
    assert_eq!(problems(&office), [(2, "Strange", Problem::NoStage)]);
    assert_eq!(office.past("Pump"), PUMP);
}

#[test]
fn a_history_that_names_no_pipelines_follows_its_deals() {
    let deals =
        "deal id,title,pipeline,stage,created\n1,Roof,North,Offer,2024-03-01\n2,Pump,South,Demo,2024-03-01\n";
    let history = "deal id,to stage,changed at\n\
        1,Call,2024-03-01\n1,Offer,2024-04-01\n2,Visit,2024-03-01\n2,Demo,2024-04-01\n";
    let mut office = Office::default();
    office.import(&[("deals.csv", deals), ("history.csv", history)]);
    assert_eq!(office.ws.pipelines_in_order().len(), 2, "and none for the history");
    assert_eq!(office.past("Roof"), "Call 2024-03-01 > Offer 2024-04-01");
    assert_eq!(office.past("Pump"), "Visit 2024-03-01 > Demo 2024-04-01");
    assert!(office.report.issues.is_empty(), "{:?}", office.issues());

    // Later, the stages of each deal's own pipeline count.
    office.import(&[("history.csv", &history.replace("04-01", "05-01"))]);
    assert_eq!(office.past("Roof"), "Call 2024-03-01 > Offer 2024-05-01");
    assert_eq!(office.past("Pump"), "Visit 2024-03-01 > Demo 2024-05-01");
    assert_eq!(office.ws.pipelines_in_order().len(), 2);
}

#[test]
fn a_history_by_ids_and_titles_is_joined_to_deals_that_have_titles_only() {
    let deals = DEALS.1.replace("deal id,title", "number of rows,title");
    let mut office = Office::default();
    office.import_with(&[("deals.csv", &deals), HISTORY], |setup| {
        setup.files[0].columns[0].target = exchange::target::Target::Skip;
    });
    assert_eq!(office.past("Roof"), ROOF);
    assert!(office.report.issues.iter().all(|issue| issue.file == 0), "{:?}", office.issues());
}

#[test]
fn a_past_that_was_worked_out_from_dates_is_not_known_after_an_export() {
    let mut office = Office::default();
    // A deal that is closed names the stage that it was in last; the one it was closed in is called as new ones are.
    let named = |text: &str| text.replace("Closed Won", "Won");
    office.import(&[("deals.csv", &named(DEALS.1))]);
    let deals = export::deals(&office.ws, &headers(), &Utc);
    let history = export::stage_history(&office.ws, &headers(), &Utc);
    office.import(&[("history.csv", &history)]);
    assert!(office.changes.is_empty(), "{:?}\n{history}", office.changes);
    let mut other = Office::elsewhere();
    other.import(&[("deals.csv", &deals), ("history.csv", &history)]);
    let mut later = Office::elsewhere();
    later.import(&[("deals.csv", &deals)]).import(&[("history.csv", &history)]);
    for title in ["Roof", "Pump"] {
        assert!(office.past(title).ends_with('?'));
        assert_eq!(other.past(title), office.past(title));
        assert_eq!(later.past(title), office.past(title));
    }
    // What is known goes along as known, and says more than what is not.
    office.import(&[("history.csv", &named(HISTORY.1))]);
    let known = export::stage_history(&office.ws, &headers(), &Utc);
    other.import(&[("history.csv", &known)]);
    assert_eq!((other.past("Roof").as_str(), other.past("Pump").as_str()), (ROOF, named(PUMP).as_str()));
    other.import(&[("history.csv", &history)]);
    assert!(other.changes.is_empty(), "{:?}", other.changes);
}
