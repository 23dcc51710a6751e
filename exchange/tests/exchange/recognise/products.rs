//! Files as each product exports them.

use exchange::recognise::Source::{
    self, AtomicCrm, Bigin, Cordys, Fairlead, HubSpot, Odoo, Pipedrive, Salesforce, Twenty, ZohoCrm,
};
use exchange::recognise::recognise;
use exchange::target::FileKind::{
    self, Activities, ChangeLog, Contacts, Deals, Organisations, People, Products, StageHistory,
};

use super::{cells, check, columns, table};

/// Checks a file of which only the header counts: each column with what it means, as [`columns`] writes it.
fn knows((source, kind): (Source, FileKind), name: &str, expected: &str) {
    let pairs: Vec<(String, String)> = cells(expected)
        .iter()
        .map(|pair| pair.rsplit_once(" = ").expect("a header and its meaning"))
        .map(|(header, meaning)| (header.to_owned(), meaning.to_owned()))
        .collect();
    let header: Vec<&str> = pairs.iter().map(|(header, _)| header.as_str()).collect();
    let found = recognise(&table(name, &header.join("|"), &[]));
    assert_eq!((found.source, found.kind), (source, Some(kind)), "{name}: {header:?}");
    let found = columns(&found);
    let found: Vec<String> =
        header.iter().zip(cells(&found)).map(|(header, meaning)| format!("{header} = {meaning}")).collect();
    assert_eq!(found.join(" | "), cells(expected).join(" | "), "{name}");
}

#[test]
fn zoho() {
    knows(
        (ZohoCrm, Deals),
        "Deals.csv",
        "Record Id = ExternalId | Deal Owner.id = - | Deal Owner = Owner | Amount = Value | \
         Deal Name = Name | Closing Date = ExpectedClose | Account Name.id = OrganisationId | \
         Account Name = Organisation | Stage = Stage | Type = Segment | \
         Probability (%) = Probability | Lead Source = Source | Contact Name.id = ContactId | \
         Contact Name = Contact | Created Time = Created | Modified Time = - | Description = Note | \
         Tag = Tags",
    );
    knows(
        (ZohoCrm, Deals),
        "Deals.csv",
        "Deal Name = Name | Amount = Value | Stage = Stage | Closing Date = ExpectedClose | \
         Deal Owner = Owner | Account Name = Organisation | Type = Segment | Lead Source = Source | \
         Probability = Probability",
    );
    knows(
        (ZohoCrm, Deals),
        "Potentials.csv",
        "Potential Name = Name | Account Name = Organisation | Sales Stage = Stage | \
         Closing Date = ExpectedClose | Amount = Value | Potential Owner = Owner | \
         Lead Source = Source | Type = Segment | Expected Revenue = - | Next Step = -",
    );
    knows(
        (ZohoCrm, Deals),
        "商机.csv",
        "\u{feff}商机名称 = Name | 金额 = Value | 阶段 = Stage | 预计成交日期 = ExpectedClose | \
         商机所有者 = Owner | 客户名称 = Organisation | 线索来源 = Source | 类型 = Segment | \
         可能性（%） = Probability",
    );
    knows(
        (ZohoCrm, Organisations),
        "Accounts.csv",
        "Record Id = ExternalId | Account Name = Name | Account Owner = Owner | Phone = Phone | \
         Website = Website | Industry = Industry | Billing City = Address | \
         Billing Country = Address | Description = Note | Created Time = -",
    );
    knows(
        (ZohoCrm, Contacts),
        "Contacts.csv",
        "Record Id = ExternalId | Contact Owner = Owner | First Name = FirstName | \
         Last Name = LastName | Account Name = Organisation | Email = Email | Phone = Phone | \
         Mobile = - | Title = Role | Mailing City = -",
    );
    knows(
        (ZohoCrm, Products),
        "Products.csv",
        "Record Id = ExternalId | Product Name = Name | Product Code = - | Unit Price = Value | \
         Product Active = - | Description = Note",
    );
    knows(
        (ZohoCrm, Activities),
        "Tasks.csv",
        "Record Id = ExternalId | Task Owner = Owner | Subject = Name | Due Date = Due | \
         Contact Name = Contact | Related To = Deal | Status = Done | Priority = -",
    );
    knows(
        (ZohoCrm, Activities),
        "Calls.csv",
        "Subject = Name | Call Type = ActivityKind | Call Start Time = Due | Call Owner = Owner | \
         Related To = Deal | Call Duration = -",
    );
    knows(
        (ZohoCrm, StageHistory),
        "Stage_History.csv",
        "Deal Name = Deal | Stage = Stage | Amount = Value | Probability (%) = Probability | \
         Closing Date = ExpectedClose | Stage Duration (Calendar Days) = - | \
         Modified Time = ChangedAt | Modified By = Owner",
    );
    knows(
        (ZohoCrm, People),
        "Users.csv",
        "First Name = FirstName | Last Name = LastName | Email = Email | Role = Role | Profile = - | \
         Reporting To = Manager",
    );
}

