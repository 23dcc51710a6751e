//! What is shown. A screen owns its parts; what two screens share lies beside them, or in
//! `components` where it knows no storage.

mod activities;
mod backup;
mod board;
mod calendar;
mod deal;
mod dialogs;
mod efforts;
mod figures;
mod filters;
mod first_run;
#[cfg(test)]
mod fixture;
mod focus;
mod forecast;
mod frame;
mod goals;
mod guide;
mod help;
mod import;
mod insights;
mod keys;
mod lacks;
mod lone;
mod notices;
mod offered;
mod palette;
mod parts;
mod pipeline_bar;
mod process;
mod records;
mod reminders;
mod review;
mod selection_bar;
mod settings;
mod storage_failure;
mod table;
mod take_back;
mod toasts;
mod today;
mod trail;
mod typed_day;
mod values;

pub(crate) use frame::Frame;
pub(crate) use storage_failure::StorageFailure;
