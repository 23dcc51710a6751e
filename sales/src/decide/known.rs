//! Records that a command names: they have to be there.

use std::collections::HashSet;

use super::{Rejection, What};
use crate::model::{
    Activity, Choice, Contact, Dashboard, Deal, Field, Goal, Ix, Organisation, Person, Pipeline, Record,
    Report, Scenario, Stage, Table, View,
};

/// A kind of record that a rejection has a word for.
pub(super) trait Named: Record {
    /// The word.
    const WHAT: What;
}

macro_rules! named {
    ($($kind:ident)*) => {$(
        impl Named for $kind {
            const WHAT: What = What::$kind;
        }
    )*};
}

named! {
    Deal Pipeline Stage Person Organisation Contact Choice Field View Activity Goal Scenario Dashboard Report
}

/// The record with this id.
pub(super) fn live<R: Named>(table: &Table<R>, id: R::Id) -> Result<&R, Rejection> {
    table.live(id).ok_or(Rejection::Gone(R::WHAT))
}

/// The id, if there is a record with it where one is named.
pub(super) fn known<R: Named>(table: &Table<R>, id: Option<R::Id>) -> Result<Option<R::Id>, Rejection> {
    id.map(|id| live(table, id)).transpose()?;
    Ok(id)
}

/// The places of records, each once, in the order they are named.
pub(super) fn named<R: Named>(table: &Table<R>, ids: &[R::Id]) -> Result<Vec<Ix<R>>, Rejection> {
    let mut places = Vec::with_capacity(ids.len());
    for &id in ids {
        places.push(table.live_ix(id).ok_or(Rejection::Gone(R::WHAT))?);
    }
    if places.len() > 1 {
        let mut seen = HashSet::with_capacity(places.len());
        places.retain(|ix| seen.insert(*ix));
    }
    Ok(places)
}
