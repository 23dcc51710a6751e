//! The core as its users see it, a module a topic.
//!
//! Most tests are a line: a board, what someone does, the board after it. [`notation`] reads and writes boards such
//! as `new: a b | proposal: c | won: | lost:`, [`fixture`] is an office to do things in, [`steps`] are things to
//! do in it, at random.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may fail loudly")]

mod activities;
mod address;
mod after;
mod board;
mod closing;
mod damage;
mod dashboards;
mod days;
mod deals;
mod fixture;
mod format;
mod lists;
mod merge;
mod moves;
mod notation;
mod people;
mod pipelines;
mod process;
mod properties;
mod query;
mod sample;
mod sound;
mod stages;
mod steps;
mod time;
mod undo;
