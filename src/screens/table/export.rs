//! What the table shows, as a CSV file: the same rows, columns and order.

use exchange::export::Sheet;
use leptos::prelude::*;
use sales::board::chance;
use sales::ids::{ChoiceId, DealId, Uuid};
use sales::model::{Deal, FieldValue, StandingKind, Workspace};
use sales::query::SortKey;
use sales::time::Calendar;
use wasm_bindgen_futures::spawn_local;

use super::State;
use super::columns::{Column, TITLE};
use crate::components::icon;
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::{dom, file};
use crate::screens::backup::file_name;
use crate::state::Store;
use crate::text::t;

/// How many rows are written before the page gets a turn.
const ROWS_AT_ONCE: usize = 2_000;

/// The button that downloads what is shown. A phone has no room for it in the bar.
pub(super) fn button(state: State) -> AnyView {
    let text = t().backup().shown;
    let (is_busy, press) = downloading(state);
    view! {
        <button
            type="button"
            class="icon-button phone-hide"
            data-export="shown"
            aria-label=text
            title=text
            aria-busy=move || is_busy.get().then_some("true")
            on:click=move |_| press.run(())
        >
            {icon("download")}
        </button>
    }
    .into_any()
}

/// The same for a phone, with its name, below the choice of what is shown.
pub(super) fn line(state: State) -> AnyView {
    let (is_busy, press) = downloading(state);
    view! {
        <button
            type="button"
            class="button quiet phone-only"
            data-export="shown"
            aria-busy=move || is_busy.get().then_some("true")
            on:click=move |_| press.run(())
        >
            {icon("download")}
            {t().backup().shown}
        </button>
    }
    .into_any()
}

/// Whether it is being written, and what begins that.
fn downloading(state: State) -> (RwSignal<bool>, Callback<()>) {
    let is_busy = RwSignal::new(false);
    let press = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let ids = state.rows.ids.get_untracked();
        let columns: Vec<Column> = [TITLE].into_iter().chain(state.shown_columns.get_untracked()).collect();
        spawn_local(async move {
            let store = state.ui.store;
            let table = write(store, &ids, &columns).await;
            let name = file_name(store, t().table().deals, "csv");
            if !file::download(&name, "text/csv", &[table]) {
                state.ui.warn(|| t().backup().tables_failed);
            }
            // The screen may be gone by now.
            let _ = is_busy.try_set(false);
        });
    });
    (is_busy, press)
}

/// Writes the rows of these deals, in slices.
async fn write(store: Store, ids: &[Uuid], columns: &[Column]) -> String {
    let names: Vec<String> = store.with(|workspace| {
        let mut names = Vec::new();
        for column in columns {
            names.push(column.name(workspace));
            if *column == Column::By(SortKey::Value) {
                names.push(t().headers().currency.to_owned());
            }
        }
        names
    });
    let mut sheet = Sheet::new(names.iter().map(String::as_str));
    for (place, slice) in ids.chunks(ROWS_AT_ONCE).enumerate() {
        if place > 0 {
            dom::pause(0).await;
        }
        store.with(|workspace| {
            for deal in slice.iter().filter_map(|id| workspace.deals.live(DealId(*id))) {
                for column in columns {
                    cell(&mut sheet, workspace, deal, *column);
                }
                sheet.end_row();
            }
        });
    }
    sheet.finish()
}

/// What stands in a cell, in the form that other programs read.
fn cell(sheet: &mut Sheet, workspace: &Workspace, deal: &Deal, column: Column) {
    let choice = |id: Option<ChoiceId>| {
        id.and_then(|id| workspace.choices.live(id)).map_or("", |row| row.name.as_str())
    };
    let Column::By(key) = column else {
        let tags: Vec<&str> =
            deal.tags.iter().map(|tag| choice(Some(*tag))).filter(|name| !name.is_empty()).collect();
        return sheet.text(&tags.join("; "));
    };
    match key {
        SortKey::Title => sheet.text(&deal.title),
        SortKey::Organisation => {
            let row = deal.organisation.and_then(|id| workspace.organisations.live(id));
            sheet.text(row.map_or("", |row| &row.name));
        }
        SortKey::Contact => {
            let row = deal.contact.and_then(|id| workspace.contacts.live(id));
            sheet.text(row.map_or("", |row| &row.name));
        }
        SortKey::Stage => {
            sheet.text(workspace.stages.get(deal.position.stage).map_or("", |row| &row.name));
        }
        SortKey::Value => sheet.money(deal.value),
        SortKey::Probability if deal.standing() == StandingKind::Nurtured => sheet.figure(""),
        SortKey::Probability => sheet.figure(&chance(workspace, deal).to_string()),
        SortKey::Owner => {
            let row = deal.owner.and_then(|id| workspace.people.live(id));
            sheet.text(row.map_or("", |row| &row.name));
        }
        SortKey::Segment => sheet.text(choice(deal.segment)),
        SortKey::Source => sheet.text(choice(deal.source)),
        SortKey::Product => sheet.text(choice(deal.product)),
        SortKey::ExpectedClose => {
            sheet.figure(&deal.expected_close.map(|day| day.to_string()).unwrap_or_default());
        }
        SortKey::Created => {
            let day = deal.known_created().map(|created| LocalCalendar.date_of(created).to_string());
            sheet.figure(&day.unwrap_or_default());
        }
        SortKey::InStageSince => {
            sheet.figure(&LocalCalendar.days_between(deal.entered(), clock::now()).max(0).to_string());
        }
        SortKey::Custom(field) => match deal.custom_value(field) {
            None => sheet.figure(""),
            Some(FieldValue::Text(text)) => sheet.text(text),
            Some(FieldValue::Number(number)) => sheet.figure(&number.to_string()),
            Some(FieldValue::Date(day)) => sheet.figure(&day.to_string()),
            Some(FieldValue::Choice(option)) => {
                let field = workspace.fields.get(field);
                let option = field.and_then(|field| field.options.iter().find(|row| row.id == *option));
                sheet.text(option.map_or("", |option| &option.name));
            }
        },
    }
}
