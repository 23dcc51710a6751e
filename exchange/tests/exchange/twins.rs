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

/// `value owner notes` of the deals of a title, in the order in which they came.
fn called(office: &Office, title: &str) -> Vec<String> {
    let deals = office.ws.deals.iter().filter(|deal| deal.title.eq_ignore_ascii_case(title));
    deals
        .map(|deal| {
            let value = deal.value.map_or("-".to_owned(), exchange::export::plain_amount);
            let owner = deal.owner.map_or("-", |id| office.ws.people.get(id).unwrap().name.as_str());
            let notes: Vec<&str> = deal.notes.iter().map(|note| note.text.as_str()).collect();
            format!("{value} {owner} {}", notes.join("+"))
        })
        .collect()
}

/// The same file with two of its lines in the other order.
fn turned(text: &str, a: usize, b: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(a - 1, b - 1);
    lines.join("\n")
}

#[test]
fn two_deals_of_one_title_and_customer_are_told_apart_again() {
    let mut office = Office::default();
    office.import(&[("deals.csv", DEALS)]);
    let two = ["100.00 - call", "250.00 Ada write", "7.00 - "];
    assert_eq!(called(&office, "roof"), two);
    for again in [DEALS.to_owned(), turned(DEALS, 2, 3)] {
        office.import(&[("deals.csv", &again)]);
        assert!(office.changes.is_empty(), "{:?}\n{again}", office.changes);
        assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 3, refused: 2, ..Count::default() });
    }
    // What is new goes to the one that it is news of.
    office.import(&[("deals.csv", &turned(&DEALS.replace("250", "300"), 2, 3))]);
    assert_eq!(called(&office, "roof"), ["100.00 - call", "300.00 Ada write", "7.00 - "]);
    let third = DEALS.replace("Roof,New,Borea", "Roof,New,Acme,55,,,\nRoof,New,Borea");
    office.import(&[("deals.csv", &third.replace("250", "300"))]);
    assert_eq!(called(&office, "roof"), ["100.00 - call", "300.00 Ada write", "7.00 - ", "55.00 - "]);
}

#[test]
fn a_row_that_says_less_does_not_take_the_deal_of_another() {
    let mut office = Office::default();
    let file = "title,stage,amount\nRoof,New,100\nRoof,New,\nRoof,New,30\n";
    office.import(&[("deals.csv", file)]);
    for again in [turned(file, 2, 3), turned(file, 2, 4), turned(file, 3, 4)] {
        office.import(&[("deals.csv", &again)]);
        assert!(office.changes.is_empty(), "{:?}\n{again}", office.changes);
    }
    // A deal that is equal to a row is that row's, although another row comes first.
    office.import(&[("deals.csv", "title,stage,amount\nRoof,New,31\nRoof,New,100\nRoof,New,\n")]);
    assert_eq!(called(&office, "roof"), ["100.00 - ", "- - ", "31.00 - "]);
}

#[test]
fn a_deal_that_a_row_names_by_its_id_is_no_other_row_s() {
    let mut office = Office::default();
    let plain = ("list.csv", "title,stage,amount\nRoof,New,5\n");
    let files = [plain, ("deals.csv", "id,title,stage,amount\n7,Roof,New,5\n")];
    office.import(&[files[1]]).import(&files);
    assert_eq!(office.ws.deals.iter().count(), 2);
    office.import(&files);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

const ONE_ID: &str = "id,title,stage,organization,amount\n7,Roof,New,Acme,100\n7,Pump,New,Acme,250\n";

#[test]
fn two_deals_of_one_id_are_told_apart_again() {
    let mut office = Office::default();
    office.import(&[("deals.csv", ONE_ID)]);
    assert_eq!(office.board(), "New: Roof, Pump");
    for again in [ONE_ID.to_owned(), turned(ONE_ID, 2, 3)] {
        office.import(&[("deals.csv", &again)]);
        assert!(office.changes.is_empty(), "{:?}\n{again}", office.changes);
    }
    office.import(&[("deals.csv", &turned(&ONE_ID.replace("Roof", "Roofs"), 2, 3))]);
    assert_eq!(office.board(), "New: Roofs, Pump");
}

#[test]
fn of_two_rows_with_the_id_of_one_deal_the_last_counts_each_time() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "id,title,stage,organization,amount\n7,Roof,New,Acme,100\n")]);
    for is_first in [true, false] {
        office.import(&[("deals.csv", &ONE_ID.replace("250", ""))]);
        assert_eq!(office.changes.is_empty(), !is_first, "{:?}", office.changes);
        assert_eq!(
            (office.board().as_str(), called(&office, "pump")),
            ("New: Pump", vec!["100.00 - ".into()])
        );
        assert!(
            office.issues().contains(&"3 - \"Pump\": Twice(2), noted".to_owned()),
            "{:?}",
            office.issues()
        );
    }
}

