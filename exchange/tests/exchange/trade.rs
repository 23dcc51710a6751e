//! Out and in again.

use exchange::backup::{self, BackupError};
use exchange::export::{self, Headers};
use exchange::merge;
use exchange::rows::Row;
use sales::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, Line, Stamp};
use sales::model::{Standing, StandingKind};
use sales::time::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::backup::rows;
use crate::office::{Office, Utc};

pub(crate) fn headers() -> Headers {
    let all = [
        "id",
        "title",
        "name",
        "pipeline",
        "stage",
        "status",
        "open",
        "won",
        "lost",
        "nurtured",
        "value",
        "currency",
        "probability",
        "owner",
        "organisation",
        "contact",
        "segment",
        "source",
        "product",
        "tags",
        "created",
        "expected_close",
        "closed",
        "loss_reason",
        "competitor",
        "loss_note",
        "nurture_until",
        "nurture_reason",
        "notes",
        "deal",
        "deal_id",
        "changed_at",
        "from_dates",
        "yes",
        "website",
        "address",
        "industry",
        "about",
        "role",
        "phone",
        "email",
        "activity_id",
        "subject",
        "activity_kind",
        "due",
        "minutes",
        "done",
        "outcome",
    ];
    let texts = [
        "Fairlead ID",
        "Title",
        "Name",
        "Pipeline",
        "Stage",
        "Status",
        "Open",
        "Won",
        "Lost",
        "Nurture",
        "Value",
        "Currency",
        "Win chance",
        "Owner",
        "Organisation",
        "Contact",
        "Segment",
        "Source",
        "Product",
        "Tags",
        "Created",
        "Expected close",
        "Closed",
        "Loss reason",
        "Competitor",
        "Loss note",
        "Wake up on",
        "Nurture reason",
        "Notes",
        "Deal",
        "Fairlead deal ID",
        "Changed at",
        "From dates",
        "Yes",
        "Website",
        "Address",
        "Industry",
        "About",
        "Role",
        "Phone",
        "Email",
        "Fairlead activity ID",
        "Subject",
        "Type",
        "Due",
        "Minutes",
        "Done",
        "Outcome",
    ];
    let mut map: serde_json::Map<String, serde_json::Value> =
        all.iter().zip(texts).map(|(name, text)| ((*name).to_owned(), text.into())).collect();
    let kinds = ["Call", "Meeting", "Email", "Task", "Visit", "Demo"];
    map.insert("activity_kinds".into(), kinds.to_vec().into());
    serde_json::from_value(map.into()).unwrap()
}

#[test]
fn an_export_imported_again_changes_nothing() {
    let mut office = Office::default();
    office.import(&[(
        "deals.csv",
        "title,stage,amount,owner,company,tags,created,close date,note\n\
         =HYPERLINK(1),New,10.5,+Ada,\"Acme, Inc.\",big; fast,2024-03-05,2024-09-01,\"two\nlines\"\n\
         @home,Won,7,-Bo,'quoted',,2024-03-06,2024-04-01,\n",
    )]);
    let deals = export::deals(&office.ws, &headers(), &Utc);
    assert!(
        deals.starts_with('\u{feff}') && deals.contains("'=HYPERLINK(1)") && deals.contains("'@home"),
        "{deals}"
    );
    let board = office.board();
    office.import(&[("deals.csv", &deals)]);
    assert!(office.changes.is_empty(), "{:?}\n{deals}", office.changes);
    assert_eq!(office.board(), board);

    // Into another workspace it comes as it was.
    let history = export::stage_history(&office.ws, &headers(), &Utc);
    let mut other = Office::default();
    other.import(&[("deals.csv", &deals), ("history.csv", &history)]);
    assert_eq!(other.board(), board);
    for title in ["=HYPERLINK(1)", "@home"] {
        assert_eq!(other.facts(title), office.facts(title));
        assert_eq!(other.past(title), office.past(title));
    }
}

