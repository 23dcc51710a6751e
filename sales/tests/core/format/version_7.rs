//! What version 7 brought: filters by custom fields of all kinds, and by manager and region of the owner.

use sales::ids::{FieldId, OptionId, PipelineId, ViewId};
use sales::log::{Act, Change, Device, Entry, Hlc, Kind, Stamp, ViewEdit};
use sales::model::GroupBy;
use sales::number::Number;
use sales::query::{FieldCondition, Filter, Holds};
use sales::time::Timestamp;

use super::{day, id, swap};

/// The entries that the file of version 7 holds.
pub(super) fn entries() -> Vec<Entry> {
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
