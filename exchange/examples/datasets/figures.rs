//! The figures that are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use metrics::goals::attainment;
use metrics::{
    self, Basis, Behind, Columns, Group, Grouping, Insights, Key, Ledger, Mode, Outcomes, Part, Period,
    Query, Selection, StageFigures, Worth,
};
use sales::ids::StageId;
use sales::model::{Deal, Field, Measure, Span, Standing, StandingKind, Workspace};
use sales::time::{Date, FixedCalendar};
use serde_json::Value;

/// One figure, as it is and as it should be.
pub(crate) struct Compared {
    name: String,
    here: f64,
    there: f64,
}

/// Ratios agree to this.
const CLOSE: f64 = 1e-6;

/// Amounts that are no whole ones agree to this.
const CLOSE_CENTS: f64 = 0.005_001;

/// Means agree to this: the other side gives them with four digits.
const CLOSE_MEAN: f64 = 1e-4;

impl Compared {
    pub(crate) fn new(name: String, here: f64, there: f64) -> Self {
        Self { name, here, there }
    }

    /// Whether both are the same.
    pub(crate) fn is_same(&self) -> bool {
        let is_mean = self.name.rsplit(" · ").next().is_some_and(|leaf| leaf.starts_with("mean"));
        let close = match self.there {
            _ if is_mean => CLOSE_MEAN,
            // Counts, and sums of whole amounts.
            there if there.fract() == 0.0 => 0.0,
            // The other side rounds to cents.
            there if there.abs() > 1.0 => CLOSE_CENTS,
            _ => CLOSE,
        };
        (self.here - self.there).abs() <= close
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
    /// The paths of what was compared; all below one was.
    covered: BTreeSet<String>,
}

impl<'e> List<'e> {
    fn at(&mut self, path: &[&str]) -> Option<&'e Value> {
        path.iter().try_fold(self.expected?, |value, part| value.get(part))
    }

    /// As [`List::at`], of which all is compared.
    fn whole(&mut self, path: &[&str]) -> Option<&'e Value> {
        self.covered.insert(path.join("."));
        self.at(path)
    }

    /// Compares a figure, if there is one of this name to compare it with.
    fn add(&mut self, path: &[&str], here: f64) {
        if let Some(there) = self.at(path).and_then(Value::as_f64) {
            self.covered.insert(path.join("."));
            self.all.push(Compared { name: path.join(" · "), here, there });
        }
    }

    /// Compares a figure for each name of a group; a name that only one side has is a difference.
    fn group(&mut self, path: &[&str], leaf: Option<&str>, here: &BTreeMap<String, f64>) {
        let Some(there) = self.at(path).and_then(Value::as_object) else { return };
        let plain = |name: &str| {
            name.trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ').to_owned()
        };
        for name in there.keys() {
            self.covered.insert([path, &[name.as_str()], leaf.as_slice()].concat().join("."));
        }
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

    /// Compares all figures of a group that stand beside one another on the other side.
    fn one(&mut self, title: &str, expected: &Value, ws: &Workspace, group: Option<&Group>) {
        let here = group.map(|group| outcomes(ws, &group.outcomes)).unwrap_or_default();
        let there = expected.as_object().into_iter().flatten();
        for (leaf, there) in there.filter_map(|(leaf, there)| Some((leaf, there.as_f64()?))) {
            let here = here.iter().find(|figure| figure.0 == leaf).map_or(f64::NAN, |figure| figure.1);
            self.all.push(Compared { name: format!("{title} · {leaf}"), here, there });
        }
    }

    /// Compares each figure of the other side with the one of the same name here.
    fn pairs(&mut self, path: &[&str], here: &BTreeMap<String, f64>) {
        for (name, there) in self.at(path).and_then(Value::as_object).into_iter().flatten() {
            let Some(there) = there.as_f64() else { continue };
            self.covered.insert([path, &[name.as_str()]].concat().join("."));
            let name_and_path = [path, &[name.as_str()]].concat().join(" · ");
            let here = here.get(name).copied().unwrap_or(0.0);
            self.all.push(Compared { name: name_and_path, here, there });
        }
    }

    /// The same where each name has several figures.
    fn leaves(&mut self, path: &[&str], leaf: &str, here: &BTreeMap<String, f64>) {
        for (name, row) in self.at(path).and_then(Value::as_object).into_iter().flatten() {
            let Some(there) = row.get(leaf).and_then(Value::as_f64) else { continue };
            self.covered.insert([path, &[name.as_str(), leaf]].concat().join("."));
            let name_and_path = [path, &[name.as_str(), leaf]].concat().join(" · ");
            let here = here.get(name).copied().unwrap_or(0.0);
            self.all.push(Compared { name: name_and_path, here, there });
        }
    }
}

