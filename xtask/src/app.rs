//! Compiles the app: one WebAssembly file to start with, one for each part that can wait, and one for each worker. The chart
//! library is laid beside them.
//!
//! The compiler makes a single module, with its relocations left in. `wasm-split` cuts it where the functions marked in
//! `src/screens/parts.rs` are called; wasm-bindgen and wasm-opt do what they always do. Trunk knows nothing of the
//! cutting, so the page tells it to leave the compiling to this module; see `docs/decisions/0009-parts.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::tools::Toolbox;
use crate::{dist, echarts, process, project, worker};

const WASM: &str = "wasm32-unknown-unknown";

/// The app's name: of its package, its module and its script.
const APP: &str = "fairlead";

/// The workers': one reads and writes files, the other one learns and forecasts. Each has the attribute that tells the app where it is.
const WORKERS: [(&str, &str); 2] = [("importer", "data-worker"), ("forecaster", "data-forecaster")];

/// What the tag in `index.html` contains that gives way to what starts the app.
const BLANK: &str = "@app@";

/// What the compiler takes for granted that a browser can.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How much effort goes into the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to compile.
    Development,
    /// Small to load.
    Release,
}

/// Cargo's profile for development.
const DEVELOPMENT: &str = "dev";

impl Profile {
    /// What cargo calls it.
    fn cargo(self) -> &'static str {
        match self {
            Self::Development => DEVELOPMENT,
            Self::Release => "release",
        }
    }

    /// What cargo calls it for workers, which are to be quick rather than small.
    fn cargo_of_workers(self) -> &'static str {
        match self {
            Self::Development => DEVELOPMENT,
            Self::Release => "worker",
        }
    }
}

/// Compiles the app and its workers into folders of the site that are named after what is in them, and has the page start it.
///
/// # Errors
/// When the compiler or a tool fails, or a file cannot be read or written.
pub fn build(tools: &Toolbox, site: &Path, profile: Profile) -> Result<()> {
    let workshop = project::state().join("app");
    if workshop.exists() {
        fs::remove_dir_all(&workshop)?;
    }
    let app = build_app(tools, &workshop, profile)?;
    let app = place(&app, site, "app")?;
    let charts = place(&echarts::built(), site, "echarts")?;
    let mut later = format!("data-charts=\"./{charts}/{script}\"", script = echarts::SCRIPT);
    for (name, attribute) in WORKERS {
        let worker = build_worker(tools, &workshop, name, profile)?;
        let worker = place(&worker, site, name)?;
        write!(later, " {attribute}=\"./{worker}/start.js\"")?;
    }
    start_from_page(site, &app, &later)
}

/// Compiles the figures alone, as they are compiled in the app, for a page that lays other engines beside them.
///
/// # Errors
/// When the compiler or a tool fails, or a file cannot be read or written.
pub fn build_engines(tools: &Toolbox) -> Result<()> {
    let bound = engines();
    if bound.exists() {
        fs::remove_dir_all(&bound)?;
    }
    let module = compile(tools, "engines", Profile::Release.cargo(), &[])?;
    bind(tools, "engines", &module, &bound)?;
    optimize(tools, &bound, Profile::Release, "-Oz")
}

/// Where [`build_engines`] puts them.
pub fn engines() -> PathBuf {
    project::state().join("engines")
}

/// The app, cut into parts.
fn build_app(tools: &Toolbox, workshop: &Path, profile: Profile) -> Result<PathBuf> {
    let (parts, bound) = (workshop.join("parts"), workshop.join("bound"));
    fs::create_dir_all(&parts)?;
    let module = compile(tools, APP, profile.cargo(), &["-Clink-args=--emit-relocs"])?;
    process::output(tools.command("wasm-split-cli").args(["--out-name", APP]).arg(&module).arg(&parts))?;
    let main = parts.join(APP).with_extension("wasm");
    bind(tools, APP, &main, &bound)?;
    fs::remove_file(&main)?;
    for name in dist::files(&parts)? {
        fs::rename(parts.join(&name), bound.join(&name))?;
    }
    optimize(tools, &bound, profile, "-Oz")?;
    Ok(bound)
}

/// A worker. It is there to be quick, and nobody waits for it to be loaded.
fn build_worker(tools: &Toolbox, workshop: &Path, name: &str, profile: Profile) -> Result<PathBuf> {
    let bound = workshop.join(name);
    let module = compile(tools, name, profile.cargo_of_workers(), &[])?;
    bind(tools, name, &module, &bound)?;
    fs::copy(project::root().join(name).join("start.js"), bound.join("start.js"))?;
    // The compiler has made it quick already; the passes of higher levels take minutes on what it has inlined.
    optimize(tools, &bound, profile, "-O1")?;
    Ok(bound)
}

