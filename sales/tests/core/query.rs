//! Filtering and sorting.

use sales::decide::{Command, DealPatch, PersonPatch};
use sales::ids::{FieldId, Uuid};
use sales::model::{FieldKind, FieldValue, ListKind, StandingKind};
use sales::money::{Currency, Money, Rate};
use sales::number::Number;
use sales::query::{
    Collation, Direction, FieldCondition, Filter, Holds, Matcher, SortKey, table, table_texts,
};
use sales::time::Date;

use crate::fixture::Office;
use crate::notation::office;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Three deals that differ in everything, and one with nothing.
fn varied() -> Office {
    let mut office = office("new: a b | proposal: c | won: d | lost:");
    let people = ["zoe", "Adam"].map(|name| office.person(name));
    let firms = ["Zeta", "acme", "中建"].map(|name| office.organisation(name));
    let contact = office.contact("Eve Noon", None);
    let products = ["licence", "Advice"].map(|name| office.entry(ListKind::Product, name));
    let tags = ["hot", "big"].map(|name| office.entry(ListKind::Tag, name));
    let fields =
        [("n", FieldKind::Number), ("t", FieldKind::Text), ("d", FieldKind::Date), ("c", FieldKind::Choice)]
            .map(|(name, kind)| office.custom(name, kind, &["x", "w"]));
    let options = office.ws.fields.live(fields[3]).unwrap().options.clone();
    let money = |minor, currency| Some(Money { minor, currency });
    let (segment, source) =
        (office.choice(ListKind::Segment, "repeat"), office.choice(ListKind::Source, "web"));
    let mut edit = |title: &str, patches: Vec<DealPatch>| {
        for patch in patches {
            let deals = office.deal_ids(title);
            office.must(&Command::EditDeals { deals, patch });
        }
    };
    edit(
        "a",
        vec![
            DealPatch::Owner(Some(people[0])),
            DealPatch::Organisation(Some(firms[0])),
            DealPatch::Value(money(500, Currency::USD)),
            DealPatch::Probability(Some(90)),
            DealPatch::ExpectedClose(Some(day("2025-07-01"))),
            DealPatch::Product(Some(products[0])),
            DealPatch::Tags(tags.to_vec()),
            DealPatch::Custom(fields[0], Some(FieldValue::Number(-1.5))),
            DealPatch::Custom(fields[1], Some(FieldValue::Text("Beta".into()))),
        ],
    );
    edit(
        "b",
        vec![
            DealPatch::Owner(Some(people[1])),
            DealPatch::Organisation(Some(firms[1])),
            DealPatch::Contact(Some(contact)),
            DealPatch::Value(money(100, "EUR".parse().unwrap())),
            DealPatch::ExpectedClose(Some(day("2025-06-30"))),
            DealPatch::Product(Some(products[1])),
            DealPatch::Segment(Some(segment)),
            DealPatch::AddTag(tags[1]),
            DealPatch::Custom(fields[0], Some(FieldValue::Number(10.0))),
            DealPatch::Custom(fields[2], Some(FieldValue::Date(day("2020-01-01")))),
            DealPatch::Custom(fields[3], Some(FieldValue::Choice(options[0].id))),
        ],
    );
    edit(
        "c",
        vec![
            DealPatch::Organisation(Some(firms[2])),
            DealPatch::Value(money(300, Currency::CNY)),
            DealPatch::Source(Some(source)),
            DealPatch::Custom(fields[1], Some(FieldValue::Text("alpha".into()))),
            DealPatch::Custom(fields[2], Some(FieldValue::Date(day("2019-12-31")))),
            DealPatch::Custom(fields[3], Some(FieldValue::Choice(options[1].id))),
        ],
    );
    office
}

fn titles(office: &Office, filter: &Filter, sort: SortKey, direction: Direction) -> String {
    titles_as(office, filter, sort, direction, &Collation::default())
}

/// The same in the order of a language.
fn titles_as(
    office: &Office,
    filter: &Filter,
    sort: SortKey,
    direction: Direction,
    collation: &Collation,
) -> String {
    let rows = table(&office.ws, office.pipeline("sales"), filter, sort, direction, collation);
    rows.into_iter().map(|ix| office.ws.deals.at(ix).title.as_str()).collect()
}

