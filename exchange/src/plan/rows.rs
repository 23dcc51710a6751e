//! Rows of a table of deals, read cell by cell.

use sales::model::StandingKind;
use sales::money::Money;
use sales::time::{Date, Timestamp};

use super::World;
use super::amounts::{self, Amount};
use super::histories::Told;
use super::report::{Effect, Kind, Problem, Report};
use crate::names::exact_key;
use crate::recognise;
use crate::setup::{ColumnSetup, Setup};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, Mark, Moment, NumberStyle};

/// What one row says about a deal.
#[derive(Debug, Clone, Default)]
pub(super) struct DealRow<'t> {
    pub(super) file: usize,
    pub(super) line: u32,
    pub(super) external: &'t str,
    /// Which deal of this id it is, from 1, where a log uses one id for several; otherwise 0.
    pub(super) occurrence: u32,
    pub(super) title: &'t str,
    pub(super) pipeline: &'t str,
    pub(super) stage: &'t str,
    pub(super) status: Option<StandingKind>,
    pub(super) value: Option<Money>,
    pub(super) probability: Option<u8>,
    pub(super) owner: &'t str,
    pub(super) organisation: &'t str,
    pub(super) contact: &'t str,
    /// Organisation and contact by their ids in the system that the file comes from.
    pub(super) organisation_id: &'t str,
    pub(super) contact_id: &'t str,
    pub(super) segment: &'t str,
    pub(super) source: &'t str,
    pub(super) product: &'t str,
    pub(super) tags: Vec<&'t str>,
    pub(super) created: Option<Timestamp>,
    pub(super) expected: Option<Date>,
    pub(super) closed: Option<Timestamp>,
    /// When it was won, where a column of its own says it.
    pub(super) won: Option<Timestamp>,
    /// When it was lost, likewise.
    pub(super) lost: Option<Timestamp>,
    /// The later of the times in the columns of won and of lost deals, and which of the two that is.
    pub(super) ended: Option<(StandingKind, Timestamp)>,
    /// Whether it is still worked on, where a column says it.
    pub(super) is_active: Option<bool>,
    /// Its state is none that the row says, but follows from the rest of it.
    pub(super) is_concluded: bool,
    /// That follows from too little to change a deal that is here.
    pub(super) is_guess: bool,
    pub(super) loss_reason: &'t str,
    pub(super) competitor: &'t str,
    pub(super) loss_note: &'t str,
    pub(super) nurture_until: Option<Date>,
    pub(super) nurture_reason: &'t str,
    pub(super) notes: Vec<&'t str>,
    /// The stages that a log tells it came into, with their times.
    pub(super) steps: Vec<Told<'t>>,
    /// What goes into fields of the team's own.
    pub(super) custom: Vec<Custom<'t>>,
}

/// A cell that goes into a field of the team's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Custom<'t> {
    pub(super) file: usize,
    pub(super) line: u32,
    pub(super) column: usize,
    pub(super) text: &'t str,
    /// How a number there is written.
    pub(super) style: NumberStyle,
}

