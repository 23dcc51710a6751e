//! What a column says about the order of its days, and the marks of its numbers.

use exchange::values::DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
use exchange::values::NumberStyle::{Comma, Point};
use exchange::values::PercentStyle::{Fraction, Percent};
use exchange::values::{
    DateOrder, Guess, NumberStyle, PercentStyle, guess_order, guess_percent, guess_style,
};

/// A column, its cells separated by `|`.
fn cells(column: &str) -> impl Iterator<Item = &str> + Clone {
    column.split('|').map(str::trim)
}

fn ambiguous<T>(likely: T, others: &[T]) -> Guess<T>
where
    T: Copy,
{
    Guess::Ambiguous { likely, others: others.to_vec() }
}

fn contradictory<T: Copy>(fits: &[(T, usize)]) -> Guess<T> {
    Guess::Contradictory { best: fits[0].0, fits: fits.to_vec() }
}

fn check_order(cases: &[(&str, Guess<DateOrder>)]) {
    for (column, expected) in cases {
        assert_eq!(&guess_order(cells(column)), expected, "{column}");
    }
}

#[test]
fn one_clear_day_settles_the_order() {
    check_order(&[
        ("03/04/2024 | 25/04/2024", Guess::Certain(Dmy)),
        ("03/04/2024 | 04/25/2024", Guess::Certain(Mdy)),
        ("25/04/2024", Guess::Certain(Dmy)),
        ("03/04/2024 | x | 31/02/2024 | 04/25/2024 10:00 PM", Guess::Certain(Mdy)),
        ("03-04-2024 | 25-04-2024 |", Guess::Certain(Dmy)),
        ("03.04.2024 | 04.25.2024", Guess::Certain(Mdy)),
        ("24/3/5 | 24/3/25", Guess::Certain(Ymd)),
        ("3/5/24 | 3/25/24", Guess::Certain(Mdy)),
        ("5/3/24 | 25/3/24", Guess::Certain(Dmy)),
        ("05/03/24 | 99/12/31", Guess::Certain(Ymd)),
        ("03/04/2024 | 24/04/05 | 25/04/2024", Guess::Certain(Dmy)),
    ]);
}

#[test]
fn where_no_order_is_needed_any_will_do() {
    check_order(&[
        ("", Guess::Certain(Dmy)),
        ("2024-03-05 | 2024/3/6", Guess::Certain(Dmy)),
        ("5 Mar 2024 | 2024年3月5日 | 45356", Guess::Certain(Dmy)),
        ("n/a | soon", Guess::Certain(Dmy)),
        ("04/04/2024 | 05/05/2024", Guess::Certain(Mdy)),
        ("03/04/20024 | 31/02/2024 | 00/00/0000", Guess::Certain(Dmy)),
    ]);
}

#[test]
fn points_mean_day_first() {
    check_order(&[
        ("03.04.2024", Guess::Certain(Dmy)),
        ("03.04.2024 | 01.02.2023 14:00", Guess::Certain(Dmy)),
        ("03.04.2024 | 01/02/2023", ambiguous(Mdy, &[Dmy])),
        ("03.04.05", ambiguous(Dmy, &[Mdy, Ymd])),
    ]);
}

#[test]
fn a_person_is_asked_otherwise() {
    check_order(&[
        ("03/04/2024", ambiguous(Mdy, &[Dmy])),
        ("03-04-2024 | 01-02-2024", ambiguous(Dmy, &[Mdy])),
        ("03/04/2024 | 2024-05-06", ambiguous(Mdy, &[Dmy])),
        // As days first these would be of three years, as year first of thirty.
        ("05/03/24 | 11/07/24 | 06/10/23", ambiguous(Mdy, &[Dmy, Ymd])),
        ("23/04/05 | 24/05/06 | 24/07/09", ambiguous(Ymd, &[Dmy])),
        ("24/03/05 | 24/03/25", ambiguous(Ymd, &[Dmy])),
    ]);
}

