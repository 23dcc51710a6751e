//! Hygiene and review: what is to be put right, and what hangs on it.

use metrics::stalled::{Overdue, overdue, stalled_by};
use metrics::{
    Amount, Became, Begun, Check, Columns, Grouping, Hygiene, Key, Limits, Selection, Upkeep, by, footing,
    hygiene, hygiene_by_week, last_sunday, rested, review,
};
use proptest::prelude::*;
use sales::activities::next_step;
use sales::decide::{ActivityDraft, Command, DealPatch, StagePatch};
use sales::ids::ActivityId;
use sales::time::Calendar;

use super::{Story, UTC, day, story, tell};
use crate::fixture::MONDAY;
use crate::steps::settings;
use crate::steps::steps;
use crate::steps::{small, take};

impl Story {
    fn upkeep(&self, number: i64) -> Hygiene {
        let (ws, columns) = (&self.office.ws, self.columns());
        hygiene(ws, &columns, &self.selection, &Limits::default(), &[], day(number), &UTC)
    }

    fn plan(&mut self, title: &str, number: i64) -> ActivityId {
        tell(&mut self.office, &format!("{number}: value {title} to {}", number + 1));
        let id = ActivityId(self.office.uuid());
        let deal = Some(self.office.deal_id(title));
        self.office
            .must(&Command::AddActivity { id, draft: ActivityDraft { deal, ..ActivityDraft::default() } });
        id
    }

    fn close(&mut self, title: &str, number: i64) {
        let deals = self.office.deal_ids(title);
        self.office.must(&Command::EditDeals { deals, patch: DealPatch::ExpectedClose(Some(day(number))) });
    }
}

fn hits(upkeep: &Upkeep) -> [usize; 6] {
    let [step, value, owner, close, touched] = Check::ALL.map(|check| upkeep.of(check).hits);
    [upkeep.sound.hits, step, value, owner, close, touched]
}

#[test]
fn a_deal_is_sound_with_all_five() {
    let mut story =
        story("new: a b c | won: | lost: d", &["0: value a b to 5; give a b to Ada; give c to Bob"]);
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(7)) });
    story.plan("a", 0);
    story.close("a", 7);
    story.close("b", 2);
    let at = story.upkeep(5);
    // Sound, next step, value, owner, expected close, touched.
    assert_eq!((at.all.sound.of, hits(&at.all)), (3, [1, 1, 2, 3, 1, 3]));
    let (ada, bob) = (story.office.person_id("Ada"), story.office.person_id("Bob"));
    let people: Vec<_> = at.people.iter().map(|row| (row.0, row.1.sound.hits, row.1.sound.of)).collect();
    assert_eq!(people, [(Some(ada), 1, 2), (Some(bob), 0, 1)]);
    assert_eq!(at.pipelines.len(), 1);
    let titles = |row: &(Check, Vec<_>)| {
        let title = |ix| story.office.ws.deals.at(ix).title.clone();
        (row.0, row.1.iter().map(|&ix| title(ix)).collect::<Vec<_>>().join(" "))
    };
    let to_fix: Vec<_> = at.to_fix.iter().map(titles).collect();
    assert_eq!(
        to_fix,
        [
            (Check::NextStep, "b c".to_owned()),
            (Check::ExpectedClose, "b c".to_owned()),
            (Check::Value, "c".to_owned()),
        ]
    );
    // The day it is expected to close is not past yet; a week without work is still within the limit.
    assert_eq!(hits(&story.upkeep(7).all), [1, 1, 2, 3, 1, 3]);
    assert_eq!(hits(&story.upkeep(8).all), [0, 1, 2, 3, 0, 0]);
}

#[test]
fn weeks_tell_how_it_was_then() {
    let mut story = story("new: a | won: | lost:", &["0: give a to Ada"]);
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(3)) });
    let call = story.plan("a", 4);
    story.close("a", 90);
    tell(&mut story.office, "13: give a to Bob");
    story.office.must(&Command::CompleteActivities { activities: vec![call], outcome: String::new() });
    tell(&mut story.office, "20: win a");
    let (ws, columns, limits) = (&story.office.ws, story.columns(), Limits::default());
    let weeks = hygiene_by_week(ws, &columns, &story.selection, &limits, &[], (day(21), 4), &UTC);
    let found: Vec<_> = weeks.iter().map(|(at, upkeep)| (*at, upkeep.sound.of, hits(upkeep))).collect();
    assert_eq!(
        found,
        [
            (day(-7), 0, [0; 6]),
            // The first day: nothing but an owner and a day to close.
            (day(0), 1, [0, 0, 0, 1, 1, 1]),
            // The value and the plan of day four; a week later, what was planned is done and worked on the day before.
            (day(7), 1, [1, 1, 1, 1, 1, 1]),
            (day(14), 1, [0, 0, 1, 1, 1, 1]),
            (day(21), 0, [0; 6]),
        ]
    );
    assert_eq!(last_sunday(day(0)), day(-1));
    assert_eq!(last_sunday(day(6)), day(-1));
    assert_eq!(last_sunday(day(7)), day(6));
}

