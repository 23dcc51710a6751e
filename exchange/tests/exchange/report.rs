//! What came of each row, how far it is, and what is asked about.

use std::ops::ControlFlow;

use exchange::parcels::{Told, pack_report, unpack_report};
use exchange::plan::report::{Came, Effect, Issue, Part, Problem, Report};
use exchange::plan::{self, Progress, World};
use exchange::target::{FileKind, Target};
use exchange::values::DateOrder;
use sales::ids::Uuid;

use crate::office::{NOW, Office, Utc, table};

/// `file:line value: what came of it`, a line each.
fn rows(report: &Report) -> Vec<String> {
    let part = |part: &Part| match part {
        Part::Field(target) => format!("{target:?}"),
        Part::History => "History".to_owned(),
    };
    let came = |came: &Came| match came {
        Came::Changed(parts) => parts.iter().map(part).collect::<Vec<_>>().join("+"),
        Came::FieldPassedOver => "no field".to_owned(),
        Came::TableLeftOut(rows) => format!("{rows} left out"),
        Came::Unchanged => "same".to_owned(),
    };
    report
        .rows
        .iter()
        .map(|row| format!("{}:{} {}: {}", row.file, row.line, row.value, came(&row.came)))
        .collect()
}

const FILES: [(&str, &str); 6] = [
    (
        "deals.csv",
        "deal id,title,stage,amount,owner,note,created\n1,Roof,New,10,Ada,,2025-03-05\n2,Pump,New,20,Bo,,2025-03-05\n",
    ),
    (
        "organizations.csv",
        "organization id,organization name,website,industry\n1,Acme,a.example,Steel\n2,Borea,,\n",
    ),
    ("contacts.csv", "contact id,contact name,company,phone,email\n1,Eve,Acme,1,e@x.example\n2,Cy,Borea,,\n"),
    ("products.csv", "product id,product name,list price\n1,GTX,5\n2,MG,6\n"),
    ("sales_teams.csv", "sales_agent,manager,regional_office\nAda,Cy,North\nBo,Cy,South\n"),
    (
        "activities.csv",
        "activity id,type,subject,due date,deal id,note\n1,Call,Ask,2025-07-02,1,\n2,Task,Send,2025-07-03,2,\n",
    ),
];

#[test]
fn every_row_about_what_is_there_is_told() {
    let mut office = Office::default();
    office.import(&FILES);
    assert_eq!(rows(&office.report), Vec::<String>::new(), "what is new is counted");
    office.import(&FILES);
    assert_eq!(office.report.rows.len(), 12);
    assert!(office.report.rows.iter().all(|row| row.came == Came::Unchanged), "{:?}", rows(&office.report));

    let newer = [
        FILES[0].1.replace("New,10,Ada,", "Offer,15,Bo,call"),
        FILES[1].1.replace("a.example,Steel", "b.example,Iron"),
        FILES[2].1.replace("e@x", "eve@x"),
        FILES[3].1.replace("GTX,5", "GTX,7"),
        FILES[4].1.replace("North", "West"),
        FILES[5].1.replace("07-02,1,", "07-09,1,soon"),
    ];
    let newer: Vec<(&str, &str)> =
        FILES.iter().zip(&newer).map(|((name, _), text)| (*name, text.as_str())).collect();
    office.import(&newer);
    assert_eq!(
        rows(&office.report),
        [
            "0:2 Roof: Owner+Value+Note+Stage",
            "0:3 Pump: same",
            "1:2 Acme: Website+Industry",
            "1:3 Borea: same",
            "2:2 Eve: Email",
            "2:3 Cy: same",
            "3:2 GTX: Value",
            "3:3 MG: same",
            "4:2 Ada: Region",
            "4:3 Bo: same",
            "5:2 Ask: Due+Note",
            "5:3 Send: same",
        ]
    );
    let digest = office.report.digest(7);
    assert_eq!((digest.rows, digest.first_rows.len()), (12, 7));
    assert!(digest.first_rows[..6].iter().all(|row| matches!(row.came, Came::Changed(_))), "changes first");
}

#[test]
fn fields_of_ones_own_are_told_by_name() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "deal id,title,stage,created,Size\n1,Roof,New,2025-03-05,\n")]);
    let newer = [("deals.csv", "deal id,title,stage,created,Size\n1,Roof,New,2025-03-05,3\n")];
    office.import_with(&newer, |setup| {
        setup.files[0].columns[4].target = Target::Custom("Size".to_owned());
    });
    assert_eq!(rows(&office.report), ["0:2 Roof: Custom(\"Size\")"]);
}

