// The pages of `ssi report`, opened from a disk as whoever gets them opens them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, launch, open, pictures, root, ssi } from "./browser.js";

const folder = mkdtempSync(join(tmpdir(), "ssi-report-"));
const [everyone, ada] = ["team.html", "ada.html"].map((name) => join(folder, name));
let browser;

before(async () => {
  const run = (...args) => execFileSync(ssi, args, { cwd: root, stdio: "pipe" });
  const [out, history] = ["out", "history"].map((name) => join(folder, name));
  run("backfill", "corpora/team", "--history", history, "--from", "2026-07-15", "--every", "7d");
  run("score", "corpora/team", "--out", out, "--history", history);
  run("report", out, "--history", history, "--out", everyone);
  run("report", out, "--member", "ada.okafor", "--history", history, "--out", ada);
  browser = await launch();
});
after(() => browser?.close());

const looks = {
  light: {},
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 800 } },
};

for (const [name, file] of [["everyone", everyone], ["ada", ada]]) {
  for (const [look, options] of Object.entries(looks)) {
    test(`${name}, ${look}: no error, no request, nothing sticks out, accessible`, async () => {
      const url = pathToFileURL(file).href;
      const { page, troubles, asked, context } = await open(browser, url, options);
      assert.deepEqual(troubles, []);
      assert.deepEqual(asked.filter((other) => other !== url && !other.startsWith("data:")), []);
      assert.ok(await page.locator(".chart svg").count() > 0, "a chart is drawn");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
      await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true });
      if (look === "light") await page.pdf({ path: join(pictures, `${name}.pdf`), format: "A4" });
      await accessible(page, `${name}, ${look}`);
      await context.close();
    });
  }
}

test("the table of members can be sorted and searched with the keyboard", async () => {
  const { page, context } = await open(browser, pathToFileURL(everyone).href);
  const first = () => page.locator("#people tbody tr:visible th").first().textContent();
  const best = await first();
  await page.locator("#people thead").getByRole("button", { name: "score" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await first(), best, "the highest first");
  await page.keyboard.press("Enter");
  assert.notEqual(await first(), best, "the lowest first");
  await page.getByLabel("Show members with").fill("okafor");
  assert.equal(await first(), "ada.okafor");
  assert.equal(await page.locator("#people tbody tr:visible").count(), 1);
  await context.close();
});

test("of many rows the first are shown, and all of them on demand", async () => {
  const run = (...args) => execFileSync(ssi, args, { cwd: folder, stdio: "pipe" });
  run("generate", "--members", "600", "--seed", "3", "--out", "many");
  run("score", "many", "--out", "many-out", "--quiet");
  run("report", "many-out", "--out", "many.html");
  const { page, troubles, context } = await open(browser, pathToFileURL(join(folder, "many.html")).href);
  const rows = page.locator("#people tbody tr:visible");
  assert.equal(await rows.count(), 200);
  await page.getByLabel("Show members with").fill("m000599");
  assert.equal(await rows.count(), 1, "all are searched");
  await page.getByLabel("Show members with").fill("");
  await page.locator("#people thead").getByRole("button", { name: "score" }).click();
  await page.locator("#people thead").getByRole("button", { name: "score" }).click();
  assert.match(await rows.first().locator("td").first().textContent(), /600|599/, "all are sorted");
  await page.getByRole("button", { name: "Show all 600" }).click();
  assert.equal(await rows.count(), 600);
  assert.deepEqual(troubles, []);
  await accessible(page, "many");
  await context.close();
});

test("without scripts everything stands there", async () => {
  const { page, context } = await open(browser, pathToFileURL(everyone).href, { javaScriptEnabled: false });
  assert.equal(await page.locator("#people tbody tr").count(), 44);
  await context.close();
});

test("a page is small", () => {
  assert.ok(statSync(everyone).size < 1_000_000 && statSync(ada).size < 1_000_000);
});
