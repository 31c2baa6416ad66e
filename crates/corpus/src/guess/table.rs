//! One table: which file of ours it is, and which column is which field.

use super::looks::Looks;
use super::relations::Keys;
use super::words::{file_fits, fits, words};
use super::{GuessedColumn, GuessedRead, Origin, Table};
use crate::dialect::Certainty;
use crate::schema::{FILES, Field, File, FileId, Kind};

/// A name has to fit a field so well.
const NAMED: f32 = 0.3;

/// Why a text has two columns.
pub(crate) const WITH_TITLE: &str = "; a title is read with its text";

/// The columns of a table as the fields of one of our files.
struct Fit {
    file: &'static File,
    /// For each field, the column and how well it fits.
    columns: Vec<Option<(usize, f32)>>,
    score: f32,
}

/// Finds the file that a table is; the error says why it is none.
pub(crate) fn read(table: &Table, looks: &[Looks], keys: &[Option<Keys<'_>>]) -> Result<GuessedRead, String> {
    if table.columns.is_empty() {
        return Err("it is empty".to_owned());
    }
    if table.rows.is_empty() {
        return Err("it has a header and no rows, so nothing shows what its columns hold".to_owned());
    }
    if table.dialect.is_some_and(|d| !d.header) {
        return Err("its first row does not name the columns; write a line above it that does".to_owned());
    }
    let names: Vec<Vec<String>> = table.columns.iter().map(|c| words(c)).collect();
    let mut best: Option<Fit> = None;
    for file in &FILES {
        let fit = fit(table, file, &names, looks);
        if let Some(fit) = fit
            && best.as_ref().is_none_or(|b| fit.score > b.score)
        {
            best = Some(fit);
        }
    }
    best.map(|fit| fit.told(table, looks, keys)).ok_or_else(|| missing(table, &names, looks))
}

/// What a table would need to be one of our files.
fn missing(table: &Table, names: &[Vec<String>], looks: &[Looks]) -> String {
    let any = |field: &str, kind: Kind| {
        (0..table.columns.len())
            .any(|c| may_hold(kind, &looks[c]) && fits(&names[c], FileId::Posts, field) >= NAMED)
    };
    let who = any("author", Kind::Person);
    let when = looks.iter().any(|l| l.times.as_ref().is_some_and(|t| !t.count && !t.millis))
        || any("at", Kind::Time);
    if looks.iter().any(|l| l.times.as_ref().is_some_and(|t| t.millis)) {
        return "its times are milliseconds since 1970, which no mapping can read; write them as seconds or as dates".to_owned();
    }
    match (who, when) {
        (false, false) => "no column says who did something, and none says when",
        (false, true) => "no column says who did something",
        (true, false) => "no column says when something was done, in a form that could be read",
        (true, true) => "its columns fit none of our files",
    }
    .to_owned()
}

/// Whether a column may hold what a field of this kind needs.
fn may_hold(kind: Kind, looks: &Looks) -> bool {
    if looks.filled == 0 {
        return false;
    }
    let time = looks.times.as_ref().filter(|t| !t.count);
    match kind {
        Kind::Time => looks.times.as_ref().is_some_and(|t| !t.millis),
        Kind::Number => looks.mostly(looks.numbers) && looks.negative == 0,
        Kind::Flag => looks.mostly(looks.flags),
        Kind::Text => time.is_none() && !looks.mostly(looks.numbers + looks.negative),
        Kind::Label => time.is_none() && looks.length <= 60,
        Kind::People => time.is_none() && looks.length <= 300,
        Kind::Person | Kind::Post | Kind::Comment | Kind::Conversation => {
            time.is_none() && looks.length <= 80
        }
    }
}

fn fit(table: &Table, file: &'static File, names: &[Vec<String>], looks: &[Looks]) -> Option<Fit> {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (place, field) in file.fields.iter().enumerate() {
        for column in 0..table.columns.len() {
            if may_hold(field.kind, &looks[column]) {
                let mut fit = fits(&names[column], file.id, field.id);
                // Where a person has a number and a name, the number is the one that stays the same.
                if fit >= NAMED && field.kind == Kind::Person && names[column].iter().any(|w| w == "id") {
                    fit += 0.15;
                }
                if fit >= NAMED {
                    pairs.push((fit, place, column));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut columns: Vec<Option<(usize, f32)>> = vec![None; file.fields.len()];
    let free = |columns: &[Option<(usize, f32)>], column: usize| {
        !columns.iter().flatten().any(|(c, _)| *c == column)
    };
    for (fit, place, column) in pairs {
        if columns[place].is_none() && free(&columns, column) {
            columns[place] = Some((column, fit));
        }
    }
    // What no name tells, the cells may: the only column of times, the one of long texts.
    if let Some(at) = file.field("at").filter(|at| columns[*at].is_none() && file.fields[*at].required) {
        let mut times = (0..table.columns.len())
            .filter(|c| free(&columns, *c) && looks[*c].times.as_ref().is_some_and(|t| !t.count));
        if let (Some(column), None) = (times.next(), times.next()) {
            columns[at] = Some((column, 0.0));
        }
    }
    if let Some(text) = file.field("text").filter(|text| columns[*text].is_none()) {
        let long = (0..table.columns.len())
            .filter(|c| free(&columns, *c) && may_hold(Kind::Text, &looks[*c]) && looks[*c].length >= 40)
            .max_by_key(|c| looks[*c].length);
        columns[text] = long.map(|column| (column, 0.0));
    }

    let has = |field: &str| file.field(field).is_some_and(|f| columns[f].is_some());
    let called = file_fits(&table.path, file.id);
    let telling = match file.id {
        FileId::Members => {
            called > 0.0 || has("headline") || has("summary") || (has("name") && has("joined_at"))
        }
        FileId::Posts => has("text") || has("views"),
        FileId::Comments => has("post") || has("parent"),
        FileId::Reactions => {
            (has("post") || has("comment"))
                && looks.iter().all(|l| l.length < 40)
                && (has("kind") || called > 0.0)
        }
        FileId::Messages => called > 0.0 || has("conversation") || has("recipients"),
        FileId::Connections => has("other"),
        FileId::Invitations => has("recipient") && (called > 0.0 || has("status")),
        FileId::Searches => called > 0.0 || has("query"),
        FileId::Endorsements => has("skill"),
        FileId::Recommendations | FileId::Memberships | FileId::Events | FileId::Follows => called > 0.0,
    };
    let lacks = |field: &Field| field.required && !has(field.id);
    // A conversation can be made up: what one file holds, or what was sent to one person.
    let complete =
        file.fields.iter().all(|f| !lacks(f) || (file.id == FileId::Messages && f.id == "conversation"));
    let rated = file.fields.iter().zip(&columns).map(|(field, column)| match column {
        Some((_, fit)) if field.required => 1.5 * fit,
        Some((_, fit)) => *fit,
        None => 0.0,
    });
    let score = rated.sum::<f32>() + 2.0 * called;
    (telling && complete).then_some(Fit { file, columns, score })
}

impl Fit {
    fn told(self, table: &Table, looks: &[Looks], keys: &[Option<Keys<'_>>]) -> GuessedRead {
        let mut lines = Vec::new();
        let mut used = Vec::new();
        let mut time_format = None;
        for (field, column) in self.file.fields.iter().zip(&self.columns) {
            let Some((column, fit)) = *column else { continue };
            let mut why = vec![if fit >= NAMED {
                format!("by its name; {}", in_words(field.kind, &looks[column], table.rows.len()))
            } else {
                format!("by its cells: {}", in_words(field.kind, &looks[column], table.rows.len()))
            }];
            if field.kind == Kind::Time
                && let Some(times) = &looks[column].times
                && (field.required || time_format.is_none())
            {
                time_format.clone_from(&times.format);
            }
            let mut sure = match fit {
                0.85.. => Certainty::Clear,
                0.5.. => Certainty::Probable,
                _ => Certainty::Guess,
            };
            if let Some(found) = relation(table, field.kind, column, keys) {
                why.push(found);
            } else if field.id == "parent" {
                // The number of a place in a thread is no id.
                if names_a_place(&table.columns[column]) {
                    continue;
                }
                sure = Certainty::Guess;
                why.push("few of its values are ids of comments in these rows".to_owned());
            }
            used.push(column);
            lines.push(GuessedColumn {
                field: field.id,
                from: Origin::Column(table.columns[column].clone()),
                prefix: String::new(),
                why: why.join("; "),
                sure,
            });
        }
        // All times of a reading are of one form.
        lines.retain(|line| {
            let (Origin::Column(name), Some(field)) = (&line.from, self.file.field(line.field)) else {
                return true;
            };
            let place = table.columns.iter().position(|c| c == name);
            self.file.fields[field].kind != Kind::Time
                || place.and_then(|p| looks[p].times.as_ref()).is_some_and(|t| t.format == time_format)
        });
        self.add_title(table, looks, &mut lines, &mut used);
        self.add_conversation(table, &mut lines);
        let called = if file_fits(&table.path, self.file.id) > 0.0 {
            "by the file's name and its columns"
        } else {
            "by its columns"
        };
        let unused = (0..table.columns.len())
            .filter(|c| !used.contains(c))
            .map(|c| table.columns[c].clone())
            .collect();
        GuessedRead {
            file: table.path.clone(),
            table: self.file.id,
            why: called.to_owned(),
            only: None,
            time_format,
            columns: lines,
            unused,
        }
    }

    /// The title of a post is read with its text.
    fn add_title(&self, table: &Table, looks: &[Looks], lines: &mut [GuessedColumn], used: &mut Vec<usize>) {
        if self.file.id != FileId::Posts {
            return;
        }
        let title = (0..table.columns.len()).find(|c| {
            !used.contains(c)
                && may_hold(Kind::Text, &looks[*c])
                && matches!(
                    words(&table.columns[*c]).concat().as_str(),
                    "title" | "subject" | "titel" | "titre" | "titulo" | "betreff"
                )
        });
        let text = lines.iter_mut().find(|line| line.field == "text");
        if let (Some(title), Some(text)) = (title, text)
            && let Origin::Column(body) = &text.from
        {
            text.from = Origin::Columns(vec![table.columns[title].clone(), body.clone()], "\n\n".to_owned());
            text.why.push_str(WITH_TITLE);
            used.push(title);
        }
    }

    /// Messages need a conversation: what was sent to one person, or all that one file holds.
    fn add_conversation(&self, table: &Table, lines: &mut Vec<GuessedColumn>) {
        if self.file.id != FileId::Messages || lines.iter().any(|line| line.field == "conversation") {
            return;
        }
        let to = lines.iter().find(|line| line.field == "recipients").map(|line| line.from.clone());
        let stem = table.path.rsplit('/').next().unwrap_or(&table.path);
        let stem = stem.split('.').next().filter(|s| !s.is_empty()).unwrap_or("all");
        let (from, why) = match to {
            Some(from) => (from, "no column names it, so what was sent to one person is one conversation"),
            None => (Origin::Value(stem.to_owned()), "no column names it, so the file is one conversation"),
        };
        let sure = Certainty::Guess;
        lines.insert(
            0,
            GuessedColumn { field: "conversation", from, prefix: String::new(), why: why.to_owned(), sure },
        );
    }
}

/// What a column's cells are, for a person. Never what they say.
fn in_words(kind: Kind, looks: &Looks, rows: usize) -> String {
    let of = format!("{} of {rows} {}", looks.filled, if rows == 1 { "row" } else { "rows" });
    match kind {
        Kind::Time => match looks.times.as_ref().and_then(|t| t.format.as_deref()) {
            Some("%s" | "%s%.f") => format!("seconds since 1970 in {of}"),
            Some(format) => format!("times of the form {format} in {of}"),
            None => format!("ISO times in {of}"),
        },
        Kind::Text => format!("texts of {} characters on average in {of}", looks.length),
        Kind::Number => format!("numbers in {of}"),
        Kind::Flag => format!("yes or no in {of}"),
        _ => format!("{} different in {of}", looks.distinct),
    }
}

/// Whether a name says that its numbers count the places in a thread.
fn names_a_place(name: &str) -> bool {
    words(name).iter().any(|w| matches!(w.as_str(), "number" | "position" | "index" | "depth" | "level"))
}

/// Where the ids of a column lead, as far as these rows show it.
fn relation(table: &Table, kind: Kind, column: usize, keys: &[Option<Keys<'_>>]) -> Option<String> {
    let own = keys.iter().flatten().any(|keys| keys.path == table.path && keys.column == column);
    if own || !matches!(kind, Kind::Person | Kind::Post | Kind::Comment) {
        return None;
    }
    let mut best: Option<(usize, String)> = None;
    for keys in keys.iter().flatten() {
        // Persons stand in files of members only; numbers meet by chance everywhere.
        if kind == Kind::Person && file_fits(keys.path, FileId::Members) == 0.0 {
            continue;
        }
        for (met, before) in keys.meet_any(|| table.cells(column)) {
            if best.as_ref().is_none_or(|(found, _)| met.found > *found) {
                let without = if before.is_empty() { String::new() } else { format!(" without `{before}`") };
                best = Some((
                    met.found,
                    format!("{} of {} values{without} are ids in {}", met.found, met.of, keys.path),
                ));
            }
        }
    }
    best.map(|(_, why)| why)
}
