//! Small tables that are sorted by any column: the heads that turn the order, and the order of figures.

use leptos::prelude::*;
use sales::query::Direction;

use super::small_icon;

/// The column that a table is sorted by, and which way; in an order of its own where there is none.
pub(crate) type Sort = RwSignal<Option<(usize, Direction)>>;

/// Names begin with the first.
pub(crate) const NAMES_FIRST: &[Direction] = &[Direction::Ascending, Direction::Descending];
/// Figures begin with the largest.
pub(crate) const LARGEST_FIRST: &[Direction] = &[Direction::Descending, Direction::Ascending];

/// The head of a column. Each press goes on to the next of the `ways`, and from the last back to the order of the table.
pub(crate) fn turn_head(
    sort: Sort,
    column: usize,
    ways: &'static [Direction],
    class: Option<&'static str>,
    name: String,
) -> AnyView {
    let now = move || sort.get().filter(|sort| sort.0 == column).map(|sort| sort.1);
    let aria_sort = move || now().map(aria_sort);
    let arrow =
        move || small_icon(if now() == Some(Direction::Ascending) { "chevron-up" } else { "chevron-down" });
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <button type="button" class="sort" on:click=move |_| sort.update(|sort| *sort = turned(*sort, column, ways))>
                {name}
                {arrow}
            </button>
        </th>
    }
    .into_any()
}

/// The order once the head of a column is pressed.
fn turned(sort: Option<(usize, Direction)>, column: usize, ways: &[Direction]) -> Option<(usize, Direction)> {
    let known = sort.filter(|sort| sort.0 == column).map(|sort| sort.1);
    let next = ways.iter().position(|own| Some(*own) == known).map_or(0, |at| at + 1);
    ways.get(next).map(|direction| (column, *direction))
}

/// How an order is called to those who hear it.
pub(super) fn aria_sort(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    }
}

/// Sorts rows by a figure; those that have none come last either way.
pub(crate) fn sort_by_figure<T>(rows: &mut [T], direction: Direction, figure: impl Fn(&T) -> Option<f64>) {
    rows.sort_by(|one, other| match (figure(one), figure(other)) {
        (Some(one), Some(other)) if direction == Direction::Ascending => one.total_cmp(&other),
        (Some(one), Some(other)) => other.total_cmp(&one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_press_turns_the_order_and_the_last_gives_it_back() {
        let presses = |ways: &[Direction]| {
            let first = turned(Some((7, Direction::Ascending)), 2, ways);
            let second = turned(first, 2, ways);
            [first, second, turned(second, 2, ways)].map(|sort| sort.map(|sort| sort.1))
        };
        let (up, down) = (Some(Direction::Ascending), Some(Direction::Descending));
        assert_eq!(presses(NAMES_FIRST), [up, down, None]);
        assert_eq!(presses(LARGEST_FIRST), [down, up, None]);
        assert_eq!(presses(&[Direction::Descending])[..2], [down, None]);
    }

    #[test]
    fn what_has_no_figure_comes_last_either_way() {
        let sorted = |direction| {
            let mut rows = vec![('a', Some(1.0)), ('b', None), ('c', Some(2.0))];
            sort_by_figure(&mut rows, direction, |row| row.1);
            rows.into_iter().map(|row| row.0).collect::<String>()
        };
        assert_eq!(sorted(Direction::Ascending), "acb");
        assert_eq!(sorted(Direction::Descending), "cab");
    }
}
