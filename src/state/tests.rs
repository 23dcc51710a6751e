//! Logs whose records do not lie in the order of their entries, as after a merge, against the browser's real database.

#![allow(clippy::expect_used, reason = "a test fails by it; clippy knows no tests by this macro")]

use std::ops::ControlFlow;
use std::rc::Rc;

use exchange::parcels;
use exchange::rows::outlines;
use js_sys::Uint8Array;
use sales::checkpoint::{encode_chunk, encode_head};
use sales::decide::Command;
use sales::ids::{ChoiceId, new_uuid};
use sales::log::{Act, Change, ChoiceEdit, Device, Entry, FORMAT, Hlc, Kind, Line, Log, Stamp, Swap};
use sales::model::{ListKind, Workspace};
use sales::rank::Rank;
use sales::time::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use super::adopt::Adopted;
use super::store::Store;
use super::unite::{Union, found};
use crate::storage::{Appended, Checkpoint, Database, Opened, Parcel};

fn id() -> ChoiceId {
    ChoiceId(new_uuid(1, [7; 10]))
}

fn entry(at: i64, change: Change) -> Line {
    Line::Known(Entry {
        format: FORMAT,
        stamp: Stamp { clock: Hlc::default().tick(Timestamp(at)), device: Device(1) },
        at: Timestamp(at),
        act: Act::EditList,
        kind: Kind::Do,
        changes: vec![change],
    })
}

fn added(at: i64) -> Line {
    let (list, rank) = (ListKind::Tag, Rank::nth(0));
    entry(at, Change::ChoiceAdded { id: id(), list, name: "first".to_owned(), rank, sample: false })
}

fn named(at: i64, name: &str) -> Line {
    let swap = Swap { from: "first".to_owned(), to: name.to_owned() };
    entry(at, Change::ChoiceEdited { id: id(), edit: ChoiceEdit::Name(swap) })
}

fn parcels_of(lines: &[Line]) -> Vec<Parcel> {
    let bytes = |text: &str| Uint8Array::from(text.as_bytes());
    let texts: Vec<String> = lines.iter().map(Line::to_text).collect();
    let rows = outlines(&Rc::new(texts.join("\n"))).expect("lines");
    let packed = parcels::pack(&rows).into_iter();
    packed.map(|parcel| Parcel { lines: bytes(&parcel.lines), deals: Some(bytes(&parcel.deals)) }).collect()
}

async fn open(name: &str) -> Database {
    match Database::open(name, || ()).await.expect("opens") {
        Opened::Ready(database) => database,
        Opened::ReadOnly(_) => panic!("a database of a test can be written"),
    }
}

/// A database of its own for each test, with these lines.
async fn with(name: &str, lines: &[Line]) -> (String, Database) {
    let name = format!("test-order-{name}");
    idb::Factory::new().expect("a browser").delete(&name).expect("a request").await.expect("deleted");
    let database = open(&name).await;
    for (seq, line) in (1..).zip(lines) {
        let parcels = parcels_of(std::slice::from_ref(line));
        assert_eq!(database.append_parcels(seq, &parcels).await, Ok(Appended::Saved));
    }
    (name, database)
}

async fn load(name: &str, database: Database) -> Store {
    Store::load(name.to_owned(), database).await.map_err(|(error, _)| error).expect("loads")
}

fn name_of(store: Store) -> String {
    store.with(|workspace| workspace.choices.get(id()).map(|row| row.name.clone()).unwrap_or_default())
}

fn replayed(lines: &[Line]) -> Workspace {
    lines.iter().cloned().collect::<Log>().replay()
}

fn union_of(seq: u64, new: &[Line], all: &[Line]) -> Union {
    let workspace = replayed(all);
    let parts = [encode_head(&workspace), encode_chunk(&workspace, 0)];
    let parts = parts.iter().take(1 + workspace.deals.row_count().min(1));
    Union {
        seq,
        parcels: parcels_of(new),
        lines: new.len(),
        last: all.iter().map(Line::stamp).max().unwrap_or_default(),
        has_newer: false,
        parts: parts.map(|part| Uint8Array::from(part.as_slice())).collect(),
    }
}

async fn texts(name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let take = |record: crate::storage::Record| {
        texts.push(record.line.to_text());
        ControlFlow::Continue(())
    };
    open(name).await.read_after(0, take).await.expect("readable");
    texts
}

#[wasm_bindgen_test]
async fn records_are_folded_in_the_order_of_their_entries() {
    let (name, database) = with("load", &[added(1), named(9, "late"), named(5, "early")]).await;
    let store = load(&name, database).await;
    assert_eq!(name_of(store), "late");
    assert_eq!(store.seq(), 3);
    assert!(store.next_stamp() > named(9, "").stamp());
}

