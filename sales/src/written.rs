//! Values that are written as a text.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a value off its text where it lies: a log of 100,000 deals has millions of them, and a copy of each would be thrown
/// away at once.
pub(crate) fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct Text<P>(&'static str, P);

    impl<T, P: FnOnce(&str) -> Option<T>> Visitor<'_> for Text<P> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            let Self(what, parse) = self;
            parse(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &what))
        }
    }

    deserializer.deserialize_str(Text(what, parse))
}
