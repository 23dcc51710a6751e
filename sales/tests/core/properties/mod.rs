//! What holds whatever people do, in whatever order, on however many devices.

mod merging;
pub(crate) mod office;
pub(crate) mod steps;

use proptest::test_runner::Config;

/// As many cases as a test run has time for; `PROPTEST_CASES` asks for more.
pub(crate) fn settings(cases: u32) -> Config {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = Config::default();
    Config { cases: if asked { config.cases } else { cases }, max_shrink_iters: 20_000, ..config }
}
