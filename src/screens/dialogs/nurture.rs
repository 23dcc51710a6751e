//! Until when deals are nurtured, and why.

use chrono::Months;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, Outcome, Rejection};
use sales::ids::DealId;
use sales::model::{ListKind, Standing};
use sales::time::Date;

use super::super::typed_day::day_in_field;
use super::choose::{Choice, choices, focus_choice};
use super::parts::{
    TextField, about, closer, described, error_line, focus_first_error, foot, invalid, label_line,
    leave_place,
};
use crate::components::{Modal, select};
use crate::platform::{clock, dom};
use crate::state::Ui;
use crate::text::{rejection, t};

/// Months that are offered at one click.
const MONTHS: [u32; 3] = [1, 3, 6];
/// The choice of a day of one's own.
const OWN: &str = "own";
const DATE_FIELD: &str = "nurture-until";

/// The day in so many months; the last of the month where that month is too short.
fn in_months(today: Date, months: u32) -> Date {
    today.checked_add_months(Months::new(months)).unwrap_or(today)
}

/// Which of the choices offers this day.
fn choice_for(today: Date, typed: &str) -> String {
    let months = MONTHS.into_iter().find(|&months| in_months(today, months).to_string() == typed);
    months.map_or_else(|| OWN.to_owned(), |months| months.to_string())
}

/// The dialog that asks until when.
#[component]
pub(super) fn Nurture(deals: Vec<DealId>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let today = clock::today();
    let subtitle = about(ui, &deals);
    // A deal that is nurtured already keeps what was said about it, to be put right.
    let before = match deals[..] {
        [deal] => ui.store.with(|workspace| match &workspace.deals.live(deal)?.position.standing {
            Standing::Nurtured { until, reason } => Some((*until, reason.clone())),
            _ => None,
        }),
        _ => None,
    };
    let (until, why) = before.unwrap_or_else(|| (Some(in_months(today, MONTHS[1])), String::new()));
    // Who is to be nurtured how depends on what customer it is: where that is not known yet, here is the place to say it.
    let (unknown, segments) = ui.store.with(|workspace| {
        let rows = deals.iter().filter_map(|id| workspace.deals.live(*id));
        let unknown: Vec<DealId> = rows.filter(|deal| deal.segment.is_none()).map(|deal| deal.id).collect();
        let list = workspace.list(ListKind::Segment).into_iter().filter(|choice| !choice.archived);
        let list: Vec<_> = list.map(|choice| (choice.id.to_string(), choice.name.clone())).collect();
        (unknown, list)
    });
    let asks_segment = !unknown.is_empty() && !segments.is_empty();
    let unknown = StoredValue::new(unknown);
    let segment = RwSignal::new(String::new());
    let deals = StoredValue::new(deals);
    let date = RwSignal::new(until.map(|day| day.to_string()).unwrap_or_default());
    let pick = RwSignal::new(date.with_untracked(|date| choice_for(today, date)));
    let reason = RwSignal::new(why);
    let (date_error, reason_error) = (RwSignal::new(String::new()), RwSignal::default());
    // A choice fills the date in; the date says which choice it is.
    Effect::new(move |before: Option<String>| {
        let now = pick.get();
        if before.is_some_and(|before| before != now) {
            match now.parse() {
                Ok(months) => {
                    date.set(in_months(today, months).to_string());
                    date_error.set(String::new());
                }
                Err(_) if date.with_untracked(|date| choice_for(today, date) != OWN) => {
                    dom::focus(&format!("#{DATE_FIELD}"));
                }
                Err(_) => {}
            }
        }
        now
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let until = match day_in_field(DATE_FIELD, &date.get_untracked()) {
            Ok(until) => until,
            Err(why) => {
                date_error.set(why.to_owned());
                return focus_first_error();
            }
        };
        let outcome = Outcome::Nurtured { until, reason: reason.get_untracked() };
        let of = segment
            .with_untracked(|id| id.parse().ok())
            .map(|id| Command::EditDeals { deals: unknown.get_value(), patch: DealPatch::Segment(Some(id)) });
        let close = Command::CloseDeals { deals: deals.get_value(), outcome };
        match ui.store.run(&close.after(of.into_iter().collect())) {
            Ok(done) => {
                ui.tell(&done);
                leave_place(ui, &deals.get_value());
            }
            Err(refused) => {
                match refused {
                    Rejection::DayIsPast => date_error.set(texts.wake_too_early.to_owned()),
                    other => reason_error.set(rejection::explain(&other)),
                }
                focus_first_error();
            }
        }
    };
    focus_choice("nurture-when");
    let segment_field = asks_segment.then(|| {
        let nothing = std::iter::once((String::new(), "–".to_owned()));
        let options: Vec<(String, String)> = nothing.chain(segments).collect();
        view! {
            <div class="field">
                {label_line("nurture-segment-of", texts.segment, t().common().optional)}
                {select("nurture-segment-of", None, options, segment.into(), move |id| segment.set(id))}
            </div>
        }
    });
    let names = [texts.in_a_month, texts.in_a_quarter, texts.in_half_a_year];
    let months = MONTHS.map(|months| months.to_string()).into_iter().zip(names);
    let list: Vec<Choice> = months
        .chain([(OWN.to_owned(), texts.on_a_date)])
        .map(|(id, text)| Choice { id, text: text.to_owned(), hue: None, note: String::new() })
        .collect();
    view! {
        <Modal title=texts.nurture subtitle=subtitle on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    <fieldset class="field">
                        <legend class="label">{texts.nurture_when}</legend>
                        {choices("choices two", "nurture-when", list, pick)}
                    </fieldset>
                    <div class="field">
                        {label_line(DATE_FIELD, texts.wake, "")}
                        <input
                            class="input"
                            id=DATE_FIELD
                            type="date"
                            prop:value=date
                            aria-invalid=invalid(date_error)
                            aria-describedby=described(DATE_FIELD, date_error)
                            on:input=move |event| {
                                let typed = event_target_value(&event);
                                date.set(typed.clone());
                                date_error.set(String::new());
                                pick.set(choice_for(today, &typed));
                            }
                        />
                        {error_line(DATE_FIELD, date_error)}
                        <p class="hint" hidden=move || !date.with(String::is_empty)>
                            {texts.wake_none}
                        </p>
                    </div>
                    {segment_field}
                    {TextField {
                        placeholder: texts.nurture_reason_hint,
                        ..TextField::new("nurture-reason", texts.nurture_reason, reason, reason_error)
                    }
                        .optional()
                        .view()}
                </div>
                {foot(ui, ().into_any(), "button primary", texts.nurture)}
            </form>
        </Modal>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn months_end_where_the_month_does() {
        assert_eq!(in_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(in_months(day("2026-08-31"), 6), day("2027-02-28"));
        assert_eq!(in_months(day("2026-11-15"), 3), day("2027-02-15"));
    }

    #[test]
    fn a_day_says_which_choice_it_is() {
        let today = day("2026-01-31");
        let cases =
            [("2026-02-28", "1"), ("2026-04-30", "3"), ("2026-07-31", "6"), ("2026-03-01", OWN), ("", OWN)];
        for (typed, choice) in cases {
            assert_eq!(choice_for(today, typed), choice, "{typed}");
        }
    }
}
