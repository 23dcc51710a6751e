//! Tables for other programs: CSV that spreadsheets open as it is meant, and that comes back unchanged.
//!
//! The files are UTF-8 with a byte order mark, or Excel takes them for something else, and have CRLF line ends. A text that a
//! spreadsheet would run as a formula gets an apostrophe in front, which reading takes off again ([`guard`], [`unguard`]).

mod activities;
mod calendar;
mod deals;
mod directory;
mod guard;

pub use activities::activities;
pub use calendar::calendar;
pub use deals::{deals, stage_history};
pub use directory::{contacts, organisations};
pub use guard::{guard, unguard};

use sales::money::Money;

/// The headers of the files, in the language of the person. Each is among those that reading recognises.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Headers {
    pub id: String,
    pub title: String,
    pub name: String,
    pub pipeline: String,
    pub stage: String,
    pub status: String,
    pub open: String,
    pub won: String,
    pub lost: String,
    pub nurtured: String,
    pub value: String,
    pub currency: String,
    pub probability: String,
    pub owner: String,
    pub organisation: String,
    pub contact: String,
    pub segment: String,
    pub source: String,
    pub product: String,
    pub tags: String,
    pub created: String,
    pub expected_close: String,
    pub closed: String,
    pub loss_reason: String,
    pub competitor: String,
    pub loss_note: String,
    pub nurture_until: String,
    pub nurture_reason: String,
    pub notes: String,
    pub deal: String,
    pub deal_id: String,
    pub changed_at: String,
    pub from_dates: String,
    pub yes: String,
    pub website: String,
    pub address: String,
    pub industry: String,
    pub about: String,
    pub role: String,
    pub phone: String,
    pub email: String,
    pub activity_id: String,
    pub subject: String,
    pub activity_kind: String,
    /// In the order of [`ActivityKind::COMMON`](sales::model::ActivityKind::COMMON).
    pub activity_kinds: [String; 6],
    pub due: String,
    pub minutes: String,
    pub done: String,
    pub outcome: String,
}

/// A file in the making.
#[derive(Debug, Default)]
pub struct Sheet {
    text: String,
    is_row_begun: bool,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Sheet {
    /// A file with this header.
    pub fn new<'a>(headers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sheet = Self { text: BYTE_ORDER_MARK.to_string(), is_row_begun: false };
        for header in headers {
            sheet.text(header);
        }
        sheet.end_row();
        sheet
    }

    /// The next cell of the row: a text, guarded.
    pub fn text(&mut self, text: &str) {
        self.figure(&guard(text));
    }

    /// The next cell of the row: a number or a date, which no spreadsheet takes for a formula.
    pub fn figure(&mut self, text: &str) {
        if self.is_row_begun {
            self.text.push(',');
        }
        self.is_row_begun = true;
        if text.contains(['"', ',', ';', '\n', '\r', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
    }

    /// The next two cells: an amount and its currency, blank where there is none.
    pub fn money(&mut self, money: Option<Money>) {
        let Some(money) = money else {
            self.figure("");
            self.figure("");
            return;
        };
        self.figure(&plain_amount(money));
        self.figure(money.currency.code());
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.is_row_begun = false;
    }

    /// The file.
    pub fn finish(self) -> String {
        self.text
    }
}

/// An amount in whole units, with the minor ones behind a point: `1234.50`.
pub fn plain_amount(money: Money) -> String {
    let (per_unit, digits) = (money.currency.minor_per_unit(), money.currency.minor_digits() as usize);
    let (whole, rest) = (money.minor / per_unit, (money.minor % per_unit).abs());
    let sign = if money.minor < 0 && whole == 0 { "-" } else { "" };
    if digits == 0 { format!("{whole}") } else { format!("{sign}{whole}.{rest:0digits$}") }
}

#[cfg(test)]
mod tests {
    use sales::money::{Currency, Money};

    use super::{Sheet, plain_amount};

    #[test]
    fn amounts_are_written_in_units() {
        let cases = [
            (123_450, "CNY", "1234.50"),
            (5, "USD", "0.05"),
            (-5, "USD", "-0.05"),
            (1_000, "JPY", "1000"),
            (0, "BHD", "0.000"),
        ];
        for (minor, code, text) in cases {
            let currency: Currency = code.parse().unwrap_or(Currency::USD);
            assert_eq!(plain_amount(Money { minor, currency }), text);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut sheet = Sheet::new(["a", "b"]);
        sheet.text("x,\"y\"\nz");
        sheet.text("=1+1");
        sheet.end_row();
        assert_eq!(sheet.finish(), "\u{feff}a,b\r\n\"x,\"\"y\"\"\nz\",'=1+1\r\n");
    }
}
