//! Whatever is read, nothing panics: damaged checkpoints, lines, amounts, stamps.

use proptest::prelude::*;
use sales::checkpoint::{Reader, Unusable, chunk_numbers, chunk_of, encode_chunk, encode_head};
use sales::decide::Command;
use sales::log::{Line, Stamp};
use sales::model::Workspace;
use sales::money::{Currency, parse_amount, parse_rate};
use sales::sample::Language;

use crate::fixture::Office;
use crate::steps::settings;

/// All pieces of a checkpoint: the head, then the chunks.
pub(crate) fn pieces(ws: &Workspace) -> Vec<Vec<u8>> {
    let chunks = chunk_numbers(ws).into_iter().map(|chunk| encode_chunk(ws, chunk));
    std::iter::once(encode_head(ws)).chain(chunks).collect()
}

pub(crate) fn read(pieces: &[Vec<u8>]) -> Result<Workspace, Unusable> {
    let (head, chunks) = pieces.split_first().ok_or(Unusable)?;
    let mut reader = Reader::new(head)?;
    for chunk in chunks {
        reader.chunk(chunk)?;
    }
    reader.finish()
}

fn sample() -> Office {
    let mut office = Office::new();
    // Two pieces of deals, so that chunks can be mixed up.
    for language in [Language::English, Language::Chinese].iter().cycle().take(6) {
        office.must(&Command::LoadSample { language: *language });
        office.must(&Command::RemoveSample);
    }
    office.must(&Command::LoadSample { language: Language::Chinese });
    office
}

#[test]
fn a_checkpoint_is_read_as_it_was_written() {
    for office in [Office::new(), sample()] {
        let read = read(&pieces(&office.ws)).expect("a good checkpoint");
        assert!(read.same_as(&office.ws));
        for (there, here) in read.deals.rows().iter().zip(office.ws.deals.rows()) {
            assert_eq!(there, here, "removed ones too, in their places");
        }
        crate::sound::check(&read);
    }
}

#[test]
fn deals_are_found_in_their_chunk() {
    let office = sample();
    let of_deals: Vec<usize> =
        chunk_numbers(&office.ws).into_iter().filter(|chunk| chunk.is_multiple_of(2)).collect();
    assert_eq!(of_deals, [0, 2]);
    for (ix, _) in office.ws.deals.iter_ix() {
        assert!(of_deals.contains(&chunk_of(ix)));
    }
    assert_eq!(chunk_numbers(&Workspace::default()), [] as [usize; 0]);
    assert!(encode_chunk(&office.ws, 71).len() < 10, "nothing is in a chunk that is not there");
}

#[test]
fn a_checkpoint_with_pieces_missing_or_mixed_up_is_refused() {
    let good = pieces(&sample().ws);
    let refused = |pieces: &[Vec<u8>]| assert!(read(pieces).is_err());
    refused(&[]);
    refused(&good[..1]);
    refused(&good[..2]);
    refused(&good[1..]);
    refused(&[good[0].clone(), good[1].clone(), good[1].clone()]);
    refused(&[good[0].clone(), good[1].clone(), good[2].clone(), good[2].clone()]);
    refused(&[good[1].clone(), good[1].clone(), good[2].clone()]);
    refused(&[good[0].clone(), good[2].clone(), good[1].clone()]);
    refused(&[Vec::new(), good[1].clone(), good[2].clone()]);
    refused(&[good[0].clone(), Vec::new(), good[2].clone()]);
}

#[test]
fn a_checkpoint_cut_short_anywhere_is_refused() {
    let good = pieces(&sample().ws);
    for piece in 0..good.len() {
        let length = good[piece].len();
        for end in (0..length).step_by(length / 40 + 1) {
            let mut cut = good.clone();
            cut[piece].truncate(end);
            assert!(read(&cut).is_err(), "piece {piece} cut at {end}");
        }
    }
}

proptest! {
    #![proptest_config(settings(128))]

    #[test]
    fn a_checkpoint_with_a_flipped_bit_is_refused(piece: prop::sample::Index, place: prop::sample::Index, bit in 0..8u8) {
        thread_local!(static GOOD: Vec<Vec<u8>> = pieces(&sample().ws));
        let mut damaged = GOOD.with(Clone::clone);
        let piece = piece.index(damaged.len());
        let place = place.index(damaged[piece].len());
        damaged[piece][place] ^= 1 << bit;
        prop_assert!(read(&damaged).is_err());
    }

    #[test]
    fn bytes_that_are_no_checkpoint_are_refused(head: Vec<u8>, chunk: Vec<u8>) {
        let empty = encode_head(&Workspace::default());
        prop_assert!(Reader::new(&head).is_err());
        let mut reader = Reader::new(&empty).expect("a good head");
        prop_assert!(reader.chunk(&chunk).is_err());
    }

    #[test]
    fn any_text_is_a_line_or_an_error(text: String, bytes: Vec<u8>) {
        let _ = Line::parse(&text);
        let _ = Line::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_line_with_a_changed_byte_is_a_line_or_an_error(line in 0..45usize, place: prop::sample::Index, byte: u8) {
        let text = include_str!("log-v1.jsonl").lines().nth(line).expect("a line");
        let mut bytes = text.as_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(Line::Known(entry)) = Line::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert_eq!(Line::parse(&entry.to_text()), Ok(Line::Known(entry)));
        }
    }

    #[test]
    fn any_text_is_an_amount_or_an_error(text: String, digits in "[-+]?[0-9.,' ]{0,45}[万亿kKmMw元]{0,2}") {
        for currency in ["USD", "JPY", "KWD"].map(|code| code.parse::<Currency>().expect("a code")) {
            for text in [&text, &digits] {
                if let Ok(minor) = parse_amount(text, currency) {
                    prop_assert!((0..=sales::money::MAX_MINOR).contains(&minor));
                }
            }
        }
        let _ = (parse_rate(&text), parse_rate(&digits));
    }

    #[test]
    fn amounts_come_back_from_plain_digits(minor in 0..=sales::money::MAX_MINOR) {
        let text = format!("{}.{:02}", minor / 100, minor % 100);
        prop_assert_eq!(parse_amount(&text, Currency::USD), Ok(minor));
    }

    #[test]
    fn any_text_is_a_stamp_or_an_error(text: String, digits in "[0-9a-f]{15,17}-[0-9a-f]{15,17}") {
        for text in [text, digits] {
            if let Ok(stamp) = text.parse::<Stamp>() {
                prop_assert_eq!(stamp.to_string(), text);
            }
        }
    }
}
