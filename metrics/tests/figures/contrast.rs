//! Two groups side by side.

use metrics::{
    Basis, Compared, Grouping, Insights, Key, Reading, Selection, Traits, decided, insights, parted,
    readings, traits,
};
use sales::decide::{ActivityDraft, Command};
use sales::ids::ActivityId;
use sales::model::ListKind;

use super::{Story, UTC, column, story, tell};

impl Story {
    /// So many activities, done now.
    fn work(&mut self, title: &str, times: usize) {
        for _ in 0..times {
            let (id, deal) = (ActivityId(self.office.uuid()), self.office.deal(title).id);
            let now = Some(self.office.now);
            let draft = ActivityDraft { deal: Some(deal), done: now, ..ActivityDraft::default() };
            self.office.must(&Command::AddActivity { id, draft });
        }
    }

    fn of(&self, selection: &Selection) -> (Insights, Traits) {
        let (ws, columns) = (&self.office.ws, self.columns());
        (insights(ws, &columns, selection, &self.query), traits(ws, &columns, selection, &self.query, &UTC))
    }

    fn readings(&self) -> Vec<Reading> {
        let (won, lost) = decided(&self.office.ws, &self.columns(), &self.selection, &self.query);
        let (won, lost) = (self.of(&won), self.of(&lost));
        readings((&won.0, &won.1), (&lost.0, &lost.1))
    }
}

/// Twenty deals won and twenty lost on day 5.
fn forty() -> Story {
    let board = format!("new: {} {} | demo: | won: | lost:", column("w", 20), column("l", 20));
    let mut story = story(&board, &[]);
    for number in 0..20 {
        tell(&mut story.office, &format!("5: win w{number}; lose l{number} because price"));
    }
    story.basis(Basis::ClosedIn).asked_on(6)
}

#[test]
fn a_group_and_all_others_are_the_whole() {
    let story = story(
        "new: a b c d e | won: | lost:",
        &["0: give a b to Ada; give c to Bob; tag a c to hot", "9: win a; lose c because price"],
    );
    let (ws, columns) = (&story.office.ws, story.columns());
    let ada = Key::Owner(Some(story.office.person_id("Ada")));
    let hot = Key::Tag(Some(story.office.choice(ListKind::Tag, "hot")));
    for (grouping, key, expected) in [
        (Grouping::Owner, ada, "ab cde"),
        (Grouping::Owner, Key::Owner(None), "de abc"),
        (Grouping::Tag, hot, "ac bde"),
        (Grouping::Segment, Key::Segment(None), "abcde "),
        // It is of another kind.
        (Grouping::Source, ada, " abcde"),
    ] {
        let (within, without) = parted(ws, &columns, &story.selection, &story.query, grouping, key);
        let titles = |selection: &Selection| -> String {
            let deals = ws.deals.iter_ix().filter(|(ix, _)| selection.has(*ix));
            deals.map(|(_, deal)| deal.title.as_str()).collect()
        };
        assert_eq!(format!("{} {}", titles(&within), titles(&without)), expected, "{grouping:?} {key:?}");
    }
}

#[test]
fn traits_are_those_of_decided_deals() {
    let mut story = story(
        "new: a b c | demo: | won: | lost:",
        &["0: value a to 100; value b to 300", "2: move a to demo top", "3: move a to new top"],
    );
    story.work("a", 3);
    story.work("c", 9);
    tell(&mut story.office, "10: win a; lose b because price");
    story.work("b", 1);
    tell(&mut story.office, "20: value c to 7");
    story.work("b", 5);
    let of = |story: &Story| story.of(&story.selection).1;
    let found = of(&story.clone().asked_on(12));
    assert_eq!((found.moved_back.hits, found.moved_back.of), (1, 2));
    assert_eq!((found.activities.count, found.activities.mean()), (2, Some(2.0)), "three and one");
    assert_eq!(found.values.mean(), Some(20_000.0));
    assert_eq!(found.days.mean(), Some(10.0));
    assert_eq!(of(&story.clone().asked_on(30)).activities.mean(), Some(4.5), "with those that came later");
    assert_eq!(of(&story.asked_on(9)), Traits::default(), "nothing is decided yet");
}

#[test]
fn more_work_on_won_deals_is_told_from_chance() {
    let mut story = forty();
    assert_eq!(story.readings(), [], "nothing tells them apart");
    for number in 0..20 {
        story.work(&format!("w{number}"), 3 + number % 3);
        story.work(&format!("l{number}"), 1 + number % 2);
    }
    let found = story.readings();
    let [Reading::Engagement(compared)] = found.as_slice() else { panic!("{found:?}") };
    // Three, four, five, of which the first two are one more often than the last; one and two.
    assert!((compared.difference.by - (79.0 / 20.0 - 1.5)).abs() < 1e-12, "{compared:?}");
    assert_eq!((compared.first, compared.second), (20, 20));
}

#[test]
fn more_work_on_lost_deals_is_no_lack_of_it() {
    let mut story = forty();
    for number in 0..20 {
        story.work(&format!("l{number}"), 4 + number % 2);
    }
    assert_eq!(story.readings(), []);
    let (won, lost) = decided(&story.office.ws, &story.columns(), &story.selection, &story.query);
    let compared = Compared::means(story.of(&won).1.activities, story.of(&lost).1.activities);
    assert!(compared.unwrap().is_real(), "it differs all the same");
}

#[test]
fn customers_that_are_lost_more_often_are_named() {
    let mut story = forty();
    for number in 0..20 {
        let (won, lost) = if number < 3 { ("fair", "web") } else { ("web", "fair") };
        tell(&mut story.office, &format!("5: source w{number} to {won}; source l{number} to {lost}"));
    }
    let found = story.readings();
    let [Reading::Audience(Grouping::Source, key, compared)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*key, Key::Source(Some(story.office.choice(ListKind::Source, "fair"))));
    assert!((compared.difference.by - (3.0 - 17.0) / 20.0).abs() < 1e-12);
}
