//! What is learnt from and what is predicted as plain tables, so that other libraries can be given just the same.

use sales::model::{Deal, Ix, Workspace};
use sales::time::Timestamp;

use crate::earlier::Earlier;
use crate::known::{Feature, Scale, World};
use crate::model::open;
use crate::rows;
use crate::schema::Schema;

/// Rows of facts. What is not known is NaN; of things without an order it is a number that names one.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The features, and whether their numbers only name something.
    pub columns: Vec<(Feature, bool)>,
    /// What is learnt from: facts, whether the deal was won, and how much the row counts.
    pub learnt: Vec<(Vec<f32>, bool, f64)>,
    /// What is predicted.
    pub open: Vec<(Ix<Deal>, Vec<f32>)>,
}

impl Sheet {
    /// The tables of a workspace as it was known at an instant.
    pub fn new(workspace: &Workspace, earlier: &Earlier, now: Timestamp, seed: u64) -> Self {
        let world = World::new(workspace, earlier, now);
        let closed = rows::closed(&world);
        let rows = rows::rows(&world, &closed, seed);
        let deals: Vec<(Ix<Deal>, &Deal)> = open(&world).collect();
        let mut facts = Vec::new();
        for (_, deal) in &deals {
            world.facts(deal, now, &mut facts);
        }
        let schema = Schema::new(&world, &closed, &rows, &facts);
        let used = |row: &[f32]| schema.parts.iter().map(|part| row[part.column]).collect();
        let columns = schema.parts.iter().map(|part| {
            let scale = world.columns[part.column].scale;
            (part.feature, scale == Scale::Level)
        });
        let learnt = (0..rows.len()).map(|row| (used(rows.row(row)), rows.won[row], rows.weight[row]));
        let open = deals.iter().zip(facts.chunks_exact(rows.width.max(1)));
        Self {
            columns: columns.collect(),
            learnt: learnt.collect(),
            open: open.map(|(&(ix, _), facts)| (ix, used(facts))).collect(),
        }
    }
}
