//! Which deal of the workspace a row is about: by its own id, by its id in the system it comes from, or by its title.

mod had;

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::rc::Rc;

use sales::ids::{DealId, OrganisationId};
use sales::log::NewDeal;
use sales::model::{Deal, Workspace};

use self::had::{Had, Several};
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
    by_bare: OnceCell<HashMap<&'a str, Bare>>,
    /// Without the deals that rows name by their ids: no row is about one of them for its title only.
    by_title: HashMap<(String, Option<OrganisationId>), usize>,
    /// Those of a pool of one title that have no id, where some have one.
    without_id: HashMap<usize, Vec<DealId>>,
    /// What the deals of a pool have; made when it is asked for.
    had: RefCell<HashMap<usize, Rc<Several<'a>>>>,
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
    pub(super) has_id: bool,
}

impl Candidates {
    /// Whether a row may be about a deal of its pool. A deal with another id is another deal, whatever its title.
    pub(super) fn fits(self, deal: &Deal) -> bool {
        self.is_by_id || !self.has_id || deal.external.is_none()
    }
}

/// The deals of one id in systems of any names.
#[derive(Default)]
struct Bare {
    deals: Vec<DealId>,
    /// Where there are several, the only one of a title; none where there is more than one.
    titled: HashMap<String, Option<DealId>>,
    /// The same of a title and a customer, or of a title and no customer.
    titled_of: HashMap<(String, Option<String>), Option<DealId>>,
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
            without_id: HashMap::new(),
            had: RefCell::default(),
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
    pub(super) fn note_named(&mut self, rows: &[DealRow<'a>]) {
        if self.pools.is_empty() {
            return;
        }
        let mut titles: HashSet<&str> = HashSet::with_capacity(rows.len());
        let mut claimed: HashSet<DealId> = HashSet::new();
        let mut claimed_pools: HashSet<usize> = HashSet::new();
        for row in rows {
            if let Some(own) = self.own_id(row) {
                claimed.insert(own);
            } else if let Some(pool) = self.external(row).and_then(|id| self.by_external.get(id.as_str())) {
                claimed_pools.insert(*pool);
            } else if !titles.insert(row.title) {
                self.repeated.insert(row.title);
            }
        }
        claimed.extend(claimed_pools.iter().flat_map(|pool| &self.pools[*pool]));
        let has_id = |id: &DealId| self.workspace.deals.live(*id).is_some_and(|deal| deal.external.is_some());
        for &pool in self.by_title.values() {
            let deals = &mut self.pools[pool];
            if !claimed.is_empty() {
                deals.retain(|deal| !claimed.contains(deal));
            }
            if self.setup.key == Key::ExternalId && deals.iter().any(has_id) {
                let without = deals.iter().copied().filter(|deal| !has_id(deal)).collect();
                self.without_id.insert(pool, without);
            }
        }
    }

    /// What a row is about, which would be `deal` if it was a new one. `named` is what [`Self::by_id`] answers for it.
    pub(super) fn of(
        &self,
        row: &DealRow<'_>,
        deal: &NewDeal,
        named: Option<Named<'a>>,
    ) -> Option<Found<'a>> {
        let (pool, has_id) = match named {
            Some(Named::One(deal)) => return Some(Found::One { deal, is_by_id: true }),
            Some(Named::Several(pool)) => {
                return Some(Found::Several(Candidates { pool, is_by_id: true, has_id: false }));
            }
            // One from elsewhere. One that was removed here may have come again as a new deal, which has another id.
            None if self.own_id(row).is_some_and(|id| self.workspace.deals.get(id).is_none()) => return None,
            None => {
                let pool = self.by_title.get(&(key(&deal.title), deal.organisation))?;
                (*pool, self.setup.key == Key::ExternalId && !row.external.is_empty())
            }
        };
        let candidates = Candidates { pool, is_by_id: false, has_id };
        let without_id = self.without_id.get(&pool).filter(|_| has_id);
        let fitting = without_id.unwrap_or(&self.pools[pool]).as_slice();
        match fitting {
            [] => None,
            [only] if !self.repeated.contains(row.title) => {
                let deal = self.workspace.deals.live(*only)?;
                Some(Found::One { deal, is_by_id: false })
            }
            _ => Some(Found::Several(candidates)),
        }
    }

