//! `HubSpot`. Exports name columns by the labels of properties, other tools by their internal names.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::HubSpot,
        kind: FileKind::Deals,
        signs: &[&["deal name", "dealname"], &["deal stage", "dealstage"]],
        columns: &[
            (T::ExternalId, &["record id", "record id - deal", "deal id", "hs_object_id"]),
            (T::Name, &["deal name", "dealname"]),
            (T::Stage, &["deal stage", "dealstage"]),
            (T::Pipeline, &["pipeline", "deal pipeline"]),
            (T::Value, &["amount", "amount in company currency"]),
            (T::Currency, &["currency", "deal currency code", "deal_currency_code"]),
            (T::Probability, &["deal probability", "hs_deal_stage_probability", "probability"]),
            (T::Owner, &["deal owner", "hubspot owner", "hubspot_owner_id", "hubspot team"]),
            (
                T::Organisation,
                &[
                    "associated company (primary)", "associated company", "associated company names",
                    "company name",
                ],
            ),
            (
                T::OrganisationId,
                &[
                    "associated company ids (primary)", "associated company ids", "associated company id",
                    "record id - company",
                ],
            ),
            (T::Contact, &["associated contact", "associated contacts", "contact name"]),
            (T::ContactId, &["associated contact ids", "associated contact id", "record id - contact"]),
            (T::Segment, &["deal type", "dealtype"]),
            (
                T::Source,
                &[
                    "original traffic source", "original source type", "original source",
                    "latest traffic source", "lead source", "hs_analytics_source",
                ],
            ),
            (T::Tags, &["deal tags", "tags"]),
            (T::Created, &["create date", "createdate"]),
            (T::ExpectedClose, &["close date", "closedate"]),
            (T::LossReason, &["closed lost reason", "closed_lost_reason"]),
            (T::Competitor, &["competitor", "competitors"]),
            (T::Note, &["deal description", "description"]),
            (
                T::Skip,
                &[
                    "closed won reason", "closed_won_reason", "priority", "hs_priority", "last activity date",
                    "next activity date", "last modified date", "hs_lastmodifieddate", "last contacted",
                    "next step", "number of associated contacts", "number of times contacted",
                    "number of sales activities", "is closed won", "hs_is_closed_won", "is closed lost",
                    "is deal closed?", "days to close", "weighted amount",
                    "weighted amount in company currency", "forecast amount", "forecast category",
                    "forecast probability", "annual contract value", "annual recurring revenue",
                    "monthly recurring revenue", "total contract value", "created by user id",
                    "updated by user id", "shared teams", "shared users", "associated ticket",
                    "associated ticket ids", "associated line item", "associated line item ids",
                    "associated note", "associated note ids", "merged deal ids", "deal collaborator",
                    "deal score",
                ],
            ),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::StageHistory,
        signs: &[
            &["deal name", "record id", "deal id"],
            &["deal stage"],
            &["date entered stage", "date entered", "date entered deal stage"],
        ],
        columns: &[
            (T::DealId, &["record id", "deal id", "record id - deal"]),
            (T::Deal, &["deal name"]),
            (T::Stage, &["deal stage"]),
            (T::Pipeline, &["pipeline"]),
            (T::ChangedAt, &["date entered stage", "date entered", "date entered deal stage"]),
            (T::Value, &["amount"]),
            (T::Owner, &["deal owner"]),
            (T::ExpectedClose, &["close date"]),
            (
                T::Skip,
                &[
                    "date left stage", "date exited", "date left", "time in stage", "create date",
                    "original source",
                ],
            ),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::Contacts,
        signs: &[
            &["first name", "firstname"],
            &["last name", "lastname"],
            &[
                "record id", "record id - contact", "contact owner", "lifecycle stage", "lead status",
                "hubspot_owner_id", "hs_object_id", "associated company", "lifecyclestage",
            ],
        ],
        columns: &[
            (T::ExternalId, &["record id - contact", "record id", "contact id", "hs_object_id"]),
            (T::FirstName, &["first name", "firstname"]),
            (T::LastName, &["last name", "lastname"]),
            (
                T::Organisation,
                &["associated company (primary)", "associated company", "company name", "company"],
            ),
            (
                T::OrganisationId,
                &[
                    "associated company ids (primary)", "associated company ids", "associated company id",
                    "record id - company",
                ],
            ),
            (T::Role, &["job title", "jobtitle"]),
            (T::Email, &["email", "work email"]),
            (T::Phone, &["phone number", "mobile phone number", "phone", "mobilephone"]),
            (T::Owner, &["contact owner", "hubspot_owner_id"]),
            (T::Note, &["message", "notes"]),
            (
                T::Skip,
                &[
                    "lifecycle stage", "lifecyclestage", "lead status", "hs_lead_status", "create date",
                    "last activity date", "last modified date", "marketing contact status", "associated deal",
                    "associated deal ids", "city", "state/region", "country/region", "postal code",
                    "street address", "website url", "original traffic source", "original source",
                    "became a customer date", "number of associated deals", "lead score", "salutation",
                ],
            ),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::Organisations,
        signs: &[
            &["company name", "name"],
            &["company domain name", "company owner", "domain", "record id - company"],
            &[
                "record id", "record id - company", "company owner", "create date", "hs_object_id",
                "hubspot_owner_id", "country/region", "phone number",
            ],
        ],
        columns: &[
            (T::ExternalId, &["record id - company", "record id", "company id", "hs_object_id"]),
            (T::Name, &["company name", "name"]),
            (T::Website, &["website url", "company domain name", "website", "domain"]),
            (T::Industry, &["industry"]),
            (
                T::Address,
                &[
                    "street address", "street address 2", "city", "state/region", "postal code",
                    "country/region",
                ],
            ),
            (T::Note, &["description", "about us"]),
            (T::Owner, &["company owner", "hubspot_owner_id"]),
            (T::Phone, &["phone number", "phone"]),
            (
                T::Skip,
                &[
                    "create date", "last activity date", "last modified date", "lifecycle stage",
                    "lead status", "number of employees", "annual revenue", "type", "associated contact",
                    "associated contact ids", "associated deal", "associated deal ids", "parent company",
                    "linkedin company page", "time zone", "is public", "year founded",
                ],
            ),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::Products,
        signs: &[
            &["name", "product name"],
            &["unit price", "price"],
            &["record id", "sku", "hs_sku", "product description", "billing frequency", "folder name"],
        ],
        columns: &[
            (T::ExternalId, &["record id", "product id", "hs_object_id"]),
            (T::Name, &["name", "product name"]),
            (T::Value, &["unit price", "price"]),
            (T::Currency, &["currency"]),
            (T::Note, &["product description", "description"]),
            (
                T::Skip,
                &[
                    "sku", "hs_sku", "unit cost", "margin", "billing frequency", "term", "term (months)",
                    "tax", "create date", "last modified date", "folder name", "product type", "url",
                ],
            ),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::Activities,
        signs: &[
            &["task title", "task name", "meeting name", "call title", "task subject"],
            &[
                "due date", "task type", "task status", "assigned to", "activity assigned to",
                "meeting start time", "activity date",
            ],
        ],
        columns: &[
            (T::ExternalId, &["record id", "task id"]),
            (T::Name, &["task title", "task name", "meeting name", "call title", "task subject"]),
            (T::ActivityKind, &["task type", "activity type", "call and meeting type"]),
            (T::Due, &["due date", "meeting start time", "activity date"]),
            (T::Done, &["completed at", "task status", "call outcome", "meeting outcome", "status"]),
            (T::Owner, &["assigned to", "activity assigned to", "owner"]),
            (T::Deal, &["associated deal", "associated deals"]),
            (T::DealId, &["associated deal ids", "associated deal id"]),
            (T::Organisation, &["associated company", "associated companies"]),
            (T::OrganisationId, &["associated company ids", "associated company id"]),
            (T::Contact, &["associated contact", "associated contacts"]),
            (T::ContactId, &["associated contact ids", "associated contact id"]),
            (T::Note, &["task notes", "notes", "call notes", "meeting description", "body"]),
            (T::Created, &["create date"]),
            (T::Skip, &["priority", "queue", "last modified date", "reminder", "source"]),
        ],
    },
    Layout {
        source: Source::HubSpot,
        kind: FileKind::ChangeLog,
        signs: &[
            &["object id", "record id"],
            &["property", "property name"],
            &["property value", "new value", "value"],
        ],
        columns: &[
            (T::DealId, &["object id", "record id"]),
            (T::ChangedAt, &["timestamp", "change date", "date", "date of change"]),
            (T::ChangedField, &["property", "property name"]),
            (T::NewValue, &["property value", "new value", "value"]),
            (T::Owner, &["changed by", "source user"]),
            (T::Skip, &["object type", "change source", "source", "source id"]),
        ],
    },
];
