//! Files of cases: what each row asks of which text or member, and rows that cannot be understood.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::read::TextTable;
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_rules::Model;
use ssi_text::Language;

use super::expect::Expect;

/// The columns of a file about texts.
const OF_TEXTS: [&str; 6] = ["text", "kind", "rule", "expect", "name", "language"];
/// The columns of a file about members.
const OF_MEMBERS: [&str; 5] = ["member", "rule", "expect", "name", "as_of"];
/// How much of a text stands for its name.
const SHORT: usize = 48;

/// A file of cases as it was read.
pub struct Sheet {
    /// What it is called in messages.
    pub path: String,
    /// All columns that [`columns_of`] names, in its order, or why there are none and what to do.
    pub table: Result<TextTable, (String, String)>,
    /// The corpus beside it: the folder of the same name; or why it cannot be read and what to do.
    pub corpus: Option<Result<Corpus, (String, String)>>,
}

/// Which of the columns of a file, by their names, cases are made of; the others are complained about by [`CaseFile::new`].
pub fn columns_of(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).filter(|name| known(name).is_some()).collect()
}

fn known(name: &str) -> Option<&'static str> {
    OF_TEXTS.iter().chain(&OF_MEMBERS).copied().find(|known| name.trim().eq_ignore_ascii_case(known))
}

/// A file of cases, understood.
pub struct CaseFile {
    /// What it is called in messages.
    pub path: String,
    /// The rows that could be understood, in the order of the file.
    pub cases: Vec<Case>,
    /// Rows that could not, and what is wrong with the file.
    pub faults: Vec<Fault>,
    pub(super) on: On,
}

/// What the cases of a file are about.
pub(super) enum On {
    Nothing,
    Texts(Vec<Sample>),
    Members(Box<Corpus>, Vec<Person>),
}

/// A text that is tried.
pub(super) struct Sample {
    pub(super) text: String,
    /// What it is taken to be in where it does not tell.
    pub(super) language: Option<Language>,
}

/// A member on a day.
#[derive(PartialEq, Eq)]
pub(super) struct Person {
    pub(super) member: String,
    /// The first second after the day.
    pub(super) end: i64,
}

/// What a case asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The grade of a text, by its place among the model's grades.
    Grade(usize),
    /// A rule of a grade: the credit of the rule, 0 to 1.
    TextRule(usize, usize),
    /// A member's score in points.
    Score,
    /// A pillar's points.
    Pillar(usize),
    /// A rule's points, by its pillar and its place there.
    MemberRule(usize, usize),
}

/// One row of a file.
#[derive(Clone, Debug)]
pub struct Case {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// What it is called: its name, else the member or the first words of the text.
    pub name: String,
    /// What is asked for.
    pub asked: Asked,
    /// The same in words: a rule's id, `grade of a post`, a pillar's id or `score`.
    pub about: String,
    /// What must come, as it is written.
    pub written: String,
    /// What must come.
    pub expect: Expect,
    /// The text or the person, by its place in the file's list.
    pub(super) on: usize,
    /// The one of the case that an order names.
    pub(super) beside: Option<usize>,
}

/// Something that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// What was found.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Fault {
    fn new(line: u64, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, message: message.into(), help: help.into() }
    }
}

impl CaseFile {
    /// Understands a file; what is wrong with a row does not touch the others.
    pub fn new(model: &Model, sheet: Sheet) -> Self {
        let mut file = Self { path: sheet.path, cases: Vec::new(), faults: Vec::new(), on: On::Nothing };
        let table = match sheet.table {
            Ok(table) => table,
            Err((message, help)) => {
                file.faults.push(Fault::new(1, message, help));
                return file;
            }
        };
        let wanted = columns_of(&table.names);
        let columns: BTreeMap<&str, usize> =
            wanted.iter().enumerate().filter_map(|(place, name)| Some((known(name)?, place))).collect();
        for reject in &table.rejects {
            file.faults.push(Fault::new(reject.line, reject.reason.clone(), "write the row anew"));
        }
        let has = |name: &str| columns.contains_key(name);
        let (own, kind) = match (has("text"), has("member")) {
            (true, false) => (&OF_TEXTS[..], "texts"),
            (false, true) => (&OF_MEMBERS[..], "members"),
            (both, _) => {
                let found = if both {
                    "has both a column `text` and a column"
                } else {
                    "has neither a column `text` nor a column"
                };
                let help = "cases about texts have the columns text, kind, rule and expect; cases about members have member, rule and expect";
                file.faults.push(Fault::new(1, format!("{found} `member`"), help));
                return file;
            }
        };
        for name in table.names.iter().filter(|name| known(name).is_none_or(|known| !own.contains(&known))) {
            let message = format!("a case about {kind} has no column `{}`", name.escape_debug());
            file.faults.push(Fault::new(1, message, format!("its columns are {}", own.join(", "))));
        }
        let rows = Rows { model, table: &table, columns };
        if kind == "texts" {
            rows.texts(&mut file)
        } else {
            rows.members(&mut file, sheet.corpus)
        }
        file.faults.sort_by_key(|fault| fault.line);
        file
    }