#[test]
fn a_row_that_is_about_the_deal_of_a_row_of_another_file_names_that_file() {
    let head = "id,title,stage,organization,amount\n";
    let [roof, pump] = ["7,Roof,New,Acme,100\n", "7,Pump,New,Acme,\n"].map(|row| format!("{head}{row}"));
    let mut office = Office::default();
    office.import(&[("deals.csv", &roof)]);
    office.import(&[("january.csv", &roof), ("february.csv", &pump)]);
    assert_eq!(called(&office, "pump"), ["100.00 - "]);
    assert_eq!(office.issues(), ["2 - \"Pump\": TwiceIn(RowRef { file: 0, line: 2 }), noted"]);
}

#[test]
fn deals_of_one_id_are_asked_about_with_both_titles() {
    let january = ("january.csv", "id,title,stage,organization,amount\n7,Roof,New,Acme,100\n8,Desk,New,,1\n");
    let february =
        ("february.csv", "id,title,stage,organization,amount\n7,Roof house,New,Acme,250\n8,Desk,New,,1\n");
    let mut office = Office::default();
    assert_eq!(pairs(&office, &[january, february]), ["Deal Roof house 0.2~1.2", "Deal Desk 0.3=1.3"]);
    let (_, proposal) = office.proposal(&[january, february]);
    assert_eq!(proposal.near[0].other, "Roof");
    let twin = proposal.near[0].twin.unwrap();
    office.import_with(&[january, february], |setup| setup.twins.push(twin));
    assert_eq!(office.board(), "New: Roof, Desk");
}

#[test]
fn a_row_that_is_one_with_a_row_that_is_one_with_another_is_one_with_that() {
    let mut office = Office::default();
    let file = "id,title,stage,amount,owner\n,Roof,New,,\n7,Roof,New,5,\n7,Roofs,New,,Ada\n";
    let at = |line| RowRef { file: 0, line };
    assert_eq!(pairs(&office, &[("deals.csv", file)]), ["Deal Roof 0.2~0.3", "Deal Roofs 0.3~0.4"]);
    let twins = vec![Twin { row: at(4), into: at(3) }, Twin { row: at(3), into: at(2) }];
    office.import_with(&[("deals.csv", file)], |setup| setup.twins = twins);
    assert_eq!(called(&office, "roof"), ["5.00 Ada "]);
}

/// `board past` of a deal that two rows make.
fn ended(first: &str, second: &str) -> String {
    let mut office = Office::default();
    let file = format!(
        "title,stage,status,created,closed on\nRoof,{first}\nRoof,{second}\nPump,Won,,2024-01-01,\nDesk,Lost,,2024-01-01,\n"
    );
    let twin = Twin { row: RowRef { file: 0, line: 3 }, into: RowRef { file: 0, line: 2 } };
    office.import_with(&[("deals.csv", &file)], |setup| setup.twins = vec![twin]);
    office.past("Roof")
}

#[test]
fn rows_that_are_one_deal_lose_nothing_of_its_end() {
    let won = "Proposal 2024-01-01 > Won 2024-05-01 ?";
    assert_eq!(ended("Proposal,Won,2024-01-01,", "Proposal,Won,,2024-05-01"), won);
    assert_eq!(ended("Proposal,,2024-01-01,", ",Won,,2024-05-01"), won);
    assert_eq!(ended(",Won,2024-01-01,", "Proposal,,,2024-05-01"), won);
    assert_eq!(ended("Won,,2024-01-01,", "Won,,,2024-05-01"), ended("Won,Won,2024-01-01,2024-05-01", ",,,"));
    // What contradicts it counts as a whole, and gives nothing.
    assert_eq!(ended("Proposal,Open,2024-01-01,", ",Won,,2024-05-01"), "Proposal 2024-01-01 ?");
    assert_eq!(ended("Proposal,,2024-01-01,", "Lost,Lost,,2024-05-01"), "Proposal 2024-01-01 ?");
    assert_eq!(ended("Won,,2024-01-01,", ",Lost,,2024-05-01"), ended("Won,,2024-01-01,", ",,,"));
}

