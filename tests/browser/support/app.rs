//! The fixture of a test: a site of its own and a browser that visits it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, bail};
use fantoccini::Client;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::project;
use xtask::server::Server;

use crate::day;
use crate::driver::Driver;
use crate::settings::Settings;

/// More browsers at once only make each other slow.
const MOST_AT_ONCE: usize = 2;

/// The site, a browser, and the person in front of it.
#[derive(Debug)]
pub struct App {
    settings: Settings,
    site: Server,
    profile: TempDir,
    /// `None` after [`App::kill`].
    driver: Option<Driver>,
    /// What the console said until the last look.
    console: Vec<String>,
    /// Where the mouse or the finger is.
    pub(crate) pointer_at: Cell<(f64, f64)>,
}

/// A tab of the browser.
#[derive(Debug, Clone)]
pub struct Tab(WindowHandle);

/// Runs a test in a fresh browser with a site of its own, so that no test sees what another one stored.
///
/// # Panics
/// When the test fails, or the console has an error that the test did not take out. What the page showed then is printed
/// and kept as a picture.
pub fn browser_test<T>(settings: &Settings, test: impl AsyncFnOnce(&mut App) -> Result<T>) -> T {
    let _place = Place::wait();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
    let mut app = runtime
        .block_on(App::start(settings))
        .unwrap_or_else(|error| panic!("the browser could not be started: {error:#}"));

    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let value = test(&mut app).await?;
            app.check_console().await?;
            Ok::<T, anyhow::Error>(value)
        })
    }));
    if !matches!(outcome, Ok(Ok(_))) {
        runtime.block_on(app.report_failure());
    }
    let closed = runtime.block_on(app.close());
    match outcome {
        Ok(Ok(value)) => {
            closed.unwrap_or_else(|error| panic!("{error:#}"));
            value
        }
        Ok(Err(error)) => panic!("{error:#}"),
        Err(panic) => resume_unwind(panic),
    }
}

impl App {
    async fn start(settings: &Settings) -> Result<Self> {
        let folder = settings.site.clone().unwrap_or_else(project::dist);
        let site = Server::start(&folder, settings.base, 0)?;
        let profile = tempfile::Builder::new().prefix("fairlead-").tempdir()?;
        let mut app = Self {
            settings: settings.clone(),
            site,
            profile,
            driver: None,
            console: Vec::new(),
            pointer_at: Cell::default(),
        };
        app.reopen().await?;
        Ok(app)
    }

