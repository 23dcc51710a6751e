//! What of the expected figures is not compared, and why.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Why what is below a path is not compared. The longest path that fits counts.
const WHY: [(&str, &str); 32] = [
    ("dataset", "a name"),
    ("note", "a remark"),
    ("core.created_range", "days, no figure"),
    ("core.closed_range", "days, no figure"),
    ("core.span_days", "days of the file; no metric has them"),
    ("core.velocity_all_per_day", "over all deals ever; velocity here is that of the open ones"),
    ("core.realised_won_per_day", "won value by days of the file; no metric"),
    ("core.by_stage", "how many have a value is told for all deals, as missing value"),
    ("core.deals_that_skip_a_stage", "no metric counts them; transitions has each skip"),
    ("core.win_rate_count", "the set says it has none: nothing in it is marked as won"),
    ("extra.note", "a remark"),
    ("extra.as_of", "a remark"),
    ("extra.events", "rows of the file"),
    ("extra.events_by_field", "rows of the file"),
    ("extra.range", "days of the file"),
    ("extra.win_rate_value_at_list_price", "closed deals have their own value here, never the list price"),
    ("extra.lost_value_at_list_price", "closed deals have their own value here, never the list price"),
    ("extra.realised_vs_list_won", "closed deals have their own value here, never the list price"),
    ("extra.weighted_open_at_list_x_win_rate", "weighted by one rate for all; here each stage has its own"),
    ("extra.by_sector", "deals are not grouped by the industry of their customer"),
    ("extra.by_opportunity_source", "a column that is left out of the import, or kept as plain text"),
    ("extra.agents_in_teams_without_deals", "names, no figure"),
    ("extra.expected_close_range_open", "days, no figure"),
    ("extra.history", "rows of the file"),
    ("extra.open_without_stage_probability", "every stage has a probability here"),
    (
        "extra.stage_probability_in_history",
        "the file's own probabilities by row; weighted_open_value is worked out from them",
    ),
    ("extra.colliding_deal_ids", "ids, no figure; by_deal_id_1995 counts each once"),
    ("extra.owner_events_per_deal", "rows of the file"),
    ("extra.users", "rows of the file"),
    ("extra.line_items", "no part of what is imported"),
    ("extra.activities", "no part of what is imported in this set"),
    ("extra.activity_types", "rows of a file"),
];

/// The paths that were not compared, each with the reason; those below one another that have the same are told once.
pub(crate) fn left_out(expected: &Value, covered: &BTreeSet<String>) -> BTreeMap<String, &'static str> {
    let mut found = BTreeMap::new();
    walk(expected, &mut Vec::new(), covered, &mut found);
    found
}

fn walk<'v>(
    value: &'v Value,
    path: &mut Vec<&'v str>,
    covered: &BTreeSet<String>,
    found: &mut BTreeMap<String, &'static str>,
) {
    let here = path.join(".");
    if covered.contains(&here) {
        return;
    }
    match value {
        // Nothing of it was compared: it is told as a whole.
        Value::Object(rows)
            if path.len() < 2 || covered.iter().any(|done| done.starts_with(&format!("{here}."))) =>
        {
            for (name, row) in rows {
                path.push(name);
                walk(row, path, covered, found);
                path.pop();
            }
        }
        _ => {
            let fits =
                WHY.iter().filter(|(prefix, _)| here == *prefix || here.starts_with(&format!("{prefix}.")));
            let why =
                fits.max_by_key(|(prefix, _)| prefix.len()).map_or("there is no such figure", |row| row.1);
            // Of many rows with the same name at the end, the first stands for all.
            let name = match path[..] {
                [part, name, _, leaf] => format!("{part}.{name}.*.{leaf}"),
                _ => here,
            };
            found.insert(name, why);
        }
    }
}
