//! What a change of a deal was, in a sentence: from what, to what.

mod activities;

use sales::ids::{ChoiceId, StageId};
use sales::log::{Change, DealEdit, RecordRef, Swap};
use sales::model::{Loss, Position, Standing, StandingKind, Workspace};

use super::words::{Piece, Sentence, counted, sentence};
use crate::components::Icon;
use crate::screens::values::{Edited, Figures, clipped, name_of, tags_beyond};
use crate::text::deal::Texts;
use crate::text::t;

/// The sign in front of a line of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Mark {
    pub(super) icon: Icon,
    /// The class that colours it.
    pub(super) tone: &'static str,
}

impl Mark {
    pub(super) const fn plain(icon: Icon) -> Self {
        Self { icon, tone: "" }
    }

    const MOVED: Self = Self { icon: "swap", tone: "accent" };
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) mark: Mark,
    pub(super) sentence: Sentence,
    /// A longer text that goes with it.
    pub(super) body: Option<String>,
}

impl Said {
    fn new(mark: Mark, sentence: Sentence) -> Self {
        Self { mark, sentence, body: None }
    }

    fn with(mark: Mark, template: &str, values: &[(&str, Piece)]) -> Self {
        Self::new(mark, sentence(template, values))
    }
}

/// Puts changes into words, with the names that things have now.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) figures: Figures,
    texts: &'static Texts,
}

impl<'a> Speaker<'a> {
    pub(super) fn new(workspace: &'a Workspace, figures: Figures) -> Self {
        Self { workspace, figures, texts: t().deal() }
    }

    /// What a change did to its deal; nothing for changes of other things. `stayed_days` is how long the deal had
    /// been where a move took it from, where that is known.
    pub(super) fn change(&self, change: &Change, stayed_days: Option<i64>) -> Vec<Said> {
        let texts = self.texts;
        match change {
            Change::DealAdded(deal) => {
                vec![self.created(deal.position.stage, deal.value.map(self.figures.money))]
            }
            Change::DealMoved { from, to, .. } => self.moved(from, to, stayed_days),
            Change::DealEdited { edit, .. } => self.edited(edit),
            Change::NoteAdded { note, .. } => {
                let said = Said::with(Mark::plain("note"), texts.said_noted, &[]);
                vec![Said { body: Some(note.text.clone()), ..said }]
            }
            Change::NoteEdited { text, .. } => {
                let said = Said::with(Mark::plain("edit"), texts.said_note_edited, &[]);
                vec![Said { body: Some(clipped(&text.from)), ..said }]
            }
            Change::NoteRemoved { .. } => {
                vec![Said::with(Mark::plain("trash"), texts.said_note_removed, &[])]
            }
            Change::Removed(RecordRef::Deal(_)) => {
                vec![Said::with(Mark::plain("trash"), texts.said_removed, &[])]
            }
            Change::Adopted(RecordRef::Deal(_)) => {
                vec![Said::with(Mark::plain("info"), texts.said_adopted, &[])]
            }
            Change::ActivityAdded(new) => vec![self.activity_added(new)],
            Change::ActivityEdited { id, edit, .. } => self.activity_edited(*id, edit).into_iter().collect(),
            Change::ActivityRemoved { id, .. } => vec![self.activity_removed(*id)],
            _ => Vec::new(),
        }
    }

    /// That a deal came in.
    pub(super) fn created(&self, stage: StageId, worth: Option<String>) -> Said {
        let to = ("to", Piece::Strong(self.stage(stage)));
        let mark = Mark::plain("plus");
        match worth {
            None => Said::with(mark, self.texts.said_created, &[to]),
            Some(value) => {
                Said::with(mark, self.texts.said_created_worth, &[to, ("value", Piece::Strong(value))])
            }
        }
    }

    /// That a deal came to a stage or standing, where only that is known.
    pub(super) fn arrived(
        &self,
        stage: StageId,
        standing: StandingKind,
        was: StandingKind,
        stayed_days: i64,
    ) -> Said {
        let texts = self.texts;
        let to = ("to", Piece::Strong(self.stage(stage)));
        match standing {
            StandingKind::Open if was != StandingKind::Open => {
                let icon = if was == StandingKind::Nurtured { "wake" } else { "refresh" };
                Said::with(Mark { icon, tone: "accent" }, texts.said_reopened, &[to])
            }
            StandingKind::Open if stayed_days > 0 => {
                Said::new(Mark::MOVED, counted(texts.said_entered_after, stayed_days, self.figures, &[to]))
            }
            StandingKind::Open => Said::with(Mark::MOVED, texts.said_entered, &[to]),
            StandingKind::Won => Said::with(Mark { icon: "trophy", tone: "good" }, texts.said_won, &[]),
            StandingKind::Lost => Said::with(Mark { icon: "lost", tone: "bad" }, texts.said_lost, &[]),
            StandingKind::Nurtured => {
                Said::with(Mark { icon: "nurture", tone: "nurture" }, texts.said_nurtured, &[])
            }
        }
    }

