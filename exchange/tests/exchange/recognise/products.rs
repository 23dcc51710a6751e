//! Files as each product exports them.

use exchange::recognise::Source::{
    AtomicCrm, Bigin, Cordys, Fairlead, HubSpot, Odoo, Pipedrive, Salesforce, Twenty, ZohoCrm,
};
use exchange::target::FileKind::{
    Activities, ChangeLog, Contacts, Deals, Organisations, People, Products, StageHistory,
};

use super::check;

#[test]
fn zoho() {
    check(
        "Deals.csv",
        "Record Id | Deal Owner.id | Deal Owner | Amount | Deal Name | Closing Date | Account Name.id | Account Name | Stage | Type | Probability (%) | Lead Source | Contact Name.id | Contact Name | Created Time | Modified Time | Description | Tag",
        &[],
        ZohoCrm,
        Deals,
        "ExternalId | - | Owner | Value | Name | ExpectedClose | OrganisationId | Organisation | Stage | Segment | Probability | Source | ContactId | Contact | Created | - | Note | Tags",
    );
    check(
        "Deals.csv",
        "Deal Name | Amount | Stage | Closing Date | Deal Owner | Account Name | Type | Lead Source | Probability",
        &[],
        ZohoCrm,
        Deals,
        "Name | Value | Stage | ExpectedClose | Owner | Organisation | Segment | Source | Probability",
    );
    check(
        "Potentials.csv",
        "Potential Name | Account Name | Sales Stage | Closing Date | Amount | Potential Owner | Lead Source | Type | Expected Revenue | Next Step",
        &[],
        ZohoCrm,
        Deals,
        "Name | Organisation | Stage | ExpectedClose | Value | Owner | Source | Segment | - | -",
    );
    check(
        "商机.csv",
        "\u{feff}商机名称 | 金额 | 阶段 | 预计成交日期 | 商机所有者 | 客户名称 | 线索来源 | 类型 | 可能性（%）",
        &[],
        ZohoCrm,
        Deals,
        "Name | Value | Stage | ExpectedClose | Owner | Organisation | Source | Segment | Probability",
    );
    check(
        "Accounts.csv",
        "Record Id | Account Name | Account Owner | Phone | Website | Industry | Billing City | Billing Country | Description | Created Time",
        &[],
        ZohoCrm,
        Organisations,
        "ExternalId | Name | Owner | Phone | Website | Industry | Address | Address | Note | -",
    );
    check(
        "Contacts.csv",
        "Record Id | Contact Owner | First Name | Last Name | Account Name | Email | Phone | Mobile | Title | Mailing City",
        &[],
        ZohoCrm,
        Contacts,
        "ExternalId | Owner | FirstName | LastName | Organisation | Email | Phone | - | Role | -",
    );
    check(
        "Products.csv",
        "Record Id | Product Name | Product Code | Unit Price | Product Active | Description",
        &[],
        ZohoCrm,
        Products,
        "ExternalId | Name | - | Value | - | Note",
    );
    check(
        "Tasks.csv",
        "Record Id | Task Owner | Subject | Due Date | Contact Name | Related To | Status | Priority",
        &[],
        ZohoCrm,
        Activities,
        "ExternalId | Owner | Name | Due | Contact | Deal | Done | -",
    );
    check(
        "Calls.csv",
        "Subject | Call Type | Call Start Time | Call Owner | Related To | Call Duration",
        &[],
        ZohoCrm,
        Activities,
        "Name | ActivityKind | Due | Owner | Deal | -",
    );
    check(
        "Stage_History.csv",
        "Deal Name | Stage | Amount | Probability (%) | Closing Date | Stage Duration (Calendar Days) | Modified Time | Modified By",
        &[],
        ZohoCrm,
        StageHistory,
        "Deal | Stage | Value | Probability | ExpectedClose | - | ChangedAt | Owner",
    );
    check(
        "Users.csv",
        "First Name | Last Name | Email | Role | Profile | Reporting To",
        &[],
        ZohoCrm,
        People,
        "FirstName | LastName | Email | Role | - | Manager",
    );
}

#[test]
fn bigin() {
    check(
        "Pipelines.csv",
        "Record Id | Deal Name | Company Name | Contact Name | Sub-Pipeline | Stage | Amount | Closing Date | Deal Owner | Pipeline | Created Time",
        &[],
        Bigin,
        Deals,
        "ExternalId | Name | Organisation | Contact | - | Stage | Value | ExpectedClose | Owner | Pipeline | Created",
    );
    check(
        "Companies.csv",
        "Record Id | Company Name | Company Owner | Phone | Website | Billing City | Modified Time",
        &[],
        Bigin,
        Organisations,
        "ExternalId | Name | Owner | Phone | Website | Address | -",
    );
}

