//! What of a widget can't be understood here: a figure, a column, a condition of a later version, or people, fields and pipelines of another workspace.
//! Such a widget shows no other figure in place of the one that was meant: it says what it lacks and what to do, and stays as it came.

use exchange::dashboard::{self, Puzzle};
use leptos::prelude::*;
use metrics::Grouping;
use sales::ids::WidgetId;
use sales::model::{Widget, Workspace};

use super::super::question::{Question, View};
use super::shows::Shows;
use crate::components::icon;
use crate::screens::goals;
use crate::text::{fill, t};

/// A part of a widget that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    /// Which part.
    what: String,
    /// What it says, where this version does not know that; `None` for what is only not in this workspace.
    value: Option<String>,
}

impl Gap {
    fn unknown(what: &str, value: &str) -> Self {
        Self { what: what.to_owned(), value: Some(value.to_owned()) }
    }

    fn stranger(what: impl Into<String>) -> Self {
        Self { what: what.into(), value: None }
    }

    fn words(&self) -> String {
        let texts = t().dashboards();
        match &self.value {
            Some(value) => fill(texts.gap_unknown, &[("what", &self.what), ("value", value)]),
            None => fill(texts.gap_stranger, &[("what", &self.what)]),
        }
    }
}

/// A widget as it is understood here and now.
///
/// # Errors
/// What of it is not understood.
pub(super) fn read(workspace: &Workspace, widget: &Widget) -> Result<Widget, Vec<Gap>> {
    let read = dashboard::understood(workspace, widget);
    let (mut gaps, asked) = match &read {
        Ok(widget) => (Vec::new(), &widget.asked),
        Err(puzzles) => (puzzles.iter().map(gap).collect(), &widget.asked),
    };
    let unread = match Shows::parse(&asked.shows) {
        None => {
            gaps.push(Gap::unknown(t().dashboards().shows, &asked.shows));
            Vec::new()
        }
        Some(Shows::Target) => goals::target_unread(&asked.question),
        Some(_) => Question::unread(&asked.question),
    };
    gaps.extend(unread.into_iter().map(|(key, value)| Gap::unknown(part_name(key), value)));
    if let View::Report(breakdown) = Question::parse(&asked.question).view {
        let is_stranger =
            |by: Grouping| matches!(by, Grouping::Field(id) if workspace.fields.live(id).is_none());
        if is_stranger(breakdown.by) || breakdown.split.is_some_and(is_stranger) {
            gaps.push(Gap::stranger(t().dashboards().by_own_field));
        }
    }
    if gaps.is_empty() { read.map_err(|_| gaps) } else { Err(gaps) }
}

fn gap(puzzle: &Puzzle) -> Gap {
    let texts = t().dashboards();
    match puzzle {
        Puzzle::Entry(name) => Gap::unknown(texts.in_file, name),
        Puzzle::Condition(part) => Gap::unknown(texts.conditions_label, part),
        Puzzle::Strangers(key) => Gap::stranger(part_name(key)),
        Puzzle::Pipeline(name) => Gap::stranger(fill(texts.pipeline_named, &[("name", name)])),
    }
}

/// What a part of a question or a condition is called on the screen; those of a later version by what they are called there.
fn part_name(key: &str) -> &str {
    let (asks, board) = (t().insights(), t().board());
    match key {
        "period" => asks.period,
        "basis" => asks.basis,
        "mode" => asks.mode,
        "day" => asks.as_of,
        "pipelines" => asks.pipelines,
        "by" => t().insights_report().by,
        "split" => t().dashboards().split,
        "columns" => t().insights_report().columns,
        "view" => t().dashboards().shows,
        "span" => t().goals().period,
        "measure" => t().goals().measure,
        "owner" => board.owner,
        "segment" => board.segment,
        "source" => board.source,
        "product" => board.product,
        "tag" => board.tag,
        "stage" => board.stage,
        "option" => t().dashboards().own_field,
        "manager" => board.manager,
        "region" => board.region,
        own if ["text-", "number-", "day-"].iter().any(|kind| own.starts_with(kind)) => {
            t().dashboards().own_field
        }
        other => other,
    }
}

