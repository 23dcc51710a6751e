//! The goals of a period and how far each is, ready to be shown.

use metrics::goals::{By, Clock, Parts, Progress, current, left_behind, progress, sums};
use metrics::{Ledger, NoRate};
use sales::ids::{GoalId, PersonId, Uuid};
use sales::model::{Goal, Tiers, Workspace};
use sales::time::Date;

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

/// What the parts of a goal come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sum {
    /// Whose goal it is; blank for the team's.
    pub(super) name: String,
    pub(super) by: By,
    /// The sum, and the target − the sum; or what has no rate to add it up with.
    pub(super) found: Result<(i128, i128), NoRate>,
    pub(super) missing: usize,
}

/// All that the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) asked: Asked,
    pub(super) team: Line,
    pub(super) people: Vec<Line>,
    pub(super) sums: Vec<Sum>,
    /// The goals of people who are out of use, for whatever running or coming period.
    pub(super) left: Vec<Left>,
}

/// A goal whose person is out of use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Left {
    pub(super) name: String,
    pub(super) goal: Goal,
}

impl Sheet {
    /// The goals of a period: the team's, and one line for each person who is in use or has one.
    pub(super) fn new(workspace: &Workspace, ledger: &Ledger, asked: Asked, today: Date) -> Self {
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
        let people: Vec<Line> =
            people.map(|row| line(Some(row.id), row.name.clone(), Some(row.hue))).collect();
        let sum_of = |line: &Line| {
            let parts = line.goal.as_ref().map(|goal| sums(workspace, goal)).unwrap_or_default();
            let name = line.name.clone();
            let sum = move |parts: Parts| {
                let found = parts.sum.and_then(|sum| Ok((sum, parts.difference?)));
                Sum { name: name.clone(), by: parts.by, found, missing: parts.missing }
            };
            parts.into_iter().map(sum).collect::<Vec<_>>()
        };
        let sums = std::iter::once(&team).chain(&people).flat_map(sum_of).collect();
        let left = left_behind(workspace, today).into_iter().map(|goal| {
            let person = goal.owner.and_then(|id| workspace.people.get(id));
            Left { name: person.map(|row| row.name.clone()).unwrap_or_default(), goal: goal.clone() }
        });
        Self { asked, team, left: left.collect(), people, sums }
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
    use sales::decide::{Command, GoalDraft, PersonPatch};
    use sales::model::{Measure, Span};
    use sales::money::{Currency, Rate};
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
            today,
        );
        let achieved = |line: &Line| line.progress.as_ref().map_or(0, |progress| progress.achieved);
        let by_person: i128 = sheet.people.iter().map(achieved).sum();
        assert_eq!(by_person, achieved(&sheet.team));
        assert!(by_person > 0, "the sample won something");
        let [sum] = sheet.sums.as_slice() else { panic!("{:?}", sheet.sums) };
        let whole = i128::try_from(people.len()).expect("few") * 9;
        assert_eq!((sum.by, &sum.found), (By::People, &Ok((whole, 50 - whole))));
        assert_eq!(sheet.left, []);
    }

    #[test]
    fn a_persons_months_are_added_up_and_what_has_no_rate_is_named() {
        let mut fixture = Fixture::new();
        let today = UTC.date_of(fixture.now);
        let ada = PersonId(Uuid::from_u128(70));
        fixture.run(&Command::AddPerson { id: ada, name: "Ada".to_owned() });
        let (usd, yen): (Currency, Currency) = (Currency::USD, "JPY".parse().expect("a currency"));
        fixture.run(&Command::SetCurrency { currency: usd });
        let rate = Some(Rate { millionths: 6_700, on: today });
        fixture.run(&Command::SetRate { currency: yen, rate });
        let span = Span::quarter_of(today);
        let months = span.by_month();
        let draft = |span, currency, target| GoalDraft {
            span,
            owner: Some(ada),
            pipeline: None,
            measure: Measure::WonValue(currency),
            tiers: Tiers::only(target),
        };
        let goals = [draft(span, usd, 100_000), draft(months[0], usd, 30_000), draft(months[1], yen, 1_000)];
        let goals =
            (1..).zip(goals).map(|(number, draft)| (GoalId(Uuid::from_u128(number)), draft)).collect();
        fixture.run(&Command::SetGoals { goals });
        let sheet = |fixture: &Fixture| {
            let columns = Columns::new(&fixture.workspace, &UTC);
            let ledger = Ledger::new(&fixture.workspace, &columns, today, &UTC);
            Sheet::new(&fixture.workspace, &ledger, Asked { span, ..Asked::usual(today) }, today)
        };
        let found = sheet(&fixture);
        let [sum] = found.sums.as_slice() else { panic!("{:?}", found.sums) };
        // A thousand yen are 6.70.
        assert_eq!((sum.name.as_str(), sum.by, sum.missing), ("Ada", By::Months, 1));
        assert_eq!(sum.found, Ok((30_670, 69_330)));
        fixture.run(&Command::SetRate { currency: yen, rate: None });
        let found = sheet(&fixture);
        let [sum] = found.sums.as_slice() else { panic!("{:?}", found.sums) };
        let unrated: Vec<Currency> = match &sum.found {
            Err(NoRate(unrated)) => unrated.iter().map(|row| row.currency).collect(),
            Ok(sum) => panic!("{sum:?}"),
        };
        assert_eq!(unrated, [yen]);

        // Once she is archived, all that is still to come waits for somebody else.
        let archived = PersonPatch::Archived(true);
        fixture.run(&Command::EditPerson { person: ada, patch: archived });
        let left = sheet(&fixture).left;
        assert!(!left.is_empty() && left.iter().all(|row| row.name == "Ada"));
        assert_eq!(left.len(), left_behind(&fixture.workspace, today).len());
    }
}
