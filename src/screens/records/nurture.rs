//! Nurture: the deals that rest, until when and why, and the way back into the pipeline.

use leptos::prelude::*;
use metrics::{Columns, rested};
use sales::decide::Command;
use sales::directory::{is_due, nurtured};
use sales::ids::{ChoiceId, DealId};
use sales::model::{Deal, ListKind, Standing, Workspace};
use sales::time::Date;

use super::super::figures::kept_columns;
use super::super::help::help;
use super::super::pipeline_bar::{pipeline_menu, pipeline_name};
use super::super::table::value_cell;
use crate::components::{MenuButton, Row, RowTable, Rows, follow, icon, select, small_icon};
use crate::platform::intl::Length;
use crate::platform::{clock, dom, intl};
use crate::route::{Route, Screen};
use crate::state::{Dialog, Listed, Ui};
use crate::text::{fill, t};

/// The nurtured deals of the pipeline.
#[component]
pub(crate) fn NurtureScreen() -> impl IntoView {
    let ui = Ui::get();
    let rows = Rows::new();
    let texts = t().records();
    let due = RwSignal::new(Vec::<DealId>::new());
    let columns = kept_columns(ui);
    // Which customers are shown: those of a segment, those of none, or all.
    let segment = RwSignal::new(Segment::All);
    let hidden = RwSignal::new(false);
    let fill_rows = move |()| {
        let pipeline = ui.pipeline();
        let today = clock::today();
        let wanted = segment.get();
        let (ids, ready) = ui.store.with(|workspace| {
            let deals = pipeline.map_or_else(Vec::new, |id| nurtured(workspace, id));
            let rows = || deals.iter().map(|ix| workspace.deals.at(*ix)).filter(|deal| wanted.has(deal));
            hidden.set(!deals.is_empty() && rows().next().is_none());
            let ready = rows().filter(|deal| is_due(deal, today)).map(|deal| deal.id).collect::<Vec<_>>();
            (rows().map(|deal| deal.id.0).collect(), ready)
        });
        rows.set(ids);
        due.set(ready);
    };
    let track = move |()| {
        ui.pipeline();
        segment.track();
        ui.store.track_deals();
    };
    follow(Callback::new(track), Callback::new(fill_rows));
    ui.list(move |deal| rows.ids.with(|ids| Listed::among(ids, deal.0)));
    let is_empty = Memo::new(move |_| rows.count() == 0);
    let several = Memo::new(move |_| {
        ui.store.track_shape();
        ui.store.with(|workspace| workspace.pipelines.iter().filter(|row| !row.archived).nth(1).is_some())
    });
    view! {
        <header class="topbar">
            <h1 class="topbar-title">
                <span class="truncate">{t().shell().nurture}</span>
                <span class="topbar-count num">{move || intl::count(rows.count())}</span>
            </h1>
            {help(ui)}
            <div class="topbar-actions">
                {segments(ui, segment)}
                {move || {
                    several
                        .get()
                        .then(|| {
                            view! {
                                <MenuButton
                                    class="button"
                                    label=Signal::derive(move || {
                                        [t().shell().choose_pipeline, ": ", &pipeline_name(ui)].concat()
                                    })
                                    entries=pipeline_menu(ui)
                                >
                                    {icon("stage")}
                                    <span class="truncate" dir="auto">
                                        {move || pipeline_name(ui)}
                                    </span>
                                    {small_icon("chevron-down")}
                                </MenuButton>
                            }
                        })
                }}
            </div>
        </header>
        {move || {
            let ready = due.get();
            (!ready.is_empty())
                .then(|| {
                    view! {
                        <div class="notice" role="status">
                            {icon("wake")}
                            <p>{texts.due.of(ready.len())}</p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| {
                                    ui.act(&Command::ReopenDeals { deals: due.get_untracked(), stage: None });
                                }
                            >
                                {texts.reengage_all}
                            </button>
                        </div>
                    }
                })
        }}
        {worth(ui, columns)}
        {move || {
            if is_empty.get() {
                return if hidden.get() { none_of(segment) } else { empty() };
            }
            let columns = [
                "col-title",
                "col-org phone-hide",
                "col-wake phone-hide",
                "col-num phone-hide",
                "col-wake",
                "col-org",
                "col-actions",
            ];
            // A phone shows when and why; the customer and the value are below the title.
            let width = if dom::media("(max-width: 700px)") { 620 } else { 1_120 };
            view! {
                <RowTable
                    rows
                    label=t().shell().nurture
                    class="table deals"
                    columns=Signal::stored(columns.to_vec())
                    min_width=Signal::stored(width)
                    head=head()
                    row=Callback::new(move |row| draw(ui, row))
                />
            }
                .into_any()
        }}
    }
    .into_any()
}

