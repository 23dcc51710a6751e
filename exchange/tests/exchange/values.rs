//! Cells: days, numbers, money, percents, flags. A family of cases a file, a case a line.

mod dates;
mod money;
mod numbers;
mod orders;
mod properties;

use exchange::values::{flag, says_nothing};

#[test]
fn cells_that_say_nothing_are_not_wrong() {
    for nothing in [
        "", " ", "\u{a0}", "\u{200d}", "-", "--", "—", " – ", "NULL", "null", "None", "n/a", "N/A", "\\N",
        "(blank)", "无", "暂无", "'",
    ] {
        assert!(says_nothing(nothing), "{nothing:?}");
    }
    for something in ["0", "NaN", "#N/A", "#REF!", "inf", "-1", "nobody", "无锡", "?", "."] {
        assert!(!says_nothing(something), "{something:?}");
    }
}

#[test]
fn yes_and_no() {
    for yes in
        ["True", "TRUE", "yes", " Y ", "1", "1.0", "x", "是", "Done", "已完成", "✓", "Completed", "ｔｒｕｅ"]
    {
        assert_eq!(flag(yes), Some(true), "{yes:?}");
    }
    for no in
        ["False", "no", "N", "0", "0.0", "否", "Undone", "To do", "未完成", "Not Started", "In Progress", "✗"]
    {
        assert_eq!(flag(no), Some(false), "{no:?}");
    }
    for neither in ["", "maybe", "2", "2024-03-05", "10", "true story"] {
        assert_eq!(flag(neither), None, "{neither:?}");
    }
}
