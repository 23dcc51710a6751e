//! Templates for any team that sells to companies: short sales, and long projects with many
//! people deciding.

use super::{Template, lost, open, text, won};

/// The default choice: from the first talk to the signed contract.
pub(super) const GENERAL_B2B: Template = Template {
    key: "general-b2b",
    name: text("通用 B2B 销售", "General B2B"),
    about: text(
        "面向企业客户的通用流程，拿不准就选它",
        "For most sales to companies; choose this one if in doubt",
    ),
    stages: &[
        open(
            10,
            7,
            text("初步接触", "First contact"),
            text(
                "联系上对口负责人，聊出真实需求，约好下次沟通",
                "Reached the right person, heard a real need and booked the next conversation",
            ),
        ),
        open(
            25,
            14,
            text("需求确认", "Needs confirmed"),
            text(
                "需求、预算、时间、决策人都已问清，并发纪要请客户确认",
                "Need, budget, timing and decision maker are known and confirmed in writing",
            ),
        ),
        open(
            50,
            14,
            text("方案/报价", "Proposal and quote"),
            text(
                "当面或线上讲过方案和报价，客户认可方向并愿意往下谈",
                "Walked the customer through proposal and price; they want to go ahead on it",
            ),
        ),
        open(
            70,
            21,
            text("评审/谈判", "Review and negotiation"),
            text(
                "客户内部评审通过，价格、付款方式和交付范围都已谈定",
                "Passed the customer's review; price, payment terms and scope are agreed",
            ),
        ),
        open(
            90,
            10,
            text("合同审批", "Contract approval"),
            text(
                "合同定稿，双方审批走完，签字盖章的日期已定",
                "Contract text is final, both sides have approved it, the signing date is set",
            ),
        ),
        won(
            text("赢单", "Won"),
            text(
                "合同归档，安排首款和开票，与交付团队开交接会",
                "File the contract, arrange the first invoice and hand over to delivery",
            ),
        ),
        lost(
            text("输单", "Lost"),
            text(
                "如实记下输单原因和中选对手，定好回访时间",
                "Record the true reason and who won instead; set a date to check in again",
            ),
        ),
    ],
    loss_reasons: &[
        text("价格偏高", "Price too high"),
        text("预算取消或推迟", "Budget cut or postponed"),
        text("选择了竞争对手", "Chose a competitor"),
        text("产品不满足需求", "Product did not fit"),
        text("内部意见不统一", "No internal agreement"),
        text("关键联系人变动", "Key contact left"),
        text("客户失联", "Went silent"),
    ],
    sources: &[
        text("官网咨询", "Website enquiry"),
        text("老客户转介绍", "Customer referral"),
        text("展会活动", "Trade show or event"),
        text("电话陌拜", "Cold call"),
        text("渠道伙伴", "Partner"),
        text("社交媒体", "Social media"),
        text("广告投放", "Online advertising"),
    ],
};

/// Long sales that the customer runs as a project of its own, with approval and procurement.
pub(super) const PROJECT_SALES: Template = Template {
    key: "project-sales",
    name: text("项目型销售", "Project sales"),
    about: text(
        "周期长、决策人多，要经过立项和采购的项目",
        "For long sales with many deciders, project approval and procurement",
    ),
    stages: &[
        open(
            10,
            14,
            text("新建", "New"),
            text(
                "核实项目真实存在，找到内部联系人，摸清大致时间表",
                "The project is real, we have a contact inside and a rough timetable",
            ),
        ),
        open(
            30,
            30,
            text("需求明确", "Needs defined"),
            text(
                "使用、技术、采购三方诉求都已摸清，预算来源有着落",
                "Users, engineers and buyers have told us their needs; the budget has a source",
            ),
        ),
        open(
            50,
            45,
            text("方案验证", "Solution validated"),
            text(
                "演示或试点达到约定指标，技术负责人书面认可",
                "Demo or pilot met the agreed criteria; the technical lead approved in writing",
            ),
        ),
        open(
            70,
            30,
            text("立项汇报", "Project approval"),
            text(
                "客户已向决策层汇报，立项通过，预算批复",
                "The customer's leadership approved the project and released the budget",
            ),
        ),
        open(
            90,
            45,
            text("商务采购", "Procurement"),
            text(
                "招标或议价有结果，合同条款双方确认完毕",
                "The tender or price talks are decided and both sides accept the contract terms",
            ),
        ),
        won(
            text("成功", "Won"),
            text(
                "签约存档，移交项目经理，明确里程碑和回款节点",
                "Hand over to the project manager with milestones and payment dates",
            ),
        ),
        lost(
            text("失败", "Lost"),
            text(
                "组织复盘，记下丢标原因和中标方，跟踪二期机会",
                "Hold a review, record why and who won, and watch for the next phase",
            ),
        ),
    ],
    loss_reasons: &[
        text("未能立项", "Project not approved"),
        text("预算未批", "Budget not released"),
        text("投标落选", "Lost the tender"),
        text("方案验证未通过", "Solution failed validation"),
        text("报价没有优势", "Price not competitive"),
        text("高层关系不到位", "No support at the top"),
        text("项目延期或取消", "Project delayed or cancelled"),
    ],
    sources: &[
        text("招标公告", "Tender notice"),
        text("设计院推荐", "Planner or architect"),
        text("集成商合作", "System integrator"),
        text("老客户二期", "Follow-on project"),
        text("行业会议", "Industry conference"),
        text("主动拜访", "Direct visit"),
    ],
};
