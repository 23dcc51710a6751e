//! The only place that throws dice.

use sales::ids::{Uuid, new_uuid};

use super::clock;

/// Fills bytes with randomness from the browser.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // It only fails for more than 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// The id of a new record.
pub(crate) fn new_id() -> Uuid {
    new_uuid(u64::try_from(clock::now().0).unwrap_or(0), random())
}