    fn moved(&self, from: &Position, to: &Position, stayed_days: Option<i64>) -> Vec<Said> {
        let texts = self.texts;
        match (&from.standing, &to.standing) {
            (Standing::Lost(before), Standing::Lost(after)) if from.stage == to.stage && before != after => {
                self.loss_edited(before, after)
            }
            (Standing::Nurtured { until: before, reason: why }, Standing::Nurtured { until, reason })
                if (before, why) != (until, reason) =>
            {
                let day = |day: &Option<_>| day.map(self.figures.day);
                let until = self.field("calendar", texts.nurture_until, day(before), day(until));
                let reason = self.field("note", texts.nurture_reason, shown(why), shown(reason));
                until.into_iter().chain(reason).collect()
            }
            (_, Standing::Lost(loss)) if from.standing.kind() != StandingKind::Lost => vec![self.lost(loss)],
            (_, Standing::Nurtured { until, reason }) if from.standing.kind() != StandingKind::Nurtured => {
                let mark = Mark { icon: "nurture", tone: "nurture" };
                let said = match until {
                    None => Said::with(mark, texts.said_nurtured, &[]),
                    Some(day) => {
                        let day = Piece::Strong((self.figures.day)(*day));
                        Said::with(mark, texts.said_nurtured_until, &[("to", day)])
                    }
                };
                vec![Said { body: (!reason.is_empty()).then(|| reason.clone()), ..said }]
            }
            (was, now) if was.kind() != now.kind() => {
                vec![self.arrived(to.stage, now.kind(), was.kind(), 0)]
            }
            _ if from.stage == to.stage => vec![Said::with(Mark::plain("swap"), texts.said_place, &[])],
            _ => {
                let values = [
                    ("from", Piece::Value(self.stage(from.stage))),
                    ("to", Piece::Strong(self.stage(to.stage))),
                ];
                vec![match stayed_days {
                    Some(days) if days > 0 => {
                        Said::new(Mark::MOVED, counted(texts.said_moved_after, days, self.figures, &values))
                    }
                    _ => Said::with(Mark::MOVED, texts.said_moved, &values),
                }]
            }
        }
    }

    fn lost(&self, loss: &Loss) -> Said {
        let texts = self.texts;
        let mut said = match loss.reason {
            None => sentence(texts.said_lost, &[]),
            Some(reason) => sentence(texts.said_lost_for, &[("to", Piece::Strong(self.choice(reason)))]),
        };
        if !loss.competitor.is_empty() {
            let competitor = Piece::Strong(clipped(&loss.competitor));
            said.extend(sentence(texts.said_lost_to, &[("competitor", competitor)]));
        }
        let body = (!loss.note.is_empty()).then(|| loss.note.clone());
        Said { mark: Mark { icon: "lost", tone: "bad" }, sentence: said, body }
    }

    fn loss_edited(&self, before: &Loss, after: &Loss) -> Vec<Said> {
        let texts = self.texts;
        let reason = |loss: &Loss| loss.reason.map(|reason| self.choice(reason));
        [
            self.field("lost", texts.loss_reason, reason(before), reason(after)),
            self.field("organisation", texts.competitor, shown(&before.competitor), shown(&after.competitor)),
            self.field("note", texts.loss_note, shown(&before.note), shown(&after.note)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn edited(&self, edit: &DealEdit) -> Vec<Said> {
        let texts = self.texts;
        if let DealEdit::Tags(swap) = edit {
            return self.tags(swap);
        }
        let Some(Edited { icon, field, from, to }) = Edited::new(self.workspace, self.figures, edit) else {
            return vec![Said::with(Mark::plain("upload"), texts.said_past, &[])];
        };
        let said = match (edit, from) {
            (DealEdit::Probability(Swap { to: None, .. }), Some(from)) => {
                let values = [("field", Piece::Words(field)), ("from", Piece::Value(from))];
                Some(Said::with(Mark::plain(icon), texts.said_stages_own, &values))
            }
            (_, from) => self.field(icon, &field, from, to),
        };
        said.into_iter().collect()
    }

    fn tags(&self, swap: &Swap<Vec<ChoiceId>>) -> Vec<Said> {
        let added = tags_beyond(self.workspace, &swap.to, &swap.from);
        let removed = tags_beyond(self.workspace, &swap.from, &swap.to);
        let mut said = Vec::new();
        if !added.is_empty() {
            let added = [("to", Piece::Strong(added))];
            said.push(Said::with(Mark::plain("tag"), self.texts.said_tags_added, &added));
        }
        if !removed.is_empty() {
            let removed = [("from", Piece::Value(removed))];
            said.push(Said::with(Mark::plain("tag"), self.texts.said_tags_removed, &removed));
        }
        said
    }

    /// That a field got another value; nothing where both are the same.
    fn field(&self, icon: Icon, field: &str, from: Option<String>, to: Option<String>) -> Option<Said> {
        let texts = self.texts;
        if from == to {
            return None;
        }
        let field = ("field", Piece::Words(field.to_owned()));
        let from = from.map(|from| ("from", Piece::Value(clipped(&from))));
        let to = to.map(|to| ("to", Piece::Strong(clipped(&to))));
        let sentence = match (from, to) {
            (None, Some(to)) => sentence(texts.said_set, &[field, to]),
            (Some(from), None) => sentence(texts.said_cleared, &[field, from]),
            (Some(from), Some(to)) => sentence(texts.said_changed, &[field, from, to]),
            (None, None) => return None,
        };
        Some(Said::new(Mark::plain(icon), sentence))
    }

    fn stage(&self, id: StageId) -> String {
        clipped(&name_of(&self.workspace.stages, id, |row| &row.name))
    }

    fn choice(&self, id: ChoiceId) -> String {
        clipped(&name_of(&self.workspace.choices, id, |row| &row.name))
    }
}

fn shown(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
