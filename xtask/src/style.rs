//! One style sheet out of many.
//!
//! The sheets in `style/` are small, one a component. Served one by one they would cost a request each before the first
//! paint, and trunk copies a sheet without following its `@import`s. So `style/main.css` says with plain `@import` lines
//! which sheets there are and in what order, and this module puts them together before trunk looks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Where the joined sheet goes; `index.html` names this file. It does not follow `CARGO_TARGET_DIR`, because a page
/// cannot.
#[must_use]
pub fn joined_path(root: &Path) -> PathBuf {
    root.join("target/style/main.css")
}

/// Joins the sheets of `root/style` and writes the result where `index.html` expects it.
///
/// # Errors
/// When a sheet is missing, or is in the folder without being imported, or a file cannot be written.
pub fn join(root: &Path) -> Result<()> {
    let css = joined(&root.join("style"))?;
    let path = joined_path(root);
    // Writing only what changed keeps `trunk watch` from seeing its own footsteps.
    if fs::read_to_string(&path).is_ok_and(|old| old == css) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, css).with_context(|| format!("cannot write {}", path.display()))
}

fn joined(folder: &Path) -> Result<String> {
    let main = folder.join("main.css");
    let list = fs::read_to_string(&main)
        .with_context(|| format!("cannot read {}: it lists the style sheets in order", main.display()))?;
    let mut css = String::new();
    let mut own_rules = String::new();
    let mut imported = BTreeSet::new();
    for line in list.lines() {
        let Some(import) = line.trim().strip_prefix("@import") else {
            own_rules.push_str(line);
            own_rules.push('\n');
            continue;
        };
        let name = imported_name(import)
            .with_context(|| format!("{}: write `@import \"sheet.css\";`, not `{line}`", main.display()))?;
        let sheet = fs::read_to_string(folder.join(name))
            .with_context(|| format!("{}: cannot read the imported {name}", main.display()))?;
        css.push_str(&sheet);
        css.push('\n');
        imported.insert(name.to_owned());
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|extension| extension == "css")
            && name != "main.css"
            && !imported.contains(&name)
        {
            bail!(
                "{} is used nowhere: add `@import \"{name}\";` to style/main.css or delete it",
                folder.join(&name).display()
            );
        }
    }
    css.push_str(&own_rules);
    Ok(css)
}

/// The file name in ` "sheet.css";` or ` url("sheet.css");`.
fn imported_name(import: &str) -> Option<&str> {
    let inner = import.trim().strip_suffix(';')?.trim();
    let inner = inner.strip_prefix("url(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(inner).trim();
    let name = ['"', '\''].into_iter().find_map(|quote| inner.strip_prefix(quote)?.strip_suffix(quote))?;
    let name = name.strip_prefix("./").unwrap_or(name);
    (!name.is_empty() && !name.contains([':', '/', '"', '\''])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{imported_name, join, joined_path};
    use std::fs;

    #[test]
    fn an_import_names_a_sheet_of_the_same_folder() {
        let cases = [
            (r#" "tokens.css";"#, Some("tokens.css")),
            (r#" url("./board.css");"#, Some("board.css")),
            (r" 'a.css' ;", Some("a.css")),
            (r#" "tokens.css""#, None),
            (r#" "https://elsewhere.example/a.css";"#, None),
            (r#" "../a.css";"#, None),
            (r#" "a.css" screen;"#, None),
        ];
        for (import, expected) in cases {
            assert_eq!(imported_name(import), expected, "{import}");
        }
    }

    #[test]
    fn sheets_are_joined_in_the_stated_order_and_none_is_forgotten() {
        let root = tempfile::tempdir().unwrap();
        let style = root.path().join("style");
        fs::create_dir(&style).unwrap();
        fs::write(style.join("a.css"), "a{}").unwrap();
        fs::write(style.join("b.css"), "b{}").unwrap();
        fs::write(style.join("main.css"), "@import \"b.css\";\n@import \"a.css\";\nc{}\n").unwrap();
        join(root.path()).unwrap();
        let css = fs::read_to_string(joined_path(root.path())).unwrap();
        assert_eq!(css, "b{}\na{}\nc{}\n");

        fs::write(style.join("main.css"), "@import \"b.css\";\n").unwrap();
        let complaint = join(root.path()).unwrap_err().to_string();
        assert!(complaint.contains("a.css is used nowhere"), "{complaint}");
    }
}
