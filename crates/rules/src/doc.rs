//! What a rule's doc comment says, under fixed headings.

/// A doc comment, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// The first line, without its full stop: the rule's title.
    pub title: String,
    /// `Why:` – why it is worth points.
    pub why: String,
    /// `Advice:` – what to do.
    pub advice: String,
    /// `Source:` – where its numbers come from.
    pub source: String,
    /// `Good:` – texts that must do better on this rule than any of `bad`.
    pub good: Vec<String>,
    /// `Bad:` – see `good`.
    pub bad: Vec<String>,
    /// What stands under no heading.
    pub notes: String,
}

impl Doc {
    /// Reads a comment of lines that begin with `///` (or `//!`), or one between `/**` and `*/`.
    pub fn read(comment: &str) -> Self {
        let mut doc = Self::default();
        let mut heading = "";
        for line in comment.lines() {
            let line = line.trim_start().trim_start_matches("///").trim_start_matches("//!");
            let line = line.trim_start_matches("/**").trim_end().trim_end_matches("*/").trim();
            if line.is_empty() {
                heading = "";
                continue;
            }
            let (text, starts) = match line.split_once(':') {
                Some((word, rest)) if HEADINGS.contains(&word) => {
                    heading = HEADINGS[HEADINGS.iter().position(|h| *h == word).unwrap_or(0)];
                    (rest.trim(), true)
                }
                _ => (line, false),
            };
            match heading {
                "Good" => example(&mut doc.good, text, starts),
                "Bad" => example(&mut doc.bad, text, starts),
                "Why" => append(&mut doc.why, text),
                "Advice" => append(&mut doc.advice, text),
                "Source" => append(&mut doc.source, text),
                _ if doc.title.is_empty() => text.trim_end_matches('.').clone_into(&mut doc.title),
                _ => append(&mut doc.notes, text),
            }
        }
        for example in doc.good.iter_mut().chain(&mut doc.bad) {
            if let Some(inner) = example.strip_prefix('"').and_then(|e| e.strip_suffix('"')) {
                *example = inner.to_owned();
            }
        }
        doc
    }
}

const HEADINGS: [&str; 5] = ["Why", "Advice", "Source", "Good", "Bad"];

fn append(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(text);
}

fn example(to: &mut Vec<String>, text: &str, starts: bool) {
    match to.last_mut() {
        Some(last) if !starts => append(last, text),
        _ => to.push(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_taken_apart() {
        let doc = Doc::read(
            "/// Empty praise.\n///\n/// Why: it says nothing,\n/// to nobody.\n/// Good: \"Is that net of churn?\"\n\
             /// Bad: \"Great post!\"\n/// Bad: \"So true\"\n///\n/// Contradiction 12: see the guide.",
        );
        assert_eq!(doc.title, "Empty praise");
        assert_eq!(doc.why, "it says nothing, to nobody.");
        assert_eq!(doc.good, ["Is that net of churn?"]);
        assert_eq!(doc.bad, ["Great post!", "So true"]);
        assert_eq!(doc.notes, "Contradiction 12: see the guide.");
        let block = Doc::read("/** Empty praise.\n   Why: it says nothing.\n*/");
        assert_eq!((block.title.as_str(), block.why.as_str()), ("Empty praise", "it says nothing."));
    }
}
