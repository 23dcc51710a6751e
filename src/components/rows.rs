//! A table whose rows are only in the page while they are seen, so that it is as quick with a hundred thousand rows as with
//! ten.
//!
//! All rows have one height, `--row` of the style sheets. A row above and a row below those that are seen take
//! the room of the others. One row is a tab stop, and the arrow keys move it. Cells that a screen numbers with `data-cell`
//! can have the focus as well; going up and down then stays in the column.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use sales::ids::Uuid;
use sales::query::Direction;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::small_icon;
use super::sorting::aria_sort;
use crate::platform::dom;

/// How many rows more than those that are seen are in the page, above and below. The window moves by as many.
const SPARE: usize = 8;

/// The first row of the window, and the one behind its last.
///
/// `top` is how far the table is scrolled, `height` what is seen of it, `row` the height of a row.
pub(crate) fn window(top: f64, height: f64, row: f64, count: usize) -> (usize, usize) {
    let row = row.max(1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of rows, at least 0 and far below 2^32"
    )]
    let rows = |pixels: f64| (pixels.max(0.0) / row) as usize;
    let first = rows(top).min(count).saturating_sub(SPARE) / SPARE * SPARE;
    let last = rows(top + height) + 1 + SPARE;
    (first, last.div_ceil(SPARE).saturating_mul(SPARE).min(count).max(first))
}

/// Where to scroll so that a row is in sight, `None` where it is already.
fn scroll_for(row: f64, place: usize, top: f64, height: f64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a number of rows is far below 2^53")]
    let start = place as f64 * row;
    if start < top {
        Some(start)
    } else if start + row > top + height {
        Some((start + row - height).max(0.0))
    } else {
        None
    }
}

/// The rows of a table and which of them are seen; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    /// The ids of all rows in their order.
    pub(crate) ids: RwSignal<Arc<Vec<Uuid>>>,
    /// The row that the arrow keys are at.
    pub(crate) active: RwSignal<Option<Uuid>>,
    /// The first row that is in the page, and the one behind the last.
    shown: RwSignal<(usize, usize)>,
    row_height: RwSignal<f64>,
    node: NodeRef<html::Div>,
    /// The number of the cell that has the focus in its row, or had it last.
    cell: StoredValue<Option<String>>,
}

/// A row to draw.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) id: Uuid,
    /// Its place, from 0.
    pub(crate) place: Signal<usize>,
    /// `0` for the one row that Tab stops at, `-1` for the others.
    pub(crate) tabindex: Signal<&'static str>,
}

impl Row {
    /// The id of its `<tr>`, by which the focus finds it.
    pub(crate) fn dom_id(self) -> String {
        dom_id(self.id)
    }

    /// Its number for screen readers; the head is the first.
    pub(crate) fn aria_index(self) -> String {
        (self.place.get() + 2).to_string()
    }
}

fn dom_id(id: Uuid) -> String {
    format!("row-{id}")
}

/// The cell with this number in a row, for the focus to find it.
pub(crate) fn cell_css(row: Uuid, number: impl std::fmt::Display) -> String {
    format!("#{} [data-cell='{number}']", dom_id(row))
}

/// The row that an element of the page stands in.
pub(crate) fn row_of(element: &Element) -> Option<Uuid> {
    let row = element.closest("tr[id^='row-']").ok().flatten()?;
    row.id().strip_prefix("row-")?.parse().ok()
}

impl Rows {
    /// A table without rows.
    pub(crate) fn new() -> Self {
        Self {
            ids: RwSignal::default(),
            active: RwSignal::new(None),
            shown: RwSignal::new((0, 0)),
            row_height: RwSignal::new(36.0),
            node: NodeRef::new(),
            cell: StoredValue::new(None),
        }
    }

    /// Shows these rows.
    pub(crate) fn set(self, ids: Vec<Uuid>) {
        if self.ids.with_untracked(|old| **old != ids) {
            let focused = self.focused();
            self.ids.set(Arc::new(ids));
            self.look();
            if let Some(id) = focused {
                // Once the rows stand where they belong.
                dom::soon(move || self.refocus(id));
            }
        }
    }