#[test]
fn what_is_passed_over_is_told() {
    let mut office = Office::default();
    let log = "deal_id,change_time,changed_field_key,new_value\n\
        7,2024-01-01 10:00:00,add_time,2024-01-01T10:00:00\n\
        7,2024-01-03 10:00:00,stage_id,1\n\
        7,2024-01-04 10:00:00,colour,red\n";
    office.import_with(&[("deal_changes.csv", log), ("other.csv", "a,b\n1,2\n3,4\n")], |setup| {
        setup.files[1].kind = None;
    });
    assert_eq!(rows(&office.report), ["0:4 colour: no field", "1:0 : 2 left out"]);
}

#[test]
fn the_report_is_packed_in_the_order_of_the_files() {
    let mut office = Office::default();
    office.import(&[FILES[0]]);
    let newer = FILES[0].1.replace("New,10", "New,abc") + "3,Desk,New,x,,,2025-03-05\n";
    office.import_with(&[("deals.csv", &newer)], |setup| {
        setup.on_problem = exchange::setup::OnProblem::LeaveCellOut;
    });
    let told: Vec<Told> =
        pack_report(&office.report).flat_map(|parcel| unpack_report(&parcel).unwrap()).collect();
    let lines: Vec<(u32, bool)> = told
        .iter()
        .map(|told| match told {
            Told::Issue(issue) => (issue.line, true),
            Told::Row(row) => (row.line, false),
        })
        .collect();
    assert_eq!(lines, [(2, false), (2, true), (3, false), (4, true)]);
}

#[test]
fn many_rows_that_say_nothing_new_fit_into_little() {
    let rows: Vec<String> = (0..20_000).map(|row| format!("{row},Deal {row},New,1,2025-03-05\n")).collect();
    let file = format!("deal id,title,stage,amount,created\n{}", rows.concat());
    let mut office = Office::default();
    office.import(&[("deals.csv", &file)]);
    assert!(office.report.rows.is_empty());
    office.import(&[("deals.csv", &file)]);
    assert_eq!(office.report.rows.len(), 20_000);
    let mut all = 0;
    for parcel in pack_report(&office.report) {
        assert!(parcel.len() < 200_000, "a parcel is unpacked at once");
        all += parcel.len();
    }
    assert!(all < 2_000_000, "{all}");
}

#[test]
fn an_unknown_state_is_told_and_the_stage_counts() {
    let mut office = Office::default();
    let file = "deal id,title,stage,status,created\n\
        1,Roof,New,Open,2025-03-05\n2,Pump,New,Whatever,2025-03-05\n3,Desk,New,-,2025-03-05\n";
    office.import_with(&[("deals.csv", file)], |setup| {
        setup.files[0].columns[3].target = Target::Status;
    });
    assert_eq!(office.board(), "New: Roof, Pump, Desk");
    let [issue] = &office.report.issues[..] else { panic!("{:?}", office.issues()) };
    assert_eq!((issue.line, &issue.problem, issue.effect), (3, &Problem::Status, Effect::CellLeftOut));
    assert_eq!(issue.value, "Whatever");
}

#[test]
fn days_on_which_activities_were_done_are_read_in_the_order_of_their_column() {
    let file = |day: &str| {
        format!(
            "activity id,type,subject,due date,done\n1,Call,Ask,2024-05-06,{day}\n2,Call,Wait,2024-05-06,no\n"
        )
    };
    let order = |office: &Office, text: &str| {
        let (_, proposal) = office.proposal(&[("activities.csv", text)]);
        assert_eq!(proposal.setup.files[0].kind, Some(FileKind::Activities));
        assert_eq!(proposal.setup.files[0].columns[4].target, Target::Done);
        let asked = proposal.files[0].columns[4].orders.clone();
        (proposal.setup.files[0].columns[4].order, asked)
    };
    let done = |office: &Office| {
        let row = office.ws.activities.iter().find(|row| row.subject == "Ask").expect("an activity");
        row.done.map(|at| plan::Zone::local(&Utc, at).date().to_string())
    };
    for (day, way, read) in [
        ("13/04/2024", DateOrder::DayMonthYear, "2024-04-13"),
        ("04/13/2024", DateOrder::MonthDayYear, "2024-04-13"),
    ] {
        let mut office = Office::default();
        let text = file(day);
        assert_eq!(order(&office, &text), (way, Vec::new()), "{day}");
        office.import(&[("activities.csv", &text)]);
        assert_eq!(done(&office).as_deref(), Some(read), "{day}: {:?}", office.issues());
    }
    let text = file("03/04/2024");
    let (_, mut asked) = order(&Office::default(), &text);
    asked.sort_by_key(|order| format!("{order:?}"));
    assert_eq!(asked, [DateOrder::DayMonthYear, DateOrder::MonthDayYear], "only a person can know");
    for (way, read) in [(DateOrder::DayMonthYear, "2024-04-03"), (DateOrder::MonthDayYear, "2024-03-04")] {
        let mut office = Office::default();
        office.import_with(&[("activities.csv", &text)], |setup| setup.files[0].columns[4].order = way);
        assert_eq!(done(&office).as_deref(), Some(read));
    }
}

