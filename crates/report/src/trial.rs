//! What came of the cases of a pack, for people.

use std::fmt::Write;
use std::path::Path;

use ssi_score::trial::{
    Asked, Bench, Case, CaseFile, Change, Contradiction, Coverage, CurveTried, Examples, Number, Part, Run,
    Tried, Values, Whole,
};

use crate::printable::printable;
use crate::terminal::count;

/// How much of a list is shown where not all is asked for.
const FEW: usize = 5;

/// A pack with what came of its cases.
pub struct Trial<'a> {
    /// The pack as it was typed.
    pub pack: &'a str,
    /// Its folder; none for the one in the binary.
    pub folder: Option<&'a Path>,
    /// Its files of cases.
    pub files: &'a [CaseFile],
    /// Where they were tried.
    pub bench: &'a Bench<'a>,
    /// What came of them.
    pub run: &'a Run<'a>,
    /// The Good and Bad lines.
    pub examples: &'a Examples,
    /// Those that contradict their rules.
    pub contradictions: &'a [Contradiction],
    /// What the cases reach; `None` where not all were tried.
    pub coverage: Option<&'a Coverage>,
    /// Whether to list all that they do not reach.
    pub all: bool,
    /// The numbers of the rules, changed a little, where that was asked for.
    pub numbers: Option<&'a [Number]>,
}

impl Trial<'_> {
    /// How many mistakes there are in files of cases.
    pub fn faults(&self) -> usize {
        self.files.iter().map(|file| file.faults.len()).sum()
    }

    /// What is wrong in one sentence; `None` where all is well.
    pub fn wrong(&self) -> Option<String> {
        let failed = self.run.counts().1;
        let fails = (failed > 0)
            .then(|| format!("{} {}", count(failed as f64, "case"), verb(failed, "fails", "fail")));
        let rules = self.contradictions.len();
        let contradict = (rules > 0).then(|| match self.contradictions {
            [one] => format!("the rule `{}` contradicts its own examples", one.rule),
            _ => format!("{rules} rules contradict their own examples"),
        });
        let faults = self.faults();
        let unread = (faults > 0).then(|| format!("{} in the cases", count(faults as f64, "mistake")));
        let all: Vec<String> = [fails, contradict, unread].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// A file of the pack as it can be opened; one of the pack in the binary as it is called there.
    fn place(&self, file: &str) -> String {
        let folder = self.folder.map(|folder| folder.join(file));
        folder.map_or_else(|| file.to_owned(), |path| path.display().to_string())
    }

    /// Each case that failed, with its file and its place there.
    pub(crate) fn failed(&self, file: usize) -> impl Iterator<Item = (usize, &Case, &Tried)> {
        let cases = self.files[file].cases.iter().zip(&self.run.tried[file]).enumerate();
        cases.filter(|(_, (_, tried))| !tried.holds).map(|(place, (case, tried))| (place, case, tried))
    }
}

fn verb<'a>(many: usize, one: &'a str, more: &'a str) -> &'a str {
    if many == 1 { one } else { more }
}

/// What failed with every rule's value, a line a file, and what no case reaches or notices.
pub fn trial_text(trial: &Trial<'_>) -> String {
    let mut out = String::new();
    for (place, file) in trial.files.iter().enumerate() {
        for fault in &file.faults {
            let _ = writeln!(out, "{}:{}: {}", file.path, fault.line, fault.message);
            let _ = writeln!(out, "  help: {}\n", fault.help);
        }
        for (case, of, tried) in trial.failed(place) {
            let values = trial.bench.values(trial.run, place, case);
            failure(&mut out, &file.path, of, tried, &values);
        }
    }
    for wrong in trial.contradictions {
        let _ = writeln!(out, "{}: a bad text does as well as a good one", wrong.rule);
        let _ = writeln!(out, "  good {:.2}: \"{}\"", wrong.good.1, wrong.good.0);
        let _ = writeln!(out, "  bad  {:.2}: \"{}\"", wrong.bad.1, wrong.bad.0);
        let _ = writeln!(out, "  help: change the rule, or the `Good:` and `Bad:` lines above it\n");
    }
    files(&mut out, trial);
    if let Some(coverage) = trial.coverage {
        reached(&mut out, trial, coverage);
    }
    if let Some(numbers) = trial.numbers {
        noticed(&mut out, trial, numbers);
    }
    out
}

