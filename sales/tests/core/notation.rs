//! Boards and commands as text.
//!
//! A board is `new: a b | proposal: c | won: | lost:`: columns with the titles of their cards from top to bottom. Stages
//! called `won…` and `lost…` are of that kind, the others are open. Deals under `nurtured` stand in no column. A stage
//! that is shown though it is no longer in use has a `!` behind its name.
//!
//! Commands are `move a b to proposal before c`, `move a to new top for Ada`, `win a`, `lose a because price`, `nurture a`, `reopen a`, `remove a`,
//! `value a b to 100`, `value a to 100 JPY`, `give a to Ada`, `source a to web`, `segment a to repeat`, `tag a to hot`,
//! `add d to new top`, `archive new to proposal`, `restore new`, `undo`, `redo`; several are divided by `;`.

use sales::decide::{Command, DealPatch, End, Outcome, Rejection, Slot};
use sales::ids::PipelineId;
use sales::model::{ListKind, Loss, StageKind, StandingKind};
use sales::money::{Currency, Money, parse_amount};

use crate::fixture::{Office, add_pipeline};

/// An office with this board in a pipeline called `sales`.
pub(crate) fn office(board: &str) -> Office {
    let mut office = Office::new();
    lay_out(&mut office, "sales", board);
    office
}

pub(crate) fn lay_out(office: &mut Office, pipeline: &str, board: &str) {
    let columns = read(board);
    let stages: Vec<&str> =
        columns.iter().map(|column| column.0.as_str()).filter(|name| *name != "nurtured").collect();
    office.must(&add_pipeline(pipeline, &stages));
    let first = stages[0];
    for (column, cards) in &columns {
        let closed = column.starts_with("lost") || column == "nurtured";
        let place = if closed { first } else { column };
        for card in cards {
            office.do_all(&format!("add {card} to {place} bottom"));
        }
        // A lost deal comes in at the top.
        for card in cards.iter().rev() {
            match column.as_str() {
                "nurtured" => office.do_all(&format!("nurture {card}")),
                "lost" => office.do_all(&format!("lose {card} because price")),
                _ if closed => {
                    office.do_all(&format!("lose {card} because price"));
                    office.do_all(&format!("move {card} to {column} top"));
                }
                _ => {}
            }
        }
    }
    assert_eq!(office.board_of(pipeline), tidy(board), "the board as it was laid out");
}

