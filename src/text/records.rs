//! Team, organisations, contacts, nurture: lists and pages.

pub(crate) struct Texts {
    pub(crate) title: &'static str,
}

pub(crate) const EN: Texts = Texts { title: "Records" };

pub(crate) const ZH: Texts = Texts { title: "记录" };
