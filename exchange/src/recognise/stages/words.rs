//! The words in the names of stages and states.

use sales::model::StandingKind;

use crate::recognise::header::{has_words, place_of};

#[rustfmt::skip] // So that lists run on instead of down.
const WON: &[&str] = &[
    "won", "closed won", "closedwon", "deal won", "win", "closed win", "sold", "success", "successful",
    "converted", "purchased", "signed", "order received", "contract signed", "deal signed", "account won",
    "ganada", "gagné", "gewonnen",
];
#[rustfmt::skip] // So that lists run on instead of down.
const LOST: &[&str] = &[
    "lost", "closed lost", "closedlost", "deal lost", "dead", "rejected", "declined", "disqualified",
    "unqualified", "abandoned", "cancelled", "canceled", "churned", "failed", "no sale", "no decision",
    "not interested", "junk", "verloren", "perdu", "perdida",
];
#[rustfmt::skip] // So that lists run on instead of down.
const NURTURED: &[&str] = &[
    "nurture", "nurtured", "nurturing", "in nurture", "on hold", "hold", "paused", "postponed", "parked",
    "dormant", "snoozed", "recycle", "recycled",
];
#[rustfmt::skip] // So that lists run on instead of down.
const OPEN: &[&str] = &[
    "open", "active", "in progress", "ongoing", "working", "new", "pending", "started", "running", "进行中",
    "跟进中", "推进中", "打开", "开启", "未结束", "活跃", "处理中", "洽谈中", "新建", "正常", "在跟", "跟进",
];
/// Words around those above that take their meaning away: what is to be won is open.
#[rustfmt::skip] // So that lists run on instead of down.
const NOT_YET: &[&str] = &[
    "not", "un", "to", "be", "likely", "almost", "nearly", "expected", "before", "pre", "ready", "pending",
    "soon", "maybe", "probably", "partially", "waiting", "for", "risk",
];

#[rustfmt::skip] // So that lists run on instead of down.
const WON_CHINESE: &[&str] = &[
    "赢单", "成交", "成单", "中标", "签约成功", "签单成功", "已签约", "已签单", "已签合同", "合作成功",
    "销售成功", "正式合作", "成功关闭", "已购买", "已下单", "结单成功", "已赢", "赢得",
];
/// These are that only where nothing stands around them.
#[rustfmt::skip] // So that lists run on instead of down.
const WON_CHINESE_ALONE: &[&str] = &["成功", "签约", "签单", "赢", "已完成", "完成", "下单"];
#[rustfmt::skip] // So that lists run on instead of down.
const LOST_CHINESE: &[&str] = &[
    "输单", "丢单", "失单", "失败", "流失", "战败", "丢失", "落标", "未中标", "未成交", "未签约", "未成功",
    "不成功", "未能合作", "放弃", "取消", "无效", "终止", "作废", "输掉", "死单", "飞单", "已输", "暂无需求",
    "无意向",
];
#[rustfmt::skip] // So that lists run on instead of down.
const NURTURED_CHINESE: &[&str] =
    &["培育", "搁置", "暂停", "暂缓", "延期", "推迟", "挂起", "休眠", "冻结", "公海"];
#[rustfmt::skip] // So that lists run on instead of down.
const NOT_YET_CHINESE: &[&str] =
    &["待", "预计", "即将", "准", "拟", "可能", "有望", "争取", "预", "申请", "中", "意向", "确认"];

