//! What was done, in a line: which record it was, by the name it has now, and what it became.

use sales::ids::{DealId, ScenarioId};
use sales::log::{
    Act, ActivityEdit, Change, ChoiceEdit, ContactEdit, DashboardEdit, DealEdit, Device, FieldEdit,
    OrganisationEdit, PersonEdit, PipelineEdit, RecordRef, ReportEdit, SettingsEdit, StageEdit, Swap,
    ViewEdit,
};
use sales::model::{FieldOption, ListKind, Position, StageKind, StandingKind, Workspace};

use crate::screens::activities::{called, due_text};
use crate::screens::values::{Edited, Figures, cut, name_of, tags_beyond};
use crate::state::{Deed, Message};
use crate::text::deeds::Texts;
use crate::text::{Plural, fill, rejection, t};

/// How many characters of a name or a value a message quotes: a line or two of a phone.
const QUOTED: usize = 48;

fn clipped(text: &str) -> String {
    cut(text, QUOTED)
}

/// Puts messages into the words of the language in use.
pub(super) struct Teller<'a> {
    workspace: &'a Workspace,
    figures: Figures,
    texts: &'static Texts,
}

/// What happened to a record that has a name.
enum Edit<'a> {
    Renamed(&'a Swap<String>),
    Placed,
    Archived(bool),
    /// A field got a value, or has none any more.
    Set(&'static str, Option<String>),
    /// A field got a value that is too long to be told, or can't be.
    Changed(&'static str),
}

impl<'a> Teller<'a> {
    pub(super) fn new(workspace: &'a Workspace, figures: Figures) -> Self {
        Self { workspace, figures, texts: t().deeds() }
    }

    /// A message, on the device that shows it: nothing but what was done there can be taken back there.
    pub(super) fn message(&self, message: &Message, device: Device) -> String {
        let texts = self.texts;
        let author = self.workspace.author(device).map(|person| clipped(&person.name));
        let by = |alone: &str, with_author: &str, deed: &Deed| {
            let what = self.deed(deed);
            match &author {
                None => fill(alone, &[("what", &what)]),
                Some(name) => fill(with_author, &[("name", name), ("what", &what)]),
            }
        };
        match message {
            Message::Done(deed) => fill(texts.done, &[("what", &self.deed(deed))]),
            Message::Undone(deed) => by(texts.undone, texts.undone_by, deed),
            Message::Redone(deed) => by(texts.redone, texts.redone_by, deed),
            Message::Refused(rejection) => rejection::explain(rejection),
            Message::Text(text) => text().to_owned(),
        }
    }

    fn deed(&self, deed: &Deed) -> String {
        let (ws, texts) = (self.workspace, self.texts);
        match deed.act {
            Act::LoadSample => return texts.sample_loaded.to_owned(),
            Act::RemoveSample => return texts.sample_removed.to_owned(),
            _ => {}
        }
        match &deed.change {
            Change::Settings(edit) => self.settings(edit),
            Change::PipelineAdded { name, .. } => about(texts.added, texts.pipeline, name),
            Change::PipelineEdited { id, edit } => self.edited(
                texts.pipeline,
                &name_of(&ws.pipelines, *id, |row| &row.name),
                self.pipeline(edit),
            ),
            Change::StageAdded { name, .. } => about(texts.added, texts.stage, name),
            Change::StageEdited { id, edit } => {
                self.edited(texts.stage, &name_of(&ws.stages, *id, |row| &row.name), self.stage(edit))
            }
            Change::PersonAdded { name, .. } => about(texts.added, texts.person, name),
            Change::PersonEdited { id, edit } => {
                self.edited(texts.person, &name_of(&ws.people, *id, |row| &row.name), self.person(edit))
            }
            Change::OrganisationAdded { name, .. } => about(texts.added, texts.organisation, name),
            Change::OrganisationEdited { id, edit } => {
                let name = name_of(&ws.organisations, *id, |row| &row.name);
                self.edited(texts.organisation, &name, self.organisation(edit))
            }
            Change::ContactAdded { name, .. } => about(texts.added, texts.contact, name),
            Change::ContactEdited { id, edit } => {
                self.edited(texts.contact, &name_of(&ws.contacts, *id, |row| &row.name), self.contact(edit))
            }
            Change::ChoiceAdded { list, name, .. } => about(texts.added, self.entry(*list), name),
            Change::ChoiceEdited { id, edit } => {
                let kind = ws.choices.get(*id).map_or(texts.option, |row| self.entry(row.list));
                self.edited(kind, &name_of(&ws.choices, *id, |row| &row.name), self.choice(edit))
            }
            Change::FieldAdded { name, .. } => about(texts.added, texts.field, name),
            Change::FieldEdited { id, edit } => self.field(&name_of(&ws.fields, *id, |row| &row.name), edit),
            Change::ViewAdded { name, .. } => about(texts.view_saved, texts.view, name),
            Change::ViewEdited { edit: ViewEdit::Name(swap), .. } => self.renamed(texts.view, swap),
            Change::ViewEdited { id, .. } => {
                about(texts.view_updated, texts.view, &name_of(&ws.views, *id, |row| &row.name))
            }
            Change::Removed(RecordRef::View(id)) => {
                about(texts.view_deleted, texts.view, &name_of(&ws.views, *id, |row| &row.name))
            }
            Change::ActivityAdded(_) | Change::ActivityEdited { .. } | Change::ActivityRemoved { .. } => {
                self.activity(deed)
            }
            Change::GoalAdded { .. } => texts.goal_set.to_owned(),
            Change::GoalEdited { .. } => texts.goal_changed.to_owned(),
            Change::Removed(RecordRef::Goal(_)) => texts.goal_deleted.to_owned(),
            Change::ScenarioAdded { name, .. } => fill(texts.scenario_saved, &[("name", &clipped(name))]),
            Change::ScenarioEdited { id, .. } => self.scenario(texts.scenario_changed, *id),
            Change::Removed(RecordRef::Scenario(id)) => self.scenario(texts.scenario_deleted, *id),
            Change::DashboardAdded { name, .. } => about(texts.added, texts.dashboard, name),
            Change::DashboardEdited { id, edit } => {
                let name = name_of(&ws.dashboards, *id, |row| &row.name);
                self.edited(texts.dashboard, &name, dashboard(edit, texts.widgets))
            }
            Change::Removed(RecordRef::Dashboard(id)) => {
                about(texts.view_deleted, texts.dashboard, &name_of(&ws.dashboards, *id, |row| &row.name))
            }
            Change::ReportAdded { name, .. } => about(texts.view_saved, texts.report, name),
            Change::ReportEdited { edit: ReportEdit::Name(swap), .. } => self.renamed(texts.report, swap),
            Change::ReportEdited { id, .. } => {
                about(texts.view_updated, texts.report, &name_of(&ws.reports, *id, |row| &row.name))
            }
            Change::Removed(RecordRef::Report(id)) => {
                about(texts.view_deleted, texts.report, &name_of(&ws.reports, *id, |row| &row.name))
            }
            change => change.deal().map(|deal| self.deal(deal, deed)).unwrap_or_default(),
        }
    }

    /// What was done to a scenario, by the name it has now.
    fn scenario(&self, template: &str, id: ScenarioId) -> String {
        let name = name_of(&self.workspace.scenarios, id, |row| &row.name);
        fill(template, &[("name", &clipped(&name))])
    }

    /// What was done to a deal, or to as many at once.
    fn deal(&self, id: DealId, deed: &Deed) -> String {
        let texts = self.texts;
        let name = clipped(&name_of(&self.workspace.deals, id, |deal| &deal.title));
        let many = |plural: Plural, values: &[(&str, &str)]| self.counted(plural, deed.deals, &name, values);
        match &deed.change {
            Change::DealAdded(_) => many(texts.deal_added, &[]),
            Change::DealMoved { from, to, .. } => self.moved(from, to, &name, deed.deals),
            Change::DealEdited { edit, .. } => self.deal_edited(edit, &name, deed.deals),
            Change::NoteAdded { .. } => fill(texts.note_added, &[("name", &name)]),
            Change::NoteEdited { .. } => fill(texts.note_changed, &[("name", &name)]),
            Change::NoteRemoved { .. } => fill(texts.note_deleted, &[("name", &name)]),
            _ => many(texts.deal_deleted, &[]),
        }
    }

    /// What was done to an activity, or to as many at once.
    fn activity(&self, deed: &Deed) -> String {
        let texts = self.texts;
        let activity = match deed.change.record() {
            Some(RecordRef::Activity(id)) => self.workspace.activities.get(id),
            _ => None,
        };
        let name = activity
            .map_or_else(|| t().common().unknown.to_owned(), |activity| called(self.workspace, activity));
        let due = |due| due_text(due, self.figures);
        let (plural, to) = match &deed.change {
            Change::ActivityAdded(_) if deed.act != Act::AddActivity => (texts.activity_added, None),
            Change::ActivityAdded(new) if new.done.is_some() => (texts.activity_logged, None),
            Change::ActivityAdded(_) => (texts.activity_planned, None),
            Change::ActivityEdited { edit: ActivityEdit::Done(swap), .. } => {
                (if swap.to.is_some() { texts.activity_done } else { texts.activity_reopened }, None)
            }
            Change::ActivityEdited { edit: ActivityEdit::Due(Swap { to: Some(to), .. }), .. } => {
                (texts.activity_due, Some(due(*to)))
            }
            Change::ActivityEdited { .. } => (texts.activity_changed, None),
            _ => (texts.activity_deleted, None),
        };
        self.counted(plural, deed.activities, &name, &[("to", &to.unwrap_or_default())])
    }

    fn moved(&self, from: &Position, to: &Position, name: &str, deals: usize) -> String {
        let texts = self.texts;
        let stage = clipped(&name_of(&self.workspace.stages, to.stage, |stage| &stage.name));
        let plural = match (from.standing.kind(), to.standing.kind()) {
            (StandingKind::Lost, StandingKind::Lost)
                if from.stage == to.stage && from.standing != to.standing =>
            {
                return self.counted(texts.changed, deals, name, &[("field", texts.loss)]);
            }
            (StandingKind::Nurtured, StandingKind::Nurtured) if from.standing != to.standing => {
                return self.counted(texts.changed, deals, name, &[("field", texts.nurture)]);
            }
            (was, now) if was == now && from.stage == to.stage => texts.deal_placed,
            (was, now) if was == now => texts.deal_moved,
            (_, StandingKind::Open) => texts.deal_reopened,
            (_, StandingKind::Won) => texts.deal_won,
            (_, StandingKind::Lost) => texts.deal_lost,
            (_, StandingKind::Nurtured) => texts.deal_nurtured,
        };
        self.counted(plural, deals, name, &[("to", &stage)])
    }

    fn deal_edited(&self, edit: &DealEdit, name: &str, deals: usize) -> String {
        let texts = self.texts;
        let changed = |field: &str| self.counted(texts.changed, deals, name, &[("field", field)]);
        match (edit, Edited::new(self.workspace, self.figures, edit)) {
            (DealEdit::Title(swap), _) => self.renamed(texts.deal, swap),
            (DealEdit::Tags(swap), _) => {
                let added = tags_beyond(self.workspace, &swap.to, &swap.from);
                let removed = tags_beyond(self.workspace, &swap.from, &swap.to);
                match (added.is_empty(), removed.is_empty()) {
                    (false, true) => self.counted(texts.tags_added, deals, name, &[("to", &added)]),
                    (true, false) => self.counted(texts.tags_removed, deals, name, &[("to", &removed)]),
                    _ => changed(texts.tags),
                }
            }
            (_, Some(edited)) => self.set(&edited.field, edited.to, name, deals),
            (_, None) => changed(texts.past),
        }
    }

    fn settings(&self, edit: &SettingsEdit) -> String {
        let texts = self.texts;
        match edit {
            SettingsEdit::Name(swap) if swap.to.is_empty() => texts.workspace_unnamed.to_owned(),
            SettingsEdit::Name(swap) => fill(texts.workspace_named, &[("to", &clipped(&swap.to))]),
            SettingsEdit::Currency(swap) => fill(texts.currency_set, &[("to", swap.to.code())]),
            SettingsEdit::Rate { currency, rate } => match rate.to {
                None => fill(texts.rate_removed, &[("currency", currency.code())]),
                Some(rate) => fill(texts.rate_set, &[("currency", currency.code()), ("to", &rate.plain())]),
            },
            SettingsEdit::Capacity(swap) => match swap.to {
                None => texts.capacity_cleared.to_owned(),
                Some(deals) => fill(texts.capacity_set, &[("to", &(self.figures.number)(f64::from(deals)))]),
            },
            SettingsEdit::Author { person, .. } => {
                let name = |person| clipped(&name_of(&self.workspace.people, person, |row| &row.name));
                match person.to.map(name) {
                    None => texts.author_cleared.to_owned(),
                    Some(name) => fill(texts.author_set, &[("to", &name)]),
                }
            }
        }
    }

    fn pipeline<'e>(&self, edit: &'e PipelineEdit) -> Edit<'e> {
        let days = |days: u16| self.counted(t().common().days, days.into(), "", &[]);
        match edit {
            PipelineEdit::Name(swap) => Edit::Renamed(swap),
            PipelineEdit::Rank(_) => Edit::Placed,
            PipelineEdit::Archived(swap) => Edit::Archived(swap.to),
            PipelineEdit::ReviewDays(swap) => Edit::Set(self.texts.review_days, swap.to.map(days)),
            PipelineEdit::Reviewed(swap) => Edit::Set(self.texts.reviewed, swap.to.map(self.figures.day)),
        }
    }

    fn stage<'e>(&self, edit: &'e StageEdit) -> Edit<'e> {
        let texts = self.texts;
        match edit {
            StageEdit::Name(swap) => Edit::Renamed(swap),
            StageEdit::Kind(swap) => {
                let kind = match swap.to {
                    StageKind::Open => texts.kinds[0],
                    StageKind::Won => texts.kinds[1],
                    StageKind::Lost => texts.kinds[2],
                };
                Edit::Set(texts.kind, Some(kind.to_owned()))
            }
            StageEdit::Probability(swap) => {
                Edit::Set(texts.probability, Some((self.figures.percent)(f64::from(swap.to))))
            }
            StageEdit::LimitDays(swap) => Edit::Set(
                texts.limit,
                swap.to.map(|days| self.counted(t().common().days, days.into(), "", &[])),
            ),
            StageEdit::Hue(_) => Edit::Changed(texts.colour),
            StageEdit::Guidance(_) => Edit::Changed(texts.guidance),
            StageEdit::Rank(_) => Edit::Placed,
            StageEdit::Archived(swap) => Edit::Archived(swap.to),
            StageEdit::Checklist(_) => Edit::Changed(texts.checklist),
            StageEdit::Exit(_) => Edit::Changed(texts.exit),
            StageEdit::Arrivals(_) => Edit::Changed(texts.arrivals),
        }
    }

    fn person<'e>(&self, edit: &'e PersonEdit) -> Edit<'e> {
        match edit {
            PersonEdit::Name(swap) => Edit::Renamed(swap),
            PersonEdit::Initials(swap) => Edit::Set(self.texts.initials, shown(&swap.to)),
            PersonEdit::Hue(_) => Edit::Changed(self.texts.colour),
            PersonEdit::Archived(swap) => Edit::Archived(swap.to),
            PersonEdit::Manager(swap) => Edit::Set(self.texts.manager, shown(&swap.to)),
            PersonEdit::Region(swap) => Edit::Set(self.texts.region, shown(&swap.to)),
            PersonEdit::External(_) => Edit::Changed(self.texts.external),
            PersonEdit::Capacity(swap) => {
                Edit::Set(self.texts.capacity, swap.to.map(|deals| (self.figures.number)(f64::from(deals))))
            }
        }
    }

    fn organisation<'e>(&self, edit: &'e OrganisationEdit) -> Edit<'e> {
        match edit {
            OrganisationEdit::Name(swap) => Edit::Renamed(swap),
            OrganisationEdit::Website(swap) => Edit::Set(self.texts.website, shown(&swap.to)),
            OrganisationEdit::Address(swap) => Edit::Set(self.texts.address, shown(&swap.to)),
            OrganisationEdit::Industry(swap) => Edit::Set(self.texts.industry, shown(&swap.to)),
            OrganisationEdit::About(_) => Edit::Changed(self.texts.about),
            OrganisationEdit::External(_) => Edit::Changed(self.texts.external),
        }
    }

    fn contact<'e>(&self, edit: &'e ContactEdit) -> Edit<'e> {
        match edit {
            ContactEdit::Name(swap) => Edit::Renamed(swap),
            ContactEdit::Organisation(swap) => {
                let name = |firm| name_of(&self.workspace.organisations, firm, |row| &row.name);
                Edit::Set(self.texts.organisation, swap.to.map(name))
            }
            ContactEdit::Role(swap) => Edit::Set(self.texts.role, shown(&swap.to)),
            ContactEdit::Phone(swap) => Edit::Set(self.texts.phone, shown(&swap.to)),
            ContactEdit::Email(swap) => Edit::Set(self.texts.email, shown(&swap.to)),
            ContactEdit::About(_) => Edit::Changed(self.texts.about),
            ContactEdit::External(_) => Edit::Changed(self.texts.external),
        }
    }

    fn choice<'e>(&self, edit: &'e ChoiceEdit) -> Edit<'e> {
        match edit {
            ChoiceEdit::Name(swap) => Edit::Renamed(swap),
            ChoiceEdit::Rank(_) => Edit::Placed,
            ChoiceEdit::Archived(swap) => Edit::Archived(swap.to),
            ChoiceEdit::Price(swap) => Edit::Set(self.texts.price, swap.to.map(self.figures.money)),
        }
    }

    fn field(&self, name: &str, edit: &FieldEdit) -> String {
        let texts = self.texts;
        let edit = match edit {
            FieldEdit::Name(swap) => Edit::Renamed(swap),
            FieldEdit::Rank(_) => Edit::Placed,
            FieldEdit::Archived(swap) => Edit::Archived(swap.to),
            FieldEdit::Options(swap) => return self.options(name, swap),
        };
        self.edited(texts.field, name, edit)
    }

    fn options(&self, field: &str, swap: &Swap<Vec<FieldOption>>) -> String {
        let texts = self.texts;
        let field = clipped(field);
        let named = |template: &str, option: &FieldOption| {
            fill(template, &[("name", &clipped(&option.name)), ("field", &field)])
        };
        let without = |all: &[FieldOption], others: &[FieldOption]| {
            all.iter().find(|own| others.iter().all(|other| other.id != own.id)).cloned()
        };
        if let Some(added) = without(&swap.to, &swap.from) {
            return named(texts.option_added, &added);
        }
        if let Some(removed) = without(&swap.from, &swap.to) {
            return named(texts.option_removed, &removed);
        }
        let renamed = swap.from.iter().find_map(|own| {
            let now = swap.to.iter().find(|other| other.id == own.id && other.name != own.name)?;
            Some(Swap { from: own.name.clone(), to: now.name.clone() })
        });
        match renamed {
            Some(names) => self.renamed(texts.option, &names),
            None => fill(texts.options_placed, &[("field", &field)]),
        }
    }

    fn entry(&self, list: ListKind) -> &'static str {
        let at = ListKind::ALL.iter().position(|known| *known == list);
        at.map_or(self.texts.option, |at| self.texts.entries[at])
    }

    fn edited(&self, kind: &str, name: &str, edit: Edit<'_>) -> String {
        let texts = self.texts;
        match edit {
            Edit::Renamed(swap) => self.renamed(kind, swap),
            Edit::Placed => about(texts.placed, kind, name),
            Edit::Archived(true) => about(texts.archived, kind, name),
            Edit::Archived(false) => about(texts.restored, kind, name),
            Edit::Set(field, to) => self.set(field, to, &clipped(name), 1),
            Edit::Changed(field) => self.counted(texts.changed, 1, &clipped(name), &[("field", field)]),
        }
    }

    fn renamed(&self, kind: &str, names: &Swap<String>) -> String {
        let (from, to) = (clipped(&names.from), clipped(&names.to));
        fill(self.texts.renamed, &[("kind", kind), ("from", &from), ("to", &to)])
    }

    /// That a field has a value now, or none; of the record with this name, or of as many deals.
    fn set(&self, field: &str, to: Option<String>, name: &str, deals: usize) -> String {
        match to {
            None => self.counted(self.texts.cleared, deals, name, &[("field", field)]),
            Some(to) => self.counted(self.texts.set, deals, name, &[("field", field), ("to", &clipped(&to))]),
        }
    }

    /// A text that names one record, or counts several.
    fn counted(&self, plural: Plural, count: usize, name: &str, values: &[(&str, &str)]) -> String {
        let template = if count > 1 { plural.other } else { plural.one };
        let number = (self.figures.number)(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
        fill(template, &[&[("n", number.as_str()), ("name", name)], values].concat())
    }
}

/// A text about a record with this name.
fn about(template: &str, kind: &str, name: &str) -> String {
    fill(template, &[("kind", kind), ("name", &clipped(name))])
}

fn dashboard<'e>(edit: &'e DashboardEdit, widgets: &'static str) -> Edit<'e> {
    match edit {
        DashboardEdit::Name(swap) => Edit::Renamed(swap),
        DashboardEdit::Rank(_) => Edit::Placed,
        DashboardEdit::Widgets(_) => Edit::Changed(widgets),
    }
}

fn shown(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
