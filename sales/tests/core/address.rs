//! Filters as addresses.

use proptest::prelude::*;
use sales::ids::{ChoiceId, FieldId, OptionId, PersonId, StageId, Uuid};
use sales::model::{GroupBy, StandingKind};
use sales::number::Number;
use sales::query::{FieldCondition, Filter, Holds};
use sales::time::Date;

use crate::steps::settings;

const ID: &str = "0197500000007000800000000000002a";

fn read(text: &str) -> (Filter, GroupBy) {
    Filter::from_address(text)
}

#[test]
fn an_address_is_short_and_can_be_read() {
    let id: Uuid = ID.parse().unwrap();
    let filter = Filter {
        text: "acme & co=100% 中".into(),
        owners: vec![Some(PersonId(id)), None],
        tags: vec![ChoiceId(id)],
        standings: vec![StandingKind::Open, StandingKind::Lost],
        value_from: Some(-5),
        close_from: Date::from_ymd_opt(2025, 1, 31),
        ..Filter::default()
    };
    let text = filter.to_address(GroupBy::Owner);
    let expected = format!(
        "q=acme%20%26%20co%3D100%25%20%E4%B8%AD&owner={ID},-&tag={ID}&standing=open,lost&least=-5&from=2025-01-31&group=owner"
    );
    assert_eq!(text, expected);
    assert_eq!(read(&text), (filter, GroupBy::Owner));
    assert_eq!(Filter::default().to_address(GroupBy::Nothing), "");
}

#[test]
fn what_is_asked_of_fields_and_owners_can_be_read() {
    let id: Uuid = ID.parse().unwrap();
    let of = |holds| FieldCondition { field: FieldId(id), holds };
    let filter = Filter {
        fields: vec![
            of(Holds::Words("two words".into())),
            of(Holds::Number { from: Number::new(-0.5), to: Number::new(1e6) }),
            of(Holds::Day { from: None, to: Date::from_ymd_opt(2026, 3, 31) }),
        ],
        managers: vec!["Ann, Lee".into(), String::new()],
        regions: vec!["-".into()],
        ..Filter::default()
    };
    let text = filter.to_address(GroupBy::Nothing);
    let expected = format!(
        "text-{ID}=two%20words&number-{ID}=-0.5..1000000&day-{ID}=..2026-03-31&manager=Ann%2C%20Lee,-&region=%2D"
    );
    assert_eq!(text, expected);
    assert_eq!(read(&text), (filter, GroupBy::Nothing));
    let half = read(&format!("number-{ID}=3..")).0;
    assert_eq!(half.fields, [of(Holds::Number { from: Number::new(3.0), to: None })]);
}

#[test]
fn what_makes_no_sense_is_left_out() {
    let cases = [
        "",
        "&&&",
        "=",
        "q",
        "owner=",
        "owner=me",
        "tag=,,x",
        "standing=perhaps",
        "least=many&most=1e9&from=soon&to=2025-02-30",
        "group=stage&colour=red",
        "least=99999999999999999999",
        "text-x=a&number-7=1..2",
        "text-0197500000007000800000000000002a=&day-0197500000007000800000000000002a=..",
        "number-0197500000007000800000000000002a=many..few",
        "number-0197500000007000800000000000002a=7",
        // Half of a range would be another one than was asked for.
        "number-0197500000007000800000000000002a=3..x",
        "day-0197500000007000800000000000002a=2026-01-01..someday",
        "day-0197500000007000800000000000002a=soon..2026-01-01",
        "manager=&region=,,",
        "%71=acme",
    ];
    for text in cases {
        assert_eq!(read(text), (Filter::default(), GroupBy::Nothing), "{text}");
    }
    let (filter, _) = read(&format!("owner=x,{ID},-&stage=0197&most=7"));
    assert_eq!(filter.owners, [Some(PersonId(ID.parse().unwrap())), None]);
    assert_eq!((filter.stages.len(), filter.value_to), (0, Some(7)));
    assert_eq!(read("q=%ff%zz%").0.text, "\u{fffd}%zz%", "damaged text is kept as far as it goes");
    let hyphens = Uuid::parse_str(ID).unwrap().to_string();
    assert_eq!(read(&format!("stage={hyphens}")).0.stages, [StageId(ID.parse().unwrap())]);
}

