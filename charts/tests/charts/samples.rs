//! A chart of each kind, as a small firm would see it, in both languages of the app.

use charts::{
    Backwards, Bars, BarsSeries, BoxRow, Boxes, BoxesHeadings, Direction, Fan, FanHeadings, FanRow, Figure,
    Flow, FlowHeadings, FlowLink, FlowNode, Funnel, FunnelHeadings, FunnelStage, Heap, Heat, Kind, Mark,
    Paint, Scale, Side, Step, StepKind, Steps, Trend, TrendSeries, Waterfall,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

/// A chart of each kind, with the name of its snapshot.
pub(crate) fn all(language: Language) -> Vec<(&'static str, Kind)> {
    let words = Words(language);
    vec![
        ("funnel", Kind::Funnel(words.funnel())),
        ("flow", Kind::Flow(words.flow().expect("it flows forward"))),
        ("boxes", Kind::Boxes(words.boxes())),
        ("trend", Kind::Trend(words.trend())),
        ("trend-two-units", Kind::Trend(words.trend_two_units())),
        ("bars", Kind::Bars(words.bars())),
        ("bars-grouped", Kind::Bars(words.bars_grouped())),
        ("bars-stacked", Kind::Bars(words.bars_stacked())),
        ("heat", Kind::Heat(words.heat())),
        ("waterfall", Kind::Waterfall(words.waterfall())),
        ("fan", Kind::Fan(words.fan())),
    ]
}

#[derive(Clone, Copy)]
struct Words(Language);

pub(crate) fn count(number: u32) -> Figure {
    Figure::count(number, number.to_string())
}

impl Words {
    fn say(self, english: &str, chinese: &str) -> String {
        match self.0 {
            Language::English => english.to_owned(),
            Language::Chinese => chinese.to_owned(),
        }
    }

    fn stages(self) -> [String; 6] {
        [
            self.say("Lead", "潜在客户"),
            self.say("Contacted", "已联系"),
            self.say("Needs confirmed", "需求确认"),
            self.say("Proposal", "方案报价"),
            self.say("Negotiation", "商务谈判"),
            self.say("Won", "赢单"),
        ]
    }

    fn paint(stage: usize) -> Paint {
        [Paint::Hue(0), Paint::Hue(1), Paint::Hue(2), Paint::Hue(3), Paint::Hue(4), Paint::Hue(8)][stage]
    }

    fn money(self, value: f64) -> Figure {
        let text = match self.0 {
            _ if value.abs() < 1000.0 => format!("{value}"),
            Language::English if value.abs() < 1e6 => format!("${}K", (value / 100.0).round() / 10.0),
            Language::English => format!("${}M", (value / 1e4).round() / 100.0),
            Language::Chinese => format!("¥{}万", (value / 1e3).round() / 10.0),
        };
        Figure::new(value, text).expect("a number")
    }

    fn share(value: f64) -> Figure {
        Figure::new(value, format!("{} %", (value * 1000.0).round() / 10.0)).expect("a number")
    }

    fn days(self, value: f64) -> Figure {
        Figure::new(value, self.say(&format!("{value} d"), &format!("{value} 天"))).expect("a number")
    }

    fn fan(self) -> Fan {
        let row = |name: (&str, &str), band: Option<[f64; 3]>, came: Option<f64>| FanRow {
            name: self.say(name.0, name.1),
            band: band.map(|band| band.map(|value| self.money(value))),
            came: came.map(|value| self.money(value)),
            wanted: Some(self.money(90_000.0)),
        };
        Fan {
            headings: FanHeadings {
                name: self.say("Month", "月份"),
                low: self.say("P10", "P10"),
                middle: self.say("P50", "P50"),
                high: self.say("P90", "P90"),
                band: self.say("P10 to P90", "P10 至 P90"),
                came: self.say("Won", "已赢单"),
                wanted: self.say("Target", "目标"),
            },
            scale: Scale::of([120_000.0], Steps::Any, |value| self.money(value).text().to_owned()),
            rows: vec![
                row(("Oct", "10月"), None, Some(82_000.0)),
                row(("Nov", "11月"), Some([41_000.0, 66_000.0, 97_500.0]), Some(38_000.0)),
                row(("Dec", "12月"), Some([22_000.0, 58_000.0, 112_000.0]), None),
            ],
        }
    }

    fn funnel(self) -> Funnel {
        let reached = [148_u32, 121, 86, 59, 41, 27];
        let values = [2_960_000.0, 2_610_000.0, 2_040_000.0, 1_530_000.0, 1_180_000.0, 742_500.0];
        let stages = self.stages().into_iter().enumerate().map(|(at, name)| FunnelStage {
            name,
            paint: Self::paint(at),
            deals: count(reached[at]),
            value: Some(self.money(values[at])),
            step: at
                .checked_sub(1)
                .map(|above| Self::share(f64::from(reached[at]) / f64::from(reached[above]))),
            cumulative: Some(Self::share(f64::from(reached[at]) / f64::from(reached[0]))),
        });
        Funnel {
            headings: FunnelHeadings {
                stage: self.say("Stage", "阶段"),
                deals: self.say("Deals", "商机"),
                value: self.say("Value", "金额"),
                step: self.say("Step", "逐级"),
                cumulative: self.say("Overall", "累计"),
            },
            stages: stages.collect(),
        }
    }

    fn flow(self) -> Result<Flow, Backwards> {
        let node = |name: String, paint, column, deals| FlowNode { name, paint, column, deals: count(deals) };
        let mut nodes: Vec<FlowNode> = Vec::new();
        let reached = [148_u32, 121, 86, 59, 41, 27];
        for (at, name) in self.stages().into_iter().enumerate() {
            nodes.push(node(name, Self::paint(at), u8::try_from(at).expect("few"), reached[at]));
        }
        nodes.push(node(self.say("Lost: price", "输单：价格"), Paint::Bad, 5, 32));
        nodes.push(node(self.say("Lost: no budget", "输单：没有预算"), Paint::Bad, 5, 40));
        nodes.push(node(self.say("Nurtured", "培育中"), Paint::Rest, 5, 22));
        nodes.push(node(self.say("Still there", "仍在该阶段"), Paint::Muted, 5, 27));
        let flows = [
            (0, 1, 121_u32),
            (0, 7, 12),
            (0, 8, 10),
            (0, 9, 5),
            (1, 2, 86),
            (1, 7, 18),
            (1, 8, 8),
            (1, 9, 9),
            (2, 3, 59),
            (2, 6, 12),
            (2, 7, 10),
            (2, 9, 5),
            (3, 4, 41),
            (3, 6, 12),
            (3, 8, 4),
            (3, 9, 2),
            (4, 5, 27),
            (4, 6, 8),
            (4, 9, 6),
            (4, 8, 0),
        ];
        let links = flows.into_iter().map(|(from, to, deals)| FlowLink {
            from,
            to,
            deals: count(deals),
            share: Some(Self::share(f64::from(deals) / f64::from(reached[from]))),
            value: Some(self.money(f64::from(deals) * 20_000.0)),
        });
        let headings = FlowHeadings {
            from: self.say("From", "从"),
            to: self.say("To", "到"),
            deals: self.say("Deals", "商机"),
            share: self.say("Share", "占比"),
            value: self.say("Value", "金额"),
        };
        Flow::new(headings, nodes, links.collect())
    }

    fn boxes(self) -> Boxes {
        let numbers = [
            Some([0.0, 1.0, 3.0, 6.0, 14.0]),
            Some([1.0, 4.0, 7.0, 12.0, 31.0]),
            Some([2.0, 6.0, 11.0, 19.0, 44.0]),
            Some([1.0, 8.0, 15.0, 26.0, 58.0]),
            None,
        ];
        let limits = [Some(7.0), Some(14.0), Some(21.0), Some(21.0), Some(30.0)];
        let rows = self.stages().into_iter().take(5).enumerate().map(|(at, name)| BoxRow {
            name,
            paint: Self::paint(at),
            deals: count([143, 112, 81, 57, 3][at]),
            numbers: numbers[at].map(|numbers| numbers.map(|days| self.days(days))),
            limit: limits[at].map(|days| self.days(days)),
            more: vec![
                numbers[at].map(|numbers| self.days(numbers[3] * 1.5)),
                Some(count([12, 9, 7, 5, 1][at])),
            ],
        });
        Boxes {
            headings: BoxesHeadings {
                name: self.say("Stage", "阶段"),
                deals: self.say("Deals", "商机"),
                low: self.say("Fastest", "最短"),
                quarter: self.say("A quarter within", "四分之一不超过"),
                median: self.say("Median", "中位数"),
                three_quarters: self.say("Three quarters within", "四分之三不超过"),
                high: self.say("Slowest", "最长"),
                limit: self.say("Limit", "停留上限"),
                more: vec![self.say("Nine of ten within", "九成不超过"), self.say("Still there", "仍在停留")],
            },
            scale: Scale::of([58.0], Steps::Whole, |days| self.days(days).text().to_owned()),
            rows: rows.collect(),
        }
    }

    fn months(self) -> Vec<String> {
        let month = |number: usize| {
            let english =
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            self.say(english[number], &format!("{}月", number + 1))
        };
        (0..12).map(month).collect()
    }

    fn trend(self) -> Trend {
        let line = |name: String, paint, points: [Option<u32>; 12]| TrendSeries {
            name,
            paint,
            side: Side::Left,
            points: points.map(|point| point.map(count)).into(),
        };
        let won = [3, 5, 4, 8, 7, 9, 6, 11, 10, 12, 9, 14].map(Some);
        let mut lost = [6, 4, 7, 5, 9, 8, 10, 9, 8, 11, 7, 12].map(Some);
        lost[4] = None;
        Trend {
            heading: self.say("Month", "月份"),
            spans: self.months(),
            series: vec![
                line(
                    self.say("Created", "新建"),
                    Paint::of_series(0),
                    [14, 12, 18, 16, 22, 19, 17, 25, 21, 24, 18, 27].map(Some),
                ),
                line(self.say("Won", "赢单"), Paint::Good, won),
                line(self.say("Lost", "输单"), Paint::Bad, lost),
            ],
            left: Scale::of([27.0], Steps::Whole, |number| number.to_string()),
            right: None,
        }
    }

    fn trend_two_units(self) -> Trend {
        let won = [3_u32, 5, 4, 8, 7, 9, 6, 11, 10, 12, 9, 14];
        let size = [
            18_000.0, 21_500.0, 19_000.0, 24_000.0, 22_000.0, 26_500.0, 21_000.0, 27_000.0, 29_500.0,
            26_000.0, 24_500.0, 31_000.0,
        ];
        let money = |value: f64| self.money(value).text().to_owned();
        Trend {
            heading: self.say("Month", "月份"),
            spans: self.months(),
            series: vec![
                TrendSeries {
                    name: self.say("Deals won", "赢单数"),
                    paint: Paint::Good,
                    side: Side::Left,
                    points: won.map(|deals| Some(count(deals))).into(),
                },
                TrendSeries {
                    name: self.say("Average size", "平均金额"),
                    paint: Paint::Hue(6),
                    side: Side::Right,
                    points: size.map(|value| Some(self.money(value))).into(),
                },
            ],
            left: Scale::of([14.0], Steps::Whole, |number| number.to_string()),
            right: Some(Scale::of(size, Steps::Any, money)),
        }
    }

    fn bars(self) -> Bars {
        let rates = [0.42, 0.36, 0.31, 0.18, 0.0];
        let names = [
            self.say("Anna Lindqvist", "王晓燕"),
            self.say("Tom Okafor", "李强"),
            self.say("Maria Fernández de la Vega", "欧阳文静"),
            self.say("Chen Wei", "陈伟"),
            self.say("No owner", "未分配"),
        ];
        let mut figures: Vec<Option<Figure>> = rates.iter().map(|rate| Some(Self::share(*rate))).collect();
        figures[4] = None;
        Bars {
            heading: self.say("Owner", "负责人"),
            names: names.into(),
            series: vec![BarsSeries {
                name: self.say("Win rate", "赢率"),
                paint: Paint::Accent,
                paints: Vec::new(),
                figures,
            }],
            heap: Heap::Grouped,
            direction: Direction::Lying,
            mark: Some(Mark { name: self.say("All", "整体"), figure: Self::share(0.33) }),
            sizes: Vec::new(),
        }
    }

    fn bars_grouped(self) -> Bars {
        let series = |name: String, paint, sizes: [f64; 3]| BarsSeries {
            name,
            paint,
            paints: Vec::new(),
            figures: sizes.map(|size| Some(self.money(size))).into(),
        };
        Bars {
            heading: self.say("Segment", "客户类型"),
            names: vec![
                self.say("New customers", "新客户"),
                self.say("Repeat customers", "复购客户"),
                self.say("Existing customers", "现存客户"),
            ],
            series: vec![
                series(self.say("This quarter", "本季度"), Paint::Accent, [21_400.0, 33_800.0, 27_100.0]),
                series(self.say("Last quarter", "上季度"), Paint::Muted, [24_900.0, 29_200.0, 27_600.0]),
            ],
            heap: Heap::Grouped,
            direction: Direction::Standing,
            mark: None,
            sizes: Vec::new(),
        }
    }

    fn bars_stacked(self) -> Bars {
        let stages = self.stages();
        let owners = [
            self.say("Anna Lindqvist", "王晓燕"),
            self.say("Tom Okafor", "李强"),
            self.say("Chen Wei", "陈伟"),
        ];
        let open = [[12_u32, 9, 14], [8, 11, 5], [6, 4, 7], [3, 5, 0]];
        let series = open.into_iter().enumerate().map(|(at, open)| BarsSeries {
            name: stages[at].clone(),
            paint: Self::paint(at),
            paints: Vec::new(),
            figures: open.map(|deals| (deals > 0).then(|| count(deals))).into(),
        });
        Bars {
            heading: self.say("Owner", "负责人"),
            names: owners.into(),
            series: series.collect(),
            heap: Heap::Stacked,
            direction: Direction::Lying,
            mark: Some(Mark { name: self.say("Capacity", "承载上限"), figure: count(25) }),
            sizes: Vec::new(),
        }
    }

    fn heat(self) -> Heat {
        let reasons = [
            self.say("Price", "价格"),
            self.say("No budget", "没有预算"),
            self.say("Chose a competitor", "选择竞品"),
            self.say("No decision", "没有决定"),
        ];
        let lost = [[0_u32, 12, 1, 4], [2, 18, 3, 6], [12, 10, 5, 2], [12, 3, 8, 1], [8, 0, 6, 3]];
        let rows = self.stages().into_iter().take(5).zip(lost);
        let rows =
            rows.map(|(name, lost)| (name, lost.map(|deals| (deals > 0).then(|| count(deals))).into()));
        Heat {
            heading: self.say("Stage", "阶段"),
            columns: reasons.into(),
            rows: rows.collect(),
            paint: Paint::Bad,
        }
    }

    fn waterfall(self) -> Waterfall {
        let step = |english: &str, chinese: &str, amount: f64, kind| {
            let figure = self.money(amount);
            let sign = if kind == StepKind::Change && amount > 0.0 { "+" } else { "" };
            let text = format!("{sign}{}", figure.text()).replace("$-", "−$").replace("¥-", "−¥");
            let amount = Figure::new(amount, text).expect("a number");
            Step { name: self.say(english, chinese), amount, kind }
        };
        Waterfall {
            heading: self.say("Step", "项目"),
            amounts: self.say("Value", "金额"),
            steps: vec![
                step("1 July", "7月1日", 1_840_000.0, StepKind::Sum),
                step("New", "新增", 620_000.0, StepKind::Change),
                step("Re-opened", "重新打开", 85_000.0, StepKind::Change),
                step("Value up", "金额上调", 140_000.0, StepKind::Change),
                step("Value down", "金额下调", -95_000.0, StepKind::Change),
                step("Won", "赢单", -410_000.0, StepKind::Change),
                step("Lost", "输单", -330_000.0, StepKind::Change),
                step("Nurtured", "转入培育", -120_000.0, StepKind::Change),
                step("30 September", "9月30日", 1_730_000.0, StepKind::Sum),
            ],
        }
    }
}
