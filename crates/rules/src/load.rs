//! From the files of a pack to its model: every function called once, everything that is wrong collected.

use std::rc::Rc;

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, FnAccess, Position};
use ssi_expr::{Graph, Place};

use crate::complaint::Complaint;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::doc::Doc;
use crate::engine::sandbox;
use crate::header::{self, Header};
use crate::language::{self, Member, Text, Verdict};
use crate::lint;
use crate::model::{Band, GradePlan, Model, PhraseList, Pillar, Rule};
use crate::pack::{Pack, PackFile};
use crate::stage::{Scope, Shared, Stage};
use crate::translate;
use crate::vocabulary::Vocabulary;

/// Understands a pack. Warnings come with the model.
///
/// Takes milliseconds; calls every rule once. Stops within the limits of the sandbox whatever the scripts say.
///
/// # Errors
/// All diagnostics, when there is at least one error.
pub fn load(pack: &Pack, words: &Vocabulary) -> Result<(Model, Diagnostics), Diagnostics> {
    Loader::new(pack, words).load()
}

/// A pack and those it builds on, the deepest first.
struct Layer {
    header: Header,
    /// Where the layer's files begin in the list of all files.
    first: usize,
    files: usize,
}

struct Loader<'a> {
    pack: &'a Pack,
    words: Rc<Vocabulary>,
    files: Vec<PackFile>,
    layers: Vec<Layer>,
    found: Vec<Diagnostic>,
}

impl<'a> Loader<'a> {
    fn new(pack: &'a Pack, words: &Vocabulary) -> Self {
        Self { pack, words: Rc::new(words.clone()), files: Vec::new(), layers: Vec::new(), found: Vec::new() }
    }

