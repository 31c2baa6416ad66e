//! Rows about texts.

use std::collections::BTreeMap;

use ssi_text::Language;

use super::cases::{Asked, Case, CaseFile, Fault, On, Sample};
use super::rows::{Rows, orders};

/// How much of a text stands for its name.
const SHORT: usize = 48;

impl Rows<'_> {
    /// Understands all rows of a file, in its order.
    pub(super) fn texts(&self, file: &mut CaseFile) {
        let (mut samples, mut names): (Vec<Sample>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
        // What each text was graded as last, and the text of the row above.
        let (mut kinds, mut above): (Vec<Option<usize>>, Option<usize>) = (Vec::new(), None);
        for (row, place) in self.table.places.iter().enumerate() {
            let [text, name] = ["text", "name"].map(|column| self.cell(row, column));
            let mut fault =
                |message: String, help: &str| file.faults.push(Fault::new(place.line, message, help));
            let meant = if name.is_empty() { above } else { names.get(name).copied() };
            let sample = match meant {
                Some(known) if text.is_empty() => known,
                None if text.is_empty() && name.is_empty() => {
                    fault(
                        "there is no text".to_owned(),
                        "write it; an empty cell means the text of the row above",
                    );
                    continue;
                }
                None if text.is_empty() => {
                    let message = format!("no text above is called `{}`", name.escape_debug());
                    fault(
                        message,
                        "write the text, or leave the name empty to mean the text of the row above",
                    );
                    above = None;
                    continue;
                }
                _ => {
                    let language = Language::from_code(self.cell(row, "language"));
                    let same = |sample: &Sample| sample.text == text && sample.language == language;
                    samples.iter().position(same).unwrap_or_else(|| {
                        samples.push(Sample { text: text.to_owned(), language });
                        kinds.push(None);
                        samples.len() - 1
                    })
                }
            };
            above = Some(sample);
            if !name.is_empty() && *names.entry(name).or_insert(sample) != sample {
                let message = format!("another text is called `{}` already", name.escape_debug());
                fault(message, "give this one another name");
                continue;
            }
            let before = kinds[sample].filter(|_| text.is_empty());
            match self.text_case(row, place.line, sample, before) {
                Ok((case, kind)) => {
                    kinds[sample] = Some(kind);
                    let of_text = names.iter().find(|(_, of)| **of == sample).map_or("", |(name, _)| name);
                    let name = if name.is_empty() { of_text } else { name };
                    file.cases.push(Case { name: called(name, &samples[sample].text), ..case });
                }
                Err(fault) => file.faults.push(fault),
            }
        }
        let find = |name: &str, _: &Case| names.get(name).copied();
        orders(file, &find, "name a case of this file, as its column `name` does");
        file.on = On::Texts(samples);
    }

    /// A row about a text, and the kind that it is graded as.
    fn text_case(
        &self,
        row: usize,
        line: u64,
        on: usize,
        above: Option<usize>,
    ) -> Result<(Case, usize), Fault> {
        let [kind, rule, language] = ["kind", "rule", "language"].map(|column| self.cell(row, column));
        let grades = &self.model.grades;
        let kinds = || grades.iter().map(|grade| grade.kind.as_str()).collect::<Vec<_>>().join(", ");
        let grade_of = |kind: &str| grades.iter().position(|grade| grade.kind == kind);
        if !language.is_empty() && Language::from_code(language).is_none() {
            let codes: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
            let message = format!("language: there are no lists for `{}`", language.escape_debug());
            return Err(Fault::new(line, message, format!("write one of {}, or nothing", codes.join(", "))));
        }
        let said = match (kind, grade_of(kind)) {
            ("", _) => None,
            (_, Some(grade)) => Some(grade),
            _ => {
                let message = format!("kind: the pack grades no `{}`", kind.escape_debug());
                return Err(Fault::new(line, message, format!("write one of {}", kinds())));
            }
        };
        let (front, function) = rule.split_once('.').unwrap_or(("", rule));
        let meant = if front.is_empty() { grade_of(rule) } else { grade_of(front) };
        if let (Some(said), Some(meant)) = (said, meant)
            && said != meant
        {
            let message = format!("rule: `{rule}` is of a {}, and the kind is {kind}", grades[meant].kind);
            return Err(Fault::new(
                line,
                message,
                "write the same kind, or leave the cell of the kind empty",
            ));
        }
        let grade = said.or(meant).or(above).or_else(|| grade_of("post")).unwrap_or(0);
        let kind = &grades[grade].kind;
        let whole = rule.is_empty() || rule == "grade" || rule == kind;
        let (asked, about) = if whole {
            (Asked::Grade(grade), format!("grade of a {kind}"))
        } else {
            let id = format!("{}.{function}", if front.is_empty() { kind } else { front });
            let found = grades[grade].rules.iter().position(|rule| rule.id == id);
            let place = found.ok_or_else(|| self.no_rule(line, &id, "`grade`"))?;
            (Asked::TextRule(grade, place), id)
        };
        Ok((self.case(row, line, asked, about, on)?, grade))
    }
}

/// What a case about a text is called.
fn called(name: &str, text: &str) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHORT) {
        Some((end, _)) => format!("\u{201c}{}\u{2026}\u{201d}", words[..end].trim_end()),
        None => format!("\u{201c}{words}\u{201d}"),
    }
}
