//! The three lists of the directory. They differ in their columns and their words.

use std::sync::Arc;

use leptos::prelude::*;
use sales::board::Totals;
use sales::decide::{Command, PersonPatch};
use sales::directory::{By, Line, Listing, lines, names};
use sales::ids::{ContactId, IdMap, OrganisationId, PersonId, Uuid};
use sales::model::Workspace;
use sales::query::Direction;

use super::super::board::printed_sum;
use super::super::help::help;
use super::add::AddDialog;
use super::links;
use crate::components::{
    Icon, MenuButton, MenuEntry, Row, RowTable, Rows, SearchField, follow, icon, initials, letter, sort_head,
};
use crate::platform::collation::collation;
use crate::platform::intl;
use crate::route::{Route, Screen};
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// The team.
#[component]
pub(crate) fn PeopleScreen() -> impl IntoView {
    screen(Listing::People)
}

/// The customers' firms.
#[component]
pub(crate) fn OrganisationsScreen() -> impl IntoView {
    screen(Listing::Organisations)
}

/// The customers' people.
#[component]
pub(crate) fn ContactsScreen() -> impl IntoView {
    screen(Listing::Contacts)
}

/// A list in memory, cheap to copy into views.
#[derive(Clone, Copy)]
struct State {
    ui: Ui,
    listing: Listing,
    rows: Rows,
    search: RwSignal<String>,
    sort: RwSignal<(By, Direction)>,
    lines: RwSignal<Arc<IdMap<Uuid, Line>>>,
    /// Whether anybody's manager or region is known.
    has_team: Memo<bool>,
}

/// What a list is called, and what is said where it is empty.
struct Words {
    title: &'static str,
    search: &'static str,
    add: &'static str,
    icon: Icon,
    none: &'static str,
    none_text: &'static str,
}

fn words(listing: Listing) -> Words {
    let (texts, shell) = (t().records(), t().shell());
    match listing {
        Listing::People => Words {
            title: shell.people,
            search: texts.search_people,
            add: texts.add_person,
            icon: "people",
            none: texts.no_people,
            none_text: texts.no_people_text,
        },
        Listing::Organisations => Words {
            title: shell.organisations,
            search: texts.search_organisations,
            add: texts.add_organisation,
            icon: "organisation",
            none: texts.no_organisations,
            none_text: texts.no_organisations_text,
        },
        Listing::Contacts => Words {
            title: shell.contacts,
            search: texts.search_contacts,
            add: texts.add_contact,
            icon: "contact",
            none: texts.no_contacts,
            none_text: texts.no_contacts_text,
        },
    }
}

/// A column: its class, its head, and what it is sorted by.
type Column = (&'static str, &'static str, Option<By>);

fn columns(listing: Listing, has_team: bool) -> Vec<Column> {
    let texts = t().records();
    let open = ("col-num", texts.open_deals, Some(By::OpenDeals));
    let value = ("col-num", texts.open_value, Some(By::OpenValue));
    let won = ("col-num", texts.won_so_far, Some(By::Won));
    match listing {
        Listing::People => {
            let team = [("col-text", texts.manager, None), ("col-text", texts.region, None)];
            let mut columns = vec![("col-title", texts.name, Some(By::Name))];
            columns.extend(team.into_iter().filter(|_| has_team));
            columns.extend([open, value, won, ("col-short", "", None)]);
            columns
        }
        Listing::Organisations => vec![
            ("col-title", t().common().name, Some(By::Name)),
            ("col-num", texts.contacts, Some(By::Contacts)),
            open,
            value,
            won,
        ],
        Listing::Contacts => vec![
            ("col-title", texts.name, Some(By::Name)),
            ("col-org", texts.organisation, Some(By::Firm)),
            ("col-text", texts.role, None),
            ("col-text", texts.phone, None),
            ("col-text", texts.email, None),
            open,
        ],
    }
}

impl State {
    fn refresh(self) {
        let sort = self.sort.get();
        let found = self.ui.store.with(|workspace| {
            let collation = collation(names(workspace, self.listing));
            self.search.with(|search| lines(workspace, self.listing, search, sort, &collation))
        });
        let ids = found.iter().map(|line| line.id).collect();
        self.lines.set(Arc::new(found.into_iter().map(|line| (line.id, line)).collect()));
        self.rows.set(ids);
    }

    fn sort_by(self, by: By) {
        self.sort.update(|sort| {
            sort.1 = match (sort.0 == by, sort.1, by) {
                (true, Direction::Descending, _) | (false, _, By::Name | By::Firm) => Direction::Ascending,
                (true, Direction::Ascending, _) | (false, ..) => Direction::Descending,
            };
            sort.0 = by;
        });
    }
}

