//! What was known of a deal at an instant.
//!
//! The one function that says it, [`World::facts`], is used for the rows that are learnt from and for those that are predicted. It
//! looks at nothing later than the instant: stages, values, notes and activities carry their times, the other fields are
//! rolled back with the log ([`Earlier`]).
//!
//! Taken as it is now, whatever the instant: the order of stages and what a person set as their probability, rates of currencies, done
//! activities that were removed, re-opened or changed since, and custom fields that were removed. A deal that was removed was there
//! until then, where the log tells when that was. Fields of imported deals are taken to have held all along what the file said; where that looks like something that
//! was filled in when the deal closed, [`Schema`](crate::schema::Schema) leaves the field out.

use sales::ids::{ChoiceId, FieldId, IdMap, OptionId, OrganisationId, PersonId, StageId};
use sales::model::{Deal, FieldValue, Ix, StandingKind, Visit, Workspace};
use sales::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::columns::{Column, columns};
use crate::earlier::Earlier;
use crate::math::{count, short};

/// What a prediction looks at. What is not known of a deal counts neither for nor against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Feature {
    /// Days since the deal was made.
    Age,
    /// Days since it came into its stage.
    StageDays,
    /// Days since somebody last worked on it: a move, a note, a new value, an activity that was done.
    IdleDays,
    /// What it is worth, in minor units of the workspace's currency. A value of zero counts as none.
    Value,
    /// How often it came into another stage.
    Moves,
    /// How often it came into an earlier stage.
    MovesBack,
    /// How many activities on it were done.
    Activities,
    /// How many deals its customer had closed as won.
    CustomerWon,
    /// How many deals its customer had closed as lost.
    CustomerLost,
    /// Days until it is expected to close; negative when that day is past.
    ExpectedDays,
    /// How often the day it is expected to close was put off.
    PutOff,
    /// The stage it is in.
    Stage,
    /// Who sells it.
    Owner,
    /// The customer segment.
    Segment,
    /// Where the lead came from.
    Source,
    /// What is being sold.
    Product,
    /// Whether it has this tag.
    Tag(ChoiceId),
    /// A custom field: a number as it is, a day as days from now on, an option or a text as one of those there are.
    Field(FieldId),
}

/// What a deal has for a feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    /// Nothing is known.
    Missing,
    /// A number, in the unit of its [`Feature`].
    Number(f64),
    /// Has it, or not.
    Flag(bool),
    /// A stage.
    Stage(StageId),
    /// A person of the team.
    Person(PersonId),
    /// An entry of a list.
    Choice(ChoiceId),
    /// An option of a custom field.
    Option(OptionId),
    /// A text of a custom field.
    Text(String),
}

/// How the numbers of a column are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// More or less of something.
    Number,
    /// 0 or 1.
    Flag,
    /// The number of one of several things that have no order.
    Level,
}

/// A day in milliseconds.
pub(crate) const DAY: f64 = 86_400_000.0;

/// Stands for what is not known.
pub(crate) const UNKNOWN: f32 = f32::NAN;

/// How a deal stood at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stood {
    pub(crate) standing: StandingKind,
    /// When it got that standing.
    pub(crate) since: Timestamp,
}

/// A workspace as it was known at any instant up to `now`.
pub(crate) struct World<'w> {
    pub(crate) workspace: &'w Workspace,
    pub(crate) now: Timestamp,
    pub(crate) columns: Vec<Column>,
    pub(crate) earlier: &'w Earlier,
    /// Of each customer, when deals were closed, and how many had been won and lost by then.
    customers: IdMap<OrganisationId, Vec<(Timestamp, i32, i32)>>,
    /// The place of each stage in its pipeline.
    places: Vec<u32>,
}

impl<'w> World<'w> {
    pub(crate) fn new(workspace: &'w Workspace, earlier: &'w Earlier, now: Timestamp) -> Self {
        Self::with(workspace, earlier, now, columns(workspace, earlier, now))
    }

    /// The same with columns that were made before.
    pub(crate) fn with(
        workspace: &'w Workspace,
        earlier: &'w Earlier,
        now: Timestamp,
        columns: Vec<Column>,
    ) -> Self {
        let mut places = vec![0; workspace.stages.row_count()];
        for pipeline in workspace.pipelines.rows() {
            for (place, stage) in (0..).zip(workspace.stages_of(pipeline.id)) {
                if let Some(ix) = workspace.stages.ix(stage.id) {
                    places[ix.index()] = place;
                }
            }
        }
        let customers = customers(workspace, earlier, now);
        Self { workspace, now, columns, earlier, customers, places }
    }

