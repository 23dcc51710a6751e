//! Gradient boosting of small trees.
//!
//! Trees of three questions are added one after the other, each fitted to what those before left unexplained (Friedman, 2001), with second
//! derivatives and a penalty on leaves (Chen and Guestrin, 2016). Facts are read in bins; those of owners, stages and the like are put
//! in the order of what is left unexplained, so that a question parts them in two groups (Fisher, 1958). Each tree looks at a part of
//! the rows, drawn from the seed (Friedman, 2002).

use crate::dice::Dice;
use crate::math::{count, logit, sigmoid};
use crate::rates::won_share;
use crate::schema::{Encoded, Reads, Schema};

/// How many questions lead to a leaf.
const DEPTH: u32 = 3;
/// How much of a tree's answer is taken.
const PACE: f64 = 0.1;
/// The penalty on leaves.
const PENALTY: f64 = 5.0;
/// A leaf is made of at least so many deals.
const LEAF_FROM: f64 = 10.0;
/// The share of the rows that a tree looks at.
const SAMPLE: f64 = 0.6;
/// A tree looks at no more rows than about so many.
const MOST_SAMPLED: usize = 20_000;

/// A tree, its nodes in the order of their levels.
#[derive(Debug, Clone, PartialEq)]
struct Tree(Vec<Node>);

#[derive(Debug, Clone, PartialEq)]
struct Node {
    /// What it adds to the log-odds if the way ends here.
    value: f64,
    question: Option<Question>,
}

#[derive(Debug, Clone, PartialEq)]
struct Question {
    part: u32,
    /// Which bins go to the left, and which to the right. With what was never seen here, the way ends.
    left: Bins,
    right: Bins,
    /// The place of the left node; the right one is next to it.
    to: u32,
}

/// A set of bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Bins([u64; 4]);

impl Bins {
    fn add(&mut self, bin: usize) {
        self.0[bin >> 6] |= 1 << (bin & 63);
    }

    #[inline]
    fn has(&self, bin: usize) -> bool {
        self.0[bin >> 6] >> (bin & 63) & 1 == 1
    }
}

/// Trees and where they start from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Boosting {
    start: f64,
    trees: Vec<Tree>,
}

impl Question {
    #[inline]
    fn next(&self, bins: &[u8]) -> Option<usize> {
        let bin = usize::from(bins[self.part as usize]);
        let to = self.to as usize;
        if self.left.has(bin) { Some(to) } else { self.right.has(bin).then_some(to + 1) }
    }
}

impl Tree {
    /// The node after another on the way of a row.
    #[inline]
    fn next(&self, node: &Node, bins: &[u8]) -> Option<&Node> {
        node.question.as_ref().and_then(|question| question.next(bins)).map(|next| &self.0[next])
    }

    #[inline]
    fn leaf(&self, bins: &[u8]) -> f64 {
        let mut node = &self.0[0];
        while let Some(next) = self.next(node, bins) {
            node = next;
        }
        node.value
    }
}

impl Boosting {
    pub(crate) fn odds(&self, bins: &[u8]) -> f64 {
        self.start + self.trees.iter().map(|tree| tree.leaf(bins)).sum::<f64>()
    }

    /// The same after each of some numbers of trees, which are in order.
    pub(crate) fn odds_after(&self, bins: &[u8], numbers: &[usize], mut act: impl FnMut(usize, f64)) {
        let (mut odds, mut done) = (self.start, 0);
        for (place, &number) in numbers.iter().enumerate() {
            let number = number.min(self.trees.len());
            odds += self.trees[done.min(number)..number].iter().map(|tree| tree.leaf(bins)).sum::<f64>();
            done = done.max(number);
            act(place, odds);
        }
    }

    /// What each part adds to the log-odds: on the way down a tree, the difference a question makes belongs to the part it is about (Saabas, 2014).
    pub(crate) fn explain(&self, bins: &[u8], parts: &mut [f64]) {
        for tree in &self.trees {
            let mut node = &tree.0[0];
            while let Some((question, next)) = node.question.as_ref().zip(tree.next(node, bins)) {
                parts[question.part as usize] += next.value - node.value;
                node = next;
            }
        }
    }

