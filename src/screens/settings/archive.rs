//! What is archived, folded away below its list, to be restored.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::Uuid;

use super::field::{Faults, tell};
use super::order::Row;
use crate::platform::intl;
use crate::state::Ui;
use crate::text::{fill, t};

/// The archived records of a list; nothing where there are none.
#[component]
pub(super) fn Archived(
    rows: Memo<Vec<Row>>,
    name: Callback<Uuid, String>,
    restore: Callback<Uuid, Command>,
) -> impl IntoView {
    let ui = Ui::get();
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let count = move || fill(t().settings().archived, &[("n", &intl::count(rows.with(Vec::len)))]);
    let line = move |row: Row| {
        let faults = Faults::new(["archived-", &row.id.to_string()].concat());
        let label = move || fill(t().settings().restore_named, &[("name", &name.run(row.id))]);
        view! {
            <li>
                <span class="truncate muted" dir="auto">
                    {move || name.run(row.id)}
                </span>
                <button
                    type="button"
                    class="button quiet"
                    aria-label=label
                    on:click=move |_| {
                        faults.note("restore", tell(ui, &restore.run(row.id)));
                    }
                >
                    {t().common().restore}
                </button>
                {faults.view()}
            </li>
        }
        .into_any()
    };
    view! {
        {move || {
            (!is_empty.get())
                .then(|| {
                    view! {
                        <details class="archived">
                            <summary>{count}</summary>
                            <ul class="box rows">
                                <For each=move || rows.get() key=|row| row.id children=line/>
                            </ul>
                        </details>
                    }
                })
        }}
    }
    .into_any()
}
