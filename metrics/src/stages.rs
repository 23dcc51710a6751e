//! Stage by stage: who is there, who reached it, what became of them, how long it took.

use super::facts::{Fact, Lens};
use super::figure::{Moments, Rate, Worth};
use super::flow::{Link, Links};
use super::histogram::{Histogram, Spread};
use super::query::Mode;
use super::reasons::Reasons;
use sales::ids::{ChoiceId, PipelineId, StageId};
use sales::model::StandingKind;

/// The figures of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageFigures {
    /// The stage.
    pub stage: StageId,
    /// Its pipeline.
    pub pipeline: PipelineId,
    /// No longer in use; it is shown because deals of the past were in it.
    pub is_archived: bool,
    /// Deals that are in it, open, at the end of the period.
    pub here: usize,
    /// What they are worth.
    pub value: Worth,
    /// Σ value × percent of those deals; see [`StageFigures::weighted`].
    pub(super) percents: Worth,
    /// What became of the deals that got to it, a skipped stage counting as passed ([`Mode::Furthest`]).
    pub furthest: Passage,
    /// The same over deals that really were in it ([`Mode::Visited`]).
    pub visited: Passage,
    /// Deals lost with this as their furthest stage, by reason; the reasons are those of [`Losses::reasons`].
    pub lost_by_reason: Vec<usize>,
    /// Days of each finished visit; `None` where there is none. Visits of deals whose past is not fully known are left out.
    pub visit_days: Option<Spread>,
    /// The same days, for comparing.
    pub visit_moments: Moments,
    /// Days of each deal, over all its visits here; only deals that are not here any more.
    pub deal_days: Option<Spread>,
    /// The same days, for comparing.
    pub deal_moments: Moments,
    /// Days that running visits have lasted up to the end of the period.
    pub running_days: Option<Spread>,
    /// How many visits were left out since the past of their deals is not fully known.
    pub partial_visits: usize,
}

/// What became of the deals that reached a stage. `advanced + lost + nurtured + still = reached`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passage {
    /// How many reached it.
    pub reached: usize,
    /// Of them: reached a later stage, or won.
    pub advanced: usize,
    /// Of them: lost, with this as their furthest stage.
    pub lost: usize,
    /// Of them: out of the pipeline for now, with this as their furthest stage.
    pub nurtured: usize,
    /// Of them: open, and not yet further.
    pub still: usize,
    /// Of them: won.
    pub won: usize,
    /// Out of how many deals, for the cumulative rate.
    pub cohort: usize,
    /// What those that reached it are worth.
    pub value: Worth,
    /// What the won ones of them are worth.
    pub won_value: Worth,
}

impl Passage {
    /// Stage conversion: advanced / reached.
    pub fn step(&self) -> Rate {
        Rate { hits: self.advanced, of: self.reached }
    }

    /// Cumulative conversion: reached / all deals.
    pub fn cumulative(&self) -> Rate {
        Rate { hits: self.reached, of: self.cohort }
    }

    /// Conversion from here to won: won / reached.
    pub fn to_won(&self) -> Rate {
        Rate { hits: self.won, of: self.reached }
    }

    /// Drop-off: (lost + nurtured) / reached.
    pub fn drop_off(&self) -> Rate {
        Rate { hits: self.lost + self.nurtured, of: self.reached }
    }

    /// The part of the drop-off that was lost: lost / reached.
    pub fn dropped_lost(&self) -> Rate {
        Rate { hits: self.lost, of: self.reached }
    }

    /// The part of the drop-off that was put aside: nurtured / reached.
    pub fn dropped_nurtured(&self) -> Rate {
        Rate { hits: self.nurtured, of: self.reached }
    }

    #[inline]
    fn ended(&mut self, standing: StandingKind) {
        match standing {
            StandingKind::Open => self.still += 1,
            StandingKind::Lost => self.lost += 1,
            StandingKind::Nurtured => self.nurtured += 1,
            // A won deal went on.
            StandingKind::Won => {}
        }
    }
}

