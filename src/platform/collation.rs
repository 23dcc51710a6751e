//! Names in the order of the reader's language, through the browser's `Intl.Collator`.
//!
//! A comparison in the browser is quick, but a call into it costs more than the comparison. So all texts go over in one
//! piece, are sorted there and come back in one piece: a hundred thousand titles take about a fifth of a second. What came back
//! is kept, and asked for anew only when there is a text it does not hold; the texts that were sorted already then
//! are one run for the browser's sort, which takes little more than reading them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use sales::query::Collation;
use wasm_bindgen::{JsCast, JsValue};

use crate::text;

/// Stands between two texts on their way. No text that somebody types holds it.
const SEPARATOR: &str = "\0";

thread_local! {
    /// The language, and the order of the texts that were asked for so far.
    static KNOWN: RefCell<(&'static str, Rc<Collation>)> = RefCell::new(("", Rc::default()));
}

/// The order of these texts, and of others, in the language in use.
pub(crate) fn collation<'a>(texts: impl IntoIterator<Item = &'a str>) -> Rc<Collation> {
    let tag = text::language_tag();
    KNOWN.with_borrow_mut(|(language, known)| {
        if *language != tag {
            *language = tag;
            *known = Rc::default();
        }
        let is_new = |text: &&str| !known.knows(text) && !text.contains(SEPARATOR);
        let new: Vec<&str> = texts.into_iter().filter(is_new).collect();
        if !new.is_empty() {
            let all: Vec<&str> = known.texts().iter().map(|text| &**text).chain(new).collect();
            if let Ok(sorted) = sorted(tag, &all) {
                *known = Rc::new(Collation::new(sorted.split(SEPARATOR)));
            }
        }
        Rc::clone(known)
    })
}

/// Sorts things by their names; those with the same name stay as they came.
pub(crate) fn sort_by_name<T>(things: &mut [T], name: impl Fn(&T) -> &str) {
    let collation = collation(things.iter().map(&name));
    things.sort_by_cached_key(|thing| collation.spot(name(thing)));
}

/// The texts in their order, one behind the other.
fn sorted(tag: &str, texts: &[&str]) -> Result<String, JsValue> {
    let list = JsString::from(texts.join(SEPARATOR)).split(SEPARATOR);
    let options = Object::new();
    // 9 before 10.
    Reflect::set(&options, &"numeric".into(), &JsValue::TRUE)?;
    let compare = Intl::Collator::new(&Array::of1(&tag.into()), &options).compare();
    // The binding's own way to sort calls back for each comparison.
    let sort: Function = Reflect::get(&list, &"sort".into())?.dyn_into()?;
    sort.call1(&list, &compare)?;
    Ok(list.join(SEPARATOR).into())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::text::{Language, set_language};

    fn in_order(language: Language, names: &[&'static str]) -> Vec<&'static str> {
        set_language(language);
        let mut names = names.to_vec();
        sort_by_name(&mut names, |name| name);
        names
    }

    #[wasm_bindgen_test]
    fn chinese_names_come_by_their_pinyin() {
        let names = ["中建", "阿里", "北京", "常州", "李"];
        assert_eq!(in_order(Language::Chinese, &names), ["阿里", "北京", "常州", "李", "中建"]);
    }

    #[wasm_bindgen_test]
    fn english_names_come_by_their_letters_whatever_case_and_accents() {
        let names = ["zoe", "Adam", "Émile", "eve", "Lot 10", "lot 9", "Eden"];
        let sorted = ["Adam", "Eden", "Émile", "eve", "lot 9", "Lot 10", "zoe"];
        assert_eq!(in_order(Language::English, &names), sorted);
        // One that comes later finds its place among those that are known.
        assert_eq!(in_order(Language::English, &["zoe", "Bo", "Adam"]), ["Adam", "Bo", "zoe"]);
    }

    #[wasm_bindgen_test]
    fn what_cannot_be_sent_comes_last() {
        assert_eq!(in_order(Language::English, &["a\0b", "z", "a"]), ["a", "z", "a\0b"]);
    }
}
