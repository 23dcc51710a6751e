//! Key chords as people write them.

use std::str::FromStr;

use anyhow::{Result, bail};
use fantoccini::key::Key;

/// Some modifiers and one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chord {
    keys: Vec<char>,
}

impl Chord {
    /// The keys in the order in which they go down.
    pub(crate) fn keys(&self) -> impl DoubleEndedIterator<Item = char> {
        self.keys.iter().copied()
    }
}

impl FromStr for Chord {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        // The plus key itself comes last: `Ctrl++`.
        let (modifiers, key) = match text.strip_suffix('+') {
            Some(before) => (before.strip_suffix('+').unwrap_or(before), "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let mut keys = Vec::new();
        for name in modifiers.split('+').filter(|name| !name.is_empty()) {
            keys.push(match name {
                "Ctrl" => Key::Control.into(),
                "Shift" => Key::Shift.into(),
                "Alt" => Key::Alt.into(),
                "Meta" | "Cmd" => Key::Meta.into(),
                other => bail!("`{other}` in `{text}` is no modifier: Ctrl, Shift, Alt or Meta"),
            });
        }
        keys.push(key_named(key, text)?);
        Ok(Self { keys })
    }
}

fn key_named(name: &str, chord: &str) -> Result<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // With Shift held down, `Z` and `z` are the same key; the driver presses the one that it is told.
        let is_chord = name != chord;
        return Ok(if is_chord { letter.to_ascii_lowercase() } else { letter });
    }
    let key = match name {
        "Enter" => Key::Enter,
        "Escape" | "Esc" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return Ok(' '),
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Left" | "ArrowLeft" => Key::Left,
        "Right" | "ArrowRight" => Key::Right,
        "Up" | "ArrowUp" => Key::Up,
        "Down" | "ArrowDown" => Key::Down,
        "F1" => Key::F1,
        "F2" => Key::F2,
        "F6" => Key::F6,
        "F10" => Key::F10,
        other => bail!("there is no key `{other}`, as in `{chord}`"),
    };
    Ok(key.into())
}

#[cfg(test)]
mod tests {
    use super::Chord;
    use fantoccini::key::Key;

    fn keys(chord: &str) -> Vec<char> {
        chord.parse::<Chord>().unwrap().keys().collect()
    }

    #[test]
    fn chords_are_read_as_written() {
        let (control, shift) = (char::from(Key::Control), char::from(Key::Shift));
        assert_eq!(keys("Ctrl+Z"), [control, 'z']);
        assert_eq!(keys("Ctrl+Shift+Z"), [control, shift, 'z']);
        assert_eq!(keys("?"), ['?']);
        assert_eq!(keys("N"), ['N']);
        assert_eq!(keys("+"), ['+']);
        assert_eq!(keys("Ctrl++"), [control, '+']);
        assert_eq!(keys("Shift+Tab"), [shift, char::from(Key::Tab)]);
        assert_eq!(keys("Space"), [' ']);
    }

    #[test]
    fn unknown_keys_are_named() {
        assert!("Hyper+Z".parse::<Chord>().unwrap_err().to_string().contains("Hyper"));
        assert!("Ctrl+Entre".parse::<Chord>().unwrap_err().to_string().contains("Entre"));
    }
}
