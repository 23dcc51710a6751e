//! Everything one can do from anywhere, in one table: it feeds the keyboard, the command palette and the list of keys.
//!
//! What one can do with deals is a table of its own ([`DEAL_ACTIONS`]), behind the board's keys, the palette and the list alike; what
//! has no key and is found in the palette only lies with the palette (`screens/palette/more.rs`), so that the first load does
//! without it.

mod deals;

pub(crate) use self::deals::{DEAL_ACTIONS, DealAction};
use crate::components::Icon;
use crate::platform::dom;
use crate::route::{Route, Screen, Section};
use crate::state::{Dialog, Theme, Ui};
use crate::text::{Language, fill, t};

/// Something one can do from anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Action {
    /// What it is called.
    pub(crate) name: fn() -> String,
    pub(crate) icon: Icon,
    /// Its keys: `Mod` stands for Ctrl, ⌘ on a Mac; a blank separates keys that follow one another.
    pub(crate) keys: &'static [&'static str],
    /// Whether it makes sense now.
    pub(crate) enabled: fn(Ui) -> bool,
    pub(crate) run: fn(Ui),
}

/// It always makes sense.
pub(crate) fn always(_: Ui) -> bool {
    true
}

/// Where there is something to work with.
pub(crate) fn has_pipeline(ui: Ui) -> bool {
    ui.store.with(|workspace| !workspace.is_empty())
}

/// What going to a screen is called.
pub(crate) fn go(screen: &str) -> String {
    fill(t().shell().go_to, &[("screen", screen)])
}

