//! What the pages of a person, a firm and a contact have in common.

use leptos::prelude::*;
use sales::board::Totals;
use sales::directory::{Party, Tally};
use sales::model::{GroupBy, Workspace};
use sales::query::Filter;

use super::super::board::printed_sum;
use super::super::help::help;
use super::activities;
use super::deals::Deals;
use crate::components::{Icon, InPlace, Look, Typed, icon};
use crate::platform::intl;
use crate::route::{Route, Screen};
use crate::state::{Dialog, Ui};
use crate::text::{fill, t};

/// A list that a page leads back to, and what is said where its record is gone.
#[allow(clippy::struct_field_names, reason = "the words of the way back")]
pub(super) struct Back {
    pub(super) screen: Screen,
    pub(super) name: &'static str,
    pub(super) back: &'static str,
    pub(super) gone: &'static str,
}

/// What stands on a page.
pub(super) struct Page {
    pub(super) party: Party,
    /// The name of the record.
    pub(super) name: Signal<String>,
    /// Its mark beside the name.
    pub(super) mark: AnyView,
    /// The name, edited in place.
    pub(super) heading: AnyView,
    /// A line under the name.
    pub(super) note: AnyView,
    /// Buttons in the top bar.
    pub(super) actions: AnyView,
    /// What stands beside the deals.
    pub(super) side: AnyView,
}

/// A page, or that its record is gone. `page` is asked for as long as it is there.
pub(super) fn frame(
    back: Back,
    is_there: Memo<bool>,
    page: impl Fn() -> Page + Send + Sync + 'static,
) -> AnyView {
    let ui = Ui::get();
    let Back { screen, name: list, back, gone } = back;
    let body = move || {
        if !is_there.get() {
            return missing(screen, list, back, gone);
        }
        let Page { party, name, mark, heading, note, actions, side } = untrack(&page);
        view! {
            <header class="topbar">
                <h1 class="topbar-title">
                    <a class="crumb" href=Route::to(screen).href()>
                        {list}
                    </a>
                    <span class="crumb" aria-hidden="true">
                        "/"
                    </span>
                    <span class="truncate" dir="auto">
                        {name}
                    </span>
                </h1>
                {help(ui)}
                <div class="topbar-actions">{actions}</div>
            </header>
            <div class="screen">
                <div class="record">
                    <div class="record-main">
                        <div class="record-head">
                            {mark} <div>
                                <h2>{heading}</h2>
                                {note}
                            </div>
                        </div>
                        {stats(ui, party)}
                        <Deals party/>
                        {activities::section(ui, party)}
                    </div>
                    <div class="record-side">{side}</div>
                </div>
            </div>
        }
        .into_any()
    };
    body.into_any()
}

fn missing(screen: Screen, list: &'static str, back: &'static str, gone: &'static str) -> AnyView {
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{list}</span>
            </h1>
        </header>
        <div class="screen">
            <section class="empty" data-state="gone">
                <span class="empty-icon">{icon("search")}</span>
                <h2>{gone}</h2>
                <p>{t().records().gone_text}</p>
                <div class="empty-actions">
                    <a class="button primary" href=Route::to(screen).href()>
                        {back}
                    </a>
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// What the deals of a party come to.
fn stats(ui: Ui, party: Party) -> AnyView {
    let texts = t().records();
    let figures = move || {
        ui.store.track_deals();
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let tally = Tally::of(workspace, party);
            view! {
                {count(texts.open_deals, "open.count", tally.open.count)}
                {sum(workspace, texts.open_value, "open.value", &tally.open)}
                {sum(workspace, texts.won_so_far, "won.value", &tally.won)}
                {count(texts.all_deals, "deals.count", tally.deals)}
            }
        })
    };
    view! { <dl class="stats">{figures}</dl> }.into_any()
}

fn count(name: &'static str, metric: &'static str, count: usize) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="num" data-metric=metric data-value=count.to_string()>
                {intl::count(count)}
            </dd>
        </div>
    }
    .into_any()
}

fn sum(workspace: &Workspace, name: &'static str, metric: &'static str, totals: &Totals) -> AnyView {
    let (text, exact, why) = printed_sum(workspace, totals.value(workspace));
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="num" data-metric=metric data-value=exact title=why>
                {text}
            </dd>
        </div>
    }
    .into_any()
}

/// A section at the side: its heading and its fields.
pub(super) fn details(fields: AnyView) -> AnyView {
    view! {
        <section aria-labelledby="record-details">
            <h3 id="record-details">{t().records().details}</h3>
            <dl class="props">{fields}</dl>
        </section>
    }
    .into_any()
}

/// A field at the side, with a value of any look.
pub(super) fn prop(name: Icon, label: &'static str, value: AnyView) -> AnyView {
    view! {
        <div class="prop">
            <dt>
                {icon(name)}
                <span class="truncate">{label}</span>
            </dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

/// A text of the record that is edited in place.
pub(super) fn text_field(
    id: &'static str,
    label: &'static str,
    kind: Typed,
    value: Signal<String>,
    save: Callback<String, Result<(), String>>,
) -> AnyView {
    let look = Look::new(id, label, value, t().deal().add_field);
    let look = if kind == Typed::Text {
        look.with(move || view! { <span class="wrapped" dir="auto">{value.get()}</span> }.into_any())
    } else {
        look
    };
    view! { <InPlace look kind value=Callback::new(move |()| value.get_untracked()) save/> }.into_any()
}

/// A text field with a link beside it, where the text can be one.
pub(super) fn linked_field(
    field: AnyView,
    picture: Icon,
    label: &'static str,
    value: Signal<String>,
    href: fn(&str) -> Option<String>,
) -> AnyView {
    let link = move || {
        let text = value.get();
        let href = href(&text)?;
        // Only a web site opens beside the app; the others are for other programs.
        let target = href.starts_with("http").then_some("_blank");
        let label = fill(label, &[("text", &text)]);
        Some(view! {
            <a
                class="icon-button"
                href=href
                target=target
                rel="noopener noreferrer"
                aria-label=label.clone()
                title=label
            >
                {icon(picture)}
            </a>
        })
    };
    view! {
        <div class="with-link">
            {field} {link}
        </div>
    }
    .into_any()
}

/// Begins a deal with whom the page is about.
pub(super) fn new_deal(ui: Ui, party: Party) -> AnyView {
    let text = t().shell().new_deal;
    view! {
        <button
            type="button"
            class="button primary"
            aria-label=text
            on:click=move |_| ui.open(Dialog::NewDealOf(party))
        >
            {icon("plus")}
            <span class="phone-hide">{text}</span>
        </button>
    }
    .into_any()
}

/// Shows the deals that pass a filter as a table.
pub(super) fn show_in_table(ui: Ui, filter: Filter) -> AnyView {
    let show = move |_| {
        ui.set_filter(filter.clone(), GroupBy::default());
        ui.go_to(Screen::Table);
    };
    view! {
        <button type="button" class="button" aria-label=t().records().show_in_table on:click=show>
            {icon("table")}
            <span class="phone-hide">{t().records().show_in_table}</span>
        </button>
    }
    .into_any()
}
