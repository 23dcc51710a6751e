//! The tools that the commands need: which are there, and setting up the others.
//!
//! A tool that is on PATH in the right version is used as it is. Any other goes into a folder outside the repository,
//! `<tool>-<version>/bin/…` below `$FAIRLEAD_TOOLS` or `~/.cache/fairlead/tools`, so that a second clone finds it ready
//! and nothing a person installed is ever touched. Compilers are the exception: rustup manages them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::browser::{self, Browser};
use crate::install;
use crate::process::{self, cargo, command, on_path, version_line};
use crate::project;

/// 0.22 asks for a newer compiler than this project does.
pub(crate) const TRUNK_VERSION: &str = "0.21.14";
/// The npm package `binaryen` carries a `wasm-opt` that runs on node.
pub(crate) const BINARYEN_VERSION: &str = "132.0.0";
/// Older ones do not know all features that the compiler turns on.
const OLDEST_WASM_OPT: u32 = 120;
/// Cuts the app into parts.
pub(crate) const WASM_SPLIT_VERSION: &str = "0.2.4";
pub(crate) const AXE_VERSION: &str = "4.14.1";
/// What reading tables is measured beside. It is no part of the app.
pub(crate) const PAPA_VERSION: &str = "5.7.1";
/// What the figures are measured beside.
const ARQUERO_VERSION: &str = "8.0.3";
const DUCKDB: &str = "@duckdb/duckdb-wasm";
const DUCKDB_VERSION: &str = "1.32.0";
const TARGET: &str = "wasm32-unknown-unknown";

/// What the tools are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Building the site.
    Building,
    /// Building it, and running every test.
    Testing,
    /// Building it, and measuring it beside others.
    Measuring,
}

/// The tools, ready for use.
#[derive(Debug, Clone)]
pub struct Toolbox {
    /// Their folders, to put on PATH.
    folders: Vec<PathBuf>,
    wasm_bindgen_version: String,
    /// `None` where it is not to be had.
    optimizer: Option<Optimizer>,
    browser: Option<Browser>,
}

/// The folder that holds what was set up here.
#[derive(Debug, Clone)]
pub(crate) struct Store(PathBuf);

