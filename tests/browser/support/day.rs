//! Another day than today: for what comes later, and to find tests that only pass on some days.

use anyhow::{Context as _, Result};

/// The variable of the environment that says how many days from today all tests are to run, such as `FAIRLEAD_DAYS=33`.
const VARIABLE: &str = "FAIRLEAD_DAYS";

/// A script that makes the clock of a page, not those of its workers, show the time so many days from now.
#[must_use]
pub fn clock_ahead(days: i32) -> String {
    let script = "{
        const Real = Date;
        const ahead = DAYS * 24 * 3600 * 1000;
        globalThis.Date = class extends Real {
            constructor(...given) {
                super(...(given.length > 0 ? given : [Real.now() + ahead]));
            }
            static now() {
                return Real.now() + ahead;
            }
        };
    }";
    script.replace("DAYS", &days.to_string())
}

/// What makes a page one of the day that the environment asks for, however often it is told to; `None` where it asks for none.
///
/// # Errors
/// When it asks for something that is no number of days.
pub(crate) fn of_environment() -> Result<Option<String>> {
    let Some(days) = std::env::var_os(VARIABLE) else { return Ok(None) };
    let days = days.to_string_lossy();
    let days =
        days.trim().parse().with_context(|| format!("{VARIABLE} is a number of days, not {days:?}"))?;
    Ok(Some(format!(
        "if (!globalThis.isOfAnotherDay) {{ globalThis.isOfAnotherDay = true; {} }}",
        clock_ahead(days)
    )))
}
