//! The order of names in a language.
//!
//! Which of two names comes first is a matter of the reader's language: a Chinese name stands where its pinyin does, `É`
//! beside `E`, 9 before 10. The core knows no language. Whoever shows a list says which texts there are in which order,
//! once and for all of them, and the core sorts by the places they have in it: comparing two numbers is also a lot
//! quicker than comparing two names, which matters with a hundred thousand titles.

use std::collections::HashMap;
use std::sync::Arc;

/// Texts in the order of a language, as somebody gave it who knows the language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collation {
    sorted: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
}

/// Where a text stands among others. One that the collation does not know comes behind those it knows, by its letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Its place in the collation.
    Known(u32),
    /// The text in lower case.
    Unknown(String),
}

impl Collation {
    /// The order in which these texts come. One that comes twice stands where it came first.
    pub fn new<T: Into<Arc<str>>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut collation = Self::default();
        for text in texts {
            let text = text.into();
            let place = u32::try_from(collation.sorted.len()).unwrap_or(u32::MAX);
            if !collation.places.contains_key(&text) {
                collation.places.insert(Arc::clone(&text), place);
                collation.sorted.push(text);
            }
        }
        collation
    }

    /// All texts in their order.
    pub fn texts(&self) -> &[Arc<str>] {
        &self.sorted
    }

    /// Whether it knows where a text stands.
    pub fn knows(&self, text: &str) -> bool {
        self.places.contains_key(text)
    }

    /// Where a text stands.
    pub fn spot(&self, text: &str) -> Spot {
        self.places.get(text).map_or_else(|| Spot::Unknown(text.to_lowercase()), |place| Spot::Known(*place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_as_they_were_given_and_unknown_ones_behind_them() {
        let collation = Collation::new(["9", "10", "阿", "中", "a", "É", "f", "10"]);
        let mut texts = ["Zeta", "中", "10", "É", "alpha", "阿", "9", "a"];
        texts.sort_by_key(|text| collation.spot(text));
        assert_eq!(texts, ["9", "10", "阿", "中", "a", "É", "alpha", "Zeta"]);
        assert_eq!(collation.texts().len(), 7, "each once");
        assert!(collation.knows("阿") && !collation.knows("Zeta"));
    }

    #[test]
    fn without_an_order_case_does_not_matter() {
        let none = Collation::default();
        assert_eq!(none.spot("ACME"), none.spot("acme"));
        assert!(none.spot("Bolt") > none.spot("acme"));
    }
}
