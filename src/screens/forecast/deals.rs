//! The open deals that a period rests on, any of which may be taken to be won in it, or not to be.

use forecast::outlook::{Fate, Row, Rows};
use forecast::protocol::{Answer, Request};
use leptos::prelude::*;
use sales::ids::DealId;
use wasm_bindgen_futures::spawn_local;

use super::asked::window;
use super::state::State;
use super::what_if::Play;
use crate::components::{SearchField, more_button};
use crate::platform::intl::{self, chance};
use crate::text::{fill, t};

/// How many deals are shown at first, and how many more each time.
const SHOWN: usize = 10;

/// What is listed.
#[derive(Clone, Copy)]
struct List {
    play: Play,
    /// What was typed to find deals.
    find: RwSignal<String>,
    limit: RwSignal<usize>,
    /// Deals that something was assumed of: they stay in sight, whatever is looked for.
    named: RwSignal<Vec<DealId>>,
    /// What the worker found; `None` where the outlook itself has all that is wanted.
    found: RwSignal<Option<Rows>>,
}

impl List {
    fn new(play: Play) -> Self {
        let list = Self {
            play,
            find: RwSignal::default(),
            limit: RwSignal::new(SHOWN),
            named: RwSignal::default(),
            found: RwSignal::new(None),
        };
        let wanted = Memo::new(move |_| list.wanted());
        let number = StoredValue::new(0_u32);
        Effect::new(move || {
            number.update_value(|number| *number += 1);
            let asked = number.get_value();
            let Some(request) = wanted.get() else { return list.found.set(None) };
            spawn_local(async move {
                // Where the worker stopped, the screen says so when it asks again.
                let Ok(Answer::Rows(rows)) = list.play.state.forecaster.ask(&request).await else { return };
                if number.try_get_value() == Some(asked) {
                    let _ = list.found.try_set(Some(rows));
                }
            });
        });
        // Another period, and other people, begin anew.
        let state = play.state;
        let about = Memo::new(move |_| (state.asked.get().span, state.asked.get().scope));
        Effect::new(move |before: Option<()>| {
            about.get();
            if before.is_some() {
                list.search(String::new());
                list.named.set(Vec::new());
            }
        });
        list
    }

    fn search(self, find: String) {
        let taken = self.play.fates.with_untracked(|fates| fates.iter().map(|fate| fate.0).collect());
        self.named.set(taken);
        self.limit.set(SHOWN);
        self.find.set(find);
    }

    /// What the worker is to be asked for, where the outlook does not have it.
    fn wanted(self) -> Option<Request> {
        let (find, limit, named) = (self.find.get(), self.limit.get(), self.named.get());
        let find = find.trim().to_owned();
        self.play.state.data.with(|data| {
            let data = data.as_ref()?;
            let outlook = data.outlook()?;
            let has = |id: &DealId| outlook.rows.iter().take(limit).any(|row| row.deal == *id);
            let is_here = find.is_empty() && outlook.rows.len() >= limit.min(outlook.open);
            (!(is_here && named.iter().all(has))).then(|| Request::Rows {
                scope: data.asked.scope,
                window: window(data.asked.span),
                find,
                named,
                limit,
                now: data.now,
            })
        })
    }

    fn rows(self) -> Rows {
        self.found.get().unwrap_or_else(|| {
            self.play.state.data.with(|data| {
                let outlook = data.as_ref().and_then(|data| data.outlook());
                outlook
                    .map(|outlook| Rows {
                        rows: outlook.rows.iter().take(self.limit.get()).copied().collect(),
                        found: outlook.open,
                    })
                    .unwrap_or_default()
            })
        })
    }

    /// Assumes something of a deal, or nothing any more.
    fn take(self, id: DealId, fate: Option<Fate>) {
        self.named.update(|named| {
            if !named.contains(&id) {
                named.push(id);
            }
        });
        self.play.fates.update(|fates| {
            fates.retain(|known| known.0 != id);
            fates.extend(fate.map(|fate| (id, fate)));
        });
    }
}

