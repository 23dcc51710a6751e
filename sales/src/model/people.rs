//! The team's own people, and the customers' firms and people.

use serde::{Deserialize, Serialize};

use super::table::Record;
use crate::ids::{ContactId, OrganisationId, PersonId};

/// A person of the team, who owns deals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// One to three characters that stand for them on a card.
    pub initials: String,
    /// Number of their colour, 0 to 9.
    pub hue: u8,
    /// Who they report to, as typed.
    pub manager: String,
    /// Their region or office, as typed.
    pub region: String,
    /// Their id in the system they were imported from; see [`Deal::external`](super::Deal::external).
    pub external: Option<String>,
    /// How many open deals they can look after, where it is another number than everybody's.
    pub capacity: Option<u16>,
    /// No longer chosen for new deals.
    pub archived: bool,
    /// Removed, or their making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// A customer's firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its web site, as typed.
    pub website: String,
    /// Its address, as typed.
    pub address: String,
    /// Its trade, as typed.
    pub industry: String,
    /// Its id in the system it was imported from; see [`Deal::external`](super::Deal::external).
    pub external: Option<String>,
    /// Anything else worth knowing.
    pub about: String,
    /// Removed, or its making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

/// A person at a customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their id.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// The firm they work for.
    pub organisation: Option<OrganisationId>,
    /// What they do there.
    pub role: String,
    /// Their telephone number, as typed.
    pub phone: String,
    /// Their e-mail address, as typed.
    pub email: String,
    /// Their id in the system they were imported from; see [`Deal::external`](super::Deal::external).
    pub external: Option<String>,
    /// Anything else worth knowing.
    pub about: String,
    /// Removed, or their making undone.
    pub removed: bool,
    /// Came with the sample data.
    pub sample: bool,
}

impl Record for Person {
    type Id = PersonId;
    fn id(&self) -> PersonId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Organisation {
    type Id = OrganisationId;
    fn id(&self) -> OrganisationId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

impl Record for Contact {
    type Id = ContactId;
    fn id(&self) -> ContactId {
        self.id
    }
    fn removed(&self) -> bool {
        self.removed
    }
}

/// The initials a name suggests: the last two characters of a Chinese name, otherwise the first
/// letters of the first and the last word.
pub fn initials_of(name: &str) -> String {
    let is_han = |char: char| ('\u{4E00}'..='\u{9FFF}').contains(&char);
    let chars: Vec<char> = name.chars().filter(|char| !char.is_whitespace()).collect();
    if chars.iter().any(|&char| is_han(char)) {
        return chars[chars.len().saturating_sub(2)..].iter().collect();
    }
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    // A few letters have two capitals; three characters are the most that a card shows.
    first.into_iter().chain(last).flat_map(char::to_uppercase).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::initials_of;

    #[test]
    fn initials_fit_the_script_of_the_name() {
        let cases = [
            ("Ada Lovelace", "AL"),
            ("ada", "A"),
            ("王小明", "小明"),
            ("李 雷", "李雷"),
            ("", ""),
            ("😀 x", "😀X"),
            ("ßx ßy", "SSS"),
        ];
        for (name, initials) in cases {
            assert_eq!(initials_of(name), initials, "{name}");
        }
    }
}
