//! Deals: rows become new deals, or changes of those that are there.

use std::collections::{HashMap, HashSet};

use sales::ids::{DealId, IdSource, NoteId, StageId};
use sales::log::{Change, NewDeal};
use sales::model::StageKind::{Lost, Open, Won};
use sales::model::{Deal, Loss, Note, Position, Standing, StandingKind, Workspace};
use sales::rank::Rank;
use sales::time::Timestamp;

use super::alike::{self, Waiting};
use super::closing;
use super::customers::Customer;
use super::directory::{Directory, one_line};
use super::fields::Fields;
use super::histories::Histories;
use super::history::{self, Step};
use super::known::{Found, KnownDeals, Named};
use super::parts::parts;
use super::report::{Count, Effect, Kind, Problem, Report};
use super::rows::DealRow;
use super::stages::{Ends, Place, Places};
use super::update::{Said, differences, left_open};
use super::{Numbers, World};
use crate::setup::{FileSetup, NameKind, OWN_SOURCE, RowRef, Setup};
use crate::table::Table;
use crate::target::Target;

/// What came of the rows.
pub(super) struct Made {
    /// The custom fields that were made or got options.
    pub(super) fields: Vec<Change>,
    /// The changes of deals.
    pub(super) deals: Vec<Change>,
    /// The deals that stay as they are.
    pub(super) unchanged: Vec<DealId>,
    /// The deals that were there, with the row in which each was met first.
    pub(super) met: HashMap<DealId, RowRef>,
}

/// What stands between two tags of a cell.
pub(super) const TAG_MARKS: [char; 5] = [',', ';', '，', '；', '、'];

/// The tags of a cell. One that is there may have a comma in its name.
fn tags_in<'t>(cell: &'t str, directory: &Directory<'_>) -> Vec<&'t str> {
    let parts = cell.split([';', '；']);
    parts
        .flat_map(|part| {
            let is_one = part.contains(TAG_MARKS) && directory.knows(NameKind::Tag, part.trim());
            if is_one { vec![part] } else { part.split(TAG_MARKS).collect() }
        })
        .collect()
}

/// Deals in the making.
pub(super) struct Deals<'a> {
    workspace: &'a Workspace,
    setup: &'a Setup,
    tables: &'a [&'a Table],
    places: &'a Places,
    numbers: &'a Numbers,
    histories: &'a Histories<'a>,
    world: &'a World<'a>,
    known: KnownDeals<'a>,
    /// Rows that may be about one of several deals.
    waiting: Vec<Waiting>,
    /// Own ids of rows that were taken over.
    given: HashSet<DealId>,
    /// The row in which a deal was met first.
    met: HashMap<DealId, RowRef>,
    last_ranks: HashMap<StageId, Rank>,
    fields: Fields<'a>,
    changes: Vec<Change>,
    unchanged: Vec<DealId>,
    counts: Count,
}

