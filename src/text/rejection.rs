//! What a refused command tells the person, and what they can do.

use sales::decide::{Rejection, What};
use sales::money::AmountError;

use super::{Plural, fill, t};

pub(crate) struct Texts {
    blank: &'static str,
    too_long: &'static str,
    name_taken: &'static str,
    gone: &'static str,
    stage_archived: &'static str,
    loss_reason_needed: &'static str,
    no_open_stage: &'static str,
    no_won_stage: &'static str,
    no_lost_stage: &'static str,
    stage_has_deals: Plural,
    wrong_target: &'static str,
    not_a_percentage: &'static str,
    value_out_of_range: &'static str,
    wrong_field_kind: &'static str,
    last_pipeline: &'static str,
    bad_rate: &'static str,
    changed_since: &'static str,
    lasts_too_long: &'static str,
    nothing_to_undo: &'static str,
    pub(crate) not_a_number: &'static str,
    pub(crate) negative: &'static str,
    pub(crate) too_many_digits: &'static str,
    pub(crate) bad_date: &'static str,
    pub(crate) bad_currency: &'static str,
    deal: &'static str,
    deal_title: &'static str,
    note: &'static str,
    pipeline: &'static str,
    stage: &'static str,
    guidance: &'static str,
    person: &'static str,
    initials: &'static str,
    organisation: &'static str,
    contact: &'static str,
    choice: &'static str,
    field: &'static str,
    field_option: &'static str,
    view: &'static str,
    activity: &'static str,
    workspace: &'static str,
    text: &'static str,
}

pub(crate) static EN: Texts = Texts {
    blank: "{what} can’t be empty. Type something first.",
    too_long: "{what} can have at most {most} characters. There are {chars} now.",
    name_taken: "“{name}” is taken already. Choose another name.",
    gone: "{what} is no longer there, perhaps removed in another window.",
    stage_archived: "This stage was archived. Choose another stage, or restore it in Settings.",
    loss_reason_needed: "First choose why the deal was lost.",
    no_open_stage: "A pipeline needs at least one open stage for deals to start in. Add one.",
    no_won_stage: "A pipeline needs a stage for won deals. Add one.",
    no_lost_stage: "A pipeline needs a stage for lost deals. Add one.",
    stage_has_deals: Plural {
        one: "There is {n} deal in this stage. Move it to another stage first.",
        other: "There are {n} deals in this stage. Move them to another stage first.",
    },
    wrong_target: "The deals can’t go there. Choose an open stage of the same pipeline.",
    not_a_percentage: "A win chance is a whole number from 0 to 100.",
    value_out_of_range: "A value must be between 0 and 90,000,000,000,000. Check the number of digits.",
    wrong_field_kind: "This value does not fit the field.",
    last_pipeline: "This is the only pipeline in use. Create another one before archiving it.",
    bad_rate: "A rate of {currency} must be above zero, and the workspace’s own currency has none.",
    changed_since: "This has been changed since, so it can’t be undone on its own. Undo the later changes first.",
    lasts_too_long: "An activity can take at most {hours} hours.",
    nothing_to_undo: "There is nothing to undo.",
    not_a_number: "This is not a number. Examples: 1200, 1,200.50, 12k.",
    negative: "A value can’t be negative.",
    too_many_digits: "These are more digits after the point than the currency has.",
    bad_date: "This is not a date.",
    bad_currency: "A currency is written with three letters, such as EUR.",
    deal: "The deal",
    deal_title: "The title",
    note: "The note",
    pipeline: "The pipeline",
    stage: "The stage",
    guidance: "The guidance",
    person: "The person",
    initials: "The initials",
    organisation: "The organisation",
    contact: "The contact",
    choice: "The entry",
    field: "The field",
    field_option: "The option",
    view: "The view",
    activity: "The activity",
    workspace: "The workspace’s name",
    text: "The text",
};

