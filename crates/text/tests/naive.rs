//! The signals once more: obvious, slow, and with no line in common with the crate.
//!
//! Strings, sets and regular expressions, one walk over the text a signal. Whatever makes the crate faster must
//! still agree with this on any text.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;
use regex::Regex;
use ssi_text::{Analyzer, Scratch, Want, signal};
use unicode_segmentation::UnicodeSegmentation;

struct Naive {
    link: Regex,
    ignorable: Regex,
    marks: Regex,
    dots: Regex,
    quoted: Regex,
    line_break: Regex,
    lists: BTreeMap<(&'static str, usize), Vec<Vec<String>>>,
}

const LANGUAGES: [&str; 5] = ["en", "es", "fr", "de", "pt"];
const LEXICONS: [(&str, &str); 7] = [
    ("cause", "cause_connectives"),
    ("contrast", "contrast_connectives"),
    ("example", "example_connectives"),
    ("hedge", "hedges"),
    ("absolute", "absolutes"),
    ("first_person", "first_person"),
    ("second_person", "second_person"),
];

impl Naive {
    fn new() -> Naive {
        let regex = |pattern| Regex::new(pattern).unwrap();
        let mut naive = Naive {
            link: regex(r"https://[a-z./?=0-9-]*[a-z0-9]"),
            ignorable: regex(r"\p{Default_Ignorable_Code_Point}"),
            marks: regex("[?？؟\u{37e}⁇՞፧︖﹖!！‼՜︕﹗⁈⁉]+"),
            dots: regex("[.…⋯]+"),
            quoted: regex("\"([^\"]*)\"|“([^”]*)”"),
            line_break: regex("\r\n|[\r\n\u{85}\u{2028}\u{2029}]"),
            lists: BTreeMap::new(),
        };
        for (at, language) in LANGUAGES.iter().enumerate() {
            for list in LEXICONS.map(|(list, _)| list).into_iter().chain(["stop"]) {
                let path = format!("{}/lists/{list}/{language}.txt", env!("CARGO_MANIFEST_DIR"));
                let file = std::fs::read_to_string(path).unwrap();
                let entries = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
                let phrases = entries.map(|line| line.unicode_words().map(|word| naive.fold(word)).collect());
                let phrases = phrases.collect();
                naive.lists.insert((list, at), phrases);
            }
        }
        naive
    }

    fn fold(&self, word: &str) -> String {
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        let plain = lower.replace(['‘', '’', 'ʼ', '＇'], "'").replace('ς', "σ");
        self.ignorable.replace_all(&plain, "").into_owned()
    }

    fn signals(&self, text: &str) -> BTreeMap<&'static str, f64> {
        let mut out = BTreeMap::new();
        out.insert("characters", count(text.chars()));
        out.insert("graphemes", count(text.graphemes(true)));
        out.insert("links", count(self.link.find_iter(text)));
        let prose = self.link.replace_all(text, " ").into_owned();

        Naive::words(&prose, &mut out);
        Naive::sentences(&prose, &mut out);
        self.lines(&prose, &mut out);
        self.wording(&prose, &mut out);

        let runs: Vec<&str> = self.marks.find_iter(&prose).map(|found| found.as_str()).collect();
        let asks =
            |run: &&&str| run.contains(['?', '？', '؟', '\u{37e}', '⁇', '⁈', '⁉', '՞', '፧', '︖', '﹖']);
        let exclaims = |run: &&&str| run.contains(['!', '！', '‼', '⁈', '⁉', '՜', '︕', '﹗']);
        out.insert("questions", count(runs.iter().filter(asks)));
        out.insert("exclamations", count(runs.iter().filter(exclaims)));
        let dots = self.dots.find_iter(&prose).map(|found| found.as_str());
        out.insert(
            "ellipses",
            count(dots.filter(|run| run.contains(['…', '⋯']) || run.matches('.').count() > 2)),
        );
        let chars: Vec<char> = prose.chars().collect();
        let in_word = |c: &char| c.is_alphanumeric() || *c == '_';
        let sign = |at: usize, signs: [char; 2], not_after: &str| {
            let blocked = at > 0 && (in_word(&chars[at - 1]) || not_after.contains(chars[at - 1]));
            signs.contains(&chars[at]) && !blocked
        };
        let word = |at: usize| chars[at + 1..].iter().take_while(|c| in_word(c)).collect::<String>();
        let hashtag = |at: &usize| sign(*at, ['#', '＃'], "&#") && word(*at).contains(char::is_alphabetic);
        let mention = |at: &usize| sign(*at, ['@', '＠'], ".-+@") && !word(*at).is_empty();
        out.insert("hashtags", count((0..chars.len()).filter(hashtag)));
        out.insert("mentions", count((0..chars.len()).filter(mention)));
        let capitals = count(prose.chars().filter(|c| c.is_uppercase()));
        let small = count(prose.chars().filter(|c| c.is_lowercase()));
        out.insert("capitals_share", share(capitals, capitals + small));
        let symbol = |g: &&str| !g.starts_with(char::is_alphanumeric) && !g.starts_with(char::is_whitespace);
        out.insert(
            "symbol_share",
            share(count(prose.graphemes(true).filter(symbol)), count(prose.graphemes(true))),
        );
        out
    }

