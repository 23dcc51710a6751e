//! Goals: what is to be reached by when, by the team and by each person, and how far one is.

mod asked;
mod breakdown;
mod mark;
mod own;
mod parts;
mod period;
mod rows;
mod sheet;
mod summary;
mod target;

use leptos::prelude::*;
use metrics::Ledger;
use sales::ids::PersonId;
use sales::model::{Goal, Measure, Span};
use sales::money::{Currency, Money};

use self::asked::{Asked, MEASURES, Measured, View};
pub(super) use self::asked::{next, span, span_name};
pub(super) use self::mark::mark;
pub(super) use self::period::{Kind, period};
use self::rows::row;
use self::sheet::{Line, Sheet};
pub(super) use self::summary::tier_name;
pub(super) use self::target::{measure_options, target, target_names, target_question, target_unread};
use super::figures::kept_columns;
use super::help::help;
use crate::components::{Tab, follow_on, select, tabs};
use crate::platform::clock;
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, Length};
use crate::route::{Route, Screen};
use crate::state::Ui;
use crate::text::{fill, t};

/// The screen, cheap to copy into views.
#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    asked: Memo<Asked>,
    sheet: RwSignal<Sheet>,
}

/// The goals of a period.
#[component]
pub(crate) fn GoalsScreen() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().goals();
    let asked = Memo::new(move |_| ui.route.with(|route| Asked::parse(&route.question, clock::today())));
    let columns = kept_columns(ui);
    let gather = move || {
        ui.store.with(|workspace| {
            columns.with_value(|columns| Ledger::new(workspace, columns, clock::today(), &LocalCalendar))
        })
    };
    // What was achieved, whatever is asked about it.
    let ledger = StoredValue::new(gather());
    let make = move || {
        let asked = asked.get();
        ui.store.with(|workspace| {
            ledger.with_value(|ledger| Sheet::new(workspace, ledger, asked, clock::today()))
        })
    };
    let state = State { ui, asked, sheet: RwSignal::new(untrack(make)) };
    let show = move || {
        let sheet = make();
        if state.sheet.with_untracked(|known| *known != sheet) {
            state.sheet.set(sheet);
        }
    };
    let track = move |()| {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.track_catalogue();
    };
    let refresh = move |()| {
        ledger.set_value(gather());
        show();
    };
    follow_on(Callback::new(track), Callback::new(refresh));
    follow_on(Callback::new(move |()| asked.track()), Callback::new(move |()| show()));
    let view = Memo::new(move |_| asked.get().view);
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
            {help(ui)}
        </header>
        <div class="screen">
            <div class="goals">
                {views(state)}
                {choices(state)}
                {move || match view.get() {
                    View::Breakdown => breakdown::section(state, columns, ledger),
                    View::Table => table(state, rows),
                }}
            </div>
        </div>
    }
    .into_any()
}

/// The goals of the team and of everybody, to be set.
fn table<V: IntoView + 'static>(state: State, rows: impl Fn() -> V + Send + 'static) -> AnyView {
    let texts = t().goals();
    view! {
        {summary::section(state)}
        {parts::left(state)}
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
        {parts::section(state)}
        <p class="muted">{texts.note}</p>
    }
    .into_any()
}

/// The ways to look at goals.
fn views(state: State) -> AnyView {
    let texts = t().breakdown();
    let way = move |view: View, name: &'static str| {
        let href = move || {
            let question = Asked { view, ..state.asked.get() }.write();
            Route { question, ..Route::to(Screen::Goals) }.href()
        };
        Tab::new(name, href, move || state.asked.get().view == view)
    };
    tabs(texts.views, [way(View::Table, texts.table), way(View::Breakdown, texts.breakdown)])
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
        self.amount_of(self.asked.get_untracked(), amount)
    }

    /// The target of a goal, in its own currency.
    fn target_of(self, goal: &Goal) -> String {
        match goal.measure {
            Measure::WonValue(currency) => {
                intl::money(Money { minor: goal.tiers.target, currency }, Length::Compact)
            }
            _ => self.amount_of(Asked::of(goal), goal.tiers.target.into()),
        }
    }

    /// The same of what is counted there.
    fn amount_of(self, asked: Asked, amount: i128) -> String {
        if asked.is_money() {
            intl::amount(amount, self.currency(), Length::Compact)
        } else {
            #[allow(clippy::cast_precision_loss, reason = "a count is far below 2^53")]
            intl::number(amount as f64)
        }
    }
}

/// What a period is called.
pub(super) fn period_name(span: Span) -> String {
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
    let span = Signal::derive(move || state.asked.get().span);
    let set_span = move |span| state.ask(Asked { span, ..state.asked.get_untracked() });
    let measure = Signal::derive(move || state.asked.get().measure.name().to_owned());
    let set_measure = move |name: String| {
        if let Some((measure, _)) = MEASURES.iter().find(|row| row.1 == name) {
            state.ask(Asked { measure: *measure, ..state.asked.get_untracked() });
        }
    };
    view! {
        <form class="goal-choices" aria-label=texts.period on:submit=|event| event.prevent_default()>
            {period("goal-period", &Kind::ALL, span, set_span)}
            <div class="field">
                <label class="label" for="goal-measure">
                    {texts.measure}
                </label>
                {select("goal-measure", None, measure_options(), measure, set_measure)}
            </div>
        </form>
    }
    .into_any()
}
