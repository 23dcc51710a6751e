//! Activities: rows become planned or done ones, on the deals that they name.

use std::collections::HashMap;

use chrono::Timelike as _;
use sales::ids::{ActivityId, DealId, IdSource};
use sales::log::{ActivityEdit, Change, NewActivity, Swap};
use sales::model::{Activity, ActivityKind, Due, TimeOfDay, Workspace};
use sales::time::{Date, Timestamp};

use super::customers::{Customer, There};
use super::directory::{Directory, one_line};
use super::known::bare;
use super::lists::{cell, cells};
use super::parts::parts;
use super::report::{Effect, Kind, Problem};
use super::{Numbers, World, instants};
use crate::names::key;
use crate::recognise::activity_kind;
use crate::setup::{FileSetup, NameKind, OWN_SOURCE, Setup};
use crate::table::{Row, Table};
use crate::target::Target;
use crate::values::{self, Moment};

/// The deals that activities can name: those of the workspace, and those that the same import makes.
#[allow(clippy::struct_field_names, reason = "they are three ways to one thing")]
pub(crate) struct Found {
    /// By the id that a system has for it, with that system's name and without.
    by_external: HashMap<String, DealId>,
    /// By title; `None` where several deals have it.
    by_title: HashMap<String, Option<Deal>>,
    by_id: HashMap<DealId, Deal>,
}

/// What of a deal its activities take over.
#[derive(Clone, Copy)]
pub(crate) struct Deal {
    pub(crate) id: DealId,
    organisation: Option<sales::ids::OrganisationId>,
    contact: Option<sales::ids::ContactId>,
}

impl Found {
    pub(crate) fn new(workspace: &Workspace, changes: &[Change]) -> Self {
        let mut found = Self { by_external: HashMap::new(), by_title: HashMap::new(), by_id: HashMap::new() };
        for deal in workspace.deals.iter() {
            let row = Deal { id: deal.id, organisation: deal.organisation, contact: deal.contact };
            found.learn(row, &deal.title, deal.external.as_deref());
        }
        for change in changes {
            match change {
                Change::DealAdded(deal) => {
                    let row = Deal { id: deal.id, organisation: deal.organisation, contact: deal.contact };
                    found.learn(row, &deal.title, deal.external.as_deref());
                }
                Change::DealEdited { id, edit: sales::log::DealEdit::External(swap) } => {
                    found.learn_external(*id, swap.to.as_deref());
                }
                _ => {}
            }
        }
        found
    }

    fn learn(&mut self, deal: Deal, title: &str, external: Option<&str>) {
        self.learn_external(deal.id, external);
        self.by_id.insert(deal.id, deal);
        self.by_title.entry(key(title)).and_modify(|known| *known = None).or_insert(Some(deal));
    }

    fn learn_external(&mut self, id: DealId, external: Option<&str>) {
        let Some(external) = external else { return };
        if let Some((_, bare)) = external.split_once(':') {
            // Files of one system may be taken for those of different ones. The first deal of an id counts, as it does for
            // the ids that a log uses twice.
            self.by_external.entry(bare.to_owned()).or_insert(id);
        }
        self.by_external.insert(external.to_owned(), id);
    }

    /// The deal that a row names, by its id or else by its title; the problem where it can't be told.
    pub(crate) fn deal(&self, source: &str, id: &str, title: &str) -> Result<Option<Deal>, Problem> {
        let by_external = || {
            let known =
                self.by_external.get(&format!("{source}:{id}")).or_else(|| self.by_external.get(id))?;
            self.by_id.get(known)
        };
        let by_own_id = || self.by_id.get(&id.parse().ok()?);
        if let Some(deal) = by_own_id().or_else(by_external).filter(|_| !id.is_empty()) {
            return Ok(Some(*deal));
        }
        if title.is_empty() {
            return if id.is_empty() { Ok(None) } else { Err(Problem::UnknownDeal) };
        }
        match self.by_title.get(&key(title)) {
            Some(Some(deal)) => Ok(Some(*deal)),
            Some(None) => Err(Problem::SeveralDeals),
            None => Err(Problem::UnknownDeal),
        }
    }
}

/// What tells two activities without ids apart.
type Likeness = (Option<DealId>, String, ActivityKind, Option<Date>);

fn likeness(deal: Option<DealId>, subject: &str, kind: ActivityKind, due: Option<Due>) -> Likeness {
    (deal, key(subject), kind, due.map(|due| due.date))
}

