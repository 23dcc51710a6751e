//! From the report to what charts are given. Nothing here adds anything up or knows a browser.

mod flow;
mod funnel;
mod groups;
mod losses;
mod time;
mod trend;
mod waterfall;

pub(super) use self::flow::{flow, flow_behind};
pub(super) use self::funnel::{funnel, funnel_behind};
pub(super) use self::groups::{rate_behind, rates, size_behind, sizes, workload, workload_behind};
pub(super) use self::losses::{losses, losses_behind};
pub(super) use self::time::{time, time_behind};
pub(super) use self::trend::{months, months_behind, won_values, won_values_behind};
pub(super) use self::waterfall::{waterfall, waterfall_behind};
use super::source::Source;
use super::state::Report;
#[cfg(test)]
use super::writing::Writing;

#[cfg(test)]
pub(super) mod tests;