fn screen(listing: Listing) -> AnyView {
    let ui = Ui::get();
    let state = State {
        ui,
        listing,
        rows: Rows::new(),
        search: RwSignal::new(String::new()),
        sort: RwSignal::new((By::Name, Direction::Ascending)),
        lines: RwSignal::default(),
        has_team: Memo::new(move |_| {
            ui.store.track_catalogue();
            ui.store.with(|workspace| {
                workspace.people.iter().any(|row| !row.manager.is_empty() || !row.region.is_empty())
            })
        }),
    };
    let track = move |()| {
        state.search.track();
        state.sort.track();
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.track_deals();
    };
    follow(Callback::new(track), Callback::new(move |()| state.refresh()));
    let words = words(listing);
    let adding = RwSignal::new(false);
    let is_empty = Memo::new(move |_| state.rows.count() == 0);
    view! {
        <header class="topbar list-bar">
            <h1 class="topbar-title">
                <span class="truncate">{words.title}</span>
                <span class="topbar-count num">{move || intl::count(state.rows.count())}</span>
            </h1>
            {help(ui)}
            <div class="topbar-actions">
                <SearchField
                    label=words.search
                    value=state.search
                    on_search=Callback::new(move |text| state.search.set(text))
                />
                <button
                    type="button"
                    class="button primary"
                    aria-label=words.add
                    on:click=move |_| adding.set(true)
                >
                    {icon("plus")}
                    <span class="phone-hide">{words.add}</span>
                </button>
            </div>
        </header>
        {move || {
            if is_empty.get() {
                return empty(state, adding);
            }
            let has_team = state.has_team.get();
            let shown = columns(listing, has_team);
            let classes: Vec<&'static str> = shown.iter().map(|column| column.0).collect();
            let width = match listing {
                Listing::Contacts => 980,
                Listing::People if has_team => 900,
                Listing::People | Listing::Organisations => 640,
            };
            view! {
                <RowTable
                    rows=state.rows
                    label=self::words(listing).title
                    columns=Signal::stored(classes)
                    min_width=Signal::stored(width)
                    head=head(state, shown)
                    row=Callback::new(move |row| draw(state, row))
                />
            }
                .into_any()
        }}
        {move || {
            adding
                .get()
                .then(|| view! { <AddDialog listing on_close=Callback::new(move |()| adding.set(false))/> })
        }}
    }
    .into_any()
}

fn head(state: State, columns: Vec<Column>) -> AnyView {
    let cell = |(class, name, by): Column| {
        let class = match class {
            "col-title" => "pin",
            "col-num" => "num",
            _ => "",
        };
        let Some(by) = by else {
            let name = if name.is_empty() {
                view! { <span class="visually-hidden">{t().records().actions}</span> }.into_any()
            } else {
                name.into_any()
            };
            return view! { <th scope="col" class=class>{name}</th> }.into_any();
        };
        let shown = Signal::derive(move || {
            let sort = state.sort.get();
            (sort.0 == by).then_some(sort.1)
        });
        sort_head(class, name.to_owned(), shown, Callback::new(move |()| state.sort_by(by)))
    };
    view! { <tr aria-rowindex="1">{columns.into_iter().map(cell).collect_view()}</tr> }.into_any()
}

/// Draws an entry, and draws it anew when it changes or one of its figures.
fn draw(state: State, row: Row) -> AnyView {
    let cells = move || {
        let Some(line) = state.lines.with(|lines| lines.get(&row.id).cloned()) else { return ().into_any() };
        let has_team = state.has_team.get();
        state.ui.store.with(|workspace| match state.listing {
            Listing::People => person(state.ui, workspace, row, &line, has_team),
            Listing::Organisations => organisation(workspace, row, &line),
            Listing::Contacts => contact(workspace, row, &line),
        })
    };
    view! {
        <tr id=row.dom_id() aria-rowindex=move || row.aria_index()>
            {cells}
        </tr>
    }
    .into_any()
}

/// The first cell: a mark, and the name as the way to the page.
fn name_cell(row: Row, mark: AnyView, name: String, page: Screen, note: AnyView) -> AnyView {
    view! {
        <th scope="row" class="pin">
            <span class="cell">
                {mark}
                <a class="cell-link" href=Route::to(page).href() dir="auto" tabindex=row.tabindex>
                    {name}
                </a>
                {note}
            </span>
        </th>
    }
    .into_any()
}

fn text_cell(text: &str) -> AnyView {
    view! {
        <td dir="auto" title=text.to_owned()>
            {text.to_owned()}
        </td>
    }
    .into_any()
}

fn count_cell(metric: &'static str, count: usize) -> AnyView {
    let text = if count == 0 { "–".to_owned() } else { intl::count(count) };
    view! {
        <td class="num" data-metric=metric data-value=count.to_string()>
            {text}
        </td>
    }
    .into_any()
}

fn sum_cell(workspace: &Workspace, metric: &'static str, totals: &Totals) -> AnyView {
    let (text, exact, why) = printed_sum(workspace, totals.value(workspace));
    let text = if totals.count == 0 { "–".to_owned() } else { text };
    view! {
        <td class="num" data-metric=metric data-value=exact title=why>
            {text}
        </td>
    }
    .into_any()
}