#[wasm_bindgen_test]
async fn a_checkpoint_that_an_earlier_entry_came_after_is_not_used() {
    let lines = [added(1), named(9, "late"), named(5, "early")];
    let (name, database) = with("checkpoint", &lines).await;
    // It holds the first two, and is sound; nothing but the order speaks against it.
    let head = encode_head(&replayed(&lines[..2]));
    let stamp = lines[1].stamp().to_string();
    let checkpoint = Checkpoint { seq: 2, lineage: 1.0, stamp, head, chunks: Vec::new() };
    assert_eq!(database.write_checkpoint(None, &checkpoint, &[]).await, Ok(true));
    assert_eq!(name_of(load(&name, database).await), "late");
}

#[wasm_bindgen_test]
async fn a_checkpoint_that_only_later_entries_came_after_is_used() {
    let lines = [added(1), named(5, "early"), named(9, "late")];
    let (name, database) = with("checkpoint-used", &lines).await;
    // What it says instead of the log shows that it was used.
    let head = encode_head(&replayed(&[added(1), named(5, "from the checkpoint")]));
    let stamp = lines[2].stamp().to_string();
    let checkpoint = Checkpoint { seq: 3, lineage: 1.0, stamp, head, chunks: Vec::new() };
    assert_eq!(database.write_checkpoint(None, &checkpoint, &[]).await, Ok(true));
    assert_eq!(name_of(load(&name, database).await), "from the checkpoint");
}

#[wasm_bindgen_test]
async fn another_tab_that_merged_has_this_one_start_over_and_nothing_is_lost() {
    let (name, database) = with("tabs", &[added(1), named(9, "late")]).await;
    let store = load(&name, database).await;
    let other = open(&name).await;
    assert_eq!(other.append_parcels(3, &parcels_of(&[named(5, "early")])).await, Ok(Appended::Saved));
    // This tab has not heard of it yet, and writes.
    store.run(&Command::RenameWorkspace { name: "Acme".to_owned() }).expect("it can be renamed");
    store.saved().await.expect("saved");
    assert_eq!(name_of(store), "late", "not the early one on top");
    assert_eq!(store.with(|workspace| workspace.settings.name.clone()), "Acme");
    assert_eq!(store.seq(), 4);
    let lines: Vec<Line> =
        texts(&name).await.iter().map(|text| Line::parse(text).expect("an entry")).collect();
    assert!(store.with(|workspace| workspace.same_as(&replayed(&lines))));
}

#[wasm_bindgen_test]
async fn a_merge_is_saved_and_shown_as_a_whole() {
    let lines = [added(1), named(9, "late"), named(5, "early"), named(20, "last")];
    let (name, database) = with("unite", &lines[..2]).await;
    let store = load(&name, database).await;
    assert_eq!(store.unite(union_of(2, &lines[2..], &lines)).await, Ok(Adopted::Yes));
    assert_eq!((name_of(store).as_str(), store.seq()), ("last", 3), "what came together is one record");
    assert!(store.next_stamp() > lines[3].stamp(), "what is done next comes after all of it");
    assert_eq!(name_of(load(&name, open(&name).await).await), "last");

    // Made for a log that has gone on since: nothing changes.
    let more = [named(30, "outdated")];
    assert_eq!(store.unite(union_of(2, &more, &lines)).await, Ok(Adopted::Outdated));
    assert_eq!(texts(&name).await.len(), 4);
    assert_eq!(name_of(store), "last");
}

#[wasm_bindgen_test]
async fn a_merge_that_another_tab_came_before_changes_nothing() {
    let lines = [added(1), named(9, "late"), named(5, "early")];
    let (name, database) = with("unite-behind", &lines[..2]).await;
    let store = load(&name, database).await;
    let elsewhere = [named(10, "elsewhere")];
    assert_eq!(open(&name).await.append_parcels(3, &parcels_of(&elsewhere)).await, Ok(Appended::Saved));
    assert_eq!(store.unite(union_of(2, &lines[2..], &lines)).await, Ok(Adopted::Outdated));
    store.saved().await.expect("caught up");
    assert_eq!(name_of(store), "elsewhere");
    assert_eq!(texts(&name).await.len(), 3);
}

#[wasm_bindgen_test]
async fn a_backup_becomes_a_workspace_of_its_own_where_there_is_none() {
    let lines = [added(1), named(5, "early"), named(9, "late")];
    let (taken, database) = with("found-taken", &lines[..1]).await;
    drop(database);
    assert_eq!(found(&taken, &union_of(0, &lines, &lines)).await, Ok(false));
    assert_eq!(texts(&taken).await.len(), 1, "the one that is there stays as it is");

    let (free, database) = with("found-free", &[]).await;
    drop(database);
    assert_eq!(found(&free, &union_of(0, &lines, &lines)).await, Ok(true));
    let store = load(&free, open(&free).await).await;
    assert_eq!((name_of(store).as_str(), store.seq()), ("late", 1));
}
