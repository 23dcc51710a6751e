//! What one deal lacks, with a field for each thing.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, Rejection, Slot, What};
use sales::ids::{DealId, StageId};
use sales::model::{DealField, Force, Workspace};
use sales::process::{Lack, Missing};

use super::super::parts::{about, closer, error_line, focus_first_error, leave_place};
use super::fill::{Fill, Gap, fills};
use super::{deals_of, target};
use crate::components::{Modal, icon};
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::screens::lacks::stage_names;
use crate::screens::values::name_of;
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// No way leads there, and where the deal can go instead.
struct NoWay {
    why: String,
    instead: Vec<(StageId, String)>,
}

fn no_way(workspace: &Workspace, lacks: &[Lack], from: StageId, to: &str) -> Option<NoWay> {
    let texts = t().ready();
    let named = |stages: &[StageId]| {
        let others = stages.iter().copied().filter(|stage| *stage != from);
        others.map(|stage| (stage, name_of(&workspace.stages, stage, |row| &row.name))).collect()
    };
    lacks.iter().find_map(|lack| match &lack.what {
        Missing::NotFrom(stages) => Some(NoWay {
            why: fill(texts.not_from, &[("stage", to), ("stages", &stage_names(workspace, stages))]),
            instead: named(stages),
        }),
        Missing::Skips(stages) => Some(NoWay {
            why: fill(texts.skips, &[("stage", to), ("stages", &stage_names(workspace, stages))]),
            instead: named(&stages[..stages.len().min(1)]),
        }),
        Missing::Back => Some(NoWay { why: fill(texts.back, &[("stage", to)]), instead: Vec::new() }),
        _ => None,
    })
}

