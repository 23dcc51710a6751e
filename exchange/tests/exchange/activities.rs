//! Activities in and out.

use exchange::export;
use exchange::plan::report::{Count, Kind, Problem};
use exchange::target::FileKind;
use sales::model::{Activity, ActivityKind};

use crate::office::{NOW, Office, Utc};
use crate::trade::headers;

const DEALS: (&str, &str) = (
    "deals.csv",
    "deal id,title,stage,amount,owner,company,contact,created\n\
     7,Roof,New,10,Ada,Acme,Eve,2025-03-05\n\
     8,Pump,New,20,Bo,Borea,,2025-03-06\n\
     9,Pump,New,30,Bo,Corro,,2025-03-07\n",
);

const ACTIVITIES: (&str, &str) = (
    "activities.csv",
    "activity id,type,subject,due date,done,duration,deal id,assigned to,note,outcome\n\
     1,Call,Ask for the budget,2025-07-02 14:30,no,20,7,Ada,be brief,\n\
     2,Site visit,See the roof,2025-06-20,yes,1:30,7,Bo,,dry\n\
     3,tasting,,2025-06-21,2025-06-22 10:00,,8,,bring plates,\n\
     4,Email,Lost letter,2025-07-05,,,99,Ada,,\n",
);

impl Office {
    fn activity(&self, subject: &str) -> &Activity {
        self.ws.activities.iter().find(|row| row.subject == subject).expect(subject)
    }

