//! An office with one workspace: a clock that can be set, ids that count, and a log.

use sales::decide::{Command, Context, Decision, ProcessDraft, Rejection, StageDraft, decide};
use sales::evolve::{self, Touched};
use sales::ids::{
    ChoiceId, ContactId, DealId, FieldId, NoteId, OrganisationId, PersonId, PipelineId, StageId, Uuid,
    ViewId, new_uuid,
};
use sales::log::{Change, Device, Entry, FORMAT, Hlc, Kind, Line, Log, Stamp};
use sales::model::{Deal, FieldKind, Ix, ListKind, Stage, StageKind, Workspace};
use sales::time::{Calendar, Date, FixedCalendar, Timestamp};
use sales::undo::{Undo, can_redo, can_undo};

use crate::sound;

/// When the tests begin: a Monday noon in 2025.
pub(crate) const MONDAY: Timestamp = Timestamp(1_749_470_400_000);

pub(crate) const MINUTE: i64 = 60_000;

/// A workspace on one device, with all that the shell keeps around it.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) ws: Workspace,
    pub(crate) log: Vec<Entry>,
    pub(crate) undo: Undo,
    /// What the last entry touched.
    pub(crate) touched: Touched,
    pub(crate) now: Timestamp,
    pub(crate) device: Device,
    /// Whether it never took over another device's entries.
    pub(crate) alone: bool,
    clock: Hlc,
    ids: u64,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::on(Device(1))
    }

    pub(crate) fn on(device: Device) -> Self {
        Self {
            ws: Workspace::default(),
            log: Vec::new(),
            undo: Undo::default(),
            touched: Touched::default(),
            now: MONDAY,
            device,
            alone: true,
            clock: Hlc::default(),
            ids: 0,
        }
    }

    /// Another device with the same log.
    pub(crate) fn copy_on(&self, device: Device) -> Self {
        Self { device, undo: Undo::default(), ids: 0, ..self.clone() }
    }

    pub(crate) fn uuid(&mut self) -> Uuid {
        next_uuid(self.device, &mut self.ids)
    }

    pub(crate) fn today(&self) -> Date {
        FixedCalendar::default().date_of(self.now)
    }

    pub(crate) fn decide(&mut self, command: &Command) -> Result<Decision, Rejection> {
        let today = self.today();
        let (device, ids) = (self.device, &mut self.ids);
        let mut ids = || next_uuid(device, ids);
        decide(&self.ws, command, &mut Context { now: self.now, today, ids: &mut ids })
    }

    /// Does what a command wants. Answers how many changes that made.
    pub(crate) fn run(&mut self, command: &Command) -> Result<usize, Rejection> {
        let decision = self.decide(command)?;
        let count = decision.changes.len();
        if count > 0 {
            self.commit(decision.act, Kind::Do, decision.changes);
        }
        Ok(count)
    }

    pub(crate) fn must(&mut self, command: &Command) {
        let changes = self.run(command).unwrap_or_else(|rejection| panic!("{command:?}: {rejection:?}"));
        assert!(changes > 0, "nothing changed: {command:?}");
    }

    pub(crate) fn refuses(&mut self, command: &Command, expected: &Rejection) {
        let before = self.ws.clone();
        assert_eq!(self.run(command).as_ref(), Err(expected), "{command:?}");
        assert!(self.ws.same_as(&before));
    }

    pub(crate) fn unchanged_by(&mut self, command: &Command) {
        assert_eq!(self.run(command), Ok(0), "{command:?}");
    }

    /// Writes an entry, as commands, imports, undo and redo do.
    pub(crate) fn commit(&mut self, act: sales::log::Act, kind: Kind, changes: Vec<Change>) {
        self.clock = self.clock.tick(self.now);
        let stamp = Stamp { clock: self.clock, device: self.device };
        let entry = Entry { format: FORMAT, stamp, at: self.now, act, kind, changes };
        self.touched.clear();
        evolve::evolve(&mut self.ws, &entry, &mut self.touched);
        self.undo.follow(&entry, self.device);
        self.log.push(entry);
        self.now.0 += MINUTE;
        if self.alone {
            sound::check(&self.ws);
        } else {
            sound::check_merged(&self.ws);
        }
    }

    pub(crate) fn undo(&mut self) -> Result<(), Rejection> {
        let entry = self.undo.next_undo().ok_or(Rejection::NothingToUndo)?.clone();
        self.undo_entry(&entry)
    }

    pub(crate) fn undo_entry(&mut self, entry: &Entry) -> Result<(), Rejection> {
        can_undo(&self.ws, entry)?;
        self.commit(entry.act, Kind::Undo(entry.stamp), entry.changes.clone());
        Ok(())
    }

    pub(crate) fn redo(&mut self) -> Result<(), Rejection> {
        let entry = self.undo.next_redo().ok_or(Rejection::NothingToUndo)?.clone();
        can_redo(&self.ws, &entry)?;
        self.commit(entry.act, Kind::Redo(entry.stamp), entry.changes);
        Ok(())
    }

    /// Closes the app and opens it again from its log.
    pub(crate) fn reload(&mut self) {
        self.ws = self.replay();
        self.undo = Undo::default();
        for entry in &self.log {
            self.undo.follow(entry, self.device);
        }
    }

    pub(crate) fn replay(&self) -> Workspace {
        self.merged().replay()
    }

    pub(crate) fn merged(&self) -> Log {
        self.log.iter().cloned().map(Line::Known).collect()
    }

    /// Takes over what another device has, as after reading its file.
    pub(crate) fn merge(&mut self, other: &Self) {
        let mut log = self.merged();
        log.merge(other.merged());
        self.log = log.lines().filter_map(Line::known).cloned().collect();
        self.clock = self.clock.max(other.clock);
        self.alone = false;
        self.reload();
        sound::check_merged(&self.ws);
    }

    pub(crate) fn wait_days(&mut self, days: i64) {
        self.now = self.now.plus_days(days);
    }

    // Finding records by name; a test names each once.

    pub(crate) fn deal_ix(&self, title: &str) -> Ix<Deal> {
        let mut found = self.ws.deals.iter_ix().filter(|(_, deal)| deal.title == title);
        found.next().unwrap_or_else(|| panic!("no deal {title}")).0
    }

    pub(crate) fn deal(&self, title: &str) -> &Deal {
        self.ws.deals.at(self.deal_ix(title))
    }

    pub(crate) fn deal_id(&self, title: &str) -> DealId {
        self.deal(title).id
    }

    pub(crate) fn deal_ids(&self, titles: &str) -> Vec<DealId> {
        titles.split_whitespace().map(|title| self.deal_id(title)).collect()
    }

    pub(crate) fn stage(&self, name: &str) -> &Stage {
        self.ws.stages.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no stage {name}"))
    }

    pub(crate) fn stage_id(&self, name: &str) -> StageId {
        self.stage(name).id
    }

    pub(crate) fn pipeline(&self, name: &str) -> PipelineId {
        self.ws
            .pipelines
            .iter()
            .find(|row| row.name == name)
            .unwrap_or_else(|| panic!("no pipeline {name}"))
            .id
    }

    pub(crate) fn person_id(&self, name: &str) -> PersonId {
        self.ws.people.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no person {name}")).id
    }

    pub(crate) fn choice(&self, list: ListKind, name: &str) -> ChoiceId {
        let mut choices = self.ws.choices.iter().filter(|row| row.list == list);
        choices.find(|row| row.name == name).unwrap_or_else(|| panic!("no entry {name}")).id
    }

    pub(crate) fn field(&self, name: &str) -> FieldId {
        self.ws.fields.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no field {name}")).id
    }

    // Making records; each answers its id.

    pub(crate) fn person(&mut self, name: &str) -> PersonId {
        let id = PersonId(self.uuid());
        self.must(&Command::AddPerson { id, name: name.into() });
        id
    }

    pub(crate) fn organisation(&mut self, name: &str) -> OrganisationId {
        let id = OrganisationId(self.uuid());
        self.must(&Command::AddOrganisation { id, name: name.into() });
        id
    }

    pub(crate) fn contact(&mut self, name: &str, organisation: Option<OrganisationId>) -> ContactId {
        let id = ContactId(self.uuid());
        self.must(&Command::AddContact { id, name: name.into(), organisation });
        id
    }

    pub(crate) fn entry(&mut self, list: ListKind, name: &str) -> ChoiceId {
        let id = ChoiceId(self.uuid());
        self.must(&Command::AddChoice { id, list, name: name.into() });
        id
    }

    pub(crate) fn custom(&mut self, name: &str, kind: FieldKind, options: &[&str]) -> FieldId {
        let options = options.iter().map(|&name| name.to_owned()).collect();
        self.must(&Command::AddField { name: name.into(), kind, options });
        self.field(name)
    }

    pub(crate) fn note(&mut self, title: &str, text: &str) -> NoteId {
        let deal = self.deal_id(title);
        self.must(&Command::AddNote { deal, text: text.into() });
        self.deal(title).notes.last().expect("a note").id
    }

    pub(crate) fn view(&mut self, name: &str, filter: sales::query::Filter) -> ViewId {
        let id = ViewId(self.uuid());
        let pipeline = self.ws.first_pipeline().expect("a pipeline").id;
        let group_by = sales::model::GroupBy::Nothing;
        self.must(&Command::SaveView { id, name: name.into(), pipeline, filter, group_by });
        id
    }
}

