//! Files of nobody's format: people's own spreadsheets.

use exchange::recognise::{Source, recognise, recognise_as};
use exchange::target::FileKind::{
    self, ChangeLog, Contacts, Deals, Organisations, People, Products, StageHistory,
};

use super::{check, columns, table};

fn plain(name: &str, header: &str, rows: &[&str], kind: FileKind, expected: &str) {
    check(name, header, rows, Source::Other, kind, expected);
}

#[test]
fn by_the_words_of_headers() {
    plain(
        "pipeline.xlsx",
        "Customer | Project | Phase | Deal value (€) | Win chance | Sales rep | Expected close | Comments",
        &[],
        Deals,
        "Organisation~ | Name? | Stage? | Value~ | Probability~ | Owner~ | ExpectedClose~ | Note~",
    );
    plain(
        "销售机会.xlsx",
        "项目名称 | 客户 | 当前阶段 | 预计金额（万元） | 赢率 | 业务员 | 预计签约日期 | 竞争对手 | 备注",
        &[],
        Deals,
        "Name~ | Organisation~ | Stage~ | Value~ | Probability~ | Owner~ | ExpectedClose~ | Competitor~ | Note~",
    );
    plain(
        "x.csv",
        "dealTitle | dealStage | dealValue | closeDate | createdAt | ownerName | lostReason",
        &[],
        Deals,
        "Name~ | Stage~ | Value~ | ExpectedClose~ | Created~ | Owner~ | LossReason~",
    );
    plain(
        "x.csv",
        "DEAL_TITLE | SALES_STAGE | AMOUNT | CURRENCY_CODE | CLOSED_AT",
        &[],
        Deals,
        "Name~ | Stage~ | Value~ | Currency~ | Closed~",
    );
    plain(
        "customers.csv",
        "Company Name | Website | Industry | City | Country | Notes",
        &[],
        Organisations,
        "Name~ | Website~ | Industry~ | Address~ | Address~ | Note~",
    );
    plain(
        "客户资料.xlsx",
        "公司名称 | 行业 | 网址 | 地址 | 员工人数 | 备注",
        &[],
        Organisations,
        "Name~ | Industry~ | Website~ | Address~ | -~ | Note~",
    );
    plain(
        "address book.csv",
        "First Name | Last Name | Company | Job Title | E-mail | Mobile",
        &[],
        Contacts,
        "FirstName~ | LastName~ | Organisation~ | Role~ | Email~ | Phone~",
    );
    plain(
        "通讯录.xlsx",
        "姓名 | 公司 | 职务 | 手机 | 邮箱",
        &[],
        Contacts,
        "Name~ | Organisation~ | Role~ | Phone~ | Email~",
    );
    plain(
        "price list.xlsx",
        "Item | Unit price | Currency | Category",
        &[],
        Products,
        "Name~ | Value~ | Currency~ | -~",
    );
    plain("价格表.xlsx", "产品名称 | 规格 | 单价（元）", &[], Products, "Name~ | -~ | Value~");
    plain("team.csv", "Name | Region | Manager | Email", &[], People, "Name? | Region~ | Manager~ | Email~");
    plain("团队.xlsx", "姓名 | 大区 | 主管", &[], People, "Name~ | Region~ | Manager~");
    plain(
        "moves.csv",
        "Deal ID | From stage | To stage | Changed at",
        &[],
        StageHistory,
        "DealId~ | -~ | Stage~ | ChangedAt~",
    );
    plain(
        "阶段变更.xlsx",
        "商机编号 | 原阶段 | 新阶段 | 变更时间",
        &[],
        StageHistory,
        "DealId~ | -~ | Stage~ | ChangedAt~",
    );
    plain(
        "audit.csv",
        "Opportunity ID | Field | Old value | New value | Changed on | Changed by",
        &[],
        ChangeLog,
        "DealId~ | ChangedField~ | -~ | NewValue~ | ChangedAt~ | Owner~",
    );
}

#[test]
fn of_two_columns_of_one_meaning_the_clearer_one_has_it() {
    plain(
        "deals.csv",
        "Name | Deal name | Stage | Revenue | Amount | Value",
        &[],
        Deals,
        "-? | Name~ | Stage~ | -? | Value~ | -~",
    );
    plain(
        "deals.csv",
        "Deal name | Stage | Notes | Comments | Tags | Labels",
        &[],
        Deals,
        "Name~ | Stage~ | Note~ | Note~ | Tags~ | Tags~",
    );
    plain("deals.csv", "Deal name | Deal name | Stage", &[], Deals, "Name~ | -~ | Stage~");
}

#[test]
fn a_status_of_many_steps_is_a_stage() {
    let rows = ["Anvils | Proposal | 5", "Ropes | Negotiation | 6", "Nails | First call | 7"];
    plain("deals.csv", "Deal | Status | Amount", &rows, Deals, "Name~ | Stage~ | Value~");
    let rows = ["Anvils | Won | 5", "Ropes | open | 6", "Nails | 输单 | 7"];
    plain("deals.csv", "Deal | Status | Amount", &rows, Deals, "Name~ | Status~ | Value~");
}