impl<'a> Deals<'a> {
    pub(super) fn new(
        known: KnownDeals<'a>,
        tables: &'a [&'a Table],
        places: &'a Places,
        numbers: &'a Numbers,
        histories: &'a Histories<'a>,
        world: &'a World<'a>,
    ) -> Self {
        let (workspace, setup) = (known.workspace, known.setup);
        Self {
            workspace,
            setup,
            tables,
            places,
            numbers,
            histories,
            world,
            known,
            waiting: Vec::new(),
            given: HashSet::new(),
            met: HashMap::new(),
            last_ranks: HashMap::new(),
            fields: Fields::new(workspace, setup, tables),
            changes: Vec::new(),
            unchanged: Vec::new(),
            counts: Count::default(),
        }
    }

    /// What came of the rows.
    pub(super) fn finish(mut self, report: &mut Report) -> Made {
        self.settle(report);
        let refused = report.count(Kind::Deal).refused + self.counts.refused;
        *report.count_mut(Kind::Deal) = Count { refused, ..self.counts };
        Made {
            fields: self.fields.finish(report),
            deals: self.changes,
            unchanged: self.unchanged,
            met: self.met,
        }
    }

    /// Plans one row.
    pub(super) fn take(
        &mut self,
        row: &mut DealRow<'_>,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) {
        self.conclude(row);
        let row = &*row;
        let Some(stands) = self.stands(row) else {
            complain(row, row.stage, Problem::NoStage, Effect::RowLeftOut, &mut directory.report);
            self.counts.refused += 1;
            return;
        };
        let Some(custom) = self.fields.values(row, ids, &mut directory.report) else {
            self.counts.refused += 1;
            return;
        };
        let (deal, said, named) = self.wanted(row, stands, directory, ids);
        let deal = NewDeal { custom, ..deal };
        if let Some((file, table)) = self.setup.files.get(row.file).zip(self.tables.get(row.file)) {
            let standing = deal.position.standing.kind();
            closing::tell_left_over(row, standing, file, table, &mut directory.report);
        }
        let (at, names_pipeline) = ((row.file, row.line), !row.pipeline.is_empty());
        let report = &mut directory.report;
        match self.known.of(row, &deal, named) {
            Some(Found::Several(candidates)) => {
                self.waiting.push(Waiting { candidates, at, deal, said, names_pipeline });
            }
            // Another row of its title is about that deal.
            Some(Found::One { deal: known, is_by_id: false }) if self.met.contains_key(&known.id) => {
                self.add(at, deal, said, report);
            }
            Some(Found::One { deal: known, .. }) => {
                let said = self.said_of(said, names_pipeline, known, &deal);
                self.update(known, at, &deal, said, report);
            }
            None => self.add(at, deal, said, report),
        }
    }

    /// Finds the deals of the rows that may be about one of several.
    fn settle(&mut self, report: &mut Report) {
        let waiting = std::mem::take(&mut self.waiting);
        let distance = |row: &Waiting, known: &Deal| {
            let said = self.said_of(row.said, row.names_pipeline, known, &row.deal);
            let differences = differences(known, &row.deal, said, self.world.now).len();
            (differences, left_open(known, &row.deal))
        };
        let deals = alike::pair(&waiting, &self.known, self.met.keys().copied().collect(), distance);
        for (row, known) in waiting.into_iter().zip(deals) {
            match known {
                Some(known) => {
                    let said = self.said_of(row.said, row.names_pipeline, known, &row.deal);
                    self.update(known, row.at, &row.deal, said, report);
                }
                None => self.add(row.at, row.deal, row.said, report),
            }
        }
    }

    /// What a row says about a deal that is here. A pipeline says something of where a deal stands if it is another one than the deal
    /// is in.
    fn said_of(&self, said: Said, names_pipeline: bool, known: &Deal, deal: &NewDeal) -> Said {
        let pipeline = |stage| self.workspace.stages.get(stage).map(|stage| stage.pipeline);
        let goes_elsewhere = || pipeline(deal.position.stage) != pipeline(known.position.stage);
        Said { stage: said.stage || (names_pipeline && goes_elsewhere()), ..said }
    }

    /// Takes a row for a new deal.
    fn add(&mut self, at: (usize, u32), deal: NewDeal, said: Said, report: &mut Report) {
        if !said.created {
            report.about_row(at, "", Problem::NoCreated, Effect::Changed);
        }
        self.counts.added += 1;
        self.changes.push(Change::DealAdded(Box::new(deal)));
    }

    /// Takes a row for news of a deal that is there.
    fn update(&mut self, known: &Deal, at: (usize, u32), deal: &NewDeal, said: Said, report: &mut Report) {
        if let Some(earlier) = self.met.insert(known.id, RowRef { file: at.0, line: at.1 }) {
            report.about_row(at, &known.title, Problem::twice(at.0, earlier), Effect::Noted);
        }
        let changes = differences(known, deal, said, self.world.now);
        if changes.is_empty() {
            self.counts.unchanged += 1;
            self.unchanged.push(known.id);
        } else {
            self.counts.changed += 1;
        }
        let field = |id| self.fields.name(id);
        report.about_known(at, &known.title, parts(&changes, &field));
        self.changes.extend(changes);
    }

    /// Gives a row without a state the one that follows from the rest of it.
    fn conclude(&self, row: &mut DealRow<'_>) {
        if !closing::may_have_ended(row) || self.stands(row).is_none_or(|stands| stands.place.kind != Open) {
            return;
        }
        let Some(file) = self.setup.files.get(row.file) else { return };
        if let Some(closing::End { how, at, is_guess }) = closing::end(row, file, self.places, self.world) {
            (row.status, row.closed, row.is_concluded, row.is_guess) = (Some(how), at, true, is_guess);
            // A day to come is none on which it ended.
            (row.won, row.lost) = (None, None);
        }
    }

    /// Where a row's deal stands. A status of its own counts more than the stage beside it, which then is the one it was worked
    /// on in last.
    fn stands(&self, row: &DealRow<'_>) -> Option<Stands> {
        let ends = self.places.ends(row.pipeline)?;
        let named = match row.stage {
            "" => None,
            stage => Some(self.places.place(row.pipeline, self.numbers.name(&Target::Stage, stage))?),
        };
        let place = match (row.status, named) {
            (Some(StandingKind::Won), Some(place)) if place.kind == Won => place,
            (Some(StandingKind::Won), _) => Place { stage: ends.won, kind: Won },
            (Some(StandingKind::Lost), Some(place)) if place.kind == Lost => place,
            (Some(StandingKind::Lost), _) => Place { stage: ends.lost, kind: Lost },
            (_, Some(place)) => place,
            (_, None) => Place { stage: ends.open, kind: Open },
        };
        Some(Stands { place, ends, is_named: named == Some(place) })
    }

    fn wanted(
        &mut self,
        row: &DealRow<'_>,
        Stands { place, ends, is_named }: Stands,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) -> (NewDeal, Said, Option<Named<'a>>) {
        let standing = row_standing(row.status, place.standing());
        let is_closed = standing.is_closed();
        let (steps, from_dates) = self.steps(row, directory);
        // A file with one date for the end has it for the day that an open deal is expected to close, and for the day that a
        // closed one did.
        let expected_noon = || row.expected.map(|day| self.world.zone.instant(day, super::NOON));
        let ended = row.closed_as(standing).filter(|_| standing != StandingKind::Open);
        let has_one_date = is_closed && !row.is_concluded && !self.tells_closings(row, standing);
        let closed = ended.or_else(|| expected_noon().filter(|_| has_one_date));
        let created = self.created(row, &steps, closed, &mut directory.report);
        // A history that was itself worked out knows no day that the deals don't.
        let is_told = !steps.is_empty() && !from_dates;
        let is_created_guessed = row.created.is_none() && !is_told;
        let last_open = self.last_open(row);
        let said = Said {
            stage: is_named && !row.is_guess,
            standing: !row.is_guess && (row.status.is_some() || !row.stage.is_empty()),
            worked_in: last_open.is_some() || !steps.is_empty(),
            created: !is_created_guessed,
            closed: closed.is_some() || is_told || (!is_closed && !steps.is_empty()),
        };
        let past = history::past(&history::Known {
            created,
            is_created_guessed,
            steps: &steps,
            stage: place.stage,
            standing,
            closed,
            first_open: last_open.unwrap_or(ends.open),
            is_logged: !row.steps.is_empty(),
            from_dates,
        });
        // A deal that was taken to another workspace keeps its id, so that it is known there the next time. Where it was here
        // and was removed, it comes as a new one.
        let own_id = self
            .known
            .own_id(row)
            .filter(|id| self.workspace.deals.get(*id).is_none() && self.given.insert(*id));
        let id = own_id.unwrap_or_else(|| DealId(ids.next_id()));
        let position =
            Position { stage: place.stage, rank: self.next_rank(place.stage), standing: Standing::Open };
        let title = one_line_of(&title(row), sales::decide::MAX_TITLE_CHARS);
        let mut deal = NewDeal::plain(id, title, position, past.created);
        deal.position.standing = match standing {
            StandingKind::Lost => Standing::Lost(Box::new(Loss {
                reason: directory.choice(
                    NameKind::LossReason,
                    self.numbers.name(&Target::LossReason, row.loss_reason),
                    ids,
                ),
                note: row.loss_note.trim().to_owned(),
                competitor: one_line(row.competitor),
            })),
            StandingKind::Won => Standing::Won,
            StandingKind::Nurtured => {
                Standing::Nurtured { until: row.nurture_until, reason: row.nurture_reason.trim().to_owned() }
            }
            StandingKind::Open => Standing::Open,
        };
        deal.external = self.known.external(row);
        let named = self.known.by_id(row, deal.external.as_deref(), &deal.title);
        let had = self.known.had(named);
        let source = self.setup.files.get(row.file).map_or("", |file| file.source.as_str());
        let (customer, there) = (customer(row, source), had.of_firm(row.organisation));
        deal.organisation = customer.organisation(&there, self.workspace, directory, ids);
        let there = had.of_person(row.contact, deal.organisation);
        deal.contact = customer.contact(deal.organisation, &there, self.workspace, directory, ids);
        let owner = self.numbers.name(&Target::Owner, row.owner);
        // Of two people of one name, a row that names them again means the one that the deal has.
        deal.owner = had.owner(owner).or_else(|| directory.person(owner, ids));
        deal.segment = directory.choice(NameKind::Segment, row.segment, ids);
        deal.source = directory.choice(NameKind::Source, row.source, ids);
        let product = self.numbers.name(&Target::Product, row.product);
        deal.product = directory.choice(NameKind::Product, product, ids);
        for tag in row.tags.iter().flat_map(|tags| tags_in(tags, directory)).collect::<Vec<_>>() {
            if let Some(tag) = directory.choice(NameKind::Tag, tag, ids)
                && !deal.tags.contains(&tag)
            {
                deal.tags.push(tag);
            }
        }
        deal.value = row.value;
        if deal.value.is_none() && self.setup.uses_list_price {
            deal.value = deal.product.and_then(|product| directory.prices.get(&product).copied());
            if deal.value.is_some() {
                complain(row, row.product, Problem::ListPrice, Effect::Changed, &mut directory.report);
            }
        }
        deal.probability = row.probability.filter(|_| !is_closed);
        deal.expected_close = row.expected;
        deal.notes = row
            .notes
            .iter()
            .map(|text| Note { id: NoteId(ids.next_id()), text: (*text).to_owned(), written: past.created })
            .collect();
        deal.visits = past.visits;
        deal.is_partial = past.is_partial;
        deal.guessed = past.guessed;
        (deal, said, named)
    }

    /// Whether the file of a row has the day of a closing in a column of its own: what is blank there is not known, whatever day the
    /// deal was expected to close on.
    fn tells_closings(&self, row: &DealRow<'_>, standing: StandingKind) -> bool {
        let has = |file: &FileSetup, target| file.place(&target).is_some();
        self.setup.files.get(row.file).is_some_and(|file| {
            file.source == OWN_SOURCE
                || has(file, Target::Closed)
                || (standing == StandingKind::Won && has(file, Target::Won))
                || (standing == StandingKind::Lost && has(file, Target::Lost))
        })
    }

    /// The steps that a history tells of a deal, as far as their stages are known, and whether they were worked out from dates.
    /// Those that are not known are reported.
    fn steps(&self, row: &DealRow<'_>, directory: &mut Directory<'_>) -> (Vec<Step>, bool) {
        let told = if row.steps.is_empty() { self.histories.of(row.external, row.title) } else { &row.steps };
        let steps = told.iter().filter_map(|told| {
            let Some(place) = self.places.place(row.pipeline, told.stage) else {
                told.complain(directory);
                return None;
            };
            let standing = row_standing(told.status, place.standing());
            Some(Step { at: told.at, stage: place.stage, standing })
        });
        (steps.collect(), told.iter().any(|told| told.is_guess))
    }

    /// The open stage that a closed deal names, as in a file with a status beside the stage.
    fn last_open(&self, row: &DealRow<'_>) -> Option<StageId> {
        let place = self.places.place(row.pipeline, self.numbers.name(&Target::Stage, row.stage))?;
        (place.standing() == StandingKind::Open).then_some(place.stage)
    }

    fn created(
        &self,
        row: &DealRow<'_>,
        steps: &[Step],
        closed: Option<Timestamp>,
        report: &mut Report,
    ) -> Timestamp {
        let first_step = steps.iter().map(|step| step.at).min();
        let Some(created) = row.created.or(first_step) else {
            return closed.unwrap_or(self.world.now);
        };
        match closed {
            // Who looks after the data can tell which of the two is wrong; here it is kept as it is said.
            Some(closed) if closed < created && steps.is_empty() => {
                complain(row, "", Problem::ClosedBeforeCreated, Effect::Noted, report);
                created
            }
            // A history knows since when it has been there.
            Some(closed) if closed < created => {
                complain(row, "", Problem::CreatedAfterClosing, Effect::Changed, report);
                closed
            }
            _ => created,
        }
    }

    fn next_rank(&mut self, stage: StageId) -> Rank {
        let workspace = self.workspace;
        let last =
            self.last_ranks.get(&stage).copied().or_else(|| {
                workspace.column(stage).next_back().map(|ix| workspace.deals.at(ix).position.rank)
            });
        let rank = Rank::between(last, None).unwrap_or(Rank::MIDDLE);
        self.last_ranks.insert(stage, rank);
        rank
    }
}

