//! Pipedrive. Each header begins with what it is a field of, as a list of deals may show fields of their people too. Import
//! files, and exports of whole accounts, name linked records without it.

use super::{Layout, Meanings};
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::Deals,
        signs: &[
            &["deal - title", "deal - id", "deal - pipedrive system id"],
            &["deal - stage", "deal - stage (pipeline)", "deal - status", "deal - value", "deal - pipeline"],
        ],
        columns: &[
            (T::ExternalId, &["deal - id", "deal - pipedrive system id"]),
            (T::Name, &["deal - title"]),
            (T::Stage, &["deal - stage", "deal - stage (pipeline)"]),
            (T::Pipeline, &["deal - pipeline"]),
            (T::Status, &["deal - status"]),
            (T::Value, &["deal - value"]),
            (T::Currency, &["deal - currency of value", "deal - currency"]),
            (T::Probability, &["deal - probability"]),
            (T::Owner, &["deal - owner"]),
            (
                T::Organisation,
                &["organization - name", "deal - organization", "organization", "organization name"],
            ),
            (
                T::OrganisationId,
                &["deal - organization id", "organization - id", "organization - pipedrive system id"],
            ),
            (T::Contact, &["person - name", "deal - contact person", "contact person", "person name"]),
            (T::ContactId, &["deal - contact person id", "person - id", "person - pipedrive system id"]),
            (
                T::Source,
                &["deal - source channel", "deal - lead source", "deal - source", "deal - source origin"],
            ),
            (T::Product, &["deal - product name", "deal - product", "product - name"]),
            (T::Tags, &["deal - label", "deal - labels"]),
            (T::Created, &["deal - creation date", "deal - deal created", "deal - add time"]),
            (T::ExpectedClose, &["deal - expected close date"]),
            (T::Closed, &["deal - deal closed on", "deal - closed on", "deal - close time"]),
            (T::Won, &["deal - won time"]),
            (T::Lost, &["deal - lost time"]),
            (T::LossReason, &["deal - lost reason"]),
            (T::Note, &["deal - notes", "note - content"]),
            (
                T::Skip,
                &[
                    "deal - creator", "deal - weighted value", "deal - currency of weighted value",
                    "deal - update time", "deal - last stage change", "deal - next activity date",
                    "deal - last activity date", "deal - visible to", "deal - total activities",
                    "deal - done activities", "deal - activities to do", "deal - email messages count",
                    "deal - last email received", "deal - last email sent", "deal - product quantity",
                    "deal - product amount", "deal - source channel id", "deal - source origin id",
                    "deal - archive status", "deal - archive time",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::Contacts,
        signs: &[&["person - name", "person - first name", "person - last name"]],
        columns: &[
            (T::ExternalId, &["person - id", "person - pipedrive system id"]),
            (T::Name, &["person - name"]),
            (T::FirstName, &["person - first name"]),
            (T::LastName, &["person - last name"]),
            (
                T::Organisation,
                &["organization - name", "person - organization", "organization name", "organization"],
            ),
            (T::OrganisationId, &["person - organization id", "organization - id"]),
            (T::Role, &["person - job title"]),
            (
                T::Email,
                &[
                    "person - email", "person - email - work", "person - email (work)",
                    "person - email - home", "person - email - other",
                ],
            ),
            (
                T::Phone,
                &[
                    "person - phone", "person - phone - work", "person - phone (work)",
                    "person - phone - mobile", "person - phone - home", "person - phone - other",
                ],
            ),
            (T::Note, &["person - notes"]),
            (T::Owner, &["person - owner"]),
            (
                T::Skip,
                &[
                    "person - label", "person - labels", "person - creation date", "person - person created",
                    "person - update time", "person - visible to", "person - open deals",
                    "person - closed deals", "person - won deals", "person - lost deals",
                    "person - next activity date", "person - last activity date", "person - total activities",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::Organisations,
        signs: &[&["organization - name"]],
        columns: &[
            (T::ExternalId, &["organization - id", "organization - pipedrive system id"]),
            (T::Name, &["organization - name"]),
            (T::Website, &["organization - website"]),
            (T::Address, &["organization - address", "organization - full/combined address of address"]),
            (T::Industry, &["organization - industry"]),
            (T::Note, &["organization - notes"]),
            (T::Owner, &["organization - owner"]),
            (
                T::Skip,
                &[
                    "organization - label", "organization - labels", "organization - creation date",
                    "organization - organization created", "organization - update time",
                    "organization - visible to", "organization - open deals", "organization - closed deals",
                    "organization - won deals", "organization - lost deals", "organization - people",
                    "organization - followers", "organization - next activity date",
                    "organization - last activity date", "organization - total activities",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::Products,
        signs: &[&["product - name"]],
        columns: &[
            (T::ExternalId, &["product - id", "product - pipedrive system id"]),
            (T::Name, &["product - name"]),
            (T::Value, &["product - price", "product - unit prices", "product - unit price"]),
            (T::Currency, &["product - currency", "product - currency of price"]),
            (T::Note, &["product - description"]),
            (
                T::Skip,
                &[
                    "product - product code", "product - category", "product - owner", "product - active",
                    "product - tax", "product - unit", "product - visible to", "product - billing frequency",
                    "product - billing cycles", "product - followers",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::Activities,
        signs: &[&["activity - subject", "activity - type", "activity - due date"]],
        columns: &[
            (T::ExternalId, &["activity - id", "activity - pipedrive system id"]),
            (T::Name, &["activity - subject"]),
            (T::ActivityKind, &["activity - type"]),
            (T::Due, &["activity - due date"]),
            (T::Done, &["activity - done", "activity - marked as done time", "activity - status"]),
            (T::Owner, &["activity - assigned to user", "activity - owner"]),
            (T::Deal, &["activity - deal", "deal - title", "deal"]),
            (T::DealId, &["activity - deal id", "deal - id"]),
            (T::Organisation, &["activity - organization", "organization - name", "organization"]),
            (T::Contact, &["activity - contact person", "person - name", "contact person"]),
            (T::Note, &["activity - note", "activity - public description"]),
            (T::Created, &["activity - creation date", "activity - add time"]),
            (
                T::Skip,
                &[
                    "activity - due time", "activity - duration", "activity - priority", "activity - creator",
                    "activity - free/busy", "activity - location", "activity - update time", "lead",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Pipedrive,
        kind: FileKind::ChangeLog,
        signs: &[&["changed_field_key", "field_key"], &["new_value"], &["deal_id", "item_id"]],
        columns: &[
            (T::DealId, &["deal_id", "item_id"]),
            (T::ChangedAt, &["change_time", "log_time", "time"]),
            (T::ChangedField, &["changed_field_key", "field_key"]),
            (T::NewValue, &["new_value"]),
            (T::Owner, &["user_id"]),
            (T::Skip, &["old_value", "id", "additional_data", "is_bulk_update_flag"]),
        ],
    },
];

/// The fields of a deal by their names in the log of changes.
#[rustfmt::skip] // So that lists run on instead of down.
pub(in crate::recognise) static FIELDS: &[Meanings] = &[
    (T::Created, &["add_time"]),
    (T::Name, &["title"]),
    (T::Stage, &["stage_id", "stage"]),
    (T::Pipeline, &["pipeline_id", "pipeline"]),
    (T::Status, &["status"]),
    (T::Value, &["value"]),
    (T::Currency, &["currency"]),
    (T::Probability, &["probability"]),
    (T::Owner, &["user_id", "owner_id"]),
    (T::Organisation, &["org_id", "org_name"]),
    (T::Contact, &["person_id", "person_name"]),
    (T::ExpectedClose, &["expected_close_date"]),
    (T::Closed, &["close_time"]),
    (T::Won, &["won_time"]),
    (T::Lost, &["lost_time"]),
    (T::LossReason, &["lost_reason"]),
    (T::Tags, &["label", "label_ids"]),
    (T::Source, &["channel", "origin"]),
    (
        T::Skip,
        &[
            "stage_change_time", "update_time", "visible_to", "active", "deleted", "next_activity_date",
            "weighted_value",
        ],
    ),
];