#[test]
fn pipedrive() {
    check(
        "deals.csv",
        "Deal - ID | Deal - Title | Deal - Value | Deal - Currency of value | Deal - Owner | Deal - Pipeline | Deal - Stage | Deal - Status | Deal - Creation date | Deal - Expected close date | Deal - Won time | Deal - Lost time | Deal - Lost reason | Organization - Name | Person - Name",
        &[],
        Pipedrive,
        Deals,
        "ExternalId | Name | Value | Currency | Owner | Pipeline | Stage | Status | Created | ExpectedClose | Won | Lost | LossReason | Organisation | Contact",
    );
    check(
        "deals.xlsx",
        "Deal - Title | Deal - Value | Organization* | Contact person* | Deal - Owner | Deal - Stage (pipeline) | Deal - Currency of value | Deal - Label | Deal - Pipedrive System ID | Deal - Weighted value",
        &[],
        Pipedrive,
        Deals,
        "Name | Value | Organisation | Contact | Owner | Stage | Currency | Tags | ExternalId | -",
    );
    check(
        "deals.csv",
        "Deal - Title | Deal - Deal created | Deal - Stage | Deal - Organization | Deal - Contact person | Deal - Lead Source | Deal - Folder URL",
        &[],
        Pipedrive,
        Deals,
        "Name | Created | Stage | Organisation | Contact | Source | .",
    );
    check(
        "people.csv",
        "Person - ID | Person - Name | Person - Email - Work | Person - Phone - Mobile | Organization - Name | Person - Owner",
        &[],
        Pipedrive,
        Contacts,
        "ExternalId | Name | Email | Phone | Organisation | Owner",
    );
    check(
        "organizations.csv",
        "Organization - ID | Organization - Name | Organization - Address | Organization - Owner | Organization - Open deals",
        &[],
        Pipedrive,
        Organisations,
        "ExternalId | Name | Address | Owner | -",
    );
    check(
        "products.csv",
        "Product - Name | Product - Product code | Product - Price | Product - Currency | Product - Description",
        &[],
        Pipedrive,
        Products,
        "Name | - | Value | Currency | Note",
    );
    check(
        "activities.csv",
        "Activity - Subject | Activity - Type | Activity - Due date | Activity - Done | Activity - Assigned to user | Deal | Activity - Note",
        &[],
        Pipedrive,
        Activities,
        "Name | ActivityKind | Due | Done | Owner | Deal | Note",
    );
}

#[test]
fn hubspot() {
    check(
        "hubspot-crm-exports-all-deals.csv",
        "Record ID | Deal Name | Deal Stage | Pipeline | Amount | Close Date | Create Date | Deal owner | Associated Company | Closed Lost Reason | Last Activity Date",
        &[],
        HubSpot,
        Deals,
        "ExternalId | Name | Stage | Pipeline | Value | ExpectedClose | Created | Owner | Organisation | LossReason | -",
    );
    check(
        "all-deals.csv",
        "Record ID | Deal Name | Deal Stage | Amount | Close Date | Record ID - Contact | Associated Company IDs (Primary) | Deal probability | Deal Type",
        &[],
        HubSpot,
        Deals,
        "ExternalId | Name | Stage | Value | ExpectedClose | ContactId | OrganisationId | Probability | Segment",
    );
    check(
        "deals.csv",
        "hs_object_id | dealname | dealstage | pipeline | amount | closedate | createdate | hubspot_owner_id",
        &[],
        HubSpot,
        Deals,
        "ExternalId | Name | Stage | Pipeline | Value | ExpectedClose | Created | Owner",
    );
    check(
        "all-contacts.csv",
        "Record ID - Contact | First Name | Last Name | Email | Phone Number | Contact owner | Associated Company | Job Title | Lead Status | Create Date",
        &[],
        HubSpot,
        Contacts,
        "ExternalId | FirstName | LastName | Email | Phone | Owner | Organisation | Role | - | -",
    );
    check(
        "all-companies.csv",
        "Record ID | Company name | Company Domain Name | Company owner | Phone Number | City | Country/Region | Industry | Create Date",
        &[],
        HubSpot,
        Organisations,
        "ExternalId | Name | Website | Owner | Phone | Address | Address | Industry | -",
    );
    check(
        "products.csv",
        "Record ID | Name | SKU | Unit price | Product description",
        &[],
        HubSpot,
        Products,
        "ExternalId | Name | - | Value | Note",
    );
    check(
        "tasks.csv",
        "Task Title | Task Type | Due date | Task Status | Assigned to | Associated Deal | Task Notes",
        &[],
        HubSpot,
        Activities,
        "Name | ActivityKind | Due | Done | Owner | Deal | Note",
    );
    check(
        "stages.csv",
        "Record ID | Deal Name | Deal Stage | Date entered stage | Date left stage | Amount",
        &[],
        HubSpot,
        StageHistory,
        "DealId | Deal | Stage | ChangedAt | - | Value",
    );
    check(
        "history.csv",
        "Object ID | Property name | Property value | Timestamp | Change source",
        &[],
        HubSpot,
        ChangeLog,
        "DealId | ChangedField | NewValue | ChangedAt | -",
    );
}

