//! Days that a file has wrong, or not at all: they are kept as they are said, and what nobody says is known not to be known.

use crate::office::Office;

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
