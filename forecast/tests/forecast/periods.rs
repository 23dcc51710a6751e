//! What a period brings.

use forecast::{Arrivals, Earlier, Model, Stake, simulate};
use proptest::prelude::*;
use sales::model::{StandingKind, Workspace};

use crate::made::{Made, Slow, Team, day};

fn no_arrivals() -> Arrivals {
    Arrivals::learn(&Workspace::default(), &Earlier::default(), day(0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bands_are_in_order_and_within_what_can_be(
        rows in proptest::collection::vec((0.0..=1.0_f64, 0..10_000_000_i64), 0..60),
        seed in any::<u64>(),
    ) {
        let stakes: Vec<Stake> = rows.iter().map(|&(chance, minor)| Stake { chance, minor: Some(minor) }).collect();
        let found = simulate(&stakes, &no_arrivals(), 30.0, seed);
        let most: i128 = rows.iter().map(|row| i128::from(row.1)).sum();
        let band = found.open();
        prop_assert!(0 <= band.p10 && band.p10 <= band.p50 && band.p50 <= band.p90 && band.p90 <= most);
        prop_assert_eq!(found.all(), band);
        prop_assert!(found.chance_to_reach(0) >= found.chance_to_reach(most / 2 + 1));
        prop_assert!(found.chance_to_reach(most + 1) <= 0.0);
        // The mean is the sum of chance times value, up to chance.
        let mean: f64 = rows.iter().map(|row| row.0 * row.1 as f64).sum();
        let variance: f64 = rows.iter().map(|row| row.0 * (1.0 - row.0) * (row.1 as f64).powi(2)).sum();
        prop_assert!((band.mean as f64 - mean).abs() <= 6.0 * (variance / 10_000.0).sqrt() + most as f64 / 131_072.0 + 2.0);
        prop_assert_eq!(&found, &simulate(&stakes, &no_arrivals(), 30.0, seed));
    }

    #[test]
    fn a_better_chance_never_brings_less(
        rows in proptest::collection::vec((0.0..=1.0_f64, 0..10_000_000_i64), 1..40),
        better in 0.0..0.5_f64,
        seed in any::<u64>(),
    ) {
        let stakes: Vec<Stake> = rows.iter().map(|&(chance, minor)| Stake { chance, minor: Some(minor) }).collect();
        let mut raised = stakes.clone();
        raised[0].chance = (raised[0].chance + better).min(1.0);
        let (before, after) = (simulate(&stakes, &no_arrivals(), 9.0, seed), simulate(&raised, &no_arrivals(), 9.0, seed));
        // The dice are the same, so it holds run by run.
        prop_assert!(before.open().p10 <= after.open().p10 && before.open().p90 <= after.open().p90);
        prop_assert!(before.open().mean <= after.open().mean);
    }
}

#[test]
fn a_longer_period_never_has_a_lower_chance() {
    let made = Made::new(Team { deals: 3_000, days: 300, strength: 1.0, seed: 2 });
    let (earlier, model) = (Earlier::default(), made.learn());
    let look = model.at(&made.workspace, &earlier, made.now);
    let mut before = look.chances(made.now);
    assert!(before.iter().all(|row| row.by_end <= 0.0), "nothing is won in no time");
    for days in [1, 7, 30, 90, 1_000] {
        let after = look.chances(made.now.plus_days(days));
        assert!(before.iter().zip(&after).all(|(before, after)| before.by_end <= after.by_end));
        before = after;
    }
    assert!(before.iter().all(|row| row.by_end > 0.5 * row.win), "in the end most are closed");
}

#[test]
fn what_comes_lies_in_the_band_as_often_as_it_says() {
    let (mut within, mut below, mut open_within) = (0, 0, 0);
    let worlds = 40;
    for seed in 0..worlds {
        let made = Slow::new(900, 300, 30.0, 1_000 + seed);
        let (days, earlier) = (30.0, Earlier::default());
        // What had not come by the day 240 is not there yet.
        let now = day(240);
        let model = Model::learn(&made.workspace, &earlier, now, seed);
        let arrivals = Arrivals::learn(&made.workspace, &earlier, now);
        let stakes = model.at(&made.workspace, &earlier, now).stakes(day(270));
        let stakes: Vec<Stake> = stakes.into_iter().map(|row| row.1).collect();
        let found = simulate(&stakes, &arrivals, days, seed);
        let won = made.workspace.deals.rows().iter().filter(|deal| {
            deal.standing() == StandingKind::Won && now < deal.entered() && deal.entered() <= day(270)
        });
        let value = |deal: &sales::model::Deal| i128::from(deal.value.map_or(0, |value| value.minor));
        let came: i128 = won.clone().map(value).sum();
        let from_open: i128 = won.filter(|deal| deal.created <= now).map(value).sum();
        within += usize::from((found.all().p10..=found.all().p90).contains(&came));
        open_within += usize::from((found.open().p10..=found.open().p90).contains(&from_open));
        below += usize::from(came < found.all().p50);
    }
    println!("within {within}, of open deals {open_within}, below the middle {below} of {worlds}");
    // Eight of ten: 32 of 40, give or take three standard errors.
    assert!((25..=39).contains(&within) && (25..=39).contains(&open_within), "{within} {open_within}");
    assert!((11..=29).contains(&below), "{below}");
}
