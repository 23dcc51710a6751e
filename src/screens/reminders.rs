//! Reminders of what is due at a time, through the browser's notifications: on request only, and as long as the app is open.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use leptos::prelude::*;
use sales::ids::ActivityId;
use sales::model::Workspace;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::activities::called;
use crate::components::icon;
use crate::platform::{clock, dom, prefs};
use crate::state::Ui;
use crate::text::t;

const KEY: &str = "reminders";

/// How often it is looked whether something is due.
const EVERY_MILLISECONDS: i32 = 20_000;

/// How many minutes after its time something is still told, as after the computer woke up.
const LATE_MINUTES: u32 = 15;

thread_local! {
    static RUNS: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<HashSet<ActivityId>> = RefCell::default();
}

/// Whether somebody asked for reminders on this device.
pub(super) fn is_wanted() -> bool {
    prefs::get(KEY).unwrap_or(false)
}

/// Whether something that is planned for a minute of the day is to be told at another one.
fn is_now(planned: u32, now: u32) -> bool {
    planned <= now && now - planned <= LATE_MINUTES
}

/// Looks every now and then what is due, as long as that is wanted.
pub(super) fn begin(ui: Ui) {
    if RUNS.replace(true) {
        return;
    }
    spawn_local(async move {
        while is_wanted() {
            let (today, now) = (clock::today(), clock::minute_of_day());
            for (title, deal) in ui.store.with(|workspace| due(workspace, today, now)) {
                let options = NotificationOptions::new();
                options.set_body(&deal);
                // A browser that takes it back says nothing any more.
                let _ = Notification::new_with_options(&title, &options);
            }
            dom::pause(EVERY_MILLISECONDS).await;
        }
        RUNS.set(false);
    });
}

/// What is due and was not told yet: what it is called, and its deal.
fn due(workspace: &Workspace, today: sales::time::Date, now: u32) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for activity in workspace.activities.iter().filter(|activity| activity.is_planned()) {
        let Some(due) = activity.due.filter(|due| due.date == today) else { continue };
        let Some(time) = due.time else { continue };
        let minute = u32::from(time.hour()) * 60 + u32::from(time.minute());
        if is_now(minute, now) && TOLD.with_borrow_mut(|told| told.insert(activity.id)) {
            let deal = activity.deal.and_then(|deal| workspace.deals.live(deal));
            let deal = deal.map(|deal| deal.title.clone()).unwrap_or_default();
            found.push((called(workspace, activity), deal));
        }
    }
    found
}

/// The switch.
pub(super) fn switch(ui: Ui) -> AnyView {
    let texts = t().calendar();
    let is_on = RwSignal::new(is_wanted() && Notification::permission() == NotificationPermission::Granted);
    let is_refused = RwSignal::new(false);
    let set = move |on: bool| {
        prefs::set(KEY, &on);
        let _ = is_on.try_set(on);
        if on {
            begin(ui);
        }
    };
    let press = move |_| {
        is_refused.set(false);
        if is_on.get_untracked() {
            return set(false);
        }
        spawn_local(async move {
            if let Ok(asked) = Notification::request_permission() {
                let _ = JsFuture::from(asked).await;
            }
            let is_granted = Notification::permission() == NotificationPermission::Granted;
            set(is_granted);
            let _ = is_refused.try_set(!is_granted);
        });
    };
    view! {
        <div class="remind">
            <button
                type="button"
                class="button"
                data-act="remind"
                aria-pressed=move || is_on.get().to_string()
                on:click=press
            >
                {icon("clock")}
                {texts.remind}
            </button>
            <span class="muted" role="status">
                {move || if is_refused.get() { texts.remind_refused } else { texts.remind_note }}
            </span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_is_told_at_its_time_and_a_little_later() {
        let told: Vec<u32> = (0..1_440).filter(|now| is_now(600, *now)).collect();
        assert_eq!((told.first(), told.last()), (Some(&600), Some(&615)));
    }
}
