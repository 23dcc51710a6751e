//! What the browser's process for the page takes, as the operating system counts it.

use std::fs;

use anyhow::{Context as _, Result};

/// The resident memory of the largest process that draws a page, shared pages counted by their share, in megabytes.
///
/// # Errors
/// Where the operating system does not tell: this reads `/proc`.
pub(crate) fn largest_renderer_mb() -> Result<f64> {
    let mut largest_kb: Option<f64> = None;
    for process in fs::read_dir("/proc").context("no /proc to read memory from")?.flatten() {
        // A process may be gone by the time it is looked at.
        let Ok(command) = fs::read(process.path().join("cmdline")) else { continue };
        if !String::from_utf8_lossy(&command).contains("--type=renderer") {
            continue;
        }
        let Ok(rollup) = fs::read_to_string(process.path().join("smaps_rollup")) else { continue };
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kb = pss.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
        largest_kb = match (largest_kb, kb) {
            (Some(known), Some(kb)) => Some(known.max(kb)),
            (known, kb) => known.or(kb),
        };
    }
    largest_kb.map(|kb| kb / 1024.0).context("no process of the browser draws a page")
}
