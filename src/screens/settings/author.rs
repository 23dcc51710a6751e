//! Who uses this browser: the name that stands by what is done in it.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::PersonId;

use super::super::offered;
use super::field::{Faults, tell};
use crate::components::{Pick, Picker};
use crate::platform::ids;
use crate::state::Ui;
use crate::text::t;

/// Choosing a person of the team, or adding oneself to it.
#[component]
pub(super) fn Author() -> impl IntoView {
    const FIELD: &str = "person";
    let ui = Ui::get();
    let texts = t().settings();
    let device = ui.store.device();
    let faults = Faults::new("author".to_owned());
    let current = Signal::derive(move || {
        ui.store.track_shape();
        ui.store.track_catalogue();
        ui.store.with(|workspace| workspace.author(device).map(|row| row.name.clone()).unwrap_or_default())
    });
    let people = Callback::new(move |()| offered::people(ui));
    let on_pick = Callback::new(move |pick: Pick| {
        let (person, first) = pick.record(|name| {
            let id = PersonId(ids::new_id());
            (id, Command::AddPerson { id, name })
        });
        faults.note(FIELD, tell(ui, &Command::SetAuthor { device, person }.after(first)));
    });
    view! {
        <section class="settings-section" aria-labelledby="settings-author">
            <header>
                <h2 id="settings-author">{texts.you}</h2>
            </header>
            <div class="box">
                <div class="setting">
                    <div class="setting-text">
                        <label class="strong" for=faults.id(FIELD)>
                            {texts.i_am}
                        </label>
                        <span class="hint">{texts.i_am_hint}</span>
                    </div>
                    <Picker
                        id=faults.id(FIELD)
                        label=texts.i_am
                        placeholder=texts.i_am_nobody
                        value=current
                        options=people
                        can_create=true
                        error_id=Signal::derive(move || faults.described_by(FIELD))
                        on_pick
                    />
                    {faults.view()}
                </div>
            </div>
        </section>
    }
    .into_any()
}
