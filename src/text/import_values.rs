//! Bringing data in: where stages lead, and which names are the same.

use exchange::setup::NameKind;

use super::{Plural, t};

pub(crate) struct Texts {
    pub(crate) values: &'static str,
    pub(crate) values_lead: &'static str,
    pub(crate) no_values: &'static str,
    pub(crate) stages: &'static str,
    pub(crate) stages_of: &'static str,
    pub(crate) goes_to: &'static str,
    pub(crate) new_pipeline: &'static str,
    pub(crate) pipeline_name: &'static str,
    pub(crate) stage_in_file: &'static str,
    pub(crate) stage_leads: &'static str,
    pub(crate) stage_leads_of: &'static str,
    pub(crate) no_stage: &'static str,
    pub(crate) new_stage: &'static str,
    pub(crate) bad_percent: &'static str,
    pub(crate) blank_name: &'static str,
    pub(crate) taken_name: &'static str,
    pub(crate) names: &'static str,
    pub(crate) names_all: &'static str,
    pub(crate) names_known: &'static str,
    pub(crate) names_new: &'static str,
    pub(crate) near: &'static str,
    pub(crate) near_lead: &'static str,
    pub(crate) near_record: &'static str,
    pub(crate) near_file: &'static str,
    pub(crate) same: &'static str,
    pub(crate) different: &'static str,
    pub(crate) near_more: Plural,
    /// Names: people, organisations, contacts, products, segments, sources, tags, loss reasons.
    pub(crate) name_kinds: [&'static str; 8],
}

pub(crate) static EN: Texts = Texts {
    values: "Stages and names",
    values_lead: "Where the stages of your files lead, and who is who.",
    no_values: "There is nothing to decide here.",
    stages: "Stages",
    stages_of: "Stages of “{pipeline}”",
    goes_to: "The deals go to",
    new_pipeline: "a new pipeline",
    pipeline_name: "Name of the pipeline",
    stage_in_file: "In your file",
    stage_leads: "Leads to",
    stage_leads_of: "Where “{stage}” leads",
    no_stage: "(no stage)",
    new_stage: "a new stage",
    bad_percent: "A whole number from 0 to 100.",
    blank_name: "Give it a name.",
    taken_name: "Another stage of the pipeline has this name.",
    names: "People, customers and lists",
    names_all: "In your files",
    names_known: "Known",
    names_new: "New",
    near: "Almost the same",
    near_lead: "These names differ in a few characters only. Are they the same?",
    near_record: "“{name}” in your file, “{other}” here",
    near_file: "“{name}” and “{other}” in your files",
    same: "The same",
    different: "Different",
    near_more: Plural { one: "{n} more is taken as proposed.", other: "{n} more are taken as proposed." },
    name_kinds: ["Team", "Customers", "Contacts", "Products", "Segments", "Sources", "Tags", "Loss reasons"],
};

pub(crate) static ZH: Texts = Texts {
    values: "阶段与名称",
    values_lead: "文件里的阶段对应到哪里，以及哪些名称是同一个。",
    no_values: "这一步没有需要决定的内容。",
    stages: "阶段",
    stages_of: "“{pipeline}”的阶段",
    goes_to: "商机导入到",
    new_pipeline: "新管道",
    pipeline_name: "管道名称",
    stage_in_file: "文件中的阶段",
    stage_leads: "对应到",
    stage_leads_of: "“{stage}”对应到",
    no_stage: "（未填阶段）",
    new_stage: "新阶段",
    bad_percent: "请填 0 到 100 的整数。",
    blank_name: "请填写名称。",
    taken_name: "该管道中已有同名阶段。",
    names: "人员、客户和选项",
    names_all: "文件中",
    names_known: "已有",
    names_new: "新增",
    near: "名称相近",
    near_lead: "下面的名称只差几个字符，是同一个吗？",
    near_record: "文件中是“{name}”，这里已有“{other}”",
    near_file: "文件中有“{name}”和“{other}”",
    same: "同一个",
    different: "不是同一个",
    near_more: Plural::same("另有 {n} 个按建议处理。"),
    name_kinds: ["团队", "客户", "联系人", "产品", "客户类型", "来源", "标签", "输单原因"],
};

/// What names are the names of.
pub(crate) fn name_kind(kind: NameKind) -> &'static str {
    let [people, organisations, contacts, products, segments, sources, tags, reasons] =
        t().import_values().name_kinds;
    match kind {
        NameKind::Person => people,
        NameKind::Organisation => organisations,
        NameKind::Contact => contacts,
        NameKind::Product => products,
        NameKind::Segment => segments,
        NameKind::Source => sources,
        NameKind::Tag => tags,
        NameKind::LossReason => reasons,
    }
}
