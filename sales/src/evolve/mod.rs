//! How a workspace follows from its log.
//!
//! Nothing here can fail. A change that speaks of a record this copy does not know (its making is in
//! an entry of a newer version, say) has no effect; the log keeps it all the same. A change that
//! meets another value than the one it was made on still sets its own: the last writer wins, field by field. Sets
//! (the tags of a deal, the options of a field) are merged element by element, and then put in the order of the last
//! one to change it.
//!
//! What holds whatever is folded, and in whatever order the entries of several people mix:
//!
//! - the last visit of a deal is the one to the stage and standing it has, and no visit begins before the one before it;
//! - a deal that is not removed is in a stage and a pipeline that are not removed: deals bring theirs back;
//! - the columns hold each deal that stands in one, once, in order.

mod activities;
mod deals;
mod records;
mod sets;

use std::collections::BTreeMap;

use crate::log::{
    Change, ChoiceEdit, ContactEdit, DashboardEdit, Entry, FieldEdit, GoalEdit, Kind, OrganisationEdit,
    PersonEdit, PipelineEdit, ReportEdit, ScenarioEdit, SettingsEdit, StageEdit, Swap, ViewEdit,
};
use crate::model::{
    Activity, Arrivals, Asked, Choice, Contact, Dashboard, Deal, Field, Goal, Ix, Organisation, Person,
    Pipeline, Report, Scenario, Stage, View, Workspace,
};
use crate::query::Filter;

pub(crate) use deals::edit_alone;
use records::{add, holds_pipeline, holds_stage, set_removed, set_sample, settle};

/// What an entry touched: all that a screen has to look at again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Deals that changed, may be named twice.
    pub deals: Vec<Ix<Deal>>,
    /// Activities that changed, may be named twice. The deals they are on are among `deals`.
    pub activities: Vec<Ix<Activity>>,
    /// Pipelines, stages or settings changed, or a deal came to or left a column that a board shows only
    /// as long as deals are in it.
    pub shape: bool,
    /// People, organisations, contacts, lists, custom fields, views, goals or their scenarios,
    /// dashboards or reports changed.
    pub catalogue: bool,
}

impl Touched {
    /// Forgets everything, to be used again.
    pub fn clear(&mut self) {
        self.deals.clear();
        self.activities.clear();
        self.shape = false;
        self.catalogue = false;
    }
}

/// Which way a change is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Back,
}

/// Folds one entry into the workspace and notes what it touched.
///
/// Entries are folded in the order of their stamps. One that sorts before an entry that is in already means
/// folding anew ([`Log::replay`](crate::log::Log::replay)), so that all copies come to the same.
pub fn evolve(workspace: &mut Workspace, entry: &Entry, touched: &mut Touched) {
    match entry.kind {
        Kind::Do | Kind::Redo(_) => apply_all(workspace, &entry.changes, touched),
        Kind::Undo(_) => revert_all(workspace, &entry.changes, touched),
    }
}

/// Takes back one entry that was the last to be folded in, whatever its kind: for entries that are not saved yet and
/// have to make room for earlier ones. It restores what was there before if the entry was made on just that.
pub fn unevolve(workspace: &mut Workspace, entry: &Entry, touched: &mut Touched) {
    match entry.kind {
        Kind::Do | Kind::Redo(_) => revert_all(workspace, &entry.changes, touched),
        Kind::Undo(_) => apply_all(workspace, &entry.changes, touched),
    }
}

pub(crate) fn apply_all(workspace: &mut Workspace, changes: &[Change], touched: &mut Touched) {
    for change in changes {
        apply(workspace, change, touched);
    }
}

pub(crate) fn revert_all(workspace: &mut Workspace, changes: &[Change], touched: &mut Touched) {
    for change in changes.iter().rev() {
        revert(workspace, change, touched);
    }
}

/// Makes a change.
pub fn apply(workspace: &mut Workspace, change: &Change, touched: &mut Touched) {
    step(workspace, change, Way::Forward, touched);
}

/// Takes a change back: after [`apply`], it restores what was there before. A field that was
/// written since keeps what was written since.
pub fn revert(workspace: &mut Workspace, change: &Change, touched: &mut Touched) {
    step(workspace, change, Way::Back, touched);
}

