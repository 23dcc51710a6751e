//! Workload: who looks after how much.

use super::Plural;

pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) note: &'static str,
    pub(crate) open: &'static str,
    pub(crate) value: &'static str,
    pub(crate) due: &'static str,
    pub(crate) capacity: &'static str,
    pub(crate) share: &'static str,
    pub(crate) no_capacity: &'static str,
    pub(crate) only_today: &'static str,
    pub(crate) capacity_label: &'static str,
    pub(crate) capacity_hint: &'static str,
    pub(crate) capacity_bad: &'static str,
    pub(crate) room: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) people: Plural,
    pub(crate) due_by: Plural,
    pub(crate) due_apart: Plural,
}

pub(crate) static EN: Texts = Texts {
    title: "Who looks after how much",
    note: "Does the team need more people, or would fewer deals each do? Load, room and what is due count all open deals and activities of a person, whatever the filter and the pipeline.",
    open: "Open deals",
    value: "Open value",
    due: "Due within 7 days",
    capacity: "Capacity",
    share: "Load",
    no_capacity: "Nobody said how many deals this person can look after",
    only_today: "Only known for today",
    capacity_label: "Open deals a person can look after",
    capacity_hint: "For everybody; a person’s own number is set on their page.",
    capacity_bad: "Type a whole number up to 65,535, or leave it empty.",
    room: "Together the team looks after {open} open deals and could take {capacity}: there is room for {n} more.",
    too_many: "Together the team looks after {open} open deals and can take {capacity}: {n} too many. That is work for {people} more, or a reason to let weak deals go.",
    people: Plural { one: "{n} person", other: "{n} people" },
    due_by: Plural {
        one: "{n} activity overdue or due by {day}",
        other: "{n} activities overdue or due by {day}",
    },
    due_apart: Plural { one: "{n} of them on no deal", other: "{n} of them on no deal" },
};

pub(crate) static ZH: Texts = Texts {
    title: "人员负荷",
    note: "该加人，还是该让每个人少跟几个商机？负荷、余量和待办按该成员的全部进行中商机和活动统计，不受筛选条件和管道影响。",
    open: "进行中商机",
    value: "进行中金额",
    due: "7 天内待办",
    capacity: "跟进上限",
    share: "负荷",
    no_capacity: "还没有设置这位成员的跟进上限",
    only_today: "只有今天的数据",
    capacity_label: "每人最多跟进多少个商机",
    capacity_hint: "对所有人生效；个别成员可以在其页面单独设置。",
    capacity_bad: "请输入不超过 65,535 的整数，或留空。",
    room: "团队在跟 {open} 个商机，最多可跟 {capacity} 个，还能再接 {n} 个。",
    too_many: "团队在跟 {open} 个商机，上限是 {capacity} 个，超出 {n} 个：要么再加 {people}，要么放掉一些没把握的商机。",
    people: Plural { one: "{n} 个人", other: "{n} 个人" },
    due_by: Plural {
        one: "截至{day}待办 {n} 项（含逾期）", other: "截至{day}待办 {n} 项（含逾期）"
    },
    due_apart: Plural { one: "其中 {n} 项没有关联商机", other: "其中 {n} 项没有关联商机" },
};
