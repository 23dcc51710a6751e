//! When a review is due.

use metrics::{ReviewDue, next_review, reviews_due};
use sales::decide::Command;
use sales::model::REVIEW_DAYS;

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b c | won: | lost:";

#[test]
fn a_review_leaves_its_day_and_comes_again_after_some() {
    let mut office = office(BOARD);
    let pipeline = office.ws.first_pipeline().unwrap().id;
    let row = |office: &Office| office.ws.pipelines.live(pipeline).unwrap().clone();
    assert_eq!(row(&office).review_days, Some(REVIEW_DAYS), "until somebody chooses");
    office.must(&Command::SetReviewDays { pipeline, days: Some(14) });
    let due = |office: &Office| reviews_due(&office.ws, office.today(), office.now);
    office.wait_days(13);
    assert_eq!((due(&office), next_review(&row(&office))), (vec![], None), "no deal is that old");
    office.wait_days(1);
    assert_eq!(due(&office), [(pipeline, ReviewDue::First)]);
    office.must(&Command::FinishReview { pipeline });
    let last = office.today();
    assert_eq!((row(&office).reviewed, due(&office)), (Some(last), vec![]));
    assert_eq!(next_review(&row(&office)), last.checked_add_days(chrono::Days::new(14)));
    office.wait_days(13);
    assert_eq!(due(&office), []);
    office.wait_days(1);
    assert_eq!(due(&office), [(pipeline, ReviewDue::After(14))]);
    office.must(&Command::DuplicatePipeline { pipeline, name: "copy".into() });
    let copy = office.ws.pipelines.rows().last().unwrap();
    assert_eq!((copy.review_days, copy.reviewed), (Some(14), None));
    assert_eq!(due(&office), [(pipeline, ReviewDue::After(14))], "there is nothing in the copy");
    office.must(&Command::SetReviewDays { pipeline, days: Some(0) });
    assert_eq!((row(&office).review_days, due(&office)), (None, vec![]));
}
