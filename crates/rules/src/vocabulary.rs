//! The names that a pack may use, handed in by whoever owns the tables and the signals.

/// What a column is to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A quantity.
    Number,
    /// Holds or does not hold.
    Condition,
    /// A word or an id: can be compared with a text in quotes and counted by `distinct`.
    Label,
    /// A text: has signals, phrases and a grade.
    Text {
        /// Which file in `grades/` grades it.
        grade: String,
    },
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct ColumnWord {
    /// Its name.
    pub id: String,
    /// What it is to a rule.
    pub kind: Kind,
    /// Lowest and highest value of a number.
    pub range: (f64, f64),
    /// Whether an empty cell means that nobody told us. If not, it means that there is nothing to tell (no answer, so no delay).
    pub blank_is_unknown: bool,
}

/// A table of a member's rows.
#[derive(Clone, Debug)]
pub struct TableWord {
    /// Its name.
    pub id: String,
    /// Whether its rows are counted whatever their age.
    pub state: bool,
    /// Whether its rows have a time.
    pub timed: bool,
    /// Its columns.
    pub columns: Vec<ColumnWord>,
}

impl TableWord {
    /// The place of a column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.id == id)
    }

    /// The table's text, for `row.words` as short for `row.text.words`.
    pub fn text(&self) -> Option<usize> {
        self.columns.iter().position(|c| matches!(c.kind, Kind::Text { .. }))
    }
}

/// A signal of every text.
#[derive(Clone, Debug)]
pub struct SignalWord {
    /// Its name.
    pub id: String,
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// Whether it is a quantity that a rule can weigh; hashes are not.
    pub quantity: bool,
}

/// Everything that a pack may name.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The tables that a member has rows in.
    pub tables: Vec<TableWord>,
    /// The member's own row, `m.profile`: its place in `tables`.
    pub profile: usize,
    /// The signals of every text.
    pub signals: Vec<SignalWord>,
    /// The languages that a phrase list can be written for, as ISO 639-1 writes them.
    pub languages: Vec<String>,
}

impl Vocabulary {
    /// The kinds of text that are graded, sorted.
    pub fn grades(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self
            .tables
            .iter()
            .flat_map(|t| &t.columns)
            .filter_map(|c| match &c.kind {
                Kind::Text { grade } => Some(grade.as_str()),
                _ => None,
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The place of a table.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|t| t.id == id)
    }

    /// The place of a signal.
    pub fn signal(&self, id: &str) -> Option<usize> {
        self.signals.iter().position(|s| s.id == id)
    }
}

/// The known name nearest to a wrong one, if one is near enough to be meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let letters = wrong.chars().count();
    // Nobody misspells a name of this length, and the distance costs its square.
    if letters > 100 {
        return None;
    }
    known
        .into_iter()
        .filter_map(|name| {
            let (shorter, longer) = (letters.min(name.len()), letters.max(name.len()));
            let part =
                shorter >= 4 && 2 * shorter >= longer && (name.contains(&wrong) || wrong.contains(name));
            let distance = strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
            let near = distance <= 1 + shorter / 4 && distance < shorter;
            (near || part).then_some((if near { distance } else { 100 }, name))
        })
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["posts", "count", "weight", "is_decision_maker", "at", "where", "mean"];
        for (wrong, meant) in [
            ("post", Some("posts")),
            ("Posts", Some("posts")),
            ("cuont", Some("count")),
            ("decision_maker", Some("is_decision_maker")),
            ("length", None),
            ("x", None),
            ("newsletters", None),
        ] {
            assert_eq!(nearest(wrong, known), meant, "{wrong}");
        }
    }
}
