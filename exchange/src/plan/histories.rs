//! Histories of stages: files with a row for each stage that a deal came into.
//!
//! They tell the past of deals that the same import brings, and of deals that are there already: those get another past,
//! and nothing else of them changes.

use std::cell::Cell;
use std::collections::HashMap;

use sales::ids::{DealId, PipelineId};
use sales::log::{Change, DealEdit, Past, Swap};
use sales::model::{Deal, Stage, StandingKind, Workspace};
use sales::time::Timestamp;

use super::activities::Found;
use super::deals::row_standing;
use super::directory::Directory;
use super::history::{self, Step};
use super::report::{Effect, Kind, Part, Problem, Report};
use super::stages::{Place, Places};
use super::{Numbers, World, instants};
use crate::names::key;
use crate::recognise;
use crate::setup::{FileSetup, RowRef, Setup};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, DateOrder};

/// A stage that a deal came into, as a row tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'t> {
    pub(super) at: Timestamp,
    pub(super) stage: &'t str,
    /// The pipeline, where the row names one.
    pub(super) pipeline: &'t str,
    /// How the deal stood there, where the row says it.
    pub(super) status: Option<StandingKind>,
    /// The row says that it was worked out from dates.
    pub(super) is_guess: bool,
    /// Where the row stands.
    pub(super) file: usize,
    pub(super) line: u32,
}

impl Told<'_> {
    /// That the stage is unknown, or blank.
    pub(super) fn complain(&self, directory: &mut Directory<'_>) {
        let problem = if self.stage.is_empty() { Problem::BlankStage } else { Problem::NoStage };
        let at = (self.file, self.line);
        directory.report.about_row(at, self.stage, problem, Effect::RowLeftOut);
    }
}

/// What the rows tell of one deal.
#[derive(Debug)]
struct Story<'t> {
    id: &'t str,
    title: &'t str,
    steps: Vec<Told<'t>>,
    /// A row of the same import is about the deal.
    is_taken: Cell<bool>,
}

/// The stages that deals of other files came into, by the id and by the title of the deal.
#[derive(Debug, Default)]
pub(super) struct Histories<'t> {
    stories: Vec<Story<'t>>,
    by_id: HashMap<&'t str, usize>,
    by_title: HashMap<String, usize>,
    /// The titles of stories that have ids; `None` where several have one title.
    also: HashMap<String, Option<usize>>,
}

impl<'t> Histories<'t> {
    /// The steps of a deal that a row is about, in the order of the file.
    pub(super) fn of(&self, id: &str, title: &str) -> &[Told<'t>] {
        if self.stories.is_empty() {
            // Most imports have no history, and taking a title apart is not for nothing.
            return &[];
        }
        let by_id = self.by_id.get(id).filter(|_| !id.is_empty()).copied();
        let by_title = || {
            let title = key(title);
            self.by_title.get(&title).copied().or_else(|| self.also.get(&title).copied().flatten())
        };
        by_id.or_else(by_title).and_then(|place| self.stories.get(place)).map_or(&[], |story| {
            story.is_taken.set(true);
            &story.steps
        })
    }

    fn learn(&mut self, id: &'t str, title: &'t str, step: Told<'t>) {
        let next = self.stories.len();
        let place = if id.is_empty() {
            *self.by_title.entry(key(title)).or_insert(next)
        } else {
            *self.by_id.entry(id).or_insert(next)
        };
        if place == next {
            if !id.is_empty() && !title.is_empty() {
                self.also.entry(key(title)).and_modify(|known| *known = None).or_insert(Some(next));
            }
            self.stories.push(Story { id, title, steps: Vec::new(), is_taken: Cell::new(false) });
        }
        self.stories[place].steps.push(step);
    }
}

fn order(setup: &FileSetup, column: usize) -> DateOrder {
    setup.columns.get(column).map_or(DateOrder::YearMonthDay, |column| column.order)
}

/// The instant in a cell. What can't be read is reported, and the row is left out.
pub(super) fn instant(
    file: usize,
    table: &Table,
    row: Row<'_>,
    column: usize,
    setup: &FileSetup,
    world: &World<'_>,
    report: &mut Report,
) -> Option<Timestamp> {
    let text = row.cell(column);
    match values::date(text, order(setup, column)) {
        Ok(moment) => Some(world.instant(moment)),
        Err(error) => {
            report.about_cell((file, table), row, column, Problem::Date(error), Effect::RowLeftOut);
            None
        }
    }
}

