//! What the cells of a column look like.

use rustc_hash::FxHashSet;

use crate::read::times::TimeStyle;
use crate::read::values;

/// Cells in which a form of times is looked for.
const TIMES: usize = 300;

/// What the cells of a column look like, empty ones aside.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// Cells that are not empty.
    pub(crate) filled: usize,
    /// Different cells.
    pub(crate) distinct: usize,
    /// Characters of a cell, on average.
    pub(crate) length: usize,
    /// Cells that are numbers of at least 0.
    pub(crate) numbers: usize,
    /// Cells that are numbers below 0.
    pub(crate) negative: usize,
    /// Cells that are numbers with a comma before the decimals.
    pub(crate) commas: usize,
    /// Cells that say yes or no.
    pub(crate) flags: usize,
    /// The form of its times, if it holds times.
    pub(crate) times: Option<Times>,
}

/// A form of times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    /// For a mapping; `None` for ISO 8601.
    pub(crate) format: Option<String>,
    /// Another form that reads all cells as well: day and month are told apart by nothing.
    pub(crate) or: Option<String>,
    /// Whether it is a number that counts from 1970, which other numbers look like too.
    pub(crate) count: bool,
    /// Whether it is such a number in milliseconds, which no mapping can read.
    pub(crate) millis: bool,
    /// Whether the cells name a time of day.
    pub(crate) clock: bool,
}

impl Looks {
    /// Looks at the cells of a column.
    pub(crate) fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        let cells: Vec<&str> = cells.map(str::trim).filter(|c| !c.is_empty()).collect();
        let mut looks = Self { filled: cells.len(), ..Self::default() };
        let mut seen = FxHashSet::default();
        let mut characters = 0;
        for cell in &cells {
            seen.insert(*cell);
            characters += cell.chars().count();
            looks.numbers += usize::from(values::number(cell).is_ok());
            looks.negative += usize::from(cell.strip_prefix('-').is_some_and(|c| values::number(c).is_ok()));
            looks.commas += usize::from(
                cell.contains(',') && values::number(&cell.replace('.', "").replace(',', ".")).is_ok(),
            );
            looks.flags += usize::from(values::flag(cell).is_ok());
        }
        looks.distinct = seen.len();
        looks.length = characters / cells.len().max(1);
        looks.times = times(&cells[..cells.len().min(TIMES)]);
        looks
    }

    /// Whether at least nine of ten cells are so.
    pub(crate) fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }
}

/// Forms of dates with the day and the month as numbers, day first and month first.
const EITHER: [(&str, &str); 6] = [
    ("%d/%m/%Y", "%m/%d/%Y"),
    ("%d.%m.%Y", "%m.%d.%Y"),
    ("%d-%m-%Y", "%m-%d-%Y"),
    ("%d/%m/%y", "%m/%d/%y"),
    ("%d.%m.%y", "%m.%d.%y"),
    ("%d-%m-%y", "%m-%d-%y"),
];

