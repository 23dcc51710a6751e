//! The chart library: fetched when a chart is first shown, then kept.
//!
//! What it can do stands in `echarts/src/index.js`, of which this is the other side. It is a file of its own, under a name
//! that the page knows; the service worker keeps it with the rest of the site.

use std::cell::{Cell, RefCell};

use charts::{Colour, Drawing, Touched};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlElement};

use super::dom;

/// The library is not here: no connection, and it was never kept; or the page names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Missing;

/// The library or the browser would not do it: no canvas, no memory for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

#[wasm_bindgen(module = "/src/platform/import.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = load)]
    async fn import(address: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    type Module;

    #[wasm_bindgen(method, catch)]
    fn open(
        this: &Module,
        element: &HtmlElement,
        on_select: &Closure<dyn FnMut(u32, u32, bool)>,
    ) -> Result<Handle, JsValue>;

    type Handle;

    #[wasm_bindgen(method, catch)]
    fn draw(this: &Handle, json: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn resize(this: &Handle) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn png(this: &Handle, background: &str) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Handle) -> Result<(), JsValue>;
}

thread_local! {
    static LIBRARY: RefCell<Option<Library>> = const { RefCell::new(None) };
    static FAILURES: Cell<u32> = const { Cell::new(0) };
}

/// The library, once it is here.
#[derive(Clone)]
pub(crate) struct Library(JsValue);

/// A chart in an element. Dropping it takes it out.
pub(crate) struct Canvas {
    handle: Handle,
    _heard: Closure<dyn FnMut(u32, u32, bool)>,
}

impl Library {
    /// Fetches the library, unless it is here already.
    ///
    /// # Errors
    /// [`Missing`] where it cannot be had. Asking again tries again.
    pub(crate) async fn get() -> Result<Self, Missing> {
        if let Some(library) = Self::here() {
            return Ok(library);
        }
        let page = dom::query("meta[name=fairlead-app]").ok_or(Missing)?;
        let mut address = page.get_attribute("data-charts").ok_or(Missing)?;
        let failures = FAILURES.get();
        if failures > 0 {
            // Some browsers remember that an address failed and don't ask again; the service worker doesn't mind the query.
            address = format!("{address}?again={failures}");
        }
        let Ok(module) = import(&address).await else {
            FAILURES.set(failures + 1);
            return Err(Missing);
        };
        let library = Self(module);
        LIBRARY.set(Some(library.clone()));
        Ok(library)
    }

    /// The library, if it is here already.
    pub(crate) fn here() -> Option<Self> {
        LIBRARY.with_borrow(Option::clone)
    }

    /// Opens a chart in an element, which has to have a size. `on_touch` hears what is pressed.
    ///
    /// # Errors
    /// [`Refused`] where the browser has no canvas for it.
    pub(crate) fn open(
        &self,
        element: &HtmlElement,
        on_touch: impl Fn(Touched) + 'static,
    ) -> Result<Canvas, Refused> {
        let heard = Closure::<dyn FnMut(u32, u32, bool)>::new(move |series: u32, index: u32, is_link| {
            // Numbers of items fit: there are 32 bits of them here, too.
            on_touch(Touched { series: series as usize, index: index as usize, is_link });
        });
        let handle = self.0.unchecked_ref::<Module>().open(element, &heard)?;
        Ok(Canvas { handle, _heard: heard })
    }
}

impl Canvas {
    /// Shows a drawing, and nothing of what was shown before.
    ///
    /// # Errors
    /// [`Refused`] where the library cannot make anything of it.
    pub(crate) fn draw(&self, drawing: &Drawing) -> Result<(), Refused> {
        Ok(self.handle.draw(&drawing.json())?)
    }

    /// Fits the chart to the size that its element has now.
    ///
    /// # Errors
    /// [`Refused`] where there is no memory for it.
    pub(crate) fn resize(&self) -> Result<(), Refused> {
        Ok(self.handle.resize()?)
    }

    /// The chart as a PNG.
    ///
    /// # Errors
    /// [`Refused`] where there is no memory for it.
    pub(crate) fn png(&self, background: Colour) -> impl Future<Output = Result<Blob, Refused>> + use<> {
        let promise = self.handle.png(&background.css());
        async move {
            let picture = JsFuture::from(promise?).await?;
            picture.dyn_into().map_err(Refused::from)
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        // It only fails for one that is closed.
        let _ = self.handle.close();
    }
}