/// What stands in the place of a widget that is not understood.
pub(super) fn view(gaps: &[Gap], edit: Callback<()>) -> AnyView {
    let texts = t().dashboards();
    let line = |gap: &Gap| view! { <li dir="auto">{gap.words()}</li> };
    let is_of_a_version = gaps.iter().any(|gap| gap.value.is_some());
    view! {
        <div class="widget-gaps" data-gaps=gaps.len().to_string()>
            <p class="widget-gaps-head">{icon("info")} <strong>{texts.gap_title}</strong></p>
            <ul>{gaps.iter().map(line).collect_view()}</ul>
            <p class="muted">{if is_of_a_version { texts.gap_newer } else { texts.gap_elsewhere }}</p>
            <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| edit.run(())>
                {icon("edit")}
                {texts.edit_widget}
            </button>
        </div>
    }
    .into_any()
}

/// Which widgets of a dashboard are not understood, each with a link to it; nothing where all are.
pub(super) fn notice(all: Vec<(WidgetId, String, Vec<Gap>)>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let texts = t().dashboards();
    let count = texts.gaps.of(all.len());
    let row = |(id, title, gaps): (WidgetId, String, Vec<Gap>)| {
        let words: Vec<String> = gaps.iter().map(Gap::words).collect();
        let go = move |_| crate::platform::dom::focus_soon(format!("[data-widget='{id}']"));
        view! {
            <li>
                <button type="button" class="link" dir="auto" on:click=go>
                    {title}
                </button>
                " "
                <span dir="auto">{words.join(" ")}</span>
            </li>
        }
    };
    view! {
        <div class="notice boxed dashboard-gaps" role="status" data-notice="gaps">
            {icon("warning")}
            <div>
                <p>{count}</p>
                <ul>{all.into_iter().map(row).collect_view()}</ul>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use sales::ids::{FieldId, Uuid};
    use sales::model::Asked;

    use super::*;

    fn gaps(shows: &str, question: &str) -> Vec<String> {
        let asked = Asked { shows: shows.to_owned(), question: question.to_owned(), ..Asked::default() };
        let widget = Widget {
            id: WidgetId(Uuid::nil()),
            title: String::new(),
            asked,
            columns: 1,
            rows: 1,
            kept: String::new(),
        };
        let read = read(&Workspace::default(), &widget);
        read.err().unwrap_or_default().iter().map(Gap::words).collect()
    }

    #[test]
    fn what_is_asked_and_not_known_is_named_and_nothing_else_shown_for_it() {
        let all_known = [
            ("win-rate", "period=365&basis=closed&mode=visited&day=2026-03-31"),
            ("report", "period=2026-01-01..2026-03-31&view=report&by=tag&columns=won,win-rate"),
            ("target", "span=quarter&measure=value"),
            ("deals", ""),
        ];
        for (shows, question) in all_known {
            assert_eq!(gaps(shows, question), Vec::<String>::new(), "{shows} {question}");
        }
        let bad = [
            ("hologram", "", "hologram"),
            ("bars", "view=report&by=owner&columns=weather", "weather"),
            ("report", "view=report&by=moon", "moon"),
            ("report", "view=report&by=owner&columns=won,weather", "won,weather"),
            ("funnel", "period=fortnight", "fortnight"),
            ("funnel", "basis=felt", "felt"),
            ("funnel", "mode=guessed", "guessed"),
            ("funnel", "day=someday", "someday"),
            ("funnel", "mood=good", "good"),
            ("funnel", "view=compare", "compare"),
            ("target", "span=decade&measure=value", "decade"),
            ("target", "span=quarter&measure=luck", "luck"),
        ];
        for (shows, question, value) in bad {
            let found = gaps(shows, question);
            assert!(matches!(&found[..], [one] if one.contains(value)), "{shows} {question}: {found:?}");
        }
        let field = FieldId(Uuid::from_u128(7));
        assert_eq!(gaps("report", &format!("view=report&by=field-{field}")).len(), 1);
        assert_eq!(gaps("report", "period=x&view=report&by=moon").len(), 2);
    }
}
