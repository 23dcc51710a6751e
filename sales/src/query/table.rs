//! The table: the deals of a pipeline in rows, sorted.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Collation, Filter, Matcher, Spot};
use crate::ids::{FieldId, IdMap, PipelineId, Uuid};
use crate::model::{Deal, FieldValue, Ix, Workspace};
use crate::time::Date;

/// What the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it.
pub enum SortKey {
    Title,
    Organisation,
    Contact,
    Stage,
    Value,
    Probability,
    Owner,
    Segment,
    Source,
    Product,
    ExpectedClose,
    #[default]
    Created,
    InStageSince,
    Custom(FieldId),
}

/// Which way the table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Greatest first.
    #[default]
    Descending,
}

/// The deals of a pipeline that pass a filter, sorted; texts as `collation` has them, which has to know the
/// [texts of the table](table_texts). Deals with nothing in the sorted column come last either way; equal ones stay in the
/// order they came.
pub fn table(
    workspace: &Workspace,
    pipeline: PipelineId,
    filter: &Filter,
    sort: SortKey,
    direction: Direction,
    collation: &Collation,
) -> Vec<Ix<Deal>> {
    let matcher = Matcher::new(filter);
    let places = places(workspace, sort, collation);
    let mut keyed: Vec<(Key, Ix<Deal>)> = workspace
        .deals
        .iter_ix()
        .filter(|(_, deal)| workspace.pipeline_of(deal) == Some(pipeline) && matcher.matches(workspace, deal))
        .map(|(ix, deal)| (Key::of(workspace, deal, sort, &places, collation), ix))
        .collect();
    keyed.sort_by(|(a, a_ix), (b, b_ix)| {
        let empty_last = a.is_empty().cmp(&b.is_empty());
        let order = match direction {
            Direction::Ascending => a.order(b),
            Direction::Descending => b.order(a),
        };
        empty_last.then(order).then(a_ix.cmp(b_ix))
    });
    keyed.into_iter().map(|(_, ix)| ix).collect()
}

/// The texts that a table so sorted is sorted by, whatever its filter; none where it is sorted by something else than texts.
pub fn table_texts(workspace: &Workspace, pipeline: PipelineId, sort: SortKey) -> Vec<&str> {
    let deals = || workspace.deals.iter().filter(|deal| workspace.pipeline_of(deal) == Some(pipeline));
    match sort {
        SortKey::Title => deals().map(|deal| deal.title.as_str()).collect(),
        SortKey::Custom(field) => {
            let typed = deals().filter_map(|deal| match deal.custom_value(field)? {
                FieldValue::Text(text) => Some(text.as_str()),
                _ => None,
            });
            let options = workspace.fields.live(field).map_or(&[][..], |field| &field.options);
            typed.chain(options.iter().map(|option| option.name.as_str())).collect()
        }
        _ => names(workspace, sort).into_iter().map(|(name, _)| name).collect(),
    }
}

/// The names that deals refer to in a column, with their ids; none where the column holds no such names.
fn names(workspace: &Workspace, sort: SortKey) -> Vec<(&str, Uuid)> {
    match sort {
        SortKey::Organisation => {
            workspace.organisations.iter().map(|row| (row.name.as_str(), row.id.0)).collect()
        }
        SortKey::Contact => workspace.contacts.iter().map(|row| (row.name.as_str(), row.id.0)).collect(),
        SortKey::Owner => workspace.people.iter().map(|row| (row.name.as_str(), row.id.0)).collect(),
        SortKey::Segment | SortKey::Source | SortKey::Product => {
            workspace.choices.iter().map(|row| (row.name.as_str(), row.id.0)).collect()
        }
        _ => Vec::new(),
    }
}

/// The places of the [names] by id. Equal names share a place.
fn places(workspace: &Workspace, sort: SortKey, collation: &Collation) -> IdMap<Uuid, i128> {
    let names = names(workspace, sort).into_iter();
    let mut names: Vec<(Spot, Uuid)> = names.map(|(name, id)| (collation.spot(name), id)).collect();
    names.sort_unstable();
    let mut places = IdMap::default();
    let mut place = 0;
    for (at, (name, id)) in names.iter().enumerate() {
        if at > 0 && names[at - 1].0 != *name {
            place += 1;
        }
        places.insert(*id, place);
    }
    places
}

/// What a deal is sorted by.
#[derive(Debug, PartialEq)]
enum Key {
    Empty,
    Text(Spot),
    Number(i128),
    Float(f64),
}

impl Key {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => a.total_cmp(b),
            _ => Ordering::Equal,
        }
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, |day| Self::Number(i128::from(chrono::Datelike::num_days_from_ce(&day))))
    }

    fn of(
        workspace: &Workspace,
        deal: &Deal,
        sort: SortKey,
        places: &IdMap<Uuid, i128>,
        collation: &Collation,
    ) -> Self {
        let text = |text: &str| Self::Text(collation.spot(text));
        let named = |id: Option<Uuid>| {
            id.and_then(|id| places.get(&id)).map_or(Self::Empty, |place| Self::Number(*place))
        };
        match sort {
            SortKey::Title => text(&deal.title),
            SortKey::Organisation => named(deal.organisation.map(|id| id.0)),
            SortKey::Contact => named(deal.contact.map(|id| id.0)),
            SortKey::Owner => named(deal.owner.map(|id| id.0)),
            SortKey::Segment => named(deal.segment.map(|id| id.0)),
            SortKey::Source => named(deal.source.map(|id| id.0)),
            SortKey::Product => named(deal.product.map(|id| id.0)),
            SortKey::Stage => workspace.stages.get(deal.position.stage).map_or(Self::Empty, |stage| {
                let kind = stage.kind as u128;
                Self::Number(i128::try_from((kind << 120) | (stage.rank.0 >> 8)).unwrap_or(i128::MAX))
            }),
            SortKey::Value => deal.value.map_or(Self::Empty, |value| {
                let own = i128::from(value.minor);
                // Without a rate the plain number has to do: the order is a help, not a sum.
                Self::Number(workspace.settings.in_base(own, value.currency).unwrap_or(own))
            }),
            SortKey::Probability => Self::Number(i128::from(crate::board::chance(workspace, deal))),
            SortKey::ExpectedClose => Self::day(deal.expected_close),
            SortKey::Created => {
                deal.known_created().map_or(Self::Empty, |created| Self::Number(i128::from(created.0)))
            }
            SortKey::InStageSince => Self::Number(i128::from(deal.entered().0)),
            SortKey::Custom(field) => match deal.custom_value(field) {
                None => Self::Empty,
                Some(FieldValue::Text(typed)) => text(typed),
                Some(FieldValue::Number(number)) => Self::Float(*number),
                Some(FieldValue::Date(day)) => Self::day(Some(*day)),
                Some(FieldValue::Choice(option)) => {
                    let field = workspace.fields.live(field);
                    let option = field.and_then(|field| field.options.iter().find(|row| row.id == *option));
                    option.map_or(Self::Empty, |option| text(&option.name))
                }
            },
        }
    }
}
