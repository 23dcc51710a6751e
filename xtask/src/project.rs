//! Where things are in this repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The root of the repository: the folder that holds the workspace's `Cargo.toml`.
///
/// It is known when this crate is compiled, so commands work from any folder.
#[must_use]
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The folder with the built site.
#[must_use]
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's output folder.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A folder for what these commands remember between runs.
#[must_use]
pub fn state() -> PathBuf {
    target().join("xtask")
}

/// The version of a package that `Cargo.lock` settled on.
///
/// wasm-bindgen's command line tool refuses a module made with any other version of the crate, so the lock file,
/// not a number written here, says which tool is needed.
///
/// # Errors
/// When there is no lock file, or the package is not in it.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}: run `cargo generate-lockfile` first", path.display()))?;
    match version_in(&lock, package) {
        Some(version) => Ok(version.to_owned()),
        None => bail!("{} names no package `{package}`", path.display()),
    }
}

fn version_in<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_lock_file_gives_the_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