#[test]
fn a_filter_asks_custom_fields_of_every_kind() {
    let office = varied();
    let field = |name: &str| office.ws.fields.iter().find(|row| row.name == name).unwrap().id;
    let of = |name: &str, holds| Filter {
        fields: vec![FieldCondition { field: field(name), holds }],
        ..Filter::default()
    };
    let words = |text: &str| of("t", Holds::Words(text.into()));
    let number = |from: Option<f64>, to: Option<f64>| {
        of("n", Holds::Number { from: from.and_then(Number::new), to: to.and_then(Number::new) })
    };
    let days =
        |from: Option<&str>, to: Option<&str>| of("d", Holds::Day { from: from.map(day), to: to.map(day) });
    let mut both = words("a");
    both.ask_of_field(field("d"), Holds::Day { from: Some(day("2019-01-01")), to: None });
    let cases = [
        (words("a"), "ac"),
        (words("BET"), "a"),
        (words("a l"), "c"),
        (words("gamma"), ""),
        (number(Some(-1.5), None), "ab"),
        (number(Some(-1.4), None), "b"),
        (number(None, Some(-1.5)), "a"),
        (number(Some(10.0), Some(10.0)), "b"),
        (number(Some(3.0), Some(2.0)), ""),
        (days(Some("2020-01-01"), None), "b"),
        (days(None, Some("2019-12-31")), "c"),
        (days(Some("2019-12-31"), Some("2020-01-01")), "bc"),
        (both, "c"),
        // Asked of a field of another kind it asks nothing.
        (of("n", Holds::Words("a".into())), "abcd"),
    ];
    for (filter, expected) in cases {
        let found = titles(&office, &filter, SortKey::Title, Direction::Ascending);
        assert_eq!(found, expected, "{filter:?}");
    }
}

#[test]
fn what_is_asked_of_a_field_takes_the_place_of_what_was_asked_before() {
    let mut filter = Filter::default();
    let (one, other) = (FieldId(Uuid::from_u128(1)), FieldId(Uuid::from_u128(2)));
    filter.ask_of_field(one, Holds::Words("a".into()));
    filter.ask_of_field(other, Holds::Day { from: None, to: Some(day("2025-01-01")) });
    filter.ask_of_field(one, Holds::Words("b".into()));
    assert_eq!((filter.fields.len(), filter.condition_count()), (2, 2));
    assert_eq!(filter.of_field(one), Some(&Holds::Words("b".into())));
    filter.ask_of_field(one, Holds::Words("  ".into()));
    filter.ask_of_field(other, Holds::Day { from: None, to: None });
    assert!(filter.is_empty(), "{filter:?}");
}

#[test]
fn a_condition_on_a_field_that_is_gone_asks_nothing() {
    let office = varied();
    let mut filter = Filter::default();
    filter.ask_of_field(FieldId(Uuid::from_u128(7)), Holds::Words("beta".into()));
    assert_eq!(titles(&office, &filter, SortKey::Title, Direction::Ascending), "abcd");
}

#[test]
fn a_filter_asks_for_the_manager_and_the_region_of_the_owner() {
    let mut office = varied();
    for (name, patch) in
        [("zoe", PersonPatch::Manager("Ann".into())), ("Adam", PersonPatch::Region(" 华东 ".into()))]
    {
        let person = office.person_id(name);
        office.must(&Command::EditPerson { person, patch });
    }
    let of = |managers: &[&str], regions: &[&str]| {
        let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Filter { managers: all(managers), regions: all(regions), ..Filter::default() }
    };
    let cases = [
        (of(&["Ann"], &[]), "a"),
        (of(&["Ann", ""], &[]), "abcd"),
        (of(&[""], &[]), "bcd"),
        (of(&[], &["华东"]), "b"),
        (of(&[], &[""]), "acd"),
        (of(&["Ann"], &["华东"]), ""),
        (of(&["ann"], &[]), ""),
    ];
    for (filter, expected) in cases {
        let found = titles(&office, &filter, SortKey::Title, Direction::Ascending);
        assert_eq!(found, expected, "{filter:?}");
    }
}

