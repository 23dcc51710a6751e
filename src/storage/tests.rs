//! Storage against the browser's real database.

#![allow(clippy::expect_used, reason = "a test fails by it; clippy knows no tests by this macro")]

use std::ops::ControlFlow;

use js_sys::{Object, Reflect, Uint8Array};
use sales::ids::{ChoiceId, DealId, new_uuid};
use sales::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, Line, RecordRef, Stamp};
use sales::model::ListKind;
use sales::rank::Rank;
use sales::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::{Appended, Checkpoint, Database, Opened, Parcel, Record, StorageError, records_in};

wasm_bindgen_test_configure!(run_in_browser);

/// A database of its own for each test.
async fn fresh(name: &str) -> Database {
    let name = format!("test-{name}");
    idb::Factory::new().expect("a browser").delete(&name).expect("a request").await.expect("deleted");
    ready(&name).await
}

async fn ready(name: &str) -> Database {
    match Database::open(name, || ()).await.expect("opens") {
        Opened::Ready(database) => database,
        Opened::ReadOnly(_) => panic!("a fresh database can be written"),
    }
}

fn entry(number: i64) -> Entry {
    let id = ChoiceId(new_uuid(number.unsigned_abs(), [7; 10]));
    let name = format!("choice {number}");
    Entry {
        format: FORMAT,
        stamp: Stamp { clock: Hlc::default().tick(Timestamp(number)), device: Device(1) },
        at: Timestamp(number),
        act: Act::EditList,
        kind: Kind::Do,
        changes: vec![Change::ChoiceAdded {
            id,
            list: ListKind::Tag,
            name,
            rank: Rank::nth(0),
            sample: false,
        }],
    }
}

async fn all(database: &Database) -> Result<Vec<Record>, StorageError> {
    let mut records = Vec::new();
    let take = |record| {
        records.push(record);
        ControlFlow::Continue(())
    };
    database.read_after(0, take).await.map(|()| records)
}

#[wasm_bindgen_test]
async fn what_was_appended_is_read_back_in_order() {
    let database = fresh("append").await;
    assert_eq!(database.append(1, &[entry(1), entry(2)]).await, Ok(Appended::Saved));
    assert_eq!(database.append(3, &[entry(3)]).await, Ok(Appended::Saved));
    let records = all(&database).await.expect("readable");
    let lines: Vec<_> = records.iter().map(|record| (record.seq, record.line.known().cloned())).collect();
    assert_eq!(lines, [(1, Some(entry(1))), (2, Some(entry(2))), (3, Some(entry(3)))]);
    assert_eq!(database.last_seq().await, Ok(3));
    let last = database.last_lines(3, 2).await.expect("readable");
    assert_eq!(
        last.iter().map(|line| line.known().cloned()).collect::<Vec<_>>(),
        [Some(entry(2)), Some(entry(3))]
    );
}

#[wasm_bindgen_test]
async fn a_tab_that_is_behind_writes_nothing() {
    let database = fresh("behind").await;
    assert_eq!(database.append(1, &[entry(1)]).await, Ok(Appended::Saved));
    assert_eq!(database.append(1, &[entry(8), entry(9)]).await, Ok(Appended::Behind));
    assert_eq!(all(&database).await.expect("readable").len(), 1, "neither entry got in");
    assert_eq!(database.append(2, &[entry(8), entry(9)]).await, Ok(Appended::Saved));
}

#[wasm_bindgen_test]
async fn a_long_log_is_read_in_full() {
    let database = fresh("long").await;
    let entries: Vec<Entry> = (1..=4_500).map(entry).collect();
    assert_eq!(database.append(1, &entries).await, Ok(Appended::Saved));
    assert_eq!(all(&database).await.expect("readable").len(), 4_500);
}

