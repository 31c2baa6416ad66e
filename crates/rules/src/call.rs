//! One file of rules: every public function called once.

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, ScriptFnMetadata};
use ssi_expr::Place;

use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::doc::Doc;
use crate::engine::sandbox;
use crate::language::{LANGUAGE, Member, Operand, Text, Verdict};
use crate::lint;
use crate::mend::{self, Mended};
use crate::model::Rule;
use crate::pack::PackFile;
use crate::scan::Function;
use crate::stage::{Scope, Shared};
use crate::translate::{Purpose, Script, outside};

/// Functions of one file with mistakes after which it is read no further.
const MOST_BROKEN: usize = 20;

/// What the rules of a file are called with.
pub(crate) struct Caller<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) stage: &'a Shared,
    /// The pillar or the kind of text: the first part of the rules' ids.
    pub(crate) prefix: &'a str,
    pub(crate) scope: Scope,
}

/// What could be read of a file of rules.
pub(crate) struct Read {
    pub(crate) rules: Vec<Rule>,
    /// The functions that are not among the rules because something is wrong with them.
    pub(crate) broken: Vec<String>,
    pub(crate) found: Vec<Diagnostic>,
}

impl Caller<'_> {
    /// The rules of a file, in the order of the file, as far as they can be read.
    pub(crate) fn rules(&self, file: &PackFile, place: usize) -> Read {
        let words = self.stage.borrow().words.clone();
        let purpose = Purpose::Rules(self.scope);
        self.stage.borrow_mut().file = place as u32;
        let Mended { file, ast, broken, found } = mend::compile(self.engine, file, purpose, &words);
        let script = Script::new(&file, purpose, &words);
        let readable = found.is_empty();
        let mut read = Read { rules: Vec::new(), broken, found };
        let Some(ast) = ast else { return read };
        // Where a function could not be read, lines outside may be a piece of it.
        if let Some(line) = statement_outside(&ast).filter(|_| readable) {
            read.found.push(script.complain_at(line.position(), outside(self.parameter())));
        }
        let metadata: Vec<ScriptFnMetadata> = ast.iter_functions().collect();
        let functions = script.scan.functions();
        for function in &functions {
            // Warnings do not count: a pack with them can be used, and must have all of its rules.
            if read.broken.len() >= MOST_BROKEN {
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
                let complaint = Complaint::new(Code::TakenName, message, "choose another name");
                read.found.push(script.complain(Some(function.name.into()), complaint));
                read.broken.push(compiled.name.to_owned());
            } else if !function.private {
                match self.rule(&script, &ast, function, compiled) {
                    Ok(rule) => {
                        if rule.doc.why.is_empty() {
                            read.found.push(no_why(&script, function));
                        }
                        read.rules.push(rule);
                    }
                    Err(wrong) => {
                        // A helper is called by many rules, and its mistake is one.
                        for one in
                            wrong.into_iter().filter(|w| !w.follows_from(&script.file.text, &read.broken))
                        {
                            if !read.found.contains(&one) {
                                read.found.push(one);
                            }
                        }
                        read.broken.push(compiled.name.to_owned());
                    }
                }
            }
            if let Err(large) = self.stage.borrow().small_enough() {
                read.found.push(script.complain(Some(function.name.into()), large));
                return read;
            }
        }
        if read.broken.is_empty() {
            read.found.extend(lint::unused(&script, &functions));
        }
        if read.rules.is_empty() && read.found.iter().all(|d| d.severity == Severity::Warning) {
            let help = match self.scope {
                Scope::Text => {
                    "write for example `/// Long enough.` and `fn length(t) { weight(5, t.words.ramp(5, 40)) }`"
                }
                _ => {
                    "write for example `/// Posts.` and `fn posts(m) { weight(5, m.posts.per_week().ramp(0, 2)) }`"
                }
            };
            let complaint = Complaint::new(Code::NoRules, "there is no rule in this file", help);
            read.found.push(script.complain(None, complaint));
        }
        read
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
        let complain =
            |code, message: String, help: String| script.complain(at, Complaint::new(code, message, help));
        if function.parameters.len() != 1 {
            let takes = match function.parameters.len() {
                0 => "nothing".to_owned(),
                n => format!("{n} things"),
            };
            let help = format!("write `fn {name}({}) {{`, or `private fn` for a helper", self.parameter());
            return Err(vec![complain(
                Code::RuleParameters,
                format!("`{name}` takes {takes}, a rule takes one"),
                help,
            )]);
        }
        let doc = Doc::read(&compiled.comments.join("\n"));
        let mut wrong = Vec::new();
        if doc.title.is_empty() {
            if script.scan.read_outside(&function.tokens, name) {
                let help = format!("write `private fn {name}`: a helper is private, all others are rules");
                return Err(vec![complain(
                    Code::HelperNotPrivate,
                    format!("`{name}` is used by a rule but is not private"),
                    help,
                )]);
            }
            let help = "write a line such as `/// Posts often enough.` above it, which reports print";
            wrong.push(complain(
                Code::MissingTitle,
                format!("the rule `{name}` has no title"),
                help.to_owned(),
            ));
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
                Code::WrongScope,
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
                return Err(script.complain_at(
                    *at,
                    Complaint::new(Code::WeightNotLast, "the rule goes on behind this", help),
                ));
            }
            let ends = if value.is_unit() { "nothing".to_owned() } else { Operand::of(&value).in_words() };
            let message = format!("the rule `{name}` ends in {ends} and not in `weight` or `penalty`");
            let help = format!("make its last line `weight(4, …)`; a helper is a `private fn {name}`");
            return Err(
                script.complain(Some(function.name.into()), Complaint::new(Code::NoWeight, message, help))
            );
        };
        match weighed[..] {
            [] | [_] => Ok(verdict),
            [first, ..] => {
                let help = "make two rules of it, or add the parts up: `weight(4, average([a, b]))`";
                Err(script.complain_at(
                    first,
                    Complaint::new(Code::TwoWeights, "a rule weighs once, and this is weighed in vain", help),
                ))
            }
        }
    }
}

/// A rule that does not say why it is there.
fn no_why(script: &Script, function: &Function) -> Diagnostic {
    let message = format!("the comment of `{}` does not say why", function.name.text);
    let help = "write a line such as `/// Why: who posts is seen.` below its title; reports print it";
    script.complain(Some(function.name.into()), Complaint::new(Code::MissingWhy, message, help))
}

/// An error at the first statement that stands outside of functions, if there is one.
fn statement_outside(ast: &AST) -> Option<Box<EvalAltResult>> {
    let mut engine = sandbox();
    // The first step of anything at all ends the run, with its place.
    engine.on_progress(|_| Some(Dynamic::UNIT));
    engine.run_ast(ast).err()
}
