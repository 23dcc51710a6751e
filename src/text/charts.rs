//! What stands around every chart.

use super::Plural;

pub(crate) struct Texts {
    pub(crate) menu: &'static str,
    pub(crate) save_picture: &'static str,
    pub(crate) save_table: &'static str,
    pub(crate) as_table: &'static str,
    pub(crate) as_chart: &'static str,
    pub(crate) empty: &'static str,
    /// `{n}` are there.
    pub(crate) too_few: Plural,
    pub(crate) too_few_deals: Plural,
    pub(crate) too_few_visits: Plural,
    pub(crate) too_few_months: Plural,
    pub(crate) more_in_table: Plural,
    pub(crate) missing: &'static str,
    pub(crate) not_saved: &'static str,
}

pub(crate) static EN: Texts = Texts {
    menu: "More for “{title}”",
    save_picture: "Save as picture (PNG)",
    save_table: "Save figures (CSV)",
    as_table: "Show as table",
    as_chart: "Show as chart",
    empty: "There is nothing to show yet.",
    too_few: Plural {
        one: "There is {n} so far. It takes at least {needed} to tell anything from them.",
        other: "There are {n} so far. It takes at least {needed} to tell anything from them.",
    },
    too_few_deals: Plural {
        one: "Only {n} deal so far. The chart is drawn from {needed} deals on.",
        other: "Only {n} deals so far. The chart is drawn from {needed} deals on.",
    },
    too_few_visits: Plural {
        one: "Only {n} stay in a stage has ended so far. The chart is drawn from {needed} in a stage on.",
        other: "Only {n} stays in a stage have ended so far. The chart is drawn from {needed} in a stage on.",
    },
    too_few_months: Plural::same(
        "All of it lies in one month so far. The line is drawn from {needed} months on.",
    ),
    more_in_table: Plural {
        one: "{n} more, not drawn: see the table",
        other: "{n} more, not drawn: see the table",
    },
    missing: "The chart could not be drawn. These are its figures.",
    not_saved: "The file could not be saved.",
};

pub(crate) static ZH: Texts = Texts {
    menu: "“{title}”的更多操作",
    save_picture: "保存为图片（PNG）",
    save_table: "导出数据（CSV）",
    as_table: "以表格显示",
    as_chart: "以图表显示",
    empty: "暂无数据。",
    too_few: Plural::same("样本太少：目前只有 {n} 个，至少要有 {needed} 个才有参考意义。"),
    too_few_deals: Plural::same("目前只有 {n} 个商机，满 {needed} 个后显示图表。"),
    too_few_visits: Plural::same("同一阶段目前只有 {n} 次停留已结束，满 {needed} 次后显示图表。"),
    too_few_months: Plural::same("数据都在同一个月内，满 {needed} 个月后显示趋势。"),
    more_in_table: Plural::same("另有 {n} 组未画出，见表格"),
    missing: "图表没能显示，以下是对应的数据。",
    not_saved: "文件没能保存。",
};
