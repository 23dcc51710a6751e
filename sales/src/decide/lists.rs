//! Rules for what a team shapes for itself: lists, custom fields, saved views, settings.

use super::known::{known, live};
use super::order::reranked;
use super::words::{self, MAX_LINE_CHARS, same_name};
use super::{ChoicePatch, Context, FieldPatch, Rejection, ViewPatch, What};
use crate::ids::{ChoiceId, FieldId, OptionId, PersonId, PipelineId, ViewId};
use crate::log::{Change, ChoiceEdit, Device, FieldEdit, RecordRef, SettingsEdit, Swap, ViewEdit};
use crate::model::{Field, FieldKind, FieldOption, GroupBy, ListKind, Workspace};
use crate::money::{Currency, MAX_MILLIONTHS, MAX_MINOR, Rate};
use crate::query::Filter;
use crate::rank::Rank;

fn name(typed: &str, what: What) -> Result<String, Rejection> {
    words::line(typed, what, MAX_LINE_CHARS)
}

fn choice_name(
    ws: &Workspace,
    list: ListKind,
    typed: &str,
    own: Option<ChoiceId>,
) -> Result<String, Rejection> {
    let name = name(typed, What::Choice)?;
    let taken = ws.list(list).iter().any(|row| Some(row.id) != own && same_name(&row.name, &name));
    if taken { Err(Rejection::NameTaken(What::Choice, name)) } else { Ok(name) }
}

fn next_rank(last: Option<Rank>) -> Rank {
    Rank::between(last, None).unwrap_or(Rank::MIDDLE)
}

pub(super) fn add(
    ws: &Workspace,
    id: ChoiceId,
    list: ListKind,
    typed: &str,
) -> Result<Vec<Change>, Rejection> {
    let name = choice_name(ws, list, typed, None)?;
    let rank = next_rank(ws.list(list).last().map(|row| row.rank));
    Ok(vec![Change::ChoiceAdded { id, list, name, rank, sample: false }])
}

/// Adds names to a list that are not there yet.
pub(super) fn offer(
    ws: &Workspace,
    list: ListKind,
    names: &[String],
    context: &mut Context<'_>,
) -> Vec<Change> {
    let mut bottom = ws.list(list).last().map(|row| row.rank);
    let mut added: Vec<String> = Vec::new();
    let mut changes = Vec::new();
    for typed in names {
        let Ok(name) = choice_name(ws, list, typed, None) else { continue };
        if added.iter().any(|other| same_name(other, &name)) {
            continue;
        }
        added.push(name.clone());
        let rank = next_rank(bottom);
        bottom = Some(rank);
        let id = ChoiceId(context.ids.next_id());
        changes.push(Change::ChoiceAdded { id, list, name, rank, sample: false });
    }
    changes
}

pub(super) fn edit(ws: &Workspace, id: ChoiceId, patch: &ChoicePatch) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.choices, id)?;
    let change = |edit| vec![Change::ChoiceEdited { id, edit }];
    Ok(match patch {
        ChoicePatch::Name(typed) => {
            let to = choice_name(ws, row.list, typed, Some(id))?;
            if to == row.name {
                Vec::new()
            } else {
                change(ChoiceEdit::Name(Swap { from: row.name.clone(), to }))
            }
        }
        ChoicePatch::Before(before) => {
            let order: Vec<(ChoiceId, Rank)> =
                ws.list(row.list).iter().map(|row| (row.id, row.rank)).collect();
            reranked(&order, id, *before)
                .into_iter()
                .map(|(id, from, to)| Change::ChoiceEdited { id, edit: ChoiceEdit::Rank(Swap { from, to }) })
                .collect()
        }
        ChoicePatch::Price(to) if *to == row.price => Vec::new(),
        ChoicePatch::Price(to) => {
            if to.is_some_and(|price| !(0..=MAX_MINOR).contains(&price.minor)) {
                return Err(Rejection::ValueOutOfRange);
            }
            change(ChoiceEdit::Price(Swap { from: row.price, to: *to }))
        }
        ChoicePatch::Archived(to) if *to == row.archived => Vec::new(),
        ChoicePatch::Archived(to) => change(ChoiceEdit::Archived(Swap { from: row.archived, to: *to })),
    })
}