#[wasm_bindgen_test]
async fn a_damaged_record_is_named_and_the_others_are_still_there() {
    let database = fresh("damaged").await;
    assert_eq!(database.append(1, &[entry(1), entry(2), entry(3)]).await, Ok(Appended::Saved));
    let broken = Object::new();
    Reflect::set(&broken, &"text".into(), &"{\"v\":1, cut".into()).expect("a plain object");
    database.put_raw(2, &broken).await.expect("written");
    match all(&database).await {
        Err(StorageError::Damaged { records, .. }) => assert_eq!(records, [2]),
        other => panic!("damage goes unnoticed: {other:?}"),
    }
    let texts = database.all_texts().await.expect("readable");
    assert_eq!(texts.len(), 3, "the damaged text is handed over as it is");
}

#[wasm_bindgen_test]
async fn an_entry_of_a_newer_version_is_kept() {
    let database = fresh("newer-entry").await;
    let newer = Object::new();
    let text = format!("{{\"v\":{},\"stamp\":\"{}\",\"novel\":true}}", FORMAT + 1, entry(1).stamp);
    Reflect::set(&newer, &"text".into(), &JsValue::from_str(&text)).expect("a plain object");
    database.put_raw(1, &newer).await.expect("written");
    let records = all(&database).await.expect("readable");
    assert_eq!(records.len(), 1);
    assert!(matches!(&records[0].line, Line::Newer(_, kept) if *kept == text));
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_opened_to_read() {
    let name = "test-newer-layout";
    let factory = idb::Factory::new().expect("a browser");
    factory.delete(name).expect("a request").await.expect("deleted");
    ready(name).await.close();
    factory.open(name, Some(99)).expect("a request").await.expect("opens").close();
    assert!(matches!(Database::open(name, || ()).await, Ok(Opened::ReadOnly(_))));
}

#[wasm_bindgen_test]
async fn entries_are_found_by_their_deal() {
    let database = fresh("by-deal").await;
    let deal = DealId(new_uuid(5, [1; 10]));
    let about = Entry { changes: vec![Change::Removed(RecordRef::Deal(deal))], ..entry(2) };
    assert_eq!(database.append(1, &[entry(1), about.clone(), entry(3)]).await, Ok(Appended::Saved));
    let lines = database.about(deal).await.expect("readable");
    assert_eq!(lines.iter().map(|line| line.known().cloned()).collect::<Vec<_>>(), [Some(about)]);
}

fn checkpoint(seq: u64, lineage: f64, chunks: &[u8]) -> Checkpoint {
    let chunks = chunks.iter().map(|&byte| Uint8Array::from([byte].as_slice())).collect();
    Checkpoint { seq, lineage, stamp: Stamp::default().to_string(), head: vec![1, 2, 3], chunks }
}

async fn chunks_of(database: &Database) -> (u64, Vec<Vec<u8>>) {
    let read = database.checkpoint().await.expect("readable").expect("there is one");
    (read.seq, read.chunks.iter().map(Uint8Array::to_vec).collect())
}

#[wasm_bindgen_test]
async fn chunks_are_written_only_over_their_own_lineage() {
    let database = fresh("lineage").await;
    assert!(database.checkpoint().await.expect("readable").is_none());
    assert_eq!(
        database.write_checkpoint(None, &checkpoint(5, 7.0, &[10, 11, 12]), &[0, 1, 2]).await,
        Ok(true)
    );
    assert_eq!(chunks_of(&database).await, (5, vec![vec![10], vec![11], vec![12]]));

    assert_eq!(database.write_checkpoint(Some(7.0), &checkpoint(6, 7.0, &[21]), &[1]).await, Ok(true));
    assert_eq!(chunks_of(&database).await, (6, vec![vec![10], vec![21], vec![12]]));

    let stranger = database.write_checkpoint(Some(8.0), &checkpoint(9, 8.0, &[99]), &[1]).await;
    assert_eq!(stranger, Ok(false), "chunks of two lineages never fit together");
    let older = database.write_checkpoint(Some(7.0), &checkpoint(3, 7.0, &[99]), &[1]).await;
    assert_eq!(older, Ok(false), "an older checkpoint never replaces a newer one");
    assert_eq!(chunks_of(&database).await, (6, vec![vec![10], vec![21], vec![12]]));

    assert_eq!(database.write_checkpoint(None, &checkpoint(9, 8.0, &[30]), &[0]).await, Ok(true));
    assert_eq!(chunks_of(&database).await, (9, vec![vec![30]]), "a new lineage replaces everything");
}

#[wasm_bindgen_test]
async fn erasing_leaves_nothing() {
    let database = fresh("erase").await;
    assert_eq!(database.append(1, &[entry(1)]).await, Ok(Appended::Saved));
    assert_eq!(database.write_checkpoint(None, &checkpoint(1, 1.0, &[1]), &[0]).await, Ok(true));
    assert_eq!(database.erase().await, Ok(()));
    assert_eq!(database.last_seq().await, Ok(0));
    assert!(database.checkpoint().await.expect("readable").is_none());
}

fn parcel(lines: &[&str], deals: &[&str]) -> Parcel {
    let bytes = |texts: &[&str]| Uint8Array::from(texts.join("\n").as_bytes());
    Parcel { lines: bytes(lines), deals: Some(bytes(deals)) }
}

fn entries_of(lines: &[Line]) -> Vec<Entry> {
    lines.iter().filter_map(|line| line.known().cloned()).collect()
}

/// Entries of which the second is about a deal, in two parcels.
fn packed() -> (Vec<Entry>, DealId, [Parcel; 2]) {
    let deal = DealId(new_uuid(5, [1; 10]));
    let about = Entry { changes: vec![Change::Removed(RecordRef::Deal(deal))], ..entry(2) };
    let entries = vec![entry(1), about, entry(3)];
    let texts: Vec<String> = entries.iter().map(Entry::to_text).collect();
    let id = deal.to_string();
    let parcels = [parcel(&[&texts[0], &texts[1]], &["", &id]), parcel(&[&texts[2]], &[""])];
    (entries, deal, parcels)
}

#[wasm_bindgen_test]
async fn lines_that_a_worker_packed_lie_together_and_are_read_one_by_one() {
    let database = fresh("parcels").await;
    let (entries, deal, parcels) = packed();
    assert_eq!(records_in(&parcels), 2);
    assert_eq!(database.append_parcels(1, &parcels).await, Ok(Appended::Saved));
    assert_eq!(database.last_seq().await, Ok(2));
    let records = all(&database).await.expect("readable");
    assert_eq!(records.iter().map(|record| record.seq).collect::<Vec<_>>(), [1, 1, 2]);
    let lines: Vec<Line> = records.into_iter().map(|record| record.line).collect();
    assert_eq!(entries_of(&lines), entries);
    assert_eq!(entries_of(&database.about(deal).await.expect("readable")), entries[1..2]);
    assert_eq!(entries_of(&database.last_lines(2, 2).await.expect("readable")), entries[1..]);
    assert_eq!(database.all_texts().await.expect("readable").join("\n").lines().count(), 3);

    let pieces = database.lines_between(0, 2).await.expect("readable");
    let read = pieces.iter().map(|piece| String::from_utf8(piece.to_vec()).expect("a text"));
    let read: Vec<String> =
        read.flat_map(|piece| piece.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert_eq!(read, entries.iter().map(Entry::to_text).collect::<Vec<_>>());
}

#[wasm_bindgen_test]
async fn parcels_are_appended_all_or_none() {
    let database = fresh("parcels-behind").await;
    let (_, _, parcels) = packed();
    // The number of the second one is taken.
    assert_eq!(database.append(1, &[entry(1), entry(2)]).await, Ok(Appended::Saved));
    assert_eq!(database.append_parcels(2, &parcels).await, Ok(Appended::Behind));
    assert_eq!(database.last_seq().await, Ok(2));
}

#[wasm_bindgen_test]
async fn a_line_of_a_block_that_is_damaged_takes_no_other_with_it() {
    let database = fresh("parcels-damaged").await;
    let text = entry(2).to_text();
    let parcels = [parcel(&["{\"v\":1, cut", &text], &["", ""])];
    assert_eq!(database.append_parcels(1, &parcels).await, Ok(Appended::Saved));
    let mut found = Vec::new();
    let take = |record: Record| {
        found.push(record.line);
        ControlFlow::Continue(())
    };
    assert!(matches!(
        database.read_after(0, take).await,
        Err(StorageError::Damaged { records, .. }) if records == [1]
    ));
    assert_eq!(entries_of(&found), [entry(2)]);
}

/// An entry whose line has so many bytes, and some.
fn long(bytes: usize) -> Entry {
    let id = ChoiceId(new_uuid(9, [7; 10]));
    let name = "商".repeat(bytes / "商".len());
    let added = Change::ChoiceAdded { id, list: ListKind::Tag, name, rank: Rank::nth(0), sample: false };
    Entry { changes: vec![added], ..entry(2) }
}

#[wasm_bindgen_test]
async fn a_long_line_is_found_by_its_name() {
    let database = fresh("long-line").await;
    let long = long(exchange::parcels::LONG_LINE);
    assert_eq!(database.append(1, &[entry(1)]).await, Ok(Appended::Saved));
    assert_eq!(database.append_parcels(2, &[parcel(&[&long.to_text()], &[""])]).await, Ok(Appended::Saved));
    let later: Vec<Entry> = (3..=500).map(entry).collect();
    assert_eq!(database.append(3, &later).await, Ok(Appended::Saved));
    let line = database.long_line(500, long.stamp).await.expect("readable").expect("it is there");
    assert_eq!(line.to_vec(), long.to_text().into_bytes());
    let short = database.long_line(500, entry(1).stamp).await.expect("readable");
    assert!(short.is_none(), "a short one is at hand");
    let lines = database.last_lines(2, 2).await.expect("readable");
    assert!(lines[1].known().is_some_and(|entry| entry.changes.is_empty()), "an outline");
    assert_eq!(all(&database).await.expect("readable").len(), 500);
}

#[wasm_bindgen_test]
async fn a_line_that_lies_in_pieces_is_whole_for_whoever_reads_it() {
    let database = fresh("pieces").await;
    // Cut anywhere, also within a character.
    let long = long(53 * 1024 * 1024);
    let text = long.to_text();
    let parcels = [Parcel::alone(Uint8Array::from(text.as_bytes()))];
    let count = records_in(&parcels);
    assert!(count > 25, "{count}: more than are read at once from the end");
    assert_eq!(database.append(1, &[entry(1)]).await, Ok(Appended::Saved));
    assert_eq!(database.append_parcels(2, &parcels).await, Ok(Appended::Saved));
    let last = count + 2;
    assert_eq!(database.append(last, &[entry(3)]).await, Ok(Appended::Saved));

    let records = all(&database).await.expect("readable");
    assert_eq!(records.iter().map(|record| record.seq).collect::<Vec<_>>(), [1, last - 1, last]);
    assert!(records[1].line.known() == Some(&long));
    drop(records);
    let line = database.long_line(last, long.stamp).await.expect("readable").expect("it is there");
    assert!(line.to_vec() == text.as_bytes());
    let lines = database.last_lines(last, 100).await.expect("readable");
    assert_eq!(lines.iter().map(Line::stamp).collect::<Vec<_>>(), [1, 2, 3].map(|at| entry(at).stamp));
    let pieces = database.lines_between(0, last).await.expect("readable");
    assert_eq!(pieces.iter().filter(|piece| piece.length() as usize == text.len()).count(), 1);

    // One of them is gone: that is noticed, and the rest is handed over.
    let nothing = Object::new();
    database.put_raw(5, &nothing).await.expect("written");
    assert!(matches!(all(&database).await, Err(StorageError::Damaged { .. })));
    let texts = database.all_texts().await.expect("readable");
    assert!(texts.iter().map(String::len).sum::<usize>() > text.len() / 2);
}
