// The licences of everything that went into the bundle, one text each.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const inputs = Object.keys(JSON.parse(readFileSync("meta.json", "utf8")).inputs);
const name = (path) => path.split("node_modules/").pop().split("/").slice(0, path.includes("node_modules/@") ? 2 : 1).join("/");
const names = [...new Set(inputs.filter((path) => path.includes("node_modules/")).map(name))].sort();
const texts = names.map((name) => {
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  const place = ["LICENSE", "LICENSE.md", "LICENCE"].map((file) => `node_modules/${name}/${file}`).find(existsSync);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(place, "utf8").trim()}\n`;
});
writeFileSync("../vendor/LICENCES.txt", `plot.min.js is made of these packages, each under its own licence.\n\n${texts.join("\n----\n\n")}`);
rmSync("meta.json");
