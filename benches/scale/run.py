#!/usr/bin/env python3
"""Scores corpora of growing size and prints what a text costs in time and in memory, and by which law both grow.

A corpus is written, scored so many times and deleted, one size after the other; 10,000,000 texts are 2.9 GB. Needs nothing but Python and
the command. The best of the rounds counts: what else the machine does can only make it slower.
"""
import argparse
import datetime
import math
import os
import platform
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MAKE = os.path.join(HERE, os.pardir, "compare", "make.py")
DAY = "2025-01-01"


def run(command):
    """Seconds by the clock, seconds of the processor, and peak memory in bytes of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if platform.system() == "Darwin" else 1024)


def measure(asked, texts):
    """Of one size: bytes of its files, and the least of each figure over the rounds."""
    members = max(1, round(texts * asked.members_each))
    folder = os.path.join(asked.scratch, f"corpus-{texts}-{members}")
    out = os.path.join(asked.scratch, "out")
    done = os.path.join(folder, "done")
    try:
        if not os.path.exists(done):
            print(f"writing {folder}", file=sys.stderr)
            command = [sys.executable, MAKE, "--texts", str(texts), "--members", str(members), "--out", folder]
            subprocess.run(command, check=True, stdout=sys.stderr)
            open(done, "w").close()
        size = sum(os.path.getsize(os.path.join(folder, name)) for name in ("members.csv", "posts.csv"))
        command = [asked.ssi, "score", folder, "--quiet", "--as-of", DAY, "--jobs", str(asked.jobs), "--out", out]
        command += ["--rules", asked.rules] if asked.rules else []
        command += ["--max-memory", asked.max_memory] if asked.max_memory else []
        rounds = []
        for turn in range(asked.rounds):
            rounds.append(run(command))
            print(f"{texts:,} texts, round {turn + 1} of {asked.rounds}: {rounds[-1][0]:.2f} s", file=sys.stderr)
    finally:
        shutil.rmtree(out, ignore_errors=True)
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return texts, members, size, *(min(figures) for figures in zip(*rounds))


def slope(points):
    """By which power y grows with x, by least squares on logarithms: 1 is in proportion, 0 not at all."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    below = sum((x - mean_x) ** 2 for x, _ in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / below


def report(asked, found):
    rules = asked.rules or "default pack"
    rules += f", --max-memory {asked.max_memory}" if asked.max_memory else ""
    print(f"\n{rules}, {asked.jobs} {'thread' if asked.jobs == 1 else 'threads'}, {datetime.date.today()}, best of {asked.rounds}; "
          f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}\n")
    print("| texts | members | MB | s | MB/s | µs a text | processor µs a text | peak MB | bytes a text |\n" + "|---" * 9 + "|")
    for texts, members, size, wall, cpu, memory in found:
        print(
            f"| {texts:,} | {members:,} | {size / 1e6:,.1f} | {wall:,.2f} | {size / 1e6 / wall:,.1f} | {wall / texts * 1e6:.2f} "
            f"| {cpu / texts * 1e6:.2f} | {memory / 1e6:,.0f} | {memory / texts:,.0f} |"
        )
    if len(found) > 1:
        print()
        for name, place in (("time", 3), ("processor time", 4), ("peak memory", 5)):
            print(f"- {name} grows as texts to the power of {slope([(one[0], one[place]) for one in found]):.3f}")
    by_size = {one[0]: one for one in found}
    small, large = by_size.get(asked.compare[0]), by_size.get(asked.compare[1])
    if small and large:
        for name, place in (("time", 3), ("processor time", 4), ("peak memory", 5)):
            ratio = (large[place] / large[0]) / (small[place] / small[0])
            print(f"- {name} a text at {large[0]:,} texts is {ratio:.2f} of that at {small[0]:,}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ssi", default="target/release/ssi", help="the command [default: target/release/ssi]")
    parser.add_argument("--texts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000],
                        help="the sizes [default: 10000 100000 1000000 10000000]")
    parser.add_argument("--members-each", type=float, default=0.1, help="members for each text [default: 0.1]")
    parser.add_argument("--compare", type=int, nargs=2, default=[100_000, 10_000_000], metavar=("SMALL", "LARGE"),
                        help="whose costs a text are set beside each other [default: 100000 10000000]")
    parser.add_argument("--rounds", type=int, default=3, help="[default: 3]")
    parser.add_argument("--jobs", type=int, default=1, help="threads [default: 1]")
    parser.add_argument("--rules", help="a pack [default: that of the command]")
    parser.add_argument("--max-memory", metavar="SIZE", help="as of the command, as in 512M [default: all there is]")
    parser.add_argument("--scratch", default="target/scale", help="where data lies meanwhile [default: target/scale]")
    parser.add_argument("--keep", action="store_true", help="keep the data")
    asked = parser.parse_args()
    if not os.access(asked.ssi, os.X_OK):
        parser.error(f"{asked.ssi} is not there: cargo build --release, or say --ssi")
    report(asked, [measure(asked, texts) for texts in sorted(set(asked.texts))])


if __name__ == "__main__":
    main()
