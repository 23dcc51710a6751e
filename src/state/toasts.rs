//! Doing something and saying so: messages that go away by themselves, with Undo where there is something to undo, and
//! sentences for screen readers.

use leptos::prelude::*;
use sales::decide::{Command, Rejection, readiness};
use sales::log::{Kind, Stamp};

use super::deed::Deed;
use super::store::Done;
use super::ui::{Dialog, LongStep, Ui};
use crate::platform::{clock, dom};

/// What a toast is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something was done.
    Plain,
    /// Something was refused or went wrong.
    Bad,
}

/// What a toast says. It becomes words when it is drawn, so that it follows when another language is chosen.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// This was done.
    Done(Deed),
    /// This was taken back.
    Undone(Deed),
    /// This was done again.
    Redone(Deed),
    /// This is why something was not done.
    Refused(Rejection),
    /// One of the texts.
    Text(fn() -> &'static str),
}

impl Message {
    /// Whether both say the same, in whatever language.
    fn says_what(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Done(one), Self::Done(two))
            | (Self::Undone(one), Self::Undone(two))
            | (Self::Redone(one), Self::Redone(two)) => one == two,
            (Self::Refused(one), Self::Refused(two)) => one == two,
            (Self::Text(one), Self::Text(two)) => one() == two(),
            _ => false,
        }
    }
}

/// What the button of a toast does, and to which entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    /// Takes it back.
    Undo(Stamp),
    /// Does it again.
    Redo(Stamp),
}

/// A message that goes away by itself.
#[derive(Debug, Clone)]
pub(crate) struct Toast {
    pub(crate) number: u32,
    pub(crate) tone: Tone,
    pub(crate) message: Message,
    pub(crate) offer: Option<Offer>,
}

/// A sentence for screen readers; the number makes the same sentence new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Announcement {
    pub(crate) number: u32,
    pub(crate) text: String,
}

/// How long a toast stays, in milliseconds. Long enough to read it twice and reach Undo.
const TOAST_MILLISECONDS: i32 = 8_000;
/// How many toasts are shown at once.
const TOASTS: usize = 3;

impl Ui {
    /// Does what a command wants and says so in a toast with Undo; a refusal is a toast too.
    pub(crate) fn act(self, command: &Command) -> Option<Done> {
        match self.store.run(command) {
            Ok(done) => {
                self.tell(&done);
                Some(done)
            }
            Err(rejection) => {
                self.refuse(rejection);
                None
            }
        }
    }

    /// Moves deals. Where something is missing for that, nothing moves yet: a dialog asks for it first.
    pub(crate) fn carry(self, command: Command) -> Option<Done> {
        if self.asks_first(&command) { None } else { self.act(&command) }
    }

    /// Opens the dialog that asks for what is missing before a command may move its deals. Answers whether something is.
    pub(crate) fn asks_first(self, command: &Command) -> bool {
        let is_clear = self.store.with(|workspace| readiness(workspace, command, clock::now()).is_clear());
        if !is_clear {
            self.open(Dialog::Ready(Box::new(command.clone())));
        }
        !is_clear
    }

    /// Does what a command wants without a word, as for a field that shows its new value itself; a refusal is a toast.
    pub(crate) fn act_quietly(self, command: &Command) -> Option<Done> {
        self.store.run(command).map_err(|rejection| self.refuse(rejection)).ok()
    }

    /// Says what was done, with Undo.
    pub(crate) fn tell(self, done: &Done) {
        if let Some((stamp, deed)) = &done.made {
            self.toast(Tone::Plain, Message::Done(deed.clone()), Some(Offer::Undo(*stamp)));
        }
    }

    /// Says why something was refused.
    pub(crate) fn refuse(self, rejection: Rejection) {
        self.toast(Tone::Bad, Message::Refused(rejection), None);
    }

    /// Says that something worked which is no change of the workspace.
    pub(crate) fn inform(self, text: fn() -> &'static str) {
        self.toast(Tone::Plain, Message::Text(text), None);
    }

    /// The same with a button.
    pub(crate) fn inform_with(self, text: fn() -> &'static str, offer: Offer) {
        self.toast(Tone::Plain, Message::Text(text), Some(offer));
    }

    /// Says that something did not work.
    pub(crate) fn warn(self, text: fn() -> &'static str) {
        self.toast(Tone::Bad, Message::Text(text), None);
    }

    /// Takes back the last action, or the one with a stamp.
    pub(crate) fn undo(self, stamp: Option<Stamp>) {
        if let Some(stamp) = stamp {
            self.toasts.update(|toasts| toasts.retain(|toast| toast.offer != Some(Offer::Undo(stamp))));
        }
        if let Some(kind) = self.store.long_undo(stamp) {
            return self.want_long_step(kind);
        }
        match self.store.undo(stamp) {
            Ok(done) => {
                if let Some((_, deed)) = done.made {
                    let again = untrack(|| self.store.next_redo()).map(Offer::Redo);
                    self.toast(Tone::Plain, Message::Undone(deed), again);
                }
            }
            Err(rejection) => self.refuse(rejection),
        }
    }

    /// Does again what was undone last.
    pub(crate) fn redo(self) {
        if let Some(kind) = self.store.long_redo() {
            return self.want_long_step(kind);
        }
        match self.store.redo() {
            Ok(done) => {
                if let Some((stamp, deed)) = done.made {
                    self.toast(Tone::Plain, Message::Redone(deed), Some(Offer::Undo(stamp)));
                }
            }
            Err(rejection) => self.refuse(rejection),
        }
    }

    fn want_long_step(self, kind: Kind) {
        if self.long_step.get_untracked().is_none() {
            self.long_step.set(Some(LongStep::Wanted(kind)));
        }
    }

    /// Whether what a toast's button does can still be done. Tracks what can be undone.
    pub(crate) fn stands(self, offer: Offer) -> bool {
        match offer {
            Offer::Undo(stamp) => self.store.is_undoable(stamp),
            Offer::Redo(stamp) => self.store.next_redo() == Some(stamp),
        }
    }

    /// Does what a toast's button offers.
    pub(crate) fn take(self, offer: Offer) {
        match offer {
            Offer::Undo(stamp) => self.undo(Some(stamp)),
            Offer::Redo(_) => self.redo(),
        }
    }

    /// Shows a message that goes away by itself, in place of the same one and of those that no longer hold.
    fn toast(self, tone: Tone, message: Message, offer: Option<Offer>) {
        let number = self.number();
        self.toasts.update(|toasts| {
            toasts.retain(|toast| {
                let stands = toast.offer.is_none_or(|offer| untrack(|| self.stands(offer)));
                stands && !toast.message.says_what(&message)
            });
            toasts.push(Toast { number, tone, message, offer });
            let surplus = toasts.len().saturating_sub(TOASTS);
            toasts.drain(..surplus);
        });
        dom::later(TOAST_MILLISECONDS, move || self.dismiss(number));
    }

    /// Takes a toast away.
    pub(crate) fn dismiss(self, number: u32) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.number != number));
    }

    /// Says a sentence to screen readers.
    pub(crate) fn announce(self, text: String) {
        let number = self.number();
        self.announcement.set(Announcement { number, text });
    }
}