    /// Starts the browser again after [`App::kill`], with the profile as the killed one left it.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn reopen(&mut self) -> Result<()> {
        self.driver = Some(Driver::start(&self.settings, self.profile.path()).await?);
        self.equip_tab().await
    }

    /// Kills the browser process: nothing is told, nothing is finished.
    ///
    /// # Errors
    /// When there was no browser to kill.
    pub fn kill(&mut self) -> Result<()> {
        self.driver.take().context("the browser is already killed")?.kill()
    }

    /// The site's address, with its final slash.
    #[must_use]
    pub fn address(&self) -> String {
        self.site.address()
    }

    /// The server, for a test that deploys another version.
    #[must_use]
    pub fn site(&self) -> &Server {
        &self.site
    }

    /// Where the browser puts downloads.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.profile.path().join("downloads")
    }

    /// Takes the network away: the host is gone, and connections are refused.
    pub fn go_offline(&mut self) {
        self.site.stop();
    }

    /// Brings the network back.
    ///
    /// # Errors
    /// When another program took the port in the meantime.
    pub fn go_online(&mut self) -> Result<()> {
        let folder = self.settings.site.clone().unwrap_or_else(project::dist);
        self.site = Server::start(&folder, self.settings.base, self.site.port())?;
        Ok(())
    }

    /// Visits an address below the site, such as `#/board`; an empty one is the site itself.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn open(&mut self, below: &str) -> Result<()> {
        let address = format!("{}{below}", self.address());
        self.client()?.goto(&address).await.with_context(|| format!("cannot open {address}"))?;
        self.arrive().await
    }

    /// Lets scripts run for so long; a benchmark takes longer than anything a test waits for.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn set_script_timeout(&self, most: std::time::Duration) -> Result<()> {
        let timeouts = fantoccini::wd::TimeoutConfiguration::new(Some(most), None, None);
        self.client()?.update_timeouts(timeouts).await.context("the timeout was not taken")
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn reload(&mut self) -> Result<()> {
        self.client()?.refresh().await.context("cannot reload")?;
        self.arrive().await
    }

    /// Opens a new tab with an address below the site and goes there.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn new_tab(&mut self, below: &str) -> Result<Tab> {
        let tab = self.client()?.new_window(true).await.context("cannot open a tab")?;
        self.switch_to(&Tab(tab.handle)).await?;
        self.equip_tab().await?;
        self.open(below).await?;
        self.current_tab().await
    }

    /// The tab in front.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn current_tab(&self) -> Result<Tab> {
        Ok(Tab(self.client()?.window().await.context("there is no current tab")?))
    }

    /// Goes to another tab.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn switch_to(&mut self, tab: &Tab) -> Result<()> {
        self.client()?.switch_to_window(tab.0.clone()).await.context("cannot switch to the tab")
    }

    /// Closes the current tab and goes to another.
    ///
    /// # Errors
    /// When either was already closed.
    pub async fn close_tab(&mut self, then: &Tab) -> Result<()> {
        self.client()?.close_window().await.context("cannot close the tab")?;
        self.switch_to(then).await
    }

    /// Changes the size of the page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&mut self, width: u32, height: u32) -> Result<()> {
        (self.settings.width, self.settings.height) = (width, height);
        self.equip_tab().await
    }

    /// Changes what the system asks for.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn set_colour_scheme(&mut self, scheme: crate::ColourScheme) -> Result<()> {
        self.settings.colour_scheme = scheme;
        self.equip_tab().await
    }

    /// Sends a command of the Chrome `DevTools` Protocol to the current tab.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        self.driver()?.devtools(command, params).await
    }

    /// Takes out the errors that the console has shown since the last call, violations of the
    /// Content-Security-Policy among them.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn console_errors(&mut self) -> Result<Vec<String>> {
        let entries = self.driver()?.command("se/log", json!({ "type": "browser" })).await?;
        for entry in entries.as_array().into_iter().flatten() {
            let text = entry["message"].as_str().unwrap_or_default();
            if entry["level"] == "SEVERE" || text.contains("Content Security Policy") {
                self.console.push(text.to_owned());
            }
        }
        Ok(std::mem::take(&mut self.console))
    }

    /// Keeps a picture of the page in `target/pictures/` and says where.
    ///
    /// # Errors
    /// When the browser takes none, or the file cannot be written.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let png = self.client()?.screenshot().await.context("no picture could be taken")?;
        let folder = project::root().join("target/pictures");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, png).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    pub(crate) fn client(&self) -> Result<&Client> {
        Ok(self.driver()?.client())
    }

    fn driver(&self) -> Result<&Driver> {
        self.driver.as_ref().context("the browser is killed: `reopen` it first")
    }

    /// Gives the current tab the screen and the preferences of the settings. They belong to a tab, not to the browser.
    async fn equip_tab(&self) -> Result<()> {
        let settings = &self.settings;
        let motion = if settings.has_reduced_motion { "reduce" } else { "no-preference" };
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": settings.colour_scheme.name() },
            { "name": "prefers-reduced-motion", "value": motion },
        ]});
        // The page itself, not the window around it: a window cannot be as narrow as a phone.
        let metrics = json!({
            "width": settings.width,
            "height": settings.height,
            "deviceScaleFactor": 1,
            "mobile": settings.has_touch,
        });
        let touch = json!({ "enabled": settings.has_touch, "maxTouchPoints": 5 });
        // The driver would attach itself to the service worker. What is being debugged Chromium does not end when another
        // is to take its place, and a request that reaches it then is never answered.
        let attached = json!({
            "autoAttach": true,
            "waitForDebuggerOnStart": false,
            "flatten": true,
            "filter": [{ "type": "service_worker", "exclude": true }, {}],
        });
        let driver = self.driver()?;
        driver.devtools("Target.setAutoAttach", attached).await?;
        driver.devtools("Emulation.setEmulatedMedia", media).await?;
        driver.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        driver.devtools("Emulation.setTouchEmulationEnabled", touch).await?;
        if let Some(script) = day::of_environment()? {
            driver.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        }
        Ok(())
    }

    /// Sees to it that the page has the touch screen of the settings. The first page of a site gets a process of its own,
    /// which the emulation is not always handed on to; then the page is loaded again with it.
    async fn arrive(&self) -> Result<()> {
        let is_equipped = "return (navigator.maxTouchPoints > 0) === arguments[0]";
        let has_touch = vec![json!(self.settings.has_touch)];
        if self.eval(is_equipped, has_touch.clone()).await? == json!(true) {
            return Ok(());
        }
        self.equip_tab().await?;
        self.client()?.refresh().await.context("cannot reload")?;
        self.wait_until("the emulated touch screen", is_equipped, has_touch).await.map(|_| ())
    }

    async fn check_console(&mut self) -> Result<()> {
        if self.driver.is_none() {
            return Ok(());
        }
        let errors = self.console_errors().await?;
        if !errors.is_empty() {
            bail!("the console has errors:\n{}", errors.join("\n"));
        }
        Ok(())
    }

    /// Prints what a person would look at first.
    async fn report_failure(&mut self) {
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        println!("--- {name}: the page at the moment of failure");
        let page = "return location.href + '\\n' + document.body.innerText.slice(0, 2000)";
        if let Ok(text) = self.eval(page, vec![]).await {
            println!("{}", text.as_str().unwrap_or_default());
        }
        if let Ok(errors) = self.console_errors().await {
            for error in errors {
                println!("console: {error}");
            }
        }
        if let Ok(path) = self.picture(&format!("failed-{name}")).await {
            println!("picture: {}", path.display());
        }
    }

    async fn close(mut self) -> Result<()> {
        match self.driver.take() {
            Some(driver) => driver.close().await,
            None => Ok(()),
        }
    }
}

/// One of the few places for a browser. Dropping it makes room for the next.
struct Place;

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

impl Place {
    fn wait() -> Self {
        let mut taken = lock();
        while *taken >= MOST_AT_ONCE {
            taken = FREED.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *lock() -= 1;
        FREED.notify_one();
    }
}

fn lock() -> MutexGuard<'static, usize> {
    // A failed test poisons the lock, but the number in it is right all the same.
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}
