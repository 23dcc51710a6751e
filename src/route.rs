//! Addresses: what stands behind `#` names the screen, so that one build works at any path of any static host.
//!
//! Reading an address cannot fail: what is not understood leads to the board, and an id that no
//! longer exists is for the screen to explain.

use sales::ids::{ContactId, DashboardId, DealId, OrganisationId, PersonId, PipelineId};

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What is to be done.
    Today,
    /// The board of the pipeline in use.
    Board,
    /// The same deals as a table.
    Table,
    /// Deals that are being nurtured.
    Nurture,
    /// What the figures say.
    Insights,
    /// The first dashboard, or the choice of one to begin with.
    Dashboards,
    /// A dashboard.
    Dashboard(DashboardId),
    /// What is to be reached, and how far one is.
    Goals,
    /// The regular clean-up of stalled and overdue deals.
    Review,
    /// What coming months and quarters will bring.
    Forecast,
    /// The team.
    People,
    /// One person of the team.
    Person(PersonId),
    /// The customers' firms.
    Organisations,
    /// One firm.
    Organisation(OrganisationId),
    /// The customers' people.
    Contacts,
    /// One of them.
    Contact(ContactId),
    /// Settings, opened at a section.
    Settings(Section),
    /// The whole process of a pipeline on a page.
    Process,
    /// How to work with a pipeline.
    Guide,
    /// Bringing data in.
    Import,
    /// Choosing how to start, or one more pipeline.
    Start,
}

/// A part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Section {
    /// Pipelines and their stages.
    #[default]
    Pipelines,
    /// The lists to choose from.
    Lists,
    /// Custom fields.
    Fields,
    /// Currencies and rates.
    Currencies,
    /// Language and looks.
    Appearance,
    /// Backup, sample data, erasing.
    Data,
}

/// What stands in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// The screen.
    pub(crate) screen: Screen,
    /// The pipeline, where the address names one.
    pub(crate) pipeline: Option<PipelineId>,
    /// The deal whose panel is open.
    pub(crate) deal: Option<DealId>,
    /// An id that could not be read: somebody followed a broken link.
    pub(crate) broken: bool,
    /// The filter, as [`sales::query`] writes it in an address.
    pub(crate) query: String,
    /// What is asked of the figures, as the insights write it in an address: the period and how to look at it.
    pub(crate) question: String,
}

/// The parts of a query that say what is asked of the figures or the goals; all others belong to the filter.
const QUESTION: [&str; 12] =
    ["period", "basis", "mode", "day", "pipelines", "view", "by", "one", "two", "columns", "span", "measure"];

impl Default for Route {
    fn default() -> Self {
        Self::to(Screen::Board)
    }
}

const SECTIONS: [(Section, &str); 6] = [
    (Section::Pipelines, "pipelines"),
    (Section::Lists, "lists"),
    (Section::Fields, "fields"),
    (Section::Currencies, "currencies"),
    (Section::Appearance, "appearance"),
    (Section::Data, "data"),
];

impl Route {
    /// A screen with nothing else.
    pub(crate) fn to(screen: Screen) -> Self {
        Self {
            screen,
            pipeline: None,
            deal: None,
            broken: false,
            query: String::new(),
            question: String::new(),
        }
    }

