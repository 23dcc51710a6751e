//! The flow: what became of the deals of each stage.

use charming::element::{Emphasis, EmphasisFocus, ItemStyle, LabelPosition, LineStyle};
use charming::series::{Sankey, SankeyLink, SankeyNode};
use serde_json::{Value, json};

use crate::drawing::{Drawing, Pick, SeriesWords, Tip, Words};
use crate::figure::Figure;
use crate::paint::{Look, Paint};
use crate::parts::{EDGE_PX, Tips, blank, label, rows_px, widest, widest_word};
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

/// What a column takes at least and at most, where only its names ask for room.
const COLUMN_PX: (f64, f64) = (70.0, 120.0);
const NODE_PX: f64 = 10.0;
/// Between a node and its name, and between that and the next node.
const BESIDE_PX: f64 = 4.0;
/// What the names of the last column take at most.
const LAST_NAMES_PX: f64 = 170.0;
/// Between two nodes: room for a line of text, so that names of small nodes do not cover each other.
const NODE_GAP_PX: u32 = 18;

/// How much room there is.
#[allow(clippy::struct_field_names, reason = "units stand in names")]
struct Room {
    /// For a name.
    names_px: f64,
    /// For a name in the last column.
    last_px: f64,
    /// For all of it, at least.
    least_px: f64,
}

impl FlowNode {
    /// What stands beside it: in the last column in one line, the number first, since a long name is cut short there.
    fn label(&self, last_column: u8) -> String {
        if self.column == last_column {
            format!("{} {}", self.deals.text(), self.name)
        } else {
            format!("{}\n{}", self.name, self.deals.text())
        }
    }
}

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
        // A column without a single value says nothing.
        let has_values = self.links.iter().any(|link| link.value.is_some());
        let rows = self.links.iter().enumerate().map(|(row, link)| {
            let mut cells = vec![
                Cell::name(&self.nodes[link.from].name).picking(Pick::Node(link.from)),
                Cell::name(&self.nodes[link.to].name).picking(Pick::Row { row, series: 0 }),
                Cell::figure(&link.deals),
                Cell::maybe(link.share.as_ref()),
            ];
            cells.extend(has_values.then(|| Cell::maybe(link.value.as_ref())));
            cells
        });
        let mut headings = vec![from, to, deals, share];
        headings.extend(has_values.then_some(value));
        Table { headings, rows: rows.collect() }
    }

    fn last_column(&self) -> u8 {
        self.nodes.iter().map(|node| node.column).max().unwrap_or(0)
    }

    /// The links that something flows through, with their numbers.
    fn seen_links(&self) -> impl Iterator<Item = (usize, &FlowLink)> + Clone {
        self.links.iter().enumerate().filter(|(_, link)| link.deals.length() > 0.0)
    }

    /// The nodes that something flows through, with their numbers.
    fn seen_nodes(&self) -> impl Iterator<Item = (usize, &FlowNode)> + Clone {
        let is_seen = |node: usize| self.seen_links().any(|(_, link)| link.from == node || link.to == node);
        self.nodes.iter().enumerate().filter(move |(index, _)| is_seen(*index))
    }

    pub(crate) fn drawing(&self, look: &Look) -> Drawing {
        let theme = &look.theme;
        // ECharts knows nodes by name, and two of them may be called the same.
        let nodes = self.seen_nodes().map(|(index, node)| {
            SankeyNode::new(index.to_string())
                .depth(node.column)
                .item_style(ItemStyle::new().color(theme.of(node.paint).color()).border_width(0))
        });
        let links = self.seen_links().map(|(_, link)| {
            SankeyLink::from((link.from.to_string(), link.to.to_string(), link.deals.length()))
        });
        let series = Sankey::new()
            .left(EDGE_PX)
            .top(EDGE_PX)
            .bottom(EDGE_PX)
            .nodes(nodes.collect())
            .links(links.collect::<Vec<_>>())
            .label(label(theme).position(LabelPosition::Right).distance(BESIDE_PX))
            .line_style(LineStyle::new().opacity(0.32).curveness(0.5))
            .emphasis(Emphasis::new().focus(EmphasisFocus::Adjacency));
        let chart = blank(theme, Tips::Item).series(series);
        let words = SeriesWords {
            labels: self.seen_nodes().map(|(_, node)| node.label(self.last_column())).collect(),
            tips: self.seen_nodes().map(|(_, node)| self.node_tip(node)).collect(),
            picks: self.seen_nodes().map(|(index, _)| Pick::Node(index)).collect(),
            link_tips: self.seen_links().map(|(_, link)| self.link_tip(link)).collect(),
            link_picks: self.seen_links().map(|(row, _)| Pick::Row { row, series: 0 }).collect(),
            ..SeriesWords::default()
        };
        let words = Words { series: vec![words], ..Words::default() };
        let room = self.room(look);
        let lacking = self.additions(look, &room);
        Drawing::new(chart, &lacking, words, self.height_px()).at_least(rows_px(1, room.least_px, 0.0))
    }

    /// Names stand to the right of their nodes. They are broken where the next column begins, but not within a word.
    fn room(&self, look: &Look) -> Room {
        let last = self.last_column();
        let labels = |is_last: bool| {
            let nodes = self.seen_nodes().filter(move |(_, node)| (node.column == last) == is_last);
            nodes.map(|(_, node)| node.label(last)).collect::<Vec<_>>()
        };
        let last_px = widest(labels(true).iter().map(String::as_str)).min(LAST_NAMES_PX).ceil() + BESIDE_PX;
        let beside_px = NODE_PX + 2.0 * BESIDE_PX;
        let word_px = widest_word(labels(false).iter().map(String::as_str));
        let around_px = 2.0 * EDGE_PX + NODE_PX + BESIDE_PX + last_px;
        let gaps = f64::from(last.max(1));
        let least_px = gaps * (word_px + beside_px).clamp(COLUMN_PX.0, COLUMN_PX.1) + around_px;
        let gap_px = (look.width().max(least_px) - around_px) / gaps;
        Room { names_px: gap_px - beside_px, last_px, least_px }
    }

    /// What `charming` lacks.
    fn additions(&self, look: &Look, room: &Room) -> Value {
        json!({ "series": [{
            "draggable": false,
            "nodeWidth": NODE_PX,
            "nodeGap": NODE_GAP_PX,
            "right": EDGE_PX + room.last_px + BESIDE_PX,
            // The order of the nodes has a meaning; only their places are to be found.
            "layoutIterations": 0,
            "lineStyle": { "color": "gradient" },
            "label": {
                "width": room.names_px,
                "overflow": "break",
                "lineHeight": 14,
                // Readable over the bands that pass behind it.
                "textBorderColor": look.theme.surface.css(),
                "textBorderWidth": 3,
            },
            "levels": [{ "depth": self.last_column(), "label": { "width": room.last_px, "overflow": "truncate" } }],
        }] })
    }

    fn height_px(&self) -> u32 {
        let in_column = |column| self.seen_nodes().filter(|(_, node)| node.column == column).count();
        let most = (0..=self.last_column()).map(in_column).max().unwrap_or(0);
        rows_px(most, 46.0, 60.0).max(260)
    }

    fn node_tip(&self, node: &FlowNode) -> Tip {
        Tip::new(&node.name, [(self.headings.deals.as_str(), node.deals.text())])
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
