//! What a team shapes for itself: lists, custom fields, saved views, settings.

use sales::decide::{ChoicePatch, Command, FieldPatch, MAX_LINE_CHARS, Rejection, ViewPatch, What};
use sales::ids::{ChoiceId, FieldId, OptionId, PipelineId, Uuid, ViewId};
use sales::model::{FieldKind, GroupBy, ListKind};
use sales::money::{Currency, MAX_MILLIONTHS, Rate};
use sales::query::Filter;
use sales::time::Date;

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a | won: | lost:";

fn nobody() -> Uuid {
    Uuid::from_u128(99)
}

fn names(office: &Office, list: ListKind) -> Vec<&str> {
    office.ws.list(list).iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn entries_of_a_list() {
    let mut office = office(BOARD);
    let referral = office.entry(ListKind::Source, " referral ");
    assert_eq!(names(&office, ListKind::Source), ["web", "fair", "referral"]);
    let edit = |patch| Command::EditChoice { choice: referral, patch };
    let web = office.choice(ListKind::Source, "web");
    office.must(&edit(ChoicePatch::Before(Some(web))));
    assert_eq!(names(&office, ListKind::Source), ["referral", "web", "fair"]);
    office.unchanged_by(&edit(ChoicePatch::Before(Some(web))));
    office.must(&edit(ChoicePatch::Before(None)));
    office.must(&edit(ChoicePatch::Name("Referral".into())));
    office.must(&edit(ChoicePatch::Archived(true)));
    office.unchanged_by(&edit(ChoicePatch::Archived(true)));
    office.unchanged_by(&edit(ChoicePatch::Name("Referral".into())));
    assert!(office.ws.choices.live(referral).unwrap().archived);
    let taken = |name: &str| Rejection::NameTaken(What::Choice, name.to_owned());
    office.refuses(&edit(ChoicePatch::Name("WEB".into())), &taken("WEB"));
    let add = |list, name: &str| Command::AddChoice { id: ChoiceId(nobody()), list, name: name.into() };
    office.refuses(&add(ListKind::Source, "referral"), &taken("referral"));
    office.refuses(&add(ListKind::Source, ""), &Rejection::Blank(What::Choice));
    let (what, chars, most) = (What::Choice, MAX_LINE_CHARS + 1, MAX_LINE_CHARS);
    let long = add(ListKind::Source, &"x".repeat(chars));
    office.refuses(&long, &Rejection::TooLong { what, chars, most });
    office.must(&add(ListKind::Tag, "referral"));
    let unknown = Command::EditChoice { choice: ChoiceId(Uuid::nil()), patch: ChoicePatch::Archived(true) };
    office.refuses(&unknown, &Rejection::Gone(What::Choice));
}

#[test]
fn custom_fields() {
    let mut office = office(BOARD);
    let size = office.custom("size", FieldKind::Choice, &["small", "large"]);
    let edit = |patch| Command::EditField { field: size, patch };
    let options = |office: &Office| -> Vec<String> {
        office.ws.fields.live(size).unwrap().options.iter().map(|row| row.name.clone()).collect()
    };
    office.must(&edit(FieldPatch::AddOption("huge".into())));
    let small = office.ws.fields.live(size).unwrap().options[0].id;
    office.must(&edit(FieldPatch::RenameOption(small, "tiny".into())));
    office.unchanged_by(&edit(FieldPatch::RenameOption(small, "tiny".into())));
    assert_eq!(options(&office), ["tiny", "large", "huge"]);
    office.must(&edit(FieldPatch::DropOption(small)));
    assert_eq!(options(&office), ["large", "huge"]);
    let gone = Rejection::Gone(What::FieldOption);
    office.refuses(&edit(FieldPatch::DropOption(small)), &gone);
    office.refuses(&edit(FieldPatch::RenameOption(OptionId(nobody()), "x".into())), &gone);
    let taken = |what, name: &str| Rejection::NameTaken(what, name.to_owned());
    office.refuses(&edit(FieldPatch::AddOption("LARGE".into())), &taken(What::FieldOption, "LARGE"));
    office.must(&edit(FieldPatch::Name("extent".into())));
    office.unchanged_by(&edit(FieldPatch::Name("extent".into())));
    office.must(&edit(FieldPatch::Archived(true)));
    office.unchanged_by(&edit(FieldPatch::Archived(true)));
    let add = |name: &str, options: &[&str]| Command::AddField {
        name: name.into(),
        kind: FieldKind::Choice,
        options: options.iter().map(|&name| name.to_owned()).collect(),
    };
    office.refuses(&add("EXTENT", &[]), &taken(What::Field, "EXTENT"));
    office.refuses(&add("colour", &["red", "Red"]), &taken(What::FieldOption, "Red"));
    office.refuses(&add("colour", &[" "]), &Rejection::Blank(What::FieldOption));
    office.refuses(&add(" ", &[]), &Rejection::Blank(What::Field));
    let remark = office.custom("remark", FieldKind::Text, &["not", "for", "texts"]);
    assert!(office.ws.fields.live(remark).unwrap().options.is_empty());
    let command = Command::EditField { field: remark, patch: FieldPatch::AddOption("x".into()) };
    office.refuses(&command, &Rejection::WrongFieldKind);
    let command = Command::EditField { field: FieldId(nobody()), patch: FieldPatch::Archived(true) };
    office.refuses(&command, &Rejection::Gone(What::Field));
}

#[test]
fn saved_views() {
    let mut office = office(BOARD);
    let filter = Filter { text: "acme".into(), ..Filter::default() };
    let view = office.view("mine", filter.clone());
    let edit = |patch| Command::EditView { view, patch };
    assert_eq!(office.ws.views.live(view).unwrap().filter, filter);
    office.must(&edit(ViewPatch::Name("ours".into())));
    office.must(&edit(ViewPatch::GroupBy(GroupBy::Owner)));
    office.must(&edit(ViewPatch::Filter(Filter::default())));
    for same in [
        ViewPatch::Name("ours ".into()),
        ViewPatch::GroupBy(GroupBy::Owner),
        ViewPatch::Filter(Filter::default()),
    ] {
        office.unchanged_by(&edit(same));
    }
    let save = |name: &str, pipeline| Command::SaveView {
        id: ViewId(nobody()),
        name: name.into(),
        pipeline,
        filter: Filter::default(),
        group_by: GroupBy::Nothing,
    };
    let pipeline = office.pipeline("sales");
    office.refuses(&save("OURS", pipeline), &Rejection::NameTaken(What::View, "OURS".into()));
    office.refuses(&save("x", PipelineId(nobody())), &Rejection::Gone(What::Pipeline));
    office.must(&Command::RemoveView { view });
    office.refuses(&Command::RemoveView { view }, &Rejection::Gone(What::View));
    office.refuses(&edit(ViewPatch::Name("x".into())), &Rejection::Gone(What::View));
    office.must(&save("ours", pipeline));
    office.do_all("undo; undo");
    assert_eq!(office.ws.views.live(view).unwrap().name, "ours");
    office.do_all("undo; undo; undo");
    assert_eq!(office.ws.views.live(view).unwrap().filter, filter);
}

#[test]
fn settings() {
    let mut office = office(BOARD);
    office.must(&Command::RenameWorkspace { name: " Our  firm ".into() });
    assert_eq!(office.ws.settings.name, "Our firm");
    office.unchanged_by(&Command::RenameWorkspace { name: "Our firm".into() });
    office.must(&Command::RenameWorkspace { name: String::new() });
    let euro: Currency = "eur".parse().unwrap();
    let rate = |millionths| Some(Rate { millionths, on: Date::from_ymd_opt(2025, 6, 1).unwrap() });
    let set = |currency, rate| Command::SetRate { currency, rate };
    office.must(&set(euro, rate(1_080_000)));
    assert!(office.touched.shape, "totals change");
    office.unchanged_by(&set(euro, rate(1_080_000)));
    office.must(&set(euro, rate(MAX_MILLIONTHS)));
    office.must(&set(euro, None));
    office.unchanged_by(&set(euro, None));
    for (currency, rate) in [
        (euro, rate(0)),
        (euro, rate(MAX_MILLIONTHS + 1)),
        (Currency::USD, rate(1_000_000)),
        (Currency::USD, None),
    ] {
        office.refuses(&set(currency, rate), &Rejection::BadRate(currency));
    }
}
