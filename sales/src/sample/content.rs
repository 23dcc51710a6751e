//! The words of the sample workspace: people, organisations, products, deal titles, notes.
//!
//! They tell of a small firm that sells software and services to other small firms. Everything is
//! made up; likeness to real people or companies is chance. Values, dates and who owns what are
//! generated elsewhere, so the lists are of the same length in both languages and one seed gives
//! the same workspace in either.

use crate::model::ActivityKind::{self, Call, Demo, Email, Meeting, Task, Visit};

/// The sample words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    /// The sellers: name, and the initials shown on a card.
    pub people: &'static [(&'static str, &'static str)],
    /// The customers.
    pub organisations: &'static [&'static str],
    /// The people at the customers.
    pub contacts: &'static [&'static str],
    /// What the firm sells.
    pub products: &'static [&'static str],
    /// Where leads come from.
    pub sources: &'static [&'static str],
    /// Labels on deals.
    pub tags: &'static [&'static str],
    /// Why deals were lost.
    pub loss_reasons: &'static [&'static str],
    /// Whom deals were lost to.
    pub competitors: &'static [&'static str],
    /// Titles of deals. The customer's name stands beside them wherever they are shown.
    pub titles: &'static [&'static str],
    /// What a seller writes down after a call or a visit.
    pub notes: &'static [&'static str],
    /// Why a deal rests until a later date.
    pub nurture_reasons: &'static [&'static str],
    /// What a seller does next.
    pub steps: &'static [Step],
    /// What came of it.
    pub outcomes: &'static [&'static str],
}

/// Something to do about a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// What sort of thing it is.
    pub kind: ActivityKind,
    /// What it is about.
    pub subject: &'static str,
    /// How long it takes; 0 where nobody plans for that.
    pub minutes: u16,
}

/// A step, in one line.
const fn step(kind: ActivityKind, minutes: u16, subject: &'static str) -> Step {
    Step { kind, subject, minutes }
}

