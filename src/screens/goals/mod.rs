//! Goals: what is to be reached by when, by the team and by each person, and how far one is.

mod asked;
mod sheet;

use leptos::prelude::*;
use sales::decide::{Command, GoalDraft, Rejection};
use sales::goals::{By, Progress, split};
use sales::ids::{GoalId, PersonId};
use sales::metrics::{Columns, Ledger};
use sales::model::{Goal, Measure, Span, Tier, Tiers};
use sales::money::{AmountError, Currency, Money, parse_amount};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use self::asked::{Asked, MEASURES, Measured, next, span_name};
use self::sheet::{Line, Sheet, Sum, TargetFirst, goal_of, with_tier};
use crate::components::{follow_on, icon, small_icon};
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, Length};
use crate::platform::{clock, dom, ids};
use crate::route::Route;
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// The screen, cheap to copy into views.
#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    columns: StoredValue<Columns>,
    asked: Memo<Asked>,
    sheet: RwSignal<Sheet>,
}

/// The goals of a period.
#[component]
pub(crate) fn GoalsScreen() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().goals();
    let asked = Memo::new(move |_| ui.route.with(|route| Asked::parse(&route.question, clock::today())));
    let columns = ui.store.with(|workspace| Columns::new(workspace, &LocalCalendar));
    let columns = StoredValue::new(columns);
    let make = move || {
        ui.store.with(|workspace| {
            columns.with_value(|columns| {
                let ledger = Ledger::new(workspace, columns, clock::today(), &LocalCalendar);
                Sheet::new(workspace, &ledger, asked.get())
            })
        })
    };
    let state = State { ui, columns, asked, sheet: RwSignal::new(untrack(make)) };
    ui.store.on_change(move |workspace, touched| {
        state.columns.update_value(|columns| columns.follow(workspace, touched, &LocalCalendar));
    });
    let track = move |()| {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
        asked.track();
    };
    let refresh = move |()| {
        let sheet = make();
        if state.sheet.with(|known| *known != sheet) {
            state.sheet.set(sheet);
        }
    };
    follow_on(Callback::new(track), Callback::new(refresh));
    // A period has rows of its own; within it, a row goes on when its figures change.
    let rows = move || {
        let asked = asked.get();
        let people = Memo::new(move |_| {
            let owner = |line: &Line| line.owner;
            state.sheet.with(|sheet| sheet.people.iter().filter_map(owner).collect::<Vec<_>>())
        });
        view! {
            {row(state, asked, None)}
            <For
                each=move || people.get()
                key=|id| *id
                children=move |id: PersonId| row(state, asked, Some(id))
            />
        }
    };
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{texts.goals}</span>
            </h1>
        </header>
        <div class="screen">
            <div class="goals">
                {choices(state)}
                {summary(state)}
                <div class="framed" tabindex="0" role="group" aria-label=texts.goals>
                    <table class="table goals-table">
                        <thead>
                            <tr>
                                <th scope="col">{texts.who}</th>
                                <th scope="col">{texts.target}</th>
                                <th scope="col">{texts.stretch}</th>
                                <th scope="col">{texts.challenge}</th>
                                <th scope="col" class="num">
                                    {texts.achieved}
                                </th>
                                <th scope="col">{texts.progress}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {parts(state)}
                <p class="muted">{texts.note}</p>
            </div>
        </div>
    }
    .into_any()
}

impl State {
    fn ask(self, asked: Asked) {
        let question = asked.write();
        let route = self.ui.route.with_untracked(|route| Route { question, ..route.clone() });
        self.ui.replace(&route);
    }

    fn currency(self) -> Currency {
        self.ui.store.with(|workspace| workspace.settings.currency)
    }

    /// An amount of what is counted: money in the workspace's currency, or a count.
    fn amount(self, amount: i128) -> String {
        if self.asked.get_untracked().measured_in_money() {
            intl::amount(amount, self.currency(), Length::Compact)
        } else {
            #[allow(clippy::cast_precision_loss, reason = "a count is far below 2^53")]
            intl::number(amount as f64)
        }
    }
}

impl Asked {
    fn measured_in_money(self) -> bool {
        self.measure == Measured::Value
    }
}

