//! What the sample's sellers did, and what they have planned.

use super::content::{Content, Step};
use super::{Dice, earlier};
use crate::decide::Context;
use crate::ids::ActivityId;
use crate::log::{Change, NewActivity, NewDeal};
use crate::model::{Due, StandingKind, TimeOfDay};
use crate::time::Timestamp;

/// How many of a hundred open deals have a next step. The others are what the app is there to show.
const WITH_NEXT_STEP: usize = 65;

/// The activities of all the deals among the changes.
pub(super) fn of_deals(
    changes: &[Change],
    words: &'static Content,
    context: &mut Context<'_>,
) -> Vec<Change> {
    // Dice of their own: what the deals are does not hang on what is done about them.
    let mut dice = Dice(20_261_127);
    let deals = changes.iter().filter_map(|change| match change {
        Change::DealAdded(deal) => Some(deal.as_ref()),
        _ => None,
    });
    let mut activities = Vec::new();
    for deal in deals {
        of_deal(deal, words, context, &mut dice, &mut activities);
    }
    activities
}

fn of_deal(
    deal: &NewDeal,
    words: &'static Content,
    context: &mut Context<'_>,
    dice: &mut Dice,
    activities: &mut Vec<Change>,
) {
    let last = deal.visits.last().map_or(deal.created, |visit| visit.entered);
    for _ in 0..dice.below(4) {
        let done = Timestamp(dice.between(deal.created.0, last.0));
        let outcome = dice.pick(words.outcomes).unwrap_or_default().to_owned();
        let made = new(deal, words, earlier(done, dice.between(1, 6), dice), context, dice);
        let due = due(done, dice).map(Due::from);
        activities.push(Change::ActivityAdded(Box::new(NewActivity {
            due,
            done: Some(done),
            outcome,
            ..made
        })));
    }
    if deal.position.standing.kind() == StandingKind::Open && dice.chance(WITH_NEXT_STEP) {
        let made = new(deal, words, last, context, dice);
        let day = due(context.now.plus_days(dice.between(-4, 12)), dice);
        let hour = u16::try_from(dice.between(9, 18)).unwrap_or(9);
        let time = if dice.chance(60) { TimeOfDay::new(hour, 30) } else { None };
        let due = day.map(|date| Due { date, time });
        activities.push(Change::ActivityAdded(Box::new(NewActivity { due, ..made })));
    }
}

fn due(at: Timestamp, dice: &mut Dice) -> Option<crate::time::Date> {
    let shifted = at.plus_days(dice.between(0, 2));
    chrono::DateTime::from_timestamp_millis(shifted.0).map(|at| at.date_naive())
}

fn new(
    deal: &NewDeal,
    words: &'static Content,
    created: Timestamp,
    context: &mut Context<'_>,
    dice: &mut Dice,
) -> NewActivity {
    let Step { kind, subject, minutes } = dice.pick(words.steps).unwrap_or_default();
    NewActivity {
        subject: subject.to_owned(),
        deal: Some(deal.id),
        organisation: deal.organisation,
        contact: deal.contact,
        owner: deal.owner,
        minutes: (minutes > 0).then_some(minutes),
        sample: true,
        ..NewActivity::plain(ActivityId(context.ids.next_id()), kind, created)
    }
}
