//! Whole numbers as people type them, and sizes as people read them.

/// Reads a whole number, full-width digits too; `None` where it is none.
pub(super) fn whole(text: &str) -> Option<u32> {
    let narrow = |char: char| match char {
        '０'..='９' => char::from_u32(char as u32 - 0xFEE0),
        other => Some(other),
    };
    let plain: String =
        text.trim().trim_end_matches(['%', '％']).trim_end().chars().filter_map(narrow).collect();
    // Without this a sign would pass.
    plain.chars().all(|char| char.is_ascii_digit()).then(|| plain.parse().ok()).flatten()
}

/// A number of bytes as a number of a fitting unit.
pub(super) fn size(bytes: f64) -> (f64, &'static str) {
    let units = ["kB", "MB", "GB", "TB"];
    let mut number = bytes.max(0.0) / 1000.0;
    let mut at = 0;
    while number >= 999.5 && at + 1 < units.len() {
        number /= 1000.0;
        at += 1;
    }
    let rounded = if number < 10.0 { (number * 10.0).round() / 10.0 } else { number.round() };
    (rounded, units[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_people_type_them() {
        let cases = [
            ("40", Some(40)),
            (" 40 % ", Some(40)),
            ("４０％", Some(40)),
            ("007", Some(7)),
            ("101", Some(101)),
            ("", None),
            ("%", None),
            ("-1", None),
            ("+1", None),
            ("12.5", None),
            ("1e2", None),
            ("forty", None),
            ("99999999999", None),
        ];
        for (text, number) in cases {
            assert_eq!(whole(text), number, "{text}");
        }
    }

    #[test]
    fn sizes_have_a_unit_that_fits() {
        let cases = [
            (0.0, (0.0, "kB")),
            (1_240.0, (1.2, "kB")),
            (999_400.0, (999.0, "kB")),
            (999_600.0, (1.0, "MB")),
            (36_400_000.0, (36.0, "MB")),
            (2.5e9, (2.5, "GB")),
            (5e15, (5000.0, "TB")),
        ];
        for (bytes, shown) in cases {
            assert_eq!(size(bytes), shown, "{bytes}");
        }
    }
}
