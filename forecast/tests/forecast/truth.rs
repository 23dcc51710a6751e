//! Where the truth is known, it is found; where there is none, none is found.

use forecast::score::{calibration, scores};
use forecast::{Earlier, Ground, Method};

use crate::made::{Made, Team};

/// Predictions, the truth and what came, for each open deal.
fn replay(made: &Made) -> (forecast::Learning, Vec<(f64, f64, bool)>) {
    let model = made.learn();
    let earlier = Earlier::default();
    let chances = model.at(&made.workspace, &earlier, made.now).chances(made.now);
    let rows = chances.into_iter().map(|row| (row.win, made.truth(row.deal), made.won(row.deal)));
    (model.learning().clone(), rows.collect())
}

#[test]
fn the_truth_is_found() {
    let made = Made::new(Team { deals: 40_000, days: 200, strength: 1.0, seed: 5 });
    let (learning, rows) = replay(&made);
    let said: Vec<(f64, bool)> = rows.iter().map(|row| (row.0, row.2)).collect();
    let true_ones: Vec<(f64, bool)> = rows.iter().map(|row| (row.1, row.2)).collect();
    let (ours, best) = (scores(&said).unwrap(), scores(&true_ones).unwrap());
    println!("{learning:?}\n{ours:?}\n{best:?}");
    for group in calibration(&said) {
        println!("{group:?}");
    }
    let bias = rows.iter().map(|row| row.0 - row.1).sum::<f64>() / rows.len() as f64;
    println!("bias {bias}");
    assert!(ours.calibration <= 0.02, "{ours:?}");
    assert!(best.auc.unwrap() - ours.auc.unwrap() <= 0.01, "{ours:?} {best:?}");
    assert!(matches!(learning.ground, Ground::Learnt { gain, .. } if gain > 0.01));
}

#[test]
fn without_a_signal_all_have_the_base_rate() {
    let mut fooled = 0;
    for seed in 0..10 {
        let made = Made::new(Team { deals: 1_500, days: 400, strength: 0.0, seed });
        let model = made.learn();
        println!("{:?}", model.learning());
        fooled += usize::from(model.learning().method != Method::BaseRate);
    }
    println!("{fooled}");
}
