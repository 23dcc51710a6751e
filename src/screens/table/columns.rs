//! The columns of the table: which there are, in which order, and how wide.

use sales::model::{FieldKind, Workspace};
use sales::query::{Direction, SortKey};
use serde::{Deserialize, Serialize};

use crate::text::t;

/// A column beside the title, which is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Column {
    /// One that the table can be sorted by.
    By(SortKey),
    /// The tags; several have no order.
    Tags,
}

/// The column that is always there, and first.
pub(super) const TITLE: Column = Column::By(SortKey::Title);

/// The columns that are shown until somebody chooses others.
pub(super) const USUAL: [Column; 6] = [
    Column::By(SortKey::Organisation),
    Column::By(SortKey::Stage),
    Column::By(SortKey::Value),
    Column::By(SortKey::Owner),
    Column::By(SortKey::ExpectedClose),
    Column::By(SortKey::InStageSince),
];

/// Those that can be chosen as well, before the custom fields.
const MORE: [Column; 7] = [
    Column::By(SortKey::Contact),
    Column::By(SortKey::Probability),
    Column::By(SortKey::Segment),
    Column::By(SortKey::Source),
    Column::By(SortKey::Product),
    Column::Tags,
    Column::By(SortKey::Created),
];

/// Width of the title's column where the page is narrow, in pixels.
const TITLE_WIDTH: u32 = 260;
/// Width of the check boxes' column, in pixels.
const CHECK_WIDTH: u32 = 44;

impl Column {
    /// What it says above it.
    pub(super) fn name(self, workspace: &Workspace) -> String {
        let texts = t().table();
        let name = match self {
            Self::Tags => texts.tags,
            Self::By(key) => match key {
                SortKey::Title => texts.title,
                SortKey::Organisation => texts.organisation,
                SortKey::Contact => texts.contact,
                SortKey::Stage => texts.stage,
                SortKey::Value => texts.value,
                SortKey::Probability => texts.probability,
                SortKey::Owner => texts.owner,
                SortKey::Segment => texts.segment,
                SortKey::Source => texts.source,
                SortKey::Product => texts.product,
                SortKey::ExpectedClose => texts.close,
                SortKey::Created => texts.created,
                SortKey::InStageSince => texts.age,
                SortKey::Custom(field) => {
                    return workspace.fields.get(field).map(|field| field.name.clone()).unwrap_or_default();
                }
            },
        };
        name.to_owned()
    }

    /// Its class in the style sheet, and the least width it needs in pixels.
    fn layout(self, workspace: &Workspace) -> (&'static str, u32) {
        let Self::By(key) = self else { return ("col-text", 180) };
        match key {
            SortKey::Title => ("col-title", TITLE_WIDTH),
            SortKey::Organisation => ("col-org", 180),
            SortKey::Contact => ("col-text", 180),
            SortKey::Stage => ("col-stage", 156),
            SortKey::Value => ("col-num", 124),
            SortKey::Probability | SortKey::InStageSince => ("col-short", 92),
            SortKey::Owner | SortKey::Segment | SortKey::Source | SortKey::Product => ("col-owner", 152),
            SortKey::ExpectedClose | SortKey::Created => ("col-date", 132),
            SortKey::Custom(field) => match workspace.fields.get(field).map(|field| field.kind) {
                Some(FieldKind::Number) => ("col-num", 124),
                Some(FieldKind::Date) => ("col-date", 132),
                Some(FieldKind::Choice) => ("col-owner", 152),
                Some(FieldKind::Text) | None => ("col-text", 180),
            },
        }
    }

    /// Whether its values are figures, which stand at the end of the cell.
    pub(super) fn is_number(self, workspace: &Workspace) -> bool {
        match self {
            Self::By(SortKey::Value | SortKey::Probability | SortKey::InStageSince) => true,
            Self::By(SortKey::Custom(field)) => {
                workspace.fields.get(field).is_some_and(|field| field.kind == FieldKind::Number)
            }
            _ => false,
        }
    }

    /// The field that its cells hold, where they are edited. A stage is moved to, tags are put on, and the others follow
    /// from what happened.
    pub(super) fn field(self) -> Option<SortKey> {
        match self {
            Self::Tags | Self::By(SortKey::Stage | SortKey::Created | SortKey::InStageSince) => None,
            Self::By(key) => Some(key),
        }
    }
}

/// Which way a first press on a column's head sorts: names from A, the next day first, else the greatest first.
pub(super) fn first_direction(key: SortKey) -> Direction {
    match key {
        SortKey::Value | SortKey::Probability | SortKey::Created => Direction::Descending,
        // The age is greatest where the instant is earliest.
        _ => Direction::Ascending,
    }
}

/// The other way round.
pub(super) fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Ascending => Direction::Descending,
        Direction::Descending => Direction::Ascending,
    }
}

/// How the values of a column run from top to bottom. An age grows as its instant gets earlier.
pub(super) fn shown_direction((key, direction): (SortKey, Direction)) -> Direction {
    if key == SortKey::InStageSince { turned(direction) } else { direction }
}

