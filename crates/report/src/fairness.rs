//! Grades by language, as text.

use std::fmt::Write;

use ssi_score::fairness::{
    Difference, Fairness, Group, Kind, LEAST_AUTHORS, LEAST_DIFFERENCE, LEAST_TEXTS, List, Missing,
    RuleDifference, Side, Tongue,
};

use crate::printable::printable;
use crate::terminal::{count, thousands, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 100;
/// The most rules that are named in a sentence.
const NAMED: usize = 3;
/// A rule that makes less of a difference is not named.
const WORTH: f64 = 0.005;

/// Grades by language, and what they were made of.
#[derive(Clone, Debug)]
pub struct FairnessReport<'a> {
    /// What was read.
    pub corpus: String,
    /// The title of the rules.
    pub rules: String,
    /// The day of the score.
    pub as_of: String,
    /// The days that count.
    pub window_days: u32,
    /// What was found.
    pub found: &'a Fairness,
}

/// The page.
pub fn fairness_text(report: &FairnessReport<'_>) -> String {
    let mut out = String::new();
    let days = count(f64::from(report.window_days), "day");
    let corpus = printable(&report.corpus, 60);
    paragraph(&mut out, "", &format!("Grades by language: {corpus} as of {}, texts of {days}", report.as_of));
    paragraph(&mut out, "", &format!("Rules: {}", printable(&report.rules, 60)));
    let compares = report.found.kinds.iter().any(|k| k.groups.len() > 1);
    if compares {
        out.push('\n');
        paragraph(
            &mut out,
            "",
            &format!(
                "At the same length: the mean grade less that of all others whose texts are as long, with a 95 % interval over \
                 authors. Told from {LEAST_DIFFERENCE} on, if {LEAST_TEXTS} texts by {LEAST_AUTHORS} authors stand on either side. \
                 Data: the share of the rules' weight that had something to tell from."
            ),
        );
    }
    for of in &report.found.kinds {
        kind(&mut out, of);
    }
    lists(&mut out, report.found);
    if compares {
        writers(&mut out, report.found);
    }
    out.push('\n');
    paragraph(&mut out, "", &format!("Verdict: {}", verdict(report.found)));
    out
}

fn paragraph(out: &mut String, indent: &str, text: &str) {
    for line in wrap_text(text, WIDTH - indent.len()) {
        let _ = writeln!(out, "{indent}{line}");
    }
}

fn kind(out: &mut String, of: &Kind) {
    let ungraded = match of.ungraded {
        0 => String::new(),
        n => format!("; {} could not be graded", count(n as f64, "text")),
    };
    let mean = if of.mean.is_nan() { String::new() } else { format!(", mean grade {:.2}", of.mean) };
    let _ = writeln!(
        out,
        "\n{}: {} by {}{mean}{ungraded}",
        plural(&of.kind),
        count(of.texts as f64, "text"),
        count(of.authors as f64, "author")
    );
    if of.groups.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "  {:<23} {:>6} {:>7} {:>5} {:>6}  {:<20} {:>5}",
        "language", "texts", "authors", "mean", "median", "at the same length", "data"
    );
    for group in &of.groups {
        let compared = group.difference.as_ref().map_or(String::new(), shown);
        let line = format!(
            "  {:<23} {:>6} {:>7} {:>5.2} {:>6.2}  {compared:<20} {:>3.0} %  {}",
            group.tongue.name(),
            thousands(group.texts as u64),
            thousands(group.authors as u64),
            group.mean,
            group.median,
            100.0 * group.coverage,
            judgement(group, of.groups.len())
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    for sentence in of.groups.iter().filter_map(sentence) {
        out.push('\n');
        paragraph(out, "  ", &sentence);
    }
}

/// `comments`, `summaries`.
pub(crate) fn plural(kind: &str) -> String {
    kind.strip_suffix('y').map_or_else(|| format!("{kind}s"), |stem| format!("{stem}ies"))
}

fn shown(d: &Difference) -> String {
    match d.interval {
        Some((low, high)) => format!("{} [{}, {}]", signed(d.value), signed(low), signed(high)),
        None => signed(d.value),
    }
}

fn signed(number: f64) -> String {
    // Adding 0 turns a -0 into a 0.
    format!("{:+.2}", (number * 100.0).round() / 100.0 + 0.0)
}

fn judgement(group: &Group, groups: usize) -> &'static str {
    match (group.side(), &group.difference) {
        (Some(Side::Lower), _) if group.is_warned() => "lower: lists",
        (Some(Side::Higher), _) if group.is_warned() => "higher: lists",
        (Some(Side::Lower), _) => "lower",
        (Some(Side::Higher), _) => "higher",
        (None, None) if groups > 1 => "none as long",
        (None, None) => "",
        (None, Some(_)) if group.is_judged() => "about the same",
        (None, Some(d)) if d.own.0 < LEAST_TEXTS || d.own.1 < LEAST_AUTHORS => "too few to judge",
        (None, Some(_)) => "too few others",
    }
}

