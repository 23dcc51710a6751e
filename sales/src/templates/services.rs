//! Templates for trades that sell a service or an agreement: software by subscription, property,
//! consulting, education and training.

use super::{Template, lost, open, text, won};

/// Software sold by the month or year, with a demo and a trial.
pub(super) const SOFTWARE_SUBSCRIPTION: Template = Template {
    key: "software-subscription",
    name: text("软件订阅", "Software subscription"),
    about: text(
        "按年或按月订阅的软件，有演示和试用环节",
        "For software sold by the month or year, with a demo and a trial",
    ),
    stages: &[
        open(
            10,
            5,
            text("线索筛选", "Qualified lead"),
            text(
                "公司规模和使用场景符合，联系人愿意沟通",
                "Company size and use case fit, and the contact is willing to talk",
            ),
        ),
        open(
            20,
            10,
            text("需求沟通", "Discovery"),
            text(
                "摸清现用工具、痛点、账号数和续约时间",
                "Know the tools in use, the pain, the number of seats and the renewal date",
            ),
        ),
        open(
            35,
            10,
            text("产品演示", "Demo"),
            text(
                "按客户场景做完演示，商定试用目标和参与人",
                "Demo done on their own case; trial goals and testers are agreed",
            ),
        ),
        open(
            55,
            21,
            text("试用验证", "Trial"),
            text(
                "试用目标达成，核心用户活跃，负责人给出正面结论",
                "Trial goals met, key users active, and the lead gave a positive verdict",
            ),
        ),
        open(
            70,
            14,
            text("方案报价", "Quote"),
            text(
                "版本、账号数、年限和价格已报，决策人认可总价",
                "Plan, seats, term and price are quoted and the decider accepts the total",
            ),
        ),
        open(
            90,
            14,
            text("合同与合规", "Contract and security"),
            text(
                "信息安全问卷、法务和采购流程走完，只差签字",
                "Security review, legal and purchasing are done; only signatures missing",
            ),
        ),
        won(
            text("签约开通", "Subscribed"),
            text(
                "开通账号，约好上线培训，登记续约日期",
                "Open the accounts, book onboarding and note the renewal date",
            ),
        ),
        lost(
            text("输单", "Lost"),
            text(
                "记下输给哪款产品、差在哪个功能，提醒其合同到期前回访",
                "Record the product and feature we lost to; call before their contract ends",
            ),
        ),
    ],
    loss_reasons: &[
        text("功能缺失", "Missing feature"),
        text("价格偏高", "Price too high"),
        text("选择了竞品", "Chose another product"),
        text("决定自研", "Built in-house"),
        text("信息安全未通过", "Failed security review"),
        text("试用活跃度低", "Low use in the trial"),
        text("沿用现有系统", "Stayed with current system"),
    ],
    sources: &[
        text("官网注册试用", "Trial sign-up"),
        text("内容与搜索", "Content and search"),
        text("线上直播", "Webinar"),
        text("客户推荐", "Customer referral"),
        text("应用市场", "App marketplace"),
        text("代理商", "Reseller"),
        text("主动外呼", "Outbound"),
    ],
};

