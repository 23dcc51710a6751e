//! How accurate forecasts were: what would have been said on past days, against what came.

use charts::{Fan, FanHeadings, FanRow, Figure, Input, Paint, Scale, Side, Steps, Trend, TrendSeries};
use forecast::accuracy::{Accuracy, Horizon};
use forecast::protocol::{Answer, Request};
use leptos::prelude::*;
use sales::money::Currency;
use sales::time::Calendar;
use wasm_bindgen_futures::spawn_local;

use super::chart::{figure, scale};
use super::state::State;
use crate::components::{Chart, icon};
use crate::forecaster::now;
use crate::platform::clock::LocalCalendar;
use crate::platform::intl::{self, chance};
use crate::text::{fill, t};

/// How far looking back has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looking {
    UnderWay {
        done: usize,
        total: usize,
    },
    Done,
    /// The user had enough.
    Ended,
    /// The worker is gone.
    Stopped,
}

#[derive(Clone, Copy)]
struct Look {
    state: State,
    looking: RwSignal<Looking>,
    found: RwSignal<Option<Accuracy>>,
}

impl Look {
    /// Looks back day after day, until there is none left, the user has enough, or the screen is gone.
    fn begin(self) {
        self.looking.set(Looking::UnderWay { done: 0, total: 0 });
        let now = now();
        spawn_local(async move {
            let mut is_anew = true;
            loop {
                let answer = self.state.forecaster.ask(&Request::LookBack { is_anew, now }).await;
                is_anew = false;
                let is_wanted = matches!(self.looking.try_get_untracked(), Some(Looking::UnderWay { .. }));
                match answer {
                    _ if !is_wanted => return,
                    Ok(Answer::Accuracy { accuracy, done, total }) => {
                        let _ = self.found.try_set(Some(*accuracy));
                        let is_done = done >= total;
                        let next = if is_done { Looking::Done } else { Looking::UnderWay { done, total } };
                        let _ = self.looking.try_set(next);
                        if is_done {
                            return;
                        }
                    }
                    _ => {
                        let _ = self.looking.try_set(Looking::Stopped);
                        return;
                    }
                }
            }
        });
    }
}

