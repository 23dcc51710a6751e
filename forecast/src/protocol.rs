//! What the app and the worker that learns say to each other: one of these as JSON, with the bytes that belong to it beside it.
//!
//! The worker keeps a copy of the workspace, as chunks of a checkpoint, and gets those that changed before it is asked. When it has
//! to learn anew it decides itself ([`Model::is_outdated`](crate::Model::is_outdated)), so that whoever asks need not know.

use sales::ids::{DealId, PersonId};
use sales::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

use crate::accuracy::Accuracy;
use crate::focus::Focus;
use crate::model::{Learning, Reasons};
use crate::outlook::{Outlook, Played, Rows, Scope, WhatIf, Window};

/// What the app asks for. The worker answers in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Take this workspace. Bytes: a checkpoint's head, then chunks. Answered by nothing.
    Workspace {
        /// The numbers of all chunks there are; those that are not among the bytes stay as they were given before.
        all: Vec<usize>,
        /// Whether records got other places: what was learnt is of no use any more.
        is_anew: bool,
    },
    /// Take note of this part of the log, which follows what was given before. Bytes: its lines, in pieces of whole lines. Answered by
    /// nothing.
    Log {
        /// Whether it is the whole log, from its beginning.
        is_anew: bool,
    },
    /// What periods will bring. Answered by [`Answer::Outlooks`].
    Outlooks {
        /// Whose deals.
        scope: Scope,
        /// The periods.
        windows: Vec<Window>,
        /// What the clock says.
        now: Now,
    },
    /// What a period would bring if things were otherwise. Answered by [`Answer::Played`].
    WhatIf {
        /// Whose deals.
        scope: Scope,
        /// The period.
        window: Window,
        /// What is assumed.
        what_if: WhatIf,
        /// What the clock said when the outlooks were asked for: both are about the same instant.
        now: Now,
    },
    /// Open deals that may be taken to be won in a period, or not to be. Answered by [`Answer::Rows`].
    Rows {
        /// Whose deals.
        scope: Scope,
        /// The period.
        window: Window,
        /// What was typed to find them; nothing for all.
        find: String,
        /// Deals that are wanted whether they match or not.
        named: Vec<DealId>,
        /// How many of those that match.
        limit: usize,
        /// What the clock said when the outlooks were asked for.
        now: Now,
    },
    /// The chances of a deal, and why. Answered by [`Answer::Deal`].
    Deal {
        /// The deal.
        deal: DealId,
        /// The chance to be won before this, too.
        by: Timestamp,
        /// What the clock says.
        now: Now,
    },
    /// Where an hour brings most. Answered by [`Answer::Focus`].
    Focus {
        /// Whose deals; `None` for everybody's.
        person: Option<PersonId>,
        /// What the clock says.
        now: Now,
    },
    /// Look back at one more past day, the latest first, as long as there is one. Answered by [`Answer::Accuracy`].
    LookBack {
        /// Whether to begin again.
        is_anew: bool,
        /// What the clock says.
        now: Now,
    },
}

/// What the clock says, and which day that is in the user's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The day.
    pub today: Date,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is there and listens.
    Ready,
    /// Periods, in the order they were asked for.
    Outlooks {
        /// The periods.
        outlooks: Vec<Outlook>,
        /// What that rests on.
        basis: Box<Basis>,
    },
    /// A period as it would be.
    Played(Box<Played>),
    /// Open deals.
    Rows(Rows),
    /// The chances of a deal; `None` where it is not open.
    Deal {
        /// The chances.
        chances: Option<DealChances>,
        /// What that rests on.
        basis: Box<Basis>,
    },
    /// Where an hour brings most.
    Focus {
        /// The list.
        focus: Focus,
        /// What that rests on.
        basis: Box<Basis>,
    },
    /// How good forecasts were, as far as it has been looked at.
    Accuracy {
        /// That.
        accuracy: Box<Accuracy>,
        /// How many days have been looked at.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// It was given something that it can't work with: a checkpoint of another version, say.
    Failed(String),
}

/// What was learnt, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// What was learnt.
    pub learning: Learning,
    /// When.
    pub at: Timestamp,
}

/// The chances of an open deal, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealChances {
    /// The chance to be won rather than lost.
    pub win: f64,
    /// The chance to be won before the instant that was asked about.
    pub by: f64,
    /// Why.
    pub reasons: Reasons,
}