/// What a period is called.
fn period_name(span: Span) -> String {
    let texts = t().goals();
    match span {
        Span::Month { year, month } => intl::month(year.into(), month.into()),
        Span::Quarter { year, quarter } => {
            fill(texts.quarter_name, &[("quarter", &quarter.to_string()), ("year", &year.to_string())])
        }
        Span::Year { year } => fill(texts.year_name, &[("year", &year.to_string())]),
    }
}

fn measure_name(measure: Measured) -> &'static str {
    let texts = t().goals();
    match measure {
        Measured::Value => texts.won_value,
        Measured::Deals => texts.won_deals,
        Measured::New => texts.new_deals,
        Measured::Activities => texts.activities,
    }
}

/// The period and what is counted.
fn choices(state: State) -> AnyView {
    let texts = t().goals();
    let kinds = [("month", texts.month), ("quarter", texts.quarter), ("year", texts.year)];
    let kind = move || match state.asked.get().span {
        Span::Month { .. } => "month",
        Span::Quarter { .. } => "quarter",
        Span::Year { .. } => "year",
    };
    let set_kind = move |event| {
        let asked = state.asked.get_untracked();
        // The one that holds today where it can; otherwise the one that holds the beginning.
        let (first, last, today) = (asked.span.first(), asked.span.last(), clock::today());
        let day = if first <= today && today <= last { today } else { first };
        let span = match event_target_value(&event).as_str() {
            "month" => Span::month_of(day),
            "year" => Span::year_of(day),
            _ => Span::quarter_of(day),
        };
        state.ask(Asked { span, ..asked });
    };
    let set_measure = move |event| {
        let value = event_target_value(&event);
        if let Some((measure, _)) = MEASURES.iter().find(|row| row.1 == value) {
            state.ask(Asked { measure: *measure, ..state.asked.get_untracked() });
        }
    };
    let step = move |name: &'static str, sign: &'static str, to: fn(Span) -> Option<Span>| {
        let target = Memo::new(move |_| to(state.asked.get().span));
        let go = move |_| {
            if let Some(span) = target.get_untracked() {
                state.ask(Asked { span, ..state.asked.get_untracked() });
            }
        };
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                disabled=move || target.get().is_none()
                on:click=go
            >
                {icon(sign)}
            </button>
        }
    };
    let kind_option = move |(value, text): (&'static str, &'static str)| {
        view! {
            <option value=value selected=move || kind() == value>
                {text}
            </option>
        }
    };
    let measure_option = move |(measure, value): (Measured, &'static str)| {
        view! {
            <option value=value selected=move || state.asked.get().measure == measure>
                {measure_name(measure)}
            </option>
        }
    };
    view! {
        <form class="goal-choices" aria-label=texts.period on:submit=|event| event.prevent_default()>
            <div class="field">
                <label class="label" for="goal-period">
                    {texts.period}
                </label>
                <span class="select">
                    <select class="input" id="goal-period" prop:value=kind on:change=set_kind>
                        {kinds.into_iter().map(kind_option).collect_view()}
                    </select>
                </span>
            </div>
            <div class="goal-span">
                {step(texts.earlier, "chevron-left", Span::before)}
                <strong class="num" aria-live="polite" data-span=move || span_name(state.asked.get().span)>
                    {move || period_name(state.asked.get().span)}
                </strong>
                {step(texts.later, "chevron-right", next)}
            </div>
            <div class="field">
                <label class="label" for="goal-measure">
                    {texts.measure}
                </label>
                <span class="select">
                    <select
                        class="input"
                        id="goal-measure"
                        prop:value=move || state.asked.get().measure.name()
                        on:change=set_measure
                    >
                        {MEASURES.into_iter().map(measure_option).collect_view()}
                    </select>
                </span>
            </div>
        </form>
    }
    .into_any()
}