/// `wasm-opt` of this version, in this folder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Optimizer {
    version: u32,
    folder: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Tool {
    Target,
    Component(&'static str),
    /// Node.js with npm, which others come from.
    Node,
    WasmBindgen(String),
    WasmSplit,
    Trunk,
    WasmOpt,
    Browser,
    Axe,
    Papa,
    Arquero,
    DuckDb,
}

impl Store {
    fn new() -> Result<Self> {
        if let Some(folder) = std::env::var_os("FAIRLEAD_TOOLS").filter(|value| !value.is_empty()) {
            return Ok(Self(project::root().join(folder)));
        }
        let home = std::env::var_os("HOME")
            .or_else(|| std::env::var_os("USERPROFILE"))
            .context("no home folder to keep tools in: set FAIRLEAD_TOOLS to a folder for them")?;
        Ok(Self(Path::new(&home).join(".cache/fairlead/tools")))
    }

    /// The folder of one tool.
    pub(crate) fn home(&self, tool: &str, version: &str) -> PathBuf {
        self.0.join(format!("{tool}-{version}"))
    }

    /// Where tools are compiled. They share it, so that what both depend on is compiled once.
    pub(crate) fn workshop(&self) -> PathBuf {
        self.0.join("build")
    }

    /// The folder of the tool that cuts the app into parts.
    pub(crate) fn wasm_split(&self) -> PathBuf {
        self.home("wasm-split", WASM_SPLIT_VERSION)
    }

    fn papa(&self) -> PathBuf {
        self.home("papaparse", PAPA_VERSION).join("lib/node_modules/papaparse/papaparse.min.js")
    }

    fn arquero(&self) -> PathBuf {
        self.home("arquero", ARQUERO_VERSION).join("package/dist/arquero.min.js")
    }

    fn duckdb(&self) -> PathBuf {
        self.home(DUCKDB, DUCKDB_VERSION).join("lib/node_modules").join(DUCKDB)
    }

    fn axe(&self) -> PathBuf {
        self.home("axe-core", AXE_VERSION).join("lib/node_modules/axe-core/axe.min.js")
    }
}

impl Tool {
    /// Its name and version.
    fn name(&self) -> String {
        match self {
            Self::Target => format!("the compiler's {TARGET} target"),
            Self::Component(name) => format!("the toolchain's {name}"),
            Self::Node => "Node.js with npm".to_owned(),
            Self::WasmBindgen(version) => format!("wasm-bindgen {version}"),
            Self::WasmSplit => format!("wasm-split {WASM_SPLIT_VERSION}"),
            Self::Trunk => format!("trunk {TRUNK_VERSION}"),
            Self::WasmOpt => format!("wasm-opt (binaryen {BINARYEN_VERSION})"),
            Self::Browser => "Chromium and its driver".to_owned(),
            Self::Axe => format!("axe-core {AXE_VERSION}"),
            Self::Papa => format!("papaparse {PAPA_VERSION}"),
            Self::Arquero => format!("arquero {ARQUERO_VERSION}"),
            Self::DuckDb => format!("duckdb-wasm {DUCKDB_VERSION}"),
        }
    }

    /// How long it usually takes, on two cores.
    fn usual_time(&self) -> &'static str {
        match self {
            Self::Target | Self::Component(_) | Self::WasmOpt | Self::Axe | Self::Papa | Self::Arquero => {
                "some seconds"
            }
            Self::WasmBindgen(_) => "1 to 2 minutes",
            Self::Trunk => "2 to 4 minutes",
            Self::WasmSplit | Self::Node | Self::Browser | Self::DuckDb => "about a minute",
        }
    }

    /// Whether npm brings it.
    fn comes_from_npm(&self) -> bool {
        matches!(self, Self::WasmOpt | Self::Axe | Self::Papa | Self::Arquero | Self::DuckDb)
    }

    /// Whether the site can be built without it.
    fn is_dispensable(&self, purpose: Purpose) -> bool {
        *self == Self::WasmOpt || (*self == Self::Node && purpose == Purpose::Building)
    }

    /// How it comes to be there.
    fn source(&self) -> &'static str {
        match self {
            Self::Target | Self::Component(_) => "by rustup",
            Self::Node => "by this system's packages",
            Self::Browser => "by this system's packages, with fonts",
            Self::WasmBindgen(_) | Self::WasmSplit | Self::Trunk => "compiled here",
            Self::WasmOpt | Self::Axe | Self::Papa | Self::Arquero | Self::DuckDb => "by npm",
        }
    }

    fn is_ready(&self, store: &Store) -> bool {
        match self {
            Self::Target => has_target(),
            Self::Component(name) => {
                // `cargo fmt` and `cargo clippy` are how they are used here.
                let subcommand = name.strip_prefix("rust").unwrap_or(name);
                process::output(cargo().args([subcommand, "--version"])).is_ok()
            }
            Self::Node => on_path("npm").is_some() && on_path("node").is_some(),
            Self::WasmBindgen(version) => {
                let home = store.home("wasm-bindgen", version);
                ["wasm-bindgen", "wasm-bindgen-test-runner"].iter().all(|program| {
                    find(program, &home, |line| line.split(' ').nth(1) == Some(version)).is_some()
                })
            }
            // It does not say its version, so only the folder's name does.
            Self::WasmSplit => store.wasm_split().join("bin/wasm-split-cli").is_file(),
            Self::Trunk => {
                let home = store.home("trunk", TRUNK_VERSION);
                find("trunk", &home, |line| line == format!("trunk {TRUNK_VERSION}")).is_some()
            }
            Self::WasmOpt => find_wasm_opt(store).is_some(),
            Self::Browser => browser::find().is_ok(),
            Self::Axe => store.axe().is_file(),
            Self::Papa => store.papa().is_file(),
            Self::Arquero => store.arquero().is_file(),
            Self::DuckDb => store.duckdb().is_dir(),
        }
    }

    fn install(&self, store: &Store) -> Result<()> {
        match self {
            Self::Target => install::with_rustup("target", TARGET),
            Self::Component(name) => install::with_rustup("component", name),
            Self::Node => install::npm(),
            Self::WasmBindgen(version) => install::wasm_bindgen(store, version),
            Self::WasmSplit => install::wasm_split(store),
            Self::Trunk => install::trunk(store),
            Self::WasmOpt => install::from_npm(store, "binaryen", BINARYEN_VERSION),
            Self::Browser => install::chromium(),
            Self::Axe => install::from_npm(store, "axe-core", AXE_VERSION),
            Self::Papa => install::from_npm(store, "papaparse", PAPA_VERSION),
            Self::Arquero => install::packed_npm(store, "arquero", ARQUERO_VERSION),
            Self::DuckDb => install::from_npm(store, DUCKDB, DUCKDB_VERSION),
        }
    }
}

