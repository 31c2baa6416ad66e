//! A curve in words: where it gives nothing, where everything, and what lies between.

use ssi_expr::Curve;
use ssi_expr::interval::Bounds;

use super::unit::Unit;

const EVENLY: &str = "in between in proportion";
const FIRST_MOST: &str = "in between the first count most (log scale)";

/// What a curve gives for a quantity that lies in `bounds`, as in "none at 0, in full from 3 on, in between in proportion".
///
/// True for every number in the bounds; says nothing of those beyond.
pub(super) fn curve_words(curve: Curve, bounds: Bounds, unit: Unit) -> String {
    let shown = |number: f64| unit.shown(number);
    let (low, high) = bounds;
    // Up to or from a number beyond which there is nothing is at that number.
    let up_to = |number: f64| format!("{} {}", if number == low { "at" } else { "up to" }, shown(number));
    let from = |number: f64| {
        if number == high { format!("at {}", shown(number)) } else { format!("from {} on", shown(number)) }
    };
    match curve {
        Curve::Ramp(a, b) if a.0 < b.0 => format!("none {}, in full {}, {EVENLY}", up_to(a.0), from(b.0)),
        Curve::Ramp(a, b) => format!("in full {}, none {}, {EVENLY}", up_to(b.0), from(a.0)),
        Curve::LogRamp(a, b) if a.0 < b.0 => {
            format!("none {}, in full {}, {FIRST_MOST}", up_to(a.0), from(b.0))
        }
        Curve::LogRamp(a, b) => format!("in full {}, none {}, {FIRST_MOST}", up_to(b.0), from(a.0)),
        Curve::Saturate(half) => {
            format!("none {}, half at {}, ever nearer to full beyond", up_to(0.0), shown(half.0))
        }
        Curve::Plateau(a, b, c, d) => {
            let full = if b == c {
                format!("in full at {}", shown(b.0))
            } else {
                format!("in full from {} to {}", shown(b.0), shown(c.0))
            };
            let below =
                if a == b { (b.0 > low).then(|| format!("below {}", shown(b.0))) } else { Some(up_to(a.0)) };
            let above =
                if c == d { (c.0 < high).then(|| format!("above {}", shown(c.0))) } else { Some(from(d.0)) };
            let none: Vec<String> = below.into_iter().chain(above).collect();
            let none = if none.is_empty() { String::new() } else { format!(", none {}", none.join(" or ")) };
            let between = if a == b && c == d { String::new() } else { format!(", {EVENLY}") };
            format!("{full}{none}{between}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: Bounds = (0.0, f64::INFINITY);
    const SHARE: Bounds = (0.0, 1.0);

    /// Every number that the words name, with what they say it gives.
    fn claims(words: &str, scale: f64) -> Vec<(f64, f64)> {
        let (mut found, mut credit) = (Vec::new(), f64::NAN);
        for part in words.split([',', ';']) {
            // Beyond an open end, what is said holds just behind it.
            let mut step = 0.0;
            for word in part.split_whitespace() {
                match word {
                    "none" => credit = 0.0,
                    "full" => credit = 1.0,
                    "half" => credit = 0.5,
                    "between" | "nearer" => credit = f64::NAN,
                    "below" => step = -1e-6,
                    "above" => step = 1e-6,
                    "or" => step = 0.0,
                    number => {
                        if let Ok(number) = number.parse::<f64>() {
                            found.push((number / scale + step, credit));
                        }
                    }
                }
            }
        }
        found.retain(|(_, credit)| !credit.is_nan());
        found
    }

    #[track_caller]
    fn check(curve: Result<Curve, String>, bounds: Bounds, unit: Unit, expected: &str) {
        let curve = curve.expect("a curve");
        let words = curve_words(curve, bounds, unit);
        assert_eq!(words, expected);
        let scale = if unit == Unit::Plain { 1.0 } else { 100.0 };
        let claims = claims(&words, scale);
        assert!(claims.len() >= 2 || expected.contains("half") || !expected.contains("none"), "{claims:?}");
        for (x, credit) in claims {
            assert!((curve.at(x) - credit).abs() < 1e-3, "{words}: {x} gives {}", curve.at(x));
        }
    }

    #[test]
    fn what_a_curve_gives() {
        let plain = Unit::Plain;
        check(Curve::ramp(0.0, 3.0), COUNT, plain, "none at 0, in full from 3 on, in between in proportion");
        check(
            Curve::ramp(1.0, 3.0),
            COUNT,
            plain,
            "none up to 1, in full from 3 on, in between in proportion",
        );
        check(
            Curve::ramp(60.0, 14.0),
            COUNT,
            plain,
            "in full up to 14, none from 60 on, in between in proportion",
        );
        check(
            Curve::ramp(0.2, 1.0),
            SHARE,
            Unit::Share,
            "none up to 20 %, in full at 100 %, in between in proportion",
        );
        check(
            Curve::ramp(0.15, 0.45),
            SHARE,
            Unit::Grade,
            "none up to 15, in full from 45 on, in between in proportion",
        );
        check(
            Curve::log_ramp(0.0, 40.0),
            COUNT,
            plain,
            "none at 0, in full from 40 on, in between the first count most (log scale)",
        );
        check(
            Curve::log_ramp(40.0, 0.0),
            COUNT,
            plain,
            "in full at 0, none from 40 on, in between the first count most (log scale)",
        );
        check(Curve::saturate(4.0), COUNT, plain, "none at 0, half at 4, ever nearer to full beyond");
        check(
            Curve::plateau(0.0, 1.0, 5.0, 14.0),
            COUNT,
            plain,
            "in full from 1 to 5, none at 0 or from 14 on, in between in proportion",
        );
        check(
            Curve::plateau(2.0, 2.0, 4.0, 4.0),
            COUNT,
            plain,
            "in full from 2 to 4, none below 2 or above 4",
        );
        check(
            Curve::plateau(0.0, 0.0, 4.0, 8.0),
            COUNT,
            plain,
            "in full from 0 to 4, none from 8 on, in between in proportion",
        );
        check(
            Curve::plateau(-1.0, 3.0, 3.0, 9.0),
            COUNT,
            plain,
            "in full at 3, none up to -1 or from 9 on, in between in proportion",
        );
        check(Curve::plateau(0.0, 0.0, 1.0, 1.0), SHARE, Unit::Share, "in full from 0 % to 100 %");
    }
}
