//! What the board counts and adds up, and how it keeps up with changes.

use sales::board::{Board, BoardQuery, NoRate};
use sales::decide::{Command, DealPatch, PersonPatch, StagePatch};
use sales::ids::PersonId;
use sales::model::{FieldKind, GroupBy};
use sales::money::{Currency, Money, Rate};
use sales::query::{Collation, FieldCondition, Filter, Holds};
use sales::time::Date;

use crate::fixture::Office;
use crate::notation::office;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

impl Office {
    fn query(&self, filter: Filter, group_by: GroupBy) -> BoardQuery {
        BoardQuery { pipeline: self.pipeline("sales"), filter, group_by }
    }

    fn plain_board(&self) -> Board {
        Board::new(&self.ws, self.query(Filter::default(), GroupBy::Nothing))
    }

    fn edit(&mut self, titles: &str, patch: DealPatch) {
        let deals = self.deal_ids(titles);
        self.must(&Command::EditDeals { deals, patch });
    }

    fn value(&mut self, titles: &str, minor: i64, code: &str) {
        self.edit(titles, DealPatch::Value(Some(Money { minor, currency: currency(code) })));
    }
}

/// An office with deals of these values in one stage of 10 percent and with these rates (in millionths of a dollar), and what
/// they add up to: the value and the weighted value in cents.
type Case<'a> = (&'a [(i64, &'a str, Option<u8>)], &'a [(&'a str, u64)], Result<(i128, i128), &'a [&'a str]>);

#[test]
fn totals() {
    let cases: [Case<'_>; 14] = [
        (&[], &[], Ok((0, 0))),
        (&[(0, "USD", None)], &[], Ok((0, 0))),
        (&[(1_000, "USD", None)], &[], Ok((1_000, 100))),
        (&[(1_000, "USD", None), (2_345, "USD", None)], &[], Ok((3_345, 335))),
        // A weighted sum is rounded once, at the end: 3 × 0.4 cents are 1 cent, not 0.
        (&[(4, "USD", None), (4, "USD", None), (4, "USD", None)], &[], Ok((12, 1))),
        (&[(5, "USD", None)], &[], Ok((5, 1))),
        // A probability of the deal's own goes before that of its stage.
        (&[(1_000, "USD", Some(50)), (1_000, "USD", None)], &[], Ok((2_000, 600))),
        (&[(1_000, "USD", Some(0)), (1_000, "USD", Some(100))], &[], Ok((2_000, 1_000))),
        // Without a rate the total refuses to add up, and says for which currency.
        (&[(1_000, "USD", None), (1, "EUR", None)], &[], Err(&["EUR"])),
        (&[(1, "JPY", None), (1, "EUR", None), (1, "CNY", None)], &[("CNY", 140_000)], Err(&["EUR", "JPY"])),
        (&[(1_000, "USD", None), (1_000, "EUR", None)], &[("EUR", 1_080_000)], Ok((2_080, 208))),
        // 1,000 yen at 0.0067 dollars are 6.70 dollars; yen have no minor unit, dinars three digits of it.
        (&[(1_000, "JPY", None)], &[("JPY", 6_700)], Ok((670, 67))),
        (&[(1_000, "KWD", None)], &[("KWD", 3_250_000)], Ok((325, 33))),
        (
            &[(9_000_000_000_000_000, "USD", None), (9_000_000_000_000_000, "EUR", Some(100))],
            &[("EUR", 1_000_000_000_000)],
            Ok((9_000_009_000_000_000_000_000, 9_000_000_900_000_000_000_000)),
        ),
    ];
    for (deals, rates, expected) in cases {
        let mut office = office("new: | won: | lost:");
        for (number, (minor, code, probability)) in deals.iter().enumerate() {
            let title = format!("d{number}");
            office.do_all(&format!("add {title} to new bottom"));
            office.value(&title, *minor, code);
            if probability.is_some() {
                office.edit(&title, DealPatch::Probability(*probability));
            }
        }
        for (code, millionths) in rates {
            let rate = Rate { millionths: *millionths, on: Date::from_ymd_opt(2025, 6, 1).unwrap() };
            office.must(&Command::SetRate { currency: currency(code), rate: Some(rate) });
        }
        let totals = office.plain_board().totals();
        let found = totals.value(&office.ws).and_then(|value| Ok((value, totals.weighted(&office.ws)?)));
        let expected = expected.map_err(|codes| NoRate(codes.iter().map(|code| currency(code)).collect()));
        assert_eq!(found, expected, "{deals:?} at {rates:?}");
        assert_eq!(totals.count, deals.len());
    }
}

#[test]
fn a_deal_without_a_value_counts_and_adds_nothing() {
    let mut office = office("new: a b | won: | lost:");
    office.value("a", 700, "USD");
    let totals = office.plain_board().totals();
    assert_eq!((totals.count, totals.value(&office.ws)), (2, Ok(700)));
}

#[test]
fn the_currency_of_a_deal_that_left_asks_for_no_rate_any_more() {
    let mut office = office("new: a b | won: | lost:");
    let mut board = office.plain_board();
    office.value("a", 700, "EUR");
    board.follow(&office.ws, &office.touched);
    assert!(board.totals().value(&office.ws).is_err());
    office.value("a", 700, "USD");
    board.follow(&office.ws, &office.touched);
    assert_eq!(board.totals().value(&office.ws), Ok(700));
    assert_eq!(board, office.plain_board());
}

#[test]
fn only_open_deals_are_on_the_board() {
    let office = office("new: a b | proposal: c | won: d | lost: e | nurtured: f");
    let board = office.plain_board();
    assert_eq!(board.totals().count, 3);
    assert_eq!(board.stages(), [office.stage_id("new"), office.stage_id("proposal")]);
    let [lane] = board.lanes() else { panic!("one lane") };
    let cards: Vec<&str> =
        lane.columns[0].window(0, 9).map(|ix| office.ws.deals.at(ix).title.as_str()).collect();
    assert_eq!(cards, ["a", "b"]);
    let b = office.deal_ix("b");
    assert_eq!(board.find(b), Some((0, 0, 1)));
    assert_eq!(lane.columns[0].index_of(&office.ws, b), Some(1));
    assert_eq!(lane.columns[0].card(1), Some(b));
    assert_eq!(
        (lane.columns[0].card(2), lane.columns[0].len(), lane.columns[1].is_empty()),
        (None, 2, false)
    );
    assert_eq!(board.find(office.deal_ix("d")), None);
    assert_eq!(board.column_totals(0).count, 2);
}

#[test]
fn lanes_are_the_owners_by_name_and_those_without_come_last() {
    let mut office = office("new: a b c | proposal: d e | won: | lost:");
    let (zoe, adam) = (office.person("zoe"), office.person("Adam"));
    office.edit("a d", DealPatch::Owner(Some(zoe)));
    office.edit("b", DealPatch::Owner(Some(adam)));
    let query = office.query(Filter::default(), GroupBy::Owner);
    let mut board = Board::new(&office.ws, query.clone());
    let owners =
        |board: &Board| -> Vec<Option<PersonId>> { board.lanes().iter().map(|lane| lane.owner).collect() };
    assert_eq!(owners(&board), [Some(adam), Some(zoe), None]);
    assert_eq!(board.column_totals(0).count, 3);
    assert_eq!(board.find(office.deal_ix("d")), Some((1, 1, 0)));
    // A lane goes with its last deal, and comes with its first.
    office.edit("b", DealPatch::Owner(None));
    assert!(!board.follow(&office.ws, &office.touched));
    assert_eq!(owners(&board), [Some(zoe), None]);
    office.do_all("undo");
    board.follow(&office.ws, &office.touched);
    assert_eq!(owners(&board), [Some(adam), Some(zoe), None]);
    // Another name is another order.
    office.must(&Command::EditPerson { person: adam, patch: PersonPatch::Name("zz".into()) });
    assert!(board.follow(&office.ws, &office.touched));
    assert_eq!(owners(&board), [Some(zoe), Some(adam), None]);
    assert_eq!(board, Board::new(&office.ws, query));
    // The reader's language has the last word, and keeps it when the board is built anew.
    board.order_by(&office.ws, Collation::new(["zz", "zoe", "阿宝"]));
    assert_eq!(owners(&board), [Some(adam), Some(zoe), None]);
    office.must(&Command::EditPerson { person: adam, patch: PersonPatch::Name("阿宝".into()) });
    assert!(board.follow(&office.ws, &office.touched));
    assert_eq!(owners(&board), [Some(zoe), Some(adam), None]);
}

#[test]
fn a_board_follows_a_field_that_its_filter_asks() {
    let mut office = office("new: a b | won: | lost:");
    let text = office.custom("remark", FieldKind::Text, &[]);
    let holds = Holds::Words("beta".into());
    let words = Filter { fields: vec![FieldCondition { field: text, holds }], ..Filter::default() };
    let choice = office.custom("size", FieldKind::Choice, &["small", "large"]);
    let small = office.ws.fields.live(choice).unwrap().options[0].id;
    for (filter, undone) in
        [(Filter { options: vec![small], ..Filter::default() }, "size"), (words, "remark")]
    {
        let query = office.query(filter, GroupBy::Nothing);
        let mut board = Board::new(&office.ws, query.clone());
        assert_eq!(board.totals().count, 0, "{undone}");
        // What is not there any more is not asked.
        office.do_all("undo");
        board.follow(&office.ws, &office.touched);
        assert_eq!(board.totals().count, 2, "{undone}");
        assert_eq!(board, Board::new(&office.ws, query));
    }
}

#[test]
fn a_board_follows_what_happens() {
    let mut office = office("new: a b c | proposal: d | won: e | lost:");
    let filter = Filter { text: "a".into(), ..Filter::default() };
    let queries = [
        office.query(Filter::default(), GroupBy::Nothing),
        office.query(Filter::default(), GroupBy::Owner),
        office.query(filter, GroupBy::Nothing),
    ];
    let mut boards = queries.clone().map(|query| Board::new(&office.ws, query));
    let steps = [
        "move a to proposal top",
        "win a",
        "reopen a",
        "nurture b",
        "add ax to new top",
        "remove a",
        "undo",
        "move c d to new bottom",
        "archive proposal to new",
        "undo",
    ];
    let mut follow = |office: &Office, what: &str| {
        for (board, query) in boards.iter_mut().zip(&queries) {
            board.follow(&office.ws, &office.touched);
            assert_eq!(*board, Board::new(&office.ws, query.clone()), "after: {what}");
        }
    };
    for step in steps {
        office.do_all(step);
        follow(&office, step);
    }
    let stage = office.stage_id("new");
    office.must(&Command::EditStage { stage, patch: StagePatch::Probability(90) });
    follow(&office, "another probability");
    let firm = office.organisation("Alpha");
    office.edit("d", DealPatch::Organisation(Some(firm)));
    follow(&office, "a firm that is searched for");
    let patch = sales::decide::OrganisationPatch::Name("Beth".into());
    office.must(&Command::EditOrganisation { organisation: firm, patch });
    follow(&office, "a name that is no longer searched for");
}
