// The distribution before and after, with the bands.

/** Draws with Observable Plot; what it shows stands in the table of bands, too. */
export function drawChart(place, answer) {
  const { width, before, after } = answer.distribution;
  const bars = after.map((members, i) => ({ from: i * width, to: (i + 1) * width, members }));
  const line = before.flatMap((members, i) => [{ at: i * width, members }, { at: (i + 1) * width, members }]);
  const most = Math.max(...before, ...after, 1);
  const bands = answer.bands.filter((band) => band.from > 0);
  const style = getComputedStyle(document.documentElement);
  const colour = (what) => style.getPropertyValue(what).trim();
  const chart = Plot.plot({
    width: Math.max(280, place.clientWidth || 560), height: 220, marginLeft: 56,
    style: { background: "none", color: "inherit", fontSize: "12px" },
    x: { domain: [0, 100], label: "score" },
    y: { domain: [0, most], label: "members", ticks: 4, tickFormat: "~s", grid: true },
    marks: [
      Plot.rectY(bars, { x1: "from", x2: "to", y: "members", fill: colour("--accent"), fillOpacity: 0.55, insetLeft: 0.5, insetRight: 0.5 }),
      Plot.line(line, { x: "at", y: "members", stroke: colour("--ink"), strokeWidth: 1.5 }),
      Plot.ruleX(bands, { x: "from", stroke: colour("--quiet"), strokeDasharray: "3,3" }),
      Plot.text(bands, { x: "from", y: most, text: "name", textAnchor: "start", dx: 4, dy: -4, fill: colour("--quiet") }),
      Plot.ruleY([0]),
    ],
  });
  // One picture with one description; its parts are drawn, not read.
  chart.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", "Distribution of scores before and after; the table of bands has the numbers");
  place.replaceChildren(chart);
}
