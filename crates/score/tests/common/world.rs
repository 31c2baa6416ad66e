//! Small corpora: files as cells, so that a test can shuffle, split, cut and shift them.

use std::fmt;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::read::{Options, read};
use ssi_corpus::schema::{FILES, Field, FileId, Kind};

use super::random::Random;

/// 2026-01-01, the first day on which people of a random corpus do something.
const FIRST: i64 = 20_454 * DAY;
/// The first second after the day of the score; about a tenth of the rows come later.
pub(crate) const END: i64 = FIRST + 101 * DAY;

/// One file.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) file: FileId,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A folder of files.
#[derive(Clone)]
pub(crate) struct World(pub(crate) Vec<Sheet>);

impl Sheet {
    /// A file with these columns, each row written as cells between `|`.
    pub(crate) fn new(name: &str, columns: &str, rows: &[&str]) -> Self {
        Self {
            file: FileId::named(name).unwrap(),
            header: columns.split(',').map(str::to_owned).collect(),
            rows: rows.iter().map(|r| r.split('|').map(|c| c.trim().to_owned()).collect()).collect(),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.file.file().name
    }

    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    /// The cell of a row, empty where there is no such column.
    pub(crate) fn cell(&self, row: usize, column: &str) -> &str {
        self.column(column).map_or("", |c| &self.rows[row][c])
    }

    pub(crate) fn head(&self) -> String {
        record(&self.header)
    }

    pub(crate) fn csv(&self) -> String {
        let rows: String = self.rows.iter().map(|r| record(r)).collect();
        self.head() + rows.as_str()
    }

    /// Adds a row with these cells; others stay empty.
    pub(crate) fn push(&mut self, cells: &[(&str, &str)]) {
        let cell =
            |h: &String| cells.iter().find(|(c, _)| c == h).map_or(String::new(), |(_, v)| (*v).to_owned());
        self.rows.push(self.header.iter().map(cell).collect());
    }

    /// Takes a column out.
    pub(crate) fn drop(&mut self, column: &str) {
        if let Some(place) = self.column(column) {
            self.header.remove(place);
            self.rows.iter_mut().for_each(|r| drop(r.remove(place)));
        }
    }

    /// The columns that hold times.
    fn times(&self) -> Vec<usize> {
        let fields = self.file.file().fields.iter().filter(|f| f.kind == Kind::Time);
        fields.filter_map(|f| self.column(f.id)).collect()
    }
}

impl World {
    pub(crate) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.0.iter().find(|s| s.name() == name)
    }

    pub(crate) fn sheet_mut(&mut self, name: &str) -> Option<&mut Sheet> {
        self.0.iter_mut().find(|s| s.name() == name)
    }

    /// The same folder without a file.
    pub(crate) fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|s| s.name() != name).cloned().collect())
    }

    /// The rows of every file in another order.
    pub(crate) fn shuffled(&self, seed: u64) -> Self {
        let (mut world, mut random) = (self.clone(), Random(seed));
        world.0.iter_mut().for_each(|s| random.shuffle(&mut s.rows));
        world
    }

    /// The same corpus some days later.
    pub(crate) fn later(&self, days: i64) -> Self {
        let mut world = self.clone();
        for sheet in &mut world.0 {
            for column in sheet.times() {
                for row in &mut sheet.rows {
                    if !row[column].is_empty() {
                        row[column] = time(second(&row[column]) + days * DAY);
                    }
                }
            }
        }
        world
    }

    /// Only what had happened before `end`. Members stay, whenever they joined.
    pub(crate) fn before(&self, end: i64) -> Self {
        let mut world = self.clone();
        for sheet in &mut world.0 {
            if let Some(at) = sheet.column("at") {
                sheet.rows.retain(|row| row[at].is_empty() || second(&row[at]) < end);
            }
        }
        world
    }

    /// Without invitations that were answered from `end` on: they change without a new row.
    pub(crate) fn answered_before(&self, end: i64) -> Self {
        let mut world = self.clone();
        for sheet in &mut world.0 {
            if let Some(at) = sheet.column("answered_at") {
                sheet.rows.retain(|row| row[at].is_empty() || second(&row[at]) < end);
            }
        }
        world
    }

    /// The files by name, each cut into so many parts.
    pub(crate) fn files(&self, parts: usize) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for sheet in &self.0 {
            if parts == 1 {
                files.push((format!("{}.csv", sheet.name()), sheet.csv().into_bytes()));
                continue;
            }
            let size = sheet.rows.len().div_ceil(parts).max(1);
            for part in 0..parts {
                let rows = sheet.rows.iter().skip(part * size).take(size);
                let rows: String = rows.map(|r| record(r)).collect();
                let text = sheet.head() + rows.as_str();
                files.push((format!("{}-{part}.csv", sheet.name()), text.into_bytes()));
            }
        }
        files
    }

    /// The corpus as the tool reads it.
    pub(crate) fn corpus(&self) -> Corpus {
        corpus(&self.files(1), &Options::default())
    }
}

