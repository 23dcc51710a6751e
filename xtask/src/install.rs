//! How each tool is set up. Nothing here checks whether that is needed; `tools` does.

use std::fs;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::browser;
use crate::process::{self, cargo, command, on_path};
use crate::tools::{Store, TRUNK_VERSION, WASM_SPLIT_VERSION};

/// Adds a target or a component to the toolchain in use.
pub(crate) fn with_rustup(kind: &str, name: &str) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!("there is no rustup to add it with: install rustup, or your distribution's package of it");
    }
    process::run(command("rustup").args([kind, "add", name]))
}

/// Compiles the two programs of the wasm-bindgen command line that are needed here.
pub(crate) fn wasm_bindgen(store: &Store, version: &str) -> Result<()> {
    // The default features are for talking TLS to browsers on other machines.
    let mut arguments =
        vec!["--no-default-features", "--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner"];
    // These walk through every instruction of the app, so they alone are worth some optimization.
    let walkers = ["walrus", "wasmparser", "wasm-encoder", "wasm-bindgen-cli-support"]
        .map(|package| format!("profile.release.package.{package}.opt-level=1"));
    for walker in &walkers {
        arguments.extend(["--config", walker]);
    }
    let home = store.home("wasm-bindgen", version);
    cargo_install(store, "wasm-bindgen-cli", version, &home, &arguments, Lock::Ignored)
        .or_else(|_| cargo_install(store, "wasm-bindgen-cli", version, &home, &arguments, Lock::Kept))
}

/// Compiles the tool that cuts the app into parts.
pub(crate) fn wasm_split(store: &Store) -> Result<()> {
    let arguments = ["--features", "build-binary"];
    cargo_install(
        store,
        "wasm_split_cli_support",
        WASM_SPLIT_VERSION,
        &store.wasm_split(),
        &arguments,
        Lock::Kept,
    )
}

/// Compiles trunk without what it brings for downloading tools and looking for updates.
pub(crate) fn trunk(store: &Store) -> Result<()> {
    let home = store.home("trunk", TRUNK_VERSION);
    // Without its lock file it takes a newer version of one dependency that another one does not fit.
    cargo_install(store, "trunk", TRUNK_VERSION, &home, &["--no-default-features"], Lock::Kept)
}

/// Whether to compile with the versions that the author published with, or with the newest that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lock {
    Kept,
    Ignored,
}

fn cargo_install(
    store: &Store,
    package: &str,
    version: &str,
    home: &PathBuf,
    arguments: &[&str],
    lock: Lock,
) -> Result<()> {
    let mut cargo = cargo();
    cargo.args(["install", package, "--version", version, "--root"]).arg(home).args(arguments);
    if lock == Lock::Kept {
        cargo.arg("--locked");
    }
    if !std::io::stderr().is_terminal() {
        // A progress bar is good company for some minutes; its hundreds of lines in a log are not.
        cargo.arg("--quiet");
    }
    // These programs run for a second or two, so the time to compile them is all that counts.
    let profile =
        [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0"), ("STRIP", "debuginfo")];
    for (name, value) in profile {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    cargo.env("CARGO_TARGET_DIR", store.workshop());
    // Flags for the app are not meant for the tools.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_BUILD_TARGET");
    process::run(&mut cargo)
}

/// What to do where the system's packages are not to be had.
const HOW_TO_GET_NPM: &str = "install Node.js with npm, from https://nodejs.org or your distribution";

/// Node.js with npm, from the system's packages.
pub(crate) fn npm() -> Result<()> {
    apt_get(&["nodejs", "npm"]).context(HOW_TO_GET_NPM)
}

/// The npm that was set up.
pub(crate) fn npm_command() -> Result<Command> {
    if on_path("npm").is_none() {
        bail!("it comes from npm, which is missing: {HOW_TO_GET_NPM}");
    }
    Ok(command("npm"))
}

/// The folder of an npm package and the one it is put together in, neither of them there.
fn emptied(store: &Store, package: &str, version: &str) -> Result<(PathBuf, PathBuf)> {
    let home = store.home(package, version);
    let unfinished = store.home(package, &format!("{version}.part"));
    for folder in [&home, &unfinished] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    Ok((home, unfinished))
}

/// Puts an npm package into its folder.
pub(crate) fn from_npm(store: &Store, package: &str, version: &str) -> Result<()> {
    let mut npm = npm_command()?;
    let (home, unfinished) = emptied(store, package, version)?;
    npm.args([
        "install",
        "--global",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefix",
    ]);
    npm.arg(&unfinished).arg(format!("{package}@{version}"));
    process::output(&mut npm)?;
    fs::rename(&unfinished, &home).with_context(|| format!("cannot finish {}", home.display()))
}

/// Puts an npm package into its folder as it was published, without what it depends on: its own script has all of that in it.
pub(crate) fn packed_npm(store: &Store, package: &str, version: &str) -> Result<()> {
    let mut npm = npm_command()?;
    let (home, unfinished) = emptied(store, package, version)?;
    fs::create_dir_all(&unfinished)?;
    npm.args(["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination"]);
    npm.arg(&unfinished).arg(format!("{package}@{version}"));
    process::output(&mut npm)?;
    let packed = format!("{package}-{version}.tgz");
    process::output(command("tar").arg("-xzf").arg(unfinished.join(packed)).arg("-C").arg(&unfinished))?;
    fs::rename(&unfinished, &home).with_context(|| format!("cannot finish {}", home.display()))
}

/// Installs Chromium, its driver and the fonts that both languages of the app are drawn with.
pub(crate) fn chromium() -> Result<()> {
    // Whatever is wrong with the browser that is there, an installed one would not be looked at.
    if std::env::var_os("CHROME").is_some() || std::env::var_os("CHROMEDRIVER").is_some() {
        return browser::find().map(|_| ());
    }
    apt_get(&["chromium", "chromium-driver", "fonts-liberation", "fonts-noto-cjk"])
        .context(browser::HOW_TO_GET)
}

/// Installs packages of a Debian-like system, if this is one and it lets us.
fn apt_get(packages: &[&str]) -> Result<()> {
    if on_path("apt-get").is_none() {
        bail!("this system has no apt-get to install {} with", packages.join(" "));
    }
    let install = || {
        let mut install = apt_get_command()?;
        install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
        process::output(&mut install)
    };
    // The list of packages may be missing or old; fetching it takes longer than most installs.
    if install().is_err() {
        process::output(apt_get_command()?.arg("update"))?;
        install()?;
    }
    Ok(())
}

fn apt_get_command() -> Result<Command> {
    let is_root = process::output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let may_sudo = || process::output(command("sudo").args(["-n", "true"])).is_ok();
    let mut apt_get = if is_root {
        command("apt-get")
    } else if may_sudo() {
        let mut sudo = command("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        bail!("installing packages takes root, or sudo without a password");
    };
    apt_get.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(apt_get)
}
