//! From files to deals.

use std::collections::BTreeMap;

use exchange::plan::report::{Count, Kind};
use exchange::propose::{Words, propose};
use exchange::setup::{Key, NameKind, NameSetup, OnProblem};
use exchange::target::{FileKind, Target};
use sales::decide::{Command, Outcome};
use sales::evolve::{self, Touched};
use sales::money::Currency;

use crate::office::Office;

const PIPEDRIVE: (&str, &str) = (
    "deals.csv",
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,\
     Deal - Creation date,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Organization - Name,Person - Name\n\
     1,Roof,\"1,200.50\",EUR,Ada Lovelace,Sales,Qualified,Open,2024-03-01 09:00:00,2024-06-30,,,,Acme,Eve\n\
     2,Pump,900,EUR,Bo Chen,Sales,Proposal Made,Won,2024-02-01 09:00:00,2024-04-01,2024-04-02 10:00:00,,,Borea,\n\
     3,Desk,0,EUR,Ada Lovelace,Sales,Proposal Made,Lost,2024-01-05 09:00:00,,,2024-02-05 10:00:00,Price,Acme,\n",
);

#[test]
fn an_export_of_pipedrive_becomes_a_board() {
    let mut office = Office::default();
    office.import(&[PIPEDRIVE]);
    assert_eq!(office.board(), "Qualified: Roof | Won: Pump | Lost: Desk");
    assert_eq!(office.facts("Roof"), "1200.50 EUR, Ada Lovelace, Acme, from 2024-03-01, by 2024-06-30");
    assert_eq!(
        office.facts("Pump"),
        "900.00 EUR, Bo Chen, Borea, from 2024-02-01, to 2024-04-02, by 2024-04-01"
    );
    assert_eq!(office.facts("Desk"), "0.00 EUR, Ada Lovelace, Acme, from 2024-01-05, to 2024-02-05, Price");
    assert_eq!(office.past("Desk"), "Proposal Made 2024-01-05 > Lost 2024-02-05 ?");
    assert_eq!(office.deal("Roof").external.as_deref(), Some("pipedrive:1"));
    assert!(office.report.issues.is_empty(), "{:?}", office.issues());
}

#[test]
fn the_same_file_again_changes_nothing_and_a_newer_one_what_changed() {
    let mut office = Office::default();
    office.import(&[PIPEDRIVE]).import(&[PIPEDRIVE]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 3, ..Count::default() });

    let newer = PIPEDRIVE
        .1
        .replace("Qualified,Open", "Proposal Made,Open")
        .replace("1,200.50", "1,500")
        .replace("Bo Chen", "Bo Li");
    office.import(&[("deals.csv", &newer)]);
    assert_eq!(office.board(), "Proposal Made: Roof | Won: Pump | Lost: Desk");
    assert_eq!(office.facts("Roof"), "1500.00 EUR, Ada Lovelace, Acme, from 2024-03-01, by 2024-06-30");
    assert_eq!(
        office.facts("Pump"),
        "900.00 EUR, Bo Li, Borea, from 2024-02-01, to 2024-04-02, by 2024-04-01"
    );
    assert_eq!(office.report.count(Kind::Deal), Count { changed: 2, unchanged: 1, ..Count::default() });
    assert_eq!(office.ws.deals.iter().count(), 3);
}

