//! Feeds every reader with damaged files for some seconds: `cargo run -p exchange --example fuzz_read --profile worker -- 600`. A second number is
//! where chance begins, and a name behind it that of the only reader to feed.
//!
//! For compilers without instrumentation. Inputs are changed at random, and those kept to be changed further that led to
//! something new: another error, another set of problems, another number of sheets. What makes a reader panic is saved
//! beside the targets of `cargo fuzz`, and what takes it long is named.

#![allow(clippy::unwrap_used, reason = "it may fail loudly: it is there to be told")]

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a crate of its own elsewhere")]
mod targets;

use targets::{Outcome, TARGETS, Target, WORDS, seeds};

/// A reader and what it is given.
type Given = (&'static str, Arc<[u8]>);

/// The input that a reader is given now. A panic ends the program, as it does in the browser; but first this is saved.
static NOW: Mutex<Option<Given>> = Mutex::new(None);

/// How many inputs a target keeps.
const KEPT: usize = 4096;
/// What takes a reader longer is told of. The limits on memory let a small file ask for a second or two.
const SLOW: Duration = Duration::from_secs(4);
/// Longer inputs are not made longer.
const LONGEST: usize = 1 << 15;
/// But some are made this long, from one piece again and again.
const LONG: usize = 1 << 19;

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
    // What takes more time than in proportion shows only in long inputs.
    if dice.roll(300) == 0 {
        let at = dice.roll(bytes.len() + 1);
        let piece = bytes[at..(at + 1 + dice.length()).min(bytes.len())].to_vec();
        let times = LONG / piece.len().max(1);
        bytes.splice(at..at, piece.repeat(times));
    }
    bytes
}

/// What came of an input, without its particulars.
fn sign(outcome: &Outcome) -> u64 {
    let mut hasher = DefaultHasher::new();
    match outcome {
        Outcome::File(Ok(file)) => {
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
        Outcome::File(Err(error)) => format!("{:?}", error.kind).hash(&mut hasher),
        Outcome::Other(said) => said.hash(&mut hasher),
    }
    hasher.finish()
}

/// Feeds one reader for some time. Answers how often, how many inputs led to something new, and how many took it long.
fn feed((name, target): Target, time: Duration, dice: &mut Dice) -> (u64, usize, u64) {
    let mut inputs: Vec<Arc<[u8]>> = seeds(name).into_iter().map(Arc::from).collect();
    let mut seen = HashSet::new();
    let (mut count, mut slow) = (0, 0);
    let begin = Instant::now();
    while begin.elapsed() < time {
        let input = &inputs[dice.roll(inputs.len())];
        let other = &inputs[dice.roll(inputs.len())];
        let changed: Arc<[u8]> = change(input, other, dice).into();
        *NOW.lock().unwrap() = Some((name, Arc::clone(&changed)));
        let started = Instant::now();
        let outcome = target(&changed);
        if started.elapsed() > SLOW {
            slow += 1;
            println!("{name}: {:?}, saved as {}", started.elapsed(), save(name, &changed));
        }
        count += 1;
        if seen.insert(sign(&outcome)) && inputs.len() < KEPT && changed.len() <= LONGEST {
            inputs.push(changed);
        }
    }
    (count, seen.len(), slow)
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
    let argument = |place| std::env::args().nth(place).and_then(|number| number.parse().ok());
    let seconds = argument(1).unwrap_or(60);
    let mut dice = Dice(argument(2).unwrap_or(0x9E37_79B9_7F4A_7C15));
    let only = std::env::args().nth(3);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Ok(Some((name, input))) = NOW.try_lock().as_deref() {
            println!("{name}: panic, saved as {}", save(name, input));
        }
        usual(panic);
    }));
    let mut all_slow = 0;
    for target in TARGETS {
        if only.as_ref().is_some_and(|only| only != target.0) {
            continue;
        }
        let readers = if only.is_some() { 1 } else { TARGETS.len() };
        let time = Duration::from_secs(seconds) / u32::try_from(readers).unwrap();
        let (count, new, slow) = feed(target, time, &mut dice);
        println!("{:>9}: {count} inputs, {new} kinds of outcome, {slow} slow", target.0);
        all_slow += slow;
    }
    if all_slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
