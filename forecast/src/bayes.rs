//! Naive Bayes, as Odoo scores its leads: how often each stage, owner, source … came with won deals and with lost ones.

use crate::math::logit;
use crate::rates::won_share;
use crate::schema::{Encoded, Reads, Schema};

/// What is added to every count, so that what was never seen does not decide alone; the number is Odoo's.
const ADDED: f64 = 0.1;

/// Log-likelihood ratios, by part and bin.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bayes {
    prior: f64,
    parts: Vec<Vec<f64>>,
}

impl Bayes {
    pub(crate) fn learn(
        schema: &Schema,
        rows: &Encoded,
        picked: &[u32],
        won: &[bool],
        weight: &[f64],
    ) -> Self {
        let mut seen: Vec<Vec<[f64; 2]>> =
            schema.parts.iter().map(|part| vec![[0.0; 2]; part.bins]).collect();
        for &row in picked {
            let row = row as usize;
            for (part, &bin) in seen.iter_mut().zip(rows.bins(row)) {
                part[usize::from(bin)][usize::from(won[row])] += weight[row];
            }
        }
        let parts = schema.parts.iter().zip(seen).map(|(part, seen)| {
            // Odoo looks at things one can be one of, not at numbers; what is not known says nothing.
            if !matches!(part.reads, Reads::Level { .. }) {
                return vec![0.0; seen.len()];
            }
            let total = |side: usize| seen[1..].iter().map(|bin| bin[side] + ADDED).sum::<f64>();
            let (lost, won) = (total(0), total(1));
            let ratio =
                |bin: &[f64; 2]| libm::log((bin[1] + ADDED) / won) - libm::log((bin[0] + ADDED) / lost);
            std::iter::once(0.0).chain(seen[1..].iter().map(ratio)).collect()
        });
        Self { prior: logit(won_share(won, weight, picked)), parts: parts.collect() }
    }

    pub(crate) fn odds(&self, bins: &[u8]) -> f64 {
        self.prior + (0..bins.len()).map(|part| self.part(part, bins[part])).sum::<f64>()
    }

    pub(crate) fn part(&self, part: usize, bin: u8) -> f64 {
        self.parts[part][usize::from(bin)]
    }
}