#[test]
fn bigin() {
    knows(
        (Bigin, Deals),
        "Pipelines.csv",
        "Record Id = ExternalId | Deal Name = Name | Company Name = Organisation | \
         Contact Name = Contact | Sub-Pipeline = - | Stage = Stage | Amount = Value | \
         Closing Date = ExpectedClose | Deal Owner = Owner | Pipeline = Pipeline | \
         Created Time = Created",
    );
    knows(
        (Bigin, Organisations),
        "Companies.csv",
        "Record Id = ExternalId | Company Name = Name | Company Owner = Owner | Phone = Phone | \
         Website = Website | Billing City = Address | Modified Time = -",
    );
}

#[test]
fn pipedrive() {
    knows(
        (Pipedrive, Deals),
        "deals.csv",
        "Deal - ID = ExternalId | Deal - Title = Name | Deal - Value = Value | \
         Deal - Currency of value = Currency | Deal - Owner = Owner | Deal - Pipeline = Pipeline | \
         Deal - Stage = Stage | Deal - Status = Status | Deal - Creation date = Created | \
         Deal - Expected close date = ExpectedClose | Deal - Won time = Won | \
         Deal - Lost time = Lost | Deal - Lost reason = LossReason | \
         Organization - Name = Organisation | Person - Name = Contact",
    );
    knows(
        (Pipedrive, Deals),
        "deals.xlsx",
        "Deal - Title = Name | Deal - Value = Value | Organization* = Organisation | \
         Contact person* = Contact | Deal - Owner = Owner | Deal - Stage (pipeline) = Stage | \
         Deal - Currency of value = Currency | Deal - Label = Tags | \
         Deal - Pipedrive System ID = ExternalId | Deal - Weighted value = -",
    );
    knows(
        (Pipedrive, Deals),
        "deals.csv",
        "Deal - Title = Name | Deal - Deal created = Created | Deal - Stage = Stage | \
         Deal - Organization = Organisation | Deal - Contact person = Contact | \
         Deal - Lead Source = Source | Deal - Folder URL = .",
    );
    knows(
        (Pipedrive, Contacts),
        "people.csv",
        "Person - ID = ExternalId | Person - Name = Name | Person - Email - Work = Email | \
         Person - Phone - Mobile = Phone | Organization - Name = Organisation | \
         Person - Owner = Owner",
    );
    knows(
        (Pipedrive, Organisations),
        "organizations.csv",
        "Organization - ID = ExternalId | Organization - Name = Name | \
         Organization - Address = Address | Organization - Owner = Owner | \
         Organization - Open deals = -",
    );
    knows(
        (Pipedrive, Products),
        "products.csv",
        "Product - Name = Name | Product - Product code = - | Product - Price = Value | \
         Product - Currency = Currency | Product - Description = Note",
    );
    knows(
        (Pipedrive, Activities),
        "activities.csv",
        "Activity - Subject = Name | Activity - Type = ActivityKind | Activity - Due date = Due | \
         Activity - Done = Done | Activity - Assigned to user = Owner | Deal = Deal | \
         Activity - Note = Note",
    );
}