impl Toolbox {
    /// Checks every tool and sets up those that are missing, saying which and how long that usually takes.
    ///
    /// # Errors
    /// When a tool can neither be found nor set up. The error names it and says how to get it.
    pub fn set_up(purpose: Purpose) -> Result<Self> {
        let store = Store::new()?;
        let wasm_bindgen_version = project::locked_version("wasm-bindgen")?;
        // The quick ones first: what can fail without having cost anything, should.
        let mut wanted = vec![Tool::Target];
        match purpose {
            Purpose::Building => {}
            Purpose::Testing => {
                wanted.extend([
                    Tool::Component("rustfmt"),
                    Tool::Component("clippy"),
                    Tool::Browser,
                    Tool::Axe,
                ]);
            }
            Purpose::Measuring => wanted.extend([Tool::Browser, Tool::Papa, Tool::Arquero, Tool::DuckDb]),
        }
        wanted.extend([
            Tool::WasmOpt,
            Tool::WasmBindgen(wasm_bindgen_version.clone()),
            Tool::WasmSplit,
            Tool::Trunk,
        ]);

        let missing: Vec<Tool> = wanted.into_iter().filter(|tool| !tool.is_ready(&store)).collect();
        let missing = with_node(missing, purpose, Tool::Node.is_ready(&store));
        if !missing.is_empty() {
            println!("To set up, once, in {}:", store.0.display());
            for tool in &missing {
                println!("  {}, {} (usually {})", tool.name(), tool.source(), tool.usual_time());
            }
        }
        for tool in &missing {
            set_up_one(tool, &store, purpose)?;
        }
        let workshop = store.workshop();
        if workshop.exists() {
            // A gigabyte that nobody needs again. If it cannot go, that is no reason not to start.
            let _ = std::fs::remove_dir_all(workshop);
        }

        let mut folders = vec![
            store.home("trunk", TRUNK_VERSION).join("bin"),
            store.home("wasm-bindgen", &wasm_bindgen_version).join("bin"),
            store.wasm_split().join("bin"),
        ];
        let optimizer = find_wasm_opt(&store);
        match &optimizer {
            Some(optimizer) => folders.push(optimizer.folder.clone()),
            None => {
                println!("Building without wasm-opt: the site works the same, but its first load is larger.");
            }
        }
        let browser = if purpose == Purpose::Building { None } else { Some(browser::find()?) };
        let toolbox = Self { folders, wasm_bindgen_version, optimizer, browser };
        println!("Tools: {}", toolbox.description());
        Ok(toolbox)
    }

    /// The tools with their versions.
    #[must_use]
    pub fn description(&self) -> String {
        let optimizer = match &self.optimizer {
            Some(optimizer) => format!("wasm-opt {}", optimizer.version),
            None => "no wasm-opt".to_owned(),
        };
        let compiler = version_line(Path::new("rustc")).unwrap_or_default();
        let compiler = compiler.split(" (").next().unwrap_or_default();
        format!(
            "{compiler}, trunk {TRUNK_VERSION}, wasm-bindgen {}, wasm-split {WASM_SPLIT_VERSION}, {optimizer}",
            self.wasm_bindgen_version
        )
    }

    /// Whether there is a `wasm-opt`.
    #[must_use]
    pub fn has_optimizer(&self) -> bool {
        self.optimizer.is_some()
    }

    /// A command that finds the tools on its PATH.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let of_ours = self.folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        let mut command = command(of_ours.unwrap_or_else(|| program.into()));
        command.env("PATH", process::path_with(&self.folders));
        command
    }

    /// The cargo in use, with the tools on its PATH.
    #[must_use]
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.env("PATH", process::path_with(&self.folders));
        command
    }

    /// The browser to test in.
    ///
    /// # Errors
    /// When the tools were set up for building only.
    pub fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().context("no browser was set up")
    }
}

/// The accessibility checker's script.
///
/// # Errors
/// When it has not been set up.
pub fn axe() -> Result<PathBuf> {
    let path = Store::new()?.axe();
    if !path.is_file() {
        bail!("axe-core {AXE_VERSION} is missing: run `cargo xtask test`, which sets it up");
    }
    Ok(path)
}

/// The script of another reader of tables, to measure ours beside.
///
/// # Errors
/// When it has not been set up.
pub fn papa() -> Result<PathBuf> {
    let path = Store::new()?.papa();
    if !path.is_file() {
        bail!("papaparse {PAPA_VERSION} is missing: run `cargo xtask bench`, which sets it up");
    }
    Ok(path)
}

