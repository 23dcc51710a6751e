//! What the cells of a column look like, from a sample of them.

use std::collections::{HashMap, HashSet};

use super::stages;
use crate::table::Table;
use crate::values::{NumberError, NumberStyle, currency, flag, is_written_date, number, says_nothing};

/// How many rows are looked at, spread over the table.
const SAMPLE: usize = 1_000;
/// The longest cell that is looked at closely.
const MAX_BYTES: usize = 200;

/// How many values there are at most to choose from.
const MAX_CHOICES: usize = 60;

/// What the cells of a column look like.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// How many cells say something.
    filled: usize,
    distinct: HashSet<u64>,
    dates: usize,
    numbers: usize,
    /// Numbers that have a currency or parts of a unit, or are more than any chance or count.
    amounts: usize,
    /// Numbers from 0 to 100, or with a percent sign.
    percents: usize,
    /// Whole numbers that have no fewer than five zeros at the end, as millionths of money have.
    millions: usize,
    currencies: usize,
    emails: usize,
    phones: usize,
    websites: usize,
    ids: usize,
    flags: usize,
    stages: usize,
    statuses: usize,
    /// What is known about the first few values, as stages and as states.
    known: HashMap<String, (bool, bool)>,
    names: usize,
    /// Texts too long for a name.
    long: usize,
}

impl Shape {
    /// Looks at a column of a table.
    pub(super) fn of(table: &Table, column: usize) -> Self {
        let step = table.len().div_ceil(SAMPLE).max(1);
        let mut shape = Self::default();
        let rows = (0..table.len()).step_by(step).filter_map(|row| table.row(row));
        for cell in rows.map(|row| row.cell(column)).filter(|cell| !says_nothing(cell)) {
            shape.add(cell);
        }
        shape
    }

    fn add(&mut self, cell: &str) {
        use std::hash::{DefaultHasher, Hash, Hasher};
        self.filled += 1;
        let mut hasher = DefaultHasher::new();
        cell.hash(&mut hasher);
        self.distinct.insert(hasher.finish());
        if cell.len() > MAX_BYTES {
            self.long += 1;
            return;
        }
        let count = |counter: &mut usize, is: bool| *counter += usize::from(is);
        count(&mut self.dates, is_written_date(cell));
        let read = match number(cell, NumberStyle::Point) {
            Err(NumberError::OtherStyle) => number(cell, NumberStyle::Comma),
            read => read,
        };
        if let Ok(read) = read {
            let whole = read.abs().as_float();
            self.numbers += 1;
            count(&mut self.percents, read.has_percent || whole <= 100.0);
            count(&mut self.amounts, read.mark.is_some() || whole > 1_000.0 || cell.contains([',', '.']));
            count(&mut self.millions, whole >= 10_000.0 && read.plain().ends_with("0000"));
        }
        count(&mut self.currencies, currency(cell).is_some());
        count(&mut self.emails, is_email(cell));
        count(&mut self.phones, is_phone(cell));
        count(&mut self.websites, is_website(cell));
        count(&mut self.ids, is_id(cell) && !is_written_date(cell));
        count(&mut self.flags, flag(cell).is_some());
        let known = match self.known.get(cell) {
            Some(known) => *known,
            // A column of more values is no column of stages.
            None if self.known.len() >= MAX_CHOICES => (false, false),
            None => {
                let known = (stages::is_known(cell), stages::status(cell).is_some());
                *self.known.entry(cell.to_owned()).or_insert(known)
            }
        };
        count(&mut self.stages, known.0);
        count(&mut self.statuses, known.1);
        count(&mut self.names, is_persons_name(cell));
        count(&mut self.long, cell.chars().count() > 60);
    }

    /// Whether nine of ten cells are something.
    fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// Whether hardly a value stands there twice.
    pub(super) fn is_distinct(&self) -> bool {
        self.mostly(self.distinct.len())
    }

    /// Whether there are few values, each in many rows.
    pub(super) fn is_choice(&self) -> bool {
        self.distinct.len() <= MAX_CHOICES && self.distinct.len() * 3 <= self.filled
    }

    pub(super) fn is_dates(&self) -> bool {
        self.mostly(self.dates)
    }

    pub(super) fn is_numbers(&self) -> bool {
        self.mostly(self.numbers)
    }

