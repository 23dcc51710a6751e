//! Odoo, by labels in English and Chinese, and by the names of fields that it takes back on import.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Odoo,
        kind: FileKind::Deals,
        signs: &[
            &["expected revenue", "expected_revenue", "planned_revenue", "预期收入", "预计收入", "期望收益"],
            &[
                "salesperson", "sales team", "expected closing", "user_id", "user_id/name", "user_id/id",
                "team_id", "stage_id", "stage_id/name", "stage_id/id", "date_deadline", "销售员", "销售团队",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id", "external id", ".id", "外部 id", "外部标识"]),
            (T::Name, &["opportunity", "name", "商机", "名称"]),
            (
                T::Stage,
                &[
                    "stage", "stage/display name", "stage/stage name", "stage_id/name",
                    "stage_id/display_name", "stage_id", "stage_id/id", "阶段",
                ],
            ),
            (T::Status, &["won/lost", "won_status", "is won"]),
            (T::Active, &["active", "启用", "有效"]),
            (
                T::Value,
                &[
                    "expected revenue", "expected_revenue", "planned_revenue", "预期收入", "预计收入",
                    "期望收益",
                ],
            ),
            (T::Currency, &["currency", "company_currency", "company currency", "币种"]),
            (T::Probability, &["probability", "概率", "automated_probability"]),
            (
                T::Owner,
                &[
                    "salesperson", "salesperson/display name", "salesperson/name", "user_id/name",
                    "user_id/display_name", "user_id", "user_id/id", "销售员",
                ],
            ),
            (
                T::Organisation,
                &[
                    "customer", "company name", "customer/display name", "partner_name", "partner_id/name",
                    "partner_id/display_name", "partner_id", "客户", "公司名称",
                ],
            ),
            (T::OrganisationId, &["partner_id/id", "customer/id"]),
            (T::Contact, &["contact name", "contact_name", "联系人姓名", "联系人名称"]),
            (T::Segment, &["type", "类型"]),
            (T::Source, &["source", "source/display name", "source_id/name", "source_id", "来源"]),
            (T::Product, &["product", "product_id/name"]),
            (T::Tags, &["tags", "tags/display name", "tag_ids/name", "tag_ids", "标签"]),
            (T::Created, &["created on", "create_date", "创建时间", "创建日期", "创建于"]),
            (
                T::ExpectedClose,
                &[
                    "expected closing", "date_deadline", "预计结束日期", "预计关闭", "预期关闭",
                    "预计截止日期", "预计成交日期",
                ],
            ),
            (T::Closed, &["closed date", "date_closed", "关闭日期", "结束日期"]),
            (
                T::LossReason,
                &[
                    "lost reason", "lost reason/display name", "lost_reason_id/name", "lost_reason_id",
                    "lost_reason/name", "lost_reason", "丢失原因", "失去原因", "输单原因",
                ],
            ),
            (T::Note, &["notes", "description", "internal notes", "备注", "说明"]),
            (
                T::Skip,
                &[
                    "sales team", "sales team/display name", "team_id", "team_id/name", "team_id/id",
                    "销售团队", "medium", "medium_id", "medium_id/name", "campaign", "campaign_id",
                    "campaign_id/name", "priority", "优先级", "email", "email_from", "phone", "mobile",
                    "city", "country", "recurring revenue", "prorated revenue", "prorated_revenue",
                    "expected mrr", "created by", "create_uid", "last updated on", "write_date", "activities",
                    "properties", "assignment date", "date_open", "last stage update",
                    "date_last_stage_update", "days to close", "days to assign", "display name",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Odoo,
        kind: FileKind::Activities,
        signs: &[
            &["activity type", "activity_type_id", "活动类型"],
            &["summary", "摘要", "document name", "res_name"],
            &["due date", "date_deadline", "到期日期", "截止日期"],
        ],
        columns: &[
            (T::ExternalId, &["id", "external id"]),
            (T::Name, &["summary", "摘要"]),
            (T::ActivityKind, &["activity type", "activity_type_id", "活动类型"]),
            (T::Due, &["due date", "date_deadline", "到期日期", "截止日期"]),
            (T::Done, &["done date", "date_done", "state"]),
            (T::Owner, &["assigned to", "user_id", "指派给", "分派给"]),
            (T::Deal, &["document name", "res_name", "文档名称"]),
            (T::DealId, &["related document id", "res_id"]),
            (T::Note, &["note", "备注"]),
            (T::Created, &["created on", "create_date"]),
            (T::Skip, &["document model", "res_model", "active"]),
        ],
    },
    Layout {
        source: Source::Odoo,
        kind: FileKind::Products,
        signs: &[
            &["name", "名称"],
            &["sales price", "list_price", "销售价格"],
            &[
                "internal reference", "default_code", "cost", "standard_price", "product type",
                "product category", "categ_id", "内部参考", "成本",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id", "external id", "外部 id"]),
            (T::Name, &["name", "名称"]),
            (T::Value, &["sales price", "list_price", "销售价格"]),
            (T::Currency, &["currency", "currency_id"]),
            (T::Note, &["sales description", "description_sale", "description", "说明"]),
            (
                T::Skip,
                &[
                    "internal reference", "default_code", "内部参考", "cost", "standard_price", "成本",
                    "product type", "product category", "categ_id", "quantity on hand", "forecasted quantity",
                    "unit of measure", "barcode", "tags", "favorite",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Odoo,
        kind: FileKind::Contacts,
        signs: &[
            &["name", "display name", "complete name", "名称", "显示名称"],
            &[
                "is a company", "is_company", "company type", "company_type", "related company", "parent_id",
                "parent_id/name", "related company/display name", "关联公司",
            ],
            &["email", "phone", "mobile", "邮箱", "电话"],
        ],
        columns: &[
            (T::ExternalId, &["id", "external id", "外部 id"]),
            (T::Name, &["name", "complete name", "display name", "名称", "显示名称"]),
            (
                T::Organisation,
                &[
                    "related company", "related company/display name", "parent_id/name", "parent_id",
                    "company name", "关联公司",
                ],
            ),
            (T::Role, &["job position", "function", "工作岗位"]),
            (T::Email, &["email", "邮箱"]),
            (T::Phone, &["phone", "mobile", "电话", "手机"]),
            (T::Owner, &["salesperson", "user_id/name", "user_id", "销售员"]),
            (T::Note, &["notes", "comment", "internal notes", "备注"]),
            (
                T::Skip,
                &[
                    "is a company", "is_company", "company type", "company_type", "street", "street2", "city",
                    "state", "zip", "country", "country_id/name", "website", "tags", "category_id", "tax id",
                    "vat", "activities", "title",
                ],
            ),
        ],
    },
];
