//! What a first visit costs: everything the browser must have before the board appears, as a host sends it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The most that a first load may weigh, gzipped.
pub const LIMIT_BYTES: usize = 300 * 1024;

/// The most that the chart library may weigh, gzipped.
pub const CHARTS_LIMIT_BYTES: usize = 260 * 1000;

/// The gzipped size of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Its address below the site.
    pub file: String,
    /// Its size after `gzip -9`.
    pub gzip_bytes: usize,
    /// Its size as it is.
    pub plain_bytes: usize,
}

/// Weighs the page and all that it names to start the app: style sheet, scripts, modules, WebAssembly.
///
/// Icons, the manifest and what the service worker fetches later are not waited for and so not counted.
///
/// # Errors
/// When the page or a file it names cannot be read.
pub fn first_load(site: &Path) -> Result<Vec<Weight>> {
    let page =
        fs::read_to_string(site.join("index.html")).context("there is no build: run `cargo xtask build`")?;
    let mut names = vec!["index.html".to_owned()];
    names.extend(needed_by(&page));
    names.into_iter().map(|file| weigh(site, file)).collect()
}

/// Weighs the chart library, which is fetched when a chart is first shown.
///
/// # Errors
/// When the page does not name it, or it cannot be read.
pub fn charts(site: &Path) -> Result<Weight> {
    let page = fs::read_to_string(site.join("index.html"))?;
    let tag = page.split('<').find(|tag| tag.contains(" data-charts="));
    let address =
        tag.and_then(|tag| attribute(tag, "data-charts")).context("the page names no chart library")?;
    weigh(site, address.trim_start_matches("./").to_owned())
}

fn weigh(site: &Path, file: String) -> Result<Weight> {
    let bytes = fs::read(site.join(&file)).with_context(|| format!("the page names {file}"))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    Ok(Weight { file, gzip_bytes: gzip.finish()?.len(), plain_bytes: bytes.len() })
}

/// Prints the weights, their sum, and how that and the chart library stand to their limits.
///
/// # Errors
/// When the page or a file it names cannot be read.
pub fn print_first_load(site: &Path) -> Result<()> {
    let weights = first_load(site)?;
    for weight in &weights {
        println!(
            "{:>9} gzip {:>9}   {}",
            kilobytes(weight.gzip_bytes),
            kilobytes(weight.plain_bytes),
            weight.file
        );
    }
    let total: usize = weights.iter().map(|weight| weight.gzip_bytes).sum();
    print_verdict("the first load", total, LIMIT_BYTES);
    print_verdict("the chart library, when it is first needed", charts(site)?.gzip_bytes, CHARTS_LIMIT_BYTES);
    Ok(())
}

fn print_verdict(what: &str, bytes: usize, limit: usize) {
    let verdict = if bytes <= limit { "within" } else { "ABOVE" };
    println!(
        "{:>9} gzip for {what}, {}% of the limit of {}: {verdict} the limit",
        kilobytes(bytes),
        bytes * 100 / limit,
        kilobytes(limit),
    );
}

fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

/// The addresses of a page's scripts, style sheets and preloads. Trunk wrote them, so there is no need for a parser
/// that copes with any page.
fn needed_by(page: &str) -> Vec<String> {
    let mut needed: Vec<String> = page
        .split('<')
        .filter(|tag| {
            let is_script = tag.starts_with("script");
            let relation = attribute(tag, "rel").unwrap_or_default();
            let is_link =
                tag.starts_with("link") && ["stylesheet", "modulepreload", "preload"].contains(&relation);
            is_script && !tag.contains("nomodule") || is_link
        })
        .filter_map(|tag| attribute(tag, "src").or_else(|| attribute(tag, "href")))
        .map(|address| address.trim_start_matches("./").to_owned())
        .collect();
    needed.sort();
    needed.dedup();
    needed
}

/// The value of an attribute in the text of a tag, quoted or not.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let tag = tag.split('>').next()?;
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[start..];
    let end = match value.chars().next()? {
        quote @ ('"' | '\'') => return value[1..].split(quote).next(),
        _ => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    Some(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::{charts, first_load, kilobytes, needed_by};
    use std::fs;

    #[test]
    fn what_the_start_needs_is_read_off_the_page() {
        let page = "<link rel=manifest href=m.json><link rel=\"stylesheet\" href=\"./main.css\"/>\
                    <link rel=icon href=i.svg><script type=module src='./boot.js'></script>\
                    <script nomodule src=old.js></script><link rel=modulepreload href=./app.js>\
                    <link rel=\"preload\" href=\"./app_bg.wasm\" as=\"fetch\">";
        assert_eq!(needed_by(page), ["app.js", "app_bg.wasm", "boot.js", "main.css"]);
    }

    #[test]
    fn files_are_weighed_gzipped() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("index.html"), "<script src=a.js>").unwrap();
        fs::write(site.path().join("a.js"), "a".repeat(10_000)).unwrap();
        let weights = first_load(site.path()).unwrap();
        assert_eq!(weights[1].plain_bytes, 10_000);
        assert!(weights[1].gzip_bytes < 100);
        assert_eq!(kilobytes(1536), "1.5 KB");
    }

    #[test]
    fn the_chart_library_is_weighed_but_not_with_the_first_load() {
        let site = tempfile::tempdir().unwrap();
        let page = "<script src=a.js></script><meta name=fairlead-app data-charts=./echarts-1/echarts.js>";
        fs::write(site.path().join("index.html"), page).unwrap();
        fs::write(site.path().join("a.js"), "").unwrap();
        fs::create_dir(site.path().join("echarts-1")).unwrap();
        fs::write(site.path().join("echarts-1/echarts.js"), "chart").unwrap();
        assert_eq!(charts(site.path()).unwrap().plain_bytes, 5);
        assert!(first_load(site.path()).unwrap().iter().all(|weight| !weight.file.contains("echarts")));
    }
}
