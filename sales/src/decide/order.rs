//! The order that a person gives to pipelines, stages and entries of lists.

use crate::rank::Rank;

/// What it takes to bring `id` in front of `before` (to the end where that is `None` or unknown): records with
/// their old and new ranks.
pub(super) fn reranked<I: Copy + PartialEq>(
    order: &[(I, Rank)],
    id: I,
    before: Option<I>,
) -> Vec<(I, Rank, Rank)> {
    let Some(&(_, own)) = order.iter().find(|row| row.0 == id) else { return Vec::new() };
    if before == Some(id) {
        return Vec::new();
    }
    let rest: Vec<(I, Rank)> = order.iter().copied().filter(|row| row.0 != id).collect();
    let place = before.and_then(|before| rest.iter().position(|row| row.0 == before)).unwrap_or(rest.len());
    if order.iter().position(|row| row.0 == id) == Some(place) {
        return Vec::new();
    }
    let above = place.checked_sub(1).map(|above| rest[above].1);
    let below = rest.get(place).map(|row| row.1);
    if let Some(rank) = Rank::between(above, below) {
        return vec![(id, own, rank)];
    }
    let mut all = rest;
    all.insert(place, (id, own));
    all.into_iter()
        .enumerate()
        .map(|(index, (id, old))| (id, old, Rank::nth(index)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// The rank of a new record in front of `before` (at the end where that is `None` or unknown), and the records that
/// make room for it with their old and new ranks.
pub(super) fn inserted<I: Copy + PartialEq>(
    mut order: Vec<(I, Rank)>,
    id: I,
    before: Option<I>,
) -> (Rank, Vec<(I, Rank, Rank)>) {
    let end = Rank::between(order.last().map(|row| row.1), None).unwrap_or(Rank::MIDDLE);
    order.push((id, end));
    let (own, asides): (Vec<_>, Vec<_>) =
        reranked(&order, id, before).into_iter().partition(|row| row.0 == id);
    (own.first().map_or(end, |row| row.2), asides)
}
