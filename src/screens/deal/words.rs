//! Sentences whose values stand out: templates of the texts, filled with what the user typed.

use crate::screens::values::Figures;
use crate::text::Plural;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// Words of the app.
    Words(String),
    /// A value that was.
    Value(String),
    /// A value that is: it stands out.
    Strong(String),
}

/// Words and values in a row.
pub(super) type Sentence = Vec<Piece>;

/// Fills a template: each `{name}` is replaced by its piece.
pub(super) fn sentence(template: &str, values: &[(&str, Piece)]) -> Sentence {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, piece)) = values.iter().find(|(known, _)| *known == name) {
            pieces.push(piece.clone());
        }
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// Fills a template that depends on a number of days.
pub(super) fn counted(plural: Plural, days: i64, figures: Figures, values: &[(&str, Piece)]) -> Sentence {
    let template = if days == 1 { plural.one } else { plural.other };
    #[allow(clippy::cast_precision_loss, reason = "no deal is 2^53 days old")]
    let number = (figures.number)(days as f64);
    let mut all = vec![("n", Piece::Words(number))];
    all.extend_from_slice(values);
    sentence(template, &all)
}

/// A sentence as plain text.
pub(super) fn plain(sentence: &[Piece]) -> String {
    sentence
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) | Piece::Value(text) | Piece::Strong(text) => text.as_str(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_keep_their_order_and_their_words() {
        let values = [("a", Piece::Strong("1".to_owned())), ("b", Piece::Value("2".to_owned()))];
        let cases = [
            ("{a} to {b}", "1 to 2"),
            ("from {b}", "from 2"),
            ("{b}{a}", "21"),
            ("none", "none"),
            ("{c}?", "?"),
            ("", ""),
        ];
        for (template, filled) in cases {
            assert_eq!(plain(&sentence(template, &values)), filled, "{template}");
        }
    }

    #[test]
    fn what_the_user_typed_is_never_read_as_a_template() {
        let values = [("a", Piece::Strong("{b}".to_owned())), ("b", Piece::Value("no".to_owned()))];
        assert_eq!(plain(&sentence("{a}", &values)), "{b}");
    }
}
