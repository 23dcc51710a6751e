//! Which deals will be won, and what a period will bring: learnt from the team's own history, and honest about what it does not know.
//!
//! Like `sales`, this crate knows no browser, no clock and no dice: the time and the seed come in as arguments, and the same
//! arguments give the same answer to the last bit, natively and in a browser.
//!
//! - `known` reads what was known of a deal at an instant, for the `columns` there are; [`Earlier`] rolls fields back with the log. Nothing else says
//!   what was known, for learning or for predicting.
//! - `rows` makes of closed deals what is learnt from, `schema` says how it is read.
//! - `rates`, `bayes`, `logistic` and `boosting` are ways to predict; `choose` finds out which is best for a workspace,
//!   `replay` whether it would have been lately.
//! - [`Model`] gives chances and reasons.
//! - `closing` says how long winning takes, [`Arrivals`] what comes anew, and [`simulate`] what a period brings.
//! - [`outlook`] puts all of it together for a month or a quarter, and for what-ifs; [`focus`] says where an hour brings most.
//! - [`score`] says how good predictions were, [`accuracy`] how good those of past days would have been.
//! - [`protocol`] is what an app and a worker say to each other.
//!
//! Why it is done like this is in `docs/decisions/0023-forecast.md`.

pub mod accuracy;
mod arrivals;
mod bayes;
mod boosting;
mod choose;
mod closing;
mod columns;
mod dice;
mod earlier;
pub mod focus;
mod known;
mod logistic;
mod math;
mod model;
pub mod outlook;
pub mod protocol;
mod rates;
mod replay;
mod rows;
mod schema;
pub mod score;
mod sheet;
mod simulate;

pub use arrivals::{Arrivals, LOOKED_BACK};
pub use choose::{MOST_COMPARED, Method, PARTS, PENALTIES, SURELY, TREES, Trial};
pub use closing::{AGES, ALIKE_FROM};
pub use columns::{MOST_OF_A_KIND, MOST_TEXTS, TAG_FROM};
pub use earlier::Earlier;
pub use known::{Fact, Feature};
pub use model::{
    Chance, EACH_FROM, FRESH_DAYS, FRESH_SHARE, FRESH_UP_TO, Ground, LEARNT_FROM, Learning, Look, Model,
    REASONS, Reason, Reasons,
};
pub use rates::AS_USUAL;
pub use replay::{REPLAYED_DEALS, REPLAYED_FROM, Replay};
pub use rows::{FEWEST_ROWS, MOST_ROWS, MOST_WEIGHT, ROWS_A_DEAL};
pub use schema::{LEVEL_FROM, MOST_LEVELS, OPEN_FROM, PRESENCE_APART, SAME_DAY, Unused, Why};
pub use sheet::Sheet;
pub use simulate::{Band, RUNS, Simulated, Stake, simulate, simulate_with};