/// Agents and developers selling flats, houses and offices.
pub(super) const PROPERTY: Template = Template {
    key: "property",
    name: text("房产销售", "Property"),
    about: text(
        "房产中介和案场，从来访咨询到签约交房",
        "For agents and developers, from the first enquiry to completion",
    ),
    stages: &[
        open(
            10,
            3,
            text("来访咨询", "Enquiry"),
            text(
                "留下联系方式，问到意向区域、户型和购房目的",
                "Have contact details, the area, the size wanted and the reason to buy",
            ),
        ),
        open(
            20,
            7,
            text("需求匹配", "Brief and budget"),
            text(
                "首付、月供和购房资格已核实，选出三套以上匹配房源",
                "Deposit, loan and eligibility are checked; at least three homes match",
            ),
        ),
        open(
            35,
            14,
            text("带看", "Viewing"),
            text(
                "实地看过房，客户说出最中意的一套和主要顾虑",
                "Viewed on site; the client named a favourite and the main concern",
            ),
        ),
        open(
            50,
            10,
            text("复看", "Second viewing"),
            text(
                "家人或决策人一起复看过，愿意出价",
                "Came back with family or co-buyer and is ready to make an offer",
            ),
        ),
        open(
            70,
            7,
            text("议价", "Offer and negotiation"),
            text(
                "买卖双方就总价、付款方式和交房时间谈拢",
                "Buyer and seller agree on price, payment and handover date",
            ),
        ),
        open(
            85,
            7,
            text("认购下定", "Reserved"),
            text(
                "定金到账，认购书已签，产权和抵押情况核查无误",
                "Deposit received, reservation signed, title and charges checked",
            ),
        ),
        open(
            95,
            45,
            text("签约办贷", "Contract and mortgage"),
            text(
                "合同网签完成，贷款批下来，过户日期已定",
                "Contract signed, mortgage approved and the completion date fixed",
            ),
        ),
        won(
            text("成交", "Completed"),
            text(
                "陪同过户交房，结清佣金，请客户转介绍",
                "Hand over the keys, collect the commission and ask for a referral",
            ),
        ),
        lost(
            text("流失", "Lost"),
            text(
                "记下是买了别处还是暂缓购房，有合适房源再联系",
                "Note whether they bought elsewhere or paused; call when a match comes up",
            ),
        ),
    ],
    loss_reasons: &[
        text("价格谈不拢", "No agreement on price"),
        text("购买了其他房源", "Bought another property"),
        text("贷款未批", "Mortgage declined"),
        text("不具备购房资格", "Not eligible to buy"),
        text("对地段或户型不满意", "Location or layout not right"),
        text("家人意见不一", "Family could not agree"),
        text("暂缓购房", "Put off buying"),
    ],
    sources: &[
        text("房产平台", "Property portal"),
        text("自然到访", "Walk-in"),
        text("老业主推荐", "Past client referral"),
        text("同行分销", "Co-broker"),
        text("短视频直播", "Video and social media"),
        text("社区驻守", "Local canvassing"),
    ],
};

/// Advisory work sold on trust and a written proposal.
pub(super) const CONSULTING: Template = Template {
    key: "consulting",
    name: text("咨询服务", "Consulting"),
    about: text(
        "管理、财税、人力、IT 等咨询公司和专业服务团队",
        "For consultants and professional services firms",
    ),
    stages: &[
        open(
            10,
            10,
            text("初步洽谈", "Introductory talk"),
            text(
                "和业务负责人谈过，听到一个急着要解决的问题",
                "Spoke with a business owner who has a problem that needs solving soon",
            ),
        ),
        open(
            25,
            14,
            text("问题诊断", "Diagnosis"),
            text(
                "完成访谈和资料分析，问题界定和预期成果得到认可",
                "Interviews done; the client agrees with the problem and the outcome wanted",
            ),
        ),
        open(
            45,
            14,
            text("项目建议书", "Written proposal"),
            text(
                "建议书已提交，范围、团队、周期和费用写清楚",
                "Proposal sent with clear scope, team, schedule and fees",
            ),
        ),
        open(
            60,
            14,
            text("方案汇报", "Presentation to sponsors"),
            text(
                "向决策层汇报过，项目发起人支持，顾问团队获认可",
                "Presented to the deciders; the sponsor backs us and accepts the team",
            ),
        ),
        open(
            75,
            14,
            text("商务谈判", "Terms negotiation"),
            text(
                "费用、付款节点、验收标准和差旅承担方式谈定",
                "Fees, payment milestones, acceptance and expenses are agreed",
            ),
        ),
        open(
            90,
            14,
            text("合同审批", "Contract approval"),
            text(
                "合同和保密协议定稿，客户审批完成，进场日期已定",
                "Contract and NDA are final and approved; the start date is set",
            ),
        ),
        won(
            text("签约", "Engaged"),
            text(
                "锁定顾问档期，收首期款，召开项目启动会",
                "Book the consultants, invoice the first instalment and hold the kick-off",
            ),
        ),
        lost(
            text("输单", "Lost"),
            text(
                "请客户讲讲落选原因，保持观点分享，等下个项目",
                "Ask for a debrief, keep sharing ideas and wait for the next project",
            ),
        ),
    ],
    loss_reasons: &[
        text("费用超出预算", "Fees above budget"),
        text("选择了其他机构", "Chose another firm"),
        text("改由内部团队做", "Done by their own team"),
        text("案例经验不足", "Not enough references"),
        text("发起人离任", "Sponsor left"),
        text("问题不再紧迫", "No longer urgent"),
    ],
    sources: &[
        text("老客户续签", "Repeat client"),
        text("客户转介绍", "Client referral"),
        text("合伙人人脉", "Partner's network"),
        text("演讲与论坛", "Talks and conferences"),
        text("文章与白皮书", "Articles and papers"),
        text("比选邀请", "Invitation to pitch"),
    ],
};

