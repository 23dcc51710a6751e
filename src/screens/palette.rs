//! The command palette: any deal, organisation, contact, member of the team, screen or action, by typing. Where deals are ticked, or
//! one has the focus or is open, what can be done with them is found as well.
//!
//! A combobox after the ARIA pattern: the focus stays in the field, the arrows move through the list, Enter takes what
//! is active.

mod found;
mod more;
mod subject;

use leptos::prelude::*;
use sales::ids::{ContactId, DealId, OrganisationId, PersonId};
use sales::model::{StandingKind, Workspace};
use web_sys::KeyboardEvent;

use self::found::{fit, marked, words};
use self::subject::Subject;
use super::keys::{drawn, is_mac};
use crate::actions::{ACTIONS, Action, DEAL_ACTIONS, DealAction, printed};
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
    Person(PersonId),
    Action(&'static Action),
    /// Something to do with the deals that the palette was opened over.
    Deed(&'static DealAction),
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
    name: String,
    rows: Vec<Row>,
}

/// Every deal, screen and action by name.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().shell();
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let subject = StoredValue::new(Subject::find(ui));
    let look = move |typed: &str| subject.with_value(|subject| search(ui, subject.as_ref(), typed));
    // The list is worked out when something is typed, not while it is drawn.
    let groups = RwSignal::new_local(look(""));
    let count = move || groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>());
    let take = move |at: usize| {
        let target = groups.with_untracked(|groups| {
            groups.iter().flat_map(|group| &group.rows).nth(at).map(|row| row.target)
        });
        if let Some(target) = target {
            let subject = subject.get_value();
            ui.dialog.set(None);
            // Where the action moves the focus, the palette must be gone first.
            dom::soon(move || follow(ui, subject, target));
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
                        groups.set(look(&value));
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
fn follow(ui: Ui, subject: Option<Subject>, target: Target) {
    match target {
        Target::Deal(id) => ui.open_deal(id),
        Target::Organisation(id) => ui.go_to(Screen::Organisation(id)),
        Target::Contact(id) => ui.go_to(Screen::Contact(id)),
        Target::Person(id) => ui.go_to(Screen::Person(id)),
        Target::Action(action) => (action.run)(ui),
        Target::Deed(deed) => {
            if let Some(Subject { lead, deals }) = subject {
                (deed.run)(ui, lead, deals);
            }
        }
    }
}

/// All that fits what is typed. What can be done with the deals at hand comes first as long as nothing is typed. Where an action's name
/// begins with what is typed, the actions come first; otherwise the deals do.
fn search(ui: Ui, subject: Option<&Subject>, typed: &str) -> Vec<Group> {
    let texts = t().shell();
    let words = words(typed);
    let (mut deeds, is_deed_called) = deeds(ui, subject, &words);
    let (mut actions, mut places, is_called) = actions(ui, &words);
    let (heading, records) = ui.store.with(|workspace| {
        let heading = subject.map(|subject| subject.heading(workspace)).unwrap_or_default();
        (heading, records(workspace, typed, &words))
    });
    let mut groups = Vec::new();
    let mut put = |name: &str, rows: Vec<Row>| {
        if !rows.is_empty() {
            groups.push(Group { name: name.to_owned(), rows });
        }
    };
    if words.is_empty() || is_deed_called {
        put(&heading, std::mem::take(&mut deeds));
    }
    if is_called {
        put(texts.palette_actions, std::mem::take(&mut actions));
        put(t().dialogs().palette_go, std::mem::take(&mut places));
    }
    let [deals, organisations, contacts, people] = records;
    put(texts.palette_deals, deals);
    put(texts.palette_organisations, organisations);
    put(texts.palette_contacts, contacts);
    put(texts.people, people);
    put(&heading, deeds);
    put(texts.palette_actions, actions);
    put(t().dialogs().palette_go, places);
    groups
}

/// What fits of what can be done with the deals at hand; and whether one of it was called by the beginning of its name.
fn deeds(ui: Ui, subject: Option<&Subject>, words: &[String]) -> (Vec<Row>, bool) {
    let Some(subject) = subject else { return (Vec::new(), false) };
    let is_mac = is_mac();
    let is_open = ui.store.with(|workspace| {
        let mut deals = subject.deals.iter().filter_map(|id| workspace.deals.live(*id));
        deals.any(|deal| deal.standing() == StandingKind::Open)
    });
    // Ticks are of no use where there are none to see, and what is open need not be opened.
    let (can_tick, opened) = ui.route.with_untracked(|route| {
        (matches!(route.screen, Screen::Board | Screen::Table), route.deal == Some(subject.lead))
    });
    let fits = |deed: &DealAction| {
        (is_open || !deed.needs_open)
            && (can_tick || !deed.keys.contains(&"x"))
            && !(opened && deed.keys.contains(&"Enter"))
    };
    let fitting = DEAL_ACTIONS.iter().filter(|deed| fits(deed));
    let mut fitting: Vec<(u8, &'static DealAction)> =
        fitting.filter_map(|deed| Some((fit((deed.name)(), words)?, deed))).collect();
    fitting.sort_by_key(|row| row.0);
    let is_called = !words.is_empty() && fitting.first().is_some_and(|row| row.0 == 0);
    let row = |(_, deed): (u8, &'static DealAction)| Row {
        target: Target::Deed(deed),
        icon: deed.icon,
        name: marked((deed.name)(), words),
        note: String::new(),
        keys: deed.keys.first().map(|keys| printed(keys, is_mac)).unwrap_or_default(),
    };
    (fitting.into_iter().map(row).collect(), is_called)
}

/// The actions that fit and make sense now, those that go somewhere apart; and whether one was called by the beginning
/// of its name.
fn actions(ui: Ui, words: &[String]) -> (Vec<Row>, Vec<Row>, bool) {
    let is_mac = is_mac();
    let goes = |action: &Action| action.keys.iter().any(|keys| keys.starts_with("g "));
    let known = ACTIONS.iter().map(|action| (action, goes(action)));
    let known = known.chain(more::DEEDS.iter().map(|action| (action, false)));
    let known = known.chain(more::PLACES.iter().map(|action| (action, true)));
    let mut fitting: Vec<(u8, &'static Action, String, bool)> = Vec::new();
    for (action, goes) in known {
        // The palette does not offer itself, nor to close what it has covered.
        let is_own = action.keys.contains(&"Mod+k") || action.keys.contains(&"Escape");
        let name = (action.name)();
        if let Some(fit) = fit(&name, words).filter(|_| !is_own && untrack(move || (action.enabled)(ui))) {
            fitting.push((fit, action, name, goes));
        }
    }
    fitting.sort_by_key(|row| row.0);
    let is_called = !words.is_empty() && fitting.first().is_some_and(|row| row.0 == 0);
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for (_, action, name, goes) in fitting {
        let keys = action.keys.first().map(|keys| printed(keys, is_mac)).unwrap_or_default();
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

fn records(workspace: &Workspace, typed: &str, words: &[String]) -> [Vec<Row>; 4] {
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
            StandingKind::Open => "stage",
            StandingKind::Won => "trophy",
            StandingKind::Lost => "lost",
            StandingKind::Nurtured => "nurture",
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
    let person = |id: PersonId| {
        let found = workspace.people.live(id)?;
        Some(row(Target::Person(id), "user", &found.name, String::new()))
    };
    [
        found::deals(workspace, typed).into_iter().filter_map(deal).collect(),
        found::organisations(workspace, words).into_iter().filter_map(organisation).collect(),
        found::contacts(workspace, words).into_iter().filter_map(contact).collect(),
        found::people(workspace, words).into_iter().filter_map(person).collect(),
    ]
}
