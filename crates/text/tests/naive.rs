//! The signals once more: obvious, slow, and with no line in common with the crate.
//!
//! Strings, sets and regular expressions, one walk over the text a signal. Whatever makes the crate faster must
//! still agree with this on any text.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use ssi_text::{Analyzer, Language, Scratch, Script, Want, script, signal};
use unicode_segmentation::UnicodeSegmentation;

struct Naive {
    link: Regex,
    ignorable: Regex,
    marks: Regex,
    dots: Regex,
    quoted: Regex,
    line_break: Regex,
    strange: Regex,
    very_strange: Regex,
    russian: Regex,
    unspaced: Regex,
    lists: BTreeMap<(&'static str, usize), Vec<Vec<String>>>,
    /// The stop words, each with its languages.
    stop: BTreeMap<String, BTreeSet<usize>>,
}

const LANGUAGES: [&str; 14] =
    ["en", "es", "fr", "de", "pt", "it", "nl", "id", "ru", "ar", "hi", "ja", "zh", "ko"];
const UNSPACED: [Script; 3] = [Script::Han, Script::Kana, Script::SoutheastAsian];
const LEXICONS: [(&str, &str); 16] = [
    ("cause", "cause_connectives"),
    ("contrast", "contrast_connectives"),
    ("example", "example_connectives"),
    ("hedge", "hedges"),
    ("absolute", "absolutes"),
    ("first_person", "first_person"),
    ("second_person", "second_person"),
    ("addition", "additions"),
    ("condition", "conditions"),
    ("comparison", "comparisons"),
    ("sequence", "sequences"),
    ("suggestion", "suggestions"),
    ("evidence", "evidence_words"),
    ("polite", "polite_words"),
    ("hostile", "hostile_words"),
    ("emphasis", "emphasis_words"),
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
            strange: regex(r"[\x{100}-\x{24f}\x{1ea0}-\x{1ef9}åÅøØþÞðÐýÝळ&&[^œŒĳĲ]]"),
            very_strange: regex(r"[іІїЇєЄґҐўЎјЈљЉњЊђЂћЋџЏъЪ\x{48a}-\x{52f}پچژگکیٹڈڑںےہ]"),
            russian: regex("[ыЫэЭёЁ]"),
            unspaced: regex(
                r"^[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\x{30fc}\x{20000}-\x{3ffff}]",
            ),
            lists: BTreeMap::new(),
            stop: BTreeMap::new(),
        };
        for (at, language) in LANGUAGES.iter().enumerate() {
            for list in LEXICONS.map(|(list, _)| list).into_iter().chain(["stop"]) {
                let path = format!("{}/lists/{list}/{language}.txt", env!("CARGO_MANIFEST_DIR"));
                let Ok(file) = std::fs::read_to_string(path) else { continue };
                let entries = file.lines().map(|line| line.split('#').next().unwrap().trim());
                let entries = entries.filter(|line| !line.is_empty());
                let phrases = entries.map(|line| line.unicode_words().map(|word| naive.fold(word)).collect());
                let phrases = phrases.collect();
                naive.lists.insert((list, at), phrases);
            }
            for word in naive.lists.get(&("stop", at)).into_iter().flatten().flatten() {
                naive.stop.entry(word.clone()).or_default().insert(at);
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

        let script = script(&prose);
        self.words(&prose, script, &mut out);
        Naive::sentences(&prose, script, &mut out);
        self.lines(&prose, &mut out);
        self.wording(&prose, script, &mut out);

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
        let caseless = prose.contains(char::is_alphabetic) && capitals + small == 0.0;
        let capitals = if caseless { f64::NAN } else { share(capitals, capitals + small) };
        out.insert("capitals_share", capitals);
        let symbol = |g: &&str| !g.starts_with(char::is_alphanumeric) && !g.starts_with(char::is_whitespace);
        out.insert(
            "symbol_share",
            share(count(prose.graphemes(true).filter(symbol)), count(prose.graphemes(true))),
        );
        out
    }

    /// How many words a reader counts in these words, and how many of them the text has.
    fn length(&self, words: &[&str], prose: &str, script: Script) -> f64 {
        let han = count(prose.chars().filter(|c| ssi_text::script(&c.to_string()) == Script::Han));
        let kana = count(prose.chars().filter(|c| ssi_text::script(&c.to_string()) == Script::Kana));
        let letters = match script {
            Script::SoutheastAsian => 4.0,
            _ if kana > 0.0 && kana * 25.0 >= han => 2.2,
            _ => 1.6,
        };
        let alphanumeric = |word: &str| count(word.chars().filter(|c| c.is_alphanumeric()));
        let lengths = words
            .iter()
            .map(|word| if self.unspaced.is_match(word) { alphanumeric(word) / letters } else { 1.0 });
        lengths.sum()
    }

    fn words(&self, prose: &str, script: Script, out: &mut BTreeMap<&'static str, f64>) {
        let words: Vec<&str> = prose.unicode_words().collect();
        let lengths: Vec<f64> =
            words.iter().map(|w| count(w.chars().filter(|c| c.is_alphanumeric()))).collect();
        let n = words.len() as f64;
        out.insert("words", n);
        out.insert("mean_word_length", share(lengths.iter().sum(), n));
        out.insert("longest_word", lengths.iter().copied().fold(0.0, f64::max));
        out.insert("long_words", count(lengths.iter().filter(|l| **l > 6.0)));
        out.insert("long_word_share", share(count(lengths.iter().filter(|l| **l > 6.0)), n));
        if UNSPACED.contains(&script) {
            for id in ["mean_word_length", "longest_word", "long_words", "long_word_share"] {
                out.insert(id, f64::NAN);
            }
        }
        out.insert("length_in_words", self.length(&words, prose, script));
        let first = |w: &str| w.chars().find(|c| c.is_alphanumeric()).unwrap();
        out.insert("numbers", count(words.iter().filter(|w| first(w).is_numeric())));
        let shouts = |w: &&&str| {
            w.chars().filter(|c| c.is_uppercase()).count() > 1 && !w.chars().any(char::is_lowercase)
        };
        out.insert("all_caps_words", count(words.iter().filter(shouts)));
    }

    fn sentences(prose: &str, script: Script, out: &mut BTreeMap<&'static str, f64>) {
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
        let scale = if words > 0.0 { out["length_in_words"] / words } else { 1.0 };
        for id in ["mean_sentence_length", "longest_sentence", "sentence_length_spread"] {
            out.entry(id).and_modify(|value| *value *= scale);
        }
        let lix = if n > 0.0 { mean + 100.0 * out["long_word_share"] } else { 0.0 };
        out.insert("lix", lix);
        let ari = 4.71 * out["mean_word_length"] + 0.5 * mean - 21.43;
        out.insert("automated_grade", if n > 0.0 { ari } else { 0.0 });
        let coleman = 5.88 * out["mean_word_length"] - 29.6 * share(n, words) - 15.8;
        out.insert("coleman_liau", if n > 0.0 { coleman } else { 0.0 });
        let undefined: &[&str] = match script {
            Script::Latin | Script::None => &[],
            Script::SoutheastAsian => {
                &["lix", "automated_grade", "coleman_liau", "sentences", "mean_sentence_length"]
            }
            _ => &["lix", "automated_grade", "coleman_liau"],
        };
        undefined.iter().for_each(|id| _ = out.insert(id, f64::NAN));
        if script == Script::SoutheastAsian {
            out.insert("longest_sentence", f64::NAN);
            out.insert("sentence_length_spread", f64::NAN);
        }
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

    fn wording(&self, prose: &str, script: Script, out: &mut BTreeMap<&'static str, f64>) {
        let raw: Vec<&str> = prose.unicode_words().collect();
        let words: Vec<String> = raw.iter().map(|word| self.fold(word)).collect();
        let n = words.len() as f64;
        let a_word = if UNSPACED.contains(&script) { 2 } else { 1 };
        let repeated = |size: usize| {
            let all = count(words.windows(size));
            (words.windows(size).collect::<BTreeSet<_>>().len() as f64, all)
        };
        let (distinct, all) = repeated(a_word);
        out.insert("distinct_share", share(distinct, all));
        let words_of_pairs = share(distinct, all) * out["length_in_words"];
        out.insert("distinct_words", if a_word == 1 { distinct } else { words_of_pairs });
        for (size, id) in [(2, "repeated_bigram_share"), (3, "repeated_trigram_share")] {
            let (different, all) = repeated(size * a_word);
            out.insert(id, share(all - different, all));
        }
        let (language, lists) = self.languages(prose, script, &words);
        out.insert("language", language.map_or(0.0, |language| language as f64 + 1.0));
        let is_stop = |word: &String| self.stop.get(word).is_some_and(|of| !of.is_disjoint(&lists));
        let content: Vec<usize> = (0..words.len()).filter(|at| !is_stop(&words[*at])).collect();
        out.insert("stop_word_share", share(n - content.len() as f64, n));
        let raw_content: Vec<&str> = content.iter().map(|at| raw[*at]).collect();
        out.insert("content_words", self.length(&raw_content, prose, script));
        let unspaced = |at: usize| self.unspaced.is_match(raw[at]);
        let mut units = Vec::new();
        for &at in &content {
            let after = at > 0 && unspaced(at - 1) && content.contains(&(at - 1));
            match (unspaced(at), after) {
                (false, _) => units.push(words[at].clone()),
                (true, true) => units.push(format!("{} {}", words[at - 1], words[at])),
                (true, false) => {}
            }
        }
        let different = units.iter().collect::<BTreeSet<_>>().len();
        out.insert("repeated_word_share", share((units.len() - different) as f64, units.len() as f64));
        let has = |list| words.is_empty() || lists.iter().any(|of| self.lists.contains_key(&(list, *of)));
        if !has("stop") {
            for id in ["stop_word_share", "content_words", "repeated_word_share"] {
                out.insert(id, f64::NAN);
            }
        }
        for (list, id) in LEXICONS {
            out.insert(id, if has(list) { self.hits(list, &lists, &words) } else { f64::NAN });
        }
    }

    /// The language that the text tells, and the languages whose lists apply.
    fn languages(&self, prose: &str, script: Script, words: &[String]) -> (Option<usize>, BTreeSet<usize>) {
        let of_script: BTreeSet<usize> = (0..LANGUAGES.len())
            .filter(|at| Language::from_code(LANGUAGES[*at]).unwrap().script() == script)
            .collect();
        let suspicion = self.strange.find_iter(prose).count() as i64
            + 2 * self.very_strange.find_iter(prose).count() as i64
            - self.russian.find_iter(prose).count() as i64;
        let letters = prose.chars().filter(|c| c.is_alphabetic()).count() as i64;
        let strange = suspicion >= 2 && suspicion >= letters / 100;
        let few = words.len() <= 4;
        let found = |language| {
            words.iter().filter_map(|word| self.stop.get(word)).filter(move |of| of.contains(&language))
        };
        let points = |language: usize| found(language).map(|of| 24 / of.len()).sum::<usize>();
        let mut told = None;
        for &language in &of_script {
            if told.is_none_or(|told| points(language) > points(told)) {
                told = Some(language);
            }
        }
        let enough = told.is_some_and(|told| match script {
            Script::Kana | Script::Han | Script::Hangul => true,
            Script::Arabic => !strange,
            Script::Devanagari => !strange && (found(told).count() > 0 || words.len() < 8),
            _ if few => found(told).count() > 0 && !strange,
            _ => {
                let least = if strange {
                    40
                } else if script == Script::Cyrillic {
                    10
                } else {
                    15
                };
                found(told).count() >= 2 && 100 * points(told) >= least * 24 * words.len()
            }
        });
        match told {
            Some(told) if enough => (Some(told), BTreeSet::from([told])),
            _ if strange && !(few && script == Script::Latin) => (None, BTreeSet::new()),
            _ if script == Script::None => (None, (0..LANGUAGES.len()).collect()),
            _ => (None, of_script),
        }
    }

    fn hits(&self, list: &'static str, languages: &BTreeSet<usize>, words: &[String]) -> f64 {
        let lists = languages.iter().filter_map(|of| self.lists.get(&(list, *of)));
        let phrases: Vec<&Vec<String>> = lists.flatten().collect();
        let (mut at, mut hits) = (0, 0.0);
        while at < words.len() {
            let found = phrases.iter().filter(|p| words[at..].starts_with(p)).map(|p| p.len()).max();
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
    static NAIVE: LazyLock<Naive> = LazyLock::new(Naive::new);
    let expected = NAIVE.signals(text);
    assert!(expected.len() >= 25);
    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| {
        let ids = NAIVE.signals("").into_keys();
        Analyzer::new(&ids.map(|id| Want::Signal(signal(id).unwrap())).collect::<Vec<_>>(), &[])
    });
    let mut row = vec![0.0; ANALYZER.wanted().len()];
    ANALYZER.row(text, &mut Scratch::default(), &mut row);
    for (id, found) in NAIVE.signals("").into_keys().zip(row) {
        let Some(expected) = expected.get(id) else { continue };
        let same = (found - expected).abs() < 1e-6 || found.is_nan() && expected.is_nan();
        assert!(same, "{id} of {text:?}: {found}, naively {expected}");
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
        "日本語です。",
        "我们的",
        "하지만",
        "потому что",
        "їжа",
        "लेकिन मैं",
        "ขอบคุณ",
        "łódź",
        "dus het",
        "perché",
        "tetapi",
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
