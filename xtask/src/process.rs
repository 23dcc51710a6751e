//! Running other programs: one way to start them, and one way to say what failed.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Cargo sets these for the program that `cargo run` starts. A cargo started from there would hand them on to build
/// scripts and macros that look at them, and so rebuild what a cargo started by hand has already built.
const SET_BY_CARGO_RUN: [&str; 4] =
    ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_BIN_NAME", "CARGO_CRATE_NAME"];

/// The cargo that started this program, so that one command never mixes two toolchains.
#[must_use]
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A command that reads nothing from the terminal and sees the environment as the person set it.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).current_dir(crate::project::root());
    for name in SET_BY_CARGO_RUN {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command with its output on the terminal.
///
/// # Errors
/// When it cannot start, or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly and returns what it wrote to standard output. What it wrote to standard error is shown only
/// as part of the error.
///
/// # Errors
/// When it cannot start, or ends with a failure.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name_of(command);
    let output = command.output().with_context(|| format!("cannot start `{name}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` failed ({}):\n{}", output.status, last_lines(&said, 20));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command with its output on the terminal, and also shows every line of its standard output to `look`.
///
/// # Errors
/// When it cannot start, or ends with a failure.
pub fn run_looking(command: &mut Command, mut look: impl FnMut(&str)) -> Result<()> {
    let name = name_of(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{name}`"))?;
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            // A reader that went away (`| head`) is no reason to stop the tests.
            let _ = std::io::stdout().write_all(&line);
            let _ = std::io::stdout().flush();
            look(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().with_context(|| format!("lost sight of `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// What `program --version` says, if there is such a program and it runs.
#[must_use]
pub fn version_line(program: &Path) -> Option<String> {
    let said = command(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&said.stdout);
    said.status.success().then(|| text.trim().to_owned())
}

/// The first number with a dot in it, such as `156.0.8078.79` in `Chromium 156.0.8078.79 built on …`.
#[must_use]
pub fn version_number(line: &str) -> Option<&str> {
    line.split_whitespace()
        .find(|word| word.contains('.') && word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The file that the shell would run for this name.
#[must_use]
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// `PATH` with these folders in front.
#[must_use]
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let before = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&before));
    // A folder whose name holds the separator cannot be on PATH in any case; then the old value is the best there is.
    std::env::join_paths(all).unwrap_or(before)
}

/// The last lines of a text, for errors that quote a long log.
#[must_use]
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut name = program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{last_lines, version_number};

    #[test]
    fn versions_are_found_in_what_programs_say() {
        let cases = [
            ("trunk 0.21.14", Some("0.21.14")),
            ("Chromium 156.0.8078.79 built on Debian", Some("156.0.8078.79")),
            ("ChromeDriver 156.0.8078.79 (a21ce95c24)", Some("156.0.8078.79")),
            ("wasm-opt version 132 (version_132)", None),
        ];
        for (line, expected) in cases {
            assert_eq!(version_number(line), expected, "{line}");
        }
    }

    #[test]
    fn a_log_is_cut_to_its_end() {
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
        assert_eq!(last_lines("a", 2), "a");
    }
}
