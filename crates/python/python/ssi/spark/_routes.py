"""Which rows a share of the members needs: theirs, and all that a derived column of theirs looks at.

Every row gets the set of its shares, made of the shares of what it refers to and of what refers to it, so a row comes to a share once
however many reasons there are. What is kept for its own sake is kept whole: a comment with all above it up to the post, a conversation with
all its messages. The rules are those by which the command scores what does not fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Optional

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ._lake import TABLES, Lake

# In the place of a table's number: somebody who is scored somewhere, and what somebody usually writes.
SCORED, USUAL = -1, -2

#: Tables of which rows about people come along whom other rows name.
NAMED = {"connections", "members"}

#: What of a row is asked for once its shares are known.
NEEDED = ["subject", "people", "untold", "row", "shares"]


def routed(lake: Lake, ties: Optional[DataFrame]) -> DataFrame:
    """All rows with their shares: ``share``, ``table``, ``row``, ``person``, ``told``."""
    rows = {**_talk(lake, ties), **_plain(lake)}
    named = lake.cut(_once(_named(frame) for frame in rows.values()))
    if "connections" in lake.parcels:
        rows["connections"] = lake.cut(_connections(lake, named).select(*NEEDED))
        named = lake.cut(_once([named, _named(rows["connections"])]))
    if "members" in lake.parcels:
        rows["members"] = lake.cut(_members(lake, named).select(*NEEDED))
    parts = [
        frame.select(
            F.explode("shares").alias("share"), F.lit(lake.place(name)).alias("table"), "row",
            F.lit(None).cast("long").alias("person"), F.lit(None).cast("int").alias("told"),
        )
        for name, frame in rows.items()
    ]  # fmt: skip
    if not lake.listed:
        parts.append(_scored(lake, named))
    parts.append(_usual(lake, rows))
    return _union(parts)


def tied(lake: Lake) -> Optional[DataFrame]:
    """Who has strong mutual ties with somebody of which shares: ``person``, ``tied``. ``None`` where nothing tells."""
    rows = _talk(lake, None, ["posts", "comments", "reactions"])
    if not {"comments", "reactions"} & set(rows):
        return None
    parts = [
        frame.select(
            F.explode("shares").alias("share"), F.lit(lake.place(name)).alias("table"), "row",
            F.lit(None).cast("long").alias("person"), F.lit(None).cast("int").alias("told"),
        )
        for name, frame in rows.items()
    ]  # fmt: skip
    often = lake.cut(lake.unpack(_union(parts), "often", "who long, to long"))
    back = often.select(F.col("who").alias("to"), F.col("to").alias("who"))
    mutual = often.join(back, ["who", "to"]).select(F.col("to").alias("person"), lake.share(F.col("who")).alias("shares"))
    return lake.cut(_sets(mutual, "person", "tied"))


def _talk(lake: Lake, ties: Optional[DataFrame], only: Optional[list[str]] = None) -> dict[str, DataFrame]:
    """Posts, comments, reactions and messages, which refer to each other."""
    have = {name: frame for name, frame in lake.parcels.items() if only is None or name in only}
    own, found = lake.share(F.col("subject")), {}
    posts, comments, reactions = have.get("posts"), have.get("comments"), have.get("reactions")
    own_posts = posts and _sets(posts.select("post", own.alias("shares")), "post", "of_post")
    of_comments, wanted, of_posts = None, [], []
    if comments is not None:
        base = _with(comments, own_posts, "post")
        # Theirs, under their posts, and said to come to them.
        base = lake.cut(base.withColumn("base", _all(own, F.col("of_post"), lake.share(F.col("other")))).drop("of_post"))
        above = _above(lake, comments)
        answered = _sets(
            _union([
                base.select("comment", F.col("base").alias("shares")),
                above.join(base.select(F.col("comment").alias("above"), "base"), "above").select("comment", F.col("base").alias("shares")),
            ]), "comment", "of_parent",
        )  # fmt: skip
        direct = _with(base, answered.withColumnRenamed("comment", "parent"), "parent")
        direct = _with(direct, ties and ties.withColumnRenamed("person", "subject"), "subject", "tied")
        direct = lake.cut(direct.withColumn("direct", _all(F.col("base"), F.col("of_parent"), F.col("tied"))))
        of_comments = _sets(comments.select("comment", own.alias("shares")), "comment", "of_comment")
        wanted.append(direct.select(F.col("parent").alias("comment"), F.col("direct").alias("shares")))
        # Others may carry the same id.
        wanted.append(comments.select("comment", own.alias("shares")))
    if reactions is not None:
        kept = _with(_with(reactions, own_posts, "post"), of_comments, "comment", "of_comment")
        kept = _with(kept, ties and ties.withColumnRenamed("person", "subject"), "subject", "tied")
        kept = kept.withColumn("shares", _all(own, F.col("of_post"), F.col("of_comment"), F.col("tied")))
        kept = found["reactions"] = lake.cut(kept.select("post", "comment", *NEEDED))
        wanted.append(kept.select("comment", "shares"))
        of_posts.append(kept.select("post", "shares"))
    if comments is not None:
        pairs = _union(wanted)
        up = _union([pairs, pairs.join(above, "comment").select(F.col("above").alias("comment"), "shares")])
        kept = _with(direct, _sets(up, "comment", "as_parent"), "comment", "as_parent")
        kept = kept.withColumn("shares", _all(F.col("direct"), F.col("as_parent")))
        kept = found["comments"] = lake.cut(kept.select("post", *NEEDED))
        of_posts.append(kept.select("post", "shares"))
    if posts is not None:
        of_posts.append(posts.select("post", own.alias("shares")))
        kept = _with(posts, _sets(_union(of_posts), "post", "as_post"), "post", "as_post")
        found["posts"] = lake.cut(kept.withColumn("shares", _all(own, F.col("as_post"))).select(*NEEDED))
    if "messages" in have:
        messages = have["messages"]
        parts = F.flatten(F.transform("recipients", lake.share))
        partners = messages.withColumn("partners", _all(own, parts))
        of_mail = _sets(partners.select("conversation", F.col("partners").alias("shares")), "conversation", "in_mail")
        kept = _with(partners, of_mail, "conversation", "in_mail")
        found["messages"] = lake.cut(kept.withColumn("shares", _all(F.col("partners"), F.col("in_mail"))).select(*NEEDED))
    return found


def _above(lake: Lake, comments: DataFrame) -> DataFrame:
    """For each comment all that it answers, directly or not: ``comment``, ``above``."""
    edges = comments.where("comment is not null and parent is not null and comment <> parent")
    paths = lake.cut(edges.select("comment", F.col("parent").alias("above")).distinct())
    while True:
        # Two ways end to end make one: the longest chain is done in as many steps as its length has bits.
        longer = paths.alias("a").join(paths.alias("b"), F.col("a.above") == F.col("b.comment"))
        longer = longer.select(F.col("a.comment").alias("comment"), F.col("b.above").alias("above")).distinct()
        new = longer.where("comment <> above").join(paths, ["comment", "above"], "left_anti")
        if new.isEmpty():
            return paths
        paths = lake.cut(_union([paths, new]))


def _plain(lake: Lake) -> dict[str, DataFrame]:
    """Tables of which a row concerns whoever it names and nobody else."""
    done = {"posts", "comments", "reactions", "messages", *NAMED}
    shares = _all(lake.share(F.col("subject")), lake.share(F.col("other")))
    return {name: frame.withColumn("shares", shares) for name, frame in lake.parcels.items() if name not in done}


def _connections(lake: Lake, named: DataFrame) -> DataFrame:
    rows = lake.parcels["connections"]
    both = _all(lake.share(F.col("subject")), lake.share(F.col("other")))
    kept = rows.withColumn("both", both)
    reasons = [F.col("both")]
    if lake.needs["seniority"]:
        # What others list as the title of people whom the rows name.
        kept = _with(kept, _sets(named, "person", "named").withColumnRenamed("person", "other"), "other", "named")
        reasons.append(F.col("named"))
    if lake.needs["shared_connections"]:
        ends = [("subject", "other"), ("other", "subject")]
        near = _union(rows.select(F.col(a).alias("person"), lake.share(F.col(b)).alias("shares")) for a, b in ends)
        near = _sets(near, "person", "near")
        for end in ["subject", "other"]:
            kept = _with(kept, near.select(F.col("person").alias(end), F.col("near").alias(f"near_{end}")), end, f"near_{end}")
        # Whether the other lists any at all, one row tells.
        seen = rows.where(lake.seen(F.col("at")))
        first = seen.groupBy("subject").agg(F.min(F.coalesce("other", F.lit(0))).alias("first"))
        kept = kept.join(first, "subject", "left")
        is_first = lake.seen(F.col("at")) & (F.coalesce("other", F.lit(0)) == F.col("first"))
        reasons.append(F.array_intersect(_some("near_subject"), _some("near_other")))
        reasons.append(F.when(is_first, F.col("near_subject")))
    return kept.withColumn("shares", _all(*reasons))


def _members(lake: Lake, named: DataFrame) -> DataFrame:
    rows = _with(lake.parcels["members"], _sets(named, "person", "named").withColumnRenamed("person", "subject"), "subject", "named")
    return rows.withColumn("shares", _all(lake.share(F.col("subject")), F.col("named")))


def _scored(lake: Lake, named: DataFrame) -> DataFrame:
    """Without a table of members everybody is scored who did something; a share has to know it of all whom its rows name."""
    acts = [
        frame.where(F.col("digest").isNotNull() & lake.seen(F.col("at"))).select(F.col("subject").alias("person"))
        for name, frame in lake.parcels.items()
        if TABLES[name]
    ]
    people = _union(acts).where("person is not null").distinct()
    both = _with(people, _sets(named, "person", "named"), "person", "named")
    shares = F.explode(_all(lake.share(F.col("person")), F.col("named"))).alias("share")
    return both.select(
        shares, F.lit(SCORED).alias("table"), F.lit(None).cast("binary").alias("row"), "person", F.lit(None).cast("int").alias("told")
    )


def _usual(lake: Lake, rows: dict[str, DataFrame]) -> DataFrame:
    """What people usually write of whom a share has a text that does not tell its language, and not all others."""
    asked = _union(
        frame.where("untold").select(F.col("subject").alias("person"), F.explode("shares").alias("share")) for frame in rows.values()
    )
    asked = lake.cut(asked.where(F.pmod("person", F.lit(lake.shares)) != F.col("share")).distinct())
    told = _union(
        frame.where(F.col("digest").isNotNull() & lake.seen(F.col("at")) & (F.size("told") > 0)).select(
            F.col("subject").alias("person"), "digest", "told"
        )
        for frame in lake.parcels.values()
    ).join(asked.select("person").distinct(), "person", "left_semi")
    # A row that was delivered twice counts once.
    once = _union([told.where("digest <> 0").dropDuplicates(["person", "digest"]), told.where("digest = 0")])
    counts = once.select("person", F.explode("told").alias("language")).groupBy("person", "language").count()
    # Of two as frequent the first of the list.
    most = counts.groupBy("person").agg(F.max(F.struct("count", (-F.col("language")).alias("first"))).alias("most"))
    usual = most.select("person", (-F.col("most.first")).cast("int").alias("told"))
    return asked.join(usual, "person").select(
        "share", F.lit(USUAL).alias("table"), F.lit(None).cast("binary").alias("row"), "person", "told"
    )


def _named(rows: DataFrame) -> DataFrame:
    """Whom rows name, and where: ``person``, ``shares``."""
    return rows.select(F.explode("people").alias("person"), "shares")


def _once(named: Iterable[DataFrame]) -> DataFrame:
    """For each person the shares of all rows that name the person."""
    return _sets(_union(named), "person", "shares")


def _sets(pairs: DataFrame, key: str, name: str) -> DataFrame:
    """For each key all shares that any row gives it."""
    each = pairs.where(F.col(key).isNotNull()).select(key, F.explode("shares").alias("share"))
    return each.groupBy(key).agg(F.collect_set("share").alias(name))


def _with(rows: DataFrame, sets: Optional[DataFrame], key: str, name: Optional[str] = None) -> DataFrame:
    """Rows with the shares that their key has; none where there is nothing of the kind."""
    if sets is None:
        return rows.withColumn(name or "of_post", F.lit(None).cast("array<int>"))
    return rows.join(sets, key, "left")


def _some(name: str) -> Column:
    return F.coalesce(F.col(name), F.array().cast("array<int>"))


def _all(*shares: Column) -> Column:
    """The union of sets, of which some may not be there."""
    none = F.array().cast("array<int>")
    return reduce(F.array_union, [F.coalesce(some, none) for some in shares], none)


def _union(frames: Iterable[DataFrame]) -> DataFrame:
    return reduce(DataFrame.unionByName, frames)
