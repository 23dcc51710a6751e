//! Searching and filtering, which the board and the table share: search box, saved views, conditions.

use leptos::prelude::*;
use sales::board::Totals;
use sales::decide::{Command, ViewPatch};
use sales::ids::{ChoiceId, PersonId, ViewId};
use sales::model::{GroupBy, ListKind};
use sales::query::Filter;

use super::board::printed_sum;
use crate::components::{MenuButton, MenuEntry, Modal, icon, small_icon};
use crate::platform::dom;
use crate::platform::intl::{self, Length};
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// How long the search waits for the next letter, in milliseconds.
const SEARCH_PAUSE: i32 = 120;

/// The search field of the top bar.
#[component]
pub(crate) fn SearchBox() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().board();
    let waiting = StoredValue::new(None::<i32>);
    let wide = RwSignal::new(false);
    let apply = move |text: String| {
        let (filter, _) = ui.view.get_untracked();
        ui.set_conditions(Filter { text, ..filter });
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        if let Some(timer) = waiting.get_value() {
            dom::cancel_later(timer);
        }
        waiting.set_value(Some(dom::later(SEARCH_PAUSE, move || apply(text))));
    };
    view! {
        <div class=move || if wide.get() { "search" } else { "search phone-hide" } role="search">
            {icon("search")}
            <input
                type="search"
                aria-label=texts.search_deals
                placeholder=t().common().search
                dir="auto"
                prop:value=move || ui.view.with(|(filter, _)| filter.text.clone())
                on:input=typed
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.stop_propagation();
                        apply(String::new());
                        wide.set(false);
                        dom::focus("#main");
                    }
                }
            />
            <span class="kbd" aria-hidden="true">
                "/"
            </span>
        </div>
        <button
            type="button"
            class="icon-button phone-only"
            aria-label=texts.search_deals
            aria-expanded=move || wide.get().to_string()
            on:click=move |_| {
                wide.update(|wide| *wide = !*wide);
                dom::focus_soon("input[type=search]");
            }
        >
            {icon("search")}
        </button>
    }
    .into_any()
}