    /// Gives the focus back to a row that lost it because it went to another place, or out of the page; where the row is
    /// gone, to the table.
    fn refocus(self, id: Uuid) {
        // The screen may be gone by now.
        if !dom::focus_is_lost() || self.ids.try_with_untracked(|_| ()).is_none() {
            return;
        }
        match (self.place_of(id), self.node.get_untracked()) {
            (Some(place), _) => self.focus(place),
            (None, Some(wrap)) => {
                let _ = wrap.focus();
            }
            (None, None) => {}
        }
    }

    /// How many there are. Tracks it.
    pub(crate) fn count(self) -> usize {
        self.ids.with(|ids| ids.len())
    }

    /// The place of a row.
    pub(crate) fn place_of(self, id: Uuid) -> Option<usize> {
        self.ids.with_untracked(|ids| ids.iter().position(|known| *known == id))
    }

    /// Moves the focus to the row at a place, and scrolls so that it is in sight.
    pub(crate) fn focus(self, place: usize) {
        let Some(id) = self.ids.with_untracked(|ids| ids.get(place).copied()) else { return };
        self.active.set(Some(id));
        self.reveal(place);
        // The row may only now be on its way into the page.
        dom::soon(move || {
            let number = self.cell.try_get_value().flatten();
            let in_column = number.is_some_and(|number| dom::focus(&cell_css(id, number)));
            let _ = in_column || dom::focus(&format!("#{} .cell-link", dom_id(id)));
        });
    }

    /// Scrolls as far as needed to see the row at a place.
    pub(crate) fn reveal(self, place: usize) {
        if let Some(wrap) = self.node.get_untracked() {
            let (height, row) = (self.seen_height(&wrap), self.row_height.get_untracked());
            if let Some(top) = scroll_for(row, place, f64::from(wrap.scroll_top()), height) {
                #[allow(clippy::cast_possible_truncation, reason = "pixels on a page are far below 2^31")]
                wrap.set_scroll_top(top.ceil() as i32);
            }
        }
        self.look();
    }

    /// The height of what is seen below the head.
    fn seen_height(self, wrap: &HtmlElement) -> f64 {
        let head = wrap
            .query_selector("thead")
            .ok()
            .flatten()
            .map_or(0.0, |head| head.get_bounding_client_rect().height());
        (f64::from(wrap.client_height()) - head - self.cover()).max(self.row_height.get_untracked())
    }

    /// How much of the rows is behind a bar at the bottom.
    #[allow(clippy::unused_self, reason = "it is asked of the rows, whoever knows the answer")]
    fn cover(self) -> f64 {
        dom::query(".bulkbar").map_or(0.0, |bar| bar.get_bounding_client_rect().height() + 16.0)
    }

    /// Finds out which rows are seen.
    fn look(self) {
        let count = self.ids.with_untracked(|ids| ids.len());
        let (top, height) = self
            .node
            .get_untracked()
            .map_or((0.0, 0.0), |wrap| (f64::from(wrap.scroll_top()), f64::from(wrap.client_height())));
        // Before the table has been laid out, as much as a large screen shows.
        let height = if height > 0.0 { height } else { 1_200.0 };
        let shown = window(top, height, self.row_height.get_untracked(), count);
        if self.shown.get_untracked() != shown {
            self.keep_focus(shown);
            self.shown.set(shown);
        }
    }

    /// A focused row that is about to leave the page hands the focus to the table, or it would be lost.
    fn keep_focus(self, (first, last): (usize, usize)) {
        if let Some(id) = self.focused()
            && self.place_of(id).is_none_or(|place| place < first || place >= last)
            && let Some(wrap) = self.node.get_untracked()
        {
            let _ = wrap.focus();
        }
    }

    /// The row that has the focus in it.
    fn focused(self) -> Option<Uuid> {
        let wrap = self.node.get_untracked()?;
        let focused = dom::document().active_element()?;
        if wrap.contains(Some(focused.as_ref())) { row_of(&focused) } else { None }
    }

    fn measure(self) {
        if let Some(root) = dom::document().document_element()
            && let Ok(Some(style)) = dom::window().get_computed_style(&root)
            && let Ok(height) = style.get_property_value("--row")
            && let Ok(height) = height.trim().trim_end_matches("px").parse::<f64>()
        {
            self.row_height.set(height);
        }
        self.look();
    }

