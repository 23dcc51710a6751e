//! What a cell says: a day, a number, an amount of money, yes or no.
//!
//! People and programs write the same thing in many ways, and some ways mean two things: `03/04/2024` is a day in
//! March or in April, `1,234` is a thousand or hardly more than one. So reading goes in two steps:
//!
//! 1. **The column decides.** All its cells together usually leave one reading: a single `25/04/2024` settles the order
//!    of the day and the month for the rest. [`guess_order`], [`guess_style`] and [`guess_percent`] look at them all and
//!    answer with a [`Guess`]. Where it is [`Guess::Ambiguous`], a person has to say.
//! 2. **Each cell is read** that way: [`date()`], [`number()`]. A cell that only another way could read is an error, not a
//!    reason to read this one cell differently: a silent mixture is the one mistake nobody finds afterwards.
//!
//! Numbers are exact decimals from the first digit to the minor unit; no floating point is involved. Errors are data:
//! what to say about them is the caller's.

mod currency;
mod date;
mod flag;
mod guess;
mod number;
mod text;

pub use currency::{Mark, currency};
pub use date::{
    DateError, DateOrder, FIRST_YEAR, LAST_YEAR, Moment, date, date_from_serial, guess_order, is_written_date,
};
pub use flag::flag;
pub use guess::Guess;
pub use number::{
    Converted, Number, NumberError, NumberStyle, PercentStyle, guess_percent, guess_style, number,
};
pub(crate) use text::narrow;

/// Whether a cell that should hold a day, a number or a flag holds none, and is not wrong for it: blank, a dash as
/// accountants write nothing, or what programs write for a missing value.
///
/// `NaN`, `#N/A` and the like are not among them: there something went wrong on the way, and who imports should know.
/// Nor is this for names: there are people called Null, and a reason may be "None".
pub fn says_nothing(text: &str) -> bool {
    let plain = text::plain(text);
    let plain = plain.trim_start_matches('\'');
    if plain.chars().all(|char| char == '-') {
        return true;
    }
    let words = [
        "null", "(null)", "none", "n/a", "na", "nil", "\\n", "(blank)", "(empty)", "[null]", "无", "暂无",
        "空",
    ];
    words.iter().any(|word| word.eq_ignore_ascii_case(plain))
}
