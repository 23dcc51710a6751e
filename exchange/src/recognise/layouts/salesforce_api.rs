//! Salesforce, as its interface for programs names fields: data loaders and queries export these.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Salesforce,
        kind: FileKind::StageHistory,
        signs: &[&["opportunityid", "opportunityname", "opportunity.name", "opportunity.id"], &["stagename"]],
        columns: &[
            (T::DealId, &["opportunityid", "opportunity.id"]),
            (T::Deal, &["opportunityname", "opportunity.name"]),
            (T::Stage, &["stagename"]),
            (T::ChangedAt, &["createddate", "systemmodstamp"]),
            (T::Value, &["amount"]),
            (T::Currency, &["currencyisocode"]),
            (T::Probability, &["probability"]),
            (T::ExpectedClose, &["closedate"]),
            (T::Owner, &["createdby.name", "createdbyid"]),
            (
                T::Skip,
                &[
                    "id", "forecastcategory", "expectedrevenue", "isdeleted", "prevamount", "prevclosedate",
                    "prevforecastupdate",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::ChangeLog,
        signs: &[&["opportunityid", "opportunity.name"], &["field"], &["newvalue"]],
        columns: &[
            (T::DealId, &["opportunityid"]),
            (T::Deal, &["opportunity.name"]),
            (T::ChangedAt, &["createddate"]),
            (T::ChangedField, &["field"]),
            (T::NewValue, &["newvalue"]),
            (T::Owner, &["createdby.name", "createdbyid"]),
            (T::Skip, &["id", "oldvalue", "isdeleted", "datatype"]),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Deals,
        signs: &[&["stagename"], &["closedate"]],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::Stage, &["stagename"]),
            (T::Value, &["amount"]),
            (T::Currency, &["currencyisocode"]),
            (T::Probability, &["probability"]),
            (T::Owner, &["owner.name", "owner.email", "ownerid"]),
            (T::Organisation, &["account.name"]),
            (T::OrganisationId, &["accountid", "account.id"]),
            (T::Contact, &["contact.name"]),
            (T::ContactId, &["contactid"]),
            (T::Segment, &["type"]),
            (T::Source, &["leadsource", "campaign.name"]),
            (T::Created, &["createddate"]),
            (T::ExpectedClose, &["closedate"]),
            (T::LossReason, &["loss_reason__c", "lossreason__c", "lost_reason__c", "closed_lost_reason__c"]),
            (T::Competitor, &["maincompetitors__c", "competitor__c", "primary_competitor__c"]),
            (T::Note, &["description"]),
            (
                T::Skip,
                &[
                    "isclosed", "iswon", "isdeleted", "isprivate", "forecastcategory", "forecastcategoryname",
                    "expectedrevenue", "nextstep", "fiscal", "fiscalyear", "fiscalquarter", "campaignid",
                    "pricebook2id", "hasopportunitylineitem", "recordtypeid", "createdbyid",
                    "lastmodifieddate", "lastmodifiedbyid", "systemmodstamp", "lastactivitydate",
                    "lastvieweddate", "lastreferenceddate", "laststagechangedate", "totalopportunityquantity",
                    "hasopenactivity", "hasoverduetask", "pushcount",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Activities,
        signs: &[&["subject"], &["activitydate", "whatid", "what.name", "activitydatetime", "startdatetime"]],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["subject"]),
            (T::ActivityKind, &["tasksubtype", "type", "eventsubtype"]),
            (T::Due, &["activitydate", "activitydatetime", "startdatetime"]),
            (T::Done, &["completeddatetime", "status", "isclosed"]),
            (T::Owner, &["owner.name", "ownerid"]),
            (T::Deal, &["what.name"]),
            (T::DealId, &["whatid"]),
            (T::Organisation, &["account.name"]),
            (T::OrganisationId, &["accountid"]),
            (T::Contact, &["who.name"]),
            (T::ContactId, &["whoid"]),
            (T::Note, &["description"]),
            (T::Created, &["createddate"]),
            (
                T::Skip,
                &[
                    "priority", "lastmodifieddate", "isdeleted", "createdbyid", "systemmodstamp",
                    "enddatetime", "location", "durationinminutes", "calltype", "calldurationinseconds",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::People,
        signs: &[
            &["username", "managerid", "manager.name", "userrole.name", "profileid"],
            &["email", "isactive", "lastname"],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::FirstName, &["firstname"]),
            (T::LastName, &["lastname"]),
            (T::Manager, &["manager.name", "managerid"]),
            (T::Region, &["region__c", "division", "department", "city"]),
            (T::Email, &["email", "username"]),
            (T::Role, &["title", "userrole.name"]),
            (T::Phone, &["phone", "mobilephone"]),
            (
                T::Skip,
                &[
                    "isactive", "profileid", "profile.name", "userroleid", "alias", "createddate",
                    "lastlogindate",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Contacts,
        signs: &[
            &["lastname", "name"],
            &[
                "accountid", "account.name", "reportstoid", "mailingcity", "mailingstreet", "mobilephone",
                "mailingcountry",
            ],
            &["email"],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::FirstName, &["firstname"]),
            (T::LastName, &["lastname"]),
            (T::Organisation, &["account.name"]),
            (T::OrganisationId, &["accountid"]),
            (T::Role, &["title"]),
            (T::Email, &["email"]),
            (T::Phone, &["phone", "mobilephone", "homephone", "otherphone"]),
            (T::Owner, &["owner.name", "ownerid"]),
            (T::Note, &["description"]),
            (
                T::Skip,
                &[
                    "salutation", "department", "mailingstreet", "mailingcity", "mailingstate",
                    "mailingpostalcode", "mailingcountry", "fax", "leadsource", "birthdate", "reportstoid",
                    "isdeleted", "createddate", "lastmodifieddate", "systemmodstamp", "lastactivitydate",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Organisations,
        signs: &[
            &["name"],
            &[
                "billingcountry", "billingcity", "billingstreet", "billingstate", "accountsource",
                "numberofemployees", "annualrevenue",
            ],
        ],
        columns: &[
            (T::ExternalId, &["id"]),
            (T::Name, &["name"]),
            (T::Website, &["website"]),
            (T::Industry, &["industry"]),
            (
                T::Address,
                &["billingstreet", "billingcity", "billingstate", "billingpostalcode", "billingcountry"],
            ),
            (T::Note, &["description"]),
            (T::Owner, &["owner.name", "ownerid"]),
            (T::Phone, &["phone"]),
            (
                T::Skip,
                &[
                    "type", "accountsource", "annualrevenue", "numberofemployees", "sic", "sicdesc",
                    "parentid", "accountnumber", "tickersymbol", "ownership", "rating", "isdeleted",
                    "createddate", "lastmodifieddate", "systemmodstamp", "lastactivitydate", "shippingstreet",
                    "shippingcity", "shippingstate", "shippingpostalcode", "shippingcountry", "fax",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Salesforce,
        kind: FileKind::Products,
        signs: &[
            &["name", "product2.name", "product2id"],
            &["productcode", "family", "product2id", "product2.name"],
        ],
        columns: &[
            (T::ExternalId, &["product2id", "id"]),
            (T::Name, &["product2.name", "name"]),
            (T::Value, &["unitprice"]),
            (T::Currency, &["currencyisocode"]),
            (T::Note, &["description"]),
            (
                T::Skip,
                &[
                    "productcode", "family", "isactive", "isdeleted", "createddate", "lastmodifieddate",
                    "systemmodstamp", "quantityunitofmeasure", "stockkeepingunit", "pricebook2id",
                    "pricebook2.name", "usestandardprice",
                ],
            ),
        ],
    },
];
