//! Where the stages of a pipeline lead: to stages that are there, or to new ones.

use exchange::names::key;
use exchange::setup::{PipelineSetup, Setup, StageRow, StageSetup};
use leptos::prelude::*;
use sales::ids::StageId;
use sales::model::{StageKind, Workspace};

use super::parts::{NameInput, Options, Select, fault, fault_id};
use super::pipelines::{NEW, as_new};
use super::wizard::Wizard;
use crate::components::{Icon, icon};
use crate::platform::dom;
use crate::text::{fill, first_run, t};

#[cfg(test)]
mod tests;

const KINDS: [(StageKind, &str); 3] =
    [(StageKind::Open, "open"), (StageKind::Won, "won"), (StageKind::Lost, "lost")];

/// A stage as the files name it: the pipeline and the stage.
type Named = (String, String);

/// What is wrong with a new stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Blank,
    Taken,
}

/// The stages of a pipeline on the screen.
pub(super) fn view(wizard: Wizard, pipeline: String) -> AnyView {
    let texts = t().import_values();
    let rows = Memo::new(move |_| {
        wizard.setup.with(|setup| {
            let rows = setup.iter().flat_map(|setup| &setup.stages).filter(|row| row.pipeline == pipeline);
            rows.map(|row| (row.pipeline.clone(), row.stage.clone())).collect::<Vec<Named>>()
        })
    });
    let head = view! {
        <div class="import-stage import-columns-head" aria-hidden="true">
            <span>{texts.stage_in_file}</span>
            <span>{texts.stage_leads}</span>
        </div>
    };
    view! {
        {head}
        <ul class="import-stages">
            <For each=move || rows.get() key=Clone::clone children=move |named| line(wizard, named)/>
        </ul>
    }
    .into_any()
}

/// The row of a stage in the setup.
fn find<'s>(setup: &'s Setup, named: &Named) -> Option<&'s StageRow> {
    setup.stages.iter().find(|row| row.pipeline == named.0 && row.stage == named.1)
}

fn to(wizard: Wizard, named: &Named) -> Option<StageSetup> {
    wizard.setup.with(|setup| find(setup.as_ref()?, named).map(|row| row.to.clone()))
}

fn decide(wizard: Wizard, named: &Named, decide: impl FnOnce(&mut StageSetup)) {
    wizard.decide(|setup| {
        let row = setup.stages.iter_mut().find(|row| row.pipeline == named.0 && row.stage == named.1);
        if let Some(row) = row {
            decide(&mut row.to);
        }
    });
}

/// How many rows have a stage.
fn rows_of(wizard: Wizard, named: &Named) -> usize {
    wizard.proposal.with(|proposal| {
        let Some(proposal) = proposal else { return 0 };
        let place =
            proposal.setup.stages.iter().position(|row| row.pipeline == named.0 && row.stage == named.1);
        place.and_then(|place| proposal.stage_rows.get(place).copied()).unwrap_or_default()
    })
}

fn line(wizard: Wizard, named: Named) -> AnyView {
    let texts = t().import_values();
    let name = if named.1.is_empty() { texts.no_stage.to_owned() } else { named.1.clone() };
    let id = field_id(&named);
    let leads = {
        let named = named.clone();
        Memo::new(move |_| to(wizard, &named))
    };
    let count = {
        let named = named.clone();
        Memo::new(move |_| rows_of(wizard, &named))
    };
    let is_new = Memo::new(move |_| leads.with(|to| matches!(to, Some(StageSetup::New { .. }))));
    let pipeline = {
        let named = named.clone();
        Memo::new(move |_| {
            wizard.setup.with(|setup| setup.as_ref()?.pipelines.get(&named.0).and_then(existing))
        })
    };
    // Another pipeline has other stages to offer.
    let select = {
        let (named, name) = (named.clone(), name.clone());
        move || {
            let named = named.clone();
            let mut options: Vec<(String, String)> = wizard.ui.store.with(|workspace| {
                let there = pipeline.get().map(|id| workspace.usable_stages_of(id)).unwrap_or_default();
                there.into_iter().map(|stage| (stage.id.to_string(), stage.name.clone())).collect()
            });
            options.push((NEW.to_owned(), texts.new_stage.to_owned()));
            Select {
                id: id.clone(),
                label: fill(texts.stage_leads_of, &[("stage", &name)]),
                groups: vec![Options::plain(options)],
                chosen: Signal::derive(move || {
                    leads.with(|to| match to {
                        Some(StageSetup::Existing(stage)) => stage.to_string(),
                        _ => NEW.to_owned(),
                    })
                }),
                set: Callback::new(move |code: String| choose(wizard, &named, code.parse().ok())),
            }
            .view()
        }
    };
    let hook = named.1.clone();
    let fields = move || is_new.get().then(|| new_stage(wizard, named.clone()));
    view! {
        <li class="import-stage" data-stage-value=hook>
            <span class="import-stage-name">
                <span class="strong" dir="auto">
                    {name}
                </span>
                " "
                <span
                    class="hint num"
                    data-metric="import.stage.rows"
                    data-value=move || count.get().to_string()
                >
                    {move || t().import().rows.of(count.get())}
                </span>
            </span>
            {select}
            {fields}
        </li>
    }
    .into_any()
}

