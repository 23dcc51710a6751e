//! What holds whatever people do, in whatever order, on however many devices.

mod merging;
mod office;
