//! How well the pipeline is kept up: by person, week by week, and what to put right first.

use std::sync::Arc;

use charts::{Figure, Input, Paint, Scale, Side, Steps, Trend, TrendSeries};
use leptos::prelude::*;
use metrics::{Check, Hygiene, Rate, Selection, Upkeep, hygiene, hygiene_by_week};
use sales::ids::DealId;
use sales::time::Date;

use super::state::{State, View};
use crate::components::{Chart, follow_on, initials, more_button, small_icon};
use crate::platform::clock::{self, LocalCalendar};
use crate::platform::{dom, intl};
use crate::screens::deal::Here;
use crate::screens::table::stage_mark;
use crate::text::t;

/// How many weeks back the trend goes.
const WEEKS: u16 = 12;

/// How many deals are shown at first, and how many more each time.
const SHOWN: usize = 8;

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
struct Sheet {
    now: Hygiene,
    weeks: Vec<(Date, Upkeep)>,
}

pub(super) fn section(state: State) -> AnyView {
    let sheet = RwSignal::new(None::<Arc<Sheet>>);
    let make = move || {
        let pipeline = state.ui.pipeline();
        let today = clock::today();
        state.look(|workspace, columns, limits| {
            let pipelines: Vec<_> = pipeline.into_iter().collect();
            let all = Selection::all();
            let now = hygiene(workspace, columns, &all, limits, &pipelines, today, &LocalCalendar);
            let weeks =
                hygiene_by_week(workspace, columns, &all, limits, &pipelines, (today, WEEKS), &LocalCalendar);
            Arc::new(Sheet { now, weeks })
        })
    };
    let refresh = move || {
        let made = make();
        if sheet.try_with_untracked(|known| known.as_ref() != Some(&made)) == Some(true) {
            sheet.set(Some(made));
        }
    };
    // The screen is there first: weeks of many deals take a moment.
    dom::soon(move || untrack(refresh));
    let track = move |()| {
        state.ui.pipeline();
        state.ui.store.track_deals();
        state.ui.store.track_shape();
        state.ui.store.track_catalogue();
        state.ui.store.track_activities();
    };
    follow_on(Callback::new(track), Callback::new(move |()| refresh()));
    let content = move || match sheet.get() {
        None => view! { <div class="part-coming" aria-busy="true"></div> }.into_any(),
        Some(sheet) if sheet.now.all.sound.of == 0 => {
            view! { <p class="muted" data-part="no-open">{t().habit().no_open}</p> }.into_any()
        }
        Some(sheet) => view! {
            {figures(&sheet.now.all)}
            {trend(&sheet.weeks)}
            {people(state, &sheet.now)}
            {to_fix(state, &sheet.now)}
        }
        .into_any(),
    };
    content.into_any()
}

/// A share in whole percent.
fn share(rate: Rate) -> String {
    rate.share().map_or_else(|| "–".to_owned(), |share| intl::percent(share * 100.0))
}

fn check_name(check: Check) -> &'static str {
    let texts = t().habit();
    match check {
        Check::NextStep => texts.next_step,
        Check::Value => texts.value,
        Check::Owner => texts.owner,
        Check::ExpectedClose => texts.expected_close,
        Check::Touched => texts.touched,
    }
}

fn fault_name(check: Check) -> &'static str {
    let texts = t().habit();
    match check {
        Check::NextStep => texts.no_next_step,
        Check::Value => texts.no_value,
        Check::Owner => texts.no_owner,
        Check::ExpectedClose => texts.no_expected_close,
        Check::Touched => texts.not_touched,
    }
}

fn metric(check: Check) -> &'static str {
    match check {
        Check::NextStep => "hygiene.next-step",
        Check::Value => "hygiene.value",
        Check::Owner => "hygiene.owner",
        Check::ExpectedClose => "hygiene.close",
        Check::Touched => "hygiene.touched",
    }
}

fn exact(rate: Rate) -> Option<String> {
    rate.share().map(|share| share.to_string())
}

/// The hygiene figure of the pipeline, and what it is made of.
fn figures(all: &Upkeep) -> AnyView {
    let texts = t().habit();
    let check = |check: Check| {
        let rate = all.of(check);
        view! {
            <div>
                <dt>{check_name(check)}</dt>
                <dd class="num" data-metric=metric(check) data-value=exact(rate)>
                    {share(rate)}
                </dd>
            </div>
        }
    };
    let said = texts.sound_of.with(all.sound.hits, &[("open", &intl::count(all.sound.of))]);
    view! {
        <section class="boxed-part" aria-labelledby="habit-figure">
            <h2 id="habit-figure">{texts.figure}</h2>
            <p class="goal-main">
                <strong class="num" data-metric="hygiene" data-value=exact(all.sound)>
                    {share(all.sound)}
                </strong>
                <span>{said}</span>
            </p>
            <p class="muted">{texts.figure_note}</p>
            <dl class="review-figures wide">{Check::ALL.map(check).collect_view()}</dl>
        </section>
    }
    .into_any()
}

