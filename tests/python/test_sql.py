"""docs/sql.md: every query of the page, on what the command wrote."""

import os
import pathlib
import re
import subprocess

import duckdb
import pytest

ROOT = pathlib.Path(__file__).parents[2]
TEAM = ROOT / "corpora" / "team"
COMMAND = os.environ.get("SSI_BINARY", str(ROOT / "target" / "release" / "ssi"))
PAGE = (ROOT / "docs" / "sql.md").read_text()


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sql")
    for arguments in (
        ["score", TEAM, "--as-of", "2026-08-31", "--format", "parquet", "--out", "out", "--quiet"],
        ["backfill", TEAM, "--history", "history", "--from", "2026-06-28", "--to", "2026-08-30", "--every", "1w"],
    ):
        subprocess.run([COMMAND, *arguments], check=True, cwd=folder, capture_output=True)
    return folder


@pytest.mark.parametrize("query", blocks("sql"))
def test_every_query_finds_something(query, written, monkeypatch):
    monkeypatch.chdir(written)
    rows = duckdb.sql(query).fetchall()
    assert rows and any(cell is not None for cell in rows[0])


def test_the_page_has_queries():
    assert len(blocks("sql")) == 8 and len(blocks("python")) == 1


@pytest.mark.parametrize("line", [line for block in blocks("python") for line in block.splitlines() if "parquet(" in line])
def test_every_line_reads(line, written, monkeypatch):
    monkeypatch.chdir(written)
    import pandas, polars, pyarrow.parquet  # noqa: E401

    assert len(eval(line, {"pandas": pandas, "polars": polars, "pyarrow": pyarrow})) > 2


def test_figures_are_those_of_the_command(written, monkeypatch):
    monkeypatch.chdir(written)
    bands = duckdb.sql("select band, count(*) from 'out/members.parquet' group by all").fetchall()
    assert dict(bands) == {"highly effective": 5, "solid": 14, "developing": 22, "limited": 3}
    # What a rule moved is what the score moved.
    moved = duckdb.sql(
        """with days as (from read_parquet('history/members/*.parquet', union_by_name = true)),
        points as (unpivot days on columns('^[a-z_]+\\.[a-z_]+$') into name rule value points)
        select max(abs(score - total)) from days join (
            select member, as_of, sum(points) as total from points group by all) using (member, as_of)"""
    ).fetchall()
    assert moved[0][0] < 1e-9
