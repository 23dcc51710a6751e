//! What features are called, and reasons in words.

use forecast::{Fact, Feature, Reason};
use sales::ids::ChoiceId;
use sales::model::{FieldKind, Workspace};

use crate::platform::intl::{self, Length};
use crate::text::{Plural, fill, t};

/// What a feature is called.
pub(in crate::screens) fn feature_name(workspace: &Workspace, feature: Feature) -> String {
    let texts = t().forecast_why();
    let name = match feature {
        Feature::Age => texts.f_age,
        Feature::StageDays => texts.f_stage_days,
        Feature::IdleDays => texts.f_idle_days,
        Feature::Value => texts.f_value,
        Feature::Moves | Feature::MovesBack => texts.f_moves,
        Feature::Activities => texts.f_activities,
        Feature::CustomerWon | Feature::CustomerLost => texts.f_customer,
        Feature::ExpectedDays => texts.f_expected,
        Feature::PutOff => texts.f_put_off,
        Feature::Stage => texts.f_stage,
        Feature::Owner => texts.f_owner,
        Feature::Segment => texts.f_segment,
        Feature::Source => texts.f_source,
        Feature::Product => texts.f_product,
        Feature::Tag(tag) => {
            let values = [("what", texts.f_tag), ("value", &choice(workspace, tag))];
            return fill(texts.named, &values);
        }
        Feature::Field(field) => workspace.fields.get(field).map_or(t().common().unknown, |row| &row.name),
    };
    name.to_owned()
}

fn choice(workspace: &Workspace, id: ChoiceId) -> String {
    workspace.choices.get(id).map_or_else(|| t().common().unknown.to_owned(), |row| row.name.clone())
}

/// A number of days or of times; below zero there is none.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and not negative")]
fn whole(number: f64) -> usize {
    number.round().max(0.0) as usize
}

/// A reason in words.
pub(super) fn words(workspace: &Workspace, reason: &Reason) -> String {
    let texts = t().forecast_why();
    let name = || feature_name(workspace, reason.feature);
    let named = |value: &str| fill(texts.named, &[("what", &name()), ("value", value)]);
    match (&reason.fact, reason.feature) {
        (Fact::Missing, _) => fill(texts.not_known, &[("what", &name())]),
        (Fact::Number(number), feature) => number_words(workspace, feature, *number),
        (Fact::Flag(has_it), Feature::Tag(tag)) => {
            let text = if *has_it { texts.with_tag } else { texts.without_tag };
            fill(text, &[("tag", &choice(workspace, tag))])
        }
        (Fact::Stage(id), _) => {
            named(workspace.stages.get(*id).map_or(t().common().unknown, |row| &row.name))
        }
        (Fact::Person(id), _) => {
            named(workspace.people.get(*id).map_or(t().common().unknown, |row| &row.name))
        }
        (Fact::Choice(id), _) => named(&choice(workspace, *id)),
        (Fact::Option(id), Feature::Field(field)) => {
            let options = workspace.fields.get(field).map_or(&[][..], |field| &field.options);
            let option = options.iter().find(|option| option.id == *id);
            named(option.map_or(t().common().unknown, |option| &option.name))
        }
        (Fact::Flag(_) | Fact::Option(_), _) => name(),
        (Fact::Text(text), _) => named(&crate::screens::values::clipped(text)),
    }
}

