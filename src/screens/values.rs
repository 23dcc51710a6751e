//! How values are written in the sentences that tell what was done: in the timeline of a deal, and in messages.
//!
//! Figures and days come through [`Figures`], so that all of it can be tested without a browser.

use sales::ids::{ChoiceId, FieldId};
use sales::log::{DealEdit, KnownDays, Swap};
use sales::model::{FieldValue, Record, Table, TimeOfDay, Workspace};
use sales::money::Money;
use sales::time::{Calendar, Date, Timestamp};

use crate::components::Icon;
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, Length};
use crate::text::t;

/// How figures and days are written.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    pub(super) money: fn(Money) -> String,
    pub(super) day: fn(Date) -> String,
    /// The day of an instant.
    pub(super) moment: fn(Timestamp) -> String,
    pub(super) time: fn(TimeOfDay) -> String,
    pub(super) number: fn(f64) -> String,
    pub(super) percent: fn(f64) -> String,
}

impl Figures {
    /// As the browser writes them in the language in use.
    pub(super) const INTL: Self = Self {
        money: |money| intl::money(money, Length::Full),
        day: intl::day,
        moment: |at| intl::day(LocalCalendar.date_of(at)),
        time: intl::time_of_day,
        number: intl::number,
        percent: intl::percent,
    };

    /// As tests write them.
    #[cfg(test)]
    pub(super) const PLAIN: Self = Self {
        money: |money| format!("{} {}", money.minor / money.currency.minor_per_unit(), money.currency),
        day: |day| day.to_string(),
        moment: |at| sales::time::FixedCalendar::default().date_of(at).to_string(),
        time: |time| format!("{:02}:{:02}", time.hour(), time.minute()),
        number: |number| number.to_string(),
        percent: |percent| format!("{percent}%"),
    };

    /// The value of a custom field.
    pub(super) fn custom(self, workspace: &Workspace, field: FieldId, value: &FieldValue) -> String {
        match value {
            FieldValue::Text(text) => text.clone(),
            FieldValue::Number(number) => (self.number)(*number),
            FieldValue::Date(date) => (self.day)(*date),
            FieldValue::Choice(option) => {
                let options = workspace.fields.get(field).map_or(&[][..], |field| &field.options);
                let known = options.iter().find(|known| known.id == *option);
                known.map_or_else(unknown, |known| known.name.clone())
            }
        }
    }
}

/// What stands for something that is gone.
fn unknown() -> String {
    t().common().unknown.to_owned()
}

/// The name of a record.
pub(super) fn name_of<R: Record>(table: &Table<R>, id: R::Id, name: fn(&R) -> &str) -> String {
    table.get(id).map_or_else(unknown, |row| name(row).to_owned())
}

/// A field of a deal before and after it was edited, as it reads.
pub(super) struct Edited {
    pub(super) icon: Icon,
    pub(super) field: String,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

impl Edited {
    /// Reads an edit; `None` where it is not of a value.
    pub(super) fn new(ws: &Workspace, figures: Figures, edit: &DealEdit) -> Option<Self> {
        fn both<T>(swap: &Swap<Option<T>>, text: impl Fn(&T) -> String) -> [Option<String>; 2] {
            [&swap.from, &swap.to].map(|value| value.as_ref().map(&text))
        }
        let texts = t().deeds();
        let choice = |id: &ChoiceId| name_of(&ws.choices, *id, |row| &row.name);
        let tags = |tags: &Vec<ChoiceId>| {
            let names: Vec<String> = tags.iter().map(choice).collect();
            (!names.is_empty()).then(|| names.join(t().common().between))
        };
        let (icon, field, [from, to]): (Icon, &str, _) = match edit {
            DealEdit::Title(swap) => {
                ("edit", texts.title, [&swap.from, &swap.to].map(|title| Some(title.clone())))
            }
            DealEdit::Organisation(swap) => {
                let firm = |id: &_| name_of(&ws.organisations, *id, |row| &row.name);
                ("organisation", texts.organisation, both(swap, firm))
            }
            DealEdit::Contact(swap) => {
                ("contact", texts.contact, both(swap, |id| name_of(&ws.contacts, *id, |row| &row.name)))
            }
            DealEdit::Owner(swap) => {
                ("user", texts.owner, both(swap, |id| name_of(&ws.people, *id, |row| &row.name)))
            }
            DealEdit::Segment(swap) => ("people", texts.segment, both(swap, choice)),
            DealEdit::Source(swap) => ("sparkles", texts.source, both(swap, choice)),
            DealEdit::Product(swap) => ("note", texts.product, both(swap, choice)),
            DealEdit::Value { value, .. } => {
                ("money", texts.value, both(value, |value| (figures.money)(*value)))
            }
            DealEdit::Probability(swap) => {
                let percent = |percent: &u8| (figures.percent)(f64::from(*percent));
                ("trophy", texts.probability, both(swap, percent))
            }
            DealEdit::ExpectedClose(swap) => {
                ("calendar", texts.expected_close, both(swap, |day| (figures.day)(*day)))
            }
            DealEdit::Tags(swap) => ("tag", texts.tags, [tags(&swap.from), tags(&swap.to)]),
            DealEdit::Custom { field, value } => {
                let texts = both(value, |value| figures.custom(ws, *field, value));
                ("edit", ws.fields.get(*field).map_or(t().common().unknown, |row| &row.name), texts)
            }
            DealEdit::External(swap) => ("upload", texts.external, both(swap, String::clone)),
            DealEdit::Snoozed(swap) => ("clock", texts.snoozed, both(swap, |day| (figures.day)(*day))),
            DealEdit::Days(swap) => corrected(figures, &swap.from, &swap.to)?,
            DealEdit::Past(_) => return None,
        };
        Some(Self { icon, field: field.to_owned(), from, to })
    }
}

/// Which day of a deal was put right; `None` where it is neither of the two.
fn corrected(
    figures: Figures,
    from: &KnownDays,
    to: &KnownDays,
) -> Option<(Icon, &'static str, [Option<String>; 2])> {
    let texts = t().deeds();
    let day = |at: Option<Timestamp>| at.map(|at| (figures.moment)(at));
    let created = |days: &KnownDays| Some(days.created).filter(|_| !days.guessed.created);
    if created(from) != created(to) {
        return Some(("calendar", texts.created, [from, to].map(|days| day(created(days)))));
    }
    let closed = |days: &KnownDays| days.closed.filter(|at| days.guessed.closed != Some(*at));
    (closed(from) != closed(to)).then(|| ("calendar", texts.closed, [from, to].map(|days| day(closed(days)))))
}

/// The tags that are in one set and not in the other, in a row; blank where there are none.
pub(super) fn tags_beyond(ws: &Workspace, tags: &[ChoiceId], others: &[ChoiceId]) -> String {
    let beyond = tags.iter().filter(|tag| !others.contains(tag));
    let names: Vec<String> =
        beyond.map(|tag| clipped(&name_of(&ws.choices, *tag, |row| &row.name))).collect();
    names.join(t().common().between)
}

/// How many characters of a value stand in a sentence. The whole is in the field.
const SHOWN_CHARS: usize = 120;

/// Cuts a value to what a sentence can hold.
pub(super) fn clipped(text: &str) -> String {
    cut(text, SHOWN_CHARS)
}

/// Cuts a text after so many characters.
pub(super) fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(clipped("short"), "short");
        let long = "长".repeat(SHOWN_CHARS + 5);
        assert_eq!(clipped(&long).chars().count(), SHOWN_CHARS + 1);
        assert!(clipped(&long).ends_with('…'));
    }
}
