//! The log: what happened, for ever, in one order that all devices agree on.

mod change;
mod deal;
mod entry;
mod order;
mod stamp;

pub use change::{
    ActivityEdit, Change, ChoiceEdit, ContactEdit, DashboardEdit, DealEdit, FieldEdit, GoalEdit, NewActivity,
    OrganisationEdit, PersonEdit, PipelineEdit, RecordRef, ReportEdit, ScenarioEdit, SettingsEdit, StageEdit,
    Swap, ViewEdit,
};
pub use deal::{KnownDays, NewDeal, Past};
pub use entry::{Act, Entry, FORMAT, Head, Kind, Line, LineError};
pub use order::Log;
pub use stamp::{Device, Hlc, Stamp};
