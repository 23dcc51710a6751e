//! The chapters of the guide, and the screens they speak of. What they say is in the part of the guide, and not here.

use crate::route::{Screen, Section};

/// A chapter of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Chapter {
    Pipeline,
    Stages,
    Deals,
    Process,
    Goals,
    Team,
    Clean,
    Figures,
    Safe,
}

impl Chapter {
    /// All of them, in the order they are read.
    pub(in crate::screens) const ALL: [Self; 9] = [
        Self::Pipeline,
        Self::Stages,
        Self::Deals,
        Self::Process,
        Self::Goals,
        Self::Team,
        Self::Clean,
        Self::Figures,
        Self::Safe,
    ];

    pub(in crate::screens) fn name(self) -> &'static str {
        match self {
            Self::Pipeline => "pipeline",
            Self::Stages => "stages",
            Self::Deals => "deals",
            Self::Process => "process",
            Self::Goals => "goals",
            Self::Team => "team",
            Self::Clean => "clean",
            Self::Figures => "figures",
            Self::Safe => "safe",
        }
    }

    /// Where it leads.
    pub(in crate::screens) fn place(self) -> Screen {
        match self {
            Self::Pipeline => Screen::Board,
            Self::Stages => Screen::Settings(Section::Pipelines),
            Self::Deals => Screen::Import,
            Self::Process => Screen::Process,
            Self::Goals => Screen::Goals,
            Self::Team => Screen::Today,
            Self::Clean => Screen::Review,
            Self::Figures => Screen::Insights,
            Self::Safe => Screen::Settings(Section::Data),
        }
    }

    /// The chapter that speaks of a screen.
    pub(in crate::screens) fn of(screen: Screen) -> Option<Self> {
        match screen {
            Screen::Dashboards | Screen::Dashboard(_) | Screen::Forecast => Some(Self::Figures),
            Screen::Nurture => Some(Self::Clean),
            Screen::Table
            | Screen::Organisations
            | Screen::Organisation(_)
            | Screen::Contacts
            | Screen::Contact(_) => Some(Self::Deals),
            Screen::People | Screen::Person(_) => Some(Self::Team),
            screen => Self::ALL.into_iter().find(|chapter| chapter.place() == screen),
        }
    }

    /// What asks the guide for it in its address.
    pub(in crate::screens) fn question(self) -> String {
        ["part=", self.name()].concat()
    }

    /// Which one an address asks for.
    pub(in crate::screens) fn asked(question: &str) -> Option<Self> {
        let name = question.split('&').find_map(|part| part.strip_prefix("part="))?;
        Self::ALL.into_iter().find(|chapter| chapter.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_helps_on_the_screen_it_opens() {
        for chapter in Chapter::ALL {
            assert_eq!(Chapter::of(chapter.place()), Some(chapter));
            assert_eq!(Chapter::asked(&chapter.question()), Some(chapter));
        }
        for (screen, chapter) in [
            (Screen::Table, Chapter::Deals),
            (Screen::Contacts, Chapter::Deals),
            (Screen::People, Chapter::Team),
            (Screen::Forecast, Chapter::Figures),
        ] {
            assert_eq!(Chapter::of(screen), Some(chapter));
        }
        assert_eq!(Chapter::of(Screen::Start), None);
        assert_eq!(Chapter::asked("part=nonsense"), None);
    }
}
