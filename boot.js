// Starts the app, says so when it cannot, and looks after the service worker that keeps the site on the device.
//
// What this file and the app say to each other goes through events on `window`:
//   fairlead-update          a newer version is ready; also told by data-update="ready" on <html>, for an app that
//                            starts listening later
//   fairlead-update-accept   the user agreed: switch to it and load the page again

const meta = (name) => document.querySelector(`meta[name="${name}"]`);
const here = new URL("./", document.baseURI).href;
const version = meta("fairlead-version").content;

// For as long as this page lives it holds a lock that names its version, and soon one that also names the page as the
// service worker does. So the worker knows which page needs the files of which version, even when it was asleep in the
// meantime or a page crashed.
holdLock(version);

function holdLock(name) {
  if (navigator.locks) {
    navigator.locks.request(`fairlead ${here} ${name}`, { mode: "shared" }, () => new Promise(() => {}));
  }
}

start().catch(showError);

// A development build has no worker: it would hide every change behind its cache.
if (version !== "dev" && "serviceWorker" in navigator) {
  // The first visit comes first: nothing is fetched for later while something is still needed now.
  if (document.readyState === "complete") {
    keepOnDevice();
  } else {
    addEventListener("load", keepOnDevice, { once: true });
  }
}

async function start() {
  // Loaded before the app, so that it is there when the app stops, whatever else is not.
  await import(new URL("rescue.js", here));
  const { js, wasm } = meta("fairlead-app").dataset;
  const { default: init } = await import(new URL(js, document.baseURI));
  await init({ module_or_path: new URL(wasm, document.baseURI) });
  document.getElementById("boot-loading").remove();
}

function showError(error) {
  console.error(error);
  document.getElementById("boot-loading").hidden = true;
  document.getElementById("boot-error-detail").textContent = String(error);
  document.getElementById("boot-error").hidden = false;
}

async function keepOnDevice() {
  const container = navigator.serviceWorker;
  let registration;
  let page;
  let isAccepted = false;

  container.addEventListener("message", ({ data }) => {
    const type = data && data.type;
    if (type === "hello" && page !== data.page) {
      page = data.page;
      holdLock(`${version} ${page}`);
    }
    // A version waits, or another tab switched to one. This page goes on with its own until its user agrees, too.
    if ((type === "hello" || type === "offer") && data.version !== version) {
      announce();
    }
    if (type === "chosen") {
      // The worker of the new version is usually in charge in a moment. Where the browser keeps the old one, that one
      // hands out the new version as well.
      setTimeout(takeNew, 1000);
    }
  });
  container.addEventListener("controllerchange", takeNew);
  function takeNew() {
    if (isAccepted) {
      isAccepted = false;
      location.reload();
    }
  }
  if (container.controller) {
    container.controller.postMessage({ type: "hello" });
  }
  addEventListener("fairlead-update-accept", () => {
    if (registration && registration.waiting) {
      isAccepted = true;
      registration.waiting.postMessage({ type: "activate" });
    } else {
      location.reload();
    }
  });

  try {
    registration = await container.register(new URL("sw.js", here), { updateViaCache: "none" });
  } catch (error) {
    // The app works without it, only not offline: a host may serve no worker, a browser may forbid them.
    console.warn("This browser keeps no copy of the app for offline use.", error);
    return;
  }
  if (registration.waiting && registration.active) {
    registration.waiting.postMessage({ type: "which" });
  }
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      // The very first worker updates nothing.
      if (worker.state === "installed" && registration.active) {
        worker.postMessage({ type: "which" });
      }
    });
  });
  lookForUpdates(registration);
}

// A tab may stay open for weeks; browsers look for a new worker only when a page is loaded.
function lookForUpdates(registration) {
  const hour = 60 * 60 * 1000;
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - looked > hour) {
      looked = Date.now();
      registration.update().catch(() => {});
    }
  });
}

function announce() {
  document.documentElement.dataset.update = "ready";
  dispatchEvent(new CustomEvent("fairlead-update"));
}
