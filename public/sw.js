// The service worker of Rapport. It keeps the static files of the app, so that pages open fast, and an
// honest page for when there is no network. It never keeps answers of the API, nor pages: they carry what
// only one person may see.
//
// Its address names what it is for: `/sw.js?language=zh-CN&package=/pkg/1f00…`. The package folder is named
// for its content, so a new build makes a new worker with a cache of its own.
"use strict";

const asked = new URL(self.location.href).searchParams;
const language = asked.get("language") === "zh-CN" ? "zh-CN" : "en";
const folder = asked.get("package") || "";
const isPackage = /^\/pkg\/[0-9a-f]+$/.test(folder);

const PREFIX = "rapport-";
const CACHE = `${PREFIX}${isPackage ? folder.slice(5) : "none"}-${language}`;
const OFFLINE = `/offline/${language}.html`;
const STANDING = [OFFLINE, "/offline/offline.css", "/offline/offline.js", "/icons/favicon.svg"];
const PACKAGE = isPackage ? [`${folder}/rapport.css`, `${folder}/rapport.js`] : [];

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(sweep().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (isKept(address)) event.respondWith(kept(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(STANDING.map((address) => new Request(address, { cache: "reload" })));
  await cache.addAll(PACKAGE);
}

async function sweep() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// Files that never change under their address, and what the offline page needs.
function isKept(address) {
  const isNamedForContent = address.pathname.startsWith("/pkg/") || address.searchParams.has("v");
  const isStatic = address.pathname.startsWith("/pkg/") || address.pathname === "/icons.svg";
  return (isNamedForContent && isStatic) || STANDING.includes(address.pathname);
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

// Pages come from the server or not at all.
async function page(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const cache = await caches.open(CACHE);
    return (await cache.match(OFFLINE)) || Response.error();
  }
}