#[allow(clippy::too_many_lines, reason = "one arm a variant, each a line or two")]
fn step(ws: &mut Workspace, change: &Change, way: Way, touched: &mut Touched) {
    match change {
        Change::Settings(edit) => {
            touched.shape = true;
            settings(ws, edit, way);
        }
        Change::PipelineAdded { id, name, rank, sample } => {
            touched.shape = true;
            if way == Way::Back && holds_pipeline(ws, *id) {
                return;
            }
            add(&mut ws.pipelines, *id, way, || Pipeline {
                id: *id,
                name: name.clone(),
                rank: *rank,
                archived: false,
                review_days: None,
                reviewed: None,
                removed: false,
                sample: *sample,
            });
        }
        Change::PipelineEdited { id, edit } => {
            touched.shape = true;
            let Some(row) = ws.pipelines.get_mut(*id) else { return };
            match edit {
                PipelineEdit::Name(swap) => set(&mut row.name, swap, way),
                PipelineEdit::Rank(swap) => set(&mut row.rank, swap, way),
                PipelineEdit::Archived(swap) => set(&mut row.archived, swap, way),
                PipelineEdit::ReviewDays(swap) => set(&mut row.review_days, swap, way),
                PipelineEdit::Reviewed(swap) => set(&mut row.reviewed, swap, way),
            }
        }
        Change::StageAdded { id, pipeline, name, kind, probability, limit_days, hue, guidance, rank } => {
            touched.shape = true;
            if way == Way::Back && holds_stage(ws, *id) {
                return;
            }
            add(&mut ws.stages, *id, way, || Stage {
                id: *id,
                pipeline: *pipeline,
                name: name.clone(),
                kind: *kind,
                probability: *probability,
                limit_days: *limit_days,
                hue: *hue,
                guidance: guidance.clone(),
                checklist: Vec::new(),
                exit: Vec::new(),
                arrivals: Arrivals::default(),
                rank: *rank,
                archived: false,
                removed: false,
            });
        }
        Change::StageEdited { id, edit } => {
            touched.shape = true;
            let Some(row) = ws.stages.get_mut(*id) else { return };
            match edit {
                StageEdit::Name(swap) => set(&mut row.name, swap, way),
                StageEdit::Kind(swap) => set(&mut row.kind, swap, way),
                StageEdit::Probability(swap) => set(&mut row.probability, swap, way),
                StageEdit::LimitDays(swap) => set(&mut row.limit_days, swap, way),
                StageEdit::Hue(swap) => set(&mut row.hue, swap, way),
                StageEdit::Guidance(swap) => set(&mut row.guidance, swap, way),
                StageEdit::Rank(swap) => set(&mut row.rank, swap, way),
                StageEdit::Archived(swap) => set(&mut row.archived, swap, way),
                StageEdit::Checklist(swap) => sets::merge(&mut row.checklist, swap, way),
                StageEdit::Exit(swap) => sets::merge(&mut row.exit, swap, way),
                StageEdit::Arrivals(swap) => set(&mut row.arrivals, swap, way),
            }
        }
        Change::DealAdded(new) => deals::add(ws, new, way, touched),
        Change::DealMoved { id, from, to, at } => {
            deals::shift(ws, *id, &deals::Move { from, to, at: *at }, way, touched);
        }
        Change::DealEdited { id, edit } => {
            deals::with(ws, *id, touched, |deal| deals::edit(deal, edit, way));
        }
        Change::NoteAdded { deal, note } => {
            deals::with(ws, *deal, touched, |deal| deals::put_note(deal, note, way));
        }
        Change::NoteRemoved { deal, note } => {
            deals::with(ws, *deal, touched, |deal| deals::put_note(deal, note, way.turned()));
        }
        Change::NoteEdited { deal, note, text } => deals::with(ws, *deal, touched, |deal| {
            if let Some(row) = deal.notes.iter_mut().find(|row| row.id == *note) {
                set(&mut row.text, text, way);
            }
        }),
        Change::PersonAdded { id, name, initials, hue, sample } => {
            touched.catalogue = true;
            add(&mut ws.people, *id, way, || Person {
                id: *id,
                name: name.clone(),
                initials: initials.clone(),
                hue: *hue,
                manager: String::new(),
                region: String::new(),
                external: None,
                capacity: None,
                archived: false,
                removed: false,
                sample: *sample,
            });
        }
        Change::PersonEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.people.get_mut(*id) else { return };
            match edit {
                PersonEdit::Name(swap) => set(&mut row.name, swap, way),
                PersonEdit::Initials(swap) => set(&mut row.initials, swap, way),
                PersonEdit::Hue(swap) => set(&mut row.hue, swap, way),
                PersonEdit::Archived(swap) => set(&mut row.archived, swap, way),
                PersonEdit::Manager(swap) => set(&mut row.manager, swap, way),
                PersonEdit::Region(swap) => set(&mut row.region, swap, way),
                PersonEdit::External(swap) => set(&mut row.external, swap, way),
                PersonEdit::Capacity(swap) => set(&mut row.capacity, swap, way),
            }
        }
        Change::OrganisationAdded { id, name, sample } => {
            touched.catalogue = true;
            add(&mut ws.organisations, *id, way, || Organisation {
                id: *id,
                name: name.clone(),
                website: String::new(),
                address: String::new(),
                industry: String::new(),
                external: None,
                about: String::new(),
                removed: false,
                sample: *sample,
            });
        }
        Change::OrganisationEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.organisations.get_mut(*id) else { return };
            match edit {
                OrganisationEdit::Name(swap) => set(&mut row.name, swap, way),
                OrganisationEdit::Website(swap) => set(&mut row.website, swap, way),
                OrganisationEdit::Address(swap) => set(&mut row.address, swap, way),
                OrganisationEdit::About(swap) => set(&mut row.about, swap, way),
                OrganisationEdit::Industry(swap) => set(&mut row.industry, swap, way),
                OrganisationEdit::External(swap) => set(&mut row.external, swap, way),
            }
        }
        Change::ContactAdded { id, name, organisation, sample } => {
            touched.catalogue = true;
            add(&mut ws.contacts, *id, way, || Contact {
                id: *id,
                name: name.clone(),
                organisation: *organisation,
                role: String::new(),
                phone: String::new(),
                email: String::new(),
                external: None,
                about: String::new(),
                removed: false,
                sample: *sample,
            });
        }
        Change::ContactEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.contacts.get_mut(*id) else { return };
            match edit {
                ContactEdit::Name(swap) => set(&mut row.name, swap, way),
                ContactEdit::Organisation(swap) => set(&mut row.organisation, swap, way),
                ContactEdit::Role(swap) => set(&mut row.role, swap, way),
                ContactEdit::Phone(swap) => set(&mut row.phone, swap, way),
                ContactEdit::Email(swap) => set(&mut row.email, swap, way),
                ContactEdit::About(swap) => set(&mut row.about, swap, way),
                ContactEdit::External(swap) => set(&mut row.external, swap, way),
            }
        }
        Change::ChoiceAdded { id, list, name, rank, sample } => {
            touched.catalogue = true;
            add(&mut ws.choices, *id, way, || Choice {
                id: *id,
                list: *list,
                name: name.clone(),
                rank: *rank,
                price: None,
                archived: false,
                removed: false,
                sample: *sample,
            });
        }
        Change::ChoiceEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.choices.get_mut(*id) else { return };
            match edit {
                ChoiceEdit::Name(swap) => set(&mut row.name, swap, way),
                ChoiceEdit::Rank(swap) => set(&mut row.rank, swap, way),
                ChoiceEdit::Archived(swap) => set(&mut row.archived, swap, way),
                ChoiceEdit::Price(swap) => set(&mut row.price, swap, way),
            }
        }
        Change::FieldAdded { id, name, kind, options, rank } => {
            touched.catalogue = true;
            add(&mut ws.fields, *id, way, || Field {
                id: *id,
                name: name.clone(),
                kind: *kind,
                options: options.clone(),
                rank: *rank,
                archived: false,
                removed: false,
            });
        }
        Change::FieldEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.fields.get_mut(*id) else { return };
            match edit {
                FieldEdit::Name(swap) => set(&mut row.name, swap, way),
                FieldEdit::Options(swap) => sets::merge(&mut row.options, swap, way),
                FieldEdit::Rank(swap) => set(&mut row.rank, swap, way),
                FieldEdit::Archived(swap) => set(&mut row.archived, swap, way),
            }
        }
        Change::ViewAdded { id, name, pipeline, filter, group_by } => {
            touched.catalogue = true;
            add(&mut ws.views, *id, way, || View {
                id: *id,
                name: name.clone(),
                pipeline: *pipeline,
                filter: Filter::clone(filter),
                group_by: *group_by,
                removed: false,
            });
        }
        Change::ViewEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.views.get_mut(*id) else { return };
            match edit {
                ViewEdit::Name(swap) => set(&mut row.name, swap, way),
                ViewEdit::Filter(swap) => set_boxed(&mut row.filter, swap, way),
                ViewEdit::GroupBy(swap) => set(&mut row.group_by, swap, way),
            }
        }
        Change::ActivityAdded(new) => activities::add(ws, new, way, touched),
        Change::ActivityEdited { id, edit, .. } => {
            activities::with(ws, *id, touched, |activity| activities::edit(activity, edit, way));
        }
        Change::ActivityRemoved { id, .. } => activities::show(ws, *id, way == Way::Forward, touched),
        Change::GoalAdded { id, span, owner, pipeline, measure, tiers } => {
            touched.catalogue = true;
            add(&mut ws.goals, *id, way, || Goal {
                id: *id,
                span: *span,
                owner: *owner,
                pipeline: *pipeline,
                measure: *measure,
                tiers: *tiers,
                removed: false,
            });
        }
        Change::GoalEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.goals.get_mut(*id) else { return };
            match edit {
                GoalEdit::Tiers(swap) => set(&mut row.tiers, swap, way),
            }
        }
        Change::ScenarioAdded { id, name, goal, assumptions } => {
            touched.catalogue = true;
            add(&mut ws.scenarios, *id, way, || Scenario {
                id: *id,
                name: name.clone(),
                goal: *goal,
                assumptions: assumptions.clone(),
                removed: false,
            });
        }
        Change::ScenarioEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.scenarios.get_mut(*id) else { return };
            match edit {
                ScenarioEdit::Name(swap) => set(&mut row.name, swap, way),
                ScenarioEdit::Assumptions(swap) => sets::merge(&mut row.assumptions, swap, way),
            }
        }
        Change::DashboardAdded { id, name, rank, widgets } => {
            touched.catalogue = true;
            add(&mut ws.dashboards, *id, way, || Dashboard {
                id: *id,
                name: name.clone(),
                rank: *rank,
                widgets: widgets.clone(),
                removed: false,
            });
        }
        Change::DashboardEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.dashboards.get_mut(*id) else { return };
            match edit {
                DashboardEdit::Name(swap) => set(&mut row.name, swap, way),
                DashboardEdit::Rank(swap) => set(&mut row.rank, swap, way),
                DashboardEdit::Widgets(swap) => sets::merge(&mut row.widgets, swap, way),
            }
        }
        Change::ReportAdded { id, name, asked } => {
            touched.catalogue = true;
            add(&mut ws.reports, *id, way, || Report {
                id: *id,
                name: name.clone(),
                asked: Asked::clone(asked),
                removed: false,
            });
        }
        Change::ReportEdited { id, edit } => {
            touched.catalogue = true;
            let Some(row) = ws.reports.get_mut(*id) else { return };
            match edit {
                ReportEdit::Name(swap) => set(&mut row.name, swap, way),
                ReportEdit::Asked(swap) => set_boxed(&mut row.asked, swap, way),
            }
        }
        Change::Removed(record) => set_removed(ws, *record, way == Way::Forward, touched),
        Change::Adopted(record) => set_sample(ws, *record, way == Way::Back, touched),
    }
}

