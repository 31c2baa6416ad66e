//! The head of an explanation: the member among others, what to aim for, and three answers in plain language.

use std::fmt::Write;

use ssi_score::Points;
use ssi_score::explain::Explanation;
use ssi_score::standing::{Circle, Figures, Place, Population, Standing, about_equal};
use ssi_score::verdicts::{Answer, Question, Verdict};

use crate::printable::printable;
use crate::terminal::thousands;

/// The widest line, in characters.
const WIDTH: usize = 100;

/// The lines between the score and its parts.
pub(crate) fn head(e: &Explanation, standing: &Standing, verdicts: &[Verdict]) -> String {
    let mut out = String::from("\n");
    populations(&mut out, e.score, standing.populations.get(1..).unwrap_or_default());
    let _ = writeln!(out, "  {}", aim(e.score, standing));
    if let (true, Some(top)) = (standing.thought_leader, &standing.top) {
        let (target, name) = (standing.target.0 / Points::UNIT, printable(&top.industry, 30));
        let _ = writeln!(
            out,
            "  badge: thought leader ({target} points or more, and in the top {} % of {name})",
            top.percent
        );
    }
    out.push('\n');
    pillars(&mut out, e, standing);
    if !verdicts.is_empty() {
        out.push('\n');
    }
    for verdict in verdicts {
        let _ = writeln!(out, "{}", verdict_line(verdict));
    }
    out
}

/// `rank 3 of 21, top 15 %`; what is true of one alone and of equals, and how many share the rank.
pub(crate) fn rank(place: Place) -> String {
    let of = thousands(u64::from(place.of));
    if place.is_alone() {
        return "nobody else to compare with".to_owned();
    }
    let rank = thousands(u64::from(place.rank));
    let shared = match place.equal {
        0 | 1 => String::new(),
        n => format!(", shared by {}", thousands(u64::from(n))),
    };
    match place.top_percent() {
        // The "top 80 %" would be praise for nothing.
        Some(percent) if percent <= 50 => format!("rank {rank} of {of}, top {percent} %{shared}"),
        Some(_) => format!("rank {rank} of {of}{shared}"),
        None => format!("the same score as all {of}"),
    }
}

/// A line for each population, in columns; a line that would grow too long goes on below.
fn populations(out: &mut String, score: Points, populations: &[Population]) {
    let lines: Vec<[String; 3]> = populations.iter().map(|p| population_cells(score, p)).collect();
    let widest = |column: usize, least: usize| {
        lines.iter().map(|cells| cells[column].chars().count()).max().unwrap_or(0).max(least)
    };
    let (names, ranks) = (widest(0, 28), widest(1, 23));
    for [name, rank, means] in &lines {
        let place = format!("  {name:<names$} {rank:<ranks$}");
        if place.chars().count() + 2 + means.chars().count() <= WIDTH {
            let _ = writeln!(out, "{}", format!("{place}  {means}").trim_end());
        } else {
            let indent = 3 + names;
            let _ = writeln!(out, "{}\n{:indent$}{means}", place.trim_end(), "");
        }
    }
}

/// Which population, the place in it, and what its members come to.
fn population_cells(score: Points, p: &Population) -> [String; 3] {
    let (what, name) = match (p.circle, p.connections) {
        (Circle::Everyone, _) => ("everyone", String::new()),
        (Circle::Industry, _) => ("industry", printable(&p.name, 18)),
        (Circle::Team, _) => ("team", printable(&p.name, 18)),
        (Circle::Network, connections) => {
            let (scored, all) = (u64::from(p.place.of) - 1, u64::from(connections.unwrap_or(0)));
            ("network", format!("{} of {} scored", thousands(scored), thousands(all)))
        }
    };
    let means = match &p.figures {
        Some(figures) if !p.place.is_alone() => {
            let (mean, median) = (figures.mean, figures.median);
            format!("mean {mean:>5}  median {median:>5}, you {}", gap(score, median))
        }
        _ => String::new(),
    };
    [format!("{what:<9} {name}"), rank(p.place), means]
}

/// `+12.40`; a difference too small to speak of is none.
pub(crate) fn gap(score: Points, other: Points) -> String {
    let difference = Points(score.0 - other.0);
    match difference.0 {
        _ if about_equal(score, other) => "about equal".to_owned(),
        1.. => format!("+{difference}"),
        _ => difference.to_string(),
    }
}

