//! Files with the headers of public sets of sales data.

use exchange::recognise::{Source, changed_field, recognise};
use exchange::target::{FileKind, Target};

use super::{check, columns, table};

#[test]
fn a_pipeline_of_a_seller_of_hardware() {
    check(
        "sales_pipeline.csv",
        "opportunity_id | sales_agent | product | account | deal_stage | engage_date | close_date | close_value",
        &[
            "A1B2C3D4 | Ada Byron | Anvil | Initech | Won | 2020-01-02 | 2020-03-04 | 1200",
            "B2C3D4E5 | Alan Hopper | AnvilXL | Globex | Lost | 2020-01-03 | 2020-03-05 | 0",
            "C3D4E5F6 | Ada Byron | Anvil |  | Engaging | 2020-01-04 |  | ",
            "D4E5F6A7 | Ada Byron | Anvil |  | Prospecting |  |  | ",
        ],
        Source::Other,
        FileKind::Deals,
        "ExternalId~ | Owner~ | Product~ | Organisation~ | Stage~ | Created~ | Closed~ | Value~",
    );
    check(
        "accounts.csv",
        "account | sector | year_established | revenue | employees | office_location | subsidiary_of",
        &[
            "Initech | software | 1996 | 1100.04 | 2822 | United States | ",
            "Globex | retail | 1999 | 250.5 | 100 | Kenya | Initech",
        ],
        Source::Other,
        FileKind::Organisations,
        "Name~ | Industry~ | -~ | -~ | -~ | Address~ | -~",
    );
    check(
        "products.csv",
        "product | series | sales_price",
        &["Anvil | A | 550", "Anvil XL | A | 4821"],
        Source::Other,
        FileKind::Products,
        "Name~ | -~ | Value~",
    );
    check(
        "sales_teams.csv",
        "sales_agent | manager | regional_office",
        &["Ada Byron | Grace Turing | Central", "Alan Hopper | Grace Turing | West"],
        Source::Other,
        FileKind::People,
        "Name~ | Manager~ | Region~",
    );
    let dictionary =
        table("data_dictionary.csv", "Table | Field | Description", &["accounts | account | Company name"]);
    assert_eq!(recognise(&dictionary).kind, None);
}

#[test]
fn opportunities_of_an_org_of_salesforce() {
    check(
        "DTC_Opportunity.csv",
        "Account.Name | Amount | CloseDate | LeadSource | Name | Owner.Name | StageName | Type | CreatedDate | ForecastCategory | Opportunity_Source__c",
        &[
            "Initech Inc | 8380 | 2014-09-19 | Web | Opportunity for Smith1 | Ada Byron | Closed Won | New Business | 2014-03-04 | Closed | Marketing",
        ],
        Source::Salesforce,
        FileKind::Deals,
        "Organisation | Value | ExpectedClose | Source | Name | Owner | Stage | Segment | Created | - | -~",
    );
    // A space stands behind each comma of the header.
    check(
        "DTC_OpportunityHistory.csv",
        "OpportunityName |  CloseDate |  Amount |  CreatedDate |  StageName |  ForecastCategory |  Probability |  ExpectedRevenue",
        &[
            "Opportunity for Smith1 | 2015-09-26 | 32400 | 2015-07-01 | Qualification | Pipeline | 10 | 324000",
        ],
        Source::Salesforce,
        FileKind::StageHistory,
        "Deal | ExpectedClose | Value | ChangedAt | Stage | - | Probability | -",
    );
    check(
        "DTC_Account.csv",
        "Industry | Name | AccountSource | BillingCountry | BillingState | Owner.Name | Type | AnnualRevenue | NumberOfEmployees | Segment | Sic",
        &[
            "Technology | Initech Inc | Partner | Thailand |  | Ada Byron | Customer | 1000000 | 5000 | MM | 1610",
        ],
        Source::Salesforce,
        FileKind::Organisations,
        "Industry | Name | - | Address | Address | Owner | - | - | - | -? | -",
    );
    check(
        "DTC_Task.csv",
        "WhatId | OwnerId | Status | Priority | TaskSubtype | Type | CreatedDate | ActivityDate | LastModifiedDate | Subject | Description",
        &[
            "Opportunity for Smith1 | Ada Byron | In Progress | Normal | Task | Task exec | 2015-05-25 | 2015-06-24 | 2015-06-04 | Task exec abc [1] | Words.",
        ],
        Source::Salesforce,
        FileKind::Activities,
        "Deal | Owner | Done | - | ActivityKind | - | Created | Due | - | Name | Note",
    );
    check(
        "DTC_Product2.csv",
        "Family | Name",
        &["\"Digital Media\" | Books", "Accessories | Cables"],
        Source::Salesforce,
        FileKind::Products,
        "- | Name",
    );
}

