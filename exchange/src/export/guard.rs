//! Texts that a spreadsheet would run.

use std::borrow::Cow;

/// With one of these in front a spreadsheet takes a text for a formula, or may after someone has edited the cell.
const STARTS_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a text would be run, or looks like one that was guarded.
fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS_FORMULA)
}

/// The text with an apostrophe in front if a spreadsheet would run it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was guarded.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{guard, unguard};

    #[test]
    fn a_formula_is_made_harmless_and_comes_back() {
        let cases = [
            ("=SUM(A1)", "'=SUM(A1)"),
            ("+86 10", "'+86 10"),
            ("-", "'-"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("'=x", "''=x"),
            ("''", "''"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("", ""),
            ("王", "王"),
        ];
        for (text, guarded) in cases {
            assert_eq!(guard(text), guarded);
            assert_eq!(unguard(guarded), text);
        }
    }
}
