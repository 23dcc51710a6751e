//! Feeds every reader with damaged files for some seconds: `cargo run -p exchange --example fuzz_read --release -- 600`.
//!
//! For compilers without instrumentation. Inputs are changed at random, and those kept to be changed further that led to
//! something new: another error, another set of problems, another number of sheets. What makes a reader panic is saved
//! beside the targets of `cargo fuzz`, and what takes it long is named.

#![allow(clippy::unwrap_used, reason = "it may fail loudly: it is there to be told")]

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a crate of its own elsewhere")]
mod targets;

use targets::{Outcome, TARGETS, Target, WORDS, seeds};

/// How many inputs a target keeps.
const KEPT: usize = 4096;
/// Longer inputs are not made longer.
const LONGEST: usize = 1 << 14;

/// Chance, the same each time it begins at the same number.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }

    /// A length, short ones more often.
    fn length(&mut self) -> usize {
        let most = 1 << self.roll(8);
        self.roll(most)
    }
}

/// An input with some changes.
fn change(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.length()).min(bytes.len());
        match dice.roll(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 | 5 => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].iter().copied())),
            6 => {
                let word = WORDS[dice.roll(WORDS.len())];
                let end = (at + word.len()).min(bytes.len());
                bytes.splice(at..end, word.iter().copied());
            }
            7 => {
                let from = dice.roll(other.len() + 1);
                let to = (from + dice.length()).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ if dice.roll(20) == 0 => bytes.truncate(at),
            _ => (),
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

/// What came of an input, without its particulars.
fn sign(outcome: &Outcome) -> u64 {
    let mut hasher = DefaultHasher::new();
    match outcome {
        Ok(file) => {
            let kinds: BTreeSet<_> = file
                .problems
                .iter()
                .map(|problem| std::mem::discriminant(&problem.kind))
                .map(|kind| format!("{kind:?}"))
                .collect();
            let size = |length: usize| length.checked_ilog2();
            kinds.hash(&mut hasher);
            format!("{:?}", file.format).hash(&mut hasher);
            for table in &file.sheets {
                (size(table.headers().len()), size(table.len())).hash(&mut hasher);
            }
        }
        Err(error) => format!("{:?}", error.kind).hash(&mut hasher),
    }
    hasher.finish()
}

/// Feeds one reader for some time. Answers how often, how many inputs led to something new, and how many made it panic.
fn feed((name, target): Target, time: Duration, dice: &mut Dice) -> (u64, usize, u64) {
    let mut inputs = seeds(name);
    let mut seen = HashSet::new();
    let (mut count, mut panics) = (0, 0);
    let begin = Instant::now();
    while begin.elapsed() < time {
        let input = &inputs[dice.roll(inputs.len())];
        let other = &inputs[dice.roll(inputs.len())];
        let changed = change(input, other, dice);
        let started = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| target(&changed)));
        if started.elapsed() > Duration::from_secs(2) {
            println!("{name}: slow: {:?}, saved as {}", started.elapsed(), save(name, &changed));
        }
        count += 1;
        let Ok(outcome) = result else {
            panics += 1;
            println!("{name}: panic, saved as {}", save(name, &changed));
            continue;
        };
        if seen.insert(sign(&outcome)) && inputs.len() < KEPT {
            inputs.push(changed);
        }
    }
    (count, seen.len(), panics)
}

fn save(name: &str, input: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let folder = format!("{}/fuzz/artifacts/{name}", env!("CARGO_MANIFEST_DIR"));
    let path = format!("{folder}/stable-{:x}", hasher.finish());
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, input)).unwrap();
    path
}

fn main() -> ExitCode {
    let seconds = std::env::args().nth(1).and_then(|seconds| seconds.parse().ok()).unwrap_or(60);
    let seed = std::env::args().nth(2).and_then(|seed| seed.parse().ok()).unwrap_or(0x9E37_79B9_7F4A_7C15);
    let mut dice = Dice(seed);
    let mut panics = 0;
    for target in TARGETS {
        let time = Duration::from_secs(seconds) / u32::try_from(TARGETS.len()).unwrap();
        let (count, new, panicked) = feed(target, time, &mut dice);
        println!("{:>9}: {count} inputs, {new} kinds of outcome, {panicked} panics", target.0);
        panics += panicked;
    }
    if panics == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
