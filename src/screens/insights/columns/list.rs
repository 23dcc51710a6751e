//! All figures there are to report.

use metrics::{Behind, Ends, Mode, Part, Passage, Undefined};
use sales::model::StandingKind;

use super::super::grid::Cell;
use super::super::source::Source;
use super::super::tiles::whole;
use super::{Column, Made, Subject, Unit};
use crate::text::t;

/// A figure of outcomes.
const fn of(
    name: &'static str,
    metric: &'static str,
    title: fn() -> &'static str,
    (unit, made): (Unit, Made),
    cell: fn(Source<'_>, &'static str, &Subject) -> Cell,
    behind: fn(&Subject, Mode) -> Behind,
) -> Column {
    Column { name, metric, title, unit, made, cell, behind }
}

fn won(subject: &Subject, _: Mode) -> Behind {
    subject.within(Behind::Won)
}

fn open(subject: &Subject, _: Mode) -> Behind {
    subject.within(Behind::Open)
}

fn lost(subject: &Subject, _: Mode) -> Behind {
    subject.within(Behind::Lost)
}

fn left(subject: &Subject, _: Mode) -> Behind {
    match &subject.stage {
        Some(stage) => Behind::Left(stage.stage),
        None => subject.within(Behind::LeftAny),
    }
}

