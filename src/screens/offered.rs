//! The people and firms that pickers offer, by name.

use crate::components::{PickOption, by_name};
use crate::state::Ui;

/// The people of the team, without those who left it.
pub(super) fn people(ui: Ui) -> Vec<PickOption> {
    ui.store.with(|workspace| {
        let people = workspace.people.iter().filter(|person| !person.archived);
        let option = |person: &sales::model::Person| PickOption {
            id: person.id.to_string(),
            text: person.name.clone(),
            hue: Some(person.hue),
        };
        by_name(people.map(option).collect())
    })
}

/// The customers' firms.
pub(super) fn organisations(ui: Ui) -> Vec<PickOption> {
    ui.store.with(|workspace| {
        let option = |firm: &sales::model::Organisation| PickOption {
            id: firm.id.to_string(),
            text: firm.name.clone(),
            hue: None,
        };
        by_name(workspace.organisations.iter().map(option).collect())
    })
}
