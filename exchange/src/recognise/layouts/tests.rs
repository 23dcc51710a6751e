//! The tables of headers are as they must be to be found.

use std::collections::HashSet;

use super::{Layout, all};
use crate::recognise::header::Header;

/// What a layout is called in a message.
fn name(layout: &Layout) -> String {
    format!("{:?} {:?}", layout.source, layout.kind)
}

#[test]
fn headers_stand_as_they_compare() {
    for layout in all() {
        let columns = layout.columns.iter().flat_map(|(_, names)| names.iter());
        for header in layout.signs.iter().copied().flatten().chain(columns) {
            assert_eq!(&Header::new(header).exact, header, "{}", name(layout));
        }
    }
}

#[test]
fn no_header_means_two_things() {
    for layout in all() {
        let mut seen = HashSet::new();
        for header in layout.columns.iter().flat_map(|(_, names)| names.iter()) {
            assert!(seen.insert(header), "{}: {header}", name(layout));
        }
        let targets: HashSet<_> = layout.columns.iter().map(|(target, _)| target).collect();
        assert_eq!(targets.len(), layout.columns.len(), "{}: a meaning twice", name(layout));
    }
}

#[test]
fn a_sign_is_a_header_that_is_known() {
    for layout in all() {
        let known: HashSet<_> = layout.columns.iter().flat_map(|(_, names)| names.iter()).collect();
        for sign in layout.signs {
            // The ones that only other versions have need not be known, but one of each group is.
            assert!(sign.iter().any(|header| known.contains(header)), "{}: {sign:?}", name(layout));
        }
    }
}
