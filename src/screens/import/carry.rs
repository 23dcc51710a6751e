//! Keeping what was decided when the worker has looked at the files anew.

use exchange::propose::Proposal;
use exchange::setup::{RowRef, Setup, StageRow, StageSetup, Twin};
use sales::ids::StageId;

use super::wizard::TableId;

/// What there was before.
pub(super) struct Before<'a> {
    /// The tables that it was about.
    pub(super) tables: &'a [TableId],
    /// What was known about them.
    pub(super) proposal: &'a Proposal,
    /// What was decided.
    pub(super) setup: &'a Setup,
}

/// The setup of a new proposal about these tables, with all that was decided before and still has a meaning.
///
/// `is_live` says whether a stage of the workspace is still there.
pub(super) fn carry_over(
    before: &Before<'_>,
    tables: &[TableId],
    proposal: &Proposal,
    is_live: impl Fn(StageId) -> bool,
) -> Setup {
    let mut setup = proposal.setup.clone();
    carry_tables(before, tables, proposal, &mut setup);
    for (value, to) in &mut setup.pipelines {
        if let Some(decided) = before.setup.pipelines.get(value) {
            to.clone_from(decided);
        }
    }
    carry_stages(before, &mut setup, is_live);
    carry_twins(before, tables, proposal, &mut setup);
    for near in proposal.near.iter().filter(|near| near.twin.is_none()) {
        let was_near = before.proposal.near.iter().any(|old| old.kind == near.kind && old.name == near.name);
        if !was_near {
            continue;
        }
        let decided = before.setup.names.get(&near.kind).and_then(|names| names.get(&near.name));
        let names = setup.names.entry(near.kind).or_default();
        match decided {
            Some(decided) => drop(names.insert(near.name.clone(), decided.clone())),
            None => drop(names.remove(&near.name)),
        }
    }
    setup.currency = before.setup.currency;
    setup.key = before.setup.key;
    setup.uses_list_price = before.setup.uses_list_price;
    setup.on_problem = before.setup.on_problem;
    setup
}

/// A table of the same header keeps all that was said about it, unless it is of another kind now.
fn carry_tables(before: &Before<'_>, tables: &[TableId], proposal: &Proposal, setup: &mut Setup) {
    for (place, table) in tables.iter().enumerate() {
        let Some(old) = before.tables.iter().position(|known| known == table) else { continue };
        let header =
            |proposal: &Proposal, place: usize| proposal.files.get(place).map(|file| file.header_key.clone());
        let kind = |proposal: &Proposal, place: usize| proposal.setup.files.get(place).map(|file| file.kind);
        if header(before.proposal, old) != header(proposal, place)
            || kind(before.proposal, old) != kind(proposal, place)
        {
            continue;
        }
        if let (Some(decided), Some(file)) = (before.setup.files.get(old), setup.files.get_mut(place)) {
            file.clone_from(decided);
        }
    }
}

/// Rows that were asked about stay one, or two. The tables may have other numbers now.
fn carry_twins(before: &Before<'_>, tables: &[TableId], proposal: &Proposal, setup: &mut Setup) {
    let was = |row: RowRef| {
        let table = tables.get(row.file)?;
        let file = before.tables.iter().position(|known| known == table)?;
        Some(RowRef { file, ..row })
    };
    for twin in proposal.near.iter().filter_map(|near| near.twin) {
        let old = was(twin.row).zip(was(twin.into)).map(|(row, into)| Twin { row, into });
        let Some(old) = old.filter(|old| before.proposal.near.iter().any(|near| near.twin == Some(*old)))
        else {
            continue;
        };
        setup.twins.retain(|known| *known != twin);
        setup.twins.extend(before.setup.twins.contains(&old).then_some(twin));
    }
}