/// All columns there are to choose from, with the custom fields that are in use.
pub(super) fn offered(workspace: &Workspace) -> Vec<Column> {
    let fields = workspace.fields_in_order().into_iter().filter(|field| !field.archived);
    let custom = fields.map(|field| Column::By(SortKey::Custom(field.id)));
    USUAL.into_iter().chain(MORE).chain(custom).collect()
}

/// The chosen columns that there are, each once. A field that is gone is remembered, in case it comes back.
pub(super) fn shown(chosen: &[Column], offered: &[Column]) -> Vec<Column> {
    let mut shown = Vec::with_capacity(chosen.len());
    for column in chosen {
        if offered.contains(column) && !shown.contains(column) {
            shown.push(*column);
        }
    }
    shown
}

/// Shows a column at the end, or no longer.
pub(super) fn toggle(chosen: &mut Vec<Column>, column: Column) {
    match chosen.iter().position(|known| *known == column) {
        Some(place) => drop(chosen.remove(place)),
        None => chosen.push(column),
    }
}

/// One place to the left or to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Moves a column past its neighbour among those that are shown.
pub(super) fn shift(chosen: &mut Vec<Column>, shown: &[Column], column: Column, side: Side) {
    let place = shown.iter().position(|known| *known == column);
    let neighbour = place.and_then(|place| match side {
        Side::Left => shown.get(place.checked_sub(1)?),
        Side::Right => shown.get(place + 1),
    });
    let at = |column: Column| chosen.iter().position(|known| *known == column);
    if let Some(neighbour) = neighbour
        && let (Some(from), Some(to)) = (at(column), at(*neighbour))
    {
        let column = chosen.remove(from);
        chosen.insert(to, column);
    }
}

/// The classes of all columns, with those of check box and title.
pub(super) fn classes(workspace: &Workspace, shown: &[Column]) -> Vec<&'static str> {
    ["col-check", "col-title"]
        .into_iter()
        .chain(shown.iter().map(|column| column.layout(workspace).0))
        .collect()
}

/// The least width of the table, in pixels.
pub(super) fn min_width(workspace: &Workspace, shown: &[Column]) -> u32 {
    CHECK_WIDTH + TITLE_WIDTH + shown.iter().map(|column| column.layout(workspace).1).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use sales::ids::{FieldId, Uuid};

    use super::*;

    const ORG: Column = Column::By(SortKey::Organisation);
    const STAGE: Column = Column::By(SortKey::Stage);
    const OWNER: Column = Column::By(SortKey::Owner);

    #[test]
    fn only_columns_that_there_are_show_and_each_once() {
        let offered = offered(&Workspace::default());
        let gone = Column::By(SortKey::Custom(FieldId(Uuid::from_u128(1))));
        assert_eq!(shown(&[STAGE, gone, ORG, STAGE], &offered), [STAGE, ORG]);
        assert_eq!(shown(&USUAL, &offered), USUAL);
    }

    #[test]
    fn a_column_that_is_shown_again_comes_last() {
        let mut chosen = vec![ORG, STAGE, OWNER];
        toggle(&mut chosen, ORG);
        assert_eq!(chosen, [STAGE, OWNER]);
        toggle(&mut chosen, ORG);
        assert_eq!(chosen, [STAGE, OWNER, ORG]);
    }

    #[test]
    fn columns_move_past_what_is_seen() {
        let gone = Column::By(SortKey::Custom(FieldId(Uuid::from_u128(1))));
        let seen = [ORG, STAGE, OWNER];
        let moved = |column, side| {
            let mut chosen = vec![ORG, gone, STAGE, OWNER];
            shift(&mut chosen, &seen, column, side);
            chosen
        };
        assert_eq!(moved(STAGE, Side::Left), [STAGE, ORG, gone, OWNER]);
        assert_eq!(moved(ORG, Side::Right), [gone, STAGE, ORG, OWNER]);
        assert_eq!(moved(ORG, Side::Left), [ORG, gone, STAGE, OWNER], "the first stays");
        assert_eq!(moved(OWNER, Side::Right), [ORG, gone, STAGE, OWNER], "the last stays");
    }

    #[test]
    fn what_follows_from_what_happened_is_not_edited() {
        let names = [Column::By(SortKey::Title), Column::By(SortKey::Value), Column::By(SortKey::Owner)];
        assert!(names.iter().all(|column| column.field().is_some()));
        let facts = [Column::Tags, STAGE, Column::By(SortKey::Created), Column::By(SortKey::InStageSince)];
        assert!(facts.iter().all(|column| column.field().is_none()));
    }

    #[test]
    fn columns_are_remembered_as_they_are() {
        let text = serde_json::to_string(&USUAL).expect("columns");
        assert_eq!(serde_json::from_str::<Vec<Column>>(&text).expect("columns"), USUAL);
    }

    #[test]
    fn an_age_runs_against_its_instant() {
        assert_eq!(shown_direction((SortKey::InStageSince, Direction::Ascending)), Direction::Descending);
        assert_eq!(shown_direction((SortKey::Created, Direction::Ascending)), Direction::Ascending);
    }
}
