//! The stages people know from other products, so that a team that moves here feels at home.
//!
//! Stage names and probabilities are those a new account of each product starts with; limits,
//! guidance, loss reasons and sources are ours. Pipedrive leaves probabilities to its users, so the
//! ones here are ours too. The names of the products belong to their owners.

use super::{Bilingual, Template, lost, open, text, won};

/// Loss reasons for teams whose trade we do not know.
const LOSS_REASONS: &[Bilingual] = &[
    text("价格偏高", "Price too high"),
    text("没有预算", "No budget"),
    text("选择了竞争对手", "Chose a competitor"),
    text("需求不匹配", "Not a fit"),
    text("时机不成熟", "Bad timing"),
    text("客户失联", "Went silent"),
];

/// Sources for teams whose trade we do not know.
const SOURCES: &[Bilingual] = &[
    text("官网咨询", "Website enquiry"),
    text("转介绍", "Referral"),
    text("市场活动", "Event or webinar"),
    text("电话陌拜", "Cold call"),
    text("邮件营销", "Email campaign"),
    text("渠道伙伴", "Partner"),
];

/// Zoho CRM.
pub(super) const ZOHO: Template = Template {
    key: "zoho",
    name: text("Zoho CRM 默认阶段", "Zoho CRM defaults"),
    about: text(
        "用惯 Zoho CRM 的团队，阶段和概率照旧",
        "For teams used to Zoho CRM: the same stages and probabilities",
    ),
    stages: &[
        open(
            10,
            7,
            text("资格确认", "Qualification"),
            text(
                "确认客户有预算、有需求，找到了能推动采购的人",
                "They have a need, money for it and someone who can push the purchase",
            ),
        ),
        open(
            20,
            14,
            text("需求分析", "Needs Analysis"),
            text(
                "梳理出现状、痛点和目标，需求清单经客户确认",
                "Current state, pains and goals are written down and the customer agrees",
            ),
        ),
        open(
            40,
            14,
            text("价值呈现", "Value Proposition"),
            text(
                "用客户自己的数据算清收益，对方认可这笔投入值得",
                "Showed the gain in the customer's own figures; they agree it is worth it",
            ),
        ),
        open(
            60,
            14,
            text("锁定决策人", "Identify Decision Makers"),
            text(
                "见到拍板的人，弄清审批流程和各方立场",
                "Met the person who decides; know the approval steps and who stands where",
            ),
        ),
        open(
            75,
            14,
            text("方案/报价", "Proposal/Price Quote"),
            text(
                "正式报价已送达决策人，约好反馈时间",
                "The decision maker holds our formal quote and has named a date to answer",
            ),
        ),
        open(
            90,
            14,
            text("谈判/评审", "Negotiation/Review"),
            text(
                "价格和条款谈妥，法务、财务无异议，只等签字",
                "Price and terms settled, no objection from legal or finance, ready to sign",
            ),
        ),
        won(
            text("赢单", "Closed Won"),
            text(
                "合同归档，确认开票信息，启动交付",
                "File the contract, confirm the billing details and start delivery",
            ),
        ),
        lost(
            text("输单", "Closed Lost"),
            text(
                "选好输单原因，补一句客户原话，方便日后复盘",
                "Choose the reason and add the customer's own words for the next review",
            ),
        ),
    ],
    loss_reasons: LOSS_REASONS,
    sources: SOURCES,
};

/// `HubSpot` Sales Hub.
pub(super) const HUBSPOT: Template = Template {
    key: "hubspot",
    name: text("HubSpot 默认阶段", "HubSpot defaults"),
    about: text(
        "用惯 HubSpot 的团队，阶段和概率照旧",
        "For teams used to HubSpot: the same stages and probabilities",
    ),
    stages: &[
        open(
            20,
            7,
            text("已约首次会议", "Appointment Scheduled"),
            text(
                "会议已开，现状和痛点都已了解，对方愿意继续谈",
                "The meeting took place, we know their situation and they want to go on",
            ),
        ),
        open(
            40,
            14,
            text("确认购买条件", "Qualified To Buy"),
            text(
                "预算、需求和时间都对得上，知道由谁拍板",
                "Budget, need and timing fit, and we know who has the final word",
            ),
        ),
        open(
            60,
            10,
            text("已约方案演示", "Presentation Scheduled"),
            text(
                "演示做完，决策人在场，主要疑问都已答复",
                "Presented with the decision maker in the room; main questions are answered",
            ),
        ),
        open(
            80,
            14,
            text("决策人认可", "Decision Maker Bought-In"),
            text(
                "决策人明确表示选我们，同意报价，要我们出合同",
                "The decision maker chose us, accepts the price and asked for a contract",
            ),
        ),
        open(
            90,
            10,
            text("合同已发出", "Contract Sent"),
            text(
                "合同修改意见已处理完，签署人和签署日期明确",
                "Comments on the contract are settled; we know who signs and when",
            ),
        ),
        won(
            text("赢单", "Closed Won"),
            text(
                "向客户致谢，介绍对接人，安排启动会",
                "Thank the customer, introduce their contact and book the kick-off",
            ),
        ),
        lost(
            text("输单", "Closed Lost"),
            text("打电话问清真实原因，再选一个输单原因", "Call to learn the true reason, then record it"),
        ),
    ],
    loss_reasons: LOSS_REASONS,
    sources: SOURCES,
};

