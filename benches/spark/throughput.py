"""How long Spark takes with two workers of a core each, beside the command with two threads: ``python benches/spark/throughput.py MEMBERS``.

Both read one made corpus, the command its CSV and Spark Parquet of it, in turn, twice; a first run of 200 members shows what a run costs whatever its
size. Prints seconds, texts a second, the ratio, and what Spark's tasks took of a core and moved between each other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/python"))

import ssi.spark  # noqa: E402
from cluster import HOST, Cluster  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

COMMAND = os.environ.get("SSI_BINARY", "target/release/ssi")
TEXTS = ("posts", "comments", "messages", "invitations")


def main(members: int, memory: str = "3g") -> None:
    folder = Path(tempfile.mkdtemp(prefix="ssi-spark-"))
    cluster = Cluster(folder, workers=2, memory=memory)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master(cluster.url)
        .config("spark.driver.host", HOST)
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", memory)
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    try:
        for size in [200, 200, members, members]:
            before = tasks(spark)
            ours, theirs, texts = both(spark, folder, size)
            seconds, moved = (now - then for now, then in zip(tasks(spark), before))
            print(f"{size:,} members, {texts:,} texts: command with 2 threads {ours:.1f} s, {texts / ours:,.0f} texts/s;", end=" ")
            print(f"Spark with 2 workers {theirs:.1f} s, {texts / theirs:,.0f} texts/s; ratio {theirs / ours:.1f};", end=" ")
            print(f"{seconds:.0f} core seconds in tasks, {moved / 1e6:,.0f} MB moved", flush=True)
    finally:
        spark.stop()
        cluster.stop()


def tasks(spark: SparkSession) -> tuple[float, int]:
    """The seconds that all tasks have taken so far, and the bytes that they left for each other."""
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    each = [executors.apply(place) for place in range(executors.size())]
    return sum(one.totalDuration() for one in each) / 1000, sum(one.totalShuffleWrite() for one in each)


def both(spark: SparkSession, folder: Path, members: int) -> tuple[float, float, int]:
    """Seconds of the command, seconds of Spark, and how many texts there are."""
    corpus, out, lake = folder / f"made-{members}", folder / "out", folder / f"lake-{members}"
    if not lake.exists():
        subprocess.run([COMMAND, "generate", "--members", str(members), "--out", str(corpus)], check=True, capture_output=True)
        for file in corpus.glob("*.csv"):
            table = spark.read.options(header=True, multiLine=True, escape='"').csv(str(file))
            table.repartition(8).write.parquet(str(lake / file.stem))
    start = time.perf_counter()
    subprocess.run([COMMAND, "score", str(corpus), "--out", str(out), "--quiet", "--jobs", "2"], check=True, capture_output=True)
    ours = time.perf_counter() - start
    tables = {place.name: spark.read.parquet(str(place)) for place in lake.iterdir()}
    start = time.perf_counter()
    scores = ssi.spark.score(**tables)
    scores.write.mode("overwrite").parquet(str(folder / "scores"))
    theirs = time.perf_counter() - start
    ssi.spark.release(scores)
    texts = sum(tables[name].where("text is not null" if name != "invitations" else "note is not null").count() for name in TEXTS)
    return ours, theirs, texts


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
