// The service worker: pages from the network first, copies only where the site allows them.
// SITE is written before this file by the server: VERSION, FILES, OFFLINE, SIGN_OUT.
"use strict";
const SHELL = "site-" + SITE.VERSION;
const OWN = "own-";
const MOST = 30;
const DAYS_MS = 14 * 24 * 3600 * 1000;
const ANY = { ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
// A page says its language: the page without network is kept in that one.
self.addEventListener("message", (event) => event.waitUntil(keepOfflinePage(event.data)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (SITE.FILES.includes(url.pathname + url.search)) event.respondWith(file(request));
  else if (request.mode !== "navigate") return;
  else if (request.method === "GET") event.respondWith(page(event));
  else event.respondWith(send(request, url.pathname));
});

async function install() {
  const languages = await offlinePages();
  await (await caches.open(SHELL)).addAll([...SITE.FILES, ...languages]);
  await self.skipWaiting();
}

// A new version takes along the page in the language the old one kept.
async function offlinePages() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("site-")) continue;
    const kept = await (await caches.open(name)).keys();
    found.push(...kept.map(({ url }) => new URL(url).pathname));
  }
  return [...new Set(found.filter((path) => path.startsWith(SITE.OFFLINE)))];
}

async function takeOver() {
  await drop((name) => name.startsWith("site-") && name !== SHELL);
  await self.clients.claim();
}

async function drop(condition) {
  for (const name of await caches.keys()) if (condition(name)) await caches.delete(name);
}

async function keepOfflinePage(language) {
  const address = SITE.OFFLINE + language;
  const shell = await caches.open(SHELL);
  if (!/^[a-z]{2}$/.test(language) || (await shell.match(address, ANY))) return;
  const answer = await fetch(address).catch(() => null);
  if (!answer || !answer.ok) return;
  for (const old of await shell.keys()) if (old.url.includes(SITE.OFFLINE)) await shell.delete(old);
  await shell.put(address, answer);
}

async function file(request) {
  return (await caches.match(request, ANY)) || fetch(request);
}

async function page(event) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return copyOf(event);
  }
  const owner = answer.headers.get("Offline-Owner");
  if (owner) event.waitUntil(keep(event.request.url, owner, answer.headers.get("Offline-Keep") && answer.clone()));
  return answer;
}

// Copies belong to one sign-in: whoever comes next, or nobody, finds none.
async function keep(address, owner, copy) {
  await drop((name) => name.startsWith(OWN) && name !== OWN + owner);
  if (!copy) return;
  const copies = await caches.open(OWN + owner);
  await copies.delete(address, ANY);
  await copies.put(address, copy);
  const kept = await copies.keys();
  await Promise.all(kept.slice(0, -MOST).map((old) => copies.delete(old)));
}

async function copyOf(event) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OWN)) continue;
    const copy = await (await caches.open(name)).match(event.request.url, ANY);
    const at = copy && copy.headers.get("Date");
    if (!copy || Date.now() - Date.parse(at) > DAYS_MS) continue;
    tell(event.resultingClientId, { say: "copy", at });
    return copy;
  }
  const shell = await caches.open(SHELL);
  const kept = (await shell.keys()).find((one) => one.url.includes(SITE.OFFLINE));
  return kept ? shell.match(kept, ANY) : Response.error();
}

// A form that finds no network leaves the page as it is, with everything that was typed.
async function send(request, path) {
  const leaves = path === SITE.SIGN_OUT;
  if (leaves) await drop((name) => name.startsWith(OWN));
  try {
    return await fetch(request);
  } catch {
    for (const client of await self.clients.matchAll({ type: "window" })) {
      client.postMessage({ say: leaves ? "wiped" : "unsent" });
    }
    return new Response(null, { status: 204 });
  }
}

async function tell(id, message) {
  // The page is being loaded: it exists a moment later.
  for (let tries = 0; tries < 50; tries += 1) {
    const client = await self.clients.get(id);
    if (client) return client.postMessage(message);
    await new Promise((done) => setTimeout(done, 100));
  }
}
