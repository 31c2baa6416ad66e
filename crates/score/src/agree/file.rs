//! A file that people judged: which of its columns say what, and the rows that can be used.

use ssi_corpus::data::{Fault, Ids, Reject, Texts};
use ssi_corpus::read::TextTable;

use super::judged::{Judged, Shape, shape};
use super::labels::{self, Better, Labels, NoLabels, better};

/// Which columns of a file say what.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The texts: one column, or two for pairs.
    pub texts: Vec<String>,
    /// What people said of them.
    pub label: String,
    /// The better one of two labels, where it is told.
    pub positive: Option<String>,
    /// What each text belongs to; only texts that belong to the same are compared.
    pub group: Option<String>,
    /// What figures are given for each value of.
    pub by: Option<String>,
    /// Columns and what they must hold for a row to count.
    pub only: Vec<(String, String)>,
}

impl Columns {
    /// All columns that must be read, in the order in which [`JudgedTexts::new`] wants them.
    pub fn names(&self) -> Vec<&str> {
        let texts = self.texts.iter().chain([&self.label]).chain(&self.group).chain(&self.by);
        texts.chain(self.only.iter().map(|(column, _)| column)).map(String::as_str).collect()
    }
}

/// Texts that people judged.
#[derive(Debug)]
pub struct JudgedTexts {
    /// The texts; two in a row for each pair.
    pub texts: Texts,
    /// What people said.
    pub judged: Judged,
    /// What kind of label that is.
    pub shape: Shape,
    /// The worse and the better label, for labels that are two words.
    pub words: Option<(String, String)>,
    /// For each row or pair its value in the column that figures are given by, as a number among these names.
    pub by: Option<(Vec<u32>, Ids)>,
    /// Pairs left out, of which neither text is better.
    pub ties: usize,
    /// Rows left out, because a column holds something else than was asked for.
    pub passed_over: usize,
    /// Rows that could not be used, in the order of the file.
    pub rejects: Vec<Reject>,
}

/// Why a file has nothing to compare grades with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// What was found.
    pub message: String,
    /// What to write instead; may be empty.
    pub help: String,
}

impl Unjudged {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl JudgedTexts {
    /// Understands the columns of a file; `table` holds [`Columns::names`] in their order.
    ///
    /// # Errors
    /// When no row can be used, or all labels say the same.
    pub fn new(table: TextTable, columns: &Columns) -> Result<Self, Unjudged> {
        let pairs = columns.texts.len() == 2;
        if pairs && columns.group.is_some() {
            return Err(Unjudged::new(
                "pairs are compared with each other already",
                "leave out --group-column",
            ));
        }
        if pairs && columns.positive.is_some() {
            return Err(Unjudged::new(
                "--positive is for labels, and two text columns make pairs",
                "leave out --positive, or name one text column",
            ));
        }
        let mut rows = Rows::new(table, columns);
        if rows.used.is_empty() && rows.rejects.is_empty() && rows.passed_over > 0 {
            let asked: Vec<String> = columns.only.iter().map(|(c, v)| format!("{c}={v}")).collect();
            let message = format!("none of the {} rows has {}", rows.passed_over, asked.join(" and "));
            return Err(Unjudged::new(message, "a value has to be written as it is in the file"));
        }
        if pairs { rows.pairs(columns) } else { rows.labelled(columns) }
    }
}

/// The rows of a file that may still be used.
struct Rows {
    table: TextTable,
    used: Vec<usize>,
    /// The place of the column with the label.
    label: usize,
    rejects: Vec<Reject>,
    passed_over: usize,
}

impl Rows {
    fn new(mut table: TextTable, columns: &Columns) -> Self {
        let rejects = std::mem::take(&mut table.rejects);
        let label = columns.texts.len();
        let first = table.columns.len() - columns.only.len();
        let holds = |row: usize| {
            columns.only.iter().zip(&table.columns[first..]).all(|((_, v), c)| c.get(row).trim() == v.trim())
        };
        let rows = table.places.len();
        let used: Vec<usize> = (0..rows).filter(|&row| holds(row)).collect();
        let passed_over = rows - used.len();
        let mut this = Self { table, used, label, rejects, passed_over };
        for (place, name) in columns.texts.iter().enumerate() {
            this.keep(name, Fault::MissingValue, "there is no text", |cells| !cells[place].trim().is_empty());
        }
        this
    }

