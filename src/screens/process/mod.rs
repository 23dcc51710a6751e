//! The process of a pipeline on one page: to be read, printed, changed where it stands, given away and taken over.

mod carry;
mod followed;
mod page;
mod words;

pub(crate) use self::page::ProcessScreen;
pub(super) use self::words::{fault, fields, requirement, summary, task_name};
