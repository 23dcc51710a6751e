//! A pipeline of one's own: a small editor of stages.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::hue;
use sales::model::StageKind;
use sales::templates;

use super::draft::{self, Place, Typed};
use super::{Lists, create, free_name};
use crate::components::{Icon, Modal, icon, small_icon};
use crate::platform::{dom, intl};
use crate::screens::dialogs::{TextField, error_line, focus_first_error};
use crate::state::Ui;
use crate::text::{fill, first_run, rejection, t};

/// A row of the editor.
#[derive(Clone, Copy)]
struct Row {
    key: u32,
    name: RwSignal<String>,
    kind: RwSignal<StageKind>,
    probability: RwSignal<String>,
    name_error: RwSignal<String>,
    probability_error: RwSignal<String>,
}

impl Row {
    fn typed(self) -> Typed {
        Typed {
            name: self.name.get_untracked(),
            kind: self.kind.get_untracked(),
            probability: self.probability.get_untracked(),
        }
    }

    /// What to call it where it has no name yet.
    fn spoken(self) -> String {
        let name = self.name.get();
        if name.trim().is_empty() { t().first_run().new_stage.to_owned() } else { name }
    }

    /// The error line, where there is one.
    fn described(self, error: RwSignal<String>) -> Option<String> {
        error.with(|error| (!error.is_empty()).then(|| self.id("error")))
    }

    fn id(self, part: &str) -> String {
        format!("stage-{}-{part}", self.key)
    }
}

/// The state of the editor.
#[derive(Clone, Copy)]
struct Editor {
    rows: RwSignal<Vec<Row>>,
    next: StoredValue<u32>,
    name: RwSignal<String>,
    name_error: RwSignal<String>,
    /// What is wrong with the stages as a whole.
    error: RwSignal<String>,
    /// What was done, for those who don't see it.
    said: RwSignal<String>,
}

impl Editor {
    fn new(name: String) -> Self {
        let editor = Self {
            rows: RwSignal::default(),
            next: StoredValue::new(0),
            name: RwSignal::new(name),
            name_error: RwSignal::default(),
            error: RwSignal::default(),
            said: RwSignal::default(),
        };
        let texts = t().first_run();
        let open = texts.start_with.iter().map(|(name, percent)| (*name, StageKind::Open, *percent));
        let closed = [(texts.won, StageKind::Won, 100), (texts.lost, StageKind::Lost, 0)];
        let rows = open.chain(closed).map(|(name, kind, percent)| editor.row(name, kind, percent)).collect();
        editor.rows.set(rows);
        editor
    }

    fn row(self, name: &str, kind: StageKind, percent: u8) -> Row {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        Row {
            key,
            name: RwSignal::new(name.to_owned()),
            kind: RwSignal::new(kind),
            probability: RwSignal::new(percent.to_string()),
            name_error: RwSignal::default(),
            probability_error: RwSignal::default(),
        }
    }

