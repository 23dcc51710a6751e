//! What moves ask for.

use sales::decide::{ActivityDraft, Command, DealPatch, Outcome, Rejection, Slot, readiness};
use sales::ids::{ActivityId, DealId};
use sales::log::Change;
use sales::model::{ActivityKind, FieldKind, FieldValue};
use sales::money::{Currency, Rate};
use sales::process::{Unready, audit, check};
use sales::time::Date;

use super::nobody;
use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a | proposal: b | review: c | won: | lost:";

#[test]
fn a_move_asks_for_just_what_is_missing() {
    // Rules, what was done, the deal, where it is to go, what it lacks.
    let cases = [
        ("new: block value", "", "a", "proposal", "value!"),
        ("new: block value", "value a to 5", "a", "proposal", ""),
        ("new: warn value", "", "a", "proposal", "value?"),
        ("new: warn contact; block value; warn owner", "", "a", "proposal", "value! contact? owner?"),
        ("new: warn contact; block value; warn owner", "value a to 1; give a to Ada", "a", "won", "contact?"),
        ("new: block value", "", "a", "review", "value!"),
        ("new: block value", "", "a", "won", "value!"),
        // Only of deals that go on from there: not back, not out, not of other stages.
        ("new: block value", "", "a", "lost", ""),
        ("new: block value", "", "a", "new", ""),
        ("proposal: block value", "", "b", "new", ""),
        ("proposal: block value", "", "a", "review", ""),
        ("new: block value", "lose a because price", "a", "proposal", ""),
        ("new: block value", "nurture a", "a", "proposal", ""),
        // Ranges, with both ends in them.
        ("new: block 100..500", "", "a", "proposal", "value!"),
        ("new: block 100..500", "value a to 99.99", "a", "proposal", "below-100!"),
        ("new: block 100..500", "value a to 100", "a", "proposal", ""),
        ("new: block 100..500", "value a to 500", "a", "proposal", ""),
        ("new: block 100..500", "value a to 500.01", "a", "proposal", "above-500!"),
        ("new: block 100..", "value a to 9000000", "a", "proposal", ""),
        ("new: warn ..500", "value a to 501", "a", "proposal", "above-500?"),
        ("new: block 100..", "value a to 20000 JPY", "a", "proposal", ""),
        ("new: block 100..", "value a to 2000 JPY", "a", "proposal", "below-100!"),
        ("new: block 100.. JPY", "value a to 100", "a", "proposal", ""),
        ("new: block 100..", "value a to 200 DKK", "a", "proposal", "rate-DKK!"),
        // Where a stage takes deals from.
        ("review: from proposal", "", "a", "review", "from-proposal!"),
        ("review: from proposal", "", "b", "review", ""),
        ("review: from new", "", "a", "review", ""),
        ("review: no skipping; from new", "", "a", "review", ""),
        ("new: from review; no back", "", "c", "new", ""),
        ("review: no skipping", "", "a", "review", "skips-proposal!"),
        ("review: no skipping", "", "b", "review", ""),
        ("review: no skipping", "archive proposal to new", "a", "review", ""),
        ("won: no skipping", "", "a", "won", "skips-proposal,review!"),
        ("won: no skipping", "", "c", "won", ""),
        ("won: from review", "", "b", "won", "from-review!"),
        ("proposal: no back", "", "c", "proposal", "back!"),
        ("proposal: no back", "", "a", "proposal", ""),
        ("proposal: no back", "win c; reopen c", "c", "proposal", "back!"),
        ("proposal: no back", "win c", "c", "proposal", ""),
        ("review: no skipping | new: warn value", "", "a", "review", "skips-proposal! value?"),
        // A list of stages that are all out of use is none.
        ("review: from proposal", "archive proposal to new", "a", "review", ""),
    ];
    for (rules, done, title, to, lacks) in cases {
        let mut office = office(BOARD);
        office.person("Ada");
        let rate = Some(Rate { millionths: 10_000, on: Date::MIN });
        office.must(&Command::SetRate { currency: "JPY".parse::<Currency>().unwrap(), rate });
        office.rules(rules);
        if !done.is_empty() {
            office.do_all(done);
        }
        assert_eq!(office.lacks(title, to), lacks, "{rules}; {done}; {title} to {to}");
    }
}

