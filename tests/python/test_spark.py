"""Spark gives what the command gives: on a standalone cluster of a master and two workers on this machine."""

from __future__ import annotations

import csv
import os
import pickle
import random
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
        # As most clusters have it; a plan that is drawn too large would end the driver.
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": cluster.folder.as_uri(),
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
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


@pytest.mark.parametrize("listed", [True, False])
def test_what_is_hard_to_bring_together(spark, tmp_path, listed):
    odd(tmp_path / "odd", listed)
    expected = commanded(tmp_path / "odd", tmp_path / "out", "--as-of", "2026-08-31")
    check(spark, tmp_path / "odd", tmp_path, 5, expected, as_of="2026-08-31")


def test_plans_stay_small_for_those_who_log_them(spark, cluster, tmp_path, team):
    check(spark, TEAM, tmp_path, 3, team)
    (log,) = cluster.folder.glob("app-*")
    plans = [len(line) for line in log.open("rb") if b"SparkListenerSQL" in line]
    assert len(plans) > 20 and max(plans) < 2_000_000


def usual(folder: Path) -> None:
    """Guests whose words under one host's post are of any language; what they usually write stands under posts of others."""
    said = [
        "Kafka versus Flink: Durchsatz, Latenz, Kosten", "Benchmark 2026: Kafka 40 %, Flink 60 %, Latenz 12 ms",
        "Klasse Beitrag! Kafka versus Flink, Latenz 12 ms?", "Spannend: Churn 4 %, Expansion 11 %, Netto 107 %",
    ]  # fmt: skip
    long = "Das haben wir bei unserem Versuch auch gesehen, und die Zahlen waren deutlich besser als im Jahr davor."
    posts = [[f"post{n}", f"host{n}", "2026-08-01T08:00:00Z", "We cut the list from 20 to 6."] for n in range(40)]
    comments = []
    for n in range(40):
        comments.append([f"a{n}", f"guest{n}", f"2026-08-02T08:00:{n:02}Z", said[n % 4], f"post{n}"])
        comments += [[f"b{n}{k}", f"guest{n}", f"2026-08-03T0{k}:00:{n:02}Z", long, f"talk{(n + 7) % 40}"] for k in range(3)]
    posts += [[f"talk{n}", f"other{n}", "2026-08-01T08:00:00Z", "We cut the list from 20 to 6."] for n in range(40)]
    write(folder, "posts", "post,author,at,text", posts)
    write(folder, "comments", "comment,author,at,text,post", comments)
    # What others say counts here, so that their language does.
    rule = "/// What others say is worth reading.\n///\n/// Why: it tells of the talk.\n/// Advice: ask.\n"
    rule += "fn their_words(m) {\n    weight(20, m.received_comments.mean(|c| c.grade).ramp(0.0, 1.0))\n}\n"
    (folder / "pack/pillars").mkdir(parents=True)
    (folder / "pack/pack.rhai").write_text('title("Heard");\nextends("ssi");\n')
    (folder / "pack/pillars/relationships.rhai").write_text(rule)


def test_what_guests_usually_write(spark, tmp_path):
    folder = tmp_path / "usual"
    usual(folder)
    expected = commanded(folder, tmp_path / "out", "--rules", str(folder / "pack"))
    check(spark, folder, tmp_path, 5, expected, pack=folder / "pack")


def test_one_author_owns_half_of_the_rows(spark, tmp_path):
    folder, rng = tmp_path / "skewed", random.Random(7)
    people = [f"p{n:03}" for n in range(60)]
    author = lambda: people[0] if rng.random() < 0.5 else rng.choice(people)  # noqa: E731
    day = lambda: f"2026-0{rng.randint(5, 8)}-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:00:00Z"  # noqa: E731
    posts = [[f"post{n}", author(), day(), "We cut the list from 20 to 6, because nobody read it."] for n in range(2000)]
    comments = [
        [f"c{n}", author(), day(), rng.choice(["Which did you try first?", "Top!"]), rng.choice(posts)[0]] for n in range(20_000)
    ]
    write(folder, "posts", "post,author,at,text", posts)
    write(folder, "comments", "comment,author,at,text,post", comments)
    check(spark, folder, tmp_path, 8, commanded(folder, tmp_path / "out"))


