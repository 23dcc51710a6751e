//! Worked examples of the literature, and how often intervals hold what they claim to.

use super::super::histogram::{Histogram, survival};
use super::*;

fn close(here: f64, there: f64) {
    assert!((here - there).abs() < 2e-3 * there.abs().max(1.0), "{here} is not {there}");
}

/// The examples of `ci.median2` in the R package `statpsych`, by the authors of the method (versions 1.6 and 2.0).
#[test]
fn medians_differ_as_in_the_examples_of_the_authors() {
    let middle = |cases: &[f64]| {
        let mut cases = cases.to_vec();
        cases.sort_unstable_by(f64::total_cmp);
        Middle::of(&cases).unwrap()
    };
    let one = middle(&[32.0, 39.0, 26.0, 35.0, 43.0, 27.0, 40.0, 37.0, 34.0, 29.0]);
    let other = middle(&[36.0, 44.0, 47.0, 42.0, 49.0, 39.0, 46.0, 31.0, 33.0, 48.0]);
    let found = one.minus(other);
    assert!((found.by + 8.5).abs() < 1e-12);
    close(found.low, -16.95977);
    close(found.high, -0.04022);
    let one = middle(&[
        70.0, 394.0, 43.0, 95.0, 62.0, 128.0, 2.0, 203.0, 81.0, 436.0, 85.0, 35.0, 156.0, 1.0, 3.0, 27.0,
        63.0, 181.0, 184.0, 18.0,
    ]);
    let other = middle(&[
        102.0, 120.0, 78.0, 78.0, 417.0, 124.0, 86.0, 171.0, 176.0, 129.0, 230.0, 194.0, 100.0, 157.0, 306.0,
        411.0, 164.0, 103.0, 193.0, 312.0,
    ]);
    let found = one.minus(other);
    assert!((found.by + 85.0).abs() < 1e-12);
    close(found.low, -157.7441);
    close(found.high, -12.25589);
}

#[test]
fn medians_of_what_is_alike_are_not_trusted() {
    assert_eq!(Middle::of(&[5.0; 40]), None);
    assert_eq!(Middle::of(&[5.0]), None);
    assert_eq!(Middle::of(&[]), None);
    // Where both ways are used, the exact one and the one of many cases, they say much the same.
    let many: Vec<f64> = (0..1_001_u32).map(f64::from).collect();
    let (exact, near) = (Middle::of(&many[..1_000]).unwrap(), Middle::of(&many).unwrap());
    assert!((exact.error / near.error - 1.0).abs() < 0.01, "{exact:?} {near:?}");
}

/// Breast cancer after many X-rays and after none (Rothman and Greenland; used by Ng and Tang 2005 and Li, Tang and Wong 2014):
/// 41 cases in 28,010 years, 15 in 19,017. Worked by hand: score limits 30.225 to 55.617 and 9.091 to 24.751.
#[test]
fn counts_of_unequal_periods_differ_by_their_rates() {
    let (one, other) = (Bounds::of_count(41), Bounds::of_count(15));
    close(one.low, 30.225);
    close(one.high, 55.617);
    close(other.low, 9.091);
    close(other.high, 24.751);
    let of = |bounds: Bounds, years: f64| bounds.times(1e4 / years);
    let found = of(one, 28_010.0).minus(of(other, 19_017.0));
    close(found.by, 6.7499);
    close(found.low, 0.3398);
    close(found.high, 12.8235);
    let none = Bounds::of_count(0);
    assert!((none.low, none.at) == (0.0, 0.0) && (none.high - Z * Z).abs() < 1e-9);
}