/// Where the engines lie that a benchmark lays beside the app's figures.
#[derive(Debug, Clone)]
pub struct Engines {
    /// Arquero's script.
    pub arquero: PathBuf,
    /// The modules of `DuckDB`, its worker and its WebAssembly.
    pub duckdb: PathBuf,
    /// The modules of Apache Arrow, which `DuckDB` answers in.
    pub arrow: PathBuf,
    /// Modules that Arrow needs.
    pub flatbuffers: PathBuf,
    /// Helpers that Arrow needs.
    pub tslib: PathBuf,
}

/// The engines that a benchmark lays beside the app's figures.
///
/// # Errors
/// When they have not been set up.
pub fn engines() -> Result<Engines> {
    let store = Store::new()?;
    let (arquero, duckdb) = (store.arquero(), store.duckdb());
    if !arquero.is_file() || !duckdb.is_dir() {
        bail!(
            "arquero {ARQUERO_VERSION} or duckdb-wasm {DUCKDB_VERSION} is missing: run `cargo xtask bench`, which sets them up"
        );
    }
    let needed = duckdb.join("node_modules");
    Ok(Engines {
        arquero,
        duckdb: duckdb.join("dist"),
        arrow: needed.join("apache-arrow"),
        flatbuffers: needed.join("flatbuffers/mjs"),
        tslib: needed.join("tslib"),
    })
}

/// What is missing, with Node.js before all that npm brings, where it is missing as well. Tests make the chart library with it.
fn with_node(mut missing: Vec<Tool>, purpose: Purpose, has_node: bool) -> Vec<Tool> {
    let needs_node = purpose == Purpose::Testing || missing.iter().any(Tool::comes_from_npm);
    if needs_node && !has_node {
        missing.insert(0, Tool::Node);
    }
    missing
}

fn set_up_one(tool: &Tool, store: &Store, purpose: Purpose) -> Result<()> {
    println!("Setting up {} …", tool.name());
    let start = Instant::now();
    let outcome = tool.install(store).and_then(|()| {
        if tool.is_ready(store) { Ok(()) } else { bail!("it was installed, and yet it does not run") }
    });
    match outcome {
        Ok(()) => {
            println!("  done in {} s", start.elapsed().as_secs());
            Ok(())
        }
        Err(error) if tool.is_dispensable(purpose) => {
            println!("  not possible here: {error:#}");
            Ok(())
        }
        Err(error) => Err(error.context(format!("cannot set up {}", tool.name()))),
    }
}

/// A program of the store or, where the right one is there already, of PATH.
fn find(program: &str, home: &Path, is_right: impl Fn(&str) -> bool) -> Option<PathBuf> {
    [Some(home.join("bin").join(program)), on_path(program)]
        .into_iter()
        .flatten()
        .find(|path| path.is_file() && version_line(path).is_some_and(|line| is_right(&line)))
}

fn has_target() -> bool {
    let sysroot = process::output(command("rustc").args(["--print", "sysroot"]).stderr(Stdio::null()));
    sysroot
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

/// A `wasm-opt` that is new enough, by the `132` of `wasm-opt version 132 (version_132)`.
fn find_wasm_opt(store: &Store) -> Option<Optimizer> {
    let version =
        |line: &str| line.split(' ').nth(2)?.parse::<u32>().ok().filter(|number| *number >= OLDEST_WASM_OPT);
    let home = store.home("binaryen", BINARYEN_VERSION);
    let path = find("wasm-opt", &home, |line| version(line).is_some())?;
    Some(Optimizer { version: version(&version_line(&path)?)?, folder: path.parent()?.to_path_buf() })
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Tool, with_node};

    #[test]
    fn nodejs_is_listed_before_what_npm_brings_and_only_where_it_is_missing() {
        let cases = [
            (vec![Tool::Trunk, Tool::WasmOpt], Purpose::Building, false, true),
            (vec![Tool::Trunk, Tool::WasmOpt], Purpose::Building, true, false),
            (vec![Tool::Trunk], Purpose::Building, false, false),
            (vec![], Purpose::Testing, false, true),
            (vec![], Purpose::Testing, true, false),
            (vec![Tool::DuckDb], Purpose::Measuring, false, true),
        ];
        for (missing, purpose, has_node, is_listed) in cases {
            let all = with_node(missing.clone(), purpose, has_node);
            assert_eq!(all.first() == Some(&Tool::Node), is_listed, "{missing:?} {purpose:?}");
            assert_eq!(all.len(), missing.len() + usize::from(is_listed));
        }
        // The site can be built without it: it only gets larger.
        assert!(Tool::Node.is_dispensable(Purpose::Building) && !Tool::Node.is_dispensable(Purpose::Testing));
        assert!(Tool::Node.name().contains("npm") && Tool::Node.usual_time().contains("minute"));
    }
}
