//! What holds of figures whatever people do.

use metrics::{
    Basis, Behind, Columns, Grouping, Insights, Mode, Period, Query, Rate, Selection, Step, as_of, behind,
    by, change, insights, journeys,
};
use proptest::prelude::*;
use sales::decide::{Command, DealPatch};
use sales::evolve::{Touched, apply};
use sales::ids::DealId;
use sales::log::{Change, DealEdit, Line, Log, Past, Swap};
use sales::model::Workspace;
use sales::query::Filter;
use sales::time::{Calendar, Timestamp};

use super::{UTC, day};
use crate::fixture::MONDAY;
use crate::steps::settings;
use crate::steps::{Deed, steps};
use crate::steps::{small, take};

fn query(from: i64, to: i64, basis: Basis) -> Query {
    let period = Period { from: day(from), to: day(to) };
    Query { period, today: day(60), basis, mode: Mode::Furthest, pipelines: Vec::new() }
}

fn identities(ws: &Workspace, selection: &Selection, query: &Query) -> Result<(), TestCaseError> {
    let columns = Columns::new(ws, &UTC);
    let found = insights(ws, &columns, selection, query);
    for row in &found.stages {
        for mode in [Mode::Furthest, Mode::Visited] {
            let passage = row.passage(mode);
            let parts = passage.advanced + passage.lost + passage.nurtured + passage.still;
            prop_assert_eq!(parts, passage.reached, "{:?} of {:?}", mode, row.stage);
        }
        prop_assert_eq!(row.lost_by_reason.iter().sum::<usize>(), row.furthest.lost);
        prop_assert!(row.visited.reached <= row.furthest.reached);
    }
    flow(&found)?;
    finite(&found)?;
    change_adds_up(ws, &columns, selection, query)?;
    let whole = &found.all;
    for groups in [&found.owners, &found.segments, &found.sources] {
        let won: usize = groups.iter().map(|group| group.outcomes.won).sum();
        let open: usize = groups.iter().map(|group| group.outcomes.open).sum();
        prop_assert_eq!((won, open), (whole.won, whole.open));
    }
    for grouping in [
        Grouping::Product,
        Grouping::Stage,
        Grouping::LastStage,
        Grouping::Pipeline,
        Grouping::Organisation,
        Grouping::Manager,
    ] {
        let groups = by(ws, &columns, selection, query, grouping);
        prop_assert_eq!(groups.iter().map(|group| group.outcomes.open).sum::<usize>(), whole.open);
        let ways = journeys(ws, &columns, selection, query, grouping);
        prop_assert_eq!(ways.all.ends.all(), found.cohort);
        let sum: usize = ways.groups.iter().map(|(_, journey)| journey.ends.all()).sum();
        prop_assert_eq!(sum, found.cohort, "{:?}", grouping);
    }
    let lost = by(ws, &columns, selection, query, Grouping::LossReason);
    prop_assert_eq!(lost.iter().map(|group| group.outcomes.lost).sum::<usize>(), whole.lost);
    let moving = behind(ws, &columns, selection, query, &Behind::Moving);
    prop_assert_eq!(moving.len(), whole.open + whole.won + whole.lost);
    prop_assert_eq!(found.months.iter().map(|month| month.won).sum::<usize>(), whole.won);
    Ok(())
}

/// As many deals leave a stage as come to it.
fn flow(found: &Insights) -> Result<(), TestCaseError> {
    for row in &found.stages {
        let came: usize =
            found.links.iter().filter(|link| link.to == Some(row.stage)).map(|link| link.deals).sum();
        let went: usize =
            found.links.iter().filter(|link| link.from == Some(row.stage)).map(|link| link.deals).sum();
        let ended = row.furthest.lost + row.furthest.nurtured + row.furthest.still;
        prop_assert_eq!(came, went + ended, "{:?}", row.stage);
    }
    Ok(())
}