/// The distance to the target and to the top of the industry.
fn aim(score: Points, standing: &Standing) -> String {
    let distance = |from: Points| match from.0 - score.0 {
        missing if missing > 0 => format!("{} points to go", Points(missing)),
        _ => "reached".to_owned(),
    };
    let mut text = format!("target {}: {}", standing.target.0 / Points::UNIT, distance(standing.target));
    if let Some(top) = &standing.top {
        let (name, percent) = (printable(&top.industry, 30), top.percent);
        let _ = match top.from {
            Some(from) => write!(text, "; top {percent} % of {name} begins at {from}: {}", distance(from)),
            None => write!(text, "; {name} has too few members for a top {percent} %"),
        };
    }
    text
}

/// The pillars beside the means of others.
fn pillars(out: &mut String, e: &Explanation, standing: &Standing) {
    let compared = standing.populations.iter().filter(|p| !p.place.is_alone());
    let others: Vec<(&Population, &Figures)> =
        compared.filter_map(|p| Some((p, p.figures.as_ref()?))).collect();
    let _ = write!(out, "  {:<16}{:>7}", "", "you");
    for (population, _) in &others {
        let name = match population.circle {
            Circle::Everyone => "everyone",
            Circle::Industry => "industry",
            Circle::Team => "team",
            Circle::Network => "network",
        };
        let _ = write!(out, "{name:>10}");
    }
    out.push_str(if others.is_empty() { "\n" } else { "   (means)\n" });
    let shown = |points: Option<Points>| points.map_or("–".to_owned(), |p| p.to_string());
    for (place, pillar) in e.pillars.iter().enumerate() {
        let mut line = format!("  {:<16}{:>7}", pillar.id, shown(pillar.points));
        for (_, figures) in &others {
            let _ = write!(line, "{:>10}", shown(figures.pillars[place]));
        }
        match standing.extremes {
            Some((weakest, _)) if weakest == place => line.push_str("   weakest"),
            Some((_, strongest)) if strongest == place => line.push_str("   strongest"),
            _ => {}
        }
        let _ = writeln!(out, "{line}");
    }
}

fn verdict_line(verdict: &Verdict) -> String {
    let question = match verdict.question {
        Question::Content => "content fits the field",
        Question::Connections => "relevant connections are built",
        Question::Profile => "profile is set up",
    };
    let answer = match verdict.answer {
        Answer::Yes => "yes",
        Answer::Partly => "partly",
        Answer::NotYet => "not yet",
        Answer::Unknown => return format!("  {question:<32}no data"),
    };
    let line = format!("  {question:<32}{answer:<9}{} of {} points", verdict.points, verdict.possible);
    match &verdict.most_lost {
        None => line,
        Some(rule) if line.chars().count() + rule.chars().count() + 20 <= WIDTH => {
            format!("{line}; most is lost in {rule}")
        }
        Some(rule) => format!("{line};\n{:43}most is lost in {rule}", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_far_as_they_are_true() {
        for ((rank_, equal, of), expected) in [
            ((3, 1, 21), "rank 3 of 21, top 15 %"),
            ((1, 2, 1_000), "rank 1 of 1,000, top 1 %, shared by 2"),
            ((5, 62, 66), "rank 5 of 66, shared by 62"),
            ((3, 1, 4), "rank 3 of 4"),
            ((1, 1, 1), "nobody else to compare with"),
            ((1, 4, 4), "the same score as all 4"),
        ] {
            assert_eq!(rank(Place { rank: rank_, equal, of }), expected);
        }
    }

    #[test]
    fn small_differences_are_none() {
        for (score, other, expected) in [
            (5000, 5000, "about equal"),
            (5099, 5000, "about equal"),
            (5100, 5000, "+1.00"),
            (4310, 5550, "-12.40"),
        ] {
            assert_eq!(gap(Points(score), Points(other)), expected);
        }
    }

    #[test]
    fn the_way_to_the_targets() {
        let standing = |from: Option<i32>, industry: &str| Standing {
            populations: Vec::new(),
            target: Points(7500),
            top: (!industry.is_empty()).then(|| ssi_score::standing::Top {
                industry: industry.to_owned(),
                percent: 10,
                from: from.map(Points),
            }),
            thought_leader: false,
            extremes: None,
        };
        for (score, standing, expected) in [
            (7190, standing(None, ""), "target 75: 3.10 points to go"),
            (7500, standing(None, "Law"), "target 75: reached; Law has too few members for a top 10 %"),
            (
                7190,
                standing(Some(7120), "logistics"),
                "target 75: 3.10 points to go; top 10 % of logistics begins at 71.20: reached",
            ),
            (
                7000,
                standing(Some(7120), "a\u{1b}b"),
                "target 75: 5.00 points to go; top 10 % of a\u{fffd}b begins at 71.20: 1.20 points to go",
            ),
        ] {
            assert_eq!(aim(Points(score), &standing), expected);
        }
    }
}
