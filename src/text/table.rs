//! The table of deals.

pub(crate) struct Texts {
    pub(crate) title: &'static str,
}

pub(crate) const EN: Texts = Texts { title: "Table" };

pub(crate) const ZH: Texts = Texts { title: "列表" };