/// Saved views, the conditions in force, and what the shown deals add up to.
#[component]
pub(crate) fn FilterBar(#[prop(into)] figures: Signal<Totals>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().board();
    let editing = RwSignal::new(false);
    let is_filtered = move || ui.view.with(|(filter, _)| !filter.is_empty());
    let views = Memo::new(move |_| {
        ui.store.track_catalogue();
        let pipeline = ui.pipeline();
        ui.store.with(|workspace| {
            let here = workspace.views.iter().filter(|view| Some(view.pipeline) == pipeline);
            here.map(|view| (view.id, view.name.clone(), view.filter.clone(), view.group_by))
                .collect::<Vec<_>>()
        })
    });
    let current = Memo::new(move |_| {
        let (filter, group_by) = ui.filter();
        views
            .with(|views| views.iter().find(|view| view.2 == filter && view.3 == group_by).map(|view| view.0))
    });
    let chips = move || {
        let (filter, _) = ui.filter();
        ui.store.track_catalogue();
        conditions(ui, &filter).into_iter().map(|chip| chip_view(ui, editing, chip)).collect_view()
    };
    let tabs = move || {
        let tab = |(id, name, filter, group_by): (ViewId, String, Filter, GroupBy)| {
            let chosen = move || current.get() == Some(id);
            let label = fill(texts.view_menu, &[("name", &name)]);
            view! {
                <button
                    type="button"
                    class="view-tab"
                    aria-pressed=move || chosen().to_string()
                    on:click=move |_| ui.set_filter(filter.clone(), group_by)
                >
                    <span class="truncate" dir="auto">{name.clone()}</span>
                </button>
                {move || {
                    chosen()
                        .then(|| {
                            view! {
                                <MenuButton
                                    class="icon-button tiny"
                                    label=Signal::stored(label.clone())
                                    entries=Callback::new(move |()| view_menu(ui, id))
                                >
                                    {icon("more")}
                                </MenuButton>
                            }
                        })
                }}
            }
        };
        views.get().into_iter().map(tab).collect_view()
    };
    let sum = move || {
        let totals = figures.get();
        ui.store.track_shape();
        let (total, weighted) = ui.store.with(|workspace| {
            (
                printed_sum(workspace, totals.value(workspace)),
                printed_sum(workspace, totals.weighted(workspace)),
            )
        });
        let count = totals.count;
        view! {
            <span>
                <strong data-metric="shown.count" data-value=count.to_string()>
                    {intl::count(count)}
                </strong>
                " "
                {texts.figures.of(count)}
            </span>
            <span>
                <strong data-metric="shown.total" data-value=total.1 title=total.2>
                    {total.0}
                </strong>
            </span>
            <span data-metric="shown.weighted" data-value=weighted.1>
                {fill(texts.weighted, &[("value", &weighted.0)])}
            </span>
        }
    };
    view! {
        <div
            class="filterbar"
            role="group"
            aria-label=texts.filters
            data-active=move || (is_filtered() || views.with(|views| !views.is_empty())).then_some("")
        >
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || (!is_filtered()).to_string()
                on:click=move |_| {
                    ui.set_conditions(Filter::default());
                }
            >
                {texts.all_deals}
            </button>
            {tabs}
            <span class="filterbar-rule"></span>
            {chips}
            <button
                type="button"
                class="button quiet"
                aria-haspopup="dialog"
                on:click=move |_| editing.set(true)
            >
                {icon("filter")}
                {texts.filter}
            </button>
            {move || {
                (is_filtered() && current.get().is_none())
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button quiet"
                                on:click=move |_| ui.open(Dialog::SaveView)
                            >
                                {icon("save")}
                                {texts.save_view}
                            </button>
                        }
                    })
            }}
            <p class="figures">{sum}</p>
        </div>
        {move || editing.get().then(|| view! { <FilterDialog editing/> })}
    }
    .into_any()
}

fn view_menu(ui: Ui, id: ViewId) -> Vec<MenuEntry> {
    let texts = t().board();
    vec![
        MenuEntry::danger("trash", texts.delete_view, move || {
            ui.act(&Command::RemoveView { view: id });
        }),
        MenuEntry::act("save", texts.update_view, move || {
            let (filter, group_by) = ui.view.get_untracked();
            ui.act_quietly(&Command::EditView { view: id, patch: ViewPatch::Filter(filter) });
            ui.act(&Command::EditView { view: id, patch: ViewPatch::GroupBy(group_by) });
        }),
    ]
}

/// A condition in force.
struct Chip {
    name: &'static str,
    value: String,
    without: Filter,
}

