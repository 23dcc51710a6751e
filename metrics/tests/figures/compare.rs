//! Two groups side by side on every figure.

use metrics::{
    Basis, Behind, Compared, Gap, Grouping, Key, Measure, Mode, NoInterval, Rate, Selection, StageMeasure,
    Subject, behind, gap, parted,
};
use proptest::prelude::*;
use sales::model::ListKind;

use super::{Story, UTC, column, story, tell};
use crate::steps::{settings, small, steps, take};

impl Story {
    fn subject(&self, selection: &Selection) -> Subject {
        Subject::new(&self.office.ws, &self.columns(), selection, &self.query, &UTC)
    }

    /// The deals of a group.
    fn group(&self, grouping: Grouping, key: Key) -> Selection {
        parted(&self.office.ws, &self.columns(), &self.selection, &self.query, grouping, key).0
    }

    fn owner(&self, name: &str) -> Subject {
        self.subject(&self.group(Grouping::Owner, Key::Owner(Some(self.office.person_id(name)))))
    }

    fn all(&self) -> Subject {
        self.subject(&self.selection)
    }
}

fn measures(stages: impl IntoIterator<Item = sales::ids::StageId>) -> Vec<Measure> {
    let mut all = vec![
        Measure::Open,
        Measure::OpenValue,
        Measure::Weighted,
        Measure::Created,
        Measure::Won,
        Measure::Lost,
        Measure::Closed,
        Measure::WonValue,
        Measure::LostValue,
        Measure::WinRate,
        Measure::WinRateByValue,
        Measure::Size,
        Measure::MedianSize,
        Measure::Cycle,
        Measure::MedianCycle,
        Measure::ExpectedCycle,
        Measure::Velocity,
        Measure::Activities,
        Measure::Value,
        Measure::Decided,
        Measure::MovedBack,
    ];
    let there = [
        StageMeasure::Here,
        StageMeasure::HereValue,
        StageMeasure::Weighted,
        StageMeasure::Step,
        StageMeasure::Cumulative,
        StageMeasure::ToWon,
        StageMeasure::DropOff,
        StageMeasure::Lost,
        StageMeasure::Nurtured,
        StageMeasure::Days,
        StageMeasure::MedianDays,
        StageMeasure::NinthDays,
        StageMeasure::DealDays,
        StageMeasure::RunningMedian,
        StageMeasure::RunningLongest,
    ];
    for stage in stages {
        all.extend(there.map(|measure| Measure::Stage(stage, measure)));
    }
    all
}

/// Ada wins 20 of 30 deals, each worth twice its number, Bob 10 of 30; one a day.
fn sellers() -> Story {
    let board = format!("new: {} {} x y z | demo: | won: | lost:", column("a", 30), column("b", 30));
    let mut story = story(&board, &["0: give x y to Ada; give z to Bob; value x y z to 50"]);
    for number in 0..30 {
        let (ada, bob) = (format!("a{number}"), format!("b{number}"));
        let (won, lost) = (number % 3 < 2, number % 3 > 0);
        let end = |card: &str, is_won: bool| {
            if is_won { format!("win {card}") } else { format!("lose {card} because price") }
        };
        tell(
            &mut story.office,
            &format!(
                "{}: give {ada} to Ada; give {bob} to Bob; value {ada} to {}; value {bob} to {}; {}; {}",
                number + 1,
                2 * number + 2,
                number + 1,
                end(&ada, won),
                end(&bob, !lost)
            ),
        );
    }
    story.basis(Basis::ClosedIn).asked_on(31)
}

