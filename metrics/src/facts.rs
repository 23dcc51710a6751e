//! What is true of a deal at the end of a day: the one place where the tallies read a deal's past, for all figures alike.

use super::columns::{Amount, Columns, NO_DAY, NO_STAGE, Stay};
use super::days::Day;
use super::query::{Basis, Query, Selection};
use sales::ids::{PipelineId, StageId};
use sales::model::{Deal, Ix, StageKind, StandingKind, Workspace};

/// A pipeline that is asked about.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) pipeline: PipelineId,
    /// Its stages that deals are worked on in, in order, those no longer in use too.
    pub(super) stages: Vec<StageId>,
    /// Where its stages begin among those of all lanes. Behind the last comes one more place, for won.
    pub(super) start: usize,
}

impl Lane {
    /// The place that stands for won.
    pub(super) fn won(&self) -> usize {
        self.start + self.stages.len()
    }
}

/// Where a stage is.
#[derive(Debug, Clone, Copy)]
struct Spot {
    lane: usize,
    /// Its place among the stages of all lanes; `None` for won and lost stages.
    place: Option<usize>,
}

/// The columns, seen through a question.
#[derive(Debug, Clone)]
pub(super) struct Lens<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) columns: &'a Columns,
    pub(super) selection: &'a Selection,
    pub(super) basis: Basis,
    pub(super) first: Day,
    /// The day everything is as of the end of.
    pub(super) last: Day,
    pub(super) lanes: Vec<Lane>,
    /// By the place of the stage in its table.
    spots: Vec<Option<Spot>>,
}

/// A deal at the end of a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// Its place in its table.
    pub(super) deal: usize,
    pub(super) lane: usize,
    pub(super) standing: StandingKind,
    /// The day it got its standing: of a closed deal, the day it closed.
    pub(super) since: Day,
    /// The day it was created; [`NO_DAY`] where that is not known, or is to come yet.
    pub(super) created: Day,
    /// It is closed, and the day it got its standing is a guess.
    pub(super) is_undated_end: bool,
    /// The stage it is in, by its place in its table.
    pub(super) stage: u16,
    /// The stage it is in, by its place in its lane; `None` for won and lost stages.
    pub(super) place: Option<usize>,
    /// The furthest stage it was worked on in; behind the last one if it is won. A deal that was in no stage of its pipeline
    /// counts as in the first.
    pub(super) furthest: usize,
    /// Each stage it was worked on in was further than all before, so it was in none of them twice.
    pub(super) is_rising: bool,
    /// It went back to an earlier stage.
    pub(super) went_back: bool,
    /// How many of its stays had begun.
    pub(super) stays: usize,
    pub(super) amount: Amount,
}

/// A time that a deal was worked on in a stage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    /// The place of the stage.
    pub(super) place: usize,
    /// How long it took, or has taken up to the last day.
    pub(super) days: Day,
    /// It has not ended.
    pub(super) is_running: bool,
}

/// The visits of a deal. A plain loop: this is what most of the time goes into.
#[derive(Debug)]
pub(super) struct Visits<'l, 'a> {
    lens: &'l Lens<'a>,
    lane: usize,
    stays: &'l [Stay],
}

impl Iterator for Visits<'_, '_> {
    type Item = Visit;

    #[inline]
    fn next(&mut self) -> Option<Visit> {
        while let Some((stay, rest)) = self.stays.split_first() {
            self.stays = rest;
            if stay.standing == StandingKind::Open
                && let Some(place) = self.lens.place_in(self.lane, stay.stage)
            {
                let left = rest.first().map_or(self.lens.last, |next| next.entered);
                let days = left.saturating_sub(stay.entered);
                return Some(Visit { place, days, is_running: rest.is_empty() });
            }
        }
        None
    }
}

/// How a deal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Won,
    Lost,
}

