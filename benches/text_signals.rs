//! Throughput of the text room, in bytes of text: all signals, a typical few, words alone.
//!
//! The corpus is made here, the same on every machine: posts and comments of very different lengths, mostly
//! English, some of them in other languages and scripts, with links, hashtags, emoji and lists.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ssi_text::{Analyzer, PhraseList, PhrasePart, SIGNALS, Scratch, SignalId, Want, signal};

criterion_group!(benches, text_signals);
criterion_main!(benches);

const CORPUS_BYTES: usize = 2_000_000;

fn text_signals(c: &mut Criterion) {
    let corpora = [("english", corpus(ENGLISH, false)), ("mixed", corpus(&[ENGLISH, OTHER].concat(), true))];
    for (corpus_name, texts) in &corpora {
        let bytes: usize = texts.iter().map(String::len).sum();
        let mut group = c.benchmark_group(format!("text_signals/{corpus_name}"));
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
        for (name, analyzer) in analyzers() {
            let mut scratch = Scratch::default();
            let mut row = vec![0.0; analyzer.wanted().len()];
            group.bench_with_input(BenchmarkId::from_parameter(name), texts, |bencher, texts| {
                bencher.iter(|| {
                    texts
                        .iter()
                        .map(|text| {
                            analyzer.row(text, &mut scratch, &mut row);
                            row[0]
                        })
                        .sum::<f64>()
                });
            });
        }
        group.finish();
    }
}

fn analyzers() -> [(&'static str, Analyzer); 3] {
    let named = |id| Want::Signal(signal(id).expect("a signal of that name"));
    let praise =
        ["great post", "thanks for sharing", "well said", "so true", "love this", "could not agree more"];
    let lists = [PhraseList {
        id: "praise".into(),
        parts: vec![PhrasePart { language: None, phrases: praise.map(String::from).to_vec() }],
    }];
    let all: Vec<Want> = (0..SIGNALS.len() as u16).map(|i| Want::Signal(SignalId(i))).collect();
    let few = [
        named("words"),
        named("sentences"),
        named("distinct_words"),
        named("stop_word_share"),
        Want::PhraseCoverage(0),
    ];
    [
        ("all", Analyzer::new(&all, &[])),
        ("few", Analyzer::new(&few, &lists)),
        ("words", Analyzer::new(&[named("words")], &[])),
    ]
}

/// Texts of one to thirty sentences, short ones more often.
fn corpus(sentences: &[&str], decorated: bool) -> Vec<String> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut texts = Vec::new();
    let mut bytes = 0;
    while bytes < CORPUS_BYTES {
        let length = 1 + dice.below(6) * dice.below(6);
        let mut text = String::new();
        for _ in 0..length {
            text.push_str(sentences[dice.below(sentences.len())]);
            text.push_str(if dice.below(5) == 0 { "\n\n" } else { " " });
        }
        if decorated {
            text.push_str(DECORATIONS[dice.below(DECORATIONS.len())]);
        }
        bytes += text.len();
        texts.push(text);
    }
    texts
}

/// A xorshift generator: a bench needs the same texts everywhere, not good randomness.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }
}

const ENGLISH: &[&str] = &[
    "The churn chart surprised me: is that net of downgrades, or did you leave them out?",
    "We tried this last quarter with 14 accounts, and renewals went up by 3.5 percent because support called first.",
    "Great post, thanks for sharing!",
    "However, I would argue that the sample is too small to say so.",
    "For example, our team in Oslo cut the onboarding time from ten days to four.",
    "What did your customers say when you told them about the new price?",
    "Nobody reads a deck of forty slides; everybody reads a one-page memo that starts with the decision.",
    "I'm hiring two engineers who like boring, reliable systems and short meetings.",
    "In my experience, the hardest part isn't the model. It's the data that nobody owns.",
    "On the other hand, a weekly call can't replace a written plan, although it helps people to trust each other.",
    "Love this!",
    "Procurement asked for three references, a security review and a discount, in that order.",
];

const OTHER: &[&str] = &[
    "Depende de la región, pero en general los clientes prefieren una demostración breve porque tienen poco tiempo.",
    "Nous avons réduit les coûts de 12 %, c'est pourquoi l'équipe peut enfin investir dans la qualité.",
    "Ich glaube, dass die größten Chancen im Mittelstand liegen, weil dort noch viel von Hand gemacht wird.",
    "Na prática, a maioria das reuniões podia ser um e-mail, mas ninguém quer ser o primeiro a dizer isso.",
    "この機能は便利ですが、価格について教えてください。",
    "Мы провели опрос среди ста клиентов и узнали много нового о причинах отказа.",
    "هذا التقرير مفيد جدًا، ولكن أين البيانات الأصلية؟",
    "हमने पिछले साल यह तरीका अपनाया और परिणाम अच्छे रहे।",
    "“It depends” isn’t an answer — it’s the start of one… 👏",
];

const DECORATIONS: &[&str] = &[
    "",
    "#leadership #sales #GrowthMindset",
    "Read more: https://example.com/articles/2026/pipeline-review?utm_source=feed#top",
    "✅ Listen first\n✅ Write it down\n✅ Follow up 👏👏",
    "1. Ask\n2. Listen\n3. Answer @Ann_Berg",
    "🚀🔥 AGREE???",
];
