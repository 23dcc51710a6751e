//! What the rows of a file are, where no product's header says so.

use std::collections::HashSet;

use super::header::{Header, has_words};
use super::shape::Shape;
use super::{Confidence, has_all, synonyms};
use crate::target::{FileKind, Target as T};

/// A kind of file, and what tells it from others.
struct Signs {
    kind: FileKind,
    /// A header of this kind has at least one of each group.
    needs: &'static [&'static [T]],
    /// Words in the names of such files.
    names: &'static [&'static str],
}

/// The kinds, those with the clearest signs first: of two that fit as well, the earlier is taken.
static KINDS: &[Signs] = &[
    Signs {
        kind: FileKind::ChangeLog,
        needs: &[&[T::ChangedField], &[T::NewValue], &[T::ChangedAt]],
        names: &["changes", "change log", "field history", "audit", "变更记录", "变更日志", "修改记录"],
    },
    Signs {
        kind: FileKind::StageHistory,
        needs: &[&[T::Deal, T::DealId], &[T::Stage], &[T::ChangedAt]],
        names: &[
            "stage history",
            "history",
            "stage changes",
            "transitions",
            "阶段历史",
            "阶段记录",
            "阶段变更",
        ],
    },
    Signs {
        kind: FileKind::Deals,
        needs: &[
            &[
                T::Stage,
                T::Status,
                T::Pipeline,
                T::Probability,
                T::ExpectedClose,
                T::Won,
                T::Lost,
                T::LossReason,
            ],
            &[T::Name, T::ExternalId, T::Value, T::ValueMicros, T::Organisation, T::Owner],
            &[
                T::Value,
                T::ValueMicros,
                T::Stage,
                T::Pipeline,
                T::Probability,
                T::ExpectedClose,
                T::LossReason,
            ],
        ],
        names: &[
            "deals",
            "deal",
            "opportunities",
            "opportunity",
            "pipeline",
            "potentials",
            "sales pipeline",
            "商机",
            "机会",
            "销售机会",
            "项目",
        ],
    },
    Signs {
        kind: FileKind::Activities,
        needs: &[
            &[T::Due, T::Done],
            &[T::Name, T::ActivityKind],
            &[T::Owner, T::Deal, T::DealId, T::Contact, T::Due, T::Done],
        ],
        names: &[
            "activities",
            "activity",
            "tasks",
            "task",
            "calls",
            "events",
            "meetings",
            "活动",
            "任务",
            "跟进",
            "跟进记录",
            "拜访",
        ],
    },
    Signs {
        kind: FileKind::Products,
        needs: &[&[T::Name], &[T::Value]],
        names: &[
            "products",
            "product",
            "price list",
            "pricelist",
            "items",
            "catalogue",
            "catalog",
            "产品",
            "商品",
            "价格表",
        ],
    },
    Signs {
        kind: FileKind::Contacts,
        needs: &[&[T::Name, T::LastName, T::FirstName], &[T::Email, T::Phone, T::Role]],
        names: &["contacts", "contact", "persons", "people", "leads", "联系人", "客户联系人", "人员"],
    },
    Signs {
        kind: FileKind::People,
        needs: &[&[T::Name, T::LastName], &[T::Manager, T::Region, T::Role, T::Email, T::Phone]],
        names: &[
            "people",
            "users",
            "user",
            "team",
            "teams",
            "sales teams",
            "employees",
            "owners",
            "reps",
            "staff",
            "人员",
            "团队",
            "员工",
            "用户",
            "成员",
            "销售团队",
        ],
    },
    Signs {
        kind: FileKind::Organisations,
        needs: &[&[T::Name], &[T::Website, T::Address, T::Industry, T::Skip, T::Owner, T::Phone]],
        names: &[
            "accounts",
            "account",
            "companies",
            "company",
            "organizations",
            "organisations",
            "customers",
            "clients",
            "客户",
            "公司",
            "企业",
            "组织",
            "单位",
        ],
    },
    Signs {
        kind: FileKind::Names,
        needs: &[&[T::Name], &[T::ExternalId, T::ChangedField]],
        names: &[
            "stages",
            "users",
            "owners",
            "types",
            "activity types",
            "fields",
            "reasons",
            "lost reasons",
            "pipelines",
            "sources",
            "names",
            "阶段",
            "用户",
            "类型",
            "字段",
            "原因",
        ],
    },
];

