//! One deal after the other, each decided by one key.

use leptos::prelude::*;
use sales::activities::{self, next_step};
use sales::ids::DealId;
use sales::model::{Deal, Workspace};
use sales::time::Calendar;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::kept::{SNOOZES, set_snooze_days};
use super::reasons::reasons;
use super::state::State;
use crate::components::{Icon, icon, initials, select, small_icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::dom;
use crate::platform::intl::{self, Length};
use crate::screens::activities::{called, due_words};
use crate::screens::deal::{Here, PlanForm};
use crate::screens::table::stage_mark;
use crate::screens::values::Figures;
use crate::state::Dialog;
use crate::text::{fill, t};

/// What the ids of the form begin with.
const SCOPE: &str = "review-";

/// What can be decided about a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Plan,
    Nurture,
    Lose,
    Snooze,
}

pub(super) const WAYS: [(Way, &str, Icon); 4] = [
    (Way::Plan, "n", "plus"),
    (Way::Nurture, "w", "nurture"),
    (Way::Lose, "l", "lost"),
    (Way::Snooze, "s", "clock"),
];

impl Way {
    pub(super) fn name(self) -> &'static str {
        let texts = t().review();
        match self {
            Self::Plan => texts.next_step,
            Self::Nurture => texts.nurture,
            Self::Lose => texts.lost,
            Self::Snooze => texts.snooze,
        }
    }
}

fn decide(state: State, way: Way) {
    let Some(deal) = state.current.get_untracked() else { return };
    match way {
        Way::Plan => state.planning.set(true),
        Way::Nurture => state.ui.open(Dialog::Nurture(vec![deal])),
        Way::Lose => state.ui.open(Dialog::Lose(vec![deal])),
        Way::Snooze => {
            state.snooze(vec![deal]);
            focus_card();
        }
    }
}

/// Goes to the deal that is to be decided about: those who do not see it hear it then.
fn focus_card() {
    dom::soon(|| {
        dom::soon(|| {
            let _ = dom::focus("#review-card") || dom::focus("#review-end");
        });
    });
}

/// Follows the keys, as long as the section is there.
fn follow_keys(state: State) {
    dom::keys_first(move |event: &KeyboardEvent| {
        let is_with = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_elsewhere =
            |css| target.as_ref().is_some_and(|target| target.closest(css).ok().flatten().is_some());
        let is_taken = is_with
            || event.is_composing()
            || event.default_prevented()
            || dom::is_typing(target.as_ref())
            || dom::query("dialog[open], [role=menu]").is_some()
            || is_elsewhere(".panel");
        if is_taken || state.current.get_untracked().is_none() {
            return;
        }
        let key = event.key();
        let way = WAYS.iter().find(|row| row.1 == key.to_lowercase());
        match key.as_str() {
            _ if way.is_some() => way.into_iter().for_each(|row| decide(state, row.0)),
            "ArrowRight" | "j" => state.step(1),
            "ArrowLeft" | "k" => state.step(-1),
            _ => return,
        }
        event.prevent_default();
    });
}

pub(super) fn section(state: State) -> AnyView {
    let texts = t().review();
    follow_keys(state);
    // Who opens the screen begins at the deal.
    focus_card();
    let content = move || state.current.get().and_then(|deal| facts(state, deal));
    let plan = move || {
        let deal = state.current.get().filter(|_| state.planning.get())?;
        let ix = state.ui.store.with(|workspace| workspace.deals.ix(deal))?;
        let here = Here::new(state.ui, deal, ix).within(SCOPE);
        let on_end = Callback::new(move |()| {
            state.planning.set(false);
            focus_card();
        });
        Some(view! {
            <div class="review-plan" data-part="plan">
                <PlanForm here on_end/>
            </div>
        })
    };
    let ways = WAYS.map(|(way, key, sign)| {
        view! {
            <button
                type="button"
                class="button"
                data-way=key
                aria-keyshortcuts=key
                hidden=move || state.planning.get()
                on:click=move |_| decide(state, way)
            >
                {icon(sign)}
                {way.name()}
                <kbd class="kbd" aria-hidden="true">
                    {key.to_uppercase()}
                </kbd>
            </button>
        }
    });
    view! {
        {progress(state)}
        <article
            class="review-card"
            id="review-card"
            tabindex="-1"
            aria-labelledby="review-title review-place"
            data-deal-id=move || state.current.get().map(|deal| deal.to_string())
        >
            {content}
            {plan}
            <div class="review-ways" role="group" aria-label=texts.actions>
                {ways.into_iter().collect_view()}
                {snooze_days(state)}
            </div>
        </article>
    }
    .into_any()
}

