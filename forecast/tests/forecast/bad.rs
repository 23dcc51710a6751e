//! Whatever comes in, the answer is defined, and says what it rests on.

use forecast::{Arrivals, Earlier, Ground, LEARNT_FROM, Learning, Method, Model, simulate};
use sales::evolve::{Touched, apply};
use sales::ids::{DealId, FieldId, PersonId, new_uuid};
use sales::log::{Change, NewDeal};
use sales::model::{FieldKind, FieldValue, Workspace};
use sales::money::{Currency, Money};
use sales::rank::Rank;
use sales::time::{Date, Timestamp};

use crate::made::{Dice, add, day, deal, empty, id};

const NOW: i64 = 400;

fn learnt(deals: Vec<NewDeal>) -> (Learning, Vec<f64>) {
    let mut ws = empty();
    for deal in deals {
        add(&mut ws, deal);
    }
    looked_at(&ws)
}

/// Learns, predicts, gives reasons and simulates, and checks that every number is one.
fn looked_at(ws: &Workspace) -> (Learning, Vec<f64>) {
    let (earlier, now) = (Earlier::default(), day(NOW));
    let mut all = Vec::new();
    let plain = [Method::BaseRate, Method::StageRate, Method::NaiveBayes, Method::Logistic, Method::Boosting];
    let models = plain.map(|method| Model::learn_as(ws, &earlier, now, 1, method));
    let ours = Model::learn(ws, &earlier, now, 1);
    for model in models.iter().chain([&ours]) {
        let look = model.at(ws, &earlier, now);
        all.clear();
        for row in look.chances(now.plus_days(30)) {
            assert!((0.0..=1.0).contains(&row.win), "{row:?} {:?}", model.learning());
            assert!((0.0..=row.win).contains(&row.by_end), "{row:?}");
            let reasons = look.reasons(row.deal);
            for reason in reasons.towards.iter().chain(&reasons.against) {
                assert!(reason.contribution.is_finite(), "{reason:?}");
            }
            all.push(row.win);
        }
        let arrivals = Arrivals::learn(ws, &earlier, now);
        assert!(arrivals.per_day.is_finite() && arrivals.won_within(30.0).is_finite());
        let stakes: Vec<_> = look.stakes(now.plus_days(30)).into_iter().map(|row| row.1).collect();
        let found = simulate(&stakes, &arrivals, 30.0, 1);
        for band in [found.open(), found.new_deals(), found.all()] {
            assert!(band.p10 <= band.p50 && band.p50 <= band.p90, "{band:?}");
        }
        assert!((0.0..=1.0).contains(&found.chance_to_reach(1_000)));
    }
    for trial in &ours.learning().trials {
        assert!(trial.brier.is_finite() && trial.gain.is_finite() && !trial.error.is_nan(), "{trial:?}");
    }
    (ours.learning().clone(), all)
}

/// Some deals of which a share is won, all alike, and one that is open.
fn alike(closed: usize, won: impl Fn(usize) -> bool) -> Vec<NewDeal> {
    let days = |number: usize| i64::try_from(number % 200).unwrap_or(0);
    let mut deals: Vec<NewDeal> = (0..closed)
        .map(|number| {
            deal(number, &[(0, days(number)), (1, days(number) + 5)], Some((won(number), days(number) + 30)))
        })
        .collect();
    deals.push(deal(closed, &[(0, NOW - 20)], None));
    deals
}

#[test]
fn nothing_at_all() {
    assert!(looked_at(&Workspace::default()).1.is_empty());
    let (learning, all) = learnt(vec![deal(0, &[(0, 10)], None)]);
    assert_eq!((learning.ground, learning.method), (Ground::TooFew, Method::StageRate));
    assert!((all[0] - 0.2).abs() < 1e-9, "what a person set for the stage: {all:?}");
}

#[test]
fn ten_deals() {
    let (learning, all) = learnt(alike(10, |number| number < 4));
    assert_eq!((learning.ground, learning.won, learning.lost), (Ground::TooFew, 4, 6));
    // Ten deals count as much as what was set: 4 of 10 and 2 of 10 for all deals, and once more for the stage.
    assert!((all[0] - (4.0 + 3.0) / 20.0).abs() < 1e-9, "{all:?}");
}

