//! Everything the crate promises, tested through what it offers to others.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may fail loudly")]

mod names;
mod office;
mod plan;
mod recognise;
mod trade;
mod values;
