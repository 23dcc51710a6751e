//! What is chosen in the form of a widget: from a widget, and back.

use sales::ids::PipelineId;
use sales::model::{Asked, Widget};
use sales::query::Filter;
use sales::time::Date;

use super::super::ask::OWN;
use super::super::breakdown::Breakdown;
use super::super::columns::COLUMNS;
use super::super::groupings;
use super::super::question::{BASES, MODES, Question, SPANS, Span, View, name_of};
use super::content::breakdown_of;
use super::shows::Shows;
use crate::screens::goals;
use crate::screens::typed_day::needed_day;
use crate::state::Ui;

/// What all pipelines are called in the form.
pub(super) const EVERYWHERE: &str = "all";
/// What a widget is called that stays as it came.
pub(super) const KEPT: &str = "kept";

/// All that can be chosen, whatever is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chosen {
    pub(super) shows: String,
    pub(super) span: String,
    /// Own days, as they are typed.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) basis: String,
    pub(super) mode: String,
    pub(super) by: String,
    pub(super) split: String,
    pub(super) figure: String,
    pub(super) columns: u32,
    pub(super) pipeline: String,
    /// Whose goal.
    pub(super) owner: String,
    pub(super) goal_span: String,
    pub(super) goal_measure: String,
}

/// Why what is chosen is no widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Own days without a first or a last one, or with one of a year that can't be meant.
    Days,
    /// A table without any figure.
    Columns,
}

impl Chosen {
    pub(super) fn of(widget: &Widget, is_understood: bool, today: Date) -> Self {
        let question = Question::parse(&widget.asked.question);
        let breakdown = breakdown_of(&question);
        let (span, from, to) = match question.span {
            Span::Own(from, to) => (OWN.to_owned(), from, to),
            span => {
                // One's own days begin as the ones in use; ten years at most.
                let period = span.period(today);
                let long_ago = today.checked_sub_days(chrono::Days::new(3_650)).unwrap_or(today);
                (name_of(&SPANS, span).to_owned(), period.from.max(long_ago), period.to.min(today))
            }
        };
        let (goal_span, goal_measure) = goals::target_names(&widget.asked.question);
        let own_pipeline = widget.asked.pipeline.map(|id| id.to_string()).unwrap_or_default();
        Self {
            shows: if is_understood { widget.asked.shows.clone() } else { KEPT.to_owned() },
            span,
            from: from.to_string(),
            to: to.to_string(),
            basis: name_of(&BASES, question.basis).to_owned(),
            mode: name_of(&MODES, question.mode).to_owned(),
            by: groupings::name(breakdown.by),
            split: breakdown.split.map(groupings::name).unwrap_or_default(),
            figure: breakdown.first().name.to_owned(),
            columns: breakdown.columns,
            pipeline: if question.everywhere { EVERYWHERE.to_owned() } else { own_pipeline },
            owner: match widget.asked.filter.owners[..] {
                [Some(owner)] => owner.to_string(),
                _ => String::new(),
            },
            goal_span,
            goal_measure,
        }
    }

    /// What is shown; `None` for what stays as it came.
    pub(super) fn kind(&self) -> Option<Shows> {
        Shows::parse(&self.shows)
    }

    /// The pipelines whose deals are shown. Tracks which one is in use where that is shown.
    pub(super) fn pipelines(&self, ui: Ui) -> Vec<PipelineId> {
        match self.pipeline.as_str() {
            EVERYWHERE => {
                ui.store.track_shape();
                ui.store.with(|workspace| workspace.pipelines.iter().map(|row| row.id).collect())
            }
            id => id.parse().ok().or_else(|| ui.pipeline()).into_iter().collect(),
        }
    }

    /// The widget that was chosen, in the place of another one. `filter` says which deals.
    ///
    /// # Errors
    /// What is missing.
    pub(super) fn widget(&self, before: &Widget, is_new: bool, filter: Filter) -> Result<Widget, Trouble> {
        let Some(kind) = self.kind() else { return Ok(before.clone()) };
        let (question, filter) = if kind == Shows::Target {
            let owner = self.owner.parse().ok().map(Some);
            let filter = Filter { owners: owner.into_iter().collect(), ..Filter::default() };
            (goals::target_question(&self.goal_span, &self.goal_measure), filter)
        } else {
            (self.question(before, kind)?, filter)
        };
        let (columns, rows) = if is_new || Shows::parse(&before.asked.shows) != Some(kind) {
            kind.size()
        } else {
            (before.columns, before.rows)
        };
        Ok(Widget {
            asked: Asked {
                shows: kind.name().to_owned(),
                question,
                pipeline: self.pipeline.parse().ok(),
                filter,
            },
            columns,
            rows,
            kept: String::new(),
            ..before.clone()
        })
    }

    fn question(&self, before: &Widget, kind: Shows) -> Result<String, Trouble> {
        if !kind.is_of_a_period() {
            let everywhere = self.pipeline == EVERYWHERE;
            return Ok(Question { everywhere, ..Question::default() }.write());
        }
        let span = if self.span == OWN {
            if needed_day(&self.from).is_err() || needed_day(&self.to).is_err() {
                return Err(Trouble::Days);
            }
            format!("{}..{}", self.from, self.to)
        } else {
            self.span.clone()
        };
        let asked = Question::parse(&format!("period={span}&basis={}&mode={}", self.basis, self.mode));
        let known = Question::parse(&before.asked.question);
        let view = if kind == Shows::Report || kind.is_of_a_figure() {
            let mut chosen = Breakdown {
                by: groupings::parse(&self.by).unwrap_or(breakdown_of(&known).by),
                split: groupings::parse(&self.split).filter(|_| kind == Shows::Line),
                columns: self.columns,
            };
            if kind.is_of_a_figure() {
                chosen.show(&self.figure);
            } else if self.columns == 0 {
                return Err(Trouble::Columns);
            }
            View::Report(chosen)
        } else {
            View::Overview
        };
        Ok(Question { everywhere: self.pipeline == EVERYWHERE, day: known.day, view, ..asked }.write())
    }

