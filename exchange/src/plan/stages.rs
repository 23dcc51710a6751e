//! Stages as the files name them become stages of pipelines: those that are there, or new ones.

use std::collections::{BTreeMap, HashMap};

use sales::decide::reviews_of_new;
use sales::hue;
use sales::ids::{IdSource, PipelineId, StageId};
use sales::log::Change;
use sales::model::{StageKind, StandingKind, Workspace};
use sales::rank::Rank;

use super::directory::one_line;
use super::report::{Kind, Report};
use crate::names::key;
use crate::setup::{PipelineSetup, Setup, StageSetup};

/// A stage that deals may come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) stage: StageId,
    pub(super) kind: StageKind,
}

/// The stages of a pipeline that a deal may come to without naming one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) open: StageId,
    pub(super) won: StageId,
    pub(super) lost: StageId,
}

/// Where what the files name leads.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_name: HashMap<(String, String), Place>,
    ends: HashMap<String, Ends>,
}

/// A stage in the making, or one that is there.
struct Known {
    id: StageId,
    kind: StageKind,
    rank: Rank,
    hue: u8,
}

/// A pipeline in the making, or one that is there.
struct Pipeline {
    id: PipelineId,
    stages: Vec<Known>,
    /// The stages that were made, by name.
    made: HashMap<String, Place>,
    names: [String; 3],
}

impl Place {
    /// The standing of a deal in it.
    pub(super) fn standing(self) -> StandingKind {
        match self.kind {
            StageKind::Open => StandingKind::Open,
            StageKind::Won => StandingKind::Won,
            StageKind::Lost => StandingKind::Lost,
        }
    }
}

impl Places {
    /// Finds or makes all pipelines and stages that the setup speaks of.
    pub(super) fn new(
        workspace: &Workspace,
        setup: &Setup,
        ids: &mut dyn IdSource,
        changes: &mut Vec<Change>,
        report: &mut Report,
    ) -> Self {
        let mut places = Self::default();
        let mut last_rank = workspace.pipelines_in_order().last().map(|pipeline| pipeline.rank);
        // Two names of the files may lead into one pipeline.
        let mut made: BTreeMap<String, PipelineId> = BTreeMap::new();
        let mut pipelines: HashMap<PipelineId, Pipeline> = HashMap::new();
        let mut by_value: Vec<(&String, PipelineId)> = Vec::new();
        for (value, to) in &setup.pipelines {
            let id = match to {
                PipelineSetup::Existing(id) if workspace.pipelines.live(*id).is_some() => *id,
                // It was there when the setup was made.
                PipelineSetup::Existing(_) => continue,
                PipelineSetup::New { name, .. } => *made.entry(key(name)).or_insert_with(|| {
                    let id = PipelineId(ids.next_id());
                    let rank = Rank::between(last_rank, None).unwrap_or(Rank::MIDDLE);
                    last_rank = Some(rank);
                    let name = free_name(workspace, &one_line(name));
                    changes.push(Change::PipelineAdded { id, name, rank, sample: false });
                    changes.push(reviews_of_new(id));
                    report.count_mut(Kind::Pipeline).added += 1;
                    id
                }),
            };
            by_value.push((value, id));
            pipelines.entry(id).or_insert_with(|| Pipeline::of(workspace, id, to));
        }
        for row in &setup.stages {
            let Some((_, id)) = by_value.iter().find(|(value, _)| **value == row.pipeline) else { continue };
            let Some(pipeline) = pipelines.get_mut(id) else { continue };
            let place = match &row.to {
                StageSetup::Existing(stage) => match workspace.stages.live(*stage) {
                    Some(stage) => Place { stage: stage.id, kind: stage.kind },
                    None => continue,
                },
                StageSetup::New { name, kind, probability } => match pipeline.made.get(&key(name)) {
                    // Two stages of the files may lead into one new stage.
                    Some(place) => *place,
                    None => pipeline.stage(&one_line(name), *kind, *probability, ids, changes, report),
                },
            };
            places.by_name.insert((row.pipeline.clone(), key(&row.stage)), place);
        }
        for (value, id) in by_value {
            if let Some(pipeline) = pipelines.get_mut(&id) {
                let ends = pipeline.ends(ids, changes, report);
                places.ends.insert(value.clone(), ends);
            }
        }
        places
    }

