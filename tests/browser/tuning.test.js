// The tuning page in a browser: a slider moves everyone, saving writes the file, nothing runs that others wrote.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, launch, open, pictures, quiet, root, serve, ssi } from "./browser.js";

const folder = mkdtempSync(join(tmpdir(), "ssi-tuning-"));
const pack = join(folder, "mine");
let browser, server;

before(async () => {
  cpSync(join(root, "rules/ssi"), pack, { recursive: true });
  [browser, server] = [await launch(), await serve("corpora/team", "--rules", pack)];
});
after(async () => { await browser?.close(); server?.stop(); });

const slider = (page, rule) => page.locator(`article[data-rule="${rule}"] input[type=range]`).first();
const settled = (page, work) => async () => {
  const seen = await page.evaluate(() => document.body.dataset.settled);
  await work();
  await page.waitForFunction((seen) => document.body.dataset.settled !== seen, seen);
};
/** Moves a slider as a person does, and waits for what it does. */
async function move(page, locator, value) {
  await settled(page, () => locator.evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, value))();
}
const ready = (page) => page.waitForFunction(() => document.body.dataset.settled);
const chart = (page) => page.locator("#chart svg").innerHTML();

test("a slider changes the distribution, and undo takes it back", async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await ready(page);
  const start = await chart(page);
  assert.match(await page.locator("#summary").textContent(), /^Nobody's score is another/);
  await move(page, slider(page, "brand.cadence"), "12");
  const moved = await chart(page);
  assert.notEqual(moved, start);
  assert.match(await page.locator("#summary").textContent(), /rise, .* fall, .* stay/);
  assert.match(await page.locator("#diff").textContent(), /-    weight\(3, m\.posts.*\n\+    weight\(12, m\.posts/);
  await settled(page, () => page.click("#undo"))();
  assert.equal(await chart(page), start);
  assert.equal(await slider(page, "brand.cadence").inputValue(), "3");
  await settled(page, () => page.click("#redo"))();
  assert.equal(await chart(page), moved);
  await settled(page, () => page.click("#reset"))();
  assert.equal(await chart(page), start);
  quiet(opened, server.url);
  await opened.context.close();
});

test("a curve changes its sentence, members are watched, and saving writes the file", async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await ready(page);
  const rule = page.locator('article[data-rule="brand.cadence"]');
  await rule.locator("summary").click();
  const sentence = await rule.locator("p").first().textContent();
  await move(page, rule.getByLabel("in full from of brand.cadence", { exact: true }), "3");
  assert.notEqual(await rule.locator("p").first().textContent(), sentence);
  assert.match(await rule.locator("pre").textContent(), /plateau\(0, 3, 5, 14\)/);
  await page.fill("#letters", "okafor");
  await settled(page, () => page.press("#letters", "Enter"))();
  assert.match(await page.locator('[data-member="ada.okafor"]').textContent(), /brand\.cadence/);
  await page.screenshot({ path: join(pictures, "tuning.png") });
  await accessible(page, "tuning");
  await settled(page, () => page.click("#save"))();
  assert.match(await page.locator("#summary").textContent(), /^Written: .*brand\.rhai/);
  const text = readFileSync(join(pack, "pillars/brand.rhai"), "utf8");
  const shipped = readFileSync(join(root, "rules/ssi/pillars/brand.rhai"), "utf8");
  assert.equal(text, shipped.replace("per_week().plateau(0, 1, 5, 14)", "per_week().plateau(0, 3, 5, 14)"));
  execFileSync(ssi, ["rules", "check", pack], { stdio: "pipe" });
  quiet(opened, server.url);
  await opened.context.close();
});

test("everyone, a member and the tuning page lead to one another", async () => {
  const opened = await open(browser, server.url);
  const { page } = opened;
  await page.getByRole("link", { name: "carys.lloyd" }).first().click();
  await page.waitForSelector("svg.ring");
  assert.match(await page.locator("h1").textContent(), /Carys Lloyd/);
  await accessible(page, "a member that is served");
  await page.getByRole("link", { name: "Everyone" }).click();
  await page.waitForSelector("#people");
  await page.getByRole("link", { name: "Tuning" }).click();
  await ready(page);
  quiet(opened, server.url);
  await opened.context.close();
});

test("what if somebody did this and that", async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await ready(page);
  await page.fill("#letters", "carys");
  await settled(page, () => page.press("#letters", "Enter"))();
  const card = page.locator('[data-member="carys.lloyd"]');
  await card.locator(".what-if summary").click();
  const boxes = card.getByRole("checkbox");
  await boxes.first().waitFor();
  const sum = card.locator(".what-if [role=status]");
  const gain = async () => Number((await sum.textContent()).match(/\+([\d.]+)/)?.[1] ?? 0);
  assert.equal(await gain(), 0);
  await boxes.first().check();
  await page.waitForFunction(() => /with 1 of them/.test(document.querySelector(".what-if [role=status]").textContent));
  const one = await gain();
  assert.ok(one > 0);
  await boxes.nth(2).focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => /with 2 of them/.test(document.querySelector(".what-if [role=status]").textContent));
  assert.ok(await gain() > one, "two do more than one");
  await accessible(page, "what if");
  await card.screenshot({ path: join(pictures, "what-if.png") });
  // It stays while the rules are moved.
  await move(page, slider(page, "brand.headline"), "2");
  assert.equal(await card.locator(".what-if input:checked").count(), 2);
  quiet(opened, server.url);
  await opened.context.close();
});

test("the keyboard is enough", async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await ready(page);
  await slider(page, "brand.headline").focus();
  await settled(page, () => page.keyboard.press("ArrowRight"))();
  assert.doesNotMatch(await page.locator("#summary").textContent(), /^Nobody/);
  await settled(page, () => page.keyboard.press("Control+z"))();
  assert.match(await page.locator("#summary").textContent(), /^Nobody/);
  await opened.context.close();
});

test("dark, narrow and without what it cannot say", async () => {
  const opened = await open(browser, `${server.url}tune`, { colorScheme: "dark", viewport: { width: 360, height: 800 } });
  const { page } = opened;
  await ready(page);
  await move(page, slider(page, "brand.cadence"), "8");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await page.screenshot({ path: join(pictures, "tuning-dark-narrow.png"), fullPage: true });
  await accessible(page, "tuning, dark and narrow");
  quiet(opened, server.url);
  await opened.context.close();
});

test("a number that the rules cannot have is told, and the page goes on", async () => {
  const opened = await open(browser, `${server.url}tune`);
  const { page } = opened;
  await ready(page);
  const number = page.locator('article[data-rule="brand.cadence"] input[type=number]').first();
  await settled(page, async () => { await number.fill("5000"); await number.blur(); })();
  await page.waitForSelector("#wrong:not([hidden])");
  assert.match(await page.locator("#wrong").textContent(), /a weight lies between 0 and 1000/);
  await settled(page, () => page.click("#undo"))();
  await page.waitForSelector("#wrong", { state: "hidden" });
  await opened.context.close();
});
