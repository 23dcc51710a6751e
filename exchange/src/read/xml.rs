//! Small things about the XML in workbooks.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A parser as lenient as `calamine` sets it.
pub(super) fn parser(bytes: &[u8]) -> Reader<&[u8]> {
    let mut parser = Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let config = parser.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    parser
}

/// The name of the outermost element, by the beginning of a part.
pub(super) fn root(head: &[u8]) -> Option<String> {
    let mut parser = parser(head);
    loop {
        match parser.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return Some(element.local_name().as_ref().to_owned());
            }
            Event::Eof => return None,
            _ => (),
        }
    }
}

/// What follows the first tag of a name: its content and all behind it, or its end where it has none.
pub(super) fn after<'a>(part: &'a [u8], name: &str) -> Option<After<'a>> {
    let part = part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(part);
    let mut parser = parser(part);
    loop {
        match parser.read_event().ok()? {
            Event::Start(element) if element.local_name().as_ref() == name => {
                let at = usize::try_from(parser.buffer_position()).ok()?;
                return Some(After::Content(part.get(at..)?));
            }
            Event::Empty(element) if element.local_name().as_ref() == name => return Some(After::Nothing),
            Event::Eof => return None,
            _ => (),
        }
    }
}

/// See [`after`].
pub(super) enum After<'a> {
    Content(&'a [u8]),
    Nothing,
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|each| each.key.local_name().as_ref() == name)?;
    unescape(&attribute.value).ok().map(Cow::into_owned)
}

/// An attribute that is a number.
pub(super) fn number<T: std::str::FromStr>(element: &BytesStart, name: &str) -> Option<T> {
    attribute(element, name)?.trim().parse().ok()
}
