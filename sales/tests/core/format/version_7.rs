//! What version 7 brought: filters by custom fields of all kinds, and by manager and region of the owner; which days of a deal nobody has
//! said, and days that are put right; what the widgets of a dashboard file keep where it was not understood.

use sales::ids::{DashboardId, DealId, FieldId, OptionId, PipelineId, StageId, ViewId, WidgetId};
use sales::log::{
    Act, Change, DashboardEdit, DealEdit, Device, Entry, Hlc, Kind, KnownDays, NewDeal, Past, Stamp, ViewEdit,
};
use sales::model::{Asked, GroupBy, Guessed, Standing, StandingKind, Visit, Widget};
use sales::number::Number;
use sales::query::{FieldCondition, Filter, Holds};
use sales::time::Timestamp;

use super::{day, id, position, swap};

/// The entries that the file of version 7 holds.
pub(super) fn entries() -> Vec<Entry> {
    let mut all = filters();
    all.extend(days());
    all.extend(widgets());
    all
}

fn filters() -> Vec<Entry> {
    let of = |number, holds| FieldCondition { field: FieldId(id(number)), holds };
    let filter = Filter {
        options: vec![OptionId(id(84))],
        fields: vec![
            of(80, Holds::Words("lisbon 里斯本".into())),
            of(81, Holds::Number { from: Number::new(-0.5), to: None }),
            of(82, Holds::Number { from: None, to: Number::new(1200.0) }),
            of(83, Holds::Day { from: Some(day("2026-01-01")), to: Some(day("2026-03-31")) }),
        ],
        managers: vec!["Ann".into(), String::new()],
        regions: vec!["华东".into()],
        ..Filter::default()
    };
    let view = ViewId(id(95));
    let changes = vec![
        Change::ViewAdded {
            id: view,
            name: "Large ones in the east".into(),
            pipeline: PipelineId(id(1)),
            filter: Box::new(filter.clone()),
            group_by: GroupBy::Nothing,
        },
        Change::ViewEdited { id: view, edit: ViewEdit::Filter(swap(Box::new(filter), Box::default())) },
    ];
    let at = Timestamp(1_798_000_000_000);
    let clock = Hlc::default().tick(at);
    let stamp = Stamp { clock, device: Device(0xD0D0) };
    vec![Entry { format: 7, stamp, at, act: Act::EditViews, kind: Kind::Do, changes }]
}

fn days() -> Vec<Entry> {
    let visit = |standing, entered| Visit { stage: StageId(id(10)), standing, entered: Timestamp(entered) };
    let past = |created, guessed| Past {
        created: Timestamp(created),
        visits: vec![visit(StandingKind::Open, created), visit(StandingKind::Won, 9)],
        is_partial: true,
        guessed,
    };
    let guess = Guessed { created: true, closed: None };
    let days = |created, guessed| KnownDays {
        created: Timestamp(created),
        closed: Some(Timestamp(9)),
        guessed,
        visits: vec![visit(StandingKind::Open, created), visit(StandingKind::Won, 9)],
    };
    let changes = vec![
        Change::DealAdded(Box::new(NewDeal {
            is_partial: true,
            guessed: Guessed { created: true, closed: Some(Timestamp(9)) },
            ..NewDeal::plain(DealId(id(34)), "Undated".into(), position(10, Standing::Won), Timestamp(9))
        })),
        Change::DealEdited {
            id: DealId(id(34)),
            edit: DealEdit::Past(Box::new(swap(past(9, guess), past(2, Guessed::default())))),
        },
        Change::DealEdited {
            id: DealId(id(34)),
            edit: DealEdit::Days(Box::new(swap(days(9, guess), days(2, Guessed::default())))),
        },
    ];
    let mut clock = Hlc::default();
    let at = Timestamp(1_800_000_000_000);
    let entry = |(act, change)| {
        clock = clock.tick(at);
        let stamp = Stamp { clock, device: Device(0xD0D0) };
        Entry { format: 7, stamp, at, act, kind: Kind::Do, changes: vec![change] }
    };
    [Act::Import, Act::Import, Act::EditDeal].into_iter().zip(changes).map(entry).collect()
}

fn widgets() -> Vec<Entry> {
    let widget = Widget {
        id: WidgetId(id(114)),
        title: String::new(),
        asked: Asked { shows: "funnel".into(), ..Asked::default() },
        columns: 2,
        rows: 1,
        kept: r#"{"mood":"good","shows":"funnel"}"#.into(),
    };
    let edit = DashboardEdit::Widgets(swap(Vec::new(), vec![widget]));
    let changes = vec![Change::DashboardEdited { id: DashboardId(id(110)), edit }];
    let at = Timestamp(1_798_000_000_000);
    let stamp = Stamp { clock: Hlc::default().tick(at), device: Device(0xD0D0) };
    vec![Entry { format: 7, stamp, at, act: Act::EditDashboards, kind: Kind::Do, changes }]
}
