//! The domain of a sales pipeline, and nothing else.
//!
//! This crate knows no browser, no clock and no source of randomness: the time and
//! new ids come in as arguments, so everything here is a pure function of its input.
//!
//! How it hangs together:
//!
//! - [`model`] says what a workspace holds: pipelines, stages, deals, people and so on.
//! - A user's action is a [`Command`](decide::Command). [`decide::decide`] holds every rule
//!   and answers with [`Change`](log::Change)s, or with a [`Rejection`](decide::Rejection)
//!   that says what to do.
//! - An [`Entry`](log::Entry) is what the log keeps: changes with a stamp that gives all
//!   entries of all devices one total order.
//! - [`evolve::apply`] and [`evolve::revert`] fold entries into a
//!   [`Workspace`](model::Workspace); they cannot fail.
//! - [`process`] has the rules of the way a team sells; the figures are a crate of their own, `metrics`.
//! - [`board`], [`activities`], [`query`], [`directory`] and [`usage`] answer what the screens ask.

pub mod activities;
pub mod board;
pub mod checkpoint;
pub mod decide;
pub mod directory;
pub mod evolve;
pub mod hue;
pub mod ids;
pub mod log;
pub mod model;
pub mod money;
pub mod number;
pub mod process;
pub mod query;
pub mod rank;
pub mod reach;
pub mod sample;
pub mod templates;
pub mod time;
pub mod undo;
pub mod usage;
mod written;
