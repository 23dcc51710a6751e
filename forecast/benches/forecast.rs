//! How fast chances are learnt, told and played through, natively: `cargo bench --package forecast`.
//!
//! Sizes are counts of deals. Beside scikit-learn stand the same rows in `cargo xtask backtest`.

#![allow(missing_docs, reason = "a benchmark's name says it")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::disallowed_methods,
    reason = "the numbers of benchmarks are small, and need not be the same everywhere"
)]

#[path = "../tests/forecast/made.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod made;

use divan::{Bencher, black_box};
use forecast::{Arrivals, Earlier, RUNS, Stake, simulate};
use made::{Made, Team};
use sales::model::Workspace;

fn main() {
    divan::main();
}

fn team(closed: usize) -> Made {
    // About five of six have ended.
    Made::new(Team { deals: closed * 6 / 5, days: 300, strength: 1.0, seed: 1 })
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn learn_from_closed_deals(bencher: Bencher<'_, '_>, deals: usize) {
    let made = team(deals);
    bencher.bench_local(|| black_box(made.learn()));
}

#[divan::bench(args = [100_000], sample_count = 5)]
fn score_open_deals(bencher: Bencher<'_, '_>, deals: usize) {
    let learnt = team(10_000).learn();
    // All of them in a few days, so that nearly all are open.
    let made = Made::new(Team { deals, days: 3, strength: 1.0, seed: 2 });
    let earlier = Earlier::default();
    bencher
        .bench_local(|| learnt.at(&made.workspace, &earlier, made.now).chances(made.now.plus_days(30)).len());
}

#[divan::bench(args = [200, 2_000], sample_count = 10)]
fn play_a_period(bencher: Bencher<'_, '_>, deals: usize) {
    let arrivals = Arrivals::learn(&Workspace::default(), &Earlier::default(), made::day(0));
    let stakes: Vec<Stake> = (0..deals)
        .map(|deal| Stake { chance: deal as f64 / deals as f64, minor: Some(1_000 + deal as i64) })
        .collect();
    bencher
        .counter(divan::counter::ItemsCount::new(RUNS * deals))
        .bench_local(|| simulate(&stakes, &arrivals, 30.0, 1));
}