    /// Reads what stands in the address, with or without `#`.
    pub(crate) fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or("");
        let second = parts.next();
        let mut broken = false;
        let screen = match (first, second) {
            ("today", _) => Screen::Today,
            ("table", _) => Screen::Table,
            ("nurture", _) => Screen::Nurture,
            ("insights", _) => Screen::Insights,
            ("dashboards", Some(id)) if id != "deal" => {
                read(id, &mut broken).map_or(Screen::Dashboards, Screen::Dashboard)
            }
            ("dashboards", _) => Screen::Dashboards,
            ("goals", _) => Screen::Goals,
            ("review", _) => Screen::Review,
            ("forecast", _) => Screen::Forecast,
            ("people", Some(id)) if id != "deal" => {
                read(id, &mut broken).map_or(Screen::People, Screen::Person)
            }
            ("people", _) => Screen::People,
            ("organisations", Some(id)) if id != "deal" => {
                read(id, &mut broken).map_or(Screen::Organisations, Screen::Organisation)
            }
            ("organisations", _) => Screen::Organisations,
            ("contacts", Some(id)) if id != "deal" => {
                read(id, &mut broken).map_or(Screen::Contacts, Screen::Contact)
            }
            ("contacts", _) => Screen::Contacts,
            ("settings", section) => {
                let known = SECTIONS.iter().find(|(_, name)| Some(*name) == section);
                Screen::Settings(known.map(|(section, _)| *section).unwrap_or_default())
            }
            ("process", _) => Screen::Process,
            ("guide", _) => Screen::Guide,
            ("import", _) => Screen::Import,
            ("start", _) => Screen::Start,
            _ => Screen::Board,
        };
        let all: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let after =
            |name: &str| all.iter().position(|part| *part == name).and_then(|at| all.get(at + 1)).copied();
        let deal = after("deal").and_then(|id| read(id, &mut broken));
        let pipeline = match screen {
            Screen::Board
            | Screen::Table
            | Screen::Nurture
            | Screen::Insights
            | Screen::Process
            | Screen::Review => second.filter(|part| *part != "deal").and_then(|id| read(id, &mut broken)),
            Screen::Settings(Section::Pipelines) => all.get(2).and_then(|id| read(id, &mut broken)),
            _ => None,
        };
        let (question, query) = match screen {
            Screen::Today | Screen::Insights | Screen::Goals | Screen::Review => parted(query),
            // It has no filter.
            Screen::Forecast | Screen::Guide => (query.to_owned(), String::new()),
            _ => (String::new(), query.to_owned()),
        };
        Self { screen, pipeline, deal, broken, query, question }
    }

    /// Writes it as it stands in the address, with `#`.
    pub(crate) fn href(&self) -> String {
        let mut href = String::from("#/");
        match self.screen {
            Screen::Today => href.push_str("today"),
            Screen::Board => href.push_str("board"),
            Screen::Table => href.push_str("table"),
            Screen::Nurture => href.push_str("nurture"),
            Screen::Insights => href.push_str("insights"),
            Screen::Dashboards => href.push_str("dashboards"),
            Screen::Dashboard(id) => push(&mut href, "dashboards/", id),
            Screen::Goals => href.push_str("goals"),
            Screen::Review => href.push_str("review"),
            Screen::Forecast => href.push_str("forecast"),
            Screen::People => href.push_str("people"),
            Screen::Person(id) => push(&mut href, "people/", id),
            Screen::Organisations => href.push_str("organisations"),
            Screen::Organisation(id) => push(&mut href, "organisations/", id),
            Screen::Contacts => href.push_str("contacts"),
            Screen::Contact(id) => push(&mut href, "contacts/", id),
            Screen::Settings(section) => {
                let name = SECTIONS.iter().find(|(known, _)| *known == section).map_or("", |(_, name)| name);
                href.push_str("settings/");
                href.push_str(name);
            }
            Screen::Process => href.push_str("process"),
            Screen::Guide => href.push_str("guide"),
            Screen::Import => href.push_str("import"),
            Screen::Start => href.push_str("start"),
        }
        if let Some(id) = self.pipeline {
            push(&mut href, "/", id);
        }
        if let Some(id) = self.deal {
            push(&mut href, "/deal/", id);
        }
        for (part, before) in
            [(&self.question, '?'), (&self.query, if self.question.is_empty() { '?' } else { '&' })]
        {
            if !part.is_empty() {
                href.push(before);
                href.push_str(part);
            }
        }
        href
    }

    /// The same screen with a deal's panel open, or closed.
    pub(crate) fn with_deal(&self, deal: Option<DealId>) -> Self {
        Self { deal, broken: false, ..self.clone() }
    }
}

/// What a query asks of the figures, and the rest of it.
fn parted(query: &str) -> (String, String) {
    let is_question = |part: &&str| QUESTION.contains(&part.split_once('=').map_or(*part, |(key, _)| key));
    let (question, filter): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_question);
    (question.join("&"), filter.join("&"))
}

fn push(href: &mut String, before: &str, id: impl std::fmt::Display) {
    href.push_str(before);
    href.push_str(&id.to_string());
}

fn read<T: std::str::FromStr>(id: &str, broken: &mut bool) -> Option<T> {
    let id = id.parse().ok();
    *broken |= id.is_none();
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "018f4e9a-7b1c-7000-8000-0000000000ab";

    #[test]
    fn every_address_reads_back_as_it_was_written() {
        let paths = [
            "board".to_owned(),
            format!("board/{ID}"),
            format!("board/deal/{ID}"),
            format!("board/{ID}/deal/{ID}"),
            format!("table/{ID}/deal/{ID}?q=acme"),
            "today".to_owned(),
            format!("today/deal/{ID}"),
            "today?view=week&day=2026-11-23".to_owned(),
            "nurture".to_owned(),
            "insights".to_owned(),
            format!("insights/{ID}/deal/{ID}?period=last-quarter&basis=created&q=acme"),
            format!("insights/{ID}?q=acme&from=2026-01-01"),
            "goals".to_owned(),
            "goals?span=2026-q4&measure=deals".to_owned(),
            "dashboards".to_owned(),
            format!("dashboards/{ID}/deal/{ID}"),
            "review".to_owned(),
            format!("review/{ID}/deal/{ID}?view=list"),
            format!("forecast/deal/{ID}?span=2026-12&who={ID}&in={ID}&view=accuracy"),
            "people".to_owned(),
            format!("people/{ID}"),
            format!("organisations/{ID}/deal/{ID}"),
            format!("contacts/{ID}"),
            "settings/pipelines".to_owned(),
            format!("settings/pipelines/{ID}"),
            "settings/data".to_owned(),
            format!("process/{ID}"),
            "guide".to_owned(),
            "guide?part=clean".to_owned(),
            "import".to_owned(),
            "start".to_owned(),
        ];
        for path in paths {
            let href = format!("#/{path}");
            assert_eq!(Route::parse(&href).href(), href);
            assert!(!Route::parse(&href).broken, "{href}");
        }
    }

    #[test]
    fn what_is_no_address_leads_to_the_board() {
        for hash in ["", "#", "#/", "#nonsense", "#/%%%", "#/board//"] {
            let route = Route::parse(hash);
            assert_eq!(route.screen, Screen::Board, "{hash}");
            assert!(!route.broken, "{hash}");
        }
    }

    #[test]
    fn a_broken_id_is_noticed() {
        for hash in ["#/board/deal/42", "#/board/nonsense", "#/people/zz", "#/board/deal/🦀"] {
            assert!(Route::parse(hash).broken, "{hash}");
        }
    }
}
