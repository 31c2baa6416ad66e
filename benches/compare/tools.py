#!/usr/bin/env python3
"""One tool at its work, in a process of its own: tools.py NAME POSTS.csv [--rows N].

Prints one line of JSON: the seconds of the work alone (not of starting Python and importing the tool) by the clock and of the
processor, and a figure that shows that the work was done. Threads are said by whoever starts it, through the environment.

The ten signals of polars, DuckDB and pandas are the same, as far as each has an idiom for it: characters, words, sentences, questions,
links, hashtags, mentions, share of capitals, share of symbols, empty praise; then the mean of each by author.
"""
import argparse
import csv
import json
import os
import time

PRAISE = [
    "great post", "nice post", "well said", "so true", "love this", "thanks for sharing", "thank you for sharing", "totally agree",
    "couldn't agree more", "very informative", "great insights", "interesting read", "awesome", "congrats", "keep it up",
]
TOOLS = {}


def tool(work):
    TOOLS[work.__name__] = work
    return work


def texts_of(path, rows):
    """The first texts, in memory: what is timed of a library that works on strings is its own work alone."""
    csv.field_size_limit(1 << 30)
    with open(path, newline="", encoding="utf-8") as file:
        return [row["text"] for _, row in zip(range(rows), csv.DictReader(file))]


def timed(work):
    start, used = time.perf_counter(), time.process_time()
    shown = work()
    return {"seconds": time.perf_counter() - start, "processor": time.process_time() - used, "shown": shown}


@tool
def polars(path, rows):
    """As one writes it at first: a regex for each question."""
    import polars as pl

    text = pl.col("text")
    characters = text.str.len_chars()
    signals = [
        characters.alias("characters"),
        text.str.count_matches(r"\w+").alias("words"),
        text.str.count_matches(r"[.!?]+").alias("sentences"),
        text.str.count_matches(r"\?").alias("questions"),
        text.str.count_matches(r"https?://").alias("links"),
        text.str.count_matches(r"#\w+").alias("hashtags"),
        text.str.count_matches(r"@\w+").alias("mentions"),
        (text.str.count_matches(r"[A-Z]") / text.str.count_matches(r"[A-Za-z]")).alias("capitals_share"),
        (text.str.count_matches(r"[^\w\s]") / characters).alias("symbol_share"),
        text.str.to_lowercase().str.contains_any(PRAISE).alias("praise"),
    ]
    return polars_by_author(path, rows, signals)


@tool
def polars_tuned(path, rows):
    """By hand: no regex that stops at every letter, no Unicode classes where ASCII will do, literals as literals."""
    import polars as pl

    text = pl.col("text")
    characters = text.str.len_chars()
    signals = [
        characters.alias("characters"),
        (text.str.count_matches(r"(?-u:\s+)") + 1).alias("words"),
        text.str.count_matches(r"(?-u:[.!?]+)").alias("sentences"),
        text.str.count_matches("?", literal=True).alias("questions"),
        text.str.count_matches("://", literal=True).alias("links"),
        text.str.count_matches("#", literal=True).alias("hashtags"),
        text.str.count_matches("@", literal=True).alias("mentions"),
        (text.str.count_matches(r"(?-u:[A-Z])") / characters).alias("capitals_share"),
        (text.str.count_matches(r"(?-u:[!-/:-@\[-`{-~])") / characters).alias("symbol_share"),
        text.str.contains_any(PRAISE, ascii_case_insensitive=True).alias("praise"),
    ]
    return polars_by_author(path, rows, signals)


def polars_by_author(path, rows, signals):
    import polars as pl

    table = pl.scan_csv(path, n_rows=rows).select("author", *signals).group_by("author").agg(pl.all().mean())
    return timed(lambda: table.collect(engine="streaming").shape[0])