/// The activities that are there.
struct Known<'a> {
    workspace: &'a Workspace,
    by_external: HashMap<&'a str, ActivityId>,
    /// The same without the names of the systems; `None` where several have one id.
    by_bare: HashMap<&'a str, Option<&'a Activity>>,
    /// Those without an id, the next one to be met last: a file that has the same one twice means two.
    alike: HashMap<Likeness, Vec<ActivityId>>,
}

impl<'a> Known<'a> {
    fn new(workspace: &'a Workspace) -> Self {
        let mut known =
            Self { workspace, by_external: HashMap::new(), by_bare: HashMap::new(), alike: HashMap::new() };
        for row in workspace.activities.iter() {
            if let Some(external) = &row.external {
                known.by_external.entry(external).or_insert(row.id);
                let same = known.by_bare.entry(bare(external));
                same.and_modify(|known| *known = None).or_insert(Some(row));
            } else {
                let likeness = likeness(row.deal, &row.subject, row.kind, row.due);
                known.alike.entry(likeness).or_default().push(row.id);
            }
        }
        known.alike.values_mut().for_each(|rows| rows.reverse());
        known
    }

    /// The activity of an id: its own, or the one that it has in another system. Where that is called otherwise than it was, the
    /// subject has to agree.
    fn by_id(&self, own: Option<ActivityId>, external: Option<&str>, subject: &str) -> Option<&'a Activity> {
        if own.is_some() {
            return self.workspace.activities.live(own?);
        }
        let external = external?;
        if let Some(id) = self.by_external.get(external) {
            return self.workspace.activities.live(*id);
        }
        let same = self.by_bare.get(bare(external)).copied().flatten();
        same.filter(|row| key(&row.subject) == key(subject))
    }

    /// The activity that a row is about, where it has no id.
    fn alike(&mut self, wanted: &NewActivity) -> Option<&'a Activity> {
        let likeness = likeness(wanted.deal, &wanted.subject, wanted.kind, wanted.due);
        let id = self.alike.get_mut(&likeness).and_then(Vec::pop)?;
        self.workspace.activities.live(id)
    }
}

/// Plans the rows of one file.
pub(super) struct Activities<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) setup: &'a Setup,
    pub(super) numbers: &'a Numbers,
    pub(super) found: &'a Found,
    pub(super) world: &'a World<'a>,
}

impl Activities<'_> {
    pub(super) fn plan(
        &self,
        file: usize,
        table: &Table,
        decided: &FileSetup,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) -> Vec<Change> {
        let mut known = Known::new(self.workspace);
        let mut changes = Vec::new();
        let is_own = decided.source == OWN_SOURCE;
        let mut given = std::collections::HashSet::new();
        for row in table.rows() {
            if directory.ticker.row() {
                break;
            }
            let mut reading = Reading { plan: self, file, table, decided, row, is_out: false };
            let own: Option<ActivityId> =
                is_own.then(|| cell(row, decided, &Target::ExternalId).parse().ok()).flatten();
            let external = reading.external();
            let there = known.by_id(own, external.as_deref(), &one_line(reading.cell(&Target::Name)));
            let Some(mut wanted) = reading.wanted(there, directory, ids) else {
                directory.report.count_mut(Kind::Activity).refused += 1;
                continue;
            };
            let has_id = own.is_some() || external.is_some();
            wanted.external = external;
            let there = if has_id { there } else { known.alike(&wanted) };
            if let Some(there) = there {
                let names_kind = !reading.cell(&Target::ActivityKind).is_empty();
                let subject = wanted.subject.clone();
                let edited = |edit| Change::ActivityEdited { id: there.id, deal: there.deal, edit };
                let edits: Vec<Change> =
                    differences(there, wanted, names_kind).into_iter().map(edited).collect();
                let count = directory.report.count_mut(Kind::Activity);
                if edits.is_empty() {
                    count.unchanged += 1;
                } else {
                    count.changed += 1;
                }
                let parts = parts(&edits, &|_| String::new());
                directory.report.about_known((file, row.line()), &subject, parts);
                changes.extend(edits);
            } else {
                // As for deals: one that was taken to another workspace keeps its id.
                let free =
                    |id: &ActivityId| self.workspace.activities.get(*id).is_none() && given.insert(*id);
                if let Some(own) = own.filter(free) {
                    wanted.id = own;
                }
                directory.report.count_mut(Kind::Activity).added += 1;
                changes.push(Change::ActivityAdded(Box::new(wanted)));
            }
        }
        changes
    }
}