fn conditions(ui: Ui, filter: &Filter) -> Vec<Chip> {
    let texts = t().board();
    let mut chips = Vec::new();
    let mut add =
        |name: &'static str, value: String, without: Filter| chips.push(Chip { name, value, without });
    let person = |id: &Option<PersonId>| {
        ui.store.with(|workspace| {
            let person = id.and_then(|id| workspace.people.get(id));
            person.map_or_else(|| t().common().nobody.to_owned(), |person| person.name.clone())
        })
    };
    let choice = |id: &ChoiceId| {
        ui.store.with(|workspace| workspace.choices.get(*id).map(|row| row.name.clone()).unwrap_or_default())
    };
    let join = |names: Vec<String>| names.join(", ");
    if !filter.owners.is_empty() {
        let names = join(filter.owners.iter().map(person).collect());
        add(texts.owner, names, Filter { owners: Vec::new(), ..filter.clone() });
    }
    let lists = [
        (texts.segment, ListKind::Segment),
        (texts.source, ListKind::Source),
        (texts.product, ListKind::Product),
        (texts.tag, ListKind::Tag),
    ];
    for (name, list) in lists {
        let mut without = filter.clone();
        let ids = std::mem::take(slot_of(&mut without, list));
        if !ids.is_empty() {
            add(name, join(ids.iter().map(choice).collect()), without);
        }
    }
    let currency = ui.store.with(|workspace| workspace.settings.currency);
    let amount = |minor: i64| intl::amount(i128::from(minor), currency, Length::Compact);
    let bounds = |least: Option<String>, most: Option<String>, from: &str, to: &str| {
        let least = least.map(|least| fill(from, &[("value", &least)]));
        let most = most.map(|most| fill(to, &[("value", &most)]));
        least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
    };
    if filter.value_from.is_some() || filter.value_to.is_some() {
        let value =
            bounds(filter.value_from.map(amount), filter.value_to.map(amount), texts.at_least, texts.at_most);
        add(texts.value, value, Filter { value_from: None, value_to: None, ..filter.clone() });
    }
    if filter.close_from.is_some() || filter.close_to.is_some() {
        let value = bounds(
            filter.close_from.map(intl::day),
            filter.close_to.map(intl::day),
            texts.since,
            texts.until,
        );
        add(texts.close, value, Filter { close_from: None, close_to: None, ..filter.clone() });
    }
    chips
}

fn chip_view(ui: Ui, editing: RwSignal<bool>, chip: Chip) -> AnyView {
    let Chip { name, value, without } = chip;
    view! {
        <span class="filter-chip">
            <button type="button" aria-haspopup="dialog" on:click=move |_| editing.set(true)>
                {name}
                " "
                <strong class="truncate" dir="auto">{value}</strong>
            </button>
            <button
                type="button"
                aria-label=fill(t().board().remove_filter, &[("name", name)])
                on:click=move |_| {
                    ui.set_conditions(without.clone());
                }
            >
                {small_icon("x")}
            </button>
        </span>
    }
    .into_any()
}

