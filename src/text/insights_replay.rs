//! The board as it stood on a past day.

use super::Plural;

pub(crate) struct Texts {
    pub(crate) replay: &'static str,
    pub(crate) note: &'static str,
    pub(crate) label: &'static str,
    pub(crate) now: &'static str,
    pub(crate) nurtured: &'static str,
    pub(crate) all: Plural,
    pub(crate) none: &'static str,
}

pub(crate) static EN: Texts = Texts {
    replay: "Board then",
    note: "Where each deal stood at the end of the chosen day, and what it was worth. Move the day above to go through the past.",
    label: "Board on {day}",
    now: "Today: {stage}",
    nurtured: "Today: in nurture",
    all: Plural { one: "Show the one deal", other: "Show all {n} deals" },
    none: "No deals",
};

pub(crate) static ZH: Texts = Texts {
    replay: "看板回放",
    note: "所选日期当天结束时，每个商机所在的阶段和金额。拖动上方的日期即可回看过去。",
    label: "{day}的看板",
    now: "今天：{stage}",
    nurtured: "今天：培育中",
    all: Plural::same("查看全部 {n} 个商机"),
    none: "没有商机",
};
