//! Names that mean the same, and names that only look as if they did.

use exchange::names::Likeness::{Close, Reordered, Same, SameCore};
use exchange::names::{LegalForms, Likeness, MAX_MATCHES, NameIndex, exact_key, key, near_key};
use proptest::prelude::*;

/// How alike two names are; legal forms are passed over.
fn likeness(one: &str, other: &str) -> Option<Likeness> {
    let like = |one, other| {
        NameIndex::new([one], LegalForms::PassOver).like(other).first().map(|found| found.likeness)
    };
    let found = like(one, other);
    assert_eq!(found, like(other, one), "{one} is as much like {other} as the other way round");
    found
}

fn check(likeness_expected: Option<Likeness>, cases: &[(&str, &str)]) {
    for &(one, other) in cases {
        assert_eq!(likeness(one, other), likeness_expected, "{one:?} and {other:?}");
    }
}

#[test]
fn the_same() {
    check(
        Some(Same),
        &[
            ("GTXPro", "GTX Pro"),
            ("GTX-Pro", "gtx pro"),
            ("ACME", "Acme"),
            ("ＡＣＭＥ", "acme"),
            (" Acme ", "Acme"),
            ("Acme  Corp", "Acme\u{a0}Corp"),
            ("Acme, Inc.", "Acme Inc"),
            ("O'Brien", "O’Brien"),
            ("OBrien", "O'Brien"),
            ("Smith & Sons", "Smith and Sons"),
            ("A.B.C. Trading", "ABC Trading"),
            ("GTX Pro 2", "GTXPro2"),
            ("3M", "3 M"),
            ("王 小明", "王小明"),
            ("华为（中国）", "华为(中国)"),
            ("Cafe\u{301}", "Cafe"),
            ("\u{feff}Acme", "Acme"),
            ("ÄRZTE", "ärzte"),
            ("C++", "c++"),
        ],
    );
}

#[test]
fn the_same_but_for_the_legal_form() {
    check(
        Some(SameCore),
        &[
            ("Acme Inc.", "ACME"),
            ("Acme Inc.", "Acme Ltd"),
            ("Acme Corporation", "Acme Corp."),
            ("Acme Co., Ltd.", "Acme"),
            ("Acme Pty Ltd", "Acme"),
            ("Acme S.A.", "Acme"),
            ("Acme S. A. de C. V.", "Acme"),
            ("Acme Sdn. Bhd.", "Acme"),
            ("Acme B.V.", "Acme NV"),
            ("Müller GmbH & Co. KG", "Müller"),
            ("Müller GmbH", "Müller AG"),
            ("Smith & Co", "Smith"),
            ("华为技术有限公司", "华为技术"),
            ("腾讯科技（深圳）有限公司", "腾讯科技（深圳）"),
            ("中国石油股份有限公司", "中国石油"),
            ("阿里巴巴集团", "阿里巴巴"),
            ("阿里巴巴集团控股有限公司", "阿里巴巴"),
            ("ABC有限公司", "ABC"),
        ],
    );
}

#[test]
fn words_in_another_order() {
    check(
        Some(Reordered),
        &[
            ("Smith, John", "John Smith"),
            ("Lovelace Ada", "Ada Lovelace"),
            ("Bank of Ireland", "Ireland Bank of"),
        ],
    );
}

#[test]
fn slips_of_the_pen() {
    check(
        Some(Close),
        &[
            ("Moses Frase", "Moses Fraser"),
            ("Jan Meier", "Jan Meyer"),
            ("Betasoloin", "Betasolion"),
            ("Betasoloin", "Betasolon"),
            ("Microsoft", "Mircosoft"),
            ("Microsoft", "Microsfot"),
            ("Darcel Schlecht", "Darcel Schlect"),
            ("International Business Machines", "Internatoinal Busines Machines"),
            ("Müller Maschinenbau GmbH", "Muller Maschinenbau"),
            ("Qualification Services", "Qualifcation Service"),
            ("Acme 2 Holdings", "Acme 2 Holding"),
            ("Blue Harbour Trading", "BlueHarbor Trading"),
            ("深圳市腾讯计算机系统有限公司", "深圳腾讯计算机系统有限公司"),
            ("北京字节跳动科技", "北京市字节跳动科技"),
        ],
    );
}

