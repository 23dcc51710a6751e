//! Which part of a record a change is about: for the report on every row.

use sales::ids::FieldId;
use sales::log::{ActivityEdit, Change, ChoiceEdit, ContactEdit, DealEdit, OrganisationEdit, PersonEdit};
use sales::model::{Position, Standing};

use super::report::Part;
use crate::target::Target;

/// The parts that changes of one record are about, each once. `field` knows the names of fields of the team's own.
pub(super) fn parts<'c>(
    changes: impl IntoIterator<Item = &'c Change>,
    field: &dyn Fn(FieldId) -> String,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for part in changes.into_iter().filter_map(|change| part(change, field)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

fn part(change: &Change, field: &dyn Fn(FieldId) -> String) -> Option<Part> {
    Some(Part::Field(match change {
        Change::DealEdited { edit: DealEdit::Past(_), .. } => return Some(Part::History),
        Change::DealEdited { edit, .. } => of_deal(edit, field)?,
        Change::DealMoved { from, to, .. } => of_move(from, to),
        Change::NoteAdded { .. } => Target::Note,
        Change::OrganisationEdited { edit, .. } => match edit {
            OrganisationEdit::Name(_) => Target::Name,
            OrganisationEdit::Website(_) => Target::Website,
            OrganisationEdit::Address(_) => Target::Address,
            OrganisationEdit::Industry(_) => Target::Industry,
            OrganisationEdit::About(_) => Target::Note,
            OrganisationEdit::External(_) => Target::ExternalId,
        },
        Change::ContactEdited { edit, .. } => match edit {
            ContactEdit::Name(_) => Target::Name,
            ContactEdit::Organisation(_) => Target::Organisation,
            ContactEdit::Role(_) => Target::Role,
            ContactEdit::Phone(_) => Target::Phone,
            ContactEdit::Email(_) => Target::Email,
            ContactEdit::About(_) => Target::Note,
            ContactEdit::External(_) => Target::ExternalId,
        },
        Change::PersonEdited { edit, .. } => match edit {
            PersonEdit::Name(_) => Target::Name,
            PersonEdit::Manager(_) => Target::Manager,
            PersonEdit::Region(_) => Target::Region,
            PersonEdit::External(_) => Target::ExternalId,
            // No file says it.
            PersonEdit::Initials(_)
            | PersonEdit::Hue(_)
            | PersonEdit::Archived(_)
            | PersonEdit::Capacity(_) => {
                return None;
            }
        },
        Change::ChoiceEdited { edit: ChoiceEdit::Price(_), .. } => Target::Value,
        Change::ActivityEdited { edit, .. } => of_activity(edit),
        _ => return None,
    }))
}

/// A deal that stays where it was lost may only have been told why.
fn of_move(from: &Position, to: &Position) -> Target {
    match (&from.standing, &to.standing) {
        (Standing::Lost(known), Standing::Lost(said)) if from.stage == to.stage => {
            match (known.reason == said.reason, known.competitor == said.competitor) {
                (false, _) => Target::LossReason,
                (true, false) => Target::Competitor,
                (true, true) => Target::LossNote,
            }
        }
        (Standing::Nurtured { until, .. }, Standing::Nurtured { until: said, .. })
            if from.stage == to.stage =>
        {
            if until == said {
                Target::NurtureReason
            } else {
                Target::NurtureUntil
            }
        }
        (known, said) if from.stage == to.stage && known.kind() != said.kind() => Target::Status,
        _ => Target::Stage,
    }
}

fn of_deal(edit: &DealEdit, field: &dyn Fn(FieldId) -> String) -> Option<Target> {
    Some(match edit {
        DealEdit::Title(_) => Target::Name,
        DealEdit::Organisation(_) => Target::Organisation,
        DealEdit::Contact(_) => Target::Contact,
        DealEdit::Segment(_) => Target::Segment,
        DealEdit::Owner(_) => Target::Owner,
        DealEdit::Value { .. } => Target::Value,
        DealEdit::Probability(_) => Target::Probability,
        DealEdit::ExpectedClose(_) => Target::ExpectedClose,
        DealEdit::Source(_) => Target::Source,
        DealEdit::Product(_) => Target::Product,
        DealEdit::Tags(_) => Target::Tags,
        DealEdit::Custom { field: id, .. } => Target::Custom(field(*id)),
        DealEdit::External(_) => Target::ExternalId,
        DealEdit::Snoozed(_) | DealEdit::Past(_) | DealEdit::Days(_) => return None,
    })
}

fn of_activity(edit: &ActivityEdit) -> Target {
    match edit {
        ActivityEdit::Kind(_) => Target::ActivityKind,
        ActivityEdit::Subject(_) => Target::Name,
        ActivityEdit::Deal(_) => Target::Deal,
        ActivityEdit::Organisation(_) => Target::Organisation,
        ActivityEdit::Contact(_) => Target::Contact,
        ActivityEdit::Owner(_) => Target::Owner,
        ActivityEdit::Due(_) => Target::Due,
        ActivityEdit::Minutes(_) => Target::Minutes,
        ActivityEdit::Note(_) => Target::Note,
        ActivityEdit::Done(_) => Target::Done,
        ActivityEdit::Outcome(_) => Target::Outcome,
        ActivityEdit::External(_) => Target::ExternalId,
    }
}
