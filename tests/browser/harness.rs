//! The harness itself: a test that relies on a hand that does not grip proves nothing.

use std::fs;

use anyhow::Result;
use support::{ColourScheme, Pointer, Settings, Spot, browser_test};
use tempfile::TempDir;

/// A page that writes down what happens to it.
const PAGE: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="script-src 'self'">
<title>Fixture</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<main>
  <h1>Fixture</h1>
  <label>Field <input id="field"></label>
  <div id="card">card</div>
  <div id="slot">slot</div>
  <p id="keys"></p>
  <p id="drags"></p>
  <p id="late" hidden>late</p>
</main>
<script src="page.js"></script>
"#;

const STYLE: &str = "#card, #slot { width: 100px; height: 40px; touch-action: none; }
#slot { margin: 150px 0 0 200px; }
";

const SCRIPT: &str = r#"
const add = (id, text) => { document.getElementById(id).textContent += text + " "; };
addEventListener("keydown", (event) => {
  const held = (event.ctrlKey ? "C" : "") + (event.shiftKey ? "S" : "");
  if (event.target.id !== "field") add("keys", held + event.key);
});
let isDown = false;
const card = document.getElementById("card");
card.addEventListener("pointerdown", (event) => {
  isDown = true;
  card.setPointerCapture(event.pointerId);
  add("drags", event.pointerType + ":down");
});
card.addEventListener("pointerup", (event) => {
  const below = document.elementsFromPoint(event.clientX, event.clientY).map((element) => element.id);
  if (isDown) add("drags", "up:" + below.find((id) => id));
  isDown = false;
});
setTimeout(() => { document.getElementById("late").hidden = false; }, 300);
"#;

fn fixture() -> Result<TempDir> {
    let site = tempfile::tempdir()?;
    for (name, text) in [("index.html", PAGE), ("page.css", STYLE), ("page.js", SCRIPT)] {
        fs::write(site.path().join(name), text)?;
    }
    Ok(site)
}

#[test]
fn keys_pointers_and_waits_do_what_a_person_does() -> Result<()> {
    let site = fixture()?;
    let settings = Settings { site: Some(site.path().to_path_buf()), has_touch: true, ..Settings::default() };
    browser_test(&settings, async |app| {
        app.open("").await?;
        app.wait_for("#late").await?;
        for chord in ["Ctrl+Z", "Ctrl+Shift+Z", "?", "Escape", "Space", "Up"] {
            app.press(chord).await?;
        }
        let keys = app.text("#keys").await?;
        assert_eq!(
            keys.split_whitespace().collect::<Vec<_>>().join(" "),
            "CControl Cz CControl CSShift CSZ S? Escape ArrowUp"
        );

        app.fill("#field", "plain").await?;
        app.fill("#field", "中文 🚀 naïve").await?;
        assert_eq!(app.value("#field").await?, "中文 🚀 naïve");

        app.drag(Pointer::Mouse, "#card", "#slot").await?;
        app.drag(Pointer::Touch, "#card", Spot { css: "#slot", right: 40.0, down: 10.0 }).await?;
        assert_eq!(app.text("#drags").await?.trim(), "mouse:down up:slot touch:down up:slot");
        Ok(())
    });
    Ok(())
}

#[test]
fn a_test_sees_the_preferences_it_asked_for() -> Result<()> {
    let site = fixture()?;
    let settings = Settings {
        language: "zh-CN",
        colour_scheme: ColourScheme::Dark,
        site: Some(site.path().to_path_buf()),
        ..Settings::phone()
    };
    browser_test(&settings, async |app| {
        for is_new_tab in [false, true] {
            if is_new_tab {
                app.new_tab("").await?;
            } else {
                app.open("").await?;
            }
            let seen = "return [
                navigator.language, innerWidth, innerHeight, navigator.maxTouchPoints > 0,
                matchMedia('(prefers-color-scheme: dark)').matches,
                matchMedia('(prefers-reduced-motion: reduce)').matches,
            ]";
            let seen = app.eval(seen, vec![]).await?;
            assert_eq!(seen, serde_json::json!(["zh-CN", 390, 844, true, true, true]));
        }
        Ok(())
    });
    Ok(())
}

#[test]
fn a_killed_browser_comes_back_with_its_profile() -> Result<()> {
    let site = fixture()?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    browser_test(&settings, async |app| {
        app.open("").await?;
        // A transaction that has completed with strict durability is one that a power cut leaves alone.
        let store = "const done = arguments[0];
            const open = indexedDB.open('kept');
            open.onupgradeneeded = () => open.result.createObjectStore('store');
            open.onsuccess = () => {
                const write = open.result.transaction('store', 'readwrite', { durability: 'strict' });
                write.objectStore('store').put('safe', 1);
                write.oncomplete = () => done('complete');
            };";
        assert_eq!(app.eval_async(store, vec![]).await?, "complete");
        app.kill()?;
        app.reopen().await?;
        app.open("").await?;
        let read = "const done = arguments[0];
            const open = indexedDB.open('kept');
            open.onsuccess = () => {
                const get = open.result.transaction('store').objectStore('store').get(1);
                get.onsuccess = () => done(get.result);
            };";
        assert_eq!(app.eval_async(read, vec![]).await?, "safe");
        Ok(())
    });
    Ok(())
}

#[test]
fn the_console_and_axe_are_listened_to() -> Result<()> {
    let site = fixture()?;
    let page = PAGE.replace("</main>", "<img src=\"data:,\"></main><script>1</script>");
    fs::write(site.path().join("index.html"), page)?;
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    browser_test(&settings, async |app| {
        app.open("").await?;
        app.wait_for("#late").await?;
        let errors = app.console_errors().await?;
        assert!(errors.iter().any(|error| error.contains("Content Security Policy")), "{errors:?}");
        let violations = app.axe().await?;
        assert!(violations.iter().any(|violation| violation.starts_with("image-alt")), "{violations:?}");
        assert!(app.check_accessibility().await.is_err());
        Ok(())
    });
    Ok(())
}