#[test]
fn fields_of_the_teams_own_and_activities_that_were_done() {
    let mut office = office(BOARD);
    office.custom("budget", FieldKind::Text, &[]);
    office.rules("new: block budget; block done call");
    assert_eq!(office.lacks("a", "proposal"), "budget! call!");
    let (deals, field) = (office.deal_ids("a"), office.field("budget"));
    let patch = DealPatch::Custom(field, Some(FieldValue::Text("yes".into())));
    office.must(&Command::EditDeals { deals, patch });
    assert_eq!(office.lacks("a", "proposal"), "call!");
    let log = |office: &mut Office, kind, done| {
        let id = ActivityId(office.uuid());
        let deal = Some(office.deal_id("a"));
        office.must(&Command::AddActivity {
            id,
            draft: ActivityDraft { deal, kind, done, ..ActivityDraft::default() },
        });
        id
    };
    let now = office.now;
    log(&mut office, ActivityKind::Demo, Some(now.plus_days(1)));
    log(&mut office, ActivityKind::Call, Some(now.plus_days(-9)));
    let planned = log(&mut office, ActivityKind::Call, None);
    assert_eq!(office.lacks("a", "proposal"), "call!", "another kind, before it came, not done yet");
    office.must(&Command::CompleteActivities { activities: vec![planned], outcome: String::new() });
    assert_eq!(office.lacks("a", "proposal"), "");
}

fn refuses(office: &mut Office, command: &str, expected: &[(&str, &str)]) {
    let before = office.ws.clone();
    let Err(Rejection::NotReady(unready)) = office.try_all(command) else {
        panic!("{command} is not refused")
    };
    let found: Vec<(DealId, String)> = unready.iter().map(|row| (row.deal, office.say(&row.lacks))).collect();
    let expected: Vec<(DealId, String)> =
        expected.iter().map(|&(title, lacks)| (office.deal_id(title), lacks.to_owned())).collect();
    assert_eq!(found, expected, "{command}");
    assert!(office.ws.same_as(&before));
}

#[test]
fn what_blocks_is_refused_and_what_warns_goes_through() {
    let mut office = office("new: a b c | proposal: | review: | won: | lost:");
    office.rules("new: block value; warn contact | review: no skipping");
    refuses(&mut office, "move a to proposal top", &[("a", "value! contact?")]);
    refuses(&mut office, "win a", &[("a", "value! contact?")]);
    refuses(&mut office, "move b to review bottom", &[("b", "skips-proposal! value! contact?")]);
    office.do_all("value b to 5; move b to proposal top; lose a because price; nurture c; reopen a c; move a c to new top");
    assert_eq!(office.board(), "new: a c | proposal: b | review: | won: | lost:");
    office.do_all("undo; undo; redo; redo");
    assert_eq!(office.board(), "new: a c | proposal: b | review: | won: | lost:");
}

#[test]
fn of_several_those_that_are_ready_can_go_without_the_others() {
    let mut office = office("new: a b c d | proposal: | won: | lost:");
    office.do_all("value a c to 5");
    office.rules("new: block value; warn owner");
    refuses(&mut office, "move a b c d to proposal top", &[("b", "value! owner?"), ("d", "value! owner?")]);
    let (proposal, all) = (office.stage_id("proposal"), office.deal_ids("a b c d"));
    let report = check(&office.ws, &[all.clone(), vec![nobody()]].concat(), proposal);
    let ids = |rows: &[Unready]| rows.iter().map(|row| row.deal).collect::<Vec<_>>();
    assert_eq!(
        (report.ready.len(), ids(&report.warned), ids(&report.blocked)),
        (0, office.deal_ids("a c"), office.deal_ids("b d"))
    );
    let deals = ids(&report.warned);
    office.must(&Command::MoveDeals { deals, stage: proposal, slot: Slot::Bottom, patch: None });
    assert_eq!(office.board(), "new: b d | proposal: a c | won: | lost:");
}