/// Reads a file with a row for each stage that a deal came into.
pub(super) fn read<'t>(
    file: usize,
    table: &'t Table,
    setup: &FileSetup,
    numbers: &'t Numbers,
    world: &World<'_>,
    histories: &mut Histories<'t>,
    directory: &mut Directory<'_>,
) {
    let (Some(at), Some(stage)) = (setup.place(&Target::ChangedAt), setup.place(&Target::Stage)) else {
        return;
    };
    let (id, title) = (setup.place(&Target::DealId), setup.place(&Target::Deal));
    let (pipeline, status) = (setup.place(&Target::Pipeline), setup.place(&Target::Status));
    let from_dates = setup.place(&Target::FromDates);
    for row in table.rows() {
        if directory.ticker.row() {
            return;
        }
        let report = &mut directory.report;
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let text = row.cell(stage);
        if text.is_empty() {
            report.about_cell((file, table), row, stage, Problem::BlankStage, Effect::RowLeftOut);
            continue;
        }
        let (id, title) = (cell(id), cell(title));
        if id.is_empty() && title.is_empty() {
            report.about_row((file, row.line()), text, Problem::NoDeal, Effect::RowLeftOut);
            continue;
        }
        let Some(at) = instant(file, table, row, at, setup, world, report) else { continue };
        let stage = numbers.name(&Target::Stage, text);
        let status = recognise::status(cell(status));
        let is_guess = values::flag(cell(from_dates)) == Some(true);
        let told = Told { at, stage, pipeline: cell(pipeline), status, is_guess, file, line: row.line() };
        histories.learn(id, title, told);
    }
}

/// A stage as a row names it, of a deal in a pipeline.
type Named<'t> = (Option<PipelineId>, &'t str, &'t str);

/// Joins histories to deals that are there already.
pub(super) struct Later<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) setup: &'a Setup,
    pub(super) places: &'a Places,
    /// The deals that rows of the same import are about.
    pub(super) met: &'a HashMap<DealId, RowRef>,
}

impl Later<'_> {
    /// Joins those that no row of the same import took. Answers the changes, and the deals that stay as they are.
    pub(super) fn join(
        &self,
        histories: &Histories<'_>,
        directory: &mut Directory<'_>,
    ) -> (Vec<Change>, Vec<DealId>) {
        let (mut changes, mut unchanged) = (Vec::new(), Vec::new());
        let mut stories = histories.stories.iter().filter(|story| !story.is_taken.get()).peekable();
        if stories.peek().is_none() {
            return (changes, unchanged);
        }
        let found = Found::new(self.workspace, &[]);
        let mut known = HashMap::new();
        for story in stories {
            let deal = match self.deal(story, &found) {
                Ok(deal) => deal,
                Err(problem) => {
                    let said = if story.title.is_empty() { story.id } else { story.title };
                    for step in &story.steps {
                        let at = (step.file, step.line);
                        directory.report.about_row(at, said, problem.clone(), Effect::RowLeftOut);
                    }
                    continue;
                }
            };
            let (steps, told) = self.steps(deal, story, &mut known, directory);
            if told.is_empty() {
                continue;
            }
            let past = past(deal, steps, told.iter().any(|step| step.is_guess));
            let count = directory.report.count_mut(Kind::Deal);
            let part = if let Some(to) = past {
                count.changed += 1;
                let edit = DealEdit::Past(Box::new(Swap { from: Past::of(deal), to }));
                changes.push(Change::DealEdited { id: deal.id, edit });
                Some(Part::History)
            } else {
                count.unchanged += 1;
                unchanged.push(deal.id);
                None
            };
            for step in told {
                let parts = part.clone().into_iter().collect();
                directory.report.about_known((step.file, step.line), &deal.title, parts);
            }
        }
        (changes, unchanged)
    }

    /// The deal of the workspace that a story is about.
    fn deal(&self, story: &Story<'_>, found: &Found) -> Result<&Deal, Problem> {
        let file = story.steps.first().and_then(|step| self.setup.files.get(step.file));
        let source = file.map_or("", |file| file.source.as_str());
        let id = found.deal(source, story.id, story.title)?.map(|deal| deal.id);
        let deal = id.filter(|id| !self.met.contains_key(id)).and_then(|id| self.workspace.deals.live(id));
        deal.ok_or(Problem::UnknownDeal)
    }

    /// The steps whose stages are known, and the rows that tell them.
    fn steps<'s, 't>(
        &self,
        deal: &Deal,
        story: &'s Story<'t>,
        known: &mut HashMap<Named<'t>, Option<Place>>,
        directory: &mut Directory<'_>,
    ) -> (Vec<Step>, Vec<&'s Told<'t>>) {
        let pipeline = self.workspace.stages.get(deal.position.stage).map(|stage| stage.pipeline);
        let (mut steps, mut told) = (Vec::new(), Vec::new());
        for step in &story.steps {
            let place = known
                .entry((pipeline, step.pipeline, step.stage))
                .or_insert_with(|| self.place(pipeline, step));
            match *place {
                Some(place) => {
                    let standing = row_standing(step.status, place.standing());
                    steps.push(Step { at: step.at, stage: place.stage, standing });
                    told.push(step);
                }
                None => step.complain(directory),
            }
        }
        (steps, told)
    }

    /// The stage that a row names: the one that was decided on, as far as that is in the deal's own pipeline; or else the
    /// one of its name there.
    fn place(&self, pipeline: Option<PipelineId>, told: &Told<'_>) -> Option<Place> {
        let decided = self.places.place(told.pipeline, told.stage);
        let is_own = |place: &Place| {
            self.workspace.stages.get(place.stage).is_some_and(|stage| Some(stage.pipeline) == pipeline)
        };
        let named = || {
            let stage = stage_of(self.workspace, pipeline?, told.stage)?;
            Some(Place { stage: stage.id, kind: stage.kind })
        };
        decided.filter(is_own).or_else(named).or(decided)
    }
}

