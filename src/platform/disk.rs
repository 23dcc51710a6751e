//! A file on the disk that the page may write again and again, where the browser has such a thing (the File System Access
//! API of Chromium). The browser's own types for it are not stable yet, so it is asked by name.

use idb::{Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;
use super::js::object;

/// Handles are no text, so they can't lie among the preferences.
const DATABASE: &str = "fairlead-files";
const STORE: &str = "handles";

/// A file that was chosen.
#[derive(Debug, Clone)]
pub(crate) struct Handle(JsValue);

/// Whether the browser lets a page keep a file.
pub(crate) fn is_there() -> bool {
    Reflect::has(&dom::window(), &"showSaveFilePicker".into()).unwrap_or(false)
}

/// Lets the person choose a file to write; `None` where they chose none.
pub(crate) async fn choose(name: &str) -> Option<Handle> {
    let accept = object(&[("application/jsonl", Array::of1(&".jsonl".into()).into())]);
    let kind = object(&[("accept", accept.into())]);
    let types = Array::of1(&kind);
    let options = object(&[("suggestedName", name.into()), ("types", types.into())]);
    call(&dom::window(), "showSaveFilePicker", &options).await.ok().map(Handle)
}

impl Handle {
    /// What the file is called.
    pub(crate) fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Whether it may be written now.
    pub(crate) async fn is_allowed(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks the person whether it may be written; only after a click.
    pub(crate) async fn ask(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        let mode = object(&[("mode", "readwrite".into())]);
        let answer = call(&self.0, method, &mode).await;
        answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
    }

    /// Puts these bytes into the file in place of what is there: all of them, or none.
    ///
    /// # Errors
    /// What the browser says.
    pub(crate) async fn write(&self, bytes: &Uint8Array) -> Result<(), String> {
        let written = async {
            let stream = call(&self.0, "createWritable", &JsValue::UNDEFINED).await?;
            call(&stream, "write", bytes).await?;
            // Only now does the file have another content.
            call(&stream, "close", &JsValue::UNDEFINED).await
        };
        written.await.map(drop).map_err(|error| {
            let message = Reflect::get(&error, &"message".into()).ok();
            message.and_then(|message| message.as_string()).unwrap_or_default()
        })
    }

    /// Remembers it under a name, past the end of the page.
    pub(crate) async fn remember(&self, key: &str) -> Option<()> {
        let database = open().await?;
        let writing = database.transaction(&[STORE], TransactionMode::ReadWrite).ok()?;
        writing.object_store(STORE).ok()?.put(&self.0, Some(&key.into())).ok()?;
        writing.commit().ok()?.await.ok()?;
        database.close();
        Some(())
    }
}

/// The file that was remembered under a name.
pub(crate) async fn remembered(key: &str) -> Option<Handle> {
    let database = open().await?;
    let reading = database.transaction(&[STORE], TransactionMode::ReadOnly).ok()?;
    let handle = reading.object_store(STORE).ok()?.get(JsValue::from_str(key)).ok()?.await.ok()?;
    database.close();
    handle.map(Handle)
}

/// Forgets the file that was remembered under a name.
pub(crate) async fn forget(key: &str) -> Option<()> {
    let database = open().await?;
    let writing = database.transaction(&[STORE], TransactionMode::ReadWrite).ok()?;
    writing.object_store(STORE).ok()?.delete(JsValue::from_str(key)).ok()?;
    writing.commit().ok()?.await.ok()?;
    database.close();
    Some(())
}

async fn open() -> Option<idb::Database> {
    let mut request = Factory::new().ok()?.open(DATABASE, Some(1)).ok()?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent as _;
        // A failed upgrade aborts the opening.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await.ok()
}

/// Calls a method that answers later.
async fn call(target: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(target, &method.into())?.dyn_into()?;
    let promise: Promise = method.call1(target, argument)?.dyn_into()?;
    JsFuture::from(promise).await
}