#[test]
fn every_figure_has_a_difference_and_an_interval_where_there_is_one() {
    let story = sellers();
    let (ada, bob) = (story.owner("Ada"), story.owner("Bob"));
    let of = |measure| gap(&ada, &bob, measure).unwrap_or_else(|| panic!("{measure:?}"));
    let compared = |measure| of(measure).interval.unwrap_or_else(|why| panic!("{measure:?}: {why:?}"));
    let rate = compared(Measure::WinRate);
    assert!((rate.difference.by - 1.0 / 3.0).abs() < 1e-12 && rate.is_real(), "{rate:?}");
    // Twenty won in as many days as ten: score intervals 12.95 to 30.90 and 5.43 to 18.41, so -0.98 to 21.82.
    let won = compared(Measure::Won);
    assert_eq!((won.difference.by, won.first, won.is_real()), (10.0, 15, false));
    assert!(
        (won.difference.low + 0.98).abs() < 0.02 && (won.difference.high - 21.82).abs() < 0.02,
        "{won:?}"
    );
    assert!(compared(Measure::Cycle).difference.by.abs() < 3.0);
    assert!(compared(Measure::MedianSize).difference.by > 0.0);
    for measure in [Measure::WonValue, Measure::LostValue, Measure::WinRateByValue, Measure::Velocity] {
        let Compared { difference, .. } = compared(measure);
        let by = of(measure).by;
        assert!((difference.by - by).abs() < 1e-6 * by.abs().max(1.0), "{measure:?}: {difference:?} {by}");
        assert!(difference.low < by && by < difference.high, "{measure:?}: {difference:?}");
    }
    // Bob wins so few that half of them may never be.
    assert_eq!(of(Measure::ExpectedCycle).interval, Err(NoInterval::Endless));
    for measure in [Measure::Open, Measure::OpenValue, Measure::Weighted] {
        assert_eq!(of(measure).interval, Err(NoInterval::Counted), "{measure:?}");
    }
    assert_eq!((of(Measure::Open).by, of(Measure::OpenValue).by), (1.0, 5_000.0));
    let new = story.office.stage_id("new");
    let step = compared(Measure::Stage(new, StageMeasure::Step));
    assert!((step.difference.by - 1.0 / 3.0).abs() < 1e-12);
    let lost = compared(Measure::Stage(new, StageMeasure::Lost));
    assert!((lost.difference.by + 1.0 / 3.0).abs() < 1e-12 && lost.is_real());
    assert!(compared(Measure::Stage(new, StageMeasure::MedianDays)).first == 30);
    // Whatever was dropped was lost; each deal was there once, so that deals take as long as their visits.
    assert_eq!(compared(Measure::Stage(new, StageMeasure::DropOff)), lost);
    let by_deal = compared(Measure::Stage(new, StageMeasure::DealDays));
    assert_eq!(by_deal, compared(Measure::Stage(new, StageMeasure::Days)));
    // Thirty are too few for the ends of a ninth decile; what is open is counted in full.
    let ninth = of(Measure::Stage(new, StageMeasure::NinthDays));
    assert_eq!(ninth.interval, Err(NoInterval::TooFew));
    assert_eq!(of(Measure::Stage(new, StageMeasure::Weighted)).interval, Err(NoInterval::Counted));
    assert_eq!(ada.figure(Measure::Stage(new, StageMeasure::Here)), Some(2.0));
    // Nobody got to the second stage and was worked on there.
    let demo = story.office.stage_id("demo");
    assert_eq!(gap(&ada, &bob, Measure::Stage(demo, StageMeasure::Days)), None);
}

#[test]
fn few_deals_are_not_acted_on() {
    let few = Compared::rates(Rate { hits: 9, of: 9 }, Rate { hits: 0, of: 9 }).unwrap();
    assert!(few.difference.is_real() && !few.is_real(), "too few to act on");
}

#[test]
fn deals_that_are_in_both_groups_leave_no_interval() {
    let mut story = sellers();
    story.office.entry(ListKind::Tag, "warm");
    tell(&mut story.office, "31: tag a0 a1 a2 a3 b1 to hot; tag a3 b0 b2 b3 to warm");
    let tag = |name: &str| {
        let key = Key::Tag(Some(story.office.choice(ListKind::Tag, name)));
        story.subject(&story.group(Grouping::Tag, key))
    };
    let (hot, warm) = (tag("hot"), tag("warm"));
    let interval = |measure| gap(&hot, &warm, measure).map(|gap| gap.interval);
    // a3 is in both, and won.
    for measure in [Measure::Won, Measure::WinRate, Measure::Created, Measure::MovedBack, Measure::Velocity] {
        assert_eq!(interval(measure), Some(Err(NoInterval::Shared(1))), "{measure:?}");
    }
    assert!(matches!(interval(Measure::Lost), Some(Ok(_))), "none of those lost is in both");
    let twice = gap(&hot, &hot, Measure::WinRate).unwrap();
    assert_eq!((twice.by, twice.interval), (0.0, Err(NoInterval::Shared(5))));
}

