//! The sample data: complete, the same for everybody, and gone with one click.

use sales::activities::{agenda, next_step};
use sales::decide::{Command, DealPatch, End, GoalDraft, Outcome};
use sales::evolve::{self, Touched};
use sales::ids::GoalId;
use sales::log::{Change, RecordRef};
use sales::model::{ListKind, REVIEW_DAYS, Span, StandingKind, Workspace};
use sales::money::Currency;
use sales::sample::Language;
use sales::time::Timestamp;

use crate::damage::{pieces, read};
use crate::fixture::{MONDAY, Office};
use crate::notation::office;

const LOAD: Command = Command::LoadSample { language: Language::English };

fn with_sample() -> Office {
    let mut office = Office::new();
    office.must(&LOAD);
    office
}

#[test]
fn it_shows_a_lively_pipeline() {
    for language in [Language::English, Language::Chinese] {
        let mut office = Office::new();
        office.must(&Command::LoadSample { language });
        let ws = &office.ws;
        assert_eq!(ws.settings.currency, language.currency());
        let count = |kind| ws.deals.iter().filter(|deal| deal.standing() == kind).count();
        for kind in [StandingKind::Open, StandingKind::Won, StandingKind::Lost, StandingKind::Nurtured] {
            assert!(count(kind) >= 3, "{kind:?} deals: {}", count(kind));
        }
        let pipeline = ws.first_pipeline().unwrap().id;
        for stage in ws.board_stages(pipeline) {
            assert!(ws.column(stage.id).count() >= 2, "{} is all but empty", stage.name);
        }
        for deal in ws.deals.iter() {
            assert!(deal.created >= MONDAY.plus_days(-400) && deal.entered() <= MONDAY, "{}", deal.title);
            assert!(deal.notes.iter().all(|note| note.written <= MONDAY), "{}", deal.title);
            assert!(deal.value.is_some_and(|value| value.minor > 0), "{}", deal.title);
        }
        let open = || ws.deals.iter().filter(|deal| deal.is_open());
        let with_next = open().filter(|deal| next_step(ws, deal.id).is_some()).count();
        assert!(with_next * 2 > open().count() && with_next < open().count(), "{with_next} have a next step");
        assert!(ws.activities.iter().all(|row| row.done.is_none_or(|done| done <= MONDAY)));
        office.unchanged_by(&Command::LoadSample { language });
    }
}