#[test]
fn what_is_missing_is_filled_in_with_the_move_in_one_step() {
    let mut office = office("new: a | proposal: | won: | lost:");
    let ada = office.person("Ada");
    office.rules("new: block value; block owner");
    let (deals, stage) = (office.deal_ids("a"), office.stage_id("proposal"));
    let go = |patch| Command::MoveDeals { deals: deals.clone(), stage, slot: Slot::Top, patch };
    // A lane gives the owner, and the value is typed in place.
    let value = Command::EditDeals {
        deals: deals.clone(),
        patch: DealPatch::Value(Some(sales::money::Money { minor: 500, currency: Currency::USD })),
    };
    let whole = go(Some(DealPatch::Owner(Some(ada)))).after(vec![value]);
    office.must(&whole);
    assert_eq!(office.board(), "new: | proposal: a | won: | lost:");
    office.undo().unwrap();
    assert_eq!((office.deal("a").value, office.deal("a").owner), (None, None));
    // A lane that takes the owner away asks for one.
    office.do_all("value a to 5; give a to Ada");
    let Err(Rejection::NotReady(unready)) = office.run(&go(Some(DealPatch::Owner(None)))) else {
        panic!("nobody owns it then")
    };
    assert_eq!(office.say(&unready[0].lacks), "owner!");
}

#[test]
fn moves_of_an_import_are_reported_and_not_refused() {
    let mut office = office("new: a b | proposal: c | review: | won: | lost:");
    office.rules("new: block value | review: no skipping");
    let moved = |office: &Office, title: &str, stage: &str| {
        let from = office.deal(title).position.clone();
        let to = sales::model::Position { stage: office.stage_id(stage), ..from.clone() };
        Change::DealMoved { id: office.deal_id(title), from, to, at: office.now }
    };
    let value = Change::DealEdited {
        id: office.deal_id("b"),
        edit: sales::log::DealEdit::Value {
            value: sales::log::Swap {
                from: None,
                to: Some(sales::money::Money { minor: 1, currency: Currency::USD }),
            },
            at: sales::log::Swap { from: office.now, to: office.now },
        },
    };
    let plan = [
        moved(&office, "a", "review"),
        value,
        moved(&office, "b", "proposal"),
        moved(&office, "c", "review"),
    ];
    let report = audit(&office.ws, &plan);
    assert_eq!(report.ready, office.deal_ids("b c"));
    assert_eq!(report.blocked.len(), 1);
    assert_eq!(office.say(&report.blocked[0].lacks), "skips-proposal! value!");
    // A later move that keeps to the rules does not make up for it.
    let from = |stage: &str| sales::model::Position {
        stage: office.stage_id(stage),
        ..office.deal("a").position.clone()
    };
    let go = |one: &str, other: &str| Change::DealMoved {
        id: office.deal_id("a"),
        from: from(one),
        to: from(other),
        at: office.now,
    };
    let report = audit(&office.ws, &[go("new", "review"), go("review", "new"), go("new", "proposal")]);
    assert_eq!((report.ready.len(), report.blocked.len()), (0, 1));
    assert_eq!(office.say(&report.blocked[0].lacks), "skips-proposal! value!", "each thing once");
}