/// The stage of this name in a pipeline; one that was archived since, where no other has the name.
pub(crate) fn stage_of<'w>(workspace: &'w Workspace, pipeline: PipelineId, name: &str) -> Option<&'w Stage> {
    let name = key(name);
    let mut stages = workspace.stages_of(pipeline);
    stages.retain(|stage| key(&stage.name) == name);
    stages.into_iter().min_by_key(|stage| stage.archived)
}

/// The past that a history and the deal itself tell together; `None` where the deal's own says more, or the same. What
/// happened to it after the history ends was seen here. `from_dates`: the history itself was worked out.
fn past(deal: &Deal, mut steps: Vec<Step>, from_dates: bool) -> Option<Past> {
    let told = steps.iter_mut().map(|step| (step.stage, step.standing, &mut step.at));
    instants::settle(told, &deal.visits);
    let last = *steps.iter().max_by_key(|step| step.at)?;
    // Of a past that was worked out from dates, the beginning is no more than the day it was made; and where the history
    // ends where the deal is, it knows since when.
    let is_guess = |place: usize, entered: Timestamp| {
        let ends_here = (last.stage, last.standing) == (deal.position.stage, deal.standing());
        let is_end = place + 1 == deal.visits.len() && deal.closing_is_guessed();
        deal.is_partial && (ends_here || is_end || (place == 0 && entered <= deal.created))
    };
    let later = deal
        .visits
        .iter()
        .enumerate()
        .filter(|(place, visit)| visit.entered > last.at && !is_guess(*place, visit.entered));
    let later = later.map(|(_, visit)| visit);
    steps.extend(later.map(|visit| Step { at: visit.entered, stage: visit.stage, standing: visit.standing }));
    // Of a deal that nobody knows the day of, the history knows since when it has been there.
    let first = steps.iter().map(|step| step.at).min().filter(|_| deal.guessed.created);
    let to = history::past(&history::Known {
        created: first.unwrap_or(deal.created),
        // Nor does a history that was itself worked out know it.
        is_created_guessed: deal.guessed.created && from_dates,
        steps: &steps,
        stage: deal.position.stage,
        standing: deal.standing(),
        closed: deal.known_closed(),
        first_open: deal.position.stage,
        is_logged: false,
        from_dates,
    });
    let knows_more = !to.is_partial || (deal.is_partial && to.visits.len() >= deal.visits.len());
    let is_same = to.visits == deal.visits
        && (to.created, to.is_partial, to.guessed) == (deal.created, deal.is_partial, deal.guessed);
    (knows_more && !is_same).then_some(to)
}
