//! The process of a pipeline on one page.

mod words;

use leptos::prelude::*;

pub(super) use self::words::{fault, fields, kinds, requirement, summary, task_name};

/// The page.
#[component]
pub(crate) fn ProcessScreen() -> impl IntoView {
    ().into_any()
}
