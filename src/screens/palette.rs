//! The command palette: any deal, organisation, contact, screen or action, by typing.
//!
//! A combobox after the ARIA pattern: the focus stays in the field, the arrows move through the list, Enter takes what
//! is active.

mod found;

use leptos::prelude::*;
use sales::ids::{ContactId, DealId, OrganisationId};
use sales::model::Workspace;
use web_sys::KeyboardEvent;

use self::found::{fit, marked, words};
use super::keys::{drawn, is_mac};
use crate::actions::{ACTIONS, Action, printed};
use crate::components::{Icon, Modal, icon};
use crate::platform::dom;
use crate::platform::intl::{self, Length};
use crate::route::Screen;
use crate::state::Ui;
use crate::text::{fill, t};

/// What a line of the list leads to.
#[derive(Clone, Copy)]
enum Target {
    Deal(DealId),
    Organisation(OrganisationId),
    Contact(ContactId),
    Action(&'static Action),
}

/// A line of the list.
#[derive(Clone)]
struct Row {
    target: Target,
    icon: Icon,
    /// Its name in pieces, those that match marked.
    name: Vec<(String, bool)>,
    note: String,
    keys: Vec<String>,
}

/// Lines under one heading.
#[derive(Clone)]
struct Group {
    name: &'static str,
    rows: Vec<Row>,
}

/// Every deal, screen and action by name.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().shell();
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    // The list is worked out when something is typed, not while it is drawn.
    let groups = RwSignal::new_local(search(ui, ""));
    let count = move || groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>());
    let take = move |at: usize| {
        let target = groups.with_untracked(|groups| {
            groups.iter().flat_map(|group| &group.rows).nth(at).map(|row| row.target)
        });
        if let Some(target) = target {
            ui.dialog.set(None);
            // Where the action moves the focus, the palette must be gone first.
            dom::soon(move || follow(ui, target));
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = untrack(count);
        let now = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => {
                if now + 1 < count {
                    now + 1
                } else {
                    0
                }
            }
            "ArrowUp" => now.checked_sub(1).unwrap_or(count.saturating_sub(1)),
            "PageDown" => (now + PAGE).min(count.saturating_sub(1)),
            "PageUp" => now.saturating_sub(PAGE),
            "Enter" => {
                event.prevent_default();
                return take(now);
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        show(next);
    };
    view! {
        <Modal title=texts.command_palette class="palette" bare=true on_close=Callback::new(move |()| ui.dialog.set(None))>
            <div class="palette-input">
                {icon("search")}
                <input
                    type="text"
                    role="combobox"
                    autofocus
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    aria-label=texts.palette_hint
                    placeholder=texts.palette_hint
                    aria-expanded=move || (count() > 0).to_string()
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || (count() > 0).then(|| option_id(active.get()))
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        groups.set(search(ui, &value));
                        active.set(0);
                        typed.set(value);
                        if let Some(list) = dom::query("#palette-list") {
                            list.set_scroll_top(0);
                        }
                    }
                    on:keydown=pressed
                />
                <span class="kbd" aria-hidden="true">
                    "Esc"
                </span>
                <button
                    type="button"
                    class="icon-button phone-only"
                    aria-label=t().common().close
                    on:click=move |_| ui.dialog.set(None)
                >
                    {icon("x")}
                </button>
            </div>
            <p class="palette-none" hidden=move || { count() > 0 }>
                {move || typed.with(|typed| fill(texts.palette_none, &[("text", typed.trim())]))}
            </p>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=t().dialogs().results>
                {move || list(groups.get(), active, Callback::new(take))}
            </div>
            <p class="visually-hidden" role="status">
                {move || typed.with(|typed| (!typed.is_empty()).then(|| t().dialogs().found.of(count())))}
            </p>
            <div class="palette-foot" aria-hidden="true">
                <span>
                    <span class="kbd">"↑"</span>
                    <span class="kbd">"↓"</span>
                    {t().dialogs().choose}
                </span>
                <span>
                    <span class="kbd">"↵"</span>
                    {t().dialogs().open}
                </span>
            </div>
        </Modal>
    }
    .into_any()
}

/// How far Page Up and Page Down go.
const PAGE: usize = 8;

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

/// Brings a line into sight, with its heading where it is the first.
fn show(at: usize) {
    let Some(line) = dom::query(&format!("#{}", option_id(at))) else { return };
    if at == 0 {
        if let Some(list) = dom::query("#palette-list") {
            list.set_scroll_top(0);
        }
        return;
    }
    dom::reveal(&line);
}

fn list(groups: Vec<Group>, active: RwSignal<usize>, take: Callback<usize>) -> AnyView {
    let mut at = 0;
    let mut lists: Vec<AnyView> = Vec::with_capacity(groups.len());
    for (number, group) in groups.into_iter().enumerate() {
        let heading = format!("palette-group-{number}");
        let labelled_by = heading.clone();
        let mut rows: Vec<AnyView> = Vec::with_capacity(group.rows.len());
        for row in group.rows {
            rows.push(line(at, row, active, take));
            at += 1;
        }
        let list = view! {
            <ul role="group" aria-labelledby=labelled_by>
                <li class="palette-group" role="presentation" id=heading>
                    {group.name}
                </li>
                {rows}
            </ul>
        };
        lists.push(list.into_any());
    }
    lists.into_any()
}

