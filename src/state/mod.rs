//! What the app knows while it runs.
//!
//! [`Store`] holds the workspace and is the only way to change it: command → `decide` → `evolve` → signals, and
//! on to the database. [`Ui`] holds what is on the screen and in no log: the open dialog, toasts, the selection.

mod adopt;
pub(crate) mod backups;
mod checkpoint;
mod deed;
mod listed;
mod replay;
mod save;
mod store;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod toasts;
mod ui;
mod unite;
pub(crate) mod workspaces;

pub(crate) use adopt::{Adopted, Adoption};
pub(crate) use deed::Deed;
pub(crate) use listed::Listed;
pub(crate) use store::{SaveState, Store};
pub(crate) use toasts::{Message, Offer, Toast, Tone};
pub(crate) use ui::{Dialog, LongStep, Theme, Ui, current_route};
pub(crate) use unite::{Union, found};