#[test]
fn what_only_looks_alike() {
    check(
        None,
        &[
            ("ACME 1", "ACME 2"),
            ("ACME 1", "ACME"),
            ("ACME 1", "ACME 11"),
            ("ACME 12", "ACME 1 2"),
            ("ACME 01", "ACME 1"),
            ("Store 1001 Berlin", "Store 1002 Berlin"),
            ("Deal 2023 Renewal", "Deal 2024 Renewal"),
            ("GTX Pro 2", "GTX Pro"),
            ("Windows 10", "Windows 11"),
            ("Phase II", "Phase III"),
            ("Elizabeth I", "Elizabeth II"),
            ("Plan A", "Plan B"),
            ("C++", "C#"),
            ("C", "C++"),
            ("GTX Basic", "GTX Plus Basic"),
            ("GTX Pro", "GTX Plus Pro"),
            ("MG Special", "MG Advanced"),
            ("North Branch", "South Branch"),
            ("East Bank", "West Bank"),
            ("Anna Schmidt", "Hanna Schmidt"),
            ("Anna Schmidt", "Anne Schmidt"),
            ("Jan", "Jane"),
            ("Acme", "Acne"),
            ("Ford", "Fjord"),
            ("Betatech", "Betasoloin"),
            ("Greer1 Inc", "Greer2 Inc"),
            ("Robbins92 Inc", "Robbins93 Inc"),
            ("North West Logistics", "North East Logistics"),
            ("王小明", "王小朋"),
            ("张伟", "张玮"),
            ("北京华为", "北京华威"),
            ("上海东方科技有限公司", "上海东华科技有限公司"),
            ("中国农业银行", "中国工商银行"),
            ("上海东方计算机科技", "上海新东方计算机科技"),
            ("第一分公司", "第二分公司"),
            ("", ""),
            ("???", "???"),
            ("---", "Acme"),
            ("🦀", "🦀"),
            ("Inc.", "Ltd."),
        ],
    );
}

#[test]
fn legal_forms_count_where_they_are_asked_to() {
    let index = NameIndex::new(["Acme Inc.", "AG"], LegalForms::Count);
    assert_eq!(index.like("Acme Ltd."), []);
    assert_eq!(index.like("acme inc").len(), 1);
    assert_eq!(near_key("Acme, Inc.", LegalForms::Count), "acmeinc");
    assert_eq!(near_key("Acme, Inc.", LegalForms::PassOver), "acme");
    assert_eq!(near_key("AG", LegalForms::PassOver), "ag", "something must be left of a name");
    assert_eq!(near_key("公司", LegalForms::PassOver), "公司");
    assert_eq!(near_key("有限公司", LegalForms::PassOver), "有限公司");
    assert_eq!(near_key("The Company", LegalForms::PassOver), "the");
}

#[test]
fn keys() {
    for (one, other) in [
        ("ACME", "acme"),
        (" Acme  Corp ", "acme corp"),
        ("ＡＣＭＥ", "Acme"),
        ("ΟΔΟΣ", "οδος"),
        ("a\u{200b}b", "ab"),
    ] {
        assert_eq!(exact_key(one), exact_key(other), "{one:?} and {other:?}");
        assert_eq!(key(one), key(other), "{one:?} and {other:?}");
    }
    for (one, other) in
        [("GTXPro", "GTX Pro"), ("Acme Inc", "Acme, Inc."), ("e\u{301}a", "ea"), ("O'Brien", "OBrien")]
    {
        assert_ne!(exact_key(one), exact_key(other), "{one:?} and {other:?}");
        assert_eq!(key(one), key(other), "{one:?} and {other:?}");
    }
    for (one, other) in [
        ("ACME 1", "ACME 2"),
        ("ACME 1 2", "ACME 12"),
        ("C++", "C"),
        ("???", "!!!"),
        ("🦀", "🐟"),
        ("é", "e"),
    ] {
        assert_ne!(key(one), key(other), "{one:?} and {other:?}");
    }
    assert_eq!((key(" \u{a0}"), exact_key("")), (String::new(), String::new()));
}

