//! The process of stages, in a notation of its own.
//!
//! Rules are `new: block value; warn contact; block done call; block checklist; block 100..500`, what a stage takes is `review: from new proposal`,
//! `review: no skipping; no back`, and a checklist is `new: call +1; task Quote +3; demo Show by Ada`. Several stages are divided by `|`.
//!
//! What a deal lacks reads `value! contact?`: what keeps it with `!`, what only warns with `?`.

mod checklists;
mod faults;
mod moves;

use sales::decide::{Command, Rejection, StagePatch};
use sales::ids::{DealId, RuleId, StageId, TaskId, Uuid};
use sales::model::{
    Activity, ActivityKind, Arrivals, Criterion, DealField, Force, Requirement, Task, TaskOwner,
};
use sales::money::Currency;
use sales::process::{Lack, Missing, Report, check};

use crate::fixture::Office;

const KINDS: [(&str, ActivityKind); 4] = [
    ("call", ActivityKind::Call),
    ("demo", ActivityKind::Demo),
    ("task", ActivityKind::Task),
    ("meeting", ActivityKind::Meeting),
];

fn kind(word: &str) -> ActivityKind {
    KINDS.iter().find(|row| row.0 == word).unwrap_or_else(|| panic!("no kind {word}")).1
}

const FIELDS: [(&str, DealField); 6] = [
    ("value", DealField::Value),
    ("contact", DealField::Contact),
    ("owner", DealField::Owner),
    ("close", DealField::ExpectedClose),
    ("segment", DealField::Segment),
    ("source", DealField::Source),
];

