//! The rows behind an aggregate of a member: what counted, and what might have.

use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::{Resolved, Space, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{TABLES, table};
use ssi_expr::{Column, NodeId};
use ssi_rules::{Measure, MemberInput, Rule};

use crate::cells::{Cells, cells};
use crate::partial::since;
use crate::sheet::Sheet;

/// A row that an aggregate looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The table, by its place.
    pub table: usize,
    /// The row of the member's sheet.
    pub place: usize,
    /// When it happened, or [`NO_TIME`](ssi_corpus::data::NO_TIME).
    pub time: i64,
    /// What the aggregate looks at: a number, a condition as 1 and 0, a label's number; NaN where nothing, or where nothing is asked.
    pub value: f64,
}

/// A row in words for a person; never its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The table's id.
    pub table: &'static str,
    /// The row's own id in the input, where it has one.
    pub id: String,
    /// When it happened, or [`NO_TIME`](ssi_corpus::data::NO_TIME).
    pub time: i64,
    /// The other person's id, where there is one.
    pub counterpart: String,
}

impl Sheet<'_> {
    /// The aggregates that a rule reads, in the order of the rules' formula.
    pub fn aggregates_of(&self, rule: &Rule) -> Vec<usize> {
        let model = self.reading().model();
        let inputs = model.member.inputs_of(rule.value);
        let of_rows = inputs.into_iter().filter_map(|input| match model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) => Some(a),
            _ => None,
        });
        of_rows.collect()
    }

    /// The rows that an aggregate counted, by its place in the model's list: those inside its window that pass its filter.
    ///
    /// # Panics
    /// When the model has no such aggregate.
    pub fn rows_of(&self, aggregate: usize) -> Vec<Row> {
        let reading = self.reading();
        let model = reading.model();
        let a = &model.aggregates[aggregate];
        let (Some(slip), Some(tape)) = (self.table(TABLES[a.table].id), &reading.plan.rows[a.table]) else {
            return Vec::new();
        };
        let plan = &model.tables[a.table];
        let inputs: Vec<Cells<'_>> =
            plan.inputs.iter().map(|s| cells(s, &slip.frame, reading.resolved(), &slip.texts)).collect();
        let columns: Vec<Column<'_>> = inputs.iter().map(|c| c.column(0..slip.len())).collect();
        let mut out: Vec<Vec<f64>> = vec![Vec::new(); tape.outputs.len()];
        tape.tape.run(slip.len(), &columns, |_, block| {
            for (all, part) in out.iter_mut().zip(block) {
                all.extend_from_slice(part);
            }
        });
        let output = |node: NodeId| &out[tape.outputs.binary_search(&node).expect("every node that is read")];
        let end = reading.resolved().view().end;
        let since = since(model, a.window, end);
        (0..slip.len())
            .filter(|&row| slip.time(row) >= since && slip.time(row) < end)
            .filter(|&row| a.evidence.is_none_or(|node| output(node)[row] == 1.0))
            .filter(|&row| a.filter.is_none_or(|node| output(node)[row] == 1.0))
            .map(|row| {
                let value = match a.measure {
                    Measure::Row => f64::NAN,
                    Measure::Value(node) => output(node)[row],
                    Measure::Label(c) => match &slip.frame.columns[c] {
                        Some(Values::Labels(all, _)) if all[row] != NO_ID => f64::from(all[row]),
                        _ => f64::NAN,
                    },
                };
                Row { table: a.table, place: row, time: slip.time(row), value }
            })
            .collect()
    }

    /// A row of the sheet in words.
    ///
    /// # Panics
    /// When the row is not one of this sheet.
    pub fn told(&self, row: &Row) -> Told {
        let table = &TABLES[row.table];
        let slip = self.table(table.id).expect("a row of a table of the sheet");
        let resolved = self.reading().resolved();
        let person = ["counterpart", "other"].into_iter().find(|c| table.column(c).is_some());
        let counterpart = person.map_or(NO_ID, |column| slip.label(row.place, column));
        Told {
            table: table.id,
            id: self.id_of(table.id, row.place).to_owned(),
            time: row.time,
            counterpart: name(resolved, Space::People, counterpart),
        }
    }

    /// The id that a row has in the input; empty where it has none.
    pub(crate) fn id_of(&self, id: &str, row: usize) -> &str {
        let corpus = self.reading().resolved().corpus();
        let file = table(id).map(|place| TABLES[place].file);
        let (field, ids) = match (file, id) {
            (_, "ties" | "threads" | "days") | (None, _) => return "",
            (Some(FileId::Posts), _) => ("post", &corpus.posts),
            (Some(FileId::Comments), _) => ("comment", &corpus.comments),
            (Some(FileId::Messages), _) => ("conversation", &corpus.conversations),
            _ => return "",
        };
        ids.name(self.given(id, row, field))
    }

    /// The number of a given id in the input row behind a row; [`NO_ID`] where there is none.
    pub(crate) fn given(&self, id: &str, row: usize, field: &str) -> u32 {
        let found = || {
            let origin = self.table(id)?.origin(row)?;
            let file = TABLES[table(id)?].file;
            Some(self.reading().resolved().corpus().rows(file)?.ids(field)?[origin])
        };
        found().unwrap_or(NO_ID)
    }
}

/// A label as it was written; empty for none.
pub(crate) fn name(resolved: &Resolved<'_>, space: Space, label: u32) -> String {
    let corpus = resolved.corpus();
    let labels = match space {
        Space::People => &corpus.people,
        Space::Posts => &corpus.posts,
        Space::Conversations => &corpus.conversations,
        Space::Words => &corpus.labels,
        // A search is told by its row; its words are the member's own business.
        Space::Queries => return String::new(),
    };
    labels.name(label).to_owned()
}