/// How a deal of a row stands: it is in nurture where the row says so of an open stage, which is the one it was in last.
pub(super) fn row_standing(status: Option<StandingKind>, of_stage: StandingKind) -> StandingKind {
    match (status, of_stage) {
        (Some(StandingKind::Nurtured), StandingKind::Open) => StandingKind::Nurtured,
        _ => of_stage,
    }
}

/// Where a row's deal stands.
#[derive(Debug, Clone, Copy)]
struct Stands {
    place: Place,
    ends: Ends,
    /// The row names this very stage.
    is_named: bool,
}

fn customer<'t>(row: &DealRow<'t>, source: &'t str) -> Customer<'t> {
    Customer {
        source,
        organisation: row.organisation,
        organisation_id: row.organisation_id,
        contact: row.contact,
        contact_id: row.contact_id,
    }
}

/// The title; where the files have none, the customer and the product, or else the id.
fn title<'r>(row: &'r DealRow<'_>) -> std::borrow::Cow<'r, str> {
    match (row.title, row.organisation, row.product) {
        ("", "", "") => row.external.into(),
        ("", organisation, "") => organisation.into(),
        ("", "", product) => product.into(),
        ("", organisation, product) => format!("{organisation} · {product}").into(),
        (title, ..) => title.into(),
    }
}

fn one_line_of(text: &str, most: usize) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

fn complain(row: &DealRow<'_>, value: &str, problem: Problem, effect: Effect, report: &mut Report) {
    report.about_row((row.file, row.line), value, problem, effect);
}