#[test]
fn what_hangs_on_most_comes_first_with_the_reasons() {
    let mut story = story(
        "new: a b c d e f | won: | lost: g",
        &["0: value a to 10; value b to 90; value c to 50 JPY", "6: value d to 5; value f to 70"],
    );
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(5)) });
    story.close("f", 7);
    let (ws, columns) = (&story.office.ws, story.columns());
    let found = review(ws, &columns, &story.selection, &Limits::default(), &[], day(9));
    let titles: Vec<_> = found.suspects.iter().map(|row| ws.deals.at(row.deal).title.as_str()).collect();
    // Then what has no rate, then what has no value; d was worked on three days ago.
    assert_eq!(titles, ["b", "f", "a", "c", "e"]);
    assert_eq!(found.open, 6);
    assert!(found.at_stake.total().is_err(), "yen have no rate");
    let f = &found.suspects[1];
    assert_eq!((f.stalled, f.overdue), (None, Some(Overdue::ExpectedClose { days: 2 })));
    assert_eq!(f.at_stake, Amount::Base(7_000));
    let b = &found.suspects[0];
    assert_eq!((b.stalled.unwrap().idle_days, b.stalled.unwrap().limit.days(), b.overdue), (9, 5, None));
}

#[test]
fn what_came_of_a_review_is_told_to_the_cent() {
    let mut story = story(
        "new: a b c d e f | won: w | lost: x",
        &["0: value a to 100; value b to 50; value c to 30; value d to 20; value e to 10; value w to 80"],
    );
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(5)) });
    story.office.must(&Command::EditStage { stage, patch: StagePatch::Probability(25) });
    let found = review(&story.office.ws, &story.columns(), &story.selection, &Limits::default(), &[], day(9));
    let begun = Begun::new(&story.office.ws, &found);
    assert_eq!(begun.deals().len(), 6);
    assert_eq!(begun.reviewed(&story.office.ws).decided(), 0);
    let before = footing(&story.office.ws, &story.columns(), &[], day(9));
    tell(&mut story.office, "9: nurture a; lose b because price; win c; remove d");
    let deal = Some(story.office.deal_id("e"));
    let id = ActivityId(story.office.uuid());
    story
        .office
        .must(&Command::AddActivity { id, draft: ActivityDraft { deal, ..ActivityDraft::default() } });
    let became: Vec<_> = begun.each(&story.office.ws).into_iter().map(|row| row.1).collect();
    assert_eq!(
        became,
        [Became::Nurtured, Became::Lost, Became::Won, Became::Removed, Became::Planned, Became::Waiting]
    );
    let came = begun.reviewed(&story.office.ws);
    assert_eq!((came.planned, came.nurtured, came.lost, came.won, came.removed), (1, 1, 1, 1, 1));
    // What is won left the forecast by coming true.
    assert_eq!(came.value.total(), Ok(17_000));
    assert_eq!(came.weighted(), Ok(4_250), "a quarter of it was in the weighted forecast");
    let after = footing(&story.office.ws, &story.columns(), &[], day(9));
    assert_eq!((before.open, after.open), (6, 2));
    assert_eq!((before.won, after.won), (1, 2));
    // An undo is taken into account.
    tell(&mut story.office, "9: undo; undo");
    assert_eq!(begun.reviewed(&story.office.ws).removed, 0);
}

#[test]
fn a_review_takes_in_what_comes_later_and_takes_back_what_is_undone() {
    let mut story = story("new: a b | won: | lost:", &["0: value a b to 5"]);
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(5)) });
    story.close("b", 20);
    let look = |story: &Story, number| {
        review(&story.office.ws, &story.columns(), &story.selection, &Limits::default(), &[], day(number))
    };
    let mut begun = Begun::new(&story.office.ws, &look(&story, 9));
    assert_eq!(begun.deals().len(), 2);
    tell(&mut story.office, "9: lose a because price");
    assert_eq!(begun.reviewed(&story.office.ws).lost, 1);
    story.office.do_all("undo");
    assert_eq!(begun.reviewed(&story.office.ws).decided(), 0);
    begun.include(&story.office.ws, &look(&story, 30));
    assert_eq!(begun.deals().len(), 2, "none twice");
}

