//! Bigin by Zoho: as Zoho CRM, but with companies for accounts and pipelines within pipelines.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Bigin,
        kind: FileKind::Deals,
        signs: &[
            &["deal name", "商机名称", "交易名称"],
            &["closing date", "预计成交日期", "结束日期", "成交日期"],
            &["sub-pipeline", "company name", "company name.id", "子管道", "子销售管道", "公司名称"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "deal id", "记录id"]),
            (T::Name, &["deal name", "商机名称", "交易名称"]),
            (T::Pipeline, &["pipeline", "team pipeline", "销售管道", "管道"]),
            (T::Stage, &["stage", "阶段"]),
            (T::Value, &["amount", "金额"]),
            (T::Currency, &["currency", "币种"]),
            (T::Probability, &["probability", "probability (%)", "可能性", "可能性 (%)"]),
            (T::Owner, &["deal owner", "商机所有者", "交易所有者", "deal owner.id"]),
            (T::Organisation, &["company name", "公司名称"]),
            (T::OrganisationId, &["company name.id"]),
            (T::Contact, &["contact name", "联系人姓名", "联系人"]),
            (T::ContactId, &["contact name.id"]),
            (T::Segment, &["type", "类型"]),
            (T::Source, &["lead source", "source", "线索来源"]),
            (T::Product, &["associated products", "products", "product name"]),
            (T::Tags, &["tag", "tags", "标签"]),
            (T::Created, &["created time", "创建时间"]),
            (T::ExpectedClose, &["closing date", "预计成交日期", "结束日期", "成交日期"]),
            (T::LossReason, &["reason for loss", "lost reason"]),
            (T::Note, &["description", "描述"]),
            (
                T::Skip,
                &[
                    "sub-pipeline", "子管道", "子销售管道", "pipeline.id", "created by", "created by.id",
                    "modified by", "modified by.id", "modified time", "last activity time", "exchange rate",
                    "layout", "layout.id", "stage modified time",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Bigin,
        kind: FileKind::Organisations,
        signs: &[
            &["company name", "公司名称"],
            &["company owner", "company owner.id", "公司所有者"],
            &["billing street", "billing city", "billing code", "modified time"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "company id", "记录id"]),
            (T::Name, &["company name", "公司名称"]),
            (T::Website, &["website", "网站"]),
            (
                T::Address,
                &["billing street", "billing city", "billing state", "billing code", "billing country"],
            ),
            (T::Note, &["description", "描述"]),
            (T::Owner, &["company owner", "公司所有者", "company owner.id"]),
            (T::Phone, &["phone", "电话"]),
            (T::Tags, &["tag"]),
            (T::Skip, &["created by", "modified by", "created time", "modified time", "last activity time"]),
        ],
    },
];
