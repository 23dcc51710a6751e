//! Small pieces of markup: marks beside a name, a line with an action.

use leptos::prelude::*;
use sales::model::Person;

/// A person's initials on their colour; their name stands beside it.
pub(crate) fn initials(person: &Person, class: &'static str) -> AnyView {
    view! {
        <span class=format!("avatar hue-{} {class}", person.hue) aria-hidden="true">
            {person.initials.clone()}
        </span>
    }
    .into_any()
}

/// The first character of a firm's or a customer's name on a colour that follows from the name.
pub(crate) fn letter(name: &str, class: &'static str) -> AnyView {
    let first: String = name.chars().next().into_iter().flat_map(char::to_uppercase).take(1).collect();
    let hue =
        name.chars().map(u32::from).fold(7_u32, |sum, char| sum.wrapping_mul(31).wrapping_add(char)) % 10;
    view! {
        <span class=format!("avatar hue-{hue} {class}") aria-hidden="true">
            {first}
        </span>
    }
    .into_any()
}

/// A line that says what can be done, and the button that does it.
pub(crate) fn way(title: &'static str, hint: &'static str, action: AnyView) -> AnyView {
    view! {
        <li class="setting">
            <div class="setting-text">
                <span class="strong">{title}</span>
                <span class="hint">{hint}</span>
            </div>
            {action}
        </li>
    }
    .into_any()
}
