// Tables that can be sorted by any column and searched; without this they stand as they were written.
(() => {
  const worth = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = Number(text.replaceAll(",", "").replace(" %", ""));
    return text === "–" || text === "" ? null : Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  document.querySelectorAll("table[data-sort]").forEach((table) => {
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
      });
    });
  });
  document.querySelectorAll("[data-search]").forEach((field) => {
    const rows = [...document.getElementById(field.dataset.search).tBodies[0].rows].map((row) => [row.textContent.toLowerCase(), row]);
    const told = field.parentElement.querySelector("[role=status]");
    field.parentElement.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      let found = 0;
      rows.forEach(([text, row]) => { row.hidden = !text.includes(wanted); found += !row.hidden; });
      told.textContent = wanted ? `${found.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : "";
    });
  });
})();
