//! Large workspaces for benchmarks: made up, the same each time, shaped like real ones: titles in two languages, one to six
//! stages visited, a note on every third deal, most fields filled in.

use super::content::{EN, ZH};
use crate::evolve::{Touched, evolve};
use crate::hue;
use crate::ids::{
    ChoiceId, ContactId, DealId, NoteId, OrganisationId, PersonId, PipelineId, StageId, new_uuid,
};
use crate::log::{Act, Change, Device, Entry, FORMAT, Hlc, Kind, NewDeal, Stamp};
use crate::model::{ListKind, Note, Position, StageKind, Standing, StandingKind, Visit, Workspace};
use crate::money::{Currency, Money};
use crate::rank::Rank;
use crate::time::Timestamp;

/// How many stages are open; a won and a lost one follow.
pub const OPEN_STAGES: usize = 6;
/// How many deals an entry adds.
const DEALS_AN_ENTRY: usize = 10;

/// Where ids, clocks and choices come from.
struct Maker {
    dice: super::Dice,
    clock: Hlc,
    now: Timestamp,
}

impl Maker {
    fn id(&mut self) -> crate::ids::Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.dice.next().to_le_bytes());
        new_uuid(u64::try_from(self.now.0).unwrap_or(0), random)
    }

    fn entry(&mut self, act: Act, changes: Vec<Change>) -> Entry {
        self.clock = self.clock.tick(self.now);
        let stamp = Stamp { clock: self.clock, device: Device(1) };
        Entry { format: FORMAT, stamp, at: self.now, act, kind: Kind::Do, changes }
    }
}

/// The log of a workspace with one pipeline and `deals` open deals in it.
pub fn entries(deals: usize, now: Timestamp) -> Vec<Entry> {
    let mut maker = Maker { dice: super::Dice(7), clock: Hlc::default(), now };
    let mut changes = Vec::new();
    let pipeline = PipelineId(maker.id());
    changes.push(Change::PipelineAdded {
        id: pipeline,
        name: "Benchmark".to_owned(),
        rank: Rank::nth(0),
        sample: false,
    });
    let mut stages = Vec::new();
    let mut hues = Vec::new();
    for place in 0..OPEN_STAGES + 2 {
        let (kind, probability) = match place {
            OPEN_STAGES => (StageKind::Won, 100),
            place if place > OPEN_STAGES => (StageKind::Lost, 0),
            place => (StageKind::Open, u8::try_from(10 + place * 15).unwrap_or(50)),
        };
        let id = StageId(maker.id());
        stages.push(id);
        let hue = hue::of_stage(kind, &hues);
        hues.push(hue);
        changes.push(Change::StageAdded {
            id,
            pipeline,
            name: format!("Stage {}", place + 1),
            kind,
            probability,
            limit_days: Some(14),
            hue,
            guidance: String::new(),
            rank: Rank::nth(place),
        });
    }
    let people: Vec<PersonId> = (0..8).map(|_| PersonId(maker.id())).collect();
    for (hue, id) in (0u8..).zip(&people) {
        let name = format!("Seller {}", hue + 1);
        changes.push(Change::PersonAdded {
            id: *id,
            name,
            initials: format!("S{}", hue + 1),
            hue,
            sample: false,
        });
    }
    let lists = [ListKind::Segment, ListKind::Source, ListKind::Product, ListKind::Tag, ListKind::LossReason];
    let mut choices: Vec<(ListKind, ChoiceId)> = Vec::new();
    for list in lists {
        for place in 0..5 {
            let id = ChoiceId(maker.id());
            choices.push((list, id));
            let name = format!("Choice {}", place + 1);
            changes.push(Change::ChoiceAdded { id, list, name, rank: Rank::nth(place), sample: false });
        }
    }
    let firms: Vec<(OrganisationId, ContactId)> =
        (0..deals.div_ceil(20).max(1)).map(|_| (OrganisationId(maker.id()), ContactId(maker.id()))).collect();
    for (number, (firm, contact)) in firms.iter().enumerate() {
        let name = format!("Customer {number} & partners");
        changes.push(Change::OrganisationAdded { id: *firm, name, sample: false });
        let name = format!("Buyer {number}");
        changes.push(Change::ContactAdded { id: *contact, name, organisation: Some(*firm), sample: false });
    }
    let mut entries = vec![maker.entry(Act::AddPipeline, changes)];
    let mut batch = Vec::new();
    for number in 0..deals {
        batch.push(deal(number, &mut maker, &stages, &people, &firms, &choices));
        if batch.len() == DEALS_AN_ENTRY || number + 1 == deals {
            entries.push(maker.entry(Act::AddDeal, std::mem::take(&mut batch)));
        }
    }
    entries
}

