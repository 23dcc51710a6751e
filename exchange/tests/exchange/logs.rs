//! Logs of changes.

use crate::office::Office;

/// A log with these changes of deal 7, `day field value` each, made on the first of January 2024.
fn log(changes: &str) -> String {
    let lines = changes.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.splitn(3, ' ');
        let (day, field) = (words.next().unwrap(), words.next().unwrap());
        let value = words.next().unwrap_or_default().replace('"', "\"\"");
        format!("7,2024-01-{day} 10:00:00,{field},\"{value}\"\n")
    });
    let begin = "deal_id,change_time,changed_field_key,new_value\n7,2024-01-01 10:00:00,add_time,2024-01-01T10:00:00\n";
    std::iter::once(begin.to_owned()).chain(lines).collect()
}

fn of(changes: &str, more: &[(&str, &str)]) -> Office {
    let mut office = Office::default();
    let log = log(changes);
    let files: Vec<(&str, &str)> = [("deal_changes.csv", log.as_str())].iter().chain(more).copied().collect();
    office.import(&files);
    office
}

#[test]
fn a_deal_has_the_value_that_its_log_says_last() {
    let office = of(
        "02 stage_id New\n03 value 100\n04 currency EUR\n05 value 250.50\n06 probability 40\n07 expected_close_date 2024-06-30",
        &[],
    );
    assert_eq!(office.facts("7"), "250.50 EUR, from 2024-01-01, by 2024-06-30");
    assert_eq!(office.deal("7").probability, Some(40));
    assert_eq!(office.issues(), [""; 0]);
    // The currency may come first, or never; and a value may be taken back.
    assert_eq!(
        of("02 stage_id New\n03 currency GBP\n04 value 7", &[]).facts("7"),
        "7.00 GBP, from 2024-01-01"
    );
    assert_eq!(of("02 stage_id New\n04 value 7", &[]).facts("7"), "7.00 USD, from 2024-01-01");
    assert_eq!(of("02 stage_id New\n03 value 7\n04 value ", &[]).facts("7"), "from 2024-01-01");
}

#[test]
fn the_time_of_closing_is_the_one_that_a_field_tells() {
    let closed = "02 stage_id New\n20 status won\n20 close_time 2024-01-15 09:00:00";
    assert_eq!(of(closed, &[]).facts("7"), "from 2024-01-01, to 2024-01-15");
    let cases = [
        // Opened again, and closed another time.
        (
            "02 stage_id New\n09 close_time 2024-01-08\n09 status lost\n12 status open\n20 status won",
            "2024-01-20",
        ),
        ("02 stage_id New\n20 won_time 2024-01-16 08:00:00", "2024-01-16"),
        ("02 stage_id New\n20 status lost", "2024-01-20"),
    ];
    for (changes, day) in cases {
        assert_eq!(of(changes, &[]).facts("7"), format!("from 2024-01-01, to {day}"), "{changes}");
    }
    // A time that was emptied says that it is open again.
    assert_eq!(of("02 stage_id New\n20 won_time 2024-01-16 08:00:00\n21 won_time ", &[]).board(), "New: 7");
}

#[test]
fn labels_become_tags_by_their_names() {
    let fields = (
        "fields.csv",
        "ID,FIELD_KEY,NAME,FIELD_VALUE_OPTIONS\n4,label,Label,\"[{\"\"id\"\": 1, \"\"label\"\": \"\"Hot\"\"}, {\"\"id\"\": 2, \"\"label\"\": \"\"Cold\"\"}]\"\n",
    );
    let office = of("02 stage_id New\n03 label 1\n04 label 2,1,9\n05 label 2,9", &[fields]);
    let tags: Vec<&str> =
        office.deal("7").tags.iter().map(|id| office.ws.choices.get(*id).unwrap().name.as_str()).collect();
    assert_eq!(tags, ["Cold"]);
    assert_eq!(office.issues(), ["5 new_value \"2,1,9\": UnknownNumber, cell left out"]);
}

#[test]
fn what_cannot_be_read_is_told_and_what_was_known_stays() {
    let office = of(
        "02 stage_id New\n03 expected_close_date 2024-06-30\n04 expected_close_date soon\n05 value much\n06 currency gold\n07 probability 120",
        &[],
    );
    assert_eq!(office.facts("7"), "from 2024-01-01, by 2024-06-30");
    assert_eq!(
        office.issues(),
        [
            "5 new_value \"soon\": Date(NotADate), cell left out",
            "6 new_value \"much\": Number(NotANumber), cell left out",
            "7 new_value \"gold\": Currency, cell left out",
            "8 new_value \"120\": Percentage, cell left out",
        ]
    );
}

#[test]
fn a_status_that_nobody_knows_is_told_and_the_deal_stays_what_it_was() {
    let office = of("02 stage_id New\n20 status won\n21 status frozen\n22 status ", &[]);
    assert_eq!(office.issues(), ["5 new_value \"frozen\": Status, cell left out"]);
    let office = of("02 stage_id New\n20 status won\n21 status frozen", &[]);
    assert_eq!(office.facts("7"), "from 2024-01-01, to 2024-01-20", "won as before");
    assert_eq!(of("02 stage_id New\n20 status frozen", &[]).board(), "New: 7", "open as before");
}

#[test]
fn a_field_that_nothing_here_holds_is_told_of_once() {
    let changes = "02 stage_id New\n03 phone 1\n04 phone 2\n05 weighted_value 3";
    let mut office = Office::default();
    let log = log(changes);
    office.import_with(&[("deal_changes.csv", &log)], |setup| {
        setup.files[0].fields.insert("phone".into(), exchange::target::Target::Phone);
    });
    assert_eq!(office.issues(), ["4 - \"phone\": FieldLeftOut(2), cell left out"]);
}

#[test]
fn a_status_that_nobody_knows_is_told_and_what_was_known_stays() {
    let office = of("02 stage_id New\n03 status won\n04 status Schrödinger\n05 status ", &[]);
    assert_eq!(office.issues(), ["5 new_value \"Schrödinger\": Status, cell left out"]);
    let office = of("02 stage_id New\n03 status won\n04 status Schrödinger", &[]);
    assert_eq!(office.facts("7"), "from 2024-01-01, to 2024-01-03");
}

#[test]
fn a_status_that_nobody_knows_is_told_once() {
    let office = of("02 stage_id New\n03 status purple", &[]);
    assert_eq!(office.issues().len(), 1, "{:?}", office.issues());
    assert!(office.issues()[0].ends_with("Status, cell left out"), "{:?}", office.issues());
}

#[test]
fn a_title_that_is_too_long_is_told_and_the_one_before_stays() {
    let long = "x".repeat(sales::decide::MAX_TITLE_CHARS + 1);
    let office = of(&format!("02 stage_id New\n03 title Roof\n04 title {long}"), &[]);
    assert_eq!(office.board(), "New: Roof");
    assert_eq!(office.issues().len(), 1, "{:?}", office.issues());
    assert!(office.issues()[0].ends_with("TooLong(10001), cell left out"), "{:?}", office.issues());
}

#[test]
fn a_row_that_names_no_deal_stays_out() {
    let mut office = Office::default();
    let log = log("02 stage_id New") + ",2024-01-03 10:00:00,stage_id,Offer\n,soon,value,5\n";
    office.import(&[("deal_changes.csv", &log)]);
    assert_eq!(office.board(), "New: 7");
    assert_eq!(
        office.issues(),
        ["4 - \"stage_id\": NoDeal, row left out", "5 - \"value\": NoDeal, row left out"]
    );
}
