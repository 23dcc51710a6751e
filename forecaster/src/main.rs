//! The worker that learns and forecasts, so that the screen never waits.
//!
//! [`forecast::protocol`] says what is asked and answered; [`Desk`] does it; this file is the way in and out.

mod copy;
mod desk;
mod local;

use std::cell::RefCell;
use std::rc::Rc;

use forecast::protocol::{Answer, Request};
use js_sys::{Array, Object, Reflect, Uint8Array};
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
        let answer = match serde_json::from_str::<Request>(&text) {
            Ok(request) => desk.borrow_mut().take(request, &bytes),
            Err(error) => Some(Answer::Failed(error.to_string())),
        };
        if let Some(answer) = answer {
            post(&answers, &answer);
        }
    });
    scope.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // The worker lives as long as the page wants it.
    asked.forget();
    // The page waits for this before it asks anything: what is sent before there is a listener may be lost.
    post(&scope, &Answer::Ready);
}

fn get(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(field)).unwrap_or(JsValue::UNDEFINED)
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    let message = Object::new();
    let json = serde_json::to_string(answer).unwrap_or_default();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&message, &JsValue::from_str("json"), &JsValue::from_str(&json));
    // Where the page is gone there is nobody to tell.
    let _ = scope.post_message(&message);
}
