//! Our own exports. Their first column has a name that nobody else would give it.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

const ACTIVITY_ID: &[&str] = &["fairlead activity id", "fairlead 活动编号"];

/// The first column of our deals, organisations and contacts, and the one of a deal in its history.
const ID: &[&str] = &["fairlead id", "fairlead 编号"];
const DEAL_ID: &[&str] = &["fairlead deal id", "fairlead 商机编号"];

pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Fairlead,
        kind: FileKind::Deals,
        signs: &[ID, &["stage", "阶段"], &["title", "deal", "标题", "商机", "商机名称"]],
        columns: &[
            (T::ExternalId, ID),
            (T::Name, &["title", "deal", "标题", "商机", "商机名称"]),
            (T::Pipeline, &["pipeline", "管道", "销售管道"]),
            (T::Stage, &["stage", "阶段"]),
            (T::Status, &["status", "状态"]),
            (T::Value, &["value", "金额", "价值"]),
            (T::Currency, &["currency", "币种"]),
            (T::Probability, &["win chance", "probability", "赢单概率", "赢率", "概率"]),
            (T::Owner, &["owner", "负责人"]),
            (T::Organisation, &["organisation", "organization", "customer", "客户", "组织"]),
            (T::Contact, &["contact", "联系人"]),
            (T::Segment, &["segment", "客户类型", "细分"]),
            (T::Source, &["source", "lead source", "线索来源", "来源"]),
            (T::Product, &["product", "产品"]),
            (T::Tags, &["tags", "标签"]),
            (T::Created, &["created", "created on", "创建时间"]),
            (T::ExpectedClose, &["expected close", "预计成交", "预计成交日期"]),
            (T::Closed, &["closed", "closed on", "结束时间", "关闭时间", "结单时间"]),
            (T::LossReason, &["loss reason", "输单原因"]),
            (T::Competitor, &["competitor", "竞争对手"]),
            (T::LossNote, &["loss note", "输单说明"]),
            (T::NurtureUntil, &["wake up on", "再跟进日期", "唤醒日期"]),
            (T::NurtureReason, &["nurture reason", "培育原因"]),
            (T::Note, &["notes", "note", "备注", "跟进记录"]),
        ],
    },
    Layout {
        source: Source::Fairlead,
        kind: FileKind::StageHistory,
        signs: &[DEAL_ID, &["stage", "阶段"]],
        columns: &[
            (T::DealId, DEAL_ID),
            (T::Deal, &["deal", "title", "商机", "商机名称"]),
            (T::Pipeline, &["pipeline", "管道", "销售管道"]),
            (
                T::ChangedAt,
                &["entered", "changed", "changed at", "entered at", "进入时间", "变更时间", "进入阶段时间"],
            ),
            (T::Stage, &["stage", "阶段"]),
            (T::Status, &["status", "状态"]),
            (T::FromDates, &["from dates", "由日期推算"]),
        ],
    },
    Layout {
        source: Source::Fairlead,
        kind: FileKind::Activities,
        signs: &[ACTIVITY_ID, &["subject", "主题"]],
        columns: &[
            (T::ExternalId, ACTIVITY_ID),
            (T::Name, &["subject", "主题"]),
            (T::ActivityKind, &["type", "类型"]),
            (T::Due, &["due", "计划时间"]),
            (T::Minutes, &["minutes", "时长(分钟)"]),
            (T::Done, &["done", "完成时间"]),
            (T::Outcome, &["outcome", "结果"]),
            (T::DealId, DEAL_ID),
            (T::Deal, &["deal", "商机", "商机名称"]),
            (T::Organisation, &["organisation", "organization", "customer", "客户", "组织"]),
            (T::Contact, &["contact", "联系人"]),
            (T::Owner, &["owner", "负责人"]),
            (T::Created, &["created", "created on", "创建时间"]),
            (T::Note, &["notes", "note", "备注", "跟进记录"]),
        ],
    },
    Layout {
        source: Source::Fairlead,
        kind: FileKind::Contacts,
        signs: &[ID, &["email", "邮箱"], &["phone", "电话"]],
        columns: &[
            (T::ExternalId, ID),
            (T::Name, &["name", "姓名", "名称"]),
            (T::Organisation, &["organisation", "organization", "customer", "客户", "组织"]),
            (T::Role, &["role", "职位", "职务"]),
            (T::Phone, &["phone", "电话"]),
            (T::Email, &["email", "邮箱"]),
            (T::Note, &["about", "备注", "说明"]),
        ],
    },
    Layout {
        source: Source::Fairlead,
        kind: FileKind::Organisations,
        signs: &[ID, &["website", "网站"], &["address", "地址"]],
        columns: &[
            (T::ExternalId, ID),
            (T::Name, &["name", "名称"]),
            (T::Industry, &["industry", "行业"]),
            (T::Website, &["website", "网站"]),
            (T::Address, &["address", "地址"]),
            (T::Note, &["about", "备注", "说明"]),
        ],
    },
];
