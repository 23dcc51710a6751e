//! The workspaces of this browser: the first one, and those that were begun beside it, each with a database of its own.
//!
//! Which one is open is a preference of the browser. What is in the others is not looked up in their databases, which would have
//! to be opened for it: it is noted whenever one of them is left.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Array, Function, Promise, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::store::Store;
use crate::app::{DATABASE, database_named};
use crate::platform::{dom, js, prefs};

/// The preference of the one that is open.
const OPEN: &str = "workspace";
/// The preference of what is known of all of them.
const NOTES: &str = "workspaces";

/// What was in a workspace when it was left.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Note {
    /// Its name, blank where nobody gave one.
    pub(crate) name: String,
    /// How many deals it had; not known before it was left for the first time.
    pub(crate) deals: Option<usize>,
}

type Notes = BTreeMap<u32, Note>;

/// The number of the workspace to open; the first is 0.
pub(crate) fn current() -> u32 {
    prefs::get(OPEN).unwrap_or(0)
}

/// What is known of each.
pub(crate) fn notes() -> Notes {
    prefs::get(NOTES).unwrap_or_default()
}

/// The number of the workspace that this page has open, whatever other tabs went to.
pub(crate) fn number_of(store: Store) -> u32 {
    number_in(&store.database_name()).unwrap_or(0)
}

/// Notes what is in the workspace that this page has open.
pub(crate) fn note(store: Store) {
    let note = store.with(|workspace| Note {
        name: workspace.settings.name.clone(),
        deals: Some(workspace.deals.iter().count()),
    });
    let mut notes = notes();
    if notes.insert(number_of(store), note.clone()) != Some(note) {
        prefs::set(NOTES, &notes);
    }
}

/// Goes to the workspace with this number, which is made where there is none: the page loads anew.
pub(crate) fn open(number: u32) {
    let mut notes = notes();
    // A browser that does not list its databases finds it again by this.
    notes.entry(number).or_default();
    prefs::set(NOTES, &notes);
    prefs::set(OPEN, &number);
    dom::reload();
}

/// The numbers of all of them, as far as the browser tells; otherwise of those that are known.
pub(crate) async fn numbers() -> BTreeSet<u32> {
    let mut found: BTreeSet<u32> = match databases().await {
        Some(names) => names.iter().filter_map(|name| number_in(name)).collect(),
        None => notes().into_keys().collect(),
    };
    // There is always a first one to go to, empty or not.
    found.extend([0, current()]);
    found
}

/// A number that no workspace has.
pub(crate) async fn free() -> u32 {
    let known = notes().into_keys().chain(numbers().await);
    known.max().unwrap_or(0).saturating_add(1)
}

/// Forgets what is noted of the workspace that this page has open, which was erased.
pub(crate) fn forget(store: Store) {
    let mut notes = notes();
    notes.insert(number_of(store), Note { name: String::new(), deals: Some(0) });
    prefs::set(NOTES, &notes);
}

/// The number of the workspace that a database of this name holds.
fn number_in(name: &str) -> Option<u32> {
    let behind = name.strip_prefix(DATABASE)?;
    let number = if behind.is_empty() { 0 } else { behind.strip_prefix('-')?.parse().ok()? };
    // What is written in another way is none of ours.
    (database_named(number) == name).then_some(number)
}

/// The names of the databases of this site; `None` where the browser does not list them.
async fn databases() -> Option<Vec<String>> {
    let factory = Reflect::get(&dom::window(), &"indexedDB".into()).ok()?;
    let list: Function = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = list.call0(&factory).ok()?.dyn_into().ok()?;
    let listed = JsFuture::from(promise).await.ok()?.dyn_into::<Array>().ok()?;
    Some(listed.iter().filter_map(|row: JsValue| js::get(&row, "name").as_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::number_in;

    #[test]
    fn a_workspace_is_known_by_the_name_of_its_database() {
        let cases = [
            ("fairlead", Some(0)),
            ("fairlead-1", Some(1)),
            ("fairlead-42", Some(42)),
            ("fairlead-files", None),
            ("fairlead-0", None),
            ("fairlead-01", None),
            ("fairlead-+1", None),
            ("fairlead-", None),
            ("another", None),
            ("fairlead-99999999999", None),
        ];
        for (name, number) in cases {
            assert_eq!(number_in(name), number, "{name}");
        }
    }
}
