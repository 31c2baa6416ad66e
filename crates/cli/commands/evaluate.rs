//! `ssi evaluate`: how far a grade agrees with what people said.

use ssi_corpus::read::{Error, Options, TextTable, read_columns};
use ssi_report::{By, EvaluationReport, evaluation_json, evaluation_text};
use ssi_score::agree::evaluation::{Evaluation, Measures, Settings, evaluate};
use ssi_score::agree::file::{Columns, JudgedTexts, Unjudged};
use ssi_score::agree::matching::Match;
use ssi_score::agree::{length, rules};

use crate::args::Evaluate;
use crate::output::{Failure, Outcome, print};
use crate::session::{in_one_line, load_rules, threads};

/// How many rejects are named on the screen.
const NAMED: usize = 5;
/// How many values of a column have a line of their own.
const LINES: usize = 12;
/// The columns that are looked for where none is named.
const PAIRS: [&str; 3] = ["text_a", "text_b", "better"];

impl From<Unjudged> for Failure {
    fn from(why: Unjudged) -> Self {
        Self::asked(why.message, why.help)
    }
}

pub(crate) fn run(args: &Evaluate) -> Outcome {
    threads(args.jobs)?;
    let (model, _) = load_rules(args.rules.as_deref(), &args.set)?;
    let plan = model.grade(&args.kind).ok_or_else(|| {
        Failure::asked(format!("the pack grades no {}", args.kind), format!("add grades/{}.rhai", args.kind))
    })?;
    let (columns, table) = read(args)?;
    let file = table.file.clone();
    let found = JudgedTexts::new(table, &columns)?;
    args.tolerance.check(&found.rejects, 0, None)?;

    let texts = &found.texts;
    let graded = rules::grade(&model, plan, texts.len(), |row| texts.get(row), args.each_rule);
    let of =
        |measure: fn(&str) -> f64| (0..texts.len()).map(|row| measure(texts.get(row))).collect::<Vec<f64>>();
    let (words, characters) = (of(length::words), of(|text| text.chars().count() as f64));
    let measures = Measures { grade: &graded.grade, words: &words, characters: &characters };
    let settings = Settings {
        matched: Match { within: args.match_within, least: f64::from(args.least_words) },
        resamples: args.resamples as usize,
    };
    let items = found.judged.items();
    let part = |items: &[u32]| evaluate(&found.judged, found.shape, items, &measures, &settings);
    let whole = part(&items);
    if whole.items == 0 {
        return Err(Failure::asked(
            "no text could be graded",
            format!("no rule of {}s has anything to tell from; see `ssi rules list`", args.kind),
        ));
    }
    let each = args.each_rule.then(|| {
        let asked = rules::Asked::again(&found.judged, &whole, &items, &measures, &settings);
        rules::each(&model, plan, &graded, &asked)
    });
    let report = EvaluationReport {
        file,
        kind: args.kind.clone(),
        rules: model.title.clone(),
        words: found.words.clone(),
        settings,
        whole: &whole,
        by: args.by.as_ref().map(|column| by(column, &found, &part)),
        each,
        ties: found.ties,
        passed_over: found.passed_over,
        rejected: found.rejects.len(),
    };
    print(&if args.json { evaluation_json(&report) } else { evaluation_text(&report) })?;
    for reject in found.rejects.iter().take(NAMED) {
        let column = if reject.column.is_empty() { String::new() } else { format!("{}: ", reject.column) };
        tell!(
            "rejected: {}",
            in_one_line(&format!("{}:{}: {column}{}", reject.file, reject.line, reject.reason))
        );
    }
    if found.rejects.len() > NAMED {
        tell!("rejected: {} more rows", found.rejects.len() - NAMED);
    }
    Ok(())
}

/// Reads the columns that are named, or those of pairs where none is.
fn read(args: &Evaluate) -> Result<(Columns, TextTable), Failure> {
    let options = Options { dialect: args.written.overrides(), ..Options::default() };
    let mut columns = Columns {
        texts: args.text_column.clone(),
        label: args.label_column.clone().unwrap_or_default(),
        positive: args.positive.clone(),
        group: args.group_column.clone(),
        by: args.by.clone(),
        only: args.only.clone(),
    };
    if columns.texts.len() > 2 {
        return Err(Failure::asked(
            format!("{} text columns are named", columns.texts.len()),
            "name one for texts with a label, two for pairs",
        ));
    }
    let missing = match (columns.texts.is_empty(), columns.label.is_empty()) {
        (false, false) => {
            return Ok((columns.clone(), read_columns(&args.file, &columns.names(), &options)?));
        }
        (true, true) => {
            "name the columns with --text-column and --label-column; a file of pairs with the columns text_a, text_b and better needs neither"
        }
        (true, false) => "name the column of texts with --text-column, twice for pairs",
        (false, true) => "name the column that says which texts are better with --label-column",
    };
    if columns.texts.is_empty() && columns.label.is_empty() {
        columns.texts = PAIRS[..2].iter().map(|&name| name.to_owned()).collect();
        PAIRS[2].clone_into(&mut columns.label);
        match read_columns(&args.file, &columns.names(), &options) {
            Ok(table) => return Ok((columns, table)),
            Err(Error::NoColumn { column, file, found, .. }) if PAIRS.contains(&column.as_str()) => {
                return Err(Failure::asked(which_is_what(&file, &found), missing));
            }
            Err(error) => return Err(error.into()),
        }
    }
    // Asking for nothing reads nothing but the names.
    let table = read_columns(&args.file, &[], &options)?;
    Err(Failure::asked(which_is_what(&table.file, &table.names), missing))
}

fn which_is_what(file: &str, found: &[String]) -> String {
    const SHOWN: usize = 20;
    let mut names: Vec<&str> = found.iter().take(SHOWN).map(String::as_str).collect();
    if found.len() > SHOWN {
        names.push("…");
    }
    format!("{file}: nobody says which column is what; found: {}", names.join(", "))
}

/// The figures for each value of a column; the smallest values are taken together.
fn by(column: &str, found: &JudgedTexts, part: &dyn Fn(&[u32]) -> Evaluation) -> By {
    let Some((of, names)) = &found.by else {
        return By { column: column.to_owned(), values: Vec::new(), others: None };
    };
    let mut values: Vec<(&str, Vec<u32>)> =
        (0..names.len()).map(|n| (names.name(n as u32), Vec::new())).collect();
    for (item, &value) in of.iter().enumerate() {
        values[value as usize].1.push(item as u32);
    }
    values.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    let few = if values.len() > LINES { values.split_off(LINES - 1) } else { Vec::new() };
    let mut others: Vec<u32> = few.iter().flat_map(|(_, items)| items).copied().collect();
    others.sort_unstable();
    By {
        column: column.to_owned(),
        values: values.iter().map(|(name, items)| ((*name).to_owned(), part(items))).collect(),
        others: (!few.is_empty()).then(|| (few.len(), part(&others))),
    }
}
