//! The third step: where pipelines and stages lead, and which names are the same.

use leptos::prelude::*;

use super::parts::busy;
use super::wizard::{Step, Wizard};
use super::{foot, heading, names, next_button, pipelines};
use crate::platform::dom;
use crate::text::t;

/// The step on the screen.
pub(super) fn view(wizard: Wizard) -> AnyView {
    let texts = t().import_values();
    let pipelines = Memo::new(move |_| {
        wizard.setup.with(|setup| {
            setup
                .as_ref()
                .map(|setup| setup.pipelines.keys().cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let has_names = Memo::new(move |_| {
        wizard.proposal.with(|proposal| {
            proposal.as_ref().is_some_and(|proposal| {
                !proposal.near.is_empty() || proposal.names.iter().any(|(_, count)| count.all > 0)
            })
        })
    });
    let is_ready = Memo::new(move |_| wizard.is_proposed.get());
    let is_bare = move || is_ready.get() && !has_names.get() && pipelines.with(Vec::is_empty);
    let check = Callback::new(move |()| {
        if !dom::focus(".import [aria-invalid=true]") {
            return None;
        }
        // The field says what is wrong with it; here is only said that there is something.
        Some(
            dom::query(".import .error")
                .map_or_else(String::new, |error| error.text_content().unwrap_or_default()),
        )
    });
    view! {
        <section class="import-step" aria-labelledby="import-heading">
            {heading(Step::Values, texts.values, texts.values_lead)}
            {move || (!is_ready.get()).then(|| busy(t().import_preview().proposing))}
            {move || is_bare().then(|| view! { <p class="muted">{texts.no_values}</p> })}
            <For
                each=move || pipelines.get()
                key=Clone::clone
                children=move |value| pipelines::view(wizard, value)
            />
            {move || has_names.get().then(|| names::view(wizard))}
        </section>
        {foot(wizard, Some(Step::Columns), next_button(wizard, Step::Preview, check))}
    }
    .into_any()
}
