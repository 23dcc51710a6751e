//! Putting faulty data right where it is listed.

use leptos::prelude::*;
use metrics::Fault;
use sales::decide::{Command, Rejection};
use sales::model::{Deal, Ix};
use sales::money::{Currency, Rate, parse_rate};

use super::super::deal::{Here, Mend};
use crate::components::{InPlace, Look, Typed};
use crate::platform::{clock, dom};
use crate::state::Ui;
use crate::text::rejection::explain;
use crate::text::{fill, t};

/// The fields that a fault is put right in; none where only a file can tell.
pub(super) fn fields(fault: Fault) -> &'static [Mend] {
    match fault {
        Fault::ClosedBeforeCreated => &[Mend::Created, Mend::Closed],
        Fault::NoCreated => &[Mend::Created],
        Fault::NoClosed => &[Mend::Closed],
        Fault::NoValue => &[Mend::Value],
        Fault::NoOwner => &[Mend::Owner],
        Fault::ExpectedCloseOver => &[Mend::ExpectedClose],
        Fault::NoLossReason => &[Mend::LossReason],
        Fault::NoRate(_) | Fault::PastNotKnown => &[],
    }
}

/// The fields in the line of a deal.
pub(super) fn line(ui: Ui, ix: Ix<Deal>, fields: &'static [Mend]) -> AnyView {
    let here = Here::new(ui, ui.store.with(|workspace| workspace.deals.at(ix).id), ix);
    let field = |mend: &Mend| {
        view! {
            <div class="mend">
                <dt class="muted">{mend.name()}</dt>
                <dd>{mend.field(here)}</dd>
            </div>
        }
    };
    view! { <dl class="mends">{fields.iter().map(field).collect_view()}</dl> }.into_any()
}

/// The rate of a currency that has none: one number puts all of its deals right.
pub(super) fn rate(ui: Ui, currency: Currency) -> AnyView {
    let base = ui.store.with(|workspace| workspace.settings.currency);
    let label =
        fill(t().insights_findings().one_equals, &[("currency", currency.code()), ("base", base.code())]);
    let text = Signal::derive(move || {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.settings.rates.get(&currency).copied()).map(Rate::plain)
    });
    let text = Signal::derive(move || text.get().unwrap_or_default());
    let look = Look::new("line-rate", label.clone(), text, t().deal().add_field);
    let start = Callback::new(move |()| text.get_untracked());
    let save = Callback::new(move |typed: String| {
        let millionths = parse_rate(&typed).map_err(|_| explain(&Rejection::BadRate(currency)))?;
        let rate = Some(Rate { millionths, on: clock::today() });
        let command = Command::SetRate { currency, rate };
        ui.store.run(&command).map(|_| ()).map_err(|rejection| explain(&rejection))
    });
    view! {
        <dl class="mends">
            <div class="mend">
                <dt class="muted">{label}</dt>
                <dd>
                    <InPlace look kind=Typed::Number value=start save/>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// Once a deal is put right its line goes: the focus then goes to the line that takes its place, so that a whole list is put right
/// without the mouse. `place` is that of the line that had the focus.
pub(super) fn follow_focus(deals: Memo<Vec<Ix<Deal>>>, place: StoredValue<Option<usize>>) {
    Effect::new(move |before: Option<usize>| {
        let count = deals.with(Vec::len);
        if before.is_some_and(|before| count < before)
            && let Some(place) = place.try_get_value().flatten()
        {
            dom::soon(move || {
                let nth = place.min(count.saturating_sub(1)) + 1;
                let line = format!(".drill-list > li:nth-child({nth}) .mend button");
                if dom::focus_is_lost() && !dom::focus(&line) {
                    dom::focus(".dialog-foot button:last-child");
                }
            });
        }
        count
    });
}
