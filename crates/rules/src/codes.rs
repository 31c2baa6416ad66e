//! Every code that a diagnostic can have, with what it means: one list, from which `ssi rules check --codes` is printed.
//!
//! A code is never renamed and never means something else: people write it into the settings of their code host.

use crate::diagnostic::Severity;

/// A code and what it means.
#[derive(Clone, Copy, Debug)]
pub struct CodeEntry {
    /// The code.
    pub code: Code,
    /// The code as it is shown: words in small letters, parted by `-`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// A short wrong example.
    pub wrong: &'static str,
    /// The example as it should be.
    pub right: &'static str,
}

macro_rules! codes {
    ($($severity:ident $code:ident $name:literal $meaning:literal $wrong:literal => $right:literal)+) => {
        /// What kind of mistake a diagnostic is about; stable from one version to the next.
        #[allow(missing_docs, reason = "`CODES` says what each means")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($code),+ }

        /// Every code, errors first, those about one thing side by side.
        pub const CODES: &[CodeEntry] = &[$(CodeEntry {
            code: Code::$code,
            name: $name,
            severity: Severity::$severity,
            meaning: $meaning,
            wrong: $wrong,
            right: $right,
        }),+];
    };
}

codes! {
    // The folder and its files.
    Error NoFolder "no-folder" "The pack is no folder."
        "ssi rules check rules/sssi" => "ssi rules check rules/ssi"
    Error NoHeader "no-header" "The folder has no `pack.rhai`, which names the pillars."
        "mine/pillars/brand.rhai alone" => "mine/pack.rhai and mine/pillars/brand.rhai"
    Error CannotRead "cannot-read" "A file or folder of the pack cannot be read."
        "a file that only somebody else may read" => "a file that you may read"
    Error LinkOut "link-out" "A file of the pack is a link to a file elsewhere."
        "pillars/brand.rhai -> /home/me/notes.txt" => "a copy of the file in the pack"
    Error NotText "not-text" "A file or its name is not UTF-8 text."
        "a file saved as \"Western (Windows 1252)\"" => "the same file saved as UTF-8"
    Error FileTooLarge "file-too-large" "A file of the pack has more bytes than one may have."
        "a whole dictionary in phrases/" => "the phrases that matter"
    Error TooManyFiles "too-many-files" "The pack has more files, or more in them, than one may have."
        "a thousand lists of phrases" => "a few of them"
    Error FileTwice "file-twice" "Two files of the pack have the same path."
        "pack.rhai and pack.rhai" => "pack.rhai"
    Error StrayFile "stray-file" "Nothing reads this file: its name is no kind of text and no pillar."
        "grades/coment.rhai" => "grades/comment.rhai"
    Error PhraseFileName "phrase-file-name" "The name of a file of phrases does not say which list or language it is for."
        "phrases/praise.xx.txt" => "phrases/praise.de.txt"
    Error NotGraded "not-graded" "A kind of text has no rules."
        "a pack without grades/comment.rhai" => "grades/comment.rhai with one rule"

    // `pack.rhai`
    Error UnknownPack "unknown-pack" "The pack that this one builds on is not there."
        "extends(\"sssi\");" => "extends(\"ssi\");"
    Error PackName "pack-name" "This cannot be the name of a pack."
        "extends(\"../ssi\");" => "extends(\"ssi\");"
    Error CircularExtends "circular-extends" "Packs build on one another in a circle."
        "extends(\"mine\"); in the pack mine" => "extends(\"ssi\");"
    Error ExtendsTwice "extends-twice" "A pack builds on two packs."
        "extends(\"ssi\"); extends(\"acme\");" => "extends(\"ssi\");"
    Error NoPillar "no-pillar" "The pack names no pillar."
        "title(\"Mine\");" => "pillar(\"brand\", \"Brand\", 100);"
    Error PillarPoints "pillar-points" "The points of the pillars do not add up to 100."
        "pillar(\"brand\", \"Brand\", 90);" => "pillar(\"brand\", \"Brand\", 100);"
    Error PillarTwice "pillar-twice" "Two pillars have one id."
        "pillar(\"brand\", …); pillar(\"brand\", …);" => "pillar(\"brand\", …); pillar(\"people\", …);"
    Error PillarName "pillar-name" "The id of a pillar has other signs than small letters and `_`."
        "pillar(\"My Brand\", …);" => "pillar(\"my_brand\", …);"
    Error PillarWithoutRules "pillar-without-rules" "A pillar has no file of rules."
        "pillar(\"brand\", …); alone" => "pillar(\"brand\", …); and pillars/brand.rhai"
    Error NoBands "no-bands" "The pack names no band."
        "title(\"Mine\");" => "band(0, \"limited\"); band(50, \"good\");"
    Error BandOrder "band-order" "Bands do not begin at 0, or do not rise."
        "band(50, \"good\"); band(50, \"better\");" => "band(50, \"good\"); band(75, \"better\");"
    Error UnknownRule "unknown-rule" "There is no rule of this id."
        "reweigh(\"brand.cadense\", 3);" => "reweigh(\"brand.cadence\", 3);"
    Error FunctionInHeader "function-in-header" "`pack.rhai` holds a function."
        "fn rule(m) { … } in pack.rhai" => "fn rule(m) { … } in pillars/brand.rhai"
    Error WrongFile "wrong-file" "A word of rules stands in `pack.rhai`, or a word of `pack.rhai` in rules."
        "weight(4, target(80))" => "target(80); in pack.rhai"

    // Brackets, quotes and signs.
    Error UnclosedBracket "unclosed-bracket" "A bracket or a brace is not closed."
        "weight(4, m.posts.count().ramp(0, 3)" => "weight(4, m.posts.count().ramp(0, 3))"
    Error StrayBracket "stray-bracket" "A bracket or a brace closes nothing."
        "weight(4, m.posts.count().ramp(0, 3)))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error UnclosedText "unclosed-text" "A text has no closing quote."
        "weight(4, m.posts.share(|p| p.kind == \"poll))" => "weight(4, m.posts.share(|p| p.kind == \"poll\"))"
    Error SingleQuotes "single-quotes" "A text stands in single quotes."
        "weight(4, m.posts.share(|p| p.kind == 'poll'))" => "weight(4, m.posts.share(|p| p.kind == \"poll\"))"
    Error LookalikeSign "lookalike-sign" "A sign of a text processor stands in the place of one of the keyboard."
        "weight(4, m.posts.share(|p| p.kind == “poll”))" => "weight(4, m.posts.share(|p| p.kind == \"poll\"))"
    Error InvisibleCharacter "invisible-character" "A character stands here that nobody sees."
        "a line copied from a web page" => "the line typed anew"
    Error MissingComma "missing-comma" "A comma is missing."
        "weight(4 m.posts.count().ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error MissingSemicolon "missing-semicolon" "A semicolon is missing."
        "let x = m.posts.count() weight(4, x.ramp(0, 3))" => "let x = m.posts.count(); weight(4, x.ramp(0, 3))"
    Error MissingBrackets "missing-brackets" "A word is written without its brackets."
        "weight(4, m.posts.count.ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error MissingName "missing-name" "A name is missing."
        "let = 3;" => "let few = 3;"
    Error MissingValue "missing-value" "A number, a condition or a name is missing."
        "weight(4, m.posts.count() + )" => "weight(4, m.posts.count().ramp(0, 3))"
    Error NotANumber "not-a-number" "This is written like a number and is none."
        "weight(1.5.5, m.posts.count().ramp(0, 3))" => "weight(1.5, m.posts.count().ramp(0, 3))"
    Error ForeignWord "foreign-word" "A word or sign of another language stands here, which a rule has no use for."
        "weight(4, m.posts.count() > 3 && m.comments.count() > 3)" => "weight(4, m.posts.count() > 3 and m.comments.count() > 3)"
    Error UnknownSign "unknown-sign" "A sign stands here that means nothing."
        "weight(4, m.posts.count() § 3)" => "weight(4, m.posts.count() * 3)"
    Error Unreadable "unreadable" "This cannot be read, and the interpreter does not say why."
        "fn" => "fn rule(m) { weight(4, m.posts.count().ramp(0, 3)) }"

    // Functions.
    Error OutsideFunction "outside-function" "Something stands outside of the functions of a file of rules."
        "let few = 3; fn rule(m) { … }" => "fn rule(m) { let few = 3; … }"
    Error FunctionStart "function-start" "A function begins otherwise than with `fn`, a name and its brackets."
        "fn my-rule(m) { … }" => "fn my_rule(m) { … }"
    Error FunctionTwice "function-twice" "Two functions of a file have one name."
        "fn rule(m) { … } fn rule(m) { … }" => "fn rule(m) { … } fn other(m) { … }"
    Error NestedFunction "nested-function" "A function begins inside of another one."
        "fn rule(m) { fn inner(m) { … } … }" => "private fn inner(m) { … } fn rule(m) { … }"
    Error MisplacedComment "misplaced-comment" "A `///` comment stands elsewhere than in front of a function."
        "weight(4, /// four" => "weight(4, // four"
    Error TakenName "taken-name" "A name is taken already, or is a word of the language."
        "fn count(m) { … }" => "fn posts(m) { … }"
    Error NoRules "no-rules" "A file of rules has no rule."
        "// soon" => "/// Posts. fn posts(m) { … }"
    Error RuleParameters "rule-parameters" "A rule takes another number of things than one."
        "fn rule(m, t) { … }" => "fn rule(m) { … }"
    Error HelperNotPrivate "helper-not-private" "A function that rules use is not private, so it would be a rule."
        "fn few(x) { x.ramp(0, 3) }" => "private fn few(x) { x.ramp(0, 3) }"
    Error MissingTitle "missing-title" "A rule has no `///` line above it, which reports print."
        "fn posts(m) { … }" => "/// Posts often enough. fn posts(m) { … }"
    Error NoWeight "no-weight" "A rule does not end in `weight` or `penalty`."
        "fn posts(m) { m.posts.count().ramp(0, 3) }" => "fn posts(m) { weight(4, m.posts.count().ramp(0, 3)) }"
    Error WeightNotLast "weight-not-last" "A rule goes on behind its `weight` or `penalty`."
        "weight(4, m.posts.count().ramp(0, 3)); 5" => "weight(4, m.posts.count().ramp(0, 3))"
    Error TwoWeights "two-weights" "A rule weighs twice."
        "weight(4, a); weight(3, b)" => "weight(7, average([a, b]))"
    Error NothingToEarn "nothing-to-earn" "No rule of a pillar or of a kind of text can earn points."
        "weight(0, m.posts.count().ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error WrongScope "wrong-scope" "A rule about texts asks for the member, or the other way round."
        "weight(4, t.words.ramp(0, 3))" => "weight(4, m.posts.mean(|p| p.words).ramp(0, 3))"

    // Names.
    Error UnknownName "unknown-name" "Nobody gave this name to anything."
        "weight(4, m.posts.count().ramp(0, most))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error UnknownFunction "unknown-function" "There is no function or method of this name."
        "weight(4, m.posts.cuont().ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error UnknownTable "unknown-table" "A member has no table of this name."
        "weight(4, m.post.count().ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error UnknownColumn "unknown-column" "A table has no column of this name, and its text no such signal."
        "weight(4, m.posts.mean(|p| p.vews).ramp(0, 3))" => "weight(4, m.posts.mean(|p| p.views).ramp(0, 3))"
    Error UnknownSignal "unknown-signal" "A text has no signal of this name."
        "weight(4, t.wrods.ramp(5, 40))" => "weight(4, t.words.ramp(5, 40))"
    Error UnknownPhrases "unknown-phrases" "There is no list of phrases of this name."
        "weight(4, t.phrases(\"generic-prase\").hits())" => "weight(4, t.phrases(\"generic-praise\").hits())"
    Error OuterName "outer-name" "A function of the row looks at something outside of the row."
        "weight(4, m.posts.share(|p| p.views > m.profile.followers))" => "weight(4, m.posts.share(|p| p.views > 100))"

    // What goes where.
    Error ArgumentCount "argument-count" "A word gets another number of things in its brackets than it takes."
        "weight(4, m.posts.count().ramp(3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error ArgumentOrder "argument-order" "The points do not come first."
        "weight(m.posts.count().ramp(0, 3), 4)" => "weight(4, m.posts.count().ramp(0, 3))"
    Error RowFunction "row-function" "A function of the row is written otherwise than `|p| …`."
        "weight(4, m.posts.mean(p.grade))" => "weight(4, m.posts.mean(|p| p.grade))"
    Error WrongKind "wrong-kind" "A thing of another kind is wanted here: a number, a condition, a table, a text."
        "weight(4, m.posts.ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error ManyRows "many-rows" "A column of a whole table is many numbers, and one is wanted."
        "weight(4, m.posts.views.ramp(0, 3))" => "weight(4, m.posts.mean(|p| p.views).ramp(0, 3))"
    Error WhichText "which-text" "A profile has several texts, and it is not said which one is meant."
        "weight(4, m.profile.words.ramp(0, 3))" => "weight(4, m.profile.headline.words.ramp(0, 3))"
    Error NoPart "no-part" "There is nothing behind this dot."
        "weight(4, m.posts.count().views)" => "weight(4, m.posts.sum(|p| p.views).ramp(0, 3))"
    Error NoAssignment "no-assignment" "Nothing can be set here."
        "m.posts = 3;" => "let posts = 3;"
    Error NotAQuantity "not-a-quantity" "This signal only tells texts apart and cannot be weighed."
        "weight(4, t.similarity_hash.ramp(0, 3))" => "weight(4, t.similarity.ramp(0, 1))"
    Error OwnGrade "own-grade" "A text has no grade while it is graded."
        "weight(4, t.grade)" => "weight(4, t.words.ramp(5, 40))"
    Error NoTime "no-time" "Rows without a time, or of all times, are asked for something about time."
        "weight(4, m.posts.all_time().per_week().ramp(0, 3))" => "weight(4, m.posts.within(90).per_week().ramp(0, 3))"
    Error CannotDo "cannot-do" "A rule cannot do this."
        "weight(4, [1, 2][5])" => "weight(4, m.posts.count().ramp(0, 3))"

    // Numbers and comparisons.
    Error NotWrittenOut "not-written-out" "A number that must be written out is computed or in quotes."
        "weight(4, m.posts.count().ramp(\"0\", 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Error OutOfRange "out-of-range" "A number lies outside of what can stand here."
        "weight(-4, m.posts.count().ramp(0, 3))" => "penalty(4, m.posts.count().ramp(0, 3))"
    Error CurveEnds "curve-ends" "The ends of a curve, of `clamp` or of `between` are the same or out of order."
        "weight(4, m.posts.count().plateau(5, 1, 9, 14))" => "weight(4, m.posts.count().plateau(1, 5, 9, 14))"
    Error NeverChanges "never-changes" "This is the same for everyone, because nothing of the data stands in it."
        "weight(4, 1)" => "weight(4, m.posts.count().ramp(0, 3))"
    Error EmptyList "empty-list" "A sum or an average of nothing."
        "weight(4, average([]))" => "weight(4, average([m.posts.count().ramp(0, 3)]))"
    Error DividesByZero "divides-by-zero" "Something is divided by zero."
        "weight(4, m.posts.count() / 0)" => "weight(4, m.posts.count() / 10)"
    Error TooLargeNumber "too-large-number" "A number is larger than the machine can hold."
        "weight(4, m.posts.count() * 1e999)" => "weight(4, m.posts.count() / 10)"
    Error ExactComparison "exact-comparison" "Numbers are compared to the last digit."
        "weight(4, m.posts.count() == 3)" => "weight(4, m.posts.count().between(3, 5))"
    Error ChainedComparison "chained-comparison" "Two comparisons stand in a chain."
        "weight(4, 0 < m.posts.count() < 3)" => "weight(4, m.posts.count().between(1, 2))"
    Error ComparedCondition "compared-condition" "A condition, which is yes or no already, is compared."
        "weight(4, m.posts.share(|p| p.in_group == true))" => "weight(4, m.posts.share(|p| p.in_group))"
    Error ComparedLabel "compared-label" "A label is compared with something else than a text in quotes."
        "weight(4, m.posts.share(|p| p.kind == 3))" => "weight(4, m.posts.share(|p| p.kind == \"poll\"))"

    // Limits.
    Error TooDeep "too-deep" "This is nested too deeply."
        "((((((…))))))" => "let part = …;"
    Error TooLarge "too-large" "Something has more parts, signs or names than a pack may have."
        "a text of ten thousand characters" => "a list in phrases/"
    Error TooManySteps "too-many-steps" "A function takes too many steps."
        "private fn a(x) { b(x) + b(x) } and so on" => "a rule of a few lines"
    Error CallsItself "calls-itself" "Functions call one another without end."
        "private fn a(x) { a(x) }" => "private fn a(x) { x.ramp(0, 3) }"

    // What can be used but hardly means what it says.
    Warning NeverEarns "never-earns" "A rule can never earn or cost anything, whatever a member does."
        "weight(4, m.posts.share(|p| p.in_group).ramp(2, 3))" => "weight(4, m.posts.share(|p| p.in_group).ramp(0, 1))"
    Warning AlwaysEarns "always-earns" "A rule earns or costs in full, whatever a member does."
        "weight(4, m.posts.count().ramp(-3, -1))" => "weight(4, m.posts.count().ramp(0, 3))"
    Warning ConstantCondition "constant-condition" "A condition always or never holds."
        "weight(4, m.posts.count() >= 0)" => "weight(4, m.posts.count() >= 3)"
    Warning PaidTwice "paid-twice" "Two rules pay for one thing."
        "two rules on m.posts.count()" => "one of them on m.posts.active_weeks()"
    Warning FallingCurve "falling-curve" "A curve falls, so that who does nothing earns in full."
        "weight(4, m.posts.count().ramp(3, 0))" => "weight(4, m.posts.count().ramp(0, 3))"
    Warning PhraseContained "phrase-contained" "A phrase adds nothing, because another one of its list is found there already."
        "great post, and great post indeed" => "great post"
    Warning MissingWhy "missing-why" "The comment of a rule does not say why it is worth points."
        "/// Posts." => "/// Posts. Why: who posts is seen."
    Warning Unused "unused" "Nothing uses a `let` or a private function."
        "let few = 3; weight(4, m.posts.count().ramp(0, 3))" => "weight(4, m.posts.count().ramp(0, 3))"
    Warning UntestedRule "untested-rule" "No test of the pack looks at a rule."
        "a rule that no file in tests/ touches" => "a line for it in tests/"
}

impl Code {
    /// What the list says of it.
    pub fn entry(self) -> &'static CodeEntry {
        // The list is made in the order of the enum.
        &CODES[self as usize]
    }

    /// The code as it is shown.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The code of a name.
    pub fn named(name: &str) -> Option<Self> {
        CODES.iter().find(|c| c.name == name).map(|c| c.code)
    }

    /// The name that is nearest to a wrong one.
    pub fn nearest(name: &str) -> Option<&'static str> {
        crate::vocabulary::nearest(name, CODES.iter().map(|c| c.name))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_a_word_of_its_own_and_explained() {
        let names: BTreeSet<&str> = CODES.iter().map(|c| c.name).collect();
        assert_eq!(names.len(), CODES.len());
        for entry in CODES {
            assert_eq!(entry.code.entry().name, entry.name);
            assert_eq!(Code::named(entry.name), Some(entry.code));
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.name);
            assert!(entry.meaning.ends_with('.') && entry.wrong != entry.right, "{}", entry.name);
        }
    }
}
