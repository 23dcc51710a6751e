//! The checklist of a stage: what is planned on each deal that comes into it.

use leptos::prelude::*;
use sales::decide::{Command, StagePatch};
use sales::ids::{StageId, TaskId, Uuid};
use sales::model::{ActivityKind, Task, TaskOwner, Workspace};

use super::super::field::{AddForm, Faults, FormInput, LineField, Outcome};
use super::super::numbers;
use super::super::order::Row;
use super::super::sort::Sorting;
use super::{choose, kind_options, part, read, reordered, save, save_and_tell};
use crate::components::icon;
use crate::platform::ids;
use crate::screens::activities::{kind_value, read_kind};
use crate::screens::offered;
use crate::screens::process::task_name;
use crate::state::Ui;
use crate::text::{fill, t};

/// The longest time that can be typed; ten years are more than any sale takes.
const MAX_DAYS: u32 = 3_650;
const NOBODY: &str = "nobody";

/// Days that were typed; blank is no day.
fn due_days(typed: &str) -> Result<Option<u16>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let days = numbers::whole(typed).filter(|days| *days <= MAX_DAYS);
    days.and_then(|days| u16::try_from(days).ok()).map(Some).ok_or_else(|| t().process().bad_due.to_owned())
}

fn list(ui: Ui, stage: StageId) -> Vec<Task> {
    ui.store
        .with(|workspace| workspace.stages.live(stage).map(|row| row.checklist.clone()).unwrap_or_default())
}

/// Changes one item.
fn edit(ui: Ui, stage: StageId, id: TaskId, change: impl FnOnce(&mut Task)) -> Outcome {
    let mut tasks = list(ui, stage);
    if let Some(task) = tasks.iter_mut().find(|task| task.id == id) {
        change(task);
    }
    save(ui, stage, StagePatch::Checklist(tasks))
}

fn owner_value(owner: TaskOwner) -> String {
    match owner {
        TaskOwner::Deal => String::new(),
        TaskOwner::Nobody => NOBODY.to_owned(),
        TaskOwner::Person(id) => id.to_string(),
    }
}

fn owner_of(value: &str) -> TaskOwner {
    match value {
        NOBODY => TaskOwner::Nobody,
        id => id.parse().map_or(TaskOwner::Deal, TaskOwner::Person),
    }
}

/// Who may do it; somebody who left the team as long as it is theirs.
fn owners(ui: Ui, chosen: TaskOwner) -> Vec<(String, String)> {
    let texts = t().process();
    let mut all =
        vec![(String::new(), texts.deals_owner.to_owned()), (NOBODY.to_owned(), texts.nobody.to_owned())];
    all.extend(offered::people(ui).into_iter().map(|person| (person.id, person.text)));
    let value = owner_value(chosen);
    if all.iter().all(|row| row.0 != value) {
        let name = |workspace: &Workspace| match chosen {
            TaskOwner::Person(id) => workspace.people.get(id).map(|row| row.name.clone()),
            _ => None,
        };
        all.push((value, ui.store.with(name).unwrap_or_else(|| t().common().unknown.to_owned())));
    }
    all
}

/// The items, to be added, changed, put in order, taken away.
#[component]
pub(super) fn Checklist(stage: StageId) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let rows = read(
        ui,
        stage,
        |_, stage| stage.checklist.iter().map(|task| Row::plain(task.id.0)).collect::<Vec<_>>(),
        Vec::new(),
    );
    let name = Callback::new(move |id: Uuid| {
        ui.store.track_shape();
        ui.store.with(|workspace| {
            let tasks = workspace.stages.live(stage).map_or(&[][..], |row| &row.checklist);
            tasks
                .iter()
                .find(|task| task.id.0 == id)
                .map(|task| task_name(workspace, task))
                .unwrap_or_default()
        })
    });
    let command = Callback::new(move |(id, before): (Uuid, Option<Uuid>)| {
        let tasks = reordered(&list(ui, stage), |row| row.id.0 == id, |row| Some(row.id.0) == before);
        Command::EditStage { stage, patch: StagePatch::Checklist(tasks) }
    });
    let sorting = Sorting::new(ui, rows, name, command);
    let line = move |row: Row| view! { <TaskRow stage id=TaskId(row.id) sorting name/> }.into_any();
    let words = (texts.checklist, texts.checklist_hint);
    part(stage, "checklist", words, rows, line, view! { <NewTask stage/> }.into_any())
}

