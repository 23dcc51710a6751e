//! The one place where an option gets what `charming` has no words for.
//!
//! `charming` 0.6 knows most of ECharts, but not all: no `overflow` of labels, no `barCategoryGap`, no `endLabel`, no way to
//! place a tip. Such fields are given as plain JSON beside the chart, and merged into it here, field by field and item by
//! item.

use serde_json::{Value, json};

use crate::sketch::Sketch;

/// What holds for the tips of every chart. They lie inside the chart, so that nothing of them is cut off by the screen;
/// what they look like is up to the style sheet.
fn tips() -> Value {
    json!({ "tooltip": {
        "className": "chart-tip",
        "confine": true,
        "enterable": false,
        "transitionDuration": 0,
        "padding": 0,
        "borderWidth": 0,
        "shadowBlur": 0,
        "shadowColor": "transparent",
        "backgroundColor": "transparent",
        // Where a row or a column is one thing; faint in the light and in the dark.
        "axisPointer": { "shadowStyle": { "color": "rgba(128,128,128,0.1)" } },
    } })
}

/// The whole option.
pub(crate) fn complete(chart: Sketch, lacking: &Value) -> Value {
    let mut option = chart.into_value();
    merge(&mut option, &tips());
    merge(&mut option, lacking);
    option
}

/// Puts `more` into `into`: objects field by field, lists item by item, anything else instead of what was there.
pub(crate) fn merge(into: &mut Value, more: &Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (name, value) in more {
                merge(into.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), Value::Array(more)) => {
            for (index, value) in more.iter().enumerate() {
                match into.get_mut(index) {
                    Some(there) => merge(there, value),
                    None if value.is_null() => {}
                    None => into.push(value.clone()),
                }
            }
        }
        // An item of which nothing is lacking.
        (_, Value::Null) => {}
        (into, more) => into.clone_from(more),
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use serde_json::json;

    #[test]
    fn what_is_lacking_is_added_and_the_rest_stays() {
        let mut option = json!({ "a": { "b": 1 }, "list": [{ "c": 2 }, 3] });
        merge(&mut option, &json!({ "a": { "d": 4 }, "list": [null, 5, { "e": 6 }], "f": { "g": 7 } }));
        let expected =
            json!({ "a": { "b": 1, "d": 4 }, "list": [{ "c": 2 }, 5, { "e": 6 }], "f": { "g": 7 } });
        assert_eq!(option, expected);
    }
}
