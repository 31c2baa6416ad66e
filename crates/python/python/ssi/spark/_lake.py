"""The tables of a lake, and what is settled before anything is routed: the day, the shares, what the rules look at."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from typing import Any, Optional, Union

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType
from pyspark.storagelevel import StorageLevel

from .._ssi import Pack, Packer, SsiError, Unpacker, _parcels
from . import _workers

#: Every table, and whether its rows show that people did something.
TABLES = {
    "members": False, "posts": True, "comments": True, "reactions": True, "messages": True, "connections": False, "invitations": True,
    "searches": True, "endorsements": False, "recommendations": False, "memberships": False, "events": True, "follows": False,
}  # fmt: skip

#: Rows that a share has, about; a task that scores one needs about a kilobyte of memory for each.
ROWS_A_SHARE = 500_000

DAY = 86_400


class Lake:
    """Tables on their way to scores."""

    def __init__(self, tables: dict[str, DataFrame], pack: Pack) -> None:
        unknown = [name for name in tables if name not in TABLES]
        if unknown:
            raise SsiError(f"there is no table `{unknown[0]}`\nhelp: the tables are {', '.join(TABLES)}")
        if not tables:
            raise SsiError("there is no table\nhelp: give at least one, as in score(posts=posts)")
        self.spark = next(iter(tables.values())).sparkSession
        self.tables: dict[str, DataFrame] = {}
        self.pack = pack
        self.token = _workers.token()
        self.kept: list[DataFrame] = []
        try:
            self.carried: Any = self.spark.sparkContext.broadcast(pack)
        except Exception:  # Spark Connect has no context, and says so in several ways.
            self.carried = _workers.Plain(pack)
        for name in (name for name in TABLES if name in tables):
            packer = Packer(pack, name, tables[name].columns)
            for note in packer.notes:
                warnings.warn(note, stacklevel=4)
            self.tables[name] = tables[name].select([F.col(f"`{column}`") for column in packer.used])

    @classmethod
    def of(
        cls, tables: dict[str, DataFrame], pack: Pack, as_of: Union[datetime.date, str, None], shares: Optional[int]
    ) -> Lake:
        """Reads every text, and settles the rest."""
        lake = cls(tables, pack)
        if not hasattr(lake.spark, "_jsparkSession"):
            raise SsiError(
                "behind Spark Connect no rows can be kept for a later step\n"
                "help: score in a session of the cluster itself, as `spark-submit` starts one; `grade` and `rejects` work behind Connect"
            )
        schema = from_arrow_schema(pa.table(_parcels()).schema)
        lake.parcels = {name: lake.keep(lake.map(name, _workers.packed, schema)) for name in lake.tables}
        look = None
        for name, parcels in lake.parcels.items():
            # What somebody did for themself does not count.
            at = F.when(F.col("digest").isNotNull(), F.col("at")) if TABLES[name] else F.lit(None).cast("long")
            some = parcels.agg(F.count(F.lit(1)).alias("rows"), F.max(at).alias("last"))
            look = some if look is None else look.union(some)
        rows, last = look.agg(F.sum("rows"), F.max("last")).first()
        if as_of is not None:
            day = as_of if isinstance(as_of, datetime.date) else _day(as_of)
            lake.end = ((day - datetime.date(1970, 1, 1)).days + 1) * DAY
        elif last is None:
            raise SsiError("no row tells when somebody did something\nhelp: give `as_of`")
        else:
            lake.end = (last // DAY + 1) * DAY
        wide = lake.spark.conf.get("spark.sql.shuffle.partitions", "200")
        lake.shares = max(1, shares if shares is not None else -(-rows // ROWS_A_SHARE))
        lake.partitions = min(lake.shares, int(wide)) if shares is None else lake.shares
        lake.listed = "members" in lake.tables
        lake.needs = lake.unpacker().needs
        return lake

    def keep(self, frame: DataFrame) -> DataFrame:
        """The same, computed once; what a lost machine held is computed again."""
        self.kept.append(frame.persist(StorageLevel.MEMORY_AND_DISK))
        return frame

    def cut(self, frame: DataFrame) -> DataFrame:
        """The same, computed once, and a leaf of what is planned with it.

        Spark plans a tree: what is used twice stands there twice, with all below it, and rows that refer to rows that refer to rows would
        make a plan that no driver holds. What is computed again where a machine is lost is what was lost.
        """
        if self.spark.sparkContext.getCheckpointDir() is not None:
            return frame.checkpoint()
        kept = self.keep(frame)._jdf
        kept.count()
        # The rows with the way to make them, as `checkpoint` has them before it forgets the way. Not `toRdd`, at which Spark's listeners
        # find the plan behind the rows and draw it with all plans behind that.
        rows = kept.queryExecution().executedPlan().execute()
        return DataFrame(self.spark._jsparkSession.internalCreateDataFrame(rows, kept.schema(), False), self.spark)

    def map(self, name: str, work: Callable[..., Any], schema: Union[str, StructType]) -> DataFrame:
        """What workers make of the rows of a table."""
        table = self.tables[name]
        return table.mapInArrow(work(self.carried, self.token, name, table.columns), schema)

    def unpacker(self) -> Unpacker:
        """What puts shares together."""
        return Unpacker(self.pack, self._columns(), self.end, self.shares)

    def schema(self) -> StructType:
        """The columns of a share's scores."""
        return from_arrow_schema(pa.table(self.unpacker().schema()).schema)

    def columns(self) -> dict[str, str]:
        """The columns of the result, with what each means."""
        table = self.unpacker().schema()
        return {name: table.describe(name).get("description", "") for name in table.column_names if name[0] != "_"}

    def _columns(self) -> list[tuple[str, list[str]]]:
        return [(name, table.columns) for name, table in self.tables.items()]

    def unpack(self, rows: DataFrame, what: str, schema: Union[str, StructType]) -> DataFrame:
        """What comes of routed rows, share by share."""
        together = rows.repartition(self.partitions, "share").sortWithinPartitions("share")
        work = _workers.unpacked(self.carried, self.token, self._columns(), self.end, self.shares, what)
        return together.mapInArrow(work, schema)

    def share(self, person: Column) -> Column:
        """The share of a person, as a list of one; empty of nobody."""
        none = F.array().cast("array<int>")
        return F.when(person.isNotNull(), F.array(F.pmod(person, F.lit(self.shares)).cast("int"))).otherwise(none)

    def place(self, name: str) -> int:
        """The number of a table in parcels."""
        return list(self.tables).index(name)

    def seen(self, at: Column) -> Column:
        """Whether a row can be seen on the day of the score."""
        return at.isNull() | (at < self.end)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise SsiError(f"`{text}` is not a day\nhelp: write it as in 2026-03-31") from None