/// How far the team is, in words.
fn summary(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let team = state.sheet.with(|sheet| sheet.team.clone());
        let Some(progress) = &team.progress else {
            return view! { <p class="notice warn boxed" role="status">{icon("warning")} <span>{texts.no_rate}</span></p> }
                .into_any();
        };
        if team.goal.is_none() {
            return view! {
                <div class="goal-summary">
                    <p>
                        <strong>{texts.no_goal}</strong>
                    </p>
                    <p class="muted">{texts.set_goal}</p>
                </div>
            }
            .into_any();
        }
        let exact = progress.achieved.to_string();
        let lines = words(state, progress);
        view! {
            <div class="goal-summary">
                <p class="goal-main">
                    <strong class="num" data-metric="goal.achieved" data-value=exact>
                        {state.amount(progress.achieved)}
                    </strong>
                    <span>
                        {fill(texts.of_target, &[("share", &intl::percent(progress.share() * 100.0))])}
                    </span>
                </p>
                {bar(progress)}
                <ul class="goal-words">
                    {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            </div>
        }
        .into_any()
    };
    content.into_any()
}

fn tier_name(tier: Tier) -> &'static str {
    let texts = t().goals();
    match tier {
        Tier::Target => texts.target,
        Tier::Stretch => texts.stretch,
        Tier::Challenge => texts.challenge,
    }
}

/// What there is to say of how far a goal is.
fn words(state: State, progress: &Progress) -> Vec<String> {
    let texts = t().goals();
    let amount = |text: &str, amount: i128| fill(text, &[("amount", &state.amount(amount.abs()))]);
    let mut lines = Vec::new();
    if let Some(tier) = progress.reached() {
        lines.push(fill(texts.reached, &[("tier", tier_name(tier))]));
    }
    if let Some((tier, missing)) = progress.next() {
        lines.push(fill(texts.to_next, &[("amount", &state.amount(missing)), ("tier", tier_name(tier))]));
    }
    if progress.passed == 0 {
        lines.push(texts.not_begun.to_owned());
        return lines;
    }
    if progress.passed < progress.whole {
        let count = |days: u32| intl::count(usize::try_from(days).unwrap_or(usize::MAX));
        let days = [("passed", count(progress.passed)), ("all", count(progress.whole))];
        let days: Vec<(&str, &str)> = days.iter().map(|(name, text)| (*name, text.as_str())).collect();
        lines.push(fill(texts.workdays, &days));
        lines.push(match progress.by_calendar.ahead {
            0 => texts.on_pace.to_owned(),
            ahead if ahead > 0 => amount(texts.ahead, ahead),
            behind => amount(texts.behind, behind),
        });
        if let Ok(pace) = &progress.by_curve {
            let text = if pace.ahead < 0 { texts.usual_behind } else { texts.usual_ahead };
            lines.push(amount(text, pace.ahead));
        }
        if let Some(projected) = progress.projected() {
            lines.push(amount(texts.projected, projected));
        }
        if let Some(Ok(coverage)) = progress.coverage {
            lines.push(fill(texts.coverage, &[("times", &intl::decimal(coverage.ratio()))]));
        }
    }
    lines
}

/// A bar up to the highest tier, with a mark for each.
fn bar(progress: &Progress) -> AnyView {
    let top = progress.tiers.last().map_or(1, |tier| tier.1).max(progress.achieved).max(1);
    #[allow(clippy::cast_precision_loss, reason = "pixels need fewer digits than f64 has")]
    let percent = move |amount: i128| (amount as f64 / top as f64 * 100.0).clamp(0.0, 100.0);
    let width = format!("{:.1}%", percent(progress.achieved));
    let marks = progress.tiers.iter().map(|(_, amount)| {
        let place = format!("{:.1}%", percent(*amount));
        view! { <span class="goal-mark" style:inset-inline-start=place></span> }
    });
    let is_reached = progress.reached().is_some();
    view! {
        <span class="goal-bar" class:reached=is_reached aria-hidden="true">
            <span class="goal-fill" style:width=width></span>
            {marks.collect_view()}
        </span>
    }
    .into_any()
}

/// Why what was typed into a tier is no goal.
type Errors = RwSignal<[Option<String>; 3]>;

