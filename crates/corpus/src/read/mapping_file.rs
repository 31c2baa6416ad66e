//! Reading `corpus.toml`. Everything that can be known without the files is checked here, with the place of every mistake.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Error;
use super::mapping::{Column, From, How, Mapping, Read};
use super::said;
use super::times::TimeStyle;
use super::toml_walk::{Doc, Value};
use crate::schema::{FILES, Field, FileId, Kind};

const READ_KEYS: [&str; 13] = [
    "as",
    "columns",
    "delimiter",
    "encoding",
    "escape",
    "file",
    "header",
    "optional",
    "quote",
    "skip",
    "time_format",
    "where",
    "zone",
];
const COLUMN_KEYS: [&str; 9] =
    ["column", "columns", "false", "join", "map", "prefix", "separator", "true", "value"];

/// Reads and checks a mapping that lies at `path`.
pub(crate) fn read(path: &Path) -> Result<Mapping, Error> {
    check(path, &fs::read(path).map_err(|e| Error::io(path, e))?)
}

/// Checks a mapping; `path` says where it comes from.
pub(crate) fn check(path: &Path, bytes: &[u8]) -> Result<Mapping, Error> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(e) => {
            let text = std::str::from_utf8(&bytes[..e.valid_up_to()]).unwrap_or_default();
            let help = Some("save the file as UTF-8".to_owned());
            return Err(Doc { path, text }.error(text.len()..text.len(), "expected UTF-8", help));
        }
    };
    parse(Doc { path, text })
}

fn parse(doc: Doc<'_>) -> Result<Mapping, Error> {
    let root = doc.parse()?;
    let root = root.get_ref();
    doc.only(root, "key", &["read"])?;
    let Some(reads) = root.get("read") else {
        let help = "write a [[read]] for each file, with `file`, `as` and [read.columns]".to_owned();
        return Err(doc.error(0..0, "the mapping reads no file", Some(help)));
    };
    let DeValue::Array(reads) = reads.get_ref() else {
        let help = "write [[read]] with two brackets: there can be several".to_owned();
        return Err(doc.error(reads.span(), "read should be a list of tables", Some(help)));
    };
    let reads = reads.iter().map(|read| read_table(doc, read)).collect::<Result<_, _>>()?;
    Ok(Mapping { reads })
}

fn read_table(doc: Doc<'_>, value: &Value<'_>) -> Result<Read, Error> {
    let keys = doc.table(value, "read")?;
    doc.only(keys, "key in [[read]]", &READ_KEYS)?;
    let need = |key: &str, example: &str| {
        let missing = || {
            doc.error(value.span(), format!("this [[read]] has no `{key}`"), Some(format!("add {example}")))
        };
        keys.get(key).ok_or_else(missing)
    };

    let file = need("file", "file = \"posts.csv\"")?;
    let files = match file.get_ref() {
        DeValue::Array(files) => files.iter().map(|f| doc.string(f, "file").map(str::to_owned)).collect(),
        _ => doc.string(file, "file").map(|f| vec![f.to_owned()]),
    }?;
    let table = need("as", "as = \"posts\"")?;
    let name = doc.string(table, "as")?;
    let Some(table) = FileId::named(name) else {
        return Err(doc.unknown(table.span(), "table", name, FILES.iter().map(|f| f.name)));
    };
    let optional = keys.get("optional").map_or(Ok(false), |value| doc.flag(value, "optional"))?;
    let dialect = said::dialect(doc, keys)?;
    let times = time_style(doc, keys)?;
    let mut filters = Vec::new();
    if let Some(value) = keys.get("where") {
        for (column, values) in doc.table(value, "where")? {
            let values = doc.scalars(values, column.get_ref())?;
            filters
                .push((column.get_ref().to_string(), values.iter().map(|v| v.trim().to_owned()).collect()));
        }
    }

    let lines = need("columns", "[read.columns] below it, with lines such as author = \"their column\"")?;
    let fields = table.file().fields;
    let mut columns = Vec::new();
    for (ours, theirs) in doc.table(lines, "columns")? {
        let Some(place) = table.file().field(ours.get_ref()) else {
            let what = format!("column of {}", table.file().name);
            return Err(doc.unknown(ours.span(), &what, ours.get_ref(), fields.iter().map(|f| f.id)));
        };
        columns.push(column(doc, place, &fields[place], theirs, &times)?);
    }
    columns.sort_by_key(|column| column.field);
    let given: BTreeSet<usize> = columns.iter().map(|column| column.field).collect();
    if let Some((_, field)) =
        fields.iter().enumerate().find(|(place, f)| f.required && !given.contains(place))
    {
        let help = format!("add {} = \"their column\" ({})", field.id, field.kind.in_words());
        let message = format!("{} need '{}'", table.file().name, field.id);
        return Err(doc.error(lines.span(), message, Some(help)));
    }
    Ok(Read { files, optional, table, dialect, filters, columns })
}

fn time_style(doc: Doc<'_>, keys: &DeTable<'_>) -> Result<TimeStyle, Error> {
    let mut times = TimeStyle::default();
    if let Some(value) = keys.get("time_format") {
        let format = doc.string(value, "time_format")?;
        times.set_format(format).map_err(|why| {
            let help = "write a format such as \"%d/%m/%Y %H:%M\", or leave it out for ISO times".to_owned();
            doc.error(value.span(), format!("the format '{format}' reads no time: {why}"), Some(help))
        })?;
    }
    if let Some(value) = keys.get("zone") {
        let name = doc.string(value, "zone")?;
        if !times.set_zone(name) {
            let help = "write a name such as \"Europe/Berlin\", or leave it out for UTC".to_owned();
            return Err(doc.error(value.span(), format!("unknown time zone '{name}'"), Some(help)));
        }
    }
    Ok(times)
}

