//! The tests, in phases: what fails cheaply comes first, and nothing runs after a failure.

use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::app::{self, Profile};
use crate::process;
use crate::tools::{Purpose, Toolbox};
use crate::{dist, echarts, project, size};

const WASM: &str = "wasm32-unknown-unknown";

/// The packages that have tests of their own in a browser.
const IN_BROWSER: [&str; 4] = ["--package", "fairlead", "--package", "forecaster"];

/// One part of `cargo xtask test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Is the code formatted?
    Format,
    /// Are there lints, natively and for wasm?
    Lint,
    /// The tests that need no browser.
    Native,
    /// Licences and sources of the dependencies, and what is banned.
    Deny,
    /// Is the chart library what its sources make?
    Charts,
    /// The tests that run as WebAssembly in a browser.
    Wasm,
    /// The release build and its size.
    Build,
    /// The built site, used as a person would.
    Browser,
}

/// What came of a phase.
enum Outcome {
    Done,
    Skipped(String),
}

/// How many tests ran, as the test runners report it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Phase {
    /// All phases, in the order in which they run.
    pub const ALL: [Self; 8] = [
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Deny,
        Self::Charts,
        Self::Wasm,
        Self::Build,
        Self::Browser,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Deny => "deny",
            Self::Charts => "charts",
            Self::Wasm => "wasm",
            Self::Build => "build",
            Self::Browser => "browser",
        }
    }

    /// The phase of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Format => "Format",
            Self::Lint => "Lints",
            Self::Native => "Native tests",
            Self::Deny => "Licences and sources",
            Self::Charts => "Chart library",
            Self::Wasm => "WebAssembly tests, in Chromium",
            Self::Build => "Release build",
            Self::Browser => "Browser tests",
        }
    }

    fn run(self, tools: &Toolbox, filters: &[String], count: &mut Count) -> Result<Outcome> {
        match self {
            Self::Format => process::run(tools.cargo().args(["fmt", "--all", "--check"]))
                .context("`cargo fmt --all` formats the code")?,
            Self::Lint => lint(tools)?,
            Self::Native => {
                let mut cargo = tools.cargo();
                cargo.args(["test", "--workspace", "--exclude", "browser-tests"]);
                test(cargo.args(filters), count)?;
            }
            Self::Deny => return deny(),
            Self::Charts => echarts::check()?,
            Self::Wasm => wasm(tools, filters, count)?,
            Self::Build => {
                dist::build(tools)?;
                size::print_first_load(&project::dist())?;
            }
            Self::Browser => {
                dist::build(tools)?;
                let mut cargo = tools.cargo();
                cargo.args(["test", "--package", "browser-tests"]).args(filters);
                let browser = tools.browser()?;
                cargo.env("CHROME", &browser.chromium).env("CHROMEDRIVER", &browser.driver);
                // The harness says what the page showed; the way through the async runtime only hides that.
                cargo.env("RUST_BACKTRACE", "0");
                test(&mut cargo, count)?;
            }
        }
        Ok(Outcome::Done)
    }
}

