//! Deals with something wrong with them, to be put right.

use leptos::prelude::*;
use metrics::Fault;

use super::drill::Listing;
use super::state::State;
use crate::components::{icon, small_icon};
use crate::platform::intl;
use crate::text::{fill, t};

/// The faults, the gravest first, each with its deals.
pub(super) fn section(state: State) -> AnyView {
    let texts = t().insights_findings();
    let faults = Memo::new(move |_| {
        state
            .report
            .with(|report| report.faults.iter().map(|row| (row.fault, row.deals.len())).collect::<Vec<_>>())
    });
    let list = move || {
        let faults = faults.get();
        if faults.is_empty() {
            return view! { <p class="chart-note">{texts.all_well}</p> }.into_any();
        }
        let rows = faults.into_iter().map(|(fault, deals)| row(state, fault, deals));
        view! {
            <p class="chart-note">{texts.quality_note}</p>
            <ul class="faults">{rows.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="figures-card" data-section="quality" aria-labelledby="insights-quality">
            <h3 class="chart-title" id="insights-quality">
                {texts.quality}
            </h3>
            {list}
        </section>
    }
    .into_any()
}

fn row(state: State, fault: Fault, deals: usize) -> AnyView {
    let (name, means) = words(fault);
    let title = name.clone();
    view! {
        <li>
            <button
                type="button"
                class="fault"
                aria-haspopup="dialog"
                data-fault=key(fault)
                on:click=move |_| state.list(title.clone(), Listing::Faulty(fault))
            >
                {icon("warning")}
                <span class="fault-words">
                    <strong>{name}</strong>
                    <span class="muted">{means}</span>
                </span>
                <span class="num" data-metric="fault.deals" data-value=deals.to_string()>
                    {intl::count(deals)}
                </span>
                {small_icon("chevron-right")}
            </button>
        </li>
    }
    .into_any()
}

/// What tests know a fault by.
fn key(fault: Fault) -> &'static str {
    match fault {
        Fault::ClosedBeforeCreated => "closed-before",
        Fault::NoCreated => "no-created",
        Fault::NoClosed => "no-closed",
        Fault::NoRate(_) => "no-rate",
        Fault::NoValue => "no-value",
        Fault::NoOwner => "no-owner",
        Fault::ExpectedCloseOver => "close-over",
        Fault::NoLossReason => "no-reason",
        Fault::PastNotKnown => "past",
    }
}

/// What is wrong, and what comes of it.
fn words(fault: Fault) -> (String, &'static str) {
    let texts = t().insights_findings();
    let (name, means) = match fault {
        Fault::ClosedBeforeCreated => (texts.closed_before, texts.closed_before_means),
        Fault::NoCreated => (texts.no_created, texts.no_created_means),
        Fault::NoClosed => (texts.no_closed, texts.no_closed_means),
        Fault::NoRate(currency) => {
            return (fill(texts.no_rate, &[("currency", currency.code())]), texts.no_rate_means);
        }
        Fault::NoValue => (texts.no_value, texts.no_value_means),
        Fault::NoOwner => (texts.no_owner, texts.no_owner_means),
        Fault::ExpectedCloseOver => (texts.close_over, texts.close_over_means),
        Fault::NoLossReason => (texts.no_reason, texts.no_reason_means),
        Fault::PastNotKnown => (texts.past, texts.past_means),
    };
    (name.to_owned(), means)
}
