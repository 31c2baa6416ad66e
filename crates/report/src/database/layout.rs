//! The tables of the database: the statements that make them and what their columns mean come from one list.

use std::fmt::Write as _;

use crate::described::described;

/// A table: its name, its columns, and what stands behind them in its statement.
pub(super) struct Layout {
    pub(super) name: &'static str,
    /// Name, type, sentence, unit. The sentence is empty where the name means the same in every table.
    pub(super) columns: &'static [(&'static str, &'static str, &'static str, &'static str)],
    keys: &'static str,
    options: &'static str,
}

/// All tables, in the order in which they are filled.
pub(super) const TABLES: [Layout; 10] = [
    Layout {
        name: "members",
        columns: &[
            (
                "member_no",
                "INTEGER PRIMARY KEY",
                "The member's number, by which pillars and points name the member.",
                "",
            ),
            ("member", "TEXT NOT NULL UNIQUE", "", ""),
            ("score", "REAL NOT NULL", "", ""),
            ("band", "TEXT NOT NULL", "", ""),
            ("coverage", "REAL NOT NULL", "", ""),
            ("low", "REAL NOT NULL", "", ""),
            ("high", "REAL NOT NULL", "", ""),
            ("rank", "INTEGER", "", ""),
            ("industry", "TEXT", "", ""),
            ("industry_rank", "INTEGER", "", ""),
            ("industry_members", "INTEGER", "", ""),
            ("team", "TEXT", "", ""),
            ("team_rank", "INTEGER", "", ""),
            ("team_members", "INTEGER", "", ""),
            ("network_rank", "INTEGER", "", ""),
            ("network_members", "INTEGER", "", ""),
        ],
        keys: "",
        options: "STRICT",
    },
    Layout {
        name: "rules",
        columns: &[
            ("rule_no", "INTEGER PRIMARY KEY", "The rule's number, by which points name the rule.", ""),
            ("rule", "TEXT NOT NULL UNIQUE", "", ""),
            ("pillar", "TEXT NOT NULL", "The id of the pillar.", ""),
            (
                "title",
                "TEXT",
                "What the rule asks for; empty where the pack of the run is gone or has changed.",
                "",
            ),
            ("why", "TEXT", "Why it is worth points.", ""),
            ("advice", "TEXT", "What to do.", ""),
            ("weight", "REAL", "The weight in its pillar.", "weight"),
            (
                "points_at_most",
                "REAL",
                "What it can earn where all rules of its pillar have data; below 0 for a penalty.",
                "points",
            ),
        ],
        keys: "",
        options: "STRICT",
    },
    Layout {
        name: "pillars",
        columns: &[
            ("pillar", "TEXT NOT NULL", "The id of the pillar.", ""),
            ("member_no", "INTEGER NOT NULL REFERENCES members", "The member's number.", ""),
            ("points", "REAL", "What the member has; empty where there was no evidence.", "points"),
        ],
        keys: ", PRIMARY KEY (pillar, member_no)",
        options: "STRICT, WITHOUT ROWID",
    },
    Layout {
        name: "points",
        columns: &[
            ("rule_no", "INTEGER NOT NULL REFERENCES rules", "The rule's number.", ""),
            ("member_no", "INTEGER NOT NULL REFERENCES members", "The member's number.", ""),
            ("points", "REAL", "What the member has; empty where there was no evidence.", "points"),
        ],
        keys: ", PRIMARY KEY (rule_no, member_no)",
        options: "STRICT, WITHOUT ROWID",
    },
    Layout {
        name: "groups",
        columns: &[
            ("kind", "TEXT NOT NULL", "`industry` or `team`.", ""),
            ("name", "TEXT NOT NULL", "The name of the group.", ""),
            ("members", "INTEGER NOT NULL", "How many members it has.", "members"),
            ("mean", "REAL NOT NULL", "The mean score.", "points"),
            ("median", "REAL NOT NULL", "The score in the middle.", "points"),
        ],
        keys: ", PRIMARY KEY (kind, name)",
        options: "STRICT, WITHOUT ROWID",
    },
    Layout {
        name: "group_pillars",
        columns: &[
            ("kind", "TEXT NOT NULL", "`industry` or `team`.", ""),
            ("name", "TEXT NOT NULL", "The name of the group.", ""),
            ("pillar", "TEXT NOT NULL", "The id of the pillar.", ""),
            ("mean", "REAL NOT NULL", "The mean of those with evidence.", "points"),
        ],
        keys: ", PRIMARY KEY (kind, name, pillar)",
        options: "STRICT, WITHOUT ROWID",
    },
    Layout {
        name: "rejects",
        columns: &[
            ("file", "TEXT NOT NULL", "The file of the row.", ""),
            ("line", "INTEGER", "The line where the row begins, from 1.", "line"),
            ("byte", "INTEGER", "The byte where the row begins, from 0.", "byte"),
            ("fault", "TEXT NOT NULL", "What is wrong, in a word.", ""),
            ("column", "TEXT NOT NULL", "The column; empty where it is the whole row.", ""),
            ("value", "TEXT NOT NULL", "What stands there.", ""),
            ("reason", "TEXT NOT NULL", "What is wrong, as a sentence.", ""),
        ],
        keys: "",
        options: "STRICT",
    },
    Layout {
        name: "inputs",
        columns: &[
            ("file", "TEXT NOT NULL", "The path of the file in the corpus.", ""),
            ("table", "TEXT NOT NULL", "What it was read as.", ""),
            ("bytes", "INTEGER NOT NULL", "Its size.", "bytes"),
            ("blake3", "TEXT NOT NULL", "Its BLAKE3 digest.", ""),
            ("rows", "INTEGER NOT NULL", "Rows taken over.", "rows"),
            ("filtered", "INTEGER NOT NULL", "Rows that a mapping left out.", "rows"),
            ("rejected", "INTEGER NOT NULL", "Rows rejected.", "rows"),
        ],
        keys: "",
        options: "STRICT",
    },
    Layout {
        name: "run",
        columns: &[
            ("name", "TEXT NOT NULL PRIMARY KEY", "What is said of the run.", ""),
            ("value", "TEXT NOT NULL", "As it stands in summary.json.", ""),
        ],
        keys: "",
        options: "STRICT, WITHOUT ROWID",
    },
    Layout {
        name: "columns",
        columns: &[
            ("table", "TEXT NOT NULL", "The table or view.", ""),
            ("column", "TEXT NOT NULL", "The column.", ""),
            ("description", "TEXT NOT NULL", "What it means.", ""),
            ("unit", "TEXT NOT NULL", "What its numbers count; empty for texts.", ""),
            ("lowest", "REAL", "The lowest value there can be; empty where nothing bounds it.", ""),
            ("highest", "REAL", "The highest value there can be; empty where nothing bounds it.", ""),
        ],
        keys: ", PRIMARY KEY (\"table\", \"column\")",
        options: "STRICT, WITHOUT ROWID",
    },
];

