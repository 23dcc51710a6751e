//! What a person does with the app, done in a real browser. One file per feature.

mod boot;
mod harness;
