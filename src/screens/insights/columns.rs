//! The figures that reports and widgets can show of a group of deals, and where one makes no sense for a grouping: then there is a dash and why.

use metrics::{
    Behind, Columns, Grouping, Journey, Journeys, Key, Mode, Outcomes, Part, Selection, Spread, StageFigures,
    Undefined, by, journeys,
};
use sales::model::{StandingKind, Workspace};

use super::grid::Cell;
use super::source::Source;
use super::state::Report;
use super::tiles::whole;
use crate::text::t;

/// What a row of a report is about: a group of deals, or all.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subject {
    pub(super) grouping: Grouping,
    /// What the deals have in common; `None` of all.
    pub(super) key: Option<Key>,
    outcomes: Outcomes,
    journey: Journey,
    /// The figures of the stage, where the group is one that deals are worked on in.
    stage: Option<Box<StageFigures>>,
}

impl Subject {
    /// A group without any deals.
    pub(super) fn nothing(grouping: Grouping, key: Key) -> Self {
        let (outcomes, journey) = (Outcomes::default(), Journey::default());
        Self { grouping, key: Some(key), outcomes, journey, stage: None }
    }

    /// How many deals it is about, to tell large groups from small ones.
    pub(super) fn deals(&self) -> usize {
        self.outcomes.open + self.outcomes.won + self.outcomes.lost
    }

    fn within(&self, figure: Behind) -> Behind {
        match self.key {
            Some(key) => Behind::Group(self.grouping, key, Box::new(figure)),
            None => figure,
        }
    }

    /// The deals of a part of the way: of those that reached the stage, or of all of the group.
    fn on_the_way(&self, mode: Mode, part: Part, all: Behind) -> Behind {
        match &self.stage {
            Some(stage) => Behind::Passage(stage.stage, mode, part),
            None => self.within(all),
        }
    }

    fn days(&self) -> Option<Spread> {
        self.stage.as_ref().map_or(self.journey.visit_days, |stage| stage.visit_days)
    }
}

/// What a figure is made from, which says for which groups it makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// Of deals, whatever became of them.
    Any,
    /// Of open ones.
    Open,
    /// Of won ones.
    Won,
    /// Of lost ones.
    Lost,
    /// Of won and lost ones, or of open and closed ones.
    Both,
    /// Of how far deals got.
    Way,
    /// Of the step from a stage to the next.
    Step,
    /// Of those on the way that are not closed.
    Rest,
    /// Of won ones and of how long the others have been worked on: a curve.
    Curve,
    /// Of a single stage.
    Each,
    /// Of the days that deals spent in stages.
    Days,
}

/// What the numbers of a figure are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Count,
    Money,
    Share,
    Days,
}

/// A figure there is to report.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) metric: &'static str,
    pub(super) title: fn() -> &'static str,
    pub(super) unit: Unit,
    made: Made,
    cell: fn(Source<'_>, &'static str, &Subject) -> Cell,
    behind: fn(&Subject, Mode) -> Behind,
}

impl Column {
    /// The figure of a group, with the deals behind it.
    pub(super) fn cell(&self, source: Source<'_>, subject: &Subject) -> Cell {
        match self.no_sense(subject) {
            Some(why) => Cell::none(self.metric, why),
            None => {
                let cell = (self.cell)(source, self.metric, subject);
                let cell = if self.is_of_none(subject, &cell) { cell.made_of(0) } else { cell };
                Cell { behind: Some((self.behind)(subject, source.report.query.mode)), ..cell }
            }
        }
    }

    /// Whether no deal is behind the figure of a group: behind money are the deals that it is of, and behind a rate of the way
    /// those that did.
    fn is_of_none(&self, subject: &Subject, cell: &Cell) -> bool {
        let outcomes = &subject.outcomes;
        match (self.unit, self.made) {
            (Unit::Money, Made::Open) => outcomes.open == 0,
            (Unit::Money, Made::Won) => outcomes.won == 0,
            (Unit::Money, Made::Lost) => outcomes.lost == 0,
            (Unit::Share, Made::Way | Made::Step | Made::Rest | Made::Each) => cell.order == Some(0.0),
            _ => false,
        }
    }

