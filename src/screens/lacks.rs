//! What a deal lacks for a move, in words.

use sales::ids::StageId;
use sales::model::{DealField, Workspace};
use sales::money::{Currency, Money};
use sales::process::Missing;

use super::activities::kind_name;
use super::values::name_of;
use crate::platform::intl::{self, Length};
use crate::text::{fill, t};

/// What a field of a deal is called.
pub(super) fn field_name(workspace: &Workspace, field: DealField) -> String {
    let texts = t().deal();
    match field {
        DealField::Organisation => texts.organisation,
        DealField::Contact => texts.contact,
        DealField::Segment => texts.segment,
        DealField::Owner => texts.owner,
        DealField::Value => texts.value,
        DealField::ExpectedClose => texts.expected_close,
        DealField::Source => texts.source,
        DealField::Product => texts.product,
        DealField::Custom(id) => return name_of(&workspace.fields, id, |row| &row.name),
    }
    .to_owned()
}

/// The names of stages in a row.
pub(super) fn stage_names(workspace: &Workspace, stages: &[StageId]) -> String {
    let names: Vec<String> =
        stages.iter().map(|id| name_of(&workspace.stages, *id, |row| &row.name)).collect();
    names.join(t().common().between)
}

/// An amount as it is written.
pub(super) fn amount(currency: Currency, minor: i64) -> String {
    intl::money(Money { minor, currency }, Length::Full)
}

/// What is missing, as a part of a sentence about the deal.
pub(super) fn lack(workspace: &Workspace, missing: &Missing) -> String {
    let texts = t().ready();
    match missing {
        Missing::Field(field) => fill(texts.lack_field, &[("field", &field_name(workspace, *field))]),
        Missing::Tasks(tasks) => texts.lack_tasks.of(tasks.len()),
        Missing::Done(kind) => fill(texts.lack_done, &[("kind", &kind_name(workspace, *kind))]),
        Missing::ValueBelow(currency, least) => {
            fill(texts.lack_at_least, &[("amount", &amount(*currency, *least))])
        }
        Missing::ValueAbove(currency, most) => {
            fill(texts.lack_at_most, &[("amount", &amount(*currency, *most))])
        }
        Missing::NoRate(currency) => fill(texts.lack_rate, &[("currency", currency.code())]),
        Missing::NotFrom(stages) => fill(texts.lack_from, &[("stages", &stage_names(workspace, stages))]),
        Missing::Skips(stages) => fill(texts.lack_skips, &[("stages", &stage_names(workspace, stages))]),
        Missing::Back => texts.lack_back.to_owned(),
    }
}
