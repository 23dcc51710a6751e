//! One stage in the list of stages.

use leptos::prelude::*;
use sales::decide::{Command, Rejection, StagePatch};
use sales::ids::StageId;
use sales::model::{Stage, StageKind};

use super::field::{Choose, Faults, LineField, Outcome, keep};
use super::hue::HueButton;
use super::numbers;
use super::process::StageProcess;
use super::sort::Sorting;
use super::stages::percentage;
use crate::components::{MenuButton, MenuEntry, icon};
use crate::state::{Dialog, Ui};
use crate::text::rejection::explain;
use crate::text::{fill, t};

/// The longest limit that can be typed; ten years are more than any sale takes.
const MAX_LIMIT_DAYS: u32 = 3_650;

/// The kinds of stage: value, and what the user reads.
pub(super) fn kinds() -> Vec<(&'static str, &'static str)> {
    let texts = t().settings();
    vec![("open", texts.open), ("won", texts.won), ("lost", texts.lost)]
}

/// The kind of a value of [`kinds`].
pub(super) fn kind_of(value: &str) -> StageKind {
    match value {
        "won" => StageKind::Won,
        "lost" => StageKind::Lost,
        _ => StageKind::Open,
    }
}

fn kind_value(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Open => "open",
        StageKind::Won => "won",
        StageKind::Lost => "lost",
    }
}

/// A limit that was typed; blank leaves it to the numbers.
pub(super) fn limit_days(typed: &str) -> Result<Option<u16>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let days = numbers::whole(typed).filter(|days| (1..=MAX_LIMIT_DAYS).contains(days));
    let days = days.and_then(|days| u16::try_from(days).ok());
    days.map(Some).ok_or_else(|| t().settings().bad_limit.to_owned())
}

/// Something of a stage, read anew when the shape of the workspace changes.
fn read(ui: Ui, id: StageId, part: fn(&Stage) -> String) -> Signal<String> {
    Signal::derive(move || {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.stages.get(id).map(part).unwrap_or_default())
    })
}

/// Archives a stage; where deals are in it, asks first where they go.
fn archive(ui: Ui, id: StageId) -> Outcome {
    match ui.store.run(&Command::ArchiveStage { stage: id, move_to: None }) {
        Ok(done) => {
            ui.tell(&done);
            Ok(())
        }
        Err(Rejection::StageHasDeals(_)) => {
            ui.open(Dialog::ArchiveStage(id));
            Ok(())
        }
        Err(rejection) => Err(explain(&rejection)),
    }
}

/// A stage: everything about it is edited in place.
#[component]
pub(super) fn StageRow(id: StageId, sorting: Sorting) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().settings();
    let faults = Faults::new(["stage-", &id.to_string()].concat());
    let name = read(ui, id, |stage| stage.name.clone());
    let kind = read(ui, id, |stage| kind_value(stage.kind).to_owned());
    let probability = read(ui, id, |stage| stage.probability.to_string());
    let limit = read(ui, id, |stage| stage.limit_days.map(|days| days.to_string()).unwrap_or_default());
    let guidance = read(ui, id, |stage| stage.guidance.clone());
    let hue = Signal::derive(move || {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.stages.get(id).map_or(0, |stage| stage.hue))
    });
    let is_closed = Signal::derive(move || kind.get() != "open");
    let edit = move |patch| keep(ui, &Command::EditStage { stage: id, patch });
    let rename = Callback::new(move |typed| edit(StagePatch::Name(typed)));
    let set_kind = Callback::new(move |value: String| edit(StagePatch::Kind(kind_of(&value))));
    let set_probability =
        Callback::new(move |typed: String| edit(StagePatch::Probability(percentage(&typed)?)));
    let set_limit = Callback::new(move |typed: String| edit(StagePatch::LimitDays(limit_days(&typed)?)));
    let set_guidance = Callback::new(move |typed| edit(StagePatch::Guidance(typed)));
    let set_hue = Callback::new(move |hue| {
        faults.note("hue", edit(StagePatch::Hue(hue)));
    });
    let named = move |text: &'static str| Signal::derive(move || fill(text, &[("name", &name.get())]));
    let entries = Callback::new(move |()| {
        faults.note("archive", Ok(()));
        let mut entries = sorting.entries(id.0);
        if !entries.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        entries.push(MenuEntry::act("archive", t().common().archive, move || {
            faults.note("archive", archive(ui, id));
        }));
        entries
    });
    view! {
        <li class="stage-row" class:closed=is_closed data-stage-id=id.to_string() data-stage-kind=kind>
            <div class="stage-line">
                {sorting.grip(id.0)}
                <HueButton label=named(texts.colour) hue on_pick=set_hue/>
                <LineField faults field="name" label=texts.stage_name value=name on_commit=rename/>
                <Choose faults field="kind" label=texts.kind value=kind options=kinds() on_choose=set_kind/>
                <span class="unit">
                    <LineField
                        faults
                        field="probability"
                        class="input num"
                        input_mode="numeric"
                        label=texts.probability
                        value=probability
                        on_commit=set_probability
                        disabled=is_closed
                    />
                    <span aria-hidden="true">"%"</span>
                </span>
                <span class="unit">
                    <LineField
                        faults
                        field="limit"
                        class="input num"
                        input_mode="numeric"
                        label=texts.limit_long
                        placeholder=texts.limit_blank
                        value=limit
                        on_commit=set_limit
                        disabled=is_closed
                    />
                    <span aria-hidden="true">{texts.day_unit}</span>
                </span>
                <MenuButton class="icon-button" label=named(texts.stage_menu) entries>
                    {icon("more")}
                </MenuButton>
            </div>
            {faults.view()}
            <div class="stage-guide">
                <LineField
                    faults
                    field="guidance"
                    label=texts.guidance
                    placeholder=texts.guidance_hint
                    value=guidance
                    on_commit=set_guidance
                />
            </div>
            <StageProcess stage=id/>
        </li>
    }
    .into_any()
}