    /// The deals behind the figure of a group.
    pub(super) fn behind(&self, subject: &Subject, mode: Mode) -> Behind {
        (self.behind)(subject, mode)
    }

    /// Why the figure makes no sense for a group; `None` where it does.
    fn no_sense(&self, subject: &Subject) -> Option<&'static str> {
        let texts = t().insights_report();
        if self.made == Made::Step {
            return subject.stage.is_none().then_some(texts.only_by_stage);
        }
        if self.made == Made::Each {
            return subject.stage.is_none().then_some(texts.only_each_stage);
        }
        match subject.key? {
            Key::LossReason(_) => {
                (!matches!(self.made, Made::Any | Made::Lost | Made::Days)).then_some(texts.only_lost)
            }
            Key::Stage(_) if subject.stage.is_some() => {
                matches!(self.made, Made::Won | Made::Both | Made::Curve).then_some(texts.won_in_no_stage)
            }
            Key::Stage(_) => {
                let is_of_work =
                    matches!(self.made, Made::Both | Made::Curve | Made::Way | Made::Rest | Made::Days);
                is_of_work.then_some(texts.no_work_in_won)
            }
            Key::Month(_) if subject.grouping == Grouping::MonthClosed => {
                // A velocity is of open deals too.
                let is_rest = matches!(self.made, Made::Open | Made::Rest | Made::Curve);
                let is_open = is_rest || self.name == "velocity";
                is_open.then_some(texts.open_in_no_month)
            }
            _ => None,
        }
    }

    /// Whether it tells of the way of deals through stages, which takes a look of its own at them.
    pub(super) fn is_of_the_way(&self) -> bool {
        matches!(self.made, Made::Way | Made::Step | Made::Rest | Made::Curve | Made::Each | Made::Days)
    }

    /// Whether its months are those in which deals were created, and not those in which they were closed.
    pub(super) fn is_by_creation(&self) -> bool {
        !matches!(self.made, Made::Won | Made::Lost | Made::Both)
    }
}

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
pub(super) static COLUMNS: [Column; 29] = [
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
        (Unit::Money, Made::Both),
        |source, metric, of| {
            source.money_cell(metric, of.outcomes.velocity().map(|velocity| whole(velocity.monthly())))
        },
        |of, _| of.within(Behind::Moving),
    ),
    of(
        "reached",
        "report.reached",
        || t().insights_report().reached,
        (Unit::Count, Made::Any),
        |source, metric, of| {
            let mode = source.report.query.mode;
            let all = || of.journey.ends.all();
            source.count_cell(metric, of.stage.as_ref().map_or_else(all, |row| row.passage(mode).reached))
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
            let all = || of.journey.ends.to_won();
            let mode = source.report.query.mode;
            source.rate_cell(metric, Ok(of.stage.as_ref().map_or_else(all, |row| row.passage(mode).to_won())))
        },
        |of, mode| of.on_the_way(mode, Part::Won, Behind::Ended(StandingKind::Won)),
    ),
    of(
        "drop-off",
        "report.dropoff",
        || t().insights_charts().drop_off,
        (Unit::Share, Made::Way),
        |source, metric, of| {
            let all = || of.journey.ends.drop_off();
            let mode = source.report.query.mode;
            source
                .rate_cell(metric, Ok(of.stage.as_ref().map_or_else(all, |row| row.passage(mode).drop_off())))
        },
        |of, mode| of.on_the_way(mode, Part::Dropped, Behind::Dropped),
    ),
    of(
        "stage-days",
        "report.stagedays",
        || t().insights_report().stage_days,
        (Unit::Days, Made::Days),
        |source, metric, of| days(source, metric, of.days().map(|spread| spread.mean)),
        left,
    ),
    of(
        "stage-days-median",
        "report.stagedaysmedian",
        || t().insights_report().stage_days_median,
        (Unit::Days, Made::Days),
        |source, metric, of| days(source, metric, of.days().map(|spread| spread.median)),
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
            let all = || of.journey.ends.nurtured;
            source.count_cell(metric, of.stage.as_ref().map_or_else(all, |row| row.passage(mode).nurtured))
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
            let all = || of.journey.ends.still;
            source.count_cell(metric, of.stage.as_ref().map_or_else(all, |row| row.passage(mode).still))
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
            let all = || of.journey.ends.dropped_lost();
            let rate = of.stage.as_ref().map_or_else(all, |row| row.passage(mode).dropped_lost());
            source.rate_cell(metric, Ok(rate))
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
            let all = || of.journey.ends.dropped_nurtured();
            let rate = of.stage.as_ref().map_or_else(all, |row| row.passage(mode).dropped_nurtured());
            source.rate_cell(metric, Ok(rate))
        },
        |of, mode| of.on_the_way(mode, Part::Nurtured, Behind::Ended(StandingKind::Nurtured)),
    ),
    of(
        "stage-days-p90",
        "report.stagedaysninth",
        || t().insights_compare().stage_days_ninth,
        (Unit::Days, Made::Days),
        |source, metric, of| days(source, metric, of.days().map(|spread| spread.ninth_decile)),
        left,
    ),
    of(
        "stage-days-deal",
        "report.stagedaysdeal",
        || t().insights_compare().stage_days_deal,
        (Unit::Days, Made::Each),
        |source, metric, of| {
            let deals = of.stage.as_ref().and_then(|stage| stage.deal_days);
            days(source, metric, deals.map(|spread| spread.mean))
        },
        |of, _| match &of.stage {
            Some(stage) => Behind::Gone(stage.stage),
            None => of.within(Behind::LeftAny),
        },
    ),
];