/// How far one is, and the ways to the deals before and behind.
fn progress(state: State) -> AnyView {
    let texts = t().review();
    let counts = move || state.sheet.with(|sheet| (sheet.done(), sheet.all));
    let said = move || {
        let (done, all) = counts();
        fill(texts.progress, &[("done", &intl::count(done)), ("all", &intl::count(all))])
    };
    #[allow(clippy::cast_precision_loss, reason = "pixels need fewer digits than f64 has")]
    let width = move || {
        let (done, all) = counts();
        format!("{:.2}%", done as f64 / all.max(1) as f64 * 100.0)
    };
    let place = move || {
        state.sheet.with(|sheet| {
            let now = state.current.get()?;
            sheet.queue.iter().position(|deal| *deal == now)
        })
    };
    let stop = move |name: &'static str, sign: &'static str, by: isize| {
        let is_end = move || {
            let last = state.sheet.with(|sheet| sheet.queue.len().saturating_sub(1));
            place().is_none_or(|place| if by < 0 { place == 0 } else { place >= last })
        };
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=name
                title=name
                disabled=is_end
                on:click=move |_| state.step(by)
            >
                {icon(sign)}
            </button>
        }
    };
    view! {
        <div class="review-progress">
            <span
                class="num"
                role="status"
                data-metric="review.done"
                data-value=move || counts().0.to_string()
            >
                {said}
            </span>
            <span class="review-bar" aria-hidden="true">
                <span style:width=width></span>
            </span>
            {stop(texts.previous, "chevron-left", -1)}
            {stop(texts.next, "chevron-right", 1)}
            <button type="button" class="button" data-act="finish" on:click=move |_| state.finish()>
                {icon("check")}
                {texts.finish}
            </button>
        </div>
    }
    .into_any()
}

/// What there is to know about the deal.
fn facts(state: State, id: DealId) -> Option<AnyView> {
    let texts = t().review();
    let ui = state.ui;
    let ix = ui.store.with(|workspace| workspace.deals.ix(id))?;
    let here = Here::new(ui, id, ix);
    let title = here.text(|_, deal| deal.title.clone());
    let place = move || {
        state.sheet.with(|sheet| {
            let place = sheet.queue.iter().position(|deal| *deal == id).map_or(0, |place| place + 1);
            let all = intl::count(sheet.queue.len());
            fill(texts.of_all, &[("place", &intl::count(place)), ("all", &all)])
        })
    };
    let why = move || {
        here.track();
        let suspect = state.sheet.with(|sheet| sheet.suspects.get(&id).copied())?;
        let rows = here.read(|workspace, deal| reasons(workspace, deal, &suspect));
        let row = |(sign, said): (Icon, String)| {
            view! {
                <li>
                    {small_icon(sign)}
                    <span dir="auto">{said}</span>
                </li>
            }
        };
        Some(view! {
            <ul class="review-why" aria-label=texts.why>
                {rows.into_iter().map(row).collect_view()}
            </ul>
        })
    };
    let about = move || {
        here.track();
        here.read(about)
    };
    let steps = move || {
        here.track();
        here.read(steps)
    };
    Some(
        view! {
            <p class="muted num" id="review-place">
                {place}
            </p>
            <h2 class="review-title" id="review-title" dir="auto">
                <a href=move || ui.deal_href(id)>{title}</a>
            </h2>
            <div class="review-about">{about}</div>
            {why}
            <div class="review-steps muted">{steps}</div>
        }
        .into_any(),
    )
}

/// The value, the stage, the customer and the owner.
fn about(workspace: &Workspace, deal: &Deal) -> AnyView {
    let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
    let owner = deal.owner.and_then(|id| workspace.people.live(id));
    let value = deal.value.map(|value| {
        view! {
            <strong class="num" data-metric="deal.value" data-value=value.minor.to_string()>
                {intl::money(value, Length::Full)}
            </strong>
        }
    });
    view! {
        {value}
        {stage_mark(workspace, deal)}
        {firm.map(|firm| view! { <span dir="auto">{firm.name.clone()}</span> })}
        {owner
            .map(|owner| {
                view! {
                    <span class="cell">
                        {initials(owner, "")}
                        <span class="truncate" dir="auto">
                            {owner.name.clone()}
                        </span>
                    </span>
                }
            })}
    }
    .into_any()
}

/// When somebody last worked on it, and what is planned.
fn steps(workspace: &Workspace, deal: &Deal) -> AnyView {
    let texts = t().review();
    let touched = LocalCalendar.date_of(activities::touched(workspace, deal));
    let planned = match next_step(workspace, deal.id) {
        None => texts.none_planned.to_owned(),
        Some(activity) => {
            let due = due_words(activity.due, clock::today(), Figures::INTL);
            let what = format!("{} · {due}", called(workspace, activity));
            fill(texts.next_planned, &[("what", &what)])
        }
    };
    view! {
        <span>{fill(texts.idle_note, &[("day", &intl::day(touched))])}</span>
        <span dir="auto">{planned}</span>
    }
    .into_any()
}

/// For how long to snooze.
fn snooze_days(state: State) -> AnyView {
    let texts = t().review();
    let options: Vec<_> =
        SNOOZES.iter().map(|days| (days.to_string(), texts.snooze_days.of(usize::from(*days)))).collect();
    let chosen = Signal::derive(move || state.snooze_days.get().to_string());
    let set = move |days: String| {
        if let Ok(days) = days.parse() {
            set_snooze_days(state.snooze_days, days);
        }
    };
    view! {
        <label class="visually-hidden" for="review-days">
            {texts.snooze_long}
        </label>
        {select("review-days", None, options, chosen, set)}
    }
    .into_any()
}
