//! The cells of a header, in forms that compare.

use crate::values::{Mark, NumberStyle, narrow, number};

/// A cell of a header.
#[derive(Debug)]
pub(super) struct Header {
    /// As it is, but for case, width and spaces: `deal - title`, `probability (%)`.
    pub(super) exact: String,
    /// The words of it: `stage name` for `StageName`, `amount` for `Amount (USD)`.
    pub(super) words: String,
    /// The currency in brackets behind it.
    pub(super) mark: Option<Mark>,
    /// The power of ten in brackets behind it.
    pub(super) power: u32,
}

impl Header {
    pub(super) fn new(text: &str) -> Self {
        let (mark, power) = unit(text).unwrap_or_default();
        Self { exact: exact(text), words: words(text), mark, power }
    }
}

/// A header without what makes no difference. A star marks required columns in templates, a colon ends labels.
fn exact(text: &str) -> String {
    let plain: String = text.chars().filter_map(narrow).collect();
    let plain = plain.trim().trim_matches(['*', '"', '\'']).trim_end_matches(':').to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a header, whatever stands between them: spaces, underscores, points, or a capital letter alone. What stands
/// in brackets is left out, unless it is all there is.
pub(super) fn words(text: &str) -> String {
    let plain: String = text.chars().filter_map(narrow).collect();
    let plain = plain.trim();
    // The endings of a team's own fields and relations in Salesforce.
    let plain = plain.strip_suffix("__c").or_else(|| plain.strip_suffix("__r")).unwrap_or(plain);
    let words = split(&outside_brackets(plain));
    if words.is_empty() { split(plain) } else { words }
}

fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(char),
            _ => {}
        }
    }
    outside
}

fn split(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut words = String::with_capacity(text.len());
    for (at, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            words.push(' ');
            continue;
        }
        let before = at.checked_sub(1).map_or(' ', |before| chars[before]);
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        // closeDate, SICCode.
        if char.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && after.is_lowercase())) {
            words.push(' ');
        }
        words.extend(char.to_lowercase());
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words stand in a text as whole words; Chinese ones, which have no spaces between them, as they are.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    if !words.is_ascii() {
        return text.contains(words);
    }
    place_of(text, words).is_some()
}

/// Where words stand in a text of words between spaces, as whole words.
pub(super) fn place_of(text: &str, words: &str) -> Option<usize> {
    let is_border = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let bytes = text.as_bytes();
    let mut places = text.match_indices(words).map(|(at, _)| at);
    places.find(|&at| {
        is_border(at.checked_sub(1).map(|at| &bytes[at])) && is_border(bytes.get(at + words.len()))
    })
}

/// The unit in brackets at the end of a header: `(USD)`, `（万元）`, `[k€]`.
fn unit(text: &str) -> Option<(Option<Mark>, u32)> {
    let plain: String = text.chars().filter_map(narrow).collect();
    let plain = plain.trim().strip_suffix([')', ']'])?;
    let inside = &plain[plain.rfind(['(', '['])? + 1..];
    let inside = inside.trim().trim_start_matches("单位").trim_start_matches(':').trim();
    // A unit is what can stand behind a number.
    let one = number(&format!("1 {inside}"), NumberStyle::Point).ok().filter(|_| !inside.is_empty())?;
    let power = one.plain().strip_prefix('1')?.len();
    let is_power = !one.has_percent && one.plain().bytes().skip(1).all(|digit| digit == b'0');
    is_power.then(|| (one.mark, u32::try_from(power).unwrap_or(0)))
}

/// Names a header, to remember what was decided about it: the same for the same cells in the same order, whatever their case
/// and the spaces around them. The order counts, as decisions are kept by column.
pub fn header_key<'a>(headers: impl IntoIterator<Item = &'a str>) -> String {
    // FNV-1a: short, and the same for ever.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut columns = 0_usize;
    for header in headers {
        columns += 1;
        for byte in exact(header).bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    format!("{columns}-{hash:016x}")
}
