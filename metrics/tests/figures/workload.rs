//! Who looks after how much.

use metrics::{
    Basis, Behind, Grouping, Key, Load, Period, Query, Room, Selection, by, capacity_of, due_apart,
    due_deals, loads, open_deals, room, staffed,
};
use sales::decide::{ActivityDraft, Command, DealPatch, PersonPatch};
use sales::ids::{ActivityId, PersonId, PipelineId};
use sales::model::{ActivityKind, Due};
use sales::query::Filter;

use super::{day, story};

#[test]
fn what_is_due_and_what_one_can_look_after_person_by_person() {
    let mut story = story("new: a b c d | won: | lost:", &[]);
    let office = &mut story.office;
    let (ada, bob) = (office.person_id("Ada"), office.person_id("Bob"));
    for (deals, owner) in [("a b", ada), ("c", bob)] {
        let deals = office.deal_ids(deals);
        office.must(&Command::EditDeals { deals, patch: DealPatch::Owner(Some(owner)) });
    }
    for (owner, due, done) in [
        (Some(ada), Some(3), false),
        (Some(ada), Some(7), false),
        (Some(ada), Some(8), false),
        (Some(ada), Some(1), true),
        (None, Some(2), false),
        (Some(bob), None, false),
    ] {
        let id = ActivityId(office.uuid());
        let due = due.map(|number| Due { date: day(number), time: None });
        let done = done.then_some(office.now);
        let draft = ActivityDraft { kind: ActivityKind::Call, owner, due, done, ..ActivityDraft::default() };
        office.must(&Command::AddActivity { id, draft });
    }
    let known = |story: &super::Story| {
        let columns = metrics::Columns::new(&story.office.ws, &super::UTC);
        let groups = by(&story.office.ws, &columns, &story.selection, &story.query, Grouping::Owner);
        let open = open_deals(&story.office.ws, &columns, &story.query);
        let mut all = loads(&story.office.ws, &groups, &open, day(7));
        all.sort_by_key(|load| load.person);
        (all, room(&story.office.ws, &open))
    };
    let load = |person, open, due, capacity| Load { person, open, due, capacity };
    let expected = [load(None, 1, 1, None), load(Some(ada), 2, 2, None), load(Some(bob), 1, 0, None)];
    assert_eq!(known(&story), (expected.to_vec(), None));

    story.office.must(&Command::SetCapacity { deals: Some(3) });
    story.office.must(&Command::EditPerson { person: ada, patch: PersonPatch::Capacity(Some(1)) });
    assert_eq!(capacity_of(&story.office.ws, bob), Some(3));
    let (all, total) = known(&story);
    assert_eq!(all.iter().map(|load| load.capacity).collect::<Vec<_>>(), [None, Some(1), Some(3)]);
    assert_eq!(total, Some(Room { open: 3, capacity: 4, people: 2 }));
}

#[test]
fn load_and_room_take_all_open_deals_whatever_is_looked_at() {
    let mut story = story("new: a b c d | won: e | lost:", &[]);
    let office = &mut story.office;
    let (ada, bob) = (office.person_id("Ada"), office.person_id("Bob"));
    for (deals, owner) in [("a b e", ada), ("c d", bob)] {
        let deals = office.deal_ids(deals);
        office.must(&Command::EditDeals { deals, patch: DealPatch::Owner(Some(owner)) });
    }
    office.must(&Command::SetCapacity { deals: Some(3) });
    let ws = &story.office.ws;
    let columns = metrics::Columns::new(ws, &super::UTC);
    let of_ada = Selection::new(ws, Filter { owners: vec![Some(ada)], ..Filter::default() }, Vec::new());
    // No deal was created in these days, and none of that pipeline is there.
    let query = Query {
        basis: Basis::CreatedIn,
        period: Period { from: day(300), to: day(301) },
        pipelines: vec![PipelineId(sales::ids::Uuid::nil())],
        ..story.query.clone()
    };
    let groups = by(ws, &columns, &of_ada, &story.query, Grouping::Owner);
    let open = open_deals(ws, &columns, &Query { today: day(301), ..query });
    let loads = loads(ws, &groups, &open, day(7));
    assert_eq!(loads, [Load { person: Some(ada), open: 2, due: 0, capacity: Some(3) }]);
    assert_eq!(room(ws, &open), Some(Room { open: 4, capacity: 6, people: 2 }));
}

