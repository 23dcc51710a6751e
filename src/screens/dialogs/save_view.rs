//! A name for the filter in use.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::ViewId;

use super::parts::{TextField, closer, focus_first_error, foot};
use crate::components::Modal;
use crate::platform::ids;
use crate::state::Ui;
use crate::text::{rejection, t};

/// The dialog that asks for the name.
#[component]
pub(super) fn SaveView() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let (name, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (filter, group_by) = untrack(move || ui.filter());
    let what = if filter.is_empty() {
        texts.view_all.to_owned()
    } else {
        texts.view_conditions.of(filter.condition_count() + usize::from(!filter.text.trim().is_empty()))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(pipeline) = untrack(move || ui.pipeline()) else { return };
        let (filter, group_by) = (filter.clone(), group_by);
        let id = ViewId(ids::new_id());
        match ui.store.run(&Command::SaveView { id, name: name.get_untracked(), pipeline, filter, group_by })
        {
            Ok(done) => {
                ui.tell(&done);
                ui.dialog.set(None);
            }
            Err(refused) => {
                error.set(rejection::explain(&refused));
                focus_first_error();
            }
        }
    };
    view! {
        <Modal title=texts.save_view on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {TextField::new("save-view-name", texts.view_name, name, error).first().view()}
                    <p class="hint">{what} <br/> {texts.view_hint}</p>
                </div>
                {foot(ui, ().into_any(), "button primary", t().common().save)}
            </form>
        </Modal>
    }
    .into_any()
}