fn field_name(ws: &Workspace, typed: &str, own: Option<FieldId>) -> Result<String, Rejection> {
    let name = name(typed, What::Field)?;
    let taken = ws.fields.iter().any(|row| Some(row.id) != own && same_name(&row.name, &name));
    if taken { Err(Rejection::NameTaken(What::Field, name)) } else { Ok(name) }
}

fn option_name(options: &[FieldOption], typed: &str, own: Option<OptionId>) -> Result<String, Rejection> {
    let name = name(typed, What::FieldOption)?;
    let taken = options.iter().any(|row| Some(row.id) != own && same_name(&row.name, &name));
    if taken { Err(Rejection::NameTaken(What::FieldOption, name)) } else { Ok(name) }
}

pub(super) fn add_field(
    ws: &Workspace,
    typed: &str,
    kind: FieldKind,
    option_names: &[String],
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let name = field_name(ws, typed, None)?;
    let mut options = Vec::new();
    if kind == FieldKind::Choice {
        for typed in option_names {
            let name = option_name(&options, typed, None)?;
            options.push(FieldOption { id: OptionId(context.ids.next_id()), name });
        }
    }
    let rank = next_rank(ws.fields_in_order().last().map(|row| row.rank));
    Ok(vec![Change::FieldAdded { id: FieldId(context.ids.next_id()), name, kind, options, rank }])
}

pub(super) fn edit_field(
    ws: &Workspace,
    id: FieldId,
    patch: &FieldPatch,
    context: &mut Context<'_>,
) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.fields, id)?;
    let change = |edit| vec![Change::FieldEdited { id, edit }];
    let with_options = |row: &Field, to: Vec<FieldOption>| {
        let from = row.options.clone();
        if from == to { Vec::new() } else { change(FieldEdit::Options(Swap { from, to })) }
    };
    let mut options = row.options.clone();
    Ok(match patch {
        FieldPatch::Name(typed) => {
            let to = field_name(ws, typed, Some(id))?;
            if to == row.name {
                Vec::new()
            } else {
                change(FieldEdit::Name(Swap { from: row.name.clone(), to }))
            }
        }
        FieldPatch::Before(before) => {
            let order: Vec<(FieldId, Rank)> =
                ws.fields_in_order().iter().map(|row| (row.id, row.rank)).collect();
            reranked(&order, id, *before)
                .into_iter()
                .map(|(id, from, to)| Change::FieldEdited { id, edit: FieldEdit::Rank(Swap { from, to }) })
                .collect()
        }
        FieldPatch::Archived(to) if *to == row.archived => Vec::new(),
        FieldPatch::Archived(to) => change(FieldEdit::Archived(Swap { from: row.archived, to: *to })),
        FieldPatch::AddOption(_) if row.kind != FieldKind::Choice => return Err(Rejection::WrongFieldKind),
        FieldPatch::AddOption(typed) => {
            let name = option_name(&options, typed, None)?;
            options.push(FieldOption { id: OptionId(context.ids.next_id()), name });
            with_options(row, options)
        }
        FieldPatch::RenameOption(option, typed) => {
            let name = option_name(&options, typed, Some(*option))?;
            let known = options.iter_mut().find(|row| row.id == *option);
            known.ok_or(Rejection::Gone(What::FieldOption))?.name = name;
            with_options(row, options)
        }
        FieldPatch::MoveOption(option, before) => {
            let from = options.iter().position(|row| row.id == *option);
            let moved = options.remove(from.ok_or(Rejection::Gone(What::FieldOption))?);
            let end = options.len();
            let to = before.and_then(|before| options.iter().position(|row| row.id == before));
            // In front of itself is where it is.
            let to = if *before == Some(*option) { from } else { to };
            options.insert(to.unwrap_or(end), moved);
            with_options(row, options)
        }
        FieldPatch::DropOption(option) => {
            if !options.iter().any(|row| row.id == *option) {
                return Err(Rejection::Gone(What::FieldOption));
            }
            options.retain(|row| row.id != *option);
            with_options(row, options)
        }
    })
}

fn view_name(ws: &Workspace, typed: &str, own: Option<ViewId>) -> Result<String, Rejection> {
    let name = name(typed, What::View)?;
    let taken = ws.views.iter().any(|row| Some(row.id) != own && same_name(&row.name, &name));
    if taken { Err(Rejection::NameTaken(What::View, name)) } else { Ok(name) }
}

