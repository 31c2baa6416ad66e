// Members side by side, rule by rule.
import { change, el, name, points } from "./dom.js";

/** `fold` makes what stands below a member and stays while the rules are moved. */
export function showWatched(place, all, leave, fold) {
  place.replaceChildren(...all.map((of) => card(of, leave, fold)));
}

function card(of, leave, fold) {
  const away = el("button", { type: "button" }, "Leave");
  away.setAttribute("aria-label", `Leave ${of.member}`);
  away.addEventListener("click", () => leave(of.member));
  const link = el("a", { href: `/member?id=${encodeURIComponent(of.member)}` }, name(of.name || of.member));
  const pillar = (pillar) => [
    row(el("strong", {}, pillar.title), pillar.before, pillar.after),
    ...pillar.rules.map((rule) => row(el("span", { class: "id" }, rule.rule), rule.before, rule.after)),
  ];
  return el("article", { "data-member": of.member, "aria-label": `Member ${of.member}` },
    el("h4", {}, link), el("p", {}, `${points(of.before)} → ${points(of.after)} `, change(of.after - of.before)),
    el("p", { class: "quiet" }, `rank ${of.rank_before} → ${of.rank_after}; ${of.band_before === of.band_after ? of.band_after : `${of.band_before} → ${of.band_after}`}`),
    el("table", {}, el("caption", { class: "hidden" }, `Points of ${of.member} by pillar and rule`),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "rule"), el("th", { scope: "col", class: "n" }, "before"), el("th", { scope: "col", class: "n" }, "after"))),
      el("tbody", {}, ...of.pillars.flatMap(pillar))),
    fold(of.member), away);
}

function row(what, before, after) {
  const moved = before !== after;
  return el("tr", {}, el("th", { scope: "row" }, what), el("td", { class: "n" }, points(before)),
    el("td", { class: "n" }, moved ? el("strong", {}, points(after)) : points(after)));
}
