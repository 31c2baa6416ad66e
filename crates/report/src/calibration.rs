//! Weights fitted to outcomes, as a page for a terminal or in Markdown.

use std::fmt::Write as _;

use ssi_score::calibrate::design::Role;
use ssi_score::calibrate::outcomes::Outcomes;
use ssi_score::calibrate::solve::Pull;
use ssi_score::calibrate::sure::{Fitness, Interval, Sure};
use ssi_score::calibrate::{
    Calibration, LEAST, LEAST_OTHER, LEAST_PER_RULE, Reason, Scale, Verdict, Weighed,
};

use crate::page::{Growing, Page};
use crate::printable::printable;
use crate::terminal::{count, thousands};

/// So many rows are named that belong to nobody.
const NAMED: usize = 3;

/// Weights fitted to outcomes, and what they were made of.
#[derive(Clone, Debug)]
pub struct CalibrationReport<'a> {
    /// What was scored.
    pub corpus: String,
    /// The title of the rules.
    pub rules: String,
    /// The day of the score.
    pub as_of: String,
    /// The days that count.
    pub window_days: u32,
    /// For each pillar its id and its points.
    pub pillars: Vec<(String, u32)>,
    /// What was read.
    pub outcomes: &'a Outcomes,
    /// What was found.
    pub found: &'a Calibration,
}

/// The page.
pub fn calibration_text(report: &CalibrationReport<'_>, page: Page) -> String {
    let mut out = Growing::new(page);
    let found = report.found;
    out.title("Weights fitted to outcomes");
    let days = count(f64::from(report.window_days), "day");
    out.line(&format!("{} as of {}, activity of {days}", printable(&report.corpus, 60), report.as_of));
    out.line(&format!("Rules: {}", printable(&report.rules, 80)));
    out.line(&format!("Outcome: {}", outcome(report)));
    out.line(&read(report.outcomes));
    out.heading("On members who were left out of the fit");
    out.paragraph(
        "Five times over the members were dealt into ten parts, and the outcomes of each part foretold from the other nine. R² is the \
         share of the outcomes' spread that was foretold; below 0 the mean alone does better. Brackets hold 95 % of resamples.",
    );
    out.table(&fitness(found));
    out.paragraph(&verdict(found));
    out.heading("What goes with 10 points more");
    out.paragraph(&slopes(report));
    out.heading("Weights");
    out.paragraph(&explained(found));
    out.table(&weights(report));
    let penalties: Vec<&str> =
        found.rules.iter().filter(|r| r.term.role == Role::Penalty).map(|r| r.term.id.as_str()).collect();
    if !penalties.is_empty() {
        out.paragraph(&format!("Penalties stay as they are: {}.", penalties.join(", ")));
    }
    out.heading("What this does not say");
    out.paragraph(
        "It says what went together here, not what causes what. Who has many deals may post because of them, and something else, such as \
         the market or the years in the job, may stand behind both. A rule with a high weight is no advice to do more of it. Other \
         members, or the same ones later, can differ.",
    );
    out.done()
}

/// One sentence or two on what it comes to.
pub(crate) fn verdict(found: &Calibration) -> String {
    let by = |gain: &Fitness| {
        let (low, high) = gain.r2.interval.unwrap_or((f64::NAN, f64::NAN));
        format!("R² {} [{}, {}]", signed(gain.r2.value), signed(low), signed(high))
    };
    let default = &found.gain[0];
    match found.verdict {
        Verdict::Better => {
            let (value, interval) = (default.spearman.value, default.spearman.interval);
            let order = match interval {
                Some((low, _)) if low > 0.0 => String::new(),
                _ => format!(
                    " The order of the members is told no better: rank correlation {} {}.",
                    signed(value),
                    brackets(interval, signed)
                ),
            };
            format!("The fitted weights foretell better than the default ones, outside noise: {}.{order}", by(default))
        }
        Verdict::NotBetter if default.r2.value > 0.0 => format!(
            "The fitted weights cannot be shown to be better than the default ones: {} is within noise. Keep the default, or come back with more members.",
            by(default)
        ),
        Verdict::NotBetter => format!(
            "The fitted weights are no better than the default ones: {}. Keep the default.",
            by(default)
        ),
        Verdict::DefaultStays => {
            "The default weights stay: these outcomes tell too little to move any of them. No pack is made.".to_owned()
        }
        Verdict::NoRelation => {
            "No relation was found: neither fitted nor default nor flat weights foretell the outcomes of members who were left out. No pack is made."
                .to_owned()
        }
    }
}