impl StageFigures {
    /// What became of the deals, counted one way or the other.
    pub fn passage(&self, mode: Mode) -> &Passage {
        match mode {
            Mode::Furthest => &self.furthest,
            Mode::Visited => &self.visited,
        }
    }

    /// The weighted value of the deals that are here: Σ value × probability of the stage, or the deal's own where a person
    /// set one; rounded once at the end.
    ///
    /// # Errors
    /// [`NoRate`](super::NoRate) where a currency has no rate.
    pub fn weighted(&self) -> Result<i128, super::NoRate> {
        weighted(&self.percents)
    }
}

pub(super) fn weighted(percents: &Worth) -> Result<i128, super::NoRate> {
    percents.total().map(|sum| super::figure::divided(sum, 100))
}

/// Why deals were lost, in the order of [`StageFigures::lost_by_reason`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Losses {
    /// The reasons; the last, `None`, stands for lost without one.
    pub reasons: Vec<Option<ChoiceId>>,
    /// How many deals of all stages, by reason.
    pub deals: Vec<usize>,
}

/// Counts while the deals go by.
#[derive(Debug)]
pub(super) struct StageTally {
    rows: Vec<Row>,
    links: Links,
    reasons: Reasons,
    cohort: Vec<usize>,
    scratch: Vec<Scratch>,
    round: u32,
}

#[derive(Debug, Clone, Default)]
struct Row {
    here: usize,
    value: Worth,
    percents: Worth,
    /// Deals with this as their furthest stage.
    ends: Passage,
    visited: Passage,
    lost_by_reason: Vec<usize>,
    /// Days of finished visits that were a deal's only one here.
    only_days: Histogram,
    /// Days of finished visits of deals that went back and forth.
    visit_days: Histogram,
    /// Days of such deals over all their visits.
    deal_days: Histogram,
    running_days: Histogram,
    partial_visits: usize,
}

/// What is known of a deal in a stage while its stays go by.
#[derive(Debug, Clone, Copy, Default)]
struct Scratch {
    round: u32,
    days: i32,
    is_running: bool,
}

impl StageTally {
    pub(super) fn new(lens: &Lens<'_>) -> Self {
        let reasons = Reasons::of(lens.workspace);
        let places = lens.places();
        let row = Row { lost_by_reason: vec![0; reasons.all.len()], ..Row::default() };
        Self {
            rows: vec![row; places],
            links: Links::new(places),
            reasons,
            cohort: vec![0; lens.lanes.len()],
            scratch: vec![Scratch::default(); places],
            round: 0,
        }
    }

    /// Counts an open deal where it is, whatever the cohort.
    pub(super) fn add_here(&mut self, lens: &Lens<'_>, fact: &Fact) {
        if let Some(place) = fact.place.filter(|_| fact.standing == StandingKind::Open) {
            let row = &mut self.rows[place];
            row.here += 1;
            row.value.add(fact.amount);
            row.percents.add_times(fact.amount, lens.percent(fact));
        }
    }

    /// Counts a deal of the cohort in all stages it got to.
    pub(super) fn add(&mut self, lens: &Lens<'_>, fact: &Fact) {
        self.cohort[fact.lane] += 1;
        let end = &mut self.rows[fact.furthest];
        end.ends.reached += 1;
        end.ends.ended(fact.standing);
        end.ends.value.add(fact.amount);
        if fact.standing == StandingKind::Lost {
            end.lost_by_reason[self.reasons.place(lens, fact)] += 1;
        }
        self.add_stays(lens, fact);
    }

    fn add_stays(&mut self, lens: &Lens<'_>, fact: &Fact) {
        lens.path(fact, |from, to| self.links.add(from, to));
        if lens.stands_in_first(fact) {
            self.rows[fact.furthest].visit(fact, fact.furthest);
        }
        self.round += 1;
        let is_partial = lens.columns.partial[fact.deal];
        for visit in lens.visits(fact) {
            let row = &mut self.rows[visit.place];
            // A deal that was in no stage twice, as most, needs no looking up of what it was in.
            let scratch = &mut self.scratch[visit.place];
            let is_first = fact.is_rising || scratch.round != self.round;
            if is_first {
                row.visit(fact, visit.place);
            }
            if is_partial {
                row.partial_visits += 1;
            } else if visit.is_running {
                row.running_days.add(visit.days);
            } else if fact.is_rising {
                row.only_days.add(visit.days);
            } else {
                row.visit_days.add(visit.days);
            }
            if !fact.is_rising {
                if is_first {
                    *scratch = Scratch { round: self.round, days: 0, is_running: false };
                }
                scratch.days = scratch.days.saturating_add(visit.days);
                scratch.is_running |= visit.is_running;
            }
        }
        if !is_partial && !fact.is_rising {
            self.add_whole(lens, fact);
        }
    }

