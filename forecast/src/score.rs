//! How good predictions were.

use serde::{Deserialize, Serialize};

use crate::math::{count, share};

/// Probabilities count as at least this far from 0 and 1 in the log loss, so that one sure mistake does not make it infinite.
pub const LOG_FLOOR: f64 = 1e-6;

/// In how many groups of equal size the calibration error compares.
pub const GROUPS: usize = 10;

/// What came of predictions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// How many predictions.
    pub deals: usize,
    /// Mean of (p − outcome)²; 0 is perfect, and p(1 − p) what one gets for always saying the share p.
    pub brier: f64,
    /// Mean of −ln of the probability that was given to what came.
    pub log_loss: f64,
    /// The chance that a deal that was won had got a higher probability than one that was lost, ties counting half; `None` with
    /// one outcome only.
    pub auc: Option<f64>,
    /// The mean distance of what was said from what came: predictions are sorted and put into ten groups of equal size, and the distances
    /// |mean of p − share won| are weighted by the size of the groups (expected calibration error with equal-mass bins). Predictions
    /// that are the same are in the same group.
    pub calibration: f64,
}

/// One of the groups of a calibration plot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationGroup {
    /// How many predictions are in it.
    pub deals: usize,
    /// The mean of what was said.
    pub said: f64,
    /// The share that was won.
    pub came: f64,
}

/// Scores of predictions with what came of them; `None` without any.
pub fn scores(predictions: &[(f64, bool)]) -> Option<Scores> {
    if predictions.is_empty() {
        return None;
    }
    let deals = count(predictions.len());
    let outcome = |won: bool| f64::from(won);
    let brier = predictions.iter().map(|&(p, won)| (p - outcome(won)) * (p - outcome(won))).sum::<f64>();
    let log_loss = predictions.iter().map(|&(p, won)| {
        let given = if won { p } else { 1.0 - p };
        -libm::log(given.clamp(LOG_FLOOR, 1.0 - LOG_FLOOR))
    });
    let calibration = calibration(predictions)
        .iter()
        .map(|group| count(group.deals) * (group.said - group.came).abs())
        .sum::<f64>();
    Some(Scores {
        deals: predictions.len(),
        brier: brier / deals,
        log_loss: log_loss.sum::<f64>() / deals,
        auc: auc(predictions),
        calibration: calibration / deals,
    })
}

/// The groups of a calibration plot, the lowest probabilities first.
pub fn calibration(predictions: &[(f64, bool)]) -> Vec<CalibrationGroup> {
    calibration_in(predictions, GROUPS)
}

/// The same in another number of groups: where there are few predictions, small groups tell more of chance than of them.
pub fn calibration_in(predictions: &[(f64, bool)], number: usize) -> Vec<CalibrationGroup> {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut start = 0;
    let mut groups = Vec::new();
    for group in 1..=number {
        let mut end = (sorted.len() * group / number).max(start);
        while end > 0 && end < sorted.len() && sorted[end].0.total_cmp(&sorted[end - 1].0).is_eq() {
            end += 1;
        }
        let group = &sorted[start..end];
        start = end;
        if !group.is_empty() {
            let deals = count(group.len());
            let said = group.iter().map(|row| row.0).sum::<f64>() / deals;
            let came = count(group.iter().filter(|row| row.1).count()) / deals;
            groups.push(CalibrationGroup { deals: group.len(), said, came });
        }
    }
    groups
}

/// The area under the curve, by the ranks of Mann and Whitney.
fn auc(predictions: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut won, mut lost, mut pairs) = (0.0, 0.0, 0.0);
    for group in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let won_here = count(group.iter().filter(|row| row.1).count());
        let lost_here = count(group.len()) - won_here;
        pairs += won_here * (lost + lost_here / 2.0);
        won += won_here;
        lost += lost_here;
    }
    (won > 0.0 && lost > 0.0).then(|| pairs / (won * lost))
}

/// Of several bands, the share that what came lies within, the ends included; `None` without any.
pub fn coverage(bands: &[(i128, i128)], came: &[i128]) -> Option<f64> {
    let within = bands.iter().zip(came).filter(|((low, high), came)| (low..=high).contains(came));
    (!bands.is_empty()).then(|| share(count(within.count()), count(bands.len()), 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        let found = scores(&[(0.8, true), (0.6, false), (0.4, true), (0.2, false)]).unwrap();
        assert!((found.brier - (0.04 + 0.36 + 0.36 + 0.04) / 4.0).abs() < 1e-12);
        assert_eq!(found.auc, Some(0.75));
        assert!((found.calibration - (0.2 + 0.6 + 0.6 + 0.2) / 4.0).abs() < 1e-12);
        assert!((found.log_loss - (libm::log(0.8) + libm::log(0.4)) / -2.0).abs() < 1e-12);
        let same = scores(&[(0.5, true), (0.5, true), (0.5, false), (0.5, false)]).unwrap();
        assert!(same.calibration < 1e-12, "what is said of all is compared with what came of all");
        assert_eq!(scores(&[]), None);
        assert_eq!(scores(&[(0.5, true)]).unwrap().auc, None);
        assert_eq!(scores(&[(0.5, true), (0.5, false)]).unwrap().auc, Some(0.5));
        assert!(scores(&[(0.0, true)]).unwrap().log_loss.is_finite());
    }

    #[test]
    fn coverage_counts_the_ends() {
        assert_eq!(coverage(&[(1, 3), (1, 3), (1, 3)], &[1, 3, 4]), Some(2.0 / 3.0));
        assert_eq!(coverage(&[], &[]), None);
    }
}
