//! What a review finds, beside what a few lines of Python count that share nothing with the app (`tests/review/count.py`).

use std::path::Path;
use std::process::Command;

use metrics::{Columns, Limits, Selection, Suspect, review};
use sales::model::Workspace;
use sales::time::{Date, FixedCalendar};
use serde_json::Value;

use crate::figures::Compared;

/// The stage that the Python counts.
const STAGE: &str = "Engaging";

/// Compares what is found in a pipeline export on its last day; says why it does not where it can't.
pub(crate) fn compare(workspace: &Workspace, export: &Path) -> Result<Vec<Compared>, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/review/count.py");
    let counted = Command::new("python3").arg(script).arg(export).output();
    let counted = counted.map_err(|error| format!("the review is not counted by Python: {error}"))?;
    let there: Value = serde_json::from_slice(&counted.stdout)
        .map_err(|_| String::from_utf8_lossy(&counted.stderr).into_owned())?;
    let today = Date::from_ymd_opt(2017, 12, 31).unwrap_or_default();
    let columns = Columns::new(workspace, &FixedCalendar { minutes_east: 0 });
    let limits = Limits::learn(workspace, &columns, today);
    let pipelines: Vec<_> = workspace.pipelines.iter().map(|row| row.id).collect();
    let found = review(workspace, &columns, &Selection::all(), &limits, &pipelines, today);
    let stage = workspace.stages.iter().find(|stage| stage.name == STAGE);
    let stage = stage.ok_or_else(|| format!("there is no stage {STAGE}"))?;
    let in_stage = |suspect: &&Suspect| workspace.deals.at(suspect.deal).position.stage == stage.id;
    let here = found.suspects.iter().filter(in_stage).count();
    let is_here = |deal: &&sales::model::Deal| deal.is_open() && deal.position.stage == stage.id;
    let figures = [("open", workspace.deals.iter().filter(is_here).count()), ("found", here)];
    #[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let compared = |(name, here): (&str, usize)| {
        Compared::new(format!("review · {name}"), here as f64, there[name].as_f64().unwrap_or(f64::NAN))
    };
    Ok(figures.map(compared).into())
}
