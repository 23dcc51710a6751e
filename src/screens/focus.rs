//! The focus list of today: where an hour brings most, with the reasons and what to do about it by one key; and what to let go.

use forecast::Ground;
use forecast::focus::{Focus, LetGo, Sign, Worth};
use forecast::protocol::{Answer, Request};
use leptos::prelude::*;
use sales::decide::{Command, Outcome};
use sales::ids::{DealId, PersonId};
use wasm_bindgen_futures::spawn_local;

use super::deal::{Here, PlanForm};
use crate::components::{icon, more_button, small_icon};
use crate::forecaster::{Forecaster, now};
use crate::platform::dom;
use crate::platform::intl::{self, Length, chance};
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// How many deals are shown at first, and how many more each time.
const SHOWN: usize = 5;

/// What the ids of this list begin with: the deals may stand elsewhere on the screen, too.
const SCOPE: &str = "focus-";

/// How far the answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    UnderWay,
    Here,
    Stopped,
}

#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    forecaster: Forecaster,
    person: RwSignal<Option<PersonId>>,
    focus: RwSignal<Focus>,
    /// What the chances rest on.
    ground: RwSignal<Option<Ground>>,
    progress: RwSignal<Progress>,
    number: StoredValue<u32>,
}

impl State {
    fn refresh(self) {
        self.number.update_value(|number| *number += 1);
        let number = self.number.get_value();
        let person = self.person.get_untracked();
        spawn_local(async move {
            let answer = self.forecaster.ask(&Request::Focus { person, now: now() }).await;
            // Another person may be asked about by now.
            if self.number.try_get_value() != Some(number) {
                return;
            }
            let progress = if let Ok(Answer::Focus { focus, basis }) = answer {
                let focused = place_of_focus();
                self.ground.set(Some(basis.learning.ground));
                self.focus.set(focus);
                if let Some((part, place)) = focused {
                    keep_focus(part, place);
                }
                Progress::Here
            } else {
                Progress::Stopped
            };
            // Drawn anew, the lists would lose the focus and what is being typed.
            if self.progress.get_untracked() != progress {
                self.progress.set(progress);
            }
        });
    }

    fn here(self, deal: DealId) -> Option<Here> {
        let ix = self.ui.store.with(|workspace| workspace.deals.ix(deal))?;
        Some(Here::new(self.ui, deal, ix).within(SCOPE))
    }
}

/// The part and the place of the row that has the focus.
fn place_of_focus() -> Option<(&'static str, usize)> {
    let focused = dom::document().active_element()?;
    ["focus", "let-go"].into_iter().find_map(|part| {
        let row = focused.closest(&format!("[data-part={part}] .acts > li")).ok()??;
        let before = |row: &web_sys::Element| row.previous_element_sibling();
        Some((part, std::iter::successors(before(&row), before).count()))
    })
}

/// Where the row that had the focus has gone, the one that took its place gets it, or the last one.
fn keep_focus(part: &'static str, place: usize) {
    dom::soon(move || {
        if !dom::focus_is_lost() {
            return;
        }
        let row = |which: &str| dom::focus(&format!("[data-part={part}] .acts > li:{which} .today-deal > a"));
        let _ = row(&format!("nth-child({})", place + 1)) || row("last-child") || dom::focus("#main");
    });
}

/// The list of a person, or of everybody.
pub(super) fn section(ui: Ui, person: RwSignal<Option<PersonId>>) -> AnyView {
    let state = State {
        ui,
        forecaster: Forecaster::get(ui),
        person,
        focus: RwSignal::default(),
        ground: RwSignal::new(None),
        progress: RwSignal::new(Progress::UnderWay),
        number: StoredValue::new(0),
    };
    Effect::new(move |before: Option<()>| {
        person.track();
        state.forecaster.changes.track();
        if before.is_some() {
            state.refresh();
        } else {
            // What is due comes first.
            dom::when_idle(move || {
                if state.number.try_get_value() == Some(0) {
                    state.refresh();
                }
            });
        }
    });
    let texts = t().focus();
    let content = move || match state.progress.get() {
        Progress::UnderWay => {
            view! { <p class="muted" aria-busy="true">{small_icon("spinner")} " " {texts.working}</p> }
                .into_any()
        }
        Progress::Stopped => view! {
            <p class="notice bad boxed" role="alert">
                {icon("warning")} <span>{texts.stopped}</span>
                <button type="button" class="button" on:click=move |_| state.refresh()>
                    {t().shell().try_again}
                </button>
            </p>
        }
        .into_any(),
        Progress::Here => lists(state),
    };
    content.into_any()
}

fn lists(state: State) -> AnyView {
    let has_worth = Memo::new(move |_| state.focus.with(|focus| !focus.worth.is_empty()));
    let has_let_go = Memo::new(move |_| state.focus.with(|focus| !focus.let_go.is_empty()));
    view! {
        {move || has_worth.get().then(|| worth(state))}
        {move || has_let_go.get().then(|| let_go(state, has_worth))}
    }
    .into_any()
}

