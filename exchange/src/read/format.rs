//! What a format of numbers shows.
//!
//! A spreadsheet keeps days, times and percentages as numbers; that they are such only the format of the cell says.

/// What a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Number,
    Percent,
    Date,
    /// A length of time.
    Length,
}

/// What a format shows, by its number and, where the workbook defines it, its code.
pub(super) fn shows(id: u32, code: Option<&str>) -> Shows {
    match (code, id) {
        (Some(code), _) => of_code(code),
        (None, 9 | 10) => Shows::Percent,
        // 27 to 36 and 50 to 58 are dates in East Asian editions.
        (None, 14..=22 | 27..=36 | 45 | 47 | 50..=58) => Shows::Date,
        (None, 46) => Shows::Length,
        (None, _) => Shows::Number,
    }
}

/// Of a code such as `yyyy"年"m"月"d"日";@` the part for positive numbers counts.
fn of_code(code: &str) -> Shows {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.find(|each| *each == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            // A length of time has its largest unit in brackets; else they hold a colour, a language or a condition.
            '[' => {
                let inner: String = characters.by_ref().take_while(|each| *each != ']').collect();
                let unit = inner.to_ascii_lowercase();
                if !unit.is_empty() && ['h', 'm', 's'].iter().any(|each| unit.trim_matches(*each).is_empty())
                {
                    return Shows::Length;
                }
            }
            ';' => break,
            '%' => return Shows::Percent,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Shows::Date,
            // `General` is a word.
            'G' | 'g'
                if characters.as_str().get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) =>
            {
                characters.nth(5);
            }
            _ => (),
        }
    }
    Shows::Number
}
