//! What to know about a file that was read.

use exchange::read::{Problem, ProblemKind};
use leptos::prelude::*;

use crate::text::{import_problems, t};

/// How many are shown.
const SHOWN: usize = 50;

/// The problems on the screen, folded up: most are about single rows of thousands.
pub(super) fn view(problems: &[Problem], left_out: u64) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let texts = t().import_problems();
    let left_out = usize::try_from(left_out).unwrap_or(usize::MAX);
    let all = problems.len().saturating_add(left_out);
    let more = all.saturating_sub(SHOWN);
    let line = |problem: &Problem| {
        let place = import_problems::place_and_value(problem);
        view! {
            <li data-line=problem.place.line.map(|line| line.to_string())>
                {import_problems::read_problem(&problem.kind)}
                {(!place.is_empty()).then(|| view! { <span class="hint" dir="auto">{place}</span> })}
            </li>
        }
    };
    // What says that the whole may be read wrongly is not left for somebody to find.
    let is_open = problems.iter().any(|problem| {
        matches!(
            problem.kind,
            ProblemKind::NoRows
                | ProblemKind::UnbalancedQuote
                | ProblemKind::BadCharacters
                | ProblemKind::DamagedSheet
                | ProblemKind::TooManySheets { .. }
        )
    });
    let list = problems.iter().take(SHOWN).map(line).collect_view();
    let view = view! {
        <details class="import-problems" open=is_open>
            <summary data-metric="import.file.problems" data-value=all.to_string()>
                {texts.problems.of(all)}
            </summary>
            <ul>{list}</ul>
            {(more > 0).then(|| view! { <p class="hint">{texts.more_problems.of(more)}</p> })}
        </details>
    };
    Some(view.into_any())
}
