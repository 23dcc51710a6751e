//! Yes and no.

use super::text;

const YES: &[&str] = &[
    "true",
    "yes",
    "y",
    "t",
    "1",
    "x",
    "on",
    "done",
    "completed",
    "complete",
    "finished",
    "closed",
    "checked",
    "是",
    "有",
    "对",
    "真",
    "已完成",
    "完成",
    "已结束",
    "已处理",
    "√",
    "✓",
    "✔",
    "☑",
    "✅",
];
const NO: &[&str] = &[
    "false",
    "no",
    "n",
    "f",
    "0",
    "off",
    "undone",
    "not done",
    "to do",
    "todo",
    "open",
    "not started",
    "in progress",
    "planned",
    "pending",
    "waiting on someone else",
    "waiting on input",
    "deferred",
    "incomplete",
    "not completed",
    "unchecked",
    "否",
    "无",
    "不是",
    "错",
    "假",
    "未完成",
    "进行中",
    "未开始",
    "待办",
    "待处理",
    "计划中",
    "×",
    "✗",
    "✘",
    "☐",
    "❌",
];

/// Reads whether something is so, or was done: `True`, `yes`, `是`, `已完成`, `1` … `None` where the text is neither.
pub fn flag(text: &str) -> Option<bool> {
    let plain = text::plain(text).to_lowercase();
    // Spreadsheets of some programs write flags as numbers.
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    if YES.contains(&plain) {
        return Some(true);
    }
    NO.contains(&plain).then_some(false)
}
