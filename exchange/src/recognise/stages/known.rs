//! The stages that a new account of each product starts with, and the chances it gives them.

use sales::model::StageKind::{self, Lost, Open, Won};

use crate::recognise::Source;

type Known = (&'static str, StageKind, u8);

const ZOHO: &[Known] = &[
    ("qualification", Open, 10),
    ("资格确认", Open, 10),
    ("资格审查", Open, 10),
    ("资质审查", Open, 10),
    ("needs analysis", Open, 20),
    ("需求分析", Open, 20),
    ("value proposition", Open, 40),
    ("价值呈现", Open, 40),
    ("价值建议", Open, 40),
    ("价值定位", Open, 40),
    ("identify decision makers", Open, 60),
    ("id decision makers", Open, 60),
    ("锁定决策人", Open, 60),
    ("确定决策者", Open, 60),
    ("确定决策人", Open, 60),
    ("proposal price quote", Open, 75),
    ("proposal quote", Open, 75),
    ("提案 报价", Open, 75),
    ("方案 报价", Open, 75),
    ("negotiation review", Open, 90),
    ("谈判 复审", Open, 90),
    ("谈判 评审", Open, 90),
    ("谈判 审核", Open, 90),
    ("closed won", Won, 100),
    ("closed lost", Lost, 0),
    ("closed lost to competition", Lost, 0),
];

const HUBSPOT: &[Known] = &[
    ("appointment scheduled", Open, 20),
    ("appointmentscheduled", Open, 20),
    ("qualified to buy", Open, 40),
    ("qualifiedtobuy", Open, 40),
    ("presentation scheduled", Open, 60),
    ("presentationscheduled", Open, 60),
    ("decision maker bought in", Open, 80),
    ("decisionmakerboughtin", Open, 80),
    ("contract sent", Open, 90),
    ("contractsent", Open, 90),
    ("closed won", Won, 100),
    ("closedwon", Won, 100),
    ("closed lost", Lost, 0),
    ("closedlost", Lost, 0),
];

const SALESFORCE: &[Known] = &[
    ("prospecting", Open, 10),
    ("qualification", Open, 10),
    ("needs analysis", Open, 20),
    ("value proposition", Open, 50),
    ("id decision makers", Open, 60),
    ("perception analysis", Open, 70),
    ("proposal price quote", Open, 75),
    ("negotiation review", Open, 90),
    ("closed won", Won, 100),
    ("closed lost", Lost, 0),
];

/// Pipedrive leaves chances to its users; these are ours, as in the template of its stages.
const PIPEDRIVE: &[Known] = &[
    ("qualified", Open, 10),
    ("contact made", Open, 25),
    ("demo scheduled", Open, 40),
    ("proposal made", Open, 60),
    ("negotiations started", Open, 80),
];

/// Odoo learns chances from closed deals; these are the ones of its demonstration.
const ODOO: &[Known] = &[
    ("new", Open, 10),
    ("qualified", Open, 30),
    ("proposition", Open, 70),
    ("won", Won, 100),
    ("新建", Open, 10),
    ("新", Open, 10),
    ("合格的", Open, 30),
    ("已确认", Open, 30),
    ("提议", Open, 70),
    ("建议", Open, 70),
    ("赢得", Won, 100),
    ("赢", Won, 100),
];

const TWENTY: &[Known] = &[
    ("new", Open, 10),
    ("screening", Open, 20),
    ("meeting", Open, 40),
    ("proposal", Open, 60),
    ("customer", Won, 100),
];

const ATOMIC: &[Known] = &[
    ("opportunity", Open, 20),
    ("proposal sent", Open, 50),
    ("in negociation", Open, 80),
    ("in negotiation", Open, 80),
    ("won", Won, 100),
    ("lost", Lost, 0),
    ("delayed", Open, 20),
];

const CORDYS: &[Known] = &[
    ("新建", Open, 10),
    ("需求明确", Open, 30),
    ("方案验证", Open, 50),
    ("立项汇报", Open, 70),
    ("商务采购", Open, 90),
    ("成功", Won, 100),
    ("失败", Lost, 0),
];

/// What a product says of a stage of this name, and its place among that product's stages; where the product is not known, the first of all that has it.
pub(super) fn stage(words: &str, source: Source) -> Option<(StageKind, u8, usize)> {
    const ALL: [(Source, &[Known]); 8] = [
        (Source::ZohoCrm, ZOHO),
        (Source::HubSpot, HUBSPOT),
        (Source::Salesforce, SALESFORCE),
        (Source::Pipedrive, PIPEDRIVE),
        (Source::Cordys, CORDYS),
        (Source::AtomicCrm, ATOMIC),
        (Source::Twenty, TWENTY),
        (Source::Odoo, ODOO),
    ];
    let own = ALL
        .into_iter()
        .filter(|(of, _)| *of == source || (*of == Source::ZohoCrm && source == Source::Bigin));
    // A stage's name means less in another product: `Meeting` is a stage of Twenty, and of nobody else.
    let is_told = |(of, _): &(Source, &[Known])| {
        source == Source::Other && !matches!(of, Source::Twenty | Source::AtomicCrm | Source::Odoo)
    };
    let mut lists = own.chain(ALL.into_iter().filter(is_told)).map(|(_, stages)| stages);
    lists.find_map(|stages| {
        let place = stages.iter().position(|(name, _, _)| *name == words)?;
        let (_, kind, probability) = stages[place];
        Some((kind, probability, place))
    })
}
