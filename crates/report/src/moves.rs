//! Who rose and who fell between snapshots, and the alert for those who fell a lot.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::json;
use ssi_score::Points;

use crate::json::rows_of;
use crate::printable::printable;
use crate::snapshot::{Line, Snapshot};
use crate::terminal::thousands;

/// How many gains are listed.
const GAINS: usize = 5;
/// How many drops are listed on a screen; JSON has all.
const DROPS: usize = 20;
/// A fall counts against every snapshot of so many days.
pub(crate) const WEEK: i32 = 7;

/// One member's move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// The member's id.
    pub member: String,
    /// The day that is compared with.
    pub since: Date,
    /// The score then.
    pub before: Points,
    /// The score now.
    pub now: Points,
    /// The pillar that moved most the same way, and by how much.
    pub pillar: Option<(String, Points)>,
    /// The rule that moved most the same way, and by how much.
    pub rule: Option<(String, Points)>,
}

impl Move {
    /// The change of the score.
    pub fn change(&self) -> Points {
        Points(self.now.0 - self.before.0)
    }
}

/// What moved up to a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// The day.
    pub day: Date,
    /// The snapshot before; none before the first.
    pub before: Option<Date>,
    /// Whether the rules, the weights or the window are others than in the snapshot before: then nobody's change is told.
    pub other_rules: bool,
    /// How many rose, fell and stayed since the snapshot before.
    pub counts: (usize, usize, usize),
    /// How many are new since then, and how many are not there any more.
    pub new_and_gone: (usize, usize),
    /// The biggest gains since the snapshot before, the biggest first.
    pub gains: Vec<Move>,
    /// Those who fell by more than the alert since the snapshot before or within 7 days, the deepest first.
    pub drops: Vec<Move>,
    /// The points beyond which a fall is an alert.
    pub alert: Points,
}

/// Compares a snapshot with those before it, of which the latest comes first: the one before and those of the last 7 days
/// count. Days with other rules are left out: there the points changed and not the people.
pub fn moves(now: &Snapshot, earlier: &[Snapshot], alert: Points) -> Moves {
    let mut found = Moves {
        day: now.day,
        before: earlier.first().map(|s| s.day),
        other_rules: earlier.first().is_some_and(|s| !s.compares_with(now)),
        counts: (0, 0, 0),
        new_and_gone: (0, 0),
        gains: Vec::new(),
        drops: Vec::new(),
        alert,
    };
    let comparable = |s: &&Snapshot| s.compares_with(now);
    let last = earlier.first().filter(comparable);
    let lately = earlier.iter().skip(1).filter(|s| (now.day - s.day).get_days() <= WEEK).filter(comparable);
    let bases: Vec<&Snapshot> = last.into_iter().chain(lately).collect();
    for member in now.members() {
        let Some(score) = now.score(member) else { continue };
        // The highest of them; of equal ones the latest.
        let highest = bases.iter().rev().max_by_key(|s| s.score(member));
        if let Some(base) = highest.filter(|s| s.score(member).is_some_and(|b| b.0 - score.0 > alert.0)) {
            found.drops.extend(one(base, now, member));
        }
        let Some(base) = last else { continue };
        match base.score(member).map(|before| score.cmp(&before)) {
            None => found.new_and_gone.0 += 1,
            Some(std::cmp::Ordering::Greater) => {
                found.counts.0 += 1;
                found.gains.extend(one(base, now, member));
            }
            Some(std::cmp::Ordering::Less) => found.counts.1 += 1,
            Some(std::cmp::Ordering::Equal) => found.counts.2 += 1,
        }
    }
    if let Some(base) = last {
        found.new_and_gone.1 = base.members().filter(|m| now.score(m).is_none()).count();
    }
    found.drops.sort_by_key(Move::change);
    found.gains.sort_by_key(|m| std::cmp::Reverse(m.change()));
    found.gains.truncate(GAINS);
    found
}