/// Worked by hand: 100 + 200 + 300, of which the logarithm has a standard error of √140,000 / 600.
#[test]
fn sums_and_shares_worked_by_hand() {
    let found = sum([100.0, 200.0, 300.0].into_iter()).unwrap();
    close(found.low, 600.0 / 3.3949);
    close(found.high, 600.0 * 3.3949);
    assert_eq!(sum(std::iter::empty()), None);
    // 300 of 600: off by 150, 50 and 100 (each value times a half), variance 3 / 2 × 35,000 / 360,000.
    let share = share_of_value(&[(300.0, true), (100.0, false), (200.0, false)]).unwrap();
    close(share.at, 0.5);
    let reach = student(2.0) * (1.5_f64 * 35_000.0 / 360_000.0).sqrt() / 0.25;
    close(share.high, 1.0 / (1.0 + (-reach).exp()));
    close(share.low, 1.0 - share.high);
    assert_eq!(share_of_value(&[(300.0, true), (100.0, true)]), None, "all of it");
    assert_eq!(share_of_value(&[]), None);
    // Twice as large deals that take twice as long are no faster, so that only the win rate is uncertain: 2 of 4.
    let won = [(Some(100.0), Some(10.0)), (Some(200.0), Some(20.0))];
    close(speed_variance(&won, 2).unwrap(), 0.25);
    assert_eq!(speed_variance(&won[..1], 2), None);
}

/// Numbers as if by chance, the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let top = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap();
        (f64::from(top) + 0.5) / 4_294_967_296.0
    }

    fn waiting(&mut self, mean: f64) -> f64 {
        -mean * self.even().ln()
    }

    /// Whole days, one at least.
    #[allow(clippy::cast_possible_truncation, reason = "days")]
    fn days(&mut self, mean: f64) -> i32 {
        self.waiting(mean).ceil() as i32
    }

    /// Values as deals have them: most small, a few large; the mean is 1.
    fn value(&mut self) -> f64 {
        let normal = (-2.0 * self.even().ln()).sqrt() * (std::f64::consts::TAU * self.even()).cos();
        (0.8 * normal - 0.32).exp()
    }

    fn count(&mut self, mean: f64) -> usize {
        let (mut left, mut count) = (mean, 0);
        loop {
            left -= self.waiting(1.0);
            if left < 0.0 {
                return count;
            }
            count += 1;
        }
    }
}

/// How often an interval holds the truth, of as many that there are.
fn coverage(truth: f64, mut draw: impl FnMut(&mut Dice) -> Option<Difference>) -> f64 {
    let mut dice = Dice(20_240_229);
    let (mut held, mut all) = (0, 0);
    for _ in 0..4_000 {
        let Some(found) = draw(&mut dice) else { continue };
        assert!(found.low <= found.by && found.by <= found.high, "{found:?}");
        all += 1;
        held += usize::from(found.low <= truth && truth <= found.high);
    }
    assert!(all > 3_000, "only {all}");
    float(held) / float(all)
}

#[track_caller]
fn holds(coverage: f64, least: f64) {
    assert!((least..=0.985).contains(&coverage), "{coverage}");
}

/// Not drawn but added up: the chance of each pair of counts times whether their interval holds the truth.
#[test]
fn intervals_of_counts_hold_in_95_of_100_cases() {
    let chances = |mean: f64| {
        let mut chance = (-mean).exp();
        (0..120_usize).map(move |count| {
            let here = chance;
            chance *= mean / float(count + 1);
            (count, here)
        })
    };
    for (one, other, length) in [
        (10.0, 10.0, 1.0),
        (20.0, 10.0, 1.0),
        (40.0, 15.0, 1.0),
        (30.0, 10.0, 3.0),
        (3.0, 12.0, 1.0),
        (12.0, 4.0, 0.5),
    ] {
        let mut held = 0.0;
        for (a, likely) in chances(one) {
            for (b, beside) in chances(other) {
                let found = Bounds::of_count(a).times(1.0 / length).minus(Bounds::of_count(b));
                let truth = one / length - other;
                held += if found.low <= truth && truth <= found.high { likely * beside } else { 0.0 };
            }
        }
        assert!((0.94..0.97).contains(&held), "{one} in {length} and {other} in 1: {held}");
    }
}

#[test]
fn intervals_of_medians_hold() {
    let cases = |dice: &mut Dice, count: usize, mean: f64| {
        let mut cases: Vec<f64> = (0..count).map(|_| f64::from(dice.days(mean))).collect();
        cases.sort_unstable_by(f64::total_cmp);
        Middle::of(&cases)
    };
    for (one, other) in [(15, 15), (40, 25), (200, 200)] {
        let found = coverage(0.0, |dice| Some(cases(dice, one, 60.0)?.minus(cases(dice, other, 60.0)?)));
        holds(found, 0.94);
    }
}

