//! What people said, as it is written in a column.

/// The better one of two labels, where nobody says which it is.
const BETTER: [&str; 10] =
    ["yes", "y", "true", "t", "good", "constructive", "helpful", "useful", "positive", "accepted"];
/// Words for no difference.
const TIES: [&str; 6] = ["tie", "tied", "equal", "same", "draw", "none"];
/// So many different words of a column are named in a message.
const NAMED: usize = 6;
/// A longer cell is no label, and may be private.
const LONGEST: usize = 30;

/// Labels as numbers, the higher the better.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// One a cell; NaN where it cannot be read.
    pub values: Vec<f64>,
    /// The worse and the better word, for labels that are two words.
    pub words: Option<(String, String)>,
}

/// Why a column is no label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoLabels {
    /// No cell says anything.
    Empty,
    /// Two words, and nobody says which is better.
    WhichIsBetter(String, String),
    /// Other than two different words; these, if they are few and short.
    NotTwo {
        /// How many there are.
        found: usize,
        /// Some of them; none where they look like texts.
        some: Vec<String>,
    },
    /// The better one is not among those that are there.
    NoSuchValue {
        /// What was found.
        some: Vec<String>,
    },
}

/// Reads a column of labels: numbers, or two words of which `positive` is the better one.
///
/// Where most cells are numbers, the others cannot be read. Upper and lower case are the same.
///
/// # Errors
/// When the column is neither.
pub fn read(cells: &[&str], positive: Option<&str>) -> Result<Labels, NoLabels> {
    let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let said = || cells.iter().filter(|cell| !cell.is_empty());
    let mut different: Vec<&String> = said().collect();
    different.sort_unstable();
    different.dedup();
    if different.is_empty() {
        return Err(NoLabels::Empty);
    }
    let numbers = said().filter(|cell| number(cell).is_some()).count();
    if let Some(positive) = positive {
        let positive = positive.trim().to_lowercase();
        let same =
            |cell: &str| cell == positive || number(cell).is_some_and(|n| Some(n) == number(&positive));
        return match different[..] {
            _ if !different.iter().any(|cell| same(cell)) => {
                Err(NoLabels::NoSuchValue { some: some(&different) })
            }
            [a, b] if same(a) => Ok(two(&cells, b, a)),
            [a, b] => Ok(two(&cells, a, b)),
            _ => Err(NoLabels::NotTwo { found: different.len(), some: some(&different) }),
        };
    }
    if numbers * 2 > said().count() {
        let values = cells.iter().map(|cell| number(cell).unwrap_or(f64::NAN)).collect();
        return Ok(Labels { values, words: None });
    }
    let known = |cell: &String| BETTER.contains(&cell.as_str());
    match different[..] {
        [a, b] if known(a) && !known(b) => Ok(two(&cells, b, a)),
        [a, b] if known(b) && !known(a) => Ok(two(&cells, a, b)),
        [a, b] if some(&different).len() == 2 => Err(NoLabels::WhichIsBetter(a.clone(), b.clone())),
        _ => Err(NoLabels::NotTwo { found: different.len(), some: some(&different) }),
    }
}

fn number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|n: &f64| n.is_finite())
}

fn two(cells: &[String], worse: &str, better: &str) -> Labels {
    let value = |cell: &String| match cell.as_str() {
        cell if cell == better => 1.0,
        cell if cell == worse => 0.0,
        _ => f64::NAN,
    };
    Labels { values: cells.iter().map(value).collect(), words: Some((worse.to_owned(), better.to_owned())) }
}

/// Some of the labels, unless they look like texts.
fn some(different: &[&String]) -> Vec<String> {
    if different.iter().any(|cell| cell.chars().count() > LONGEST) {
        return Vec::new();
    }
    different.iter().take(NAMED).map(|&cell| cell.clone()).collect()
}

/// What a cell says of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The first text is better.
    First,
    /// The second text is better.
    Second,
    /// Neither is.
    Tie,
}

/// Whether the labels of pairs count from zero, so that nobody can know what a 1 means.
pub fn counts_from_zero<'a>(mut cells: impl Iterator<Item = &'a str>) -> bool {
    cells.any(|cell| cell.trim() == "0")
}

