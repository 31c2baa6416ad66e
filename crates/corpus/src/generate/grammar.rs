//! Sentences from templates with slots.
//!
//! | slot | filled with | slot | filled with |
//! |---|---|---|---|
//! | `o` `O` | the object, another object | `m` `k` | the metric, another metric |
//! | `c` `q` `A` | a cause, a condition, advice | `d` `D` | did, do |
//! | `w` `M` | when, a month | `P` | a group of people |
//! | `n` `N` `p` | a small, a larger number, a percentage | `u` | a unit |
//! | `a` | a quality | `b` `B` | a buzzword, the same as a name |
//! | `f` | the first name of whoever is meant | `y` `t` | a city, a coined project name |
//! | `T` `F` | a job title, a function | `C` `S` | a company, a skill |

use std::fmt::Write as _;

use super::lexicon::{Depths, LEXICON, Pool, Topic};
use super::rng::Rng;
use crate::generate::Depth;

/// What a text is about; comments take over the subject of the post.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) topic: &'static Topic,
    pub(super) object: &'static str,
    pub(super) metric: &'static str,
}

impl Subject {
    pub(super) fn new(topic: &'static Topic, habit: u32, rng: &mut Rng) -> Self {
        Self { topic, object: rng.pick(&topic.object, habit), metric: rng.pick(&topic.metric, habit) }
    }
}

/// Who is meant by a text, for the slots that name them.
#[derive(Clone, Copy)]
pub(super) struct Addressee<'a> {
    pub(super) first: &'a str,
    pub(super) title: &'a str,
    pub(super) company: &'a str,
}

/// The script that a text is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Accented,
    Asian,
    Arabic,
}

/// Writes one text into a buffer.
pub(super) struct Scribe<'a> {
    pub(super) rng: Rng,
    pub(super) subject: Subject,
    pub(super) to: Addressee<'a>,
    /// Turns the lists of general words, so that people have favourites.
    pub(super) habit: u32,
    pub(super) out: &'a mut String,
}

