//! What a person does with the app, done in a real browser. One file per feature.

mod boot;
mod clock;
mod closing;
mod deal;
mod directory;
mod filters;
mod first_run;
mod harness;
mod input;
mod moving;
mod palette;
mod steps;
mod table;
mod tabs;
mod undo;