    /// Whether a column of the table is chosen.
    pub(super) fn has_column(&self, place: usize) -> bool {
        self.columns >> place & 1 == 1
    }

    /// Takes a column in or out.
    pub(super) fn turn_column(&mut self, place: usize) {
        if place < COLUMNS.len() {
            self.columns ^= 1 << place;
        }
    }
}

#[cfg(test)]
mod tests {
    use sales::ids::{PersonId, Uuid, WidgetId};

    use super::*;

    fn widget(shows: &str, question: &str) -> Widget {
        let asked = Asked {
            shows: shows.to_owned(),
            question: question.to_owned(),
            pipeline: Some(PipelineId(Uuid::from_u128(3))),
            filter: Filter { value_from: Some(5), ..Filter::default() },
        };
        Widget {
            id: WidgetId(Uuid::nil()),
            title: "x".to_owned(),
            asked,
            columns: 3,
            rows: 2,
            kept: String::new(),
        }
    }

    fn chosen(widget: &Widget) -> Chosen {
        Chosen::of(widget, true, "2026-11-28".parse().expect("a day"))
    }

    #[test]
    fn what_is_not_touched_stays_as_it_was() {
        for (shows, question) in [
            ("win-rate", ""),
            ("win-rate", "period=365&basis=closed&day=2026-03-31"),
            ("funnel", "period=2026-01-05..2026-02-28&basis=created&mode=visited"),
            ("bars", "view=report&by=tag&columns=to-won"),
            ("line", "period=all&view=report&by=owner&columns=won&split=owner"),
            ("report", "period=quarter&view=report&by=stage&columns=open,step,stage-days"),
            ("report", "view=report&by=owner"),
            ("target", "span=month&measure=value"),
            ("deals", ""),
        ] {
            let before = widget(shows, question);
            let filter = if shows == "target" { Filter::default() } else { before.asked.filter.clone() };
            let expected =
                Widget { asked: Asked { filter: filter.clone(), ..before.asked.clone() }, ..before.clone() };
            assert_eq!(chosen(&before).widget(&before, false, filter), Ok(expected), "{shows} {question}");
        }
    }

    #[test]
    fn each_choice_stands_in_the_question() {
        let before = widget("win-rate", "");
        let asked = |shows: &str, change: &dyn Fn(&mut Chosen)| {
            let mut chosen = Chosen { shows: shows.to_owned(), ..chosen(&before) };
            change(&mut chosen);
            chosen.widget(&before, false, Filter::default()).map(|row| row.asked.question)
        };
        let own = |chosen: &mut Chosen| {
            (chosen.span, chosen.from, chosen.to) = (OWN.into(), "2026-01-05".into(), "2026-02-28".into());
        };
        assert_eq!(asked("size", &own), Ok("period=2026-01-05..2026-02-28".into()));
        let basis = |chosen: &mut Chosen| (chosen.basis, chosen.mode) = ("closed".into(), "visited".into());
        assert_eq!(asked("funnel", &basis), Ok("basis=closed&mode=visited".into()));
        let split = |chosen: &mut Chosen| (chosen.figure, chosen.split) = ("won".into(), "source".into());
        assert_eq!(asked("line", &split), Ok("view=report&by=owner&columns=won&split=source".into()));
        assert_eq!(asked("bars", &split), Ok("view=report&by=owner&columns=won".into()));
        let columns = |chosen: &mut Chosen| {
            chosen.columns = 0;
            chosen.turn_column(0);
            chosen.turn_column(1);
        };
        assert_eq!(asked("report", &columns), Ok("view=report&by=owner&columns=created,open".into()));
        assert_eq!(asked("report", &|chosen| chosen.columns = 0), Err(Trouble::Columns));
        let blank = |chosen: &mut Chosen| (chosen.span, chosen.to) = (OWN.into(), String::new());
        assert_eq!(asked("size", &blank), Err(Trouble::Days));
        let slip = |chosen: &mut Chosen| (chosen.span, chosen.from) = (OWN.into(), "0024-01-05".into());
        assert_eq!(asked("size", &slip), Err(Trouble::Days));
        assert_eq!(asked("size", &|chosen| chosen.pipeline = EVERYWHERE.into()), Ok("pipelines=all".into()));
        let owner = PersonId(Uuid::from_u128(9));
        let goal = Chosen { shows: "target".into(), owner: owner.to_string(), ..chosen(&before) };
        let goal = goal.widget(&before, false, Filter::default()).expect("a widget");
        assert_eq!(goal.asked.filter.owners, [Some(owner)]);
        assert_eq!((goal.columns, goal.rows), (2, 1), "another kind takes its own room");
    }

    #[test]
    fn what_is_not_understood_stays_as_it_came() {
        let before = Widget { kept: "{\"glow\":1}".to_owned(), ..widget("hologram", "mood=good") };
        let chosen = Chosen::of(&before, false, Date::MIN);
        assert_eq!(chosen.widget(&before, false, Filter::default()), Ok(before));
    }
}
