//! Which colours stages get until a person chooses others.
//!
//! A colour is a number; what it looks like is up to the style sheet, which keeps to the two that mean something.

use crate::model::StageKind;

/// How many colours there are for stages and people.
pub const HUES: u8 = 10;
/// Red: the colour of lost deals.
pub const LOST: u8 = 7;
/// Green: the colour of won deals.
pub const WON: u8 = 8;

/// The colour of a new stage beside others of these colours. Red and green stay with the ends; of the rest, an open
/// stage gets the first of those that are used least.
pub fn of_stage(kind: StageKind, taken: &[u8]) -> u8 {
    let uses = |hue: &u8| taken.iter().copied().filter(|other| other == hue).count();
    match kind {
        StageKind::Open => {
            (0..HUES).filter(|hue| ![LOST, WON].contains(hue)).min_by_key(uses).unwrap_or_default()
        }
        StageKind::Won => WON,
        StageKind::Lost => LOST,
    }
}

/// The colours of the stages of a new pipeline.
pub fn of_stages(kinds: impl IntoIterator<Item = StageKind>) -> Vec<u8> {
    let mut hues = Vec::new();
    for kind in kinds {
        hues.push(of_stage(kind, &hues));
    }
    hues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates;
    use StageKind::{Lost, Open, Won};

    #[test]
    fn the_ends_have_their_colours_and_open_stages_the_others() {
        let cases: [(&[StageKind], &[u8]); 4] = [
            (&[], &[]),
            (&[Open, Open, Won, Lost], &[0, 1, WON, LOST]),
            (&[Lost, Open, Won, Open, Lost], &[LOST, 0, WON, 1, LOST]),
            (&[Open; 10], &[0, 1, 2, 3, 4, 5, 6, 9, 0, 1]),
        ];
        for (kinds, expected) in cases {
            assert_eq!(of_stages(kinds.iter().copied()), expected, "{kinds:?}");
        }
    }

    #[test]
    fn an_additional_stage_gets_a_colour_that_is_free() {
        assert_eq!(of_stage(Open, &[0, 2, 1]), 3);
        assert_eq!(of_stage(Open, &[1, WON, LOST]), 0);
        assert_eq!(
            of_stage(Open, &[0, 1, 2, 3, 4, 5, 6, 9, 0]),
            1,
            "where none is free, one that is used least"
        );
    }

    #[test]
    fn no_two_stages_of_a_template_look_alike() {
        for template in templates::ALL {
            let mut hues = of_stages(template.stages.iter().map(|stage| stage.kind));
            hues.sort_unstable();
            hues.dedup();
            assert_eq!(hues.len(), template.stages.len(), "{}", template.key);
        }
    }
}