/// All of them, in the order they are listed.
pub(crate) const ACTIONS: &[Action] = &[
    Action {
        name: || t().shell().new_deal.to_owned(),
        icon: "plus",
        keys: &["n"],
        enabled: has_pipeline,
        run: |ui| ui.open(Dialog::NewDeal(None)),
    },
    Action {
        name: || t().shell().command_palette.to_owned(),
        icon: "command",
        keys: &["Mod+k"],
        enabled: always,
        run: |ui| ui.open(Dialog::Palette),
    },
    Action {
        name: || t().shell().search_here.to_owned(),
        icon: "search",
        keys: &["/"],
        enabled: has_pipeline,
        run: |ui| {
            // A screen without a search field of its own has the palette.
            if !dom::focus("input[type=search]") {
                ui.open(Dialog::Palette);
            }
        },
    },
    Action {
        name: || t().shell().undo_last.to_owned(),
        icon: "undo",
        keys: &["Mod+z"],
        enabled: |ui| ui.store.undoable().0.is_some(),
        run: |ui| ui.undo(None),
    },
    Action {
        name: || t().shell().redo_last.to_owned(),
        icon: "redo",
        keys: &["Mod+Shift+z", "Mod+y"],
        enabled: |ui| ui.store.undoable().1.is_some(),
        run: Ui::redo,
    },
    Action {
        name: || go(t().today().today),
        icon: "task",
        keys: &["g d"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Today),
    },
    Action {
        name: || go(t().shell().board),
        icon: "board",
        keys: &["g b"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Board),
    },
    Action {
        name: || go(t().shell().table),
        icon: "table",
        keys: &["g t"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Table),
    },
    Action {
        name: || go(t().shell().review),
        icon: "sparkles",
        keys: &["g r"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Review),
    },
    Action {
        name: || go(t().shell().nurture),
        icon: "nurture",
        keys: &["g n"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Nurture),
    },
    Action {
        name: || go(t().shell().insights),
        icon: "chart",
        keys: &["g i"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Insights),
    },
    Action {
        name: || go(t().goals().goals),
        icon: "flag",
        keys: &["g g"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Goals),
    },
    Action {
        name: || go(t().shell().forecast),
        icon: "forecast",
        keys: &["g f"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Forecast),
    },
    Action {
        name: || go(t().shell().organisations),
        icon: "organisation",
        keys: &["g o"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Organisations),
    },
    Action {
        name: || go(t().shell().contacts),
        icon: "contact",
        keys: &["g c"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Contacts),
    },
    Action {
        name: || go(t().shell().people),
        icon: "people",
        keys: &["g p"],
        enabled: always,
        run: |ui| ui.go_to(Screen::People),
    },
    Action {
        name: || go(t().shell().settings),
        icon: "settings",
        keys: &["g s"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Settings(Section::default())),
    },
    Action {
        name: || go(t().shell().process),
        icon: "stage",
        keys: &["g w"],
        enabled: has_pipeline,
        run: |ui| ui.go_to(Screen::Process),
    },
    Action {
        name: || go(t().shell().guide),
        icon: "help",
        keys: &["g h"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Guide),
    },
    Action {
        name: || go(t().shell().import),
        icon: "upload",
        keys: &["g u"],
        enabled: always,
        run: |ui| ui.go_to(Screen::Import),
    },
    Action {
        name: || t().shell().new_pipeline.to_owned(),
        icon: "template",
        keys: &[],
        enabled: has_pipeline,
        run: |ui| ui.go_to(Screen::Start),
    },
    Action {
        name: || t().shell().toggle_theme.to_owned(),
        icon: "moon",
        keys: &["Shift+d"],
        enabled: always,
        run: |ui| {
            let dark = match leptos::prelude::GetUntracked::get_untracked(&ui.theme) {
                Theme::Dark => true,
                Theme::Light => false,
                Theme::System => dom::media("(prefers-color-scheme: dark)"),
            };
            ui.set_theme(if dark { Theme::Light } else { Theme::Dark });
        },
    },
    Action {
        name: || t().shell().toggle_language.to_owned(),
        icon: "globe",
        keys: &["Shift+l"],
        enabled: always,
        run: |ui| {
            ui.set_language(match crate::text::language() {
                Language::Chinese => Language::English,
                Language::English => Language::Chinese,
            });
        },
    },
    Action {
        name: || t().shell().toggle_rail.to_owned(),
        icon: "sidebar",
        keys: &["["],
        enabled: always,
        run: toggle_rail,
    },
    Action {
        name: || t().shell().keys.to_owned(),
        icon: "keyboard",
        keys: &["?"],
        enabled: always,
        run: |ui| ui.open(Dialog::Keys),
    },
    Action {
        name: || t().shell().close_panel.to_owned(),
        icon: "x",
        keys: &["Escape"],
        enabled: |ui| {
            leptos::prelude::WithUntracked::with_untracked(&ui.route, |route: &Route| route.deal.is_some())
        },
        run: Ui::close_deal,
    },
];

/// Makes the navigation a narrow rail, or wide again.
pub(crate) fn toggle_rail(ui: Ui) {
    use leptos::prelude::{GetUntracked, Set};
    let rail = !ui.rail.get_untracked();
    crate::platform::prefs::set("rail", &rail);
    ui.rail.set(rail);
}

/// A key that was pressed, as the table writes it: `Mod+Shift+z`, `g`, `?`.
pub(crate) fn chord(key: &str, modifier: bool, shift: bool) -> String {
    let is_letter = key.chars().count() == 1 && key.chars().all(char::is_alphabetic);
    let key = if is_letter { key.to_lowercase() } else { key.to_owned() };
    // A blank stands between keys that follow one another.
    let key = if key == " " { "Space".to_owned() } else { key };
    // Shift is part of a sign such as `?`, but not of a letter.
    let shift = if shift && key != "Space" && (is_letter || key.chars().count() > 1) { "Shift+" } else { "" };
    let modifier = if modifier { "Mod+" } else { "" };
    format!("{modifier}{shift}{key}")
}

/// After how long a first key of two is forgotten, in milliseconds.
const PREFIX_MILLISECONDS: f64 = 1_500.0;

/// Keys that were pressed and begin an action, and when the last of them was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Begun {
    keys: String,
    at: f64,
}

impl Begun {
    /// Keys that were pressed at an instant, in milliseconds of any clock.
    pub(crate) fn new(keys: String, at: f64) -> Self {
        Self { keys, at }
    }