    /// Keeps the rows for which something holds and rejects the others.
    fn keep(&mut self, column: &str, fault: Fault, reason: &str, holds: impl Fn(&[&str]) -> bool) {
        let Self { table, used, rejects, .. } = self;
        used.retain(|&row| {
            let cells: Vec<&str> = table.columns.iter().map(|c| c.get(row)).collect();
            let kept = holds(&cells);
            if !kept {
                let place = table.places[row];
                rejects.push(Reject {
                    file: table.file.clone(),
                    line: place.line,
                    byte: place.byte,
                    fault,
                    column: column.to_owned(),
                    // Which may be a text that somebody wrote.
                    value: String::new(),
                    reason: reason.to_owned(),
                });
            }
            kept
        });
    }

    fn pairs(&mut self, columns: &Columns) -> Result<JudgedTexts, Unjudged> {
        let [first, second] = [&columns.texts[0], &columns.texts[1]].map(String::as_str);
        let label = self.label;
        if labels::counts_from_zero(self.used.iter().map(|&row| self.table.columns[label].get(row))) {
            return Err(Unjudged::new(
                format!(
                    "labels of pairs in {} count from 0, so nobody can know which text a 1 means",
                    columns.label
                ),
                format!("write 1 and 2, a and b, left and right, first and second, or {first} and {second}"),
            ));
        }
        let reason =
            format!("the label is neither {first} nor {second}, nor an end of these names, nor a tie");
        self.keep(&columns.label, Fault::Cast, &reason, |cells| {
            better(cells[label], [first, second]).is_some()
        });
        self.some()?;
        let said = |row: usize| better(self.table.columns[label].get(row), [first, second]);
        let rows = self.used.len();
        self.used = std::mem::take(&mut self.used)
            .into_iter()
            .filter(|&row| said(row) != Some(Better::Tie))
            .collect();
        if self.used.is_empty() {
            return Err(Unjudged::new(format!("all {rows} pairs are ties: there is nothing to compare"), ""));
        }
        let firsts = self.used.iter().map(|&row| said(row) == Some(Better::First)).collect();
        Ok(self.finish(columns, Judged::Pairs(firsts), None, rows - self.used.len()))
    }

    fn labelled(&mut self, columns: &Columns) -> Result<JudgedTexts, Unjudged> {
        let label = self.label;
        self.keep(&columns.label, Fault::MissingValue, "there is no label", |cells| {
            !cells[label].trim().is_empty()
        });
        if let Some(group) = &columns.group {
            self.keep(group, Fault::MissingValue, "there is no group", |cells| {
                !cells[label + 1].trim().is_empty()
            });
        }
        self.some()?;
        let cells: Vec<&str> = self.used.iter().map(|&row| self.table.columns[label].get(row)).collect();
        let Labels { values, words } = labels::read(&cells, columns.positive.as_deref())
            .map_err(|why| explain(&why, &columns.label, columns.positive.as_deref()))?;
        let known: Vec<bool> = values.iter().map(|v| !v.is_nan()).collect();
        let rows = std::mem::take(&mut self.used);
        let odd: Vec<usize> = rows.iter().zip(&known).filter(|(_, k)| !**k).map(|(&row, _)| row).collect();
        self.used = odd;
        self.keep(&columns.label, Fault::Cast, "the label is no number, as others are", |_| false);
        self.used = rows.iter().zip(&known).filter(|(_, k)| **k).map(|(&row, _)| row).collect();
        let labels: Vec<f64> = values.into_iter().filter(|v| !v.is_nan()).collect();
        if labels.iter().all(|&l| l == labels[0]) {
            let n = labels.len();
            let said = words.as_ref().map_or_else(
                || labels[0].to_string(),
                |(worse, better)| if labels[0] == 1.0 { better.clone() } else { worse.clone() },
            );
            return Err(Unjudged::new(
                format!("all {n} labels in '{}' are {said}: there is nothing to compare", columns.label),
                "a grade can be judged where some texts are better than others",
            ));
        }
        let groups = columns.group.as_ref().map(|_| {
            let mut names = Ids::default();
            let column = &self.table.columns[label + 1];
            self.used.iter().map(|&row| names.intern(column.get(row).trim())).collect::<Vec<u32>>()
        });
        if let (Some(groups), Some(name)) = (&groups, &columns.group) {
            let mut firsts = vec![f64::NAN; groups.iter().map(|&g| g as usize + 1).max().unwrap_or(0)];
            let differ = groups.iter().zip(&labels).any(|(&group, &label)| {
                let first = &mut firsts[group as usize];
                if first.is_nan() {
                    *first = label;
                }
                *first != label
            });
            if !differ {
                return Err(Unjudged::new(
                    format!("no group of '{name}' has two different labels: there is nothing to compare"),
                    "name another column with --group-column, or leave it out to compare all rows",
                ));
            }
        }
        Ok(self.finish(columns, Judged::Rows { labels, groups }, words, 0))
    }

