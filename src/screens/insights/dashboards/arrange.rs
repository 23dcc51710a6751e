//! Moving and resizing widgets: by the pointer, by keys on the grip, from the menu. What comes of it is plain arithmetic.

use leptos::prelude::*;
use sales::decide::{Command, DashboardPatch};
use sales::ids::{DashboardId, WidgetId};
use sales::model::{COLUMNS, MAX_ROWS, Widget};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent};

use crate::components::icon;
use crate::platform::{dom, intl};
use crate::state::Ui;
use crate::text::{fill, t};

/// What is done to a widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To this place.
    To(usize),
    /// One place towards the beginning or the end.
    Earlier,
    Later,
    /// So many columns and rows.
    Size(u8, u8),
}

/// The widgets after a step; as they were where it leads nowhere.
pub(super) fn stepped(widgets: &[Widget], id: WidgetId, step: Step) -> Vec<Widget> {
    let mut all = widgets.to_vec();
    let Some(from) = all.iter().position(|row| row.id == id) else { return all };
    let to = match step {
        Step::To(place) => place,
        Step::Earlier => from.saturating_sub(1),
        Step::Later => from + 1,
        Step::Size(columns, rows) => {
            all[from].columns = columns.clamp(1, COLUMNS);
            all[from].rows = rows.clamp(1, MAX_ROWS);
            from
        }
    };
    let widget = all.remove(from);
    all.insert(to.min(all.len()), widget);
    all
}

/// How many columns or rows a length comes to, each so long, with a gap between them.
fn tracks(length: f64, track: f64, gap: f64, most: u8) -> u8 {
    let count = ((length + gap) / (track + gap)).round().clamp(1.0, f64::from(most));
    // Between 1 and `most`, so it fits; what is no number becomes 1.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let count = count as u8;
    count.max(1)
}

/// A widget that is held by the pointer.
#[derive(Clone)]
struct Held {
    widget: WidgetId,
    element: HtmlElement,
    is_resized: bool,
    start: (f64, f64),
    /// Width and height when it was taken.
    size: (f64, f64),
    columns: u8,
    rows: u8,
    lifted: bool,
    over: Option<(WidgetId, bool)>,
}

/// How far the pointer moves before a press becomes a drag, in pixels.
const SLACK: f64 = 4.0;
const GAP: f64 = 12.0;

/// Arranges the widgets of a dashboard.
#[derive(Clone, Copy)]
pub(super) struct Arranging {
    ui: Ui,
    dashboard: DashboardId,
    held: StoredValue<Option<Held>, LocalStorage>,
    /// The size that a widget would get if it were let go.
    pub(super) sizing: RwSignal<Option<(WidgetId, u8, u8)>>,
    /// The widget that the held one would go in front of or behind.
    pub(super) landing: RwSignal<Option<(WidgetId, bool)>>,
}

impl Arranging {
    pub(super) fn new(ui: Ui, dashboard: DashboardId) -> Self {
        Self {
            ui,
            dashboard,
            held: StoredValue::new_local(None),
            sizing: RwSignal::new(None),
            landing: RwSignal::new(None),
        }
    }

    fn widgets(self) -> Vec<Widget> {
        self.ui.store.with(|workspace| {
            workspace.dashboards.live(self.dashboard).map(|row| row.widgets.clone()).unwrap_or_default()
        })
    }

    /// Does a step and says what came of it.
    pub(super) fn step(self, id: WidgetId, step: Step) {
        let before = self.widgets();
        let widgets = stepped(&before, id, step);
        if widgets == before {
            return;
        }
        let place = widgets.iter().position(|row| row.id == id).unwrap_or(0);
        let (columns, rows) = widgets.get(place).map_or((1, 1), |row| (row.columns, row.rows));
        let count = widgets.len();
        let patch = DashboardPatch::Widgets(widgets);
        if self.ui.act_quietly(&Command::EditDashboard { dashboard: self.dashboard, patch }).is_some() {
            let texts = t().dashboards();
            let text = if let Step::Size(..) = step {
                let (columns, rows) = (intl::count(columns.into()), intl::count(rows.into()));
                fill(texts.sized, &[("columns", &columns), ("rows", &rows)])
            } else {
                let (place, count) = (intl::count(place + 1), intl::count(count));
                fill(texts.moved, &[("place", &place), ("count", &count)])
            };
            self.ui.announce(text);
            dom::focus_soon(["[data-widget-grip='", &id.to_string(), "']"].concat());
        }
    }

