//! Why deals were lost: the reasons there are, and which of them a deal has.

use super::columns::{NONE, narrow};
use super::facts::{Fact, Lens};
use sales::ids::ChoiceId;
use sales::model::{ListKind, Workspace};

/// The reasons, those no longer in use too, in the order of their table; the last, `None`, stands for lost without one.
#[derive(Debug)]
pub(super) struct Reasons {
    pub(super) all: Vec<Option<ChoiceId>>,
    /// The place of a reason among them, by the place of the choice in its table.
    places: Vec<u32>,
}

impl Reasons {
    pub(super) fn of(workspace: &Workspace) -> Self {
        let choices = &workspace.choices;
        let (mut all, mut places) = (Vec::new(), vec![NONE; choices.row_count()]);
        for (place, choice) in choices.rows().iter().enumerate() {
            if choice.list == ListKind::LossReason {
                places[place] = narrow(all.len());
                all.push(Some(choice.id));
            }
        }
        all.push(None);
        Self { all, places }
    }

    /// The place of the reason why a deal is lost.
    #[inline]
    pub(super) fn place(&self, lens: &Lens<'_>, fact: &Fact) -> usize {
        let last = self.all.len() - 1;
        let place = lens.reason(fact).and_then(|reason| self.places.get(reason as usize));
        place.map_or(last, |&place| (place as usize).min(last))
    }
}
