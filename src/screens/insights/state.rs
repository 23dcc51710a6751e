//! The figures in memory: columns that follow every change, and a report that is made anew in one go.

use std::sync::Arc;

use leptos::prelude::*;
use metrics::{
    Behind, Change, Columns, Faulty, Finding, Insights, Limits, Query, Selection, StageFigures, behind,
    change, findings, insights, quality,
};
use sales::ids::{DealId, PipelineId};
use sales::model::{Deal, Ix, Workspace};
use sales::money::Currency;
use sales::query::Filter;
use sales::time::{Calendar, Date};

use super::super::figures::kept_columns;
use super::drill::{Drill, Listing};
use super::question::Question;
use super::source::Source;
use super::writing::Writing;
use crate::components::follow_on;
use crate::platform::clock::{self, LocalCalendar};
use crate::route::Route;
use crate::state::{Listed, Ui};

/// All that the screen shows.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// What was asked.
    pub(super) question: Question,
    /// What the core was asked.
    pub(super) query: Query,
    /// The figures.
    pub(super) now: Insights,
    /// Those of as many days right before; `None` where the period has no beginning.
    pub(super) before: Option<Insights>,
    /// What changed since the day before the period; `None` where it has no beginning.
    pub(super) change: Option<Change>,
    /// What there is to say about them.
    pub(super) findings: Vec<Finding>,
    /// Deals with something wrong with them, fault by fault.
    pub(super) faults: Vec<Faulty>,
    /// How long deals may stay in a stage, as far as that is learnt.
    pub(super) limits: Limits,
    /// What all money is in.
    pub(super) currency: Currency,
    /// The day the first deal was created; today where there is none.
    pub(super) first_day: Date,
    /// Today.
    pub(super) today: Date,
    /// Whether there is any deal at all that it could be about, whatever the filter and the period.
    pub(super) has_deals: bool,
    /// Whether it is about some owners only.
    pub(super) is_of_owners: bool,
}

/// The figures, cheap to copy into views.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) ui: Ui,
    columns: StoredValue<Columns>,
    selection: StoredValue<(Filter, Selection)>,
    asked: Memo<Question>,
    /// What is shown.
    pub(super) report: RwSignal<Arc<Report>>,
    /// The figure whose deals are listed.
    pub(super) drill: RwSignal<Option<Drill>>,
    /// The deals that were listed last, for who goes on from one to the next.
    pub(super) listed: RwSignal<Vec<DealId>>,
}

impl State {
    /// What the address asks.
    pub(super) fn new(ui: Ui) -> Self {
        // A memo hears only of what it is about: an address that changes otherwise asks for no new figures.
        let asked = Memo::new(move |_| ui.route.with(|route| Question::parse(&route.question)));
        let pipeline = Memo::new(move |_| ui.pipeline());
        let filter = Memo::new(move |_| {
            ui.view.track();
            wanted(ui.filter().0)
        });
        let state = Self::asking(ui, kept_columns(ui), asked, pipeline, filter);
        ui.list(move |deal| {
            let ids: Vec<_> = state.listed.with(|ids| ids.iter().map(|id| id.0).collect());
            Listed::among(&ids, deal.0)
        });
        state
    }

    /// A question of one's own.
    pub(super) fn asking(
        ui: Ui,
        columns: StoredValue<Columns>,
        asked: Memo<Question>,
        pipeline: Memo<Option<PipelineId>>,
        filter: Memo<Filter>,
    ) -> Self {
        let (first, selection, report) = ui.store.with(|workspace| {
            let first = filter.get_untracked();
            let selection = Selection::new(workspace, first.clone(), Vec::new());
            let report = columns.with_value(|columns| {
                report(workspace, columns, &selection, asked.get_untracked(), pipeline.get_untracked())
            });
            (first, selection, report)
        });
        let state = Self {
            ui,
            columns,
            selection: StoredValue::new((first, selection)),
            asked,
            report: RwSignal::new(Arc::new(report)),
            drill: RwSignal::new(None),
            listed: RwSignal::default(),
        };
        ui.store.on_change(move |workspace, touched| {
            state.selection.update_value(|(_, selection)| selection.follow(workspace, touched));
        });
        // Whatever changes, all figures are made anew together, at most once a frame.
        let track = move |()| {
            ui.store.track_deals();
            ui.store.track_shape();
            ui.store.track_catalogue();
            filter.track();
            pipeline.track();
            asked.track();
        };
        follow_on(Callback::new(track), Callback::new(move |()| state.refresh(pipeline, filter)));
        state
    }

    /// What is asked. Tracks the address.
    pub(super) fn question(self) -> Question {
        self.asked.get()
    }