fn worth(state: State) -> AnyView {
    let texts = t().focus();
    let limit = RwSignal::new(SHOWN);
    let ids = Memo::new(move |_| {
        state.focus.with(|focus| focus.worth.iter().map(|row| row.deal).take(limit.get()).collect::<Vec<_>>())
    });
    let left = move || state.focus.with(|focus| focus.worth.len()).saturating_sub(limit.get());
    view! {
        <section class="today-part" data-part="focus" aria-labelledby="today-focus">
            <h2 id="today-focus">{texts.focus}</h2>
            <p class="muted">{texts.note}</p>
            {move || state.ground.get().and_then(rests_on)}
            <ul class="acts">
                <For each=move || ids.get() key=|id| *id children=move |id| row(state, id)/>
            </ul>
            {more_button(limit, left, 2 * SHOWN)}
            <p class="hint">{texts.keys}</p>
            <details class="fc-details">
                <summary>{texts.formula}</summary>
                <p class="hint">{texts.formula_text}</p>
            </details>
        </section>
    }
    .into_any()
}

/// What chances rest on, where it is not what was learnt.
fn rests_on(ground: Ground) -> Option<AnyView> {
    let texts = t().focus();
    let (name, said) = match ground {
        Ground::TooFew => ("stage-rates", texts.stage_rates),
        Ground::NoSignal | Ground::DidNotHold => ("one-rate", texts.one_rate),
        Ground::Learnt { .. } => return None,
    };
    Some(view! { <p class="muted" data-ground=name>{small_icon("info")} " " {said}</p> }.into_any())
}

fn let_go(state: State, has_worth: Memo<bool>) -> AnyView {
    let texts = t().focus();
    let limit = RwSignal::new(SHOWN);
    let ids = Memo::new(move |_| {
        state
            .focus
            .with(|focus| focus.let_go.iter().map(|row| row.deal).take(limit.get()).collect::<Vec<_>>())
    });
    let left = move || state.focus.with(|focus| focus.let_go.len()).saturating_sub(limit.get());
    view! {
        <section class="today-part" data-part="let-go" aria-labelledby="today-let-go">
            <h2 id="today-let-go">{texts.let_go}</h2>
            <p class="muted">{texts.let_go_note}</p>
            <ul class="acts">
                <For each=move || ids.get() key=|id| *id children=move |id| idle_row(state, id)/>
            </ul>
            {more_button(limit, left, 2 * SHOWN)}
            {move || (!has_worth.get()).then(|| view! { <p class="hint">{texts.keys}</p> })}
        </section>
    }
    .into_any()
}

/// The keys of a deal, and what they do: those they share with the review do the same there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Plan,
    Nurture,
    Lose,
    Win,
}

pub(super) const WAYS: [(Way, &str); 4] =
    [(Way::Plan, "n"), (Way::Nurture, "w"), (Way::Lose, "l"), (Way::Win, "y")];

impl Way {
    pub(super) fn name(self) -> &'static str {
        let texts = t().review();
        match self {
            Self::Plan => texts.next_step,
            Self::Nurture => texts.nurture,
            Self::Lose => texts.lost,
            Self::Win => texts.won,
        }
    }
}

/// A row that can be decided about where it stands.
#[derive(Clone, Copy)]
struct Row {
    state: State,
    here: Here,
    deal: DealId,
    /// The part that it is in.
    part: &'static str,
    is_planning: RwSignal<bool>,
}

impl Row {
    fn new(state: State, here: Here, deal: DealId, part: &'static str) -> Self {
        Self { state, here, deal, part, is_planning: RwSignal::new(false) }
    }

    fn go(self, way: Way) {
        let deals = vec![self.deal];
        match way {
            Way::Plan => {
                self.is_planning.set(true);
                dom::focus_soon(format!("#{SCOPE}plan-subject"));
            }
            Way::Nurture => self.state.ui.open(Dialog::Nurture(deals)),
            Way::Lose => self.state.ui.open(Dialog::Lose(deals)),
            // By the process: what is missing is asked for first.
            Way::Win => {
                self.state.ui.carry(Command::CloseDeals { deals, outcome: Outcome::Won });
            }
        }
    }

    /// What a key does: the same as the buttons.
    fn press(self, event: &web_sys::KeyboardEvent) {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        if !is_plain || self.is_planning.get_untracked() || event.default_prevented() {
            return;
        }
        let key = event.key().to_lowercase();
        if let Some((way, _)) = WAYS.iter().find(|row| row.1 == key) {
            self.go(*way);
            event.prevent_default();
        }
    }

    /// The form for the next step, where that is being planned.
    fn form(self) -> Option<AnyView> {
        let on_end = Callback::new(move |()| {
            let _ = self.is_planning.try_set(false);
            dom::focus_soon(format!(
                "[data-part={}] [data-deal-id='{}'] .today-deal > a",
                self.part, self.deal
            ));
        });
        let here = self.here;
        self.is_planning.get().then(|| view! { <PlanForm here on_end/> }.into_any())
    }
}