fn number_words(workspace: &Workspace, feature: Feature, number: f64) -> String {
    let texts = t().forecast_why();
    let of = |plural: Plural| plural.of(whole(number));
    let around_today = |ahead: Plural, ago: Plural| {
        // Days are counted to noon, so today is anything from half a day before to half a day after.
        if number < -0.5 { ago.of(whole(-number)) } else { ahead.of(whole(number)) }
    };
    match feature {
        Feature::Age => of(texts.age),
        Feature::StageDays => of(texts.stage_days),
        Feature::IdleDays => of(texts.idle_days),
        Feature::Value => {
            #[allow(clippy::cast_possible_truncation, reason = "only what is shown is rounded")]
            let minor = number.round() as i128;
            let value = intl::amount(minor, workspace.settings.currency, Length::Compact);
            fill(texts.worth, &[("value", &value)])
        }
        Feature::Moves => of(texts.moves),
        Feature::MovesBack => of(texts.moves_back),
        Feature::Activities => of(texts.activities),
        Feature::CustomerWon => of(texts.customer_won),
        Feature::CustomerLost => of(texts.customer_lost),
        Feature::ExpectedDays => around_today(texts.closes_in, texts.close_past),
        Feature::PutOff => of(texts.put_off),
        Feature::Field(field) => {
            let is_day = workspace.fields.get(field).is_some_and(|field| field.kind == FieldKind::Date);
            let value =
                if is_day { around_today(texts.days_ahead, texts.days_ago) } else { intl::number(number) };
            fill(texts.named, &[("what", &feature_name(workspace, feature)), ("value", &value)])
        }
        _ => feature_name(workspace, feature),
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use sales::evolve::{Touched, apply};
    use sales::ids::{FieldId, OptionId, PersonId, PipelineId, StageId, Uuid};
    use sales::log::Change;
    use sales::model::{FieldOption, ListKind, StageKind};
    use sales::rank::Rank;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::text::{Language, set_language};

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    const KINDS: [FieldKind; 4] = [FieldKind::Number, FieldKind::Date, FieldKind::Choice, FieldKind::Text];

    /// A workspace with one of everything that a reason may name. All names are `Ωmega`.
    fn workspace() -> Workspace {
        let mut ws = Workspace::default();
        let (name, rank) = ("Ωmega".to_owned(), Rank::MIDDLE);
        let mut changes = vec![
            Change::PipelineAdded { id: PipelineId(id(1)), name: name.clone(), rank, sample: false },
            Change::StageAdded {
                id: StageId(id(2)),
                pipeline: PipelineId(id(1)),
                name: name.clone(),
                kind: StageKind::Open,
                probability: 20,
                limit_days: None,
                hue: 0,
                guidance: String::new(),
                rank,
            },
            Change::PersonAdded {
                id: PersonId(id(3)),
                name: name.clone(),
                initials: "Ω".to_owned(),
                hue: 0,
                sample: false,
            },
        ];
        changes.extend(KINDS.into_iter().zip(10..).map(|(kind, number)| Change::FieldAdded {
            id: FieldId(id(number)),
            name: name.clone(),
            kind,
            options: vec![FieldOption { id: OptionId(id(20)), name: name.clone() }],
            rank,
        }));
        let list = ListKind::Tag;
        changes.push(Change::ChoiceAdded { id: ChoiceId(id(4)), list, name, rank, sample: false });
        for change in &changes {
            apply(&mut ws, change, &mut Touched::default());
        }
        ws
    }

    /// What a deal may have for a feature. A feature that is new does not compile until it has its line here, and in [`all`].
    fn facts(feature: Feature) -> Vec<Fact> {
        let numbers = || vec![Fact::Number(1.0), Fact::Number(12.0)];
        let days = || vec![Fact::Number(-12.0), Fact::Number(-1.0), Fact::Number(0.2), Fact::Number(12.0)];
        let choice = || vec![Fact::Choice(ChoiceId(id(4)))];
        let mut facts = match feature {
            Feature::Age
            | Feature::StageDays
            | Feature::IdleDays
            | Feature::Value
            | Feature::Moves
            | Feature::MovesBack
            | Feature::Activities
            | Feature::CustomerWon
            | Feature::CustomerLost
            | Feature::PutOff => numbers(),
            Feature::ExpectedDays => days(),
            Feature::Stage => vec![Fact::Stage(StageId(id(2)))],
            Feature::Owner => vec![Fact::Person(PersonId(id(3)))],
            Feature::Segment | Feature::Source | Feature::Product => choice(),
            Feature::Tag(_) => vec![Fact::Flag(true), Fact::Flag(false)],
            Feature::Field(field) => match field.0.as_u128() - 10 {
                0 => numbers(),
                1 => days(),
                2 => vec![Fact::Option(OptionId(id(20)))],
                _ => vec![Fact::Text("Ωmega".to_owned())],
            },
        };
        facts.push(Fact::Missing);
        facts
    }

    fn all() -> Vec<Feature> {
        let mut all = vec![
            Feature::Age,
            Feature::StageDays,
            Feature::IdleDays,
            Feature::Value,
            Feature::Moves,
            Feature::MovesBack,
            Feature::Activities,
            Feature::CustomerWon,
            Feature::CustomerLost,
            Feature::ExpectedDays,
            Feature::PutOff,
            Feature::Stage,
            Feature::Owner,
            Feature::Segment,
            Feature::Source,
            Feature::Product,
            Feature::Tag(ChoiceId(id(4))),
        ];
        all.extend((10..).take(KINDS.len()).map(|number| Feature::Field(FieldId(id(number)))));
        all
    }

    /// Whether a text has a word, and not only figures, signs and the name that everything has.
    fn has_words(said: &str, language: Language) -> bool {
        let rest = said.replace("Ωmega", "");
        match language {
            Language::English => rest.chars().filter(char::is_ascii_alphabetic).count() >= 3,
            Language::Chinese => {
                rest.chars().filter(|char| ('\u{4e00}'..='\u{9fff}').contains(char)).count() >= 2
            }
        }
    }

    #[wasm_bindgen_test]
    fn every_reason_has_words_in_both_languages() {
        let workspace = workspace();
        for language in [Language::English, Language::Chinese] {
            set_language(language);
            let mut seen: Vec<(String, Feature)> = Vec::new();
            for feature in all() {
                for fact in facts(feature) {
                    let reason = Reason { feature, fact: fact.clone(), contribution: 1.0 };
                    let said = words(&workspace, &reason);
                    let is_own = matches!(feature, Feature::Field(_));
                    assert!(is_own || has_words(&said, language), "{feature:?} {fact:?}: {said}");
                    assert!(!said.contains(['{', '}']), "{feature:?} {fact:?}: {said}");
                    assert!(!said.contains(t().common().unknown), "{feature:?} {fact:?}: {said}");
                    let twin = seen.iter().find(|(other, of)| *other == said && *of != feature);
                    // Moves and moves back are both the way through the stages, and a customer has one past; custom fields here share a name.
                    let may_share = is_own || fact == Fact::Missing;
                    assert!(may_share || twin.is_none(), "{feature:?} and {twin:?}: {said}");
                    if let Fact::Number(number) = fact {
                        let figure = whole(number.abs()).to_string();
                        let is_said = said.contains(&figure) || number.abs() < 1.5;
                        assert!(is_own || feature == Feature::Value || is_said, "{feature:?}: {said}");
                    }
                    seen.push((said, feature));
                }
            }
        }
    }
}
