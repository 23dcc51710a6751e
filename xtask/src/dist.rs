//! Building the site, and not building it again when nothing changed.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::process;
use crate::project;
use crate::tools::Toolbox;

/// Everything the built site is made from, besides the tools. A folder stands for all files below it.
const SOURCES: [&str; 18] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "boot.js",
    "charts",
    "echarts/built",
    "exchange",
    "forecast",
    "forecaster",
    "importer",
    "index.html",
    "metrics",
    "public",
    "sales",
    "src",
    "style",
    "xtask/src",
];

/// Builds the release into `dist/`, unless what is there was built from the same sources with the same tools.
///
/// # Errors
/// When trunk or the compiler fails, or a file cannot be read or written.
pub fn build(tools: &Toolbox) -> Result<()> {
    let (root, dist) = (project::root(), project::dist());
    let stamp = project::state().join("dist.stamp");
    let sources = digest_of_sources(&root, &tools.description())?;
    let known = fs::read_to_string(&stamp).unwrap_or_default();
    if dist.is_dir() && known == stamp_text(&sources, &digest(&dist, &files(&dist)?)?) {
        println!("dist/ is up to date: nothing to build.");
        return Ok(());
    }

    let mut trunk = tools.command("trunk");
    trunk.args(["build", "--release"]);
    // Trunk 0.21 reads NO_COLOR as a switch of its own and stops at the value `1` that everybody else uses.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk)?;
    forbid_inline_code(&dist)?;

    fs::create_dir_all(project::state())?;
    // The build may have settled versions in Cargo.lock, so the sources are looked at again.
    let sources = digest_of_sources(&root, &tools.description())?;
    fs::write(&stamp, stamp_text(&sources, &digest(&dist, &files(&dist)?)?))
        .with_context(|| format!("cannot write {}", stamp.display()))
}

fn stamp_text(sources: &str, dist: &str) -> String {
    format!("{sources}\n{dist}\n")
}

fn digest_of_sources(root: &Path, tools: &str) -> Result<String> {
    let mut paths = Vec::new();
    for source in SOURCES {
        let path = root.join(source);
        if path.is_dir() {
            paths.extend(files(&path)?.into_iter().map(|below| format!("{source}/{below}")));
        } else if path.is_file() {
            paths.push(source.to_owned());
        }
    }
    Ok(format!("{tools} {}", digest(root, &paths)?))
}

/// What stands for the names and contents of these files below a folder.
///
/// # Errors
/// When one of them cannot be read.
pub(crate) fn digest(folder: &Path, paths: &[String]) -> Result<String> {
    let mut all = Sha256::new();
    for path in paths {
        let bytes = fs::read(folder.join(path)).with_context(|| format!("cannot read {path}"))?;
        all.update(path.as_bytes());
        all.update([0]);
        all.update(Sha256::digest(bytes));
    }
    Ok(format!("{:x}", all.finalize()))
}

/// All files below a folder, as sorted paths with forward slashes.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

/// Copies the files of a folder that are wanted, at any depth, to another one.
///
/// # Errors
/// When a file can't be read or written.
pub fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    for name in files(from)?.iter().filter(|name| wanted(name)) {
        let target = to.join(name);
        if let Some(above) = target.parent() {
            fs::create_dir_all(above)?;
        }
        fs::copy(from.join(name), target)?;
    }
    Ok(())
}

/// The page's Content-Security-Policy forbids inline code, so a page with some would be broken; better to hear of it
/// here than in a browser's console.
fn forbid_inline_code(dist: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html")).context("the build made no index.html")?;
    match inline_code(&page) {
        Some(what) => bail!("dist/index.html contains {what}, which its Content-Security-Policy forbids"),
        None => Ok(()),
    }
}

fn inline_code(page: &str) -> Option<&'static str> {
    let page = page.to_ascii_lowercase();
    let scripts_are_external = page
        .split("<script")
        .skip(1)
        .all(|script| script.split('>').next().is_some_and(|tag| tag.contains(" src=")));
    if !scripts_are_external {
        return Some("an inline script");
    }
    if page.contains("<style") || page.contains(" style=") {
        return Some("an inline style");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{files, inline_code};
    use std::fs;

    #[test]
    fn inline_code_is_found() {
        let cases = [
            ("<script src=a.js></script><link rel=stylesheet href=a.css>", None),
            ("<script type=\"module\" src=\"a.js\"></script>", None),
            ("<SCRIPT>alert(1)</SCRIPT>", Some("an inline script")),
            ("<script type=module>x</script>", Some("an inline script")),
            ("<style>a{}</style>", Some("an inline style")),
            ("<p style=\"color:red\">", Some("an inline style")),
        ];
        for (page, expected) in cases {
            assert_eq!(inline_code(page), expected, "{page}");
        }
    }

    #[test]
    fn files_are_listed_in_order_and_in_depth() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("b/c")).unwrap();
        for name in ["z", "b/c/d", "b/a"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(files(folder.path()).unwrap(), ["b/a", "b/c/d", "z"]);
    }
}
