//! The stages of a pipeline of one's own while they are typed: pure, and tested apart from the screen.

use sales::decide::{Rejection, StageDraft, What};
use sales::model::StageKind;

/// A stage as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) kind: StageKind,
    pub(super) probability: String,
}

/// Where an error belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// To the name of the pipeline.
    PipelineName,
    /// To the name of the stage in this row.
    StageName(usize),
    /// To the chance to win in this row.
    Probability(usize),
    /// To the stages as a whole.
    Stages,
}

/// The chance to win as typed, with or without a percent sign.
pub(super) fn percent(typed: &str) -> Option<u8> {
    let digits = typed.trim().trim_end_matches(['%', '％']).trim_end();
    digits.parse().ok().filter(|percent| *percent <= 100)
}

/// The stages to make, in the order of a board.
///
/// # Errors
/// The first row whose chance to win is no percentage.
pub(super) fn drafts(rows: &[Typed]) -> Result<Vec<StageDraft>, usize> {
    let mut drafts = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let probability = match row.kind {
            StageKind::Open => percent(&row.probability).ok_or(at)?,
            StageKind::Won => 100,
            StageKind::Lost => 0,
        };
        drafts.push(StageDraft {
            name: row.name.clone(),
            kind: row.kind,
            probability,
            limit_days: None,
            guidance: String::new(),
            process: sales::decide::ProcessDraft::default(),
        });
    }
    Ok(drafts)
}

/// Where a refusal of the core belongs.
pub(super) fn place(rejection: &Rejection, rows: &[Typed]) -> Place {
    let first =
        |fits: &dyn Fn(&Typed) -> bool| rows.iter().position(fits).map_or(Place::Stages, Place::StageName);
    match rejection {
        Rejection::Blank(What::Pipeline)
        | Rejection::NameTaken(What::Pipeline, _)
        | Rejection::TooLong { what: What::Pipeline, .. } => Place::PipelineName,
        Rejection::Blank(What::Stage) => first(&|row| row.name.trim().is_empty()),
        Rejection::TooLong { what: What::Stage, chars, .. } => {
            first(&|row| row.name.chars().count() >= *chars)
        }
        Rejection::NameTaken(What::Stage, name) => {
            // The second of the two is the one to change.
            let same = |row: &Typed| plain(&row.name) == plain(name);
            rows.iter().rposition(same).map_or(Place::Stages, Place::StageName)
        }
        _ => Place::Stages,
    }
}

/// A name without regard to case and extra blanks, as the core compares names.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where a row goes when it is of this kind: behind the last of the same kind, and open before won before lost.
pub(super) fn place_for(kinds: &[StageKind], kind: StageKind) -> usize {
    kinds.iter().rposition(|other| *other <= kind).map_or(0, |at| at + 1)
}

/// The chance to win that an additional open stage suggests: half the way from the last one to certainty.
pub(super) fn next_percent(rows: &[Typed]) -> u8 {
    let last = rows.iter().rfind(|row| row.kind == StageKind::Open);
    let last = last.and_then(|row| percent(&row.probability)).unwrap_or(0);
    (last + (100 - last) / 2).min(95) / 5 * 5
}

/// The wanted name, with a number behind it where it is taken.
pub(super) fn free_name(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    // Among so many names at least one is free, unless nobody can tell them apart any more.
    (2..1_000).map(|number| format!("{wanted} {number}")).find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&str]) -> Vec<Typed> {
        names
            .iter()
            .map(|name| Typed {
                name: (*name).to_owned(),
                kind: StageKind::Open,
                probability: "10".to_owned(),
            })
            .collect()
    }

    #[test]
    fn percentages_are_read_as_people_type_them() {
        let cases = [("10", Some(10)), (" 40 % ", Some(40)), ("100％", Some(100)), ("0", Some(0))];
        let wrong = [("101", None), ("", None), ("ten", None), ("-1", None), ("4.5", None), ("256", None)];
        for (typed, expected) in cases.into_iter().chain(wrong) {
            assert_eq!(percent(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_row_without_a_percentage_is_named() {
        let mut typed = rows(&["a", "b"]);
        typed[1].probability = "x".to_owned();
        assert_eq!(drafts(&typed), Err(1));
        typed[1].kind = StageKind::Lost;
        let made = drafts(&typed).expect("closed stages have none to type");
        assert_eq!(made[1].probability, 0);
    }

    #[test]
    fn a_refusal_belongs_to_its_row() {
        let typed = rows(&["Offer", "", " OFFER ", "Long name"]);
        let too_long = Rejection::TooLong { what: What::Stage, chars: 9, most: 8 };
        let cases = [
            (Rejection::Blank(What::Stage), Place::StageName(1)),
            (Rejection::NameTaken(What::Stage, "Offer".to_owned()), Place::StageName(2)),
            (too_long, Place::StageName(3)),
            (Rejection::NoOpenStage, Place::Stages),
            (Rejection::NameTaken(What::Pipeline, "Sales".to_owned()), Place::PipelineName),
            (Rejection::Blank(What::Pipeline), Place::PipelineName),
        ];
        for (rejection, expected) in cases {
            assert_eq!(place(&rejection, &typed), expected, "{rejection:?}");
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_a_board() {
        use StageKind::{Lost, Open, Won};
        let cases: [(&[StageKind], StageKind, usize); 6] = [
            (&[Open, Open, Won, Lost], Open, 2),
            (&[Open, Open, Won, Lost], Won, 3),
            (&[Open, Open, Won, Lost], Lost, 4),
            (&[Won, Lost], Open, 0),
            (&[Open, Lost], Won, 1),
            (&[], Lost, 0),
        ];
        for (kinds, kind, at) in cases {
            assert_eq!(place_for(kinds, kind), at, "{kinds:?} {kind:?}");
        }
    }

    #[test]
    fn an_additional_stage_is_between_the_last_and_certainty() {
        assert_eq!(next_percent(&[]), 50);
        let mut typed = rows(&["a"]);
        assert_eq!(next_percent(&typed), 55);
        typed[0].probability = "100".to_owned();
        assert_eq!(next_percent(&typed), 95);
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["Sales", "Sales 2"];
        assert_eq!(free_name("Sales", |name| taken.contains(&name)), "Sales 3");
        assert_eq!(free_name("Other", |name| taken.contains(&name)), "Other");
    }
}