#[test]
fn an_activity_without_an_owner_is_its_deals_owners_and_none_on_a_removed_deal_is_due() {
    let mut story = story("new: a b | won: | lost:", &[]);
    let office = &mut story.office;
    let ada = office.person_id("Ada");
    let deals = office.deal_ids("a b");
    for deal in &deals {
        let due = Some(Due { date: day(3), time: None });
        let draft =
            ActivityDraft { kind: ActivityKind::Call, due, deal: Some(*deal), ..ActivityDraft::default() };
        let id = ActivityId(office.uuid());
        office.must(&Command::AddActivity { id, draft });
    }
    // The deals got their owner later.
    office.must(&Command::EditDeals { deals: deals.clone(), patch: DealPatch::Owner(Some(ada)) });
    office.must(&Command::RemoveDeals { deals: vec![deals[1]] });
    let ws = &story.office.ws;
    let columns = metrics::Columns::new(ws, &super::UTC);
    let groups = staffed(ws, &by(ws, &columns, &story.selection, &story.query, Grouping::Owner));
    let open = open_deals(ws, &columns, &story.query);
    let due = |person| {
        let all = loads(ws, &groups, &open, day(7));
        all.into_iter().find(|load| load.person == person).map(|load| load.due)
    };
    assert_eq!((due(Some(ada)), due(None)), (Some(1), Some(0)));
    assert_eq!((due_apart(ws, Some(ada), day(7)), due_apart(ws, None, day(7))), ((1, 0), (0, 0)));
    assert_eq!(story.behind(&Behind::Due(Some(ada), day(7))), "a");
}

#[test]
fn people_without_deals_are_there_too() {
    let mut story = story("new: a | won: | lost:", &[]);
    let office = &mut story.office;
    let (ada, bob) = (office.person_id("Ada"), office.person_id("Bob"));
    let deals = office.deal_ids("a");
    office.must(&Command::EditDeals { deals, patch: DealPatch::Owner(Some(ada)) });
    let (new, gone) = (PersonId(office.uuid()), PersonId(office.uuid()));
    for (id, name) in [(new, "Cy"), (gone, "Di")] {
        office.must(&Command::AddPerson { id, name: name.to_owned() });
    }
    office.must(&Command::EditPerson { person: gone, patch: PersonPatch::Archived(true) });
    let columns = metrics::Columns::new(&story.office.ws, &super::UTC);
    let owners = by(&story.office.ws, &columns, &story.selection, &story.query, Grouping::Owner);
    let all = staffed(&story.office.ws, &owners);
    assert_eq!(all.first().map(|group| group.key), Some(Key::Owner(Some(ada))));
    let has = |person| all.iter().filter(|group| group.key == Key::Owner(person)).count();
    assert_eq!([Some(ada), Some(bob), Some(new), Some(gone), None].map(has), [1, 1, 1, 0, 1]);
    assert!(all.iter().skip(1).all(|group| group.outcomes.is_empty()));
}

#[test]
fn what_is_due_is_due_on_deals() {
    let mut story = story("new: a b c d | won: | lost:", &[]);
    let office = &mut story.office;
    let ada = office.person_id("Ada");
    let deals = office.deal_ids("a b c d");
    for (owner, deal, due) in [
        (Some(ada), Some(1), 6),
        (Some(ada), Some(0), 7),
        (Some(ada), Some(0), 5),
        (Some(ada), None, 1),
        (Some(ada), Some(2), 8),
        (None, Some(3), 2),
    ] {
        let id = ActivityId(office.uuid());
        let due = Some(Due { date: day(due), time: None });
        let deal = deal.map(|at: usize| deals[at]);
        let draft = ActivityDraft { kind: ActivityKind::Call, owner, due, deal, ..ActivityDraft::default() };
        office.must(&Command::AddActivity { id, draft });
    }
    let found = |person| {
        let titles = due_deals(&story.office.ws, person, day(7));
        titles.iter().map(|ix| story.office.ws.deals.at(*ix).title.as_str()).collect::<String>()
    };
    assert_eq!((found(Some(ada)), found(None)), ("ab".to_owned(), "d".to_owned()));
    assert_eq!(due_apart(&story.office.ws, Some(ada), day(7)), (4, 1));
    assert_eq!(story.behind(&Behind::Due(Some(ada), day(7))), "a b");
}

#[test]
fn room_is_said_in_deals_and_in_people() {
    let room = |open, capacity, people| Room { open, capacity, people };
    for (of, left, missing) in [
        (room(3, 4, 2), 1, 0),
        (room(4, 4, 2), 0, 0),
        // Two each: one deal too many takes half a person, which is one.
        (room(5, 4, 2), -1, 1),
        (room(9, 4, 2), -5, 3),
        (room(0, 0, 0), 0, 0),
        (room(5, 0, 0), -5, 0),
    ] {
        assert_eq!((of.left(), of.people_missing()), (left, missing), "{of:?}");
    }
}
