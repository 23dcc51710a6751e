//! How far a plan has come, told now and then.

use std::ops::ControlFlow;

use super::{Progress, Watch};

/// After how many rows the watch is asked.
const ROWS_BETWEEN_LOOKS: usize = 2_000;

/// Counts rows as they are done. A row of deals is done in two steps, since it is read before it is known what it comes to.
pub(super) struct Ticker<'w> {
    watch: Watch<'w>,
    /// In halves of rows.
    done: usize,
    /// In rows.
    total: usize,
    looks: usize,
    is_off: bool,
}

impl<'w> Ticker<'w> {
    pub(super) fn new(watch: Watch<'w>, total: usize) -> Self {
        Self { watch, done: 0, total, looks: 0, is_off: false }
    }

    /// A row is done; whether to break off.
    pub(super) fn row(&mut self) -> bool {
        self.step(2)
    }

    /// Half of a row is done; whether to break off.
    pub(super) fn half(&mut self) -> bool {
        self.step(1)
    }

    /// So many rows are done; whether to break off.
    pub(super) fn rows(&mut self, rows: usize) -> bool {
        self.step(2 * rows)
    }

    /// Everything is done; whether to break off.
    pub(super) fn end(&mut self) -> bool {
        self.done = 2 * self.total;
        self.look()
    }

    /// Whether to break off.
    pub(super) fn is_off(&self) -> bool {
        self.is_off
    }

    fn step(&mut self, halves: usize) -> bool {
        self.done += halves;
        if self.is_off {
            return true;
        }
        let looks = self.done / (2 * ROWS_BETWEEN_LOOKS);
        if looks > self.looks {
            self.looks = looks;
            return self.look();
        }
        self.is_off
    }

    fn look(&mut self) -> bool {
        let done = (self.done / 2).min(self.total);
        self.is_off |= (self.watch)(Progress { done, total: self.total }) == ControlFlow::Break(());
        self.is_off
    }
}
