//! What a widget shows and asks: the dialog that sets it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use metrics::Grouping;
use sales::model::{GroupBy, Widget};
use sales::query::Filter;

use super::super::ask::{OWN, basis_words, mode_words, span_options};
use super::super::columns::COLUMNS;
use super::super::groupings;
use super::super::question::{BASES, MODES};
use super::super::state::wanted;
use super::chosen::{Chosen, EVERYWHERE, KEPT, Trouble};
use super::shows::{self, Shows};
use super::sources::Sources;
use super::starters;
use crate::components::{Modal, icon, select};
use crate::platform::clock;
use crate::screens::dialogs::{TextField, focus_first_error};
use crate::screens::filters::{Target, filter_fields, filter_holds_back};
use crate::screens::goals;
use crate::screens::typed_day::needed_day;
use crate::state::Ui;
use crate::text::t;

/// The values and the names of options.
type Options = Vec<(String, String)>;

/// The dialog. `widget` is the one to change; without one a new one is made. One that is not understood stays as it came until something else is chosen.
pub(super) fn dialog(
    sources: Sources,
    widget: Option<Widget>,
    is_understood: bool,
    done: Callback<Option<Widget>>,
) -> AnyView {
    view! { <Editor sources widget is_understood done/> }.into_any()
}

#[component]
fn Editor(
    sources: Sources,
    widget: Option<Widget>,
    is_understood: bool,
    done: Callback<Option<Widget>>,
) -> impl IntoView {
    let texts = t().dashboards();
    let is_new = widget.is_none();
    let widget = widget.unwrap_or_else(|| starters::widget(Shows::Figure("win-rate"), ""));
    let ui = sources.ui;
    let form = Form {
        ui,
        chosen: RwSignal::new(Chosen::of(&widget, is_understood, clock::today())),
        filter: RwSignal::new(widget.asked.filter.clone()),
        trouble: RwSignal::new(None),
    };
    let (title, error) = (RwSignal::new(widget.title.clone()), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if filter_holds_back() {
            return;
        }
        let chosen = form.chosen.get_untracked().widget(&widget, is_new, form.filter.get_untracked());
        match chosen {
            Ok(chosen) => done.run(Some(Widget { title: title.get_untracked(), ..chosen })),
            Err(trouble) => {
                form.trouble.set(Some(trouble));
                focus_first_error();
            }
        }
    };
    // Another kind has other fields; whatever else is chosen leaves them as they are, and the focus in them.
    let kind = Memo::new(move |_| form.chosen.with(Chosen::kind));
    let body = move || {
        kind.get().map(|kind| {
            view! {
                <div class="fields-2">
                    {kind.is_of_a_period().then(|| period(form))}
                    {kind.is_of_a_period().then(|| basis(form))}
                    {kind.is_of_stages().then(|| mode(form))}
                    {kind.is_of_a_figure().then(|| figure(form))}
                    {kind.is_grouped().then(|| grouping(form))}
                    {(kind == Shows::Line).then(|| split(form))}
                    {(kind == Shows::Target).then(|| target(form))}
                    {(kind != Shows::Target).then(|| pipeline(form))}
                </div>
                {(kind == Shows::Report).then(|| columns(form))}
                {(kind != Shows::Target).then(|| conditions(form, kind == Shows::Deals))}
            }
        })
    };
    view! {
        <Modal title=if is_new { texts.add_widget } else { texts.edit_widget } on_close=Callback::new(move |()| done.run(None))>
            <form novalidate on:submit=submit>
                <div class="dialog-body widget-form">
                    {form.field("widget-shows", texts.shows, kinds(is_understood), |chosen| &mut chosen.shows)}
                    {TextField::new("widget-title", texts.widget_title, title, error).optional().view()}
                    {body}
                </div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| done.run(None)>
                        {t().common().cancel}
                    </button>
                    <button type="submit" class="button primary">
                        {if is_new { texts.add } else { t().common().save }}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

/// The form, cheap to copy into its fields.
#[derive(Clone, Copy)]
struct Form {
    ui: Ui,
    chosen: RwSignal<Chosen>,
    filter: RwSignal<Filter>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Form {
    /// A choice of one.
    fn field(
        self,
        id: &'static str,
        label: &'static str,
        options: Options,
        part: fn(&mut Chosen) -> &mut String,
    ) -> AnyView {
        let now = Signal::derive(move || part(&mut self.chosen.get()).clone());
        let set = move |value: String| self.chosen.update(|chosen| *part(chosen) = value);
        view! {
            <div class="field">
                <label class="label" for=id>
                    {label}
                </label>
                {select(id, None, options, now, set)}
            </div>
        }
        .into_any()
    }

    /// What is wrong with a part of the form, below it.
    fn error(self, id: &'static str, of: Trouble, words: &'static str) -> AnyView {
        let error = move || {
            (self.trouble.get() == Some(of)).then(|| {
                view! {
                    <p class="error" role="alert" id=id>
                        {words}
                    </p>
                }
            })
        };
        error.into_any()
    }
}

fn own(value: &str, text: &str) -> (String, String) {
    (value.to_owned(), text.to_owned())
}

fn kinds(is_understood: bool) -> Options {
    let all = shows::ALL.iter().map(|row| own(row.name(), row.title()));
    all.chain((!is_understood).then(|| own(KEPT, t().dashboards().kept_as_it_came))).collect()
}

fn period(form: Form) -> AnyView {
    let texts = t().insights();
    let is_own = Memo::new(move |_| form.chosen.with(|chosen| chosen.span == OWN));
    let day = move |id: &'static str, name: &'static str, part: fn(&mut Chosen) -> &mut String| {
        let now = move || part(&mut form.chosen.get()).clone();
        let is_bad = move || {
            (form.trouble.get() == Some(Trouble::Days) && needed_day(&now()).is_err()).then_some("true")
        };
        let changed = move |event| {
            form.trouble.set(None);
            form.chosen.update(|chosen| *part(chosen) = event_target_value(&event));
        };
        view! {
            <div class="field">
                <label class="label" for=id>
                    {name}
                </label>
                <input
                    class="input"
                    id=id
                    type="date"
                    prop:value=now
                    aria-invalid=is_bad
                    aria-describedby=move || is_bad().map(|_| "widget-days-error")
                    on:change=changed
                />
            </div>
        }
    };
    let days = move || {
        is_own.get().then(|| {
            view! {
                <div class="widget-days">
                    {day("widget-from", texts.from, |chosen| &mut chosen.from)}
                    {day("widget-to", texts.to, |chosen| &mut chosen.to)}
                </div>
                {form.error("widget-days-error", Trouble::Days, t().dashboards().days_missing)}
            }
        })
    };
    view! {
        <div>
            {form.field("widget-period", texts.period, span_options(), |chosen| &mut chosen.span)}
            {days}
        </div>
    }
    .into_any()
}

fn basis(form: Form) -> AnyView {
    let options = BASES.iter().map(|row| own(row.1, basis_words(row.0).0)).collect();
    form.field("widget-basis", t().insights().basis, options, |chosen| &mut chosen.basis)
}

fn mode(form: Form) -> AnyView {
    let options = MODES.iter().map(|row| own(row.1, mode_words(row.0).0)).collect();
    form.field("widget-mode", t().insights().mode, options, |chosen| &mut chosen.mode)
}

fn figure(form: Form) -> AnyView {
    let options = COLUMNS.iter().map(|row| own(row.name, (row.title)())).collect();
    form.field("widget-figure", t().dashboards().figure, options, |chosen| &mut chosen.figure)
}

fn groups(form: Form, test: fn(Grouping) -> bool) -> impl Iterator<Item = (String, String)> {
    let all = groupings::all(form.ui).into_iter().filter(move |by| test(*by));
    all.map(move |by| groupings::option(form.ui, by))
}

fn grouping(form: Form) -> AnyView {
    let options = groups(form, |_| true).collect();
    form.field("widget-by", t().insights_report().by, options, |chosen| &mut chosen.by)
}

/// Lines go through months, so there is none for each month.
fn split(form: Form) -> AnyView {
    let texts = t().dashboards();
    let is_no_month = |by| !matches!(by, Grouping::MonthCreated | Grouping::MonthClosed);
    let options = [own("", texts.split_none)].into_iter().chain(groups(form, is_no_month)).collect();
    form.field("widget-split", texts.split, options, |chosen| &mut chosen.split)
}

fn target(form: Form) -> AnyView {
    let texts = t().goals();
    let people = form.ui.store.with(|workspace| {
        let people = workspace.people.iter().filter(|row| !row.archived);
        people.map(|row| (row.id.to_string(), row.name.clone())).collect::<Vec<_>>()
    });
    let people = [own("", t().dashboards().everybody)].into_iter().chain(people).collect();
    let spans = goals::Kind::ALL.map(goals::Kind::option).to_vec();
    view! {
        {form.field("widget-goal-span", texts.period, spans, |chosen| &mut chosen.goal_span)}
        {form.field(
            "widget-goal-measure",
            texts.measure,
            goals::measure_options(),
            |chosen| &mut chosen.goal_measure,
        )}
        {form.field("widget-owner", t().board().owner, people, |chosen| &mut chosen.owner)}
    }
    .into_any()
}

fn pipeline(form: Form) -> AnyView {
    let texts = t().dashboards();
    let all = form.ui.store.with(|workspace| {
        let all = workspace.pipelines_in_order();
        all.iter().map(|row| (row.id.to_string(), row.name.clone())).collect::<Vec<_>>()
    });
    let first = [own("", texts.pipeline_in_use), own(EVERYWHERE, t().insights().all_pipelines)];
    let options = first.into_iter().chain(all).collect();
    form.field("widget-pipeline", texts.pipeline, options, |chosen| &mut chosen.pipeline)
}

/// The figures of a table.
fn columns(form: Form) -> AnyView {
    let column = |(place, title): (usize, &'static str)| {
        let turn = move |_| {
            form.trouble.set(None);
            form.chosen.update(|chosen| chosen.turn_column(place));
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-column=COLUMNS[place].name
                    aria-invalid=move || (place == 0 && form.trouble.get() == Some(Trouble::Columns)).then_some("true")
                    prop:checked=move || form.chosen.with(|chosen| chosen.has_column(place))
                    on:change=turn
                />
                <span>{title}</span>
            </label>
        }
    };
    let all = COLUMNS.iter().map(|row| (row.title)()).enumerate();
    view! {
        <fieldset class="field">
            <legend class="label">{t().insights_report().columns}</legend>
            <div class="widget-columns">{all.map(column).collect_view()}</div>
            {form.error("widget-columns-error", Trouble::Columns, t().dashboards().columns_missing)}
        </fieldset>
    }
    .into_any()
}

/// Which deals: the conditions that the board can be asked for, or those of a saved view to begin with.
fn conditions(form: Form, has_places: bool) -> AnyView {
    let texts = t().dashboards();
    let views = form.ui.store.with(|workspace| {
        let view = |row: &sales::model::View| (row.id.to_string(), row.name.clone(), row.filter.clone());
        workspace.views.iter().map(view).collect::<Vec<_>>()
    });
    // Stages are those of the pipeline that is chosen above.
    let places = Memo::new(move |_| has_places.then(|| form.chosen.with(|chosen| chosen.pipelines(form.ui))));
    // The fields are made anew when all of them change at once.
    let taken = RwSignal::new(0_u32);
    let fields = move || {
        taken.track();
        let places = places.get();
        filter_fields(Target::form(form.ui, form.filter), &form.filter.get_untracked(), places.as_deref())
    };
    let from_view = (!views.is_empty()).then(|| {
        let names = views.iter().map(|row| (row.0.clone(), row.1.clone()));
        let options: Options = [own("", texts.conditions_own)].into_iter().chain(names).collect();
        let now = {
            let views = views.clone();
            Signal::derive(move || {
                let found = form.filter.with(|filter| views.iter().find(|row| row.2 == *filter).cloned());
                found.map(|row| row.0).unwrap_or_default()
            })
        };
        let take = move |id: String| {
            if let Some(view) = views.iter().find(|row| row.0 == id) {
                // Where a deal stands is no condition on figures.
                let filter = view.2.clone();
                form.filter.set(if has_places { filter } else { wanted(filter) });
                taken.update(|taken| *taken += 1);
            }
        };
        view! {
            <div class="field">
                <label class="label" for="widget-conditions">
                    {texts.conditions_from}
                </label>
                {select("widget-conditions", None, options, now, take)}
            </div>
        }
    });
    let clear = move |_| {
        form.filter.set(Filter::default());
        taken.update(|taken| *taken += 1);
    };
    let count = move || {
        form.filter.with(|filter| {
            let count = filter.condition_count() + usize::from(!filter.text.trim().is_empty());
            if count == 0 { texts.conditions_none.to_owned() } else { texts.conditions.of(count) }
        })
    };
    view! {
        <details class="widget-conditions">
            <summary>
                {icon("filter")} <span>{texts.conditions_label}</span>
                <span class="muted" data-conditions=move || form.filter.with(|filter| filter.to_address(GroupBy::Nothing))>
                    {count}
                </span>
            </summary>
            <div class="widget-conditions-body">
                {from_view}
                {fields}
                <p>
                    <button type="button" class="button" on:click=clear>
                        {t().board().clear_filter}
                    </button>
                </p>
            </div>
        </details>
    }
    .into_any()
}
