//! Words in the headers of activities.

use super::{Words, words};
use crate::target::Target as T;

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static WORDS: &[Words] = &[
    words(
        T::ExternalId,
        &[
            "activity id", "task id", "event id", "call id", "record id", "活动编号", "任务编号", "活动id",
            "任务id",
        ],
        &["id", "编号"],
    ),
    words(
        T::Name,
        &[
            "subject", "activity subject", "task name", "task title", "task", "activity name", "activity",
            "主题", "任务主题", "活动主题", "任务", "任务名称", "活动名称",
        ],
        &["name", "title", "summary", "名称", "标题"],
    ),
    words(
        T::ActivityKind,
        &[
            "activity type", "task type", "activity kind", "type", "call type", "task subtype", "跟进方式",
            "活动类型", "任务类型", "跟进类型", "类型", "拜访类型",
        ],
        &["kind", "channel", "方式"],
    ),
    words(
        T::Due,
        &[
            "due date", "due", "due to", "due on", "due time", "due at", "activity date", "deadline",
            "start time", "start date", "scheduled", "scheduled for", "call start time", "meeting date",
            "截止日期", "截止时间", "到期日", "到期日期", "计划时间", "计划日期", "跟进时间", "开始时间",
            "开始日期", "活动时间", "活动日期", "拜访时间", "预计开始时间",
        ],
        &["date", "from", "start", "when", "日期", "时间"],
    ),
    words(
        T::Done,
        &[
            "done", "is done", "completed", "is completed", "closed", "is closed", "finished",
            "marked as done time", "completed date", "completed on", "completed at", "completed time",
            "done date", "done at", "closed time", "status", "task status", "完成", "是否完成", "已完成",
            "完成时间", "完成状态", "完成日期", "状态", "任务状态",
        ],
        &["state"],
    ),
    words(
        T::Owner,
        &[
            "owner", "task owner", "activity owner", "assigned to", "assigned to user", "assignee",
            "assigned", "owner name", "owner id", "user", "user id", "负责人", "所有者", "任务所有者",
            "执行人", "跟进人", "创建人", "活动所有者",
        ],
        &["assigned user", "created by", "sales rep", "sales agent", "host", "call owner"],
    ),
    words(
        T::Deal,
        &[
            "deal", "deal name", "deal title", "opportunity", "opportunity name", "related to", "what",
            "商机", "商机名称", "关联商机", "相关商机",
        ],
        &["regarding", "related record", "关联对象"],
    ),
    words(
        T::DealId,
        &["deal id", "opportunity id", "what id", "related to id", "商机编号", "商机id"],
        &["related id"],
    ),
    words(
        T::Organisation,
        &[
            "account", "account name", "company", "company name", "organization", "organisation", "customer",
            "客户", "客户名称", "公司", "公司名称",
        ],
        &[],
    ),
    words(
        T::OrganisationId,
        &[
            "account id", "company id", "organization id", "organisation id", "customer id", "org id", "客户编号",
            "客户id", "公司id", "公司编号",
        ],
        &[],
    ),
    words(
        T::Contact,
        &["contact", "contact name", "contact person", "who", "person", "联系人", "联系人姓名"],
        &["participants", "attendees"],
    ),
    words(T::ContactId, &["contact id", "person id", "who id", "联系人id"], &[]),
    words(
        T::Note,
        &[
            "note", "notes", "description", "comments", "body", "text", "content", "备注", "描述", "内容",
            "跟进内容", "跟进记录", "说明", "活动描述",
        ],
        &["comment", "remarks", "message"],
    ),
    words(
        T::Outcome,
        &[
            "outcome", "result", "call result", "meeting outcome", "call outcome", "结果", "跟进结果",
            "拜访结果", "沟通结果",
        ],
        &["conclusion"],
    ),
    words(
        T::Minutes,
        &[
            "duration", "duration minutes", "duration in minutes", "minutes", "时长", "时长分钟", "用时分钟",
        ],
        &[],
    ),
    words(
        T::Created,
        &[
            "created", "created date", "created at", "created time", "create date", "creation date",
            "add time", "创建时间", "创建日期",
        ],
        &[],
    ),
    words(
        T::Skip,
        &[
            "priority", "last modified date", "modified time", "updated at", "优先级",
            "更新时间", "修改时间",
        ],
        &["location", "modified", "updated"],
    ),
];
