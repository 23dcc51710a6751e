//! A small notation: files as texts in, the board as a text out.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::{NaiveDateTime, NaiveTime};
use exchange::plan::report::{Effect, Issue, Report};
use exchange::plan::{self, Plan, World, Zone};
use exchange::propose::{self, Proposal, Words};
use exchange::read;
use exchange::setup::Setup;
use exchange::table::Table;
use sales::decide::{Command, Context, decide};
use sales::evolve::{self, Touched};
use sales::ids::Uuid;
use sales::log::Change;
use sales::model::{Deal, Standing, StandingKind, Workspace};
use sales::money::Currency;
use sales::time::{Date, Timestamp};

/// A clock in UTC.
pub(crate) struct Utc;

impl Zone for Utc {
    fn instant(&self, date: Date, seconds: u32) -> Timestamp {
        let midnight = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        Timestamp(midnight + i64::from(seconds) * 1_000)
    }

    fn local(&self, instant: Timestamp) -> NaiveDateTime {
        chrono::DateTime::from_timestamp_millis(instant.0).unwrap().naive_utc()
    }
}

/// Noon of 2025-06-30, and a little more: clocks have thousandths of seconds, and files have none.
pub(crate) const NOW: Timestamp = Timestamp(1_751_284_800_437);

/// An id, later than those before it. As ids are elsewhere, it is well spread at its end, by which it is looked up.
fn id(count: u128) -> Uuid {
    Uuid::from_u128(count << 32 | count.swap_bytes() >> 96)
}

/// A workspace, and what was imported into it last.
#[derive(Default)]
pub(crate) struct Office {
    pub(crate) ws: Workspace,
    pub(crate) report: Report,
    pub(crate) changes: Vec<Change>,
    ids: u128,
}

pub(crate) fn table(name: &str, text: &str) -> Table {
    let file =
        read::read(name, text.as_bytes(), &read::Options::default(), &mut |_| ControlFlow::Continue(()));
    file.unwrap().sheets.remove(0)
}

impl Office {
    /// What is proposed for these files, each a name and a text.
    pub(crate) fn proposal(&self, files: &[(&str, &str)]) -> (Vec<Table>, Proposal) {
        let tables: Vec<Table> = files.iter().map(|(name, text)| table(name, text)).collect();
        let proposal = self.proposal_of(&tables);
        (tables, proposal)
    }

    /// What is proposed for these tables.
    pub(crate) fn proposal_of(&self, tables: &[Table]) -> Proposal {
        let words = Words {
            pipeline: "Imported".into(),
            stages: ["Open", "Won", "Lost"].map(str::to_owned),
            currency: Currency::USD,
        };
        propose::propose(&tables.iter().collect::<Vec<_>>(), &self.ws, &words, &BTreeMap::new(), &[])
    }

    /// Imports files with every decision as it is proposed, but for what `change` changes.
    pub(crate) fn import_with(
        &mut self,
        files: &[(&str, &str)],
        change: impl FnOnce(&mut Setup),
    ) -> &mut Self {
        let tables: Vec<Table> = files.iter().map(|(name, text)| table(name, text)).collect();
        self.import_tables(&tables, change)
    }

    /// The same for tables that were read already.
    pub(crate) fn import_tables(&mut self, tables: &[Table], change: impl FnOnce(&mut Setup)) -> &mut Self {
        let mut proposal = self.proposal_of(tables);
        change(&mut proposal.setup);
        let plan = self.plan(tables, &proposal.setup);
        let mut touched = Touched::default();
        for change in &plan.changes {
            evolve::apply(&mut self.ws, change, &mut touched);
        }
        (self.report, self.changes) = (plan.report, plan.changes);
        self
    }

    /// Another workspace, on another device.
    pub(crate) fn elsewhere() -> Self {
        Self { ids: 1 << 64, ..Self::default() }
    }

    /// Does what a person does in the app.
    pub(crate) fn act(&mut self, command: &Command) -> &mut Self {
        self.act_at(NOW, command)
    }

