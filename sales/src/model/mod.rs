//! What a workspace holds.
//!
//! Records are plain values with public fields to read; only [`evolve`](crate::evolve) writes them, since it
//! alone gets a mutable [`Workspace`]. A record is never taken out: a removed one keeps its
//! place with `removed` set, so that undo, history and the numbers of past days still find it.

mod activity;
mod catalogue;
mod dashboard;
mod deal;
mod goal;
mod people;
mod pipeline;
mod process;
mod table;
mod view;
mod workspace;

pub use activity::{Activity, ActivityKind, Due, TimeOfDay};
pub use catalogue::{Choice, Field, FieldKind, FieldOption, FieldValue, ListKind};
pub use dashboard::{Asked, COLUMNS, Dashboard, MAX_ROWS, Report, Widget};
pub use deal::{Deal, Guessed, Loss, Note, PastValue, Position, Standing, StandingKind, Visit};
pub use goal::{Assumed, Assumption, Goal, Measure, Scenario, Span, Tier, Tiers};
pub use people::initials_of;
pub use people::{Contact, Organisation, Person};
pub use pipeline::{Pipeline, REVIEW_DAYS, Stage, StageKind};
pub use process::{Arrivals, Criterion, DealField, Force, MadeBy, Requirement, Task, TaskOwner};
pub use table::{Ix, Record, Table};
pub use view::{GroupBy, View};
pub use workspace::{Column, Settings, Workspace};
