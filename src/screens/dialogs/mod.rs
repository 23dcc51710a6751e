//! Dialogs that several screens open. Which one is open stands in [`Ui::dialog`]; each has a file here.
//!
//! A dialog asks the core and shows a refusal beside the field it is about; what was typed stays. It closes when the core has
//! done what it asked for, on Esc, and on its own buttons, and the focus goes back to what opened it.

mod archive_person;
mod archive_stage;
mod choose;
mod duplicate_pipeline;
mod erase;
mod lose;
mod move_place;
mod move_to;
mod new_deal;
mod nurture;
mod parts;
mod ready;
mod save_view;

use leptos::prelude::*;

use self::archive_person::ArchivePerson;
use self::archive_stage::ArchiveStage;
use self::duplicate_pipeline::DuplicatePipeline;
use self::erase::Erase;
use self::lose::Lose;
use self::move_to::MoveTo;
use self::new_deal::NewDeal;
use self::nurture::Nurture;
pub(super) use self::parts::{TextField, error_line, focus_first_error};
use self::ready::Ready;
use self::save_view::SaveView;
use super::backup::{BackupDialog, OpenDialog};
use super::keys::KeysDialog;
use super::palette::Palette;
use crate::state::{Dialog, Ui};

/// The dialog that is open, if one is.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let ui = Ui::get();
    let open = move || {
        ui.dialog.get().map(|dialog| match dialog {
            Dialog::NewDeal(stage) => view! { <NewDeal stage/> }.into_any(),
            Dialog::NewDealOf(party) => view! { <NewDeal stage=None party/> }.into_any(),
            Dialog::Lose(deals) => view! { <Lose deals/> }.into_any(),
            Dialog::Nurture(deals) => view! { <Nurture deals/> }.into_any(),
            Dialog::MoveTo(deals) => view! { <MoveTo deals/> }.into_any(),
            Dialog::Ready(command) => view! { <Ready command=*command/> }.into_any(),
            Dialog::SaveView => view! { <SaveView/> }.into_any(),
            Dialog::Palette => view! { <Palette/> }.into_any(),
            Dialog::Keys => view! { <KeysDialog/> }.into_any(),
            Dialog::ArchiveStage(stage) => view! { <ArchiveStage stage/> }.into_any(),
            Dialog::ArchivePerson(person) => view! { <ArchivePerson person/> }.into_any(),
            Dialog::DuplicatePipeline(pipeline) => view! { <DuplicatePipeline pipeline/> }.into_any(),
            Dialog::Erase => view! { <Erase/> }.into_any(),
            Dialog::Backup => view! { <BackupDialog/> }.into_any(),
            Dialog::OpenBackup => view! { <OpenDialog/> }.into_any(),
        })
    };
    open.into_any()
}
