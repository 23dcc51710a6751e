//! Feeds the readers of cells, names and headers with texts for some seconds:
//! `cargo run -p exchange --example fuzz_values --profile worker -- 600`.
//!
//! For compilers without instrumentation. Texts are changed at random, and those are kept to be changed further that led to
//! something new: another error, another length of the result. Besides not panicking the readers must keep what they
//! promise: see [`check`]. What breaks a promise is printed with its text, ready to become a test.

#![allow(clippy::expect_used, reason = "it may fail loudly: it is there to be told")]

use std::cell::RefCell;
use std::collections::HashSet;
use std::time::{Duration, Instant};

use exchange::names::{LegalForms, NameIndex, exact_key, key, near_key};
use exchange::recognise::{Source, changed_field, guess_stages, header_key, in_order, recognise, status};
use exchange::table::Table;
use exchange::values::{
    DateOrder, FIRST_YEAR, LAST_YEAR, NumberStyle, PercentStyle, currency, date, flag, guess_order,
    guess_percent, guess_style, is_written_date, number, says_nothing,
};
use sales::model::StageKind;
use sales::money::Currency;

/// How many texts are kept.
const KEPT: usize = 8_192;
/// Longer texts are cut, but for one in a thousand.
const LONGEST: usize = 80;
/// Slower than this is worth a look.
const SLOW: Duration = Duration::from_millis(200);

/// Pieces that the readers look for.
const PIECES: &[&str] = &[
    "2024-03-05",
    "05.03.2024",
    "3/5/24",
    "2024年3月5日",
    "下午3:05",
    "周二",
    "14:30:05.123",
    "T",
    "Z",
    "+08:00",
    "GMT",
    "Mar",
    "PM",
    "a.m.",
    "45356.5",
    "1709649000",
    "0000-00-00",
    "20240305143005",
    "1,234.56",
    "1.234,56",
    "12,34,567",
    "1'234",
    "1 234",
    "(",
    ")",
    "-",
    "−",
    "+",
    "¥",
    "￥",
    "US$",
    "€",
    "元",
    "RMB",
    "kr.",
    "Rs.",
    "万",
    "亿",
    "k",
    "Mio.",
    "e5",
    "E-400",
    "%",
    "％",
    "整",
    ",-",
    "NaN",
    "inf",
    "#N/A",
    "null",
    "9",
    "99999999999999999999",
    "0",
    "00",
    "٣",
    "１２",
    "\u{a0}",
    "\u{202f}",
    "\u{feff}",
    "\u{200d}",
    "e\u{301}",
    "ς",
    "İ",
    "ß",
    "🦀",
    "\0",
    "\n",
    "Acme",
    "Inc.",
    "GmbH & Co. KG",
    "S. A. de C. V.",
    "有限公司",
    "集团",
    "股份",
    "II",
    "C++",
    "&",
    "O'Brien",
    "Deal Name",
    "Stage",
    "Amount (USD)",
    "金额（万元）",
    "商机阶段",
    "closeDate",
    "Account.Name__c",
    "deal - title",
    "Closed Won",
    "未成交",
    "待签约",
    "Lost to",
    "（",
    "）",
    "[",
    "]",
    " ",
    "",
];

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
}

/// A text with some changes.
fn change(text: &str, other: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let others: Vec<char> = other.chars().collect();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(chars.len() + 1);
        let end = (at + dice.roll(5)).min(chars.len());
        match dice.roll(7) {
            0 | 1 => drop(chars.splice(at..at, PIECES[dice.roll(PIECES.len())].chars())),
            2 => drop(chars.splice(at..end, PIECES[dice.roll(PIECES.len())].chars())),
            3 => drop(chars.drain(at..end)),
            4 => {
                let piece = chars[at..end].to_vec();
                let to = dice.roll(chars.len() + 1);
                chars.splice(to..to, piece);
            }
            5 => {
                let from = dice.roll(others.len() + 1);
                let to = (from + dice.roll(8)).min(others.len());
                chars.splice(at..end, others[from..to].iter().copied());
            }
            _ if at < chars.len() => {
                let near =
                    (chars[at] as u32).wrapping_add(u32::try_from(dice.roll(5)).unwrap_or(0)).wrapping_sub(2);
                chars[at] = char::from_u32(near).unwrap_or('\u{fffd}');
            }
            _ => {}
        }
    }
    if dice.roll(1_000) == 0 {
        return chars.into_iter().cycle().take(if text.is_empty() { 0 } else { 20_000 }).collect();
    }
    chars.truncate(LONGEST);
    chars.into_iter().collect()
}

