//! The past of a deal: the stages it has been in, as far as the files tell.
//!
//! A file of deals has a few dates: when it was made, when it was closed. A history or a change log has every stage with its
//! time. The visits follow from the better of the two; where they do not go back to the day the deal was made, or
//! were worked out from dates alone, the past is *partial*, and no time in a stage is read off it.

use sales::ids::StageId;
use sales::log::Past;
use sales::model::{Guessed, StandingKind, Visit};
use sales::time::Timestamp;

/// A stage that a deal came into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) stage: StageId,
    pub(super) standing: StandingKind,
}

/// What is known about the past of one deal.
#[derive(Debug, Clone)]
pub(super) struct Known<'a> {
    pub(super) created: Timestamp,
    /// Nobody says when it was made.
    pub(super) is_created_guessed: bool,
    /// The steps that a history tells, in any order.
    pub(super) steps: &'a [Step],
    /// Where it stands.
    pub(super) stage: StageId,
    pub(super) standing: StandingKind,
    /// When it was closed, or went to nurture.
    pub(super) closed: Option<Timestamp>,
    /// The first stage of the pipeline that deals are worked on in.
    pub(super) first_open: StageId,
    /// Whether the steps come from a log of every change since the deal was made. Then the time before the first step is time
    /// without a stage, and not time that nobody wrote down.
    pub(super) is_logged: bool,
    /// The steps were themselves worked out from dates: they know no closing of their own.
    pub(super) from_dates: bool,
}

const DAY: i64 = 86_400_000;

/// The past that follows.
pub(super) fn past(known: &Known<'_>) -> Past {
    let here = |entered| Visit { stage: known.stage, standing: known.standing, entered };
    let mut visits: Vec<Visit> = Vec::with_capacity(known.steps.len() + 2);
    let mut steps = known.steps.to_vec();
    if let Some(closed) = known.closed.filter(|_| known.from_dates && known.standing.is_closed()) {
        close_on(&mut steps, closed);
    }
    steps.sort_by_key(|step| step.at);
    for step in steps {
        let visit = Visit { stage: step.stage, standing: step.standing, entered: step.at };
        let is_new =
            visits.last().is_none_or(|last| (last.stage, last.standing) != (step.stage, step.standing));
        if is_new {
            visits.push(visit);
        }
    }
    let is_closed = known.standing.is_closed();
    let is_over = known.standing != StandingKind::Open;
    let is_told = !visits.is_empty();
    let from_start =
        known.is_logged || visits.first().is_some_and(|first| first.entered.0 - known.created.0 <= DAY);
    if !is_told {
        let stage = if is_closed { known.first_open } else { known.stage };
        // No stage is left before it is entered, even where a file has a deal closed before it was made.
        let entered =
            known.closed.filter(|_| is_over).map_or(known.created, |closed| closed.min(known.created));
        visits.push(Visit { stage, standing: StandingKind::Open, entered });
    }
    let last = visits.last().copied();
    let mut is_whole = is_told && from_start;
    let mut guessed = Guessed { created: known.is_created_guessed, closed: None };
    if last.is_none_or(|last| (last.stage, last.standing) != (known.stage, known.standing)) {
        let after = last.map_or(known.created, |last| last.entered);
        // An open deal whose history ends elsewhere came here at a time that nobody wrote down.
        is_whole &= is_over && known.closed.is_some();
        let entered = known.closed.filter(|_| is_over).map_or(after, |closed| closed.max(after));
        guessed.closed = Some(entered).filter(|_| is_closed && known.closed.is_none());
        visits.push(here(entered));
    }
    let first = visits.first().filter(|_| is_told);
    let created = first.map_or(known.created, |first| known.created.min(first.entered));
    if known.from_dates && is_closed && known.closed.is_none() {
        guessed.closed = ended(&visits);
    }
    Past { created, visits, is_partial: !is_whole || known.from_dates, guessed }
}

/// Has steps that were worked out from dates end when the deal is said to have been closed.
fn close_on(steps: &mut [Step], closed: Timestamp) {
    steps.sort_by_key(|step| step.at);
    let is_end = |step: &&Step| step.standing.is_closed();
    let run = steps.iter().rev().take_while(is_end).count();
    let (before, run) = steps.split_at_mut(steps.len() - run);
    let Some((first, later)) = run.split_first_mut() else { return };
    for step in before {
        step.at = step.at.min(closed);
    }
    first.at = closed;
    for step in later {
        step.at = step.at.max(closed);
    }
}

