//! Which deal of the workspace a row is about: by its own id, by its id in the system it comes from, or by its title.

use std::cell::OnceCell;
use std::collections::HashMap;

use sales::ids::{DealId, OrganisationId};
use sales::log::NewDeal;
use sales::model::{Deal, Workspace};

use super::rows::DealRow;
use crate::names::{LegalForms, exact_key, key, near_key};
use crate::setup::{Key, NO_SOURCE, OWN_SOURCE, Setup};

/// The deals of the workspace, by what rows may name them by.
pub(super) struct KnownDeals<'a> {
    workspace: &'a Workspace,
    setup: &'a Setup,
    /// With the name of the system in front.
    by_external: HashMap<&'a str, DealId>,
    /// Without it; made when it is asked for.
    by_bare: OnceCell<HashMap<&'a str, Vec<DealId>>>,
    by_title: HashMap<(String, Option<OrganisationId>), DealId>,
}

/// An id of another system without that system's name: the same in a file that is taken for one of another product.
pub(super) fn bare(external: &str) -> &str {
    external.split_once(':').map_or(external, |(_, id)| id)
}

/// From so many characters on, an id is none that two systems give by chance.
const LONG_ID: usize = 8;

/// Nor is one of digits only from so many on: shorter ones may be days with a number, or a count that is far on.
const LONG_NUMBER: usize = 11;

/// Whether an id is none that two systems count up to. What tells deals of one id apart is no part of it.
fn is_long(external: &str) -> bool {
    let id = bare(external);
    let id = id.rsplit_once('#').map_or(id, |(id, _)| id);
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
    id.chars().count() >= if is_number { LONG_NUMBER } else { LONG_ID }
}

impl<'a> KnownDeals<'a> {
    pub(super) fn new(workspace: &'a Workspace, setup: &'a Setup) -> Self {
        let mut by_external = HashMap::new();
        let mut by_title = HashMap::new();
        if setup.key != Key::Nothing {
            for deal in workspace.deals.iter() {
                if let Some(external) = deal.external.as_deref().filter(|_| setup.key == Key::ExternalId) {
                    by_external.entry(external).or_insert(deal.id);
                }
                by_title.entry((key(&deal.title), deal.organisation)).or_insert(deal.id);
            }
        }
        Self { workspace, setup, by_external, by_bare: OnceCell::new(), by_title }
    }

    /// The deal that a row is about, which would be `deal` if it was a new one.
    pub(super) fn of(&self, row: &DealRow<'_>, deal: &NewDeal) -> Option<&'a Deal> {
        if self.by_title.is_empty() {
            return None;
        }
        if self.own_id(row).is_some() {
            return self.by_id(row, None, "");
        }
        let by_id = self.by_id(row, deal.external.as_deref(), &deal.title);
        let has_id = self.setup.key == Key::ExternalId && !row.external.is_empty();
        let by_title = || {
            let id = self.by_title.get(&(key(&deal.title), deal.organisation))?;
            // A deal with another id is another deal, whatever its title.
            let other = self.workspace.deals.live(*id).and_then(|known| known.external.as_ref());
            (!has_id || other.is_none()).then_some(id)
        };
        by_id.or_else(|| self.workspace.deals.live(*by_title()?))
    }

    /// The deal that has a row's own id, or its id in the system it comes from.
    pub(super) fn by_id(&self, row: &DealRow<'_>, external: Option<&str>, title: &str) -> Option<&'a Deal> {
        if self.by_title.is_empty() {
            return None;
        }
        if let Some(own) = self.own_id(row) {
            return self.workspace.deals.live(own);
        }
        let external = external?;
        match self.by_external.get(external) {
            Some(id) => self.workspace.deals.live(*id),
            None => self.by_bare(row, external, title),
        }
    }

    /// The deal that has the id of a row in a system of another name. A file that lacks a few columns is not recognised as one of
    /// the product it comes from, but its ids are the same. Two systems may both count from 1, so more has to agree than that: the
    /// title, where the two name no customers that differ; or, where one of the two files was of no product that is known, the
    /// customer or an id that is long.
    fn by_bare(&self, row: &DealRow<'_>, external: &str, title: &str) -> Option<&'a Deal> {
        let by_bare = self.by_bare.get_or_init(|| {
            let mut by_bare: HashMap<&str, Vec<DealId>> = HashMap::new();
            for (external, id) in &self.by_external {
                by_bare.entry(bare(external)).or_default().push(*id);
            }
            by_bare
        });
        let alike = by_bare.get(bare(external))?;
        let title = key(title);
        let live = alike.iter().filter_map(|id| self.workspace.deals.live(*id));
        let customer = |deal: &Deal| self.workspace.organisations.live(deal.organisation?);
        let name_there = |deal: &Deal| {
            customer(deal).map(|there| there.name.as_str()).filter(|_| !row.organisation.is_empty())
        };
        // The same firm may be written with its legal form in one file, and without it in the other.
        let core = |name: &str| near_key(name, LegalForms::PassOver);
        let is_of_other =
            |deal: &Deal| name_there(deal).is_some_and(|name| core(name) != core(row.organisation));
        let mut titled = live.filter(|deal| key(&deal.title) == title && !is_of_other(deal));
        if let (Some(deal), None) = (titled.next(), titled.next()) {
            return Some(deal);
        }
        let [only] = alike.as_slice() else { return None };
        let deal = self.workspace.deals.live(*only)?;
        let is_of_no_product =
            |external: &str| external.split_once(':').is_some_and(|(source, _)| source == NO_SOURCE);
        let is_open = is_of_no_product(external) || deal.external.as_deref().is_some_and(is_of_no_product);
        let is_customer = name_there(deal).is_some_and(|name| exact_key(name) == exact_key(row.organisation));
        (is_open && (is_customer || is_long(external))).then_some(deal)
    }

    /// The deal's own id, which an export of our own has.
    pub(super) fn own_id(&self, row: &DealRow<'_>) -> Option<DealId> {
        let is_own = self.setup.files.get(row.file).is_some_and(|file| file.source == OWN_SOURCE);
        row.external.parse().ok().filter(|_| is_own)
    }

    /// The id that a row has in the system it comes from. An own export has the deals' own ids.
    pub(super) fn external(&self, row: &DealRow<'_>) -> Option<String> {
        if row.external.is_empty() || self.own_id(row).is_some() {
            return None;
        }
        let source = self.setup.files.get(row.file).map_or("", |file| file.source.as_str());
        let again = if row.occurrence > 1 { format!("#{}", row.occurrence) } else { String::new() };
        Some(format!("{source}:{}{again}", row.external))
    }
}