#[test]
fn what_is_left_out_can_be_named() {
    let unread = |text: &str| Filter::unread(text).join(" ");
    let known = format!("q=&owner={ID},-&tag={ID}&standing=open&least=5&to=2025-01-31&group=owner");
    for text in ["", "&", &known] {
        assert_eq!(unread(text), "", "{text}");
    }
    let bad = format!("mood=good&owner={ID},x&standing=asleep&least=much&group=moon&tag={ID}&alone");
    let half = format!("day-{ID}=2026-01-01..someday");
    assert_eq!(unread(&half), half);
    assert_eq!(unread(&format!("day-{ID}=2026-01-01..")), "");
    assert_eq!(unread(&bad), format!("mood=good owner={ID},x standing=asleep least=much group=moon alone"));
}

fn ids<T: std::fmt::Debug>(make: fn(Uuid) -> T) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(any::<u128>().prop_map(move |number| make(Uuid::from_u128(number))), 0..3)
}

fn day() -> impl Strategy<Value = Option<Date>> {
    let days = prop_oneof![-1000..3_000_000i32, Just(Date::MAX.num_days()), Just(Date::MIN.num_days())];
    prop::option::of(days.prop_filter_map("a day", Date::from_num_days_from_ce_opt))
}

trait Days {
    fn num_days(self) -> i32;
}

impl Days for Date {
    fn num_days(self) -> i32 {
        chrono::Datelike::num_days_from_ce(&self)
    }
}

/// What is asked of fields; nothing that asks nothing.
fn conditions() -> impl Strategy<Value = Vec<FieldCondition>> {
    let number = || prop::option::of(any::<f64>().prop_filter_map("finite", Number::new));
    let holds = prop_oneof![
        any::<String>().prop_map(Holds::Words),
        (number(), number()).prop_map(|(from, to)| Holds::Number { from, to }),
        (day(), day()).prop_map(|(from, to)| Holds::Day { from, to }),
    ];
    let asks = holds.prop_filter("a condition", |holds| !holds.is_empty());
    let row = (any::<u128>(), asks)
        .prop_map(|(id, holds)| FieldCondition { field: FieldId(Uuid::from_u128(id)), holds });
    prop::collection::vec(row, 0..4)
}

fn filter() -> impl Strategy<Value = Filter> {
    let owners = prop::collection::vec(prop::option::of(any::<u128>()), 0..3);
    let standings = prop::sample::subsequence(
        vec![StandingKind::Open, StandingKind::Won, StandingKind::Lost, StandingKind::Nurtured],
        0..=4,
    );
    let lists = (ids(ChoiceId), ids(ChoiceId), ids(ChoiceId), ids(ChoiceId), ids(OptionId), ids(StageId));
    let names = || prop::collection::vec(any::<String>(), 0..3);
    let of_people = (names(), names());
    (
        any::<String>(),
        owners,
        lists,
        standings,
        any::<[Option<i64>; 2]>(),
        (day(), day()),
        conditions(),
        of_people,
    )
        .prop_map(
            |(
                text,
                owners,
                (segments, sources, products, tags, options, stages),
                standings,
                values,
                (close_from, close_to),
                fields,
                (managers, regions),
            )| Filter {
                text,
                owners: owners
                    .into_iter()
                    .map(|owner| owner.map(|number| PersonId(Uuid::from_u128(number))))
                    .collect(),
                segments,
                sources,
                products,
                tags,
                options,
                fields,
                managers,
                regions,
                stages,
                standings,
                value_from: values[0],
                value_to: values[1],
                close_from,
                close_to,
            },
        )
}

proptest! {
    #![proptest_config(settings(256))]

    #[test]
    fn any_filter_comes_back_from_its_address(filter in filter(), by_owner: bool) {
        let group_by = if by_owner { GroupBy::Owner } else { GroupBy::Nothing };
        let text = filter.to_address(group_by);
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%&=,".contains(&byte)), "{}", text);
        prop_assert_eq!(read(&text), (filter, group_by));
    }

    #[test]
    fn any_text_is_read(text: String, parts in prop::collection::vec("(q|owner|tag|from|least|group)=[ -~]{0,8}", 0..4)) {
        let _ = read(&text);
        let (filter, group_by) = read(&parts.join("&"));
        let again = filter.to_address(group_by);
        prop_assert_eq!(read(&again), (filter, group_by));
    }
}