/// The section.
pub(super) fn section(state: State) -> AnyView {
    let look = Look {
        state,
        looking: RwSignal::new(Looking::UnderWay { done: 0, total: 0 }),
        found: RwSignal::new(None),
    };
    look.begin();
    let has_any = Memo::new(move |_| {
        look.found.with(|found| found.as_ref().is_some_and(|found| !found.days.is_empty()))
    });
    let is_over = Memo::new(move |_| matches!(look.looking.get(), Looking::Done | Looking::Ended));
    let texts = t().forecast_accuracy();
    let content = move || {
        if has_any.get() {
            view! {
                {horizons(look)}
                {days(look)}
                {told(look)}
            }
            .into_any()
        } else if is_over.get() {
            view! {
                <section class="empty">
                    <span class="empty-icon">{icon("clock")}</span>
                    <h2>{texts.too_early}</h2>
                    <p>{texts.too_early_text}</p>
                </section>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <p class="fc-lead">{texts.lead}</p>
        {progress(look)}
        {content}
    }
    .into_any()
}

fn progress(look: Look) -> AnyView {
    let texts = t().forecast_accuracy();
    let shown = Memo::new(move |_| std::mem::discriminant(&look.looking.get()));
    let content = move || {
        // Only a memo that was read hears of changes.
        shown.get();
        match look.looking.get_untracked() {
            Looking::UnderWay { .. } => {
                let (done, total) = (
                    move || match look.looking.get() {
                        Looking::UnderWay { done, .. } => done,
                        _ => 0,
                    },
                    move || match look.looking.get() {
                        Looking::UnderWay { total, .. } => total.max(1),
                        _ => 1,
                    },
                );
                let said = move || {
                    let values = [("done", intl::count(done())), ("total", intl::count(total()))];
                    let values: Vec<(&str, &str)> =
                        values.iter().map(|(name, text)| (*name, text.as_str())).collect();
                    fill(texts.looking, &values)
                };
                view! {
                    <div class="notice boxed fc-looking" role="status" data-notice="looking-back">
                        <span>{said}</span>
                        <progress
                            aria-label=texts.looking_label
                            max=move || total().to_string()
                            prop:value=move || done().to_string()
                        ></progress>
                        <button type="button" class="button" on:click=move |_| look.looking.set(Looking::Ended)>
                            {texts.stop}
                        </button>
                    </div>
                }
                .into_any()
            }
            Looking::Stopped => view! {
                <div class="notice bad boxed" role="alert">
                    {icon("warning")} <p>{t().forecast().stopped}</p>
                    <button type="button" class="button" on:click=move |_| look.begin()>
                        {t().shell().try_again}
                    </button>
                </div>
            }
            .into_any(),
            Looking::Done | Looking::Ended => ().into_any(),
        }
    };
    content.into_any()
}

/// Error, bias and coverage by how far ahead.
fn horizons(look: Look) -> AnyView {
    let texts = t().forecast_accuracy();
    let none = || "–".to_owned();
    let row = move |row: &Horizon| {
        let days = usize::from(row.days);
        let bias = row.bias.map(|bias| bias - 1.0);
        let bias = bias.map(|bias| match (bias * 100.0).round() {
            0.0 => texts.spot_on.to_owned(),
            over if over > 0.0 => fill(texts.too_high, &[("share", &intl::percent(over))]),
            under => fill(texts.too_low, &[("share", &intl::percent(-under))]),
        });
        view! {
            <tr data-horizon=days.to_string()>
                <th scope="row">{t().common().days.of(days)}</th>
                <td class="num">{intl::count(row.forecasts)}</td>
                <td class="num" data-metric="accuracy.error" data-value=row.error.map(|error| error.to_string())>
                    {row.error.map_or_else(none, |error| intl::percent((error * 100.0).round()))}
                </td>
                <td>{bias.unwrap_or_else(none)}</td>
                <td class="num" data-metric="accuracy.within" data-value=row.within.to_string()>
                    {chance(row.within)}
                </td>
            </tr>
        }
    };
    let rows = move || {
        look.found.with(|found| found.as_ref().map(|found| found.horizons.iter().map(row).collect_view()))
    };
    view! {
        <section aria-labelledby="accuracy-horizons">
            <h2 id="accuracy-horizons">{texts.by_horizon}</h2>
            <p class="hint">{texts.by_horizon_note}</p>
            <div class="framed" tabindex="0" role="group" aria-labelledby="accuracy-horizons">
                <table class="table fc-ways">
                    <thead>
                        <tr>
                            <th scope="col">{texts.ahead}</th>
                            <th scope="col" class="num">
                                {texts.forecasts}
                            </th>
                            <th scope="col" class="num">
                                {texts.error}
                            </th>
                            <th scope="col">{texts.bias}</th>
                            <th scope="col" class="num">
                                {texts.within}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Day by day: what was said of the 30 days that followed, and what came.
fn days(look: Look) -> AnyView {
    let texts = t().forecast_accuracy();
    let input = Memo::new(move |_| {
        let currency = look.state.currency();
        look.found.with(|found| found.as_ref().map_or(Input::Empty, |found| fan(found, currency)))
    });
    view! {
        <Chart
            name="accuracy-days"
            title=Signal::stored(texts.day_by_day.to_owned())
            input=Signal::derive(move || input.get())
            note=texts.day_by_day_note
        />
    }
    .into_any()
}

fn fan(accuracy: &Accuracy, currency: Currency) -> Input {
    let (texts, words) = (t().forecast_accuracy(), t().forecast());
    let rows = accuracy.days.iter().filter_map(|day| {
        let (_, band, came) = day.rows.first()?;
        let [low, middle, high] = [band.p10, band.p50, band.p90].map(|minor| figure(minor, currency));
        Some(FanRow {
            name: intl::day(LocalCalendar.date_of(day.at)),
            band: Some([low?, middle?, high?]),
            came: figure(*came, currency),
            wanted: None,
        })
    });
    let rows: Vec<FanRow> = rows.collect();
    let headings = FanHeadings {
        name: texts.said_on.to_owned(),
        low: words.p10.to_owned(),
        middle: words.p50.to_owned(),
        high: words.p90.to_owned(),
        band: words.band.to_owned(),
        came: texts.came.to_owned(),
        wanted: t().goals().target.to_owned(),
    };
    let all = rows.iter().flat_map(|row| row.band.iter().flatten().chain(&row.came).map(Figure::value));
    let scale = scale(all.collect(), currency);
    Fan { headings, scale, rows }.into()
}

/// What was said of single deals against what became of them.
fn told(look: Look) -> AnyView {
    let texts = t().forecast_accuracy();
    let input = Memo::new(move |_| look.found.with(|found| found.as_ref().map_or(Input::Empty, calibration)));
    let said = move || {
        look.found.with(|found| {
            let found = found.as_ref()?;
            let (scores, base) = (found.scores?, found.base_brier?);
            let values = [
                ("deals", intl::count(scores.deals)),
                ("brier", super::basis::error(scores.brier)),
                ("base", super::basis::error(base)),
                ("off", intl::percent((scores.calibration * 1000.0).round() / 10.0)),
            ];
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            Some(view! {
                <p class="hint" data-metric="accuracy.brier" data-value=scores.brier.to_string()>
                    {fill(texts.scores, &values)}
                </p>
            })
        })
    };
    view! {
        <section class="fc-told">
            <Chart
                name="calibration"
                title=Signal::stored(texts.calibration.to_owned())
                input=Signal::derive(move || input.get())
                note=texts.calibration_note
            />
            {said}
        </section>
    }
    .into_any()
}

/// A line through one point is none.
const LEAST_GROUPS: usize = 2;

fn calibration(accuracy: &Accuracy) -> Input {
    let texts = t().forecast_accuracy();
    let groups = &accuracy.calibration;
    let share = |value: f64| Figure::new(value, chance(value));
    let line =
        |name: &str, paint, points| TrendSeries { name: name.to_owned(), paint, side: Side::Left, points };
    let series = vec![
        line(texts.was_said, Paint::Accent, groups.iter().map(|group| share(group.said)).collect()),
        line(texts.was_won, Paint::Good, groups.iter().map(|group| share(group.came)).collect()),
    ];
    let values = groups.iter().flat_map(|group| [group.said, group.came]);
    let left = Scale::of(values, Steps::Any, |value| intl::percent((value * 100.0).round()));
    let spans = (groups.iter().map(|group| fill(texts.group, &[("share", &chance(group.said))]))).collect();
    let chart = Trend { heading: texts.groups.to_owned(), spans, series, left, right: None };
    Input::of_at_least(LEAST_GROUPS, groups.len(), chart)
}
