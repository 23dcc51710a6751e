//! Where the truth is known, it is found; where there is none, none is found.

use forecast::score::scores;
use forecast::{Earlier, Feature, Ground, Learning, Method, Model};
use sales::model::StandingKind;

use crate::made::{Made, Slow, Team};

/// What is said of each open deal, the truth, and what came.
fn replay(made: &Made) -> (Learning, Vec<(f64, f64, bool)>) {
    let model = made.learn();
    let earlier = Earlier::default();
    let chances = model.at(&made.workspace, &earlier, made.now).chances(made.now);
    let rows = chances.into_iter().map(|row| (row.win, made.truth(row.deal), made.won(row.deal)));
    (model.learning().clone(), rows.collect())
}

#[test]
fn the_truth_is_found() {
    found(5);
}

/// In this world sellers differ much, and log-odds are bent: a straight line through them left a calibration error of 0.028.
#[test]
fn the_truth_is_found_where_it_is_bent() {
    found(15);
}

#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
fn found(seed: u64) {
    let made = Made::new(Team { deals: 40_000, days: 200, strength: 1.0, seed });
    let (learning, rows) = replay(&made);
    let said: Vec<(f64, bool)> = rows.iter().map(|row| (row.0, row.2)).collect();
    let truth: Vec<(f64, bool)> = rows.iter().map(|row| (row.1, row.2)).collect();
    let (ours, best) = (scores(&said).unwrap(), scores(&truth).unwrap());
    println!("ours {ours:?}\nbest {best:?}\n{learning:?}");
    assert!(ours.calibration <= 0.02, "{ours:?}");
    assert!(best.auc.unwrap() - ours.auc.unwrap() <= 0.01, "{ours:?} {best:?}");
    assert!(matches!(learning.ground, Ground::Learnt { gain, .. } if gain > 0.01));
    // Against the true chances, in which there is no luck.
    let mut sorted = rows.clone();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let groups: Vec<f64> = sorted
        .chunks(sorted.len().div_ceil(10))
        .map(|group| (group.iter().map(|row| row.0 - row.1).sum::<f64>() / group.len() as f64).abs())
        .collect();
    let far = groups.iter().sum::<f64>() / groups.len() as f64;
    println!("from the truth {far}: {groups:?}");
    assert!(far <= 0.02, "{groups:?}");
    let bias = rows.iter().map(|row| row.0 - row.1).sum::<f64>() / rows.len() as f64;
    assert!(bias.abs() < 0.02, "{bias}");
}

#[test]
fn both_families_find_it() {
    let made = Made::new(Team { deals: 10_000, days: 200, strength: 1.0, seed: 6 });
    let earlier = Earlier::default();
    let truth = |rows: &[forecast::Chance]| {
        scores(&rows.iter().map(|row| (made.truth(row.deal), made.won(row.deal))).collect::<Vec<_>>())
            .unwrap()
    };
    for method in [Method::Logistic, Method::Boosting] {
        let model = Model::learn_as(&made.workspace, &earlier, made.now, 1, method);
        let rows = model.at(&made.workspace, &earlier, made.now).chances(made.now);
        let said: Vec<(f64, bool)> = rows.iter().map(|row| (row.win, made.won(row.deal))).collect();
        let (ours, best) = (scores(&said).unwrap(), truth(&rows));
        println!("{method:?} {ours:?}\nbest {best:?}");
        assert!(ours.brier - best.brier < 0.01, "{method:?} {ours:?} {best:?}");
    }
}

#[test]
fn slow_wins_are_not_taken_for_losses() {
    // Half a year of history: of what came lately, so far mostly the losses have ended.
    let made = Slow::new(6_000, 180, 20.0, 4);
    let closed = || made.workspace.deals.iter().filter(|deal| !deal.is_open());
    let won = closed().filter(|deal| deal.standing() == StandingKind::Won).count();
    let naive = won as f64 / closed().count() as f64;
    assert!(naive < 0.55, "{naive}");
    let earlier = Earlier::default();
    let model = Model::learn(&made.workspace, &earlier, made.now, 1);
    println!("{:?}", model.learning());
    let chances = model.at(&made.workspace, &earlier, made.now).chances(made.now.plus_days(30));
    let (mut far, mut far_in_time, mut bias, mut bias_in_time) = (0.0, 0.0, 0.0, 0.0);
    for row in &chances {
        let age = made.days as f64 - made.created[row.deal.index()];
        let (win, in_time) = made.truth(age, 30.0);
        far += (row.win - win).abs();
        far_in_time += (row.by_end - in_time).abs();
        bias += row.win - win;
        bias_in_time += row.by_end - in_time;
    }
    let number = chances.len() as f64;
    let (far, bias) = (far / number, bias / number);
    let (far_in_time, bias_in_time) = (far_in_time / number, bias_in_time / number);
    println!("naive {naive}, far {far} {far_in_time}, bias {bias} {bias_in_time}");
    assert!(far < 0.05 && bias.abs() < 0.03, "{far} {bias}");
    assert!(far_in_time < 0.03 && bias_in_time.abs() < 0.02, "{far_in_time} {bias_in_time}");
}