fn compile(tools: &Toolbox, package: &str, profile: &str, flags: &[&str]) -> Result<PathBuf> {
    let mut cargo = tools.cargo();
    cargo.args(["rustc", "--package", package, "--bin", package, "--target", WASM, "--profile", profile]);
    process::run(cargo.arg("--").args(flags))?;
    // Cargo's own profile has another name than its folder.
    let folder = if profile == DEVELOPMENT { "debug" } else { profile };
    Ok(project::target().join(WASM).join(folder).join(package).with_extension("wasm"))
}

fn bind(tools: &Toolbox, name: &str, module: &Path, to: &Path) -> Result<()> {
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        name,
        "--out-dir",
    ]);
    process::output(bindgen.arg(to).arg(module)).map(|_| ())
}

fn optimize(tools: &Toolbox, folder: &Path, profile: Profile, level: &str) -> Result<()> {
    if profile == Profile::Development || !tools.has_optimizer() {
        return Ok(());
    }
    for name in dist::files(folder)?.iter().filter(|name| is_wasm(name)) {
        let path = folder.join(name);
        process::output(tools.command("wasm-opt").arg(level).args(FEATURES).arg(&path).arg("-o").arg(&path))?;
    }
    Ok(())
}

fn is_wasm(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "wasm")
}

/// Copies what is in a folder into the site, below a name that changes with any of the files, so that no page ever meets a
/// part of another version. Answers that name.
fn place(bound: &Path, site: &Path, name: &str) -> Result<String> {
    let folder = format!("{name}-{}", digest(bound)?);
    dist::copy(bound, &site.join(&folder), |_| true)?;
    Ok(folder)
}

fn digest(folder: &Path) -> Result<String> {
    Ok(dist::digest(folder, &dist::files(folder)?)?[..16].to_owned())
}

/// Fills the page's blank: what to fetch right away, what `boot.js` is to start, and where the app finds what it fetches later.
fn start_from_page(site: &Path, folder: &str, later: &str) -> Result<()> {
    let path = site.join("index.html");
    let page = fs::read_to_string(&path).context("the build made no index.html")?;
    let preload = |name: String| -> Result<String> {
        let integrity = worker::integrity(&fs::read(site.join(folder).join(&name))?);
        Ok(format!("<link rel=\"modulepreload\" href=\"./{folder}/{name}\" integrity=\"{integrity}\">"))
    };
    let mut tags = scripts(&site.join(folder))?.into_iter().map(preload).collect::<Result<Vec<_>>>()?;
    let wasm = format!("{folder}/{APP}_bg.wasm");
    // No hash here: Chromium does not check what is preloaded for `fetch`, and says so in the console. The service worker
    // checks the file when it keeps it.
    tags.push(format!(
        "<link rel=\"preload\" href=\"./{wasm}\" as=\"fetch\" type=\"application/wasm\" \
         crossorigin=\"anonymous\"><meta name=\"fairlead-app\" data-js=\"./{folder}/{APP}.js\" data-wasm=\"./{wasm}\" \
         {later}>"
    ));
    let filled = fill(&page, &tags.concat())
        .with_context(|| format!("index.html has no blank `{BLANK}` to fill in"))?;
    fs::write(&path, filled).with_context(|| format!("cannot write {}", path.display()))
}

/// The scripts that the app's own script imports, and that one itself.
fn scripts(folder: &Path) -> Result<Vec<String>> {
    let all = dist::files(folder)?;
    Ok(all.into_iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "js")).collect())
}

/// The page with `tags` instead of the tag that has the blank in it.
fn fill(page: &str, tags: &str) -> Option<String> {
    let (before, after) = page.split_once(BLANK)?;
    let (before, _) = before.rsplit_once('<')?;
    let (_, after) = after.split_once('>')?;
    Some([before, tags, after].concat())
}

#[cfg(test)]
mod tests {
    use super::{digest, fill};
    use std::fs;

    #[test]
    fn the_page_is_filled_in_as_written_or_minified() {
        for page in ["<a><meta name=\"n\" content=\"@app@\"><b>", "<a><meta content=@app@ name=n><b>"] {
            assert_eq!(fill(page, "<x>").as_deref(), Some("<a><x><b>"), "{page}");
        }
        assert_eq!(fill("<a>", "<x>"), None);
    }

    #[test]
    fn a_folder_is_named_after_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.wasm"), "1").unwrap();
        let before = digest(folder.path()).unwrap();
        assert_eq!(digest(folder.path()).unwrap(), before);
        fs::write(folder.path().join("a.wasm"), "2").unwrap();
        assert_ne!(digest(folder.path()).unwrap(), before);
    }
}
