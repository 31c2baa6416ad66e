"""What runs on the workers: parcels of rows, scores of shares, lines of text. No Spark is asked for anything here.

What travels to a worker is a function that knows the pack and names, and takes everything else from this module there: so what is costly to
make is made once a process and not once a task.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Callable, Protocol

import pyarrow as pa

from .._ssi import Pack, Packer, Unpacker, _lines
from .._ssi import grade as _grade

Batches = Iterable[pa.RecordBatch]
Work = Callable[[Batches], Iterator[pa.RecordBatch]]

REJECTS = "file string, column string, value string, fault string, reason string"

# By what it is made of, as long as a worker lives.
_made: dict[Any, Any] = {}


class Carried(Protocol):
    """A pack on its way to the workers: a broadcast of Spark, or :class:`Plain`."""

    value: Pack


class Plain:
    """A pack where Spark has no broadcasts, as behind Spark Connect."""

    def __init__(self, value: Pack) -> None:
        self.value = value


def token() -> str:
    """A name for what a plan makes on the workers, unlike all others."""
    return uuid.uuid4().hex


def packed(pack: Carried, name: str, table: str, columns: list[str]) -> Work:
    """Rows of a table to parcels."""

    def run(batches):
        from ssi.spark import _workers

        packer = _workers.packer(pack, name, table, columns)
        for batch in batches:
            yield from _workers.pa.table(packer.pack(batch)[0]).to_batches()

    return run


def rejected(pack: Carried, name: str, table: str, columns: list[str]) -> Work:
    """Rows of a table that cannot be used."""

    def run(batches):
        from ssi.spark import _workers

        packer = _workers.packer(pack, name, table, columns)
        for batch in batches:
            found = _workers.pa.table(packer.pack(batch)[1])
            yield from found.select(["file", "column", "value", "fault", "reason"]).to_batches()

    return run


def unpacked(
    pack: Carried, name: str, tables: list[tuple[str, list[str]]], end: int, shares: int, what: str
) -> Work:
    """Parcels that lie in the order of their shares to what comes of each share: its ``score``, or who came ``often`` to whom."""

    def run(batches):
        from ssi.spark import _workers

        unpacker = _workers.unpacker(pack, name, tables, end, shares)
        for share, parcels in _workers.by_share(batches):
            yield from _workers.pa.table(getattr(unpacker, what)(parcels, share)).to_batches()

    return run


def grader(pack: Carried, name: str, kind: str) -> Callable[[Any], Any]:
    """Texts to grades."""
    import pandas as pd

    def run(texts):
        from ssi.spark import _workers

        return _workers.grades(pack, name, kind, texts)

    # Spark reads off the types what kind of function it is.
    run.__annotations__ = {"texts": pd.Series, "return": pd.Series}
    return run


def lines(names: list[str]) -> Work:
    """Scores, whose columns have these names, as lines of CSV: a text for each batch."""

    def run(batches):
        from ssi.spark import _workers

        for batch in batches:
            yield _workers.pa.RecordBatch.from_pydict({"lines": [_workers._lines(batch.rename_columns(names), False)]})

    return run


def nobody(schema: Any) -> pa.Table:
    """Scores of nobody, with all columns."""
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(schema).empty_table()


def packer(pack: Carried, name: str, table: str, columns: list[str]) -> Packer:
    """This process's packer of a table."""
    return _once((name, table), lambda: Packer(pack.value, table, columns))


def unpacker(pack: Carried, name: str, tables: list[tuple[str, list[str]]], end: int, shares: int) -> Unpacker:
    """This process's unpacker."""
    return _once((name,), lambda: Unpacker(pack.value, tables, end, shares))


def grades(pack: Carried, name: str, kind: str, texts: Any) -> Any:
    """The grades of a series of texts."""
    import pandas as pd

    own = _once((name,), lambda: pack.value)
    table = pa.table(_grade(pa.array(texts, type=pa.string(), from_pandas=True), kind=kind, pack=own))
    return pd.Series(table.column("grade").to_numpy())


def _once(key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    if key not in _made:
        # A task has a core; Spark runs as many tasks as there are.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        if len(_made) >= 64:
            _made.clear()
        _made[key] = make()
    return _made[key]


def by_share(batches: Batches) -> Iterator[tuple[int, pa.Table]]:
    """The parcels of each share, which lie one after the other."""
    share, held = None, []
    for batch in batches:
        column = batch.column("share").to_numpy(zero_copy_only=False)
        start = 0
        while start < len(column):
            # What one share has of a batch ends where the first other number stands.
            rest = column[start:]
            changes = int((rest != rest[0]).argmax())
            rows = changes or len(rest)
            if share is not None and share != rest[0]:
                yield int(share), pa.Table.from_batches(held)
                held = []
            share = rest[0]
            held.append(batch.slice(start, rows))
            start += rows
    if held:
        yield int(share), pa.Table.from_batches(held)
