// Draws the charts of a page from the data that stands in it. Every number is in a table, too.
(() => {
  const data = (id) => JSON.parse(document.getElementById(id).textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const frame = (place, height) => ({
    width: Math.max(280, place.clientWidth || 900), height, marginLeft: 56,
    style: { background: "none", color: "inherit", fontSize: "13px" },
  });
  const draw = {
    distribution(place) {
      const { width, members, bands } = data("distribution");
      const bars = members.map((count, i) => ({ from: i * width, to: (i + 1) * width, count }));
      const most = Math.max(...members, 1), begun = bands.filter((band) => band.from > 0);
      return Plot.plot({
        ...frame(place, 260),
        x: { domain: [0, 100], label: "score" },
        y: { domain: [0, most * 1.08], label: "members", ticks: Math.min(5, most), tickFormat: "~s", grid: true },
        marks: [
          Plot.rectY(bars, { x1: "from", x2: "to", y: "count", fill: colour("--accent"), insetLeft: 0.5, insetRight: 0.5 }),
          Plot.ruleX(begun, { x: "from", stroke: colour("--quiet"), strokeDasharray: "3,3" }),
          Plot.text(begun, { x: "from", y: most * 1.08, text: "name", textAnchor: "start", dx: 4, dy: 6, fill: colour("--quiet") }),
          Plot.ruleY([0]),
        ],
      });
    },
    course(place) {
      const days = data("course").map(([day, score]) => ({ day: new Date(day), score }));
      return Plot.plot({
        ...frame(place, 220),
        x: { type: "utc", label: null }, y: { label: "score", grid: true, nice: true },
        marks: [
          Plot.line(days, { x: "day", y: "score", stroke: colour("--accent"), strokeWidth: 2 }),
          Plot.dot(days, { x: "day", y: "score", fill: colour("--accent"), r: 3 }),
        ],
      });
    },
  };
  const all = () => document.querySelectorAll("[data-chart]").forEach((place) => {
    const chart = draw[place.dataset.chart](place);
    chart.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", place.dataset.label);
    place.replaceChildren(chart);
  });
  all();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
})();
