//! Reports: figures group by group.

pub(crate) struct Texts {
    pub(crate) report: &'static str,
    pub(crate) title: &'static str,
    pub(crate) by: &'static str,
    pub(crate) by_organisation: &'static str,
    pub(crate) by_month_created: &'static str,
    pub(crate) by_month_closed: &'static str,
    pub(crate) columns: &'static str,
    pub(crate) print: &'static str,
    pub(crate) total: &'static str,
    pub(crate) lost_value: &'static str,
    pub(crate) note: &'static str,
}

pub(crate) static EN: Texts = Texts {
    report: "Report",
    title: "Deals by {by}, {days}",
    by: "Group by",
    by_organisation: "Organisation",
    by_month_created: "Month created",
    by_month_closed: "Month closed",
    columns: "Columns",
    print: "Print",
    total: "All deals",
    lost_value: "Lost value",
    note: "The last row is of all deals, each counted once. A deal with several tags is in several rows.",
};

pub(crate) static ZH: Texts = Texts {
    report: "报表",
    title: "商机统计（按{by}），{days}",
    by: "分组方式",
    by_organisation: "客户",
    by_month_created: "新建月份",
    by_month_closed: "结束月份",
    columns: "显示的列",
    print: "打印",
    total: "全部商机",
    lost_value: "输单金额",
    note: "最后一行是全部商机，每个只计一次；有多个标签的商机会出现在多行里。",
};
