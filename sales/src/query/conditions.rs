//! What a filter asks of custom fields other than choices, and of what is known about the owner of a deal.

use serde::{Deserialize, Serialize};

use super::Filter;
use super::text::Word;
use crate::ids::FieldId;
use crate::model::{Deal, FieldKind, FieldValue, Person, Workspace};
use crate::number::Number;
use crate::time::Date;

/// What a custom field of a deal has to hold. A deal that has nothing there does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldCondition {
    /// The field.
    pub field: FieldId,
    /// What it has to hold.
    pub holds: Holds,
}

/// What a field has to hold. Ends belong to a range; one that is not given is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// All of these words, whatever their case; for a field of texts.
    Words(String),
    /// A number of a range.
    Number {
        /// The least one.
        from: Option<Number>,
        /// The greatest one.
        to: Option<Number>,
    },
    /// A day of a range.
    Day {
        /// The first one.
        from: Option<Date>,
        /// The last one.
        to: Option<Date>,
    },
}

impl Holds {
    /// The kind of field that can be asked for this.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::Words(_) => FieldKind::Text,
            Self::Number { .. } => FieldKind::Number,
            Self::Day { .. } => FieldKind::Date,
        }
    }

    /// Whether it lets everything through, so that it is none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Words(text) => text.trim().is_empty(),
            Self::Number { from, to } => from.is_none() && to.is_none(),
            Self::Day { from, to } => from.is_none() && to.is_none(),
        }
    }
}

impl Filter {
    /// What is asked of a field.
    pub fn of_field(&self, field: FieldId) -> Option<&Holds> {
        self.fields.iter().find(|row| row.field == field).map(|row| &row.holds)
    }

    /// Asks something of a field, in place of what was asked of it before; what asks nothing takes that away.
    pub fn ask_of_field(&mut self, field: FieldId, holds: Holds) {
        let place = self.fields.iter().position(|row| row.field == field);
        match (place, holds.is_empty()) {
            (Some(place), true) => drop(self.fields.remove(place)),
            (Some(place), false) => self.fields[place].holds = holds,
            (None, true) => {}
            (None, false) => self.fields.push(FieldCondition { field, holds }),
        }
    }

    /// Whether it looks at other records than the deals themselves, so that it may let others through when one of those changes: at the
    /// names of customers, at what is known about owners, at custom fields, which it asks only as long as they are there.
    pub fn looks_further(&self) -> bool {
        !self.text.trim().is_empty()
            || !self.managers.is_empty()
            || !self.regions.is_empty()
            || !self.fields.is_empty()
            || !self.options.is_empty()
    }
}

/// A condition made ready to be asked many times.
#[derive(Debug, Clone)]
pub(super) struct Condition<'a> {
    row: &'a FieldCondition,
    words: Vec<Word>,
}

impl<'a> Condition<'a> {
    pub(super) fn all(filter: &'a Filter) -> Vec<Self> {
        let ready = |row: &'a FieldCondition| {
            let words = match &row.holds {
                Holds::Words(text) => text.split_whitespace().map(Word::new).collect(),
                _ => Vec::new(),
            };
            Self { row, words }
        };
        filter.fields.iter().map(ready).collect()
    }

    /// Whether a deal passes. A field that there is not any more, or that is of another kind, is not asked.
    pub(super) fn passes(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let FieldCondition { field, holds } = self.row;
        if workspace.fields.live(*field).is_none_or(|field| field.kind != holds.kind()) {
            return true;
        }
        match (holds, deal.custom_value(*field)) {
            (Holds::Words(_), Some(FieldValue::Text(text))) => self.words.iter().all(|word| word.is_in(text)),
            (Holds::Number { from, to }, Some(FieldValue::Number(number))) => {
                from.is_none_or(|from| *number >= from.get()) && to.is_none_or(|to| *number <= to.get())
            }
            (Holds::Day { from, to }, Some(FieldValue::Date(day))) => {
                from.is_none_or(|from| *day >= from) && to.is_none_or(|to| *day <= to)
            }
            _ => false,
        }
    }
}

/// Whether the owner of a deal has one of the managers and is in one of the regions asked for.
pub(super) fn owner_passes(filter: &Filter, workspace: &Workspace, deal: &Deal) -> bool {
    if filter.managers.is_empty() && filter.regions.is_empty() {
        return true;
    }
    let owner = deal.owner.and_then(|id| workspace.people.live(id));
    let has = |wanted: &[String], of: fn(&Person) -> &str| {
        let has = owner.map(of).unwrap_or_default().trim();
        wanted.is_empty() || wanted.iter().any(|wanted| wanted == has)
    };
    has(&filter.managers, |person| &person.manager) && has(&filter.regions, |person| &person.region)
}
