//! What was decided beside the columns of files: where stages, pipelines and names go, and how rows are matched. It is kept in a form that
//! a later import of such files can begin with: what was new then is there by now, and is known by its id.

use exchange::propose::{Near, Proposal};
use exchange::setup::{Key, NameKind, NameSetup, OnProblem, PipelineSetup, Setup, StageSetup};
use sales::ids::{PipelineId, StageId};
use sales::model::Workspace;
use sales::money::Currency;
use serde::{Deserialize, Serialize};

use super::pipelines::redirect;

/// Decisions of an import, without the columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Decisions {
    /// Where the deals of each pipeline that the files name went.
    pipelines: Vec<(String, PipelineId)>,
    /// Where the deals of each stage of a pipeline went.
    stages: Vec<(String, String, StageId)>,
    /// What was answered where a name was close to another one.
    names: Vec<Answer>,
    currency: Currency,
    key: Key,
    uses_list_price: bool,
    on_problem: OnProblem,
}

/// What was answered about two names that are close, or about two rows of one name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Answer {
    kind: NameKind,
    name: String,
    other: String,
    /// It was about two rows.
    of_rows: bool,
    /// What the name stands for; of two rows, anything where they are one. Nothing where the two stay apart.
    to: Option<NameSetup>,
}

impl Answer {
    fn is_about(&self, near: &Near) -> bool {
        self.kind == near.kind
            && self.name == near.name
            && self.other == near.other
            && self.of_rows == near.twin.is_some()
    }
}

impl Decisions {
    /// What was decided about an import that is done.
    pub(super) fn of(proposal: &Proposal, setup: &Setup, workspace: &Workspace) -> Self {
        let pipelines: Vec<(String, PipelineId)> = setup
            .pipelines
            .iter()
            .filter_map(|(named, to)| match to {
                PipelineSetup::Existing(id) => Some((named.clone(), *id)),
                PipelineSetup::New { name, .. } => {
                    let all = workspace.pipelines_in_order().into_iter();
                    let made = all.rev().find(|pipeline| pipeline.name == name.trim())?;
                    Some((named.clone(), made.id))
                }
            })
            .collect();
        let stages = setup.stages.iter().filter_map(|row| {
            let id = match &row.to {
                StageSetup::Existing(id) => *id,
                StageSetup::New { name, .. } => {
                    let (_, pipeline) = pipelines.iter().find(|(named, _)| *named == row.pipeline)?;
                    let all = workspace.usable_stages_of(*pipeline).into_iter();
                    all.rev().find(|stage| stage.name == name.trim())?.id
                }
            };
            Some((row.pipeline.clone(), row.stage.clone(), id))
        });
        let names = proposal.near.iter().map(|near| Answer {
            kind: near.kind,
            name: near.name.clone(),
            other: near.other.clone(),
            of_rows: near.twin.is_some(),
            to: match near.twin {
                Some(twin) => setup.twins.contains(&twin).then_some(NameSetup::Nobody),
                None => setup.names.get(&near.kind).and_then(|names| names.get(&near.name)).cloned(),
            },
        });
        Self {
            stages: stages.collect(),
            names: names.collect(),
            pipelines,
            currency: setup.currency,
            key: setup.key,
            uses_list_price: setup.uses_list_price,
            on_problem: setup.on_problem,
        }
    }

