//! Setting the conditions. Each takes effect at once, so that the board behind shows what it does.

use leptos::prelude::*;
use sales::ids::{ChoiceId, PipelineId, StageId};
use sales::model::{ListKind, Person, Stage, Workspace};
use sales::money::{Money, parse_amount};
use sales::query::Filter;
use sales::time::Date;

use super::fields::{of_owners, own_fields, own_ranges};
use super::{asks_places, slot_of, standings};
use crate::components::Modal;
use crate::platform::collation::sort_by_name;
use crate::platform::{dom, intl};
use crate::screens::dialogs::focus_first_error;
use crate::screens::typed_day::{read_day, text_of};
use crate::state::Ui;
use crate::text::{rejection, t};

/// The field that one begins with.
const FIRST: &str = "filter-owner";
/// What the choice of deals without an owner is called in the form.
const NOBODY: &str = "-";
/// What several that an address asks for are called there.
const SEVERAL: &str = "+";

/// Whose conditions the fields set.
#[derive(Clone, Copy)]
pub(in crate::screens) struct Target {
    ui: Ui,
    /// Those of a form, as that of a widget of a dashboard; without it those in force.
    form: Option<RwSignal<Filter>>,
}

impl Target {
    /// Those of a form that is open.
    pub(in crate::screens) fn form(ui: Ui, filter: RwSignal<Filter>) -> Self {
        Self { ui, form: Some(filter) }
    }

    /// Those in force.
    fn in_force(ui: Ui) -> Self {
        Self { ui, form: None }
    }

    pub(super) fn ui(self) -> Ui {
        self.ui
    }

    /// Changes the conditions.
    pub(super) fn change(self, edit: impl FnOnce(&mut Filter)) {
        if let Some(form) = self.form {
            return form.update(edit);
        }
        let (mut filter, _) = self.ui.view.get_untracked();
        edit(&mut filter);
        self.ui.set_conditions(filter);
    }
}

