//! What a writer could do to a draft, and which counts each of it moves.

use crate::lint::draft::{Draft, Usage};

/// One thing to do.
pub(super) struct Edit {
    /// What to do, in words that go on from a plus sign.
    pub(super) what: String,
    /// The signals that it is meant for: a rule that reads one of them is what it serves, whatever else moves along.
    pub(super) about: &'static [&'static str],
    /// Whether it only adds. More words make the share of bad ones smaller, but that is no way to mend them.
    pub(super) adds: bool,
    /// The draft after it.
    pub(super) after: Draft,
}

/// From this many hashtags on they are a wall; four sources advise three to five.
const HASHTAGS: f64 = 5.0;

/// Every edit that makes sense for a draft. `lists` are the names of the phrase lists that the rules read, and `reads` says
/// whether they read a signal: nobody is told to put hashtags into a headline only because they are words. A headline is
/// `one_line`.
pub(super) fn edits(
    draft: &Draft,
    one_line: bool,
    lists: &[&str],
    reads: &dyn Fn(&str) -> bool,
) -> Vec<Edit> {
    let mut all = Vec::new();
    let mut edit = |adds: bool, about: About, what: &str, change: &dyn Fn(&mut Draft)| {
        let mut after = draft.clone();
        change(&mut after);
        all.push(Edit { what: what.to_owned(), about, adds, after });
    };
    more_to_say(one_line, reads, &mut |about, what, change| edit(true, about, what, change));
    let mut add = |about: About, what: &str, change: &dyn Fn(&mut Draft)| edit(false, about, what, change);
    another_length(draft, &mut add);
    hashtags(draft, reads, &mut add);
    another_dress(draft, &mut add);
    for (place, list) in lists.iter().enumerate().filter(|(place, _)| draft.lists[*place].hits > 0.0) {
        add(&[], &format!("leave out the phrases of the list “{list}”"), &|d| without_finds(d, place));
    }
    all
}

type About = &'static [&'static str];
type Add<'a> = dyn FnMut(About, &str, &dyn Fn(&mut Draft)) + 'a;

const SIZE: About = &["words", "characters", "graphemes", "content_words"];
const SENTENCE: About = &["mean_sentence_length", "longest_sentence", "sentence_length_spread", "sentences"];

/// Something that is not there yet. Each brings words with it: a number one, a clause eight, a sentence about ten.
fn more_to_say(one_line: bool, reads: &dyn Fn(&str) -> bool, add: &mut Add<'_>) {
    let mut add_if = |about: About, what: &str, change: &dyn Fn(&mut Draft)| {
        if about.iter().any(|id| reads(id)) {
            add(about, what, change);
        }
    };
    add_if(&["numbers"], "add one number", &|d| {
        d.append(1.0, 0.0);
        d.add("numbers", 1.0);
    });
    add_if(&["names"], "name one person, company or place", &|d| {
        d.append(1.0, 0.0);
        d.add("names", 1.0);
        d.add("capitals_share", 1.0);
    });
    add_if(&["links"], "link one source", &|d| {
        d.add("links", 1.0);
        // A link counts in the length of the whole text and nowhere else.
        d.add("characters", 30.0);
        d.add("graphemes", 30.0);
    });
    add_if(&["quoted_share"], "quote six words of somebody", &|d| {
        d.append(6.0, 0.0);
        d.add("quoted_share", 36.0);
        d.add("symbol_share", 2.0);
    });
    add_if(&["questions"], "ask a question", &|d| {
        d.append(9.0, 1.0);
        d.add("questions", 1.0);
    });
    add_if(&["second_person"], "say one sentence to the reader, with “you”", &|d| {
        d.append(10.0, 1.0);
        d.add("second_person", 1.0);
    });
    let connectives: [(About, &str); 3] = [
        (&["cause_connectives"], "give one reason (“because …”)"),
        (&["contrast_connectives"], "set one thing against another (“but …”)"),
        (&["example_connectives"], "give one example (“for example …”)"),
    ];
    for (about, what) in connectives {
        add_if(about, what, &|d| {
            d.append(8.0, 0.0);
            d.add(about[0], 1.0);
        });
    }
    if one_line {
        add(SIZE, "write 5 words more", &|d| d.append(5.0, 0.0));
    } else {
        add(SIZE, "write 20 words more, in two sentences", &|d| d.append(20.0, 2.0));
    }
}

