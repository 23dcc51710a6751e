//! The folded workspace in a compact binary form, so that opening need not replay the log.
//!
//! A cache: where it is missing, damaged or of another [`FORMAT`], the log is replayed instead.
//! Deals are cut into chunks by their place, so that a move writes one chunk anew, not all of them.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::model::{
    Choice, Contact, Deal, Field, Ix, Organisation, Person, Pipeline, Record, Settings, Stage, Table, View,
    Workspace,
};

/// The version of the form. Raised whenever a record of the model changes its fields.
pub const FORMAT: u32 = 3;

/// For how many deals memory is set aside on the word of a head.
const MOST_RESERVED: usize = 250_000;

/// How many deals a chunk holds.
pub const CHUNK_DEALS: usize = 512;

/// The number of the chunk that a deal is in.
pub fn chunk_of(ix: Ix<Deal>) -> usize {
    ix.index() / CHUNK_DEALS
}

/// How many chunks the deals take.
pub fn chunk_count(workspace: &Workspace) -> usize {
    workspace.deals.row_count().div_ceil(CHUNK_DEALS)
}

/// A checkpoint that can't be used; the log has to be replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusable;

#[derive(Serialize)]
struct HeadOut<'a> {
    format: u32,
    deals: usize,
    settings: &'a Settings,
    pipelines: &'a [Pipeline],
    stages: &'a [Stage],
    people: &'a [Person],
    organisations: &'a [Organisation],
    contacts: &'a [Contact],
    choices: &'a [Choice],
    fields: &'a [Field],
    views: &'a [View],
}

#[derive(Deserialize)]
struct HeadIn {
    format: u32,
    deals: usize,
    settings: Settings,
    pipelines: Vec<Pipeline>,
    stages: Vec<Stage>,
    people: Vec<Person>,
    organisations: Vec<Organisation>,
    contacts: Vec<Contact>,
    choices: Vec<Choice>,
    fields: Vec<Field>,
    views: Vec<View>,
}

/// Everything but the deals.
pub fn encode_head(workspace: &Workspace) -> Vec<u8> {
    encode(&HeadOut {
        format: FORMAT,
        deals: workspace.deals.row_count(),
        settings: &workspace.settings,
        pipelines: workspace.pipelines.rows(),
        stages: workspace.stages.rows(),
        people: workspace.people.rows(),
        organisations: workspace.organisations.rows(),
        contacts: workspace.contacts.rows(),
        choices: workspace.choices.rows(),
        fields: workspace.fields.rows(),
        views: workspace.views.rows(),
    })
}

/// The deals of one chunk. It says which chunk it is, and of which format, so that pieces of different
/// checkpoints are not put together.
pub fn encode_chunk(workspace: &Workspace, chunk: usize) -> Vec<u8> {
    let rows = workspace.deals.rows();
    let from = (chunk * CHUNK_DEALS).min(rows.len());
    let to = (from + CHUNK_DEALS).min(rows.len());
    encode(&(FORMAT, chunk, &rows[from..to]))
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
    let (sum, body) = bytes.split_first_chunk::<4>().ok_or(Unusable)?;
    if checksum(body) != u32::from_le_bytes(*sum) {
        return Err(Unusable);
    }
    postcard::from_bytes(body).map_err(|_| Unusable)
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
    /// How many chunks were read.
    chunks: usize,
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
        // Some more than there are: growing by doubling, the first deal that is added would need twice the memory. A
        // head that promises more deals than any browser holds is refused when the chunks don't come.
        workspace.deals.reserve(head.deals.saturating_add(head.deals / 8).min(MOST_RESERVED));
        Ok(Self { workspace, deals: head.deals, chunks: 0 })
    }

    /// Reads the next chunk; chunks come in their order.
    ///
    /// # Errors
    /// [`Unusable`] where it is damaged, of another format, or not the next one.
    pub fn chunk(&mut self, bytes: &[u8]) -> Result<(), Unusable> {
        let (format, chunk, rows): (u32, usize, Vec<Deal>) = decode(bytes)?;
        if format != FORMAT || chunk != self.chunks {
            return Err(Unusable);
        }
        self.chunks += 1;
        fill(&mut self.workspace.deals, rows)
    }

    /// The workspace, once all chunks were read.
    ///
    /// # Errors
    /// [`Unusable`] where deals are missing.
    pub fn finish(mut self) -> Result<Workspace, Unusable> {
        if self.workspace.deals.row_count() != self.deals {
            return Err(Unusable);
        }
        self.workspace.reckon_anew();
        Ok(self.workspace)
    }
}

fn fill<R: Record>(table: &mut Table<R>, rows: Vec<R>) -> Result<(), Unusable> {
    for row in rows {
        table.push(row).ok_or(Unusable)?;
    }
    Ok(())
}