    /// Decides the same about a new import, as far as what it leads to is still there.
    pub(super) fn repeat(&self, proposal: &mut Proposal, workspace: &Workspace) {
        let Proposal { setup, near, .. } = proposal;
        for (named, id) in &self.pipelines {
            let to = PipelineSetup::Existing(*id);
            let is_usable = workspace.pipelines.live(*id).is_some_and(|row| !row.archived);
            if is_usable && setup.pipelines.get(named).is_some_and(|proposed| *proposed != to) {
                redirect(setup, workspace, named, to);
            }
        }
        for row in &mut setup.stages {
            let decided =
                self.stages.iter().find(|(of, stage, _)| *of == row.pipeline && *stage == row.stage);
            let Some((.., id)) = decided else { continue };
            let Some(stage) = workspace.stages.live(*id).filter(|stage| stage.usable()) else { continue };
            if setup.pipelines.get(&row.pipeline) == Some(&PipelineSetup::Existing(stage.pipeline)) {
                row.to = StageSetup::Existing(*id);
            }
        }
        for near in &*near {
            let Some(answer) = self.names.iter().find(|answer| answer.is_about(near)) else { continue };
            if let Some(twin) = near.twin {
                setup.twins.retain(|known| *known != twin);
                setup.twins.extend(answer.to.is_some().then_some(twin));
                continue;
            }
            let names = setup.names.entry(near.kind).or_default();
            match &answer.to {
                // The record may be gone by now; then what is proposed holds.
                Some(NameSetup::Existing(id)) if near.record != Some(*id) => {}
                Some(to) => drop(names.insert(near.name.clone(), to.clone())),
                None => drop(names.remove(&near.name)),
            }
        }
        setup.currency = self.currency;
        // A file without ids can't be matched by them; and to take all rows for new deals is asked for anew each time, or a file of
        // next week would double those of this one.
        let has_ids = setup.key == Key::ExternalId || self.key != Key::ExternalId;
        if has_ids && self.key != Key::Nothing {
            setup.key = self.key;
        }
        setup.uses_list_price = self.uses_list_price;
        setup.on_problem = self.on_problem;
    }
}

#[cfg(test)]
mod tests {
    use exchange::setup::{RowRef, StageRow, Twin};
    use sales::ids::Uuid;

    use super::super::super::fixture::Fixture;
    use super::super::fixture;
    use super::super::pipelines::keep_in_pipelines;
    use super::*;

    fn row(stage: &str, name: &str) -> StageRow {
        fixture::row("", stage, fixture::new_stage(name))
    }

    fn near(name: &str, twin: Option<Twin>, record: Option<Uuid>) -> Near {
        let (name, other) = (name.to_owned(), format!("{name}!"));
        Near { kind: NameKind::Product, name, rows: 1, other, record, is_same: false, twin }
    }

    fn proposal(stages: &[&str], near: Vec<Near>) -> Proposal {
        let rows = stages.iter().map(|stage| row(stage, stage)).collect();
        let setup = fixture::setup(&[("", "Imported")], rows);
        Proposal { setup, files: Vec::new(), stage_rows: vec![1; stages.len()], near, names: Vec::new() }
    }

    fn twin(line: u32) -> Twin {
        Twin { row: RowRef { file: 0, line }, into: RowRef { file: 0, line: 1 } }
    }

    /// A workspace with a pipeline, and its stages.
    fn board() -> (Fixture, PipelineId, Vec<StageId>) {
        let fixture = Fixture::new();
        let pipeline = fixture.workspace.pipelines_in_order()[0].id;
        let stages = fixture.workspace.usable_stages_of(pipeline).iter().map(|stage| stage.id).collect();
        (fixture, pipeline, stages)
    }

    #[test]
    fn later_files_begin_with_what_was_decided() {
        let (fixture, pipeline, stages) = board();
        let id = Uuid::from_u128(7);
        let old = proposal(
            &["Qualification", "Offer sent"],
            vec![near("a", None, Some(id)), near("b", None, None), near("c", Some(twin(2)), None)],
        );
        let mut decided = old.setup.clone();
        decided.pipelines.insert(String::new(), PipelineSetup::Existing(pipeline));
        decided.stages[0].to = StageSetup::Existing(stages[1]);
        decided.names.entry(NameKind::Product).or_default().insert("a".to_owned(), NameSetup::Existing(id));
        decided.twins = vec![twin(2)];
        decided.currency = Currency::USD;
        decided.key = Key::Title;
        let decisions = Decisions::of(&old, &decided, &fixture.workspace);
        let text = serde_json::to_string(&decisions).expect("it can be written");
        let decisions: Decisions = serde_json::from_str(&text).expect("it can be read");

        let mut new = proposal(
            &["Qualification", "Another"],
            vec![near("a", None, Some(id)), near("b", None, None), near("c", Some(twin(9)), None)],
        );
        new.setup.names.entry(NameKind::Product).or_default().insert("b".to_owned(), NameSetup::Nobody);
        decisions.repeat(&mut new, &fixture.workspace);
        let setup = &new.setup;
        assert_eq!(setup.pipelines[""], PipelineSetup::Existing(pipeline));
        assert_eq!(setup.stages[0].to, StageSetup::Existing(stages[1]));
        assert_eq!(setup.stages[1].to, row("Another", "Another").to, "what is new is asked about");
        assert_eq!(setup.names[&NameKind::Product]["a"], NameSetup::Existing(id));
        assert!(!setup.names[&NameKind::Product].contains_key("b"), "what was told apart stays apart");
        assert_eq!(setup.twins, [twin(9)]);
        assert_eq!((setup.currency, setup.key), (Currency::USD, Key::Title));
    }

