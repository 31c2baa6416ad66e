"""Scores of members in a lake: Spark brings rows together, this engine reads and scores them.

The data are DataFrames in the tables of ``ssi columns --files``. Texts are read where they lie and leave numbers; rows that belong together
are found by Spark's joins; members are scored in shares, each by the code that scores a corpus on one machine, so the result is the same to
the last digit; places among all are counted by Spark's windows. Nothing but a few sums comes to the driver.

>>> import ssi.spark
>>> scores = ssi.spark.score(posts=posts, comments=comments, members=members, as_of="2026-08-31")  # doctest: +SKIP
>>> scores.where("band = 'strong'").groupBy("team").count().show()  # doctest: +SKIP

Works with Spark 4. The wheel must be installed for the Python of the workers.
"""

from __future__ import annotations

import datetime
import os
from typing import Any, Optional, Union

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from .._ssi import Pack, _lines
from . import _places, _workers
from ._lake import ROWS_A_SHARE, TABLES, Lake
from ._routes import routed, tied

__all__ = ["ROWS_A_SHARE", "grade", "rejects", "release", "score", "write_csv"]

PackLike = Union[Pack, str, "os.PathLike[str]", None]


def score(
    *,
    members: Optional[DataFrame] = None,
    posts: Optional[DataFrame] = None,
    comments: Optional[DataFrame] = None,
    reactions: Optional[DataFrame] = None,
    messages: Optional[DataFrame] = None,
    connections: Optional[DataFrame] = None,
    invitations: Optional[DataFrame] = None,
    searches: Optional[DataFrame] = None,
    endorsements: Optional[DataFrame] = None,
    recommendations: Optional[DataFrame] = None,
    memberships: Optional[DataFrame] = None,
    events: Optional[DataFrame] = None,
    follows: Optional[DataFrame] = None,
    pack: PackLike = None,
    as_of: Union[datetime.date, str, None] = None,
    shares: Optional[int] = None,
) -> DataFrame:
    """Scores every member: a row each, in no order, with the columns of ``members.csv``.

    ``as_of`` is the day of the score; without it the last day on which anybody did something. ``shares`` is into how many parts the members
    are divided: as many as make about :data:`ROWS_A_SHARE` rows each, if it is not said; one share has to fit into a task's memory.
    The result does not depend on it.

    Runs a job that reads every text once and keeps what comes of it in Spark's storage, and small ones that find what refers to what; the
    scores are lazy, and kept as well once they are computed: :func:`release` gives the room back. Rows that cannot be used are
    left out; :func:`rejects` has them.

    Raises :class:`ssi.CorpusError` when a table has not the columns that it needs, and :class:`ssi.SsiError` when nothing tells a day.
    """
    given = dict(
        members=members, posts=posts, comments=comments, reactions=reactions, messages=messages, connections=connections,
        invitations=invitations, searches=searches, endorsements=endorsements, recommendations=recommendations,
        memberships=memberships, events=events, follows=follows,
    )  # fmt: skip
    lake = Lake.of({name: table for name, table in given.items() if table is not None}, _pack(pack), as_of, shares)
    ties = tied(lake) if lake.needs["circles"] else None
    scored = lake.cut(lake.unpack(routed(lake, ties), "score", lake.schema()))
    result = _places.among_all(scored, lake.columns())
    result._ssi_kept = lake.kept  # noqa: SLF001 - a DataFrame has no place of its own for what stands behind it
    return result


def release(scores: DataFrame) -> None:
    """Gives back what :func:`score` keeps in Spark's storage; the scores can still be computed, from the beginning."""
    for kept in getattr(scores, "_ssi_kept", []):
        kept.unpersist()


def rejects(*, pack: PackLike = None, **tables: DataFrame) -> DataFrame:
    """The rows that :func:`score` leaves out: ``file`` (the table), ``column``, ``value``, ``fault`` and ``reason``, in no order."""
    lake = Lake(tables, _pack(pack))
    found = None
    for name in lake.tables:
        some = lake.map(name, _workers.rejected, _workers.REJECTS)
        found = some if found is None else found.unionByName(some)
    return found


def grade(texts: Union[Column, str], kind: str = "post", pack: PackLike = None) -> Column:
    """The grade of each text, 0 to 1, as a column: ``posts.withColumn("grade", ssi.spark.grade("text"))``.

    Null where nothing that the rules weigh is known of a text.
    """
    pack = _pack(pack)
    if kind not in pack.kinds:
        from .._ssi import grade as refuse

        refuse([], kind=kind, pack=pack)
    return F.pandas_udf(_workers.grader(_workers.Plain(pack), _workers.token(), kind), "double")(texts)


def write_csv(scores: DataFrame, path: Union[str, "os.PathLike[str]"]) -> None:
    """Writes scores into one file on the driver, from the highest to the lowest: the bytes that ``ssi score`` writes.

    The rows come one partition at a time. For tables that other engines read, ``scores.write.parquet`` writes from all machines at once.
    """
    # Spark takes the dots in the ids of rules for fields of a struct.
    plain = scores.orderBy(F.desc("score"), F.asc("member")).toDF(*(f"c{place}" for place in range(len(scores.columns))))
    part = f"{os.fspath(path)}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="") as out:
            out.write(_lines(_workers.nobody(scores.schema), True))
            for row in plain.mapInArrow(_workers.lines(scores.columns), "lines string").toLocalIterator():
                out.write(row.lines)
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise


def _pack(pack: Any) -> Pack:
    return pack if isinstance(pack, Pack) else Pack(pack)


assert set(TABLES) == set(score.__kwdefaults__) - {"pack", "as_of", "shares"}
