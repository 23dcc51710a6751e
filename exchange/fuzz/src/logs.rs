//! Logs and the files that go from one workspace to another.

#![allow(clippy::expect_used, reason = "what they find they tell by it")]

use std::rc::Rc;
use std::sync::OnceLock;

use exchange::backup::{self, Lock, Writer};
use exchange::rows::{Row, outlines};
use exchange::{dashboard, merge, process};
use sales::checkpoint::{Reader, chunk_numbers, encode_chunk, encode_head};
use sales::decide::{Command, Context, decide};
use sales::evolve::{Touched, evolve};
use sales::ids::{Uuid, new_uuid};
use sales::log::{Act, Device, Entry, FORMAT, Hlc, Kind, Stamp};
use sales::model::Workspace;
use sales::sample::Language;
use sales::time::{Date, Timestamp};

/// Logs as they were written by every version of the form.
const LOGS: [&str; 6] = [
    include_str!("../../../sales/tests/core/log-v1.jsonl"),
    include_str!("../../../sales/tests/core/log-v2.jsonl"),
    include_str!("../../../sales/tests/core/log-v3.jsonl"),
    include_str!("../../../sales/tests/core/log-v4.jsonl"),
    include_str!("../../../sales/tests/core/log-v5.jsonl"),
    include_str!("../../../sales/tests/core/log-v6.jsonl"),
];

/// A backup, a bare log or the first line of an encrypted backup. Answers what came of it, without its particulars.
pub(crate) fn backup(data: &[u8]) -> String {
    let text = String::from_utf8_lossy(data).into_owned();
    let is_backup = backup::is_backup(text.lines().next().unwrap_or_default());
    let lock = text.lines().next().map(Lock::read);
    let read = backup::read(text.clone());
    let (log, damaged) = backup::salvage(text);
    if let Ok(read) = &read {
        assert_eq!(read.log.rows.len(), log.rows.len(), "what is sound is salvaged in full");
    }
    // All that can be read can be merged, either way around, and comes to the same.
    let (some, others) = log.rows.split_at(log.rows.len() / 2);
    let (here, there) = (merge::merge(some, others), merge::merge(others, some));
    let come = [here.fold(), there.fold()].map(|workspace| workspace.expect("lines that were read"));
    assert!(come[0].same_as(&come[1]), "the order of files counts for nothing");
    let texts = log.rows.iter().map(Row::text).collect::<Vec<_>>().join("\n");
    outlines(&Rc::new(texts)).expect("lines that were read");
    // What they come to can be kept, too.
    let mut reader = Reader::new(&encode_head(&log.workspace)).expect("a head");
    for chunk in chunk_numbers(&log.workspace) {
        reader.chunk(&encode_chunk(&log.workspace, chunk)).expect("a chunk");
    }
    assert!(reader.finish().expect("a workspace").same_as(&log.workspace), "it is kept as it is");
    let error = read.as_ref().err().map(std::mem::discriminant);
    let size = |number: usize| number.checked_ilog2();
    let workspace = &log.workspace;
    format!(
        "{is_backup} {:?} {error:?} {:?} {} {:?} {:?} {:?}",
        lock.map(|lock| lock.is_ok()),
        size(log.rows.len()),
        damaged.min(3),
        size(workspace.deals.row_count()),
        size(workspace.stages.iter().count()),
        size(workspace.activities.iter().count()),
    )
}

/// A dashboard or a process out of a file, taken over in every way there is.
pub(crate) fn setup(data: &[u8]) -> String {
    let text = String::from_utf8_lossy(data);
    let mut workspace = workspace();
    let mut number = 0;
    let mut ids = move || -> Uuid {
        number += 1;
        new_uuid(number, [9; 10])
    };
    let draft = dashboard::read(&workspace, &text, &mut ids);
    let said = draft
        .as_ref()
        .map(|draft| (draft.widgets.len().min(4), draft.unknown.len().min(4)))
        .map_err(|error| format!("{error:?}"));
    let file = process::read(&text);
    let error = file.as_ref().err().map(std::mem::discriminant);
    let mut decided = Vec::new();
    if let Ok(file) = file {
        let pipeline = workspace.pipelines.iter().next().map(|row| row.id);
        let taken = pipeline.map(|pipeline| process::take_over(&workspace, pipeline, &file, &mut ids));
        let (own, left_out) = process::as_pipeline(&workspace, &file, "Own".to_owned(), &mut ids);
        decided.push(format!("{}", left_out.len().min(4)));
        for command in taken.and_then(|taken| taken.command()).into_iter().chain([own]) {
            let mut context = Context { now: Timestamp(0), today: Date::default(), ids: &mut ids };
            match decide(&workspace, &command, &mut context) {
                Ok(decision) => {
                    decided.push(format!("{:?}", decision.changes.len().checked_ilog2()));
                    evolve(&mut workspace, &entry(decision.act, decision.changes), &mut Touched::default());
                }
                Err(rejection) => decided.push(format!("{:?}", std::mem::discriminant(&rejection))),
            }
        }
        if let Some(row) = workspace.pipelines.iter().last() {
            process::read(&process::write(&workspace, row.id)).expect("what is written can be read");
        }
    }
    format!("{said:?} {error:?} {decided:?}")
}

/// The sample data, which have a process, and the dashboards of the last log.
fn workspace() -> Workspace {
    static KNOWN: OnceLock<Workspace> = OnceLock::new();
    let make = || {
        let mut workspace = backup::salvage(LOGS[5].to_owned()).0.workspace;
        let mut number = 1 << 20;
        let mut ids = || -> Uuid {
            number += 1;
            new_uuid(number, [8; 10])
        };
        let mut context = Context { now: Timestamp(0), today: Date::default(), ids: &mut ids };
        let load = Command::LoadSample { language: Language::English };
        let decision = decide(&workspace, &load, &mut context).expect("an empty workspace takes it");
        evolve(&mut workspace, &entry(decision.act, decision.changes), &mut Touched::default());
        workspace
    };
    KNOWN.get_or_init(make).clone()
}

fn entry(act: Act, changes: Vec<sales::log::Change>) -> Entry {
    let stamp = Stamp { clock: Hlc::default().tick(Timestamp(1)), device: Device(1) };
    Entry { format: FORMAT, stamp, at: Timestamp(1), act, kind: Kind::Do, changes }
}

pub(crate) fn backups() -> Vec<Vec<u8>> {
    let mut writer = Writer::begin(Timestamp(0), "Acme", Device(1), 0);
    LOGS[2].lines().chain(LOGS[3].lines()).for_each(|line| writer.entry(line));
    let lock = Lock::new("AAAAAAAAAAAAAAAAAAAAAA==".to_owned(), "AAAAAAAAAAAAAAAA".to_owned()).line();
    let logs = LOGS.iter().map(|log| log.as_bytes().to_vec());
    logs.chain([writer.end().into_bytes(), lock.into_bytes(), LOGS[1..].concat().into_bytes()]).collect()
}

pub(crate) fn setups() -> Vec<Vec<u8>> {
    let workspace = workspace();
    let processes = workspace.pipelines.iter().map(|row| process::write(&workspace, row.id));
    let boards = workspace.dashboards.iter().map(|row| dashboard::write(&workspace, row));
    processes.chain(boards).map(String::into_bytes).collect()
}
