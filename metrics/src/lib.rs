//! Every figure: those of the Insights screen, how far goals are, what is stalled, how well a pipeline is kept up. Pure, as `sales` is.
//!
//! What each figure means, its unit and its formula stand beside it; where there is a choice, the reasons are in
//! `docs/decisions/0017-metrics.md` (docs: metrics). How they come about:
//!
//! - [`Columns`] hold what is known of each deal in the form that figures need, built once and kept in step.
//! - A [`Selection`] says which deals a question is about, a [`Query`] which days, basis and pipelines.
//! - `facts` reads what is true of one deal at the end of a day; the tallies read a deal's past nowhere else.
//! - Tallies count while the facts go by: [`insights`] has most of the screen's in one pass, [`by`] those of any groups, and
//!   [`change`] walks each deal through a period.
//! - [`behind`] gives the deals that any figure is made of.
//!
//! A figure that is undefined is an [`Undefined`] that says why, and never zero. Sums of money are exact.

mod bands;
mod behind;
mod change;
mod columns;
mod compare;
mod contrast;
mod days;
mod effort;
mod ends;
mod facts;
mod figure;
mod findings;
mod flow;
mod followed;
pub mod goals;
mod groups;
mod histogram;
mod hygiene;
mod insights;
mod interval;
mod journeys;
mod ledger;
mod limits;
mod outcomes;
mod past;
mod quality;
mod query;
mod reasons;
mod rest;
mod review;
mod stages;
pub mod stalled;
mod subject;
mod workload;

pub use bands::Band;
pub use behind::{Behind, Part, behind};
pub use change::{Change, Moved, Step, change};
pub use columns::{Amount, Columns};
pub use compare::{Compared, ENOUGH, Gap, Measure, NoInterval, PACE_DAYS, StageMeasure, gap};
pub use contrast::{Reading, Traits, decided, parted, readings, traits};
pub use effort::{Efforts, PerWon, Row, efforts, monday_of, per_won};
pub use ends::Ends;
pub use figure::{Difference, Moments, NoRate, Rate, SURE, Undefined, Unrated, Worth};
pub(crate) use figure::{divided, minor_float, whole};
pub use findings::{
    Finding, LONGER, MOST_FINDINGS, POINTS, RATES_FROM, Rule, STALLED_FROM, STALLED_SHARE, TIMES_FROM,
    findings,
};
pub use flow::Link;
pub use followed::{Followed, followed};
pub use groups::{Group, Grouping, Key, by};
pub use histogram::Spread;
pub use hygiene::{Check, Hygiene, Upkeep, hygiene, hygiene_by_week, last_sunday};
pub use insights::{Insights, MonthFigures, insights};
pub use journeys::{Journey, Journeys, journeys};
pub use ledger::{Ledger, Scope, Sum, Tally};
pub use limits::{DEFAULT_LIMIT_DAYS, LEARNT_FROM, Learnt, Limit, Limits};
pub use outcomes::{Outcomes, Velocity};
pub use past::{Stood, as_of};
pub use quality::{Fault, Faulty, quality};
pub use query::{Basis, Mode, Month, Period, Query, Selection};
pub use rest::{Rested, rested};
pub use review::{
    Became, Begun, Review, ReviewDue, Reviewed, Suspect, footing, next_review, review, review_due,
    reviews_due,
};
pub use stages::{Losses, Passage, StageFigures};
pub use subject::Subject;
pub use workload::{
    Load, OpenDeals, Room, capacity_of, due_apart, due_deals, loads, open_deals, room, staffed,
};
