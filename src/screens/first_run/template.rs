//! A look at a template before it is used.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::model::StageKind;
use sales::sample::{drafts, drafts_with_process};
use sales::templates::{Template, TemplateStage};

use super::{Lists, coloured, create, free_name};
use crate::components::Modal;
use crate::platform::intl;
use crate::screens::dialogs::{TextField, focus_first_error};
use crate::state::Ui;
use crate::text::{self, first_run, rejection, t};

/// The stages of a template, and the name its pipeline gets.
#[component]
pub(super) fn TemplateDialog(template: &'static Template, on_close: Callback<()>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().first_run();
    let language = text::language();
    let name = RwSignal::new(free_name(ui, language.pick(&template.name)));
    let error = RwSignal::new(String::new());
    let has_process = RwSignal::new(true);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let make = if has_process.get_untracked() { drafts_with_process } else { drafts };
        match create(ui, name.get_untracked(), make(template, language), Lists::of(template)) {
            Ok(()) => on_close.run(()),
            Err(refused) => {
                error.set(rejection::explain(&refused));
                focus_first_error();
            }
        }
    };
    let stages = coloured(template).map(|(stage, hue)| stage_line(stage, hue));
    view! {
        <Modal
            title=language.pick(&template.name)
            subtitle=language.pick(&template.about)
            class="wide"
            on_close=on_close
        >
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {TextField::new("template-name", texts.pipeline_name, name, error).view()}
                    <ol class="preview" aria-label=texts.stages>
                        {stages.collect::<Vec<_>>()}
                    </ol>
                    <div class="field">
                    <label class="check">
                        <input
                            type="checkbox"
                            id="template-process"
                            aria-describedby="template-process-hint"
                            prop:checked=has_process
                            on:change=move |event| has_process.set(event_target_checked(&event))
                        />
                        {texts.with_process}
                    </label>
                    <p class="hint" id="template-process-hint">
                        {texts.with_process_hint}
                    </p>
                    </div>
                </div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {texts.back}
                    </button>
                    <button type="submit" class="button primary" autofocus>
                        {texts.use_template}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

fn stage_line(stage: &'static TemplateStage, hue: u8) -> AnyView {
    let language = text::language();
    let mark = match stage.kind {
        StageKind::Open => {
            let limit = stage.limit_days.map(|days| t().first_run().limit.of(usize::from(days)));
            view! { <span class="muted num">{limit}</span> }.into_any()
        }
        kind => {
            let class = if kind == StageKind::Won { "chip good" } else { "chip bad" };
            view! { <span class=class>{first_run::kind(kind)}</span> }.into_any()
        }
    };
    view! {
        <li>
            <span class=format!("dot hue-{hue}")></span>
            <span class="strong truncate">{language.pick(&stage.name)}</span>
            {mark}
            <span class="num">{intl::percent(f64::from(stage.probability))}</span>
            <span class="hint">{language.pick(&stage.guidance)}</span>
        </li>
    }
    .into_any()
}
