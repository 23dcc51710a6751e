//! The goals of a period and how far each is, ready to be shown.

use metrics::Ledger;
use metrics::goals::{By, Clock, Progress, current, progress, sums};
use sales::ids::{GoalId, PersonId, Uuid};
use sales::model::{Goal, Tiers, Workspace};

use super::asked::Asked;

/// The goal of the team or of a person, whether or not there is one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// `None` for the team.
    pub(super) owner: Option<PersonId>,
    /// The person's name; empty for the team.
    pub(super) name: String,
    pub(super) hue: Option<u8>,
    pub(super) goal: Option<Goal>,
    /// How far it is, or what was achieved without one; `None` where a currency has no rate.
    pub(super) progress: Option<Progress>,
}

/// What the parts of the team's goal come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sum {
    pub(super) by: By,
    pub(super) total: i128,
    /// The target − the sum.
    pub(super) difference: i128,
    pub(super) missing: usize,
}

/// All that the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) asked: Asked,
    pub(super) team: Line,
    pub(super) people: Vec<Line>,
    pub(super) sums: Vec<Sum>,
}

impl Sheet {
    /// The goals of a period: the team's, and one line for each person who is in use or has one.
    pub(super) fn new(workspace: &Workspace, ledger: &Ledger, asked: Asked) -> Self {
        let measure = asked.measure.measure(workspace.settings.currency);
        let goals = current(workspace);
        let find = |owner| goal_of(&goals, asked, owner);
        let line = |owner: Option<PersonId>, name: String, hue| {
            let goal = find(owner).cloned();
            // What was achieved is measured in the same way without a goal.
            let measured = goal.clone().unwrap_or(Goal {
                id: GoalId(Uuid::from_u128(0)),
                span: asked.span,
                owner,
                pipeline: None,
                measure,
                tiers: Tiers::only(1),
                removed: false,
            });
            let progress = progress(workspace, ledger, &measured, Clock::default()).ok();
            Line { owner, name, hue, goal, progress }
        };
        let team = line(None, String::new(), None);
        let people = workspace.people.iter().filter(|row| !row.archived || find(Some(row.id)).is_some());
        let people = people.map(|row| line(Some(row.id), row.name.clone(), Some(row.hue))).collect();
        let parts = team.goal.as_ref().map(|goal| sums(workspace, goal)).unwrap_or_default();
        let sum = |parts: metrics::goals::Parts| {
            let (total, difference) = (parts.sum.ok()?, parts.difference.ok()?);
            Some(Sum { by: parts.by, total, difference, missing: parts.missing })
        };
        Self { asked, team, people, sums: parts.into_iter().filter_map(sum).collect() }
    }
}

/// The goal of the team or of a person in all pipelines, if there is one among these.
pub(super) fn goal_of<'a>(goals: &[&'a Goal], asked: Asked, owner: Option<PersonId>) -> Option<&'a Goal> {
    let is_asked = |goal: &Goal| {
        (goal.span, goal.owner, goal.pipeline) == (asked.span, owner, None)
            && asked.measure.is_of(goal.measure)
    };
    goals.iter().copied().find(|goal| is_asked(goal))
}

/// What becomes of the tiers of a goal when one of them is typed anew; `None` for one that is emptied.
///
/// # Errors
/// [`TargetFirst`] where there is something beyond a target that is not there.
pub(super) fn with_tier(
    tiers: Option<Tiers>,
    at: usize,
    amount: Option<i64>,
) -> Result<Option<Tiers>, TargetFirst> {
    let mut all = [
        tiers.map(|tiers| tiers.target),
        tiers.and_then(|tiers| tiers.stretch),
        tiers.and_then(|tiers| tiers.challenge),
    ];
    if let Some(slot) = all.get_mut(at) {
        *slot = amount;
    }
    match all {
        [Some(target), stretch, challenge] => Ok(Some(Tiers { target, stretch, challenge })),
        [None, None, None] => Ok(None),
        _ => Err(TargetFirst),
    }
}

/// Stretch and challenge go beyond a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TargetFirst;

#[cfg(test)]
mod tests {
    use metrics::Columns;
    use sales::decide::{Command, GoalDraft};
    use sales::model::{Measure, Span};
    use sales::sample::Language;
    use sales::time::Calendar;

    use super::super::super::fixture::{Fixture, UTC};
    use super::super::asked::Measured;
    use super::*;

    #[test]
    fn tiers_change_one_by_one() {
        let all = |target, stretch, challenge| Tiers { target, stretch, challenge };
        let cases = [
            (None, 0, Some(5), Ok(Some(all(5, None, None)))),
            (None, 1, Some(5), Err(TargetFirst)),
            (None, 2, None, Ok(None)),
            (Some(all(5, None, None)), 1, Some(7), Ok(Some(all(5, Some(7), None)))),
            (Some(all(5, Some(7), Some(9))), 1, None, Ok(Some(all(5, None, Some(9))))),
            (Some(all(5, Some(7), None)), 0, None, Err(TargetFirst)),
            (Some(all(5, None, None)), 0, None, Ok(None)),
        ];
        for (tiers, at, amount, expected) in cases {
            assert_eq!(with_tier(tiers, at, amount), expected, "{tiers:?} {at} {amount:?}");
        }
    }

    #[test]
    fn people_come_to_the_team_and_parts_to_the_whole() {
        let mut fixture = Fixture::new();
        fixture.run(&Command::LoadSample { language: Language::English });
        let today = UTC.date_of(fixture.now);
        let span = Span::year_of(today);
        let people: Vec<PersonId> = fixture.workspace.people.iter().map(|row| row.id).collect();
        let draft = |owner, target| GoalDraft {
            span,
            owner,
            pipeline: None,
            measure: Measure::WonDeals,
            tiers: Tiers::only(target),
        };
        let mut goals = vec![(GoalId(Uuid::from_u128(1)), draft(None, 50))];
        goals.extend(
            people.iter().zip(2..).map(|(id, number)| (GoalId(Uuid::from_u128(number)), draft(Some(*id), 9))),
        );
        fixture.run(&Command::SetGoals { goals });
        let columns = Columns::new(&fixture.workspace, &UTC);
        let ledger = Ledger::new(&fixture.workspace, &columns, today, &UTC);
        let sheet = Sheet::new(
            &fixture.workspace,
            &ledger,
            Asked { measure: Measured::Deals, span, ..Asked::usual(today) },
        );
        let achieved = |line: &Line| line.progress.as_ref().map_or(0, |progress| progress.achieved);
        let by_person: i128 = sheet.people.iter().map(achieved).sum();
        assert_eq!(by_person, achieved(&sheet.team));
        assert!(by_person > 0, "the sample won something");
        let [sum] = sheet.sums.as_slice() else { panic!("{:?}", sheet.sums) };
        let whole = i128::try_from(people.len()).expect("few") * 9;
        assert_eq!((sum.by, sum.total, sum.difference), (By::People, whole, 50 - whole));
    }
}
