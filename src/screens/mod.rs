//! What is shown. A screen owns its parts; what two screens share is in `components`.

mod board;
mod deal;
mod dialogs;
mod filters;
mod first_run;
mod frame;
mod import;
mod keys;
mod palette;
mod parts;
mod pipeline_bar;
mod records;
mod settings;
mod storage_failure;
mod table;

pub(crate) use frame::Frame;
pub(crate) use storage_failure::StorageFailure;