/// The sample words in English.
pub const EN: Content = Content {
    people: &[
        ("Maya Holloway", "MH"),
        ("Tomas Lindgard", "TL"),
        ("Priya Ramanan", "PR"),
        ("Daniel Okoye", "DO"),
        ("Sophie Carver", "SC"),
    ],
    organisations: &[
        "Alderbeck Foods",
        "Ashlyn Bay Seafoods",
        "Bexmoor Dental Group",
        "Brindle & Voss Legal",
        "Callowby Architects",
        "Copperwell Water Treatment",
        "Dunmere Logistics",
        "Eastvale Printworks",
        "Fennel Lane Hotels",
        "Glasswing Media",
        "Harrowby Precision Parts",
        "Inchmoor Textiles",
        "Juniper Quay Travel",
        "Kestrelfield Schools",
        "Larkmead Property Care",
        "Millhatch Coffee Roasters",
        "Northholm Cold Storage",
        "Oakhythe Joinery",
        "Pellworth Insurance Brokers",
        "Quillmere Publishing",
        "Redfern Hollow Farms",
        "Saltholme Marine Services",
        "Thornwick Lighting",
        "Umberley Garden Centres",
        "Vantry Laboratories",
        "Wexcombe Engineering",
        "Yarrowgate Clinics",
        "Zephyr Row Cycles",
    ],
    contacts: &[
        "Aisha Balogun",
        "Alan Pickersgill",
        "Amelia Thorne",
        "Anton Veselka",
        "Beatrice Lowther",
        "Ben Astcroft",
        "Carla Mendonza",
        "Chloe Wainwright",
        "Dev Chandran",
        "Edith Marlowe",
        "Elena Petrakis",
        "Fergus Macrae",
        "Grace Adeyinka",
        "Hannah Sorrel",
        "Henrik Dahlby",
        "Imogen Fairley",
        "Ivan Kolarik",
        "Jasmine Whitlock",
        "Joel Hartigan",
        "Karim Haddadi",
        "Laura Penhale",
        "Leon Marchetti",
        "Lucy Brankin",
        "Marcus Treadwell",
        "Mei Tanaka-Ross",
        "Nadia Farouki",
        "Nigel Stannard",
        "Olivia Crane",
        "Owen Pritchley",
        "Rachel Everly",
        "Rohan Desai",
        "Samuel Nkemba",
        "Tessa Oakley",
        "Victor Almeiro",
        "Wendy Garside",
        "Zara Malikson",
    ],
    products: &[
        "Team licence",
        "Business licence",
        "Implementation",
        "Data migration",
        "Training days",
        "Support contract",
    ],
    sources: &["Website enquiry", "Customer referral", "Trade show", "Outbound call", "Partner", "Webinar"],
    tags: &["Key account", "Urgent", "Multi-site", "Tender", "Upsell", "Price sensitive"],
    loss_reasons: &[
        "Price too high",
        "No budget this year",
        "Chose a competitor",
        "Missing feature",
        "Stayed with current system",
        "Went silent",
    ],
    competitors: &["Cobaltdesk", "Northpike Systems", "Tallyforge"],
    titles: &[
        "Annual licence",
        "First rollout",
        "Move from spreadsheets",
        "Head office and branches",
        "25 more seats",
        "Two-year renewal",
        "Upgrade to Business",
        "Warehouse rollout",
        "Field service app",
        "Finance integration",
        "Pilot with one team",
        "Support contract",
        "Staff training",
        "Data migration",
        "Reporting package",
        "Annual licence renewal",
        "New customer portal",
        "Replacement of the old order system",
        "Mobile app for site visits",
        "Stock and purchasing module",
        "Single sign-on and access rights",
        "Onboarding for the new branch",
        "Year-end reporting",
        "Service desk for 40 users",
        "Integration with the online shop",
        "Quarterly training programme",
        "Extended support, evenings and weekends",
        "Process review and set-up",
        "Import of ten years of records",
        "Custom dashboard for management",
    ],
    notes: &[
        "Good first call. They run everything on spreadsheets and lose track of follow-ups.",
        "Spoke with the operations manager. Budget is there, but the new year has to start first.",
        "Demo went well. The warehouse team asked twice about barcode scanning.",
        "They compare us with one other supplier and decide by the end of the month.",
        "Sent the quote for 25 seats. She will take it to the directors on Thursday.",
        "The finance director wants to pay quarterly. Need our side to approve.",
        "No answer to two emails. Will call the switchboard tomorrow morning.",
        "IT asked where data are kept and who can see them. Sent the security sheet.",
        "Our contact is on leave until the 14th; her deputy cannot sign.",
        "They like the product but find the set-up fee steep. Offered to split it over two invoices.",
        "Met three team leads on site. Two are keen, one worries about the time it takes to learn.",
        "Trial is active: eight of ten users logged in this week.",
        "Their current contract ends in ten weeks with one month's notice. Timing is tight but fine.",
        "Asked for two references in the same trade. Promised names by Friday.",
        "Price agreed. Legal has small changes to the liability clause.",
        "The managing director joined for ten minutes and asked what it saves per year.",
        "Wants to start with one branch and add the others after the summer.",
        "Voicemail left. The assistant says he is interested but buried in audit work.",
        "Reworked the proposal: no migration, two training days more.",
        "They need the link to their accounting package; without it there is no deal.",
        "Contract is with their purchasing department. A purchase order should come next week.",
        "Happy with support since the last upgrade. Open to a two-year renewal for a discount.",
        "New head of sales starts on the first. She will want to see everything again.",
        "Short call to confirm Tuesday's visit. Will bring the sample report they asked for.",
    ],
    nurture_reasons: &[
        "Budget comes with the new financial year",
        "Tied to the current supplier for now",
        "Reorganisation first, then a decision",
        "Interested, but other projects come first",
    ],
    steps: &[
        step(Call, 20, "Ask who else decides"),
        step(Call, 15, "Follow up on the quote"),
        step(Meeting, 60, "Walk through the proposal"),
        step(Meeting, 45, "Talk terms with purchasing"),
        step(Email, 0, "Send two references"),
        step(Email, 0, "Send the revised quote"),
        step(Task, 0, "Work out the set-up plan"),
        step(Visit, 120, "See the site with the team leads"),
        step(Demo, 45, "Show the reports they asked for"),
    ],
    outcomes: &[
        "Wants a quote by Friday.",
        "Went well, next meeting is set.",
        "Nobody there, left a message.",
        "They have to ask the director first.",
        "Price is the sticking point.",
        "Agreed on the next step.",
    ],
};

