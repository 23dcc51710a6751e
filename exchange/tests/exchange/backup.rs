//! Backups as two people hand them to each other, and what can be wrong with one.

use std::rc::Rc;

use exchange::backup::{self, BackupError, Lock, LogCopy, Writer};
use exchange::merge;
use exchange::parcels::{INDEXED_DEALS, LONG_LINE, pack};
use exchange::rows::{Row, outlines};
use proptest::prelude::*;
use sales::decide::{Command, Context, DealPatch, End, Slot, StageDraft, decide};
use sales::evolve::{self, Touched};
use sales::ids::{DealId, Uuid, new_uuid};
use sales::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, Line, Log, NewDeal, RecordRef, Stamp};
use sales::model::{StageKind, Workspace};
use sales::time::Timestamp;

const MINUTE: i64 = 60_000;

/// A person at work on a copy of a workspace.
#[derive(Clone)]
struct Copy {
    device: Device,
    ws: Workspace,
    lines: Vec<Line>,
    clock: Hlc,
    now: Timestamp,
    made: u64,
}

impl Copy {
    fn new(device: u64) -> Self {
        Self {
            device: Device(device),
            ws: Workspace::default(),
            lines: Vec::new(),
            clock: Hlc::default(),
            now: Timestamp(1_750_000_000_000),
            made: 0,
        }
    }

    /// The same for somebody else.
    fn handed_to(&self, device: u64) -> Self {
        let mut other = Self { device: Device(device), ws: Workspace::default(), ..self.clone() };
        other.take(&self.file());
        other
    }

    /// Does something; what the rules refuse is not done.
    fn run(&mut self, command: &Command) {
        let (device, made) = (self.device.0, &mut self.made);
        let mut ids = || {
            *made += 1;
            new_uuid(*made, device.to_be_bytes().repeat(2)[..10].try_into().unwrap())
        };
        let mut context = Context { now: self.now, today: sales::time::Date::MIN, ids: &mut ids };
        let Ok(decision) = decide(&self.ws, command, &mut context) else { return };
        if decision.changes.is_empty() {
            return;
        }
        self.clock = self.clock.tick(self.now);
        let stamp = Stamp { clock: self.clock, device: self.device };
        let (act, changes) = (decision.act, decision.changes);
        let entry = Entry { format: FORMAT, stamp, at: self.now, act, kind: Kind::Do, changes };
        evolve::evolve(&mut self.ws, &entry, &mut Touched::default());
        self.lines.push(Line::Known(entry));
    }

    fn file(&self) -> String {
        let texts: Vec<String> = self.lines.iter().map(Line::to_text).collect();
        written(&texts)
    }

    /// Merges a backup into this copy, as the app does. Answers how many lines came along.
    fn take(&mut self, file: &str) -> usize {
        let (here, there) = (rows(&self.lines), read(file));
        let union = merge::merge(&here, &there.rows);
        self.clock = self.clock.max(union.last().clock);
        self.ws = union.fold().unwrap();
        assert!(!union.is_second || self.ws.same_as(&there.workspace));
        self.lines.extend(union.new.iter().map(|row| Line::parse(row.text()).unwrap()));
        union.new.len()
    }

    fn deal(&self, place: usize) -> DealId {
        self.ws.deals.rows()[place % self.ws.deals.row_count()].id
    }

    /// The cards of each stage in order, by title.
    fn board(&self) -> Vec<Vec<String>> {
        let mut stages: Vec<_> = self.ws.stages.iter().collect();
        stages.sort_by_key(|stage| stage.id);
        let titles = |stage: &&sales::model::Stage| {
            self.ws.column(stage.id).map(|ix| self.ws.deals.at(ix).title.clone()).collect()
        };
        stages.iter().map(titles).collect()
    }
}

/// Lines as they lie in a log.
pub(crate) fn rows(lines: &[Line]) -> Vec<Row> {
    let texts: Vec<String> = lines.iter().map(Line::to_text).collect();
    outlines(&Rc::new(texts.join("\n"))).unwrap()
}

fn lines(rows: &[Row]) -> Vec<Line> {
    rows.iter().map(|row| Line::parse(row.text()).unwrap()).collect()
}

fn read(file: &str) -> LogCopy {
    backup::read(file.to_owned()).unwrap().log
}

fn salvage(file: &str) -> (Vec<Line>, usize) {
    let (log, damaged) = backup::salvage(file.to_owned());
    (lines(&log.rows), damaged)
}

