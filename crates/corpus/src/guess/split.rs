//! Files that hold posts and answers side by side, and ids that must not meet.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::looks::Looks;
use super::relations::Keys;
use super::table::WITH_TITLE;
use super::words::{fits, words};
use super::{Guess, GuessedColumn, GuessedRead, Origin, Table};
use crate::dialect::Certainty;
use crate::schema::FileId;

/// Kinds of rows that a column may tell apart.
const KINDS: usize = 12;

/// Before the ids of posts, of answers and of comments, where one file holds the first two.
const PREFIXES: [&str; 3] = ["p", "a", "c"];

/// Adds a reading, or two of them if the file holds posts and what answers them.
pub(crate) fn add(
    table: &Table,
    looks: &[Looks],
    read: GuessedRead,
    keys: &[Option<Keys<'_>>],
    guess: &mut Guess,
) {
    match kinds(table, looks, &read, keys) {
        Some(kinds) => {
            let [posts, answers] = two(table, read, kinds);
            let (column, _) = posts.only.clone().unwrap_or_default();
            guess.questions.push(format!(
                "{}: rows whose `{column}` is none of those listed are left out; add them if there are others further down",
                table.path
            ));
            guess.reads.push(posts);
            guess.reads.push(answers);
        }
        None => guess.reads.push(read),
    }
}

/// How one column tells posts from answers.
struct Kinds {
    /// The column that tells them apart.
    column: usize,
    /// The one that names the post of an answer.
    parent: usize,
    posts: Vec<String>,
    answers: Vec<String>,
}

fn kinds(table: &Table, looks: &[Looks], read: &GuessedRead, keys: &[Option<Keys<'_>>]) -> Option<Kinds> {
    if !matches!(read.table, FileId::Posts | FileId::Comments) {
        return None;
    }
    let own = keys.iter().flatten().find(|keys| keys.path == table.path)?;
    let columns = 0..table.columns.len();
    let name: Vec<Vec<String>> = table.columns.iter().map(|c| words(c)).collect();
    let parent = columns.clone().find(|c| {
        *c != own.column
            && fits(&name[*c], FileId::Comments, "parent") > 0.3
            && own.meet(table.cells(*c), "").enough()
    })?;
    let kind = |c: &usize| {
        (2..=KINDS).contains(&looks[*c].distinct)
            && name[*c].iter().any(|w| matches!(w.as_str(), "type" | "kind" | "typ" | "art" | "tipo"))
    };
    columns.filter(kind).find_map(|column| {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (value, parent) in table.cells(column).zip(table.cells(parent)) {
            let count = counts.entry(value).or_default();
            count.0 += 1;
            count.1 += usize::from(!parent.is_empty());
        }
        let mut found = Kinds { column, parent, posts: Vec::new(), answers: Vec::new() };
        for (value, (rows, answering)) in counts {
            if answering * 20 >= rows * 19 {
                found.answers.push(value.to_owned());
            } else if answering * 20 <= rows {
                found.posts.push(value.to_owned());
            } else {
                return None;
            }
        }
        (!found.posts.is_empty() && !found.answers.is_empty()).then_some(found)
    })
}

/// The two readings of a file of posts and answers.
fn two(table: &Table, mut posts: GuessedRead, kinds: Kinds) -> [GuessedRead; 2] {
    let name = |column: usize| table.columns[column].clone();
    let told = |what: &str, with: &str| {
        format!("{}; rows of these kinds {with} `{}`, so they are {what}", posts.why, name(kinds.parent))
    };
    let (why_posts, why_answers) = (told("posts", "have no"), told("answers", "have a"));

    let mut answers = posts.clone();
    answers.table = FileId::Comments;
    answers.why = why_answers;
    answers.only = Some((name(kinds.column), kinds.answers));
    let parent = |sure| GuessedColumn {
        field: "post",
        from: Origin::Column(name(kinds.parent)),
        prefix: PREFIXES[0].to_owned(),
        why: "it names the row that is answered".to_owned(),
        sure,
    };
    let file = FileId::Comments.file();
    answers.columns.retain_mut(|line| {
        match line.field {
            "post" | "comment" => {
                line.field = "comment";
                PREFIXES[1].clone_into(&mut line.prefix);
            }
            "text" => {
                // A title belongs to the post.
                if let Origin::Columns(columns, _) = &line.from
                    && let Some(body) = columns.last()
                {
                    line.from = Origin::Column(body.clone());
                    line.why = line.why.trim_end_matches(WITH_TITLE).to_owned();
                }
            }
            _ => {}
        }
        line.field != "parent" && file.field(line.field).is_some()
    });
    answers.columns.push(parent(Certainty::Clear));
    answers.columns.sort_by_key(|line| file.field(line.field));

    posts.table = FileId::Posts;
    posts.why = why_posts;
    posts.only = Some((name(kinds.column), kinds.posts));
    let file = FileId::Posts.file();
    posts.columns.retain_mut(|line| {
        if matches!(line.field, "post" | "comment") {
            line.field = "post";
            PREFIXES[0].clone_into(&mut line.prefix);
        }
        file.field(line.field).is_some()
    });
    let used = [name(kinds.column), name(kinds.parent)];
    for read in [&mut posts, &mut answers] {
        read.unused.retain(|column| !used.contains(column));
    }
    [posts, answers]
}

/// Gives ids a prefix where two kinds of them would meet, or where others name them with one.
pub(crate) fn keep_ids_apart(guess: &mut Guess, tables: &[&Table], keys: &[Option<Keys<'_>>]) {
    let halves: Vec<(String, String, Vec<String>)> = guess
        .reads
        .iter()
        .filter(|read| read.table == FileId::Comments)
        .filter_map(|read| read.only.clone().map(|(column, values)| (read.file.clone(), column, values)))
        .collect();
    let table = |path: &str| tables.iter().find(|t| t.path == path);
    let keys_of = |path: &str| keys.iter().flatten().find(|k| k.path == path);

    let mut named: Vec<(String, String)> = Vec::new();
    for read in &mut guess.reads {
        let Some(own) = table(&read.file) else { continue };
        let place = |line: &GuessedColumn| match &line.from {
            Origin::Column(name) => own.columns.iter().position(|c| c == name),
            _ => None,
        };
        let is_half = read.only.is_some();
        let mut parent = None;
        for line in &mut read.columns {
            let Some(column) = place(line) else { continue };
            if matches!(line.field, "post" | "parent") && !(read.table == FileId::Posts || is_half) {
                for keys in keys.iter().flatten() {
                    for (_, before) in keys.meet_any(|| own.cells(column)) {
                        if !before.is_empty() {
                            named.push((keys.path.to_owned(), before));
                        }
                    }
                }
            }
            if read.table != FileId::Comments || is_half || halves.is_empty() {
                continue;
            }
            // Its posts may be the answers of the other file.
            match line.field {
                "comment" => PREFIXES[2].clone_into(&mut line.prefix),
                "post" => {
                    for (path, kind, answers) in &halves {
                        let (Some(other), Some(keys)) = (table(path), keys_of(path)) else { continue };
                        let Some(kind) = other.columns.iter().position(|c| c == kind) else { continue };
                        let answers: FxHashSet<&str> = other
                            .cells(keys.column)
                            .zip(other.cells(kind))
                            .filter(|(_, kind)| answers.iter().any(|a| a == kind))
                            .map(|(id, _)| id)
                            .collect();
                        if !keys.meet(own.cells(column), "").enough() {
                            continue;
                        }
                        PREFIXES[0].clone_into(&mut line.prefix);
                        let count = own.cells(column).filter(|c| answers.contains(c)).count();
                        if count > 0 {
                            let why =
                                format!("{count} values are ids of answers in {path}, the others of posts");
                            let prefix = PREFIXES[1].to_owned();
                            parent = Some(GuessedColumn { field: "parent", prefix, why, ..line.clone() });
                        }
                    }
                }
                _ => {}
            }
        }
        if let Some(parent) = parent.filter(|_| read.columns.iter().all(|line| line.field != "parent")) {
            read.columns.push(parent);
            read.columns.sort_by_key(|line| read.table.file().field(line.field));
        }
    }
    named.sort();
    named.dedup();
    for (path, before) in named {
        for read in guess.reads.iter_mut().filter(|read| read.file == path) {
            let field = if read.table == FileId::Posts { "post" } else { "comment" };
            for line in read.columns.iter_mut().filter(|line| line.field == field && line.prefix.is_empty()) {
                line.why = format!("{}; other columns name it with `{before}` before it", line.why);
                line.prefix.clone_from(&before);
            }
        }
    }
}
