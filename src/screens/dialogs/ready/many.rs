//! Who of several deals is ready to move and who is not, and moving those that are.

use leptos::prelude::*;
use sales::decide::Command;
use sales::ids::DealId;
use sales::process::{Report, Unready};

use super::super::parts::{closer, leave_place};
use super::one::process_link;
use super::{deals_of, only, target};
use crate::components::{Modal, icon};
use crate::screens::lacks::lack;
use crate::screens::values::name_of;
use crate::state::Ui;
use crate::text::{rejection, t};

/// How many deals of each sort are named.
const SHOWN: usize = 50;

/// The dialog about several deals.
#[component]
pub(super) fn Many(command: Command, report: Report) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().ready();
    let deals = deals_of(&command).to_vec();
    let Some(&lead) = deals.first() else { return ().into_any() };
    let (from, to) = ui.store.with(|workspace| {
        let to = target(workspace, &command, lead).map(|id| name_of(&workspace.stages, id, |row| &row.name));
        (workspace.deals.live(lead).map(|deal| deal.position.stage), to.unwrap_or_default())
    });
    let Report { ready, warned, blocked } = report;
    let error = RwSignal::new(String::new());
    let may: Vec<DealId> = {
        let warned: Vec<DealId> = warned.iter().map(|row| row.deal).collect();
        // In the order in which they were to move.
        deals.iter().copied().filter(|deal| ready.contains(deal) || warned.contains(deal)).collect()
    };
    let command = StoredValue::new(command);
    let go = move |deals: Vec<DealId>| {
        let moved = command.with_value(|command| only(command, deals.clone()));
        match ui.store.run(&moved) {
            Ok(done) => {
                ui.tell(&done);
                leave_place(ui, &deals);
            }
            Err(refused) => error.set(rejection::explain(&refused)),
        }
    };
    let button = move |class: &'static str, text: String, deals: Vec<DealId>| {
        view! {
            <button type="button" class=class on:click=move |_| go(deals.clone())>
                {text}
            </button>
        }
    };
    let only_ready = (!ready.is_empty() && !warned.is_empty())
        .then(|| button("button", texts.move_only_ready.of(ready.len()), ready.clone()));
    let all = (!may.is_empty()).then(|| {
        let text = if warned.is_empty() { texts.move_ready } else { texts.move_may };
        button("button primary", text.of(may.len()), may.clone())
    });
    let is_stuck = may.is_empty();
    view! {
        <Modal title=texts.title_many.with(deals.len(), &[("stage", &to)]) on_close=closer(ui)>
            <div class="dialog-body" data-dialog="ready-many">
                {(!ready.is_empty())
                    .then(|| {
                        view! {
                            <p class="ready-count good" data-ready=ready.len().to_string()>
                                {icon("check")}
                                {texts.are_ready.of(ready.len())}
                            </p>
                        }
                    })}
                {list(ui, "warned", texts.are_warned.of(warned.len()), &warned)}
                {list(ui, "blocked", texts.are_blocked.of(blocked.len()), &blocked)}
                {is_stuck.then(|| view! { <p class="hint">{texts.none_can}</p> })}
                <p class="error" role="alert">{error}</p>
            </div>
            <footer class="dialog-foot">
                {from.map(|from| process_link(ui, from))} <span class="spacer"></span>
                <button type="button" class="button" autofocus on:click=move |_| ui.dialog.set(None)>
                    {if is_stuck { t().common().close } else { t().common().cancel }}
                </button>
                {only_ready}
                {all}
            </footer>
        </Modal>
    }
    .into_any()
}

/// Deals that lack something, with what they lack.
fn list(ui: Ui, kind: &'static str, title: String, rows: &[Unready]) -> Option<AnyView> {
    let rest = rows.len().saturating_sub(SHOWN);
    let line = |row: &Unready| {
        let deal = row.deal;
        let (name, lacks) = ui.store.with(|workspace| {
            let name = name_of(&workspace.deals, deal, |deal| &deal.title);
            let lacks: Vec<String> = row.lacks.iter().map(|row| lack(workspace, &row.what)).collect();
            (name, lacks.join(t().common().between))
        });
        let open = move |_| {
            ui.dialog.set(None);
            ui.open_deal(deal);
        };
        view! {
            <li data-deal-id=deal.to_string()>
                <button type="button" class="link truncate" dir="auto" on:click=open>
                    {name}
                </button>
                <span class="muted">{lacks}</span>
            </li>
        }
    };
    let lines: Vec<_> = rows.iter().take(SHOWN).map(line).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="ready-list" data-ready-list=kind data-count=rows.len().to_string()>
                <h3 class="ready-count" class:bad=kind == "blocked" class:warn=kind == "warned">
                    {icon(if kind == "blocked" { "lock" } else { "warning" })}
                    {title}
                </h3>
                <ul>{lines}</ul>
                {(rest > 0).then(|| view! { <p class="hint">{t().ready().and_more.of(rest)}</p> })}
            </section>
        }
        .into_any()
    })
}
