//! From the files of a pack to its model: every function called once, everything that is wrong collected.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use rhai::{Engine, Position};
use ssi_expr::Graph;

use crate::call::Caller;
use crate::codes::Code;
use crate::complaint::Complaint;
use crate::contained;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::engine::sandbox;
use crate::header::Declared;
use crate::language;
use crate::layers::Layers;
use crate::lint;
use crate::model::{Band, GradePlan, Model, Pillar, Rule};
use crate::pack::{Pack, PackFile};
use crate::stage::{Scope, Shared, Stage};
use crate::translate::{Purpose, Script};
use crate::vocabulary::Vocabulary;

/// The most diagnostics that are told at once.
const MOST_TOLD: usize = 100;
/// The points to aim for where a pack does not say.
const TARGET: u32 = 75;
/// The percent at the top of an industry to aim for where a pack does not say.
const TOP: u32 = 10;

/// Understands a pack. Warnings come with the model.
///
/// Takes milliseconds; calls every rule once. Stops within the limits of the sandbox whatever the scripts say.
///
/// # Errors
/// All diagnostics, when there is at least one error.
pub fn load(pack: &Pack, words: &Vocabulary) -> Result<(Model, Diagnostics), Diagnostics> {
    let mut found = Vec::new();
    let layers = Layers::read(pack, words, &mut found);
    understand(&pack.name, layers, found, words)
}

/// Understands what the layers of a pack say, unless something was found wrong with their headers.
pub(crate) fn understand(
    name: &str,
    layers: Layers,
    found: Vec<Diagnostic>,
    words: &Vocabulary,
) -> Result<(Model, Diagnostics), Diagnostics> {
    let header_wrong = !found.is_empty();
    let mut loader =
        Loader { words: Rc::new(words.clone()), layers, header_wrong, broken: BTreeSet::new(), found };
    let model = loader.model(name);
    let Loader { mut found, layers, .. } = loader;
    found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    if found.len() > MOST_TOLD {
        // Errors go before warnings where not all can be told.
        found.sort_by_key(|d| d.severity);
        found.truncate(MOST_TOLD);
        found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    }
    let diagnostics = Diagnostics { all: found, files: layers.files };
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok((model, diagnostics)) }
}

struct Loader {
    words: Rc<Vocabulary>,
    layers: Layers,
    /// Something is wrong with a `pack.rhai`, so what it seems not to say may be what could not be read.
    header_wrong: bool,
    /// The ids of rules that something is wrong with.
    broken: BTreeSet<String>,
    found: Vec<Diagnostic>,
}

impl Loader {
    /// The model, of which something is missing where something is wrong.
    fn model(&mut self, name: &str) -> Model {
        let (phrases, misnamed) = self.layers.phrases(&self.words.languages);
        for (path, complaint) in misnamed {
            self.whole_file(&path, complaint);
        }
        let stage: Shared = Rc::new(RefCell::new(Stage::new(self.words.clone(), phrases)));
        let mut engine = sandbox();
        language::register(&mut engine, &stage);
        let declared = self.declared();
        let bands = self.bands();
        let grades = self.grades(&engine, &stage);
        let pillars = self.pillars(&engine, &stage, declared);
        let stage = stage.borrow();
        let title = self.layers.headers().find_map(|h| h.title.clone());
        let mut model = Model {
            name: name.to_owned(),
            title: title.unwrap_or_else(|| name.to_owned()),
            window_days: self.layers.headers().find_map(|h| h.window).unwrap_or(90),
            target: self.layers.headers().find_map(|h| h.target).unwrap_or(TARGET),
            top: self.layers.headers().find_map(|h| h.top).unwrap_or(TOP),
            pillars,
            bands,
            grades,
            tables: stage.tables.clone(),
            aggregates: stage.aggregates.clone(),
            member: stage.member.clone(),
            member_inputs: stage.member_inputs.clone(),
            phrases: stage.phrases.as_slice().into(),
            files: self.layers.files.clone(),
            packs: self.layers.packs(),
            digest: self.layers.digest.clone(),
        };
        self.reweigh(&mut model);
        self.found.extend(lint::check(&model, &self.words, &self.broken));
        self.found.extend(contained::check(&model, &self.words));
        model
    }

    /// The pillars of the topmost header that names any.
    fn declared(&mut self) -> Vec<Declared> {
        let (mut declared, file) = self.layers.topmost(|h| &h.pillars);
        if self.header_wrong {
            // What is declared in a line that is wrong is there nevertheless.
            declared.extend(self.layers.undeclared(&declared));
            return declared;
        }
        match declared.last() {
            None => {
                let help = "write for example `pillar(\"brand\", \"Brand\", 25)`";
                self.whole_file("pack.rhai", Complaint::new(Code::NoPillar, "the pack has no pillar", help));
            }
            Some(last) => {
                let total: u32 = declared.iter().map(|d| d.points).sum();
                if total != 100 {
                    let message = format!("the pillars add up to {total} points, a score runs from 0 to 100");
                    let rest = i64::from(last.points) + 100 - i64::from(total);
                    let help = if rest > 0 {
                        format!("change their points, for example {rest} here")
                    } else {
                        "change their points".to_owned()
                    };
                    self.in_header(
                        &file,
                        last.at,
                        Complaint::new(Code::PillarPoints, message, help).of_argument(2),
                    );
                }
            }
        }
        let kinds: Vec<String> = self.words.grades().iter().map(|k| (*k).to_owned()).collect();
        let ids: Vec<String> = declared.iter().map(|d| d.id.clone()).collect();
        if !declared.is_empty() {
            for (path, complaint) in self.layers.strays(&kinds, &ids) {
                self.whole_file(&path, complaint);
            }
        }
        declared
    }