impl DealRow<'_> {
    /// When the deal of such a standing came to it: a column about just that says more than one of closing.
    pub(super) fn closed_as(&self, standing: StandingKind) -> Option<Timestamp> {
        let own = match standing {
            StandingKind::Won => self.won,
            StandingKind::Lost => self.lost,
            StandingKind::Open | StandingKind::Nurtured => None,
        };
        own.or(self.closed)
    }

    /// Takes from another row about the same deal what this one leaves open. `ends` tells how the stage that a row names has a
    /// deal end, where it is such a stage.
    pub(super) fn fill(&mut self, other: Self, ends: &dyn Fn(&Self) -> Option<StandingKind>) {
        if self.file == other.file && self.external.is_empty() {
            (self.external, self.occurrence) = (other.external, other.occurrence);
        }
        // Where a deal stands is one statement: of two that contradict each other nothing is mixed.
        let is_otherwise =
            |here: &str, there: &str| ![here, there].contains(&"") && exact_key(here) != exact_key(there);
        let end = |row: &Self| row.status.or_else(|| ends(row));
        let ends_otherwise = end(self).zip(end(&other)).is_some_and(|(here, there)| here != there);
        if !(ends_otherwise
            || is_otherwise(self.pipeline, other.pipeline)
            || is_otherwise(self.stage, other.stage))
        {
            self.status = self.status.or(other.status);
            self.closed = self.closed.or(other.closed);
            self.ended = self.ended.or(other.ended);
            self.is_active = self.is_active.or(other.is_active);
            self.won = self.won.or(other.won);
            self.lost = self.lost.or(other.lost);
            self.probability = self.probability.or(other.probability);
            self.nurture_until = self.nurture_until.or(other.nurture_until);
            fill_blank([
                (&mut self.pipeline, other.pipeline),
                (&mut self.stage, other.stage),
                (&mut self.loss_reason, other.loss_reason),
                (&mut self.competitor, other.competitor),
                (&mut self.loss_note, other.loss_note),
                (&mut self.nurture_reason, other.nurture_reason),
            ]);
        }
        fill_blank([
            (&mut self.title, other.title),
            (&mut self.owner, other.owner),
            (&mut self.organisation, other.organisation),
            (&mut self.organisation_id, other.organisation_id),
            (&mut self.contact, other.contact),
            (&mut self.contact_id, other.contact_id),
            (&mut self.segment, other.segment),
            (&mut self.source, other.source),
            (&mut self.product, other.product),
        ]);
        self.value = self.value.or(other.value);
        self.created = self.created.or(other.created);
        self.expected = self.expected.or(other.expected);
        self.tags.extend(other.tags);
        self.notes.extend(
            other.notes.iter().filter(|note| !self.notes.contains(note)).copied().collect::<Vec<_>>(),
        );
        let known: Vec<(usize, usize)> = self.custom.iter().map(|cell| (cell.file, cell.column)).collect();
        self.custom.extend(other.custom.iter().filter(|cell| !known.contains(&(cell.file, cell.column))));
    }
}

/// Writes into blank texts what stands beside them.
fn fill_blank<'t, const N: usize>(texts: [(&mut &'t str, &'t str); N]) {
    for (text, other) in texts {
        if text.is_empty() {
            *text = other;
        }
    }
}

/// Reads the rows of one table.
pub(super) struct Reader<'t> {
    file: usize,
    table: &'t Table,
    columns: &'t [ColumnSetup],
    setup: &'t Setup,
    wanted: Vec<(Field, usize)>,
}

/// A column that is read, as a number: comparing targets for each cell of 100,000 rows would take longer than reading them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    External,
    Title,
    Pipeline,
    Stage,
    Status,
    Active,
    Value,
    Micros,
    Currency,
    Probability,
    Owner,
    Organisation,
    OrganisationId,
    Contact,
    ContactId,
    Segment,
    Source,
    Product,
    Tags,
    Created,
    Expected,
    Closed,
    Won,
    Lost,
    LossReason,
    Competitor,
    LossNote,
    NurtureUntil,
    NurtureReason,
    Note,
    Custom,
}

impl Field {
    fn of(target: &Target) -> Option<Self> {
        Some(match target {
            Target::ExternalId => Self::External,
            Target::Name => Self::Title,
            Target::Pipeline => Self::Pipeline,
            Target::Stage => Self::Stage,
            Target::Status => Self::Status,
            Target::Active => Self::Active,
            Target::Value => Self::Value,
            Target::ValueMicros => Self::Micros,
            Target::Currency => Self::Currency,
            Target::Probability => Self::Probability,
            Target::Owner => Self::Owner,
            Target::Organisation => Self::Organisation,
            Target::OrganisationId => Self::OrganisationId,
            Target::Contact => Self::Contact,
            Target::ContactId => Self::ContactId,
            Target::Segment => Self::Segment,
            Target::Source => Self::Source,
            Target::Product => Self::Product,
            Target::Tags => Self::Tags,
            Target::Created => Self::Created,
            Target::ExpectedClose => Self::Expected,
            Target::Closed => Self::Closed,
            Target::Won => Self::Won,
            Target::Lost => Self::Lost,
            Target::LossReason => Self::LossReason,
            Target::Competitor => Self::Competitor,
            Target::LossNote => Self::LossNote,
            Target::NurtureUntil => Self::NurtureUntil,
            Target::NurtureReason => Self::NurtureReason,
            Target::Note => Self::Note,
            Target::Custom(_) => Self::Custom,
            _ => return None,
        })
    }
}

