"""The team of corpora/team, scored from polars, pandas and DuckDB: the same bytes each time.

    pip install . polars pandas pyarrow duckdb
    python examples/team.py
"""

import datetime
import pathlib
import tempfile

import duckdb
import pandas
import polars

import ssi

TEAM = pathlib.Path(__file__).parent.parent / "corpora" / "team"
DAY = datetime.date(2026, 8, 31)

files = {path.stem: str(path) for path in sorted(TEAM.glob("*.csv"))}
tables = {
    "polars": {name: polars.read_csv(path, infer_schema_length=None) for name, path in files.items()},
    "pandas": {name: pandas.read_csv(path) for name, path in files.items()},
    "DuckDB": {name: duckdb.read_csv(path) for name, path in files.items()},
}

with tempfile.TemporaryDirectory() as folder:
    written = {}
    for library, team in tables.items():
        scores = ssi.score(team, as_of=DAY)
        path = pathlib.Path(folder) / f"{library}.csv"
        scores.write(path)
        written[library] = path.read_bytes()
    assert len(set(written.values())) == 1, "every library gives the same bytes"

# %% Who is where?
members = scores.members
print(scores)
print(polars.DataFrame(members).select("member", "score", "band", "rank", "team", "team_rank").head(5))

# %% The teams, in SQL
print(duckdb.sql("select team, count(*) as members, round(avg(score), 2) as mean from members group by team order by mean desc"))

# %% One of them, taken apart
ada = scores.explain("ada.okafor")
print(f"{ada['name']}: {ada['score']}, {ada['band']}")
for pillar in ada["pillars"]:
    print(f"  {pillar['points']:>5} of {pillar['cap']}  {pillar['title']}")

# %% What next?
for action in scores.advise("ada.okafor")["actions"][:3]:
    print(f"  +{action['gain']}  {action['title']}")

# %% What if cadence weighed twice as much?
pack = ssi.Pack()
heavier = pack.reweigh({"brand.cadence": 2 * pack.weights["brand.cadence"]})
before, after = (
    polars.DataFrame(ssi.score(tables["polars"], as_of=DAY, pack=p).members).select("member", "score")
    for p in (pack, heavier)
)
moved = before.join(after, on="member", suffix="_after").with_columns(change=polars.col("score_after") - polars.col("score"))
print(moved.sort("change", descending=True).head(3))

# %% Texts alone
comments = polars.read_csv(files["comments"])["text"]
grades = polars.DataFrame(ssi.grade(comments, kind="comment"))
print(f"{len(grades)} comments, mean grade {grades['grade'].mean():.3f}")