#[test]
fn what_rests_and_why_a_deal_was_lost_go_along() {
    let file = "Fairlead ID,Title,Pipeline,Stage,Status,Created,Closed,Loss reason,Loss note,Wake up on,Nurture reason\n\
         ,Rests,Sales,Offer,Nurture,2024-03-05,,,,2024-11-02,budget in autumn\n\
         ,Dozes,Sales,Offer,Nurture,2024-03-05,,,,,\n\
         ,Gone,Sales,Offer,Lost,2024-03-05,2024-04-01,Price,two meetings too late,,\n";
    let mut office = Office::default();
    office.import(&[("deals.csv", file)]);
    let until = |office: &Office, title| match &office.deal(title).position.standing {
        Standing::Nurtured { until, reason } => format!("{until:?} {reason}"),
        Standing::Lost(loss) => loss.note.clone(),
        other => format!("{other:?}"),
    };
    let all = |office: &Office| ["Rests", "Dozes", "Gone"].map(|title| until(office, title));
    assert_eq!(all(&office), ["Some(2024-11-02) budget in autumn", "None ", "two meetings too late"]);
    assert_eq!(office.past("Rests"), "Offer 2024-03-05 > Offer 2024-03-05 ?");

    let deals = export::deals(&office.ws, &headers(), &Utc);
    let history = export::stage_history(&office.ws, &headers(), &Utc);
    office.import(&[("deals.csv", &deals)]);
    assert!(office.changes.is_empty(), "{:?}\n{deals}", office.changes);
    let mut other = Office::default();
    other.import(&[("deals.csv", &deals), ("history.csv", &history)]);
    assert_eq!(all(&other), all(&office));
    let visits =
        |office: &Office| office.deal("Rests").visits.iter().map(|visit| visit.standing).collect::<Vec<_>>();
    assert_eq!(visits(&other), [StandingKind::Open, StandingKind::Nurtured]);
    assert_eq!(other.past("Rests"), office.past("Rests"));

    // A file that says nothing of the day leaves it; one that has another gives it.
    let id = office.deal("Rests").id;
    office.import(&[("deals.csv", &format!("Fairlead ID,Title,Stage,Status\n{id},Rests,Offer,Nurture\n"))]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    office.import(&[(
        "deals.csv",
        &format!("Fairlead ID,Title,Stage,Status,Wake up on\n{id},Rests,Offer,Nurture,2024-12-01\n"),
    )]);
    assert_eq!(until(&office, "Rests"), "Some(2024-12-01) budget in autumn");
}

fn line(number: i64, device: u64) -> Line {
    let clock = Hlc::default().tick(Timestamp(1_700_000_000_000 + number));
    Line::Known(Entry {
        format: FORMAT,
        stamp: Stamp { clock, device: Device(device) },
        at: Timestamp(number),
        act: Act::EditSettings,
        kind: Kind::Do,
        changes: Vec::<Change>::new(),
    })
}

fn texts<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Vec<&'r str> {
    rows.into_iter().map(Row::text).collect()
}

fn written(lines: &[Line]) -> String {
    let texts: Vec<String> = lines.iter().map(Line::to_text).collect();
    crate::backup::written(&texts)
}

#[test]
fn a_backup_comes_back_word_for_word() {
    let lines = [line(1, 1), line(2, 1), line(3, 2)];
    let text = written(&lines);
    let back = backup::read(text.clone()).unwrap();
    let expected = rows(&lines);
    assert_eq!(texts(&back.log.rows), texts(&expected));
    assert_eq!((back.head.name.as_str(), back.head.device), ("Acme", Device(1)));
    assert!(backup::is_backup(&text));
    // Through an editor of another system.
    let edited = backup::read(format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(texts(&edited.log.rows), texts(&expected));
    assert!(backup::read(written(&[])).unwrap().log.rows.is_empty());
}

#[test]
fn a_sum_that_the_browser_worked_out_proves_a_backup_and_refuses_none() {
    let text = written(&[line(1, 1), line(2, 1), line(3, 2)]);
    let sum_of = |text: &str, end: usize| {
        let summed = backup::summed(text.len(), &text.as_bytes()[text.len() - end..]).unwrap();
        assert!(text[summed..].starts_with("{\"end\":"), "{}", &text[summed..]);
        Sha256::digest(&text.as_bytes()[..summed]).to_vec()
    };
    let rows_of = |text: &str, sum: &[u8]| {
        backup::read_beside(text.to_owned(), Some(sum)).map(|backup| backup.log.rows.len())
    };
    let sum = sum_of(&text, 120);
    assert_eq!(sum, sum_of(&text, text.len()));
    assert_eq!(rows_of(&text, &sum), Ok(3));
    // Through an editor: the bytes are others, the lines are not.
    let edited = text.replace('\n', "\r\n");
    assert_eq!(rows_of(&edited, &sum_of(&edited, 120)), Ok(3));
    assert_eq!(rows_of(&text, b"something else"), Ok(3));
    let altered = text.replacen("\"at\":2,", "\"at\":9,", 1);
    assert_eq!(rows_of(&altered, &sum_of(&altered, 120)), Err(BackupError::Altered));
    // Entries are counted all the same.
    let lines: Vec<&str> = text.lines().collect();
    let miscounted = text.replacen("{\"end\":3", "{\"end\":4", 1);
    assert_eq!(rows_of(&miscounted, &sum), Err(BackupError::CutShort { found: 3, expected: Some(4) }));
    assert_eq!(backup::summed(text.len(), lines[4].as_bytes()), None, "the line begins further up");
}

#[test]
fn a_backup_with_a_fault_is_refused_with_its_reason() {
    let text = written(&[line(1, 1), line(2, 1), line(3, 1)]);
    let rows: Vec<&str> = text.lines().collect();
    let without = |place: usize| {
        let rows: Vec<&str> =
            rows.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, row)| *row).collect();
        rows.join("\n")
    };
    let cut = text.trim_end().len();
    let cases = [
        ("empty", String::new(), BackupError::NotABackup),
        ("a table", "title,stage\nA,New\n".to_owned(), BackupError::NotABackup),
        ("other JSON", "{\"fairlead\":\"x\",\"v\":1}\n".to_owned(), BackupError::NotABackup),
        ("encrypted", "{\"fairlead\":\"encrypted-backup\",\"v\":1}\n".to_owned(), BackupError::Encrypted),
        ("newer", text.replacen("\"v\":1", "\"v\":2", 1), BackupError::Newer(2)),
        ("no end", without(4), BackupError::CutShort { found: 3, expected: None }),
        ("cut in the end", text[..cut - 5].to_owned(), BackupError::Damaged { line: 5 }),
        ("an entry missing", without(2), BackupError::CutShort { found: 2, expected: Some(3) }),
        ("an entry damaged", text.replacen("\"act\"", "\"a\"", 1), BackupError::Damaged { line: 2 }),
        ("an entry altered", text.replacen("\"at\":2,", "\"at\":9,", 1), BackupError::Altered),
        (
            "an entry twice",
            text.replacen(rows[2], &format!("{}\n{}", rows[2], rows[2]), 1),
            BackupError::Altered,
        ),
    ];
    for (what, text, error) in cases {
        assert_eq!(backup::read(text).err(), Some(error), "{what}");
    }
    let (log, damaged) = backup::salvage(text.replacen("\"act\"", "\"a\"", 1));
    assert_eq!((log.rows.len(), damaged), (2, 1));
}

