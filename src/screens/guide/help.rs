//! What a chapter says, beside the screen it speaks of.

use leptos::prelude::*;
use web_sys::Element;

use super::chapter::Chapter;
use crate::components::{Popup, icon};
use crate::route::{Route, Screen};
use crate::text::t;

/// The text of a chapter, beside `anchor`.
pub(in crate::screens) fn help(chapter: Chapter, anchor: Option<Element>, on_close: Callback<()>) -> AnyView {
    let texts = t().guide();
    let place = Chapter::ALL.into_iter().position(|other| other == chapter);
    let Some(part) = place.and_then(|place| texts.parts.get(place)) else { return ().into_any() };
    let href = Route { question: chapter.question(), ..Route::to(Screen::Guide) }.href();
    view! {
        <Popup anchor label=part.title on_close>
            <div class="popover-body help-body" data-help=chapter.name()>
                <header>
                    <h2>{part.title}</h2>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=t().common().close
                        title=t().common().close
                        on:click=move |_| on_close.run(())
                    >
                        {icon("x")}
                    </button>
                </header>
                {part.text.iter().map(|text| view! { <p>{*text}</p> }).collect_view()}
                {(chapter == Chapter::Figures).then(super::figures)}
                <a class="button" href=href>
                    {texts.read_on}
                    {icon("arrow-right")}
                </a>
            </div>
        </Popup>
    }
    .into_any()
}
