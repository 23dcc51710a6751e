//! Words in the headers of histories and of lists of names.

use super::{Words, words};
use crate::target::Target as T;

/// A stage that a deal came into a row.
#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static STAGES: &[Words] = &[
    words(
        T::DealId,
        &["deal id", "opportunity id", "opp id", "商机编号", "商机id", "record id"],
        &["object id", "parent id"],
    ),
    words(
        T::Deal,
        &[
            "deal name", "opportunity name", "deal", "opportunity", "deal title", "potential name",
            "商机名称", "商机", "机会名称", "项目名称",
        ],
        &["name", "title", "名称"],
    ),
    words(
        T::Stage,
        &[
            "to stage", "new stage", "stage name", "stage", "deal stage", "sales stage", "stage id",
            "变更后阶段", "新阶段", "目标阶段", "阶段", "商机阶段", "销售阶段", "阶段名称",
        ],
        &["to", "new value", "phase"],
    ),
    words(
        T::ChangedAt,
        &[
            "changed at", "change time", "change date", "changed on", "stage change date",
            "date entered stage", "date entered", "entered at", "entered", "entered stage", "moved at",
            "moved on", "entry date", "entered on", "start time", "transition date", "created date",
            "edit date", "变更时间", "变更日期", "进入时间", "进入日期", "进入阶段时间", "阶段变更时间",
            "修改时间", "modified time", "last modified", "last modified date", "创建时间",
        ],
        &["date", "time", "timestamp", "created", "created at", "start date", "from", "日期", "时间"],
    ),
    words(
        T::Owner,
        &["changed by", "modified by", "last modified by", "edited by", "变更人", "修改人", "操作人"],
        &["user", "owner", "created by"],
    ),
    words(T::Value, &["amount", "value", "deal value", "金额", "商机金额"], &[]),
    words(T::Currency, &["currency", "currency code", "currency iso code", "币种"], &[]),
    words(T::Probability, &["probability", "可能性", "概率", "赢率"], &[]),
    words(T::ExpectedClose, &["close date", "closing date", "expected close date", "预计成交日期"], &[]),
    words(T::Pipeline, &["pipeline", "pipeline name", "管道"], &[]),
    words(T::Status, &["status", "deal status", "状态"], &[]),
    words(
        T::Skip,
        &[
            "from stage", "old stage", "previous stage", "原阶段", "变更前阶段", "stage duration", "duration",
            "date left stage", "left at", "date exited", "forecast category", "expected revenue", "停留时间",
            "停留天数", "离开时间",
        ],
        &["days", "to date"],
    ),
];

/// A change of a field a row.
#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static CHANGES: &[Words] = &[
    words(
        T::DealId,
        &["deal id", "opportunity id", "opp id", "record id", "object id", "商机编号", "商机id"],
        &["id", "parent id"],
    ),
    words(
        T::Deal,
        &["deal name", "opportunity name", "deal", "opportunity", "商机名称", "商机"],
        &["name", "名称"],
    ),
    words(
        T::ChangedAt,
        &[
            "change time", "changed at", "change date", "changed on", "timestamp", "edit date", "log time",
            "modified time", "modified at", "变更时间", "变更日期", "修改时间", "操作时间",
        ],
        &["date", "time", "created date", "created at", "日期", "时间"],
    ),
    words(
        T::ChangedField,
        &[
            "changed field key", "changed field", "field key", "field name", "field", "field event",
            "property", "property name", "attribute", "变更字段", "字段", "字段名", "字段名称", "修改字段",
        ],
        &["key", "column", "item"],
    ),
    words(
        T::NewValue,
        &[
            "new value", "value", "to value", "property value", "changed to", "after", "变更后", "新值",
            "变更后的值", "修改后",
        ],
        &["to"],
    ),
    words(
        T::Owner,
        &[
            "changed by", "edited by", "modified by", "user", "user id", "created by id", "变更人", "修改人",
            "操作人",
        ],
        &["created by"],
    ),
    words(
        T::Skip,
        &["old value", "from value", "before", "change source", "source", "变更前", "旧值", "原值"],
        &["from"],
    ),
];

/// Names behind numbers.
#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static NAMES: &[Words] = &[
    words(
        T::ExternalId,
        &[
            "stage id", "user id", "owner id", "pipeline id", "type id", "reason id", "lost reason id",
            "product id", "source id", "阶段id", "用户id", "编号", "编码",
        ],
        &["id", "key", "code", "value", "number", "序号"],
    ),
    words(
        T::Name,
        &[
            "stage name", "user name", "owner name", "full name", "pipeline name", "type name", "reason",
            "display name", "阶段名称", "用户姓名", "名称", "姓名",
        ],
        &["name", "label", "title", "stage", "user", "阶段", "标签"],
    ),
    words(T::ChangedField, &["field key", "field", "api name", "字段"], &[]),
    words(T::NewValue, &["field value options", "options", "values", "选项"], &[]),
    words(T::Email, &["email", "邮箱"], &[]),
    words(T::ActivityKind, &["type", "类型"], &[]),
    words(
        T::Skip,
        &[
            "active", "is active", "modified", "created", "order", "sort order", "position", "probability",
            "状态", "排序",
        ],
        &[],
    ),
];
