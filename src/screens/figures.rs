//! What the screens count from.

use leptos::prelude::*;
use metrics::Columns;

use crate::platform::clock::LocalCalendar;
use crate::state::Ui;

/// The columns of the workspace, kept in step with it as long as the caller's owner lives.
pub(super) fn kept_columns(ui: Ui) -> StoredValue<Columns> {
    let columns = StoredValue::new(ui.store.with(|workspace| Columns::new(workspace, &LocalCalendar)));
    ui.store.on_change(move |workspace, touched| {
        columns.update_value(|columns| columns.follow(workspace, touched, &LocalCalendar));
    });
    columns
}
