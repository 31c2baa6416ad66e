//! The one list of signals, from which the docs, `ssi columns` and the rule language are made.
//!
//! A line here makes the public [`Signal`] and the private [`Measure`] together, so that a signal without a
//! value, or a value without a name, does not compile.

use crate::signal::{Signal, Unit};

macro_rules! signals {
    ($($measure:ident $id:literal $unit:ident $range:expr, $source:expr, $about:literal;)*) => {
        /// Every signal, in the order of reports: size, length, reading, vocabulary, repetition, reasoning,
        /// punctuation, marks.
        ///
        /// A value is finite and lies in its range, or it is NaN, which is *no data*: the signal means nothing in the
        /// text's script (syllables in Russian, capitals in Arabic), or the text's language lacks the list that the
        /// signal counts. Where the language is not known, the lists of all languages of the script count together;
        /// letters that none of those languages writes mean that no list applies. A text without a word has data
        /// for everything: on the empty text every signal is 0,
        /// for a share or a mean of nothing is 0, and a formula that divides by words is 0 where there are none.
        /// Every signal reads the text as a reader sees it ([`plain`](crate::plain)): nothing that is invisible and out of
        /// place counts, and letters that only look like ordinary ones are read as those.
        /// Links are taken out (each becomes one space) before anything but `characters`, `graphemes` and
        /// `links` is counted, because `https://example.com/a-b-c?x=1` would otherwise be seven words.
        pub const SIGNALS: &[Signal] = &[
            $(Signal { id: $id, unit: Unit::$unit, range: $range, about: $about, source: $source }),*
        ];

        /// The same list for the code that computes: one name a signal, in the same order.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Measure { $($measure),* }

        /// `MEASURES[i]` computes `SIGNALS[i]`.
        pub(crate) const MEASURES: &[Measure] = &[$(Measure::$measure),*];
    };
}

const OPEN: (f64, f64) = (0.0, f64::INFINITY);
const SHARE: (f64, f64) = (0.0, 1.0);
/// The words of a text are at least one syllable each and a sentence holds at least one word, which bounds the
/// formulas on one side (rounded outwards).
const EASE: (f64, f64) = (f64::NEG_INFINITY, 121.23);
const GRADE: (f64, f64) = (-3.41, f64::INFINITY);
const CHARACTER_GRADE: (f64, f64) = (-40.0, f64::INFINITY);
const HASH: (f64, f64) = (0.0, 281_474_976_710_655.0);

const PLAIN: &str = "";
const UAX29: &str = "Unicode Standard Annex #29, Text segmentation, revision for Unicode 17.0";
const EMOJI: &str = "Unicode Technical Standard #51, Unicode emoji, version 17.0";
const FLESCH: &str =
    "Flesch 1948, A new readability yardstick: 206.835 - 1.015 words/sentences - 84.6 syllables/words";
const KINCAID: &str =
    "Kincaid, Fishburne, Rogers, Chissom 1975: 0.39 words/sentences + 11.8 syllables/words - 15.59";
const GUNNING: &str =
    "Gunning 1952, The technique of clear writing: 0.4 (words/sentences + 100 polysyllables/words)";
const SMOG: &str = "McLaughlin 1969, SMOG grading: 3.1291 + 1.0430 sqrt(30 polysyllables/sentences)";
const ARI: &str = "Senter, Smith 1967: 4.71 characters/words + 0.5 words/sentences - 21.43";
const COLEMAN: &str = "Coleman, Liau 1975: 5.88 characters/words - 29.6 sentences/words - 15.8 (there a hundred words at a time)";
const LIX: &str = "Björnsson 1968, Läsbarhet: words/sentences + 100 long words/words";
const GOPHER: &str = "after Rae et al. 2021, Scaling language models (Gopher); counted in n-grams where Gopher counts characters";
const LENGTHS: &str = "Words as in UAX #29; Chinese after the Sinica Corpus 4.0 (16.3 million characters, 10.4 million words), the others rules of thumb";
const DICTIONARY: &str =
    "SCOWL 2020.12.07 (Atkinson): sizes 10, 20 and 35 to 60; see lists/dictionary/README.md";
const MATTR: &str =
    "Covington, McFall 2010, Cutting the Gordian knot: the moving-average type-token ratio (MATTR)";
const CONFUSABLES: &str =
    "after Unicode Technical Standard #39, Unicode security mechanisms; a small table of our own";
const SIMHASH: &str = "Charikar 2002, Similarity estimation techniques from rounding algorithms";

