//! What a file is about, and what a column of it means.

use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A deal a row.
    Deals,
    /// A customer's firm a row.
    Organisations,
    /// A customer's person a row.
    Contacts,
    /// A product a row, with its list price.
    Products,
    /// A person of the team a row.
    People,
    /// A call, meeting, task … a row.
    Activities,
    /// A stage that a deal came into a row.
    StageHistory,
    /// A change of one field of a deal a row: `deal_id`, time, field, new value.
    ChangeLog,
    /// Names behind numbers: an id and a name a row, as of stages or users.
    Names,
}

/// What a column means. Which of them make sense depends on the [`FileKind`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Not imported.
    Skip,
    /// The id of the row in the system it comes from.
    ExternalId,
    /// The title of a deal; the name of an organisation, contact, product or person; the subject of an activity.
    Name,
    /// First and last name, where a contact's or an owner's stand in two columns.
    FirstName,
    /// See [`Target::FirstName`].
    LastName,
    /// The stage a deal is in, or came into.
    Stage,
    /// The pipeline.
    Pipeline,
    /// Open, won, lost or in nurture, where that is not said by the stage.
    Status,
    /// Whether it is still worked on: one that is not and stands in an open stage may have been lost.
    Active,
    /// The value of a deal; the list price of a product.
    Value,
    /// The same in millionths of a unit.
    ValueMicros,
    /// The currency of the value.
    Currency,
    /// The chance to win, in percent.
    Probability,
    /// Who sells it; who does the activity.
    Owner,
    /// The customer's firm, by name.
    Organisation,
    /// The customer's firm, by its id in the system it comes from.
    OrganisationId,
    /// The person to talk to, by name.
    Contact,
    /// The person to talk to, by their id in the system they come from.
    ContactId,
    /// The customer segment.
    Segment,
    /// Where the lead came from.
    Source,
    /// What is sold.
    Product,
    /// Tags, separated by commas or semicolons.
    Tags,
    /// When the row was made.
    Created,
    /// The day a deal is expected to close; for a closed one often the day it did.
    ExpectedClose,
    /// When a deal was closed, won or lost.
    Closed,
    /// When it was won.
    Won,
    /// When it was lost.
    Lost,
    /// Why it was lost.
    LossReason,
    /// Who got the sale instead.
    Competitor,
    /// More about why it was lost.
    LossNote,
    /// The day to come back to a deal in nurture.
    NurtureUntil,
    /// Why it is in nurture.
    NurtureReason,
    /// A note, a description.
    Note,
    /// What a contact does.
    Role,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web site.
    Website,
    /// A postal address; several columns are put together.
    Address,
    /// An organisation's trade.
    Industry,
    /// A person's manager.
    Manager,
    /// A person's region.
    Region,
    /// A deal of another file, by its name.
    Deal,
    /// A deal of another file, by its id there.
    DealId,
    /// The kind of an activity.
    ActivityKind,
    /// When an activity is due.
    Due,
    /// Whether, or when, an activity was done.
    Done,
    /// How long an activity takes, in minutes.
    Minutes,
    /// What came of an activity.
    Outcome,
    /// When a change happened.
    ChangedAt,
    /// That a stage of a history was worked out from dates, and not seen.
    FromDates,
    /// Which field a change is about.
    ChangedField,
    /// What it was changed to.
    NewValue,
    /// A custom field, by its name.
    Custom(String),
}

/// What kind of meaning it is, to offer meanings under a few headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The deal.
    Deal,
    /// The customer.
    Customer,
    /// Days.
    Days,
    /// Anything else.
    Details,
}

/// What the columns of a kind of file can mean, under their headings.
pub fn targets(kind: FileKind) -> Vec<(Group, Vec<Target>)> {
    use Target::{
        Active, ActivityKind, Address, ChangedAt, ChangedField, Closed, Competitor, Contact, ContactId,
        Created, Currency, Deal, DealId, Done, Due, Email, ExpectedClose, ExternalId, FirstName, FromDates,
        Industry, LastName, LossNote, LossReason, Lost, Manager, Minutes, Name, NewValue, Note,
        NurtureReason, NurtureUntil, Organisation, OrganisationId, Outcome, Owner, Phone, Pipeline,
        Probability, Product, Region, Role, Segment, Source, Stage, Status, Tags, Value, ValueMicros,
        Website, Won,
    };
    let custom = || Target::Custom(String::new());
    match kind {
        FileKind::Deals => vec![
            (
                Group::Deal,
                vec![
                    Name,
                    ExternalId,
                    Pipeline,
                    Stage,
                    Status,
                    Active,
                    Value,
                    ValueMicros,
                    Currency,
                    Probability,
                    Owner,
                    LossReason,
                    Competitor,
                    LossNote,
                    NurtureReason,
                    Segment,
                    Source,
                    Product,
                    Tags,
                    Note,
                ],
            ),
            (Group::Customer, vec![Organisation, OrganisationId, Contact, ContactId]),
            (Group::Days, vec![Created, ExpectedClose, Closed, Won, Lost, NurtureUntil]),
            (Group::Details, vec![custom()]),
        ],
        FileKind::Organisations => {
            vec![(Group::Details, vec![Name, ExternalId, Website, Address, Industry, Note, custom()])]
        }
        FileKind::Contacts => vec![
            (Group::Details, vec![Name, FirstName, LastName, ExternalId, Role, Phone, Email, Note, custom()]),
            (Group::Customer, vec![Organisation, OrganisationId]),
        ],
        FileKind::Products => vec![(Group::Details, vec![Name, ExternalId, Value, ValueMicros, Currency])],
        FileKind::People => {
            vec![(Group::Details, vec![Name, FirstName, LastName, ExternalId, Manager, Region])]
        }
        FileKind::Activities => vec![
            (Group::Details, vec![Name, ExternalId, ActivityKind, Owner, Minutes, Note, Outcome]),
            (Group::Deal, vec![Deal, DealId]),
            (Group::Customer, vec![Organisation, OrganisationId, Contact, ContactId]),
            (Group::Days, vec![Due, Done, Created]),
        ],
        FileKind::StageHistory => {
            vec![
                (Group::Deal, vec![DealId, Deal, Pipeline, Stage, Status]),
                (Group::Days, vec![ChangedAt, FromDates]),
            ]
        }
        FileKind::ChangeLog => {
            vec![(Group::Deal, vec![DealId, ChangedField, NewValue]), (Group::Days, vec![ChangedAt])]
        }
        FileKind::Names => {
            vec![(Group::Details, vec![ExternalId, Name, FirstName, LastName, ChangedField, NewValue])]
        }
    }
}

/// Whether a column of a file of this kind can mean this.
pub fn makes_sense(kind: FileKind, target: &Target) -> bool {
    let is_custom = |target: &Target| matches!(target, Target::Custom(_));
    *target == Target::Skip
        || targets(kind).iter().any(|(_, targets)| {
            targets.iter().any(|known| known == target || (is_custom(known) && is_custom(target)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_ones_own_makes_sense_whatever_it_is_called() {
        assert!(makes_sense(FileKind::Deals, &Target::Custom("Size".to_owned())));
        assert!(!makes_sense(FileKind::Products, &Target::Custom("Size".to_owned())));
        assert!(makes_sense(FileKind::Products, &Target::Skip));
        assert!(!makes_sense(FileKind::People, &Target::Stage));
    }
}