#[test]
fn what_stood_on_two_days_is_much_the_same() {
    let story = sellers();
    let at = |story: &Story, from, to, basis| story.clone().between(from, to).basis(basis).all();
    let two = |basis| (at(&story, 16, 30, basis), at(&story, 1, 15, basis));
    let (later, sooner) = two(Basis::Snapshot);
    let new = story.office.stage_id("new");
    let step = Measure::Stage(new, StageMeasure::Step);
    assert_eq!(gap(&later, &sooner, step).unwrap().interval, Err(NoInterval::Shared(63)));
    assert_eq!(gap(&later, &sooner, Measure::Open).unwrap().interval, Err(NoInterval::Shared(3)));
    // What was closed in the one was not closed in the other.
    assert!(gap(&later, &sooner, Measure::WinRate).unwrap().interval.is_ok());
    let (later, sooner) = two(Basis::ClosedIn);
    assert!(gap(&later, &sooner, step).unwrap().interval.is_ok());
}

#[test]
fn a_deal_that_was_lost_opened_again_and_won_is_in_both_periods() {
    let board = format!("new: {} | won: | lost:", column("a", 24));
    let mut story = story(&board, &[]);
    for number in 0..12 {
        tell(&mut story.office, &format!("2: lose a{number} because price; win a{}", number + 12));
    }
    tell(&mut story.office, "12: reopen a0 to new top; win a0");
    let story = story.basis(Basis::ClosedIn).asked_on(20);
    let (later, sooner) = (story.clone().between(10, 19).all(), story.clone().between(0, 9).all());
    assert_eq!(gap(&later, &sooner, Measure::WinRate).unwrap().interval, Err(NoInterval::Shared(1)));
    assert!(gap(&later, &sooner, Measure::Won).unwrap().interval.is_ok(), "it was won once only");
}

#[test]
fn periods_of_other_lengths_are_compared_by_their_pace() {
    let story = sellers();
    // 30 of 60 closed in 15 days each of the whole; 10 days and 20 days, two closed on each.
    let (short, long) = (story.clone().between(1, 10).all(), story.clone().between(11, 30).all());
    let found = gap(&short, &long, Measure::Closed).unwrap();
    assert!(found.is_pace && found.by.abs() < 1e-12, "{found:?}");
    let by = found.interval.unwrap().difference;
    // 20 in 10 days and 40 in 20, by 30 days: score intervals 38.85 to 92.69 and 44.06 to 81.71.
    assert!((by.low + (60.0_f64 - 38.85).hypot(81.71 - 60.0)).abs() < 0.05, "{by:?}");
    let same = gap(&short, &story.clone().between(11, 20).all(), Measure::Closed).unwrap();
    assert!(!same.is_pace);
    // A period begins with the first deal there is: nothing is known of the days before.
    let old =
        gap(&story.clone().between(-50, 10).all(), &story.clone().between(11, 21).all(), Measure::Closed);
    assert!(!old.unwrap().is_pace, "eleven days both");
    let future = story.clone().between(100, 130).all();
    assert_eq!(gap(&short, &future, Measure::Closed), None, "it has no days yet");
}

#[test]
fn the_days_of_a_stage_open_the_deals_behind_them() {
    let mut story = story(
        "new: a b c d | demo: | won: | lost:",
        &["2: move a to demo top; move d to demo top", "3: move d to new top", "5: win a"],
    );
    story = story.asked_on(9);
    let new = story.stage("new");
    let id = new.stage;
    let of = |figure: Behind| {
        behind(&story.office.ws, &story.columns(), &story.selection, &story.query, &figure).len()
    };
    // a was there once, d twice, of which once goes on.
    assert_eq!((new.visit_days.unwrap().count, of(Behind::Left(id))), (2, 2));
    assert_eq!((new.deal_days.unwrap().count, of(Behind::Gone(id))), (1, 1));
    assert_eq!((new.running_days.unwrap().count, of(Behind::Running(id))), (3, 3));
    assert_eq!(story.behind(&Behind::Gone(id)), "a");
    assert_eq!(story.behind(&Behind::Running(id)), "b c d");
    assert_eq!(story.behind(&Behind::Curve), "a b c d", "all of which are won or open");
}

