//! Nothing leaves the browser.

use anyhow::Result;
use serde_json::json;
use support::{Settings, browser_test};

use crate::tour::tour;

#[test]
fn nothing_is_asked_of_any_other_origin() {
    browser_test(&Settings::default(), async |app| {
        let own = app.address();
        let mut asked = 0;
        // Whatever a page loads, by whatever means, is in its own record. A page that tries and may not is a violation of its policy
        // in the console, and fails the test as well.
        let foreign = "
            const names = performance.getEntries()
                .filter((entry) => ['navigation', 'resource'].includes(entry.entryType))
                .map((entry) => entry.name);
            return [names.length, names.filter((name) => !name.startsWith(arguments[0]) && !/^(blob|data):/.test(name))]";
        let look = &mut async |app: &mut support::App, stop: &str| -> Result<()> {
            let seen = app.eval(foreign, vec![json!(own)]).await?;
            asked = asked.max(seen[0].as_u64().unwrap_or_default());
            assert_eq!(seen[1], json!([]), "{stop}");
            Ok(())
        };
        tour(app, look).await?;
        assert!(asked > 3, "the page, its style sheet and its code are seen to be loaded");
        Ok(())
    });
}
