// A browser, a server of ours, and what must hold of every page.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const root = new URL("../../", import.meta.url).pathname;
/** The command that was built; `.ci/run` names the one of its own build. */
export const ssi = process.env.SSI_BINARY ?? ["release", "debug"].map((kind) => join(root, "target", kind, "ssi")).find(existsSync);
/** Where screenshots go, to be looked at. */
export const pictures = process.env.SSI_PICTURES ?? mkdtempSync(join(tmpdir(), "ssi-pictures-"));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** A page that remembers what went wrong in it, and whom it asked. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [], asked = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  return { page, troubles, asked, context };
}

/** No error was told, nobody but our own address was asked. */
export function quiet({ troubles, asked }, url) {
  assert.deepEqual(troubles, []);
  const own = new URL(url).origin;
  assert.deepEqual(asked.filter((other) => !other.startsWith(own) && !other.startsWith("data:")), []);
}

/** The accessibility checker finds nothing. */
export async function accessible(page, where) {
  // Not as a script of the page: its policy lets none in.
  await page.evaluate(readFileSync(axe, "utf8"));
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join("; ")}`);
  assert.deepEqual(told, [], where);
}

/** `ssi serve` with some arguments; the address, and how to end it. */
export async function serve(...args) {
  const running = spawn(ssi, ["serve", ...args], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  const url = await new Promise((done, fail) => {
    running.stderr.on("data", (text) => {
      told += text;
      const found = told.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) done(found[0]);
    });
    running.on("exit", (code) => fail(new Error(`ssi serve ended with ${code}: ${told}`)));
  });
  return { url, stop: () => { running.removeAllListeners("exit"); running.kill(); } };
}
