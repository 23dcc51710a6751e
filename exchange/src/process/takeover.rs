//! What makes the process of a file that of a pipeline.

use sales::decide::{Command, Context, ProcessDraft, Rejection, StageDraft, StagePatch, TaskDraft, decide};
use sales::evolve::{self, Touched};
use sales::ids::{ChoiceId, IdSource, PipelineId, RuleId, StageId, TaskId};
use sales::model::{
    ActivityKind, Arrivals, Criterion, DealField, Force, ListKind, Requirement, StageKind, Task, TaskOwner,
    Workspace,
};

use super::{FIELDS, FORCES, FileRule, FileStage, FileTask, ProcessFile, STAGE_KINDS, Word, known};

/// What taking a process over into a pipeline does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Takeover {
    /// The stages that get theirs, by name.
    pub stages: Vec<String>,
    /// Stages of the file that the pipeline has not.
    pub missing: Vec<String>,
    /// Fields and people that are not in this workspace: what asks for them is left out, and a person's items are the deal's owner's.
    pub left_out: Vec<String>,
    /// What does it, in order; for one action.
    pub commands: Vec<Command>,
}

impl Takeover {
    /// All of it as one action; `None` where there is nothing to do.
    pub fn command(&self) -> Option<Command> {
        let (last, first) = self.commands.split_last()?;
        Some(last.clone().after(first.to_vec()))
    }
}

/// Names that are to mean something in a workspace, and what has to be made for that.
struct Names<'a> {
    workspace: &'a Workspace,
    ids: &'a mut dyn IdSource,
    made: Vec<(ChoiceId, String)>,
    left_out: Vec<String>,
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl Names<'_> {
    fn kind(&mut self, kind: &str, own: Option<&String>) -> ActivityKind {
        match Word::of(kind, own) {
            Ok(Word::Common(kind)) => kind,
            Ok(Word::Own(name)) => {
                let list = self.workspace.list(ListKind::ActivityKind);
                let known = list.iter().find(|row| same(&row.name, name) && !row.archived).map(|row| row.id);
                let made = self.made.iter().find(|row| same(&row.1, name)).map(|row| row.0);
                ActivityKind::Own(known.or(made).unwrap_or_else(|| {
                    let id = ChoiceId(self.ids.next_id());
                    self.made.push((id, name.to_owned()));
                    id
                }))
            }
            // It was read before, so it is known.
            Err(_) => ActivityKind::default(),
        }
    }

    fn leave_out(&mut self, name: &str) {
        if !self.left_out.iter().any(|known| known == name) {
            self.left_out.push(name.to_owned());
        }
    }

    fn owner(&mut self, task: &FileTask) -> TaskOwner {
        match (task.owner.as_str(), &task.person) {
            ("nobody", _) => TaskOwner::Nobody,
            ("person", Some(name)) => {
                let person = self.workspace.people.iter().find(|row| same(&row.name, name) && !row.archived);
                if person.is_none() {
                    self.leave_out(name);
                }
                person.map_or(TaskOwner::Deal, |person| TaskOwner::Person(person.id))
            }
            _ => TaskOwner::Deal,
        }
    }

    fn requirement(&mut self, rule: &FileRule) -> Option<Requirement> {
        if rule.checklist {
            return Some(Requirement::Checklist);
        }
        if let Some(done) = &rule.done {
            return Some(Requirement::Done(self.kind(done, rule.own.as_ref())));
        }
        if let Some(range) = &rule.range {
            let currency = range.currency.parse().ok()?;
            if !self.workspace.settings.has_rate(currency) {
                self.leave_out(&range.currency);
                return None;
            }
            return Some(Requirement::Value { currency, at_least: range.at_least, at_most: range.at_most });
        }
        let field = rule.field.as_ref()?;
        if field != "custom" {
            return known(&FIELDS, field).ok().map(Requirement::Field);
        }
        let name = rule.custom.as_deref().unwrap_or_default();
        let own = self.workspace.fields.iter().find(|row| same(&row.name, name) && !row.archived);
        if own.is_none() {
            self.leave_out(name);
        }
        own.map(|row| Requirement::Field(DealField::Custom(row.id)))
    }

    fn rules(&mut self, stage: &FileStage) -> Vec<(Requirement, Force)> {
        let mut rules: Vec<(Requirement, Force)> = Vec::with_capacity(stage.exit.len());
        for rule in &stage.exit {
            let force = known(&FORCES, &rule.force).unwrap_or(Force::Warn);
            if let Some(wants) = self.requirement(rule)
                && rules.iter().all(|known| known.0 != wants)
            {
                rules.push((wants, force));
            }
        }
        rules
    }

    /// What makes the kinds of activity that are not here yet.
    fn makes(&self) -> Vec<Command> {
        let make = |(id, name): &(ChoiceId, String)| Command::AddChoice {
            id: *id,
            list: ListKind::ActivityKind,
            name: name.clone(),
        };
        self.made.iter().map(make).collect()
    }
}