    /// What was known of a deal at an instant at which it was open, a number a column.
    pub(crate) fn facts(&self, deal: &Deal, at: Timestamp, facts: &mut Vec<f32>) {
        let visits = visits_until(deal, at);
        let past = self.past(deal, visits, at);
        for column in &self.columns {
            facts.push(self.fact(column, deal, at, &past));
        }
    }

    /// The place of the stage a deal was in at an instant, and when it came there, as far as known.
    pub(crate) fn whereabouts(&self, deal: &Deal, at: Timestamp) -> (Option<usize>, Option<Timestamp>) {
        let visits = visits_until(deal, at);
        let Some(visit) = visits.last().filter(|_| !deal.is_partial) else { return (None, None) };
        (self.workspace.stages.ix(visit.stage).map(Ix::index), Some(visit.entered))
    }

    fn fact(&self, column: &Column, deal: &Deal, at: Timestamp, past: &Past) -> f32 {
        let ws = self.workspace;
        let choice =
            |id: Option<ChoiceId>| number(id.and_then(|id| ws.choices.ix(id)).map(sales::model::Ix::index));
        match column.feature {
            Feature::Age => deal.known_created().map_or(UNKNOWN, |created| days(created, at)),
            Feature::StageDays => past.entered.map_or(UNKNOWN, |entered| days(entered, at)),
            Feature::IdleDays => past.touched.map_or(UNKNOWN, |touched| days(touched, at)),
            Feature::Value => self.value(deal, at),
            Feature::Moves => past.moves.map_or(UNKNOWN, |moves| short(count(moves))),
            Feature::MovesBack => past.moves_back.map_or(UNKNOWN, |moves| short(count(moves))),
            Feature::Activities => short(count(past.activities)),
            Feature::CustomerWon => {
                self.customer(deal, at).map_or(UNKNOWN, |closed| short(f64::from(closed.0)))
            }
            Feature::CustomerLost => {
                self.customer(deal, at).map_or(UNKNOWN, |closed| short(f64::from(closed.1)))
            }
            Feature::ExpectedDays => {
                self.earlier.expected(deal, at).map_or(UNKNOWN, |date| days_until(date, at))
            }
            Feature::PutOff => short(count(self.earlier.put_off(deal.id, at))),
            Feature::Stage => number(past.stage.and_then(|id| ws.stages.ix(id)).map(sales::model::Ix::index)),
            Feature::Owner => {
                let owner = self.earlier.owner(deal, at);
                number(owner.and_then(|id| ws.people.ix(id)).map(sales::model::Ix::index))
            }
            Feature::Segment => choice(self.earlier.segment(deal, at)),
            Feature::Source => choice(self.earlier.source(deal, at)),
            Feature::Product => choice(self.earlier.product(deal, at)),
            Feature::Tag(tag) => f32::from(self.earlier.tags(deal, at).contains(&tag)),
            Feature::Field(field) => match self.earlier.custom(deal, field, at) {
                None => UNKNOWN,
                Some(FieldValue::Number(number)) => short(*number),
                Some(FieldValue::Date(date)) => days_until(*date, at),
                Some(FieldValue::Choice(option)) => {
                    let options = ws.fields.get(field).map_or(&[][..], |field| &field.options);
                    number(options.iter().position(|other| other.id == *option))
                }
                Some(FieldValue::Text(text)) => {
                    number(column.numbers.get(text.trim()).map(|&number| number as usize))
                }
            },
        }
    }

    /// A fact in the words of the domain.
    pub(crate) fn said(&self, column: &Column, fact: f32) -> Fact {
        let ws = self.workspace;
        if fact.is_nan() {
            return Fact::Missing;
        }
        if column.scale == Scale::Flag {
            return Fact::Flag(fact > 0.5);
        }
        if column.scale == Scale::Number {
            return Fact::Number(f64::from(fact));
        }
        let place = level(fact) as usize;
        let found = match column.feature {
            Feature::Stage => ws.stages.rows().get(place).map(|stage| Fact::Stage(stage.id)),
            Feature::Owner => ws.people.rows().get(place).map(|person| Fact::Person(person.id)),
            Feature::Field(_) if !column.texts.is_empty() => {
                column.texts.get(place).map(|text| Fact::Text(text.clone()))
            }
            Feature::Field(field) => {
                let options = ws.fields.get(field).map_or(&[][..], |field| &field.options);
                options.get(place).map(|option| Fact::Option(option.id))
            }
            _ => ws.choices.rows().get(place).map(|choice| Fact::Choice(choice.id)),
        };
        found.unwrap_or(Fact::Missing)
    }