#[test]
fn one_outcome_only() {
    for won in [true, false] {
        let (learning, all) = learnt(alike(300, |_| won));
        assert_eq!(learning.ground, Ground::TooFew, "there is nothing to tell apart");
        assert!(if won { all[0] > 0.95 } else { all[0] < 0.05 }, "{all:?}");
    }
}

#[test]
fn all_alike() {
    let (learning, all) = learnt(alike(300, |number| number % 3 == 0));
    assert_eq!(learning.method, Method::BaseRate);
    assert!((all[0] - 1.0 / 3.0).abs() < 0.01, "{all:?}");
}

#[test]
fn one_owner() {
    let mut deals = alike(LEARNT_FROM * 2, |number| number % 2 == 0);
    for deal in &mut deals {
        deal.owner = Some(PersonId(id(3, 0)));
    }
    learnt(deals);
}

#[test]
fn a_deal_with_everything_missing_and_a_stage_without_history() {
    let mut dice = Dice(5);
    let mut deals = Vec::new();
    for number in 0..400 {
        let at = dice.day(300);
        let owner = dice.below(2);
        let mut made =
            deal(number, &[(0, at), (1, at + 4)], Some((dice.unit() < [0.2, 0.8][owner], at + 20)));
        made.owner = Some(PersonId(id(3, owner)));
        deals.push(made);
    }
    deals.push(deal(400, &[(0, NOW - 9)], None));
    deals.push(deal(401, &[(3, NOW - 9)], None));
    let mut unknown = deal(402, &[(0, NOW - 9)], None);
    unknown.owner = Some(PersonId(id(77, 7)));
    deals.push(unknown);
    let (learning, all) = learnt(deals);
    assert!(matches!(learning.ground, Ground::Learnt { .. }), "{learning:?}");
    for chance in all {
        assert!((0.3..0.7).contains(&chance), "nothing is known, so it is about as usual: {chance}");
    }
}

#[test]
fn values_over_ten_orders_of_magnitude() {
    let mut dice = Dice(6);
    let mut deals = alike(400, |number| number % 2 == 0);
    for (number, deal) in deals.iter_mut().enumerate() {
        let minor = match number % 50 {
            0 => i64::MAX,
            1 => i64::MIN,
            2 => 0,
            _ => 10_f64.powf(dice.unit() * 12.0) as i64,
        };
        deal.value =
            Some(Money { minor, currency: if number % 7 == 0 { Currency::CNY } else { Currency::USD } });
    }
    deals.extend((500..540).map(|number| {
        let mut open = deal(number, &[(0, NOW - 9)], None);
        open.value = Some(Money { minor: i64::MAX, currency: Currency::USD });
        open
    }));
    learnt(deals);
}

#[test]
fn numbers_beyond_all_bounds() {
    let field = FieldId(id(6, 0));
    let mut ws = empty();
    let mut deals = alike(400, |number| number % 2 == 0);
    for (number, deal) in deals.iter_mut().enumerate() {
        let typed = match number % 50 {
            0 => f64::MAX,
            1 => -f64::MAX,
            2 => 1e300,
            other => f64::from(u8::try_from(other).unwrap()),
        };
        deal.custom = vec![(field, FieldValue::Number(typed))];
    }
    let kind = FieldKind::Number;
    let (name, options, rank) = ("Seats".to_owned(), Vec::new(), Rank::MIDDLE);
    apply(&mut ws, &Change::FieldAdded { id: field, name, kind, options, rank }, &mut Touched::default());
    for deal in deals {
        add(&mut ws, deal);
    }
    looked_at(&ws);
}

/// Everything came on the day of the import; all that is known is how it ended.
fn without_dates() -> Vec<NewDeal> {
    let mut dice = Dice(7);
    let mut deals: Vec<NewDeal> = (0..400)
        .map(|number| {
            let owner = dice.below(2);
            let mut made = deal(number, &[(0, IMPORTED)], Some((dice.unit() < [0.2, 0.8][owner], IMPORTED)));
            made.owner = Some(PersonId(id(3, owner)));
            made.value = Some(Money { minor: 1_000, currency: Currency::USD });
            made
        })
        .collect();
    for owner in 0..2 {
        let mut open = deal(400 + owner, &[(0, IMPORTED)], None);
        open.owner = Some(PersonId(id(3, owner)));
        deals.push(open);
    }
    for (number, deal) in deals.iter_mut().enumerate() {
        deal.is_partial = true;
        // As the app makes ids: they tell when the deal was imported.
        let mut tail = [0; 10];
        tail[8..].copy_from_slice(&u16::try_from(number).unwrap().to_be_bytes());
        deal.id = DealId(new_uuid(u64::try_from(day(IMPORTED).0).unwrap(), tail));
    }
    deals
}

