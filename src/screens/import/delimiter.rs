//! What stands between two cells of a text, where a person knows better.

use exchange::read::{Delimiter, Format};
use leptos::prelude::*;

use super::file_card::field;
use super::parts::{BY_ITSELF, fault, fault_id};
use super::wizard::Wizard;
use crate::platform::dom;
use crate::text::{fill, import, t};

/// Those that have names.
const NAMED: [char; 4] = [',', ';', '\t', '|'];

/// What stands for a character of one's own.
const OTHER: &str = "other";

fn code(mark: char) -> String {
    u32::from(mark).to_string()
}

/// The choice, and the field of a character of one's own beside it.
pub(super) fn view(wizard: Wizard, key: u32, chosen: Option<Delimiter>, format: Option<Format>) -> AnyView {
    let texts = t().import();
    let id = format!("import-delimiter-{key}");
    let mark_id = format!("{id}-mark");
    let chosen = chosen.map(char::from);
    let by_itself = match format {
        Some(Format::Text { delimiter, .. }) if chosen.is_none() => {
            fill(texts.by_itself_as, &[("found", &import::delimiter(delimiter.into()))])
        }
        _ => texts.by_itself.to_owned(),
    };
    let options = [(BY_ITSELF.to_owned(), by_itself)]
        .into_iter()
        .chain(NAMED.map(|mark| (code(mark), import::delimiter(mark))))
        .chain([(OTHER.to_owned(), texts.delimiter_other.to_owned())]);
    let own = chosen.filter(|mark| !NAMED.contains(mark));
    let is_other = RwSignal::new(own.is_some());
    let first = match (chosen, own) {
        (None, _) => BY_ITSELF.to_owned(),
        (Some(_), Some(_)) => OTHER.to_owned(),
        (Some(mark), None) => code(mark),
    };
    let focus = format!("#{mark_id}");
    let select = field(
        id,
        texts.delimiter,
        options.collect(),
        first,
        Callback::new(move |chosen: String| {
            is_other.set(chosen == OTHER);
            if chosen == OTHER {
                dom::focus_soon(&focus);
                return;
            }
            let mark = chosen.parse().ok().and_then(char::from_u32).and_then(Delimiter::new);
            wizard.reread(key, |options| options.delimiter = mark);
        }),
    );
    let mark = move || is_other.get().then(|| character(wizard, key, mark_id.clone(), own));
    view! {
        {select}
        {mark}
    }
    .into_any()
}

/// The field of a character of one's own.
fn character(wizard: Wizard, key: u32, id: String, own: Option<char>) -> AnyView {
    let texts = t().import();
    let error = RwSignal::new(None::<&'static str>);
    let error_id = fault_id(&id);
    let take = move |text: String| {
        let mut chars = text.chars();
        let mark = chars.next().filter(|_| chars.next().is_none()).and_then(Delimiter::new);
        error.set((mark.is_none() && !text.is_empty()).then_some(texts.delimiter_bad));
        if mark.is_some() {
            wizard.reread(key, |options| options.delimiter = mark);
        }
    };
    // A character that can't be seen is named beside it, as what the file was read with.
    let shown = own.filter(|mark| !mark.is_control()).map(String::from).unwrap_or_default();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>
                {texts.delimiter_mark}
            </label>
            <input
                class="input"
                id=id
                type="text"
                maxlength="1"
                autocomplete="off"
                spellcheck="false"
                translate="no"
                prop:value=shown
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || error.get().map(|_| error_id.clone())
                on:change=move |event| take(event_target_value(&event))
            />
            {fault(fault_id(&format!("import-delimiter-{key}-mark")), error.into())}
        </div>
    }
    .into_any()
}