/// The same, longer or shorter, in longer or shorter pieces.
fn another_length(draft: &Draft, add: &mut Add<'_>) {
    let words = draft.get("words");
    if words >= 40.0 {
        add(SIZE, "write 20 words less", &|d| d.shorten(20.0 / words));
    }
    if words >= 120.0 {
        add(SIZE, "write a third less", &|d| d.shorten(1.0 / 3.0));
    }
    if draft.get("longest_sentence") >= 16.0 {
        add(SENTENCE, "break the longest sentence in two", &Draft::split_longest);
    }
    if draft.get("sentences") >= 3.0 {
        add(&["paragraphs", "lines", "line_breaks"], "begin a new paragraph", &|d| {
            d.add("line_breaks", 2.0);
            d.add("lines", 1.0);
            d.add("paragraphs", 1.0);
            d.add("characters", 1.0);
            d.add("graphemes", 1.0);
        });
    }
}

/// What stands in the sentences, which a hashtag less leaves as they are.
const PROSE: [&str; 17] = [
    "sentences",
    "questions",
    "numbers",
    "names",
    "emoji",
    "links",
    "first_person",
    "second_person",
    "self_words",
    "relation_words",
    "cause_connectives",
    "contrast_connectives",
    "example_connectives",
    "conditions",
    "comparisons",
    "vocabulary",
    "precise_words",
];

/// Too many hashtags, or none.
fn hashtags(draft: &Draft, reads: &dyn Fn(&str) -> bool, add: &mut Add<'_>) {
    if !reads("hashtags") {
        return;
    }
    let hashtags = draft.get("hashtags");
    if hashtags > HASHTAGS {
        let less = hashtags - HASHTAGS;
        add(&["hashtags"], &format!("keep {HASHTAGS} of the {hashtags} hashtags"), &|d| {
            // Each was a word of its own.
            d.shorten((less / d.get("words").max(less)).min(1.0));
            d.set("hashtags", HASHTAGS);
            for unmoved in PROSE {
                d.set(unmoved, draft.get(unmoved));
            }
        });
    }
    if hashtags == 0.0 {
        add(&["hashtags"], "end with three hashtags", &|d| {
            d.append(3.0, 0.0);
            // They are no words of the kind that every sentence has.
            d.add("content_words", 3.0 - (d.get("content_words") - draft.get("content_words")));
            d.set("hashtags", 3.0);
            d.add("symbol_share", 3.0);
        });
    }
}

/// The same words in another dress: marks, capitals, repeats.
fn another_dress(draft: &Draft, add: &mut Add<'_>) {
    if draft.per("capitals_share", "mean_word_length") > 0.2 {
        add(&["capitals_share", "all_caps_words"], "write it without the capitals", &|d| {
            d.set("capitals_share", 0.04 * d.get("mean_word_length"));
            d.set("all_caps_words", 0.0);
        });
    }
    if draft.get("exclamations") >= 1.0 {
        add(&["exclamations"], "put full stops for exclamation marks", &|d| d.set("exclamations", 0.0));
    }
    let emoji = draft.get("emoji");
    if emoji > 2.0 {
        add(&["emoji"], &format!("keep one of the {emoji} emoji"), &|d| {
            d.set("emoji", 1.0);
            for size in ["symbol_share", "graphemes", "characters"] {
                d.add(size, 1.0 - emoji);
            }
        });
    }
    if draft.get("repeated_trigram_share") + draft.get("repeated_line_share") > 0.0 {
        add(&["repeated_trigram_share", "repeated_line_share"], "say each thing once", &|d| {
            // A run of three words that comes again begins at one word too many.
            let again = d.get("repeated_trigram_share");
            let lines = d.get("repeated_line_share");
            d.shorten(again / d.get("words").max(1.0));
            d.add("lines", -lines);
            for repeats in ["repeated_trigram_share", "repeated_bigram_share", "repeated_line_share"] {
                d.set(repeats, 0.0);
            }
            d.set("distinct_words", draft.get("distinct_words"));
            d.add("repeated_word_share", -again / 2.0);
        });
    }
    if draft.per("repeated_word_share", "content_words") > 0.3 {
        add(&["repeated_word_share"], "put other words for half of those that come again", &|d| {
            let half = d.get("repeated_word_share") / 2.0;
            d.add("repeated_word_share", -half);
            d.add("distinct_words", half);
        });
    }
    if draft.per("symbol_share", "graphemes") > 0.06 {
        add(&["symbol_share"], "put words for signs such as |, • and emoji", &|d| {
            d.set("symbol_share", 0.03 * d.get("graphemes"));
            d.set("emoji", 0.0);
        });
    }
}

/// Takes out what a list finds, and of everything else that was counted the same share.
fn without_finds(draft: &mut Draft, list: usize) {
    let covered = draft.lists[list].words;
    draft.shorten(covered / draft.get("words").max(1.0));
    draft.lists[list] = Usage::default();
    if draft.get("words") >= 1.0 {
        draft.set("sentences", draft.get("sentences").max(1.0));
    }
}