/// One line of `[read.columns]`: the name of a column, or a table that says more.
fn column(
    doc: Doc<'_>,
    place: usize,
    field: &Field,
    value: &Value<'_>,
    times: &TimeStyle,
) -> Result<Column, Error> {
    let mut how = How { times: times.clone(), ..How::default() };
    let keys = match value.get_ref() {
        DeValue::String(name) => {
            return Ok(Column { field: place, from: From::Column(name.to_string()), how });
        }
        DeValue::Table(keys) => keys,
        _ => {
            return Err(doc.expected(
                value,
                field.id,
                "a column in quotes, or a table such as { value = 1 }",
            ));
        }
    };
    doc.only(keys, &format!("key of '{}'", field.id), &COLUMN_KEYS)?;
    let from = origin(doc, field, value, keys)?;
    let of_kind = |key: &str, fits: bool| match keys.get_key_value(key) {
        Some((word, _)) if !fits => Err(does_nothing(doc, word, field)),
        found => Ok(found.map(|(_, value)| value)),
    };
    let id =
        matches!(field.kind, Kind::Person | Kind::People | Kind::Post | Kind::Comment | Kind::Conversation);
    if let Some(prefix) = of_kind("prefix", id)? {
        doc.string(prefix, "prefix")?.clone_into(&mut how.prefix);
    }
    if let Some(separator) = of_kind("separator", field.kind == Kind::People)? {
        let text = doc.string(separator, "separator")?;
        if text.is_empty() {
            return Err(doc.expected(separator, "separator", "what stands between two people"));
        }
        text.clone_into(&mut how.separator);
    }
    if let Some(words) = of_kind("true", field.kind == Kind::Flag)? {
        how.yes = doc.scalars(words, "true")?;
    }
    if let Some(words) = of_kind("false", field.kind == Kind::Flag)? {
        how.no = doc.scalars(words, "false")?;
    }
    if let Some(words) = of_kind("map", field.kind == Kind::Label)? {
        for (theirs, ours) in doc.table(words, "map")? {
            how.words.push((theirs.get_ref().to_string(), doc.string(ours, theirs.get_ref())?.to_owned()));
        }
    }
    if let From::Value(constant) = &from {
        check_constant(doc, field, &how, constant, keys.get("value").unwrap_or(value))?;
    }
    Ok(Column { field: place, from, how })
}

/// Exactly one of `column`, `columns` and `value`.
fn origin(doc: Doc<'_>, field: &Field, value: &Value<'_>, keys: &DeTable<'_>) -> Result<From<String>, Error> {
    if let Some((word, _)) = keys.get_key_value("join")
        && !keys.contains_key("columns")
    {
        return Err(doc.error(
            word.span(),
            format!("'join' for '{}' has nothing to join", field.id),
            Some("write columns = [\"one\", \"two\"] beside it".to_owned()),
        ));
    }
    match (keys.get("column"), keys.get("columns"), keys.get("value")) {
        (Some(name), None, None) => Ok(From::Column(doc.string(name, "column")?.to_owned())),
        (None, Some(list), None) => {
            let DeValue::Array(names) = list.get_ref() else {
                return Err(doc.expected(list, "columns", "a list such as [\"Title\", \"Body\"]"));
            };
            if names.is_empty() {
                return Err(doc.expected(list, "columns", "a list with at least one column"));
            }
            let names = names.iter().map(|name| doc.string(name, "columns").map(str::to_owned));
            let with = keys.get("join").map_or(Ok(" "), |with| doc.string(with, "join"))?;
            Ok(From::Join(names.collect::<Result<_, _>>()?, with.to_owned()))
        }
        (None, None, Some(constant)) => Ok(From::Value(doc.scalar(constant, "value")?)),
        _ => Err(doc.error(
            value.span(),
            format!("'{}' should have one of column, columns and value", field.id),
            Some("write column = \"their column\", or value = \"the same for every row\"".to_owned()),
        )),
    }
}

fn does_nothing(doc: Doc<'_>, word: &Spanned<toml::de::DeString<'_>>, field: &Field) -> Error {
    let word_text = word.get_ref();
    let help = format!("'{}' holds: {}; take '{word_text}' out", field.id, field.kind.in_words());
    doc.error(word.span(), format!("'{word_text}' means nothing for '{}'", field.id), Some(help))
}

fn check_constant(
    doc: Doc<'_>,
    field: &Field,
    how: &How,
    constant: &str,
    value: &Value<'_>,
) -> Result<(), Error> {
    let result = match field.kind {
        _ if constant.trim().is_empty() => Err("expected a value".to_owned()),
        Kind::Number | Kind::Flag => {
            how.number(field.kind, constant.trim()).map(|_| ()).map_err(str::to_owned)
        }
        Kind::Time => how.times.read(constant.trim()).map(|_| ()),
        _ => Ok(()),
    };
    result.map_err(|why| {
        let help = format!("'{}' holds: {}", field.id, field.kind.in_words());
        doc.error(
            value.span(),
            format!("'{constant}' cannot be the value of '{}': {why}", field.id),
            Some(help),
        )
    })
}