    pub(crate) fn learn(
        schema: &Schema,
        rows: &Encoded,
        picked: &[u32],
        won: &[bool],
        weight: &[f64],
        trees: usize,
        seed: u64,
    ) -> Self {
        let start = logit(won_share(won, weight, picked).clamp(0.001, 0.999));
        let mut learner = Learner::new(schema, rows, picked);
        let mut odds = vec![start; picked.len()];
        let mut dice = Dice::new(seed);
        let share = SAMPLE.min(count(MOST_SAMPLED) / count(picked.len().max(1)));
        let mut boosting = Self { start, trees: Vec::with_capacity(trees) };
        for _ in 0..trees {
            learner.sample.clear();
            for (place, &row) in picked.iter().enumerate() {
                if dice.unit() < share {
                    let (p, weight) = (sigmoid(odds[place]), weight[row as usize]);
                    let slope = weight * (f64::from(won[row as usize]) - p);
                    learner.sample.push(Sampled {
                        row,
                        node: 0,
                        slope,
                        bend: weight * p * (1.0 - p),
                        weight,
                    });
                }
            }
            let Some(tree) = learner.grow(share) else { break };
            for (odds, &row) in odds.iter_mut().zip(picked) {
                *odds += tree.leaf(rows.bins(row as usize));
            }
            boosting.trees.push(tree);
        }
        boosting
    }
}

#[derive(Debug, Clone, Copy)]
struct Sampled {
    row: u32,
    node: u32,
    slope: f64,
    bend: f64,
    weight: f64,
}

/// Sums over rows.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    slope: f64,
    bend: f64,
    weight: f64,
}

impl Sums {
    fn add(&mut self, slope: f64, bend: f64, weight: f64) {
        self.slope += slope;
        self.bend += bend;
        self.weight += weight;
    }

    fn minus(self, other: Self) -> Self {
        Self {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            weight: self.weight - other.weight,
        }
    }

    fn gain(self, penalty: f64) -> f64 {
        self.slope * self.slope / (self.bend + penalty)
    }
}

struct Learner<'r> {
    rows: &'r Encoded,
    /// Where the sums of each part begin.
    starts: Vec<usize>,
    ordered: Vec<bool>,
    size: usize,
    sums: Vec<Sums>,
    sample: Vec<Sampled>,
}

struct Split {
    gain: f64,
    part: u32,
    left: Bins,
    right: Bins,
}

impl<'r> Learner<'r> {
    fn new(schema: &Schema, rows: &'r Encoded, picked: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(schema.parts.len());
        let mut size = 0;
        for part in &schema.parts {
            starts.push(size);
            size += part.bins;
        }
        let ordered = schema.parts.iter().map(|part| matches!(part.reads, Reads::Number { .. })).collect();
        Self { rows, starts, ordered, size, sums: Vec::new(), sample: Vec::with_capacity(picked.len()) }
    }

