//! The chart library: Apache ECharts with the charts that are used and nothing else.
//!
//! `echarts/src` says what is used. esbuild makes one file of it and of the packages that `echarts/package-lock.json` pins.
//! The file is kept in the repository, so that building the site takes no Node.js; the tests make it again and compare. See
//! `docs/decisions/0018-charts.md`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::process::{self, command};
use crate::{dist, install, project};

/// The script, in the folder of what is built.
pub(crate) const SCRIPT: &str = "echarts.js";

/// What esbuild is told. The browsers are those that the app says it runs in.
const OPTIONS: [&str; 8] = [
    "src/index.js",
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=chrome111,edge111,firefox113,safari16.4",
    "--charset=utf8",
    "--legal-comments=none",
    "--define:process.env.NODE_ENV=\"production\"",
];

/// What the licences ask to hand on with the script: a file of a package, and its name beside the script.
const LICENCES: [(&str, &str); 5] = [
    ("echarts/LICENSE", "LICENSE.txt"),
    ("echarts/NOTICE", "NOTICE.txt"),
    ("echarts/licenses/LICENSE-d3", "LICENSE-d3.txt"),
    ("zrender/LICENSE", "LICENSE-zrender.txt"),
    ("tslib/LICENSE.txt", "LICENSE-tslib.txt"),
];

/// The folder with the built script and its licences.
pub(crate) fn built() -> PathBuf {
    project::root().join("echarts/built")
}

/// Makes the script anew, after a change in `echarts/`.
///
/// # Errors
/// When there is no npm, or esbuild fails.
pub fn build() -> Result<()> {
    let made = make()?;
    let built = built();
    if built.exists() {
        fs::remove_dir_all(&built)?;
    }
    dist::copy(&made, &built, |_| true)?;
    println!("echarts/built is what echarts/src and echarts/package-lock.json make.");
    Ok(())
}

/// Makes sure that what is kept in the repository is what the sources make.
///
/// # Errors
/// When it is not, or cannot be made.
pub fn check() -> Result<()> {
    let (made, built) = (make()?, built());
    let (fresh, kept) = (contents(&made)?, contents(&built).unwrap_or_default());
    if fresh != kept {
        bail!(
            "echarts/built is not what its sources make: run `cargo xtask echarts` and commit what it changed"
        );
    }
    println!("echarts/built is what its sources make.");
    Ok(())
}

fn contents(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let read = |name: String| Ok((name.clone(), fs::read(folder.join(&name))?));
    dist::files(folder)?.into_iter().map(read).collect()
}

/// Makes script and licences in a folder of its own; the answer is that folder.
fn make() -> Result<PathBuf> {
    let (source, workshop) = (project::root().join("echarts"), project::state().join("echarts"));
    if workshop.exists() {
        fs::remove_dir_all(&workshop)?;
    }
    // What an editor or npm left there is none of this.
    let is_source =
        |name: &str| ["package.json", "package-lock.json"].contains(&name) || name.starts_with("src/");
    dist::copy(&source, &workshop, is_source)?;

    let npm = install::npm()?;
    let mut fetch = command(npm);
    fetch.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::output(fetch.current_dir(&workshop))?;

    let made = workshop.join("made");
    let packages = workshop.join("node_modules");
    let mut bundle = command("node");
    bundle.arg(packages.join("esbuild/bin/esbuild")).args(OPTIONS);
    bundle.arg(banner(&packages)?);
    bundle.arg(format!("--outfile={}", made.join(SCRIPT).display()));
    process::output(bundle.current_dir(&workshop))?;
    for (from, to) in LICENCES {
        fs::copy(packages.join(from), made.join(to)).with_context(|| format!("there is no {from}"))?;
    }
    Ok(made)
}

/// The script says itself what it is and that it is not the library as published, as the licence wants it.
fn banner(packages: &Path) -> Result<String> {
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(packages.join("echarts/package.json"))?)?;
    let version = package["version"].as_str().context("echarts has no version")?;
    Ok(format!(
        "--banner:js=/*! Apache ECharts {version}, in part, minified, with an interface of Fairlead's own. \
         Apache-2.0; see LICENSE.txt and NOTICE.txt beside this file. */"
    ))
}
