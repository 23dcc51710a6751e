//! Rules for notes on deals.

use super::deals::swap;
use super::known::live;
use super::{Context, Rejection, What, words};
use crate::ids::{DealId, NoteId};
use crate::log::Change;
use crate::model::{Note, Workspace};

pub(super) fn add(
    ws: &Workspace,
    deal: DealId,
    typed: &str,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let deal = live(&ws.deals, deal)?;
    let text = words::full_text(typed, What::Note)?;
    let note = Note { id: NoteId(context.ids.next_id()), text, written: context.now };
    Ok(vec![Change::NoteAdded { deal: deal.id, note }])
}

pub(super) fn edit(
    ws: &Workspace,
    deal: DealId,
    note: NoteId,
    typed: &str,
) -> Result<Vec<Change>, Rejection> {
    let note = live(&ws.deals, deal)?.note(note).ok_or(Rejection::Gone(What::Note))?;
    let text = swap(&note.text, words::full_text(typed, What::Note)?);
    Ok(text.map(|text| Change::NoteEdited { deal, note: note.id, text }).into_iter().collect())
}

pub(super) fn remove(ws: &Workspace, deal: DealId, note: NoteId) -> Result<Vec<Change>, Rejection> {
    let note = live(&ws.deals, deal)?.note(note).ok_or(Rejection::Gone(What::Note))?;
    Ok(vec![Change::NoteRemoved { deal, note: note.clone() }])
}
