//! Why deals were lost. The list of reasons can grow right here.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, Outcome, Rejection};
use sales::ids::{ChoiceId, DealId};
use sales::model::{ListKind, Loss, Standing, Workspace};
use web_sys::KeyboardEvent;

use super::choose::{Choice, choices, focus_choice};
use super::parts::{
    TextField, about, closer, described, error_line, focus_first_error, foot, invalid, label_line,
    leave_place, refusal,
};
use crate::components::{Modal, icon};
use crate::platform::{dom, ids};
use crate::route::{Route, Screen, Section};
use crate::state::Ui;
use crate::text::{rejection, t};

/// How many competitors are suggested, and how many lost deals are looked at for them.
const SUGGESTED: usize = 30;

/// A reason by id and name; one that is added in the dialog is made when the dialog is sent, in the same step.
type Reason = (ChoiceId, String);

/// The reasons on the list, and those that are new.
fn reasons(workspace: &Workspace, new: &[Reason]) -> Vec<Reason> {
    let list = workspace.list(ListKind::LossReason).into_iter().filter(|choice| !choice.archived);
    list.map(|choice| (choice.id, choice.name.clone())).chain(new.iter().cloned()).collect()
}

/// What puts new reasons on the list.
fn make(new: &[Reason]) -> Vec<Command> {
    let add =
        |(id, name): &Reason| Command::AddChoice { id: *id, list: ListKind::LossReason, name: name.clone() };
    new.iter().map(add).collect()
}

/// Who got sales instead, the latest first.
fn competitors(workspace: &Workspace) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for deal in workspace.deals.rows().iter().rev().filter(|deal| !deal.removed) {
        let Standing::Lost(loss) = &deal.position.standing else { continue };
        if !loss.competitor.is_empty() && !names.contains(&loss.competitor) {
            names.push(loss.competitor.clone());
            if names.len() == SUGGESTED {
                break;
            }
        }
    }
    names
}