#[test]
fn it_comes_with_a_process_and_a_goal() {
    let mut office = with_sample();
    let ws = &office.ws;
    let pipeline = ws.first_pipeline().unwrap();
    assert_eq!(pipeline.review_days, Some(REVIEW_DAYS));
    for stage in ws.board_stages(pipeline.id) {
        assert!(!stage.checklist.is_empty() && !stage.exit.is_empty(), "{}", stage.name);
    }
    let agenda = agenda(ws, None, office.today());
    let due = |count: usize| (2..=20).contains(&count);
    assert!(due(agenda.overdue.len()) && due(agenda.today.len()) && due(agenda.without.len()), "{agenda:?}");
    assert!(agenda.someday.len() <= 12, "{agenda:?}");

    let goals: Vec<_> = ws.goals.iter().cloned().collect();
    let [goal] = goals.as_slice() else { panic!("{goals:?}") };
    assert_eq!((goal.owner, goal.span), (None, Span::quarter_of(office.today())));
    assert!(goal.tiers.stretch > Some(goal.tiers.target) && goal.tiers.challenge > goal.tiers.stretch);
    // What is planned on top of it goes with it, and one's own goals stay.
    let span = Span::year_of(office.today());
    let id = GoalId(office.uuid());
    let draft = GoalDraft { span, owner: None, pipeline: None, measure: goal.measure, tiers: goal.tiers };
    office.must(&Command::SetGoals { goals: vec![(id, draft)] });
    office.must(&Command::RemoveSample);
    assert_eq!(office.ws.goals.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    office.must(&LOAD);
    assert_eq!(office.ws.goals.iter().count(), 1, "whoever has goals keeps them as they are");
}

#[test]
fn both_languages_tell_the_same_story() {
    let load = |language| {
        let mut office = Office::new();
        office.must(&Command::LoadSample { language });
        office
    };
    let (english, chinese) = (load(Language::English), load(Language::Chinese));
    let shape = |ws: &Workspace| -> Vec<_> {
        ws.deals.iter().map(|deal| (deal.position.stage, deal.standing(), deal.owner, deal.created)).collect()
    };
    assert_eq!(shape(&english.ws), shape(&chinese.ws));
}

#[test]
fn one_click_removes_it() {
    let mut office = with_sample();
    office.must(&Command::RemoveSample);
    assert!(office.ws.is_empty() && !office.ws.has_sample());
    assert_eq!(office.ws.deals.iter().count() + office.ws.people.iter().count(), 0);
    assert_eq!(office.ws.activities.iter().count() + office.ws.goals.iter().count(), 0);
    assert_eq!(office.ws.choices.iter().count() + office.ws.organisations.iter().count(), 0);
    office.do_all("undo");
    assert!(office.ws.has_sample());
    office.do_all("redo");
    office.unchanged_by(&Command::RemoveSample);
    office.must(&LOAD);
    assert!(office.ws.has_sample(), "and it can be had again");
    office.do_all("undo; undo; undo");
    assert!(office.ws.same_as(&Workspace::default()));
}

#[test]
fn it_leaves_alone_what_was_there() {
    let mut office = office("new: a b | won: | lost:");
    office.must(&Command::SetCurrency { currency: Currency::CNY });
    let before = office.ws.clone();
    office.must(&LOAD);
    assert_eq!(office.ws.settings.currency, Currency::CNY);
    assert!(
        office.ws.deals.iter().all(|deal| deal.value.is_none_or(|value| value.currency == Currency::CNY))
    );
    assert_eq!(office.ws.first_pipeline().unwrap().name, "sales", "it comes after one's own");
    office.must(&Command::RemoveSample);
    assert!(office.ws.same_as(&before));
}

#[test]
fn what_was_made_in_it_stays_with_all_it_refers_to() {
    let mut office = with_sample();
    let pipeline = office.ws.first_pipeline().unwrap();
    let (pipeline, stages) = (pipeline.id, office.ws.stages_of(pipeline.id).len());
    let stage = office.ws.board_stages(pipeline)[1].id;
    let owner = office.ws.people.iter().next().unwrap().id;
    let contact = office.ws.contacts.iter().find(|contact| contact.organisation.is_some()).unwrap();
    let (contact, firm) = (contact.id, contact.organisation.unwrap());
    let other = office.ws.organisations.iter().map(|row| row.id).find(|id| *id != firm).unwrap();
    let tag = office.ws.list(ListKind::Tag)[0].id;
    office.must(&Command::AddDeal {
        stage,
        title: "mine".into(),
        patches: vec![
            DealPatch::Owner(Some(owner)),
            DealPatch::Organisation(Some(other)),
            DealPatch::Contact(Some(contact)),
            DealPatch::AddTag(tag),
        ],
        end: End::Top,
    });
    let view = office.view("mine", sales::query::Filter::default());
    let before = office.ws.clone();
    office.must(&Command::RemoveSample);
    assert_eq!(office.ws.goals.iter().count(), 0, "nobody has set the goal that came with it");
    let ws = &office.ws;
    assert_eq!(ws.deals.iter().map(|deal| deal.title.as_str()).collect::<Vec<_>>(), ["mine"]);
    assert_eq!(ws.stages_of(pipeline).len(), stages);
    assert!(ws.people.live(owner).is_some() && ws.contacts.live(contact).is_some());
    assert!(ws.organisations.live(other).is_some());
    assert!(ws.organisations.live(firm).is_some(), "the contact works there");
    assert_eq!((ws.people.iter().count(), ws.contacts.iter().count()), (1, 1));
    assert_eq!(ws.choices.iter().map(|choice| choice.id).collect::<Vec<_>>(), [tag]);
    assert!(ws.views.live(view).is_some());
    assert!(!ws.has_sample(), "what stays is the user's own");
    office.unchanged_by(&Command::RemoveSample);
    office.do_all("undo");
    assert!(office.ws.same_as(&before));
}

#[test]
fn a_view_of_its_pipeline_goes_with_it() {
    let mut office = with_sample();
    let view = office.view("mine", sales::query::Filter::default());
    office.must(&Command::RemoveSample);
    assert!(office.ws.views.live(view).is_none());
}

#[test]
fn ones_own_contacts_keep_their_firms() {
    let mut office = with_sample();
    let firm = office.ws.organisations.iter().next().unwrap().id;
    office.contact("Eve", Some(firm));
    office.must(&Command::RemoveSample);
    assert_eq!(office.ws.organisations.iter().map(|row| row.id).collect::<Vec<_>>(), [firm]);
}

#[test]
fn its_deals_are_counted_as_they_come_and_go() {
    let mut office = with_sample();
    let all = office.ws.deals.iter().count();
    let deal = office.ws.deals.iter().next().unwrap().id;
    let check = |office: &Office, expected: usize, what: &str| {
        assert_eq!(office.ws.sample_deals(), expected, "{what}");
        assert_eq!(office.replay().sample_deals(), expected, "{what}, replayed");
        let read = read(&pieces(&office.ws)).unwrap();
        assert_eq!(read.sample_deals(), expected, "{what}, from a checkpoint");
    };
    check(&office, all, "all of them");
    office.must(&Command::CloseDeals { deals: vec![deal], outcome: Outcome::Won });
    check(&office, all, "one is closed");
    office.must(&Command::RemoveDeals { deals: vec![deal] });
    check(&office, all - 1, "one is removed");
    office.do_all("undo");
    check(&office, all, "and comes back");
    let adopted = Change::Adopted(RecordRef::Deal(deal));
    evolve::apply(&mut office.ws, &adopted, &mut Touched::default());
    assert_eq!(office.ws.sample_deals(), all - 1, "one is the user's own now");
    evolve::revert(&mut office.ws, &adopted, &mut Touched::default());
    office.must(&Command::RemoveSample);
    check(&office, 0, "none is left");
}

#[test]
fn any_clock_will_do() {
    for now in [i64::MIN, -1, 0, 1, MONDAY.0, i64::MAX] {
        let mut office = Office::new();
        office.now = Timestamp(now);
        assert!(office.decide(&LOAD).is_ok_and(|decision| decision.changes.len() > 100));
    }
}
