#!/usr/bin/env python3
"""Times ssi beside what one would pick instead, on the same file, in turns, and prints ratios as Markdown.

Every tool runs in a process of its own, one after the other, round after round, so that whatever slows the machine down slows all
down. What counts of a tool is its work alone, without starting Python and importing it; what counts of ssi is the whole command, from
starting to members.csv on disk. Ratios are of texts per second, made round by round: the middle, and least–most.
"""
import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# What each does; how many rows it gets if not all; whether it can use several threads.
TOOLS = {
    "polars_tuned": ("10 signals, mean by author; tuned by hand", None, True),
    "polars": ("the same, as first written", None, True),
    "duckdb": ("the same, string_split idiom", None, True),
    "pandas": ("the same", "pandas_rows", False),
    "textstat": ("5 measures, reading not counted", "sample", False),
    "datatrove": ("4 filters, reading not counted", "sample", False),
}
OURS = {
    "ssi, pack30": ("30 signals, grades, 18 aggregates, 4 pillars, ranks", os.path.join(HERE, "pack30")),
    "ssi, default pack": ("the whole index; compares texts with each other", None),
}
DAY = "2025-01-01"


class Spread:
    """The middle of some figures, and how far they spread."""

    def __init__(self, figures):
        self.all = sorted(figures)
        self.median = statistics.median(self.all)

    def __format__(self, digits):
        least, most = self.all[0], self.all[-1]
        return f"{self.median:,{digits}} ({least:,{digits}}–{most:,{digits}})"