    fn typed(self) -> Vec<Typed> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.typed()).collect())
    }

    fn kinds(self) -> Vec<StageKind> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.kind.get_untracked()).collect())
    }

    fn place(self, key: u32) -> usize {
        self.rows.with(|rows| rows.iter().position(|row| row.key == key).unwrap_or(0))
    }

    /// The colour that the stage of a row gets.
    fn hue(self, key: u32) -> u8 {
        let hues = self.rows.with(|rows| hue::of_stages(rows.iter().map(|row| row.kind.get())));
        hues.get(self.place(key)).copied().unwrap_or_default()
    }

    fn add(self) {
        let row = self.row("", StageKind::Open, draft::next_percent(&self.typed()));
        let at = draft::place_for(&self.kinds(), StageKind::Open);
        self.rows.update(|rows| rows.insert(at, row));
        self.error.set(String::new());
        dom::focus_soon(format!("#{}", row.id("name")));
    }

    fn remove(self, key: u32) {
        let at = untrack(move || self.place(key));
        let mut gone = None;
        self.rows.update(|rows| gone = Some(rows.remove(at)));
        self.error.set(String::new());
        if let Some(row) = gone {
            self.said.set(fill(t().first_run().removed, &[("name", &untrack(move || row.spoken()))]));
        }
        let neighbour =
            self.rows.with_untracked(|rows| rows.get(at).or(rows.last()).map(|row| row.id("name")));
        dom::focus_soon(neighbour.map_or_else(|| "#stage-add".to_owned(), |id| format!("#{id}")));
    }

    /// Whether a row may go one up or down: stages keep the order of a board, open ones before won before lost.
    fn can_move(self, key: u32, by: isize) -> bool {
        self.rows.with(|rows| {
            let at = rows.iter().position(|row| row.key == key);
            let Some(at) = at else { return false };
            let other = at.checked_add_signed(by).and_then(|at| rows.get(at));
            other.is_some_and(|other| other.kind.get() == rows[at].kind.get())
        })
    }

    fn shift(self, key: u32, by: isize) {
        if !untrack(move || self.can_move(key, by)) {
            return;
        }
        let at = untrack(move || self.place(key));
        let Some(to) = at.checked_add_signed(by) else { return };
        self.rows.update(|rows| rows.swap(at, to));
        self.rows.with_untracked(|rows| {
            let Some(row) = rows.get(to).copied() else { return };
            let values = [
                ("name", untrack(move || row.spoken())),
                ("place", intl::count(to + 1)),
                ("all", intl::count(rows.len())),
            ];
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            self.said.set(fill(t().first_run().at_place, &values));
            // Moving a row takes the focus from its button; at the end of the way the other button gets it.
            let (same, other) = if by < 0 { ("up", "down") } else { ("down", "up") };
            let part = if untrack(move || self.can_move(key, by)) { same } else { other };
            dom::focus_soon(format!("#{}", row.id(part)));
        });
    }

    fn set_kind(self, row: Row, kind: StageKind) {
        row.kind.set(kind);
        row.probability_error.set(String::new());
        self.error.set(String::new());
        let at = untrack(move || self.place(row.key));
        let mut kinds = self.kinds();
        kinds.remove(at);
        let to = draft::place_for(&kinds, kind);
        self.rows.update(|rows| {
            let row = rows.remove(at);
            rows.insert(to, row);
        });
        dom::focus_soon(format!("#{}", row.id("kind")));
    }

    /// Creates the pipeline. Answers whether it did.
    fn submit(self, ui: Ui) -> bool {
        let typed = self.typed();
        let wrong = match draft::drafts(&typed) {
            Err(at) => Some((Place::Probability(at), sales::decide::Rejection::NotAPercentage)),
            Ok(stages) => create(ui, self.name.get_untracked(), stages, starting_lists(ui))
                .err()
                .map(|refused| (draft::place(&refused, &typed), refused)),
        };
        let Some((place, refused)) = wrong else { return true };
        let row = |at: usize| self.rows.with_untracked(|rows| rows.get(at).copied());
        let field = match place {
            Place::PipelineName => self.name_error,
            Place::StageName(at) => row(at).map_or(self.error, |row| row.name_error),
            Place::Probability(at) => row(at).map_or(self.error, |row| row.probability_error),
            Place::Stages => self.error,
        };
        field.set(rejection::explain(&refused));
        focus_first_error();
        false
    }
}

/// In an empty workspace, what most teams need for their lists; otherwise what is there will do.
fn starting_lists(ui: Ui) -> Lists {
    let is_first = ui.store.with(sales::model::Workspace::is_empty);
    templates::ALL.first().filter(|_| is_first).map(Lists::of).unwrap_or_default()
}