    /// What a view shows of the report; made anew with it and not otherwise.
    pub(super) fn made<T: PartialEq + Send + Sync + 'static>(
        self,
        make: impl Fn(Source<'_>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            let report = self.report.get();
            let make =
                |workspace: &Workspace| make(Source { report: &report, workspace, writing: Writing::INTL });
            self.ui.store.with(make)
        })
    }

    /// Has a look at what figures are made from.
    pub(super) fn look<T>(self, look: impl FnOnce(&Workspace, &Columns, &Selection) -> T) -> T {
        self.ui.store.with(|workspace| {
            self.columns.with_value(|columns| {
                self.selection.with_value(|(_, selection)| look(workspace, columns, selection))
            })
        })
    }

    /// Asks something else from now on.
    pub(super) fn ask(self, question: Question) {
        let question = question.write();
        let route = self.ui.route.with_untracked(|route| Route { question, ..route.clone() });
        self.ui.replace(&route);
    }

    /// Asks the same with something changed.
    pub(super) fn change(self, change: impl FnOnce(&mut Question)) {
        let mut question = self.asked.get_untracked();
        change(&mut question);
        self.ask(question);
    }

    fn refresh(self, pipeline: Memo<Option<PipelineId>>, filter: Memo<Filter>) {
        let filter = filter.get();
        let (asked, pipeline) = (self.asked.get(), pipeline.get());
        self.ui.store.with(|workspace| {
            self.selection.update_value(|(known, selection)| {
                if *known != filter {
                    *selection = Selection::new(workspace, filter.clone(), Vec::new());
                    *known = filter;
                }
            });
            let report = self.columns.with_value(|columns| {
                self.selection
                    .with_value(|(_, selection)| report(workspace, columns, selection, asked, pipeline))
            });
            self.report.set(Arc::new(report));
        });
    }

    /// The deals of a list. Tracks the report.
    pub(super) fn deals(self, listing: &Listing) -> Vec<Ix<Deal>> {
        let report = self.report.get();
        let figure = match listing {
            Listing::Figure(figure) => figure,
            Listing::These(deals) | Listing::Like(_, deals) => return deals.clone(),
            Listing::Faulty(fault) => {
                let found = report.faults.iter().find(|row| row.fault == *fault);
                return found.map(|row| row.deals.clone()).unwrap_or_default();
            }
        };
        self.look(|workspace, columns, selection| {
            behind(workspace, columns, selection, &report.query, figure)
        })
    }

    /// The one pipeline that is asked about; `None` where it is all of them.
    pub(super) fn lane(self) -> Option<PipelineId> {
        self.report.with_untracked(|report| match report.query.pipelines[..] {
            [pipeline] => Some(pipeline),
            _ => None,
        })
    }

    /// Which deals are asked about.
    pub(super) fn filter(self) -> Filter {
        self.selection.with_value(|(filter, _)| filter.clone())
    }

    /// Lists the deals behind a figure.
    pub(super) fn open(self, title: String, figure: Behind) {
        self.list(title, Listing::Figure(figure));
    }

    /// Lists deals.
    pub(super) fn list(self, title: String, figure: Listing) {
        self.drill.set(Some(Drill { title, figure }));
    }
}

/// Which deals the figures are about. Where a deal stands now is no condition: figures tell of what became of deals.
pub(super) fn wanted(filter: Filter) -> Filter {
    Filter { standings: Vec::new(), stages: Vec::new(), ..filter }
}

fn report(
    workspace: &Workspace,
    columns: &Columns,
    selection: &Selection,
    question: Question,
    pipeline: Option<PipelineId>,
) -> Report {
    Report::new(workspace, columns, selection, question, pipeline, clock::today(), &LocalCalendar)
}

impl Report {
    /// Whether the deals of several pipelines are asked about at once: what is said of stages is then said of no pipeline.
    pub(super) fn is_mixed(&self) -> bool {
        let mut lanes = self.followed().map(|figures| figures.pipeline);
        let first = lanes.next();
        lanes.any(|lane| Some(lane) != first)
    }

    /// The first stage of the pipeline that deals are in; of the first one where there are none.
    pub(super) fn first_stage(&self) -> Option<&StageFigures> {
        let lane = self.followed().next().map(|figures| figures.pipeline);
        let mut stages = self.now.stages.iter();
        stages.find(|figures| lane.is_none_or(|lane| figures.pipeline == lane))
    }

    /// The stages of pipelines that have deals.
    fn followed(&self) -> impl Iterator<Item = &StageFigures> {
        self.now.stages.iter().filter(|figures| figures.here + figures.furthest.cohort > 0)
    }

    /// All figures, in one go.
    pub(super) fn new(
        workspace: &Workspace,
        columns: &Columns,
        selection: &Selection,
        question: Question,
        pipeline: Option<PipelineId>,
        today: Date,
        calendar: &dyn Calendar,
    ) -> Self {
        let query = question.query(pipeline, today);
        let limits = Limits::learn(workspace, columns, query.today);
        let first = workspace.deals.iter().map(|deal| deal.created).min();
        Self {
            question,
            now: insights(workspace, columns, selection, &query),
            before: query.before().map(|query| insights(workspace, columns, selection, &query)),
            change: change(workspace, columns, selection, &query),
            findings: findings(workspace, columns, selection, &query, &limits),
            faults: quality(workspace, columns, selection, &query),
            limits,
            currency: workspace.settings.currency,
            first_day: first.map_or(today, |first| calendar.date_of(first).min(today)),
            today,
            has_deals: first.is_some(),
            is_of_owners: selection.is_of_owners(),
            query,
        }
    }
}