    /// The deals of a pool.
    pub(super) fn pool(&self, pool: usize) -> impl Iterator<Item = &'a Deal> {
        let ids = self.pools.get(pool).into_iter().flatten();
        ids.filter_map(|id| self.workspace.deals.live(*id))
    }

    /// What the deals have that something stands for.
    pub(super) fn had(&self, named: Option<Named<'a>>) -> Had<'a> {
        match named {
            None => Had::Nothing,
            Some(Named::One(deal)) => Had::One(self.workspace, deal),
            Some(Named::Several(pool)) => {
                let several = || Rc::new(Several::new(self.workspace, self.pool(pool)));
                Had::Several(Rc::clone(self.had.borrow_mut().entry(pool).or_insert_with(several)))
            }
        }
    }

    /// What has a row's own id, or its id in the system it comes from.
    pub(super) fn by_id(&self, row: &DealRow<'_>, external: Option<&str>, title: &str) -> Option<Named<'a>> {
        if self.pools.is_empty() {
            return None;
        }
        let is_elsewhere =
            |external: &&str| self.own_id(row).is_none() && !self.by_external.contains_key(*external);
        match external.filter(is_elsewhere) {
            Some(external) => self.by_bare(row, external, title).map(Named::One),
            None => self.exactly(row, external),
        }
    }

    /// What has the very id of a row.
    fn exactly(&self, row: &DealRow<'_>, external: Option<&str>) -> Option<Named<'a>> {
        if let Some(own) = self.own_id(row) {
            return self.workspace.deals.live(own).map(Named::One);
        }
        let pool = *self.by_external.get(external?)?;
        match self.pools.get(pool)?.as_slice() {
            [only] => self.workspace.deals.live(*only).map(Named::One),
            _ => Some(Named::Several(pool)),
        }
    }

    /// The one deal that has the very id of a row. A log that uses one id for several deals is not asked.
    pub(super) fn only(&self, row: &DealRow<'_>) -> Option<DealId> {
        if row.occurrence > 0 || row.external.is_empty() || self.pools.is_empty() {
            return None;
        }
        match self.exactly(row, self.external(row).as_deref())? {
            Named::One(deal) => Some(deal.id),
            Named::Several(_) => None,
        }
    }

    /// The deal that has the id of a row in a system of another name. A file that lacks a few columns is not recognised as one of
    /// the product it comes from, but its ids are the same. Two systems may both count from 1, so more has to agree than that: the
    /// title, where the two name no customers that differ; or, where one of the two files was of no product that is known, the
    /// customer or an id that is long.
    fn by_bare(&self, row: &DealRow<'_>, external: &str, title: &str) -> Option<&'a Deal> {
        let alike = self.by_bare.get_or_init(|| self.bare()).get(bare(external))?;
        let title = key(title);
        let [only] = alike.deals.as_slice() else {
            return self.workspace.deals.live(alike.only(title, row.organisation)?);
        };
        let deal = self.workspace.deals.live(*only)?;
        let name = self.customer(deal).filter(|_| !row.organisation.is_empty());
        if key(&deal.title) == title && name.is_none_or(|name| core(name) == core(row.organisation)) {
            return Some(deal);
        }
        let is_of_no_product =
            |external: &str| external.split_once(':').is_some_and(|(source, _)| source == NO_SOURCE);
        let is_open = is_of_no_product(external) || deal.external.as_deref().is_some_and(is_of_no_product);
        let is_customer = name.is_some_and(|name| exact_key(name) == exact_key(row.organisation));
        (is_open && (is_customer || is_long(bare(external)))).then_some(deal)
    }

    /// The deals by their ids without the names of systems.
    fn bare(&self) -> HashMap<&'a str, Bare> {
        let mut by_bare: HashMap<&str, Bare> = HashMap::new();
        for (external, pool) in &self.by_external {
            by_bare.entry(bare(external)).or_default().deals.extend(&self.pools[*pool]);
        }
        for alike in by_bare.values_mut().filter(|alike| alike.deals.len() > 1) {
            for deal in alike.deals.iter().filter_map(|id| self.workspace.deals.live(*id)) {
                let title = key(&deal.title);
                add_only(&mut alike.titled_of, (title.clone(), self.customer(deal).map(core)), deal.id);
                add_only(&mut alike.titled, title, deal.id);
            }
        }
        by_bare
    }

    /// The name of the customer of a deal.
    fn customer(&self, deal: &Deal) -> Option<&'a str> {
        Some(self.workspace.organisations.live(deal.organisation?)?.name.as_str())
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

impl Bare {
    /// The only one of several that has this title, and no customer but this one.
    fn only(&self, title: String, organisation: &str) -> Option<DealId> {
        if organisation.is_empty() {
            return self.titled.get(&title).copied()?;
        }
        let of_none = self.titled_of.get(&(title.clone(), None)).copied();
        let of_it = self.titled_of.get(&(title, Some(core(organisation)))).copied();
        match (of_none, of_it) {
            (Some(only), None) | (None, Some(only)) => only,
            _ => None,
        }
    }
}

/// The same firm may be written with its legal form in one file, and without it in the other.
fn core(name: &str) -> String {
    near_key(name, LegalForms::PassOver)
}

/// Notes the only deal of a key, or that there are several.
fn add_only<K: Eq + Hash>(only: &mut HashMap<K, Option<DealId>>, key: K, deal: DealId) {
    only.entry(key).and_modify(|only| *only = None).or_insert(Some(deal));
}

/// Puts a deal to those of its key.
fn pool<K: Eq + Hash>(by: &mut HashMap<K, usize>, pools: &mut Vec<Vec<DealId>>, key: K, deal: DealId) {
    let pool = *by.entry(key).or_insert(pools.len());
    match pools.get_mut(pool) {
        Some(deals) => deals.push(deal),
        None => pools.push(vec![deal]),
    }
}
