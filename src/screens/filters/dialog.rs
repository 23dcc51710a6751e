//! Setting the conditions. Each takes effect at once, so that the board behind shows what it does.

use leptos::prelude::*;
use sales::ids::{ChoiceId, StageId};
use sales::model::{ListKind, Person};
use sales::money::{Money, parse_amount};
use sales::query::Filter;
use sales::time::Date;

use super::fields::{of_owners, own_fields, own_ranges};
use super::{asks_places, slot_of, standings};
use crate::components::Modal;
use crate::platform::collation::sort_by_name;
use crate::platform::intl;
use crate::state::Ui;
use crate::text::{rejection, t};

/// The field that one begins with.
const FIRST: &str = "filter-owner";
/// What the choice of deals without an owner is called in the form.
const NOBODY: &str = "-";
/// What several that an address asks for are called there.
const SEVERAL: &str = "+";

/// The conditions to set.
#[component]
pub(super) fn FilterDialog(editing: RwSignal<bool>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().board();
    let (filter, _) = ui.view.get_untracked();
    let has_places = untrack(|| asks_places(ui));
    let close = move || editing.set(false);
    let clear = move |_| {
        change(ui, |filter| {
            let text = std::mem::take(&mut filter.text);
            *filter = Filter { text, ..Filter::default() };
        });
        close();
    };
    view! {
        <Modal title=texts.filter live=true on_close=Callback::new(move |()| close())>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    close();
                }
            >
                <div class="dialog-body">
                    {fields(ui, &filter, has_places)}
                </div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=clear>
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

/// The fields of all conditions. Where a deal stands is only asked where that makes a difference.
pub(in crate::screens) fn fields(ui: Ui, filter: &Filter, has_places: bool) -> AnyView {
    let texts = t().board();
    let lists = [
        (ListKind::Segment, texts.segment, "filter-segment"),
        (ListKind::Source, texts.source, "filter-source"),
        (ListKind::Product, texts.product, "filter-product"),
        (ListKind::Tag, texts.tag, "filter-tag"),
    ];
    let lists = lists.map(|(list, name, id)| of_list(ui, filter, list, name, id));
    let places = has_places.then(|| [stage(ui, filter), standing(ui, filter)]);
    view! {
        <div class="fields-2">
            {owner(ui, filter)} {of_owners(ui, filter)} {places} {lists.into_iter().collect_view()}
            {own_fields(ui, filter)}
        </div>
        <div class="fields-2">
            {amount(
                ui,
                "filter-value-from",
                texts.value_from,
                filter.value_from,
                |filter, minor| filter.value_from = minor,
            )}
            {amount(
                ui,
                "filter-value-to",
                texts.value_to,
                filter.value_to,
                |filter, minor| filter.value_to = minor,
            )}
            {day(
                ui,
                "filter-close-from",
                texts.close_from,
                filter.close_from,
                |filter, day| filter.close_from = day,
            )}
            {day(
                ui,
                "filter-close-to",
                texts.close_to,
                filter.close_to,
                |filter, day| filter.close_to = day,
            )}
            {own_ranges(ui, filter)}
        </div>
    }
    .into_any()
}

/// Changes the conditions in force, or those of the form that is open.
pub(super) fn change(ui: Ui, edit: impl FnOnce(&mut Filter)) {
    if let Some(draft) = ui.draft.get_value() {
        return draft.update(edit);
    }
    let (mut filter, _) = ui.view.get_untracked();
    edit(&mut filter);
    ui.set_conditions(filter);
}

fn owner(ui: Ui, filter: &Filter) -> AnyView {
    let people: Vec<(String, String)> = ui.store.with(|workspace| {
        let mut people: Vec<&Person> = workspace.people.iter().collect();
        sort_by_name(&mut people, |person| &person.name);
        let people = people.into_iter().map(|person| (person.id.to_string(), person.name.clone()));
        people.chain([(NOBODY.to_owned(), t().common().nobody.to_owned())]).collect()
    });
    let chosen = filter.owners.first();
    let chosen = chosen.map(|owner| owner.map_or_else(|| NOBODY.to_owned(), |owner| owner.to_string()));
    let set = Callback::new(move |value: String| {
        change(ui, |filter| {
            filter.owners = match value.as_str() {
                NOBODY => vec![None],
                id => id.parse().ok().map(Some).into_iter().collect(),
            };
        });
    });
    select(FIRST, t().board().owner, &chosen.unwrap_or_default(), people, set)
}

/// The stages of the pipeline in use.
fn stage(ui: Ui, filter: &Filter) -> AnyView {
    let pipeline = untrack(|| ui.pipeline());
    let stages: Vec<(String, String)> = ui.store.with(|workspace| {
        let all = pipeline.map_or_else(Vec::new, |id| workspace.stages_of(id));
        // An archived one is offered as long as it is asked for.
        let offered = all.into_iter().filter(|stage| !stage.archived || filter.stages.contains(&stage.id));
        offered.map(|stage| (stage.id.to_string(), stage.name.clone())).collect()
    });
    let chosen: Vec<String> = filter.stages.iter().map(StageId::to_string).collect();
    let set = Callback::new(move |value: String| {
        if value != SEVERAL {
            change(ui, |filter| filter.stages = value.parse().ok().into_iter().collect());
        }
    });
    select_one("filter-stage", t().board().stage, &chosen, stages, set)
}

fn standing(ui: Ui, filter: &Filter) -> AnyView {
    let options = (0..).zip(standings()).map(|(at, (_, name)): (usize, _)| (at.to_string(), name.to_owned()));
    let asked = (0..).zip(standings()).filter(|(_, (kind, _))| filter.standings.contains(kind));
    let chosen: Vec<String> = asked.map(|(at, _): (usize, _)| at.to_string()).collect();
    let set = Callback::new(move |value: String| {
        let kind = value.parse::<usize>().ok().and_then(|at| standings().get(at).map(|(kind, _)| *kind));
        if value != SEVERAL {
            change(ui, |filter| filter.standings = kind.into_iter().collect());
        }
    });
    select_one("filter-standing", t().board().standing, &chosen, options.collect(), set)
}

/// A choice of one, where an address may ask for several: they are an entry of their own then, and stay as long as it is chosen.
pub(super) fn select_one(
    id: &'static str,
    name: &'static str,
    chosen: &[String],
    mut options: Vec<(String, String)>,
    set: Callback<String>,
) -> AnyView {
    let chosen = match chosen {
        [] => String::new(),
        [one] => one.clone(),
        several => {
            let asked = options.iter().filter(|(value, _)| several.contains(value));
            let names: Vec<&str> = asked.map(|(_, name)| name.as_str()).collect();
            let names = names.join(t().common().between);
            options.insert(0, (SEVERAL.to_owned(), names));
            SEVERAL.to_owned()
        }
    };
    select(id, name, &chosen, options, set)
}

fn of_list(ui: Ui, filter: &Filter, list: ListKind, name: &'static str, id: &'static str) -> AnyView {
    let entries = ui.store.with(|workspace| {
        workspace.list(list).iter().map(|row| (row.id.to_string(), row.name.clone())).collect()
    });
    let chosen = slot_of(&mut filter.clone(), list).first().map(ChoiceId::to_string).unwrap_or_default();
    let set = Callback::new(move |value: String| {
        change(ui, |filter| *slot_of(filter, list) = value.parse().ok().into_iter().collect());
    });
    select(id, name, &chosen, entries, set)
}

fn amount(
    ui: Ui,
    id: &'static str,
    name: &'static str,
    now: Option<i64>,
    set: fn(&mut Filter, Option<i64>),
) -> AnyView {
    let currency = ui.store.with(|workspace| workspace.settings.currency);
    let value = now.map(|minor| intl::plain_amount(Money { minor, currency })).unwrap_or_default();
    let bad = RwSignal::new(None::<String>);
    let changed = move |event| {
        let typed: String = event_target_value(&event);
        let minor = if typed.trim().is_empty() { Ok(None) } else { parse_amount(&typed, currency).map(Some) };
        match minor {
            Ok(minor) => {
                bad.set(None);
                change(ui, |filter| set(filter, minor));
            }
            Err(error) => bad.set(Some(rejection::amount(error))),
        }
    };
    let error_id = [id, "-error"].concat();
    let described_by = error_id.clone();
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
                aria-describedby=move || bad.get().map(|_| described_by.clone())
                on:change=changed
            />
            {move || {
                bad.get()
                    .map(|text| {
                        view! {
                            <p class="error" role="alert" id=error_id.clone()>
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

fn day(
    ui: Ui,
    id: &'static str,
    name: &'static str,
    now: Option<Date>,
    set: fn(&mut Filter, Option<Date>),
) -> AnyView {
    let value = now.map(|day| day.to_string()).unwrap_or_default();
    let changed = move |event| {
        let day = event_target_value(&event).parse().ok();
        change(ui, |filter| set(filter, day));
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
}

pub(super) fn select(
    id: impl Into<String>,
    name: impl Into<String>,
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
    let (id, name): (String, String) = (id.into(), name.into());
    let is_first = id == FIRST;
    view! {
        <div class="field">
            <label class="label" for=id.clone() dir="auto">
                {name}
            </label>
            <span class="select">
                <select class="input" id=id autofocus=is_first on:change=move |event| set.run(event_target_value(&event))>
                    <option value="">{t().board().any}</option>
                    {options}
                </select>
            </span>
        </div>
    }
    .into_any()
}
