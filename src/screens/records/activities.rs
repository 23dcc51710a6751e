//! What is planned and what was done with a customer: on its deals and on none of them.

use leptos::prelude::*;
use sales::decide::{ActivityDraft, Command};
use sales::directory::{Dealings, Party, activities_of};
use sales::ids::ActivityId;
use sales::model::{ActivityKind, Due};
use sales::time::Calendar;
use web_sys::SubmitEvent;

use super::super::activities::{called, kind_icon, kind_options, kind_value, read_kind};
use super::super::deal::{Here, Planned};
use super::super::lone::lone;
use super::super::today::deal_line;
use super::super::typed_day::day_in_field;
use crate::components::{icon, more_button, select, small_icon};
use crate::platform::clock::LocalCalendar;
use crate::platform::{clock, dom, ids, intl};
use crate::state::Ui;
use crate::text::{rejection, t};

/// How many of each are shown at first, and how many more each time.
const SHOWN: usize = 10;

/// What the ids of this section begin with: the panel of a deal may stand beside it with the same activities.
const SCOPE: &str = "record-";

/// The section of a customer's activities; nothing for a person of the team, whose agenda is on Today.
pub(super) fn section(ui: Ui, party: Party) -> AnyView {
    if matches!(party, Party::Person(_)) {
        return ().into_any();
    }
    let texts = t().records();
    let found = Memo::new(move |_| {
        ui.store.track_activities();
        ui.store.track_deals();
        ui.store.track_catalogue();
        ui.store.with(|workspace| activities_of(workspace, party))
    });
    let is_planning = RwSignal::new(false);
    let begin = move |_| {
        is_planning.set(true);
        dom::focus_soon("#record-plan-subject");
    };
    let ended = Callback::new(move |()| {
        is_planning.set(false);
        dom::focus_soon("#record-plan");
    });
    let is_empty = Memo::new(move |_| found.with(|found| *found == Dealings::default()));
    view! {
        <section aria-labelledby="record-activities" data-section="activities">
            <h3 id="record-activities">
                {texts.activities}
                <button
                    type="button"
                    class="button quiet"
                    id="record-plan"
                    hidden=move || is_planning.get()
                    on:click=begin
                >
                    {icon("plus")}
                    {texts.plan_activity}
                </button>
            </h3>
            {move || is_planning.get().then(|| plan_form(ui, party, ended))}
            {move || is_empty.get().then(|| view! { <p class="muted">{texts.no_activities}</p> })}
            {list(found, "planned", |found| &found.planned, move |id| planned(ui, id))}
            {list(found, "done", |found| &found.done, move |id| done(ui, id))}
        </section>
    }
    .into_any()
}