    /// The bands of the topmost header that names any.
    fn bands(&mut self) -> Vec<Band> {
        let (bands, file) = self.layers.topmost(|h| &h.bands);
        let help = "list the bands from the lowest to the highest";
        if self.header_wrong {
            return bands.into_iter().map(|(band, _)| band).collect();
        }
        if bands.is_empty() {
            let help = "write for example `band(0, \"limited\")`";
            self.whole_file("pack.rhai", Complaint::new(Code::NoBands, "the pack has no bands", help));
        }
        let mut lowest: Option<f64> = None;
        for (band, at) in &bands {
            let wrong = match lowest {
                None if band.from != 0.0 => {
                    Some(format!("the first band begins at 0, here at {}", band.from))
                }
                Some(before) if band.from <= before => Some(format!(
                    "the band \"{}\" begins no higher than the one before, at {before}",
                    band.name
                )),
                _ => None,
            };
            if let Some(message) = wrong {
                self.in_header(&file, *at, Complaint::new(Code::BandOrder, message, help).of_argument(0));
            }
            lowest = Some(band.from);
        }
        bands.into_iter().map(|(band, _)| band).collect()
    }

    fn grades(&mut self, engine: &Engine, stage: &Shared) -> Vec<GradePlan> {
        let kinds: Vec<String> = self.words.grades().iter().map(|k| (*k).to_owned()).collect();
        let mut plans = Vec::new();
        for kind in kinds {
            let path = format!("grades/{kind}.rhai");
            {
                let mut stage = stage.borrow_mut();
                stage.text = Graph::default();
                stage.text_inputs = Vec::new();
            }
            let caller = Caller { engine, stage, prefix: &kind, scope: Scope::Text };
            let rules = self.rules_of(&caller, &path).unwrap_or_else(|| {
                let help = format!("add the file {path} with at least one rule");
                let message = format!("nothing grades a {kind}");
                self.unless_header_wrong(|this| {
                    this.whole_file(&path, Complaint::new(Code::NotGraded, message, help));
                });
                Vec::new()
            });
            let mut stage = stage.borrow_mut();
            let (graph, inputs) = (std::mem::take(&mut stage.text), std::mem::take(&mut stage.text_inputs));
            plans.push(GradePlan { kind, graph, inputs, rules });
        }
        plans
    }

    fn pillars(&mut self, engine: &Engine, stage: &Shared, declared: Vec<Declared>) -> Vec<Pillar> {
        let (_, file) = self.layers.topmost(|h| &h.pillars);
        let mut pillars = Vec::new();
        for d in declared {
            let path = format!("pillars/{}.rhai", d.id);
            let caller = Caller { engine, stage, prefix: &d.id, scope: Scope::Member };
            let rules = self.rules_of(&caller, &path).unwrap_or_else(|| {
                let message = format!("the pillar \"{}\" has no rules", d.id);
                let help = format!("add the file {path} with at least one rule");
                let complaint = Complaint::new(Code::PillarWithoutRules, message, help).of_argument(0);
                self.unless_header_wrong(|this| this.in_header(&file, d.at, complaint));
                Vec::new()
            });
            pillars.push(Pillar { id: d.id, title: d.title, points: d.points, rules });
        }
        pillars
    }

    /// The rules of one file in all layers, `None` where no layer has it; a rule replaces one of its name below.
    fn rules_of(&mut self, caller: &Caller, path: &str) -> Option<Vec<Rule>> {
        let places = self.layers.places(path);
        let mut rules: Vec<Rule> = Vec::new();
        for &place in &places {
            let read = caller.rules(&self.layers.files[place], place);
            for rule in read.rules {
                match rules.iter_mut().find(|r| r.id == rule.id) {
                    Some(below) => *below = rule,
                    None => rules.push(rule),
                }
            }
            self.broken.extend(read.broken.iter().map(|name| format!("{}.{name}", caller.prefix)));
            // The lists of a pack below are missing where nobody can say which pack that is.
            let below = self.header_wrong && self.layers.chain.len() == 1;
            self.found.extend(read.found.into_iter().filter(|d| !below || d.code != Code::UnknownPhrases));
        }
        (!places.is_empty()).then_some(rules)
    }

    /// Gives rules the weights that the headers ask for, the deepest first.
    fn reweigh(&mut self, model: &mut Model) {
        for layer in &self.layers.chain {
            let Some(file) = layer.header_file else { continue };
            for (id, weight, at) in &layer.header.reweighed {
                if let Err(unknown) = model.reweigh(id, *weight) {
                    if self.header_wrong || self.broken.contains(id) {
                        continue;
                    }
                    let help = match unknown.nearest {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "a rule's id is its pillar, a dot and its function, as in `brand.cadence`"
                            .to_owned(),
                    };
                    let complaint = Complaint::new(
                        Code::UnknownRule,
                        format!("there is no rule called `{}`", unknown.id),
                        help,
                    );
                    let script = Script::new(&self.layers.files[file], Purpose::Header, &self.words);
                    self.found.push(script.complain_at(*at, complaint.of_argument(0)));
                }
            }
        }
    }

    /// Something is wrong in a `pack.rhai`.
    fn in_header(&mut self, file: &PackFile, at: Position, complaint: Complaint) {
        let script = Script::new(file, Purpose::Header, &self.words);
        self.found.push(script.complain_at(at, complaint));
    }

    /// What would only follow from a header that is wrong is not told.
    fn unless_header_wrong(&mut self, tell: impl FnOnce(&mut Self)) {
        if !self.header_wrong {
            tell(self);
        }
    }

    fn whole_file(&mut self, path: &str, complaint: Complaint) {
        let file = PackFile { path: path.to_owned(), text: String::new() };
        self.found.push(Script::new(&file, Purpose::Header, &self.words).complain(None, complaint));
    }
}
