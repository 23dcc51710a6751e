//! What the palette finds: pure, and tested apart from the screen.

use sales::ids::{ContactId, DealId, OrganisationId, PersonId};
use sales::model::{StandingKind, Workspace};
use sales::query::{Filter, Matcher, contains};

/// How many deals are shown; whoever looks for one of many types more of its name.
pub(super) const DEALS: usize = 20;
/// How many organisations, contacts and members of the team are shown.
pub(super) const OTHERS: usize = 5;

/// The words of a search, in lower case.
pub(super) fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(str::to_lowercase).collect()
}

fn has_all(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| contains(text, word))
}

/// How many deals that fit are put in order; one letter fits thousands.
const LOOKED_AT: usize = 2_000;

/// How well a title fits, the best first: it begins with what was typed, a word of it does, it has it inside, or it is only
/// found through its organisation.
fn title_fit(title: &str, words: &[String]) -> u8 {
    if !has_all(title, words) {
        return 3;
    }
    let title = title.to_lowercase();
    let Some(first) = words.first() else { return 2 };
    let begins_a_word = |(at, _): (usize, &str)| {
        title[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
    };
    if title.starts_with(first.as_str()) {
        0
    } else if title.match_indices(first.as_str()).any(begins_a_word) {
        1
    } else {
        2
    }
}

/// The deals that fit: open ones before closed ones of the same fit, then the youngest first.
pub(super) fn deals(workspace: &Workspace, typed: &str) -> Vec<DealId> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let filter = Filter { text: typed.to_owned(), ..Filter::default() };
    let matcher = Matcher::new(&filter);
    let words = words(typed);
    let fitting = workspace.deals.rows().iter().rev().filter(|deal| matcher.matches(workspace, deal));
    let mut fitting: Vec<_> = fitting
        .take(LOOKED_AT)
        .map(|deal| ((title_fit(&deal.title, &words), deal.standing() != StandingKind::Open), deal.id))
        .collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    fitting.into_iter().take(DEALS).map(|(_, id)| id).collect()
}

/// Those that fit best, as many as are shown.
fn best<T>(fitting: impl Iterator<Item = (u8, T)>) -> Vec<T> {
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    fitting.into_iter().take(OTHERS).map(|(_, id)| id).collect()
}

/// The organisations that fit.
pub(super) fn organisations(workspace: &Workspace, words: &[String]) -> Vec<OrganisationId> {
    let fitting = workspace.organisations.iter().filter(|row| !words.is_empty() && has_all(&row.name, words));
    best(fitting.map(|row| (title_fit(&row.name, words), row.id)))
}

/// The contacts that fit.
pub(super) fn contacts(workspace: &Workspace, words: &[String]) -> Vec<ContactId> {
    let fitting = workspace.contacts.iter().filter(|row| !words.is_empty() && has_all(&row.name, words));
    best(fitting.map(|row| (title_fit(&row.name, words), row.id)))
}

/// The members of the team that fit.
pub(super) fn people(workspace: &Workspace, words: &[String]) -> Vec<PersonId> {
    let fitting = workspace.people.iter().filter(|row| !words.is_empty() && has_all(&row.name, words));
    best(fitting.map(|row| (title_fit(&row.name, words), row.id)))
}

/// How well a name fits; `None` where it does not. Names that begin with what was typed fit best.
pub(super) fn fit(name: &str, words: &[String]) -> Option<u8> {
    if !has_all(name, words) {
        return None;
    }
    let begins = words.first().is_some_and(|word| name.to_lowercase().starts_with(word.as_str()));
    Some(u8::from(!begins))
}

/// A text in pieces, with those that match a word marked.
pub(super) fn marked(text: &str, words: &[String]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut put = |piece: &str, mark: bool| match pieces.last_mut() {
        Some((last, known)) if *known == mark => last.push_str(piece),
        _ => pieces.push((piece.to_owned(), mark)),
    };
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let hit = words.iter().filter_map(|word| prefix_len(rest, word)).max().filter(|len| *len > 0);
        let len = hit.unwrap_or(char.len_utf8());
        put(&rest[..len], hit.is_some());
        rest = &rest[len..];
    }
    pieces
}

/// How many bytes of `text` its beginning takes that equals `word` whatever the case; `None` where it begins otherwise.
fn prefix_len(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    for (at, char) in text.char_indices() {
        if next.is_none() {
            return Some(at);
        }
        // One letter may become several in lower case; they must all be wanted.
        for lower in char.to_lowercase() {
            if next != Some(lower) {
                return None;
            }
            next = wanted.next();
        }
    }
    next.is_none().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, typed: &str, expected: &str) {
        let drawn = marked(text, &words(typed));
        let drawn: String =
            drawn.into_iter().map(|(piece, mark)| if mark { format!("[{piece}]") } else { piece }).collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn what_was_typed_is_marked() {
        check("Machine monitoring", "ma", "[Ma]chine monitoring");
        check("Smart Map", "MA", "S[ma]rt [Ma]p");
        check("设备联网改造", "设备", "[设备]联网改造");
        check("Acme Corp", "corp acme", "[Acme] [Corp]");
        check("aaa", "aa a", "[aaa]");
        check("Deal", "", "Deal");
        check("Deal", "x", "Deal");
        check("İstanbul", "i̇s", "[İs]tanbul");
        check("👩‍💻 Straße", "STRASSE", "👩‍💻 Straße");
        check("", "a", "");
    }

    #[test]
    fn names_that_begin_with_it_come_first() {
        let cases = [
            ("Board", "bo", Some(0)),
            ("Go to Board", "bo", Some(1)),
            ("Table", "bo", None),
            ("Any", "", Some(1)),
        ];
        for (name, typed, expected) in cases {
            assert_eq!(fit(name, &words(typed)), expected, "{name} {typed}");
        }
    }

    #[test]
    fn what_a_title_begins_with_counts_more_than_what_is_inside() {
        let cases = [
            ("Machine monitoring", "mach", 0),
            ("Smart machine", "mach", 1),
            ("Pump (machine room)", "mach", 1),
            ("Remachining", "mach", 2),
            ("Boilers", "mach", 3),
            ("设备联网", "设备", 0),
            ("老设备联网", "设备", 2),
            ("Smart machine", "machine smart", 1),
        ];
        for (title, typed, expected) in cases {
            assert_eq!(title_fit(title, &words(typed)), expected, "{title} {typed}");
        }
    }

    #[test]
    fn nothing_typed_finds_no_records() {
        let workspace = Workspace::default();
        assert!(deals(&workspace, "  ").is_empty());
        assert!(organisations(&workspace, &words(" ")).is_empty());
        assert!(contacts(&workspace, &words("")).is_empty());
        assert!(people(&workspace, &words("")).is_empty());
    }
}