fn one(base: &Snapshot, now: &Snapshot, member: &str) -> Option<Move> {
    let (old, new) = (base.line(member)?, now.line(member)?);
    let up = new.score > old.score;
    Some(Move {
        member: member.to_owned(),
        since: base.day,
        before: old.score,
        now: new.score,
        pillar: furthest(&old, &new, |line| &line.pillars, up),
        rule: furthest(&old, &new, |line| &line.rules, up),
    })
}

/// What moved most upwards or downwards, if anything did; of equal ones the first.
fn furthest(
    old: &Line,
    new: &Line,
    part: impl Fn(&Line) -> &Vec<(String, Option<Points>)>,
    up: bool,
) -> Option<(String, Points)> {
    let number = |p: Option<Points>| p.map_or(0, |p| p.0);
    let changes = part(new).iter().map(|(id, points)| {
        let before = part(old).iter().find(|(other, _)| other == id).and_then(|(_, points)| *points);
        (id, number(*points) - number(before))
    });
    let most = changes.rev().max_by_key(|(_, change)| if up { *change } else { -change })?;
    let way = if up { most.1 > 0 } else { most.1 < 0 };
    way.then(|| (most.0.clone(), Points(most.1)))
}

/// A change with its sign.
pub(crate) fn signed(change: Points) -> String {
    if change.0 > 0 { format!("+{change}") } else { change.to_string() }
}

/// What follows the overview of a run that keeps a history: gains, then the alert.
pub fn moved(moves: &Moves, folder: &str) -> String {
    let mut out = String::new();
    let Some(before) = moves.before else {
        let _ =
            writeln!(out, "\nthe first snapshot in {folder}: the next one will show who rose and who fell");
        return out;
    };
    if moves.other_rules {
        let _ = writeln!(
            out,
            "\nthe rules, weights or window changed since {before}: scores before and after do not compare, \
             so no gains are listed;\n`ssi explain MEMBER --since {before} --history {folder}` splits the rules off"
        );
    } else {
        let (rose, fell, same) = moves.counts;
        let mut parts =
            vec![format!("{} rose", thousands(rose as u64)), format!("{} fell", thousands(fell as u64))];
        let (new, gone) = moves.new_and_gone;
        for (count, what) in [(same, "stayed"), (new, "new"), (gone, "gone")] {
            if count > 0 {
                parts.push(format!("{} {what}", thousands(count as u64)));
            }
        }
        let _ = writeln!(out, "\nsince {before}: {}", parts.join(", "));
        if !moves.gains.is_empty() {
            let _ = writeln!(out, "\nbiggest gains");
            rows(&mut out, &moves.gains, before);
        }
    }
    out.push_str(&drops(moves, folder));
    out
}

/// The alert alone.
pub fn drops(moves: &Moves, folder: &str) -> String {
    let mut out = String::new();
    let alert = points_in_words(moves.alert);
    let Some(before) = moves.before else {
        let _ = writeln!(out, "no snapshot before {}: nothing to compare with", moves.day);
        return out;
    };
    if moves.drops.is_empty() {
        let within = if moves.other_rules {
            "within 7 days under the same rules".to_owned()
        } else {
            format!("since {before} or within 7 days")
        };
        let _ = writeln!(out, "\nno drop alert: nobody lost more than {alert} {within}");
        return out;
    }
    let n = moves.drops.len();
    let who = if n == 1 { "1 member".to_owned() } else { format!("{} members", thousands(n as u64)) };
    let _ = writeln!(out, "\nDROP ALERT: {who} lost more than {alert} since {before} or within 7 days");
    rows(&mut out, &moves.drops[..n.min(DROPS)], before);
    if n > DROPS {
        let _ = writeln!(
            out,
            "  and {} more: `ssi trend --drops --history {folder} --json` lists all",
            n - DROPS
        );
    }
    let first = &moves.drops[0];
    let _ = writeln!(
        out,
        "  → ssi explain {} --since {} --history {folder}",
        printable(&first.member, 40),
        first.since
    );
    out
}

fn points_in_words(points: Points) -> String {
    let number = points.value();
    if number == 1.0 { "1 point".to_owned() } else { format!("{number} points") }
}

