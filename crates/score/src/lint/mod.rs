//! A draft checked before it is published: the grade it would get, why, and what would raise it.
//!
//! What would raise it is worked out, not guessed: each edit of `edits` is made on the counts behind the signals, the
//! rules are run again, and what gains most is kept. The counts are the draft's own and an added sentence is thought of as
//! like those that are there, so a gain is what such an edit is worth, to within a point or two of a hundred.

mod draft;
mod edits;
#[cfg(test)]
mod tests;

use serde::Serialize;
use ssi_expr::{render, row};
use ssi_rules::{GradePlan, Model, TextWant};
use ssi_text::SIGNALS;

use crate::explain::{RulePart, Seen};
use crate::grade::Grader;
use crate::lint::draft::Draft;
use crate::lint::edits::{Edit, edits};
use crate::points::{Claim, Points, settle};
use crate::vocabulary::vocabulary;

/// A grade has four digits: a hundred points with two.
const CAP: i32 = 10_000;
/// The most moves that are kept.
const MOVES: usize = 6;
/// Mending that leaves the grade at 0 is worth a word if it lessens the penalties by this many hundredths.
const MUCH: i32 = 1_000;
/// The most mends that are made before.
const MENDS: usize = 5;
/// A move that gains less than this many hundredths is not worth the ink.
const LEAST: i32 = 25;

/// A checked draft.
#[derive(Clone, Debug)]
pub struct Lint {
    /// What it was graded as.
    pub kind: String,
    /// Its words.
    pub words: f64,
    /// Its sentences; NaN in a script that does not mark them.
    pub sentences: f64,
    /// The grade as points of a hundred; `None` where no rule of the kind has any weight.
    pub grade: Option<Points>,
    /// The rules. Their points add up to the grade.
    pub rules: Vec<RulePart>,
    /// What to mend before anything else, where penalties take all that the rest earns.
    pub mends: Vec<String>,
    /// The grade after mending.
    pub mended: Option<Points>,
    /// What would raise the grade then, the best first, one a rule.
    pub moves: Vec<Move>,
    /// The grade after the first few moves, one upon the other, and how many those are; at least 2.
    pub together: Option<(usize, Points)>,
    /// Where phrases of the lists that the rules read stand, from the start of the text.
    pub finds: Vec<Find>,
}

/// One thing that would raise the grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What it gains.
    pub gain: Points,
    /// What to do.
    pub what: String,
    /// Other things that gain about as much by the same rule.
    pub or: Vec<String>,
    /// The rule that gains most, by its place among the rules.
    pub rule: usize,
}

/// A phrase of a list, found in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Find {
    /// The list.
    pub list: String,
    /// The first byte of the find.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// The line on which it begins, from 1.
    pub line: usize,
}

/// Checks one text. Takes time in proportion to the text.
pub fn lint(model: &Model, plan: &GradePlan, text: &str) -> Lint {
    let lists = lists_read(plan);
    let (direct, values) = read(model, &lists, text);
    let draft = Draft::read(&values);

    // The grade itself is of the text as it is and not of the draft made from it.
    let inputs: Vec<f64> =
        plan.inputs.iter().filter_map(|want| Some(values[direct.iter().position(|d| d == want)?])).collect();
    debug_assert_eq!(inputs.len(), plan.inputs.len(), "every signal is read");
    let claims = claims(plan, &inputs);
    let mut parts = Vec::new();
    let grade = settle(CAP, &claims, &mut parts).total;
    let rules = parts_of(model, plan, &inputs, &claims, &parts);
    let asked = Asked::new(model, plan, &lists);
    let [words, sentences] =
        ["words", "sentences"].map(|id| if draft.tells(id) { draft.get(id) } else { f64::NAN });
    let (mends, draft) = if grade == Some(Points(0)) { asked.mend(draft) } else { (Vec::new(), draft) };
    let (moves, together) = if grade.is_some() { asked.moves(&draft) } else { (Vec::new(), None) };
    let mended = (!mends.is_empty()).then(|| Points(grade_of(&asked.claims(&draft))));
    let finds = finds(model, &lists, text);
    Lint { kind: plan.kind.clone(), words, sentences, grade, rules, mends, mended, moves, together, finds }
}

/// All signals of a text, then hits and coverage of each of some phrase lists; first what they are.
fn read(model: &Model, lists: &[usize], text: &str) -> (Vec<TextWant>, Vec<f64>) {
    let signals = (0..SIGNALS.len()).map(TextWant::Signal);
    let phrases = lists.iter().flat_map(|&l| [TextWant::PhraseHits(l), TextWant::PhraseCoverage(l)]);
    let wanted: Vec<TextWant> = signals.chain(phrases).collect();
    let columns = Grader::grade(model, None, &wanted).run(1, |_| text);
    (wanted, columns.iter().map(|column| column[0]).collect())
}

