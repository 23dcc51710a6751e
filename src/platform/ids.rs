//! The only place that throws dice.

use sales::ids::{Uuid, new_uuid};

use super::{clock, prefs};

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

/// The number of this browser profile, made when it is first asked for.
pub(crate) fn profile() -> u64 {
    const KEY: &str = "device";
    let known = prefs::get::<String>(KEY).and_then(|text| u64::from_str_radix(&text, 16).ok());
    known.unwrap_or_else(|| {
        let number = u64::from_le_bytes(random());
        prefs::set(KEY, &format!("{number:016x}"));
        number
    })
}
