//! Numbers as people read them, and small drawings of them.

use maud::{Markup, html};
use ssi_score::Points;

pub(super) use crate::terminal::thousands;

/// Points with two digits, or a dash for none.
pub(super) fn points(points: Option<Points>) -> String {
    points.map_or_else(|| "–".to_owned(), |points| points.to_string())
}

/// A number with two digits.
pub(super) fn two(number: f64) -> String {
    if number.is_finite() { format!("{number:.2}") } else { "–".to_owned() }
}

/// A share as whole percent.
pub(super) fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.0} %", share * 100.0) } else { "–".to_owned() }
}

/// A bar that is filled to a share from 0 to 1; the number stands beside it, so it is only drawn.
pub(super) fn bar(share: f64) -> Markup {
    // Where there is nothing to divide there is no share.
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let width = (share * 1000.0).round() / 10.0;
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track x="0" y="0" width="100" height="8" rx="1" {}
            rect.fill x="0" y="0" width=(width) height="8" rx="1" {}
        }
    }
}

/// A ring that is closed at the full score, with the score in it.
pub(super) fn ring(score: Points, full: f64) -> Markup {
    let around = 2.0 * std::f64::consts::PI * 54.0;
    let filled = around * (score.value() / full).clamp(0.0, 1.0);
    let dash = format!("{filled:.1} {around:.1}");
    html! {
        svg.ring viewBox="0 0 128 128" role="img" aria-label=(format!("{score} of {full:.0} points")) {
            circle.track cx="64" cy="64" r="54" {}
            circle.fill cx="64" cy="64" r="54" stroke-dasharray=(dash) transform="rotate(-90 64 64)" {}
            text x="64" y="66" { (score.to_string()) }
            text.small x="64" y="84" { "of " (format!("{full:.0}")) }
        }
    }
}

/// A table with a caption that scrolls by itself where it is too wide.
pub(super) fn scrolling(about: &str, table: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(about) { (table) } }
}
