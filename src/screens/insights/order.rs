//! The order in which listed deals stand.

use std::cmp::Reverse;

use leptos::prelude::*;
use sales::model::{Deal, Ix, Workspace};
use sales::money::Money;

use super::state::State;
use crate::components::{MenuButton, MenuEntry, select, small_icon};
use crate::platform::collation::sort_by_name;
use crate::text::{fill, t};

/// What deals are sorted by. What has nothing there comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As they came.
    Usual,
    /// Those worth most first.
    Worth,
    Title,
    /// The oldest first.
    Age,
    /// Those expected to close soonest first.
    Close,
    /// As the pipelines are, and the stages in each.
    Stage,
}

const ORDERS: [(Order, &str); 6] = [
    (Order::Usual, "usual"),
    (Order::Worth, "value"),
    (Order::Title, "title"),
    (Order::Age, "age"),
    (Order::Close, "close"),
    (Order::Stage, "stage"),
];

impl Order {
    fn title(self) -> &'static str {
        let texts = t().table();
        match self {
            Self::Usual => t().insights().order_usual,
            Self::Worth => texts.value,
            Self::Title => texts.title,
            Self::Age => texts.age,
            Self::Close => texts.close,
            Self::Stage => texts.stage,
        }
    }

    fn name(self) -> &'static str {
        ORDERS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    fn parse(name: &str) -> Self {
        ORDERS.iter().find(|row| row.1 == name).map_or(Self::Usual, |row| row.0)
    }

    /// Puts deals in this order; those alike stay as they were.
    pub(super) fn sort(self, workspace: &Workspace, deals: &mut [Ix<Deal>]) {
        let of = |ix: &Ix<Deal>| workspace.deals.at(*ix);
        match self {
            Self::Usual => {}
            // What has no value or no rate is below all.
            Self::Worth => deals.sort_by_cached_key(|ix| {
                let in_base = |value: Money| workspace.settings.in_base(value.minor.into(), value.currency);
                Reverse(of(ix).value.and_then(in_base))
            }),
            Self::Title => {
                let mut named: Vec<(&str, Ix<Deal>)> =
                    deals.iter().map(|ix| (workspace.deals.at(*ix).title.as_str(), *ix)).collect();
                sort_by_name(&mut named, |row| row.0);
                deals.iter_mut().zip(named).for_each(|(slot, row)| *slot = row.1);
            }
            Self::Age => deals.sort_by_key(|ix| {
                let created = of(ix).known_created();
                (created.is_none(), created)
            }),
            Self::Close => deals.sort_by_key(|ix| {
                let close = of(ix).expected_close;
                (close.is_none(), close)
            }),
            Self::Stage => deals.sort_by_cached_key(|ix| {
                let place = workspace.place_of_stage(of(ix).position.stage);
                (place.is_none(), place)
            }),
        }
    }
}

/// The same deals in the order that is chosen. A deal that is changed while one looks stays where it is.
pub(super) fn sorted(
    state: State,
    deals: Memo<Vec<Ix<Deal>>>,
    order: RwSignal<Order>,
) -> Memo<Vec<Ix<Deal>>> {
    Memo::new(move |_| {
        let (mut deals, order) = (deals.get(), order.get());
        state.ui.store.with(|workspace| order.sort(workspace, &mut deals));
        deals
    })
}

/// The choice of the order, as a field of the dialog.
pub(super) fn field(order: RwSignal<Order>) -> AnyView {
    let options: Vec<_> = ORDERS.iter().map(|row| (row.1.to_owned(), row.0.title().to_owned())).collect();
    let chosen = Signal::derive(move || order.get().name().to_owned());
    view! {
        <label class="drill-order">
            <span class="muted">{t().insights().order_by}</span>
            {select("drill-order", None, options, chosen, move |name| order.set(Order::parse(&name)))}
        </label>
    }
    .into_any()
}

