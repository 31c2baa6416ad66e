// Elements with text in them; a text never becomes markup.

/** An element with attributes and children; texts become text nodes. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

/** A name that others gave themselves: whatever direction it runs in, it leaves its surroundings alone. */
export const name = (text) => el("bdi", {}, text);

export const points = (number) => (number === null || number === undefined ? "–" : number.toFixed(2));
export const count = (number) => number.toLocaleString("en");

/** A change with its sign, and a class for its colour. */
export function change(number, digits = 2) {
  const text = `${number > 0 ? "+" : number < 0 ? "−" : ""}${Math.abs(number).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
  return el("span", { class: number > 0 ? "up" : number < 0 ? "down" : undefined }, text);
}