    #[test]
    fn what_was_new_is_known_by_its_id_though_it_has_another_name_by_now() {
        let (fixture, pipeline, stages) = board();
        let there = fixture.workspace.stages.get(stages[0]).expect("it is there").name.clone();
        let old = proposal(&["New"], Vec::new());
        let mut decided = old.setup.clone();
        decided.pipelines.insert(String::new(), PipelineSetup::Existing(pipeline));
        decided.stages = vec![row("New", &there)];
        let decisions = Decisions::of(&old, &decided, &fixture.workspace);
        let mut again = proposal(&["New"], Vec::new());
        decisions.repeat(&mut again, &fixture.workspace);
        assert_eq!(again.setup.stages[0].to, StageSetup::Existing(stages[0]));
    }

    #[test]
    fn that_all_rows_are_new_is_not_repeated() {
        let old = proposal(&[], Vec::new());
        let decided = Setup { key: Key::Nothing, ..old.setup.clone() };
        let decisions = Decisions::of(&old, &decided, &Workspace::default());
        let mut new = proposal(&[], Vec::new());
        decisions.repeat(&mut new, &Workspace::default());
        assert_eq!(new.setup.key, Key::ExternalId);
    }

    #[test]
    fn stages_stay_in_the_pipeline_that_their_deals_go_to() {
        let (fixture, pipeline, stages) = board();
        let there = fixture.workspace.stages.get(stages[1]).expect("it is there").name.clone();
        let mut setup = proposal(&["Offer sent", &there], Vec::new()).setup;
        setup.pipelines.insert(String::new(), PipelineSetup::Existing(pipeline));
        setup.stages[0].to = StageSetup::Existing(stages[0]);
        setup.stages[1].to = StageSetup::Existing(stages[1]);
        let before = setup.clone();
        keep_in_pipelines(&mut setup, &fixture.workspace);
        assert_eq!(setup, before);
        // They go elsewhere now.
        setup.pipelines.insert(String::new(), fixture::new_pipeline("Imported"));
        keep_in_pipelines(&mut setup, &fixture.workspace);
        let names: Vec<&str> = setup
            .stages
            .iter()
            .filter_map(|row| match &row.to {
                StageSetup::New { name, .. } => Some(name.as_str()),
                StageSetup::Existing(_) => None,
            })
            .collect();
        assert_eq!(names, ["Offer sent", there.as_str()]);
    }

    #[test]
    fn what_is_gone_is_proposed_anew() {
        let (fixture, pipeline, stages) = board();
        let old = proposal(&["Qualification"], Vec::new());
        let mut decided = old.setup.clone();
        decided.pipelines.insert(String::new(), PipelineSetup::Existing(pipeline));
        decided.stages[0].to = StageSetup::Existing(stages[1]);
        let decisions = Decisions::of(&old, &decided, &fixture.workspace);
        let mut new = proposal(&["Qualification"], Vec::new());
        decisions.repeat(&mut new, &Workspace::default());
        assert_eq!(new.setup.stages, old.setup.stages);
        assert_eq!(new.setup.pipelines, old.setup.pipelines);
    }
}
