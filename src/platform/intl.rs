//! Numbers, money and dates as the reader's language writes them, through the browser's `Intl`.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::Datelike;
use js_sys::{Array, Function, Intl, Object};
use sales::model::TimeOfDay;
use sales::money::{Currency, Money};
use sales::time::{Date, Timestamp};
use wasm_bindgen::JsValue;

use super::js::object;
use crate::text;

/// How long a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Length {
    /// All digits.
    Full,
    /// As few as tell the size: 1.2万, 12K.
    Compact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Style {
    Count,
    Decimal,
    Money(Currency, Length),
    Percent,
    Day,
    DayOfThisYear,
    Month,
    Moment,
    Time,
    TimeOfDay,
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(&'static str, Style), Function>> = RefCell::default();
}

fn formatter(style: Style) -> Function {
    let tag = text::language_tag();
    FORMATTERS.with_borrow_mut(|known| {
        known.entry((tag, style)).or_insert_with(|| make(&Array::of1(&JsValue::from_str(tag)), style)).clone()
    })
}

fn make(tags: &Array, style: Style) -> Function {
    let text = JsValue::from_str;
    let number = JsValue::from_f64;
    match style {
        Style::Count => Intl::NumberFormat::new(tags, &Object::new()).format(),
        Style::Decimal => {
            Intl::NumberFormat::new(tags, &object(&[("maximumFractionDigits", number(1.0))])).format()
        }
        Style::Percent => {
            let pairs = [("style", text("percent")), ("maximumFractionDigits", number(1.0))];
            Intl::NumberFormat::new(tags, &object(&pairs)).format()
        }
        Style::Money(currency, length) => {
            let mut pairs = vec![
                ("style", text("currency")),
                ("currency", text(currency.code())),
                ("currencyDisplay", text("narrowSymbol")),
            ];
            match length {
                // $12,500 and $12,500.50, but never $12,500.5.
                Length::Full => pairs.push(("trailingZeroDisplay", text("stripIfInteger"))),
                Length::Compact => {
                    pairs.push(("notation", text("compact")));
                    pairs.push(("maximumSignificantDigits", number(4.0)));
                }
            }
            Intl::NumberFormat::new(tags, &object(&pairs)).format()
        }
        // Days are handed over as midnight UTC and shown as that, whatever the browser's zone.
        Style::Day => date_format(tags, &[("dateStyle", text("medium")), ("timeZone", text("UTC"))]),
        Style::DayOfThisYear => date_format(
            tags,
            &[("month", text("short")), ("day", text("numeric")), ("timeZone", text("UTC"))],
        ),
        Style::Month => date_format(
            tags,
            &[("month", text("short")), ("year", text("numeric")), ("timeZone", text("UTC"))],
        ),
        Style::Moment => date_format(tags, &[("dateStyle", text("medium")), ("timeStyle", text("short"))]),
        Style::Time => date_format(tags, &[("timeStyle", text("short"))]),
        Style::TimeOfDay => date_format(tags, &[("timeStyle", text("short")), ("timeZone", text("UTC"))]),
    }
}

fn date_format(tags: &Array, pairs: &[(&str, JsValue)]) -> Function {
    Intl::DateTimeFormat::new(tags, &object(pairs)).format()
}

fn format(style: Style, value: f64) -> String {
    let answer = formatter(style).call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
    answer.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A count, with the language's grouping.
#[allow(clippy::cast_precision_loss, reason = "no one has 2^53 of anything here")]
pub(crate) fn count(number: usize) -> String {
    format(Style::Count, number as f64)
}

/// Any number.
pub(crate) fn number(number: f64) -> String {
    format(Style::Count, number)
}

/// A number with at most one digit behind the point.
pub(crate) fn decimal(number: f64) -> String {
    format(Style::Decimal, number)
}

/// A percentage, given in percent.
pub(crate) fn percent(percent: f64) -> String {
    format(Style::Percent, percent / 100.0)
}

/// A chance, 0 to 1, in whole percent: nobody knows it better. What is possible is neither 0 nor 100.
pub(crate) fn chance(share: f64) -> String {
    let (percent, rounded) = (share * 100.0, (share * 100.0).round());
    if percent > 0.0 && rounded < 1.0 {
        format!("<{}", self::percent(1.0))
    } else if percent < 100.0 && rounded > 99.0 {
        format!(">{}", self::percent(99.0))
    } else {
        self::percent(rounded)
    }
}

/// An amount to two digits: what is reckoned from chances is not known better.
pub(crate) fn rough(minor: i128) -> i128 {
    let digits = minor.unsigned_abs().checked_ilog10().unwrap_or(0);
    let unit = 10_i128.saturating_pow(digits.saturating_sub(1));
    (minor + unit / 2 * minor.signum()) / unit * unit
}

/// An amount, given in minor units.
#[allow(
    clippy::cast_precision_loss,
    reason = "only what is shown is rounded; data-value carries the exact value"
)]
pub(crate) fn amount(minor: i128, currency: Currency, length: Length) -> String {
    format(Style::Money(currency, length), minor as f64 / currency.minor_per_unit() as f64)
}

/// The value of a deal.
pub(crate) fn money(money: Money, length: Length) -> String {
    amount(i128::from(money.minor), money.currency, length)
}

/// The digits of a value as a person edits them: `1234.5`, without sign or grouping.
pub(crate) fn plain_amount(money: Money) -> String {
    let per_unit = money.currency.minor_per_unit();
    let (whole, rest) = (money.minor / per_unit, money.minor % per_unit);
    if rest == 0 {
        whole.to_string()
    } else {
        let digits = money.currency.minor_digits() as usize;
        format!("{whole}.{rest:0digits$}").trim_end_matches('0').to_owned()
    }
}

fn utc_midnight(date: Date) -> f64 {
    date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis().to_string().parse().unwrap_or(0.0)
}

/// A day; the year is left out where it is this one.
pub(crate) fn day(date: Date) -> String {
    let style = if date.year() == super::clock::today().year() { Style::DayOfThisYear } else { Style::Day };
    format(style, utc_midnight(date))
}

/// A month of a year, 1 to 12.
pub(crate) fn month(year: i32, month: u32) -> String {
    Date::from_ymd_opt(year, month, 1).map(|day| format(Style::Month, utc_midnight(day))).unwrap_or_default()
}

/// A day and a time of day.
#[allow(clippy::cast_precision_loss, reason = "instants are far below 2^53 milliseconds")]
pub(crate) fn moment(instant: Timestamp) -> String {
    format(Style::Moment, instant.0 as f64)
}

/// A time of day.
#[allow(clippy::cast_precision_loss, reason = "instants are far below 2^53 milliseconds")]
pub(crate) fn time(instant: Timestamp) -> String {
    format(Style::Time, instant.0 as f64)
}

/// A time that stands in a calendar, the same wherever it is read.
pub(crate) fn time_of_day(time: TimeOfDay) -> String {
    let minutes = f64::from(time.hour()) * 60.0 + f64::from(time.minute());
    format(Style::TimeOfDay, minutes * 60_000.0)
}

/// What a currency is called; its code where the browser knows no name.
pub(crate) fn currency_name(currency: Currency) -> String {
    let tags = Array::of1(&JsValue::from_str(text::language_tag()));
    let names = Intl::DisplayNames::new(&tags, &object(&[("type", JsValue::from_str("currency"))]));
    names.of(currency.code()).map_or_else(|| currency.code().to_owned(), String::from)
}