#[test]
fn a_filter_asks_for_all_its_conditions() {
    let office = varied();
    let person = |name: &str| Some(office.ws.people.iter().find(|row| row.name == name).unwrap().id);
    let text = |text: &str| Filter { text: text.into(), ..Filter::default() };
    let tag = |name| office.choice(ListKind::Tag, name);
    let none = Filter::default;
    let cases = [
        (none(), "abcd"),
        (text("a"), "ab"),
        (text("A"), "ab"),
        (text("zeta"), "a"),
        (text("ZETA a"), "a"),
        (text("zeta b"), ""),
        (text(" noon  ACME "), "b"),
        (text("建"), "c"),
        (text("nothing"), ""),
        (Filter { owners: vec![None], ..none() }, "cd"),
        (Filter { owners: vec![person("zoe")], ..none() }, "a"),
        (Filter { owners: vec![person("zoe"), None], ..none() }, "acd"),
        (Filter { segments: vec![office.choice(ListKind::Segment, "repeat")], ..none() }, "b"),
        (Filter { sources: vec![office.choice(ListKind::Source, "web")], ..none() }, "c"),
        (Filter { products: vec![office.choice(ListKind::Product, "licence")], ..none() }, "a"),
        (Filter { tags: vec![tag("big")], ..none() }, "ab"),
        (Filter { tags: vec![tag("hot")], ..none() }, "a"),
        (Filter { tags: vec![tag("hot"), tag("big")], ..none() }, "ab"),
        (Filter { stages: vec![office.stage_id("proposal"), office.stage_id("won")], ..none() }, "cd"),
        (Filter { standings: vec![StandingKind::Won], ..none() }, "d"),
        (Filter { standings: vec![StandingKind::Open, StandingKind::Nurtured], ..none() }, "abc"),
        (Filter { value_from: Some(300), ..none() }, "ac"),
        (Filter { value_to: Some(300), ..none() }, "bc"),
        (Filter { value_from: Some(101), value_to: Some(499), ..none() }, "c"),
        (Filter { close_from: Some(day("2025-07-01")), ..none() }, "a"),
        (Filter { close_to: Some(day("2025-06-30")), ..none() }, "b"),
        (Filter { close_from: Some(day("2025-06-30")), close_to: Some(day("2025-07-01")), ..none() }, "ab"),
        (Filter { close_from: Some(day("2025-07-02")), ..none() }, ""),
        (Filter { text: "a".into(), owners: vec![person("Adam")], ..none() }, "b"),
    ];
    for (filter, expected) in cases {
        let found = titles(&office, &filter, SortKey::Title, Direction::Ascending);
        assert_eq!(found, expected, "{filter:?}");
        assert_eq!(filter.is_empty(), filter == Filter::default());
    }
}

#[test]
fn conditions_are_counted_apart_from_the_search() {
    assert_eq!(Filter { text: "x".into(), ..Filter::default() }.condition_count(), 0);
    let filter = Filter {
        owners: vec![None],
        value_from: Some(1),
        value_to: Some(2),
        close_to: Some(day("2025-01-01")),
        ..Filter::default()
    };
    assert_eq!(filter.condition_count(), 3);
}

#[test]
fn removed_deals_pass_no_filter() {
    let mut office = varied();
    let ix = office.deal_ix("a");
    office.do_all("remove a");
    let filter = Filter::default();
    assert!(!Matcher::new(&filter).matches(&office.ws, office.ws.deals.at(ix)));
    assert_eq!(titles(&office, &filter, SortKey::Title, Direction::Ascending), "bcd");
}

#[test]
fn rows_are_sorted_and_empty_ones_come_last_either_way() {
    let mut office = varied();
    let rate = |millionths| Some(Rate { millionths, on: day("2025-06-01") });
    office.must(&Command::SetRate { currency: "EUR".parse().unwrap(), rate: rate(9_000_000) });
    office.must(&Command::SetRate { currency: Currency::CNY, rate: rate(140_000) });
    let custom = |name: &str| SortKey::Custom(office.field(name));
    let cases = [
        (SortKey::Title, "abcd", "dcba"),
        (SortKey::Organisation, "bacd", "cabd"),
        (SortKey::Contact, "bacd", "bacd"),
        (SortKey::Stage, "abcd", "dcab"),
        // 5.00, 9.00 and 0.42 dollars.
        (SortKey::Value, "cabd", "bacd"),
        (SortKey::Probability, "bcad", "dacb"),
        (SortKey::Owner, "bacd", "abcd"),
        (SortKey::Segment, "bacd", "bacd"),
        (SortKey::Source, "cabd", "cabd"),
        (SortKey::Product, "bacd", "abcd"),
        (SortKey::ExpectedClose, "bacd", "abcd"),
        (SortKey::Created, "abcd", "dcba"),
        (SortKey::InStageSince, "abcd", "dcba"),
        (custom("n"), "abcd", "bacd"),
        (custom("t"), "cabd", "acbd"),
        (custom("d"), "cbad", "bcad"),
        (custom("c"), "cbad", "bcad"),
    ];
    for (sort, ascending, descending) in cases {
        let filter = Filter::default();
        assert_eq!(titles(&office, &filter, sort, Direction::Ascending), ascending, "{sort:?}");
        assert_eq!(titles(&office, &filter, sort, Direction::Descending), descending, "{sort:?} descending");
    }
}

