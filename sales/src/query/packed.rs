//! A filter in a form that doesn't describe itself, such as a checkpoint: as the text that the log has for it. There, conditions that are not set may
//! be left out, so that a log looks the same after conditions are added to what a filter can say.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Filter;

pub(crate) fn serialize<S: Serializer>(filter: &Filter, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return filter.serialize(serializer);
    }
    serializer.serialize_str(&serde_json::to_string(filter).map_err(S::Error::custom)?)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Filter, D::Error> {
    if deserializer.is_human_readable() {
        return Filter::deserialize(deserializer);
    }
    serde_json::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}
