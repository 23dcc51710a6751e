//! What a plan comes to, for a person to look at: some of the deals that are new, that change and how, that stay as they
//! are, and of the rows that are left out.
//!
//! Names are told and not ids: much of what a plan speaks of is in no workspace yet.

use std::collections::HashMap;

use sales::ids::{ChoiceId, ContactId, DealId, FieldId, OrganisationId, PersonId, StageId, Uuid};
use sales::log::{Change, DealEdit, FieldEdit, NewDeal, Swap};
use sales::model::{FieldValue, Position, Standing, StandingKind, Workspace};
use sales::money::Money;
use sales::process::{self, Missing};
use sales::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::plan::Plan;
pub use crate::plan::report::Part;
use crate::plan::report::{Effect, Issue};
use crate::setup::Setup;
use crate::table::Table;
use crate::target::{FileKind, Target};

/// How many of each are shown.
pub const SHOWN: usize = 50;

/// Some of what a plan comes to; [`SHOWN`] of each at most.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Deals that are new.
    pub added: Vec<Added>,
    /// Deals that are there and change.
    pub changed: Vec<Changed>,
    /// The titles of deals that are there and stay as they are.
    pub unchanged: Vec<String>,
    /// Rows of deals that are left out.
    pub refused: Vec<Refused>,
    /// Deals that were moved elsewhere as the process here would not have let them. They are imported all the same.
    #[serde(default)]
    pub against: Against,
}

/// Moves that don't keep to the process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// How many deals would have had to stay.
    pub blocked: usize,
    /// How many would have been asked about.
    pub warned: usize,
    /// Some of them, those that would have had to stay first.
    pub deals: Vec<Unready>,
}

/// A deal that was moved all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unready {
    /// Its title.
    pub title: String,
    /// Whether it would have had to stay.
    pub is_blocked: bool,
    /// What it lacked.
    pub lacks: Vec<Missing>,
}

/// A new deal as it will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: String,
    /// What it is worth.
    pub value: Option<Money>,
    /// Who sells it.
    pub owner: String,
    /// The customer.
    pub organisation: String,
    /// When it came into the pipeline; `None` where no file says.
    pub created: Option<Timestamp>,
    /// The day it is expected to close.
    pub expected_close: Option<Date>,
}

/// A deal that changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Its title now.
    pub title: String,
    /// What changes, in order.
    pub edits: Vec<Edit>,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Which.
    pub part: Part,
    /// What it was; `None` where it was empty.
    pub from: Option<Shown>,
    /// What it will be.
    pub to: Option<Shown>,
}

/// A value, to be written as the reader's language does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shown {
    Text(String),
    Money(Money),
    Percent(u8),
    Number(f64),
    Day(Date),
    Moment(Timestamp),
    Standing(StandingKind),
}

/// What is said of how a deal stands, beside the standing itself.
#[derive(Default)]
struct Told<'p> {
    reason: Option<ChoiceId>,
    competitor: &'p str,
    note: &'p str,
    until: Option<Date>,
    rests: &'p str,
}

impl<'p> Told<'p> {
    fn of(position: &'p Position) -> Self {
        match &position.standing {
            Standing::Lost(loss) => Self {
                reason: loss.reason,
                competitor: &loss.competitor,
                note: &loss.note,
                ..Self::default()
            },
            Standing::Nurtured { until, reason } => Self { until: *until, rests: reason, ..Self::default() },
            Standing::Open | Standing::Won => Self::default(),
        }
    }
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The title that stands in it.
    pub title: String,
    /// The first thing that is wrong with it.
    pub issue: Issue,
}

