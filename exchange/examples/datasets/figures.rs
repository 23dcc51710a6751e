//! The figures that are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sales::model::{Deal, Standing, StandingKind, Workspace};
use serde_json::Value;

/// One figure, as it is and as it should be.
pub(crate) struct Compared {
    name: String,
    here: f64,
    there: f64,
}

/// Ratios agree to this.
const CLOSE: f64 = 1e-6;

impl Compared {
    /// Whether both are the same.
    pub(crate) fn is_same(&self) -> bool {
        (self.here - self.there).abs() <= CLOSE * self.there.abs().max(1.0)
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_same() { "=" } else { "≠" };
        write!(f, "{:<60} {:>16} {mark} {:>16}", self.name, self.here, self.there)
    }
}

#[derive(Default)]
struct List<'e> {
    all: Vec<Compared>,
    expected: Option<&'e Value>,
}

impl List<'_> {
    /// Compares a figure, if there is one of this name to compare it with.
    fn add(&mut self, path: &[&str], here: f64) {
        let mut there = self.expected;
        for part in path {
            there = there.and_then(|value| value.get(part));
        }
        if let Some(there) = there.and_then(Value::as_f64) {
            self.all.push(Compared { name: path.join(" · "), here, there });
        }
    }

    /// Compares a figure for each name of a group; a name that only one side has is a difference.
    fn group(&mut self, path: &[&str], leaf: Option<&str>, here: &BTreeMap<String, f64>) {
        let mut there = self.expected;
        for part in path {
            there = there.and_then(|value| value.get(part));
        }
        let Some(there) = there.and_then(Value::as_object) else { return };
        let plain = |name: &str| {
            name.trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ').to_owned()
        };
        let there: BTreeMap<String, f64> = there
            .iter()
            .filter_map(|(name, value)| {
                let value = leaf.map_or(Some(value), |leaf| value.get(leaf))?;
                Some((plain(name), value.as_f64()?))
            })
            .collect();
        for name in here.keys().chain(there.keys()).collect::<BTreeSet<_>>() {
            let value = |side: &BTreeMap<String, f64>| side.get(name).copied().unwrap_or(0.0);
            let name = [path, &[name.as_str()], leaf.as_slice()].concat().join(" · ");
            self.all.push(Compared { here: value(here), there: value(&there), name });
        }
    }
}

/// Compares whatever the file of expected figures has and the workspace can tell.
pub(crate) fn compare(ws: &Workspace, expected: &Value) -> Vec<Compared> {
    let mut list = List { expected: Some(expected), ..List::default() };
    let deals: Vec<&Deal> = ws.deals.iter().collect();
    let of = |kind| deals.iter().filter(move |deal| deal.standing() == kind);
    let value = |deal: &Deal| {
        deal.value.map_or(0.0, |money| float(money.minor) / float(money.currency.minor_per_unit()))
    };
    list.add(&["core", "deals"], count(deals.len()));
    for (name, kind) in
        [("open", StandingKind::Open), ("won", StandingKind::Won), ("lost", StandingKind::Lost)]
    {
        list.add(&["core", name], count(of(kind).count()));
        list.add(&["core", &format!("{name}_value")], of(kind).map(|deal| value(deal)).sum());
    }
    let (won, lost) = (count(of(StandingKind::Won).count()), count(of(StandingKind::Lost).count()));
    list.add(&["core", "win_rate_count"], won / (won + lost));
    list.add(
        &["core", "missing", "account"],
        count(deals.iter().filter(|deal| deal.organisation.is_none()).count()),
    );
    list.add(&["core", "missing", "owner"], count(deals.iter().filter(|deal| deal.owner.is_none()).count()));
    list.add(&["core", "missing", "value"], count(deals.iter().filter(|deal| deal.value.is_none()).count()));
    let accounts: BTreeSet<_> = deals.iter().filter_map(|deal| deal.organisation).collect();
    list.add(&["core", "accounts_distinct"], count(accounts.len()));

    let stage =
        |deal: &Deal| ws.stages.get(deal.position.stage).map_or(String::new(), |stage| stage.name.clone());
    let mut by_stage = Tally::default();
    for deal in &deals {
        by_stage.add(stage(deal), value(deal));
    }
    list.group(&["core", "by_stage"], Some("deals"), &by_stage.counts);
    list.group(&["core", "by_stage"], Some("value"), &by_stage.sums);
    owners(ws, &deals, &mut list, value);
    history(ws, &deals, &mut list);
    list.all
}

/// Deals and won value of each owner.
fn owners(ws: &Workspace, deals: &[&Deal], list: &mut List<'_>, value: impl Fn(&Deal) -> f64) {
    let owners = list.expected.and_then(|it| it["core"]["owners"].as_array()).cloned().unwrap_or_default();
    for expected in owners {
        let name = expected["owner"].as_str().unwrap_or_default();
        let of: Vec<&&Deal> = deals
            .iter()
            .filter(|deal| deal.owner.and_then(|id| ws.people.get(id)).is_some_and(|row| row.name == name))
            .collect();
        let won = || of.iter().filter(|deal| deal.standing() == StandingKind::Won);
        let figures = [
            ("deals", count(of.len())),
            ("won", count(won().count())),
            ("won_value", won().map(|deal| value(deal)).sum()),
        ];
        for (leaf, here) in figures {
            if let Some(there) = expected[leaf].as_f64() {
                list.all.push(Compared { name: format!("owner {name} · {leaf}"), here, there });
            }
        }
    }
}

/// What only a history tells: how far deals came, where they were lost and why.
fn history(ws: &Workspace, deals: &[&Deal], list: &mut List<'_>) {
    let stage_name = |id| ws.stages.get(id).map_or(String::new(), |stage| stage.name.clone());
    let (mut last, mut reasons) = (Tally::default(), Tally::default());
    for deal in deals {
        if let Standing::Lost(loss) = &deal.position.standing {
            if let Some(stage) = deal.last_open_stage() {
                last.add(stage_name(stage), 0.0);
            }
            if let Some(reason) = loss.reason.and_then(|id| ws.choices.get(id)) {
                reasons.add(reason.name.clone(), 0.0);
            }
        }
    }
    list.group(&["core", "last_stage_before_loss"], None, &last.counts);
    list.group(&["core", "loss_reasons"], None, &reasons.counts);
    let mut reached = Tally::default();
    for deal in deals {
        let open = deal.visits.iter().filter(|visit| visit.standing == StandingKind::Open);
        for stage in open.map(|visit| visit.stage).collect::<BTreeSet<_>>() {
            reached.add(stage_name(stage), 0.0);
        }
    }
    list.group(&["core", "reached_stage"], None, &reached.counts);
    let reopened = deals.iter().filter(|deal| {
        let is_reopening = |pair: &[sales::model::Visit]| {
            pair[0].standing == StandingKind::Lost && pair[1].standing == StandingKind::Open
        };
        deal.visits.windows(2).any(is_reopening)
    });
    list.add(&["extra", "history", "reopened_after_closed"], count(reopened.count()));
}

#[derive(Default)]
struct Tally {
    counts: BTreeMap<String, f64>,
    sums: BTreeMap<String, f64>,
}

impl Tally {
    fn add(&mut self, name: String, value: f64) {
        *self.counts.entry(name.clone()).or_default() += 1.0;
        *self.sums.entry(name).or_default() += value;
    }
}

#[allow(clippy::cast_precision_loss, reason = "no set has 2^53 deals or cents")]
fn float(number: i64) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss, reason = "no set has 2^53 deals")]
fn count(number: usize) -> f64 {
    number as f64
}
