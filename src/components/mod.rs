//! Pieces that several screens share. A component takes data and callbacks, and knows no storage.

mod chart;
mod icon;
mod inplace;
mod marks;
mod menu;
mod modal;
mod more;
mod picker;
mod popup;
mod rows;
mod search;
mod select;
mod sorting;
mod tabs;

pub(crate) use chart::Chart;
pub(crate) use icon::{Icon, icon, small_icon};
pub(crate) use inplace::{InPlace, InPlaceAmount, InPlacePick, Look, Typed, is_half_typed};
pub(crate) use marks::{initials, letter, way};
pub(crate) use menu::{MenuButton, MenuEntry, Popover};
pub(crate) use modal::{Modal, step_out};
pub(crate) use more::more_button;
pub(crate) use picker::{Pick, PickOption, Picked, Picker, by_name};
pub(crate) use popup::Popup;
pub(crate) use rows::{Row, RowTable, Rows, cell_css, follow, follow_on, row_of, sort_head};
pub(crate) use search::SearchField;
pub(crate) use select::select;
pub(crate) use sorting::{LARGEST_FIRST, NAMES_FIRST, Sort, sort_by_figure, turn_head};
pub(crate) use tabs::{Tab, tabs};
