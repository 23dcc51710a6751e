//! What the names of stages and states say.

use exchange::recognise::{Basis, Source, guess_stages, in_order, status};
use proptest::prelude::*;
use sales::model::StageKind::{self, Lost, Open, Won};
use sales::model::StandingKind;

fn check(source: Source, cases: &[(&str, StageKind, u8)]) {
    for &(name, kind, probability) in cases {
        let guess = guess_stages([name], source)[0];
        assert_eq!((guess.kind, guess.probability), (kind, probability), "{name} {guess:?}");
        assert_ne!(guess.basis, Basis::Place, "{name}");
    }
}

#[test]
fn stages_that_products_come_with() {
    check(
        Source::ZohoCrm,
        &[
            ("Qualification", Open, 10),
            ("Needs Analysis", Open, 20),
            ("Value Proposition", Open, 40),
            ("Identify Decision Makers", Open, 60),
            ("Proposal/Price Quote", Open, 75),
            ("Negotiation/Review", Open, 90),
            ("Closed Won", Won, 100),
            ("Closed Lost", Lost, 0),
            ("Closed-Lost to Competition", Lost, 0),
            ("提案/报价", Open, 75),
            ("谈判/复审", Open, 90),
        ],
    );
    check(Source::Bigin, &[("Qualification", Open, 10), ("Closed Won", Won, 100)]);
    check(
        Source::HubSpot,
        &[
            ("Appointment Scheduled", Open, 20),
            ("appointmentscheduled", Open, 20),
            ("Qualified To Buy", Open, 40),
            ("Presentation Scheduled", Open, 60),
            ("Decision Maker Bought-In", Open, 80),
            ("Contract Sent", Open, 90),
            ("closedwon", Won, 100),
            ("Closed lost", Lost, 0),
        ],
    );
    check(
        Source::Salesforce,
        &[
            ("Prospecting", Open, 10),
            ("Value Proposition", Open, 50),
            ("Id. Decision Makers", Open, 60),
            ("Perception Analysis", Open, 70),
            ("Proposal/Price Quote", Open, 75),
            ("Negotiation/Review", Open, 90),
        ],
    );
    check(
        Source::Pipedrive,
        &[
            ("Qualified", Open, 10),
            ("Contact Made", Open, 25),
            ("Demo Scheduled", Open, 40),
            ("Negotiations Started", Open, 80),
        ],
    );
    check(Source::Odoo, &[("New", Open, 10), ("Proposition", Open, 70), ("Won", Won, 100)]);
    check(
        Source::Twenty,
        &[("NEW", Open, 10), ("SCREENING", Open, 20), ("MEETING", Open, 40), ("CUSTOMER", Won, 100)],
    );
    check(Source::AtomicCrm, &[("proposal-sent", Open, 50), ("in-negociation", Open, 80), ("lost", Lost, 0)]);
    check(
        Source::Cordys,
        &[
            ("新建", Open, 10),
            ("需求明确", Open, 30),
            ("立项汇报", Open, 70),
            ("成功", Won, 100),
            ("失败", Lost, 0),
        ],
    );
}

#[test]
fn words_of_won_stages() {
    let won = [
        "Won",
        "WON",
        "Closed Won",
        "Closed-Won",
        "6 - Closed Won",
        "closedwon",
        "Deal won",
        "Won (signed)",
        "Account won",
        "Sold",
        "Success",
        "Contract signed",
        "赢单",
        "已赢单",
        "赢单（已签约）",
        "成交",
        "已成交",
        "成单",
        "中标",
        "已中标",
        "签约成功",
        "已签约",
        "签约",
        "签单",
        "成功",
        "销售成功",
        "正式合作",
        "赢",
    ];
    for name in won {
        check(Source::Other, &[(name, Won, 100)]);
    }
}

#[test]
fn words_of_lost_stages() {
    let lost = [
        "Lost",
        "Closed Lost",
        "closed-lost",
        "Lost to competitor",
        "7 Lost",
        "Dead",
        "Rejected",
        "Disqualified",
        "Unqualified",
        "Cancelled",
        "No decision",
        "Not interested",
        "Abandoned",
        "输单",
        "丢单",
        "失单",
        "失败",
        "已流失",
        "战败",
        "未成交",
        "未中标",
        "落标",
        "客户流失",
        "已放弃",
        "无效",
        "已取消",
        "未能合作",
    ];
    for name in lost {
        check(Source::Other, &[(name, Lost, 0)]);
    }
}