/// Chances by the words of an open stage, the latest stages first: `方案/报价` is as far as an offer is.
#[rustfmt::skip] // So that lists run on instead of down.
const CHANCES: &[(u8, &[&str])] = &[
    (
        95,
        &[
            "closing", "signature", "signing", "final approval", "待签", "签署", "签字", "签约中", "盖章",
            "预计成交", "待成交", "即将成交",
        ],
    ),
    (
        90,
        &[
            "contract", "contracting", "legal", "paperwork", "verbal", "commit", "committed", "合同", "法务",
            "口头", "审批", "签约", "签单", "协议", "采购",
        ],
    ),
    (
        80,
        &[
            "negotiation", "negotiations", "negotiating", "negotiate", "procurement", "bargaining", "谈判",
            "议价", "商务", "还价", "洽谈",
        ],
    ),
    (
        70,
        &[
            "decision", "decision maker", "shortlist", "shortlisted", "finalist", "selection", "tender",
            "bid", "bidding", "决策", "立项", "投标", "招标", "竞标", "选型",
        ],
    ),
    (
        60,
        &[
            "proposal", "proposed", "quote", "quoted", "quotation", "offer", "estimate", "pricing",
            "proposition", "报价", "提案", "方案", "标书", "打样", "核价",
        ],
    ),
    (
        50,
        &[
            "evaluation", "evaluating", "trial", "poc", "pilot", "validation", "testing", "assessment",
            "试用", "测试", "评估", "验证", "评审", "试点", "验厂", "考察",
        ],
    ),
    (
        40,
        &[
            "demo", "demonstration", "presentation", "presenting", "solution", "meeting", "visit", "engaging",
            "engaged", "演示", "讲解", "交流", "呈现", "拜访", "带看", "到访", "面谈",
        ],
    ),
    (
        30,
        &[
            "needs", "need", "discovery", "requirements", "requirement", "scoping", "interest", "interested",
            "analysis", "需求", "调研", "意向", "沟通",
        ],
    ),
    (
        20,
        &[
            "qualification", "qualified", "qualify", "qualifying", "contacted", "contact", "connected",
            "appointment", "资格", "资质", "甄别", "确认", "接触", "联系", "接洽", "跟进",
        ],
    ),
    (
        10,
        &[
            "lead", "leads", "prospect", "prospecting", "new", "incoming", "inbound", "target", "identified",
            "opportunity", "suspect", "lead generation", "线索", "潜在", "新建", "新", "初步", "发现", "目标",
            "开发", "咨询", "询盘", "登记",
        ],
    ),
];

/// Whether the words of a name say that a deal is closed or nurtured.
pub(super) fn closing_words(words: &str) -> Option<StandingKind> {
    if words.is_ascii() {
        return closing_english(words);
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if has(LOST_CHINESE) || words == "输" {
        return Some(StandingKind::Lost);
    }
    let is_promise = |word: &&&str| {
        let around = words.split(**word);
        around.into_iter().any(|around| {
            NOT_YET_CHINESE.iter().any(|not_yet| around.ends_with(not_yet) || around.starts_with(not_yet))
        })
    };
    let won = WON_CHINESE.iter().find(|word| words.contains(**word));
    if won.is_some_and(|word| !is_promise(&word)) || WON_CHINESE_ALONE.contains(&words) {
        return Some(StandingKind::Won);
    }
    if won.is_none() && has(NURTURED_CHINESE) {
        return Some(StandingKind::Nurtured);
    }
    closing_english(words)
}

fn closing_english(words: &str) -> Option<StandingKind> {
    let has = |list: &[&str]| {
        list.contains(&words) || list.iter().take(PHRASES).any(|phrase| is_said(words, phrase))
    };
    if has(LOST) {
        return Some(StandingKind::Lost);
    }
    if has(WON) {
        return Some(StandingKind::Won);
    }
    has(NURTURED).then_some(StandingKind::Nurtured)
}

/// How many of the words may have others around them: `6 Closed Won`, `Lost to competitor`.
const PHRASES: usize = 2;

/// Whether words contain a phrase, with none in front that takes its meaning away.
fn is_said(words: &str, phrase: &str) -> bool {
    let Some(at) = place_of(words, phrase) else { return false };
    !words[..at].split(' ').any(|word| NOT_YET.contains(&word))
}

/// Whether the words say that a deal is being worked on.
pub(super) fn is_open(words: &str) -> bool {
    OPEN.contains(&words)
}

/// The chance that the words of an open stage suggest.
pub(super) fn chance(words: &str) -> Option<u8> {
    let has = |word: &&str| has_words(words, word);
    CHANCES.iter().find(|(_, list)| list.iter().any(has)).map(|&(chance, _)| chance)
}
