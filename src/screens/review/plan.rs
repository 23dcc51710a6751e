//! The same next step for several deals at once.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{ActivityDraft, Command};
use sales::ids::{ActivityId, DealId};
use sales::model::{ActivityKind, Due};

use super::state::State;
use crate::components::Popup;
use crate::platform::{clock, dom, ids};
use crate::screens::typed_day::needed_day;
use crate::text::t;

/// Asks what is to be done and when. `deals` are those it is for.
pub(super) fn form(state: State, open: RwSignal<bool>, deals: Callback<(), Vec<DealId>>) -> AnyView {
    let texts = t().review();
    let tomorrow = clock::today().succ_opt().unwrap_or(clock::today());
    let (subject, day) = (RwSignal::new(String::new()), RwSignal::new(tomorrow.to_string()));
    let error = RwSignal::new(None::<&'static str>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = subject.get_untracked();
        if typed.trim().is_empty() {
            error.set(Some(texts.subject_first));
            return dom::focus_soon("#review-subject");
        }
        let date = match day.with_untracked(|day| needed_day(day)) {
            Ok(date) => date,
            Err(why) => {
                error.set(Some(why));
                return dom::focus_soon("#review-day");
            }
        };
        let add = |deal| Command::AddActivity {
            id: ActivityId(ids::new_id()),
            draft: ActivityDraft {
                kind: ActivityKind::Task,
                subject: typed.clone(),
                deal: Some(deal),
                due: Some(Due { date, time: None }),
                ..ActivityDraft::default()
            },
        };
        let mut commands: Vec<Command> = deals.run(()).into_iter().map(add).collect();
        if let Some(last) = commands.pop()
            && state.ui.act(&last.after(commands)).is_some()
        {
            open.set(false);
        }
    };
    dom::focus_soon("#review-subject");
    let anchor = dom::query(".review-bulk-plan").map(Into::into);
    view! {
        <Popup anchor label=texts.next_step on_close=Callback::new(move |()| open.set(false))>
            <form class="popover-body" novalidate="" on:submit=submit>
                <div class="field">
                    <label class="label" for="review-subject">
                        {texts.bulk_subject}
                    </label>
                    <input
                        class="input"
                        id="review-subject"
                        dir="auto"
                        aria-describedby="review-plan-error"
                        prop:value=subject
                        on:input=move |event| {
                            error.set(None);
                            subject.set(event_target_value(&event));
                        }
                    />
                </div>
                <div class="field">
                    <label class="label" for="review-day">
                        {texts.bulk_day}
                    </label>
                    <input
                        class="input"
                        id="review-day"
                        type="date"
                        aria-describedby="review-plan-error"
                        prop:value=day
                        on:input=move |event| {
                            error.set(None);
                            day.set(event_target_value(&event));
                        }
                    />
                </div>
                <p class="error" role="alert" id="review-plan-error">
                    {move || error.get()}
                </p>
                <div class="popover-foot">
                    <button type="submit" class="button primary">
                        {texts.bulk_plan}
                    </button>
                </div>
            </form>
        </Popup>
    }
    .into_any()
}
