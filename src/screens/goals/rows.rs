//! The rows of the table: the tiers of the team or of a person, changed where they stand.

use leptos::prelude::*;
use metrics::goals::current;
use sales::decide::{Command, GoalDraft, Rejection};
use sales::ids::{GoalId, PersonId};
use sales::model::{Goal, Measure, Span, Tier, Tiers};
use sales::money::{AmountError, Currency, Money, parse_amount};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::State;
use super::asked::Asked;
use super::sheet::{Line, TargetFirst, goal_of, with_tier};
use super::summary::{bar, tier_name};
use crate::components::small_icon;
use crate::platform::{dom, ids, intl};
use crate::text::{fill, rejection, t};

/// Why what was typed into a tier is no goal.
type Errors = RwSignal<[Option<String>; 3]>;

/// The row of the team or of a person.
pub(super) fn row(state: State, asked: Asked, owner: Option<PersonId>) -> AnyView {
    let line = Memo::new(move |_| {
        state.sheet.with(|sheet| match owner {
            None => Some(sheet.team.clone()),
            owner => sheet.people.iter().find(|line| line.owner == owner).cloned(),
        })
    });
    let name = Memo::new(move |_| {
        let name = line.with(|line| line.as_ref().map(|line| line.name.clone()).unwrap_or_default());
        if owner.is_none() { t().goals().team.to_owned() } else { name }
    });
    let hue = line.with_untracked(|line| line.as_ref().and_then(|line| line.hue));
    let errors: Errors = RwSignal::default();
    let key = owner.map_or_else(|| "team".to_owned(), |id| id.to_string());
    let cells = [0, 1, 2].map(|at| tier_cell(state, asked, line, name, errors, &key, at));
    let progress = move || line.with(|line| line.as_ref().and_then(|line| line.progress.clone()));
    let has_goal = move || line.with(|line| line.as_ref().is_some_and(|line| line.goal.is_some()));
    let achieved =
        move || progress().map_or_else(|| "–".to_owned(), |progress| state.amount(progress.achieved));
    let exact = move || progress().map(|progress| progress.achieved.to_string());
    let share = move || {
        progress().filter(|_| has_goal()).map(|progress| {
            let percent = intl::percent(progress.share() * 100.0);
            let exact = progress.share().to_string();
            view! {
                <span class="goal-progress">
                    {bar(&progress)}
                    <span class="num" data-metric="goal.share" data-value=exact>
                        {percent}
                    </span>
                </span>
            }
        })
    };
    view! {
        <tr data-row=key class=if owner.is_none() { "goal-team" } else { "" }>
            <th scope="row">
                <span class="cell">
                    {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
                    <span class="truncate" dir="auto">{name}</span>
                </span>
                {move || {
                    errors
                        .get()
                        .into_iter()
                        .flatten()
                        .next()
                        .map(|reason| {
                            view! {
                                <p class="error" role="alert">
                                    {small_icon("warning")}
                                    <span>{reason}</span>
                                </p>
                            }
                        })
                }}
            </th>
            {cells.into_iter().collect_view()}
            <td class="num" data-metric="goal.done" data-value=exact>
                {achieved}
            </td>
            <td>{share}</td>
        </tr>
    }
    .into_any()
}

/// The currency a goal is in: its own, otherwise the workspace's.
pub(super) fn currency_of(state: State, goal: Option<&Goal>) -> Currency {
    match goal.map(|goal| goal.measure) {
        Some(Measure::WonValue(currency)) => currency,
        _ => state.currency(),
    }
}

fn tier_cell(
    state: State,
    asked: Asked,
    line: Memo<Option<Line>>,
    name: Memo<String>,
    errors: Errors,
    key: &str,
    at: usize,
) -> AnyView {
    let texts = t().goals();
    let tier = [Tier::Target, Tier::Stretch, Tier::Challenge][at];
    let shown = Memo::new(move |_| {
        line.with(|line| {
            let goal = line.as_ref()?.goal.as_ref()?;
            let amount = goal.tiers.of(tier)?;
            Some(if asked.is_money() {
                intl::plain_amount(Money { minor: amount, currency: currency_of(state, Some(goal)) })
            } else {
                amount.to_string()
            })
        })
        .unwrap_or_default()
    });
    let owner = line.with_untracked(|line| line.as_ref().and_then(|line| line.owner));
    let row = key.to_owned();
    let put = move |at: usize, typed: &str| {
        let refused = save(state, asked, owner, at, typed).err();
        errors.update(|errors| {
            if let Some(slot) = errors.get_mut(at) {
                *slot = refused;
            }
        });
    };
    let changed = move |event| {
        put(at, &event_target_value(&event));
        // What was refused before may fit now.
        let others = errors.get_untracked().into_iter().enumerate();
        let waiting = others.filter(|(other, error)| *other != at && error.is_some()).map(|(other, _)| other);
        for other in waiting {
            let field = dom::query(&format!("#goal-{row}-{other}"));
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                put(other, &field.value());
            }
        }
    };
    let label = move || fill(texts.field, &[("tier", tier_name(tier)), ("name", &name.read())]);
    let is_wrong = move || errors.with(|errors| errors.get(at).is_some_and(Option::is_some));
    view! {
        <td>
            <input
                class="input num"
                id=format!("goal-{key}-{at}")
                type="text"
                inputmode=if asked.is_money() { "decimal" } else { "numeric" }
                autocomplete="off"
                aria-label=label
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=shown
                on:change=changed
            />
        </td>
    }
    .into_any()
}

