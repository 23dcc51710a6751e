//! Where an hour brings most: open deals by what acting on them is likely to gain, and those to let go.
//!
//! For an open deal with the chance p to be won and the value v,
//!
//! > gain = v × p × (1 − p) × [`AN_HOUR`] × urgency
//!
//! p × (1 − p) is how much a chance moves when its log-odds do: a deal that is as good as won, or as good as lost, gains nothing by an
//! hour. [`AN_HOUR`] says how far an hour moves them. Nobody knows that number; it makes all gains larger or smaller alike, and
//! never changes their order. Urgency is 1 − Π (1 − weight) over the [`Sign`]s that it is time to act; where there is none the deal
//! is in good hands, and not listed.
//!
//! A deal is to be let go, for a while, where enough deals were closed to tell, nobody has planned a next step, it is idle longer than its
//! stage allows, and either the chance to be won within [`LET_GO_DAYS`] is below [`LET_GO_BELOW`] or it is more than [`TOO_OLD`] times as old
//! as nine of ten won deals were when they were won.

use metrics::{Columns, DEFAULT_LIMIT_DAYS, Limits};
use sales::activities::idle_days;
use sales::activities::next_step;
use sales::ids::{DealId, PersonId};
use sales::model::{Deal, StandingKind, Workspace};
use sales::time::{Calendar, Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::arrivals::{Arrivals, whole};
use crate::earlier::Earlier;
use crate::known::{cycle, days_between, deals, stood, wide};
use crate::model::{Ground, Look};

/// By how much an hour of work moves the log-odds to win.
pub const AN_HOUR: f64 = 0.5;
/// A deal that is expected to close within so many days closes soon.
pub const SOON_DAYS: i64 = 14;
/// Within so many days a deal that is kept should have some chance to be won.
pub const LET_GO_DAYS: i64 = 90;
/// That chance.
pub const LET_GO_BELOW: f64 = 0.05;
/// A deal is too old from so many times the ninth decile of the won deals' cycle on.
pub const TOO_OLD: f64 = 2.0;
/// That takes so many won deals.
pub const CYCLE_FROM: usize = 10;
/// So many deals are listed, and so many to let go.
pub const LISTED: usize = 30;

/// Why it is time to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// Nobody has planned what happens next.
    NoNextStep,
    /// The next step is overdue for so many days.
    Overdue(i64),
    /// The next step is due today.
    DueToday,
    /// Nothing happened for so many days, and the stage allows so many.
    Idle(i64, u16),
    /// It is expected to close in so many days; 0 is today.
    ClosesSoon(i64),
    /// It was expected to close so many days ago.
    ClosePast(i64),
}

impl Sign {
    /// How much it says that it is time to act, 0 to 1.
    pub fn weight(self) -> f64 {
        match self {
            Self::Overdue(_) | Self::DueToday => 0.5,
            Self::NoNextStep | Self::ClosePast(_) => 0.4,
            Self::Idle(..) | Self::ClosesSoon(_) => 0.3,
        }
    }
}

/// A deal worth an hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// The deal.
    pub deal: DealId,
    /// The chance to be won rather than lost.
    pub win: f64,
    /// What it brings, in minor units of the workspace's currency; what deals usually bring where it has no value.
    pub minor: i64,
    /// What an hour is likely to gain.
    pub gain: i128,
    /// Why it is time to act.
    pub signs: Vec<Sign>,
}

/// A deal to let go.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LetGo {
    /// The deal.
    pub deal: DealId,
    /// The chance to be won within [`LET_GO_DAYS`].
    pub soon: f64,
    /// What it would bring.
    pub minor: i64,
    /// For how many days nothing happened.
    pub idle_days: i64,
    /// Where it is too old: its age in days, and within how many days nine of ten won deals were won.
    pub old: Option<(i64, i64)>,
}

/// What a seller does with an hour.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// Where it gains most, the best first.
    pub worth: Vec<Worth>,
    /// What to let go, the longest idle first.
    pub let_go: Vec<LetGo>,
}

