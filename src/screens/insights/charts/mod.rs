//! From the report to what charts are given. Nothing here adds anything up or knows a browser.

mod flow;
mod funnel;
mod groups;
mod losses;
mod time;
mod trend;
mod waterfall;

use charts::Paint;
use sales::ids::StageId;
use sales::metrics::Key;
use sales::model::Workspace;

pub(super) use self::flow::{flow, flow_behind};
pub(super) use self::funnel::{funnel, funnel_behind};
pub(super) use self::groups::{rate_behind, rates, size_behind, sizes, workload, workload_behind};
pub(super) use self::losses::{losses, losses_behind};
pub(super) use self::time::{time, time_behind};
pub(super) use self::trend::{months, months_behind, won_values, won_values_behind};
pub(super) use self::waterfall::{waterfall, waterfall_behind};
use super::state::Report;
use super::writing::Writing;
use crate::text::{fill, t};

/// What charts are made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) report: &'a Report,
    pub(super) workspace: &'a Workspace,
    pub(super) writing: Writing,
}

impl Source<'_> {
    /// The name of a stage; that it is archived, where it is.
    pub(super) fn stage(self, stage: StageId) -> String {
        let Some(row) = self.workspace.stages.get(stage) else { return String::new() };
        if row.archived {
            fill(t().insights_charts().retired, &[("stage", &row.name)])
        } else {
            row.name.clone()
        }
    }

    /// The colour of a stage.
    fn paint(self, stage: StageId) -> Paint {
        Paint::Hue(self.workspace.stages.get(stage).map_or(0, |row| row.hue))
    }

    /// What a group has in common, in words.
    pub(super) fn key(self, key: Key) -> String {
        let workspace = self.workspace;
        let choice = |id| workspace.choices.get(id).map(|row| row.name.clone());
        let name = match key {
            Key::Owner(None) => Some(t().common().nobody.to_owned()),
            Key::Owner(Some(id)) => workspace.people.get(id).map(|row| row.name.clone()),
            Key::Segment(Some(id)) | Key::Source(Some(id)) | Key::Product(Some(id)) | Key::Tag(Some(id)) => {
                choice(id)
            }
            Key::Pipeline(id) => workspace.pipelines.get(id).map(|row| row.name.clone()),
            Key::Stage(id) => Some(self.stage(id)),
            Key::Organisation(Some(id)) => workspace.organisations.get(id).map(|row| row.name.clone()),
            Key::Month(month) => Some((self.writing.month)(month)),
            Key::Option(Some(id)) => {
                let mut options = workspace.fields.iter().flat_map(|field| &field.options);
                options.find(|option| option.id == id).map(|option| option.name.clone())
            }
            // What has nothing there.
            _ => Some(t().insights_charts().none_of.to_owned()),
        };
        name.unwrap_or_else(|| t().common().unknown.to_owned())
    }
}

#[cfg(test)]
pub(super) mod tests;
