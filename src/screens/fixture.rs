//! A workspace for tests, changed by commands as the app changes it.

use sales::decide::{ActivityDraft, Command, Context, DealPatch, End, Outcome, Slot, StageDraft, decide};
use sales::evolve::{Touched, evolve};
use sales::ids::{ActivityId, ChoiceId, DealId, StageId, Uuid};
use sales::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, Line, Stamp};
use sales::model::{Deal, ListKind, Loss, StageKind, Workspace};
use sales::time::{FixedCalendar, Timestamp};

/// A calendar whose days begin at midnight UTC.
pub(super) const UTC: FixedCalendar = FixedCalendar { minutes_east: 0 };
/// This browser.
pub(super) const OWN: Device = Device(1);

/// A pipeline `new, offer, talks, won, lost` and one deal in `new`.
pub(super) struct Fixture {
    pub(super) workspace: Workspace,
    pub(super) now: Timestamp,
    pub(super) entries: Vec<Entry>,
    pub(super) deal: DealId,
    pub(super) device: Device,
    clock: Hlc,
    next: u64,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let deal = DealId(Uuid::nil());
        let mut fixture = Self {
            workspace: Workspace::default(),
            now: Timestamp(0).plus_days(20_000),
            entries: Vec::new(),
            deal,
            device: OWN,
            clock: Hlc::default(),
            next: 1,
        };
        let stage = |name: &str, kind, probability| StageDraft {
            name: name.to_owned(),
            kind,
            probability,
            limit_days: Some(14),
            guidance: String::new(),
            process: sales::decide::ProcessDraft::default(),
        };
        fixture.run(&Command::AddPipeline {
            name: "sales".to_owned(),
            stages: vec![
                stage("new", StageKind::Open, 10),
                stage("offer", StageKind::Open, 40),
                stage("talks", StageKind::Open, 60),
                stage("won", StageKind::Won, 100),
                stage("lost", StageKind::Lost, 0),
            ],
            sources: vec!["fair".to_owned(), "web".to_owned()],
            loss_reasons: vec!["price".to_owned(), "silence".to_owned()],
            segments: Vec::new(),
            currency: None,
        });
        fixture.deal = fixture.add("Boilers");
        fixture
    }

    /// Adds a deal to the first stage.
    pub(super) fn add(&mut self, title: &str) -> DealId {
        let stage = self.stage("new");
        self.run(&Command::AddDeal { stage, title: title.to_owned(), patches: Vec::new(), end: End::Bottom });
        self.workspace.deals.rows().last().expect("it was just added").id
    }

    pub(super) fn run(&mut self, command: &Command) -> Stamp {
        let mut next = self.next;
        let mut ids = || {
            next += 1;
            Uuid::from_u64_pair(7, next)
        };
        let decision = decide(
            &self.workspace,
            command,
            &mut Context { now: self.now, today: sales::time::Date::MIN, ids: &mut ids },
        );
        let decision = decision.expect("the test asks for what is allowed");
        self.next = next;
        self.commit(decision.act, Kind::Do, decision.changes)
    }

    pub(super) fn commit(&mut self, act: Act, kind: Kind, changes: Vec<Change>) -> Stamp {
        self.clock = self.clock.tick(self.now);
        let stamp = Stamp { clock: self.clock, device: self.device };
        let entry = Entry { format: FORMAT, stamp, at: self.now, act, kind, changes };
        evolve(&mut self.workspace, &entry, &mut Touched::default());
        self.entries.push(entry);
        stamp
    }

    pub(super) fn undo(&mut self, stamp: Stamp) -> Stamp {
        let entry = self.entry(stamp);
        self.commit(entry.act, Kind::Undo(stamp), entry.changes)
    }

    pub(super) fn redo(&mut self, stamp: Stamp) -> Stamp {
        let entry = self.entry(stamp);
        self.commit(entry.act, Kind::Redo(stamp), entry.changes)
    }

    fn entry(&self, stamp: Stamp) -> Entry {
        self.entries.iter().find(|entry| entry.stamp == stamp).expect("it was made before").clone()
    }

    pub(super) fn wait(&mut self, days: i64) {
        self.now = self.now.plus_days(days);
    }

    pub(super) fn edit(&mut self, patch: DealPatch) -> Stamp {
        self.run(&Command::EditDeals { deals: vec![self.deal], patch })
    }

    pub(super) fn go(&mut self, stage: &str) -> Stamp {
        let stage = self.stage(stage);
        self.run(&Command::MoveDeals { deals: vec![self.deal], stage, slot: Slot::Top, patch: None })
    }

    pub(super) fn close(&mut self, outcome: Outcome) -> Stamp {
        self.run(&Command::CloseDeals { deals: vec![self.deal], outcome })
    }

    pub(super) fn lose(&mut self, reason: &str, competitor: &str, note: &str) -> Stamp {
        let reason = Some(self.entry_of(ListKind::LossReason, reason));
        let (competitor, note) = (competitor.to_owned(), note.to_owned());
        self.close(Outcome::Lost(Loss { reason, note, competitor }))
    }

    /// Plans an activity on the deal; writes it down where it was done.
    pub(super) fn act(&mut self, draft: ActivityDraft) -> ActivityId {
        self.next += 1;
        let id = ActivityId(Uuid::from_u64_pair(6, self.next));
        self.run(&Command::AddActivity { id, draft: ActivityDraft { deal: Some(self.deal), ..draft } });
        id
    }

    pub(super) fn stage(&self, name: &str) -> StageId {
        self.workspace.stages.iter().find(|stage| stage.name == name).expect("a stage of the fixture").id
    }

    pub(super) fn entry_of(&self, list: ListKind, name: &str) -> ChoiceId {
        let entries = self.workspace.list(list);
        entries.into_iter().find(|entry| entry.name == name).expect("an entry of the fixture").id
    }

    pub(super) fn deal(&self) -> &Deal {
        self.workspace.deals.get(self.deal).expect("the deal of the fixture")
    }

    /// The entries about the deal, as the database answers.
    pub(super) fn lines(&self) -> Vec<Line> {
        let about = self.entries.iter().filter(|entry| entry.deals().contains(&self.deal));
        about.cloned().map(Line::Known).collect()
    }
}
