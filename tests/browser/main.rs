//! What a person does with the app, done in a real browser. One file per feature.

mod boot;
mod closing;
mod first_run;
mod harness;
mod moving;
mod steps;
