//! One list of names: what the corpus publishes as tables and the text room as signals, handed to the rules.

use ssi_corpus::tables::{self, TABLES};
use ssi_rules::{ColumnWord, Kind, SignalWord, TableWord, Vocabulary};
use ssi_text::{Language, SIGNALS, Unit};

/// Everything that a pack may name.
pub fn vocabulary() -> Vocabulary {
    let tables = TABLES
        .iter()
        .map(|t| TableWord {
            id: t.id.to_owned(),
            state: t.state,
            timed: t.timed,
            columns: t.columns.iter().map(column).collect(),
        })
        .collect();
    let signals = SIGNALS
        .iter()
        .map(|s| SignalWord {
            id: s.id.to_owned(),
            range: s.range,
            quantity: !matches!(s.unit, Unit::Hash | Unit::Code),
        })
        .collect();
    let languages = Language::ALL.iter().map(|l| l.code().to_owned()).collect();
    Vocabulary { tables, profile: tables::PROFILE, signals, languages }
}

fn column(c: &tables::Column) -> ColumnWord {
    let (kind, range) = match c.kind {
        tables::Kind::Number(low, high) => (Kind::Number, (low, high)),
        tables::Kind::Flag => (Kind::Condition, (0.0, 1.0)),
        tables::Kind::Label => (Kind::Label, (0.0, 0.0)),
        tables::Kind::Text(grade) => (Kind::Text { grade: grade.to_owned() }, (0.0, 0.0)),
    };
    ColumnWord { id: c.id.to_owned(), kind, range, blank_is_unknown: c.blank_is_unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_signal_hides_behind_a_column() {
        let words = vocabulary();
        for table in &words.tables {
            for column in &table.columns {
                let clash = words.signal(&column.id).is_some() || column.id == "grade";
                assert!(!clash, "{}.{} is a signal too", table.id, column.id);
            }
        }
    }

    #[test]
    fn the_default_pack_has_every_list_in_every_language() {
        let (model, _) =
            ssi_rules::load(&ssi_rules::Pack::built_in(), &vocabulary()).expect("the default pack");
        for list in model.phrases.iter() {
            let spoken =
                list.parts.iter().filter(|p| !p.phrases.is_empty()).filter_map(|p| p.language.as_deref());
            let mut spoken: Vec<&str> = spoken.collect();
            let mut all = Language::ALL.map(Language::code);
            spoken.sort_unstable();
            all.sort_unstable();
            assert_eq!(spoken, all, "{}", list.id);
        }
    }
}
