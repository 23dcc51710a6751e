//! Downloading a backup, with a passphrase or without.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::trouble::Trouble;
use super::{Passphrase, file, noted, tick};
use crate::components::{Modal, icon};
use crate::platform::{crypto, dom};
use crate::state::Ui;
use crate::text::t;

/// How many characters a passphrase has at least.
const LEAST_CHARS: usize = 8;

/// What is typed in the dialog. It goes with it; nothing of it is kept.
#[derive(Clone, Copy)]
struct Form {
    ui: Ui,
    is_protected: RwSignal<bool>,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    error: RwSignal<String>,
    again_error: RwSignal<String>,
    is_shown: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

/// The dialog.
#[component]
pub(in crate::screens) fn BackupDialog() -> impl IntoView {
    let ui = Ui::get();
    let texts = t().backup();
    let form = Form {
        ui,
        is_protected: RwSignal::new(false),
        passphrase: RwSignal::default(),
        again: RwSignal::default(),
        error: RwSignal::default(),
        again_error: RwSignal::default(),
        is_shown: RwSignal::new(false),
        is_busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let close = Callback::new(move |()| {
        if !form.is_busy.get_untracked() {
            ui.dialog.set(None);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let busy = move || {
        form.is_busy.get().then(|| {
            view! {
                <p class="backup-busy" role="status">
                    {icon("spinner")}
                    <span>{texts.making}</span>
                </p>
            }
        })
    };
    let trouble = move || {
        form.trouble.get().map(|trouble| {
            view! {
                <div class="notice bad boxed" role="alert">
                    {icon("warning")} <p>{texts.not_made} " " {trouble.text()}</p>
                </div>
            }
        })
    };
    view! {
        <Modal title=texts.make on_close=close>
            <form novalidate on:submit=submit aria-busy=move || form.is_busy.get().then_some("true")>
                <div class="dialog-body">
                    <p>{texts.make_lead}</p>
                    {protection(form)}
                    {move || form.is_protected.get().then(|| passphrases(form))}
                    {trouble}
                    {busy}
                </div>
                <footer class="dialog-foot">
                    <span class="spacer"></span>
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        {t().common().cancel}
                    </button>
                    <button type="submit" class="button primary" autofocus data-way="download">
                        {icon("download")}
                        {texts.download}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

/// Whether to encrypt it, where the browser can.
fn protection(form: Form) -> AnyView {
    let texts = t().backup();
    if !crypto::is_there() {
        return view! { <p class="hint">{texts.protect_missing}</p> }.into_any();
    }
    view! {
        <div class="field">
            {tick("backup-protect", texts.protect, form.is_protected)}
            <p class="hint">{texts.protect_hint}</p>
        </div>
    }
    .into_any()
}

fn passphrases(form: Form) -> AnyView {
    let texts = t().backup();
    let first = Passphrase {
        id: "backup-passphrase",
        label: texts.passphrase,
        value: form.passphrase,
        error: form.error,
        is_shown: form.is_shown,
        is_first: false,
    };
    let second = Passphrase {
        id: "backup-passphrase-again",
        label: texts.passphrase_again,
        value: form.again,
        error: form.again_error,
        is_shown: form.is_shown,
        is_first: false,
    };
    view! {
        {first.view()}
        {second.view()}
        {tick("backup-show", texts.passphrase_show, form.is_shown)}
        <div class="notice warn boxed">{icon("lock")} <p>{texts.passphrase_lost}</p></div>
    }
    .into_any()
}

impl Form {
    fn submit(self) {
        if self.is_busy.get_untracked() || !self.is_sound() {
            return;
        }
        self.trouble.set(None);
        self.is_busy.set(true);
        let passphrase = self.is_protected.get_untracked().then(|| self.passphrase.get_untracked());
        spawn_local(async move {
            let made = self.make(passphrase).await;
            // The dialog may be gone by now, as after another language was chosen.
            let _ = self.is_busy.try_set(false);
            match made {
                Ok(is_taken) => {
                    self.ui.dialog.set(None);
                    noted(self.ui, is_taken);
                }
                Err(trouble) => {
                    let _ = self.trouble.try_set(Some(trouble));
                }
            }
        });
    }

    async fn make(self, passphrase: Option<String>) -> Result<bool, Trouble> {
        let store = self.ui.store;
        let (seq, plain) = file::make(store).await?;
        let Some(passphrase) = passphrase else { return Ok(file::hand_over(store, seq, &plain, false)) };
        let locked = file::lock(&passphrase, &plain).await.map_err(|_| Trouble::Odd(String::new()))?;
        Ok(file::hand_over(store, seq, &locked, true))
    }

    /// Whether the passphrase can be used; says beside the field why not.
    fn is_sound(self) -> bool {
        if !self.is_protected.get_untracked() {
            return true;
        }
        let texts = t().backup();
        let typed = self.passphrase.get_untracked();
        if typed.chars().count() < LEAST_CHARS {
            self.error.set(texts.passphrase_short.to_owned());
        } else if typed != self.again.get_untracked() {
            self.again_error.set(texts.passphrase_differs.to_owned());
        } else {
            return true;
        }
        dom::focus_soon("dialog[open] [aria-invalid=true]");
        false
    }
}