/// Where a complaint goes, and whether the row survives it.
struct Complaints<'a, 't> {
    reader: &'a Reader<'t>,
    row: Row<'t>,
    report: &'a mut Report,
    is_out: bool,
}

impl Complaints<'_, '_> {
    fn say(&mut self, column: usize, problem: Problem, effect: Effect) {
        let Reader { file, table, .. } = *self.reader;
        self.report.about_cell((file, table), self.row, column, problem, effect);
        self.is_out |= effect == Effect::RowLeftOut;
    }

    /// A cell can't be read.
    fn unreadable(&mut self, column: usize, problem: Problem) {
        self.say(column, problem, self.reader.setup.on_problem.effect());
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: usize, table: &'t Table, columns: &'t [ColumnSetup], setup: &'t Setup) -> Self {
        let wanted = columns
            .iter()
            .enumerate()
            .filter_map(|(place, column)| Some((Field::of(&column.target)?, place)))
            .collect();
        Self { file, table, columns, setup, wanted }
    }

    /// What a row says; `None` where it is left out, which the report tells.
    pub(super) fn read(&self, row: Row<'t>, world: &World<'_>, report: &mut Report) -> Option<DealRow<'t>> {
        let mut deal = DealRow { file: self.file, line: row.line(), ..DealRow::default() };
        let mut complaints = Complaints { reader: self, row, report, is_out: false };
        let (mut amount, mut currency) = (None, None);
        let mut title_column = None;
        for &(field, column) in &self.wanted {
            let cell = row.cell(column);
            let is_figure = matches!(
                field,
                Field::Value
                    | Field::Micros
                    | Field::Currency
                    | Field::Probability
                    | Field::Created
                    | Field::Expected
                    | Field::Closed
                    | Field::Won
                    | Field::Lost
                    | Field::NurtureUntil
            );
            if field == Field::Title && deal.title.is_empty() {
                title_column = Some(column);
            }
            if cell.is_empty() || (is_figure && values::says_nothing(cell)) {
                continue;
            }
            let set = |slot: &mut &'t str| {
                // Where two columns have one meaning, the first that is filled counts.
                if slot.is_empty() {
                    *slot = cell;
                }
            };
            match field {
                Field::External => set(&mut deal.external),
                Field::Title => set(&mut deal.title),
                Field::Pipeline => set(&mut deal.pipeline),
                Field::Stage => set(&mut deal.stage),
                Field::Status => match recognise::status(cell) {
                    Some(status) => deal.status = deal.status.or(Some(status)),
                    None if values::says_nothing(cell) => {}
                    None => complaints.say(column, Problem::Status, Effect::CellLeftOut),
                },
                Field::Active => deal.is_active = deal.is_active.or(values::flag(cell)),
                Field::Owner => set(&mut deal.owner),
                Field::Organisation => set(&mut deal.organisation),
                Field::OrganisationId => set(&mut deal.organisation_id),
                Field::Contact => set(&mut deal.contact),
                Field::ContactId => set(&mut deal.contact_id),
                Field::Segment => set(&mut deal.segment),
                Field::Source => set(&mut deal.source),
                Field::Product => set(&mut deal.product),
                Field::Tags => deal.tags.push(cell),
                Field::LossReason => set(&mut deal.loss_reason),
                Field::Competitor => set(&mut deal.competitor),
                Field::LossNote => set(&mut deal.loss_note),
                Field::NurtureReason => set(&mut deal.nurture_reason),
                Field::Note => deal.notes.push(cell),
                Field::Custom => {
                    let style = row.style(column, self.columns[column].style);
                    deal.custom.push(Custom { file: self.file, line: row.line(), column, text: cell, style });
                }
                Field::Created => {
                    deal.created = deal.created.or(self.instant(cell, column, world, &mut complaints));
                }
                Field::Closed | Field::Won | Field::Lost => {
                    let at = self.instant(cell, column, world, &mut complaints);
                    deal.closed = deal.closed.or(at);
                    let how = match field {
                        Field::Won => {
                            deal.won = deal.won.or(at);
                            Some(StandingKind::Won)
                        }
                        Field::Lost => {
                            deal.lost = deal.lost.or(at);
                            Some(StandingKind::Lost)
                        }
                        _ => None,
                    };
                    if let Some((how, at)) = how.zip(at)
                        && deal.ended.is_none_or(|(_, before)| before < at)
                    {
                        deal.ended = Some((how, at));
                    }
                }
                Field::Expected => {
                    if let Some(moment) = self.moment(cell, column, &mut complaints) {
                        deal.expected = Some(moment.date);
                    }
                }
                Field::NurtureUntil => {
                    if let Some(moment) = self.moment(cell, column, &mut complaints) {
                        deal.nurture_until = Some(moment.date);
                    }
                }
                Field::Value | Field::Micros => amount = amount.or(Some((cell, column, field))),
                Field::Currency => match amounts::currency(cell) {
                    Ok(mark) => currency = Some(mark),
                    Err(problem) => complaints.unreadable(column, problem),
                },
                Field::Probability => {
                    let decided = &self.columns[column];
                    match amounts::percent(cell, row.style(column, decided.style), Some(decided)) {
                        Ok((percent, note)) => {
                            deal.probability = Some(percent);
                            if let Some((problem, effect)) = note {
                                complaints.say(column, problem, effect);
                            }
                        }
                        Err(problem) => complaints.unreadable(column, problem),
                    }
                }
            }
        }
        if let Some((cell, column, field)) = amount {
            deal.value = self.money(cell, column, field, currency, &mut complaints);
        }
        // A file without any titles has deals that are known by customer and product.
        let has_others = [deal.organisation, deal.product, deal.external].iter().any(|text| !text.is_empty());
        if deal.title.is_empty() && (title_column.is_some() || !has_others) && !complaints.is_out {
            complaints.say(title_column.unwrap_or(usize::MAX), Problem::NoTitle, Effect::RowLeftOut);
        }
        if let Some(problem) = too_long(deal.title) {
            complaints.say(title_column.unwrap_or(usize::MAX), problem, Effect::RowLeftOut);
        }
        if complaints.is_out {
            report.count_mut(Kind::Deal).refused += 1;
            return None;
        }
        Some(deal)
    }

    fn moment(&self, cell: &str, column: usize, complaints: &mut Complaints<'_, 't>) -> Option<Moment> {
        match values::date(cell, self.columns[column].order) {
            Ok(moment) => Some(moment),
            Err(error) => {
                complaints.unreadable(column, Problem::Date(error));
                None
            }
        }
    }

    fn instant(
        &self,
        cell: &str,
        column: usize,
        world: &World<'_>,
        complaints: &mut Complaints<'_, 't>,
    ) -> Option<Timestamp> {
        self.moment(cell, column, complaints).map(|moment| world.instant(moment))
    }

    fn money(
        &self,
        cell: &str,
        column: usize,
        field: Field,
        currency: Option<Mark>,
        complaints: &mut Complaints<'_, 't>,
    ) -> Option<Money> {
        let decided = &self.columns[column];
        let amount = Amount {
            text: cell,
            style: complaints.row.style(column, decided.style),
            is_micros: field == Field::Micros,
            currency,
        };
        match amount.read(Some(decided), self.setup.currency) {
            Ok((money, note)) => {
                if let Some((problem, effect)) = note {
                    complaints.say(column, problem, effect);
                }
                Some(money)
            }
            Err(problem) => {
                complaints.unreadable(column, problem);
                None
            }
        }
    }
}

/// What is wrong with a title that has more characters than one may have.
pub(super) fn too_long(title: &str) -> Option<Problem> {
    let most = sales::decide::MAX_TITLE_CHARS;
    // Counting characters is for the few that could have too many.
    if title.len() <= most {
        return None;
    }
    Some(title.chars().count()).filter(|chars| *chars > most).map(Problem::TooLong)
}
