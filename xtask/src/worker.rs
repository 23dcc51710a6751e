//! Fills in the service worker once the site is built.
//!
//! `public/sw.js` is a template: it holds the rules and has two blanks, the version and the list of files. The version
//! is a hash of everything that is served, so it changes exactly when something that a browser could see changes. The
//! list carries a hash for each file; the worker checks it, and so a precache that meets a half-deployed host fails as a
//! whole instead of mixing two versions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

/// The blank for the version, in `index.html` and in `sw.js`.
const VERSION_BLANK: &str = "@version@";

/// The blank for the files, an object literal so that the template stays valid JavaScript.
const FILES_BLANK: &str = "{ \"@files@\": \"\" }";

const WORKER: &str = "sw.js";
const PAGE: &str = "index.html";

/// What a page says instead of a version when it was built for development; it then registers no worker.
const DEVELOPMENT: &str = "dev";

/// Completes a build in `site`: stamps the page with the version and writes the worker.
///
/// # Errors
/// When the page or the worker lacks its blanks, or a file cannot be read or written.
pub fn complete(site: &Path) -> Result<()> {
    let (page, template) = (read(site, PAGE)?, read(site, WORKER)?);
    for (name, text, blank) in
        [(PAGE, &page, VERSION_BLANK), (WORKER, &template, VERSION_BLANK), (WORKER, &template, FILES_BLANK)]
    {
        if !text.contains(blank) {
            bail!("{name} has no blank `{blank}` to fill in");
        }
    }

    let mut files = BTreeMap::new();
    for path in crate::dist::files(site)? {
        if path != WORKER {
            files.insert(path.clone(), fs::read(site.join(&path))?);
        }
    }
    let version = version(&files, &template);

    let page = page.replace(VERSION_BLANK, &version);
    fs::write(site.join(PAGE), &page)?;
    files.insert(PAGE.to_owned(), page.into_bytes());
    let list = serde_json::to_string_pretty(&integrities(&files))?;
    let worker = template.replace(VERSION_BLANK, &version).replace(FILES_BLANK, &list);
    fs::write(site.join(WORKER), worker)?;
    println!("service worker: version {version}, {} files", files.len());
    Ok(())
}

/// Completes a development build: no worker, because it would hide every change behind its cache.
///
/// # Errors
/// When the page cannot be read or written.
pub fn leave_out(site: &Path) -> Result<()> {
    let page = read(site, PAGE)?.replace(VERSION_BLANK, DEVELOPMENT);
    fs::write(site.join(PAGE), page)?;
    fs::remove_file(site.join(WORKER)).context("the build has no service worker to leave out")
}

fn read(site: &Path, name: &str) -> Result<String> {
    let path = site.join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn version(files: &BTreeMap<String, Vec<u8>>, template: &str) -> String {
    let mut all = Sha256::new();
    for (path, bytes) in files {
        all.update(path.as_bytes());
        all.update([0]);
        all.update(Sha256::digest(bytes));
    }
    all.update(template.as_bytes());
    all.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Each address with the hash that `fetch` is to insist on. The page goes by the address people visit: many hosts
/// redirect `index.html` to its folder, and a redirected reply cannot answer a navigation.
fn integrities(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, bytes)| {
            let address = if path == PAGE { "./".to_owned() } else { encoded(path) };
            (address, integrity(bytes))
        })
        .collect()
}

/// A file's hash in the form that browsers check.
#[must_use]
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// A path as an address: the worker compares it with what the browser asks for.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~!$&'()*+,;=:@".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::{complete, encoded, leave_out};
    use std::fs;
    use std::path::Path;

    const TEMPLATE: &str = "const VERSION = \"@version@\";\nconst FILES = { \"@files@\": \"\" };\n";

    fn site(page: &str, script: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), page).unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::write(folder.path().join("deep/app.js"), script).unwrap();
        fs::write(folder.path().join("sw.js"), TEMPLATE).unwrap();
        folder
    }

    fn text(site: &Path, name: &str) -> String {
        fs::read_to_string(site.join(name)).unwrap()
    }

    fn version(site: &Path) -> String {
        let page = text(site, "index.html");
        page.trim_start_matches("<meta content=").trim_end_matches('>').to_owned()
    }

    #[test]
    fn every_file_is_listed_with_its_hash_and_the_page_under_its_folder() {
        let site = site("<meta content=@version@>", "");
        complete(site.path()).unwrap();
        let worker = text(site.path(), "sw.js");
        // The hash of nothing at all.
        assert!(
            worker.contains(r#""deep/app.js": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=""#),
            "{worker}"
        );
        assert!(worker.contains("\"./\": \"sha256-") && !worker.contains("index.html"), "{worker}");
        assert!(worker.contains(&format!("VERSION = \"{}\"", version(site.path()))), "{worker}");
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_nothing_else() {
        let versions = [
            ("<meta content=@version@>", "1"),
            ("<meta content=@version@>", "1"),
            ("<meta content=@version@>", "2"),
        ]
        .map(|(page, script)| {
            let site = site(page, script);
            complete(site.path()).unwrap();
            version(site.path())
        });
        assert_eq!(versions[0], versions[1]);
        assert_ne!(versions[1], versions[2]);
    }

    #[test]
    fn a_page_without_a_blank_is_refused() {
        let site = site("<p>", "");
        assert!(complete(site.path()).unwrap_err().to_string().contains("index.html has no blank"));
    }

    #[test]
    fn a_development_build_has_no_worker() {
        let site = site("<meta content=@version@>", "");
        leave_out(site.path()).unwrap();
        assert_eq!(text(site.path(), "index.html"), "<meta content=dev>");
        assert!(!site.path().join("sw.js").exists());
    }

    #[test]
    fn addresses_are_percent_encoded() {
        assert_eq!(encoded("icons/a b-1.png"), "icons/a%20b-1.png");
        assert_eq!(encoded("中.txt"), "%E4%B8%AD.txt");
    }
}