/// Days of finished visits to stages.
fn days(source: Source<'_>, metric: &'static str, days: Option<f64>) -> Cell {
    match days {
        Some(days) => source.days_cell(metric, Ok(days)),
        None => Cell::none(metric, t().insights_report().no_visit_ended),
    }
}

/// The groups of a grouping, and all deals together. `has_ways` says whether anybody asks how deals went through the stages.
pub(super) fn subjects(
    (workspace, columns, selection): (&Workspace, &Columns, &Selection),
    report: &Report,
    grouping: Grouping,
    has_ways: bool,
) -> (Vec<Subject>, Subject) {
    let query = &report.query;
    let mut groups = by(workspace, columns, selection, query, grouping);
    let mut ways =
        if has_ways { journeys(workspace, columns, selection, query, grouping) } else { Journeys::default() };
    let mut journey_of = |key: Key| {
        let at = ways.groups.iter().position(|row| row.0 == key);
        at.map(|at| ways.groups.swap_remove(at).1).unwrap_or_default()
    };
    let mut rows = Vec::new();
    if grouping == Grouping::LastStage {
        // Every stage has its row, whether or not a deal ended there: many went through.
        for stage in &report.now.stages {
            let key = Key::Stage(stage.stage);
            let at = groups.iter().position(|group| group.key == key);
            let outcomes = at.map(|at| groups.remove(at).outcomes).unwrap_or_default();
            let (journey, stage) = (journey_of(key), Some(Box::new(stage.clone())));
            rows.push(Subject { grouping, key: Some(key), outcomes, journey, stage });
        }
    }
    for group in groups {
        let (key, journey) = (Some(group.key), journey_of(group.key));
        rows.push(Subject { grouping, key, outcomes: group.outcomes, journey, stage: None });
    }
    // Groups of nothing but deals that were put aside.
    rows.extend(ways.groups.into_iter().map(|(key, journey)| Subject {
        grouping,
        key: Some(key),
        outcomes: Outcomes::default(),
        journey,
        stage: None,
    }));
    let all =
        Subject { grouping, key: None, outcomes: report.now.all.clone(), journey: ways.all, stage: None };
    (rows, all)
}