/// A stage keeps where it leads and its place among the others.
fn carry_stages(before: &Before<'_>, setup: &mut Setup, is_live: impl Fn(StageId) -> bool) {
    let place = |row: &StageRow| {
        before.setup.stages.iter().position(|old| old.pipeline == row.pipeline && old.stage == row.stage)
    };
    for row in &mut setup.stages {
        let Some(old) = place(row).and_then(|place| before.setup.stages.get(place)) else { continue };
        let is_there = match &old.to {
            StageSetup::Existing(stage) => is_live(*stage),
            StageSetup::New { .. } => true,
        };
        if is_there {
            row.to.clone_from(&old.to);
        }
    }
    setup.stages.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use exchange::propose::{File, Near};
    use exchange::setup::{NameKind, NameSetup};
    use exchange::target::FileKind;
    use sales::ids::Uuid;
    use sales::money::Currency;

    use super::super::fixture::{self, new_stage};
    use super::*;

    fn stage(name: &str, to: StageSetup) -> StageRow {
        fixture::row("", name, to)
    }

    fn proposal(stages: &[&str], near: &[&str]) -> Proposal {
        let rows = stages.iter().map(|name| stage(name, new_stage(name))).collect();
        let same = |name: &&str| ((*name).to_owned(), NameSetup::SameAs(format!("{name}!")));
        let near_name = |name: &&str| Near {
            kind: NameKind::Product,
            name: (*name).to_owned(),
            rows: 1,
            other: format!("{name}!"),
            record: None,
            is_same: false,
            twin: None,
        };
        Proposal {
            setup: Setup {
                files: vec![fixture::file(Some(FileKind::Deals))],
                names: BTreeMap::from([(NameKind::Product, near.iter().map(same).collect())]),
                ..fixture::setup(&[("", "Imported")], rows)
            },
            files: vec![File {
                name: "deals.csv".to_owned(),
                source: None,
                rows: 1,
                header_key: "header".to_owned(),
                columns: Vec::new(),
                fields: Vec::new(),
            }],
            stage_rows: vec![1; stages.len()],
            near: near.iter().map(near_name).collect(),
            names: Vec::new(),
        }
    }

    fn carried(old: &Proposal, decided: &Setup, new: &Proposal) -> Setup {
        let before = Before { tables: &[(1, 0)], proposal: old, setup: decided };
        carry_over(&before, &[(1, 0)], new, |stage| stage == StageId(Uuid::from_u128(1)))
    }

    #[test]
    fn stages_keep_where_they_lead_and_their_order() {
        let old = proposal(&["a", "b", "c"], &[]);
        let mut decided = old.setup.clone();
        decided.stages = vec![
            stage("c", StageSetup::Existing(StageId(Uuid::from_u128(1)))),
            stage("b", StageSetup::Existing(StageId(Uuid::from_u128(2)))),
            stage("a", new_stage("A")),
        ];
        let kept = carried(&old, &decided, &proposal(&["a", "new", "b", "c"], &[]));
        let names: Vec<&str> = kept.stages.iter().map(|row| row.stage.as_str()).collect();
        assert_eq!(names, ["c", "b", "a", "new"]);
        assert_eq!(kept.stages[0].to, StageSetup::Existing(StageId(Uuid::from_u128(1))));
        assert_eq!(kept.stages[1].to, new_stage("b"), "a stage that is gone is proposed anew");
        assert_eq!(kept.stages[2].to, new_stage("A"));
    }

    #[test]
    fn names_that_were_told_apart_stay_apart() {
        let old = proposal(&[], &["x", "y"]);
        let mut decided = old.setup.clone();
        decided.names.entry(NameKind::Product).or_default().remove("x");
        let kept = carried(&old, &decided, &proposal(&[], &["x", "y", "z"]));
        let same: Vec<&str> = kept.names[&NameKind::Product].keys().map(String::as_str).collect();
        assert_eq!(same, ["y", "z"]);
    }

    #[test]
    fn a_table_of_another_kind_has_its_columns_proposed_anew() {
        let old = proposal(&[], &[]);
        let mut decided = old.setup.clone();
        decided.files[0].kind = Some(FileKind::Contacts);
        decided.files[0].source = "old".to_owned();
        let mut new = proposal(&[], &[]);
        new.setup.files[0].kind = Some(FileKind::Contacts);
        new.setup.files[0].source = "new".to_owned();
        let kept = carried(&old, &decided, &new);
        assert_eq!(kept.files[0], new.setup.files[0]);
        let mut later = kept.clone();
        later.files[0].source = "by hand".to_owned();
        assert_eq!(carried(&new, &later, &new).files[0].source, "by hand");
    }

    #[test]
    fn rows_that_were_said_to_be_one_stay_one_whatever_the_number_of_their_table() {
        let twin = |file| Twin { row: RowRef { file, line: 3 }, into: RowRef { file, line: 2 } };
        let pair = |file| {
            let near = proposal(&[], &["x"]).near.remove(0);
            Near { twin: Some(twin(file)), ..near }
        };
        let mut old = proposal(&[], &[]);
        old.near = vec![pair(0)];
        let mut decided = old.setup.clone();
        decided.twins = vec![twin(0)];
        let mut new = proposal(&[], &[]);
        new.near = vec![pair(1)];
        let before = Before { tables: &[(1, 0)], proposal: &old, setup: &decided };
        let kept = carry_over(&before, &[(2, 0), (1, 0)], &new, |_| true);
        assert_eq!(kept.twins, [twin(1)]);
        decided.twins.clear();
        new.setup.twins = vec![twin(1)];
        let before = Before { tables: &[(1, 0)], proposal: &old, setup: &decided };
        assert_eq!(carry_over(&before, &[(2, 0), (1, 0)], &new, |_| true).twins, []);
    }

    #[test]
    fn a_table_left_out_stays_out_until_its_header_changes() {
        let old = proposal(&[], &[]);
        let mut decided = old.setup.clone();
        decided.files[0].kind = None;
        decided.currency = Currency::USD;
        let mut new = proposal(&[], &[]);
        let kept = carried(&old, &decided, &new);
        assert_eq!(kept.files[0].kind, None);
        assert_eq!(kept.currency, Currency::USD);
        new.files[0].header_key = "another".to_owned();
        assert_eq!(carried(&old, &decided, &new).files[0].kind, Some(FileKind::Deals));
    }
}
