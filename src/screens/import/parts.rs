//! What the steps have in common.

use leptos::prelude::*;

use crate::components::small_icon;

/// The option of leaving it to the app how a file is read, as the page calls it.
pub(super) const BY_ITSELF: &str = "";

/// Some of the options of a choice: what each is called in the page, and what is read.
pub(super) struct Options {
    /// The heading above them.
    pub(super) heading: Option<&'static str>,
    pub(super) options: Vec<(String, String)>,
}

impl Options {
    /// Options without a heading.
    pub(super) fn plain(options: Vec<(String, String)>) -> Self {
        Self { heading: None, options }
    }
}

/// A choice of one of a few.
pub(super) struct Select {
    pub(super) id: String,
    /// Its name for those who do not see what stands beside it; empty where a label names it.
    pub(super) label: String,
    pub(super) groups: Vec<Options>,
    pub(super) chosen: Signal<String>,
    pub(super) set: Callback<String>,
}

impl Select {
    /// The choice on the screen.
    pub(super) fn view(self) -> AnyView {
        let Self { id, label, groups, chosen, set } = self;
        let first = chosen.get_untracked();
        // A file may have hundreds of columns with dozens of options each: only the choice follows what is chosen.
        let option = |(value, text): (String, String)| {
            let is_first = value == first;
            view! {
                <option value=value selected=is_first>
                    {text}
                </option>
            }
        };
        let group = |group: Options| {
            let options = group.options.into_iter().map(option).collect_view();
            match group.heading {
                Some(heading) => view! { <optgroup label=heading>{options}</optgroup> }.into_any(),
                None => options.into_any(),
            }
        };
        view! {
            <span class="select">
                <select
                    class="input"
                    id=id
                    aria-label=(!label.is_empty()).then_some(label)
                    prop:value=move || chosen.get()
                    on:change=move |event| set.run(event_target_value(&event))
                >
                    {groups.into_iter().map(group).collect_view()}
                </select>
            </span>
        }
        .into_any()
    }
}

/// What is wrong with a field, where something is; the field names it by `id`.
pub(super) fn fault(id: String, text: Signal<Option<&'static str>>) -> AnyView {
    (move || {
        let id = id.clone();
        text.get().map(|text| {
            view! {
                <p class="error" role="alert" id=id>
                    {small_icon("warning")}
                    <span>{text}</span>
                </p>
            }
        })
    })
    .into_any()
}

/// A field for a name that must be there. What is wrong with it is told by [`fault`] with the id [`fault_id`].
pub(super) struct NameInput {
    pub(super) id: String,
    pub(super) label: &'static str,
    pub(super) placeholder: Option<&'static str>,
    pub(super) name: Signal<String>,
    pub(super) error: Signal<Option<&'static str>>,
    pub(super) set: Callback<String>,
}

impl NameInput {
    pub(super) fn view(self) -> AnyView {
        let Self { id, label, placeholder, name, error, set } = self;
        let error_id = fault_id(&id);
        view! {
            <input
                class="input"
                id=id
                type="text"
                dir="auto"
                autocomplete="off"
                aria-label=label
                placeholder=placeholder
                prop:value=name
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || error.get().map(|_| error_id.clone())
                on:input=move |event| set.run(event_target_value(&event))
            />
        }
        .into_any()
    }
}

/// The id of what is wrong with the field of this id.
pub(super) fn fault_id(field: &str) -> String {
    format!("{field}-error")
}

/// That something is under way, for the eyes and for the ears.
pub(super) fn busy(text: &'static str) -> AnyView {
    view! {
        <p class="import-busy" role="status">
            <svg class="icon" aria-hidden="true">
                <use href="icons.svg#i-spinner"></use>
            </svg>
            {text}
        </p>
    }
    .into_any()
}
