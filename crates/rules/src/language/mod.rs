//! The words of the rule language and what each builds.

mod columns;
mod lists;
mod numbers;
mod operand;
mod operators;
mod rows;
mod symbols;
mod texts;
mod verdict;

use rhai::Engine;

use crate::stage::Shared;
pub(crate) use operand::Operand;
pub(crate) use symbols::{Member, Text};
pub(crate) use verdict::Verdict;

/// A word of the language, for help texts and documentation.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// What it is written on: a number, a condition, a table, a text, the pack or nothing.
    pub on: &'static str,
    /// An example.
    pub usage: &'static str,
    /// What it gives, in one sentence.
    pub about: &'static str,
}

const fn word(name: &'static str, on: &'static str, usage: &'static str, about: &'static str) -> Word {
    Word { name, on, usage, about }
}

/// Every word of the language.
pub const LANGUAGE: &[Word] = &[
    word(
        "weight",
        "",
        "weight(4, m.posts.per_week().ramp(0, 2))",
        "A rule that earns up to this many points of its pillar.",
    ),
    word(
        "penalty",
        "",
        "penalty(3, m.comments.share(|c| c.words < 4))",
        "A rule that takes up to this many points away.",
    ),
    word(
        "when",
        "",
        "when(m.posts.count() > 3, a, b)",
        "The second where the condition holds, the third where it does not.",
    ),
    word("not", "", "not(p.is_original)", "The opposite of a condition."),
    word(
        "sum",
        "",
        "sum([a, b, c])",
        "The sum; needs data for every part. On a table: `m.posts.sum(|p| p.views)`.",
    ),
    word("average", "", "average([a, b, c])", "The mean of the parts that have data."),
    word(
        "weighted_average",
        "",
        "weighted_average([[a, 2], [b, 1]])",
        "The mean of the parts that have data, each with its share.",
    ),
    word(
        "no_data",
        "",
        "when(m.connections.count() > 0, a, no_data())",
        "Nobody can tell: the rule drops out for this member.",
    ),
    word(
        "ramp",
        "number",
        "x.ramp(1, 5)",
        "A credit that rises in a straight line from 0 at the first number to 1 at the second.",
    ),
    word(
        "log_ramp",
        "number",
        "x.log_ramp(0, 500)",
        "A credit that rises from 0 to 1, each doubling worth about the same.",
    ),
    word(
        "saturate",
        "number",
        "x.saturate(10)",
        "A credit that is one half at this number and never quite 1.",
    ),
    word(
        "plateau",
        "number",
        "x.plateau(0, 3, 5, 9)",
        "A credit that is 1 between the middle numbers and 0 outside the outer ones.",
    ),
    word("at_least", "number", "x.at_least(3)", "The condition that the number is this or more."),
    word("at_most", "number", "x.at_most(3)", "The condition that the number is this or less."),
    word(
        "between",
        "number",
        "x.between(3, 5)",
        "The condition that the number lies between the two, both included.",
    ),
    word("clamp", "number", "x.clamp(0, 1)", "The number, held between the two."),
    word("min", "number", "x.min(1)", "The smaller one. On a table: `m.posts.min(|p| p.words)`."),
    word("max", "number", "x.max(1)", "The larger one. On a table: `m.posts.max(|p| p.grade)`."),
    word("abs", "number", "x.abs()", "The distance from zero."),
    word("sqrt", "number", "x.sqrt()", "The square root."),
    word("log", "number", "x.log()", "The natural logarithm of 1 + x."),
    word("known", "number", "x.known()", "The condition that the number is there."),
    word("or_else", "number", "x.or_else(0)", "The number, or another where it is missing."),
    word("count", "table", "m.posts.count()", "How many rows."),
    word("per_week", "table", "m.posts.per_week()", "Rows for each seven days of the window."),
    word("active_days", "table", "m.posts.active_days()", "Days with a row."),
    word(
        "active_weeks",
        "table",
        "m.posts.active_weeks()",
        "Weeks with a row, counted back from the day of the score.",
    ),
    word("longest_gap_days", "table", "m.posts.longest_gap_days()", "The longest stretch without a row."),
    word("days_since_last", "table", "m.posts.days_since_last()", "Days since the latest row."),
    word("mean", "table", "m.posts.mean(|p| p.grade)", "The mean over the rows."),
    word("median", "table", "m.messages.median(|c| c.answer_hours)", "The middle value of the rows."),
    word(
        "share",
        "table",
        "m.posts.share(|p| p.is_original)",
        "The share of rows for which the condition holds.",
    ),
    word(
        "distinct",
        "table",
        "m.comments.distinct(|c| c.counterpart)",
        "How many different labels the rows have.",
    ),
    word(
        "top_share",
        "table",
        "m.comments.top_share(|c| c.counterpart)",
        "The share of rows that go to the commonest label.",
    ),
    word(
        "spread",
        "table",
        "m.comments.spread(|c| c.counterpart)",
        "How evenly the rows spread over labels, from 0 towards 1.",
    ),
    word(
        "slope_per_week",
        "table",
        "m.posts.slope_per_week(|p| p.grade)",
        "How much the number rises each week.",
    ),
    word(
        "where",
        "table",
        "m.posts.where(|p| p.is_original)",
        "Only the rows for which the condition holds.",
    ),
    word(
        "within",
        "table",
        "m.posts.within(30)",
        "Only the rows of the last days, instead of the pack's window.",
    ),
    word("all_time", "table", "m.posts.all_time()", "The rows of all times, instead of the pack's window."),
    word(
        "phrases",
        "text",
        "t.phrases(\"generic-praise\")",
        "Where phrases of a list stand in the text; no data where the list says nothing of its language.",
    ),
    word("hits", "phrases", "t.phrases(\"generic-praise\").hits()", "How often phrases of the list occur."),
    word(
        "coverage",
        "phrases",
        "t.phrases(\"generic-praise\").coverage()",
        "The share of the words that phrases of the list cover.",
    ),
];

