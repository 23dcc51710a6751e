//! What the app knows while it runs.
//!
//! [`Store`] holds the workspace and is the only way to change it: command → `decide` → `evolve` → signals, and
//! on to the database. [`Ui`] holds what is on the screen and in no log: the open dialog, toasts, the selection.

mod checkpoint;
mod save;
mod store;
mod ui;

pub(crate) use store::{SaveState, Store};
pub(crate) use ui::{Dialog, Theme, Tone, Ui, current_route};
