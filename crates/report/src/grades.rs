//! The table of graded texts.

use ssi_corpus::read::TextFile;
use ssi_rules::{GradePlan, Model, TextWant};
use ssi_score::grade::{self, CAP, Grader};
use ssi_score::{Claim, Points, settle};
use ssi_text::{SIGNALS, Unit};

use crate::described::described_by_grade;
use crate::sheet::{Cells, Sheet};

/// Graded texts, and the figures for a line on the terminal.
pub struct GradeSheet<'a> {
    /// Columns `id`, `grade`, one a rule, and the signals if they were asked for.
    pub sheet: Sheet<'a>,
    /// How many texts.
    pub texts: usize,
    /// How many of them have a grade; the others tell nothing that the rules weigh.
    pub graded: usize,
    /// The mean grade of those; NaN where there is none.
    pub mean: f64,
}

/// Grades every text of a file.
///
/// Each rule's column is its part of the grade; the parts add up to the grade.
pub fn grade_sheet<'a>(
    model: &Model,
    plan: &GradePlan,
    file: &'a TextFile,
    with_signals: bool,
) -> GradeSheet<'a> {
    let rows = file.texts.len();
    let direct: Vec<TextWant> =
        if with_signals { (0..SIGNALS.len()).map(TextWant::Signal).collect() } else { Vec::new() };
    let mut columns = Grader::rules(model, plan, &direct).run(rows, |row| file.texts.get(row));
    let signals = columns.split_off(1 + 2 * plan.rules.len());
    let (mut claims, mut parts): (Vec<Claim>, Vec<Option<Points>>) = (Vec::new(), Vec::new());
    let mut grades = Vec::with_capacity(rows);
    let mut by_rule = vec![Vec::with_capacity(rows); plan.rules.len()];
    for row in 0..rows {
        claims.clear();
        claims.extend(grade::claims(plan, &columns, row));
        let settled = settle(CAP, &claims, &mut parts);
        let share = |p: Option<Points>| p.map_or(f64::NAN, |p| f64::from(p.0) / f64::from(CAP));
        grades.push(share(settled.total));
        for (column, part) in by_rule.iter_mut().zip(&parts) {
            column.push(share(*part));
        }
    }
    let known: Vec<f64> = grades.iter().copied().filter(|g| !g.is_nan()).collect();
    let (graded, mean) = (known.len(), known.iter().sum::<f64>() / known.len() as f64);
    let mut sheet = Sheet::default();
    sheet.add("id", Cells::Texts((0..rows).map(|row| file.ids.get(row)).collect()));
    sheet.add("grade", Cells::Numbers(grades, 4));
    for (rule, column) in plan.rules.iter().zip(by_rule) {
        sheet.add(&rule.id, Cells::Numbers(column, 4));
    }
    add_signals(&mut sheet, signals);
    sheet.describe(described_by_grade(&plan.rules));
    GradeSheet { sheet, texts: rows, graded, mean }
}

/// Every signal of every text of a file: columns `id` and one a signal.
pub fn signal_sheet<'a>(model: &Model, file: &'a TextFile) -> Sheet<'a> {
    let (rows, all) = (file.texts.len(), (0..SIGNALS.len()).map(TextWant::Signal).collect::<Vec<_>>());
    let signals = Grader::grade(model, None, &all).run(rows, |row| file.texts.get(row));
    let mut sheet = Sheet::default();
    sheet.add("id", Cells::Texts((0..rows).map(|row| file.ids.get(row)).collect()));
    add_signals(&mut sheet, signals);
    sheet.describe(described_by_grade(&[]));
    sheet
}

fn add_signals(sheet: &mut Sheet<'_>, signals: Vec<Vec<f64>>) {
    for (signal, column) in SIGNALS.iter().zip(signals) {
        let whole = matches!(signal.unit, Unit::Hash | Unit::Count | Unit::Words | Unit::Code);
        let cells = if whole { Cells::Wholes(column) } else { Cells::Numbers(column, 4) };
        sheet.add(signal.id, cells);
    }
}