#[test]
fn hubspot() {
    knows(
        (HubSpot, Deals),
        "hubspot-crm-exports-all-deals.csv",
        "Record ID = ExternalId | Deal Name = Name | Deal Stage = Stage | Pipeline = Pipeline | \
         Amount = Value | Close Date = ExpectedClose | Create Date = Created | Deal owner = Owner | \
         Associated Company = Organisation | Closed Lost Reason = LossReason | Last Activity Date = -",
    );
    knows(
        (HubSpot, Deals),
        "all-deals.csv",
        "Record ID = ExternalId | Deal Name = Name | Deal Stage = Stage | Amount = Value | \
         Close Date = ExpectedClose | Record ID - Contact = ContactId | \
         Associated Company IDs (Primary) = OrganisationId | Deal probability = Probability | \
         Deal Type = Segment",
    );
    knows(
        (HubSpot, Deals),
        "deals.csv",
        "hs_object_id = ExternalId | dealname = Name | dealstage = Stage | pipeline = Pipeline | \
         amount = Value | closedate = ExpectedClose | createdate = Created | hubspot_owner_id = Owner",
    );
    knows(
        (HubSpot, Contacts),
        "all-contacts.csv",
        "Record ID - Contact = ExternalId | First Name = FirstName | Last Name = LastName | \
         Email = Email | Phone Number = Phone | Contact owner = Owner | \
         Associated Company = Organisation | Job Title = Role | Lead Status = - | Create Date = -",
    );
    knows(
        (HubSpot, Organisations),
        "all-companies.csv",
        "Record ID = ExternalId | Company name = Name | Company Domain Name = Website | \
         Company owner = Owner | Phone Number = Phone | City = Address | Country/Region = Address | \
         Industry = Industry | Create Date = -",
    );
    knows(
        (HubSpot, Products),
        "products.csv",
        "Record ID = ExternalId | Name = Name | SKU = - | Unit price = Value | \
         Product description = Note",
    );
    knows(
        (HubSpot, Activities),
        "tasks.csv",
        "Task Title = Name | Task Type = ActivityKind | Due date = Due | Task Status = Done | \
         Assigned to = Owner | Associated Deal = Deal | Task Notes = Note",
    );
    knows(
        (HubSpot, StageHistory),
        "stages.csv",
        "Record ID = DealId | Deal Name = Deal | Deal Stage = Stage | \
         Date entered stage = ChangedAt | Date left stage = - | Amount = Value",
    );
    knows(
        (HubSpot, ChangeLog),
        "history.csv",
        "Object ID = DealId | Property name = ChangedField | Property value = NewValue | \
         Timestamp = ChangedAt | Change source = -",
    );
}

#[test]
fn salesforce() {
    knows(
        (Salesforce, Deals),
        "report.csv",
        "Opportunity Name = Name | Stage = Stage | Amount = Value | Close Date = ExpectedClose | \
         Created Date = Created | Probability (%) = Probability | Opportunity Owner = Owner | \
         Account Name = Organisation | Type = Segment | Lead Source = Source",
    );
    knows(
        (Salesforce, Deals),
        "report.csv",
        "Opportunity Owner = Owner | Account Name = Organisation | Opportunity Name = Name | \
         Stage = Stage | Fiscal Period = - | Amount Currency = Currency | Amount = Value | \
         Probability (%) = Probability | Age = - | Close Date = ExpectedClose | \
         Created Date = Created | Next Step = - | Lead Source = Source | Type = Segment",
    );
    knows(
        (Salesforce, Deals),
        "Opportunity.csv",
        "Id = ExternalId | AccountId = OrganisationId | Name = Name | StageName = Stage | \
         Amount = Value | Probability = Probability | CloseDate = ExpectedClose | Type = Segment | \
         LeadSource = Source | IsClosed = - | IsWon = - | OwnerId = Owner | CreatedDate = Created | \
         CurrencyIsoCode = Currency | Loss_Reason__c = LossReason",
    );
    knows(
        (Salesforce, StageHistory),
        "OpportunityHistory.csv",
        "Id = - | OpportunityId = DealId | StageName = Stage | Amount = Value | \
         CloseDate = ExpectedClose | Probability = Probability | CreatedDate = ChangedAt | \
         CreatedById = Owner",
    );
    knows(
        (Salesforce, StageHistory),
        "report.csv",
        "Opportunity Name = Deal | From Stage = - | To Stage = Stage | Last Modified = ChangedAt | \
         Last Modified By = Owner | Amount = Value",
    );
    knows(
        (Salesforce, ChangeLog),
        "OpportunityFieldHistory.csv",
        "Id = - | OpportunityId = DealId | Field = ChangedField | OldValue = - | \
         NewValue = NewValue | CreatedDate = ChangedAt",
    );
    knows(
        (Salesforce, ChangeLog),
        "report.csv",
        "Opportunity Name = Deal | Field / Event = ChangedField | Old Value = - | \
         New Value = NewValue | Edit Date = ChangedAt | Edited By = Owner",
    );
    knows(
        (Salesforce, Organisations),
        "report.csv",
        "Account Name = Name | Account Owner = Owner | Billing State/Province = Address | \
         Billing City = Address | Phone = Phone | Website = Website | Industry = Industry | \
         Type = - | Last Activity = -",
    );
    knows(
        (Salesforce, Organisations),
        "Account.csv",
        "Id = ExternalId | Name = Name | Industry = Industry | BillingCity = Address | \
         BillingCountry = Address | Phone = Phone | Website = Website | OwnerId = Owner | \
         AnnualRevenue = -",
    );
    knows(
        (Salesforce, Contacts),
        "report.csv",
        "First Name = FirstName | Last Name = LastName | Title = Role | \
         Account Name = Organisation | Email = Email | Phone = Phone | Mailing City = - | \
         Contact Owner = Owner",
    );
    knows(
        (Salesforce, Contacts),
        "Contact.csv",
        "Id = ExternalId | AccountId = OrganisationId | LastName = LastName | \
         FirstName = FirstName | Email = Email | Phone = Phone | Title = Role | MailingCity = -",
    );
    knows(
        (Salesforce, Products),
        "PricebookEntry.csv",
        "Id = - | Product2Id = ExternalId | Product2.Name = Name | UnitPrice = Value | \
         CurrencyIsoCode = Currency | IsActive = -",
    );
    knows(
        (Salesforce, Products),
        "report.csv",
        "Product Name = Name | Product Code = - | Product Family = - | List Price = Value | \
         Active = -",
    );
    knows(
        (Salesforce, People),
        "User.csv",
        "Id = ExternalId | Name = Name | Email = Email | Username = - | Manager.Name = Manager | \
         IsActive = - | Title = Role",
    );
    knows(
        (Salesforce, Activities),
        "report.csv",
        "Subject = Name | Assigned = Owner | Date = Due | Status = Done | Opportunity = Deal | \
         Company / Account = Organisation | Contact = Contact",
    );
}

