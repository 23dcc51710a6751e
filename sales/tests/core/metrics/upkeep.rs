//! Hygiene and review: what is to be put right, and what hangs on it.

use proptest::prelude::*;
use sales::activities::next_step;
use sales::decide::{ActivityDraft, Command, DealPatch, StagePatch};
use sales::ids::ActivityId;
use sales::metrics::{
    Amount, Check, Columns, Grouping, Hygiene, Key, Limits, Selection, Upkeep, by, hygiene, hygiene_by_week,
    last_sunday, review,
};
use sales::stalled::{Overdue, overdue, stalled_by};
use sales::time::Calendar;

use super::{Story, UTC, day, story, tell};
use crate::fixture::MONDAY;
use crate::properties::office::{small, take};
use crate::properties::settings;
use crate::properties::steps::steps;

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
    assert_eq!((b.stalled.unwrap().idle_days, b.stalled.unwrap().limit_days, b.overdue), (9, 5, None));
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
        let query = sales::metrics::Query {
            period: sales::metrics::Period::until(today),
            today,
            basis: sales::metrics::Basis::Snapshot,
            mode: sales::metrics::Mode::Furthest,
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
