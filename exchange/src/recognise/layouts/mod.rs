//! The headers that products give the files they export, a file for each product.
//!
//! Headers stand here as they compare: in lower case, full-width characters narrowed. Where a product has been translated,
//! the Chinese headers stand beside the English ones. A layout need not be complete: a header that it lacks is understood
//! by its words.

mod atomic;
mod bigin;
mod cordys;
mod fairlead;
mod hubspot;
mod odoo;
pub(super) mod pipedrive;
mod salesforce;
mod salesforce_api;
#[cfg(test)]
mod tests;
mod twenty;
mod zoho;

use super::Source;
use super::header::Header;
use crate::target::{FileKind, Target};

/// The headers of one kind of file of one product.
pub(super) struct Layout {
    pub(super) source: Source,
    pub(super) kind: FileKind,
    /// What tells the file from those of others: at least one header of each of these groups is there.
    signs: &'static [&'static [&'static str]],
    /// What the headers mean; for each meaning, those that say it best come first.
    pub(super) columns: &'static [Meanings],
}

impl Layout {
    /// Whether it is that of the deals that we export.
    pub(super) fn is_own_deals(&self) -> bool {
        (self.source, self.kind) == (Source::Fairlead, FileKind::Deals)
    }
}

/// A meaning, and the headers that have it.
type Meanings = (Target, &'static [&'static str]);

/// All layouts. Of two that fit as well, the earlier one is taken.
fn all() -> impl Iterator<Item = &'static Layout> {
    [
        fairlead::LAYOUTS,
        pipedrive::LAYOUTS,
        bigin::LAYOUTS,
        zoho::LAYOUTS,
        hubspot::LAYOUTS,
        salesforce::LAYOUTS,
        salesforce_api::LAYOUTS,
        cordys::LAYOUTS,
        twenty::LAYOUTS,
        atomic::LAYOUTS,
        odoo::LAYOUTS,
    ]
    .into_iter()
    .flatten()
}

/// The layout that a header has the signs of; of several, the one that knows the most of its columns.
pub(super) fn best(headers: &[Header]) -> Option<&'static Layout> {
    let has = |name: &&str| headers.iter().any(|header| header.exact == *name);
    let fitting = all().filter(|layout| layout.signs.iter().all(|group| group.iter().any(has)));
    let known = |layout: &Layout| {
        let knows =
            |header: &&Header| layout.columns.iter().any(|(_, names)| names.contains(&header.exact.as_str()));
        headers.iter().filter(knows).count()
    };
    // The last of the greatest, from the back, is the first.
    fitting.collect::<Vec<_>>().into_iter().rev().max_by_key(|layout| known(layout))
}
