//! A filter as part of an address, such as `q=acme&owner=-&from=2025-01-01`: what a person sees can be bookmarked, sent to
//! a colleague, and found again with the browser's Back.
//!
//! Reading is total: an address may be old, cut short or made up, so what is unknown or makes no sense is left out.

use std::fmt::{Display, Write};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{FieldCondition, Filter, Holds};
use crate::ids::FieldId;
use crate::model::{GroupBy, StandingKind};

/// All that stands for something in an address.
const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stands for "none", as in deals without an owner.
const NONE: &str = "-";

/// What is asked of a custom field has its id in its key: `text-0197…=lisbon`, `number-0197…=10..`, `day-0197…=2025-01-01..2025-03-31`.
const WORDS: &str = "text-";
const NUMBER: &str = "number-";
const DAY: &str = "day-";
/// Between the ends of a range.
const TO: &str = "..";

const STANDINGS: [(StandingKind, &str); 4] = [
    (StandingKind::Open, "open"),
    (StandingKind::Won, "won"),
    (StandingKind::Lost, "lost"),
    (StandingKind::Nurtured, "nurtured"),
];

impl Filter {
    /// The filter and the grouping as the query part of an address, without a question mark; empty where there is
    /// nothing to say.
    pub fn to_address(&self, group_by: GroupBy) -> String {
        let mut parts = Parts::default();
        parts.text("q", &self.text);
        parts.list("owner", self.owners.iter().map(|owner| owner.map_or(NONE.to_owned(), |id| simple(id.0))));
        parts.list("segment", self.segments.iter().map(|id| simple(id.0)));
        parts.list("source", self.sources.iter().map(|id| simple(id.0)));
        parts.list("product", self.products.iter().map(|id| simple(id.0)));
        parts.list("tag", self.tags.iter().map(|id| simple(id.0)));
        parts.list("option", self.options.iter().map(|id| simple(id.0)));
        for FieldCondition { field, holds } in &self.fields {
            let of = |kind: &str| [kind, &simple(field.0)].concat();
            match holds {
                Holds::Words(text) => parts.text(&of(WORDS), text),
                Holds::Number { from, to } => parts.range(&of(NUMBER), *from, *to),
                Holds::Day { from, to } => parts.range(&of(DAY), *from, *to),
            }
        }
        parts.list("manager", self.managers.iter().map(|name| typed(name)));
        parts.list("region", self.regions.iter().map(|name| typed(name)));
        parts.list("stage", self.stages.iter().map(|id| simple(id.0)));
        let name =
            |kind: &StandingKind| STANDINGS.iter().find(|row| row.0 == *kind).map(|row| row.1.to_owned());
        parts.list("standing", self.standings.iter().filter_map(name));
        parts.one("least", self.value_from);
        parts.one("most", self.value_to);
        parts.one("from", self.close_from);
        parts.one("to", self.close_to);
        if group_by == GroupBy::Owner {
            parts.text("group", "owner");
        }
        parts.0
    }

    /// Reads what [`Filter::to_address`] wrote, as far as it makes sense.
    pub fn from_address(query: &str) -> (Self, GroupBy) {
        let mut filter = Self::default();
        let mut group_by = GroupBy::default();
        for part in query.split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key {
                "q" => filter.text = percent_decode_str(value).decode_utf8_lossy().into_owned(),
                "owner" => {
                    let owner =
                        |text: &str| if text == NONE { Some(None) } else { text.parse().ok().map(Some) };
                    filter.owners = value.split(',').filter_map(owner).collect();
                }
                "segment" => filter.segments = list(value),
                "source" => filter.sources = list(value),
                "product" => filter.products = list(value),
                "tag" => filter.tags = list(value),
                "option" => filter.options = list(value),
                "stage" => filter.stages = list(value),
                "standing" => {
                    let kind = |text: &str| STANDINGS.iter().find(|row| row.1 == text).map(|row| row.0);
                    filter.standings = value.split(',').filter_map(kind).collect();
                }
                "least" => filter.value_from = one(value),
                "most" => filter.value_to = one(value),
                "from" => filter.close_from = one(value),
                "to" => filter.close_to = one(value),
                "manager" => filter.managers = value.split(',').filter_map(as_typed).collect(),
                "region" => filter.regions = value.split(',').filter_map(as_typed).collect(),
                "group" if value == "owner" => group_by = GroupBy::Owner,
                _ => filter.fields.extend(of_field(key, value)),
            }
        }
        (filter, group_by)
    }

    /// The parts of an address that [`Filter::from_address`] leaves out, wholly or in part, since it does not know them.
    pub fn unread(query: &str) -> Vec<&str> {
        query.split('&').filter(|part| !is_read(part)).collect()
    }
}