#[test]
fn odoo() {
    knows(
        (Odoo, Deals),
        "Lead/Opportunity (crm.lead).xlsx",
        "Opportunity = Name | Expected Revenue = Value | Stage = Stage | Salesperson = Owner | \
         Expected Closing = ExpectedClose | Customer = Organisation | Probability = Probability | \
         Sales Team = - | Tags = Tags | Created on = Created | Lost Reason = LossReason",
    );
    knows(
        (Odoo, Deals),
        "crm.lead.csv",
        "id = ExternalId | name = Name | partner_id/name = Organisation | expected_revenue = Value | \
         stage_id/name = Stage | user_id/name = Owner | date_deadline = ExpectedClose | \
         probability = Probability | create_date = Created | lost_reason_id/name = LossReason | \
         tag_ids/name = Tags",
    );
    knows(
        (Odoo, Deals),
        "crm.lead.xlsx",
        "商机 = Name | 预期收入 = Value | 阶段 = Stage | 销售员 = Owner | 客户 = Organisation | \
         概率 = Probability | 创建时间 = Created",
    );
    knows(
        (Odoo, Products),
        "product.template.csv",
        "External ID = ExternalId | Name = Name | Internal Reference = - | Sales Price = Value | \
         Cost = -",
    );
    knows(
        (Odoo, Contacts),
        "res.partner.csv",
        "External ID = ExternalId | Name = Name | Is a Company = - | \
         Related Company = Organisation | Email = Email | Phone = Phone | Job Position = Role",
    );
    knows(
        (Odoo, Activities),
        "mail.activity.csv",
        "Activity Type = ActivityKind | Summary = Name | Due Date = Due | Assigned to = Owner | \
         Document Name = Deal",
    );
}