/// Views: name, what for, query. Their columns are those of the tables.
pub(super) const VIEWS: [(&str, &str); 2] = [
    (
        "member_points",
        "SELECT m.member, m.team, r.pillar, r.rule, r.title, p.points, r.points_at_most, r.advice \
         FROM rules r JOIN points p USING (rule_no) JOIN members m USING (member_no)",
    ),
    (
        "room",
        "SELECT member, team, rule, title, points, points_at_most, points_at_most - points AS missing, advice \
         FROM member_points WHERE points_at_most > 0 AND points < points_at_most",
    ),
];

/// What stands in a view only.
pub(super) const MISSING: (&str, &str) =
    ("missing", "What the member could still earn with the rule, if all rules of its pillar have data.");

/// What is looked for often. They are made last, from all rows at once.
pub(super) const INDEXES: &str = "
    CREATE INDEX members_by_score ON members (score);
    CREATE INDEX members_by_team ON members (team, score) WHERE team IS NOT NULL;
    CREATE INDEX members_by_industry ON members (industry, score) WHERE industry IS NOT NULL;
    CREATE INDEX rejects_by_file ON rejects (file, line);";

impl Layout {
    /// The statement that makes the table, with a comment a column that `.schema` shows.
    pub(super) fn create(&self) -> String {
        let mut sql = format!("CREATE TABLE \"{}\" (", self.name);
        for (i, (name, kind, ..)) in self.columns.iter().enumerate() {
            let last = i + 1 == self.columns.len();
            let comma = if last && self.keys.is_empty() { "" } else { "," };
            let keys = self.keys.trim_start_matches(", ");
            let about = self.about(name).0;
            let _ = write!(sql, "\n  \"{name}\" {kind}{comma} -- {about}");
            if last && !self.keys.is_empty() {
                let _ = write!(sql, "\n  {keys}");
            }
        }
        let _ = write!(sql, "\n) {}", self.options);
        sql
    }

    /// The statement that adds a row.
    pub(super) fn insert(&self) -> String {
        let marks = vec!["?"; self.columns.len()].join(", ");
        format!("INSERT INTO \"{}\" VALUES ({marks})", self.name)
    }

    /// Sentence, unit and range of a column.
    pub(super) fn about(&self, column: &str) -> (String, String, Option<(f64, f64)>) {
        let (name, _, about, unit) =
            self.columns.iter().find(|(name, ..)| *name == column).expect("a column of the table");
        match described(name).filter(|_| about.is_empty()) {
            Some(known) => (known.about, known.unit, known.range),
            None => ((*about).to_owned(), (*unit).to_owned(), None),
        }
    }
}
