//! What a person does with the app, done in a real browser. One file per feature.

mod boot;
mod clock;
mod closing;
mod filters;
mod first_run;
mod harness;
mod input;
mod moving;
mod steps;
mod tabs;
mod undo;