#[test]
fn two_orders_in_one_column_contradict() {
    check_order(&[
        ("25/04/2024 | 04/25/2024", contradictory(&[(Mdy, 1), (Dmy, 1), (Ymd, 0)])),
        ("25/04/2024 | 26/04/2024 | 04/25/2024", contradictory(&[(Dmy, 2), (Mdy, 1), (Ymd, 0)])),
        ("25/04/2024 | 99/12/31", contradictory(&[(Dmy, 1), (Ymd, 1), (Mdy, 0)])),
    ]);
}

fn check_style(cases: &[(&str, Guess<NumberStyle>)]) {
    for (column, expected) in cases {
        assert_eq!(&guess_style(cells(column)), expected, "{column}");
    }
}

#[test]
fn one_clear_number_settles_the_marks() {
    check_style(&[
        ("1,234 | 1,234.56", Guess::Certain(Point)),
        ("1.234 | 1.234,56", Guess::Certain(Comma)),
        ("1,234 | 0.5", Guess::Certain(Point)),
        ("1,234 | 5.25", Guess::Certain(Point)),
        ("1,234 | 7,5", Guess::Certain(Comma)),
        ("1,234,567", Guess::Certain(Point)),
        ("12,34,567", Guess::Certain(Point)),
        ("1.234.567", Guess::Certain(Comma)),
        ("0,123", Guess::Certain(Comma)),
        ("1234,567", Guess::Certain(Comma)),
        ("1234.567", Guess::Certain(Point)),
        ("1 234,567", Guess::Certain(Comma)),
        ("1'234.567", Guess::Certain(Point)),
        ("¥1,234 | ¥1,234.5", Guess::Certain(Point)),
        ("1,234万 | 1.5万", Guess::Certain(Point)),
    ]);
}

#[test]
fn where_no_mark_decides_any_will_do() {
    check_style(&[
        ("", Guess::Certain(Point)),
        ("1234 | 5 | 1 234 567", Guess::Certain(Point)),
        ("abc | NaN | 1.2.3.4", Guess::Certain(Point)),
    ]);
}

#[test]
fn a_lone_mark_is_asked_about() {
    check_style(&[
        ("1,234", ambiguous(Point, &[Comma])),
        ("1.234", ambiguous(Comma, &[Point])),
        ("1,234 | 12,500 | 150", ambiguous(Point, &[Comma])),
        ("1.234 | 12.500 | 150", ambiguous(Comma, &[Point])),
        ("$1,234 | (5,678)", ambiguous(Point, &[Comma])),
        ("1,234 | 1.234 | 1.234", ambiguous(Comma, &[Point])),
    ]);
}

#[test]
fn two_styles_in_one_column_contradict() {
    check_style(&[
        ("1,234.56 | 1.234,56 | 1.234,57", contradictory(&[(Comma, 2), (Point, 1)])),
        ("1.5 | 1,5", contradictory(&[(Point, 1), (Comma, 1)])),
    ]);
}

#[test]
fn percents_or_fractions() {
    let cases: &[(&str, Guess<PercentStyle>)] = &[
        ("10 | 50 | 100", Guess::Certain(Percent)),
        ("0.1 | 0.5 | 1", Guess::Certain(Fraction)),
        ("0,1 | 0,5 | 1", Guess::Certain(Fraction)),
        ("0.5 | 12.34", Guess::Certain(Percent)),
        ("10% | 50 %", Guess::Certain(Percent)),
        ("0.5% | 0.25", Guess::Certain(Fraction)),
        ("0 | 1 | 1", ambiguous(Fraction, &[Percent])),
        ("0 | 0", Guess::Certain(Percent)),
        ("x |", Guess::Certain(Percent)),
    ];
    for (column, expected) in cases {
        assert_eq!(&guess_percent(cells(column)), expected, "{column}");
    }
}

#[test]
fn a_guess_knows_what_to_start_from() {
    assert_eq!(Guess::Certain(Dmy).best(), Dmy);
    assert_eq!(ambiguous(Mdy, &[Dmy]).best(), Mdy);
    assert_eq!(contradictory(&[(Dmy, 2), (Mdy, 1)]).best(), Dmy);
    assert!(Guess::Certain(Dmy).is_certain() && !ambiguous(Mdy, &[Dmy]).is_certain());
}
