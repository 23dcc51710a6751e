//! What the cells of a column together say about how to read them.

/// The way to read a column, as far as its cells decide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guess<T> {
    /// Only one way reads them all, or it makes no difference.
    Certain(T),
    /// Several ways read them all, and differently: a person has to say.
    Ambiguous {
        /// The one that is met more often.
        likely: T,
        /// The others, likelier ones first.
        others: Vec<T>,
    },
    /// No way reads them all.
    Contradictory {
        /// The one that reads the most.
        best: T,
        /// How many of the cells that could be read at all each way reads, the most first.
        fits: Vec<(T, usize)>,
    },
}

impl<T: Copy> Guess<T> {
    /// The way to start from.
    pub fn best(&self) -> T {
        match self {
            Self::Certain(best) | Self::Ambiguous { likely: best, .. } | Self::Contradictory { best, .. } => {
                *best
            }
        }
    }

    /// Whether nobody needs to be asked.
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Certain(_))
    }
}

/// Counts, cell by cell, which of a few ways can read it.
#[derive(Debug)]
pub(super) struct Tally<T, const N: usize> {
    ways: [T; N],
    fits: [usize; N],
    fit_all: [bool; N],
    differ: bool,
}

impl<T: Copy + PartialEq, const N: usize> Tally<T, N> {
    pub(super) fn new(ways: [T; N]) -> Self {
        Self { ways, fits: [0; N], fit_all: [true; N], differ: false }
    }

    /// Counts a cell. A cell that no way reads says nothing about the others.
    pub(super) fn add(&mut self, fits: [bool; N], differ: bool) {
        if !fits.contains(&true) {
            return;
        }
        for (at, fits) in fits.into_iter().enumerate() {
            self.fits[at] += usize::from(fits);
            self.fit_all[at] &= fits;
        }
        self.differ |= differ;
    }

    /// The guess. `rank` says which ways are likelier, lower ones first; only asked where the cells don't decide.
    pub(super) fn guess<R: Ord>(self, rank: impl Fn(T) -> R) -> Guess<T> {
        let ways = || self.ways.into_iter().enumerate();
        let mut left: Vec<T> = ways().filter(|&(at, _)| self.fit_all[at]).map(|(_, way)| way).collect();
        left.sort_by_key(|&way| rank(way));
        match left.as_slice() {
            [way] => Guess::Certain(*way),
            [way, ..] if !self.differ => Guess::Certain(*way),
            [likely, others @ ..] => Guess::Ambiguous { likely: *likely, others: others.to_vec() },
            [] => {
                let mut fits: Vec<(T, usize)> = ways().map(|(at, way)| (way, self.fits[at])).collect();
                fits.sort_by_key(|&(way, count)| (std::cmp::Reverse(count), rank(way)));
                Guess::Contradictory { best: fits.first().map_or(self.ways[0], |&(way, _)| way), fits }
            }
        }
    }
}
