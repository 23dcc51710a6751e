//! Ready-made pipelines to start from, complete in Chinese and English.
//!
//! A template is data only: choosing one writes its stages, loss reasons and lead sources into the
//! workspace, in the user's language, where they can be changed like anything else. The groups are
//! files of their own: `general` for any team, `crm_defaults` for teams moving from another
//! product, `services` and `goods` for trades; `process` has the checklists and criteria of all.
//!
//! Every template holds the same rules, guarded by the tests of this module: five to eight open
//! stages whose probability never falls, each with a time limit, then one won and one lost stage.

mod crm_defaults;
mod general;
mod goods;
mod process;
mod services;
#[cfg(test)]
mod tests;

use crate::model::StageKind;

/// A text in both languages of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// A pipeline to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Stable name for code and addresses; never shown.
    pub key: &'static str,
    /// What the list of templates calls it.
    pub name: Bilingual,
    /// One line: for whom.
    pub about: Bilingual,
    /// In the order of the board: the open stages, then won, then lost.
    pub stages: &'static [TemplateStage],
    /// Why deals of this trade are lost.
    pub loss_reasons: &'static [Bilingual],
    /// Where leads of this trade come from.
    pub sources: &'static [Bilingual],
}

/// One stage of a [`Template`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateStage {
    /// The head of the column.
    pub name: Bilingual,
    /// Whether deals here are open, won or lost.
    pub kind: StageKind,
    /// The chance of winning a deal that is here, in percent.
    pub probability: u8,
    /// The idle days after which a deal here counts as stalled; open stages only.
    pub limit_days: Option<u16>,
    /// One line: what to have achieved before moving on, or what to do once closed.
    pub guidance: Bilingual,
}

/// All templates, in the order they are offered.
pub const ALL: &[Template] = &[
    general::GENERAL_B2B,
    general::PROJECT_SALES,
    crm_defaults::ZOHO,
    crm_defaults::HUBSPOT,
    crm_defaults::SALESFORCE,
    crm_defaults::PIPEDRIVE,
    services::SOFTWARE_SUBSCRIPTION,
    services::PROPERTY,
    services::CONSULTING,
    goods::WHOLESALE_DISTRIBUTION,
    goods::MANUFACTURING,
    services::EDUCATION_TRAINING,
];

/// The template with this key, if there is one.
pub fn by_key(key: &str) -> Option<&'static Template> {
    ALL.iter().find(|template| template.key == key)
}

/// Pairs a Chinese text with its English one.
const fn text(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

/// A stage deals pass through.
const fn open(probability: u8, limit_days: u16, name: Bilingual, guidance: Bilingual) -> TemplateStage {
    TemplateStage { name, kind: StageKind::Open, probability, limit_days: Some(limit_days), guidance }
}

/// The stage of deals that were won.
const fn won(name: Bilingual, guidance: Bilingual) -> TemplateStage {
    TemplateStage { name, kind: StageKind::Won, probability: 100, limit_days: None, guidance }
}

/// The stage of deals that were lost.
const fn lost(name: Bilingual, guidance: Bilingual) -> TemplateStage {
    TemplateStage { name, kind: StageKind::Lost, probability: 0, limit_days: None, guidance }
}