/// Whose deals are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Segment {
    All,
    /// Of customers of this segment, or of none.
    Only(Option<ChoiceId>),
}

impl Segment {
    fn has(self, deal: &Deal) -> bool {
        match self {
            Self::All => true,
            Self::Only(segment) => deal.segment == segment,
        }
    }

    fn value(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Only(None) => NO_SEGMENT.to_owned(),
            Self::Only(Some(id)) => id.to_string(),
        }
    }

    fn read(value: &str) -> Self {
        if value == NO_SEGMENT {
            return Self::Only(None);
        }
        value.parse().map_or(Self::All, |id| Self::Only(Some(id)))
    }
}

/// The value of the choice of customers without a segment.
const NO_SEGMENT: &str = "none";

/// The list that customers of one segment are chosen from; nothing where the workspace has no segments.
fn segments(ui: Ui, segment: RwSignal<Segment>) -> AnyView {
    let texts = t().records();
    let options = Memo::new(move |_| {
        ui.store.track_catalogue();
        let list = ui.store.with(|workspace| {
            let list = workspace.list(ListKind::Segment).into_iter();
            list.map(|choice| (choice.id.to_string(), choice.name.clone())).collect::<Vec<_>>()
        });
        if list.is_empty() {
            return list;
        }
        let all = std::iter::once((String::new(), texts.all_segments.to_owned()));
        all.chain(list).chain([(NO_SEGMENT.to_owned(), texts.no_segment.to_owned())]).collect()
    });
    let has_any = Memo::new(move |_| options.with(|options| !options.is_empty()));
    let chosen = Signal::derive(move || segment.get().value());
    let field = move || {
        has_any.get().then(|| {
            view! {
                <label class="visually-hidden" for="nurture-segment">
                    {texts.segment}
                </label>
                {select(
                    "nurture-segment",
                    None,
                    Signal::derive(move || options.get()),
                    chosen,
                    move |value| segment.set(Segment::read(&value)),
                )}
            }
        })
    };
    field.into_any()
}