    fn load(mut self) -> Result<(Model, Diagnostics), Diagnostics> {
        let digest = self.read_layers();
        let stage: Shared = Rc::new(std::cell::RefCell::new(Stage::new(self.words.clone(), self.phrases())));
        let mut engine = sandbox();
        language::register(&mut engine, &stage);
        let grades = self.grades(&engine, &stage);
        let pillars = self.pillars(&mut engine, &stage);
        let mut model = self.model(&stage.borrow(), grades, pillars, digest);
        self.reweigh(&mut model);
        if self.found.is_empty() {
            self.found.extend(lint::check(&model, &self.words));
        }
        self.found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        let diagnostics = Diagnostics { all: self.found, files: self.files };
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok((model, diagnostics)) }
    }

    /// Reads the headers of the pack and of what it builds on, and lists all files, the base's first.
    fn read_layers(&mut self) -> String {
        let mut chain = vec![self.pack.clone()];
        let mut headers = Vec::new();
        let mut hasher = blake3::Hasher::new();
        loop {
            let pack = chain.last().expect("the pack itself").clone();
            hasher.update(pack.digest().as_bytes());
            let file = pack.files.iter().find(|f| f.path == "pack.rhai").cloned();
            let header = match file.as_ref().map(|f| (f, header::read(&f.text))) {
                Some((_, Ok(header))) => header,
                Some((file, Err(error))) => {
                    let known: Vec<&str> = header::HEADER_WORDS.iter().map(|(name, _)| *name).collect();
                    self.found.push(translate::error(file, &error, &known));
                    Header::default()
                }
                None => Header::default(),
            };
            let base = header.extends.clone();
            headers.push(header);
            let Some((name, at)) = base else { break };
            let complaint =
                if chain.iter().any(|p| p.name == name && p.origin == pack.origin) || chain.len() > 8 {
                    Complaint::new(format!("`{name}` builds on itself"), "leave `extends` out in one of them")
                } else {
                    match pack.base(&name) {
                        Ok(base) => {
                            chain.push(base);
                            continue;
                        }
                        Err(error) => Complaint::new(error.to_string(), error.help),
                    }
                };
            if let Some(file) = &file {
                self.found.push(translate::diagnostic(file, at, complaint));
            }
            break;
        }
        for (pack, header) in chain.into_iter().zip(headers).rev() {
            let (first, files) = (self.files.len(), pack.files.len());
            self.files.extend(pack.files);
            self.layers.push(Layer { header, first, files });
        }
        hasher.finalize().to_hex().to_string()
    }

    fn files_of(&self, layer: usize) -> impl Iterator<Item = (usize, &PackFile)> {
        let layer = &self.layers[layer];
        self.files.iter().enumerate().skip(layer.first).take(layer.files)
    }

    /// The phrase lists; a list of the pack replaces one of the same name below it.
    fn phrases(&self) -> Vec<PhraseList> {
        let mut lists: Vec<PhraseList> = Vec::new();
        for file in &self.files {
            let Some(id) = file.path.strip_prefix("phrases/").and_then(|p| p.strip_suffix(".txt")) else {
                continue;
            };
            let phrases = file
                .text
                .lines()
                .map(|line| line.split('#').next().unwrap_or("").trim())
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect();
            lists.retain(|l| l.id != id);
            lists.push(PhraseList { id: id.to_owned(), phrases });
        }
        lists.sort_by(|a, b| a.id.cmp(&b.id));
        lists
    }

    fn grades(&mut self, engine: &Engine, stage: &Shared) -> Vec<GradePlan> {
        let kinds: Vec<String> = self.words.grades().iter().map(|k| (*k).to_owned()).collect();
        self.stray("grades/", &kinds, "a kind of text");
        let mut plans = Vec::new();
        for kind in kinds {
            let path = format!("grades/{kind}.rhai");
            {
                let mut stage = stage.borrow_mut();
                stage.text = Graph::default();
                stage.text_inputs = Vec::new();
            }
            let rules = self.rules_of(engine, stage, &path, &kind, Scope::Text);
            if !self.files.iter().any(|f| f.path == path) {
                let help = format!("add the file {path} with at least one rule");
                self.whole_file(&path, &format!("nothing grades a {kind}"), &help);
            }
            let mut stage = stage.borrow_mut();
            let (graph, inputs) = (std::mem::take(&mut stage.text), std::mem::take(&mut stage.text_inputs));
            plans.push(GradePlan { kind, graph, inputs, rules });
        }
        plans
    }

    fn pillars(&mut self, engine: &mut Engine, stage: &Shared) -> Vec<Pillar> {
        let declared = self
            .layers
            .iter()
            .rev()
            .map(|l| l.header.pillars.clone())
            .find(|p| !p.is_empty())
            .unwrap_or_default();
        let top = self.header_file();
        if declared.is_empty() {
            self.whole_file(
                "pack.rhai",
                "the pack has no pillar",
                "write for example `pillar(\"brand\", \"Brand\", 25)`",
            );
        }
        let total: u32 = declared.iter().map(|d| d.points).sum();
        if let (Some(last), true) = (declared.last(), total != 100) {
            let complaint = Complaint::new(
                format!("the pillars add up to {total} points, a score runs from 0 to 100"),
                "change their points",
            );
            self.found.push(translate::diagnostic(&top, last.at, complaint));
        }
        let ids: Vec<String> = declared.iter().map(|d| d.id.clone()).collect();
        self.stray("pillars/", &ids, "a pillar of pack.rhai");
        declared
            .into_iter()
            .map(|d| {
                let path = format!("pillars/{}.rhai", d.id);
                let rules = self.rules_of(engine, stage, &path, &d.id, Scope::Member);
                if !self.files.iter().any(|f| f.path == path) {
                    let complaint = Complaint::new(
                        format!("the pillar \"{}\" has no rules", d.id),
                        format!("add the file {path}"),
                    );
                    self.found.push(translate::diagnostic(&top, d.at, complaint));
                }
                Pillar { id: d.id, title: d.title, points: d.points, rules }
            })
            .collect()
    }

    fn header_file(&self) -> PackFile {
        let last = self.files.iter().rfind(|f| f.path == "pack.rhai");
        last.cloned().unwrap_or(PackFile { path: "pack.rhai".into(), text: String::new() })
    }

    /// Files that nothing will read.
    fn stray(&mut self, folder: &str, known: &[String], what: &str) {
        let strays: Vec<String> = self
            .files
            .iter()
            .filter_map(|f| f.path.strip_prefix(folder)?.strip_suffix(".rhai"))
            .filter(|name| !known.iter().any(|k| k == name))
            .map(str::to_owned)
            .collect();
        for name in strays {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = crate::complaint::did_you_mean(&name, &known);
            self.whole_file(&format!("{folder}{name}.rhai"), &format!("`{name}` is not {what}"), &help);
        }
    }

    fn whole_file(&mut self, path: &str, message: &str, help: &str) {
        let file = PackFile { path: path.to_owned(), text: String::new() };
        let complaint = Complaint::new(message, help);
        self.found.push(translate::diagnostic(&file, Position::NONE, complaint));
    }

    /// The rules of one file in all layers; a rule of the pack replaces one of the same name below it.
    fn rules_of(
        &mut self,
        engine: &Engine,
        stage: &Shared,
        path: &str,
        prefix: &str,
        scope: Scope,
    ) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        let places: Vec<usize> = (0..self.layers.len())
            .flat_map(|l| {
                self.files_of(l).filter(|(_, f)| f.path == path).map(|(i, _)| i).collect::<Vec<_>>()
            })
            .collect();
        for place in places {
            stage.borrow_mut().file = place as u32;
            let file = self.files[place].clone();
            match read_rules(engine, &file, place as u32, prefix, scope) {
                Ok(read) => {
                    for rule in read {
                        match rules.iter_mut().find(|r| r.id == rule.id) {
                            Some(below) => *below = rule,
                            None => rules.push(rule),
                        }
                    }
                }
                Err(found) => self.found.extend(found),
            }
        }
        rules
    }

    fn model(
        &mut self,
        stage: &Stage,
        grades: Vec<GradePlan>,
        pillars: Vec<Pillar>,
        digest: String,
    ) -> Model {
        let top =
            |pick: &dyn Fn(&Header) -> bool| self.layers.iter().rev().map(|l| &l.header).find(|h| pick(h));
        let title = top(&|h| h.title.is_some()).and_then(|h| h.title.clone());
        let window_days = top(&|h| h.window.is_some()).and_then(|h| h.window).unwrap_or(90);
        let bands = top(&|h| !h.bands.is_empty()).map(|h| h.bands.clone()).unwrap_or_default();
        let header = self.header_file();
        if bands.is_empty() {
            self.whole_file("pack.rhai", "the pack has no bands", "write for example `band(0, \"limited\")`");
        }
        for (i, (band, at)) in bands.iter().enumerate() {
            let wrong = match i {
                0 if band.from != 0.0 => Some("the first band must begin at 0".to_owned()),
                0 => None,
                _ if band.from <= bands[i - 1].0.from => {
                    Some(format!("the band \"{}\" begins no higher than the one before", band.name))
                }
                _ => None,
            };
            if let Some(message) = wrong {
                let complaint = Complaint::new(message, "list the bands from the lowest to the highest");
                self.found.push(translate::diagnostic(&header, *at, complaint));
            }
        }
        Model {
            name: self.pack.name.clone(),
            title: title.unwrap_or_else(|| self.pack.name.clone()),
            window_days,
            pillars,
            bands: bands.into_iter().map(|(b, _)| b).collect::<Vec<Band>>(),
            grades,
            tables: stage.tables.clone(),
            aggregates: stage.aggregates.clone(),
            member: stage.member.clone(),
            member_inputs: stage.member_inputs.clone(),
            phrases: stage.phrases.clone(),
            files: self.files.clone(),
            digest,
        }
    }

    fn reweigh(&mut self, model: &mut Model) {
        let asked: Vec<(String, f64, Position, usize)> = self
            .layers
            .iter()
            .flat_map(|l| l.header.reweighed.iter().map(|(id, w, at)| (id.clone(), *w, *at, l.first)))
            .collect();
        for (id, weight, at, first) in asked {
            if let Err(unknown) = model.reweigh(&id, weight) {
                let file = self.files[first..].iter().find(|f| f.path == "pack.rhai").cloned();
                let complaint = Complaint::new(unknown.to_string(), "`ssi rules check` lists every rule");
                self.found.push(translate::diagnostic(
                    &file.unwrap_or_else(|| self.header_file()),
                    at,
                    complaint,
                ));
            }
        }
    }
}

