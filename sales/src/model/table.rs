//! Records of one kind: dense, in the order they came, and found by id.

use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::ids::IdMap;

/// A kind of record with an id of its own.
pub trait Record: Clone {
    /// The type of its id.
    type Id: Copy + Eq + Ord + Hash + std::fmt::Debug;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// Whether it was removed (or its making undone).
    fn removed(&self) -> bool;
}

/// The place of a record in its table. It holds as long as the workspace lives, and is no id: it
/// means nothing in another copy of the workspace.
pub struct Ix<R>(u32, PhantomData<fn() -> R>);

impl<R> Ix<R> {
    /// The place as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The record at a place: for tables of another kind that go along with the records'.
    pub fn new(index: usize) -> Self {
        // Four thousand million records do not fit the memory of a browser.
        Self(u32::try_from(index).unwrap_or(u32::MAX), PhantomData)
    }
}

impl<R> Clone for Ix<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Ix<R> {}
impl<R> PartialEq for Ix<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<R> Eq for Ix<R> {}
impl<R> PartialOrd for Ix<R> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<R> Ord for Ix<R> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<R> Hash for Ix<R> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<R> std::fmt::Debug for Ix<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// All records of one kind.
///
/// A copy shares everything with the original until one of the two is written to, so that a rule can try something on a
/// copy of the workspace at the price of the tables that are written.
#[derive(Debug, Clone)]
pub struct Table<R: Record> {
    rows: Arc<Vec<R>>,
    by_id: Arc<IdMap<R::Id, Ix<R>>>,
}

impl<R: Record> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Arc::default(), by_id: Arc::default() }
    }
}

impl<R: Record> Table<R> {
    /// The record with this id, removed or not.
    pub fn get(&self, id: R::Id) -> Option<&R> {
        self.by_id.get(&id).map(|ix| &self.rows[ix.index()])
    }

    /// The record with this id, unless it was removed.
    pub fn live(&self, id: R::Id) -> Option<&R> {
        self.get(id).filter(|row| !row.removed())
    }

    /// The record at a place that this table gave out.
    pub fn at(&self, ix: Ix<R>) -> &R {
        &self.rows[ix.index()]
    }

    /// The place of the record with this id.
    pub fn ix(&self, id: R::Id) -> Option<Ix<R>> {
        self.by_id.get(&id).copied()
    }

    /// The place of the record with this id, unless it was removed.
    pub fn live_ix(&self, id: R::Id) -> Option<Ix<R>> {
        self.ix(id).filter(|&ix| !self.at(ix).removed())
    }

    /// All records that were not removed, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = &R> {
        self.rows.iter().filter(|row| !row.removed())
    }

    /// The same with their places.
    pub fn iter_ix(&self) -> impl Iterator<Item = (Ix<R>, &R)> {
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.removed())
            .map(|(index, row)| (Ix::new(index), row))
    }

    /// All rows, removed ones too, in the order they came.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// How many rows there are, removed ones too.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn get_mut(&mut self, id: R::Id) -> Option<&mut R> {
        self.ix(id).map(|ix| self.at_mut(ix))
    }

    pub(crate) fn at_mut(&mut self, ix: Ix<R>) -> &mut R {
        &mut Arc::make_mut(&mut self.rows)[ix.index()]
    }

    /// Adds a record whose id is new; answers `None` and changes nothing where it is not.
    pub(crate) fn push(&mut self, row: R) -> Option<Ix<R>> {
        let ix = Ix::new(self.rows.len());
        if self.by_id.contains_key(&row.id()) {
            return None;
        }
        Arc::make_mut(&mut self.by_id).insert(row.id(), ix);
        Arc::make_mut(&mut self.rows).push(row);
        Some(ix)
    }

    pub(crate) fn reserve(&mut self, more: usize) {
        Arc::make_mut(&mut self.rows).reserve(more);
        Arc::make_mut(&mut self.by_id).reserve(more);
    }
}

impl<R: Record + PartialEq> Table<R> {
    /// Whether both hold equal records, whatever the order they came in; removed ones don't count.
    pub fn same_records(&self, other: &Self) -> bool {
        self.iter().count() == other.iter().count()
            && self.iter().all(|row| other.live(row.id()) == Some(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PipelineId, Uuid};
    use crate::model::Pipeline;
    use crate::rank::Rank;

    fn pipeline(number: u128) -> Pipeline {
        let id = PipelineId(Uuid::from_u128(number));
        let (rank, name) = (Rank::MIDDLE, number.to_string());
        Pipeline {
            id,
            name,
            rank,
            archived: false,
            review_days: None,
            reviewed: None,
            removed: false,
            sample: false,
        }
    }

    #[test]
    fn a_copy_shares_the_rows_until_one_of_the_two_is_written_to() {
        let mut table = Table::default();
        let ix = table.push(pipeline(1)).expect("a new id");
        let place = |table: &Table<Pipeline>| table.rows().as_ptr();
        let original = place(&table);
        let mut copy = table.clone();
        assert_eq!(place(&copy), original);
        copy.push(pipeline(2));
        copy.at_mut(ix).name.push('x');
        assert_ne!(place(&copy), original);
        assert_eq!((table.row_count(), table.at(ix).name.as_str()), (1, "1"));
        assert_eq!((copy.row_count(), copy.at(ix).name.as_str()), (2, "1x"));
        table.at_mut(ix).archived = true;
        assert_eq!(place(&table), original, "alone again, it is written in place");
    }
}
