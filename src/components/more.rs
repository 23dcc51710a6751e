//! The way to more of a long list.

use leptos::prelude::*;

use crate::text::t;

/// A button that shows `step` more of what is left beyond `limit`; nothing where nothing is.
pub(crate) fn more_button(
    limit: RwSignal<usize>,
    left: impl Fn() -> usize + Copy + Send + Sync + 'static,
    step: usize,
) -> AnyView {
    let button = move || {
        (left() > 0).then(|| {
            view! {
                <button type="button" class="button quiet" on:click=move |_| limit.update(|limit| *limit += step)>
                    {t().common().show_more.of(left().min(step))}
                </button>
            }
        })
    };
    button.into_any()
}
