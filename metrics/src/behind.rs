//! The deals behind a figure.

use super::change::{Step, walk};
use super::columns::Columns;
use super::facts::{End, Fact, Lens, Visit};
use super::flow::Link;
use super::groups::{Grouping, Groups, Key};
use super::insights::Survival;
use super::query::{Mode, Query, Selection};
use super::workload::due_deals;
use sales::ids::{ChoiceId, PersonId, StageId};
use sales::model::{Deal, Ix, StandingKind, Workspace};
use sales::time::Date;

/// Names the deals that a figure is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Behind {
    /// Open at the end of the period.
    Open,
    /// Of them, those in a stage.
    OpenIn(StageId),
    /// Created in the period.
    Created,
    /// Won, as outcomes count them.
    Won,
    /// Lost, as outcomes count them.
    Lost,
    /// Won or lost.
    Closed,
    /// Those that the curve of Kaplan and Meier is over: won, and open, lost or nurtured as long as they were worked on.
    Curve,
    /// Won, but closed before they were created, or nobody knows when they were created or closed.
    Misdated,
    /// Those that stages, links and losses are over.
    Cohort,
    /// Of them, those that went back to an earlier stage.
    MovedBack,
    /// A part of those that reached a stage.
    Passage(StageId, Mode, Part),
    /// Lost for a reason, with this as their furthest stage where one is given.
    LostFor(Option<StageId>, Option<ChoiceId>),
    /// Of them, those that stood like this at the end of the period.
    Ended(StandingKind),
    /// Of them, those that were lost or nurtured.
    Dropped,
    /// Open at the end of the period, or won or lost as outcomes count them: what a velocity is made of.
    Moving,
    /// Of the cohort, those that have a finished visit to any stage; without those whose past is not fully known.
    LeftAny,
    /// Those that have a finished visit to a stage. Of time in stage, deals whose past is not fully known are left out.
    Left(StageId),
    /// Of them, those that are not in the stage any more.
    Gone(StageId),
    /// Those whose visit to a stage goes on.
    Running(StageId),
    /// Those of a link; its count does not matter.
    Link(Link),
    /// Those that took a step between two days.
    Step(Step),
    /// Those with an activity of a person overdue or due up to a day, whatever else is asked; see [`due_deals`](super::due_deals).
    Due(Option<PersonId>, Date),
    /// Those of a group.
    Group(Grouping, Key, Box<Self>),
}

/// A part of the deals that reached a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in `Passage`")]
pub enum Part {
    Reached,
    Advanced,
    Lost,
    Nurtured,
    /// Lost or nurtured.
    Dropped,
    Still,
    Won,
}

/// The deals behind a figure, in the order they came.
pub fn behind(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    figure: &Behind,
) -> Vec<Ix<Deal>> {
    if let Behind::Due(person, until) = figure {
        return due_deals(workspace, *person, *until);
    }
    let lens = Lens::new(workspace, columns, selection, query);
    if let Behind::Step(wanted) = figure {
        let took = |&deal: &usize| {
            let mut took = false;
            walk(&lens, deal, |step, _| took |= step == *wanted);
            took
        };
        return (0..columns.len()).filter(took).map(Ix::new).collect();
    }
    if let Behind::Group(grouping, key, inner) = figure {
        let groups = Groups::new(&lens, *grouping);
        let place = groups.place(*key);
        let mut deals = behind(workspace, columns, selection, query, inner);
        deals.retain(|ix| lens.fact(ix.index()).is_some_and(|fact| groups.has(&lens, &fact, place)));
        return deals;
    }
    lens.facts().filter(|fact| counts(&lens, fact, figure)).map(|fact| fact.ix()).collect()
}