/// The list of a person, or of everybody.
pub fn focus(
    workspace: &Workspace,
    earlier: &Earlier,
    look: &Look<'_>,
    person: Option<PersonId>,
    calendar: &impl Calendar,
) -> Focus {
    let now = look.now();
    let today = calendar.date_of(now);
    let limits = Limits::learn(workspace, &Columns::new(workspace, calendar), today);
    let usual = Arrivals::learn(workspace, earlier, now).usual_value();
    let is_known = look.learning().ground != Ground::TooFew;
    let most = ninth_decile(workspace, earlier, now);
    let mut found = Focus::default();
    for (ix, win) in look.wins() {
        let deal = workspace.deals.at(ix);
        if person.is_some() && deal.owner != person {
            continue;
        }
        let minor = look.worth(ix).unwrap_or(usual);
        let stage = workspace.stages.get(deal.position.stage);
        let limit = stage.map_or(DEFAULT_LIMIT_DAYS, |stage| limits.days(stage));
        let idle = idle_days(workspace, deal, now, calendar);
        let signs = signs(workspace, deal, today, (idle, limit));
        let soon = look.by(ix, win, now.plus_days(LET_GO_DAYS));
        let is_left = signs.contains(&Sign::NoNextStep) && idle > i64::from(limit);
        let old = most.zip(deal.known_created()).and_then(|(most, created)| {
            let age = days_between(created, now);
            (age > TOO_OLD * most).then(|| (whole(age), whole(most)))
        });
        if is_known && is_left && (soon < LET_GO_BELOW || old.is_some()) {
            found.let_go.push(LetGo { deal: deal.id, soon, minor, idle_days: idle, old });
        } else if !signs.is_empty() {
            let gain = gain(minor, win, &signs);
            found.worth.push(Worth { deal: deal.id, win, minor, gain, signs });
        }
    }
    found.worth.sort_by(|a, b| b.gain.cmp(&a.gain).then(a.deal.cmp(&b.deal)));
    found.let_go.sort_by(|a, b| b.idle_days.cmp(&a.idle_days).then(a.deal.cmp(&b.deal)));
    found.worth.truncate(LISTED);
    found.let_go.truncate(LISTED);
    found
}

/// Within how many days nine of ten won deals were won; `None` where too few were to tell.
fn ninth_decile(workspace: &Workspace, earlier: &Earlier, now: Timestamp) -> Option<f64> {
    let won = deals(workspace, earlier, now).filter_map(|(_, deal)| {
        let stood = stood(earlier, deal, now).filter(|stood| stood.standing == StandingKind::Won)?;
        cycle(deal, stood.since)
    });
    let mut days: Vec<f64> = won.collect();
    days.sort_by(f64::total_cmp);
    days.get(days.len() * 9 / 10).copied().filter(|_| days.len() >= CYCLE_FROM)
}

/// What an hour is likely to gain; see the top of the file.
pub fn gain(minor: i64, win: f64, signs: &[Sign]) -> i128 {
    let calm: f64 = signs.iter().map(|sign| 1.0 - sign.weight()).product();
    let gain = wide(i128::from(minor)) * win * (1.0 - win) * AN_HOUR * (1.0 - calm);
    #[allow(clippy::cast_possible_truncation, reason = "rounded; beyond all bounds it is the largest")]
    let gain = gain.round() as i128;
    gain
}

fn signs(workspace: &Workspace, deal: &Deal, today: Date, (idle, limit): (i64, u16)) -> Vec<Sign> {
    let mut signs = Vec::new();
    let days_to = |day: Date| (day - today).num_days();
    match next_step(workspace, deal.id).map(|next| next.due) {
        None => signs.push(Sign::NoNextStep),
        Some(Some(due)) if due.date < today => signs.push(Sign::Overdue(-days_to(due.date))),
        Some(Some(due)) if due.date == today => signs.push(Sign::DueToday),
        Some(_) => {}
    }
    if idle > i64::from(limit) {
        signs.push(Sign::Idle(idle, limit));
    }
    match deal.expected_close.map(days_to) {
        Some(days) if days < 0 => signs.push(Sign::ClosePast(-days)),
        Some(days) if days <= SOON_DAYS => signs.push(Sign::ClosesSoon(days)),
        _ => {}
    }
    signs.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    signs
}
