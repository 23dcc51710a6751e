//! Focus: where an hour brings most, and what to let go.

pub(crate) struct Texts {
    pub(crate) focus: &'static str,
}

pub(crate) static EN: Texts = Texts { focus: "Where an hour brings most" };

pub(crate) static ZH: Texts = Texts { focus: "最值得花时间的商机" };