pub(crate) static ZH: Texts = Texts {
    blank: "{what}不能为空，请先填写。",
    too_long: "{what}最多 {most} 个字符，现在有 {chars} 个，请缩短。",
    name_taken: "“{name}”已被使用，请换一个名称。",
    gone: "{what}已不存在，可能已在其他窗口中删除。",
    stage_archived: "该阶段已归档。请选择其他阶段，或在设置中恢复它。",
    loss_reason_needed: "请先选择输单原因。",
    no_open_stage: "销售管道至少要有一个进行中的阶段，请添加。",
    no_won_stage: "销售管道需要一个赢单阶段，请添加。",
    no_lost_stage: "销售管道需要一个输单阶段，请添加。",
    stage_has_deals: Plural::same("该阶段还有 {n} 个商机，请先移到其他阶段。"),
    wrong_target: "商机不能移到那里，请选择同一管道中进行中的阶段。",
    not_a_percentage: "赢单概率应为 0 到 100 的整数。",
    value_out_of_range: "金额应在 0 到 90 万亿之间，请检查位数。",
    wrong_field_kind: "该值与字段类型不符。",
    last_pipeline: "这是唯一在用的销售管道，请先新建一个再归档。",
    bad_rate: "{currency} 的汇率必须大于零，本位币不需要汇率。",
    changed_since: "此后又有改动，无法单独撤销。请先撤销后面的操作。",
    lasts_too_long: "一次活动最长 {hours} 小时。",
    nothing_to_undo: "没有可撤销的操作。",
    not_a_number: "这不是数字。例如：1200、1,200.50、12.5万。",
    negative: "金额不能为负数。",
    too_many_digits: "小数位数超过了该币种的最小单位。",
    bad_date: "日期无效。",
    bad_currency: "币种为三个字母，例如 CNY。",
    deal: "商机",
    deal_title: "商机名称",
    note: "跟进记录",
    pipeline: "销售管道",
    stage: "阶段",
    guidance: "阶段指引",
    person: "成员",
    initials: "简称",
    organisation: "客户",
    contact: "联系人",
    choice: "选项",
    field: "字段",
    field_option: "字段选项",
    view: "视图",
    activity: "活动",
    workspace: "工作区名称",
    text: "内容",
};

fn name(what: What) -> &'static str {
    let texts = t().rejection();
    match what {
        What::Deal => texts.deal,
        What::DealTitle => texts.deal_title,
        What::Note => texts.note,
        What::Pipeline => texts.pipeline,
        What::Stage => texts.stage,
        What::Guidance => texts.guidance,
        What::Person => texts.person,
        What::Initials => texts.initials,
        What::Organisation => texts.organisation,
        What::Contact => texts.contact,
        What::Choice => texts.choice,
        What::Field => texts.field,
        What::FieldOption => texts.field_option,
        What::View => texts.view,
        What::Activity => texts.activity,
        What::Workspace => texts.workspace,
        What::Text => texts.text,
    }
}

/// Why a text is no amount, in words.
pub(crate) fn amount(error: AmountError) -> String {
    let texts = t().rejection();
    match error {
        AmountError::NotANumber => texts.not_a_number,
        AmountError::Negative => texts.negative,
        AmountError::TooLarge => texts.value_out_of_range,
        AmountError::TooManyDigits => texts.too_many_digits,
    }
    .to_owned()
}

/// A rejection in words.
pub(crate) fn explain(rejection: &Rejection) -> String {
    let texts = t().rejection();
    match rejection {
        Rejection::Blank(what) => fill(texts.blank, &[("what", name(*what))]),
        Rejection::TooLong { what, chars, most } => fill(
            texts.too_long,
            &[("what", name(*what)), ("chars", &chars.to_string()), ("most", &most.to_string())],
        ),
        Rejection::NameTaken(_, taken) => fill(texts.name_taken, &[("name", taken)]),
        Rejection::Gone(what) => fill(texts.gone, &[("what", name(*what))]),
        Rejection::StageArchived(_) => texts.stage_archived.to_owned(),
        Rejection::LossReasonNeeded => texts.loss_reason_needed.to_owned(),
        Rejection::NoOpenStage => texts.no_open_stage.to_owned(),
        Rejection::NoWonStage => texts.no_won_stage.to_owned(),
        Rejection::NoLostStage => texts.no_lost_stage.to_owned(),
        Rejection::StageHasDeals(count) => texts.stage_has_deals.of(*count),
        Rejection::WrongTarget => texts.wrong_target.to_owned(),
        Rejection::NotAPercentage => texts.not_a_percentage.to_owned(),
        Rejection::ValueOutOfRange => texts.value_out_of_range.to_owned(),
        Rejection::WrongFieldKind => texts.wrong_field_kind.to_owned(),
        Rejection::LastPipeline => texts.last_pipeline.to_owned(),
        Rejection::BadRate(currency) => fill(texts.bad_rate, &[("currency", currency.code())]),
        Rejection::LastsTooLong { most_minutes } => {
            fill(texts.lasts_too_long, &[("hours", &(most_minutes / 60).to_string())])
        }
        Rejection::ChangedSince => texts.changed_since.to_owned(),
        Rejection::NothingToUndo => texts.nothing_to_undo.to_owned(),
    }
}
