//! What an import does, in numbers.

use exchange::plan::report::{Count, Digest, Kind};
use leptos::prelude::*;

use crate::platform::intl;
use crate::text::import_preview::COUNTED;
use crate::text::t;

/// The name of a kind in the page.
fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Deal => "deal",
        Kind::Organisation => "organisation",
        Kind::Contact => "contact",
        Kind::Person => "person",
        Kind::Product => "product",
        Kind::Choice => "choice",
        Kind::Pipeline => "pipeline",
        Kind::Stage => "stage",
        Kind::Field => "field",
        Kind::Activity => "activity",
    }
}

/// The counts of all kinds that there is anything of; deals always.
pub(super) fn view(report: &Digest) -> AnyView {
    let texts = t().import_preview();
    let row = |kind: Kind, name: &'static str| {
        let Count { added, changed, unchanged, refused } = report.count(kind);
        if kind != Kind::Deal && added + changed + unchanged + refused == 0 {
            return None;
        }
        let cell = |what: &str, count: usize| {
            let class = if count == 0 { "num muted" } else { "num" };
            view! {
                <td
                    class=class
                    data-metric=format!("import.{}.{what}", code(kind))
                    data-value=count.to_string()
                >
                    {intl::count(count)}
                </td>
            }
        };
        Some(view! {
            <tr>
                <th scope="row">{name}</th>
                {cell("added", added)}
                {cell("changed", changed)}
                {cell("unchanged", unchanged)}
                {cell("refused", refused)}
            </tr>
        })
    };
    let rows = COUNTED
        .into_iter()
        .zip(texts.counted_names)
        .filter_map(|(kind, name)| row(kind, name))
        .collect_view();
    let head = |name: &'static str| {
        view! {
            <th scope="col" class="num">
                {name}
            </th>
        }
    };
    view! {
        <section class="import-table" aria-labelledby="import-counts">
            <h3 id="import-counts">{texts.counts}</h3>
            <div class="framed" tabindex="0" role="group" aria-label=texts.counts>
                <table class="table import-counts">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="visually-hidden">{texts.counts}</span>
                            </th>
                            {[texts.added, texts.changed, texts.unchanged, texts.refused]
                                .map(head)
                                .into_iter()
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
