//! Pieces that several screens share. A component takes data and callbacks, and knows no storage.

mod icon;
mod menu;
mod modal;
mod picker;

pub(crate) use icon::{Icon, icon, small_icon};
pub(crate) use menu::{MenuButton, MenuEntry, Popover, place};
pub(crate) use modal::Modal;
pub(crate) use picker::{Pick, PickOption, Picker};
