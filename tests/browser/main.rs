//! What a person does with the app, done in a real browser. One file per feature.

mod accessibility;
mod appearance;
mod backup;
mod boot;
mod clock;
mod closing;
mod crash;
mod deal;
mod directory;
mod filters;
mod first_run;
mod harness;
mod import;
mod input;
mod languages;
mod moving;
mod offline;
mod palette;
mod privacy;
mod settings;
mod steps;
mod storage;
mod table;
mod tabs;
mod tour;
mod undo;