/// Whether all that a part of an address says is read.
fn is_read(part: &str) -> bool {
    let (key, value) = part.split_once('=').unwrap_or((part, ""));
    let (filter, group_by) = Filter::from_address(part);
    let all_of = |read: usize| read == value.split(',').filter(|text| !text.is_empty()).count();
    match key {
        // Between two signs, or nothing at all.
        "" => value.is_empty(),
        "q" => true,
        "owner" => all_of(filter.owners.len()),
        "segment" => all_of(filter.segments.len()),
        "source" => all_of(filter.sources.len()),
        "product" => all_of(filter.products.len()),
        "tag" => all_of(filter.tags.len()),
        "option" => all_of(filter.options.len()),
        "stage" => all_of(filter.stages.len()),
        "standing" => all_of(filter.standings.len()),
        "least" => filter.value_from.is_some(),
        "most" => filter.value_to.is_some(),
        "from" => filter.close_from.is_some(),
        "to" => filter.close_to.is_some(),
        "manager" => all_of(filter.managers.len()),
        "region" => all_of(filter.regions.len()),
        "group" => group_by == GroupBy::Owner,
        // A field of the team's own.
        _ => !filter.fields.is_empty(),
    }
}

fn simple(id: uuid::Uuid) -> String {
    id.simple().to_string()
}

fn list<T: FromStr>(value: &str) -> Vec<T> {
    value.split(',').filter_map(|text| text.parse().ok()).collect()
}

fn one<T: FromStr>(value: &str) -> Option<T> {
    percent_decode_str(value).decode_utf8().ok()?.parse().ok()
}

/// A name that somebody typed; blank where there is none.
fn typed(name: &str) -> String {
    match name {
        "" => NONE.to_owned(),
        NONE => "%2D".to_owned(),
        name => utf8_percent_encode(name, SPECIAL).to_string(),
    }
}

fn as_typed(text: &str) -> Option<String> {
    match text {
        "" => None,
        NONE => Some(String::new()),
        text => Some(percent_decode_str(text).decode_utf8_lossy().into_owned()),
    }
}

/// What is asked of a custom field, if that is what this part of an address says.
fn of_field(key: &str, value: &str) -> Option<FieldCondition> {
    let of = |kind: &str| key.strip_prefix(kind)?.parse::<FieldId>().ok();
    let words = || percent_decode_str(value).decode_utf8_lossy().into_owned();
    let (field, holds) = if let Some(field) = of(WORDS) {
        (field, Holds::Words(words()))
    } else if let Some(field) = of(NUMBER) {
        let (from, to) = range(value)?;
        (field, Holds::Number { from, to })
    } else {
        let (field, (from, to)) = (of(DAY)?, range(value)?);
        (field, Holds::Day { from, to })
    };
    (!holds.is_empty()).then_some(FieldCondition { field, holds })
}

/// The ends of a range; `None` where one that is given makes no sense: without it another range would be asked for.
fn range<T: FromStr>(value: &str) -> Option<(Option<T>, Option<T>)> {
    let value = percent_decode_str(value).decode_utf8().ok()?;
    let (from, to) = value.split_once(TO)?;
    Some((end(from).ok()?, end(to).ok()?))
}

/// An end of a range, where there is one.
fn end<T: FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

#[derive(Default)]
struct Parts(String);

impl Parts {
    fn key(&mut self, key: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
    }

    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.key(key);
            self.0.extend(utf8_percent_encode(value, SPECIAL));
        }
    }

    fn range<T: Display>(&mut self, key: &str, from: Option<T>, to: Option<T>) {
        let end = |end: Option<T>| end.map(|end| end.to_string()).unwrap_or_default();
        let (from, to) = (end(from), end(to));
        if !from.is_empty() || !to.is_empty() {
            self.text(key, &[from.as_str(), TO, to.as_str()].concat());
        }
    }

    fn one(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(key, &value.to_string());
        }
    }

    fn list(&mut self, key: &str, mut values: impl Iterator<Item = String>) {
        if let Some(first) = values.next() {
            self.key(key);
            self.0.push_str(&first);
            for value in values {
                // Writing to a String cannot fail.
                let _ = write!(self.0, ",{value}");
            }
        }
    }
}
