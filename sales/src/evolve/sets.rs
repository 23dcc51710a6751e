//! Sets whose elements two people may change at once: what one adds stays though the other adds something else.

use super::Way;
use crate::ids::{ChoiceId, OptionId, RuleId, TaskId, WidgetId};
use crate::log::Swap;
use crate::model::{Assumed, Assumption, Criterion, FieldOption, Task, Widget};

/// An element of a set, with a key that tells which one it is.
pub(super) trait Element: Clone + PartialEq {
    type Key: PartialEq;

    fn key(&self) -> Self::Key;
}

impl Element for ChoiceId {
    type Key = Self;

    fn key(&self) -> Self {
        *self
    }
}

impl Element for FieldOption {
    type Key = OptionId;

    fn key(&self) -> OptionId {
        self.id
    }
}

impl Element for Task {
    type Key = TaskId;

    fn key(&self) -> TaskId {
        self.id
    }
}

impl Element for Criterion {
    type Key = RuleId;

    fn key(&self) -> RuleId {
        self.id
    }
}

impl Element for Widget {
    type Key = WidgetId;

    fn key(&self) -> WidgetId {
        self.id
    }
}

impl Element for Assumption {
    type Key = Assumed;

    fn key(&self) -> Assumed {
        self.about()
    }
}

/// Makes of `set` what the swap made of its `from`: exactly its `to` where nothing else was changed, otherwise what it
/// added is added, what it took away is taken away, what it changed is changed, and what it put in another order is put
/// in that.
pub(super) fn merge<T: Element>(set: &mut Vec<T>, swap: &Swap<Vec<T>>, way: Way) {
    let (from, to) = match way {
        Way::Forward => (&swap.from, &swap.to),
        Way::Back => (&swap.to, &swap.from),
    };
    if set == from {
        set.clone_from(to);
        return;
    }
    let find = |rows: &[T], key: &T::Key| rows.iter().find(|row| row.key() == *key).cloned();
    set.retain(|row| find(from, &row.key()).is_none() || find(to, &row.key()).is_some());
    for row in to {
        match (find(from, &row.key()), set.iter_mut().find(|own| own.key() == row.key())) {
            (None, None) => set.push(row.clone()),
            // A later write wins, but taking back leaves alone what was written since.
            (Some(old), Some(own)) if old != *row && (way == Way::Forward || *own == old) => {
                own.clone_from(row);
            }
            _ => {}
        }
    }
    reorder(set, from, to, way);
}

/// Puts the elements that were there before and after in the order they have in `to`, if that is another than in
/// `from`. Elements that neither knows keep their places.
fn reorder<T: Element>(set: &mut [T], from: &[T], to: &[T], way: Way) {
    let place = |rows: &[T], own: &T| rows.iter().position(|row| row.key() == own.key());
    let ranked =
        |rows: &[T], own: &T| place(rows, own).filter(|_| place(from, own).and(place(to, own)).is_some());
    let in_order = |rows: &[T], set: &[T]| set.iter().filter_map(|own| ranked(rows, own)).is_sorted();
    // Taking back leaves alone an order that was made since.
    if in_order(to, from) || (way == Way::Back && !in_order(from, set)) {
        return;
    }
    let places: Vec<usize> = (0..set.len()).filter(|&at| ranked(to, &set[at]).is_some()).collect();
    let mut rows: Vec<T> = places.iter().map(|&at| set[at].clone()).collect();
    rows.sort_by_cached_key(|own| ranked(to, own));
    for (at, row) in places.into_iter().zip(rows) {
        set[at] = row;
    }
}