/// The phrase lists that the rules of a kind read.
fn lists_read(plan: &GradePlan) -> Vec<usize> {
    let mut lists: Vec<usize> = plan
        .inputs
        .iter()
        .filter_map(|want| match want {
            TextWant::PhraseHits(list) | TextWant::PhraseCoverage(list) => Some(*list),
            TextWant::Signal(_) => None,
        })
        .collect();
    lists.sort_unstable();
    lists.dedup();
    lists
}

fn claims(plan: &GradePlan, inputs: &[f64]) -> Vec<Claim> {
    let values = row::values(&plan.graph, inputs);
    plan.rules
        .iter()
        .map(|rule| Claim {
            weight: rule.weight,
            penalty: rule.penalty,
            credit: values[rule.value.index()],
            founded: values[rule.evidence.index()] == 1.0,
        })
        .collect()
}

fn grade_of(claims: &[Claim]) -> i32 {
    settle(CAP, claims, &mut Vec::new()).total.map_or(0, |t| t.0)
}

/// What the rules earn less what the penalties would take, in hundredths, however little there is to take from.
fn balance(claims: &[Claim]) -> f64 {
    let founded = || claims.iter().filter(|c| c.founded);
    let known: f64 = founded().filter(|c| !c.penalty).map(|c| c.weight).sum();
    let sum: f64 =
        founded().map(|c| if c.penalty { -c.weight * c.credit } else { c.weight * c.credit }).sum();
    if known > 0.0 { f64::from(CAP) * sum / known } else { 0.0 }
}

fn parts_of(
    model: &Model,
    plan: &GradePlan,
    inputs: &[f64],
    claims: &[Claim],
    points: &[Option<Points>],
) -> Vec<RulePart> {
    let words = vocabulary();
    let names: Vec<String> = plan.inputs.iter().map(|want| want.written(&words, &model.phrases)).collect();
    let weights = |founded: bool| -> f64 {
        claims.iter().filter(|c| !c.penalty && (c.founded || !founded)).map(|c| c.weight).sum()
    };
    let (known, all) = (weights(true), weights(false));
    let part = |((rule, claim), &points): ((&ssi_rules::Rule, &Claim), &Option<Points>)| {
        let base = if points.is_some() { known } else { all };
        let most = f64::from(CAP) * rule.weight / base.max(f64::MIN_POSITIVE);
        // The largest remainder can lift a part by a hundredth above its own share.
        let most = (most.round() as i32).max(points.map_or(0, |p| p.0.abs()));
        RulePart {
            id: rule.id.clone(),
            title: rule.doc.title.clone(),
            why: rule.doc.why.clone(),
            advice: rule.doc.advice.clone(),
            penalty: rule.penalty,
            weight: rule.weight,
            points,
            possible: Points(if rule.penalty { -most } else { most }),
            credit: claim.credit,
            formula: render::formula(&plan.graph, rule.value, &|input| names[input as usize].clone()),
            seen: plan
                .graph
                .inputs_of(rule.value)
                .into_iter()
                .map(|i| Seen { written: names[i as usize].clone(), value: inputs[i as usize] })
                .collect(),
            behind: Vec::new(),
        }
    };
    plan.rules.iter().zip(claims).zip(points).map(part).collect()
}

