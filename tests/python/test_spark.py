"""Spark gives what the command gives: on a standalone cluster of a master and two workers on this machine."""

from __future__ import annotations

import csv
import datetime
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars
import pytest
import ssi
import ssi.spark
from cluster import HOST, Cluster
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

ROOT = Path(__file__).parents[2]
TEAM = ROOT / "corpora/team"
COMMAND = os.environ.get("SSI_BINARY") or shutil.which("ssi")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), workers=2)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def spark(cluster):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.ui.enabled": "false",
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "Europe/Berlin",
    }
    builder = SparkSession.builder.master(cluster.url).appName("ssi")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def tables(spark: SparkSession, folder: Path, partitions: int) -> dict[str, DataFrame]:
    """The files of a folder as text, as a lake has them that nobody has looked at yet."""
    read = spark.read.options(header=True, multiLine=True, escape='"', nullValue="", ignoreLeadingWhiteSpace=False)
    found = sorted(folder.glob("*.csv"))
    return {file.stem: read.csv(str(file)).repartition(partitions) for file in found}


def commanded(folder: Path, out: Path, *flags: str) -> bytes:
    """What the command makes of a folder."""
    run = [COMMAND, "score", str(folder), "--out", str(out), "--quiet", *flags]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (out / "members.csv").read_bytes()


def check(spark: SparkSession, folder: Path, to: Path, partitions: int, expected: bytes, **settings: object) -> None:
    scores = ssi.spark.score(**tables(spark, folder, partitions), shares=partitions, **settings)
    ssi.spark.write_csv(scores, to / f"{partitions}.csv")
    ssi.spark.release(scores)
    found = (to / f"{partitions}.csv").read_bytes()
    if found != expected:
        pairs = zip(found.decode().splitlines(), expected.decode().splitlines())
        first = next((pair for pair in pairs if pair[0] != pair[1]), ("one is longer", ""))
        raise AssertionError(f"{partitions} partitions differ:\nspark   {first[0]}\ncommand {first[1]}")


@pytest.fixture(scope="session")
def team(tmp_path_factory) -> bytes:
    return commanded(TEAM, tmp_path_factory.mktemp("team"))


@pytest.mark.parametrize("partitions", [1, 3, 64])
def test_the_team_byte_for_byte(spark, tmp_path, team, partitions):
    check(spark, TEAM, tmp_path, partitions, team)
