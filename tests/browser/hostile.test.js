// Names, industries, teams, texts and words of rules that want to be more than text: none of them runs, none breaks a page.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open, quiet, root, serve, ssi } from "./browser.js";

const shared = process.env.SSI_SHARED ?? join(root, "..", "shared");
const suites = ["report-injection/strings.json", "blns/blns.json"].map((name) => join(shared, "suites", name));
const skip = suites.every(existsSync) ? false : "the suites are not here: name their folder with SSI_SHARED";

const folder = mkdtempSync(join(tmpdir(), "ssi-hostile-"));
const [corpus, pack, out] = ["corpus", "pack", "out"].map((name) => join(folder, name));
const run = (...args) => execFileSync(ssi, args, { cwd: root, stdio: "pipe" });
const cell = (text) => `"${text.replaceAll('"', '""')}"`;
let browser, server, members;

before(async () => {
  if (skip) return;
  const texts = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(texts));
  const all = [...new Set(suites.flatMap((path) => texts(JSON.parse(readFileSync(path, "utf8")))))]
    .filter((text) => text.trim() && !text.includes("\0"));
  mkdirSync(corpus);
  const row = (...cells) => cells.map(cell).join(",");
  writeFileSync(join(corpus, "members.csv"), [
    "member,name,industry,team,headline",
    ...all.map((text, i) => row(text, all[(i + 1) % all.length], all[(i * 7) % all.length], all[i - (i % 6)], text)),
  ].join("\n"));
  writeFileSync(join(corpus, "posts.csv"), [
    "id,author,at,text", ...all.map((text, i) => row(`${i} ${text}`, text, "2026-08-30", `${text} and what does it mean for us?`)),
  ].join("\n"));
  cpSync(join(root, "rules/ssi"), pack, { recursive: true });
  const brand = join(pack, "pillars/brand.rhai");
  const hostile = "</script><img src=x onerror=alert(1)>";
  writeFileSync(brand, readFileSync(brand, "utf8")
    .replace("/// Posts often enough.", `/// Posts ${hostile}.`)
    .replace("/// Why: who never posts", `/// Why: ${hostile} who never posts`)
    .replace("/// Advice: post once", `/// Advice: ${hostile} post once`));
  run("score", corpus, "--rules", pack, "--out", out, "--quiet");
  members = readFileSync(join(out, "members.csv"), "utf8").split("\n").length - 2;
  [browser, server] = [await launch(), await serve(corpus, "--rules", pack)];
});
after(async () => { await browser?.close(); server?.stop(); });

/** Nothing ran, nothing asked elsewhere, nothing stands outside of its frame, no element came from a text. */
async function inert(opened, url) {
  const { page } = opened;
  quiet(opened, url);
  assert.equal(await page.locator("img, iframe, object, embed, form[action], base, body svg script, marquee, video, audio").count(), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  assert.equal(await page.evaluate(() => [...document.links].filter((a) => !["http:", "https:", "file:"].includes(a.protocol)).length), 0);
}

test("the page of everyone", { skip }, async () => {
  const file = join(folder, "everyone.html");
  run("report", out, "--out", file);
  const opened = await open(browser, pathToFileURL(file).href);
  assert.ok(await opened.page.locator("#people tbody tr").count() > 300, `${members} members`);
  opened.asked.shift();
  await inert(opened, "file:///");
  await opened.context.close();
});

test("pages of members, one from a disk and all of the first suite served", { skip }, async () => {
  const strings = Object.values(JSON.parse(readFileSync(suites[0], "utf8"))).flat(3).filter((s) => typeof s === "string" && s.trim() && !s.includes("\0"));
  const opened = await open(browser, server.url);
  let shown = 0;
  for (const id of strings) {
    const answer = await opened.page.goto(`${server.url}member?id=${encodeURIComponent(id)}`);
    // Blanks around an id are not kept; the answer is a line of text then, and the browser tells of it.
    assert.ok([200, 404].includes(answer.status()), `${id}: ${answer.status()}`);
    shown += answer.status() === 200;
    const troubles = opened.troubles.filter((told) => !told.includes("a status of 404"));
    await inert({ ...opened, troubles }, server.url);
  }
  assert.ok(shown > 25, `${shown} of ${strings.length}`);
  await opened.context.close();
});

test("the tuning page", { skip }, async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await page.waitForFunction(() => document.body.dataset.settled);
  await page.locator('article[data-rule="brand.cadence"] input[type=range]').first().evaluate((input) => {
    input.value = 9;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForFunction(() => document.querySelectorAll("#movers tbody button").length > 5);
  await page.locator("#movers tbody button").first().click();
  await page.waitForSelector("[data-member]");
  for (const letters of ["<script", "'", "\u202e", "../"]) await page.fill("#letters", letters);
  await page.waitForTimeout(300);
  assert.match(await page.locator('article[data-rule="brand.cadence"] h3').textContent(), /<img src=x onerror/);
  await inert(opened, server.url);
  await opened.context.close();
});