/// Schools and training firms, selling to learners and to their employers.
pub(super) const EDUCATION_TRAINING: Template = Template {
    key: "education-training",
    name: text("教育培训", "Education and training"),
    about: text(
        "培训学校、职业教育和企业内训机构的招生流程",
        "For schools and training firms that enrol learners or teams",
    ),
    stages: &[
        open(
            10,
            2,
            text("咨询登记", "Enquiry"),
            text(
                "当天回复，加上微信，记下学员情况和想学的课程",
                "Answered the same day; know who the learner is and the course wanted",
            ),
        ),
        open(
            25,
            5,
            text("需求沟通", "Needs talk"),
            text(
                "问清学习目标、基础、时间安排和预算，知道谁做主",
                "Know the goal, level, free hours and budget, and who decides",
            ),
        ),
        open(
            40,
            7,
            text("邀约到访", "Visit booked"),
            text(
                "约定到访或试听时间，前一天提醒，本人已到场",
                "Visit or trial agreed, reminder sent the day before, and they came",
            ),
        ),
        open(
            60,
            7,
            text("试听测评", "Trial class"),
            text(
                "完成试听和水平测评，学员和家长（或企业）反馈满意",
                "Trial and level test done; learner and parent or employer are pleased",
            ),
        ),
        open(
            75,
            7,
            text("课程方案", "Study plan and fees"),
            text(
                "讲解过学习计划和学费，班级、老师、优惠都已说定",
                "Explained plan and fees; class, teacher and any discount are settled",
            ),
        ),
        open(
            90,
            5,
            text("预交定金", "Place reserved"),
            text(
                "定金到账、席位保留，尾款或分期方式和日期已确认",
                "Deposit paid and place held; the date and way to pay the rest are set",
            ),
        ),
        won(
            text("正式报名", "Enrolled"),
            text(
                "签好协议，分班建群，开课前一天提醒",
                "Sign the agreement, assign the class and remind them before day one",
            ),
        ),
        lost(
            text("流失", "Lost"),
            text(
                "记下流失原因，下一期开班或寒暑假前再邀约",
                "Record the reason and invite them again before the next intake",
            ),
        ),
    ],
    loss_reasons: &[
        text("学费偏高", "Fees too high"),
        text("时间安排不合适", "Timetable does not fit"),
        text("选择了其他机构", "Chose another school"),
        text("试听不满意", "Did not like the trial"),
        text("距离太远", "Too far away"),
        text("家人或公司不同意", "Family or employer said no"),
        text("暂不学习", "Not studying for now"),
    ],
    sources: &[
        text("学员转介绍", "Learner referral"),
        text("短视频投放", "Video advertising"),
        text("公众号与社群", "Social media groups"),
        text("地推活动", "Street promotion"),
        text("本地生活平台", "Local listings"),
        text("企业合作", "Employer partnership"),
        text("到店咨询", "Walk-in"),
    ],
};