#[test]
fn a_row_that_fits_a_deal_better_gets_it_although_another_comes_first() {
    let head = "title,stage,organization,amount,owner,created\n";
    let won = "Roof,Won,Acme,100,Ada,2024-01-01\n";
    let new = "Roof,New,Acme,900,Bo,2025-06-01\n";
    for rows in [format!("{new}{won}"), format!("{won}{new}")] {
        let mut office = Office::default();
        office.import(&[("deals.csv", &format!("{head}Roof,New,Acme,100,Ada,2024-01-01\n"))]);
        let old = office.deal("Roof").id;
        office.import(&[("deals.csv", &format!("{head}{rows}"))]);
        assert_eq!(office.report.count(Kind::Deal), Count { added: 1, changed: 1, ..Count::default() });
        assert_eq!(called(&office, "roof"), ["100.00 Ada ", "900.00 Bo "]);
        let deal = office.ws.deals.live(old).unwrap();
        assert_eq!(deal.standing(), sales::model::StandingKind::Won);
    }
}

/// Rows in three other orders: from the last to the first, and two mixed ones.
fn orders(rows: &[String]) -> [Vec<String>; 3] {
    let turned = rows.iter().rev().cloned().collect();
    // Numbers without a common factor with that of the rows, so that each row comes once.
    let mixed = |step: usize| -> Vec<String> {
        (0..rows.len()).map(|place| rows[(place * step + 3) % rows.len()].clone()).collect()
    };
    [turned, mixed(37), mixed(71)]
}

#[test]
fn many_deals_of_one_title_and_customer_are_told_apart_in_any_order() {
    // With what may be told apart by: values only; days and stages as well; notes; days only; owners, and cells that are blank.
    let value = |i: usize| format!("Roof,New,Acme,{},,,\n", 100 + i);
    let day = |i: usize| format!("2024-{:02}-{:02}", i / 28 + 1, i % 28 + 1);
    let mixed = |i: usize| {
        let stage = ["New", "Won", "Lost"][i % 3];
        format!("Roof,{stage},Acme,{},{},,\n", 100 + i / 2, day(i))
    };
    let noted = |i: usize| format!("Roof,New,Acme,5,,,call {i}\n");
    let dated = |i: usize| format!("Roof,New,Acme,5,{},,\n", day(i));
    let blank = |i: usize| {
        let value = if i.is_multiple_of(4) { String::new() } else { (i / 8).to_string() };
        format!("Roof,New,Acme,{value},,{},\n", ["", "Ada", "Bo"][i % 3])
    };
    let files: [&dyn Fn(usize) -> String; 5] = [&value, &mixed, &noted, &dated, &blank];
    for row in files {
        let file = |rows: &[String]| {
            format!("title,stage,organization,amount,created,owner,note\n{}", rows.concat())
        };
        let rows: Vec<String> = (0..200).map(row).collect();
        let mut office = Office::default();
        office.import(&[("deals.csv", &file(&rows))]);
        assert_eq!(office.ws.deals.iter().count(), 200);
        for again in orders(&rows) {
            office.import(&[("deals.csv", &file(&again))]);
            assert!(office.changes.is_empty(), "{} of {row:?}", office.changes.len(), row = row(1));
            assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 200, ..Count::default() });
        }
    }
}

