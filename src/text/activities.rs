//! Activities: what is to be done about a deal next, and what was done.

use super::Plural;

pub(crate) struct Texts {
    /// In the order of [`ActivityKind::COMMON`](sales::model::ActivityKind::COMMON).
    pub(crate) kinds: [&'static str; 6],

    pub(crate) next_step: &'static str,
    pub(crate) none_planned: &'static str,
    pub(crate) plan: &'static str,
    pub(crate) log: &'static str,

    pub(crate) overdue: &'static str,
    pub(crate) today: &'static str,
    pub(crate) tomorrow: &'static str,
    pub(crate) next_week: &'static str,
    pub(crate) no_day: &'static str,
    pub(crate) at_time: &'static str,
    pub(crate) minutes: Plural,

    pub(crate) done_with: &'static str,
    pub(crate) edit_what: &'static str,
    pub(crate) delete_what: &'static str,

    pub(crate) kind: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) subject_hint: &'static str,
    pub(crate) subject_done_hint: &'static str,
    pub(crate) date: &'static str,
    pub(crate) time: &'static str,
    pub(crate) duration: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) note: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) outcome_hint: &'static str,
    pub(crate) what_outcome: &'static str,
    pub(crate) plan_it: &'static str,
    pub(crate) log_it: &'static str,
    pub(crate) finish: &'static str,
    pub(crate) enter_saves: &'static str,
    pub(crate) says_nothing: &'static str,
    pub(crate) bad_time: &'static str,
    pub(crate) time_without_day: &'static str,
    pub(crate) not_minutes: &'static str,

    /// On a card: the sign and what it stands for.
    pub(crate) card_next: &'static str,
    pub(crate) card_none: &'static str,
}

pub(crate) static EN: Texts = Texts {
    kinds: ["Call", "Meeting", "Email", "Task", "Visit", "Demo"],

    next_step: "Next step",
    none_planned: "No next step planned",
    plan: "Plan a next step",
    log: "Log something done",

    overdue: "Overdue: {day}",
    today: "Today",
    tomorrow: "Tomorrow",
    next_week: "Next week",
    no_day: "No day set",
    at_time: "{day}, {time}",
    minutes: Plural { one: "{n} min", other: "{n} min" },

    done_with: "Done: {what}",
    edit_what: "Edit {what}",
    delete_what: "Delete {what}",

    kind: "Kind",
    subject: "What",
    subject_hint: "What is to be done?",
    subject_done_hint: "What was done?",
    date: "Day",
    time: "Time",
    duration: "Minutes",
    owner: "Owner",
    note: "Note",
    outcome: "Outcome",
    outcome_hint: "What came of it?",
    what_outcome: "Outcome of {what}",
    plan_it: "Plan",
    log_it: "Log",
    finish: "Done",
    enter_saves: "Enter saves, Esc goes back",
    says_nothing: "Say what the task is.",
    bad_time: "This is no time of day.",
    time_without_day: "A time needs a day.",
    not_minutes: "Minutes are a whole number, such as 30.",

    card_next: "Next step: {what}, {due}",
    card_none: "No next step planned",
};

pub(crate) static ZH: Texts = Texts {
    kinds: ["电话", "会议", "邮件", "任务", "拜访", "演示"],

    next_step: "下一步",
    none_planned: "还没有下一步",
    plan: "计划下一步",
    log: "记录已做的事",

    overdue: "已逾期：{day}",
    today: "今天",
    tomorrow: "明天",
    next_week: "下周",
    no_day: "未定日期",
    at_time: "{day} {time}",
    minutes: Plural::same("{n} 分钟"),

    done_with: "完成：{what}",
    edit_what: "编辑“{what}”",
    delete_what: "删除“{what}”",

    kind: "类型",
    subject: "内容",
    subject_hint: "下一步做什么？",
    subject_done_hint: "做了什么？",
    date: "日期",
    time: "时间",
    duration: "时长（分钟）",
    owner: "负责人",
    note: "备注",
    outcome: "结果",
    outcome_hint: "结果怎么样？",
    what_outcome: "“{what}”的结果",
    plan_it: "加入计划",
    log_it: "记录",
    finish: "完成",
    enter_saves: "回车保存，Esc 返回",
    says_nothing: "请写明任务内容。",
    bad_time: "时间不完整或有误。",
    time_without_day: "填了时间，还要选日期。",
    not_minutes: "时长请填整数，例如 30。",

    card_next: "下一步：{what}，{due}",
    card_none: "还没有下一步",
};
