//! The chart library: Apache ECharts with the charts that are used and nothing else.
//!
//! `echarts/src` says what is used. esbuild makes one file of it and of the packages that `echarts/package-lock.json` pins.
//! The file is kept in the repository, so that building the site takes no Node.js; the tests make it again and compare. See
//! `docs/decisions/0018-charts.md`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

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

/// Makes sure that what is kept in the repository is what the sources make. Once that was seen it is not made again, which takes
/// the network, until one of the two changes.
///
/// # Errors
/// When it is not, or cannot be made.
pub fn check() -> Result<()> {
    let (root, stamp) = (project::root(), project::state().join("echarts.stamp"));
    if let Ok(known) = fs::read_to_string(&stamp)
        && known == digest(&root)?
    {
        println!("echarts/built is what its sources make: neither has changed since that was seen.");
        return Ok(());
    }
    println!("Making the chart library with npm and esbuild, to compare it (usually some seconds) …");
    let (made, built) = (make()?, built());
    let (fresh, kept) = (contents(&made)?, contents(&built).unwrap_or_default());
    if fresh != kept {
        bail!(
            "echarts/built is not what its sources make: run `cargo xtask echarts` and commit what it changed"
        );
    }
    println!("echarts/built is what its sources make.");
    fs::create_dir_all(project::state())?;
    fs::write(&stamp, digest(&root)?).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Whether a file in `echarts/` is one that the script is made from. What an editor or npm left there is none.
fn is_source(name: &str) -> bool {
    ["package.json", "package-lock.json"].contains(&name) || name.starts_with("src/")
}

/// What stands for everything that the script is made from, how, and what was made of it.
fn digest(root: &Path) -> Result<String> {
    let folder = root.join("echarts");
    let parts =
        dist::files(&folder)?.into_iter().filter(|name| is_source(name) || name.starts_with("built/"));
    // The ways are in this very file.
    let how = Sha256::digest(include_bytes!("echarts.rs"));
    Ok(format!("{how:x} {}\n", dist::digest(&folder, &parts.collect::<Vec<_>>())?))
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
    dist::copy(&source, &workshop, is_source)?;

    let mut fetch = install::npm_command()?;
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

#[cfg(test)]
mod tests {
    use super::digest;
    use std::fs;

    #[test]
    fn it_is_made_again_when_sources_lock_or_script_change_and_only_then() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join("echarts").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for name in ["package.json", "package-lock.json", "src/index.js", "built/echarts.js"] {
            write(name, "before");
        }
        for name in ["package.json", "package-lock.json", "src/index.js", "built/echarts.js", "src/new.js"] {
            let before = digest(root.path()).unwrap();
            assert_eq!(before, digest(root.path()).unwrap(), "nothing changed");
            write(name, "after");
            assert_ne!(before, digest(root.path()).unwrap(), "{name}");
        }
        let before = digest(root.path()).unwrap();
        write("node_modules/echarts/index.js", "left by npm");
        write("src.txt", "left by an editor");
        assert_eq!(before, digest(root.path()).unwrap());
    }
}
