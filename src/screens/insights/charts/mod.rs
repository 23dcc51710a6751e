//! From the report to what charts are given. Nothing here adds anything up or knows a browser.

mod flow;
mod funnel;
mod groups;
mod losses;
mod time;
mod trend;
mod waterfall;

use ::charts::{Counted, Input};

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

/// From how many deals on a chart is drawn. Fewer are all said by the figures beside it, and shares of one or two of them would
/// look like much more than they are. It counts the deals that the chart is made of: those that got as far as the first stage for
/// the funnel and the flow, those lost for the reasons, those decided for win rates, those won with a value for sizes, open ones
/// for the workload, those that came into the pipeline for its change, those created or closed for months. Time in a stage
/// takes as many visits of one stage that have ended; a line takes two months besides.
pub(super) const LEAST_DEALS: usize = 3;

pub(super) fn of_deals(found: usize, chart: impl Into<Input>) -> Input {
    Input::of_at_least(LEAST_DEALS, found, chart).counting(Counted::Deals)
}

#[cfg(test)]
pub(super) mod tests;