    fn size(self, id: WidgetId) -> Option<(u8, u8)> {
        self.widgets().iter().find(|row| row.id == id).map(|row| (row.columns, row.rows))
    }

    fn pressed(self, id: WidgetId, event: &KeyboardEvent) {
        let Some((columns, rows)) = self.size(id) else { return };
        let step = match (event.key().as_str(), event.shift_key()) {
            ("ArrowLeft" | "ArrowUp", false) => Step::Earlier,
            ("ArrowRight" | "ArrowDown", false) => Step::Later,
            ("Home", false) => Step::To(0),
            ("End", false) => Step::To(usize::MAX),
            ("ArrowRight", true) => Step::Size(columns.saturating_add(1), rows),
            ("ArrowLeft", true) => Step::Size(columns.saturating_sub(1), rows),
            ("ArrowDown", true) => Step::Size(columns, rows.saturating_add(1)),
            ("ArrowUp", true) => Step::Size(columns, rows.saturating_sub(1)),
            ("Escape", _) if self.let_go(false) => {
                event.prevent_default();
                event.stop_propagation();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.step(id, step);
    }

    fn take(self, id: WidgetId, is_resized: bool, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some((columns, rows)) = self.size(id) else { return };
        let Some(handle) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        let Ok(Some(element)) = handle.closest("[data-widget]") else { return };
        let Ok(element) = element.dyn_into::<HtmlElement>() else { return };
        // Without capture the drag ends where the pointer leaves the handle; it is refused only when the pointer is gone.
        let _ = handle.set_pointer_capture(event.pointer_id());
        let own = element.get_bounding_client_rect();
        self.held.set_value(Some(Held {
            widget: id,
            element,
            is_resized,
            start: (f64::from(event.client_x()), f64::from(event.client_y())),
            size: (own.width(), own.height()),
            columns,
            rows,
            lifted: false,
            over: None,
        }));
    }

    fn follow(self, event: &PointerEvent) {
        let Some(mut held) = self.held.get_value() else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let (dx, dy) = (x - held.start.0, y - held.start.1);
        if !held.lifted {
            if dx.hypot(dy) < SLACK {
                return;
            }
            held.lifted = true;
            let _ = held.element.set_attribute("data-held", "");
        }
        if held.is_resized {
            let column = (held.size.0 - GAP * f64::from(held.columns - 1)) / f64::from(held.columns);
            let row = (held.size.1 - GAP * f64::from(held.rows - 1)) / f64::from(held.rows);
            let columns = tracks(held.size.0 + dx, column, GAP, COLUMNS);
            let rows = tracks(held.size.1 + dy, row, GAP, MAX_ROWS);
            self.sizing.set(Some((held.widget, columns, rows)));
        } else {
            let _ = held.element.style().set_property(
                "transform",
                &["translate(", &dx.to_string(), "px,", &dy.to_string(), "px)"].concat(),
            );
            held.over = landing(x, y, held.widget);
            self.landing.set(held.over);
        }
        self.held.set_value(Some(held));
    }

    /// Ends a drag. Answers whether there was one.
    fn let_go(self, is_drop: bool) -> bool {
        let held = self.held.get_value();
        self.held.set_value(None);
        let (size, over) = (self.sizing.get_untracked(), self.landing.get_untracked());
        self.sizing.set(None);
        self.landing.set(None);
        let Some(held) = held.filter(|held| held.lifted) else { return false };
        let _ = held.element.remove_attribute("data-held");
        let _ = held.element.style().remove_property("transform");
        if is_drop {
            match (held.is_resized, size, over) {
                (true, Some((_, columns, rows)), _) => self.step(held.widget, Step::Size(columns, rows)),
                (false, _, Some((target, is_behind))) => {
                    let widgets = self.widgets();
                    let place = |id| widgets.iter().position(|row: &Widget| row.id == id);
                    if let (Some(from), Some(to)) = (place(held.widget), place(target)) {
                        let to = to + usize::from(is_behind);
                        self.step(held.widget, Step::To(if to > from { to - 1 } else { to }));
                    }
                }
                _ => {}
            }
        }
        true
    }

    /// The handle that moves a widget.
    pub(super) fn grip(self, id: WidgetId, name: Signal<String>) -> AnyView {
        let label = move || fill(t().dashboards().arrange_named, &[("name", &name.get())]);
        view! {
            <button
                type="button"
                class="grip"
                data-widget-grip=id.to_string()
                aria-label=label
                aria-describedby="widget-keys"
                title=move || t().dashboards().arrange_hint
                on:pointerdown=move |event| self.take(id, false, &event)
                on:pointermove=move |event| self.follow(&event)
                on:pointerup=move |_| {
                    self.let_go(true);
                }
                on:pointercancel=move |_| {
                    self.let_go(false);
                }
                on:keydown=move |event| self.pressed(id, &event)
            >
                {icon("grip")}
            </button>
        }
        .into_any()
    }

    /// The corner that resizes it. Keys on the grip do the same.
    pub(super) fn corner(self, id: WidgetId) -> AnyView {
        view! {
            <span
                class="widget-corner"
                aria-hidden="true"
                on:pointerdown=move |event| self.take(id, true, &event)
                on:pointermove=move |event| self.follow(&event)
                on:pointerup=move |_| {
                    self.let_go(true);
                }
                on:pointercancel=move |_| {
                    self.let_go(false);
                }
            ></span>
        }
        .into_any()
    }
}

/// The widget under a point, and whether the point is in its further half.
fn landing(x: f64, y: f64, held: WidgetId) -> Option<(WidgetId, bool)> {
    let all = dom::document().query_selector_all("[data-widget]").ok()?;
    (0..all.length()).find_map(|at| {
        let element = all.item(at)?.dyn_into::<HtmlElement>().ok()?;
        let id: WidgetId = element.get_attribute("data-widget")?.parse().ok()?;
        let own = element.get_bounding_client_rect();
        let is_in =
            id != held && (own.left()..own.right()).contains(&x) && (own.top()..own.bottom()).contains(&y);
        is_in.then(|| (id, x > own.left() + own.width() / 2.0))
    })
}

#[cfg(test)]
mod tests {
    use sales::ids::Uuid;
    use sales::model::Asked;

    use super::*;

    fn widget(number: u128) -> Widget {
        Widget {
            id: WidgetId(Uuid::from_u128(number)),
            title: String::new(),
            asked: Asked::default(),
            columns: 2,
            rows: 1,
            kept: String::new(),
        }
    }

    fn order(step: Step, of: u128) -> String {
        let all = [1, 2, 3].map(widget);
        stepped(&all, widget(of).id, step).iter().map(|row| row.id.0.as_u128().to_string()).collect()
    }

    #[test]
    fn widgets_go_where_they_are_put_and_no_further() {
        assert_eq!(order(Step::Earlier, 1), "123");
        assert_eq!(order(Step::Earlier, 3), "132");
        assert_eq!(order(Step::Later, 3), "123");
        assert_eq!(order(Step::Later, 1), "213");
        assert_eq!(order(Step::To(0), 3), "312");
        assert_eq!(order(Step::To(usize::MAX), 1), "231");
        assert_eq!(order(Step::To(0), 9), "123");
    }

    #[test]
    fn sizes_stay_within_the_grid() {
        let all = [widget(1)];
        let size = |columns, rows| {
            let row = stepped(&all, all[0].id, Step::Size(columns, rows)).remove(0);
            (row.columns, row.rows)
        };
        assert_eq!(size(0, 0), (1, 1));
        assert_eq!(size(9, 9), (4, 4));
        assert_eq!(size(3, 2), (3, 2));
    }

    #[test]
    fn a_length_comes_to_the_nearest_number_of_tracks() {
        for (length, expected) in [(100.0, 1), (150.0, 1), (170.0, 2), (212.0, 2), (9_999.0, 4), (-50.0, 1)] {
            assert_eq!(tracks(length, 100.0, 12.0, 4), expected, "{length}");
        }
        assert_eq!(tracks(f64::NAN, 100.0, 12.0, 4), 1);
    }
}
