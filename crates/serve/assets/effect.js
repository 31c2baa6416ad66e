// What the moved numbers do to everyone.
import { change, count, el, name, points } from "./dom.js";

const $ = (id) => document.getElementById(id);

export function showEffect(answer, bench, look) {
  const { effect } = answer;
  const none = effect.up + effect.down === 0;
  const means = effect.before ? `, mean ${points(effect.before.mean)} → ${points(effect.after.mean)}, median ${points(effect.before.median)} → ${points(effect.after.median)}` : "";
  $("summary").textContent = none
    ? `Nobody's score is another${means}.`
    : `${count(effect.up)} rise, ${count(effect.down)} fall, ${count(effect.same)} stay${means}.`;
  $("bands").tBodies[0].replaceChildren(...effect.bands.map((band) => el("tr", {},
    el("th", { scope: "row" }, band.band),
    el("td", { class: "n" }, band.before === null ? "–" : count(band.before)),
    el("td", { class: "n" }, band.after === null ? "–" : count(band.after)),
    el("td", { class: "n" }, change((band.after ?? 0) - (band.before ?? 0), 0)))));
  $("moves").replaceChildren(...(effect.band_moves.length ? effect.band_moves.map(bandMove) : [el("li", { class: "quiet" }, "nobody")]));
  const movers = [...effect.rises, ...effect.falls];
  $("movers").tBodies[0].replaceChildren(...(movers.length ? movers.map((of) => mover(of, look)) : [el("tr", {}, el("td", { colspan: 5, class: "quiet" }, "nobody"))]));
  $("diff").textContent = answer.diff || "nothing yet";
}

function bandMove(move) {
  const rules = move.rules.map((r) => `${r.rule} (${count(r.members)})`).join(", ");
  return el("li", {}, el("strong", {}, count(move.members)), ` ${move.from} → ${move.to}`, rules ? el("span", { class: "quiet" }, `, by ${rules}`) : undefined);
}

function mover(of, look) {
  const button = el("button", { type: "button" }, name(of.member));
  button.addEventListener("click", () => look(of.member));
  return el("tr", {}, el("td", {}, button), el("td", { class: "n" }, points(of.before)), el("td", { class: "n" }, points(of.after)),
    el("td", { class: "n" }, change(of.change)), el("td", {}, of.rule ?? ""));
}