    fn words(prose: &str, out: &mut BTreeMap<&'static str, f64>) {
        let words: Vec<&str> = prose.unicode_words().collect();
        let lengths: Vec<f64> =
            words.iter().map(|w| count(w.chars().filter(|c| c.is_alphanumeric()))).collect();
        let n = words.len() as f64;
        out.insert("words", n);
        out.insert("mean_word_length", share(lengths.iter().sum(), n));
        out.insert("longest_word", lengths.iter().copied().fold(0.0, f64::max));
        out.insert("long_words", count(lengths.iter().filter(|l| **l > 6.0)));
        out.insert("long_word_share", share(count(lengths.iter().filter(|l| **l > 6.0)), n));
        let first = |w: &str| w.chars().find(|c| c.is_alphanumeric()).unwrap();
        out.insert("numbers", count(words.iter().filter(|w| first(w).is_numeric())));
        let shouts = |w: &&&str| {
            w.chars().filter(|c| c.is_uppercase()).count() > 1 && !w.chars().any(char::is_lowercase)
        };
        out.insert("all_caps_words", count(words.iter().filter(shouts)));
    }

    fn sentences(prose: &str, out: &mut BTreeMap<&'static str, f64>) {
        let starts: Vec<usize> = prose.split_sentence_bound_indices().map(|(at, _)| at).collect();
        let mut sizes = BTreeMap::new();
        for (at, _) in prose.unicode_word_indices() {
            let sentence = starts.iter().rposition(|start| *start <= at).unwrap();
            *sizes.entry(sentence).or_insert(0.0) += 1.0;
        }
        let n = sizes.len() as f64;
        let words: f64 = sizes.values().sum();
        let mean = share(words, n);
        out.insert("sentences", n);
        out.insert("mean_sentence_length", mean);
        out.insert("longest_sentence", sizes.values().copied().fold(0.0, f64::max));
        let variance = share(sizes.values().map(|size| (size - mean) * (size - mean)).sum(), n);
        out.insert("sentence_length_spread", variance.sqrt());
        let lix = if n > 0.0 { mean + 100.0 * out["long_word_share"] } else { 0.0 };
        out.insert("lix", lix);
        let ari = 4.71 * out["mean_word_length"] + 0.5 * mean - 21.43;
        out.insert("automated_grade", if n > 0.0 { ari } else { 0.0 });
        let coleman = 5.88 * out["mean_word_length"] - 29.6 * share(n, words) - 15.8;
        out.insert("coleman_liau", if n > 0.0 { coleman } else { 0.0 });
    }

    fn lines(&self, prose: &str, out: &mut BTreeMap<&'static str, f64>) {
        let lines: Vec<&str> = self.line_break.split(prose).collect();
        let visible =
            |line: &str| !self.ignorable.replace_all(line, "").replace('\u{2800}', "").trim().is_empty();
        let full: Vec<&str> = lines.iter().copied().filter(|line| visible(line)).collect();
        out.insert("line_breaks", lines.len() as f64 - 1.0);
        out.insert("lines", full.len() as f64);
        let begins = |at: &usize| visible(lines[*at]) && (*at == 0 || !visible(lines[*at - 1]));
        out.insert("paragraphs", count((0..lines.len()).filter(begins)));
        let different: HashSet<String> = full.iter().map(|line| self.fold(line.trim())).collect();
        let repeated = (full.len() - different.len()) as f64;
        out.insert("repeated_line_share", share(repeated, full.len() as f64));
        if prose.contains(['„', '«', '»', '「', '『', '＂']) {
            return;
        }
        let quotes = lines.iter().flat_map(|line| self.quoted.captures_iter(line));
        let inside =
            quotes.map(|found| count(found.iter().skip(1).flatten().last().unwrap().as_str().chars()));
        out.insert("quoted_share", share(inside.sum(), count(prose.chars())));
    }