fn trend(weeks: &[(Date, Upkeep)]) -> AnyView {
    let texts = t().habit();
    let known = weeks.iter().skip_while(|row| row.1.sound.of == 0);
    let rows: Vec<&(Date, Upkeep)> = known.collect();
    let point = |rate: Rate| Figure::new(rate.share()?, share(rate));
    let line = |name: &str, paint, rate: fn(&Upkeep) -> Rate| TrendSeries {
        name: name.to_owned(),
        paint,
        side: Side::Left,
        points: rows.iter().map(|row| point(rate(&row.1))).collect(),
    };
    let series = vec![
        line(texts.figure, Paint::Good, |upkeep| upkeep.sound),
        line(texts.next_step, Paint::of_series(0), |upkeep| upkeep.of(Check::NextStep)),
        line(texts.touched, Paint::of_series(1), |upkeep| upkeep.of(Check::Touched)),
    ];
    let chart = Trend {
        heading: texts.week_to.to_owned(),
        spans: rows.iter().map(|row| intl::day(row.0)).collect(),
        series,
        left: Scale::of([0.0, 1.0], Steps::Any, |share| intl::percent(share * 100.0)),
        right: None,
    };
    let input = Input::of_at_least(2, rows.len(), chart);
    view! {
        <Chart
            name="hygiene"
            title=Signal::stored(texts.trend.to_owned())
            input=Signal::stored(input)
            note=MaybeProp::from(texts.trend_note.to_owned())
        />
    }
    .into_any()
}

/// Person by person.
fn people(state: State, now: &Hygiene) -> AnyView {
    let texts = t().habit();
    let row = |owner: &Option<sales::ids::PersonId>, upkeep: &Upkeep| {
        let name = state.ui.store.with(|workspace| {
            let person = owner.and_then(|id| workspace.people.get(id));
            match person {
                Some(person) => view! {
                    <span class="cell">
                        {initials(person, "")}
                        <span class="truncate" dir="auto">
                            {person.name.clone()}
                        </span>
                    </span>
                }
                .into_any(),
                None => view! { <span class="muted">{t().common().nobody}</span> }.into_any(),
            }
        });
        let checks = Check::ALL.map(|check| {
            let rate = upkeep.of(check);
            view! { <td class="num">{share(rate)}</td> }
        });
        view! {
            <tr data-row=owner.map_or_else(|| "nobody".to_owned(), |id| id.to_string())>
                <th scope="row">{name}</th>
                <td class="num">{intl::count(upkeep.sound.of)}</td>
                <td class="num strong" data-metric="hygiene" data-value=exact(upkeep.sound)>
                    {share(upkeep.sound)}
                </td>
                {checks.into_iter().collect_view()}
            </tr>
        }
    };
    let rows = now.people.iter().map(|(owner, upkeep)| row(owner, upkeep)).collect_view();
    let heads = Check::ALL.map(|check| view! { <th scope="col" class="num">{check_name(check)}</th> });
    view! {
        <section aria-labelledby="habit-people">
            <h2 id="habit-people">{texts.by_person}</h2>
            <div class="framed" tabindex="0" role="group" aria-label=texts.by_person>
                <table class="table habit-table">
                    <thead>
                        <tr>
                            <th scope="col">{t().review().owner}</th>
                            <th scope="col" class="num">{texts.open}</th>
                            <th scope="col" class="num">{texts.sound}</th>
                            {heads.into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// What to put right first, each deal one press away.
fn to_fix(state: State, now: &Hygiene) -> AnyView {
    let texts = t().habit();
    if now.to_fix.is_empty() {
        return view! { <p class="muted" data-part="all-sound">{texts.all_sound}</p> }.into_any();
    }
    let part = |at: usize, (check, deals): &(Check, Vec<sales::model::Ix<sales::model::Deal>>)| {
        let check = *check;
        let ids: Vec<DealId> =
            state.ui.store.with(|workspace| deals.iter().map(|ix| workspace.deals.at(*ix).id).collect());
        let count = ids.len();
        let ids = StoredValue::new(ids);
        let limit = RwSignal::new(SHOWN);
        let shown = move || ids.with_value(|ids| ids.iter().copied().take(limit.get()).collect::<Vec<_>>());
        let left = move || count.saturating_sub(limit.get());
        let review = (check == Check::Touched).then(|| {
            view! {
                <a class="button" href=state.href(View::One)>
                    {t().review().one}
                </a>
            }
        });
        view! {
            <details class="habit-fault" open=at == 0 data-check=metric(check)>
                <summary>
                    <span>{fault_name(check)}</span>
                    <span class="chip num" data-metric="hygiene.to-fix" data-value=count.to_string()>
                        {intl::count(count)}
                    </span>
                </summary>
                {review}
                <ul class="acts">
                    <For each=shown key=|id| *id children=move |id| faulty(state, id)/>
                </ul>
                {more_button(limit, left, 3 * SHOWN)}
            </details>
        }
    };
    view! {
        <section class="habit-fix" aria-labelledby="habit-fix">
            <h2 id="habit-fix">{texts.fix_first}</h2>
            <p class="muted">{texts.fix_note}</p>
            {now.to_fix.iter().enumerate().map(|(at, row)| part(at, row)).collect_view()}
        </section>
    }
    .into_any()
}

/// A deal with something to put right: pressed, it opens where that is done.
fn faulty(state: State, id: DealId) -> Option<AnyView> {
    let ui = state.ui;
    let ix = ui.store.with(|workspace| workspace.deals.ix(id))?;
    let here = Here::new(ui, id, ix);
    let title = here.text(|_, deal| deal.title.clone());
    let facts = move || {
        here.track();
        here.read(|workspace, deal| {
            let owner = deal.owner.and_then(|id| workspace.people.live(id)).map(|row| row.name.clone());
            view! {
                {stage_mark(workspace, deal)}
                {owner.map(|owner| view! { <span class="muted" dir="auto">{owner}</span> })}
            }
        })
    };
    Some(
        view! {
            <li class="act" data-deal-id=id.to_string()>
                <a class="habit-deal" href=move || ui.deal_href(id)>
                    <span class="truncate strong" dir="auto">{title}</span>
                    <span class="act-facts">{facts}</span>
                    {small_icon("chevron-right")}
                </a>
            </li>
        }
        .into_any(),
    )
}