#[test]
fn a_blank_cell_of_a_newer_file_takes_nothing_away() {
    let mut office = Office::default();
    office.import(&[PIPEDRIVE]);
    let blank = PIPEDRIVE.1.replace("\"1,200.50\"", "").replace("Eve", "").replace("2024-06-30", "");
    office.import(&[("deals.csv", &blank)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn a_resting_deal_goes_on_resting() {
    let mut office = Office::default();
    office.import(&[PIPEDRIVE]);
    let deal = office.deal("Roof").id;
    let rest = Command::CloseDeals {
        deals: vec![deal],
        outcome: Outcome::Nurtured { until: None, reason: "budget".into() },
    };
    office.act(&rest).import(&[PIPEDRIVE]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn taking_an_import_back_leaves_what_was_there() {
    let mut office = Office::default();
    office.import(&[("old.csv", "title,stage,amount\nOld,New,5\n")]);
    let before = office.ws.clone();
    let newer = "title,stage,amount\nOld,Won,7\nYoung,New,1\n";
    office.import(&[("new.csv", newer)]);
    assert_eq!(office.report.count(Kind::Deal), Count { added: 1, changed: 1, ..Count::default() });
    for change in office.changes.iter().rev() {
        evolve::revert(&mut office.ws, change, &mut Touched::default());
    }
    assert!(office.ws.same_as(&before));
}

#[test]
fn a_column_that_goes_nowhere_is_not_said_to_be_taken() {
    let mut office = Office::default();
    let accounts = "Account ID,Account Name,Account Owner,Phone,Website\n1,Acme,Ada,555,acme.example\n";
    let mut meant = Vec::new();
    office.import_with(&[("accounts.csv", accounts)], |setup| {
        meant = setup.files[0].columns.iter().map(|column| column.target.clone()).collect();
    });
    let expected = [Target::ExternalId, Target::Name, Target::Skip, Target::Skip, Target::Website];
    assert_eq!(meant, expected);
}

#[test]
fn names_that_differ_in_spaces_only_are_one() {
    let mut office = Office::default();
    let files = [
        ("deals.csv", "title,stage,product\nA,New,GTXPro\nB,New,GTX Pro\n"),
        ("products.csv", "product,price\nGTX Pro,4821\n"),
    ];
    office.import_with(&files, |setup| setup.uses_list_price = true);
    assert_eq!(office.facts("A"), "4821.00 USD, GTX Pro, from 2025-06-30");
    assert_eq!(office.facts("B"), office.facts("A"));
    assert_eq!(office.report.count(Kind::Product), Count { added: 1, ..Count::default() });
}

#[test]
fn a_name_stands_for_whom_a_person_says() {
    let file = [("deals.csv", "title,stage,owner\nA,New,Ada L.\nB,New,Ada Lovelace\nC,New,nobody\n")];
    let mut office = Office::default();
    office.import_with(&file, |setup| {
        let names = setup.names.entry(NameKind::Person).or_default();
        names.insert("Ada L.".into(), NameSetup::SameAs("Ada Lovelace".into()));
        names.insert("nobody".into(), NameSetup::Nobody);
    });
    assert_eq!(office.facts("A"), "Ada Lovelace, from 2025-06-30");
    assert_eq!(office.facts("C"), "from 2025-06-30");
    assert_eq!(office.ws.people.iter().count(), 1);
}

const FAULTY: (&str, &str) = (
    "deals.csv",
    "title,stage,amount,created,close date\n\
     Good,New,10,2024-03-05,2024-04-01\n\
     ,New,10,2024-03-05,\n\
     Far,New,1e400,2024-03-05,\n\
     Odd,New,NaN,2024-03-05,\n\
     Late,New,5,2024-03-05,20024-04-01\n\
     Zero,New,5,0000-00-00,\n\
     Less,New,-5,2024-03-05,\n",
);

#[test]
fn rows_with_a_cell_that_cannot_be_read_stay_out_each_with_its_reason() {
    let mut office = Office::default();
    office.import(&[FAULTY]);
    assert_eq!(office.board(), "New: Good");
    assert_eq!(
        office.issues(),
        [
            "3 title \"\": NoTitle, row left out",
            "4 amount \"1e400\": Number(TooLarge), row left out",
            "5 amount \"NaN\": Number(NotANumber), row left out",
            "6 close date \"20024-04-01\": Date(YearOutOfRange), row left out",
            "7 created \"0000-00-00\": Date(Zero), row left out",
            "8 amount \"-5\": Negative, row left out",
        ]
    );
    assert_eq!(office.report.count(Kind::Deal), Count { added: 1, refused: 6, ..Count::default() });
}

#[test]
fn on_request_they_come_in_without_that_cell() {
    let mut office = Office::default();
    office.import_with(&[FAULTY], |setup| setup.on_problem = OnProblem::LeaveCellOut);
    assert_eq!(office.board(), "New: Good, Far, Odd, Late, Zero, Less");
    assert_eq!(office.facts("Far"), "from 2024-03-05");
    assert_eq!(office.facts("Late"), "5.00 USD, from 2024-03-05");
    assert_eq!(office.report.count(Kind::Deal), Count { added: 5 + 1, refused: 1, ..Count::default() });
}

#[test]
fn a_history_tells_the_past_of_deals() {
    let mut office = Office::default();
    let files = [
        (
            "opportunities.csv",
            "Opportunity Name,Stage,Amount,Close Date,Created Date\nRoof,Proposal,100,2024-09-01,2024-03-01\n",
        ),
        (
            "history.csv",
            "OpportunityName, StageName, CreatedDate\nRoof,Prospecting,2024-03-01\nRoof,Closed Lost,2024-04-01\nRoof,Proposal,2024-05-01\n",
        ),
    ];
    office.import(&files);
    assert_eq!(office.past("Roof"), "Prospecting 2024-03-01 > Closed Lost 2024-04-01 > Proposal 2024-05-01");
}

const LOG: [&str; 8] = [
    "7,2024-01-01 10:00:00,add_time,2024-01-01T10:00:00\n",
    "7,2024-01-03 10:00:00,stage_id,1\n",
    "7,2024-01-09 10:00:00,lost_reason,2\n",
    "8,2024-01-20 10:00:00,add_time,2024-01-20T10:00:00\n",
    "8,2024-01-21 10:00:00,stage_id,1\n",
    "7,2024-02-01 10:00:00,add_time,2024-02-01T10:00:00\n",
    "7,2024-02-02 10:00:00,stage_id,1\n",
    "7,2024-02-05 10:00:00,stage_id,2\n",
];

/// What comes of a log with these of its rows.
fn of_log(rows: &[&str]) -> Office {
    let log = format!("deal_id,change_time,changed_field_key,new_value\n{}", rows.concat());
    let files = [
        ("deal_changes.csv", log.as_str()),
        ("stages.csv", "stage_id,stage_name\n1,Lead\n2,Offer\n"),
        (
            "fields.csv",
            "ID,FIELD_KEY,NAME,FIELD_VALUE_OPTIONS\n4,lost_reason,Lost,\"[{\"\"id\"\": \"\"2\"\", \"\"label\"\": \"\"Price\"\"}]\"",
        ),
    ];
    let mut office = Office::default();
    office.import(&files);
    office
}

fn ids(office: &Office) -> Vec<String> {
    office.ws.deals.iter().map(|deal| deal.external.clone().unwrap_or_default()).collect()
}

#[test]
fn two_deals_of_one_number_in_a_log_are_kept_apart() {
    let rows: Vec<&str> = LOG.into_iter().filter(|row| row.starts_with('7')).collect();
    let office = of_log(&rows);
    assert_eq!(office.board(), "Offer: 7 | Lost: 7");
    assert_eq!(ids(&office), ["pipedrive:7", "pipedrive:7#2"]);
    assert_eq!(office.past("7"), "Lead 2024-01-03 > Lost 2024-01-09");
    assert_eq!(office.facts("7"), "from 2024-01-01, to 2024-01-09, Price");
}

#[test]
fn a_log_may_stand_in_any_order() {
    let told = of_log(&LOG);
    assert_eq!(told.board(), "Lead: 8 | Offer: 7 | Lost: 7");
    assert_eq!(ids(&told), ["pipedrive:7", "pipedrive:8", "pipedrive:7#2"]);
    for order in [[7, 6, 5, 4, 3, 2, 1, 0], [4, 2, 6, 0, 7, 1, 5, 3], [1, 0, 3, 2, 5, 7, 6, 4]] {
        let office = of_log(&order.map(|row| LOG[row]));
        assert_eq!((office.board(), ids(&office)), (told.board(), ids(&told)), "{order:?}");
        assert_eq!(office.past("7"), told.past("7"), "{order:?}");
        assert_eq!(office.facts("7"), told.facts("7"), "{order:?}");
        assert_eq!(office.issues(), [""; 0]);
    }
}

#[test]
fn two_deals_of_one_number_may_have_been_there_at_one_time() {
    // Each of them stands in one piece, the younger one first.
    let rows = [LOG[5], LOG[6], LOG[7], LOG[0], LOG[1], "7,2024-02-03 10:00:00,lost_reason,2\n"];
    let mut newest_first = rows;
    newest_first.reverse();
    for rows in [rows, newest_first] {
        let office = of_log(&rows);
        assert_eq!(office.board(), "Offer: 7 | Lost: 7");
        assert_eq!(ids(&office), ["pipedrive:7#2", "pipedrive:7"]);
        assert_eq!(office.past("7"), "Lead 2024-01-03 > Lost 2024-02-03");
    }
}

#[test]
fn stages_that_only_a_list_of_fields_names_have_those_names() {
    let mut office = Office::default();
    let files = [
        (
            "deal_changes.csv",
            "deal_id,change_time,changed_field_key,new_value\n\
             7,2024-01-01 10:00:00,add_time,2024-01-01T10:00:00\n\
             7,2024-01-03 10:00:00,stage_id,1\n\
             7,2024-01-09 10:00:00,stage_id,2\n",
        ),
        (
            "fields.csv",
            "ID,FIELD_KEY,NAME,FIELD_VALUE_OPTIONS\n4,stage_id,Stage,\"[{\"\"id\"\": \"\"1\"\", \"\"label\"\": \"\"Lead\"\"}, {\"\"id\"\": \"\"2\"\", \"\"label\"\": \"\"Offer\"\"}]\"",
        ),
    ];
    office.import(&files);
    assert_eq!(office.board(), "Offer: 7");
    assert_eq!(office.past("7"), "Lead 2024-01-03 > Offer 2024-01-09");
}

#[test]
fn without_a_key_every_row_is_a_new_deal() {
    let file = [("deals.csv", "title,stage\nA,New\nA,New\n")];
    let mut office = Office::default();
    office.import_with(&file, |setup| setup.key = Key::Nothing);
    office.import_with(&file, |setup| setup.key = Key::Nothing);
    assert_eq!(office.board(), "New: A, A, A, A");
}

#[test]
fn amounts_of_a_column_in_ten_thousands_are_ten_thousands() {
    let mut office = Office::default();
    office.import(&[("商机.csv", "商机名称,商机阶段,金额（万元）,负责人\n屋顶,需求确认,12.5,王小明\n")]);
    assert_eq!(office.facts("屋顶"), "125000.00 CNY, 王小明, from 2025-06-30");
}

#[test]
fn another_kind_is_proposed_other_columns_whatever_was_remembered() {
    let office = Office::default();
    let file = [("list.csv", "name,website,stage\nAcme,a.example,New\n")];
    let (tables, proposal) = office.proposal(&file);
    let remembered =
        BTreeMap::from([(proposal.files[0].header_key.clone(), proposal.setup.files[0].clone())]);
    let tables: Vec<_> = tables.iter().collect();
    let words = Words {
        pipeline: "Imported".into(),
        stages: ["Open", "Won", "Lost"].map(str::to_owned),
        currency: Currency::USD,
    };
    let propose = |told: &[Option<FileKind>]| {
        let proposal = propose(&tables, &office.ws, &words, &remembered, told);
        let file = &proposal.setup.files[0];
        (file.kind, file.columns.iter().map(|column| column.target.clone()).collect::<Vec<_>>())
    };
    let (kind, columns) = propose(&[Some(FileKind::Organisations)]);
    assert_eq!(
        (kind, columns),
        (Some(FileKind::Organisations), vec![Target::Name, Target::Website, Target::Skip])
    );
    assert_eq!(propose(&[]), propose(&[None]));
}

#[test]
fn contacts_are_counted_before_as_they_come_in() {
    let file = "Title,Stage,Organization,Contact person\n\
                a,Offer,Acme,Bo Chen\n\
                b,Offer,Initech,Bo Chen\n\
                c,Offer,Acme,bo  chen\n\
                d,Offer,Acme,Ann Lee\n";
    let mut office = Office::default();
    let contacts = |office: &Office| {
        let (_, proposal) = office.proposal(&[("deals.csv", file)]);
        let count = proposal.names.into_iter().find(|(kind, _)| *kind == NameKind::Contact);
        count.map(|(_, count)| (count.all, count.known))
    };
    assert_eq!(contacts(&office), Some((3, 0)));
    office.import(&[("deals.csv", file)]);
    assert_eq!(office.ws.contacts.iter().count(), 3);
    assert_eq!(contacts(&office), Some((3, 3)));
}

#[test]
fn prices_are_in_the_currency_that_their_column_or_its_header_names() {
    let mut office = Office::default();
    let prices = |office: &Office| {
        let mut prices: Vec<String> = office
            .ws
            .choices
            .iter()
            .filter_map(|row| {
                let price = row.price?;
                Some(format!("{} {} {}", row.name, exchange::export::plain_amount(price), price.currency))
            })
            .collect();
        prices.sort();
        prices
    };
    let column = "product,price,currency\nDesk,\"1,200.50\",EUR\nLamp,9.999,GBP\nSofa,5,gold\nRug,-,EUR\n";
    office.import(&[("products.csv", column)]);
    assert_eq!(prices(&office), ["Desk 1200.50 EUR", "Lamp 10.00 GBP"]);
    assert_eq!(
        office.issues(),
        ["3 price \"9.999\": Rounded, changed", "4 currency \"gold\": Currency, cell left out"]
    );
    office.import(&[("products.csv", column)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);

    let mut office = Office::default();
    office.import(&[("products.csv", "product,Price (EUR)\nDesk,12\nLamp,$3\n")]);
    assert_eq!(prices(&office), ["Desk 12.00 EUR", "Lamp 3.00 USD"]);
    let mut office = Office::default();
    office.import(&[("产品.csv", "产品名称,价格（万元）\n书桌,1.25\n")]);
    assert_eq!(prices(&office), ["书桌 12500.00 CNY"]);
}