/// What is to be said of a group that is clearly on one side; also what a warning says.
pub(crate) fn sentence(group: &Group) -> Option<String> {
    let (side, d) = (group.side()?, group.difference.as_ref()?);
    let (low, high) = d.interval?;
    let way = |value: f64| match (value * 100.0).round() {
        v if v < 0.0 => format!("{:.2} lower", -value),
        v if v > 0.0 => format!("{value:.2} higher"),
        _ => "the same".to_owned(),
    };
    let (near, far) = if side == Side::Lower { (-high, -low) } else { (low, high) };
    let mut text = format!(
        "{}{} ({}, {}) is graded {} [{near:.2}, {far:.2}] at the same length",
        if group.is_warned() { "warning: " } else { "" },
        group.tongue.name(),
        count(group.texts as f64, "text"),
        count(group.authors as f64, "author"),
        way(d.value),
    );
    if group.is_warned() {
        let unseen =
            if side == Side::Higher { ", such as penalties that cannot see what they are for" } else { "" };
        let rules = match (d.lacking.is_empty(), d.lacking_elsewhere.is_empty()) {
            (true, _) => lacking_elsewhere(&d.lacking_elsewhere, "word lists or data"),
            (false, true) => format!("{}{unseen} ({})", lacking_here(&d.lacking), some(&d.lacking)),
            (false, false) => format!(
                "{}{unseen} ({}), and {}",
                lacking_here(&d.lacking),
                some(&d.lacking),
                lacking_elsewhere(&d.lacking_elsewhere, "them")
            ),
        };
        let of_lists = d.of_lists.abs();
        let _ = write!(
            text,
            "; {of_lists:.2} of it comes from {rules}. Without that it would be {}.",
            way(d.value - d.of_lists)
        );
    } else if group.missing.is_empty() {
        text.push_str("; no list is missing.");
    } else if d.of_lists.abs() < WORTH {
        text.push_str("; missing lists are not the reason.");
    } else {
        let _ = write!(text, "; missing lists are not the reason (they make {} of it).", signed(d.of_lists));
    }
    // What a warning leaves open can go either way; what explains a difference goes its way.
    let explains = |r: &&RuleDifference| group.is_warned() || (r.grade < 0.0) == (side == Side::Lower);
    let worth = d.rules.iter().filter(|r| r.grade.abs() >= WORTH);
    let named: Vec<String> = worth.filter(explains).take(NAMED).map(made).collect();
    if !named.is_empty() {
        let begin = if group.is_warned() { "Other rules" } else { "Rules that make most of it" };
        let _ = write!(text, " {begin}: {}.", named.join(", "));
    }
    Some(text)
}

fn made(rule: &RuleDifference) -> String {
    let credit =
        if rule.credit.is_nan() { String::new() } else { format!(" (credit {})", signed(rule.credit)) };
    format!("{} {}{credit}", rule.id, signed(rule.grade))
}

/// `1 rule that lacks word lists or data there`.
fn lacking_here(ids: &[String]) -> String {
    let lack = if ids.len() == 1 { "lacks" } else { "lack" };
    format!("{} that {lack} word lists or data there", count(ids.len() as f64, "rule"))
}

/// `2 rules that lack them in most other texts (a, b)`.
fn lacking_elsewhere(ids: &[String], what: &str) -> String {
    let lack = if ids.len() == 1 { "lacks" } else { "lack" };
    format!("{} that {lack} {what} in most other texts ({})", count(ids.len() as f64, "rule"), some(ids))
}

/// The first few of some names.
fn some(names: &[String]) -> String {
    match names.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!("{} and {more} more", names[..NAMED].join(", ")),
        _ => names.join(", "),
    }
}

/// Each group that lacks lists, once, with the lists of all kinds.
fn lacking(found: &Fairness) -> Vec<(Tongue, Vec<&Missing>)> {
    let mut all: Vec<(Tongue, Vec<&Missing>)> = Vec::new();
    for group in found.kinds.iter().flat_map(|k| &k.groups) {
        for missing in &group.missing {
            match all.iter_mut().find(|(tongue, _)| *tongue == group.tongue) {
                Some((_, lists)) if lists.iter().any(|m| m.list == missing.list) => {}
                Some((_, lists)) => lists.push(missing),
                None => all.push((group.tongue, vec![missing])),
            }
        }
    }
    all.sort_by_key(|(tongue, _)| *tongue);
    for (_, lists) in &mut all {
        lists.sort_by(|a, b| a.list.cmp(&b.list));
    }
    all
}