impl Scribe<'_> {
    /// Replaces the buffer by a text of about as many words.
    pub(super) fn compose(&mut self, depths: &'static Depths, depth: Depth, tongue: Tongue, words: u64) {
        self.out.clear();
        match tongue {
            Tongue::English => self.english(depths.pool(depth), depth, words as usize),
            Tongue::Accented => self.abroad(&LEXICON.phrases.abroad.accented, words as usize),
            Tongue::Asian => self.abroad(&LEXICON.phrases.abroad.asian, words as usize),
            Tongue::Arabic => self.abroad(&LEXICON.phrases.abroad.arabic, words as usize),
        }
        if tongue == Tongue::English && self.rng.below(1_000) < 8 {
            self.emoji();
        }
    }

    /// Replaces the buffer by one template of a list, filled.
    pub(super) fn copy(&mut self, list: &'static [String]) {
        self.out.clear();
        let template = self.rng.pick(list, self.habit);
        self.sentence(template);
    }

    /// Adds one to three emoji.
    pub(super) fn emoji(&mut self) {
        let emoji = self.rng.pick(&LEXICON.words.emoji, self.habit);
        self.out.push(' ');
        for _ in 0..=self.rng.skewed(3, 3) {
            self.out.push_str(emoji);
        }
    }

    /// Adds hashtags of the topic, and a buzzword or two where more are wanted.
    pub(super) fn hashtags(&mut self, count: u32) {
        let tags = &self.subject.topic.tag;
        for place in 0..count as usize {
            let more = &LEXICON.words.buzz;
            let tag = tags.get(place).unwrap_or_else(|| &more[place % more.len()]);
            self.out.push_str(" #");
            self.out.push_str(tag);
        }
    }

    fn english(&mut self, pool: &'static Pool, depth: Depth, words: usize) {
        if words < 7 {
            let template = self.rng.pick(&pool.short, 0);
            return self.sentence(template);
        }
        let opening = self.rng.pick(&pool.open, self.habit);
        self.sentence(opening);
        let mut written = self.out.split_ascii_whitespace().count();
        let first = self.rng.below(pool.body.len() as u32) as usize;
        // Only rich sentences have slots enough to come round again.
        let most = if depth == Depth::Rich { 4 * pool.body.len() } else { pool.body.len() };
        for next in first..first + most {
            if written + 4 >= words {
                break;
            }
            let start = self.out.len();
            self.out.push_str(if words > 45 && self.rng.chance(20) { "\n\n" } else { " " });
            self.sentence(&pool.body[next % pool.body.len()]);
            written += self.out[start..].split_ascii_whitespace().count();
        }
        if self.rng.chance(55) {
            self.out.push(' ');
            let closing = self.rng.pick(&pool.close, self.habit);
            self.sentence(closing);
        }
    }

    fn abroad(&mut self, list: &'static [String], words: usize) {
        let count = (words / 10).clamp(1, list.len());
        let start = self.rng.below(list.len() as u32) as usize;
        for step in 0..count {
            if step > 0 {
                self.out.push(' ');
            }
            self.sentence(&list[(start + step * 2) % list.len()]);
        }
    }

    fn sentence(&mut self, template: &'static str) {
        let start = self.out.len();
        self.fill(template);
        if let Some(first) = self.out.get_mut(start..=start) {
            first.make_ascii_uppercase();
        }
    }

    /// Adds a template, its slots filled, which may hold slots in turn.
    fn fill(&mut self, template: &'static str) {
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            self.out.push_str(&rest[..open]);
            self.slot(rest.as_bytes()[open + 1]);
            rest = &rest[open + 3..];
        }
        self.out.push_str(rest);
    }

    fn slot(&mut self, slot: u8) {
        let Subject { topic, object, metric } = self.subject;
        let (words, habit) = (&LEXICON.words, self.habit);
        let rng = &mut self.rng;
        let found: &str = match slot {
            b'o' => object,
            b'O' => rng.pick(&topic.object, habit + 5),
            b'm' => metric,
            b'k' => rng.pick(&topic.metric, habit + 3),
            b'c' => return self.nested(&topic.cause),
            b'q' => return self.nested(&topic.condition),
            b'A' => return self.nested(&topic.advice),
            b'd' => rng.pick(&words.did, habit),
            b'D' => rng.pick(&words.r#do, habit),
            b'w' => rng.pick(&words.when, habit),
            b'M' => rng.pick(&words.month, habit),
            b'P' => rng.pick(&words.people, habit),
            b'u' => rng.pick(&words.unit, habit),
            b'a' => rng.pick(&words.quality, habit),
            b'b' => rng.pick(&words.buzz, habit),
            b'y' => rng.pick(&words.city, 0),
            b'F' => rng.pick(&topic.function, habit),
            b'S' => rng.pick(&topic.skill, habit),
            b'f' => self.to.first,
            b'T' => self.to.title,
            b'C' => self.to.company,
            b'B' => {
                let word = rng.pick(&words.buzz, habit);
                return self.sentence(word);
            }
            b't' => return self.coined(),
            b'n' => return self.number(2, 12),
            b'N' => return self.number(13, 400),
            b'p' => return self.number(3, 60),
            other => unreachable!("no slot {}", other as char),
        };
        self.out.push_str(found);
    }

    fn nested(&mut self, list: &'static [String]) {
        let template = self.rng.pick(list, self.habit);
        self.fill(template);
    }

    fn number(&mut self, from: u32, to: u32) {
        let number = from + self.rng.below(to - from + 1);
        write!(self.out, "{number}").expect("a string takes all");
    }

    /// A name of two to four syllables: the long tail of the vocabulary.
    fn coined(&mut self) {
        let syllables = &LEXICON.words.syllable;
        let start = self.out.len();
        for _ in 0..2 + self.rng.below(3) {
            self.out.push_str(self.rng.pick(syllables, self.habit));
        }
        self.out[start..=start].make_ascii_uppercase();
    }
}

impl Depths {
    fn pool(&self, depth: Depth) -> &Pool {
        match depth {
            Depth::Rich => &self.rich,
            Depth::Plain => &self.plain,
            Depth::Thin => &self.thin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::rng::Purpose;

    #[test]
    fn every_template_fills() {
        let p = &LEXICON.phrases;
        let mut all: Vec<&'static String> = Vec::new();
        for d in [&p.post, &p.comment, &p.answer, &p.message, &p.turn, &p.note, &p.summary, &p.praise] {
            for pool in [&d.rich, &d.plain, &d.thin] {
                all.extend(pool.open.iter().chain(&pool.body).chain(&pool.close).chain(&pool.short));
            }
        }
        all.extend(p.abroad.accented.iter().chain(&p.abroad.asian).chain(&p.abroad.arabic));
        all.extend(p.fixed.blast.iter().chain(&p.fixed.query).chain(&p.fixed.headline_rich));
        for topic in &LEXICON.topics {
            let mut rng = Rng::new(1, Purpose::PostText, &[]);
            let subject = Subject::new(topic, 3, &mut rng);
            let to = Addressee { first: "Ada", title: "Head of Tests", company: "Oakworks" };
            let mut out = String::new();
            let mut scribe = Scribe { rng, subject, to, habit: 3, out: &mut out };
            for template in
                all.iter().copied().chain(&topic.cause).chain(&topic.condition).chain(&topic.advice)
            {
                scribe.out.clear();
                scribe.sentence(template);
                assert!(
                    !scribe.out.is_empty() && !scribe.out.contains(['{', '}']),
                    "{template}: {}",
                    scribe.out
                );
            }
        }
    }
}
