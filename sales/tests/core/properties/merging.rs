//! Several devices, which hear of one another now and then.

use proptest::prelude::*;
use sales::log::{Device, Entry, Line, Log};
use sales::model::Workspace;

use crate::fixture::Office;
use crate::sound;
use crate::steps::settings;
use crate::steps::{Deed, Step, small_office, step};

const DEVICES: usize = 3;

/// Something that happens on a device.
#[derive(Debug, Clone)]
enum Event {
    Step(usize, Step),
    /// The first takes over what the second has.
    Hears(usize, usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        8 => (0..DEVICES, step()).prop_map(|(device, step)| Event::Step(device, step)),
        1 => (0..DEVICES, 0..DEVICES).prop_map(|(one, other)| Event::Hears(one, other)),
    ];
    prop::collection::vec(event, 1..40)
}

fn act(office: &mut Office, step: &Step) {
    // Whether the rules allow it does not matter here.
    let _ = match step.deed(office) {
        Deed::Do(command) => office.run(&command).map(|_| ()),
        Deed::Undo => office.undo(),
        Deed::Redo => office.redo(),
        Deed::UndoSome(which) => {
            let entry = office.log[which.index(office.log.len())].clone();
            let known = office.undo.find(entry.stamp).cloned();
            known.map_or(Ok(()), |entry| office.undo_entry(&entry))
        }
    };
}

fn live_through(events: &[Event]) -> Vec<Office> {
    thread_local!(static SMALL: Office = small_office());
    let start = SMALL.with(Clone::clone);
    let mut offices: Vec<Office> = (1..=DEVICES as u64).map(|number| start.copy_on(Device(number))).collect();
    for office in &mut offices {
        office.alone = false;
    }
    for event in events {
        match event {
            Event::Step(device, step) => act(&mut offices[*device], step),
            Event::Hears(one, other) if one == other => {}
            Event::Hears(one, other) => {
                let source = offices[*other].clone();
                offices[*one].merge(&source);
            }
        }
    }
    offices
}

fn union(logs: &[Log]) -> Log {
    let mut union = Log::default();
    for log in logs {
        union.merge(log.clone());
    }
    union
}

/// Equal to the order of the cards, and to the places of the records.
fn identical(a: &Workspace, b: &Workspace) -> bool {
    let columns = |ws: &Workspace| -> Vec<Vec<usize>> {
        ws.stages
            .rows()
            .iter()
            .map(|stage| ws.column(stage.id).map(sales::model::Ix::index).collect())
            .collect()
    };
    a.same_as(b) && a.deals.rows() == b.deals.rows() && columns(a) == columns(b)
}

proptest! {
    #![proptest_config(settings(96))]

    /// Commutative, associative, idempotent; and whatever comes of it is sound.
    #[test]
    fn all_come_to_the_same_in_whatever_order_they_hear(events in events()) {
        let offices = live_through(&events);
        let logs: Vec<Log> = offices.iter().map(Office::merged).collect();
        let [a, b, c] = logs.as_slice() else { unreachable!("three devices") };
        let all = union(&logs);
        for order in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
            prop_assert_eq!(&union(&order.map(Clone::clone)), &all);
        }
        let mut right = b.clone();
        right.merge(c.clone());
        let mut left = a.clone();
        left.merge(right);
        prop_assert_eq!(&left, &all, "a + (b + c) = (a + b) + c");
        prop_assert_eq!(left.merge(all.clone()), 0);
        prop_assert_eq!(&left, &all);
        let ws = all.replay();
        sound::check_merged(&ws);
        for office in &offices {
            let mut office = office.clone();
            for other in &offices {
                office.merge(other);
            }
            prop_assert!(identical(&office.ws, &ws));
        }
    }

    /// The lines may come in any order, and more than once.
    #[test]
    fn any_interleaving_of_the_lines_is_the_same_log(events in events(), seed in any::<u64>()) {
        let offices = live_through(&events);
        let logs: Vec<Log> = offices.iter().map(Office::merged).collect();
        let all = union(&logs);
        let mut entries: Vec<Entry> = offices.iter().flat_map(|office| office.log.clone()).collect();
        let mut state = seed;
        for place in (1..entries.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            entries.swap(place, usize::try_from(state >> 33).unwrap_or(0) % (place + 1));
        }
        let shuffled: Log = entries.into_iter().map(Line::Known).collect();
        prop_assert_eq!(&shuffled, &all);
        prop_assert!(identical(&shuffled.replay(), &all.replay()));
    }

    /// Stamps are never given twice, and each device's go forward.
    #[test]
    fn every_entry_has_a_stamp_of_its_own(events in events()) {
        for office in live_through(&events) {
            prop_assert!(office.log.is_sorted_by(|a, b| a.stamp < b.stamp));
        }
    }
}
