//! The list of keys, from the same table that the keyboard follows.

use leptos::prelude::*;

use crate::actions::{ACTIONS, Action, printed};
use crate::components::Modal;
use crate::platform::dom;
use crate::state::Ui;
use crate::text::t;

/// What a line of the list says: a name, and the keys that do it, each a row of signs.
struct Line {
    name: String,
    keys: Vec<Vec<String>>,
}

/// Whether an action goes to a screen: its keys begin with `g`.
fn goes(action: &Action) -> bool {
    action.keys.iter().any(|keys| keys.starts_with("g "))
}

fn lines(is_mac: bool, fits: fn(&Action) -> bool) -> Vec<Line> {
    let shown = ACTIONS.iter().filter(|action| !action.keys.is_empty() && fits(action));
    shown
        .map(|action| Line {
            name: (action.name)(),
            keys: action.keys.iter().map(|keys| printed(keys, is_mac)).collect(),
        })
        .collect()
}

fn line(name: &str, keys: &[&str]) -> Line {
    Line { name: name.to_owned(), keys: vec![keys.iter().map(|key| (*key).to_owned()).collect()] }
}

/// The keys of a card on the board; the board itself listens to them.
fn board_lines() -> Vec<Line> {
    let (shell, space) = (t().shell(), t().dialogs().key_space);
    vec![
        line(shell.key_arrows, &["↑", "↓", "←", "→"]),
        line(shell.key_open, &["↵"]),
        line(shell.key_lift, &[space]),
        line(shell.key_cancel, &["Esc"]),
        line(shell.key_select, &["X"]),
        line(shell.key_move_to, &["M"]),
    ]
}

/// The keys of a cell of the table, which listens to them itself.
fn table_lines(is_mac: bool) -> Vec<Line> {
    let table = t().table();
    let (shift, all) = (printed("Shift+↓", is_mac), printed("Mod+a", is_mac));
    vec![
        line(table.key_cells, &["↑", "↓", "←", "→"]),
        line(table.key_enter, &["↵"]),
        line(table.key_edit, &["F2"]),
        line(table.key_cancel, &["Esc"]),
        line(table.key_select, &["X"]),
        Line { name: table.key_more.to_owned(), keys: vec![shift] },
        Line { name: table.key_all.to_owned(), keys: vec![all] },
    ]
}

/// The keys of the review, which listens to them itself.
fn review_lines() -> Vec<Line> {
    let texts = t().review();
    vec![
        line(texts.next_step, &["N"]),
        line(texts.nurture, &["W"]),
        line(texts.lost, &["L"]),
        line(texts.snooze, &["S"]),
        line(texts.previous, &["←"]),
        line(texts.next, &["→"]),
    ]
}

/// The keys of a deal of the focus list, which listens to them itself.
fn focus_lines() -> Vec<Line> {
    super::focus::WAYS.iter().map(|(way, key)| line(way.name(), &[&key.to_uppercase()])).collect()
}

/// Whether the keyboard is a Mac's, with ⌘ in place of Ctrl.
pub(super) fn is_mac() -> bool {
    let platform = dom::window().navigator().user_agent().unwrap_or_default();
    ["Macintosh", "iPad", "iPhone"].iter().any(|name| platform.contains(name))
}

/// Keys as they are drawn.
pub(super) fn drawn(keys: Vec<String>) -> AnyView {
    keys.into_iter().map(|key| view! { <kbd class="kbd">{key}</kbd> }).collect::<Vec<_>>().into_any()
}

fn section(title: &'static str, lines: Vec<Line>) -> AnyView {
    let line = |line: Line| {
        let mut keys: Vec<AnyView> = Vec::new();
        for (at, signs) in line.keys.into_iter().enumerate() {
            if at > 0 {
                keys.push(view! { <span>{t().dialogs().keys_or}</span> }.into_any());
            }
            keys.push(drawn(signs));
        }
        view! {
            <div>
                <dt>{line.name}</dt>
                <dd>{keys}</dd>
            </div>
        }
    };
    view! {
        <section>
            <h3>{title}</h3>
            <dl>{lines.into_iter().map(line).collect::<Vec<_>>()}</dl>
        </section>
    }
    .into_any()
}

/// The dialog with all keys.
#[component]
pub(crate) fn KeysDialog() -> impl IntoView {
    let ui = Ui::get();
    let is_mac = is_mac();
    let shell = t().shell();
    view! {
        <Modal title=shell.keys class="wide" on_close=Callback::new(move |()| ui.dialog.set(None))>
            <div class="dialog-body" tabindex="0" role="group" aria-label=shell.keys>
                <div class="keys">
                    {section(shell.keys_anywhere, lines(is_mac, |action| !goes(action)))}
                    {section(t().dialogs().keys_go, lines(is_mac, goes))}
                    {section(shell.keys_board, board_lines())}
                    {section(t().table().keys_heading, table_lines(is_mac))}
                    {section(t().review().keys, review_lines())}
                    {section(t().review().keys_focus, focus_lines())}
                </div>
            </div>
        </Modal>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_listed_once() {
        let listed: Vec<Vec<String>> = [lines(false, goes), lines(false, |action| !goes(action))]
            .into_iter()
            .flatten()
            .flat_map(|line| line.keys)
            .collect();
        let all = ACTIONS.iter().map(|action| action.keys.len()).sum::<usize>();
        assert_eq!(listed.len(), all);
        assert!(listed.contains(&vec!["G".to_owned(), "B".to_owned()]));
        assert!(listed.contains(&vec!["Ctrl".to_owned(), "K".to_owned()]));
    }

    #[test]
    fn a_letter_means_the_same_in_the_review_and_in_the_focus_list() {
        let review = review_lines();
        for focus in focus_lines() {
            let same = review.iter().find(|line| line.keys == focus.keys);
            assert!(same.is_none_or(|line| line.name == focus.name), "{:?}", focus.keys);
            let named = review.iter().find(|line| line.name == focus.name);
            assert!(named.is_none_or(|line| line.keys == focus.keys), "{}", focus.name);
        }
        let letters: Vec<&str> = super::super::focus::WAYS.iter().map(|row| row.1).collect();
        assert_eq!(letters, ["n", "w", "l", "y"]);
    }
}
