//! What the columns of exported tables are called. Importing knows each of them, in both languages.

use exchange::export::Headers;
use sales::model::StandingKind;

use super::{activities, t};

pub(crate) struct Texts {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) name: &'static str,
    pub(crate) pipeline: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) status: &'static str,
    pub(crate) open: &'static str,
    pub(crate) won: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) nurtured: &'static str,
    pub(crate) value: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) probability: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) organisation: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) segment: &'static str,
    pub(crate) source: &'static str,
    pub(crate) product: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) created: &'static str,
    pub(crate) expected_close: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) loss_reason: &'static str,
    pub(crate) competitor: &'static str,
    pub(crate) loss_note: &'static str,
    pub(crate) nurture_until: &'static str,
    pub(crate) nurture_reason: &'static str,
    pub(crate) notes: &'static str,
    pub(crate) deal: &'static str,
    pub(crate) deal_id: &'static str,
    pub(crate) changed_at: &'static str,
    pub(crate) from_dates: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) website: &'static str,
    pub(crate) address: &'static str,
    pub(crate) industry: &'static str,
    pub(crate) about: &'static str,
    pub(crate) role: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) email: &'static str,
    pub(crate) activity_id: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) activity_kind: &'static str,
    pub(crate) due: &'static str,
    pub(crate) minutes: &'static str,
    pub(crate) done: &'static str,
    pub(crate) outcome: &'static str,
}

pub(crate) static EN: Texts = Texts {
    id: "Fairlead ID",
    title: "Title",
    name: "Name",
    pipeline: "Pipeline",
    stage: "Stage",
    status: "Status",
    open: "Open",
    won: "Won",
    lost: "Lost",
    nurtured: "Nurture",
    value: "Value",
    currency: "Currency",
    probability: "Win chance",
    owner: "Owner",
    organisation: "Organisation",
    contact: "Contact",
    segment: "Segment",
    source: "Source",
    product: "Product",
    tags: "Tags",
    created: "Created",
    expected_close: "Expected close",
    closed: "Closed",
    loss_reason: "Loss reason",
    competitor: "Competitor",
    loss_note: "Loss note",
    nurture_until: "Wake up on",
    nurture_reason: "Nurture reason",
    notes: "Notes",
    deal: "Deal",
    deal_id: "Fairlead deal ID",
    changed_at: "Changed at",
    from_dates: "From dates",
    yes: "Yes",
    website: "Website",
    address: "Address",
    industry: "Industry",
    about: "About",
    role: "Role",
    phone: "Phone",
    email: "Email",
    activity_id: "Fairlead activity ID",
    subject: "Subject",
    activity_kind: "Type",
    due: "Due",
    minutes: "Minutes",
    done: "Done",
    outcome: "Outcome",
};

pub(crate) static ZH: Texts = Texts {
    id: "Fairlead 编号",
    title: "商机名称",
    name: "名称",
    pipeline: "销售管道",
    stage: "阶段",
    status: "状态",
    open: "进行中",
    won: "赢单",
    lost: "输单",
    nurtured: "培育中",
    value: "金额",
    currency: "币种",
    probability: "赢单概率",
    owner: "负责人",
    organisation: "客户",
    contact: "联系人",
    segment: "客户类型",
    source: "线索来源",
    product: "产品",
    tags: "标签",
    created: "创建时间",
    expected_close: "预计成交",
    closed: "结束时间",
    loss_reason: "输单原因",
    competitor: "竞争对手",
    loss_note: "输单说明",
    nurture_until: "再跟进日期",
    nurture_reason: "培育原因",
    notes: "备注",
    deal: "商机",
    deal_id: "Fairlead 商机编号",
    changed_at: "变更时间",
    from_dates: "由日期推算",
    yes: "是",
    website: "网站",
    address: "地址",
    industry: "行业",
    about: "备注",
    role: "职务",
    phone: "电话",
    email: "邮箱",
    activity_id: "Fairlead 活动编号",
    subject: "主题",
    activity_kind: "类型",
    due: "计划时间",
    minutes: "时长（分钟）",
    done: "完成时间",
    outcome: "结果",
};

/// What exported tables call how a deal stands.
pub(crate) fn standing(kind: StandingKind) -> &'static str {
    let texts = t().headers();
    match kind {
        StandingKind::Open => texts.open,
        StandingKind::Won => texts.won,
        StandingKind::Lost => texts.lost,
        StandingKind::Nurtured => texts.nurtured,
    }
}

