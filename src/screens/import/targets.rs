//! What the columns of each kind of file can mean.

use exchange::setup::FileSetup;
use exchange::target::{FileKind, Target};

/// The kinds of files that can be chosen.
pub(super) const KINDS: [FileKind; 9] = [
    FileKind::Deals,
    FileKind::Organisations,
    FileKind::Contacts,
    FileKind::Products,
    FileKind::People,
    FileKind::Activities,
    FileKind::StageHistory,
    FileKind::ChangeLog,
    FileKind::Names,
];

/// What names can be the names of.
pub(super) const NAMED: [Target; 9] = [
    Target::Stage,
    Target::Pipeline,
    Target::Owner,
    Target::LossReason,
    Target::Organisation,
    Target::Product,
    Target::Source,
    Target::Segment,
    Target::ActivityKind,
];

/// What the fields of a log of changes can mean.
pub(super) const LOGGED: [Target; 22] = [
    Target::Name,
    Target::Created,
    Target::Stage,
    Target::Pipeline,
    Target::Status,
    Target::Value,
    Target::Currency,
    Target::Probability,
    Target::Owner,
    Target::Won,
    Target::Lost,
    Target::Closed,
    Target::LossReason,
    Target::Competitor,
    Target::ExpectedClose,
    Target::Organisation,
    Target::Contact,
    Target::Segment,
    Target::Source,
    Target::Product,
    Target::Tags,
    Target::Note,
];

/// What a file of this kind can't do without and does not have: one of each list.
pub(super) fn missing(file: &FileSetup) -> Vec<&'static [Target]> {
    use Target::{
        ActivityKind, ChangedAt, ChangedField, Deal, DealId, ExternalId, FirstName, LastName, Name, NewValue,
        Note, Organisation, Product, Stage,
    };
    let needed: &[&[Target]] = match file.kind {
        None => &[],
        Some(FileKind::Activities) => &[&[Name, ActivityKind, Note]],
        // Deals without titles are known by their customer and product.
        Some(FileKind::Deals) => &[&[Name, Organisation, Product, ExternalId]],
        Some(FileKind::Organisations | FileKind::Products) => &[&[Name]],
        Some(FileKind::Contacts | FileKind::People) => &[&[Name, FirstName, LastName]],
        Some(FileKind::StageHistory) => &[&[DealId, Deal], &[Stage], &[ChangedAt]],
        Some(FileKind::ChangeLog) => &[&[DealId], &[ChangedAt], &[ChangedField], &[NewValue]],
        Some(FileKind::Names) => &[&[ExternalId, ChangedField], &[Name, FirstName, LastName, NewValue]],
    };
    let is_there = |target: &Target| file.place(target).is_some();
    needed.iter().filter(|one_of| !one_of.iter().any(is_there)).copied().collect()
}

/// The name of a meaning in the page, as `expected_close`.
pub(super) fn code(target: &Target) -> String {
    match target {
        Target::Custom(_) => "custom".to_owned(),
        plain => match serde_json::to_value(plain) {
            Ok(serde_json::Value::String(code)) => code,
            // Only the one above holds more than its name.
            _ => String::new(),
        },
    }
}

/// The meaning that is called so; a field of one's own gets this name.
pub(super) fn from_code(code: &str, own_name: &str) -> Option<Target> {
    if code == "custom" {
        return Some(Target::Custom(own_name.to_owned()));
    }
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use exchange::setup::ColumnSetup;
    use exchange::target::targets;
    use exchange::values::{DateOrder, NumberStyle, PercentStyle};

    use super::super::fixture;
    use super::*;

    #[test]
    fn every_meaning_has_a_name_that_leads_back_to_it() {
        for kind in KINDS {
            for target in targets(kind).into_iter().flat_map(|(_, targets)| targets) {
                let code = code(&target);
                assert!(!code.is_empty(), "{target:?}");
                assert_eq!(from_code(&code, ""), Some(target), "{code}");
            }
        }
        assert_eq!(from_code("custom", "Size"), Some(Target::Custom("Size".to_owned())));
        assert_eq!(from_code("nonsense", ""), None);
    }

    #[test]
    fn what_is_missing_is_told() {
        let column = |target| ColumnSetup {
            target,
            order: DateOrder::YearMonthDay,
            style: NumberStyle::Point,
            percent: PercentStyle::Percent,
            mark: None,
            power: 0,
        };
        let columns = vec![column(Target::Deal), column(Target::Stage)];
        let mut file = FileSetup { columns, ..fixture::file(Some(FileKind::StageHistory)) };
        assert_eq!(missing(&file), [&[Target::ChangedAt]]);
        file.kind = None;
        assert_eq!(missing(&file), [&[] as &[Target]; 0]);
    }
}
