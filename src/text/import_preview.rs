//! Bringing data in: what will happen, in numbers and row by row.

use exchange::plan::report::{Came, Count, Digest, Kind};
use exchange::target::FileKind;

use super::{Plural, fill, import_columns, t};
use crate::platform::intl;

pub(crate) struct Texts {
    pub(crate) preview: &'static str,
    pub(crate) preview_lead: &'static str,
    pub(crate) planning: &'static str,
    pub(crate) proposing: &'static str,
    pub(crate) counts: &'static str,
    pub(crate) added: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) unchanged: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) deals_added: &'static str,
    pub(crate) deals_changed: &'static str,
    pub(crate) deals_unchanged: &'static str,
    pub(crate) deals_did_change: &'static str,
    pub(crate) deals_refused: &'static str,
    pub(crate) against: &'static str,
    pub(crate) against_blocked: &'static str,
    pub(crate) against_warned: &'static str,
    pub(crate) and_more: Plural,
    pub(crate) deal: &'static str,
    pub(crate) change: &'static str,
    pub(crate) was_empty: &'static str,
    pub(crate) untitled: &'static str,
    pub(crate) issues: &'static str,
    pub(crate) no_issues: &'static str,
    pub(crate) issues_shown: &'static str,
    pub(crate) other_rows: &'static str,
    pub(crate) fields: &'static str,
    pub(crate) whole_table: &'static str,
    pub(crate) passed_over: &'static str,
    pub(crate) why_changed: &'static str,
    pub(crate) why_unchanged: &'static str,
    pub(crate) why_field: &'static str,
    pub(crate) why_table: &'static str,
    pub(crate) in_all: &'static str,
    pub(crate) download: &'static str,
    pub(crate) not_downloaded: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: &'static str,
    pub(crate) found: &'static str,
    pub(crate) what: &'static str,
    pub(crate) effect: &'static str,
    pub(crate) on_problem: &'static str,
    pub(crate) row_out: &'static str,
    pub(crate) row_out_hint: &'static str,
    pub(crate) cell_out: &'static str,
    pub(crate) cell_out_hint: &'static str,
    pub(crate) import: &'static str,
    pub(crate) import_both: &'static str,
    pub(crate) update: &'static str,
    pub(crate) nothing: &'static str,
    /// What is counted: deals, organisations, contacts, people, products, entries of lists, pipelines, stages, fields,
    /// activities.
    pub(crate) counted: [Plural; 10],
    /// The same as headings.
    pub(crate) counted_names: [&'static str; 10],
}

pub(crate) static EN: Texts = Texts {
    preview: "What will happen",
    preview_lead: "Nothing is changed yet. The import is one step that you can undo as a whole.",
    planning: "Working out what will happen…",
    proposing: "Looking at your files…",
    counts: "In numbers",
    added: "Added",
    changed: "Changed",
    unchanged: "Unchanged",
    refused: "Left out",
    deals_added: "New deals",
    deals_changed: "Deals that change",
    deals_unchanged: "Deals that stay as they are",
    deals_did_change: "Deals that changed",
    deals_refused: "Rows left out",
    against: "Moved in the file against the process here; imported all the same",
    against_blocked: "would have had to stay: {lacks}",
    against_warned: "would have been asked about: {lacks}",
    and_more: Plural { one: "and {n} more", other: "and {n} more" },
    deal: "Deal",
    change: "{from} → {to}",
    was_empty: "(empty)",
    untitled: "(no title)",
    issues: "To know, row by row",
    no_issues: "Every row comes in as it stands.",
    issues_shown: "The first {n} of {all}. The download has all of them.",
    other_rows: "Updated, unchanged and passed-over rows",
    fields: "Fields",
    whole_table: "all",
    passed_over: "Passed over",
    why_changed: "It is here already, and these fields change.",
    why_unchanged: "It is here already, and the file says the same.",
    why_field: "This field of the log is not imported. Give it a meaning under “Columns” to have it.",
    why_table: "Left out, as chosen: {rows}. Say under “Files” what they are to have them.",
    in_all: "{added} added, {changed} changed, {unchanged} unchanged, {refused} left out",
    download: "Download the report as CSV",
    not_downloaded: "The browser did not take the file.",
    file_name: "import-report",
    file: "File",
    line: "Line",
    found: "What stands there",
    what: "What to know",
    effect: "What happens",
    on_problem: "Where a cell can’t be read",
    row_out: "Leave the row out",
    row_out_hint: "You can correct it in the file and import that again",
    cell_out: "Import the row without that cell",
    cell_out_hint: "The field stays empty",
    import: "Import {what}",
    import_both: "Import {what}, update {changed}",
    update: "Update {what}",
    nothing: "Nothing to import",
    counted: [
        Plural { one: "{n} deal", other: "{n} deals" },
        Plural { one: "{n} customer", other: "{n} customers" },
        Plural { one: "{n} contact", other: "{n} contacts" },
        Plural { one: "{n} person", other: "{n} people" },
        Plural { one: "{n} product", other: "{n} products" },
        Plural { one: "{n} list entry", other: "{n} list entries" },
        Plural { one: "{n} pipeline", other: "{n} pipelines" },
        Plural { one: "{n} stage", other: "{n} stages" },
        Plural { one: "{n} field", other: "{n} fields" },
        Plural { one: "{n} activity", other: "{n} activities" },
    ],
    counted_names: [
        "Deals",
        "Customers",
        "Contacts",
        "Team",
        "Products",
        "List entries",
        "Pipelines",
        "Stages",
        "Fields",
        "Activities",
    ],
};

