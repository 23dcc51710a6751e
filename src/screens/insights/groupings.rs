//! What deals can be grouped by: what it is called on the screen and in an address.

use metrics::{Grouping, Key};
use sales::ids::{FieldId, Uuid};
use sales::number::Number;

use crate::state::Ui;
use crate::text::t;

/// All there are, with their names in an address; custom fields apart.
pub(super) const ALL: [(Grouping, &str); 13] = [
    (Grouping::Owner, "owner"),
    (Grouping::Manager, "manager"),
    (Grouping::Region, "region"),
    (Grouping::LastStage, "stage"),
    (Grouping::LossReason, "loss-reason"),
    (Grouping::Segment, "segment"),
    (Grouping::Source, "source"),
    (Grouping::Product, "product"),
    (Grouping::Tag, "tag"),
    (Grouping::Organisation, "organisation"),
    (Grouping::MonthCreated, "month-created"),
    (Grouping::MonthClosed, "month-closed"),
    (Grouping::Pipeline, "pipeline"),
];

const FIELD: &str = "field-";

/// Reads the name of a grouping; `None` for one that is not known.
pub(super) fn parse(text: &str) -> Option<Grouping> {
    match text.strip_prefix(FIELD) {
        Some(id) => id.parse().ok().map(|id| Grouping::Field(FieldId(id))),
        None => ALL.iter().find(|row| row.1 == text).map(|row| row.0),
    }
}

/// The name of a grouping in an address.
pub(super) fn name(grouping: Grouping) -> String {
    match grouping {
        Grouping::Field(field) => format!("{FIELD}{field}"),
        grouping => ALL.iter().find(|row| row.0 == grouping).map_or("", |row| row.1).to_owned(),
    }
}

/// The custom fields that deals can be grouped by.
pub(super) fn fields(ui: Ui) -> Vec<Grouping> {
    ui.store.with(|workspace| {
        let fields = workspace.fields.iter().filter(|field| !field.archived);
        fields.map(|field| Grouping::Field(field.id)).collect()
    })
}

/// All that deals can be grouped by, custom fields too.
pub(super) fn all(ui: Ui) -> Vec<Grouping> {
    ALL.iter().map(|row| row.0).chain(fields(ui)).collect()
}

/// A grouping as one to choose: its name in an address, and what it is called on the screen.
pub(super) fn option(ui: Ui, grouping: Grouping) -> (String, String) {
    (name(grouping), title(ui, grouping))
}

/// What a grouping is called on the screen.
pub(super) fn title(ui: Ui, grouping: Grouping) -> String {
    let texts = t().insights_report();
    let title = match grouping {
        Grouping::Owner => texts.by_owner,
        Grouping::Manager => texts.by_manager,
        Grouping::Region => texts.by_region,
        Grouping::Segment => texts.by_segment,
        Grouping::Source => texts.by_source,
        Grouping::Product => texts.by_product,
        Grouping::Tag => texts.by_tag,
        Grouping::Organisation => texts.by_organisation,
        Grouping::MonthCreated => texts.by_month_created,
        Grouping::MonthClosed => texts.by_month_closed,
        Grouping::Pipeline => texts.by_pipeline,
        Grouping::Stage | Grouping::LastStage => t().insights_charts().stage,
        Grouping::LossReason => texts.by_loss_reason,
        Grouping::Field(field) => {
            return ui.store.with(|workspace| {
                workspace.fields.get(field).map(|row| row.name.clone()).unwrap_or_default()
            });
        }
    };
    title.to_owned()
}

/// What the deals of a group have in common: a record, or what stands for it; `None` for those that have nothing there.
pub(super) fn record(key: Key) -> Option<Uuid> {
    match key {
        Key::Pipeline(id) => Some(id.0),
        Key::Stage(id) => Some(id.0),
        Key::Owner(id) | Key::Manager(id) | Key::Region(id) => id.map(|id| id.0),
        Key::LossReason(id) | Key::Segment(id) | Key::Source(id) | Key::Product(id) | Key::Tag(id) => {
            id.map(|id| id.0)
        }
        Key::Organisation(id) => id.map(|id| id.0),
        Key::Option(id) => id.map(|id| id.0),
        Key::Text(_, deal) => Some(deal.0),
        Key::Month(month) => {
            let months = i64::from(month.year) * 12 + i64::from(month.month);
            Some(Uuid::from_u128(months.unsigned_abs().into()))
        }
        Key::Band(band) => {
            let bits = |end: Option<Number>| u128::from(end.map_or(u64::MAX, |end| end.get().to_bits()));
            Some(Uuid::from_u128(bits(band.from) << 64 | bits(band.below)))
        }
        Key::Without => None,
    }
}

/// What tests know the row of a group by.
pub(super) fn row_key(key: Key) -> String {
    match key {
        Key::Month(month) => format!("{}-{:02}", month.year, month.month),
        Key::Band(band) => band.single().map_or_else(
            || {
                let end = |end: Option<Number>| end.map(|end| end.to_string()).unwrap_or_default();
                format!("{}..{}", end(band.from), end(band.below))
            },
            |number| number.to_string(),
        ),
        key => record(key).map_or_else(|| "-".to_owned(), |id| id.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_groups_have_in_common_stands_for_them_and_nothing_else() {
        let number = Number::new;
        let band = |from, below| Key::Band(metrics::Band { from, below });
        let month = |year, month| Key::Month(metrics::Month { year, month });
        let keys = [
            band(None, number(3.0)),
            band(number(3.0), number(3.0)),
            band(number(3.0), number(5.0)),
            band(number(5.0), None),
            month(2025, 12),
            month(2026, 1),
        ];
        let records: std::collections::BTreeSet<Uuid> = keys.into_iter().filter_map(record).collect();
        assert_eq!(records.len(), keys.len());
        assert_eq!(keys.map(row_key), ["..3", "3", "3..5", "5..", "2025-12", "2026-01"]);
        assert_eq!((record(Key::Without), row_key(Key::Without).as_str()), (None, "-"));
    }

    #[test]
    fn names_read_back_as_they_were_written() {
        let field = Grouping::Field(FieldId(Uuid::from_u128(7)));
        for grouping in ALL.iter().map(|row| row.0).chain([field]) {
            assert_eq!(parse(&name(grouping)), Some(grouping));
        }
        for text in ["", "weather", "field-", "field-x"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
