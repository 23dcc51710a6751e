//! A made-up team whose true chances are known.
//!
//! A deal goes through four stages. In each it stays for a while, and then goes on or is lost; the chance to go on depends on the stage, and
//! on who sells it, where it came from and what it is worth. How long it stays says nothing.

use forecast::{Earlier, Model};
use sales::evolve::{Touched, apply};
use sales::ids::{ChoiceId, DealId, PersonId, PipelineId, StageId, Uuid};
use sales::log::{Change, NewDeal};
use sales::model::{Deal, Ix, ListKind, Position, StageKind, Standing, StandingKind, Visit, Workspace};
use sales::money::{Currency, Money};
use sales::rank::Rank;
use sales::time::Timestamp;

pub(crate) const START: i64 = 1_600_000_000_000;
pub(crate) const DAY: i64 = 86_400_000;
/// How many stages are open; a won and a lost one follow.
pub(crate) const STAGES: usize = 4;
const OWNERS: usize = 8;
const SOURCES: usize = 4;

pub(crate) fn id(kind: u128, number: usize) -> Uuid {
    Uuid::from_u128(kind << 64 | number as u128)
}

pub(crate) fn stage(place: usize) -> StageId {
    StageId(id(2, place))
}

pub(crate) fn deal_id(number: usize) -> DealId {
    DealId(id(9, number))
}

pub(crate) fn day(day: i64) -> Timestamp {
    Timestamp(START + day * DAY)
}

/// Random numbers of a test.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, number: usize) -> usize {
        (self.unit() * number as f64) as usize
    }

    /// One of the first so many days.
    pub(crate) fn day(&mut self, days: i64) -> i64 {
        (self.unit() * days as f64) as i64
    }

    /// From the exponential distribution.
    pub(crate) fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// A workspace with a pipeline, people and sources, and no deals.
pub(crate) fn empty() -> Workspace {
    let mut ws = Workspace::default();
    let pipeline = PipelineId(id(1, 0));
    let mut changes =
        vec![Change::PipelineAdded { id: pipeline, name: "Sales".into(), rank: Rank::nth(0), sample: false }];
    for place in 0..STAGES + 2 {
        let kind = match place {
            STAGES => StageKind::Won,
            place if place > STAGES => StageKind::Lost,
            _ => StageKind::Open,
        };
        changes.push(Change::StageAdded {
            id: stage(place),
            pipeline,
            name: format!("Stage {place}"),
            kind,
            probability: 20,
            limit_days: None,
            hue: 0,
            guidance: String::new(),
            rank: Rank::nth(place),
        });
    }
    for number in 0..OWNERS {
        let (id, name) = (PersonId(id(3, number)), format!("Seller {number}"));
        changes.push(Change::PersonAdded { id, name, initials: "S".into(), hue: 0, sample: false });
    }
    for number in 0..SOURCES {
        let id = ChoiceId(id(4, number));
        changes.push(choice(id, ListKind::Source, number));
    }
    for change in &changes {
        apply(&mut ws, change, &mut Touched::default());
    }
    ws
}

pub(crate) fn choice(id: ChoiceId, list: ListKind, number: usize) -> Change {
    Change::ChoiceAdded {
        id,
        list,
        name: format!("{list:?} {number}"),
        rank: Rank::nth(number),
        sample: false,
    }
}

pub(crate) fn add(ws: &mut Workspace, deal: NewDeal) {
    apply(ws, &Change::DealAdded(Box::new(deal)), &mut Touched::default());
}

/// A deal with visits to open stages, and how it ended.
pub(crate) fn deal(number: usize, visits: &[(usize, i64)], end: Option<(bool, i64)>) -> NewDeal {
    let created = day(visits[0].1);
    let open = |&(place, at): &(usize, i64)| Visit {
        stage: stage(place),
        standing: StandingKind::Open,
        entered: day(at),
    };
    let mut path: Vec<Visit> = visits.iter().map(open).collect();
    let mut standing = Standing::Open;
    if let Some((won, at)) = end {
        let place = if won { STAGES } else { STAGES + 1 };
        standing = if won { Standing::Won } else { Standing::Lost(Box::default()) };
        path.push(Visit { stage: stage(place), standing: standing.kind(), entered: day(at) });
    }
    let last = path.last().map_or(stage(0), |visit| visit.stage);
    let position = Position { stage: last, rank: Rank::MIDDLE, standing };
    let mut deal = NewDeal::plain(deal_id(number), format!("Deal {number}"), position, created);
    deal.visits = path;
    deal
}

/// What makes a team.
#[derive(Clone, Copy)]
pub(crate) struct Team {
    pub(crate) deals: usize,
    pub(crate) days: i64,
    /// How much who sells, whence it came and the value matter; with none of it and no stages there is no signal.
    pub(crate) strength: f64,
    pub(crate) seed: u64,
}

