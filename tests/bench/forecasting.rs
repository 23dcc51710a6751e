//! The forecast: learning, telling chances and simulating in the worker of the built app, and what if, dragged on its screen.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result};
use forecast::outlook::{Scope, WhatIf, Window};
use forecast::protocol::{Now, Request};
use forecast::{Earlier, Sheet};
use sales::model::{Span, Workspace};
use sales::sample::big;
use sales::time::{Calendar, FixedCalendar};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

use crate::made::{Made, Team, add, day, deal};
use crate::{PATIENCE, figure, run, seed};

/// For so many days the made-up team has been there.
const DAYS: i64 = 300;
/// So many deals are closed where not they are what is measured.
const SOME: usize = 10_000;

/// Times in the worker, in milliseconds.
struct Times {
    learn: f64,
    score: f64,
    play: f64,
}

/// What dragging a slider of the screen came to.
struct Dragged {
    /// How many times a second the figures were new.
    answers: f64,
    longest_ms: f64,
}

/// Measures, and prints.
pub(crate) fn print() -> Result<()> {
    let (much, little) = (team(100_000, 0), team(10_000, 0));
    let (learn, tenth) = (in_worker(&much)?, in_worker(&little)?);
    let many_open = team(SOME, 98_000);
    let (scored, scored_tenth) = (in_worker(&many_open)?, in_worker(&team(SOME / 10, 9_800))?);
    let open = team(SOME, 0);
    let (played, played_tenth) = (in_worker(&open)?, in_worker(&team(SOME / 10, 0))?);
    let dragged = drag(&open)?;
    println!(
        "\n{:<46} {:>12} {:>12} {:>8} {:>10}",
        "the forecast, in the worker", "", "a tenth", "ratio", "aim"
    );
    let line = |what: &str, here: f64, base: f64, aim: &str| {
        println!("{what:<46} {here:>9.1} ms {base:>9.1} ms {:>7.1}x {aim:>10}", here / base);
    };
    line(&format!("learning from {} closed deals", closed(&much)), learn.learn, tenth.learn, "<= 2000 ms");
    line(&format!("telling {} chances", opened(&many_open)), scored.score, scored_tenth.score, "<= 100 ms");
    line(
        &format!("10,000 runs of {} open deals", opened(&open)),
        played.play,
        played_tenth.play,
        "<= 300 ms",
    );
    println!(
        "dragging a what-if over {} open deals: {:.0} new figures a second (aim >= 30), longest frame {:.0} ms",
        opened(&open),
        dragged.answers,
        dragged.longest_ms
    );
    sklearn(&much, learn.learn)
}

fn opened(workspace: &Workspace) -> usize {
    workspace.deals.iter().filter(|deal| deal.is_open()).count()
}

fn closed(workspace: &Workspace) -> usize {
    workspace.deals.row_count() - opened(workspace)
}

/// A workspace with about so many closed deals, about a fifth as many open, and so many more that came in the last days and are
/// open.
fn team(closed: usize, open: usize) -> Workspace {
    // Of those that came, about five of six have ended.
    let deals = closed * 6 / 5;
    let mut workspace = Made::new(Team { deals, days: DAYS, strength: 1.0, seed: 1 }).workspace;
    for number in deals..deals + open {
        let mut made = deal(number, &[(0, DAYS - 3), (1, DAYS - 2)], None);
        made.value = Some(sales::money::Money {
            minor: 1_000 + i64::try_from(number).unwrap_or(0),
            currency: sales::money::Currency::USD,
        });
        add(&mut workspace, made);
    }
    workspace
}

fn now() -> Now {
    let at = day(DAYS);
    Now { at, today: FixedCalendar { minutes_east: 0 }.date_of(at) }
}

