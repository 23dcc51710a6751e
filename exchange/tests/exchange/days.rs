//! Days that a file has wrong, or not at all: they are kept as they are said, and what nobody says is known not to be known.

use exchange::export;
use sales::evolve::{self, Touched};
use sales::log::{Change, DealEdit, Past, Swap};
use sales::model::{StandingKind, Visit};

use crate::office::{Office, Utc};
use crate::trade::headers;

/// `created → closed`, with `?` where that is a guess, and the stages it has been in.
fn told(office: &Office, title: &str) -> String {
    let deal = office.deal(title);
    let guess = |is_guess| if is_guess { "?" } else { "" };
    format!(
        "{}{}: {}",
        office.facts(title),
        [guess(deal.guessed.created), guess(deal.closing_is_guessed())].concat(),
        office.past(title)
    )
}

fn imported(rows: &str) -> Office {
    let mut office = Office::default();
    office.import(&[("deals.csv", &format!("title,stage,created,closed on\n{rows}"))]);
    office
}

#[test]
fn what_a_file_says_of_its_days_is_kept() {
    let cases = [
        ("2024-01-05,2024-02-01", "from 2024-01-05, to 2024-02-01: New 2024-01-05 > Won 2024-02-01 ?"),
        // Closed before it was created: both as they are said.
        ("2024-03-05,2024-02-01", "from 2024-03-05, to 2024-02-01: New 2024-02-01 > Won 2024-02-01 ?"),
        // Nobody says when it was created, or when it was closed.
        (",2024-02-01", "from 2024-02-01, to 2024-02-01?: New 2024-02-01 > Won 2024-02-01 ?"),
        ("2024-01-05,", "from 2024-01-05, to 2024-01-05?: New 2024-01-05 > Won 2024-01-05 ?"),
    ];
    for (days, expected) in cases {
        let office = imported(&format!("O,New,2024-01-01,\nA,Won,{days}\n"));
        assert_eq!(told(&office, "A"), expected, "{days}");
    }
}

#[test]
fn both_kinds_are_reported() {
    let office = imported("A,Won,2024-03-05,2024-02-01\nB,New,,\n");
    assert_eq!(office.issues(), ["2 - \"\": ClosedBeforeCreated, noted", "3 - \"\": NoCreated, changed"]);
}

#[test]
fn a_file_that_knows_the_day_fills_it_in_and_one_that_does_not_leaves_it() {
    let mut office = imported("A,New,,\nB,Won,2024-01-05,\nC,Won,2024-03-05,2024-02-01\n");
    assert!(office.deal("A").guessed.created && office.deal("B").closing_is_guessed());
    let known = "title,stage,created,closed on\nA,New,2024-01-02,\nB,Won,2024-01-05,2024-02-02\nC,Won,2024-01-05,2024-02-01\n";
    office.import(&[("deals.csv", known)]);
    assert_eq!(told(&office, "A"), "from 2024-01-02: New 2024-01-02 ?");
    assert_eq!(told(&office, "B"), "from 2024-01-05, to 2024-02-02: New 2024-01-05 > Won 2024-02-02 ?");
    assert_eq!(told(&office, "C"), "from 2024-01-05, to 2024-02-01: New 2024-01-05 > Won 2024-02-01 ?");
    let before = ["A", "B", "C"].map(|title| told(&office, title));
    office.import(&[("deals.csv", "title,stage\nA,New\nB,Won\nC,Won\n")]);
    assert_eq!(["A", "B", "C"].map(|title| told(&office, title)), before);
}

#[test]
fn a_history_knows_the_day_that_the_deals_do_not() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "id,title,stage\n1,A,Offer\n")]);
    assert!(office.deal("A").guessed.created);
    office.import(&[("history.csv", "deal id,stage,date\n1,New,2024-01-02\n1,Offer,2024-01-09\n")]);
    assert_eq!(told(&office, "A"), "from 2024-01-02: New 2024-01-02 > Offer 2024-01-09");
}

#[test]
fn a_history_moves_the_day_of_the_making_before_the_closing_and_that_is_told() {
    let mut office = Office::default();
    office.import(&[
        ("deals.csv", "id,title,stage,created,closed on\n1,A,Won,2024-03-05,2024-02-01\n"),
        ("history.csv", "deal id,stage,date\n1,New,2024-01-02\n1,Won,2024-02-01\n"),
    ]);
    assert_eq!(office.issues(), ["2 - \"\": CreatedAfterClosing, changed"]);
    assert_eq!(told(&office, "A"), "from 2024-01-02, to 2024-02-01: New 2024-01-02 > Won 2024-02-01");
}

#[test]
fn of_a_deal_lost_in_two_stages_the_first_is_the_day_it_was_closed() {
    let mut office = Office::default();
    office.import(&[(
        "deals.csv",
        "title,stage,created,closed on\nO,New,2024-01-01,\nA,Lost,2024-01-05,2024-02-01\n",
    )]);
    let deal = office.deal("A");
    assert_eq!(deal.standing(), StandingKind::Lost);
    let from = Past::of(deal);
    let mut to = from.clone();
    let last = *to.visits.last().unwrap();
    to.visits.push(Visit { entered: last.entered.plus_days(9), ..last });
    let edit = DealEdit::Past(Box::new(Swap { from, to }));
    let change = Change::DealEdited { id: deal.id, edit };
    evolve::apply(&mut office.ws, &change, &mut Touched::default());
    let text = export::deals(&office.ws, &headers(), &Utc);
    let row = text.lines().find(|line| line.contains("2024-01-05")).unwrap();
    assert!(row.contains("2024-02-01") && !row.contains("2024-02-10"), "{row}");
}

#[test]
fn a_file_without_the_day_of_a_closing_leaves_the_one_of_a_deal_lost_in_two_stages() {
    for closed in ["2024-02-01", ""] {
        let mut office = imported(&format!("O,New,2024-01-01,\nA,Lost,2024-01-05,{closed}\n"));
        let before = told(&office, "A");
        let deal = office.deal("A");
        let from = Past::of(deal);
        let mut to = from.clone();
        let last = to.visits.pop().unwrap();
        to.visits = vec![last, Visit { entered: last.entered.plus_days(9), ..last }];
        let edit = DealEdit::Past(Box::new(Swap { from, to }));
        let change = Change::DealEdited { id: deal.id, edit };
        evolve::apply(&mut office.ws, &change, &mut Touched::default());
        let is_guessed = office.deal("A").closing_is_guessed();
        office.import(&[("deals.csv", "title,stage\nA,Lost\n")]);
        assert_eq!(told(&office, "A"), before);
        assert_eq!(
            (office.deal("A").closing_is_guessed(), is_guessed),
            (closed.is_empty(), closed.is_empty())
        );
    }
}