/// One row being read.
struct Reading<'r, 'a> {
    plan: &'r Activities<'a>,
    file: usize,
    table: &'r Table,
    decided: &'r FileSetup,
    row: Row<'r>,
    is_out: bool,
}

impl<'r> Reading<'r, '_> {
    fn cell(&self, target: &Target) -> &'r str {
        cell(self.row, self.decided, target)
    }

    /// The first filled cell of a target with its column, where it says something.
    fn figure(&self, target: &Target) -> Option<(usize, &'r str)> {
        let mut cells = self.decided.places(target).map(|place| (place, self.row.cell(place)));
        cells.find(|(_, cell)| !cell.is_empty() && !values::says_nothing(cell))
    }

    fn complain(&mut self, column: usize, problem: Problem, directory: &mut Directory<'_>) {
        let effect = self.plan.setup.on_problem.effect();
        self.is_out |= effect == Effect::RowLeftOut;
        directory.report.about_cell((self.file, self.table), self.row, column, problem, effect);
    }

    fn moment(&mut self, target: &Target, directory: &mut Directory<'_>) -> Option<Moment> {
        let (column, cell) = self.figure(target)?;
        match values::date(cell, self.decided.columns[column].order) {
            Ok(moment) => Some(moment),
            Err(error) => {
                self.complain(column, Problem::Date(error), directory);
                None
            }
        }
    }

    /// Day and time as a clock on the wall here shows them.
    fn due(&mut self, directory: &mut Directory<'_>) -> Option<Due> {
        let moment = self.moment(&Target::Due, directory)?;
        let local = match moment.offset {
            Some(_) => self.plan.world.zone.local(moment.instant(0)),
            None => moment.on_the_wall(),
        };
        let minute = |part: u32| u16::try_from(part).unwrap_or_default();
        let time = TimeOfDay::new(minute(local.hour()), minute(local.minute()));
        Some(Due { date: local.date(), time: time.filter(|_| moment.time.is_some()) })
    }

    /// When it was done: the time that a cell tells, or, where it only says that it was, the time it was due.
    fn done(&mut self, due: Option<Due>, directory: &mut Directory<'_>) -> Option<Timestamp> {
        let (column, text) = self.figure(&Target::Done)?;
        match values::flag(text) {
            Some(false) => None,
            Some(true) => {
                let world = self.plan.world;
                let at = due.map(|due| {
                    let seconds = due.time.map_or(super::NOON, |time| {
                        u32::from(time.hour()) * 3600 + u32::from(time.minute()) * 60
                    });
                    world.zone.instant(due.date, seconds)
                });
                // Something that is done is not due in days to come.
                Some(at.unwrap_or(world.now).min(world.now))
            }
            None => match values::date(text, self.decided.columns[column].order) {
                Ok(moment) => Some(self.plan.world.instant(moment)),
                // A word for a state that nobody knows: not done, as far as can be told.
                Err(error) => {
                    self.complain(column, Problem::Date(error), directory);
                    None
                }
            },
        }
    }

    fn minutes(&mut self, directory: &mut Directory<'_>) -> Option<u16> {
        let (column, text) = self.figure(&Target::Minutes)?;
        let read = if let Some((hours, minutes)) = text.split_once(':') {
            hours
                .parse::<u16>()
                .ok()
                .zip(minutes.get(..2).and_then(|minutes| minutes.parse::<u16>().ok()))
                .and_then(|(hours, minutes)| hours.checked_mul(60)?.checked_add(minutes))
        } else {
            let number = values::number(text, self.decided.columns[column].style);
            number.ok().and_then(|number| number.plain().split('.').next()?.parse().ok())
        };
        let minutes = read.filter(|minutes| *minutes <= sales::decide::MAX_MINUTES);
        if minutes.is_none() {
            let problem = Problem::Number(values::NumberError::NotANumber);
            self.complain(column, problem, directory);
        }
        minutes.filter(|minutes| *minutes > 0)
    }

    fn kind(&self, directory: &mut Directory<'_>, ids: &mut dyn IdSource) -> ActivityKind {
        let named = self.plan.numbers.name(&Target::ActivityKind, self.cell(&Target::ActivityKind));
        activity_kind(named).unwrap_or_else(|| {
            let own = directory.choice(NameKind::ActivityKind, named, ids);
            own.map_or(ActivityKind::Task, ActivityKind::Own)
        })
    }

    /// The id that it has in another system.
    fn external(&self) -> Option<String> {
        let (source, id) = (&self.decided.source, self.cell(&Target::ExternalId));
        (!id.is_empty() && source != OWN_SOURCE).then(|| format!("{source}:{id}"))
    }

    /// The activity that a row describes, as yet without its id elsewhere; `None` where it is left out, which the report tells.
    /// `there`: the one that has its id.
    fn wanted(
        &mut self,
        there: Option<&Activity>,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) -> Option<NewActivity> {
        let (source, world) = (&self.decided.source, self.plan.world);
        let about = (self.file, self.row.line());
        let subject = one_line(self.cell(&Target::Name));
        let notes: Vec<&str> = cells(self.row, self.decided, &Target::Note).collect();
        if subject.is_empty() && notes.is_empty() && self.cell(&Target::ActivityKind).is_empty() {
            directory.report.about_row(about, "", Problem::NoName, Effect::RowLeftOut);
            return None;
        }
        let due = self.due(directory);
        let done = self.done(due, directory);
        let minutes = self.minutes(directory);
        let made = self.moment(&Target::Created, directory);
        if self.is_out {
            return None;
        }
        let (deal_id, title) = (self.cell(&Target::DealId), self.cell(&Target::Deal));
        let deal = self.plan.found.deal(source, deal_id, title).unwrap_or_else(|problem| {
            let said = if title.is_empty() { deal_id } else { title };
            directory.report.about_row(about, said, problem, Effect::CellLeftOut);
            None
        });
        let customer = Customer {
            source,
            organisation: self.cell(&Target::Organisation),
            organisation_id: self.cell(&Target::OrganisationId),
            contact: self.cell(&Target::Contact),
            contact_id: self.cell(&Target::ContactId),
        };
        let of_deal = deal.map(|deal| There { organisation: deal.organisation, contact: deal.contact });
        let of_this = there.map(|row| There { organisation: row.organisation, contact: row.contact });
        let had = [of_this.unwrap_or_default(), of_deal.unwrap_or_default()];
        let workspace = self.plan.workspace;
        let organisation = customer
            .organisation(&had, workspace, directory, ids)
            .or(deal.and_then(|deal| deal.organisation));
        let contact = customer
            .contact(organisation, &had, workspace, directory, ids)
            .or(deal.and_then(|deal| deal.contact));
        let owner = directory.person(self.plan.numbers.name(&Target::Owner, self.cell(&Target::Owner)), ids);
        let kind = self.kind(directory, ids);
        let created = made.map(|made| world.instant(made)).or(done).unwrap_or(world.now);
        Some(NewActivity {
            subject,
            deal: deal.map(|deal| deal.id),
            organisation,
            contact,
            owner,
            due,
            minutes,
            note: notes.join("\n\n"),
            done,
            outcome: self.cell(&Target::Outcome).to_owned(),
            ..NewActivity::plain(ActivityId(ids.next_id()), kind, created)
        })
    }
}

