//! Goals: what is to be reached by when, and what one reckons with on the way there.

use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};

use super::activity::ActivityKind;
use super::table::Record;
use crate::ids::{GoalId, PersonId, PipelineId, ScenarioId, StageId};
use crate::log::RecordRef;
use crate::money::{Currency, Money};
use crate::time::Date;

/// What is to be reached in a period: by the team or by one person, in one pipeline or in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// The period.
    pub span: Span,
    /// Whose goal it is; `None` for that of the whole team.
    pub owner: Option<PersonId>,
    /// The pipeline it is about; `None` for all, archived ones too: what was won stays won.
    pub pipeline: Option<PipelineId>,
    /// What is counted.
    pub measure: Measure,
    /// How much of it, in three tiers.
    pub tiers: Tiers,
    /// Removed, or its making undone.
    pub removed: bool,
}

/// A month, a quarter or a year of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// A month.
    Month {
        /// The year.
        year: u16,
        /// 1 to 12.
        month: u8,
    },
    /// Three months, from January, April, July or October on.
    Quarter {
        /// The year.
        year: u16,
        /// 1 to 4.
        quarter: u8,
    },
    /// A year.
    Year {
        /// The year.
        year: u16,
    },
}

impl Span {
    /// The first and the last year that goals are made for.
    pub const YEARS: (u16, u16) = (1970, 2200);

    /// The month of a day. A day out of all bounds is taken for the nearest year that goals are made for.
    pub fn month_of(day: Date) -> Self {
        Self::Month { year: year_of(day), month: u8::try_from(day.month()).unwrap_or(1) }
    }

    /// The quarter of a day.
    pub fn quarter_of(day: Date) -> Self {
        Self::Quarter { year: year_of(day), quarter: u8::try_from(day.month().div_ceil(3)).unwrap_or(1) }
    }

    /// The year of a day.
    pub fn year_of(day: Date) -> Self {
        Self::Year { year: year_of(day) }
    }

    /// Whether the calendar has such a period, in the years that goals are made for.
    pub fn is_sound(self) -> bool {
        let (first, last) = Self::YEARS;
        let (year, number, most) = match self {
            Self::Month { year, month } => (year, month, 12),
            Self::Quarter { year, quarter } => (year, quarter, 4),
            Self::Year { year } => (year, 1, 1),
        };
        (first..=last).contains(&year) && (1..=most).contains(&number)
    }

    /// How many months it has.
    pub fn months(self) -> u32 {
        match self {
            Self::Month { .. } => 1,
            Self::Quarter { .. } => 3,
            Self::Year { .. } => 12,
        }
    }

    /// Its first day. A log may have been written by anybody, so a thirteenth month is taken for the twelfth.
    pub fn first(self) -> Date {
        let (year, month) = match self {
            Self::Month { year, month } => (year, month.clamp(1, 12)),
            Self::Quarter { year, quarter } => (year, quarter.clamp(1, 4) * 3 - 2),
            Self::Year { year } => (year, 1),
        };
        Date::from_ymd_opt(year.into(), month.into(), 1).unwrap_or(Date::MIN)
    }

    /// Its last day: month ends and leap days are the calendar's business.
    pub fn last(self) -> Date {
        let next = self.first().checked_add_months(Months::new(self.months()));
        next.and_then(|next| next.pred_opt()).unwrap_or(Date::MAX)
    }

    /// The same length of time right before; `None` before the first year that goals are made for.
    pub fn before(self) -> Option<Self> {
        let earlier = self.first().checked_sub_months(Months::new(self.months()))?;
        let span = match self {
            Self::Month { .. } => Self::month_of(earlier),
            Self::Quarter { .. } => Self::quarter_of(earlier),
            Self::Year { .. } => Self::year_of(earlier),
        };
        (span.is_sound() && span != self).then_some(span)
    }

    /// The months of it, in order; of a month, itself.
    pub fn by_month(self) -> Vec<Self> {
        let start = |at| self.first().checked_add_months(Months::new(at));
        (0..self.months()).filter_map(start).map(Self::month_of).collect()
    }

    /// The quarters of a year, in order; of anything shorter, none.
    pub fn by_quarter(self) -> Vec<Self> {
        match self {
            Self::Year { year } => (1..=4).map(|quarter| Self::Quarter { year, quarter }).collect(),
            Self::Month { .. } | Self::Quarter { .. } => Vec::new(),
        }
    }
}

fn year_of(day: Date) -> u16 {
    let (first, last) = Span::YEARS;
    u16::try_from(day.year().clamp(first.into(), last.into())).unwrap_or(first)
}

