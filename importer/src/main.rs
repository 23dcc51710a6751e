//! The worker: it has the files, a copy of the workspace, and whatever takes long, so that the screen never waits.
//!
//! [`exchange::protocol`] says what is asked and answered; [`Desk`] does it; this file is the way in and out.

mod archive;
mod desk;
mod world;

use std::cell::RefCell;
use std::rc::Rc;

use exchange::protocol::{Answer, Request};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::desk::Desk;

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        // It was loaded by something else than a worker; there is nobody to answer to.
        return;
    };
    let desk = Rc::new(RefCell::new(Desk::default()));
    let answers = scope.clone();
    let asked = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let text = get(&data, "json").as_string().unwrap_or_default();
        let bytes: Vec<Uint8Array> = Array::from(&get(&data, "bytes")).iter().map(Uint8Array::from).collect();
        match serde_json::from_str::<Request>(&text) {
            Ok(request) => {
                let say = |answer: &Answer, bytes: Vec<Uint8Array>| post(&answers, answer, &bytes);
                desk.borrow_mut().take(request, &bytes, &say);
            }
            Err(error) => post(&answers, &Answer::Failed(error.to_string()), &[]),
        }
    });
    scope.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // The worker lives as long as the page wants it.
    asked.forget();
    // The page waits for this before it asks anything: what is sent before there is a listener may be lost.
    post(&scope, &Answer::Ready, &[]);
}

fn get(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(field)).unwrap_or(JsValue::UNDEFINED)
}

/// Sends an answer. Bytes go along without being copied.
fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer, bytes: &[Uint8Array]) {
    let message = Object::new();
    let json = serde_json::to_string(answer).unwrap_or_default();
    let buffers: Array = bytes.iter().map(Uint8Array::buffer).collect();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&message, &JsValue::from_str("json"), &JsValue::from_str(&json));
    let _ = Reflect::set(&message, &JsValue::from_str("bytes"), &bytes.iter().collect::<Array>());
    if let Err(error) = scope.post_message_with_transfer(&message, &buffers) {
        // The page is gone, or has no room; either way there is nobody to tell but the console of who looks for it.
        let _ = JSON::stringify(&error);
    }
}
