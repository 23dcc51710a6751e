//! Small preferences of this browser: kept in localStorage, never part of the workspace.
//!
//! Losing them costs a click, so a browser that refuses to keep them is no error.

use gloo_storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

const PREFIX: &str = "fairlead.";

/// Reads a preference; `None` where there is none or it can't be read.
pub(crate) fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    LocalStorage::get(format!("{PREFIX}{key}")).ok()
}

/// Forgets a preference.
pub(crate) fn forget(key: &str) {
    LocalStorage::delete(format!("{PREFIX}{key}"));
}

/// Keeps a preference.
pub(crate) fn set<T: Serialize>(key: &str, value: &T) {
    let _ = LocalStorage::set(format!("{PREFIX}{key}"), value);
}
