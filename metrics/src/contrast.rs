//! Two groups of deals to compare: which deals they are, what is typical of those that were decided, and what tells won deals
//! from lost ones.

use super::behind::{Behind, behind};
use super::columns::{Amount, Columns};
use super::compare::Compared;
use super::facts::Lens;
use super::figure::{Moments, Rate, float, minor_float};
use super::groups::{Group, Grouping, Groups, Key};
use super::insights::Insights;
use super::query::{Query, Selection};
use sales::model::{Deal, Workspace};
use sales::time::{Calendar, Date};

/// The deals of a selection that are in a group, and all its others. Of no use for a grouping by stage or by month closed,
/// which not every deal has a part in.
pub fn parted(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    grouping: Grouping,
    key: Key,
) -> (Selection, Selection) {
    let lens = Lens::new(workspace, columns, selection, query);
    let groups = Groups::new(&lens, grouping);
    let place = groups.place(key);
    let (mut within, mut without) = (Vec::new(), Vec::new());
    for fact in lens.facts() {
        if groups.has(&lens, &fact, place) { within.push(fact.ix()) } else { without.push(fact.ix()) }
    }
    (Selection::of(&within), Selection::of(&without))
}

/// The deals of a selection that were won, and those that were lost, in the period of a question.
pub fn decided(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
) -> (Selection, Selection) {
    let of = |figure| Selection::of(&behind(workspace, columns, selection, query, &figure));
    (of(Behind::Won), of(Behind::Lost))
}

/// What is typical of the deals of a group that were won or lost in the period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Traits {
    /// How many of them went back to an earlier stage.
    pub moved_back: Rate,
    /// Activities done on each, up to the end of the period.
    pub activities: Moments,
    /// The value of each that has one, in minor units of the workspace's currency; those in one without a rate are left out.
    pub values: Moments,
    /// Calendar days from created to won or lost; those that the data have closed before they were created are left out.
    pub days: Moments,
}

/// What is typical of the deals of a selection that were won or lost.
pub fn traits(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    query: &Query,
    calendar: &dyn Calendar,
) -> Traits {
    let lens = Lens::new(workspace, columns, selection, query);
    let mut traits = Traits::default();
    for fact in lens.facts().filter(|fact| lens.end(fact).is_some()) {
        traits.moved_back.of += 1;
        traits.moved_back.hits += usize::from(fact.went_back);
        traits.activities.add(float(done(workspace, workspace.deals.at(fact.ix()), query.as_of(), calendar)));
        if let Amount::Base(minor) = fact.amount {
            traits.values.add(minor_float(i128::from(minor)));
        }
        if let Some(days) = fact.cycle() {
            traits.days.add(f64::from(days));
        }
    }
    traits
}

fn done(workspace: &Workspace, deal: &Deal, as_of: Date, calendar: &dyn Calendar) -> usize {
    let done = workspace.activities_on(deal.id).filter_map(|activity| activity.done);
    done.filter(|done| calendar.date_of(*done) <= as_of).count()
}

/// What tells won deals from lost ones, and what it may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// Won deals had more activities: the lost ones may have had too little of the team's attention.
    Engagement(Compared),
    /// A kind of customer or a source is more frequent among the lost than among the won: they may be the wrong ones to go
    /// for. The difference is of shares, won minus lost.
    Audience(Grouping, Key, Compared),
}

/// What tells won deals (the first) from lost ones: how much was done on them, and who they came from. Only what is more than
/// chance. Of the kinds of customers, and of the sources, the one that differs most; an interval is as much wider as there are
/// kinds to choose from (Bonferroni), or the largest of many chance differences would be taken for a finding.
pub fn readings(won: (&Insights, &Traits), lost: (&Insights, &Traits)) -> Vec<Reading> {
    let activities = Compared::means(won.1.activities, lost.1.activities);
    let engagement = activities.filter(|compared| compared.is_real() && compared.difference.by > 0.0);
    let groups = [
        (Grouping::Segment, &won.0.segments, &lost.0.segments),
        (Grouping::Source, &won.0.sources, &lost.0.sources),
    ];
    let audience = groups.into_iter().filter_map(|(grouping, won, lost)| {
        let (key, compared) = most_lost(won, lost)?;
        Some(Reading::Audience(grouping, key, compared))
    });
    engagement.map(Reading::Engagement).into_iter().chain(audience).collect()
}

/// The group whose share among the lost exceeds that among the won the most, if it is more than chance.
fn most_lost(won: &[Group], lost: &[Group]) -> Option<(Key, Compared)> {
    let closed = |groups: &[Group]| groups.iter().map(|group| group.outcomes.won + group.outcomes.lost).sum();
    let (all_won, all_lost): (usize, usize) = (closed(won), closed(lost));
    let count = |groups: &[Group], key: Key| {
        let group = groups.iter().find(|group| group.key == key);
        group.map_or(0, |group| group.outcomes.won + group.outcomes.lost)
    };
    let keys = lost.iter().map(|group| group.key);
    let compared = keys.filter_map(|key| {
        let first = Rate { hits: count(won, key), of: all_won };
        let second = Rate { hits: count(lost, key), of: all_lost };
        Some((key, Compared::one_of(first, second, lost.len())?))
    });
    let real = compared.filter(|(_, compared)| compared.is_real() && compared.difference.by < 0.0);
    real.min_by(|one, other| one.1.difference.by.total_cmp(&other.1.difference.by))
}