/// That none of the nurtured deals is of the segment that is chosen, and the way back to all.
fn none_of(segment: RwSignal<Segment>) -> AnyView {
    let texts = t().records();
    view! {
        <div class="screen">
            <section class="empty" data-state="none-of-segment">
                <span class="empty-icon">{icon("search")}</span>
                <h2>{texts.none_of_segment}</h2>
                <div class="empty-actions">
                    <button type="button" class="button" on:click=move |_| segment.set(Segment::All)>
                        {texts.all_segments}
                    </button>
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// Whether it was worth it: what came back, and what was won after all.
fn worth(ui: Ui, columns: StoredValue<Columns>) -> AnyView {
    let texts = t().records();
    let counts = Memo::new(move |_| {
        let pipeline = ui.pipeline();
        ui.store.track_deals();
        let pipelines: Vec<_> = pipeline.into_iter().collect();
        ui.store.with(|workspace| {
            columns.with_value(|columns| rested(workspace, columns, &pipelines, clock::today()))
        })
    });
    let content = move || {
        let counts = counts.get();
        if counts.ever == 0 {
            return None;
        }
        let currency = ui.store.with(|workspace| workspace.settings.currency);
        let value = counts.won_value.total().ok().filter(|_| counts.won > 0).map(|minor| {
            view! {
                <strong class="num" data-metric="nurture.won-value" data-value=minor.to_string()>
                    {intl::amount(minor, currency, Length::Compact)}
                </strong>
            }
        });
        let rate = counts.win_rate().share().map(|share| {
            view! {
                <span class="muted" data-metric="nurture.win-rate" data-value=share.to_string()>
                    {fill(texts.back_rate, &[("share", &intl::percent(share * 100.0))])}
                </span>
            }
        });
        let figure = |name: &'static str, text: String, count: usize| {
            view! {
                <span data-metric=name data-value=count.to_string()>
                    {text}
                </span>
            }
        };
        Some(view! {
            <p class="nurture-worth" data-part="worth">
                {figure("nurture.ever", texts.ever.of(counts.ever), counts.ever)}
                {figure("nurture.back", texts.back.of(counts.back), counts.back)}
                {figure("nurture.won", texts.later_won.of(counts.won), counts.won)}
                {value}
                {rate}
            </p>
        })
    };
    content.into_any()
}

fn head() -> AnyView {
    let texts = t().records();
    view! {
        <tr aria-rowindex="1">
            <th scope="col" class="pin">
                {texts.deal_title}
            </th>
            <th scope="col" class="phone-hide">
                {texts.organisation}
            </th>
            <th scope="col" class="phone-hide">
                {texts.segment}
            </th>
            <th scope="col" class="num phone-hide">
                {texts.value}
            </th>
            <th scope="col" aria-sort="ascending">
                {texts.wakes}
            </th>
            <th scope="col">{texts.reason}</th>
            <th scope="col" class="pin-end">
                <span class="visually-hidden">{texts.actions}</span>
            </th>
        </tr>
    }
    .into_any()
}

fn draw(ui: Ui, row: Row) -> AnyView {
    let texts = t().records();
    let id = DealId(row.id);
    let Some(ix) = ui.store.with(|workspace| workspace.deals.ix(id)) else { return ().into_any() };
    let changed = StoredValue::new(ui.store.watch_deal(ix));
    let title = Memo::new(move |_| {
        changed.with_value(ArcTrigger::track);
        ui.store.with(|workspace| workspace.deals.at(ix).title.clone())
    });
    // What a phone has no columns for.
    let sub = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let deal = workspace.deals.at(ix);
            let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
            let value = deal.value.map(|value| intl::money(value, Length::Compact));
            let parts = [firm.map(|firm| firm.name.clone()), value, segment_name(workspace, deal)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let cells = move || {
        changed.with_value(ArcTrigger::track);
        ui.store.track_catalogue();
        ui.store.with(|workspace| {
            let deal = workspace.deals.at(ix);
            let firm = deal.organisation.and_then(|id| workspace.organisations.live(id));
            let firm = firm.map(|firm| firm.name.clone()).unwrap_or_default();
            let segment = segment_name(workspace, deal).unwrap_or_default();
            view! {
                <td class="phone-hide" dir="auto" title=firm.clone()>
                    {firm.clone()}
                </td>
                <td class="phone-hide" dir="auto" data-column="segment">
                    {segment}
                </td>
                {value_cell(deal, "num phone-hide")}
                {rest_cells(deal, clock::today())}
            }
        })
    };
    view! {
        <tr
            id=row.dom_id()
            aria-rowindex=move || row.aria_index()
            class=move || if ui.route.with(|route| route.deal == Some(id)) { "open" } else { "" }
            data-deal-id=id.to_string()
        >
            <th scope="row" class="pin">
                <a
                    class="cell-link"
                    href=move || ui.deal_href(id)
                    dir="auto"
                    tabindex=row.tabindex
                    title=move || title.get()
                >
                    {move || title.get()}
                </a>
                <div class="cell-sub phone-only" dir="auto">
                    {sub}
                </div>
            </th>
            {cells}
            <td class="pin-end">
                <span class="cell row-actions">
                    <button
                        type="button"
                        class="icon-button phone-hide"
                        aria-label=move || fill(texts.change_day, &[("title", &title.get())])
                        title=move || fill(texts.change_day, &[("title", &title.get())])
                        on:click=move |_| ui.open(Dialog::Nurture(vec![id]))
                    >
                        {icon("calendar")}
                    </button>
                    <button
                        type="button"
                        class="button quiet"
                        aria-label=move || fill(texts.reengage_named, &[("title", &title.get())])
                        on:click=move |_| {
                            ui.act(&Command::ReopenDeals { deals: vec![id], stage: None });
                        }
                    >
                        {icon("undo")}
                        <span class="phone-hide">{texts.reengage}</span>
                    </button>
                </span>
            </td>
        </tr>
    }
    .into_any()
}

fn segment_name(workspace: &Workspace, deal: &Deal) -> Option<String> {
    deal.segment.and_then(|id| workspace.choices.get(id)).map(|choice| choice.name.clone())
}

/// When a deal wakes up, and why it rests.
fn rest_cells(deal: &Deal, today: Date) -> AnyView {
    let texts = t().records();
    let Standing::Nurtured { until, reason } = &deal.position.standing else { return ().into_any() };
    let day = match until {
        None => view! { <span class="muted">{texts.no_day}</span> }.into_any(),
        Some(day) if *day > today => intl::day(*day).into_any(),
        Some(day) => {
            let late = usize::try_from((today - *day).num_days()).unwrap_or(0);
            let (class, text) = match late {
                0 => ("chip nurture", texts.due_today.to_owned()),
                late => ("chip warn", texts.overdue.of(late)),
            };
            view! {
                <span class=class title=intl::day(*day)>
                    {small_icon("wake")}
                    {text}
                </span>
            }
            .into_any()
        }
    };
    view! {
        <td>{day}</td>
        <td dir="auto" title=reason.clone()>
            {reason.clone()}
        </td>
    }
    .into_any()
}

fn empty() -> AnyView {
    let texts = t().records();
    view! {
        <div class="screen">
            <section class="empty">
                <span class="empty-icon">{icon("nurture")}</span>
                <h2>{texts.no_nurture}</h2>
                <p>{texts.no_nurture_text}</p>
                <div class="empty-actions">
                    <a class="button" href=Route::to(Screen::Board).href()>
                        {icon("board")}
                        {texts.to_board}
                    </a>
                </div>
            </section>
        </div>
    }
    .into_any()
}