/// The deals that it rests on.
pub(super) fn section(play: Play) -> AnyView {
    let texts = t().forecast();
    let list = List::new(play);
    let rows = Memo::new(move |_| list.rows());
    let ids = Memo::new(move |_| rows.with(|rows| rows.rows.iter().map(|row| row.deal).collect::<Vec<_>>()));
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let has_open = Memo::new(move |_| {
        let state = play.state;
        state.data.with(|data| data.as_ref().and_then(|data| data.outlook()).is_some_and(|all| all.open > 0))
    });
    let is_hopeless = Memo::new(move |_| rows.with(|rows| rows.rows.iter().all(|row| row.chance <= 0.0)));
    let left = move || rows.with(|rows| rows.found).saturating_sub(list.limit.get());
    let found = move || {
        let is_looking = !list.find.read().trim().is_empty();
        is_looking.then(|| texts.found.of(rows.with(|rows| rows.found)))
    };
    let search = move || {
        has_open.get().then(|| {
            view! {
                <SearchField
                    label=texts.find
                    value=list.find
                    on_search=Callback::new(move |find| list.search(find))
                />
            }
        })
    };
    let table = move || {
        if is_empty.get() {
            return ().into_any();
        }
        view! {
            <div class="framed" tabindex="0" role="group" aria-labelledby="forecast-deals">
                <table class="table fc-deals">
                    <thead>
                        <tr>
                            <th scope="col">{texts.deal}</th>
                            <th scope="col" class="num">
                                {texts.value}
                            </th>
                            <th scope="col" class="num">
                                {texts.win_chance}
                            </th>
                            <th scope="col" class="num">
                                {texts.period_chance}
                            </th>
                            <th scope="col" class="num">
                                {texts.expected}
                            </th>
                            <th scope="col">{texts.fate}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || ids.get()
                            key=|id| *id
                            children=move |id| deal(list, rows, id)
                        />
                    </tbody>
                </table>
            </div>
            {more_button(list.limit, left, SHOWN)}
        }
        .into_any()
    };
    view! {
        <div class="fc-part">
            <div class="fc-head">
                <h3 id="forecast-deals">{texts.deals}</h3>
                {search}
            </div>
            <p class="hint">{texts.deals_note}</p>
            <p class="hint" role="status" data-part="deals-found">
                {found}
            </p>
            {move || {
                (is_hopeless.get() && found().is_none()).then(|| view! { <p class="muted">{texts.no_deals}</p> })
            }}
            {table}
        </div>
    }
    .into_any()
}

fn deal(list: List, rows: Memo<Rows>, id: DealId) -> AnyView {
    let state = list.play.state;
    let row = Memo::new(move |_| rows.with(|rows| rows.rows.iter().find(|row| row.deal == id).copied()));
    let title = Memo::new(move |_| {
        rows.track();
        let title = |workspace: &sales::model::Workspace| Some(workspace.deals.get(id)?.title.clone());
        state.ui.store.with(title).unwrap_or_default()
    });
    let figure = move |write: fn(&State, Row) -> String| {
        move || row.get().map(|row| write(&state, row)).unwrap_or_default()
    };
    view! {
        <tr data-deal-id=id.to_string()>
            <th scope="row">
                <a class="link truncate" href=move || state.ui.deal_href(id) dir="auto">
                    {title}
                </a>
            </th>
            <td class="num">{figure(|state, row| state.amount(row.minor.into()))}</td>
            <td class="num">{figure(|_, row| chance(row.win))}</td>
            <td class="num">{figure(|_, row| chance(row.chance))}</td>
            <td class="num">
                {figure(|state, row| {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "only what is shown is rounded")]
                    let expected = (row.minor as f64 * row.chance).round() as i128;
                    state.amount(intl::rough(expected))
                })}
            </td>
            <td>{fate(list, id, title)}</td>
        </tr>
    }
    .into_any()
}

fn fate(list: List, id: DealId, title: Memo<String>) -> AnyView {
    let texts = t().forecast();
    let own = move || list.play.fates.with(|fates| fates.iter().find(|fate| fate.0 == id).map(|fate| fate.1));
    let value = move || match own() {
        None => "",
        Some(Fate::Won) => "won",
        Some(Fate::Out) => "out",
    };
    let choose = move |event| {
        let fate = match event_target_value(&event).as_str() {
            "won" => Some(Fate::Won),
            "out" => Some(Fate::Out),
            _ => None,
        };
        list.take(id, fate);
    };
    let label = move || fill(texts.fate_of, &[("title", &title.read())]);
    view! {
        <span class="select">
            <select class="input" aria-label=label prop:value=value on:change=choose>
                <option value="">{texts.as_is}</option>
                <option value="won">{texts.taken_won}</option>
                <option value="out">{texts.taken_out}</option>
            </select>
        </span>
    }
    .into_any()
}
