//! One file of rules: every public function called once.

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, ScriptFnMetadata};
use ssi_expr::Place;

use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::doc::Doc;
use crate::engine::sandbox;
use crate::language::{LANGUAGE, Member, Operand, Text, Verdict};
use crate::lint;
use crate::model::Rule;
use crate::pack::PackFile;
use crate::scan::Function;
use crate::stage::{Scope, Shared};
use crate::translate::{Purpose, Script, outside};

/// Mistakes of one file after which it is read no further.
const MOST_FOUND: usize = 20;

/// What the rules of a file are called with.
pub(crate) struct Caller<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) stage: &'a Shared,
    /// The pillar or the kind of text: the first part of the rules' ids.
    pub(crate) prefix: &'a str,
    pub(crate) scope: Scope,
}

impl Caller<'_> {
    /// The rules of a file, in the order of the file.
    pub(crate) fn rules(&self, file: &PackFile, place: usize) -> Result<Vec<Rule>, Vec<Diagnostic>> {
        let words = self.stage.borrow().words.clone();
        let script = Script::new(file, Purpose::Rules(self.scope), &words);
        self.stage.borrow_mut().file = place as u32;
        let ast = self.engine.compile(&file.text).map_err(|e| vec![script.parse_error(&e)])?;
        if let Some(line) = statement_outside(&ast) {
            return Err(vec![script.complain_at(line.position(), outside(self.parameter()))]);
        }
        let metadata: Vec<ScriptFnMetadata> = ast.iter_functions().collect();
        let (mut rules, mut found) = (Vec::new(), Vec::new());
        let functions = script.scan.functions();
        for function in &functions {
            if found.len() >= MOST_FOUND {
                break;
            }
            // Functions come in the interpreter's hash order; the file's order is the author's.
            let same = |m: &&ScriptFnMetadata| {
                m.name == function.name.text && m.params.len() == function.parameters.len()
            };
            let Some(compiled) = metadata.iter().find(same) else { continue };
            let taken =
                LANGUAGE.iter().any(|w| w.name == compiled.name) || matches!(compiled.name, "and" | "or");
            if taken {
                let message = format!("`{}` is a word of the rule language", compiled.name);
                found.push(
                    script
                        .complain(Some(function.name.into()), Complaint::new(message, "choose another name")),
                );
            } else if !function.private {
                match self.rule(&script, &ast, function, compiled) {
                    Ok(rule) => rules.push(rule),
                    Err(wrong) => found.extend(wrong),
                }
            }
            if let Err(large) = self.stage.borrow().small_enough() {
                found.push(script.complain(Some(function.name.into()), large));
                return Err(found);
            }
        }
        if found.is_empty() {
            found.extend(lint::unused(&script, &functions));
        }
        if rules.is_empty() && found.is_empty() {
            let help = match self.scope {
                Scope::Text => {
                    "write for example `/// Long enough.` and `fn length(t) { weight(5, t.words.ramp(5, 40)) }`"
                }
                _ => {
                    "write for example `/// Posts.` and `fn posts(m) { weight(5, m.posts.per_week().ramp(0, 2)) }`"
                }
            };
            found.push(script.complain(None, Complaint::new("there is no rule in this file", help)));
        }
        if found.is_empty() { Ok(rules) } else { Err(found) }
    }

    fn parameter(&self) -> &'static str {
        if self.scope == Scope::Text { "t" } else { "m" }
    }

    fn rule(
        &self,
        script: &Script,
        ast: &AST,
        function: &Function,
        compiled: &ScriptFnMetadata,
    ) -> Result<Rule, Vec<Diagnostic>> {
        let name = function.name.text;
        let at = Some(function.name.into());
        let complain = |message: String, help: String| script.complain(at, Complaint::new(message, help));
        if function.parameters.len() != 1 {
            let takes = match function.parameters.len() {
                0 => "nothing".to_owned(),
                n => format!("{n} things"),
            };
            let help = format!("write `fn {name}({}) {{`, or `private fn` for a helper", self.parameter());
            return Err(vec![complain(format!("`{name}` takes {takes}, a rule takes one"), help)]);
        }
        let doc = Doc::read(&compiled.comments.join("\n"));
        let mut wrong = Vec::new();
        if doc.title.is_empty() {
            if script.scan.read_outside(&function.tokens, name) {
                let help = format!("write `private fn {name}`: a helper is private, all others are rules");
                return Err(vec![complain(format!("`{name}` is used by a rule but is not private"), help)]);
            }
            let help = "write a line such as `/// Posts often enough.` above it, which reports print";
            wrong.push(complain(format!("the rule `{name}` has no title"), help.to_owned()));
        }
        let verdict = match self.call(script, ast, function) {
            Ok(verdict) if wrong.is_empty() => verdict,
            Ok(_) => return Err(wrong),
            Err(more) => {
                wrong.push(more);
                return Err(wrong);
            }
        };
        if verdict.scope != self.scope {
            let help = match self.scope {
                Scope::Text => "a rule in grades/ weighs the text, as in `t.words`",
                _ => "a rule in pillars/ weighs the member, as in `m.posts.count()`",
            };
            return Err(vec![complain(
                format!("the rule `{name}` weighs something of the wrong kind"),
                help.to_owned(),
            )]);
        }
        Ok(Rule {
            id: format!("{}.{name}", self.prefix),
            doc,
            weight: verdict.weight,
            penalty: verdict.penalty,
            value: verdict.value,
            evidence: verdict.evidence,
            place: Place {
                file: self.stage.borrow().file,
                line: function.name.line as u32,
                column: function.name.column as u32,
            },
        })
    }

    /// Calls a rule and looks at how it ends.
    fn call(&self, script: &Script, ast: &AST, function: &Function) -> Result<Verdict, Diagnostic> {
        let name = function.name.text;
        let symbol = if self.scope == Scope::Text { Dynamic::from(Text) } else { Dynamic::from(Member) };
        let options = CallFnOptions::new().eval_ast(false);
        self.stage.borrow_mut().verdicts.clear();
        let called: Result<Dynamic, Box<EvalAltResult>> =
            self.engine.call_fn_with_options(options, &mut rhai::Scope::new(), ast, name, (symbol,));
        let value = called.map_err(|error| script.error(&error, Some(function.name.into())))?;
        let weighed = self.stage.borrow().verdicts.clone();
        let Some(verdict) = value.clone().try_cast::<Verdict>() else {
            if let Some(at) = weighed.last() {
                let help = "`weight` or `penalty` is the last line of a rule: name parts with `let` above it";
                return Err(script.complain_at(*at, Complaint::new("the rule goes on behind this", help)));
            }
            let ends = if value.is_unit() { "nothing".to_owned() } else { Operand::of(&value).in_words() };
            let message = format!("the rule `{name}` ends in {ends} and not in `weight` or `penalty`");
            let help = format!("make its last line `weight(4, …)`; a helper is a `private fn {name}`");
            return Err(script.complain(Some(function.name.into()), Complaint::new(message, help)));
        };
        match weighed[..] {
            [] | [_] => Ok(verdict),
            [first, ..] => {
                let help = "make two rules of it, or add the parts up: `weight(4, average([a, b]))`";
                Err(script.complain_at(
                    first,
                    Complaint::new("a rule weighs once, and this is weighed in vain", help),
                ))
            }
        }
    }
}

/// An error at the first statement that stands outside of functions, if there is one.
fn statement_outside(ast: &AST) -> Option<Box<EvalAltResult>> {
    let mut engine = sandbox();
    // The first step of anything at all ends the run, with its place.
    engine.on_progress(|_| Some(Dynamic::UNIT));
    engine.run_ast(ast).err()
}