/// Runs these phases, or all, and prints what each took. `filters` go to the test runners.
///
/// # Errors
/// When a phase fails, or no test ran at all.
pub fn run(tools: &Toolbox, phases: &[Phase], filters: &[String]) -> Result<()> {
    let phases = if phases.is_empty() { &Phase::ALL } else { phases };
    let mut count = Count::default();
    let mut summary = Vec::new();
    let mut failure = None;
    for (index, phase) in phases.iter().enumerate() {
        println!("\n== {} ==", phase.heading());
        let start = Instant::now();
        let outcome = phase.run(tools, filters, &mut count);
        let seconds = start.elapsed().as_secs_f64();
        let said = match &outcome {
            Ok(Outcome::Done) => "ok".to_owned(),
            Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
            Err(_) => "FAILED".to_owned(),
        };
        println!("-- {}: {said}, {seconds:.1} s", phase.heading());
        summary.push(format!("{:<32} {seconds:>7.1} s  {said}", phase.heading()));
        if let Err(error) = outcome {
            summary
                .extend(phases[index + 1..].iter().map(|phase| format!("{:<32} not run", phase.heading())));
            failure = Some(error.context(format!("{} failed", phase.heading())));
            break;
        }
    }

    println!("\n== Summary ==");
    for line in summary {
        println!("{line}");
    }
    // A plain closing line, the same for any mix of test runners.
    println!("\n{} passed, {} failed, {} skipped", count.passed, count.failed, count.ignored);
    let has_tests = phases.iter().any(|phase| matches!(phase, Phase::Native | Phase::Wasm | Phase::Browser));
    match failure {
        Some(error) => Err(error),
        None if has_tests && count.passed == 0 => bail!("no test ran: does the filter match any?"),
        None => Ok(()),
    }
}

fn lint(tools: &Toolbox) -> Result<()> {
    let deny_warnings = ["--", "--deny", "warnings"];
    let mut native = tools.cargo();
    native.args(["clippy", "--workspace", "--all-targets"]).args(deny_warnings);
    process::run(&mut native)?;
    let mut wasm = tools.cargo();
    wasm.arg("clippy").args(IN_BROWSER).args(["--all-targets", "--target", WASM]).args(deny_warnings);
    process::run(&mut wasm)
}

/// Checks `deny.toml` where cargo-deny is installed; it is not worth the minutes of compiling it.
fn deny() -> Result<Outcome> {
    let installed = process::output(process::cargo().args(["deny", "--version"])).is_ok();
    if !installed {
        return Ok(Outcome::Skipped("cargo-deny is not installed".to_owned()));
    }
    process::run(process::cargo().args(["deny", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Done)
}

fn wasm(tools: &Toolbox, filters: &[String], count: &mut Count) -> Result<()> {
    let browser = tools.browser()?;
    let capabilities = json!({
        "goog:chromeOptions": { "binary": browser.chromium, "args": crate::browser::FLAGS }
    });
    let path = project::state().join("webdriver.json");
    fs::create_dir_all(project::state())?;
    fs::write(&path, capabilities.to_string())?;

    let mut cargo = tools.cargo();
    cargo.arg("test").args(IN_BROWSER).args(["--target", WASM, "--lib", "--tests"]).args(filters);
    cargo.env("CHROMEDRIVER", &browser.driver);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &path);
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    test(&mut cargo, count)
}

fn test(command: &mut std::process::Command, count: &mut Count) -> Result<()> {
    process::run_looking(command, |line| count.add(line))
}

impl Count {
    /// Adds the numbers of a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn add(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else {
            return;
        };
        let number = |what: &str| {
            let before = result.split_once(&format!(" {what}"))?.0;
            before.rsplit(' ').next()?.parse::<u64>().ok()
        };
        self.passed += number("passed").unwrap_or(0);
        self.failed += number("failed").unwrap_or(0);
        self.ignored += number("ignored").unwrap_or(0);
    }
}

/// The parts of the benchmarks.
const BENCHES: [&str; 5] = ["size", "engines", "browser", "forecast", "core"];

/// Runs the benchmarks and prints what a first visit weighs; or only the parts that are named.
///
/// # Errors
/// When there is no such part, the build or a benchmark fails.
pub fn bench(tools: &Toolbox, parts: &[String]) -> Result<()> {
    if let Some(other) = parts.iter().find(|part| !BENCHES.contains(&part.as_str())) {
        bail!("there is no benchmark `{other}`: {}", BENCHES.join(", "));
    }
    let is_wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    if ["size", "browser", "forecast"].into_iter().any(is_wanted) {
        dist::build(tools)?;
    }
    if is_wanted("size") {
        println!("\n== First load ==");
        size::print_first_load(&project::dist())?;
    }
    if is_wanted("engines") {
        app::build_engines(tools)?;
        println!("\n== The figures and other engines, in Chromium ==");
        in_browser(tools, "engines")?;
    }
    if is_wanted("browser") {
        println!("\n== The app in Chromium ==");
        in_browser(tools, "app")?;
    }
    if is_wanted("forecast") {
        println!("\n== The forecast in Chromium ==");
        in_browser(tools, "forecast")?;
    }
    if is_wanted("core") {
        println!("\n== The core, natively ==");
        process::run(tools.cargo().args(["bench", "--package", "sales", "--features", "bench"]))?;
        process::run(tools.cargo().args(["bench", "--package", "metrics"]))?;
    }
    Ok(())
}

