//! What a team shapes for itself: lists, custom fields, saved views, settings.

use sales::decide::{ChoicePatch, Command, FieldPatch, MAX_LINE_CHARS, Rejection, ViewPatch, What};
use sales::ids::{ChoiceId, FieldId, OptionId, PersonId, PipelineId, Uuid, ViewId};
use sales::log::Device;
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
fn custom_fields_and_their_options_are_put_in_order() {
    let mut office = office(BOARD);
    let size = office.custom("size", FieldKind::Choice, &["small", "large", "huge"]);
    let [site, seats] = ["site", "seats"].map(|name| office.custom(name, FieldKind::Text, &[]));
    let fields = |office: &Office| -> Vec<String> {
        office.ws.fields_in_order().iter().map(|row| row.name.clone()).collect()
    };
    let put = |field, before| Command::EditField { field, patch: FieldPatch::Before(before) };
    office.must(&put(seats, Some(size)));
    assert_eq!(fields(&office), ["seats", "size", "site"]);
    office.unchanged_by(&put(seats, Some(size)));
    office.unchanged_by(&put(seats, Some(seats)));
    office.must(&put(size, None));
    assert_eq!(fields(&office), ["seats", "site", "size"]);
    office.unchanged_by(&put(size, Some(FieldId(nobody()))));
    office.do_all("undo");
    assert_eq!(fields(&office), ["seats", "size", "site"]);
    office.refuses(&put(FieldId(nobody()), None), &Rejection::Gone(What::Field));

    let options = |office: &Office| -> Vec<String> {
        office.ws.fields.live(size).unwrap().options.iter().map(|row| row.name.clone()).collect()
    };
    let ids: Vec<OptionId> = office.ws.fields.live(size).unwrap().options.iter().map(|row| row.id).collect();
    let put =
        |field, option, before| Command::EditField { field, patch: FieldPatch::MoveOption(option, before) };
    office.must(&put(size, ids[2], Some(ids[0])));
    assert_eq!(options(&office), ["huge", "small", "large"]);
    for same in [Some(ids[2]), Some(ids[0])] {
        office.unchanged_by(&put(size, ids[2], same));
    }
    office.must(&put(size, ids[2], None));
    assert_eq!(options(&office), ["small", "large", "huge"]);
    office.unchanged_by(&put(size, ids[2], None));
    office.do_all("undo");
    assert_eq!(options(&office), ["huge", "small", "large"]);
    let gone = Rejection::Gone(What::FieldOption);
    office.refuses(&put(size, OptionId(nobody()), None), &gone);
    office.refuses(&put(site, ids[0], None), &gone);
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

#[test]
fn who_uses_a_device() {
    let mut office = office(BOARD);
    let (ada, bob) = (office.person("Ada"), office.person("Bob"));
    let device = office.device;
    let set = |person| Command::SetAuthor { device, person };
    let author = |office: &Office| office.ws.author(device).map(|person| person.name.clone());
    assert_eq!(author(&office), None, "until somebody says so");
    office.unchanged_by(&set(None));
    office.must(&set(Some(ada)));
    assert!(office.touched.shape, "who did something is told anew");
    office.unchanged_by(&set(Some(ada)));
    office.must(&set(Some(bob)));
    assert_eq!(author(&office).as_deref(), Some("Bob"));
    office.do_all("undo");
    assert_eq!(author(&office).as_deref(), Some("Ada"));
    office.must(&set(None));
    assert_eq!(author(&office), None);
    office.refuses(&set(Some(PersonId(nobody()))), &Rejection::Gone(What::Person));
    office.must(&Command::SetAuthor { device: Device(7), person: Some(bob) });
    assert_eq!(author(&office), None, "that is another one");
}

#[test]
fn a_person_of_the_sample_who_uses_a_device_stays_when_the_sample_goes() {
    let mut office = Office::new();
    office.must(&Command::LoadSample { language: sales::sample::Language::English });
    let person = office.ws.people.iter().next().unwrap().id;
    let device = office.device;
    office.must(&Command::SetAuthor { device, person: Some(person) });
    office.must(&Command::RemoveSample);
    let names: Vec<&str> = office.ws.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, [office.ws.author(device).unwrap().name.as_str()], "and nobody else");
}
