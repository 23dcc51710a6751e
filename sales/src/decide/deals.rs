//! Rules for deals and their fields.

use super::known::{known, live, named};
use super::words::{self, MAX_TITLE_CHARS};
use super::{Context, DealPatch, End, Rejection, Slot, What, days, moves, stages};
use crate::ids::{ChoiceId, DealId, FieldId, StageId};
use crate::log::{Change, DealEdit, NewDeal, RecordRef, Swap};
use crate::model::{Deal, FieldKind, FieldValue, ListKind, Position, StageKind, Standing, Workspace};
use crate::money::{MAX_MINOR, Money};
use crate::rank::Rank;
use crate::time::{Date, Timestamp};

pub(super) fn add(
    ws: &Workspace,
    stage: StageId,
    title: &str,
    patches: &[DealPatch],
    end: End,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let title = words::line(title, What::DealTitle, MAX_TITLE_CHARS)?;
    let stage = stages::usable(ws, stage)?;
    let standing = match stage.kind {
        StageKind::Open => Standing::Open,
        StageKind::Won => Standing::Won,
        StageKind::Lost => return Err(Rejection::LossReasonNeeded),
    };
    let slot = match end {
        End::Top => Slot::Top,
        End::Bottom => Slot::Bottom,
    };
    let (ranks, mut changes) = moves::room(ws, stage.id, slot, 1, context.now);
    let rank = ranks.first().copied().unwrap_or(Rank::MIDDLE);
    let position = Position { stage: stage.id, rank, standing };
    let new = NewDeal::plain(DealId(context.ids.next_id()), title, position, context.now);
    let mut deal = new.clone().into_deal();
    for patch in patches {
        let edits = patched(ws, &deal, patch, context.now)?;
        crate::evolve::edit_alone(&mut deal, &edits);
    }
    changes.push(Change::DealAdded(Box::new(NewDeal {
        title: deal.title,
        organisation: deal.organisation,
        contact: deal.contact,
        segment: deal.segment,
        owner: deal.owner,
        value: deal.value,
        probability: deal.probability,
        expected_close: deal.expected_close,
        source: deal.source,
        product: deal.product,
        tags: deal.tags,
        custom: deal.custom,
        created: deal.created,
        ..new
    })));
    Ok(changes)
}

pub(super) fn edit(
    ws: &Workspace,
    deals: &[DealId],
    patch: &DealPatch,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let mut changes = Vec::with_capacity(deals.len());
    for ix in named(&ws.deals, deals)? {
        let deal = ws.deals.at(ix);
        let edits = patched(ws, deal, patch, now)?;
        changes.extend(edits.into_iter().map(|edit| Change::DealEdited { id: deal.id, edit }));
    }
    Ok(changes)
}

pub(super) fn remove(ws: &Workspace, deals: &[DealId]) -> Result<Vec<Change>, Rejection> {
    let gone = named(&ws.deals, deals)?.into_iter().map(|ix| RecordRef::Deal(ws.deals.at(ix).id));
    Ok(gone.map(Change::Removed).collect())
}

/// Refuses a day to wait for that is not to come any more.
pub(super) fn to_come(until: Option<Date>, today: Date) -> Result<(), Rejection> {
    if until.is_some_and(|until| until <= today) { Err(Rejection::DayIsPast) } else { Ok(()) }
}

/// Has reviews leave deals out until a day to come, or no longer.
pub(super) fn snooze(
    ws: &Workspace,
    deals: &[DealId],
    until: Option<Date>,
    today: Date,
) -> Result<Vec<Change>, Rejection> {
    to_come(until, today)?;
    let edits = named(&ws.deals, deals)?.into_iter().filter_map(|ix| {
        let deal = ws.deals.at(ix);
        let edit = DealEdit::Snoozed(swap(&deal.snoozed, until)?);
        Some(Change::DealEdited { id: deal.id, edit })
    });
    Ok(edits.collect())
}

