//! What the name of a stage says about it: open, won or lost, and how likely a deal there is to be won.
//!
//! The default stages of products are known by name ([`known`]), with the chances that those products give them. Of other
//! names the words are understood ([`words`]). A stage that says nothing gets its chance from its place between others.

mod known;
mod words;

use sales::model::{StageKind, StandingKind};

use super::{Source, header};
use words::closing_words;

/// What a stage seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StageGuess {
    /// Open, won or lost.
    pub kind: StageKind,
    /// The chance to win a deal there, in percent.
    pub probability: u8,
    /// Where that comes from.
    pub basis: Basis,
    /// Its place among the stages of the product that has it: two may have one chance.
    place: usize,
}

/// Where a guess about a stage comes from, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// It is a stage that a product comes with.
    Product,
    /// The words of its name say so.
    Words,
    /// Only its place among the others.
    Place,
}

/// Guesses what stages mean. Their order is that of the pipeline, as far as it is known.
pub fn guess_stages<'a>(names: impl IntoIterator<Item = &'a str>, source: Source) -> Vec<StageGuess> {
    let mut guesses: Vec<Option<StageGuess>> = names.into_iter().map(|name| guess(name, source)).collect();
    let open: Vec<usize> = (0..guesses.len())
        .filter(|&at| guesses[at].is_none_or(|guess| guess.kind == StageKind::Open))
        .collect();
    let chances: Vec<Option<u8>> =
        open.iter().map(|&at| guesses[at].map(|guess| guess.probability)).collect();
    for (place, &at) in open.iter().enumerate() {
        if guesses[at].is_none() {
            let probability = between(&chances, place);
            guesses[at] =
                Some(StageGuess { kind: StageKind::Open, probability, basis: Basis::Place, place: 0 });
        }
    }
    guesses.into_iter().flatten().collect()
}

/// What the name alone says; `None` where it says nothing.
fn guess(name: &str, source: Source) -> Option<StageGuess> {
    let plain = header::words(name);
    if let Some((kind, probability, place)) = known::stage(&plain, source) {
        return Some(StageGuess { kind, probability, basis: Basis::Product, place });
    }
    let of = |kind, probability| Some(StageGuess { kind, probability, basis: Basis::Words, place: 0 });
    match closing_words(&plain) {
        Some(StandingKind::Won) => of(StageKind::Won, 100),
        Some(StandingKind::Lost) => of(StageKind::Lost, 0),
        Some(StandingKind::Open | StandingKind::Nurtured) | None => {
            of(StageKind::Open, words::chance(&plain)?)
        }
    }
}

/// A chance between those of the nearest stages that have one, in even steps.
fn between(chances: &[Option<u8>], place: usize) -> u8 {
    let chance = |at: usize| chances[at].map(|chance| (at, usize::from(chance)));
    let before = (0..place).rev().find_map(chance);
    let after = (place + 1..chances.len()).find_map(chance);
    let low = before.map_or(0, |(_, chance)| chance);
    // Where the chances don't rise from one stage to the next, a step up from the one before is as good as any.
    let high = after.map(|(_, chance)| chance).filter(|&high| high > low).unwrap_or(100);
    let steps = after.map_or(chances.len(), |(at, _)| at) - before.map_or(0, |(at, _)| at)
        + usize::from(before.is_none());
    let step = place - before.map_or(0, |(at, _)| at) + usize::from(before.is_none());
    u8::try_from((low + (high - low) * step / steps.max(1)).clamp(1, 99)).unwrap_or(50)
}

/// The order that stages of one pipeline should have: the open ones by their chance, then the won and the lost ones.
pub fn in_order(guesses: &[StageGuess]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..guesses.len()).collect();
    let rank = |guess: &StageGuess| match guess.kind {
        StageKind::Open => (0, guess.probability, guess.place),
        StageKind::Won => (1, 0, guess.place),
        StageKind::Lost => (2, 0, guess.place),
    };
    places.sort_by_key(|&place| rank(&guesses[place]));
    places
}

/// What a cell of a column of states says: `Won`, `open`, `已成交`, `On hold` …
pub fn status(text: &str) -> Option<StandingKind> {
    let plain = header::words(text);
    closing_words(&plain).or_else(|| words::is_open(&plain).then_some(StandingKind::Open))
}

/// Whether the name of a stage or state says that a deal is closed, or nurtured.
pub(super) fn closing(text: &str) -> Option<StandingKind> {
    let plain = header::words(text);
    match known::stage(&plain, Source::Other) {
        Some((StageKind::Won, ..)) => Some(StandingKind::Won),
        Some((StageKind::Lost, ..)) => Some(StandingKind::Lost),
        Some((StageKind::Open, ..)) => None,
        None => closing_words(&plain),
    }
}

/// Whether a text is the name of a stage that means something.
pub(super) fn is_known(text: &str) -> bool {
    guess(text, Source::Other).is_some()
}