    fn value(&self, deal: &Deal, at: Timestamp) -> f32 {
        let minor = deal.value_at(at).filter(|value| value.minor != 0).and_then(|value| self.minor(value));
        minor.map_or(UNKNOWN, short)
    }

    /// Minor units of the workspace's currency; `None` where there is no rate.
    pub(crate) fn minor(&self, value: sales::money::Money) -> Option<f64> {
        self.workspace.settings.in_base(value.minor.into(), value.currency).map(wide)
    }

    /// How many deals the customer had won and lost.
    fn customer(&self, deal: &Deal, at: Timestamp) -> Option<(i32, i32)> {
        let closed = self.customers.get(&self.earlier.organisation(deal, at)?);
        let closed = closed.map_or(&[][..], Vec::as_slice);
        let before = closed.partition_point(|row| row.0 <= at);
        Some(before.checked_sub(1).map_or((0, 0), |last| (closed[last].1, closed[last].2)))
    }

    fn past(&self, deal: &Deal, visits: &[Visit], at: Timestamp) -> Past {
        let done = self.workspace.activities_on(deal.id).filter_map(|activity| activity.done);
        let done = done.filter(|&done| done <= at);
        let activities = done.clone().count();
        // Where the visits were worked out from dates, only where the deal is now is known, and not since when.
        let is_last = visits.len() == deal.visits.len();
        if deal.is_partial {
            let stage = visits.last().filter(|_| is_last).map(|visit| visit.stage);
            return Past { stage, activities, touched: done.max(), ..Past::default() };
        }
        let mut past = Past { activities, ..Past::default() };
        let mut furthest: Option<(StageId, u32)> = None;
        let (mut moves, mut moves_back) = (0, 0);
        for visit in visits.iter().filter(|visit| visit.standing == StandingKind::Open) {
            let place = self.workspace.stages.ix(visit.stage).map_or(0, |ix| self.places[ix.index()]);
            if let Some((stage, before)) = furthest {
                moves += usize::from(stage != visit.stage);
                moves_back += usize::from(place < before);
            }
            furthest = Some((visit.stage, place));
        }
        (past.moves, past.moves_back) = (Some(moves), Some(moves_back));
        past.stage = visits.last().map(|visit| visit.stage);
        past.entered = visits.last().map(|visit| visit.entered);
        let valued = deal.past_values.iter().map(|past| past.until);
        let noted = deal.notes.iter().map(|note| note.written);
        let moved = visits.iter().map(|visit| visit.entered);
        let signs = valued.chain(noted).chain(moved).filter(|&sign| sign <= at);
        past.touched = signs.chain(done).max();
        past
    }
}

#[derive(Debug, Default)]
struct Past {
    stage: Option<StageId>,
    entered: Option<Timestamp>,
    touched: Option<Timestamp>,
    moves: Option<usize>,
    moves_back: Option<usize>,
    activities: usize,
}

/// How a deal stood at an instant; `None` where it had not been made, or had been removed. Before the first stage that is known it was open.
pub(crate) fn stood(earlier: &Earlier, deal: &Deal, at: Timestamp) -> Option<Stood> {
    if deal.created > at || !earlier.is_there(deal, at) {
        return None;
    }
    let visits = visits_until(deal, at);
    let Some(standing) = visits.last().map(|visit| visit.standing) else {
        return Some(Stood { standing: StandingKind::Open, since: deal.created });
    };
    let earlier = visits.iter().rposition(|visit| visit.standing != standing);
    let since = visits[earlier.map_or(0, |place| place + 1)].entered;
    Some(Stood { standing, since })
}

/// The deals that had been made by an instant and were not removed then, with their places, in the order they came.
pub(crate) fn deals<'w>(
    workspace: &'w Workspace,
    earlier: &'w Earlier,
    at: Timestamp,
) -> impl Iterator<Item = (Ix<Deal>, &'w Deal)> + Clone {
    let rows = workspace.deals.rows().iter().enumerate();
    let there = rows.filter(move |(_, deal)| deal.created <= at && earlier.is_there(deal, at));
    there.map(|(index, deal)| (Ix::new(index), deal))
}