/// Forms of dates that can be read in one way only.
const CLEAR: [&str; 8] =
    ["%Y/%m/%d", "%Y.%m.%d", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%y"];

/// What follows a date.
const CLOCKS: [&str; 10] = [
    "",
    " %H:%M",
    " %H:%M:%S",
    ", %H:%M",
    ", %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %I:%M %p",
    ", %I:%M:%S %p",
    " %H:%M:%S %z",
];

/// Whole forms.
const WHOLE: [&str; 3] = ["%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %z %Y", "%d/%b/%Y:%H:%M:%S %z"];

fn times(cells: &[&str]) -> Option<Times> {
    if cells.is_empty() {
        return None;
    }
    // One cell in twenty may be a slip.
    let reads = |format: Option<&str>| {
        let mut style = TimeStyle::default();
        if let Some(format) = format {
            style.set_format(format).ok()?;
        }
        let wrong = cells.iter().filter(|c| style.read(c).is_err()).count();
        (wrong * 20 <= cells.len()).then_some(wrong)
    };
    let clock = cells.iter().any(|c| c.contains(':'));
    let form =
        |format: Option<String>, or: Option<String>| Times { format, or, count: false, millis: false, clock };
    if reads(None).is_some() {
        return Some(form(None, None));
    }
    let between =
        |low: f64, high: f64| cells.iter().all(|c| c.parse::<f64>().is_ok_and(|n| (low..high).contains(&n)));
    if between(9.4e8, 2.3e9) {
        // From the year 2000 to 2042.
        let format = ["%s", "%s%.f"].into_iter().find(|f| reads(Some(f)).is_some())?;
        return Some(Times { count: true, clock: true, ..form(Some(format.to_owned()), None) });
    }
    if between(9.4e11, 2.3e12) {
        return Some(Times { count: true, millis: true, clock: true, ..form(None, None) });
    }
    if !cells.iter().all(|c| c.bytes().any(|b| b.is_ascii_digit()) && c.len() <= 40) {
        return None;
    }
    for clock in CLOCKS {
        for (day, month) in EITHER {
            let (day, month) = (format!("{day}{clock}"), format!("{month}{clock}"));
            match (reads(Some(&day)), reads(Some(&month))) {
                // The one that reads more cells; a day above 12 tells them apart.
                // Nobody puts the month first where points stand between the numbers.
                (Some(a), Some(b)) if a == b => {
                    let or = (!month.contains("%m.")).then_some(month);
                    return Some(form(Some(day), or));
                }
                (Some(a), Some(b)) => return Some(form(Some(if a < b { day } else { month }), None)),
                (Some(_), None) => return Some(form(Some(day), None)),
                (None, Some(_)) => return Some(form(Some(month), None)),
                (None, None) => {}
            }
        }
        for date in CLEAR {
            let format = format!("{date}{clock}");
            if reads(Some(&format)).is_some() {
                return Some(form(Some(format), None));
            }
        }
    }
    WHOLE.into_iter().find(|f| reads(Some(f)).is_some()).map(|f| form(Some(f.to_owned()), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], format: &str, or: &str) {
        let times = times(cells).unwrap_or_else(|| panic!("no times: {cells:?}"));
        assert_eq!(
            (times.format.as_deref().unwrap_or(""), times.or.as_deref().unwrap_or("")),
            (format, or),
            "{cells:?}"
        );
    }

    #[test]
    fn forms_of_times() {
        check(&["2026-11-22T17:30:00Z", "2026-11-22"], "", "");
        check(&["22.11.2026 17:30", "01.11.2026 08:05"], "%d.%m.%Y %H:%M", "");
        check(&["11/22/2026", "1/5/2026"], "%m/%d/%Y", "");
        check(&["22/11/26 5:30 PM"], "%d/%m/%y %I:%M %p", "");
        check(&["05/11/2026", "01/02/2026"], "%d/%m/%Y", "%m/%d/%Y");
        check(&["05.11.2026"], "%d.%m.%Y", "");
        check(&["22 Nov 2026", "1 Nov 2026"], "%d %b %Y", "");
        check(&["Nov 22, 2026"], "%b %d, %Y", "");
        check(&["1520874045", "1520874046"], "%s", "");
        check(&["1520874045.000200"], "%s%.f", "");
        check(&["Sun Nov 22 17:30:00 +0000 2026"], "%a %b %d %H:%M:%S %z %Y", "");
        assert!(times(&["1520874045123"]).unwrap().millis);
        for cells in [&["12", "13"][..], &["Ada"], &["99.99.2026"], &[]] {
            assert_eq!(times(cells), None);
        }
    }

    #[test]
    fn looks_of_a_column() {
        let looks = Looks::of(["3", "4", "", "-1", "3"].into_iter());
        assert_eq!((looks.filled, looks.distinct, looks.numbers, looks.negative), (4, 3, 3, 1));
        assert!(!looks.mostly(looks.numbers));
        assert!(Looks::of(["yes", "no"].into_iter()).flags == 2);
        assert_eq!(Looks::of(["1.234,5", "2,7"].into_iter()).commas, 2);
    }
}