/// Worked by hand: of 100 cases the ranks are 90 ± 5.88, so the 85th and the 96th.
#[test]
fn ninth_deciles_lie_between_two_cases() {
    let cases = |count: u32| (1..=count).map(f64::from).collect::<Vec<_>>();
    let found = Bounds::of_ninth(&cases(100)).unwrap();
    assert!((found.at - 90.1).abs() < 1e-9 && (found.low, found.high) == (85.0, 96.0), "{found:?}");
    assert_eq!(Bounds::of_ninth(&cases(30)), Err(NoInterval::TooFew));
    assert_eq!(Bounds::of_ninth(&[]), Err(NoInterval::TooFew));
    assert_eq!(Bounds::of_ninth(&[7.0; 50]), Err(NoInterval::Alike));
}

#[test]
fn intervals_of_ninth_deciles_hold() {
    let cases = |dice: &mut Dice, count: usize| {
        let mut cases: Vec<f64> = (0..count).map(|_| f64::from(dice.days(60.0))).collect();
        cases.sort_unstable_by(f64::total_cmp);
        Bounds::of_ninth(&cases).ok()
    };
    for (one, other) in [(40, 40), (100, 50), (200, 200)] {
        let found = coverage(0.0, |dice| Some(cases(dice, one)?.minus(cases(dice, other)?)));
        // Between whole cases it is on the safe side.
        assert!((0.94..0.99).contains(&found), "{found}");
    }
}

#[test]
fn intervals_of_sums_hold() {
    for (one, other) in [(30.0, 30.0), (80.0, 20.0)] {
        let found = coverage(one - other, |dice| {
            let mut of = |mean: f64| {
                let count = dice.count(mean);
                sum((0..count).map(|_| dice.value()))
            };
            Some(of(one)?.minus(of(other)?))
        });
        holds(found, 0.93);
    }
}

#[test]
fn intervals_of_shares_of_value_hold() {
    let share = |dice: &mut Dice, count: usize, rate: f64| {
        let cases: Vec<(f64, bool)> = (0..count).map(|_| (dice.value(), dice.even() < rate)).collect();
        share_of_value(&cases)
    };
    for (one, other) in [(0.5, 0.5), (0.6, 0.3)] {
        let found = coverage(one - other, |dice| Some(share(dice, 40, one)?.minus(share(dice, 30, other)?)));
        holds(found, 0.93);
    }
}

#[test]
fn intervals_of_the_velocity_hold() {
    // Large deals take longer; half are won.
    let speed = |dice: &mut Dice, count: usize| {
        let (mut won, mut lost) = (Vec::new(), 0);
        for _ in 0..count {
            if dice.even() < 0.5 {
                let size = dice.value();
                won.push((Some(size), Some(40.0 + 10.0 * size + dice.waiting(10.0))));
            } else {
                lost += 1;
            }
        }
        let mean = |of: fn(&Sold) -> Option<f64>| won.iter().filter_map(of).sum::<f64>() / float(won.len());
        let rate = float(won.len()) / float(count);
        let at = 6_000.0 * rate * mean(|row| row.0) / mean(|row| row.1);
        Bounds::of_log(at, speed_variance(&won, lost)?)
    };
    for (one, other) in [(60, 60), (40, 100)] {
        let found = coverage(0.0, |dice| Some(speed(dice, one)?.minus(speed(dice, other)?)));
        holds(found, 0.93);
    }
}

#[test]
fn intervals_of_the_expected_median_hold() {
    // Won after 40 days in the mean, unless they were last looked at before.
    let half = |dice: &mut Dice, count: usize| {
        let (mut won, mut others) = (Histogram::default(), Histogram::default());
        for _ in 0..count {
            let (days, known) = (dice.days(40.0), dice.days(80.0));
            if days <= known { won.add(days) } else { others.add(known) }
        }
        let half = survival(&won, &others);
        Some(Bounds { at: half.at?.into(), low: half.low?.into(), high: half.high?.into() })
    };
    let found = coverage(0.0, |dice| Some(half(dice, 50)?.minus(half(dice, 40)?)));
    holds(found, 0.93);
}