#[test]
fn salesforce() {
    check(
        "report.csv",
        "Opportunity Name | Stage | Amount | Close Date | Created Date | Probability (%) | Opportunity Owner | Account Name | Type | Lead Source",
        &[],
        Salesforce,
        Deals,
        "Name | Stage | Value | ExpectedClose | Created | Probability | Owner | Organisation | Segment | Source",
    );
    check(
        "report.csv",
        "Opportunity Owner | Account Name | Opportunity Name | Stage | Fiscal Period | Amount Currency | Amount | Probability (%) | Age | Close Date | Created Date | Next Step | Lead Source | Type",
        &[],
        Salesforce,
        Deals,
        "Owner | Organisation | Name | Stage | - | Currency | Value | Probability | - | ExpectedClose | Created | - | Source | Segment",
    );
    check(
        "Opportunity.csv",
        "Id | AccountId | Name | StageName | Amount | Probability | CloseDate | Type | LeadSource | IsClosed | IsWon | OwnerId | CreatedDate | CurrencyIsoCode | Loss_Reason__c",
        &[],
        Salesforce,
        Deals,
        "ExternalId | OrganisationId | Name | Stage | Value | Probability | ExpectedClose | Segment | Source | - | - | Owner | Created | Currency | LossReason",
    );
    check(
        "OpportunityHistory.csv",
        "Id | OpportunityId | StageName | Amount | CloseDate | Probability | CreatedDate | CreatedById",
        &[],
        Salesforce,
        StageHistory,
        "- | DealId | Stage | Value | ExpectedClose | Probability | ChangedAt | Owner",
    );
    check(
        "report.csv",
        "Opportunity Name | From Stage | To Stage | Last Modified | Last Modified By | Amount",
        &[],
        Salesforce,
        StageHistory,
        "Deal | - | Stage | ChangedAt | Owner | Value",
    );
    check(
        "OpportunityFieldHistory.csv",
        "Id | OpportunityId | Field | OldValue | NewValue | CreatedDate",
        &[],
        Salesforce,
        ChangeLog,
        "- | DealId | ChangedField | - | NewValue | ChangedAt",
    );
    check(
        "report.csv",
        "Opportunity Name | Field / Event | Old Value | New Value | Edit Date | Edited By",
        &[],
        Salesforce,
        ChangeLog,
        "Deal | ChangedField | - | NewValue | ChangedAt | Owner",
    );
    check(
        "report.csv",
        "Account Name | Account Owner | Billing State/Province | Billing City | Phone | Website | Industry | Type | Last Activity",
        &[],
        Salesforce,
        Organisations,
        "Name | Owner | Address | Address | Phone | Website | Industry | - | -",
    );
    check(
        "Account.csv",
        "Id | Name | Industry | BillingCity | BillingCountry | Phone | Website | OwnerId | AnnualRevenue",
        &[],
        Salesforce,
        Organisations,
        "ExternalId | Name | Industry | Address | Address | Phone | Website | Owner | -",
    );
    check(
        "report.csv",
        "First Name | Last Name | Title | Account Name | Email | Phone | Mailing City | Contact Owner",
        &[],
        Salesforce,
        Contacts,
        "FirstName | LastName | Role | Organisation | Email | Phone | - | Owner",
    );
    check(
        "Contact.csv",
        "Id | AccountId | LastName | FirstName | Email | Phone | Title | MailingCity",
        &[],
        Salesforce,
        Contacts,
        "ExternalId | OrganisationId | LastName | FirstName | Email | Phone | Role | -",
    );
    check(
        "PricebookEntry.csv",
        "Id | Product2Id | Product2.Name | UnitPrice | CurrencyIsoCode | IsActive",
        &[],
        Salesforce,
        Products,
        "- | ExternalId | Name | Value | Currency | -",
    );
    check(
        "report.csv",
        "Product Name | Product Code | Product Family | List Price | Active",
        &[],
        Salesforce,
        Products,
        "Name | - | - | Value | -",
    );
    check(
        "User.csv",
        "Id | Name | Email | Username | Manager.Name | IsActive | Title",
        &[],
        Salesforce,
        People,
        "ExternalId | Name | Email | - | Manager | - | Role",
    );
    check(
        "report.csv",
        "Subject | Assigned | Date | Status | Opportunity | Company / Account | Contact",
        &[],
        Salesforce,
        Activities,
        "Name | Owner | Due | Done | Deal | Organisation | Contact",
    );
}

