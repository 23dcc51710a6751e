//! The figures that reports and widgets can show of a group of deals, and where one makes no sense for a grouping: then there is a dash and why.

mod list;

use std::collections::BTreeMap;

use metrics::{
    Behind, Columns, Ends, Grouping, Journey, Journeys, Key, Mode, Outcomes, Part, Passage, Selection,
    Spread, StageFigures, by, journeys,
};
use sales::model::Workspace;

pub(super) use self::list::COLUMNS;
use super::grid::Cell;
use super::source::Source;
use super::state::Report;
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
        // Those in nurture are on a way as well, and of no outcome.
        let outcomes = self.outcomes.open + self.outcomes.won + self.outcomes.lost;
        outcomes.max(self.journey.ends.all())
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

    /// A figure of the deals of the way: of those that reached the stage, or of all of the group.
    fn passed<T>(&self, mode: Mode, of_stage: fn(&Passage) -> T, of_all: fn(Ends) -> T) -> T {
        match &self.stage {
            Some(stage) => of_stage(stage.passage(mode)),
            None => of_all(self.journey.ends),
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
    /// Of won and lost ones.
    Both,
    /// Of open ones and of those that were closed.
    Moving,
    /// Of those that reached a stage, or of all that are followed.
    Reached,
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
            None => Cell {
                behind: Some((self.behind)(subject, source.report.query.mode)),
                ..self.of_its_deals(subject, (self.cell)(source, self.metric, subject))
            },
        }
    }

    /// The same figure, with whether any deal is behind it: behind money are the deals that it is of, and behind a rate of the
    /// way those that did.
    fn of_its_deals(&self, subject: &Subject, cell: Cell) -> Cell {
        let outcomes = &subject.outcomes;
        match (self.unit, self.made) {
            (Unit::Money, Made::Open) => cell.made_of(outcomes.open),
            (Unit::Money, Made::Won) => cell.made_of(outcomes.won),
            (Unit::Money, Made::Lost) => cell.made_of(outcomes.lost),
            (Unit::Share, Made::Way | Made::Step | Made::Rest | Made::Each) if cell.order == Some(0.0) => {
                cell.made_of(0)
            }
            _ => cell,
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
                let is_of_lost = matches!(self.made, Made::Any | Made::Reached | Made::Lost | Made::Days);
                (!is_of_lost).then_some(texts.only_lost)
            }
            Key::Stage(_) if subject.stage.is_some() => {
                let is_of_won = matches!(self.made, Made::Won | Made::Both | Made::Moving | Made::Curve);
                is_of_won.then_some(texts.won_in_no_stage)
            }
            Key::Stage(_) => {
                let is_of_work = matches!(
                    self.made,
                    Made::Both | Made::Moving | Made::Curve | Made::Way | Made::Rest | Made::Days
                );
                is_of_work.then_some(texts.no_work_in_won)
            }
            Key::Month(_) if subject.grouping == Grouping::MonthClosed => {
                let is_open = matches!(self.made, Made::Open | Made::Moving | Made::Rest | Made::Curve);
                is_open.then_some(texts.open_in_no_month)
            }
            _ => None,
        }
    }

    /// Whether it tells of the way of deals through stages, which takes a look of its own at them.
    pub(super) fn is_of_the_way(&self) -> bool {
        matches!(
            self.made,
            Made::Reached | Made::Way | Made::Step | Made::Rest | Made::Curve | Made::Each | Made::Days
        )
    }

    /// Whether its months are those in which deals were created, and not those in which they were closed.
    pub(super) fn is_by_creation(&self) -> bool {
        !matches!(self.made, Made::Won | Made::Lost | Made::Both | Made::Moving)
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
    let ways =
        if has_ways { journeys(workspace, columns, selection, query, grouping) } else { Journeys::default() };
    let keys: Vec<Key> = ways.groups.iter().map(|row| row.0).collect();
    let mut journeys: BTreeMap<Key, Journey> = ways.groups.into_iter().collect();
    let mut journey_of = |key: Key| journeys.remove(&key).unwrap_or_default();
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
    // Groups of nothing but deals that were put aside, in their order.
    rows.extend(keys.into_iter().filter_map(|key| {
        let journey = journeys.remove(&key)?;
        Some(Subject { grouping, key: Some(key), outcomes: Outcomes::default(), journey, stage: None })
    }));
    let all =
        Subject { grouping, key: None, outcomes: report.now.all.clone(), journey: ways.all, stage: None };
    (rows, all)
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{Fixture, UTC};
    use super::super::charts::tests::Sample;
    use super::super::contrast::{By, Contrast};
    use super::super::lines::lines;
    use super::super::pair::Ground;
    use super::super::question::{Question, Span};
    use super::super::tables::times;
    use super::*;

    #[test]
    fn groups_of_deals_that_were_put_aside_keep_their_order() {
        let sample = Sample::new(Question { span: Span::Last(30), ..Question::default() });
        let (source, all) = (sample.source(), Selection::all());
        let by = Grouping::Organisation;
        let ways = journeys(source.workspace, &sample.columns, &all, &sample.report.query, by);
        let rows = subjects((source.workspace, &sample.columns, &all), &sample.report, by, true).0;
        let aside = rows.iter().filter(|row| row.outcomes == Outcomes::default());
        let aside: Vec<Key> = aside.filter_map(|row| row.key).collect();
        assert!(aside.len() > 2, "only {} of {}", aside.len(), rows.len());
        let mut in_order: Vec<Key> = ways.groups.iter().map(|row| row.0).collect();
        in_order.retain(|key| aside.contains(key));
        assert_eq!(aside, in_order);
    }

    #[test]
    fn why_there_are_no_days_in_a_stage_is_said_alike_everywhere() {
        // One deal, which is where it began.
        let fixture = Fixture::new();
        let (workspace, selection) = (&fixture.workspace, Selection::all());
        let columns = Columns::new(workspace, &UTC);
        let pipeline = workspace.pipelines.iter().next().map(|row| row.id);
        let today = sales::time::Calendar::date_of(&UTC, fixture.now);
        let report = Report::new(workspace, &columns, &selection, Question::default(), pipeline, today, &UTC);
        let sample = Sample { fixture, columns, report };
        let source = sample.source();
        let why = Err(t().insights_report().no_visit_ended.to_owned());
        let columns = &sample.columns;
        let looked_at = (source.workspace, columns, &selection);
        let first = &subjects(looked_at, &sample.report, Grouping::LastStage, true).0[0];
        let column = COLUMNS.iter().find(|row| row.name == "stage-days").expect("a column");
        assert_eq!(column.cell(source, first).figure, why);
        let table = times(source);
        let cell = table.rows[0].cells.iter().find(|cell| cell.metric == "time.mean.days");
        assert_eq!(cell.expect("a cell").figure, why);
        let ground = Ground { source, columns, selection: &selection, calendar: &UTC };
        let by = By::Group(Grouping::Owner);
        let pair = ground.pair(Contrast::by(by), &ground.choices(by)).expect("those of nobody, and the rest");
        let all = lines(&pair, source);
        let line = all.iter().find(|line| line.key.starts_with("days.")).expect("a line");
        assert_eq!(line.cells[0].figure, why);
    }
}