def test_types_of_a_lake(spark, tmp_path, team):
    read = tables(spark, TEAM, 3)
    flags = ["has_photo", "has_cover", "custom_url"]
    for name, table in read.items():
        for column in table.columns:
            if column == "at" and name != "members":
                # Times of a lake are times, seen from wherever the session is.
                read[name] = read[name].withColumn("at", F.to_timestamp(F.regexp_replace("at", "^(.{10})$", "$1T00:00:00Z")))
            if column in {"views", "reactions", "comments", "reposts"}:
                read[name] = read[name].withColumn(column, F.col(column).cast("int"))
            if column in flags:
                read[name] = read[name].withColumn(column, F.col(column).cast("boolean"))
    people = F.split("recipients", ";")
    read["messages"] = read["messages"].withColumn("recipients", F.when(F.col("recipients").isNotNull(), people))
    scores = ssi.spark.score(**read, shares=2)
    ssi.spark.write_csv(scores, tmp_path / "typed.csv")
    assert (tmp_path / "typed.csv").read_bytes() == team
    assert "description" not in scores.schema["score"].metadata and scores.schema["score"].metadata["comment"]
    assert dict(scores.dtypes)["rank"] == "bigint" and dict(scores.dtypes)["score"] == "double"
    ssi.spark.release(scores)


def test_another_pack_travels(spark, tmp_path):
    expected = commanded(TEAM, tmp_path / "out", "--rules", str(ROOT / "rules/roles/recruiter"))
    check(spark, TEAM, tmp_path, 2, expected, pack=ROOT / "rules/roles/recruiter")
    pack = ssi.Pack(ROOT / "rules/roles/recruiter").reweigh({"brand.cadence": 9})
    again = pickle.loads(pickle.dumps(pack))
    assert (again.weights, again.title, again.window_days) == (pack.weights, pack.title, pack.window_days)


def test_grades_are_a_column(spark):
    texts = ["We cut the list from 20 to 6, because nobody read it.", "Great post!", None, ""]
    frame = spark.createDataFrame([(text,) for text in texts], "text string")
    for kind in ["post", "comment"]:
        found = [row[0] for row in frame.select(ssi.spark.grade("text", kind=kind)).collect()]
        expected = polars.DataFrame(ssi.grade(texts, kind=kind))["grade"].to_list()
        assert found == expected
    with pytest.raises(ssi.SsiError, match="the pack grades no poem"):
        ssi.spark.grade("text", kind="poem")


def test_what_cannot_be_used_is_told(spark):
    rows = [("ada", "2026-03-01", "Hello"), ("bo", "yesterday", "Hi"), (None, "2026-03-02", "Who wrote this?")]
    posts = spark.createDataFrame(rows, "author string, at string, text string")
    found = ssi.spark.rejects(posts=posts).collect()
    assert [(row.file, row.column, row.value, row.fault) for row in found] == [("posts", "at", "yesterday", "CAST")]
    scores = ssi.spark.score(posts=posts)
    assert [row.member for row in scores.collect()] == ["ada"]
    ssi.spark.release(scores)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (lambda spark: {}, "there is no table"),
        (lambda spark: {"posts": spark.createDataFrame([("a",)], "author string")}, "at"),
        (lambda spark: {"posts": spark.createDataFrame([("a", None)], "author string, at string")}, "give `as_of`"),
        (lambda spark: {"posts": spark.createDataFrame([("a", "2026-01-01")], "author string, at string"), "as_of": "soon"}, "not a day"),
    ],
)
def test_mistakes_are_told_before_anything_runs(spark, given, said):
    with pytest.raises(ssi.SsiError, match=said):
        ssi.spark.score(**given(spark))


def test_a_worker_killed_in_mid_run(spark, cluster, tmp_path, team):
    """The last test: the cluster has one worker less behind it."""
    wide = {name: table.repartition(12) for name, table in tables(spark, TEAM, 4).items()}
    ended, killed = [], threading.Event()

    def kill() -> None:
        # Once texts are being read on both.
        time.sleep(4)
        cluster.kill(1)
        killed.set()

    thread = threading.Thread(target=kill)
    thread.start()
    scores = ssi.spark.score(**wide, shares=6)
    assert killed.wait(60)
    ssi.spark.write_csv(scores, tmp_path / "killed.csv")
    thread.join()
    ssi.spark.release(scores)
    assert (tmp_path / "killed.csv").read_bytes() == team


