//! The steps of the import, as somebody takes them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use support::App;

use crate::files::Folder;
use crate::steps::{go, wait_figure};

/// Goes to the first step.
pub(crate) async fn open_import(app: &App) -> Result<()> {
    go(app, "#/import").await?;
    app.wait_for("[data-screen=import] [data-step=files]").await.map(drop)
}

/// Chooses files, as the dialog of the system does.
pub(crate) async fn choose(app: &App, paths: &[PathBuf]) -> Result<()> {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let input = app.find_css("#import-files").await?;
    input.send_keys(&paths.join("\n")).await.context("the files could not be chosen")
}

/// Chooses a file of these bytes, and waits until it is known what it holds.
pub(crate) async fn choose_readable(
    app: &App,
    folder: &Folder,
    name: &str,
    bytes: impl AsRef<[u8]>,
) -> Result<()> {
    choose(app, &[folder.file(name, bytes)?]).await?;
    app.wait_for(&format!("[data-file='{name}'][data-state=read] [data-table]")).await.map(drop)
}

/// Goes on to the next step.
pub(crate) async fn next(app: &App, step: &str) -> Result<()> {
    app.click("[data-way=next]").await?;
    app.wait_for(&format!("[data-step={step}]")).await?;
    app.wait_for("#import-heading:focus").await.map(drop)
}

/// Goes on to the preview, and waits until it says what will happen.
pub(crate) async fn to_preview(app: &App) -> Result<()> {
    for step in ["columns", "values", "preview"] {
        next(app, step).await?;
    }
    wait_planned(app).await
}

/// Waits until the preview is about what is decided now.
pub(crate) async fn wait_planned(app: &App) -> Result<()> {
    // A decision is worked out a moment later.
    app.wait_for("[data-step=preview] .import-step[aria-busy=false] .import-counts").await.map(drop)
}

/// Waits until so many deals are to be added, changed, left as they are and left out.
pub(crate) async fn wait_counts(app: &App, [added, changed, unchanged, refused]: [u32; 4]) -> Result<()> {
    let counts = [("added", added), ("changed", changed), ("unchanged", unchanged), ("refused", refused)];
    for (what, count) in counts {
        wait_figure(app, ".import-counts", &format!("import.deal.{what}"), &count.to_string()).await?;
    }
    Ok(())
}

/// Imports what is planned.
pub(crate) async fn import(app: &App) -> Result<()> {
    app.click("[data-way=import]:not(:disabled)").await?;
    app.wait_for("[data-step=summary]").await.map(drop)
}