/// Compares whatever the file of expected figures has and the workspace can tell, as of a day. Answers the paths of what was
/// compared, too.
pub(crate) fn compare(ws: &Workspace, expected: &Value, today: Date) -> (Vec<Compared>, BTreeSet<String>) {
    let mut list = List { expected: Some(expected), ..List::default() };
    let asked = Asked::new(ws, today);
    let found = asked.insights(Basis::Snapshot);
    core(ws, &found.all, &mut list);
    missing(ws, &mut list);
    stages(ws, &asked, &found, &mut list);
    groups(ws, &asked, &mut list);
    own_field(ws, &asked, &mut list);
    months(&found, &mut list);
    history(ws, &mut list);
    goals(ws, &asked, &mut list);
    one_for_each_id(ws, &asked, &found, &mut list);
    (list.all, list.covered)
}

/// A workspace and what is asked about it.
struct Asked<'w> {
    ws: &'w Workspace,
    columns: Columns,
    today: Date,
}

impl<'w> Asked<'w> {
    fn new(ws: &'w Workspace, today: Date) -> Self {
        Self { ws, columns: Columns::new(ws, &FixedCalendar::default()), today }
    }

    fn query(&self, basis: Basis) -> Query {
        let (period, today) = (Period::until(self.today), self.today);
        Query { period, today, basis, mode: Mode::Furthest, pipelines: Vec::new() }
    }

    fn insights(&self, basis: Basis) -> Insights {
        metrics::insights(self.ws, &self.columns, &Selection::all(), &self.query(basis))
    }

    fn by(&self, grouping: Grouping) -> Vec<Group> {
        metrics::by(self.ws, &self.columns, &Selection::all(), &self.query(Basis::ClosedIn), grouping)
    }

    fn stage_name(&self, id: StageId) -> String {
        self.ws.stages.get(id).map_or(String::new(), |stage| stage.name.clone())
    }
}

/// The figures of all deals together, or of a group.
fn outcomes(ws: &Workspace, found: &Outcomes) -> Vec<(&'static str, f64)> {
    let unit = money(ws, 1).recip();
    let value = |worth: &Worth| worth.total().ok().map(|minor| money(ws, minor));
    let average = found.mean_size().ok().map(|minor| money(ws, minor));
    let median = found.median_size().ok().map(|minor| money(ws, minor));
    let cycle = found.cycle().ok();
    let figures = [
        ("deals", Some(count(found.open + found.won + found.lost))),
        ("open", Some(count(found.open))),
        ("won", Some(count(found.won))),
        ("lost", Some(count(found.lost))),
        ("open_value", value(&found.open_value)),
        ("won_value", value(&found.won_value)),
        ("lost_value", value(&found.lost_value)),
        ("win_rate", found.win_rate().ok().and_then(metrics::Rate::share)),
        ("win_rate_count", found.win_rate().ok().and_then(metrics::Rate::share)),
        ("win_rate_value", found.win_rate_by_value().ok()),
        ("avg_won_value", average),
        ("median_won_value", median),
        ("mean_cycle_won", cycle.map(|cycle| cycle.mean)),
        ("velocity_open_per_day", found.velocity().ok().map(|velocity| velocity.per_day / unit)),
    ];
    figures.into_iter().filter_map(|(name, here)| Some((name, here?))).collect()
}

