"""Content-quality scores and a Social Selling Index, open and taken apart: the engine of the command ``ssi``.

Tables come as anything that hands out Arrow (polars, pandas, pyarrow, DuckDB) and go as :class:`Table`, which these take without a copy.
The number is not LinkedIn's: its formula is secret, this one is in the pack.

>>> import ssi
>>> scores = ssi.score("corpora/team", as_of="2026-08-31")
>>> scores.explain("ada.okafor")["score"]
83.29
"""

from __future__ import annotations

from typing import Any, Literal

from ._ssi import (
    CorpusError,
    Pack,
    PackError,
    Scores,
    SsiError,
    Table,
    __version__,
    grade,
    score,
    signals,
)

__all__ = [
    "CorpusError",
    "Pack",
    "PackError",
    "Scores",
    "SsiError",
    "Table",
    "__version__",
    "advise",
    "explain",
    "grade",
    "score",
    "signals",
]


def explain(scores: Scores, member: str, *, texts: bool = False) -> dict[str, Any]:
    """A member's score taken apart: :meth:`Scores.explain`."""
    return scores.explain(member, texts=texts)


def advise(
    scores: Scores,
    member: str,
    *,
    best: int = 3,
    by: Literal["gain", "effort"] = "gain",
    target: float | None = None,
) -> dict[str, Any]:
    """What would raise a member's score most: :meth:`Scores.advise`."""
    return scores.advise(member, best=best, by=by, target=target)
