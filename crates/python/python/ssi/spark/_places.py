"""Where members stand among others, once every score is there. Equal scores share a rank; there is no rank among one."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F


def among_all(scored: DataFrame, columns: dict[str, str]) -> DataFrame:
    """Scores of all shares, with the places of everybody among all, in the industry, the team and the network."""
    scored = scored.withColumn("_cents", F.round(F.col("score") * 100).cast("int"))
    placed = scored.drop("rank", "network_rank", "network_members")
    for group in ["industry", "team"]:
        placed = placed.drop(f"{group}_rank", f"{group}_members")
    everyone = _places(scored.withColumn("_all", F.lit(0)), "_all", "rank", "_members").drop("_all", "_members")
    placed = placed.join(F.broadcast(everyone), "_cents", "left")
    for group in ["industry", "team"]:
        places = _places(scored, f"_{group}", f"{group}_rank", f"{group}_members")
        placed = placed.join(places, [f"_{group}", "_cents"], "left")
    placed = placed.join(_networks(scored), "member", "left")
    return placed.select([F.col(f"`{name}`").alias(name, metadata={"comment": about}) for name, about in columns.items()])


def _places(scored: DataFrame, group: str, rank: str, members: str) -> DataFrame:
    """For each score in each group the rank that it has and how many members there are.

    Scores have hundredths, so a group has 10,001 of them at most, however many members: no window sees a member.
    """
    counts = scored.where(F.col(group).isNotNull()).groupBy(group, "_cents").agg(F.count(F.lit(1)).alias("n"))
    better = Window.partitionBy(group).orderBy(F.desc("_cents")).rowsBetween(Window.unboundedPreceding, -1)
    counts = counts.withColumn("before", F.coalesce(F.sum("n").over(better), F.lit(0)))
    counts = counts.withColumn(members, F.sum("n").over(Window.partitionBy(group)))
    return counts.select(group, "_cents", _unless_alone(F.col("before") + 1, members).alias(rank), F.col(members))


def _networks(scored: DataFrame) -> DataFrame:
    """The place of each member among the connections who are scored."""
    pairs = scored.select("member", "_cents", F.explode("_others").alias("_key"))
    both = pairs.join(scored.select("_key", F.col("_cents").alias("theirs")), "_key")
    higher = F.sum((F.col("theirs") > F.col("_cents")).cast("long"))
    return both.groupBy("member").agg((higher + 1).alias("network_rank"), (F.count(F.lit(1)) + 1).alias("network_members"))


def _unless_alone(rank: Column, members: str) -> Column:
    return F.when(F.col(members) > 1, rank)
