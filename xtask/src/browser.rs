//! Finding a Chromium and the driver that fits it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process::{on_path, version_line, version_number};

/// A browser and its driver, both of the same major version.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The Chromium or Chrome to start.
    pub chromium: PathBuf,
    /// The `chromedriver` that steers it.
    pub driver: PathBuf,
    /// The browser's version.
    pub version: String,
}

/// Names under which distributions and vendors install it, the freest first.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const ON_MACOS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Says how to get what is missing.
pub const HOW_TO_GET: &str = "install Chromium and its driver of the same major version (Debian: apt-get install \
     chromium chromium-driver; macOS: brew install --cask chromium chromedriver), or name them in the environment \
     variables CHROME and CHROMEDRIVER";

/// Looks for a browser and a driver: `CHROME` and `CHROMEDRIVER`, then `PATH`, then the usual places.
///
/// # Errors
/// When either is missing or does not run, or no browser fits the driver. The error says how to get them.
pub fn find() -> Result<Browser> {
    let Some(driver) = driver() else {
        bail!("there is no chromedriver: {HOW_TO_GET}");
    };
    let Some(driver_version) = version_of(&driver) else {
        bail!("{} does not run: {HOW_TO_GET}", driver.display());
    };
    let mut misfits = Vec::new();
    for chromium in candidates() {
        match version_of(&chromium) {
            Some(version) if major(&version) == major(&driver_version) => {
                return Ok(Browser { chromium, driver, version });
            }
            Some(version) => misfits.push(format!("{} is version {version}", chromium.display())),
            None => misfits.push(format!("{} does not run", chromium.display())),
        }
    }
    if misfits.is_empty() {
        bail!("there is no Chromium: {HOW_TO_GET}");
    }
    bail!("no browser fits {} {driver_version} ({}): {HOW_TO_GET}", driver.display(), misfits.join(", "))
}

fn driver() -> Option<PathBuf> {
    // Hosted runners put the driver into a folder of its own and name that folder.
    let in_folder =
        || std::env::var_os("CHROMEWEBDRIVER").map(|folder| Path::new(&folder).join("chromedriver"));
    from_environment("CHROMEDRIVER")
        .or_else(|| on_path("chromedriver"))
        .or_else(in_folder)
        .filter(|path| path.is_file())
}

fn candidates() -> Vec<PathBuf> {
    if let Some(named) = from_environment("CHROME") {
        return vec![named];
    }
    let usual = ON_MACOS.iter().map(PathBuf::from).filter(|path| path.is_file());
    NAMES.iter().filter_map(|name| on_path(name)).chain(usual).collect()
}

fn from_environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn version_of(program: &Path) -> Option<String> {
    version_number(&version_line(program)?).map(str::to_owned)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

/// How a browser is started for tests: without a window, without the sandbox that root cannot have, and without a word
/// to anybody on the network.
pub const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
