//! What version 7 brought: what the widgets of a dashboard file keep where it was not understood.

use sales::ids::{DashboardId, WidgetId};
use sales::log::{Act, Change, DashboardEdit, Device, Entry, Hlc, Kind, Stamp};
use sales::model::{Asked, Widget};
use sales::time::Timestamp;

use super::{id, swap};

/// The entries that the file of version 7 holds.
pub(super) fn entries() -> Vec<Entry> {
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