    /// An error where no row is left.
    fn some(&mut self) -> Result<(), Unjudged> {
        if !self.used.is_empty() {
            return Ok(());
        }
        self.rejects.sort_by_key(|reject| (reject.line, reject.byte));
        Err(match self.rejects.first() {
            None => Unjudged::new(format!("{} holds no text", self.table.file), "the file has a header only"),
            Some(first) => {
                let column =
                    if first.column.is_empty() { String::new() } else { format!("{}: ", first.column) };
                let n = self.rejects.len();
                let rows = if n == 1 {
                    "its 1 row was rejected".to_owned()
                } else {
                    format!("all {n} rows were rejected")
                };
                Unjudged::new(
                    format!("{} holds nothing to compare: {rows}", self.table.file),
                    format!("line {}: {column}{}", first.line, first.reason),
                )
            }
        })
    }

    fn finish(
        &mut self,
        columns: &Columns,
        judged: Judged,
        words: Option<(String, String)>,
        ties: usize,
    ) -> JudgedTexts {
        let mut texts = Texts::default();
        for &row in &self.used {
            self.table.columns[..self.label].iter().for_each(|column| texts.push(column.get(row)));
        }
        let by = columns.by.as_ref().map(|_| {
            let column = &self.table.columns[self.label + 1 + usize::from(columns.group.is_some())];
            let mut names = Ids::default();
            (self.used.iter().map(|&row| names.intern(column.get(row).trim())).collect(), names)
        });
        let mut rejects = std::mem::take(&mut self.rejects);
        rejects.sort_by_key(|reject| (reject.line, reject.byte));
        JudgedTexts {
            texts,
            shape: shape(&judged),
            judged,
            words,
            by,
            ties,
            passed_over: self.passed_over,
            rejects,
        }
    }
}

/// Why a column is no label, and what to write instead.
fn explain(why: &NoLabels, column: &str, positive: Option<&str>) -> Unjudged {
    let list = |some: &[String], found: usize| match some {
        [] => String::new(),
        some if some.len() < found => format!(": {}, …", some.join(", ")),
        some => format!(": {}", some.join(", ")),
    };
    match why {
        NoLabels::Empty => Unjudged::new(format!("there is no label in '{column}'"), ""),
        NoLabels::WhichIsBetter(a, b) => Unjudged::new(
            format!("'{column}' holds two labels, {a} and {b}, and nobody says which is the better one"),
            format!("add --positive {a} or --positive {b}"),
        ),
        NoLabels::NotTwo { found: 1, some } => Unjudged::new(
            format!("'{column}' holds one label only{}", list(some, 1)),
            "a grade can be judged where some texts are better than others",
        ),
        NoLabels::NotTwo { found, some } if positive.is_some() => Unjudged::new(
            format!("--positive is for two labels, and '{column}' holds {found}{}", list(some, *found)),
            "leave out --positive where labels are numbers",
        ),
        NoLabels::NotTwo { found, some } => Unjudged::new(
            format!("'{column}' holds {found} different words{}", list(some, *found)),
            "a label is a number, or one of two words",
        ),
        NoLabels::NoSuchValue { some } => Unjudged::new(
            format!("no label in '{column}' is {}", positive.unwrap_or_default()),
            if some.is_empty() { String::new() } else { format!("found: {}", some.join(", ")) },
        ),
    }
}