proptest! {
    #![proptest_config(settings(64))]

    /// Turned around, a difference is its own opposite; nothing is no number; figures are those of the Insights; and a group
    /// differs from itself by nothing, without a verdict.
    #[test]
    fn differences_turn_around(steps in steps(60), from in -5_i64..30, length in 0_i64..30, other in 0_i64..30) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        for basis in [Basis::Snapshot, Basis::CreatedIn, Basis::ClosedIn] {
            let story = |from, to| {
                let mut told = story("new: | won: | lost:", &[]).between(from, to).basis(basis).asked_on(60);
                told.office = office.clone();
                told.query.mode = if from % 2 == 0 { Mode::Furthest } else { Mode::Visited };
                told.all()
            };
            let (one, two) = (story(from, from + length), story(from + other, from + other + 3));
            let stages: Vec<_> = one.insights.stages.iter().map(|figures| figures.stage).collect();
            for measure in measures(stages) {
                let (there, back) = (gap(&one, &two, measure), gap(&two, &one, measure));
                prop_assert_eq!(there.is_some(), back.is_some());
                let (Some(there), Some(back)) = (there, back) else { continue };
                prop_assert!(there.by.is_finite() && (there.by + back.by).abs() < 1e-6, "{measure:?}");
                match (there.interval, back.interval) {
                    (Ok(a), Ok(b)) => {
                        let (a, b) = (a.difference, b.difference);
                        prop_assert!(a.low.is_finite() && a.high.is_finite(), "{measure:?} {a:?}");
                        prop_assert!((a.low + b.high).abs() < 1e-6 * (1.0 + a.low.abs()), "{measure:?} {a:?} {b:?}");
                        prop_assert!(a.low <= a.by && a.by <= a.high, "{measure:?} {a:?}");
                    }
                    (a, b) => prop_assert_eq!(a.err(), b.err()),
                }
                let Gap { by, interval, .. } = gap(&one, &one, measure).expect("it is there");
                prop_assert!(by.abs() < 1e-9);
                let is_told = interval.is_ok_and(|compared| compared.is_real());
                prop_assert!(!is_told, "{measure:?}");
            }
        }
    }
}

#[test]
fn a_deal_of_an_unknown_day_makes_no_group_an_older_one() {
    use sales::log::{Change, NewDeal};
    let mut story = sellers();
    let won = |story: &Story| format!("{:?}", gap(&story.owner("Ada"), &story.owner("Bob"), Measure::Won));
    let before = won(&story);
    let position = story.office.deal("x").position.clone();
    let id = sales::ids::DealId(story.office.uuid());
    let plain = NewDeal::plain(id, "undated".into(), position, crate::fixture::MONDAY);
    let guessed = sales::model::Guessed { created: true, closed: None };
    let owner = Some(story.office.person_id("Ada"));
    let change = Change::DealAdded(Box::new(NewDeal { owner, guessed, is_partial: true, ..plain }));
    sales::evolve::apply(&mut story.office.ws, &change, &mut sales::evolve::Touched::default());
    assert_eq!(won(&story), before);
}

/// Old deals whose day of creation nobody knows were there all the same: the days before the first known one count.
#[test]
fn deals_without_a_day_of_creation_are_there_from_their_first_stage() {
    let mut story = story("new: a b | won: | lost:", &["8: win a"]);
    for deal in story.office.ws.deals.iter().map(|deal| deal.id).collect::<Vec<_>>() {
        let deal = story.office.ws.deals.get(deal).expect("it is there");
        let from = sales::log::Past::of(deal);
        let guessed = sales::model::Guessed { created: true, closed: None };
        let to = sales::log::Past { guessed, ..from.clone() };
        let edit = sales::log::DealEdit::Past(Box::new(sales::log::Swap { from, to }));
        let change = sales::log::Change::DealEdited { id: deal.id, edit };
        sales::evolve::apply(&mut story.office.ws, &change, &mut sales::evolve::Touched::default());
    }
    let position = story.office.deal("b").position.clone();
    let id = sales::ids::DealId(story.office.uuid());
    let known = sales::log::NewDeal::plain(id, "c".into(), position, crate::fixture::MONDAY.plus_days(12));
    let change = sales::log::Change::DealAdded(Box::new(known));
    sales::evolve::apply(&mut story.office.ws, &change, &mut sales::evolve::Touched::default());
    let story = story.between(0, 9).asked_on(20);
    let early = story.all();
    let story = story.between(10, 19).asked_on(20);
    assert!(gap(&early, &story.all(), Measure::Won).is_some());
}
