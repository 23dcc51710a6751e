//! A date, cut into numbers, marks and the words that mean something in it.

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits in a row.
    Number(Digits),
    /// `/ - . : , +`.
    Mark(char),
    /// A space between two numbers; elsewhere spaces say nothing.
    Space,
    /// The name of a month, 1 to 12.
    Month(u32),
    /// Which half of the day.
    Half(Half),
    /// A Chinese unit behind its number.
    Unit(Unit),
    /// `T` between day and time.
    T,
    /// `Z`, `UTC`, `GMT`.
    Utc,
}

/// How many digits are looked at: more than any number in a date has, but for parts of a second.
pub(super) const MAX_DIGITS: usize = 18;

/// Digits in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// What the first [`MAX_DIGITS`] of them are worth.
    pub(super) value: u64,
    /// How many there are.
    pub(super) count: usize,
}

impl Digits {
    /// What they are worth, where that is a small number; where not, a number too large to be part of a date.
    pub(super) fn small(self) -> u32 {
        u32::try_from(self.value).unwrap_or(u32::MAX)
    }
}

/// The half of the day that a time of twelve hours is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// a.m.
    Morning,
    /// The hours around twelve.
    Noon,
    /// p.m.
    Afternoon,
}

/// What a number in front of it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 年
    Year,
    /// 月
    Month,
    /// 日, 号
    Day,
    /// 时, 点
    Hour,
    /// 分
    Minute,
    /// 秒
    Second,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words that say nothing the rest does not say.
const FILLERS: [&str; 5] = ["at", "of", "the", "on", "uhr"];
const HALVES: [(&str, Half); 10] = [
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("清晨", Half::Morning),
    ("凌晨", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("夜里", Half::Afternoon),
];
const UNITS: [(&str, Unit); 11] = [
    ("年", Unit::Year),
    ("月", Unit::Month),
    ("日", Unit::Day),
    ("号", Unit::Day),
    ("號", Unit::Day),
    ("时", Unit::Hour),
    ("時", Unit::Hour),
    ("点", Unit::Hour),
    ("點", Unit::Hour),
    ("分", Unit::Minute),
    ("秒", Unit::Second),
];
const WEEKS: [&str; 5] = ["星期", "礼拜", "禮拜", "周", "週"];

/// Cuts a text in its plain form; `None` where something in it belongs to no date.
pub(super) fn cut(text: &str) -> Option<Vec<Token>> {
    let mut cutter = Cutter { rest: text, tokens: Vec::with_capacity(16), spaced: false };
    while !cutter.rest.is_empty() {
        cutter.step()?;
    }
    Some(cutter.tokens)
}

struct Cutter<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    /// Whether there was a space since the last token.
    spaced: bool,
}

impl Cutter<'_> {
    fn push(&mut self, token: Token) {
        let is_number = |token: &Token| matches!(token, Token::Number(_));
        if self.spaced && is_number(&token) && self.tokens.last().is_some_and(is_number) {
            self.tokens.push(Token::Space);
        }
        self.spaced = false;
        self.tokens.push(token);
    }

    fn step(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        match first {
            ' ' => {
                self.rest = self.rest.trim_start();
                self.spaced = true;
            }
            '0'..='9' => {
                let digits = self.take_while(|char| char.is_ascii_digit());
                let count = digits.len();
                let value = digits[..count.min(MAX_DIGITS)].parse().unwrap_or(u64::MAX);
                self.push(Token::Number(Digits { value, count }));
            }
            '/' | '-' | '.' | ':' | '+' => {
                self.rest = &self.rest[1..];
                self.push(Token::Mark(first));
            }
            ',' => {
                self.rest = &self.rest[1..];
                // Between two digits a comma may split off parts of a second; elsewhere it is a pause.
                let splits = !self.spaced && self.rest.starts_with(|next: char| next.is_ascii_digit());
                if splits && matches!(self.tokens.last(), Some(Token::Number(_))) {
                    self.push(Token::Mark(','));
                } else {
                    self.spaced = true;
                }
            }
            // The year in `5 Mar '24`; a lone one in front keeps spreadsheets from reading the cell their own way.
            '\'' => self.rest = &self.rest[1..],
            // A remark: the day of the week, the name of the time zone.
            '(' if !self.tokens.is_empty() => self.rest = &self.rest[self.rest.find(')')? + 1..],
            'a'..='z' | 'A'..='Z' => return self.word(),
            _ => return self.chinese(),
        }
        Some(())
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|char| !belongs(char)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn word(&mut self) -> Option<()> {
        let word = self.take_while(|char| char.is_ascii_alphabetic()).to_ascii_lowercase();
        let half = |rest: &str| {
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            rest.get(..1).is_some_and(|next| next.eq_ignore_ascii_case("m"))
        };
        match word.as_str() {
            "am" | "pm" => self.push(Token::Half(if word == "am" { Half::Morning } else { Half::Afternoon })),
            "a" | "p" if half(self.rest) => {
                self.rest = &self.rest[1 + usize::from(self.rest.starts_with('.'))..];
                self.push(Token::Half(if word == "a" { Half::Morning } else { Half::Afternoon }));
            }
            "t" => self.push(Token::T),
            "z" | "utc" | "gmt" => self.push(Token::Utc),
            "st" | "nd" | "rd" | "th" if matches!(self.tokens.last(), Some(Token::Number(_))) => {
                self.spaced = true;
            }
            _ if FILLERS.contains(&word.as_str()) => self.spaced = true,
            _ if is_short_for(&word, &WEEKDAYS).is_some() => self.spaced = true,
            _ => {
                let month = is_short_for(&word, &MONTHS)?;
                self.push(Token::Month(u32::try_from(month).ok()? + 1));
            }
        }
        self.rest = self.rest.strip_prefix('.').unwrap_or(self.rest);
        Some(())
    }

    fn chinese(&mut self) -> Option<()> {
        for (word, half) in HALVES {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                self.push(Token::Half(half));
                return Some(());
            }
        }
        for (word, unit) in UNITS {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                self.push(Token::Unit(unit));
                return Some(());
            }
        }
        if let Some(rest) = WEEKS.iter().find_map(|week| self.rest.strip_prefix(week)) {
            self.rest = rest.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])?;
            self.spaced = true;
            return Some(());
        }
        // 3点钟, 3点整.
        self.rest = self.rest.strip_prefix(['钟', '鐘', '整', '，', '、'])?;
        self.spaced = true;
        Some(())
    }
}

/// Which of `names` a word of at least three letters is, or begins.
fn is_short_for(word: &str, names: &[&str]) -> Option<usize> {
    // The only months that are usual with four letters.
    let word = if word == "sept" { "sep" } else { word };
    let usual = |name: &str| match name {
        _ if word == name || word == &name[..3] => true,
        "tuesday" => word == "tues",
        "wednesday" => word == "weds",
        "thursday" => matches!(word, "thur" | "thurs"),
        _ => false,
    };
    names.iter().position(|name| usual(name))
}
