//! What a case must get, as its author writes it in a cell.

/// Values that are told apart by less than this are the same.
const HAIR: f64 = 1e-9;
/// What to write into a cell.
const HELP: &str = "write a number such as 0.8, 0.8±0.05, a bound such as >= 0.5, a range such as 0.2..0.6, `missing`, or an order \
                    such as `> name of another case`";

/// What must come.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// A number, at most so far away.
    Near(f64, f64),
    /// A number on one side of a bound.
    Bound(Sign, f64),
    /// A number between two, both included.
    Within(f64, f64),
    /// No evidence.
    Missing,
    /// A number on one side of what another case gets, by its name.
    Order(Sign, String),
}

/// On which side of something a value must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Sign {
    /// The sign at the beginning of a cell, and what follows.
    fn read(cell: &str) -> Option<(Self, &str)> {
        const SIGNS: [(&str, Sign); 6] = [
            (">=", Sign::AtLeast),
            ("≥", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("≤", Sign::AtMost),
            (">", Sign::More),
            ("<", Sign::Less),
        ];
        SIGNS.iter().find_map(|(written, sign)| Some((*sign, cell.strip_prefix(written)?.trim())))
    }

    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Less => value < bound,
            Self::AtMost => value <= bound + HAIR,
            Self::More => value > bound,
            Self::AtLeast => value >= bound - HAIR,
        }
    }
}

impl Expect {
    /// Reads a cell. A decimal fraction without a tolerance means all that rounds to it: `0.8` is met from 0.75 to 0.85, `0.80` from 0.795
    /// to 0.805. A whole number means itself, to a hundredth.
    ///
    /// # Errors
    /// What to write, where it is nothing of the kind.
    pub fn read(cell: &str) -> Result<Self, String> {
        let cell = cell.trim();
        let help = || {
            let pointed = cell.replace(',', ".");
            match (cell.contains(','), number(&pointed)) {
                (true, Some(_)) => format!("write {pointed}: a number has a point"),
                _ => HELP.to_owned(),
            }
        };
        if cell.is_empty() {
            return Err(HELP.to_owned());
        }
        if cell.eq_ignore_ascii_case("missing") {
            return Ok(Self::Missing);
        }
        if let Some((sign, rest)) = Sign::read(cell) {
            return match number(rest) {
                Some((bound, _)) => Ok(Self::Bound(sign, bound)),
                None if rest.is_empty() => Err(help()),
                None if number(&rest.replace(',', ".")).is_some() => {
                    Err(format!("write {}: a number has a point", cell.replace(',', ".")))
                }
                None => Ok(Self::Order(sign, rest.to_owned())),
            };
        }
        if let Some((low, high)) = cell.split_once("..") {
            return match (number(low), number(high)) {
                (Some((low, _)), Some((high, _))) if low <= high => Ok(Self::Within(low, high)),
                (Some((low, _)), Some((high, _))) => {
                    Err(format!("write {high}..{low}: the lower end comes first"))
                }
                _ => Err(help()),
            };
        }
        let parted = ["±", "+-", "+/-"].iter().find_map(|sign| cell.split_once(sign));
        match parted {
            Some((value, by)) => match (number(value), number(by)) {
                (Some((value, _)), Some((by, _))) if by >= 0.0 => Ok(Self::Near(value, by)),
                _ => Err(help()),
            },
            None => number(cell).map(|(value, by)| Self::Near(value, by)).ok_or_else(help),
        }
    }

    /// Whether a value is what must come; `beside` is what the other case of an order got. `None` is no evidence.
    pub fn holds(&self, came: Option<f64>, beside: Option<f64>) -> bool {
        match (self, came) {
            (Self::Missing, came) => came.is_none(),
            (_, None) => false,
            (Self::Near(value, by), Some(came)) => (came - value).abs() <= by + HAIR,
            (Self::Bound(sign, bound), Some(came)) => sign.holds(came, *bound),
            (Self::Within(low, high), Some(came)) => {
                Sign::AtLeast.holds(came, *low) && Sign::AtMost.holds(came, *high)
            }
            (Self::Order(sign, _), Some(came)) => beside.is_some_and(|beside| sign.holds(came, beside)),
        }
    }
}

/// A number in digits, and half a unit of its last digit; of a whole number, half a hundredth.
fn number(written: &str) -> Option<(f64, f64)> {
    let written = written.trim();
    let digits = written.strip_prefix(['-', '+', '−']).unwrap_or(written);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.') && digits.contains(char::is_numeric);
    let value: f64 = digits.parse().ok().filter(|_| plain)?;
    let places = digits.split_once('.').map_or(2, |(_, behind)| behind.len());
    let sign = if written.starts_with(['-', '−']) { -1.0 } else { 1.0 };
    Some((sign * value, 0.5 * 0.1_f64.powi(places as i32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell, a value that meets it and one that does not.
    #[track_caller]
    fn check(cell: &str, meets: Option<f64>, misses: Option<f64>) {
        let expect = Expect::read(cell).expect(cell);
        assert!(expect.holds(meets, Some(0.4)), "{cell} is met by {meets:?}");
        assert!(!expect.holds(misses, Some(0.4)), "{cell} is not met by {misses:?}");
    }

    #[test]
    fn cells_say_what_must_come() {
        check("0.8", Some(0.849), Some(0.86));
        check("0.80", Some(0.804), Some(0.81));
        check("1", Some(0.996), Some(0.99));
        check("−3.25", Some(-3.25), Some(3.25));
        check("0.8±0.05", Some(0.85), Some(0.851));
        check("0.8 +- 0.05", Some(0.75), Some(0.74));
        check("0.8 +/- 0", Some(0.8), Some(0.801));
        check(">= 0.5", Some(0.5), Some(0.49));
        check("> 0.5", Some(0.51), Some(0.5));
        check("≤0.2", Some(0.2), Some(0.21));
        check("< -1", Some(-2.0), Some(-1.0));
        check("0.2..0.6", Some(0.6), Some(0.61));
        check("Missing", None, Some(0.0));
        check("0.2", Some(0.2), None);
        check("> the other", Some(0.5), Some(0.4));
        check("<= the other", Some(0.4), None);
    }

    #[test]
    fn other_cells_are_told_what_to_write() {
        for (cell, help) in [
            ("0,8", "write 0.8: a number has a point"),
            (">= 0,5", "write >= 0.5: a number has a point"),
            ("0.6..0.2", "write 0.2..0.6: the lower end comes first"),
            ("", HELP),
            ("good", HELP),
            ("1e3", HELP),
            (">", HELP),
            ("0.8 ± x", HELP),
        ] {
            assert_eq!(Expect::read(cell), Err(help.to_owned()), "{cell}");
        }
    }
}