/// The editor in a dialog.
#[component]
pub(super) fn ScratchDialog(on_close: Callback<()>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().first_run();
    let editor = Editor::new(free_name(ui, texts.scratch_name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if editor.submit(ui) {
            on_close.run(());
        }
    };
    let count = move || texts.stage_count.of(editor.rows.with(Vec::len));
    view! {
        <Modal title=texts.scratch_title subtitle=texts.scratch_lead class="wide" on_close=on_close>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    {TextField::new("scratch-name", texts.pipeline_name, editor.name, editor.name_error)
                        .first()
                        .view()}
                    <div>
                        <div class="scratch-line scratch-head" aria-hidden="true">
                            <span></span>
                            <span>{texts.stage_name}</span>
                            <span>{texts.kind}</span>
                            <span>{texts.probability}</span>
                            <span></span>
                        </div>
                        <ol class="scratch" aria-label=texts.stages>
                            <For each=move || editor.rows.get() key=|row| row.key let:row>
                                {stage_row(editor, row)}
                            </For>
                        </ol>
                        <div class="scratch-more">
                            <button
                                type="button"
                                class="button quiet"
                                id="stage-add"
                                on:click=move |_| editor.add()
                            >
                                {icon("plus")}
                                {texts.add_stage}
                            </button>
                            <span class="muted num">{count}</span>
                        </div>
                        {error_line("scratch-stages", editor.error)}
                        <p class="visually-hidden" role="status">
                            {editor.said}
                        </p>
                    </div>
                </div>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| on_close.run(())>
                        {texts.back}
                    </button>
                    <button type="submit" class="button primary">
                        {texts.create}
                    </button>
                </footer>
            </form>
        </Modal>
    }
    .into_any()
}

fn stage_row(editor: Editor, row: Row) -> AnyView {
    let texts = t().first_run();
    let key = row.key;
    view! {
        <li>
            <div class="scratch-line">
                <span class=move || format!("dot hue-{}", editor.hue(key))></span>
                <input
                    class="input"
                    id=row.id("name")
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-label=texts.stage_name
                    prop:value=row.name
                    aria-invalid=move || row.name_error.with(|error| (!error.is_empty()).then_some("true"))
                    aria-describedby=move || row.described(row.name_error)
                    on:input=move |event| {
                        row.name.set(event_target_value(&event));
                        row.name_error.set(String::new());
                    }
                />
                {kind_select(editor, row)}
                {probability_field(row)}
                <span class="scratch-tools">
                    {move_button(editor, row, -1)}
                    {move_button(editor, row, 1)}
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || fill(texts.remove, &[("name", &row.spoken())])
                        on:click=move |_| editor.remove(key)
                    >
                        {icon("trash")}
                    </button>
                </span>
            </div>
            {row_errors(row)}
        </li>
    }
    .into_any()
}

fn row_errors(row: Row) -> AnyView {
    let text = move || {
        let name = row.name_error.get();
        if name.is_empty() { row.probability_error.get() } else { name }
    };
    let line = move || {
        let text = text();
        (!text.is_empty()).then(|| {
            view! {
                <p class="error" role="alert" id=row.id("error")>
                    {small_icon("warning")}
                    <span dir="auto">{text}</span>
                </p>
            }
        })
    };
    line.into_any()
}

fn kind_select(editor: Editor, row: Row) -> AnyView {
    const KINDS: [(StageKind, &str); 3] =
        [(StageKind::Open, "open"), (StageKind::Won, "won"), (StageKind::Lost, "lost")];
    let option = move |(kind, value): (StageKind, &'static str)| {
        view! {
            <option value=value selected=move || row.kind.get() == kind>
                {first_run::kind(kind)}
            </option>
        }
    };
    view! {
        <span class="select">
            <select
                class="input"
                id=row.id("kind")
                aria-label=t().first_run().kind
                on:change=move |event| {
                    let value = event_target_value(&event);
                    if let Some((kind, _)) = KINDS.into_iter().find(|(_, name)| *name == value) {
                        editor.set_kind(row, kind);
                    }
                }
            >
                {KINDS.map(option).into_iter().collect::<Vec<_>>()}
            </select>
        </span>
    }
    .into_any()
}

fn probability_field(row: Row) -> AnyView {
    let shown = move || match row.kind.get() {
        StageKind::Open => row.probability.get(),
        StageKind::Won => "100".to_owned(),
        StageKind::Lost => "0".to_owned(),
    };
    view! {
        <span class="unit">
            <input
                class="input num"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-label=t().first_run().probability
                prop:value=shown
                prop:disabled=move || row.kind.get() != StageKind::Open
                aria-invalid=move || row.probability_error.with(|error| (!error.is_empty()).then_some("true"))
                aria-describedby=move || row.described(row.probability_error)
                on:input=move |event| {
                    row.probability.set(event_target_value(&event));
                    row.probability_error.set(String::new());
                }
            />
            <span aria-hidden="true">"%"</span>
        </span>
    }
    .into_any()
}

fn move_button(editor: Editor, row: Row, by: isize) -> AnyView {
    let texts = t().first_run();
    let (part, name, label): (&str, Icon, &'static str) =
        if by < 0 { ("up", "chevron-up", texts.move_up) } else { ("down", "chevron-down", texts.move_down) };
    view! {
        <button
            type="button"
            class="icon-button"
            id=row.id(part)
            aria-label=move || fill(label, &[("name", &row.spoken())])
            prop:disabled=move || !editor.can_move(row.key, by)
            on:click=move |_| editor.shift(row.key, by)
        >
            {icon(name)}
        </button>
    }
    .into_any()
}