fn visits_until(deal: &Deal, at: Timestamp) -> &[Visit] {
    &deal.visits[..deal.visits.partition_point(|visit| visit.entered <= at)]
}

/// The times in which a deal was open, up to an instant.
pub(crate) fn open_times(deal: &Deal, until: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
    let visits = visits_until(deal, until);
    let first = deal.visits.first().map_or(until, |first| first.entered.min(until));
    let open = visits.iter().enumerate().filter(|(_, visit)| visit.standing == StandingKind::Open);
    let open = open.map(move |(place, visit)| {
        let end = visits.get(place + 1).map_or(until, |next| next.entered);
        (visit.entered.max(deal.created), end)
    });
    std::iter::once((deal.created, first)).chain(open).filter(|(from, to)| from < to)
}

/// Whether nobody knows when a deal ended that ended by what is written at an instant: nobody has said it, or it came without its dates, and
/// counts as ended when it was made.
pub(crate) fn is_undated(deal: &Deal, ended: Timestamp) -> bool {
    is_guess(deal, ended) || (deal.is_partial && days_between(deal.created, ended) < 1.0)
}

/// Whether the instant a deal ended at is no more than a guess.
pub(crate) fn is_guess(deal: &Deal, ended: Timestamp) -> bool {
    deal.guessed.closed == Some(ended)
}

/// Days from when a deal was made to when it ended; `None` where nobody knows one of them, or a file has it ended before it was made.
pub(crate) fn cycle(deal: &Deal, ended: Timestamp) -> Option<f64> {
    let created = deal.known_created().filter(|_| !is_guess(deal, ended))?;
    Some(days_between(created, ended)).filter(|days| *days >= 0.0)
}

/// For how many days a deal was open, up to an instant.
pub(crate) fn days_open(deal: &Deal, until: Timestamp) -> f64 {
    open_times(deal, until).map(|(from, to)| days_between(from, to)).sum()
}

/// Days from one instant to another, with their fraction.
pub(crate) fn days_between(from: Timestamp, to: Timestamp) -> f64 {
    wide(i128::from(to.0) - i128::from(from.0)) / DAY
}

fn days(from: Timestamp, to: Timestamp) -> f32 {
    short(days_between(from, to))
}

/// Days until noon of a day, in UTC: half a day more or less tells nothing.
fn days_until(date: Date, at: Timestamp) -> f32 {
    short(days_between(at, noon(date)))
}

/// Noon of a day in UTC.
pub(crate) fn noon(date: Date) -> Timestamp {
    let start = date.signed_duration_since(Date::default()).num_milliseconds();
    Timestamp(start.saturating_add(43_200_000))
}

#[allow(clippy::cast_precision_loss, reason = "a feature needs no more digits")]
pub(crate) fn wide(number: i128) -> f64 {
    number as f64
}

fn number(place: Option<usize>) -> f32 {
    place.map_or(UNKNOWN, |place| short(count(place)))
}

/// The number of a level.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "made of a place in a table")]
pub(crate) fn level(fact: f32) -> u32 {
    fact as u32
}

fn customers(
    workspace: &Workspace,
    earlier: &Earlier,
    now: Timestamp,
) -> IdMap<OrganisationId, Vec<(Timestamp, i32, i32)>> {
    let mut customers: IdMap<OrganisationId, Vec<(Timestamp, i32, i32)>> = IdMap::default();
    for (_, deal) in deals(workspace, earlier, now) {
        let mut before = StandingKind::Open;
        for visit in visits_until(deal, now) {
            let is = |kind, standing: StandingKind| i32::from(standing == kind);
            let change = |kind| is(kind, visit.standing) - is(kind, before);
            let (won, lost) = (change(StandingKind::Won), change(StandingKind::Lost));
            before = visit.standing;
            if (won, lost) != (0, 0)
                && let Some(customer) = earlier.organisation(deal, visit.entered)
            {
                customers.entry(customer).or_default().push((visit.entered, won, lost));
            }
        }
    }
    for closed in customers.values_mut() {
        closed.sort_by_key(|row| row.0);
        let (mut won, mut lost) = (0, 0);
        for row in closed.iter_mut() {
            (won, lost) = (won + row.1, lost + row.2);
            (row.1, row.2) = (won, lost);
        }
    }
    customers
}