fn core(ws: &Workspace, found: &Outcomes, list: &mut List<'_>) {
    for (name, here) in outcomes(ws, found) {
        list.add(&["core", name], here);
    }
    if let Ok(weighted) = found.open_weighted() {
        list.add(&["extra", "weighted_open_value"], money(ws, weighted));
    }
    for (name, days) in [
        ("cycle_won_days", found.cycle().ok()),
        ("cycle_lost_days", found.lost_cycle()),
        ("cycle_add_to_lost_days", found.lost_cycle()),
    ] {
        let Some(days) = days else { continue };
        list.add(&["core", name, "n"], count(days.count));
        list.add(&["core", name, "mean"], days.mean);
        list.add(&["core", name, "median"], days.median);
        list.add(&["core", name, "min"], f64::from(days.shortest));
        list.add(&["core", name, "max"], f64::from(days.longest));
    }
}

fn missing(ws: &Workspace, list: &mut List<'_>) {
    let without = |is: fn(&Deal) -> bool| count(ws.deals.iter().filter(|deal| is(deal)).count());
    list.add(&["core", "missing", "account"], without(|deal| deal.organisation.is_none()));
    list.add(&["core", "missing", "owner"], without(|deal| deal.owner.is_none()));
    list.add(&["core", "missing", "value"], without(|deal| deal.value.is_none()));
    list.add(&["core", "missing", "created"], without(|deal| deal.known_created().is_none()));
    list.add(&["core", "missing", "closed"], without(|deal| deal.is_open() || deal.closing_is_guessed()));
    list.add(&["core", "missing", "stage"], without(|deal| deal.visits.is_empty()));
    let accounts: BTreeSet<_> = ws.deals.iter().filter_map(|deal| deal.organisation).collect();
    list.add(&["core", "accounts_distinct"], count(accounts.len()));
}

/// Compares what open deals are worth where those without a value have the list price of their product. Answers the names of what was
/// looked for, too.
pub(crate) fn compare_at_list_price(
    ws: &Workspace,
    expected: &Value,
    today: Date,
) -> (Vec<Compared>, BTreeSet<String>) {
    let mut list = List { expected: Some(expected), ..List::default() };
    let asked = Asked::new(ws, today);
    // The day of their creation is not known of some; on the board they are.
    let mut all = 0;
    let mut by_stage = BTreeMap::new();
    for deal in ws.deals.iter().filter(|deal| deal.is_open()) {
        let minor = deal.value.map_or(0, |value| i128::from(value.minor));
        all += minor;
        *by_stage.entry(asked.stage_name(deal.position.stage)).or_insert(0.0) += money(ws, minor);
    }
    list.add(&["extra", "open_value_at_list_price"], money(ws, all));
    list.group(&["extra", "open_at_list_by_stage"], None, &by_stage);
    (list.all, list.covered)
}

/// Stage by stage: deals there, reached, lost, and days.
fn stages(ws: &Workspace, asked: &Asked<'_>, found: &Insights, list: &mut List<'_>) {
    let mut by_stage = Tally::default();
    for group in asked.by(Grouping::Stage) {
        if let Key::Stage(stage) = group.key {
            let outcomes = &group.outcomes;
            let value = [&outcomes.open_value, &outcomes.won_value, &outcomes.lost_value]
                .into_iter()
                .filter_map(|worth| worth.total().ok())
                .sum();
            let deals = outcomes.open + outcomes.won + outcomes.lost;
            by_stage.put(asked.stage_name(stage), count(deals), money(ws, value));
        }
    }
    list.group(&["core", "by_stage"], Some("deals"), &by_stage.counts);
    list.group(&["core", "by_stage"], Some("value"), &by_stage.sums);
    let each = |figure: fn(&StageFigures) -> Option<f64>| -> BTreeMap<String, f64> {
        let named = |stage: &StageFigures| Some((asked.stage_name(stage.stage), figure(stage)?));
        found.stages.iter().filter_map(named).collect()
    };
    list.group(&["core", "reached_stage"], None, &each(|stage| Some(count(stage.visited.reached))));
    list.group(&["core", "reached_share"], None, &each(|stage| stage.visited.cumulative().share()));
    list.group(&["core", "last_stage_before_loss"], None, &each(|stage| Some(count(stage.furthest.lost))));
    let days = ["core", "days_in_stage"];
    list.group(&days, Some("n"), &each(|stage| stage.visit_days.map(|days| count(days.count))));
    list.group(&days, Some("mean"), &each(|stage| stage.visit_days.map(|days| days.mean)));
    list.group(&days, Some("median"), &each(|stage| stage.visit_days.map(|days| days.median)));
    losses(ws, asked, found, list);
    let mut links = BTreeMap::new();
    let number = |id| found.stages.iter().position(|stage| Some(stage.stage) == id).map(|place| place + 1);
    for link in &found.links {
        if let (Some(from), Some(to)) = (number(link.from), number(link.to)) {
            links.insert(format!("{from}->{to}"), count(link.deals));
        }
    }
    list.pairs(&["core", "transitions"], &links);
}