fn change_adds_up(
    ws: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
) -> Result<(), TestCaseError> {
    let found = insights(ws, columns, selection, query);
    let Some(change) = change(ws, columns, selection, query) else { return Ok(()) };
    let (mut deals, mut minor) = (0_i64, 0_i128);
    let mut is_rated = true;
    for step in Step::ALL {
        let moved = change.of(step);
        let sign = match step {
            Step::Start | Step::New | Step::Reopened | Step::MovedIn | Step::Raised => 1,
            _ => -1,
        };
        match moved.value.total() {
            Ok(value) => minor += sign * value,
            Err(_) => is_rated = false,
        }
        if !matches!(step, Step::Raised | Step::Lowered) {
            deals += i64::try_from(sign).unwrap() * i64::try_from(moved.deals).unwrap();
        }
    }
    prop_assert_eq!(deals, 0);
    prop_assert!(!is_rated || minor == 0, "{} cents: {:?}", minor, change);
    prop_assert_eq!(change.of(Step::End).deals, found.all.open);
    prop_assert_eq!(change.of(Step::End).value.total(), found.all.open_value.total());
    if let Some(before) = query.before().filter(|_| query.as_of() >= query.period.from) {
        let then = insights(ws, columns, selection, &before);
        prop_assert_eq!(change.of(Step::Start).deals, then.all.open);
        prop_assert_eq!(change.of(Step::Start).value.total(), then.all.open_value.total());
    }
    Ok(())
}

/// Whether it puts days right.
fn rewrites(command: &Command) -> bool {
    let is_day = |patch: &DealPatch| matches!(patch, DealPatch::Created(_) | DealPatch::Closed(_));
    match command {
        Command::EditDeals { patch, .. } | Command::MoveDeals { patch: Some(patch), .. } => is_day(patch),
        Command::AddDeal { patches, .. } => patches.iter().any(is_day),
        _ => false,
    }
}

/// Has nobody know when a deal was created, and has it come into its first stage forty days before.
fn guess_created(ws: &mut Workspace, id: DealId) {
    let deal = ws.deals.get(id).expect("it is there");
    let from = Past::of(deal);
    let mut to = from.clone();
    to.guessed.created = true;
    to.created = to.created.plus_days(-40);
    for visit in &mut to.visits {
        visit.entered = visit.entered.plus_days(-40);
    }
    let edit = DealEdit::Past(Box::new(Swap { from, to }));
    apply(ws, &Change::DealEdited { id, edit }, &mut Touched::default());
}

