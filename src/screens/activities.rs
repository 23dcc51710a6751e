//! What activities are called wherever they show: the sign of their kind, their name, when they are due.

use chrono::Days;
use sales::activities::Urgency;
use sales::ids::ChoiceId;
use sales::model::{Activity, ActivityKind, Due, ListKind, Workspace};
use sales::time::Date;

use super::values::{Figures, clipped, name_of};
use crate::components::Icon;
use crate::text::{fill, t};

/// The sign of a kind.
pub(super) fn kind_icon(kind: ActivityKind) -> Icon {
    match kind {
        ActivityKind::Call => "phone",
        ActivityKind::Meeting => "people",
        ActivityKind::Email => "mail",
        ActivityKind::Task => "task",
        ActivityKind::Visit => "pin",
        ActivityKind::Demo => "screen",
        ActivityKind::Own(_) => "flag",
    }
}

/// The name of a kind.
pub(super) fn kind_name(workspace: &Workspace, kind: ActivityKind) -> String {
    if let ActivityKind::Own(choice) = kind {
        return name_of(&workspace.choices, choice, |row| &row.name);
    }
    let at = ActivityKind::COMMON.iter().position(|known| *known == kind);
    at.map(|at| t().activities().kinds[at].to_owned()).unwrap_or_default()
}

/// The kinds to choose from as options of a list: those everybody has, then the team's own that are in use, and the one that is
/// chosen, whether it is or not.
pub(super) fn kind_options(workspace: &Workspace, chosen: Option<ActivityKind>) -> Vec<(String, String)> {
    let own = workspace.list(ListKind::ActivityKind).into_iter();
    let own = own.map(|choice| (ActivityKind::Own(choice.id), choice.archived));
    let own = own.filter(|(kind, archived)| !archived || chosen == Some(*kind)).map(|(kind, _)| kind);
    let mut kinds: Vec<ActivityKind> = ActivityKind::COMMON.into_iter().chain(own).collect();
    kinds.extend(chosen.filter(|chosen| !kinds.contains(chosen)));
    kinds.into_iter().map(|kind| (kind_value(kind), kind_name(workspace, kind))).collect()
}

/// A kind as the value of its option in a list.
pub(super) fn kind_value(kind: ActivityKind) -> String {
    match kind {
        ActivityKind::Own(choice) => choice.to_string(),
        kind => ActivityKind::COMMON.iter().position(|known| *known == kind).unwrap_or_default().to_string(),
    }
}

/// The kind that the value of an option stands for.
pub(super) fn read_kind(value: &str) -> ActivityKind {
    let common = value.parse::<usize>().ok().and_then(|at| ActivityKind::COMMON.get(at).copied());
    common.or_else(|| value.parse::<ChoiceId>().ok().map(ActivityKind::Own)).unwrap_or_default()
}

/// What an activity is called: its subject, or its kind where that says all there is to say.
pub(super) fn called(workspace: &Workspace, activity: &Activity) -> String {
    if activity.subject.is_empty() {
        clipped(&kind_name(workspace, activity.kind))
    } else {
        clipped(&activity.subject)
    }
}

/// The class and the value of `data-next` for how something planned stands.
pub(super) fn urgency_name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => "overdue",
        Urgency::Today => "today",
        Urgency::Later => "later",
        Urgency::Someday => "someday",
    }
}

/// A day and, where there is one, a time of day.
pub(super) fn due_text(due: Due, figures: Figures) -> String {
    with_time((figures.day)(due.date), due, figures)
}

/// When something is due as one says it on a day: `Today, 14:30`, `Overdue: 3 Jul`.
pub(super) fn due_words(due: Option<Due>, today: Date, figures: Figures) -> String {
    let texts = t().activities();
    let Some(due) = due else { return texts.no_day.to_owned() };
    match Urgency::of(Some(due), today) {
        Urgency::Overdue => fill(texts.overdue, &[("day", &due_text(due, figures))]),
        Urgency::Today => with_time(texts.today.to_owned(), due, figures),
        _ if today.checked_add_days(Days::new(1)) == Some(due.date) => {
            with_time(texts.tomorrow.to_owned(), due, figures)
        }
        _ => due_text(due, figures),
    }
}

fn with_time(day: String, due: Due, figures: Figures) -> String {
    match due.time {
        None => day,
        Some(time) => fill(t().activities().at_time, &[("day", &day), ("time", &(figures.time)(time))]),
    }
}

#[cfg(test)]
mod tests {
    use sales::ids::Uuid;
    use sales::model::TimeOfDay;

    use super::*;
    use crate::text::{Language, set_language};

    #[test]
    fn kinds_survive_their_options() {
        let own = ActivityKind::Own(ChoiceId(Uuid::from_u64_pair(9, 1)));
        for kind in ActivityKind::COMMON.into_iter().chain([own]) {
            assert_eq!(read_kind(&kind_value(kind)), kind);
        }
    }

    #[test]
    fn near_days_have_names() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let today = day("2026-02-28");
        let said = |date: &str, time: Option<TimeOfDay>| {
            due_words(Some(Due { date: day(date), time }), today, Figures::PLAIN)
        };
        let half_past_two = TimeOfDay::new(14, 30);
        assert_eq!(due_words(None, today, Figures::PLAIN), "No day set");
        assert_eq!(said("2026-02-28", None), "Today");
        assert_eq!(said("2026-02-28", half_past_two), "Today, 14:30");
        assert_eq!(said("2026-03-01", None), "Tomorrow");
        assert_eq!(said("2026-03-02", half_past_two), "2026-03-02, 14:30");
        assert_eq!(said("2026-02-27", half_past_two), "Overdue: 2026-02-27, 14:30");
        set_language(Language::Chinese);
        assert_eq!(said("2026-02-28", half_past_two), "今天 14:30");
        assert_eq!(said("2026-02-27", None), "已逾期：2026-02-27");
        set_language(Language::English);
    }
}
