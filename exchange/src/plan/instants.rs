//! Instants in files and instants here: a file tells whole seconds, and the clock here has thousandths of them.

use sales::ids::StageId;
use sales::model::{StandingKind, Visit};
use sales::time::Timestamp;

/// Whether a file could tell two instants apart.
pub(super) fn is_same(one: Timestamp, other: Timestamp) -> bool {
    one.0.div_euclid(1_000) == other.0.div_euclid(1_000)
}

/// The instant that a file tells; the known one, where they are the same as far as a file can tell.
pub(super) fn exact(told: Timestamp, known: Timestamp) -> Timestamp {
    if is_same(told, known) { known } else { told }
}

/// Gives stages that a file tells of a deal the instants at which it is known to have come into them.
pub(super) fn settle<'t>(
    told: impl IntoIterator<Item = (StageId, StandingKind, &'t mut Timestamp)>,
    known: &[Visit],
) {
    // What was imported has whole seconds itself.
    if known.iter().all(|visit| visit.entered.0 % 1_000 == 0) {
        return;
    }
    // It may have been in one stage several times within a second: each of them is met once.
    let mut open: Vec<&Visit> = known.iter().collect();
    for (stage, standing, at) in told {
        let is_this = |visit: &&Visit| {
            (visit.stage, visit.standing) == (stage, standing) && is_same(visit.entered, *at)
        };
        if let Some(place) = open.iter().position(is_this) {
            *at = open.remove(place).entered;
        }
    }
}

#[cfg(test)]
mod tests {
    use sales::ids::{StageId, Uuid};
    use sales::model::{StandingKind, Visit};
    use sales::time::Timestamp;

    use super::{exact, settle};

    #[test]
    fn of_one_second_the_known_instant_counts() {
        let cases = [(1_000, 1_999, 1_999), (1_000, 2_000, 1_000), (-1_000, -1, -1), (0, -1, 0)];
        for (told, known, counts) in cases {
            assert_eq!(exact(Timestamp(told), Timestamp(known)), Timestamp(counts), "{told} {known}");
        }
    }

    #[test]
    fn a_stage_met_twice_within_a_second_keeps_both_instants() {
        let visit = |stage, entered| Visit {
            stage: StageId(Uuid::from_u128(stage)),
            standing: StandingKind::Open,
            entered: Timestamp(entered),
        };
        let known = [visit(1, 5_100), visit(2, 5_200), visit(1, 5_300), visit(2, 7_000)];
        let mut told = [visit(1, 5_000), visit(2, 5_000), visit(1, 5_000), visit(2, 7_000), visit(3, 7_000)];
        settle(told.iter_mut().map(|visit| (visit.stage, visit.standing, &mut visit.entered)), &known);
        let told = told.map(|visit| visit.entered.0);
        assert_eq!(told, [5_100, 5_200, 5_300, 7_000, 7_000]);
    }
}
