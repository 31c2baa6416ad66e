// The rules with their dials.
import { el, points } from "./dom.js";
import { keyOf } from "./moves.js";

/** Draws the rules; returns what changes them later. */
export function showRules(place, bench, moves, { live, done }) {
  const dials = new Map();
  const shown = new Map();

  const dial = (of, rule) => {
    const id = `dial-${dials.size}`;
    const label = rule ? `${of.what} of ${rule.id}` : of.what;
    const range = el("input", { type: "range", id, min: of.least, max: of.most, step: of.step, "aria-label": label });
    const number = el("input", { type: "number", step: "any", "aria-label": `${label}, as a number` });
    const was = el("span", { class: "was" });
    const set = (value) => {
      range.value = value;
      if (document.activeElement !== number) number.value = value;
      was.textContent = value === of.value ? "" : `was ${of.value}`;
      const article = shown.get(rule?.id)?.article;
      if (article) article.classList.toggle("moved", rule.dials.some((d) => moves.value(d) !== d.value));
    };
    let from;
    const begin = () => { from ??= moves.value(of); };
    const go = (value) => { begin(); moves.set(of, value); set(value); live(); };
    const end = () => {
      if (from !== undefined && from !== moves.value(of)) moves.end(of, from);
      from = undefined;
      done();
    };
    range.addEventListener("input", () => go(Number(range.value)));
    range.addEventListener("change", end);
    number.addEventListener("input", () => { if (number.value !== "" && number.checkValidity()) go(Number(number.value)); });
    number.addEventListener("change", () => { if (number.value === "") number.value = moves.value(of); end(); });
    dials.set(keyOf(of), { of, set });
    set(of.value);
    return el("div", { class: "dial" }, el("label", { for: id }, of.what), range, number, was);
  };

  const worth = (rule) => rule.points === null ? "" :
    rule.penalty ? `takes up to ${points(-rule.points)} points` : `up to ${points(rule.points)} points`;

  const article = (rule) => {
    const sentence = el("p", {}, rule.sentence);
    const value = el("span", { class: "quiet" }, worth(rule));
    const made = el("article", { "data-rule": rule.id, "aria-label": rule.title });
    const code = rule.code && el("pre", { tabindex: "0", "aria-label": `Source of ${rule.id}` }, rule.code.join("\n"));
    shown.set(rule.id, { article: made, sentence, value, code, rule, text: `${rule.id} ${rule.title} ${rule.sentence}`.toLowerCase() });
    const [weight, ...others] = rule.dials;
    const more = el("details", {}, el("summary", {}, others.length ? "Numbers, source and why" : "Source and why"),
      ...others.map((of) => dial(of, rule)),
      rule.why ? el("p", {}, el("strong", {}, "Why: "), rule.why) : undefined,
      rule.advice ? el("p", {}, el("strong", {}, "Advice: "), rule.advice) : undefined,
      el("p", { class: "id" }, `${rule.file}:${rule.line}`),
      code);
    made.append(el("h3", {}, rule.title, " ", el("span", { class: "id" }, rule.id)), sentence, el("p", {}, value), dial(weight, rule), more);
    return made;
  };

  const group = (of, open) => el("details", { class: "group", open },
    el("summary", {}, `${of.title}: ${of.points} points`), ...of.rules.map(article));

  place.replaceChildren(
    ...bench.groups.map((of, place) => group(of, place === 0)),
    el("details", { class: "group" }, el("summary", {}, "The pack itself: bands, window, points"),
      el("article", {}, ...bench.settings.map((of) => dial(of)))),
  );

  return {
    /** Puts every dial where its number is. */
    set() { dials.forEach(({ of, set }) => set(moves.value(of))); },
    /** Rules that say something else now; the others are as they were. */
    said(changed) {
      const now = new Map(changed.map((rule) => [rule.id, rule]));
      const put = (place, text) => { if (place && place.textContent !== text) place.textContent = text; };
      shown.forEach(({ sentence, value, code, rule }, id) => {
        const said = now.get(id) ?? rule;
        put(sentence, said.sentence);
        put(value, worth(said));
        put(code, said.code?.join("\n"));
      });
    },
    filter(letters) {
      const wanted = letters.trim().toLowerCase();
      shown.forEach(({ article, text }) => { article.hidden = !text.includes(wanted); });
      if (wanted) place.querySelectorAll("details.group").forEach((group) => { group.open = Boolean(group.querySelector("article:not([hidden])")); });
    },
  };
}
