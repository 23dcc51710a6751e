//! Amounts of money in cells: what the cell, the column, its header and the row say together.

use sales::money::{Currency, Money};

use super::report::{Effect, Problem};
use crate::setup::ColumnSetup;
use crate::values::{self, Mark, NumberError, NumberStyle};

/// How a cell with an amount is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount<'t> {
    pub(super) text: &'t str,
    pub(super) style: NumberStyle,
    /// It is in millionths.
    pub(super) is_micros: bool,
    /// The currency that another cell of the row names.
    pub(super) currency: Option<Mark>,
}

impl Amount<'_> {
    /// The money, and what there is to tell about it all the same. A currency beside the amount says more than one in the header, and
    /// that more than the one of the setup, `home`.
    pub(super) fn read(
        self,
        column: Option<&ColumnSetup>,
        home: Currency,
    ) -> Result<(Money, Option<(Problem, Effect)>), Problem> {
        let read = values::number(self.text, self.style).and_then(|number| {
            let mark = self.currency.or(number.mark).map(|mark| mark.settle(home));
            let currency = mark.or(column.and_then(|column| column.mark)).unwrap_or(home);
            if self.is_micros {
                return number.micros_to_money(currency);
            }
            number.times_ten_to(column.map_or(0, |column| column.power))?.to_money(currency)
        });
        match read {
            Ok(money) if money.value.minor < 0 => Err(Problem::Negative),
            Ok(money) => {
                let note = money.is_rounded.then_some((Problem::Rounded, Effect::Changed));
                Ok((money.value, note))
            }
            Err(error) => Err(Problem::Number(error)),
        }
    }
}

/// The currency that a cell names.
pub(super) fn currency(text: &str) -> Result<Mark, Problem> {
    values::currency(text).ok_or(Problem::Currency)
}

/// So many percent, where that is a chance, and what there is to tell about it all the same.
pub(super) fn percent(
    text: &str,
    style: NumberStyle,
    column: Option<&ColumnSetup>,
) -> Result<(u8, Option<(Problem, Effect)>), Problem> {
    let of_column = column.map_or(values::PercentStyle::Percent, |column| column.percent);
    match values::number(text, style).and_then(|number| number.to_percent(of_column)) {
        Ok(percent) => {
            let note = percent.is_rounded.then_some((Problem::RoundedPercent, Effect::Changed));
            Ok((percent.value, note))
        }
        Err(NumberError::NotAPercent) => Err(Problem::Percentage),
        Err(error) => Err(Problem::Number(error)),
    }
}
