//! Which deal of the workspace a row is about: by its own id, by its id in the system it comes from, or by its title.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use sales::ids::{DealId, OrganisationId};
use sales::log::NewDeal;
use sales::model::{Deal, Workspace};

use super::rows::DealRow;
use crate::names::{LegalForms, exact_key, key, near_key};
use crate::setup::{Key, NO_SOURCE, OWN_SOURCE, Setup};

/// The deals of the workspace, by what rows may name them by.
pub(super) struct KnownDeals<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) setup: &'a Setup,
    /// The deals of one id, or of one title and customer, the oldest first: a list of two such deals names both the same.
    pools: Vec<Vec<DealId>>,
    /// With the name of the system in front.
    by_external: HashMap<&'a str, usize>,
    /// Without it; made when it is asked for.
    by_bare: OnceCell<HashMap<&'a str, Vec<DealId>>>,
    by_title: HashMap<(String, Option<OrganisationId>), usize>,
    /// Deals that rows name by their ids: no row is about one of them for its title only.
    claimed: HashSet<DealId>,
    /// Titles, as they are written, that several rows have.
    repeated: HashSet<&'a str>,
}

/// What a row may be about.
#[derive(Clone, Copy)]
pub(super) enum Named<'a> {
    /// This deal.
    One(&'a Deal),
    /// One of these.
    Several(usize),
}

/// Deals that a row may be about.
#[derive(Clone, Copy)]
pub(super) struct Candidates {
    pub(super) pool: usize,
    /// They have the id of the row.
    pub(super) is_by_id: bool,
    /// The row has an id, which none of them has.
    has_id: bool,
}

/// What a row is about.
pub(super) enum Found<'a> {
    /// This deal.
    One {
        deal: &'a Deal,
        /// It has the id of the row.
        is_by_id: bool,
    },
    /// One of these, or none of them: other rows may be about them as well.
    Several(Candidates),
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
pub(super) fn is_long(id: &str) -> bool {
    let id = id.rsplit_once('#').map_or(id, |(id, _)| id);
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
    id.chars().count() >= if is_number { LONG_NUMBER } else { LONG_ID }
}

impl<'a> KnownDeals<'a> {
    pub(super) fn new(workspace: &'a Workspace, setup: &'a Setup) -> Self {
        let mut known = Self {
            workspace,
            setup,
            pools: Vec::new(),
            by_external: HashMap::new(),
            by_bare: OnceCell::new(),
            by_title: HashMap::new(),
            claimed: HashSet::new(),
            repeated: HashSet::new(),
        };
        if setup.key == Key::Nothing {
            return known;
        }
        for deal in workspace.deals.iter() {
            if let Some(external) = deal.external.as_deref().filter(|_| setup.key == Key::ExternalId) {
                pool(&mut known.by_external, &mut known.pools, external, deal.id);
            }
            let called = (key(&deal.title), deal.organisation);
            pool(&mut known.by_title, &mut known.pools, called, deal.id);
        }
        known
    }

