//! Zoho CRM, in English and Chinese, with the potentials that deals were until 2016.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::Deals,
        signs: &[
            &["deal name", "potential name", "商机名称", "交易名称"],
            &["closing date", "预计成交日期", "deal owner.id", "potential owner", "商机所有者"],
            &["stage", "sales stage", "阶段", "amount", "金额"],
        ],
        columns: &[
            (
                T::ExternalId,
                &["record id", "deal id", "potential id", "记录id", "记录编号", "商机id", "商机编号"],
            ),
            (T::Name, &["deal name", "potential name", "商机名称", "交易名称"]),
            (T::Pipeline, &["pipeline", "销售管道", "管道"]),
            (T::Stage, &["stage", "sales stage", "阶段", "销售阶段"]),
            (T::Value, &["amount", "金额"]),
            (T::Currency, &["currency", "币种", "货币"]),
            (
                T::Probability,
                &[
                    "probability (%)", "probability", "可能性 (%)", "可能性(%)", "可能性", "概率 (%)",
                    "概率(%)",
                ],
            ),
            (
                T::Owner,
                &[
                    "deal owner", "potential owner", "deal owner name", "商机所有者", "交易所有者", "owner",
                    "deal owner.id", "potential owner id",
                ],
            ),
            (T::Organisation, &["account name", "客户名称", "客户"]),
            (T::OrganisationId, &["account name.id", "account id", "客户名称.id"]),
            (T::Contact, &["contact name", "联系人姓名", "联系人名称", "联系人"]),
            (T::ContactId, &["contact name.id", "contact id", "联系人姓名.id"]),
            (T::Segment, &["type", "类型"]),
            (T::Source, &["lead source", "线索来源"]),
            (T::Product, &["product name", "product details", "产品名称"]),
            (T::Tags, &["tag", "tags", "标签", "标记"]),
            (T::Created, &["created time", "创建时间"]),
            (T::ExpectedClose, &["closing date", "预计成交日期", "成交日期", "结束日期"]),
            (
                T::LossReason,
                &["reason for loss", "reason for loss__s", "lost reason", "流失原因", "丢单原因"],
            ),
            (T::Competitor, &["competitor", "竞争对手"]),
            (T::Note, &["description", "描述"]),
            (
                T::Skip,
                &[
                    "expected revenue", "期望收益", "预期收入", "预计收入", "next step", "下一步",
                    "campaign source", "campaign source.id", "市场活动来源", "created by", "created by.id",
                    "创建人", "modified by", "modified by.id", "修改人", "modified time", "修改时间",
                    "last activity time", "最近活动时间", "exchange rate", "汇率", "lead conversion time",
                    "sales cycle duration", "overall sales duration", "deal category status",
                    "forecast category", "layout", "layout.id", "change log time", "locked",
                    "stage modified time",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::StageHistory,
        signs: &[
            &["stage", "阶段"],
            &[
                "stage duration (calendar days)", "stage duration", "stage history id", "duration (days)",
                "阶段持续时间(天)", "阶段持续时间",
            ],
            &["modified time", "last modified time", "修改时间"],
        ],
        columns: &[
            (T::DealId, &["deal id", "potential id", "deal name.id", "parent id", "parent id.id", "商机id"]),
            (T::Deal, &["deal name", "potential name", "parent name", "商机名称"]),
            (T::Stage, &["stage", "阶段"]),
            (T::ChangedAt, &["modified time", "last modified time", "修改时间"]),
            (T::Owner, &["modified by", "last modified by", "修改人"]),
            (T::Value, &["amount", "金额"]),
            (T::Probability, &["probability (%)", "probability", "可能性 (%)"]),
            (T::ExpectedClose, &["closing date", "预计成交日期"]),
            (
                T::Skip,
                &[
                    "expected revenue", "stage duration (calendar days)", "stage duration",
                    "stage history id", "duration (days)", "record id", "moved to", "moved_to__s",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::Contacts,
        signs: &[
            &["last name", "姓"],
            &["contact owner", "contact owner.id", "联系人所有者"],
            &["record id", "contact owner.id", "account name.id", "created time", "modified time", "客户名称"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "contact id", "记录id"]),
            (T::Name, &["full name", "contact name", "联系人姓名"]),
            (T::FirstName, &["first name", "名"]),
            (T::LastName, &["last name", "姓"]),
            (T::Organisation, &["account name", "客户名称"]),
            (T::OrganisationId, &["account name.id"]),
            (T::Role, &["title", "职位"]),
            (T::Email, &["email", "邮箱", "电子邮件", "secondary email"]),
            (T::Phone, &["phone", "电话", "mobile", "手机", "home phone", "other phone"]),
            (T::Owner, &["contact owner", "联系人所有者", "contact owner.id"]),
            (T::Note, &["description", "描述"]),
            (
                T::Skip,
                &[
                    "salutation", "department", "fax", "assistant", "date of birth", "lead source",
                    "vendor name", "email opt out", "created by", "modified by", "created time",
                    "modified time", "last activity time", "mailing street", "mailing city", "mailing state",
                    "mailing zip", "mailing country", "skype id", "twitter", "reporting to", "tag",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::Organisations,
        signs: &[
            &["account name", "客户名称"],
            &["account owner", "account owner.id", "客户所有者"],
            &[
                "record id", "created time", "modified time", "billing code", "account site", "ownership",
                "记录id", "创建时间",
            ],
        ],
        columns: &[
            (T::ExternalId, &["record id", "account id", "记录id"]),
            (T::Name, &["account name", "客户名称"]),
            (T::Website, &["website", "网站"]),
            (T::Industry, &["industry", "行业"]),
            (
                T::Address,
                &[
                    "billing street", "billing city", "billing state", "billing code", "billing country",
                    "账单地址",
                ],
            ),
            (T::Note, &["description", "描述"]),
            (T::Owner, &["account owner", "客户所有者", "account owner.id"]),
            (T::Phone, &["phone", "电话"]),
            (T::Tags, &["tag", "标签"]),
            (
                T::Skip,
                &[
                    "parent account", "account number", "account type", "account site", "employees",
                    "annual revenue", "rating", "ownership", "ticker symbol", "sic code", "fax", "created by",
                    "modified by", "created time", "modified time", "last activity time", "shipping street",
                    "shipping city", "shipping state", "shipping code", "shipping country",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::Products,
        signs: &[
            &["product name", "产品名称"],
            &["unit price", "单价", "product active", "product owner", "product owner.id"],
            &["product code", "产品编码", "product active", "product category", "record id", "vendor name"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "product id", "记录id"]),
            (T::Name, &["product name", "产品名称"]),
            (T::Value, &["unit price", "单价"]),
            (T::Currency, &["currency", "币种"]),
            (T::Note, &["description", "描述"]),
            (
                T::Skip,
                &[
                    "product code", "产品编码", "product active", "product category", "manufacturer",
                    "vendor name", "product owner", "usage unit", "qty in stock", "commission rate",
                    "taxable", "tax", "created time", "modified time",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::Activities,
        signs: &[
            &["subject", "event title", "title", "主题"],
            &[
                "task owner", "task owner.id", "call owner", "call owner.id", "event owner", "meeting owner",
                "host", "任务所有者",
            ],
            &["due date", "call start time", "from", "start datetime", "截止日期", "到期日期"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "activity id", "记录id"]),
            (T::Name, &["subject", "event title", "title", "主题"]),
            (T::ActivityKind, &["call type", "activity type", "type"]),
            (T::Due, &["due date", "call start time", "start datetime", "from", "截止日期", "到期日期"]),
            (T::Done, &["closed time", "status", "call status", "outgoing call status", "状态"]),
            (
                T::Owner,
                &[
                    "task owner", "call owner", "event owner", "meeting owner", "host", "任务所有者",
                    "task owner.id", "call owner.id",
                ],
            ),
            (T::Deal, &["related to", "deal name", "what", "关联到"]),
            (T::DealId, &["related to.id", "what id"]),
            (T::Contact, &["contact name", "call for", "联系人姓名"]),
            (T::ContactId, &["contact name.id"]),
            (T::Note, &["description", "call agenda", "描述"]),
            (T::Created, &["created time", "创建时间"]),
            (
                T::Skip,
                &[
                    "priority", "call purpose", "call duration", "call duration (in seconds)", "call result",
                    "to", "end datetime", "location", "modified time", "created by", "modified by", "tag",
                ],
            ),
        ],
    },
    Layout {
        source: Source::ZohoCrm,
        kind: FileKind::People,
        signs: &[&["last name"], &["role"], &["profile"], &["email"]],
        columns: &[
            (T::ExternalId, &["user id", "record id", "id"]),
            (T::Name, &["full name"]),
            (T::FirstName, &["first name"]),
            (T::LastName, &["last name"]),
            (T::Email, &["email"]),
            (T::Manager, &["reporting to"]),
            (T::Region, &["territory", "territories", "city"]),
            (T::Role, &["role"]),
            (T::Phone, &["phone", "mobile"]),
            (T::Skip, &["profile", "status", "alias", "time zone", "created time"]),
        ],
    },
];
