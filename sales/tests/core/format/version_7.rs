//! What version 7 brought: which days of a deal nobody has said, and days that are put right.

use sales::ids::{DealId, StageId};
use sales::log::{Act, Change, DealEdit, Device, Entry, Hlc, Kind, KnownDays, NewDeal, Past, Stamp};
use sales::model::{Guessed, Standing, StandingKind, Visit};
use sales::time::Timestamp;

use super::{id, position, swap};

/// The entries that the file of version 7 holds.
pub(super) fn entries() -> Vec<Entry> {
    let visit = |standing, entered| Visit { stage: StageId(id(10)), standing, entered: Timestamp(entered) };
    let past = |created, guessed| Past {
        created: Timestamp(created),
        visits: vec![visit(StandingKind::Open, created), visit(StandingKind::Won, 9)],
        is_partial: true,
        guessed,
    };
    let guess = Guessed { created: true, closed: None };
    let days = |created, guessed| KnownDays {
        created: Timestamp(created),
        closed: Some(Timestamp(9)),
        guessed,
        entered: vec![Timestamp(created), Timestamp(9)],
    };
    let changes = vec![
        Change::DealAdded(Box::new(NewDeal {
            is_partial: true,
            guessed: Guessed { created: true, closed: Some(Timestamp(9)) },
            ..NewDeal::plain(DealId(id(34)), "Undated".into(), position(10, Standing::Won), Timestamp(9))
        })),
        Change::DealEdited {
            id: DealId(id(34)),
            edit: DealEdit::Past(Box::new(swap(past(9, guess), past(2, Guessed::default())))),
        },
        Change::DealEdited {
            id: DealId(id(34)),
            edit: DealEdit::Days(Box::new(swap(days(9, guess), days(2, Guessed::default())))),
        },
    ];
    let mut clock = Hlc::default();
    let at = Timestamp(1_800_000_000_000);
    let entry = |(act, change)| {
        clock = clock.tick(at);
        let stamp = Stamp { clock, device: Device(0xD0D0) };
        Entry { format: 7, stamp, at, act, kind: Kind::Do, changes: vec![change] }
    };
    [Act::Import, Act::Import, Act::EditDeal].into_iter().zip(changes).map(entry).collect()
}