#[test]
fn odoo() {
    check(
        "Lead/Opportunity (crm.lead).xlsx",
        "Opportunity | Expected Revenue | Stage | Salesperson | Expected Closing | Customer | Probability | Sales Team | Tags | Created on | Lost Reason",
        &[],
        Odoo,
        Deals,
        "Name | Value | Stage | Owner | ExpectedClose | Organisation | Probability | - | Tags | Created | LossReason",
    );
    check(
        "crm.lead.csv",
        "id | name | partner_id/name | expected_revenue | stage_id/name | user_id/name | date_deadline | probability | create_date | lost_reason_id/name | tag_ids/name",
        &[],
        Odoo,
        Deals,
        "ExternalId | Name | Organisation | Value | Stage | Owner | ExpectedClose | Probability | Created | LossReason | Tags",
    );
    check(
        "crm.lead.xlsx",
        "商机 | 预期收入 | 阶段 | 销售员 | 客户 | 概率 | 创建时间",
        &[],
        Odoo,
        Deals,
        "Name | Value | Stage | Owner | Organisation | Probability | Created",
    );
    check(
        "product.template.csv",
        "External ID | Name | Internal Reference | Sales Price | Cost",
        &[],
        Odoo,
        Products,
        "ExternalId | Name | - | Value | -",
    );
    check(
        "res.partner.csv",
        "External ID | Name | Is a Company | Related Company | Email | Phone | Job Position",
        &[],
        Odoo,
        Contacts,
        "ExternalId | Name | - | Organisation | Email | Phone | Role",
    );
    check(
        "mail.activity.csv",
        "Activity Type | Summary | Due Date | Assigned to | Document Name",
        &[],
        Odoo,
        Activities,
        "ActivityKind | Name | Due | Owner | Deal",
    );
}

#[test]
fn twenty() {
    check(
        "opportunities.csv",
        "Id | Name | Amount / Amount | Amount / Currency | Close date | Stage | Point of Contact Id | Company Id | Creation date | Last update",
        &[],
        Twenty,
        Deals,
        "ExternalId | Name | Value | Currency | ExpectedClose | Stage | ContactId | OrganisationId | Created | -",
    );
    check(
        "opportunities.csv",
        "Id | Name | Amount AmountMicros | Amount CurrencyCode | Stage | Close date",
        &["1a | Anvils | 1250000000 | USD | NEW | 2024-03-05"],
        Twenty,
        Deals,
        "ExternalId | Name | ValueMicros | Currency | Stage | ExpectedClose",
    );
    // Some versions wrote whole units there.
    check(
        "opportunities.csv",
        "Id | Name | Amount AmountMicros | Amount CurrencyCode | Stage | Close date",
        &["1a | Anvils | 1250 | USD | NEW | 2024-03-05"],
        Twenty,
        Deals,
        "ExternalId | Name | Value? | Currency | Stage | ExpectedClose",
    );
    check(
        "api.csv",
        "id | name | amountMicros | currencyCode | stage | closeDate | companyId",
        &["1a | Anvils | 1250000000 | USD | NEW | 2024-03-05 | 2b"],
        Twenty,
        Deals,
        "ExternalId | Name | ValueMicros | Currency | Stage | ExpectedClose | OrganisationId",
    );
    check(
        "people.csv",
        "Id | Name / First Name | Name / Last Name | Emails / Primary Email | Phones / Primary Phone Number | Job Title | Company Id",
        &[],
        Twenty,
        Contacts,
        "ExternalId | FirstName | LastName | Email | Phone | Role | OrganisationId",
    );
    check(
        "companies.csv",
        "Id | Name | Domain Name / Link URL | Employees | Address / City | Address / Country | Account Owner Id",
        &[],
        Twenty,
        Organisations,
        "ExternalId | Name | Website | - | Address | Address | Owner",
    );
    check(
        "tasks.csv",
        "Id | Title | Due Date | Status | Assignee Id | Body",
        &[],
        Twenty,
        Activities,
        "ExternalId | Name | Due | Done | Owner | Note",
    );
}

