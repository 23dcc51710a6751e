//! Cordys CRM, whose forms are in Chinese.

use super::Layout;
use crate::recognise::Source;
use crate::target::{FileKind, Target as T};

#[rustfmt::skip] // So that lists run on instead of down.
pub(super) static LAYOUTS: &[Layout] = &[
    Layout {
        source: Source::Cordys,
        kind: FileKind::Deals,
        signs: &[
            &["商机名称"],
            &["可能性", "商机阶段", "意向产品", "实际结束时间", "失败原因", "业务编码"],
            &["结束时间", "负责人", "客户名称"],
        ],
        columns: &[
            (T::ExternalId, &["业务编码", "编号", "商机编号", "id"]),
            (T::Name, &["商机名称"]),
            (T::Stage, &["商机阶段", "阶段"]),
            (T::Value, &["金额", "商机金额"]),
            (T::Probability, &["可能性"]),
            (T::Owner, &["负责人"]),
            (T::Organisation, &["客户名称"]),
            (T::Contact, &["联系人"]),
            (T::Segment, &["客户类型"]),
            (T::Source, &["商机来源"]),
            (T::Product, &["意向产品"]),
            (T::Tags, &["客户标签"]),
            (T::Created, &["创建时间"]),
            (T::ExpectedClose, &["结束时间", "预计结束时间"]),
            (T::Closed, &["实际结束时间"]),
            (T::LossReason, &["失败原因"]),
            (T::Note, &["备注信息", "备注"]),
            (
                T::Skip,
                &[
                    "地区", "部门", "创建人", "更新人", "更新时间", "跟进人", "最近跟进人", "最近跟进时间",
                    "最近跟进日期", "剩余归属天数", "最近更新时间", "是否标星",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Cordys,
        kind: FileKind::Organisations,
        signs: &[&["客户名称"], &["客户行业", "客户等级", "客户类型", "客户来源"]],
        columns: &[
            (T::ExternalId, &["编号", "客户编号", "id"]),
            (T::Name, &["客户名称"]),
            (T::Industry, &["客户行业"]),
            (T::Address, &["地区", "详细地址"]),
            (T::Owner, &["负责人"]),
            (T::Tags, &["客户标签"]),
            (T::Note, &["备注信息", "备注"]),
            (
                T::Skip,
                &[
                    "客户等级", "客户类型", "客户来源", "线上来源详情", "部门", "创建人", "创建时间",
                    "更新人", "更新时间", "跟进人", "最近跟进人", "最近跟进时间", "剩余归属天数", "归属时间",
                    "领取时间",
                ],
            ),
        ],
    },
    Layout {
        source: Source::Cordys,
        kind: FileKind::Contacts,
        signs: &[&["姓名", "联系人名称"], &["手机号", "联系人电话"], &["客户名称", "公司名称"]],
        columns: &[
            (T::ExternalId, &["编号", "id"]),
            (T::Name, &["姓名", "联系人名称"]),
            (T::Organisation, &["客户名称", "公司名称"]),
            (T::Role, &["职位", "职务"]),
            (T::Email, &["邮箱"]),
            (T::Phone, &["手机号", "联系人电话"]),
            (T::Owner, &["负责人"]),
            (T::Note, &["备注"]),
            (T::Skip, &["部门", "状态", "停用原因", "创建人", "创建时间", "更新人", "更新时间"]),
        ],
    },
    Layout {
        source: Source::Cordys,
        kind: FileKind::Products,
        signs: &[&["产品名称"], &["产品价格"]],
        columns: &[
            (T::ExternalId, &["编号", "id"]),
            (T::Name, &["产品名称"]),
            (T::Value, &["产品价格"]),
            (T::Note, &["描述"]),
            (T::Skip, &["状态", "产品图片", "创建人", "创建时间", "更新人", "更新时间"]),
        ],
    },
    Layout {
        source: Source::Cordys,
        kind: FileKind::Activities,
        signs: &[&["跟进方式", "跟进类型"], &["跟进内容", "跟进时间", "预计开始时间", "预计沟通内容"]],
        columns: &[
            (T::ExternalId, &["编号", "id"]),
            (T::Name, &["主题", "预计沟通内容"]),
            (T::ActivityKind, &["跟进方式"]),
            (T::Due, &["跟进时间", "预计开始时间"]),
            (T::Done, &["状态", "完成状态"]),
            (T::Owner, &["负责人", "跟进人"]),
            (T::Deal, &["商机", "商机名称", "关联商机"]),
            (T::Organisation, &["客户", "客户名称"]),
            (T::Contact, &["联系人", "联系人姓名"]),
            (T::Note, &["跟进内容"]),
            (T::Created, &["创建时间"]),
            (T::Skip, &["跟进类型", "线索", "联系人电话", "部门", "创建人", "更新人", "更新时间"]),
        ],
    },
];