def run(command, environment):
    """Seconds of the clock, seconds of the processor and peak memory in MB of a process, and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    # Little is printed to either, so that neither pipe fills up.
    printed, told = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        last = (told.strip().splitlines() or ["no reason told"])[-1]
        raise RuntimeError(f"{' '.join(command[:3])}: {last}")
    scale = 1 if platform.system() == "Darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6, printed


def ours(asked, pack, threads, out):
    command = [asked.ssi, "score", asked.data, "--quiet", "--as-of", DAY, "--jobs", str(threads), "--out", out]
    wall, cpu, memory, _ = run(command + (["--rules", pack] if pack else []), {})
    return {"clock": wall, "processor": cpu, "memory": memory, "rows": asked.texts}


def theirs(asked, name, threads):
    _, size, _ = TOOLS[name]
    rows = min(asked.texts, getattr(asked, size)) if size else asked.texts
    command = [sys.executable, os.path.join(HERE, "tools.py"), name, os.path.join(asked.data, "posts.csv")]
    environment = {"POLARS_MAX_THREADS": str(threads), "BENCH_THREADS": str(threads), "PYTHONWARNINGS": "ignore"}
    _, _, memory, printed = run(command + (["--rows", str(rows)] if rows < asked.texts or size else []), environment)
    done = json.loads(printed.strip().splitlines()[-1])
    return {"clock": done["seconds"], "processor": done["processor"], "memory": memory, "rows": rows}


def entrants(asked):
    """Name and threads of everything that takes part, in the order of the turns."""
    both = [(name, threads) for threads in asked.threads for name in [*OURS, *TOOLS]]
    alone = [(name, threads) for name, threads in both if threads == 1 or name in OURS or TOOLS[name][2]]
    return [one for one in alone if not asked.only or any(word in one[0] for word in asked.only)]


def measure(asked):
    """Of each entrant one record a round; who cannot run is left out, and why is said."""
    taking_part = entrants(asked)
    records = {entrant: [] for entrant in taking_part}
    out = os.path.join(asked.scratch, "out")
    for turn in range(asked.rounds):
        for entrant in list(taking_part):
            name, threads = entrant
            try:
                done = ours(asked, OURS[name][1], threads, out) if name in OURS else theirs(asked, name, threads)
            except RuntimeError as failed:
                print(f"left out: {failed}", file=sys.stderr)
                taking_part.remove(entrant)
                del records[entrant]
                continue
            records[entrant].append(done)
            print(f"round {turn + 1} of {asked.rounds}: {name}, {threads}: {done['clock']:.2f} s", file=sys.stderr)
    shutil.rmtree(out, ignore_errors=True)
    return records


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def versions():
    from importlib import metadata

    found = []
    for name in ("polars", "duckdb", "pandas", "textstat", "datatrove"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def report(asked, records):
    posts = os.path.getsize(os.path.join(asked.data, "posts.csv"))
    print(f"\n{asked.texts:,} texts, {posts / 1e6:.0f} MB; {datetime.date.today()}; {asked.rounds} rounds, median (least–most)  ")
    print(f"{machine()}; {versions()}\n")
    print("| tool | what it does | threads | texts/s | MB/s | processor s | peak MB |\n|---|---|---|---|---|---|---|")

    def speed(record):
        return record["rows"] / record["clock"]

    def compared(record):
        return record["rows"] / record[asked.by]

    for (name, threads), done in records.items():
        speeds = Spread([speed(record) for record in done])
        rate = speeds.median * posts / asked.texts / 1e6
        cpu, memory = (statistics.median([record[key] for record in done]) for key in ("processor", "memory"))
        rows = done[0]["rows"]
        what = (OURS.get(name) or TOOLS[name])[0] + (f"; {rows:,} texts" if rows < asked.texts else "")
        print(f"| {name} | {what} | {threads} | {speeds:.0f} | {rate:.1f} | {cpu:.1f} | {memory:,.0f} |")

    print(f"\n| times as fast, by the {asked.by} | " + " | ".join(OURS) + " |\n|---|" + "---|" * len(OURS))
    for (name, threads), done in records.items():
        if name in OURS:
            continue
        cells = []
        for mine in OURS:
            pairs = zip(records.get((mine, threads), []), done)
            ratios = [compared(one) / compared(other) for one, other in pairs]
            cells.append(f"{Spread(ratios):.2f}" if ratios else "–")
        print(f"| as {name}, {threads} {'thread' if threads == 1 else 'threads'} | " + " | ".join(cells) + " |")
    for threads in asked.threads:
        both = [(records.get((mine, 1)), records.get((mine, threads))) for mine in OURS]
        if threads == 1 or not all(one and many for one, many in both):
            continue
        cells = [f"{Spread([speed(b) / speed(a) for a, b in zip(one, many)]):.2f}" for one, many in both]
        print(f"| {threads} threads as 1 | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ssi", default="target/release/ssi", help="the command [default: target/release/ssi]")
    parser.add_argument("--texts", type=int, default=1_000_000, help="[default: 1000000]")
    parser.add_argument("--members", type=int, help="[default: a tenth of the texts]")
    parser.add_argument("--rounds", type=int, default=5, help="[default: 5]")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="[default: 1 2]")
    parser.add_argument("--sample", type=int, default=5_000, help="texts for textstat and datatrove [default: 5000]")
    parser.add_argument("--pandas-rows", type=int, default=100_000, help="texts for pandas [default: 100000]")
    parser.add_argument(
        "--by", choices=["clock", "processor"], default="clock",
        help="what ratios are made of: the processor's time says more where others use it too [default: clock]",
    )
    parser.add_argument("--only", nargs="+", help="only those with one of these words in their names")
    parser.add_argument("--scratch", default="target/compare", help="where data lies [default: target/compare]")
    parser.add_argument("--quick", action="store_true", help="20,000 texts, 2 rounds: to see that it runs")
    asked = parser.parse_args()
    if asked.quick:
        asked.texts, asked.rounds, asked.sample = min(asked.texts, 20_000), min(asked.rounds, 2), min(asked.sample, 500)
    if not os.access(asked.ssi, os.X_OK):
        parser.error(f"{asked.ssi} is not there: cargo build --release, or say --ssi")
    members = asked.members or max(1, asked.texts // 10)
    asked.data = os.path.join(asked.scratch, f"corpus-{asked.texts}-{members}")
    done = os.path.join(asked.data, "done")
    if not os.path.exists(done):
        print(f"writing {asked.data}", file=sys.stderr)
        # In a process of its own: a process counts what the one held that started it, so this one has to stay small.
        size = ["--texts", str(asked.texts), "--members", str(members), "--out", asked.data]
        subprocess.run([sys.executable, os.path.join(HERE, "make.py"), *size], check=True, stdout=sys.stderr)
        open(done, "w").close()
    report(asked, measure(asked))


if __name__ == "__main__":
    main()
