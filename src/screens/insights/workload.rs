//! Who looks after how much: open deals, what they are worth and what is due, against what a person can look after.

use chrono::Days;
use leptos::prelude::*;
use metrics::{Behind, Grouping, Key, OpenDeals, Room, loads, open_deals, room, staffed};
use sales::decide::Command;

use super::grid::{self, Cell, Grid, Row};
use super::groupings;
use super::source::{Source, Written};
use super::state::State;
use crate::platform::intl;
use crate::state::Ui;
use crate::text::{fill, t};

/// How many days ahead count as due.
const AHEAD: u64 = 6;

/// The table, and what it comes to.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_workload();
    let open = Memo::new(move |_| {
        let report = state.report.get();
        state.look(|workspace, columns, _| open_deals(workspace, columns, &report.query))
    });
    let total = state.made(move |source| open.with(|open| room(source.workspace, open)));
    let grid = state.made(move |source| open.with(|open| table(source, open)));
    view! {
        <div class="workload">
            {grid::show(state, "load", Signal::stored(texts.title.to_owned()), Signal::stored(texts.note.to_owned()), grid)}
            {capacity(state.ui)}
            {move || total.get().map(says)}
        </div>
    }
    .into_any()
}

/// The people in use, and whoever else has open deals or something due, the busiest first.
pub(super) fn table(source: Source, open: &OpenDeals) -> Grid {
    let texts = t().insights_workload();
    let report = source.report;
    let until = report.today.checked_add_days(Days::new(AHEAD)).unwrap_or(report.today);
    // Where some owners are asked about, nothing is known of the others.
    let owners = if report.is_of_owners {
        report.now.owners.clone()
    } else {
        staffed(source.workspace, &report.now.owners)
    };
    // What is due is only known as it is now.
    let is_past = report.now.as_of < report.today;
    let mut rows: Vec<_> = owners.iter().zip(loads(source.workspace, &owners, open, until)).collect();
    rows.retain(|(group, load)| {
        let person = load.person.and_then(|id| source.workspace.people.live(id));
        let is_in_use = person.is_some_and(|row| !row.archived);
        is_in_use || group.outcomes.open > 0 || (!is_past && load.due > 0)
    });
    rows.sort_by_key(|(group, _)| std::cmp::Reverse(group.outcomes.open));
    let row = |(group, load): &(&metrics::Group, metrics::Load)| {
        let behind = Behind::Group(Grouping::Owner, group.key, Box::new(Behind::Open));
        let share = load.capacity.map(|capacity| share(load.open, capacity));
        let hue = match group.key {
            Key::Owner(Some(id)) => source.workspace.people.get(id).map(|row| row.hue),
            _ => None,
        };
        Row {
            key: groupings::row_key(group.key),
            name: source.key(group.key),
            hue,
            cells: vec![
                Cell { behind: Some(behind.clone()), ..source.count_cell("load.open", group.outcomes.open) },
                Cell {
                    behind: Some(behind.clone()),
                    ..source
                        .worth_cell("load.value", group.outcomes.open_value.total())
                        .made_of(group.outcomes.open)
                },
                if is_past {
                    Cell::none("load.due", texts.only_today)
                } else {
                    Cell {
                        behind: Some(Behind::Due(load.person, until)),
                        ..source.count_cell("load.due", load.due)
                    }
                },
                match load.capacity {
                    Some(capacity) => source.count_cell("load.capacity", capacity.into()),
                    None => Cell::none("load.capacity", texts.no_capacity),
                },
                match share {
                    Some(share) => Cell {
                        metric: "load.share",
                        figure: Ok(
                            Written::new((source.writing.share)(share), share).made_of(group.outcomes.open)
                        ),
                        order: Some(share),
                        plain: share.to_string(),
                        // What is listed is what is looked at.
                        behind: (load.open == group.outcomes.open).then_some(behind),
                    },
                    None => Cell::none("load.share", texts.no_capacity),
                },
            ],
        }
    };
    Grid {
        headings: [
            t().insights_charts().owner,
            texts.open,
            texts.value,
            texts.due,
            texts.capacity,
            texts.share,
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.iter().map(row).collect(),
        total: None,
        is_in_order: false,
        empty: t().insights().no_deals.to_owned(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "a share is shown with two digits")]
fn share(open: usize, capacity: u16) -> f64 {
    open as f64 / f64::from(capacity.max(1))
}

/// What there is room for, in words.
fn says(room: Room) -> AnyView {
    let texts = t().insights_workload();
    let (open, capacity) = (intl::count(room.open), intl::count(room.capacity));
    let left = room.left();
    let count = intl::count(usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX));
    let values = [("open", &*open), ("capacity", &capacity), ("n", &count)];
    let text = if left >= 0 {
        fill(texts.room, &values)
    } else {
        let people = texts.people.of(room.people_missing());
        fill(texts.too_many, &[&values[..], &[("people", &*people)]].concat())
    };
    view! {
        <p class="workload-says" data-metric="load.room" data-value=left.to_string()>
            {text}
        </p>
    }
    .into_any()
}

/// How many deals a person can look after.
fn capacity(ui: Ui) -> AnyView {
    let texts = t().insights_workload();
    let now = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.settings.capacity)
    });
    let value = move || now.get().map(|deals| deals.to_string()).unwrap_or_default();
    let bad = RwSignal::new(false);
    let changed = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        let deals =
            if typed.trim().is_empty() { Some(None) } else { typed.trim().parse::<u16>().ok().map(Some) };
        bad.set(deals.is_none());
        if let Some(deals) = deals {
            ui.act(&Command::SetCapacity { deals });
        }
    };
    view! {
        <div class="workload-capacity">
            <label for="workload-capacity">{texts.capacity_label}</label>
            <input
                class="input num"
                id="workload-capacity"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                prop:value=value
                aria-invalid=move || bad.get().then_some("true")
                aria-describedby="workload-hint"
                on:change=changed
            />
            <p class=move || if bad.get() { "error" } else { "hint" } id="workload-hint" role=move || bad.get().then_some("alert")>
                {move || if bad.get() { texts.capacity_bad } else { texts.capacity_hint }}
            </p>
        </div>
    }
    .into_any()
}
