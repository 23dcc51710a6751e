//! What is on the screen and in no log.

use std::collections::BTreeSet;
use std::ops::Deref;

use leptos::prelude::*;
use sales::decide::Command;
use sales::directory::Party;
use sales::ids::{DealId, PersonId, PipelineId, StageId};
use sales::log::Kind;
use sales::model::GroupBy;
use sales::query::Filter;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::listed::Listed;
use super::store::Store;
use super::toasts::{Announcement, Toast};
use crate::platform::{dom, prefs};
use crate::route::{Route, Screen};
use crate::text::{self, Language};

/// A dialog that several places open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dialog {
    /// A new deal, in a stage where one is named.
    NewDeal(Option<StageId>),
    /// A new deal with this customer, or of this owner.
    NewDealOf(Party),
    /// Why these deals were lost.
    Lose(Vec<DealId>),
    /// Until when to nurture these deals, and why.
    Nurture(Vec<DealId>),
    /// Where to move these deals.
    MoveTo(Vec<DealId>),
    /// What is missing before this command may move its deals.
    Ready(Box<Command>),
    /// A name for the filter in use.
    SaveView,
    /// Every deal, screen and action by name.
    Palette,
    /// The keys.
    Keys,
    /// A stage to archive, and where its deals go.
    ArchiveStage(StageId),
    /// A person to archive, and what becomes of what is theirs.
    ArchivePerson(PersonId),
    /// A name for the copy of a pipeline.
    DuplicatePipeline(PipelineId),
    /// Everything is about to be erased.
    Erase,
    /// A backup is about to be downloaded.
    Backup,
    /// A backup is opened: to restore it, or to merge it.
    OpenBackup,
}