#[component]
fn TaskRow(stage: StageId, id: TaskId, sorting: Sorting, name: Callback<Uuid, String>) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().process();
    let faults = Faults::new(format!("task-{id}"));
    let task =
        read(ui, stage, move |_, stage| stage.checklist.iter().find(|task| task.id == id).cloned(), None);
    let kind = Signal::derive(move || task.get().map(|task| kind_value(task.kind)).unwrap_or_default());
    let subject = Signal::derive(move || task.get().map(|task| task.subject).unwrap_or_default());
    let due = Signal::derive(move || {
        task.get().and_then(|task| task.due_days).map(|days| days.to_string()).unwrap_or_default()
    });
    let owner = Signal::derive(move || task.get().map(|task| owner_value(task.owner)).unwrap_or_default());
    let kinds = Signal::derive(move || {
        ui.store.track_catalogue();
        let own = task.get().map(|task| task.kind);
        ui.store.with(|workspace| kind_options(workspace, own))
    });
    let people = Signal::derive(move || {
        ui.store.track_catalogue();
        owners(ui, task.get().map(|task| task.owner).unwrap_or_default())
    });
    let set_kind =
        Callback::new(move |value: String| edit(ui, stage, id, |task| task.kind = read_kind(&value)));
    let set_subject = Callback::new(move |typed: String| edit(ui, stage, id, |task| task.subject = typed));
    let set_due = Callback::new(move |typed: String| {
        let days = due_days(&typed)?;
        edit(ui, stage, id, |task| task.due_days = days)
    });
    let set_owner =
        Callback::new(move |value: String| edit(ui, stage, id, |task| task.owner = owner_of(&value)));
    let remove = move |_| {
        let mut tasks = list(ui, stage);
        tasks.retain(|task| task.id != id);
        faults.note("remove", save_and_tell(ui, stage, StagePatch::Checklist(tasks)));
        crate::platform::dom::focus_soon(format!("#new-task-{stage}-subject"));
    };
    view! {
        <li class="task-row" data-task-id=id.to_string()>
            {sorting.grip(id.0)}
            {choose(faults, "kind", texts.kind.to_owned(), kind, kinds, set_kind)}
            <LineField
                faults
                field="subject"
                label=texts.subject
                placeholder=texts.subject_hint
                value=subject
                on_commit=set_subject
            />
            <span class="unit">
                <LineField
                    faults
                    field="due"
                    class="input num"
                    input_mode="numeric"
                    label=texts.due
                    placeholder=texts.due_blank
                    value=due
                    on_commit=set_due
                />
                <span aria-hidden="true">{texts.days}</span>
            </span>
            {choose(faults, "owner", texts.who.to_owned(), owner, people, set_owner)}
            <button
                type="button"
                class="icon-button"
                aria-label=move || fill(texts.remove_named, &[("name", &name.run(id.0))])
                title=t().common().remove
                on:click=remove
            >
                {icon("trash")}
            </button>
            {faults.view()}
        </li>
    }
    .into_any()
}

/// An item to be added. It stays open for the next one.
#[component]
fn NewTask(stage: StageId) -> impl IntoView {
    const SUBJECT: &str = "subject";
    const DUE: &str = "due";
    let ui = Ui::get();
    let texts = t().process();
    let faults = Faults::new(format!("new-task-{stage}"));
    let kind = RwSignal::new(kind_value(ActivityKind::Task));
    let (subject, due) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kinds = Signal::derive(move || {
        ui.store.track_catalogue();
        ui.store.with(|workspace| kind_options(workspace, None))
    });
    let clear = move || {
        subject.set(String::new());
        due.set(String::new());
    };
    let submit = move || {
        let days = due_days(&due.get_untracked());
        faults.note(DUE, days.as_ref().map(|_| ()).map_err(Clone::clone));
        let Ok(due_days) = days else { return };
        let mut tasks = list(ui, stage);
        tasks.push(Task {
            id: TaskId(ids::new_id()),
            kind: read_kind(&kind.get_untracked()),
            subject: subject.get_untracked(),
            due_days,
            owner: TaskOwner::Deal,
        });
        if faults.note(SUBJECT, save(ui, stage, StagePatch::Checklist(tasks))) {
            clear();
        }
    };
    let set_kind = Callback::new(move |value| {
        kind.set(value);
        Ok(())
    });
    view! {
        <AddForm
            faults
            on_submit=Callback::new(move |()| submit())
            on_escape=Callback::new(move |()| clear())
        >
            {choose(faults, "kind", texts.kind.to_owned(), kind.into(), kinds, set_kind)}
            <FormInput
                faults
                field=SUBJECT
                label=texts.subject
                placeholder=texts.subject_hint
                text=subject
            />
            <span class="unit">
                <FormInput
                    faults
                    field=DUE
                    class="input num"
                    input_mode="numeric"
                    label=texts.due
                    placeholder=texts.due_blank
                    text=due
                />
                <span aria-hidden="true">{texts.days}</span>
            </span>
            <button class="button">{t().common().add}</button>
        </AddForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sales::ids::PersonId;

    #[test]
    fn who_does_it_survives_the_list() {
        let person = TaskOwner::Person(PersonId(Uuid::from_u128(7)));
        for owner in [TaskOwner::Deal, TaskOwner::Nobody, person] {
            assert_eq!(owner_of(&owner_value(owner)), owner);
        }
    }

    #[test]
    fn days_are_whole_and_not_too_many() {
        let cases = [("", Ok(None)), ("0", Ok(Some(0))), ("３", Ok(Some(3))), ("3650", Ok(Some(3650)))];
        for (typed, days) in cases {
            assert_eq!(due_days(typed), days, "{typed}");
        }
        for typed in ["-1", "3651", "soon", "1.5"] {
            assert!(due_days(typed).is_err(), "{typed}");
        }
    }
}