    /// Grows one tree on the sample; `None` where no question is worth asking.
    fn grow(&mut self, share: f64) -> Option<Tree> {
        // A sample stands for all rows, so what is asked of all is asked of a part of it.
        let (penalty, leaf_from) = (PENALTY * share, LEAF_FROM * share);
        let mut whole = Sums::default();
        self.sample.iter().for_each(|row| whole.add(row.slope, row.bend, row.weight));
        let leaf = |sums: Sums| PACE * sums.slope / (sums.bend + penalty);
        let mut tree = vec![Node { value: leaf(whole), question: None }];
        let mut first = 0;
        for _ in 0..DEPTH {
            let nodes = tree.len() - first;
            self.sum(first, nodes);
            let next = tree.len();
            for node in 0..nodes {
                let sums = &self.sums[node * self.size..(node + 1) * self.size];
                let Some(split) = self.best(sums, penalty, leaf_from) else { continue };
                let to = tree.len();
                let part = split.part as usize;
                let (mut left, mut right) = (Sums::default(), Sums::default());
                let end = self.starts.get(part + 1).copied().unwrap_or(self.size);
                for (bin, sum) in sums[self.starts[part]..end].iter().enumerate() {
                    let side = if split.left.has(bin) { &mut left } else { &mut right };
                    side.add(sum.slope, sum.bend, sum.weight);
                }
                let to = u32::try_from(to).unwrap_or(u32::MAX);
                tree[first + node].question =
                    Some(Question { part: split.part, left: split.left, right: split.right, to });
                tree.push(Node { value: leaf(left), question: None });
                tree.push(Node { value: leaf(right), question: None });
            }
            if tree.len() == next {
                break;
            }
            for row in &mut self.sample {
                let question = tree.get(row.node as usize).and_then(|node| node.question.as_ref());
                if let Some(to) =
                    question.and_then(|question| question.next(self.rows.bins(row.row as usize)))
                {
                    row.node = u32::try_from(to).unwrap_or(u32::MAX);
                }
            }
            first = next;
        }
        (tree.len() > 1).then_some(Tree(tree))
    }

    /// Sums up the rows in some nodes by part and bin.
    fn sum(&mut self, first: usize, nodes: usize) {
        self.sums.clear();
        self.sums.resize(nodes * self.size, Sums::default());
        for row in &self.sample {
            let Some(node) = (row.node as usize).checked_sub(first) else { continue };
            let sums = &mut self.sums[node * self.size..(node + 1) * self.size];
            for (start, &bin) in self.starts.iter().zip(self.rows.bins(row.row as usize)) {
                sums[start + usize::from(bin)].add(row.slope, row.bend, row.weight);
            }
        }
    }

    fn best(&self, sums: &[Sums], penalty: f64, leaf_from: f64) -> Option<Split> {
        let mut best: Option<Split> = None;
        let mut order: Vec<usize> = Vec::new();
        for (part, &start) in self.starts.iter().enumerate() {
            let end = self.starts.get(part + 1).copied().unwrap_or(self.size);
            let bins = &sums[start..end];
            let mut whole = Sums::default();
            for bin in bins {
                whole.add(bin.slope, bin.bend, bin.weight);
            }
            order.clear();
            order.extend((0..bins.len()).filter(|&bin| bins[bin].weight > 0.0));
            if !self.ordered[part] {
                let mean = |bin: &usize| bins[*bin].slope / (bins[*bin].bend + penalty);
                order.sort_by(|a, b| mean(a).total_cmp(&mean(b)).then(a.cmp(b)));
            }
            let mut left = Sums::default();
            for (place, &bin) in order.iter().enumerate().take(order.len().saturating_sub(1)) {
                left.add(bins[bin].slope, bins[bin].bend, bins[bin].weight);
                let right = whole.minus(left);
                if left.weight < leaf_from || right.weight < leaf_from {
                    continue;
                }
                let gain = left.gain(penalty) + right.gain(penalty) - whole.gain(penalty);
                if gain > best.as_ref().map_or(1e-9, |best| best.gain) {
                    let (left, right) = self.sides(part, &order, place, bins.len());
                    let part = u32::try_from(part).unwrap_or(u32::MAX);
                    best = Some(Split { gain, part, left, right });
                }
            }
        }
        best
    }

    /// Which bins go to which side, where the last of `order` to go to the left is at a place. Where bins have an order, so have those between
    /// them that were not seen; the bin of what is not known has none.
    fn sides(&self, part: usize, order: &[usize], place: usize, bins: usize) -> (Bins, Bins) {
        let (mut left, mut right) = (Bins::default(), Bins::default());
        for (number, &bin) in order.iter().enumerate() {
            if number <= place { left.add(bin) } else { right.add(bin) }
        }
        if self.ordered[part] {
            for bin in 1..bins {
                if bin <= order[place] { left.add(bin) } else { right.add(bin) }
            }
        }
        (left, right)
    }
}
