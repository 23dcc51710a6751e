//! Period by period: what was won, what is likely, what is wanted.

use charts::{Fan, FanHeadings, FanRow, Figure, Input, Scale, Steps};
use forecast::outlook::Outlook;
use leptos::prelude::*;
use sales::money::Currency;
use sales::time::Timestamp;

use super::super::goals::period_name;
use super::state::State;
use crate::components::Chart;
use crate::platform::intl::{self, Length};
use crate::text::t;

/// The chart.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().forecast();
    let input = Memo::new(move |_| {
        let currency = state.currency();
        state.data.with(|data| {
            data.as_ref().map_or(Input::Empty, |data| fan(&data.outlooks, data.now.at, currency))
        })
    });
    view! {
        <section class="fc-chart">
            <h2 class="visually-hidden">{texts.coming}</h2>
            <Chart
                name="forecast"
                title=Signal::stored(texts.coming.to_owned())
                input=Signal::derive(move || input.get())
                note=texts.coming_note
            />
        </section>
    }
    .into_any()
}

fn fan(outlooks: &[Outlook], now: Timestamp, currency: Currency) -> Input {
    let texts = t().forecast();
    let rows: Vec<FanRow> = outlooks
        .iter()
        .map(|outlook| {
            let total = outlook.played.total;
            let is_ahead = outlook.window.to > now;
            let band = [total.p10, total.p50, total.p90].map(|minor| figure(minor, currency));
            let has_begun = outlook.window.from <= now;
            let target = outlook.played.goal[0].map(|reach| reach.wants);
            FanRow {
                name: period_name(outlook.window.span),
                band: match band {
                    [Some(low), Some(middle), Some(high)] if is_ahead => Some([low, middle, high]),
                    _ => None,
                },
                came: figure(outlook.won.minor, currency).filter(|_| has_begun),
                wanted: target.and_then(|minor| figure(minor, currency)),
            }
        })
        .collect();
    let headings = FanHeadings {
        name: texts.period.to_owned(),
        low: texts.p10.to_owned(),
        middle: texts.p50.to_owned(),
        high: texts.p90.to_owned(),
        band: texts.band.to_owned(),
        came: texts.won.to_owned(),
        wanted: t().goals().target.to_owned(),
    };
    let all = rows.iter().flat_map(|row| {
        let band = row.band.iter().flatten();
        band.chain(&row.came).chain(&row.wanted).map(Figure::value)
    });
    let scale = scale(all.collect::<Vec<_>>(), currency);
    Fan { headings, scale, rows }.into()
}

/// An amount for a chart, in whole units of the currency.
#[allow(clippy::cast_precision_loss, reason = "a chart shows fewer digits than f64 has")]
pub(super) fn figure(minor: i128, currency: Currency) -> Option<Figure> {
    let units = minor as f64 / currency.minor_per_unit() as f64;
    Figure::new(units, intl::amount(minor, currency, Length::Compact))
}

/// An axis of money with room for these values, in whole units.
pub(super) fn scale(values: Vec<f64>, currency: Currency) -> Scale {
    Scale::of(values, Steps::Any, |units| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "ticks of an axis are round numbers"
        )]
        let minor = (units * currency.minor_per_unit() as f64).round() as i128;
        intl::amount(minor, currency, Length::Compact)
    })
}
