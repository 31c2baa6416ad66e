"""The wheel as people use it: tables of four libraries, the command's bytes, its words when something is wrong."""

import inspect
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.csv
import pytest

import ssi

ROOT = pathlib.Path(__file__).parents[2]
TEAM = ROOT / "corpora" / "team"
DAY = "2026-08-31"
COMMAND = os.environ.get("SSI_BINARY", str(ROOT / "target" / "release" / "ssi"))


def tables(read):
    return {path.stem: read(str(path)) for path in TEAM.glob("*.csv")}


READERS = {
    "polars": lambda path: polars.read_csv(path, infer_schema_length=None),
    "polars, categories": lambda path: polars.read_csv(path, infer_schema_length=None).with_columns(
        polars.col(polars.String).cast(polars.Categorical)
    ),
    "pandas": pandas.read_csv,
    "pyarrow": pyarrow.csv.read_csv,
    "duckdb": duckdb.read_csv,
}


@pytest.fixture(scope="module")
def scores():
    return ssi.score(TEAM, as_of=DAY)


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    subprocess.run([COMMAND, "score", TEAM, "--as-of", DAY, "--out", out, "--quiet"], check=True, cwd=ROOT)
    return (out / "members.csv").read_bytes()


@pytest.mark.parametrize("library", READERS)
def test_tables_of_any_library_give_the_bytes_of_the_command(library, commands, tmp_path):
    scored = ssi.score(tables(READERS[library]), as_of=DAY)
    assert scored.notes == [] and len(scored.rejects) == 0
    scored.write(tmp_path / "members.csv")
    assert (tmp_path / "members.csv").read_bytes() == commands


def test_a_folder_gives_the_bytes_of_the_command(scores, commands, tmp_path):
    scores.write(tmp_path / "members.csv")
    assert (tmp_path / "members.csv").read_bytes() == commands


def test_results_go_into_every_library(scores):
    members = scores.members
    assert len(members) == 44 == len(scores)
    frame = polars.DataFrame(members)
    assert frame["member"][0] == "ada.okafor" and frame["score"][0] == 83.29
    assert pyarrow.table(members).column_names == members.column_names
    assert len(pandas.DataFrame.from_arrow(members)) == 44
    assert duckdb.sql("select max(score) from members").fetchall() == [(83.29,)]
    # As often as one likes.
    assert polars.DataFrame(members).equals(frame)
    assert members.describe("score") == {"description": "The score: the sum of the pillars.", "range": "0 to 100", "unit": "points"}
    rules = [rule["id"] for rule in ssi.Pack().rules if rule["group"] in ("brand", "people", "insights", "relationships")]
    for rule in rules:
        assert members.describe(rule)["description"]


def test_a_score_is_taken_apart(scores):
    ada = ssi.explain(scores, "ada.okafor")
    assert sum(pillar["points"] for pillar in ada["pillars"]) == pytest.approx(ada["score"])
    assert ada == scores.explain("ada.okafor")
    assert scores.explain("ada.okafor", texts=True) != ada
    advice = ssi.advise(scores, "ada.okafor", best=2, by="effort")
    assert advice["score"] == ada["score"] and len(advice["together"]["actions"]) <= 2
    assert all(action["gain"] > 0 for action in advice["actions"])


def test_packs(scores, tmp_path):
    pack = ssi.Pack()
    assert pack.origin == "built in" and pack.window_days == 90 and "post" in pack.kinds
    heavier = pack.reweigh({"brand.cadence": 20})
    assert (pack.weights["brand.cadence"], heavier.weights["brand.cadence"]) == (3, 20)
    changed = polars.DataFrame(ssi.score(TEAM, as_of=DAY, pack=heavier).members)
    assert not changed.equals(polars.DataFrame(scores.members))
    # The same weight, written into a pack of one's own.
    (tmp_path / "pack.rhai").write_text('extends("ssi");\nreweigh("brand.cadence", 20);\n')
    written = ssi.score(TEAM, as_of=DAY, pack=tmp_path)
    assert polars.DataFrame(written.members).equals(changed)


