//! The flow: what became of the deals of each stage.
//!
//! A skipped stage counting as passed, all that got further from a stage came to the next one, so the bands between the
//! stages are what the funnel shows; where only real visits count, bands are the ways that deals really took.

use charts::{Flow, FlowHeadings, FlowLink, FlowNode, Input, Paint, Pick};
use metrics::{Behind, Link, Mode, Part, Rate};
use sales::hue;
use sales::ids::{ChoiceId, StageId};
use sales::model::StandingKind;

use super::funnel::came;
use super::{Report, Source, of_deals};
use crate::text::{fill, t};

/// Where deals are or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Stage(StageId),
    Won,
    Lost(Option<ChoiceId>),
    Nurtured,
    Still,
}

/// What went from one node to another.
#[derive(Debug, Clone, PartialEq)]
struct Band {
    from: usize,
    to: usize,
    deals: usize,
    behind: Behind,
}

fn nodes(report: &Report) -> Vec<Node> {
    let insights = &report.now;
    let mut nodes: Vec<Node> = insights.stages.iter().map(|figures| Node::Stage(figures.stage)).collect();
    let Some(pipeline) = insights.stages.first().map(|figures| figures.pipeline) else { return nodes };
    let ends = insights.ends(pipeline);
    let reasons = insights.losses.reasons.iter().zip(&insights.losses.deals);
    let reasons = reasons.filter(|(_, deals)| **deals > 0).map(|(reason, _)| Node::Lost(*reason));
    nodes.extend((ends.won > 0).then_some(Node::Won));
    nodes.extend((ends.still > 0).then_some(Node::Still));
    nodes.extend((ends.nurtured > 0).then_some(Node::Nurtured));
    nodes.extend(reasons);
    nodes
}

fn bands(report: &Report, nodes: &[Node]) -> Vec<Band> {
    let (insights, mode) = (&report.now, report.query.mode);
    let place = |wanted: Node| nodes.iter().position(|node| *node == wanted);
    let mut bands = Vec::new();
    let mut add = |from: usize, to: Option<usize>, deals: usize, behind: Behind| {
        // It stands for a stage before that the deal came back from, or one of another pipeline.
        if let Some(to) = to.filter(|to| deals > 0 && from < *to) {
            bands.push(Band { from, to, deals, behind });
        }
    };
    for (at, figures) in insights.stages.iter().enumerate() {
        let (stage, passage) = (figures.stage, figures.passage(mode));
        if mode == Mode::Furthest {
            let next = insights.stages.get(at + 1).map_or(Node::Won, |next| Node::Stage(next.stage));
            add(at, place(next), passage.advanced, Behind::Passage(stage, mode, Part::Advanced));
        } else {
            for link in insights.links.iter().filter(|link| link.from == Some(stage)) {
                let to = link.to.map_or(Node::Won, Node::Stage);
                add(at, place(to), link.deals, Behind::Link(Link { deals: 0, ..*link }));
            }
        }
        add(at, place(Node::Still), passage.still, Behind::Passage(stage, mode, Part::Still));
        add(at, place(Node::Nurtured), passage.nurtured, Behind::Passage(stage, mode, Part::Nurtured));
        for (reason, &deals) in insights.losses.reasons.iter().zip(&figures.lost_by_reason) {
            add(at, place(Node::Lost(*reason)), deals, Behind::LostFor(Some(stage), *reason));
        }
    }
    bands
}

/// Stages from left to right, and where deals went that did not go on.
pub(in super::super) fn flow(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, writing, .. } = source;
    let insights = &report.now;
    let nodes = nodes(report);
    let bands = bands(report, &nodes);
    let last = u8::try_from(insights.stages.len()).unwrap_or(u8::MAX);
    let ends = insights.stages.first().map(|figures| insights.ends(figures.pipeline)).unwrap_or_default();
    let reached =
        |at: usize| insights.stages.get(at).map_or(0, |stage| stage.passage(report.query.mode).reached);
    let drawn = nodes.iter().enumerate().map(|(at, node)| {
        let (name, paint, deals) = match node {
            Node::Stage(stage) => (source.stage(*stage), source.paint(*stage), reached(at)),
            Node::Won => (texts.won.to_owned(), Paint::Hue(hue::WON), ends.won),
            Node::Still => (texts.still.to_owned(), Paint::Muted, ends.still),
            Node::Nurtured => (texts.nurtured.to_owned(), Paint::Rest, ends.nurtured),
            Node::Lost(reason) => {
                let place = insights.losses.reasons.iter().position(|known| known == reason);
                let deals = place.and_then(|place| insights.losses.deals.get(place)).copied();
                (lost_for(source, *reason), Paint::Bad, deals.unwrap_or_default())
            }
        };
        let is_stage = matches!(node, Node::Stage(_));
        let column = if is_stage { u8::try_from(at).unwrap_or(u8::MAX) } else { last };
        FlowNode { name, paint, column, deals: writing.count_figure(deals) }
    });
    let links = bands.iter().map(|band| FlowLink {
        from: band.from,
        to: band.to,
        deals: writing.count_figure(band.deals),
        share: writing.rate_figure(Rate { hits: band.deals, of: reached(band.from) }),
        value: None,
    });
    let headings = FlowHeadings {
        from: texts.from.to_owned(),
        to: texts.to.to_owned(),
        deals: texts.deals.to_owned(),
        share: texts.share.to_owned(),
        value: texts.value.to_owned(),
    };
    // All bands lead to a later column: they are made that way.
    let flow = Flow::new(headings, drawn.collect(), links.collect());
    flow.map(|flow| of_deals(came(report), flow)).unwrap_or_default()
}

fn lost_for(source: Source, reason: Option<ChoiceId>) -> String {
    let texts = t().insights_charts();
    let Some(reason) = reason else { return texts.lost_unsaid.to_owned() };
    let name = source.workspace.choices.get(reason).map(|row| row.name.clone()).unwrap_or_default();
    fill(texts.lost_for, &[("reason", &name)])
}

/// The deals behind a node or a band of the flow.
pub(in super::super) fn flow_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let nodes = nodes(report);
    let (mode, first) = (report.query.mode, report.now.stages.first()?.stage);
    match pick {
        Pick::Row { row, .. } => bands(report, &nodes).into_iter().nth(row).map(|band| band.behind),
        Pick::Node(at) => match *nodes.get(at)? {
            Node::Stage(stage) => Some(Behind::Passage(stage, mode, Part::Reached)),
            Node::Won => Some(Behind::Passage(first, Mode::Furthest, Part::Won)),
            Node::Lost(reason) => Some(Behind::LostFor(None, reason)),
            Node::Nurtured => Some(Behind::Ended(StandingKind::Nurtured)),
            Node::Still => Some(Behind::Ended(StandingKind::Open)),
        },
    }
}
