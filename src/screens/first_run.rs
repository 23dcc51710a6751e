//! Choosing how to start.

use leptos::prelude::*;
use sales::sample::{self, drafts};

use crate::state::Ui;
use crate::text::{self};

/// Templates, from scratch, import, sample data.
#[component]
pub(crate) fn StartScreen() -> impl IntoView {
    let ui = Ui::get();
    view! { <main id="main" data-screen="first-run"><button on:click=move |_| {
        ui.act(&sales::decide::Command::LoadSample{language: text::language()});
        let _ = (drafts, sample::SEGMENTS);
    }>"sample"</button></main> }
}