#[test]
fn a_day_of_closing_is_what_the_closed_deals_alone_have() {
    let header = "Deal | Stage | Amount | Close date";
    plain(
        "deals.csv",
        header,
        &["A | Won | 5 | 2024-03-05", "B | Offer | 6 | ", "C | Lost | 0 | 2024-03-06"],
        Deals,
        "Name~ | Stage~ | Value~ | Closed~",
    );
    plain(
        "deals.csv",
        header,
        &["A | Won | 5 | 2024-03-05", "B | Offer | 6 | 2024-04-05"],
        Deals,
        "Name~ | Stage~ | Value~ | ExpectedClose~",
    );
    plain(
        "deals.csv",
        header,
        &["A | Won | 5 | 2024-03-05", "B | Lost | 6 | 2024-04-05"],
        Deals,
        "Name~ | Stage~ | Value~ | ExpectedClose~",
    );
    plain("deals.csv", header, &["A | Offer | 5 | "], Deals, "Name~ | Stage~ | Value~ | ExpectedClose~");
}

#[test]
fn an_id_that_is_a_name_is_a_name() {
    plain(
        "deals.csv",
        "Deal id | Stage | Amount | Company id | Contact id",
        &["1 | New | 5 | Initech Ltd | Ada Byron", "2 | Won | 5 | Globex | Alan Hopper"],
        Deals,
        "ExternalId~ | Stage~ | Value~ | Organisation~ | Contact~",
    );
    plain(
        "deals.csv",
        "Deal id | Stage | Amount | Company id",
        &["1 | New | 5 | C-17", "2 | Won | 5 | C-18"],
        Deals,
        "ExternalId~ | Stage~ | Value~ | OrganisationId~",
    );
}

/// Rows of a pipeline under headers that say nothing.
const ROWS: [&str; 8] = [
    "K-101 | Anvils for the new plant | Proposal | 12,500.00 | USD | 60 | Ada Byron | 2024-01-05 | 2024-06-30",
    "K-102 | Ropes and pulleys | Negotiation | 8,900.00 | USD | 80 | Alan Hopper | 2024-01-09 | 2024-07-31",
    "K-103 | Forty tons of nails | Proposal | 3,200.50 | EUR | 60 | Ada Byron | 2024-02-01 | 2024-06-15",
    "K-104 | Spare parts for trains | Closed Won | 99,000.00 | USD | 100 | Ada Byron | 2024-02-11 | 2024-03-15",
    "K-105 | Oil for the old plant | Closed Lost | 1,000.00 | USD | 0 | Alan Hopper | 2024-02-12 | 2024-03-20",
    "K-106 | Anvils again | Qualification | 7,000.00 | EUR | 10 | Ada Byron | 2024-03-01 | 2024-09-30",
    "K-107 | A second rope | Qualification | 2,500.00 | USD | 10 | Alan Hopper | 2024-03-03 | 2024-08-31",
    "K-108 | Hammers for everyone | Proposal | 4,400.00 | USD | 60 | Ada Byron | 2024-03-09 | 2024-06-30",
];

#[test]
fn by_what_the_cells_look_like() {
    plain(
        "data.csv",
        "a | b | c | d | e | f | g | h | i",
        &ROWS,
        Deals,
        "ExternalId? | Name? | Stage? | Value? | Currency? | Probability? | Owner? | Created? | ExpectedClose?",
    );
    let rows = [
        "王小明 | wang@example.cn | 13800138000",
        "李雷雷 | li@example.cn | 13900139000",
        "韩梅梅 | han@example.cn | 13700137000",
    ];
    let people = recognise(&table("data.csv", "a | b | c", &rows));
    assert_eq!((people.kind, columns(&people).as_str()), (Some(Contacts), "Name? | Email? | Phone?"));
    let numbers = recognise(&table("data.csv", "a | b", &["1 | 2", "3 | 4"]));
    assert_eq!((numbers.kind, columns(&numbers).as_str()), (None, ". | ."));
}

#[test]
fn cells_help_where_headers_are_half_known() {
    plain(
        "deals.csv",
        "Deal | Stage | Worth | Who | Begun",
        &[
            "Anvils for all | New | 12,500 | Ada Byron | 2024-01-05",
            "Ropes for some | Won | 9,000 | Ada Byron | 2024-02-05",
        ],
        Deals,
        "Name~ | Stage~ | Value? | Owner? | Created?",
    );
}

#[test]
fn what_a_known_product_lets_a_team_add_is_understood_by_its_words() {
    check(
        "deals.csv",
        "Record ID | Deal Name | Deal Stage | Amount | Competitor Name | Lost to | Some field of ours",
        &[],
        Source::HubSpot,
        Deals,
        "ExternalId | Name | Stage | Value | . | Competitor~ | .",
    );
}

#[test]
fn many_rows_are_sampled() {
    let rows: Vec<String> =
        (0..5_000).map(|row| ROWS[row % 8].replace("K-10", &format!("K-{row}-"))).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = recognise(&table("data.csv", "a | b | c | d | e | f | g | h | i", &rows));
    assert_eq!(
        columns(&found),
        "ExternalId? | . | Stage? | Value? | Currency? | Probability? | Owner? | Created? | ExpectedClose?"
    );
}

#[test]
fn a_file_that_is_said_to_be_of_another_kind_has_other_meanings() {
    let file = table("list.csv", "Name | Website | Email", &["Ada | a.example | ada@a.example"]);
    assert_eq!(recognise(&file).kind, Some(Organisations));
    let people = recognise_as(&file, Some(Contacts), &[]);
    assert_eq!((people.kind, columns(&people).as_str()), (Some(Contacts), "Name? | . | Email~"));

    // The product is known all the same, since its ids are those of the product.
    let deals =
        table("x.csv", "Deal - ID | Deal - Title | Deal - Stage | Deal - Status", &["1 | A | New | Open"]);
    let found = recognise_as(&deals, Some(Products), &[]);
    assert_eq!((found.source, found.kind), (Source::Pipedrive, Some(Products)));
    assert!(!columns(&found).contains("Stage"));
}
