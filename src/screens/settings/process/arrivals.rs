//! From where deals may come into a stage.

use leptos::prelude::*;
use sales::decide::StagePatch;
use sales::ids::StageId;
use sales::model::{Arrivals, StageKind};
use wasm_bindgen::JsCast;

use super::super::field::Faults;
use super::{read, save};
use crate::state::Ui;
use crate::text::t;

/// The choice between any stage and some, and what holds besides.
#[component]
pub(super) fn Ways(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let faults = Faults::new(format!("ways-{stage}"));
    let arrivals = read(ui, stage, |_, stage| stage.arrivals.clone(), Arrivals::default());
    let is_open = read(ui, stage, |_, stage| stage.kind == StageKind::Open, true);
    // The others that deals can come from, in order.
    let others = read(
        ui,
        stage,
        move |workspace, own| {
            let stages = workspace.usable_stages_of(own.pipeline).into_iter();
            let open = stages.filter(|other| other.kind == StageKind::Open && other.id != stage);
            open.map(|other| (other.id, other.name.clone())).collect::<Vec<_>>()
        },
        Vec::new(),
    );
    // Naming stages begins with none chosen, which is no rule yet.
    let naming = RwSignal::new(false);
    let names = Memo::new(move |_| naming.get() || arrivals.with(|arrivals| arrivals.from.is_some()));
    let put = move |change: &dyn Fn(&mut Arrivals)| {
        let mut next = arrivals.get_untracked();
        change(&mut next);
        faults.note("ways", save(ui, stage, StagePatch::Arrivals(next)))
    };
    let group = format!("from-{stage}");
    let radio = move |some: bool, text: &'static str| {
        let set = move |_| {
            faults.clear();
            if some {
                naming.set(true);
            } else {
                naming.set(false);
                if !put(&|next| next.from = None) {
                    naming.set(true);
                }
            }
        };
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=group.clone()
                    value=if some { "some" } else { "any" }
                    prop:checked=move || names.get() == some
                    on:change=set
                />
                {text}
            </label>
        }
    };
    let other = move |(id, name): (StageId, String)| {
        let is_on = move || arrivals.with(|arrivals| arrivals.from.iter().flatten().any(|own| *own == id));
        let set = move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            put(&|next| {
                let mut from = next.from.take().unwrap_or_default();
                from.retain(|own| *own != id);
                if on {
                    from.push(id);
                }
                next.from = Some(from);
            });
            // What was refused is not chosen.
            if let Some(input) =
                event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                input.set_checked(untrack(is_on));
            }
        };
        view! {
            <label class="check">
                <input type="checkbox" data-from=id.to_string() prop:checked=is_on on:change=set/>
                <span dir="auto">{name}</span>
            </label>
        }
    };
    let flag = move |text: &'static str,
                     name: &'static str,
                     get: fn(&Arrivals) -> bool,
                     set: fn(&mut Arrivals, bool)| {
        let change = move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            put(&|next| set(next, on));
            if let Some(input) =
                event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                input.set_checked(arrivals.with_untracked(get));
            }
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-way=name
                    prop:checked=move || arrivals.with(get)
                    on:change=change
                />
                {text}
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="process-part process-ways" data-part="arrivals">
            <legend>
                <h3>{texts.arrivals}</h3>
            </legend>
            <div class="ways-line">{radio(false, texts.from_any)} {radio(true, texts.from_some)}</div>
            {move || {
                if names.get() {
                    let others = move || others.get().into_iter().map(other).collect_view();
                    view! { <div class="ways-line inner">{others}</div> }.into_any()
                } else {
                    view! {
                        <div class="ways-line inner">
                            {flag(texts.skipping, "skipping", |all| all.skipping, |all, on| all.skipping = on)}
                            {move || {
                                is_open
                                    .get()
                                    .then(|| flag(texts.back, "back", |all| all.back, |all, on| all.back = on))
                            }}
                        </div>
                    }
                        .into_any()
                }
            }}
            {faults.view()}
        </fieldset>
    }
    .into_any()
}