/// The headers in the language in use.
pub(crate) fn headers() -> Headers {
    t().headers().headers(t().activities())
}

impl Texts {
    /// The kinds of activities go by the names they have on the screen.
    fn headers(&self, activities: &activities::Texts) -> Headers {
        Headers {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            name: self.name.to_owned(),
            pipeline: self.pipeline.to_owned(),
            stage: self.stage.to_owned(),
            status: self.status.to_owned(),
            open: self.open.to_owned(),
            won: self.won.to_owned(),
            lost: self.lost.to_owned(),
            nurtured: self.nurtured.to_owned(),
            value: self.value.to_owned(),
            currency: self.currency.to_owned(),
            probability: self.probability.to_owned(),
            owner: self.owner.to_owned(),
            organisation: self.organisation.to_owned(),
            contact: self.contact.to_owned(),
            segment: self.segment.to_owned(),
            source: self.source.to_owned(),
            product: self.product.to_owned(),
            tags: self.tags.to_owned(),
            created: self.created.to_owned(),
            expected_close: self.expected_close.to_owned(),
            closed: self.closed.to_owned(),
            loss_reason: self.loss_reason.to_owned(),
            competitor: self.competitor.to_owned(),
            loss_note: self.loss_note.to_owned(),
            nurture_until: self.nurture_until.to_owned(),
            nurture_reason: self.nurture_reason.to_owned(),
            notes: self.notes.to_owned(),
            deal: self.deal.to_owned(),
            deal_id: self.deal_id.to_owned(),
            changed_at: self.changed_at.to_owned(),
            from_dates: self.from_dates.to_owned(),
            yes: self.yes.to_owned(),
            website: self.website.to_owned(),
            address: self.address.to_owned(),
            industry: self.industry.to_owned(),
            about: self.about.to_owned(),
            role: self.role.to_owned(),
            phone: self.phone.to_owned(),
            email: self.email.to_owned(),
            activity_id: self.activity_id.to_owned(),
            subject: self.subject.to_owned(),
            activity_kind: self.activity_kind.to_owned(),
            activity_kinds: activities.kinds.map(str::to_owned),
            due: self.due.to_owned(),
            minutes: self.minutes.to_owned(),
            done: self.done.to_owned(),
            outcome: self.outcome.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use chrono::NaiveDateTime;
    use exchange::export;
    use exchange::plan::Zone;
    use exchange::read::{self, Options};
    use exchange::recognise::{Confidence, Source, recognise};
    use exchange::target::FileKind;
    use sales::model::Workspace;
    use sales::time::{Date, Timestamp};

    use super::{EN, ZH, activities};

    struct Noon;

    impl Zone for Noon {
        fn instant(&self, _: Date, _: u32) -> Timestamp {
            Timestamp::default()
        }

        fn local(&self, _: Timestamp) -> NaiveDateTime {
            NaiveDateTime::default()
        }
    }

    #[test]
    fn what_is_exported_is_recognised_in_both_languages() {
        let workspace = Workspace::default();
        for (texts, activities) in [(&EN, &activities::EN), (&ZH, &activities::ZH)] {
            let headers = texts.headers(activities);
            let files = [
                (FileKind::Deals, export::deals(&workspace, &headers, &Noon)),
                (FileKind::StageHistory, export::stage_history(&workspace, &headers, &Noon)),
                (FileKind::Organisations, export::organisations(&workspace, &headers)),
                (FileKind::Contacts, export::contacts(&workspace, &headers)),
                (FileKind::Activities, export::activities(&workspace, &headers, &Noon)),
            ];
            for (kind, text) in files {
                // A header alone is refused as a file without rows.
                let text = format!("{text}x\r\n");
                let file = read::read("x.csv", text.as_bytes(), &Options::default(), &mut |_| {
                    ControlFlow::Continue(())
                });
                let table = file.expect("it can be read").sheets.remove(0);
                let found = recognise(&table);
                assert_eq!((found.source, found.kind), (Source::Fairlead, Some(kind)), "{text}");
                for (column, guess) in found.columns.iter().enumerate() {
                    assert_eq!(guess.confidence, Confidence::Known, "{text}: {column}");
                }
            }
        }
    }
}
