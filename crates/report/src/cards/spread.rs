//! A histogram as a page, and for programs.

use serde_json::{Value, json};
use ssi_expr::render::number;
use ssi_score::Points;

use super::canvas::{Canvas, Ink, Painted, Paper};
use super::histogram::{Counts, Histogram};
use super::scale::Scale;
use crate::json::pretty;
use crate::terminal::{count, thousands};

/// Groups that are shown.
const GROUPS: usize = 30;

/// The histogram as a page: a bar for each bin, bands by name, and below a line for each group. `whom` says who was asked about.
pub fn histogram_text(h: &Histogram, as_of: &str, whom: &str, scale: &Scale, paper: Paper) -> Painted {
    let mut to = Canvas::new(paper);
    to.put(Ink::Strong, &format!("{} of {}", h.id, count(h.all.members as f64, "member")));
    to.put(Ink::Plain, whom).put(Ink::Faint, &format!(", {as_of}")).end();
    if h.all.members == 0 {
        to.put(Ink::Plain, "no data").end();
        return to.done();
    }
    let figures =
        format!("mean {:.2}, median {:.2}, bins of {}", h.all.mean, h.all.median, number(h.width.value()));
    to.put(Ink::Plain, &figures).end();
    to.end();
    bins(&mut to, h, scale);
    if h.without > 0 {
        to.put(Ink::Faint, &format!("no data for {}", count(h.without as f64, "member"))).end();
    }
    if !h.groups.is_empty() {
        to.end();
        groups(&mut to, h);
    }
    to.done()
}

/// Where a bin begins and ends.
fn ends(h: &Histogram, bin: usize) -> (Points, Points) {
    let from = h.start.0 + bin as i32 * h.width.0;
    (Points(from), Points(from + h.width.0))
}

fn bins(to: &mut Canvas, h: &Histogram, scale: &Scale) {
    let bands = h.id == "score" && scale.bands.len() > 1;
    let names =
        scale.bands.iter().map(|(_, name)| name.chars().count()).max().unwrap_or(0).min(to.width() / 4);
    let digits = [100, 10, 1].iter().position(|unit| h.width.0 % unit == 0).unwrap_or(2);
    let label = |points: Points| format!("{:.digits$}", points.value());
    let wide = (0..=h.all.bins.len()).map(|bin| label(ends(h, bin).0).chars().count()).max().unwrap_or(0);
    let counts = h.all.bins.iter().map(|n| thousands(*n).len()).max().unwrap_or(0);
    let most = h.all.bins.iter().copied().max().unwrap_or(0).max(1) as f64;
    let mut before = None;
    for (bin, &n) in h.all.bins.iter().enumerate() {
        let (from, end) = ends(h, bin);
        let band = scale.band(from);
        if bands {
            let name = if before == Some(band) { "" } else { scale.bands[band].1.as_str() };
            to.space(1).cell(Ink::Plain, name, names).space(1);
            before = Some(band);
        }
        to.space(1).right(Ink::Plain, &label(from), wide).put(Ink::Faint, " – ");
        to.right(Ink::Plain, &label(end), wide).space(2).right(Ink::Strong, &thousands(n), counts).space(1);
        let columns = to.left().saturating_sub(1);
        let ink = if bands { scale.ink(band) } else { Ink::Line };
        to.bare_bar(ink, n as f64 / most, columns).end();
    }
}

fn groups(to: &mut Canvas, h: &Histogram) {
    let mut order: Vec<&Counts> = h.groups.iter().collect();
    order.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| a.name.cmp(&b.name)));
    // One column a bin; where the line is too short for that, the bins of two or more stand together.
    let names = (to.width() / 3).min(28);
    let room = to.width().saturating_sub(names + 24).max(8);
    let together = h.all.bins.len().div_ceil(room);
    let columns = h.all.bins.len().div_ceil(together);
    to.space(1).cell(Ink::Faint, "group", names).right(Ink::Faint, "members", 9).space(2);
    let (from, end) = (number(h.start.value()), number(h.end.value()));
    let scale = if columns > from.len() + end.len() {
        format!("{from}{}{end}", " ".repeat(columns - from.len() - end.len()))
    } else {
        from
    };
    to.cell(Ink::Faint, &scale, columns).right(Ink::Faint, "median", 9).end();
    for group in order.iter().take(GROUPS) {
        let bars: Vec<u64> = group.bins.chunks(together).map(|bins| bins.iter().sum()).collect();
        let most = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
        let name = if group.name.is_empty() { "(none)" } else { &group.name };
        to.space(1).cell(Ink::Plain, name, names).right(Ink::Plain, &thousands(group.members), 9);
        let start = to.column() + 2;
        to.to(start).heights(Ink::Line, bars.iter().map(|&n| n as f64 / most));
        to.to(start + columns).right(Ink::Strong, &format!("{:.2}", group.median), 9).end();
    }
    if let Some(more) = order.len().checked_sub(GROUPS).filter(|more| *more > 0) {
        to.space(1).put(Ink::Faint, &format!("and {} more", thousands(more as u64))).end();
    }
}

/// The histogram for programs, with every group.
pub fn histogram_json(h: &Histogram, as_of: &str, by: Option<&str>, scale: &Scale) -> String {
    let counts = |counts: &Counts| {
        json!({
            "name": if counts.name.is_empty() { Value::Null } else { json!(counts.name) },
            "members": counts.members,
            "mean": (counts.mean * 100.0).round() / 100.0,
            "median": counts.median,
            "counts": counts.bins,
        })
    };
    let bins: Vec<Value> = (0..h.all.bins.len())
        .map(|bin| {
            let (from, end) = ends(h, bin);
            let mut value = json!({ "from": from.value(), "to": end.value(), "members": h.all.bins[bin] });
            if h.id == "score" {
                value["band"] = json!(scale.bands.get(scale.band(from)).map(|(_, name)| name));
            }
            value
        })
        .collect();
    pretty(&json!({
        "as_of": as_of,
        "of": h.id,
        "by": by,
        "bin": h.width.value(),
        "members": h.all.members,
        "without": h.without,
        "mean": (h.all.mean * 100.0).round() / 100.0,
        "median": h.all.median,
        "bands": scale.bands.iter().map(|(from, name)| json!({ "from": from.value(), "name": name })).collect::<Vec<_>>(),
        "bins": bins,
        "groups": h.groups.iter().map(counts).collect::<Vec<_>>(),
    }))
}