impl<'a> Lens<'a> {
    pub(super) fn new(
        workspace: &'a Workspace,
        columns: &'a Columns,
        selection: &'a Selection,
        query: &Query,
    ) -> Self {
        let wanted = |pipeline: &sales::model::Pipeline| {
            if query.pipelines.is_empty() {
                !pipeline.archived
            } else {
                query.pipelines.contains(&pipeline.id)
            }
        };
        let mut spots = vec![None; workspace.stages.row_count()];
        let mut lanes = Vec::new();
        let mut start = 0;
        for pipeline in workspace.pipelines_in_order().into_iter().filter(|pipeline| wanted(pipeline)) {
            let mut stages = Vec::new();
            for stage in workspace.stages_of(pipeline.id) {
                let place = (stage.kind == StageKind::Open).then(|| start + stages.len());
                if place.is_some() {
                    stages.push(stage.id);
                }
                if let Some(ix) = workspace.stages.ix(stage.id) {
                    spots[ix.index()] = Some(Spot { lane: lanes.len(), place });
                }
            }
            let lane = Lane { pipeline: pipeline.id, stages, start };
            start = lane.won() + 1;
            lanes.push(lane);
        }
        let (basis, first, last) = (query.basis, query.first_day(), query.last_day());
        Self { workspace, columns, selection, basis, first, last, lanes, spots }
    }

    /// How many places there are in all lanes.
    pub(super) fn places(&self) -> usize {
        self.lanes.last().map_or(0, |lane| lane.won() + 1)
    }

    /// Whether the period has not begun.
    pub(super) fn in_the_future(&self) -> bool {
        self.last < self.first
    }

    /// The first day of the period that the data tell of: they begin with the first deal that is known to have been there, whether or not
    /// anybody knows when it was created. The last day where there is no deal.
    pub(super) fn first_there(&self) -> Day {
        let columns = self.columns;
        let live = (0..columns.len()).filter(|&deal| columns.live[deal]);
        let there = live.map(|deal| columns.there(deal, columns.stays(deal))).filter(|day| *day != NO_DAY);
        there.min().unwrap_or(self.last).max(self.first)
    }

    #[inline]
    fn spot(&self, stage: u16) -> Option<Spot> {
        if stage == NO_STAGE { None } else { self.spots.get(usize::from(stage)).copied().flatten() }
    }

    /// Whether deals in this stage are in one of the pipelines.
    pub(super) fn covers(&self, stage: u16) -> bool {
        self.spot(stage).is_some()
    }

    /// The place of a stage that deals are worked on in, if it is one of this lane.
    #[inline]
    pub(super) fn place_in(&self, lane: usize, stage: u16) -> Option<usize> {
        self.spot(stage).filter(|spot| spot.lane == lane).and_then(|spot| spot.place)
    }