    /// The place that a key leads to from the active row; `None` for keys that lead nowhere.
    pub(crate) fn place_for(self, key: &str) -> Option<usize> {
        let last = self.ids.with_untracked(|ids| ids.len()).checked_sub(1)?;
        let now = self.active.get_untracked().and_then(|id| self.place_of(id));
        let page = || {
            let wrap = self.node.get_untracked()?;
            let rows = self.seen_height(&wrap) / self.row_height.get_untracked().max(1.0);
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the rows on a screen, at least one"
            )]
            Some(rows.max(1.0) as usize)
        };
        match (key, now) {
            ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) | ("Home", _) => Some(0),
            ("ArrowDown", Some(now)) => Some((now + 1).min(last)),
            ("ArrowUp", Some(now)) => Some(now.saturating_sub(1)),
            ("PageDown", Some(now)) => Some((now + page().unwrap_or(10)).min(last)),
            ("PageUp", Some(now)) => Some(now.saturating_sub(page().unwrap_or(10))),
            ("End", _) => Some(last),
            _ => None,
        }
    }

    fn step(self, event: &KeyboardEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_taken =
            event.ctrl_key() || event.meta_key() || event.alt_key() || dom::is_typing(target.as_ref());
        if !is_taken
            && !event.default_prevented()
            && let Some(place) = self.place_for(&event.key())
        {
            event.prevent_default();
            self.focus(place);
        }
    }
}