#[test]
fn progress_is_told_for_every_kind_of_file_and_can_be_broken_off() {
    let many = |head: &str, row: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = (0..5_000).map(row).collect();
        format!("{head}\n{}", rows.concat())
    };
    let deals =
        many("deal id,title,stage,amount,created", &|row| format!("{row},Deal {row},New,1,2025-03-05\n"));
    let others = [
        ("people.csv", many("sales_agent,manager,regional_office", &|row| format!("Ann {row},Cy,North\n"))),
        ("products.csv", many("product id,product name,list price", &|row| format!("{row},Thing {row},5\n"))),
        (
            "firms.csv",
            many("organization id,organization name,website,industry", &|row| {
                format!("{row},Firm {row},,\n")
            }),
        ),
        (
            "contacts.csv",
            many("contact id,contact name,company,phone,email", &|row| format!("{row},Eve {row},,1,\n")),
        ),
        (
            "history.csv",
            many("deal id,deal name,to stage,changed at", &|row| format!("{row},,New,2025-03-05\n")),
        ),
        (
            "activities.csv",
            many("activity id,type,subject,due date,deal id", &|row| {
                format!("{row},Call,Ask,2025-07-02,{row}\n")
            }),
        ),
    ];
    for (name, text) in &others {
        let tables = [table("deals.csv", &deals), table(name, text)];
        let office = Office::default();
        let proposal = office.proposal_of(&tables);
        let tables: Vec<_> = tables.iter().collect();
        let world = World { now: NOW, zone: &Utc };
        let run = |watch: plan::Watch<'_>| {
            let mut next = 0_u128;
            let mut ids = || {
                next += 1;
                Uuid::from_u128(next)
            };
            plan::plan(&tables, &proposal.setup, &office.ws, &world, &mut ids, watch)
        };
        let mut told: Vec<Progress> = Vec::new();
        let plan = run(&mut |progress| {
            told.push(progress);
            ControlFlow::Continue(())
        });
        assert!(plan.is_some());
        assert!(told.iter().all(|progress| progress.total == 10_000), "{name}");
        assert!(told.windows(2).all(|pair| pair[0].done <= pair[1].done), "{name}: {told:?}");
        assert!(told.len() >= 5, "{name}: {told:?}");
        assert_eq!(told.last().map(|progress| progress.done), Some(10_000), "{name}");
        for last in 1..told.len() {
            let mut looks = 0;
            let plan = run(&mut |_| {
                looks += 1;
                if looks == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert!(plan.is_none() && looks == last, "{name}: broken off at {last}, asked {looks} times");
        }
    }
}

#[test]
fn what_is_cut_or_rounded_is_told() {
    let long = "x".repeat(600);
    let file = format!(
        "deal id,title,stage,owner,company,tags,loss reason,probability,note\n\
         1,Roof,New,{long},Acme,\"{long},small\",,12.5 %,{long}\n2,Pump,New,Ada,{long} & Co,,,12 %,\n"
    );
    let mut office = Office::default();
    office.import(&[("deals.csv", &file)]);
    let said: Vec<_> = office
        .report
        .issues
        .iter()
        .map(|issue| (issue.line, issue.column.as_deref(), &issue.problem, issue.effect))
        .filter(|(_, column, ..)| column.is_some())
        .collect();
    let expected = [
        (2, Some("owner"), &Problem::CutShort(600), Effect::Changed),
        (2, Some("tags"), &Problem::CutShort(600), Effect::Changed),
        (2, Some("probability"), &Problem::RoundedPercent, Effect::Changed),
        (3, Some("company"), &Problem::CutShort(605), Effect::Changed),
    ];
    assert_eq!(said, expected);
    assert_eq!(office.deal("Roof").probability, Some(13));
    assert_eq!(office.ws.people.iter().next().unwrap().name.len(), 500);
    // What was cut is the same the next time.
    office.import(&[("deals.csv", &file)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    // In lists and in logs as well.
    let firms = format!("id,company,industry\n1,{long},{long}\n");
    let log = format!(
        "deal_id,change_time,changed_field_key,new_value\n7,2024-01-01,add_time,2024-01-01\n\
         7,2024-01-02,stage_id,New\n7,2024-01-02,probability,0.5 %\n7,2024-01-02,user_id,{long}\n7,2024-01-02,title,{long}\n"
    );
    let mut office = Office::default();
    office.import(&[("companies.csv", &firms), ("deal_changes.csv", &log)]);
    let cut = |issue: &&Issue| issue.effect == Effect::Changed;
    let lines: Vec<_> =
        office.report.issues.iter().filter(cut).map(|issue| (issue.file, issue.line)).collect();
    assert_eq!(lines, [(0, 2), (0, 2), (1, 4), (1, 5)], "{:?}", office.issues());
}
