"""Types of the native half of ``ssi``."""

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, Union

class ArrowTable(Protocol):
    """A table of any library: polars, pandas, pyarrow, DuckDB."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class ArrowArray(Protocol):
    """A column of any library."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...

Texts = Union[Iterable[Union[str, None]], ArrowTable, ArrowArray]
Tables = Union[Mapping[str, ArrowTable], str, os.PathLike[str], Sequence[Union[str, os.PathLike[str]]]]

__version__: str

class SsiError(ValueError):
    """Something that ssi was given cannot be used; the text says what to do."""

class PackError(SsiError):
    """A pack of rules cannot be read, or has mistakes: each with file, line and column, as ``ssi rules check`` shows them."""

class CorpusError(SsiError):
    """Tables or files cannot be read as a corpus."""

class Table:
    """A table that other libraries take as it is, without a copy.

    ``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)``, and in DuckDB by the name of the variable.
    """

    @property
    def column_names(self) -> list[str]:
        """The columns' names, in order."""

    def describe(self, column: str) -> dict[str, str]:
        """What a column means: ``description``, ``unit`` and ``range``, as far as they are known."""

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...

class Pack:
    """A pack of rules, read and understood: the one built in, or that of a folder. Packs never change.

    Raises :class:`PackError` with every mistake of the pack.
    """

    def __new__(cls, path: Union[str, os.PathLike[str], None] = None) -> Pack: ...
    @property
    def title(self) -> str:
        """What the pack is called."""

    @property
    def origin(self) -> str:
        """Where it was read: a folder, or ``built in``."""

    @property
    def digest(self) -> str:
        """BLAKE3 of its files, in hexadecimal; of a reweighed pack that of the pack it was made of."""

    @property
    def window_days(self) -> int:
        """The days of activity that count."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of texts that it grades."""

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each rule, by id: at least 0, compared with the others of its pillar or grade."""

    @property
    def rules(self) -> list[dict[str, Any]]:
        """Every rule: id, title, sentence, formula, weight, points, comment and place, as ``ssi rules list --json`` has it."""

    def reweigh(self, weights: Mapping[str, float]) -> Pack:
        """The same pack with other weights, by rule id. Nothing is written; ``ssi rules reweigh`` writes."""

class Scores:
    """Everyone's scores, with all that is needed to take one apart. Keeps the corpus in memory."""

    @property
    def members(self) -> Table:
        """One row a member, from the highest score to the lowest, with the columns of ``members.csv``.

        Points are 0 to 100 for the score and 0 to the pillar's points for a pillar; null where there is no evidence.
        ``Table.describe`` tells each column's unit and range.
        """

    @property
    def rejects(self) -> Table:
        """The rows that could not be used: file or table, row, column, value, and why."""

    @property
    def notes(self) -> list[str]:
        """What the owner of the tables may want to know, a sentence each."""

    @property
    def as_of(self) -> str:
        """The day of the score, as ``YYYY-MM-DD``."""

    def write(self, path: Union[str, os.PathLike[str]]) -> None:
        """Writes the members' table in the format that the ending tells (.csv, .json, .ndjson, .parquet, .md, .xlsx).

        The same bytes as ``ssi score`` writes; whole or not at all.
        """

    def explain(self, member: str, *, texts: bool = False) -> dict[str, Any]:
        """A member's score taken apart, as ``ssi show --json`` has it (``ssi schema card`` describes it).

        ``texts`` shows what the member's texts say. Raises ``KeyError`` where there is no such member.
        """

    def advise(
        self, member: str, *, best: int = 3, by: Literal["gain", "effort"] = "gain", target: Union[float, None] = None
    ) -> dict[str, Any]:
        """What would raise a member's score most, each gain computed by scoring the changed rows, as ``ssi advise --json`` has it.

        ``best`` is how many actions are chosen together, ``target`` the score to reach (0 to 100; the pack's where it is left out).
        Raises ``KeyError`` where there is no such member.
        """

    def __len__(self) -> int: ...

def grade(texts: Texts, *, kind: str = "post", pack: Union[Pack, str, os.PathLike[str], None] = None) -> Table:
    """Grades texts: one row a text, in their order.

    Columns: ``id`` (the text's number, from 1), ``grade`` (0 to 1, null where nothing that the rules weigh is known of the text), and
    each rule's part of the grade; the parts add up to it. ``None`` is an empty text. Costs a pass over the bytes on all cores.
    """

def signals(texts: Texts) -> Table:
    """Every signal of texts: one row a text, in their order. ``ssi columns --signals`` says what each means, with unit and range."""

def score(
    tables: Tables,
    *,
    pack: Union[Pack, str, os.PathLike[str], None] = None,
    as_of: Union[datetime.date, str, None] = None,
    window: Union[int, None] = None,
    mapping: Union[str, os.PathLike[str], None] = None,
) -> Scores:
    """Scores every member of a corpus.

    ``tables`` are a dict of tables by name (``posts``, ``comments``, ``members``, …; ``ssi columns --files`` lists them with their columns),
    or the path of a folder, an archive or a file, or a list of paths. ``as_of`` is the day of the score; without it the last day on which
    anybody did something. ``window`` is the days of activity that count, else the pack's. ``mapping`` is a ``corpus.toml`` for
    tables with other names and columns.

    Rows that cannot be used are in :attr:`Scores.rejects`. Raises :class:`CorpusError` where a table or a needed column is missing.
    Other threads of Python go on meanwhile; Ctrl-C ends it. The same for any number of threads and any order of the rows.
    """
