//! What holds of every workspace, whatever happened to it.

use std::collections::{BTreeSet, HashSet};

use sales::board::{Board, BoardQuery};
use sales::model::{Deal, GroupBy, Ix, StageKind, StandingKind, Workspace};
use sales::query::Filter;
use sales::rank::Rank;

/// What holds even after the logs of several people were mixed.
#[track_caller]
pub(crate) fn check_merged(ws: &Workspace) {
    for deal in ws.deals.rows() {
        deal_is_sound(ws, deal);
    }
    columns_are_sound(ws);
    assert_eq!(
        ws.sample_deals(),
        ws.deals.iter().filter(|deal| deal.sample).count(),
        "the count of the sample's deals"
    );
    no_open_deal_is_out_of_sight(ws);
    activities_are_sound(ws);
}

fn activities_are_sound(ws: &Workspace) {
    let mut on_deals = 0;
    for deal in ws.deals.rows() {
        for activity in ws.activities_on(deal.id) {
            assert!(
                !activity.removed && activity.deal == Some(deal.id),
                "{} is on its deal",
                activity.subject
            );
            on_deals += 1;
        }
    }
    let there = ws.activities.iter().filter(|row| row.deal.is_some_and(|deal| ws.deals.get(deal).is_some()));
    assert_eq!(on_deals, there.count(), "each activity is found on its deal, once");
}

/// What holds on one device.
#[track_caller]
pub(crate) fn check(ws: &Workspace) {
    check_merged(ws);
    for deal in ws.deals.iter() {
        let stage = ws.stages.live(deal.position.stage).expect("a stage");
        let kind = match deal.standing() {
            StandingKind::Open | StandingKind::Nurtured => StageKind::Open,
            StandingKind::Won => StageKind::Won,
            StandingKind::Lost => StageKind::Lost,
        };
        assert_eq!(stage.kind, kind, "{} stands as its stage says", deal.title);
        assert!(!stage.archived, "{} is in an archived stage", deal.title);
    }
    for pipeline in ws.pipelines.iter() {
        let stages = ws.usable_stages_of(pipeline.id);
        for kind in [StageKind::Open, StageKind::Won, StageKind::Lost] {
            assert!(stages.iter().any(|stage| stage.kind == kind), "{} has no {kind:?} stage", pipeline.name);
        }
        let names: HashSet<String> = stages.iter().map(|stage| stage.name.to_lowercase()).collect();
        assert_eq!(names.len(), stages.len(), "two stages of {} have one name", pipeline.name);
    }
}

fn deal_is_sound(ws: &Workspace, deal: &Deal) {
    let title = &deal.title;
    assert!(!title.trim().is_empty());
    let last = deal.visits.last().expect("a visit");
    assert_eq!(
        (last.stage, last.standing),
        (deal.position.stage, deal.standing()),
        "the last visit of {title}"
    );
    assert!(deal.visits.is_sorted_by_key(|visit| visit.entered), "the visits of {title}");
    assert!(deal.notes.is_sorted_by_key(|note| (note.written, note.id)), "the notes of {title}");
    assert!(deal.custom.is_sorted_by_key(|(field, _)| *field), "the fields of {title}");
    let tags: HashSet<_> = deal.tags.iter().collect();
    assert_eq!(tags.len(), deal.tags.len(), "the tags of {title}");
    if let Some(stage) = ws.stages.get(deal.position.stage).filter(|_| !deal.removed) {
        assert!(!stage.removed, "{title} is in a stage that was removed");
        assert!(ws.pipelines.live(stage.pipeline).is_some(), "{title} is in a pipeline that was removed");
    }
}

fn columns_are_sound(ws: &Workspace) {
    let mut seen: BTreeSet<Ix<Deal>> = BTreeSet::new();
    for stage in ws.stages.rows() {
        let cells: Vec<(Rank, Ix<Deal>)> =
            ws.column(stage.id).map(|ix| (ws.deals.at(ix).position.rank, ix)).collect();
        assert!(cells.is_sorted(), "the cards of {}", stage.name);
        for (_, ix) in cells {
            let deal = ws.deals.at(ix);
            assert_eq!(deal.position.stage, stage.id, "{} is in the column of its stage", deal.title);
            assert!(seen.insert(ix), "{} is in one column", deal.title);
        }
    }
    let standing = ws.deals.iter_ix().filter(|(_, deal)| deal.standing() != StandingKind::Nurtured);
    let expected: BTreeSet<Ix<Deal>> =
        standing.filter(|(_, deal)| ws.stages.get(deal.position.stage).is_some()).map(|(ix, _)| ix).collect();
    assert_eq!(seen, expected, "each deal that stands in a column, and no other");
}

fn no_open_deal_is_out_of_sight(ws: &Workspace) {
    let mut shown = 0;
    for pipeline in ws.pipelines.iter() {
        let query =
            BoardQuery { pipeline: pipeline.id, filter: Filter::default(), group_by: GroupBy::Nothing };
        shown += Board::new(ws, query).totals().count;
    }
    let open = ws.deals.iter().filter(|deal| deal.is_open() && ws.stages.get(deal.position.stage).is_some());
    assert_eq!(shown, open.count(), "open deals on the boards");
}