pub(crate) fn written(texts: &[String]) -> String {
    let mut writer = Writer::begin(Timestamp(5), "Acme", Device(1), 0);
    for text in texts {
        writer.entry(text);
    }
    writer.end()
}

/// A pipeline with three deals.
fn start(device: u64) -> Copy {
    let mut copy = Copy::new(device);
    let draft = |name: &str, kind| StageDraft {
        name: name.to_owned(),
        kind,
        probability: 10,
        limit_days: None,
        guidance: String::new(),
        process: sales::decide::ProcessDraft::default(),
    };
    copy.run(&Command::AddPipeline {
        name: "Sales".to_owned(),
        stages: vec![
            draft("New", StageKind::Open),
            draft("Offer", StageKind::Open),
            draft("Won", StageKind::Won),
            draft("Lost", StageKind::Lost),
        ],
        sources: Vec::new(),
        loss_reasons: Vec::new(),
        segments: Vec::new(),
        currency: None,
    });
    for title in ["a", "b", "c"] {
        add(&mut copy, title);
    }
    copy
}

fn add(copy: &mut Copy, title: &str) {
    let stage = copy.ws.stages.rows()[0].id;
    copy.run(&Command::AddDeal { stage, title: title.to_owned(), patches: Vec::new(), end: End::Top });
}

/// Something that one of the two does.
#[derive(Debug, Clone)]
enum Deed {
    Add(String),
    Rename(usize, String),
    Move(usize, usize),
    Note(usize),
    Remove(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        "[a-z]{3}".prop_map(Deed::Add),
        (0_usize..9, "[a-z]{3}").prop_map(|(deal, title)| Deed::Rename(deal, title)),
        (0_usize..9, 0_usize..3).prop_map(|(deal, stage)| Deed::Move(deal, stage)),
        (0_usize..9).prop_map(Deed::Note),
        (0_usize..9).prop_map(Deed::Remove),
    ]
}

