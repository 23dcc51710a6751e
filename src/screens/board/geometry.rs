//! Where things are and where they would land: plain numbers, no browser.

use std::ops::Range;

/// The height of a card with the gap below it, in pixels: `--card-height` of the style sheet.
pub(super) const CARD: f64 = 88.0;
/// The gap between two cards.
pub(super) const GAP: f64 = 8.0;
/// How high a column of a band may be: `.lane-cells > .column` of the style sheet.
pub(super) const BAND: f64 = 3.4 * CARD + 2.0 * GAP;
/// How many cards are kept in the page above and below what is seen.
const MARGIN: usize = 3;

/// How high a column of `count` cards is.
#[allow(clippy::cast_precision_loss, reason = "no column has 2^53 cards")]
pub(super) fn height(count: usize) -> f64 {
    if count == 0 { 0.0 } else { count as f64 * CARD - GAP }
}

/// Where a card begins, from the top of its column.
#[allow(clippy::cast_precision_loss, reason = "no column has 2^53 cards")]
pub(super) fn top(index: usize) -> f64 {
    index as f64 * CARD
}

/// Which cards are to be in the page, for a column that is scrolled by `scrolled` and shows `seen` pixels.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels are small and made positive first"
)]
pub(super) fn window(scrolled: f64, seen: f64, count: usize) -> Range<usize> {
    let first = (scrolled.max(0.0) / CARD) as usize;
    let last = ((scrolled.max(0.0) + seen.max(0.0)) / CARD) as usize + 1;
    let from = first.saturating_sub(MARGIN).min(count);
    from..(last + MARGIN).min(count).max(from)
}

/// Before which card a drop at `y` pixels from the top of the column lands; `count` for the end.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels are small and made positive first"
)]
pub(super) fn slot(y: f64, count: usize) -> usize {
    (((y + CARD / 2.0) / CARD).max(0.0) as usize).min(count)
}

/// How far to scroll in a frame when the pointer is near an edge: up to 18 pixels, less further from it.
pub(super) fn edge_scroll(at: f64, start: f64, end: f64, zone: f64) -> f64 {
    const MOST: f64 = 18.0;
    let zone = zone.min((end - start) / 3.0).max(1.0);
    if at < start + zone {
        -MOST * ((start + zone - at) / zone).min(1.0)
    } else if at > end - zone {
        MOST * ((at - (end - zone)) / zone).min(1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_what_is_seen_and_a_margin() {
        let cases = [
            ((0.0, 600.0, 0), 0..0),
            ((0.0, 600.0, 2), 0..2),
            ((0.0, 600.0, 100), 0..10),
            ((880.0, 600.0, 100), 7..20),
            ((1e9, 600.0, 100), 100..100),
            ((-50.0, 600.0, 100), 0..10),
            ((0.0, 0.0, 100), 0..4),
        ];
        for ((scrolled, seen, count), range) in cases {
            assert_eq!(window(scrolled, seen, count), range, "{scrolled} {seen} {count}");
        }
    }

    #[test]
    fn a_drop_lands_before_the_card_whose_upper_half_it_is_over() {
        let cases = [(-100.0, 0), (0.0, 0), (43.0, 0), (45.0, 1), (88.0, 1), (133.0, 2), (1e6, 5)];
        for (y, place) in cases {
            assert_eq!(slot(y, 5), place, "{y}");
        }
        assert_eq!(slot(10.0, 0), 0);
    }

    #[test]
    fn only_the_edges_scroll() {
        assert!(edge_scroll(5.0, 0.0, 600.0, 60.0) < 0.0);
        assert!(edge_scroll(595.0, 0.0, 600.0, 60.0) > 0.0);
        assert!(edge_scroll(300.0, 0.0, 600.0, 60.0).abs() < f64::EPSILON);
        assert!(edge_scroll(-500.0, 0.0, 600.0, 60.0) >= -18.0);
    }
}