fn existing(to: &PipelineSetup) -> Option<sales::ids::PipelineId> {
    match to {
        PipelineSetup::Existing(id) => Some(*id),
        PipelineSetup::New { .. } => None,
    }
}

/// The id of the field of a stage. Names may hold anything, so their letters stand in it as numbers.
fn field_id(named: &Named) -> String {
    let letters = |text: &str| {
        text.chars().map(|letter| format!("{:x}", u32::from(letter))).collect::<Vec<_>>().join("-")
    };
    format!("import-stage-{}_{}", letters(&named.0), letters(&named.1))
}

fn choose(wizard: Wizard, named: &Named, stage: Option<StageId>) {
    wizard.ui.store.with(|workspace| {
        wizard.decide(|setup| {
            let Some(new) = find(setup, named).map(|row| as_new(row, workspace)) else { return };
            let to = stage.map_or(new, StageSetup::Existing);
            if let Some(row) =
                setup.stages.iter_mut().find(|row| row.pipeline == named.0 && row.stage == named.1)
            {
                row.to = to;
            }
        });
    });
}

/// The name, kind and chance of a new stage, and its place among the others.
fn new_stage(wizard: Wizard, named: Named) -> AnyView {
    let texts = t().import_values();
    let id = field_id(&named);
    let read = {
        let named = named.clone();
        Memo::new(move |_| match to(wizard, &named) {
            Some(StageSetup::New { name, kind, probability }) => (name, kind, probability),
            _ => (String::new(), StageKind::Open, 0),
        })
    };
    let fault_of_name = {
        let named = named.clone();
        Memo::new(move |_| {
            wizard.ui.store.track_shape();
            wizard
                .setup
                .with(|setup| wizard.ui.store.with(|workspace| fault_of(setup.as_ref()?, workspace, &named)))
        })
    };
    let name_error = Signal::derive(move || {
        fault_of_name.get().map(|fault| match fault {
            Fault::Blank => texts.blank_name,
            Fault::Taken => texts.taken_name,
        })
    });
    let name_id = format!("{id}-name");
    let name_error_id = fault_id(&name_id);
    let set_name = {
        let named = named.clone();
        Callback::new(move |typed: String| {
            decide(wizard, &named, |to| {
                if let StageSetup::New { name, .. } = to {
                    *name = typed;
                }
            });
        })
    };
    let name = NameInput {
        id: name_id,
        label: t().first_run().stage_name,
        placeholder: None,
        name: Signal::derive(move || read.get().0),
        error: name_error,
        set: set_name,
    };
    let set_kind = {
        let named = named.clone();
        Callback::new(move |code: String| {
            let Some((chosen, _)) = KINDS.into_iter().find(|(_, name)| *name == code) else { return };
            decide(wizard, &named, |to| {
                if let StageSetup::New { kind, .. } = to {
                    *kind = chosen;
                }
            });
        })
    };
    let kind = Select {
        id: format!("{id}-kind"),
        label: t().first_run().kind.to_owned(),
        groups: vec![Options::plain(
            KINDS.map(|(kind, name)| (name.to_owned(), first_run::kind(kind).to_owned())).into(),
        )],
        chosen: Signal::derive(move || {
            let (_, now, _) = read.get();
            KINDS
                .into_iter()
                .find(|(kind, _)| *kind == now)
                .map_or(String::new(), |(_, name)| name.to_owned())
        }),
        set: set_kind,
    };
    view! {
        <div class="import-new-stage">
            {name.view()}
            {kind.view()}
            {chance(wizard, named.clone(), &id, read)}
            <span class="import-stage-tools">
                {move_button(wizard, named.clone(), &id, -1)} {move_button(wizard, named, &id, 1)}
            </span>
            {fault(name_error_id, name_error)}
        </div>
    }
    .into_any()
}