fn figures(workspace: &Workspace, line: &Line) -> AnyView {
    let tally = &line.tally;
    (
        count_cell("open.count", tally.open.count),
        sum_cell(workspace, "open.value", &tally.open),
        sum_cell(workspace, "won.value", &tally.won),
    )
        .into_any()
}

fn person(ui: Ui, workspace: &Workspace, row: Row, line: &Line, has_team: bool) -> AnyView {
    let id = PersonId(row.id);
    let Some(person) = workspace.people.live(id) else { return ().into_any() };
    let note =
        person.archived.then(|| view! { <span class="chip">{t().common().archived}</span> }).into_any();
    let name = person.name.clone();
    let label = fill(t().records().menu_of, &[("name", &name)]);
    view! {
        {name_cell(row, initials(person, ""), name, Screen::Person(id), note)}
        {has_team.then(|| (text_cell(&person.manager), text_cell(&person.region)))}
        {figures(workspace, line)}
        <td class="num">
            <MenuButton
                class="icon-button"
                label=Signal::stored(label)
                entries=Callback::new(move |()| person_menu(ui, id))
            >
                {icon("more")}
            </MenuButton>
        </td>
    }
    .into_any()
}

/// What can be done with a person.
pub(super) fn person_menu(ui: Ui, id: PersonId) -> Vec<MenuEntry> {
    let is_archived =
        ui.store.with(|workspace| workspace.people.live(id).is_some_and(|person| person.archived));
    let restore = move || {
        ui.act(&Command::EditPerson { person: id, patch: PersonPatch::Archived(false) });
    };
    let mut entries = Vec::new();
    if ui.route.with_untracked(|route| route.screen != Screen::Person(id)) {
        entries.push(MenuEntry::act("edit", t().common().edit, move || ui.go_to(Screen::Person(id))));
    }
    entries.push(if is_archived {
        MenuEntry::act("undo", t().common().restore, restore)
    } else {
        MenuEntry::act("archive", t().common().archive, move || ui.open(Dialog::ArchivePerson(id)))
    });
    entries
}

fn organisation(workspace: &Workspace, row: Row, line: &Line) -> AnyView {
    let id = OrganisationId(row.id);
    let Some(firm) = workspace.organisations.live(id) else { return ().into_any() };
    view! {
        {name_cell(row, letter(&firm.name, "square"), firm.name.clone(), Screen::Organisation(id), ().into_any())}
        {count_cell("contacts", line.contacts)}
        {figures(workspace, line)}
    }
    .into_any()
}

fn contact(workspace: &Workspace, row: Row, line: &Line) -> AnyView {
    let id = ContactId(row.id);
    let Some(contact) = workspace.contacts.live(id) else { return ().into_any() };
    let firm = contact.organisation.and_then(|id| workspace.organisations.live(id));
    let firm = firm.map(|firm| link(&firm.name, Some(Route::to(Screen::Organisation(firm.id)).href())));
    view! {
        {name_cell(row, letter(&contact.name, ""), contact.name.clone(), Screen::Contact(id), ().into_any())}
        <td>{firm}</td>
        {text_cell(&contact.role)}
        <td>{link(&contact.phone, links::phone(&contact.phone))}</td>
        <td>{link(&contact.email, links::email(&contact.email))}</td>
        {count_cell("open.count", line.tally.open.count)}
    }
    .into_any()
}

/// A text that leads somewhere, where it can.
pub(super) fn link(text: &str, href: Option<String>) -> AnyView {
    let text = text.to_owned();
    match href {
        None => view! { <span dir="auto">{text}</span> }.into_any(),
        Some(href) => view! {
            <a class="cell-text" href=href dir="auto">
                {text}
            </a>
        }
        .into_any(),
    }
}

/// What is said where there is no entry.
fn empty(state: State, adding: RwSignal<bool>) -> AnyView {
    let texts = t().records();
    let words = words(state.listing);
    let body = move || {
        let search = state.search.get();
        if search.trim().is_empty() {
            view! {
                <span class="empty-icon">{icon(words.icon)}</span>
                <h2>{words.none}</h2>
                <p>{words.none_text}</p>
                <div class="empty-actions">
                    <button type="button" class="button primary" on:click=move |_| adding.set(true)>
                        {icon("plus")}
                        {words.add}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <span class="empty-icon">{icon("search")}</span>
                <h2>{texts.none_found}</h2>
                <p dir="auto">{fill(texts.none_found_text, &[("text", &search)])}</p>
                <div class="empty-actions">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            state.search.set(String::new());
                            crate::platform::dom::focus("input[type=search]");
                        }
                    >
                        {texts.clear_search}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <div class="screen">
            <section class="empty">{body}</section>
        </div>
    }
    .into_any()
}