/// What the process says about the moves of a plan.
fn against(plan: &Plan, workspace: &Workspace) -> Against {
    // Looking takes as long as doing; most imports come before any rule.
    if !process::has_rules(workspace) {
        return Against::default();
    }
    let report = process::audit(workspace, &plan.changes);
    let titled = |id: DealId| {
        let new = plan.changes.iter().find_map(|change| match change {
            Change::DealAdded(deal) if deal.id == id => Some(deal.title.clone()),
            _ => None,
        });
        workspace.deals.get(id).map(|deal| deal.title.clone()).or(new).unwrap_or_default()
    };
    let rows = report.blocked.iter().map(|row| (row, true));
    let rows = rows.chain(report.warned.iter().map(|row| (row, false)));
    let deals = rows.take(SHOWN).map(|(row, is_blocked)| Unready {
        title: titled(row.deal),
        is_blocked,
        lacks: row.lacks.iter().map(|lack| lack.what.clone()).collect(),
    });
    Against { blocked: report.blocked.len(), warned: report.warned.len(), deals: deals.collect() }
}

/// What a plan for these tables comes to.
pub fn preview(plan: &Plan, tables: &[&Table], setup: &Setup, workspace: &Workspace) -> Preview {
    let names = Names::of(plan, workspace);
    let added = plan.changes.iter().filter_map(|change| match change {
        Change::DealAdded(deal) => Some(names.added(deal)),
        _ => None,
    });
    let title = |id: &DealId| workspace.deals.get(*id).map(|deal| deal.title.clone());
    Preview {
        added: added.take(SHOWN).collect(),
        changed: names.changed(plan),
        unchanged: plan.unchanged.iter().filter_map(title).take(SHOWN).collect(),
        refused: refused(plan, tables, setup),
        against: against(plan, workspace),
    }
}

/// The first rows of deals that are left out, each once.
fn refused(plan: &Plan, tables: &[&Table], setup: &Setup) -> Vec<Refused> {
    let mut rows: Vec<Refused> = Vec::new();
    for issue in plan.report.issues.iter().filter(|issue| issue.effect == Effect::RowLeftOut) {
        let Some(file) = setup.files.get(issue.file) else { continue };
        let is_deals = matches!(file.kind, Some(FileKind::Deals | FileKind::ChangeLog));
        let is_known =
            rows.last().is_some_and(|last| (last.issue.file, last.issue.line) == (issue.file, issue.line));
        if !is_deals || is_known {
            continue;
        }
        if rows.len() == SHOWN {
            break;
        }
        let column = file.place(&Target::Name);
        let row = tables.get(issue.file).and_then(|table| table.row_of_line(issue.line));
        let title = column.zip(row).map_or("", |(column, row)| row.cell(column));
        rows.push(Refused { title: title.chars().take(TITLE_CHARS).collect(), issue: issue.clone() });
    }
    rows
}

/// How much of a title is quoted.
const TITLE_CHARS: usize = 120;

/// The names of everything that the plan or the workspace has.
struct Names<'a> {
    workspace: &'a Workspace,
    made: HashMap<Uuid, &'a str>,
}

impl<'a> Names<'a> {
    fn of(plan: &'a Plan, workspace: &'a Workspace) -> Self {
        let options = plan.changes.iter().flat_map(|change| match change {
            Change::FieldEdited { edit: FieldEdit::Options(options), .. } => &options.to[..],
            _ => &[],
        });
        let options = options.map(|option| (option.id.0, option.name.as_str()));
        let made = plan.changes.iter().filter_map(|change| {
            Some(match change {
                Change::StageAdded { id, name, .. } => (id.0, name.as_str()),
                Change::PersonAdded { id, name, .. } => (id.0, name.as_str()),
                Change::OrganisationAdded { id, name, .. } => (id.0, name.as_str()),
                Change::ContactAdded { id, name, .. } => (id.0, name.as_str()),
                Change::ChoiceAdded { id, name, .. } => (id.0, name.as_str()),
                Change::FieldAdded { id, name, .. } => (id.0, name.as_str()),
                _ => return None,
            })
        });
        Self { workspace, made: made.chain(options).collect() }
    }

