//! The flow: what became of the deals of each stage.

use charming::element::{Emphasis, EmphasisFocus, ItemStyle, LabelPosition, LineStyle};
use charming::series::{Sankey, SankeyLink, SankeyNode};
use serde_json::{Value, json};

use crate::drawing::{Drawing, Pick, SeriesWords, Tip, Words};
use crate::figure::Figure;
use crate::paint::{Look, Paint};
use crate::parts::{EDGE_PX, Tips, blank, label, rows_px, widest};
use crate::table::{Cell, Table};

/// Nodes in columns from left to right, and bands between them as wide as what flows.
///
/// Only [`Flow::new`] makes one, so that everything flows forward.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    headings: FlowHeadings,
    nodes: Vec<FlowNode>,
    links: Vec<FlowLink>,
}

/// The names of the columns.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "see the fields of a link")]
pub struct FlowHeadings {
    pub from: String,
    pub to: String,
    pub deals: String,
    pub share: String,
    pub value: String,
}

/// Where deals are or end.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowNode {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub paint: Paint,
    /// In which column it stands, from the left.
    pub column: u8,
    /// How many deals went through.
    pub deals: Figure,
}

/// What went from one node to another.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowLink {
    /// Number of the node it comes from.
    pub from: usize,
    /// Number of the node it goes to.
    pub to: usize,
    /// How many deals.
    pub deals: Figure,
    /// How many of those that went through the first node.
    pub share: Option<Figure>,
    /// What they are worth.
    pub value: Option<Figure>,
}

/// The link of this number does not lead to a later column, or names a node that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backwards(pub usize);

/// What a column takes at least, with the names of its nodes.
const COLUMN_PX: u32 = 88;
const NODE_PX: f64 = 10.0;

impl Flow {
    /// A flow.
    ///
    /// # Errors
    /// [`Backwards`] where something does not flow forward.
    pub fn new(
        headings: FlowHeadings,
        nodes: Vec<FlowNode>,
        links: Vec<FlowLink>,
    ) -> Result<Self, Backwards> {
        let column = |node: usize| nodes.get(node).map(|node| node.column);
        let is_forward = |link: &FlowLink| matches!((column(link.from), column(link.to)), (Some(from), Some(to)) if from < to);
        match links.iter().position(|link| !is_forward(link)) {
            Some(at) => Err(Backwards(at)),
            None => Ok(Self { headings, nodes, links }),
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.links.iter().all(|link| link.deals.length() == 0.0)
    }

    pub(crate) fn table(&self) -> Table {
        let FlowHeadings { from, to, deals, share, value } = self.headings.clone();
        let rows = self.links.iter().enumerate().map(|(row, link)| {
            vec![
                Cell::name(&self.nodes[link.from].name).picking(Pick::Node(link.from)),
                Cell::name(&self.nodes[link.to].name).picking(Pick::Row { row, series: 0 }),
                Cell::figure(&link.deals),
                Cell::maybe(link.share.as_ref()),
                Cell::maybe(link.value.as_ref()),
            ]
        });
        Table { headings: vec![from, to, deals, share, value], rows: rows.collect() }
    }

    fn last_column(&self) -> u8 {
        self.nodes.iter().map(|node| node.column).max().unwrap_or(0)
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        let columns = u32::from(self.last_column()) + 1;
        let least_px = columns * COLUMN_PX;
        // ECharts knows nodes by name, and two of them may be called the same.
        let nodes = self.nodes.iter().enumerate().map(|(index, node)| {
            SankeyNode::new(index.to_string())
                .depth(node.column)
                .item_style(ItemStyle::new().color(theme.of(node.paint).color()).border_width(0))
        });
        let seen = || self.links.iter().enumerate().filter(|(_, link)| link.deals.length() > 0.0);
        let links = seen().map(|(_, link)| {
            SankeyLink::from((link.from.to_string(), link.to.to_string(), link.deals.length()))
        });
        let series = Sankey::new()
            .left(EDGE_PX)
            .right(EDGE_PX)
            .top(EDGE_PX)
            .bottom(EDGE_PX)
            .nodes(nodes.collect())
            .links(links.collect::<Vec<_>>())
            .label(label(theme).position(LabelPosition::Right).distance(4))
            .line_style(LineStyle::new().opacity(0.32).curveness(0.5))
            .emphasis(Emphasis::new().focus(EmphasisFocus::Adjacency));
        let chart = blank(theme, Tips::Item).series(series);
        let words = SeriesWords {
            labels: self.labels(),
            tips: self.node_tips(),
            picks: (0..self.nodes.len()).map(Pick::Node).collect(),
            link_tips: seen().map(|(_, link)| self.link_tip(link)).collect(),
            link_picks: seen().map(|(row, _)| Pick::Row { row, series: 0 }).collect(),
            ..SeriesWords::default()
        };
        let words = Words { series: vec![words], ..Words::default() };
        let width_px = look.width().max(f64::from(least_px));
        let lacking = self.additions(look, width_px / f64::from(columns));
        Drawing::new(&chart, &lacking, words, self.height_px()).at_least(least_px)
    }

    fn labels(&self) -> Vec<String> {
        self.nodes.iter().map(|node| format!("{}\n{}", node.name, node.deals.text())).collect()
    }

    /// What `charming` lacks: names that are cut where the next column begins, and to the left of the last one.
    fn additions(&self, look: &Look, column_px: f64) -> Value {
        let theme = &look.theme;
        let room_px = column_px - NODE_PX - 8.0;
        let last = self.last_column();
        let labels = self.labels();
        let of_last = self
            .nodes
            .iter()
            .zip(&labels)
            .filter(|(node, _)| node.column == last)
            .map(|(_, label)| label.as_str());
        let last_px = widest(of_last).min(column_px * 1.3).ceil() + 4.0;
        json!({ "series": [{
            "draggable": false,
            "nodeWidth": NODE_PX,
            "nodeGap": 14,
            "right": EDGE_PX + last_px + 6.0,
            // The order of the nodes has a meaning; only their places are to be found.
            "layoutIterations": 0,
            "lineStyle": { "color": "gradient" },
            "label": {
                "width": room_px,
                "overflow": "break",
                "lineHeight": 14,
                // Readable over the bands that pass behind it.
                "textBorderColor": theme.surface.css(),
                "textBorderWidth": 3,
            },
            "levels": [{ "depth": last, "label": { "width": last_px } }],
        }] })
    }

    fn height_px(&self) -> u32 {
        let in_column = |column| self.nodes.iter().filter(|node| node.column == column).count();
        let most = (0..=self.last_column()).map(in_column).max().unwrap_or(0);
        rows_px(most, 46.0, 60.0).max(260)
    }

    fn node_tips(&self) -> Vec<Tip> {
        let deals = self.headings.deals.as_str();
        self.nodes.iter().map(|node| Tip::new(&node.name, [(deals, node.deals.text())])).collect()
    }

    fn link_tip(&self, link: &FlowLink) -> Tip {
        let title = format!("{} → {}", self.nodes[link.from].name, self.nodes[link.to].name);
        let figures = [
            (&self.headings.deals, Some(&link.deals)),
            (&self.headings.share, link.share.as_ref()),
            (&self.headings.value, link.value.as_ref()),
        ];
        let lines = figures.into_iter().filter_map(|(name, figure)| Some((name.as_str(), figure?.text())));
        Tip::new(&title, lines)
    }
}
