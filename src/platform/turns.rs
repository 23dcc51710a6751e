//! Work that is done piece by piece, one in each frame, so that what matters more is on the screen first and the page hears
//! its user in between.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::dom;

type Piece = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<VecDeque<Piece>> = const { RefCell::new(VecDeque::new()) };
}

/// Does something when all that waits already is done, in a frame of its own.
pub(crate) fn take(piece: impl FnOnce() + 'static) {
    let is_first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(Box::new(piece));
        waiting.len() == 1
    });
    if is_first {
        dom::soon(next);
    }
}

fn next() {
    let (piece, has_more) = WAITING.with_borrow_mut(|waiting| (waiting.pop_front(), !waiting.is_empty()));
    // Asked for before the piece is done: one that fails holds up no other.
    if has_more {
        dom::soon(next);
    }
    if let Some(piece) = piece {
        piece();
    }
}
