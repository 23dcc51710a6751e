//! What only the command palette says.

use super::Plural;

pub(crate) struct Texts {
    pub(crate) with_deal: &'static str,
    pub(crate) with_deals: Plural,
    pub(crate) dashboards: &'static str,
    pub(crate) section: &'static str,
    pub(crate) pipelines: &'static str,
    pub(crate) lists: &'static str,
    pub(crate) fields: &'static str,
    pub(crate) currencies: &'static str,
    pub(crate) appearance: &'static str,
    pub(crate) data: &'static str,
    pub(crate) backup: &'static str,
    pub(crate) open_backup: &'static str,
    pub(crate) export: &'static str,
    pub(crate) save_view: &'static str,
    pub(crate) erase: &'static str,
}

pub(crate) static EN: Texts = Texts {
    with_deal: "With “{title}”",
    with_deals: Plural { one: "With {n} selected deal", other: "With {n} selected deals" },
    dashboards: "Dashboards",
    section: "Settings: {section}",
    pipelines: "Pipelines & stages",
    lists: "Lists",
    fields: "Custom fields",
    currencies: "Currencies",
    appearance: "You & appearance (language, theme, name)",
    data: "Data (backup, workspaces, sample data)",
    backup: "Download a backup…",
    open_backup: "Open a backup…",
    export: "Export: {what}",
    save_view: "Save the filter as a view…",
    erase: "Erase everything…",
};

pub(crate) static ZH: Texts = Texts {
    with_deal: "“{title}”的操作",
    with_deals: Plural::same("选中的 {n} 个商机"),
    dashboards: "仪表盘",
    section: "设置：{section}",
    pipelines: "管道与阶段",
    lists: "选项列表",
    fields: "自定义字段",
    currencies: "币种",
    appearance: "个人与外观（语言、主题、姓名）",
    data: "数据（备份、工作区、示例数据）",
    backup: "下载备份…",
    open_backup: "打开备份…",
    export: "导出：{what}",
    save_view: "把当前筛选保存为视图…",
    erase: "清空全部数据…",
};