def write(folder: Path, name: str, head: str, rows: list[list[str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(head.split(","))
        table.writerows(rows)


def odd(folder: Path, listed: bool, seed: int = 1) -> None:
    """Chains of replies, pods, texts that do not tell their language, rows twice, ids of two posts, titles that others list."""
    rng = random.Random(seed)
    people = [f"p{n:02}" for n in range(40)]
    long = [
        ["Das haben wir bei unserem Versuch auch gesehen, und die Zahlen waren besser.", "Wir haben die Liste von zwanzig auf sechs gekürzt."],
        ["We cut the list from 20 to 6, because nobody read the rest.", "Which of the two did you try first, and what changed after a month?"],
    ]  # fmt: skip
    speaks = {person: rng.choice(long) for person in people}
    titles = ["CEO", "Account Executive", "VP Sales", "Student", ""]

    def text(person: str) -> str:
        short = ["Top!", "Ok", "Starke Sache!", "Great post!", "Super Artikel", "Bravo!", "Genial, gracias", "+1"]
        return rng.choice(short) if rng.random() < 0.4 else rng.choice(speaks[person])

    def at() -> str:
        clock = f"T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:07Z" if rng.random() < 0.8 else ""
        return f"2026-0{rng.randint(1, 8)}-{rng.randint(1, 28):02}{clock}"

    def any_of(some: list[str], share: float = 1.0) -> str:
        return rng.choice(some) if rng.random() < share else ""

    posts = [[f"post{n - (rng.random() < 0.05)}", any_of(people, 0.95), at(), text(any_of(people))] for n in range(150)]
    comments = []
    for n in range(1200):
        parent = f"c{rng.randrange(n)}" if n and rng.random() < 0.5 else ""
        post = rng.choice(posts)[0] if not parent or rng.random() < 0.3 else ""
        who = rng.choice(people)
        comments.append([any_of([f"c{n}"], 0.9), who, at(), text(who), post, parent, any_of(people, 0.2)])
    for pod in (people[:3], people[10:13], people[20:23]):
        for one, other in ((a, b) for a in pod for b in pod if a != b):
            for day in range(10, 14):
                post = f"pod{one}{other}{day}"
                posts.append([post, other, f"2026-08-{day}T08:00:00Z", rng.choice(speaks[other])])
                comments.append([f"c{post}", one, f"2026-08-{day}T08:05:00Z", text(one), post, "", ""])
    to = [[any_of([post[0] for post in posts]), ""] if rng.random() < 0.7 else ["", f"c{rng.randrange(1200)}"] for _ in range(800)]
    others = [*people, "x1", "x2", "x3"]
    pairs = [rng.sample(people, 2) for _ in range(200)]
    rows = {
        "posts": ("post,author,at,text", posts),
        "comments": ("comment,author,at,text,post,parent,post_author", comments),
        "reactions": ("author,at,kind,post,comment", [[any_of(people), at(), "like", *what] for what in to]),
        "connections": (
            "member,other,at,title",
            [[a, b, at(), any_of(titles)] for a in others[:-1] for b in rng.sample(others, 6) if a != b],
        ),
        "messages": (
            "conversation,sender,recipients,at,text",
            [[f"m{rng.randrange(60)}", p, ";".join(rng.sample(people, rng.choice([1, 1, 3]))), at(), text(p)] for p in rng.choices(people, k=500)],
        ),
        "invitations": ("sender,recipient,at,note,status", [[a, b, at(), text(a), any_of(["accepted", "pending"], 0.7)] for a, b in pairs]),
    }  # fmt: skip
    if listed:
        profiles = [[p, text(p), any_of(titles), any_of(["Retail", "retail", "Banking", ""]), any_of(["A", "B"])] for p in people[:30]]
        rows["members"] = ("member,headline,title,industry,team", profiles)
    for name, (head, all_rows) in rows.items():
        twice = all_rows + [row for row in all_rows if rng.random() < 0.05]
        rng.shuffle(twice)
        write(folder, name, head, twice)