def test_texts_alone():
    texts = ["Great post!", None, "We cut the list from 20 to 6. What did you try first?"]
    for given in (texts, polars.Series(texts), pandas.Series(texts), pyarrow.array(texts), pyarrow.chunked_array([texts[:1], texts[1:]])):
        grades = polars.DataFrame(ssi.grade(given, kind="comment"))
        assert grades["id"].to_list() == ["1", "2", "3"]
        assert grades["grade"][0] < grades["grade"][2]
        signals = polars.DataFrame(ssi.signals(given))
        assert signals["words"].to_list() == [2, 0, 13]
    parts = grades.select(polars.exclude("id", "grade")).sum_horizontal()
    assert (parts - grades["grade"]).abs().max() < 1e-9
    assert len(ssi.grade([])) == 0
    # Longer than any row of a file may be.
    assert len(ssi.grade(["word " * 500_000])) == 1


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: ssi.score("nowhere"), ssi.CorpusError, "help: check the path"),
        (lambda: ssi.score({"post": polars.DataFrame({"author": ["a"]})}), ssi.CorpusError, "found: post"),
        (lambda: ssi.score({"posts": polars.DataFrame({"at": ["2026-01-01"]})}), ssi.CorpusError, "author"),
        (lambda: ssi.score({"posts": polars.DataFrame({"author": ["a"], "at": ["soon"]})}), ssi.CorpusError, "as_of"),
        (lambda: ssi.score({"posts": [1]}), TypeError, "posts is a list"),
        (lambda: ssi.score({"posts": polars.Series(["a"])}), TypeError, "one column"),
        (lambda: ssi.score(3), TypeError, "dict of tables by name"),
        (lambda: ssi.score(TEAM, as_of="soon"), ssi.SsiError, "2026-03-31"),
        (lambda: ssi.Pack("nowhere"), ssi.PackError, "no such folder"),
        (lambda: ssi.Pack().reweigh({"brand.cadenc": 1}), ssi.PackError, "did you mean `brand.cadence`?"),
        (lambda: ssi.Pack().reweigh({"brand.cadence": -1}), ssi.PackError, "at least 0"),
        (lambda: ssi.grade(["x"], kind="poem"), ssi.SsiError, "it grades comment"),
        (lambda: ssi.grade("x"), TypeError, "[text]"),
        (lambda: ssi.grade(polars.DataFrame({"text": ["x"]})), TypeError, "one column"),
        (lambda: ssi.grade([1]), TypeError, "str"),
        (lambda: ssi.grade(pyarrow.array([b"\xff"])), ssi.CorpusError, "text 1"),
        (lambda: ssi.score(TEAM).explain("ada"), KeyError, "no member `ada`"),
        (lambda: ssi.score(TEAM).advise("ada.okafor", by="luck"), ssi.SsiError, "`gain` or `effort`"),
        (lambda: ssi.score(TEAM).members.describe("scor"), ssi.SsiError, "the columns are member"),
        (lambda: ssi.score(TEAM).write("members.txt"), ssi.SsiError, ".csv"),
    ],
)
def test_mistakes_are_told_as_the_command_tells_them(call, error, says):
    with pytest.raises(error) as told:
        call()
    assert says in str(told.value)


def test_mistakes_of_a_pack_are_told_with_their_places(tmp_path):
    (tmp_path / "pack.rhai").write_text('extends("ssi");\nreweigh("brand.cadenc", 6);\n')
    with pytest.raises(ssi.PackError) as told:
        ssi.Pack(tmp_path)
    assert "pack.rhai:2" in str(told.value) and "did you mean" in str(told.value)


def test_rows_that_cannot_be_used_are_told():
    posts = polars.DataFrame({"author": ["ada", "bo"], "at": ["2026-01-01", "soon"], "text": ["a", "b"]})
    scores = ssi.score({"posts": posts})
    (reject,) = polars.DataFrame(scores.rejects).to_dicts()
    assert (reject["file"], reject["line"], reject["column"], reject["value"]) == ("posts", 2, "at", "soon")
    assert len(scores) == 2 or len(scores) == 1


LARGE = """
import polars, ssi
n = 3_000_000
posts = polars.DataFrame({"author": ["m"] * n, "at": ["2026-01-01"] * n, "text": ["We cut the list from 20 to 6, and it helped."] * n})
print("ready", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_a_run():
    code = LARGE + "ssi.score({'posts': posts})\nprint('done', flush=True)\n"
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert "done" not in out and "KeyboardInterrupt" in err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_process_has_threads_of_its_own():
    code = """
import os, ssi, sys
team = sys.argv[1]
ssi.score(team)
child = os.fork()
if child == 0:
    print("child", len(ssi.score(team)), len(ssi.grade(["a"] * 10_000)), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
print("parent", len(ssi.score(team)), status)
"""
    ran = subprocess.run([sys.executable, "-c", code, TEAM], capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines() == ["child 44 10000", "parent 44 0"], ran.stderr


def test_other_threads_go_on():
    n = 200_000
    posts = polars.DataFrame({"author": ["m"] * n, "at": ["2026-01-01"] * n, "text": ["We cut the list from 20 to 6."] * n})
    turns, over = [], threading.Event()

    def turn():
        while not over.is_set():
            turns.append(time.perf_counter())
            time.sleep(0.001)

    beside = threading.Thread(target=turn)
    beside.start()
    start = time.perf_counter()
    ssi.score({"posts": posts})
    end = time.perf_counter()
    over.set()
    beside.join()
    during = [turn for turn in turns if start < turn < end]
    assert len(during) > 10 * (end - start)


def test_stubs_say_what_is_there():
    stubs = (pathlib.Path(ssi.__file__).parent / "_ssi.pyi").read_text()
    for name in ("Table", "Pack", "Scores"):
        public = {member for member in dir(getattr(ssi, name)) if not member.startswith("_")}
        body = re.search(rf"^class {name}:.*?(?=^\S|\Z)", stubs, re.M | re.S).group()
        assert public == set(re.findall(r"^    def ([a-z]\w*)", body, re.M)), name
    for name in ("grade", "signals", "score"):
        own = list(inspect.signature(getattr(ssi, name)).parameters)
        declared = re.search(rf"^def {name}\((.*?)\) -> ", stubs, re.M | re.S).group(1)
        assert own == re.findall(r"(\w+):", re.sub(r"\[[^\]]*\]", "", declared)), name
        assert getattr(ssi, name).__doc__


def test_the_example_runs():
    ran = subprocess.run([sys.executable, ROOT / "examples" / "team.py"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "Ada Okafor: 83.29, highly effective" in ran.stdout
