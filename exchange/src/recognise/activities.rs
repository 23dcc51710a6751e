//! What the kinds of activities are called.

use sales::model::ActivityKind;

use super::header;

/// The words for the kinds that every workspace has, as products and people write them.
const NAMES: &[(ActivityKind, &[&str])] = &[
    (
        ActivityKind::Call,
        &["call", "calls", "phone call", "phone", "电话", "通话", "打电话", "电话沟通", "电话跟进"],
    ),
    (ActivityKind::Meeting, &["meeting", "meetings", "appointment", "会议", "会面", "见面", "约见"]),
    (ActivityKind::Email, &["email", "emails", "e mail", "mail", "邮件", "电子邮件", "发邮件"]),
    (ActivityKind::Task, &["task", "tasks", "to do", "todo", "任务", "待办", "待办事项"]),
    (
        ActivityKind::Visit,
        &["visit", "visits", "site visit", "拜访", "上门", "上门拜访", "实地拜访", "客户拜访"],
    ),
    (ActivityKind::Demo, &["demo", "demos", "demonstration", "product demo", "演示", "产品演示"]),
];

/// The kind that a cell names; nothing named is a task. `None` for a kind of the team's own.
pub fn activity_kind(text: &str) -> Option<ActivityKind> {
    let plain = header::words(text);
    if plain.is_empty() {
        return Some(ActivityKind::Task);
    }
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use sales::model::ActivityKind::{self, Call, Demo, Email, Meeting, Task, Visit};

    use super::activity_kind;

    #[test]
    fn kinds_are_known_by_many_names() {
        let cases: [(&str, Option<ActivityKind>); 10] = [
            ("Call", Some(Call)),
            ("phone_call", Some(Call)),
            (" 会议 ", Some(Meeting)),
            ("E-mail", Some(Email)),
            ("To-do", Some(Task)),
            ("", Some(Task)),
            ("上门拜访", Some(Visit)),
            ("DEMO", Some(Demo)),
            ("Call exec", None),
            ("试吃", None),
        ];
        for (text, kind) in cases {
            assert_eq!(activity_kind(text), kind, "{text}");
        }
    }
}
