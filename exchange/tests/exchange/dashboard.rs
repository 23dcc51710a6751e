//! Dashboards as files.

use exchange::dashboard::{DashboardError, Puzzle, read, understood, write};
use sales::evolve::{self, Touched};
use sales::ids::{ChoiceId, DashboardId, FieldId, OptionId, PersonId, Uuid, WidgetId};
use sales::log::Change;
use sales::model::{Asked, Dashboard, Widget, Workspace};
use sales::query::{Filter, Holds};
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
    Widget {
        id: WidgetId(Uuid::from_u128(5)),
        title: "周会 “A”".into(),
        asked,
        columns: 2,
        rows: 3,
        kept: String::new(),
    }
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
    assert_eq!((draft.name.as_str(), draft.unknown.len()), ("Monday", 0));
    assert_eq!(without_ids(&draft.widgets), without_ids(&before.widgets));
    assert!(draft.widgets.iter().all(|row| row.id != before.widgets[0].id), "ids are new");
}

fn added(workspace: &mut Workspace, change: &Change) {
    evolve::apply(workspace, change, &mut Touched::default());
}

#[test]
fn custom_fields_of_another_workspace_are_named_once() {
    let mut filter = Filter {
        options: vec![OptionId(Uuid::from_u128(1)), OptionId(Uuid::from_u128(2))],
        ..Filter::default()
    };
    filter.ask_of_field(FieldId(Uuid::from_u128(3)), Holds::Words("a".into()));
    let text = write(&Workspace::default(), &dashboard(vec![widget("deals", filter)]));
    let workspace = Workspace::default();
    let draft = read(&workspace, &text, &mut ids()).expect("a dashboard");
    assert_eq!(understood(&workspace, &draft.widgets[0]), Err(vec![Puzzle::Strangers("option")]));
}

#[test]
fn what_is_not_understood_is_named_kept_and_given_back() {
    let (ann, tag) = (PersonId(Uuid::from_u128(1)), ChoiceId(Uuid::from_u128(2)));
    let stranger =
        Filter { owners: vec![Some(ann)], tags: vec![tag], value_from: Some(5), ..Filter::default() };
    let text = write(&Workspace::default(), &dashboard(vec![widget("deals", stranger.clone())]));
    let text = text
        .replace(
            "\"columns\": 2",
            "\"pipeline\": \"Elsewhere\", \"columns\": 2, \"glow\": {\"deep\": [1, null]}",
        )
        .replace("least=5", "least=5&mood=good")
        .replace("\"name\"", "\"colour\": \"red\", \"name\"");
    let mut workspace = Workspace::default();
    let draft = read(&workspace, &text, &mut ids()).expect("a dashboard");
    assert_eq!(draft.unknown, ["colour"]);
    let widget = &draft.widgets[0];
    let puzzles = vec![
        Puzzle::Entry("glow".into()),
        Puzzle::Condition("mood=good".into()),
        Puzzle::Strangers("owner"),
        Puzzle::Strangers("tag"),
        Puzzle::Pipeline("Elsewhere".into()),
    ];
    assert_eq!(understood(&workspace, widget), Err(puzzles.clone()));

    // The file that is made of it says all that the first one said, whatever happened to title and size.
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let moved = Widget { title: "Mine".into(), columns: 4, ..widget.clone() };
    let again = value(&write(&workspace, &dashboard(vec![widget.clone(), moved])));
    let first = &value(&text)["widgets"][0];
    assert_eq!(&again["widgets"][0], first);
    let mut expected = first.clone();
    expected["title"] = "Mine".into();
    expected["columns"] = 4.into();
    assert_eq!(again["widgets"][1], expected);

    // Who is there later is found then; what the version does not know stays unknown.
    let person =
        Change::PersonAdded { id: ann, name: "Ann".into(), initials: "A".into(), hue: 0, sample: false };
    added(&mut workspace, &person);
    assert_eq!(understood(&workspace, widget).map_err(|puzzles| puzzles.len()), Err(puzzles.len() - 1));
}

#[test]
fn a_widget_is_understood_as_soon_as_all_it_names_is_there() {
    let ann = PersonId(Uuid::from_u128(1));
    let filter = Filter { owners: vec![Some(ann)], ..Filter::default() };
    let text = write(&Workspace::default(), &dashboard(vec![widget("funnel", filter.clone())]));
    let mut workspace = Workspace::default();
    let draft = read(&workspace, &text, &mut ids()).expect("a dashboard");
    assert_eq!(understood(&workspace, &draft.widgets[0]), Err(vec![Puzzle::Strangers("owner")]));
    let person =
        Change::PersonAdded { id: ann, name: "Ann".into(), initials: "A".into(), hue: 0, sample: false };
    added(&mut workspace, &person);
    let now = understood(&workspace, &draft.widgets[0]).expect("all is there");
    assert_eq!((now.asked.filter, now.kept), (filter, String::new()));
    // What a widget keeps that nobody can read is no reason to fail.
    let odd = Widget { kept: "{".into(), ..draft.widgets[0].clone() };
    assert_eq!(understood(&workspace, &odd), Err(vec![Puzzle::Entry("funnel".into())]));
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
