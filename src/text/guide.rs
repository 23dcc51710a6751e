//! The guide: how to work with a pipeline, in a few minutes.

/// A part of the guide.
pub(crate) struct Part {
    pub(crate) title: &'static str,
    pub(crate) text: &'static [&'static str],
    /// What the way to the screen it speaks of is called.
    pub(crate) go: &'static str,
    /// When it ticks itself off.
    pub(crate) tick: &'static str,
}

pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) done: &'static str,
    pub(crate) open: &'static str,
    pub(crate) progress: &'static str,
    pub(crate) contents: &'static str,
    pub(crate) read_on: &'static str,
    /// In the order of the screen.
    pub(crate) parts: [Part; 9],
    /// A figure, and how to read it.
    pub(crate) figures: [[&'static str; 2]; 8],
}

pub(crate) static EN: Texts = Texts {
    title: "Guide",
    lead: "Nine short chapters, from the first stage to a forecast one can rely on. Each opens the screen it speaks of, and ticks itself off once your workspace is there.",
    done: "Done",
    open: "Not yet",
    progress: "{done} of {all} done",
    contents: "Contents",
    read_on: "Read this in the guide",
    parts: [
        Part {
            title: "What a pipeline is",
            text: &[
                "A pipeline shows every sale you are working on, by how far it has come. A column is a stage, a card is a deal: who may buy what, for how much, and what you do next.",
                "A funnel looks at the same sales from the other side: it counts how many get from one stage to the next, over a period. The pipeline tells you what to do today; the funnel tells you where your process leaks. Here you work in the one, and Insights draws the other from it.",
            ],
            go: "Open the board",
            tick: "A pipeline is there.",
        },
        Part {
            title: "Choose the stages",
            text: &[
                "A stage is a step of the buyer, not of the seller: “need confirmed” is one, “quote sent” is only what you did. Ask of each: what has the customer agreed to by now?",
                "Four to seven open stages are enough. If you can’t say in a sentence when a deal leaves a stage, it is two stages or none. Each has a win chance that grows from left to right; begin with a guess, and correct it after thirty closed deals.",
            ],
            go: "Shape the stages",
            tick: "There are three to nine open stages.",
        },
        Part {
            title: "Bring in the deals",
            text: &[
                "Put in what you are really selling, not every name you know. A deal has a customer, a value and a day you expect it to close; a guess is better than a blank.",
                "If you have a table or another tool, import the file. If not, type the ten deals that matter most. It takes ten minutes, and the board begins to speak.",
            ],
            go: "Import a file",
            tick: "Ten deals are in.",
        },
        Part {
            title: "Write down the process",
            text: &[
                "Look at your last five wins. What did you do in each stage, what did you know before you went on? That is your process. Write it as a checklist for each stage, and as what a deal has to have before it moves.",
                "Remind rather than forbid. Block a move only for what is costly to miss, such as a contract without a value. The checklist plans itself on each deal that comes in, so nobody has to remember it.",
                "After a quarter, the process page shows whether deals with a finished checklist win more often. Take away what makes no difference.",
            ],
            go: "Open the process",
            tick: "At least one stage has a checklist or asks for something.",
        },
        Part {
            title: "Set goals, and break them down",
            text: &[
                "A goal is only good for something if it says what to do this week. Begin with the value to be won in the quarter. Divided by the average deal size, that is a number of wins; divided by the conversion of your stages, a number of new leads; and from there it is calls and meetings for each person.",
                "Set a target you would bet on, a stretch, and a challenge. Count backwards from the end of the period by your sales cycle: leads that come in after that day help the next one.",
            ],
            go: "Set a goal",
            tick: "A goal is set.",
        },
        Part {
            title: "Get the team going",
            text: &[
                "A pipeline lives when each deal has an owner and a next step with a day. That is the one habit to ask for. Everybody begins the day with Today: overdue first, then what is due, then deals without a next step.",
                "Meet once a week in front of the board, half an hour, from right to left. Talk about deals, not about people: what is the next step, what is in the way, who helps. Change things while you talk, so that nobody writes reports.",
            ],
            go: "Open Today",
            tick: "Two people work here, and ten activities were done.",
        },
        Part {
            title: "Keep it clean",
            text: &[
                "A pipeline gets worse by itself. Deals that no longer move make every figure too good: the value too high, the forecast too early. Once a week go through what is stalled or overdue, and decide each in a minute: a next step, nurture until a day, or lost with the reason.",
                "Losing early is no shame; it gives you back the time. Who says “not now” is not lost: nurture keeps them out of the figures, and brings them back on the day you chose.",
            ],
            go: "Begin the review",
            tick: "A review was finished.",
        },
        Part {
            title: "Read the figures",
            text: &[
                "Eight figures tell how the process goes. Look at two or three of them a week, always at the same, and ask what changed. Each opens the deals it is made of.",
            ],
            go: "Open Insights",
            tick: "Deals were won and lost, so that rates have something to stand on.",
        },
        Part {
            title: "Keep what you have safe",
            text: &[
                "All of it is in this browser on this device, and nowhere else. Nobody else can read it, and nobody else can bring it back. Download a backup from time to time, or have a file on your disk kept up to date.",
                "Colleagues work on copies of their own. A backup of theirs can be merged into yours: both see the same afterwards.",
            ],
            go: "Back up",
            tick: "A backup was made in this browser.",
        },
    ],
    figures: [
        [
            "Deals in the pipeline",
            "How many are open, and what they are worth. More is not better: forty deals that move beat a hundred that don’t.",
        ],
        [
            "Deals per stage",
            "Where they pile up. A crowd in one stage means that its work is not done, or that nobody dares to lose them.",
        ],
        [
            "Conversion",
            "How many of those that reached a stage got further. The weakest step is where an hour of training pays most.",
        ],
        [
            "Drop-off",
            "How many ended in a stage, and why. Late losses cost the most: ask what could have been known earlier.",
        ],
        [
            "Average deal size",
            "What a win brings. Look at the median too: one large deal can move the mean for a quarter.",
        ],
        [
            "Sales cycle",
            "How long a win takes. It tells how far ahead a lead has to come in to count for a period.",
        ],
        [
            "Win rate",
            "Won of all that ended. If it is very high, you may be choosing too few or keep losses open.",
        ],
        [
            "Velocity",
            "What the pipeline brings in a day: deals × win rate × size ÷ cycle. Change one of the four, and see what it would do.",
        ],
    ],
};

pub(crate) static ZH: Texts = Texts {
    title: "指南",
    lead: "九个短章，从搭好第一个阶段到做出靠得住的预测。每章都能直接打开它讲的页面，做到之后会自动打勾。",
    done: "已完成",
    open: "未完成",
    progress: "已完成 {done}/{all}",
    contents: "目录",
    read_on: "在指南中查看",
    parts: [
        Part {
            title: "什么是销售管道",
            text: &[
                "销售管道把正在跟进的每一单，按走到哪一步摆在眼前。一列是一个阶段，一张卡片是一个商机：谁可能买什么、多少钱、下一步做什么。",
                "漏斗看的是同一批生意的另一面：一段时间里，有多少从一个阶段走到了下一个。管道告诉您今天该做什么，漏斗告诉您流程漏在哪里。您在看板上跟单，“分析”会据此画出漏斗。",
            ],
            go: "打开看板",
            tick: "已建好销售管道。",
        },
        Part {
            title: "怎样划分阶段",
            text: &[
                "阶段应当按客户走到哪一步来划分，而不是按我们做了什么：“需求已确认”是阶段，“报价已发”只是动作。每个阶段都问一句：客户到这一步认可了什么？",
                "四到七个进行中的阶段就够了。说不清什么时候该离开的阶段，要么拆成两个，要么去掉。赢单概率从左到右逐步升高，先凭经验填，结了三十单再按实际修正。",
            ],
            go: "设置阶段",
            tick: "有三到九个进行中的阶段。",
        },
        Part {
            title: "把商机放进来",
            text: &[
                "放进来的应当是真正在谈的生意，而不是通讯录。每个商机要有客户、金额和预计成交日期，估一个也比空着好。",
                "有表格或在用其他系统，就直接导入文件；没有，就先录入最要紧的十单。十分钟的事，看板马上就有内容可看。",
            ],
            go: "导入文件",
            tick: "已有十个商机。",
        },
        Part {
            title: "把流程写下来",
            text: &[
                "回想最近赢下的五单：每个阶段做了什么？推进之前弄清了什么？这就是您的流程。写成每个阶段的清单，以及推进前必须具备的条件。",
                "以提醒为主，少用强制。只有漏掉代价很大的才拦下来，比如没有金额就去签约。商机进入阶段时，清单会自动列入计划，不用靠人记。",
                "过一个季度，流程页会告诉您：清单全部完成的商机，是否更容易赢。没有区别的条目就删掉。",
            ],
            go: "打开流程",
            tick: "至少有一个阶段写了清单或推进条件。",
        },
        Part {
            title: "设定目标并拆解",
            text: &[
                "目标要能落到这一周该做什么才有用。先定本季度要赢的金额，除以平均交易规模，得到要赢几单，再除以各阶段转化率得到需要多少新线索，最后落到每个人要打多少电话、见多少客户。",
                "定三档：有把握的目标、努力一把的冲刺、再拼一下的挑战。从期末按销售周期往回数，那一天之后进来的线索，只能算到下一期。",
            ],
            go: "设定目标",
            tick: "已设定目标。",
        },
        Part {
            title: "让团队用起来",
            text: &[
                "每个商机都有负责人、有带日期的下一步，管道就是活的。只要求养成这一个习惯。每天从“今日”开始：先做逾期的，再做今天的，然后给没有下一步的商机补上。",
                "每周在看板前开半小时会，从右往左过。谈单子，不评人：下一步是什么、卡在哪里、谁来帮忙。边谈边改，就不用再写汇报。",
            ],
            go: "打开今日",
            tick: "有两位以上成员，并完成过十次跟进。",
        },
        Part {
            title: "定期清理",
            text: &[
                "管道放着不管就会变脏。不动的商机会让所有数字虚高：金额偏大，预测偏早。每周把停滞和逾期的过一遍，一单一分钟做决定：定下一步、转入培育并约好日期，或者写明原因输单。",
                "早点输不丢人，省下的时间可以去谈别的。客户说“现在不行”不等于丢了：转入培育后不再计入管道，到了约定的日子会自动提醒。",
            ],
            go: "开始巡检",
            tick: "完成过一次巡检。",
        },
        Part {
            title: "看懂每个数字",
            text: &[
                "八个数字说明流程走得怎么样。每周固定看两三个，问一问哪里变了、为什么变。每个数字都能点开，看到背后的商机。",
            ],
            go: "打开分析",
            tick: "已有赢单和输单，比率才有依据。",
        },
        Part {
            title: "保管好数据",
            text: &[
                "所有数据只在这台设备的这个浏览器里。别人看不到，也没有人能替您找回来。请定期下载备份，或让电脑上的一个文件随时保持最新。",
                "同事各用各的副本。把对方的备份合并进来，两边看到的就一致了。",
            ],
            go: "去备份",
            tick: "已在这个浏览器里做过备份。",
        },
    ],
    figures: [
        ["商机数量", "进行中的有多少、值多少钱。不是越多越好：四十个在动的，胜过一百个不动的。"],
        ["每阶段商机数量", "看堆在哪里。某个阶段特别多，要么事没做完，要么没人舍得放手。"],
        ["转化率", "到过某阶段的商机，有多少走得更远。最弱的一步，最值得花时间改进。"],
        ["下降率", "有多少在某阶段结束、为什么结束。越到后面输，代价越大：想想哪些事本可以早点弄清。"],
        ["平均交易规模", "一单能带来多少。同时看中位数：一个大单就能拉高一个季度的平均值。"],
        ["平均销售周期", "赢一单要多久。由此知道线索要提前多久进来，才赶得上这一期。"],
        ["成交率", "已结束的商机中赢了多少。太高也要留意：可能挑得太窄，或者该输的还挂着。"],
        [
            "销售管道速度",
            "管道每天带来多少：商机数 × 成交率 × 平均交易规模 ÷ 周期。改动其中一个，看看结果差多少。",
        ],
    ],
};
