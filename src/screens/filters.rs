//! Searching and filtering, which the board and the table share: search box, saved views, conditions.

mod dialog;
mod fields;

use leptos::prelude::*;
use sales::board::Totals;
use sales::decide::{Command, ViewPatch};
use sales::ids::{ChoiceId, PersonId, StageId, ViewId};
use sales::model::{GroupBy, ListKind, StandingKind, Workspace};
use sales::number::Number;
use sales::query::{FieldCondition, Filter, Holds};

use self::dialog::FilterDialog;
pub(super) use self::dialog::{Target, fields as filter_fields, holds_back as filter_holds_back};
use super::board::printed_sum;
use crate::components::{MenuButton, MenuEntry, SearchField, icon, small_icon};
use crate::platform::intl::{self, Length};
use crate::route::Screen;
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// The search field of the top bar.
#[component]
pub(crate) fn SearchBox() -> impl IntoView {
    let ui = Ui::get();
    let on_search = Callback::new(move |text| {
        let (filter, _) = ui.view.get_untracked();
        ui.set_conditions(Filter { text, ..filter });
    });
    let value = Signal::derive(move || ui.view.with(|(filter, _)| filter.text.clone()));
    view! { <SearchField label=t().board().search_deals value on_search folds=true/> }.into_any()
}

/// Saved views, the conditions in force, and what the shown deals add up to, where the screen shows deals.
#[component]
pub(crate) fn FilterBar(#[prop(optional, into)] figures: Option<Signal<Totals>>) -> impl IntoView {
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
        ui.store.track_shape();
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
    let sum = move |figures: Signal<Totals>| {
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
            {figures.map(|figures| view! { <p class="figures">{move || sum(figures)}</p> })}
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
            let edit = |patch| Command::EditView { view: id, patch };
            ui.act(&edit(ViewPatch::GroupBy(group_by)).after(vec![edit(ViewPatch::Filter(filter))]));
        }),
    ]
}

/// A condition in force.
struct Chip {
    name: String,
    value: String,
    without: Filter,
    /// Whether it makes no difference on this screen.
    is_idle: bool,
}