#[test]
fn five_thousand_stalled_deals_are_one_review() {
    let mut story = story(&format!("new: {} | won: | lost:", super::column("d", 5_000)), &[]);
    let stage = story.office.stage_id("new");
    story.office.must(&Command::EditStage { stage, patch: StagePatch::LimitDays(Some(5)) });
    let found = review(&story.office.ws, &story.columns(), &story.selection, &Limits::default(), &[], day(9));
    assert_eq!(found.suspects.len(), 5_000);
    let begun = Begun::new(&story.office.ws, &found);
    let all: Vec<_> = begun.deals().collect();
    let outcome = sales::decide::Outcome::Nurtured { until: None, reason: String::new() };
    story.office.must(&Command::CloseDeals { deals: all, outcome });
    assert_eq!(begun.reviewed(&story.office.ws).nurtured, 5_000);
}

#[test]
fn nurturing_is_worth_what_came_back_and_was_won() {
    let mut story = story(
        "new: a b c d e | won: w | lost:",
        &["0: value a b c d to 10; nurture a b c d", "3: reopen a b c"],
    );
    let at = |story: &Story| rested(&story.office.ws, &story.columns(), &[], day(9));
    let now = at(&story);
    assert_eq!((now.ever, now.resting, now.due, now.back, now.won), (4, 1, 0, 3, 0));
    tell(&mut story.office, "5: win a; lose b because price; nurture c");
    let now = at(&story);
    assert_eq!((now.ever, now.resting, now.back, now.won), (4, 2, 3, 1));
    assert_eq!(now.won_value.total(), Ok(1_000));
    assert_eq!((now.win_rate().hits, now.win_rate().of), (1, 3));
    // What was re-engaged by mistake and taken back did not come back.
    tell(&mut story.office, "6: reopen d; undo");
    assert_eq!(at(&story).back, 3);
}

proptest! {
    #![proptest_config(settings(40))]

    /// Each deal of the review is there for what the rules say of it alone, and each check passes what it should.
    #[test]
    fn review_and_hygiene_say_what_the_rules_say(steps in steps(60), ahead in 30_i64..90) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        let (ws, now) = (&office.ws, MONDAY.plus_days(ahead + 200));
        let (columns, all, today) = (Columns::new(ws, &UTC), Selection::all(), UTC.date_of(now));
        let limits = Limits::learn(ws, &columns, today);
        let pipelines: Vec<_> = ws.pipelines.iter().map(|row| row.id).collect();
        if pipelines.is_empty() {
            return Ok(());
        }
        let found = review(ws, &columns, &all, &limits, &pipelines, today);
        let upkeep = hygiene(ws, &columns, &all, &limits, &pipelines, today, &UTC);
        let query = metrics::Query {
            period: metrics::Period::until(today),
            today,
            basis: metrics::Basis::Snapshot,
            mode: metrics::Mode::Furthest,
            pipelines,
        };
        let groups = by(ws, &columns, &all, &query, Grouping::Pipeline);
        let fails = |check, ix| upkeep.to_fix.iter().any(|row| row.0 == check && row.1.contains(&ix));
        let mut open = 0;
        for (ix, deal) in ws.deals.iter_ix() {
            let Some(pipeline) = ws.pipeline_of(deal) else { continue };
            let key = Key::Pipeline(pipeline);
            let cycle = groups.iter().find(|group| group.key == key);
            let cycle = cycle.and_then(|group| group.outcomes.cycle().ok());
            let stalled = stalled_by(ws, &limits, deal, now, &UTC);
            let overdue = overdue(deal, cycle.as_ref(), now, &UTC);
            let suspect = found.suspects.iter().find(|row| row.deal == ix);
            prop_assert_eq!(suspect.and_then(|row| row.stalled), stalled);
            prop_assert_eq!(suspect.and_then(|row| row.overdue), overdue);
            prop_assert_eq!(suspect.is_some(), stalled.is_some() || overdue.is_some());
            if deal.is_open() {
                open += 1;
                prop_assert_eq!(fails(Check::Touched, ix), stalled.is_some());
                prop_assert_eq!(fails(Check::NextStep, ix), next_step(ws, deal.id).is_none());
                prop_assert_eq!(fails(Check::Value, ix), deal.value.is_none());
                prop_assert_eq!(fails(Check::Owner, ix), deal.owner.is_none());
            }
        }
        prop_assert_eq!((found.open, upkeep.all.sound.of), (open, open));
        let whole = |rows: Vec<Upkeep>| -> [usize; 6] {
            rows.iter().map(hits).fold([0; 6], |sum, row| std::array::from_fn(|at| sum[at] + row[at]))
        };
        prop_assert_eq!(whole(upkeep.people.iter().map(|row| row.1).collect()), hits(&upkeep.all));
        prop_assert_eq!(whole(upkeep.pipelines.iter().map(|row| row.1).collect()), hits(&upkeep.all));
        let weeks = hygiene_by_week(ws, &columns, &all, &limits, &query.pipelines, (today, 3), &UTC);
        prop_assert_eq!(weeks.last().map(|row| row.1), Some(upkeep.all));
    }
}