/// A line a file, then all together.
fn files(out: &mut String, trial: &Trial<'_>) {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (place, file) in trial.files.iter().enumerate() {
        let failed = trial.failed(place).count();
        let held = file.cases.len() - failed;
        let mut said = format!("{} {}", count(held as f64, "case"), verb(held, "passes", "pass"));
        if failed > 0 {
            let _ = write!(said, ", {failed} {}", verb(failed, "fails", "fail"));
        }
        if !file.faults.is_empty() {
            let _ = write!(said, ", {}", count(file.faults.len() as f64, "mistake"));
        }
        lines.push((file.path.clone(), said));
    }
    if trial.examples.rules() > 0 {
        let wrong = trial.contradictions.len();
        let held = trial.examples.rules() - wrong;
        let held = format!("{} {}", count(held as f64, "rule"), verb(held, "holds", "hold"));
        let more = if wrong > 0 {
            format!(", {wrong} {}", verb(wrong, "does not", "do not"))
        } else {
            String::new()
        };
        let texts = count(trial.examples.texts() as f64, "text");
        lines.push(("Good and Bad lines".to_owned(), format!("{held}{more}, {texts} tried")));
    }
    let widest = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, said) in lines {
        let _ = writeln!(out, "{name:<widest$}  {said}");
    }
    let (held, failed) = trial.run.counts();
    let _ = writeln!(
        out,
        "\n{} {}, {failed} {}",
        count(held as f64, "case"),
        verb(held, "passes", "pass"),
        verb(failed, "fails", "fail")
    );
    if trial.files.is_empty() {
        let none = match trial.folder {
            Some(folder) => format!("no cases lie in {}", folder.join("tests").display()),
            None => "the pack in the binary has no cases with it: name its folder".to_owned(),
        };
        let _ = writeln!(out, "{none}; `ssi rules test --help` says what they look like");
    }
}

fn failure(out: &mut String, path: &str, case: &Case, tried: &Tried, values: &Values) {
    let _ = writeln!(out, "{path}:{}: {}: {}", case.line, printable(&case.name, 60), case.about);
    let _ = write!(out, "  expected {}", case.written);
    if let Some(beside) = tried.beside {
        let _ = write!(out, ", which got {}", exact(beside));
    }
    let came = tried.came.map_or("missing: no evidence".to_owned(), exact);
    let _ = writeln!(out, "\n  came     {came}");
    let of_text = matches!(case.asked, Asked::Grade(_) | Asked::TextRule(..));
    if let Some(score) = values.score {
        let _ = writeln!(out, "  {} score {score:>6}", mark(case, "score"));
    }
    for whole in &values.wholes {
        rules(out, case, whole, of_text);
    }
    out.push('\n');
}

fn rules(out: &mut String, case: &Case, whole: &Whole, of_text: bool) {
    let name = if of_text { format!("grade of a {}", whole.id) } else { whole.id.clone() };
    let points = whole.points.map_or("–".to_owned(), |points| points.to_string());
    let _ = writeln!(out, "  {} {name:<36}        {points:>6} of {:>6}", mark(case, &name), whole.of);
    for rule in &whole.rules {
        let credit = rule.credit.map_or("–".to_owned(), |credit| format!("{credit:.4}"));
        let points = rule.points.map_or("–".to_owned(), |points| points.to_string());
        let _ = writeln!(
            out,
            "  {}   {:<34} {credit:>6} {points:>6} of {:>6}",
            mark(case, &rule.id),
            rule.id,
            rule.of
        );
    }
}