    /// Counts the days of a deal over all its visits to a stage, for each stage it has left.
    fn add_whole(&mut self, lens: &Lens<'_>, fact: &Fact) {
        for place in lens.worked_in(fact) {
            let scratch = &mut self.scratch[place];
            if scratch.round == self.round && !scratch.is_running {
                self.rows[place].deal_days.add(scratch.days);
            }
            // Counted once, however often it was here.
            scratch.round = 0;
        }
    }

    pub(super) fn finish(self, lens: &Lens<'_>) -> (Vec<StageFigures>, Vec<Link>, Losses) {
        let reasons = self.reasons.all;
        let mut losses = Losses { deals: vec![0; reasons.len()], reasons };
        let mut figures = Vec::new();
        for (number, lane) in lens.lanes.iter().enumerate() {
            let cohort = self.cohort[number];
            let won = self.rows[lane.won()].ends.reached;
            let mut further = Passage { reached: won, ..Passage::default() };
            further.value.merge(&self.rows[lane.won()].ends.value);
            let mut rows = Vec::new();
            for (at, &stage) in lane.stages.iter().enumerate().rev() {
                let row = &self.rows[lane.start + at];
                let advanced = further.reached;
                further.value.merge(&row.ends.value);
                further.reached += row.ends.reached;
                let furthest = Passage {
                    advanced,
                    won,
                    cohort,
                    reached: further.reached,
                    value: further.value.clone(),
                    won_value: self.rows[lane.won()].ends.value.clone(),
                    ..row.ends.clone()
                };
                row.lost_by_reason.iter().zip(&mut losses.deals).for_each(|(&more, sum)| *sum += more);
                let is_archived = lens.workspace.stages.get(stage).is_some_and(|stage| stage.archived);
                let was_used = row.here + row.visited.reached + row.ends.reached > 0;
                if !is_archived || was_used {
                    let visited = Passage { cohort, ..row.visited.clone() };
                    rows.push(row.figures(stage, lane.pipeline, is_archived, furthest, visited));
                }
            }
            rows.reverse();
            figures.append(&mut rows);
        }
        let links = self.links.named(lens);
        (figures, links, losses)
    }
}

impl Row {
    /// Counts a deal that really was here, at this place.
    #[inline]
    fn visit(&mut self, fact: &Fact, place: usize) {
        self.visited.reached += 1;
        self.visited.value.add(fact.amount);
        if fact.standing == StandingKind::Won {
            self.visited.won += 1;
            self.visited.won_value.add(fact.amount);
        }
        if fact.furthest > place {
            self.visited.advanced += 1;
        } else {
            self.visited.ended(fact.standing);
        }
    }

    fn figures(
        &self,
        stage: StageId,
        pipeline: PipelineId,
        is_archived: bool,
        furthest: Passage,
        visited: Passage,
    ) -> StageFigures {
        let (mut visit_days, mut deal_days) = (self.only_days.clone(), self.only_days.clone());
        visit_days.merge(&self.visit_days);
        deal_days.merge(&self.deal_days);
        StageFigures {
            stage,
            pipeline,
            is_archived,
            here: self.here,
            value: self.value.clone(),
            percents: self.percents.clone(),
            furthest,
            visited,
            lost_by_reason: self.lost_by_reason.clone(),
            visit_moments: visit_days.moments(),
            visit_days: visit_days.spread(),
            deal_moments: deal_days.moments(),
            deal_days: deal_days.spread(),
            running_days: self.running_days.spread(),
            partial_visits: self.partial_visits,
        }
    }
}