/// The standings one can ask for, with their words.
fn standings() -> [(StandingKind, &'static str); 4] {
    let [open, won, lost, nurtured] = t().board().standings;
    [
        (StandingKind::Open, open),
        (StandingKind::Won, won),
        (StandingKind::Lost, lost),
        (StandingKind::Nurtured, nurtured),
    ]
}

/// Whether it makes a difference on this screen where a deal stands: the figures of the insights are about all stages and standings,
/// whatever is asked for.
fn asks_places(ui: Ui) -> bool {
    ui.route.with(|route| route.screen) != Screen::Insights
}

/// What is asked of the place of a deal, each stage and each standing with a chip of its own.
fn places(ui: Ui, filter: &Filter) -> Vec<Chip> {
    let texts = t().board();
    if !asks_places(ui) {
        // It stays in force on the board, so it is not kept quiet.
        let without = Filter { stages: Vec::new(), standings: Vec::new(), ..filter.clone() };
        let (name, value) = (texts.places.to_owned(), texts.not_used_here.to_owned());
        let is_asked = *filter != without;
        return is_asked.then_some(Chip { name, value, without, is_idle: true }).into_iter().collect();
    }
    let stage = |id: &StageId| {
        let name = ui.store.with(|workspace| workspace.stages.get(*id).map(|row| row.name.clone()));
        let mut without = filter.clone();
        without.stages.retain(|stage| stage != id);
        Chip { name: texts.stage.to_owned(), value: name.unwrap_or_default(), without, is_idle: false }
    };
    let standing = |kind: &StandingKind| {
        let name = standings().into_iter().find(|(known, _)| known == kind).map_or("", |(_, name)| name);
        let mut without = filter.clone();
        without.standings.retain(|standing| standing != kind);
        Chip { name: texts.standing.to_owned(), value: name.to_owned(), without, is_idle: false }
    };
    filter.stages.iter().map(stage).chain(filter.standings.iter().map(standing)).collect()
}

fn conditions(ui: Ui, filter: &Filter) -> Vec<Chip> {
    let texts = t().board();
    let mut chips = places(ui, filter);
    let mut add = |name: &str, value: String, without: Filter| {
        chips.push(Chip { name: name.to_owned(), value, without, is_idle: false });
    };
    let person = |id: &Option<PersonId>| {
        ui.store.with(|workspace| {
            let person = id.and_then(|id| workspace.people.get(id));
            person.map_or_else(|| t().common().nobody.to_owned(), |person| person.name.clone())
        })
    };
    let choice = |id: &ChoiceId| {
        ui.store.with(|workspace| workspace.choices.get(*id).map(|row| row.name.clone()).unwrap_or_default())
    };
    let join = |names: Vec<String>| names.join(t().common().between);
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
    let of_options = ui.store.with(|workspace| {
        let asked = |row: &sales::model::Field| {
            let own = row.options.iter().filter(|option| filter.options.contains(&option.id));
            let (ids, names): (Vec<_>, Vec<_>) = own.map(|option| (option.id, option.name.clone())).unzip();
            (!ids.is_empty()).then(|| (row.name.clone(), ids, names))
        };
        workspace.fields.iter().filter_map(asked).collect::<Vec<_>>()
    });
    for (name, ids, names) in of_options {
        let mut without = filter.clone();
        without.options.retain(|option| !ids.contains(option));
        add(&name, join(names), without);
    }
    let currency = ui.store.with(|workspace| workspace.settings.currency);
    let amount = |minor: i64| intl::amount(i128::from(minor), currency, Length::Compact);
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
    chips.extend(of_owners(filter));
    chips.extend(of_fields(ui, filter));
    chips
}

/// What is asked of deals, condition by condition, in words; what makes no difference on this screen apart.
pub(super) fn conditions_in_words(ui: Ui, filter: &Filter) -> Vec<String> {
    let text = filter.text.trim();
    let searched = (!text.is_empty()).then(|| fill(t().board().searched, &[("text", text)]));
    let asked = conditions(ui, filter).into_iter().filter(|chip| !chip.is_idle);
    searched.into_iter().chain(asked.map(|chip| format!("{} {}", chip.name, chip.value))).collect()
}

/// The ends of a range in words, as far as there are any.
fn bounds(least: Option<String>, most: Option<String>, from: &str, to: &str) -> String {
    let least = least.map(|least| fill(from, &[("value", &least)]));
    let most = most.map(|most| fill(to, &[("value", &most)]));
    least.into_iter().chain(most).collect::<Vec<_>>().join(t().common().between)
}

/// What is asked of the owner beside who it is.
fn of_owners(filter: &Filter) -> Vec<Chip> {
    let texts = t().board();
    let chip = |title: &str, names: &[String], nothing: &str, without: Filter| {
        let name = |name: &String| if name.is_empty() { nothing.to_owned() } else { name.clone() };
        let value = names.iter().map(name).collect::<Vec<_>>().join(t().common().between);
        (!names.is_empty()).then(|| Chip { name: title.to_owned(), value, without, is_idle: false })
    };
    let managers = Filter { managers: Vec::new(), ..filter.clone() };
    let regions = Filter { regions: Vec::new(), ..filter.clone() };
    [
        chip(texts.manager, &filter.managers, texts.no_manager, managers),
        chip(texts.region, &filter.regions, texts.no_region, regions),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What custom fields have to hold, those with options apart. A field that is gone asks nothing.
fn of_fields(ui: Ui, filter: &Filter) -> Vec<Chip> {
    let texts = t().board();
    let chip = |asked: &FieldCondition| {
        let name = |workspace: &Workspace| {
            let field = workspace.fields.live(asked.field).filter(|field| field.kind == asked.holds.kind());
            field.map(|field| field.name.clone())
        };
        let number = |number: Number| intl::number(number.get());
        let value = match &asked.holds {
            Holds::Words(text) => text.clone(),
            Holds::Number { from, to } => {
                bounds(from.map(number), to.map(number), texts.at_least, texts.at_most)
            }
            Holds::Day { from, to } => {
                bounds(from.map(intl::day), to.map(intl::day), texts.since, texts.until)
            }
        };
        let mut without = filter.clone();
        without.fields.retain(|row| row != asked);
        Some(Chip { name: ui.store.with(name)?, value, without, is_idle: false })
    };
    filter.fields.iter().filter_map(chip).collect()
}

fn chip_view(ui: Ui, editing: RwSignal<bool>, chip: Chip) -> AnyView {
    let Chip { name, value, without, is_idle } = chip;
    // There may be two of a name: the stages asked for are one chip each.
    let named = [name.as_str(), &value].join(" ");
    let label = fill(t().board().remove_filter, &[("name", &named)]);
    view! {
        <span class="filter-chip" data-idle=is_idle.then_some("")>
            <button type="button" aria-haspopup="dialog" on:click=move |_| editing.set(true)>
                {name}
                " "
                <strong class="truncate" dir="auto">{value}</strong>
            </button>
            <button
                type="button"
                aria-label=label
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

/// The list of the filter that holds the entries of a list.
fn slot_of(filter: &mut Filter, list: ListKind) -> &mut Vec<ChoiceId> {
    match list {
        ListKind::Source => &mut filter.sources,
        ListKind::Product => &mut filter.products,
        ListKind::Tag => &mut filter.tags,
        // A filter has no list of the others, and nobody offers one.
        ListKind::Segment | ListKind::LossReason | ListKind::ActivityKind => &mut filter.segments,
    }
}
