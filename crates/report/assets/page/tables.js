// Tables that can be sorted by any column and searched; without this they stand as they were written.
(() => {
  // Rows that are shown at first: a browser takes half a second to lay out some thousand.
  const FIRST = 200;
  const count = (n) => n.toLocaleString("en");
  const worth = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = Number(text.replaceAll(",", "").replace(" %", ""));
    return text === "–" || text === "" ? null : Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  // On paper everything stands; on the screen the rest is a click away.
  const short = (table) => {
    if (table.tBodies[0].rows.length <= FIRST) return () => {};
    let all = false;
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    table.parentElement.after(more);
    const cut = () => {
      const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
      rows.forEach((row, place) => row.classList.toggle("later", !all && place >= FIRST));
      more.textContent = `Show all ${count(rows.length)}`;
      more.hidden = all || rows.length <= FIRST;
    };
    more.addEventListener("click", () => { all = true; cut(); table.parentElement.focus(); });
    cut();
    return cut;
  };
  document.querySelectorAll("table[data-sort]").forEach((table) => {
    const cut = short(table);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim() || head.querySelector(".hidden")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("n") ? "descending" : "ascending";
        const way = head.getAttribute("aria-sort") === first ? (first === "ascending" ? "descending" : "ascending") : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", way);
        const rows = [...table.tBodies[0].rows].map((row) => [worth(row, column), row]);
        // What is missing comes last, whichever way.
        rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : compare(a, b) * (way === "ascending" ? 1 : -1)));
        table.tBodies[0].append(...rows.map(([, row]) => row));
        cut();
      });
    });
    const field = document.querySelector(`[data-search="${table.id}"]`);
    if (!table.id || !field) return;
    const rows = [...table.tBodies[0].rows].map((row) => [row.textContent.toLowerCase(), row]);
    const told = field.parentElement.querySelector("[role=status]");
    field.parentElement.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      let found = 0;
      rows.forEach(([text, row]) => { row.hidden = !text.includes(wanted); found += !row.hidden; });
      told.textContent = wanted ? `${count(found)} of ${count(rows.length)}` : "";
      cut();
    });
  });
})();
