//! The charts, as drawings and as tables.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

mod drawings;
mod inputs;
mod looks;
mod paints;
mod samples;
mod tables;
