// Asks now and then whether the server is back, and opens the page that was wanted.
"use strict";

async function ask() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) self.location.reload();
  } catch (problem) {
    // Not yet.
  }
}

self.addEventListener("online", ask);
self.setInterval(ask, 5000);