/// Calls every public function of a file once.
fn read_rules(
    engine: &Engine,
    file: &PackFile,
    place: u32,
    prefix: &str,
    scope: Scope,
) -> Result<Vec<Rule>, Vec<Diagnostic>> {
    let ast = engine.compile(&file.text).map_err(|e| vec![translate::parse_error(file, &e, &[])])?;
    let functions: Vec<_> = ast.iter_functions().filter(|f| !f.name.starts_with("anon$")).collect();
    let names: Vec<&str> = functions.iter().map(|f| f.name).collect();
    if let Some(outside) = statement_outside(&ast) {
        return Err(vec![translate::error(file, &outside, &names)]);
    }
    let mut found = Vec::new();
    let mut rules = Vec::new();
    for function in functions.iter().filter(|f| f.access == FnAccess::Public) {
        let at = definition(&file.text, function.name);
        let complain =
            |message: String, help: &str| translate::diagnostic(file, at, Complaint::new(message, help));
        let [_] = function.params[..] else {
            let parameter = if scope == Scope::Text { "t" } else { "m" };
            let message =
                format!("`{}` takes {} things, a rule takes one", function.name, function.params.len());
            let help =
                format!("write `fn {}({parameter}) {{ … }}`, or `private fn` for a helper", function.name);
            found.push(complain(message, &help));
            continue;
        };
        let doc = Doc::read(&function.comments.join("\n"));
        if doc.title.is_empty() {
            let help = "write a line such as `/// Posts often enough.` above it; reports print it";
            found.push(complain(format!("the rule `{}` has no title", function.name), help));
        }
        let symbol = if scope == Scope::Text { Dynamic::from(Text) } else { Dynamic::from(Member) };
        let options = CallFnOptions::new().eval_ast(false);
        let called: Result<Dynamic, Box<EvalAltResult>> =
            engine.call_fn_with_options(options, &mut rhai::Scope::new(), &ast, function.name, (symbol,));
        let verdict = match called {
            Err(error) => {
                found.push(translate::error(file, &error, &names));
                continue;
            }
            Ok(value) => value.try_cast::<Verdict>(),
        };
        match verdict {
            None => {
                let message = format!("the rule `{}` does not end in `weight` or `penalty`", function.name);
                found.push(complain(message, "write `weight(4, …)` as its last line, without a `;`"));
            }
            Some(verdict) if verdict.scope != scope => {
                let message = format!("the rule `{}` weighs something of the wrong kind", function.name);
                let help = if scope == Scope::Text {
                    "a rule in grades/ weighs the text: `t.words`"
                } else {
                    "a rule in pillars/ weighs the member: `m.posts.count()`"
                };
                found.push(complain(message, help));
            }
            Some(verdict) => rules.push(Rule {
                id: format!("{prefix}.{}", function.name),
                doc,
                weight: verdict.weight,
                penalty: verdict.penalty,
                value: verdict.value,
                evidence: verdict.evidence,
                place: Place {
                    file: place,
                    line: at.line().unwrap_or(0) as u32,
                    column: at.position().unwrap_or(0) as u32,
                },
            }),
        }
    }
    found.extend(lint::unused(file, &names, &functions.iter().map(|f| f.access).collect::<Vec<_>>()));
    if rules.is_empty() && found.is_empty() {
        let help =
            "write for example `/// Long enough.` and `fn length(t) { weight(5, t.words.ramp(5, 40)) }`";
        let help = if scope == Scope::Text {
            help
        } else {
            "write a documented function that ends in `weight(…)`"
        };
        found.push(translate::diagnostic(
            file,
            Position::NONE,
            Complaint::new("there is no rule in this file", help),
        ));
    }
    // Functions come in the interpreter's hash order; the file's order is the author's.
    rules.sort_by_key(|r| (r.place.line, r.place.column));
    if found.is_empty() { Ok(rules) } else { Err(found) }
}

/// An error at the first statement that stands outside of functions, if there is one.
fn statement_outside(ast: &AST) -> Option<Box<EvalAltResult>> {
    let mut engine = sandbox();
    // The first step of anything at all ends the run, with its place.
    engine.on_progress(|_| Some(Dynamic::UNIT));
    engine.run_ast(ast).err()
}

/// Where a function is defined.
fn definition(text: &str, name: &str) -> Position {
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for (byte, _) in code.match_indices("fn ") {
            let rest = code[byte + 3..].trim_start();
            if rest.strip_prefix(name).is_some_and(|r| r.trim_start().starts_with('(')) {
                let column = code[..code.len() - rest.len()].chars().count() + 1;
                return Position::new(number as u16 + 1, column as u16);
            }
        }
    }
    Position::NONE
}
