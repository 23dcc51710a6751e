//! How fast the core is, natively: `cargo bench --package sales --features bench`.
//!
//! Each benchmark stands beside a floor: the least that something like it could cost with the plainest means. Look at the
//! ratio, not at the bare time, which is the machine's as much as the code's.

#![allow(missing_docs, reason = "a benchmark's name says it")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::collections::{BTreeSet, HashMap};

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use sales::board::{Board, BoardQuery};
use sales::checkpoint::{Reader, chunk_numbers, encode_chunk, encode_head};
use sales::decide::{Command, Context, End, Slot, decide};
use sales::evolve::{Touched, evolve};
use sales::ids::{DealId, StageId, new_uuid};
use sales::log::{Device, Entry, FORMAT, Hlc, Kind, Line, Log, Stamp};
use sales::model::{GroupBy, Workspace};
use sales::query::{Collation, Direction, Filter, Matcher, SortKey, table, table_texts};
use sales::sample::big;
use sales::time::{Date, Timestamp};
use sales::undo::can_undo;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const NOW: Timestamp = Timestamp(1_749_470_400_000);
const MANY: usize = 100_000;

fn main() {
    divan::main();
}

fn fold(entries: &[Entry]) -> Workspace {
    let (mut ws, mut touched) = (Workspace::default(), Touched::default());
    for entry in entries {
        evolve(&mut ws, entry, &mut touched);
        touched.clear();
    }
    ws
}

fn workspace(deals: usize) -> Workspace {
    fold(&big::entries(deals, NOW))
}

/// Does moves of single cards: any card, to any stage, to any place there.
struct Mover {
    ws: Workspace,
    deals: Vec<DealId>,
    stages: Vec<StageId>,
    clock: Hlc,
    state: u64,
    touched: Touched,
}

impl Mover {
    fn new(deals: usize) -> Self {
        let ws = workspace(deals);
        let pipeline = ws.first_pipeline().unwrap().id;
        let stages = ws.board_stages(pipeline).iter().map(|stage| stage.id).collect();
        let deals = ws.deals.iter().map(|deal| deal.id).collect();
        Self { ws, deals, stages, clock: Hlc::default(), state: 1, touched: Touched::default() }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % end
    }

    fn command(&mut self) -> Command {
        let (deal, other) = (self.below(self.deals.len()), self.below(self.deals.len()));
        let (deal, other) = (self.deals[deal], self.deals[other]);
        let stage = self.below(self.stages.len());
        let (stage, slot) = match self.below(4) {
            0 => (self.stages[stage], Slot::Top),
            1 => (self.stages[stage], Slot::Bottom),
            2 => (self.ws.deals.get(other).unwrap().position.stage, Slot::Before(other)),
            _ => (self.ws.deals.get(other).unwrap().position.stage, Slot::After(other)),
        };
        Command::MoveDeals { deals: vec![deal], stage, slot, patch: None }
    }

    fn act(&mut self, command: &Command) -> Entry {
        let mut ids = || new_uuid(0, [0; 10]);
        let decision =
            decide(&self.ws, command, &mut Context { now: NOW, today: Date::MIN, ids: &mut ids }).unwrap();
        self.clock = self.clock.tick(NOW);
        let stamp = Stamp { clock: self.clock, device: Device(1) };
        let (act, changes) = (decision.act, decision.changes);
        let entry = Entry { format: FORMAT, stamp, at: NOW, act, kind: Kind::Do, changes };
        self.touched.clear();
        evolve(&mut self.ws, &entry, &mut self.touched);
        entry
    }
}

mod moves {
    #[allow(clippy::wildcard_imports, reason = "the parts of one file")]
    use super::*;

    const ROUND: usize = 1_000;

    /// `decide` and `evolve` of moves on a board of so many deals in six stages; the target is a million a second at 10,000.
    #[divan::bench(args = [1_000, 10_000, 100_000])]
    fn decide_and_evolve(bencher: Bencher<'_, '_>, deals: usize) {
        let mut mover = Mover::new(deals);
        let commands: Vec<Command> = (0..ROUND).map(|_| mover.command()).collect();
        bencher.counter(ItemsCount::new(ROUND)).bench_local(|| {
            for command in &commands {
                black_box(mover.act(command));
            }
        });
    }

