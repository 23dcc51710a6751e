//! A widget in its place: what it shows, and the bar that it is arranged and changed with.

use leptos::prelude::*;
use sales::ids::WidgetId;
use sales::model::Widget;

use super::arrange::{Arranging, Step};
use super::board::{title_of, understood};
use super::sources::Sources;
use super::{content, gaps};
use crate::components::{MenuButton, MenuEntry, icon};
use crate::text::{fill, t};

/// What is done to a widget from its menu.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    Edit,
    Step(Step),
    Duplicate,
    Remove,
}

pub(super) fn widget_view(
    sources: Sources,
    widget: Memo<Option<Widget>>,
    key: WidgetId,
    arranging: Arranging,
    is_arranging: Signal<bool>,
    act: Callback<(WidgetId, Act)>,
) -> AnyView {
    let name =
        Signal::derive(move || widget.with(|widget| widget.as_ref().map(title_of).unwrap_or_default()));
    let size = Memo::new(move |_| {
        let sizing = arranging.sizing.get().filter(|row| row.0 == key).map(|row| (row.1, row.2));
        sizing
            .or_else(|| widget.with(|widget| widget.as_ref().map(|row| (row.columns, row.rows))))
            .unwrap_or((1, 1))
    });
    let landing = move || {
        arranging
            .landing
            .get()
            .filter(|row| row.0 == key)
            .map(|(_, is_behind)| if is_behind { "behind" } else { "before" })
    };
    // What is shown is made anew when something else is asked, and not when it gets another place or width.
    let asked = Memo::new(move |_| {
        widget.with(|widget| widget.as_ref().map(|row| Widget { columns: 1, ..row.clone() }))
    });
    let read = Memo::new(move |_| asked.get().map(|widget| understood(sources.ui, &widget)));
    let edit = Callback::new(move |()| act.run((key, Act::Edit)));
    let content = move || {
        read.get().map(|read| match read {
            Ok(widget) => content::content(sources, &widget),
            Err(gaps) => gaps::view(&gaps, edit),
        })
    };
    let words = move || {
        let widget = read.get().and_then(Result::ok);
        widget.map(|widget| content::asked_in_words(sources, &widget)).unwrap_or_default()
    };
    let entries = Callback::new(move |()| {
        let texts = t().dashboards();
        let run = move |what| move || act.run((key, what));
        let (columns, rows) = size.get_untracked();
        vec![
            MenuEntry::act("edit", texts.edit_widget, run(Act::Edit)),
            MenuEntry::act("duplicate", texts.duplicate, run(Act::Duplicate)),
            MenuEntry::Rule,
            MenuEntry::act("arrow-up", texts.earlier, run(Act::Step(Step::Earlier))),
            MenuEntry::act("arrow-down", texts.later, run(Act::Step(Step::Later))),
            MenuEntry::act(
                "chevron-right",
                texts.wider,
                run(Act::Step(Step::Size(columns.saturating_add(1), rows))),
            ),
            MenuEntry::act(
                "chevron-left",
                texts.narrower,
                run(Act::Step(Step::Size(columns.saturating_sub(1), rows))),
            ),
            MenuEntry::act(
                "chevron-down",
                texts.taller,
                run(Act::Step(Step::Size(columns, rows.saturating_add(1)))),
            ),
            MenuEntry::act(
                "chevron-up",
                texts.shorter,
                run(Act::Step(Step::Size(columns, rows.saturating_sub(1)))),
            ),
            MenuEntry::Rule,
            MenuEntry::danger("trash", texts.remove_widget, run(Act::Remove)),
        ]
    });
    let label = Signal::derive(move || fill(t().dashboards().widget_menu, &[("title", &name.get())]));
    let bar = move || {
        is_arranging.get().then(|| {
            view! {
                <div class="widget-bar">
                    {arranging.grip(key, name)}
                    <span class="truncate" dir="auto">{name}</span>
                    <span class="spacer"></span>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || fill(t().dashboards().edit_named, &[("title", &name.get())])
                        title=t().dashboards().edit_widget
                        aria-haspopup="dialog"
                        on:click=move |_| act.run((key, Act::Edit))
                    >
                        {icon("edit")}
                    </button>
                    <MenuButton class="icon-button" label entries>
                        {icon("more")}
                    </MenuButton>
                </div>
            }
        })
    };
    view! {
        <li
            class="widget"
            tabindex="-1"
            data-widget=key.to_string()
            data-shows=move || widget.with(|widget| widget.as_ref().map(|row| row.asked.shows.clone()))
            data-columns=move || size.get().0.to_string()
            data-rows=move || size.get().1.to_string()
            data-landing=landing
            aria-label=name
        >
            {bar}
            <div class="widget-content">{content}</div>
            <p class="widget-asked muted">{words}</p>
            {move || is_arranging.get().then(|| arranging.corner(key))}
        </li>
    }
    .into_any()
}
