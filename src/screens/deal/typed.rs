//! Numbers and percentages as people type them.

/// Reads a number: `12.5`, `1,200`, `１２`, `12,5`, `-3`; `None` where the text is none.
///
/// A comma groups thousands; a lone one in front of one or two digits at the end is the decimal point, as in amounts.
pub(super) fn parse_number(text: &str) -> Option<f64> {
    let mut plain = String::with_capacity(text.len());
    for char in text.trim().chars() {
        match char {
            '０'..='９' | '．' | '－' | '＋' | '，' => {
                plain.push(char::from_u32(char as u32 - 0xFEE0)?);
            }
            '−' => plain.push('-'),
            ' ' | '\u{a0}' | '\u{202f}' | '\'' => {}
            '0'..='9' | '.' | ',' | '-' | '+' => plain.push(char),
            _ => return None,
        }
    }
    let is_decimal = |whole: &str, tail: &str| {
        !plain.contains('.') && !whole.contains(',') && (1..=2).contains(&tail.len())
    };
    let number = match plain.rsplit_once(',') {
        Some((whole, tail)) if is_decimal(whole, tail) => format!("{whole}.{tail}").parse::<f64>(),
        _ => plain.replace(',', "").parse::<f64>(),
    };
    number.ok().filter(|number| number.is_finite())
}

/// A percentage as people type it: `60`, `60%`; `Err` where the text is no whole number from 0 to 100.
pub(super) fn parse_percent(text: &str) -> Result<Option<u8>, ()> {
    let text = text.trim().trim_end_matches(['%', '％']).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = parse_number(text).ok_or(())?;
    if number.fract() != 0.0 || !(0.0..=100.0).contains(&number) {
        return Err(());
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and from 0 to 100"
    )]
    Ok(Some(number as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let cases = [
            ("12", Some(12.0)),
            (" 12.5 ", Some(12.5)),
            ("1,200", Some(1200.0)),
            ("1,200.5", Some(1200.5)),
            ("12,5", Some(12.5)),
            ("1,234,56", Some(123_456.0)),
            ("－３．５", Some(-3.5)),
            ("１，２００", Some(1200.0)),
            ("−3", Some(-3.0)),
            ("+3", Some(3.0)),
            ("", None),
            ("-", None),
            ("1e5", None),
            ("inf", None),
            ("NaN", None),
            ("12a", None),
            ("1.2.3", None),
            ("3-3", None),
        ];
        for (text, number) in cases {
            assert_eq!(parse_number(text), number, "{text}");
        }
    }

    #[test]
    fn percentages_are_whole_and_from_0_to_100() {
        let cases = [
            ("60", Ok(Some(60))),
            ("60%", Ok(Some(60))),
            ("６０％", Ok(Some(60))),
            ("0", Ok(Some(0))),
            ("100", Ok(Some(100))),
            ("", Ok(None)),
            ("%", Ok(None)),
            ("101", Err(())),
            ("-1", Err(())),
            ("12.5", Err(())),
            ("half", Err(())),
        ];
        for (text, percent) in cases {
            assert_eq!(parse_percent(text), percent, "{text}");
        }
    }
}
