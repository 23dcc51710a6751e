//! What a team shapes for itself: the lists to choose from, and fields of its own.

use serde::{Deserialize, Serialize};

use super::table::Record;
use crate::ids::{ChoiceId, FieldId, OptionId};
use crate::money::Money;
use crate::rank::Rank;
use crate::time::Date;

/// Which list a [`Choice`] belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Customer segments: new, repeat, existing customers.
    Segment,
    /// Where leads come from.
    Source,
    /// What is sold.
    Product,
    /// Tags.
    Tag,
    /// Why deals are lost.
    LossReason,
    /// Kinds of activities beside those that every workspace has.
    ActivityKind,
}

impl ListKind {
    /// All lists.
    pub const ALL: [Self; 6] =
        [Self::Segment, Self::Source, Self::Product, Self::Tag, Self::LossReason, Self::ActivityKind];
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: ChoiceId,
    /// The list it belongs to.
    pub list: ListKind,
    /// Its name, unlike the others of its list.
    pub name: String,
    /// Its place in the list.
    pub rank: Rank,
    /// The list price of a product.
    pub price: Option<Money>,
    /// No longer offered; deals that have it keep it.
    pub archived: bool,
    /// Removed, or its making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// A field of the team's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// What a field of kind [`FieldKind::Choice`] offers.
    pub options: Vec<FieldOption>,
    /// Its place among the fields.
    pub rank: Rank,
    /// No longer shown; values are kept.
    pub archived: bool,
    /// Removed, or its making undone.
    pub removed: bool,
}

/// What a custom field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of the field's options.
    Choice,
}

/// One of the options of a choice field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldOption {
    /// Its id.
    pub id: OptionId,
    /// Its name.
    pub name: String,
}

/// A value of a custom field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// For [`FieldKind::Text`].
    Text(String),
    /// For [`FieldKind::Number`]; always finite.
    Number(f64),
    /// For [`FieldKind::Date`].
    Date(Date),
    /// For [`FieldKind::Choice`].
    Choice(OptionId),
}

impl FieldValue {
    /// The kind of field it fits.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Text(_) => FieldKind::Text,
            Self::Number(_) => FieldKind::Number,
            Self::Date(_) => FieldKind::Date,
            Self::Choice(_) => FieldKind::Choice,
        }
    }
}

impl Record for Choice {
    type Id = ChoiceId;
    fn id(&self) -> ChoiceId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Field {
    type Id = FieldId;
    fn id(&self) -> FieldId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
