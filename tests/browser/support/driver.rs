//! A chromedriver and the one browser it steers.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use xtask::browser::{self, FLAGS};

use crate::settings::Settings;

/// A driver process, a browser process, and the session that connects them.
///
/// Each browser has a driver of its own: it starts in some milliseconds, and whatever goes wrong with one stays there.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    client: Client,
    browser_id: u32,
}

/// A command that fantoccini has no method for.
#[derive(Debug)]
struct Raw {
    path: String,
    body: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Driver {
    /// Starts a driver and, with this profile folder, a browser.
    pub(crate) async fn start(settings: &Settings, profile: &Path) -> Result<Self> {
        let found = browser::find()?;
        let log = profile.join("chromedriver.log");
        let mut process = Command::new(&found.driver)
            .arg("--port=0")
            .arg(format!("--log-path={}", log.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", found.driver.display()))?;
        let started = connect(&mut process, settings, profile, &found.chromium).await;
        match started {
            Ok((client, browser_id)) => Ok(Self { process, client, browser_id }),
            Err(error) => {
                let _ = process.kill();
                let _ = process.wait();
                let log = std::fs::read_to_string(log).unwrap_or_default();
                Err(error.context(xtask::process::last_lines(&log, 10)))
            }
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sends a command of the driver's own, such as `se/log`.
    pub(crate) async fn command(&self, path: &str, body: Value) -> Result<Value> {
        let command = Raw { path: path.to_owned(), body };
        self.client.issue_cmd(command).await.with_context(|| format!("the driver refused {path}"))
    }

    /// Sends a command of the Chrome `DevTools` Protocol to the current tab.
    pub(crate) async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        self.command("goog/cdp/execute", body).await.with_context(|| format!("the browser refused {command}"))
    }

    /// Ends the browser the way a power cut does: nothing is told, nothing is finished.
    pub(crate) fn kill(mut self) -> Result<()> {
        // Its helpers too: one of them may be the one that writes.
        let family = family_of(self.browser_id, &processes()?);
        kill(&family)?;
        let deadline = Instant::now() + Duration::from_secs(10);
        while processes()?.iter().any(|process| process.is_running && family.contains(&process.id)) {
            if Instant::now() > deadline {
                bail!("the browser, process {}, outlived SIGKILL", self.browser_id);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.end();
        Ok(())
    }

    /// Closes the browser and ends the driver.
    pub(crate) async fn close(mut self) -> Result<()> {
        let closed = self.client.clone().close().await;
        self.end();
        closed.context("the browser did not close")
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // After `close` or `kill` there is nothing left. After a panic in the harness there may be.
        if self.process.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = processes().and_then(|processes| kill(&family_of(self.browser_id, &processes)));
            self.end();
        }
    }
}

async fn connect(
    process: &mut Child,
    settings: &Settings,
    profile: &Path,
    chromium: &Path,
) -> Result<(Client, u32)> {
    let port = port_of(process)?;
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(settings, profile, chromium))
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .context("the driver could not start the browser")?;
    let browser_id = client
        .capabilities()
        .and_then(|capabilities| capabilities.get("goog:processID"))
        .and_then(Value::as_u64)
        .and_then(|id| u32::try_from(id).ok())
        .context("the driver did not say which process the browser is")?;
    Ok((client, browser_id))
}

/// The driver picks a free port and says which on its first lines.
fn port_of(process: &mut Child) -> Result<u16> {
    let stdout = process.stdout.take().context("the driver has no output")?;
    let mut lines = BufReader::new(stdout).lines();
    let port = loop {
        let Some(line) = lines.next() else {
            bail!("the driver ended before it was ready");
        };
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            break port.trim_end_matches('.').parse().with_context(|| line.clone())?;
        }
    };
    // Whatever else it says is read and dropped, or it would stop when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(port)
}

fn capabilities(settings: &Settings, profile: &Path, chromium: &Path) -> Map<String, Value> {
    let language = settings.language;
    let mut arguments: Vec<String> = FLAGS.iter().map(ToString::to_string).collect();
    arguments.extend([
        format!("--user-data-dir={}", profile.display()),
        format!("--lang={language}"),
        format!("--accept-lang={language}"),
        format!("--window-size={},{}", settings.width.max(500), settings.height),
        // A test that is not in front still has to move on.
        "--disable-background-timer-throttling".to_owned(),
        "--disable-backgrounding-occluded-windows".to_owned(),
        "--disable-renderer-backgrounding".to_owned(),
        "--hide-scrollbars".to_owned(),
    ]);
    if !settings.has_touch {
        // A machine without a mouse is none that hovers, and machines that run tests have none.
        let mouse = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4";
        arguments.push(format!("--blink-settings={mouse}"));
    }
    let options = json!({
        "binary": chromium,
        "args": arguments,
        "prefs": {
            "intl.accept_languages": language,
            "download.default_directory": profile.join("downloads"),
            "download.prompt_for_download": false,
        },
    });
    let all = json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "pageLoadStrategy": "normal",
        "unhandledPromptBehavior": "ignore",
    });
    match all {
        Value::Object(map) => map,
        // The literal above is an object.
        _ => Map::new(),
    }
}

/// A process of this machine.
#[derive(Debug, Clone, Copy)]
struct Process {
    id: u32,
    parent: u32,
    /// False for one that has ended but that its parent has not asked about yet.
    is_running: bool,
}

fn processes() -> Result<Vec<Process>> {
    let list = xtask::process::output(Command::new("ps").args(["-A", "-o", "pid=,ppid=,stat="]))?;
    let process = |line: &str| {
        let mut words = line.split_whitespace();
        let (id, parent) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Process { id, parent, is_running: !words.next()?.starts_with('Z') })
    };
    Ok(list.lines().filter_map(process).collect())
}

/// A process and all that it started, directly or not.
fn family_of(id: u32, processes: &[Process]) -> Vec<u32> {
    let mut family = vec![id];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(processes.iter().filter(|process| process.parent == parent).map(|process| process.id));
        next += 1;
    }
    family
}

fn kill(ids: &[u32]) -> Result<()> {
    let status = Command::new("kill")
        .arg("-KILL")
        .args(ids.iter().map(ToString::to_string))
        .stderr(Stdio::null())
        .status()
        .context("cannot run `kill`")?;
    // Of a family, some may have ended by themselves in between.
    if !status.success() && ids.len() == 1 {
        bail!("process {} was already gone", ids[0]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Process, family_of};

    #[test]
    fn a_family_is_everybody_below() {
        let process = |id, parent| Process { id, parent, is_running: true };
        let processes = [process(2, 1), process(3, 2), process(4, 3), process(5, 1)];
        assert_eq!(family_of(2, &processes), [2, 3, 4]);
    }
}