/// What has to change for an activity to be as a row has it. A cell that is blank says nothing about it, but one that is not done
/// there may have been done here.
fn differences(there: &Activity, wanted: NewActivity, names_kind: bool) -> Vec<ActivityEdit> {
    let mut edits = Vec::new();
    macro_rules! differ {
        ($is_said:expr, $field:ident, $edit:ident) => {
            if $is_said && there.$field != wanted.$field {
                edits.push(ActivityEdit::$edit(Swap { from: there.$field.clone(), to: wanted.$field }));
            }
        };
    }
    differ!(names_kind, kind, Kind);
    differ!(!wanted.subject.is_empty(), subject, Subject);
    differ!(wanted.deal.is_some(), deal, Deal);
    differ!(wanted.organisation.is_some(), organisation, Organisation);
    differ!(wanted.contact.is_some(), contact, Contact);
    differ!(wanted.owner.is_some(), owner, Owner);
    differ!(wanted.due.is_some(), due, Due);
    differ!(wanted.minutes.is_some(), minutes, Minutes);
    differ!(!wanted.note.is_empty(), note, Note);
    // A file has no more than the second at which it was done.
    let is_known = there.done.zip(wanted.done).is_some_and(|(known, told)| instants::is_same(known, told));
    differ!(wanted.done.is_some() && !is_known, done, Done);
    differ!(!wanted.outcome.is_empty(), outcome, Outcome);
    edits
}
