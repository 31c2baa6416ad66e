// What has been moved, and the way back.

/** The name of a dial: the same for the same number of the pack. */
export const keyOf = (dial) =>
  dial.by === "weight" ? `weight ${dial.rule}` : `${dial.file}:${dial.line}:${dial.column}`;

export class Moves {
  #now = new Map();
  #before = [];
  #after = [];

  /** A number is on the move; the way back leads to where the move began. */
  set(dial, value) {
    if (value === dial.value) this.#now.delete(keyOf(dial));
    else this.#now.set(keyOf(dial), { dial, value });
  }

  /** A move has ended. `from` is the value with which it began. */
  end(dial, from) {
    const before = new Map(this.#now);
    if (from === dial.value) before.delete(keyOf(dial));
    else before.set(keyOf(dial), { dial, value: from });
    this.#before.push(before);
    this.#after = [];
  }

  value(dial) {
    return this.#now.get(keyOf(dial))?.value ?? dial.value;
  }

  reset() {
    this.#before.push(this.#now);
    this.#after = [];
    this.#now = new Map();
  }

  undo() {
    if (!this.canUndo) return;
    this.#after.push(this.#now);
    this.#now = this.#before.pop();
  }

  redo() {
    if (!this.canRedo) return;
    this.#before.push(this.#now);
    this.#now = this.#after.pop();
  }

  clear() {
    this.#now = new Map();
    this.#before = [];
    this.#after = [];
  }

  get canUndo() { return this.#before.length > 0; }
  get canRedo() { return this.#after.length > 0; }
  get isEmpty() { return this.#now.size === 0; }

  /** As the server wants it. */
  changes() {
    const all = [...this.#now.values()];
    return {
      numbers: all.filter((m) => m.dial.by === "place").map(({ dial, value }) =>
        ({ file: dial.file, line: dial.line, column: dial.column, from: dial.value, to: value })),
      weights: all.filter((m) => m.dial.by === "weight").map(({ dial, value }) => ({ rule: dial.rule, to: value })),
    };
  }
}
