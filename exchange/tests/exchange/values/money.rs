//! Numbers become money, percents and plain numbers; marks become currencies.

use exchange::values::NumberError::{NotAPercent, TooLarge};
use exchange::values::NumberStyle::{Comma, Point};
use exchange::values::PercentStyle::{Fraction, Percent};
use exchange::values::{Number, NumberError, currency, number};
use sales::money::{Currency, MAX_MINOR};

fn code(code: &str) -> Currency {
    code.parse().expect("a code")
}

fn read(text: &str) -> Number {
    number(text, Point).expect("a number")
}

#[test]
fn minor_units() {
    let cases = [
        ("1,234.56", "CNY", 123_456, false),
        ("1234.5", "USD", 123_450, false),
        ("-1,234.56", "EUR", -123_456, false),
        ("0", "EUR", 0, false),
        ("1500", "JPY", 1_500, false),
        ("1500.4", "JPY", 1_500, true),
        ("1500.5", "JPY", 1_501, true),
        ("-1500.5", "JPY", -1_501, true),
        ("1.2345", "KWD", 1_235, true),
        ("1.234", "KWD", 1_234, false),
        ("0.005", "CNY", 1, true),
        ("0.004999999999999999999", "CNY", 0, true),
        ("0.0049999", "CNY", 0, true),
        ("-0.004", "CNY", 0, true),
        ("10.10", "CNY", 1_010, false),
        ("0.30000000000000004", "CNY", 30, true),
        ("12.5万", "CNY", 12_500_000, false),
        ("1.23456789亿", "CNY", 12_345_678_900, false),
        ("90000000000000", "CNY", MAX_MINOR, false),
        ("-90000000000000", "CNY", -MAX_MINOR, false),
    ];
    for (text, currency, minor, is_rounded) in cases {
        let converted = read(text).to_money(code(currency)).expect("an amount");
        assert_eq!((converted.value.minor, converted.is_rounded), (minor, is_rounded), "{text} {currency}");
        assert_eq!(converted.value.currency, code(currency));
    }
}

#[test]
fn more_than_a_deal_may_be_worth() {
    for text in ["90000000000000.01", "90000000000001", "-90000000000001", "99999999999999999999", "9e19"] {
        assert_eq!(read(text).to_money(Currency::CNY), Err(TooLarge), "{text}");
    }
    assert_eq!(read("99999999999999999999").micros_to_money(Currency::CNY), Err(TooLarge));
}

#[test]
fn millionths() {
    let cases = [
        ("1234560000", "USD", 123_456, false),
        ("1000000", "JPY", 1, false),
        ("1000", "CNY", 0, true),
        ("5000", "CNY", 1, true),
        ("4999", "CNY", 0, true),
        ("90000000000000000000", "CNY", MAX_MINOR, false),
    ];
    for (text, currency, minor, is_rounded) in cases {
        let converted = read(text).micros_to_money(code(currency)).expect("an amount");
        assert_eq!((converted.value.minor, converted.is_rounded), (minor, is_rounded), "{text} {currency}");
    }
}

#[test]
fn chances() {
    let cases = [
        ("75", Percent, Ok((75, false))),
        ("75%", Percent, Ok((75, false))),
        ("75 %", Fraction, Ok((75, false))),
        ("0.75", Fraction, Ok((75, false))),
        ("1", Fraction, Ok((100, false))),
        ("1", Percent, Ok((1, false))),
        ("0", Fraction, Ok((0, false))),
        ("12.34", Percent, Ok((12, true))),
        ("12.5", Percent, Ok((13, true))),
        ("0.125", Fraction, Ok((13, true))),
        ("100", Percent, Ok((100, false))),
        ("100.4", Percent, Err(NotAPercent)),
        ("1.001", Fraction, Err(NotAPercent)),
        ("101", Percent, Err(NotAPercent)),
        ("75", Fraction, Err(NotAPercent)),
        ("-1", Percent, Err(NotAPercent)),
        ("-0.1", Percent, Err(NotAPercent)),
        ("99999999999999999999", Fraction, Err(NotAPercent)),
    ];
    for (text, style, expected) in cases {
        let percent: Result<_, NumberError> = read(text).to_percent(style);
        assert_eq!(percent.map(|it| (it.value, it.is_rounded)), expected, "{text} {style:?}");
    }
}