/// The dialog that asks why.
#[component]
pub(super) fn Lose(deals: Vec<DealId>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let subtitle = about(ui, &deals);
    let deals = StoredValue::new(deals);
    // Deals that are lost already keep what was said about them, to be put right.
    let before = match deals.get_value()[..] {
        [deal] => ui.store.with(|workspace| match &workspace.deals.live(deal)?.position.standing {
            Standing::Lost(loss) => Some(loss.as_ref().clone()),
            _ => None,
        }),
        _ => None,
    }
    .unwrap_or_default();
    let reason = RwSignal::new(before.reason.map(|id| id.to_string()).unwrap_or_default());
    let new = RwSignal::new(Vec::<Reason>::new());
    let note = RwSignal::new(before.note);
    let competitor = RwSignal::new(before.competitor);
    let (error, note_error, competitor_error) =
        (RwSignal::default(), RwSignal::default(), RwSignal::default());
    Effect::new(move || {
        reason.track();
        error.set(String::new());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let loss = Loss {
            reason: reason.with_untracked(|id| id.parse().ok()),
            note: note.get_untracked(),
            competitor: competitor.get_untracked(),
        };
        let command = Command::CloseDeals { deals: deals.get_value(), outcome: Outcome::Lost(loss) };
        match ui.store.run(&command.after(new.with_untracked(|new| make(new)))) {
            Ok(done) => {
                ui.tell(&done);
                leave_place(ui, &deals.get_value());
            }
            Err(refused) => {
                use sales::decide::What;
                let place = match &refused {
                    Rejection::TooLong { what: What::Note, .. } => note_error,
                    Rejection::TooLong { what: What::Text, .. } => competitor_error,
                    _ => {
                        focus_choice("lose-reason");
                        error
                    }
                };
                place.set(rejection::explain(&refused));
                focus_first_error();
            }
        }
    };
    let suggestions = ui.store.with(competitors);
    let edit = view! {
        <a
            class="link"
            href=Route::to(Screen::Settings(Section::Lists)).href()
            on:click=move |_| ui.dialog.set(None)
        >
            {texts.edit_reasons}
        </a>
    }
    .into_any();
    view! {
        <Modal title=texts.lose subtitle=subtitle on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {reason_field(ui, reason, new, error)}
                    {competitor_field(competitor, competitor_error, suggestions)}
                    <div class="field">
                        {label_line("lose-note", texts.note, t().common().optional)}
                        <textarea
                            class="input"
                            id="lose-note"
                            dir="auto"
                            placeholder=texts.note_hint
                            prop:value=note
                            aria-invalid=invalid(note_error)
                            aria-describedby=described("lose-note", note_error)
                            on:input=move |event| {
                                note.set(event_target_value(&event));
                                note_error.set(String::new());
                            }
                        ></textarea>
                        {error_line("lose-note", note_error)}
                    </div>
                </div>
                {foot(ui, edit, "button danger", texts.lose_act)}
            </form>
        </Modal>
    }
    .into_any()
}

/// The reasons to choose from, and one more.
fn reason_field(
    ui: Ui,
    reason: RwSignal<String>,
    new: RwSignal<Vec<Reason>>,
    error: RwSignal<String>,
) -> AnyView {
    let texts = t().dialogs();
    let list = move || {
        ui.store.track_catalogue();
        let list = new.with(|new| ui.store.with(|workspace| reasons(workspace, new)));
        let choice = |(id, text): Reason| Choice { id: id.to_string(), text, hue: None, note: String::new() };
        let list: Vec<Choice> = list.into_iter().map(choice).collect();
        if list.is_empty() {
            view! { <p class="hint">{texts.no_reasons}</p> }.into_any()
        } else {
            choices("choices two", "lose-reason", list, reason)
        }
    };
    focus_choice("lose-reason");
    view! {
        <fieldset class="field" aria-describedby=described("lose-reason", error)>
            <legend class="label">{texts.lose_reason}</legend>
            {list}
            {new_reason(ui, reason, new)}
            {error_line("lose-reason", error)}
        </fieldset>
    }
    .into_any()
}

fn new_reason(ui: Ui, reason: RwSignal<String>, new: RwSignal<Vec<Reason>>) -> AnyView {
    const ID: &str = "lose-new-reason";
    let texts = t().dialogs();
    let (name, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move || {
        let id = ChoiceId(ids::new_id());
        let mut wanted = new.get_untracked();
        wanted.push((id, name.with_untracked(|name| name.trim().to_owned())));
        match impossible(ui, &wanted) {
            None => {
                new.set(wanted);
                name.set(String::new());
                reason.set(id.to_string());
                dom::focus_soon("dialog[open] input[name=lose-reason]:checked");
            }
            Some(Rejection::NameTaken(_, taken)) if choose_named(ui, reason, new, &taken) => {
                name.set(String::new());
            }
            Some(refused) => {
                error.set(rejection::explain(&refused));
                dom::focus(&format!("#{ID}"));
            }
        }
    };
    view! {
        <div class="field">
            <span class="joined">
                <input
                    class="input"
                    id=ID
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-label=texts.new_reason
                    placeholder=texts.new_reason
                    prop:value=name
                    aria-invalid=invalid(error)
                    aria-describedby=described(ID, error)
                    on:input=move |event| {
                        name.set(event_target_value(&event));
                        error.set(String::new());
                    }
                    on:keydown=move |event: KeyboardEvent| {
                        // Enter adds the reason; in an empty field it does what it does in the others.
                        if event.key() == "Enter" && !event.is_composing()
                            && name.with_untracked(|name| !name.trim().is_empty())
                        {
                            event.prevent_default();
                            add();
                        }
                    }
                />
                <button type="button" class="button" on:click=move |_| add()>
                    {icon("plus")}
                    {t().common().add}
                </button>
            </span>
            {error_line(ID, error)}
        </div>
    }
    .into_any()
}

/// Why these reasons can't be put on the list, if so.
fn impossible(ui: Ui, new: &[Reason]) -> Option<Rejection> {
    let mut commands = make(new);
    let last = commands.pop()?;
    refusal(ui, &last.after(commands))
}

/// Chooses the reason of a name that is on the list. Answers whether it is.
fn choose_named(ui: Ui, reason: RwSignal<String>, new: RwSignal<Vec<Reason>>, name: &str) -> bool {
    let lower = name.to_lowercase();
    let list = new.with_untracked(|new| ui.store.with(|workspace| reasons(workspace, new)));
    let known = list.into_iter().find(|(_, name)| name.to_lowercase() == lower).map(|(id, _)| id);
    if let Some(id) = known {
        reason.set(id.to_string());
    }
    known.is_some()
}

fn competitor_field(value: RwSignal<String>, error: RwSignal<String>, suggestions: Vec<String>) -> AnyView {
    let field = TextField::new("lose-competitor", t().dialogs().competitor, value, error).optional();
    if suggestions.is_empty() {
        return field.view();
    }
    let options = suggestions.into_iter().map(|name| view! { <option value=name></option> });
    view! {
        {TextField { suggestions: "lose-competitors", ..field }.view()}
        <datalist id="lose-competitors">{options.collect::<Vec<_>>()}</datalist>
    }
    .into_any()
}
