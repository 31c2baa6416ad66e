//! The overview that a run prints.

use std::fmt::Write;

use comfy_table::{Cell, CellAlignment, Table, presets};
use ssi_rules::Model;
use ssi_score::standing::{Figures, Grouping};
use ssi_score::{Scores, Stats, Timing};

use crate::printable::printable;

/// What the overview tells beside the scores.
pub struct Screen<'a> {
    /// What was scored.
    pub corpus: &'a str,
    /// The pack: where it came from and its digest.
    pub rules: &'a str,
    /// The day of the score.
    pub as_of: &'a str,
    /// For each pillar without evidence, the input files that would give it.
    pub missing: Vec<(String, Vec<&'static str>)>,
    /// The teams, where the corpus tells them.
    pub teams: Option<&'a Grouping<'a>>,
    /// How long the stages took; no line where there is none.
    pub timing: Option<(Timing, std::time::Duration)>,
}

/// How many members are listed.
const TOP: usize = 10;
/// How many teams are listed.
const TEAMS: usize = 12;
/// The longest bar, in characters.
const BAR: usize = 40;

/// The population in one screen.
pub fn overview(model: &Model, scores: &Scores, stats: &Stats, screen: &Screen<'_>) -> String {
    let mut out = String::new();
    let line = |out: &mut String, text: std::fmt::Arguments<'_>| {
        let _ = out.write_fmt(text);
        out.push('\n');
    };
    line(&mut out, format_args!("{}", model.title));
    line(
        &mut out,
        format_args!("{} as of {}, activity of {} days", screen.corpus, screen.as_of, model.window_days),
    );
    line(&mut out, format_args!("rules: {}\n", screen.rules));
    if stats.members == 0 {
        line(&mut out, format_args!("no member to score"));
        return out;
    }
    line(
        &mut out,
        format_args!(
            "{} {}   mean {:.2}   median {:.2}   lowest {:.2}   highest {:.2}   coverage {:.0} %\n",
            thousands(stats.members as u64),
            if stats.members == 1 { "member" } else { "members" },
            stats.mean,
            stats.median,
            stats.extremes.0,
            stats.extremes.1,
            100.0 * stats.coverage
        ),
    );
    let most = stats.bands.iter().map(|b| b.2).max().unwrap_or(0).max(1);
    let ends = stats.bands.iter().skip(1).map(|b| format!("{})", b.1)).chain(["100]".to_owned()]);
    for ((name, from, count), end) in stats.bands.iter().zip(ends) {
        let bar = "█".repeat((count * BAR).div_ceil(most));
        let range = format!("[{from}, {end}");
        line(&mut out, format_args!("  {name:<17} {range:<10} {:>9}  {bar}", thousands(*count as u64)));
    }
    out.push('\n');
    for (pillar, (id, mean, known)) in model.pillars.iter().zip(&stats.pillars) {
        let note = match screen.missing.iter().find(|(p, _)| p == id) {
            Some((_, files)) if *known == 0 => format!("no data; needs {}", names(files)),
            _ if *known == 0 => "no data".to_owned(),
            _ if *known < stats.members => {
                format!("{mean:>5.2} of {}   ({} members with data)", pillar.points, thousands(*known as u64))
            }
            _ => format!("{mean:>5.2} of {}", pillar.points),
        };
        line(&mut out, format_args!("  {id:<14} {:<42} {note}", pillar.title));
    }
    out.push('\n');
    out.push_str(&top(model, scores));
    if let Some(teams) = screen.teams.filter(|t| t.groups.len() > 1) {
        out.push_str(&table_of_teams(scores, teams));
    }
    if let Some((timing, whole)) = &screen.timing {
        let seconds = timing.texts.as_secs_f64().max(1e-9);
        line(
            &mut out,
            format_args!(
                "\n{} texts in {:.2} s of {:.2} s in all ({} texts/s, {:.1} MB/s)",
                thousands(timing.text_count),
                seconds,
                whole.as_secs_f64(),
                thousands((timing.text_count as f64 / seconds) as u64),
                timing.text_bytes as f64 / 1e6 / seconds
            ),
        );
    }
    out
}

fn top(model: &Model, scores: &Scores) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    let mut head = vec![right("rank".into()), Cell::new("member"), right("score".into())];
    head.extend(model.pillars.iter().map(|p| right(p.id.clone())));
    head.extend([right("coverage".into()), Cell::new("band")]);
    table.set_header(head);
    for (place, &member) in scores.ranking.iter().take(TOP).enumerate() {
        let m = member as usize;
        // Equal scores share a rank.
        let rank = scores.ranking[..place]
            .iter()
            .rposition(|&o| scores.score[o as usize] != scores.score[m])
            .map_or(1, |p| p + 2);
        let mut row = vec![
            right(rank.to_string()),
            Cell::new(printable(&scores.members[m], 28)),
            right(scores.score[m].to_string()),
        ];
        row.extend(scores.pillars.iter().map(|p| right(p.points[m].map_or("–".into(), |p| p.to_string()))));
        row.push(right(format!("{:.0} %", 100.0 * scores.coverage[m])));
        row.push(Cell::new(&model.band(scores.score[m].value()).name));
        table.add_row(row);
    }
    let lines: Vec<String> = table.lines().map(|l| l.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

/// The first teams by name, a line each.
fn table_of_teams(scores: &Scores, teams: &Grouping<'_>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    let [members, mean, median] = ["members", "mean", "median"].map(|head| right(head.into()));
    table.set_header([Cell::new(" team"), members, mean, median, Cell::new("weakest pillar")]);
    for group in teams.groups.iter().take(TEAMS) {
        let Some(figures) = Figures::of(scores, &group.members) else { continue };
        let weakest = figures.weakest(scores).map_or("–", |p| scores.pillars[p].id.as_str());
        table.add_row([
            Cell::new(format!(" {}", printable(group.name, 28))),
            right(thousands(figures.members as u64)),
            right(figures.mean.to_string()),
            right(figures.median.to_string()),
            Cell::new(weakest),
        ]);
    }
    let mut lines: Vec<String> = table.lines().map(|l| l.trim_end().to_owned()).collect();
    match teams.groups.len().saturating_sub(TEAMS) {
        0 => {}
        1 => lines.push("  and 1 more: `ssi team` lists all".to_owned()),
        more => lines.push(format!("  and {} more: `ssi team` lists all", thousands(more as u64))),
    }
    format!("\n{}\n", lines.join("\n"))
}

fn names(files: &[&str]) -> String {
    let files: Vec<String> = files.iter().map(|f| format!("{f}.csv")).collect();
    files.join(" or ")
}

/// A number with its noun, in the plural where it is not one.
pub(crate) fn count(number: f64, noun: &str) -> String {
    let number = number as u64;
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// A text in lines of at most so many characters; a longer word has a line of its own.
pub(crate) fn wrap_text(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let wide = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + wide <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + wide;
            }
            _ => {
                lines.push(word.to_owned());
                length = wide;
            }
        }
    }
    lines
}

/// A whole number with commas.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_fit_to_print() {
        assert_eq!(
            (thousands(0), thousands(999), thousands(1_234_567)),
            ("0".into(), "999".into(), "1,234,567".into())
        );
    }
}
