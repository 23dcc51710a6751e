//! Dashboards as files.

use exchange::dashboard::{DashboardError, read, write};
use sales::evolve::{self, Touched};
use sales::ids::{ChoiceId, DashboardId, PersonId, Uuid, WidgetId};
use sales::log::Change;
use sales::model::{Asked, Dashboard, Widget, Workspace};
use sales::query::Filter;
use sales::rank::Rank;

fn ids() -> impl FnMut() -> Uuid {
    let mut number = 1_000;
    move || {
        number += 1;
        Uuid::from_u128(number)
    }
}

fn widget(shows: &str, filter: Filter) -> Widget {
    let asked =
        Asked { shows: shows.into(), question: "period=quarter&by=owner".into(), pipeline: None, filter };
    Widget { id: WidgetId(Uuid::from_u128(5)), title: "周会 “A”".into(), asked, columns: 2, rows: 3 }
}

fn dashboard(widgets: Vec<Widget>) -> Dashboard {
    let id = DashboardId(Uuid::from_u128(9));
    Dashboard { id, name: "Monday".into(), rank: Rank::MIDDLE, widgets, removed: false }
}

fn without_ids(widgets: &[Widget]) -> Vec<Widget> {
    widgets.iter().map(|row| Widget { id: WidgetId(Uuid::nil()), ..row.clone() }).collect()
}

#[test]
fn a_dashboard_comes_back_as_it_was() {
    let person = PersonId(Uuid::from_u128(77));
    let mut workspace = Workspace::default();
    let added =
        Change::PersonAdded { id: person, name: "Ann".into(), initials: "A".into(), hue: 0, sample: false };
    evolve::apply(&mut workspace, &added, &mut Touched::default());
    let filter = Filter { owners: vec![Some(person), None], text: "a&b=c %".into(), ..Filter::default() };
    // What this version does not know is kept as well.
    let before = dashboard(vec![widget("funnel", filter), widget("hologram", Filter::default())]);
    let text = write(&workspace, &before);
    let draft = read(&workspace, &format!("\u{feff}{text}"), &mut ids()).expect("a dashboard");
    assert_eq!((draft.name.as_str(), draft.loosened), ("Monday", 0));
    assert_eq!(without_ids(&draft.widgets), without_ids(&before.widgets));
    assert!(draft.widgets.iter().all(|row| row.id != before.widgets[0].id), "ids are new");
}

#[test]
fn conditions_on_what_is_not_there_are_left_out_and_counted() {
    let stranger = Filter {
        owners: vec![Some(PersonId(Uuid::from_u128(1)))],
        tags: vec![ChoiceId(Uuid::from_u128(2))],
        value_from: Some(5),
        ..Filter::default()
    };
    let mut far = widget("deals", stranger);
    far.asked.pipeline = None;
    let text = write(&Workspace::default(), &dashboard(vec![far]));
    let text = text.replace("\"columns\"", "\"pipeline\": \"Elsewhere\",\n      \"columns\"");
    let draft = read(&Workspace::default(), &text, &mut ids()).expect("a dashboard");
    assert_eq!(draft.loosened, 1);
    assert_eq!(draft.widgets[0].asked.filter, Filter { value_from: Some(5), ..Filter::default() });
    assert_eq!(draft.widgets[0].asked.pipeline, None);
}

#[test]
fn what_is_no_dashboard_is_told_from_one_of_a_newer_version() {
    let read = |text: &str| read(&Workspace::default(), text, &mut ids()).map(drop);
    for text in [
        "",
        "null",
        "{}",
        "[1,2]",
        "Deal,Amount\r\n",
        r#"{"fairlead":"backup","v":1}"#,
        r#"{"fairlead":"dashboard"}"#,
        r#"{"fairlead":"dashboard","v":1,"widgets":[{}]}"#,
        r#"{"fairlead":"dashboard","v":1,"widgets":[{"shows":"x","columns":900}]}"#,
    ] {
        assert_eq!(read(text), Err(DashboardError::NotOne), "{text}");
    }
    let newer = r#"{"fairlead":"dashboard","v":7,"widgets":{"other":"shape"}}"#;
    assert_eq!(read(newer), Err(DashboardError::Newer(7)));
    assert_eq!(read(&"[".repeat(100_000)), Err(DashboardError::NotOne));
    assert_eq!(read(r#"{"fairlead":"dashboard","v":1}"#), Ok(()));
}