/// Reads which of two texts is better: the name of its column, what sets it apart (`a` of `text_a`), or its place (a/b, 1/2,
/// left/right, first/second). An empty cell is a tie. `None` where a cell says something else; so for 0, and 1 means the first
/// only where no 0 is beside it: see [`counts_from_zero`].
pub fn better(cell: &str, columns: [&str; 2]) -> Option<Better> {
    const FIRST: [&str; 4] = ["a", "1", "left", "first"];
    const SECOND: [&str; 4] = ["b", "2", "right", "second"];
    let cell = cell.trim().to_lowercase();
    let [first, second] = columns.map(|name| name.trim().to_lowercase());
    let (apart, other) = (set_apart(&first, &second), set_apart(&second, &first));
    match cell.as_str() {
        "" => Some(Better::Tie),
        c if c == first || c == apart => Some(Better::First),
        c if c == second || c == other => Some(Better::Second),
        c if TIES.contains(&c) => Some(Better::Tie),
        c if FIRST.contains(&c) => Some(Better::First),
        c if SECOND.contains(&c) => Some(Better::Second),
        _ => None,
    }
}

/// What is left of a name without what it begins and ends with like the other one.
fn set_apart<'n>(name: &'n str, other: &str) -> &'n str {
    let begins = name.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
    let begin = begins.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let rest = other.get(begin..).unwrap_or("");
    let ends = name[begin..].char_indices().rev().zip(rest.chars().rev()).take_while(|((_, a), b)| a == b);
    let end = ends.last().map_or(name.len(), |((at, _), _)| begin + at);
    name[begin..end].trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_numbers_or_two_words() {
        let values = |cells: &[&str], positive| read(cells, positive).map(|l| l.values);
        assert_eq!(values(&["0", " 1", "2.5"], None), Ok(vec![0.0, 1.0, 2.5]));
        assert_eq!(values(&["Yes", "no", "YES "], None), Ok(vec![1.0, 0.0, 1.0]));
        assert_eq!(values(&["bad", "fine", "bad"], Some("Fine")), Ok(vec![0.0, 1.0, 0.0]));
        assert_eq!(values(&["0", "1"], Some("0")), Ok(vec![1.0, 0.0]));
        let odd = values(&["3", "n/a", "5", ""], None).expect("numbers");
        assert!(odd[1].is_nan() && odd[3].is_nan() && odd[0] == 3.0);
        assert_eq!(read(&["yes", "no"], None).expect("words").words, Some(("no".into(), "yes".into())));
    }

    #[test]
    fn what_is_no_label() {
        let wrong = |cells: &[&str], positive| read(cells, positive).expect_err("no labels");
        assert_eq!(wrong(&["", " "], None), NoLabels::Empty);
        assert_eq!(wrong(&["fine", "bad"], None), NoLabels::WhichIsBetter("bad".into(), "fine".into()));
        let three = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(wrong(&["a", "b", "c"], None), NoLabels::NotTwo { found: 3, some: three.clone() });
        assert_eq!(wrong(&["a", "b", "c"], Some("a")), NoLabels::NotTwo { found: 3, some: three.clone() });
        assert_eq!(wrong(&["a", "b", "c"], Some("d")), NoLabels::NoSuchValue { some: three });
        let text = "A whole sentence that somebody wrote.";
        assert_eq!(wrong(&["a", text], None), NoLabels::NotTwo { found: 2, some: vec![] });
        assert_eq!(wrong(&["same", "same"], None), NoLabels::NotTwo { found: 1, some: vec!["same".into()] });
    }

    #[test]
    fn the_better_one() {
        let check = |cell: &str, columns: [&str; 2], expected| {
            assert_eq!(better(cell, columns), expected, "{cell} {columns:?}");
        };
        let columns = ["text_a", "text_b"];
        check("a", columns, Some(Better::First));
        check(" TEXT_B", columns, Some(Better::Second));
        check("2", columns, Some(Better::Second));
        check("left", columns, Some(Better::First));
        check("", columns, Some(Better::Tie));
        check("Equal", columns, Some(Better::Tie));
        check("0", columns, None);
        check("c", columns, None);
        check("old", ["old_text", "new_text"], Some(Better::First));
        check("new", ["old_text", "new_text"], Some(Better::Second));
        // The columns' own names win over places.
        check("2", ["answer2", "answer1"], Some(Better::First));
        check("b", ["b", "a"], Some(Better::First));
        check("text", ["text", "text_reply"], Some(Better::First));
        check("reply", ["text", "text_reply"], Some(Better::Second));
    }
}