#[test]
fn numbers_of_custom_fields() {
    for (text, expected) in
        [("1,234.5", 1_234.5), ("-0.1", -0.1), ("1e5", 1e5), ("0.30000000000000004", 0.1 + 0.2)]
    {
        assert!((read(text).as_float() - expected).abs() == 0.0, "{text}");
    }
}

/// The currencies that the mark beside a number may stand for.
fn beside(text: &str) -> Vec<String> {
    let read = number(text, Point).or_else(|_| number(text, Comma)).expect("a number");
    read.mark
        .into_iter()
        .flat_map(|mark| mark.currencies().collect::<Vec<_>>())
        .map(|it| it.to_string())
        .collect()
}

#[test]
fn marks_beside_numbers() {
    let cases: &[(&str, &[&str])] = &[
        ("5", &[]),
        ("5万", &[]),
        ("5%", &[]),
        ("€5", &["EUR"]),
        ("5 €", &["EUR"]),
        ("£5", &["GBP"]),
        ("US$5", &["USD"]),
        ("us$ 5", &["USD"]),
        ("USD 5", &["USD"]),
        ("5USD", &["USD"]),
        ("5 usd", &["USD"]),
        ("CN¥5", &["CNY"]),
        ("CN￥5", &["CNY"]),
        ("RMB 5", &["CNY"]),
        ("5 RMB", &["CNY"]),
        ("5人民币", &["CNY"]),
        ("人民币5", &["CNY"]),
        ("5 元人民币", &["CNY"]),
        ("￥5", &["CNY", "JPY"]),
        ("¥5元", &["CNY"]),
        ("$5 CAD", &["CAD"]),
        ("HK$5", &["HKD"]),
        ("5港币", &["HKD"]),
        ("NT$5", &["TWD"]),
        ("R$ 5", &["BRL"]),
        ("R 5", &["ZAR"]),
        ("RM5", &["MYR"]),
        ("CHF 5", &["CHF"]),
        ("Fr. 5", &["CHF"]),
        ("5 kr", &["SEK", "NOK", "DKK", "ISK"]),
        ("5kr.", &["DKK", "SEK", "NOK", "ISK"]),
        ("5 zł", &["PLN"]),
        ("5 Kč", &["CZK"]),
        ("₹5", &["INR"]),
        ("Rs. 5", &["INR", "PKR", "LKR", "NPR"]),
        ("5 руб.", &["RUB"]),
        ("5円", &["JPY"]),
        ("5万日元", &["JPY"]),
        ("5 XOF", &["XOF"]),
        ("$5 USD", &["USD"]),
        ("(5 EUR)", &["EUR"]),
        ("5k€", &["EUR"]),
    ];
    for (text, expected) in cases {
        assert_eq!(&beside(text), expected, "{text}");
    }
}

#[test]
fn cells_of_currencies() {
    let cases = [
        ("CNY", "CNY"),
        (" cny ", "CNY"),
        ("USD", "USD"),
        ("¥", "CNY"),
        ("€", "EUR"),
        ("US Dollar", "USD"),
        ("U.S. Dollar", "USD"),
        ("Euro", "EUR"),
        ("人民币", "CNY"),
        ("人民币（CNY）", "CNY"),
        ("美元", "USD"),
        ("USD - U.S. Dollar", "USD"),
        ("Chinese Yuan (CNY)", "CNY"),
        ("Dirham (AED)", "AED"),
        ("HKD, Hong Kong", "HKD"),
    ];
    for (text, expected) in cases {
        let mark = currency(text).expect(text);
        assert_eq!(mark.currencies().next(), Some(code(expected)), "{text}");
    }
    for text in ["", "XYZ", "money", "5", "USD5", "U", "bitcoin", "🦀", "ACME - B2B"] {
        assert_eq!(currency(text), None, "{text}");
    }
}

#[test]
fn the_workspace_settles_what_a_sign_means() {
    let settle = |text: &str, home: &str| currency(text).expect("a mark").settle(code(home)).to_string();
    assert_eq!(settle("¥", "CNY"), "CNY");
    assert_eq!(settle("¥", "JPY"), "JPY");
    assert_eq!(settle("¥", "EUR"), "CNY");
    assert_eq!(settle("$", "SGD"), "SGD");
    assert_eq!(settle("$", "EUR"), "USD");
    assert_eq!(settle("€", "USD"), "EUR");
    assert_eq!(settle("元", "TWD"), "TWD");
}