signals! {
    Characters "characters" Characters OPEN, PLAIN,
        "Code points of the whole text as a reader sees it: with links, spaces and line breaks, without what is invisible and out of place.";
    Graphemes "graphemes" Count OPEN, UAX29,
        "Characters as a reader sees them (extended grapheme clusters) of the whole text: an accented letter is one, and so is a family emoji.";
    Words "words" Words OPEN, UAX29,
        "Words: segments that contain a letter or a digit, outside links; the words of a hashtag or a mention count.";
    LengthInWords "length_in_words" Words OPEN, LENGTHS,
        "Words, where a script without spaces counts a word for every 1.6 letters in Chinese, 2.2 in Japanese, 4 in Thai, Lao, Khmer and Burmese: the length to compare between languages.";
    Sentences "sentences" Sentences OPEN, UAX29,
        "Sentences in which at least one word starts; a line break ends a sentence; no data in Thai, Lao, Khmer and Burmese, which mark few.";
    Lines "lines" Count OPEN, PLAIN,
        "Lines that are not blank.";
    LineBreaks "line_breaks" Count OPEN, PLAIN,
        "Line breaks: LF, CR, CR LF (one), NEL, line separator, paragraph separator.";
    Paragraphs "paragraphs" Count OPEN, PLAIN,
        "Runs of lines that are not blank, kept apart by blank lines.";
    ListLines "list_lines" Count OPEN, PLAIN,
        "Lines that start with a bullet, a dash, a list emoji, or a number or letter with a dot or bracket, and then a space.";

    MeanWordLength "mean_word_length" Characters OPEN, PLAIN,
        "Letters and digits a word; apostrophes, accents set as marks of their own and other signs inside a word do not count; no data in a script without spaces.";
    LongestWord "longest_word" Characters OPEN, PLAIN,
        "Letters and digits of the longest word; no data in a script without spaces.";
    LongWords "long_words" Words OPEN, PLAIN,
        "Words of more than six letters and digits; no data in a script without spaces.";
    LongWordShare "long_word_share" Share SHARE, PLAIN,
        "Share of the words that have more than six letters and digits; no data in a script without spaces.";
    MeanSentenceLength "mean_sentence_length" Words OPEN, PLAIN,
        "Words a sentence: length_in_words divided by all sentences; no data where sentences has none.";
    LongestSentence "longest_sentence" Words OPEN, PLAIN,
        "Words of the longest sentence, in the measure of length_in_words; no data where sentences has none.";
    SentenceLengthSpread "sentence_length_spread" Words OPEN, PLAIN,
        "Standard deviation of the words a sentence, in the measure of length_in_words: 0 where all sentences are equally long; no data where sentences has none.";

    Syllables "syllables" Syllables OPEN, PLAIN,
        "Syllables, estimated from groups of vowels, with silent endings in English; a number counts one; no data outside Latin script.";
    MeanSyllables "mean_syllables" Syllables OPEN, PLAIN,
        "Syllables a word, at least 1 where there are words; no data outside Latin script.";
    Polysyllables "polysyllables" Words OPEN, PLAIN,
        "Words of three syllables or more; no data outside Latin script.";
    ReadingEase "reading_ease" Ease EASE, FLESCH,
        "Flesch reading ease, made for English: 60 to 70 is plain, below 30 is for specialists; 0 without words; no data outside Latin script.";
    GradeLevel "grade_level" Grade GRADE, KINCAID,
        "Flesch-Kincaid grade, made for English: years of school to understand the text at first reading; no data outside Latin script.";
    Fog "fog" Grade OPEN, GUNNING,
        "Gunning fog index: years of school, from sentence length and words of three syllables or more (proper names not left out); no data outside Latin script.";
    Smog "smog" Grade OPEN, SMOG,
        "SMOG grade: years of school to understand the text fully; rough below thirty sentences; no data outside Latin script.";
    AutomatedGrade "automated_grade" Grade CHARACTER_GRADE, ARI,
        "Automated readability index: years of school, from letters and digits a word, with no need of syllables; no data outside Latin script.";
    ColemanLiau "coleman_liau" Grade CHARACTER_GRADE, COLEMAN,
        "Coleman-Liau index: years of school, from letters and digits a word and sentences a word; no data outside Latin script.";
    Lix "lix" Index OPEN, LIX,
        "LIX, made for Swedish and used across European languages: below 30 is very easy, above 60 very hard; no data outside Latin script.";

    DistinctWords "distinct_words" Words OPEN, PLAIN,
        "Different words after case folding; in a script without spaces length_in_words times distinct_share.";
    DistinctShare "distinct_share" Share SHARE, PLAIN,
        "Different words as a share of the words (type-token ratio); falls with length, so compare like with like; of pairs of characters in a script without spaces.";
    MovingDistinctShare "moving_distinct_share" Share SHARE, MATTR,
        "Different words as a share of the words in a window of 50, averaged over all such windows; the whole text where it has fewer. Does not fall with length; no data in a script without spaces.";
    ContentWords "content_words" Words OPEN, PLAIN,
        "Words that are not stop words of the text's language, in the measure of length_in_words; no data for a language without a list.";
    DistinctContentWords "distinct_content_words" Words OPEN, PLAIN,
        "Words that are not stop words of the text's language, each counted once, however often it is said; in a script without spaces content_words less the share of repeated_word_share; no data for a language without a list.";
    Vocabulary "vocabulary" Words OPEN, DICTIONARY,
        "Different content words; in English only those that a dictionary has, so that a text does not grow by letters hit at random; in other languages distinct_content_words, with no data where that has none.";
    PreciseWords "precise_words" Words OPEN, DICTIONARY,
        "Different English words that everybody knows and that are not among the four thousand commonest; no data in other languages.";
    StopWordShare "stop_word_share" Share SHARE, PLAIN,
        "Share of the words that are stop words of the text's language, of characters in a script without spaces; no data for a language without a list.";
    Language "language" Code (0.0, 14.0), PLAIN,
        "Language that script, stop words or the writer's other texts tell: 0 none, 1 English, 2 Spanish, 3 French, 4 German, 5 Portuguese, 6 Italian, 7 Dutch, 8 Indonesian, 9 Russian, 10 Arabic, 11 Hindi, 12 Japanese, 13 Chinese, 14 Korean.";
    NonLatinShare "non_latin_share" Share SHARE, PLAIN,
        "Share of the letters that are not in Latin script.";
    Names "names" Words OPEN, PLAIN,
        "Words with a capital followed by a small letter that are not the first of their sentence: names; no data in German, where all nouns look so, nor in a script without capitals.";
    Numbers "numbers" Words OPEN, PLAIN,
        "Words that start with a digit: 7, 3.5, 1,000, 10k, 2nd.";
    AllCapsWords "all_caps_words" Words OPEN, PLAIN,
        "Words with at least two capitals and no small letter.";

    RepeatedWordShare "repeated_word_share" Share SHARE, PLAIN,
        "Share of the content words that occurred before in the text, of pairs of characters in a script without spaces; no data for a language without a list.";
    RepeatedBigramShare "repeated_bigram_share" Share SHARE, GOPHER,
        "Share of the pairs of neighbouring words that occurred before in the text; of runs of four characters in a script without spaces.";
    RepeatedTrigramShare "repeated_trigram_share" Share SHARE, GOPHER,
        "Share of the runs of three words that occurred before in the text; of runs of six characters in a script without spaces.";
    RepeatedLineShare "repeated_line_share" Share SHARE, GOPHER,
        "Share of the lines that are not blank and, apart from case and outer spaces, occurred before in the text.";
    RepeatedSentenceShare "repeated_sentence_share" Share SHARE, GOPHER,
        "Share of the sentences whose words, apart from case and punctuation, occurred before in the text.";
    SimilarityHash "similarity_hash" Hash HASH, SIMHASH,
        "48-bit SimHash over pairs of neighbouring words (over the word itself where there is one): near-duplicates differ in few bits.";

    Catchwords "catchwords" Words OPEN, PLAIN,
        "Words in lists of catchwords: four pieces or more in a row, each of one to three words, or eight words or more in one piece, with no function word, number or single letter among them; a piece ends at a sign between words or at a line break; no data in a script without capitals whose function words are not known.";
    ProseShare "prose_share" Share SHARE, PLAIN,
        "Share of the words that do not stand in lists of catchwords; no data where catchwords has none.";

    CauseConnectives "cause_connectives" Count OPEN, PLAIN,
        "Words and phrases of the text's language that give a reason or a consequence: because, therefore.";
    ContrastConnectives "contrast_connectives" Count OPEN, PLAIN,
        "Words and phrases of the text's language that weigh one thing against another: but, although, on the other hand.";
    ExampleConnectives "example_connectives" Count OPEN, PLAIN,
        "Words and phrases of the text's language that bring an example or a detail: for example, such as.";
    Hedges "hedges" Count OPEN, PLAIN,
        "Words and phrases of the text's language that hold a claim back: perhaps, in my opinion.";
    Absolutes "absolutes" Count OPEN, PLAIN,
        "Words and phrases of the text's language that leave no exception: always, nobody, without a doubt.";
    FirstPerson "first_person" Words OPEN, PLAIN,
        "Words of the text's language that speak of the writer: I, my, we, our.";
    SecondPerson "second_person" Words OPEN, PLAIN,
        "Words of the text's language that speak to the reader: you, your.";
    Additions "additions" Count OPEN, PLAIN,
        "Words and phrases of the text's language that add to what was said: also, furthermore.";
    Conditions "conditions" Count OPEN, PLAIN,
        "Words and phrases of the text's language that say when something holds: if, unless, provided that.";
    Comparisons "comparisons" Count OPEN, PLAIN,
        "Words and phrases of the text's language that set one thing beside another: than, compared with, unlike.";
    Sequences "sequences" Count OPEN, PLAIN,
        "Words and phrases of the text's language that put things in order: first, then, until.";
    Suggestions "suggestions" Count OPEN, PLAIN,
        "Words and phrases of the text's language that propose something: should, I suggest, how about.";
    EvidenceWords "evidence_words" Count OPEN, PLAIN,
        "Words and phrases of the text's language that say where something is known from: according to, survey, per cent.";
    PoliteWords "polite_words" Count OPEN, PLAIN,
        "Words and phrases of the text's language that are courteous: please, thank you, sorry.";
    HostileWords "hostile_words" Count OPEN, PLAIN,
        "Insults and crude words of the text's language.";
    EmphasisWords "emphasis_words" Count OPEN, PLAIN,
        "Words and phrases of the text's language that add weight and no fact: very, so much, literally.";
    SelfWords "self_words" Count OPEN, PLAIN,
        "Words of the text's language for the writer alone: I, me, my; a team's we is none.";
    Negations "negations" Count OPEN, PLAIN,
        "Words of the text's language that deny: not, never, without.";
    RelationWords "relation_words" Count OPEN, PLAIN,
        "Words of the text's language that say how one thing stands to another: of, between, during, whose.";

    Questions "questions" Count OPEN, PLAIN,
        "Runs of question and exclamation marks with a question mark among them, in any script; ??? is one.";
    Exclamations "exclamations" Count OPEN, PLAIN,
        "Runs of question and exclamation marks with an exclamation mark among them, in any script; !!! is one.";
    Ellipses "ellipses" Count OPEN, PLAIN,
        "Runs of dots that hold an ellipsis character or at least three full stops.";
    StartsSmall "starts_small" Flag SHARE, PLAIN,
        "Whether the first word that is no number begins with a small letter; no data in a script without capitals.";
    EndsWithPunctuation "ends_with_punctuation" Flag SHARE, PLAIN,
        "Whether the text ends with a full stop, question mark, exclamation mark or ellipsis of any script, leaving aside spaces, closing quotes and brackets; no data in Thai, Lao, Khmer and Burmese.";
    PunctuatedLineShare "punctuated_line_share" Share SHARE, PLAIN,
        "Share of the lines that are not blank and end as ends_with_punctuation asks; no data where that has none.";
    QuotedShare "quoted_share" Share SHARE, PLAIN,
        "Share of the characters outside links that stand between double quotation marks opened and closed on one line.";
    SymbolShare "symbol_share" Share SHARE, PLAIN,
        "Share of the graphemes outside links that start with neither a letter, nor a digit, nor white space.";
    CapitalsShare "capitals_share" Share SHARE, PLAIN,
        "Share of the letters with case that are capitals; no data in a text of letters without case.";
    Invisible "invisible" Characters OPEN, PLAIN,
        "Characters that show nothing (zero-width, bidi controls, blank Braille and other default-ignorables), apart from joiners and selectors in their proper place.";

    DisguisedWords "disguised_words" Words OPEN, CONFUSABLES,
        "Words written in letters that only look like ordinary ones (bold mathematical, circled, small capitals, struck through, letters of another alphabet among Latin ones) or letter by letter.";
    DisguisedShare "disguised_share" Share SHARE, CONFUSABLES,
        "Share of the words that are disguised.";

    Links "links" Count OPEN, PLAIN,
        "Links: http, https and ftp addresses, and addresses that start with www.";
    Hashtags "hashtags" Count OPEN, PLAIN,
        "Hashtags: a hash sign at the start of a word that has a letter in it.";
    Mentions "mentions" Count OPEN, PLAIN,
        "Mentions: an at sign that starts a word, so that e-mail addresses do not count.";
    Emoji "emoji" Count OPEN, EMOJI,
        "Emoji as a reader sees them: families, flags, keycaps and skin tones count once, and text-style signs such as © do not.";
    EmojiShare "emoji_share" Share SHARE, EMOJI,
        "Emoji as a share of the graphemes outside links that are not white space.";
    LongestEmojiRun "longest_emoji_run" Count OPEN, EMOJI,
        "Most emoji in a row with nothing but white space between them.";
}
