//! What the log keeps, in a form that doesn't describe itself, such as a checkpoint: as the text that the log has for it. There, what is not set may be
//! left out, so that a log looks the same after more is added to what a filter or a widget can say.

use serde::de::DeserializeOwned;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserializer, Serialize, Serializer};

pub(crate) fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return value.serialize(serializer);
    }
    serializer.serialize_str(&serde_json::to_string(value).map_err(S::Error::custom)?)
}

pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    if deserializer.is_human_readable() {
        return T::deserialize(deserializer);
    }
    let text: String = serde::Deserialize::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(D::Error::custom)
}
