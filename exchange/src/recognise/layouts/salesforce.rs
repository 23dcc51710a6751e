//! Salesforce, as its reports name columns.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Deals,
        signs: &[
            &["opportunity name"],
            &["stage"],
            &["close date", "opportunity owner", "probability (%)", "fiscal period", "opportunity id"],
        ],
        columns: &[
            (T::ExternalId, &["opportunity id", "opportunity id 18"]),
            (T::Name, &["opportunity name"]),
            (T::Stage, &["stage"]),
            (T::Value, &["amount", "amount (converted)"]),
            (T::Currency, &["amount currency", "opportunity currency", "amount (converted) currency"]),
            (T::Probability, &["probability (%)"]),
            (
                T::Owner,
                &["opportunity owner", "opportunity owner: full name", "opportunity owner alias", "owner"],
            ),
            (T::Organisation, &["account name", "account name: account name"]),
            (T::OrganisationId, &["account id"]),
            (T::Contact, &["primary contact", "contact name"]),
            (T::Segment, &["type"]),
            (T::Source, &["lead source", "primary campaign source"]),
            (T::Product, &["product name", "product: product name"]),
            (T::Created, &["created date"]),
            (T::ExpectedClose, &["close date"]),
            (T::LossReason, &["loss reason", "closed lost reason", "reason lost"]),
            (T::Competitor, &["main competitor(s)", "competitor", "competitors"]),
            (T::Note, &["description"]),
            (
                T::Skip,
                &[
                    "fiscal period", "age", "next step", "owner role", "expected revenue",
                    "expected revenue currency", "weighted amount", "last modified date", "last modified by",
                    "created by", "last activity", "stage duration", "forecast category", "closed", "won",
                    "has products", "quantity", "private", "opportunity record type", "close month",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::StageHistory,
        signs: &[
            &["opportunity name", "opportunity id"],
            &["to stage"],
            &["from stage", "last modified", "edit date", "stage change", "last modified date"],
        ],
        columns: &[
            (T::DealId, &["opportunity id"]),
            (T::Deal, &["opportunity name"]),
            (T::Stage, &["to stage"]),
            (T::ChangedAt, &["last modified", "edit date", "last modified date", "created date"]),
            (T::Owner, &["last modified by", "edited by"]),
            (T::Value, &["to amount", "amount"]),
            (T::Currency, &["to amount currency", "amount currency"]),
            (T::Probability, &["probability (%)", "to probability (%)"]),
            (T::ExpectedClose, &["to close date", "close date"]),
            (
                T::Skip,
                &[
                    "from stage", "stage change", "from amount", "from close date", "stage duration", "age",
                    "opportunity owner",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::ChangeLog,
        signs: &[&["opportunity name", "opportunity id"], &["field / event"], &["new value"]],
        columns: &[
            (T::DealId, &["opportunity id"]),
            (T::Deal, &["opportunity name"]),
            (T::ChangedAt, &["edit date", "created date"]),
            (T::ChangedField, &["field / event"]),
            (T::NewValue, &["new value"]),
            (T::Owner, &["edited by"]),
            (T::Skip, &["old value"]),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Organisations,
        signs: &[
            &["account name"],
            &["account owner"],
            &[
                "billing state/province", "billing zip/postal code", "account id", "last activity", "type",
                "rating",
            ],
        ],
        columns: &[
            (T::ExternalId, &["account id"]),
            (T::Name, &["account name"]),
            (T::Website, &["website"]),
            (T::Industry, &["industry"]),
            (
                T::Address,
                &[
                    "billing street", "billing address line 1", "billing city", "billing state/province",
                    "billing zip/postal code", "billing country",
                ],
            ),
            (T::Note, &["description", "account description"]),
            (T::Owner, &["account owner"]),
            (T::Phone, &["phone"]),
            (
                T::Skip,
                &[
                    "type", "rating", "last activity", "last modified date", "created date", "parent account",
                    "employees", "annual revenue", "account source", "account site", "account number",
                    "sic code",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Contacts,
        signs: &[
            &["last name", "contact name"],
            &[
                "mailing state/province", "mailing zip/postal code", "contact owner", "contact id",
                "mailing city",
            ],
            &["account name", "title", "email"],
        ],
        columns: &[
            (T::ExternalId, &["contact id"]),
            (T::Name, &["full name", "contact name", "name"]),
            (T::FirstName, &["first name"]),
            (T::LastName, &["last name"]),
            (T::Organisation, &["account name"]),
            (T::OrganisationId, &["account id"]),
            (T::Role, &["title"]),
            (T::Email, &["email"]),
            (T::Phone, &["phone", "mobile", "mobile phone", "home phone", "other phone"]),
            (T::Owner, &["contact owner"]),
            (T::Note, &["description"]),
            (
                T::Skip,
                &[
                    "salutation", "department", "mailing street", "mailing city", "mailing state/province",
                    "mailing zip/postal code", "mailing country", "fax", "lead source", "birthdate",
                    "reports to", "last activity", "created date", "last modified date",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Products,
        signs: &[
            &["product name"],
            &["product code", "product family"],
            &["list price", "product family", "active", "product description", "standard price"],
        ],
        columns: &[
            (T::ExternalId, &["product id"]),
            (T::Name, &["product name"]),
            (T::Value, &["list price", "standard price", "unit price"]),
            (T::Currency, &["list price currency", "product currency"]),
            (T::Note, &["product description"]),
            (T::Skip, &["product code", "product family", "active", "price book name", "created date"]),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Activities,
        signs: &[
            &["subject"],
            &["assigned", "assigned to"],
            &["date", "due date", "task", "company / account"],
        ],
        columns: &[
            (T::ExternalId, &["activity id", "task/event id"]),
            (T::Name, &["subject"]),
            (T::ActivityKind, &["type", "task subtype", "activity type"]),
            (T::Due, &["due date", "date", "start"]),
            (T::Done, &["completed date/time", "status", "task", "closed"]),
            (T::Owner, &["assigned", "assigned to"]),
            (T::Deal, &["opportunity", "opportunity name", "related to"]),
            (T::Organisation, &["company / account", "account name"]),
            (T::Contact, &["contact", "name", "contact name"]),
            (T::Note, &["full comments", "comments", "description"]),
            (T::Created, &["created date"]),
            (T::Skip, &["priority", "lead", "last modified date", "end"]),
        ],
    },
];