/// Teaches the engine every word.
pub(crate) fn register(engine: &mut Engine, stage: &Shared) {
    symbols::register(engine);
    operators::register(engine, stage);
    numbers::register(engine, stage);
    lists::register(engine, stage);
    columns::register(engine, stage);
    rows::register(engine, stage);
    texts::register(engine, stage);
    verdict::register(engine, stage);
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::rc::Rc;

    use super::*;
    use crate::stage::Stage;

    /// Signs, which are no words, and what an indexer is called.
    const SIGNS: [&str; 25] = [
        "!",
        "!=",
        "%",
        "&",
        "*",
        "+",
        "-",
        "/",
        "<",
        "<<",
        "<=",
        "==",
        ">",
        ">=",
        ">>",
        "^",
        "and",
        "or",
        "|",
        "[]",
        "index$get$",
        "Range",
        "to_string",
        "to_debug",
        "print",
    ];

    #[test]
    fn every_registered_function_is_a_word_of_the_language() {
        let stage = Rc::new(RefCell::new(Stage::new(Rc::default(), Vec::new())));
        let mut engine = crate::engine::sandbox();
        register(&mut engine, &stage);
        let name = |signature: &String| signature.split(['(', '[']).next().unwrap_or_default().to_owned();
        let registered: BTreeSet<String> = engine.gen_fn_signatures(false).iter().map(name).collect();
        let words: BTreeSet<&str> = LANGUAGE.iter().map(|w| w.name).collect();
        let unknown: Vec<&String> = registered
            .iter()
            .filter(|r| !words.contains(r.as_str()) && !SIGNS.contains(&r.as_str()))
            .collect();
        assert_eq!(unknown, Vec::<&String>::new(), "say in LANGUAGE what they do");
        let missing: Vec<&&str> = words.iter().filter(|w| !registered.contains(**w)).collect();
        assert_eq!(missing, Vec::<&&str>::new(), "words that nothing stands behind");
    }

    #[test]
    fn every_word_is_explained_once() {
        let names: BTreeSet<&str> = LANGUAGE.iter().map(|w| w.name).collect();
        assert_eq!(names.len(), LANGUAGE.len());
        for word in LANGUAGE {
            assert!(word.usage.contains(word.name), "{}", word.name);
            assert!(word.about.ends_with('.') || word.about.ends_with("`."), "{}", word.about);
            assert!(["", "number", "table", "text", "phrases"].contains(&word.on), "{}", word.on);
        }
    }
}
