// Measures the optimised product against its budgets and prints a table. It needs nothing but Node.js.
//
//   node scripts/bench.mjs [BINARY]
//
// Everything happens in a folder of its own, on SQLite. Times of requests are those that a client on
// the same machine sees, so they are a little longer than what the server itself needs.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const binary = resolve(process.argv[2] ?? "target/release/rapport");
const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));
const email = "bench@example.org";
const password = "correct horse battery staple";
const rows = [];

try {
  importing("small", 5_000, 1);
  importing("large", 100_000, 12);
  await serving("large");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report();
process.exitCode = rows.every((row) => row.kept) ? 0 : 1;

function note(what, value, limit, unit, digits = 0) {
  rows.push({ what, value: `${value.toFixed(digits)} ${unit}`, limit: `${limit} ${unit}`, kept: value <= limit });
  console.error(`  ${what}: ${value.toFixed(digits)} ${unit}`);
}

function report() {
  const width = (key, title) => Math.max(title.length, ...rows.map((row) => row[key].length));
  const [a, b, c] = [width("what", "measured"), width("value", "found"), width("limit", "budget")];
  console.log(`\n| ${"measured".padEnd(a)} | ${"found".padStart(b)} | ${"budget".padStart(c)} |      |`);
  console.log(`|-${"-".repeat(a)}-|-${"-".repeat(b)}:|-${"-".repeat(c)}:|------|`);
  for (const row of rows) {
    const verdict = row.kept ? "kept" : "OVER";
    console.log(`| ${row.what.padEnd(a)} | ${row.value.padStart(b)} | ${row.limit.padStart(c)} | ${verdict} |`);
  }
}

/** Runs a command of the product in the data folder `name`. */
function rapport(name, args, input) {
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  return execFileSync(binary, args, { cwd, input, encoding: "utf8", env: environment(), stdio: ["pipe", "pipe", "inherit"] });
}

function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("RAPPORT") && key !== "DATABASE_URL"));
}

/** Imports `count` generated accounts into a new database. */
function importing(name, count, limit) {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, accounts(count));
  rapport(name, ["user", "add", "--email", email, "--name", "Bench", "--role", "administrator", "--password-stdin"], `${password}\n`);
  const said = rapport(name, ["import", "account", file, "--as", email]).trim().split("\n").at(-1);
  const outcome = JSON.parse(said);
  if (outcome.created !== count) throw new Error(`the import created ${outcome.created} of ${count}: ${said}`);
  note(`import of ${count.toLocaleString("en")} accounts`, outcome.seconds, limit, "s", 2);
}

/** Believable accounts, the same each time: no two share a phone or an address. */
function accounts(count) {
  const first = ["Blue", "Quiet", "North", "Harbour", "Silver", "Green", "High", "Old", "Stone", "River", "青云", "海诚", "明远", "恒信"];
  const second = ["Mill", "Systems", "Logistics", "Foods", "Labs", "Textiles", "Energy", "Tools", "科技", "贸易", "制造", "物流"];
  const cities = ["Berlin", "Leeds", "Lyon", "Porto", "上海", "深圳", "成都", "杭州"];
  let seed = 7;
  const pick = (list) => list[(seed = (seed * 1103515245 + 12345) % 2147483648) % list.length];
  const lines = ["Account Name,Phone,Email,City,Website"];
  for (let i = 0; i < count; i++) {
    lines.push(`${pick(first)} ${pick(second)} ${i},+86 138 ${String(10_000_000 + i)},desk${i}@account${i}.example,${pick(cities)},https://account${i}.example`);
  }
  return lines.join("\n");
}

async function serving(name) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = spawn(binary, ["serve", "--listen", `127.0.0.1:${port}`], { cwd: join(folder, name), env: environment(), stdio: "ignore" });
  try {
    while (!(await fetch(`${base}/healthz`).catch(() => undefined))?.ok) {
      if (child.exitCode !== null) throw new Error("the server did not start");
      await new Promise((wait) => setTimeout(wait, 2));
    }
    note("start with 100,000 accounts", performance.now() - begun, 300, "ms");
    await new Promise((wait) => setTimeout(wait, 2000));
    note("memory, idle", resident(child.pid), 60, "MB", 1);
    const cookie = await signIn(base);
    await firstPage(base, cookie);
    await requests(base, cookie);
    note("memory, after all requests", resident(child.pid), 200, "MB", 1);
  } finally {
    child.kill("SIGTERM");
  }
}

/** Megabytes that the process holds in memory. */
function resident(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function signIn(base) {
  const response = await fetch(`${base}/api/sign_in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: base, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password, next: "/" }),
  });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (cookies.length === 0) throw new Error(`signing in was answered with ${response.status}`);
  return cookies.join("; ");
}

/** What a browser fetches before the first page has come to life. */
async function firstPage(base, cookie) {
  const headers = { cookie, accept: "text/html", "accept-encoding": "br" };
  const page = await fetch(`${base}/accounts`, { headers });
  if (!page.ok) throw new Error(`the first page was answered with ${page.status}`);
  const html = await page.text();
  const wanted = new Set([...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:js|css|wasm))"/g)].map((found) => found[1]));
  let size = Number(page.headers.get("content-length") ?? Buffer.byteLength(html));
  for (const path of wanted) {
    const part = await fetch(`${base}${path}`, { method: "HEAD", headers });
    size += Number(part.headers.get("content-length"));
  }
  note("first page, compressed", size / 1024, 450, "KB");
}

async function requests(base, cookie) {
  const ask = async (path, body) => {
    const response = await fetch(`${base}${path}`, {
      method: body ? "POST" : "GET",
      headers: { cookie, origin: base, accept: body ? "application/json" : "text/html", "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text.slice(0, 200)}`);
    return text;
  };
  const list = (more) => ask("/api/list", { query: { object: "account", ...more } });
  const ids = JSON.parse(await list({ rows: 200 })).records.map((record) => record.id);
  const words = ["Harbour", "青云", "qingyun", "account77", "1000123", "Stone To", "深圳"];

  await measure("list of accounts, by name", () => list({ sort: { field: "name", descending: false } }));
  await measure("list of accounts, filtered", (i) => list({ words: words[i % words.length] }));
  await measure("list page, as HTML", () => ask("/accounts"));
  await measure("record", (i) => ask("/api/record", { object: "account", id: ids[i % ids.length] }));
  await measure("record page, as HTML", (i) => ask(`/accounts/${ids[i % ids.length]}`));
  await measure("search over all objects", (i) => ask("/api/search", { words: words[i % words.length] }));
}

/** The 95th percentile of 200 requests, one after the other. */
async function measure(what, request) {
  for (let i = 0; i < 10; i++) await request(i);
  const times = [];
  for (let i = 0; i < 200; i++) {
    const begun = performance.now();
    await request(i);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  note(`${what}, p95`, times[Math.floor(times.length * 0.95)], 20, "ms", 1);
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
