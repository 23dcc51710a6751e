//! What is written in a known way is read back, and nothing that anyone can type brings the readers down.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use exchange::values::{
    DateOrder, FIRST_YEAR, Guess, LAST_YEAR, Number, NumberStyle, PercentStyle, currency, date, flag,
    guess_order, guess_percent, guess_style, is_written_date, number, says_nothing,
};
use proptest::prelude::*;
use proptest::sample::select;

/// A day, in some order and style.
fn written(day: NaiveDate, order: DateOrder, style: usize) -> String {
    let (y, m, d) = (day.year(), day.month(), day.day());
    let mark = ['/', '-', '.', ' '][style % 4];
    let long = match order {
        DateOrder::YearMonthDay => format!("{y:04}{mark}{m:02}{mark}{d:02}"),
        DateOrder::DayMonthYear => format!("{d:02}{mark}{m:02}{mark}{y:04}"),
        DateOrder::MonthDayYear => format!("{m:02}{mark}{d:02}{mark}{y:04}"),
    };
    match style / 4 {
        0 => long,
        1 if (1970..2070).contains(&y) && mark != ' ' => {
            let y = y % 100;
            match order {
                DateOrder::YearMonthDay => format!("{y:02}{mark}{m}{mark}{d}"),
                DateOrder::DayMonthYear => format!("{d}{mark}{m}{mark}{y:02}"),
                DateOrder::MonthDayYear => format!("{m}{mark}{d}{mark}{y:02}"),
            }
        }
        2 => format!("{y}年{m}月{d}日"),
        3 => day.format("%-d %b %Y").to_string(),
        4 => day.format("%B %-d, %Y").to_string(),
        5 => day.format("%Y%m%d").to_string(),
        6 => day.format("%a, %d %b %Y").to_string(),
        _ => long.chars().map(full_width).collect(),
    }
}

fn full_width(char: char) -> char {
    match char {
        '0'..='9' | '/' | '-' | '.' => char::from_u32(char as u32 + 0xfee0).unwrap_or(char),
        _ => char,
    }
}

/// A time, in some style, as it stands behind a day.
fn written_time(time: NaiveTime, style: usize) -> String {
    let (h, m, s) = (time.hour(), time.minute(), time.second());
    match style {
        0 => String::new(),
        1 => format!(" {h:02}:{m:02}:{s:02}"),
        2 => time.format(" %-I:%M:%S %p").to_string(),
        3 => format!(" {}{}:{m:02}:{s:02}", if h < 12 { "上午" } else { "下午" }, (h + 11) % 12 + 1),
        _ => format!(" {h}时{m}分{s}秒"),
    }
}

fn days() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).expect("a day");
    let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).expect("a day");
    (0..=(last - first).num_days()).prop_map(move |days| first + chrono::TimeDelta::days(days))
}

fn times() -> impl Strategy<Value = NaiveTime> {
    (0_u32..86_400)
        .prop_map(|seconds| NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).expect("a time"))
}