fn in_worker(workspace: &Workspace) -> Result<Times> {
    let site = seed::bare()?;
    seed::put(&site, &big::entries(0, day(0)), workspace)?;
    let now = now();
    let window = Window { span: Span::month_of(now.today), from: day(DAYS), to: day(DAYS + 30) };
    let scope = Scope::default();
    let none = Request::Outlooks { scope, windows: Vec::new(), now };
    // None of them is as things are, and each is another one.
    let what_ifs: Vec<Request> = (1..=11)
        .map(|step| {
            let what_if = WhatIf { size: 1.0 + f64::from(step) / 100.0, ..WhatIf::default() };
            Request::WhatIf { scope, window, what_if, now }
        })
        .collect();
    let settings = Settings { site: Some(site.path().to_path_buf()), ..Settings::default() };
    Ok(browser_test(&settings, async |app| {
        app.open("seed.html").await?;
        app.set_script_timeout(PATIENCE).await?;
        let given = vec![serde_json::to_value(&none)?, serde_json::to_value(&what_ifs)?];
        let found = checked(app.eval_async(include_str!("forecast.js"), given).await?)?;
        // The page has no icon, and the browser complains of that.
        app.console_errors().await?;
        Ok(Times {
            learn: figure(&found, "learn")?,
            score: figure(&found, "score")?,
            play: figure(&found, "play")?,
        })
    }))
}

fn checked(value: Value) -> Result<Value> {
    match value.get("error") {
        Some(error) => anyhow::bail!("the worker could not be measured: {error}"),
        None => Ok(value),
    }
}

fn drag(workspace: &Workspace) -> Result<Dragged> {
    let site = seed::bare()?;
    seed::put(&site, &big::entries(0, day(0)), workspace)?;
    let settings =
        Settings { site: Some(site.path().to_path_buf()), has_reduced_motion: false, ..Settings::default() };
    Ok(browser_test(&settings, async |app: &mut App| {
        seed::fill(app).await?;
        app.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": include_str!("watch.js") }))
            .await?;
        app.open("").await?;
        app.wait_until("the first card", "return window.bench?.firstCard", vec![]).await?;
        app.eval("location.hash = '#/forecast'", vec![]).await?;
        let found = run(app, include_str!("what-if.js")).await?;
        app.console_errors().await?;
        Ok(Dragged { answers: figure(&found, "answers")?, longest_ms: figure(&found, "longest")? })
    }))
}

/// The same rows learnt with scikit-learn, where Python has it.
fn sklearn(workspace: &Workspace, ours_ms: f64) -> Result<()> {
    let sheet = Sheet::new(workspace, &Earlier::default(), day(DAYS), 1);
    let mut text = String::from("part,won,weight");
    for (feature, names) in &sheet.columns {
        write!(text, ",{}{feature:?}", if *names { "=" } else { "" })?;
    }
    let learnt = sheet.learnt.iter().map(|(facts, won, weight)| ("learnt", *won, *weight, facts));
    // Only what learning takes is compared; it wants both outcomes in what it tells.
    let open = sheet.open.iter().enumerate().map(|(place, row)| ("open", place % 2 == 0, 1.0, &row.1));
    for (part, won, weight, facts) in learnt.chain(open) {
        write!(text, "\n{part},{},{weight}", u8::from(won))?;
        for fact in facts {
            write!(text, ",{fact}")?;
        }
    }
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("made.csv");
    fs::write(&path, text)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("backtest/with_sklearn.py");
    let python = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let said = match Command::new(&python).arg(script).arg(&path).output() {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout)?,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            println!(
                "learning is not compared with scikit-learn: {}",
                said.lines().last().unwrap_or_default()
            );
            return Ok(());
        }
        Err(error) => {
            println!("learning is not compared with scikit-learn: {}: {error}", python.display());
            return Ok(());
        }
    };
    let mut all = 0.0;
    for line in said.lines() {
        let (name, seconds) = line.trim().rsplit_once('(').context("the script says how long it took")?;
        let seconds: f64 = seconds.trim_end_matches(" s)").parse()?;
        let name = name.split("Brier").next().unwrap_or(name).trim();
        println!("{name:<46} {:>9.1} ms", 1000.0 * seconds);
        all += 1000.0 * seconds;
    }
    println!(
        "Ours tries six settings of two families in five parts, in one worker, in {:.2} times what scikit-learn takes to learn one of each.",
        ours_ms / all
    );
    Ok(())
}