fn in_browser(tools: &Toolbox, what: &str) -> Result<()> {
    let browser = tools.browser()?;
    let mut cargo = tools.cargo();
    // Measured is the page, which is a release in any case; a minute of optimizing the harness would change nothing.
    cargo.args(["run", "--package", "browser-tests", "--bin", "bench", "--", what]);
    cargo.env("CHROME", &browser.chromium).env("CHROMEDRIVER", &browser.driver);
    process::run(&mut cargo)
}

/// Imports the sets of sales data in a folder, natively, and compares what comes of them with the figures that are known.
///
/// # Errors
/// When the folder has none, or a figure differs.
pub fn datasets(folder: &str) -> Result<()> {
    with_sets(folder, "exchange", "datasets")
}

/// Forecasts from the past of the sets of sales data in a folder, natively, and compares with what came of it.
///
/// # Errors
/// When the folder lacks a set.
pub fn backtest(folder: &str) -> Result<()> {
    with_sets(folder, "forecast", "backtest")
}

/// Runs an example on the sets of sales data in a folder. It is called as the command is.
fn with_sets(folder: &str, package: &str, example: &str) -> Result<()> {
    if folder.is_empty() {
        bail!("say which folder has the sets: cargo xtask {example} FOLDER");
    }
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", package, "--example", example, "--", folder]);
    process::run(&mut cargo)
}

/// Serves the built site until the program is stopped.
///
/// # Errors
/// When the port is taken.
pub fn serve(base: &str, port: u16) -> Result<()> {
    let server = crate::server::Server::start(&project::dist(), base, port)?;
    println!("\nFairlead is at {}   (Ctrl+C stops it)", server.address());
    server.wait();
    Ok(())
}

/// Runs what trunk calls before and after it builds; see `Trunk.toml`.
///
/// # Errors
/// When the style sheets cannot be joined or the build cannot be completed.
pub fn hook(name: &str) -> Result<()> {
    match name {
        "before-build" => crate::style::join(&project::root()),
        "after-build" => {
            let site = std::env::var_os("TRUNK_STAGING_DIR")
                .context("trunk runs this, and says where the build is")?;
            let site = std::path::Path::new(&site);
            let tools = Toolbox::set_up(Purpose::Building)?;
            if std::env::var("TRUNK_PROFILE").as_deref() == Ok("release") {
                app::build(&tools, site, Profile::Release)?;
                crate::worker::complete(site)
            } else {
                app::build(&tools, site, Profile::Development)?;
                crate::worker::leave_out(site)
            }
        }
        other => bail!("there is no hook `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Phase};

    #[test]
    fn results_are_counted_over_all_runners() {
        let mut count = Count::default();
        for line in [
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out",
            "\u{1b}[32mtest result: ok. 4 passed; 0 failed; 0 ignored",
            "test a_result ... ok",
        ] {
            count.add(line);
        }
        assert_eq!(count, Count { passed: 9, failed: 1, ignored: 1 });
    }

    #[test]
    fn every_phase_is_found_by_its_name() {
        for phase in Phase::ALL {
            assert_eq!(Phase::named(phase.name()), Some(phase));
        }
        assert_eq!(Phase::named("nothing"), None);
    }
}