/// A scrolling table over [`Rows`].
#[component]
pub(crate) fn RowTable(
    rows: Rows,
    /// What it lists, for those who do not see it.
    label: &'static str,
    /// The class of the table.
    #[prop(into, default = Signal::stored("table"))]
    class: Signal<&'static str>,
    /// Whether its cells can have the focus, and its rows be ticked.
    #[prop(default = false)]
    is_grid: bool,
    /// The classes of the columns.
    #[prop(into)]
    columns: Signal<Vec<&'static str>>,
    /// The least width of the table in pixels; where the page is narrower, it scrolls.
    #[prop(into)]
    min_width: Signal<u32>,
    /// The row of the head.
    head: AnyView,
    /// Draws a row.
    row: Callback<Row, AnyView>,
    /// Sees the keys first; one whose default it prevents does not move between rows.
    #[prop(optional)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let ids = Memo::new(move |_| {
        let (first, last) = rows.shown.get();
        rows.ids.with(|ids| ids.get(first.min(ids.len())..last.min(ids.len())).unwrap_or_default().to_vec())
    });
    let stop = Memo::new(move |_| {
        let active = rows.active.get();
        ids.with(|ids| active.filter(|id| ids.contains(id)).or(ids.first().copied()))
    });
    Effect::new(move || {
        if rows.node.get().is_some() {
            rows.measure();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| rows.measure());
    on_cleanup(move || resized.remove());
    let space = move |before: bool| {
        let (first, last) = rows.shown.get();
        let left_out = if before { first } else { rows.count().saturating_sub(last) };
        #[allow(clippy::cast_precision_loss, reason = "a number of rows is far below 2^53")]
        let height = left_out as f64 * rows.row_height.get();
        format!("{height}px")
    };
    let span = move || columns.with(Vec::len).to_string();
    let draw = move |id: Uuid| {
        let place = Signal::derive(move || {
            let first = rows.shown.with(|(first, _)| *first);
            ids.with(|ids| first + ids.iter().position(|known| *known == id).unwrap_or(0))
        });
        let tabindex = Signal::derive(move || if stop.get() == Some(id) { "0" } else { "-1" });
        row.run(Row { id, place, tabindex })
    };
    view! {
        <div
            class="table-wrap"
            tabindex="0"
            role="group"
            aria-label=label
            node_ref=rows.node
            on:scroll=move |_| rows.look()
            on:focusin=move |event| {
                let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                    return;
                };
                if let Some(id) = row_of(&target) {
                    rows.active.set(Some(id));
                    let cell = target.closest("[data-cell]").ok().flatten();
                    rows.cell.set_value(cell.and_then(|cell| cell.get_attribute("data-cell")));
                }
            }
            on:keydown=move |event| {
                if let Some(on_key) = on_key {
                    on_key.run(event.clone());
                }
                rows.step(&event);
            }
        >
            <table
                class=move || class.get()
                role=is_grid.then_some("grid")
                aria-label=is_grid.then_some(label)
                aria-multiselectable=is_grid.then_some("true")
                aria-rowcount=move || (rows.count() + 1).to_string()
                style:min-width=move || format!("{}px", min_width.get())
            >
                <colgroup>
                    {move || columns.get().into_iter().map(|class| view! { <col class=class/> }).collect_view()}
                </colgroup>
                <thead>{head}</thead>
                <tbody>
                    <tr class="table-space" aria-hidden="true">
                        <td colspan=span style:height=move || space(true)></td>
                    </tr>
                    <For each=move || ids.get() key=|id| *id children=draw/>
                    <tr class="table-space" aria-hidden="true">
                        <td colspan=span style:height=move || space(false)></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The head of a column that the table can be sorted by. `shown` says how its values run from top to bottom, `None` where
/// the table is sorted by another one.
pub(crate) fn sort_head(
    class: &'static str,
    name: String,
    shown: Signal<Option<Direction>>,
    press: Callback<()>,
) -> AnyView {
    let aria_sort = move || shown.get().map(aria_sort);
    let arrow = move || match shown.get() {
        Some(Direction::Descending) => small_icon("arrow-down"),
        _ => small_icon("arrow-up"),
    };
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <button type="button" class="sort" on:click=move |_| press.run(())>
                <span class="truncate" dir="auto">{name}</span>
                {arrow}
            </button>
        </th>
    }
    .into_any()
}

/// Fills a table now, and again when something changes that `track` tracks, at most once a frame.
pub(crate) fn follow(track: Callback<()>, fill: Callback<()>) {
    untrack(|| fill.run(()));
    follow_on(track, fill);
}

/// Fills what is filled already again when something changes that `track` tracks, at most once a frame.
pub(crate) fn follow_on(track: Callback<()>, fill: Callback<()>) {
    let waits = StoredValue::new(false);
    Effect::new(move |is_first: Option<()>| {
        track.run(());
        if is_first.is_some() && !waits.get_value() {
            waits.set_value(true);
            dom::soon(move || {
                // The screen may be gone by now.
                if waits.try_set_value(false).is_none() {
                    untrack(|| fill.run(()));
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_has_all_rows_that_are_seen_and_a_few_more() {
        for top in (0..40_000).step_by(7) {
            let top = f64::from(top);
            let (first, last) = window(top, 700.0, 36.0, 1_000);
            let seen = |row: u32| f64::from(row + 1) * 36.0 > top && f64::from(row) * 36.0 < top + 700.0;
            for row in (0..1_000).filter(|&row| seen(row)) {
                assert!((first..last).contains(&(row as usize)), "row {row} at {top}");
            }
            assert!(last - first <= 20 + 4 * SPARE, "{first}..{last}");
        }
    }

    #[test]
    fn the_window_stays_within_the_rows() {
        let cases = [
            ((0.0, 700.0, 0), (0, 0)),
            ((0.0, 700.0, 3), (0, 3)),
            // Scrolled far beyond rows that are no longer there.
            ((90_000.0, 700.0, 3), (0, 3)),
            ((-50.0, 0.0, 100), (0, 16)),
        ];
        for ((top, height, count), expected) in cases {
            assert_eq!(window(top, height, 36.0, count), expected, "{top} {height} {count}");
        }
        assert_eq!(window(0.0, 700.0, 0.0, 5), (0, 5), "no height yet");
    }

    #[test]
    fn a_row_is_scrolled_to_as_far_as_needed() {
        let cases = [
            ((0, 0.0), None),
            ((5, 0.0), None),
            ((9, 0.0), None),
            ((10, 0.0), Some(40.0)),
            ((0, 80.0), Some(0.0)),
            ((1, 80.0), Some(40.0)),
        ];
        for ((place, top), expected) in cases {
            assert_eq!(scroll_for(40.0, place, top, 400.0), expected, "{place} at {top}");
        }
    }
}