impl Way {
    fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Back,
            Self::Back => Self::Forward,
        }
    }
}

fn set<T: Clone + PartialEq>(field: &mut T, swap: &Swap<T>, way: Way) {
    match way {
        Way::Forward => field.clone_from(&swap.to),
        Way::Back if *field == swap.to => field.clone_from(&swap.from),
        Way::Back => {}
    }
}

/// As [`set`], for what the log keeps in a box.
fn set_boxed<T: Clone + PartialEq>(field: &mut T, swap: &Swap<Box<T>>, way: Way) {
    match way {
        Way::Forward => field.clone_from(&swap.to),
        Way::Back if *field == *swap.to => field.clone_from(&swap.from),
        Way::Back => {}
    }
}

fn settings(ws: &mut Workspace, edit: &SettingsEdit, way: Way) {
    let settings = &mut ws.settings;
    match edit {
        SettingsEdit::Name(swap) => set(&mut settings.name, swap, way),
        SettingsEdit::Currency(swap) => set(&mut settings.currency, swap, way),
        SettingsEdit::Rate { currency, rate } => set_in(&mut settings.rates, *currency, rate, way),
        SettingsEdit::Author { device, person } => set_in(&mut settings.authors, *device, person, way),
        SettingsEdit::Capacity(swap) => set(&mut settings.capacity, swap, way),
    }
}

/// Sets what a map holds under a key.
fn set_in<K: Copy + Ord, V: Copy + PartialEq>(
    map: &mut BTreeMap<K, V>,
    key: K,
    swap: &Swap<Option<V>>,
    way: Way,
) {
    let mut current = map.get(&key).copied();
    set(&mut current, swap, way);
    match current {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}