#[test]
fn atomic() {
    check(
        "deals.csv",
        "id | name | company_id | contact_ids | category | stage | description | amount | created_at | updated_at | expected_closing_date | sales_id | index",
        &[],
        AtomicCrm,
        Deals,
        "ExternalId | Name | OrganisationId | ContactId | Segment | Stage | Note | Value | Created | - | ExpectedClose | Owner | -",
    );
    check(
        "deals.csv",
        "name | company | categories | stage | amount | expected_closing_date | description",
        &[],
        AtomicCrm,
        Deals,
        "Name | Organisation | Segment | Stage | Value | ExpectedClose | Note",
    );
    check(
        "contacts.csv",
        "first_name | last_name | title | company | email_work | phone_work | background | first_seen | has_newsletter | tags",
        &[],
        AtomicCrm,
        Contacts,
        "FirstName | LastName | Role | Organisation | Email | Phone | Note | - | - | Tags",
    );
    check(
        "companies.csv",
        "name | sector | size | linkedin_url | website | phone_number | address | zipcode | city | country | description",
        &[],
        AtomicCrm,
        Organisations,
        "Name | Industry | - | - | Website | Phone | Address | Address | Address | Address | Note",
    );
    check(
        "tasks.csv",
        "id | contact_id | type | text | due_date | done_date | sales_id",
        &[],
        AtomicCrm,
        Activities,
        "ExternalId | ContactId | ActivityKind | Name | Due | Done | Owner",
    );
}

#[test]
fn cordys() {
    check(
        "商机.xlsx",
        "商机名称 | 客户名称 | 金额 | 可能性 | 商机阶段 | 结束时间 | 实际结束时间 | 失败原因 | 负责人",
        &[],
        Cordys,
        Deals,
        "Name | Organisation | Value | Probability | Stage | ExpectedClose | Closed | LossReason | Owner",
    );
    check(
        "商机.xlsx",
        "业务编码 | 商机名称 | 客户名称 | 商机来源 | 意向产品 | 结束时间 | 联系人 | 客户标签 | 备注信息 | 地区 | 负责人 | 创建时间",
        &[],
        Cordys,
        Deals,
        "ExternalId | Name | Organisation | Source | Product | ExpectedClose | Contact | Tags | Note | - | Owner | Created",
    );
    check(
        "客户.xlsx",
        "客户名称 | 客户行业 | 客户等级 | 客户来源 | 地区 | 负责人",
        &[],
        Cordys,
        Organisations,
        "Name | Industry | - | - | Address | Owner",
    );
    check(
        "联系人.xlsx",
        "客户名称 | 姓名 | 邮箱 | 手机号 | 负责人",
        &[],
        Cordys,
        Contacts,
        "Organisation | Name | Email | Phone | Owner",
    );
    check("产品.xlsx", "产品名称 | 产品价格 | 状态 | 描述", &[], Cordys, Products, "Name | Value | - | Note");
    check(
        "跟进记录.xlsx",
        "跟进类型 | 客户 | 商机 | 联系人 | 跟进方式 | 跟进内容 | 跟进时间 | 负责人",
        &[],
        Cordys,
        Activities,
        "- | Organisation | Deal | Contact | ActivityKind | Note | Due | Owner",
    );
}

#[test]
fn our_own() {
    check(
        "deals.csv",
        "Fairlead ID | Title | Pipeline | Stage | Status | Value | Currency | Probability | Owner | Organisation | Contact | Segment | Source | Product | Tags | Created | Expected close | Closed | Loss reason | Competitor | Notes",
        &[],
        Fairlead,
        Deals,
        "ExternalId | Name | Pipeline | Stage | Status | Value | Currency | Probability | Owner | Organisation | Contact | Segment | Source | Product | Tags | Created | ExpectedClose | Closed | LossReason | Competitor | Note",
    );
    check(
        "history.csv",
        "Fairlead deal ID | Deal | Pipeline | Entered | Stage | Status",
        &[],
        Fairlead,
        StageHistory,
        "DealId | Deal | Pipeline | ChangedAt | Stage | Status",
    );
    check(
        "organisations.csv",
        "Fairlead ID | Name | Industry | Website | Address | About",
        &[],
        Fairlead,
        Organisations,
        "ExternalId | Name | Industry | Website | Address | Note",
    );
    check(
        "contacts.csv",
        "Fairlead ID | Name | Organisation | Role | Phone | Email | About",
        &[],
        Fairlead,
        Contacts,
        "ExternalId | Name | Organisation | Role | Phone | Email | Note",
    );
}