/// Salesforce Sales Cloud.
pub(super) const SALESFORCE: Template = Template {
    key: "salesforce",
    name: text("Salesforce 默认阶段", "Salesforce defaults"),
    about: text(
        "用惯 Salesforce 的团队，阶段和概率照旧",
        "For teams used to Salesforce: the same stages and probabilities",
    ),
    stages: &[
        open(
            10,
            7,
            text("客户开发", "Prospecting"),
            text(
                "联系上目标客户，对方同意花时间聊一聊",
                "Reached someone at the target account who agreed to a proper talk",
            ),
        ),
        open(
            10,
            7,
            text("商机甄别", "Qualification"),
            text(
                "确认有需求、有预算、今年要买，值得投入精力",
                "Need, budget and a date to buy are real, so the deal is worth our time",
            ),
        ),
        open(
            20,
            14,
            text("需求分析", "Needs Analysis"),
            text(
                "访谈过使用部门，需求和优先级形成书面纪要",
                "Talked to the people who will use it; needs are written down and ranked",
            ),
        ),
        open(
            50,
            14,
            text("价值呈现", "Value Proposition"),
            text(
                "客户能用自己的话说出选我们的理由和回报",
                "The customer can say in their own words why us and what it brings",
            ),
        ),
        open(
            60,
            14,
            text("锁定决策人", "Id. Decision Makers"),
            text(
                "画出决策链，拍板人、评估人、反对者都已接触",
                "The chain of decision is drawn; we have met decider, evaluators and sceptics",
            ),
        ),
        open(
            70,
            14,
            text("认可度评估", "Perception Analysis"),
            text(
                "摸清各决策人对我们和对手的看法，主要顾虑已化解",
                "Know how each decider sees us and our rivals; the main doubts are resolved",
            ),
        ),
        open(
            75,
            14,
            text("方案/报价", "Proposal/Price Quote"),
            text(
                "方案和报价正式提交并讲解，客户进入商务流程",
                "Proposal and quote handed in and explained; the customer started to buy",
            ),
        ),
        open(
            90,
            14,
            text("谈判/评审", "Negotiation/Review"),
            text(
                "价格、条款和法务意见全部达成一致，等待签约",
                "Price, terms and legal points are all agreed; waiting for signature",
            ),
        ),
        won(
            text("赢单", "Closed Won"),
            text(
                "更新最终金额和签约日期，移交客户成功团队",
                "Enter the final value and signing date; hand over to customer success",
            ),
        ),
        lost(
            text("输单", "Closed Lost"),
            text(
                "记下输在哪个环节、输给谁，写清改进点",
                "Record where we lost and to whom, and one thing to do better",
            ),
        ),
    ],
    loss_reasons: LOSS_REASONS,
    sources: SOURCES,
};

/// Pipedrive.
pub(super) const PIPEDRIVE: Template = Template {
    key: "pipedrive",
    name: text("Pipedrive 默认阶段", "Pipedrive defaults"),
    about: text(
        "用惯 Pipedrive 的团队，阶段照旧，并补上参考概率",
        "For teams used to Pipedrive: the same stages, with probabilities added",
    ),
    stages: &[
        open(
            10,
            7,
            text("有效线索", "Qualified"),
            text(
                "行业、规模符合目标客户，找到了可联系的人",
                "Trade and size match our ideal customer and we have a person to call",
            ),
        ),
        open(
            25,
            7,
            text("建立联系", "Contact Made"),
            text(
                "和对方真正通上话，聊清需求，约定演示时间",
                "Had a real conversation about the need and agreed on a time for a demo",
            ),
        ),
        open(
            40,
            10,
            text("已约演示", "Demo Scheduled"),
            text(
                "演示完成，客户看到了想要的效果，并请我们报价",
                "The demo showed what they hoped to see and they asked for a proposal",
            ),
        ),
        open(
            60,
            14,
            text("已提方案", "Proposal Made"),
            text(
                "客户读完方案，提出具体修改或价格问题",
                "They have read the proposal and come back with points on scope or price",
            ),
        ),
        open(
            80,
            14,
            text("进入谈判", "Negotiations Started"),
            text(
                "价格、付款和开始日期谈定，合同已发出",
                "Price, payment and start date are agreed and the contract is out",
            ),
        ),
        won(
            text("赢单", "Won"),
            text(
                "核对成交金额，建好交付任务，请客户推荐同行",
                "Check the final value, plan the delivery and ask for a referral",
            ),
        ),
        lost(
            text("输单", "Lost"),
            text(
                "选好输单原因；还有机会的，设日期转入培育",
                "Choose the reason; if there is still a chance, nurture it until a date",
            ),
        ),
    ],
    loss_reasons: LOSS_REASONS,
    sources: SOURCES,
};