/// By how much the Brier score may be worse than that of the plain win rate where nothing can be told: on average over worlds, and in the worst of
/// them, in which chance looks like a signal.
const WORSE: (f64, f64) = (0.002, 0.005);

#[test]
fn without_a_signal_all_have_the_base_rate() {
    let (mut fooled, mut losses) = (0, Vec::new());
    for seed in 0..12 {
        let made = Slow::new(800, 400, Slow::WON_DAYS, seed);
        let model = Model::learn(&made.workspace, &Earlier::default(), made.now, 1);
        let learning = model.learning();
        fooled += usize::from(learning.method != Method::BaseRate);
        let chances = model.at(&made.workspace, &Earlier::default(), made.now).chances(made.now);
        // The expected Brier score is the variance of what comes, which is the same for all, and how far one is from the truth.
        let error = |p: f64| (p - Slow::WON) * (p - Slow::WON);
        let base = learning.won as f64 / (learning.won + learning.lost) as f64;
        let worse =
            chances.iter().map(|row| error(row.win) - error(base)).sum::<f64>() / chances.len() as f64;
        println!("{seed}: {:?}, {:?}: {worse:.5} worse", learning.method, learning.ground);
        losses.push(worse);
    }
    assert!(fooled <= 2, "fooled in {fooled} of 12 worlds without a signal");
    let mean = losses.iter().sum::<f64>() / losses.len() as f64;
    let worst = losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    println!("worse by {mean:.5} on average, {worst:.5} at worst");
    assert!(mean <= WORSE.0 && worst <= WORSE.1, "worse by {mean} on average, {worst} at worst");
}

#[test]
fn the_same_seed_gives_the_same_to_the_last_bit() {
    let made = Made::new(Team { deals: 2_000, days: 300, strength: 1.0, seed: 3 });
    let earlier = Earlier::default();
    let bits = |seed| {
        let model = Model::learn(&made.workspace, &earlier, made.now, seed);
        let chances = model.at(&made.workspace, &earlier, made.now).chances(made.now.plus_days(30));
        chances.iter().map(|row| (row.win.to_bits(), row.by_end.to_bits())).collect::<Vec<_>>()
    };
    assert_eq!(bits(1), bits(1));
    assert_ne!(bits(1), bits(2));
}

#[test]
fn reasons_say_what_is_behind_a_chance() {
    let made = Made::new(Team { deals: 6_000, days: 300, strength: 1.5, seed: 8 });
    let earlier = Earlier::default();
    for method in [Method::StageRate, Method::NaiveBayes, Method::Logistic, Method::Boosting] {
        let model = Model::learn_as(&made.workspace, &earlier, made.now, 1, method);
        let look = model.at(&made.workspace, &earlier, made.now);
        let mut named = 0;
        for row in look.chances(made.now).iter().take(200) {
            let reasons = look.reasons(row.deal);
            assert!(reasons.towards.len() <= 3 && reasons.against.len() <= 3);
            assert!(reasons.towards.iter().all(|reason| reason.contribution > 0.0));
            assert!(reasons.against.iter().all(|reason| reason.contribution < 0.0));
            assert!(reasons.towards.is_sorted_by(|a, b| a.contribution >= b.contribution));
            let all = reasons.towards.iter().chain(&reasons.against);
            named += all
                .filter(|reason| {
                    matches!(
                        reason.feature,
                        Feature::Owner | Feature::Source | Feature::Stage | Feature::Value
                    )
                })
                .count();
        }
        assert!(named > 100, "{method:?} names what it is made of {named} times");
    }
}
