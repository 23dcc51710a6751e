//! Which record a row of a list is about, where several have one name.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use sales::ids::{OrganisationId, Uuid};
use sales::model::Workspace;

use crate::names::exact_key as key;
use crate::setup::{FileSetup, NameKind, RowRef, Setup};
use crate::target::FileKind;

/// A kind of record, for contacts the organisation, and a name as it compares.
type Called = (NameKind, Option<OrganisationId>, String);

/// What is known of a row.
pub(super) enum Same {
    /// It is the record of this earlier row.
    Row(Uuid, RowRef),
    /// It is this record of the workspace.
    Record(Uuid),
    /// It is the first of its name.
    First,
    /// It is another one than the rows of its name so far, and not in the workspace.
    Another,
}

/// Records of the workspace that have one name.
struct Several {
    /// The number of the name.
    number: usize,
    /// Those that no row came to yet, the oldest last: it is taken first.
    left: Vec<Uuid>,
}

/// See the top of the file.
pub(super) struct Listed {
    twins: HashMap<RowRef, RowRef>,
    /// The records of the rows so far.
    rows: HashMap<RowRef, Uuid>,
    /// The names of the rows so far, and the records.
    called: HashSet<Called>,
    taken: HashSet<Uuid>,
    /// Names that several records of the workspace have.
    several: HashMap<Called, Several>,
    /// Those records, each with the number of its name.
    of_several: HashMap<Uuid, usize>,
    /// What was said first about a part of a record: the row, and the text as a number, which takes less room.
    told: HashMap<(Uuid, usize), (RowRef, u64)>,
}

impl Listed {
    pub(super) fn new(workspace: &Workspace, setup: &Setup) -> Self {
        let organisations = workspace
            .organisations
            .iter()
            .map(|row| ((NameKind::Organisation, None, key(&row.name)), row.id.0));
        let contacts = workspace
            .contacts
            .iter()
            .map(|row| ((NameKind::Contact, row.organisation, key(&row.name)), row.id.0));
        let mut by_name: HashMap<Called, Vec<Uuid>> = HashMap::new();
        // Only rows of lists ask.
        let is_list =
            |file: &FileSetup| matches!(file.kind, Some(FileKind::Organisations | FileKind::Contacts));
        if setup.files.iter().any(is_list) {
            for (called, id) in organisations.chain(contacts) {
                by_name.entry(called).or_default().push(id);
            }
        }
        by_name.retain(|_, records| records.len() > 1);
        let (mut several, mut of_several) = (HashMap::new(), HashMap::new());
        for (number, (called, mut left)) in by_name.into_iter().enumerate() {
            of_several.extend(left.iter().map(|id| (*id, number)));
            left.reverse();
            several.insert(called, Several { number, left });
        }
        Self {
            twins: setup.twins.iter().map(|twin| (twin.row, twin.into)).collect(),
            rows: HashMap::new(),
            called: HashSet::new(),
            taken: HashSet::new(),
            several,
            of_several,
            told: HashMap::new(),
        }
    }

    /// What is known of a row of this name. `by_id` is the record that has its id already: where `is_sure`, that says more than a name.
    pub(super) fn find(&mut self, called: &Called, row: RowRef, by_id: Option<Uuid>, is_sure: bool) -> Same {
        let twin = self.twins.get(&row).and_then(|into| Some((*self.rows.get(into)?, *into)));
        if let Some((id, into)) = twin {
            return Same::Row(id, into);
        }
        if let Some(id) = by_id.filter(|_| is_sure) {
            self.called.insert(called.clone());
            return Same::Record(id);
        }
        let is_first = self.called.insert(called.clone());
        let several = self.several.get_mut(called);
        let number = several.as_ref().map(|several| several.number);
        let is_so_called = |id: &Uuid| number.is_some() && self.of_several.get(id).copied() == number;
        if let Some(id) = by_id.filter(|id| self.taken.contains(id) || is_so_called(id)) {
            return Same::Record(id);
        }
        let next = several.and_then(|several| {
            while let Some(id) = several.left.pop() {
                if !self.taken.contains(&id) {
                    return Some(id);
                }
            }
            None
        });
        match next {
            Some(id) => Same::Record(id),
            None if is_first => Same::First,
            None => Same::Another,
        }
    }

    /// Notes which record a row came to.
    pub(super) fn is(&mut self, row: RowRef, record: Uuid) {
        self.rows.insert(row, record);
        self.taken.insert(record);
    }

    /// Notes that a row says something about a part of a record, and answers what the rows before it say.
    pub(super) fn tell(&mut self, record: Uuid, part: usize, row: RowRef, text: &str) -> Telling {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let said = hasher.finish();
        match *self.told.entry((record, part)).or_insert((row, said)) {
            (first, _) if first == row => Telling::First,
            (_, first) if first == said => Telling::Again,
            (first, _) => Telling::Otherwise(first),
        }
    }
}

/// What the rows before one say about what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// Nothing.
    First,
    /// The same.
    Again,
    /// Something else; this is the first of them.
    Otherwise(RowRef),
}