/// What gives the stages of a pipeline the process that those of the same name and kind have in the file. Their names, chances and limits stay.
pub fn take_over(
    workspace: &Workspace,
    pipeline: PipelineId,
    file: &ProcessFile,
    ids: &mut dyn IdSource,
) -> Takeover {
    let own = workspace.usable_stages_of(pipeline);
    let find = |stage: &FileStage| {
        let kind = known(&STAGE_KINDS, &stage.kind).ok();
        own.iter().copied().find(|own| same(&own.name, &stage.name) && Some(own.kind) == kind)
    };
    let mut names = Names { workspace, ids, made: Vec::new(), left_out: Vec::new() };
    let mut takeover = Takeover::default();
    let (mut open_up, mut write_down, mut narrow) = (Vec::new(), Vec::new(), Vec::new());
    for stage in &file.stages {
        let Some(here) = find(stage) else {
            takeover.missing.push(stage.name.clone());
            continue;
        };
        takeover.stages.push(here.name.clone());
        let edit = |patch| Command::EditStage { stage: here.id, patch };
        let checklist: Vec<Task> = stage
            .checklist
            .iter()
            .map(|task| Task {
                id: TaskId(names.ids.next_id()),
                kind: names.kind(&task.kind, task.own.as_ref()),
                subject: task.subject.clone(),
                due_days: task.due_days,
                owner: names.owner(task),
            })
            .collect();
        let rules = names.rules(stage).into_iter();
        let exit: Vec<Criterion> =
            rules.map(|(wants, force)| Criterion { id: RuleId(names.ids.next_id()), wants, force }).collect();
        write_down.extend([
            edit(StagePatch::Guidance(stage.guidance.clone())),
            edit(StagePatch::Checklist(checklist)),
            edit(StagePatch::Exit(exit)),
        ]);
        let from: Option<Vec<StageId>> = stage.from.as_ref().map(|from| {
            let named = from.iter().filter_map(|name| own.iter().find(|own| same(&own.name, name)));
            named.filter(|own| own.kind == StageKind::Open && own.id != here.id).map(|own| own.id).collect()
        });
        let from = from.filter(|from| !from.is_empty());
        let arrivals = Arrivals { from, skipping: stage.skipping, back: stage.back };
        // On the way from one set of rules to the other nothing may be locked.
        if here.arrivals != Arrivals::default() {
            open_up.push(edit(StagePatch::Arrivals(Arrivals::default())));
        }
        if arrivals != Arrivals::default() {
            narrow.push(edit(StagePatch::Arrivals(arrivals)));
        }
    }
    if !takeover.stages.is_empty() {
        takeover.commands = names.makes();
        takeover.commands.extend(open_up.into_iter().chain(write_down).chain(narrow));
    }
    takeover.left_out = names.left_out;
    takeover
}

/// What makes a pipeline of its own of the file. Which stages deals come from is said by [`take_over`] once the stages are there.
pub fn as_pipeline(
    workspace: &Workspace,
    file: &ProcessFile,
    name: String,
    ids: &mut dyn IdSource,
) -> (Command, Vec<String>) {
    let mut names = Names { workspace, ids, made: Vec::new(), left_out: Vec::new() };
    let stages = file
        .stages
        .iter()
        .map(|stage| StageDraft {
            name: stage.name.clone(),
            kind: known(&STAGE_KINDS, &stage.kind).unwrap_or(StageKind::Open),
            probability: stage.probability,
            limit_days: stage.limit_days,
            guidance: stage.guidance.clone(),
            process: ProcessDraft {
                checklist: stage
                    .checklist
                    .iter()
                    .map(|task| TaskDraft {
                        kind: names.kind(&task.kind, task.own.as_ref()),
                        subject: task.subject.clone(),
                        due_days: task.due_days,
                        owner: names.owner(task),
                    })
                    .collect(),
                exit: names.rules(stage),
                skipping: stage.skipping,
                back: stage.back,
            },
        })
        .collect();
    let add = Command::AddPipeline {
        name,
        stages,
        sources: Vec::new(),
        loss_reasons: Vec::new(),
        segments: Vec::new(),
        currency: None,
    };
    (add.after(names.makes()), names.left_out)
}

/// Why [`as_pipeline`] can't make what the file has, with the ways that [`take_over`] adds: tried on a copy, so that no pipeline is made by halves.
/// The workspace is what it would have come to, for the names of what the rejection is about.
pub fn refusal(
    workspace: &Workspace,
    file: &ProcessFile,
    name: &str,
    context: &mut Context<'_>,
) -> Option<(Rejection, Workspace)> {
    let mut seen = workspace.clone();
    let (add, _) = as_pipeline(&seen, file, name.to_owned(), context.ids);
    let made = match decide(&seen, &add, context) {
        Ok(made) => made.changes,
        Err(refused) => return Some((refused, seen)),
    };
    for change in &made {
        evolve::apply(&mut seen, change, &mut Touched::default());
    }
    let pipeline = seen.pipelines.iter().find(|row| row.name == name)?.id;
    let ways = take_over(&seen, pipeline, file, context.ids).command()?;
    let refused = decide(&seen, &ways, context).err()?;
    Some((refused, seen))
}
