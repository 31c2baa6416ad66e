// The tuning page: what is moved goes to the server on this machine, what it does to everyone comes back.
import { drawChart } from "./chart.js";
import { showRules } from "./rules.js";
import { showEffect } from "./effect.js";
import { showWatched } from "./watched.js";
import { whatIf } from "./what-if.js";
import { Moves } from "./moves.js";

const $ = (id) => document.getElementById(id);
const token = document.querySelector('meta[name="ssi-token"]').content;
const moves = new Moves();
let bench, rules, watched = [], asked = 0, answered = 0, busy = false;
// What the page shows the answer to: a slider tells of its last move twice, and nobody has to be scored for the second.
let shown;

async function ask(path, body) {
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "content-type": "application/json", "x-ssi-token": token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const is_json = (response.headers.get("content-type") ?? "").startsWith("application/json");
  const answer = is_json ? JSON.parse(text) : { error: text.trim(), diagnostics: [] };
  return { ok: response.ok, answer };
}

function tell(wrong) {
  const of_rules = (wrong.diagnostics ?? []).map((d) => `${d.file}:${d.line}: ${d.message}. ${d.help}`);
  $("wrong").textContent = [wrong.error, wrong.help, ...of_rules].filter(Boolean).join("\n");
  $("wrong").hidden = false;
}

// One request at a time; what is moved meanwhile goes with the next one.
async function turn() {
  asked += 1;
  if (busy) return;
  busy = true;
  while (answered < asked) {
    answered = asked;
    const started = performance.now();
    const question = { ...moves.changes(), members: watched };
    const written = JSON.stringify(question);
    if (written === shown) continue;
    try {
      const { ok, answer } = await ask("/api/turn", question);
      shown = ok ? written : undefined;
      if (ok) {
        $("wrong").hidden = true;
        show(answer);
        document.body.dataset.milliseconds = Math.round(performance.now() - started);
      } else {
        tell(answer);
      }
    } catch {
      tell({ error: "The server does not answer. Is `ssi serve` still running?" });
    }
  }
  document.body.dataset.settled = String(answered);
  busy = false;
}

function show(answer) {
  showEffect(answer, bench, look);
  drawChart($("chart"), answer);
  showWatched($("watched"), answer.watched, (id) => { watched = watched.filter((w) => w !== id); turn(); }, foldOf);
  rules.said(answer.rules);
  acts();
}

// Kept by member, so that what was chosen stays while the rules are moved; another pack makes other gains.
const folds = new Map();
function foldOf(member) {
  if (!folds.has(member)) folds.set(member, whatIf(member, (id, levers) => ask("/api/what-if", { member: id, levers })));
  return folds.get(member);
}

function acts() {
  $("undo").disabled = !moves.canUndo;
  $("redo").disabled = !moves.canRedo;
  $("reset").disabled = moves.isEmpty;
  $("save").disabled = moves.isEmpty || Boolean(bench.locked);
}

function moved() {
  rules.set(moves);
  acts();
  turn();
}

function look(id) {
  // Two at a time can be compared.
  watched = [...watched.filter((w) => w !== id), id].slice(-2);
  turn();
}

async function save() {
  const { ok, answer } = await ask("/api/save", { ...moves.changes(), members: [] });
  if (!ok) return tell(answer);
  moves.clear();
  folds.clear();
  await begin();
  $("summary").textContent = `Written: ${answer.written.join(", ")}`;
}

async function begin() {
  bench = (await ask("/api/rules")).answer;
  $("title").textContent = `Tuning: ${bench.title}`;
  document.title = `Tuning: ${bench.title}`;
  $("about").textContent = `${bench.pack} over ${bench.members.toLocaleString("en")} members of ${bench.corpus}, as of ${bench.as_of}`;
  $("locked").textContent = bench.locked ?? "";
  $("locked").hidden = !bench.locked;
  shown = undefined;
  rules = showRules($("groups"), bench, moves, { live: turn, done: moved });
  acts();
  await turn();
}

$("undo").addEventListener("click", () => { moves.undo(); moved(); });
$("redo").addEventListener("click", () => { moves.redo(); moved(); });
$("reset").addEventListener("click", () => { moves.reset(); moved(); });
$("save").addEventListener("click", save);
$("filter").addEventListener("input", (event) => rules.filter(event.target.value));
document.addEventListener("keydown", (event) => {
  const in_text = event.target.matches?.('input[type="search"], input[type="number"]');
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || in_text) return;
  event.preventDefault();
  (event.shiftKey ? $("redo") : $("undo")).click();
});
$("letters").addEventListener("input", async (event) => {
  const { ok, answer } = await ask(`/api/members?q=${encodeURIComponent(event.target.value)}`);
  if (!ok) return;
  $("found").replaceChildren(...answer.map((member) => {
    const option = document.createElement("option");
    option.value = member.member;
    option.label = `${member.name || member.member}, ${member.score.toFixed(2)}`;
    return option;
  }));
});
$("search").addEventListener("submit", async (event) => {
  event.preventDefault();
  const letters = $("letters").value.trim();
  const { ok, answer } = await ask(`/api/members?q=${encodeURIComponent(letters)}`);
  const found = ok && letters ? answer.find((m) => m.member === letters) ?? answer[0] : undefined;
  $("search-told").textContent = found ? `Looking at ${found.member}` : "Nobody has these letters in id or name";
  if (found) look(found.member);
});

begin();
