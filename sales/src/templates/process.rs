//! The process that templates come with: what is done and what is to be known as a sale goes on, by how far it is.
//!
//! Trades differ in what they call their stages more than in what belongs into them, so one table serves all: early on find out who
//! decides, then the need, the proposal, the terms, the signature. Only one thing is insisted on: a deal that is about to be
//! signed has a value. All else reminds.

use super::{Bilingual, Template, TemplateStage, text};
use crate::decide::{ProcessDraft, TaskDraft};
use crate::model::{ActivityKind, DealField, Force, Requirement, StageKind, TaskOwner};
use crate::sample::Language;

/// The process of a part of a sale.
struct Part {
    /// It is that of open stages with at most this chance to win, in percent.
    up_to: u8,
    tasks: &'static [(ActivityKind, u16, Bilingual)],
    exit: &'static [(Requirement, Force)],
}

const fn wants(field: DealField) -> (Requirement, Force) {
    (Requirement::Field(field), Force::Warn)
}

const PARTS: [Part; 5] = [
    Part {
        up_to: 15,
        tasks: &[
            (ActivityKind::Call, 1, text("打第一个电话", "Make the first call")),
            (ActivityKind::Task, 3, text("弄清谁来做决定", "Find out who decides")),
        ],
        exit: &[wants(DealField::Owner), wants(DealField::Contact)],
    },
    Part {
        up_to: 40,
        tasks: &[
            (ActivityKind::Meeting, 3, text("约谈需求", "Meet about the need")),
            (ActivityKind::Email, 7, text("书面确认需求", "Confirm the need in writing")),
        ],
        exit: &[wants(DealField::Value), (Requirement::Checklist, Force::Warn)],
    },
    Part {
        up_to: 65,
        tasks: &[
            (ActivityKind::Task, 3, text("准备方案和报价", "Prepare proposal and quote")),
            (ActivityKind::Meeting, 7, text("当面讲解方案", "Walk through the proposal")),
        ],
        exit: &[
            wants(DealField::Value),
            wants(DealField::ExpectedClose),
            (Requirement::Checklist, Force::Warn),
        ],
    },
    Part {
        up_to: 85,
        tasks: &[
            (ActivityKind::Call, 3, text("跟进客户的意见", "Ask what they think of it")),
            (ActivityKind::Task, 10, text("谈定价格和付款方式", "Agree on price and payment")),
        ],
        exit: &[wants(DealField::ExpectedClose), (Requirement::Checklist, Force::Warn)],
    },
    Part {
        up_to: 100,
        tasks: &[
            (ActivityKind::Task, 2, text("送出待签合同", "Send the contract to sign")),
            (ActivityKind::Call, 5, text("确认签约日期", "Confirm the signing date")),
        ],
        exit: &[(Requirement::Field(DealField::Value), Force::Block), (Requirement::Checklist, Force::Warn)],
    },
];

const AFTER_WON: &[(ActivityKind, u16, Bilingual)] = &[
    (ActivityKind::Task, 1, text("交接给交付团队", "Hand over to delivery")),
    (ActivityKind::Call, 30, text("回访客户", "Ask how it goes")),
];

impl TemplateStage {
    /// The process that belongs to the stage, in a language.
    pub fn process(&self, language: Language) -> ProcessDraft {
        let part = PARTS.iter().find(|part| self.probability <= part.up_to);
        let (tasks, exit) = match (self.kind, part) {
            (StageKind::Open, Some(part)) => (part.tasks, part.exit),
            (StageKind::Won, _) => (AFTER_WON, [].as_slice()),
            (StageKind::Lost, _) | (StageKind::Open, None) => ([].as_slice(), [].as_slice()),
        };
        let task = |(kind, days, subject): &(ActivityKind, u16, Bilingual)| TaskDraft {
            kind: *kind,
            subject: language.pick(subject).to_owned(),
            due_days: Some(*days),
            owner: TaskOwner::Deal,
        };
        ProcessDraft {
            checklist: tasks.iter().map(task).collect(),
            exit: exit.to_vec(),
            ..ProcessDraft::default()
        }
    }
}

impl Template {
    /// The process of its stages, in their order.
    pub fn process(&self, language: Language) -> Vec<ProcessDraft> {
        self.stages.iter().map(|stage| stage.process(language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::ALL;

    #[test]
    fn every_open_stage_has_something_to_do_and_something_to_know_in_both_languages() {
        for template in ALL {
            let zh = template.process(Language::Chinese);
            let en = template.process(Language::English);
            assert_eq!((zh.len(), en.len()), (template.stages.len(), template.stages.len()));
            for ((stage, zh), en) in template.stages.iter().zip(&zh).zip(&en) {
                let is_open = stage.kind == StageKind::Open;
                assert_eq!(!zh.checklist.is_empty(), stage.kind != StageKind::Lost, "{}", template.key);
                assert_eq!(!zh.exit.is_empty(), is_open, "{}", template.key);
                assert_eq!(zh.exit, en.exit);
                for (zh, en) in zh.checklist.iter().zip(&en.checklist) {
                    assert!(zh.subject.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char)));
                    assert!(en.subject.is_ascii() && !en.subject.is_empty());
                    assert_eq!((zh.kind, zh.due_days), (en.kind, en.due_days));
                }
            }
        }
    }

    #[test]
    fn a_value_is_insisted_on_before_signing_and_nothing_else_is() {
        for template in ALL {
            let blocks = template.process(Language::English).into_iter().flat_map(|stage| stage.exit);
            for (wants, force) in blocks {
                assert!(force == Force::Warn || wants == Requirement::Field(DealField::Value));
            }
        }
    }
}
