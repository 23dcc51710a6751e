//! Sales data in and out of Fairlead, as pure functions: no browser, no clock, no randomness of its own.
//!
//! A file becomes a [`table::Table`] of texts ([`read`]); its header says where it comes from and what its columns
//! mean ([`recognise`]); cells become dates, amounts and names ([`values`], [`names`]); and a plan says, row by row, what
//! an import would change ([`plan`]).

pub mod backup;
pub mod dashboard;
pub mod export;
pub mod merge;
pub mod names;
pub mod parcels;
pub mod plan;
pub mod preview;
pub mod process;
pub mod propose;
pub mod protocol;
pub mod read;
pub mod recognise;
pub mod rows;
pub mod setup;
pub mod table;
pub mod target;
pub mod values;
