#!/usr/bin/env python3
"""Writes the corpus of the comparison: members.csv and posts.csv, the same bytes every time.

Needs nothing but Python. All chance comes from random.Random.random(), whose sequence Python promises not to change.

What the texts are like, so that no tool is spared what real ones hold:
  length     lognormal, half of them below about 25 words, 1 to 2 in 100 above 200, at most 1,500
  words      made of syllables, 30,000 of them, after the commonest English ones; frequencies by Zipf's law, short ones first
  authors    by Zipf's law over all members
  signs      quoted cells with commas, doubled quotes and line breaks; sentences in capitals; paragraphs
  the net    hashtags, mentions, links, empty praise, texts that say everything twice
  others     one text in twenty with emoji, accents, or Chinese, Japanese and Korean
"""
import argparse
import datetime
import hashlib
import math
import os
import random
import sys

FUNCTION_WORDS = (
    "the of and to a in is it you that was for on are with as be at this have from or had by but not what all were we when "
    "your can said there use an each which she do how their if will up other about out many then them these so some her would "
    "make like him into time has look two more go see no way could people my than first been who its now find long down day did "
    "get come made may part over new after also think team work because should very just most know need"
).split()
STARTS = "b c d f g h k l m n p r s t v w bl br ch cr dr fl fr gr pl pr sh sl sp st tr th".split()
MIDDLES = "a e i o u a e o ai ea ou ee".split()
ENDS = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "rt", "st", "ck"]
SUFFIXES = ["", "", "", "", "ing", "ed", "er", "ly", "tion", "ment", "ness", "able", "ity", "ive", "s"]
ACCENTED = "café naïve über São Málaga déjà Zürich crème señor Łódź Århus façade coöperate entrée Köln".split()
EASTERN = "品質 内容 共有 学習 市場 很好 我们 分享 团队 고객 품질 마케팅 좋아요 ありがとう とても チーム".split()
EMOJI = "😀 🔥 🚀 👏 ❤️ 🎉 💯 👍🏽 🙌 👩‍💻 🇫🇷 ✨ 😂 🙏".split()
PRAISE = (
    "Great post|Nice post|Well said|So true|Love this|Thanks for sharing|Thank you for sharing|Totally agree|"
    "Couldn't agree more|Very informative|Great insights|Interesting read|Awesome|Congrats|Keep it up"
).split("|")
TAGS = "leadership marketing sales growth hiring data ai product remotework startup innovation customersuccess".split()
INDUSTRIES = (
    "Software|Finance|Healthcare|Education|Retail|Manufacturing|Media|Legal|Energy|Nonprofit|Travel|Real Estate"
).split("|")

VOCABULARY = 30_000
# Draws of a word or an author look into a table of so many places: a word has as many as its frequency gives it.
TABLE = 1 << 20
FIRST_DAY = datetime.datetime(2023, 1, 1)
SECONDS = 2 * 365 * 86_400
AT_ONCE = 20_000


def zipf(items, exponent, shift):
    """A table in which each item has as many places as Zipf's law gives its rank."""
    weights = [1.0 / (rank + shift) ** exponent for rank in range(len(items))]
    whole = sum(weights)
    table, reached, total = [], 0, 0.0
    for item, weight in zip(items, weights):
        total += weight
        upto = round(total / whole * TABLE)
        table.extend([item] * (upto - reached))
        reached = upto
    return table


def vocabulary(dice):
    """Words that look like words, the short ones first."""
    words, seen = [], set(FUNCTION_WORDS)
    while len(words) < VOCABULARY:
        syllables = 1 + int(dice() * 3)
        parts = [STARTS[int(dice() * len(STARTS))] + MIDDLES[int(dice() * len(MIDDLES))] for _ in range(syllables)]
        word = "".join(parts) + ENDS[int(dice() * len(ENDS))] + SUFFIXES[int(dice() * len(SUFFIXES))]
        if 2 <= len(word) <= 15 and word not in seen:
            seen.add(word)
            words.append(word)
    # Frequent words are short, though not strictly.
    keyed = sorted((len(word) + 4 * dice(), place) for place, word in enumerate(words))
    return FUNCTION_WORDS + [words[place] for _, place in keyed]


def length(dice):
    """Words of a text."""
    # The sum of twelve even draws is as good as a normal one, and the same on every machine.
    normal = sum(dice() for _ in range(12)) - 6.0
    return min(1_500, max(1, round(25.0 * math.exp(0.95 * normal))))


