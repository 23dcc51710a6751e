//! What happened to the activities of a deal.

use sales::ids::ActivityId;
use sales::log::{ActivityEdit, NewActivity, Swap};
use sales::model::Activity;

use super::{Mark, Piece, Said, Speaker, sentence, shown};
use crate::components::Icon;
use crate::screens::activities::{called, due_text, kind_icon, kind_name};
use crate::screens::values::{clipped, name_of};
use crate::text::{fill, t};

impl Speaker<'_> {
    pub(super) fn activity_added(&self, new: &NewActivity) -> Said {
        let texts = self.texts;
        let what = self.activity(new.id);
        if new.done.is_some() {
            return self.was_done(kind_icon(new.kind), what, &new.outcome);
        }
        let mark = Mark::plain(kind_icon(new.kind));
        let said = match new.due {
            None => Said::with(mark, texts.said_planned, &[("what", what)]),
            Some(due) => {
                let to = Piece::Strong(due_text(due, self.figures));
                Said::with(mark, texts.said_planned_for, &[("to", to), ("what", what)])
            }
        };
        Said { body: shown(&new.note), ..said }
    }

    /// That an activity was done, as far as it tells that itself.
    pub(in crate::screens::deal) fn done(&self, activity: &Activity) -> Said {
        self.was_done(kind_icon(activity.kind), self.activity(activity.id), &activity.outcome)
    }

    fn was_done(&self, icon: Icon, what: Piece, outcome: &str) -> Said {
        let said = Said::with(Mark { icon, tone: "good" }, self.texts.said_done, &[("what", what)]);
        Said { body: shown(outcome), ..said }
    }

    pub(super) fn activity_edited(&self, id: ActivityId, edit: &ActivityEdit) -> Option<Said> {
        let (ws, texts, deeds) = (self.workspace, t().activities(), t().deeds());
        let icon = self.icon_of(id);
        let said = match edit {
            ActivityEdit::Done(Swap { to: Some(_), .. }) => {
                return Some(self.was_done(icon, self.activity(id), ""));
            }
            ActivityEdit::Done(_) => {
                let what = [("what", self.activity(id))];
                return Some(Said::with(Mark::plain("refresh"), self.texts.said_reopened_activity, &what));
            }
            ActivityEdit::Kind(swap) => {
                let [from, to] = [swap.from, swap.to].map(|kind| Some(kind_name(ws, kind)));
                self.field(icon, texts.kind, from, to)
            }
            ActivityEdit::Subject(swap) => {
                self.field(icon, texts.subject, shown(&swap.from), shown(&swap.to))
            }
            ActivityEdit::Due(swap) => {
                let [from, to] = [swap.from, swap.to].map(|due| due.map(|due| due_text(due, self.figures)));
                self.field("calendar", texts.date, from, to)
            }
            ActivityEdit::Minutes(swap) => {
                let [from, to] = [swap.from, swap.to].map(|minutes| {
                    minutes.map(|minutes| {
                        let number = (self.figures.number)(f64::from(minutes));
                        fill(texts.minutes.other, &[("n", &number)])
                    })
                });
                self.field("clock", texts.duration, from, to)
            }
            ActivityEdit::Owner(swap) => {
                let name = |id| name_of(&ws.people, id, |row| &row.name);
                self.field("user", texts.owner, swap.from.map(name), swap.to.map(name))
            }
            ActivityEdit::Note(swap) => self.field("note", texts.note, shown(&swap.from), shown(&swap.to)),
            ActivityEdit::Outcome(swap) => {
                self.field("note", texts.outcome, shown(&swap.from), shown(&swap.to))
            }
            ActivityEdit::Deal(swap) => {
                let title = |id| name_of(&ws.deals, id, |row| &row.title);
                self.field(icon, deeds.deal, swap.from.map(title), swap.to.map(title))
            }
            ActivityEdit::Organisation(swap) => {
                let name = |id| name_of(&ws.organisations, id, |row| &row.name);
                self.field("organisation", deeds.organisation, swap.from.map(name), swap.to.map(name))
            }
            ActivityEdit::Contact(swap) => {
                let name = |id| name_of(&ws.contacts, id, |row| &row.name);
                self.field("contact", deeds.contact, swap.from.map(name), swap.to.map(name))
            }
            // What another system calls it is nobody's concern here.
            ActivityEdit::External(_) => None,
        }?;
        let mut of = sentence(self.texts.said_of_activity, &[("what", self.activity(id))]);
        of.extend(said.sentence);
        Some(Said { sentence: of, ..said })
    }

    pub(super) fn activity_removed(&self, id: ActivityId) -> Said {
        Said::with(Mark::plain("trash"), self.texts.said_activity_deleted, &[("what", self.activity(id))])
    }

    /// What an activity is called now.
    fn activity(&self, id: ActivityId) -> Piece {
        let name = self.workspace.activities.get(id).map(|row| called(self.workspace, row));
        Piece::Strong(name.unwrap_or_else(|| clipped(t().common().unknown)))
    }

    fn icon_of(&self, id: ActivityId) -> Icon {
        self.workspace.activities.get(id).map_or("flag", |row| kind_icon(row.kind))
    }
}