#[test]
fn copies_are_compared_and_become_one() {
    let ours = rows(&[line(1, 1), line(2, 1), line(5, 1)]);
    let theirs = rows(&[line(1, 1), line(2, 1), line(3, 2)]);
    let difference = merge::compare(&ours, &theirs);
    assert_eq!((difference.common, difference.only_here, difference.only_there), (2, 1, 1));
    assert!(!difference.is_unrelated());
    let (here, there) = (merge::merge(&ours, &theirs), merge::merge(&theirs, &ours));
    assert_eq!(texts(here.rows.iter().copied()), texts(there.rows.iter().copied()));
    assert_eq!(texts(here.new), [line(3, 2).to_text()]);
    assert_eq!(texts(there.new), [line(5, 1).to_text()]);
    assert!(!here.is_second && merge::merge(&ours[..1], &theirs).is_second);
    // The same once more brings nothing.
    assert_eq!(merge::compare(&ours, &ours).only_there, 0);
    assert!(merge::compare(&ours, &rows(&[line(1, 2)])).is_unrelated());
    assert!(!merge::compare(&[], &rows(&[line(1, 2)])).is_unrelated());
}

#[test]
fn the_day_to_wake_up_is_read_as_a_spreadsheet_saved_it() {
    let mut office = Office::default();
    office.import(&[(
        "deals.csv",
        "Fairlead ID,Title,Pipeline,Stage,Status,Created,Wake up on\n\
         ,Rests,Sales,Offer,Nurture,2024-03-05,2024-11-02\n,Dozes,Sales,Offer,Nurture,2024-03-05,2024-11-25\n",
    )]);
    let deals = export::deals(&office.ws, &headers(), &Utc);
    let until = |office: &Office| -> Vec<_> {
        office.ws.deals.iter().map(|deal| deal.position.standing.clone()).collect()
    };
    for (early, late) in [("11/2/2024", "11/25/2024"), ("2.11.2024", "25.11.2024")] {
        let saved = deals.replace("2024-11-02", early).replace("2024-11-25", late);
        let mut other = Office::elsewhere();
        other.import(&[("deals.csv", &saved)]);
        assert_eq!(other.issues(), [""; 0], "{saved}");
        assert_eq!(until(&other), until(&office), "{saved}");
    }
    // Where nothing decides between day and month, there is a question.
    let saved = deals.replace("2024-11-02", "11/2/2024").replace("2024-11-25", "10/3/2024");
    let (tables, proposal) = office.proposal(&[("deals.csv", &saved)]);
    let column = tables[0].headers().iter().position(|header| header == "Wake up on").unwrap();
    assert_eq!(proposal.files[0].columns[column].orders.len(), 2);
}
