//! A pack and everyone who is scored with it, ready to be turned: numbers in, effects out.

use std::time::Instant;

use serde_json::{Value, json};
use ssi_report::{TuningBench, Turned, rules_told, tuning_json, turned_json, write_file};
use ssi_rules::{Diagnostics, Model, Pack, ReweighError, Rewritten, Vocabulary, rewrite};
use ssi_score::impact::{Impact, Side};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Kept, Scores};

use crate::asked::{Answer, Asked, Changed};

/// How many rises and falls are told.
const MOST_MOVED: usize = 10;
/// How many members a search finds.
const MOST_FOUND: usize = 20;
/// How many members can be watched at once.
const MOST_WATCHED: usize = 4;
/// How many levers can be moved at once: more than there are.
const MOST_LEVERS: usize = 64;

/// Makes the page of everyone, from rules and the scores they make.
pub type EveryonePage<'a> = Box<dyn Fn(&Model, &Scores) -> String + 'a>;

/// Makes the page of a member under some rules, by the place among the scores.
pub type MemberPage<'a> = Box<dyn Fn(&Model, usize) -> String + 'a>;

/// Makes the JSON of a member as if these levers were moved, under some rules, by the place among the scores.
pub type WhatIfAnswer<'a> = Box<dyn Fn(&Model, usize, &[String]) -> String + 'a>;

/// The pages that show scores.
pub struct Pages<'a> {
    /// The page of everyone.
    pub everyone: EveryonePage<'a>,
    /// The page of a member.
    pub member: MemberPage<'a>,
    /// What a member could come to.
    pub what_if: WhatIfAnswer<'a>,
}

/// Scores everyone with other rules, on top of what is kept; why not where that cannot be.
pub type Turn<'a> = Box<dyn FnMut(&mut Kept, Model) -> Result<(), String> + 'a>;

/// A pack on the bench, with everyone's scores.
pub struct Workbench<'a> {
    pack: Pack,
    corpus: String,
    as_of: String,
    words: Vocabulary,
    /// The scores with the pack as it lies there.
    base: Kept,
    /// What is told of the rules as they lie there.
    told: Vec<Value>,
    /// The scores with the numbers of the last question.
    now: Kept,
    turn: Turn<'a>,
    pages: Pages<'a>,
}

impl<'a> Workbench<'a> {
    /// Puts a pack on the bench, with everyone's scores; `corpus` and `as_of` are told to people.
    pub fn new(
        pack: Pack,
        base: Kept,
        corpus: String,
        as_of: String,
        turn: Turn<'a>,
        pages: Pages<'a>,
    ) -> Self {
        let (now, told) = (base.clone(), rules_told(base.model()));
        Self { pack, corpus, as_of, words: vocabulary(), base, told, now, turn, pages }
    }

    /// Answers one question.
    pub fn answer(&mut self, asked: &Asked) -> Answer {
        match asked {
            Asked::Everyone => Answer::Page((self.pages.everyone)(self.base.model(), self.scores())),
            Asked::Member(id) => match self.scores().find(id) {
                Some(member) => Answer::Page((self.pages.member)(self.base.model(), member)),
                None => Answer::Missing("there is no such member: begin at /".to_owned()),
            },
            Asked::Rules => Answer::Json(tuning_json(&self.bench())),
            Asked::Search(letters) => Answer::Json(self.search(letters)),
            Asked::Turn(changed) => self.turned(changed).unwrap_or_else(|refused| refused),
            Asked::WhatIf(chosen) => match self.scores().find(&chosen.member) {
                Some(member) => {
                    let levers = &chosen.levers[..chosen.levers.len().min(MOST_LEVERS)];
                    Answer::Json((self.pages.what_if)(self.base.model(), member, levers))
                }
                None => said(format!("there is no member `{}`", chosen.member.escape_debug())),
            },
            Asked::Save(changed) => self.save(changed).unwrap_or_else(|refused| refused),
        }
    }

    fn scores(&self) -> &Scores {
        self.base.scores()
    }

