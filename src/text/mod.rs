//! Every word the app says, in Chinese and English.
//!
//! Each part of the app has a file here with a struct of its texts and two statics, `ZH` and `EN`: a
//! text that is missing in one language does not compile. A text with `{name}` in it goes through
//! [`fill`]; one with a count through [`Plural`]. A test compares the names in both languages.
//!
//! Texts are read where a view is built, not while it lives: choosing another language builds the screens anew.

pub(crate) mod activities;
pub(crate) mod backup;
pub(crate) mod board;
pub(crate) mod breakdown;
pub(crate) mod calendar;
pub(crate) mod charts;
pub(crate) mod common;
pub(crate) mod dashboards;
pub(crate) mod deal;
pub(crate) mod deeds;
pub(crate) mod dialogs;
pub(crate) mod first_run;
pub(crate) mod focus;
pub(crate) mod forecast;
pub(crate) mod forecast_accuracy;
pub(crate) mod forecast_why;
pub(crate) mod goals;
pub(crate) mod guide;
pub(crate) mod habit;
pub(crate) mod headers;
pub(crate) mod import;
pub(crate) mod import_columns;
pub(crate) mod import_preview;
pub(crate) mod import_problems;
pub(crate) mod import_values;
pub(crate) mod insights;
pub(crate) mod insights_charts;
pub(crate) mod insights_compare;
pub(crate) mod insights_findings;
pub(crate) mod insights_replay;
pub(crate) mod insights_report;
pub(crate) mod insights_saved;
pub(crate) mod insights_workload;
pub(crate) mod palette;
pub(crate) mod process;
pub(crate) mod ready;
pub(crate) mod records;
pub(crate) mod rejection;
pub(crate) mod review;
pub(crate) mod selection;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod storage;
pub(crate) mod table;
pub(crate) mod today;

use std::cell::Cell;

pub(crate) use sales::sample::Language;

/// The texts of the language in use, part by part.
///
/// Each part is a static of its own, so that the texts of a screen can go into the file that brings the screen; see
/// `src/screens/parts.rs`.
#[derive(Clone, Copy)]
pub(crate) struct Text(Language);

macro_rules! parts_of_text {
    ($($part:ident),+ $(,)?) => {
        impl Text {
            $(pub(crate) fn $part(self) -> &'static $part::Texts {
                match self.0 {
                    Language::Chinese => &$part::ZH,
                    Language::English => &$part::EN,
                }
            })+
        }
    };
}

parts_of_text!(
    activities,
    backup,
    board,
    breakdown,
    calendar,
    charts,
    common,
    dashboards,
    deal,
    deeds,
    dialogs,
    first_run,
    focus,
    forecast,
    forecast_accuracy,
    forecast_why,
    goals,
    guide,
    habit,
    headers,
    import,
    import_columns,
    import_preview,
    import_problems,
    import_values,
    insights,
    insights_charts,
    insights_compare,
    insights_findings,
    insights_replay,
    insights_report,
    insights_saved,
    insights_workload,
    palette,
    process,
    ready,
    records,
    rejection,
    review,
    selection,
    settings,
    shell,
    storage,
    table,
    today
);

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// The texts of the language in use.
pub(crate) fn t() -> Text {
    Text(language())
}

/// The language in use.
pub(crate) fn language() -> Language {
    CURRENT.get()
}

/// Uses a language from now on, for views that are built from now on.
pub(crate) fn set_language(language: Language) {
    CURRENT.set(language);
}

/// The language in use as a BCP 47 tag, for `lang` and `Intl`.
pub(crate) fn language_tag() -> &'static str {
    match language() {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

/// The language that fits the browser's list of preferred ones best.
pub(crate) fn language_for<'a>(preferred: impl IntoIterator<Item = &'a str>) -> Language {
    for tag in preferred {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("zh") {
            return Language::Chinese;
        }
        if tag.starts_with("en") {
            return Language::English;
        }
    }
    Language::English
}

/// Puts values in the place of their names: `fill("Hello {who}", &[("who", "you")])`.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        } else {
            filled.push('{');
            filled.push_str(name);
            filled.push('}');
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// A text that depends on a number, which stands in it as `{n}`. Chinese has one form for all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plural {
    /// For exactly one.
    pub(crate) one: &'static str,
    /// For any other number.
    pub(crate) other: &'static str,
}

impl Plural {
    /// One form for all numbers.
    pub(crate) const fn same(text: &'static str) -> Self {
        Self { one: text, other: text }
    }

    /// The text for a count, with other values filled in as well.
    pub(crate) fn with(&self, count: usize, values: &[(&str, &str)]) -> String {
        let text = if count == 1 { self.one } else { self.other };
        let number = crate::platform::intl::count(count);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        fill(text, &all)
    }

