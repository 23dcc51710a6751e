//! The folded workspace in a compact binary form, so that opening need not replay the log.
//!
//! A cache: where it is missing, damaged or of another [`FORMAT`], the log is replayed instead.
//! Deals and activities are cut into chunks by their place, so that a move writes one chunk anew, not all of them. The even
//! numbers are chunks of deals, the odd ones of activities.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::evolve::Touched;
use crate::model::{
    Activity, Choice, Contact, Dashboard, Deal, Field, Goal, Ix, Organisation, Person, Pipeline, Record,
    Report, Scenario, Settings, Stage, Table, View, Workspace,
};

/// The version of the form. Raised whenever a record of the model changes its fields.
pub const FORMAT: u32 = 7;

/// For how many deals or activities memory is set aside on the word of a head.
const MOST_RESERVED: usize = 250_000;

/// How many deals, or activities, a chunk holds.
pub const CHUNK_ROWS: usize = 512;

/// The number of the chunk that a deal is in.
pub fn chunk_of(ix: Ix<Deal>) -> usize {
    ix.index() / CHUNK_ROWS * 2
}

/// The number of the chunk that an activity is in.
pub fn chunk_of_activity(ix: Ix<Activity>) -> usize {
    ix.index() / CHUNK_ROWS * 2 + 1
}

/// The numbers of the chunks that are out of date once this was touched, in no order and perhaps more than once.
pub fn chunks_touched(touched: &Touched) -> impl Iterator<Item = usize> {
    let deals = touched.deals.iter().map(|&ix| chunk_of(ix));
    deals.chain(touched.activities.iter().map(|&ix| chunk_of_activity(ix)))
}

/// The numbers of all chunks of a workspace, in their order.
pub fn chunk_numbers(workspace: &Workspace) -> Vec<usize> {
    let deals = (0..workspace.deals.row_count().div_ceil(CHUNK_ROWS)).map(|chunk| chunk * 2);
    let activities = (0..workspace.activities.row_count().div_ceil(CHUNK_ROWS)).map(|chunk| chunk * 2 + 1);
    let mut numbers: Vec<usize> = deals.chain(activities).collect();
    numbers.sort_unstable();
    numbers
}

/// A checkpoint that can't be used; the log has to be replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusable;

#[derive(Serialize)]
struct HeadOut<'a> {
    format: u32,
    deals: usize,
    activities: usize,
    settings: &'a Settings,
    pipelines: &'a [Pipeline],
    stages: &'a [Stage],
    people: &'a [Person],
    organisations: &'a [Organisation],
    contacts: &'a [Contact],
    choices: &'a [Choice],
    fields: &'a [Field],
    views: &'a [View],
    goals: &'a [Goal],
    scenarios: &'a [Scenario],
    dashboards: &'a [Dashboard],
    reports: &'a [Report],
}

#[derive(Deserialize)]
struct HeadIn {
    format: u32,
    deals: usize,
    activities: usize,
    settings: Settings,
    pipelines: Vec<Pipeline>,
    stages: Vec<Stage>,
    people: Vec<Person>,
    organisations: Vec<Organisation>,
    contacts: Vec<Contact>,
    choices: Vec<Choice>,
    fields: Vec<Field>,
    views: Vec<View>,
    goals: Vec<Goal>,
    scenarios: Vec<Scenario>,
    dashboards: Vec<Dashboard>,
    reports: Vec<Report>,
}

/// Everything but the deals and the activities.
pub fn encode_head(workspace: &Workspace) -> Vec<u8> {
    encode(&HeadOut {
        format: FORMAT,
        deals: workspace.deals.row_count(),
        activities: workspace.activities.row_count(),
        settings: &workspace.settings,
        pipelines: workspace.pipelines.rows(),
        stages: workspace.stages.rows(),
        people: workspace.people.rows(),
        organisations: workspace.organisations.rows(),
        contacts: workspace.contacts.rows(),
        choices: workspace.choices.rows(),
        fields: workspace.fields.rows(),
        views: workspace.views.rows(),
        goals: workspace.goals.rows(),
        scenarios: workspace.scenarios.rows(),
        dashboards: workspace.dashboards.rows(),
        reports: workspace.reports.rows(),
    })
}

/// The deals or the activities of one chunk. It says which chunk it is, and of which format, so that pieces of different
/// checkpoints are not put together.
pub fn encode_chunk(workspace: &Workspace, chunk: usize) -> Vec<u8> {
    fn rows<R: Record>(table: &Table<R>, chunk: usize) -> &[R] {
        let rows = table.rows();
        let from = (chunk / 2 * CHUNK_ROWS).min(rows.len());
        let to = (from + CHUNK_ROWS).min(rows.len());
        &rows[from..to]
    }
    if chunk.is_multiple_of(2) {
        encode(&(FORMAT, chunk, rows(&workspace.deals, chunk)))
    } else {
        encode(&(FORMAT, chunk, rows(&workspace.activities, chunk)))
    }
}

/// The number of an encoded chunk; `None` where it is none.
pub fn number_of(chunk: &[u8]) -> Option<usize> {
    let ((_, number), _): ((u32, usize), _) = postcard::take_from_bytes(chunk.get(4..)?).ok()?;
    Some(number)
}

fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // Writing to a growing Vec cannot fail, and every sequence of the model knows its length. An empty answer would be
    // refused as damaged when it is read.
    let sum_place = [0; 4];
    let mut bytes = postcard::to_extend(value, sum_place.to_vec()).unwrap_or_default();
    if bytes.len() >= 4 {
        let sum = checksum(&bytes[4..]);
        bytes[..4].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unusable> {
    postcard::from_bytes(body(bytes)?).map_err(|_| Unusable)
}

/// What follows the sum, if it is what was summed up.
fn body(bytes: &[u8]) -> Result<&[u8], Unusable> {
    let (sum, body) = bytes.split_first_chunk::<4>().ok_or(Unusable)?;
    if checksum(body) == u32::from_le_bytes(*sum) { Ok(body) } else { Err(Unusable) }
}

/// A sum that notices damage: FNV-1a over words of eight bytes, folded.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum: u64 = 0xCBF2_9CE4_8422_2325 ^ bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let mut eight = [0; 8];
        eight.copy_from_slice(word);
        sum = (sum ^ u64::from_le_bytes(eight)).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    }
    for &byte in words.remainder() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    }
    #[allow(clippy::cast_possible_truncation)] // Both halves are folded in.
    let folded = (sum ^ (sum >> 32)) as u32;
    folded
}

/// Reads a checkpoint piece by piece, so that never more than one chunk is held twice.
#[derive(Debug)]
pub struct Reader {
    workspace: Workspace,
    deals: usize,
    activities: usize,
    /// The number of the last chunk that was read.
    last: Option<usize>,
}

impl Reader {
    /// Reads the head.
    ///
    /// # Errors
    /// [`Unusable`] where it is damaged or of another format.
    pub fn new(head: &[u8]) -> Result<Self, Unusable> {
        let head: HeadIn = decode(head)?;
        if head.format != FORMAT {
            return Err(Unusable);
        }
        let mut workspace = Workspace::default();
        workspace.settings = head.settings;
        fill(&mut workspace.pipelines, head.pipelines)?;
        fill(&mut workspace.stages, head.stages)?;
        fill(&mut workspace.people, head.people)?;
        fill(&mut workspace.organisations, head.organisations)?;
        fill(&mut workspace.contacts, head.contacts)?;
        fill(&mut workspace.choices, head.choices)?;
        fill(&mut workspace.fields, head.fields)?;
        fill(&mut workspace.views, head.views)?;
        fill(&mut workspace.goals, head.goals)?;
        fill(&mut workspace.scenarios, head.scenarios)?;
        fill(&mut workspace.dashboards, head.dashboards)?;
        fill(&mut workspace.reports, head.reports)?;
        // Some more than there are: growing by doubling, the first deal that is added would need twice the memory. A
        // head that promises more deals than any browser holds is refused when the chunks don't come.
        let room = |rows: usize| rows.saturating_add(rows / 8).min(MOST_RESERVED);
        workspace.deals.reserve(room(head.deals));
        workspace.activities.reserve(room(head.activities));
        Ok(Self { workspace, deals: head.deals, activities: head.activities, last: None })
    }

    /// Reads the next chunk; chunks come in their order.
    ///
    /// # Errors
    /// [`Unusable`] where it is damaged, of another format, or not the next one.
    pub fn chunk(&mut self, bytes: &[u8]) -> Result<(), Unusable> {
        let unusable = |_| Unusable;
        let body = body(bytes)?;
        let ((format, chunk), rows): ((u32, usize), _) = postcard::take_from_bytes(body).map_err(unusable)?;
        if format != FORMAT || self.last.is_some_and(|last| chunk <= last) {
            return Err(Unusable);
        }
        self.last = Some(chunk);
        // Each chunk but the last of its table is full, so one that is not the next begins elsewhere.
        let begins = chunk / 2 * CHUNK_ROWS;
        if chunk.is_multiple_of(2) {
            fill_from(&mut self.workspace.deals, begins, postcard::from_bytes(rows).map_err(unusable)?)
        } else {
            fill_from(&mut self.workspace.activities, begins, postcard::from_bytes(rows).map_err(unusable)?)
        }
    }

    /// The workspace, once all chunks were read.
    ///
    /// # Errors
    /// [`Unusable`] where deals or activities are missing.
    pub fn finish(mut self) -> Result<Workspace, Unusable> {
        let read = (self.workspace.deals.row_count(), self.workspace.activities.row_count());
        if read != (self.deals, self.activities) {
            return Err(Unusable);
        }
        self.workspace.reckon_anew();
        Ok(self.workspace)
    }
}

fn fill_from<R: Record>(table: &mut Table<R>, begins: usize, rows: Vec<R>) -> Result<(), Unusable> {
    if table.row_count() == begins { fill(table, rows) } else { Err(Unusable) }
}

fn fill<R: Record>(table: &mut Table<R>, rows: Vec<R>) -> Result<(), Unusable> {
    for row in rows {
        table.push(row).ok_or(Unusable)?;
    }
    Ok(())
}