#[test]
fn what_is_not_yet_won_is_open() {
    let open = [
        "Likely to be won",
        "Ready to close",
        "Almost won",
        "Pending signature",
        "预计成交",
        "即将成交",
        "待签约",
        "待成交",
        "有望成交",
        "准成交",
        "Wonder",
        "Wonderful demo",
        "Lostwithiel visit",
        "Contract negotiation",
        "商务谈判",
    ];
    for name in open {
        assert_eq!(guess_stages([name], Source::Other)[0].kind, Open, "{name}");
    }
}

#[test]
fn words_of_open_stages() {
    check(
        Source::Other,
        &[
            ("Lead", Open, 10),
            ("Lead Generation", Open, 10),
            ("New", Open, 10),
            ("初步接触", Open, 20),
            ("线索", Open, 10),
            ("Qualified lead", Open, 20),
            ("Needs Assessment", Open, 50),
            ("Discovery", Open, 30),
            ("需求确认", Open, 30),
            ("Demo", Open, 40),
            ("Engaging", Open, 40),
            ("产品演示", Open, 40),
            ("Technical evaluation", Open, 50),
            ("POC", Open, 50),
            ("试用测试", Open, 50),
            ("Proposal/Quote Preparation", Open, 60),
            ("已报价", Open, 60),
            ("投标", Open, 70),
            ("Negotiation", Open, 80),
            ("商务谈判", Open, 80),
            ("Contract review", Open, 90),
            ("合同审批", Open, 90),
            ("Verbal commit", Open, 90),
            ("Closing", Open, 95),
        ],
    );
}

/// The chances of the stages of a pipeline.
fn chances(names: &str) -> Vec<u8> {
    guess_stages(names.split('|').map(str::trim), Source::Other)
        .iter()
        .map(|guess| guess.probability)
        .collect()
}

#[test]
fn what_says_nothing_gets_its_chance_from_its_place() {
    assert_eq!(chances("Alpha | Beta | Gamma"), [25, 50, 75]);
    assert_eq!(chances("Alpha | Beta | Won | Lost"), [33, 66, 100, 0]);
    assert_eq!(chances("Lead | Alpha | Proposal | Beta | Won"), [10, 35, 60, 80, 100]);
    assert_eq!(chances("Proposal | Alpha | Lead"), [60, 80, 10], "no chance falls between 60 and 10");
    assert_eq!(chances("Alpha"), [50]);
    assert_eq!(guess_stages([], Source::Other), []);
}

#[test]
fn stages_in_order() {
    let names = ["Closed Lost", "Negotiation", "Lead", "Closed Won", "Proposal"];
    let order = in_order(&guess_stages(names, Source::Other));
    let sorted: Vec<&str> = order.iter().map(|&place| names[place]).collect();
    assert_eq!(sorted, ["Lead", "Proposal", "Negotiation", "Closed Won", "Closed Lost"]);
}

#[test]
fn states() {
    let cases = [
        ("Won", Some(StandingKind::Won)),
        ("won", Some(StandingKind::Won)),
        ("赢单", Some(StandingKind::Won)),
        ("Lost", Some(StandingKind::Lost)),
        ("输单", Some(StandingKind::Lost)),
        ("Open", Some(StandingKind::Open)),
        ("In progress", Some(StandingKind::Open)),
        ("进行中", Some(StandingKind::Open)),
        ("On hold", Some(StandingKind::Nurtured)),
        ("Nurture", Some(StandingKind::Nurtured)),
        ("Nurtured", Some(StandingKind::Nurtured)),
        ("培育", Some(StandingKind::Nurtured)),
        ("培育中", Some(StandingKind::Nurtured)),
        ("搁置", Some(StandingKind::Nurtured)),
        ("deleted", None),
        ("", None),
        ("Proposal", None),
    ];
    for (text, expected) in cases {
        assert_eq!(status(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn every_stage_gets_a_fitting_chance(names in proptest::collection::vec(any::<String>(), 0..12)) {
        let guesses = guess_stages(names.iter().map(String::as_str), Source::Other);
        prop_assert_eq!(guesses.len(), names.len());
        for guess in &guesses {
            let fits = match guess.kind { Won => guess.probability == 100, Lost => guess.probability == 0, Open => (1..=99).contains(&guess.probability) };
            prop_assert!(fits, "{:?}", guess);
        }
        prop_assert_eq!(in_order(&guesses).len(), names.len());
    }
}