/// A value as a cell could expect it: four digits, without zeros at the end.
fn exact(value: f64) -> String {
    let written = format!("{value:.4}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Stands in front of what failed.
fn mark(case: &Case, id: &str) -> char {
    if case.about == id { '>' } else { ' ' }
}

fn reached(out: &mut String, trial: &Trial<'_>, coverage: &Coverage) {
    let named = coverage.rules - coverage.untouched.len();
    let whole = coverage.curves.iter().filter(|curve| curve.is_whole()).count();
    let _ = writeln!(
        out,
        "{named} of {} {} named by a case or an example; of {} {whole} {} tried in all parts",
        count(coverage.rules as f64, "rule"),
        verb(named, "is", "are"),
        count(coverage.curves.len() as f64, "curve"),
        verb(whole, "is", "are")
    );
    let most = if trial.all { usize::MAX } else { FEW };
    let list = &coverage.untouched;
    for rule in list.iter().take(most) {
        let _ = writeln!(out, "  no case names {rule}");
    }
    more(out, list.len(), most, "rule");
    let partly: Vec<&CurveTried> = coverage.curves.iter().filter(|curve| !curve.is_whole()).collect();
    let shown: Vec<[String; 3]> = partly.iter().take(most).map(|curve| told(trial, curve)).collect();
    let widest = |column: usize| shown.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    for [place, curve, never] in &shown {
        let _ = writeln!(out, "  {place:<first$}  {curve:<second$}  {never}");
    }
    more(out, partly.len(), most, "curve");
}

fn more(out: &mut String, all: usize, most: usize, noun: &str) {
    if all > most {
        let _ = writeln!(out, "  and {} more: `--coverage` lists all", count((all - most) as f64, noun));
    }
}

/// Where a curve stands, how it is written, and the parts that no case reached.
fn told(trial: &Trial<'_>, curve: &CurveTried) -> [String; 3] {
    let hump = curve.parts.len() > 3 || curve.parts.iter().any(|(part, _)| *part == Part::TooMuch);
    let never: Vec<&str> =
        curve.parts.iter().filter(|(_, reached)| !reached).map(|(part, _)| words(*part, hump)).collect();
    let (file, line, column) = &curve.place;
    [
        format!("{}:{line}:{column}", trial.place(file)),
        format!("{} {}", curve.rule, curve.written),
        if never.len() == curve.parts.len() {
            "never tried".to_owned()
        } else {
            format!("never {}", never.join(", "))
        },
    ]
}

/// A part of a curve in words.
fn words(part: Part, hump: bool) -> &'static str {
    match part {
        Part::Nothing if hump => "nothing (too little)",
        Part::Nothing => "nothing",
        Part::Between if hump => "in between (rising)",
        Part::Between => "in between",
        Part::Full => "in full",
        Part::Falling => "in between (falling)",
        Part::TooMuch => "nothing (too much)",
    }
}

fn noticed(out: &mut String, trial: &Trial<'_>, numbers: &[Number]) {
    let of = |change: Change| numbers.iter().filter(move |number| number.change() == change);
    let (seen, refused) = (of(Change::Noticed).count(), of(Change::Refused).count());
    let all = numbers.len() - refused;
    let _ = writeln!(
        out,
        "\n{seen} of {} {} noticed when changed a little",
        count(all as f64, "number"),
        verb(seen, "is", "are")
    );
    if refused > 0 {
        let _ = writeln!(
            out,
            "  {} cannot be changed alone: the pack would be refused",
            count(refused as f64, "number")
        );
    }
    let shown: Vec<[String; 3]> = of(Change::Unnoticed)
        .map(|number| {
            let tried = number.changed.iter().filter(|changed| changed.change == Change::Unnoticed);
            let others: Vec<&str> = tried.map(|changed| changed.written.as_str()).collect();
            [
                format!("{}:{}:{}", trial.place(&number.file), number.line, number.column),
                number.rule.clone(),
                format!("{} → {}", number.written, others.join(" or ")),
            ]
        })
        .collect();
    if !shown.is_empty() {
        let _ = writeln!(out, "no case notices:");
    }
    let widest = |column: usize| shown.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    for [place, rule, change] in &shown {
        let _ = writeln!(out, "  {place:<first$}  {rule:<second$}  {change}");
    }
}