/// The edits a patch makes on a deal: none where it has that value already.
pub(super) fn patched(
    ws: &Workspace,
    deal: &Deal,
    patch: &DealPatch,
    now: Timestamp,
) -> Result<Vec<DealEdit>, Rejection> {
    let edit = match patch {
        DealPatch::Title(typed) => {
            let title = words::line(typed, What::DealTitle, MAX_TITLE_CHARS)?;
            swap(&deal.title, title).map(DealEdit::Title)
        }
        DealPatch::Organisation(to) => {
            swap(&deal.organisation, known(&ws.organisations, *to)?).map(DealEdit::Organisation)
        }
        DealPatch::Contact(None) => swap(&deal.contact, None).map(DealEdit::Contact),
        DealPatch::Contact(Some(to)) => {
            let contact = live(&ws.contacts, *to)?;
            let firm = contact.organisation.filter(|&firm| ws.organisations.live(firm).is_some());
            // Choosing a person where no firm is named yet names the person's firm too.
            let firm = if deal.organisation.is_none() { swap(&None, firm) } else { None };
            let contact = swap(&deal.contact, Some(*to)).map(DealEdit::Contact);
            return Ok(contact.into_iter().chain(firm.map(DealEdit::Organisation)).collect());
        }
        DealPatch::Segment(to) => {
            choice(ws, *to, ListKind::Segment)?;
            swap(&deal.segment, *to).map(DealEdit::Segment)
        }
        DealPatch::Source(to) => {
            choice(ws, *to, ListKind::Source)?;
            swap(&deal.source, *to).map(DealEdit::Source)
        }
        DealPatch::Product(to) => {
            choice(ws, *to, ListKind::Product)?;
            swap(&deal.product, *to).map(DealEdit::Product)
        }
        DealPatch::Owner(to) => swap(&deal.owner, known(&ws.people, *to)?).map(DealEdit::Owner),
        DealPatch::Value(to) => value(deal, *to, now)?,
        DealPatch::Probability(to) => {
            if to.is_some_and(|percent| percent > 100) {
                return Err(Rejection::NotAPercentage);
            }
            swap(&deal.probability, *to).map(DealEdit::Probability)
        }
        DealPatch::ExpectedClose(to) => swap(&deal.expected_close, *to).map(DealEdit::ExpectedClose),
        DealPatch::Created(at) => days::created(deal, *at, now)?,
        DealPatch::Closed(at) => days::closed(deal, *at, now)?,
        DealPatch::Tags(to) => tags(ws, deal, to)?,
        DealPatch::AddTag(tag) => tags(ws, deal, &[deal.tags.as_slice(), &[*tag]].concat())?,
        DealPatch::DropTag(tag) => {
            let rest: Vec<ChoiceId> = deal.tags.iter().copied().filter(|own| own != tag).collect();
            swap(&deal.tags, rest).map(DealEdit::Tags)
        }
        DealPatch::Custom(field, to) => custom(ws, deal, *field, to.as_ref())?,
    };
    Ok(edit.into_iter().collect())
}

fn value(deal: &Deal, to: Option<Money>, now: Timestamp) -> Result<Option<DealEdit>, Rejection> {
    if to.is_some_and(|value| !(0..=MAX_MINOR).contains(&value.minor)) {
        return Err(Rejection::ValueOutOfRange);
    }
    Ok(swap(&deal.value, to).map(|value| {
        let at = Swap { from: deal.value_set(), to: now.max(deal.value_set()) };
        DealEdit::Value { value, at }
    }))
}

/// Puts on exactly these tags, each once. A tag that the deal has may have left its list.
fn tags(ws: &Workspace, deal: &Deal, to: &[ChoiceId]) -> Result<Option<DealEdit>, Rejection> {
    let mut tags = Vec::with_capacity(to.len());
    for &tag in to {
        if !deal.tags.contains(&tag) {
            choice(ws, Some(tag), ListKind::Tag)?;
        }
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(swap(&deal.tags, tags).map(DealEdit::Tags))
}

fn custom(
    ws: &Workspace,
    deal: &Deal,
    field: FieldId,
    to: Option<&FieldValue>,
) -> Result<Option<DealEdit>, Rejection> {
    let row = live(&ws.fields, field)?;
    let fits = match to {
        None => true,
        Some(FieldValue::Choice(option)) => {
            row.kind == FieldKind::Choice && row.options.iter().any(|known| known.id == *option)
        }
        Some(FieldValue::Number(number)) => row.kind == FieldKind::Number && number.is_finite(),
        Some(value) => value.kind() == row.kind,
    };
    if !fits {
        return Err(Rejection::WrongFieldKind);
    }
    let to = match to {
        Some(FieldValue::Text(typed)) => {
            let text = words::text(typed, What::Text)?;
            (!text.is_empty()).then_some(FieldValue::Text(text))
        }
        other => other.cloned(),
    };
    Ok(swap(&deal.custom_value(field).cloned(), to).map(|value| DealEdit::Custom { field, value }))
}

pub(super) fn swap<T: Clone + PartialEq>(from: &T, to: T) -> Option<Swap<T>> {
    (*from != to).then(|| Swap { from: from.clone(), to })
}

pub(super) fn choice(ws: &Workspace, id: Option<ChoiceId>, list: ListKind) -> Result<(), Rejection> {
    let is_known = id.is_none_or(|id| ws.choices.live(id).is_some_and(|choice| choice.list == list));
    if is_known { Ok(()) } else { Err(Rejection::Gone(What::Choice)) }
}