#[test]
fn texts_are_sorted_in_the_order_of_the_readers_language() {
    let mut office = varied();
    // As no alphabet has it, so that nothing comes out right by chance.
    let wanted = [
        (SortKey::Title, vec!["c", "a", "d", "b"], "cadb", "bdac"),
        (SortKey::Organisation, vec!["Zeta", "中建", "acme"], "acbd", "bcad"),
        (SortKey::Contact, vec!["Eve Noon"], "bacd", "bacd"),
        (SortKey::Owner, vec!["zoe", "Adam"], "abcd", "bacd"),
        (SortKey::Product, vec!["licence", "Advice"], "abcd", "bacd"),
        (SortKey::Custom(office.field("t")), vec!["Beta", "alpha"], "acbd", "cabd"),
        (SortKey::Custom(office.field("c")), vec!["x", "w"], "bcad", "cbad"),
    ];
    for (sort, order, ascending, descending) in wanted {
        let mut texts = table_texts(&office.ws, office.pipeline("sales"), sort);
        let collation = Collation::new(order.clone());
        // Products share their table with the other lists.
        texts.retain(|text| sort != SortKey::Product || collation.knows(text));
        texts.sort_by_key(|text| collation.spot(text));
        assert_eq!(texts, order, "{sort:?}");
        let titles = |direction| titles_as(&office, &Filter::default(), sort, direction, &collation);
        assert_eq!(titles(Direction::Ascending), ascending, "{sort:?}");
        assert_eq!(titles(Direction::Descending), descending, "{sort:?} descending");
    }
    for sort in [SortKey::Value, SortKey::Stage, SortKey::Created, SortKey::Custom(office.field("n"))] {
        let texts = table_texts(&office.ws, office.pipeline("sales"), sort);
        assert_eq!(texts, [""; 0], "{sort:?} is no text");
    }
    office.do_all("remove a");
    crate::notation::lay_out(&mut office, "partners", "lead: x | won-2: | lost-2:");
    let mut texts = table_texts(&office.ws, office.pipeline("sales"), SortKey::Title);
    texts.sort_unstable();
    assert_eq!(texts, ["b", "c", "d"], "those of the pipeline that there are");
}

#[test]
fn values_without_a_rate_and_in_a_currency_that_became_the_own_one_still_sort() {
    let mut office = varied();
    assert_eq!(titles(&office, &Filter::default(), SortKey::Value, Direction::Ascending), "bcad");
    office.must(&Command::SetRate {
        currency: Currency::CNY,
        rate: Some(Rate { millionths: 10_000_000, on: day("2025-06-01") }),
    });
    assert_eq!(titles(&office, &Filter::default(), SortKey::Value, Direction::Ascending), "bacd");
    office.must(&Command::SetCurrency { currency: Currency::CNY });
    assert_eq!(titles(&office, &Filter::default(), SortKey::Value, Direction::Ascending), "bcad");
}

#[test]
fn the_table_shows_one_pipeline() {
    let mut office = varied();
    crate::notation::lay_out(&mut office, "partners", "lead: x | won-2: | lost-2:");
    assert_eq!(titles(&office, &Filter::default(), SortKey::Title, Direction::Ascending), "abcd");
    let rows = table(
        &office.ws,
        office.pipeline("partners"),
        &Filter::default(),
        SortKey::default(),
        Direction::default(),
        &Collation::default(),
    );
    assert_eq!(rows, [office.deal_ix("x")]);
}