    /// The floor: two look-ups by id, and one card out of one ordered set and into another.
    #[divan::bench(args = [1_000, 10_000, 100_000])]
    fn floor(bencher: Bencher<'_, '_>, deals: usize) {
        let ws = workspace(deals);
        let by_id: HashMap<DealId, u32> = ws.deals.iter().map(|deal| deal.id).zip(0..).collect();
        let mut columns: Vec<BTreeSet<(u128, u32)>> = vec![BTreeSet::new(); 6];
        let mut places: Vec<(usize, u128)> = Vec::new();
        for (number, deal) in (0_u32..).zip(ws.deals.iter()) {
            let column = number as usize % 6;
            columns[column].insert((deal.position.rank.0, number));
            places.push((column, deal.position.rank.0));
        }
        let mut mover = Mover::new(deals);
        let pairs: Vec<(DealId, DealId)> = (0..ROUND)
            .map(|_| {
                let (one, other) = (mover.below(deals), mover.below(deals));
                (mover.deals[one], mover.deals[other])
            })
            .collect();
        bencher.counter(ItemsCount::new(ROUND)).bench_local(|| {
            for (one, other) in &pairs {
                let (one, other) = (by_id[one], by_id[other]);
                let (from, rank) = places[one as usize];
                let (to, next) = places[other as usize];
                columns[from].remove(&(rank, one));
                columns[to].insert((next + 1, one));
                places[one as usize] = (to, next + 1);
            }
        });
    }

    /// Bringing a board up to date after one move.
    #[divan::bench(args = [10_000, 100_000])]
    fn board_follows(bencher: Bencher<'_, '_>, deals: usize) {
        let mut mover = Mover::new(deals);
        let mut board = Board::new(&mover.ws, query(&mover.ws, GroupBy::Nothing, ""));
        let mut ws = mover.ws.clone();
        let steps: Vec<(Entry, Touched)> = (0..ROUND)
            .map(|_| {
                let command = mover.command();
                let entry = mover.act(&command);
                (entry, mover.touched.clone())
            })
            .collect();
        let mut step = steps.iter().cycle();
        bencher.bench_local(|| {
            if let Some((entry, touched)) = step.next() {
                evolve(&mut ws, entry, &mut Touched::default());
                black_box(board.follow(&ws, touched));
            }
        });
    }

    /// All of a column of a large board to another.
    #[divan::bench]
    fn a_selection_of_16_000(bencher: Bencher<'_, '_>) {
        let mover = Mover::new(MANY);
        let deals: Vec<DealId> =
            mover.ws.column(mover.stages[0]).map(|ix| mover.ws.deals.at(ix).id).collect();
        let command = Command::MoveDeals { deals, stage: mover.stages[1], slot: Slot::Top, patch: None };
        let mut ids = || new_uuid(0, [0; 10]);
        bencher.bench_local(|| {
            decide(&mover.ws, &command, &mut Context { now: NOW, today: Date::MIN, ids: &mut ids })
        });
    }
}

fn query(ws: &Workspace, group_by: GroupBy, text: &str) -> BoardQuery {
    let filter = Filter { text: text.to_owned(), ..Filter::default() };
    BoardQuery { pipeline: ws.first_pipeline().unwrap().id, filter, group_by }
}

mod open {
    #[allow(clippy::wildcard_imports, reason = "the parts of one file")]
    use super::*;

    fn log() -> Vec<Entry> {
        let mut mover = Mover::new(10_000);
        let mut entries = big::entries(10_000, NOW);
        while entries.len() < MANY {
            let command = mover.command();
            entries.push(mover.act(&command));
        }
        entries
    }

    /// Folding a log of 100,000 entries, nearly all of them moves.
    #[divan::bench(sample_count = 20)]
    fn replay_100_000_entries(bencher: Bencher<'_, '_>) {
        let entries = log();
        bencher.counter(ItemsCount::new(MANY)).bench_local(|| fold(&entries));
    }

    /// Reading the lines of that log.
    #[divan::bench(sample_count = 10)]
    fn parse_100_000_lines(bencher: Bencher<'_, '_>) {
        let lines: Vec<String> = log().iter().map(Entry::to_text).collect();
        bencher
            .counter(ItemsCount::new(MANY))
            .bench_local(|| lines.iter().filter_map(|line| Line::parse(line).ok()).collect::<Log>());
    }

    /// The floor for reading lines: the same texts as JSON of any kind.
    #[divan::bench(sample_count = 10)]
    fn parse_100_000_lines_floor(bencher: Bencher<'_, '_>) {
        let lines: Vec<String> = log().iter().map(Entry::to_text).collect();
        bencher.counter(ItemsCount::new(MANY)).bench_local(|| {
            lines.iter().filter(|line| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()).count()
        });
    }

