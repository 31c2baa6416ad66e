//! What two packs say differently: settings, rules by id, phrase lists.

use std::collections::BTreeSet;

use crate::model::{Model, Rule};
use crate::scan::{Function, Scan};
use crate::token::Kind;

/// What is different between two packs. What only notes or layout say differently is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// What `pack.rhai` sets.
    pub settings: Vec<Setting>,
    /// Rules, in the order of the new pack; those that are gone come last.
    pub rules: Vec<RuleDifference>,
    /// Phrase lists, by name.
    pub lists: Vec<ListDifference>,
}

/// One thing that `pack.rhai` sets in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What is set, such as `window`.
    pub name: String,
    /// Before, as it is written for people; empty where it was not there.
    pub before: String,
    /// After.
    pub after: String,
}

/// A rule that is not the same in both.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDifference {
    /// Its id.
    pub id: String,
    /// What is different.
    pub how: How,
}

/// How a rule differs.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// The new pack has it, with this weight; below 0 for a penalty.
    Added(f64),
    /// The new pack does not have it; its weight was this.
    Removed(f64),
    /// Both have it.
    Changed {
        /// The weight before and after, if it is another; below 0 for a penalty.
        weight: Option<(f64, f64)>,
        /// The lines of the formula that are others.
        formula: Option<Lines>,
    },
}

/// Lines of a rule that are others in the new pack, without notes and indentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Where the rule is written now: the file and the line.
    pub place: (String, u32),
    /// Only in the old pack.
    pub before: Vec<String>,
    /// Only in the new pack.
    pub after: Vec<String>,
}

/// A phrase list that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListDifference {
    /// Its name.
    pub id: String,
    /// How many phrases are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
}

impl Difference {
    /// Compares what two packs mean.
    pub fn between(old: &Model, new: &Model) -> Self {
        Self { settings: settings(old, new), rules: rules(old, new), lists: lists(old, new) }
    }

    /// Whether both score everyone alike.
    pub fn is_none(&self) -> bool {
        self.settings.is_empty() && self.rules.is_empty() && self.lists.is_empty()
    }
}

