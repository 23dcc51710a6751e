//! Starting, starting without the network, and changing to a newer version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, Settings, browser_test};
use tempfile::TempDir;
use xtask::worker::integrity;
use xtask::{dist, project};

/// Every screen has this on its root element.
const SCREEN: &str = "[data-screen]";

/// Waits until the service worker looks after the page.
pub(crate) async fn wait_for_worker(app: &App) -> Result<()> {
    let script = "return navigator.serviceWorker.controller?.state === 'activated'";
    app.wait_until("the service worker", script, vec![]).await.map(drop)
}

pub(crate) async fn version(app: &App) -> Result<String> {
    let script = "return document.querySelector('meta[name=fairlead-version]').content";
    Ok(app.wait_until("the page", script, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// The names of the versions that are kept on the device.
async fn kept_versions(app: &App) -> Result<Vec<String>> {
    let names = app.eval_async("caches.keys().then(arguments[0])", vec![]).await?;
    let names = names.as_array().into_iter().flatten().filter_map(|name| name.as_str());
    let versions = names.filter(|name| name.starts_with("fairlead "));
    Ok(versions.filter_map(|name| name.rsplit(' ').next()).map(str::to_owned).collect())
}

/// A copy of the built site.
fn copy_of_site() -> Result<TempDir> {
    let to = tempfile::tempdir()?;
    dist::copy(&project::dist(), to.path(), |_| true)?;
    Ok(to)
}

/// A copy of the built site that is a newer version: its page says so, and its worker lists that page.
pub(crate) fn newer_site() -> Result<(TempDir, String)> {
    let site = copy_of_site()?;
    let (page, worker) = (site.path().join("index.html"), site.path().join("sw.js"));
    let (old_page, old_worker) = (fs::read_to_string(&page)?, fs::read_to_string(&worker)?);
    let start = old_worker.find("VERSION = \"").context("the worker has a version")? + "VERSION = \"".len();
    let old_version = &old_worker[start..start + 16];
    let new_version = old_version.chars().rev().collect::<String>();
    let new_page = old_page.replace(old_version, &new_version);
    let new_worker = old_worker
        .replace(old_version, &new_version)
        .replace(&integrity(old_page.as_bytes()), &integrity(new_page.as_bytes()));
    fs::write(page, new_page)?;
    fs::write(worker, new_worker)?;
    Ok((site, new_version))
}

fn settings_for(site: &Path) -> Settings {
    Settings { site: Some(site.to_path_buf()), ..Settings::default() }
}

/// The app's code, whose name carries a hash.
fn wasm_file(site: &Path) -> Result<PathBuf> {
    let name = dist::files(site)?.into_iter().find(|name| name.ends_with("_bg.wasm"));
    Ok(site.join(name.context("the site has a wasm file")?))
}

#[test]
fn the_app_starts_and_the_console_stays_empty() {
    browser_test(&Settings::default(), async |app| {
        app.open("").await?;
        app.wait_for(SCREEN).await?;
        app.wait_gone("#boot-loading, #boot-error").await?;
        Ok(())
    });
}

#[test]
fn it_starts_without_the_network_at_any_path() {
    let settings = Settings { base: "/some/where/", ..Settings::default() };
    browser_test(&settings, async |app| {
        app.open("").await?;
        app.wait_for(SCREEN).await?;
        wait_for_worker(app).await?;
        app.go_offline();
        app.reload().await?;
        app.wait_for(SCREEN).await?;
        app.open("index.html?from=link").await?;
        app.wait_for(SCREEN).await?;
        // Everything else that is part of the site is there as well.
        let status = "fetch('manifest.webmanifest').then((reply) => arguments[0](reply.status))";
        assert_eq!(app.eval_async(status, vec![]).await?, 200);
        Ok(())
    });
}

#[test]
fn a_newer_version_waits_for_the_users_word() {
    browser_test(&Settings::default(), async |app| {
        app.open("").await?;
        app.wait_for(SCREEN).await?;
        wait_for_worker(app).await?;
        let old = version(app).await?;

        let (newer, new) = newer_site()?;
        app.site().serve_instead(newer.path());
        app.reload().await?;
        app.wait_for("html[data-update=ready]").await?;
        assert_eq!(version(app).await?, old, "the old version stays until the user agrees");
        app.reload().await?;
        assert_eq!(version(app).await?, old, "reloading is no agreement");

        let first = app.current_tab().await?;
        app.new_tab("").await?;
        app.wait_for("html[data-update=ready]").await?;
        let script = "window.isOldPage = true; dispatchEvent(new Event('fairlead-update-accept'))";
        app.eval(script, vec![]).await?;
        app.wait_until("the page to be loaded again", "return !window.isOldPage", vec![]).await?;
        app.wait_for(SCREEN).await?;
        assert_eq!(version(app).await?, new);

        // The first tab goes on with its own version, and still gets that version's files.
        app.switch_to(&first).await?;
        assert_eq!(version(app).await?, old);
        let page = "fetch('./').then((reply) => reply.text()).then(arguments[0])";
        let page = app.eval_async(page, vec![]).await?;
        assert!(page.as_str().unwrap_or_default().contains(&old), "the old tab was given the new page");
        assert_eq!(kept_versions(app).await?.len(), 2);

        // Reloaded it is new, and then nobody needs the old version any more.
        app.reload().await?;
        assert_eq!(version(app).await?, new);
        app.reload().await?;
        wait_for_kept(app, &new).await
    });
}

#[test]
fn a_worker_that_is_busy_for_ever_holds_up_no_update() -> Result<()> {
    let site = copy_of_site()?;
    let worker = site.path().join("sw.js");
    let busy = "addEventListener('message', (event) => {
        if (event.data.type === 'work') event.waitUntil(new Promise(() => {}));
    });";
    fs::write(&worker, fs::read_to_string(&worker)? + busy)?;
    browser_test(&settings_for(site.path()), async |app| {
        app.open("").await?;
        app.wait_for(SCREEN).await?;
        wait_for_worker(app).await?;
        let old = version(app).await?;
        app.eval("navigator.serviceWorker.controller.postMessage({ type: 'work' })", vec![]).await?;

        let (newer, new) = newer_site()?;
        app.site().serve_instead(newer.path());
        app.reload().await?;
        app.wait_for("html[data-update=ready]").await?;
        assert_eq!(version(app).await?, old);
        app.eval("window.isOldPage = true; dispatchEvent(new Event('fairlead-update-accept'))", vec![])
            .await?;
        app.wait_until("the page to be loaded again", "return !window.isOldPage", vec![]).await?;
        app.wait_for(SCREEN).await?;
        assert_eq!(version(app).await?, new);

        // It is offered once only, and works without the network.
        app.go_offline();
        app.reload().await?;
        app.wait_for(SCREEN).await?;
        assert_eq!(version(app).await?, new);
        wait_for_kept(app, &new).await?;
        assert_eq!(app.eval("return document.documentElement.dataset.update ?? ''", vec![]).await?, "");
        Ok(())
    });
    Ok(())
}

/// Waits until only `version` is kept on the device.
async fn wait_for_kept(app: &App, version: &str) -> Result<()> {
    // Asked from the page, and answered there when the last of the others goes.
    let script = "const [version, done] = arguments;
        const look = () => caches.keys()
            .then((names) => names.filter((name) => name.startsWith('fairlead ')))
            .then((names) => names.length === 1 && names[0].endsWith(version) ? done(true) : setTimeout(look, 50));
        look();";
    app.eval_async(script, vec![json!(version)]).await?;
    assert_eq!(kept_versions(app).await?, [version]);
    Ok(())
}

#[test]
fn a_half_deployed_version_is_not_taken() {
    browser_test(&Settings::default(), async |app| {
        app.open("").await?;
        app.wait_for(SCREEN).await?;
        wait_for_worker(app).await?;
        let old = version(app).await?;

        let (newer, _) = newer_site()?;
        fs::write(wasm_file(newer.path())?, "not yet")?;
        app.site().serve_instead(newer.path());
        let update = "navigator.serviceWorker.getRegistration()
            .then((registration) => registration.update())
            .then((registration) => {
                const worker = registration.installing;
                worker.onstatechange = () => worker.state === 'redundant' && arguments[0]('redundant');
            })";
        assert_eq!(app.eval_async(update, vec![]).await?, "redundant");
        assert_eq!(kept_versions(app).await?, std::slice::from_ref(&old));
        app.go_offline();
        app.reload().await?;
        app.wait_for(SCREEN).await?;
        assert_eq!(version(app).await?, old);
        app.console_errors().await?;
        Ok(())
    });
}

#[test]
fn a_broken_start_says_so_on_the_page() -> Result<()> {
    let site = copy_of_site()?;
    fs::write(wasm_file(site.path())?, "no wasm")?;
    browser_test(&settings_for(site.path()), async |app| {
        app.open("").await?;
        app.wait_text("#boot-error", "Fairlead could not start").await?;
        app.wait_text("#boot-error", "未能启动").await?;
        assert!(!app.console_errors().await?.is_empty(), "the console says more");
        Ok(())
    });
    Ok(())
}