fn line(at: usize, row: Row, active: RwSignal<usize>, take: Callback<usize>) -> AnyView {
    let piece = |(text, mark): (String, bool)| {
        if mark { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    let name: Vec<AnyView> = row.name.into_iter().map(piece).collect();
    let id = match row.target {
        Target::Deal(id) => Some(id.to_string()),
        _ => None,
    };
    view! {
        <li
            class="option"
            role="option"
            id=option_id(at)
            data-deal-id=id
            aria-selected=move || (active.get() == at).to_string()
            on:pointermove=move |_| {
                if active.get_untracked() != at {
                    active.set(at);
                }
            }
            on:click=move |_| take.run(at)
        >
            {icon(row.icon)}
            <span class="truncate" dir="auto">
                {name}
            </span>
            {(!row.note.is_empty())
                .then(|| {
                    view! {
                        <span class="option-note num truncate" dir="auto">
                            {row.note}
                        </span>
                    }
                })}
            {(!row.keys.is_empty())
                .then(|| {
                    view! { <span class="option-note palette-keys">{drawn(row.keys)}</span> }
                })}
        </li>
    }
    .into_any()
}

/// Does what a line stands for.
fn follow(ui: Ui, target: Target) {
    match target {
        Target::Deal(id) => ui.open_deal(id),
        Target::Organisation(id) => ui.go_to(Screen::Organisation(id)),
        Target::Contact(id) => ui.go_to(Screen::Contact(id)),
        Target::Action(action) => (action.run)(ui),
    }
}

/// All that fits what is typed. Where an action's name begins with it, the actions come first; otherwise the deals do.
fn search(ui: Ui, typed: &str) -> Vec<Group> {
    let texts = t().shell();
    let words = words(typed);
    let (mut actions, mut places, is_called) = actions(ui, &words);
    let records = ui.store.with(|workspace| records(workspace, typed, &words));
    let mut groups = Vec::new();
    let mut put = |name: &'static str, rows: Vec<Row>| {
        if !rows.is_empty() {
            groups.push(Group { name, rows });
        }
    };
    if is_called {
        put(texts.palette_actions, std::mem::take(&mut actions));
        put(t().dialogs().palette_go, std::mem::take(&mut places));
    }
    let [deals, organisations, contacts] = records;
    put(texts.palette_deals, deals);
    put(texts.palette_organisations, organisations);
    put(texts.palette_contacts, contacts);
    put(texts.palette_actions, actions);
    put(t().dialogs().palette_go, places);
    groups
}

/// The actions that fit and make sense now, those that go somewhere apart; and whether one was called by the beginning
/// of its name.
fn actions(ui: Ui, words: &[String]) -> (Vec<Row>, Vec<Row>, bool) {
    let is_mac = is_mac();
    let mut fitting: Vec<(u8, &'static Action, String)> = Vec::new();
    for action in ACTIONS {
        // The palette does not offer itself, nor to close what it has covered.
        let is_own = action.keys.contains(&"Mod+k") || action.keys.contains(&"Escape");
        let name = (action.name)();
        if let Some(fit) = fit(&name, words).filter(|_| !is_own && untrack(move || (action.enabled)(ui))) {
            fitting.push((fit, action, name));
        }
    }
    fitting.sort_by_key(|row| row.0);
    let is_called = !words.is_empty() && fitting.first().is_some_and(|row| row.0 == 0);
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for (_, action, name) in fitting {
        let keys = action.keys.first().map(|keys| printed(keys, is_mac)).unwrap_or_default();
        let goes = action.keys.iter().any(|keys| keys.starts_with("g "));
        let target = Target::Action(action);
        let row = Row { target, icon: action.icon, name: marked(&name, words), note: String::new(), keys };
        if goes { there.push(row) } else { here.push(row) }
    }
    (here, there, is_called)
}

/// As much of a name as a line can show; a title may have ten thousand characters.
fn shortened(name: &str) -> String {
    name.chars().take(200).collect()
}

fn records(workspace: &Workspace, typed: &str, words: &[String]) -> [Vec<Row>; 3] {
    let row = |target: Target, icon: Icon, name: &str, note: String| Row {
        target,
        icon,
        name: marked(&shortened(name), words),
        note,
        keys: Vec::new(),
    };
    let deal = |id: DealId| {
        let deal = workspace.deals.live(id)?;
        let organisation = deal.organisation.and_then(|id| workspace.organisations.live(id));
        let stage = workspace.stages.get(deal.position.stage);
        let facts = [
            organisation.map(|row| row.name.clone()),
            stage.map(|row| row.name.clone()),
            deal.value.map(|value| intl::money(value, Length::Compact)),
        ];
        let note = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let shown = match deal.standing() {
            sales::model::StandingKind::Open => "stage",
            sales::model::StandingKind::Won => "trophy",
            sales::model::StandingKind::Lost => "lost",
            sales::model::StandingKind::Nurtured => "nurture",
        };
        Some(row(Target::Deal(id), shown, &deal.title, note))
    };
    let organisation = |id: OrganisationId| {
        let found = workspace.organisations.live(id)?;
        Some(row(Target::Organisation(id), "organisation", &found.name, String::new()))
    };
    let contact = |id: ContactId| {
        let found = workspace.contacts.live(id)?;
        let firm = found.organisation.and_then(|id| workspace.organisations.live(id));
        let note = firm.map(|firm| firm.name.clone()).unwrap_or_default();
        Some(row(Target::Contact(id), "contact", &found.name, note))
    };
    [
        found::deals(workspace, typed).into_iter().filter_map(deal).collect(),
        found::organisations(workspace, words).into_iter().filter_map(organisation).collect(),
        found::contacts(workspace, words).into_iter().filter_map(contact).collect(),
    ]
}