/// Reads a text in every way, checks what is promised, and answers a sign of what came of it.
fn check(text: &str, other: &str) -> String {
    let mut sign = Vec::new();
    for order in DateOrder::ALL {
        let read = date(text, order);
        match read {
            Ok(moment) => {
                let year = chrono::Datelike::year(&moment.date);
                assert!((FIRST_YEAR..=LAST_YEAR).contains(&year), "the year is in range");
                let again = date(&moment.date.to_string(), order).expect("an ISO date is a date");
                assert_eq!(again.date, moment.date, "and the same one");
                let _ = moment.instant(i32::MAX);
                sign.push(format!("d{}{}", moment.time.is_some(), moment.offset.is_some()));
            }
            Err(error) => sign.push(format!("{error:?}")),
        }
    }
    let guess = guess_order([text]);
    if let Ok(moment) = date(text, guess.best())
        && guess.is_certain()
    {
        let others = DateOrder::ALL.map(|order| date(text, order));
        // Where the column is sure, the other orders say the same, or nothing, or points stand between the numbers.
        let agree = others.iter().flatten().all(|other| other.date == moment.date);
        assert!(agree || text.contains(['.', '。', '．']), "an order was taken though another fits");
    }
    for style in NumberStyle::ALL {
        match number(text, style) {
            Ok(read) => {
                let plain = read.plain();
                let again = number(&plain, NumberStyle::Point).expect("a plain number is a number");
                assert_eq!(again.plain(), plain, "and the same one");
                assert!(read.as_float().is_finite(), "a number is finite");
                if let Ok(money) = read.to_money(Currency::CNY) {
                    let exact = money.value.minor.unsigned_abs();
                    assert!(exact <= sales::money::MAX_MINOR.unsigned_abs(), "an amount is within limits");
                }
                let _ = (
                    read.micros_to_money(Currency::USD),
                    PercentStyle::ALL.map(|style| read.to_percent(style)),
                );
                sign.push(format!("n{}{}{}", read.has_percent, read.mark.is_some(), plain.len() / 4));
            }
            Err(error) => sign.push(format!("{error:?}")),
        }
    }
    let _ = (guess_style([text, other]), guess_percent([text, other]), guess_order([text, other]));
    sign.push(format!(
        "{:?}{:?}{}{}",
        currency(text).is_some(),
        flag(text),
        says_nothing(text),
        is_written_date(text)
    ));
    for forms in [LegalForms::Count, LegalForms::PassOver] {
        let there = NameIndex::new([text], forms).like(other);
        let back = NameIndex::new([other], forms).like(text);
        assert_eq!(there.first(), back.first(), "likeness goes both ways");
        sign.push(format!("{:?}", there.first().map(|found| found.likeness)));
    }
    assert!(
        exact_key(text) != exact_key(other) || key(text) == key(other),
        "what is the very same is the same"
    );
    let _ = near_key(text, LegalForms::PassOver);
    let stages = guess_stages([text, other], Source::Other);
    assert!(
        stages.iter().all(|stage| (stage.kind == StageKind::Open) == (1..=99).contains(&stage.probability))
    );
    assert_eq!(in_order(&stages).len(), 2, "every stage has its place");
    let mut table = Table::new(other, vec![text.to_owned(), other.to_owned()]);
    table.push(2, [other, text]);
    let found = recognise(&table);
    assert_eq!(found.columns.len(), 2, "every column has its guess");
    let _ = (header_key([text, other]), status(text));
    sign.push(format!("{:?}{:?}{:?}{:?}", stages[0].kind, stages[0].basis, found.kind, changed_field(text)));
    sign.concat()
}

thread_local! {
    /// What is being read, for the message of a panic.
    static READ: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().map_or(60, |seconds| seconds.parse().expect("seconds"));
    let mut dice =
        Dice(arguments.next().map_or(0x9e37_79b9_7f4a_7c15, |seed| seed.parse().expect("a number")));
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        READ.with_borrow(|(text, other)| eprintln!("found by {text:?} and {other:?}"));
        default(info);
    }));
    let mut texts: Vec<String> = PIECES.iter().map(|&piece| piece.to_owned()).collect();
    let mut seen = HashSet::new();
    let (mut count, mut slowest) = (0_u64, Duration::ZERO);
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(seconds) {
        let other = texts[dice.roll(texts.len())].clone();
        let text = change(&texts[dice.roll(texts.len())], &other, &mut dice);
        READ.set((text.clone(), other.clone()));
        let started = Instant::now();
        let sign = check(&text, &other);
        let mut took = started.elapsed();
        if took > SLOW {
            // Perhaps the machine was busy with something else.
            let started = Instant::now();
            check(&text, &other);
            took = took.min(started.elapsed());
        }
        if took > slowest {
            slowest = took;
            if took > SLOW {
                let beginning = |text: &str| text.chars().take(40).collect::<String>();
                let (first, second) = (beginning(&text), beginning(&other));
                println!(
                    "slow: {took:?} for {} and {} bytes: {first:?}, {second:?}",
                    text.len(),
                    other.len()
                );
            }
        }
        count += 1;
        if text.len() <= 4 * LONGEST && seen.insert(sign) && texts.len() < KEPT {
            texts.push(text);
        }
    }
    println!("{count} texts, {} of them led to something new, the slowest took {slowest:?}", seen.len());
}