/// The sample words in Chinese.
pub const ZH: Content = Content {
    people: &[("林书瑶", "林"), ("周启帆", "周"), ("陈若彤", "陈"), ("许立川", "许"), ("沈一宁", "沈")],
    organisations: &[
        "麦垄坊食品",
        "北汊水产",
        "杉语口腔",
        "砚衡律师事务所",
        "澄浦建筑设计",
        "九漪水处理",
        "鲸屿物流",
        "晴沙印务",
        "渡蓝酒店",
        "墨筱传媒",
        "赤杉岭精密机械",
        "锦樯纺织",
        "远岫里旅行社",
        "橙埠教育",
        "澜庭里物业",
        "半坞咖啡",
        "鹭汀冷链",
        "桐砚家居",
        "稳舟保险经纪",
        "拾缎文化出版",
        "望畦农业",
        "砺垣船舶维修",
        "灯坞照明",
        "绾花园艺",
        "星垣里检测技术",
        "砾恒工程",
        "栖梧里诊所",
        "追岚骑行用品",
    ],
    contacts: &[
        "白雨桐",
        "蔡文渊",
        "曹静怡",
        "程亦凡",
        "邓晓蔚",
        "丁海屿",
        "董思琪",
        "杜明远",
        "范慧敏",
        "方志诚",
        "冯雅琴",
        "高建业",
        "郭欣悦",
        "何俊熙",
        "胡晓燕",
        "黄柏林",
        "贾雪梅",
        "江子昂",
        "孔宜宁",
        "赖国栋",
        "李婉清",
        "梁振华",
        "刘嘉苒",
        "陆文博",
        "罗秋萍",
        "马瑞祥",
        "孟晓彤",
        "潘立岑",
        "彭诗雨",
        "邱泽宇",
        "任丽华",
        "宋嘉禾",
        "唐慧兰",
        "魏景行",
        "谢梦洁",
        "郑卫澜",
    ],
    products: &["团队版许可", "企业版许可", "实施服务", "数据迁移", "培训服务", "运维服务"],
    sources: &["官网咨询", "老客户转介绍", "展会", "电话陌拜", "渠道伙伴", "线上直播"],
    tags: &["重点客户", "加急", "多门店", "招投标", "增购", "价格敏感"],
    loss_reasons: &["价格偏高", "今年没有预算", "选择了竞争对手", "功能不满足", "沿用现有系统", "客户失联"],
    competitors: &["云砚里软件", "捷筹信息", "数垒科技"],
    titles: &[
        "年度许可采购",
        "首期上线",
        "表格管理替换",
        "总部及分公司部署",
        "增购 25 个账号",
        "两年期续约",
        "升级企业版",
        "仓库团队上线",
        "外勤服务应用",
        "财务系统对接",
        "单部门试点",
        "运维服务合同",
        "员工培训",
        "数据迁移",
        "报表服务包",
        "年度许可续费",
        "客户门户新建",
        "旧订单系统替换",
        "现场拜访移动端",
        "库存与采购模块",
        "单点登录与权限管理",
        "新分公司上线支持",
        "年终报表项目",
        "40 人服务台系统",
        "网店订单对接",
        "季度培训计划",
        "夜间及周末运维支持",
        "流程梳理与系统配置",
        "十年历史数据导入",
        "管理层看板定制",
    ],
    notes: &[
        "首次通话聊得不错。目前全靠表格管理，经常漏跟进。",
        "和运营经理通了电话，预算有，但要等新财年开始才能走流程。",
        "演示效果很好，仓库那边两次问到扫码功能。",
        "客户在我们和另一家之间比较，月底前定下来。",
        "25 个账号的报价已发，她周四拿到管理层会上讨论。",
        "财务总监希望按季度付款，需要我们内部审批。",
        "两封邮件都没回，明天上午打总机找人。",
        "信息部问数据存在哪里、谁能看到，已发安全说明。",
        "联系人休假到 14 号，代理人没有签字权限。",
        "产品认可，但觉得实施费偏高。提出分两次开票，等答复。",
        "现场见了三位主管，两位很支持，一位担心学习成本。",
        "试用情况不错，本周十个账号里有八个登录过。",
        "现有合同十周后到期，要提前一个月通知，时间紧但来得及。",
        "客户要两个同行业案例，答应周五前给到联系方式。",
        "价格谈妥，法务对违约责任条款有小改动。",
        "总经理进来听了十分钟，主要问一年能省多少钱。",
        "想先上一家门店，暑假后再推广到其他门店。",
        "电话没接通，助理说他有兴趣，但最近忙审计。",
        "方案改了一版：去掉数据迁移，多加两天培训。",
        "必须能和他们的财务软件对接，否则没得谈。",
        "合同已到对方采购部，预计下周下采购订单。",
        "上次升级后对售后很满意，有折扣的话愿意续两年。",
        "新的销售负责人下月 1 号到岗，估计要重新讲一遍方案。",
        "简短通话确认了周二的拜访，记得带上他们要的报表样例。",
    ],
    nurture_reasons: &[
        "等新财年预算下来",
        "与现有供应商的合同未到期",
        "组织架构调整后再定",
        "有兴趣，但要先忙其他项目",
    ],
    steps: &[
        step(Call, 20, "问清还有谁参与决策"),
        step(Call, 15, "跟进报价"),
        step(Meeting, 60, "讲解方案"),
        step(Meeting, 45, "和采购谈商务条款"),
        step(Email, 0, "发送两个参考案例"),
        step(Email, 0, "发送修改后的报价"),
        step(Task, 0, "整理实施计划"),
        step(Visit, 120, "上门拜访，见各组主管"),
        step(Demo, 45, "演示客户要的报表"),
    ],
    outcomes: &[
        "周五前要报价。",
        "聊得不错，下次会议已约好。",
        "没人接，已留言。",
        "要先请示总经理。",
        "卡在价格上。",
        "下一步已谈妥。",
    ],
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Content, EN, ZH};

    /// Every list with its name and the length it should have.
    fn lists(content: &Content) -> [(&'static str, usize, Vec<&'static str>); 14] {
        let (names, initials): (Vec<_>, Vec<_>) = content.people.iter().copied().unzip();
        [
            ("people", 5, names),
            ("initials", 5, initials),
            ("organisations", 28, content.organisations.to_vec()),
            ("contacts", 36, content.contacts.to_vec()),
            ("products", 6, content.products.to_vec()),
            ("sources", 6, content.sources.to_vec()),
            ("tags", 6, content.tags.to_vec()),
            ("loss reasons", 6, content.loss_reasons.to_vec()),
            ("competitors", 3, content.competitors.to_vec()),
            ("titles", 30, content.titles.to_vec()),
            ("notes", 24, content.notes.to_vec()),
            ("nurture reasons", 4, content.nurture_reasons.to_vec()),
            ("steps", 9, content.steps.iter().map(|step| step.subject).collect()),
            ("outcomes", 6, content.outcomes.to_vec()),
        ]
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn lists_are_complete_and_without_repeats() {
        for content in [EN, ZH] {
            for (name, length, entries) in lists(&content) {
                assert_eq!(entries.len(), length, "{name}");
                let unique: HashSet<_> = entries.iter().collect();
                assert_eq!(unique.len(), length, "{name} repeats an entry");
                for entry in entries {
                    assert!(!entry.is_empty(), "{name} has an empty entry");
                    assert_eq!(entry.trim(), entry, "{name}");
                }
            }
        }
    }

    #[test]
    fn each_entry_is_in_its_language() {
        for ((name, _, en), (_, _, zh)) in lists(&EN).into_iter().zip(lists(&ZH)) {
            assert!(!en.into_iter().any(is_chinese), "{name}: English");
            assert!(zh.into_iter().all(is_chinese), "{name}: Chinese");
        }
    }

    #[test]
    fn titles_say_what_and_not_for_whom() {
        for content in [EN, ZH] {
            for title in content.titles {
                assert!(!title.contains(['{', '}']), "{title}");
                assert!(!content.organisations.iter().any(|name| title.contains(name)), "{title}");
            }
        }
    }

    #[test]
    fn initials_fit_a_card() {
        for (name, initials) in EN.people.iter().chain(ZH.people) {
            assert!(initials.chars().count() <= 2, "{name}");
        }
    }
}