fn losses(ws: &Workspace, asked: &Asked<'_>, found: &Insights, list: &mut List<'_>) {
    let names: Vec<Option<&str>> = found
        .losses
        .reasons
        .iter()
        .map(|reason| reason.and_then(|id| ws.choices.get(id)).map(|choice| choice.name.as_str()))
        .collect();
    let named = |deals: &[usize]| -> BTreeMap<String, f64> {
        let rows = names.iter().zip(deals).filter(|(_, deals)| **deals > 0);
        rows.filter_map(|(name, &deals)| Some(((*name)?.to_owned(), count(deals)))).collect()
    };
    list.group(&["core", "loss_reasons"], None, &named(&found.losses.deals));
    for stage in &found.stages {
        let name = asked.stage_name(stage.stage);
        list.group(&["core", "loss_reason_by_last_stage", &name], None, &named(&stage.lost_by_reason));
    }
}

/// The figures of owners, customers, products, segments, sources and fields.
fn groups(ws: &Workspace, asked: &Asked<'_>, list: &mut List<'_>) {
    let choice = |id: Option<_>| id.and_then(|id| ws.choices.get(id)).map(|row| row.name.clone());
    let name = |key: Key| match key {
        Key::Owner(id) => id.and_then(|id| ws.people.get(id)).map(|row| row.name.clone()),
        Key::Manager(id) => id.and_then(|id| ws.people.get(id)).map(|row| row.manager.clone()),
        Key::Region(id) => id.and_then(|id| ws.people.get(id)).map(|row| row.region.clone()),
        Key::Organisation(id) => id.and_then(|id| ws.organisations.get(id)).map(|row| row.name.clone()),
        Key::Segment(id) | Key::Source(id) | Key::Product(id) => choice(id),
        _ => None,
    };
    for (path, label, grouping) in [
        (["core", "owners"], "owner", Grouping::Owner),
        (["core", "top_accounts_by_won_value"], "account", Grouping::Organisation),
        (["extra", "top_accounts_by_won_count"], "account", Grouping::Organisation),
    ] {
        let found = asked.by(grouping);
        for expected in list.whole(&path).and_then(Value::as_array).cloned().unwrap_or_default() {
            let wanted = expected[label].as_str().unwrap_or_default().to_owned();
            let group = found.iter().find(|group| name(group.key).as_deref() == Some(&wanted));
            list.one(&format!("{label} {wanted}"), &expected, ws, group);
        }
    }
    let owners = asked.by(Grouping::Owner);
    let distinct = owners.iter().filter(|group| name(group.key).is_some()).count();
    list.add(&["core", "owners_distinct_last"], count(distinct));
    for expected in
        list.whole(&["core", "top5_owners_by_deals"]).and_then(Value::as_array).into_iter().flatten()
    {
        let (Some(wanted), Some(there)) = (expected["name"].as_str(), expected["deals"].as_f64()) else {
            continue;
        };
        // Of two of one name, one has the number behind it.
        let numbered = format!("{wanted} ({})", expected["id"]);
        let called = |wanted: &str| owners.iter().find(|group| name(group.key).as_deref() == Some(wanted));
        let here = called(&numbered).or_else(|| called(wanted)).map_or(f64::NAN, |group| {
            let Outcomes { open, won, lost, .. } = &group.outcomes;
            count(open + won + lost)
        });
        list.all.push(Compared { name: format!("owner {wanted} · deals"), here, there });
    }
    for (path, grouping) in [
        (["extra", "by_product"], Grouping::Product),
        (["extra", "by_manager"], Grouping::Manager),
        (["extra", "by_region"], Grouping::Region),
        (["extra", "by_type"], Grouping::Segment),
        (["extra", "by_lead_source"], Grouping::Source),
    ] {
        let found = asked.by(grouping);
        for (wanted, expected) in list.whole(&path).and_then(Value::as_object).cloned().unwrap_or_default() {
            let group = found.iter().find(|group| name(group.key).as_deref() == Some(&wanted));
            list.one(&format!("{} · {wanted}", path[1]), &expected, ws, group);
        }
    }
}

