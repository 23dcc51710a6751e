//! Rows of one name in the files themselves.

use exchange::plan::report::{Count, Kind};
use exchange::propose::Near;
use exchange::setup::{NameKind, RowRef, Twin};
use sales::model::Organisation;

use crate::office::Office;

/// The pairs that are asked about: `kind name into-row`, with `=` where they are proposed to be one.
fn pairs(office: &Office, files: &[(&str, &str)]) -> Vec<String> {
    let said = |near: &Near| {
        let Twin { row, into } = near.twin?;
        let place = |row: RowRef| format!("{}.{}", row.file, row.line);
        let sign = if near.is_same { "=" } else { "~" };
        Some(format!("{:?} {} {}{sign}{}", near.kind, near.name, place(into), place(row)))
    };
    office.proposal(files).1.near.iter().filter_map(said).collect()
}

const DEALS: &str = "title,stage,organization,amount,owner,tags,note\n\
    Roof,New,Acme,100,,a,call\nroof ,New,ACME,250,Ada,b,write\nRoof,New,Borea,7,,,\n,New,Acme,1,,,\n,New,Acme,1,,,\n";

#[test]
fn two_deals_of_one_title_and_customer_are_asked_about_and_stay_two() {
    let mut office = Office::default();
    assert_eq!(pairs(&office, &[("deals.csv", DEALS)]), ["Deal roof 0.2~0.3"]);
    office.import_with(&[("deals.csv", DEALS)], |setup| assert!(setup.twins.is_empty()));
    assert_eq!(office.report.count(Kind::Deal), Count { added: 3, refused: 2, ..Count::default() });
}

#[test]
fn rows_that_are_one_deal_become_one_and_lose_nothing_that_was_open() {
    let mut office = Office::default();
    let twin = Twin { row: RowRef { file: 0, line: 3 }, into: RowRef { file: 0, line: 2 } };
    office.import_with(&[("deals.csv", DEALS)], |setup| setup.twins = vec![twin]);
    assert_eq!(office.report.count(Kind::Deal), Count { added: 2, refused: 2, ..Count::default() });
    assert_eq!(office.facts("Roof"), "100.00 USD, Ada, Acme, from 2025-06-30");
    let deal = office.deal("Roof");
    assert_eq!((deal.tags.len(), deal.notes.len()), (2, 2));
    assert!(office.issues().contains(&"3 - \"roof\": Merged(2), noted".to_owned()), "{:?}", office.issues());
    // Again it is there already.
    office.import_with(&[("deals.csv", DEALS)], |setup| setup.twins = vec![twin]);
    assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 2, refused: 2, ..Count::default() });
}

#[test]
fn a_row_that_is_left_out_takes_none_with_it() {
    let mut office = Office::default();
    let file = "title,stage,amount\nRoof,New,abc\nRoof,New,5\n";
    let twin = Twin { row: RowRef { file: 0, line: 3 }, into: RowRef { file: 0, line: 2 } };
    office.import_with(&[("deals.csv", file)], |setup| setup.twins = vec![twin]);
    assert_eq!(office.facts("Roof"), "5.00 USD, from 2025-06-30");
}

fn firms(office: &Office) -> Vec<(String, Option<String>)> {
    let said = |row: &Organisation| (row.website.clone(), row.external.clone());
    office.ws.organisations.iter().map(said).collect()
}

const FIRMS: &str = "id,company,website,industry\n1,Acme,a.example,\n2,Acme,b.example,Steel\n3,Borea,,\n";

#[test]
fn customers_of_one_name_that_differ_stay_two_and_are_told_apart_again() {
    let files = [("companies.csv", FIRMS)];
    let mut office = Office::default();
    assert_eq!(pairs(&office, &files), ["Organisation Acme 0.2~0.3"]);
    office.import(&files);
    let two = |office: &Office| firms(office)[..2].to_vec();
    let expected =
        [("a.example".to_owned(), Some("1".to_owned())), ("b.example".to_owned(), Some("2".to_owned()))];
    assert_eq!(two(&office), expected);
    // In whatever order they come the next time.
    office.import(&files);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    let turned =
        [("companies.csv", "id,company,website,industry\n2,Acme,b.example,Steel\n1,Acme,a.example,\n")];
    office.import(&turned);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    assert_eq!(two(&office), expected);
}

#[test]
fn customers_that_are_one_keep_what_the_first_row_says() {
    let mut office = Office::default();
    let twin = Twin { row: RowRef { file: 0, line: 3 }, into: RowRef { file: 0, line: 2 } };
    let files =
        [("companies.csv", FIRMS), ("deals.csv", "title,stage,organization,company id\nRoof,New,,2\n")];
    office.import_with(&files, |setup| setup.twins = vec![twin]);
    assert_eq!(office.report.count(Kind::Organisation).added, 2);
    assert_eq!(firms(&office)[0], ("a.example".to_owned(), Some("1".to_owned())));
    let acme = office.ws.organisations.iter().find(|row| row.name == "Acme").unwrap();
    assert_eq!(acme.industry, "Steel");
}

#[test]
fn rows_that_do_not_contradict_each_other_are_one() {
    let files =
        [("companies.csv", "company,website,industry\nAcme,a.example,\nAcme,,Steel\nAcme,a.example,Steel\n")];
    let mut office = Office::default();
    assert_eq!(pairs(&office, &files), ["Organisation Acme 0.2=0.3", "Organisation Acme 0.2=0.4"]);
    office.import(&files);
    assert_eq!(firms(&office), [("a.example".to_owned(), None)]);
}

#[test]
fn contacts_of_one_name_are_one_or_two_by_their_customers() {
    let file =
        "name,organization,email\nEve,Acme,e@a.example\nEve,Borea,e@b.example\nEve,Acme,other@a.example\n";
    let files = [("contacts.csv", file)];
    let mut office = Office::default();
    assert_eq!(pairs(&office, &files), ["Contact Eve 0.2~0.4"]);
    office.import(&files);
    assert_eq!(office.ws.contacts.iter().count(), 3);
    office.import(&files);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    let mut office = Office::default();
    office.import_with(&files, |setup| {
        setup.twins = vec![Twin { row: RowRef { file: 0, line: 4 }, into: RowRef { file: 0, line: 2 } }];
    });
    assert_eq!(office.ws.contacts.iter().count(), 2);
}

#[test]
fn deals_of_one_id_are_one_unless_they_contradict_each_other() {
    let office = Office::default();
    let file = "id,title,stage,organization,amount\n7,Roof,New,Acme,\n7,Roof,New,Acme,5\n8,Pump,New,Acme,1\n8,Pump,New,Acme,2\n";
    let pairs = pairs(&office, &[("deals.csv", file)]);
    assert_eq!(pairs, ["Deal Pump 0.4~0.5", "Deal Roof 0.2=0.3"]);
    let kinds: Vec<NameKind> =
        office.proposal(&[("deals.csv", file)]).1.near.iter().map(|near| near.kind).collect();
    assert!(kinds.iter().all(|kind| *kind == NameKind::Deal));
}