/// The same as a menu, where there may be several on one screen. They come by worth of themselves.
pub(super) fn menu(order: RwSignal<Order>) -> AnyView {
    let entry = move |(own, _): (Order, &'static str)| {
        MenuEntry::choice(None, own.title(), own == order.get_untracked(), move || order.set(own))
    };
    let entries =
        Callback::new(move |()| ORDERS.into_iter().filter(|row| row.0 != Order::Usual).map(entry).collect());
    let label = Signal::derive(move || fill(t().insights().order_is, &[("by", order.get().title())]));
    view! {
        <MenuButton class="button quiet" label entries>
            {move || order.get().title()}
            {small_icon("chevron-down")}
        </MenuButton>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use sales::evolve::Touched;
    use sales::ids::{DealId, PipelineId, StageId, Uuid};
    use sales::log::{Change, NewDeal};
    use sales::model::{Position, StageKind, Standing};
    use sales::rank::Rank;
    use sales::time::Timestamp;

    use super::*;

    #[test]
    fn names_read_back() {
        for (order, name) in ORDERS {
            assert_eq!((Order::parse(name), order.name()), (order, name));
        }
        assert_eq!(Order::parse("weather"), Order::Usual);
    }

    #[test]
    fn what_has_nothing_there_comes_last() {
        let mut workspace = Workspace::default();
        let position = Position { stage: StageId(Uuid::nil()), rank: Rank::MIDDLE, standing: Standing::Open };
        // Title, value, expected close; the first is the youngest.
        let deals =
            [("a", None, None), ("b", Some(5), Some("2026-03-01")), ("c", Some(7), Some("2026-02-01"))];
        for (number, (title, value, close)) in (0_u8..).zip(deals) {
            let at = Timestamp(1_000 - i64::from(number));
            let id = DealId(Uuid::from_u128(u128::from(number) + 1));
            let currency = workspace.settings.currency;
            let deal = NewDeal {
                value: value.map(|minor| Money { minor, currency }),
                expected_close: close.map(|day: &str| day.parse().expect("a day")),
                ..NewDeal::plain(id, title.into(), position.clone(), at)
            };
            sales::evolve::apply(&mut workspace, &Change::DealAdded(Box::new(deal)), &mut Touched::default());
        }
        let sorted = |order: Order| {
            let mut deals: Vec<Ix<Deal>> = (0..3).map(Ix::new).collect();
            order.sort(&workspace, &mut deals);
            deals.iter().map(|ix| workspace.deals.at(*ix).title.clone()).collect::<String>()
        };
        assert_eq!(sorted(Order::Usual), "abc");
        assert_eq!(sorted(Order::Worth), "cba");
        assert_eq!(sorted(Order::Age), "cba");
        assert_eq!(sorted(Order::Close), "cba");
        assert_eq!(sorted(Order::Stage), "abc");
    }
    #[test]
    fn stages_stand_as_the_pipelines_do_and_what_is_won_behind_what_is_open() {
        let mut workspace = Workspace::default();
        let mut apply =
            |change: Change| sales::evolve::apply(&mut workspace, &change, &mut Touched::default());
        let pipeline = |number| PipelineId(Uuid::from_u128(number));
        let stage = |number| StageId(Uuid::from_u128(number));
        // Ids say nothing of the order: the pipeline with the larger one comes first.
        for (number, rank) in [(1, 20), (2, 10)] {
            let name = String::new();
            apply(Change::PipelineAdded { id: pipeline(number), name, rank: Rank(rank), sample: false });
        }
        // Ranks are places among the stages of a kind.
        let stages = [
            (1, 1, StageKind::Open, 5),
            (2, 2, StageKind::Won, 1),
            (3, 2, StageKind::Open, 9),
            (4, 2, StageKind::Open, 8),
        ];
        for (number, of, kind, rank) in stages {
            apply(Change::StageAdded {
                id: stage(number),
                pipeline: pipeline(of),
                name: String::new(),
                kind,
                probability: 0,
                limit_days: None,
                hue: 0,
                guidance: String::new(),
                rank: Rank(rank),
            });
        }
        // The last is in no stage that there is.
        for number in [1, 2, 3, 4, 9] {
            let position = Position { stage: stage(number), rank: Rank::MIDDLE, standing: Standing::Open };
            let deal =
                NewDeal::plain(DealId(Uuid::from_u128(number)), number.to_string(), position, Timestamp(0));
            apply(Change::DealAdded(Box::new(deal)));
        }
        let mut deals: Vec<Ix<Deal>> = (0..5).map(Ix::new).collect();
        Order::Stage.sort(&workspace, &mut deals);
        let titles: String = deals.iter().map(|ix| workspace.deals.at(*ix).title.clone()).collect();
        assert_eq!(titles, "43219");
    }
}