/// The day of that import.
const IMPORTED: i64 = 300;

#[test]
fn a_history_without_dates() {
    let (learning, all) = learnt(without_dates());
    assert!(
        matches!(learning.ground, Ground::Learnt { .. }),
        "owners can be told apart without dates: {learning:?}"
    );
    assert!(all[0] < 0.35 && all[1] > 0.65, "{all:?}");
    assert_eq!(learning.undated, learning.won + learning.lost, "it says that none has a day");
    assert!(!learning.tells_time);
}

#[test]
fn without_dates_a_deal_closes_on_the_day_it_is_expected_to() {
    let mut deals = without_dates();
    let date = |at| Some(Date::default() + chrono::TimeDelta::milliseconds(day(at).0));
    deals[400].expected_close = date(NOW + 20);
    let mut far = deals[400].clone();
    (far.id, far.expected_close) = (DealId(id(9, 900)), date(NOW + 50));
    deals.push(far);
    let mut ws = empty();
    for deal in deals {
        add(&mut ws, deal);
    }
    let (earlier, now) = (Earlier::default(), day(NOW));
    let model = Model::learn(&ws, &earlier, now, 1);
    let chances = model.at(&ws, &earlier, now).chances(now.plus_days(30));
    let by_end: Vec<bool> = chances.iter().map(|row| row.by_end > 0.0).collect();
    assert_eq!(by_end, [true, false, false], "the first alone is expected within the period: {chances:?}");
    assert_eq!(chances[0].by_end.to_bits(), chances[0].win.to_bits());
    // 400 deals on one day are an import, and no sign that as many come each day.
    let arrivals = Arrivals::learn(&ws, &earlier, now);
    assert!(arrivals.won_within(30.0).abs() < 1e-12, "{}", arrivals.won_within(30.0));
    assert_eq!(arrivals.usual_value(), 1_000);
}

#[test]
fn a_history_of_which_some_has_dates_says_so() {
    let mut deals = without_dates();
    deals.extend((1_000..1_100).map(|number| {
        let from = i64::try_from(number - 1_000).unwrap();
        deal(number, &[(0, from)], Some((number % 2 == 0, from + 40)))
    }));
    let (learning, _) = learnt(deals);
    assert_eq!((learning.undated, learning.won + learning.lost), (400, 500));
    assert!(learning.tells_time);
}

#[test]
fn a_workspace_of_which_nothing_was_ever_closed_says_so() {
    let (learning, _) = learnt((0..5).map(|number| deal(number, &[(0, 10)], None)).collect());
    assert_eq!((learning.won, learning.lost, learning.undated), (0, 0, 0));
    assert!(!learning.tells_time);
}

#[test]
fn times_out_of_all_bounds() {
    let mut deals = alike(200, |number| number % 2 == 0);
    for (number, deal) in deals.iter_mut().enumerate() {
        let far = [i64::MIN, i64::MAX, 0, -1][number % 4];
        if number % 3 == 0 {
            deal.created = Timestamp(far);
        }
        if number % 5 == 0 {
            deal.visits[0].entered = Timestamp(far);
        }
    }
    learnt(deals);
}

#[test]
fn a_value_that_is_filled_in_when_a_deal_is_won_is_not_looked_at() {
    let mut dice = Dice(8);
    let mut deals = Vec::new();
    for number in 0..400 {
        let at = dice.day(300);
        let won = dice.unit() < 0.5;
        let mut made = deal(number, &[(0, at)], Some((won, at + 20)));
        made.value = won.then_some(Money { minor: 5_000, currency: Currency::USD });
        deals.push(made);
    }
    deals.extend((400..420).map(|number| deal(number, &[(0, NOW - 9)], None)));
    let (learning, all) = learnt(deals);
    let feature = forecast::Feature::Value;
    assert!(learning.unused.contains(&forecast::Unused { feature, why: forecast::Why::FilledInAtTheEnd }));
    assert!(all.iter().all(|chance| (0.35..0.65).contains(chance)), "{all:?}");
}