#[test]
fn many_deals_of_one_title_are_told_apart_by_what_a_shorter_file_says() {
    let file = |rows: &[String]| format!("title,stage,amount,created\n{}", rows.concat());
    let row = |i: usize| format!("Roof,New,{},2024-01-01\n", 100 + i);
    let rows: Vec<String> = (0..200).map(row).collect();
    let mut office = Office::default();
    office.import(&[("deals.csv", &file(&rows))]);
    // Everything has an owner and a note by now, and the file says nothing of either.
    let owned: Vec<String> = rows.iter().map(|row| row.replace('\n', ",Ada,called\n")).collect();
    let longer = format!("title,stage,amount,created,owner,note\n{}", owned.concat());
    office.import(&[("deals.csv", &longer)]);
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 200, ..Count::default() });
    for again in orders(&rows) {
        office.import(&[("deals.csv", &file(&again))]);
        assert!(office.changes.is_empty(), "{}", office.changes.len());
    }
    // What moved on is known by its day and its value.
    let moved: Vec<String> = rows.iter().map(|row| row.replace("New", "Won")).collect();
    let before: Vec<_> = office.ws.deals.iter().map(|deal| (deal.id, deal.value)).collect();
    office.import(&[("deals.csv", &file(&orders(&moved)[1]))]);
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 200, ..Count::default() });
    let after: Vec<_> = office.ws.deals.iter().map(|deal| (deal.id, deal.value)).collect();
    assert_eq!(before, after);
}

/// A file of so many rows, all of one title.
fn many(head: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    format!("{head}\n{}", (0..count).map(row).collect::<Vec<_>>().concat())
}

/// How many of each of the last import.
fn counted(office: &Office) -> (usize, usize, usize) {
    let Count { added, changed, unchanged, .. } = office.report.count(Kind::Deal);
    (added, changed, unchanged)
}

const MANY: usize = 20_000;

/// Rows by their ids, whatever is proposed for such a file.
fn by_ids(office: &mut Office, file: &str) {
    office.import_with(&[("deals.csv", file)], |setup| {
        setup.key = exchange::setup::Key::ExternalId;
        setup.twins.clear();
    });
}

#[test]
fn very_many_rows_of_one_title_with_new_ids_are_new() {
    let head = "id,title,stage,organization,amount";
    let rows = |from: usize| many(head, MANY, |i| format!("{},Roof,New,Acme,{}\n", from + i, i + 1));
    let mut office = Office::default();
    by_ids(&mut office, &rows(100_000));
    by_ids(&mut office, &rows(200_000));
    assert_eq!(counted(&office), (MANY, 0, 0));
    by_ids(&mut office, &rows(100_000));
    assert_eq!(counted(&office), (0, 0, MANY));
}

#[test]
fn very_many_rows_with_one_id_are_told_apart() {
    let head = "id,title,stage,organization,contact,owner,amount";
    let row = |i: usize| format!("0,Roof {},New,Acme {},Eve,Ada,{}\n", i / 3, i % 5_000, i + 1);
    let mut office = Office::default();
    by_ids(&mut office, &many(head, MANY, row));
    assert_eq!(counted(&office), (MANY, 0, 0));
    by_ids(&mut office, &many(head, MANY, |i| row(MANY - 1 - i)));
    assert_eq!(counted(&office), (0, 0, MANY));
}

#[test]
fn very_many_rows_that_all_say_something_new_get_a_deal_each() {
    let head = "title,stage,organization,amount,created";
    let mut office = Office::default();
    office.import_with(
        &[("deals.csv", &many(head, MANY, |i| format!("Roof,New,Acme,{},2024-01-01\n", i + 1)))],
        |setup| setup.twins.clear(),
    );
    assert_eq!(counted(&office), (MANY, 0, 0));
    // A row more than there are deals, each with an id by now.
    let head = "id,title,stage,organization,amount,created";
    by_ids(
        &mut office,
        &many(head, MANY + 1, |i| format!("{i},Roof,Won,Acme,{},2025-01-01\n", 2 * MANY + i)),
    );
    assert_eq!(counted(&office), (1, MANY, 0));
}

#[test]
fn very_many_deals_of_one_id_are_asked_for_it_by_files_of_another_system() {
    let head = "id,title,stage,organization,amount";
    let row = |i: usize| format!("0,Roof,New,Acme {i},{}\n", i + 1);
    let mut office = Office::default();
    by_ids(&mut office, &many(head, MANY, row));
    let file = many(head, MANY, |i| row(MANY - 1 - i));
    office.import_with(&[("deals.csv", &file)], |setup| {
        setup.key = exchange::setup::Key::ExternalId;
        setup.twins.clear();
        setup.files[0].source = "hubspot".into();
    });
    assert_eq!(counted(&office), (0, 0, MANY));
}