/// Gives a tier what was typed.
fn save(state: State, asked: Asked, owner: Option<PersonId>, at: usize, typed: &str) -> Result<(), String> {
    // As it is now: the sheet follows in the next frame.
    let goal = state.ui.store.with(|workspace| goal_of(&current(workspace), asked, owner).cloned());
    let goal = goal.as_ref();
    let currency = currency_of(state, goal);
    let amount = read(asked, typed, currency)?;
    let tiers = with_tier(goal.map(|goal| goal.tiers), at, amount)
        .map_err(|TargetFirst| t().goals().target_first.to_owned())?;
    let command = match (goal, tiers) {
        (None, None) => return Ok(()),
        (Some(goal), Some(tiers)) if goal.tiers == tiers => return Ok(()),
        (Some(goal), Some(tiers)) => Command::EditGoal { goal: goal.id, tiers },
        (Some(goal), None) => Command::RemoveGoals { goals: vec![goal.id] },
        (None, Some(tiers)) => {
            Command::SetGoals { goals: vec![draft(asked, asked.span, owner, currency, tiers)] }
        }
    };
    let done = state.ui.store.run(&command).map_err(|refused| rejection::explain(&refused))?;
    state.ui.tell(&done);
    Ok(())
}

pub(super) fn draft(
    asked: Asked,
    span: Span,
    owner: Option<PersonId>,
    currency: Currency,
    tiers: Tiers,
) -> (GoalId, GoalDraft) {
    let measure = asked.measure.measure(currency);
    (GoalId(ids::new_id()), GoalDraft { span, owner, pipeline: None, measure, tiers })
}

/// What was typed, in minor units or as a count; blank is none.
fn read(asked: Asked, typed: &str, currency: Currency) -> Result<Option<i64>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let texts = t().rejection();
    let is_money = asked.is_money();
    let amount = if is_money { parse_amount(typed, currency) } else { whole(typed) };
    amount.map(Some).map_err(|error| match error {
        AmountError::TooManyDigits if is_money => texts.too_many_digits.to_owned(),
        AmountError::NotANumber if is_money => texts.not_a_number.to_owned(),
        AmountError::NotANumber | AmountError::TooManyDigits => t().goals().whole_number.to_owned(),
        AmountError::Negative => texts.negative.to_owned(),
        AmountError::TooLarge => rejection::explain(&Rejection::GoalOutOfRange),
    })
}

/// A whole number, as people type amounts in a currency that has no smaller unit.
fn whole(typed: &str) -> Result<i64, AmountError> {
    let yen = "JPY".parse::<Currency>().map_err(|_| AmountError::NotANumber)?;
    parse_amount(typed, yen)
}
