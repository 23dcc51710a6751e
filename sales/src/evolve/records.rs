//! Making, removing and adopting records of any kind, and what keeps stages and pipelines as long as deals are in them.

use super::{Touched, Way, activities, deals};
use crate::ids::{PipelineId, StageId};
use crate::log::RecordRef;
use crate::model::{
    Choice, Contact, Dashboard, Deal, Field, Goal, Organisation, Person, Pipeline, Record, Report, Scenario,
    Stage, Table, View, Workspace,
};

/// A record whose kind can be marked as removed.
pub(super) trait Removable: Record {
    fn removed_mut(&mut self) -> &mut bool;
}

macro_rules! removable {
    ($($type:ty)*) => {$(
        impl Removable for $type {
            fn removed_mut(&mut self) -> &mut bool {
                &mut self.removed
            }
        }
    )*};
}

removable! { Pipeline Stage Deal Person Organisation Contact Choice Field View Goal Scenario Dashboard Report }

/// Making a record, taking that back, and making it again: it is made once and then hidden or shown.
pub(super) fn add<R: Removable>(table: &mut Table<R>, id: R::Id, way: Way, make: impl FnOnce() -> R) {
    match (table.get_mut(id), way) {
        (Some(row), _) => *row.removed_mut() = way == Way::Back,
        (None, Way::Forward) => {
            table.push(make());
        }
        (None, Way::Back) => {}
    }
}

fn remove<R: Removable>(table: &mut Table<R>, id: R::Id, removed: bool) {
    if let Some(row) = table.get_mut(id) {
        *row.removed_mut() = removed;
    }
}

pub(super) fn set_removed(ws: &mut Workspace, record: RecordRef, removed: bool, touched: &mut Touched) {
    match record {
        RecordRef::Deal(id) => {
            if let Some(ix) = ws.deals.ix(id) {
                deals::show(ws, ix, removed, touched);
            }
            return;
        }
        RecordRef::Activity(id) => {
            activities::show(ws, id, removed, touched);
            return;
        }
        RecordRef::Pipeline(id) if removed && holds_pipeline(ws, id) => {}
        RecordRef::Pipeline(id) => remove(&mut ws.pipelines, id, removed),
        RecordRef::Stage(id) if removed && holds_stage(ws, id) => {}
        RecordRef::Stage(id) => remove(&mut ws.stages, id, removed),
        RecordRef::Person(id) => remove(&mut ws.people, id, removed),
        RecordRef::Organisation(id) => remove(&mut ws.organisations, id, removed),
        RecordRef::Contact(id) => remove(&mut ws.contacts, id, removed),
        RecordRef::Choice(id) => remove(&mut ws.choices, id, removed),
        RecordRef::Field(id) => remove(&mut ws.fields, id, removed),
        RecordRef::View(id) => remove(&mut ws.views, id, removed),
        RecordRef::Goal(id) => remove(&mut ws.goals, id, removed),
        RecordRef::Scenario(id) => remove(&mut ws.scenarios, id, removed),
        RecordRef::Dashboard(id) => remove(&mut ws.dashboards, id, removed),
        RecordRef::Report(id) => remove(&mut ws.reports, id, removed),
    }
    match record {
        RecordRef::Pipeline(_) | RecordRef::Stage(_) => touched.shape = true,
        _ => touched.catalogue = true,
    }
}

/// Whether deals that are not removed are in a stage.
pub(super) fn holds_stage(ws: &Workspace, id: StageId) -> bool {
    ws.deals_in(id).next().is_some()
}

/// Whether deals that are not removed are in a pipeline. If so, all of its stages are brought back: a pipeline
/// with some of them missing could not be worked in.
pub(super) fn holds_pipeline(ws: &mut Workspace, id: PipelineId) -> bool {
    let holds = ws.deals.iter().any(|deal| ws.pipeline_of(deal) == Some(id));
    if holds {
        bring_back(ws, id);
    }
    holds
}

/// Shows a pipeline and all of its stages again.
fn bring_back(ws: &mut Workspace, id: PipelineId) {
    remove(&mut ws.pipelines, id, false);
    let stages: Vec<StageId> =
        ws.stages.rows().iter().filter(|stage| stage.pipeline == id).map(|stage| stage.id).collect();
    for stage in stages {
        remove(&mut ws.stages, stage, false);
    }
}

/// Sees to it that the stage and the pipeline of a deal that is there are there too.
pub(super) fn settle(ws: &mut Workspace, stage: StageId, touched: &mut Touched) {
    let Some(row) = ws.stages.get(stage) else { return };
    let pipeline = row.pipeline;
    if ws.pipelines.get(pipeline).is_some_and(|pipeline| pipeline.removed) {
        touched.shape = true;
        bring_back(ws, pipeline);
    } else if row.removed {
        touched.shape = true;
        remove(&mut ws.stages, stage, false);
    }
}

pub(super) fn set_sample(ws: &mut Workspace, record: RecordRef, sample: bool, touched: &mut Touched) {
    fn mark<R: Record>(table: &mut Table<R>, id: R::Id, flag: impl Fn(&mut R) -> &mut bool, sample: bool) {
        if let Some(row) = table.get_mut(id) {
            *flag(row) = sample;
        }
    }
    touched.catalogue = true;
    match record {
        RecordRef::Pipeline(id) => {
            touched.shape = true;
            mark(&mut ws.pipelines, id, |row| &mut row.sample, sample);
        }
        RecordRef::Deal(id) => deals::mark_sample(ws, id, sample, touched),
        RecordRef::Person(id) => mark(&mut ws.people, id, |row| &mut row.sample, sample),
        RecordRef::Organisation(id) => mark(&mut ws.organisations, id, |row| &mut row.sample, sample),
        RecordRef::Contact(id) => mark(&mut ws.contacts, id, |row| &mut row.sample, sample),
        RecordRef::Choice(id) => mark(&mut ws.choices, id, |row| &mut row.sample, sample),
        RecordRef::Activity(id) => activities::with(ws, id, touched, |row| row.sample = sample),
        // These don't come with the sample, or go with what does.
        RecordRef::Stage(_)
        | RecordRef::Field(_)
        | RecordRef::View(_)
        | RecordRef::Goal(_)
        | RecordRef::Scenario(_)
        | RecordRef::Dashboard(_)
        | RecordRef::Report(_) => {}
    }
}
