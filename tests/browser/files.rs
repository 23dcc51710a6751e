//! Files on their way into the browser and out of it.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use support::{App, PATIENCE};
use tempfile::TempDir;

/// A folder for files that go in and come out.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// Waits for the one file with this end of its name that the browser downloads, and puts it here.
    pub(crate) async fn take(&self, app: &App, end: &str, name: &str) -> Result<PathBuf> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let files = fs::read_dir(app.downloads()).into_iter().flatten().flatten().map(|file| file.path());
            let (done, coming): (Vec<PathBuf>, Vec<PathBuf>) =
                files.partition(|path| path.to_string_lossy().ends_with(end));
            // The browser puts an empty file in the place first, and the download beside it until it is complete.
            if let Some(path) = done.first().filter(|_| coming.is_empty())
                && fs::metadata(path)?.len() > 0
            {
                let taken = self.0.path().join(name);
                fs::copy(path, &taken)?;
                fs::remove_file(path)?;
                return Ok(taken);
            }
            if Instant::now() > deadline {
                bail!("no {end} was downloaded");
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
}
