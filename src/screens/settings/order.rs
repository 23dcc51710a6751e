//! The plain geometry and arithmetic of putting rows in order; [`sort`](super::sort) brings it to the screen.

use sales::ids::Uuid;

/// A row of a sorted list. Rows stay within their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) group: u8,
}

impl Row {
    /// A row of a list without groups.
    pub(super) fn plain(id: Uuid) -> Self {
        Self { id, group: 0 }
    }
}

/// Top and height of a row, in pixels from the top of its list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) top: f64,
    pub(super) height: f64,
}

impl Span {
    fn middle(self) -> f64 {
        self.top + self.height / 2.0
    }

    pub(super) fn bottom(self) -> f64 {
        self.top + self.height
    }
}

/// Where the row `from` lands when it is dragged by `dy`: behind the last row whose middle it has passed.
pub(super) fn landing(spans: &[Span], from: usize, dy: f64) -> usize {
    let own = spans[from];
    if dy > 0.0 {
        let passed = |&at: &usize| own.bottom() + dy > spans[at].middle();
        (from + 1..spans.len()).take_while(passed).last().unwrap_or(from)
    } else {
        let passed = |&at: &usize| own.top + dy < spans[at].middle();
        (0..from).rev().take_while(passed).last().unwrap_or(from)
    }
}

/// The rows of the group that the row at `at` belongs to: first and last.
pub(super) fn group_of(rows: &[Row], at: usize) -> (usize, usize) {
    let same = |other: &usize| rows[*other].group == rows[at].group;
    let first = (0..at).rev().take_while(same).last().unwrap_or(at);
    let last = (at + 1..rows.len()).take_while(same).last().unwrap_or(at);
    (first, last)
}

/// The row in front of which the row at `from` has to go to end up at `to`; `None` is the end of its group.
pub(super) fn in_front_of(rows: &[Row], from: usize, to: usize) -> Option<Uuid> {
    let next = if to > from { to + 1 } else { to };
    rows.get(next).filter(|row| row.group == rows[from].group).map(|row| row.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(heights: &[f64]) -> Vec<Span> {
        let mut top = 0.0;
        heights
            .iter()
            .map(|&height| {
                let span = Span { top, height };
                top += height;
                span
            })
            .collect()
    }

    #[test]
    fn a_row_lands_behind_the_last_one_whose_middle_it_has_passed() {
        let even = spans(&[40.0; 4]);
        let uneven = spans(&[40.0, 100.0, 40.0]);
        let cases: [(&[Span], usize, f64, usize); 11] = [
            (&even, 0, 0.0, 0),
            (&even, 0, 20.0, 0),
            (&even, 0, 21.0, 1),
            (&even, 0, 61.0, 2),
            (&even, 0, 9_999.0, 3),
            (&even, 3, -20.0, 3),
            (&even, 3, -21.0, 2),
            (&even, 3, -9_999.0, 0),
            (&uneven, 0, 49.0, 0),
            (&uneven, 0, 51.0, 1),
            (&uneven, 2, -51.0, 1),
        ];
        for (spans, from, dy, to) in cases {
            assert_eq!(landing(spans, from, dy), to, "{from} by {dy}");
        }
    }

    #[test]
    fn rows_stay_in_their_group() {
        let id = |number: u128| Uuid::from_u128(number);
        let rows: Vec<Row> = [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2)]
            .map(|(number, group)| Row { id: id(number), group })
            .to_vec();
        assert_eq!(group_of(&rows, 1), (0, 2));
        assert_eq!(group_of(&rows, 3), (3, 3));
        assert_eq!(in_front_of(&rows, 0, 1), Some(id(3)));
        assert_eq!(in_front_of(&rows, 0, 2), None, "the end of the group");
        assert_eq!(in_front_of(&rows, 2, 0), Some(id(1)));
        assert_eq!(in_front_of(&rows, 4, 4), Some(id(5)));
    }
}
