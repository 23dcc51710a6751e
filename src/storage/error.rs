//! What can go wrong with storage, told apart by what a person can do about it.

use wasm_bindgen::JsValue;

/// Why the database could not be opened, read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// The browser gives no database: private window, storage switched off.
    Unavailable(String),
    /// Another tab with an older version holds the database.
    Blocked,
    /// The database was written by a newer version of the app.
    Newer,
    /// The disk, or the share of it the browser grants, is full.
    Full,
    /// Records of the log can't be read.
    Damaged {
        /// Their numbers, at most ten of them.
        records: Vec<u64>,
        /// What the reader stumbled over.
        detail: String,
    },
    /// Anything else, as the browser words it.
    Other(String),
}

impl StorageError {
    /// Sorts an error of the browser by its name.
    pub(crate) fn from_name(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            "SecurityError" | "InvalidStateError" | "NotSupportedError" => {
                Self::Unavailable(message.to_owned())
            }
            _ => Self::Other(format!("{name}: {message}")),
        }
    }
}

fn field(value: &JsValue, key: &str) -> String {
    js_sys::Reflect::get(value, &JsValue::from_str(key))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

impl From<JsValue> for StorageError {
    fn from(value: JsValue) -> Self {
        Self::from_name(&field(&value, "name"), &field(&value, "message"))
    }
}

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> Self {
        match error {
            idb::Error::DomException(exception) => Self::from_name(&exception.name(), &exception.message()),
            idb::Error::AddFailed(value)
            | idb::Error::GetFailed(value)
            | idb::Error::GetAllFailed(value)
            | idb::Error::UpdateFailed(value)
            | idb::Error::IndexedDbOpenFailed(value)
            | idb::Error::TransactionOpenFailed(value) => value.into(),
            idb::Error::IndexedDbNotFound(_) => Self::Unavailable(error.to_string()),
            other => Self::Other(other.to_string()),
        }
    }
}
