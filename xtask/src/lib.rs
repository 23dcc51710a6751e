//! What stands behind `cargo xtask`: setting up the tools, building, serving and testing the site.
//!
//! It is a library so that the browser tests can use the same static server and the same search for a browser
//! as the commands do. Nothing here depends on the app or on the domain crate.

pub mod app;
pub mod browser;
pub mod dist;
pub mod echarts;
pub mod install;
pub mod phases;
pub mod process;
pub mod project;
pub mod server;
pub mod size;
pub mod style;
pub mod tools;
pub mod worker;
