//! The word lists, as they stand in the three TOML files beside this one.

use std::sync::LazyLock;

use serde::Deserialize;

/// All words and sentences.
pub(super) struct Lexicon {
    pub(super) topics: Vec<Topic>,
    pub(super) words: Words,
    pub(super) phrases: Phrases,
}

/// What the people of one industry talk about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub(super) industry: String,
    pub(super) function: Vec<String>,
    pub(super) object: Vec<String>,
    pub(super) metric: Vec<String>,
    pub(super) cause: Vec<String>,
    pub(super) condition: Vec<String>,
    pub(super) advice: Vec<String>,
    pub(super) skill: Vec<String>,
    pub(super) tag: Vec<String>,
}

/// Words of all topics.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) did: Vec<String>,
    pub(super) r#do: Vec<String>,
    pub(super) when: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) unit: Vec<String>,
    pub(super) quality: Vec<String>,
    pub(super) buzz: Vec<String>,
    pub(super) month: Vec<String>,
    pub(super) first: Vec<String>,
    pub(super) last: Vec<String>,
    pub(super) city: Vec<String>,
    pub(super) company_front: Vec<String>,
    pub(super) company_back: Vec<String>,
    pub(super) company_form: Vec<String>,
    pub(super) syllable: Vec<String>,
    pub(super) executive: Vec<String>,
    pub(super) leader: Vec<String>,
    pub(super) middle: Vec<String>,
    pub(super) staff: Vec<String>,
    pub(super) emoji: Vec<String>,
    pub(super) group: Vec<String>,
    pub(super) event: Vec<String>,
}

/// Sentences by what they are for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) post: Depths,
    pub(super) comment: Depths,
    pub(super) answer: Depths,
    pub(super) message: Depths,
    pub(super) turn: Depths,
    pub(super) note: Depths,
    pub(super) summary: Depths,
    pub(super) praise: Depths,
    pub(super) fixed: Fixed,
    pub(super) abroad: Abroad,
}

/// The same purpose with more and less to say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Depths {
    pub(super) rich: Pool,
    pub(super) plain: Pool,
    pub(super) thin: Pool,
}

/// Sentences by their place in a text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pool {
    pub(super) open: Vec<String>,
    pub(super) body: Vec<String>,
    pub(super) close: Vec<String>,
    /// Whole texts of a few words.
    pub(super) short: Vec<String>,
}

/// Texts that are copied as they are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fixed {
    pub(super) blast: Vec<String>,
    pub(super) chase: Vec<String>,
    pub(super) praise: Vec<String>,
    pub(super) headline_rich: Vec<String>,
    pub(super) headline_plain: Vec<String>,
    pub(super) headline_thin: Vec<String>,
    pub(super) query: Vec<String>,
}

/// Sentences in other languages and scripts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Abroad {
    pub(super) accented: Vec<String>,
    pub(super) asian: Vec<String>,
    pub(super) arabic: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    topic: Vec<Topic>,
}

/// The one lexicon, read at first use.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    topics: toml::from_str::<Topics>(include_str!("topics.toml")).expect("topics.toml is well formed").topic,
    words: toml::from_str(include_str!("words.toml")).expect("words.toml is well formed"),
    phrases: toml::from_str(include_str!("phrases.toml")).expect("phrases.toml is well formed"),
});
