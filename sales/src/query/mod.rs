//! Which deals a screen shows, and in which order.

mod address;
mod collation;
mod conditions;
pub(crate) mod packed;
mod table;
mod text;

use serde::{Deserialize, Serialize};

pub use collation::{Collation, Spot};
pub use conditions::{FieldCondition, Holds};
pub use table::{Direction, SortKey, table, table_texts};
pub use text::contains;

use crate::ids::{ChoiceId, FieldId, OptionId, PersonId, StageId};
use crate::model::{Deal, FieldValue, StandingKind, Workspace};
use crate::time::Date;
use conditions::Condition;
use text::Word;

/// Conditions on a deal; all of them must hold. An empty list of allowed values allows all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words that must stand in the title, the organisation's or the contact's name; case does not matter.
    pub text: String,
    /// Owners; `None` stands for deals without one.
    pub owners: Vec<Option<PersonId>>,
    /// Customer segments.
    pub segments: Vec<ChoiceId>,
    /// Sources.
    pub sources: Vec<ChoiceId>,
    /// Products.
    pub products: Vec<ChoiceId>,
    /// Tags, any of which the deal has.
    pub tags: Vec<ChoiceId>,
    /// Options of custom fields: of each field that has one here, the deal has one of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionId>,
    /// What custom fields of the other kinds have to hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldCondition>,
    /// Whom the owner reports to, as typed there; blank stands for nobody, and for deals without an owner.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub managers: Vec<String>,
    /// The owner's region, likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Stages.
    pub stages: Vec<StageId>,
    /// Standings.
    pub standings: Vec<StandingKind>,
    /// Least value, in minor units of the deal's own currency.
    pub value_from: Option<i64>,
    /// Greatest value, in minor units of the deal's own currency.
    pub value_to: Option<i64>,
    /// First day of the expected close.
    pub close_from: Option<Date>,
    /// Last day of the expected close.
    pub close_to: Option<Date>,
}

impl Filter {
    /// Whether it lets every deal through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many conditions it sets, the search text apart.
    pub fn condition_count(&self) -> usize {
        [
            !self.owners.is_empty(),
            !self.segments.is_empty(),
            !self.sources.is_empty(),
            !self.products.is_empty(),
            !self.tags.is_empty(),
            !self.options.is_empty(),
            !self.managers.is_empty(),
            !self.regions.is_empty(),
            !self.stages.is_empty(),
            !self.standings.is_empty(),
            self.value_from.is_some() || self.value_to.is_some(),
            self.close_from.is_some() || self.close_to.is_some(),
        ]
        .into_iter()
        .filter(|&set| set)
        .count()
            + self.fields.len()
    }
}

/// A filter made ready to be asked many times.
#[derive(Debug, Clone)]
pub struct Matcher<'a> {
    filter: &'a Filter,
    words: Vec<Word>,
    conditions: Vec<Condition<'a>>,
}

impl<'a> Matcher<'a> {
    /// Makes a filter ready.
    pub fn new(filter: &'a Filter) -> Self {
        let words = filter.text.split_whitespace().map(Word::new).collect();
        Self { filter, words, conditions: Condition::all(filter) }
    }

    /// Whether the filter lets this deal through. Removed deals never pass.
    pub fn matches(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let filter = self.filter;
        let minor = deal.value.map(|value| value.minor);
        !deal.removed
            && allows(&filter.owners, &deal.owner)
            && allows_some(&filter.segments, deal.segment)
            && allows_some(&filter.sources, deal.source)
            && allows_some(&filter.products, deal.product)
            && (filter.tags.is_empty() || deal.tags.iter().any(|tag| filter.tags.contains(tag)))
            && self.options_match(workspace, deal)
            && self.conditions.iter().all(|condition| condition.passes(workspace, deal))
            && conditions::owner_passes(filter, workspace, deal)
            && allows(&filter.stages, &deal.position.stage)
            && allows(&filter.standings, &deal.standing())
            && filter.value_from.is_none_or(|least| minor.is_some_and(|minor| minor >= least))
            && filter.value_to.is_none_or(|most| minor.is_some_and(|minor| minor <= most))
            && filter.close_from.is_none_or(|first| deal.expected_close.is_some_and(|day| day >= first))
            && filter.close_to.is_none_or(|last| deal.expected_close.is_some_and(|day| day <= last))
            && self.text_matches(workspace, deal)
    }

    /// Whether the deal has, of each field that is asked about, one of the options asked for. One that no field has any more is not asked for.
    fn options_match(&self, workspace: &Workspace, deal: &Deal) -> bool {
        let wanted = &self.filter.options;
        if wanted.is_empty() {
            return true;
        }
        workspace.fields.iter().all(|field| {
            let mut asked = field.options.iter().filter(|option| wanted.contains(&option.id)).peekable();
            asked.peek().is_none() || {
                let has = option_of(deal, field.id);
                asked.any(|option| has == Some(option.id))
            }
        })
    }

    fn text_matches(&self, workspace: &Workspace, deal: &Deal) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let organisation = deal.organisation.and_then(|id| workspace.organisations.live(id));
        let contact = deal.contact.and_then(|id| workspace.contacts.live(id));
        self.words.iter().all(|word| {
            word.is_in(&deal.title)
                || organisation.is_some_and(|organisation| word.is_in(&organisation.name))
                || contact.is_some_and(|contact| word.is_in(&contact.name))
        })
    }
}

/// The option that a deal has in a custom field.
fn option_of(deal: &Deal, field: FieldId) -> Option<OptionId> {
    let place = deal.custom.binary_search_by_key(&field, |(id, _)| *id).ok()?;
    match deal.custom[place].1 {
        FieldValue::Choice(option) => Some(option),
        _ => None,
    }
}

fn allows<T: PartialEq>(allowed: &[T], value: &T) -> bool {
    allowed.is_empty() || allowed.contains(value)
}

fn allows_some<T: PartialEq>(allowed: &[T], value: Option<T>) -> bool {
    allowed.is_empty() || value.is_some_and(|value| allowed.contains(&value))
}
