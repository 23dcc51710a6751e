//! Reminders of what is due at a time, through the browser's notifications: on request only, and as long as the app is open.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use leptos::prelude::*;
use sales::activities::doer;
use sales::ids::{ActivityId, PersonId};
use sales::model::{Due, Workspace};
use sales::time::Date;
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
    /// What was told, and for when: what is put off to another time is told again then.
    static TOLD: RefCell<HashSet<(ActivityId, Due)>> = RefCell::default();
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
            let found = ui.store.with(|workspace| {
                let me = workspace.author(ui.store.device()).map(|row| row.id);
                TOLD.with_borrow_mut(|told| due(workspace, me, (today, now), told))
            });
            for (title, deal) in found {
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

/// What is due and was not told yet: what it is called, and its deal. What is planned on removed deals is not, nor what others do, where it
/// is known who uses this browser.
fn due(
    workspace: &Workspace,
    me: Option<PersonId>,
    (today, now): (Date, u32),
    told: &mut HashSet<(ActivityId, Due)>,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for activity in workspace.activities.iter().filter(|activity| activity.is_planned()) {
        let Some(due) = activity.due.filter(|due| due.date == today) else { continue };
        let Some(time) = due.time else { continue };
        let Some(owner) = doer(workspace, activity) else { continue };
        if me.is_some() && owner.is_some() && owner != me {
            continue;
        }
        let minute = u32::from(time.hour()) * 60 + u32::from(time.minute());
        if is_now(minute, now) && told.insert((activity.id, due)) {
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
    use sales::decide::{ActivityDraft, ActivityPatch, Command, DealPatch};
    use sales::ids::Uuid;
    use sales::model::TimeOfDay;
    use sales::time::Calendar;

    use super::super::fixture::{Fixture, UTC};
    use super::*;

    #[test]
    fn what_is_due_is_told_at_its_time_and_a_little_later() {
        let told: Vec<u32> = (0..1_440).filter(|now| is_now(600, *now)).collect();
        assert_eq!((told.first(), told.last()), (Some(&600), Some(&615)));
    }

    #[test]
    fn each_is_told_once_for_its_time_and_only_to_whom_it_concerns() {
        let mut fixture = Fixture::new();
        let today = UTC.date_of(fixture.now);
        let [ada, bob] = [70, 71].map(|number| PersonId(Uuid::from_u128(number)));
        for (id, name) in [(ada, "Ada"), (bob, "Bob")] {
            fixture.run(&Command::AddPerson { id, name: name.to_owned() });
        }
        let (deal, id) = (fixture.deal, ActivityId(Uuid::from_u128(80)));
        let at = |hour| Due { date: today, time: TimeOfDay::new(hour, 0) };
        let draft = ActivityDraft {
            subject: "Call".to_owned(),
            deal: Some(deal),
            owner: Some(ada),
            due: Some(at(10)),
            ..ActivityDraft::default()
        };
        fixture.run(&Command::AddActivity { id, draft });
        let mut told = HashSet::new();
        let look = |fixture: &Fixture, me, hour: u32, told: &mut HashSet<(ActivityId, Due)>| {
            due(&fixture.workspace, me, (today, hour * 60), told).len()
        };
        assert_eq!(look(&fixture, Some(ada), 9, &mut told), 0, "not yet");
        assert_eq!(look(&fixture, Some(bob), 10, &mut told), 0, "what Ada does is nothing to Bob");
        assert_eq!(look(&fixture, None, 10, &mut HashSet::new()), 1, "nobody said who this is");
        assert_eq!([10, 10].map(|hour| look(&fixture, Some(ada), hour, &mut told)), [1, 0], "once");
        let patch = ActivityPatch::Due(Some(at(11)));
        fixture.run(&Command::EditActivities { activities: vec![id], patch });
        assert_eq!([11, 11].map(|hour| look(&fixture, Some(ada), hour, &mut told)), [1, 0], "and once more");
        // Nobody's own is its deal's owner's.
        fixture.run(&Command::EditDeals { deals: vec![deal], patch: DealPatch::Owner(Some(bob)) });
        let nobodys = ActivityPatch::Owner(None);
        fixture.run(&Command::EditActivities { activities: vec![id], patch: nobodys });
        assert_eq!(look(&fixture, Some(ada), 11, &mut HashSet::new()), 0);
        assert_eq!(look(&fixture, Some(bob), 11, &mut HashSet::new()), 1);
        fixture.run(&Command::RemoveDeals { deals: vec![deal] });
        assert_eq!(look(&fixture, Some(bob), 11, &mut HashSet::new()), 0, "the deal is gone");
    }
}
