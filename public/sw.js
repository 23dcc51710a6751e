// Keeps the whole site on the device, one version at a time. The build fills in the two blanks; see xtask/src/worker.rs.
//
// The rules:
// - A version is fetched whole, every file checked against its hash, or not at all.
// - A page gets the files of its own version only, for as long as it is open, whatever else has been installed since.
// - A new version waits until the user agrees. Then new pages get it, and old ones keep theirs until they are reloaded.
//   Which version new pages get is kept beside the versions, and every worker goes by it. The browser may let an old
//   worker stay in charge long after its successor was agreed on; it then hands out the successor's files.
// - Only addresses of this site are answered: another site may live at a path below it.
"use strict";

const VERSION = "@version@";
const FILES = { "@files@": "" };

const HOME = self.registration.scope;
// Caches and locks belong to the whole origin, so their names say which site they are of.
const PREFIX = `fairlead ${HOME} `;
const OWN = PREFIX + VERSION;
// Holds one entry, the version that new pages get. Not one of the versions: it lacks their prefix.
const CHOICE = `fairlead-choice ${HOME}`;
const ADDRESSES = new Set(Object.keys(FILES).map((path) => new URL(path, HOME).href));

self.addEventListener("install", (event) => event.waitUntil(fetchVersion()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  const type = event.data && event.data.type;
  if (type === "activate") {
    event.waitUntil(choose().then(() => event.source.postMessage({ type: "chosen" })));
    self.skipWaiting();
  } else if (type === "hello") {
    event.waitUntil(greet(event.source));
  } else if (type === "which") {
    event.source.postMessage({ type: "offer", version: VERSION });
  }
});

self.addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  const address = addressOf(request);
  if (request.method !== "GET" || !address.startsWith(HOME)) {
    return;
  }
  if (request.mode === "navigate") {
    if (ADDRESSES.has(address)) {
      event.respondWith(page(address, request));
      event.waitUntil(dropUnused());
    }
    return;
  }
  event.respondWith(file(address, request, clientId));
});

/** What a request is for: queries and fragments don't matter to a static site, and both names of the page are one. */
function addressOf(request) {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  return url.href === `${HOME}index.html` ? HOME : url.href;
}

async function fetchVersion() {
  // A version that was taken back and comes again is kept anew: the order of the caches tells which may come next.
  await caches.delete(OWN);
  const cache = await caches.open(OWN);
  try {
    await Promise.all(Object.entries(FILES).map(([path, integrity]) => fetchFile(cache, path, integrity)));
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
}

async function fetchFile(cache, path, integrity) {
  const url = new URL(path, HOME);
  const reply = await fetch(url, { cache: "no-cache", integrity });
  if (!reply.ok) {
    throw new Error(`${url} answered ${reply.status}`);
  }
  // A reply that was redirected may not answer a navigation, so only what it holds is kept.
  const kept = reply.redirected ? new Response(await reply.blob(), { headers: reply.headers }) : reply;
  await cache.put(url, kept);
}

async function takeOver() {
  await choose();
  await dropUnused();
  await self.clients.claim();
  for (const client of await self.clients.matchAll({ type: "window" })) {
    await greet(client);
  }
}

/** Tells a page how it is called here and which version new pages get. */
async function greet(client) {
  const version = (await chosen()).slice(PREFIX.length);
  client.postMessage({ type: "hello", page: client.id, version });
}

/** New pages get this worker's version from now on. */
async function choose() {
  const choice = await caches.open(CHOICE);
  await choice.put(HOME, new Response(VERSION));
}

/** The cache of the version that new pages get. */
async function chosen() {
  const reply = await caches.match(HOME, { cacheName: CHOICE });
  const name = reply ? PREFIX + (await reply.text()) : OWN;
  return (await caches.has(name)) ? name : OWN;
}

async function page(address, request) {
  const cache = await caches.open(await chosen());
  return (await cache.match(address)) ?? fetch(request);
}

async function file(address, request, clientId) {
  const kept = await siteCaches();
  const ofPage = kept.length > 1 ? (await pagesInUse()).find((page) => page.id === clientId) : undefined;
  // A page that is just starting has no name yet. Then the version that has the file is the right one: names carry
  // hashes.
  const order = ofPage ? [ofPage.cache] : [await chosen(), ...kept];
  for (const name of order.filter((name) => kept.includes(name))) {
    const reply = await (await caches.open(name)).match(address);
    if (reply) {
      return reply;
    }
  }
  return fetch(request);
}

/** The pages of this site by the locks that they hold, see boot.js: their cache and, if it is known already, their id. */
async function pagesInUse() {
  const { held } = await navigator.locks.query();
  const names = held.map((lock) => lock.name).filter((name) => name.startsWith(PREFIX));
  return names.map((name) => {
    const [version, id] = name.slice(PREFIX.length).split(" ");
    return { cache: PREFIX + version, id };
  });
}

/** Deletes the versions that no page uses any more. */
async function dropUnused() {
  const current = await chosen();
  const used = new Set((await pagesInUse()).map((page) => page.cache)).add(current);
  const kept = await siteCaches();
  // What was kept after the chosen version may be the one that comes next.
  const mayBeNext = self.registration.installing || self.registration.waiting;
  const old = mayBeNext ? kept.slice(0, Math.max(0, kept.indexOf(current))) : kept;
  await Promise.all(old.filter((name) => !used.has(name)).map((name) => caches.delete(name)));
}

/** The caches of this site's versions, the oldest first. */
async function siteCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}
