//! What version 6 brought: dashboards, saved reports, reviews, what a person can look after, filters by options.

use sales::ids::{ChoiceId, DashboardId, DealId, OptionId, PersonId, PipelineId, ReportId, ViewId, WidgetId};
use sales::log::{
    Act, Change, DashboardEdit, DealEdit, Device, Entry, Hlc, Kind, PersonEdit, PipelineEdit, RecordRef,
    ReportEdit, SettingsEdit, Stamp, ViewEdit,
};
use sales::model::{Asked, Widget};
use sales::query::Filter;
use sales::rank::Rank;
use sales::time::Timestamp;

use super::{day, id, swap, texts};

fn asked() -> Asked {
    Asked {
        shows: "report".into(),
        question: "period=quarter&by=owner".into(),
        pipeline: Some(PipelineId(id(1))),
        filter: Filter { tags: vec![ChoiceId(id(71))], ..Filter::default() },
    }
}

fn widget(number: u128, title: &str) -> Widget {
    Widget {
        id: WidgetId(id(number)),
        title: title.into(),
        asked: Asked { shows: "funnel".into(), ..Asked::default() },
        columns: 2,
        rows: 1,
        kept: String::new(),
    }
}

/// The entries that the file of version 6 holds.
pub(super) fn entries() -> Vec<Entry> {
    let (dashboard, report) = (DashboardId(id(110)), ReportId(id(112)));
    let deal_edit = |edit| Change::DealEdited { id: DealId(id(30)), edit };
    let pipeline = |edit| Change::PipelineEdited { id: PipelineId(id(1)), edit };
    let widgets = vec![widget(111, "Funnel of the team"), Widget { asked: asked(), ..widget(113, "") }];
    let mut dashboards = vec![
        Change::DashboardAdded {
            id: dashboard,
            name: "周会".into(),
            rank: Rank::MIDDLE,
            widgets: widgets.clone(),
        },
        Change::DashboardAdded {
            id: dashboard,
            name: "Mine".into(),
            rank: Rank::MIDDLE,
            widgets: Vec::new(),
        },
    ];
    let edits = [
        DashboardEdit::Name(texts("周会", "月会")),
        DashboardEdit::Rank(swap(Rank::MIDDLE, Rank::nth(3))),
        DashboardEdit::Widgets(swap(widgets, Vec::new())),
    ];
    dashboards.extend(edits.map(|edit| Change::DashboardEdited { id: dashboard, edit }));
    dashboards.extend([
        Change::Removed(RecordRef::Dashboard(dashboard)),
        Change::Adopted(RecordRef::Dashboard(dashboard)),
    ]);
    let reports = vec![
        Change::ReportAdded { id: report, name: "By owner".into(), asked: Box::new(asked()) },
        Change::ReportEdited { id: report, edit: ReportEdit::Name(texts("By owner", "按负责人")) },
        Change::ReportEdited {
            id: report,
            edit: ReportEdit::Asked(swap(Box::new(asked()), Box::new(Asked::default()))),
        },
        Change::Removed(RecordRef::Report(report)),
        Change::Adopted(RecordRef::Report(report)),
    ];
    let options = Filter { options: vec![OptionId(id(84)), OptionId(id(85))], ..Filter::default() };
    let view = ViewEdit::Filter(swap(Box::default(), Box::new(options)));
    let groups = [
        (Act::EditDashboards, dashboards),
        (Act::EditReports, reports),
        (Act::SnoozeDeal, vec![deal_edit(DealEdit::Snoozed(swap(None, Some(day("2027-01-31")))))]),
        (
            Act::ReviewPipeline,
            vec![
                pipeline(PipelineEdit::Reviewed(swap(None, Some(day("2026-12-24"))))),
                pipeline(PipelineEdit::ReviewDays(swap(Some(7), None))),
            ],
        ),
        (
            Act::EditSettings,
            vec![
                Change::Settings(SettingsEdit::Capacity(swap(None, Some(40)))),
                Change::PersonEdited {
                    id: PersonId(id(40)),
                    edit: PersonEdit::Capacity(swap(Some(20), None)),
                },
                Change::ViewEdited { id: ViewId(id(86)), edit: view },
            ],
        ),
    ];
    let mut clock = Hlc::default();
    let at = Timestamp(1_798_000_000_000);
    let entry = |(act, changes)| {
        clock = clock.tick(at);
        Entry { format: 6, stamp: Stamp { clock, device: Device(0xD0D0) }, at, act, kind: Kind::Do, changes }
    };
    groups.into_iter().map(entry).collect()
}
