//! Accessibility, as far as a program can check it.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::app::App;

impl App {
    /// Runs axe-core on the page as it is and returns what it objects to, a text per rule.
    ///
    /// # Errors
    /// When axe-core is missing or fails.
    pub async fn axe(&self) -> Result<Vec<String>> {
        if self.eval("return typeof axe", vec![]).await? == json!("undefined") {
            let path = xtask::tools::axe()?;
            let source =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            // The driver runs this beside the page, so the page's policy against foreign scripts stays as it is.
            self.eval(&format!("{source}; window.axe = axe;"), vec![])
                .await
                .context("axe-core does not load")?;
        }
        let run = "
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
                (results) => done({ violations: results.violations }),
                (error) => done({ error: String(error) }),
            );";
        let results = self.eval_async(run, vec![]).await?;
        if let Some(error) = results["error"].as_str() {
            bail!("axe-core failed: {error}");
        }
        Ok(results["violations"].as_array().into_iter().flatten().map(describe).collect())
    }

    /// Fails when axe-core objects to anything on the page.
    ///
    /// # Errors
    /// When it does, with all it says.
    pub async fn check_accessibility(&self) -> Result<()> {
        let violations = self.axe().await?;
        if !violations.is_empty() {
            bail!("axe-core objects:\n{}", violations.join("\n"));
        }
        Ok(())
    }
}

fn describe(violation: &Value) -> String {
    let word = |name: &str| violation[name].as_str().unwrap_or_default().to_owned();
    let mut text = format!("{} ({}): {}", word("id"), word("impact"), word("help"));
    for node in violation["nodes"].as_array().into_iter().flatten() {
        let target = node["target"].to_string();
        let html = node["html"].as_str().unwrap_or_default();
        let summary = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
        // Writing to a string cannot fail.
        let _ = write!(text, "\n    {target} {html}\n      {summary}");
    }
    text
}