    /// Leaves only the cases that have all of some words, in any case, in the name of the file, in their own or in what they ask for.
    pub fn filter(&mut self, words: &[String]) {
        let path = self.path.to_lowercase();
        self.cases.retain(|case| {
            let of_case = format!("{path} {} {}", case.name, case.about).to_lowercase();
            words.iter().all(|word| of_case.contains(&word.to_lowercase()))
        });
    }
}

/// The rows of a file while they are understood.
struct Rows<'a> {
    model: &'a Model,
    table: &'a TextTable,
    columns: BTreeMap<&'static str, usize>,
}

impl Rows<'_> {
    fn cell(&self, row: usize, column: &str) -> &str {
        self.columns.get(column).map_or("", |&place| self.table.columns[place].get(row).trim())
    }

    fn texts(&self, file: &mut CaseFile) {
        let (mut samples, mut names): (Vec<Sample>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
        let mut above = None;
        for (row, place) in self.table.places.iter().enumerate() {
            let [text, name] = ["text", "name"].map(|column| self.cell(row, column));
            let (sample, kind_above) = match (names.get(name), above) {
                (Some(&known), kind) if text.is_empty() => (known, kind.map(|(_, kind)| kind)),
                (None, Some((last, kind))) if text.is_empty() => (last, Some(kind)),
                _ if text.is_empty() => {
                    let help = "write the text; an empty cell means the text of the row above, or of the case of that name";
                    file.faults.push(Fault::new(place.line, "there is no text", help));
                    continue;
                }
                _ => {
                    let sample = samples.iter().position(|sample: &Sample| {
                        sample.text == text && self.cell(row, "language").is_empty()
                    });
                    let language = Language::from_code(self.cell(row, "language"));
                    let new = samples.len();
                    (
                        sample.unwrap_or_else(|| {
                            samples.push(Sample { text: text.to_owned(), language });
                            new
                        }),
                        None,
                    )
                }
            };
            if !name.is_empty() && *names.entry(name).or_insert(sample) != sample {
                let message = format!("another text is called `{}` already", name.escape_debug());
                file.faults.push(Fault::new(place.line, message, "give this one another name"));
                continue;
            }
            match self.text_case(row, place.line, sample, kind_above) {
                Ok((case, kind)) => {
                    above = Some((sample, kind));
                    let of_text = names.iter().find(|(_, of)| **of == sample).map_or("", |(name, _)| name);
                    let name = if name.is_empty() { of_text } else { name };
                    file.cases.push(Case { name: called(name, &samples[sample].text), ..case });
                }
                Err(fault) => {
                    above = Some((sample, kind_above.unwrap_or(0)));
                    file.faults.push(fault);
                }
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

    fn members(&self, file: &mut CaseFile, corpus: Option<Result<Corpus, (String, String)>>) {
        let corpus = match corpus {
            Some(Ok(corpus)) => corpus,
            Some(Err((message, help))) => return file.faults.push(Fault::new(1, message, help)),
            None => {
                let folder = file.path.strip_suffix(".csv").unwrap_or(&file.path);
                let help = "put the files of a small corpus there: members.csv, posts.csv and others; see `ssi columns --files`";
                return file.faults.push(Fault::new(
                    1,
                    format!("there is no folder {folder} with members"),
                    help,
                ));
            }
        };
        let latest = end_of_activity(&corpus);
        let (mut people, mut names): (Vec<Person>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
        let mut rosters: BTreeMap<i64, Resolved<'_>> = BTreeMap::new();
        let mut above: Option<usize> = None;
        for (row, place) in self.table.places.iter().enumerate() {
            let (line, [member, name, as_of]) =
                (place.line, ["member", "name", "as_of"].map(|c| self.cell(row, c)));
            let mut fault = |message: String, help: &str| file.faults.push(Fault::new(line, message, help));
            let last = above.map(|place| &people[place]);
            let end = match (as_of, as_of.parse::<Date>()) {
                ("", _) => last.filter(|_| member.is_empty()).map(|last| last.end).or(latest),
                (_, Ok(date)) => Some(end_of(date)),
                _ => {
                    fault(
                        format!("as_of: `{}` is no day", as_of.escape_debug()),
                        "write a day such as 2026-08-31",
                    );
                    continue;
                }
            };
            let Some(end) = end else {
                fault(
                    "nothing in the corpus has a time".to_owned(),
                    "write a day such as 2026-08-31 into the column as_of",
                );
                continue;
            };
            let member = match (member, last) {
                ("", Some(last)) => last.member.clone(),
                ("", None) => {
                    fault(
                        "there is no member".to_owned(),
                        "write the member's id; an empty cell means the member of the row above",
                    );
                    continue;
                }
                _ => member.to_owned(),
            };
            let view = View::at(end, self.model.window_days);
            let roster = rosters.entry(end).or_insert_with(|| Resolved::new(&corpus, view)).roster();
            if corpus.people.find(&member).and_then(|person| roster.member(person)).is_none() {
                let some: Vec<&str> =
                    (0..roster.len().min(8) as u32).map(|m| corpus.people.name(roster.person(m))).collect();
                fault(
                    format!("there is no member `{}`", member.escape_debug()),
                    &format!("members are {}", some.join(", ")),
                );
                continue;
            }
            let person = Person { member, end };
            let on = people.iter().position(|known| *known == person).unwrap_or(people.len());
            if on == people.len() {
                people.push(person);
            }
            above = Some(on);
            if !name.is_empty() && *names.entry(name).or_insert(on) != on {
                fault(
                    format!("another member is called `{}` already", name.escape_debug()),
                    "give this case another name",
                );
                continue;
            }
            match self.member_case(row, line, on) {
                Ok(case) => {
                    let of_member = names.iter().find(|(_, of)| **of == on).map(|(name, _)| *name);
                    let name = if name.is_empty() { of_member.unwrap_or(&people[on].member) } else { name };
                    file.cases.push(Case { name: name.to_owned(), ..case });
                }
                Err(fault) => file.faults.push(fault),
            }
        }
        drop(rosters);
        let find = |name: &str, case: &Case| {
            let end = people[case.on].end;
            let member = || people.iter().position(|person| person.member == name && person.end == end);
            names.get(name).copied().or_else(member)
        };
        orders(file, &find, "name a case of this file, or a member that one is about");
        file.on = On::Members(Box::new(corpus), people);
    }

    fn member_case(&self, row: usize, line: u64, on: usize) -> Result<Case, Fault> {
        let (rule, pillars) = (self.cell(row, "rule"), &self.model.pillars);
        let in_pillar = |p: usize| Some((p, pillars[p].rules.iter().position(|r| r.id == rule)?));
        let asked = if rule.is_empty() || rule == "score" {
            Asked::Score
        } else if let Some(pillar) = pillars.iter().position(|p| p.id == rule) {
            Asked::Pillar(pillar)
        } else if let Some((pillar, place)) = (0..pillars.len()).find_map(in_pillar) {
            Asked::MemberRule(pillar, place)
        } else {
            if self.model.grades.iter().flat_map(|g| &g.rules).any(|r| r.id == rule) {
                let message = format!("rule: `{rule}` is a rule of a text, not of a member");
                return Err(Fault::new(line, message, "write such cases into a file with a column `text`"));
            }
            return Err(self.no_rule(line, rule, "a pillar or `score`"));
        };
        let about = if rule.is_empty() { "score" } else { rule };
        self.case(row, line, asked, about.to_owned(), on)
    }

    fn no_rule(&self, line: u64, id: &str, or: &str) -> Fault {
        let unknown = self.model.unknown(id);
        let help = match &unknown.nearest {
            Some(near) => format!(
                "did you mean `{near}`? `ssi rules check --list` lists every rule; {or} is possible, too"
            ),
            None => format!("write the id of a rule, {or}; `ssi rules check --list` lists every rule"),
        };
        Fault::new(line, format!("rule: there is no rule called `{}`", id.escape_debug()), help)
    }

    /// The rest of a row, which is the same in both forms.
    fn case(&self, row: usize, line: u64, asked: Asked, about: String, on: usize) -> Result<Case, Fault> {
        let written = self.cell(row, "expect").to_owned();
        let expect = Expect::read(&written).map_err(|help| {
            let found = if written.is_empty() {
                "nothing is expected".to_owned()
            } else {
                format!("`{}` cannot be expected", written.escape_debug())
            };
            Fault::new(line, format!("expect: {found}"), help)
        })?;
        Ok(Case { line, name: String::new(), asked, about, written, expect, on, beside: None })
    }
}

/// Finds the cases that orders name; a case that names none is taken out.
fn orders(file: &mut CaseFile, find: &dyn Fn(&str, &Case) -> Option<usize>, help: &str) {
    let CaseFile { cases, faults, .. } = file;
    cases.retain_mut(|case| {
        let Expect::Order(_, name) = &case.expect else { return true };
        case.beside = find(name, case);
        if case.beside.is_none() {
            let message = format!("expect: there is no case called `{}`", name.escape_debug());
            faults.push(Fault::new(case.line, message, help));
        }
        case.beside.is_some()
    });
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

/// The first second after a day.
fn end_of(date: Date) -> i64 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    (i64::from((date - EPOCH).get_days()) + 1) * DAY
}
