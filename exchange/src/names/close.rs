//! Whether two names differ by a slip of the pen.

use strsim::osa_distance;

use super::words::{Name, Word};

/// How many slips there may be in a name of any length.
const MAX_SLIPS: usize = 3;
/// The longest name whose slips are counted: the work grows with the square of the length.
const MAX_CHARS: usize = 200;
/// Chinese words shorter than this have no room for a slip.
const LEAST_HAN: usize = 6;
/// Characters that make another name of one that lacks them.
const TELLING_HAN: &str = "一二三四五六七八九十百千万甲乙丙丁新老大小东南西北中上下前后左右内外总分第";

/// The lengths that a name that is close to one of `len` characters can have.
pub(super) fn lengths(len: usize) -> (usize, usize) {
    (len.saturating_sub(MAX_SLIPS), len.saturating_add(MAX_SLIPS))
}

/// How close two names are, up to 91; `None` where they are not. Both are of one bucket: their numbers are equal.
pub(super) fn score(one: &Name, other: &Name) -> Option<u8> {
    let len = one.joined().len.max(other.joined().len).max(1);
    if len > MAX_CHARS || !may_be_within(MAX_SLIPS, one.joined(), other.joined()) {
        return None;
    }
    let slips = if one.core().len() == other.core().len() {
        slips_of_words(one.core(), other.core())?
    } else {
        // A space too much or too little, and a slip besides.
        slips(one.joined(), other.joined(), JOINED)?
    };
    // Names that are the same are found otherwise: here at least one letter differs.
    let lost = (slips.max(1) * 100 / len).clamp(1, 50);
    u8::try_from(92_usize.saturating_sub(lost)).ok()
}

/// Whether so many slips could make one word of the other, at a glance: each takes away one letter and adds one at most.
/// This settles nearly all pairs without looking closer.
fn may_be_within(slips: usize, one: &Word, other: &Word) -> bool {
    (one.letters ^ other.letters).count_ones() as usize <= 2 * slips && one.len.abs_diff(other.len) <= slips
}

/// How many slips there are in all the words together: in two of them at most.
fn slips_of_words(one: &[Word], other: &[Word]) -> Option<usize> {
    let (mut words, mut all) = (0, 0);
    for (one, other) in one.iter().zip(other).filter(|(one, other)| one.text != other.text) {
        words += 1;
        all += slips(one, other, WORD)?;
        if words > 2 || all > MAX_SLIPS {
            return None;
        }
    }
    Some(all)
}

/// From how many letters on there may be one slip, two, or three.
type Room = [usize; MAX_SLIPS];
const WORD: Room = [5, 8, 14];
const JOINED: Room = [8, 14, 24];

/// How many slips make one word of another; `None` where it is more than such a word has room for.
fn slips(one: &Word, other: &Word, room: Room) -> Option<usize> {
    if one.is_number || other.is_number {
        return None;
    }
    if one.has_han || other.has_han {
        return is_one_han_more(&one.text, &other.text).then_some(1);
    }
    let shorter = one.len.min(other.len);
    let most = room.iter().filter(|&&least| shorter >= least).count();
    // Nobody gets the first letter wrong.
    if !may_be_within(most, one, other) || one.text.chars().next() != other.text.chars().next() {
        return None;
    }
    Some(osa_distance(&one.text, &other.text)).filter(|slips| (1..=most).contains(slips))
}

/// Whether the longer of two Chinese words is the shorter with one character more, and not one that tells names apart.
/// One character for another is no slip: each is a word, and nearly every pair is of two names.
fn is_one_han_more(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() < LEAST_HAN || long.len() != short.len() + 1 {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(short, long)| short == long).count();
    short[same..] == long[same + 1..] && !TELLING_HAN.contains(long[same])
}