    /// `call, Roof, due 2025-07-02 14:30, 20 min, Ada, Acme, Eve, done 2025-06-22`, as far as there is something to say.
    fn told(&self, subject: &str) -> String {
        let (row, ws) = (self.activity(subject), &self.ws);
        let kind = match row.kind {
            ActivityKind::Own(id) => ws.choices.get(id).expect("a kind").name.clone(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        let due = row.due.map(|due| {
            let time = due.time.map(|time| format!(" {:02}:{:02}", time.hour(), time.minute()));
            format!("due {}{}", due.date, time.unwrap_or_default())
        });
        [
            Some(kind),
            row.deal.map(|id| ws.deals.get(id).expect("a deal").title.clone()),
            due,
            row.minutes.map(|minutes| format!("{minutes} min")),
            row.owner.map(|id| ws.people.get(id).expect("a person").name.clone()),
            row.organisation.map(|id| ws.organisations.get(id).expect("a firm").name.clone()),
            row.contact.map(|id| ws.contacts.get(id).expect("a contact").name.clone()),
            row.done.map(|done| format!("done {}", exchange::plan::Zone::local(&Utc, done).format_day())),
            Some(row.note.clone()).filter(|note| !note.is_empty()),
            Some(row.outcome.clone()).filter(|outcome| !outcome.is_empty()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    }
}

trait Day {
    fn format_day(&self) -> String;
}

impl Day for chrono::NaiveDateTime {
    fn format_day(&self) -> String {
        self.date().to_string()
    }
}

#[test]
fn activities_come_onto_their_deals() {
    let mut office = Office::default();
    office.import(&[DEALS, ACTIVITIES]);
    let told = [
        ("Ask for the budget", "call, Roof, due 2025-07-02 14:30, 20 min, Ada, Acme, Eve, be brief"),
        ("See the roof", "visit, Roof, due 2025-06-20, 90 min, Bo, Acme, Eve, done 2025-06-20, dry"),
        ("", "tasting, Pump, due 2025-06-21, Borea, done 2025-06-22, bring plates"),
        ("Lost letter", "email, due 2025-07-05, Ada"),
    ];
    for (subject, expected) in told {
        assert_eq!(office.told(subject), expected);
    }
    assert_eq!(office.report.count(Kind::Activity), Count { added: 4, ..Count::default() });
    let problems: Vec<_> = office.report.issues.iter().map(|issue| (issue.line, &issue.problem)).collect();
    assert_eq!(problems, [(5, &Problem::UnknownDeal)]);
}

#[test]
fn the_same_activities_again_change_nothing_and_newer_ones_what_changed() {
    let mut office = Office::default();
    office.import(&[DEALS, ACTIVITIES]).import(&[DEALS, ACTIVITIES]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    let newer = ACTIVITIES.1.replace("14:30,no,20", "15:00,yes,").replace("be brief", "");
    office.import(&[("activities.csv", &newer)]);
    assert_eq!(
        office.told("Ask for the budget"),
        "call, Roof, due 2025-07-02 15:00, 20 min, Ada, Acme, Eve, done 2025-06-30, be brief",
        "what is done is not done in days to come"
    );
    assert_eq!(office.report.count(Kind::Activity), Count { changed: 1, unchanged: 3, ..Count::default() });
    // What was done here is not undone by a file that does not know.
    office.import(&[ACTIVITIES]);
    assert_eq!(office.activity("Ask for the budget").done, Some(NOW));
}

#[test]
fn activities_without_ids_are_known_by_what_they_are() {
    let tasks = "subject,type,due date,deal\n\
                 Call,Call,2025-07-01,Roof\nCall,Call,2025-07-01,Roof\nCall,Call,2025-07-08,Roof\nWait,Task,2025-07-01,Pump\n";
    let mut office = Office::default();
    office.import(&[DEALS, ("tasks.csv", tasks)]);
    assert_eq!(office.report.count(Kind::Activity), Count { added: 4, ..Count::default() });
    assert_eq!(office.report.issues[0].problem, Problem::SeveralDeals, "two deals are called Pump");
    office.import(&[("tasks.csv", tasks)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    let more = format!("{tasks}Call,Call,2025-07-08,Roof\n");
    office.import(&[("tasks.csv", &more)]);
    assert_eq!(office.report.count(Kind::Activity), Count { added: 1, unchanged: 4, ..Count::default() });
}

#[test]
fn an_export_of_activities_imported_again_changes_nothing() {
    let mut office = Office::default();
    office.import(&[DEALS, ACTIVITIES]);
    let file = export::activities(&office.ws, &headers(), &Utc);
    let (_, proposal) = office.proposal(&[("activities.csv", &file)]);
    assert_eq!(proposal.setup.files[0].kind, Some(FileKind::Activities));
    office.import(&[("activities.csv", &file)]);
    assert!(office.changes.is_empty(), "{:?}\n{file}", office.changes);

    // Into another workspace they come as they were.
    let deals = export::deals(&office.ws, &headers(), &Utc);
    let mut other = Office::default();
    other.import(&[("deals.csv", &deals), ("activities.csv", &file)]);
    for row in office.ws.activities.iter() {
        assert_eq!(other.told(&row.subject), office.told(&row.subject));
        assert_eq!(other.activity(&row.subject).id, row.id, "with its id, to be known again");
    }
}

#[test]
fn a_cell_that_cannot_be_read_is_told() {
    let mut office = Office::default();
    let file = "activity id,type,subject,due date,done,duration,deal id\n\
                1,Call,a,2025-99-01,no,,7\n2,Call,b,2025-07-01,perhaps,,7\n3,Call,c,2025-07-01,no,forever,7\n\
                4,,,,,,7\n5,Call,d,2025-07-01,no,10,7\n";
    office.import(&[DEALS, ("activities.csv", file)]);
    let count = Count { added: 1, refused: 4, ..Count::default() };
    assert_eq!(office.report.count(Kind::Activity), count);
    assert_eq!(office.issues().len(), 4, "{:?}", office.issues());
    office.import_with(&[("activities.csv", file)], |setup| {
        setup.on_problem = exchange::setup::OnProblem::LeaveCellOut;
    });
    assert_eq!(office.told("a"), "call, Roof, Acme, Eve");
    assert_eq!(office.told("c"), "call, Roof, due 2025-07-01, Acme, Eve");
}

#[test]
fn what_is_planned_makes_a_calendar() {
    let mut office = Office::default();
    office.import(&[DEALS, ACTIVITIES]);
    let file = export::calendar(&office.ws, &headers(), NOW);
    let whole = file.replace("\r\n ", "");
    let has = |line: &str| assert!(whole.contains(&format!("{line}\r\n")), "{line} is in\n{whole}");
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), 2, "what is done is in no calendar");
    has("DTSTAMP:20250630T120000Z");
    has("DTSTART:20250702T143000");
    has("DTEND:20250702T145000");
    has("SUMMARY:Ask for the budget · Roof");
    has("DESCRIPTION:Type: Call\\nDeal: Roof\\nOrganisation: Acme\\nContact: Eve\\nbe brief");
    has("DTSTART;VALUE=DATE:20250705");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"));
}