#[test]
fn the_past_of_deals_that_are_new_is_looked_at_too() {
    let mut office = office("new: a | proposal: | review: | won: | lost:");
    office.rules("new: block value; warn contact | review: no skipping | proposal: no back");
    let add = |office: &mut Office, stages: &str, worth: Option<i64>, is_partial: bool| {
        let id = DealId(office.uuid());
        let visit = |(at, name): (i64, &str)| sales::model::Visit {
            stage: office.stage_id(name),
            standing: match name {
                "won" => sales::model::StandingKind::Won,
                "lost" => sales::model::StandingKind::Lost,
                _ => sales::model::StandingKind::Open,
            },
            entered: office.now.plus_days(at),
        };
        let visits: Vec<_> = (0..).zip(stages.split_whitespace()).map(visit).collect();
        let position = office.deal("a").position.clone();
        let value = worth.map(|minor| sales::money::Money { minor, currency: Currency::USD });
        let plain = sales::log::NewDeal::plain(id, stages.to_owned(), position, office.now);
        Change::DealAdded(Box::new(sales::log::NewDeal { visits, value, is_partial, ..plain }))
    };
    for (stages, worth, is_partial, expected) in [
        ("new proposal review", Some(1), false, "contact?"),
        ("new proposal review", None, false, "value! contact?"),
        ("new review", Some(1), false, "skips-proposal! contact?"),
        // Skipped once, and came to the end by the book.
        ("new review new proposal review won", Some(1), false, "skips-proposal! contact?"),
        ("new proposal review proposal", Some(1), false, "back! contact?"),
        // Whoever is lost is asked for nothing, and comes back anywhere.
        ("new lost proposal review", None, false, ""),
        // A past that was worked out from two dates tells of no moves.
        ("new review", None, true, ""),
        ("new", None, false, ""),
    ] {
        let plan = [add(&mut office, stages, worth, is_partial)];
        let report = audit(&office.ws, &plan);
        let told: String =
            report.warned.iter().chain(&report.blocked).map(|row| office.say(&row.lacks)).collect();
        assert_eq!(told, expected, "{stages}");
    }
}

#[test]
fn what_is_in_the_way_of_a_command_is_what_it_would_be_refused_for() {
    let mut office = office("new: a b c | proposal: d | won: e | lost:");
    let ada = office.person("Ada");
    office.do_all("value b to 5; value d to 5");
    office.rules("new: block value; warn owner | proposal: block contact");
    let say = |office: &Office, command: &Command| {
        let report = readiness(&office.ws, command, office.now);
        let words = report.warned.iter().chain(&report.blocked).map(|row| office.say(&row.lacks));
        (report.ready.len(), words.collect::<Vec<_>>().join(" | "))
    };
    let go = |office: &Office, titles: &str, stage: &str, patch| Command::MoveDeals {
        deals: office.deal_ids(titles),
        stage: office.stage_id(stage),
        slot: Slot::Top,
        patch,
    };
    let win = |office: &Office, titles: &str| Command::CloseDeals {
        deals: office.deal_ids(titles),
        outcome: Outcome::Won,
    };
    let owned = Some(DealPatch::Owner(Some(ada)));
    let cases = [
        (go(&office, "a b", "proposal", None), (0, "owner? | value! owner?")),
        // What comes with the move counts.
        (go(&office, "a b", "proposal", owned), (1, "value!")),
        (go(&office, "a", "new", None), (1, "")),
        (go(&office, "a", "lost", None), (1, "")),
        (win(&office, "b d e"), (1, "owner? | contact!")),
        (Command::ReopenDeals { deals: office.deal_ids("e"), stage: None }, (0, "")),
        (Command::RemoveDeals { deals: office.deal_ids("a") }, (0, "")),
    ];
    for (command, (ready, lacks)) in cases {
        assert_eq!(say(&office, &command), (ready, lacks.to_owned()), "{command:?}");
        let is_blocked = lacks.contains('!');
        let outcome = office.run(&command);
        assert_eq!(matches!(outcome, Err(Rejection::NotReady(_))), is_blocked, "{command:?}");
        if outcome.is_ok_and(|changes| changes > 0) {
            office.undo().unwrap();
        }
    }
}
