// How long a moved slider takes until everyone's new scores are drawn: node respond.js FOLDER, where FOLDER is anything `ssi serve` takes.
// Not a test: nothing here passes or fails. Figures and their machine stand in benches/README.md.
import { resolve } from "node:path";
import { launch, serve } from "./browser.js";

const SLIDERS = 24;
const middle = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const told = (list) => `${middle(list)} ms (${Math.min(...list)}–${Math.max(...list)})`;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node respond.js FOLDER");
  process.exit(2);
}
const start = performance.now();
const server = await serve(resolve(folder));
console.log(`ready to be opened: ${Math.round(performance.now() - start)} ms`);
const browser = await launch();
const page = await browser.newPage();
await page.goto(`${server.url}tune`);
await page.waitForSelector("svg");

const scored = [];
page.on("response", async (response) => {
  if (!response.url().endsWith("/api/turn")) return;
  const { milliseconds } = JSON.parse(await response.text());
  scored.push(Math.round(milliseconds.score + milliseconds.effect));
});
// From the slider's event until the frame after the answer, inside the page, so that driving the browser costs nothing.
const drawn = await page.evaluate(async (moves) => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const sliders = [...document.querySelectorAll('input[type="range"]')];
  const stride = Math.floor(sliders.length / moves);
  const taken = [];
  for (let move = 0; move < moves * 2; move++) {
    // There and back again: every move is one from or to the rules as they lie there.
    const slider = sliders[(move >> 1) * stride];
    const place = Number(slider.value);
    if (move % 2 === 0) slider.dataset.was = slider.value;
    const settled = document.body.dataset.settled;
    const begun = performance.now();
    slider.value = move % 2 ? slider.dataset.was : place + (place < Number(slider.max) ? 1 : -1) * Number(slider.step);
    for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    while (document.body.dataset.settled === settled) await wait(0);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    taken.push([Math.round(performance.now() - begun), slider.getAttribute("aria-label")]);
    await wait(150);
  }
  return taken;
}, SLIDERS);

console.log(`until the server has scored everyone and counted what it does: ${told(scored)}`);
console.log(`until it is drawn: ${told(drawn.map(([time]) => time))}, ${drawn.length} moves; the slowest: ${drawn.toSorted((a, b) => b[0] - a[0])[0][1]}`);
await browser.close();
server.stop();