/// The conditions to set; each takes effect at once, so that the board behind shows what it does.
#[component]
fn FilterDialog(editing: RwSignal<bool>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().board();
    let change = move |edit: &dyn Fn(&mut Filter)| {
        let (mut filter, _) = ui.view.get_untracked();
        edit(&mut filter);
        ui.set_conditions(filter);
    };
    let lists = [
        (ListKind::Segment, texts.segment, "filter-segment"),
        (ListKind::Source, texts.source, "filter-source"),
        (ListKind::Product, texts.product, "filter-product"),
        (ListKind::Tag, texts.tag, "filter-tag"),
    ];
    let owners: Vec<(String, String)> = ui.store.with(|workspace| {
        let people = workspace.people.iter().map(|person| (person.id.to_string(), person.name.clone()));
        people.chain([("-".to_owned(), t().common().nobody.to_owned())]).collect()
    });
    let (filter, _) = ui.view.get_untracked();
    let chosen_owner = filter
        .owners
        .first()
        .map_or_else(String::new, |owner| owner.map_or_else(|| "-".to_owned(), |owner| owner.to_string()));
    let owner_select = select(
        "filter-owner",
        texts.owner,
        &chosen_owner,
        owners,
        Callback::new(move |value: String| {
            let owners = match value.as_str() {
                "" => Vec::new(),
                "-" => vec![None],
                id => id.parse().ok().map(|id| vec![Some(id)]).unwrap_or_default(),
            };
            change(&|filter| filter.owners.clone_from(&owners));
        }),
    );
    let list_selects = lists.map(|(list, name, id)| {
        let options = ui.store.with(|workspace| {
            workspace.list(list).iter().map(|row| (row.id.to_string(), row.name.clone())).collect()
        });
        let chosen = slot_of(&mut filter.clone(), list).first().map(ChoiceId::to_string).unwrap_or_default();
        let set = Callback::new(move |value: String| {
            let ids: Vec<ChoiceId> = value.parse().ok().into_iter().collect();
            change(&|filter| slot_of(filter, list).clone_from(&ids));
        });
        select(id, name, &chosen, options, set)
    });
    let currency = ui.store.with(|workspace| workspace.settings.currency);
    let plain = move |minor: Option<i64>| {
        minor.map(|minor| intl::plain_amount(sales::money::Money { minor, currency })).unwrap_or_default()
    };
    let number = |id: &'static str, name: &'static str, value: String, set: fn(&mut Filter, Option<i64>)| {
        let bad = RwSignal::new(None::<String>);
        let changed = move |event| {
            let typed: String = event_target_value(&event);
            if typed.trim().is_empty() {
                bad.set(None);
                return change(&|filter| set(filter, None));
            }
            match sales::money::parse_amount(&typed, currency) {
                Ok(minor) => {
                    bad.set(None);
                    change(&|filter| set(filter, Some(minor)));
                }
                Err(error) => bad.set(Some(crate::text::rejection::amount(error))),
            }
        };
        view! {
            <div class="field">
                <label class="label" for=id>
                    {name}
                </label>
                <input
                    class="input num"
                    id=id
                    type="text"
                    inputmode="decimal"
                    value=value
                    aria-invalid=move || bad.get().map(|_| "true")
                    on:change=changed
                />
                {move || bad.get().map(|text| view! { <p class="error" role="alert">{text}</p> })}
            </div>
        }
        .into_any()
    };
    let date = |id: &'static str,
                name: &'static str,
                value: String,
                set: fn(&mut Filter, Option<sales::time::Date>)| {
        let changed = move |event| {
            let day = event_target_value(&event).parse().ok();
            change(&|filter| set(filter, day));
        };
        view! {
            <div class="field">
                <label class="label" for=id>
                    {name}
                </label>
                <input class="input" id=id type="date" value=value on:change=changed/>
            </div>
        }
        .into_any()
    };
    let day = |day: Option<sales::time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let values = view! {
        {number("filter-value-from", texts.value_from, plain(filter.value_from), |filter, minor| filter.value_from = minor)}
        {number("filter-value-to", texts.value_to, plain(filter.value_to), |filter, minor| filter.value_to = minor)}
        {date("filter-close-from", texts.close_from, day(filter.close_from), |filter, day| filter.close_from = day)}
        {date("filter-close-to", texts.close_to, day(filter.close_to), |filter, day| filter.close_to = day)}
    };
    view! {
        <Modal title=texts.filter on_close=Callback::new(move |()| editing.set(false))>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    editing.set(false);
                }
            >
                <div class="dialog-body">
                    <div class="fields-2">{owner_select} {list_selects.into_iter().collect_view()} {values}</div>
                </div>
                <footer class="dialog-foot">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            change(&|filter| {
                                let text = std::mem::take(&mut filter.text);
                                *filter = Filter { text, ..Filter::default() };
                            });
                            editing.set(false);
                        }
                    >
                        {texts.clear_filter}
                    </button>
                    <button type="submit" class="button primary">
                        {t().common().done}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

fn slot_of(filter: &mut Filter, list: ListKind) -> &mut Vec<ChoiceId> {
    match list {
        ListKind::Source => &mut filter.sources,
        ListKind::Product => &mut filter.products,
        ListKind::Tag => &mut filter.tags,
        ListKind::Segment | ListKind::LossReason => &mut filter.segments,
    }
}

fn select(
    id: &'static str,
    name: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
    set: Callback<String>,
) -> AnyView {
    let option = |(value, text): (String, String)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {text}
            </option>
        }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <div class="field">
            <label class="label" for=id>
                {name}
            </label>
            <span class="select">
                <select class="input" id=id on:change=move |event| set.run(event_target_value(&event))>
                    <option value="">{t().board().any}</option>
                    {options}
                </select>
            </span>
        </div>
    }
    .into_any()
}