/// The figures of a column that became a field of the team's own.
fn own_field(ws: &Workspace, asked: &Asked<'_>, list: &mut List<'_>) {
    let path = ["extra", "by_opportunity_source"];
    let Some(wanted) = list.at(&path).and_then(Value::as_object).cloned() else { return };
    let is_it = |field: &&Field| field.options.iter().any(|option| wanted.contains_key(&option.name));
    let Some(field) = ws.fields.iter().find(is_it) else { return };
    list.covered.insert(path.join("."));
    let found = asked.by(Grouping::Field(field.id));
    for (name, expected) in &wanted {
        let option = field.options.iter().find(|option| option.name == *name).map(|option| option.id);
        let group = found.iter().find(|group| group.key == Key::Option(option));
        list.one(&format!("{} · {name}", path[1]), expected, ws, group);
    }
}

fn months(found: &Insights, list: &mut List<'_>) {
    let (mut won, mut quarters) = (BTreeMap::new(), BTreeMap::new());
    let (mut created, mut lost) = (BTreeMap::new(), BTreeMap::new());
    let mut counts: [BTreeMap<String, f64>; 2] = Default::default();
    for row in &found.months {
        let month = format!("{}-{:02}", row.month.year, row.month.month);
        let quarter = format!("{}Q{}", row.month.year, row.month.month.div_ceil(3));
        // The sets are in a currency with cents.
        let value = row.won_value.total().map_or(0.0, |minor| minor_float(minor) / 100.0);
        won.insert(month.clone(), value);
        created.insert(month.clone(), count(row.created));
        lost.insert(month, count(row.lost));
        *quarters.entry(quarter.clone()).or_default() += value;
        *counts[0].entry(quarter.clone()).or_default() += count(row.won);
        *counts[1].entry(quarter).or_default() += count(row.lost);
    }
    list.pairs(&["extra", "won_value_by_close_month"], &won);
    list.pairs(&["extra", "won_value_by_close_quarter"], &quarters);
    list.leaves(&["extra", "won_lost_by_close_quarter"], "won", &counts[0]);
    list.leaves(&["extra", "won_lost_by_close_quarter"], "lost", &counts[1]);
    list.leaves(&["extra", "won_lost_by_close_quarter"], "won_value", &quarters);
    list.pairs(&["core", "created_by_month"], &created);
    list.pairs(&["core", "lost_by_month"], &lost);
}

/// What goals are measured from: the quarters as people achieved them, and people as they did over all quarters.
fn goals(ws: &Workspace, asked: &Asked<'_>, list: &mut List<'_>) {
    let paths = [["extra", "won_value_by_close_quarter"], ["extra", "won_lost_by_close_quarter"]];
    let Some(named) = paths.iter().find_map(|path| list.at(path).and_then(Value::as_object)) else { return };
    let ledger = Ledger::new(ws, &asked.columns, asked.today, &FixedCalendar::default());
    let measure = Measure::WonValue(ws.settings.currency);
    let (mut quarters, mut people) = (BTreeMap::new(), BTreeMap::new());
    for name in named.keys() {
        let Some((year, quarter)) = name.split_once('Q') else { continue };
        let (Ok(year), Ok(quarter)) = (year.parse(), quarter.parse()) else { continue };
        for row in attainment(ws, &ledger, Span::Quarter { year, quarter }, None, measure) {
            let value = row.achieved.map_or(f64::NAN, |minor| money(ws, minor));
            *quarters.entry(name.clone()).or_default() += value;
            if let Some(person) = row.owner.and_then(|id| ws.people.get(id)) {
                *people.entry(person.name.clone()).or_insert(0.0) += value;
            }
        }
    }
    list.pairs(&paths[0], &quarters);
    list.leaves(&paths[1], "won_value", &quarters);
    for expected in list.at(&["core", "owners"]).and_then(Value::as_array).into_iter().flatten() {
        if let (Some(owner), Some(there)) = (expected["owner"].as_str(), expected["won_value"].as_f64()) {
            let here = people.get(owner).copied().unwrap_or(0.0);
            list.all.push(Compared { name: format!("attainment · {owner}"), here, there });
        }
    }
}