/// One line a move; the day is said where it is not the one that the head names.
fn rows(out: &mut String, moves: &[Move], told: Date) {
    for m in moves {
        let way = format!("{} → {}", m.before, m.now);
        let part = |p: &Option<(String, Points)>| {
            p.as_ref().map_or(String::new(), |(id, by)| format!("{id} {}", signed(*by)))
        };
        let line = format!(
            "  {:<20} {:>6}  {way:<14} {:<19} {}",
            printable(&m.member, 20),
            signed(m.change()),
            part(&m.pillar),
            part(&m.rule)
        );
        let day = if m.since == told { String::new() } else { format!(" since {}", m.since) };
        let _ = writeln!(out, "{}{day}", line.trim_end());
    }
}

/// The alert as JSON: one object a member, the deepest fall first.
pub fn drops_json(moves: &Moves) -> String {
    let id = |part: &Option<(String, Points)>| part.as_ref().map(|(id, _)| id.clone());
    let by = |part: &Option<(String, Points)>| part.as_ref().map(|(_, by)| by.value());
    let one = |m: &Move| {
        let drop = json!({
            "member": m.member,
            "day": moves.day.to_string(),
            "score": m.now.value(),
            "since": m.since.to_string(),
            "before": m.before.value(),
            "change": m.change().value(),
            "pillar": id(&m.pillar),
            "pillar_change": by(&m.pillar),
            "rule": id(&m.rule),
            "rule_change": by(&m.rule),
        });
        drop.to_string()
    };
    rows_of(moves.drops.iter().map(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8, rules: &str, members: &[(&str, i32, i32)]) -> Snapshot {
        Snapshot::of(Date::constant(2026, 8, day), rules, members)
    }

    #[track_caller]
    fn check(moves: &Moves, expected: &[(&str, i8, i32, &str)]) {
        let told: Vec<_> = moves
            .drops
            .iter()
            .map(|m| (m.member.as_str(), m.since.day(), m.change().0, m.rule.as_ref().map_or("", |r| &r.0)))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_fall_counts_from_the_highest_of_the_last_days() {
        // From the latest: the snapshot before, one within 7 days, one that is older.
        let earlier = [
            day(28, "r", &[("ada", 1000, 500), ("bo", 0, 0), ("cem", 900, 0), ("eve", 0, 0)]),
            day(24, "r", &[("ada", 2000, 500), ("bo", 600, 0), ("cem", 900, 0)]),
            day(10, "r", &[("bo", 9000, 0), ("cem", 9000, 0)]),
        ];
        let now = day(31, "r", &[("ada", 1400, 600), ("bo", 0, 0), ("cem", 400, 0), ("dora", 0, 0)]);
        let found = moves(&now, &earlier, Points(499));
        check(&found, &[("bo", 24, -600, "p.a"), ("ada", 24, -500, "p.a"), ("cem", 28, -500, "p.a")]);
        assert_eq!((found.counts, found.new_and_gone), ((1, 1, 1), (1, 1)));
        assert_eq!((found.gains.len(), &*found.gains[0].member), (1, "ada"));
        assert_eq!(found.gains[0].pillar, Some(("p".to_owned(), Points(500))));
        // By more than the alert, not by as much.
        check(&moves(&now, &earlier, Points(500)), &[("bo", 24, -600, "p.a")]);
        // Without the days between, the snapshot before counts however old it is.
        check(
            &moves(&now, &earlier[2..], Points(500)),
            &[("bo", 10, -9000, "p.a"), ("cem", 10, -8600, "p.a")],
        );
        check(&moves(&now, &[], Points(0)), &[]);
    }

    #[test]
    fn other_rules_make_no_falls() {
        let now = day(31, "new", &[("ada", 0, 0)]);
        let before = day(30, "old", &[("ada", 5000, 0)]);
        let same = day(29, "new", &[("ada", 700, 0)]);
        let found = moves(&now, &[before, same], Points(500));
        assert!(found.other_rules && found.gains.is_empty());
        assert_eq!(found.counts, (0, 0, 0));
        assert_eq!(found.drops.iter().map(|m| m.since.day()).collect::<Vec<_>>(), [29]);
    }
}
