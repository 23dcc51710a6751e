//! Rules for dashboards, saved reports, reviews and what a person can look after; filters by options of custom fields.

use sales::decide::{
    Command, DashboardPatch, DealPatch, FieldPatch, MAX_WIDGETS, PersonPatch, Rejection, ReportPatch, What,
};
use sales::ids::{DashboardId, OptionId, PipelineId, ReportId, Uuid, WidgetId};
use sales::log::Device;
use sales::model::{Asked, FieldKind, FieldValue, Widget};
use sales::query::{Filter, Matcher};

use crate::damage;
use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b c | won: | lost:";

fn widget(office: &mut Office, shows: &str) -> Widget {
    Widget {
        id: WidgetId(office.uuid()),
        title: String::new(),
        asked: Asked { shows: shows.into(), ..Asked::default() },
        columns: 2,
        rows: 1,
        kept: String::new(),
    }
}

fn dashboard(office: &mut Office, name: &str, widgets: Vec<Widget>) -> DashboardId {
    let id = DashboardId(office.uuid());
    office.must(&Command::AddDashboard { id, name: name.into(), widgets });
    id
}

#[test]
fn names_are_taken_once_and_titles_may_be_blank() {
    let mut office = office(BOARD);
    let id = dashboard(&mut office, " Monday ", Vec::new());
    assert_eq!(office.ws.dashboards.live(id).unwrap().name, "Monday");
    let again = DashboardId(office.uuid());
    let add = |name: &str| Command::AddDashboard { id: again, name: name.into(), widgets: Vec::new() };
    office.refuses(&add("monday"), &Rejection::NameTaken(What::Dashboard, "monday".into()));
    office.refuses(&add(" "), &Rejection::Blank(What::Dashboard));
    office.unchanged_by(&Command::EditDashboard {
        dashboard: id,
        patch: DashboardPatch::Name("Monday".into()),
    });
    let report = ReportId(office.uuid());
    let save = |id, name: &str| Command::SaveReport { id, name: name.into(), asked: Asked::default() };
    office.must(&save(report, "Monday"));
    let other = ReportId(office.uuid());
    office.refuses(&save(other, "MONDAY"), &Rejection::NameTaken(What::Report, "MONDAY".into()));
    office.must(&Command::RemoveReport { report });
    office.refuses(
        &Command::EditReport { report, patch: ReportPatch::Name("x".into()) },
        &Rejection::Gone(What::Report),
    );
    office.must(&save(other, "Monday"));
}

#[test]
fn widgets_keep_within_the_grid_and_are_there_once() {
    let mut office = office(BOARD);
    let wide = Widget { columns: 9, rows: 0, ..widget(&mut office, "funnel") };
    let id = dashboard(&mut office, "x", vec![wide.clone(), wide.clone()]);
    let kept = office.ws.dashboards.live(id).unwrap().widgets.clone();
    assert_eq!(kept, [Widget { columns: 4, rows: 1, ..wide }]);
    let many: Vec<Widget> = (0..=MAX_WIDGETS).map(|_| widget(&mut office, "deals")).collect();
    let put = |widgets| Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(widgets) };
    office.refuses(&put(many.clone()), &Rejection::TooManyWidgets { most: MAX_WIDGETS });
    office.must(&put(many[1..].to_vec()));
}

#[test]
fn what_a_file_says_is_kept_with_the_widget_and_in_a_checkpoint() {
    let mut office = office(BOARD);
    let text = r#"{"shows":"funnel","mood":["good",null]}"#;
    let kept = Widget { kept: text.into(), ..widget(&mut office, "funnel") };
    let other = widget(&mut office, "flow");
    let id = dashboard(&mut office, "x", vec![kept.clone(), other]);
    let row = office.ws.dashboards.live(id).unwrap().clone();
    assert_eq!(row.widgets[0], kept);
    let copy = damage::read(&damage::pieces(&office.ws)).expect("a checkpoint");
    assert_eq!(copy.dashboards.live(id), Some(&row));
    let long = Widget { kept: "x".repeat(200_000), ..kept };
    let put = Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(vec![long]) };
    let refused = Rejection::TooLong { what: What::Text, chars: 200_000, most: 100_000 };
    office.refuses(&put, &refused);
}

#[test]
fn a_pipeline_has_to_be_there_when_it_is_asked_about_and_not_afterwards() {
    let mut office = office(BOARD);
    let nowhere = PipelineId(Uuid::from_u128(7));
    let mut asks = widget(&mut office, "funnel");
    asks.asked.pipeline = Some(nowhere);
    let id = dashboard(&mut office, "x", Vec::new());
    let put = |widgets| Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(widgets) };
    office.refuses(&put(vec![asks.clone()]), &Rejection::Gone(What::Pipeline));
    let report = ReportId(office.uuid());
    office.refuses(
        &Command::SaveReport { id: report, name: "r".into(), asked: asks.asked },
        &Rejection::Gone(What::Pipeline),
    );
}