fn do_it(copy: &mut Copy, deed: &Deed) {
    match deed {
        Deed::Add(title) => add(copy, title),
        Deed::Rename(deal, title) => {
            let patch = DealPatch::Title(title.clone());
            copy.run(&Command::EditDeals { deals: vec![copy.deal(*deal)], patch });
        }
        Deed::Move(deal, stage) => {
            let (deals, stage) = (vec![copy.deal(*deal)], copy.ws.stages.rows()[*stage].id);
            copy.run(&Command::MoveDeals { deals, stage, slot: Slot::Top, patch: None });
        }
        Deed::Note(deal) => {
            copy.run(&Command::AddNote { deal: copy.deal(*deal), text: "seen".to_owned() });
        }
        Deed::Remove(deal) => copy.run(&Command::RemoveDeals { deals: vec![copy.deal(*deal)] }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever merges first, and whoever's clock is ahead.
    #[test]
    fn two_who_exchanged_backups_see_the_same(
        deeds in prop::collection::vec((any::<bool>(), deed(), 0_i64..20), 0..30),
        ahead in -3_i64..3,
    ) {
        let mut one = start(1);
        let mut two = one.handed_to(2);
        two.now.0 += ahead * MINUTE;
        for (is_first, deed, minutes) in &deeds {
            let copy = if *is_first { &mut one } else { &mut two };
            copy.now.0 += minutes * MINUTE;
            do_it(copy, deed);
        }
        let (first, second) = (one.file(), two.file());
        one.take(&second);
        two.take(&first);
        prop_assert!(one.ws.same_as(&two.ws));
        prop_assert_eq!(one.board(), two.board());

        // What lies in the two databases leads to that as well, whatever the order it lies in.
        for copy in [&one, &two] {
            let log: Log = copy.lines.iter().cloned().collect();
            prop_assert!(log.replay().same_as(&one.ws));
            prop_assert!(read(&copy.file()).workspace.same_as(&one.ws));
        }
        // The same backups once more bring nothing, and neither do the new ones.
        let again = [second, one.file(), two.file()];
        for file in &again {
            prop_assert_eq!(one.take(file), 0);
            prop_assert_eq!(merge::compare(&rows(&one.lines), &read(file).rows).only_there, 0);
        }
        // They go on, and each later change comes after all that was there.
        add(&mut two, "later");
        prop_assert_eq!(one.take(&two.file()), 1);
        prop_assert!(one.ws.same_as(&two.ws));
    }
}

#[test]
fn a_conflict_leaves_both_values_in_the_log() {
    let mut one = start(1);
    let mut two = one.handed_to(2);
    let deal = one.deal(0);
    let rename =
        |title: &str| Command::EditDeals { deals: vec![deal], patch: DealPatch::Title(title.to_owned()) };
    two.run(&rename("second"));
    one.now.0 += MINUTE;
    one.run(&rename("first"));
    two.take(&one.file());
    assert_eq!(two.ws.deals.get(deal).unwrap().title, "first", "the later one counts");
    let texts: Vec<String> = two.lines.iter().map(Line::to_text).collect();
    for title in ["first", "second"] {
        let told = format!("\"to\":\"{title}\"");
        assert_eq!(texts.iter().filter(|text| text.contains(&told)).count(), 1, "{title}");
    }
    // The deal is found by both.
    let found: Vec<String> =
        pack(&read(&two.file()).rows).iter().map(|parcel| parcel.deals.clone()).collect();
    assert_eq!(found.join("\n").lines().filter(|deals| *deals == deal.to_string()).count(), 3);
}

#[test]
fn entries_of_a_newer_version_are_kept_word_for_word() {
    let one = start(1);
    let stamp = Stamp { clock: one.clock.tick(Timestamp(one.now.0 + 1)), device: Device(9) };
    let novel = format!("{{\"v\":{},\"stamp\":\"{stamp}\",\"novel\":[1, 2]}}", FORMAT + 1);
    let mut texts: Vec<String> = one.lines.iter().map(Line::to_text).collect();
    texts.push(novel.clone());
    let difference = merge::compare(&rows(&one.lines), &read(&written(&texts)).rows);
    assert_eq!((difference.only_there, difference.newer), (1, 1));
    let mut two = one.clone();
    assert_eq!(two.take(&written(&texts)), 1);
    assert!(two.ws.same_as(&one.ws), "without effect");
    assert!(two.file().lines().any(|line| line == novel), "and passed on");
}

#[test]
fn two_unrelated_workspaces_are_told() {
    let (one, mut two) = (start(1), Copy::new(2));
    two.now.0 += 1;
    assert!(!merge::compare(&rows(&one.lines), &rows(&two.lines)).is_unrelated(), "one is empty");
    let other = start(2);
    let difference = merge::compare(&rows(&one.lines), &rows(&other.lines));
    assert!(difference.is_unrelated(), "{difference:?}");
    assert_eq!((difference.only_here, difference.only_there), (4, 4));
}

#[test]
fn of_two_entries_that_claim_one_stamp_the_same_one_stands_everywhere() {
    let one = start(1);
    let twin = |title: &str| {
        let stamp = Stamp { clock: one.clock.tick(Timestamp(one.now.0 + 1)), device: Device(1) };
        let note = Change::Removed(RecordRef::Deal(one.deal(usize::from(title == "x"))));
        Line::Known(Entry {
            format: FORMAT,
            stamp,
            at: one.now,
            act: Act::RemoveDeal,
            kind: Kind::Do,
            changes: vec![note],
        })
    };
    let with = |line: Line| {
        let mut copy = one.clone();
        copy.lines.push(line);
        copy
    };
    let (mut left, mut right) = (with(twin("x")), with(twin("y")));
    let (first, second) = (left.file(), right.file());
    let brought = (left.take(&second), right.take(&first));
    assert!(matches!(brought, (0, 1) | (1, 0)), "one of the two gives way: {brought:?}");
    assert!(left.ws.same_as(&right.ws));
    let replayed = |copy: &Copy| copy.lines.iter().cloned().collect::<Log>().replay();
    assert!(replayed(&left).same_as(&replayed(&right)));
    assert_eq!((left.take(&right.file()), right.take(&left.file())), (0, 0));
}

#[test]
fn a_log_saved_in_an_emergency_can_be_salvaged() {
    let one = start(1);
    let mut bare: String = one.lines.iter().map(|line| line.to_text() + "\n").collect();
    assert_eq!(backup::read(bare.clone()).err(), Some(BackupError::Bare));
    assert_eq!(salvage(&bare), (one.lines.clone(), 0));
    bare.push_str("{\"v\":3, cut");
    assert_eq!(salvage(&bare), (one.lines.clone(), 1));
    assert_eq!(salvage("no\nbackup\n"), (Vec::new(), 1));
}

#[test]
fn a_file_cut_anywhere_is_noticed_and_what_is_there_can_be_had() {
    let one = start(1);
    let file = one.file();
    for cut in (0..file.len() - 1).filter(|cut| file.is_char_boundary(*cut)) {
        assert!(backup::read(file[..cut].to_owned()).is_err(), "cut at {cut}");
        let (lines, _) = salvage(&file[..cut]);
        assert!(one.lines.starts_with(&lines), "cut at {cut}");
    }
    assert_eq!(salvage(&file), (one.lines, 0));
}

#[test]
fn a_backup_is_known_by_its_first_line_whatever_its_kind() {
    let mut copy = start(1);
    add(&mut copy, "Roof");
    let file = copy.file();
    let lines: Vec<&str> = file.lines().collect();
    let newer = lines[0].replace("\"v\":1", "\"v\":9");
    let lock = Lock::new("AAAA".into(), "BBBB".into()).line();
    for line in [lines[0], lines[1], &newer, &lock, &format!("\u{feff}{}", lines[0])] {
        assert!(backup::is_backup(line), "{line}");
    }
    for line in ["", "Deal Name,Stage", "{\"a\":1}", "{\"fairlead\":\"else\",\"v\":1}", "{\"fairlead\""] {
        assert!(!backup::is_backup(line), "{line}");
    }
}

#[test]
fn a_lock_says_how_to_open_it() {
    let lock = Lock::new("c2FsdA==".to_owned(), "aXY=".to_owned());
    let line = lock.line();
    assert!(
        line.starts_with("{\"fairlead\":\"encrypted-backup\",\"v\":1,\"kdf\":\"PBKDF2-SHA-256\""),
        "{line}"
    );
    assert_eq!(lock.iterations, 600_000);
    assert_eq!(Lock::read(&line), Ok(Some(lock)));
    assert_eq!(backup::read(format!("{line}\n")).err(), Some(BackupError::Encrypted));
    let damaged = Err(BackupError::Damaged { line: 1 });
    let cases = [
        ("a plain backup", start(1).file().lines().next().unwrap().to_owned(), Ok(None)),
        ("a table", "title,stage".to_owned(), Ok(None)),
        ("nothing", String::new(), Ok(None)),
        ("newer", line.replace("\"v\":1", "\"v\":2"), Err(BackupError::Newer(2))),
        ("another key", line.replace("SHA-256", "MD5"), damaged.clone()),
        ("no end of rounds", line.replace("600000", "4000000000"), damaged.clone()),
        ("no rounds", line.replace("600000", "0"), damaged.clone()),
        ("no salt", line.replace("salt", "pepper"), damaged),
    ];
    for (what, line, expected) in cases {
        assert_eq!(Lock::read(&line), expected, "{what}");
    }
}

#[test]
fn lines_are_packed_with_the_deals_they_are_found_by() {
    let entry = |number: u64, deals: usize, title: &str| {
        let stage = sales::ids::StageId(Uuid::from_u128(1));
        let add = |deal: usize| {
            let id = DealId(Uuid::from_u128(u128::from(number) << 64 | deal as u128));
            let position = sales::model::Position {
                stage,
                rank: sales::rank::Rank::MIDDLE,
                standing: sales::model::Standing::Open,
            };
            Change::DealAdded(Box::new(NewDeal::plain(id, title.to_owned(), position, Timestamp(0))))
        };
        Line::Known(Entry {
            format: FORMAT,
            stamp: Stamp {
                clock: Hlc::default().tick(Timestamp(i64::try_from(number).unwrap())),
                device: Device(1),
            },
            at: Timestamp(0),
            act: Act::AddDeal,
            kind: Kind::Do,
            changes: (0..deals).map(add).collect(),
        })
    };
    assert_eq!(pack([]), []);
    let long = "x".repeat(LONG_LINE);
    let lines = [
        entry(1, 1, "a"),
        entry(2, 2, "b"),
        entry(3, 1, &long),
        entry(4, INDEXED_DEALS + 1, "c"),
        entry(5, 0, ""),
    ];
    let texts: Vec<String> = lines.iter().map(Line::to_text).collect();
    let parcels = pack(&read(&written(&texts)).rows);
    let mut back = Vec::new();
    for parcel in &parcels {
        let (texts, deals): (Vec<&str>, Vec<&str>) =
            (parcel.lines.split('\n').collect(), parcel.deals.split('\n').collect());
        assert_eq!(texts.len(), deals.len());
        assert_eq!(parcel.lines.len() >= LONG_LINE, texts.len() == 1 && texts[0].len() >= LONG_LINE);
        for (text, deals) in texts.into_iter().zip(deals) {
            let line = Line::parse(text).unwrap();
            let expected = line.known().unwrap().deals();
            let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
            let found: Vec<&str> = deals.split(',').filter(|deal| !deal.is_empty()).collect();
            assert!(found == expected || (found.is_empty() && expected.len() > INDEXED_DEALS));
            back.push(line);
        }
    }
    assert_eq!(back, lines);
}
