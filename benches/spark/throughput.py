"""How long Spark takes with two workers of a core each, beside the command with two threads: ``python benches/spark/throughput.py MEMBERS``.

Both read one made corpus, the command its CSV and Spark Parquet of it, in turn, twice; a first small run of each is not counted. Prints seconds,
texts a second, the ratio, and the bytes that Spark moved between its tasks.
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
        both(spark, folder, 200)
        for _ in range(2):
            ours, theirs, texts = both(spark, folder, members)
            print(f"{members:,} members, {texts:,} texts: command with 2 threads {ours:.1f} s, {texts / ours:,.0f} texts/s;", end=" ")
            print(f"Spark with 2 workers {theirs:.1f} s, {texts / theirs:,.0f} texts/s; ratio {theirs / ours:.1f}", flush=True)
    finally:
        spark.stop()
        cluster.stop()


def both(spark: SparkSession, folder: Path, members: int) -> tuple[float, float, int]:
    """Seconds of the command, seconds of Spark, and how many texts there are."""
    corpus, out = folder / f"made-{members}", folder / "out"
    if not corpus.exists():
        subprocess.run([COMMAND, "generate", "--members", str(members), "--out", str(corpus)], check=True, capture_output=True)
        for file in corpus.glob("*.csv"):
            table = spark.read.options(header=True, multiLine=True, escape='"').csv(str(file))
            table.repartition(8).write.parquet(str(corpus / "lake" / file.stem))
    start = time.perf_counter()
    subprocess.run([COMMAND, "score", str(corpus), "--out", str(out), "--quiet", "--threads", "2"], check=True, capture_output=True)
    ours = time.perf_counter() - start
    lake = {place.name: spark.read.parquet(str(place)) for place in (corpus / "lake").iterdir()}
    start = time.perf_counter()
    scores = ssi.spark.score(**lake)
    scores.write.mode("overwrite").parquet(str(folder / "scores"))
    theirs = time.perf_counter() - start
    ssi.spark.release(scores)
    texts = sum(lake[name].where("text is not null" if name != "invitations" else "note is not null").count() for name in TEXTS)
    return ours, theirs, texts


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