#[test]
fn twenty() {
    knows(
        (Twenty, Deals),
        "opportunities.csv",
        "Id = ExternalId | Name = Name | Amount / Amount = Value | Amount / Currency = Currency | \
         Close date = ExpectedClose | Stage = Stage | Point of Contact Id = ContactId | \
         Company Id = OrganisationId | Creation date = Created | Last update = -",
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
    knows(
        (Twenty, Contacts),
        "people.csv",
        "Id = ExternalId | Name / First Name = FirstName | Name / Last Name = LastName | \
         Emails / Primary Email = Email | Phones / Primary Phone Number = Phone | Job Title = Role | \
         Company Id = OrganisationId",
    );
    knows(
        (Twenty, Organisations),
        "companies.csv",
        "Id = ExternalId | Name = Name | Domain Name / Link URL = Website | Employees = - | \
         Address / City = Address | Address / Country = Address | Account Owner Id = Owner",
    );
    knows(
        (Twenty, Activities),
        "tasks.csv",
        "Id = ExternalId | Title = Name | Due Date = Due | Status = Done | Assignee Id = Owner | \
         Body = Note",
    );
}

#[test]
fn atomic() {
    knows(
        (AtomicCrm, Deals),
        "deals.csv",
        "id = ExternalId | name = Name | company_id = OrganisationId | contact_ids = ContactId | \
         category = Segment | stage = Stage | description = Note | amount = Value | \
         created_at = Created | updated_at = - | expected_closing_date = ExpectedClose | \
         sales_id = Owner | index = -",
    );
    knows(
        (AtomicCrm, Deals),
        "deals.csv",
        "name = Name | company = Organisation | categories = Segment | stage = Stage | \
         amount = Value | expected_closing_date = ExpectedClose | description = Note",
    );
    knows(
        (AtomicCrm, Contacts),
        "contacts.csv",
        "first_name = FirstName | last_name = LastName | title = Role | company = Organisation | \
         email_work = Email | phone_work = Phone | background = Note | first_seen = - | \
         has_newsletter = - | tags = Tags",
    );
    knows(
        (AtomicCrm, Organisations),
        "companies.csv",
        "name = Name | sector = Industry | size = - | linkedin_url = - | website = Website | \
         phone_number = Phone | address = Address | zipcode = Address | city = Address | \
         country = Address | description = Note",
    );
    knows(
        (AtomicCrm, Activities),
        "tasks.csv",
        "id = ExternalId | contact_id = ContactId | type = ActivityKind | text = Name | \
         due_date = Due | done_date = Done | sales_id = Owner",
    );
}

#[test]
fn cordys() {
    knows(
        (Cordys, Deals),
        "商机.xlsx",
        "商机名称 = Name | 客户名称 = Organisation | 金额 = Value | 可能性 = Probability | \
         商机阶段 = Stage | 结束时间 = ExpectedClose | 实际结束时间 = Closed | \
         失败原因 = LossReason | 负责人 = Owner",
    );
    knows(
        (Cordys, Deals),
        "商机.xlsx",
        "业务编码 = ExternalId | 商机名称 = Name | 客户名称 = Organisation | 商机来源 = Source | \
         意向产品 = Product | 结束时间 = ExpectedClose | 联系人 = Contact | 客户标签 = Tags | \
         备注信息 = Note | 地区 = - | 负责人 = Owner | 创建时间 = Created",
    );
    knows(
        (Cordys, Organisations),
        "客户.xlsx",
        "客户名称 = Name | 客户行业 = Industry | 客户等级 = - | 客户来源 = - | 地区 = Address | \
         负责人 = Owner",
    );
    knows(
        (Cordys, Contacts),
        "联系人.xlsx",
        "客户名称 = Organisation | 姓名 = Name | 邮箱 = Email | 手机号 = Phone | 负责人 = Owner",
    );
    check("产品.xlsx", "产品名称 | 产品价格 | 状态 | 描述", &[], Cordys, Products, "Name | Value | - | Note");
    knows(
        (Cordys, Activities),
        "跟进记录.xlsx",
        "跟进类型 = - | 客户 = Organisation | 商机 = Deal | 联系人 = Contact | \
         跟进方式 = ActivityKind | 跟进内容 = Note | 跟进时间 = Due | 负责人 = Owner",
    );
}

#[test]
fn our_own() {
    knows(
        (Fairlead, Deals),
        "deals.csv",
        "Fairlead ID = ExternalId | Title = Name | Pipeline = Pipeline | Stage = Stage | \
         Status = Status | Value = Value | Currency = Currency | Probability = Probability | \
         Owner = Owner | Organisation = Organisation | Contact = Contact | Segment = Segment | \
         Source = Source | Product = Product | Tags = Tags | Created = Created | \
         Expected close = ExpectedClose | Closed = Closed | Loss reason = LossReason | \
         Competitor = Competitor | Loss note = LossNote | Wake up on = NurtureUntil | \
         Nurture reason = NurtureReason | Notes = Note",
    );
    knows(
        (Fairlead, StageHistory),
        "history.csv",
        "Fairlead deal ID = DealId | Deal = Deal | Pipeline = Pipeline | Entered = ChangedAt | \
         Stage = Stage | Status = Status",
    );
    knows(
        (Fairlead, Organisations),
        "organisations.csv",
        "Fairlead ID = ExternalId | Name = Name | Industry = Industry | Website = Website | \
         Address = Address | About = Note",
    );
    knows(
        (Fairlead, Contacts),
        "contacts.csv",
        "Fairlead ID = ExternalId | Name = Name | Organisation = Organisation | Role = Role | \
         Phone = Phone | Email = Email | About = Note",
    );
}