fn counts(lens: &Lens<'_>, fact: &Fact, figure: &Behind) -> bool {
    let is_open = fact.standing == StandingKind::Open;
    let end = lens.end(fact);
    match figure {
        Behind::Open => is_open,
        Behind::OpenIn(stage) => {
            is_open && place_of(lens, *stage).is_some_and(|place| fact.place == Some(place))
        }
        Behind::Created => fact.created >= lens.first,
        Behind::Won => end == Some(End::Won),
        Behind::Lost => end == Some(End::Lost),
        Behind::Closed => end.is_some(),
        Behind::Curve => Survival::case(lens, fact).is_some(),
        Behind::Misdated => end == Some(End::Won) && fact.cycle().is_none(),
        Behind::Cohort => lens.in_cohort(fact),
        Behind::MovedBack => lens.in_cohort(fact) && fact.went_back,
        Behind::Passage(stage, mode, part) => {
            lens.in_cohort(fact)
                && place_of(lens, *stage).is_some_and(|place| is_part(lens, fact, place, *mode, *part))
        }
        Behind::LostFor(stage, reason) => {
            let place = stage.map(|stage| place_of(lens, stage));
            lens.in_cohort(fact)
                && fact.standing == StandingKind::Lost
                && place.is_none_or(|place| place == Some(fact.furthest))
                && reason_of(lens, fact) == *reason
        }
        Behind::Ended(standing) => lens.in_cohort(fact) && fact.standing == *standing,
        Behind::Dropped => {
            lens.in_cohort(fact) && matches!(fact.standing, StandingKind::Lost | StandingKind::Nurtured)
        }
        Behind::Moving => is_open || end.is_some(),
        Behind::LeftAny => {
            lens.in_cohort(fact)
                && !lens.columns.partial[fact.deal]
                && lens.visits(fact).any(|visit| !visit.is_running)
        }
        Behind::Left(stage) => has_visit(lens, fact, *stage, |visit| !visit.is_running),
        Behind::Gone(stage) => {
            has_visit(lens, fact, *stage, |visit| !visit.is_running)
                && !has_visit(lens, fact, *stage, |visit| visit.is_running)
        }
        Behind::Running(stage) => has_visit(lens, fact, *stage, |visit| visit.is_running),
        Behind::Link(link) => lens.in_cohort(fact) && took(lens, fact, *link),
        // They are seen to before.
        Behind::Step(_) | Behind::Group(..) | Behind::Due(..) => false,
    }
}

fn has_visit(lens: &Lens<'_>, fact: &Fact, stage: StageId, wanted: impl Fn(&Visit) -> bool) -> bool {
    let place = place_of(lens, stage);
    lens.in_cohort(fact)
        && !lens.columns.partial[fact.deal]
        && lens.visits(fact).any(|visit| Some(visit.place) == place && wanted(&visit))
}

pub(super) fn place_of(lens: &Lens<'_>, stage: StageId) -> Option<usize> {
    lens.lanes.iter().find_map(|lane| {
        let at = lane.stages.iter().position(|own| *own == stage)?;
        Some(lane.start + at)
    })
}

pub(super) fn is_part(lens: &Lens<'_>, fact: &Fact, place: usize, mode: Mode, part: Part) -> bool {
    let lane = &lens.lanes[fact.lane];
    if !(lane.start..lane.won()).contains(&place) {
        return false;
    }
    let reached = match mode {
        Mode::Furthest => fact.furthest >= place,
        Mode::Visited => {
            lens.worked_in(fact).any(|own| own == place)
                || (lens.stands_in_first(fact) && fact.furthest == place)
        }
    };
    let ended = |standing| fact.furthest == place && fact.standing == standing;
    reached
        && match part {
            Part::Reached => true,
            Part::Advanced => fact.furthest > place,
            Part::Lost => ended(StandingKind::Lost),
            Part::Nurtured => ended(StandingKind::Nurtured),
            Part::Dropped => ended(StandingKind::Lost) || ended(StandingKind::Nurtured),
            Part::Still => ended(StandingKind::Open),
            Part::Won => fact.standing == StandingKind::Won,
        }
}

fn reason_of(lens: &Lens<'_>, fact: &Fact) -> Option<ChoiceId> {
    let place = lens.reason(fact)?;
    let choice = lens.workspace.choices.rows().get(place as usize)?;
    (choice.list == sales::model::ListKind::LossReason).then_some(choice.id)
}

fn took(lens: &Lens<'_>, fact: &Fact, link: Link) -> bool {
    let from = link.from.map(|stage| place_of(lens, stage));
    let to = link.to.map_or(Some(lens.lanes[fact.lane].won()), |stage| place_of(lens, stage));
    let mut took = false;
    lens.path(fact, |own_from, own_to| took |= from == own_from.map(Some) && to == Some(own_to));
    took
}