/// The conditions to set.
#[component]
pub(super) fn FilterDialog(editing: RwSignal<bool>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().board();
    let (filter, _) = ui.view.get_untracked();
    let target = Target::in_force(ui);
    let places = untrack(|| asks_places(ui).then(|| ui.pipeline().into_iter().collect::<Vec<_>>()));
    let close = move || editing.set(false);
    let clear = move |_| {
        target.change(|filter| {
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
                    if !holds_back() {
                        close();
                    }
                }
            >
                <div class="dialog-body">
                    {fields(target, &filter, places.as_deref())}
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

/// Whether a condition can't be read, and so keeps its form open: it would be gone without a word. It gets the focus then.
pub(in crate::screens) fn holds_back() -> bool {
    let is_bad = dom::query("dialog[open] [id^=filter-][aria-invalid=true]").is_some();
    if is_bad {
        focus_first_error();
    }
    is_bad
}

/// The fields of all conditions. Where a deal stands is only asked where that makes a difference: `places` are the pipelines then
/// whose deals they are about.
pub(in crate::screens) fn fields(target: Target, filter: &Filter, places: Option<&[PipelineId]>) -> AnyView {
    let texts = t().board();
    let lists = [
        (ListKind::Segment, texts.segment, "filter-segment"),
        (ListKind::Source, texts.source, "filter-source"),
        (ListKind::Product, texts.product, "filter-product"),
        (ListKind::Tag, texts.tag, "filter-tag"),
    ];
    let lists = lists.map(|(list, name, id)| of_list(target, filter, list, name, id));
    let places = places.map(|pipelines| [stage(target, filter, pipelines), standing(target, filter)]);
    view! {
        <div class="fields-2">
            {owner(target, filter)} {of_owners(target, filter)} {places} {lists.into_iter().collect_view()}
            {own_fields(target, filter)}
        </div>
        <div class="fields-2">
            {amount(
                target,
                "filter-value-from",
                texts.value_from,
                filter.value_from,
                |filter, minor| filter.value_from = minor,
            )}
            {amount(
                target,
                "filter-value-to",
                texts.value_to,
                filter.value_to,
                |filter, minor| filter.value_to = minor,
            )}
            {day(
                target,
                "filter-close-from",
                texts.close_from,
                filter.close_from,
                |filter, day| filter.close_from = day,
            )}
            {day(
                target,
                "filter-close-to",
                texts.close_to,
                filter.close_to,
                |filter, day| filter.close_to = day,
            )}
            {own_ranges(target, filter)}
        </div>
    }
    .into_any()
}

fn owner(target: Target, filter: &Filter) -> AnyView {
    let people: Vec<(String, String)> = target.ui.store.with(|workspace| {
        let mut people: Vec<&Person> = workspace.people.iter().collect();
        sort_by_name(&mut people, |person| &person.name);
        let people = people.into_iter().map(|person| (person.id.to_string(), person.name.clone()));
        people.chain([(NOBODY.to_owned(), t().common().nobody.to_owned())]).collect()
    });
    let chosen = filter.owners.first();
    let chosen = chosen.map(|owner| owner.map_or_else(|| NOBODY.to_owned(), |owner| owner.to_string()));
    let set = Callback::new(move |value: String| {
        target.change(|filter| {
            filter.owners = match value.as_str() {
                NOBODY => vec![None],
                id => id.parse().ok().map(Some).into_iter().collect(),
            };
        });
    });
    select(FIRST, t().board().owner, &chosen.unwrap_or_default(), people, set)
}

/// The stages of these pipelines, and those that are asked for elsewhere.
fn stage(target: Target, filter: &Filter, pipelines: &[PipelineId]) -> AnyView {
    let stages = target.ui.store.with(|workspace| stages_of(workspace, pipelines, &filter.stages));
    let chosen: Vec<String> = filter.stages.iter().map(StageId::to_string).collect();
    let set = Callback::new(move |value: String| {
        if value != SEVERAL {
            target.change(|filter| filter.stages = value.parse().ok().into_iter().collect());
        }
    });
    select_one("filter-stage", t().board().stage, &chosen, stages, set)
}

/// What stages are offered, with their names; with that of their pipeline where they are of more than one.
fn stages_of(workspace: &Workspace, pipelines: &[PipelineId], asked: &[StageId]) -> Vec<(String, String)> {
    let all = workspace.pipelines_in_order();
    let all = all.into_iter().flat_map(|pipeline| workspace.stages_of(pipeline.id));
    let offered: Vec<&Stage> = all
        .filter(|stage| {
            // One that is archived, or of another pipeline, is offered as long as it is asked for.
            asked.contains(&stage.id) || !stage.archived && pipelines.contains(&stage.pipeline)
        })
        .collect();
    let are_of_one = offered.windows(2).all(|pair| pair[0].pipeline == pair[1].pipeline);
    let name = |stage: &Stage| match workspace.pipelines.get(stage.pipeline) {
        Some(pipeline) if !are_of_one => [pipeline.name.as_str(), &stage.name].join(" · "),
        _ => stage.name.clone(),
    };
    offered.into_iter().map(|stage| (stage.id.to_string(), name(stage))).collect()
}

fn standing(target: Target, filter: &Filter) -> AnyView {
    let options = (0..).zip(standings()).map(|(at, (_, name)): (usize, _)| (at.to_string(), name.to_owned()));
    let asked = (0..).zip(standings()).filter(|(_, (kind, _))| filter.standings.contains(kind));
    let chosen: Vec<String> = asked.map(|(at, _): (usize, _)| at.to_string()).collect();
    let set = Callback::new(move |value: String| {
        let kind = value.parse::<usize>().ok().and_then(|at| standings().get(at).map(|(kind, _)| *kind));
        if value != SEVERAL {
            target.change(|filter| filter.standings = kind.into_iter().collect());
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

fn of_list(target: Target, filter: &Filter, list: ListKind, name: &'static str, id: &'static str) -> AnyView {
    let entries = target.ui.store.with(|workspace| {
        workspace.list(list).iter().map(|row| (row.id.to_string(), row.name.clone())).collect()
    });
    let chosen = slot_of(&mut filter.clone(), list).first().map(ChoiceId::to_string).unwrap_or_default();
    let set = Callback::new(move |value: String| {
        target.change(|filter| *slot_of(filter, list) = value.parse().ok().into_iter().collect());
    });
    select(id, name, &chosen, entries, set)
}

/// An amount in the currency of the workspace.
fn amount(
    target: Target,
    id: &str,
    name: &str,
    now: Option<i64>,
    set: fn(&mut Filter, Option<i64>),
) -> AnyView {
    let currency = target.ui.store.with(|workspace| workspace.settings.currency);
    let value = now.map(|minor| intl::plain_amount(Money { minor, currency })).unwrap_or_default();
    entry(id.to_owned(), name.to_owned(), Kind::Number, value, move |typed| {
        let blank = typed.trim().is_empty();
        let minor =
            if blank { None } else { Some(parse_amount(typed, currency).map_err(rejection::amount)?) };
        target.change(|filter| set(filter, minor));
        Ok(())
    })
}

fn day(
    target: Target,
    id: &str,
    name: &str,
    now: Option<Date>,
    set: fn(&mut Filter, Option<Date>),
) -> AnyView {
    let value = now.map(|day| day.to_string()).unwrap_or_default();
    entry(id.to_owned(), name.to_owned(), Kind::Day, value, move |typed| {
        let day = read_day(typed)?;
        target.change(|filter| set(filter, day));
        Ok(())
    })
}

/// What is typed into an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Day,
}

/// A field whose text has to be read, with what is wrong with it below. `take` is given what was typed, and says what is wrong.
pub(super) fn entry(
    id: String,
    name: String,
    kind: Kind,
    value: String,
    take: impl Fn(&str) -> Result<(), String> + 'static,
) -> AnyView {
    let error_id = [&id, "-error"].concat();
    let described_by = error_id.clone();
    let bad = RwSignal::new(None::<String>);
    let changed = move |event: web_sys::Event| {
        let taken = text_of(&event).map_err(str::to_owned).and_then(|typed| take(&typed));
        bad.set(taken.err());
    };
    let is_number = kind == Kind::Number;
    view! {
        <div class="field">
            <label class="label" for=id.clone() dir="auto">
                {name}
            </label>
            <input
                class=if is_number { "input num" } else { "input" }
                id=id
                type=if is_number { "text" } else { "date" }
                inputmode=is_number.then_some("decimal")
                autocomplete="off"
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

#[cfg(test)]
mod tests {
    use sales::decide::{Command, StageDraft};
    use sales::model::StageKind;

    use super::*;
    use crate::screens::fixture::Fixture;

    #[test]
    fn the_stages_are_those_of_the_deals_asked_about() {
        let mut fixture = Fixture::new();
        let stage = |name: &str, kind| StageDraft {
            name: name.to_owned(),
            kind,
            probability: 0,
            limit_days: None,
            guidance: String::new(),
            process: sales::decide::ProcessDraft::default(),
        };
        fixture.run(&Command::AddPipeline {
            name: "service".to_owned(),
            stages: vec![
                stage("asked", StageKind::Open),
                stage("done", StageKind::Won),
                stage("off", StageKind::Lost),
            ],
            sources: Vec::new(),
            loss_reasons: Vec::new(),
            segments: Vec::new(),
            currency: None,
        });
        let workspace = &fixture.workspace;
        let names = |pipelines: &[PipelineId], asked: &[StageId]| {
            let all = stages_of(workspace, pipelines, asked);
            all.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        let ids: Vec<PipelineId> = workspace.pipelines_in_order().iter().map(|row| row.id).collect();
        assert_eq!(names(&ids[..1], &[]), ["new", "offer", "talks", "won", "lost"]);
        assert_eq!(names(&ids[1..], &[]), ["asked", "done", "off"]);
        let both = names(&ids, &[]);
        assert_eq!((both.len(), both[0].as_str(), both[5].as_str()), (8, "sales · new", "service · asked"));
        // What is asked for stays to be seen, whatever pipeline is chosen afterwards.
        let mixed = names(&ids[1..], &[fixture.stage("offer")]);
        assert_eq!(mixed, ["sales · offer", "service · asked", "service · done", "service · off"]);
    }
}