/// The row of the team or of a person.
fn row(state: State, asked: Asked, owner: Option<PersonId>) -> AnyView {
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
fn currency_of(state: State, goal: Option<&Goal>) -> Currency {
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
            Some(if asked.measured_in_money() {
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
                inputmode=if asked.measured_in_money() { "decimal" } else { "numeric" }
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
    let goal = state.ui.store.with(|workspace| goal_of(workspace, asked, owner).cloned());
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

fn draft(
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
    let is_money = asked.measured_in_money();
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

/// What the parts of the team's goal come to, and the ways to cut it.
fn parts(state: State) -> AnyView {
    let texts = t().goals();
    let content = move || {
        let (team, sums) = state.sheet.with(|sheet| (sheet.team.goal.clone(), sheet.sums.clone()));
        let goal = StoredValue::new(team?);
        let said = sums.into_iter().map(|sum| view! { <li>{sum_words(state, &sum)}</li> }).collect_view();
        let cut = move |name: &'static str, by: By| {
            let press = move |_| goal.with_value(|goal| cut(state, goal, by));
            view! {
                <button type="button" class="button" on:click=press>
                    {name}
                </button>
            }
        };
        let span = goal.with_value(|goal| goal.span);
        Some(view! {
            <section class="goal-parts" aria-labelledby="goal-split">
                <ul class="goal-words">{said}</ul>
                <h2 id="goal-split">{texts.split}</h2>
                <div class="report-tools">
                    {(!span.by_quarter().is_empty()).then(|| cut(texts.over_quarters, By::Quarters))}
                    {(span.months() > 1).then(|| cut(texts.over_months, By::Months))}
                    {cut(texts.over_people, By::People)}
                </div>
            </section>
        })
    };
    content.into_any()
}

fn sum_words(state: State, sum: &Sum) -> String {
    let texts = t().goals();
    let parts = match sum.by {
        By::Months => texts.months,
        By::Quarters => texts.quarters,
        By::People => texts.people,
    };
    let text = match sum.difference {
        0 => texts.sum_equal,
        short if short > 0 => texts.sum_short,
        _ => texts.sum_over,
    };
    let (all, difference) = (state.amount(sum.total), state.amount(sum.difference.abs()));
    let said = fill(text, &[("parts", parts), ("sum", &all), ("difference", &difference)]);
    if sum.missing > 0 { format!("{said} {}", texts.missing.of(sum.missing)) } else { said }
}

/// Gives each part of the team's goal an even share of it, as one step.
fn cut(state: State, goal: &Goal, by: By) {
    let asked = state.asked.get_untracked();
    let currency = currency_of(state, Some(goal));
    let parts: Vec<(Span, Option<PersonId>)> = match by {
        By::Months => goal.span.by_month().into_iter().map(|span| (span, goal.owner)).collect(),
        By::Quarters => goal.span.by_quarter().into_iter().map(|span| (span, goal.owner)).collect(),
        By::People => {
            let people = state.sheet.with_untracked(|sheet| {
                sheet.people.iter().filter_map(|line| line.owner).collect::<Vec<_>>()
            });
            people.into_iter().map(|person| (goal.span, Some(person))).collect()
        }
    };
    let even = vec![1; parts.len()];
    let tiers = |at: usize| {
        let of = |amount: i64| split(amount, &even).get(at).copied();
        let target = of(goal.tiers.target).filter(|target| *target > 0)?;
        // Rounded shares of a small number may not rise.
        let all = Tiers {
            target,
            stretch: goal.tiers.stretch.and_then(of),
            challenge: goal.tiers.challenge.and_then(of),
        };
        Some(if all.rise() { all } else { Tiers::only(target) })
    };
    let known = state
        .ui
        .store
        .with(|workspace| sales::goals::current(workspace).into_iter().cloned().collect::<Vec<Goal>>());
    let (mut new, mut edits) = (Vec::new(), Vec::new());
    for (at, (span, owner)) in parts.into_iter().enumerate() {
        let Some(tiers) = tiers(at) else { continue };
        let there = known.iter().find(|other| {
            (other.span, other.owner, other.pipeline) == (span, owner, None)
                && other.measure.is_like(goal.measure)
        });
        match there {
            Some(other) => edits.push(Command::EditGoal { goal: other.id, tiers }),
            None => new.push(draft(asked, span, owner, currency, tiers)),
        }
    }
    let last = if new.is_empty() { edits.pop() } else { Some(Command::SetGoals { goals: new }) };
    if let Some(last) = last {
        state.ui.act(&last.after(edits));
    }
}