fn read(board: &str) -> Vec<(String, Vec<String>)> {
    board
        .split('|')
        .map(|column| {
            let (name, cards) = column.split_once(':').unwrap_or_else(|| panic!("no column: {column}"));
            (name.trim().to_owned(), cards.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

fn write(columns: &[(String, Vec<String>)]) -> String {
    let column = |(name, cards): &(String, Vec<String>)| {
        cards.iter().fold(format!("{name}:"), |text, card| format!("{text} {card}"))
    };
    columns.iter().map(column).collect::<Vec<_>>().join(" | ")
}

pub(crate) fn tidy(board: &str) -> String {
    write(&read(board))
}

impl Office {
    pub(crate) fn board(&self) -> String {
        self.board_of("sales")
    }

    pub(crate) fn board_of(&self, pipeline: &str) -> String {
        self.board_at(self.pipeline(pipeline))
    }

    /// All boards, whatever their pipelines are called.
    pub(crate) fn boards(&self) -> Vec<String> {
        self.ws.pipelines_in_order().iter().map(|pipeline| self.board_at(pipeline.id)).collect()
    }

    fn board_at(&self, pipeline: PipelineId) -> String {
        let mut columns = Vec::new();
        let mut stages = self.ws.board_stages(pipeline);
        stages.extend(
            self.ws.usable_stages_of(pipeline).into_iter().filter(|stage| stage.kind != StageKind::Open),
        );
        for stage in stages {
            let mark = if stage.usable() { "" } else { "!" };
            let titles = self.ws.column(stage.id).map(|ix| self.ws.deals.at(ix).title.clone()).collect();
            columns.push((format!("{}{mark}", stage.name), titles));
        }
        let nurtured = self.ws.deals.iter().filter(|deal| {
            deal.standing() == StandingKind::Nurtured && self.ws.pipeline_of(deal) == Some(pipeline)
        });
        let titles: Vec<String> = nurtured.map(|deal| deal.title.clone()).collect();
        if !titles.is_empty() {
            columns.push(("nurtured".to_owned(), titles));
        }
        write(&columns)
    }

    /// Reads a command.
    pub(crate) fn command(&self, text: &str) -> Command {
        let mut words = text.split_whitespace();
        let verb = words.next().unwrap_or_else(|| panic!("no command: {text}"));
        let rest: Vec<&str> = words.collect();
        let section = |name: &str| rest.iter().position(|word| *word == name);
        let marks = ["to", "because", "top", "bottom", "before", "after", "for"];
        let objects = &rest[..rest.iter().position(|word| marks.contains(word)).unwrap_or(rest.len())];
        let deals = || objects.iter().map(|title| self.deal_id(title)).collect::<Vec<_>>();
        let word = |name: &str| rest[section(name).unwrap_or_else(|| panic!("no {name}: {text}")) + 1];
        let edit = |patch| Command::EditDeals { deals: deals(), patch };
        let target = || section("to").map(|at| self.stage_id(rest[at + 1]));
        match verb {
            "add" => Command::AddDeal {
                title: objects.join(" "),
                stage: target().expect("a stage"),
                patches: Vec::new(),
                end: if section("top").is_some() { End::Top } else { End::Bottom },
            },
            "move" => {
                let neighbour = |name| section(name).map(|at| self.deal_id(rest[at + 1]));
                let slot = neighbour("before")
                    .map(Slot::Before)
                    .or(neighbour("after").map(Slot::After))
                    .unwrap_or(if section("top").is_some() { Slot::Top } else { Slot::Bottom });
                // Into a lane: of a person, or of nobody.
                let owner = |name: &str| (name != "nobody").then(|| self.person_id(name));
                let patch = section("for").map(|at| DealPatch::Owner(owner(rest[at + 1])));
                Command::MoveDeals { deals: deals(), stage: target().expect("a stage"), slot, patch }
            }
            "win" => Command::CloseDeals { deals: deals(), outcome: Outcome::Won },
            "lose" => {
                let reason = section("because").map(|at| self.choice(ListKind::LossReason, rest[at + 1]));
                let loss = Loss { reason, ..Loss::default() };
                Command::CloseDeals { deals: deals(), outcome: Outcome::Lost(loss) }
            }
            "nurture" => Command::CloseDeals {
                deals: deals(),
                outcome: Outcome::Nurtured { until: None, reason: "later".into() },
            },
            "reopen" => Command::ReopenDeals { deals: deals(), stage: target() },
            "value" => {
                let at = section("to").expect("an amount");
                let currency = rest.get(at + 2).map_or(Currency::USD, |code| code.parse().expect("a code"));
                let minor = parse_amount(rest[at + 1], currency).expect("an amount");
                edit(DealPatch::Value(Some(Money { minor, currency })))
            }
            "give" => edit(DealPatch::Owner(Some(self.person_id(word("to"))))),
            "source" => edit(DealPatch::Source(Some(self.choice(ListKind::Source, word("to"))))),
            "segment" => edit(DealPatch::Segment(Some(self.choice(ListKind::Segment, word("to"))))),
            "tag" => edit(DealPatch::AddTag(self.choice(ListKind::Tag, word("to")))),
            "remove" => Command::RemoveDeals { deals: deals() },
            "archive" => Command::ArchiveStage { stage: self.stage_id(objects[0]), move_to: target() },
            "restore" => Command::RestoreStage { stage: self.stage_id(objects[0]) },
            _ => panic!("no command: {text}"),
        }
    }

    /// Does what the commands say, one after the other.
    pub(crate) fn try_all(&mut self, commands: &str) -> Result<(), Rejection> {
        for text in commands.split(';').map(str::trim) {
            match text {
                "undo" => self.undo()?,
                "redo" => self.redo()?,
                "reload" => self.reload(),
                _ => {
                    let command = self.command(text);
                    self.run(&command)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn do_all(&mut self, commands: &str) {
        self.try_all(commands).unwrap_or_else(|rejection| panic!("{commands}: {rejection:?}"));
    }
}

/// On a board like `before`, `commands` lead to a board like `after`, and undoing them leads back.
#[track_caller]
pub(crate) fn check(before: &str, commands: &str, after: &str) {
    let mut office = office(before);
    let untouched = office.ws.clone();
    let entries = office.log.len();
    office.do_all(commands);
    assert_eq!(office.board(), tidy(after), "after: {commands}");
    if !commands.contains("undo") {
        for _ in entries..office.log.len() {
            office.undo().expect("in turn, everything can be undone");
        }
        assert_eq!(office.board(), tidy(before), "after undoing: {commands}");
        assert!(office.ws.same_as(&untouched), "after undoing: {commands}");
    }
}

/// On a board like `before`, `commands` change nothing at all.
#[track_caller]
pub(crate) fn check_unchanged(before: &str, commands: &str) {
    let mut office = office(before);
    let entries = office.log.len();
    office.do_all(commands);
    assert_eq!(office.log.len(), entries, "nothing to write down after: {commands}");
    assert_eq!(office.board(), tidy(before));
}

/// On a board like `before`, the last of `commands` is refused, and changes nothing.
#[track_caller]
pub(crate) fn check_refused(before: &str, commands: &str, expected: &Rejection) {
    let mut office = office(before);
    let (first, last) =
        commands.rsplit_once(';').map_or((None, commands), |(first, last)| (Some(first), last));
    if let Some(first) = first {
        office.do_all(first);
    }
    let (ws, board) = (office.ws.clone(), office.board());
    assert_eq!(office.try_all(last).as_ref(), Err(expected), "{commands}");
    assert_eq!(office.board(), board);
    assert!(office.ws.same_as(&ws));
}