fn settings(old: &Model, new: &Model) -> Vec<Setting> {
    let days = |m: &Model| format!("{} days", m.window_days);
    let single = |name: &str, say: &dyn Fn(&Model) -> String| (name.to_owned(), say(old), say(new));
    let mut all = vec![
        single("window", &days),
        single("target", &|m| m.target.to_string()),
        single("top", &|m| format!("{} %", m.top)),
    ];
    let ids: Vec<&str> = new.pillars.iter().chain(&old.pillars).map(|p| p.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for id in ids.into_iter().filter(|id| seen.insert(*id)) {
        let of = |m: &Model| m.pillars.iter().find(|p| p.id == id).map(|p| format!("{} points", p.points));
        all.push((format!("pillar {id}"), of(old).unwrap_or_default(), of(new).unwrap_or_default()));
    }
    let names: Vec<&str> = new.bands.iter().chain(&old.bands).map(|b| b.name.as_str()).collect();
    seen.clear();
    for name in names.into_iter().filter(|name| seen.insert(*name)) {
        let of = |m: &Model| m.bands.iter().find(|b| b.name == name).map(|b| format!("from {}", b.from));
        all.push((format!("band {name}"), of(old).unwrap_or_default(), of(new).unwrap_or_default()));
    }
    let differs = |(_, before, after): &(String, String, String)| before != after;
    all.into_iter().filter(differs).map(|(name, before, after)| Setting { name, before, after }).collect()
}

fn signed(rule: &Rule) -> f64 {
    if rule.penalty { -rule.weight } else { rule.weight }
}

fn rules(old: &Model, new: &Model) -> Vec<RuleDifference> {
    let find = |m: &Model, id: &str| m.rules().find(|r| r.id == id).cloned();
    let said = |id: &str, how: How| RuleDifference { id: id.to_owned(), how };
    let mut found: Vec<RuleDifference> = Vec::new();
    for rule in new.rules() {
        let Some(before) = find(old, &rule.id) else {
            found.push(said(&rule.id, How::Added(signed(rule))));
            continue;
        };
        let weights = (signed(&before), signed(rule));
        let weight = (weights.0.to_bits() != weights.1.to_bits()).then_some(weights);
        let formula = formula(old, &before, new, rule);
        if weight.is_some() || formula.is_some() {
            found.push(said(&rule.id, How::Changed { weight, formula }));
        }
    }
    let gone = old.rules().filter(|rule| find(new, &rule.id).is_none());
    found.extend(gone.map(|rule| said(&rule.id, How::Removed(signed(rule)))));
    found
}

/// The lines of a rule that are others, where it computes something else.
fn formula(old: &Model, before: &Rule, new: &Model, after: &Rule) -> Option<Lines> {
    let (was, is) = (Written::of(old, before)?, Written::of(new, after)?);
    if was.key == is.key {
        return None;
    }
    let (mut before, mut after) = (was.lines, is.lines);
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    before.drain(..same);
    after.drain(..same);
    let same = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    before.truncate(before.len() - same);
    after.truncate(after.len() - same);
    Some(Lines { place: is.place, before, after })
}

/// A rule as it is written, with the helpers that it calls.
struct Written {
    place: (String, u32),
    /// Its words and signs without its weight, and those of its helpers.
    key: Vec<String>,
    /// Its lines, then those of its helpers.
    lines: Vec<String>,
}

impl Written {
    fn of(model: &Model, rule: &Rule) -> Option<Self> {
        let file = &model.files[rule.place.file as usize];
        let scan = Scan::new(&file.text);
        let functions = scan.functions();
        let own = functions.iter().find(|f| f.name.line == rule.place.line as usize)?;
        let mut reached = vec![own];
        let mut at = 0;
        while let Some(function) = reached.get(at) {
            let called: Vec<&Function> = functions
                .iter()
                .filter(|f| {
                    f.private && scan.tokens[function.tokens.clone()].iter().any(|t| t.is(f.name.text))
                })
                .collect();
            for helper in called {
                if !reached.iter().any(|r| r.name.line == helper.name.line) {
                    reached.push(helper);
                }
            }
            at += 1;
        }
        let key = reached.iter().flat_map(|f| key(&scan, f)).collect();
        let lines = reached.iter().flat_map(|f| lines_of(&scan, f)).collect();
        Some(Self { place: (file.path.clone(), rule.place.line), key, lines })
    }
}

/// The words and signs of a function without the number that its weight is.
fn key(scan: &Scan<'_>, function: &Function<'_>) -> Vec<String> {
    let is_weight = |i: usize| {
        scan.tokens[i].kind == Kind::Number
            && i >= 2
            && scan.tokens[i - 1].is("(")
            && matches!(scan.tokens[i - 2].text, "weight" | "penalty")
    };
    let kept = function.tokens.clone().filter(|&i| !is_weight(i) && !trailing(scan, i));
    kept.map(|i| scan.tokens[i].text.to_owned()).collect()
}

/// A comma in front of a closing bracket, which says nothing.
fn trailing(scan: &Scan<'_>, i: usize) -> bool {
    scan.tokens[i].is(",") && scan.tokens.get(i + 1).is_some_and(|t| matches!(t.text, ")" | "]"))
}

/// The lines of a function without its notes: what stands on each, with one space where there was any.
fn lines_of(scan: &Scan<'_>, function: &Function<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut end = (0, 0);
    for token in &scan.tokens[function.tokens.clone()] {
        if token.line != end.0 {
            lines.push(String::new());
        } else if token.column > end.1 {
            lines.last_mut().expect("a line was begun").push(' ');
        }
        lines.last_mut().expect("a line was begun").push_str(token.text);
        end = (token.line, token.column + token.length());
    }
    lines
}

fn lists(old: &Model, new: &Model) -> Vec<ListDifference> {
    type Phrases<'m> = BTreeSet<(Option<&'m str>, &'m str)>;
    fn phrases<'m>(model: &'m Model, id: &str) -> Phrases<'m> {
        let parts = model.phrases.iter().filter(|list| list.id == id).flat_map(|list| &list.parts);
        parts.flat_map(|p| p.phrases.iter().map(|text| (p.language.as_deref(), text.as_str()))).collect()
    }
    let ids: BTreeSet<&str> = old.phrases.iter().chain(new.phrases.iter()).map(|l| l.id.as_str()).collect();
    let differs = |id: &str| {
        let (before, after) = (phrases(old, id), phrases(new, id));
        let (added, removed) = (after.difference(&before).count(), before.difference(&after).count());
        (added + removed > 0).then(|| ListDifference { id: id.to_owned(), added, removed })
    };
    ids.into_iter().filter_map(differs).collect()
}