@tool
def duckdb(path, rows):
    """Words by string_split, signs by what a replacement takes away: each the fastest of the ways that were tried."""
    import duckdb as db

    threads = int(os.environ.get("BENCH_THREADS", "1"))
    connection = db.connect(config={"threads": threads})

    def counted(sign):
        return f"avg((length(text) - length(replace(text, '{sign}', ''))) / {len(sign)})"

    def share(signs):
        return f"avg((length(text) - length(regexp_replace(text, '[{signs}]+', '', 'g'))) / length(text))"

    praise = "|".join(PRAISE).replace("'", "''")
    signals = [
        "avg(length(text))",
        "avg(len(string_split(text, ' ')))",
        f"{counted('.')} + {counted('!')} + {counted('?')}",
        counted("?"),
        counted("://"),
        counted("#"),
        counted("@"),
        share("A-Z"),
        share(r"!-/:-@\[-`{-~"),
        f"avg(regexp_matches(text, '(?i){praise}')::int)",
    ]
    columns = "{'post': 'VARCHAR', 'author': 'VARCHAR', 'at': 'VARCHAR', 'text': 'VARCHAR'}"
    source = f"""read_csv('{path}', header = true, quote = '"', escape = '"', delim = ',', columns = {columns})"""
    limit = f"limit {rows}" if rows else ""
    query = f"create or replace temp table made as select author, {', '.join(signals)} from (select * from {source} {limit}) group by author"

    def work():
        connection.execute(query)
        return connection.execute("select count(*) from made").fetchone()[0]

    return timed(work)


@tool
def pandas(path, rows):
    """Reading is part of the work, as for the others."""
    import pandas as pd

    def work():
        table = pd.read_csv(path, nrows=rows, dtype=str)
        text = table["text"]
        characters = text.str.len()
        made = pd.DataFrame(
            {
                "author": table["author"],
                "characters": characters,
                "words": text.str.count(r"\w+"),
                "sentences": text.str.count(r"[.!?]+"),
                "questions": text.str.count(r"\?"),
                "links": text.str.count("https?://"),
                "hashtags": text.str.count(r"#\w+"),
                "mentions": text.str.count(r"@\w+"),
                "capitals_share": text.str.count("[A-Z]") / text.str.count("[A-Za-z]"),
                "symbol_share": text.str.count(r"[^\w\s]") / characters,
                "praise": text.str.lower().str.contains("|".join(PRAISE)),
            }
        )
        return len(made.groupby("author").mean())

    return timed(work)


@tool
def textstat(path, rows):
    """Readability and counts, text by text; reading the file is not timed."""
    import types

    import nltk

    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        # textstat would ask the network. Without the dictionary every word is hyphenated, as those are that it does not have.
        nltk.download, nltk.corpus.cmudict = (lambda *_, **__: False), types.SimpleNamespace(dict=dict)
    import textstat as ts

    asked = [ts.flesch_reading_ease, ts.flesch_kincaid_grade, ts.lexicon_count, ts.sentence_count, ts.syllable_count]
    texts = texts_of(path, rows)
    for ask in asked:
        ask(texts[0])
    return timed(lambda: round(sum(ask(text) for text in texts for ask in asked), 3))


@tool
def datatrove(path, rows):
    """The four filters that are asked for most, text by text; reading the file is not timed."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter

    filters = [GopherQualityFilter(), GopherRepetitionFilter(), FineWebQualityFilter(), C4QualityFilter()]

    def passes(place, text):
        # Every filter is asked, also of a text that one has turned away: each is a signal.
        answers = [each.filter(Document(text=text, id=str(place))) for each in filters]
        return all(answer is True for answer in answers)

    texts = texts_of(path, rows)
    passes(0, texts[0])
    return timed(lambda: sum(passes(place, text) for place, text in enumerate(texts)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=TOOLS)
    parser.add_argument("posts")
    parser.add_argument("--rows", type=int, help="only the first rows")
    asked = parser.parse_args()
    print(json.dumps(TOOLS[asked.name](asked.posts, asked.rows)))


if __name__ == "__main__":
    main()
