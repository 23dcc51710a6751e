//! Words that several screens share.

use sales::model::{Deal, Workspace};

use super::{Plural, t};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::intl;

pub(crate) struct Texts {
    pub(crate) add: &'static str,
    pub(crate) archive: &'static str,
    pub(crate) archived: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) close: &'static str,
    pub(crate) create: &'static str,
    pub(crate) delete: &'static str,
    pub(crate) done: &'static str,
    pub(crate) duplicate: &'static str,
    pub(crate) edit: &'static str,
    pub(crate) more: &'static str,
    pub(crate) move_down: &'static str,
    pub(crate) move_up: &'static str,
    pub(crate) name: &'static str,
    pub(crate) none: &'static str,
    pub(crate) optional: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) remove: &'static str,
    pub(crate) rename: &'static str,
    pub(crate) restore: &'static str,
    pub(crate) save: &'static str,
    pub(crate) search: &'static str,
    pub(crate) undo: &'static str,
    /// Going back once more would lose what was typed.
    pub(crate) unsaved: &'static str,
    pub(crate) days: Plural,
    pub(crate) deals: Plural,
    pub(crate) show_more: Plural,
    pub(crate) activities: Plural,
    pub(crate) idle: Plural,
    pub(crate) nobody: &'static str,
    pub(crate) no_rate: &'static str,
    pub(crate) create_named: &'static str,
    /// The name of what is gone.
    pub(crate) unknown: &'static str,
    /// Between the parts of a list.
    pub(crate) between: &'static str,
}

pub(crate) static EN: Texts = Texts {
    add: "Add",
    archive: "Archive",
    archived: "Archived",
    cancel: "Cancel",
    clear: "Clear",
    close: "Close",
    create: "Create",
    delete: "Delete",
    done: "Done",
    duplicate: "Duplicate",
    edit: "Edit",
    more: "More",
    move_down: "Move down",
    move_up: "Move up",
    name: "Name",
    none: "None",
    optional: "optional",
    redo: "Redo",
    remove: "Remove",
    rename: "Rename",
    restore: "Restore",
    save: "Save",
    search: "Search",
    undo: "Undo",
    unsaved: "What you entered is not saved yet. Go back once more to drop it.",
    days: Plural { one: "{n} day", other: "{n} days" },
    deals: Plural { one: "{n} deal", other: "{n} deals" },
    show_more: Plural { one: "Show {n} more", other: "Show {n} more" },
    activities: Plural { one: "{n} activity", other: "{n} activities" },
    idle: Plural {
        one: "Over the limit: nothing has happened for {n} day. {stage} allows {limit}.",
        other: "Over the limit: nothing has happened for {n} days. {stage} allows {limit}.",
    },
    nobody: "No owner",
    no_rate: "No exchange rate for {currencies}. Set one under Settings → Currencies.",
    create_named: "Add “{name}”",
    unknown: "something since removed",
    between: ", ",
};

pub(crate) static ZH: Texts = Texts {
    add: "添加",
    archive: "归档",
    archived: "已归档",
    cancel: "取消",
    clear: "清除",
    close: "关闭",
    create: "创建",
    delete: "删除",
    done: "完成",
    duplicate: "复制",
    edit: "编辑",
    more: "更多",
    move_down: "下移",
    move_up: "上移",
    name: "名称",
    none: "无",
    optional: "选填",
    redo: "重做",
    remove: "移除",
    rename: "重命名",
    restore: "恢复",
    save: "保存",
    search: "搜索",
    undo: "撤销",
    unsaved: "填写的内容还没有保存，再返回一次就会放弃。",
    days: Plural::same("{n} 天"),
    deals: Plural::same("{n} 个商机"),
    show_more: Plural::same("再显示 {n} 个"),
    activities: Plural::same("{n} 项活动"),
    idle: Plural::same("超过停留上限：已 {n} 天没有进展，“{stage}”的上限是 {limit} 天。"),
    nobody: "未分配",
    no_rate: "缺少 {currencies} 的汇率，请到“设置 → 币种”填写。",
    create_named: "添加“{name}”",
    unknown: "已移除的内容",
    between: "、",
};

/// Why a deal counts as stalled; nothing where it does not.
pub(crate) fn stalled(workspace: &Workspace, deal: &Deal) -> Option<String> {
    let found = metrics::stalled::stalled(workspace, deal, clock::now(), &LocalCalendar)?;
    let stage = workspace.stages.get(deal.position.stage)?;
    let (days, limit) =
        (usize::try_from(found.idle_days).ok()?, intl::count(usize::from(found.limit.days())));
    Some(t().common().idle.with(days, &[("stage", &stage.name), ("limit", &limit)]))
}