    /// The text for a count.
    pub(crate) fn of(&self, count: usize) -> String {
        self.with(count, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_their_names() {
        let cases = [
            ("plain", "plain"),
            ("{a} and {b}", "1 and 2"),
            ("{a}{a}", "11"),
            ("{c} stays", "{c} stays"),
            ("open {", "open {"),
            ("{a", "{a"),
            ("}", "}"),
        ];
        for (text, filled) in cases {
            assert_eq!(fill(text, &[("a", "1"), ("b", "2")]), filled, "{text}");
        }
    }

    #[test]
    fn a_value_is_never_read_for_names() {
        assert_eq!(fill("{a}", &[("a", "{b}"), ("b", "no")]), "{b}");
    }

    #[test]
    fn the_browser_chooses_the_first_language_we_have() {
        let cases: [(&[&str], Language); 6] = [
            (&["zh-CN"], Language::Chinese),
            (&["zh-Hant-TW", "en"], Language::Chinese),
            (&["en-GB", "zh"], Language::English),
            (&["fr", "zh", "en"], Language::Chinese),
            (&["fr", "de"], Language::English),
            (&[], Language::English),
        ];
        for (preferred, language) in cases {
            assert_eq!(language_for(preferred.iter().copied()), language, "{preferred:?}");
        }
    }

    /// The string literals of a line of Rust.
    fn literals(line: &str) -> Vec<String> {
        let mut literals = Vec::new();
        let mut open: Option<String> = None;
        let mut chars = line.chars();
        while let Some(char) = chars.next() {
            match (char, open.take()) {
                ('"', Some(literal)) => literals.push(literal),
                ('"', None) => open = Some(String::new()),
                ('\\', Some(literal)) => {
                    chars.next();
                    open = Some(literal);
                }
                (char, Some(literal)) => open = Some(literal + &char.to_string()),
                (_, None) => {}
            }
        }
        literals
    }

    /// The texts of one language in a file of this folder: field → the string literals of its value.
    fn texts_of(source: &str, language: &str) -> Vec<(String, Vec<String>)> {
        let block = source.split_once(&format!("static {language}: Texts")).map_or("", |(_, block)| block);
        let block = block.split("\n};").next().unwrap_or_default();
        let mut fields: Vec<(String, Vec<String>)> = Vec::new();
        for line in block.lines() {
            let literals = literals(line);
            // A field stands at the first level of the block; what belongs to it may go on in the lines below.
            let field = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '));
            let name = field.and_then(|rest| rest.split_once(':')).map(|(name, _)| name.to_owned());
            match (name, fields.last_mut()) {
                (Some(name), _) => fields.push((name, literals)),
                (None, Some((_, texts))) => texts.extend(literals),
                (None, None) => {}
            }
        }
        fields.retain(|(_, texts)| !texts.is_empty());
        fields
    }

    fn names_in(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn sources() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/text");
        let files = std::fs::read_dir(folder).expect("the folder of the texts");
        files
            .map(|file| file.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("mod.rs"))
            .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("a text file")))
            .collect()
    }

    #[test]
    fn both_languages_name_the_same_values() {
        let mut compared = 0;
        for (path, source) in sources() {
            let (english, chinese) = (texts_of(&source, "EN"), texts_of(&source, "ZH"));
            assert_eq!(english.len(), chinese.len(), "{path}");
            for ((field, english), (_, chinese)) in english.iter().zip(&chinese) {
                // Of an English plural, the form for many names all there is to name.
                let (english, chinese) = (english.last().expect("a text"), chinese.last().expect("a text"));
                assert_eq!(names_in(english), names_in(chinese), "{path}: {field}");
                compared += 1;
            }
        }
        assert!(compared > 100, "only {compared} texts were found");
    }

    #[test]
    fn won_is_green_and_lost_is_red() {
        use sales::hue::{LOST, WON};
        let names = |texts: &settings::Texts| [WON, LOST].map(|hue| texts.hues[usize::from(hue)]);
        assert_eq!(names(&settings::EN), ["Green", "Red"]);
        assert_eq!(names(&settings::ZH), ["绿色", "红色"]);
    }

    #[test]
    fn chinese_is_written_with_chinese_punctuation() {
        let is_han = |char: char| ('\u{4E00}'..='\u{9FFF}').contains(&char);
        for (path, source) in sources() {
            for (field, texts) in texts_of(&source, "ZH") {
                for text in texts {
                    let chars: Vec<char> = text.chars().collect();
                    for pair in chars.windows(2) {
                        let half = ",;:?!()".contains(pair[1]) && is_han(pair[0]);
                        assert!(!half, "{path}: {field}: {text}");
                    }
                }
            }
        }
    }
}
