// A member as if several things were done: what each adds to those before it is computed from the member's own rows.
import { change, el, points } from "./dom.js";

/** A fold that asks for what can be done once it is opened; `ask` takes the levers that were chosen. */
export function whatIf(member, ask) {
  const place = el("div");
  const fold = el("details", { class: "what-if" }, el("summary", {}, "What if"), place);
  let chosen = [];
  const show = async (focus) => {
    const { ok, answer } = await ask(member, chosen);
    if (!ok) return place.replaceChildren(el("p", {}, answer.error));
    const lines = answer.offered.map((offered) => line(offered, chosen.includes(offered.lever), (on) => {
      chosen = on ? [...chosen, offered.lever] : chosen.filter((lever) => lever !== offered.lever);
      show(offered.lever);
    }));
    const sum = el("p", { role: "status" }, `${points(answer.before)} → ${points(answer.after)} `,
      change(answer.after - answer.before), chosen.length ? ` with ${chosen.length} of them, ${answer.band_after}` : "");
    place.replaceChildren(sum, answer.offered.length ? el("ul", {}, ...lines) : el("p", {}, "Nothing that is offered gains a tenth of a point."),
      el("p", { class: "quiet" }, "With the rules as they are saved. Gains overlap, so together they add less than one by one."));
    if (focus) place.querySelector(`input[value="${CSS.escape(focus)}"]`)?.focus();
  };
  fold.addEventListener("toggle", () => { if (fold.open && !place.hasChildNodes()) show(); });
  return fold;
}

function line(offered, on, choose) {
  const box = el("input", { type: "checkbox", value: offered.lever, checked: on });
  box.addEventListener("change", () => choose(box.checked));
  const adds = on && offered.adds !== null ? offered.adds : offered.gain;
  return el("li", {}, el("label", {}, box, " ", offered.title, " ", change(adds), el("span", { class: "quiet" }, ` ${offered.effort}${offered.note ? `; ${offered.note}` : ""}`)));
}