    fn pieces(ws: &Workspace) -> (Vec<u8>, Vec<Vec<u8>>) {
        (encode_head(ws), chunk_numbers(ws).into_iter().map(|chunk| encode_chunk(ws, chunk)).collect())
    }

    fn read(head: &[u8], chunks: &[Vec<u8>]) -> Workspace {
        let mut reader = Reader::new(head).unwrap();
        for chunk in chunks {
            reader.chunk(chunk).unwrap();
        }
        reader.finish().unwrap()
    }

    /// A workspace of 100,000 deals from its checkpoint. What is allocated and not freed is what it takes in memory.
    #[divan::bench(sample_count = 20)]
    fn checkpoint_of_100_000_deals(bencher: Bencher<'_, '_>) {
        let (head, chunks) = pieces(&workspace(MANY));
        bencher.counter(ItemsCount::new(MANY)).bench_local(|| read(&head, &chunks));
    }

    /// The floor: making the same workspace by copying one.
    #[divan::bench(sample_count = 20)]
    fn checkpoint_floor(bencher: Bencher<'_, '_>) {
        let ws = workspace(MANY);
        bencher.counter(ItemsCount::new(MANY)).bench_local(|| ws.clone());
    }

    /// What has to be written after a move.
    #[divan::bench]
    fn one_chunk_written(bencher: Bencher<'_, '_>) {
        let ws = workspace(10_000);
        bencher.bench_local(|| encode_chunk(&ws, 6));
    }
}

mod screens {
    #[allow(clippy::wildcard_imports, reason = "the parts of one file")]
    use super::*;

    #[divan::bench(sample_count = 20)]
    fn board_of_100_000(bencher: Bencher<'_, '_>) {
        let ws = workspace(MANY);
        bencher
            .counter(ItemsCount::new(MANY))
            .bench_local(|| Board::new(&ws, query(&ws, GroupBy::Nothing, "")));
    }

    #[divan::bench(sample_count = 20)]
    fn board_of_100_000_by_owner(bencher: Bencher<'_, '_>) {
        let ws = workspace(MANY);
        bencher
            .counter(ItemsCount::new(MANY))
            .bench_local(|| Board::new(&ws, query(&ws, GroupBy::Owner, "")));
    }

    /// A search at each key press.
    #[divan::bench(sample_count = 20, args = ["renewal", "续约", "nobody", "系统 renewal"])]
    fn search_in_100_000(bencher: Bencher<'_, '_>, text: &str) {
        let ws = workspace(MANY);
        let filter = Filter { text: text.to_owned(), ..Filter::default() };
        bencher.counter(ItemsCount::new(MANY)).bench_local(|| {
            let matcher = Matcher::new(&filter);
            ws.deals.iter().filter(|deal| matcher.matches(&ws, deal)).count()
        });
    }

    /// The floor for a search: the plain search of the standard library, in titles only, case and all.
    #[divan::bench(sample_count = 20, args = ["renewal", "续约"])]
    fn search_floor(bencher: Bencher<'_, '_>, text: &str) {
        let ws = workspace(MANY);
        bencher
            .counter(ItemsCount::new(MANY))
            .bench_local(|| ws.deals.iter().filter(|deal| deal.title.contains(text)).count());
    }

    #[divan::bench(sample_count = 20, args = [SortKey::Title, SortKey::Value, SortKey::Owner])]
    fn table_of_100_000(bencher: Bencher<'_, '_>, sort: SortKey) {
        let ws = workspace(MANY);
        let pipeline = ws.first_pipeline().unwrap().id;
        let filter = Filter::default();
        // As the browser orders them, only by other rules.
        let mut texts = table_texts(&ws, pipeline, sort);
        texts.sort_unstable();
        let collation = Collation::new(texts);
        bencher
            .counter(ItemsCount::new(MANY))
            .bench_local(|| table(&ws, pipeline, &filter, sort, Direction::Ascending, &collation));
    }
    /// Whether it can be taken back that a deal was added: asked before each undo.
    #[divan::bench(sample_count = 20)]
    fn undo_of_an_added_deal(bencher: Bencher<'_, '_>) {
        let mut mover = Mover::new(MANY);
        let add = Command::AddDeal {
            stage: mover.stages[0],
            title: "Renewal".to_owned(),
            patches: Vec::new(),
            end: End::Top,
        };
        let entry = mover.act(&add);
        bencher.bench_local(|| can_undo(&mover.ws, &entry).unwrap());
    }
}
