//! The order in which the changes of one number of a log were made: files have them in any.

use sales::time::Timestamp;

/// One change, as far as its place among the others depends on it.
pub(super) trait Dated: Copy {
    /// When it was made.
    fn at(&self) -> Timestamp;
    /// Whether it is the field that a deal is made with.
    fn begins(&self) -> bool;
}

/// Puts the changes of one number, given as the file has them, into the order in which they were made: the time decides. The change
/// that a deal is made with comes before the others of its instant, and of two others of one instant the file tells which came first.
///
/// Where a number was used for several deals, the times of these may overlap. As long as the file has each of them in one piece, from
/// its making on or back to it, the pieces stay whole.
pub(super) fn arrange<T: Dated>(changes: &mut [T]) {
    if is_told(changes.iter()) {
        return;
    }
    let descents = changes.windows(2).filter(|pair| pair[1].at() < pair[0].at()).count();
    let ascents = changes.windows(2).filter(|pair| pair[0].at() < pair[1].at()).count();
    let is_newest_first = is_told(changes.iter().rev()) || descents > ascents;
    if is_newest_first {
        changes.reverse();
    }
    if is_told(changes.iter()) {
        return;
    }
    changes.sort_by_key(Dated::at);
    // A later making may be that of another deal, and what stands beside it the end of the one before.
    let start = changes.first().map(Dated::at);
    let first = changes.iter().take_while(|change| Some(change.at()) == start).position(Dated::begins);
    if let Some(place) = first {
        changes[..=place].rotate_right(1);
    }
}

/// Whether changes stand as they were made: deal by deal, each beginning with its making and going on to its last change. Without
/// any making they are of one deal.
fn is_told<'c, T: Dated + 'c>(changes: impl Iterator<Item = &'c T> + Clone) -> bool {
    let is_begun = changes.clone().next().is_none_or(Dated::begins) || !changes.clone().any(Dated::begins);
    let is_rising =
        changes.clone().zip(changes.skip(1)).all(|(one, next)| next.begins() || one.at() <= next.at());
    is_begun && is_rising
}

#[cfg(test)]
mod tests {
    use sales::time::Timestamp;

    use super::{Dated, arrange};

    #[derive(Debug, Clone, Copy)]
    struct Change {
        at: i64,
        name: char,
    }

    impl Dated for Change {
        fn at(&self) -> Timestamp {
            Timestamp(self.at)
        }

        fn begins(&self) -> bool {
            self.name.is_uppercase()
        }
    }

    /// `A1 b2 c2` are changes with their times; those in capitals are makings of deals.
    fn arranged(text: &str) -> String {
        let mut changes: Vec<Change> = text
            .split_whitespace()
            .map(|word| Change {
                at: word[1..].parse().unwrap_or(0),
                name: word.chars().next().unwrap_or('?'),
            })
            .collect();
        arrange(&mut changes);
        let said: Vec<String> =
            changes.iter().map(|change| format!("{}{}", change.name, change.at)).collect();
        said.join(" ")
    }

    #[test]
    fn the_time_of_a_change_decides_and_then_the_file() {
        let cases = [
            ("A1 b2 c3", "A1 b2 c3"),
            ("c3 b2 A1", "A1 b2 c3"),
            ("b2 A1 c3", "A1 b2 c3"),
            ("b2 c1", "c1 b2"),
            // Changes of one instant, in a file that has the oldest first, and in one that has the newest first.
            ("A1 b2 c2 d3", "A1 b2 c2 d3"),
            ("d3 c2 b2 A1", "A1 b2 c2 d3"),
            ("b1 A1 c2", "A1 b1 c2"),
            ("c2 A1 b1", "A1 b1 c2"),
            // Two deals of one number, one after the other.
            ("A1 b2 C3 d4", "A1 b2 C3 d4"),
            ("d4 C3 b2 A1", "A1 b2 C3 d4"),
            ("C3 b2 d4 A1", "A1 b2 C3 d4"),
            ("A1 b3 C3 d4", "A1 b3 C3 d4"),
            // At one time, each in one piece.
            ("A5 b7 C1 d6", "A5 b7 C1 d6"),
            ("d6 C1 b7 A5", "A5 b7 C1 d6"),
            // The first one's making is older than the log.
            ("b1 c2 D3 e4", "b1 c2 D3 e4"),
            ("e4 D3 c2 b1", "b1 c2 D3 e4"),
        ];
        for (file, made) in cases {
            assert_eq!(arranged(file), made, "{file}");
        }
    }
}
