//! Reports with a name.

pub(crate) struct Texts {
    pub(crate) saved: &'static str,
    pub(crate) menu: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) update: &'static str,
    pub(crate) rename: &'static str,
    pub(crate) remove: &'static str,
    pub(crate) save_as: &'static str,
    pub(crate) add_to: &'static str,
    pub(crate) name: &'static str,
    pub(crate) hint: &'static str,
}

pub(crate) static EN: Texts = Texts {
    saved: "Saved reports",
    menu: "Saved reports: open, save, put on a dashboard",
    changed: "changed",
    update: "Save changes to “{name}”",
    rename: "Rename report",
    remove: "Delete report",
    save_as: "Save as a report",
    add_to: "Add to “{name}”",
    name: "Name of the report",
    hint: "Days, grouping, columns, pipeline and filter are saved with it.",
};

pub(crate) static ZH: Texts = Texts {
    saved: "已存报表",
    menu: "已存报表：打开、保存、放到仪表盘",
    changed: "有改动",
    update: "保存对“{name}”的改动",
    rename: "重命名报表",
    remove: "删除报表",
    save_as: "另存为报表",
    add_to: "添加到“{name}”",
    name: "报表名称",
    hint: "时间范围、分组、显示的列、管道和筛选条件都会一并保存。",
};