    /// Numbers that are more likely money than anything else.
    pub(super) fn is_amounts(&self) -> bool {
        self.is_numbers() && !self.is_dates() && !self.is_phones() && self.amounts * 2 >= self.filled
    }

    /// Numbers that are more likely chances: of a few sizes, none above 100.
    pub(super) fn is_percents(&self) -> bool {
        self.is_numbers() && self.percents == self.filled && self.is_few() && self.distinct.len() > 2
    }

    /// Numbers that can be millionths of money.
    pub(super) fn is_millionths(&self) -> bool {
        self.mostly(self.millions)
    }

    pub(super) fn is_currencies(&self) -> bool {
        self.mostly(self.currencies) && !self.is_numbers()
    }

    pub(super) fn is_emails(&self) -> bool {
        self.mostly(self.emails)
    }

    pub(super) fn is_phones(&self) -> bool {
        self.mostly(self.phones)
    }

    pub(super) fn is_websites(&self) -> bool {
        self.mostly(self.websites)
    }

    /// Ids, rather than names: each without spaces and with a digit.
    pub(super) fn is_ids(&self) -> bool {
        self.mostly(self.ids)
    }

    /// A few values, of which some are the names of known stages.
    pub(super) fn is_stages(&self) -> bool {
        self.is_few() && self.stages * 3 >= self.filled && !self.is_numbers()
    }

    /// Nothing but open, won, lost and the like.
    pub(super) fn is_statuses(&self) -> bool {
        self.mostly(self.statuses)
    }

    /// Names of persons, each in many rows.
    pub(super) fn is_owners(&self) -> bool {
        self.is_few() && self.mostly(self.names)
    }

    /// Texts of a line that may be titles.
    pub(super) fn is_titles(&self) -> bool {
        self.is_texts() && self.is_distinct() && self.long * 2 < self.filled
    }

    /// Texts of many words.
    pub(super) fn is_notes(&self) -> bool {
        self.is_texts() && self.long * 2 >= self.filled && self.filled > 0
    }

    fn is_few(&self) -> bool {
        self.filled > 0 && (self.is_choice() || self.filled <= 20)
    }

    fn is_texts(&self) -> bool {
        let others = [self.dates, self.numbers, self.emails, self.phones, self.websites, self.ids];
        !others.into_iter().any(|count| count * 2 >= self.filled.max(1))
    }
}

fn is_email(cell: &str) -> bool {
    let Some((name, host)) = cell.split_once('@') else { return false };
    !name.is_empty() && host.contains('.') && !host.contains('@') && !cell.contains(char::is_whitespace)
}

/// Seven to fifteen digits, with marks as between the parts of a telephone number, or of the length that mobiles have in
/// China.
fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let are_fit = cell.chars().all(|char| char.is_ascii_digit() || "+-() ./".contains(char));
    let has_marks = cell.starts_with('+') || cell.contains(['-', '(', ' ']);
    let is_mobile = digits == 11 && cell.starts_with('1') && cell.len() == 11;
    are_fit && (7..=15).contains(&digits) && (has_marks || is_mobile) && !is_written_date(cell)
}

fn is_website(cell: &str) -> bool {
    if cell.contains(char::is_whitespace) || cell.contains('@') {
        return false;
    }
    let lower = cell.to_ascii_lowercase();
    let has_scheme =
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
    let host = lower.split('/').next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let is_host = host.contains('.')
        && (2..=10).contains(&ending.len())
        && ending.bytes().all(|it| it.is_ascii_lowercase());
    has_scheme || is_host
}

fn is_id(cell: &str) -> bool {
    let fits = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ':' | '{' | '}');
    cell.len() <= 60 && cell.chars().all(fits) && cell.contains(|char: char| char.is_ascii_digit())
}

/// Two or three words that begin with capitals, or two to four Chinese characters.
fn is_persons_name(cell: &str) -> bool {
    let is_han = |char: char| ('\u{4e00}'..='\u{9fff}').contains(&char);
    if cell.chars().all(is_han) {
        return (2..=4).contains(&cell.chars().count());
    }
    let words: Vec<&str> = cell.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_uppercase) && !word.contains(|char: char| char.is_ascii_digit())
    };
    (2..=3).contains(&words.len()) && words.iter().all(is_word)
}