/// The device in front, so that two devices never make the same id; the number at the end, as in a real id.
fn next_uuid(device: Device, ids: &mut u64) -> Uuid {
    *ids += 1;
    let tail = (device.0 << 32) + *ids;
    let mut random = [0; 10];
    random[2..].copy_from_slice(&tail.to_be_bytes());
    new_uuid(MONDAY.0.unsigned_abs(), random)
}

/// A pipeline of stages whose names say their kinds; open ones get 10, 20, 30 … percent.
pub(crate) fn add_pipeline(name: &str, stages: &[&str]) -> Command {
    Command::AddPipeline {
        name: name.into(),
        stages: (1u8..)
            .zip(stages)
            .map(|(place, name)| draft(name, place.saturating_mul(10).min(90)))
            .collect(),
        sources: vec!["web".into(), "fair".into()],
        loss_reasons: vec!["price".into(), "timing".into()],
        segments: vec!["first".into(), "repeat".into()],
        currency: None,
    }
}

pub(crate) fn draft(name: &str, probability: u8) -> StageDraft {
    let kind = match name.split('-').next() {
        Some("won") => StageKind::Won,
        Some("lost") => StageKind::Lost,
        _ => StageKind::Open,
    };
    let (limit_days, guidance, process) = (None, String::new(), ProcessDraft::default());
    StageDraft { name: name.into(), kind, probability, limit_days, guidance, process }
}