fn row(state: State, id: DealId) -> AnyView {
    let Some(here) = state.here(id) else { return ().into_any() };
    let texts = t().focus();
    let found =
        Memo::new(move |_| state.focus.with(|focus| focus.worth.iter().find(|row| row.deal == id).cloned()));
    let row = Row::new(state, here, id, "focus");
    let currency = move || state.ui.store.with(|workspace| workspace.settings.currency);
    let gain = move || {
        found.get().map(|row| {
            let amount = intl::amount(intl::rough(row.gain), currency(), Length::Compact);
            view! {
                <strong class="focus-gain num" data-metric="focus.gain" data-value=row.gain.to_string()>
                    {fill(texts.gain, &[("amount", &amount)])}
                </strong>
            }
        })
    };
    let signs = move || found.get().map(|row| sign_list(&row));
    let named = move |text: &'static str| {
        here.track();
        here.read(|_, deal| fill(text, &[("title", &deal.title)]))
    };
    let tool = move |name: &'static str, sign: &'static str, label: &'static str, way: Way| {
        view! {
            <button
                type="button"
                class="icon-button"
                data-act=name
                aria-label=move || named(label)
                title=move || named(label)
                on:click=move |_| row.go(way)
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <li class="act today-idle" data-deal-id=id.to_string() on:keydown=move |event| row.press(&event)>
            <div class="focus-row">
                <div class="act-text">
                    {super::today::deal_line(here)}
                    {signs}
                </div>
                {gain}
                <div class="focus-tools">
                    <button
                        type="button"
                        class="button focus-plan"
                        aria-label=move || named(texts.plan_for)
                        hidden=move || row.is_planning.get()
                        on:click=move |_| row.go(Way::Plan)
                    >
                        {small_icon("plus")}
                        {texts.plan}
                    </button>
                    {tool("won", "trophy", texts.won_for, Way::Win)}
                    {tool("lost", "lost", texts.lost_for, Way::Lose)}
                    {tool("nurture", "nurture", texts.nurture_for, Way::Nurture)}
                </div>
            </div>
            {move || row.form()}
        </li>
    }
    .into_any()
}

fn sign_list(row: &Worth) -> AnyView {
    let texts = t().focus();
    let signs = row.signs.iter().map(|&sign| {
        let class = if sign.weight() >= 0.4 { "focus-sign urgent" } else { "focus-sign" };
        view! { <li class=class>{sign_words(sign)}</li> }
    });
    view! {
        <ul class="focus-signs">
            <li class="focus-sign">{fill(texts.win, &[("share", &chance(row.win))])}</li>
            {signs.collect_view()}
        </ul>
    }
    .into_any()
}

fn sign_words(sign: Sign) -> String {
    let texts = t().focus();
    let days = |days: i64| usize::try_from(days).unwrap_or(0);
    match sign {
        Sign::NoNextStep => texts.no_step.to_owned(),
        Sign::Overdue(late) => texts.overdue.of(days(late)),
        Sign::DueToday => texts.due_today.to_owned(),
        Sign::Idle(idle, limit) => {
            texts.idle.with(days(idle), &[("limit", &intl::count(usize::from(limit)))])
        }
        Sign::ClosesSoon(0) => texts.closes_today.to_owned(),
        Sign::ClosesSoon(left) => texts.closes_soon.of(days(left)),
        Sign::ClosePast(late) => texts.close_past.of(days(late)),
    }
}

fn idle_row(state: State, id: DealId) -> AnyView {
    let Some(here) = state.here(id) else { return ().into_any() };
    let texts = t().focus();
    let found =
        Memo::new(move |_| state.focus.with(|focus| focus.let_go.iter().find(|row| row.deal == id).copied()));
    let why = move || {
        let LetGo { soon, idle_days, old, .. } = found.get()?;
        let days = |days: i64| usize::try_from(days).unwrap_or(0);
        let said = match old {
            Some((age, usual)) => texts.too_old.with(
                days(idle_days),
                &[("age", &intl::count(days(age))), ("usual", &intl::count(days(usual)))],
            ),
            None => texts.little_chance.with(days(idle_days), &[("share", &chance(soon))]),
        };
        Some(view! { <span class="focus-sign">{said}</span> })
    };
    let label = here.text(|_, deal| fill(t().focus().nurture_for, &[("title", &deal.title)]));
    let row = Row::new(state, here, id, "let-go");
    view! {
        <li class="act today-idle" data-deal-id=id.to_string() on:keydown=move |event| row.press(&event)>
            <div class="focus-row">
                <div class="act-text">
                    {super::today::deal_line(here)}
                    <p class="focus-signs">{why}</p>
                </div>
                <button
                    type="button"
                    class="button"
                    data-act="nurture"
                    aria-label=label
                    on:click=move |_| row.go(Way::Nurture)
                >
                    {small_icon("nurture")}
                    {texts.nurture}
                </button>
            </div>
            // Somebody may want to work on it after all.
            {move || row.form()}
        </li>
    }
    .into_any()
}