/// All figures there are to report. Their names stand in addresses and dashboards; new ones come last, since the places of all are bits.
pub(in crate::screens::insights) static COLUMNS: [Column; 29] = [
    of(
        "created",
        "report.created",
        || t().insights_charts().created,
        (Unit::Count, Made::Any),
        |source, metric, of| source.count_cell(metric, of.outcomes.created),
        |of, _| of.within(Behind::Created),
    ),
    of(
        "open",
        "report.open",
        || t().insights_charts().open,
        (Unit::Count, Made::Open),
        |source, metric, of| source.count_cell(metric, of.outcomes.open),
        open,
    ),
    of(
        "open-value",
        "report.openvalue",
        || t().insights_charts().open_value,
        (Unit::Money, Made::Open),
        |source, metric, of| source.worth_cell(metric, of.outcomes.open_value.total()),
        open,
    ),
    of(
        "weighted",
        "report.weighted",
        || t().insights().weighted,
        (Unit::Money, Made::Open),
        |source, metric, of| source.worth_cell(metric, of.outcomes.open_weighted()),
        open,
    ),
    of(
        "won",
        "report.won",
        || t().insights_charts().won,
        (Unit::Count, Made::Won),
        |source, metric, of| source.count_cell(metric, of.outcomes.won),
        won,
    ),
    of(
        "won-value",
        "report.wonvalue",
        || t().insights_charts().won_value,
        (Unit::Money, Made::Won),
        |source, metric, of| source.worth_cell(metric, of.outcomes.won_value.total()),
        won,
    ),
    of(
        "lost",
        "report.lost",
        || t().insights_charts().lost,
        (Unit::Count, Made::Lost),
        |source, metric, of| source.count_cell(metric, of.outcomes.lost),
        lost,
    ),
    of(
        "lost-value",
        "report.lostvalue",
        || t().insights_report().lost_value,
        (Unit::Money, Made::Lost),
        |source, metric, of| source.worth_cell(metric, of.outcomes.lost_value.total()),
        lost,
    ),
    of(
        "win-rate",
        "report.winrate",
        || t().insights_charts().win_rate,
        (Unit::Share, Made::Both),
        |source, metric, of| source.rate_cell(metric, of.outcomes.win_rate()),
        |of, _| of.within(Behind::Closed),
    ),
    of(
        "size",
        "report.size",
        || t().insights_charts().size,
        (Unit::Money, Made::Won),
        |source, metric, of| source.money_cell(metric, of.outcomes.mean_size()),
        won,
    ),
    of(
        "size-median",
        "report.sizemedian",
        || t().insights_compare().size_median,
        (Unit::Money, Made::Won),
        |source, metric, of| source.money_cell(metric, of.outcomes.median_size()),
        won,
    ),
    of(
        "cycle",
        "report.cycle",
        || t().insights_charts().cycle,
        (Unit::Days, Made::Won),
        |source, metric, of| source.days_cell(metric, of.outcomes.cycle().map(|spread| spread.mean)),
        won,
    ),
    of(
        "cycle-median",
        "report.cyclemedian",
        || t().insights_compare().cycle_median,
        (Unit::Days, Made::Won),
        |source, metric, of| source.days_cell(metric, of.outcomes.cycle().map(|spread| spread.median)),
        won,
    ),
    of(
        "velocity",
        "report.velocity",
        || t().insights_compare().velocity,
        (Unit::Money, Made::Moving),
        |source, metric, of| {
            source.money_cell(metric, of.outcomes.velocity().map(|velocity| whole(velocity.monthly())))
        },
        |of, _| of.within(Behind::Moving),
    ),
    of(
        "reached",
        "report.reached",
        || t().insights_report().reached,
        (Unit::Count, Made::Reached),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.count_cell(metric, of.passed(mode, |passage| passage.reached, Ends::all))
        },
        |of, mode| of.on_the_way(mode, Part::Reached, Behind::Cohort),
    ),
    of(
        "step",
        "report.step",
        || t().insights_report().step,
        (Unit::Share, Made::Step),
        |source, metric, of| {
            let rate = of.stage.as_ref().map(|row| row.passage(source.report.query.mode).step());
            source.rate_cell(metric, rate.ok_or(Undefined::NoDeals))
        },
        |of, mode| of.on_the_way(mode, Part::Advanced, Behind::Cohort),
    ),
    of(
        "to-won",
        "report.towon",
        || t().insights_report().to_won,
        (Unit::Share, Made::Way),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.rate_cell(metric, Ok(of.passed(mode, Passage::to_won, Ends::to_won)))
        },
        |of, mode| of.on_the_way(mode, Part::Won, Behind::Ended(StandingKind::Won)),
    ),
    of(
        "drop-off",
        "report.dropoff",
        || t().insights_charts().drop_off,
        (Unit::Share, Made::Way),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.rate_cell(metric, Ok(of.passed(mode, Passage::drop_off, Ends::drop_off)))
        },
        |of, mode| of.on_the_way(mode, Part::Dropped, Behind::Dropped),
    ),
    of(
        "stage-days",
        "report.stagedays",
        || t().insights_report().stage_days,
        (Unit::Days, Made::Days),
        |source, metric, of| source.stay_cell(metric, of.days().map(|spread| spread.mean)),
        left,
    ),
    of(
        "stage-days-median",
        "report.stagedaysmedian",
        || t().insights_report().stage_days_median,
        (Unit::Days, Made::Days),
        |source, metric, of| source.stay_cell(metric, of.days().map(|spread| spread.median)),
        left,
    ),
    of(
        "win-rate-value",
        "report.winratevalue",
        || t().insights_compare().win_rate_value,
        (Unit::Share, Made::Both),
        |source, metric, of| {
            let share = of.outcomes.win_rate_by_value();
            Cell { figure: source.share(share.clone()), ..source.days_cell(metric, share) }
        },
        |of, _| of.within(Behind::Closed),
    ),
    of(
        "cycle-expected",
        "report.cycleexpected",
        || t().insights_compare().cycle_expected,
        (Unit::Days, Made::Curve),
        |source, metric, of| {
            let half = of.outcomes.cycle().and_then(|_| of.journey.expected.ok_or(Undefined::NeverHalf));
            source.days_cell(metric, half.map(f64::from))
        },
        |of, _| of.within(Behind::Curve),
    ),
    of(
        "nurtured",
        "report.nurtured",
        || t().insights_charts().nurtured,
        (Unit::Count, Made::Rest),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.count_cell(metric, of.passed(mode, |passage| passage.nurtured, |ends| ends.nurtured))
        },
        |of, mode| of.on_the_way(mode, Part::Nurtured, Behind::Ended(StandingKind::Nurtured)),
    ),
    of(
        "still",
        "report.still",
        || t().insights_charts().still,
        (Unit::Count, Made::Rest),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.count_cell(metric, of.passed(mode, |passage| passage.still, |ends| ends.still))
        },
        |of, mode| of.on_the_way(mode, Part::Still, Behind::Ended(StandingKind::Open)),
    ),
    of(
        "overall",
        "report.overall",
        || t().insights_compare().overall,
        (Unit::Share, Made::Each),
        |source, metric, of| {
            let rate = of.stage.as_ref().map(|row| row.passage(source.report.query.mode).cumulative());
            source.rate_cell(metric, rate.ok_or(Undefined::NoDeals))
        },
        |of, mode| of.on_the_way(mode, Part::Reached, Behind::Cohort),
    ),
    of(
        "drop-lost",
        "report.droplost",
        || t().insights_report().drop_lost,
        (Unit::Share, Made::Way),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.rate_cell(metric, Ok(of.passed(mode, Passage::dropped_lost, Ends::dropped_lost)))
        },
        |of, mode| of.on_the_way(mode, Part::Lost, Behind::Ended(StandingKind::Lost)),
    ),
    of(
        "drop-nurtured",
        "report.dropnurtured",
        || t().insights_report().drop_nurtured,
        (Unit::Share, Made::Rest),
        |source, metric, of| {
            let mode = source.report.query.mode;
            source.rate_cell(metric, Ok(of.passed(mode, Passage::dropped_nurtured, Ends::dropped_nurtured)))
        },
        |of, mode| of.on_the_way(mode, Part::Nurtured, Behind::Ended(StandingKind::Nurtured)),
    ),
    of(
        "stage-days-p90",
        "report.stagedaysninth",
        || t().insights_compare().stage_days_ninth,
        (Unit::Days, Made::Days),
        |source, metric, of| source.stay_cell(metric, of.days().map(|spread| spread.ninth_decile)),
        left,
    ),
    of(
        "stage-days-deal",
        "report.stagedaysdeal",
        || t().insights_compare().stage_days_deal,
        (Unit::Days, Made::Each),
        |source, metric, of| {
            let deals = of.stage.as_ref().and_then(|stage| stage.deal_days);
            source.stay_cell(metric, deals.map(|spread| spread.mean))
        },
        |of, _| match &of.stage {
            Some(stage) => Behind::Gone(stage.stage),
            None => of.within(Behind::LeftAny),
        },
    ),
];