#[test]
fn two_people_change_a_dashboard_widget_by_widget() {
    let mut here = office(BOARD);
    let (one, two) = (widget(&mut here, "funnel"), widget(&mut here, "flow"));
    let id = dashboard(&mut here, "x", vec![one.clone(), two.clone()]);
    let mut there = here.copy_on(Device(2));
    let put = |widgets| Command::EditDashboard { dashboard: id, patch: DashboardPatch::Widgets(widgets) };
    let larger = Widget { columns: 4, ..one };
    here.must(&put(vec![larger.clone(), two.clone()]));
    let third = widget(&mut there, "deals");
    there.must(&put(vec![third.clone(), one_of(&there, id, 0), one_of(&there, id, 1)]));
    here.merge(&there);
    let widgets = &here.ws.dashboards.live(id).unwrap().widgets;
    assert_eq!(widgets.len(), 3);
    assert!(widgets.contains(&larger) && widgets.contains(&two) && widgets.contains(&third));
}

fn one_of(office: &Office, id: DashboardId, at: usize) -> Widget {
    office.ws.dashboards.live(id).unwrap().widgets[at].clone()
}

#[test]
fn dashboards_are_put_in_order() {
    let mut office = office(BOARD);
    let ids: Vec<DashboardId> = ["a", "b", "c"].map(|name| dashboard(&mut office, name, Vec::new())).to_vec();
    let names = |office: &Office| -> Vec<String> {
        office.ws.dashboards_in_order().iter().map(|row| row.name.clone()).collect()
    };
    let patch = DashboardPatch::Before(Some(ids[0]));
    office.must(&Command::EditDashboard { dashboard: ids[2], patch });
    assert_eq!(names(&office), ["c", "a", "b"]);
    office.must(&Command::RemoveDashboard { dashboard: ids[0] });
    assert_eq!(names(&office), ["c", "b"]);
}

#[test]
fn a_deal_is_put_off_to_a_day_to_come() {
    let mut office = office(BOARD);
    let deals = office.deal_ids("a");
    let snooze = |until| Command::SnoozeDeals { deals: deals.clone(), until };
    let today = office.today();
    office.refuses(&snooze(Some(today)), &Rejection::DayIsPast);
    let tomorrow = today.succ_opt();
    office.must(&snooze(tomorrow));
    assert_eq!(office.ws.deals.live(deals[0]).unwrap().snoozed, tomorrow);
    office.unchanged_by(&snooze(tomorrow));
    let deal = |office: &Office| office.ws.deals.live(deals[0]).unwrap().clone();
    assert!(deal(&office).is_snoozed(today) && !deal(&office).is_snoozed(tomorrow.unwrap()));
    office.do_all("undo; redo");
    assert!(deal(&office).is_snoozed(today));
    office.must(&snooze(None));
    assert!(!deal(&office).is_snoozed(today));
}

#[test]
fn nobody_is_said_to_look_after_no_deals() {
    let mut office = office(BOARD);
    let person = office.person("Ann");
    office.must(&Command::SetCapacity { deals: Some(40) });
    office.must(&Command::EditPerson { person, patch: PersonPatch::Capacity(Some(20)) });
    assert_eq!(office.ws.settings.capacity, Some(40));
    assert_eq!(office.ws.people.live(person).unwrap().capacity, Some(20));
    office.must(&Command::SetCapacity { deals: Some(0) });
    office.must(&Command::EditPerson { person, patch: PersonPatch::Capacity(Some(0)) });
    assert_eq!(office.ws.settings.capacity, None);
    assert_eq!(office.ws.people.live(person).unwrap().capacity, None);
}

#[test]
fn deals_are_filtered_by_options_field_by_field() {
    let mut office = office(BOARD);
    let mut field = |name: &str, options: [&str; 2]| {
        office.must(&Command::AddField {
            name: name.into(),
            kind: FieldKind::Choice,
            options: options.map(str::to_owned).to_vec(),
        });
        let row = office.ws.fields.iter().find(|row| row.name == name).unwrap();
        (row.id, [row.options[0].id, row.options[1].id])
    };
    let (size, [small, large]) = field("Size", ["small", "large"]);
    let (region, [north, south]) = field("Region", ["north", "south"]);
    for (deal, field, option) in [
        ("a", size, small),
        ("a", region, north),
        ("b", size, large),
        ("b", region, north),
        ("c", size, small),
    ] {
        let deals = office.deal_ids(deal);
        let patch = DealPatch::Custom(field, Some(FieldValue::Choice(option)));
        office.must(&Command::EditDeals { deals, patch });
    }
    let found = |office: &Office, options: &[OptionId]| -> String {
        let filter = Filter { options: options.to_vec(), ..Filter::default() };
        let matcher = Matcher::new(&filter);
        let deals = office.ws.deals.iter().filter(|deal| matcher.matches(&office.ws, deal));
        deals.map(|deal| deal.title.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(&office, &[]), "a b c");
    assert_eq!(found(&office, &[small]), "a c");
    assert_eq!(found(&office, &[small, large]), "a b c");
    assert_eq!(found(&office, &[small, north]), "a");
    assert_eq!(found(&office, &[south]), "");
    // An option that is gone is not asked for: nobody could take the condition away.
    office.must(&Command::EditField { field: region, patch: FieldPatch::DropOption(south) });
    assert_eq!(found(&office, &[south, large]), "b");
}