/// Reads files as the tool does.
#[track_caller]
pub(crate) fn corpus(files: &[(String, Vec<u8>)], options: &Options) -> Corpus {
    let folder = tempfile::tempdir().unwrap();
    write(files, folder.path());
    read(folder.path(), options, &()).unwrap()
}

pub(crate) fn write(files: &[(String, Vec<u8>)], folder: &Path) {
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|s| write!(f, "\n--- {}.csv\n{}", s.name(), s.csv()))
    }
}

/// One line of a CSV file.
pub(crate) fn record(cells: &[String]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|c| {
            let plain = !c.contains([',', '"', '\n', '\r']);
            if plain { c.clone() } else { format!("\"{}\"", c.replace('"', "\"\"")) }
        })
        .collect();
    // A line with one empty cell would be an empty line.
    if cells == [""] { "\"\"\n".to_owned() } else { cells.join(",") + "\n" }
}

pub(crate) fn time(second: i64) -> String {
    Timestamp::from_second(second).unwrap().to_string()
}

pub(crate) fn second(cell: &str) -> i64 {
    cell.parse::<Timestamp>().unwrap().as_second()
}

/// Random corpora: each row is a seed, so that a failing case loses rows before it is shown.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    let rows = |most: usize| prop::collection::vec(any::<u64>().no_shrink(), 0..=most);
    let files = (
        (rows(8), rows(16), rows(28), rows(14), rows(24)),
        (rows(14), rows(10), rows(6), rows(6), rows(5)),
        any::<u64>().no_shrink(),
    );
    files.prop_map(|((a, b, c, d, e), (f, g, h, i, j), shape)| {
        let seeds = [a, b, c, d, e, f, g, h, i, j];
        let mut random = Random(shape);
        let (no_members, no_posts) = (random.once_in(3), random.once_in(8));
        let mut sheets = Vec::new();
        for (file, seeds) in FILES.iter().zip(seeds) {
            let absent = match file.id {
                FileId::Members => no_members,
                FileId::Posts => no_posts,
                FileId::Comments => false,
                _ => random.once_in(5),
            };
            let fields: Vec<&Field> =
                file.fields.iter().filter(|f| f.required || !random.once_in(10)).collect();
            if !absent {
                let row = |seed| {
                    let mut random = Random(seed);
                    fields.iter().map(|f| cell(file.id, f, &mut random)).collect()
                };
                let header = fields.iter().map(|f| f.id.to_owned()).collect();
                sheets.push(Sheet { file: file.id, header, rows: seeds.into_iter().map(row).collect() });
            }
        }
        World(sheets)
    })
}

/// A corpus with so many rows of these files, all columns supplied.
pub(crate) fn crowd(seed: u64, files: &[(&str, usize)]) -> World {
    let mut random = Random(seed);
    let mut sheet = |&(name, rows): &(&str, usize)| {
        let file = FileId::named(name).unwrap().file();
        let mut row = || file.fields.iter().map(|f| cell(file.id, f, &mut random)).collect();
        let rows = (0..rows).map(|_| row()).collect();
        Sheet { file: file.id, header: file.fields.iter().map(|f| f.id.to_owned()).collect(), rows }
    };
    World(files.iter().map(&mut sheet).collect())
}

