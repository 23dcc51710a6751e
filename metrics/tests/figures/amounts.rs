//! Values: as they were, in other currencies, or none at all.

use metrics::{Behind, Undefined, Unrated};
use sales::decide::Command;
use sales::money::{Currency, Money, Rate};

use super::{Story, day, story};

fn yen() -> Currency {
    "JPY".parse().unwrap()
}

#[test]
fn a_deal_remembers_what_it_was_worth_when() {
    let story = story("new: a | won: | lost:", &["2: value a to 100", "5: value a to 80", "9: win a"]);
    let value = |last| story.clone().until(last).insights().all.open_value.total();
    assert_eq!([1, 2, 4, 5].map(value), [Ok(0), Ok(10_000), Ok(10_000), Ok(8_000)]);
    let won = story.insights().all.won_value.total();
    assert_eq!(won, Ok(8_000));
    let deal = story.office.deal("a");
    let usd = |minor| Some(Money { minor, currency: Currency::USD });
    let past: Vec<_> = deal.past_values.iter().map(|past| past.value).collect();
    assert_eq!(past, [None, usd(10_000)]);
    assert_eq!(deal.value_at(deal.past_values[0].until), usd(10_000));
    assert_eq!(deal.value_at(deal.created), None);
}

#[test]
fn taking_a_value_back_forgets_that_it_ever_was() {
    let mut office = story("new: a | won: | lost:", &["2: value a to 100"]).office;
    let before = office.deal("a").clone();
    office.do_all("value a to 200; value a to 300; undo; undo");
    assert_eq!(*office.deal("a"), before);
    office.do_all("redo; redo");
    assert_eq!(office.deal("a").past_values.len(), 3);
    office.reload();
    assert_eq!(office.deal("a").past_values.len(), 3);
}

fn three_currencies() -> Story {
    let mut story = story(
        "new: a b c d e | won: | lost:",
        &["0: value a to 100; value b to 100 CNY; value c to 100 JPY; value d to 100 JPY", "3: win a b c"],
    );
    let rate = Rate { millionths: 140_000, on: day(0) };
    story.office.must(&Command::SetRate { currency: Currency::CNY, rate: Some(rate) });
    story
}

#[test]
fn without_a_rate_totals_refuse_and_counts_go_on() {
    let story = three_currencies();
    let all = story.insights().all;
    assert_eq!((all.won, all.open), (3, 2));
    let missing = metrics::NoRate(vec![Unrated { currency: yen(), deals: 1 }]);
    assert_eq!(all.won_value.total(), Err(missing.clone()));
    assert_eq!(all.mean_size(), Err(Undefined::NoRate(missing.clone())));
    assert_eq!(all.open_value.total(), Err(missing.clone()), "d; e has no value at all");
    assert_eq!(story.stage("new").weighted(), Err(missing));
    assert_eq!(all.win_rate().unwrap().share(), Some(1.0));
}

#[test]
fn with_a_rate_they_add_up() {
    let mut story = three_currencies();
    let rate = Rate { millionths: 6_700, on: day(0) };
    story.office.must(&Command::SetRate { currency: yen(), rate: Some(rate) });
    let all = story.insights().all;
    assert_eq!(all.won_value.total(), Ok(10_000 + 1_400 + 67));
    assert_eq!(all.mean_size(), Ok(3_822));
    assert_eq!(story.stage("new").weighted(), Ok(7), "67 at 10 %, rounded once");
    assert_eq!(story.behind(&Behind::Open), "d e");
}

#[test]
fn weighted_value_goes_by_the_stage_or_by_the_deal() {
    let mut story = story("new: a | demo: b | won: | lost:", &["0: value a b to 1000"]);
    assert_eq!(story.insights().all.open_weighted(), Ok(10_000 + 20_000));
    let deals = story.office.deal_ids("b");
    let patch = sales::decide::DealPatch::Probability(Some(75));
    story.office.must(&Command::EditDeals { deals, patch });
    assert_eq!(story.insights().all.open_weighted(), Ok(10_000 + 75_000));
    assert_eq!(story.stage("demo").weighted(), Ok(75_000));
}

#[test]
fn nothing_is_nothing_and_not_zero() {
    let nothing = story("new: | won: | lost:", &[]).insights();
    assert_eq!(nothing.all.win_rate(), Err(Undefined::NothingClosed));
    assert_eq!(nothing.all.mean_size(), Err(Undefined::NothingClosed));
    assert_eq!(nothing.all.cycle(), Err(Undefined::NothingClosed));
    assert_eq!(nothing.survival_median(), Err(Undefined::NothingClosed));
    assert_eq!(nothing.all.velocity(), Err(Undefined::NothingClosed));
    assert_eq!(nothing.stages[0].furthest.step().share(), None);
    assert_eq!(nothing.stages[0].visit_days, None);
    let lost = story("new: | won: | lost: a", &[]).insights().all;
    assert_eq!(lost.win_rate().unwrap().share(), Some(0.0), "all lost is zero and well defined");
    assert_eq!(lost.mean_size(), Err(Undefined::NothingWon));
    let one = story("new: a | won: | lost:", &[]).insights();
    assert_eq!((one.all.open, one.all.open_value.total()), (1, Ok(0)));
    assert_eq!(one.all.open_value.mean(), Err(Undefined::NoValue));
    let empty = sales::model::Workspace::default();
    let columns = metrics::Columns::new(&empty, &super::UTC);
    let query = story("new: | won: | lost:", &[]).query;
    let insights = metrics::insights(&empty, &columns, &metrics::Selection::all(), &query);
    assert_eq!((insights.stages.len(), insights.all.open), (0, 0));
}