    fn name(&self, id: Uuid, known: Option<&str>) -> String {
        known.or_else(|| self.made.get(&id).copied()).unwrap_or_default().to_owned()
    }

    fn stage(&self, id: StageId) -> String {
        self.name(id.0, self.workspace.stages.get(id).map(|row| row.name.as_str()))
    }

    fn person(&self, id: PersonId) -> String {
        self.name(id.0, self.workspace.people.get(id).map(|row| row.name.as_str()))
    }

    fn organisation(&self, id: OrganisationId) -> String {
        self.name(id.0, self.workspace.organisations.get(id).map(|row| row.name.as_str()))
    }

    fn contact(&self, id: ContactId) -> String {
        self.name(id.0, self.workspace.contacts.get(id).map(|row| row.name.as_str()))
    }

    fn choice(&self, id: ChoiceId) -> String {
        self.name(id.0, self.workspace.choices.get(id).map(|row| row.name.as_str()))
    }

    fn field(&self, id: FieldId) -> String {
        self.name(id.0, self.workspace.fields.get(id).map(|row| row.name.as_str()))
    }

    fn value(&self, field: FieldId, value: &FieldValue) -> Shown {
        match value {
            FieldValue::Text(text) => Shown::Text(text.clone()),
            FieldValue::Number(number) => Shown::Number(*number),
            FieldValue::Date(day) => Shown::Day(*day),
            FieldValue::Choice(option) => {
                let options = self.workspace.fields.get(field).map_or(&[][..], |field| &field.options);
                let known = options.iter().find(|known| known.id == *option);
                Shown::Text(self.name(option.0, known.map(|known| known.name.as_str())))
            }
        }
    }

    fn added(&self, deal: &NewDeal) -> Added {
        Added {
            title: deal.title.clone(),
            stage: self.stage(deal.position.stage),
            value: deal.value,
            owner: deal.owner.map(|id| self.person(id)).unwrap_or_default(),
            organisation: deal.organisation.map(|id| self.organisation(id)).unwrap_or_default(),
            created: (!deal.guessed.created).then_some(deal.created),
            expected_close: deal.expected_close,
        }
    }

    /// The first deals that change. The changes of one may stand in several places, where several rows are about it.
    fn changed(&self, plan: &Plan) -> Vec<Changed> {
        let mut places: HashMap<DealId, usize> = HashMap::new();
        let mut all: Vec<Changed> = Vec::new();
        for change in &plan.changes {
            let (Change::DealEdited { id, .. }
            | Change::DealMoved { id, .. }
            | Change::NoteAdded { deal: id, .. }) = change
            else {
                continue;
            };
            let id = *id;
            let place = places.get(&id).copied().or_else(|| {
                let deal = self.workspace.deals.get(id).filter(|_| all.len() < SHOWN)?;
                places.insert(id, all.len());
                all.push(Changed { title: deal.title.clone(), edits: Vec::new() });
                Some(all.len() - 1)
            });
            if let Some(changed) = place.and_then(|place| all.get_mut(place)) {
                changed.edits.extend(match change {
                    Change::DealEdited { edit, .. } => self.edited(edit),
                    Change::DealMoved { from, to, .. } => self.moved(from, to),
                    Change::NoteAdded { note, .. } => {
                        let to = Some(Shown::Text(note.text.clone()));
                        vec![Edit { part: Part::Field(Target::Note), from: None, to }]
                    }
                    _ => Vec::new(),
                });
            }
        }
        all
    }