const PEOPLE: [&str; 10] = ["ada", "bo", "cem", "dora", "Eve", "x1", "x2", "x3", "x4", "x5"];
pub(crate) const TEXTS: [&str; 14] = [
    "",
    "Great post, thanks for sharing!",
    "Is that churn figure net of downgrades?",
    "We saw the opposite, because our trial is shorter: most people leave before the second invoice.",
    "At Northgate it took us 14 weeks, and 3 of the 5 pilots paid for themselves. What was it for you?",
    "Buy now!!! #deal #sale #now #win #fast #more",
    "Wir haben das anders erlebt, weil unsere Kunden kleiner sind. Zum Beispiel: 7 von 12 blieben.",
    "一つ質問があります。どうしてですか？",
    "\"Quoted\", she said, \"twice\"\nand on a second line",
    "👍",
    "I lead a team of planners. I help hospitals trust their forecasts. Last year we cut waste by 18 %.",
    "Head of Planning | I find out why forecasts lean",
    "See https://example.org/report for the numbers, page 12; compare with last year's.",
    "Congratulations to the whole team on this milestone!",
];
const TITLES: [&str; 6] = ["", "Director of Sales", "Head of Data", "Buyer", "CEO", "Geschäftsführerin"];

fn cell(file: FileId, field: &Field, random: &mut Random) -> String {
    let number =
        |random: &mut Random| random.pick(&["", "0", "1", "2", "3", "5", "17", "250", "4000", "12.5", "0.1"]);
    let label = |random: &mut Random| -> &str {
        match (file, field.id) {
            (FileId::Posts, "kind") => {
                random.pick(&["", "original", "Reshare", "article", "poll", "original"])
            }
            (FileId::Posts, "format") => random.pick(&["", "text", "image", "Text"]),
            (FileId::Reactions, _) => random.pick(&["like", "insightful", ""]),
            (FileId::Invitations, _) => random.pick(&["accepted", "pending", "Declined", "ignored", ""]),
            (FileId::Searches, _) => random.pick(&["search", "saved", "alert"]),
            (_, "status") => random.pick(&["accepted", "visible", "hidden"]),
            (_, "industry") => random.pick(&["", "Software", "software", "Retail"]),
            (_, "company") => random.pick(&["", "Acme", "ACME", "Northgate"]),
            _ => random.pick(&["", "one", "Two", "three"]),
        }
    };
    match field.kind {
        Kind::Person if field.id == "post_author" && !random.once_in(3) => String::new(),
        Kind::Person => {
            let may_be_blank = matches!(
                (file, field.id),
                (FileId::Posts | FileId::Comments, "author") | (FileId::Connections, "other")
            );
            if may_be_blank && random.once_in(12) { String::new() } else { random.pick(&PEOPLE).to_owned() }
        }
        Kind::People => {
            let n = random.below(4);
            (0..n).map(|_| random.pick(&PEOPLE)).collect::<Vec<_>>().join("; ")
        }
        Kind::Post => {
            if random.once_in(8) {
                String::new()
            } else {
                format!("p{}", random.below(12))
            }
        }
        Kind::Comment => {
            let blank = if field.id == "comment" && file == FileId::Comments { 10 } else { 2 };
            if random.once_in(blank) { String::new() } else { format!("c{}", random.below(20)) }
        }
        Kind::Conversation => format!("v{}", random.below(5)),
        Kind::Time => moment(file, random),
        Kind::Text if field.id == "title" => random.pick(&TITLES).to_owned(),
        Kind::Text => random.pick(&TEXTS).to_owned(),
        Kind::Number => number(random).to_owned(),
        Kind::Flag => random.pick(&["true", "false", "yes", "0", ""]).to_owned(),
        Kind::Label => label(random).to_owned(),
    }
}

/// A time out of few, so that equal ones and midnights are common.
fn moment(file: FileId, random: &mut Random) -> String {
    let day = match (file, random.below(3)) {
        (FileId::Members | FileId::Connections, 0) => random.below(110) as i64 - 900,
        (_, 0) => 60 + random.below(3) as i64,
        _ => random.below(110) as i64,
    };
    if random.once_in(15) {
        return String::new();
    }
    let clock = [0, 6 * 3600 + 1800, 43_200, DAY - 1][random.below(4)];
    time(FIRST + day * DAY + clock)
}