fn lists(out: &mut String, found: &Fairness) {
    let lacking = lacking(found);
    if lacking.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nlists that are missing");
    for (tongue, lists) in lacking {
        let built_in: Vec<&str> = lists
            .iter()
            .filter_map(|m| if let List::BuiltIn(name) = m.list { Some(name) } else { None })
            .collect();
        let phrases: Vec<(&str, bool)> = lists
            .iter()
            .filter_map(|m| {
                if let List::Phrases { name, common } = &m.list {
                    Some((name.as_str(), *common))
                } else {
                    None
                }
            })
            .collect();
        let of = |common: bool| -> Vec<String> {
            phrases.iter().filter(|p| p.1 == common).map(|p| printable(p.0, 40)).collect()
        };
        let (without, common) = (of(false), of(true));
        let mut text = format!("{}:", tongue.name());
        if !built_in.is_empty() {
            let _ = write!(
                text,
                " {} of ssi itself ({}); these cannot be added in a pack.",
                count(built_in.len() as f64, "list"),
                built_in.join(", ")
            );
        }
        match tongue.language() {
            Some(language) if !phrases.is_empty() => {
                let files: Vec<String> = phrases
                    .iter()
                    .map(|p| format!("phrases/{}.{}.txt", printable(p.0, 40), language.code()))
                    .collect();
                let _ = write!(text, " Write {}.", files.join(", "));
            }
            None if !without.is_empty() => {
                let files: Vec<String> = without.iter().map(|name| format!("phrases/{name}.txt")).collect();
                let _ = write!(
                    text,
                    " No phrases of the pack hold there for {}: what you write into {} holds in every language.",
                    without.join(", "),
                    files.join(", ")
                );
            }
            _ => {}
        }
        if !common.is_empty() {
            let hold = if common.len() == 1 { "holds" } else { "hold" };
            let _ = write!(text, " Of {} only what {hold} in every language is known.", common.join(", "));
        }
        paragraph(out, "  ", &text);
    }
}

fn writers(out: &mut String, found: &Fairness) {
    let kinds: Vec<String> = found.kinds.iter().map(|k| plural(&k.kind)).collect();
    let _ = writeln!(out, "\nmembers by what they usually write: the mean of each one's mean grade");
    let _ = write!(out, "  {:<23} {:>7}", "language", "members");
    for kind in &kinds {
        let _ = write!(out, " {kind:>10}");
    }
    out.push('\n');
    for group in &found.writers {
        let mut line = format!("  {:<23} {:>7}", group.tongue.name(), thousands(group.members as u64));
        for (members, mean) in &group.kinds {
            let shown = if *members == 0 { String::new() } else { format!("{mean:.2}") };
            let _ = write!(line, " {shown:>10}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// One line that says what it comes to.
pub(crate) fn verdict(found: &Fairness) -> String {
    let groups = || found.kinds.iter().flat_map(|k| k.groups.iter().map(move |g| (k, g)));
    let mut tongues: Vec<Tongue> =
        groups().map(|(_, g)| g.tongue).filter(|t| *t != Tongue::NotTold).collect();
    tongues.sort_unstable();
    tongues.dedup();
    let warned: Vec<String> = found
        .warnings()
        .map(|(k, g)| {
            let way = if g.side() == Some(Side::Lower) { "down" } else { "up" };
            let whose = match &g.difference {
                Some(d) if d.lacking.is_empty() => "lists that others lack",
                _ if g.missing.is_empty() => "missing data",
                _ => "missing lists",
            };
            format!("{} in {} are graded {way} by {whose}", plural(&k.kind), g.tongue.name())
        })
        .collect();
    let others = groups().filter(|(_, g)| g.side().is_some() && !g.is_warned()).count();
    match (warned.len(), tongues.as_slice()) {
        (0, []) if groups().next().is_none() => "there are no texts to compare.".to_owned(),
        (0, []) => "no text tells its language, so there is nothing to compare.".to_owned(),
        (0, [one]) if !groups().any(|(_, g)| g.is_judged()) => {
            format!(
                "all texts that tell are in one language, {}, so there is nothing to compare.",
                one.name()
            )
        }
        (0, _) if !groups().any(|(_, g)| g.is_judged()) => format!(
            "too few texts to judge; it takes {LEAST_TEXTS} texts by {LEAST_AUTHORS} authors in a language and in others."
        ),
        (0, _) => {
            let rest = match others {
                0 => String::new(),
                1 => "; one difference has other reasons".to_owned(),
                n => format!("; {n} differences have other reasons"),
            };
            format!("no language is graded down or up by missing lists{rest}.")
        }
        (n, _) => {
            let more = if n > 1 { format!(", and {} more", n - 1) } else { String::new() };
            format!("{}: {}{more}.", count(n as f64, "warning"), warned[0])
        }
    }
}