/// More columns than this no list of names has.
const MAX_NAME_COLUMNS: usize = 5;
/// What a file's own name is worth beside its headers.
const NAME_WORTH: usize = 3;

/// The kind that most of the headers belong to; where no header says anything, the one that the cells look like.
pub(super) fn guess(headers: &[Header], shapes: &[Shape], file: &str) -> Option<FileKind> {
    let scored = KINDS.iter().filter_map(|signs| Some((score(signs, headers, file)?, signs.kind)));
    let best = scored.rev().max_by_key(|&(score, _)| score);
    best.map(|(_, kind)| kind).or_else(|| by_cells(shapes))
}

fn score(signs: &Signs, headers: &[Header], file: &str) -> Option<usize> {
    let filled = headers.iter().filter(|header| !header.exact.is_empty()).count();
    if signs.kind == FileKind::Names && filled > MAX_NAME_COLUMNS {
        return None;
    }
    let mut targets = HashSet::new();
    let mut score = 0;
    for header in headers {
        let Some(meaning) = synonyms::meaning(signs.kind, &header.words) else { continue };
        // What is of no use tells as much about the file as anything; a second column of one meaning tells nothing.
        if targets.insert(meaning.target) || *meaning.target == T::Skip {
            let is_clear = meaning.confidence == Confidence::Likely;
            score += if is_clear { 2 } else { 1 };
        }
    }
    let has_name = signs.names.iter().any(|name| has_words(file, name));
    let is_weak = signs.kind == FileKind::Names && !has_name && filled > 2;
    let fits = has_all(&targets, signs.needs) && !is_weak;
    fits.then(|| score + if has_name { NAME_WORTH } else { 0 })
}

/// Without a word that is understood: a column that looks like stages and one that looks like amounts make deals, and
/// e-mail addresses that are all different make contacts.
fn by_cells(shapes: &[Shape]) -> Option<FileKind> {
    let has = |is: fn(&Shape) -> bool| shapes.iter().any(is);
    if has(Shape::is_stages) && (has(Shape::is_amounts) || has(Shape::is_dates)) {
        return Some(FileKind::Deals);
    }
    has(|shape| shape.is_emails() && shape.is_distinct()).then_some(FileKind::Contacts)
}

/// What a list of names is of, from its headers or its own name.
pub(super) fn names_of(headers: &[Header], file: &str) -> Option<T> {
    const OF: &[(T, &[&str])] = &[
        (T::ChangedField, &["field", "fields", "field key", "字段"]),
        (T::Stage, &["stage", "stages", "阶段"]),
        (
            T::ActivityKind,
            &["activity type", "activity types", "types", "task types", "活动类型", "任务类型"],
        ),
        (
            T::Owner,
            &[
                "user",
                "users",
                "owner",
                "owners",
                "agent",
                "rep",
                "employee",
                "team",
                "用户",
                "员工",
                "负责人",
                "人员",
                "成员",
            ],
        ),
        (T::Pipeline, &["pipeline", "pipelines", "管道"]),
        (T::LossReason, &["reason", "reasons", "lost reason", "lost reasons", "原因"]),
        (
            T::Organisation,
            &[
                "account",
                "accounts",
                "company",
                "companies",
                "organization",
                "organizations",
                "org",
                "orgs",
                "客户",
                "公司",
            ],
        ),
        (T::Contact, &["contact", "contacts", "person", "persons", "联系人"]),
        (T::Product, &["product", "products", "产品"]),
        (T::Source, &["source", "sources", "channel", "channels", "来源", "渠道"]),
        (T::Segment, &["segment", "segments", "客户类型"]),
        (T::Tags, &["tag", "tags", "label", "labels", "标签"]),
    ];
    let find = |text: &str| {
        let is = |names: &&[&str]| names.iter().any(|name| has_words(text, name));
        OF.iter().find(|(_, names)| is(names)).map(|(target, _)| target.clone())
    };
    headers.iter().find_map(|header| find(&header.words)).or_else(|| find(file))
}