/// A workspace with about so many stage visits: half of its deals won, a quarter lost, some nurtured, the others open.
pub fn closed(visits: usize, now: Timestamp) -> Workspace {
    let (mut workspace, mut touched) = (Workspace::default(), Touched::default());
    let mut number = 0;
    for mut entry in entries(visits * 100 / 428, now) {
        for change in &mut entry.changes {
            if let Change::DealAdded(deal) = change {
                number += 1;
                close(&workspace, deal, number);
            }
        }
        evolve(&mut workspace, &entry, &mut touched);
        touched.clear();
    }
    workspace
}

fn close(workspace: &Workspace, deal: &mut NewDeal, number: usize) {
    let (standing, kind) = match number % 20 {
        0..=9 => (Standing::Won, StageKind::Won),
        10..=14 => (Standing::Lost(Box::default()), StageKind::Lost),
        15 => (Standing::Nurtured { until: None, reason: "later".into() }, StageKind::Open),
        _ => return,
    };
    let Some(pipeline) = workspace.stages.get(deal.position.stage).map(|stage| stage.pipeline) else {
        return;
    };
    let stage = match kind {
        StageKind::Open => deal.position.stage,
        _ => workspace.first_stage(pipeline, kind).map_or(deal.position.stage, |stage| stage.id),
    };
    let Some(last) = deal.visits.last() else { return };
    let entered = last.entered.plus_days(2);
    deal.visits.push(Visit { stage, standing: standing.kind(), entered });
    deal.position = Position { stage, standing, ..deal.position.clone() };
}

fn deal(
    number: usize,
    maker: &mut Maker,
    stages: &[StageId],
    people: &[PersonId],
    firms: &[(OrganisationId, ContactId)],
    choices: &[(ListKind, ChoiceId)],
) -> Change {
    let reached = number % OPEN_STAGES;
    let days = maker.dice.between(20, 300);
    let created = maker.now.plus_days(-days);
    let mut entered = created;
    let mut visits = Vec::new();
    for &stage in stages.iter().take(reached + 1) {
        visits.push(Visit { stage, standing: StandingKind::Open, entered });
        entered = Timestamp(entered.plus_days(maker.dice.between(1, 4)).0.min(maker.now.0));
    }
    let list =
        |kind: ListKind| choices.iter().filter(|row| row.0 == kind).map(|row| row.1).collect::<Vec<_>>();
    let firm = maker.dice.pick(firms);
    let stage = stages.get(reached).copied().unwrap_or(StageId(crate::ids::Uuid::nil()));
    let position = Position { stage, rank: Rank::nth(number), standing: Standing::Open };
    let id = DealId(maker.id());
    let words = if maker.dice.chance(50) { &EN } else { &ZH };
    let title = maker.dice.pick(words.titles).unwrap_or_default().to_owned();
    let mut notes = Vec::new();
    if maker.dice.chance(33) {
        let text = maker.dice.pick(words.notes).unwrap_or_default().to_owned();
        notes.push(Note { id: NoteId(maker.id()), text, written: entered });
    }
    let close = chrono::DateTime::from_timestamp_millis(maker.now.plus_days(maker.dice.between(-20, 200)).0);
    Change::DealAdded(Box::new(NewDeal {
        organisation: firm.map(|firm| firm.0),
        contact: firm.map(|firm| firm.1),
        segment: maker.dice.pick(&list(ListKind::Segment)),
        owner: maker.dice.pick(people),
        value: Some(Money { minor: maker.dice.between(1_000, 9_000_000) * 100, currency: Currency::USD }),
        probability: maker.dice.chance(5).then_some(35),
        expected_close: close.map(|close| close.date_naive()).filter(|_| maker.dice.chance(85)),
        source: maker.dice.pick(&list(ListKind::Source)),
        product: maker.dice.pick(&list(ListKind::Product)),
        tags: maker.dice.pick(&list(ListKind::Tag)).into_iter().collect(),
        notes,
        visits,
        external: None,
        is_partial: false,
        ..NewDeal::plain(id, format!("{title} #{number}"), position, created)
    }))
}