def sentences(dice, words, amount):
    """So many words, in sentences."""
    made, left = [], amount
    while left > 0:
        size = min(left, 6 + int(dice() * 14))
        left -= size
        parts = [words[int(dice() * TABLE)] for _ in range(size)]
        if size > 9:
            parts[size // 2] += ","
        chance = dice()
        if chance < 0.03:
            sentence = " ".join(parts).upper()
        else:
            parts[0] = parts[0].capitalize()
            sentence = " ".join(parts)
        sentence += "?" if 0.03 <= chance < 0.11 else "!" if 0.11 <= chance < 0.19 else "."
        if chance > 0.96 and size > 5:
            sentence = f'She said "{sentence}"'
        made.append(sentence)
    return made


def decorate(dice, parts, words, members):
    """What people put around sentences; `words` is how many there are."""
    if dice() < 0.05:
        kind, place = dice(), int(dice() * 1_000)
        if kind < 0.45:
            parts[0] += " " + EMOJI[place % len(EMOJI)]
            parts[-1] += EMOJI[place * 7 % len(EMOJI)]
        elif kind < 0.8:
            run = [ACCENTED[(place + i) % len(ACCENTED)] for i in range(1 + place % 4)]
            parts.insert(len(parts) // 2, " ".join(run) + ".")
        else:
            run = [EASTERN[(place + 5 * i) % len(EASTERN)] for i in range(3 + min(words, 60) // 2)]
            parts[:] = ["".join(run) + "。"] + parts[:1]
    if dice() < 0.12:
        first = int(dice() * len(TAGS))
        parts.append(" ".join("#" + TAGS[(first + i) % len(TAGS)] for i in range(1 + int(dice() * 4))))
    if dice() < 0.07:
        parts.insert(0, f"@member{int(dice() * members)}")
    if dice() < 0.06:
        parts.append(f"https://example.com/p/{int(dice() * 10_000_000)}?utm={int(dice() * 97)}")
    if words < 40 and dice() < 0.13:
        praise = PRAISE[int(dice() * len(PRAISE))] + ("!" if dice() < 0.5 else ".")
        parts[:] = [praise] + (parts if dice() < 0.6 else [])
    return parts


def text(dice, words, members):
    amount = length(dice)
    parts = decorate(dice, sentences(dice, words, amount), amount, members)
    made = ("\n\n" if amount > 40 and dice() < 0.15 else " ").join(parts)
    if dice() > 0.985 and len(made) < 600:
        made = made + " " + made
    return made


def cell(value):
    if '"' in value or "," in value or "\n" in value:
        return '"' + value.replace('"', '""') + '"'
    return value


class Digested:
    """A file whose bytes are counted and digested as they are written."""

    def __init__(self, path):
        self.file, self.digest, self.bytes = open(path, "wb"), hashlib.sha256(), 0

    def write(self, lines):
        data = "".join(lines).encode()
        self.file.write(data)
        self.digest.update(data)
        self.bytes += len(data)

    def close(self):
        self.file.close()
        return self.bytes, self.digest.hexdigest()


def write(folder, texts, members, seed=1, say=None):
    """Writes both files; gives the bytes and the digest of each."""
    os.makedirs(folder, exist_ok=True)
    dice = random.Random(seed).random
    words = zipf(vocabulary(dice), 0.94, 3.0)
    ids = [f"m{place:06d}" for place in range(members)]
    # Which members write most has nothing to do with their ids.
    order = sorted((dice(), place) for place in range(members))
    authors = zipf([ids[place] for _, place in order], 0.9, 1.0)

    done = {}
    out = Digested(os.path.join(folder, "members.csv"))
    out.write(["member,name,industry,team,joined_at\n"])
    lines = []
    for place, member in enumerate(ids):
        joined = (FIRST_DAY - datetime.timedelta(days=int(dice() * 1_500))).date()
        industry, team = INDUSTRIES[int(dice() * len(INDUSTRIES))], int(dice() * 500)
        lines.append(f'{member},"Person, {place}",{industry},Team {team:03d},{joined}\n')
    out.write(lines)
    done["members.csv"] = out.close()

    out = Digested(os.path.join(folder, "posts.csv"))
    out.write(["post,author,at,text\n"])
    for first in range(0, texts, AT_ONCE):
        lines = []
        for post in range(first, min(texts, first + AT_ONCE)):
            author = authors[int(dice() * TABLE)]
            at = FIRST_DAY + datetime.timedelta(seconds=int(dice() * SECONDS))
            lines.append(f"p{post},{author},{at.isoformat()}Z,{cell(text(dice, words, members))}\n")
        out.write(lines)
        if say:
            say(min(texts, first + AT_ONCE))
    done["posts.csv"] = out.close()
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1_000_000, help="how many posts [default: 1000000]")
    parser.add_argument("--members", type=int, help="how many members [default: a tenth of the texts]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="target/compare/corpus", help="the folder [default: target/compare/corpus]")
    asked = parser.parse_args()
    members = asked.members or max(1, asked.texts // 10)
    say = (lambda n: print(f"\r{n} texts", end="", file=sys.stderr)) if sys.stderr.isatty() else None
    for name, (size, digest) in write(asked.out, asked.texts, members, asked.seed, say).items():
        print(f"{size:>12}  {digest[:16]}  {os.path.join(asked.out, name)}")


if __name__ == "__main__":
    main()