/// The rows of what is planned or of what was done.
fn list(
    found: Memo<Dealings>,
    name: &'static str,
    of: fn(&Dealings) -> &Vec<ActivityId>,
    row: impl Fn(ActivityId) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let texts = t().records();
    let ids = Memo::new(move |_| found.with(|found| of(found).clone()));
    let count = Memo::new(move |_| ids.with(Vec::len));
    let limit = RwSignal::new(SHOWN);
    let shown = move || ids.with(|ids| ids.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let left = move || count.get().saturating_sub(limit.get());
    let title = if name == "planned" { texts.planned } else { texts.done };
    let has_any = Memo::new(move |_| count.get() > 0);
    let content = move || {
        has_any.get().then(|| {
            view! {
                <div class="record-acts" data-part=name>
                    <h4 id=format!("record-{name}")>
                        {title}
                        " "
                        <span
                            class="muted num"
                            data-metric=format!("activities.{name}")
                            data-value=move || count.get().to_string()
                        >
                            {move || intl::count(count.get())}
                        </span>
                    </h4>
                    <ul class="acts" aria-labelledby=format!("record-{name}")>
                        <For each=shown key=|id| *id children=row/>
                    </ul>
                    {more_button(limit, left, 4 * SHOWN)}
                </div>
            }
        })
    };
    content.into_any()
}

/// The deal of an activity, where it is on one that is there.
fn deal_of(ui: Ui, id: ActivityId) -> Option<Here> {
    let (deal, ix) = ui.store.with(|workspace| {
        let deal = workspace.activities.get(id)?.deal?;
        Some((deal, workspace.deals.ix(deal)?))
    })?;
    Some(Here::new(ui, deal, ix).within(SCOPE))
}

fn planned(ui: Ui, id: ActivityId) -> AnyView {
    let on_done = Callback::new(|()| {
        dom::focus_soon("#record-plan");
    });
    let Some(here) = deal_of(ui, id) else { return lone(ui, id, on_done) };
    let context = move || deal_line(here);
    view! {
        <Planned here id on_done>
            {context}
        </Planned>
    }
    .into_any()
}

/// Something that was done: when, on which deal, and what came of it.
fn done(ui: Ui, id: ActivityId) -> AnyView {
    let content = move || {
        ui.store.track_activities();
        let (sign, what, day, outcome) = ui.store.with(|workspace| {
            let activity = workspace.activities.live(id)?;
            let day = activity.done.map(|done| intl::day(LocalCalendar.date_of(done)));
            let (icon, what) = (kind_icon(activity.kind), called(workspace, activity));
            Some((icon, what, day.unwrap_or_default(), activity.outcome.clone()))
        })?;
        Some(view! {
            <div class="act-text">
                <p class="act-title">
                    <span class="act-kind">{icon(sign)}</span>
                    <span dir="auto">{what}</span>
                </p>
                <p class="act-facts">
                    <span class="num">{day}</span>
                    {(!outcome.is_empty()).then(|| view! { <span dir="auto">{outcome}</span> })}
                </p>
            </div>
        })
    };
    let deal = deal_of(ui, id).map(deal_line);
    view! {
        <li class="act record-done" data-activity-id=id.to_string()>
            {content}
            {deal}
        </li>
    }
    .into_any()
}

/// The form that plans something with the customer itself, on no deal.
fn plan_form(ui: Ui, party: Party, ended: Callback<()>) -> AnyView {
    let texts = t().activities();
    let kinds = ui.store.with(|workspace| kind_options(workspace, None));
    let kind = RwSignal::new(kind_value(ActivityKind::Call));
    let subject = RwSignal::new(String::new());
    let date = RwSignal::new(clock::today().succ_opt().map(|day| day.to_string()).unwrap_or_default());
    let error = RwSignal::new(String::new());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let (kind, said) = (read_kind(&kind.get_untracked()), subject.get_untracked());
        if kind == ActivityKind::Task && said.trim().is_empty() {
            error.set(texts.says_nothing.to_owned());
            dom::focus_soon("#record-plan-subject");
            return;
        }
        let due = match day_in_field("record-plan-date", &date.get_untracked()) {
            Ok(day) => day.map(Due::from),
            Err(why) => {
                error.set(why.to_owned());
                return dom::focus_soon("#record-plan-date");
            }
        };
        let (organisation, contact) = match party {
            Party::Organisation(id) => (Some(id), None),
            Party::Contact(id) => {
                let firm = ui.store.with(|workspace| {
                    let firm = workspace.contacts.live(id)?.organisation?;
                    workspace.organisations.live(firm).map(|row| row.id)
                });
                (firm, Some(id))
            }
            Party::Person(_) => (None, None),
        };
        let owner = ui.store.with(|workspace| workspace.author(ui.store.device()).map(|row| row.id));
        let draft = ActivityDraft {
            kind,
            subject: said,
            organisation,
            contact,
            owner,
            due,
            ..ActivityDraft::default()
        };
        match ui.store.run(&Command::AddActivity { id: ActivityId(ids::new_id()), draft }) {
            Ok(done) => {
                ui.tell(&done);
                ended.run(());
            }
            Err(refused) => error.set(rejection::explain(&refused)),
        }
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            ended.run(());
        }
    };
    let field = move |id: &'static str, label: &'static str, kind: &'static str, value: RwSignal<String>| {
        view! {
            <div class="field">
                <label class="label" for=id>
                    {label}
                </label>
                <input
                    class="input"
                    id=id
                    type=kind
                    dir="auto"
                    autocomplete="off"
                    aria-describedby=move || error.with(|error| (!error.is_empty()).then_some("record-plan-error"))
                    prop:value=value
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        error.set(String::new());
                    }
                />
            </div>
        }
    };
    view! {
        <form
            class="act-form"
            novalidate
            aria-label=t().records().plan_activity
            on:submit=save
            on:keydown=pressed
        >
            <div class="act-what">
                <div class="field">
                    <label class="label" for="record-plan-kind">
                        {texts.kind}
                    </label>
                    {select("record-plan-kind", None, kinds, kind.into(), move |value| kind.set(value))}
                </div>
                {field("record-plan-subject", texts.subject, "text", subject)}
            </div>
            <div class="act-when">{field("record-plan-date", texts.date, "date", date)}</div>
            {move || {
                let reason = error.get();
                (!reason.is_empty())
                    .then(|| {
                        view! {
                            <p class="error" role="alert" id="record-plan-error">
                                {small_icon("warning")}
                                <span>{reason}</span>
                            </p>
                        }
                    })
            }}
            <div class="act-bar">
                <button class="button primary">{texts.plan_it}</button>
                <button type="button" class="button" on:click=move |_| ended.run(())>
                    {t().common().cancel}
                </button>
            </div>
        </form>
    }
    .into_any()
}