pub(super) fn save_view(
    ws: &Workspace,
    id: ViewId,
    typed: &str,
    pipeline: PipelineId,
    filter: &Filter,
    group_by: GroupBy,
) -> Result<Vec<Change>, Rejection> {
    let name = view_name(ws, typed, None)?;
    live(&ws.pipelines, pipeline)?;
    Ok(vec![Change::ViewAdded { id, name, pipeline, filter: Box::new(filter.clone()), group_by }])
}

pub(super) fn edit_view(ws: &Workspace, id: ViewId, patch: &ViewPatch) -> Result<Vec<Change>, Rejection> {
    let row = live(&ws.views, id)?;
    let edit = match patch {
        ViewPatch::Name(typed) => {
            ViewEdit::Name(Swap { from: row.name.clone(), to: view_name(ws, typed, Some(id))? })
        }
        ViewPatch::Filter(to) => {
            ViewEdit::Filter(Swap { from: Box::new(row.filter.clone()), to: Box::new(to.clone()) })
        }
        ViewPatch::GroupBy(to) => ViewEdit::GroupBy(Swap { from: row.group_by, to: *to }),
    };
    let same = match &edit {
        ViewEdit::Name(swap) => swap.from == swap.to,
        ViewEdit::Filter(swap) => swap.from == swap.to,
        ViewEdit::GroupBy(swap) => swap.from == swap.to,
    };
    Ok(if same { Vec::new() } else { vec![Change::ViewEdited { id, edit }] })
}

pub(super) fn remove_view(ws: &Workspace, id: ViewId) -> Result<Vec<Change>, Rejection> {
    live(&ws.views, id)?;
    Ok(vec![Change::Removed(RecordRef::View(id))])
}

pub(super) fn rename_workspace(ws: &Workspace, typed: &str) -> Result<Vec<Change>, Rejection> {
    let to = words::optional_line(typed, What::Workspace, MAX_LINE_CHARS)?;
    let from = ws.settings.name.clone();
    Ok(if from == to { Vec::new() } else { vec![Change::Settings(SettingsEdit::Name(Swap { from, to }))] })
}

/// Another currency for totals. The rates say what the others are worth in the old one, so they go: a total
/// that asks for a rate is better than one that is wrong.
pub(super) fn set_currency(ws: &Workspace, to: Currency) -> Vec<Change> {
    let from = ws.settings.currency;
    if from == to {
        return Vec::new();
    }
    let stale = ws.settings.rates.iter().map(|(&currency, &rate)| {
        Change::Settings(SettingsEdit::Rate { currency, rate: Swap { from: Some(rate), to: None } })
    });
    stale.chain([Change::Settings(SettingsEdit::Currency(Swap { from, to }))]).collect()
}

pub(super) fn set_rate(
    ws: &Workspace,
    currency: Currency,
    to: Option<Rate>,
) -> Result<Vec<Change>, Rejection> {
    if currency == ws.settings.currency
        || to.is_some_and(|rate| !(1..=MAX_MILLIONTHS).contains(&rate.millionths))
    {
        return Err(Rejection::BadRate(currency));
    }
    let from = ws.settings.rates.get(&currency).copied();
    let rate = Swap { from, to };
    Ok(if from == to { Vec::new() } else { vec![Change::Settings(SettingsEdit::Rate { currency, rate })] })
}

/// How many open deals a person can look after; nobody is said to look after none.
pub(super) fn set_capacity(ws: &Workspace, deals: Option<u16>) -> Vec<Change> {
    let (from, to) = (ws.settings.capacity, deals.filter(|&deals| deals > 0));
    if from == to { Vec::new() } else { vec![Change::Settings(SettingsEdit::Capacity(Swap { from, to }))] }
}

pub(super) fn set_author(
    ws: &Workspace,
    device: Device,
    to: Option<PersonId>,
) -> Result<Vec<Change>, Rejection> {
    known(&ws.people, to)?;
    let from = ws.settings.authors.get(&device).copied();
    let person = Swap { from, to };
    Ok(if from == to { Vec::new() } else { vec![Change::Settings(SettingsEdit::Author { device, person })] })
}
