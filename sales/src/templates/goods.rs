//! Templates for trades that sell goods: wholesale and distribution, and manufacturing to order.

use super::{Template, lost, open, text, won};

/// Winning dealers, shops and other accounts that buy again and again.
pub(super) const WHOLESALE_DISTRIBUTION: Template = Template {
    key: "wholesale-distribution",
    name: text("批发分销", "Wholesale and distribution"),
    about: text(
        "批发商、代理商开发经销商、门店等长期进货客户",
        "For wholesalers winning dealers, shops and other accounts that reorder",
    ),
    stages: &[
        open(
            10,
            10,
            text("客户开发", "New account"),
            text(
                "见到采购负责人，了解在售品牌、销量和进货渠道",
                "Met the buyer; know the brands they carry, the volume and who supplies them",
            ),
        ),
        open(
            20,
            7,
            text("资质审核", "Account vetting"),
            text(
                "营业执照、仓储配送能力和信用查过，区域没有冲突",
                "Licence, storage and credit checked; no territory clash with another dealer",
            ),
        ),
        open(
            35,
            14,
            text("选品送样", "Range and samples"),
            text(
                "样品送到并收到反馈，首批品种和数量有意向清单",
                "Samples delivered and judged; a first list of items and quantities exists",
            ),
        ),
        open(
            55,
            10,
            text("报价议价", "Pricing and terms"),
            text(
                "供货价、起订量、返利、账期和退换货规则谈定",
                "Price, minimum order, rebate, credit days and returns are agreed",
            ),
        ),
        open(
            75,
            30,
            text("试单铺货", "Trial order"),
            text(
                "试单已到货上架，动销数据达标，客户愿意补货",
                "The trial order is on the shelf, sells as planned and they want more",
            ),
        ),
        open(
            90,
            14,
            text("经销协议", "Supply agreement"),
            text(
                "年度任务、区域和授信额度写进协议，双方审批完成",
                "Yearly target, territory and credit line are written down and approved",
            ),
        ),
        won(
            text("正式合作", "Account won"),
            text(
                "开通订货账号，排好首批发货和定期拜访",
                "Open the ordering account; plan the first delivery and regular visits",
            ),
        ),
        lost(
            text("未能合作", "Lost"),
            text(
                "记下原因和现用供应商，新品上市或旺季前再拜访",
                "Record why and who supplies them; visit again before the season",
            ),
        ),
    ],
    loss_reasons: &[
        text("供货价没有优势", "Price not competitive"),
        text("账期达不成一致", "No agreement on credit terms"),
        text("起订量太高", "Minimum order too high"),
        text("已有稳定供应商", "Happy with their supplier"),
        text("试单动销差", "Trial order sold poorly"),
        text("区域冲突", "Territory conflict"),
        text("资信不达标", "Failed credit check"),
    ],
    sources: &[
        text("展会", "Trade fair"),
        text("业务员扫街", "Field sales"),
        text("B2B 平台", "B2B marketplace"),
        text("经销商推荐", "Dealer referral"),
        text("厂家分配", "Passed on by the brand"),
        text("行业名录", "Trade directory"),
    ],
};

/// Parts and products made to a customer's drawing or brief.
pub(super) const MANUFACTURING: Template = Template {
    key: "manufacturing",
    name: text("生产制造", "Manufacturing"),
    about: text(
        "按图加工、OEM/ODM 和非标定制的工厂",
        "For factories that make to drawing, to order or under the buyer's brand",
    ),
    stages: &[
        open(
            10,
            3,
            text("询盘", "Enquiry"),
            text(
                "图纸、材质、数量、目标价和交期收齐，确认是终端需求",
                "Have drawing, material, quantity, target price and date; the demand is real",
            ),
        ),
        open(
            20,
            10,
            text("技术评审", "Feasibility review"),
            text(
                "工艺、设备、公差评审通过，疑问已与客户工程师澄清",
                "Process, machines and tolerances checked; open points cleared with engineers",
            ),
        ),
        open(
            35,
            14,
            text("核价报价", "Quotation"),
            text(
                "成本核算完成，报价含模具费、起订量和交期，客户要求打样",
                "Quoted with tooling, minimum order and lead time; they ask for samples",
            ),
        ),
        open(
            50,
            30,
            text("打样", "Samples"),
            text(
                "样品经客户检测合格，签回样品承认书",
                "The samples passed the customer's tests and we hold a signed approval",
            ),
        ),
        open(
            65,
            30,
            text("验厂", "Supplier audit"),
            text(
                "验厂通过或整改项关闭，进入客户合格供应商名录",
                "Audit passed or findings closed; we are on the approved supplier list",
            ),
        ),
        open(
            80,
            45,
            text("小批试产", "Pilot run"),
            text(
                "小批良率和交期达标，量产单价和年用量谈定",
                "Pilot yield and delivery on target; volume price and yearly demand agreed",
            ),
        ),
        open(
            90,
            14,
            text("合同审批", "Contract and order"),
            text(
                "质量协议和采购合同定稿，预付款比例确认，等待下单",
                "Quality agreement, contract and prepayment are settled; the order is due",
            ),
        ),
        won(
            text("批量订单", "Volume order"),
            text(
                "预付款到账，下达生产单，排产交期告知客户",
                "Book the prepayment, release to production and confirm the delivery date",
            ),
        ),
        lost(
            text("输单", "Lost"),
            text(
                "记下差在价格、交期还是质量，留好图纸报价备查",
                "Note whether price, lead time or quality lost it; keep drawing and quote",
            ),
        ),
    ],
    loss_reasons: &[
        text("价格偏高", "Price too high"),
        text("交期不满足", "Lead time too long"),
        text("工艺能力不足", "Beyond our capability"),
        text("样品不合格", "Samples rejected"),
        text("验厂未通过", "Failed the audit"),
        text("客户项目取消", "Project cancelled"),
        text("留在原供应商", "Stayed with current supplier"),
    ],
    sources: &[
        text("行业展会", "Trade fair"),
        text("B2B 平台询盘", "B2B marketplace"),
        text("官网询盘", "Website enquiry"),
        text("老客户新项目", "New project of a customer"),
        text("同行转单", "Passed on by a peer"),
        text("工程师推荐", "Engineer's recommendation"),
        text("海外代理", "Overseas agent"),
    ],
};
