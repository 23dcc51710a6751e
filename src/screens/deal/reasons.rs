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