/// Texts that are a little like what the readers look for.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "2024",
        "03",
        "5",
        "0",
        "31",
        "12",
        "99",
        "/",
        "-",
        ".",
        ":",
        ",",
        " ",
        "'",
        "(",
        ")",
        "+",
        "T",
        "Z",
        "年",
        "月",
        "日",
        "号",
        "时",
        "点",
        "分",
        "秒",
        "上午",
        "下午",
        "中午",
        "周",
        "二",
        "Mar",
        "May",
        "st",
        "am",
        "p.m.",
        "UTC",
        "GMT",
        "万",
        "亿",
        "k",
        "e",
        "E+",
        "%",
        "¥",
        "￥",
        "$",
        "US$",
        "€",
        "元",
        "整",
        "kr",
        "NaN",
        "45356",
        "１２",
        "\u{a0}",
        "\u{feff}",
        "\u{2212}",
        "٣",
        "🦀",
        "é",
        "\0",
        "99999999999999999999",
        "e400",
        "true",
        "是",
    ];
    prop_oneof![
        3 => proptest::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_day_is_read_back(
        day in days(), order in select(&DateOrder::ALL[..]), style in 0_usize..32, time in times(), time_style in 0_usize..5,
    ) {
        let text = written(day, order, style) + &written_time(time, time_style);
        let read = date(&text, order);
        let expected = (time_style != 0).then_some(time);
        prop_assert_eq!(read.map(|it| (it.date, it.time, it.offset)), Ok((day, expected, None)), "{}", text);
    }

    #[test]
    fn a_column_shows_its_order(days in proptest::collection::vec(days(), 1..20), order in select(&DateOrder::ALL[..]), style in 0_usize..3) {
        let column: Vec<String> = days.iter().map(|&day| written(day, order, style)).collect();
        let guess = guess_order(column.iter().map(String::as_str));
        let is_clear = days.iter().any(|day| day.day() > 12);
        match guess {
            Guess::Certain(found) if is_clear && order != DateOrder::YearMonthDay => prop_assert_eq!(found, order),
            // Nobody writes the month first with points.
            Guess::Certain(found) if style == 2 && order == DateOrder::MonthDayYear && !is_clear => {
                prop_assert_eq!(found, DateOrder::DayMonthYear);
            }
            Guess::Certain(found) => {
                for (day, text) in days.iter().zip(&column) {
                    prop_assert_eq!(date(text, found).map(|it| it.date), Ok(*day));
                }
            }
            Guess::Ambiguous { likely, others } => {
                prop_assert!(!is_clear);
                prop_assert!(likely == order || others.contains(&order));
            }
            Guess::Contradictory { .. } => prop_assert!(false, "one order wrote them all"),
        }
    }

    #[test]
    fn a_number_is_read_back(
        whole in 0_u64..100_000_000_000, fraction in 0_u32..1_000, places in 0_usize..4, is_negative: bool,
        style in select(&NumberStyle::ALL[..]), grouping in 0_usize..5, dress in 0_usize..6,
    ) {
        let (decimal, thousands) = match style { NumberStyle::Point => (".", ","), NumberStyle::Comma => (",", ".") };
        let group = ["", thousands, " ", "'", "\u{202f}"][grouping];
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped += group;
            }
            grouped.push(digit);
        }
        let fraction = &format!("{fraction:03}")[..places];
        let body = if places == 0 { grouped } else { format!("{grouped}{decimal}{fraction}") };
        let text = match (is_negative, dress) {
            (false, 0) => body,
            (false, 1) => format!("¥{body}"),
            (false, 2) => format!("{body} €"),
            (false, 3) => format!("US$ {body}"),
            (false, 4) => body.chars().map(full_width).collect(),
            (false, _) => format!("{body}元"),
            (true, 0) => format!("-{body}"),
            (true, 1) => format!("({body})"),
            (true, 2) => format!("{body}-"),
            (true, 3) => format!("$({body})"),
            (true, 4) => format!("-€ {body}"),
            (true, _) => format!("（{body}）"),
        };
        let expected = format!("{whole}.{fraction}");
        let expected = expected.trim_end_matches('0').trim_end_matches('.');
        let is_zero = whole == 0 && fraction.bytes().all(|byte| byte == b'0');
        let expected = if places == 0 { whole.to_string() } else { expected.to_owned() };
        let sign = if is_negative && !is_zero { "-" } else { "" };
        prop_assert_eq!(number(&text, style).map(Number::plain), Ok(format!("{sign}{expected}")), "{}", text);
    }

    #[test]
    fn what_is_read_plainly_stays_the_same(text in texts()) {
        for style in NumberStyle::ALL {
            if let Ok(read) = number(&text, style) {
                let plain = read.plain();
                let again = number(&plain, NumberStyle::Point).expect("a plain number");
                prop_assert_eq!(again.plain(), plain);
                prop_assert!(read.as_float().is_finite());
            }
        }
        for order in DateOrder::ALL {
            if let Ok(read) = date(&text, order) {
                let again = date(&read.date.to_string(), order).expect("an ISO date");
                prop_assert_eq!(again.date, read.date);
            }
        }
    }

    #[test]
    fn no_text_brings_a_reader_down(text in texts(), other in texts()) {
        for order in DateOrder::ALL {
            let _ = date(&text, order);
        }
        for style in NumberStyle::ALL {
            if let Ok(read) = number(&text, style) {
                let _ = (read.to_money(sales::money::Currency::CNY), read.micros_to_money(sales::money::Currency::CNY));
                let _ = PercentStyle::ALL.map(|style| read.to_percent(style));
            }
        }
        let _ = (currency(&text), flag(&text), says_nothing(&text), is_written_date(&text));
        let both = [text.as_str(), other.as_str()];
        let _ = (guess_order(both), guess_style(both), guess_percent(both));
    }
}