#[test]
fn the_most_alike_come_first() {
    let index =
        NameIndex::new(["Schlechter", "schlecht", "Schlecht GmbH", "Schlect", "Acme"], LegalForms::PassOver);
    let found: Vec<_> = index.like("Schlecht").iter().map(|found| (found.index, found.likeness)).collect();
    assert_eq!(found, [(1, Same), (2, SameCore), (3, Close), (0, Close)]);
    assert!(index.like("Schlecht").windows(2).all(|pair| pair[0].score >= pair[1].score));
}

#[test]
fn duplicates_within_a_list() {
    let index = NameIndex::new(["Acme Inc.", "Globex", "ACME", "Initech", "acme inc"], LegalForms::PassOver);
    let found: Vec<_> =
        index.duplicates().iter().map(|(one, other)| (*one, other.index, other.likeness)).collect();
    assert_eq!(found, [(0, 4, Same), (0, 2, SameCore), (2, 4, SameCore)]);
    let many = NameIndex::new(std::iter::repeat_n("Acme", 1_000), LegalForms::Count);
    assert_eq!(many.like("acme").len(), MAX_MATCHES);
    assert!(many.duplicates().len() < 1_000 * MAX_MATCHES);
}

/// Names of firms as there are many: three syllables out of a few, and a word of the trade.
fn firm(number: usize) -> String {
    let syllables = [
        "ba", "co", "di", "fel", "gra", "hun", "jo", "kim", "lor", "mun", "nex", "pol", "quo", "ras", "sti",
        "tor",
    ];
    let trades = ["Logistics", "Trading", "Foods", "Systems", "Partners", "Energy", "Software"];
    let at = |place: u32| syllables[number / 16_usize.pow(place) % 16];
    format!("{}{}{} {}", at(0), at(1), at(2), trades[number % 7])
}

#[test]
fn some_against_ten_thousand() {
    let names: Vec<String> = (0..10_000).map(firm).collect();
    let index = NameIndex::new(names.iter().map(String::as_str), LegalForms::PassOver);
    for (at, name) in names.iter().enumerate().step_by(10) {
        let first = index.like(name)[0];
        assert_eq!(first.score, 100, "{name} {first:?}");
        assert_eq!(names[first.index], names[at]);
    }
}

proptest! {
    #[test]
    fn a_name_is_like_itself(name in any::<String>()) {
        let index = NameIndex::new([name.as_str()], LegalForms::PassOver);
        let found = index.like(&name);
        prop_assert_eq!(found.is_empty(), near_key(&name, LegalForms::PassOver).is_empty());
        prop_assert!(found.iter().all(|found| found.likeness == Same));
    }

    #[test]
    fn likeness_goes_both_ways_and_never_over_numbers(
        one in "[a-c]{0,6}( ?[0-2]{1,2}| [ab]| II?I?)?( Inc| GmbH|有限公司)?", other in "[a-c]{0,6}( ?[0-2]{1,2}| [ab]| II?I?)?( Inc| GmbH|有限公司)?",
    ) {
        let found = likeness(&one, &other);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        if digits(&one) != digits(&other) {
            prop_assert_eq!(found, None);
        }
    }

    #[test]
    fn no_name_brings_it_down(names in proptest::collection::vec(any::<String>(), 0..8)) {
        for forms in [LegalForms::Count, LegalForms::PassOver] {
            let _ = NameIndex::new(names.iter().map(String::as_str), forms).duplicates();
        }
    }
}
