//! Twenty. Exports put the parts of a field behind its label (`Amount / Currency`); older ones ran both together; data from
//! its interface keep the names of fields, and amounts in millionths.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Twenty,
        kind: FileKind::Deals,
        signs: &[
            &[
                "amount / amount", "amount amountmicros", "amountamountmicros", "amountmicros",
                "amount.amountmicros", "point of contact", "point of contact id", "pointofcontactid",
            ],
            &["stage", "close date", "closedate"],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::Stage, &["stage"]),
            (T::Value, &["amount / amount"]),
            (
                T::ValueMicros,
                &[
                    "amount amountmicros", "amountamountmicros", "amountmicros", "amount.amountmicros",
                    "amount / amountmicros",
                ],
            ),
            (
                T::Currency,
                &[
                    "amount / currency", "amount currencycode", "amountcurrencycode", "currencycode",
                    "amount.currencycode",
                ],
            ),
            (T::Owner, &["owner", "owner / name", "owner id", "ownerid"]),
            (T::Organisation, &["company", "company / name", "company.name"]),
            (T::OrganisationId, &["company id", "companyid", "company.id"]),
            (T::Contact, &["point of contact", "point of contact / name"]),
            (T::ContactId, &["point of contact id", "pointofcontactid"]),
            (T::Source, &["source", "lead source"]),
            (T::Created, &["creation date", "createdat", "created at"]),
            (T::ExpectedClose, &["close date", "closedate"]),
            (
                T::Skip,
                &[
                    "last update", "updatedat", "deleted at", "deletedat", "created by / source",
                    "created by / name", "created by", "created by / workspace member id",
                    "created by / context", "position", "search vector", "updated by / source",
                    "updated by / name",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Twenty,
        kind: FileKind::Contacts,
        signs: &[
            &["name / first name", "name firstname", "namefirstname", "name.firstname"],
            &["name / last name", "name lastname", "namelastname", "name.lastname"],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::FirstName, &["name / first name", "name firstname", "namefirstname", "name.firstname"]),
            (T::LastName, &["name / last name", "name lastname", "namelastname", "name.lastname"]),
            (T::Organisation, &["company", "company / name", "company.name"]),
            (T::OrganisationId, &["company id", "companyid"]),
            (T::Role, &["job title", "jobtitle"]),
            (T::Email, &["emails / primary email", "emails primaryemail", "emails.primaryemail", "email"]),
            (
                T::Phone,
                &[
                    "phones / primary phone number", "phones primaryphonenumber", "phones.primaryphonenumber",
                    "phone",
                ],
            ),
            (
                T::Skip,
                &[
                    "phones / primary phone country code", "phones / primary phone calling code",
                    "phones / additional phones", "emails / additional emails", "city", "avatar",
                    "linkedin / link label", "linkedin / link url", "linkedin / secondary links",
                    "x / link url", "creation date", "last update", "deleted at", "position",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Twenty,
        kind: FileKind::Organisations,
        signs: &[
            &["name"],
            &["domain name / link url", "domain name", "domainname", "domainname.primarylinkurl"],
            &[
                "employees", "icp", "ideal customer profile", "account owner", "account owner id",
                "arr / amount", "creation date",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (
                T::Website,
                &["domain name / link url", "domain name", "domainname", "domainname.primarylinkurl"],
            ),
            (
                T::Address,
                &[
                    "address / address 1", "address / address 2", "address / city", "address / state",
                    "address / post code", "address / country", "address",
                ],
            ),
            (T::Owner, &["account owner", "account owner / name", "account owner id"]),
            (
                T::Skip,
                &[
                    "employees", "icp", "ideal customer profile", "arr / amount", "arr / currency",
                    "linkedin / link url", "linkedin / link label", "x / link url",
                    "domain name / link label", "domain name / secondary links", "address / latitude",
                    "address / longitude", "creation date", "last update", "deleted at", "position",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Twenty,
        kind: FileKind::Activities,
        signs: &[&["title"], &["due date", "dueat"], &["assignee", "assignee id", "assigneeid"]],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["title"]),
            (T::Due, &["due date", "dueat"]),
            (T::Done, &["status"]),
            (T::Owner, &["assignee", "assignee / name", "assignee id", "assigneeid"]),
            (T::Deal, &["relations", "opportunity"]),
            (T::Note, &["body", "body / markdown", "bodyv2.markdown"]),
            (T::Created, &["creation date", "createdat"]),
            (
                T::Skip,
                &[
                    "last update", "updatedat", "deleted at", "position", "created by / source",
                    "created by / name",
                ],
            ),
        ],
    },
];
