//! The drawing itself: fetched, fitted to its place, drawn anew when the figures, the theme or the width change, and taken
//! away with its owner.

use charts::{Drawing, Input, Look, Pick, Touched};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::Stage;
use crate::platform::echarts::{Canvas, Library, Refused};
use crate::platform::theme;
use crate::platform::turns;
use crate::platform::width::WidthWatch;

/// The chart on the screen, if one is.
pub(super) type Drawn = StoredValue<Option<Canvas>, LocalStorage>;

/// The place of a chart.
#[component]
pub(super) fn Plot(
    title: Signal<String>,
    input: Signal<Input>,
    stage: RwSignal<Stage>,
    drawn: Drawn,
    #[prop(into)] is_hidden: Signal<bool>,
    on_select: Option<Callback<Pick>>,
) -> impl IntoView {
    if stage.get_untracked() == Stage::Drawn {
        // On an earlier place.
        stage.set(Stage::Here);
    }
    let (place, canvas) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let width_px = RwSignal::new(0_u32);
    let widths = StoredValue::new_local(None);
    Effect::new(move || {
        let Some(place) = place.get() else { return };
        widths.set_value(Some(WidthWatch::new(&place, move |px| {
            // Nothing is as wide as what is not shown.
            if px > 0 && width_px.try_get_untracked().is_some_and(|known| known != px) {
                let _ = width_px.try_set(px);
            }
        })));
    });
    let look = RwSignal::new(theme::current());
    let _watch = StoredValue::new_local(theme::Watch::new(move || {
        let _ = look.try_set(theme::current());
    }));

    let drawing = Memo::new(move |_| match (&*input.read(), width_px.get()) {
        (_, 0) | (Input::Empty | Input::TooFew { .. }, _) => None,
        (Input::Ready(chart), width_px) => Some(chart.drawing(&Look { theme: look.get(), width_px })),
    });
    let is_scrolled = Memo::new(move |_| {
        drawing
            .with(|drawing| drawing.as_ref().is_some_and(|drawing| drawing.least_width_px() > width_px.get()))
    });
    let pick = move |touched: Touched| {
        let pick = drawing.try_with_untracked(|drawing| drawing.as_ref()?.pick(touched)).flatten();
        if let (Some(pick), Some(on_select)) = (pick, on_select) {
            on_select.run(pick);
        }
    };

    let is_asked_for = Memo::new(move |_| stage.get() == Stage::Loading);
    Effect::new(move || {
        if is_asked_for.get() {
            fetch(stage);
        }
    });
    let waits = StoredValue::new(false);
    let is_here = Memo::new(move |_| matches!(stage.get(), Stage::Here | Stage::Drawn));
    Effect::new(move || {
        let Some(canvas) = canvas.get() else { return };
        let canvas: HtmlElement = canvas.unchecked_ref::<HtmlElement>().clone();
        // A drawing may be the same in another width; what is on the screen has to be fitted to it all the same.
        width_px.track();
        let is_ready = drawing.with(|drawing| {
            drawing.as_ref().is_some_and(|drawing| {
                // The place is as high as it will be before there is anything in it, so that nothing below it moves.
                size(&canvas, drawing);
                is_here.get() && !is_hidden.get()
            })
        });
        if !is_ready || waits.get_value() {
            return;
        }
        waits.set_value(true);
        // Charts take their turns: the figures beside them are on the screen first.
        turns::take(move || {
            // The screen may be gone by now.
            if waits.try_set_value(false).is_some() || is_hidden.get_untracked() {
                return;
            }
            let is_done = drawing.with_untracked(|drawing| {
                drawing.as_ref().map(|drawing| draw(drawn, &canvas, drawing, pick))
            });
            match is_done {
                Some(Ok(())) => stage.set(Stage::Drawn),
                Some(Err(Refused)) => stage.set(Stage::Missing),
                None => {}
            }
        });
    });
    on_cleanup(move || {
        let _ = drawn.try_set_value(None);
    });

    view! {
        <div
            class="chart-scroll"
            node_ref=place
            hidden=is_hidden
            // What is scrolled has to be reached by keyboard.
            tabindex=move || is_scrolled.get().then_some("0")
            role=move || is_scrolled.get().then_some("group")
            aria-label=move || is_scrolled.get().then(|| title.get())
        >
            <div class="chart-canvas" node_ref=canvas aria-hidden="true"></div>
        </div>
    }
    .into_any()
}

fn fetch(stage: RwSignal<Stage>) {
    spawn_local(async move {
        let here = Library::get().await.is_ok();
        // Who waited may have gone elsewhere in the meantime.
        let _ = stage.try_set(if here { Stage::Here } else { Stage::Missing });
    });
}

fn size(canvas: &HtmlElement, drawing: &Drawing) {
    let style = canvas.style();
    for (name, px) in [("height", drawing.height_px()), ("min-width", drawing.least_width_px())] {
        let _ = style.set_property(name, &format!("{px}px"));
    }
}

fn draw(
    drawn: Drawn,
    canvas: &HtmlElement,
    drawing: &Drawing,
    pick: impl Fn(Touched) + 'static,
) -> Result<(), Refused> {
    let is_open = drawn.with_value(Option::is_some);
    if !is_open {
        let library = Library::here().ok_or(Refused)?;
        drawn.set_value(Some(library.open(canvas, pick)?));
    }
    drawn.with_value(|chart| {
        let chart = chart.as_ref().ok_or(Refused)?;
        if is_open {
            chart.resize()?;
        }
        chart.draw(drawing)
    })
}
