//! Group by group: owners, sources, segments.

use charts::{Bars, BarsSeries, Direction, Figure, Heap, Input, Mark, Paint, Pick};
use metrics::{Behind, Group, Grouping, Key};

use super::super::writing::reason;
use super::{Report, Source, of_deals};
use crate::text::{fill, t};

/// The groups of a grouping that the report has.
fn groups(report: &Report, grouping: Grouping) -> &[Group] {
    match grouping {
        Grouping::Owner => &report.now.owners,
        Grouping::Segment => &report.now.segments,
        _ => &report.now.sources,
    }
}

fn heading(grouping: Grouping) -> &'static str {
    let texts = t().insights_charts();
    match grouping {
        Grouping::Owner => texts.owner,
        Grouping::Segment => texts.segment,
        _ => texts.source,
    }
}

fn series(name: &str, paint: Paint, figures: Vec<Option<Figure>>) -> BarsSeries {
    BarsSeries { name: name.to_owned(), paint, paints: Vec::new(), figures }
}

fn behind(grouping: Grouping, key: Option<Key>, figure: Behind) -> Option<Behind> {
    Some(Behind::Group(grouping, key?, Box::new(figure)))
}

/// The groups in which any deal was won or lost.
fn decided(report: &Report, grouping: Grouping) -> Vec<&Group> {
    groups(report, grouping).iter().filter(|group| group.outcomes.win_rate().is_ok()).collect()
}

/// The win rate of each group, with the one of all as a mark.
pub(in super::super) fn rates(source: Source, grouping: Grouping) -> Input {
    let texts = t().insights_charts();
    let Source { report, writing, .. } = source;
    let decided = decided(report, grouping);
    let figures = decided.iter().map(|group| writing.rate_figure(group.outcomes.win_rate().ok()?));
    let all = report.now.all.win_rate().ok().and_then(|rate| writing.rate_figure(rate));
    let deals = decided.iter().map(|group| group.outcomes.won + group.outcomes.lost).sum();
    let bars = Bars {
        heading: heading(grouping).to_owned(),
        names: decided.iter().map(|group| source.key(group.key)).collect(),
        series: vec![series(texts.win_rate, Paint::Accent, figures.collect())],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: all.map(|figure| Mark { name: texts.all.to_owned(), figure }),
        sizes: decided.iter().map(|group| group.outcomes.won + group.outcomes.lost).collect(),
    };
    of_deals(deals, bars)
}

/// The deals behind a win rate.
pub(in super::super) fn rate_behind(report: &Report, grouping: Grouping, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    behind(grouping, decided(report, grouping).get(row).map(|group| group.key), Behind::Closed)
}

/// The segments in which any deal was won.
fn sized(report: &Report) -> Vec<&Group> {
    report.now.segments.iter().filter(|group| group.outcomes.won > 0).collect()
}

/// Mean and median deal size of each segment.
pub(in super::super) fn sizes(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, writing, .. } = source;
    let sized = sized(report);
    let amount = |minor: Option<i128>| writing.amount_figure(minor?, report.currency);
    let means = sized.iter().map(|group| amount(group.outcomes.mean_size().ok())).collect();
    let medians = sized.iter().map(|group| amount(group.outcomes.median_size().ok())).collect();
    let deals = sized.iter().map(|group| group.outcomes.size_moments().count).sum();
    let bars = Bars {
        heading: texts.segment.to_owned(),
        names: sized.iter().map(|group| named(source, group)).collect(),
        series: vec![series(texts.mean, Paint::Accent, means), series(texts.median, Paint::Muted, medians)],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: None,
        sizes: sized.iter().map(|group| group.outcomes.won).collect(),
    };
    of_deals(deals, bars)
}

/// A segment; why it has no size, where it has none.
fn named(source: Source, group: &Group) -> String {
    let name = source.key(group.key);
    match group.outcomes.mean_size() {
        Ok(_) => name,
        Err(why) => {
            fill(t().insights_charts().without, &[("name", &name), ("why", &reason(&why, source.writing))])
        }
    }
}

/// The deals behind a size.
pub(in super::super) fn size_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    behind(Grouping::Segment, sized(report).get(row).map(|group| group.key), Behind::Won)
}

/// The owners that have open deals, and the deals that are nobody's.
fn busy(report: &Report) -> Vec<&Group> {
    report.now.owners.iter().filter(|group| group.outcomes.open > 0).collect()
}

/// The open deals of each owner.
pub(in super::super) fn workload(source: Source) -> Input {
    let texts = t().insights_charts();
    let Source { report, writing, .. } = source;
    let busy = busy(report);
    let open = busy.iter().map(|group| Some(writing.count_figure(group.outcomes.open))).collect();
    let deals = busy.iter().map(|group| group.outcomes.open).sum();
    let bars = Bars {
        heading: texts.owner.to_owned(),
        names: busy.iter().map(|group| source.key(group.key)).collect(),
        series: vec![series(texts.open, Paint::Accent, open)],
        heap: Heap::Grouped,
        direction: Direction::Lying,
        mark: None,
        sizes: busy.iter().map(|group| group.outcomes.open).collect(),
    };
    of_deals(deals, bars)
}

/// The deals behind a workload.
pub(in super::super) fn workload_behind(report: &Report, pick: Pick) -> Option<Behind> {
    let Pick::Row { row, .. } = pick else { return None };
    behind(Grouping::Owner, busy(report).get(row).map(|group| group.key), Behind::Open)
}