pub(crate) static ZH: Texts = Texts {
    preview: "导入结果预览",
    preview_lead: "目前还没有任何改动。整次导入算一个操作，可以一次撤销。",
    planning: "正在计算导入结果…",
    proposing: "正在分析文件…",
    counts: "数量",
    added: "新增",
    changed: "更新",
    unchanged: "无变化",
    refused: "未导入",
    deals_added: "新增的商机",
    deals_changed: "有变化的商机",
    deals_unchanged: "没有变化的商机",
    deals_did_change: "已更新的商机",
    deals_refused: "不导入的行",
    against: "文件中的推进与这里的流程不符，仍会导入",
    against_blocked: "按流程不能推进：{lacks}",
    against_warned: "按流程会提醒：{lacks}",
    and_more: Plural::same("还有 {n} 个"),
    deal: "商机",
    change: "{from} → {to}",
    was_empty: "（空）",
    untitled: "（无名称）",
    issues: "逐行说明",
    no_issues: "所有数据都能原样导入。",
    issues_shown: "显示前 {n} 条，共 {all} 条；下载文件中包含全部。",
    other_rows: "更新、无变化和略过的行",
    fields: "字段",
    whole_table: "全部",
    passed_over: "略过",
    why_changed: "已经存在，更新这些字段。",
    why_unchanged: "已经存在，与文件一致。",
    why_field: "变更记录中的这个字段没有导入。如需导入，请在“列”中指定含义。",
    why_table: "按您的选择没有导入：{rows}。如需导入，请在“文件”中指定每行是什么。",
    in_all: "新增 {added}，更新 {changed}，无变化 {unchanged}，未导入 {refused}",
    download: "下载报告（CSV）",
    not_downloaded: "浏览器没有保存文件。",
    file_name: "导入报告",
    file: "文件",
    line: "行",
    found: "原内容",
    what: "说明",
    effect: "处理",
    on_problem: "单元格无法读取时",
    row_out: "不导入该行",
    row_out_hint: "可以在文件里改好后再导入",
    cell_out: "导入该行，略过这个单元格",
    cell_out_hint: "对应字段留空",
    import: "导入 {what}",
    import_both: "导入 {what}，更新 {changed}",
    update: "更新 {what}",
    nothing: "没有可导入的内容",
    counted: [
        Plural::same("{n} 个商机"),
        Plural::same("{n} 个客户"),
        Plural::same("{n} 个联系人"),
        Plural::same("{n} 名成员"),
        Plural::same("{n} 个产品"),
        Plural::same("{n} 个选项"),
        Plural::same("{n} 条管道"),
        Plural::same("{n} 个阶段"),
        Plural::same("{n} 个字段"),
        Plural::same("{n} 条活动"),
    ],
    counted_names: ["商机", "客户", "联系人", "团队", "产品", "选项", "管道", "阶段", "字段", "活动"],
};

/// The kinds of records, as they are listed.
pub(crate) const COUNTED: [Kind; 10] = [
    Kind::Deal,
    Kind::Organisation,
    Kind::Contact,
    Kind::Person,
    Kind::Product,
    Kind::Choice,
    Kind::Pipeline,
    Kind::Stage,
    Kind::Field,
    Kind::Activity,
];

/// What came of the records of a kind, in a line: its name and its counts.
pub(crate) fn in_all(kind: Kind, count: Count) -> (&'static str, String) {
    let texts = t().import_preview();
    let place = COUNTED.iter().position(|known| *known == kind).unwrap_or_default();
    let counts = [
        ("added", intl::count(count.added)),
        ("changed", intl::count(count.changed)),
        ("unchanged", intl::count(count.unchanged)),
        ("refused", intl::count(count.refused)),
    ];
    let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
    (texts.counted_names[place], fill(texts.in_all, &counts))
}

/// What came of a row that nothing is wrong with: the fields, what to know, and what happens.
pub(crate) fn came(came: &Came, kind: Option<FileKind>) -> (String, String, &'static str) {
    let texts = t().import_preview();
    match came {
        Came::Changed(parts) => {
            let fields: Vec<String> = parts.iter().map(|part| import_columns::part(part, kind)).collect();
            (fields.join(t().common().between), texts.why_changed.to_owned(), texts.changed)
        }
        Came::FieldPassedOver => (String::new(), texts.why_field.to_owned(), texts.passed_over),
        Came::TableLeftOut(rows) => {
            let rows = t().import().rows.of(*rows);
            (String::new(), fill(texts.why_table, &[("rows", &rows)]), texts.passed_over)
        }
        Came::Unchanged => (String::new(), texts.why_unchanged.to_owned(), texts.unchanged),
    }
}

/// So many records of a kind.
fn counted(kind: Kind, count: usize) -> String {
    let place = COUNTED.iter().position(|known| *known == kind).unwrap_or_default();
    t().import_preview().counted[place].of(count)
}

/// What a button says that does the import; `None` where there is nothing to do.
pub(crate) fn act(report: &Digest) -> Option<String> {
    let texts = t().import_preview();
    // Deals are what it is about; where there are none, whatever comes first.
    let changes = |count: Count| count.added > 0 || count.changed > 0;
    let kind = COUNTED.into_iter().find(|kind| changes(report.count(*kind)))?;
    let Count { added, changed, .. } = report.count(kind);
    Some(match (added, changed) {
        (0, changed) => fill(texts.update, &[("what", &counted(kind, changed))]),
        (added, 0) => fill(texts.import, &[("what", &counted(kind, added))]),
        (added, changed) => {
            let changed = intl::count(changed);
            fill(texts.import_both, &[("what", &counted(kind, added)), ("changed", &changed)])
        }
    })
}