/// The set in which two deals have one id, as someone counts it who takes them for one: reached is what either of them reached, and the
/// later one tells how it ended.
fn one_for_each_id(ws: &Workspace, asked: &Asked<'_>, found: &Insights, list: &mut List<'_>) {
    const PART: &str = "by_deal_id_1995";
    let id = |deal: &Deal| {
        let external = deal.external.clone().unwrap_or_default();
        external.split('#').next().unwrap_or_default().to_owned()
    };
    let mut latest: BTreeMap<String, &Deal> = BTreeMap::new();
    for deal in ws.deals.iter() {
        let known = latest.entry(id(deal)).or_insert(deal);
        if deal.entered() > known.entered() {
            *known = deal;
        }
    }
    list.add(&[PART, "deals"], count(latest.len()));
    let behind = |figure: &Behind| {
        let query = asked.query(Basis::Snapshot);
        metrics::behind(ws, &asked.columns, &Selection::all(), &query, figure)
    };
    let (mut reached, mut lost) = (BTreeMap::new(), BTreeMap::new());
    for stage in &found.stages {
        let name = asked.stage_name(stage.stage);
        let deals = behind(&Behind::Passage(stage.stage, Mode::Visited, Part::Reached));
        let ids: BTreeSet<String> = deals.into_iter().map(|ix| id(ws.deals.at(ix))).collect();
        reached.insert(name.clone(), count(ids.len()));
        let deals = behind(&Behind::Passage(stage.stage, Mode::Furthest, Part::Lost));
        let is_last = |deal: &Deal| latest.get(&id(deal)).is_some_and(|last| last.id == deal.id);
        lost.insert(name, count(deals.into_iter().filter(|ix| is_last(ws.deals.at(*ix))).count()));
    }
    let mut reasons = BTreeMap::new();
    for deal in latest.values() {
        if let Standing::Lost(loss) = &deal.position.standing
            && let Some(reason) = loss.reason.and_then(|reason| ws.choices.get(reason))
        {
            *reasons.entry(reason.name.clone()).or_insert(0.0) += 1.0;
        }
    }
    list.group(&[PART, "reached_stage"], None, &reached);
    list.group(&[PART, "last_stage_before_loss"], None, &lost);
    list.group(&[PART, "loss_reasons"], None, &reasons);
}

/// What only a history tells.
fn history(ws: &Workspace, list: &mut List<'_>) {
    let is_reopening = |pair: &[sales::model::Visit]| {
        pair[0].standing == StandingKind::Lost && pair[1].standing == StandingKind::Open
    };
    let reopened = ws.deals.iter().filter(|deal| deal.visits.windows(2).any(is_reopening));
    list.add(&["extra", "history", "reopened_after_closed"], count(reopened.count()));
}

#[derive(Default)]
struct Tally {
    counts: BTreeMap<String, f64>,
    sums: BTreeMap<String, f64>,
}

impl Tally {
    fn put(&mut self, name: String, count: f64, value: f64) {
        self.counts.insert(name.clone(), count);
        self.sums.insert(name, value);
    }
}

/// Minor units in units of the workspace's currency.
fn money(ws: &Workspace, minor: i128) -> f64 {
    minor_float(minor) / minor_float(i128::from(ws.settings.currency.minor_per_unit()))
}

#[allow(clippy::cast_precision_loss, reason = "no set has 2^53 cents")]
fn minor_float(minor: i128) -> f64 {
    minor as f64
}

#[allow(clippy::cast_precision_loss, reason = "no set has 2^53 deals")]
fn count(number: usize) -> f64 {
    number as f64
}
