//! Words in the headers of deals.

use super::{Words, words};
use crate::target::Target as T;

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static WORDS: &[Words] = &[
    words(
        T::ExternalId,
        &[
            "deal id", "opportunity id", "opp id", "opp number", "deal number", "opportunity number",
            "record id", "external id", "system id", "商机编号", "商机id", "商机编码", "机会编号", "项目编号",
            "业务编码", "记录id", "记录编号", "唯一标识",
        ],
        &["id", "uuid", "guid", "number", "no", "key", "编号", "编码"],
    ),
    words(
        T::Name,
        &[
            "deal name", "opportunity name", "deal title", "opportunity title", "potential name", "opp name",
            "商机名称", "商机标题", "商机主题", "机会名称", "机会主题", "销售机会名称", "销售机会",
            "项目名称", "交易名称", "deal", "opportunity", "商机",
        ],
        &["name", "title", "名称", "标题", "主题", "subject", "project name", "project", "项目", "opp"],
    ),
    words(
        T::Stage,
        &[
            "stage", "deal stage", "sales stage", "opportunity stage", "pipeline stage", "stage name",
            "current stage", "stage id", "商机阶段", "销售阶段", "项目阶段", "当前阶段", "机会阶段", "阶段",
            "阶段名称", "所处阶段",
        ],
        &["phase", "step", "sales phase", "funnel stage", "进度", "进展", "商机进度", "跟进阶段"],
    ),
    words(
        T::Status,
        &[
            "status", "deal status", "opportunity status", "won lost", "win loss", "outcome", "商机状态",
            "状态", "成交状态", "输赢", "赢单状态",
        ],
        &["result", "state", "结果", "is won", "closed won", "是否成交", "是否赢单"],
    ),
    words(
        T::Pipeline,
        &[
            "pipeline", "pipeline name", "sales pipeline", "deal pipeline", "pipeline id", "sub pipeline",
            "sales process", "管道", "销售管道", "销售流程", "商机管道", "商机流程",
        ],
        &["process", "funnel", "流程"],
    ),
    words(
        T::Value,
        &[
            "amount", "deal value", "deal amount", "opportunity amount", "opportunity value", "value",
            "close value", "closing value", "deal size", "contract value", "contract amount",
            "total contract value", "annual contract value", "tcv", "acv", "estimated value",
            "expected value", "商机金额", "预计金额", "预计成交金额", "预计销售金额", "销售金额", "成交金额",
            "合同金额", "签约金额", "订单金额", "项目金额", "金额", "预计合同金额", "商机价值",
        ],
        &[
            "expected revenue", "estimated revenue", "revenue", "arr", "mrr", "price", "total",
            "total amount", "sales price", "budget", "size", "价值", "总金额", "预计收入", "预期收入",
            "期望收入", "预计销售额", "销售额", "预算", "报价金额", "报价",
        ],
    ),
    words(
        T::ValueMicros,
        &[
            "amount micros", "amount amount micros", "amountamount micros", "value micros",
            "amount in micros",
        ],
        &[],
    ),
    words(
        T::Currency,
        &[
            "currency", "currency code", "currency iso code", "deal currency", "amount currency",
            "value currency", "currency of value", "opportunity currency", "币种", "货币", "币别", "货币类型",
            "货币代码",
        ],
        &[],
    ),
    words(
        T::Probability,
        &[
            "probability", "win probability", "deal probability", "close probability", "probability of win",
            "win rate", "win chance", "可能性", "赢率", "赢单率", "赢单概率", "成交概率", "成单概率",
            "成交率", "成功率", "成功概率", "成交可能性", "概率", "胜率",
        ],
        &["chance", "likelihood", "confidence", "percent", "把握", "把握度"],
    ),
    words(
        T::Owner,
        &[
            "owner", "deal owner", "opportunity owner", "owner name", "sales agent", "salesperson",
            "sales person", "sales rep", "sales representative", "account executive", "account manager",
            "rep", "rep name", "assigned to", "assignee", "seller", "salesman", "负责人", "商机负责人",
            "商机所有者", "所有者", "销售负责人", "销售员", "销售人员", "销售代表", "业务员", "客户经理",
            "归属人", "跟进人", "owner full name", "owner email", "owner id", "user id", "sales id",
            "负责人姓名",
        ],
        &[
            "agent", "user", "sales", "ae", "bd", "销售", "业务", "责任人", "account owner", "contact owner",
            "担当",
        ],
    ),
    words(
        T::Organisation,
        &[
            "account name", "account", "company name", "company", "organization name", "organisation name",
            "organization", "organisation", "customer name", "customer", "client name", "client",
            "associated company", "associated company name", "客户名称", "客户", "公司名称", "公司",
            "企业名称", "企业", "单位名称", "单位", "客户公司", "客户单位", "客户全称", "客户简称",
        ],
        &[
            "business", "business name", "firm", "partner", "partner name", "甲方", "甲方名称", "最终客户",
            "组织", "机构",
        ],
    ),
    words(
        T::OrganisationId,
        &[
            "account id", "company id", "organization id", "organisation id", "customer id", "client id",
            "org id", "partner id", "account number", "associated company ids", "associated company id",
            "客户编号", "客户id", "客户编码", "公司id", "公司编号",
        ],
        &[],
    ),
    words(
        T::Contact,
        &[
            "contact name", "contact", "contact person", "primary contact", "point of contact", "person name",
            "associated contact", "decision maker", "联系人", "联系人姓名", "联系人名称", "主要联系人",
            "客户联系人", "关键联系人",
        ],
        &["person", "buyer", "contacts", "对接人", "决策人", "客户姓名"],
    ),
    words(
        T::ContactId,
        &[
            "contact id", "contact person id", "person id", "point of contact id", "contact ids",
            "associated contact ids", "associated contact id", "联系人id", "联系人编号",
        ],
        &[],
    ),
    words(
        T::Segment,
        &[
            "segment", "customer segment", "customer type", "client type", "deal type", "opportunity type",
            "客户类型", "客户分类", "客户细分", "客户类别", "商机类型", "机会类型", "业务类型", "项目类型",
            "细分",
        ],
        &["type", "category", "categories", "record type", "类型", "类别", "分类"],
    ),
    words(
        T::Source,
        &[
            "source", "lead source", "deal source", "opportunity source", "original source",
            "original source type", "original traffic source", "source channel", "acquisition channel",
            "线索来源", "商机来源", "来源", "客户来源", "来源渠道", "获客渠道", "渠道来源", "机会来源",
            "项目来源",
        ],
        &["channel", "campaign", "campaign source", "medium", "渠道", "市场活动", "市场活动来源"],
    ),
    words(
        T::Product,
        &[
            "product", "product name", "products", "product interest", "产品", "产品名称", "意向产品", "商品",
            "商品名称", "产品线", "购买产品", "销售产品",
        ],
        &["item", "service", "solution", "product family", "product line", "服务", "方案", "规格型号"],
    ),
    words(T::Tags, &["tags", "tag", "labels", "label", "标签", "商机标签", "标记"], &["keywords", "关键词"]),
    words(
        T::Created,
        &[
            "created", "created date", "create date", "created at", "created on", "created time",
            "creation date", "creation time", "date created", "deal created", "add time", "date added",
            "open date", "opened date", "opened", "opened on", "engage date", "start date", "创建时间",
            "创建日期", "创建于", "新建时间", "录入时间", "录入日期", "建立日期", "登记日期", "发现时间",
            "发现日期", "商机创建时间", "立项日期", "立项时间", "开始日期", "开始时间",
        ],
        &["date", "entry date", "lead date", "received", "received date", "日期", "时间"],
    ),
    words(
        T::ExpectedClose,
        &[
            "expected close date", "expected close", "expected closing date", "expected closing",
            "expecting closing date", "estimated close date", "est close date", "forecast close date",
            "target close date", "close date", "closing date", "expected close time", "date deadline",
            "预计成交日期", "预计成交时间", "预计成交", "预计成单日期", "预计成单时间", "预计结单日期",
            "预计签单日期", "预计签单时间", "预计签约日期", "预计签约时间", "预计完成日期", "预计完成时间",
            "预计关闭日期", "预计关闭时间", "预计结束日期", "预计结束时间", "预计落单日期", "结束日期",
            "结束时间",
        ],
        &[
            "deadline", "due date", "end date", "expected date", "target date", "close month", "截止日期",
            "预计日期", "预计时间",
        ],
    ),
    words(
        T::Closed,
        &[
            "closed date", "closed at", "closed on", "closed time", "close time", "actual close date",
            "actual close", "date closed", "deal closed on", "实际结束时间", "实际结束日期", "实际成交日期",
            "实际成交时间", "实际关闭日期", "关闭时间", "关闭日期", "结单日期", "结单时间",
        ],
        &["完成时间", "完成日期", "closed"],
    ),
    words(
        T::Won,
        &[
            "won time", "won date", "won at", "won on", "date won", "closed won date", "赢单时间", "赢单日期",
            "成交日期", "成交时间", "签单日期", "签单时间", "签约日期", "签约时间", "成单日期", "成单时间",
        ],
        &["order date", "contract date", "下单日期", "合同日期"],
    ),
    words(
        T::Lost,
        &[
            "lost time", "lost date", "lost at", "lost on", "date lost", "closed lost date", "输单时间",
            "输单日期", "丢单时间", "丢单日期", "流失时间", "流失日期", "失败时间",
        ],
        &[],
    ),
    words(
        T::LossReason,
        &[
            "lost reason", "loss reason", "reason for loss", "closed lost reason", "reason lost",
            "lost reason id", "失败原因", "输单原因", "丢单原因", "流失原因", "失单原因", "输单理由",
            "丢失原因", "失去原因",
        ],
        &["close reason", "closed reason", "reason", "关闭原因", "原因"],
    ),
    words(
        T::Competitor,
        &[
            "competitor", "competitors", "main competitor", "primary competitor", "lost to", "竞争对手",
            "竞品", "竞争厂商", "主要竞争对手",
        ],
        &["competition", "竞争"],
    ),
    words(
        T::Note,
        &[
            "notes", "note", "description", "deal description", "comments", "comment", "remarks", "remark",
            "details", "备注", "备注信息", "描述", "说明", "商机描述", "商机说明", "备注说明", "跟进记录",
            "项目描述",
        ],
        &[
            "memo", "background", "message", "next step", "next steps", "下一步", "下一步计划", "需求描述",
            "客户需求",
        ],
    ),
    words(
        T::Skip,
        &[
            "modified", "modified date", "modified time", "modified by", "last modified",
            "last modified date", "last modified by", "updated", "updated at", "updated on", "update time",
            "updated by", "last update", "last activity", "last activity date", "last activity time",
            "next activity date", "created by", "creator", "age", "fiscal period", "fiscal year",
            "forecast category", "weighted value", "weighted amount", "is deleted", "deleted at",
            "visible to", "priority", "更新时间", "修改时间", "更新人", "修改人", "创建人", "最后修改时间",
            "最后跟进时间", "最近跟进时间", "最近跟进人", "跟进次数", "下次跟进时间", "部门", "所属部门",
        ],
        &["index", "position", "row", "序号"],
    ),
];
