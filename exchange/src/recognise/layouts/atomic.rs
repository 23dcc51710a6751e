//! Atomic CRM, which exports the names of its columns in the database.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::AtomicCrm,
        kind: FileKind::Deals,
        signs: &[&["expected_closing_date", "expecting_closing_date"], &["name"], &["stage"]],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::Stage, &["stage"]),
            (T::Value, &["amount"]),
            (T::Owner, &["sales", "sales_name", "sales_id"]),
            (T::Organisation, &["company", "company_name"]),
            (T::OrganisationId, &["company_id"]),
            (T::Contact, &["contacts", "contact"]),
            (T::ContactId, &["contact_ids"]),
            (T::Segment, &["category", "categories", "type"]),
            (T::Created, &["created_at", "start_at"]),
            (T::ExpectedClose, &["expected_closing_date", "expecting_closing_date"]),
            (T::Note, &["description"]),
            (T::Skip, &["updated_at", "archived_at", "index", "nb_notes"]),
        ],
    },
    Layout {
        source: Source::AtomicCrm,
        kind: FileKind::Contacts,
        signs: &[
            &["first_name"],
            &["last_name"],
            &[
                "email_jsonb", "email_work", "has_newsletter", "first_seen", "background", "company_id",
                "phone_jsonb", "phone_number1",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::FirstName, &["first_name"]),
            (T::LastName, &["last_name"]),
            (T::Organisation, &["company", "company_name"]),
            (T::OrganisationId, &["company_id"]),
            (T::Role, &["title"]),
            (T::Email, &["email_work", "email", "email_home", "email_other"]),
            (T::Phone, &["phone_work", "phone_number1", "phone_home", "phone_other", "phone_number2"]),
            (T::Owner, &["sales", "sales_id"]),
            (T::Note, &["background"]),
            (T::Tags, &["tags"]),
            (
                T::Skip,
                &[
                    "gender", "first_seen", "last_seen", "has_newsletter", "status", "linkedin_url", "avatar",
                    "email_jsonb", "phone_jsonb", "nb_tasks", "nb_notes",
                ],
            ),
        ],
    },
    Layout {
        source: Source::AtomicCrm,
        kind: FileKind::Organisations,
        signs: &[
            &["name"],
            &["sector"],
            &[
                "stateabbr", "state_abbr", "nb_deals", "nb_contacts", "sales_id", "linkedin_url", "nb_sites",
                "tax_identifier",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::Website, &["website"]),
            (T::Industry, &["sector"]),
            (T::Address, &["address", "zipcode", "city", "stateabbr", "state_abbr", "country"]),
            (T::Note, &["description"]),
            (T::Owner, &["sales", "sales_id"]),
            (T::Phone, &["phone_number"]),
            (
                T::Skip,
                &[
                    "size", "linkedin_url", "created_at", "logo", "nb_deals", "nb_contacts", "nb_sites",
                    "revenue", "tax_identifier", "context_links",
                ],
            ),
        ],
    },
    Layout {
        source: Source::AtomicCrm,
        kind: FileKind::Activities,
        signs: &[&["contact_id"], &["due_date"], &["done_date", "text"]],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["text"]),
            (T::ActivityKind, &["type"]),
            (T::Due, &["due_date"]),
            (T::Done, &["done_date"]),
            (T::Owner, &["sales_id"]),
            (T::ContactId, &["contact_id"]),
        ],
    },
];