    /// The same at another time.
    pub(crate) fn act_at(&mut self, now: Timestamp, command: &Command) -> &mut Self {
        let mut ids = || {
            self.ids += 1;
            id(self.ids)
        };
        let mut context = Context { now, today: Date::MIN, ids: &mut ids };
        for change in &decide(&self.ws, command, &mut context).unwrap().changes {
            evolve::apply(&mut self.ws, change, &mut Touched::default());
        }
        self
    }

    pub(crate) fn import(&mut self, files: &[(&str, &str)]) -> &mut Self {
        self.import_with(files, |_| ())
    }

    pub(crate) fn plan(&mut self, tables: &[Table], setup: &Setup) -> Plan {
        let tables: Vec<&Table> = tables.iter().collect();
        let mut ids = || {
            self.ids += 1;
            id(self.ids)
        };
        let world = World { now: NOW, zone: &Utc };
        plan::plan(&tables, setup, &self.ws, &world, &mut ids, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    /// The board: each stage that has deals, with their titles in order, `New: Roof, Pump | Won: Desk`.
    pub(crate) fn board(&self) -> String {
        let mut said = Vec::new();
        for pipeline in self.ws.pipelines_in_order() {
            for stage in self.ws.stages_of(pipeline.id) {
                let titles: Vec<&str> =
                    self.ws.column(stage.id).map(|ix| self.ws.deals.at(ix).title.as_str()).collect();
                if !titles.is_empty() {
                    said.push(format!("{}: {}", stage.name, titles.join(", ")));
                }
            }
        }
        said.join(" | ")
    }

    pub(crate) fn deal(&self, title: &str) -> &Deal {
        self.ws.deals.iter().find(|deal| deal.title == title).unwrap()
    }

    /// A deal in one line: `value, owner, organisation, product, created → closed or expected, reason`.
    pub(crate) fn facts(&self, title: &str) -> String {
        let deal = self.deal(title);
        let mut said = Vec::new();
        if let Some(value) = deal.value {
            said.push(format!("{} {}", exchange::export::plain_amount(value), value.currency));
        }
        said.extend(deal.owner.map(|id| self.ws.people.get(id).unwrap().name.clone()));
        said.extend(deal.organisation.map(|id| self.ws.organisations.get(id).unwrap().name.clone()));
        said.extend(deal.product.map(|id| self.ws.choices.get(id).unwrap().name.clone()));
        said.push(format!("from {}", Utc.local(deal.created).date()));
        if deal.standing() != StandingKind::Open {
            said.push(format!("to {}", Utc.local(deal.entered()).date()));
        }
        said.extend(deal.expected_close.map(|day| format!("by {day}")));
        if let Standing::Lost(loss) = &deal.position.standing {
            said.extend(loss.reason.map(|id| self.ws.choices.get(id).unwrap().name.clone()));
        }
        said.join(", ")
    }

    /// The stages a deal has been in: `New 2024-03-01 > Won 2024-04-01`, with `?` where that is partial.
    pub(crate) fn past(&self, title: &str) -> String {
        let deal = self.deal(title);
        let visits: Vec<String> = deal
            .visits
            .iter()
            .map(|visit| {
                let stage = &self.ws.stages.get(visit.stage).unwrap().name;
                format!("{stage} {}", Utc.local(visit.entered).date())
            })
            .collect();
        visits.join(" > ") + if deal.is_partial { " ?" } else { "" }
    }

    /// The issues, a line each: `line column value: problem, effect`.
    pub(crate) fn issues(&self) -> Vec<String> {
        self.report.issues.iter().map(said).collect()
    }
}

fn said(issue: &Issue) -> String {
    let effect = match issue.effect {
        Effect::RowLeftOut => "row left out",
        Effect::CellLeftOut => "cell left out",
        Effect::Changed => "changed",
        Effect::Noted => "noted",
    };
    let column = issue.column.as_deref().unwrap_or("-");
    format!("{} {column} {:?}: {:?}, {effect}", issue.line, issue.value, issue.problem)
}
