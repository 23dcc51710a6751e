//! What a widget shows and asks: the dialog that sets it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::ids::PersonId;
use sales::model::{Asked, Widget};
use sales::query::Filter;

use super::super::ask::span_name;
use super::super::breakdown::{Breakdown, COLUMNS};
use super::super::groupings;
use super::super::question::{Question, SPANS, Span, View};
use super::content::breakdown_of;
use super::shows::{self, Shows};
use super::sources::Sources;
use super::starters;
use crate::components::{Modal, select};
use crate::screens::dialogs::TextField;
use crate::screens::goals;
use crate::text::t;

/// What all pipelines are called in the form.
const ALL: &str = "all";
/// What conditions that stay as they are, are called.
const KEPT: &str = "kept";

/// The dialog. `widget` is the one to change; without one a new one is made.
pub(super) fn dialog(sources: Sources, widget: Option<Widget>, done: Callback<Option<Widget>>) -> AnyView {
    view! { <Editor sources widget done/> }.into_any()
}

#[component]
fn Editor(sources: Sources, widget: Option<Widget>, done: Callback<Option<Widget>>) -> impl IntoView {
    let texts = t().dashboards();
    let is_new = widget.is_none();
    let widget = widget.unwrap_or_else(|| starters::widget(Shows::Figure("win-rate"), ""));
    let ui = sources.ui;
    let question = Question::parse(&widget.asked.question);
    let breakdown = breakdown_of(&question);
    let shows = RwSignal::new(widget.asked.shows.clone());
    let title = RwSignal::new(widget.title.clone());
    let error = RwSignal::new(String::new());
    let span = RwSignal::new(period_name(question.span));
    let by = RwSignal::new(groupings::name(breakdown.by));
    let figure = RwSignal::new(breakdown.first_name().to_owned());
    let pipeline = RwSignal::new(if question.everywhere {
        ALL.to_owned()
    } else {
        widget.asked.pipeline.map(|id| id.to_string()).unwrap_or_default()
    });
    let owner = RwSignal::new(match widget.asked.filter.owners[..] {
        [Some(owner)] => owner.to_string(),
        _ => String::new(),
    });
    let rest = Filter { owners: Vec::new(), ..widget.asked.filter.clone() };
    let conditions = RwSignal::new(if rest.is_empty() { String::new() } else { KEPT.to_owned() });
    let (goal_span, goal_measure) = goals::target_names(&widget.asked.question);
    let (goal_span, goal_measure) = (RwSignal::new(goal_span), RwSignal::new(goal_measure));

    let kind = Memo::new(move |_| Shows::parse(&shows.read()));
    let is = move |test: fn(Shows) -> bool| kind.get().is_some_and(test);
    let named = |rows: Vec<(String, &'static str)>| -> Vec<(String, String)> {
        rows.into_iter().map(|(value, text)| (value, text.to_owned())).collect()
    };
    let mut kinds = named(shows::ALL.iter().map(|row| (row.name().to_owned(), row.title())).collect());
    if kind.get_untracked().is_none() {
        // What this version doesn't know stays until something else is chosen.
        kinds.push((shows.get_untracked(), shows.get_untracked()));
    }
    let mut spans: Vec<(String, String)> =
        SPANS.iter().map(|row| (row.1.to_owned(), span_name(row.0))).collect();
    if let Span::Own(..) = question.span {
        spans.push((period_name(question.span), span_name(question.span)));
    }
    let groups = groupings::ALL.iter().map(|row| row.0).chain(groupings::fields(ui));
    let groups: Vec<_> = groups.map(|by| (groupings::name(by), groupings::title(ui, by))).collect();
    let figures = named(COLUMNS.iter().map(|row| (row.name.to_owned(), (row.title)())).collect());
    let (pipelines, people, views) = ui.store.with(|workspace| {
        let pipelines: Vec<_> =
            workspace.pipelines_in_order().iter().map(|row| (row.id.to_string(), row.name.clone())).collect();
        let people: Vec<_> = workspace
            .people
            .iter()
            .filter(|row| !row.archived)
            .map(|row| (row.id.to_string(), row.name.clone()))
            .collect();
        let views: Vec<_> = workspace
            .views
            .iter()
            .map(|row| (row.id.to_string(), row.name.clone(), row.filter.clone()))
            .collect();
        (pipelines, people, views)
    });
    let own = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let pipelines: Vec<_> = [own("", texts.pipeline_in_use), own(ALL, t().insights().all_pipelines)]
        .into_iter()
        .chain(pipelines)
        .collect();
    let people: Vec<_> = [own("", texts.everybody)].into_iter().chain(people).collect();
    let kept = (!rest.is_empty()).then(|| own(KEPT, texts.conditions_kept));
    let offered: Vec<_> = [own("", texts.conditions_none)]
        .into_iter()
        .chain(kept)
        .chain(views.iter().map(|row| (row.0.clone(), row.1.clone())))
        .collect();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let owner = owner.get_untracked().parse::<PersonId>().ok();
        let picked = conditions.get_untracked();
        let filter = match picked.as_str() {
            KEPT => rest.clone(),
            id => views.iter().find(|row| row.0 == id).map(|row| row.2.clone()).unwrap_or_default(),
        };
        let filter = if owner.is_some() { Filter { owners: vec![owner], ..filter } } else { filter };
        let pipeline = pipeline.get_untracked();
        let kind = kind.get_untracked();
        let asked = if kind == Some(Shows::Target) {
            goals::target_question(&goal_span.get_untracked(), &goal_measure.get_untracked())
        } else if kind.is_none() {
            widget.asked.question.clone()
        } else {
            let mut asked = Question { everywhere: pipeline == ALL, view: View::Overview, ..question };
            asked.span = Question::parse(&format!("period={}", span.get_untracked())).span;
            if kind.is_some_and(|kind| kind == Shows::Report || kind.is_of_a_figure()) {
                let mut chosen = Breakdown {
                    by: groupings::parse(&by.get_untracked()).unwrap_or(breakdown.by),
                    ..breakdown
                };
                if kind.is_some_and(Shows::is_of_a_figure) {
                    chosen.show(&figure.get_untracked());
                }
                asked.view = View::Report(chosen);
            }
            asked.write()
        };
        let before = Shows::parse(&widget.asked.shows);
        let (columns, rows) = match kind {
            Some(kind) if is_new || before != Some(kind) => kind.size(),
            _ => (widget.columns, widget.rows),
        };
        done.run(Some(Widget {
            id: widget.id,
            title: title.get_untracked(),
            asked: Asked {
                shows: shows.get_untracked(),
                question: asked,
                pipeline: pipeline.parse().ok(),
                filter,
            },
            columns,
            rows,
        }));
    };
    let field =
        |id: &'static str, label: &'static str, options: Vec<(String, String)>, value: RwSignal<String>| {
            view! {
                <div class="field">
                    <label class="label" for=id>
                        {label}
                    </label>
                    {select(id, None, options, value.into(), move |chosen| value.set(chosen))}
                </div>
            }
        };
    let period = move || {
        is(Shows::is_of_a_period).then(|| field("widget-period", t().insights().period, spans.clone(), span))
    };
    let grouping = move || {
        is(Shows::is_grouped).then(|| field("widget-by", t().insights_report().by, groups.clone(), by))
    };
    let one = move || {
        is(Shows::is_of_a_figure).then(|| field("widget-figure", texts.figure, figures.clone(), figure))
    };
    let target = move || {
        is(|kind| kind == Shows::Target).then(|| {
            view! {
                {field("widget-goal-span", t().goals().period, goals::Kind::ALL.map(goals::Kind::option).to_vec(), goal_span)}
                {field("widget-goal-measure", t().goals().measure, goals::measure_options(), goal_measure)}
            }
        })
    };
    let which = move || {
        is(|kind| kind != Shows::Target).then(|| {
            view! {
                {field("widget-pipeline", texts.pipeline, pipelines.clone(), pipeline)}
                {field("widget-conditions", texts.conditions_label, offered.clone(), conditions)}
            }
        })
    };
    view! {
        <Modal title=if is_new { texts.add_widget } else { texts.edit_widget } on_close=Callback::new(move |()| done.run(None))>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {field("widget-shows", texts.shows, kinds, shows)}
                    {TextField::new("widget-title", texts.widget_title, title, error).optional().view()}
                    <div class="fields-2">
                        {period} {one} {grouping} {target} {which}
                        {field("widget-owner", t().board().owner, people, owner)}
                    </div>
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

/// The days as they stand in an address.
fn period_name(span: Span) -> String {
    let written = Question { span, ..Question::default() }.write();
    written.strip_prefix("period=").map_or_else(
        // What is usual is left out there.
        || SPANS.iter().find(|row| row.0 == span).map_or_else(String::new, |row| row.1.to_owned()),
        str::to_owned,
    )
}