/// Since when a deal stands as it does in the end: it may have gone from one stage of lost deals to another.
fn ended(visits: &[Visit]) -> Option<Timestamp> {
    let last = visits.last()?;
    visits.get(Visit::last_run(visits, last.standing)).map(|visit| visit.entered)
}

#[cfg(test)]
mod tests {
    use sales::ids::{StageId, Uuid};
    use sales::model::StandingKind::{self, Lost, Open, Won};
    use sales::time::Timestamp;

    use super::{DAY, Known, Step, past};

    fn stage(letter: char) -> StageId {
        StageId(Uuid::from_u128(letter as u128))
    }

    fn standing(letter: char) -> StandingKind {
        match letter {
            'w' => Won,
            'l' => Lost,
            _ => Open,
        }
    }

    fn day(day: i64) -> Timestamp {
        Timestamp(day * DAY)
    }

    /// `a0 b3 w9` are stages with the days they were entered; `w` is won, `l` lost. The deal was made on day 0 and stands
    /// in `at`, closed on `closed`. Answers the visits in the same form, with `?` where the past is partial, and `??` where the
    /// day of the closing is a guess too.
    fn told(steps: &str, at: char, closed: Option<i64>, is_logged: bool) -> String {
        let steps: Vec<Step> = steps
            .split_whitespace()
            .map(|word| {
                let letter = word.chars().next().unwrap_or('a');
                let at = day(word[1..].parse().unwrap_or(0));
                Step { at, stage: stage(letter), standing: standing(letter) }
            })
            .collect();
        let known = Known {
            created: day(0),
            is_created_guessed: false,
            steps: &steps,
            stage: stage(at),
            standing: standing(at),
            closed: closed.map(day),
            first_open: stage('a'),
            is_logged,
            from_dates: false,
        };
        let past = past(&known);
        let mut said: Vec<String> = past
            .visits
            .iter()
            .map(|visit| {
                let letter = "abcwl".chars().find(|letter| stage(*letter) == visit.stage).unwrap_or('?');
                format!("{letter}{}", visit.entered.0 / DAY)
            })
            .collect();
        if past.is_partial {
            said.push(if past.guessed.closed.is_some() { "??" } else { "?" }.to_owned());
        }
        if past.created != day(0) {
            said.push(format!("made {}", past.created.0 / DAY));
        }
        said.join(" ")
    }

    #[test]
    fn visits_follow_from_what_is_known() {
        let cases = [
            // Dates alone.
            ("", 'b', None, "b0 ?"),
            ("", 'w', Some(9), "a0 w9 ?"),
            ("", 'l', None, "a0 l0 ??"),
            // Closed before it was made, which stays as it is.
            ("", 'w', Some(-4), "a-4 w-4 ?"),
            // A whole history.
            ("a0 b3", 'b', None, "a0 b3"),
            ("b3 a0", 'b', None, "a0 b3"),
            ("a0 a2 b3", 'b', None, "a0 b3"),
            ("a0 b3 w9", 'w', Some(9), "a0 b3 w9"),
            // Closed at a time that the deals' file knows.
            ("a0 b3", 'w', Some(9), "a0 b3 w9"),
            // Lost, opened again.
            ("a0 l3 b5", 'b', None, "a0 l3 b5"),
            // The beginning is missing, or the end.
            ("b5 c8", 'c', None, "b5 c8 ?"),
            ("a0 b3", 'c', None, "a0 b3 c3 ?"),
            ("a0 b3", 'l', None, "a0 b3 l3 ??"),
            // The history begins before the day it is said to be made on.
            ("a-2 b3", 'b', None, "a-2 b3 made -2"),
            // The history goes on after the day of closing.
            ("a0 b9", 'w', Some(5), "a0 b9 w9"),
        ];
        for (steps, at, closed, visits) in cases {
            assert_eq!(told(steps, at, closed, false), visits, "{steps} → {at}");
        }
    }

    #[test]
    fn a_log_of_every_change_has_no_beginning_that_is_missing() {
        assert_eq!(told("b5 c8", 'c', None, true), "b5 c8");
        assert_eq!(told("b5 c8", 'l', Some(9), true), "b5 c8 l9");
    }
}