impl Office {
    /// Sets what the text says, or is refused with the first that is.
    pub(crate) fn try_rules(&mut self, text: &str) -> Result<(), Rejection> {
        for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
            let (stage, rules) = part.split_once(':').unwrap_or_else(|| panic!("no stage: {part}"));
            let stage = self.stage_id(stage.trim());
            let rules: Vec<&str> = rules.split(';').map(str::trim).filter(|rule| !rule.is_empty()).collect();
            let (mut exit, mut tasks, mut arrivals) = (Vec::new(), Vec::new(), None);
            for rule in rules {
                let words: Vec<&str> = rule.split_whitespace().collect();
                match words[0] {
                    "block" => exit.push(self.criterion(&words[1..], Force::Block)),
                    "warn" => exit.push(self.criterion(&words[1..], Force::Warn)),
                    "from" | "no" => {
                        let arrivals: &mut Arrivals = arrivals.get_or_insert_default();
                        match (words[0], words[1]) {
                            ("from", _) => {
                                let from = words[1..].iter().map(|name| self.stage_id(name)).collect();
                                arrivals.from = Some(from);
                            }
                            (_, "skipping") => arrivals.skipping = false,
                            (_, "back") => arrivals.back = false,
                            _ => panic!("no rule: {rule}"),
                        }
                    }
                    _ => tasks.push(self.task(&words)),
                }
            }
            let patches = [
                (!exit.is_empty()).then_some(StagePatch::Exit(exit)),
                (!tasks.is_empty()).then_some(StagePatch::Checklist(tasks)),
                arrivals.map(StagePatch::Arrivals),
            ];
            for patch in patches.into_iter().flatten() {
                self.run(&Command::EditStage { stage, patch })?;
            }
        }
        Ok(())
    }

    pub(crate) fn rules(&mut self, text: &str) {
        self.try_rules(text).unwrap_or_else(|rejection| panic!("{text}: {rejection:?}"));
    }

    fn criterion(&mut self, words: &[&str], force: Force) -> Criterion {
        let id = RuleId(self.uuid());
        let minor = |text: &str| (!text.is_empty()).then(|| text.parse::<i64>().unwrap() * 100);
        let wants = match words {
            ["checklist"] => Requirement::Checklist,
            ["done", word] => Requirement::Done(kind(word)),
            [range, rest @ ..] if range.contains("..") => {
                let (from, to) = range.split_once("..").unwrap();
                let currency = rest.first().map_or(Currency::USD, |code| code.parse().unwrap());
                Requirement::Value { currency, at_least: minor(from), at_most: minor(to) }
            }
            [word] => match FIELDS.iter().find(|row| row.0 == *word) {
                Some(row) => Requirement::Field(row.1),
                None => Requirement::Field(DealField::Custom(self.field(word))),
            },
            _ => panic!("no criterion: {words:?}"),
        };
        Criterion { id, wants, force }
    }

    /// `call +1`, `task Quote +3`, `demo Show by Ada`, `call by nobody`.
    fn task(&mut self, words: &[&str]) -> Task {
        let id = TaskId(self.uuid());
        let days = words.iter().find_map(|word| word.strip_prefix('+'));
        let by = words.iter().position(|word| *word == "by").map(|at| words[at + 1]);
        let owner = match by {
            None => TaskOwner::Deal,
            Some("nobody") => TaskOwner::Nobody,
            Some(name) => TaskOwner::Person(self.person_id(name)),
        };
        let subject = words.get(1).filter(|word| !word.starts_with('+') && **word != "by");
        let subject = subject.map_or(String::new(), |word| (*word).to_owned());
        Task { id, kind: kind(words[0]), subject, due_days: days.map(|days| days.parse().unwrap()), owner }
    }

    /// What a deal lacks to come into a stage.
    pub(crate) fn lacks(&self, title: &str, stage: &str) -> String {
        let report = check(&self.ws, &[self.deal_id(title)], self.stage_id(stage));
        let Report { ready, warned, blocked } = report;
        assert_eq!(ready.len() + warned.len() + blocked.len(), 1);
        warned.iter().chain(&blocked).map(|row| self.say(&row.lacks)).collect()
    }

    pub(crate) fn say(&self, lacks: &[Lack]) -> String {
        let words: Vec<String> = lacks
            .iter()
            .map(|lack| {
                let mark = if lack.force == Force::Block { "!" } else { "?" };
                format!("{}{mark}", self.say_one(&lack.what))
            })
            .collect();
        words.join(" ")
    }

    fn say_one(&self, what: &Missing) -> String {
        let names = |stages: &[StageId]| {
            let name = |id: &StageId| self.ws.stages.get(*id).unwrap().name.clone();
            stages.iter().map(name).collect::<Vec<_>>().join(",")
        };
        let word = |kind: ActivityKind| KINDS.iter().find(|row| row.1 == kind).unwrap().0;
        match what {
            Missing::Field(DealField::Custom(field)) => self.ws.fields.get(*field).unwrap().name.clone(),
            Missing::Field(field) => FIELDS.iter().find(|row| row.1 == *field).unwrap().0.to_owned(),
            Missing::Tasks(tasks) => {
                let subjects = tasks.iter().map(|id| self.ws.activities.live(*id).unwrap().subject.as_str());
                format!("[{}]", subjects.collect::<Vec<_>>().join(","))
            }
            Missing::Done(kind) => word(*kind).to_owned(),
            Missing::ValueBelow(_, least) => format!("below-{}", least / 100),
            Missing::ValueAbove(_, most) => format!("above-{}", most / 100),
            Missing::NoRate(currency) => format!("rate-{currency}"),
            Missing::NotFrom(stages) => format!("from-{}", names(stages)),
            Missing::Skips(stages) => format!("skips-{}", names(stages)),
            Missing::Back => "back".to_owned(),
        }
    }

    /// What is planned and done on a deal, in the order it came: `call(2025-06-10)`, done with a `+` in front.
    pub(crate) fn steps_on(&self, title: &str) -> String {
        let name = |row: &Activity| {
            let word = KINDS.iter().find(|own| own.1 == row.kind).unwrap().0;
            let what = if row.subject.is_empty() { word } else { &row.subject };
            let due = row.due.map_or(String::new(), |due| format!("({})", due.date));
            format!("{}{what}{due}", if row.is_planned() { "" } else { "+" })
        };
        self.ws.activities_on(self.deal_id(title)).map(name).collect::<Vec<_>>().join(" ")
    }
}

pub(crate) fn nobody() -> DealId {
    DealId(Uuid::nil())
}
