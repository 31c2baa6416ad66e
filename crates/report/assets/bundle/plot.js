// What pages draw with, and no more.
export { areaY, axisX, axisY, barX, barY, dot, gridY, line, plot, rectY, ruleX, ruleY, stackY, text, tickX, tip } from "@observablehq/plot";