/// The dialog about one deal.
#[component]
pub(super) fn One(command: Command, lacks: Vec<Lack>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().ready();
    let Some(&deal) = deals_of(&command).first() else { return ().into_any() };
    let Some(from) = ui.store.with(|workspace| Some(workspace.deals.live(deal)?.position.stage)) else {
        return ().into_any();
    };
    let (from_name, to_name, blocked, fills) = ui.store.with(|workspace| {
        let name = |stage: Option<StageId>| {
            stage.map(|id| name_of(&workspace.stages, id, |row| &row.name)).unwrap_or_default()
        };
        let to = name(target(workspace, &command, deal));
        let blocked = no_way(workspace, &lacks, from, &to);
        (name(Some(from)), to, blocked, fills(workspace, deal, &lacks))
    });
    let title = fill(texts.title, &[("stage", &to_name)]);
    let subtitle = about(ui, &[deal]);
    if let Some(no_way) = blocked {
        return refused(ui, title, subtitle, deal, no_way);
    }
    let lacks_rate = lacks.iter().any(|lack| matches!(lack.what, Missing::NoRate(_)));
    let error = RwSignal::new(String::new());
    let rows = StoredValue::new(fills.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(ui, deal, &rows.get_value(), &command, error);
    };
    let must = fills.iter().any(|fill| fill.force == Force::Block);
    let is_touched = move || rows.with_value(|rows| rows.iter().any(Fill::is_filled));
    let act = move || if must || is_touched() { texts.save_and_move } else { texts.all_the_same };
    let group = |force: Force| {
        let name = if force == Force::Block { texts.needed } else { texts.advised };
        let rows: Vec<AnyView> =
            fills.iter().filter(|fill| fill.force == force).map(|fill| fill.view(ui, deal)).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <fieldset class="ready-group" data-force=if force == Force::Block { "block" } else { "warn" }>
                    <legend class="label">{name}</legend>
                    {rows}
                </fieldset>
            }
        })
    };
    let (needed, advised) = (group(Force::Block), group(Force::Warn));
    // The first field, whatever it is.
    dom::focus_soon("dialog[open] .ready-group input");
    view! {
        <Modal title=title subtitle=subtitle on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body" data-dialog="ready">
                    <p class="hint">{fill(texts.asks, &[("stage", &from_name)])}</p>
                    {needed} {advised}
                    {lacks_rate
                        .then(|| {
                            let href = Route::to(Screen::Settings(Section::Currencies)).href();
                            view! {
                                <a class="link" href=href on:click=move |_| ui.dialog.set(None)>
                                    {texts.to_rates}
                                </a>
                            }
                        })}
                    {error_line("ready", error)}
                </div>
                <footer class="dialog-foot">
                    {process_link(ui, from)} <span class="spacer"></span>
                    <button type="button" class="button" on:click=move |_| ui.dialog.set(None)>
                        {t().common().cancel}
                    </button>
                    <button type="submit" class="button primary">
                        {act}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

/// Fills in and moves; what is wrong or still missing is said beside its field.
fn send(ui: Ui, deal: DealId, rows: &[Fill], command: &Command, error: RwSignal<String>) {
    let mut first = Vec::new();
    let mut is_wrong = false;
    error.set(String::new());
    ui.store.with(|workspace| {
        for row in rows {
            match row.commands(deal, workspace) {
                Ok(commands) => first.extend(commands),
                Err(text) => {
                    row.error.set(text);
                    is_wrong = true;
                }
            }
        }
    });
    if is_wrong {
        return focus_first_error();
    }
    match ui.store.run(&command.clone().after(first)) {
        Ok(done) => {
            ui.tell(&done);
            leave_place(ui, &[deal]);
        }
        Err(Rejection::NotReady(unready)) => {
            for lack in unready.iter().flat_map(|row| &row.lacks).filter(|lack| lack.force == Force::Block) {
                let gaps = Gap::all(&lack.what);
                for row in rows.iter().filter(|row| gaps.contains(&row.gap)) {
                    row.error.set(missing_text(&lack.what));
                }
            }
            focus_first_error();
        }
        Err(refused) => {
            let about = match &refused {
                Rejection::NameTaken(what, _) | Rejection::TooLong { what, .. } => field_of(*what),
                Rejection::ValueOutOfRange => Some(DealField::Value),
                _ => None,
            };
            match rows.iter().find(|row| about.is_some_and(|field| row.gap == Gap::Field(field))) {
                Some(row) => row.blame(&refused),
                None => error.set(rejection::explain(&refused)),
            }
            focus_first_error();
        }
    }
}

fn missing_text(missing: &Missing) -> String {
    match missing {
        Missing::ValueBelow(..) | Missing::ValueAbove(..) => t().ready().value_does_not_fit.to_owned(),
        Missing::NoRate(currency) => fill(t().ready().no_rate, &[("currency", currency.code())]),
        _ => t().ready().still_missing.to_owned(),
    }
}

fn field_of(what: What) -> Option<DealField> {
    Some(match what {
        What::Organisation => DealField::Organisation,
        What::Contact => DealField::Contact,
        What::Person => DealField::Owner,
        _ => return None,
    })
}

/// What is shown where no way leads: why, and where the deal can go instead.
fn refused(ui: Ui, title: String, subtitle: String, deal: DealId, no_way: NoWay) -> AnyView {
    let texts = t().ready();
    let NoWay { why, instead } = no_way;
    let from = ui.store.with(|workspace| workspace.deals.live(deal).map(|deal| deal.position.stage));
    let ways = instead.into_iter().map(|(stage, name)| {
        let go = move |_| {
            ui.dialog.set(None);
            let command = Command::MoveDeals { deals: vec![deal], stage, slot: Slot::Top, patch: None };
            // The dialog that may come of it is another one.
            dom::soon(move || {
                if ui.carry(command).is_some() {
                    leave_place(ui, &[deal]);
                }
            });
        };
        view! {
            <button type="button" class="button" data-stage-id=stage.to_string() on:click=go>
                {icon("arrow-right")}
                <span dir="auto">{fill(texts.to_stage, &[("stage", &name)])}</span>
            </button>
        }
    });
    let ways: Vec<_> = ways.collect();
    view! {
        <Modal title=title subtitle=subtitle on_close=closer(ui)>
            <div class="dialog-body" data-dialog="no-way">
                <p>{why}</p>
                {(!ways.is_empty())
                    .then(|| {
                        view! {
                            <div class="field">
                                <p class="label">{texts.instead}</p>
                                <div class="ready-ways">{ways}</div>
                            </div>
                        }
                    })}
            </div>
            <footer class="dialog-foot">
                {from.map(|from| process_link(ui, from))} <span class="spacer"></span>
                <button type="button" class="button primary" autofocus on:click=move |_| ui.dialog.set(None)>
                    {t().common().close}
                </button>
            </footer>
        </Modal>
    }
    .into_any()
}

/// The way to the process that asks for all this.
pub(super) fn process_link(ui: Ui, stage: StageId) -> AnyView {
    let pipeline = ui.store.with(|workspace| workspace.stages.get(stage).map(|stage| stage.pipeline));
    let href = Route { pipeline, ..Route::to(Screen::Process) }.href();
    view! {
        <a class="link" href=href on:click=move |_| ui.dialog.set(None)>
            {t().ready().change_process}
        </a>
    }
    .into_any()
}