/// The chance to win in a new stage; a closed one has none to type.
fn chance(wizard: Wizard, named: Named, id: &str, read: Memo<(String, StageKind, u8)>) -> AnyView {
    let texts = t().import_values();
    let typed = RwSignal::new(read.get_untracked().2.to_string());
    let is_open = Memo::new(move |_| read.get().1 == StageKind::Open);
    let is_wrong = Signal::derive(move || is_open.get() && percent(&typed.get()).is_none());
    let shown = move || match read.get().1 {
        StageKind::Open => typed.get(),
        StageKind::Won => "100".to_owned(),
        StageKind::Lost => "0".to_owned(),
    };
    let error_id = format!("{id}-chance-error");
    let described = {
        let id = error_id.clone();
        move || is_wrong.get().then(|| id.clone())
    };
    view! {
        <span class="unit">
            <input
                class="input num"
                id=format!("{id}-chance")
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-label=t().first_run().probability
                prop:value=shown
                prop:disabled=move || !is_open.get()
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=described
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    if let Some(chance) = typed.with_untracked(|typed| percent(typed)) {
                        decide(
                            wizard,
                            &named,
                            |to| {
                                if let StageSetup::New { probability, .. } = to {
                                    *probability = chance;
                                }
                            },
                        );
                    }
                }
            />
            <span aria-hidden="true">"%"</span>
        </span>
        {fault(error_id, Signal::derive(move || is_wrong.get().then_some(texts.bad_percent)))}
    }
    .into_any()
}

/// The chance to win as typed, with or without a percent sign.
fn percent(typed: &str) -> Option<u8> {
    let digits = typed.trim().trim_end_matches(['%', '％']).trim_end();
    digits.parse().ok().filter(|percent| *percent <= 100)
}

fn move_button(wizard: Wizard, named: Named, id: &str, by: isize) -> AnyView {
    let texts = t().first_run();
    let (part, name, label): (&str, Icon, &'static str) =
        if by < 0 { ("up", "chevron-up", texts.move_up) } else { ("down", "chevron-down", texts.move_down) };
    let spoken = fill(label, &[("name", &named.1)]);
    let can_move = {
        let named = named.clone();
        Memo::new(move |_| wizard.setup.with(|setup| neighbour(setup.as_ref()?, &named, by)).is_some())
    };
    let id = format!("{id}-{part}");
    let focus = format!("[id='{id}']");
    view! {
        <button
            type="button"
            class="icon-button"
            id=id
            aria-label=spoken
            prop:disabled=move || !can_move.get()
            on:click=move |_| {
                wizard.decide(|setup| shift(setup, &named, by));
                // The row was taken out and put in again.
                dom::focus_soon(focus.clone());
            }
        >
            {icon(name)}
        </button>
    }
    .into_any()
}

/// The place of a stage, and of the one of its pipeline before or after it.
fn neighbour(setup: &Setup, named: &Named, by: isize) -> Option<(usize, usize)> {
    let rows: Vec<usize> =
        (0..setup.stages.len()).filter(|place| setup.stages[*place].pipeline == named.0).collect();
    let at = rows.iter().position(|place| setup.stages[*place].stage == named.1)?;
    let other = at.checked_add_signed(by)?;
    Some((*rows.get(at)?, *rows.get(other)?))
}

fn shift(setup: &mut Setup, named: &Named, by: isize) {
    if let Some((at, other)) = neighbour(setup, named, by) {
        setup.stages.swap(at, other);
    }
}

/// What is wrong with the name of a new stage: the stages of a pipeline have different names.
fn fault_of(setup: &Setup, workspace: &Workspace, named: &Named) -> Option<Fault> {
    let row = find(setup, named)?;
    let StageSetup::New { name, .. } = &row.to else { return None };
    if name.trim().is_empty() {
        return Some(Fault::Blank);
    }
    let pipeline = setup.pipelines.get(&row.pipeline)?;
    let there = existing(pipeline).map(|id| workspace.usable_stages_of(id)).unwrap_or_default();
    if there.iter().any(|stage| key(&stage.name) == key(name)) {
        return Some(Fault::Taken);
    }
    // Of two that are the same, the later one is to be changed.
    let earlier = setup.stages.iter().take_while(|other| *other != row);
    let mut same_pipeline = earlier.filter(|other| setup.pipelines.get(&other.pipeline) == Some(pipeline));
    let is_same =
        |to: &StageSetup| matches!(to, StageSetup::New { name: other, .. } if key(other) == key(name));
    same_pipeline.any(|other| is_same(&other.to)).then_some(Fault::Taken)
}