/// A team with the true chance of each deal in each stage, and whether it is won in the end.
pub(crate) struct Made {
    pub(crate) workspace: Workspace,
    pub(crate) now: Timestamp,
    chances: Vec<[f64; STAGES]>,
    wins: Vec<bool>,
}

impl Made {
    pub(crate) fn new(team: Team) -> Self {
        let mut dice = Dice(team.seed);
        let mut workspace = empty();
        let owners: Vec<f64> = (0..OWNERS).map(|_| dice.normal() * 0.8).collect();
        let sources: Vec<f64> = (0..SOURCES).map(|_| dice.normal() * 0.8).collect();
        let (mut chances, mut wins) = (Vec::new(), Vec::new());
        for number in 0..team.deals {
            let (owner, source) = (dice.below(OWNERS), dice.below(SOURCES));
            let size = dice.normal();
            let lean = team.strength * (owners[owner] + sources[source] - 0.5 * size);
            let on = [0.4, 0.8, 1.2, 1.0].map(|stage: f64| 1.0 / (1.0 + (-stage - lean).exp()));
            let mut at = dice.unit() * team.days as f64;
            let mut visits = Vec::new();
            let mut end = None;
            for (place, on) in on.iter().enumerate() {
                visits.push((place, at as i64));
                at += 2.0 + dice.wait(14.0);
                if dice.unit() > *on {
                    end = Some((false, at as i64));
                    break;
                }
            }
            let end = end.unwrap_or((true, at as i64));
            let end_known = Some(end).filter(|end| end.1 < team.days);
            visits.retain(|visit| visit.1 < team.days);
            let mut made = deal(number, &visits, end_known);
            made.owner = Some(PersonId(id(3, owner)));
            made.source = Some(ChoiceId(id(4, source)));
            made.value = Some(Money { minor: (100_000.0 * size.exp()) as i64, currency: Currency::USD });
            add(&mut workspace, made);
            let mut left = [1.0; STAGES];
            for place in (0..STAGES).rev() {
                left[place] = on[place] * left.get(place + 1).copied().unwrap_or(1.0);
            }
            chances.push(left);
            wins.push(end.0);
        }
        Self { workspace, now: day(team.days), chances, wins }
    }

    /// The true chance of a deal that is open.
    pub(crate) fn truth(&self, ix: Ix<Deal>) -> f64 {
        let stage = self.workspace.deals.at(ix).position.stage;
        let place = (0..STAGES).find(|&place| self::stage(place) == stage).unwrap_or(0);
        self.chances[ix.index()][place]
    }

    pub(crate) fn won(&self, ix: Ix<Deal>) -> bool {
        self.wins[ix.index()]
    }

    pub(crate) fn learn(&self) -> Model {
        Model::learn(&self.workspace, &Earlier::default(), self.now, 1)
    }
}

/// A team with one stage in which six of ten deals are won, whoever sells them. If lost ones end sooner, how long a deal has been there
/// tells something; otherwise nothing does.
pub(crate) struct Slow {
    pub(crate) workspace: Workspace,
    pub(crate) now: Timestamp,
    pub(crate) created: Vec<f64>,
    pub(crate) days: i64,
    lost_days: f64,
}

impl Slow {
    pub(crate) const WON: f64 = 0.6;
    pub(crate) const WON_DAYS: f64 = 60.0;

    pub(crate) fn new(deals: usize, days: i64, lost_days: f64, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let (mut workspace, mut made_on) = (empty(), Vec::new());
        for number in 0..deals {
            let created = dice.unit() * days as f64;
            let won = dice.unit() < Self::WON;
            let end = created + dice.wait(if won { Self::WON_DAYS } else { lost_days });
            let mut made = deal(number, &[(0, 0)], Some((won, 0)).filter(|_| end < days as f64));
            made.created = at(created);
            made.owner = Some(PersonId(id(3, dice.below(OWNERS))));
            made.source = Some(ChoiceId(id(4, dice.below(SOURCES))));
            made.value = Some(Money { minor: 1 + dice.day(1_000_000), currency: Currency::USD });
            for (visit, day) in made.visits.iter_mut().zip([created, end]) {
                visit.entered = at(day);
            }
            add(&mut workspace, made);
            made_on.push(created);
        }
        Self { workspace, now: day(days), created: made_on, days, lost_days }
    }

    /// The true chance of a deal of some age to be won, and to be won within some days.
    pub(crate) fn truth(&self, age: f64, days: f64) -> (f64, f64) {
        let won = Self::WON * (-age / Self::WON_DAYS).exp();
        let lost = (1.0 - Self::WON) * (-age / self.lost_days).exp();
        let win = won / (won + lost);
        (win, win * (1.0 - (-days / Self::WON_DAYS).exp()))
    }
}

fn at(day: f64) -> Timestamp {
    Timestamp(START + (day * DAY as f64) as i64)
}