/// Why outcomes cannot be used, and what would help.
pub fn refusal(reason: &Reason) -> String {
    match *reason {
        Reason::TooFew { members, needed, rules } => {
            let why = if needed > LEAST {
                format!("{LEAST_PER_RULE} for each of the {rules} rules to fit")
            } else {
                "with fewer a fit follows chance".to_owned()
            };
            format!(
                "{} with an outcome, and it takes {}: {why}",
                members_of(members),
                thousands(needed as u64)
            )
        }
        Reason::OneValue { value, others: 0 } => format!("all outcomes are {value}"),
        Reason::OneValue { value, others } => {
            format!("all outcomes but {others} are {value}, and it takes {LEAST_OTHER} others")
        }
        Reason::NoRules => {
            "no pillar has two rules that differ between members and that enough of them have data for"
                .to_owned()
        }
    }
}

fn members_of(members: usize) -> String {
    if members == 1 { "1 member".to_owned() } else { format!("{} members", thousands(members as u64)) }
}

fn outcome(report: &CalibrationReport<'_>) -> String {
    let o = report.outcomes;
    let mut text = format!("{} of {}", printable(&o.column, 40), printable(&o.file, 60));
    if let Some((worse, better)) = &o.words {
        let _ = write!(text, ", {} is 1 and {} is 0", printable(better, 30), printable(worse, 30));
    }
    if report.found.scale == Scale::Log {
        text.push_str(", fitted as log(1 + outcome), because a few are much larger than the others");
    }
    text
}

/// What was read, with all that was left out.
fn read(outcomes: &Outcomes) -> String {
    let mut text = format!(
        "{} of {} have an outcome",
        thousands(outcomes.members() as u64),
        members_of(outcomes.of.len())
    );
    let strangers = outcomes.strangers.len();
    if strangers > 0 {
        let named = outcomes.strangers.iter().take(NAMED);
        let named: Vec<String> =
            named.map(|(line, id)| format!("line {line}: {}", printable(id, 30))).collect();
        let more = if strangers > NAMED { ", …" } else { "" };
        let name = if strangers == 1 { "names" } else { "name" };
        let _ = write!(
            text,
            "; {} {name} nobody of the corpus ({}{more})",
            count(strangers as f64, "row"),
            named.join(", ")
        );
    }
    if outcomes.empty > 0 {
        let have = if outcomes.empty == 1 { "has" } else { "have" };
        let _ = write!(text, "; {} {have} no outcome", count(outcomes.empty as f64, "row"));
    }
    if !outcomes.rejects.is_empty() {
        let were = if outcomes.rejects.len() == 1 { "was" } else { "were" };
        let _ = write!(text, "; {} {were} rejected", count(outcomes.rejects.len() as f64, "row"));
    }
    text
}

fn fitness(found: &Calibration) -> Vec<Vec<String>> {
    let row = |name: &str, of: &Fitness, show: fn(f64) -> String| {
        vec![name.to_owned(), with_interval(&of.spearman, show), with_interval(&of.r2, show)]
    };
    let [fitted, default, flat] = &found.fitness;
    vec![
        ["weights", "rank correlation", "R²"].map(str::to_owned).to_vec(),
        row("fitted", fitted, plain),
        row("default", default, plain),
        row("flat", flat, plain),
        row("fitted less default", &found.gain[0], signed),
        row("fitted less flat", &found.gain[1], signed),
    ]
}