/// What the moves are worked out with.
struct Asked<'a> {
    plan: &'a GradePlan,
    /// The phrase lists that the rules read, by their places in the model.
    lists: &'a [usize],
    names: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    fn new(model: &'a Model, plan: &'a GradePlan, lists: &'a [usize]) -> Self {
        Self { plan, lists, names: lists.iter().map(|&l| &*model.phrases[l].id).collect() }
    }

    fn edits(&self, draft: &Draft) -> Vec<Edit> {
        let reads = |id: &str| {
            let signal = ssi_text::signal(id).map(|s| TextWant::Signal(usize::from(s.0)));
            signal.is_some_and(|s| self.plan.inputs.contains(&s)) && draft.tells(id)
        };
        edits(draft, self.plan.kind == "headline", &self.names, &reads)
    }

    /// What the rules would read of a draft.
    fn claims(&self, draft: &Draft) -> Vec<Claim> {
        let signals = draft.signals();
        let place = |list: &usize| self.lists.binary_search(list).expect("every list that is read");
        let read = |want: &TextWant| match want {
            TextWant::Signal(signal) => signals[*signal],
            TextWant::PhraseHits(list) => draft.lists[place(list)].hits,
            TextWant::PhraseCoverage(list) => draft.coverage(place(list)),
        };
        claims(self.plan, &self.plan.inputs.iter().map(read).collect::<Vec<f64>>())
    }

    /// Whether a rule reads one of some signals.
    fn reads(&self, rule: usize, about: &[&str]) -> bool {
        let inputs = self.plan.graph.inputs_of(self.plan.rules[rule].value);
        inputs.into_iter().any(|input| match self.plan.inputs[input as usize] {
            TextWant::Signal(signal) => about.contains(&SIGNALS[signal].id),
            TextWant::PhraseHits(_) | TextWant::PhraseCoverage(_) => false,
        })
    }

    /// The rule that an edit serves: of those that read what it is meant for the one that gains most, else of all.
    fn served(&self, edit: &Edit, now: &[Claim], then: &[Claim]) -> usize {
        let gain = |rule: usize| {
            let (claim, change) = (&now[rule], then[rule].credit - now[rule].credit);
            match claim.penalty {
                true if edit.adds => -claim.weight * change * 1e-6,
                true => -claim.weight * change,
                false => claim.weight * change,
            }
        };
        // The first of the greatest, so that equal gains name the rule that stands first.
        let best = |rules: &mut dyn Iterator<Item = usize>| {
            rules.fold(None, |best, rule| match best {
                Some(kept) if gain(kept) >= gain(rule) => Some(kept),
                _ => Some(rule),
            })
        };
        let all = || 0..now.len();
        best(&mut all().filter(|&rule| self.reads(rule, edit.about) && gain(rule) > 0.0))
            .or_else(|| best(&mut all()))
            .unwrap_or(0)
    }

    /// What lessens the penalties, one upon the other, the best first, and the draft after it; nothing where that does not
    /// help. An edit that hardly leaves a text is no mending.
    fn mend(&self, draft: Draft) -> (Vec<String>, Draft) {
        let (mut mended, mut made) = (draft.clone(), Vec::new());
        while made.len() < MENDS {
            let now = self.claims(&mended);
            let gain = |edit: Edit| {
                let then = self.claims(&edit.after);
                let mends = self.plan.rules[self.served(&edit, &now, &then)].penalty;
                let gain = balance(&then) - balance(&now);
                let useful = mends && gain >= f64::from(LEAST) && edit.after.get("words") >= 5.0;
                (useful && !edit.adds && !made.contains(&edit.what)).then_some((gain, edit))
            };
            let found = self.edits(&mended).into_iter().filter_map(gain);
            let Some((_, edit)) = found.reduce(|a, b| if b.0 > a.0 { b } else { a }) else { break };
            made.push(edit.what);
            mended = edit.after;
        }
        let (before, after) = (self.claims(&draft), self.claims(&mended));
        let helps = grade_of(&after) > 0 || balance(&after) - balance(&before) >= f64::from(MUCH);
        if helps { (made, mended) } else { (Vec::new(), draft) }
    }

    fn moves(&self, draft: &Draft) -> (Vec<Move>, Option<(usize, Points)>) {
        let now = self.claims(draft);
        let grade = Points(grade_of(&now));
        let mut found: Vec<Move> = Vec::new();
        for edit in self.edits(draft) {
            let then = self.claims(&edit.after);
            let gain = Points(grade_of(&then) - grade.0);
            if gain.0 >= LEAST {
                let rule = self.served(&edit, &now, &then);
                found.push(Move { gain, what: edit.what, or: Vec::new(), rule });
            }
        }
        // The sort is stable: of two that gain the same the first of the list stays first.
        found.sort_by_key(|m| -m.gain.0);
        let mut kept: Vec<Move> = Vec::new();
        for one in found {
            if let Some(better) = kept.iter_mut().find(|k| k.rule == one.rule) {
                // About as good: four fifths of the gain.
                if 5 * one.gain.0 >= 4 * better.gain.0 {
                    better.or.push(one.what);
                }
            } else if kept.len() < MOVES {
                kept.push(one);
            }
        }
        let together = self.together(draft, &kept, grade);
        (kept, together)
    }

    /// The grade after the first moves, each made on the draft that the one before has left.
    fn together(&self, draft: &Draft, moves: &[Move], grade: Points) -> Option<(usize, Points)> {
        let (mut draft, mut best, mut made) = (draft.clone(), grade, 0);
        for one in moves.iter().take(3) {
            // An edit may make no sense any more once another is made.
            let Some(next) = self.edits(&draft).into_iter().find(|e| e.what == one.what) else { continue };
            let then = Points(grade_of(&self.claims(&next.after)));
            if then > best {
                (draft, best, made) = (next.after, then, made + 1);
            }
        }
        (made >= 2).then_some((made, best))
    }
}

fn finds(model: &Model, lists: &[usize], text: &str) -> Vec<Find> {
    let mut found: Vec<Find> = Vec::new();
    for &list in lists {
        let list = &model.phrases[list];
        for range in ssi_text::finds(text, &crate::grade::list(list)) {
            let line = 1 + text[..range.start].matches('\n').count();
            found.push(Find { list: list.id.clone(), start: range.start, end: range.end, line });
        }
    }
    found.sort_by_key(|f| f.start);
    found
}
