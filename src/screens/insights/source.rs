//! What charts, tables and tiles are made from, and how their figures read.

use charts::Paint;
use metrics::{Band, Key, NoRate, Rate, Undefined};
use sales::ids::StageId;
use sales::model::{FieldValue, Workspace};
use sales::number::Number;

use super::state::Report;
use super::writing::{Writing, reason};
use crate::text::{fill, t};

/// A figure as it reads, and exactly.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) exact: String,
    /// Whether there are deals that it is made of. A true 0 mostly has some: a win rate of 0 % all that were lost.
    pub(super) has_deals: bool,
}

impl Written {
    pub(super) fn new(text: String, exact: impl ToString) -> Self {
        Self { text, exact: exact.to_string(), has_deals: true }
    }

    /// The same, made of so many deals.
    pub(super) fn made_of(self, deals: usize) -> Self {
        Self { has_deals: deals > 0, ..self }
    }
}

/// A figure, or why there is none.
pub(super) type Figure = Result<Written, String>;

/// What charts and tables are made from.
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
    pub(super) fn paint(self, stage: StageId) -> Paint {
        Paint::Hue(self.workspace.stages.get(stage).map_or(0, |row| row.hue))
    }

    /// What a group has in common; of a stage with its pipeline, where several are asked about.
    pub(super) fn lane_and_key(self, key: Key) -> String {
        match key {
            Key::Stage(id) => self.lane_and_stage(id),
            key => self.key(key),
        }
    }

    /// The name of a stage, with its pipeline where several are asked about.
    pub(super) fn lane_and_stage(self, stage: StageId) -> String {
        let are_several =
            self.report.query.pipelines.len() != 1 && self.workspace.pipelines.iter().nth(1).is_some();
        if are_several { self.stage_of_lane(stage) } else { self.stage(stage) }
    }

    /// The name of a stage, with its pipeline.
    pub(super) fn stage_of_lane(self, stage: StageId) -> String {
        let name = self.stage(stage);
        let row = self.workspace.stages.get(stage);
        let pipeline = row.and_then(|row| self.workspace.pipelines.get(row.pipeline));
        pipeline.map_or(name.clone(), |row| format!("{} · {name}", row.name))
    }

    /// What a group has in common, in words.
    pub(super) fn key(self, key: Key) -> String {
        let workspace = self.workspace;
        let choice = |id| workspace.choices.get(id).map(|row| row.name.clone());
        let name = match key {
            Key::Owner(None) => Some(t().common().nobody.to_owned()),
            Key::Owner(Some(id)) => workspace.people.get(id).map(|row| row.name.clone()),
            Key::LossReason(None) => Some(t().insights_charts().no_reason.to_owned()),
            Key::LossReason(Some(id))
            | Key::Segment(Some(id))
            | Key::Source(Some(id))
            | Key::Product(Some(id))
            | Key::Tag(Some(id)) => choice(id),
            Key::Manager(Some(id)) => workspace.people.get(id).map(|row| row.manager.trim().to_owned()),
            Key::Region(Some(id)) => workspace.people.get(id).map(|row| row.region.trim().to_owned()),
            Key::Text(field, deal) => {
                match workspace.deals.get(deal).and_then(|deal| deal.custom_value(field)) {
                    Some(FieldValue::Text(text)) => Some(text.trim().to_owned()),
                    _ => None,
                }
            }
            Key::Band(band) => Some(self.band(band)),
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

    /// Numbers of a custom field, in words.
    fn band(self, band: Band) -> String {
        let texts = t().insights_report();
        let number = |number: Number| (self.writing.number)(number.get());
        match (band.single(), band.from.map(number), band.below.map(number)) {
            (Some(single), ..) => number(single),
            (None, Some(from), Some(to)) => fill(texts.from_to, &[("from", &from), ("to", &to)]),
            (None, Some(from), None) => fill(texts.from_on, &[("from", &from)]),
            (None, None, Some(to)) => fill(texts.below, &[("to", &to)]),
            (None, None, None) => t().common().unknown.to_owned(),
        }
    }
}

/// Figures as they read.
impl Source<'_> {
    /// A rate of the deals that reached a stage, or why there is none.
    pub(super) fn known(self, rate: Rate) -> Result<Rate, Undefined> {
        let now = &self.report.now;
        match rate.of {
            0 if self.report.query.period.from > now.as_of => Err(Undefined::InTheFuture),
            0 if now.cohort == 0 => Err(Undefined::NoDeals),
            0 => Err(Undefined::NothingReached),
            _ => Ok(rate),
        }
    }

    pub(super) fn count(self, count: usize) -> Written {
        Written::new((self.writing.count)(count), count).made_of(count)
    }

    /// A share, 0 to 1.
    pub(super) fn share(self, share: Result<f64, Undefined>) -> Figure {
        self.figure(share, self.writing.share)
    }

    /// An amount in minor units of the currency of the report.
    pub(super) fn amount(self, minor: Result<i128, Undefined>) -> Figure {
        self.figure(minor, |minor| (self.writing.amount)(minor, self.report.currency))
    }

    /// What deals are worth together.
    pub(super) fn worth(self, minor: Result<i128, NoRate>) -> Figure {
        self.amount(minor.map_err(Undefined::NoRate))
    }

    pub(super) fn days(self, days: Result<f64, Undefined>) -> Figure {
        self.figure(days, |days| self.writing.days(days))
    }

    /// A number with at most one digit behind the point.
    pub(super) fn number(self, number: Result<f64, Undefined>) -> Figure {
        self.figure(number, self.writing.decimal)
    }

    fn figure<T: Copy + ToString>(self, figure: Result<T, Undefined>, write: impl Fn(T) -> String) -> Figure {
        figure.map(|figure| Written::new(write(figure), figure)).map_err(|why| reason(&why, self.writing))
    }
}