/// Every number that is told is a number.
fn finite(found: &Insights) -> Result<(), TestCaseError> {
    let groups = [&found.owners, &found.segments, &found.sources].into_iter().flatten();
    for all in groups.map(|group| &group.outcomes).chain([&found.all]) {
        let velocity = all.velocity().ok();
        let cycle = [all.cycle().ok(), all.lost_cycle()].into_iter().flatten();
        let numbers = [
            all.win_rate().ok().map(|rate| rate.share().unwrap_or(f64::NAN)),
            all.win_rate_by_value().ok(),
            velocity.map(|velocity| velocity.per_day),
            velocity.map(metrics::Velocity::monthly),
            velocity.map(|velocity| velocity.size),
            velocity.map(|velocity| velocity.more_deals),
            velocity.map(|velocity| velocity.more_wins),
            velocity.map(|velocity| velocity.larger_deals),
            velocity.map(|velocity| velocity.shorter_cycle),
            all.cycle_moments().mean(),
            all.size_moments().mean(),
        ];
        let spreads = cycle.flat_map(|days| [days.mean, days.median, days.ninth_decile]);
        for number in numbers.into_iter().flatten().chain(spreads) {
            prop_assert!(number.is_finite(), "{:?}", all);
        }
        for share in [all.win_rate().ok().and_then(Rate::share), all.win_rate_by_value().ok()] {
            prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)), "{:?}", all);
        }
    }
    for row in &found.stages {
        for mode in [Mode::Furthest, Mode::Visited] {
            let passage = row.passage(mode);
            for rate in [passage.step(), passage.cumulative(), passage.to_won(), passage.drop_off()] {
                prop_assert_eq!(rate.share().is_some(), rate.of > 0, "a rate out of nothing is none");
                let share = rate.share().unwrap_or_default();
                prop_assert!((0.0..=1.0).contains(&share), "{:?}", passage);
                if let Some((low, high)) = rate.interval() {
                    prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{:?}", rate);
                }
            }
        }
        for days in [row.visit_days].into_iter().flatten() {
            for number in [days.mean, days.median, days.ninth_decile] {
                prop_assert!(number.is_finite() && number >= 0.0, "{:?}", days);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(settings(96))]

    /// Columns and selections that follow each change are those built anew, after commands, undo and redo.
    #[test]
    fn columns_that_follow_equal_columns_built_anew(steps in steps(40)) {
        let mut office = small();
        let filter = Filter { text: "a".into(), ..Filter::default() };
        let mut columns = Columns::new(&office.ws, &UTC);
        let mut selection = Selection::new(&office.ws, filter.clone(), Vec::new());
        for step in &steps {
            if take(&mut office, step) {
                columns.follow(&office.ws, &office.touched, &UTC);
                selection.follow(&office.ws, &office.touched);
                prop_assert!(columns == Columns::new(&office.ws, &UTC), "{:?}", office.log.last());
                let anew = Selection::new(&office.ws, filter.clone(), Vec::new());
                for (ix, deal) in office.ws.deals.iter_ix() {
                    prop_assert_eq!(selection.has(ix), anew.has(ix), "{} after {:?}", deal.title, office.log.last());
                }
            }
        }
    }

    /// The parts of each figure come to the whole, on any day and basis.
    #[test]
    fn parts_come_to_the_whole(steps in steps(60), from in -5_i64..40, length in 0_i64..40) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        let filter = Filter { text: "a".into(), ..Filter::default() };
        let some = Selection::new(&office.ws, filter, Vec::new());
        for basis in [Basis::Snapshot, Basis::CreatedIn, Basis::ClosedIn] {
            for selection in [&Selection::all(), &some] {
                identities(&office.ws, selection, &query(from, from + length, basis))?;
            }
        }
    }

    /// Where nobody knows when deals were created, the months come to the whole all the same: none was closed before they begin.
    #[test]
    fn months_come_to_the_whole_where_days_are_guessed(
        steps in steps(60),
        guessed in proptest::collection::vec(any::<bool>(), 1..6),
        from in -80_i64..40,
        length in 0_i64..120,
    ) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        let deals: Vec<DealId> = office.ws.deals.iter().map(|deal| deal.id).collect();
        for (id, _) in deals.into_iter().zip(guessed.iter().cycle()).filter(|(_, guessed)| **guessed) {
            guess_created(&mut office.ws, id);
        }
        let columns = Columns::new(&office.ws, &UTC);
        for basis in [Basis::Snapshot, Basis::CreatedIn, Basis::ClosedIn] {
            let query = query(from, from + length, basis);
            let found = insights(&office.ws, &columns, &Selection::all(), &query);
            let won: usize = found.months.iter().map(|month| month.won).sum();
            let lost: usize = found.months.iter().map(|month| month.lost).sum();
            prop_assert_eq!((won, lost), (found.all.won, found.all.lost), "{:?}", basis);
            let months = by(&office.ws, &columns, &Selection::all(), &query, Grouping::MonthClosed);
            let won: usize = months.iter().map(|group| group.outcomes.won).sum();
            prop_assert_eq!(won, found.all.won, "{:?}", basis);
        }
    }

    /// A board of the past is the one that the log leads to, if it is read up to the end of that day.
    #[test]
    fn the_past_reads_as_it_was(steps in steps(60), last in 0_i64..30) {
        let mut office = small();
        for step in &steps {
            let latest = office.now;
            // What is taken back leaves no trace, what is removed was never there, sample data bring a past along, and days
            // that are put right make it another one.
            if let Deed::Do(command) = step.deed(&mut office)
                && !matches!(command, Command::RemoveDeals { .. } | Command::LoadSample { .. })
                && !rewrites(&command)
            {
                office.now = office.now.max(latest);
                let _ = office.run(&command);
            }
            office.now = office.now.max(latest);
        }
        let end = day(last);
        let known = office.log.iter().filter(|entry| UTC.date_of(entry.at) <= end).cloned();
        let then = known.map(Line::Known).collect::<Log>().replay();
        let pipelines = office.ws.pipelines.iter().map(|pipeline| pipeline.id).collect();
        let query = Query { pipelines, ..query(-5, last, Basis::Snapshot) };
        let columns = Columns::new(&office.ws, &UTC);
        let stood = as_of(&office.ws, &columns, &Selection::all(), &query);
        prop_assert_eq!(stood.len(), then.deals.iter().count());
        let midnight = Timestamp(MONDAY.0 + (last + 1) * 86_400_000 - 12 * 3_600_000 - 1);
        for row in stood {
            let deal = office.ws.deals.at(row.deal);
            let was = then.deals.live(deal.id).expect("it was there");
            prop_assert_eq!((row.stage, row.standing), (was.position.stage, was.standing()), "{}", deal.title);
            prop_assert_eq!(deal.value_at(midnight), was.value, "{}", deal.title);
            prop_assert_eq!(row.value, was.value, "{}", deal.title);
        }
    }
}