/// What a goal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The value of the deals won in the period; tiers are in minor units of this currency.
    WonValue(Currency),
    /// How many deals were won in the period.
    WonDeals,
    /// How many deals were created in the period.
    NewDeals,
    /// How many activities were done in the period.
    Activities,
}

impl Measure {
    /// Whether both count the same thing, in whatever currency.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// How much is to be reached: 目标, 冲刺, 挑战. Each tier is above the one before it.
///
/// They change together: were each written by itself, two people who change one each could leave a stretch below its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tiers {
    /// What is to be reached, above zero.
    pub target: i64,
    /// What is to be reached if things go well.
    #[serde(default)]
    pub stretch: Option<i64>,
    /// What would be outstanding.
    #[serde(default)]
    pub challenge: Option<i64>,
}

/// One of the three tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// 目标.
    Target,
    /// 冲刺.
    Stretch,
    /// 挑战.
    Challenge,
}

impl Tiers {
    /// A target and nothing beyond.
    pub fn only(target: i64) -> Self {
        Self { target, stretch: None, challenge: None }
    }

    /// The tiers that are set, lowest first.
    pub fn each(self) -> impl Iterator<Item = (Tier, i64)> {
        let beyond = [(Tier::Stretch, self.stretch), (Tier::Challenge, self.challenge)];
        let beyond = beyond.into_iter().filter_map(|(tier, amount)| Some((tier, amount?)));
        std::iter::once((Tier::Target, self.target)).chain(beyond)
    }

    /// How much a tier wants; `None` where it is not set.
    pub fn of(self, tier: Tier) -> Option<i64> {
        match tier {
            Tier::Target => Some(self.target),
            Tier::Stretch => self.stretch,
            Tier::Challenge => self.challenge,
        }
    }

    /// Whether each is above the one before it.
    pub fn rise(self) -> bool {
        self.each().map(|(_, amount)| amount).is_sorted_by(|one, next| one < next)
    }
}

/// A set of assumptions with a name, for the break-down of a goal: what if deals were larger, or the cycle shorter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// Its name, unlike the others of its goal.
    pub name: String,
    /// The goal it breaks down.
    pub goal: GoalId,
    /// What it assumes instead of what history or a default says, none twice.
    pub assumptions: Vec<Assumption>,
    /// Removed, or its making undone.
    pub removed: bool,
}

/// What a person puts in the place of an input of the break-down. Whole numbers only, so that a scenario reads the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// The average deal size.
    Size(Money),
    /// How many of the deals that reach a stage go on to a later one or are won.
    Step {
        /// The stage.
        stage: StageId,
        /// Ten-thousandths: 2500 is one in four.
        per_ten_thousand: u16,
    },
    /// Days from created to won.
    CycleDays(u16),
    /// Activities of a kind for each new deal.
    PerLead {
        /// The kind.
        kind: ActivityKind,
        /// Hundredths: 250 is two and a half.
        hundredths: u32,
    },
    /// How many people share the work.
    People(u16),
}

/// Which input an [`Assumption`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assumed {
    /// The average deal size.
    Size,
    /// The conversion of a stage.
    Step(StageId),
    /// The sales cycle.
    CycleDays,
    /// Activities of a kind for each new deal.
    PerLead(ActivityKind),
    /// How many people share the work.
    People,
}

impl Assumption {
    /// Which input it is about.
    pub fn about(self) -> Assumed {
        match self {
            Self::Size(_) => Assumed::Size,
            Self::Step { stage, .. } => Assumed::Step(stage),
            Self::CycleDays(_) => Assumed::CycleDays,
            Self::PerLead { kind, .. } => Assumed::PerLead(kind),
            Self::People(_) => Assumed::People,
        }
    }
}

impl Goal {
    /// All records it refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + use<> {
        let (owner, pipeline) = (self.owner.map(RecordRef::Person), self.pipeline.map(RecordRef::Pipeline));
        owner.into_iter().chain(pipeline)
    }
}

impl Scenario {
    /// All records it refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = RecordRef> + '_ {
        let assumed = self.assumptions.iter().filter_map(|assumption| match assumption {
            Assumption::Step { stage, .. } => Some(RecordRef::Stage(*stage)),
            Assumption::PerLead { kind: ActivityKind::Own(choice), .. } => Some(RecordRef::Choice(*choice)),
            _ => None,
        });
        std::iter::once(RecordRef::Goal(self.goal)).chain(assumed)
    }
}

impl Record for Goal {
    type Id = GoalId;
    fn id(&self) -> GoalId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Scenario {
    type Id = ScenarioId;
    fn id(&self) -> ScenarioId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}
