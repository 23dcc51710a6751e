//! Which features there are to look at in a workspace, as it was known at an instant.

use std::collections::HashMap;

use sales::ids::{ChoiceId, IdMap};
use sales::model::{FieldKind, FieldValue, Workspace};
use sales::time::Timestamp;

use crate::earlier::Earlier;
use crate::known::{Feature, Scale, deals};

/// A feature, and how what deals have for it becomes a number.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) feature: Feature,
    pub(crate) scale: Scale,
    /// The texts of a custom text field, by the number they have here.
    pub(crate) texts: Vec<String>,
    pub(crate) numbers: HashMap<String, u32>,
}

/// A tag is looked at from this many deals on.
pub const TAG_FROM: usize = 10;

/// Texts of a custom field are looked at where there are no more different ones than this.
pub const MOST_TEXTS: usize = 50;

/// No more tags, and no more custom fields, than this are looked at: the most used, the first.
pub const MOST_OF_A_KIND: usize = 30;

pub(crate) fn columns(workspace: &Workspace, earlier: &Earlier, now: Timestamp) -> Vec<Column> {
    use Feature as F;
    let plain = |feature, scale| Column { feature, scale, texts: Vec::new(), numbers: HashMap::new() };
    let numbers = [
        F::Age,
        F::StageDays,
        F::IdleDays,
        F::Value,
        F::Moves,
        F::MovesBack,
        F::Activities,
        F::CustomerWon,
        F::CustomerLost,
        F::ExpectedDays,
        F::PutOff,
    ];
    let levels = [F::Stage, F::Owner, F::Segment, F::Source, F::Product];
    let mut columns: Vec<Column> = numbers.into_iter().map(|feature| plain(feature, Scale::Number)).collect();
    columns.extend(levels.into_iter().map(|feature| plain(feature, Scale::Level)));

    let deals = || deals(workspace, earlier, now).map(|row| row.1);
    let mut tags: IdMap<ChoiceId, usize> = IdMap::default();
    for tag in deals().flat_map(|deal| earlier.tags(deal, now)) {
        *tags.entry(*tag).or_default() += 1;
    }
    tags.retain(|_, deals| *deals >= TAG_FROM);
    let mut tags: Vec<(ChoiceId, usize)> = tags.into_iter().collect();
    tags.sort_by_key(|&(tag, deals)| (std::cmp::Reverse(deals), tag));
    tags.truncate(MOST_OF_A_KIND);
    columns.extend(tags.iter().map(|&(tag, _)| plain(F::Tag(tag), Scale::Flag)));

    for field in workspace.fields_in_order().into_iter().take(MOST_OF_A_KIND) {
        let scale = match field.kind {
            FieldKind::Number | FieldKind::Date => Scale::Number,
            FieldKind::Choice | FieldKind::Text => Scale::Level,
        };
        let mut column = plain(F::Field(field.id), scale);
        if field.kind == FieldKind::Text {
            for deal in deals() {
                let Some(FieldValue::Text(text)) = earlier.custom(deal, field.id, now) else { continue };
                let text = text.trim();
                if !column.numbers.contains_key(text) {
                    let number = u32::try_from(column.texts.len()).unwrap_or(u32::MAX);
                    column.numbers.insert(text.to_owned(), number);
                    column.texts.push(text.to_owned());
                }
                if column.texts.len() > MOST_TEXTS {
                    break;
                }
            }
            if column.texts.is_empty() || column.texts.len() > MOST_TEXTS {
                continue;
            }
        }
        columns.push(column);
    }
    columns
}