#[test]
fn a_log_of_changes_as_pipedrive_keeps_it() {
    check(
        "deal_changes.csv",
        "deal_id | change_time | changed_field_key | new_value",
        &[
            "123456 | 2024-04-09 21:32:09 | add_time | 2024-04-09T21:32:09",
            "123456 | 2024-04-12 21:32:09 | user_id | 1463",
        ],
        Source::Pipedrive,
        FileKind::ChangeLog,
        "DealId | ChangedAt | ChangedField | NewValue",
    );
    let fields = [
        ("add_time", Target::Created),
        ("stage_id", Target::Stage),
        ("user_id", Target::Owner),
        ("lost_reason", Target::LossReason),
        ("title", Target::Name),
        ("value", Target::Value),
        ("org_id", Target::Organisation),
        ("won_time", Target::Won),
        ("StageName", Target::Stage),
        ("Amount", Target::Value),
        ("CloseDate", Target::ExpectedClose),
        ("Owner", Target::Owner),
        ("商机阶段", Target::Stage),
        ("update_time", Target::Skip),
        ("whatever", Target::Skip),
        ("", Target::Skip),
    ];
    for (field, expected) in fields {
        assert_eq!(changed_field(field), expected, "{field}");
    }
}

#[test]
fn names_behind_numbers() {
    let stages = check(
        "stages.csv",
        "stage_id | stage_name",
        &["1 | First call", "2 | Offer"],
        Source::Other,
        FileKind::Names,
        "ExternalId~ | Name~",
    );
    assert_eq!(stages.names_of, Some(Target::Stage));
    let users = check(
        "users.csv",
        "id | name | email | modified",
        &[
            "1 | Ada Byron | ada@example.org | 2024-04-27 04:51:50.980402",
            "2 | Alan Hopper | alan@example.org | 2024-04-10 09:27:18.033888",
        ],
        Source::Other,
        FileKind::Names,
        "ExternalId? | Name? | Email~ | -~",
    );
    assert_eq!(users.names_of, Some(Target::Owner));
    let fields = check(
        "fields.csv",
        "ID | FIELD_KEY | NAME | FIELD_VALUE_OPTIONS",
        &[
            "13 | add_time | Deal created | ",
            "3 | stage_id | Stage | [{\"id\": \"1\", \"label\": \"First call\"}]",
        ],
        Source::Other,
        FileKind::Names,
        "ExternalId? | ChangedField~ | Name? | NewValue~",
    );
    assert_eq!(fields.names_of, Some(Target::ChangedField));
    let kinds = check(
        "activity_types.csv",
        "id | name | active | type",
        &["1 | First call | Yes | meeting", "2 | Follow up | No | follow_up"],
        Source::Other,
        FileKind::Names,
        "ExternalId? | Name? | -~ | ActivityKind~",
    );
    assert_eq!(kinds.names_of, Some(Target::ActivityKind));
    check(
        "activity.csv",
        "activity_id | type | assigned_to_user | deal_id | done | due_to",
        &["807438 | follow_up | 637 | 328852 | True | 2024-07-24T06:47:10"],
        Source::Other,
        FileKind::Activities,
        "ExternalId~ | ActivityKind~ | Owner~ | DealId~ | Done~ | Due~",
    );
    let people = table(
        "export.csv",
        "id | name | email | phone",
        &["1 | Ada Byron | ada@example.org | +44 20 7946 0000"],
    );
    assert_eq!(recognise(&people).kind, Some(FileKind::Contacts), "{}", columns(&recognise(&people)));
}
