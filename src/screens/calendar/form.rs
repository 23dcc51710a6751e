//! Moving an activity to a day that is typed, which a finger does more easily than dragging it.

use leptos::prelude::*;
use sales::ids::ActivityId;
use web_sys::SubmitEvent;

use super::{Calendar, move_to};
use crate::components::Popup;
use crate::platform::{clock, dom};
use crate::screens::activities::called;
use crate::screens::typed_day::needed_day;
use crate::text::t;

/// Moves an activity to a day that is typed, and leads to its deal.
pub(super) fn form(calendar: Calendar, id: ActivityId) -> AnyView {
    let texts = t().calendar();
    let ui = calendar.ui;
    let known = ui.store.with(|workspace| {
        let activity = workspace.activities.get(id)?;
        Some((called(workspace, activity), activity.due, activity.deal))
    });
    let Some((what, due, deal)) = known else { return ().into_any() };
    let day = RwSignal::new(due.map_or_else(clock::today, |due| due.date).to_string());
    let error = RwSignal::new(None::<&'static str>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match day.with_untracked(|day| needed_day(day)) {
            Ok(date) => {
                calendar.open.set(None);
                move_to(calendar, id, date);
            }
            Err(why) => error.set(Some(why)),
        }
    };
    let anchor = dom::query(&format!("[data-activity-id='{id}']")).map(Into::into);
    view! {
        <Popup anchor label=what.clone() on_close=Callback::new(move |()| calendar.open.set(None))>
            <form class="popover-body" novalidate="" on:submit=submit>
                <p class="strong" dir="auto">{what}</p>
                <div class="field">
                    <label class="label" for="cal-day">
                        {texts.day}
                    </label>
                    <input
                        class="input"
                        id="cal-day"
                        type="date"
                        aria-describedby="cal-day-error"
                        prop:value=day
                        on:input=move |event| {
                            error.set(None);
                            day.set(event_target_value(&event));
                        }
                    />
                    <p class="error" role="alert" id="cal-day-error">
                        {move || error.get()}
                    </p>
                </div>
                <div class="popover-foot">
                    {deal
                        .map(|deal| {
                            view! {
                                <a
                                    class="button"
                                    href=ui.deal_href(deal)
                                    on:click=move |_| calendar.open.set(None)
                                >
                                    {texts.open}
                                </a>
                            }
                        })}
                    <button type="submit" class="button primary">
                        {texts.move_to}
                    </button>
                </div>
            </form>
        </Popup>
    }
    .into_any()
}