    /// The keys, as long as the next one is pressed soon after them; they are used up.
    pub(crate) fn take(&mut self, now: f64) -> String {
        let keys = std::mem::take(&mut self.keys);
        if now - self.at <= PREFIX_MILLISECONDS { keys } else { String::new() }
    }
}

/// What a key does, after the keys `before` it.
pub(crate) enum Found {
    /// It completes the keys of an action.
    Action(&'static Action),
    /// It begins or continues the keys of one.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Looks up what a key does.
pub(crate) fn find(before: &str, chord: &str) -> Found {
    let typed = if before.is_empty() { chord.to_owned() } else { format!("{before} {chord}") };
    let exact = ACTIONS.iter().find(|action| action.keys.contains(&typed.as_str()));
    if let Some(action) = exact {
        return Found::Action(action);
    }
    let longer = format!("{typed} ");
    let begins = ACTIONS.iter().any(|action| action.keys.iter().any(|keys| keys.starts_with(&longer)));
    if begins { Found::Prefix } else { Found::Nothing }
}

/// Keys as they are printed: `Mod+Shift+z` becomes `⇧ ⌘ Z` on a Mac and `Ctrl Shift Z` elsewhere.
pub(crate) fn printed(keys: &str, is_mac: bool) -> Vec<String> {
    keys.split(['+', ' '])
        .map(|key| match (key, is_mac) {
            ("Mod", true) => "⌘".to_owned(),
            ("Mod", false) => "Ctrl".to_owned(),
            ("Shift", true) => "⇧".to_owned(),
            ("Escape", _) => "Esc".to_owned(),
            ("Space", _) => t().dialogs().key_space.to_owned(),
            ("Enter", _) => "↵".to_owned(),
            ("ArrowUp", _) => "↑".to_owned(),
            ("ArrowDown", _) => "↓".to_owned(),
            ("ArrowLeft", _) => "←".to_owned(),
            ("ArrowRight", _) => "→".to_owned(),
            (key, _) if key.chars().count() == 1 => key.to_uppercase(),
            (key, _) => key.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_their_keys_and_none_hides_behind_another() {
        let all: Vec<&str> = ACTIONS.iter().flat_map(|action| action.keys).copied().collect();
        for (at, keys) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                assert_ne!(keys, other);
                assert!(!other.starts_with(&format!("{keys} ")), "{keys} hides {other}");
                assert!(!keys.starts_with(&format!("{other} ")), "{other} hides {keys}");
            }
        }
    }

    #[test]
    fn chords_are_written_as_in_the_table() {
        let cases = [
            (("z", true, false), "Mod+z"),
            (("Z", true, true), "Mod+Shift+z"),
            (("?", false, true), "?"),
            (("D", false, true), "Shift+d"),
            (("g", false, false), "g"),
            (("Escape", false, false), "Escape"),
            ((" ", false, true), "Space"),
            (("Tab", false, true), "Shift+Tab"),
            (("X", false, true), "Shift+x"),
        ];
        for ((key, modifier, shift), written) in cases {
            assert_eq!(chord(key, modifier, shift), written);
        }
    }

    #[test]
    fn a_first_key_is_kept_for_its_own_time_whatever_came_before_it() {
        let mut begun = Begun::new("g".to_owned(), 0.0);
        assert_eq!(begun.take(100.0), "g");
        assert_eq!(begun.take(101.0), "", "it is used up");
        // Another one, shortly before the first would have been forgotten.
        begun = Begun::new("g".to_owned(), 1_400.0);
        assert_eq!(begun.take(1_600.0), "g");
        begun = Begun::new("g".to_owned(), 2_000.0);
        assert_eq!(begun.take(3_501.0), "");
    }

    #[test]
    fn keys_that_follow_one_another_are_found() {
        assert!(matches!(find("", "g"), Found::Prefix));
        assert!(matches!(find("g", "b"), Found::Action(_)));
        assert!(matches!(find("g", "x"), Found::Nothing));
        assert!(matches!(find("", "x"), Found::Nothing));
    }
}