    /// Looks at all rows before they come one by one.
    pub(super) fn expect(&mut self, rows: &[DealRow<'a>]) {
        if self.pools.is_empty() {
            return;
        }
        let mut titles: HashSet<&str> = HashSet::with_capacity(rows.len());
        for row in rows {
            if let Some(own) = self.own_id(row) {
                self.claimed.insert(own);
            } else if let Some(pool) = self.external(row).and_then(|id| self.by_external.get(id.as_str())) {
                self.claimed.extend(&self.pools[*pool]);
            } else if !titles.insert(row.title) {
                self.repeated.insert(row.title);
            }
        }
    }

    /// What a row is about, which would be `deal` if it was a new one.
    pub(super) fn of(&self, row: &DealRow<'_>, deal: &NewDeal) -> Option<Found<'a>> {
        let (pool, has_id) = match self.by_id(row, deal.external.as_deref(), &deal.title) {
            Some(Named::One(deal)) => return Some(Found::One { deal, is_by_id: true }),
            Some(Named::Several(pool)) => {
                return Some(Found::Several(Candidates { pool, is_by_id: true, has_id: false }));
            }
            None if self.own_id(row).is_some() => return None,
            None => {
                let pool = self.by_title.get(&(key(&deal.title), deal.organisation))?;
                (*pool, self.setup.key == Key::ExternalId && !row.external.is_empty())
            }
        };
        let candidates = Candidates { pool, is_by_id: false, has_id };
        let mut fitting = self.pool(pool).filter(|deal| self.fits(deal, candidates));
        let first = fitting.next()?;
        if self.repeated.contains(row.title) || fitting.next().is_some() {
            return Some(Found::Several(candidates));
        }
        Some(Found::One { deal: first, is_by_id: false })
    }

    /// The deals of a pool.
    pub(super) fn pool(&self, pool: usize) -> impl Iterator<Item = &'a Deal> {
        let ids = self.pools.get(pool).into_iter().flatten();
        ids.filter_map(|id| self.workspace.deals.live(*id))
    }

    /// Whether a row may be about a deal of its pool. A deal with another id is another deal, whatever its title.
    pub(super) fn fits(&self, deal: &Deal, candidates: Candidates) -> bool {
        let is_another = || candidates.has_id && deal.external.is_some();
        candidates.is_by_id || !(is_another() || self.claimed.contains(&deal.id))
    }

    /// The deals that something stands for.
    pub(super) fn deals(&self, named: Option<Named<'a>>) -> Vec<&'a Deal> {
        match named {
            None => Vec::new(),
            Some(Named::One(deal)) => vec![deal],
            Some(Named::Several(pool)) => self.pool(pool).collect(),
        }
    }

    /// What has a row's own id, or its id in the system it comes from.
    pub(super) fn by_id(&self, row: &DealRow<'_>, external: Option<&str>, title: &str) -> Option<Named<'a>> {
        if self.pools.is_empty() {
            return None;
        }
        if let Some(own) = self.own_id(row) {
            return self.workspace.deals.live(own).map(Named::One);
        }
        let external = external?;
        let Some(pool) = self.by_external.get(external) else {
            return self.by_bare(row, external, title).map(Named::One);
        };
        match self.pools.get(*pool)?.as_slice() {
            [only] => self.workspace.deals.live(*only).map(Named::One),
            _ => Some(Named::Several(*pool)),
        }
    }

    /// The one deal that has the very id of a row. A log that uses one id for several deals is not asked.
    pub(super) fn only(&self, row: &DealRow<'_>) -> Option<DealId> {
        let is_plain = row.occurrence == 0 && !row.external.is_empty() && !self.pools.is_empty();
        if let Some(own) = self.own_id(row).filter(|_| is_plain) {
            return self.workspace.deals.live(own).map(|deal| deal.id);
        }
        let external = self.external(row).filter(|_| is_plain)?;
        match self.pools.get(*self.by_external.get(external.as_str())?)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The deal that has the id of a row in a system of another name. A file that lacks a few columns is not recognised as one of
    /// the product it comes from, but its ids are the same. Two systems may both count from 1, so more has to agree than that: the
    /// title, where the two name no customers that differ; or, where one of the two files was of no product that is known, the
    /// customer or an id that is long.
    fn by_bare(&self, row: &DealRow<'_>, external: &str, title: &str) -> Option<&'a Deal> {
        let by_bare = self.by_bare.get_or_init(|| {
            let mut by_bare: HashMap<&str, Vec<DealId>> = HashMap::new();
            for (external, pool) in &self.by_external {
                by_bare.entry(bare(external)).or_default().extend(&self.pools[*pool]);
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
        (is_open && (is_customer || is_long(bare(external)))).then_some(deal)
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

/// Puts a deal to those of its key.
fn pool<K: Eq + Hash>(by: &mut HashMap<K, usize>, pools: &mut Vec<Vec<DealId>>, key: K, deal: DealId) {
    let pool = *by.entry(key).or_insert(pools.len());
    match pools.get_mut(pool) {
        Some(deals) => deals.push(deal),
        None => pools.push(vec![deal]),
    }
}