    /// Where a stage of the files leads.
    pub(super) fn place(&self, pipeline: &str, stage: &str) -> Option<Place> {
        self.by_name.get(&(self.pipeline(pipeline).to_owned(), key(stage))).copied()
    }

    /// Whether the files name a stage of this kind in a pipeline.
    pub(super) fn has(&self, pipeline: &str, kind: StageKind) -> bool {
        let pipeline = self.pipeline(pipeline);
        self.by_name.iter().any(|((of, _), place)| of == pipeline && place.kind == kind)
    }

    /// The stages for deals of a pipeline that name none.
    pub(super) fn ends(&self, pipeline: &str) -> Option<Ends> {
        self.ends.get(self.pipeline(pipeline)).copied()
    }

    /// A file without a column of pipelines has all of its deals in the one without a name.
    fn pipeline<'n>(&self, name: &'n str) -> &'n str {
        if self.ends.contains_key(name) { name } else { "" }
    }
}

impl Pipeline {
    fn of(workspace: &Workspace, id: PipelineId, setup: &PipelineSetup) -> Self {
        let stages = workspace.usable_stages_of(id).into_iter().map(|stage| Known {
            id: stage.id,
            kind: stage.kind,
            rank: stage.rank,
            hue: stage.hue,
        });
        let names = match setup {
            PipelineSetup::New { stages, .. } => stages.clone(),
            PipelineSetup::Existing(_) => Default::default(),
        };
        Self { id, stages: stages.collect(), made: HashMap::new(), names }
    }

    /// A new stage, behind those that are there.
    fn stage(
        &mut self,
        name: &str,
        kind: StageKind,
        probability: u8,
        ids: &mut dyn IdSource,
        changes: &mut Vec<Change>,
        report: &mut Report,
    ) -> Place {
        let id = StageId(ids.next_id());
        let last = self.stages.iter().map(|stage| stage.rank).max();
        let rank = Rank::between(last, None).unwrap_or(Rank::MIDDLE);
        let taken: Vec<u8> = self.stages.iter().map(|stage| stage.hue).collect();
        let hue = hue::of_stage(kind, &taken);
        self.stages.push(Known { id, kind, rank, hue });
        let probability = match kind {
            StageKind::Open => probability.min(100),
            StageKind::Won => 100,
            StageKind::Lost => 0,
        };
        changes.push(Change::StageAdded {
            id,
            pipeline: self.id,
            name: name.to_owned(),
            kind,
            probability,
            limit_days: None,
            hue,
            guidance: String::new(),
            rank,
        });
        report.count_mut(Kind::Stage).added += 1;
        let place = Place { stage: id, kind };
        self.made.insert(key(name), place);
        place
    }

    /// The first stage of each kind; made where there is none.
    fn ends(&mut self, ids: &mut dyn IdSource, changes: &mut Vec<Change>, report: &mut Report) -> Ends {
        let mut first = |kind: StageKind, name: usize| {
            let known = self.stages.iter().filter(|stage| stage.kind == kind).min_by_key(|stage| stage.rank);
            if let Some(stage) = known {
                return stage.id;
            }
            let name = self.names[name].clone();
            self.stage(&name, kind, 50, ids, changes, report).stage
        };
        Ends {
            open: first(StageKind::Open, 0),
            won: first(StageKind::Won, 1),
            lost: first(StageKind::Lost, 2),
        }
    }
}

/// The name, with a number behind it where another pipeline has it.
fn free_name(workspace: &Workspace, wanted: &str) -> String {
    let is_free = |name: &str| !workspace.pipelines.iter().any(|pipeline| key(&pipeline.name) == key(name));
    let mut name = wanted.to_owned();
    let mut number = 1;
    while !is_free(&name) {
        number += 1;
        name = format!("{wanted} {number}");
    }
    name
}