    fn moved(&self, from: &Position, to: &Position) -> Vec<Edit> {
        let stage = (from.stage != to.stage).then(|| {
            edit(Target::Stage, &swap(Some(from.stage), Some(to.stage)), |id| Shown::Text(self.stage(*id)))
        });
        let kind = swap(Some(from.standing.kind()), Some(to.standing.kind()));
        // Won and lost are said by the stage.
        let rested = [kind.from, kind.to].contains(&Some(StandingKind::Nurtured)) && kind.from != kind.to;
        let standing = rested.then(|| edit(Target::Status, &kind, |kind| Shown::Standing(*kind)));
        let (before, after) = (Told::of(from), Told::of(to));
        let text = |target, from: &str, to: &str| {
            let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (from != to).then(|| edit(target, &swap(said(from), said(to)), |text| Shown::Text(text.clone())))
        };
        let reason = (before.reason != after.reason).then(|| {
            let reason = swap(before.reason, after.reason);
            edit(Target::LossReason, &reason, |id| Shown::Text(self.choice(*id)))
        });
        let until = (before.until != after.until)
            .then(|| edit(Target::NurtureUntil, &swap(before.until, after.until), |day| Shown::Day(*day)));
        [
            stage,
            standing,
            reason,
            text(Target::Competitor, before.competitor, after.competitor),
            text(Target::LossNote, before.note, after.note),
            until,
            text(Target::NurtureReason, before.rests, after.rests),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn edited(&self, change: &DealEdit) -> Vec<Edit> {
        let text = |text: &String| Shown::Text(text.clone());
        let choice = |id: &ChoiceId| Shown::Text(self.choice(*id));
        vec![match change {
            DealEdit::Title(title) => {
                edit(Target::Name, &swap(Some(title.from.clone()), Some(title.to.clone())), text)
            }
            DealEdit::Organisation(ids) => {
                edit(Target::Organisation, ids, |id| Shown::Text(self.organisation(*id)))
            }
            DealEdit::Contact(ids) => edit(Target::Contact, ids, |id| Shown::Text(self.contact(*id))),
            DealEdit::Owner(ids) => edit(Target::Owner, ids, |id| Shown::Text(self.person(*id))),
            DealEdit::Segment(ids) => edit(Target::Segment, ids, choice),
            DealEdit::Source(ids) => edit(Target::Source, ids, choice),
            DealEdit::Product(ids) => edit(Target::Product, ids, choice),
            DealEdit::Value { value, .. } => edit(Target::Value, value, |value| Shown::Money(*value)),
            DealEdit::Probability(percent) => {
                edit(Target::Probability, percent, |percent| Shown::Percent(*percent))
            }
            DealEdit::ExpectedClose(day) => edit(Target::ExpectedClose, day, |day| Shown::Day(*day)),
            DealEdit::External(id) => edit(Target::ExternalId, id, text),
            DealEdit::Tags(tags) => {
                let names = |tags: &[ChoiceId]| {
                    let names: Vec<String> = tags.iter().map(|tag| self.choice(*tag)).collect();
                    Some(names.join(", ")).filter(|names| !names.is_empty())
                };
                edit(Target::Tags, &swap(names(&tags.from), names(&tags.to)), text)
            }
            DealEdit::Custom { field, value } => {
                let name = self.field(*field);
                edit(Target::Custom(name), value, |value| self.value(*field, value))
            }
            // No file says it.
            DealEdit::Snoozed(_) | DealEdit::Days(_) => return Vec::new(),
            DealEdit::Past(past) => {
                let said = |past: &sales::log::Past| (!past.guessed.created).then_some(past.created);
                let created = swap(said(&past.from), said(&past.to));
                let visits = past.from.visits != past.to.visits || past.from.is_partial != past.to.is_partial;
                let history = visits.then_some(Edit { part: Part::History, from: None, to: None });
                let created = (created.from != created.to)
                    .then(|| edit(Target::Created, &created, |at| Shown::Moment(*at)));
                return created.into_iter().chain(history).collect();
            }
        }]
    }
}

fn swap<T>(from: T, to: T) -> Swap<T> {
    Swap { from, to }
}

fn edit<T>(target: Target, values: &Swap<Option<T>>, shown: impl Fn(&T) -> Shown) -> Edit {
    Edit {
        part: Part::Field(target),
        from: values.from.as_ref().map(&shown),
        to: values.to.as_ref().map(&shown),
    }
}