    /// All deals there were, as they stood at the end of the last day.
    pub(super) fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        (0..self.columns.len()).filter_map(|deal| self.fact(deal))
    }

    /// What is true of a deal at the end of the last day; `None` where it is not asked about, or was not there.
    #[inline]
    pub(super) fn fact(&self, deal: usize) -> Option<Fact> {
        let columns = self.columns;
        let stays = columns.stays(deal);
        if columns.there(deal, stays) > self.last || !columns.live[deal] || !self.selection.holds(deal) {
            return None;
        }
        let created = columns.created[deal];
        let begun = self.begun(stays);
        let stay = begun.last()?;
        let spot = self.spot(stay.stage)?;
        let lane = &self.lanes[spot.lane];
        let (mut worked, mut nurtured) = (None, None);
        let (mut is_rising, mut went_back) = (true, false);
        for stay in begun {
            match stay.standing {
                StandingKind::Open => {
                    let place = self.place_in(spot.lane, stay.stage);
                    is_rising &= place.is_none() || place > worked;
                    went_back |= place.is_some() && place < worked;
                    worked = worked.max(place);
                }
                StandingKind::Nurtured => nurtured = nurtured.max(self.place_in(spot.lane, stay.stage)),
                StandingKind::Won | StandingKind::Lost => {}
            }
        }
        let furthest = match stay.standing {
            StandingKind::Won => lane.won(),
            _ => worked.or(nurtured).unwrap_or(lane.start),
        };
        let run = begun.iter().rev().take_while(|before| before.standing == stay.standing);
        Some(Fact {
            deal,
            lane: spot.lane,
            standing: stay.standing,
            since: run.last().map_or(stay.entered, |first| first.entered),
            created: if created > self.last { NO_DAY } else { created },
            is_undated_end: columns.undated_end[deal] && begun.len() == stays.len(),
            stage: stay.stage,
            place: spot.place,
            furthest,
            is_rising,
            went_back,
            stays: begun.len(),
            amount: columns.amount_at(deal, self.last),
        })
    }

    /// The stays that had begun by the end of the last day. A deal that was there but in no stage yet, as some logs tell it,
    /// counts as in its first.
    #[inline]
    fn begun<'s>(&self, stays: &'s [Stay]) -> &'s [Stay] {
        let mut count = stays.len();
        while count > 1 && stays[count - 1].entered > self.last {
            count -= 1;
        }
        &stays[..count]
    }

    /// The stages it came to that were further than all before, each with the one it came from, by their places; to won at
    /// the end, if it is.
    #[inline]
    pub(super) fn path(&self, fact: &Fact, mut step: impl FnMut(Option<usize>, usize)) {
        let mut top = None;
        for place in self.worked_in(fact) {
            if top.is_none_or(|top| place > top) {
                step(top, place);
                top = Some(place);
            }
        }
        if fact.standing == StandingKind::Won || top.is_none() {
            step(top, fact.furthest);
        }
    }

    /// The times it was worked on in a stage, in their order.
    #[inline]
    pub(super) fn visits(&self, fact: &Fact) -> Visits<'_, 'a> {
        Visits { lens: self, lane: fact.lane, stays: &self.columns.stays(fact.deal)[..fact.stays] }
    }

    /// The places it was worked on in, in the order it came to them.
    #[inline]
    pub(super) fn worked_in(&self, fact: &Fact) -> impl Iterator<Item = usize> + '_ {
        self.visits(fact).map(|visit| visit.place)
    }

    /// Whether it was worked on in no stage of its pipeline, and is not won: then it counts as having been in the stage that
    /// is taken for its furthest.
    #[inline]
    pub(super) fn stands_in_first(&self, fact: &Fact) -> bool {
        fact.standing != StandingKind::Won && self.worked_in(fact).next().is_none()
    }

    /// Whether the deal is one of those that conversion, drop-off, flow and time in stage are over.
    #[inline]
    pub(super) fn in_cohort(&self, fact: &Fact) -> bool {
        match self.basis {
            Basis::Snapshot => true,
            Basis::CreatedIn => fact.created >= self.first,
            Basis::ClosedIn => self.end(fact).is_some(),
        }
    }

    /// How the deal ended, if it is one of those that outcomes are over.
    #[inline]
    pub(super) fn end(&self, fact: &Fact) -> Option<End> {
        let end = match fact.standing {
            StandingKind::Won => End::Won,
            StandingKind::Lost => End::Lost,
            StandingKind::Open | StandingKind::Nurtured => return None,
        };
        let day = if self.basis == Basis::CreatedIn { fact.created } else { fact.since };
        (day >= self.first).then_some(end)
    }

    /// Why the deal is lost, by the place in the table of choices. Of one that was lost then and is not now, or for another
    /// time, nobody knows any more.
    #[inline]
    pub(super) fn reason(&self, fact: &Fact) -> Option<u32> {
        let is_last = fact.stays == self.columns.stays(fact.deal).len();
        (is_last && fact.standing == StandingKind::Lost).then(|| self.columns.reason[fact.deal])
    }

    /// The chance to win an open deal, in percent.
    #[inline]
    pub(super) fn percent(&self, fact: &Fact) -> u8 {
        let own = self.columns.percent[fact.deal];
        if own <= 100 {
            return own;
        }
        self.workspace.stages.rows().get(usize::from(fact.stage)).map_or(0, |stage| stage.probability)
    }
}

impl Fact {
    pub(super) fn ix(&self) -> Ix<Deal> {
        Ix::new(self.deal)
    }

    /// Days from the day it was created to the day it closed; `None` where the data have it closed before, or don't have one of
    /// the two.
    #[inline]
    pub(super) fn cycle(&self) -> Option<Day> {
        if self.created == NO_DAY || self.is_undated_end {
            return None;
        }
        let days = self.since.saturating_sub(self.created);
        (days >= 0).then_some(days)
    }
}
