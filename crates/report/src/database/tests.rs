//! Every column of every table and view is described, and the statements are ones that `SQLite` takes.

use super::*;

#[test]
fn every_column_is_described() {
    let base = Connection::open_in_memory().unwrap();
    for table in &TABLES {
        base.execute_batch(&table.create()).unwrap();
    }
    for (name, query) in VIEWS {
        base.execute_batch(&format!("CREATE VIEW {name} AS {query}")).unwrap();
    }
    base.execute_batch(INDEXES).unwrap();
    columns(&base).unwrap();
    let mut all = base
        .prepare(
            "SELECT s.name, t.name, c.description FROM sqlite_schema s JOIN pragma_table_info(s.name) t \
             LEFT JOIN columns c ON c.\"table\" = s.name AND c.\"column\" = t.name WHERE s.type IN ('table', 'view')",
        )
        .unwrap();
    let mut rows = all.query([]).unwrap();
    let mut seen = 0;
    while let Some(row) = rows.next().unwrap() {
        let (table, column): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let about: Option<String> = row.get(2).unwrap();
        assert!(about.is_some_and(|about| about.ends_with('.')), "{table}.{column}");
        seen += 1;
    }
    assert!(seen > 60, "{seen} columns");
}