    fn wording(&self, prose: &str, out: &mut BTreeMap<&'static str, f64>) {
        let words: Vec<String> = prose.unicode_words().map(|word| self.fold(word)).collect();
        let n = words.len() as f64;
        let distinct = words.iter().collect::<BTreeSet<_>>().len() as f64;
        out.insert("distinct_words", distinct);
        out.insert("distinct_share", share(distinct, n));
        for (size, id) in [(2, "repeated_bigram_share"), (3, "repeated_trigram_share")] {
            let all = count(words.windows(size));
            let different = words.windows(size).collect::<BTreeSet<_>>().len() as f64;
            out.insert(id, share(all - different, all));
        }
        let stops: Vec<f64> = (0..5).map(|language| self.hits("stop", language, &words)).collect();
        let most = stops.iter().copied().fold(0.0, f64::max);
        let language = stops.iter().position(|hits| *hits == most).unwrap();
        out.insert("language", if most == 0.0 { 0.0 } else { language as f64 + 1.0 });
        out.insert("stop_word_share", share(most, n));
        out.insert("content_words", n - most);
        let stop = &self.lists[&("stop", language)];
        let content: Vec<&String> =
            words.iter().filter(|word| !stop.contains(&vec![(*word).clone()])).collect();
        let different = content.iter().collect::<BTreeSet<_>>().len();
        out.insert("repeated_word_share", share((content.len() - different) as f64, content.len() as f64));
        for (list, id) in LEXICONS {
            out.insert(id, self.hits(list, language, &words));
        }
    }

    fn hits(&self, list: &'static str, language: usize, words: &[String]) -> f64 {
        let phrases = &self.lists[&(list, language)];
        let (mut at, mut hits) = (0, 0.0);
        while at < words.len() {
            let found = phrases.iter().filter(|phrase| words[at..].starts_with(phrase)).map(Vec::len).max();
            hits += f64::from(u8::from(found.is_some()));
            at += found.unwrap_or(1);
        }
        hits
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    items.count() as f64
}

fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

fn compare(text: &str) {
    static NAIVE: std::sync::LazyLock<Naive> = std::sync::LazyLock::new(Naive::new);
    // What makes a text plain has tests of its own; that it is plain for all signals alike is tested here.
    let expected = NAIVE.signals(&ssi_text::plain(text));
    assert!(expected.len() >= 25);
    let wanted: Vec<Want> = expected.keys().map(|id| Want::Signal(signal(id).unwrap())).collect();
    let mut row = vec![0.0; wanted.len()];
    Analyzer::new(&wanted, &[]).row(text, &mut Scratch::default(), &mut row);
    for ((id, expected), found) in expected.iter().zip(row) {
        assert!((found - expected).abs() < 1e-6, "{id} of {text:?}: {found}, naively {expected}");
    }
}

/// Words and signs that the signals are about, in an order that makes no sense.
fn posts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "the",
        "The",
        "and",
        "I",
        "you",
        "don't",
        "don’t",
        "DON’T",
        "because",
        "because of",
        "on the other hand",
        "on the",
        "for example",
        "e.g.",
        "perhaps",
        "always",
        "dog",
        "Dog",
        "dogs",
        "CEO",
        "R2D2",
        "Ann",
        "Berg",
        "3.5",
        "1,000",
        "10k",
        "extraordinary",
        "naïve",
        "der",
        "die",
        "nicht",
        "weil",
        "el",
        "de la",
        "porque",
        "sin embargo",
        "nous",
        "parce que",
        "não",
        "você",
        "日本語",
        "привет",
        "ΣΊΣΥΦΟΣ",
        "σίσυφος",
        "हिन्दी",
        "مرحبا",
        "in\u{200d}visible",
        "in\u{ad}visible",
        "E\u{301}cole",
        "👏",
        "👨‍👩‍👧",
        "#tag",
        "#1",
        "C#",
        "@ann",
        "me@x.org",
        " https://a.com/b?c=1 ",
        " (https://a.com/b-c). ",
        "\"quoted\"",
        "“so”",
        "\"",
        "(",
        ")",
        "- item",
        "•",
        "a.B",
        "a.ב",
        "U.S.",
        "©",
        "…",
        "\u{200b}",
        "\u{feff}",
        "\0",
        "ʼ",
    ];
    const GLUE: &[&str] = &[
        " ",
        " ",
        " ",
        " ",
        ". ",
        "! ",
        "? ",
        "?! ",
        "... ",
        ", ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{2028}",
        " \u{2800}\n",
        ".\" ",
        ": ",
        "-",
        "",
    ];
    let piece = proptest::sample::select(PIECES);
    let glue = proptest::sample::select(GLUE);
    proptest::collection::vec((piece, glue), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, glue)| piece.to_owned() + glue).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn posts_agree(text in posts()) {
        compare(&text);
    }

    #[test]
    fn any_text_agrees(text in r"(?s).{0,60}") {
        compare(&text);
    }

    #[test]
    fn any_ascii_agrees(text in r"[\x00-\x7f]{0,80}") {
        compare(&text);
    }
}