    fn bench(&self) -> TuningBench<'_> {
        TuningBench {
            model: self.base.model(),
            origin: &self.pack.origin,
            corpus: &self.corpus,
            as_of: &self.as_of,
            members: self.scores().members.len(),
            locked: self.locked(),
        }
    }

    /// Why nothing can be written back.
    fn locked(&self) -> Option<&'static str> {
        self.pack.folder().is_none().then_some(
            "The rules came with the command and cannot be changed. Begin a pack of your own with `ssi rules new my-rules`, and serve \
             with `--rules my-rules`.",
        )
    }

    fn search(&self, letters: &str) -> String {
        let (scores, wanted) = (self.scores(), letters.to_lowercase());
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        let found = scores.ranking.iter().map(|&m| m as usize);
        let found = found.filter(|&m| has(&scores.members[m]) || has(&scores.names[m])).take(MOST_FOUND);
        let found = found.map(|m| {
            let score = scores.score[m].value();
            let band = &self.base.model().band(score).name;
            json!({"member": scores.members[m], "name": scores.names[m], "score": score, "band": band})
        });
        json!(found.collect::<Vec<_>>()).to_string()
    }

    /// The files with other numbers and what they mean, from the texts on the bench.
    fn rewritten(&self, changed: &Changed) -> Result<(Vec<Rewritten>, Model), Answer> {
        let text = |path: &str| {
            let file = self.pack.files.iter().find(|f| f.path == path);
            Ok(file.map(|f| f.text.clone()).unwrap_or_default())
        };
        rewrite(&self.pack, self.base.model(), &self.words, &changed.changes(), &text)
            .map_err(|error| refused(&error))
    }

    fn turned(&mut self, changed: &Changed) -> Result<Answer, Answer> {
        let start = Instant::now();
        let (files, model) = self.rewritten(changed)?;
        (self.turn)(&mut self.now, model).map_err(said)?;
        let scored = start.elapsed();
        let old = Side { model: self.base.model(), scores: self.base.scores() };
        let new = Side { model: self.now.model(), scores: self.now.scores() };
        let impact = Impact::new(old, new, &[], MOST_MOVED);
        let watched: Vec<usize> =
            changed.members.iter().take(MOST_WATCHED).filter_map(|id| self.scores().find(id)).collect();
        Ok(Answer::Json(turned_json(&Turned {
            corpus: &self.corpus,
            as_of: &self.as_of,
            old,
            new,
            told: &self.told,
            impact: &impact,
            files: &files,
            warnings: &[],
            watched: &watched,
            took: (scored, start.elapsed().saturating_sub(scored)),
        })))
    }

    /// Writes the numbers back into the files of the pack, and puts the pack as it is then on the bench.
    fn save(&mut self, changed: &Changed) -> Result<Answer, Answer> {
        if let Some(why) = self.locked() {
            return Err(said(why));
        }
        let lies = |path: &str| self.pack.as_it_lies(path);
        let (files, model) = rewrite(&self.pack, self.base.model(), &self.words, &changed.changes(), &lies)
            .map_err(|error| refused(&error))?;
        // Scores first: what cannot be scored is not written.
        (self.turn)(&mut self.now, model).map_err(said)?;
        let folder = self.pack.folder().map(std::path::Path::to_owned).unwrap_or_default();
        let mut written = Vec::new();
        for file in &files {
            let place = folder.join(&file.path);
            write_file(&place, |out| out.write_all(file.after.as_bytes())).map_err(|error| {
                let done = if written.is_empty() { "nothing was written" } else { "only a part was written" };
                said(format!("{error}; {done}"))
            })?;
            self.pack = self.pack.with_file(&file.path, &file.after);
            written.push(place.display().to_string());
        }
        self.base = self.now.clone();
        self.told = rules_told(self.base.model());
        Ok(Answer::Json(json!({"written": written, "digest": self.base.model().digest}).to_string()))
    }
}

/// Why something cannot be done, for the page.
fn said(why: impl Into<String>) -> Answer {
    Answer::Refused(json!({"error": why.into(), "diagnostics": []}).to_string())
}

fn refused(error: &ReweighError) -> Answer {
    let (why, help, found) = match error {
        ReweighError::Rules(found) => {
            ("the rules cannot be used with these numbers".to_owned(), String::new(), wrong(found))
        }
        ReweighError::Edit(error) => (error.to_string(), error.help.clone(), Vec::new()),
        ReweighError::Pack(error) => (error.to_string(), error.help.clone(), Vec::new()),
        ReweighError::Unknown(_) | ReweighError::NoFolder => (error.to_string(), String::new(), Vec::new()),
    };
    Answer::Refused(json!({"error": why, "help": help, "diagnostics": found}).to_string())
}

fn wrong(found: &Diagnostics) -> Vec<Value> {
    let errors = found.errors();
    let one = |d: &ssi_rules::Diagnostic| {
        json!({
            "code": d.code.name(), "file": d.file, "line": d.line, "column": d.column, "message": d.message, "help": d.help,
        })
    };
    errors.all.iter().map(one).collect()
}