fn slopes(report: &CalibrationReport<'_>) -> String {
    let o = report.outcomes;
    let show = |sure: &Sure| {
        let (unit, times) = match &o.words {
            Some((_, better)) => (format!("of 100 members with {}", printable(better, 30)), 100.0),
            None => (printable(&o.column, 40), 1.0),
        };
        let number = |x: f64| few_digits(times * x);
        let interval =
            sure.interval.map_or(String::new(), |(l, h)| format!(" [{}, {}]", number(l), number(h)));
        format!("{}{interval} {unit}", number(sure.value))
    };
    let [fitted, default] = &report.found.slopes;
    let mut text = format!("10 points more of the default score went with {}", show(default));
    if report.found.verdict.has_weights() {
        let _ = write!(
            text,
            "; 10 points more by weights that were fitted to other members, with {}",
            show(fitted)
        );
    }
    text.push('.');
    text
}

fn explained(found: &Calibration) -> String {
    let strength = match found.pull {
        Pull::Strength(strength) if found.verdict.has_weights() => strength,
        _ => {
            return "Points of each rule; brackets hold what the outcomes alone allow, 95 % of resamples."
                .to_owned();
        }
    };
    format!(
        "Points of each rule; those of a pillar add up to its points. Fitted weights are drawn towards the default ones (strength {strength}), as \
         far as foretelling did not suffer beyond noise. The brackets are not: they hold 95 % of resamples by the outcomes alone."
    )
}

fn weights(report: &CalibrationReport<'_>) -> Vec<Vec<String>> {
    let found = report.found;
    let mut rows = vec![["rule", "default", "fitted", "by the outcomes alone"].map(str::to_owned).to_vec()];
    for (pillar, (id, points)) in report.pillars.iter().enumerate() {
        rows.push(vec![format!("{id}, {points} points"), String::new(), String::new(), String::new()]);
        let own = found.rules.iter().filter(|r| r.term.pillar == pillar && r.term.role != Role::Penalty);
        for rule in own {
            let fitted = if found.verdict.has_weights() && rule.term.role == Role::Fitted {
                format!("{:.2}", rule.weight)
            } else {
                "–".to_owned()
            };
            let told = left(rule).unwrap_or_else(|| brackets(rule.interval, |x| format!("{x:.2}")));
            rows.push(vec![rule.term.id.clone(), format!("{:.2}", rule.term.default), fitted, told]);
        }
    }
    rows
}

/// Why a rule that gives is not fitted.
pub(crate) fn left(rule: &Weighed) -> Option<String> {
    match rule.term.role {
        Role::Fitted | Role::Penalty => None,
        Role::Same => Some("stays: gives everyone the same".to_owned()),
        Role::Unknown => Some(
            format!("stays: {} have data for it", members_of(rule.term.known))
                .replace("1 member have", "1 member has"),
        ),
        Role::Alone => Some("stays: nothing to share its points with".to_owned()),
    }
}

fn with_interval(sure: &Sure, show: fn(f64) -> String) -> String {
    if sure.value.is_nan() {
        return "–".to_owned();
    }
    format!("{} {}", show(sure.value), brackets(sure.interval, show))
}

fn brackets(interval: Interval, show: impl Fn(f64) -> String) -> String {
    interval.map_or("–".to_owned(), |(low, high)| format!("[{}, {}]", show(low), show(high)))
}

// Adding 0 turns a -0 into a 0.
fn plain(x: f64) -> String {
    format!("{:.3}", (x * 1000.0).round() / 1000.0 + 0.0)
}

fn signed(x: f64) -> String {
    format!("{:+.3}", (x * 1000.0).round() / 1000.0 + 0.0)
}

/// Three digits that count.
fn few_digits(x: f64) -> String {
    match x.abs() {
        a if a >= 100.0 => format!("{x:.0}"),
        a if a >= 10.0 => format!("{x:.1}"),
        a if a >= 1.0 => format!("{x:.2}"),
        _ => plain(x),
    }
}