/// A step of undo or redo that takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LongStep {
    /// Somebody has to begin with it.
    Wanted(Kind),
    /// It is being done.
    UnderWay(Kind),
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// The state of the screen, as small to copy into a callback as a pointer can be.
///
/// There is one a page, and it lives as long as the page does.
#[derive(Clone, Copy)]
pub(crate) struct Ui(&'static UiState);

impl Deref for Ui {
    type Target = UiState;

    fn deref(&self) -> &UiState {
        self.0
    }
}

/// What [`Ui`] points to: the signals.
pub(crate) struct UiState {
    pub(crate) store: Store,
    pub(crate) route: RwSignal<Route>,
    pub(crate) language: RwSignal<Language>,
    pub(crate) theme: RwSignal<Theme>,
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    pub(crate) toasts: RwSignal<Vec<Toast>>,
    pub(crate) announcement: RwSignal<Announcement>,
    /// Which deals the board, the table and the figures are about, and in which lanes the board shows them.
    pub(crate) view: RwSignal<(Filter, GroupBy)>,
    /// The deals that are ticked on the board or in the table.
    pub(crate) selection: RwSignal<BTreeSet<DealId>>,
    /// Says where a deal stands in what the screen lists, where it lists deals.
    pub(crate) listed: RwSignal<Option<Callback<DealId, Option<Listed>>>>,
    /// Whether the navigation is a narrow rail.
    pub(crate) rail: RwSignal<bool>,
    /// Whether a newer build waits to be used.
    pub(crate) update_waiting: RwSignal<bool>,
    /// A step of undo or redo that takes long.
    pub(crate) long_step: RwSignal<Option<LongStep>>,
    /// Counts what was done about backups.
    pub(crate) backups: RwSignal<u32>,
    next: StoredValue<u32>,
    /// What was asked of the figures last.
    asked: StoredValue<String>,
}

impl Ui {
    /// The state of a screen that was just opened.
    pub(crate) fn new(store: Store, language: RwSignal<Language>) -> Self {
        let route = current_route();
        let view = Filter::from_address(&route.query);
        Self(Box::leak(Box::new(UiState {
            store,
            route: RwSignal::new(route),
            language,
            theme: RwSignal::new(prefs::get("theme").unwrap_or_default()),
            dialog: RwSignal::new(None),
            toasts: RwSignal::new(Vec::new()),
            announcement: RwSignal::default(),
            view: RwSignal::new(view),
            selection: RwSignal::default(),
            listed: RwSignal::new(None),
            rail: RwSignal::new(prefs::get("rail").unwrap_or(false)),
            update_waiting: RwSignal::new(false),
            long_step: RwSignal::new(None),
            backups: RwSignal::new(0),
            next: StoredValue::new(0),
            asked: StoredValue::new(String::new()),
        })))
    }

    /// The one of the view that asks.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// A number that nothing on the screen has yet.
    pub(super) fn number(self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    /// Goes to an address, as following a link does.
    #[allow(
        clippy::unused_self,
        reason = "going somewhere is a matter of the screen, whoever keeps the address"
    )]
    pub(crate) fn go(self, route: &Route) {
        // It only fails in a page without an address.
        let _ = dom::window().location().set_hash(&route.href());
    }

    /// Goes to an address in place of the present one, so that "back" does not return to it.
    pub(crate) fn replace(self, route: &Route) {
        if let Ok(history) = dom::window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&route.href()));
        }
        self.show(route.clone());
    }

    fn show(self, route: Route) {
        if route.screen == Screen::Insights {
            self.asked.set_value(route.question.clone());
        }
        self.route.set(route);
    }

    /// Goes to a screen.
    pub(crate) fn go_to(self, screen: Screen) {
        self.go(&Route::to(screen));
    }

    /// The pipeline in use: the one in the address, otherwise the one used last, otherwise the first. Tracks what it depends on.
    pub(crate) fn pipeline(self) -> Option<PipelineId> {
        self.store.track_shape();
        let named = self.route.with(|route| route.pipeline);
        let last = prefs::get::<PipelineId>("pipeline");
        self.store.with(|workspace| {
            let usable = |id: &PipelineId| workspace.pipelines.live(*id).is_some_and(|row| !row.archived);
            named
                .filter(|id| workspace.pipelines.live(*id).is_some())
                .or(last.filter(usable))
                .or_else(|| workspace.first_pipeline().map(|row| row.id))
        })
    }

    /// Uses a pipeline from now on.
    pub(crate) fn use_pipeline(self, pipeline: PipelineId) {
        prefs::set("pipeline", &pipeline);
        let screen = match self.route.with_untracked(|route| route.screen) {
            screen @ (Screen::Board
            | Screen::Table
            | Screen::Nurture
            | Screen::Insights
            | Screen::Process
            | Screen::Review) => screen,
            _ => Screen::Board,
        };
        // What is asked of the figures is asked of the other pipeline as well.
        let question = self.route.with_untracked(|route| route.question.clone());
        self.selection.update(BTreeSet::clear);
        self.go(&Route { pipeline: Some(pipeline), question, ..Route::to(screen) });
    }

    /// Which deals the board and the table show, and in which lanes. Tracks both.
    pub(crate) fn filter(self) -> (Filter, GroupBy) {
        self.view.get()
    }

    /// Shows other deals from now on.
    pub(crate) fn set_filter(self, filter: Filter, group_by: GroupBy) {
        let query = filter.to_address(group_by);
        self.view.set((filter, group_by));
        let route = self.route.with_untracked(|route| Route { query, ..route.clone() });
        if shares_filter(route.screen) {
            self.replace(&route);
        }
    }

    /// Sets other conditions and keeps the lanes.
    pub(crate) fn set_conditions(self, filter: Filter) {
        let group_by = self.view.with_untracked(|(_, group_by)| *group_by);
        self.set_filter(filter, group_by);
    }

    /// Goes where the address points: it carries the filter where it names one, otherwise the one in use goes along.
    pub(crate) fn follow(self, mut route: Route) {
        if let Some(pipeline) = route.pipeline {
            prefs::set("pipeline", &pipeline);
        }
        // Who comes back to the figures finds them as they were left.
        let is_back = route.screen == Screen::Insights
            && route.question.is_empty()
            && self.route.with_untracked(|route| route.screen != Screen::Insights);
        if is_back {
            route.question = self.asked.get_value();
        }
        let is_changed = is_back && !route.question.is_empty();
        if shares_filter(route.screen) {
            let in_use = self.view.with_untracked(|(filter, group_by)| filter.to_address(*group_by));
            if route.query.is_empty() {
                route.query = in_use;
                return self.replace(&route);
            }
            // The same may be written in another way: then nothing is drawn anew.
            let wanted = (route.query != in_use).then(|| Filter::from_address(&route.query));
            if let Some(wanted) = wanted.filter(|wanted| self.view.with_untracked(|view| view != wanted)) {
                self.view.set(wanted);
            }
        }
        if is_changed { self.replace(&route) } else { self.show(route) }
    }

    /// The address of a deal's panel on the present screen.
    pub(crate) fn deal_href(self, deal: DealId) -> String {
        self.route.with(|route| route.with_deal(Some(deal)).href())
    }

    /// Opens a deal's panel.
    pub(crate) fn open_deal(self, deal: DealId) {
        let route = self.route.with_untracked(|route| match route.screen {
            Screen::Today
            | Screen::Board
            | Screen::Table
            | Screen::Nurture
            | Screen::Insights
            | Screen::Review
            | Screen::Forecast
            | Screen::Person(_)
            | Screen::Organisation(_)
            | Screen::Contact(_) => route.with_deal(Some(deal)),
            _ => Route::to(Screen::Board).with_deal(Some(deal)),
        });
        self.go(&route);
    }

    /// Closes the open panel.
    pub(crate) fn close_deal(self) {
        let route = self.route.with_untracked(|route| route.with_deal(None));
        self.go(&route);
    }

    /// Says where deals stand in what the screen lists, as long as the caller's owner lives. `find` tracks what its answer
    /// depends on.
    pub(crate) fn list(self, find: impl Fn(DealId) -> Option<Listed> + Send + Sync + 'static) {
        self.listed.set(Some(Callback::new(find)));
        on_cleanup(move || self.listed.set(None));
    }

    /// Opens a dialog.
    pub(crate) fn open(self, dialog: Dialog) {
        self.dialog.set(Some(dialog));
    }

    /// Looks light, dark or as the system has it from now on.
    pub(crate) fn set_theme(self, theme: Theme) {
        prefs::set("theme", &theme);
        self.theme.set(theme);
    }

    /// Speaks a language from now on.
    pub(crate) fn set_language(self, language: Language) {
        prefs::set("language", &(language == Language::Chinese));
        text::set_language(language);
        self.language.set(language);
    }
}

/// Whether a screen shows the deals that pass the filter.
fn shares_filter(screen: Screen) -> bool {
    matches!(screen, Screen::Board | Screen::Table | Screen::Insights)
}

/// What stands in the page's address now.
pub(crate) fn current_route() -> Route {
    Route::parse(&dom::window().location().hash().unwrap_or_default())
}
