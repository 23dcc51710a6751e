//! What deals and activities make use of, for the screens where a team shapes its workspace: what is used is not archived lightly.

use std::collections::BTreeMap;

use crate::ids::{IdMap, Uuid};
use crate::log::RecordRef;
use crate::model::Workspace;
use crate::money::Currency;

/// How many deals refer to a record, by its id: pipelines, stages, people, entries of lists, custom fields and so on.
/// A record that no deal refers to is not in it.
pub fn deal_counts(workspace: &Workspace) -> IdMap<Uuid, usize> {
    let mut counts = IdMap::default();
    for deal in workspace.deals.iter() {
        for record in deal.references(workspace) {
            *counts.entry(uuid(record)).or_insert(0) += 1;
        }
    }
    counts
}

/// How many activities refer to a record, by its id: kinds of the team's own, deals, customers, people. A record that no
/// activity refers to is not in it.
pub fn activity_counts(workspace: &Workspace) -> IdMap<Uuid, usize> {
    let mut counts = IdMap::default();
    for activity in workspace.activities.iter() {
        for record in activity.references() {
            *counts.entry(uuid(record)).or_insert(0) += 1;
        }
    }
    counts
}

/// The currencies that deals have a value in but no total can be made of, with the number of these deals.
pub fn without_rate(workspace: &Workspace) -> BTreeMap<Currency, usize> {
    let settings = &workspace.settings;
    let mut missing = BTreeMap::new();
    for value in workspace.deals.iter().filter_map(|deal| deal.value) {
        if !settings.has_rate(value.currency) {
            *missing.entry(value.currency).or_insert(0) += 1;
        }
    }
    missing
}

fn uuid(record: RecordRef) -> Uuid {
    match record {
        RecordRef::Pipeline(id) => id.0,
        RecordRef::Stage(id) => id.0,
        RecordRef::Deal(id) => id.0,
        RecordRef::Person(id) => id.0,
        RecordRef::Organisation(id) => id.0,
        RecordRef::Contact(id) => id.0,
        RecordRef::Choice(id) => id.0,
        RecordRef::Field(id) => id.0,
        RecordRef::View(id) => id.0,
        RecordRef::Activity(id) => id.0,
        RecordRef::Goal(id) => id.0,
        RecordRef::Scenario(id) => id.0,
        RecordRef::Dashboard(id) => id.0,
        RecordRef::Report(id) => id.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::{ActivityDraft, Command, Context, DealPatch, decide};
    use crate::evolve::{self, Touched};
    use crate::ids::{ActivityId, ChoiceId};
    use crate::log::{Device, Entry, FORMAT, Hlc, Kind, Stamp};
    use crate::model::{ActivityKind, ListKind};
    use crate::money::{Money, Rate};
    use crate::sample::Language;
    use crate::time::{Date, Timestamp};

    fn run(workspace: &mut Workspace, command: &Command) {
        let mut next = workspace.deals.row_count() as u128 * 1_000_000 + workspace.stages.row_count() as u128;
        let mut ids = || {
            next += 1;
            Uuid::from_u128(next)
        };
        let now = Timestamp(1_750_000_000_000);
        let decision = decide(workspace, command, &mut Context { now, today: Date::MIN, ids: &mut ids })
            .expect("a valid command");
        let stamp = Stamp { clock: Hlc::default().tick(now), device: Device(1) };
        let entry = Entry {
            format: FORMAT,
            stamp,
            at: now,
            act: decision.act,
            kind: Kind::Do,
            changes: decision.changes,
        };
        evolve::evolve(workspace, &entry, &mut Touched::default());
    }

    #[test]
    fn every_deal_counts_once_for_its_pipeline_and_its_stage() {
        let mut workspace = Workspace::default();
        run(&mut workspace, &Command::LoadSample { language: Language::English });
        let counts = deal_counts(&workspace);
        let count = |id: Uuid| counts.get(&id).copied().unwrap_or(0);
        let deals = workspace.deals.iter().count();
        assert_eq!(workspace.pipelines.iter().map(|row| count(row.id.0)).sum::<usize>(), deals);
        assert_eq!(workspace.stages.iter().map(|row| count(row.id.0)).sum::<usize>(), deals);
        let deal = workspace.deals.iter().next().expect("a deal").id;
        run(&mut workspace, &Command::RemoveDeals { deals: vec![deal] });
        assert_eq!(
            deal_counts(&workspace).values().max(),
            Some(&(deals - 1)),
            "a removed deal does not count"
        );
    }

    #[test]
    fn a_kind_counts_the_activities_of_it_that_are_there() {
        let mut workspace = Workspace::default();
        let (tasting, other) = (ChoiceId(Uuid::from_u128(1)), ChoiceId(Uuid::from_u128(2)));
        for (id, name) in [(tasting, "Tasting"), (other, "Audit")] {
            run(
                &mut workspace,
                &Command::AddChoice { id, list: ListKind::ActivityKind, name: name.to_owned() },
            );
        }
        let [first, second, call] = [3, 4, 5].map(|id| ActivityId(Uuid::from_u128(id)));
        for (id, kind) in [
            (first, ActivityKind::Own(tasting)),
            (second, ActivityKind::Own(tasting)),
            (call, ActivityKind::Call),
        ] {
            let draft = ActivityDraft { kind, ..ActivityDraft::default() };
            run(&mut workspace, &Command::AddActivity { id, draft });
        }
        let count = |workspace: &Workspace, id: ChoiceId| activity_counts(workspace).get(&id.0).copied();
        assert_eq!((count(&workspace, tasting), count(&workspace, other)), (Some(2), None));
        run(&mut workspace, &Command::RemoveActivities { activities: vec![first] });
        assert_eq!(count(&workspace, tasting), Some(1), "a removed activity does not count");
    }

    #[test]
    fn a_currency_is_missing_as_long_as_it_has_no_rate() {
        let mut workspace = Workspace::default();
        run(&mut workspace, &Command::LoadSample { language: Language::English });
        assert!(without_rate(&workspace).is_empty(), "the workspace's own currency needs none");
        let deals: Vec<_> = workspace.deals.iter().take(2).map(|deal| deal.id).collect();
        let currency: Currency = "EUR".parse().expect("a code");
        let patch = DealPatch::Value(Some(Money { minor: 100, currency }));
        run(&mut workspace, &Command::EditDeals { deals, patch });
        assert_eq!(without_rate(&workspace), BTreeMap::from([(currency, 2)]));
        let rate = Some(Rate { millionths: 1_080_000, on: Date::MIN });
        run(&mut workspace, &Command::SetRate { currency, rate });
        assert!(without_rate(&workspace).is_empty());
    }
}
