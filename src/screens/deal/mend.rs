//! What a deal lacks or has wrong, put right in a list of such deals.

use leptos::prelude::*;

use super::facts::{self, Surface};
use super::here::Here;
use super::{days, ending};
use crate::text::t;

/// A field that is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Mend {
    Created,
    Closed,
    Value,
    Owner,
    ExpectedClose,
    LossReason,
}

impl Mend {
    /// What it is called.
    pub(in crate::screens) fn name(self) -> &'static str {
        let texts = t().deal();
        match self {
            Self::Created => texts.created,
            Self::Closed => texts.closed,
            Self::Value => texts.value,
            Self::Owner => texts.owner,
            Self::ExpectedClose => texts.expected_close,
            Self::LossReason => texts.loss_reason,
        }
    }

    /// The field, in the line of its deal.
    pub(in crate::screens) fn field(self, here: Here) -> AnyView {
        let surface = Surface::Line(here.id);
        match self {
            Self::Created => days::created(here, surface),
            Self::Closed => days::closed(here, surface),
            Self::Value => facts::value(here, surface),
            Self::Owner => facts::owner(here, surface),
            Self::ExpectedClose => facts::expected_close(here, surface),
            Self::LossReason => ending::loss_reason(here, surface),
        }
    }
}
